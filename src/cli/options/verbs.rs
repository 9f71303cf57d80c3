//! The verbs: what each is for, its arguments, and the groups of options it takes.

use super::answers::{COMPARE, COMPUTE, EXPLAIN, RECONCILE, SEEK, SUPPOSE, TALK};
use super::closing::{CLOSE, CORRECT, VERIFY};
use super::data::{DATA, DATA_FILES, ERRORS, READ, RULES};
use super::rules::{CHECK, LAYOUT, TEST};
use super::word::{Both, Word, option};

/// A verb.
pub(super) struct Verb {
    pub(super) name: &'static str,
    pub(super) alias: Option<&'static str>,
    pub(super) about: Both,
    /// Positional arguments; a required one is marked.
    pub(super) words: &'static [(Word, bool)],
    pub(super) options: &'static [&'static [Word]],
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "hitung",
        alias: Some("eval"),
        about: (
            "Menghitung capaian dan kategori semua unit dalam data",
            "Computes achievement and rating of every unit in the data",
        ),
        words: &[(RULESET, true)],
        options: &[DATA, READ, ERRORS, RULES, COMPUTE, SUPPOSE],
    },
    Verb {
        name: "jelaskan",
        alias: Some("explain"),
        about: (
            "Menjelaskan hasil langkah demi langkah, dengan sumbernya",
            "Explains results step by step, with their sources",
        ),
        words: &[
            (RULESET, true),
            (
                Word {
                    name: "KODE",
                    value: Some(("KODE", "CODE")),
                    takes: &[],
                    many: true,
                    bare: None,
                    help: (
                        "Kode yang dijelaskan; tanpa kode semuanya",
                        "The codes to explain; without one, all of them",
                    ),
                },
                false,
            ),
        ],
        options: &[DATA, READ, ERRORS, RULES, EXPLAIN],
    },
    Verb {
        name: "repl",
        alias: None,
        about: (
            "Menanyai hasil, mengandaikan angka dan aturan lain, dan menyimpannya sebagai usulan",
            "Asks results, supposes other figures and rules, and saves them as a proposal",
        ),
        words: &[(RULESET, true)],
        options: &[DATA, READ, ERRORS, RULES, TALK],
    },
    Verb {
        name: "cari",
        alias: Some("seek"),
        about: (
            "Mencari nilai target, realisasi, bobot, pagu, atau bilangan aturan yang memenuhi syarat",
            "Seeks values of a target, realization, weight, budget or number in a rule that fulfil a condition",
        ),
        words: &[
            (RULESET, true),
            (
                Word {
                    many: true,
                    ..option(
                        "PERTANYAAN",
                        ("PERTANYAAN", "QUESTION"),
                        (
                            "`X agar SYARAT`, misalnya 'S1.1.target agar S1.kategori ≥ \"Berhasil\"'; dua: `X; Y agar SYARAT`",
                            "`X agar CONDITION`, such as 'S1.1.target agar S1.kategori ≥ \"Berhasil\"'; two: `X; Y agar CONDITION`",
                        ),
                    )
                },
                true,
            ),
        ],
        options: &[DATA, READ, ERRORS, RULES, SEEK],
    },
    Verb {
        name: "mengapa",
        alias: Some("why"),
        about: (
            "Menunjukkan seberapa jauh setiap masukan dari mengubah sebuah hasil",
            "Shows how far each input is from turning a result",
        ),
        words: &[
            (RULESET, true),
            (
                Word {
                    many: true,
                    ..option(
                        "PERTANYAAN",
                        ("PERTANYAAN", "QUESTION"),
                        (
                            "Kode yang punya kategori, atau syarat: 'tidak S1.kategori = \"Berhasil\"'",
                            "A code that has a rating, or a condition: 'tidak S1.kategori = \"Berhasil\"'",
                        ),
                    )
                },
                true,
            ),
        ],
        options: &[DATA, READ, ERRORS, RULES, SEEK],
    },
    Verb {
        name: "kemungkinan",
        alias: Some("possible"),
        about: (
            "Menunjukkan kategori yang masih mungkin selama ada masukan yang kosong",
            "Shows which ratings are still possible while inputs are missing",
        ),
        words: &[
            (RULESET, true),
            (
                Word {
                    many: true,
                    ..option(
                        "PERTANYAAN",
                        ("KODE", "CODE"),
                        (
                            "Kode sasaran, indikator, atau nilai; tanpa kode semua yang teratas",
                            "Codes of groups, indicators or results; without one, all at the top",
                        ),
                    )
                },
                false,
            ),
        ],
        options: &[DATA, READ, ERRORS, RULES, SEEK],
    },
    Verb {
        name: "proyeksi",
        alias: Some("project"),
        about: (
            "Menunjukkan yang harus dicapai periode yang tersisa untuk setiap kategori",
            "Shows what the periods that remain have to bring for each rating",
        ),
        words: &[
            (RULESET, true),
            (
                Word {
                    many: true,
                    ..option(
                        "PERTANYAAN",
                        ("KODE", "CODE"),
                        (
                            "Kode indikator, atau sasaran beserta indikatornya; tanpa kode semuanya",
                            "Codes of indicators, or of groups with theirs; without one, all of them",
                        ),
                    )
                },
                false,
            ),
        ],
        options: &[DATA, READ, ERRORS, RULES, SEEK],
    },
    Verb {
        name: "periksa",
        alias: Some("check"),
        about: ("Memeriksa aturan tanpa data", "Checks rulesets without data"),
        words: &[(PATHS, true)],
        options: &[RULES, CHECK],
    },
    Verb {
        name: "uji",
        alias: Some("test"),
        about: ("Menjalankan `uji` dalam aturan", "Runs the `uji` of rulesets"),
        words: &[(PATHS, true)],
        options: &[RULES, TEST],
    },
    Verb {
        name: "format",
        alias: Some("fmt"),
        about: (
            "Menyusun tulisan aturan dalam satu bentuk; `-` dari masukan ke keluaran standar",
            "Lays rulesets out in one form; `-` from standard input to output",
        ),
        words: &[(PATHS, true)],
        options: &[LAYOUT],
    },
    Verb {
        name: "bandingkan",
        alias: Some("diff"),
        about: (
            "Menunjukkan perbedaan dua aturan, dan hasil siapa yang berubah karenanya",
            "Shows what changed between two rulesets, and whose results change because of it",
        ),
        words: &[
            (Word { name: "LAMA", value: Some(("LAMA", "OLD")), ..RULESET }, true),
            (
                Word {
                    name: "BARU",
                    value: Some(("BARU", "NEW")),
                    help: (
                        "Aturan baru, atau berkas perubahan; tanpa ini LAMA dengan `--perubahan`",
                        "The new ruleset, or a file of amendments; without it OLD with `--perubahan`",
                    ),
                    ..RULESET
                },
                false,
            ),
        ],
        options: &[DATA, READ, ERRORS, RULES, COMPARE],
    },
    Verb {
        name: "rekonsiliasi",
        alias: Some("reconcile"),
        about: (
            "Membandingkan angka yang dilaporkan dengan aturannya, dan mencari cara baca yang menghasilkannya",
            "Compares published figures with the rules, and looks for the reading that gives them",
        ),
        words: &[(RULESET, true)],
        options: &[DATA, READ, ERRORS, RULES, RECONCILE],
    },
    Verb {
        name: "tutup",
        alias: Some("close"),
        about: (
            "Menutup sebuah periode: aturan, data, hasil, dan penjelasannya dalam satu folder yang dapat diverifikasi",
            "Closes a period: rules, data, results and explanations in one folder that can be verified",
        ),
        words: &[(RULESET, true)],
        options: &[DATA_FILES, READ, RULES, CLOSE, CORRECT],
    },
    Verb {
        name: "verifikasi",
        alias: Some("verify"),
        about: (
            "Memeriksa folder yang sudah ditutup: menghitung ulang dan membandingkan sampai ke byte",
            "Verifies a closed folder: computes anew and compares byte for byte",
        ),
        words: &[(CLOSED, true)],
        options: &[VERIFY],
    },
    Verb {
        name: "koreksi",
        alias: Some("correct"),
        about: (
            "Menutup koreksi di atas folder yang sudah ditutup, dengan data yang sudah diperbaiki",
            "Closes a correction on top of a closed folder, with the corrected data",
        ),
        words: &[(CLOSED, true)],
        options: &[DATA_FILES, READ, CLOSE, CORRECT],
    },
    Verb {
        name: "baku",
        alias: None,
        about: ("Menampilkan daftar aturan baku, atau isi salah satunya", "Lists the standard rulesets, or prints one"),
        words: &[(
            Word {
                name: "NAMA",
                value: Some(("NAMA", "NAME")),
                takes: &[],
                many: false,
                bare: None,
                help: (
                    "Nama aturan baku: satuan, polaritas, skala",
                    "Name of a standard ruleset: satuan, polaritas, skala",
                ),
            },
            false,
        )],
        options: &[],
    },
    Verb {
        name: "galat",
        alias: None,
        about: ("Menerangkan sebuah kode pesan dan cara memperbaikinya", "Explains a message code and how to mend it"),
        words: &[(
            Word {
                name: "KODE",
                value: Some(("KODE", "CODE")),
                takes: &[],
                many: false,
                bare: None,
                help: (
                    "Kode pesan, misalnya T0312; tanpa kode semuanya didaftar",
                    "A message code such as T0312; without one, all are listed",
                ),
            },
            false,
        )],
        options: &[],
    },
    Verb {
        name: "pelengkap",
        alias: Some("completions"),
        about: (
            "Menulis skrip pelengkap perintah untuk sebuah shell",
            "Writes the script that completes commands in a shell",
        ),
        words: &[(
            Word {
                name: "SHELL",
                value: Some(("SHELL", "SHELL")),
                takes: crate::cli::pelengkap::SHELLS,
                many: false,
                bare: None,
                help: (
                    "bash, zsh, fish, elvish, atau powershell; misalnya: source <(takar pelengkap bash)",
                    "bash, zsh, fish, elvish or powershell; for example: source <(takar pelengkap bash)",
                ),
            },
            true,
        )],
        options: &[],
    },
    Verb {
        name: "manual",
        alias: Some("man"),
        about: (
            "Menulis halaman manual; misalnya: takar manual hitung | man -l -",
            "Writes a manual page; for example: takar manual hitung | man -l -",
        ),
        words: &[(
            Word {
                name: "PERINTAH",
                value: Some(("PERINTAH", "VERB")),
                takes: &[],
                many: false,
                bare: None,
                help: ("Perintah yang diterangkan; tanpa ini takar sendiri", "The verb; without it, takar itself"),
            },
            false,
        )],
        options: &[&[option(
            "folder",
            ("FOLDER", "FOLDER"),
            (
                "Tulis semua halaman (takar.1, takar-hitung.1, …) ke folder ini",
                "Write all pages (takar.1, takar-hitung.1, …) to this folder",
            ),
        )]],
    },
];

pub(super) const RULESET: Word = Word {
    name: "ATURAN",
    value: Some(("ATURAN", "RULESET")),
    takes: &[],
    many: false,
    bare: None,
    help: (
        "Berkas aturan, atau folder yang memuat utama.takar",
        "A ruleset's file, or a folder that holds utama.takar",
    ),
};

pub(super) const CLOSED: Word = Word {
    name: "FOLDER",
    value: Some(("FOLDER", "FOLDER")),
    takes: &[],
    many: false,
    bare: None,
    help: (
        "Folder yang dibuat oleh `takar tutup` atau `takar koreksi`",
        "A folder made by `takar tutup` or `takar koreksi`",
    ),
};

pub(super) const PATHS: Word = Word {
    name: "PATH",
    value: Some(("PATH", "PATH")),
    takes: &[],
    many: true,
    bare: None,
    help: (
        "Berkas .takar, atau folder yang dibaca dengan semua isinya",
        "A .takar file, or a folder, read with all it contains",
    ),
};

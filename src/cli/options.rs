//! Verbs and options, each with its help in Indonesian and English, in one table.

use crate::message::Language;
use clap::builder::{OsStringValueParser, PossibleValuesParser, StyledStr, Styles};
use clap::{Arg, ArgAction, Command};

/// A text in Indonesian and English.
type Both = (&'static str, &'static str);

/// An option or positional argument.
struct Word {
    /// The name; of an option after `--`.
    name: &'static str,
    /// What help calls its value; none for a switch.
    value: Option<Both>,
    /// The values that it takes; empty: any.
    takes: &'static [&'static str],
    /// Whether it may be given more than once.
    many: bool,
    /// The value that it has where it stands without one.
    bare: Option<&'static str>,
    /// What it does.
    help: Both,
}

const fn option(name: &'static str, value: Both, help: Both) -> Word {
    Word { name, value: Some(value), takes: &[], many: false, bare: None, help }
}

const fn choice(name: &'static str, takes: &'static [&'static str], help: Both) -> Word {
    Word { name, value: Some(("PILIHAN", "CHOICE")), takes, many: false, bare: None, help }
}

const fn switch(name: &'static str, help: Both) -> Word {
    Word { name, value: None, takes: &[], many: false, bare: None, help }
}

const FILE: Both = ("BERKAS", "FILE");

const DATA: &[Word] = &[
    Word {
        many: true,
        ..option(
            "data",
            ("[p=]BERKAS", "[p=]FILE"),
            (
                "Data realisasi, berkas atau folder; `p=BERKAS` untuk aturan yang dipakai `sebagai p`; `-` membaca masukan standar",
                "Realization data, a file or folder; `p=FILE` for the ruleset used `sebagai p`; `-` reads standard input",
            ),
        )
    },
    option(
        "periode",
        ("PERIODE", "PERIOD"),
        (
            "Periode yang dihitung: 2024, 2024-S1, 2024-TW3, 2024-07",
            "The period to evaluate: 2024, 2024-S1, 2024-TW3, 2024-07",
        ),
    ),
    Word {
        many: true,
        ..option("unit", ("UNIT", "UNIT"), ("Hanya unit ini; dapat diulang", "This unit only; can be repeated"))
    },
    choice(
        "angka",
        &["id", "en"],
        (
            "Penulisan angka dalam data dan CSV: id (97,5) atau en (97.5)",
            "Numerals in data and CSV: id (97,5) or en (97.5)",
        ),
    ),
    choice(
        "pengodean",
        &["utf-8", "utf-16", "windows-1252"],
        ("Pengodean berkas data: utf-8, utf-16, windows-1252", "Encoding of the data: utf-8, utf-16, windows-1252"),
    ),
    choice(
        "format-data",
        &["csv", "json", "jsonl", "xlsx", "parquet"],
        (
            "Format berkas data: csv, json, jsonl, xlsx, parquet; biasanya dari nama berkas",
            "Format of the data: csv, json, jsonl, xlsx, parquet; usually from the file's name",
        ),
    ),
    option(
        "lembar",
        ("LEMBAR", "SHEET"),
        (
            "Lembar buku kerja yang dibaca; tanpa ini satu-satunya yang memuat judul kolom",
            "The sheet of workbooks to read; without it the only one with column names",
        ),
    ),
    switch(
        "lanjut",
        (
            "Hitung terus meskipun ada data yang salah; yang terpengaruh menjadi galat",
            "Go on although some data is wrong; what it affects becomes galat",
        ),
    ),
];

/// Of the verbs that read data where it lies. Closing reads its copies, and would list errors of files that are gone.
const ERRORS: &[Word] = &[option(
    "galat-ke",
    FILE,
    (
        "Tulis semua galat data ke berkas ini (.csv, .jsonl, atau teks); di layar 100 yang pertama",
        "Write all errors of the data to this file (.csv, .jsonl or text); the screen shows the first 100",
    ),
)];

/// Which rules are in force.
const RULES: &[Word] = &[
    Word {
        many: true,
        ..option(
            "perubahan",
            FILE,
            (
                "Berkas perubahan yang diterapkan pada aturan; dapat diulang",
                "A file of amendments that is applied to the ruleset; can be repeated",
            ),
        )
    },
    option(
        "tanggal",
        ("TANGGAL", "DATE"),
        (
            "Pakai aturan yang berlaku pada tanggal ini (2024-12-31), bukan pada akhir periode",
            "Use the rules in force on this day (2024-12-31), not those at the end of the period",
        ),
    ),
];

/// Of the verbs that seek.
const SEEK: &[Word] =
    &[choice("format", &["teks", "json"], ("Bentuk jawaban: teks, json", "Form of the answers: teks, json"))];

const COMPUTE: &[Word] = &[
    option(
        "utas",
        ("N", "N"),
        (
            "Banyaknya utas; biasanya sebanyak prosesor. Hasilnya selalu sama",
            "How many threads; usually as many as there are processors. Results are always the same",
        ),
    ),
    choice(
        "format",
        &["tabel", "json", "jsonl", "csv", "xlsx", "parquet"],
        (
            "Bentuk hasil: tabel, json, jsonl (satu unit sebaris), csv, xlsx, parquet",
            "Form of the results: tabel, json, jsonl (a unit a line), csv, xlsx, parquet",
        ),
    ),
    option(
        "kolom",
        ("KOLOM,…", "COLUMN,…"),
        (
            "Kolom tabel atau CSV, menurut urutan ini: unit,kode,capaian,kategori; nama lain: baris pertama CSV",
            "Columns of table or CSV, in this order: unit,kode,capaian,kategori; other names: first line of CSV",
        ),
    ),
    option(
        "keluaran",
        FILE,
        (
            "Tulis hasil ke berkas ini; tidak berubah bila gagal",
            "Write the results to this file; it does not change on failure",
        ),
    ),
    switch(
        "ringkasan",
        (
            "Alih-alih hasil tiap unit: jumlah per kategori, yang gagal dan sebabnya, sebaran tiap indikator",
            "Instead of each unit's results: counts per rating, what failed and why, distribution of each indicator",
        ),
    ),
    Word {
        bare: Some("1"),
        ..option(
            "batas-rawan",
            ("JARAK", "DISTANCE"),
            (
                "Tunjukkan kategori yang dekat dengan batasnya (JARAK dalam satuan yang ditampilkan; 1 bila tidak disebut) atau berubah menurut cara baca lain",
                "Show ratings near the limit of their band (DISTANCE in the displayed unit; 1 where not given), or another one under another reading",
            ),
        )
    },
];

const SUPPOSE: &[Word] = &[Word {
    many: true,
    ..option(
        "andai",
        ("ANDAI", "SUPPOSE"),
        (
            "Hitung seandainya demikian: \"S1.1.realisasi = 93%\", \"ubah S1.1 { target 90% }\"; dapat diulang",
            "Compute as if this were so: \"S1.1.realisasi = 93%\", \"ubah S1.1 { target 90% }\"; can be repeated",
        ),
    )
}];

const EXPLAIN: &[Word] = &[
    choice("format", &["teks", "json"], ("Bentuk penjelasan: teks atau json", "Form of the explanation: teks or json")),
    switch("ringkas", ("Satu kalimat untuk tiap kode", "One sentence for each code")),
];

const TALK: &[Word] = &[
    Word {
        many: true,
        ..option(
            "perintah",
            ("BARIS", "LINE"),
            (
                "Jalankan baris ini, lalu selesai; dapat diulang. Tanpa ini baris diketik, atau dibaca dari masukan standar",
                "Run this line, then end; can be repeated. Without it lines are typed, or read from standard input",
            ),
        )
    },
    switch(
        "pantau",
        ("Muat ulang aturan dan data bila berkasnya berubah", "Read rules and data again when their files change"),
    ),
];

const CHECK: &[Word] = &[
    choice(
        "format",
        &["teks", "ringkas", "json", "sarif"],
        (
            "Bentuk temuan: teks, ringkas (satu baris tiap temuan), json, atau sarif (SARIF 2.1.0)",
            "Form of the findings: teks, ringkas (one line each), json or sarif (SARIF 2.1.0)",
        ),
    ),
    Word {
        many: true,
        ..option(
            "abaikan",
            ("KODE,…", "CODE,…"),
            (
                "Matikan temuan ini, misalnya T0812; dapat diulang",
                "Switch off these findings, T0812 for instance; can be repeated",
            ),
        )
    },
    Word {
        many: true,
        ..option(
            "hanya",
            ("KODE,…", "CODE,…"),
            (
                "Hanya temuan ini (galat selalu ditampilkan); dapat diulang",
                "These findings only (errors are always shown); can be repeated",
            ),
        )
    },
];

const TEST: &[Word] = &[
    choice("format", &["teks", "json"], ("Bentuk hasil: teks atau json", "Form of the results: teks or json")),
    switch(
        "cakupan",
        (
            "Tampilkan aturan yang dicapai uji, yang belum, dan dasar tanpa uji",
            "Show which rules the tests reach, which they do not, and legal bases without a test",
        ),
    ),
    option(
        "minimal",
        ("PERSEN", "PERCENT"),
        (
            "Gagal bila cakupan, dibulatkan ke bawah, kurang dari persen ini: 0 s.d. 100; sekaligus `--cakupan`",
            "Fail where the coverage, rounded down, is below this: 0 to 100; implies `--cakupan`",
        ),
    ),
];

const LAYOUT: &[Word] = &[
    switch(
        "cek",
        (
            "Tidak mengubah apa pun: tampilkan apa yang akan berubah; kode selesai 1 bila ada",
            "Change nothing: show what would change; exit code 1 if anything would",
        ),
    ),
    option(
        "nama",
        FILE,
        (
            "Nama berkas yang datang dari masukan standar; yang berakhir dengan .takar.md dirapikan di dalam pagarnya saja",
            "The name of what comes from standard input; one that ends in .takar.md is laid out inside its fences only",
        ),
    ),
];

const RECONCILE: &[Word] = &[
    choice(
        "format",
        &["teks", "json", "markdown"],
        ("Bentuk hasil: teks, json, markdown", "Form of the results: teks, json, markdown"),
    ),
    option(
        "keluaran",
        FILE,
        (
            "Tulis hasil ke berkas ini; tidak berubah bila gagal",
            "Write the results to this file; it does not change on failure",
        ),
    ),
];

const COMPARE: &[Word] = &[
    choice(
        "format",
        &["teks", "json", "markdown"],
        (
            "Bentuk perbandingan: teks, json, atau markdown (untuk lampiran rancangan)",
            "Form of the comparison: teks, json or markdown (to attach to a draft)",
        ),
    ),
    option(
        "keluaran",
        FILE,
        (
            "Tulis perbandingan ke berkas ini; tidak berubah bila gagal",
            "Write the comparison to this file; it does not change on failure",
        ),
    ),
];

/// Who closes a period, when, and to where.
const CLOSE: &[Word] = &[
    option(
        "keluaran",
        ("FOLDER", "FOLDER"),
        ("Folder yang dibuat; belum boleh ada", "The folder that is made; it must not exist yet"),
    ),
    option("oleh", ("NAMA", "NAME"), ("Siapa yang menutup: nama dan jabatan", "Who closes it: name and office")),
    option("pada", ("TANGGAL", "DATE"), ("Hari penutupan: 2025-01-10", "The day of closing: 2025-01-10")),
    choice(
        "penjelasan",
        &["lengkap", "ringkas", "tidak"],
        (
            "Penjelasan yang disimpan: lengkap, ringkas (satu kalimat), atau tidak",
            "The explanations that are kept: lengkap (whole), ringkas (a sentence each), tidak (none)",
        ),
    ),
];

/// Why a closed period is corrected.
const CORRECT: &[Word] = &[option(
    "alasan",
    ("ALASAN", "REASON"),
    ("Mengapa ditutup atau dikoreksi; dicatat dalam manifes", "Why it is closed or corrected; noted in the manifest"),
)];

/// What a closed period is held to.
const VERIFY: &[Word] = &[option(
    "sidik",
    ("SIDIK", "HASH"),
    (
        "Sidik manifes yang dicatat ketika ditutup; yang lain ditolak",
        "The hash of the manifest noted when it was closed; any other is refused",
    ),
)];

const CLOSED: Word = Word {
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

const RULESET: Word = Word {
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

const PATHS: Word = Word {
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

/// What all verbs share stands below what is their own.
const LAST: usize = 900;

/// A verb.
struct Verb {
    name: &'static str,
    alias: Option<&'static str>,
    about: Both,
    /// Positional arguments; a required one is marked.
    words: &'static [(Word, bool)],
    options: &'static [&'static [Word]],
}

const VERBS: &[Verb] = &[
    Verb {
        name: "hitung",
        alias: Some("eval"),
        about: (
            "Menghitung capaian dan kategori semua unit dalam data",
            "Computes achievement and rating of every unit in the data",
        ),
        words: &[(RULESET, true)],
        options: &[DATA, ERRORS, RULES, COMPUTE, SUPPOSE],
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
        options: &[DATA, ERRORS, RULES, EXPLAIN],
    },
    Verb {
        name: "repl",
        alias: None,
        about: (
            "Menanyai hasil, mengandaikan angka dan aturan lain, dan menyimpannya sebagai usulan",
            "Asks results, supposes other figures and rules, and saves them as a proposal",
        ),
        words: &[(RULESET, true)],
        options: &[DATA, ERRORS, RULES, TALK],
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
        options: &[DATA, ERRORS, RULES, SEEK],
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
        options: &[DATA, ERRORS, RULES, SEEK],
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
        options: &[DATA, ERRORS, RULES, SEEK],
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
        options: &[DATA, ERRORS, RULES, SEEK],
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
        options: &[DATA, ERRORS, RULES, COMPARE],
    },
    Verb {
        name: "rekonsiliasi",
        alias: Some("reconcile"),
        about: (
            "Membandingkan angka yang dilaporkan dengan aturannya, dan mencari cara baca yang menghasilkannya",
            "Compares published figures with the rules, and looks for the reading that gives them",
        ),
        words: &[(RULESET, true)],
        options: &[DATA, ERRORS, RULES, RECONCILE],
    },
    Verb {
        name: "tutup",
        alias: Some("close"),
        about: (
            "Menutup sebuah periode: aturan, data, hasil, dan penjelasannya dalam satu folder yang dapat diverifikasi",
            "Closes a period: rules, data, results and explanations in one folder that can be verified",
        ),
        words: &[(RULESET, true)],
        options: &[DATA, RULES, CLOSE, CORRECT],
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
        options: &[DATA, CLOSE, CORRECT],
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
                takes: super::pelengkap::SHELLS,
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

const COMMON: &[Word] = &[
    choice(
        "bahasa",
        &["id", "en"],
        ("Bahasa pesan: id atau en (juga TAKAR_BAHASA)", "Language of messages: id or en (also TAKAR_BAHASA)"),
    ),
    choice(
        "warna",
        &["otomatis", "selalu", "tidak"],
        (
            "Warna: otomatis, selalu, tidak (NO_COLOR dihormati)",
            "Colour: otomatis, selalu, tidak (NO_COLOR is honoured)",
        ),
    ),
];

/// The words that may stand where a verb stands, for suggestions.
pub fn verb_names() -> impl Iterator<Item = &'static str> {
    VERBS.iter().flat_map(|verb| std::iter::once(verb.name).chain(verb.alias))
}

/// The name of the verb that a word stands for: itself, or the verb whose alias it is.
pub fn verb_of(word: &str) -> Option<&'static str> {
    VERBS.iter().find(|verb| verb.name == word || verb.alias == Some(word)).map(|verb| verb.name)
}

/// The values that an option takes.
pub fn values_of(option: &str) -> Vec<String> {
    let name = option.trim_start_matches('-');
    let all = [DATA, COMPUTE, EXPLAIN, TEST, CHECK, LAYOUT, RECONCILE, COMPARE, CLOSE, COMMON];
    // `--format` stands in several tables: clap names the values itself there.
    all.iter()
        .flat_map(|words| words.iter())
        .find(|word| word.name == name)
        .map_or_else(Vec::new, |word| word.takes.iter().map(ToString::to_string).collect())
}

/// The whole command line in one language.
pub fn command(language: Language) -> Command {
    command_line(language, false)
}

/// The command line for completion: the English word of each verb is completed like any other, while help names it beside
/// the verb.
pub fn command_to_complete(language: Language) -> Command {
    command_line(language, true)
}

fn command_line(language: Language, shows_aliases: bool) -> Command {
    let text = |both: Both| language.pick(both.0, both.1);
    let mut command = frame(Command::new("takar"), language)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .about(text((
            "takar menghitung dan menjelaskan capaian kinerja instansi pemerintah menurut aturannya sendiri.",
            "takar computes and explains the performance ratings of a government office by its own rules.",
        )))
        .override_usage(text(("takar PERINTAH [OPSI]", "takar VERB [OPTIONS]")))
        .help_template(template(
            language,
            &[("Perintah", "Verbs", "subcommands"), ("Opsi", "Options", "options")],
            true,
        ))
        .arg(
            Arg::new("versi")
                .long("versi")
                .alias("version")
                .short('V')
                .action(ArgAction::Version)
                .display_order(LAST)
                .help(text(("Menampilkan versi", "Shows the version"))),
        );
    for word in COMMON {
        command = command.arg(argument(word, language).global(true).display_order(LAST));
    }
    for verb in VERBS {
        command = command.subcommand(subcommand(verb, language, shows_aliases));
    }
    command
}

fn subcommand(verb: &Verb, language: Language, shows_alias: bool) -> Command {
    let text = |both: Both| language.pick(both.0, both.1);
    let mut about = text(verb.about).to_owned();
    if let Some(alias) = verb.alias {
        about.push_str(&format!(" ({alias})"));
    }
    let mut usage = format!("takar {}", verb.name);
    let mut command = frame(Command::new(verb.name), language).about(about);
    for (word, required) in verb.words {
        let value = word.value.map_or(word.name, text);
        let dots = if word.many { "…" } else { "" };
        usage.push_str(&if *required { format!(" {value}{dots}") } else { format!(" [{value}{dots}]") });
        command = command.arg(positional(word, *required, language));
    }
    usage.push_str(text((" [OPSI]", " [OPTIONS]")));
    for word in verb.options.iter().flat_map(|words| words.iter()) {
        command = command.arg(argument(word, language));
    }
    let sections = [("Argumen", "Arguments", "positionals"), ("Opsi", "Options", "options")];
    command = command.override_usage(usage).help_template(template(language, &sections, false));
    match verb.alias {
        Some(alias) if shows_alias => command.visible_alias(alias),
        Some(alias) => command.alias(alias),
        None => command,
    }
}

/// What all commands share: our own help option in place of clap's.
fn frame(command: Command, language: Language) -> Command {
    command.styles(Styles::plain()).disable_help_flag(true).arg(
        Arg::new("bantuan")
            .long("help")
            .alias("bantuan")
            .display_order(LAST)
            .short('h')
            .action(ArgAction::HelpShort)
            .help(language.pick("Menampilkan bantuan ini", "Shows this help")),
    )
}

fn template(language: Language, sections: &[(&str, &str, &str)], top: bool) -> StyledStr {
    let mut text = format!("{{about}}\n\n{}: {{usage}}\n", language.pick("Pemakaian", "Usage"));
    for (id, en, tag) in sections {
        text.push_str(&format!("\n{}:\n{{{tag}}}\n", language.pick(id, en)));
    }
    if top {
        text.push_str(
            language
                .pick("\nBantuan sebuah perintah: takar PERINTAH --help\n", "\nHelp for a verb: takar VERB --help\n"),
        );
    }
    text.into()
}

fn positional(word: &Word, required: bool, language: Language) -> Arg {
    let value = word.value.map_or(word.name, |both| language.pick(both.0, both.1));
    let argument = Arg::new(word.name)
        .value_name(value)
        .required(required)
        .help(language.pick(word.help.0, word.help.1))
        .hide_possible_values(true);
    let argument = match word.takes {
        [] => argument.value_parser(OsStringValueParser::new()),
        takes => argument.value_parser(PossibleValuesParser::new(takes)),
    };
    if word.many { argument.action(ArgAction::Append).num_args(1..) } else { argument.action(ArgAction::Set) }
}

fn argument(word: &Word, language: Language) -> Arg {
    let argument = Arg::new(word.name).long(word.name).help(language.pick(word.help.0, word.help.1));
    let Some(value) = word.value else { return argument.action(ArgAction::SetTrue) };
    let argument = argument.value_name(language.pick(value.0, value.1)).hide_possible_values(true);
    let argument = if word.many { argument.action(ArgAction::Append) } else { argument.action(ArgAction::Set) };
    let argument = match word.bare {
        Some(bare) => argument.num_args(0..=1).default_missing_value(bare),
        None => argument,
    };
    if word.takes.is_empty() {
        argument.value_parser(OsStringValueParser::new())
    } else {
        argument.value_parser(PossibleValuesParser::new(word.takes))
    }
}

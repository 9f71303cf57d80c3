//! What is done to rulesets without data: findings, tests, layout.

use super::word::{FILE, Word, choice, option, switch};

pub(super) const CHECK: &[Word] = &[
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

pub(super) const TEST: &[Word] = &[
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

pub(super) const LAYOUT: &[Word] = &[
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

//! What data is read, by which rules, and where its errors go.

use super::word::{FILE, Word, choice, option, switch};

pub(super) const DATA: &[Word] = &[Word {
    many: true,
    ..option(
        "data",
        ("[p=]BERKAS", "[p=]FILE"),
        (
            "Data realisasi, berkas atau folder; `p=BERKAS` untuk aturan yang dipakai `sebagai p`; `-` membaca masukan standar",
            "Realization data, a file or folder; `p=FILE` for the ruleset used `sebagai p`; `-` reads standard input",
        ),
    )
}];

/// What is closed lies in files.
pub(super) const DATA_FILES: &[Word] = &[Word {
    many: true,
    ..option(
        "data",
        ("[p=]BERKAS", "[p=]FILE"),
        (
            "Data realisasi, berkas atau folder; `p=BERKAS` untuk aturan yang dipakai `sebagai p`",
            "Realization data, a file or folder; `p=FILE` for the ruleset used `sebagai p`",
        ),
    )
}];

/// How data is read.
pub(super) const READ: &[Word] = &[
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
    option(
        "baris-judul",
        ("N", "N"),
        (
            "Baris buku kerja yang memuat nama kolom; tanpa ini baris pertama dengan `kode` dan `realisasi`",
            "The row of workbooks that names the columns; without it the first one with `kode` and `realisasi`",
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
pub(super) const ERRORS: &[Word] = &[option(
    "galat-ke",
    FILE,
    (
        "Tulis semua galat data ke berkas ini (.csv, .jsonl, atau teks); di layar 100 yang pertama",
        "Write all errors of the data to this file (.csv, .jsonl or text); the screen shows the first 100",
    ),
)];

/// Which rules are in force.
pub(super) const RULES: &[Word] = &[
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

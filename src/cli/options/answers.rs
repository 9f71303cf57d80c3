//! How results, explanations and other answers are asked for and written.

use super::word::{FILE, Word, choice, option, switch};

/// On how many threads.
pub(super) const THREADS: Word = option(
    "utas",
    ("N", "N"),
    (
        "Banyaknya utas; biasanya sebanyak prosesor. Hasilnya selalu sama",
        "How many threads; usually as many as there are processors. Results are always the same",
    ),
);

pub(super) const COMPUTE: &[Word] = &[
    THREADS,
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

pub(super) const SUPPOSE: &[Word] = &[Word {
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

pub(super) const EXPLAIN: &[Word] = &[
    choice("format", &["teks", "json"], ("Bentuk penjelasan: teks atau json", "Form of the explanation: teks or json")),
    switch("ringkas", ("Satu kalimat untuk tiap kode", "One sentence for each code")),
];

/// Of the verbs that seek.
pub(super) const SEEK: &[Word] =
    &[choice("format", &["teks", "json"], ("Bentuk jawaban: teks, json", "Form of the answers: teks, json"))];

pub(super) const TALK: &[Word] = &[
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

pub(super) const RECONCILE: &[Word] = &[
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

pub(super) const COMPARE: &[Word] = &[
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

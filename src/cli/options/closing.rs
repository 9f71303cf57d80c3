//! Who closes a period, corrects it, and what it is held to.

use super::answers::THREADS;
use super::word::{Word, choice, option, switch};

/// Who closes a period, when, and to where.
pub(super) const CLOSE: &[Word] = &[
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
    switch(
        "mampatkan",
        (
            "Simpan penjelasan termampatkan (penjelasan.jsonl.gz), sekitar seperdua puluh besarnya",
            "Keep the explanations packed (penjelasan.jsonl.gz), at about a twentieth of their size",
        ),
    ),
    THREADS,
];

/// Why a closed period is corrected.
pub(super) const CORRECT: &[Word] = &[option(
    "alasan",
    ("ALASAN", "REASON"),
    ("Mengapa ditutup atau dikoreksi; dicatat dalam manifes", "Why it is closed or corrected; noted in the manifest"),
)];

/// What a closed period is held to.
pub(super) const VERIFY: &[Word] = &[
    option(
        "sidik",
        ("SIDIK", "HASH"),
        (
            "Sidik manifes yang dicatat ketika ditutup; yang lain ditolak",
            "The hash of the manifest noted when it was closed; any other is refused",
        ),
    ),
    THREADS,
];

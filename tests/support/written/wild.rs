//! Rulesets with every construct, that need not mean anything.

use super::{Before, Choices, Tokens, title};

const GROUPS: &[&str] = &["perspektif", "tujuan", "sasaran", "program", "kegiatan", "keluaran", "komponen"];
const NAMES: &[&str] = &["a", "S1", "S1.1", "IKU3.a", "rata_rata_capaian", "x", "naik", "jumlah", "ekspektasi"];
const PATHS: &[&str] = &[
    "a",
    "S1.1.capaian",
    "target",
    "realisasi",
    "indikator.capaian",
    "pk.S3.2.target",
    "target.bawah",
    "S2.indikator",
];
const PERIODS: &[&str] = &["2024", "2024-S1", "2024-TW3", "2024-07"];
const NUMBERS: &[&str] = &[
    "5",
    "97,50%",
    "95 %",
    "0",
    "1234567",
    "12345,670",
    "0012345",
    "1.234.567,89",
    "Rp 27591546000",
    "Rp. 5.000,-",
    "Rp1,5 miliar",
    "Rp 5.000/orang",
    "2  laporan",
    "3 laporan/orang",
    "2,5 juta",
    "7 kegiatan",
    "1.601 orang",
];

/// A file.
pub fn wild(choices: &mut Choices<'_>) -> Tokens {
    let mut out = Tokens::default();
    // A file is a ruleset or an amendment.
    let amends = choices.once_in(4);
    if amends {
        out.words("perubahan p1").quoted(title(choices)).sign("{").words("atas").quoted("pk-ketua.takar");
        for _ in 0..choices.below(4) {
            attribute(&mut out, choices);
        }
        out.sign("}");
    }
    while !choices.are_over() {
        if amends { change(&mut out, choices) } else { item(&mut out, choices, 0) }
    }
    out
}

fn item(out: &mut Tokens, choices: &mut Choices<'_>, depth: usize) {
    match choices.below(12) {
        0 => {
            let path = choices.pick(&["baku/satuan.takar", "skala.takar"]);
            out.words("gunakan").quoted(path);
            if choices.once_in(2) {
                out.words("sebagai").words(choices.pick(&["p", "pk", "evaluasi"]));
            }
        }
        1 => {
            out.words("satuan").words(choices.pick(&["laporan", "orang", "kegiatan", "data", "rekomendasi"]));
            for _ in 0..choices.below(3) {
                out.quoted(choices.pick(&["Lap", "Satuan Kerja"]));
            }
        }
        2 => {
            out.words("fungsi").words(choices.pick(&["f", "nilai_dari"]));
            list(out, choices, |out, choices| {
                out.words(choices.pick(&["x", "y", "bobot_x"]));
            });
            out.sign("=");
            expression(out, choices, 3);
        }
        3 => {
            out.words(choices.pick(&["pastikan", "ingatkan"]));
            expression(out, choices, 3);
            if choices.once_in(2) {
                out.quoted(title(choices));
            }
        }
        4 => test(out, choices),
        5 if depth == 0 => {
            out.words("aturan coba").quoted(title(choices)).sign("{");
            for _ in 0..choices.below(6) {
                attribute(out, choices);
            }
            out.sign("}");
        }
        _ => block(out, choices, depth, false),
    }
}

/// `(a; b)`
fn list(out: &mut Tokens, choices: &mut Choices<'_>, each: impl Fn(&mut Tokens, &mut Choices<'_>)) {
    out.sign("(");
    for index in 0..choices.below(4) {
        if index > 0 {
            out.sign(";");
        }
        each(out, choices);
    }
    out.sign(")");
}

fn test(out: &mut Tokens, choices: &mut Choices<'_>) {
    out.words("uji").quoted(title(choices));
    if choices.once_in(3) {
        out.words("periode").words(choices.pick(PERIODS));
    }
    out.sign("{");
    for _ in 0..choices.below(5) {
        match choices.below(4) {
            0 => {
                out.words("diketahui").words(choices.pick(PATHS));
                pada(out, choices);
                out.sign("=");
                match choices.below(5) {
                    0 => {
                        out.words("tidak berlaku");
                    }
                    1 => range(out, choices, false),
                    _ => expression(out, choices, 1),
                }
            }
            1 => {
                out.words("maka").words(choices.pick(&["galat", "kosong", "tidak berlaku"])).words(choices.pick(PATHS));
                pada(out, choices);
            }
            _ => {
                out.words("maka");
                expression(out, choices, 3);
            }
        }
    }
    out.sign("}");
}

fn pada(out: &mut Tokens, choices: &mut Choices<'_>) {
    if choices.once_in(4) {
        out.words("pada");
        match choices.once_in(2) {
            true => out.words("tahun lalu"),
            false => out.words(choices.pick(PERIODS)),
        };
    }
}

fn change(out: &mut Tokens, choices: &mut Choices<'_>) {
    match choices.below(3) {
        0 => {
            out.words("cabut").words(choices.pick(NAMES));
        }
        1 => {
            out.words("ubah");
            // Settings have neither a title nor inputs.
            let is_named = target(out, choices);
            if is_named && choices.once_in(4) {
                out.quoted(title(choices));
            }
            if is_named && choices.once_in(6) {
                signature(out, choices);
            }
            out.sign("{");
            for _ in 0..choices.below(4) {
                match choices.below(6) {
                    0 => row(out, choices),
                    1 => band(out, choices),
                    _ => attribute(out, choices),
                }
            }
            out.sign("}");
        }
        _ => {
            let within = choices.once_in(2);
            out.words("sisipkan");
            if within {
                out.words("dalam S1");
            }
            out.sign("{");
            for _ in 0..choices.below(4) {
                if within { block(out, choices, 3, true) } else { item(out, choices, 3) }
            }
            out.sign("}");
        }
    }
}

/// What is changed; whether that is something with a name.
fn target(out: &mut Tokens, choices: &mut Choices<'_>) -> bool {
    if !choices.once_in(4) {
        out.words(choices.pick(NAMES));
        return true;
    }
    out.words("pengukuran");
    if choices.once_in(2) {
        out.words(choices.pick(GROUPS));
    }
    if choices.once_in(2) {
        out.words("dalam").words(choices.pick(NAMES));
    }
    false
}

/// A block; `nested` ones are groups, indicators, budget lines and settings.
fn block(out: &mut Tokens, choices: &mut Choices<'_>, depth: usize, nested: bool) {
    const NESTED: &[&str] = &["indikator", "anggaran", "pengukuran", "sasaran"];
    const TOP: &[&str] = &["data", "nilai", "polaritas", "skala", "kurva", "tabel", "skala"];
    let word = match choices.below(if nested { 5 } else { 12 }) {
        4 => choices.pick(GROUPS),
        place @ 0..=3 => NESTED[place],
        place => TOP[(place - 5) % TOP.len()],
    };
    // After a number these words are units, unless they stand on a line of their own.
    out.add(Before::NewLine, word);
    let mut brace = Before::Anything;
    if word == "pengukuran" {
        if choices.once_in(3) {
            out.words(choices.pick(GROUPS));
            brace = Before::SameLine;
        }
    } else {
        // A name's end is seen by what follows on its line.
        out.words(choices.pick(NAMES));
        if !choices.once_in(5) {
            out.quoted(title(choices));
        }
        if word == "tabel" {
            signature(out, choices);
        }
    }
    out.add(brace, "{");
    for _ in 0..choices.below(6) {
        match (word, choices.below(4)) {
            ("skala", 1..) => band(out, choices),
            ("kurva", 1..) => point(out, choices),
            // A point may be negative, which after a value would be a difference.
            ("kurva", _) => {
                out.words("dasar").quoted(title(choices));
            }
            ("tabel", 1..) => row(out, choices),
            ("sasaran" | "tujuan" | "program", 2..) if depth < 5 => block(out, choices, depth + 1, true),
            _ => attribute(out, choices),
        }
    }
    out.sign("}");
}

fn signature(out: &mut Tokens, choices: &mut Choices<'_>) {
    out.sign("(");
    for index in 0..1 + choices.below(3) {
        if index > 0 {
            out.sign(";");
        }
        out.words(choices.pick(&["a", "hasil_kerja"])).sign(":");
        out.whole(choices.pick(&["persen", "ekspektasi", "rupiah / orang", "pk.opini_bpk"]));
    }
    out.sign(")");
    if choices.once_in(2) {
        out.sign(":").words("predikat");
    }
}

fn attribute(out: &mut Tokens, choices: &mut Choices<'_>) {
    match choices.below(27) {
        0 => out.words("satuan").whole(choices.pick(&[
            "persen",
            "rupiah/orang",
            "rupiah / orang",
            "pk.opini",
            "kegiatan",
        ])),
        1 => out.words("dasar").quoted(title(choices)),
        2 => out.words("catatan").quoted(title(choices)),
        3 => out.words("kode").quoted("076.01.CQ"),
        4 => out.words("sumber").quoted(title(choices)),
        5 => {
            out.words("berlaku sejak").whole(choices.pick(&["1  Januari 2024", "2024-01-01", "2024–01–01"]));
            match choices.once_in(2) {
                true => out.words("sampai").whole("31 desember 2024"),
                false => out,
            }
        }
        6 => out.words("periode").words(choices.pick(&["tahunan", "semesteran", "triwulanan", "bulanan"])),
        7 => out.words("arah").words(choices.pick(&["naik", "turun", "tengah"])),
        8 => out.words("polaritas positif"),
        9..=12 => {
            out.words("target");
            if choices.once_in(3) {
                out.add(Before::Blanks, choices.pick(PERIODS)).add(Before::SameLine, ":");
            }
            match choices.below(6) {
                0 => range(out, choices, false),
                1 => {
                    out.sign("(");
                    expression(out, choices, 2);
                    out.sign(")");
                }
                2 => {
                    out.quoted("WTP");
                }
                3 => {
                    out.words("pk.S3.2.target");
                }
                4 => {
                    out.whole(choices.pick(&["31 Desember 2024", "2024-12-31"]));
                }
                _ => literal(out, choices),
            }
            out
        }
        13..=15 => {
            out.words(choices.pick(&["rumus", "rumus", "bobot", "pagu"]));
            expression(out, choices, 4);
            out
        }
        16 | 17 => {
            out.words(choices.pick(&["rentang", "batasi"]));
            range(out, choices, false);
            out
        }
        18 => out.words("tanpa").words(choices.pick(&["batasi", "bulatkan", "kategori"])),
        19 => out.words("bulatkan").whole("2  desimal"),
        20 => out.words("bulatkan").words(choices.pick(&["setengah genap", "ke atas", "ke bawah"])).whole("0 desimal"),
        21 => out.words("pangkas").whole("1 desimal"),
        22 => out.words("kategori").words("skala_lkj"),
        23 => out.words(choices.pick(&["agregasi rata_rata", "agregasi jumlah", "kosong tunda", "kosong abaikan"])),
        24 => out.words(choices.pick(&["konsolidasi jumlah", "konsolidasi akhir"])),
        25 if choices.once_in(2) => out.words("atas").quoted("pk.takar"),
        25 => out.words("abaikan T0412").quoted(title(choices)),
        _ => {
            out.words("mendukung S1");
            for _ in 0..choices.below(3) {
                out.sign(";").words(choices.pick(NAMES));
            }
            out
        }
    };
}

fn band(out: &mut Tokens, choices: &mut Choices<'_>) {
    out.quoted(choices.pick(&["Berhasil", "Cukup Berhasil", "A", "Sangat\n Baik"]));
    if choices.once_in(2) {
        range(out, choices, true);
    }
    let backwards = choices.once_in(4);
    let (score, colour) = (choices.once_in(2), choices.once_in(2));
    if colour && backwards {
        out.words("warna merah");
    }
    if score {
        out.words("skor");
        literal(out, choices);
    }
    if colour && !backwards {
        out.words(choices.pick(&["warna hijau", "warna jingga"]));
    }
    if choices.once_in(2) {
        out.sign(":").quoted(title(choices));
    }
}

fn point(out: &mut Tokens, choices: &mut Choices<'_>) {
    // Otherwise `Rp` could be the unit of the point before.
    out.add(Before::NewLine, "");
    literal(out, choices);
    out.sign(":");
    literal(out, choices);
}

fn row(out: &mut Tokens, choices: &mut Choices<'_>) {
    out.words("jika");
    for index in 0..1 + choices.below(3) {
        if index > 0 {
            out.sign(";");
        }
        if choices.once_in(4) {
            out.words("apa pun");
            continue;
        }
        for index in 0..1 + choices.below(3) {
            if index > 0 {
                out.words("atau");
            }
            match choices.below(4) {
                0 => range(out, choices, true),
                1 => literal(out, choices),
                2 => {
                    out.words(choices.pick(&["ya", "tidak", "batas"]));
                }
                _ => {
                    out.quoted(choices.pick(&["Di atas ekspektasi", "Sesuai ekspektasi", "B"]));
                }
            }
        }
    }
    out.words("maka");
    expression(out, choices, 2);
}

/// A range; `exact`: `= 5` may stand here too.
fn range(out: &mut Tokens, choices: &mut Choices<'_>, exact: bool) {
    match choices.below(if exact { 4 } else { 3 }) {
        0 => {
            if choices.once_in(3) {
                out.sign(">");
            }
            end(out, choices);
            out.words("s.d.");
            if choices.once_in(3) {
                out.sign("<");
            }
            end(out, choices);
        }
        1 | 2 => {
            out.sign(choices.pick(&["≥", "≤", ">", "<"]));
            end(out, choices);
        }
        _ => {
            out.sign("=");
            end(out, choices);
        }
    }
}

fn end(out: &mut Tokens, choices: &mut Choices<'_>) {
    match choices.below(4) {
        0 => {
            out.words(choices.pick(&["batas_atas", "pk.S1.1.target"]));
        }
        _ => literal(out, choices),
    }
}

fn literal(out: &mut Tokens, choices: &mut Choices<'_>) {
    if choices.once_in(5) {
        out.sign("−");
    }
    out.whole(choices.pick(NUMBERS));
}

/// Any expression, at most so deep.
pub fn expression(out: &mut Tokens, choices: &mut Choices<'_>, depth: usize) {
    if depth > 0 && choices.once_in(9) {
        out.words("jika");
        expression(out, choices, depth - 1);
        out.words("maka");
        expression(out, choices, depth - 1);
        if choices.once_in(3) {
            out.words("selain itu jika");
            expression(out, choices, depth - 1);
            out.words("maka");
            expression(out, choices, depth - 1);
        }
        out.words("selain itu");
        return expression(out, choices, depth - 1);
    }
    let compared = choices.once_in(3);
    let parts = 1 + choices.pick(&[0, 0, 0, 1, 1, 2, 6]);
    for index in 0..parts {
        if index > 0 {
            out.words(choices.pick(&["dan", "atau"]));
        }
        if choices.once_in(8) {
            out.words("bukan");
        }
        arithmetic(out, choices, depth);
        if compared {
            out.sign(choices.pick(&["=", "≥", "≤", "≠", "<", ">"]));
            arithmetic(out, choices, depth);
        }
    }
}

fn arithmetic(out: &mut Tokens, choices: &mut Choices<'_>, depth: usize) {
    for index in 0..1 + choices.pick(&[0, 0, 0, 1, 2, 5]) {
        if index > 0 {
            // No blank before `(` or a unit: a slash without blanks would join two units.
            out.add(Before::Blanks, choices.pick(&["+", "−", "×", "/"]));
            out.add(Before::Blanks, "");
        }
        if choices.once_in(9) {
            out.sign("−");
        }
        operand(out, choices, depth);
    }
}

fn operand(out: &mut Tokens, choices: &mut Choices<'_>, depth: usize) {
    match choices.below(if depth > 0 { 8 } else { 5 }) {
        0 => {
            out.whole(choices.pick(NUMBERS));
        }
        1 => {
            out.words(choices.pick(&["ya", "tidak"]));
        }
        2 => {
            out.quoted(choices.pick(&["Berhasil", "WTP"]));
        }
        3 | 4 => {
            out.words(choices.pick(PATHS));
            pada(out, choices);
        }
        5 => {
            out.sign("(");
            expression(out, choices, depth - 1);
            out.sign(")");
        }
        _ => {
            // Some functions are reserved words, whose parenthesis stands on their line.
            out.words(choices.pick(&["rata_rata", "batasi", "skor", "pangkas", "pk.positif", "f"]));
            out.add(Before::SameLine, "(");
            for index in 0..choices.below(4) {
                if index > 0 {
                    out.sign(";");
                }
                match choices.once_in(5) {
                    true => range(out, choices, false),
                    false => expression(out, choices, depth - 1),
                }
            }
            out.sign(")");
        }
    }
}

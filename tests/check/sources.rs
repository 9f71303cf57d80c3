//! T0817: no legal basis. T0818: what is not verified. T0819: one regulation in two spellings.

use super::{holds, one, only, silent, told};

fn header(rest: &str) -> String {
    format!("aturan a \"A\" {{ {rest} berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }}\n")
}

const SCALE: &str = "skala s \"S\" { \"Baik\" ≥ 75%\n\"Kurang\" < 75% }\n";

// ---- T0817 ----------------------------------------------------------------------------------

#[test]
fn a_ruleset_without_basis() {
    let told = one("T0817", &header(""));
    holds(&told, &["saran: aturan `a`"]);
    // A note is no basis.
    one("T0817", &header("catatan \"x\""));
    silent("T0817", &header("dasar \"Peraturan Presiden Nomor 29 Tahun 2014\""));
}

#[test]
fn a_scale_in_a_ruleset_has_the_basis_of_that_ruleset() {
    silent("T0817", &(header("dasar \"x\"") + SCALE));
    // What the ruleset lacks is told once.
    holds(&one("T0817", &(header("") + SCALE)), &["aturan `a`"]);
}

#[test]
fn what_a_file_without_header_declares() {
    holds(&one("T0817", SCALE), &["skala `s`"]);
    silent("T0817", &SCALE.replace("\"S\" {", "\"S\" { dasar \"x\""));
    silent("T0817", &SCALE.replace("\"S\" {", "\"S\" { catatan \"x\""));
    holds(&one("T0817", "polaritas p { arah naik rumus realisasi / target × 100% }"), &["polaritas `p`"]);
    holds(&one("T0817", "kurva k { 0%: 0 poin\n100%: 100 poin }"), &["kurva `k`"]);
    let table = "tabel t (x: ya_tidak) { jika ya maka \"A\"\njika tidak maka \"B\" }";
    holds(&one("T0817", table), &["tabel `t`"]);
    // Functions, units and indicators need none.
    silent("T0817", "fungsi f(x) = x × 2\nsatuan kasus\nindikator I \"I\" { satuan kasus }");
}

#[test]
fn what_is_used_is_judged_where_it_stands() {
    let files = [("skala.takar", SCALE), ("utama.takar", "gunakan \"skala.takar\"\ngunakan \"baku/skala.takar\"")];
    let told = super::told_in(&files, &["utama.takar"]);
    assert!(told.iter().all(|told| told.code != "T0817"), "{told:#?}");
}

// ---- T0818 ----------------------------------------------------------------------------------

#[test]
fn notes_that_say_so() {
    let text = SCALE.replace("\"S\" {", "\"S\" { catatan \"Belum diverifikasi: batas 75%.\"");
    let told = one("T0818", &text);
    holds(&told, &["saran: skala `s` belum diverifikasi: batas 75% |"]);
    assert_eq!(told.place, "\"Belum diverifikasi: batas 75%.\"");
    let inside = "indikator I \"I\" { satuan persen catatan \"Target ini belum diverifikasi.\" }";
    holds(&one("T0818", inside), &["indikator `I` belum diverifikasi: Target ini belum diverifikasi"]);
    holds(
        &one(
            "T0818",
            "pengukuran { catatan \"belum diverifikasi\" batasi ≤ 100% }\nindikator I \"I\" { satuan persen polaritas p }\npolaritas p { dasar \"x\" arah naik rumus realisasi / target × 100% }",
        ),
        &["`pengukuran` belum diverifikasi |"],
    );
    silent("T0818", &SCALE.replace("\"S\" {", "\"S\" { catatan \"Sudah diverifikasi.\""));
}

#[test]
fn each_note_is_listed() {
    let text =
        "indikator I \"I\" { satuan persen catatan \"belum diverifikasi: satu\" catatan \"belum diverifikasi: dua\" }";
    assert_eq!(only("T0818", text).len(), 2);
}

#[test]
fn standard_rulesets_are_listed_where_they_are_checked() {
    assert!(only("T0818", include_str!("../../rulesets/baku/polaritas.takar")).len() >= 5);
    let user = "gunakan \"baku/polaritas.takar\"\nindikator I \"I\" { satuan persen polaritas negatif target 2% }";
    assert_eq!(told(user), []);
}

// ---- T0819 ----------------------------------------------------------------------------------

fn cited(first: &str, second: &str) -> String {
    header(&format!("dasar \"{first}\" dasar \"{second}\""))
}

#[test]
fn one_regulation_in_two_spellings() {
    for (first, second) in [
        ("Peraturan Menteri PANRB Nomor 53 Tahun 2014", "Permen PANRB No. 53 Tahun 2014"),
        ("Peraturan Presiden Nomor 29 Tahun 2014", "PERATURAN PRESIDEN NOMOR 29 TAHUN 2014"),
        ("Peraturan Presiden Nomor 29 Tahun 2014", "Perpres 29/2014"),
        ("Undang-Undang Nomor 7 Tahun 2017", "UU No 7 Tahun 2017"),
        ("PMK 22/2021", "Peraturan Menteri Keuangan Nomor 22/PMK.02/2021"),
        ("PMK 22/2021", "PMK Nomor 22 Tahun 2021 tentang Pengukuran"),
        (
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 8 Tahun 2021",
            "Peraturan Menteri PANRB Nomor 8 Tahun 2021",
        ),
        ("PER-5/PB/2024", "Per 5/PB/2024"),
        ("LKj KPU Provinsi Kalimantan Tengah Tahun 2024", "LKJ KPU Provinsi Kalimantan-Tengah Tahun 2024"),
    ] {
        let told = one("T0819", &cited(first, second));
        holds(&told, &["saran: peraturan yang sama ditulis dengan dua cara"]);
        assert_eq!(told.place, format!("\"{second}\""));
    }
}

#[test]
fn different_regulations_and_parts_of_one() {
    for (first, second) in [
        ("Peraturan Presiden Nomor 29 Tahun 2014", "Peraturan Presiden Nomor 29 Tahun 2015"),
        ("Peraturan Presiden Nomor 29 Tahun 2014", "Peraturan Pemerintah Nomor 29 Tahun 2014"),
        ("Peraturan Menteri PANRB Nomor 53 Tahun 2014", "Peraturan Menteri Keuangan Nomor 53 Tahun 2014"),
        ("Peraturan Menteri PANRB Nomor 53 Tahun 2014", "Peraturan Menteri PANRB Nomor 53 Tahun 2014, Lampiran II"),
        ("Peraturan Presiden Nomor 29 Tahun 2014", "Peraturan Presiden Nomor 29 Tahun 2014 Pasal 5"),
        ("Peraturan Presiden Nomor 29 Tahun 2014", "Peraturan Presiden Nomor 29 Tahun 2014 tentang SAKIP"),
        ("LKj KPU Tahun 2024, Bab III huruf B", "LKj KPU Tahun 2024, Bab III huruf A"),
        ("LKj KPU Tahun 2024", "LKj KPU Tahun 2023"),
        ("Peraturan Presiden Nomor 29 Tahun 2014", "Peraturan Presiden  Nomor 29 Tahun 2014."),
    ] {
        silent("T0819", &cited(first, second));
    }
}

#[test]
fn a_spelling_is_told_once() {
    let bases = "dasar \"PMK 22/2021\" dasar \"Permenkeu Nomor 22 Tahun 2021\"";
    let text = header(bases) + "indikator I \"I\" { satuan persen dasar \"Permenkeu Nomor 22 Tahun 2021\" }";
    one("T0819", &text);
}

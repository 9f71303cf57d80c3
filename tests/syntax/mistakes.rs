//! Each mistake has a message of its own, at its place.

use super::{read, span_of};
use std::fmt::Write;
use takar::message::Language;

/// A text after the header of an amendment.
macro_rules! AMEND {
    ($text:literal) => {
        concat!("perubahan p \"P\" { atas \"a\" } ", $text)
    };
}

/// A text, and what is told about it: code and excerpt, in order.
const CASES: &[(&str, &[&str])] = &[
    ("nilai n { catatan \"a\u{200B}b\" } # \u{202E}", &["T0101 \u{200B}", "T0101 \u{202E}"]),
    ("nilai n {\0 }", &["T0101 \0"]),
    ("nilai n { bobot ９５％ }", &["T0102 ９５％"]),
    ("nilai n { catatan \"９５％\" }", &["T0102 ９５％"]),
    ("pastikan саpaian = 1", &["T0103 с"]),
    ("skala s { \"В\" }", &["T0103 В"]),
    ("pastikan x = \"В\"", &["T0103 В"]),
    ("nilai n { kode \"В.1\" catatan \"Вода\" }", &["T0103 В"]),
    ("nilai n { € }", &["T0104 €"]),
    ("nilai n { catatan 'teks' }", &["T0105 'teks'"]),
    ("nilai n { catatan \"teks\n}", &["T0106 \"teks"]),
    ("uji \"t\" { maka galat a(1) = \"abc\" }", &["T0146 (1) = \"abc\""]),
    ("nilai n \"N { rumus 1\n}\nnilai m { rumus n }", &["T0106 \"N { rumus 1"]),
    ("nilai n { catatan \"a\\nb\" }", &["T0107 \\n"]),
    ("nilai n {", &["T0108 {"]),
    ("pastikan (a = b", &["T0108 ("]),
    ("nilai n { } }", &["T0109 }"]),
    ("nilai n \"Judul\" rumus a }", &["T0110"]),
    ("nilai n { bobot 97.5 }", &["T0112 97.5"]),
    ("nilai n { bobot 0.905 }", &["T0112 0.905"]),
    ("nilai n { bobot 1.23.456 bobot 1,234.5 bobot 1,2,3 }", &["T0113 1.23.456", "T0113 1,234.5", "T0113 1,2,3"]),
    ("nilai n { bobot 1e5 bobot 1,5E-3 }", &["T0114 1e5", "T0114 1,5E-3"]),
    ("nilai n { bulatkan 1001 desimal }", &["T0116 1001 desimal"]),
    ("nilai n { bulatkan 2,5 desimal pangkas -1 desimal }", &["T0117 2,5 desimal", "T0117 -1 desimal"]),
    ("nilai n { bulatkan 2 }", &["T0118 2"]),
    ("nilai n { berlaku sejak 31 Februari 2024 sampai 31/12/2024 }", &["T0119 31 Februari 2024", "T0119 31/12/2024"]),
    ("nilai n { berlaku sejak 1 Januri 2024 }", &["T0119 1 Januri 2024"]),
    ("nilai n { target 2024-TW5: 4 }", &["T0120 2024-TW5"]),
    ("uji \"t\" periode 2024-13 { }", &["T0120 2024-13"]),
    ("nilai n { batasi 91-100 target 91% – 100% rentang 91 - 100 }", &["T0121 -", "T0121 –", "T0121 -"]),
    (
        "skala s { \"A\" 91-100 \"B\" 1 s/d 2 \"C\" 1 sd 2 \"D\" 1 sampai 2 \"E\" 1 hingga 2 \"F\" 1 s.d 2 }",
        &["T0121 -", "T0121 s/d", "T0121 sd", "T0121 sampai", "T0121 hingga", "T0121 s.d"],
    ),
    ("nilai n { batasi < 80% s.d. 90% }", &["T0122 <"]),
    ("nilai n { rumus (a : b) x 100% }", &["T0123 :", "T0123 x"]),
    ("nilai n { rumus a ÷ b }", &["T0123 ÷"]),
    ("pastikan a == b dan c != d dan e => f", &["T0123 ==", "T0123 !=", "T0123 =>"]),
    ("pastikan f(1, 2) = g(a,b)", &["T0124 ,", "T0124 ,"]),
    ("nilai n { mendukung S1, S2 }", &["T0124 ,"]),
    ("pastikan 1 < x < 3", &["T0125 <"]),
    ("pastikan a + bukan b", &["T0126 bukan"]),
    ("nilai n { rumus a + }", &["T0127 +"]),
    ("pastikan a = nilai dan b = 1\npastikan data > 2", &["T0132 nilai", "T0132 data"]),
    ("nilai n { rumus 1 + (2 × ) }", &["T0127 ×"]),
    ("nilai n { rumus (1 + jika a) }", &["T0128 jika"]),
    ("nilai n { rumus 1 + jika a maka b selain itu c\n bobot 1 }", &["T0128 jika"]),
    ("nilai n { rumus −jika a maka b selain itu c }", &["T0128 jika"]),
    ("nilai n { rumus jika a }", &["T0129 jika"]),
    ("nilai n { rumus jika a maka b }", &["T0130 jika"]),
    (
        "indikator IKU-1 \"x\" { } indikator IKU 1 \"x\" { } indikator 1.1 { }",
        &["T0131 IKU-1", "T0131 IKU 1", "T0131 1.1"],
    ),
    ("pastikan 1.1.capaian = 1", &["T0131 1.1.capaian"]),
    ("nilai nilai \"Nilai AKIP\" { }", &["T0132 nilai"]),
    ("data target { } gunakan \"x\" sebagai data", &["T0132 target", "T0132 data"]),
    ("indikator S1.target { }", &["T0133 S1.target"]),
    ("sasaran \"Judul\" { } fungsi (x) = 1", &["T0134 sasaran", "T0134 fungsi"]),
    ("uji { }", &["T0135 uji"]),
    ("indikator \"Judul\" S1 { }", &["T0136 \"Judul\" S1"]),
    ("nilai n { rumus rata-rata(x) agregasi rata-rata }", &["T0137 rata-rata", "T0137 rata-rata"]),
    ("nilai n { target = 95% satuan: persen }", &["T0138 =", "T0138 :"]),
    ("nilai n { target }", &["T0139 target"]),
    ("nilai n {\n  rumus\n  target 95%\n  bobot\n  kategori s\n}", &["T0139 rumus", "T0139 bobot"]),
    ("nilai n {\n  satuan\n  bobot\n  dasar\n}", &["T0139 satuan", "T0139 bobot", "T0139 dasar"]),
    ("nilai n { dasar Perpres arah nail batasi 5 }", &["T0140 Perpres", "T0140 nail", "T0140 5"]),
    ("skala s { \"A\" 91% }", &["T0140 91%"]),
    ("nilai n { target a × b }", &["T0141 a × b"]),
    ("uji \"t\" { diketahui S1.realisasi 86% }", &["T0142"]),
    ("indikatr I \"x\" { targt 5 }", &["T0144 indikatr", "T0144 targt"]),
    ("pastkan a = b", &["T0144 pastkan"]),
    ("nilai n { entah }\napa ini", &["T0145 entah", "T0145 apa"]),
    ("nilai n { ; }", &["T0146 ;"]),
    ("target 95%", &["T0147 target"]),
    ("sasaran S { uji \"t\" { } fungsi f(x) = 1 }", &["T0148 uji", "T0148 fungsi"]),
    ("maka a = b", &["T0149 maka"]),
    ("nilai n { target 95\n % }", &["T0150 %"]),
    ("nilai n { target 95\n orang }", &["T0150 orang"]),
    ("skala s { \"A\" skor 4 skor 5 }", &["T0151 skor 5"]),
    ("polaritas p \"A\" \"B\" { arah naik }", &["T0151 \"B\""]),
    ("pengukuran indikator { }", &["T0152 indikator"]),
    (
        "nilai n { rumus f(x) pada 2023 + 5 pada tahun lalu + (a) pada 2024-TW1 }",
        &["T0154 pada", "T0154 pada", "T0154 pada"],
    ),
    ("nilai n { rumus x pada tahun 2023 }", &["T0155 tahun 2023"]),
    (
        "data x { abaikan 412 \"a\" abaikan t0412 \"a\" abaikan T412 \"a\" }",
        &["T0156 412", "T0156 t0412", "T0156 T412"],
    ),
    ("aturan a \"A\" { } perubahan p \"P\" { atas \"a\" }", &["T0157 perubahan"]),
    ("perubahan p \"P\" { atas \"a\" } perubahan q \"Q\" { atas \"a\" }", &["T0158 perubahan"]),
    ("cabut S1 ubah S2 { }", &["T0159 cabut"]),
    ("perubahan p \"P\" { }", &["T0160 perubahan"]),
    (AMEND!("data x { } pastikan ya"), &["T0161 data", "T0161 pastikan"]),
    (AMEND!("cabut S1 { target 5 }"), &["T0162 {"]),
    (AMEND!("ubah indikator S1 { } cabut data x"), &["T0163 indikator", "T0163 data"]),
    (AMEND!("ubah S1 { indikator S1.1 { } }"), &["T0164 indikator"]),
    (AMEND!("sisipkan dalam S1 { skala s { } }"), &["T0165 skala"]),
    ("perubahan p \"P\" { \"pk.takar\" }", &["T0160 \"pk.takar\""]),
    (AMEND!("cabut S1 S2 cabut S3, S4 cabut S5 dan S6"), &["T0166 S2", "T0166 S4", "T0166 S6"]),
    (AMEND!("ubah S1; S2 { } sisipkan dalam S1, S2 { }"), &["T0166 S2", "T0166 S2"]),
    (AMEND!("sisipkan { target 5 satuan persen } sisipkan dalam S1 { bobot 5 }"), &["T0167 target", "T0167 bobot"]),
    (
        AMEND!(
            "sisipkan S1 { } sisipkan di S1 { } sisipkan ke dalam S1 { } ubah pengukuran S1 { } ubah pengukuran pada S1 { }"
        ),
        &["T0168 S1", "T0168 di S1", "T0168 ke dalam S1", "T0168 S1", "T0168 pada S1"],
    ),
    (AMEND!("cabut pengukuran sasaran S1"), &["T0168 S1"]),
    (
        AMEND!("sisipkan data x { } sisipkan dalam S1 indikator S1.1 \"I\" { }"),
        &["T0169 data x { }", "T0169 indikator S1.1 \"I\" { }"],
    ),
    (
        AMEND!("ubah S1.target = 5% ubah target S1 menjadi 5% ubah S1 target 5% ubah f(x) = x + 1 ubah S1.bobot { }"),
        &["T0170 = 5%", "T0170 target", "T0170 target 5%", "T0170 f", "T0170 S1.bobot"],
    ),
    (
        AMEND!("ubah S1 menjadi { } cabut S1 \"Judul\" ubah pengukuran \"Judul\" { }"),
        &["T0146 menjadi", "T0146 \"Judul\"", "T0146 \"Judul\""],
    ),
    (AMEND!("ubah cabut sisipkan ubah S1"), &["T0139 ubah", "T0139 cabut", "T0110", "T0110"]),
    (AMEND!("ubah IKU-1 { } cabut IKU 1 sisipkan dalam 1.1 { }"), &["T0131 IKU-1", "T0131 IKU 1", "T0131 1.1"]),
    (AMEND!("hapus S1\ntambah dalam S1 { }\nganti S1 { }"), &["T0144 hapus", "T0144 tambah", "T0144 ganti"]),
    (
        AMEND!("ubah S1 { cabut S2 } sisipkan { aturan a \"A\" { } ubah S1 { } }"),
        &["T0148 cabut", "T0148 aturan", "T0148 ubah"],
    ),
    ("nilai n { rumus x tahun lalu }", &["T0171 tahun lalu"]),
    ("nilai n { rumus x pada bobot x pada kemarin }", &["T0139 pada", "T0140 kemarin"]),
    (
        "nilai n { rumus x pada 2023-13 + x pada 2023/TW1 + x pada 2023 TW1 + x pada 31 Desember 2023 + x pada \"2023\" }",
        &["T0120 2023-13", "T0120 2023/TW1", "T0120 2023 TW1", "T0120 31 Desember 2023", "T0140 \"2023\""],
    ),
    (
        "data d { konsolidasi jumlh konsolidasi rata-rata konsolidasi }",
        &["T0140 jumlh", "T0137 rata-rata", "T0139 konsolidasi"],
    ),
    (
        "data d { abaikan satuan angka abaikan T0801 satuan angka abaikan T0801: \"a\" abaikan T0801 alasan\n}",
        &["T0139 abaikan", "T0139 T0801", "T0138 :", "T0140 alasan"],
    ),
    (
        "uji \"t\" { diketahui x pada = 5 diketahui x pada 2023 5 maka galat x pada\n}",
        &["T0140 =", "T0142", "T0139 pada"],
    ),
];

#[test]
fn each_mistake_has_its_message() {
    for (text, expected) in CASES {
        assert_eq!(read(text).told(), *expected, "{text}");
    }
    let digits = format!("nilai n {{ bobot {} }}", "9".repeat(1001));
    assert_eq!(read(&digits).told()[0][..5], *"T0115");
}

#[test]
fn what_the_messages_say() {
    let mut out = String::new();
    for (text, _) in CASES {
        let read = read(text);
        writeln!(out, "=== {}", text.escape_debug()).unwrap();
        for diagnostic in &read.parsed.diagnostics {
            let (line, column) = read.sources.line_column(span_of(diagnostic));
            writeln!(out, "{line}:{column} {}", diagnostic.code()).unwrap();
            for language in [Language::Indonesian, Language::English] {
                let told = diagnostic.message.tell(language);
                let label = if told.label.is_empty() { String::new() } else { format!(" [{}]", told.label) };
                writeln!(out, "  {}{label}\n    {}", told.message, told.help.unwrap_or_default()).unwrap();
            }
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_code_has_a_case() {
    use takar::message::syntax::SyntaxMessage;
    let all: Vec<_> = CASES.iter().flat_map(|(_, told)| told.iter()).collect();
    for (code, name) in SyntaxMessage::NAMES {
        // Too deep, too long and given up are tested with texts too long to stand here.
        // Those of Markdown are in tests/literate.rs.
        let markdown = (190..200).contains(code);
        let elsewhere = markdown || matches!(name, &"TooDeep" | &"TooManyDigits" | &"NotRead");
        assert!(elsewhere || all.iter().any(|line| line.starts_with(&format!("T{code:04}"))), "{name}");
    }
}

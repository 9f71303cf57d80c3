//! What is valid, and the tree that it becomes.

use super::{read, read_value, show};

fn items(text: &str) -> Vec<String> {
    let read = read(text);
    assert_eq!(read.told(), Vec::<String>::new(), "{text}");
    read.parsed.tree.items.iter().map(show::item).collect()
}

/// The members of an indicator with this text in it.
#[track_caller]
fn members(text: &str, expected: &[&str]) {
    let items = items(&format!("indikator I {{ {text} }}"));
    assert_eq!(items, [format!("Indicator I {{{}}}", expected.join(" | "))], "{text}");
}

#[track_caller]
fn value(text: &str, expected: &str) {
    let (value, told) = read_value(text);
    assert!(told.is_empty(), "{text}: {told:?}");
    assert_eq!(value.as_ref().map(show::expression).as_deref(), Some(expected), "{text}");
}

#[test]
fn nothing_is_a_file_without_declarations() {
    assert_eq!(items(""), Vec::<String>::new());
    assert_eq!(items("\u{FEFF} \r\n # hanya komentar"), Vec::<String>::new());
}

#[test]
fn declarations() {
    assert_eq!(items("gunakan \"skala.takar\""), ["use \"skala.takar\""]);
    assert_eq!(items("gunakan \"pk.takar\" sebagai pk"), ["use \"pk.takar\" as pk"]);
    assert_eq!(
        items("satuan laporan \"Lap\" \"Laporan\" satuan kegiatan"),
        ["unit laporan \"Lap\" \"Laporan\"", "unit kegiatan"]
    );
    assert_eq!(items("fungsi f(x; y) = x + y"), ["function f(x; y) = [+x +y]"]);
    assert_eq!(items("pastikan a = b \"sama\" ingatkan ya"), ["must [a = b] \"sama\"", "should true"]);
    assert_eq!(items("sasaran S1 { } nilai x \"X\" { }"), ["sasaran S1 {}", "Result x \"X\" {}"]);
    assert_eq!(items("pengukuran { } pengukuran sasaran { }"), ["settings all {}", "settings sasaran {}"]);
    assert_eq!(items("polaritas p \"P\" { arah naik }"), ["Polarity p \"P\" {arah Up}"]);
    assert_eq!(
        items("tujuan T { sasaran S { pengukuran { } indikator S.1 { } anggaran A { } } }"),
        ["tujuan T {sasaran S {settings all {} | Indicator S.1 {} | Budget A {}}}"]
    );
}

#[test]
fn attributes() {
    members(
        "dasar \"a\" catatan \"b\" kode \"076.01.CQ\" sumber \"c\"",
        &["dasar \"a\"", "catatan \"b\"", "kode \"076.01.CQ\"", "sumber \"c\""],
    );
    members("berlaku sejak 1 Januari 2024 sampai 2024-12-31", &["berlaku 2024-01-01 to 2024-12-31"]);
    members("berlaku sejak 29 februari 2024", &["berlaku 2024-02-29 to -"]);
    members("periode tahunan periode triwulanan", &["periode tahunan", "periode triwulanan"]);
    members(
        "satuan persen satuan rupiah/orang satuan kegiatan",
        &["satuan persen", "satuan rupiah/orang", "satuan kegiatan"],
    );
    members(
        "arah turun polaritas pk.positif kategori skala_lkj",
        &["arah Down", "polaritas pk.positif", "kategori skala_lkj"],
    );
    members("tanpa batasi tanpa bulatkan tanpa kategori", &["batasi none", "bulatkan none", "kategori none"]);
    members("agregasi rata_rata_tertimbang kosong abaikan", &["agregasi rata_rata_tertimbang", "kosong abaikan"]);
    members(
        "bobot 30% pagu Rp 1,5 miliar mendukung S1; S2.1",
        &["bobot 30 persen", "pagu 1.500.000.000 rupiah", "mendukung S1; S2.1"],
    );
    members("batasi 0% s.d. 100% rentang ≥ 0", &["batasi <0 persen, 100 persen>", "rentang <0, …>"]);
}

#[test]
fn consolidation_and_ignored_findings() {
    members(
        "konsolidasi jumlah konsolidasi rata_rata konsolidasi akhir konsolidasi maksimum konsolidasi minimum",
        &[
            "konsolidasi jumlah",
            "konsolidasi rata_rata",
            "konsolidasi akhir",
            "konsolidasi maksimum",
            "konsolidasi minimum",
        ],
    );
    members(
        "abaikan T0412 \"memang begitu\" abaikan T0801 \"juga\" kosong abaikan abaikan T0001 \"x\"",
        &["abaikan T0412 \"memang begitu\"", "abaikan T0801 \"juga\"", "kosong abaikan", "abaikan T0001 \"x\""],
    );
}

#[test]
fn other_periods() {
    value("S1.1.capaian pada 2023", "S1.1.capaian @ 2023");
    value("a pada 2024-TW1 - a pada tahun lalu", "[+a @ 2024-TW1 -a @ last year]");
    value("a pada 2024/b pada 2023", "[×a @ 2024 /b @ 2023]");
    value("a pada 2024-b pada 2024-07", "[+a @ 2024 -b @ 2024-07]");
    value("-a pada 2023 × 2", "[×[-a @ 2023] ×2]");
    value("rata_rata(indikator.capaian pada tahun lalu)", "rata_rata(indikator.capaian @ last year)");
    members(
        "rumus realisasi pada\n tahun lalu target a pada 2023",
        &["rumus realisasi @ last year", "target a @ 2023"],
    );
    assert_eq!(
        items(
            "uji \"t\" { diketahui a pada 2023 = 5 diketahui b pada tahun lalu = tidak berlaku maka galat a pada 2023-S1 maka kosong b }"
        ),
        ["test \"t\" [a @ 2023 := 5 | b @ last year := n/a | Failed a @ 2023-S1 | Missing b]"]
    );
}

#[test]
fn amendments() {
    let header = "perubahan p \"P\" { atas \"pk.takar\" berlaku sejak 1 Juli 2024 }";
    let changes = |text: &str| {
        let mut items = items(&format!("{header} {text}"));
        assert_eq!(items.remove(0), "Amendment p \"P\" {atas \"pk.takar\" | berlaku 2024-07-01 to -}");
        items
    };
    assert_eq!(changes("ubah S3.1 { target 2,5% dasar \"d\" }"), ["replace S3.1 {target 2,5 persen | dasar \"d\"}"]);
    assert_eq!(changes("ubah S1 \"Judul baru\" { }"), ["replace S1 \"Judul baru\" {}"]);
    assert_eq!(changes("ubah s { \"A\" 90% s.d. 100% \"B\" }"), ["replace s {\"A\" <90 persen, 100 persen> | \"B\"}"]);
    assert_eq!(
        changes("ubah t \"T\" (x: persen): p { jika > 5% maka \"A\" }"),
        ["replace t \"T\" (x: persen): p {if <>5 persen, …> then \"A\"}"]
    );
    assert_eq!(
        changes(
            "ubah pengukuran { bulatkan 1 desimal } ubah pengukuran sasaran { } ubah pengukuran dalam S1 { } ubah pengukuran sasaran dalam S1.2 { }"
        ),
        [
            "replace settings all {bulatkan HalfAwayFromZero 1}",
            "replace settings sasaran {}",
            "replace settings all in S1 {}",
            "replace settings sasaran in S1.2 {}",
        ]
    );
    assert_eq!(
        changes("cabut S1.2 cabut pengukuran cabut pengukuran sasaran dalam S1 cabut skala_lama"),
        ["remove S1.2", "remove settings all", "remove settings sasaran in S1", "remove skala_lama"]
    );
    assert_eq!(
        changes(
            "sisipkan dalam S3 { indikator S3.3 \"x\" { satuan persen } pengukuran { } } sisipkan { satuan lap fungsi f(x) = x pastikan ya data d { satuan lap } }"
        ),
        [
            "insert in S3 {Indicator S3.3 \"x\" {satuan persen} | settings all {}}",
            "insert {unit lap | function f(x) = x | must true | Data d {satuan lap}}",
        ]
    );
    // A name that is only the word `dalam` is no target's place.
    assert_eq!(changes("ubah dalam { target 5 } cabut dalam"), ["replace dalam {target 5}", "remove dalam"]);
}

#[test]
fn roundings() {
    members("bulatkan 2 desimal", &["bulatkan HalfAwayFromZero 2"]);
    members("bulatkan setengah genap 2 desimal", &["bulatkan HalfEven 2"]);
    members("bulatkan ke atas 1000 desimal bulatkan ke bawah 0 desimal", &["bulatkan Up 1000", "bulatkan Down 0"]);
    members("pangkas 2 desimal", &["bulatkan Truncate 2"]);
}

#[test]
fn targets() {
    members("target 97,5%", &["target 97,5 persen"]);
    members("target 2023: 94% target 2024-TW3: 5", &["target 2023: 94 persen", "target 2024-TW3: 5"]);
    members("target 80% s.d. 90%", &["target <80 persen, 90 persen>"]);
    members("target ≥ 90%", &["target <90 persen, …>"]);
    members("target \"WTP\" target ya", &["target \"WTP\"", "target true"]);
    members("target pk.S3.2.target", &["target pk.S3.2.target"]);
    members("target (a + 2)", &["target paren [+a +2]"]);
    members("target −5 % target 31 Desember 2024", &["target [-5 persen]", "target 2024-12-31"]);
}

#[test]
fn a_formula_ends_where_the_next_attribute_begins() {
    members(
        "rumus realisasi / target × 100% target 95%",
        &["rumus [×realisasi /target ×100 persen]", "target 95 persen"],
    );
    members("rumus a / target target 95%", &["rumus [×a /target]", "target 95 persen"]);
    members("rumus kategori kategori s", &["rumus kategori", "kategori s"]);
    members("bobot 5 sumber \"x\"", &["bobot 5", "sumber \"x\""]);
}

#[test]
fn ranges() {
    members("batasi > 80% s.d. 90%", &["batasi <>80 persen, 90 persen>"]);
    members("batasi 75% s.d. < 85%", &["batasi <75 persen, <85 persen>"]);
    members("batasi −20% s.d. bawah.atas", &["batasi <[-20 persen], bawah.atas>"]);
    members("rentang < 70%", &["rentang <…, <70 persen>"]);
    members("rentang 7 s.d. 8 bulan", &["rentang <7, 8 bulan>"]);
}

#[test]
fn rows() {
    assert_eq!(
        items("skala s { bulatkan 0 desimal \"A\" 91% s.d. 100% skor 4 warna hijau : \"baik\" \"B\" = 5 \"C\" }"),
        [
            "Scale s {bulatkan HalfAwayFromZero 0 | \"A\" <91 persen, 100 persen> score 4 colour hijau : \"baik\" | \"B\" =<5, 5> | \"C\"}"
        ]
    );
    assert_eq!(
        items("kurva k { batasi -1 s.d. 1 -20%: 0 poin 0%: -5 poin }"),
        ["Curve k {batasi <[-1], 1> | [-20 persen]: 0 poin | 0 persen: [-5 poin]}"]
    );
    assert_eq!(
        items(
            "tabel t (a: e; b: rupiah/orang): p { jika \"A\" atau x; > 5 s.d. 7 maka \"C\" jika apa pun; = -5 maka a + 1 }"
        ),
        ["Table t (a: e; b: rupiah/orang): p {if \"A\" or x; <>5, 7> then \"C\" | if any; =<[-5], [-5]> then [+a +1]}"]
    );
}

#[test]
fn tests_and_their_steps() {
    assert_eq!(
        items(
            "uji \"t\" periode 2024 { diketahui S1.realisasi = 86% diketahui a = tidak berlaku diketahui b = 1 s.d. 2
               maka S1.kategori = \"B\" maka galat a maka kosong b.x maka tidak berlaku c }"
        ),
        [
            "test \"t\" 2024 [S1.realisasi := 86 persen | a := n/a | b := <1, 2> | [S1.kategori = \"B\"] | Failed a | Missing b.x | NotApplicable c]"
        ]
    );
}

#[test]
fn numbers_and_units() {
    value("1.234.567,89", "1.234.567,89");
    value("2 laporan/orang", "2 laporan/orang");
    value("95 %", "95 persen");
    value("1,5 miliar rupiah", "1.500.000.000 rupiah");
    value("Rp27.591.546.000", "27.591.546.000 rupiah");
    value("Rp. 5.000,-", "5.000 rupiah");
    value("Rp 2 juta/orang", "2.000.000 rupiah/orang");
    value("100% / n", "[×100 persen /n]");
    value("100%/n", "[×100 persen /n]");
    value("5 kegiatan", "5 kegiatan");
    value("2024-12-31", "2024-12-31");
    value("0,905", "0,905");
}

#[test]
fn a_unit_is_no_declaration() {
    members("target 5 kegiatan kegiatan K \"x\" { }", &["target 5 kegiatan", "kegiatan K \"x\" {}"]);
    members("target 5 kegiatan K { }", &["target 5", "kegiatan K {}"]);
    members("target 5 program \"x\" sumber \"y\"", &["target 5 program", "\"x\"", "sumber \"y\""]);
}

#[test]
fn precedence() {
    value("a + b × c − d / e", "[+a +[×b ×c] -[×d /e]]");
    value("−a × b", "[×[-a] ×b]");
    value("a - - b", "[+a -[-b]]");
    value("bukan a = b dan c atau d", "[[[not [a = b]] and c] or d]");
    value("a <> b dan c >= d", "[[a ≠ b] and [c ≥ d]]");
    value("jika a maka b selain itu jika c maka d selain itu e + 1", "[if a then b else if c then d else [+e +1]]");
    value("jika a maka jika b maka 1 selain itu 2 selain itu 3", "[if a then [if b then 1 else 2] else 3]");
    value("batasi(x; −20% s.d. 20%) + pangkas (y; 2)", "[+batasi(x; <[-20 persen], 20 persen>) +pangkas(y; 2)]");
    value("banyak(indikator.capaian ≥ 100%)", "banyak([indikator.capaian ≥ 100 persen])");
}

#[test]
fn what_word_processors_leave_behind_is_read_as_meant() {
    members("dasar “Peraturan”\u{A0}target\u{2003}–5\u{A0}%", &["dasar \"Peraturan\"", "target [-5 persen]"]);
    members("sumber “kata \"dalam\" kutip”", &["sumber \"kata \\\"dalam\\\" kutip\""]);
}

#[test]
fn texts_fold_their_lines() {
    members("dasar \"satu  \r\n\t dua\" catatan \"a\\\"b\\\\c\"", &["dasar \"satu dua\"", "catatan \"a\\\"b\\\\c\""]);
}

#[test]
fn reserved_words() {
    assert!(takar::syntax::reserved("nilai") && takar::syntax::reserved("pada"));
    assert!(!takar::syntax::reserved("naik") && !takar::syntax::reserved("jumlah"));
    value("naik + jumlah + x.nilai + hijau", "[+naik +jumlah +x.nilai +hijau]");
    let grammar = include_str!("../../grammar/takar.pest");
    let rule = grammar.split("reserved_word = ").nth(1).unwrap().split(") ~").next().unwrap();
    let words: Vec<_> = rule.split('"').skip(1).step_by(2).collect();
    assert_eq!(words, takar::syntax::keywords(), "the grammar and src/syntax/words.rs name the same words");
}

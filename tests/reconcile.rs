//! `takar rekonsiliasi`: the figures are worked out beside each case.

use crate::support::program::{code, command, err, out, takar, valid, write};
use serde_json::Value;
use std::path::Path;
use std::process::Output;
use takar::explain::printed::Printed;
use tempfile::TempDir;

mod ratings;
mod reports;

const HEAD: &str = "aturan a \"A\" { berlaku sejak 1 Januari 2023 sampai 31 Desember 2024 periode tahunan }\n\
                    gunakan \"baku/polaritas.takar\"\n";

fn report(name: &str, further: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/kpu-kalteng-2024");
    let is_literate = root.join(format!("{name}.takar.md")).exists();
    let (rules, data) = (format!("{name}.takar{}", if is_literate { ".md" } else { "" }), format!("{name}.csv"));
    command(&root, &[&["rekonsiliasi", &rules, "--data", &data], further].concat()).output().unwrap()
}

fn document(output: &Output) -> Value {
    valid("rekonsiliasi.schema.json", "", &out(output));
    serde_json::from_str(&out(output)).unwrap()
}

/// The document for rules and data, further lines of data after the header.
fn reconciled(rules: &str, data: &str) -> Value {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", &format!("{HEAD}{rules}"));
    write(&folder, "a.csv", &format!("kode;periode;target;realisasi;capaian_lapor;kategori_lapor\n{data}"));
    let output = takar(&folder, &["rekonsiliasi", "a.takar", "--data", "a.csv", "--format", "json"]);
    assert!(code(&output) <= 1, "{}", err(&output));
    document(&output)
}

/// `code result: reading value, …` of the lines of the last case; of readings that come near in parentheses.
fn lines(document: &Value) -> Vec<String> {
    let case = document["rekonsiliasi"].as_array().unwrap().last().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let one = |line: &Value| {
        let found = |name: &str| -> Vec<String> {
            let all = line[name].as_array().cloned().unwrap_or_default();
            all.iter().map(|found| format!("{} {}", text(&found["bacaan"]), text(&found["nilai"]))).collect()
        };
        let (given, near) = (found("bacaan"), found("mendekati"));
        let near = if near.is_empty() { String::new() } else { format!("({})", near.join(", ")) };
        format!("{} {}: {}{near}", text(&line["kode"]), text(&line["capaian"]["hasil"]), given.join(", "))
    };
    case["baris"].as_array().unwrap().iter().map(one).collect()
}

fn whole(document: &Value) -> Vec<&str> {
    document["ringkasan"]["seluruh_tabel"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

/// A single line, its readings by name; whether it says which readings give it.
fn gives(rules: &str, data: &str, reading: &str) -> bool {
    let found = lines(&reconciled(rules, data)).remove(0);
    let given = found.split('(').next().unwrap();
    given.contains(" berbeda:") && given.split([' ', ',']).any(|word| word == reading)
}

#[test]
fn one_rule_reproduces_the_tables_of_bab_3_b_and_not_the_mean() {
    let output = report("evaluasi", &["--format", "json"]);
    assert_eq!(code(&output), 1);
    let document = document(&output);
    // 86/95 = 90,526…%: 91%; 98/97,5 = 100,512…%: capped, 100%; three times 100/100. The mean of 91 and four times 100 is
    // 98,2%. Uncapped, the second is 101%, and the mean (91 + 101 + 300) / 5 = 98,4%. Not rounded:
    // (90,526… + 400) / 5 = 98,105…%. Of the means 95,5, 100, 100: 98,5%. Cut off: (90 + 400) / 5 = 98%.
    assert_eq!(
        lines(&document),
        [
            "S1.1 sama: ",
            "S1.2 sama: ",
            "S2.1 sama: ",
            "S3.1 sama: ",
            "S3.2 sama: ",
            "rata_rata_capaian berbeda: (tanpa_batasi 98.4, tanpa_bulatkan 98.1, rata_rata_bertingkat 98.5, pangkas 98)"
        ]
    );
    let summary = &document["ringkasan"];
    assert_eq!(summary["aturan_indikator"], "polaritas positif; batasi 0% s.d. 100%; bulatkan 0 desimal");
    assert_eq!(summary["menurut_jenis"][0]["sama"], 5);
    assert_eq!(summary["menurut_jenis"][0]["seluruhnya"][0], "tertulis");
    assert!(whole(&document).is_empty());
    let text = out(&report("evaluasi", &[]));
    for line in [
        "tidak ada bacaan tunggal yang menghasilkannya; yang mendekati:",
        "     tanpa batas: 98,4% (selisih 0,1 poin persentase)",
        "indikator: satu aturan, yang tertulis (polaritas positif; batasi 0% s.d. 100%; bulatkan 0 desimal)",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn realizations_copied_into_the_achievement_column() {
    let output = report("ringkasan", &["--format", "json"]);
    assert_eq!(code(&output), 1);
    let document = document(&output);
    // 2% printed where (2 × 2,8 − 2) / 2,8 = 128,57…%, capped 100%; 89% printed where 89/89 = 100%. In all other rows
    // target 100% makes the achievement the realization, so that one reading explains the whole table. "Baik" is a word.
    assert_eq!(
        lines(&document),
        [
            "S1.1 sama: ",
            "S1.2 tidak_terbaca: ",
            "S1.3 sama: ",
            "S1.4 sama: ",
            "S2.1 berbeda: realisasi_disalin 2",
            "S2.2 sama: ",
            "S3.1 sama: ",
            "S3.2 berbeda: realisasi_disalin 89"
        ]
    );
    assert_eq!(whole(&document), ["realisasi_disalin"]);
    let markdown = out(&report("ringkasan", &["--format", "markdown"]));
    assert!(markdown.contains("\n| S2.1 | ") && markdown.contains(" | 2% | 100% | berbeda |\n"), "{markdown}");
    assert!(markdown.contains("\n    - realisasi disalin ke kolom capaian: 2%\n"), "{markdown}");
    assert!(markdown.contains("satu bacaan menghasilkan semua yang terbaca (7): realisasi disalin"), "{markdown}");
    let english = out(&report("ringkasan", &["--bahasa", "en"]));
    assert!(english.contains("realization copied into the achievement column: 2%"), "{english}");
}

#[test]
fn budgets_are_compared_by_their_absorption() {
    let output = report("anggaran", &["--format", "json"]);
    // 84.606.830.107 / 101.267.271.000 = 83,5480…%; 9.889.888.183 / 9.919.279.000 = 99,7037…%; together 84,9893…%.
    assert_eq!(code(&output), 0);
    assert_eq!(lines(&document(&output)), ["CQ sama: ", "WA sama: ", "serapan_seluruhnya sama: "]);
}

#[test]
fn nothing_published_is_no_success() {
    let output = report("rkt", &[]);
    assert_eq!((code(&output), out(&output).as_str()), (1, ""));
    assert!(err(&output).contains("ingat[T0950]"), "{}", err(&output));
}

#[test]
fn the_text_as_printed_decides() {
    let read = |text: &str| {
        Printed::read(text, false).map(|printed| (format!("{:?}", printed.number), printed.decimals, printed.behind))
    };
    for (text, number, decimals, behind) in [
        ("98,3%", "98.3", 1, "%"),
        ("97,5 %", "97.5", 1, "%"),
        ("91\u{a0}%", "91", 0, "%"),
        ("99,70&", "99.7", 2, "&"),
        ("97.5", "97.5", 1, ""),
        ("1.601 orang", "1601", 0, "orang"),
        ("101,267,271,000", "101267271000", 0, ""),
        ("Rp. 111.186.550.000,-", "111186550000", 0, ""),
        ("Rp 1,5 miliar", "1500000000", -8, ""),
        ("−2,50", "-2.5", 2, ""),
    ] {
        assert_eq!(read(text), Some((number.to_owned(), decimals, behind.to_owned())), "{text}");
    }
    for text in ["Baik", "", "90-95%", "86/95", "111.186..550. 000,-", "9,1,5", "%", "±3"] {
        assert_eq!(read(text), None, "{text}");
    }
    let english = Printed::read("1,234.5", true).unwrap();
    assert_eq!((format!("{:?}", english.number).as_str(), english.decimals), ("1234.5", 1));
}

#[test]
fn a_stray_sign_is_read_over_and_said() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", &format!("{HEAD}indikator I \"I\" {{ satuan persen target 100% polaritas positif }}\n"));
    write(&folder, "a.csv", "kode;periode;realisasi;capaian_lapor\nI;2024;99,704%;99,70&\n");
    let output = takar(&folder, &["rekonsiliasi", "a.takar", "--data", "a.csv"]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(out(&output).contains("99,70& dibaca 99,7; \"&\" bukan satuannya (persen)"), "{}", out(&output));
}

#[test]
fn each_reading_is_found_where_it_was_at_work() {
    let plain = "indikator I \"I\" { satuan persen target 95% polaritas positif }\n";
    let with =
        |further: &str| format!("indikator I \"I\" {{ satuan persen target 95% polaritas positif {further} }}\n");
    // 86/95 = 90,526…%
    assert!(gives(plain, "I;2024;;86%;90%;\n", "cetak_pangkas"));
    assert!(gives(plain, "I;2024;;86%;90,52%;\n", "cetak_pangkas"));
    assert!(!gives(plain, "I;2024;;86%;90,51%;\n", "cetak_pangkas"));
    assert!(gives(&with("bulatkan 0 desimal"), "I;2024;;86%;90%;\n", "pangkas"));
    assert!(gives(&with("bulatkan 0 desimal"), "I;2024;;86%;90,5%;\n", "bulatkan_1_desimal"));
    assert!(gives(&with("bulatkan 0 desimal"), "I;2024;;86%;90,5263%;\n", "tanpa_bulatkan"));
    // 85/95 = 89,473…%
    assert!(gives(&with("bulatkan 0 desimal"), "I;2024;;85%;90%;\n", "bulatkan_ke_atas"));
    // 100/95 = 105,263…%; 120/95 = 126,315…%
    assert!(gives(&with("batasi 0% s.d. 100%"), "I;2024;;100%;105,26%;\n", "tanpa_batasi"));
    assert!(gives(&with("batasi 0% s.d. 100%"), "I;2024;;120%;110%;\n", "batasi_0_110"));
    assert!(gives(plain, "I;2024;;120%;100%;\n", "batasi_0_100"));
    // (2 × 95 − 86) / 95 = 109,473…%; 95/86 = 110,465…%; 120 − |90,526… − 100| = 110,526…%
    assert!(gives(plain, "I;2024;;86%;109,47%;\n", "polaritas_negatif"));
    assert!(gives(plain, "I;2024;;86%;110,47%;\n", "polaritas_negatif_terbalik"));
    assert!(gives(plain, "I;2024;;86%;110,53%;\n", "polaritas_stabil"));
    assert!(gives(plain, "I;2024;;86%;86%;\n", "realisasi_disalin"));
    // 85,6% is rounded to 86%.
    assert!(gives(plain, "I;2024;;85,6%;90,53%;\n", "masukan_bulatkan_0_desimal"));
    // In 2023 the target was 90%: 86/90 = 95,555…%.
    let dated = "indikator I \"I\" { satuan persen target 2023: 90% target 2024: 95% polaritas positif }\n";
    assert!(gives(dated, "I;2024;;86%;95,56%;\n", "target_tahun_lalu"));
    let given = "indikator I \"I\" { satuan persen polaritas positif }\n";
    assert!(gives(given, "I;2023;90%;80%;;\nI;2024;95%;86%;95,56%;\n", "target_tahun_lalu"));
}

#[test]
fn a_realization_in_another_unit_is_seen_to_be_copied() {
    let rules = "satuan laporan\nindikator I \"I\" { satuan laporan target 4 laporan polaritas positif }\n";
    // 3/4 = 75%; printed is 3.
    let found = reconciled(rules, "I;2024;;3;3;\n");
    assert_eq!(lines(&found), ["I berbeda: realisasi_disalin 3"]);
}

#[test]
fn means_of_means_and_flat_means() {
    let group = |code: &str, members: &[&str]| {
        let members: Vec<String> = members
            .iter()
            .map(|code| format!("indikator {code} \"I\" {{ satuan persen target 100% polaritas positif }}\n"))
            .collect();
        format!("sasaran {code} \"S\" {{ agregasi rata_rata\n{}}}\n", members.concat())
    };
    let groups = group("S1", &["A", "B", "C"]) + &group("S2", &["D"]);
    let data = "A;2024;;60%;;\nB;2024;;70%;;\nC;2024;;80%;;\nD;2024;;100%;;\n";
    // Flat: (60 + 70 + 80 + 100) / 4 = 77,5%. Of the means: (70 + 100) / 2 = 85%.
    let flat = format!("{groups}nilai n \"N\" {{ rumus rata_rata(indikator.capaian) }}\n");
    let of_means = format!("{groups}nilai n \"N\" {{ rumus rata_rata(sasaran.capaian) }}\n");
    assert_eq!(lines(&reconciled(&flat, &format!("{data}n;2024;;;85%;\n"))), ["n berbeda: rata_rata_bertingkat 85"]);
    assert_eq!(
        lines(&reconciled(&of_means, &format!("{data}n;2024;;;77,5%;\n"))),
        ["n berbeda: rata_rata_langsung 77.5"]
    );
    assert_eq!(lines(&reconciled(&of_means, &format!("{data}n;2024;;;85%;\n"))), ["n sama: "]);
}

#[test]
fn one_reading_for_the_whole_table_is_told_from_readings_for_rows() {
    let rules = "pengukuran { polaritas positif bulatkan 0 desimal }\n\
                 indikator A \"A\" { satuan persen target 95% }\n\
                 indikator B \"B\" { satuan persen target 95% }\n\
                 indikator C \"C\" { satuan persen target 100% }\n";
    // 86/95 = 90,526…, 88/95 = 92,631…: cut off 90 and 92. 50/100 is 50 either way.
    let cut = reconciled(rules, "A;2024;;86%;90%;\nB;2024;;88%;92%;\nC;2024;;50%;50%;\n");
    assert!(whole(&cut).contains(&"pangkas") && !whole(&cut).contains(&"tertulis"), "{:?}", whole(&cut));
    // A cut off, B copied: a reading for each row, none for both.
    let mixed = reconciled(rules, "A;2024;;86%;90%;\nB;2024;;88%;88%;\nC;2024;;50%;50%;\n");
    let found = lines(&mixed);
    assert!(found[0].contains("pangkas 90") && found[1].contains("realisasi_disalin 88"), "{found:?}");
    assert!(whole(&mixed).is_empty(), "{:?}", whole(&mixed));
    // Everything as written.
    let same = reconciled(rules, "A;2024;;86%;91%;\nB;2024;;88%;93%;\n");
    assert_eq!(whole(&same)[0], "tertulis");
}

#[test]
fn a_rating_that_differs_is_explained_too() {
    let rules = "skala s { bulatkan 0 desimal \"Baik\" 91% s.d. 100% \"Cukup\" 0% s.d. 90% }\n\
                 indikator I \"I\" { satuan persen target 95% polaritas positif bulatkan 0 desimal kategori s }\n";
    // 86/95 = 90,526…%: 91% "Baik"; cut off 90% "Cukup".
    let found = reconciled(rules, "I;2024;;86%;;Cukup\n");
    let line = &found["rekonsiliasi"][0]["baris"][0];
    assert_eq!(line["kategori"]["hasil"], "berbeda");
    assert!(lines(&found)[0].contains("pangkas 90"), "{:?}", lines(&found));
    assert!(!lines(&found)[0].contains("tanpa_batasi"), "{:?}", lines(&found));
}

#[test]
fn a_polarity_of_ones_own_is_read_otherwise_too() {
    let folder = TempDir::new().unwrap();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                 polaritas kami { arah naik rumus realisasi / target × 100% }\n\
                 indikator I \"I\" { satuan persen target 2% polaritas kami }\n";
    write(&folder, "a.takar", rules);
    // 3/2 = 150%; printed is 66,7%: 2/3 = 66,666…%.
    write(&folder, "a.csv", "kode;realisasi;capaian_lapor\nI;3%;66,7%\n");
    let output = takar(&folder, &["reconcile", "a.takar", "--data", "a.csv", "--format", "json"]);
    let found = lines(&document(&output));
    assert_eq!(found, ["I berbeda: polaritas_negatif_terbalik 66.666666666666666"]);
}

#[test]
fn many_units_are_compared_one_by_one_and_counted_together() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", &format!("{HEAD}indikator I \"I\" {{ satuan persen target 80% polaritas positif }}\n"));
    // 40/80 = 50%, 60/80 = 75%, 90/80 = 112,5%.
    let data = "unit;periode;kode;realisasi;capaian_lapor\nX;2024;I;40%;50%\nY;2024;I;60%;60%\nZ;2024;I;90%;100%\n";
    write(&folder, "a.csv", data);
    let output = takar(&folder, &["rekonsiliasi", "a.takar", "--data", "a.csv", "--format", "json"]);
    let document = document(&output);
    let units: Vec<&str> =
        document["rekonsiliasi"].as_array().unwrap().iter().map(|case| case["unit"].as_str().unwrap()).collect();
    assert_eq!(units, ["X", "Y", "Z"]);
    let summary = &document["ringkasan"];
    assert_eq!((&summary["sama"], &summary["berbeda"], &summary["tanpa_bacaan"]), (&1.into(), &2.into(), &0.into()));
}

#[test]
fn of_a_long_table_only_what_is_not_the_same_is_shown() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", &format!("{HEAD}indikator I \"I\" {{ satuan persen target 80% polaritas positif }}\n"));
    // 40/80 = 50%. Of 300 units every other one publishes 51%.
    let rows = |count: usize| -> String {
        let row =
            |unit: usize| format!("U{unit:03};2024;I;40%;{}\n", if unit.is_multiple_of(2) { "50%" } else { "51%" });
        std::iter::once("unit;periode;kode;realisasi;capaian_lapor\n".to_owned()).chain((0..count).map(row)).collect()
    };
    let run = |count: usize, further: &[&str]| {
        write(&folder, "a.csv", &rows(count));
        let output = takar(&folder, &[&["rekonsiliasi", "a.takar", "--data", "a.csv"], further].concat());
        assert_eq!(code(&output), 1, "{}", err(&output));
        out(&output)
    };
    let tables = |text: &str| text.matches(" · periode 2024").count();
    // 200 rows are shown in full.
    assert_eq!(tables(&run(200, &[])), 200);
    let text = run(300, &[]);
    assert_eq!(tables(&text), 100);
    assert!(!text.contains("U000 ") && text.contains("U001 ") && text.contains("U199 ") && !text.contains("U201 "));
    assert!(text.contains("… 50 lagi yang tidak sama; di atas 100 yang pertama."), "{text}");
    assert!(text.contains("300 dilaporkan: 150 sama dengan aturan, 150 berbeda"), "{text}");
    assert!(text.contains("300 unit dan periode, 150 di antaranya seluruhnya sama."), "{text}");
    let markdown = run(300, &["--format", "markdown"]);
    assert_eq!((tables(&markdown), markdown.matches("# Rekonsiliasi").count()), (100, 1), "{markdown}");
    // A file has all of them, and JSON everything.
    assert_eq!(run(300, &["--keluaran", "b.txt"]), "");
    let file = std::fs::read_to_string(folder.path().join("b.txt")).unwrap();
    assert_eq!(tables(&file), 150);
    assert!(!file.contains("lagi yang tidak sama"), "{file}");
    let json: Value = serde_json::from_str(&run(300, &["--format", "json"])).unwrap();
    assert_eq!(json["rekonsiliasi"].as_array().unwrap().len(), 300);
}

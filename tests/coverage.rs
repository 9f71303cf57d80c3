//! `takar uji --cakupan`: the points are counted by hand beside each ruleset.

use crate::support::program::{code, err, out, takar, valid, write};
use serde_json::Value;
use std::path::PathBuf;
use takar::message::Language;
use takar::model::build::{InMemory, Options, build_with};
use takar::tools::coverage::{Coverage, Report};
use takar::tools::test;
use tempfile::TempDir;

/// What the tests of these files reach, each run as `takar uji FILE` would.
fn coverage(files: &[(&str, &str)], tested: &[&str]) -> Report {
    let mut coverage = Coverage::new(Language::Indonesian);
    let mut memory = InMemory(files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect());
    for path in tested {
        let built = build_with(&mut memory, path.as_ref(), &Options::default()).unwrap();
        let told: Vec<String> =
            built.diagnostics.iter().map(|found| found.message.tell(Language::English).message).collect();
        assert!(built.is_valid(), "{told:?}");
        let results = test::run_covering(&built.rules, &built.sources, &mut coverage, &|name| PathBuf::from(name));
        assert!(results.iter().all(|result| result.passed()), "{results:?}");
    }
    coverage.report()
}

fn one(text: &str) -> Report {
    coverage(&[("a.takar", text)], &["a.takar"])
}

/// `owner: part = tests`, with `dihitung` and `belum` for 0.
fn lines(report: &Report) -> Vec<String> {
    let points = report.files.iter().flat_map(|file| &file.points);
    points
        .map(|point| {
            let state = if point.state == "diuji" { point.tested.to_string() } else { point.state.to_owned() };
            format!("{}: {} = {state}", point.owner, point.detail)
        })
        .collect()
}

const HEAD: &str = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n";

#[test]
fn every_kind_of_rule_is_counted() {
    let rules = format!(
        r#"{HEAD}
polaritas p {{ arah naik rumus jika target = 0 maka 100% selain itu realisasi / target × 100% }}
skala s {{ batasi 0% s.d. 100% "Baik" ≥ 90% "Cukup" 50% s.d. < 90% "Kurang" < 50% }}
kurva k {{ 0%: 0 poin 50%: 20 poin 100%: 100 poin }}
tabel t(x : s; y : ya_tidak) {{
  jika "Baik"; apa pun maka "A"
  jika "Cukup" atau "Kurang"; ya maka "B"
  jika "Cukup" atau "Kurang"; tidak maka "C"
}}
fungsi f(x) = batasi(x; 10 s.d. 20)
pengukuran {{ polaritas p  batasi ≤ 120%  kategori s }}
sasaran S1 "S" {{
  agregasi rata_rata
  indikator I1 "I" {{ satuan persen target 80% }}
  indikator I2 "I" {{ satuan persen rumus a / b × 100%  target 50% }}
}}
data a {{ satuan angka }}
data b {{ satuan angka }}
nilai n {{ rumus f(a) }}
pastikan a > 0 "a positif"
ingatkan b > 0 "b positif"
uji "satu" {{
  # 72/80 = 90%: "Baik"; the cap 120% changes nothing, the scale's neither.
  diketahui I1.realisasi = 72%
  diketahui a = 15
  maka I1.kategori = "Baik"
  # 15 lies between 10 and 20.
  maka n = 15
}}
uji "dua" {{
  # 3 / 10 = 30%, 30/50 = 60%: "Cukup". n is computed (3 becomes 10) and not checked.
  diketahui a = 3
  diketahui b = 10
  maka I2.realisasi = 30%
  maka I2.kategori = "Cukup"
  # 25% lies in the first half of the first segment: 25/50 × 20
  maka k(25%) = 10 poin
  maka t("Kurang"; tidak) = "C"
}}
uji "tanpa pemeriksaan" {{
  diketahui I1.realisasi = 8%
}}
"#
    );
    let report = one(&rules);
    // By hand. polaritas p: rumus, two branches: 3. skala s: 3 bands, 3 of its cap: 6. kurva: 2 segments. tabel: 3 rows.
    // fungsi f: rumus, 3 of its cap: 4. pengukuran: batasi ≤ 120% has two ends: 2. S1: 1. I1: 1. I2: rumus, polarity: 2.
    // n: 1. pastikan: 2. ingatkan: 2. In all 3 + 6 + 2 + 3 + 4 + 2 + 1 + 1 + 2 + 1 + 2 + 2 = 29.
    let expected = [
        // In "satu" and "dua"; "tanpa pemeriksaan" has no check.
        "polaritas p: rumus = 2",
        "polaritas p: jika target = 0 = belum",
        "polaritas p: selain itu = 2",
        "skala s: \"Baik\" = 1",
        "skala s: \"Cukup\" = 1",
        // 8/80 = 10% is "Kurang", in the test without a check.
        "skala s: \"Kurang\" = dihitung",
        "skala s: batasi 0% s.d. 100%: menahan di batas bawah = belum",
        "skala s: batasi 0% s.d. 100%: menahan di batas atas = belum",
        "skala s: batasi 0% s.d. 100%: tidak mengubah = 2",
        "kurva k: 0% s.d. 50% = 1",
        "kurva k: 50% s.d. 100% = belum",
        "tabel t: jika \"Baik\"; apa pun maka \"A\" = belum",
        "tabel t: jika \"Cukup\" atau \"Kurang\"; ya maka \"B\" = belum",
        "tabel t: jika \"Cukup\" atau \"Kurang\"; tidak maka \"C\" = 1",
        "fungsi f: rumus = 1",
        "fungsi f: batasi(x; 10 s.d. 20): menahan di batas bawah = dihitung",
        "fungsi f: batasi(x; 10 s.d. 20): menahan di batas atas = belum",
        "fungsi f: batasi(x; 10 s.d. 20): tidak mengubah = 1",
        "pengukuran: batasi ≤ 120%: menahan di batas atas = belum",
        "pengukuran: batasi ≤ 120%: tidak mengubah = 2",
        // Never evaluated: I1 and I2 are never both known.
        "S1: agregasi rata_rata = belum",
        "I1: polaritas p = 1",
        "I2: polaritas p = 1",
        "I2: rumus = 1",
        "n: rumus = 1",
        "pastikan: \"a positif\": terpenuhi = 2",
        "pastikan: \"a positif\": tidak terpenuhi = belum",
        "ingatkan: \"b positif\": terpenuhi = 1",
        "ingatkan: \"b positif\": tidak terpenuhi = belum",
    ];
    let mut found = lines(&report);
    assert_eq!(found.len(), 29, "{found:#?}");
    found.sort();
    let mut expected = expected.map(str::to_owned);
    expected.sort();
    assert_eq!(found, expected);
    // Tested: 2 of p, 2 bands, 1 of the scale's cap, 1 segment, 1 row, 2 of f, 1 of pengukuran, I1, 2 of I2, n, 2 conditions
    // = 16. Computed: "Kurang", the low end of f. 16/29 = 55,17…%
    assert_eq!((report.total.all, report.total.tested, report.total.computed), (29, 16, 2));
    assert_eq!(report.total.percent, Some(55));
}

#[test]
fn branches_are_counted_once_however_often_the_function_is_applied() {
    let rules = format!(
        "{HEAD}fungsi f(x) = jika x > 0 maka 1 selain itu jika x = 0 maka 0 selain itu −1\n\
         nilai a {{ rumus f(3) }}\nnilai b {{ rumus f(0) }}\nnilai c {{ rumus f(a) + f(−2) }}\n\
         uji \"a saja\" {{ maka a = 1 }}\nuji \"b saja\" {{ maka b = 0 }}\n"
    );
    // f: rumus and 3 branches; a, b, c: rumus. c is computed in both tests and never checked; its branches too.
    let report = one(&rules);
    assert_eq!(
        lines(&report),
        [
            "fungsi f: rumus = 2",
            "fungsi f: jika x > 0 = 1",
            "fungsi f: jika x = 0 = 1",
            "fungsi f: selain itu = dihitung",
            "a: rumus = 1",
            "b: rumus = 1",
            "c: rumus = dihitung",
        ]
    );
    // 5 of 7 = 71,4…%
    assert_eq!((report.total.tested, report.total.all, report.total.percent), (5, 7, Some(71)));
}

#[test]
fn a_function_that_nothing_applies_is_counted_with_its_branches() {
    let rules = format!(
        "{HEAD}fungsi f(x) = jika x > 0 maka batasi(x; ≤ 5) selain itu 0\nnilai a {{ rumus 1 }}\nuji \"a\" {{ maka a = 1 }}\n"
    );
    let report = one(&rules);
    assert_eq!(
        lines(&report),
        [
            "fungsi f: rumus = belum",
            "fungsi f: jika x > 0 = belum",
            "fungsi f: selain itu = belum",
            "fungsi f: batasi(x; ≤ 5): menahan di batas atas = belum",
            "fungsi f: batasi(x; ≤ 5): tidak mengubah = belum",
            "a: rumus = 1",
        ]
    );
}

#[test]
fn only_what_a_check_depends_on_is_tested() {
    // The check takes the first branch, so what only the second reads is not tested, though it has a value.
    let rules = format!(
        "{HEAD}data x {{ satuan angka }}\nnilai satu {{ rumus x + 1 }}\nnilai dua {{ rumus x + 2 }}\n\
         nilai pilih {{ rumus jika x > 0 maka satu selain itu dua }}\nnilai cadang {{ rumus bila_kosong(satu; dua) }}\n\
         uji \"positif\" {{ diketahui x = 1 maka pilih = 2 maka cadang = 2 }}\n"
    );
    assert_eq!(
        lines(&one(&rules)),
        [
            "satu: rumus = 1",
            "dua: rumus = dihitung",
            "pilih: rumus = 1",
            "pilih: jika x > 0 = 1",
            "pilih: selain itu = belum",
            "cadang: rumus = 1",
        ]
    );
}

#[test]
fn a_value_that_cannot_be_computed_reaches_no_formula() {
    let rules = format!(
        "{HEAD}data x {{ satuan angka }}\nnilai n {{ rumus 1 / x }}\n\
         uji \"nol\" {{ diketahui x = 0 maka galat n }}\nuji \"kosong\" {{ maka kosong n }}\n"
    );
    assert_eq!(lines(&one(&rules)), ["n: rumus = belum"]);
}

#[test]
fn both_ends_of_a_cap_and_its_middle() {
    let rules = |given: &str| {
        format!(
            "{HEAD}polaritas p {{ arah naik rumus realisasi / target × 100% }}\n\
             indikator I \"I\" {{ satuan angka target 10 polaritas p batasi 0% s.d. 100% }}\n\
             uji \"u\" {{ diketahui I.realisasi = {given} maka I.capaian ≥ 0% }}\n"
        )
    };
    let cap = |given: &str| {
        let found = lines(&one(&rules(given)));
        found.into_iter().filter(|line| line.contains("batasi") && line.ends_with(" = 1")).collect::<Vec<_>>()
    };
    // −5/10 = −50%, 15/10 = 150%, and exactly at an end nothing is changed.
    assert_eq!(cap("−5"), ["I: batasi 0% s.d. 100%: menahan di batas bawah = 1"]);
    assert_eq!(cap("15"), ["I: batasi 0% s.d. 100%: menahan di batas atas = 1"]);
    assert_eq!(cap("10"), ["I: batasi 0% s.d. 100%: tidak mengubah = 1"]);
}

const SCALE: &str = "skala s { \"Baik\" ≥ 90% \"Kurang\" < 90% }\nuji \"kurang\" { maka s(10%) = \"Kurang\" }\n";
const USER: &str = "gunakan \"s.takar\"\ngunakan \"lain.takar\" sebagai l\ngunakan \"baku/polaritas.takar\"\n\
                    nilai n { rumus positif(9; 10) kategori s }\nnilai m { rumus l.z + 1 }\n\
                    uji \"baik\" { maka n.kategori = \"Baik\" maka m = 3 }\n";

#[test]
fn a_file_is_counted_once_for_all_that_use_it() {
    let main = format!("{HEAD}{USER}");
    let other = HEAD.replace("aturan a", "aturan lain") + "nilai z { rumus 2 }\nnilai y { rumus 5 }\n";
    let files = [("a.takar", main.as_str()), ("s.takar", SCALE), ("lain.takar", other.as_str())];
    // The scale belongs to the ruleset, the other ruleset and the standard polarities do not.
    let alone = coverage(&files, &["a.takar"]);
    let names: Vec<&str> = alone.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a.takar", "s.takar"]);
    assert_eq!(lines(&alone), ["n: rumus = 1", "m: rumus = 1", "skala s: \"Baik\" = 1", "skala s: \"Kurang\" = belum"]);
    // With its own tests the scale is reached from both sides.
    let both = coverage(&files, &["a.takar", "s.takar"]);
    assert_eq!(lines(&both), ["n: rumus = 1", "m: rumus = 1", "skala s: \"Baik\" = 1", "skala s: \"Kurang\" = 1"]);
    assert_eq!(both.total.percent, Some(100));
    // The other ruleset as one that is tested: z is read by a check of the first.
    let all = coverage(&files, &["a.takar", "lain.takar"]);
    assert!(lines(&all).contains(&"z: rumus = 1".to_owned()), "{:?}", lines(&all));
    assert!(lines(&all).contains(&"y: rumus = belum".to_owned()), "{:?}", lines(&all));
}

#[test]
fn legal_bases_without_a_test() {
    let rules = format!(
        r#"{HEAD}
polaritas p {{ dasar "Peraturan A" arah naik rumus realisasi / target × 100% }}
polaritas q {{ dasar "Peraturan B" dasar "Peraturan C" arah turun rumus target / realisasi × 100% }}
skala s {{ dasar "Peraturan  C" "Baik" ≥ 90% "Kurang" < 90% }}
skala opini {{ dasar "Peraturan D" "WTP" skor 1 "TMP" skor 0 }}
pengukuran {{ dasar "Pedoman E" polaritas p }}
sasaran S1 "S" {{
  dasar "Renstra F"
  indikator I1 "I" {{ dasar "Renja G" satuan persen target 80% }}
}}
indikator I2 "J" {{ dasar "Renja H" satuan persen target 80% }}
nilai n {{ rumus 1 }}
uji "satu" {{ diketahui I1.realisasi = 40% maka I1.capaian = 50% maka s(95%) = "Baik" }}
"#
    );
    let report = one(&rules);
    // A, E, F and G by I1; C by the scale, though q names it too. Nothing reads q, opini, or I2.
    let found: Vec<(&str, Vec<&str>)> = report
        .untested
        .iter()
        .map(|basis| (basis.text.as_str(), basis.declarations.iter().map(|user| user.name.as_str()).collect()))
        .collect();
    assert_eq!(
        found,
        [("Peraturan B", vec!["polaritas q"]), ("Peraturan D", vec!["skala opini"]), ("Renja H", vec!["indikator I2"]),]
    );
    // A header's basis stands for all of the ruleset: tested as soon as anything is.
    let headed = |check: &str| {
        format!(
            "aturan a \"A\" {{ dasar \"Perpres\" berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }}\n\
             nilai n {{ rumus 1 }}\nuji \"u\" {{ {check} }}\n"
        )
    };
    assert_eq!(one(&headed("maka n = 1")).untested.len(), 0);
    assert_eq!(one(&headed("maka 2 = 2")).untested[0].text, "Perpres");
    let with_condition = headed("maka 2 = 2") + "pastikan n = 1 \"satu\"\n";
    assert_eq!(one(&with_condition).untested.len(), 0);
}

/// A ruleset whose tests reach `reached` of `all` formulas.
fn formulas(all: usize, reached: usize) -> String {
    let mut text = HEAD.to_owned();
    for index in 0..all {
        text.push_str(&format!("nilai n{index} {{ rumus {index} }}\n"));
    }
    text.push_str("uji \"semua\" {\n");
    for index in 0..reached {
        text.push_str(&format!("  maka n{index} = {index}\n"));
    }
    text + "  maka 1 = 1\n}\n"
}

#[test]
fn percentages_are_rounded_down() {
    for (all, reached, percent) in [(250, 249, 99), (250, 250, 100), (3, 2, 66), (200, 1, 0)] {
        let report = one(&formulas(all, reached));
        assert_eq!((report.total.percent, report.total.all), (Some(percent), all as u64));
    }
    assert_eq!(one(&format!("{HEAD}data x {{ satuan angka }}\n")).total.percent, None);
}

#[test]
fn below_the_minimum_it_fails() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", &formulas(250, 249));
    let run = |further: &[&str]| takar(&folder, &[&["uji", "a.takar"], further].concat());
    assert_eq!(code(&run(&["--minimal", "99"])), 0);
    let below = run(&["--minimal", "100"]);
    assert_eq!(code(&below), 1);
    assert!(err(&below).contains("cakupan 99% kurang dari 100% yang diminta"), "{}", err(&below));
    assert!(out(&below).contains("cakupan: 249 dari 250 aturan diuji (99%)"), "{}", out(&below));
    assert!(out(&below).contains(" n249    rumus     251  dihitung, tidak diperiksa\n"), "{}", out(&below));
    assert!(!out(&run(&[])).contains("cakupan"));
    for wrong in ["101", "-1", "9,5", "banyak", "+90"] {
        let output = run(&[&format!("--minimal={wrong}")]);
        assert_eq!(code(&output), 2, "{wrong}: {}", err(&output));
        assert!(err(&output).contains("T0716"), "{}", err(&output));
    }
    let english = run(&["--cakupan", "--bahasa", "en"]);
    assert!(out(&english).contains("coverage: 249 of 250 rules tested (99%); 1 computed, not checked"));
    // A test that fails is told as ever, and coverage does not hide it.
    write(&folder, "a.takar", &formulas(2, 2).replace("maka n1 = 1", "maka n1 = 7"));
    assert_eq!(code(&run(&["--minimal", "0"])), 1);
}

#[test]
fn json_follows_its_schema() {
    let folder = TempDir::new().unwrap();
    let rules = format!(
        "{HEAD}polaritas p {{ dasar \"Peraturan A\" arah naik rumus realisasi / target × 100% }}\n\
         nilai n {{ rumus 2 }}\nnilai m {{ rumus 3 }}\nuji \"u\" {{ maka n = 2 }}\nuji \"v\" {{ maka n = 3 }}\n"
    );
    write(&folder, "a.takar", &rules);
    let plain = takar(&folder, &["uji", "a.takar", "--format", "json"]);
    assert_eq!(code(&plain), 1, "a test fails");
    valid("uji.schema.json", "", &out(&plain));
    let document: Value = serde_json::from_str(&out(&plain)).unwrap();
    assert_eq!((&document["lulus"], &document["gagal"]), (&Value::from(1), &Value::from(1)));
    assert!(document.get("cakupan").is_none());
    assert_eq!(document["uji"][1]["kesalahan"][0]["kode"], "T0501");
    let output = takar(&folder, &["uji", "a.takar", "--format", "json", "--cakupan"]);
    valid("uji.schema.json", "", &out(&output));
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let cakupan = &document["cakupan"];
    // The formulas of p, n and m; only n is checked: 1/3 = 33,3…%
    assert_eq!((&cakupan["jumlah"], &cakupan["diuji"], &cakupan["persen"]), (&3.into(), &1.into(), &33.into()));
    let n = &cakupan["berkas"][0]["aturan"][1];
    assert_eq!((&n["milik"], &n["keadaan"], &n["baris"]), (&"n".into(), &"diuji".into(), &3.into()));
    assert_eq!(n["uji"], serde_json::json!(["u", "v"]));
    assert_eq!(cakupan["dasar_tanpa_uji"][0]["dasar"], "Peraturan A");
    assert_eq!(cakupan["dasar_tanpa_uji"][0]["pernyataan"][0]["nama"], "polaritas p");
}

const BASE: &str = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2025 periode tahunan }\n\
                    polaritas p { arah turun rumus (2 × target − realisasi) / target × 100% }\n\
                    pengukuran { polaritas p batasi 0% s.d. 100% }\n\
                    indikator I1 \"I\" { satuan persen target 2% }\n\
                    uji \"dasar\" periode 2024 { diketahui I1.realisasi = 2% maka I1.capaian = 100% }\n";
const AMENDMENT: &str = "perubahan p1 \"Pertama\" { atas \"a.takar\" dasar \"Keputusan X\" berlaku sejak 1 Januari 2025 }\n\
                         ubah I1 { target 4% }\nubah pengukuran { batasi 0% s.d. 120% }\n";

#[test]
fn the_rules_of_an_amendment_stand_under_its_file() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", BASE);
    let run = |amendment: &str| {
        write(&folder, "p.takar", amendment);
        let arguments = ["uji", "a.takar", "--perubahan", "p.takar", "--cakupan", "--format", "json"];
        let output = takar(&folder, &arguments);
        assert_eq!(code(&output), 0, "{}", err(&output));
        valid("uji.schema.json", "", &out(&output));
        let document: Value = serde_json::from_str(&out(&output)).unwrap();
        document["cakupan"].clone()
    };
    // p: rumus. pengukuran: 3 of its cap. I1: its polarity. The amendment's cap: 3. In all 8. "dasar" reaches p, I1, and the
    // cap of 2024 that changes nothing: 2% of 2% is 100%.
    let without = run(AMENDMENT);
    assert_eq!((&without["jumlah"], &without["diuji"]), (&8.into(), &3.into()));
    assert_eq!(without["dasar_tanpa_uji"][0]["dasar"], "Keputusan X");
    assert_eq!(without["dasar_tanpa_uji"][0]["pernyataan"][0]["nama"], "perubahan p1");
    // (2 × 4 − 2) / 4 = 150%, capped at 120%: the cap of 2025, at its high end.
    let test = "uji \"sesudah\" periode 2025 { diketahui I1.realisasi = 2% maka I1.capaian = 120% }\n";
    let with = run(&format!("{AMENDMENT}{test}"));
    assert_eq!((&with["jumlah"], &with["diuji"]), (&8.into(), &4.into()));
    assert_eq!(with["dasar_tanpa_uji"], serde_json::json!([]));
    let amended = &with["berkas"][1];
    assert_eq!((&amended["berkas"], &amended["jumlah"], &amended["diuji"]), (&"p.takar".into(), &3.into(), &1.into()));
    assert_eq!(amended["aturan"][1]["uji"], serde_json::json!(["sesudah"]));
    // I1 and p are reached under both sets of rules, and counted once.
    let judged = &with["berkas"][0]["aturan"][4];
    assert_eq!((&judged["jenis"], &judged["banyak_uji"]), (&"polaritas".into(), &2.into()));
}

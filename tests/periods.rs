//! Parts of periods, and other periods. Each expected figure is worked out beside it.

use takar::message::Language;
use takar::model::{InMemory, Options, build_with};
use takar::tools::test;

/// What is said of a ruleset.
fn codes(text: &str) -> Vec<String> {
    let built = build_with(&mut InMemory::one("a.takar", text), "a.takar".as_ref(), &Options::default()).unwrap();
    let mut codes: Vec<String> = built
        .diagnostics
        .iter()
        .filter(|told| told.severity() == takar::diagnostic::Severity::Error)
        .map(|told| told.code().to_string())
        .collect();
    codes.dedup();
    codes
}

/// Runs the tests of a ruleset; each must pass.
fn holds(text: &str) {
    let built = build_with(&mut InMemory::one("a.takar", text), "a.takar".as_ref(), &Options::default()).unwrap();
    let said: Vec<String> = built.diagnostics.iter().map(|d| d.message.tell(Language::English).message).collect();
    assert!(built.is_valid(), "{said:#?}");
    let results = test::run_all(&built.rules, &built.sources, Language::English);
    assert!(!results.is_empty());
    for result in results {
        let failures: Vec<String> = result
            .failures
            .iter()
            .map(|told| format!("{}: {:?}", built.sources.excerpt(place(told)), told.message.tell(Language::English)))
            .collect();
        assert!(result.passed(), "{}: {failures:#?}", result.title);
    }
}

fn place(told: &takar::diagnostic::Diagnostic) -> takar::source::Span {
    match told.place {
        takar::diagnostic::Place::Rules(span) => span,
        _ => panic!("{told:?}"),
    }
}

const YEARLY: &str = r#"
aturan a "A" { berlaku sejak 1 Januari 2020 periode tahunan }
gunakan "baku/polaritas.takar"
gunakan "baku/satuan.takar"
"#;

fn yearly(text: &str) {
    holds(&format!("{YEARLY}{text}"));
}

fn indicator(attributes: &str) -> String {
    format!("sasaran S {{ indikator I \"I\" {{ satuan laporan {attributes} }} }}\n")
}

fn quarters(values: [i64; 4]) -> String {
    (1..=4)
        .zip(values)
        .filter(|(_, value)| *value >= 0)
        .map(|(quarter, value)| format!("diketahui I.realisasi pada 2024-TW{quarter} = {value} laporan\n"))
        .collect()
}

fn consolidated(attributes: &str, values: [i64; 4], check: &str) {
    let known = quarters(values);
    yearly(&format!("{}uji \"u\" periode 2024 {{ {known} {check} }}", indicator(attributes)));
}

#[test]
fn quarters_make_the_year() {
    let all = [2, 7, 3, 4];
    // 2 + 7 + 3 + 4 = 16; 16 / 4 = 4; the last is 4; the greatest 7; the least 2.
    consolidated("konsolidasi jumlah", all, "maka I.realisasi = 16 laporan");
    consolidated("konsolidasi rata_rata", all, "maka I.realisasi = 4 laporan");
    consolidated("konsolidasi akhir", all, "maka I.realisasi = 4 laporan");
    consolidated("", all, "maka I.realisasi = 4 laporan");
    consolidated("konsolidasi maksimum", all, "maka I.realisasi = 7 laporan");
    consolidated("konsolidasi minimum", all, "maka I.realisasi = 2 laporan");
}

#[test]
fn a_missing_quarter() {
    let some = [2, -1, 4, -1];
    consolidated("konsolidasi jumlah", some, "maka kosong I");
    consolidated("konsolidasi rata_rata", some, "maka kosong I");
    consolidated("konsolidasi jumlah kosong tunda", some, "maka kosong I");
    // 2 + 4; (2 + 4) / 2; the others count as 0: (2 + 0 + 4 + 0) / 4 = 1,5
    consolidated("konsolidasi jumlah kosong abaikan", some, "maka I.realisasi = 6 laporan");
    consolidated("konsolidasi rata_rata kosong abaikan", some, "maka I.realisasi = 3 laporan");
    consolidated("konsolidasi jumlah kosong nol", some, "maka I.realisasi = 6 laporan");
    consolidated("konsolidasi rata_rata kosong nol", some, "maka I.realisasi = 1,5 laporan");
    // The last known is that of the third quarter.
    consolidated("", some, "maka I.realisasi = 4 laporan");
    consolidated("konsolidasi maksimum", some, "maka I.realisasi = 4 laporan");
    consolidated("konsolidasi minimum", some, "maka I.realisasi = 2 laporan");
    // Nothing at all is not 0.
    consolidated("konsolidasi jumlah kosong nol", [-1; 4], "maka kosong I");
}

#[test]
fn a_quarter_that_is_not_applicable_does_not_count() {
    let text = indicator("konsolidasi rata_rata")
        + r#"uji "u" periode 2024 {
          diketahui I.realisasi pada 2024-TW1 = tidak berlaku
          diketahui I.realisasi pada 2024-TW2 = 3 laporan
          diketahui I.realisasi pada 2024-TW3 = 4 laporan
          diketahui I.realisasi pada 2024-TW4 = 8 laporan
          # (3 + 4 + 8) / 3 = 5
          maka I.realisasi = 5 laporan
        }
        uji "semua" periode 2024 {
          diketahui I.realisasi pada 2024-S1 = tidak berlaku
          diketahui I.realisasi pada 2024-S2 = tidak berlaku
          maka tidak berlaku I
        }"#;
    yearly(&text);
}

#[test]
fn a_figure_of_the_year_wins_and_must_agree() {
    let text = indicator("konsolidasi jumlah")
        + r#"uji "sama" periode 2024 {
          diketahui I.realisasi = 10 laporan
          diketahui I.realisasi pada 2024-S1 = 4 laporan
          diketahui I.realisasi pada 2024-S2 = 6 laporan
          maka I.realisasi = 10 laporan
        }
        uji "berbeda" periode 2024 {
          diketahui I.realisasi = 11 laporan
          diketahui I.realisasi pada 2024-S1 = 4 laporan
          diketahui I.realisasi pada 2024-S2 = 6 laporan
          maka galat I
        }
        uji "belum dapat dibandingkan" periode 2024 {
          diketahui I.realisasi = 11 laporan
          diketahui I.realisasi pada 2024-S1 = 4 laporan
          maka I.realisasi = 11 laporan
        }"#;
    yearly(&text);
    // What comes last is what the year has, whatever was before.
    let last = indicator("")
        + r#"uji "u" periode 2024 {
          diketahui I.realisasi = 11 laporan
          diketahui I.realisasi pada 2024-S2 = 11 laporan
          maka I.realisasi = 11 laporan
        }
        uji "v" periode 2024 {
          diketahui I.realisasi = 11 laporan
          diketahui I.realisasi pada 2024-S1 = 5 laporan
          maka I.realisasi = 11 laporan
        }
        uji "w" periode 2024 {
          diketahui I.realisasi = 11 laporan
          diketahui I.realisasi pada 2024-S2 = 12 laporan
          maka galat I
        }"#;
    yearly(&last);
}

#[test]
fn up_to_a_quarter() {
    let text = indicator("konsolidasi jumlah polaritas positif target 20 laporan")
        + r#"uji "u" periode 2024-TW2 {
          diketahui I.realisasi pada 2024 = 30 laporan
          diketahui I.realisasi pada 2024-TW1 = 4 laporan
          diketahui I.realisasi = 6 laporan
          diketahui I.realisasi pada 2024-TW3 = 9 laporan
          # 4 + 6 = 10 of the whole year's 20
          maka I.realisasi = 10 laporan
          maka I.target = 20 laporan
          maka I.capaian = 50%
        }"#;
    yearly(&text);
    // Months of a semester: 2024-05 is the fifth.
    let months = indicator("konsolidasi jumlah")
        + r#"uji "u" periode 2024-S1 {
          diketahui I.realisasi pada 2024-01 = 1 laporan
          diketahui I.realisasi pada 2024-02 = 2 laporan
          diketahui I.realisasi pada 2024-03 = 3 laporan
          diketahui I.realisasi pada 2024-04 = 4 laporan
          diketahui I.realisasi pada 2024-05 = 5 laporan
          diketahui I.realisasi pada 2024-06 = 6 laporan
          diketahui I.realisasi pada 2024-07 = 7 laporan
          # 1 + … + 6 = 21
          maka I.realisasi = 21 laporan
        }"#;
    yearly(&months);
}

#[test]
fn targets_of_quarters() {
    let targets =
        "target 2024-TW1: 2 laporan target 2024-TW2: 3 laporan target 2024-TW3: 3 laporan target 2024-TW4: 4 laporan";
    let text = indicator(&format!("konsolidasi jumlah polaritas positif {targets}"))
        + r#"uji "setahun" periode 2024 { maka I.target = 12 laporan }
        uji "sampai TW3" periode 2024-TW3 { maka I.target = 8 laporan }
        uji "capaian" periode 2024-TW2 {
          diketahui I.realisasi pada 2024-TW1 = 2 laporan
          diketahui I.realisasi pada 2024-TW2 = 2 laporan
          # (2 + 2) / (2 + 3) = 80%
          maka I.capaian = 80%
        }"#;
    yearly(&text);
    let cumulative = "target 2024-TW1: 2 laporan target 2024-TW2: 5 laporan target 2024-TW4: 12 laporan";
    let text = indicator(cumulative)
        + r#"uji "setahun" periode 2024 { maka I.target = 12 laporan }
        uji "sampai TW3: yang terakhir diketahui" periode 2024-TW3 { maka I.target = 5 laporan }"#;
    yearly(&text);
}

#[test]
fn targets_in_the_data_repeat_those_of_the_rules() {
    let targets =
        "target 2024-TW1: 2 laporan target 2024-TW2: 3 laporan target 2024-TW3: 3 laporan target 2024-TW4: 4 laporan";
    let quarterly = format!("{YEARLY}{}", indicator(&format!("konsolidasi jumlah {targets}")));
    // A target that the rules set cannot be known in a test.
    assert_eq!(
        codes(&format!(
            "{quarterly}uji \"u\" periode 2024 {{ diketahui I.target pada 2024-TW1 = 2 laporan maka I.target = 12 laporan }}"
        )),
        ["T0502"]
    );
    // Those of the data, where the rules leave it to the data: 1 + 2 + 3 + 4 = 10, up to TW2 1 + 2 = 3.
    let given = indicator("konsolidasi jumlah polaritas positif")
        + r#"uji "u" periode 2024 {
          diketahui I.target pada 2024-TW1 = 1 laporan
          diketahui I.target pada 2024-TW2 = 2 laporan
          diketahui I.target pada 2024-TW3 = 3 laporan
          diketahui I.target pada 2024-TW4 = 4 laporan
          maka I.target = 10 laporan
        }
        uji "v" periode 2024-TW2 {
          diketahui I.target pada 2024-TW1 = 1 laporan
          diketahui I.target pada 2024-TW2 = 2 laporan
          diketahui I.target pada 2024-TW3 = 3 laporan
          maka I.target = 3 laporan
        }
        uji "target setahun tetap berlaku" periode 2024-TW2 {
          diketahui I.target pada 2024 = 12 laporan
          diketahui I.target pada 2024-TW1 = 1 laporan
          diketahui I.target pada 2024-TW2 = 2 laporan
          maka I.target = 12 laporan
        }"#;
    yearly(&given);
}

#[test]
fn a_range_of_targets_is_consolidated_at_both_ends() {
    let text = indicator("konsolidasi jumlah target 2024-S1: 2 s.d. 3 laporan target 2024-S2: 4 s.d. 6 laporan")
        + r#"uji "u" periode 2024 { maka I.target.bawah = 6 laporan maka I.target.atas = 9 laporan }"#;
    yearly(&text);
}

#[test]
fn data_first_then_the_formula_once_unless_the_indicator_consolidates() {
    let data = "data a { satuan orang konsolidasi jumlah } data b { satuan orang konsolidasi jumlah }\n";
    let known = "diketahui a pada 2024-S1 = 1 orang diketahui b pada 2024-S1 = 2 orang diketahui a pada 2024-S2 = 3 orang diketahui b pada 2024-S2 = 4 orang";
    let ruleset = |attributes: &str, checks: &str| {
        format!(
            "{data}sasaran S {{ indikator I {{ satuan persen rumus a / b × 100% {attributes} }} }}\nuji \"u\" periode 2024 {{ {known} {checks} }}"
        )
    };
    // (1 + 3) / (2 + 4) = 2/3
    yearly(&ruleset("", "maka bulat(I.realisasi; 2) = 66,67%"));
    // 1/2 and 3/4: their mean is 62,5%, the last 75%.
    yearly(&ruleset("konsolidasi rata_rata", "maka I.realisasi = 62,5%"));
    yearly(&ruleset("konsolidasi akhir", "maka I.realisasi = 75%"));
    // A figure that repeats that of a part.
    yearly(
        &ruleset("konsolidasi rata_rata", "diketahui I.realisasi pada 2024-S1 = 50% maka I.realisasi = 62,5%")
            .replace("diketahui I.realisasi pada 2024-S1 = 50%", ""),
    );
}

#[test]
fn an_inherited_konsolidasi_leaves_the_formula_to_the_whole() {
    let text = r#"
    data a { satuan orang konsolidasi jumlah }
    pengukuran { konsolidasi rata_rata }
    sasaran S {
      indikator I { satuan orang rumus a × a / 1 orang }
      indikator J { satuan orang }
    }
    uji "u" periode 2024 {
      diketahui a pada 2024-S1 = 1 orang
      diketahui a pada 2024-S2 = 2 orang
      diketahui J.realisasi pada 2024-S1 = 1 orang
      diketahui J.realisasi pada 2024-S2 = 2 orang
      # (1 + 2)² = 9, and not (1 + 4) / 2
      maka I.realisasi = 9 orang
      maka J.realisasi = 1,5 orang
    }"#;
    yearly(text);
}

#[test]
fn a_budget_line_consolidates_its_realization_and_keeps_the_last_pagu() {
    let text = r#"
    anggaran CQ { konsolidasi jumlah }
    uji "u" periode 2024 {
      diketahui CQ.pagu pada 2024-S1 = Rp 100
      diketahui CQ.pagu pada 2024-S2 = Rp 120
      diketahui CQ.realisasi pada 2024-S1 = Rp 30
      diketahui CQ.realisasi pada 2024-S2 = Rp 60
      # (30 + 60) / 120 = 75%
      maka CQ.pagu = Rp 120
      maka CQ.realisasi = Rp 90
      maka CQ.serapan = 75%
    }"#;
    yearly(text);
}

#[test]
fn another_year() {
    let text = indicator("polaritas positif target 10 laporan")
        + r#"
    nilai tumbuh { rumus (I.realisasi − I.realisasi pada tahun lalu) / (I.realisasi pada tahun lalu) × 100% }
    nilai dulu { rumus I.capaian pada 2022 }
    uji "u" periode 2024 {
      diketahui I.realisasi = 9 laporan
      diketahui I.realisasi pada 2023 = 6 laporan
      diketahui I.realisasi pada 2022 = 3 laporan
      # (9 − 6) / 6 = 50%; 3 of 10 are 30%
      maka tumbuh = 50%
      maka dulu = 30%
      maka I.realisasi pada tahun lalu = 6 laporan
      maka I.capaian pada 2022 = 30%
      maka kosong I.realisasi pada 2021
      maka − I.capaian pada 2022 = −30%
    }
    uji "tahun lalu kosong" periode 2024 { diketahui I.realisasi = 9 laporan maka kosong tumbuh }"#;
    yearly(&text);
}

#[test]
fn a_quarter_of_last_year_is_the_same_quarter() {
    let text = indicator("konsolidasi jumlah")
        + r#"
    nilai lalu { rumus I.realisasi pada tahun lalu }
    uji "u" periode 2024-TW2 {
      diketahui I.realisasi pada 2023-TW1 = 1 laporan
      diketahui I.realisasi pada 2023-TW2 = 2 laporan
      diketahui I.realisasi pada 2023-TW3 = 4 laporan
      # the year 2023 up to its second quarter
      maka lalu = 3 laporan
    }"#;
    yearly(&text);
}

#[test]
fn a_value_that_reads_itself_last_year_ends_where_nothing_is_known() {
    let text = indicator("")
        + r#"
    nilai kumulatif { rumus bila_kosong(kumulatif pada tahun lalu; 0 laporan) + I.realisasi }
    uji "u" periode 2024 {
      diketahui I.realisasi = 4 laporan
      diketahui I.realisasi pada 2023 = 3 laporan
      diketahui I.realisasi pada 2022 = 2 laporan
      # 2022: 2 (2021 is known neither to data nor to rules beyond 2020, where I is missing), 2023: 5, 2024: 9
      maka kumulatif pada 2023 = 5 laporan
      maka kumulatif = 9 laporan
    }"#;
    // The ruleset holds since 2020, so 2021 and 2020 are computed: I is missing there, and so is the sum; from 2022 on the
    // missing year counts as 0.
    yearly(&text);
}

#[test]
fn targets_that_follow_from_last_year() {
    let text = indicator(
        "target 2022: 10 laporan target 2023: (target pada tahun lalu + 1 laporan) target 2024: (target pada tahun lalu × 2)",
    ) + r#"uji "u" periode 2024 { maka I.target = 22 laporan maka I.target pada 2023 = 11 laporan }"#;
    // (10 + 1) × 2 = 22
    yearly(&text);
}

#[test]
fn a_named_year_that_leads_back_to_itself() {
    let text = format!("{YEARLY}nilai x {{ rumus x pada 2020 + 1 }}");
    assert_eq!(codes(&text), ["T0441"]);
    let two = format!(
        "{YEARLY}sasaran S {{ indikator I {{ satuan laporan rumus J.realisasi pada 2020 }} \
         indikator J {{ satuan laporan rumus 1 laporan + I.realisasi pada tahun lalu }} }}"
    );
    assert_eq!(codes(&two), ["T0441"]);
    // Last year is always another year.
    assert!(codes(&format!("{YEARLY}nilai x {{ rumus x pada tahun lalu + 1 }}")).is_empty());
}

#[test]
fn mistakes() {
    let code = |text: &str| codes(&format!("{YEARLY}{text}"));
    assert_eq!(code("fungsi f(x) = x pada 2023\nnilai n { rumus f(1) }"), ["T0443"]);
    let labels = r#"skala g { "A" "B" } sasaran S { indikator I { satuan g konsolidasi jumlah } }"#;
    assert_eq!(code(labels), ["T0440"]);
    assert_eq!(code(&labels.replace("jumlah", "akhir")), Vec::<String>::new());
    assert_eq!(code(&indicator("target 2024-TW1: 2 laporan target 2024-S2: 3 laporan")), ["T0444"]);
    assert_eq!(code(&indicator("target 2024: 2 laporan target 2024-S2: 3 laporan")), ["T0445"]);
    let mixed = indicator("")
        + r#"uji "u" periode 2024 {
          diketahui I.realisasi pada 2024-TW1 = 1 laporan
          diketahui I.realisasi pada 2024-07 = 1 laporan
          maka kosong I
        }"#;
    assert_eq!(code(&mixed), ["T0446"]);
}

#[test]
fn rules_then_in_force() {
    let text = r#"
    aturan a "A" { berlaku sejak 1 Januari 2023 periode tahunan }
    gunakan "baku/polaritas.takar"
    sasaran S {
      indikator I { satuan persen polaritas positif target 50% berlaku sejak 1 Januari 2023 sampai 31 Desember 2023 }
      indikator I { satuan persen polaritas positif target 80% berlaku sejak 1 Januari 2024 }
    }
    nilai lalu { rumus I.capaian pada tahun lalu }
    nilai angka { rumus I.realisasi pada tahun lalu }
    uji "u" periode 2024 {
      diketahui I.realisasi = 40%
      diketahui I.realisasi pada 2023 = 40%
      # 40% of 80%; then 40% of 50%
      maka I.capaian = 50%
      maka lalu = 80%
      maka I.target pada 2023 = 50%
    }
    uji "sebelum ada aturan: hanya data" periode 2023 {
      diketahui I.realisasi pada 2022 = 33%
      maka angka = 33%
      maka kosong lalu
    }"#;
    holds(text);
}

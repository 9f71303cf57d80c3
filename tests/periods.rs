//! Parts of periods, and other periods. Each expected figure is worked out beside it.

use crate::support::program::{err, out, takar, write};
use takar::message::Language;
use takar::model::{InMemory, Options, build_with};
use takar::tools::test;
use tempfile::TempDir;

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

/// Collects cases.
#[derive(Default)]
struct Cases(Vec<takar::evaluate::Facts>);

impl takar::data::Sink for Cases {
    fn case(&mut self, facts: takar::evaluate::Facts) -> std::ops::ControlFlow<()> {
        self.0.push(facts);
        std::ops::ControlFlow::Continue(())
    }

    fn restart(&mut self) {
        self.0.clear();
    }
}

/// What comes of data: for each case its unit, period and the value of a code's realization; then what is said, and how many
/// rows are left out, and how many are longer than what is asked for.
fn computed(rules: &str, code: &str, csv: &str, wanted: Option<&str>) -> (Vec<String>, Vec<String>, (u64, u64)) {
    use takar::evaluate::Evaluator;
    use takar::model::Property;
    let built = build_with(&mut InMemory::one("a.takar", rules), "a.takar".as_ref(), &Options::default()).unwrap();
    assert!(built.is_valid());
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("data.csv");
    std::fs::write(&file, csv).unwrap();
    let inputs = [takar::data::DataInput { alias: None, source: takar::data::DataSource::File(file) }];
    let options = takar::data::DataOptions {
        period: wanted.map(|wanted| takar::value::period::Period::parse(wanted).unwrap()),
        keep_going: true,
        ..takar::data::DataOptions::default()
    };
    let mut cases = Cases::default();
    let report = takar::data::read(&inputs, &built.rules.catalogs(None), &options, &mut cases).unwrap();
    let said = report.diagnostics.iter().map(|told| told.code().to_string()).collect();
    let line = |facts: &takar::evaluate::Facts| {
        let place = built.rules.place_for(facts.period, None).unwrap();
        let model = built.rules.eras()[place].model.as_ref().unwrap();
        let outcome = Evaluator::among(model, &built.rules, place).run(facts, &mut ());
        let item = model.find(code).unwrap();
        let property = match model.item(item).kind {
            takar::model::ItemKind::Result => Property::Achievement,
            _ => Property::Realization,
        };
        let value = match outcome.property(model, item, property).unwrap() {
            takar::value::Value::Number(number) => number.to_indonesian(9, takar::number::Cut::Truncate),
            takar::value::Value::Missing(_) => "kosong".to_owned(),
            takar::value::Value::Failed(_) => "galat".to_owned(),
            other => format!("{other:?}"),
        };
        let unit = facts.unit.as_deref().unwrap_or("-");
        format!("{unit} {} {value}", facts.period.unwrap())
    };
    (cases.0.iter().map(line).collect(), said, (report.left_out, report.longer))
}

#[test]
fn data_by_quarters() {
    let rules = format!("{YEARLY}{}", indicator("konsolidasi jumlah"));
    let csv = "unit;periode;kode;realisasi\nA;2024-TW1;I;1\nA;2024-TW2;I;2\nA;2024-TW3;I;4\nA;2024-TW4;I;8\n\
               B;2023;I;5\nB;2024-TW1;I;1\n";
    // 1 + 2 + 4 + 8 = 15; of B in 2024 three quarters are missing.
    let (cases, said, left) = computed(&rules, "I", csv, None);
    assert_eq!(cases, ["A 2024 15", "B 2023 5", "B 2024 kosong"]);
    assert!(said.is_empty());
    assert_eq!(left, (0, 0));
    // Up to the second quarter: 1 + 2; later quarters and other years are left out.
    let (cases, _, left) = computed(&rules, "I", csv, Some("2024-TW2"));
    assert_eq!(cases, ["A 2024-TW2 3", "B 2024-TW2 kosong"]);
    assert_eq!(left, (3, 0));
    // Rows that are not grouped by unit give the same.
    let mixed = "unit;periode;kode;realisasi\nA;2024-TW1;I;1\nB;2024-TW1;I;1\nA;2024-TW2;I;2\nB;2023;I;5\n\
                 A;2024-TW3;I;4\nA;2024-TW4;I;8\n";
    assert_eq!(computed(&rules, "I", mixed, None).0, ["A 2024 15", "B 2023 5", "B 2024 kosong"]);
}

#[test]
fn a_figure_of_the_year_is_longer_than_a_quarter() {
    let rules = format!("{YEARLY}{}", indicator("konsolidasi jumlah"));
    let csv = "periode;kode;target;realisasi\n2024;I;10;7\n2024-TW1;I;;3\n";
    let (cases, said, left) = computed(&rules, "I", csv, Some("2024-TW1"));
    assert_eq!((cases.as_slice(), said.len(), left), (&["- 2024-TW1 3".to_owned()][..], 0, (0, 1)));
    assert_eq!(computed(&rules, "I", csv, None).0, ["- 2024 7"]);
}

#[test]
fn parts_of_different_lengths_of_one_code() {
    let rules = format!("{YEARLY}{}", indicator("konsolidasi jumlah"));
    let csv = "periode;kode;realisasi\n2024-TW1;I;3\n2024-07;I;1\n";
    let (cases, said, _) = computed(&rules, "I", csv, None);
    assert_eq!((cases, said), (vec!["- 2024 galat".to_owned()], vec!["T0660".to_owned()]));
}

#[test]
fn rows_that_only_pada_reads_are_read_and_not_evaluated() {
    let rules = format!(
        "{}{}nilai lalu {{ rumus I.realisasi pada tahun lalu }}",
        YEARLY.replace("2020", "2024"),
        indicator("konsolidasi jumlah")
    );
    let csv = "periode;kode;realisasi\n2023-S1;I;3\n2023-S2;I;4\n2024;I;9\n";
    // 3 + 4 = 7, read under no rules.
    let (cases, said, _) = computed(&rules, "lalu", csv, None);
    assert_eq!((cases, said.len()), (vec!["- 2024 7".to_owned()], 0));
    // Two years back nothing reads, and the rules do not hold.
    let (_, said, _) = computed(&rules, "lalu", "periode;kode;realisasi\n2022;I;3\n2024;I;9\n", None);
    assert_eq!(said, ["T0622"]);
    // Without `pada` neither does last year.
    let plain = format!("{}{}", YEARLY.replace("2020", "2024"), indicator(""));
    assert_eq!(computed(&plain, "I", csv, None).1, ["T0622", "T0622"]);
}

#[test]
fn a_long_chain_of_years_is_followed_in_a_loop() {
    let rules = format!(
        "{}{}nilai k {{ rumus bila_kosong(k pada tahun lalu; 0 laporan) + I.realisasi }}",
        YEARLY.replace("2020", "1500"),
        indicator("")
    );
    let rows: String = (1600..=2024).map(|year| format!("{year};I;1\n")).collect();
    let (cases, said, _) = computed(&rules, "k", &format!("periode;kode;realisasi\n{rows}"), Some("2024"));
    // One for each year from 1600 to 2024: 425.
    assert_eq!((cases, said.len()), (vec!["- 2024 425".to_owned()], 0));
}

#[test]
fn rules_of_two_times_that_read_each_other_in_a_circle() {
    let text = r#"
    aturan a "A" { berlaku sejak 1 Januari 2023 periode tahunan }
    gunakan "baku/satuan.takar"
    sasaran S {
      indikator I { satuan laporan rumus (J.realisasi pada 2024) berlaku sejak 1 Januari 2023 sampai 31 Desember 2023 }
      indikator I { satuan laporan rumus 1 laporan berlaku sejak 1 Januari 2024 }
      indikator J { satuan laporan rumus 1 laporan berlaku sejak 1 Januari 2023 sampai 31 Desember 2023 }
      indikator J { satuan laporan rumus (I.realisasi pada 2023) berlaku sejak 1 Januari 2024 }
    }
    uji "berputar" periode 2024 { maka galat J.realisasi }"#;
    holds(text);
}

#[test]
fn explanations_follow_from_their_parts() {
    use takar::evaluate::{Evaluator, Recording};
    use takar::explain::{Explainer, Step, parity};
    let text = format!(
        "{YEARLY}data a {{ satuan orang konsolidasi jumlah }} data b {{ satuan orang }}\n\
         sasaran S {{ indikator I {{ satuan persen konsolidasi rata_rata kosong nol rumus a / b × 100% \
         polaritas positif target 2024-S1: 40% target 2024-S2: 60% }} }}\n\
         nilai lalu {{ rumus I.realisasi pada tahun lalu }}\n\
         uji \"u\" periode 2024 {{ diketahui a pada 2024-S1 = 1 orang diketahui b pada 2024-S1 = 4 orang \
         diketahui a pada 2024-S2 = 3 orang diketahui b pada 2024-S2 = 4 orang maka I.capaian = 100% }}"
    );
    // (25% + 75%) / 2 = 50%, of a target of (40% + 60%) / 2.
    holds(&text);
    let built = build_with(&mut InMemory::one("a.takar", &text), "a.takar".as_ref(), &Options::default()).unwrap();
    let model = built.rules.latest().unwrap();
    let facts = test::facts(model, &model.tests[0]);
    let mut recording = Recording::new(model);
    Evaluator::among(model, &built.rules, 0).run(&facts, &mut recording);
    let explainer = Explainer::new(model, &facts, &recording);
    let mut consolidated = 0;
    for (id, _) in model.results() {
        let explanation = explainer.item(id);
        for node in explanation.nodes() {
            if let Some(again) = parity::recompute(node) {
                assert_eq!(again, node.value, "{:?}", node.step);
            }
            consolidated += usize::from(matches!(node.step, Step::Consolidated(_)));
        }
    }
    // The target and the realization of I, a and b.
    assert_eq!(consolidated, 4);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(200))]

    #[test]
    fn what_parts_make(parts in proptest::collection::vec(proptest::option::of(-50i64..50), 1..13), policy in 0usize..3) {
        use takar::number::Number;
        use takar::value::operator::{Consolidation, MissingPolicy};
        use takar::value::{Absence, Value, ops};
        let policy = [MissingPolicy::Defer, MissingPolicy::Ignore, MissingPolicy::Zero][policy];
        let values: Vec<Value> = parts
            .iter()
            .map(|part| part.map_or(Value::Missing(Absence::default()), |part| Value::Number(Number::from(part))))
            .collect();
        let known: Vec<i64> = parts.iter().flatten().copied().collect();
        let all_known = known.len() == parts.len();
        let sum: i64 = known.iter().sum();
        let count = if policy == MissingPolicy::Zero { parts.len() } else { known.len() } as i64;
        let counts = all_known || policy == MissingPolicy::Zero || (policy == MissingPolicy::Ignore && !known.is_empty());
        let number = |value: Option<i64>| value.map(|value| Value::Number(Number::from(value)));
        let found = |how| match ops::consolidate(how, &values, policy) {
            value @ Value::Number(_) => Some(value),
            _ => None,
        };
        proptest::prop_assert_eq!(found(Consolidation::Sum), number(counts.then_some(sum)));
        let mean = counts.then(|| Value::Number(Number::from(sum).div(&Number::from(count)).unwrap()));
        proptest::prop_assert_eq!(found(Consolidation::Mean), mean);
        proptest::prop_assert_eq!(found(Consolidation::Last), number(known.last().copied()));
        proptest::prop_assert_eq!(found(Consolidation::Maximum), number(known.iter().max().copied()));
        proptest::prop_assert_eq!(found(Consolidation::Minimum), number(known.iter().min().copied()));
    }
}

/// The value of N of the main ruleset, which holds in 2024 only and uses another one.
fn of_a_used_ruleset(validity: &str, rule: &str) -> String {
    let folder = TempDir::new().unwrap();
    let used = format!(
        "aturan p \"P\" {{ {validity} periode tahunan }}\ngunakan \"baku/polaritas.takar\"\n\
         indikator X \"X\" {{ satuan persen polaritas positif target 2022: 80% target 2023: 85% target 2024: 90% }}\n"
    );
    let main = format!(
        "aturan a \"A\" {{ berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }}\n\
         gunakan \"p.takar\" sebagai p\nnilai N \"N\" {{ rumus {rule} }}\n"
    );
    write(&folder, "p.takar", &used);
    write(&folder, "a.takar", &main);
    let columns = ["--format", "csv", "--kolom", "kode,nilai,keadaan"];
    let output = takar(&folder, &[&["hitung", "a.takar", "--periode", "2024"][..], &columns].concat());
    out(&output).lines().find(|line| line.starts_with("N;")).unwrap_or_default().to_owned()
}

#[test]
fn a_ruleset_that_is_used_holds_as_long_as_it_says_itself() {
    let through = "berlaku sejak 1 Januari 2022 sampai 31 Desember 2024";
    assert_eq!(of_a_used_ruleset(through, "p.X.target pada 2022"), "N;80;nilai");
    // What both say: 85% − 80%.
    assert_eq!(of_a_used_ruleset(through, "p.X.target pada 2023 − p.X.target pada 2022"), "N;5;nilai");
    // Where neither holds there is nothing.
    assert_eq!(of_a_used_ruleset("berlaku sejak 1 Januari 2023", "p.X.target pada 2022"), "N;;kosong");
}

#[test]
fn a_code_that_was_removed_in_the_middle_of_the_year_does_not_stop_the_rest_of_it() {
    let folder = TempDir::new().unwrap();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                 gunakan \"baku/polaritas.takar\"\nsatuan laporan\n\
                 pengukuran { polaritas positif konsolidasi jumlah }\n\
                 indikator A \"A\" { satuan laporan target 40 laporan }\n\
                 indikator B \"B\" { satuan laporan target 20 laporan }\n";
    write(&folder, "a.takar", rules);
    write(&folder, "p.takar", "perubahan p \"P\" { atas \"a.takar\" berlaku sejak 1 Juli 2024 }\ncabut B\n");
    let quarters = ["2024-TW1", "2024-TW2", "2024-TW3"];
    let rows: Vec<String> = quarters.map(|quarter| format!("{quarter};A;8\n{quarter};B;4\n")).into();
    let run = |data: &str, period: &str| {
        write(&folder, "d.csv", &format!("periode;kode;realisasi\n{data}"));
        let columns = ["--format", "csv", "--kolom", "kode,capaian"];
        let given = ["hitung", "a.takar", "--perubahan", "p.takar", "--data", "d.csv", "--periode", period];
        let output = takar(&folder, &[&given[..], &columns].concat());
        (out(&output).lines().skip(1).map(str::to_owned).collect::<Vec<_>>(), err(&output))
    };
    // B has no row after June: 8/40 in each quarter of A, 4/20 of B.
    let until_june = rows[..2].concat() + "2024-TW3;A;8\n";
    assert_eq!(run(&until_june, "2024-TW2").0, ["A;40", "B;40"]);
    let (results, told) = run(&until_june, "2024-TW3");
    assert_eq!(results, ["A;60"], "{told}");
    assert!(told.contains("2 baris dari periode lain tidak dipakai"), "{told}");
    // A row of the time without it is a mistake.
    let (results, told) = run(&rows.concat(), "2024-TW3");
    assert!(results.is_empty() && told.contains("T0413"), "{results:?} {told}");
    assert_eq!(told.matches("T0413").count(), 1, "{told}");
}

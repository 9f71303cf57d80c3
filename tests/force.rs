//! Which rules are in force: validities of declarations, sets of rules through time, `--tanggal`.

use std::path::{Path, PathBuf};
use takar::diagnostic::{Diagnostic, Place};
use takar::evaluate::{Evaluator, Fact, Facts, Origin};
use takar::message::Language;
use takar::model::build::{BuiltRules, InMemory, Options, build_with};
use takar::number::Number;
use takar::tools::test;
use takar::value::period::Period;
use takar::value::{Date, Field, Value};

const MAIN: &str = "utama.takar";

/// Beyond the header's `berlaku`: what these tests are about.
fn header(validity: &str) -> String {
    format!("aturan t \"T\" {{ {validity}  periode tahunan }}\ngunakan \"baku/polaritas.takar\"\n")
}

fn files(files: &[(&str, &str)]) -> InMemory {
    InMemory(files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect())
}

fn built_of(named: &[(&str, &str)]) -> BuiltRules {
    build_with(&mut files(named), Path::new(MAIN), &Options::default()).unwrap()
}

fn built(text: &str) -> BuiltRules {
    built_of(&[(MAIN, text)])
}

/// Code and line of each diagnostic.
fn told(built: &BuiltRules) -> Vec<String> {
    built.diagnostics.iter().map(|diagnostic| code_and_line(built, diagnostic)).collect()
}

fn code_and_line(built: &BuiltRules, diagnostic: &Diagnostic) -> String {
    let line = match diagnostic.place {
        Place::Rules(span) => built.sources.line_column(span).0,
        _ => 0,
    };
    format!("{} {line}", diagnostic.code())
}

fn message(built: &BuiltRules, code: u16) -> String {
    let found = built.diagnostics.iter().find(|diagnostic| diagnostic.code().0 == code);
    let told = found.unwrap_or_else(|| panic!("no T{code:04} in {:?}", told(built))).message.tell(Language::Indonesian);
    format!("{} | {}", told.message, told.help.unwrap_or_default())
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn year(year: i16) -> Option<Period> {
    Period::year(year)
}

/// The achievement of an indicator whose realization is given, in persen.
fn achievement(built: &BuiltRules, code: &str, realization: &str, period: Option<Period>, on: Option<Date>) -> String {
    let era = built.rules.for_period(period, on).expect("rules for the period");
    let model = era.model.as_ref().expect("rules that can be evaluated");
    let item = model.find(code).expect("the code");
    let mut facts = Facts::new(None, period, model.codes.len());
    let value = Value::Number(Number::parse_plain(realization).unwrap().shift10(-2));
    let origin = Origin::Data { file: 0, line: 1, column: 1 };
    facts.set(model.slot(item, Field::Realization), Fact { value, decimals: 0, origin });
    let outcome = Evaluator::new(model).run(&facts, &mut ());
    let value = outcome.property(model, item, takar::model::Property::Achievement).cloned();
    match value {
        Some(Value::Number(number)) => number.shift10(2).to_indonesian(6, takar::number::Cut::Truncate),
        other => format!("{other:?}"),
    }
}

fn windows(built: &BuiltRules) -> Vec<(String, String)> {
    let text = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    built.rules.eras().iter().map(|era| (text(era.from), text(era.until))).collect()
}

const TWO_TARGETS: &str = "\
indikator S1 \"A\" { satuan persen polaritas positif target 80% berlaku sejak 2023-01-01 sampai 2023-12-31 }
indikator S1 \"A\" { satuan persen polaritas positif target 90% berlaku sejak 2024-01-01 }
";

#[test]
fn the_declaration_in_force_at_the_end_of_the_period_holds() {
    let built = built(&(header("berlaku sejak 2023-01-01 sampai 2025-12-31") + TWO_TARGETS));
    assert_eq!(told(&built), Vec::<String>::new());
    assert_eq!(
        windows(&built),
        [("2023-01-01".into(), "2023-12-31".into()), ("2024-01-01".into(), "2025-12-31".into())]
    );
    // 72 / 80 = 90%; 72 / 90 = 80%
    assert_eq!(achievement(&built, "S1", "72", year(2023), None), "90");
    assert_eq!(achievement(&built, "S1", "72", year(2024), None), "80");
    assert_eq!(achievement(&built, "S1", "72", year(2025), None), "80");
    // Another day chooses other rules for the same period.
    assert_eq!(achievement(&built, "S1", "72", year(2024), Some(day("2023-06-30"))), "90");
}

#[test]
fn a_ruleset_without_dated_declarations_has_one_set_of_rules() {
    let built = built(&(header("berlaku sejak 2024-01-01 sampai 2024-12-31") + "nilai n { rumus 1 }\n"));
    assert_eq!(windows(&built), [("2024-01-01".into(), "2024-12-31".into())]);
    assert!(built.rules.on(day("2023-12-31")).is_none());
}

#[test]
fn dates_outside_the_header_make_no_further_rules() {
    let built = built(&(header("berlaku sejak 2024-01-01 sampai 2024-12-31") + TWO_TARGETS));
    assert_eq!(windows(&built).len(), 1);
    // The first of the two is never in force: that is told, and nothing else.
    assert_eq!(told(&built), ["T0412 3"]);
}

#[test]
fn codes_have_one_id_through_time() {
    let text = header("berlaku sejak 2023-01-01")
        + "indikator A \"A\" { satuan persen berlaku sejak 2023-01-01 sampai 2023-12-31 }\n\
           indikator B \"B\" { satuan persen }\nindikator C \"C\" { satuan persen berlaku sejak 2024-01-01 }\n";
    let built = built(&text);
    assert_eq!(told(&built), Vec::<String>::new());
    let models: Vec<_> = built.rules.models().collect();
    assert_eq!(models.len(), 2);
    let id = |model: &takar::Model, code: &str| model.find(code).map(|item| model.item(item).id);
    assert_eq!(id(models[0], "B"), id(models[1], "B"));
    assert_eq!((id(models[0], "C"), id(models[1], "A")), (None, None));
    let b = id(models[0], "B").unwrap();
    assert_ne!(id(models[1], "C").unwrap(), b);
    assert_eq!(models[1].code_item(id(models[0], "A").unwrap()), None);
}

#[test]
fn two_validities_that_overlap_are_told_with_both_places() {
    let text = header("berlaku sejak 2023-01-01")
        + "skala s { \"A\" ≥ 50% \"B\" < 50% berlaku sejak 2023-01-01 sampai 2024-06-30 }\n\
           skala s { \"A\" ≥ 60% \"B\" < 60% berlaku sejak 2024-01-01 }\n";
    let built = built(&text);
    assert_eq!(told(&built), ["T0408 4"]);
    assert_eq!(built.diagnostics[0].related.len(), 1);
    assert_eq!(built.sources.line_column(built.diagnostics[0].related[0].0).0, 3);
    assert!(message(&built, 408).contains("(1 Januari 2024 s.d. 30 Juni 2024)"), "{}", message(&built, 408));
}

#[test]
fn a_validity_beside_a_declaration_without_one_overlaps() {
    let text = header("berlaku sejak 2023-01-01")
        + "skala s { \"A\" ≥ 50% \"B\" < 50% }\nskala s { \"A\" ≥ 60% \"B\" < 60% berlaku sejak 2024-01-01 }\n";
    assert_eq!(told(&built(&text)), ["T0408 4"]);
}

#[test]
fn overlaps_are_found_across_files_that_are_used_plainly() {
    let main = header("berlaku sejak 2023-01-01")
        + "gunakan \"lain.takar\"\nskala s { \"A\" ≥ 60% \"B\" < 60% berlaku sejak 2024-01-01 }\n";
    let other =
        |until: &str| format!("skala s {{ \"A\" ≥ 50% \"B\" < 50% berlaku sejak 2020-01-01 sampai {until} }}\n");
    let built = built_of(&[(MAIN, &main), ("lain.takar", &other("2024-01-01"))]);
    assert_eq!(told(&built), ["T0408 1"]);
    // Disjoint ones may stand in two files.
    let use_it = "nilai n { rumus 55% kategori s }\n\
        uji \"lama\" periode 2023 { maka n.kategori = \"A\" }\nuji \"baru\" periode 2024 { maka n.kategori = \"B\" }\n";
    let built = built_of(&[(MAIN, &(main + use_it)), ("lain.takar", &other("2023-12-31"))]);
    assert_eq!(told(&built), Vec::<String>::new());
    let results = test::run_all(&built.rules, &built.sources, Language::Indonesian);
    assert_eq!(results.iter().map(|result| result.passed()).collect::<Vec<_>>(), [true, true]);
}

#[test]
fn what_stands_in_a_group_that_is_not_in_force_is_not_in_force() {
    let text = header("berlaku sejak 2023-01-01 sampai 2024-12-31")
        + "sasaran S1 \"A\" { berlaku sejak 2023-01-01 sampai 2023-12-31\n\
             indikator S1.1 \"B\" { satuan persen polaritas positif target 80% } }\n\
           sasaran S1 \"A\" { berlaku sejak 2024-01-01\n\
             indikator S1.1 \"B\" { satuan persen polaritas positif target 90% }\n\
             indikator S1.2 \"C\" { satuan persen polaritas positif target 90% } }\n\
           nilai banyaknya { rumus banyak(indikator) }\n\
           uji \"2023\" periode 2023 { maka banyaknya = 1 }\nuji \"2024\" periode 2024 { maka banyaknya = 2 }\n";
    let built = built(&text);
    assert_eq!(told(&built), Vec::<String>::new());
    let results = test::run_all(&built.rules, &built.sources, Language::Indonesian);
    assert_eq!(results.len(), 2, "each test runs once");
    assert!(results.iter().all(test::TestResult::passed));
    assert_eq!(achievement(&built, "S1.1", "72", year(2023), None), "90");
    assert_eq!(achievement(&built, "S1.1", "72", year(2024), None), "80");
}

#[test]
fn a_hole_names_the_validities_and_stops_only_the_periods_in_it() {
    let text = header("berlaku sejak 2023-01-01 sampai 2025-12-31")
        + "skala s { \"A\" ≥ 50% \"B\" < 50% berlaku sejak 2023-01-01 sampai 2023-12-31 }\n\
           skala s { \"A\" ≥ 60% \"B\" < 60% berlaku sejak 2025-01-01 }\n\
           nilai n { rumus 55% kategori s }\n";
    let built = built(&text);
    assert!(built.is_valid());
    assert_eq!(told(&built), ["T0409 5"]);
    assert_eq!(
        message(&built, 409),
        "`s` dibaca, tetapi tidak berlaku 1 Januari 2024 s.d. 31 Desember 2024 | `s` berlaku 1 Januari 2023 s.d. 31 \
         Desember 2023; sejak 1 Januari 2025; nyatakan untuk masa lainnya, atau batasi masa berlaku yang membacanya"
    );
    let has_model: Vec<bool> = built.rules.eras().iter().map(|era| era.model.is_some()).collect();
    assert_eq!(has_model, [true, false, true]);
    let obstacles: Vec<String> = built.rules.eras()[1].obstacles().iter().map(|told| told.code().to_string()).collect();
    assert_eq!(obstacles, ["T0410"]);
}

#[test]
fn a_rule_that_is_read_after_its_end_is_told() {
    let text = header("berlaku sejak 2023-01-01")
        + "polaritas p { arah naik rumus realisasi / target × 100% berlaku sejak 2023-01-01 sampai 2024-12-31 }\n\
           indikator A \"A\" { satuan persen polaritas p target 90% }\n";
    let built = built(&text);
    assert_eq!(told(&built), ["T0409 4"]);
    assert!(
        message(&built, 409).contains("tidak berlaku sejak 1 Januari 2025 | `p` berlaku 1 Januari 2023 s.d. 31 Des")
    );
}

#[test]
fn the_time_before_the_first_rule_is_no_finding() {
    let text =
        header("") + "skala s { \"A\" ≥ 50% \"B\" < 50% berlaku sejak 2023-01-01 }\nnilai n { rumus 5% kategori s }\n";
    let built = built(&text);
    assert_eq!(told(&built), Vec::<String>::new());
    let era = built.rules.for_period(year(2022), None).unwrap();
    assert!(era.model.is_none());
    assert_eq!(era.obstacles().len(), 1);
    assert!(built.rules.for_period(year(2023), None).unwrap().model.is_some());
}

#[test]
fn holes_of_units_calls_codes_and_sets() {
    let text = header("berlaku sejak 2023-01-01 sampai 2024-12-31")
        + "skala s { \"A\" \"B\" berlaku sejak 2023-01-01 sampai 2023-12-31 }\n\
           kurva k { 0%: 0% 100%: 100% berlaku sejak 2023-01-01 sampai 2023-12-31 }\n\
           sasaran S1 \"S\" { indikator S1.1 \"A\" { satuan persen polaritas positif berlaku sejak 2023-01-01 sampai 2023-12-31 } }\n\
           data opini { satuan s }\n\
           nilai a { rumus k(50%) }\n\
           nilai b { rumus S1.1.capaian }\n\
           nilai c { rumus rata_rata(indikator.capaian) }\n";
    let built = built(&text);
    assert!(built.is_valid());
    assert_eq!(told(&built), ["T0409 6", "T0409 7", "T0409 8", "T0409 9"]);
}

#[test]
fn an_error_in_some_rules_says_in_which() {
    let text = header("berlaku sejak 2023-01-01 sampai 2024-12-31")
        + "sasaran S \"S\" { agregasi rata_rata_tertimbang\n\
             indikator A \"A\" { satuan persen polaritas positif bobot 60% }\n\
             indikator B \"B\" { satuan persen polaritas positif bobot 40% berlaku sejak 2023-01-01 sampai 2023-12-31 } }\n";
    let built = built(&text);
    assert!(!built.is_valid());
    assert_eq!(built.diagnostics.len(), 1);
    let (_, related) = &built.diagnostics[0].related[0];
    assert_eq!(related.tell(Language::Indonesian), "menurut aturan yang berlaku 1 Januari 2024 s.d. 31 Desember 2024");
}

#[test]
fn declarations_out_of_force_are_checked_where_they_hold() {
    let text = header("berlaku sejak 2023-01-01 sampai 2024-12-31")
        + "nilai n { rumus tak_ada berlaku sejak 2023-01-01 sampai 2023-12-31 }\nnilai n { rumus 1 berlaku sejak 2024-01-01 }\n";
    assert_eq!(told(&built(&text)), ["T0201 3"]);
}

#[test]
fn a_validity_that_ends_before_it_begins() {
    let text = header("") + "nilai n { rumus 1 berlaku sejak 2024-01-01 sampai 2023-12-31 }\n";
    assert_eq!(told(&built(&text)), ["T0401 3"]);
}

#[test]
fn settings_may_change_with_time() {
    let text = header("berlaku sejak 2023-01-01 sampai 2024-12-31")
        + "pengukuran { batasi 0% s.d. 100% berlaku sejak 2023-01-01 sampai 2023-12-31 }\n\
           pengukuran { batasi 0% s.d. 120% berlaku sejak 2024-01-01 }\n\
           indikator A \"A\" { satuan persen polaritas positif target 50% }\n";
    let built = built(&text);
    assert_eq!(told(&built), Vec::<String>::new());
    // 70 / 50 = 140%
    assert_eq!(achievement(&built, "A", "70", year(2023), None), "100");
    assert_eq!(achievement(&built, "A", "70", year(2024), None), "120");
}

#[test]
fn too_many_sets_of_rules_are_told() {
    let mut text = header("");
    for year in 1900..2001 {
        text += &format!("nilai n{year} {{ rumus 1 berlaku sejak {year}-01-01 }}\n");
    }
    assert!(told(&built(&text)).contains(&"T0411 102".to_owned()), "{:?}", told(&built(&text)));
}

#[test]
fn tests_run_by_the_rules_of_another_day() {
    let text = header("berlaku sejak 2023-01-01 sampai 2024-12-31")
        + TWO_TARGETS
        + "uji \"u\" periode 2024 { diketahui S1.realisasi = 72% maka S1.capaian = 90% }\n";
    let passes = |day: Option<Date>| {
        let options = Options { day, ..Options::default() };
        let built = build_with(&mut files(&[(MAIN, &text)]), Path::new(MAIN), &options).unwrap();
        let results = test::run_all(&built.rules, &built.sources, Language::Indonesian);
        assert_eq!(results.len(), 1);
        results[0].passed()
    };
    assert!(!passes(None));
    assert!(passes(Some(day("2023-12-31"))));
}

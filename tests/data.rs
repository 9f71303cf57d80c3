//! Realization data: every rule of how cells, rows and files are read, with the place that each error names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that has no value has failed")]

use proptest::prelude::*;
use std::io::Write;
use std::ops::ControlFlow;
use takar::data::{
    DataFormat, DataInput, DataOptions, DataSource, Encoding, Numerals, ReadReport, Sink, check_period, figure,
    only_period, read,
};
use takar::diagnostic::Place;
use takar::evaluate::{Facts, Origin};
use takar::message::Language;
use takar::model::catalog::{Catalog, CatalogEntry, Catalogs, CellType, CellUnit, EntryKind};
use takar::number::Number;
use takar::value::period::{Granularity, Period};
use takar::value::{Absence, Blame, CodeId, Date, Field, Interval, Label, Slot, Value};

// ---- what the tests are about ----------------------------------------------------------------

fn unit(name: &str, spellings: &[&str], shift: i32) -> CellUnit {
    let spellings = spellings.iter().map(|spelling| (*spelling).to_owned()).collect();
    CellUnit { name: name.to_owned(), spellings, rupiah: name.starts_with("rupiah"), shift }
}

fn percent() -> CellUnit {
    unit("persen", &["%", "persen"], 2)
}

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

const CODES: &[&str] =
    &["S1.1", "S1.2", "lap", "CQ", "pegawai", "S1", "opini", "tgl", "lulus", "teks", "lama", "p.S1.1"];

fn id(code: &str) -> CodeId {
    CodeId(CODES.iter().position(|known| *known == code).unwrap() as u32)
}

fn catalog() -> Catalogs {
    one_catalog().into()
}

fn catalog_within(from: Option<Date>, until: Option<Date>) -> Catalogs {
    Catalog { in_force: (from, until), ..one_catalog() }.into()
}

fn one_catalog() -> Catalog {
    let number = |unit: CellUnit| Some(CellType::Number(unit));
    let rupiah = || unit("rupiah", &["rupiah"], 0);
    let same = |cell: CellType| (Some(cell.clone()), Some(cell));
    let report = || unit("laporan", &["lap", "laporan"], 0);
    let months = || unit("bulan", &["bulan"], 0);
    let opinions = CellType::Label(["WTP", "WDP", "B", "Cukup Berhasil"].map(str::to_owned).to_vec());
    let of = |code: &str| match code {
        "lap" => (EntryKind::Indicator, number(report()), number(report())),
        "CQ" => (EntryKind::Budget, number(rupiah()), number(rupiah())),
        "pegawai" => (EntryKind::Data, None, number(unit("orang", &["orang"], 0))),
        "S1" => (EntryKind::PublishedOnly, None, None),
        "opini" => (EntryKind::Indicator, same(opinions.clone()).0, same(opinions.clone()).1),
        "tgl" => (EntryKind::Indicator, same(CellType::Date).0, same(CellType::Date).1),
        "lulus" => (EntryKind::Indicator, same(CellType::Truth).0, same(CellType::Truth).1),
        "teks" => (EntryKind::Data, None, Some(CellType::Text)),
        "lama" => (EntryKind::Indicator, Some(CellType::Range(months())), number(months())),
        _ => (EntryKind::Indicator, number(percent()), number(percent())),
    };
    let entries = CODES.iter().enumerate().map(|(place, code)| {
        let (kind, target, realization) = of(code);
        let accepted =
            (*code == "S1.2").then_some(Interval { low: Some((Number::ZERO, true)), high: Some((Number::ONE, true)) });
        CatalogEntry {
            id: CodeId(place as u32),
            code: (*code).to_owned(),
            alias: code.starts_with("p.").then_some(0),
            official: (*code == "CQ").then(|| "076.01.CQ".to_owned()),
            kind,
            target,
            target_sign: (*code == "S1.1").then_some('≥'),
            realization,
            ruled: [false; 2],
            accepted,
        }
    });
    Catalog {
        entries: entries.collect(),
        aliases: vec!["p".to_owned()],
        granularity: Some(Granularity::Year),
        in_force: (Some(date(2024, 1, 1)), Some(date(2024, 12, 31))),
    }
}

#[derive(Default)]
struct Kept {
    cases: Vec<Facts>,
    restarts: usize,
}

impl Sink for Kept {
    fn case(&mut self, facts: Facts) -> ControlFlow<()> {
        self.cases.push(facts);
        ControlFlow::Continue(())
    }

    fn restart(&mut self) {
        self.cases.clear();
        self.restarts += 1;
    }
}

/// Several files, each with its alias and extension.
fn read_files(files: &[(Option<&str>, &str, &[u8])], options: &DataOptions, catalog: &Catalogs) -> (Kept, ReadReport) {
    let mut written = Vec::new();
    let mut inputs = Vec::new();
    for (alias, extension, bytes) in files {
        let mut file = tempfile::Builder::new().suffix(extension).tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let source = DataSource::File(file.path().to_owned());
        inputs.push(DataInput { alias: alias.map(str::to_owned), source });
        written.push(file);
    }
    let mut kept = Kept::default();
    let report = read(&inputs, catalog, options, &mut kept).unwrap();
    (kept, report)
}

fn csv_with(text: &str, options: &DataOptions) -> (Kept, ReadReport) {
    read_files(&[(None, ".csv", text.as_bytes())], options, &catalog())
}

fn csv(text: &str) -> (Kept, ReadReport) {
    csv_with(text, &DataOptions::default())
}

fn json(text: &str) -> (Kept, ReadReport) {
    read_files(&[(None, ".json", text.as_bytes())], &DataOptions::default(), &catalog())
}

/// `line:column code` of everything that is told.
fn told(report: &ReadReport) -> Vec<String> {
    let place = |place: &Place| match place {
        Place::Data(place) => format!("{}:{}", place.line, place.column),
        _ => "-".to_owned(),
    };
    report.diagnostics.iter().map(|told| format!("{} {}", place(&told.place), told.code())).collect()
}

/// The wording of the first message, with its help.
fn words(report: &ReadReport) -> String {
    let told = report.diagnostics.first().expect("nothing is told").message.tell(Language::Indonesian);
    format!("{} | {}", told.message, told.help.unwrap_or_default())
}

fn value(facts: &Facts, code: &str, field: Field) -> Option<Value> {
    facts.get(Slot { code: id(code), field }).map(|fact| fact.value.clone())
}

fn number(text: &str) -> Value {
    Value::Number(Number::parse_plain(text).unwrap())
}

/// What one realization cell says, and how many decimals it shows.
fn cell_with(code: &str, text: &str, options: &DataOptions) -> Result<Option<(Value, u16)>, String> {
    let quoted = text.replace('"', "\"\"");
    let (kept, report) = csv_with(&format!("kode;realisasi\n{code};\"{quoted}\"\n"), options);
    if report.has_errors() {
        assert_eq!(told(&report)[0].split(' ').next(), Some("2:2"), "{text}");
        return Err(format!("{} {}", report.diagnostics[0].code(), words(&report)));
    }
    Ok(kept.cases[0].get(Slot { code: id(code), field: Field::Realization }).map(|f| (f.value.clone(), f.decimals)))
}

fn cell(code: &str, text: &str) -> Result<Option<(Value, u16)>, String> {
    cell_with(code, text, &DataOptions::default())
}

#[track_caller]
fn reads(code: &str, text: &str, plain: &str, decimals: u16) {
    assert_eq!(cell(code, text), Ok(Some((number(plain), decimals))), "{code}: {text}");
}

#[track_caller]
fn refuses(code: &str, text: &str, message: &str, says: &str) {
    let refused = cell(code, text).expect_err(text);
    assert!(refused.starts_with(message) && refused.contains(says), "{text}: {refused}");
}

// ---- cells -----------------------------------------------------------------------------------

#[test]
fn numbers_are_indonesian_and_in_natural_size() {
    reads("S1.1", "86", "0.86", 0);
    reads("S1.1", "86%", "0.86", 0);
    reads("S1.1", " 97,50 % ", "0.975", 2);
    reads("S1.1", "-1,5 persen", "-0.015", 1);
    reads("S1.1", "\u{2212}1,5\u{a0}%", "-0.015", 1);
    reads("S1.1", "–3", "-0.03", 0);
    reads("lap", "1.601", "1601", 0);
    reads("lap", "007", "7", 0);
    reads("lap", "2 Lap", "2", 0);
    reads("lap", "2 LAPORAN", "2", 0);
    reads("CQ", "111.186.550.000", "111186550000", 0);
    reads("CQ", "1.234.567,89", "1234567.89", 2);
    reads("CQ", "Rp 111.186.550.000,-", "111186550000", 0);
    reads("CQ", "Rp. 5", "5", 0);
    reads("CQ", "Rp27.591", "27591", 0);
    reads("CQ", "Rp 1,5 miliar", "1500000000", 0);
    reads("CQ", "-Rp 5", "-5", 0);
    reads("pegawai", "5,17 juta orang", "5170000", 0);
    let digits = "9".repeat(1000);
    reads("lap", &digits, &digits, 0);
}

#[test]
fn english_numerals_when_asked_for() {
    let options = DataOptions { numerals: Numerals::English, ..DataOptions::default() };
    let english = |text: &str| cell_with("lap", text, &options);
    assert_eq!(english("1,234.50"), Ok(Some((number("1234.5"), 2))));
    assert_eq!(english("1234.5"), Ok(Some((number("1234.5"), 1))));
    assert!(english("97,5").unwrap_err().contains("97.5 atau 975"));
}

#[test]
fn what_has_two_readings_is_never_guessed() {
    refuses("S1.1", "97.5", "T0628", "97,5 atau 975");
    refuses("S1.1", "97.5%", "T0628", "97,5 atau 975");
    refuses("S1.1", "0.905", "T0628", "maksudnya 0,905");
    refuses("lap", "1,234.56", "T0628", "1234,56");
    refuses("CQ", "111.186..550. 000,-", "T0629", "111.186..550. 000,-");
    refuses("CQ", "1 234", "T0629", "1 234");
    refuses("lap", "1.23.456", "T0629", "");
    refuses("lap", ",5", "T0629", "");
    refuses("lap", "5,", "T0629", "");
    refuses("lap", &"9".repeat(1001), "T0631", "1000");
}

#[test]
fn a_unit_must_be_the_declared_one() {
    refuses("lap", "95%", "T0632", "laporan");
    refuses("S1.1", "2 Lap", "T0632", "persen");
    refuses("lap", "Rp 5", "T0632", "Rp");
    refuses("lap", "dua", "T0630", "bukan angka");
    refuses("S1.1", "(5)", "T0630", "bukan angka");
    refuses("S1.1", "９５％", "T0633", "tulis 95%");
    refuses("S1.1", "95\u{200b}", "T0634", "U+200B");
}

#[test]
fn missing_is_not_the_same_as_not_applicable() {
    for text in ["", "  ", "-", "–", "n/a", "N/A"] {
        assert_eq!(cell("S1.1", text), Ok(None), "{text:?}");
    }
    let slot = Slot { code: id("S1.1"), field: Field::Realization };
    for text in ["tidak berlaku", " Tidak  BERLAKU "] {
        assert_eq!(cell("S1.1", text), Ok(Some((Value::NotApplicable(Absence::of(slot)), 0))));
    }
    assert_eq!(told(&csv("kode;target\nS1.1;tidak berlaku").1), ["2:2 T0642"]);
}

#[test]
fn labels_dates_truth_and_text() {
    assert_eq!(cell("opini", " wtp "), Ok(Some((Value::Label(Label(0)), 0))));
    assert_eq!(cell("opini", "cukup berhasil"), Ok(Some((Value::Label(Label(3)), 0))));
    refuses("opini", "\u{412}", "T0635", "U+0412");
    refuses("opini", "WTT", "T0636", "WTP");
    refuses("opini", "Wajar", "T0636", "\"WTP\", \"WDP\"");
    for text in ["2024-12-31", "31/12/2024", "31 Desember 2024", "31 desember\u{a0}2024"] {
        assert_eq!(cell("tgl", text), Ok(Some((Value::Date(date(2024, 12, 31)), 0))));
    }
    for text in ["31 Februari 2024", "2024-2-1", "12/31/2024", "kemarin", "1/1/24"] {
        refuses("tgl", text, "T0638", "bukan tanggal");
    }
    assert_eq!(cell("lulus", "YA"), Ok(Some((Value::Truth(true), 0))));
    refuses("lulus", "yes", "T0637", "yes");
    assert_eq!(cell("teks", " apa \"saja\" "), Ok(Some((Value::Text("apa \"saja\"".into()), 0))));
}

#[test]
fn the_sign_that_says_no_more_than_the_polarity_may_stand_before_a_target() {
    let target = |code: &str, text: &str| csv(&format!("kode;target\n{code};{text}\n"));
    for text in ["≥ 90%", ">=90", "90%"] {
        assert_eq!(value(&target("S1.1", text).0.cases[0], "S1.1", Field::Target), Some(number("0.9")), "{text}");
    }
    assert_eq!(told(&target("S1.1", "≤ 90%").1), ["2:2 T0630"]);
    assert_eq!(told(&target("S1.2", "≥ 90%").1), ["2:2 T0630"]);
    assert_eq!(told(&csv("kode;realisasi\nS1.1;≥ 90%\n").1), ["2:2 T0630"]);
}

#[test]
fn targets_may_be_ranges() {
    let target = |text: &str| csv(&format!("kode;target\nlama;{text}\n"));
    let range = |low: &str, high: &str| {
        let end = |text: &str| Some((Number::parse_plain(text).unwrap(), true));
        Some(Value::Range(Interval { low: end(low), high: end(high) }.into()))
    };
    assert_eq!(value(&target("7 s.d. 8 bulan").0.cases[0], "lama", Field::Target), range("7", "8"));
    assert_eq!(value(&target("6,5").0.cases[0], "lama", Field::Target), range("6.5", "6.5"));
    assert!(words(&target("7-8").1).contains("tulis 7 s.d. 8"));
    assert_eq!(told(&target("7 s/d 8 bulan").1), ["2:2 T0639"]);
    assert_eq!(told(&target("8 s.d. 7").1), ["2:2 T0640"]);
}

#[test]
fn a_realization_lies_within_its_range() {
    reads("S1.2", "100", "1", 0);
    refuses("S1.2", "101%", "T0641", "0% s.d. 100%");
}

#[test]
fn a_figure_can_be_read_by_itself() {
    assert_eq!(figure("83,55%", &percent(), Numerals::Indonesian), Number::parse_plain("0.8355").map(|n| (n, 2)));
    assert_eq!(figure("Baik", &percent(), Numerals::Indonesian), None);
}

// ---- tables ----------------------------------------------------------------------------------

#[test]
fn columns_in_any_order_and_in_either_language() {
    for text in [
        "unit,periode,kode,target,realisasi\nA,2024,S1.1,95,86\n",
        "actual;code;target;period;unit\n86;S1.1;95;2024;A",
        " UNIT \tKode\tRealisasi\tTarget\r\nA\tS1.1\t86%\t95%\r\n",
        "\u{feff}kode;unit;\"target\";realisasi\n\n\"S1.1\";\"A\";95;86\n;;;\n",
    ] {
        let (kept, report) = csv(text);
        assert_eq!(told(&report), [""; 0], "{text}");
        let [facts] = &kept.cases[..] else { panic!("{text}: {}", kept.cases.len()) };
        assert_eq!(facts.unit.as_deref(), Some("A"));
        assert_eq!(facts.period, Period::year(2024));
        assert_eq!(value(facts, "S1.1", Field::Target), Some(number("0.95")));
        assert_eq!(value(facts, "S1.1", Field::Realization), Some(number("0.86")));
    }
}

#[test]
fn figures_know_where_they_stand() {
    let (kept, _) = csv("kode;catatan;realisasi\n\nS1.2;\"dua\nbaris\";1\nS1.1;;2\n");
    let place = |code| kept.cases[0].get(Slot { code: id(code), field: Field::Realization }).unwrap().origin;
    assert_eq!(place("S1.2"), Origin::Data { file: 0, line: 3, column: 3 });
    assert_eq!(place("S1.1"), Origin::Data { file: 0, line: 5, column: 3 });
}

#[test]
fn published_figures_and_notes_are_carried_along() {
    let (kept, report) =
        csv("kode;realisasi;capaian_lapor;kategori_lapor;Sumber\nS1.1;86%; 91 % ;Baik;LKj\nS1;;98,20%;;\n");
    assert_eq!(told(&report), [""; 0]);
    let published = kept.cases[0].published(id("S1.1")).unwrap();
    assert_eq!((published.achievement.as_deref(), published.category.as_deref()), (Some("91 %"), Some("Baik")));
    assert_eq!(published.notes, [("Sumber".into(), "LKj".into())]);
    assert_eq!(published.origin, Origin::Data { file: 0, line: 2, column: 0 });
    assert_eq!(kept.cases[0].published(id("S1")).unwrap().achievement.as_deref(), Some("98,20%"));
}

#[test]
fn headers_that_cannot_be_used() {
    assert_eq!(told(&csv("").1), ["0:0 T0605"]);
    assert_eq!(told(&csv("\n\n").1), ["0:0 T0605"]);
    assert_eq!(told(&csv("target;realisasi\n1;2").1), ["1:0 T0606"]);
    assert_eq!(told(&csv("unit;kode\nA;S1.1").1), ["1:0 T0607"]);
    assert_eq!(told(&csv("kode;realisasi;kode\nS1.1;1;S1.1").1), ["1:3 T0608"]);
    assert_eq!(told(&csv("kode;actual;realisasi\nS1.1;1;1").1), ["1:3 T0608"]);
    let (_, near) = csv("kode;realisas\nS1.1;1");
    assert_eq!(told(&near), ["1:2 T0609"]);
    assert_eq!(told(&csv("kodee;realisasi\nS1.1;1\nS1.2;1").1), ["1:1 T0609"]);
    assert!(near.diagnostics[0].message.tell(Language::English).message.contains("realisasi"));
    assert_eq!(told(&csv("kode;realisasi;\nS1.1;1;\nS1.2;1;x").1), ["3:3 T0610"]);
    assert_eq!(told(&csv(&format!("kode;realisasi{}\n", ";x".repeat(1000))).1), ["1:0 T0615"]);
}

#[test]
fn a_row_is_never_shifted() {
    let (kept, report) = csv("kode;target;realisasi\nS1.1;95\nS1.2;95;86;1\nlap;1;2\n");
    assert_eq!(told(&report), ["2:0 T0611", "3:0 T0611"]);
    assert!(kept.cases.is_empty());
    assert_eq!(told(&csv("kode,realisasi\nS1.1,97,5").1), ["2:0 T0611"]);
}

#[test]
fn quotes() {
    assert_eq!(told(&csv("kode;realisasi\nS1.1;\"8\nS1.2;x\n").1), ["2:2 T0613", "3:2 T0630"]);
    assert_eq!(told(&csv("kode;realisasi\nS1.1;\"8\"6\nS1.2;x\n").1), ["2:2 T0614", "3:2 T0630"]);
}

#[test]
fn all_errors_in_one_go() {
    let (_, report) = csv("kode;target;realisasi\nS1.1;97.5;x\nS9;1;1\nS1.2;;200\nS1.1;;1\npegawai;1;1\nS1;;1\n;1;1\n");
    let expected =
        ["2:2 T0628", "2:3 T0630", "3:1 T0625", "4:3 T0641", "5:0 T0626", "6:2 T0627", "7:3 T0627", "8:1 T0624"];
    assert_eq!(told(&report), expected);
}

#[test]
fn a_thousand_errors_are_kept_and_the_rest_counted() {
    let (_, report) = csv(&format!("kode;realisasi\n{}", "S1.1;x\n".repeat(2500)));
    assert_eq!(report.diagnostics.len(), 1000);
    // Each row has a bad cell, and all but the first are doubled.
    assert_eq!(report.more, 2500 + 2499 - 1000);
}

#[test]
fn codes_are_exact() {
    let (kept, report) = csv("kode;realisasi\n076.01.CQ;5\n");
    assert_eq!((told(&report).len(), value(&kept.cases[0], "CQ", Field::Realization)), (0, Some(number("5"))));
    let (_, report) = csv("kode;realisasi\ns1.1;5\nS1.11;5\n\u{421}Q;1\n");
    assert_eq!(told(&report), ["2:1 T0625", "3:1 T0625", "4:1 T0635"]);
    assert!(words(&report).contains("`S1.1`"));
}

#[test]
fn a_key_stands_there_once() {
    let (_, report) = csv("unit;periode;kode;realisasi\nA;2024;CQ;5\nB;2024;CQ;5\nA;2024;076.01.CQ;6\n");
    assert_eq!(told(&report), ["4:0 T0626"]);
    assert!(words(&report).contains("\"A\" pada 2024") && words(&report).contains(".csv:2"), "{}", words(&report));
}

#[test]
fn units_and_periods_must_be_given() {
    let (_, report) = csv(
        "unit;periode;kode;realisasi\n;2024;S1.1;5\nA;;S1.1;5\nA;2024-13;S1.1;5\nA;2024-TW1;S1.1;1\nA;2025;S1.1;5\n",
    );
    // A quarter is a part of the year.
    assert_eq!(told(&report), ["2:1 T0617", "3:2 T0619", "4:2 T0620", "6:2 T0622"]);
}

#[test]
fn the_period_of_data_without_one() {
    assert_eq!(only_period(&catalog()), Period::year(2024));
    let catalog = catalog_within(Some(date(2023, 1, 1)), Some(date(2024, 12, 31)));
    assert_eq!(only_period(&catalog), None);
    let text: &[u8] = b"kode;realisasi\nS1.1;5\n";
    let (kept, report) = read_files(&[(None, ".csv", text)], &DataOptions::default(), &catalog);
    assert_eq!((told(&report), kept.cases.len()), (vec!["0:0 T0623".to_owned()], 0));
    let options = DataOptions { period: Period::year(2023), ..DataOptions::default() };
    let (kept, _) = read_files(&[(None, ".csv", text)], &options, &catalog);
    assert_eq!(kept.cases[0].period, Period::year(2023));
    assert!(check_period(&catalog, Period::year(2025).unwrap()).is_err());
    let catalog = catalog_within(Some(date(2024, 1, 2)), Some(date(2025, 12, 30)));
    assert_eq!(only_period(&catalog), Period::year(2024));
}

#[test]
fn periods_in_order_of_time_and_the_one_asked_for() {
    let catalog = catalog_within(None, None);
    let text: &[u8] = b"periode;kode;realisasi\n2024;S1.1;5\n2022;S1.1;x\n2023;S1.1;5\n";
    let options = DataOptions { keep_going: true, ..DataOptions::default() };
    let (kept, _) = read_files(&[(None, ".csv", text)], &options, &catalog);
    let years: Vec<_> = kept.cases.iter().map(|facts| facts.period.unwrap().year).collect();
    assert_eq!(years, [2022, 2023, 2024]);
    let options = DataOptions { period: Period::year(2023), ..DataOptions::default() };
    let (kept, report) = read_files(&[(None, ".csv", text)], &options, &catalog);
    assert_eq!((kept.cases.len(), report.left_out, told(&report).len()), (1, 2, 0));
}

#[test]
fn data_without_rows_is_valid() {
    assert_eq!(csv("kode;realisasi\n").0.cases.len(), 1);
    assert_eq!(csv("unit;kode;realisasi\n").0.cases.len(), 0);
    assert_eq!(json("[]").0.cases.len(), 1);
    let (kept, _) = read_files(&[], &DataOptions::default(), &catalog());
    assert_eq!((kept.cases.len(), kept.cases[0].period), (1, Period::year(2024)));
}

#[test]
fn going_on_makes_bad_cells_galat() {
    let options = DataOptions { keep_going: true, ..DataOptions::default() };
    let (kept, report) =
        csv_with("unit;kode;realisasi\nA;S1.1;x\nA;S1.2;5\nA;S9;5\nA;lap;1\nA;lap;2\n;lap;2\n", &options);
    assert_eq!(told(&report), ["2:3 T0630", "4:2 T0625", "6:0 T0626", "7:1 T0617"]);
    let [facts] = &kept.cases[..] else { panic!() };
    let bad = |code, line, column, message| {
        let blame = Blame::on(Origin::Data { file: 0, line, column }, message);
        Some(Value::bad_data(Slot { code: id(code), field: Field::Realization }, blame))
    };
    assert_eq!(value(facts, "S1.1", Field::Realization), bad("S1.1", 2, 3, 630));
    assert_eq!(value(facts, "lap", Field::Realization), bad("lap", 6, 0, 626));
    assert_eq!(value(facts, "S1.2", Field::Realization), Some(number("0.05")));
}

// ---- encodings -------------------------------------------------------------------------------

#[test]
fn encodings() {
    let text = "unit;kode;realisasi\nKafé;S1.1;5\n";
    let little: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let without_mark: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let read_as = |bytes: &[u8], encoding| {
        let options = DataOptions { encoding, ..DataOptions::default() };
        let (kept, report) = read_files(&[(None, ".csv", bytes)], &options, &catalog());
        (kept.cases.first().and_then(|facts| facts.unit.clone()).unwrap_or_default().to_string(), told(&report))
    };
    for bytes in [&little, &big, &without_mark] {
        assert_eq!(read_as(bytes, Encoding::Utf16), ("Kafé".to_owned(), vec![]));
        assert_eq!(read_as(bytes, Encoding::Utf8).1, ["0:0 T0603"]);
    }
    assert_eq!(read_as(&latin, Encoding::Windows1252), ("Kafé".to_owned(), vec![]));
    assert_eq!(read_as(&latin, Encoding::Utf8).1, ["2:1 T0601"]);
    assert_eq!(read_as(b"kode;realisasi\nS1.1;\0\n", Encoding::Utf8).1, ["2:2 T0602"]);
    assert_eq!(read_as(b"PK\x03\x04....", Encoding::Utf8).1, ["0:0 T0672"]);
    assert_eq!(read_as(b"\xD0\xCF\x11\xE0....", Encoding::Utf8).1, ["0:0 T0604"]);
    let mut broken = little.clone();
    broken.extend([0x00, 0xD8, b'\n', 0]);
    assert_eq!(read_as(&broken, Encoding::Utf16).1, ["3:0 T0611"]);
}

#[test]
fn folders_and_absent_files() {
    let folder = tempfile::tempdir().unwrap();
    for (path, kind) in [
        (folder.path().to_owned(), std::io::ErrorKind::IsADirectory),
        (folder.path().join("tidak-ada.csv"), std::io::ErrorKind::NotFound),
    ] {
        let input = DataInput { alias: None, source: DataSource::File(path) };
        let problem = read(&[input], &catalog(), &DataOptions::default(), &mut Kept::default()).unwrap_err();
        assert_eq!(problem.error.kind(), kind);
    }
}

// ---- grouping --------------------------------------------------------------------------------

fn shown(kept: &Kept) -> Vec<String> {
    let figures = |facts: &Facts| -> Vec<(Slot, Value, u16)> {
        facts.iter().map(|(slot, fact)| (slot, fact.value.clone(), fact.decimals)).collect()
    };
    let notes = |facts: &Facts| facts.published(id("S1.1")).map(|published| published.achievement.clone());
    kept.cases.iter().map(|f| format!("{:?} {:?} {:?} {:?}", f.unit, f.period, figures(f), notes(f))).collect()
}

#[test]
fn grouped_or_not_the_cases_are_the_same() {
    let rows = [
        "B;S1.1;95;86,5;91 %",
        "B;lap;;123456789012345678901234567890;",
        "B;opini;WTP;wdp;",
        "A;S1.1;;tidak berlaku;",
        "A;lulus;ya;tidak;",
        "A;lama;7 s.d. 8;7;",
        "C;tgl;;2024-12-31;",
        "C;S1.1;1;2;3",
    ];
    let head = "unit;kode;target;realisasi;capaian_lapor\n";
    let (grouped, first) = csv(&format!("{head}{}", rows.join("\n")));
    let mixed = [0, 3, 6, 1, 4, 7, 2, 5].map(|place| rows[place]);
    let (collected, second) = csv(&format!("{head}{}", mixed.join("\n")));
    assert_eq!((told(&first).len(), told(&second).len()), (0, 0));
    assert_eq!((grouped.restarts, collected.restarts), (0, 1));
    assert_eq!(shown(&grouped), shown(&collected));
    assert_eq!((grouped.cases.len(), first.cases, second.cases, second.rows), (3, 3, 3, 8));
}

#[test]
fn several_files_are_one_table() {
    let files: [(Option<&str>, &str, &[u8]); 2] = [
        (None, ".csv", b"unit;kode;realisasi\nA;S1.1;1\n"),
        (None, ".json", br#"[{"unit":"A","kode":"S1.2","realisasi":2}]"#),
    ];
    let (kept, report) = read_files(&files, &DataOptions::default(), &catalog());
    assert_eq!((kept.cases.len(), kept.restarts, told(&report).len()), (1, 0, 0));
    let origin = kept.cases[0].get(Slot { code: id("S1.2"), field: Field::Realization }).unwrap().origin;
    assert_eq!(origin, Origin::Object { file: 1, number: 1, key: 3 });
    let files: [(Option<&str>, &str, &[u8]); 2] =
        [(None, ".csv", b"unit;kode;realisasi\nA;S1.1;1\n"), (None, ".csv", b"kode;realisasi\nS1.2;1\n")];
    assert_eq!(told(&read_files(&files, &DataOptions::default(), &catalog()).1), ["0:0 T0616"]);
}

#[test]
fn data_of_used_rulesets_is_joined() {
    let main: &[u8] = b"unit;kode;realisasi\nA;S1.1;1\nB;S1.1;2\n";
    let of_p = |used: &[u8]| {
        let files = [(Some("p"), ".csv", used), (None, ".csv", main)];
        let (kept, report) = read_files(&files, &DataOptions::default(), &catalog());
        let values: Vec<_> = kept.cases.iter().map(|facts| value(facts, "p.S1.1", Field::Realization)).collect();
        (values, told(&report))
    };
    assert_eq!(of_p(b"kode;realisasi\nS1.1;7\n"), (vec![Some(number("0.07")), Some(number("0.07"))], vec![]));
    let some = b"unit;kode;realisasi\nB;S1.1;7\nX;S1.1;7\n";
    assert_eq!(of_p(some), (vec![None, Some(number("0.07"))], vec!["0:0 T0650".to_owned()]));
    let (kept, _) = csv("unit;kode;realisasi\nA;S1.1;1\nA;p.S1.1;3\n");
    assert_eq!(value(&kept.cases[0], "p.S1.1", Field::Realization), Some(number("0.03")));
    assert_eq!(told(&read_files(&[(Some("q"), ".csv", main)], &DataOptions::default(), &catalog()).1), ["- T0728"]);
}

#[test]
fn a_ruleset_without_data_has_the_units_of_what_it_uses() {
    let used: &[u8] = b"unit;kode;realisasi\nA;S1.1;1\nB;S1.1;2\nA;p.S1.1;2\n";
    let (kept, report) = read_files(&[(Some("p"), ".csv", used)], &DataOptions::default(), &catalog());
    assert_eq!((told(&report), kept.cases.len()), (vec!["4:2 T0625".to_owned()], 0));
    let (kept, _) = read_files(&[(Some("p"), ".csv", &used[..used.len() - 11])], &DataOptions::default(), &catalog());
    let units: Vec<_> = kept.cases.iter().map(|facts| facts.unit.as_deref().unwrap()).collect();
    assert_eq!(units, ["A", "B"]);
}

#[test]
fn units_that_are_asked_for() {
    let options = DataOptions { units: vec!["A".into(), "KPU Kota".into()], ..DataOptions::default() };
    let (kept, report) = csv_with("unit;kode;realisasi\nA;S1.1;1\nKPU Kot;S1.1;2\n", &options);
    assert_eq!(kept.cases.len(), 1);
    assert_eq!(report.units_missing, [("KPU Kota".to_owned(), Some("KPU Kot".to_owned()))]);
}

// ---- JSON ------------------------------------------------------------------------------------

#[test]
fn json_numbers_are_read_digit_by_digit() {
    let long = "0.1234567890123456789012345678901234567890";
    let text = format!(
        r#"[ {{"kode":"lap","target":{long},"realisasi":1.5e3}}, {{"kode":"S1.1","target":null,"realisasi":86.50}},
             {{"KODE":"CQ","realisasi":"Rp\u00a01.000"}}, {{"kode":"lulus","realisasi":true}} ]"#
    );
    let (kept, report) = json(&text);
    assert_eq!(told(&report), [""; 0]);
    let facts = &kept.cases[0];
    assert_eq!(value(facts, "lap", Field::Target), Some(number(long)));
    assert_eq!(value(facts, "lap", Field::Realization), Some(number("1500")));
    let fact = facts.get(Slot { code: id("S1.1"), field: Field::Realization }).unwrap();
    assert_eq!((fact.value.clone(), fact.decimals), (number("0.865"), 2));
    assert_eq!(fact.origin, Origin::Object { file: 0, number: 2, key: 3 });
    assert_eq!(value(facts, "CQ", Field::Realization), Some(number("1000")));
    assert_eq!(value(facts, "lulus", Field::Realization), Some(Value::Truth(true)));
}

#[test]
fn json_that_cannot_be_used() {
    assert_eq!(told(&json("{}").1), ["0:0 T0643"]);
    assert_eq!(told(&json(r#"[1, {"kode":"S1.1","realisasi":"97.5"}]"#).1), ["1:0 T0644", "2:2 T0628"]);
    assert_eq!(
        told(&json(r#"[{"kode":"S1.1","realisasi":[1]},{"kode":"S1.1","kode":"S1.1"}]"#).1),
        ["1:2 T0647", "2:1 T0646"]
    );
    assert_eq!(told(&json(r#"[{"kode":"S1.1","realisasi":1e1001}]"#).1), ["1:2 T0648"]);
    assert_eq!(told(&json(r#"[{"kode":"S1.1","realisasi":01}, {"kode":"S9"}]"#).1), ["1:0 T0645", "2:1 T0625"]);
    assert_eq!(told(&json(r#"[{"kode":"S1.1"}"#).1), ["1:0 T0645"]);
    assert_eq!(told(&json(r#"[{"kode":"S1.1"}] x"#).1), ["1:0 T0645"]);
    assert_eq!(told(&json(r#"[{"kode":"S1.1"},{"unit":"A","kode":"S1.2"}]"#).1), ["2:2 T0618"]);
    assert_eq!(told(&json(&format!("[{}", "[".repeat(100_000))).1), ["1:0 T0645"]);
}

#[test]
fn the_format_is_found_or_declared() {
    let text: &[u8] = br#" [{"kode":"S1.1","realisasi":1}]"#;
    for (extension, format) in [("", None), (".txt", Some(DataFormat::Json))] {
        let options = DataOptions { format, ..DataOptions::default() };
        let (kept, report) = read_files(&[(None, extension, text)], &options, &catalog());
        assert_eq!((told(&report).len(), kept.cases.len()), (0, 1));
    }
}

// ---- anything --------------------------------------------------------------------------------

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "unit",
            "kode",
            "realisasi",
            "target",
            ";",
            ",",
            "\n",
            "\r",
            "\"",
            "[",
            "]",
            "{",
            "}",
            ":",
            "S1.1",
            "lama",
            "\\u",
            "97.5",
            "1e9",
            "Rp",
            "%",
            " s.d. ",
            "-",
            "A",
            "\0",
            "９",
            "\u{200b}",
            "\"kode\":\"S1.1\"",
            "9999999999",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_it(head in any::<bool>(), bytes in pieces(), json in any::<bool>(), encoding in 0..3usize, keep_going in any::<bool>()) {
        let mut text = if head && !json { b"unit;kode;target;realisasi\n".to_vec() } else { Vec::new() };
        text.extend(bytes);
        let options = DataOptions {
            encoding: [Encoding::Utf8, Encoding::Utf16, Encoding::Windows1252][encoding],
            keep_going,
            ..DataOptions::default()
        };
        let (_, report) = read_files(&[(None, if json { ".json" } else { ".csv" }, &text)], &options, &catalog());
        for told in &report.diagnostics {
            prop_assert!(!told.message.tell(Language::Indonesian).message.is_empty());
            prop_assert!(!told.message.tell(Language::English).message.is_empty());
        }
    }
}

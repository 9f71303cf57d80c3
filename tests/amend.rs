//! Amendments: what `ubah`, `cabut` and `sisipkan` make of a ruleset, and what is refused.

use std::path::{Path, PathBuf};
use takar::Model;
use takar::diagnostic::Place;
use takar::evaluate::{Evaluator, Fact, Facts, Origin};
use takar::message::Language;
use takar::model::build::{BuiltRules, InMemory, Options, build_with};
use takar::model::{Change, Property};
use takar::number::{Cut, Number};
use takar::tools::test;
use takar::value::period::Period;
use takar::value::{Field, Value};

const BASE: &str = "\
aturan pk \"Perjanjian Kinerja\" { berlaku sejak 2023-01-01 sampai 2024-12-31 periode tahunan dasar \"Dasar A\" }
gunakan \"baku/polaritas.takar\"
skala hasil \"Hasil\" {
  bulatkan 0 desimal
  \"Baik\" ≥ 90% \"Kurang\" < 90%
}
pengukuran { batasi 0% s.d. 100% bulatkan 0 desimal kategori hasil agregasi rata_rata }
sasaran S1 \"Layanan\" {
  indikator S1.1 \"Tepat waktu\" { satuan persen polaritas positif target 80% }
  indikator S1.2 \"Akurat\" { satuan persen polaritas positif target 2023: 70% target 2024: 75% }
}
";

/// An amendment of the base, in force from this day.
fn amendment(from: &str, changes: &str) -> String {
    let validity = if from.is_empty() { String::new() } else { format!("berlaku sejak {from}") };
    format!("perubahan p \"P\" {{ atas \"dasar.takar\" {validity} }}\n{changes}\n")
}

fn build_files(main: &str, files: &[(&str, &str)], amendments: &[&str]) -> BuiltRules {
    let mut files = InMemory(files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect());
    let options = Options { amendments: amendments.iter().map(PathBuf::from).collect(), ..Options::default() };
    build_with(&mut files, Path::new(main), &options).unwrap()
}

/// The base with these amendments, in the order of the command line.
fn with(base: &str, amendments: &[String]) -> BuiltRules {
    let names: Vec<String> = (1..=amendments.len()).map(|number| format!("p{number}.takar")).collect();
    let mut files = vec![("dasar.takar", base)];
    files.extend(names.iter().zip(amendments).map(|(name, text)| (name.as_str(), text.as_str())));
    build_files("dasar.takar", &files, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The base with one amendment that is always in force.
fn changed(changes: &str) -> BuiltRules {
    with(BASE, &[amendment("", changes)])
}

/// Code and place of each diagnostic.
fn told(built: &BuiltRules) -> Vec<String> {
    let place = |place: &Place| match place {
        Place::Rules(span) => built.sources.place(*span),
        _ => "-".to_owned(),
    };
    built.diagnostics.iter().map(|told| format!("{} {}", told.code(), place(&told.place))).collect()
}

fn model(built: &BuiltRules, year: i16) -> &Model {
    assert_eq!(told(built), Vec::<String>::new());
    built.rules.for_period(Period::year(year), None).unwrap().model.as_ref().unwrap()
}

/// A property of an item where the realization of both indicators is 60%.
fn figure(built: &BuiltRules, year: i16, code: &str, property: Property) -> String {
    let model = model(built, year);
    let mut facts = Facts::new(None, Period::year(year), model.codes.len());
    for code in ["S1.1", "S1.2", "S1.3"] {
        let Some(item) = model.find(code) else { continue };
        let value = Value::Number(Number::parse_plain("0.6").unwrap());
        let origin = Origin::Data { file: 0, line: 1, column: 1 };
        facts.set(model.slot(item, Field::Realization), Fact { value, decimals: 0, origin });
    }
    let outcome = Evaluator::new(model).run(&facts, &mut ());
    match outcome.property(model, model.find(code).expect(code), property) {
        Some(Value::Number(number)) => number.shift10(2).to_indonesian(4, Cut::Truncate),
        Some(Value::Label(label)) => {
            let root = model.item(model.find(code).unwrap()).properties[property as usize].unwrap();
            takar::render::number::label(model, *label, model.node(root).ty).to_owned()
        }
        other => format!("{other:?}"),
    }
}

fn achievement(built: &BuiltRules, year: i16, code: &str) -> String {
    figure(built, year, code, Property::Achievement)
}

#[test]
fn ubah_replaces_what_it_names_and_nothing_else() {
    let built = changed("ubah S1.1 { target 60% }");
    // 60 / 60 = 100%; the other indicator is what it was: 60 / 75 = 80%.
    assert_eq!(achievement(&built, 2024, "S1.1"), "100");
    assert_eq!(achievement(&built, 2024, "S1.2"), "80");
    let item = model(&built, 2024).find("S1.1").unwrap();
    assert_eq!(model(&built, 2024).item(item).title.as_deref(), Some("Tepat waktu"));
}

#[test]
fn an_amendment_holds_from_its_day_on() {
    let built = with(BASE, &[amendment("2024-07-01", "ubah S1.1 { target 60% }")]);
    // The end of the period decides: 60 / 80 = 75% in 2023, 100% in 2024.
    assert_eq!(achievement(&built, 2023, "S1.1"), "75");
    assert_eq!(achievement(&built, 2024, "S1.1"), "100");
    let on = "2024-06-30".parse().unwrap();
    let era = built.rules.for_period(Period::year(2024), Some(on)).unwrap();
    assert!(era.model.as_ref().unwrap().amendments.is_empty());
}

#[test]
fn an_amendment_may_end() {
    let text = "perubahan p \"P\" { atas \"dasar.takar\" berlaku sejak 2023-01-01 sampai 2023-12-31 }\nubah S1.1 { target 60% }\n";
    let built = with(BASE, &[text.to_owned()]);
    assert_eq!(achievement(&built, 2023, "S1.1"), "100");
    assert_eq!(achievement(&built, 2024, "S1.1"), "75");
}

#[test]
fn the_target_of_one_period_is_replaced_alone() {
    let built = changed("ubah S1.2 { target 2024: 60% }");
    // 60 / 70 = 85,7…% → 86%; 60 / 60 = 100%
    assert_eq!(achievement(&built, 2023, "S1.2"), "86");
    assert_eq!(achievement(&built, 2024, "S1.2"), "100");
    // One without a period replaces those of all periods.
    let built = changed("ubah S1.2 { target 60% }");
    assert_eq!(achievement(&built, 2023, "S1.2"), "100");
}

#[test]
fn bases_and_notes_are_added() {
    let built = changed(
        "ubah S1.1 { dasar \"Dasar B\" catatan \"Catatan\" }\nubah S1.1 { dasar \"Dasar C\" }\nubah pk { dasar \"Dasar D\" }",
    );
    let model = model(&built, 2024);
    let item = model.item(model.find("S1.1").unwrap());
    let bases: Vec<&str> = item.about.bases.iter().map(|basis| basis.text.as_str()).collect();
    assert_eq!(bases, ["Dasar B", "Dasar C"]);
    assert_eq!(item.about.notes.len(), 1);
    let bases: Vec<&str> = model.header().unwrap().about.bases.iter().map(|basis| basis.text.as_str()).collect();
    assert_eq!(bases, ["Dasar A", "Dasar D"]);
}

#[test]
fn a_title_after_the_code_replaces_the_title() {
    let built = changed("ubah S1.1 \"Lain\" { }");
    let model = model(&built, 2024);
    assert_eq!(model.item(model.find("S1.1").unwrap()).title.as_deref(), Some("Lain"));
}

#[test]
fn the_rows_of_a_scale_are_replaced_whole_and_its_attributes_by_name() {
    // 60 / 80 = 75%
    let rated = |changes: &str| figure(&changed(changes), 2024, "S1.1", Property::Category);
    assert_eq!(rated(""), "Kurang");
    assert_eq!(rated("ubah hasil { \"Sip\" ≥ 75% \"Lemah\" < 75% }"), "Sip");
    let built = changed("ubah hasil { \"Sip\" ≥ 75% \"Lemah\" < 75% }");
    let scale = model(&built, 2024).scales.iter().find(|scale| scale.name == "hasil").unwrap();
    assert_eq!(scale.bands.len(), 2);
    assert_eq!(scale.title.as_deref(), Some("Hasil"));
    assert!(scale.rounding.is_some());
    let built = changed("ubah hasil { batasi 0% s.d. 90% }");
    let scale = model(&built, 2024).scales.iter().find(|scale| scale.name == "hasil").unwrap();
    assert_eq!((scale.bands.len(), scale.limits.is_some(), scale.rounding.is_some()), (2, true, true));
}

#[test]
fn tables_curves_and_polarities_are_amended() {
    let base = BASE.to_owned()
        + "kurva k { 0%: 0% 100%: 50% }\n\
           tabel t (x: persen) { jika < 50% maka 1% jika ≥ 50% maka 2% }\n\
           polaritas pol { arah naik rumus realisasi / target × 100% }\n\
           nilai a { rumus k(50%) }\nnilai b { rumus t(60%) }\nnilai c { rumus pol(60%; 80%) }\n";
    let value =
        |changes: &str, code: &str| figure(&with(&base, &[amendment("", changes)]), 2024, code, Property::Achievement);
    // 50% of the way to 50% and to 80%
    assert_eq!((value("", "a"), value("ubah k { 0%: 0% 100%: 80% }", "a")), ("25".into(), "40".into()));
    assert_eq!((value("", "b"), value("ubah t { jika apa pun maka 9% }", "b")), ("2".into(), "9".into()));
    assert_eq!(value("", "c"), "75");
    // 80 / 60 = 133,333…%
    assert_eq!(value("ubah pol { rumus target / realisasi × 100% }", "c"), "133,3333");
    // Other inputs come with other rows.
    let inputs = "ubah t (y: persen; z: persen) { jika apa pun; apa pun maka 5% }\nubah b { rumus t(1%; 2%) }";
    assert_eq!(value(inputs, "b"), "5");
}

#[test]
fn settings_are_amended_in_all_four_forms() {
    let base = BASE.to_owned()
        + "pengukuran sasaran { batasi 0% s.d. 50% }\n\
           sasaran S2 \"B\" { pengukuran { bulatkan 1 desimal } pengukuran program { batasi 0% s.d. 40% }\n\
             indikator S2.1 \"C\" { satuan persen polaritas positif target 90% rumus 60% }\n\
             program S2.2 \"D\" { indikator S2.3 \"E\" { satuan persen polaritas positif target 90% rumus 60% } } }\n";
    let value = |changes: &str, code: &str| achievement(&with(&base, &[amendment("", changes)]), 2024, code);
    // 60 / 90 = 66,666…%
    assert_eq!(value("", "S2.1"), "66,7");
    assert_eq!(value("ubah pengukuran dalam S2 { bulatkan 2 desimal }", "S2.1"), "66,67");
    assert_eq!(value("", "S2.2"), "40");
    assert_eq!(value("ubah pengukuran program dalam S2 { batasi 0% s.d. 30% }", "S2.2"), "30");
    // 75% and 80%: 77,5%, capped
    assert_eq!(value("", "S1"), "50");
    assert_eq!(value("ubah pengukuran sasaran { batasi 0% s.d. 60% }", "S1"), "60");
    assert_eq!(value("ubah pengukuran { bulatkan 2 desimal }", "S1.1"), "75");
    assert_eq!(value("ubah pengukuran { agregasi minimum }\ncabut pengukuran sasaran", "S1"), "75");
    assert_eq!(value("cabut pengukuran dalam S2", "S2.1"), "67");
}

#[test]
fn cabut_takes_away_what_is_inside_too() {
    let built = changed("cabut S1.1");
    assert!(model(&built, 2024).find("S1.1").is_none());
    // Only 80% is left.
    assert_eq!(achievement(&built, 2024, "S1"), "80");
    let built = changed("cabut S1");
    assert!(model(&built, 2024).find("S1.2").is_none());
    let base = BASE.to_owned() + "satuan laporan\nfungsi f(x) = 2 × x\ndata d { satuan angka }\n";
    let built = with(&base, &[amendment("", "cabut laporan\ncabut f\ncabut d")]);
    assert!(model(&built, 2024).find("d").is_none());
}

#[test]
fn sisipkan_adds_at_the_end_of_the_block_and_at_the_top() {
    let built = changed(
        "sisipkan dalam S1 { indikator S1.3 \"Baru\" { satuan persen polaritas positif target 60% } }\n\
         sisipkan { fungsi dua(x) = 2 × x\n nilai n { rumus dua(S1.3.capaian) } pastikan S1.3.target = 60% }",
    );
    let model = model(&built, 2024);
    let codes: Vec<&str> = model.results().map(|(_, item)| item.code.as_str()).collect();
    assert_eq!(codes, ["S1", "S1.1", "S1.2", "S1.3", "n"]);
    assert_eq!(achievement(&built, 2024, "n"), "200");
    assert_eq!(model.conditions.len(), 1);
}

#[test]
fn what_an_amendment_uses_the_ruleset_sees() {
    let text = amendment("", "gunakan \"baku/skala.takar\"\nubah pengukuran { kategori permendagri_86_2017 }");
    let built = with(BASE, &[text]);
    assert!(figure(&built, 2024, "S1.1", Property::Category).len() > 3);
    // One in another folder sees its own.
    let other =
        "perubahan p \"P\" { atas \"../dasar.takar\" }\ngunakan \"skala.takar\"\nubah pengukuran { kategori lain }\n";
    let scale = "skala lain { \"X\" ≥ 70% \"Y\" < 70% }\n";
    let files = [("dasar.takar", BASE), ("sub/p.takar", other), ("sub/skala.takar", scale)];
    let built = build_files("dasar.takar", &files, &["sub/p.takar"]);
    assert_eq!(figure(&built, 2024, "S1.1", Property::Category), "X");
}

#[test]
fn what_a_used_file_declares_can_be_amended() {
    let base = BASE.replace("skala hasil", "skala hasil_lama") + "gunakan \"skala.takar\"\n";
    let scale = "skala hasil { \"Baik\" ≥ 90% \"Kurang\" < 90% }\n";
    let text = amendment("", "ubah hasil { \"Baik\" ≥ 70% \"Kurang\" < 70% }");
    let files = [("dasar.takar", base.as_str()), ("skala.takar", scale), ("p.takar", text.as_str())];
    let built = build_files("dasar.takar", &files, &["p.takar"]);
    assert_eq!(figure(&built, 2024, "S1.1", Property::Category), "Baik");
}

#[test]
fn amendments_apply_in_order_of_their_date_then_of_the_command_line() {
    let target = |from: &str, target: &str| amendment(from, &format!("ubah S1.1 {{ target {target} }}"));
    let built = with(BASE, &[target("2024-03-01", "60%"), target("2024-02-01", "50%")]);
    assert_eq!(achievement(&built, 2024, "S1.1"), "100"); // 60 / 60
    let froms: Vec<_> = model(&built, 2024).amendments.iter().map(|a| a.from.unwrap().to_string()).collect();
    assert_eq!(froms, ["2024-02-01", "2024-03-01"]);
    // One without a date counts first.
    let built = with(BASE, &[target("2024-02-01", "60%"), target("", "50%")]);
    assert_eq!(achievement(&built, 2024, "S1.1"), "100");
    // Of one date, in the order of the command line: the second sees what the first has inserted.
    let insert = amendment(
        "2024-02-01",
        "sisipkan dalam S1 { indikator S1.3 \"Baru\" { satuan persen polaritas positif target 90% } }",
    );
    let change = amendment("2024-02-01", "ubah S1.3 { target 60% }");
    let built = with(BASE, &[insert.clone(), change.clone()]);
    assert_eq!(achievement(&built, 2024, "S1.3"), "100");
    assert_eq!(told(&with(BASE, &[change, insert])), ["T0420 p1.takar:2"]);
}

#[test]
fn one_date_one_change_of_one_thing() {
    let one = amendment("2024-02-01", "ubah S1.1 { target 60% }");
    let same = amendment("2024-02-01", "ubah S1.1 { target 50% }");
    let built = with(BASE, &[one.clone(), same]);
    assert_eq!(told(&built), ["T0422 p2.takar:2"]);
    assert_eq!(built.sources.place(built.diagnostics[0].related[0].0), "p1.takar:2");
    // Another attribute, or another day, is another thing.
    let other = amendment("2024-02-01", "ubah S1.1 { polaritas negatif }");
    assert!(with(BASE, &[one.clone(), other]).is_valid());
    let later = amendment("2024-02-02", "ubah S1.1 { target 50% }");
    assert!(with(BASE, &[one.clone(), later]).is_valid());
    // Targets of different periods are different things; one for all periods meets each of them.
    let period = |period: &str| amendment("2024-02-01", &format!("ubah S1.2 {{ target {period} 60% }}"));
    assert!(with(BASE, &[period("2023:"), period("2024:")]).is_valid());
    assert_eq!(told(&with(BASE, &[period("2023:"), period("")])), ["T0422 p2.takar:2"]);
    assert_eq!(told(&with(BASE, &[period(""), period("2024:")])), ["T0422 p2.takar:2", "T0406 p2.takar:2"]);
    // What one removes another has not changed that day.
    assert_eq!(told(&with(BASE, &[one, amendment("2024-02-01", "cabut S1.1")])), ["T0422 p2.takar:2"]);
}

#[test]
fn changes_of_what_is_not_there() {
    for (changes, expected) in [
        ("ubah S1.9 { target 60% }", "T0420"),
        ("cabut S9", "T0420"),
        ("sisipkan dalam S9 { indikator S9.1 \"A\" { satuan persen } }", "T0420"),
        ("cabut S1.1\nubah S1.1 { target 60% }", "T0421"),
        ("cabut S1\nsisipkan dalam S1 { indikator S1.3 \"A\" { satuan persen } }", "T0421"),
        ("ubah pengukuran sasaran { bulatkan 1 desimal }", "T0428"),
        ("cabut pengukuran dalam S1", "T0428"),
        ("sisipkan { data S1.1 { satuan angka } }", "T0423"),
        ("sisipkan { skala hasil { \"A\" \"B\" } }", "T0423"),
        ("sisipkan { pengukuran { bulatkan 1 desimal } }", "T0423"),
        ("sisipkan dalam S1.1 { indikator S1.3 \"A\" { satuan persen } }", "T0431"),
        ("cabut pk", "T0432"),
        ("ubah pk { periode bulanan }", "T0437"),
    ] {
        let codes: Vec<String> = changed(changes).diagnostics.iter().map(|told| told.code().to_string()).collect();
        assert_eq!(codes, [expected], "{changes}");
    }
    let built = changed("ubah S1.l { target 60% }");
    let help = built.diagnostics[0].message.tell(Language::Indonesian).help.unwrap();
    assert!(help.contains("`S1.1`"), "{help}");
}

#[test]
fn what_was_removed_may_be_declared_again() {
    let built = changed(
        "cabut S1.1\nsisipkan dalam S1 { indikator S1.1 \"Lagi\" { satuan persen polaritas positif target 60% } }\nubah S1.1 { target 120% }",
    );
    assert_eq!(achievement(&built, 2024, "S1.1"), "50");
}

#[test]
fn what_is_removed_must_not_be_read() {
    let base = BASE.to_owned() + "nilai n { rumus S1.1.capaian }\n";
    let built = with(&base, &[amendment("", "cabut S1.1")]);
    assert_eq!(told(&built), ["T0427 dasar.takar:12"]);
    assert_eq!(built.sources.place(built.diagnostics[0].related[0].0), "p1.takar:2");
    // A name that is misspelt in an amendment is an unknown one, in the amendment's file.
    assert_eq!(told(&changed("ubah S1.1 { polaritas positip }")), ["T0201 p1.takar:2"]);
}

#[test]
fn mistakes_in_what_is_brought_lie_in_the_amendment() {
    assert_eq!(told(&changed("ubah S1.1 { pagu Rp 5 }")), ["T0222 p1.takar:2"]);
    assert_eq!(told(&changed("ubah S1.1 { target 5 }")), ["T0303 p1.takar:2"]);
    assert_eq!(told(&changed("ubah S1.1 {\n target 5%\n target 6% }")), ["T0223 p1.takar:4"]);
}

#[test]
fn an_amendment_belongs_to_the_ruleset_that_it_names() {
    let other = "aturan lain \"Lain\" { berlaku sejak 2023-01-01 periode tahunan }\ndata x { satuan angka }\n";
    let text = "perubahan p \"P\" { atas \"lain.takar\" }\ncabut x\n";
    let files = [("dasar.takar", BASE), ("lain.takar", other), ("p.takar", text)];
    assert_eq!(told(&build_files("dasar.takar", &files, &["p.takar"])), ["T0424 p.takar:1"]);
    assert_eq!(told(&build_files("lain.takar", &files, &["p.takar"])), Vec::<String>::new());
    assert_eq!(told(&build_files("dasar.takar", &files, &["lain.takar"])), ["T0426 lain.takar:1"]);
    assert_eq!(told(&build_files("dasar.takar", &files, &["tidak.takar"])), ["T0434 -"]);
    // The same file twice counts once.
    assert_eq!(told(&build_files("lain.takar", &files, &["p.takar", "./p.takar"])), Vec::<String>::new());
}

#[test]
fn an_amendment_of_a_used_ruleset_changes_that() {
    let used =
        "aturan q \"Q\" { berlaku sejak 2023-01-01 periode tahunan }\nindikator A \"A\" { satuan persen target 80% }\n";
    let main = "aturan m \"M\" { berlaku sejak 2023-01-01 periode tahunan }\ngunakan \"q.takar\" sebagai q\nnilai n { rumus q.A.target }\n";
    let text = "perubahan p \"P\" { atas \"q.takar\" berlaku sejak 2024-01-01 }\nubah A { target 60% }\n";
    let files = [("utama.takar", main), ("q.takar", used), ("p.takar", text)];
    let built = build_files("utama.takar", &files, &["p.takar"]);
    assert_eq!(figure(&built, 2023, "n", Property::Achievement), "80");
    assert_eq!(figure(&built, 2024, "n", Property::Achievement), "60");
}

#[test]
fn an_amendment_alone_is_applied_to_its_ruleset() {
    let text = amendment(
        "2024-01-01",
        "ubah S1.1 { target 60% }\nuji \"baru\" periode 2024 { diketahui S1.1.realisasi = 60% maka S1.1.capaian = 100% }",
    );
    let base =
        BASE.to_owned() + "uji \"lama\" periode 2024 { diketahui S1.1.realisasi = 60% maka S1.1.capaian = 75% }\n";
    let files = [("aturan/dasar.takar", base.as_str()), ("aturan/p.takar", text.as_str())];
    let built = build_files("aturan/p.takar", &files, &[]);
    // The ruleset's own tests run without amendments, the amendment's with it.
    let run = |built: &BuiltRules| -> Vec<(String, bool)> {
        let results = test::run_all(&built.rules, &built.sources, Language::Indonesian);
        results.into_iter().map(|result| (result.title.clone(), result.passed())).collect()
    };
    assert_eq!(run(&built), [("baru".to_owned(), true)]);
    assert_eq!(run(&build_files("aturan/dasar.takar", &files, &[])), [("lama".to_owned(), true)]);
}

#[test]
fn the_validity_of_a_ruleset_can_be_prolonged() {
    let built = with(BASE, &[amendment("2024-06-01", "ubah pk { berlaku sejak 2023-01-01 sampai 2025-12-31 }")]);
    // S1.2 has no target for 2025, S1.1 the same one.
    assert_eq!(achievement(&built, 2025, "S1.1"), "75");
    assert!(with(BASE, &[]).rules.for_period(Period::year(2025), None).is_none());
}

#[test]
fn of_several_declarations_the_one_in_force_is_amended() {
    let base = BASE.replace(
        "indikator S1.1 \"Tepat waktu\" { satuan persen polaritas positif target 80% }",
        "indikator S1.1 \"A\" { satuan persen polaritas positif target 80% berlaku sejak 2023-01-01 sampai 2023-12-31 }\n\
         indikator S1.1 \"B\" { satuan persen polaritas positif target 120% berlaku sejak 2024-01-01 }",
    );
    let built = with(&base, &[amendment("2024-01-01", "ubah S1.1 { target 60% }")]);
    assert_eq!(achievement(&built, 2023, "S1.1"), "75");
    assert_eq!(achievement(&built, 2024, "S1.1"), "100");
    // A declaration is ended and followed by another one.
    let built = with(
        BASE,
        &[amendment(
            "",
            "ubah S1.1 { berlaku sejak 2023-01-01 sampai 2023-12-31 }\n\
         sisipkan dalam S1 { indikator S1.1 \"C\" { satuan persen polaritas positif target 100% berlaku sejak 2024-01-01 } }",
        )],
    );
    assert_eq!(achievement(&built, 2023, "S1.1"), "75");
    assert_eq!(achievement(&built, 2024, "S1.1"), "60");
}

#[test]
fn a_file_that_two_rulesets_share_is_not_amended() {
    let shared = "skala hasil { \"Baik\" ≥ 90% \"Kurang\" < 90% }\n";
    let used = "aturan q \"Q\" { berlaku sejak 2023-01-01 periode tahunan }\ngunakan \"s.takar\"\nnilai n { rumus 95% kategori hasil }\n";
    let main = "aturan m \"M\" { berlaku sejak 2023-01-01 periode tahunan }\ngunakan \"s.takar\"\ngunakan \"q.takar\" sebagai q\nnilai n { rumus q.n kategori hasil }\n";
    let text = "perubahan p \"P\" { atas \"utama.takar\" }\nubah hasil { \"Baik\" ≥ 80% \"Kurang\" < 80% }\n";
    let files = [("utama.takar", main), ("q.takar", used), ("s.takar", shared), ("p.takar", text)];
    assert_eq!(told(&build_files("utama.takar", &files, &["p.takar"])), ["T0430 p.takar:2"]);
}

#[test]
fn what_was_amended_is_known_by_its_place() {
    let built = with(
        BASE,
        &[
            amendment("2024-01-01", "ubah S1.1 { target 70% }"),
            amendment("2024-02-01", "ubah S1.1 { target 60% sumber \"X\" }"),
        ],
    );
    let model = built.rules.latest().unwrap();
    let place = |place: &str, text: &str| {
        let found = model
            .amended
            .iter()
            .find(|(span, _)| built.sources.place(**span) == place && built.sources.excerpt(**span) == text);
        found.map(|(_, amended)| *amended).unwrap_or_else(|| panic!("{place} {text}"))
    };
    let last = place("p2.takar:2", "target 60%");
    assert_eq!(last.by, 1);
    let Change::Replaced(was) = last.change else { panic!("{last:?}") };
    assert_eq!(built.sources.excerpt(was), "target 70%");
    // That came from the first amendment.
    let Change::Replaced(was) = model.amended[&was].change else { panic!() };
    assert_eq!(built.sources.excerpt(was), "target 80%");
    assert_eq!(place("p2.takar:2", "sumber \"X\"").change, Change::Added);
}

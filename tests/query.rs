//! Questions typed against rules that have been built.

use takar::diagnostic::Place;
use takar::message::Language;
use takar::model::{Asked, Desk, Due, InMemory, Options, Query, Rules, Type, UnitId, build_to_ask};
use takar::source::{Sources, Span};
use takar::{Diagnostic, Evaluator, Fact, Facts, Field, Number, Origin, Period, Value};

const RULES: &str = r#"
aturan contoh "Contoh" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }
gunakan "baku/polaritas.takar"
skala mutu "Mutu" {
  "Baik"   90% s.d. 100%
  "Kurang"  0% s.d. < 90%
}
pengukuran { batasi 0% s.d. 100% kategori mutu agregasi rata_rata }
fungsi separuh(x) = x / 2
data hadir "Hadir" { satuan angka }
sasaran S1 "Satu" {
  indikator S1.1 "Pertama" { satuan persen polaritas positif target 80% }
  indikator S1.2 "Kedua" { satuan persen polaritas positif target 50% }
}
nilai rata "Rata-rata" { rumus rata_rata(indikator.capaian) kategori mutu }
uji "persen" { diketahui S1.1.realisasi = 40% maka S1.1.capaian = 50% }
"#;

/// Rules with data: 60% of 80% and 50% of 50%.
struct Prompt {
    rules: Rules,
    desk: Desk,
    sources: Sources,
    facts: Facts,
}

impl Prompt {
    fn new() -> Self {
        let (built, desk) =
            build_to_ask(&mut InMemory::one("contoh.takar", RULES), "contoh.takar".as_ref(), &Options::default())
                .unwrap();
        assert!(built.is_valid(), "{:?}", built.diagnostics);
        let model = built.rules.latest().unwrap();
        let mut facts = Facts::new(None, Period::year(2024), model.codes.len());
        for (code, value) in [("S1.1", "0.6"), ("S1.2", "0.5"), ("hadir", "7")] {
            let slot = model.slot(model.find(code).unwrap(), Field::Realization);
            let value = Value::Number(Number::parse_plain(value).unwrap());
            facts.set(slot, Fact { value, decimals: 0, origin: Origin::Data { file: 0, line: 2, column: 2 } });
        }
        Self { rules: built.rules, desk, sources: built.sources, facts }
    }

    fn ask(&mut self, text: &str, due: Due) -> Result<Asked, Vec<Diagnostic>> {
        let file = self.sources.add("»", text);
        let part = Span::new(file, 0, text.len());
        self.desk.ask(0, self.rules.model_mut(0).unwrap(), &self.sources, part, due)
    }

    fn query(&mut self, text: &str, due: Due) -> Query {
        match self.ask(text, due) {
            Ok(Asked::Value(query)) => query,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn value(&self, query: &Query) -> Value {
        let model = self.rules.latest().unwrap();
        Evaluator::new(model).run_also(&self.facts, &query.order, &mut ()).value(query.node).unwrap().clone()
    }

    fn number(&mut self, text: &str) -> String {
        let query = self.query(text, Due::Anything);
        match self.value(&query) {
            Value::Number(number) => number.to_plain(30),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn expressions_are_computed_on_the_results() {
    let mut prompt = Prompt::new();
    // 60/80 = 75%; 50/50 = 100%; their mean is 87,5%.
    assert_eq!(prompt.number("S1.1.capaian"), "0.75");
    assert_eq!(prompt.number("rata_rata(indikator.capaian)"), "0.875");
    assert_eq!(prompt.number("S1.capaian - S1.1.capaian"), "0.125");
    // 7 / 2 by the ruleset's own function; 45% of 90% by its polarity.
    assert_eq!(prompt.number("separuh(hadir)"), "3.5");
    assert_eq!(prompt.number("positif(45%; 90%)"), "0.5");
    assert_eq!(prompt.number("banyak(indikator.capaian ≥ 100%)"), "1");
}

#[test]
fn questions_change_no_result_and_are_forgotten() {
    let mut prompt = Prompt::new();
    let before = prompt.rules.latest().unwrap().nodes.len();
    prompt.number("positif(45%; 90%)");
    let grown = prompt.rules.latest().unwrap().nodes.len();
    assert!(grown > before);
    assert!(prompt.ask("S1.1.capaian + 1 +", Due::Anything).is_err());
    assert!(prompt.ask("S1.1.capaian + 1", Due::Anything).is_err());
    assert_eq!(prompt.rules.latest().unwrap().nodes.len(), grown, "a question that fails leaves nothing behind");
    prompt.rules.model_mut(0).unwrap().forget_after(before);
    assert_eq!(prompt.number("S1.1.capaian"), "0.75");
}

#[test]
fn conditions_and_figures_are_typed() {
    let mut prompt = Prompt::new();
    let condition = prompt.query("S1.1.kategori = \"Kurang\" dan rata ≥ 80%", Due::Condition);
    assert_eq!(prompt.value(&condition), Value::Truth(true));
    let sides = prompt.query("S1.capaian ≥ 90%", Due::Condition);
    assert!(sides.sides.is_some());
    assert_eq!(prompt.value(&sides), Value::Truth(false));
    let target = prompt.query("S1.1.target + 2%", Due::Of(Type::Number(UnitId::PERCENT)));
    assert_eq!(prompt.value(&target), Value::Number(Number::parse_plain("0.82").unwrap()));
    let range = prompt.query("80% s.d. 90%", Due::Of(Type::Range(UnitId::PERCENT)));
    assert!(matches!(prompt.value(&range), Value::Range(_)));
    // Where a range is due one figure is both ends.
    let both = prompt.query("80%", Due::Of(Type::Range(UnitId::PERCENT)));
    assert!(matches!(prompt.value(&both), Value::Range(_)));
    let out = prompt.ask("tidak berlaku", Due::Of(Type::Number(UnitId::PERCENT)));
    assert!(matches!(out, Ok(Asked::NotApplicable)), "{out:?}");
}

#[test]
fn codes_sets_and_names_are_told_apart() {
    let mut prompt = Prompt::new();
    for code in ["S1", "S1.1", "rata", "hadir"] {
        let Ok(Asked::Item(item)) = prompt.ask(code, Due::Anything) else { panic!("{code}") };
        assert_eq!(prompt.rules.latest().unwrap().full_code(item), code);
    }
    let Ok(Asked::Set(members)) = prompt.ask("indikator", Due::Anything) else { panic!() };
    assert_eq!(members.len(), 2);
    assert!(members.iter().all(|(_, query)| query.is_none()));
    let Ok(Asked::Set(members)) = prompt.ask("S1.indikator.capaian", Due::Anything) else { panic!() };
    let values: Vec<Value> = members.iter().map(|(_, query)| prompt.value(query.as_ref().unwrap())).collect();
    assert_eq!(values, ["0.75", "1"].map(|v| Value::Number(Number::parse_plain(v).unwrap())));
    let Ok(Asked::Declared(place)) = prompt.ask("mutu", Due::Anything) else { panic!() };
    assert!(prompt.sources.excerpt(place).starts_with("skala mutu"));
}

/// The code of the one mistake, and the text that it underlines.
fn mistake(prompt: &mut Prompt, text: &str, due: Due) -> (u16, String) {
    let told = prompt.ask(text, due).unwrap_err();
    let [told] = told.as_slice() else { panic!("{text}: {told:?}") };
    let Place::Rules(span) = told.place else { panic!("{told:?}") };
    assert_eq!(prompt.sources.name(span.file), "»", "{:?}", told.message.tell(Language::Indonesian));
    (told.code().0, prompt.sources.excerpt(span).to_owned())
}

#[test]
fn mistakes_underline_what_was_typed() {
    let mut prompt = Prompt::new();
    let due = Due::Anything;
    assert_eq!(mistake(&mut prompt, "S1.1.capaian ≥ 91", due), (301, "91".to_owned()));
    assert_eq!(mistake(&mut prompt, "1% + S9.capaian", due).1, "S9.capaian");
    assert_eq!(mistake(&mut prompt, "S1.1.kategori = \"Bagus\"", due).1, "\"Bagus\"");
    assert_eq!(mistake(&mut prompt, "S1.1.capaian", Due::Condition).1, "S1.1.capaian");
    assert_eq!(mistake(&mut prompt, "5 orang", Due::Of(Type::Number(UnitId::PERCENT))).1, "orang");
    // Only a part of the line is the question; places are those of the line.
    let line = "andai S1.1.target = 95";
    let file = prompt.sources.add("»", line);
    let part = Span::new(file, line.find("95").unwrap(), line.len());
    let model = prompt.rules.model_mut(0).unwrap();
    let told = prompt.desk.ask(0, model, &prompt.sources, part, Due::Of(Type::Number(UnitId::PERCENT))).unwrap_err();
    let Place::Rules(span) = told[0].place else { panic!() };
    assert_eq!(prompt.sources.line_column(span), (1, 21));
}

//! The examples of docs/bahasa.md, run: what the reference says of the language holds.
//!
//! The first words after the fence say what is expected of a block:
//!
//! - `takar`: a whole file; it builds without any finding, and every `uji` in it holds;
//! - `takar galat T0203`: it does not build, and that is one of the messages;
//! - `takar ingat T0312`: it builds, with that finding (or `saran`); its `uji` hold;
//! - `takar lanjutan`: appended to the whole file before it;
//! - `takar berkas=skala.takar`: a file that the blocks after it can use;
//! - `csv` or `json`, then `data=FILE`: data for the whole file before it, and the `hasil` block after it says what comes out;
//! - `text`: not run.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use takar::data::{DataInput, DataOptions, DataSource, Sink};
use takar::diagnostic::Severity;
use takar::evaluate::{Evaluator, Fact, Facts, Origin, Outcome};
use takar::message::Language;
use takar::model::{Built, Expected, InMemory, Model, Property, Type, UnitId, build};
use takar::number::Cut;
use takar::syntax::ast::ExpectedState;
use takar::value::Value;

struct Block<'a> {
    line: usize,
    info: Vec<&'a str>,
    text: String,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for (index, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                open = Some(Block { line: index + 1, info: info.split_whitespace().collect(), text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of the page is not closed");
    blocks
}

#[test]
fn every_example_of_the_reference_holds() {
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut whole = String::new();
    let mut failures: Vec<String> = Vec::new();
    let mut given: Option<(String, String)> = None;
    let mut run = 0;
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/bahasa.md")).unwrap();
    for block in blocks(&page) {
        let mut fail = |what: String| failures.push(format!("docs/bahasa.md:{}: {what}", block.line));
        match block.info.as_slice() {
            ["takar", info @ ..] => {
                run += 1;
                let name = info.iter().find_map(|word| word.strip_prefix("berkas=")).unwrap_or("contoh.takar");
                let text =
                    if info.contains(&"lanjutan") { format!("{whole}\n{}", block.text) } else { block.text.clone() };
                let expected = info.iter().copied().find(|word| word.starts_with("T0"));
                let refused = info.contains(&"galat");
                files.insert(PathBuf::from(name), text.clone());
                if let Err(what) = example(&files, Path::new(name), expected, refused) {
                    fail(what);
                }
                if name == "contoh.takar" && !refused {
                    whole = text;
                }
            }
            ["text", ..] => {}
            [kind @ ("csv" | "json"), info @ ..] => {
                let name = info.iter().find_map(|word| word.strip_prefix("data=")).unwrap_or("data").to_owned();
                given = Some((format!("{name}.{kind}"), block.text.clone()));
            }
            ["hasil"] => match given.take() {
                Some((name, data)) => {
                    if let Err(what) = results(&files, &name, &data, &block.text) {
                        fail(what);
                    }
                }
                None => fail("results without data before them".to_owned()),
            },
            other => fail(format!("a block of an unknown kind: {other:?}")),
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
    assert!(run > 50, "only {run} examples were found");
}

fn example(
    files: &BTreeMap<PathBuf, String>,
    main: &Path,
    expected: Option<&str>,
    refused: bool,
) -> Result<(), String> {
    let built = build(&mut InMemory(files.clone()), main).map_err(|problem| problem.reason())?;
    let told = |least: Severity| -> Vec<String> {
        built.diagnostics.iter().filter(|d| d.severity() >= least).map(|d| wording(&built, d)).collect()
    };
    if let Some(code) = expected {
        if !built.diagnostics.iter().any(|diagnostic| diagnostic.code().to_string() == code) {
            return Err(format!("{code} is not among: {}", told(Severity::Advice).join("; ")));
        }
        // One mistake, one message: otherwise the example shows something else as well.
        if built.diagnostics.iter().any(|diagnostic| diagnostic.code().to_string() != code) {
            return Err(format!("more than {code}: {}", told(Severity::Advice).join("; ")));
        }
    }
    match (&built.model, refused) {
        (None, true) => Ok(()),
        (Some(_), true) => Err("it builds".to_owned()),
        (None, false) => Err(told(Severity::Error).join("; ")),
        (Some(_), false) if expected.is_none() && !told(Severity::Warning).is_empty() => {
            Err(told(Severity::Warning).join("; "))
        }
        (Some(model), false) => tests_hold(&built, model),
    }
}

fn wording(built: &Built, diagnostic: &takar::diagnostic::Diagnostic) -> String {
    let place = match diagnostic.place {
        takar::diagnostic::Place::Rules(span) => built.sources.place(span),
        _ => String::new(),
    };
    format!("{place} {} {}", diagnostic.code(), diagnostic.message.tell(Language::Indonesian).message)
}

fn tests_hold(built: &Built, model: &Model) -> Result<(), String> {
    for test in &model.tests {
        let mut facts = Facts::new(None, test.period, model.codes.len());
        for (slot, value, span) in &test.givens {
            let fact = Fact { value: value.clone(), decimals: 0, origin: Origin::Rules(*span) };
            facts.set(*slot, fact);
        }
        let outcome = Evaluator::new(model).run_also(&facts, &test.order, &mut ());
        for check in &test.checks {
            let value = outcome.value(check.node);
            let holds = match (check.expected, value) {
                (Expected::True, Some(Value::Truth(truth))) => *truth,
                (Expected::State(ExpectedState::Failed), Some(Value::Failed(_))) => true,
                (Expected::State(ExpectedState::Missing), Some(Value::Missing(_))) => true,
                (Expected::State(ExpectedState::NotApplicable), Some(Value::NotApplicable(_))) => true,
                _ => false,
            };
            if !holds {
                let sides = check.sides.map(|(left, right)| (outcome.value(left), outcome.value(right)));
                return Err(format!(
                    "uji \"{}\": `{}` is {value:?}, sides {sides:?}",
                    test.title,
                    built.sources.excerpt(check.span)
                ));
            }
        }
    }
    Ok(())
}

#[derive(Default)]
struct Cases(Vec<Facts>);

impl Sink for Cases {
    fn case(&mut self, facts: Facts) -> ControlFlow<()> {
        self.0.push(facts);
        ControlFlow::Continue(())
    }

    fn restart(&mut self) {
        self.0.clear();
    }
}

/// `KODE capaian kategori` a line, a `-` for no kategori; or `KODE` and a state.
fn results(files: &BTreeMap<PathBuf, String>, name: &str, data: &str, expected: &str) -> Result<(), String> {
    let built = build(&mut InMemory(files.clone()), Path::new("contoh.takar")).map_err(|problem| problem.reason())?;
    let model = built.model.as_ref().ok_or("the ruleset does not build")?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let file = folder.path().join(name);
    std::fs::write(&file, data).map_err(|error| error.to_string())?;
    let inputs = [DataInput { alias: None, source: DataSource::File(file) }];
    let mut cases = Cases::default();
    let report = takar::data::read(&inputs, &model.catalog(), &DataOptions::default(), &mut cases)
        .map_err(|problem| problem.error.to_string())?;
    if let Some(diagnostic) = report.diagnostics.first() {
        return Err(diagnostic.message.tell(Language::Indonesian).message);
    }
    let [facts] = cases.0.as_slice() else { return Err(format!("{} cases", cases.0.len())) };
    let outcome = Evaluator::new(model).run(facts, &mut ());
    for line in expected.lines() {
        let found = result(model, &outcome, line.split_whitespace().next().unwrap_or(""));
        if found.as_deref() != Some(line) {
            return Err(format!("`{line}` is {found:?}"));
        }
    }
    Ok(())
}

fn result(model: &Model, outcome: &Outcome, code: &str) -> Option<String> {
    let (id, item) = model.results().find(|(_, item)| item.code == code)?;
    let achievement = item.properties[Property::Achievement as usize]?;
    let shown = match (outcome.value(achievement)?, model.node(achievement).ty) {
        (Value::Number(number), Type::Number(unit)) => {
            let sign = if unit == UnitId::PERCENT { "%" } else { "" };
            format!("{}{sign}", number.shift10(model.units.shift(unit)).to_indonesian(30, Cut::Truncate))
        }
        (Value::Missing(_), _) => return Some(format!("{code} kosong")),
        (Value::NotApplicable(_), _) => return Some(format!("{code} tidak_berlaku")),
        (Value::Failed(_), _) => return Some(format!("{code} galat")),
        _ => return None,
    };
    let rating = match (outcome.property(model, id, Property::Category), item.properties[Property::Category as usize]) {
        (Some(Value::Label(label)), Some(node)) => match model.node(node).ty {
            Type::Label(scale) => model.scale(scale).bands.get(label.0 as usize)?.label.clone(),
            _ => return None,
        },
        _ => "-".to_owned(),
    };
    Some(format!("{code} {shown} {rating}"))
}

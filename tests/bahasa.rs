//! The examples of docs/bahasa.md, run: what the reference says of the language holds.
//!
//! The first words after the fence say what is expected of a block:
//!
//! - `takar`: a whole file; it builds without any finding, and every `uji` in it holds;
//! - `takar galat T0203`: it does not build, and that is one of the messages;
//! - `takar ingat T0312`: it builds, with that finding (or `saran`); its `uji` hold;
//! - `takar lanjutan`: appended to the whole file before it;
//! - `takar berkas=skala.takar`: a file that the blocks after it can use;
//! - `csv` or `json`: data for the whole file before it (with `p=…`: for the ruleset used `sebagai p`), and the `hasil`
//!   block after it says what comes out; with `galat T0628` it is refused with that code;
//! - `text`: not run.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use takar::data::{DataInput, DataOptions, DataSource, ReadReport, Sink};
use takar::diagnostic::{Diagnostic, Severity};
use takar::evaluate::{Evaluator, Facts, Outcome};
use takar::message::Language;
use takar::model::{Built, InMemory, Model, Options, Property, Type, UnitId, build, build_with};
use takar::number::Cut;
use takar::tools::check::{self, Collection, Filter};
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
    let mut given: Vec<Data> = Vec::new();
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
            [format @ ("csv" | "json"), info @ ..] => {
                let alias = info.iter().find_map(|word| word.strip_suffix("=…")).map(str::to_owned);
                given.push(Data { alias, format: (*format).to_owned(), text: block.text.clone() });
                if let Some(code) = info.iter().find(|word| word.starts_with("T0"))
                    && let Err(what) = refused_data(&whole, &files, std::mem::take(&mut given), code)
                {
                    fail(what);
                }
            }
            ["hasil"] => {
                if let Err(what) = results(&whole, &files, std::mem::take(&mut given), &block.text) {
                    fail(what);
                }
            }
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
    let built = build(&mut InMemory(files.clone()), main).map_err(|problem| format!("{problem:?}"))?;
    let found = findings(files, main)?;
    let told = |least: Severity| -> Vec<String> {
        found.iter().filter(|d| d.severity() >= least).map(|d| wording(&built, d)).collect()
    };
    if let Some(code) = expected {
        if !found.iter().any(|diagnostic| diagnostic.code().to_string() == code) {
            return Err(format!("{code} is not among: {}", told(Severity::Advice).join("; ")));
        }
        // One mistake, one message: otherwise the example shows something else as well.
        let further = |diagnostic: &&Diagnostic| {
            let other = diagnostic.code().to_string();
            other != code && other != WITHOUT_BASIS
        };
        if found.iter().any(|diagnostic| further(&diagnostic)) {
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

/// The examples show the language, and cite no regulations.
const WITHOUT_BASIS: &str = "T0817";

/// What `takar periksa` tells of an example.
fn findings(files: &BTreeMap<PathBuf, String>, main: &Path) -> Result<Vec<Diagnostic>, String> {
    let files = &mut InMemory(files.clone());
    let built = build_with(files, main, &Options::default()).map_err(|problem| format!("{problem:?}"))?;
    let checked = check::run(&built.rules, &built.diagnostics, &built.sources);
    let mut collection = Collection::default();
    collection.add(checked, &Rc::new(built.sources));
    let report = collection.finish(&Filter::default());
    Ok(report.told.into_iter().map(|told| told.diagnostic).collect())
}

fn wording(built: &Built, diagnostic: &Diagnostic) -> String {
    let place = match diagnostic.place {
        takar::diagnostic::Place::Rules(span) => built.sources.place(span),
        _ => String::new(),
    };
    format!("{place} {} {}", diagnostic.code(), diagnostic.message.tell(Language::Indonesian).message)
}

fn tests_hold(built: &Built, model: &Model) -> Result<(), String> {
    let mut failures = Vec::new();
    for test in takar::tools::test::run(model, &built.sources, Language::Indonesian) {
        for failure in &test.failures {
            let told = failure.message.tell(Language::Indonesian);
            failures.push(format!("{} ({})", told.message, told.label));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("; ")) }
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

struct Data {
    alias: Option<String>,
    format: String,
    text: String,
}

/// The main example with data: what was read, and how.
fn read(model: &Model, given: Vec<Data>) -> Result<(Vec<Facts>, ReadReport), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut inputs = Vec::new();
    for (index, data) in given.into_iter().enumerate() {
        let file = folder.path().join(format!("data{index}.{}", data.format));
        std::fs::write(&file, data.text).map_err(|error| error.to_string())?;
        inputs.push(DataInput { alias: data.alias, source: DataSource::File(file) });
    }
    let mut cases = Cases::default();
    let report = takar::data::read(&inputs, &model.catalog().into(), &DataOptions::default(), &mut cases)
        .map_err(|problem| problem.error.to_string())?;
    Ok((cases.0, report))
}

fn main_example(whole: &str, files: &BTreeMap<PathBuf, String>) -> Result<Model, String> {
    let mut files = files.clone();
    files.insert(PathBuf::from("contoh.takar"), whole.to_owned());
    let built = build(&mut InMemory(files), Path::new("contoh.takar")).map_err(|problem| format!("{problem:?}"))?;
    built.model.ok_or_else(|| "the ruleset does not build".to_owned())
}

fn refused_data(whole: &str, files: &BTreeMap<PathBuf, String>, given: Vec<Data>, code: &str) -> Result<(), String> {
    let (_, report) = read(&main_example(whole, files)?, given)?;
    let codes: Vec<String> = report.diagnostics.iter().map(|diagnostic| diagnostic.code().to_string()).collect();
    if codes == [code] { Ok(()) } else { Err(format!("{code} is due, there is {codes:?}")) }
}

/// Each line is `KODE capaian kategori`, with a `-` for no kategori; or `KODE` and a state; or `pastikan` and the states of
/// all conditions in order.
fn results(whole: &str, files: &BTreeMap<PathBuf, String>, given: Vec<Data>, expected: &str) -> Result<(), String> {
    let model = &main_example(whole, files)?;
    let (cases, report) = read(model, given)?;
    if let Some(diagnostic) = report.diagnostics.first() {
        return Err(diagnostic.message.tell(Language::Indonesian).message);
    }
    let [facts] = cases.as_slice() else { return Err(format!("{} cases", cases.len())) };
    let outcome = Evaluator::new(model).run(facts, &mut ());
    if !outcome.conflicts.is_empty() {
        return Err("the data contradicts the rules".to_owned());
    }
    for line in expected.lines() {
        let found = match line.split_whitespace().next() {
            Some("pastikan") => Some(conditions(model, &outcome)),
            code => result(model, &outcome, code.unwrap_or("")),
        };
        if found.as_deref() != Some(line) {
            return Err(format!("`{line}` is {found:?}"));
        }
    }
    Ok(())
}

fn conditions(model: &Model, outcome: &Outcome) -> String {
    model.conditions.iter().fold("pastikan".to_owned(), |line, condition| {
        let state = match outcome.value(condition.node) {
            Some(Value::Truth(true) | Value::NotApplicable(_)) => "lulus",
            Some(Value::Missing(_)) => "kosong",
            _ => "gagal",
        };
        format!("{line} {state}")
    })
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

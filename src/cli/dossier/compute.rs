//! Computes the results of a folder, from what lies in it.

use super::correct::{Correction, Earlier};
use super::manifest::Manifest;
use super::{RESULTS, STANDARD, cannot_read, cannot_write, fail, options};
use crate::cli::exit::Exit;
use crate::cli::files::Disk;
use crate::cli::load::Ruleset;
use crate::cli::options::command;
use crate::cli::realization::{Realization, Visitor};
use crate::cli::terminal::Terminal;
use crate::evaluate::{Conflict, DataFiles, Evaluator, Facts, Recording};
use crate::explain::Explainer;
use crate::message::Language;
use crate::model::{Files, ItemKind, ReadProblem};
use crate::render::explanation::json;
use crate::render::figure::DecimalSign;
use crate::render::outcome::{Case, Sheet, State, Verdict};
use crate::render::outcome_csv::{Column, CsvWriter, Dialect};
use crate::render::outcome_json::{JsonWriter, RulesetHead};
use crate::value::period::Period;
use clap::ArgMatches;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is written at once.
const CHUNK: usize = 256 << 10;

/// The results of a folder: what the manifest says of them.
#[derive(Debug, Default)]
pub struct Computed {
    /// How much there is of what.
    pub counts: Vec<(&'static str, u64)>,
    /// The periods that were evaluated.
    pub periods: Vec<String>,
    /// Name, title and hash of the ruleset.
    pub ruleset: (String, Option<String>, String),
    /// The files that all of it was computed from.
    pub read: BTreeSet<String>,
    /// Whether something is *galat*, or a `pastikan` does not hold.
    pub fails: bool,
    /// Of a correction: how much has changed.
    pub corrected: Option<String>,
    /// Of a correction: whether anything has.
    pub changes: bool,
}

/// Rules that lie in a folder, with the standard rulesets beside them.
#[derive(Debug, Default)]
pub struct Kept {
    /// The folder; empty: the working folder.
    pub folder: PathBuf,
    /// What was read of it.
    pub read: BTreeSet<String>,
}

impl Files for Kept {
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem> {
        let text = Disk.read(path)?;
        self.read.insert(path.to_string_lossy().into_owned());
        Ok(text)
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        Disk.canonical(path)
    }

    fn standard(&mut self, name: &str) -> Option<String> {
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        let inside = is_name.then(|| format!("{STANDARD}/{name}.takar"))?;
        let text = Disk.read(&self.folder.join(&inside)).ok()?;
        self.read.insert(inside);
        Some(text)
    }
}

/// The working folder, until this goes.
struct Inside(PathBuf);

impl Inside {
    fn enter(folder: &Path) -> io::Result<Self> {
        let before = std::env::current_dir()?;
        std::env::set_current_dir(folder)?;
        Ok(Self(before))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        // Where it is gone there is nothing to go back to.
        let _ = std::env::set_current_dir(&self.0);
    }
}

/// The command line that reads the data of a manifest, as `tutup` takes it.
pub fn arguments(manifest: &Manifest, prefix: &str, terminal: &Terminal) -> Result<ArgMatches, Exit> {
    let mut words: Vec<OsString> = vec!["takar".into(), "tutup".into(), manifest.ruleset.file.clone().into()];
    for (alias, file) in &manifest.data {
        let alias = alias.as_ref().map_or_else(String::new, |alias| format!("{alias}="));
        words.push(format!("--data={alias}{prefix}{file}").into());
    }
    words.extend(manifest.ruleset.amendments.iter().map(|file| OsString::from(format!("--perubahan={file}"))));
    words.extend(options::words(&manifest.options));
    let matches = command(terminal.language).try_get_matches_from(words);
    let matches = matches.map_err(|error| crate::cli::usage::answer(&error, terminal))?;
    matches.subcommand_matches("tutup").cloned().ok_or(Exit::Usage)
}

/// Computes what a manifest describes, into another folder's `hasil`. `folder` and `into` are absolute.
pub fn compute(
    folder: &Path,
    manifest: &Manifest,
    earlier: Option<&Earlier>,
    into: &Path,
    terminal: &Terminal,
) -> Result<Computed, Exit> {
    let into = into.join(RESULTS);
    std::fs::create_dir_all(&into).map_err(|error| fail(terminal, cannot_write(&into, &error), Exit::Files))?;
    let _inside = Inside::enter(folder).map_err(|error| fail(terminal, cannot_read(folder, &error), Exit::Files))?;
    let language = if manifest.language == "en" { Language::English } else { Language::Indonesian };
    let matches = arguments(manifest, "", terminal)?;
    let mut kept = Kept::default();
    let ruleset = Ruleset::load_from(&mut kept, OsStr::new(&manifest.ruleset.file), &matches, terminal)?;
    let realization = Realization::new(&matches, &ruleset, terminal)?;
    let files = realization.files().clone();
    let no_files = DataFiles::default();
    let places = 0..ruleset.rules.eras().len();
    let sheets: Vec<Option<Sheet<'_>>> =
        places.map(|place| ruleset.view(place, &no_files, language).map(Sheet::new)).collect();
    let latest = sheets.iter().flatten().next_back().ok_or(Exit::Rules)?;
    let head = RulesetHead::new(&ruleset, &latest.view);
    let ruled = (head.name.clone(), head.title.clone(), head.hash.clone());
    let dialect = match realization.english_numerals {
        true => Dialect { delimiter: b',', sign: DecimalSign::Dot },
        false => Dialect { delimiter: b';', sign: DecimalSign::Comma },
    };
    let explained = matches.get_one::<String>("penjelasan").map_or("lengkap", String::as_str);
    let outs = Outs::create(&into, explained != "tidak")
        .map_err(|(path, error)| fail(terminal, cannot_write(&path, &error), Exit::Files))?;
    let correction = match earlier {
        Some(earlier) => Some(Correction::begin(earlier, &ruleset, &into, terminal)?),
        None => None,
    };
    let mut run = Run {
        ruleset: &ruleset,
        sheets: &sheets,
        evaluators: sheets
            .iter()
            .enumerate()
            .map(|(place, sheet)| Some(Evaluator::among(sheet.as_ref()?.view.model, &ruleset.rules, place)))
            .collect(),
        files: &files,
        json: JsonWriter::new(latest, head, false).as_of(&manifest.version),
        csv: CsvWriter::new(latest, Column::all().into_iter().collect(), dialect),
        brief: explained == "ringkas",
        language,
        outs,
        correction,
        counts: Counts::default(),
        trouble: None,
    };
    run.begin();
    let report = realization.read(&mut run, &ruleset, terminal);
    if let Some((path, error)) = run.trouble.take() {
        return Err(fail(terminal, cannot_write(&path, &error), Exit::Files));
    }
    let has_bad_data = report?;
    let written = run.json.end(&mut run.outs.json.1);
    run.note(written, |outs| &outs.json.0);
    if let Some((path, error)) = run.trouble.take() {
        return Err(fail(terminal, cannot_write(&path, &error), Exit::Files));
    }
    run.outs.finish().map_err(|(path, error)| fail(terminal, cannot_write(&path, &error), Exit::Files))?;
    let mut computed = Computed { ruleset: ruled, read: kept.read, ..run.counts.told() };
    computed.read.extend(manifest.data.iter().map(|(_, file)| file.clone()));
    computed.fails |= has_bad_data;
    if let (Some(correction), Some(earlier)) = (run.correction, earlier) {
        let summary = correction.finish(earlier, &ruleset, &manifest.version, &files, language, terminal)?;
        (computed.corrected, computed.changes) = (Some(summary.0), summary.1);
    }
    Ok(computed)
}

/// What results are written to.
struct Outs {
    json: (PathBuf, BufWriter<File>),
    csv: (PathBuf, BufWriter<File>),
    explanations: Option<(PathBuf, BufWriter<File>)>,
}

type Trouble = (PathBuf, io::Error);

/// A file that can be written and was not there.
pub fn create(path: PathBuf) -> Result<(PathBuf, BufWriter<File>), Trouble> {
    match File::create_new(&path) {
        Ok(file) => Ok((path, BufWriter::with_capacity(CHUNK, file))),
        Err(error) => Err((path, error)),
    }
}

/// Whether all of it is on the disk.
pub fn close((path, out): (PathBuf, BufWriter<File>)) -> Result<(), Trouble> {
    let closed = out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all());
    closed.map_err(|error| (path, error))
}

impl Outs {
    fn create(folder: &Path, explained: bool) -> Result<Self, Trouble> {
        Ok(Self {
            json: create(folder.join("hasil.json"))?,
            csv: create(folder.join("hasil.csv"))?,
            explanations: match explained {
                true => Some(create(folder.join("penjelasan.jsonl"))?),
                false => None,
            },
        })
    }

    fn restart(&mut self) -> Result<(), Trouble> {
        let all = [Some(&mut self.json), Some(&mut self.csv), self.explanations.as_mut()];
        for (path, out) in all.into_iter().flatten() {
            let emptied = out.flush().and_then(|()| {
                use std::io::Seek;
                out.get_mut().set_len(0)?;
                out.get_mut().rewind()
            });
            emptied.map_err(|error| (path.clone(), error))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Trouble> {
        close(self.json)?;
        close(self.csv)?;
        self.explanations.map_or(Ok(()), close)
    }
}

/// What the manifest counts.
#[derive(Debug, Default)]
struct Counts {
    cases: u64,
    units: u64,
    unit: Option<Option<Arc<str>>>,
    states: BTreeMap<&'static str, u64>,
    must: BTreeMap<&'static str, u64>,
    should: BTreeMap<&'static str, u64>,
    explanations: u64,
    periods: BTreeSet<Period>,
    fails: bool,
}

impl Counts {
    fn told(self) -> Computed {
        let of = |counts: &BTreeMap<&'static str, u64>, name| counts.get(name).copied().unwrap_or_default();
        let counts = vec![
            ("kasus", self.cases),
            ("unit", self.units),
            ("nilai", of(&self.states, "nilai")),
            ("kosong", of(&self.states, "kosong")),
            ("tidak_berlaku", of(&self.states, "tidak_berlaku")),
            ("galat", of(&self.states, "galat")),
            ("pastikan_lulus", of(&self.must, "lulus")),
            ("pastikan_gagal", of(&self.must, "gagal") + of(&self.must, "galat")),
            ("ingatkan_gagal", of(&self.should, "gagal") + of(&self.should, "galat")),
            ("penjelasan", self.explanations),
        ];
        let periods = self.periods.iter().map(ToString::to_string).collect();
        Computed { counts, periods, fails: self.fails, ..Computed::default() }
    }
}

/// Evaluates and writes case after case.
struct Run<'m> {
    ruleset: &'m Ruleset,
    sheets: &'m [Option<Sheet<'m>>],
    evaluators: Vec<Option<Evaluator<'m>>>,
    files: &'m DataFiles,
    json: JsonWriter<'m>,
    csv: CsvWriter<'m>,
    /// `--penjelasan ringkas`
    brief: bool,
    language: Language,
    outs: Outs,
    correction: Option<Correction>,
    counts: Counts,
    trouble: Option<Trouble>,
}

impl Run<'_> {
    fn begin(&mut self) {
        self.counts = Counts::default();
        let written = self.json.begin(&mut self.outs.json.1);
        self.note(written, |outs| &outs.json.0);
        let written = self.csv.begin(&mut self.outs.csv.1);
        self.note(written, |outs| &outs.csv.0);
    }

    fn note(&mut self, written: io::Result<()>, path: fn(&Outs) -> &PathBuf) {
        if let Err(error) = written {
            self.trouble = Some((path(&self.outs).clone(), error));
        }
    }

    fn explain(&mut self, place: usize, facts: &Facts, recording: &Recording) -> io::Result<()> {
        let Some(view) = self.ruleset.view(place, self.files, self.language) else { return Ok(()) };
        let Some((_, out)) = &mut self.outs.explanations else { return Ok(()) };
        let explainer = Explainer::new(view.model, facts, recording).at_place(place);
        let items = view.model.results().filter(|(_, item)| item.kind != ItemKind::Data);
        let items = items.map(|(id, _)| explainer.item(id));
        let conditions = (0..view.model.conditions.len()).filter_map(|condition| explainer.condition(condition));
        let shape = if self.brief { json::brief } else { json::entry };
        for explanation in items.chain(conditions) {
            let period = facts.period.map(|period| period.to_string());
            serde_json::to_writer(&mut *out, &shape(&view, &explanation, facts.unit.as_deref(), period))?;
            out.write_all(b"\n")?;
            self.counts.explanations += 1;
        }
        Ok(())
    }

    fn count(&mut self, sheet: &Sheet<'_>, facts: &Facts, outcome: &crate::evaluate::Outcome) {
        let counts = &mut self.counts;
        counts.cases += 1;
        if counts.unit.as_ref() != Some(&facts.unit) {
            counts.units += 1;
            counts.unit = Some(facts.unit.clone());
        }
        counts.periods.extend(facts.period);
        for row in &sheet.rows {
            *counts.states.entry(row.state(outcome).0.name()).or_default() += 1;
        }
        counts.fails |= sheet.state(outcome) == State::Failed;
        for condition in &sheet.view.model.conditions {
            let verdict = Verdict::of(outcome.value(condition.node));
            let kind = if condition.must { &mut counts.must } else { &mut counts.should };
            *kind.entry(verdict.name()).or_default() += 1;
            counts.fails |= condition.must && verdict.fails();
        }
    }
}

impl Visitor for Run<'_> {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let place = self.ruleset.place_for(facts.period);
        let Some(place) = place else { return Vec::new() };
        let sheets = self.sheets;
        let Some(sheet) = sheets.get(place).and_then(Option::as_ref) else { return Vec::new() };
        let Some(evaluator) = self.evaluators.get_mut(place).and_then(Option::as_mut) else { return Vec::new() };
        let mut recording = self.outs.explanations.as_ref().map(|_| Recording::new(sheet.view.model));
        let mut outcome = match &mut recording {
            Some(recording) => evaluator.run(facts, recording),
            None => evaluator.run(facts, &mut ()),
        };
        let conflicts = std::mem::take(&mut outcome.conflicts);
        self.count(sheet, facts, &outcome);
        let case = Case { facts, outcome: &outcome, fragile: None };
        self.json.turn_to(sheet);
        let written = self.json.case(&mut self.outs.json.1, case);
        self.note(written, |outs| &outs.json.0);
        self.csv.turn_to(sheet);
        let written = self.csv.case(&mut self.outs.csv.1, case);
        self.note(written, |outs| &outs.csv.0);
        if let Some(recording) = &recording {
            let written = self.explain(place, facts, recording);
            self.note(written, |outs| outs.explanations.as_ref().map_or(&outs.json.0, |(path, _)| path));
        }
        if let Some(correction) = &mut self.correction {
            correction.case(facts);
        }
        conflicts
    }

    fn restart(&mut self) {
        if let Err(trouble) = self.outs.restart() {
            self.trouble = Some(trouble);
        }
        if let Some(correction) = &mut self.correction {
            correction.restart();
        }
        self.begin();
    }

    fn stopped(&self) -> bool {
        self.trouble.is_some()
    }
}

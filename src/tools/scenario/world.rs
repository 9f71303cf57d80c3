//! A ruleset with what is supposed of its rules, built so that more can be asked of it.

use super::rules::{Head, Piece, RuleChange};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::evaluate::beside;
use crate::evaluate::{Evaluator, Fact, Facts, Outcome};
use crate::model::build::base_of;
use crate::model::{Codes, Desk, Files, Model, Options, ReadProblem, Rules, build_to_ask};
use crate::number::Number;
use crate::source::{FileId, Sources, Span};
use crate::value::operator::Consolidation;
use crate::value::period::{Granularity, Period};
use crate::value::{CodeId, Date, Frame, Slot, Value};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Which ruleset, and what it is built with.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// Its file.
    pub main: PathBuf,
    /// Amendments and the day whose rules hold.
    pub options: Options,
}

/// A ruleset as a session evaluates it.
#[derive(Default)]
pub struct World {
    /// Its rules. All of them are valid.
    pub rules: Rules,
    /// What questions are compiled with.
    pub desk: Desk,
    /// Its texts, and what was typed.
    pub sources: Sources,
    /// `--tanggal`: the day whose rules hold, whatever the period.
    pub day: Option<Date>,
}

/// The rules that a line speaks of, among all sets of rules: `pada` reads those in force in its period.
#[derive(Clone, Copy)]
pub struct Ruled<'w> {
    /// The rules.
    pub model: &'w Model,
    /// All sets of rules.
    pub rules: &'w Rules,
    /// The place of the rules among them.
    pub place: usize,
    /// Their texts.
    pub sources: &'w Sources,
}

impl<'w> Ruled<'w> {
    /// The rules at a place; none where they cannot be evaluated.
    pub fn at(rules: &'w Rules, place: usize, sources: &'w Sources) -> Option<Self> {
        Some(Self { model: rules.eras().get(place)?.model.as_ref()?, rules, place, sources })
    }

    /// An evaluator of them.
    pub fn evaluator(self) -> Evaluator<'w> {
        Evaluator::among(self.model, self.rules, self.place)
    }
}

/// What is wrong, with the texts that it points into.
pub struct Trouble {
    /// What is told.
    pub told: Vec<Diagnostic>,
    /// The texts.
    pub sources: Sources,
}

impl Trouble {
    /// Something that has no place.
    pub fn nowhere(message: impl Into<crate::message::Message>) -> Self {
        Self { told: vec![Diagnostic::nowhere(message)], sources: Sources::default() }
    }
}

/// What is supposed of the rules while they are built.
#[derive(Debug, Clone, Copy)]
pub struct Supposed<'s> {
    /// The changes.
    pub changes: &'s [RuleChange],
    /// The first day on which they hold ([`World::next_amendment`]).
    pub from: Option<Date>,
    /// The name of what was typed, and its text.
    pub line: (&'s str, &'s str),
}

/// What messages call the amendment that a scenario is.
const NAME: &str = "skenario";

impl World {
    /// Builds a ruleset. `codes` are those that its facts are keyed by.
    ///
    /// # Errors
    /// What is wrong with it. Places in what was typed now are those of the typed line.
    pub fn build(
        files: &mut dyn Files,
        setup: &Setup,
        supposed: Option<Supposed<'_>>,
        codes: &Codes,
    ) -> Result<Self, Box<Trouble>> {
        let mut options = Options { only_ruleset: true, codes: codes.clone(), ..setup.options.clone() };
        let day = options.day;
        let supposed = supposed.filter(|supposed| !supposed.changes.is_empty());
        let (built, pieces) = match supposed {
            None => (build_to_ask(files, &setup.main, &options), Vec::new()),
            Some(supposed) => {
                let base = setup.main.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                let head = Head {
                    name: NAME.to_owned(),
                    title: NAME.to_owned(),
                    base,
                    from: supposed.from,
                    ..Head::default()
                };
                let (text, pieces) = RuleChange::amendment(supposed.changes, &head);
                let path = setup.main.parent().map_or_else(PathBuf::new, Path::to_path_buf).join(NAME);
                options.amendments.push(path.clone());
                let mut files = Beside { files, path, text };
                (build_to_ask(&mut files, &setup.main, &options), pieces)
            }
        };
        let (built, desk) = built.map_err(|problem| {
            let path = setup.main.display().to_string();
            Box::new(Trouble::nowhere(crate::message::files::FilesMessage::CannotRead { path, why: problem.reason() }))
        })?;
        let mut told: Vec<Diagnostic> =
            built.diagnostics.iter().filter(|told| told.severity() == Severity::Error).cloned().collect();
        told.extend(built.outside(day));
        // Rules that are whole at no time of the data are told when a period needs them.
        if told.is_empty() && built.rules.latest().is_none() {
            told = built.rules.eras().last().map(crate::model::Era::obstacles).unwrap_or_default();
        }
        if told.is_empty() {
            return Ok(Self { rules: built.rules, desk, sources: built.sources, day });
        }
        let mut sources = built.sources;
        if let Some(supposed) = supposed {
            let amendment = sources.files().find(|file| is_scenario(sources.name(*file), setup));
            let line = sources.add(supposed.line.0, supposed.line.1);
            if let Some(amendment) = amendment {
                told.iter_mut().for_each(|told| to_typed(told, amendment, &pieces, line));
            }
        }
        Err(Box::new(Trouble { told, sources }))
    }

    /// The place of the rules that a period is evaluated by.
    pub fn place_for(&self, period: Option<Period>) -> Option<usize> {
        self.rules.place_for(period, self.day)
    }

    /// The rules that a period is evaluated by.
    pub fn model_for(&self, period: Option<Period>) -> Option<&Model> {
        self.ruled_for(period).map(|ruled| ruled.model)
    }

    /// The same, among all sets of rules.
    pub fn ruled_for(&self, period: Option<Period>) -> Option<Ruled<'_>> {
        Ruled::at(&self.rules, self.place_for(period)?, &self.sources)
    }

    /// The first day on which one more amendment holds: after all that are there, so that it applies last.
    pub fn next_amendment(&self) -> Option<Date> {
        let dates = self.rules.models().flat_map(|model| model.amendments.iter().filter_map(|known| known.from));
        dates.max().and_then(|last| last.tomorrow().ok())
    }

    /// Whether the cells of the data mean the same by other rules.
    pub fn reads_like(&self, other: &Self) -> bool {
        let (mine, theirs) = (cells(&self.rules, self.day), cells(&other.rules, other.day));
        // What is taken away or added has no figures that would be read otherwise.
        mine.iter().all(|(code, cell)| theirs.get(code).is_none_or(|other| other == cell))
    }

    /// The results of a case. Where figures of the data merely repeat what rules say, and in this scenario the rules say
    /// something else, they are taken out, and named. `known` says whether a figure contradicts the rules anyway.
    pub fn evaluate(&self, facts: &mut Facts, known: &dyn Fn(Slot) -> bool) -> Option<(Outcome, Vec<Slot>)> {
        let ruled = self.ruled_for(facts.period)?;
        let model = ruled.model;
        let mut taken = Vec::new();
        loop {
            let outcome = ruled.evaluator().run(facts, &mut ());
            let stale: Vec<Slot> = outcome
                .conflicts
                .iter()
                .filter(|conflict| conflict.given.origin != crate::evaluate::Origin::Supposed)
                .map(|conflict| model.slot(conflict.item, conflict.field))
                .filter(|slot| !known(*slot) && !taken.contains(slot))
                .collect();
            if stale.is_empty() {
                return Some((outcome, taken));
            }
            stale.iter().for_each(|slot| take_out(facts, model, *slot));
            taken.extend(stale);
        }
    }
}

/// What the cells of the data mean, by code.
fn cells(rules: &Rules, day: Option<Date>) -> HashMap<CodeId, Vec<String>> {
    let catalogs = rules.catalogs(day);
    let mut cells: HashMap<CodeId, Vec<String>> = HashMap::new();
    let entries = catalogs.eras.iter().filter_map(|era| era.catalog.as_ref()).flat_map(|catalog| &catalog.entries);
    for entry in entries {
        let cell = format!("{:?} {:?} {:?}", entry.kind, entry.target, entry.realization);
        let known = cells.entry(entry.id).or_default();
        if !known.contains(&cell) {
            known.push(cell);
        }
    }
    cells
}

/// Whether a file is the amendment that the scenario is.
fn is_scenario(name: &str, setup: &Setup) -> bool {
    let path = setup.main.parent().map_or_else(PathBuf::new, Path::to_path_buf).join(NAME);
    name == path.to_string_lossy()
}

/// Moves the places of a message from the amendment to what was typed.
fn to_typed(told: &mut Diagnostic, amendment: FileId, pieces: &[Piece], line: FileId) {
    let moved = |span: Span| match span.file == amendment {
        true => Piece::find(pieces, span.start, span.end, line).unwrap_or(span),
        false => span,
    };
    if let Place::Rules(span) = &mut told.place {
        *span = moved(*span);
    }
    told.related.iter_mut().for_each(|(span, _)| *span = moved(*span));
}

/// Files with one more that exists only here.
struct Beside<'f> {
    files: &'f mut dyn Files,
    path: PathBuf,
    text: String,
}

impl Files for Beside<'_> {
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem> {
        if path == self.path { Ok(self.text.clone()) } else { self.files.read(path) }
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        if path == self.path { Ok(self.path.clone()) } else { self.files.canonical(path) }
    }
}

/// Puts a figure of a case into facts, or takes it away. Where the case is a part of a period of the ruleset
/// (`--periode 2024-TW2`), everything that is shown is up to its end, and so is the figure.
pub fn put(facts: &mut Facts, model: &Model, slot: Slot, fact: Option<&Fact>) {
    take_out(facts, model, slot);
    let frame = facts.period.map(|period| Frame::of(period, granularity(model)));
    match fact {
        _ if frame.is_some_and(Frame::is_partial) => facts.suppose_together(slot, fact.cloned()),
        Some(fact) => drop(facts.set(slot, fact.clone())),
        None => {}
    }
}

/// Takes a figure away; figures of parts of the period go with it, for they would say something else.
fn take_out(facts: &mut Facts, model: &Model, slot: Slot) {
    let whole = facts.period.map(|period| Frame::of(period, granularity(model)).whole);
    let inside = |part: &Period| whole.is_some_and(|whole| part.within(whole));
    let parts: Vec<Period> = facts.others().filter_map(|other| other.period).filter(inside).collect();
    for part in parts {
        facts.unset_in(Some(part), slot);
    }
    facts.remove(slot);
}

fn granularity(model: &Model) -> Option<Granularity> {
    model.header().and_then(|header| header.granularity)
}

/// Figures that are supposed up to the end of a part of a period, as those of its parts, which data can hold: of a sum the
/// last part takes what the others of the data leave, of everything else each part is the same.
///
/// # Errors
/// A figure for which there are no such.
pub fn in_parts(mut facts: Facts, model: &Model, data: &Facts) -> Result<Facts, Slot> {
    let Some(period) = facts.period else { return Ok(facts) };
    let frame = Frame::of(period, granularity(model));
    for (slot, fact) in facts.supposed_together().to_vec() {
        // What is still to come stays as it is.
        for other in data.others() {
            let Some(part) = other.period.filter(|part| part.within(frame.whole)) else { continue };
            if let Some(known) = other.get(slot).filter(|_| part.first_day() > period.last_day()) {
                facts.set_in(part, slot, known.clone());
            }
        }
        let Some(fact) = fact else { continue };
        let beside = beside::Beside { model, facts: data, frame: Some(frame) };
        let how = beside.consolidating(slot).how;
        let mut parts = beside.figures(slot).parts;
        if parts.is_empty() {
            parts = frame.parts(period.granularity).map(|part| (part, None)).collect();
        }
        let (last, earlier) = parts.split_last().ok_or(slot)?;
        let mut left = fact.clone();
        for (part, known) in earlier {
            let mut here = fact.clone();
            if let (Consolidation::Sum, Some(total)) = (how, left.value.number()) {
                let known = known.cloned().filter(|known| known.value.number().is_some());
                here = known.unwrap_or_else(|| Fact { value: Value::Number(Number::ZERO), ..fact.clone() });
                let rest = here.value.number().and_then(|here| total.sub(here).ok()).ok_or(slot)?;
                left = Fact { value: Value::Number(rest), decimals: left.decimals.max(here.decimals), ..left };
            } else if how == Consolidation::Sum && matches!(fact.value, Value::Range(_)) {
                return Err(slot);
            }
            facts.set_in(*part, slot, here);
        }
        facts.set_in(last.0, slot, left);
    }
    Ok(facts)
}

/// Whether a file is an amendment.
pub fn is_amendment(files: &mut dyn Files, path: &Path) -> bool {
    base_of(files, path).is_some()
}

//! Rows to cases: unit by unit as they come while the data is grouped by unit, and from memory where it turns out not to be.

use super::columns::Column;
use super::drafts::Drafts;
use super::entry::{Entry, GapPeriod, Interpreter, Said};
use super::options::{DataOptions, FileProblem, ReadReport, Sink};
use super::periods::default_period;
use super::problems::Problems;
use super::source::{Source, Text};
use super::store::Store;
use super::table::Table;
use crate::diagnostic::Diagnostic;
use crate::evaluate::facts::DataFiles;
use crate::message::data::{DataMessage, NotATable};
use crate::message::files::FilesMessage;
use crate::model::catalog::Catalogs;
use crate::nearest::nearest;
use crate::value::period::Period;
use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::ops::ControlFlow;
use std::sync::Arc;

/// So many units are compared with those of `--unit` that have not been found.
const MOST_COMPARED: usize = 200_000;

/// One run over the inputs.
pub(super) struct Run<'a> {
    catalogs: &'a Catalogs,
    options: &'a DataOptions,
    sources: &'a [Source],
    files: &'a DataFiles,
    names: &'a [Arc<str>],
    problems: Problems,
    /// The data of used rulesets.
    used: Vec<Used>,
    /// Whether cases would mean nothing, even with `--lanjut`.
    hopeless: bool,
    wanted: Vec<Wanted>,
    /// Where each name stands among them; a name may be asked for twice.
    wanted_places: HashMap<&'a str, Vec<usize>>,
    /// How many units may still be compared with names that have not been seen.
    comparisons: usize,
    report: ReadReport,
}

/// The data of a ruleset used `sebagai …`.
struct Used {
    file: usize,
    has_units: bool,
    store: Store,
    joined: HashSet<Option<Arc<str>>>,
}

/// A unit of `--unit`.
struct Wanted {
    name: String,
    seen: bool,
    near: Option<Arc<str>>,
}

/// Why reading stops early.
enum Stop {
    /// The sink has enough.
    Enough,
    /// An earlier unit has come back.
    NotGrouped,
}

type Step = ControlFlow<Stop>;

/// Takes a row: its unit, and what it says as far as that could be made out.
type Give<'g, R> = &'g mut dyn FnMut(&mut R, Option<&str>, Said) -> Step;

/// What a file turned out to be.
struct FileKind {
    /// None where that is not known, for want of rows or of a header.
    has_units: Option<bool>,
}

impl<'a> Run<'a> {
    pub fn new(catalogs: &'a Catalogs, options: &'a DataOptions, sources: &'a [Source], files: &'a DataFiles) -> Self {
        let wanted = |name: &String| Wanted { name: name.trim().to_owned(), seen: false, near: None };
        let mut wanted_places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, name) in options.units.iter().enumerate() {
            wanted_places.entry(name.trim()).or_default().push(place);
        }
        Self {
            catalogs,
            options,
            sources,
            files,
            names: files.names(),
            problems: Problems::new(options.listing.clone()),
            used: Vec::new(),
            hopeless: false,
            wanted: options.units.iter().map(wanted).collect(),
            wanted_places,
            comparisons: MOST_COMPARED,
            report: ReadReport { files: files.clone(), ..ReadReport::default() },
        }
    }

    /// Reads everything and gives the cases to the sink.
    pub fn all(mut self, sink: &mut dyn Sink) -> Result<ReadReport, FileProblem> {
        self.read_used()?;
        let main: Vec<usize> = (0..self.sources.len()).filter(|file| self.sources[*file].alias.is_none()).collect();
        if main.is_empty() {
            self.give_from_used(sink);
        } else {
            let mark = self.problems.mark();
            let before = self.report.clone();
            let hopeless = self.hopeless;
            if let Some(Stop::NotGrouped) = self.grouped(&main, sink)? {
                self.problems.back_to(mark);
                self.report = before;
                self.hopeless = hopeless;
                self.used.iter_mut().for_each(|used| used.joined.clear());
                self.options.counters.restart();
                sink.restart();
                self.give_from_memory(&main, sink)?;
            }
            self.tell_not_joined();
        }
        let missing = self.wanted.into_iter().filter(|wanted| !wanted.seen);
        self.report.units_missing =
            missing.map(|wanted| (wanted.name, wanted.near.map(|near| near.to_string()))).collect();
        (self.report.diagnostics, self.report.more) = self.problems.finish(self.names);
        Ok(self.report)
    }

    /// Loads the data of used rulesets.
    fn read_used(&mut self) -> Result<(), FileProblem> {
        for file in 0..self.sources.len() {
            let Some(alias) = &self.sources[file].alias else { continue };
            let prefix = format!("{alias}.");
            if !self.catalogs.aliases.iter().any(|known| known == alias || known.starts_with(&prefix)) {
                let known = self.catalogs.aliases.clone();
                let message = FilesMessage::UnknownAlias { alias: alias.clone(), known };
                self.problems.add(Diagnostic::nowhere(message));
                continue;
            }
            let mut store = Store::default();
            let (kind, _) = self.rows(file, &mut |_, unit, said| {
                store.said(unit, said);
                ControlFlow::Continue(())
            })?;
            let has_units = kind.has_units == Some(true);
            self.used.push(Used { file, has_units, store, joined: HashSet::new() });
        }
        Ok(())
    }

    /// Reads a file and gives its rows on, each with its unit; rows that are wrong without what they say.
    fn rows(&mut self, file: usize, give: Give<'_, Self>) -> Result<(FileKind, Option<Stop>), FileProblem> {
        let (source, name) = (&self.sources[file], &self.names[file]);
        let problem = |error| FileProblem::new(name, error);
        let mut kind = FileKind { has_units: None };
        let text = source.text(self.options)?;
        let (mark, is_text) = (self.problems.mark(), matches!(text, Text::Readable(..)));
        let Some(mut table) = Table::open(text, name, self.options, &mut self.problems).map_err(problem)? else {
            // Of a file that does not even claim to be a table, its first line says nothing.
            if let Some(ending) = source.unknown_ending(self.options).filter(|_| is_text) {
                self.problems.back_to(mark);
                self.problems.at(name, 0, 0, DataMessage::NotATable { kind: NotATable::Ending(ending) });
            }
            self.report.unread.push(name.clone());
            return Ok((kind, None));
        };
        let alias = source.alias.as_deref();
        self.files.set_counting(file as u16, self.problems.place(name, 0, 0).counting);
        let objects = table.is_array();
        let mut interpreter = Interpreter::new(self.catalogs, self.options, alias, file as u16, objects, name);
        if table.has_header() {
            kind.has_units = Some(table.has(Column::Unit));
        }
        let (mut first, before_rows) = (true, self.problems.mark());
        let mut last = 0;
        while table.advance(&mut self.problems).map_err(problem)? {
            if first && table.is_ready() {
                first = false;
                kind.has_units = Some(table.has(Column::Unit));
                if !table.has(Column::Period) && !interpreter.default_is_known(&mut self.problems) {
                    self.hopeless = true;
                }
            }
            self.report.rows += 1;
            self.options.counters.add_rows(1);
            let row = table.row();
            last = row.line;
            let Ok(unit) = interpreter.unit(&table, &row, &mut self.problems) else {
                self.report.unassigned += 1 + row.more_lines;
                continue;
            };
            let before = (interpreter.left_out, interpreter.longer);
            let said = interpreter.said(&table, &row, &mut self.problems);
            self.report.left_out += interpreter.left_out - before.0;
            self.report.longer += interpreter.longer - before.1;
            if let Some(place) = interpreter.unruled.take() {
                self.report.unruled.insert(place);
            }
            if let (Some(_), Some(_)) = (&said.entry, &said.gap) {
                // Rows that went into a cell of this one.
                self.report.unassigned += row.more_lines;
            }
            if let ControlFlow::Break(stop) = give(self, unit, said) {
                return Ok((kind, Some(stop)));
            }
        }
        // An empty array says itself that there are none.
        if first && !objects && self.problems.mark() == before_rows {
            self.problems.at(name, 0, 0, DataMessage::NoRows {});
        }
        interpreter.finish(&mut self.problems);
        if let Some(message) = table.broke_off() {
            self.report.unread.push(name.clone());
            let unit = interpreter.last_unit().map(str::to_owned);
            // What follows may be more of the last unit.
            if unit.is_some() || kind.has_units == Some(false) {
                let gap = Some(interpreter.rest(last + 1, message));
                if let ControlFlow::Break(stop) = give(self, unit.as_deref(), Said { entry: None, gap }) {
                    return Ok((kind, Some(stop)));
                }
            }
        }
        Ok((kind, None))
    }

    /// Gives each unit as soon as the next one begins.
    fn grouped(&mut self, main: &[usize], sink: &mut dyn Sink) -> Result<Option<Stop>, FileProblem> {
        let mut drafts = Drafts::new(self.catalogs, self.options.period, self.names);
        // A hash of each unit is enough: two units with the same one only look as if the data were not grouped.
        let (hasher, mut seen) = (RandomState::new(), HashSet::new());
        let mut current: Option<Option<Arc<str>>> = None;
        let mut kinds = Vec::new();
        for file in main {
            let (kind, stop) = self.rows(*file, &mut |run, unit, said| {
                let known = match &current {
                    Some(known) if known.as_deref() == unit => known,
                    _ => {
                        if let Some(done) = current.take() {
                            run.give(&done, &mut drafts, sink)?;
                        }
                        if !seen.insert(hasher.hash_one(unit)) {
                            return ControlFlow::Break(Stop::NotGrouped);
                        }
                        &*current.insert(unit.map(Arc::from))
                    }
                };
                if let Some(entry) = said.entry {
                    drafts.place(known, entry, true, &mut run.problems);
                }
                if let Some(gap) = said.gap {
                    drafts.gap(known, gap, true);
                }
                ControlFlow::Continue(())
            })?;
            if stop.is_some() {
                return Ok(stop);
            }
            kinds.push((*file, kind));
        }
        self.check_kinds(&kinds);
        if let Some(done) = current
            && let ControlFlow::Break(stop) = self.give(&done, &mut drafts, sink)
        {
            return Ok(Some(stop));
        }
        self.without_rows(&kinds, drafts, sink);
        Ok(None)
    }

    /// Gives the units once everything has been read.
    fn give_from_memory(&mut self, main: &[usize], sink: &mut dyn Sink) -> Result<(), FileProblem> {
        let mut store = Store::default();
        let mut kinds = Vec::new();
        for file in main {
            let (kind, _) = self.rows(*file, &mut |_, unit, said| {
                store.said(unit, said);
                ControlFlow::Continue(())
            })?;
            kinds.push((*file, kind));
        }
        self.check_kinds(&kinds);
        let mut drafts = Drafts::new(self.catalogs, self.options.period, self.names);
        for unit in store.units() {
            for entry in store.rows(unit) {
                drafts.place(unit, entry, true, &mut self.problems);
            }
            for gap in store.gaps(unit) {
                drafts.gap(unit, gap, true);
            }
            if self.give(unit, &mut drafts, sink).is_break() {
                return Ok(());
            }
        }
        self.without_rows(&kinds, drafts, sink);
        Ok(())
    }

    /// Gives cases by the data of used rulesets alone.
    fn give_from_used(&mut self, sink: &mut dyn Sink) {
        let mut units: Vec<Option<Arc<str>>> = Vec::new();
        let mut known = HashSet::new();
        let with_units = self.used.iter().any(|used| used.has_units);
        for used in self.used.iter().filter(|used| used.has_units == with_units) {
            units.extend(used.store.units().filter(|unit| known.insert((*unit).clone())).cloned());
        }
        let mut drafts = Drafts::new(self.catalogs, self.options.period, self.names);
        for unit in units {
            for used in self.used.iter().filter(|used| used.has_units == with_units) {
                used.store.rows(&unit).for_each(|entry| drafts.open(&unit, entry.period, true));
            }
            if self.give(&unit, &mut drafts, sink).is_break() {
                return;
            }
        }
        if !with_units && self.report.cases == 0 {
            self.only_case(drafts, sink);
        }
    }

    /// Gives the one case of data that has neither units nor rows.
    fn without_rows(&mut self, kinds: &[(usize, FileKind)], drafts: Drafts<'_>, sink: &mut dyn Sink) {
        let no_units = kinds.iter().all(|(_, kind)| kind.has_units != Some(true));
        if no_units && self.report.cases == 0 {
            self.only_case(drafts, sink);
        }
    }

    fn only_case(&mut self, mut drafts: Drafts<'_>, sink: &mut dyn Sink) {
        if self.problems.any() {
            return;
        }
        match default_period(self.catalogs, self.options.period) {
            Ok(period) if self.catalogs.for_period(period).is_none() => {
                self.report.unruled.insert(self.catalogs.place_for(period));
            }
            Ok(period) => {
                drafts.open(&None, period, true);
                // There is no more to read, whatever the sink says.
                let _ = self.give(&None, &mut drafts, sink);
            }
            Err(message) => self.problems.add(Diagnostic::nowhere(message)),
        }
    }

    /// A unit is complete.
    fn give(&mut self, unit: &Option<Arc<str>>, drafts: &mut Drafts<'_>, sink: &mut dyn Sink) -> Step {
        self.join(unit, drafts);
        let facts = drafts.finish(unit, &mut self.problems);
        self.report.unassigned += std::mem::take(&mut drafts.homeless);
        let asked_for = self.is_wanted(unit);
        if !asked_for || self.hopeless || (self.problems.any() && !self.options.keep_going) {
            return ControlFlow::Continue(());
        }
        for facts in facts {
            self.report.cases += 1;
            self.options.counters.add_cases(1);
            if sink.case(facts).is_break() {
                return ControlFlow::Break(Stop::Enough);
            }
        }
        ControlFlow::Continue(())
    }

    /// Adds what the data of used rulesets says of this unit in the periods that there are.
    fn join(&mut self, unit: &Option<Arc<str>>, drafts: &mut Drafts<'_>) {
        if self.used.is_empty() {
            return;
        }
        let catalogs = self.catalogs;
        let wanted = self.options.period;
        let case = |period: Option<Period>| period.map(|period| catalogs.row_use(period, wanted));
        let cases: HashSet<_> = drafts.periods().map(case).collect();
        for used in &mut self.used {
            let whose = if used.has_units { unit } else { &None };
            if used.has_units {
                used.joined.insert(unit.clone());
            }
            // What another period reads is joined too, and evaluated only where there is other data of it.
            let joins = |entry: &Entry| !catalogs.reads.is_none() || cases.contains(&case(entry.period));
            for entry in used.store.rows(whose).filter(joins) {
                drafts.place(unit, entry, false, &mut self.problems);
            }
            for gap in used.store.gaps(whose) {
                // What another ruleset's data leaves open opens no period.
                let is_case = |period| drafts.periods().any(|known| known == period);
                if match gap.period {
                    GapPeriod::Known(period) => is_case(period),
                    GapPeriod::Unknown => true,
                } {
                    drafts.gap(unit, gap, false);
                }
            }
        }
    }

    fn is_wanted(&mut self, unit: &Option<Arc<str>>) -> bool {
        if self.wanted.is_empty() {
            return true;
        }
        let Some(unit) = unit else { return false };
        if let Some(places) = self.wanted_places.get(&**unit) {
            places.iter().for_each(|place| self.wanted[*place].seen = true);
            return true;
        }
        for wanted in self.wanted.iter_mut().filter(|wanted| !wanted.seen) {
            let Some(left) = self.comparisons.checked_sub(1) else { break };
            self.comparisons = left;
            let before = wanted.near.clone();
            let near = nearest(&wanted.name, before.as_deref().into_iter().chain([&**unit]));
            if near.is_some() && near != before.as_deref() {
                wanted.near = Some(unit.clone());
            }
        }
        false
    }

    /// Whether files with units and files without stand beside each other.
    fn check_kinds(&mut self, kinds: &[(usize, FileKind)]) {
        let Some(without) = kinds.iter().find(|(_, kind)| kind.has_units == Some(false)) else { return };
        let other = self.names[without.0].to_string();
        let of_used = self.used.iter().filter(|used| used.has_units).map(|used| used.file);
        let of_main = kinds.iter().filter(|(_, kind)| kind.has_units == Some(true)).map(|(file, _)| *file);
        let files: Vec<usize> = of_main.chain(of_used).collect();
        for file in files {
            self.hopeless = true;
            self.problems.at(&self.names[file], 0, 0, DataMessage::UnitsMixed { other: other.clone() });
        }
    }

    /// Tells of units of used rulesets' data that the main data does not have.
    fn tell_not_joined(&mut self) {
        if self.problems.any() {
            return;
        }
        for used in self.used.iter().filter(|used| used.has_units) {
            let mut left = used.store.units().flatten().filter(|unit| !used.joined.contains(&Some((*unit).clone())));
            if let Some(unit) = left.next() {
                let message =
                    DataMessage::UnitNotJoined { unit: super::cell::shortened(unit), more: left.count() as u64 };
                self.problems.at(&self.names[used.file], 0, 0, message);
            }
        }
    }
}

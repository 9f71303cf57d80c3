//! `takar bandingkan`: what changed between two rulesets, and whose rating changes because of it.

use super::exit::Exit;
use super::load::{Ruleset, rules_options};
use super::output::{self, Output};
use super::realization::{Realization, Visitor, asked_period, period};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Conflict, DataFiles, Facts};
use crate::message::files::FilesMessage;
use crate::message::{Language, Message};
use crate::model::build::{Staged, build_to_ask};
use crate::model::{Codes, Era, Model, Options};
use crate::render::amendment;
use crate::render::comparison::{Comparison, Listed, Look, Results, Side, markdown, text};
use crate::tools::compare::catalogs::{joined, place_near};
use crate::tools::compare::results::{Duel, Tally};
use crate::tools::compare::rules::{Compared, Rulebook, compare, items};
use crate::tools::compare::seat::Seat;
use crate::value::Window;
use crate::value::period::Period;
use clap::ArgMatches;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, Read, Seek, SeekFrom, Write};
use tempfile::SpooledTempFile;

/// What does not fit into this much memory is kept in a file.
const IN_MEMORY: usize = 8 << 20;
/// So many codes are named in a note.
const MOST_NAMED: usize = 10;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match compute(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

/// A ruleset with the files that each of its sets of rules was built from.
struct Book {
    ruleset: Ruleset,
    staged: Vec<Staged>,
}

impl Book {
    fn load(named: &OsString, options: Options, terminal: &Terminal) -> Result<Self, Exit> {
        let (ruleset, desk) = Ruleset::load_by(named, options, terminal, build_to_ask_of)?;
        let staged = desk.staged();
        Ok(Self { ruleset, staged })
    }

    fn era(&self, place: usize) -> Option<(&Era, &Model)> {
        let era = self.ruleset.rules.eras().get(place)?;
        Some((era, era.model.as_ref()?))
    }

    /// A set of rules; what is wrong has been told where there is none.
    fn rules(&self, place: usize, terminal: &Terminal) -> Result<Rulebook<'_>, Exit> {
        let found = self.era(place).zip(self.staged.get(place));
        let Some(((era, model), staged)) = found else {
            self.ruleset.tell_incomplete(place, terminal);
            return Err(Exit::Rules);
        };
        let window = Window { from: era.from, until: era.until };
        Ok(Rulebook { model, staged, sources: &self.ruleset.sources, window })
    }

    /// What there is to say of the ruleset as the rules at a place have it.
    fn side(&self, named: &OsString, place: usize, language: Language) -> Side {
        let header = self.ruleset.header();
        let files = DataFiles::default();
        let view = self.ruleset.view(place, &files, language);
        Side {
            path: named.to_string_lossy().into_owned(),
            name: header.map_or_else(String::new, |header| header.name.clone()),
            title: header.and_then(|header| header.title.clone()),
            hash: self.ruleset.hash(),
            amendments: view.map_or_else(Vec::new, |view| amendment::fields(&view, &view.model.amendments)),
        }
    }
}

fn build_to_ask_of(
    disk: &mut dyn crate::model::build::Files,
    path: &std::path::Path,
    options: &Options,
) -> Result<(crate::model::BuiltRules, crate::model::build::Desk), crate::model::ReadProblem> {
    build_to_ask(disk, path, options)
}

fn compute(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let fail = |message: FilesMessage, exit: Exit| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        exit
    };
    let options = rules_options(matches).map_err(|message| fail(message, Exit::Usage))?;
    let old_named = matches.get_one::<OsString>("LAMA").ok_or(Exit::Usage)?;
    let new_named = matches.get_one::<OsString>("BARU");
    if new_named.is_none() && options.amendments.is_empty() {
        return Err(fail(FilesMessage::NothingToCompare {}, Exit::Usage));
    }
    let new_named = new_named.unwrap_or(old_named);
    if old_named == "-" && new_named == "-" {
        return Err(fail(FilesMessage::InputTwice {}, Exit::Usage));
    }
    let old = Book::load(old_named, Options { amendments: Vec::new(), ..options.clone() }, terminal)?;
    let new = Book::load(new_named, options, terminal)?;
    let has_data = matches.get_many::<OsString>("data").is_some_and(|mut files| files.next().is_some());
    if has_data {
        old.ruleset.has_header(terminal)?;
        new.ruleset.has_header(terminal)?;
    }
    let format = matches.get_one::<String>("format").map_or("teks", String::as_str);
    let usage = |message: Box<Message>| {
        terminal.tell_one(&Diagnostic::nowhere(*message));
        Exit::Usage
    };
    let asked = asked_period(matches).map_err(usage)?;
    let place = |book: &Book| place_near(&book.ruleset.rules, asked, book.ruleset.day);
    let default = (place(&old), place(&new));
    // These rules say which codes belong together, whatever the data speaks of.
    let items = items(old.rules(default.0, terminal)?, new.rules(default.1, terminal)?);
    let (catalogs, codes) = joined(&old.ruleset.rules, &new.ruleset.rules, &items, old.ruleset.day);
    period(matches, &catalogs).map_err(usage)?;
    let mut pairs = Pairs { old: &old, new: &new, codes, found: BTreeMap::new(), next: 1, terminal };
    let compared = pairs.compared(default, asked)?;
    let language = terminal.language;
    let (one, other) = (old.side(old_named, default.0, language), new.side(new_named, default.1, language));
    let mut comparison = Comparison { old: one, new: other, rules: Vec::new(), results: None };
    if !has_data {
        let output = output(matches, &old, &new, None, terminal)?;
        comparison.rules = vec![compared.part];
        return publish(output, &comparison, None, format, Exit::Well, terminal);
    }
    let granularity = |book: &Book| book.ruleset.header().and_then(|header| header.granularity);
    if granularity(&old) != granularity(&new) {
        let word = |book: &Book| granularity(book).map_or_else(String::new, |it| it.word().to_owned());
        return Err(fail(FilesMessage::OtherPeriods { old: word(&old), new: word(&new) }, Exit::Usage));
    }
    let realization = Realization::by(matches, &old.ruleset, catalogs, terminal)?;
    let output = output(matches, &old, &new, Some(&realization), terminal)?;
    pairs.start(default, compared)?;
    let mut run = Run {
        pairs,
        spool: (format == "json").then(|| SpooledTempFile::new(IN_MEMORY)),
        listed: Listed::default(),
        tally: Tally::default(),
        totals: Totals::default(),
        stop: None,
    };
    let report = realization.read(&mut run, &old.ruleset, terminal);
    if let Some(stop) = run.stop {
        return Err(stop);
    }
    let has_bad_data = report?;
    let exit = if has_bad_data || run.totals.failed { Exit::Fails } else { Exit::Well };
    let used = run.totals.pairs.clone();
    comparison.results = Some(run.results(&realization, terminal.language));
    let Run { pairs, spool, listed, .. } = run;
    comparison.rules = pairs.parts(&used, default);
    publish(output, &comparison, Some((listed, spool)), format, exit, terminal)
}

fn output(
    matches: &ArgMatches,
    old: &Book,
    new: &Book,
    realization: Option<&Realization>,
    terminal: &Terminal,
) -> Result<Output, Exit> {
    let named = matches.get_one::<OsString>("keluaran").map(OsString::as_os_str);
    let data = realization.into_iter().flat_map(Realization::inputs);
    Output::new(named, old.ruleset.inputs().chain(new.ruleset.inputs()).chain(data)).map_err(|message| {
        let exit = output::exit_of(&message);
        terminal.tell_one(&Diagnostic::nowhere(message));
        exit
    })
}

/// The sets of rules that are compared, each pair once.
struct Pairs<'b> {
    old: &'b Book,
    new: &'b Book,
    /// The codes of the data.
    codes: Codes,
    found: BTreeMap<(usize, usize), Duel>,
    /// The number of the next change.
    next: usize,
    terminal: &'b Terminal,
}

impl Pairs<'_> {
    fn places(&self, period: Option<Period>) -> (usize, usize) {
        let place = |book: &Book| place_near(&book.ruleset.rules, period, book.ruleset.day);
        (place(self.old), place(self.new))
    }

    fn compared(&mut self, (old, new): (usize, usize), period: Option<Period>) -> Result<Compared, Exit> {
        let (old, new) = (self.old.rules(old, self.terminal)?, self.new.rules(new, self.terminal)?);
        let compared = compare(old, new, &self.codes, period, self.next, self.terminal.language);
        self.next += compared.part.steps.len();
        Ok(compared)
    }

    fn start(&mut self, places: (usize, usize), compared: Compared) -> Result<(), Exit> {
        let (old, new) = (self.old.rules(places.0, self.terminal)?, self.new.rules(places.1, self.terminal)?);
        self.found.insert(places, Duel::new(compared, old.model, new.model, &self.codes));
        Ok(())
    }

    /// What is different for each of the pairs that the data spoke of; where it spoke of none, for the latest rules.
    fn parts(
        self,
        used: &BTreeSet<(usize, usize)>,
        default: (usize, usize),
    ) -> Vec<crate::render::comparison::RulesPart> {
        let wanted = |places: &(usize, usize)| used.contains(places) || (used.is_empty() && *places == default);
        self.found.into_iter().filter(|(places, _)| wanted(places)).map(|(_, duel)| duel.compared.part).collect()
    }
}

#[derive(Default)]
struct Totals {
    ratings: u64,
    values: u64,
    repeated: u64,
    unused: u64,
    failed: bool,
    pairs: BTreeSet<(usize, usize)>,
    /// Periods in which the old or the new rules are not in force.
    outside: BTreeSet<(bool, String)>,
}

/// Evaluates both rulesets, case after case.
struct Run<'b> {
    pairs: Pairs<'b>,
    /// All results that are different, as JSON.
    spool: Option<SpooledTempFile>,
    listed: Listed,
    tally: Tally,
    totals: Totals,
    stop: Option<Exit>,
}

impl Run<'_> {
    fn results(&self, realization: &Realization, language: Language) -> Results {
        let (old, new) = (self.pairs.old, self.pairs.new);
        let mut notes = Vec::new();
        let mut unreadable: Vec<String> = Vec::new();
        let mut unresolved: Vec<usize> = Vec::new();
        for duel in self.totals.pairs.iter().filter_map(|places| self.pairs.found.get(places)) {
            unreadable.extend(duel.unreadable(&self.pairs.codes));
            let steps = &duel.compared.part.steps;
            let known: BTreeSet<usize> = duel.compared.alone.iter().map(|(number, _)| *number).collect();
            unresolved.extend(steps.iter().map(|step| step.number).filter(|number| !known.contains(number)));
        }
        unreadable.sort();
        unreadable.dedup();
        for (is_new, period) in &self.totals.outside {
            notes.push(match is_new {
                true => language.pick(
                    format!(
                        "aturan baru tidak berlaku pada {period}; dihitung dengan aturan baru yang terdekat waktunya"
                    ),
                    format!("the new rules are not in force in {period}; the new rules nearest in time are used"),
                ),
                false => language.pick(
                    format!(
                        "aturan lama tidak berlaku pada {period}; dihitung dengan aturan lama yang terdekat waktunya"
                    ),
                    format!("the old rules are not in force in {period}; the old rules nearest in time are used"),
                ),
            });
        }
        if !unreadable.is_empty() {
            let names = named(&unreadable);
            notes.push(language.pick(
                format!("satuan atau skala {names} lain dalam aturan baru; data yang sama tidak dapat dibaca menurut keduanya, dan hasil barunya tidak dapat dihitung"),
                format!("the unit or scale of {names} is another in the new rules; the same data cannot be read by both, and the new result cannot be computed"),
            ));
        }
        if self.totals.repeated > 0 {
            let count = self.totals.repeated;
            notes.push(language.pick(
                format!("{count} angka dalam data mengulang aturan yang satu dan tidak cocok dengan yang lain; yang lain dihitung menurut aturannya sendiri"),
                format!("{count} figures in the data repeat one of the rulesets and do not fit the other, which goes by its own rule"),
            ));
        }
        if self.totals.unused > 0 {
            let count = self.totals.unused;
            notes.push(language.pick(
                format!("{count} angka tidak dipakai: pada periodenya tidak ada aturan yang memuat kodenya"),
                format!("{count} figures are not used: no rule in force in their period has their code"),
            ));
        }
        if !unresolved.is_empty() {
            let steps = crate::render::comparison::numbers(&unresolved);
            notes.push(language.pick(
                format!(
                    "{steps} tidak dapat diterapkan sendirian, jadi akibatnya tidak dapat dipisahkan dari yang lain"
                ),
                format!("{steps} cannot be applied alone, so that their effect cannot be told from that of the others"),
            ));
        }
        let models = new.ruleset.rules.models().chain(old.ruleset.rules.models());
        Results {
            cases: self.tally.cases,
            rated: self.tally.rated,
            ratings_moved: self.totals.ratings,
            values_moved: self.totals.values,
            matrix: self.tally.matrix(),
            by_code: self.tally.by_code(),
            by_unit: self.tally.by_unit(),
            notes,
            order: self.tally.order(models),
            has_several: self.tally.cases > 1,
            files: realization.files().names().iter().map(|name| name.to_string()).collect(),
        }
    }

    fn outside(&mut self, period: Option<Period>) {
        let Some(period) = period else { return };
        for (is_new, book) in [(false, self.pairs.old), (true, self.pairs.new)] {
            let day = book.ruleset.day.unwrap_or(period.last_day());
            if book.ruleset.rules.place_on(day).is_none() {
                self.totals.outside.insert((is_new, period.to_string()));
            }
        }
    }
}

/// `a, b, …`
fn named(names: &[String]) -> String {
    let more = if names.len() > MOST_NAMED { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(MOST_NAMED)].join(", "))
}

impl Visitor for Run<'_> {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let places = self.pairs.places(facts.period);
        if !self.pairs.found.contains_key(&places) {
            let started =
                self.pairs.compared(places, facts.period).and_then(|compared| self.pairs.start(places, compared));
            if let Err(exit) = started {
                self.stop = Some(exit);
                return Vec::new();
            }
        }
        let models = self.pairs.old.era(places.0).zip(self.pairs.new.era(places.1));
        let (Some(((_, old), (_, new))), Some(duel)) = (models, self.pairs.found.get(&places)) else {
            return Vec::new();
        };
        let old = Seat { model: old, rules: &self.pairs.old.ruleset.rules, place: places.0 };
        let new = Seat { model: new, rules: &self.pairs.new.ruleset.rules, place: places.1 };
        let found = duel.case(old, new, facts, &mut self.tally, self.pairs.terminal.language);
        self.totals.pairs.insert(places);
        self.totals.repeated += found.repeated;
        self.totals.unused += found.unused;
        self.totals.failed |= found.failed;
        for moved in &found.moved {
            let count = if moved.is_rating { &mut self.totals.ratings } else { &mut self.totals.values };
            *count += 1;
            self.listed.add(moved);
            if let Some(spool) = &mut self.spool {
                let is_first = self.totals.ratings + self.totals.values == 1;
                let written = spool
                    .write_all(if is_first { b"\n" } else { b",\n" })
                    .and_then(|()| serde_json::to_writer(&mut *spool, moved).map_err(io::Error::from));
                if let Err(error) = written {
                    let why = crate::message::files::FileTrouble::of(&error);
                    let message = FilesMessage::CannotWrite { path: "-".to_owned(), why };
                    self.pairs.terminal.tell_one(&Diagnostic::nowhere(message));
                    self.stop = Some(Exit::Files);
                }
            }
        }
        self.outside(facts.period);
        found.conflicts
    }

    fn restart(&mut self) {
        self.listed = Listed::default();
        self.tally = Tally::default();
        self.totals = Totals::default();
        if let Some(spool) = &mut self.spool {
            *spool = SpooledTempFile::new(IN_MEMORY);
        }
    }

    fn stopped(&self) -> bool {
        self.stop.is_some()
    }
}

fn publish(
    mut output: Output,
    comparison: &Comparison,
    results: Option<(Listed, Option<SpooledTempFile>)>,
    format: &str,
    exit: Exit,
    terminal: &Terminal,
) -> Result<Exit, Exit> {
    let language = terminal.language;
    let standard = output.is_standard();
    let (listed, spool) = results.unwrap_or_default();
    let written = match format {
        "json" => json(&mut output, comparison, spool),
        "markdown" => markdown(&mut output, comparison, &listed, language),
        _ => {
            let look = Look { language, width: terminal.width_of(standard), styled: terminal.colours_result(standard) };
            text(&mut output, comparison, &listed, look)
        }
    };
    let published = match written {
        Err(error) => Err(output.problem(&error)),
        Ok(()) => output.publish(),
    };
    match published {
        Ok(()) => Ok(exit),
        Err(message) => {
            terminal.tell_one(&Diagnostic::nowhere(message));
            Err(Exit::Files)
        }
    }
}

/// The document of `docs/bandingkan.schema.json`.
fn json(out: &mut dyn Write, comparison: &Comparison, spool: Option<SpooledTempFile>) -> io::Result<()> {
    write!(out, "{{\"takar\":\"{}\",\n\"lama\":", env!("CARGO_PKG_VERSION"))?;
    serde_json::to_writer(&mut *out, &comparison.old)?;
    out.write_all(b",\n\"baru\":")?;
    serde_json::to_writer(&mut *out, &comparison.new)?;
    out.write_all(b",\n\"aturan\":")?;
    serde_json::to_writer(&mut *out, &comparison.rules)?;
    if let Some(results) = &comparison.results {
        out.write_all(b",\n\"hasil\":{\"ringkasan\":")?;
        serde_json::to_writer(&mut *out, results)?;
        out.write_all(b",\n\"berubah\":[")?;
        if let Some(mut spool) = spool {
            spool.seek(SeekFrom::Start(0))?;
            let mut buffer = vec![0; 64 << 10];
            loop {
                match spool.read(&mut buffer)? {
                    0 => break,
                    read => out.write_all(&buffer[..read])?,
                }
            }
        }
        out.write_all(b"\n]}")?;
    }
    out.write_all(b"}\n")
}

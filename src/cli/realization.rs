//! `--data` and what goes with it: reads realization data for a verb that evaluates it.

use super::exit::Exit;
use super::files;
use super::listing::SharedErrors;
use super::load::Ruleset;
use super::output;
use super::progress::Progress;
use super::terminal::Terminal;
use super::unchanged::Unchanged;
use crate::data::{
    self, DataFormat, DataInput, DataOptions, DataSource, Encoding, Listings, Numerals, Plain, ReadReport, Sink,
};
use crate::diagnostic::{Diagnostic, Place};
use crate::evaluate::{Conflict, DataFiles, Facts};
use crate::message::Message;
use crate::message::data::DataMessage;
use crate::message::files::{FileTrouble, FilesMessage};
use crate::message::workbook::WorkbookMessage;
use crate::model::catalog::Catalogs;
use crate::render::blame::Unplaced;
use crate::tools::conflict;
use crate::value::period::Period;
use clap::ArgMatches;

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What evaluates the cases.
pub trait Visitor {
    /// One unit in one period. Gives back where the data contradicts the rules.
    fn case(&mut self, facts: &Facts) -> Vec<Conflict>;
    /// The same of cases that were still being evaluated when the last one came.
    fn rest(&mut self) -> Vec<Conflict> {
        Vec::new()
    }
    /// All cases so far are void.
    fn restart(&mut self);
    /// What of the data no unit has got, once all of it is read.
    fn unplaced(&mut self, _: Unplaced) {}
    /// Whether nothing more is wanted.
    fn stopped(&self) -> bool;
}

/// What is to be read.
#[derive(Debug)]
pub struct Realization {
    inputs: Vec<DataInput>,
    options: DataOptions,
    catalogs: Catalogs,
    /// `--angka en`
    pub english_numerals: bool,
    words: Vec<String>,
    /// The folders that were named as data.
    folders: Vec<PathBuf>,
    /// The files as they were.
    unchanged: Unchanged,
    /// Whether it has been told that all data is held in memory.
    held: AtomicBool,
    /// `--galat-ke`
    errors: SharedErrors,
}

/// A figure counts the files with so many bits.
const MOST_FILES: usize = u16::MAX as usize;

/// So many bytes of data are held in memory without a word.
const FREELY_HELD: u64 = 16 << 20;

impl Realization {
    /// Reads the options. What is wrong with them has been told when this gives an exit code.
    pub fn new(matches: &ArgMatches, ruleset: &Ruleset, terminal: &Terminal) -> Result<Self, Exit> {
        Self::by(matches, ruleset, ruleset.rules.catalogs(ruleset.day), terminal)
    }

    /// The same, with what the data may say given.
    pub fn by(matches: &ArgMatches, ruleset: &Ruleset, catalogs: Catalogs, terminal: &Terminal) -> Result<Self, Exit> {
        let usage = |message: Message| {
            terminal.tell_one(&Diagnostic::nowhere(message));
            Exit::Usage
        };
        let choice = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let named: Vec<&OsString> = matches.get_many::<OsString>("data").into_iter().flatten().collect();
        let (mut inputs, mut folders) = (Vec::new(), Vec::new());
        for named in &named {
            let input = input(named, &catalogs).map_err(|message| usage(message.into()))?;
            let folder = path_of(&input).filter(|path| path.is_dir());
            folders.extend(folder.and_then(|folder| folder.canonicalize().ok()));
            inputs.extend(with_folders(input, terminal)?);
        }
        if let Some(message) = named_twice(&inputs) {
            return Err(usage(message.into()));
        }
        if inputs.len() > MOST_FILES {
            let (count, limit) = (inputs.len() as u64, MOST_FILES as u64);
            return Err(usage(FilesMessage::TooManyFiles { count, limit }.into()));
        }
        let standard = inputs.iter().filter(|input| matches!(input.source, DataSource::Stdin)).count();
        if standard + usize::from(ruleset.path == Path::new("-")) > 1 {
            return Err(usage(FilesMessage::InputTwice {}.into()));
        }
        let paths = || inputs.iter().filter_map(path_of);
        let names: Vec<Arc<str>> = inputs.iter().map(|input| input.source.name().into()).collect();
        let errors = error_file(matches, ruleset, paths(), &names, terminal)?;
        let english_numerals = choice("angka") == Some("en");
        let units = matches.get_many::<OsString>("unit").into_iter().flatten();
        let options = DataOptions {
            numerals: if english_numerals { Numerals::English } else { Numerals::Indonesian },
            encoding: match choice("pengodean") {
                Some("utf-16") => Encoding::Utf16,
                Some("windows-1252") => Encoding::Windows1252,
                _ => Encoding::Utf8,
            },
            format: match choice("format-data") {
                Some("json") => Some(DataFormat::Json),
                Some("jsonl") => Some(DataFormat::JsonLines),
                Some("xlsx") => Some(DataFormat::Workbook),
                Some("parquet") => Some(DataFormat::Parquet),
                Some(_) => Some(DataFormat::Csv),
                None => None,
            },
            sheet: matches.get_one::<OsString>("lembar").map(|sheet| sheet.to_string_lossy().into_owned()),
            header_row: header_row(matches).map_err(|message| usage(message.into()))?,
            files: DataFiles::new(names),
            counters: Arc::default(),
            listing: errors.listings(),
            period: period(matches, &catalogs).map_err(|message| usage(*message))?,
            units: units.map(|unit| unit.to_string_lossy().trim().to_owned()).collect(),
            keep_going: matches.get_flag("lanjut"),
        };
        let options_of = |name: &str| {
            let values = matches.get_many::<OsString>(name).into_iter().flatten();
            values.map(|value| format!(" --{name} {}", quoted(value))).collect::<Vec<String>>()
        };
        let words =
            ["data", "lembar", "baris-judul", "perubahan", "tanggal"].into_iter().flat_map(options_of).collect();
        let unchanged = Unchanged::of(paths());
        let held = AtomicBool::new(false);
        Ok(Self { inputs, options, catalogs, english_numerals, words, folders, unchanged, held, errors })
    }

    /// What is to be read, and how.
    pub(super) fn parts(&self) -> (&[DataInput], &DataOptions) {
        (&self.inputs, &self.options)
    }

    /// The data files, as facts count them.
    pub fn files(&self) -> &DataFiles {
        &self.options.files
    }

    /// Makes sure that no data file has changed since the run began. Whoever reads the data asks this once it is read.
    pub fn check_unchanged(&self, terminal: &Terminal) -> Result<(), Exit> {
        let Some(path) = self.unchanged.changed() else { return Ok(()) };
        let message = FilesMessage::InputChanged { path: path.display().to_string() };
        terminal.tell_one(&Diagnostic::nowhere(message));
        Err(Exit::Files)
    }

    /// What data may say.
    pub fn catalogs(&self) -> &Catalogs {
        &self.catalogs
    }

    /// How it is read.
    pub fn options(&self) -> &DataOptions {
        &self.options
    }

    /// All data, where it is plain tables of text of which every unit is wanted.
    pub fn plain_tables(&self) -> Option<Vec<Plain>> {
        if !self.options.units.is_empty() || self.inputs.is_empty() {
            return None;
        }
        let mut tables: Vec<Plain> = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            let DataInput { alias: None, source: DataSource::File(path) } = input else { return None };
            if self.options.format.or_else(|| DataFormat::of_path(path)) != Some(DataFormat::Csv) {
                return None;
            }
            tables.push(Plain::open(path, &self.catalogs, &self.options, tables.first())?);
        }
        Some(tables)
    }

    /// Tells where a result becomes one of the data files of the next run.
    pub fn tell_result_among_data(&self, result: Option<&OsStr>, terminal: &Terminal) {
        let Some(path) = result.filter(|result| *result != "-").map(Path::new) else { return };
        let folder = path.parent().map(|folder| if folder == Path::new("") { Path::new(".") } else { folder });
        let Some(folder) = folder.and_then(|folder| folder.canonicalize().ok()) else { return };
        if DataFormat::of_path(path).is_none() || !self.folders.contains(&folder) {
            return;
        }
        let message = FilesMessage::ResultAmongData { path: path.display().to_string() };
        terminal.tell_one(&Diagnostic::nowhere(message));
    }

    /// Tells, once, that all data has to be held in memory.
    pub fn tell_held(&self, terminal: &Terminal) {
        if self.held.swap(true, Ordering::Relaxed) {
            return;
        }
        let files: Vec<&Path> = self.inputs().collect();
        let size = |path: &&Path| std::fs::metadata(path).map_or(0, |about| about.len());
        let bytes = files.iter().map(size).sum::<u64>();
        // What comes through a pipe, or packed, has no size yet.
        let is_packed = |path: &&Path| path.extension().is_some_and(|ending| ending == "gz" || ending == "zst");
        let is_known = files.len() == self.inputs.len() && !files.iter().any(is_packed);
        if is_known && bytes < FREELY_HELD {
            return;
        }
        let megabytes = bytes.div_ceil(1 << 20);
        let message = FilesMessage::DataHeld { megabytes: is_known.then_some(megabytes) };
        terminal.tell_one(&Diagnostic::nowhere(message));
    }

    /// Tells how many rows were left out.
    pub fn tell_left_out(&self, rows: u64, terminal: &Terminal) {
        if rows > 0 {
            terminal.remark(&terminal.language.pick(
                format!("{rows} baris dari periode lain tidak dipakai"),
                format!("{rows} rows of other periods are left out"),
            ));
        }
    }

    /// The data files with the rulesets that they are about; none of standard input.
    pub fn sources(&self) -> impl Iterator<Item = (Option<&str>, Option<&Path>)> {
        self.inputs.iter().map(|input| {
            let path = match &input.source {
                DataSource::File(path) => Some(path.as_path()),
                DataSource::Stdin => None,
            };
            (input.alias.as_deref(), path)
        })
    }

    /// The data files, which no result may replace.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.inputs.iter().filter_map(path_of)
    }

    /// The command that explains a code, before and after the code.
    pub fn explain_command(&self, ruleset: &OsStr) -> (String, String) {
        (format!("takar jelaskan {}", quoted(ruleset)), self.words.concat())
    }

    /// Reads all data. Gives back whether some of it was bad, which only happens with `--lanjut`.
    pub fn read(&self, visitor: &mut dyn Visitor, ruleset: &Ruleset, terminal: &Terminal) -> Result<bool, Exit> {
        let errors = self.errors.is_wanted().then_some(&self.options.listing);
        let mut bridge =
            Bridge { visitor, realization: self, ruleset, terminal, errors, conflicts: Vec::new(), more: 0 };
        let progress = self.progress(terminal);
        let report = if self.inputs.is_empty() {
            self.without_data(&mut bridge).map_err(|message| {
                terminal.tell_one(&Diagnostic::nowhere(*message));
                Exit::Usage
            })?
        } else {
            data::read(&self.inputs, &self.catalogs, &self.options, &mut bridge).map_err(|problem| {
                let message = FilesMessage::CannotRead { path: problem.name, why: FileTrouble::of(&problem.error) };
                terminal.tell_one(&Diagnostic::nowhere(message));
                Exit::Files
            })?
        };
        let rest = bridge.visitor.rest();
        bridge.note(rest);
        drop(progress);
        self.finish_reading(terminal)?;
        let Bridge { conflicts, more, visitor, .. } = bridge;
        self.tell(&report, &conflicts, more, ruleset, terminal);
        for place in &report.unruled {
            ruleset.tell_incomplete(*place, terminal);
        }
        if !report.unruled.is_empty() && !self.options.keep_going {
            return Err(Exit::Rules);
        }
        let is_bad = report.has_errors() || !conflicts.is_empty() || !report.unruled.is_empty();
        if is_bad && !self.options.keep_going {
            return Err(Exit::Data);
        }
        let unplaced =
            Unplaced { rows: report.unassigned, files: report.unread.iter().map(|file| file.to_string()).collect() };
        self.tell_unplaced(&unplaced, terminal);
        visitor.unplaced(unplaced);
        for (unit, nearest) in &report.units_missing {
            let message = FilesMessage::UnknownUnit { unit: unit.clone(), nearest: nearest.clone() };
            terminal.tell_one(&Diagnostic::nowhere(message));
        }
        if report.units_missing.is_empty() { Ok(is_bad) } else { Err(Exit::Usage) }
    }

    fn tell(&self, report: &ReadReport, conflicts: &[Conflict], more: u64, ruleset: &Ruleset, terminal: &Terminal) {
        let mut all = report.diagnostics.clone();
        all.extend(conflicts.iter().filter_map(|found| {
            let view = ruleset.view(found.place, &report.files, terminal.language)?;
            Some(conflict::diagnostic(&view, found))
        }));
        let names = report.files.names();
        all.sort_by_cached_key(|diagnostic| match &diagnostic.place {
            Place::Data(place) => {
                let file = names.iter().position(|name| *name == place.file).unwrap_or(names.len());
                (file + 1, place.line, place.column)
            }
            _ => (0, 0, 0),
        });
        terminal.tell_data(&all, more + report.more, self.errors.is_wanted(), &ruleset.sources);
        if let (1.., Some(period)) = (report.longer, self.options.period) {
            let rows = report.longer;
            terminal.remark(&terminal.language.pick(
                format!("realisasi pada {rows} baris untuk periode yang lebih panjang dari {period} tidak dipakai"),
                format!("the realizations in {rows} rows of a period longer than {period} are left out"),
            ));
        }
        self.tell_left_out(report.left_out, terminal);
    }

    /// Warns of what no unit has got.
    fn tell_unplaced(&self, unplaced: &Unplaced, terminal: &Terminal) {
        if unplaced.rows > 0 {
            terminal.tell_one(&Diagnostic::nowhere(WorkbookMessage::RowsUnassigned { rows: unplaced.rows }));
        }
        for file in &unplaced.files {
            terminal.tell_one(&Diagnostic::nowhere(WorkbookMessage::FileUnread { file: file.clone() }));
        }
    }

    /// What is to be done once all data has been read, whoever read it: it must not have changed, and the list of its errors
    /// gets its name.
    pub fn finish_reading(&self, terminal: &Terminal) -> Result<(), Exit> {
        self.check_unchanged(terminal)?;
        self.errors.publish(terminal)
    }

    /// Shows how far the reading is, where somebody looks.
    pub fn progress(&self, terminal: &Terminal) -> Progress {
        let whole = self.inputs().count() == self.inputs.len() && self.inputs().all(Path::is_file);
        let total = if whole { self.unchanged.bytes() } else { 0 };
        Progress::begin(&self.options.counters, total, terminal.language)
    }

    /// One case without any figure.
    fn without_data(&self, bridge: &mut Bridge<'_>) -> Result<ReadReport, Box<Message>> {
        if let Some(unit) = self.options.units.first() {
            let message = FilesMessage::UnknownUnit { unit: unit.clone(), nearest: None };
            return Err(Box::new(message.into()));
        }
        let period = self.options.period.or_else(|| data::only_period(&self.catalogs));
        if period.is_none() && self.catalogs.granularity.is_some() {
            return Err(Box::new(DataMessage::PeriodNeeded {}.into()));
        }
        if self.catalogs.for_period(period).is_none() {
            let unruled = [self.catalogs.place_for(period)].into();
            return Ok(ReadReport { unruled, ..ReadReport::default() });
        }
        // Nothing is read after it.
        let _ = bridge.case(Facts::new(None, period, self.catalogs.codes.len()));
        Ok(ReadReport { cases: 1, ..ReadReport::default() })
    }
}

/// Hands cases on and collects conflicts.
struct Bridge<'v> {
    visitor: &'v mut dyn Visitor,
    realization: &'v Realization,
    ruleset: &'v Ruleset,
    terminal: &'v Terminal,
    /// Where conflicts go too.
    errors: Option<&'v Listings>,
    conflicts: Vec<Conflict>,
    more: u64,
}

impl Bridge<'_> {
    fn note(&mut self, conflicts: Vec<Conflict>) {
        for conflict in conflicts {
            // What several periods read is told once.
            let is_full = self.conflicts.len() >= ReadReport::LIMIT;
            if !is_full && self.conflicts.contains(&conflict) {
                continue;
            }
            if let Some(errors) = self.errors
                && let Some(view) = self.ruleset.view(conflict.place, self.realization.files(), self.terminal.language)
            {
                errors.add(&conflict::diagnostic(&view, &conflict));
            }
            if is_full {
                self.more += 1;
            } else {
                self.conflicts.push(conflict);
            }
        }
    }
}

impl Sink for Bridge<'_> {
    fn case(&mut self, facts: Facts) -> ControlFlow<()> {
        let conflicts = self.visitor.case(&facts);
        self.note(conflicts);
        if self.visitor.stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn restart(&mut self) {
        self.realization.tell_held(self.terminal);
        self.conflicts.clear();
        self.more = 0;
        self.visitor.restart();
    }
}

fn path_of(input: &DataInput) -> Option<&Path> {
    match &input.source {
        DataSource::File(path) => Some(path.as_path()),
        DataSource::Stdin => None,
    }
}

/// A file that is named twice as data of the same rules, also through a link.
fn named_twice(inputs: &[DataInput]) -> Option<FilesMessage> {
    let mut known: HashMap<(Option<&str>, PathBuf), &Path> = HashMap::new();
    inputs.iter().find_map(|input| {
        let path = path_of(input)?;
        // What is no file, or not there, has no other name.
        let file = path.canonicalize().ok().filter(|file| file.is_file())?;
        let first = known.insert((input.alias.as_deref(), file), path)?;
        let (path, first) = (path.display().to_string(), first.display().to_string());
        Some(FilesMessage::DataTwice { path, first })
    })
}

/// `--baris-judul`
fn header_row(matches: &ArgMatches) -> Result<Option<u32>, FilesMessage> {
    let Some(text) = matches.get_one::<OsString>("baris-judul").map(|text| text.to_string_lossy()) else {
        return Ok(None);
    };
    match text.parse::<u32>() {
        Ok(row) if (1..=1 << 20).contains(&row) => Ok(Some(row)),
        _ => {
            let takes = ["1", "2", "3", "…"].map(str::to_owned).to_vec();
            Err(FilesMessage::BadValue { option: "--baris-judul".to_owned(), value: text.into_owned(), takes })
        }
    }
}

/// `--galat-ke`
fn error_file<'i>(
    matches: &ArgMatches,
    ruleset: &'i Ruleset,
    inputs: impl Iterator<Item = &'i Path>,
    data: &[Arc<str>],
    terminal: &Terminal,
) -> Result<SharedErrors, Exit> {
    let fail = |message: FilesMessage| {
        let exit = output::exit_of(&message);
        terminal.tell_one(&Diagnostic::nowhere(message));
        exit
    };
    // Verbs that close a period do not have it.
    let Some(named) = matches.try_get_one::<OsString>("galat-ke").ok().flatten() else {
        return Ok(SharedErrors::default());
    };
    let results = matches.try_get_one::<OsString>("keluaran").ok().flatten();
    if results.is_some_and(|results| std::path::absolute(results).ok() == std::path::absolute(named).ok()) {
        return Err(fail(FilesMessage::SameFile { path: named.to_string_lossy().into_owned() }));
    }
    let all = ruleset.inputs().chain(inputs);
    SharedErrors::new(Some(named), all, data, &ruleset.sources, terminal.language).map_err(fail)
}

/// `FILE`, `-`, or `p=FILE` where the ruleset has a `p`.
fn input(named: &OsStr, catalogs: &Catalogs) -> Result<DataInput, FilesMessage> {
    let source = |path: &OsStr| {
        if path == "-" { DataSource::Stdin } else { DataSource::File(PathBuf::from(path)) }
    };
    let Some((alias, path)) = named.to_str().and_then(|named| named.split_once('=')) else {
        return Ok(DataInput { alias: None, source: source(named) });
    };
    if catalogs.aliases.iter().any(|known| known == alias) {
        return Ok(DataInput { alias: Some(alias.to_owned()), source: source(OsStr::new(path)) });
    }
    let is_name = !alias.is_empty() && alias.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    if is_name && !Path::new(named).exists() {
        return Err(FilesMessage::UnknownAlias { alias: alias.to_owned(), known: catalogs.aliases.clone() });
    }
    Ok(DataInput { alias: None, source: source(named) })
}

/// The inputs that an input stands for: of a folder its data files, in the order of their names. What else the folder holds
/// is said.
fn with_folders(input: DataInput, terminal: &Terminal) -> Result<Vec<DataInput>, Exit> {
    let DataSource::File(folder) = &input.source else { return Ok(vec![input]) };
    if !folder.is_dir() {
        return Ok(vec![input]);
    }
    let name = folder.display().to_string();
    let fail = |message: FilesMessage| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        Exit::Files
    };
    let found = files::data_in(folder).map_err(|why| fail(FilesMessage::CannotRead { path: name.clone(), why }))?;
    if found.files.is_empty() {
        return Err(fail(FilesMessage::NoDataHere { folder: name }));
    }
    if !found.others.is_empty() {
        const SHOWN: usize = 5;
        let shown = found.others.len().min(SHOWN);
        let (others, more) = (found.others[..shown].join(", "), found.others.len() - shown);
        let others = match more {
            0 => others,
            more => {
                terminal.language.pick(format!("{others}, dan {more} lainnya"), format!("{others}, and {more} more"))
            }
        };
        terminal.remark(&terminal.language.pick(
            format!("{name}: bukan berkas data, jadi tidak dibaca: {others}"),
            format!("{name}: no data files, so not read: {others}"),
        ));
    }
    let of = |path| DataInput { alias: input.alias.clone(), source: DataSource::File(path) };
    Ok(found.files.into_iter().map(of).collect())
}

/// `--periode`, as it is written.
pub(super) fn asked_period(matches: &ArgMatches) -> Result<Option<Period>, Box<Message>> {
    let Some(text) = matches.get_one::<OsString>("periode").map(|text| text.to_string_lossy()) else { return Ok(None) };
    let takes = ["2024", "2024-S1", "2024-TW3", "2024-07"].map(str::to_owned).to_vec();
    Period::parse(&text).map(Some).ok_or_else(|| {
        let message = FilesMessage::BadValue { option: "--periode".to_owned(), value: text.into_owned(), takes };
        Box::new(message.into())
    })
}

/// `--periode`, which the header has to cover.
pub(super) fn period(matches: &ArgMatches, catalogs: &Catalogs) -> Result<Option<Period>, Box<Message>> {
    let Some(period) = asked_period(matches)? else { return Ok(None) };
    data::check_period(catalogs, period).map_err(|message| Box::new(message.into()))?;
    Ok(Some(period))
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-=+,@%:\\".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.into_owned();
    }
    format!("\"{}\"", word.replace('"', "\\\""))
}

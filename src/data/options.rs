//! What is read, how, and what comes back.

use super::counters::Counters;
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::facts::{DataFiles, Facts};
use crate::value::period::Period;
use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// `--data FILE` or `--data p=FILE`.
#[derive(Debug, Clone)]
pub struct DataInput {
    /// The ruleset, used `sebagai p`, whose data it is; none for the main one.
    pub alias: Option<String>,
    /// Where it is read from.
    pub source: DataSource,
}

/// Where data is read from.
#[derive(Debug, Clone)]
pub enum DataSource {
    /// A file.
    File(PathBuf),
    /// Standard input: `-`. It can be read once only, so at most one input may be this.
    Stdin,
}

impl DataSource {
    /// What messages call it: the path as the user wrote it, or `-`.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "-".to_owned(),
        }
    }
}

/// `--angka`: how numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numerals {
    /// `1.234.567,89`
    #[default]
    Indonesian,
    /// `1,234,567.89`
    English,
}

impl Numerals {
    /// The sign that groups digits and the sign before the decimals.
    pub(super) fn signs(self) -> (u8, u8) {
        match self {
            Self::Indonesian => (b'.', b','),
            Self::English => (b',', b'.'),
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Indonesian => Self::English,
            Self::English => Self::Indonesian,
        }
    }
}

/// `--pengodean`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// `utf-8`
    #[default]
    Utf8,
    /// `utf-16`; which end comes first is known from the BOM, or from the first letter.
    Utf16,
    /// `windows-1252`
    Windows1252,
}

/// `--format-data`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// A table of text, its cells separated by `,`, `;` or tabs.
    Csv,
    /// An array of objects.
    Json,
    /// An object on each line.
    JsonLines,
    /// A workbook: XLSX.
    Workbook,
    /// A Parquet file.
    Parquet,
}

impl DataFormat {
    /// The format of a file whose name ends so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending {
            "csv" | "tsv" | "txt" => Self::Csv,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            "xlsx" | "xlsm" => Self::Workbook,
            "parquet" => Self::Parquet,
            _ => return None,
        })
    }

    /// The format of a file by its name, where that says it; `data.csv.gz` is CSV.
    pub fn of_path(path: &Path) -> Option<Self> {
        Self::of_ending(&super::source::ending(path)?)
    }

    /// Whether such a file is not read from its beginning to its end.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Self::Workbook | Self::Parquet)
    }
}

/// Takes every error as it is found, however many there are.
pub trait Listing: Send {
    /// One more.
    fn add(&mut self, diagnostic: &Diagnostic);
    /// How much there is, for [`Listing::back_to`].
    fn mark(&mut self) -> u64;
    /// Forgets what came after the mark.
    fn back_to(&mut self, mark: u64);
}

/// Where every error goes, if anywhere.
#[derive(Clone, Default)]
pub struct Listings(pub Option<Arc<Mutex<dyn Listing>>>);

impl std::fmt::Debug for Listings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Listings").field(&self.0.is_some()).finish()
    }
}

impl Listings {
    /// One more.
    pub fn add(&self, diagnostic: &Diagnostic) {
        self.with(|listing| listing.add(diagnostic));
    }

    /// The listing, where there is one.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut dyn Listing) -> T) -> Option<T> {
        self.0.as_ref()?.lock().ok().map(|mut listing| act(&mut *listing))
    }
}

/// How data is read.
#[derive(Debug, Clone, Default)]
pub struct DataOptions {
    /// `--angka`
    pub numerals: Numerals,
    /// `--pengodean`
    pub encoding: Encoding,
    /// `--format-data`; otherwise by the file's name, then by its first character.
    pub format: Option<DataFormat>,
    /// `--periode`: the only period to evaluate.
    pub period: Option<Period>,
    /// `--unit`: the units to evaluate; all where there are none.
    pub units: Vec<String>,
    /// `--lanjut`: go on where cells are not usable.
    pub keep_going: bool,
    /// `--lembar`: the sheet that is read of workbooks.
    pub sheet: Option<String>,
    /// `--baris-judul`: the row of a sheet that names its columns.
    pub header_row: Option<u32>,
    /// The files, where somebody is to know what their lines are; see [`DataFiles::set_counting`].
    pub files: DataFiles,
    /// What is counted while reading, for whoever shows progress.
    pub counters: Arc<Counters>,
    /// Where every error goes.
    pub listing: Listings,
}

/// Takes the facts, one unit and period at a time.
pub trait Sink {
    /// The facts of a unit in a period. All periods of a unit come one after the other, in order of time; the units come
    /// in order of first appearance. `Break` ends the reading.
    fn case(&mut self, facts: Facts) -> ControlFlow<()>;

    /// All cases given so far are void: rows of a unit that was thought complete have turned up. All cases come anew.
    fn restart(&mut self);
}

/// What was found while reading.
#[derive(Debug, Clone, Default)]
pub struct ReadReport {
    /// The files, as [`crate::evaluate::facts::Origin::Data`] counts them: in the order of the inputs.
    pub files: DataFiles,
    /// What is to be told, in order of file, line and column: at most [`ReadReport::LIMIT`] of it.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more errors there are.
    pub more: u64,
    /// Rows that were read.
    pub rows: u64,
    /// Rows left out because they are of another period than the one asked for.
    pub left_out: u64,
    /// Rows of the whole period whose realizations are left out because only a part of it was asked for.
    pub longer: u64,
    /// Rows of which it is not known to which unit, or to which period of it, they belong.
    pub unassigned: u64,
    /// Files that could not be read, or not to their end.
    pub unread: Vec<Arc<str>>,
    /// The places among [`Catalogs::eras`](crate::model::catalog::Catalogs::eras) of rules that periods of the data need
    /// and that cannot be evaluated. The rows of those periods are left out.
    pub unruled: BTreeSet<usize>,
    /// Cases given (since the last restart).
    pub cases: u64,
    /// Units of `--unit` that do not occur, each with the nearest that does.
    pub units_missing: Vec<(String, Option<String>)>,
}

impl ReadReport {
    /// More diagnostics than this are only counted.
    pub const LIMIT: usize = 1000;

    /// Whether the data has errors.
    pub fn has_errors(&self) -> bool {
        self.more > 0 || self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }
}

/// A file that cannot be read at all.
#[derive(Debug)]
pub struct FileProblem {
    /// The file as the user named it.
    pub name: String,
    /// What the system says; a folder is [`io::ErrorKind::IsADirectory`].
    pub error: io::Error,
}

impl FileProblem {
    pub(super) fn new(name: &str, error: io::Error) -> Self {
        Self { name: name.to_owned(), error }
    }
}

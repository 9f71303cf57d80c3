//! `--galat-ke FILE`: every error of the data in a file, however many there are.
//!
//! The file appears when all data has been read, also where the data is invalid: that is what it is for. Errors stand in it
//! in the order of the data files and their rows, whenever they were found.

mod sorted;

use super::exit::Exit;
use super::output::{self, Output};
use super::terminal::Terminal;
use crate::data::{Listing, Listings};
use crate::diagnostic::{Diagnostic, Place};
use crate::message::Language;
use crate::message::files::FilesMessage;
use crate::render::blame::PlaceFields;
use crate::render::diagnostic::{Finding, Look, write_diagnostic};
use crate::source::Sources;
use sorted::Sorted;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The width of what is written as text.
const WIDTH: usize = 100;

/// How errors are written, by the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As a terminal shows them.
    Text,
    /// A row each, for a spreadsheet.
    Csv,
    /// An object on each line.
    Lines,
}

/// The file.
pub struct ErrorFile {
    output: Output,
    form: Form,
    sources: Sources,
    language: Language,
    /// The places of the data files among them.
    files: HashMap<Arc<str>, u32>,
    errors: Sorted,
    trouble: Option<FilesMessage>,
}

/// The file, shared with whoever reads the data.
#[derive(Clone, Default)]
pub struct SharedErrors(Option<Arc<Mutex<ErrorFile>>>);

impl std::fmt::Debug for SharedErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SharedErrors").field(&self.0.is_some()).finish()
    }
}

impl SharedErrors {
    /// Prepares the file, if one is wanted. `inputs` are the files that are read, `data` the names of those with data.
    pub fn new<'i>(
        named: Option<&OsStr>,
        inputs: impl IntoIterator<Item = &'i Path>,
        data: &[Arc<str>],
        sources: &Sources,
        language: Language,
    ) -> Result<Self, FilesMessage> {
        let Some(named) = named else { return Ok(Self::default()) };
        let ending = Path::new(named).extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let form = match ending.as_deref() {
            Some("csv") => Form::Csv,
            Some("jsonl" | "ndjson" | "json") => Form::Lines,
            _ => Form::Text,
        };
        let output = Output::new(Some(named), inputs)?;
        let mut files = HashMap::new();
        for (place, name) in data.iter().enumerate() {
            files.entry(name.clone()).or_insert(place as u32 + 1);
        }
        let folder = Path::new(named).parent().filter(|folder| !folder.as_os_str().is_empty());
        let errors = Sorted::new(folder.unwrap_or(Path::new(".")));
        let file = ErrorFile { output, form, sources: sources.clone(), language, files, errors, trouble: None };
        Ok(Self(Some(Arc::new(Mutex::new(file)))))
    }

    /// What the reader of data writes to.
    pub fn listings(&self) -> Listings {
        Listings(self.0.clone().map(|file| file as Arc<Mutex<dyn Listing>>))
    }

    /// Whether there is a file.
    pub fn is_wanted(&self) -> bool {
        self.0.is_some()
    }

    /// Gives the file its name.
    pub fn publish(&self, terminal: &Terminal) -> Result<(), Exit> {
        let Some(Ok(mut file)) = self.0.as_ref().map(|file| file.lock()) else { return Ok(()) };
        let published = match file.trouble.take() {
            Some(trouble) => Err(trouble),
            None => file.finish().and_then(|()| file.output.publish_once()),
        };
        published.map_err(|message| {
            let exit = output::exit_of(&message);
            terminal.tell_one(&Diagnostic::nowhere(message));
            exit
        })
    }
}

impl ErrorFile {
    /// Writes all of them.
    fn finish(&mut self) -> Result<(), FilesMessage> {
        let Self { output, errors, form, .. } = self;
        let head = if *form == Form::Csv { HEAD } else { "" };
        let written = output.write_all(head.as_bytes()).and_then(|()| errors.write(output));
        written.map_err(|error| output.problem(&error))
    }

    fn write(&mut self, diagnostic: &Diagnostic) -> io::Result<()> {
        let (file, line, column) = match &diagnostic.place {
            Place::Data(place) => {
                let file = self.files.get(&place.file).copied().unwrap_or(u32::MAX);
                (file, place.line, place.column)
            }
            _ => (0, 0, 0),
        };
        let Self { form, sources, language, errors, .. } = self;
        errors.add(file, line, column, |out| match form {
            Form::Text => {
                let look = Look { language: *language, styled: false, width: WIDTH };
                write_diagnostic(out, diagnostic, sources, look)
            }
            Form::Lines => {
                serde_json::to_writer(&mut *out, &Finding::new(diagnostic, sources, *language))?;
                out.push(b'\n');
                Ok(())
            }
            Form::Csv => {
                row(diagnostic, sources, *language, out);
                Ok(())
            }
        })
    }
}

/// The names of the columns, behind the mark by which spreadsheets know UTF-8.
const HEAD: &str = "\u{feff}berkas;lembar;baris;kolom;kode;tingkat;pesan;bantuan\n";

/// An error as a row for a spreadsheet.
fn row(diagnostic: &Diagnostic, sources: &Sources, language: Language, out: &mut Vec<u8>) {
    let told = diagnostic.message.tell(language);
    let place = match &diagnostic.place {
        Place::Data(place) => PlaceFields::of(place),
        Place::Rules(span) => {
            let (line, column) = sources.line_column(*span);
            let (line, column) = (Some(line as u64), Some(column as u64));
            PlaceFields { file: Some(sources.name(span.file).to_owned()), line, column, ..PlaceFields::default() }
        }
        Place::Nowhere => PlaceFields::default(),
    };
    let column = place.column_name();
    let line = place.line.or(place.object).map_or_else(String::new, |line| line.to_string());
    let code = diagnostic.code().to_string();
    let cells = [
        place.file.as_deref().unwrap_or_default(),
        place.sheet.as_deref().unwrap_or_default(),
        &line,
        &column,
        &code,
        diagnostic.severity().word(),
        &told.message,
        told.help.as_deref().unwrap_or_default(),
    ];
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(b';');
        }
        out.push(b'"');
        // Spreadsheets compute a text that begins like a formula, also one in quotes.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            out.push(b'\'');
        }
        out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    }
    out.push(b'\n');
}

impl Listing for ErrorFile {
    fn add(&mut self, diagnostic: &Diagnostic) {
        if self.trouble.is_some() {
            return;
        }
        if let Err(error) = self.write(diagnostic) {
            self.trouble = Some(self.output.problem(&error));
        }
    }

    fn mark(&mut self) -> u64 {
        self.errors.mark()
    }

    fn back_to(&mut self, mark: u64) {
        self.errors.back_to(mark);
    }
}

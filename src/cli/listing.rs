//! `--galat-ke FILE`: every error of the data in a file, however many there are.
//!
//! The file appears when all data has been read, also where the data is invalid: that is what it is for.

use super::exit::Exit;
use super::output::{self, Output};
use super::terminal::Terminal;
use crate::data::{Listing, Listings};
use crate::diagnostic::{Diagnostic, Place};
use crate::message::Language;
use crate::message::files::FilesMessage;
use crate::render::diagnostic::{Finding, Look, write_diagnostic};
use crate::source::Sources;
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
    /// Prepares the file, if one is wanted. `inputs` are the files that are read.
    pub fn new<'i>(
        named: Option<&OsStr>,
        inputs: impl IntoIterator<Item = &'i Path>,
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
        let mut file = ErrorFile { output, form, sources: sources.clone(), language, trouble: None };
        file.begin();
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
            None => file.output.publish_once(),
        };
        published.map_err(|message| {
            let exit = output::exit_of(&message);
            terminal.tell_one(&Diagnostic::nowhere(message));
            exit
        })
    }
}

impl ErrorFile {
    fn begin(&mut self) {
        if self.form == Form::Csv {
            let written = self.output.write_all("\u{feff}berkas;tempat;kode;pesan;bantuan\n".as_bytes());
            self.note(written);
        }
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.trouble = Some(self.output.problem(&error));
        }
    }

    fn write(&mut self, diagnostic: &Diagnostic) -> io::Result<()> {
        match self.form {
            Form::Text => {
                let look = Look { language: self.language, styled: false, width: WIDTH };
                write_diagnostic(&mut self.output, diagnostic, &self.sources, look)
            }
            Form::Lines => {
                serde_json::to_writer(&mut self.output, &Finding::new(diagnostic, &self.sources, self.language))?;
                self.output.write_all(b"\n")
            }
            Form::Csv => {
                let told = diagnostic.message.tell(self.language);
                let (file, place) = match &diagnostic.place {
                    Place::Data(place) => (place.file.to_string(), place.tell(self.language)),
                    Place::Rules(span) => (self.sources.name(span.file).to_owned(), self.sources.place(*span)),
                    Place::Nowhere => (String::new(), String::new()),
                };
                let place =
                    place.strip_prefix(&file).map_or(place.as_str(), |rest| rest.trim_start_matches(':').trim());
                let code = diagnostic.code().to_string();
                let cells = [&file, place, &code, &told.message, told.help.as_deref().unwrap_or_default()];
                let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
                writeln!(self.output, "{}", quoted.join(";"))
            }
        }
    }
}

impl Listing for ErrorFile {
    fn add(&mut self, diagnostic: &Diagnostic) {
        if self.trouble.is_some() {
            return;
        }
        let written = self.write(diagnostic);
        self.note(written);
    }

    fn mark(&mut self) -> u64 {
        self.output.position()
    }

    fn back_to(&mut self, mark: u64) {
        if let Err(message) = self.output.cut(mark) {
            self.trouble = Some(message);
        }
    }
}

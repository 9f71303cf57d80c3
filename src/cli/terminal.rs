//! What messages and tables need to know of the user and the terminal.

use super::exit::Exit;
use crate::diagnostic::{Diagnostic, MOST_SHOWN, Severity};
use crate::message::Language;
use crate::message::files::FilesMessage;
use crate::render::diagnostic::{Look, write_diagnostic};
use crate::source::Sources;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};

/// So many errors of data are shown.
const MOST_OF_DATA: usize = 100;

/// The width of what does not go to a terminal.
const WIDTH: usize = 100;

/// `--warna`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Colour {
    /// `otomatis`: on a terminal, unless NO_COLOR is set.
    Auto,
    /// `selalu`
    Always,
    /// `tidak`
    Never,
}

/// The language, and what the streams can show.
#[derive(Debug, Clone)]
pub struct Terminal {
    /// The language of messages.
    pub language: Language,
    colour: Colour,
    /// Whether nothing is told.
    silent: bool,
}

impl Terminal {
    /// Finds `--bahasa` and `--warna` before the arguments are parsed, since even a wrong argument is told in the right
    /// language.
    pub fn from_arguments(arguments: &[OsString]) -> Result<Self, (Self, FilesMessage)> {
        let mut terminal = Self { language: Language::Indonesian, colour: Colour::Auto, silent: false };
        if let Some(value) = std::env::var_os("TAKAR_BAHASA").filter(|value| !value.is_empty()) {
            match value.to_str() {
                Some("id") => {}
                Some("en") => terminal.language = Language::English,
                _ => {
                    let value = value.to_string_lossy().into_owned();
                    let takes = vec!["id".to_owned(), "en".to_owned()];
                    return Err((terminal, FilesMessage::BadValue { option: "TAKAR_BAHASA".to_owned(), value, takes }));
                }
            }
        }
        match value_of(arguments, "--bahasa").as_deref() {
            Some("en") => terminal.language = Language::English,
            Some("id") => terminal.language = Language::Indonesian,
            _ => {}
        }
        terminal.colour = match value_of(arguments, "--warna").as_deref() {
            Some("selalu") => Colour::Always,
            Some("tidak") => Colour::Never,
            _ => Colour::Auto,
        };
        Ok(terminal)
    }

    /// The same terminal, told nothing: for what has been told before.
    pub fn silent(&self) -> Self {
        Self { silent: true, ..self.clone() }
    }

    /// Whether results are coloured: on standard output, or in a file only where that is demanded.
    pub fn colours_result(&self, standard: bool) -> bool {
        self.colours(standard && std::io::stdout().is_terminal())
    }

    fn colours(&self, is_terminal: bool) -> bool {
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                is_terminal && !forbidden && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }

    /// How many columns results may take, on standard output or in a file.
    pub fn width_of(&self, standard: bool) -> usize {
        if !standard || !std::io::stdout().is_terminal() {
            return WIDTH;
        }
        terminal_size::terminal_size_of(std::io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0).max(40))
    }

    /// How diagnostics look on standard output.
    pub fn look_of_output(&self) -> Look {
        Look { language: self.language, styled: self.colours_result(true), width: self.width_of(true) }
    }

    /// Tells something that has no place in a ruleset.
    pub fn tell_one(&self, diagnostic: &Diagnostic) {
        self.tell(std::slice::from_ref(diagnostic), &Sources::default());
    }

    /// Tells all of these, on standard error.
    pub fn tell(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        if self.silent {
            return;
        }
        super::leftover::wait_if_stopped();
        let stream = std::io::stderr();
        let is_terminal = stream.is_terminal();
        let width = match is_terminal {
            true => terminal_size::terminal_size_of(&stream).map_or(WIDTH, |(width, _)| usize::from(width.0).max(40)),
            false => WIDTH,
        };
        let look = Look { language: self.language, styled: self.colours(is_terminal), width };
        let mut out = std::io::BufWriter::new(anstream::AutoStream::always(stream.lock()));
        for diagnostic in diagnostics {
            // Nobody is left to be told where standard error is closed.
            if write_diagnostic(&mut out, diagnostic, sources, look).is_err() {
                return;
            }
        }
        let _ = out.flush();
    }

    /// Tells what is wrong with a ruleset; of very many mistakes the first.
    pub fn tell_errors(&self, diagnostics: Vec<Diagnostic>, sources: &Sources) {
        let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
        let errors: Vec<Diagnostic> = diagnostics.into_iter().filter(is_error).collect();
        self.tell(&errors[..errors.len().min(MOST_SHOWN)], sources);
        self.remark_more(errors.len().saturating_sub(MOST_SHOWN) as u64);
    }

    /// Says how many errors are not shown, if there are such.
    pub fn remark_more(&self, more: u64) {
        if more > 0 {
            self.remark(&self.language.pick(format!("dan {more} galat lain"), format!("and {more} more errors")));
        }
    }

    /// Tells what is wrong with data, of very much the first, and where the rest can be had. `more` has not been kept.
    pub fn tell_data(&self, diagnostics: &[Diagnostic], more: u64, listed: bool, sources: &Sources) {
        let shown = diagnostics.len().min(MOST_OF_DATA);
        self.tell(&diagnostics[..shown], sources);
        let more = more + (diagnostics.len() - shown) as u64;
        if more > 0 {
            let rest = match listed {
                true => {
                    self.language.pick("semuanya ada dalam berkas `--galat-ke`", "all are in the file of `--galat-ke`")
                }
                false => self.language.pick(
                    "`takar hitung --galat-ke BERKAS` menulis semuanya",
                    "`takar hitung --galat-ke FILE` writes all of them",
                ),
            };
            self.remark(
                &self
                    .language
                    .pick(format!("dan {more} galat lain; {rest}"), format!("and {more} more errors; {rest}")),
            );
        }
    }

    /// A remark on standard error.
    pub fn remark(&self, text: &str) {
        if self.silent {
            return;
        }
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// Prints a finished text on standard output.
    pub fn print(&self, text: &str) -> Exit {
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                let why = crate::message::files::FileTrouble::of(&error);
                self.tell_one(&Diagnostic::nowhere(FilesMessage::CannotWrite { path: "-".to_owned(), why }));
                Exit::Files
            }
            _ => Exit::Well,
        }
    }
}

/// The last value of an option, wherever it stands before `--`.
fn value_of(arguments: &[OsString], option: &str) -> Option<String> {
    let mut found = None;
    let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        if word == option {
            found = words.next().map(|value| value.into_owned());
        } else if let Some(value) = word.strip_prefix(option).and_then(|rest| rest.strip_prefix('=')) {
            found = Some(value.to_owned());
        }
    }
    found
}

//! `takar format`: lays rulesets out, or says what would change.

use super::exit::Exit;
use super::files::{self, Disk};
use super::load::{Found, all_rulesets, cannot_read};
use super::output::Output;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::files::FilesMessage;
use crate::model::build::Files;
use crate::source::Sources;
use crate::tools::format;
use anstyle::{AnsiColor, Style};
use clap::ArgMatches;
use similar::TextDiff;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// A difference is looked for so long; after that a longer one will do.
const LOOKING: Duration = Duration::from_secs(2);

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let only_check = matches.get_flag("cek");
    let name = matches.get_one::<OsString>("nama").map(|name| name.to_string_lossy().into_owned());
    let mut run = Run { terminal, only_check, name, out: String::new(), files: 0, changed: 0, worst: Exit::Well };
    let paths = matches.get_many::<OsString>("PATH").into_iter().flatten();
    for found in all_rulesets(paths.map(Path::new)) {
        match found {
            Found::File(path) => run.file(&path),
            Found::Problem(diagnostic) => run.fail(&diagnostic),
        }
    }
    run.finish()
}

struct Run<'t> {
    terminal: &'t Terminal,
    only_check: bool,
    /// What standard input is called.
    name: Option<String>,
    /// What goes to standard output.
    out: String,
    files: usize,
    changed: usize,
    worst: Exit,
}

impl Run<'_> {
    fn fail(&mut self, diagnostic: &Diagnostic) {
        if diagnostic.severity() == Severity::Error {
            self.worst = self.worst.max(Exit::Files);
        }
        self.terminal.tell_one(diagnostic);
    }

    fn file(&mut self, path: &Path) {
        let text = match Disk.read(path) {
            Ok(text) => text,
            Err(problem) => return self.fail(&cannot_read(path, files::trouble(&problem))),
        };
        // What an editor gets back is the text and nothing else.
        let is_passed_on = path == Path::new("-") && !self.only_check;
        self.files += usize::from(!is_passed_on);
        let mut sources = Sources::default();
        let name = self.name.clone().filter(|_| path == Path::new("-"));
        let file = sources.add(name.unwrap_or_else(|| path.display().to_string()), text);
        let laid_out = match format::format(&sources, file) {
            Ok(laid_out) => laid_out,
            Err(diagnostics) => {
                self.worst = self.worst.max(Exit::Rules);
                return self.terminal.tell_errors(diagnostics, &sources);
            }
        };
        let text = sources.text(file);
        if is_passed_on {
            return self.out.push_str(&laid_out);
        }
        if laid_out == text {
            return;
        }
        self.changed += 1;
        if self.only_check {
            self.worst = self.worst.max(Exit::Fails);
            self.show(path, text, &laid_out);
        } else {
            match write(path, &laid_out) {
                Ok(()) => {
                    let language = self.terminal.language;
                    let path = path.display();
                    self.terminal.remark(&language.pick(format!("diubah: {path}"), format!("changed: {path}")));
                }
                Err(message) => self.fail(&Diagnostic::nowhere(message)),
            }
        }
    }

    /// The difference, in the form that `patch` reads.
    fn show(&mut self, path: &Path, old: &str, new: &str) {
        let diff = TextDiff::configure().timeout(LOOKING).diff_lines(old, new);
        let name = path.display().to_string();
        let text = diff.unified_diff().header(&name, &name).to_string();
        if !self.terminal.colours_result(true) {
            return self.out.push_str(&text);
        }
        for line in text.split_inclusive('\n') {
            let style = match line.as_bytes().first() {
                Some(b'+') => AnsiColor::Green.on_default(),
                Some(b'-') => AnsiColor::Red.on_default(),
                Some(b'@') => AnsiColor::Cyan.on_default(),
                _ => Style::new(),
            };
            let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
            self.out.push_str(&format!("{style}{line}{style:#}{end}"));
        }
    }

    fn finish(self) -> Exit {
        let (language, files, changed) = (self.terminal.language, self.files, self.changed);
        let printed = self.terminal.print(&self.out);
        if files == 0 {
            return self.worst.max(printed);
        }
        let noun = if files == 1 { "file" } else { "files" };
        self.terminal.remark(&match self.only_check {
            true => language.pick(
                format!("{files} berkas diperiksa: {changed} akan diubah"),
                format!("{files} {noun} checked: {changed} would change"),
            ),
            false => language.pick(
                format!("{files} berkas dibaca: {changed} diubah"),
                format!("{files} {noun} read: {changed} changed"),
            ),
        });
        self.worst.max(printed)
    }
}

/// Puts the new text in the place of the old one, when it is whole.
fn write(path: &Path, text: &str) -> Result<(), FilesMessage> {
    // It is its own input, read to its end already.
    let mut output = Output::new(Some(path.as_os_str()), [])?;
    output.write_all(text.as_bytes()).map_err(|error| output.problem(&error))?;
    output.publish()
}

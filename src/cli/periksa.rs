//! `takar periksa`: everything that can be known without data.

use super::exit::Exit;
use super::files::{self, Disk};
use super::load::{Found, all_rulesets, cannot_read, options_for, rules_options};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, MOST_SHOWN, Place, Severity};
use crate::model::{Options, build_with};
use crate::render::diagnostic::{Finding, write_diagnostic};
use crate::source::Sources;
use clap::ArgMatches;
use std::collections::HashSet;
use std::ffi::OsString;
use std::path::Path;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let options = match rules_options(matches) {
        Ok(options) => options,
        Err(message) => {
            terminal.tell_one(&Diagnostic::nowhere(message));
            return Exit::Usage;
        }
    };
    let json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let mut report = Report {
        terminal,
        json,
        text: Vec::new(),
        findings: Vec::new(),
        seen: HashSet::new(),
        counts: [0; 3],
        more: 0,
    };
    let mut unreadable = false;
    let paths = matches.get_many::<OsString>("PATH").into_iter().flatten();
    let mut files = 0;
    let found = all_rulesets(paths.map(Path::new));
    let is_only = found.len() == 1;
    for found in found {
        let (path, built) = match found {
            Found::File(path) => {
                let options = Options { only_day: true, ..options_for(&path, &options, is_only) };
                let built = build_with(&mut Disk, &path, &options);
                (path, built)
            }
            Found::Problem(diagnostic) => {
                unreadable |= diagnostic.severity() == Severity::Error;
                terminal.tell_one(&diagnostic);
                continue;
            }
        };
        match built {
            Ok(built) => {
                files += 1;
                report.add(&built.diagnostics, &built.sources);
                report.add(built.outside(options.day).as_slice(), &built.sources);
            }
            Err(problem) => {
                unreadable = true;
                terminal.tell_one(&cannot_read(&path, files::trouble(&problem)));
            }
        }
    }
    let fails = report.counts[Severity::Error as usize] + report.counts[Severity::Warning as usize] > 0;
    match report.print(files) {
        Exit::Well if unreadable => Exit::Files,
        Exit::Well if fails => Exit::Fails,
        exit => exit,
    }
}

/// What has been found in all files, each finding once: a file that several others use is read several times.
struct Report<'t> {
    terminal: &'t Terminal,
    json: bool,
    text: Vec<u8>,
    findings: Vec<Finding>,
    seen: HashSet<(String, u32, u32, u16, String)>,
    counts: [usize; 3],
    /// How many are counted and not shown.
    more: usize,
}

impl Report<'_> {
    fn add(&mut self, diagnostics: &[Diagnostic], sources: &Sources) {
        for diagnostic in diagnostics {
            let (file, start, end) = match &diagnostic.place {
                Place::Rules(span) => (sources.name(span.file).to_owned(), span.start, span.end),
                _ => (String::new(), 0, 0),
            };
            let told = diagnostic.message.tell(self.terminal.language).message;
            if !self.seen.insert((file, start, end, diagnostic.code().0, told)) {
                continue;
            }
            let shown: usize = self.counts.iter().sum();
            self.counts[diagnostic.severity() as usize] += 1;
            if shown >= MOST_SHOWN {
                self.more += 1;
            } else if self.json {
                self.findings.push(Finding::new(diagnostic, sources, self.terminal.language));
            } else {
                // Writing to memory does not fail.
                let _ = write_diagnostic(&mut self.text, diagnostic, sources, self.terminal.look_of_output());
            }
        }
    }

    fn remark_more(&self) {
        let more = self.more;
        if more > 0 {
            let language = self.terminal.language;
            self.terminal
                .remark(&language.pick(format!("dan {more} temuan lain"), format!("and {more} more findings")));
        }
    }

    fn print(&mut self, files: usize) -> Exit {
        if self.json {
            #[derive(serde::Serialize)]
            struct Document<'a> {
                takar: &'static str,
                temuan: &'a [Finding],
            }
            let document = Document { takar: env!("CARGO_PKG_VERSION"), temuan: &self.findings };
            let text = serde_json::to_string_pretty(&document).unwrap_or_default();
            self.remark_more();
            return self.terminal.print(&format!("{text}\n"));
        }
        let exit = self.terminal.print(&String::from_utf8_lossy(&self.text));
        self.remark_more();
        let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Advice]
            .into_iter()
            .map(|severity| (severity.word(), self.counts[severity as usize]))
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| format!("{count} {word}"))
            .collect();
        let language = self.terminal.language;
        let found = match counts.is_empty() {
            true => language.pick("tidak ada temuan", "no findings").to_owned(),
            false => counts.join(", "),
        };
        self.terminal.remark(&language.pick(
            format!("{files} berkas diperiksa: {found}"),
            format!("{files} {} checked: {found}", if files == 1 { "file" } else { "files" }),
        ));
        exit
    }
}

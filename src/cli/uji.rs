//! `takar uji`: runs the tests that rulesets carry.

use super::exit::Exit;
use super::files::{self, Disk};
use super::load::{Found, all_rulesets, cannot_read, options_for, rules_options, test_runs};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::files::FilesMessage;
use crate::model::build_with;
use crate::render::diagnostic::{Finding, write_diagnostic};
use crate::source::Sources;
use crate::tools::coverage::{self, Coverage};
use crate::tools::test::{self, TestResult};
use clap::ArgMatches;
use serde::Serialize;
use std::collections::HashSet;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let usage = |message: FilesMessage| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        Exit::Usage
    };
    let options = match rules_options(matches) {
        Ok(options) => options,
        Err(message) => return usage(message),
    };
    let least = match least(matches) {
        Ok(least) => least,
        Err(message) => return usage(message),
    };
    let wants_coverage = matches.get_flag("cakupan") || least.is_some();
    let mut coverage = wants_coverage.then(|| Coverage::new(terminal.language));
    let json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let mut log = Log { terminal, json, text: Vec::new(), tests: Vec::new(), passed: 0, failed: 0 };
    let (mut invalid, mut unreadable) = (false, false);
    let paths = matches.get_many::<OsString>("PATH").into_iter().flatten();
    let mut runs = Vec::new();
    let found = all_rulesets(paths.map(Path::new));
    let is_only = found.len() == 1;
    for found in found {
        match found {
            Found::File(path) => {
                runs.extend(
                    test_runs(&path, &options_for(&path, &options, is_only)).into_iter().map(|run| (path.clone(), run)),
                );
            }
            Found::Problem(diagnostic) => {
                unreadable |= diagnostic.severity() == Severity::Error;
                terminal.tell_one(&diagnostic);
            }
        }
    }
    let mut done = HashSet::new();
    for (path, (shown, options)) in runs {
        // An amendment that is met among the paths and named by `--perubahan` runs once.
        if !done.insert(shown.clone()) {
            continue;
        }
        let built = match build_with(&mut Disk, &path, &options) {
            Ok(built) => built,
            Err(problem) => {
                unreadable = true;
                terminal.tell_one(&cannot_read(&path, files::trouble(&problem)));
                continue;
            }
        };
        if !built.is_valid() {
            invalid = true;
            terminal.tell_errors(built.diagnostics, &built.sources);
            continue;
        }
        if let Some(outside) = built.outside(options.day) {
            invalid = true;
            terminal.tell_one(&outside);
            continue;
        }
        for era in built.rules.eras().iter().filter(|era| era.has_tests && era.model.is_none()) {
            invalid = true;
            terminal.tell_errors(era.obstacles(), &built.sources);
        }
        let results = match &mut coverage {
            Some(coverage) => test::run_covering(&built.rules, &built.sources, coverage, &identity),
            None => test::run_all(&built.rules, &built.sources, terminal.language),
        };
        log.add(&shown, results, &built.sources);
    }
    let report = coverage.map(|coverage| coverage.report());
    let failed = log.failed;
    let exit = log.print(report.as_ref());
    let lacks = report.is_some_and(|report| least.is_some_and(|least| log.tell_lack(&report, least)));
    match exit {
        Exit::Well if unreadable => Exit::Files,
        Exit::Well if invalid => Exit::Rules,
        Exit::Well if failed > 0 || lacks => Exit::Fails,
        exit => exit,
    }
}

/// `--minimal 90`
fn least(matches: &ArgMatches) -> Result<Option<u64>, FilesMessage> {
    let Some(text) = matches.get_one::<OsString>("minimal").map(|text| text.to_string_lossy()) else { return Ok(None) };
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u64>() {
        Ok(percent) if is_plain && percent <= 100 => Ok(Some(percent)),
        _ => {
            let takes = vec!["0", "1", "…", "90", "…", "100"].into_iter().map(str::to_owned).collect();
            Err(FilesMessage::BadValue { option: "--minimal".to_owned(), value: text.into_owned(), takes })
        }
    }
}

/// Which file a name means, however it is written.
fn identity(name: &str) -> PathBuf {
    Path::new(name).canonicalize().unwrap_or_else(|_| PathBuf::from(name))
}

/// A test in JSON: docs/uji.schema.json.
#[derive(Serialize)]
struct Entry {
    berkas: String,
    judul: String,
    baris: usize,
    lulus: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kesalahan: Vec<Finding>,
}

/// How the tests turn out.
struct Log<'t> {
    terminal: &'t Terminal,
    json: bool,
    text: Vec<u8>,
    tests: Vec<Entry>,
    passed: u64,
    failed: u64,
}

impl Log<'_> {
    fn add(&mut self, path: &Path, results: Vec<TestResult>, sources: &Sources) {
        let look = self.terminal.look_of_output();
        if !results.is_empty() && !self.json {
            // Writing to memory does not fail.
            let _ = writeln!(self.text, "{}", path.display());
        }
        for result in results {
            let word = match result.passed() {
                true => look.language.pick("lulus", "passed"),
                false => look.language.pick("GAGAL", "FAILED"),
            };
            match result.passed() {
                true => self.passed += 1,
                false => self.failed += 1,
            }
            if self.json {
                self.tests.push(Entry {
                    berkas: path.display().to_string(),
                    baris: sources.line_column(result.span).0,
                    lulus: result.passed(),
                    kesalahan: result.failures.iter().map(|f| Finding::new(f, sources, look.language)).collect(),
                    judul: result.title,
                });
                continue;
            }
            let _ = writeln!(self.text, "  {word}  {}", result.title);
            for diagnostic in &result.failures {
                let _ = write_diagnostic(&mut self.text, diagnostic, sources, look);
            }
        }
    }

    fn print(&mut self, report: Option<&coverage::Report>) -> Exit {
        let (terminal, passed, failed) = (self.terminal, self.passed, self.failed);
        if self.json {
            #[derive(Serialize)]
            struct Document<'a> {
                takar: &'static str,
                lulus: u64,
                gagal: u64,
                uji: &'a [Entry],
                #[serde(skip_serializing_if = "Option::is_none")]
                cakupan: Option<&'a coverage::Report>,
            }
            let takar = env!("CARGO_PKG_VERSION");
            let document = Document { takar, lulus: passed, gagal: failed, uji: &self.tests, cakupan: report };
            return terminal.print(&format!("{}\n", serde_json::to_string_pretty(&document).unwrap_or_default()));
        }
        if let Some(report) = report {
            let look = terminal.look_of_output();
            let _ = coverage::write_text(&mut self.text, report, look.language, look.width, look.styled);
        }
        let exit = terminal.print(&String::from_utf8_lossy(&self.text));
        let language = terminal.language;
        terminal.remark(&match passed + failed {
            0 => language.pick("tidak ada uji", "there are no tests").to_owned(),
            _ => language
                .pick(format!("{passed} uji lulus, {failed} gagal"), format!("{passed} tests passed, {failed} failed")),
        });
        exit
    }

    /// Says so where less is tested than was asked for.
    fn tell_lack(&self, report: &coverage::Report, least: u64) -> bool {
        let reached = report.total.percent.unwrap_or(100);
        let lacks = !report.total.reaches(least);
        if lacks {
            self.terminal.remark(&self.terminal.language.pick(
                format!("cakupan {reached}% kurang dari {least}% yang diminta"),
                format!("a coverage of {reached}% is less than the {least}% asked for"),
            ));
        }
        lacks
    }
}

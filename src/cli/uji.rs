//! `takar uji`: runs the tests that rulesets carry.

use super::exit::Exit;
use super::files::{self, Disk};
use super::load::{Found, all_rulesets, cannot_read, rules_options};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::build_with;
use crate::render::diagnostic::write_diagnostic;
use crate::tools::test;
use clap::ArgMatches;
use std::ffi::OsString;
use std::io::Write;
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
    let (mut text, mut passed, mut failed) = (Vec::new(), 0, 0);
    let (mut invalid, mut unreadable) = (false, false);
    let paths = matches.get_many::<OsString>("PATH").into_iter().flatten();
    for found in all_rulesets(paths.map(Path::new)) {
        let path = match found {
            Found::File(path) => path,
            Found::Problem(diagnostic) => {
                unreadable |= diagnostic.severity() == Severity::Error;
                terminal.tell_one(&diagnostic);
                continue;
            }
        };
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
        let results = test::run_all(&built.rules, &built.sources, terminal.language);
        if results.is_empty() {
            continue;
        }
        let look = terminal.look_of_output();
        // Writing to memory does not fail.
        let _ = writeln!(text, "{}", path.display());
        for result in results {
            let word = match result.passed() {
                true => look.language.pick("lulus", "passed"),
                false => look.language.pick("GAGAL", "FAILED"),
            };
            let _ = writeln!(text, "  {word}  {}", result.title);
            match result.passed() {
                true => passed += 1,
                false => failed += 1,
            }
            for diagnostic in &result.failures {
                let _ = write_diagnostic(&mut text, diagnostic, &built.sources, look);
            }
        }
    }
    let exit = terminal.print(&String::from_utf8_lossy(&text));
    let language = terminal.language;
    terminal.remark(&match passed + failed {
        0 => language.pick("tidak ada uji", "there are no tests").to_owned(),
        _ => language
            .pick(format!("{passed} uji lulus, {failed} gagal"), format!("{passed} tests passed, {failed} failed")),
    });
    match exit {
        Exit::Well if unreadable => Exit::Files,
        Exit::Well if invalid => Exit::Rules,
        Exit::Well if failed > 0 => Exit::Fails,
        exit => exit,
    }
}

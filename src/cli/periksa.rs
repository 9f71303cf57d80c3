//! `takar periksa`: everything that can be known without data.

use super::exit::Exit;
use super::files::{self, Disk};
use super::galat;
use super::load::{Found, all_rulesets, cannot_read, options_for, rules_options};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, MOST_SHOWN, Place, Severity};
use crate::message::findings::FindingsMessage;
use crate::message::{Code, Language, Message};
use crate::model::{Options, build_with};
use crate::render::diagnostic::{Finding, SwitchedOff, write_diagnostic};
use crate::render::sarif;
use crate::tools::check::{self, Collection, Filter, Means, Report, Told};
use clap::ArgMatches;
use std::ffi::OsString;
use std::path::Path;
use std::rc::Rc;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let told = |message: Message| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        Exit::Usage
    };
    let options = match rules_options(matches) {
        Ok(options) => options,
        Err(message) => return told(message.into()),
    };
    let filter = match filter(matches) {
        Ok(filter) => filter,
        Err(message) => return told(message.into()),
    };
    let (mut collection, mut files, mut unreadable) = (Collection::default(), 0, false);
    let paths = matches.get_many::<OsString>("PATH").into_iter().flatten();
    let found = all_rulesets(paths.map(Path::new));
    let is_only = found.len() == 1;
    for found in found {
        let path = match found {
            Found::File(path) => path,
            Found::Problem(diagnostic) => {
                unreadable |= diagnostic.severity() == Severity::Error;
                terminal.tell_one(&diagnostic);
                continue;
            }
        };
        let options = Options { only_day: true, ..options_for(&path, &options, is_only) };
        match build_with(&mut Disk, &path, &options) {
            Ok(built) => {
                files += 1;
                let outside = built.outside(options.day);
                let diagnostics: Vec<Diagnostic> = built.diagnostics.iter().cloned().chain(outside).collect();
                let checked = check::run(&built.rules, &diagnostics, &built.sources);
                collection.add(checked, &Rc::new(built.sources));
            }
            Err(problem) => {
                unreadable = true;
                terminal.tell_one(&cannot_read(&path, files::trouble(&problem)));
            }
        }
    }
    let report = collection.finish(&filter);
    let fails = report.told.iter().any(|told| told.diagnostic.severity() > Severity::Advice);
    let format = matches.get_one::<String>("format").map_or("teks", String::as_str);
    match print(&report, format, files, unreadable, terminal) {
        Exit::Well if unreadable => Exit::Files,
        Exit::Well if fails => Exit::Fails,
        exit => exit,
    }
}

/// `--abaikan T0812,T0813 --hanya T0312`
fn filter(matches: &ArgMatches) -> Result<Filter, FindingsMessage> {
    let codes = |option: &str| -> Result<Vec<Code>, FindingsMessage> {
        let given = matches.get_many::<OsString>(option).into_iter().flatten();
        let words: Vec<String> = given
            .flat_map(|text| text.to_string_lossy().split(',').map(str::to_owned).collect::<Vec<_>>())
            .map(|word| word.trim().to_owned())
            .collect();
        let code = |word: &String| {
            let code = word.trim_start_matches(['T', 't']).parse().ok().map(Code);
            code.filter(|code| check::can_be_ignored(*code) == Some(true))
                .ok_or_else(|| FindingsMessage::NotAFinding { option: format!("--{option}"), found: word.clone() })
        };
        words.iter().map(code).collect()
    };
    Ok(Filter { without: codes("abaikan")?, only: codes("hanya")? })
}

fn print(report: &Report, format: &str, files: usize, unreadable: bool, terminal: &Terminal) -> Exit {
    let language = terminal.language;
    let shown = &report.told[..report.told.len().min(MOST_SHOWN)];
    let exit = match format {
        "json" => terminal.print(&json(shown, report, language)),
        "sarif" => terminal.print(&sarif(shown, report, unreadable, language)),
        "ringkas" => terminal.print(&brief(shown, language)),
        _ => {
            let mut text = Vec::new();
            for told in shown {
                // Writing to memory does not fail.
                let _ = write_diagnostic(&mut text, &told.diagnostic, &told.sources, terminal.look_of_output());
            }
            terminal.print(&String::from_utf8_lossy(&text))
        }
    };
    let more = report.told.len() - shown.len();
    if more > 0 {
        terminal.remark(&language.pick(format!("dan {more} temuan lain"), format!("and {more} more findings")));
    }
    if matches!(format, "teks" | "ringkas") {
        terminal.remark(&summary(report, files, language));
        if report.told.iter().any(|told| told.diagnostic.severity() == Severity::Error) {
            terminal.remark(language.pick(
                "temuan dalam aturan yang bergalat dicari sesudah galatnya diperbaiki",
                "findings in rulesets with errors are looked for once the errors are mended",
            ));
        }
    }
    exit
}

/// A line for each finding, without the numbers of lines: what is left after a change elsewhere in the file is the same.
fn brief(shown: &[Told], language: Language) -> String {
    let line = |told: &Told| {
        let diagnostic = &told.diagnostic;
        let file = match diagnostic.place {
            Place::Rules(span) => format!("{}: ", told.sources.name(span.file)),
            _ => String::new(),
        };
        let words = diagnostic.message.tell(language);
        let label = if words.label.is_empty() { String::new() } else { format!(" ({})", words.label) };
        format!("{file}{}[{}]: {}{label}\n", diagnostic.severity().word(), diagnostic.code(), words.message)
    };
    shown.iter().map(line).collect()
}

/// `16 berkas diperiksa: 1 ingat, 2 saran; 3 dimatikan dengan abaikan`
fn summary(report: &Report, files: usize, language: Language) -> String {
    let count = |severity| report.told.iter().filter(|told| told.diagnostic.severity() == severity).count();
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Advice]
        .into_iter()
        .map(|severity| (severity.word(), count(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    let found = match counts.is_empty() {
        true => language.pick("tidak ada temuan", "no findings").to_owned(),
        false => counts.join(", "),
    };
    let off = |wanted: fn(&Means) -> bool| report.off.iter().filter(|(_, means)| wanted(means)).count();
    let off: Vec<String> = [
        (off(|means| matches!(means, Means::Rules(_))), "dimatikan dengan `abaikan`", "switched off by `abaikan`"),
        (off(|means| *means == Means::Without), "dimatikan dengan `--abaikan`", "switched off by `--abaikan`"),
        (off(|means| *means == Means::Only), "tidak dipilih dengan `--hanya`", "not selected by `--hanya`"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, id, en)| format!("; {count} {}", language.pick(id, en)))
    .collect();
    language.pick(
        format!("{files} berkas diperiksa: {found}{}", off.concat()),
        format!("{files} {} checked: {found}{}", if files == 1 { "file" } else { "files" }, off.concat()),
    )
}

fn json(shown: &[Told], report: &Report, language: Language) -> String {
    #[derive(serde::Serialize)]
    struct Document {
        takar: &'static str,
        temuan: Vec<Finding>,
        dimatikan: Vec<SwitchedOff>,
    }
    let finding = |told: &Told| Finding::new(&told.diagnostic, &told.sources, language);
    let off = report.off.iter().take(MOST_SHOWN).map(|(told, means)| {
        let (by, reason) = match means {
            Means::Rules(ignored) => ("abaikan", Some(ignored.reason.text.clone())),
            Means::Without => ("--abaikan", None),
            Means::Only => ("--hanya", None),
        };
        SwitchedOff { finding: finding(told), by, reason }
    });
    let document = Document {
        takar: env!("CARGO_PKG_VERSION"),
        temuan: shown.iter().map(finding).collect(),
        dimatikan: off.collect(),
    };
    format!("{}\n", serde_json::to_string_pretty(&document).unwrap_or_default())
}

fn sarif(shown: &[Told], report: &Report, unreadable: bool, language: Language) -> String {
    let mut results: Vec<sarif::Finding<'_>> = Vec::new();
    for told in shown {
        results.push(sarif::Finding { diagnostic: &told.diagnostic, sources: &told.sources, off: None });
    }
    for (told, means) in report.off.iter().take(MOST_SHOWN) {
        let off = match means {
            Means::Rules(ignored) => sarif::Off::InSource { at: ignored.span, reason: &ignored.reason.text },
            Means::Without => sarif::Off::External { reason: format!("--abaikan {}", told.diagnostic.code()) },
            // Nobody asked for these.
            Means::Only => continue,
        };
        results.push(sarif::Finding { diagnostic: &told.diagnostic, sources: &told.sources, off: Some(off) });
    }
    let mut codes: Vec<Code> = check::RULES.iter().map(|rule| rule.code).collect();
    codes.extend(results.iter().map(|result| result.diagnostic.code()));
    codes.sort_unstable();
    codes.dedup();
    let rules = codes.into_iter().map(|code| {
        let (title, text) = galat::described(code, language).unwrap_or_default();
        let name = check::RULES.iter().find(|rule| rule.code == code).map(|rule| rule.name);
        let severity = Message::severity_of(code).unwrap_or(Severity::Error);
        sarif::Rule { code, name, title, text, severity }
    });
    sarif::document(rules.collect(), &results, !unreadable, language)
}

//! `takar galat`: the page of a message code. The pages are docs/galat/*.md.

use super::exit::Exit;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::Language;
use crate::message::files::FilesMessage;
use clap::ArgMatches;
use std::ffi::OsString;

macro_rules! pages {
    ($($code:literal)*) => {
        /// Every page by its code, in order. A page is Indonesian up to the heading `## English`.
        pub const PAGES: &[(&str, &str)] =
            &[$(($code, include_str!(concat!("../../docs/galat/", $code, ".md")))),*];
    };
}

pages! {
    "T0701" "T0702" "T0703" "T0704" "T0705"
    "T0711" "T0712" "T0713" "T0714" "T0715" "T0716" "T0717" "T0718"
    "T0721" "T0722" "T0723" "T0724" "T0728" "T0729" "T0730" "T0731"
}

/// What the English part of a page begins with.
const ENGLISH: &str = "## English";

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let Some(code) = matches.get_one::<OsString>("KODE").map(|code| code.to_string_lossy()) else {
        return terminal.print(&list(terminal.language));
    };
    match page(&code) {
        Some(page) => terminal.print(&in_language(page, terminal.language)),
        None => {
            terminal.tell_one(&Diagnostic::nowhere(FilesMessage::UnknownMessage { code: code.into_owned() }));
            Exit::Usage
        }
    }
}

/// `T0312`, `t0312` and `312` are the same code.
fn page(code: &str) -> Option<&'static str> {
    let digits = code.trim().trim_start_matches(['T', 't']);
    let wanted = format!("T{digits:0>4}");
    PAGES.iter().find(|(code, _)| *code == wanted).map(|(_, page)| *page)
}

/// One part of a page; the example stands in the Indonesian part and belongs to both.
fn in_language(page: &str, language: Language) -> String {
    let Some((indonesian, english)) = page.split_once(ENGLISH) else { return page.to_owned() };
    match language {
        Language::Indonesian => format!("{}\n", indonesian.trim_end()),
        Language::English => {
            let mut text = english.trim().trim_start_matches("##").to_owned();
            for example in examples(indonesian) {
                text.push_str("\n\n");
                text.push_str(example);
            }
            text.push('\n');
            text
        }
    }
}

/// The fenced blocks of a text, fences included.
fn examples(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("```") {
        let Some(length) = rest[start + 3..].find("```") else { break };
        let end = start + 3 + length + 3;
        found.push(&rest[start..end]);
        rest = &rest[end..];
    }
    found
}

/// The codes with their titles.
fn list(language: Language) -> String {
    let title = |page: &str| {
        let text = match language {
            Language::Indonesian => page,
            Language::English => page.split_once(ENGLISH).map_or(page, |(_, english)| english),
        };
        let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
        line.trim_start_matches('#').trim().to_owned()
    };
    PAGES
        .iter()
        .map(|(code, page)| {
            let title = title(page);
            let title =
                title.strip_prefix(code).map_or(title.as_str(), |rest| rest.trim_start_matches([' ', ':', '—']));
            format!("{code}  {title}\n")
        })
        .collect()
}

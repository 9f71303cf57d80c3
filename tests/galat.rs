//! Every message code has a page, and the example of each page yields its code.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use takar::cli::PAGES;
use takar::message::Message;
use tempfile::TempDir;

/// The fenced blocks of a page: the word after the fence, and the text.
fn blocks(page: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), inside) {
            (Some(word), false) => {
                found.push((word, String::new()));
                inside = true;
            }
            (Some(_), true) => inside = false,
            (None, true) => {
                let text = &mut found.last_mut().unwrap().1;
                text.push_str(line);
                text.push('\n');
            }
            (None, false) => {}
        }
    }
    found
}

/// What the program says about the example: `contoh.takar`, `contoh.csv` and other named files are written, then the
/// commands are run, or the ruleset is checked and tested.
fn said(page: &str) -> String {
    let folder = TempDir::new().unwrap();
    let mut commands = Vec::new();
    for (word, text) in blocks(page) {
        let (kind, name) = word.split_once(' ').unwrap_or((word, ""));
        match kind {
            "sh" => commands.extend(text.lines().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned)),
            "takar" | "csv" | "json" => {
                let name = if name.is_empty() { format!("contoh.{kind}") } else { name.to_owned() };
                std::fs::write(folder.path().join(name), text).unwrap();
            }
            other => panic!("a block of an unknown kind: {other}"),
        }
    }
    if commands.is_empty() {
        commands = vec!["takar periksa contoh.takar".to_owned(), "takar uji contoh.takar".to_owned()];
        if folder.path().join("contoh.csv").exists() {
            commands = vec!["takar hitung contoh.takar --data contoh.csv".to_owned()];
        }
    }
    commands.iter().map(|command| run(folder.path(), command)).collect()
}

fn run(folder: &Path, command: &str) -> String {
    let mut words = command.split_whitespace();
    match words.next() {
        Some("mkdir") => {
            std::fs::create_dir(folder.join(words.next().unwrap())).unwrap();
            String::new()
        }
        Some("takar") => {
            let mut program = Command::new(env!("CARGO_BIN_EXE_takar"));
            program.args(words).current_dir(folder).env_remove("TAKAR_BAHASA").stdin(Stdio::null());
            let output = program.output().unwrap();
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
        }
        other => panic!("an unknown command: {other:?}"),
    }
}

#[test]
fn every_example_yields_its_code() {
    let mut wrong = Vec::new();
    for (code, page) in PAGES {
        let said = said(page);
        if !said.contains(&format!("[{code}]")) {
            wrong.push(format!("{code}: the program says:\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_both_languages() {
    for (code, page) in PAGES {
        assert!(page.starts_with(&format!("# {code}: ")), "{code}");
        let (_, english) = page.split_once("\n## English\n").unwrap_or_else(|| panic!("{code} has no English part"));
        assert!(english.trim().starts_with(&format!("### {code}: ")), "{code}");
    }
}

#[test]
#[ignore = "the pages of the other areas are still to be written"]
fn every_code_has_a_page() {
    let pages: BTreeSet<String> = PAGES.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert!(PAGES.is_sorted_by_key(|(code, _)| *code), "pages stand in order");
    let codes: BTreeSet<String> = Message::codes().map(|code| code.to_string()).collect();
    let without: Vec<&String> = codes.difference(&pages).collect();
    let unknown: Vec<&String> = pages.difference(&codes).collect();
    assert!(unknown.is_empty(), "pages of codes that do not exist: {unknown:?}");
    assert!(without.is_empty(), "codes without a page: {without:?}");
}

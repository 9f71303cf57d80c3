//! The pages about messages, `docs/galat/T….md`: one for each code, in both languages, each with a whole example that
//! yields its code and no other error.
//!
//! Blocks of an example are files: `takar`, `csv` or `json`, called `contoh.…` unless another name follows the kind, and
//! saved in `utf-16` or `windows-1252` where that follows. In a `takar` block `# berkas: name` begins a further file. The
//! lines of a `sh` block are the commands that are run. Without one a ruleset is checked and tested, or evaluated with the
//! data that stands beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};
use takar::cli::PAGES;
use takar::message::Message;
use tempfile::TempDir;

const WITHOUT_EXAMPLE: &str = "<!-- tanpa contoh: ";

/// The fenced blocks of a page: the words after the fence, and the text.
fn blocks(page: &str) -> Vec<(Vec<&str>, String)> {
    let mut found: Vec<(Vec<&str>, String)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(words) => {
                inside = !inside;
                if inside {
                    found.push((words.split_whitespace().collect(), String::new()));
                }
            }
            None if inside => {
                let text = &mut found.last_mut().unwrap().1;
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    assert!(!inside, "a fence is not closed: {page}");
    found
}

fn encoded(text: &str, encoding: Option<&str>) -> Vec<u8> {
    match encoding {
        None => text.as_bytes().to_vec(),
        Some("utf-16") => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        // Its letters of the examples are those of Latin 1.
        Some("windows-1252") => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
        Some(other) => panic!("an unknown encoding: {other}"),
    }
}

/// What the program says about the example of a page.
fn said(page: &str) -> String {
    let folder = TempDir::new().unwrap();
    let mut commands = Vec::new();
    let mut data = None;
    for (words, text) in blocks(page) {
        let (kind, further) = words.split_first().expect("the kind of a block");
        if *kind == "sh" {
            commands.extend(text.lines().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned));
            continue;
        }
        assert!(["takar", "csv", "json"].contains(kind), "a block of an unknown kind: {kind}");
        let named = further.iter().find(|word| word.contains('.'));
        let encoding = further.iter().find(|word| !word.contains('.')).copied();
        let name = named.map_or_else(|| format!("contoh.{kind}"), |name| (*name).to_owned());
        if *kind != "takar" {
            data = Some(name.clone());
        }
        let mut files = BTreeMap::from([(name.clone(), String::new())]);
        let mut current = name;
        for line in text.lines() {
            match line.strip_prefix("# berkas: ") {
                Some(further) => current = further.trim().to_owned(),
                None => files.entry(current.clone()).or_default().extend([line, "\n"]),
            }
        }
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, encoded(&text, encoding)).unwrap();
        }
    }
    if commands.is_empty() {
        commands = match data {
            Some(data) => vec![format!("takar hitung contoh.takar --data {data}")],
            None => vec!["takar periksa contoh.takar".to_owned(), "takar uji contoh.takar".to_owned()],
        };
    }
    commands.iter().map(|command| run(folder.path(), command)).collect()
}

/// The words of a command: blanks part them, double quotes hold them together.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words
}

fn run(folder: &Path, command: &str) -> String {
    let words = words(command);
    let mut words = words.iter().map(String::as_str);
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

/// The codes of what has been said: of everything, and of errors.
fn codes_in(said: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let heads = said.lines().filter_map(|line| line.split_once(']')?.0.split_once("[T"));
    let heads: Vec<(&str, &str)> = heads.filter(|(word, _)| ["galat", "ingat", "saran"].contains(word)).collect();
    let errors = heads.iter().filter(|(word, _)| *word == "galat");
    (heads.iter().map(|(_, code)| *code).collect(), errors.map(|(_, code)| *code).collect())
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/galat");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let written: BTreeSet<String> = std::fs::read_dir(folder).unwrap().map(name).collect();
    let wanted: BTreeSet<String> = Message::codes().map(|code| format!("{code}.md")).collect();
    assert_eq!(written, wanted);
    let carried: Vec<String> = PAGES.iter().map(|(code, _)| format!("{code}.md")).collect();
    assert_eq!(carried, wanted.into_iter().collect::<Vec<_>>(), "what src/cli/galat.rs lists");
}

#[test]
fn every_page_has_titles_and_texts_in_both_languages() {
    for (code, page) in PAGES {
        let (indonesian, english) = page.split_once("\n## English\n\n").unwrap_or_else(|| panic!("{code}: no English"));
        let text = |part: &str, head: &str| {
            let (title, text) = part.split_once("\n\n").unwrap_or_else(|| panic!("{code}: no text"));
            let title = title.strip_prefix(head).and_then(|title| title.strip_prefix(&format!(" {code}: ")));
            assert!(title.is_some_and(|title| !title.trim().is_empty()), "{code}: no title after {head}");
            let prose = text.split("```").next().unwrap_or_default();
            assert!(prose.trim().len() > 40 && !prose.trim().starts_with('#'), "{code}: no text after {head}");
        };
        text(indonesian, "#");
        text(english, "###");
        assert!(blocks(english).is_empty(), "{code}: the example stands in the Indonesian part");
        assert_eq!(blocks(indonesian).is_empty(), indonesian.contains(WITHOUT_EXAMPLE), "{code}: no example");
    }
}

#[test]
fn every_example_yields_its_code_and_no_other_error() {
    let mut wrong = String::new();
    for (code, page) in PAGES.iter().filter(|(_, page)| !page.contains(WITHOUT_EXAMPLE)) {
        let said = said(page);
        let (all, errors) = codes_in(&said);
        let digits = code.trim_start_matches('T');
        if !all.contains(digits) || errors.iter().any(|error| *error != digits) {
            wrong.push_str(&format!("{code}: the program says:\n{said}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn pages_read_well_in_a_terminal() {
    let folder = TempDir::new().unwrap();
    for arguments in ["", " --bahasa en"] {
        let list = run(folder.path(), &format!("takar galat{arguments}"));
        assert!(list.lines().all(|line| line.chars().count() <= 80), "{list}");
        for (code, page) in PAGES {
            assert!(list.lines().any(|line| line.starts_with(&format!("{code} "))), "{code}");
            let text = run(folder.path(), &format!("takar galat {code}{arguments}"));
            assert!(text.starts_with(&format!("{code}: ")), "{text}");
            assert_eq!(text.contains("\n    "), !page.contains(WITHOUT_EXAMPLE), "{text}");
            let prose = || text.lines().filter(|line| !line.starts_with("    "));
            assert!(prose().all(|line| line.chars().count() <= 80), "{text}");
            assert!(
                !text.contains("```") && !text.contains("<!--") && prose().all(|line| !line.starts_with('#')),
                "{text}"
            );
        }
    }
    let english = run(folder.path(), "takar galat 312 --bahasa en");
    assert!(
        english.starts_with("T0312: A gap between two bands\n\n")
            && english.contains("\nExample:\n\n    skala hasil {\n")
    );
}

//! The pages about messages of the model stage, `docs/galat/T02xx.md` to `T05xx.md`: each in both languages, each with a
//! whole example that yields its code and no other error.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use takar::diagnostic::{Code, Diagnostic, Severity};
use takar::message::Language;
use takar::message::evaluation::EvaluationMessage;
use takar::message::names::NamesMessage;
use takar::message::types::TypesMessage;
use takar::message::validity::ValidityMessage;
use takar::model::{InMemory, build};

/// A page by its code, such as `T0312`.
fn pages() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/galat");
    let mut pages = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the folder of the pages") {
        let path = entry.expect("a page").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["T02", "T03", "T04", "T05"].iter().any(|area| name.starts_with(area)) {
            pages.insert(name, std::fs::read_to_string(&path).expect("a readable page"));
        }
    }
    pages
}

fn codes() -> Vec<Code> {
    [NamesMessage::CODES, TypesMessage::CODES, ValidityMessage::CODES, EvaluationMessage::CODES]
        .into_iter()
        .flatten()
        .map(|code| Code(*code))
        .collect()
}

/// Codes that only a run yields. Their examples stand in the pages and are run through the program elsewhere.
const OF_RUNS: [&str; 5] = ["T0501", "T0505", "T0511", "T0512", "T0513"];

/// What stands inside the page's first fence; none where the page says why there is no example.
fn example(page: &str) -> Option<&str> {
    if OF_RUNS.iter().any(|code| page.starts_with(&format!("# {code}: "))) {
        return None;
    }
    let (_, rest) = page.split_once("```takar\n")?;
    let (inside, _) = rest.split_once("\n```").expect("a closed fence");
    Some(inside)
}

/// The files of an example. `# berkas: name.takar` begins a further one.
fn files(example: &str) -> InMemory {
    let mut files = BTreeMap::from([(PathBuf::from("utama.takar"), String::new())]);
    let mut current = PathBuf::from("utama.takar");
    for line in example.lines() {
        match line.strip_prefix("# berkas: ") {
            Some(name) => current = PathBuf::from(name.trim()),
            None => {
                let text = files.entry(current.clone()).or_default();
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    InMemory(files)
}

fn diagnostics(mut files: InMemory) -> Vec<Diagnostic> {
    build(&mut files, Path::new("utama.takar")).expect("the main file").diagnostics
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let wanted: Vec<String> = codes().iter().map(Code::to_string).collect();
    let written: Vec<String> = pages().into_keys().collect();
    assert_eq!(written, wanted);
}

#[test]
fn every_page_has_a_title_and_both_languages() {
    for (code, page) in pages() {
        let title = page.lines().next().and_then(|line| line.strip_prefix(&format!("# {code}: ")));
        assert!(title.is_some_and(|title| !title.trim().is_empty()), "{code}: no title");
        let (indonesian, english) = page.split_once("\n## English\n").unwrap_or_else(|| panic!("{code}: no English"));
        let before = indonesian.split("```").next().unwrap_or_default();
        assert!(before.lines().skip(1).any(|line| line.len() > 20), "{code}: no Indonesian text");
        let english =
            english.trim().strip_prefix(&format!("### {code}: ")).unwrap_or_else(|| panic!("{code}: no English"));
        assert!(english.lines().skip(1).any(|line| line.len() > 20), "{code}: no English text");
        assert!(indonesian.contains("```takar\n") != indonesian.contains("<!-- tanpa contoh: "), "{code}: no example");
    }
}

#[test]
fn every_example_yields_its_code_and_no_other_error() {
    let mut wrong = String::new();
    for (code, page) in pages() {
        let Some(example) = example(&page) else { continue };
        let found = diagnostics(files(example));
        if !found.iter().any(|diagnostic| diagnostic.code().to_string() == code) {
            wrong.push_str(&format!("{code}: not among {found:#?}\n"));
        }
        for other in &found {
            if other.severity() == Severity::Error && other.code().to_string() != code {
                wrong.push_str(&format!("{code}: also {other:#?}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_message_of_the_examples_says_something_in_both_languages() {
    for (code, page) in pages() {
        let Some(example) = example(&page) else { continue };
        for diagnostic in diagnostics(files(example)) {
            for language in [Language::Indonesian, Language::English] {
                let told = diagnostic.message.tell(language);
                assert!(!told.message.trim().is_empty(), "{code}");
                assert!(told.help.is_none_or(|help| !help.trim().is_empty()), "{code}");
            }
        }
    }
}

/// To read all messages at once: `cargo test --test pages -- --ignored --nocapture`.
#[test]
#[ignore = "shows, does not check"]
fn show_all_messages() {
    for (code, page) in pages() {
        let Some(example) = example(&page) else { continue };
        let mut files = files(example);
        let built = build(&mut files, Path::new("utama.takar")).expect("the main file");
        for diagnostic in &built.diagnostics {
            let place = match diagnostic.place {
                takar::diagnostic::Place::Rules(span) => takar::model::text_of(&built.sources, span),
                _ => String::new(),
            };
            println!("{code} -> {} at «{place}» (+{} places)", diagnostic.code(), diagnostic.related.len());
            for language in [Language::Indonesian, Language::English] {
                let told = diagnostic.message.tell(language);
                println!("    {} | {} | {}", told.message, told.label, told.help.unwrap_or_default());
            }
        }
    }
}

//! The shipped rulesets and the examples of the reference keep their meaning.

use super::same::{model_of, parts, tree};
use super::{format_file, laid_out};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use takar::model::InMemory;
use takar::syntax::literate;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rulesets below a folder, with their texts.
fn rulesets(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rulesets(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "takar") || is_literate(&path) {
            found.insert(path.clone(), std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn is_literate(path: &Path) -> bool {
    literate::is_literate(&path.to_string_lossy())
}

/// The rules of a file, without the text around them.
fn rules(path: &Path, text: &str) -> String {
    match is_literate(path) {
        true => literate::blocks(text).into_iter().map(|block| &text[block]).collect(),
        false => text.to_owned(),
    }
}

#[test]
fn shipped_rulesets_keep_their_meaning() {
    let mut before = BTreeMap::new();
    rulesets(&root().join("rulesets"), &mut before);
    assert!(before.len() >= 16);
    let laid_out = |path: &Path, text: &str| format_file(&path.to_string_lossy(), text).unwrap();
    let after: BTreeMap<PathBuf, String> =
        before.iter().map(|(path, text)| (path.clone(), laid_out(path, text))).collect();
    for (path, text) in &before {
        let out = &after[path];
        assert_eq!(out, text, "not laid out: cargo run -- format {}", path.display());
        assert_eq!(tree(&rules(path, out)), tree(&rules(path, text)), "{}", path.display());
        assert_eq!(parts(&rules(path, out)), parts(&rules(path, text)), "{}", path.display());
        assert_eq!(&laid_out(path, out), out, "{}", path.display());
        // Layouts of files that use each other, all at once.
        let models = (model_of(&InMemory(before.clone()), path), model_of(&InMemory(after.clone()), path));
        assert!(models.0.is_some() && models.0 == models.1, "the model of {} changes", path.display());
    }
}

#[test]
fn examples_of_the_reference_keep_their_meaning() {
    let page = std::fs::read_to_string(root().join("docs/bahasa.md")).unwrap();
    let mut examples = 0;
    let mut rest = page.as_str();
    while let Some((_, after)) = rest.split_once("\n```takar") {
        let (_, after) = after.split_once('\n').unwrap();
        let (text, after) = after.split_once("\n```").unwrap();
        rest = after;
        // Some show mistakes of writing.
        let Ok(before) = tree(text) else { continue };
        let out = laid_out(text);
        assert_eq!(tree(&out), Ok(before), "{out}");
        assert_eq!(parts(&out), parts(text), "{out}");
        assert_eq!(laid_out(&out), out);
        assert_eq!(super::same::model(&out), super::same::model(text), "{out}");
        examples += 1;
    }
    assert!(examples > 50);
}

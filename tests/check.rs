//! What `takar periksa` finds, rule by rule: where it is, and silence where it is not.

mod bands;
mod collection;
mod conditions;
mod growth;
mod ignoring;
mod output;
mod polarities;
mod rounding;
mod shipped;
mod sources;
mod targets;
mod titles;
mod unused;
mod weights;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use takar::diagnostic::{Diagnostic, Place};
use takar::message::Language;
use takar::model::{InMemory, Options, build_with, text_of};
use takar::source::Sources;
use takar::tools::check::{self, Collection, Filter, Report};

/// Something told, as tests look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// `T0312`
    pub code: String,
    /// `ingat: message | label | help`, in Indonesian.
    pub text: String,
    /// The text that it points at.
    pub place: String,
    /// The file that it stands in.
    pub file: String,
    /// The texts of the other places.
    pub related: Vec<String>,
}

fn shown(diagnostic: &Diagnostic, sources: &Sources) -> Told {
    let told = diagnostic.message.tell(Language::Indonesian);
    let english = diagnostic.message.tell(Language::English);
    assert_eq!(told.label.is_empty(), english.label.is_empty(), "both languages say the same: {told:?} {english:?}");
    assert_eq!(told.help.is_some(), english.help.is_some(), "both languages say the same: {told:?} {english:?}");
    let Place::Rules(span) = diagnostic.place else { panic!("a finding without place: {told:?}") };
    Told {
        code: diagnostic.code().to_string(),
        text: format!(
            "{}: {} | {} | {}",
            diagnostic.severity().word(),
            told.message,
            told.label,
            told.help.unwrap_or_default()
        ),
        place: text_of(sources, span),
        file: sources.name(span.file).to_owned(),
        related: diagnostic.related.iter().map(|(span, _)| text_of(sources, *span)).collect(),
    }
}

/// What is reported when these files are checked, each of `mains` for itself, in one run.
pub fn report(files: &[(&str, &str)], mains: &[&str], filter: &Filter) -> Report {
    let files: BTreeMap<PathBuf, String> =
        files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect();
    let mut collection = Collection::default();
    for main in mains {
        let built = build_with(&mut InMemory(files.clone()), Path::new(main), &Options::default()).expect("a file");
        let checked = check::run(&built.rules, &built.diagnostics, &built.sources);
        collection.add(checked, &Rc::new(built.sources));
    }
    collection.finish(filter)
}

/// The same, as it is told.
pub fn told_in(files: &[(&str, &str)], mains: &[&str]) -> Vec<Told> {
    let report = report(files, mains, &Filter::default());
    report.told.iter().map(|told| shown(&told.diagnostic, &told.sources)).collect()
}

/// What is told of one file.
pub fn told(text: &str) -> Vec<Told> {
    told_in(&[("utama.takar", text)], &["utama.takar"])
}

/// What is told of one file with some code; nothing may be an error.
pub fn only(code: &str, text: &str) -> Vec<Told> {
    let told = told(text);
    let errors: Vec<&Told> = told.iter().filter(|told| told.text.starts_with("galat")).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    told.into_iter().filter(|told| told.code == code).collect()
}

/// The one thing told with some code.
pub fn one(code: &str, text: &str) -> Told {
    let found = only(code, text);
    let [told] = found.as_slice() else { panic!("not one {code}: {:#?}\n{text}", self::told(text)) };
    told.clone()
}

/// That nothing is told with some code.
pub fn silent(code: &str, text: &str) {
    let found = only(code, text);
    assert!(found.is_empty(), "a false alarm: {found:#?}\n{text}");
}

/// That a text holds all of these.
pub fn holds(told: &Told, parts: &[&str]) {
    for part in parts {
        assert!(told.text.contains(part), "{part} is not in {}", told.text);
    }
}

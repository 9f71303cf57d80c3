//! What was found in several rulesets, each thing once: a file that several of them use is read several times, and what one
//! of them does not use another may.

use super::{Checked, Found};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::message::{Code, Language};
use crate::model::Ignored;
use crate::source::{Sources, Span};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::rc::Rc;

/// `--abaikan` and `--hanya`.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// These findings are switched off.
    pub without: Vec<Code>,
    /// Only these findings are told; empty: all.
    pub only: Vec<Code>,
}

/// What switches a finding off.
#[derive(Debug, Clone, PartialEq)]
pub enum Means {
    /// `abaikan` at a declaration.
    Rules(Ignored),
    /// `--abaikan`
    Without,
    /// `--hanya` with other codes.
    Only,
}

/// A finding with the texts that it points into.
pub struct Told {
    /// What is told.
    pub diagnostic: Diagnostic,
    /// The texts.
    pub sources: Rc<Sources>,
}

/// What is told in the end.
#[derive(Default)]
pub struct Report {
    /// What is told, in the order of the rulesets.
    pub told: Vec<Told>,
    /// What is switched off, and by what.
    pub off: Vec<(Told, Means)>,
}

/// A place in a file, by the file's name.
type Key = (String, u32);

/// What was found in the rulesets of one run.
#[derive(Default)]
pub struct Collection {
    entries: Vec<(Found, Rc<Sources>)>,
    places: HashMap<(String, u32, u32, u16, String, bool), usize>,
    used: HashSet<Key>,
    folders: HashSet<PathBuf>,
}

fn key(sources: &Sources, span: Span) -> Key {
    (sources.name(span.file).to_owned(), span.start)
}

fn folder(sources: &Sources, file: crate::source::FileId) -> PathBuf {
    std::path::Path::new(sources.name(file)).parent().map(std::path::Path::to_path_buf).unwrap_or_default()
}

impl Collection {
    /// Adds what was found in one ruleset.
    pub fn add(&mut self, checked: Checked, sources: &Rc<Sources>) {
        self.used.extend(checked.used.into_iter().map(|span| key(sources, span)));
        if let Some(main) = sources.files().next().filter(|_| checked.has_header) {
            self.folders.insert(folder(sources, main));
        }
        for found in checked.found {
            let (file, start, end) = match &found.diagnostic.place {
                Place::Rules(span) => (sources.name(span.file).to_owned(), span.start, span.end),
                _ => (String::new(), 0, 0),
            };
            let told = found.diagnostic.message.tell(Language::Indonesian);
            let words = format!("{}\n{}", told.message, told.label);
            // What only holds under a condition is not the same as what holds.
            let place = (file, start, end, found.diagnostic.code().0, words, found.unless_used.is_some());
            match self.places.get(&place) {
                Some(at) => {
                    let before = &mut self.entries[*at];
                    if before.0.ignored.is_some() && found.ignored.is_none() {
                        *before = (found, Rc::clone(sources));
                    }
                }
                None => {
                    self.places.insert(place, self.entries.len());
                    self.entries.push((found, Rc::clone(sources)));
                }
            }
        }
    }

    /// What is told of it all.
    pub fn finish(self, filter: &Filter) -> Report {
        let mut report = Report::default();
        for (found, sources) in self.entries {
            if found.unless_used.is_some_and(|span| self.used.contains(&key(&sources, span))) {
                continue;
            }
            if let Some(span) = found.place().filter(|_| found.beside_rulesets) {
                let folder = folder(&sources, span.file);
                if !folder.ancestors().any(|above| self.folders.contains(above)) {
                    continue;
                }
            }
            let code = found.diagnostic.code();
            let is_finding = found.diagnostic.severity() < Severity::Error;
            let means = match found.ignored {
                _ if !is_finding => None,
                Some(ignored) => Some(Means::Rules(ignored)),
                None if filter.without.contains(&code) => Some(Means::Without),
                None if !filter.only.is_empty() && !filter.only.contains(&code) => Some(Means::Only),
                None => None,
            };
            let told = Told { diagnostic: found.diagnostic, sources };
            match means {
                Some(means) => report.off.push((told, means)),
                None => report.told.push(told),
            }
        }
        report
    }
}

//! What a correction changes: the data of the closed period against the data that lies in the folder now.

use super::compute::{arguments, close, create};
use super::manifest::Manifest;
use super::{cannot_write, fail};
use crate::cli::exit::Exit;
use crate::cli::load::Ruleset;
use crate::cli::realization::{Realization, Visitor};
use crate::cli::terminal::Terminal;
use crate::evaluate::{Conflict, DataFiles, Evaluator, Facts, Origin};
use crate::message::Language;
use crate::render::View;
use crate::render::correction::{Case, Closed, CorrectionWriter};
use crate::tools::correction::{changes, digest};
use crate::value::period::Period;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The closed period that is corrected, as it lies in the folder.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// Its manifest.
    pub manifest: Manifest,
    /// Who closed it.
    pub then: Closed,
    /// Who corrects it.
    pub now: Closed,
}

/// A unit in a period.
type Key = (Option<Arc<str>>, Option<Period>);

/// Collects what the data of now says otherwise.
pub struct Correction {
    /// What the data of then says, in its order.
    then: HashMap<Key, (u64, [u8; 32])>,
    /// What is said otherwise now.
    now: HashMap<Key, Facts>,
    /// What is new, in order.
    added: Vec<Key>,
    /// What is said of at all.
    seen: HashSet<Key>,
    realization: Realization,
    into: PathBuf,
}

impl Correction {
    /// Reads what was known then.
    pub fn begin(earlier: &Earlier, ruleset: &Ruleset, into: &Path, terminal: &Terminal) -> Result<Self, Exit> {
        let matches = arguments(&earlier.manifest, "sebelumnya/", terminal)?;
        let realization = Realization::new(&matches, ruleset, terminal)?;
        let mut digests = Digests::default();
        realization.read(&mut digests, ruleset, &terminal.silent())?;
        let (now, seen) = (HashMap::new(), HashSet::new());
        Ok(Self { then: digests.0, now, added: Vec::new(), seen, realization, into: into.to_path_buf() })
    }

    /// A case as it is known now.
    pub fn case(&mut self, facts: &Facts) {
        let key = (facts.unit.clone(), facts.period);
        match self.then.get(&key) {
            Some((_, known)) if *known == digest(facts) => {}
            known => {
                if known.is_none() {
                    self.added.push(key.clone());
                }
                self.now.insert(key.clone(), facts.clone());
            }
        }
        self.seen.insert(key);
    }

    /// All cases so far are void.
    pub fn restart(&mut self) {
        self.now.clear();
        self.added.clear();
        self.seen.clear();
    }

    /// Writes what has changed. Gives back a sentence about it, and whether anything has.
    pub fn finish(
        self,
        earlier: &Earlier,
        ruleset: &Ruleset,
        version: &str,
        files: &DataFiles,
        language: Language,
        terminal: &Terminal,
    ) -> Result<(String, bool), Exit> {
        let Self { then, mut now, added, seen, realization, into } = self;
        let trouble =
            |(path, error): (PathBuf, std::io::Error)| fail(terminal, cannot_write(&path, &error), Exit::Files);
        let mut wanted: Vec<(u64, Key)> = then
            .into_iter()
            .filter(|(key, _)| now.contains_key(key) || !seen.contains(key))
            .map(|(key, (place, _))| (place, key))
            .collect();
        wanted.sort_by_key(|(place, _)| *place);
        let mut before = Kept { wanted: wanted.iter().map(|(_, key)| key.clone()).collect(), facts: HashMap::new() };
        realization.read(&mut before, ruleset, &terminal.silent())?;
        // The data files of then are counted after those of now.
        let shift = files.names().len() as u16;
        let files = files.and(realization.files());
        let mut writer = CorrectionWriter::new(language, earlier.then.clone(), earlier.now.clone());
        let mut json: (PathBuf, BufWriter<File>) = create(into.join("koreksi.json")).map_err(trouble)?;
        let mut text = create(into.join("koreksi.md")).map_err(trouble)?;
        let begun = writer.begin(&mut json.1, &mut text.1, &ruleset.title(), version);
        begun.map_err(|error| trouble((json.0.clone(), error)))?;
        for key in wanted.into_iter().map(|(_, key)| key).chain(added) {
            let Some(place) = ruleset.place_for(key.1) else { continue };
            let Some(view) = ruleset.view(place, &files, language) else { continue };
            let mut evaluator = Evaluator::among(view.model, &ruleset.rules, place);
            let then = before.facts.remove(&key).map(|facts| shifted(&facts, shift, view));
            let now = now.remove(&key);
            let (rows, results) = changes(view.model, &mut evaluator, then.as_ref(), now.as_ref());
            if rows.is_empty() && results.is_empty() {
                continue;
            }
            let case = Case { view, unit: key.0.as_deref(), period: key.1, rows: &rows, results: &results };
            let written = writer.case(&mut json.1, &mut text.1, case);
            written.map_err(|error| trouble((json.0.clone(), error)))?;
        }
        let ended = writer.end(&mut json.1, &mut text.1);
        ended.map_err(|error| trouble((json.0.clone(), error)))?;
        close(json).map_err(trouble)?;
        close(text).map_err(trouble)?;
        let (rows, ..) = writer.counts();
        Ok((writer.summary(), rows > 0))
    }
}

/// Facts whose figures come from files that are counted from another number on.
fn shifted(facts: &Facts, shift: u16, view: View<'_>) -> Facts {
    let count = view.model.codes.len();
    let moved = |origin: Origin| match origin {
        Origin::Data { file, line, column } => Origin::Data { file: file.saturating_add(shift), line, column },
        Origin::Object { file, number, key } => Origin::Object { file: file.saturating_add(shift), number, key },
        rules => rules,
    };
    let mut other = Facts::new(facts.unit.clone(), facts.period, count);
    for (slot, fact) in facts.iter() {
        let mut fact = fact.clone();
        fact.origin = moved(fact.origin);
        other.set(slot, fact);
    }
    for (code, published) in facts.all_published() {
        let mut published = published.clone();
        published.origin = moved(published.origin);
        other.publish(code, published);
    }
    let others: Vec<Facts> = facts.others().map(|facts| shifted(facts, shift, view)).collect();
    if others.is_empty() { other } else { other.beside(Arc::new(others)) }
}

/// What stands for each case, in order.
#[derive(Debug, Default)]
struct Digests(HashMap<Key, (u64, [u8; 32])>);

impl Visitor for Digests {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let place = self.0.len() as u64;
        self.0.insert((facts.unit.clone(), facts.period), (place, digest(facts)));
        Vec::new()
    }

    fn restart(&mut self) {
        self.0.clear();
    }

    fn stopped(&self) -> bool {
        false
    }
}

/// The facts of some cases.
struct Kept {
    wanted: HashSet<Key>,
    facts: HashMap<Key, Facts>,
}

impl Visitor for Kept {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let key = (facts.unit.clone(), facts.period);
        if self.wanted.contains(&key) {
            self.facts.insert(key, facts.clone());
        }
        Vec::new()
    }

    fn restart(&mut self) {
        self.facts.clear();
    }

    fn stopped(&self) -> bool {
        false
    }
}

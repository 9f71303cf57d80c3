//! What a correction changes: the data of the closed period against the data that lies in the folder now.

use super::compute::arguments;
use super::fail;
use super::manifest::Manifest;
use super::sink::{Made, Results, Sink};
use crate::cli::exit::Exit;
use crate::cli::load::Ruleset;
use crate::cli::realization::{Realization, Visitor};
use crate::cli::terminal::Terminal;
use crate::evaluate::{Conflict, DataFiles, Evaluator, Facts};
use crate::message::Language;
use crate::render::View;
use crate::render::correction::{Case, Closed, CorrectionWriter, Stay};
use crate::tools::correction::{changes, digest};
use crate::value::period::Period;
use crate::value::{Blame, Cause, Value};
use std::collections::{HashMap, HashSet};
use std::io;
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
}

/// What has changed.
pub struct Done {
    /// A sentence about it.
    pub summary: String,
    /// Whether anything has.
    pub changes: bool,
    /// The files that tell of it.
    pub made: Vec<Made>,
}

impl Correction {
    /// Reads what was known then.
    pub fn begin(earlier: &Earlier, ruleset: &Ruleset, terminal: &Terminal) -> Result<Self, Exit> {
        let matches = arguments(&earlier.manifest, "sebelumnya/", terminal)?;
        let realization = Realization::new(&matches, ruleset, terminal)?;
        let mut digests = Digests::default();
        realization.read(&mut digests, ruleset, &terminal.silent())?;
        let (now, seen) = (HashMap::new(), HashSet::new());
        Ok(Self { then: digests.0, now, added: Vec::new(), seen, realization })
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

    /// Writes what has changed.
    pub fn finish(
        self,
        earlier: &Earlier,
        ruleset: &Ruleset,
        version: &str,
        (files, language): (&DataFiles, Language),
        results: Results<'_>,
        terminal: &Terminal,
    ) -> Result<Done, Exit> {
        let Self { then, mut now, added, seen, realization } = self;
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
        let begin = |name| Sink::begin(results, name, false).map_err(|message| fail(terminal, message, Exit::Files));
        let (mut json, mut text) = (begin("koreksi.json")?, begin("koreksi.md")?);
        let written = |json: &Sink, written: io::Result<()>| {
            written.map_err(|error| fail(terminal, json.trouble(&error), Exit::Files))
        };
        let mut writer = CorrectionWriter::new(language, earlier.then.clone(), earlier.now.clone());
        let begun = writer.begin(&mut json, &mut text, &ruleset.title(), version);
        written(&json, begun)?;
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
            let stay = match (then, now) {
                (None, _) => Stay::New,
                (_, None) => Stay::Gone,
                _ => Stay::Stays,
            };
            let (unit, period) = (key.0.as_deref(), key.1);
            let case = Case { view, unit, period, stay, rows: &rows, results: &results };
            let told = writer.case(&mut json, &mut text, case);
            written(&json, told)?;
        }
        let ended = writer.end(&mut json, &mut text);
        written(&json, ended)?;
        let made = [json, text].into_iter().map(Sink::finish).collect::<Result<_, _>>();
        let made = made.map_err(|message| fail(terminal, message, Exit::Files))?;
        Ok(Done { summary: writer.summary(), changes: writer.tells_something(), made })
    }
}

/// Facts whose figures come from files that are counted from another number on.
fn shifted(facts: &Facts, shift: u16, view: View<'_>) -> Facts {
    let count = view.model.codes.len();
    let mut other = Facts::new(facts.unit.clone(), facts.period, count);
    for (slot, fact) in facts.iter() {
        let mut fact = fact.clone();
        fact.origin = fact.origin.shifted(shift);
        if let Value::Failed(failure) = &fact.value
            && let Cause::BadData(slot, Some(blame)) = failure.cause
        {
            fact.value = Value::bad_data(slot, Blame { origin: blame.origin.shifted(shift), ..blame });
        }
        other.set(slot, fact);
    }
    for (code, published) in facts.all_published() {
        let mut published = published.clone();
        published.origin = published.origin.shifted(shift);
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

//! Evaluates and explains: blocks of cases on several threads, whose results come back in order.
//!
//! A block is so many cases, however many threads there are, so that the bytes are the same.

use super::counts::Counts;
use super::sink;
use crate::cli::load::Ruleset;
use crate::evaluate::{Conflict, DataFiles, Evaluator, Facts, Recording};
use crate::explain::Explainer;
use crate::message::Language;
use crate::model::ItemKind;
use crate::render::explanation::json;
use crate::render::outcome::{Case, Sheet};
use crate::render::outcome_csv::{Column, CsvWriter, Dialect};
use crate::render::outcome_json::{JsonWriter, RulesetHead};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Scope;

/// A block is to hold about so many explanations, and no more cases than this.
const EXPLANATIONS: usize = 256;
const MOST_CASES: usize = 64;

/// So many blocks may be under way, for each thread.
const AHEAD: u64 = 3;

/// Evaluators need a deep stack, as the main thread does.
const STACK: usize = 256 << 20;

/// How explanations are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explained {
    /// `--penjelasan lengkap`
    Whole,
    /// `--penjelasan ringkas`
    Brief,
    /// `--penjelasan tidak`
    Not,
}

/// What every thread needs.
#[derive(Clone)]
pub struct Job<'m> {
    /// By which rules.
    pub ruleset: &'m Ruleset,
    /// What the results of each set of rules consist of.
    pub sheets: &'m [Option<Sheet<'m>>],
    /// The data files.
    pub files: &'m DataFiles,
    /// What the results are headed with.
    pub head: RulesetHead,
    /// How figures are written.
    pub dialect: Dialect,
    /// The language of sentences.
    pub language: Language,
    /// How explanations are kept.
    pub explained: Explained,
    /// Whether they are kept packed.
    pub packed: bool,
    /// Whether they have to be packed: what is held to what was closed is compared as it is.
    pub packs: bool,
}

impl<'m> Job<'m> {
    /// The rules that are in force last.
    fn latest(&self) -> Option<&'m Sheet<'m>> {
        self.sheets.iter().flatten().next_back()
    }

    /// A writer of `hasil.json`.
    pub fn json(&self) -> Option<JsonWriter<'m>> {
        Some(JsonWriter::new(self.latest()?, self.head.clone(), false))
    }

    /// A writer of `hasil.csv`.
    pub fn csv(&self) -> Option<CsvWriter<'m>> {
        Some(CsvWriter::new(self.latest()?, Column::all().into_iter().collect(), self.dialect))
    }

    /// How many cases a block has.
    fn cases(&self) -> usize {
        let results = self.latest().map_or(1, |sheet| sheet.rows.len());
        (EXPLANATIONS / results.max(1)).clamp(1, MOST_CASES)
    }
}

/// What came of a block.
#[derive(Debug, Default)]
pub struct Block {
    /// Cases of `hasil.json`, without what joins them to those before.
    pub json: Vec<u8>,
    /// Lines of `hasil.csv`.
    pub csv: Vec<u8>,
    /// Explanations.
    pub explanations: Vec<u8>,
    /// The same, packed.
    pub packed: Vec<u8>,
    /// What the manifest counts.
    pub counts: Counts,
    /// Where the data contradicts the rules.
    pub conflicts: Vec<Conflict>,
}

/// Makes blocks.
struct Maker<'m> {
    job: Job<'m>,
    evaluators: Vec<Option<Evaluator<'m>>>,
    json: Option<JsonWriter<'m>>,
    csv: Option<CsvWriter<'m>>,
}

impl<'m> Maker<'m> {
    fn new(job: Job<'m>) -> Self {
        let evaluator = |(place, sheet): (usize, &'m Option<Sheet<'m>>)| {
            Some(Evaluator::among(sheet.as_ref()?.view.model, &job.ruleset.rules, place))
        };
        let evaluators = job.sheets.iter().enumerate().map(evaluator).collect();
        let (json, csv) = (job.json(), job.csv());
        Self { job, evaluators, json, csv }
    }

    fn block(&mut self, cases: &[Facts]) -> io::Result<Block> {
        let mut block = Block::default();
        if let Some(json) = &mut self.json {
            json.apart();
        }
        for facts in cases {
            self.case(facts, &mut block)?;
        }
        if self.job.packs && self.job.explained != Explained::Not {
            block.packed = sink::pack(&block.explanations)?;
        }
        Ok(block)
    }

    fn case(&mut self, facts: &Facts, block: &mut Block) -> io::Result<()> {
        let Some(place) = self.job.ruleset.place_for(facts.period) else { return Ok(()) };
        let Some(sheet) = self.job.sheets.get(place).and_then(Option::as_ref) else { return Ok(()) };
        let Some(evaluator) = self.evaluators.get_mut(place).and_then(Option::as_mut) else { return Ok(()) };
        let is_explained = self.job.explained != Explained::Not;
        let mut recording = is_explained.then(|| Recording::new(sheet.view.model));
        let mut outcome = match &mut recording {
            Some(recording) => evaluator.run(facts, recording),
            None => evaluator.run(facts, &mut ()),
        };
        block.conflicts.append(&mut outcome.conflicts);
        block.counts.add(sheet, facts, &outcome);
        let case = Case { facts, outcome: &outcome, fragile: None };
        if let Some(json) = &mut self.json {
            json.turn_to(sheet);
            json.case(&mut block.json, case)?;
        }
        if let Some(csv) = &mut self.csv {
            csv.turn_to(sheet);
            csv.case(&mut block.csv, case)?;
        }
        recording.map_or(Ok(()), |recording| self.explain(place, facts, &recording, block))
    }

    fn explain(&self, place: usize, facts: &Facts, recording: &Recording, block: &mut Block) -> io::Result<()> {
        let Some(view) = self.job.ruleset.view(place, self.job.files, self.job.language) else { return Ok(()) };
        let explainer = Explainer::new(view.model, facts, recording).at_place(place);
        let items = view.model.results().filter(|(_, item)| item.kind != ItemKind::Data);
        let items = items.map(|(id, _)| explainer.item(id));
        let conditions = (0..view.model.conditions.len()).filter_map(|condition| explainer.condition(condition));
        let shape = if self.job.explained == Explained::Brief { json::brief } else { json::entry };
        for explanation in items.chain(conditions) {
            let period = facts.period.map(|period| period.to_string());
            let entry = shape(&view, &explanation, facts.unit.as_deref(), period);
            serde_json::to_writer(&mut block.explanations, &entry)?;
            block.explanations.write_all(b"\n")?;
            block.counts.explanations += 1;
        }
        Ok(())
    }
}

type Given = (u64, Vec<Facts>);
type Came = (u64, io::Result<Block>);

/// Hands cases out and takes blocks in.
pub struct Blocks<'m> {
    collected: Vec<Facts>,
    cases: usize,
    /// The number of the next block that is handed out, and of the next one that is taken.
    next: (u64, u64),
    waiting: BTreeMap<u64, io::Result<Block>>,
    most: u64,
    threads: Option<(Sender<Given>, Receiver<Came>)>,
    /// Does what no thread does.
    own: Maker<'m>,
}

impl<'m> Blocks<'m> {
    /// With so many threads.
    pub fn new<'s>(job: Job<'m>, threads: usize, scope: &'s Scope<'s, '_>) -> Self
    where
        'm: 's,
    {
        let (give, given) = channel::<Given>();
        let (bring, brought) = channel::<Came>();
        let given = Arc::new(Mutex::new(given));
        let mut running = 0;
        for _ in 0..if threads > 1 { threads } else { 0 } {
            let (given, bring, job) = (given.clone(), bring.clone(), job.clone());
            let work = move || {
                let mut maker = Maker::new(job);
                loop {
                    let next = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, cases)) = next else { return };
                    if bring.send((number, maker.block(&cases))).is_err() {
                        return;
                    }
                }
            };
            running += u64::from(std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_ok());
        }
        Self {
            collected: Vec::new(),
            cases: job.cases(),
            next: (0, 0),
            waiting: BTreeMap::new(),
            most: AHEAD * running,
            threads: (running > 0).then_some((give, brought)),
            own: Maker::new(job),
        }
    }

    /// A case. Gives back the blocks that are complete by now, in order.
    pub fn add(&mut self, facts: &Facts) -> Vec<io::Result<Block>> {
        self.collected.push(facts.clone());
        if self.collected.len() < self.cases { Vec::new() } else { self.hand_out() }
    }

    fn hand_out(&mut self) -> Vec<io::Result<Block>> {
        let cases = std::mem::take(&mut self.collected);
        let number = self.next.0;
        self.next.0 += 1;
        match &self.threads {
            Some((give, _)) => {
                if let Err(unsent) = give.send((number, cases)) {
                    self.waiting.insert(number, self.own.block(&unsent.0.1));
                }
                self.take(self.most)
            }
            None => {
                self.waiting.insert(number, self.own.block(&cases));
                self.take(0)
            }
        }
    }

    /// What is complete, until no more than this is under way.
    fn take(&mut self, most: u64) -> Vec<io::Result<Block>> {
        let mut ready = Vec::new();
        loop {
            while let Some(block) = self.waiting.remove(&self.next.1) {
                ready.push(block);
                self.next.1 += 1;
            }
            let is_full = self.next.0 - self.next.1 > most;
            let Some((_, brought)) = &self.threads else { return ready };
            let came = match is_full {
                true => brought.recv().ok(),
                false => brought.try_recv().ok(),
            };
            match came {
                Some((number, block)) => drop(self.waiting.insert(number, block)),
                None if is_full => {
                    // The threads are gone, with what they had.
                    ready.push(Err(io::ErrorKind::BrokenPipe.into()));
                    self.next.1 = self.next.0;
                    return ready;
                }
                None => return ready,
            }
        }
    }

    /// The blocks that are still under way.
    pub fn rest(&mut self) -> Vec<io::Result<Block>> {
        let mut ready = if self.collected.is_empty() { Vec::new() } else { self.hand_out() };
        ready.extend(self.take(0));
        ready
    }

    /// All cases so far are void.
    pub fn restart(&mut self) {
        self.collected.clear();
        drop(self.take(0));
        self.next = (0, 0);
    }
}

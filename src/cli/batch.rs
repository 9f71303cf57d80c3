//! `takar hitung` on large tables: several threads, each with blocks of whole units, whose results are written in order.
//!
//! A unit whose rows are as they nearly always are is read from its bytes, computed by a [`Plan`] and written without
//! going through text; every other one is read, evaluated and written as anywhere else. As soon as there is anything to be
//! told of the data, all of this is void, and the run begins anew without it: only one reader words messages.

mod grouping;
mod order;
mod worker;

use super::desk::{Desk, Writer};
use super::load::Ruleset;
use super::output::Output;
use super::realization::Realization;
use super::terminal::Terminal;
use crate::data::{self, Plain};
use crate::evaluate::plan::Plan;
use crate::message::files::FilesMessage;
use crate::render::outcome::Sheet;
use crate::render::outcome_csv::{CsvWriter, QuickCsv};
use crate::render::outcome_json::JsonWriter;
use grouping::{Grouping, Units};
use order::{Order, Queue};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::{self, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};
use worker::Worker;

/// Tables of fewer bytes than this are not worth a second thread.
const SMALL: u64 = 64 << 10;

/// Evaluators need a deep stack, as the main thread does.
const STACK: usize = 256 << 20;

impl From<data::Trouble> for Why {
    fn from(_: data::Trouble) -> Self {
        Self::Unusual
    }
}

/// What is to be done.
#[derive(Clone, Copy)]
pub struct Job<'m> {
    /// By which rules.
    pub ruleset: &'m Ruleset,
    /// What the results of each set of rules consist of.
    pub sheets: &'m [Option<Sheet<'m>>],
    /// With which data.
    pub realization: &'m Realization,
    /// How many threads there may be.
    pub threads: usize,
    /// Where remarks go.
    pub terminal: &'m Terminal,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// All results are written. So many rows of other periods were left out.
    Whole {
        /// How many.
        left_out: u64,
    },
    /// Nothing was written: this is no job for it.
    Untouched,
    /// What was written means nothing.
    Void,
}

/// Why a run ends early.
#[derive(Debug)]
enum Why {
    /// The data has to be read by the one who can say what is the matter with it.
    Unusual,
    /// An earlier unit has come back.
    NotGrouped,
    /// Hardly any unit is complete: perhaps their rows stand elsewhere.
    Suspicious,
    /// Results cannot be written.
    Output(io::Error),
}

/// How results come about without a detour.
type Quickly<'q, 'm> = Option<(&'q Plan<'m>, How<'q, 'm>)>;

/// What becomes of what a plan has computed.
#[derive(Clone, Copy)]
enum How<'q, 'm> {
    /// It is written.
    Csv(&'q QuickCsv<'m>),
    /// It is counted.
    Counts,
}

impl<'m> Job<'m> {
    /// Computes everything, where this can be done here. `desk` has begun and takes what is told beside the results.
    pub fn run(self, desk: &mut Desk<'m>, output: &mut Output) -> Result<Done, FilesMessage> {
        // A table for people is laid out by its figures, and what else a desk does is done by the desk itself.
        if !matches!(desk.writer, Writer::Csv(_) | Writer::Json(_) | Writer::Summary(_)) || desk.has_boundaries() {
            return Ok(Done::Untouched);
        }
        let Some(tables) = self.realization.plain_tables() else { return Ok(Done::Untouched) };
        let Some(period) = tables.first().map(|table| table.layout().period) else { return Ok(Done::Untouched) };
        if tables.iter().any(|table| table.layout().period != period) {
            return Ok(Done::Untouched);
        }
        let Some(place) = self.ruleset.place_for(period) else { return Ok(Done::Untouched) };
        let Some(sheet) = self.sheets.get(place).and_then(Option::as_ref) else { return Ok(Done::Untouched) };
        let plan = Plan::new(sheet.view.model, period);
        let has_published = tables.iter().any(|table| table.layout().has_published);
        let period = period.map_or_else(String::new, |period| period.to_string());
        let quick = match (&desk.writer, &plan) {
            (Writer::Csv(csv), Some(plan)) if !(has_published && csv.has_published()) => {
                QuickCsv::new(sheet, plan, csv.columns(), csv.dialect(), &period)
            }
            _ => None,
        };
        let how = match (&desk.writer, &quick) {
            (Writer::Summary(_), _) => Some(How::Counts),
            (_, quick) => quick.as_ref().map(How::Csv),
        };
        let input = Input { length: tables.iter().map(Plain::length).sum(), tables, sheet };
        let quickly = plan.as_ref().zip(how);
        let done = match self.pass(&input, None, true, quickly, desk, output) {
            Err(why @ (Why::NotGrouped | Why::Suspicious)) => {
                output.restart()?;
                desk.begin(output).map_err(|error| output.problem(&error))?;
                self.again(&input, matches!(why, Why::Suspicious), quickly, desk, output)
            }
            other => other,
        };
        match done {
            Ok(left_out) => Ok(Done::Whole { left_out }),
            Err(Why::Output(error)) => Err(output.problem(&error)),
            // Whoever reads it from the beginning meets the same.
            Err(_) => {
                self.realization.options().counters.restart();
                Ok(Done::Void)
            }
        }
    }

    /// What is done where the rows of units do not stand together, or seem not to.
    fn again(
        &self,
        input: &Input<'m>,
        perhaps: bool,
        quickly: Quickly<'_, 'm>,
        desk: &mut Desk<'m>,
        output: &mut Output,
    ) -> Result<u64, Why> {
        let counters = &self.realization.options().counters;
        counters.restart();
        if perhaps && input.is_grouped()? {
            return self.pass(input, None, false, quickly, desk, output);
        }
        let mut layouts = input.tables.iter().map(Plain::layout);
        let first = layouts.next().ok_or(Why::Unusual)?;
        // Rows of another shape are put beside each other by the one who reads them into memory.
        if !layouts.all(|other| other.reads_as(first)) {
            return Err(Why::Unusual);
        }
        self.realization.tell_held(self.terminal);
        let regrouped = data::regrouped(&input.tables, counters, self.threads)?;
        self.pass(input, Some(regrouped), false, quickly, desk, output)
    }

    /// Goes over all rows once: those of the tables, or the same regrouped. Gives back how many were left out.
    fn pass(
        &self,
        input: &Input<'m>,
        regrouped: Option<Box<dyn Read + Send>>,
        wary: bool,
        quickly: Quickly<'_, 'm>,
        desk: &mut Desk<'m>,
        output: &mut Output,
    ) -> Result<u64, Why> {
        let threads = if input.length < SMALL { 1 } else { self.threads };
        let counters = &self.realization.options().counters;
        let queue = Queue::new(&input.tables, regrouped, input.length, counters, threads).ok_or(Why::Unusual)?;
        let joined = matches!(&desk.writer, Writer::Json(json) if !json.is_lines());
        let order = Order::new(output, joined, threads);
        let hasher = RandomState::new();
        let worker = |_| Worker::new(*self, input, quickly, self.desk_like(desk, input.sheet), hasher.clone(), wary);
        let mut workers: Vec<Worker<'_, 'm>> = (0..threads).filter_map(worker).collect();
        let own = workers.pop();
        std::thread::scope(|scope| {
            for mut worker in workers {
                let (queue, order) = (&queue, &order);
                let named = std::thread::Builder::new().stack_size(STACK);
                // Fewer threads do the same.
                let _ = named.spawn_scoped(scope, move || worker.work(queue, order));
            }
            if let Some(mut own) = own {
                own.work(&queue, &order);
            }
        });
        let whole = order.finish()?;
        desk.tally.join(whole.tally);
        if let Writer::Summary(summary) = &mut desk.writer {
            summary.add_failures(whole.failures);
            whole.counts.into_iter().for_each(|counts| summary.join(counts));
        }
        Ok(whole.left_out)
    }

    /// A desk that does the same as another.
    fn desk_like(&self, desk: &Desk<'m>, sheet: &'m Sheet<'m>) -> Option<Desk<'m>> {
        let latest = self.sheets.iter().flatten().next_back()?;
        let writer = match &desk.writer {
            Writer::Csv(csv) => Writer::Csv(CsvWriter::new(latest, csv.columns().to_vec(), csv.dialect())),
            Writer::Json(json) => Writer::Json(JsonWriter::new(latest, json.head().clone(), json.is_lines())),
            Writer::Summary(summary) => Writer::Summary(Box::new(summary.part(sheet))),
            _ => return None,
        };
        Some(Desk::new(self.ruleset, self.sheets, Vec::new(), writer))
    }
}

/// What is read.
struct Input<'m> {
    tables: Vec<Plain>,
    /// About how many bytes of text they have.
    length: u64,
    /// What their results consist of.
    sheet: &'m Sheet<'m>,
}

impl Input<'_> {
    /// Whether the rows of each unit stand together.
    fn is_grouped(&self) -> Result<bool, Why> {
        let (mut grouping, mut units, hasher) = (Grouping::default(), Units::default(), RandomState::new());
        let mut grouped = true;
        for table in &self.tables {
            data::stretches(table.layout(), table.rows(None).map_err(|_| Why::Unusual)?, |name| {
                units.clear();
                units.add(name, hasher.hash_one(name));
                grouped = grouped && grouping.add(&units);
                grouped
            })?;
        }
        Ok(grouped)
    }
}

/// What a lock guards. A thread that ended early has left nothing half done in it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

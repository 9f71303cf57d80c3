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
use crate::data::{self, Blocks, Layout};
use crate::evaluate::plan::Plan;
use crate::message::files::FilesMessage;
use crate::render::outcome::Sheet;
use crate::render::outcome_csv::{CsvWriter, QuickCsv};
use crate::render::outcome_json::JsonWriter;
use grouping::{Grouping, Units};
use order::{Order, Queue};
use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::BuildHasher;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use worker::Worker;

/// The header and the first row are looked for in so many bytes.
const HEAD: u64 = 64 << 10;

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
type Quickly<'q, 'm> = Option<(&'q Plan<'m>, &'q QuickCsv<'m>)>;

impl<'m> Job<'m> {
    /// Computes everything, where this can be done here. `desk` has begun and takes what is told beside the results.
    pub fn run(self, desk: &mut Desk<'m>, output: &mut Output) -> Result<Done, FilesMessage> {
        // A table for people is laid out by its figures, and what else a desk does is done by the desk itself.
        if !matches!(desk.writer, Writer::Csv(_) | Writer::Json(_)) || desk.has_boundaries() {
            return Ok(Done::Untouched);
        }
        let Some((path, layout, size)) = self.realization.plain_table().and_then(|path| self.open(path)) else {
            return Ok(Done::Untouched);
        };
        let Some(place) = self.ruleset.place_for(layout.period) else { return Ok(Done::Untouched) };
        let Some(sheet) = self.sheets.get(place).and_then(Option::as_ref) else { return Ok(Done::Untouched) };
        let plan = Plan::new(sheet.view.model, layout.period);
        let period = layout.period.map_or_else(String::new, |period| period.to_string());
        let quick = match (&desk.writer, &plan) {
            (Writer::Csv(csv), Some(plan)) if !(layout.has_published && csv.has_published()) => {
                QuickCsv::new(sheet, plan, csv.columns(), csv.dialect(), &period).map(|quick| (plan, quick))
            }
            _ => None,
        };
        let table = Table { path, layout: &layout, size, sheet };
        let quickly = quick.as_ref().map(|(plan, quick)| (*plan, quick));
        let done = match self.pass(&table, table.rows(), true, quickly, desk, output) {
            Err(why @ (Why::NotGrouped | Why::Suspicious)) => {
                output.restart()?;
                desk.begin(output).map_err(|error| output.problem(&error))?;
                self.again(&table, matches!(why, Why::Suspicious), quickly, desk, output)
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
        table: &Table<'_, 'm>,
        perhaps: bool,
        quickly: Quickly<'_, 'm>,
        desk: &mut Desk<'m>,
        output: &mut Output,
    ) -> Result<u64, Why> {
        self.realization.options().counters.restart();
        if perhaps && table.is_grouped()? {
            return self.pass(table, table.rows(), false, quickly, desk, output);
        }
        self.realization.tell_held(self.terminal);
        let regrouped = data::regrouped(table.layout, || table.rows(), self.threads)?;
        self.pass(table, Ok(regrouped), false, quickly, desk, output)
    }

    /// Goes over all rows once. Gives back how many were left out.
    fn pass<R: Read + Send>(
        &self,
        table: &Table<'_, 'm>,
        rows: io::Result<R>,
        wary: bool,
        quickly: Quickly<'_, 'm>,
        desk: &mut Desk<'m>,
        output: &mut Output,
    ) -> Result<u64, Why> {
        let threads = if table.size < SMALL { 1 } else { self.threads };
        let blocks = Blocks::new(table.layout, rows.map_err(|_| Why::Unusual)?, table.size, threads);
        let queue = Queue::new(blocks);
        let joined = matches!(&desk.writer, Writer::Json(json) if !json.is_lines());
        let order = Order::new(output, joined, threads);
        let hasher = RandomState::new();
        let worker =
            |_| Worker::new(*self, table.layout, table.sheet, quickly, self.desk_like(desk), hasher.clone(), wary);
        let mut workers: Vec<Worker<'_, 'm>> = (0..threads).map(worker).collect();
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
        let (tally, left_out) = order.finish()?;
        desk.tally.join(tally);
        Ok(left_out)
    }

    /// A table of text, its layout and its size, where it is one.
    fn open<'p>(&self, path: &'p Path) -> Option<(&'p Path, Layout, u64)> {
        let file = File::open(path).ok()?;
        let about = file.metadata().ok()?;
        if !about.is_file() {
            return None;
        }
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head).ok()?;
        let layout = Layout::new(&head, self.realization.catalogs(), self.realization.options())?;
        Some((path, layout, about.len()))
    }

    /// A desk that does the same as another.
    fn desk_like(&self, desk: &Desk<'m>) -> Option<Desk<'m>> {
        let latest = self.sheets.iter().flatten().next_back()?;
        let writer = match &desk.writer {
            Writer::Csv(csv) => Writer::Csv(CsvWriter::new(latest, csv.columns().to_vec(), csv.dialect())),
            Writer::Json(json) => Writer::Json(JsonWriter::new(latest, json.head().clone(), json.is_lines())),
            _ => return None,
        };
        Some(Desk::new(self.ruleset, self.sheets, Vec::new(), writer))
    }
}

/// The table that is read.
struct Table<'t, 'm> {
    path: &'t Path,
    layout: &'t Layout,
    size: u64,
    /// What its results consist of.
    sheet: &'m Sheet<'m>,
}

impl Table<'_, '_> {
    /// Its rows, from below the header.
    fn rows(&self) -> io::Result<File> {
        let mut file = File::open(self.path)?;
        file.seek(SeekFrom::Start(self.layout.start))?;
        Ok(file)
    }

    /// Whether the rows of each unit stand together.
    fn is_grouped(&self) -> Result<bool, Why> {
        let (mut grouping, mut units, hasher) = (Grouping::default(), Units::default(), RandomState::new());
        let mut grouped = true;
        data::stretches(self.layout, self.rows().map_err(|_| Why::Unusual)?, |name| {
            units.clear();
            units.add(name, hasher.hash_one(name));
            grouped = grouping.add(&units);
            grouped
        })?;
        Ok(grouped)
    }
}

/// What a lock guards. A thread that ended early has left nothing half done in it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

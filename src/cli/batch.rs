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
use super::realization::Realization;
use crate::data::{Blocks, Layout};
use crate::evaluate::plan::Plan;
use crate::render::outcome::Sheet;
use crate::render::outcome_csv::{CsvWriter, QuickCsv};
use crate::render::outcome_json::JsonWriter;
use order::{Order, Queue};
use std::collections::hash_map::RandomState;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use worker::Worker;

/// The header and the first row are looked for in so many bytes.
const HEAD: u64 = 64 << 10;

/// Tables of fewer bytes than this are not worth a second thread.
const SMALL: u64 = 64 << 10;

/// Evaluators need a deep stack, as the main thread does.
const STACK: usize = 256 << 20;

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
    /// Results cannot be written.
    Output(io::Error),
}

impl<'m> Job<'m> {
    /// Computes everything, where this can be done here. `desk` has begun and takes what is told beside the results.
    pub fn run(self, desk: &mut Desk<'m>, output: &mut (dyn Write + Send)) -> io::Result<Done> {
        // A table for people is laid out by its figures, and what else a desk does is done by the desk itself.
        if matches!(desk.writer, Writer::Table(_)) || desk.has_boundaries() {
            return Ok(Done::Untouched);
        }
        let Some((mut file, layout, size)) = self.realization.plain_table().and_then(|path| self.open(path)) else {
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
        let threads = if size < SMALL { 1 } else { self.threads };
        file.seek(SeekFrom::Start(layout.start))?;
        let queue = Queue::new(Blocks::new(&layout, file, size, threads));
        let joined = matches!(&desk.writer, Writer::Json(json) if !json.is_lines());
        let order = Order::new(output, joined, threads);
        let hasher = RandomState::new();
        let workers = (0..threads).map(|_| {
            let quick = quick.as_ref().map(|(plan, quick)| (*plan, quick));
            Worker::new(self, &layout, sheet, quick, self.desk_like(desk), hasher.clone())
        });
        let workers: Vec<Worker<'_, 'm>> = workers.collect();
        std::thread::scope(|scope| {
            let mut own = None;
            for worker in workers {
                let mut worker = worker;
                if own.is_none() {
                    own = Some(worker);
                    continue;
                }
                let (queue, order) = (&queue, &order);
                let named = std::thread::Builder::new().stack_size(STACK);
                // Fewer threads do the same.
                let _ = named.spawn_scoped(scope, move || worker.work(queue, order));
            }
            if let Some(mut own) = own {
                own.work(&queue, &order);
            }
        });
        match order.finish() {
            Ok((tally, left_out)) => {
                desk.tally.join(tally);
                Ok(Done::Whole { left_out })
            }
            Err(Why::Output(error)) => Err(error),
            Err(Why::Unusual | Why::NotGrouped) => {
                self.realization.options().counters.restart();
                Ok(Done::Void)
            }
        }
    }

    /// A table of text, its layout and its size, where it is one.
    fn open(&self, path: &Path) -> Option<(File, Layout, u64)> {
        let mut file = File::open(path).ok()?;
        let about = file.metadata().ok()?;
        if !about.is_file() {
            return None;
        }
        let mut head = Vec::new();
        (&mut file).take(HEAD).read_to_end(&mut head).ok()?;
        let layout = Layout::new(&head, self.realization.catalogs(), self.realization.options())?;
        Some((file, layout, about.len()))
    }

    /// A desk that does the same as another.
    fn desk_like(&self, desk: &Desk<'m>) -> Option<Desk<'m>> {
        let latest = self.sheets.iter().flatten().next_back()?;
        let writer = match &desk.writer {
            Writer::Csv(csv) => Writer::Csv(CsvWriter::new(latest, csv.columns().to_vec(), csv.dialect())),
            Writer::Json(json) => Writer::Json(JsonWriter::new(latest, json.head().clone(), json.is_lines())),
            Writer::Table(_) => return None,
        };
        Some(Desk::new(self.ruleset, self.sheets, Vec::new(), writer))
    }
}

/// What a lock guards. A thread that ended early has left nothing half done in it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

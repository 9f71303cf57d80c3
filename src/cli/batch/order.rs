//! What threads share: the blocks to be done, and the results, which are written in the order of the blocks.

use super::grouping::{Grouping, Units};
use super::{Why, lock};
use crate::cli::desk::Tally;
use crate::data::{Block, Blocks, Counters, Plain, Stop, Together};
use crate::render::summary::{Failures, SummaryWriter};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::ops::Range;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// So many results of blocks may wait for an earlier one, for each thread.
const AHEAD: u64 = 3;

/// The blocks to be done, of one table after the other.
pub(super) struct Queue<'t>(Mutex<Rest<'t>>);

/// What has not been taken yet.
struct Rest<'t> {
    tables: &'t [Plain],
    counters: &'t Arc<Counters>,
    /// The tables that are read now, alike, and their blocks.
    now: Range<usize>,
    blocks: Blocks<'t, Rows<'t>>,
    number: u64,
    /// About how much there is to read, and for how many.
    length: u64,
    threads: usize,
}

/// The rows of tables.
type Rows<'t> = Box<dyn Read + Send + 't>;

/// A block to be done.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub block: Block,
    /// Its number, from 0.
    pub number: u64,
    /// The place of its table, or of one that is read alike.
    pub table: usize,
}

impl<'t> Queue<'t> {
    /// All rows of these tables, or the same regrouped. `length` is about how many bytes they have. None where there is no
    /// table.
    pub fn new(
        tables: &'t [Plain],
        regrouped: Option<Rows<'t>>,
        length: u64,
        counters: &'t Arc<Counters>,
        threads: usize,
    ) -> Option<Self> {
        let now = if regrouped.is_some() { 0..tables.len() } else { alike(tables, 0) };
        let rows = regrouped.or_else(|| Some(Box::new(Together::new(tables.get(now.clone())?, Some(counters)))))?;
        let blocks = Blocks::new(tables.first()?.layout(), rows, length, threads);
        Some(Self(Mutex::new(Rest { tables, counters, now, blocks, number: 0, length, threads })))
    }

    /// The next block; false where there is none.
    pub fn next(&self, piece: &mut Piece) -> Result<bool, Why> {
        lock(&self.0).next(piece).map_err(|stop| match stop {
            // Whoever reads it from the beginning meets the same.
            Stop::Input(_) | Stop::Unusual => Why::Unusual,
        })
    }
}

impl Rest<'_> {
    fn next(&mut self, piece: &mut Piece) -> Result<bool, Stop> {
        while !self.blocks.next(&mut piece.block)? {
            self.now = alike(self.tables, self.now.end);
            let Some(tables @ [first, ..]) = self.tables.get(self.now.clone()) else { return Ok(false) };
            let rows: Rows<'_> = Box::new(Together::new(tables, Some(self.counters)));
            self.blocks = Blocks::new(first.layout(), rows, self.length, self.threads);
        }
        (piece.number, piece.table) = (self.number, self.now.start);
        self.number += 1;
        Ok(true)
    }
}

/// The tables from this one on that are read alike: a unit may go on from one to the next.
fn alike(tables: &[Plain], start: usize) -> Range<usize> {
    let Some(rest @ [first, ..]) = tables.get(start..) else { return start..start };
    let many = rest.iter().take_while(|other| other.layout().reads_as(first.layout())).count();
    start..start + many
}

/// What came of a block.
#[derive(Debug, Default)]
pub(super) struct Finished<'m> {
    pub number: u64,
    pub bytes: Vec<u8>,
    pub units: Units,
    pub cases: u64,
    /// How many of them a plan has computed.
    pub quick_cases: u64,
    pub left_out: u64,
    pub tally: Tally<'m>,
    /// What a summary tells of single units.
    pub failures: Failures,
}

impl Finished<'_> {
    /// Room for the results of another block.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.units.clear();
        (self.cases, self.quick_cases, self.left_out) = (0, 0, 0);
        (self.tally, self.failures) = (Tally::default(), Failures::default());
    }
}

/// Results in order.
pub(super) struct Order<'o, 'm> {
    state: Mutex<State<'m>>,
    turn: Condvar,
    out: Mutex<Out<'o, 'm>>,
    ahead: u64,
}

#[derive(Default)]
struct State<'m> {
    next: u64,
    waiting: BTreeMap<u64, Finished<'m>>,
    spare: Vec<Finished<'m>>,
    /// Whether somebody is writing.
    writing: bool,
    stop: Option<Why>,
}

struct Out<'o, 'm> {
    output: &'o mut (dyn Write + Send),
    /// Whether commas stand between cases.
    joined: bool,
    grouping: Grouping,
    cases: u64,
    whole: Whole<'m>,
}

/// What there is beside the results.
#[derive(Default)]
pub(super) struct Whole<'m> {
    /// How many rows were left out.
    pub left_out: u64,
    pub tally: Tally<'m>,
    pub failures: Failures,
    /// What each thread has counted for a summary.
    pub counts: Vec<SummaryWriter<'m>>,
}

impl<'o, 'm> Order<'o, 'm> {
    pub fn new(output: &'o mut (dyn Write + Send), joined: bool, threads: usize) -> Self {
        let out = Out { output, joined, grouping: Grouping::default(), cases: 0, whole: Whole::default() };
        Self {
            state: Mutex::new(State::default()),
            turn: Condvar::new(),
            out: Mutex::new(out),
            ahead: AHEAD * threads as u64,
        }
    }

    /// Whether there is nothing more to do.
    pub fn is_stopped(&self) -> bool {
        lock(&self.state).stop.is_some()
    }

    /// Ends everything.
    pub fn stop(&self, why: Why) {
        lock(&self.state).stop.get_or_insert(why);
        self.turn.notify_all();
    }

    /// Room for the results of a block.
    pub fn room(&self) -> Finished<'m> {
        let mut room = lock(&self.state).spare.pop().unwrap_or_default();
        room.clear();
        room
    }

    /// Takes the results of a block. Whoever has the one whose turn it is writes, and then those that have waited for it.
    pub fn take(&self, finished: Finished<'m>) {
        let number = finished.number;
        let early = |state: &mut State<'m>| state.stop.is_none() && number > state.next + self.ahead;
        let mut state = self.turn.wait_while(lock(&self.state), early).unwrap_or_else(PoisonError::into_inner);
        state.waiting.insert(number, finished);
        if state.writing {
            return;
        }
        state.writing = true;
        loop {
            let next = state.next;
            let Some(mut finished) = state.waiting.remove(&next).filter(|_| state.stop.is_none()) else { break };
            drop(state);
            let written = lock(&self.out).write(&mut finished);
            state = lock(&self.state);
            match written {
                Ok(()) => {
                    state.next += 1;
                    state.spare.push(finished);
                }
                Err(why) => {
                    state.stop.get_or_insert(why);
                }
            }
            self.turn.notify_all();
        }
        state.writing = false;
    }

    /// Takes what a thread has counted of all its blocks.
    pub fn take_counts(&self, counts: SummaryWriter<'m>) {
        lock(&self.out).whole.counts.push(counts);
    }

    /// What there is beside the results, once all blocks are done.
    pub fn finish(self) -> Result<Whole<'m>, Why> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let out = self.out.into_inner().unwrap_or_else(PoisonError::into_inner);
        match state.stop {
            Some(why) => Err(why),
            // Results that nobody wrote: a thread has ended early.
            None if !state.waiting.is_empty() => Err(Why::Unusual),
            None => Ok(out.whole),
        }
    }
}

impl<'m> Out<'_, 'm> {
    fn write(&mut self, finished: &mut Finished<'m>) -> Result<(), Why> {
        if !self.grouping.add(&finished.units) {
            return Err(Why::NotGrouped);
        }
        if self.joined && self.cases > 0 && finished.cases > 0 {
            self.output.write_all(b",").map_err(Why::Output)?;
        }
        self.output.write_all(&finished.bytes).map_err(Why::Output)?;
        self.cases += finished.cases;
        self.whole.left_out += finished.left_out;
        self.whole.tally.join(std::mem::take(&mut finished.tally));
        self.whole.failures.join(std::mem::take(&mut finished.failures));
        Ok(())
    }
}

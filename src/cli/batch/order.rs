//! What threads share: the blocks to be done, and the results, which are written in the order of the blocks.

use super::grouping::{Grouping, Units};
use super::{Why, lock};
use crate::cli::desk::Tally;
use crate::data::{Block, Blocks, Stop};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::sync::{Condvar, Mutex, PoisonError};

/// So many results of blocks may wait for an earlier one, for each thread.
const AHEAD: u64 = 3;

/// The blocks to be done.
pub(super) struct Queue<'l, R>(Mutex<Blocks<'l, R>>);

impl<'l, R: Read> Queue<'l, R> {
    pub fn new(blocks: Blocks<'l, R>) -> Self {
        Self(Mutex::new(blocks))
    }

    /// The next block; false where there is none.
    pub fn next(&self, block: &mut Block) -> Result<bool, Why> {
        lock(&self.0).next(block).map_err(|stop| match stop {
            // Whoever reads it from the beginning meets the same.
            Stop::Input(_) | Stop::Unusual => Why::Unusual,
        })
    }
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
}

impl Finished<'_> {
    /// Room for the results of another block.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.units.clear();
        (self.cases, self.quick_cases, self.left_out, self.tally) = (0, 0, 0, Tally::default());
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
    left_out: u64,
    tally: Tally<'m>,
}

impl<'o, 'm> Order<'o, 'm> {
    pub fn new(output: &'o mut (dyn Write + Send), joined: bool, threads: usize) -> Self {
        let out = Out { output, joined, grouping: Grouping::default(), cases: 0, left_out: 0, tally: Tally::default() };
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

    /// What is told beside the results, and how many rows were left out, once all blocks are done.
    pub fn finish(self) -> Result<(Tally<'m>, u64), Why> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let out = self.out.into_inner().unwrap_or_else(PoisonError::into_inner);
        match state.stop {
            Some(why) => Err(why),
            // Results that nobody wrote: a thread has ended early.
            None if !state.waiting.is_empty() => Err(Why::Unusual),
            None => Ok((out.tally, out.left_out)),
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
        self.left_out += finished.left_out;
        self.tally.join(std::mem::take(&mut finished.tally));
        Ok(())
    }
}

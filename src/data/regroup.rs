//! Tables whose rows are not grouped by unit: whether that is so, and the rows of each unit put together, in memory.

use super::counters::{Counted, Counters};
use super::layout::{Layout, Unusual};
use super::plain::{Plain, Together};
use memchr::memchr_iter;
use std::collections::HashMap;
use std::io::{self, Cursor, Read};
use std::ops::Range;
use std::sync::Arc;

/// How much is read at once.
const CHUNK: usize = 1 << 20;

/// A line may be this long.
const LONGEST_LINE: usize = 4 << 20;

/// More threads than this would wait for memory.
const MOST_THREADS: usize = 4;

/// Why rows cannot be put together.
#[derive(Debug)]
pub enum Trouble {
    /// The input cannot be read.
    Input(io::Error),
    /// It has to be read in another way.
    Unusual,
}

impl From<Unusual> for Trouble {
    fn from(_: Unusual) -> Self {
        Self::Unusual
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Input(error)
    }
}

/// Gives all lines, each without its line feed, until `give` says that it has enough.
fn lines(mut input: impl Read, mut give: impl FnMut(&[u8]) -> Result<bool, Trouble>) -> Result<(), Trouble> {
    let mut buffer = vec![0; CHUNK];
    let mut end = 0;
    loop {
        let more = match input.read(&mut buffer[end..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if more == 0 {
            if end > 0 {
                give(&buffer[..end])?;
            }
            return Ok(());
        }
        let filled = end + more;
        let mut start = 0;
        for feed in memchr_iter(b'\n', &buffer[end..filled]) {
            let feed = end + feed;
            if !give(&buffer[start..feed])? {
                return Ok(());
            }
            start = feed + 1;
        }
        buffer.copy_within(start..filled, 0);
        end = filled - start;
        if end == buffer.len() {
            if end >= LONGEST_LINE {
                return Err(Trouble::Unusual);
            }
            buffer.resize(end * 2, 0);
        }
    }
}

/// The unit of a line; none for a row of nothing.
#[inline]
fn unit<'l>(layout: &Layout, line: &'l [u8]) -> Result<Option<&'l [u8]>, Unusual> {
    Ok(layout.unit_of(line)?.and_then(|cell| line.get(cell.name)))
}

/// Goes over the units of a table, one for each stretch of rows, as long as `give` wants more of them. `input` begins below
/// the header.
pub fn stretches(layout: &Layout, input: impl Read, mut give: impl FnMut(&[u8]) -> bool) -> Result<(), Trouble> {
    let mut last: Option<Vec<u8>> = None;
    lines(input, |line| {
        let Some(name) = unit(layout, line)? else { return Ok(true) };
        if last.as_deref() == Some(name) {
            return Ok(true);
        }
        let last = last.get_or_insert_default();
        last.clear();
        last.extend_from_slice(name);
        Ok(give(name))
    })
}

/// The units of a table, and which of them each row is of.
struct Units {
    /// Of each row, the place of its unit in order of first appearance; none for a row of nothing.
    rows: Vec<u32>,
    /// How many bytes the rows of each unit have.
    bytes: Vec<usize>,
}

const NONE: u32 = u32::MAX;

impl Units {
    fn of(layout: &Layout, input: impl Read) -> Result<Self, Trouble> {
        let mut units = Self { rows: Vec::new(), bytes: Vec::new() };
        let mut places: HashMap<Box<[u8]>, u32> = HashMap::new();
        // All names, one after the other, and where each one stands.
        let (mut names, mut ends) = (Vec::<u8>::new(), Vec::<Range<usize>>::new());
        // Where rows come item by item, the units come in the same order each time.
        let (mut after, mut last) = (Vec::<u32>::new(), NONE);
        lines(input, |line| {
            let Some(name) = unit(layout, line)? else {
                units.rows.push(NONE);
                return Ok(true);
            };
            let is = |place: u32| ends.get(place as usize).is_some_and(|range| names[range.clone()] == *name);
            let guess = after.get(last as usize).copied().unwrap_or(NONE);
            let place = if is(last) {
                last
            } else if is(guess) {
                guess
            } else if let Some(place) = places.get(name) {
                *place
            } else {
                let place = u32::try_from(ends.len()).ok().filter(|place| *place < NONE).ok_or(Trouble::Unusual)?;
                places.insert(name.into(), place);
                ends.push(names.len()..names.len() + name.len());
                names.extend_from_slice(name);
                units.bytes.push(0);
                after.push(NONE);
                place
            };
            if place != last {
                if let Some(after) = after.get_mut(last as usize) {
                    *after = place;
                }
                last = place;
            }
            units.rows.push(place);
            units.bytes[place as usize] += line.len() + 1;
            Ok(true)
        })?;
        Ok(units)
    }

    /// Stretches of units with about as many bytes each.
    fn shares(&self, many: usize) -> Vec<Range<usize>> {
        let total: usize = self.bytes.iter().sum();
        let each = total / many.max(1) + 1;
        let (mut shares, mut start, mut held) = (Vec::new(), 0, 0);
        for (place, bytes) in self.bytes.iter().enumerate() {
            held += bytes;
            if held >= each {
                shares.push(start..place + 1);
                (start, held) = (place + 1, 0);
            }
        }
        if start < self.bytes.len() {
            shares.push(start..self.bytes.len());
        }
        shares
    }

    /// The rows of some units, in order of the units and then of the rows.
    fn gather(&self, share: Range<usize>, input: impl Read) -> Result<Vec<u8>, Trouble> {
        // Where the next row of each unit goes.
        let mut next = Vec::with_capacity(share.len());
        let mut end = 0;
        for bytes in &self.bytes[share.clone()] {
            next.push(end);
            end += bytes;
        }
        let mut gathered = vec![0; end];
        let mut rows = self.rows.iter();
        lines(input, |line| {
            let Some(place) = rows.next() else { return Err(Trouble::Unusual) };
            let Some(next) = (*place as usize).checked_sub(share.start).and_then(|place| next.get_mut(place)) else {
                return Ok(true);
            };
            let to = gathered.get_mut(*next..*next + line.len() + 1).ok_or(Trouble::Unusual)?;
            to[..line.len()].copy_from_slice(line);
            to[line.len()] = b'\n';
            *next += line.len() + 1;
            Ok(true)
        })?;
        Ok(gathered)
    }
}

/// The rows of tables that are read alike, put together by unit: the units in order of first appearance, their rows in order.
/// What is read of them in the end is counted, unless they are packed: then it says nothing about their size.
pub fn regrouped(tables: &[Plain], counters: &Arc<Counters>, threads: usize) -> Result<Box<dyn Read + Send>, Trouble> {
    let layout = tables.first().ok_or(Trouble::Unusual)?.layout();
    let units = Units::of(layout, Together::new(tables, None))?;
    let shares = units.shares(threads.min(MOST_THREADS));
    let gathered: Vec<Result<Vec<u8>, Trouble>> = std::thread::scope(|scope| {
        let gather = |share: &Range<usize>| units.gather(share.clone(), Together::new(tables, None));
        let others: Vec<_> = shares.iter().skip(1).map(|share| scope.spawn(move || gather(share))).collect();
        let own = shares.first().map(gather);
        let others = others.into_iter().map(|other| other.join().unwrap_or(Err(Trouble::Unusual)));
        own.into_iter().chain(others).collect()
    });
    let mut all: Box<dyn Read + Send> = Box::new(io::empty());
    for part in gathered {
        all = Box::new(all.chain(Cursor::new(part?)));
    }
    Ok(match tables.iter().any(Plain::is_packed) {
        true => all,
        false => Box::new(Counted::new(all, counters.clone())),
    })
}

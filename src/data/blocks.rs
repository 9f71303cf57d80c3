//! A table in blocks of whole units, for several readers at once.

use super::layout::{Layout, Unusual};
use memchr::memrchr;
use std::io::{self, Read};

/// About how many bytes a block has, at least and at most.
const SIZES: std::ops::RangeInclusive<u64> = 32 << 10..=512 << 10;

/// A unit with more than this is not held together.
const LONGEST_UNIT: usize = 64 << 20;

/// Cuts a table into blocks. A unit's rows stand in one block, as far as they stand together.
pub struct Blocks<'l, R> {
    layout: &'l Layout,
    input: R,
    /// About how many bytes a block has.
    size: usize,
    /// What of the last block belongs to the next one.
    carry: Vec<u8>,
    at_end: bool,
}

/// A block, to be used again and again.
#[derive(Debug, Default)]
pub struct Block {
    buffer: Vec<u8>,
    length: usize,
}

impl Block {
    /// Its bytes: whole lines.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[..self.length]
    }
}

/// Why there is no further block.
#[derive(Debug)]
pub enum Stop {
    /// The input cannot be read.
    Input(io::Error),
    /// It has to be read in another way.
    Unusual,
}

impl From<Unusual> for Stop {
    fn from(_: Unusual) -> Self {
        Self::Unusual
    }
}

impl<'l, R: Read> Blocks<'l, R> {
    /// The blocks of an input that begins below the header, for so many readers. `length` is about how many bytes there are
    /// to read.
    pub fn new(layout: &'l Layout, input: R, length: u64, readers: usize) -> Self {
        let size = (length / (readers as u64 * 4).max(1)).clamp(*SIZES.start(), *SIZES.end()) as usize;
        Self { layout, input, size, carry: Vec::new(), at_end: false }
    }

    /// Goes to the next block; false where there is none.
    pub fn next(&mut self, block: &mut Block) -> Result<bool, Stop> {
        let mut length = self.carry.len();
        if self.at_end && length == 0 {
            return Ok(false);
        }
        if block.buffer.len() < length + self.size {
            block.buffer.resize(length + self.size, 0);
        }
        block.buffer[..length].copy_from_slice(&self.carry);
        self.carry.clear();
        loop {
            while length < block.buffer.len() && !self.at_end {
                match self.input.read(&mut block.buffer[length..]) {
                    Ok(0) => self.at_end = true,
                    Ok(more) => length += more,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(Stop::Input(error)),
                }
            }
            if self.at_end {
                if length > 0 && block.buffer[length - 1] != b'\n' {
                    block.buffer.truncate(length);
                    block.buffer.push(b'\n');
                    length += 1;
                }
                break;
            }
            if let Some(end) = self.last_unit(&block.buffer[..length])? {
                self.carry.extend_from_slice(&block.buffer[end..length]);
                length = end;
                break;
            }
            if length >= LONGEST_UNIT {
                return Err(Stop::Unusual);
            }
            block.buffer.resize(length * 2, 0);
        }
        block.length = length;
        Ok(length > 0)
    }

    /// Where the rows of the last unit begin; none where there is no other.
    fn last_unit(&self, bytes: &[u8]) -> Result<Option<usize>, Unusual> {
        let Some(mut end) = memrchr(b'\n', bytes) else { return Ok(None) };
        let mut last: Option<&[u8]> = None;
        loop {
            let start = memrchr(b'\n', &bytes[..end]).map_or(0, |at| at + 1);
            let line = &bytes[start..end];
            if let Some(unit) = self.layout.unit_of(line)? {
                let name = &line[unit.name];
                match last {
                    Some(last) if last != name => return Ok(Some(end + 1)),
                    _ => last = Some(name),
                }
            }
            if start == 0 {
                return Ok(None);
            }
            end = start - 1;
        }
    }
}

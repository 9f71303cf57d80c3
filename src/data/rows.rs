//! Rows of bytes to the figures of one unit after the other. Whatever is not as it nearly always is makes the unit one
//! that the general reader has to read; nothing is told here.

use super::csv::MAX_RECORD;
use super::layout::{Key, Kind, Layout, Reading, Role, Unusual};
use crate::evaluate::plan::Machine;
use memchr::{memchr, memchr2};
use std::ops::Range;

/// Goes over the rows of a block.
#[derive(Debug)]
pub struct Rows<'l> {
    layout: &'l Layout,
    /// The code that came after each one last time.
    after: Vec<u32>,
    last: usize,
    /// The number of the unit in which each code was seen last.
    seen: Vec<u64>,
    unit: u64,
}

/// The rows of one unit.
#[derive(Debug, Clone)]
pub struct UnitRows {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Its name.
    pub name: Range<usize>,
    /// How many rows they are.
    pub rows: u64,
    /// Whether all its figures have been given.
    pub clean: bool,
}

impl<'l> Rows<'l> {
    /// Of a table with this layout.
    pub fn new(layout: &'l Layout) -> Self {
        let codes = layout.codes.len();
        let ids = layout.codes.iter().map(|code| code.id as usize + 1).max().unwrap_or(0);
        Self { layout, after: vec![u32::MAX; codes + 1], last: codes, seen: vec![0; ids], unit: 0 }
    }

    /// The unit whose rows begin here, its figures given to the machine, if there is one. None at the end of the block, which
    /// is the end of a line. Fails where not even the unit of a row is clear.
    pub fn next(
        &mut self,
        block: &[u8],
        start: usize,
        mut machine: Option<&mut Machine<'_, '_>>,
    ) -> Result<Option<UnitRows>, Unusual> {
        if let Some(machine) = &mut machine {
            machine.clear();
        }
        self.unit += 1;
        let layout = self.layout;
        let mut at = start;
        let (mut name, mut cell): (Range<usize>, Range<usize>) = (0..0, 0..0);
        let (mut rows, mut clean, mut key) = (0, true, None);
        while at < block.len() {
            let again = layout.begins_with_unit()
                && rows > 0
                && Key::stands(key, &block[cell.clone()], block, at)
                && block.get(at + cell.len()) == Some(&layout.delimiter);
            let skip = if again {
                cell.len()
            } else {
                let line = line(block, at);
                let Some(found) = layout.unit_of(&block[at..line.1])? else {
                    at = line.1 + 1;
                    continue;
                };
                let found_name = at + found.name.start..at + found.name.end;
                if rows == 0 {
                    name = found_name;
                } else if block[found_name] != block[name.clone()] {
                    break;
                }
                cell = at + found.start..at + found.end;
                key = Key::of(&block[cell.clone()]);
                cell.len()
            };
            rows += 1;
            let read = match &mut machine {
                Some(machine) => self.row(block, at, skip, machine),
                None => Err(Unusual),
            };
            match read {
                Ok(end) => at = end,
                Err(Unusual) => {
                    clean = false;
                    at = line(block, at).1 + 1;
                }
            }
        }
        Ok((rows > 0).then_some(UnitRows { bytes: start..at, name, rows, clean }))
    }

    /// Reads a row and gives back where the next one begins. `unit` is how long the cell of its unit is.
    #[inline]
    fn row(
        &mut self,
        block: &[u8],
        start: usize,
        unit: usize,
        machine: &mut Machine<'_, '_>,
    ) -> Result<usize, Unusual> {
        let layout = self.layout;
        let last = layout.roles.len() - 1;
        let mut at = start;
        let mut code = None;
        // Figures that stand before their code.
        let mut early: [Option<Range<usize>>; 2] = [None, None];
        for (place, role) in layout.roles.iter().enumerate() {
            let end = if place == last { b'\n' } else { layout.delimiter };
            match role {
                Role::Unit => at += unit,
                Role::Code => {
                    let (found, length) = self.code(block, at, end)?;
                    at += length;
                    code = Some(found);
                }
                Role::Target | Role::Realization => match code {
                    Some(code) => {
                        let code = &layout.codes[code];
                        let reading = if *role == Role::Target { &code.target } else { &code.realization };
                        at = self.figure(block, at, end, reading, machine)?;
                    }
                    None => {
                        let cell = cell(block, at, layout.delimiter)?;
                        at = cell.1;
                        early[usize::from(*role == Role::Realization)] = Some(cell.0);
                    }
                },
                Role::Period => {
                    if !block[at..].starts_with(&layout.period_text) {
                        return Err(Unusual);
                    }
                    at += layout.period_text.len();
                }
                Role::Note => {
                    let cell = cell(block, at, layout.delimiter)?;
                    let text = &block[cell.0];
                    if std::str::from_utf8(text).is_err() || memchr(0, text).is_some() {
                        return Err(Unusual);
                    }
                    at = cell.1;
                }
                Role::Unnamed => {}
            }
            // Each cell ends where the next one begins.
            match block.get(at) {
                Some(byte) if *byte == end => at += 1,
                Some(b'\r') if place == last && block.get(at + 1) == Some(&b'\n') => at += 2,
                _ => return Err(Unusual),
            }
        }
        if at - start > MAX_RECORD {
            return Err(Unusual);
        }
        let code = &layout.codes[code.ok_or(Unusual)?];
        for (cell, reading) in early.into_iter().zip([&code.target, &code.realization]) {
            if let Some(cell) = cell
                && let Some(value) = reading.cell(&block[cell], layout.numerals)?
            {
                machine.give(reading.register, value);
            }
        }
        let seen = &mut self.seen[code.id as usize];
        if *seen == self.unit {
            return Err(Unusual);
        }
        *seen = self.unit;
        Ok(at)
    }

    /// The code that stands here, and its length. Rows are mostly in the same order for each unit.
    #[inline]
    fn code(&mut self, block: &[u8], at: usize, end: u8) -> Result<(usize, usize), Unusual> {
        let layout = self.layout;
        let guess = self.after[self.last] as usize;
        if let Some(code) = layout.codes.get(guess)
            && Key::stands(code.key, &code.text, block, at)
            && block.get(at + code.text.len()) == Some(&end)
        {
            self.last = guess;
            return Ok((guess, code.text.len()));
        }
        let (text, next) = cell(block, at, layout.delimiter)?;
        let found = layout.code(&block[text]).ok_or(Unusual)?;
        self.after[self.last] = found;
        self.last = found as usize;
        Ok((found as usize, next - at))
    }

    /// A figure, given to the machine where there is one; gives back where its cell ends.
    #[inline]
    fn figure(
        &self,
        block: &[u8],
        start: usize,
        end: u8,
        reading: &Reading,
        machine: &mut Machine<'_, '_>,
    ) -> Result<usize, Unusual> {
        if let Kind::Number { .. } = reading.kind {
            let (mut at, mut mantissa) = (start, 0_i64);
            let mut byte = 0;
            let mut digits = |at: &mut usize| {
                let first = *at;
                while let Some(next) = block.get(*at) {
                    let digit = next.wrapping_sub(b'0');
                    if digit > 9 {
                        byte = *next;
                        break;
                    }
                    mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit));
                    *at += 1;
                }
                *at - first
            };
            let whole = digits(&mut at);
            let (_, decimal) = self.layout.numerals.signs();
            let mut decimals = 0;
            let is_decimal = block.get(at) == Some(&decimal) && decimal != self.layout.delimiter;
            if is_decimal {
                at += 1;
                decimals = digits(&mut at);
            }
            let right = whole > 0 && (decimals > 0 || !is_decimal) && whole + decimals <= 18;
            if right && (byte == end || byte == b'\r') {
                machine.give(reading.register, reading.digits(mantissa, decimals as u32)?);
                return Ok(at);
            }
        }
        let (text, next) = cell(block, start, self.layout.delimiter)?;
        if let Some(value) = reading.cell(&block[text], self.layout.numerals)? {
            machine.give(reading.register, value);
        }
        Ok(next)
    }
}

/// The line that begins here, without its line feed.
fn line(block: &[u8], start: usize) -> (usize, usize) {
    (start, memchr(b'\n', &block[start..]).map_or(block.len(), |at| start + at))
}

/// The cell that begins here, without its quotes, and where it ends.
fn cell(block: &[u8], start: usize, delimiter: u8) -> Result<(Range<usize>, usize), Unusual> {
    let rest = block.get(start..).ok_or(Unusual)?;
    if rest.first() != Some(&b'"') {
        let mut end = start + memchr2(delimiter, b'\n', rest).ok_or(Unusual)?;
        if end > start && block[end] == b'\n' && block[end - 1] == b'\r' {
            end -= 1;
        }
        return if memchr(b'\r', &block[start..end]).is_some() { Err(Unusual) } else { Ok((start..end, end)) };
    }
    let close = start + 1 + memchr(b'"', rest.get(1..).ok_or(Unusual)?).ok_or(Unusual)?;
    if memchr2(b'\r', b'\n', &block[start..close]).is_some() {
        return Err(Unusual);
    }
    Ok((start + 1..close, close + 1))
}

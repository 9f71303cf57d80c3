//! Where everything stands in a table of text, so that clean rows can be read from its bytes without looking twice.

use super::columns::{Column, Meaning};
use super::letters;
use super::lookup::Lookup;
use super::numeral;
use super::options::{DataOptions, Encoding, Numerals};
use super::periods::default_period;
use super::problems::Problems;
use super::text_table::CsvTable;
use crate::evaluate::plan::{Register, Small, register_of};
use crate::model::catalog::{CatalogEntry, Catalogs, CellType};
use crate::number::{Number, narrow_power_of_ten};
use crate::value::period::Period;
use crate::value::{Field, Slot};
use memchr::{memchr, memchr2};
use std::collections::HashMap;
use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

/// The columns and codes of a table of text whose rows have units.
#[derive(Debug)]
pub struct Layout {
    pub(super) delimiter: u8,
    pub(super) numerals: Numerals,
    /// The line of the header.
    pub(super) header: Vec<u8>,
    /// Where the rows begin in the file.
    pub start: u64,
    pub(super) roles: Vec<Role>,
    unit: usize,
    pub(super) codes: Arc<[Code]>,
    by_text: Arc<HashMap<Box<[u8]>, u32>>,
    /// The period of all rows that are read from bytes.
    pub period: Option<Period>,
    /// How they write it.
    pub(super) period_text: Vec<u8>,
    /// Whether there are columns of published figures.
    pub has_published: bool,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Unit,
    Period,
    Code,
    Target,
    Realization,
    /// Text that changes no result.
    Note,
    /// Nothing.
    Unnamed,
}

/// A code, as the data writes it.
#[derive(Debug)]
pub(super) struct Code {
    pub text: Box<[u8]>,
    pub key: Option<Key>,
    /// The same for all texts of one code.
    pub id: u32,
    pub target: Reading,
    pub realization: Reading,
}

/// A text of few bytes, to be compared with others at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    word: u128,
    mask: u128,
}

impl Key {
    /// How many bytes are looked at.
    const WIDTH: usize = 16;

    /// The key of a text; none where it is too long.
    pub fn of(text: &[u8]) -> Option<Self> {
        let (mut word, mut mask) = ([0; Self::WIDTH], [0; Self::WIDTH]);
        word.get_mut(..text.len())?.copy_from_slice(text);
        mask.get_mut(..text.len())?.fill(0xFF);
        Some(Self { word: u128::from_le_bytes(word), mask: u128::from_le_bytes(mask) })
    }

    /// Whether a text, whose key this is, stands here.
    #[inline]
    pub fn stands(key: Option<Self>, text: &[u8], block: &[u8], at: usize) -> bool {
        let bytes = block.get(at..at + Self::WIDTH).and_then(|bytes| bytes.try_into().ok());
        match (key, bytes) {
            (Some(key), Some(bytes)) => u128::from_le_bytes(bytes) & key.mask == key.word,
            _ => block.get(at..).is_some_and(|rest| rest.starts_with(text)),
        }
    }
}

/// How a cell is read.
#[derive(Debug)]
pub(super) struct Reading {
    pub register: Register,
    pub kind: Kind,
    /// The accepted values.
    accepted: Option<(End, End)>,
}

type End = Option<(Small, bool)>;

#[derive(Debug)]
pub(super) enum Kind {
    /// A number; the displayed one is the natural one times ten to the power of `shift`.
    Number {
        shift: i32,
        percent: bool,
    },
    Labels(Vec<Box<[u8]>>),
    Truth,
    /// There must be nothing.
    Nothing,
    /// Whatever it is, it is not read from bytes.
    Other,
}

/// What is not as it is in nearly all files: somebody else has to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusual;

impl Layout {
    /// The layout of a table, by its first bytes. None where it is not a plain one, or has something to be told of. `other` is
    /// that of another table, read with the same catalogs and options.
    pub fn new(head: &[u8], catalogs: &Catalogs, options: &DataOptions, other: Option<&Self>) -> Option<Self> {
        if options.encoding != Encoding::Utf8 {
            return None;
        }
        let (head, mark) = match head.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => (rest, 3),
            None => (head, 0),
        };
        if head.first() == Some(&b'%') || head.get(..2).is_none_or(|two| !two.iter().all(u8::is_ascii_graphic)) {
            return None;
        }
        let first = memchr(b'\n', head)?;
        let header = head.get(..=first)?.to_vec();
        // A file without rows is told of.
        if head.get(first + 1..)?.trim_ascii().is_empty() {
            return None;
        }
        let mut problems = Problems::default();
        let table = CsvTable::open(Box::new(Cursor::new(header.clone())), "".into(), &mut problems).ok()??;
        if problems.any() || problems.mark() != Problems::default().mark() {
            return None;
        }
        let (delimiter, columns) = table.shape();
        // A header of more than a line, or behind empty ones.
        if memchr(b'\r', &header).is_some_and(|at| at + 2 != header.len()) || table.line() != 1 {
            return None;
        }
        let mut roles = Vec::new();
        for place in 0..columns.len() {
            roles.push(match columns.meaning(place) {
                Meaning::Known(Column::Unit) => Role::Unit,
                Meaning::Known(Column::Period) => Role::Period,
                Meaning::Known(Column::Code) => Role::Code,
                Meaning::Known(Column::Target) => Role::Target,
                Meaning::Known(Column::Realization) => Role::Realization,
                Meaning::Known(Column::Achievement | Column::Category) | Meaning::Note => Role::Note,
                Meaning::Unnamed => Role::Unnamed,
                Meaning::Refused => return None,
            });
        }
        let unit = roles.iter().position(|role| *role == Role::Unit)?;
        let mut layout = Self {
            delimiter,
            numerals: options.numerals,
            start: mark + header.len() as u64,
            header,
            unit,
            codes: Arc::default(),
            by_text: Arc::default(),
            period: None,
            period_text: Vec::new(),
            has_published: columns.has(Column::Achievement) || columns.has(Column::Category),
            roles,
        };
        layout.period = match layout.roles.iter().position(|role| *role == Role::Period) {
            None => default_period(catalogs, options.period).ok()?,
            Some(column) => {
                let row = head.get(first + 1..)?;
                let row = &row[..memchr(b'\n', row)?];
                let cell = layout.cells(row).nth(column)?.ok()?;
                layout.period_text = row.get(cell.clone())?.to_vec();
                let period = Period::parse(std::str::from_utf8(row.get(cell)?).ok()?)?;
                if options.period.is_some_and(|wanted| wanted != period) {
                    return None;
                }
                super::check_period(catalogs, period).ok()?;
                Some(period)
            }
        };
        // Periods of another length than the ruleset's are put together from several rows.
        if layout.period.is_some_and(|period| catalogs.granularity != Some(period.granularity)) {
            return None;
        }
        // Thousands of files need not hold all codes each.
        if let Some(other) = other.filter(|other| other.period == layout.period) {
            (layout.codes, layout.by_text) = (other.codes.clone(), other.by_text.clone());
            return Some(layout);
        }
        let catalog = catalogs.for_period(layout.period)?;
        let (mut codes, mut by_text) = (Vec::new(), HashMap::new());
        for (text, place) in Lookup::texts_of(catalog, None) {
            let text: Box<[u8]> = text.as_bytes().into();
            by_text.insert(text.clone(), codes.len() as u32);
            codes.push(Code::new(text, catalog.entries.get(place as usize)?));
        }
        (layout.codes, layout.by_text) = (codes.into(), by_text.into());
        Some(layout)
    }

    /// Whether the rows of another table are read in the same way.
    pub fn reads_as(&self, other: &Self) -> bool {
        self.header.trim_ascii_end() == other.header.trim_ascii_end()
            && self.period == other.period
            && self.period_text == other.period_text
            && Arc::ptr_eq(&self.codes, &other.codes)
    }

    /// The place of a code among [`Self::codes`].
    pub(super) fn code(&self, text: &[u8]) -> Option<u32> {
        self.by_text.get(text).copied()
    }

    /// The cells of a line without its end, without their quotes.
    fn cells<'l>(&'l self, line: &'l [u8]) -> impl Iterator<Item = Result<Range<usize>, Unusual>> + 'l {
        let mut at = Some(0);
        std::iter::from_fn(move || {
            let start = at?;
            match cell(line, start, self.delimiter) {
                Ok((cell, end)) => {
                    at = (end < line.len()).then_some(end + 1);
                    Some(Ok(cell))
                }
                Err(unusual) => {
                    at = None;
                    Some(Err(unusual))
                }
            }
        })
    }

    /// Where the unit of a row stands, and its name. None for a row of nothing at all. `line` is without its line feed.
    pub(super) fn unit_of(&self, line: &[u8]) -> Result<Option<UnitCell>, Unusual> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut start = 0;
        for _ in 0..self.unit {
            let (_, end) = cell(line, start, self.delimiter)?;
            if end >= line.len() {
                return if is_blank(line, self.delimiter) { Ok(None) } else { Err(Unusual) };
            }
            start = end + 1;
        }
        let (name, end) = cell(line, start, self.delimiter)?;
        let text = line.get(name.clone()).ok_or(Unusual)?;
        if text.is_empty() {
            return if is_blank(line, self.delimiter) { Ok(None) } else { Err(Unusual) };
        }
        if is_plain(text) { Ok(Some(UnitCell { start, end, name })) } else { Err(Unusual) }
    }

    /// Whether the unit is the first cell of a row.
    pub(super) fn begins_with_unit(&self) -> bool {
        self.unit == 0
    }
}

/// The cell of a unit, with its quotes if it has some, and the name in it.
#[derive(Debug, Clone)]
pub(super) struct UnitCell {
    pub start: usize,
    pub end: usize,
    pub name: Range<usize>,
}

/// The cell that begins here: what is in it, and where it ends.
fn cell(line: &[u8], start: usize, delimiter: u8) -> Result<(Range<usize>, usize), Unusual> {
    let rest = line.get(start..).ok_or(Unusual)?;
    if rest.first() != Some(&b'"') {
        let end = memchr2(delimiter, b'\r', rest).map_or(line.len(), |at| start + at);
        // A carriage return that ends no line ends a record.
        return if line.get(end) == Some(&b'\r') { Err(Unusual) } else { Ok((start..end, end)) };
    }
    let close = start + 1 + memchr(b'"', rest.get(1..).ok_or(Unusual)?).ok_or(Unusual)?;
    match line.get(close + 1) {
        Some(byte) if *byte != delimiter => Err(Unusual),
        _ if memchr(b'\r', &line[start..close]).is_some() => Err(Unusual),
        _ => Ok((start + 1..close, close + 1)),
    }
}

/// Whether a line holds nothing but separators and blanks.
fn is_blank(line: &[u8], delimiter: u8) -> bool {
    line.iter().all(|byte| *byte == delimiter || matches!(byte, b' ' | b'\t'))
}

/// Whether a name is what it seems to be: no outer blanks, nothing that cannot be seen.
fn is_plain(name: &[u8]) -> bool {
    let inner = name.first() != Some(&b' ') && name.last() != Some(&b' ');
    if name.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        return inner;
    }
    let Ok(text) = std::str::from_utf8(name) else { return false };
    text.trim() == text && !text.chars().any(char::is_control) && letters::invisible(text).is_none()
}

impl Code {
    fn new(text: Box<[u8]>, entry: &CatalogEntry) -> Self {
        let reading = |field: Field, ty: &Option<CellType>| {
            let accepted = entry.accepted.as_ref().filter(|_| field == Field::Realization);
            let end = |end: &Option<(Number, bool)>| match end {
                None => Some(None),
                Some((number, inside)) => Some(Some((Small::of(number)?, *inside))),
            };
            let ends = accepted.map(|range| Some((end(&range.low)?, end(&range.high)?)));
            let kind = match ty {
                // An end that does not fit is compared elsewhere.
                _ if ends == Some(None) => Kind::Other,
                None => Kind::Nothing,
                Some(CellType::Number(unit)) => Kind::Number {
                    shift: unit.shift,
                    percent: unit.shift != 0 && unit.spellings.iter().any(|spelling| spelling == "%"),
                },
                Some(CellType::Label(labels)) => {
                    Kind::Labels(labels.iter().map(|label| label.trim().as_bytes().into()).collect())
                }
                Some(CellType::Truth) => Kind::Truth,
                Some(_) => Kind::Other,
            };
            Reading { register: register_of(Slot { code: entry.id, field }), kind, accepted: ends.flatten() }
        };
        Self {
            key: Key::of(&text),
            text,
            id: entry.id.0,
            target: reading(Field::Target, &entry.target),
            realization: reading(Field::Realization, &entry.realization),
        }
    }
}

impl Reading {
    /// Digits that were read: the value, where it fits and is accepted.
    #[inline]
    pub fn digits(&self, mantissa: i64, decimals: u32) -> Result<Small, Unusual> {
        let Kind::Number { shift, .. } = self.kind else { return Err(Unusual) };
        let scale = u32::try_from(decimals as i32 + shift).map_err(|_| Unusual)?;
        let value = Small { numerator: mantissa, denominator: narrow_power_of_ten(scale).ok_or(Unusual)? };
        self.accept(value)
    }

    #[inline]
    fn accept(&self, value: Small) -> Result<Small, Unusual> {
        let Some((low, high)) = &self.accepted else { return Ok(value) };
        let above = low.is_none_or(|(low, inside)| match value.compare(low) {
            std::cmp::Ordering::Equal => inside,
            order => order.is_gt(),
        });
        let below = high.is_none_or(|(high, inside)| match value.compare(high) {
            std::cmp::Ordering::Equal => inside,
            order => order.is_lt(),
        });
        if above && below { Ok(value) } else { Err(Unusual) }
    }

    /// A cell that is not just digits; none where it is empty.
    pub fn cell(&self, cell: &[u8], numerals: Numerals) -> Result<Option<Small>, Unusual> {
        if cell.is_empty() {
            return Ok(None);
        }
        match &self.kind {
            Kind::Number { percent, .. } => {
                let text = std::str::from_utf8(cell).map_err(|_| Unusual)?;
                let (mantissa, decimals) = numeral::quick_digits(text, *percent, numerals).ok_or(Unusual)?;
                self.digits(mantissa, decimals).map(Some)
            }
            Kind::Labels(labels) => {
                let place = labels.iter().position(|label| **label == *cell).ok_or(Unusual)?;
                Ok(Some(Small::whole(place as i64)))
            }
            Kind::Truth => match cell {
                b"ya" => Ok(Some(Small::ONE)),
                b"tidak" => Ok(Some(Small::ZERO)),
                _ => Err(Unusual),
            },
            Kind::Nothing | Kind::Other => Err(Unusual),
        }
    }
}

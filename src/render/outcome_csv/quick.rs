//! The same CSV from the registers of a plan: bytes that are known beforehand, and numbers without going through text.

use super::{Cell, Column, Dialect, cell, push_bytes, push_field};
use crate::evaluate::plan::{Kind, Machine, Plan, Register, Small};
use crate::model::{Model, Type};
use crate::number::narrow_power_of_ten;
use crate::render::figure::{self, DecimalSign, truth_word};
use crate::render::outcome::{Sheet, State};
use crate::value::Value;

/// Texts up to this length are copied at once, whatever their length.
const SHORT: usize = 32;

/// No decimal fraction of 64 bits takes more bytes.
const LONGEST: usize = 48;

/// Writes what a plan has computed, byte for byte as [`super::CsvWriter`] would.
#[derive(Debug)]
pub struct QuickCsv<'m> {
    model: &'m Model,
    dialect: Dialect,
    pieces: Vec<Piece>,
    texts: Vec<Text>,
    labels: Vec<Vec<Text>>,
    /// How many bytes a unit needs at most, but for its name and for numbers that are no decimal fractions.
    most: usize,
    /// How often its name is written.
    names: usize,
}

/// A piece of a line.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Text(u32),
    Unit,
    Number {
        register: Register,
        shift: i32,
        ty: Type,
    },
    Fraction {
        register: Register,
        ty: Type,
    },
    /// A label with what stands before and behind it.
    Label {
        register: Register,
        labels: u32,
    },
    Truth {
        register: Register,
    },
}

/// Bytes that are written again and again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    bytes: Vec<u8>,
    /// The same, where they are few.
    short: Option<[u8; SHORT]>,
}

impl Text {
    fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.fit();
    }

    fn fit(&mut self) {
        let mut short = [0; SHORT];
        self.short = short.get_mut(..self.bytes.len()).map(|part| part.copy_from_slice(&self.bytes)).map(|()| short);
    }

    /// Writes it, where there is room for [`SHORT`] bytes or its own; gives back where it ends.
    #[inline]
    fn put(&self, out: &mut [u8], at: usize) -> usize {
        let end = at + self.bytes.len();
        match &self.short {
            // One move of a known length.
            Some(short) => out[at..at + SHORT].copy_from_slice(short),
            None => out[at..end].copy_from_slice(&self.bytes),
        }
        end
    }
}

impl<'m> QuickCsv<'m> {
    /// A writer of these columns; none where one of them needs more than a plan yields.
    pub fn new(sheet: &Sheet<'m>, plan: &Plan<'m>, columns: &[Column], dialect: Dialect, period: &str) -> Option<Self> {
        let model = sheet.view.model;
        let (pieces, texts, labels) = (Vec::new(), Vec::new(), Vec::new());
        let mut writer = Self { model, dialect, pieces, texts, labels, most: 0, names: 0 };
        for row in &sheet.rows {
            for (place, column) in columns.iter().enumerate() {
                if place > 0 {
                    writer.text(&[dialect.delimiter]);
                }
                writer.cell(cell(sheet, row, *column, dialect), plan, period)?;
            }
            writer.text(b"\n");
        }
        let longest = |labels: &Vec<Text>| labels.iter().map(|label| label.bytes.len()).max().unwrap_or(0);
        for piece in &writer.pieces {
            writer.most += match piece {
                Piece::Text(place) => writer.texts[*place as usize].bytes.len(),
                Piece::Label { labels, .. } => longest(&writer.labels[*labels as usize]),
                Piece::Unit => 0,
                Piece::Number { .. } | Piece::Fraction { .. } | Piece::Truth { .. } => LONGEST,
            };
        }
        writer.names = writer.pieces.iter().filter(|piece| matches!(piece, Piece::Unit)).count();
        Some(writer)
    }

    fn text(&mut self, bytes: &[u8]) {
        match self.pieces.last() {
            Some(Piece::Text(last)) => self.texts[*last as usize].push(bytes),
            Some(Piece::Label { labels, .. }) => {
                self.labels[*labels as usize].iter_mut().for_each(|label| label.push(bytes));
            }
            _ => {
                let mut text = Text::default();
                text.push(bytes);
                self.texts.push(text);
                self.pieces.push(Piece::Text(self.texts.len() as u32 - 1));
            }
        }
    }

    /// Labels, with the text that stands before them.
    fn labels(&mut self, register: Register, labels: Vec<Vec<u8>>) {
        let before = match self.pieces.last() {
            Some(Piece::Text(_)) => self.pieces.pop().and_then(|_| self.texts.pop()).unwrap_or_default(),
            _ => Text::default(),
        };
        let with = |label: Vec<u8>| {
            let mut text = before.clone();
            text.push(&label);
            text
        };
        self.labels.push(labels.into_iter().map(with).collect());
        self.pieces.push(Piece::Label { register, labels: self.labels.len() as u32 - 1 });
    }

    fn cell(&mut self, cell: Cell, plan: &Plan<'m>, period: &str) -> Option<()> {
        let mut field = Vec::new();
        match cell {
            Cell::Fixed(text) => self.text(&text),
            Cell::Unit => self.pieces.push(Piece::Unit),
            Cell::Period => {
                push_field(&mut field, period, self.dialect.delimiter);
                self.text(&field);
            }
            Cell::State => self.text(State::Value.name().as_bytes()),
            // There is a value, and nothing was published.
            Cell::Reason | Cell::PublishedAchievement | Cell::PublishedCategory => {}
            Cell::Number(node, ty) => {
                let shift = match ty {
                    Type::Number(unit) => self.model.units.shift(unit),
                    _ => 0,
                };
                self.pieces.push(Piece::Number { register: plan.result(node)?, shift, ty });
            }
            Cell::Fraction(node, ty) => self.pieces.push(Piece::Fraction { register: plan.result(node)?, ty }),
            Cell::Label(node, labels) => self.labels(plan.result(node)?, labels),
            Cell::Other(node, ty) if Kind::of(ty) == Some(Kind::Truth) => {
                self.pieces.push(Piece::Truth { register: plan.result(node)? });
            }
            Cell::Other(..) | Cell::Fragile(_) => return None,
        }
        Some(())
    }

    /// A unit's name as a cell holds it.
    pub fn unit(&self, name: &[u8], field: &mut Text) {
        field.bytes.clear();
        push_bytes(&mut field.bytes, name, self.dialect.delimiter);
        field.fit();
    }

    /// The lines of a unit, whose name stands in a cell like this.
    pub fn case(&self, machine: &Machine<'_, '_>, unit: &Text, out: &mut Vec<u8>) {
        let sign = match self.dialect.sign {
            DecimalSign::Dot => b'.',
            DecimalSign::Comma => b',',
        };
        let room = self.most + self.names * unit.bytes.len() + SHORT;
        let mut at = out.len();
        out.resize(at + room, 0);
        for piece in &self.pieces {
            match *piece {
                Piece::Text(text) => at = self.texts[text as usize].put(out, at),
                Piece::Unit => at = unit.put(out, at),
                Piece::Number { register, shift, ty } => {
                    let value = machine.small(register);
                    match put_decimal(out, at, value, shift, sign) {
                        Some(end) => at = end,
                        None => {
                            let number = figure::displayed(self.model, ty, &value.number());
                            at = put_rarely(out, at, self.dialect.sign.write(&number).as_bytes(), room);
                        }
                    }
                }
                Piece::Fraction { register, ty } => {
                    let value = machine.small(register);
                    if scale_of(value.denominator).is_none()
                        && let Some(text) = figure::fraction(self.model, ty, &Value::Number(value.number()))
                    {
                        at = put_rarely(out, at, text.as_bytes(), room);
                    }
                }
                Piece::Label { register, labels } => {
                    let labels = &self.labels[labels as usize];
                    // The last one is for what lies in no band.
                    let place = usize::try_from(machine.small(register).numerator).unwrap_or(usize::MAX);
                    if let Some(text) = labels.get(place).or(labels.last()) {
                        at = text.put(out, at);
                    }
                }
                Piece::Truth { register } => {
                    let word = truth_word(machine.small(register).numerator != 0);
                    at = put_rarely(out, at, word.as_bytes(), room);
                }
            }
        }
        out.truncate(at);
    }
}

/// Writes a text of any length and sees to it that there is still room behind it.
fn put_rarely(out: &mut Vec<u8>, at: usize, text: &[u8], room: usize) -> usize {
    out.truncate(at);
    out.extend_from_slice(text);
    let end = out.len();
    out.resize(end + room, 0);
    end
}

/// The `n` for which a denominator is `10^n`.
#[inline]
fn scale_of(denominator: i64) -> Option<u32> {
    match denominator {
        1 => Some(0),
        100 => Some(2),
        10_000 => Some(4),
        _ => {
            let scale = denominator.checked_ilog10()?;
            (narrow_power_of_ten(scale) == Some(denominator)).then_some(scale)
        }
    }
}

/// All digits of a decimal fraction times `10^shift`, without zeros at the end; none where it is no such fraction. Gives
/// back where they end.
#[inline]
fn put_decimal(out: &mut [u8], mut at: usize, value: Small, shift: i32, sign: u8) -> Option<usize> {
    let mut digits = value.numerator.unsigned_abs();
    let mut decimals = scale_of(value.denominator)? as i32 - shift;
    while decimals < 0 {
        (digits, decimals) = (digits.checked_mul(10)?, decimals + 1);
    }
    let power = narrow_power_of_ten(decimals as u32)?.unsigned_abs();
    let (whole, mut fraction) = match decimals {
        0 => (digits, 0),
        2 => (digits / 100, digits % 100),
        _ => (digits / power, digits % power),
    };
    if value.numerator < 0 {
        out[at] = b'-';
        at += 1;
    }
    at = put_whole(out, at, whole);
    if fraction == 0 {
        return Some(at);
    }
    out[at] = sign;
    at += 1;
    while fraction % 10 == 0 {
        (fraction, decimals) = (fraction / 10, decimals - 1);
    }
    let end = at + decimals as usize;
    for digit in out[at..end].iter_mut().rev() {
        *digit = b'0' + (fraction % 10) as u8;
        fraction /= 10;
    }
    Some(end)
}

/// The digits of a whole number. Gives back where they end.
#[inline]
fn put_whole(out: &mut [u8], at: usize, whole: u64) -> usize {
    if whole < 10 {
        out[at] = b'0' + whole as u8;
        return at + 1;
    }
    let end = at + whole.ilog10() as usize + 1;
    let mut rest = whole;
    for digit in out[at..end].iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    end
}

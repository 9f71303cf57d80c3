//! The same CSV from the registers of a plan: bytes that are known beforehand, and numbers without going through text.

use super::{Cell, Column, Dialect, cell, push_bytes, push_field};
use crate::evaluate::plan::{Kind, Machine, Plan, Register, Small};
use crate::model::{Model, Type};
use crate::number::{Number, narrow_power_of_ten};
use crate::render::figure::{self, DecimalSign, truth_word};
use crate::render::outcome::{Sheet, State};
use crate::value::Value;

/// Writes what a plan has computed, byte for byte as [`super::CsvWriter`] would.
#[derive(Debug)]
pub struct QuickCsv<'m> {
    model: &'m Model,
    dialect: Dialect,
    pieces: Vec<Piece>,
    /// What pieces of text are cut from.
    text: Vec<u8>,
    labels: Vec<Vec<Vec<u8>>>,
}

/// A piece of a line.
#[derive(Debug, Clone, Copy)]
enum Piece {
    /// From here to there in the text.
    Text(u32, u32),
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
    Label {
        register: Register,
        labels: u32,
    },
    Truth {
        register: Register,
    },
}

impl<'m> QuickCsv<'m> {
    /// A writer of these columns; none where one of them needs more than a plan yields.
    pub fn new(sheet: &Sheet<'m>, plan: &Plan<'m>, columns: &[Column], dialect: Dialect, period: &str) -> Option<Self> {
        let model = sheet.view.model;
        let mut writer = Self { model, dialect, pieces: Vec::new(), text: Vec::new(), labels: Vec::new() };
        for row in &sheet.rows {
            for (place, column) in columns.iter().enumerate() {
                if place > 0 {
                    writer.text(&[dialect.delimiter]);
                }
                writer.cell(cell(sheet, row, *column, dialect), plan, period)?;
            }
            writer.text(b"\n");
        }
        Some(writer)
    }

    fn text(&mut self, bytes: &[u8]) {
        let start = self.text.len() as u32;
        self.text.extend_from_slice(bytes);
        let end = self.text.len() as u32;
        match self.pieces.last_mut() {
            Some(Piece::Text(_, last)) if *last == start => *last = end,
            _ => self.pieces.push(Piece::Text(start, end)),
        }
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
            Cell::Label(node, labels) => {
                let known = self.labels.iter().position(|known| *known == labels).unwrap_or_else(|| {
                    self.labels.push(labels);
                    self.labels.len() - 1
                });
                self.pieces.push(Piece::Label { register: plan.result(node)?, labels: known as u32 });
            }
            Cell::Other(node, ty) if Kind::of(ty) == Some(Kind::Truth) => {
                self.pieces.push(Piece::Truth { register: plan.result(node)? });
            }
            Cell::Other(..) | Cell::Fragile(_) => return None,
        }
        Some(())
    }

    /// A unit's name as a cell holds it.
    pub fn unit(&self, name: &[u8], field: &mut Vec<u8>) {
        field.clear();
        push_bytes(field, name, self.dialect.delimiter);
    }

    /// The lines of a unit, whose name stands in a cell like this.
    pub fn case(&self, machine: &Machine<'_, '_>, unit: &[u8], out: &mut Vec<u8>) {
        let sign = match self.dialect.sign {
            DecimalSign::Dot => b'.',
            DecimalSign::Comma => b',',
        };
        for piece in &self.pieces {
            match *piece {
                Piece::Text(start, end) => out.extend_from_slice(&self.text[start as usize..end as usize]),
                Piece::Unit => out.extend_from_slice(unit),
                Piece::Number { register, shift, ty } => {
                    let value = machine.small(register);
                    if !push_decimal(out, value, shift, sign) {
                        let number = figure::displayed(self.model, ty, &value.number());
                        out.extend_from_slice(self.dialect.sign.write(&number).as_bytes());
                    }
                }
                Piece::Fraction { register, ty } => {
                    let value = machine.small(register);
                    if scale_of(value.denominator).is_none()
                        && let Some(text) = figure::fraction(self.model, ty, &Value::Number(value.number()))
                    {
                        out.extend_from_slice(text.as_bytes());
                    }
                }
                Piece::Label { register, labels } => {
                    let labels = &self.labels[labels as usize];
                    // The last one is for what lies in no band.
                    let place = usize::try_from(machine.small(register).numerator).unwrap_or(usize::MAX);
                    if let Some(text) = labels.get(place).or(labels.last()) {
                        out.extend_from_slice(text);
                    }
                }
                Piece::Truth { register } => {
                    out.extend_from_slice(truth_word(machine.small(register).numerator != 0).as_bytes());
                }
            }
        }
    }
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

/// All digits of a decimal fraction times `10^shift`, without zeros at the end; false where it is none.
#[inline]
fn push_decimal(out: &mut Vec<u8>, value: Small, shift: i32, sign: u8) -> bool {
    let Some(scale) = scale_of(value.denominator) else { return false };
    let mut digits = value.numerator.unsigned_abs();
    let mut decimals = scale as i32 - shift;
    while decimals < 0 {
        let Some(more) = digits.checked_mul(10) else { return false };
        (digits, decimals) = (more, decimals + 1);
    }
    if value.numerator < 0 {
        out.push(b'-');
    }
    let (whole, fraction) = match decimals {
        0 => (digits, 0),
        2 => (digits / 100, digits % 100),
        _ => match narrow_power_of_ten(decimals as u32) {
            Some(power) => (digits / power.unsigned_abs(), digits % power.unsigned_abs()),
            None => return slow(out, digits, decimals as u32, sign),
        },
    };
    push_whole(out, whole);
    if fraction == 0 {
        return true;
    }
    if decimals == 2 {
        let (tens, ones) = ((fraction / 10) as u8, (fraction % 10) as u8);
        match ones {
            0 => out.extend_from_slice(&[sign, b'0' + tens]),
            _ => out.extend_from_slice(&[sign, b'0' + tens, b'0' + ones]),
        }
        return true;
    }
    let mut buffer = [b'0'; 20];
    let (mut rest, mut end) = (fraction, decimals as usize);
    for place in (0..end).rev() {
        buffer[place] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    while end > 0 && buffer[end - 1] == b'0' {
        end -= 1;
    }
    out.push(sign);
    out.extend_from_slice(&buffer[..end]);
    true
}

/// More decimals than a power of 64 bits has: 0,00…
#[cold]
fn slow(out: &mut Vec<u8>, digits: u64, decimals: u32, sign: u8) -> bool {
    let text = Number::from_parts(digits.into(), decimals).to_plain(decimals);
    out.extend(text.bytes().map(|byte| if byte == b'.' { sign } else { byte }));
    true
}

/// The digits of a whole number.
#[inline]
fn push_whole(out: &mut Vec<u8>, whole: u64) {
    if whole < 100 {
        let (tens, ones) = ((whole / 10) as u8, (whole % 10) as u8);
        match tens {
            0 => out.push(b'0' + ones),
            _ => out.extend_from_slice(&[b'0' + tens, b'0' + ones]),
        }
        return;
    }
    let mut buffer = [0; 20];
    let (mut start, mut rest) = (buffer.len(), whole);
    while rest > 0 {
        start -= 1;
        buffer[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend_from_slice(&buffer[start..]);
}

//! Scales, curves and decision tables as the model holds them.

use super::About;
use super::node::Type;
use super::parts::Part;
use super::unit::UnitId;
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::Rounding;
use crate::value::{Cause, Interval, Label, Value};
use std::sync::Arc;

/// What a value in no band is rated.
pub const OUTSIDE: &str = "di luar skala";

/// So many labels a scale or table can have: [`Label`] counts them, and keeps one number for what is in no band.
pub const MOST_LABELS: usize = u16::MAX as usize - 1;

/// Whether a text reads as [`OUTSIDE`]; letter case does not distinguish labels.
pub fn is_outside(label: &str) -> bool {
    label.trim().to_lowercase() == OUTSIDE
}

/// A scale by its place in [`super::Model::scales`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScaleId(pub u32);

/// A curve by its place in [`super::Model::curves`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CurveId(pub u32);

/// A table by its place in [`super::Model::tables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TableId(pub u32);

/// `skala name "title" { … }`
#[derive(Debug, Clone)]
pub struct Scale {
    /// Its name; of the texts of a table, the table's.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its entries, from best to worst.
    pub bands: Vec<Band>,
    /// The unit of its ranges; none where it has no ranges.
    pub unit: Option<UnitId>,
    /// `batasi` of the scale: touches only the choice of the band.
    pub limits: Option<(Arc<Interval>, Span)>,
    /// Rounding of the scale: touches only the choice of the band.
    pub rounding: Option<(Rounding, Span)>,
    /// False for the texts of a table, which compare only with `=` and `≠`.
    pub ordered: bool,
    /// What it says of itself, and where it stands.
    pub about: About,
}

/// `"Berhasil" 91% s.d. 100% skor 4 warna hijau : "note"`
#[derive(Debug, Clone)]
pub struct Band {
    /// The label.
    pub label: String,
    /// The values that get it, in natural size, and its place.
    pub range: Option<(Interval, Span)>,
    /// Its score, in angka.
    pub score: Option<Number>,
    /// Its colour.
    pub colour: Option<String>,
    /// Its note.
    pub note: Option<String>,
    /// The row.
    pub span: Span,
}

/// `kurva name "title" { 0%: 0 poin … }`
#[derive(Debug, Clone)]
pub struct Curve {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Inputs, ascending, with outputs, in natural size.
    pub points: Vec<(Number, Number)>,
    /// The unit of its input.
    pub input: UnitId,
    /// The unit of its output.
    pub output: UnitId,
    /// `batasi` on the input.
    pub limits: Option<(Arc<Interval>, Span)>,
    /// What it says of itself, and where it stands.
    pub about: About,
}

/// `tabel name "title" (…) { … }`
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Names and types of its inputs.
    pub inputs: Vec<(String, Type)>,
    /// Its rows, in order.
    pub rows: Vec<TableRow>,
    /// What it says of itself, and where it stands.
    pub about: About,
}

/// `jika …; … maka …`
#[derive(Debug, Clone)]
pub struct TableRow {
    /// One condition for each input.
    pub conditions: Vec<Cell>,
    /// What its result can do in several ways.
    pub parts: Box<[Part]>,
    /// The row.
    pub span: Span,
}

/// A condition of a row.
#[derive(Debug, Clone)]
pub enum Cell {
    /// `apa pun`
    Anything,
    /// Ranges of numbers, joined by `atau`; a single number is a range of one.
    Numbers(Vec<Interval>),
    /// Labels, joined by `atau`.
    Labels(Vec<Label>),
    /// `ya`, `tidak`
    Truth(bool),
}

impl Scale {
    /// The number whose band is looked up: after the scale's own limits and rounding. `shift` is the one of its unit.
    pub fn prepare(&self, number: &Number, shift: i32) -> Number {
        let limited = match &self.limits {
            Some((limits, _)) => limits.nearest(number),
            None => number.clone(),
        };
        match self.rounding {
            Some((rounding, _)) => limited.round_at(rounding.mode, rounding.decimals as i32 + shift),
            None => limited,
        }
    }

    /// The label of the band that a prepared number lies in.
    pub fn choose(&self, prepared: &Number) -> Label {
        self.bands
            .iter()
            .position(|band| band.range.as_ref().is_some_and(|(range, _)| range.contains(prepared)))
            .map_or(Label::OUTSIDE, |index| Label(index as u16))
    }

    /// `kategori skala`: rates a value.
    pub fn rate(&self, value: &Value, shift: i32) -> Value {
        match value {
            Value::Number(number) => Value::Label(self.choose(&self.prepare(number, shift))),
            other => other.clone(),
        }
    }

    /// `skor(x)`: the score of a label.
    pub fn score(&self, value: &Value) -> Value {
        match value {
            Value::Label(Label::OUTSIDE) => Value::failed(Cause::OutsideScale),
            Value::Label(label) => match self.bands.get(label.0 as usize).and_then(|band| band.score.clone()) {
                Some(score) => Value::Number(score),
                None => Value::failed(Cause::NoScore),
            },
            other => other.clone(),
        }
    }
}

impl Curve {
    /// The segment that an input lies in: the place of its left point, and the input after the curve's limits.
    pub fn segment(&self, input: &Number) -> Option<(usize, Number)> {
        let input = match &self.limits {
            Some((limits, _)) => limits.nearest(input),
            None => input.clone(),
        };
        let after = self.points.partition_point(|(x, _)| *x <= input);
        let last = self.points.len().checked_sub(1)?;
        match after {
            0 => None,
            n if n <= last => Some((n - 1, input)),
            _ if self.points[last].0 == input => Some((last.saturating_sub(1), input)),
            _ => None,
        }
    }

    /// Exact linear interpolation between the points; galat outside them.
    pub fn at(&self, value: &Value) -> Value {
        let Value::Number(number) = value else { return value.clone() };
        let Some((left, input)) = self.segment(number) else { return Value::failed(Cause::OutsideCurve) };
        let (x0, y0) = &self.points[left];
        let Some((x1, y1)) = self.points.get(left + 1) else { return Value::Number(y0.clone()) };
        let interpolate = || input.sub(x0)?.mul(&y1.sub(y0)?)?.div(&x1.sub(x0)?)?.add(y0);
        interpolate().into()
    }
}

impl Cell {
    /// Whether a value fulfils the condition.
    pub fn matches(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Anything, _) => true,
            (Self::Numbers(ranges), Value::Number(number)) => ranges.iter().any(|range| range.contains(number)),
            (Self::Labels(labels), Value::Label(label)) => labels.contains(label),
            (Self::Truth(wanted), Value::Truth(truth)) => wanted == truth,
            _ => false,
        }
    }
}

impl Table {
    /// The place of the row that applies to these inputs, from 0.
    ///
    /// # Errors
    /// The state of the inputs, the worst where several have one; *galat* where a label lies outside its scale or no row
    /// applies.
    pub fn row(&self, inputs: &[Value]) -> Result<usize, Value> {
        if let Some(state) = crate::value::ops::state_of(inputs) {
            return Err(state);
        }
        if inputs.contains(&Value::Label(Label::OUTSIDE)) {
            return Err(Value::failed(Cause::OutsideScale));
        }
        self.rows
            .iter()
            .position(|row| row.conditions.iter().zip(inputs).all(|(cell, value)| cell.matches(value)))
            .ok_or_else(|| Value::failed(Cause::NoRow))
    }
}

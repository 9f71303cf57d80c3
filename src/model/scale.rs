//! Scales, curves and decision tables as the model holds them.

use super::node::Type;
use super::unit::UnitId;
use super::About;
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::Rounding;
use crate::value::{Interval, Label};
use std::sync::Arc;

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


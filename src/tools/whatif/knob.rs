//! Something that can be changed, and changing it.

use crate::evaluate::{Fact, Facts, Origin, Outcome};
use crate::model::{ItemId, Model, NodeId, NodeKind, Property, ScaleId, Type, UnitId};
use crate::number::Number;
use crate::source::{FileId, Span};
use crate::value::period::Period;
use crate::value::{Interval, Slot, Value};
use std::sync::Arc;

/// Something that can be changed: a figure of the data, what a rule says instead of it, or a number in a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Knob {
    /// How people write it: `S1.1.target`, `skala_lkj."Berhasil".bawah`, `50% dalam S1.2`.
    pub name: String,
    /// What it takes. Of the end of a range a number.
    pub ty: Type,
    /// Whose figure it is, and which.
    pub figure: Option<(ItemId, Property)>,
    /// The end that is changed of a target that is a range.
    pub end: Option<End>,
    /// Where it stands. A literal of a formula stands in as many nodes as there are applications.
    pub places: Vec<Place>,
    /// What it can be at all: `rentang` of the data, or as far as the neighbouring ends of a scale or table.
    pub accepted: Option<Interval>,
    /// The place of the rule; none for what only the data says.
    pub span: Option<Span>,
}

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// `.bawah`
    Low,
    /// `.atas`
    High,
}

/// Where something that can be changed stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A figure of the data, and the root that hands it on.
    Figure(Slot, NodeId),
    /// A node that then is a constant.
    Node(NodeId),
    /// The same figure in several periods, and the root that consolidates them.
    Parts(Slot, Box<[Period]>, NodeId),
    /// The end of a band.
    Band {
        /// Of which scale.
        scale: ScaleId,
        /// Which one, from the best.
        band: usize,
        /// Which end.
        end: End,
    },
    /// The end of `batasi` of a scale.
    ScaleLimit {
        /// Of which scale.
        scale: ScaleId,
        /// Which end.
        end: End,
    },
    /// A point of a curve.
    Point {
        /// Of which curve, by its place.
        curve: usize,
        /// Which point.
        point: usize,
        /// True for what it yields.
        output: bool,
    },
    /// An end in a condition of a decision table.
    Cell {
        /// Of which table, by its place.
        table: usize,
        /// Which row.
        row: usize,
        /// Of which input.
        input: usize,
        /// Which of the ranges joined by `atau`.
        range: usize,
        /// Which end.
        end: End,
    },
}

/// The values that something is tried with, in natural size.
#[derive(Debug, Clone, PartialEq)]
pub enum Grid {
    /// Multiples of a step above 0.
    Steps(Number),
    /// These, in order: labels from the worst, `tidak` and `ya`.
    Values(Vec<Value>),
    /// Every day.
    Days,
    /// Free text is not sought.
    None,
}

impl Knob {
    /// The unit of a number.
    pub fn unit(&self) -> Option<UnitId> {
        match self.ty {
            Type::Number(unit) | Type::Range(unit) => Some(unit),
            _ => None,
        }
    }

    /// Whole numbers for what is counted, whole rupiah, else two decimals of what is displayed.
    pub fn grid(&self, model: &Model) -> Grid {
        match self.ty {
            Type::Number(unit) | Type::Range(unit) => Grid::Steps(step(model, unit)),
            Type::Label(scale) => {
                let count = model.scale(scale).bands.len();
                let labels = (0..count).rev().filter_map(|place| u16::try_from(place).ok());
                Grid::Values(labels.map(|place| Value::Label(crate::value::Label(place))).collect())
            }
            Type::Truth => Grid::Values(vec![Value::Truth(false), Value::Truth(true)]),
            Type::Date => Grid::Days,
            Type::Text => Grid::None,
        }
    }

    /// The value as it is now; none where there is nothing yet.
    pub fn now(&self, model: &Model, outcome: &Outcome) -> Option<Value> {
        let end_of = |interval: &Interval, end: End| match end {
            End::Low => interval.low.as_ref().map(|(number, _)| Value::Number(number.clone())),
            End::High => interval.high.as_ref().map(|(number, _)| Value::Number(number.clone())),
        };
        match self.places.first()? {
            Place::Figure(_, node) | Place::Node(node) => {
                let value = match outcome.value(*node) {
                    Some(value) => value.clone(),
                    None => match &model.node(*node).kind {
                        NodeKind::Constant(value) => value.clone(),
                        _ => return None,
                    },
                };
                match (&value, self.end) {
                    (Value::Range(interval), Some(end)) => end_of(interval, end),
                    (Value::Range(interval), None) if matches!(self.ty, Type::Number(_)) => {
                        interval.single().cloned().map(Value::Number)
                    }
                    _ => Some(value),
                }
            }
            Place::Parts(..) => None,
            Place::Band { scale, band, end } => end_of(&model.scale(*scale).bands.get(*band)?.range.as_ref()?.0, *end),
            Place::ScaleLimit { scale, end } => end_of(&model.scale(*scale).limits.as_ref()?.0, *end),
            Place::Point { curve, point, output } => {
                let (x, y) = model.curves.get(*curve)?.points.get(*point)?;
                Some(Value::Number(if *output { y.clone() } else { x.clone() }))
            }
            Place::Cell { table, row, input, range, end } => {
                let cell = model.tables.get(*table)?.rows.get(*row)?.conditions.get(*input)?;
                let crate::model::scale::Cell::Numbers(ranges) = cell else { return None };
                end_of(ranges.get(*range)?, *end)
            }
        }
    }

    /// What is put in its place: a range where the target is one. `before` is what the results are without the change.
    pub fn filled(&self, model: &Model, value: &Value, before: &Outcome) -> Value {
        let root = match self.places.first() {
            Some(Place::Figure(_, node) | Place::Node(node)) => *node,
            _ => return value.clone(),
        };
        let (Type::Range(_), Value::Number(number)) = (model.node(root).ty, value) else { return value.clone() };
        let other = match before.value(root) {
            Some(Value::Range(interval)) => Some(interval.clone()),
            _ => None,
        };
        let own = Some((number.clone(), true));
        let interval = match (self.end, other) {
            (Some(End::Low), Some(other)) => Interval { low: own, high: other.high.clone() },
            (Some(End::High), Some(other)) => Interval { low: other.low.clone(), high: own },
            _ => Interval { low: own.clone(), high: own },
        };
        if interval.is_empty() {
            return Value::failed(crate::value::Cause::EmptyRange);
        }
        Value::Range(Arc::new(interval))
    }

    /// Whether it is changed in the rules, in the facts, or in both.
    pub fn is_rule(&self) -> bool {
        self.places.iter().any(|place| !matches!(place, Place::Figure(..) | Place::Parts(..)))
    }

    /// Changes the rules, as far as they are changed. `value` is a [`Self::filled`] one.
    pub fn change_rules(&self, model: &mut Model, value: &Value) {
        for place in &self.places {
            place.change(model, value);
        }
    }

    /// Changes the facts, as far as they are changed. `value` is a [`Self::filled`] one.
    pub fn change_facts(&self, facts: &mut Facts, value: &Value) {
        let span = self.span.unwrap_or(Span { file: FileId(0), start: 0, end: 0 });
        let fact = || Fact { value: value.clone(), decimals: 0, origin: Origin::Rules(span) };
        for place in &self.places {
            match place {
                Place::Figure(slot, _) => drop(facts.set(*slot, fact())),
                Place::Parts(slot, periods, _) => {
                    periods.iter().for_each(|period| drop(facts.set_in(*period, *slot, fact())));
                }
                _ => {}
            }
        }
    }
}

impl Place {
    /// Changes the rules at this place; figures stay.
    pub fn change(&self, model: &mut Model, value: &Value) {
        let number = || value.number().cloned();
        match self {
            Self::Figure(..) | Self::Parts(..) => {}
            Self::Node(node) => {
                if let Some(node) = model.nodes.get_mut(node.0 as usize) {
                    node.kind = NodeKind::Constant(value.clone());
                }
            }
            Self::Band { scale, band, end } => {
                let band = model.scales.get_mut(scale.0 as usize).and_then(|scale| scale.bands.get_mut(*band));
                if let (Some((interval, _)), Some(number)) = (band.and_then(|band| band.range.as_mut()), number()) {
                    end.set(interval, number);
                }
            }
            Self::ScaleLimit { scale, end } => {
                let limits = model.scales.get_mut(scale.0 as usize).and_then(|scale| scale.limits.as_mut());
                if let (Some((interval, _)), Some(number)) = (limits, number()) {
                    end.set(Arc::make_mut(interval), number);
                }
            }
            Self::Point { curve, point, output } => {
                let point = model.curves.get_mut(*curve).and_then(|curve| curve.points.get_mut(*point));
                if let (Some((x, y)), Some(number)) = (point, number()) {
                    *(if *output { y } else { x }) = number;
                }
            }
            Self::Cell { table, row, input, range, end } => {
                let row = model.tables.get_mut(*table).and_then(|table| table.rows.get_mut(*row));
                let cell = row.and_then(|row| row.conditions.get_mut(*input));
                if let (Some(crate::model::scale::Cell::Numbers(ranges)), Some(number)) = (cell, number())
                    && let Some(interval) = ranges.get_mut(*range)
                {
                    end.set(interval, number);
                }
            }
        }
    }
}

impl End {
    fn set(self, interval: &mut Interval, number: Number) {
        let end = match self {
            Self::Low => &mut interval.low,
            Self::High => &mut interval.high,
        };
        let inclusive = end.as_ref().is_none_or(|(_, inclusive)| *inclusive);
        *end = Some((number, inclusive));
    }

    /// The number at this end.
    pub fn of(self, interval: &Interval) -> Option<&Number> {
        match self {
            Self::Low => interval.low.as_ref().map(|(number, _)| number),
            Self::High => interval.high.as_ref().map(|(number, _)| number),
        }
    }
}

/// The step of a unit, in natural size.
fn step(model: &Model, unit: UnitId) -> Number {
    let (above, below) = model.units.parts(unit);
    let counted = |base: &&crate::model::unit::BaseUnit| base.span.is_some() || base.name == "rupiah";
    // Whole numbers of what is counted; of everything else, quotients included, hundredths of what is displayed.
    let whole = below.is_empty() && above.len() == 1 && above.iter().all(counted);
    let decimals = if whole { 0 } else { 2 };
    Number::ONE.shift10(-(decimals + model.units.shift(unit)))
}

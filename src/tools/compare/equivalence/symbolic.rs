//! A formula worked out on one way: every number is a quotient of polynomials in the inputs, every state and label is known.
//! Each step is that of the evaluator ([`crate::value::ops`]), with the signs that it meets decided by the way.

mod bands;
mod lists;

pub use bands::interval_ends;

use super::fraction::Fraction;
use super::function::Function;
use super::path::{Path, Stop};
use crate::model::{Builtin, NodeId, NodeKind, Type};
use crate::number::{Number, RoundingMode};
use crate::value::operator::{Comparison, Factor, Sign};
use crate::value::{Label, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// A value on one way.
#[derive(Debug, Clone)]
pub enum Sym {
    /// A number in natural size.
    Number(Fraction),
    /// A label by its text; none for `di luar skala`.
    Label(Option<Arc<str>>),
    /// Any other value, the same in the whole part.
    Other(Value),
    /// A range.
    Range(SymEnd, SymEnd),
    /// *kosong*, *tidak berlaku*, *galat*: the reasons are no part of a result.
    State(State),
}

/// The end of a range, and whether it belongs to it.
pub type SymEnd = Option<(Fraction, bool)>;

/// A state without a value; a greater one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// *kosong*
    Missing,
    /// *tidak berlaku*
    NotApplicable,
    /// *galat*
    Failed,
}

impl Sym {
    fn truth(truth: bool) -> Self {
        Self::Other(Value::Truth(truth))
    }

    fn constant(value: Number) -> Self {
        Self::Number(Fraction::constant(value))
    }

    fn state(&self) -> Option<State> {
        if let Self::State(state) = self { Some(*state) } else { None }
    }
}

const FAILED: Sym = Sym::State(State::Failed);

fn state_of<'a>(values: impl IntoIterator<Item = &'a Sym>) -> Option<Sym> {
    values.into_iter().filter_map(Sym::state).max().map(Sym::State)
}

/// Works out a formula. `inputs` gives the value of an input when it is first read.
pub struct Working<'w, 's> {
    function: &'w Function,
    path: &'w mut Path<'s>,
    inputs: &'w mut dyn FnMut(usize, &mut Path<'s>) -> Result<Sym, Stop>,
    done: HashMap<NodeId, Sym>,
}

/// What a formula yields on a way.
pub fn work_out<'s>(
    function: &Function,
    path: &mut Path<'s>,
    inputs: &mut dyn FnMut(usize, &mut Path<'s>) -> Result<Sym, Stop>,
) -> Result<Sym, Stop> {
    Working { function, path, inputs, done: HashMap::new() }.value(function.root)
}

impl Working<'_, '_> {
    fn value(&mut self, id: NodeId) -> Result<Sym, Stop> {
        if let Some(done) = self.done.get(&id) {
            return Ok(done.clone());
        }
        let value = self.step(id)?;
        self.done.insert(id, value.clone());
        Ok(value)
    }

    fn values(&mut self, ids: &[NodeId]) -> Result<Vec<Sym>, Stop> {
        ids.iter().map(|id| self.value(*id)).collect()
    }

    fn shift(&self, id: NodeId) -> i32 {
        match self.function.model.node(id).ty {
            Type::Number(unit) | Type::Range(unit) => self.function.model.units.shift(unit),
            _ => 0,
        }
    }

    fn step(&mut self, id: NodeId) -> Result<Sym, Stop> {
        let function = self.function;
        let node = function.model.node(id);
        match &node.kind {
            NodeKind::Constant(value) => Ok(self.known(value, node.ty)),
            NodeKind::Given(slot) => (self.inputs)(slot.code.0 as usize, self.path),
            NodeKind::Input { node, .. } | NodeKind::Read { node, present: None, .. } => self.value(*node),
            NodeKind::Consolidated { of, .. } => self.value(*of),
            NodeKind::At { .. } => Err(Stop::Beyond),
            NodeKind::Apply { body, .. } => self.value(*body),
            NodeKind::Negative(x) => match self.value(*x)? {
                Sym::Number(number) => Ok(Sym::Number(number.neg())),
                state => Ok(state),
            },
            NodeKind::Sum(terms) => {
                let values = terms.iter().map(|(_, id)| self.value(*id)).collect::<Result<Vec<_>, _>>()?;
                if let Some(state) = state_of(&values) {
                    return Ok(state);
                }
                let mut total = Fraction::default();
                for ((sign, _), value) in terms.iter().zip(values) {
                    let value = number(value)?;
                    total = match sign {
                        Sign::Plus => total.add(&value)?,
                        Sign::Minus => total.sub(&value)?,
                    };
                }
                Ok(Sym::Number(total))
            }
            NodeKind::Product(factors) => {
                let values = factors.iter().map(|(_, id)| self.value(*id)).collect::<Result<Vec<_>, _>>()?;
                if let Some(state) = state_of(&values) {
                    return Ok(state);
                }
                let mut total = Fraction::constant(Number::ONE);
                for ((by, _), value) in factors.iter().zip(values) {
                    let value = number(value)?;
                    total = match by {
                        Factor::Times => total.mul(&value)?,
                        Factor::Over if self.path.sign(&value)? == 0 => return Ok(FAILED),
                        Factor::Over => total.div(&value)?,
                    };
                }
                Ok(Sym::Number(total))
            }
            NodeKind::Compare { operator, left, right } => {
                let (a, b) = (self.value(*left)?, self.value(*right)?);
                self.compare(*operator, &a, &b, function.model.node(*left).ty)
            }
            NodeKind::Not(x) => match self.value(*x)? {
                Sym::Other(Value::Truth(truth)) => Ok(Sym::truth(!truth)),
                state => Ok(state),
            },
            NodeKind::And(operands) => self.decide(operands, false),
            NodeKind::Or(operands) => self.decide(operands, true),
            NodeKind::If { arms, otherwise } => {
                for (condition, result) in arms {
                    match self.value(*condition)? {
                        Sym::Other(Value::Truth(true)) => return self.value(*result),
                        Sym::Other(Value::Truth(false)) => {}
                        state => return Ok(state),
                    }
                }
                self.value(*otherwise)
            }
            NodeKind::Range { low, high } => {
                let mut end = |end: &Option<(NodeId, bool)>| -> Result<Option<(Sym, bool)>, Stop> {
                    end.map(|(id, inclusive)| Ok((self.value(id)?, inclusive))).transpose()
                };
                let (low, high) = (end(low)?, end(high)?);
                if let Some(state) = state_of(low.iter().chain(&high).map(|(value, _)| value)) {
                    return Ok(state);
                }
                let end = |end: Option<(Sym, bool)>| {
                    end.map(|(value, is_in)| Ok::<_, Stop>((number(value)?, is_in))).transpose()
                };
                self.range(end(low)?, end(high)?)
            }
            NodeKind::RangeEnd { of, high } => Ok(match self.value(*of)? {
                Sym::Range(low_end, high_end) => match if *high { high_end } else { low_end } {
                    Some((number, _)) => Sym::Number(number),
                    None => FAILED,
                },
                other => other,
            }),
            NodeKind::Call { function, arguments } => self.call(*function, arguments),
            NodeKind::Table { table, inputs, results } => {
                let inputs = self.values(inputs)?;
                if let Some(state) = state_of(&inputs) {
                    return Ok(state);
                }
                if inputs.iter().any(|input| matches!(input, Sym::Label(None))) {
                    return Ok(FAILED);
                }
                let table = function.model.tables.get(table.0 as usize).ok_or(Stop::Beyond)?;
                'rows: for (row, result) in table.rows.iter().zip(results) {
                    for ((cell, input), (_, ty)) in row.conditions.iter().zip(&inputs).zip(&table.inputs) {
                        if !self.matches(cell, input, *ty)? {
                            continue 'rows;
                        }
                    }
                    return self.value(*result);
                }
                Ok(FAILED)
            }
            NodeKind::Curve { curve, input } => match self.value(*input)? {
                Sym::Number(input) => self.interpolate(curve.0 as usize, input),
                state => Ok(state),
            },
            NodeKind::List { function, members, missing, .. } => self.list(*function, members, *missing),
            NodeKind::Limited { of, range, .. } => {
                let (of, range) = (self.value(*of)?, self.value(*range)?);
                if let Some(state) = state_of([&of, &range]) {
                    return Ok(state);
                }
                let Sym::Range(low, high) = range else { return Err(Stop::Beyond) };
                let of = number(of)?;
                Ok(Sym::Number(self.nearest(of, low.map(|(n, _)| n), high.map(|(n, _)| n))?))
            }
            NodeKind::Rounded { of, mode, decimals, .. } => {
                let decimals = *decimals as i32 + self.shift(id);
                let of = self.value(*of)?;
                self.round(of, *mode, decimals)
            }
            NodeKind::Banded { of, scale, .. } => match self.value(*of)? {
                Sym::Number(of) => self.rate(of, scale.0 as usize),
                state => Ok(state),
            },
            NodeKind::Agreed { .. }
            | NodeKind::ByPeriod { .. }
            | NodeKind::Read { .. }
            | NodeKind::Applicable { .. }
            | NodeKind::AnyPresent(_)
            | NodeKind::Guarded { .. } => Err(Stop::Beyond),
        }
    }

    fn known(&self, value: &Value, ty: Type) -> Sym {
        match value {
            Value::Number(number) => Sym::constant(number.clone()),
            Value::Label(label) => Sym::Label(self.text_of(*label, ty)),
            Value::Range(interval) => interval_ends(interval),
            Value::Missing(_) => Sym::State(State::Missing),
            Value::NotApplicable(_) => Sym::State(State::NotApplicable),
            Value::Failed(_) => FAILED,
            Value::Text(_) | Value::Truth(_) | Value::Date(_) => Sym::Other(value.clone()),
        }
    }

    fn text_of(&self, label: Label, ty: Type) -> Option<Arc<str>> {
        let Type::Label(scale) = ty else { return None };
        let band = self.function.model.scale(scale).bands.get(usize::from(label.0))?;
        Some(Arc::from(band.label.as_str()))
    }

    fn place_of(&self, label: &str, ty: Type) -> Result<usize, Stop> {
        let Type::Label(scale) = ty else { return Err(Stop::Beyond) };
        self.function.model.scale(scale).bands.iter().position(|band| band.label == label).ok_or(Stop::Beyond)
    }

    fn compare(&mut self, operator: Comparison, a: &Sym, b: &Sym, ty: Type) -> Result<Sym, Stop> {
        if let Some(state) = state_of([a, b]) {
            return Ok(state);
        }
        let equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
        let order = match (a, b) {
            (Sym::Number(a), Sym::Number(b)) => self.path.sign(&a.sub(b)?)?.cmp(&0),
            (Sym::Label(a), Sym::Label(b)) if equality => a.cmp(b),
            (Sym::Label(Some(a)), Sym::Label(Some(b))) => self.place_of(b, ty)?.cmp(&self.place_of(a, ty)?),
            (Sym::Label(_), Sym::Label(_)) => return Ok(FAILED),
            (Sym::Other(Value::Truth(a)), Sym::Other(Value::Truth(b))) => a.cmp(b),
            (Sym::Other(Value::Date(a)), Sym::Other(Value::Date(b))) => a.cmp(b),
            (Sym::Other(Value::Text(a)), Sym::Other(Value::Text(b))) => a.cmp(b),
            _ => return Err(Stop::Beyond),
        };
        Ok(Sym::truth(operator.holds(order)))
    }

    /// `dan`, `atau`: one operand that decides is enough, whatever the others are.
    fn decide(&mut self, operands: &[NodeId], decisive: bool) -> Result<Sym, Stop> {
        let mut states = Vec::new();
        for operand in operands {
            match self.value(*operand)? {
                Sym::Other(Value::Truth(truth)) if truth == decisive => return Ok(Sym::truth(decisive)),
                Sym::Other(Value::Truth(_)) => {}
                state => states.push(state),
            }
        }
        Ok(state_of(&states).unwrap_or_else(|| Sym::truth(!decisive)))
    }

    fn round(&mut self, of: Sym, mode: RoundingMode, decimals: i32) -> Result<Sym, Stop> {
        match of {
            Sym::Number(of) => Ok(Sym::Number(self.path.rounded(&of, mode, decimals)?)),
            state => Ok(state),
        }
    }

    fn call(&mut self, function: Builtin, arguments: &[NodeId]) -> Result<Sym, Stop> {
        let first = *arguments.first().ok_or(Stop::Beyond)?;
        let x = self.value(first)?;
        let scaled = |x: Sym, places: i32| match x {
            Sym::Number(x) => Ok(Sym::Number(x.mul(&Fraction::constant(Number::ONE.shift10(places)))?)),
            other => Ok(other),
        };
        match function {
            Builtin::Round { mode, decimals } => {
                let decimals = decimals as i32 + self.shift(first);
                self.round(x, mode, decimals)
            }
            Builtin::Absolute => match x {
                Sym::Number(x) if self.path.sign(&x)? < 0 => Ok(Sym::Number(x.neg())),
                other => Ok(other),
            },
            Builtin::ToPoints => scaled(x, self.shift(first)),
            Builtin::ToPercent => scaled(x, if self.shift(first) == 0 { -2 } else { 0 }),
            Builtin::Score => match x {
                Sym::Label(Some(label)) => {
                    let ty = self.function.model.node(first).ty;
                    let place = self.place_of(&label, ty)?;
                    let Type::Label(scale) = ty else { return Err(Stop::Beyond) };
                    let score = self.function.model.scale(scale).bands.get(place).and_then(|band| band.score.clone());
                    Ok(score.map_or(FAILED, Sym::constant))
                }
                Sym::Label(None) => Ok(FAILED),
                other => Ok(other),
            },
            Builtin::IsThere => Ok(match x.state() {
                Some(State::Missing) => Sym::truth(false),
                Some(_) => x,
                None => Sym::truth(true),
            }),
            Builtin::IfMissing => match (x.state(), arguments.get(1)) {
                (Some(State::Missing), Some(other)) => self.value(*other),
                _ => Ok(x),
            },
            Builtin::DaysBetween => Err(Stop::Beyond),
        }
    }
}

fn number(value: Sym) -> Result<Fraction, Stop> {
    if let Sym::Number(number) = value { Ok(number) } else { Err(Stop::Beyond) }
}

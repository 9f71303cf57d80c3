//! What one step of a computation does on a stretch. Each follows the evaluator's step; whatever is not followed here is
//! [`Shape::Any`], and is then looked at number by number.

mod list;
mod lookup;
mod scale;

use super::shape::{Numbers, Shape, Stretch, Way, sum};
use super::space::Space;
use crate::model::{Builtin, Model, NodeId, NodeKind, Type};
use crate::number::{Number, RoundingMode};
use crate::value::operator::Factor;
use crate::value::ops;
use crate::value::period::Period;
use crate::value::{Absence, Value};

/// The step of a node, from the shapes of what it reads.
pub(super) fn shape(
    space: &Space<'_>,
    node: NodeId,
    shapes: &[Option<Shape>],
    stretches: &[Stretch],
    alone: Option<&Stretch>,
) -> Shape {
    Steps { space, shapes, stretches, alone }.step(node)
}

struct Steps<'s, 'm> {
    space: &'s Space<'m>,
    shapes: &'s [Option<Shape>],
    stretches: &'s [Stretch],
    /// The stretch of what is sought, where that is one thing.
    alone: Option<&'s Stretch>,
}

impl Steps<'_, '_> {
    fn model(&self) -> &Model {
        &self.space.model
    }

    fn read(&self, node: NodeId) -> Shape {
        self.space.read(node, self.shapes)
    }

    fn is_as_long(&self, period: Period) -> bool {
        self.space.facts.period.is_some_and(|own| own.granularity == period.granularity)
    }

    fn shift(&self, node: NodeId) -> i32 {
        match self.model().node(node).ty {
            Type::Number(unit) | Type::Range(unit) => self.model().units.shift(unit),
            _ => 0,
        }
    }

    fn done(&self, numbers: Option<Numbers>) -> Shape {
        numbers.map_or(Shape::Any, |numbers| numbers.shape(self.alone))
    }

    fn step(&self, id: NodeId) -> Shape {
        let node = self.model().node(id);
        match &node.kind {
            NodeKind::Constant(value) => Shape::Same(value.clone()),
            // Figures of parts of the period, and targets for them, are looked at value by value.
            NodeKind::Agreed { .. } | NodeKind::ByPeriod { .. } if !self.space.facts.is_alone() => Shape::Any,
            NodeKind::ByPeriod { arms, .. } if arms.iter().any(|(period, _)| !self.is_as_long(*period)) => Shape::Any,
            NodeKind::Agreed { rule, slot, .. } => match self.space.facts.get(*slot) {
                None => self.read(*rule),
                Some(fact) if !fact.value.is_there() => Shape::Same(fact.value.clone()),
                Some(_) => Shape::Any,
            },
            NodeKind::ByPeriod { arms, .. } => {
                let arm = arms.iter().find(|(period, _)| Some(*period) == self.space.facts.period);
                arm.map_or(Shape::Any, |(_, arm)| self.read(*arm))
            }
            NodeKind::Read { node, present, .. } => match present.map(|present| self.read(present)) {
                None => self.read(*node),
                Some(Shape::Same(Value::Truth(false))) => self.out(*node),
                Some(Shape::Same(_)) => self.read(*node),
                Some(_) => Shape::Any,
            },
            NodeKind::Applicable { node, .. } => match self.read(*node) {
                Shape::Same(value) => Shape::truth(!matches!(value, Value::NotApplicable(_))),
                Shape::Any => Shape::Any,
                _ => Shape::truth(true),
            },
            NodeKind::AnyPresent(members) => {
                let members: Vec<Shape> = members.iter().map(|member| self.read(*member)).collect();
                let out = |shape: &Shape| matches!(shape, Shape::Same(Value::Truth(false)));
                let there = |shape: &Shape| matches!(shape, Shape::Same(_)) && !out(shape);
                match (members.iter().any(there), members.iter().all(out)) {
                    (true, _) => Shape::truth(true),
                    (_, true) => Shape::truth(false),
                    _ => Shape::Any,
                }
            }
            NodeKind::Guarded { of, present, .. } => match self.read(*present) {
                Shape::Same(Value::Truth(false)) => Shape::Same(Value::NotApplicable(Absence::default())),
                Shape::Same(_) => self.read(*of),
                _ => Shape::Any,
            },
            NodeKind::Input { node, .. } => self.read(*node),
            NodeKind::Apply { body, .. } => self.read(*body),
            NodeKind::Negative(x) => match self.read(*x) {
                Shape::Same(value) => Shape::Same(ops::negative(&value)),
                other => self.done(other.numbers().map(|numbers| numbers.neg())),
            },
            NodeKind::Sum(terms) => {
                let shapes: Vec<Shape> = terms.iter().map(|(_, term)| self.read(*term)).collect();
                self.arithmetic(&shapes, |numbers| {
                    let signs = terms.iter().map(|(sign, _)| *sign);
                    sum(&signs.zip(numbers).collect::<Vec<_>>())
                })
            }
            NodeKind::Product(factors) => {
                let shapes: Vec<Shape> = factors.iter().map(|(_, factor)| self.read(*factor)).collect();
                self.arithmetic(&shapes, |numbers| {
                    let mut total = Numbers::single(&Number::ONE);
                    for ((by, _), factor) in factors.iter().zip(numbers) {
                        total = match by {
                            Factor::Times => total.mul(&factor)?,
                            Factor::Over => total.mul(&factor.inverse()?)?,
                        };
                    }
                    Some(total)
                })
            }
            NodeKind::Compare { operator, left, right } => {
                let (a, b) = (self.read(*left), self.read(*right));
                match (&a, &b) {
                    (Shape::Same(a), Shape::Same(b)) => Shape::Same(ops::compare(*operator, a, b)),
                    (Shape::Any, _) | (_, Shape::Any) => Shape::Any,
                    _ => match worst([&a, &b]) {
                        Some(state) => Shape::Same(state),
                        None => Shape::compare(*operator, &a, &b),
                    },
                }
            }
            NodeKind::Not(x) => match self.read(*x) {
                Shape::Same(value) => Shape::Same(ops::not(&value)),
                Shape::Truth(way) => Shape::Truth(way.signed(true)),
                _ => Shape::Any,
            },
            NodeKind::And(operands) => self.decide(operands, false),
            NodeKind::Or(operands) => self.decide(operands, true),
            NodeKind::If { arms, otherwise } => self.choose(arms, *otherwise),
            NodeKind::Range { low, high } => self.range(*low, *high),
            NodeKind::RangeEnd { of, high } => match self.read(*of) {
                Shape::Same(value) => Shape::Same(ops::range_end(&value, *high)),
                Shape::Ranges { low, high: top } => {
                    self.done((if *high { top } else { low }).map(|(numbers, _)| numbers))
                }
                other => self.done(other.numbers()),
            },
            NodeKind::Call { function, arguments } => self.call(*function, arguments),
            NodeKind::Table { table, inputs, results } => self.table(*table, inputs, results),
            NodeKind::Curve { curve, input } => self.curve(curve.0 as usize, *input),
            NodeKind::List { function, members, missing, .. } => self.list(*function, members, *missing),
            NodeKind::Limited { of, range, .. } => self.limited(*of, *range),
            NodeKind::Rounded { of, mode, decimals, .. } => {
                self.rounded(self.read(*of), *mode, *decimals as i32 + self.shift(id))
            }
            NodeKind::Banded { of, scale, .. } => self.banded(self.read(*of), *scale),
            // What is given is not moved by anything else.
            _ => Shape::Any,
        }
    }

    /// As [`crate::evaluate`] does where an item is out.
    fn out(&self, node: NodeId) -> Shape {
        match self.read(node) {
            Shape::Same(value @ Value::NotApplicable(_)) => Shape::Same(value),
            Shape::Any => Shape::Any,
            _ => Shape::Same(Value::NotApplicable(Absence::default())),
        }
    }

    /// An operation of numbers; states win.
    fn arithmetic(&self, shapes: &[Shape], compute: impl FnOnce(Vec<Numbers>) -> Option<Numbers>) -> Shape {
        if shapes.iter().any(|shape| matches!(shape, Shape::Any)) {
            return Shape::Any;
        }
        if let Some(state) = worst(shapes) {
            return Shape::Same(state);
        }
        match shapes.iter().map(Shape::numbers).collect::<Option<Vec<_>>>() {
            Some(numbers) => self.done(compute(numbers)),
            None => Shape::Any,
        }
    }

    /// `dan`, `atau`
    fn decide(&self, operands: &[NodeId], decisive: bool) -> Shape {
        let shapes: Vec<Shape> = operands.iter().map(|operand| self.read(*operand)).collect();
        if shapes.iter().any(|shape| matches!(shape, Shape::Same(Value::Truth(truth)) if *truth == decisive)) {
            return Shape::truth(decisive);
        }
        if shapes.iter().any(|shape| matches!(shape, Shape::Any)) {
            return Shape::Any;
        }
        let ways: Vec<Way> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Truth(way) => Some(*way),
                _ => None,
            })
            .collect();
        match (ways.first(), worst(&shapes)) {
            (None, Some(state)) => Shape::Same(state),
            (None, None) => Shape::truth(!decisive),
            (Some(_), Some(_)) => Shape::Any,
            (Some(first), None) => {
                Shape::Truth(if ways.iter().all(|way| way == first) { *first } else { Way::Unknown })
            }
        }
    }

    fn choose(&self, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Shape {
        let mut possible: Option<Shape> = None;
        let join = |possible: Option<Shape>, further: Shape| match possible {
            None => further,
            Some(before) => before.or(further),
        };
        for (condition, result) in arms {
            match self.read(*condition) {
                Shape::Same(Value::Truth(true)) => return join(possible, self.read(*result)),
                Shape::Same(Value::Truth(false)) => {}
                Shape::Same(state) => return join(possible, Shape::Same(state)),
                Shape::Truth(_) => possible = Some(join(possible, self.read(*result))),
                _ => return Shape::Any,
            }
        }
        join(possible, self.read(otherwise))
    }

    fn range(&self, low: Option<(NodeId, bool)>, high: Option<(NodeId, bool)>) -> Shape {
        let end = |end: Option<(NodeId, bool)>| end.map(|(node, inclusive)| (self.read(node), inclusive));
        let (low, high) = (end(low), end(high));
        let both: Vec<&Shape> = low.iter().chain(&high).map(|(shape, _)| shape).collect();
        if both.iter().any(|shape| matches!(shape, Shape::Any)) {
            return Shape::Any;
        }
        if let Some(state) = worst(both.iter().copied()) {
            return Shape::Same(state);
        }
        let numbers = |end: &Option<(Shape, bool)>| match end {
            None => Some(None),
            Some((shape, inclusive)) => Some(Some((shape.numbers()?, *inclusive))),
        };
        let (Some(low), Some(high)) = (numbers(&low), numbers(&high)) else { return Shape::Any };
        if let (Some((low, low_in)), Some((high, high_in))) = (&low, &high) {
            let sound = match (&low.high, &high.low) {
                (Some(low), Some(high)) => low < high || (low == high && *low_in && *high_in),
                _ => false,
            };
            // The same figure at both ends is a range of one number.
            let same = low.exact.is_some() && low.exact == high.exact && *low_in && *high_in;
            if !sound && !same {
                return Shape::Any;
            }
        }
        Shape::Ranges { low, high }
    }

    fn call(&self, function: Builtin, arguments: &[NodeId]) -> Shape {
        let Some(first) = arguments.first() else { return Shape::Any };
        let x = self.read(*first);
        let shift = self.shift(*first);
        match (function, x) {
            (_, Shape::Any) => Shape::Any,
            (Builtin::Round { mode, decimals }, x) => self.rounded(x, mode, decimals as i32 + shift),
            (Builtin::Absolute, Shape::Same(value)) => Shape::Same(ops::absolute(&value)),
            (Builtin::Absolute, x) => self.done(x.numbers().map(|numbers| numbers.absolute())),
            (Builtin::ToPoints, x) => self.moved_comma(x, shift),
            (Builtin::ToPercent, x) => {
                if shift == 0 {
                    self.moved_comma(x, -2)
                } else {
                    x
                }
            }
            (Builtin::Score, x) => self.score(x, *first),
            (Builtin::IsThere, Shape::Same(value)) => Shape::Same(ops::is_there(&value)),
            (Builtin::IsThere, _) => Shape::truth(true),
            (Builtin::IfMissing, Shape::Same(Value::Missing(_))) => {
                arguments.get(1).map_or(Shape::Any, |other| self.read(*other))
            }
            (Builtin::IfMissing, x) => x,
            (Builtin::DaysBetween, _) => Shape::Any,
        }
    }

    fn moved_comma(&self, x: Shape, places: i32) -> Shape {
        match x {
            Shape::Same(value) => Shape::Same(ops::shifted(&value, places)),
            x => {
                let factor = Numbers::single(&Number::ONE.shift10(places));
                self.done(x.numbers().and_then(|numbers| numbers.mul(&factor)))
            }
        }
    }

    fn score(&self, x: Shape, of: NodeId) -> Shape {
        let Type::Label(scale) = self.model().node(of).ty else { return Shape::Any };
        let scale = self.model().scale(scale);
        if let Shape::Same(value) = &x {
            return Shape::Same(scale.score(value));
        }
        let Some((first, last, false)) = x.labels() else { return Shape::Any };
        let scores: Option<Vec<&Number>> =
            (first..=last).map(|place| scale.bands.get(usize::from(place))?.score.as_ref()).collect();
        let Some(scores) = scores else { return Shape::Any };
        let (low, high) = (scores.iter().min().copied().cloned(), scores.iter().max().copied().cloned());
        Shape::Numbers(Numbers { low, high, way: Way::Unknown, exact: None })
    }

    fn rounded(&self, x: Shape, mode: RoundingMode, decimals: i32) -> Shape {
        match x {
            Shape::Same(value) => Shape::Same(ops::round(&value, mode, decimals)),
            x => self.done(x.numbers().map(|numbers| numbers.through(|number| number.round_at(mode, decimals)))),
        }
    }
}

/// The state that these give together.
fn worst<'s>(shapes: impl IntoIterator<Item = &'s Shape>) -> Option<Value> {
    let states: Vec<&Value> = shapes.into_iter().filter_map(Shape::state).collect();
    ops::state_of(states)
}

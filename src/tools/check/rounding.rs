//! Caps and roundings in a row, and what comes to lie in a range after them.

use crate::model::{NodeId, NodeKind};
use crate::number::{Number, RoundingMode};
use crate::source::Span;
use crate::value::{Interval, Value};
use std::sync::Arc;

use super::context::Context;

/// A cap or a rounding.
#[derive(Debug, Clone)]
pub enum Step {
    /// `batasi`
    Limit(Arc<Interval>),
    /// `bulatkan`, `pangkas`
    Round {
        /// Towards where.
        mode: RoundingMode,
        /// Decimals of the natural size that are kept.
        decimals: i32,
        /// Where it is written.
        span: Span,
    },
}

impl Step {
    /// What becomes of a number.
    pub fn apply(&self, number: &Number) -> Number {
        match self {
            Self::Limit(range) => range.nearest(number),
            Self::Round { mode, decimals, .. } => number.round_at(*mode, *decimals),
        }
    }

    /// The numbers that come to lie in a range; none where no number does.
    fn before(&self, range: &Interval) -> Option<Interval> {
        match self {
            Self::Limit(limits) => {
                let left = range.and(limits);
                if left.is_empty() {
                    return None;
                }
                let reached = |end: &Option<(Number, bool)>| end.as_ref().is_some_and(|(end, _)| left.contains(end));
                Some(Interval {
                    low: if reached(&limits.low) { None } else { left.low.clone() },
                    high: if reached(&limits.high) { None } else { left.high.clone() },
                })
            }
            Self::Round { mode, decimals, .. } => {
                let unit = Number::ONE.shift10(-decimals);
                let low = match &range.low {
                    Some((low, inclusive)) => {
                        let first = low.round_at(RoundingMode::Up, *decimals);
                        Some(if first == *low && !inclusive { first.add(&unit).ok()? } else { first })
                    }
                    None => None,
                };
                let high = match &range.high {
                    Some((high, inclusive)) => {
                        let last = high.round_at(RoundingMode::Down, *decimals);
                        Some(if last == *high && !inclusive { last.sub(&unit).ok()? } else { last })
                    }
                    None => None,
                };
                if low.as_ref().zip(high.as_ref()).is_some_and(|(low, high)| low > high) {
                    return None;
                }
                let low = match low {
                    Some(low) => Some(rounded_from(&low, &unit, *mode)?.0),
                    None => None,
                };
                let high = match high {
                    Some(high) => Some(rounded_from(&high, &unit, *mode)?.1),
                    None => None,
                };
                Some(Interval { low, high })
            }
        }
    }
}

/// An end with whether it belongs.
type End = (Number, bool);

/// The ends of the numbers that are rounded to a multiple of the unit.
fn rounded_from(to: &Number, unit: &Number, mode: RoundingMode) -> Option<(End, End)> {
    let half = unit.div(&Number::from(2u32)).ok()?;
    let (below, above) = (to.sub(unit).ok()?, to.add(unit).ok()?);
    let (half_below, half_above) = (to.sub(&half).ok()?, to.add(&half).ok()?);
    let (positive, negative) = (to.is_positive(), to.is_negative());
    Some(match mode {
        RoundingMode::HalfAwayFromZero => ((half_below, positive), (half_above, negative)),
        RoundingMode::HalfEven => {
            let even =
                to.div(unit).and_then(|times| times.div(&Number::from(2u32))).is_ok_and(|half| half.is_integer());
            ((half_below, even), (half_above, even))
        }
        RoundingMode::Up => ((below, false), (to.clone(), true)),
        RoundingMode::Down => ((to.clone(), true), (above, false)),
        RoundingMode::Truncate => (
            if positive { (to.clone(), true) } else { (below, false) },
            if negative { (to.clone(), true) } else { (above, false) },
        ),
    })
}

/// What becomes of a number.
pub fn apply(steps: &[Step], number: &Number) -> Number {
    steps.iter().fold(number.clone(), |number, step| step.apply(&number))
}

/// The numbers that come to lie in a range.
pub fn before(steps: &[Step], range: &Interval) -> Option<Interval> {
    steps.iter().rev().try_fold(range.clone(), |range, step| step.before(&range))
}

/// The caps and roundings that a value has gone through last, the first of them first, and what they were applied to.
pub fn steps_to(context: &Context<'_>, mut node: NodeId) -> (Vec<Step>, NodeId) {
    let model = context.model;
    let shift = |node: NodeId| match model.node(node).ty {
        crate::model::Type::Number(unit) => model.units.shift(unit),
        _ => 0,
    };
    let mut steps = Vec::new();
    // A chain of readings may be long; the last few steps decide.
    for _ in 0..64 {
        let here = model.node(node);
        node = match &here.kind {
            NodeKind::Read { node, .. } | NodeKind::Guarded { of: node, .. } | NodeKind::Input { node, .. } => *node,
            NodeKind::Agreed { rule, .. } => *rule,
            NodeKind::Apply { body, .. } => *body,
            NodeKind::Sum(terms) if terms.len() == 1 => terms[0].1,
            NodeKind::Rounded { of, mode, decimals, setting } => {
                let decimals = *decimals as i32 + shift(node);
                steps.push(Step::Round { mode: *mode, decimals, span: setting.span });
                *of
            }
            NodeKind::Call { function: crate::model::Builtin::Round { mode, decimals }, arguments } => {
                let Some(of) = arguments.first() else { break };
                steps.push(Step::Round { mode: *mode, decimals: *decimals as i32 + shift(*of), span: here.span });
                *of
            }
            NodeKind::Limited { of, range, .. } => match super::reach::constant(model, *range) {
                Some(Value::Range(range)) => {
                    steps.push(Step::Limit(range));
                    *of
                }
                _ => break,
            },
            _ => break,
        };
    }
    steps.reverse();
    (steps, node)
}

//! Following an explanation: a node's value from what its children show.
//!
//! Nothing here looks at the model. Where [`recompute`] yields another value than the node has, the explanation leaves
//! something out.

use super::{Aggregated, Agreement, Explanation, Operator, Step};
use crate::evaluate::{Against, Fact};
use crate::model::{Builtin, Tolerance};
use crate::number::RoundingMode;
use crate::value::ops::{self, Member};
use crate::value::{Absence, Cause, Label, Value};

/// The value that follows from the values of `because` and from the step itself; none for leaves (literals, figures,
/// citations, inputs), whose value is explained elsewhere or nowhere.
pub fn recompute(explanation: &Explanation) -> Option<Value> {
    let children: Vec<&Value> = explanation.because.iter().map(|child| &child.value).collect();
    let value = match &explanation.step {
        Step::Item { headline, .. } => (*children.get((*headline)?)?).clone(),
        Step::Constant | Step::Given { .. } | Step::Read { .. } | Step::OtherPeriod { .. } | Step::Input { .. } => {
            return None;
        }
        Step::Consolidated(shown) => match (&shown.whole, &shown.made) {
            (Some(whole), Some(_)) => Value::bad_data(shown.slot, Against::Parts.blame(whole.origin, shown.slot.field)),
            (Some(whole), None) => whole.value.clone(),
            (None, _) => {
                let parts: Vec<Value> = children.iter().map(|value| (*value).clone()).collect();
                ops::consolidate(shown.by.how, &parts, shown.by.missing)
            }
        },
        Step::Agreed { tolerance, shift, given, agreement, slot } => {
            agreed(given.as_ref(), children.first().copied(), *tolerance, *shift, *agreement, *slot)
        }
        Step::ForPeriod { slot, conflict, .. } => match (children.first(), conflict) {
            (Some(value), _) => (*value).clone(),
            (None, Some(origin)) => Value::bad_data(*slot, Against::nothing_here(*origin)),
            (None, None) => Value::Missing(Absence::of(*slot)),
        },
        Step::Applicable { .. } => Value::Truth(!matches!(children.first()?, Value::NotApplicable(_))),
        Step::AnyPresent => Value::Truth(children.iter().any(|value| **value != Value::Truth(false))),
        Step::Guarded { .. } => match *children.first()? {
            Value::Truth(false) => Value::NotApplicable(Absence::default()),
            _ => (*children.get(1)?).clone(),
        },
        Step::Computed(operator) => computed(operator, &children)?,
        Step::Chosen { arms, tried, .. } => chosen(*arms, *tried, &children)?,
        Step::Applied { .. } => (*children.last()?).clone(),
        Step::Function { function, shift, scale } => {
            let x = *children.first()?;
            match function {
                Builtin::Round { mode, decimals } => ops::round(x, *mode, *decimals as i32 + shift),
                Builtin::Absolute => ops::absolute(x),
                Builtin::ToPoints => ops::shifted(x, *shift),
                Builtin::ToPercent => ops::shifted(x, if *shift == 0 { -2 } else { 0 }),
                Builtin::Score => scale.as_ref()?.score(x),
                Builtin::IsThere => ops::is_there(x),
                Builtin::IfMissing => match children.get(1) {
                    Some(y) => ops::if_missing(x, y),
                    None => x.clone(),
                },
                Builtin::DaysBetween => ops::days_between(x, children.get(1)?),
            }
        }
        Step::Limited { .. } => ops::limit(children.first()?, children.get(1)?),
        Step::Rounded { mode, decimals, shift, .. } => ops::round(children.first()?, *mode, *decimals as i32 + shift),
        Step::Banded { bands, .. } => match *children.first()? {
            Value::Number(number) => Value::Label(
                bands
                    .iter()
                    .find(|band| band.range.as_ref().is_some_and(|range| range.contains(number)))
                    .map_or(Label::OUTSIDE, |band| band.label),
            ),
            state => state.clone(),
        },
        Step::Aggregated(list) => aggregated(list, explanation),
        Step::Table { table, .. } => {
            let (inputs, results) = children.split_at_checked(table.inputs.len())?;
            let inputs: Vec<Value> = inputs.iter().map(|value| (*value).clone()).collect();
            match table.row(&inputs) {
                Ok(_) => (*results.first()?).clone(),
                Err(state) => state,
            }
        }
        Step::Curve { curve, .. } => curve.at(children.first()?),
    };
    Some(value.at(explanation.span))
}

/// Whether a figure of the data repeats what the ruleset says.
pub(super) fn agrees(expected: &Value, fact: &Fact, tolerance: Tolerance, shift: i32) -> bool {
    if *expected == fact.value {
        return true;
    }
    let (Value::Number(number), Value::Number(given)) = (expected, &fact.value) else { return false };
    // A figure that cannot be written out can only be repeated to the decimals that a cell shows.
    (tolerance == Tolerance::Shown || number.decimals().is_none())
        && number.round_at(RoundingMode::HalfAwayFromZero, i32::from(fact.decimals) + shift) == *given
}

fn agreed(
    given: Option<&Fact>,
    rule: Option<&Value>,
    tolerance: Tolerance,
    shift: i32,
    agreement: Agreement,
    slot: crate::value::Slot,
) -> Value {
    match (given, rule, agreement) {
        (Some(fact), _, Agreement::Overruled) => fact.value.clone(),
        (Some(fact), Some(rule), _) if rule.is_there() && !agrees(rule, fact, tolerance, shift) => {
            Value::bad_data(slot, Against::Rule.blame(fact.origin, slot.field))
        }
        (_, Some(rule), _) => rule.clone(),
        _ => Value::failed(Cause::BadData(slot, None)),
    }
}

fn computed(operator: &Operator, children: &[&Value]) -> Option<Value> {
    let owned = || children.iter().map(|value| (*value).clone());
    let first = children.first().copied();
    Some(match operator {
        Operator::Negative => ops::negative(first?),
        Operator::Sum(signs) => ops::sum(&signs.iter().copied().zip(owned()).collect::<Vec<_>>()),
        Operator::Product(operators) => ops::product(&operators.iter().copied().zip(owned()).collect::<Vec<_>>()),
        Operator::Compare(comparison) => ops::compare(*comparison, first?, children.get(1)?),
        Operator::Not => ops::not(first?),
        Operator::And => ops::and(&owned().collect::<Vec<_>>()),
        Operator::Or => ops::or(&owned().collect::<Vec<_>>()),
        Operator::Range { low, high } => {
            let mut ends = children.iter();
            let low = low.and_then(|inclusive| Some((*ends.next()?, inclusive)));
            let high = high.and_then(|inclusive| Some((*ends.next()?, inclusive)));
            ops::range(low, high)
        }
        Operator::RangeEnd { high } => ops::range_end(first?, *high),
    })
}

fn chosen(arms: usize, tried: usize, children: &[&Value]) -> Option<Value> {
    let (conditions, result) = children.split_at_checked(tried)?;
    match conditions.iter().position(|condition| **condition != Value::Truth(false)) {
        // Only the last one tried can have ended the search.
        Some(place) if place + 1 < tried => None,
        Some(place) if *conditions[place] == Value::Truth(true) => Some((*result.first()?).clone()),
        Some(place) => Some(conditions[place].clone()),
        None if tried == arms => Some((*result.first()?).clone()),
        None => None,
    }
}

fn aggregated(list: &Aggregated, explanation: &Explanation) -> Value {
    let value = |place: Option<usize>| place.and_then(|place| Some(explanation.because.get(place)?.value.clone()));
    let members: Vec<Member> = list
        .members
        .iter()
        .map(|member| Member {
            present: member.left_out != Some(super::LeftOut::NotApplicable),
            value: value(member.value),
            weight: value(member.weight),
        })
        .collect();
    ops::list(list.function, &members, list.missing)
}

//! Figures of the parts of a period to one of the whole.

use super::list::{Member, list};
use super::{mistyped, range_end, state_of};
use crate::number::Number;
use crate::value::operator::{Consolidation, ListFunction, MissingPolicy};
use crate::value::{Absence, Interval, Value};
use std::sync::Arc;

/// The value of a period from those of its parts, in order of time.
///
/// Galat of any part makes the result galat. A part that is *tidak berlaku* does not count; where all are, so is the
/// result. A missing part makes a sum or mean kosong unless `missing` says otherwise; the last, the greatest and the least
/// are those of the parts that are known.
pub fn consolidate(how: Consolidation, parts: &[Value], missing: MissingPolicy) -> Value {
    if let Some(failed) = parts.iter().find(|part| matches!(part, Value::Failed(_))) {
        return failed.clone();
    }
    let function = match how {
        Consolidation::Last => return last(parts),
        Consolidation::Sum => ListFunction::Sum,
        Consolidation::Mean => ListFunction::Mean,
        Consolidation::Maximum => ListFunction::Maximum,
        Consolidation::Minimum => ListFunction::Minimum,
    };
    let missing = match how {
        Consolidation::Sum | Consolidation::Mean => missing,
        _ => MissingPolicy::Ignore,
    };
    if !parts.iter().any(|part| matches!(part, Value::Range(_))) {
        return of_numbers(function, parts, missing);
    }
    // Of ranges both ends are consolidated: where each part lies in its range, the whole lies in this one.
    let end =
        |high: bool| of_numbers(function, &parts.iter().map(|part| end_of(part, high)).collect::<Vec<_>>(), missing);
    match (end(false), end(true)) {
        (Value::Number(low), Value::Number(high)) => {
            Value::Range(Arc::new(Interval { low: Some((low, true)), high: Some((high, true)) }))
        }
        (Value::Number(_), state) | (state, _) => state,
    }
}

fn end_of(part: &Value, high: bool) -> Value {
    match part {
        Value::Range(_) => range_end(part, high),
        other => other.clone(),
    }
}

fn of_numbers(function: ListFunction, parts: &[Value], missing: MissingPolicy) -> Value {
    let absent = parts.iter().fold(Absence::default(), |all, part| match part {
        Value::NotApplicable(absence) => absence.and(&all),
        _ => all,
    });
    let member = |part: &Value| Member {
        present: !matches!(part, Value::NotApplicable(_)),
        value: Some(part.clone()),
        weight: None,
    };
    match list(function, &parts.iter().map(member).collect::<Vec<_>>(), missing) {
        Value::NotApplicable(_) => Value::NotApplicable(absent),
        value => value,
    }
}

/// The last part that is known.
fn last(parts: &[Value]) -> Value {
    match parts.iter().rev().find(|part| part.is_there()) {
        Some(part) => part.clone(),
        // Some are missing, or all of them are not applicable.
        None => {
            let missing = parts.iter().filter(|part| matches!(part, Value::Missing(_)));
            state_of(missing).or_else(|| state_of(parts)).unwrap_or_else(mistyped)
        }
    }
}

/// The place of the part that alone decides: the last known, the greatest, the least. None for sums and means.
pub fn deciding(how: Consolidation, parts: &[Value]) -> Option<usize> {
    let numbers = || parts.iter().enumerate().filter_map(|(place, part)| Some((place, part.number()?)));
    let first_of =
        |wanted: Option<&Number>| numbers().find(|(_, number)| Some(*number) == wanted).map(|(place, _)| place);
    match how {
        Consolidation::Sum | Consolidation::Mean => None,
        Consolidation::Last => parts.iter().rposition(Value::is_there),
        Consolidation::Maximum => first_of(numbers().map(|(_, number)| number).max()),
        Consolidation::Minimum => first_of(numbers().map(|(_, number)| number).min()),
    }
}

//! Comparisons and truth values.

use super::{mistyped, state_of};
use crate::value::operator::Comparison;
use crate::value::{Cause, Label, Value};
use std::cmp::Ordering;

/// `a ≥ b`. Labels are ordered by their scale, the first being the best; `di luar skala` has no order.
pub fn compare(operator: Comparison, a: &Value, b: &Value) -> Value {
    if let Some(state) = state_of([a, b]) {
        return state;
    }
    let equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
    let order = match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Label(a), Value::Label(b)) => {
            if !equality && (*a == Label::OUTSIDE || *b == Label::OUTSIDE) {
                return Value::failed(Cause::OutsideScale);
            }
            b.0.cmp(&a.0)
        }
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Truth(a), Value::Truth(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Range(a), Value::Range(b)) if equality => {
            if a == b {
                Ordering::Equal
            } else {
                Ordering::Less
            }
        }
        _ => return mistyped(),
    };
    Value::Truth(operator.holds(order))
}

/// `bukan x`
pub fn not(x: &Value) -> Value {
    match x {
        Value::Truth(truth) => Value::Truth(!truth),
        other if !other.is_there() => other.clone(),
        _ => mistyped(),
    }
}

/// `a dan b`: tidak if any is, whatever the others are.
pub fn and(operands: &[Value]) -> Value {
    decide(operands, false)
}

/// `a atau b`: ya if any is, whatever the others are.
pub fn or(operands: &[Value]) -> Value {
    decide(operands, true)
}

fn decide(operands: &[Value], decisive: bool) -> Value {
    if operands.contains(&Value::Truth(decisive)) {
        return Value::Truth(decisive);
    }
    state_of(operands).unwrap_or(Value::Truth(!decisive))
}

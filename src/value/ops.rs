//! One pure function for each operator. They know no place: the caller adds it with [`Value::at`].
//!
//! Types were checked before; a value of another type than an operator takes cannot reach it, and would be *galat*.

mod consolidate;
mod list;
mod logic;

use super::operator::{Factor, Sign};
use super::{Absence, Cause, Interval, Value};
use crate::number::{Number, NumberError, RoundingMode};
use std::sync::Arc;

pub use consolidate::{consolidate, deciding};
pub use list::{Member, list};
pub use logic::{and, compare, not, or};

impl From<NumberError> for Cause {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::DivisionByZero => Self::DivisionByZero,
            NumberError::NegativeRoot => Self::NegativeInGeometricMean,
            NumberError::TooLarge | NumberError::Empty => Self::NumberTooLarge,
        }
    }
}

impl From<Result<Number, NumberError>> for Value {
    fn from(result: Result<Number, NumberError>) -> Self {
        match result {
            Ok(number) => Self::Number(number),
            Err(error) => Self::failed(error.into()),
        }
    }
}

/// A value that no operator of this type can take; the types of a model exclude it.
fn mistyped() -> Value {
    Value::failed(Cause::OutsideScale)
}

/// The state that two operands without a value give: galat wins, then tidak berlaku, then kosong.
pub fn worse(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Failed(_), _) => a.clone(),
        (_, Value::Failed(_)) => b.clone(),
        (Value::NotApplicable(x), Value::NotApplicable(y)) => Value::NotApplicable(x.and(y)),
        (Value::NotApplicable(_), _) => a.clone(),
        (_, Value::NotApplicable(_)) => b.clone(),
        (Value::Missing(x), Value::Missing(y)) => Value::Missing(x.and(y)),
        (Value::Missing(_), _) => a.clone(),
        _ => b.clone(),
    }
}

/// The state that operands give together; none where all of them have a value.
pub fn state_of<'a>(operands: impl IntoIterator<Item = &'a Value>) -> Option<Value> {
    operands.into_iter().filter(|value| !value.is_there()).fold(None, |state: Option<Value>, value| match state {
        None => Some(value.clone()),
        Some(Value::Missing(absence)) => match value {
            Value::Missing(other) => Some(Value::Missing(join(absence, other))),
            _ => Some(value.clone()),
        },
        Some(state) => Some(worse(&state, value)),
    })
}

fn join(absence: Absence, other: &Absence) -> Absence {
    if absence.inputs.len() >= Absence::LIMIT { absence } else { absence.and(other) }
}

/// `− x`
pub fn negative(x: &Value) -> Value {
    match x {
        Value::Number(number) => Value::Number(number.neg()),
        other if !other.is_there() => other.clone(),
        _ => mistyped(),
    }
}

/// `abs(x)`
pub fn absolute(x: &Value) -> Value {
    match x {
        Value::Number(number) => Value::Number(number.abs()),
        other if !other.is_there() => other.clone(),
        _ => mistyped(),
    }
}

/// `a + b − c`
pub fn sum(terms: &[(Sign, Value)]) -> Value {
    fold(terms.iter().map(|(_, value)| value), || {
        let mut total = Number::ZERO;
        for (sign, value) in terms {
            let Value::Number(number) = value else { return mistyped() };
            let next = match sign {
                Sign::Plus => total.add(number),
                Sign::Minus => total.sub(number),
            };
            match next {
                Ok(next) => total = next,
                Err(error) => return Value::failed(error.into()),
            }
        }
        Value::Number(total)
    })
}

/// `a × b / c`
pub fn product(factors: &[(Factor, Value)]) -> Value {
    fold(factors.iter().map(|(_, value)| value), || {
        let mut total = Number::ONE;
        for (operator, value) in factors {
            let Value::Number(number) = value else { return mistyped() };
            let next = match operator {
                Factor::Times => total.mul(number),
                Factor::Over => total.div(number),
            };
            match next {
                Ok(next) => total = next,
                Err(error) => return Value::failed(error.into()),
            }
        }
        Value::Number(total)
    })
}

fn fold<'a>(operands: impl Iterator<Item = &'a Value> + Clone, compute: impl FnOnce() -> Value) -> Value {
    if operands.clone().all(Value::is_there) { compute() } else { state_of(operands).unwrap_or_else(mistyped) }
}

/// Rounding to `decimals` of the natural number (may be negative: tens, hundreds).
pub fn round(x: &Value, mode: RoundingMode, decimals: i32) -> Value {
    match x {
        Value::Number(number) => Value::Number(number.round_at(mode, decimals)),
        other if !other.is_there() => other.clone(),
        _ => mistyped(),
    }
}

/// `7 s.d. 8 bulan`: a range whose ends are computed.
pub fn range(low: Option<(&Value, bool)>, high: Option<(&Value, bool)>) -> Value {
    if let Some(state) = state_of(low.iter().chain(high.iter()).map(|(value, _)| *value)) {
        return state;
    }
    let end = |end: Option<(&Value, bool)>| match end {
        Some((Value::Number(number), inclusive)) => Some((number.clone(), inclusive)),
        _ => None,
    };
    let interval = Interval { low: end(low), high: end(high) };
    if interval.is_empty() {
        return Value::failed(Cause::EmptyRange);
    }
    Value::Range(Arc::new(interval))
}

/// `target.bawah`, `target.atas`; of a number, the number.
pub fn range_end(x: &Value, high: bool) -> Value {
    match x {
        Value::Range(interval) => match if high { &interval.high } else { &interval.low } {
            Some((number, _)) => Value::Number(number.clone()),
            None => Value::failed(Cause::EmptyRange),
        },
        other => other.clone(),
    }
}

/// `batasi`: the nearest number of the range.
pub fn limit(x: &Value, range: &Value) -> Value {
    match (x, range) {
        (Value::Number(number), Value::Range(interval)) => Value::Number(interval.nearest(number)),
        _ => state_of([x, range]).unwrap_or_else(mistyped),
    }
}

/// `poin(x)`, `persen(x)`: the same displayed number in the other unit, the natural one times a power of ten.
pub fn shifted(x: &Value, places: i32) -> Value {
    match x {
        Value::Number(number) => Value::Number(number.shift10(places)),
        other if !other.is_there() => other.clone(),
        _ => mistyped(),
    }
}

/// `ada(x)`: sees only kosong.
pub fn is_there(x: &Value) -> Value {
    match x {
        Value::Missing(_) => Value::Truth(false),
        Value::Failed(_) | Value::NotApplicable(_) => x.clone(),
        _ => Value::Truth(true),
    }
}

/// `bila_kosong(x; y)`: sees only kosong.
pub fn if_missing(x: &Value, y: &Value) -> Value {
    if matches!(x, Value::Missing(_)) { y.clone() } else { x.clone() }
}

/// `selisih_hari(a; b)`: a − b in days.
pub fn days_between(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Date(a), Value::Date(b)) => {
            let days = a.duration_since(*b).as_hours() / 24;
            Value::Number(Number::from(days))
        }
        _ => state_of([a, b]).unwrap_or_else(mistyped),
    }
}

impl Interval {
    /// Whether no number lies in it because its ends cross.
    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some((low, low_in)), Some((high, high_in))) => low > high || (low == high && !(*low_in && *high_in)),
            _ => false,
        }
    }

    /// The number itself where it lies between the ends, else the end that it lies beyond.
    pub fn nearest(&self, number: &Number) -> Number {
        match (&self.low, &self.high) {
            (Some((low, _)), _) if number < low => low.clone(),
            (_, Some((high, _))) if number > high => high.clone(),
            _ => number.clone(),
        }
    }
}

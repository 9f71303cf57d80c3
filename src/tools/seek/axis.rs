//! The values that something is tried with: a grid, its ends, and why they are its ends.

use crate::model::Model;
use crate::number::{Number, RoundingMode};
use crate::render::seek::{Bound, Why};
use crate::tools::whatif::{Grid, Knob};
use crate::value::period::Period;
use crate::value::{Date, Interval, Value};

use super::shape::Stretch;

/// A grid of values, numbered.
#[derive(Debug, Clone)]
pub struct Axis {
    kind: Kind,
    /// The number of its first value.
    pub low: i128,
    /// The number of its last value; none where there is no end.
    pub high: Option<i128>,
    /// What the ends follow from.
    pub bounds: (Bound, Bound),
}

#[derive(Debug, Clone)]
enum Kind {
    Steps(Number),
    Values(Vec<Value>),
    Days(Date),
}

/// What is asked for beyond what the rules say: `--rentang`, `--langkah`.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The range that is searched.
    pub range: Option<Interval>,
    /// The step of the grid.
    pub step: Option<Number>,
}

/// So many steps are looked at first where there is no end.
const FIRST: i128 = 1_000_000;
/// No grid has more steps than this to one side.
const MOST: i128 = 1_000_000_000_000_000_000_000_000;

impl Axis {
    /// The grid of something that can be changed; none for free text, and where the range holds no value of the grid.
    pub fn of(
        knob: &Knob,
        model: &Model,
        now: Option<&Value>,
        period: Option<Period>,
        wanted: &Wanted,
    ) -> Option<Self> {
        match knob.grid(model) {
            Grid::Steps(step) => {
                let step = wanted.step.clone().unwrap_or(step);
                Self::numbers(step, knob.accepted.as_ref(), now.and_then(Value::number), wanted.range.as_ref())
            }
            Grid::Values(values) => {
                let high = i128::try_from(values.len()).ok()?.checked_sub(1)?;
                let end = |value: Option<&Value>| Bound { value: value.cloned(), inclusive: true, why: Why::All };
                let bounds = (end(values.first()), end(values.last()));
                Some(Self { kind: Kind::Values(values), low: 0, high: Some(high), bounds })
            }
            Grid::Days => {
                // The period with a year before and after it.
                let (from, until) = match period {
                    Some(period) => (period.first_day(), period.last_day()),
                    None => return None,
                };
                let first = from.saturating_sub(jiff::Span::new().days(366));
                let last = until.saturating_add(jiff::Span::new().days(366));
                let days = i128::from(last.duration_since(first).as_hours() / 24);
                let end = |day: Date| Bound { value: Some(Value::Date(day)), inclusive: true, why: Why::Period };
                Some(Self { kind: Kind::Days(first), low: 0, high: Some(days), bounds: (end(first), end(last)) })
            }
            Grid::None => None,
        }
    }

    fn numbers(
        step: Number,
        accepted: Option<&Interval>,
        now: Option<&Number>,
        wanted: Option<&Interval>,
    ) -> Option<Self> {
        if !step.is_positive() {
            return None;
        }
        // A range that is asked for is searched, whatever is accepted.
        let (given, why) = match (wanted, accepted) {
            (Some(range), _) => (Some(range), Why::Asked),
            (None, accepted) => (accepted, Why::Accepted),
        };
        let index = |number: &Number, mode: RoundingMode| whole(&number.div(&step).ok()?.round_at(mode, 0));
        let place = |number: &Number| Bound { value: Some(Value::Number(number.clone())), inclusive: true, why };
        let (low, low_bound) = match given.and_then(|range| range.low.as_ref()) {
            Some((number, inclusive)) => {
                let first = index(number, RoundingMode::Up)?;
                let on_it = at(&step, first).as_ref() == Some(number);
                (if on_it && !inclusive { first + 1 } else { first }, Bound { inclusive: *inclusive, ..place(number) })
            }
            None => {
                // Nothing is below 0, unless it is so already.
                let below = now.filter(|now| now.is_negative()).map(|now| now.mul(&Number::from(100u32)).ok());
                let high = given.and_then(|range| range.high.as_ref()).map(|(number, _)| number);
                let start = match (below.flatten(), high) {
                    (Some(below), _) => index(&below, RoundingMode::Down)?,
                    (None, Some(high)) if high.is_negative() => index(high, RoundingMode::Down)?.checked_sub(FIRST)?,
                    _ => 0,
                };
                let value = at(&step, start).map(Value::Number);
                (start, Bound { value, inclusive: true, why: Why::Natural })
            }
        };
        let (high, high_bound) = match given.and_then(|range| range.high.as_ref()) {
            Some((number, inclusive)) => {
                let last = index(number, RoundingMode::Down)?;
                let on_it = at(&step, last).as_ref() == Some(number);
                let last = if on_it && !inclusive { last - 1 } else { last };
                (Some(last), Bound { inclusive: *inclusive, ..place(number) })
            }
            None => (None, Bound { value: None, inclusive: false, why: Why::Natural }),
        };
        if high.is_some_and(|high| high < low) {
            return None;
        }
        Some(Self { kind: Kind::Steps(step), low, high, bounds: (low_bound, high_bound) })
    }

    /// The step; none where the values are no numbers.
    pub fn step(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Steps(step) => Some(step),
            _ => None,
        }
    }

    /// The value of a number of the grid.
    pub fn value(&self, place: i128) -> Option<Value> {
        match &self.kind {
            Kind::Steps(step) => at(step, place).map(Value::Number),
            Kind::Values(values) => values.get(usize::try_from(place).ok()?).cloned(),
            Kind::Days(first) => {
                let days = i64::try_from(place).ok()?;
                Some(Value::Date(first.saturating_add(jiff::Span::new().try_days(days).ok()?)))
            }
        }
    }

    /// The stretch between two numbers of the grid, or from one on; none where the values are no numbers.
    pub(super) fn stretch(&self, low: i128, high: Option<i128>) -> Option<Stretch> {
        let step = self.step()?;
        let high = match high {
            Some(high) => Some(at(step, high)?),
            None => None,
        };
        Some(Stretch { low: at(step, low)?, high })
    }

    /// The number of the grid next to a value, and whether the value is on the grid.
    pub fn near(&self, value: &Value) -> Option<i128> {
        match (&self.kind, value) {
            (Kind::Steps(step), Value::Number(number)) => {
                whole(&number.div(step).ok()?.round_at(RoundingMode::HalfAwayFromZero, 0))
            }
            (Kind::Values(values), value) => {
                values.iter().position(|other| other == value).and_then(|place| i128::try_from(place).ok())
            }
            (Kind::Days(first), Value::Date(day)) => Some(i128::from(day.duration_since(*first).as_hours() / 24)),
            _ => None,
        }
    }

    /// Where to stop looking stretch by stretch where there is no end: far beyond what there is, and further each time.
    pub(super) fn reach(&self, now: Option<&Value>, round: u32) -> i128 {
        let now = now.and_then(|now| self.near(now)).unwrap_or(0).abs().min(MOST);
        let first = self.low.abs().max(now.saturating_mul(100)).max(FIRST);
        first.saturating_mul(1000i128.saturating_pow(round)).min(MOST)
    }
}

fn at(step: &Number, place: i128) -> Option<Number> {
    Number::from_parts(place, 0).mul(step).ok()
}

/// A whole number as one that counts; none beyond what any grid has.
fn whole(number: &Number) -> Option<i128> {
    let limit = Number::from_parts(MOST, 0);
    if number.abs() > limit {
        return None;
    }
    // In two halves, of which each fits.
    let half = Number::from(1_000_000_000_000i64);
    let high = number.div(&half).ok()?.round_at(RoundingMode::Down, 0);
    let low = number.sub(&high.mul(&half).ok()?).ok()?;
    Some(i128::from(high.to_i64()?) * 1_000_000_000_000 + i128::from(low.to_i64()?))
}

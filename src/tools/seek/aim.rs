//! What is sought: that a condition holds, that it does not, or that a figure is as near to one as it can be.

use super::shape::{Numbers, Shape, Way};
use super::solve::Verdict;
use crate::number::Number;
use crate::value::operator::Comparison;
use crate::value::{Label, Value};

/// What is sought of what is looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Aim {
    /// That it is `ya`.
    Holds,
    /// That it is `tidak`.
    Fails,
    /// That a figure is no further than this from where it should be.
    Within(Distance, Number),
}

/// How far a figure is from fulfilling a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Distance {
    /// Its sign.
    pub operator: Comparison,
    /// What it is compared with: a number, or a label.
    pub with: Value,
}

impl Aim {
    /// The verdict of a value.
    pub(super) fn one(&self, value: &Value) -> Verdict {
        let decide = |truth: bool| if truth { Verdict::Holds } else { Verdict::Fails };
        match (self, value) {
            (Self::Holds, Value::Truth(truth)) => decide(*truth),
            (Self::Fails, Value::Truth(truth)) => decide(!truth),
            (_, value) if !value.is_there() => Verdict::Without(value.clone()),
            (Self::Within(distance, most), value) => match distance.of(value) {
                Some(far) => decide(far <= *most),
                None => Verdict::Fails,
            },
            (_, value) => Verdict::Without(value.clone()),
        }
    }

    /// The verdict that holds all along a stretch; none where there may be several.
    pub(super) fn all(&self, shape: &Shape) -> Option<Verdict> {
        match (self, shape) {
            (_, Shape::Same(value)) => Some(self.one(value)),
            (Self::Within(distance, most), shape) => {
                let (least, greatest) = distance.between(shape)?;
                if greatest.is_some_and(|greatest| greatest <= *most) {
                    return Some(Verdict::Holds);
                }
                (least > *most).then_some(Verdict::Fails)
            }
            _ => None,
        }
    }

    /// Which way the verdict goes on a stretch on which it turns once at most.
    pub(super) fn way(&self, shape: &Shape) -> Way {
        match (self, shape) {
            (Self::Holds | Self::Fails, Shape::Truth(way)) => *way,
            _ => Way::Unknown,
        }
    }
}

impl Distance {
    fn number(value: &Value) -> Option<Number> {
        match value {
            Value::Number(number) => Some(number.clone()),
            Value::Label(Label::OUTSIDE) => None,
            // The first label is the best.
            Value::Label(Label(place)) => Some(Number::from(-i64::from(*place))),
            Value::Truth(truth) => Some(Number::from(i64::from(*truth))),
            _ => None,
        }
    }

    /// How far a value is; none for a label that has no order.
    pub(super) fn of(&self, value: &Value) -> Option<Number> {
        let (value, with) = (Self::number(value)?, Self::number(&self.with)?);
        Some(self.between_ends(&value, &with))
    }

    fn between_ends(&self, value: &Number, with: &Number) -> Number {
        let difference = with.sub(value).unwrap_or(Number::ZERO);
        match self.operator {
            Comparison::GreaterOrEqual | Comparison::Greater if difference.is_negative() => Number::ZERO,
            Comparison::LessOrEqual | Comparison::Less if difference.is_positive() => Number::ZERO,
            _ => difference.abs(),
        }
    }

    /// The least and the greatest distance on a stretch; none where a state may be among them.
    pub(super) fn between(&self, shape: &Shape) -> Option<(Number, Option<Number>)> {
        let with = Self::number(&self.with)?;
        let numbers = match shape {
            Shape::Labels { first, last, outside: false, way } => Numbers {
                low: Some(Number::from(-i64::from(*last))),
                high: Some(Number::from(-i64::from(*first))),
                way: *way,
                exact: None,
            },
            Shape::Same(value) => Numbers::single(&Self::number(value)?),
            shape => shape.numbers()?,
        };
        let far = |end: &Option<Number>| end.as_ref().map(|end| self.between_ends(end, &with));
        let (low, high) = (far(&numbers.low), far(&numbers.high));
        let covers = numbers.low.as_ref().is_none_or(|low| *low <= with)
            && numbers.high.as_ref().is_none_or(|high| with <= *high);
        let least = match (&low, &high) {
            _ if covers => Number::ZERO,
            (Some(low), Some(high)) => low.min(high).clone(),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => Number::ZERO,
        };
        Some((least, low.zip(high).map(|(low, high)| low.max(high))))
    }
}

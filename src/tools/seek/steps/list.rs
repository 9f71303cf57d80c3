//! Lists of figures on a stretch: sums, means, medians, and what they make of members that are not there.

use super::super::shape::{Numbers, Shape, together};
use super::{Steps, worst};
use crate::model::ListMember;
use crate::number::Number;
use crate::value::operator::{ListFunction, MissingPolicy};
use crate::value::ops;
use crate::value::{Absence, Value};

impl Steps<'_, '_> {
    pub(super) fn list(&self, function: ListFunction, members: &[ListMember], missing: MissingPolicy) -> Shape {
        let mut there: Vec<(Option<Shape>, Option<Shape>)> = Vec::with_capacity(members.len());
        let mut out = 0;
        for member in members {
            match member.present.map(|present| self.read(present)) {
                Some(Shape::Same(Value::Truth(false))) => {
                    out += 1;
                    continue;
                }
                None | Some(Shape::Same(_)) => {}
                Some(_) => return Shape::Any,
            }
            there.push((member.value.map(|value| self.read(value)), member.weight.map(|weight| self.read(weight))));
        }
        if !members.is_empty() && out == members.len() {
            return Shape::Same(Value::NotApplicable(Absence::default()));
        }
        let all = || there.iter().flat_map(|(value, weight)| value.iter().chain(weight));
        if all().any(|shape| matches!(shape, Shape::Any)) {
            return Shape::Any;
        }
        let absent = match worst(all()) {
            Some(Value::Missing(absence)) => Some(absence),
            Some(state) => return Shape::Same(state),
            None => None,
        };
        if let (Some(absence), MissingPolicy::Defer) = (&absent, missing) {
            return Shape::Same(Value::Missing(absence.clone()));
        }
        let (mut values, mut weights) = (Vec::new(), Vec::new());
        for (value, weight) in &there {
            let lacks = value.iter().chain(weight).any(|shape| shape.state().is_some());
            if lacks && missing == MissingPolicy::Ignore {
                continue;
            }
            match value {
                None => values.push(Numbers::single(&Number::ONE)),
                Some(shape) => match counted(shape) {
                    Some(numbers) => values.push(numbers),
                    None => return Shape::Any,
                },
            }
            match weight {
                None => {}
                Some(shape) => match counted(shape) {
                    Some(numbers) => weights.push(numbers),
                    None => return Shape::Any,
                },
            }
        }
        if let (true, Some(absence)) = (values.is_empty(), absent) {
            return Shape::Same(Value::Missing(absence));
        }
        self.done(listed(function, values, weights))
    }
}

/// What a list function makes of numbers; none where it is not followed.
fn listed(function: ListFunction, values: Vec<Numbers>, weights: Vec<Numbers>) -> Option<Numbers> {
    let total = |of: &[Numbers]| of.iter().try_fold(Numbers::single(&Number::ZERO), |total, term| total.add(term));
    match function {
        ListFunction::Sum | ListFunction::Count => total(&values),
        ListFunction::Mean => {
            let share = Number::ONE.div(&Number::from(values.len() as i64)).ok()?;
            total(&values)?.mul(&Numbers::single(&share))
        }
        ListFunction::WeightedMean => {
            let products: Option<Vec<Numbers>> = values.iter().zip(&weights).map(|(x, weight)| x.mul(weight)).collect();
            total(&products?)?.mul(&total(&weights)?.inverse()?)
        }
        ListFunction::Minimum | ListFunction::Maximum => {
            values.into_iter().reduce(|a, b| a.extreme(&b, function == ListFunction::Maximum))
        }
        // Of each end of the members: both go nowhere down with any of them.
        ListFunction::Median | ListFunction::GeometricMean => {
            let lows: Option<Vec<Number>> = values.iter().map(|numbers| numbers.low.clone()).collect();
            let highs: Option<Vec<Number>> = values.iter().map(|numbers| numbers.high.clone()).collect();
            let lows = lows?;
            if function == ListFunction::GeometricMean && lows.iter().any(Number::is_negative) {
                return None;
            }
            let of = |numbers: Vec<Number>| {
                let member = |number| ops::Member { present: true, value: Some(Value::Number(number)), weight: None };
                let members: Vec<ops::Member> = numbers.into_iter().map(member).collect();
                match ops::list(function, &members, MissingPolicy::Defer) {
                    Value::Number(number) => Some(number),
                    _ => None,
                }
            };
            let high = match highs {
                Some(highs) => Some(of(highs)?),
                None => None,
            };
            let way = together(&values);
            Some(Numbers { low: Some(of(lows)?), high, way, exact: None })
        }
    }
}

/// A member as a list function counts it: `ya` is 1, kosong 0.
fn counted(shape: &Shape) -> Option<Numbers> {
    match shape {
        Shape::Same(Value::Truth(truth)) => Some(Numbers::single(&Number::from(i64::from(*truth)))),
        Shape::Same(Value::Missing(_)) => Some(Numbers::single(&Number::ZERO)),
        Shape::Truth(way) => Some(Numbers { low: Some(Number::ZERO), high: Some(Number::ONE), way: *way, exact: None }),
        other => other.numbers(),
    }
}

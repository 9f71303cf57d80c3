//! Functions of lists: sums, means, extremes, counts.

use super::mistyped;
use crate::number::Number;
use crate::value::operator::{ListFunction, MissingPolicy};
use crate::value::{Absence, Cause, Value};

/// A member of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// False where its item is out because it is *tidak berlaku*.
    pub present: bool,
    /// Its value; none where only members are counted.
    pub value: Option<Value>,
    /// Its weight.
    pub weight: Option<Value>,
}

/// A function over the members that are there. `missing` says what a member without a value does.
///
/// Galat of any member makes the result galat, whatever `missing` says. A list that *tidak berlaku* has emptied is so
/// itself; where [`MissingPolicy::Ignore`] leaves nothing, the result is kosong.
pub fn list(function: ListFunction, members: &[Member], missing: MissingPolicy) -> Value {
    if !members.is_empty() && members.iter().all(|member| !member.present) {
        return Value::NotApplicable(Absence::default());
    }
    let present = || members.iter().filter(|member| member.present);
    let state = super::state_of(present().flat_map(|member| member.value.iter().chain(&member.weight)));
    let absent = match state {
        Some(Value::Missing(absence)) => Some(absence),
        Some(state) => return state,
        None => None,
    };
    if let (Some(absence), MissingPolicy::Defer) = (&absent, missing) {
        return Value::Missing(absence.clone());
    }
    let (mut values, mut weights) = (Vec::new(), Vec::new());
    for member in present() {
        let there = member.value.iter().chain(&member.weight).all(Value::is_there);
        if !there && missing == MissingPolicy::Ignore {
            continue;
        }
        match &member.value {
            Some(Value::Number(number)) => values.push(number.clone()),
            Some(Value::Truth(truth)) => values.push(Number::from(i64::from(*truth))),
            Some(Value::Missing(_)) => values.push(Number::ZERO),
            None => values.push(Number::ONE),
            Some(_) => return mistyped(),
        }
        match &member.weight {
            Some(Value::Number(number)) => weights.push(number.clone()),
            Some(Value::Missing(_)) => weights.push(Number::ZERO),
            None => {}
            Some(_) => return mistyped(),
        }
    }
    if let (true, Some(absence)) = (values.is_empty(), absent) {
        return Value::Missing(absence);
    }
    compute(function, &values, &weights)
}

fn compute(function: ListFunction, values: &[Number], weights: &[Number]) -> Value {
    let count = Number::from(values.len() as i64);
    match function {
        ListFunction::Sum | ListFunction::Count => total(values.iter().map(Ok)),
        ListFunction::Mean => match total(values.iter().map(Ok)) {
            Value::Number(sum) => sum.div(&count).into(),
            state => state,
        },
        ListFunction::WeightedMean => weighted(values, weights),
        ListFunction::GeometricMean => match Number::geometric_mean(values) {
            Ok(root) => Value::Number(root.value),
            Err(error) => Value::failed(error.into()),
        },
        ListFunction::Minimum => values.iter().min().map_or_else(mistyped, |least| Value::Number(least.clone())),
        ListFunction::Maximum => values.iter().max().map_or_else(mistyped, |most| Value::Number(most.clone())),
        ListFunction::Median => median(values),
    }
}

fn total<'a>(values: impl Iterator<Item = Result<&'a Number, Cause>>) -> Value {
    let mut sum = Number::ZERO;
    for value in values {
        match value.and_then(|value| sum.add(value).map_err(Cause::from)) {
            Ok(next) => sum = next,
            Err(cause) => return Value::failed(cause),
        }
    }
    Value::Number(sum)
}

/// Σ bobot·x / Σ bobot: absent members are left out of both sums, so that the weights of the others are rescaled.
fn weighted(values: &[Number], weights: &[Number]) -> Value {
    let mut products = Vec::with_capacity(values.len());
    for (value, weight) in values.iter().zip(weights) {
        match value.mul(weight) {
            Ok(product) => products.push(product),
            Err(error) => return Value::failed(error.into()),
        }
    }
    match (total(products.iter().map(Ok)), total(weights.iter().map(Ok))) {
        (_, Value::Number(sum)) if sum.is_zero() => Value::failed(Cause::WeightsAreZero),
        (Value::Number(sum), Value::Number(weight)) => sum.div(&weight).into(),
        (state @ Value::Failed(_), _) | (_, state) => state,
    }
}

/// The one in the middle; of an even number of values the mean of the two in the middle.
fn median(values: &[Number]) -> Value {
    let mut sorted = values.to_vec();
    sorted.sort();
    let middle = sorted.len() / 2;
    match (sorted.len() % 2, middle.checked_sub(1).and_then(|before| sorted.get(before)), sorted.get(middle)) {
        (1, _, Some(value)) => Value::Number(value.clone()),
        (0, Some(low), Some(high)) => low.add(high).and_then(|sum| sum.div(&Number::from(2u32))).into(),
        _ => mistyped(),
    }
}

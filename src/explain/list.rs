//! Functions of lists: which members counted, with which weight, for how much.

use super::walk::Made;
use super::{Aggregated, Explainer, Explanation, LeftOut, MemberShown, Step};
use crate::model::{ListFunction, ListMember, Setting};
use crate::number::Number;
use crate::value::Value;
use crate::value::operator::MissingPolicy;

/// A list function with its members. `settings`: where the aggregation is set, where `kosong` is.
pub(super) fn explain(
    explainer: &Explainer<'_>,
    function: ListFunction,
    members: &[ListMember],
    missing: MissingPolicy,
    (setting, missing_setting): (Option<Setting>, Option<Setting>),
) -> Made {
    let mut because = Vec::new();
    let mut shown: Vec<MemberShown> =
        members.iter().map(|member| self::member(explainer, member, missing, &mut because)).collect();
    share(function, &mut shown, &because);
    let exact = function != ListFunction::GeometricMean || is_exact(&shown, &because);
    let step = Aggregated { function, missing, missing_setting, setting, members: shown, exact };
    Made::new(Step::Aggregated(Box::new(step)), because)
}

fn member(
    explainer: &Explainer<'_>,
    member: &ListMember,
    missing: MissingPolicy,
    because: &mut Vec<Explanation>,
) -> MemberShown {
    let mut shown = MemberShown {
        item: member.item,
        value: None,
        weight: None,
        left_out: None,
        as_zero: false,
        share: None,
        contribution: None,
        decides: false,
    };
    if member.present.is_some_and(|present| explainer.value(present) == Some(&Value::Truth(false))) {
        shown.left_out = Some(LeftOut::NotApplicable);
        return shown;
    }
    let mut add = |id| {
        because.push(explainer.node(id)?);
        Some(because.len() - 1)
    };
    shown.value = member.value.and_then(&mut add);
    shown.weight = member.weight.and_then(&mut add);
    let is_missing =
        |place: Option<usize>| place.is_some_and(|place| matches!(because[place].value, Value::Missing(_)));
    if is_missing(shown.value) || is_missing(shown.weight) {
        shown.left_out = (missing == MissingPolicy::Ignore).then_some(LeftOut::Ignored);
        shown.as_zero = missing == MissingPolicy::Zero;
    }
    shown
}

/// The number that a member counts with.
fn number(place: Option<usize>, because: &[Explanation], as_zero: bool) -> Option<Number> {
    match place.and_then(|place| because.get(place)).map(|explanation| &explanation.value) {
        Some(Value::Number(number)) => Some(number.clone()),
        Some(Value::Truth(truth)) => Some(Number::from(i64::from(*truth))),
        Some(Value::Missing(_)) if as_zero => Some(Number::ZERO),
        None => Some(Number::ONE),
        _ => None,
    }
}

/// What each member that counts adds to the result.
fn share(function: ListFunction, members: &mut [MemberShown], because: &[Explanation]) {
    let counted = |member: &MemberShown| member.left_out.is_none();
    let values: Option<Vec<Number>> = members
        .iter()
        .filter(|member| counted(member))
        .map(|member| number(member.value, because, member.as_zero))
        .collect();
    // A member without a value decides the result by itself: there are no parts.
    let Some(values) = values else { return };
    let weights: Option<Vec<Number>> = match function {
        ListFunction::WeightedMean => members
            .iter()
            .filter(|member| counted(member))
            .map(|member| number(member.weight, because, member.as_zero))
            .collect(),
        ListFunction::Mean => Some(vec![Number::ONE; values.len()]),
        _ => None,
    };
    let total = weights.as_ref().and_then(|weights| {
        weights.iter().try_fold(Number::ZERO, |sum, weight| sum.add(weight)).ok().filter(|sum| !sum.is_zero())
    });
    let deciding = deciding(function, &values);
    for (place, member) in members.iter_mut().filter(|member| member.left_out.is_none()).enumerate() {
        let value = &values[place];
        let share = match (&weights, &total) {
            (Some(weights), Some(total)) => weights[place].div(total).ok(),
            _ => None,
        };
        member.contribution = match function {
            ListFunction::Sum | ListFunction::Count => Some(value.clone()),
            _ => share.as_ref().and_then(|share| share.mul(value).ok()),
        };
        member.share = share;
        member.decides = deciding.iter().any(|number| number == value);
    }
}

fn deciding(function: ListFunction, values: &[Number]) -> Vec<Number> {
    let mut sorted = values.to_vec();
    sorted.sort();
    let middle = sorted.len() / 2;
    let places = match function {
        ListFunction::Minimum => 0..1,
        ListFunction::Maximum => sorted.len().saturating_sub(1)..sorted.len(),
        ListFunction::Median if sorted.len() % 2 == 1 => middle..middle + 1,
        ListFunction::Median => middle.saturating_sub(1)..middle + 1,
        _ => 0..0,
    };
    sorted.get(places).map(<[Number]>::to_vec).unwrap_or_default()
}

fn is_exact(members: &[MemberShown], because: &[Explanation]) -> bool {
    let values: Option<Vec<Number>> = members
        .iter()
        .filter(|member| member.left_out.is_none())
        .map(|member| number(member.value, because, member.as_zero))
        .collect();
    values.and_then(|values| Number::geometric_mean(&values).ok()).is_none_or(|root| root.exact)
}

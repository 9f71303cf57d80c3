//! T0801: a value that is rounded twice on its way to its band, and comes into another one where it is rounded once: with
//! `bulatkan 1 desimal` in `pengukuran` and `bulatkan 0 desimal` in the scale 90,45% becomes 90,5%, then 91%.

use super::context::{Context, User};
use super::ladder::Ladder;
use super::rounding::{Step, apply, before, steps_to};
use super::values::Reach;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::{FindingsMessage, Twice};
use crate::number::Number;
use crate::value::{Interval, Label};
use std::collections::HashSet;

pub const RULE: Rule = Rule::new(
    801,
    "pembulatan-berganda",
    ("kategori bergantung pada pembulatan berganda", "a rating depends on rounding twice"),
    run,
)
.of_users();

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let mut told = HashSet::new();
    for user in &context.readings().users {
        let Some(ladder) = Ladder::of(context, user.scale) else { continue };
        if !context.may(4 * ladder.bands.len()) {
            return;
        }
        let Some(one) = judge(context, user, &ladder) else { continue };
        if told.insert((one.place(), user.scale)) {
            found.push(one);
        }
    }
}

fn judge(context: &Context<'_>, user: &User, ladder: &Ladder<'_>) -> Option<Found> {
    let (mut steps, inner) = steps_to(context, user.of);
    if let Some((limits, _)) = &ladder.scale.limits {
        steps.push(Step::Limit(limits.clone()));
    }
    if let Some((rounding, span)) = &ladder.scale.rounding {
        let decimals = rounding.decimals as i32 + ladder.shift;
        steps.push(Step::Round { mode: rounding.mode, decimals, span: *span });
    }
    let roundings: Vec<(usize, crate::source::Span)> = steps
        .iter()
        .enumerate()
        .filter_map(|(place, step)| if let Step::Round { span, .. } = step { Some((place, *span)) } else { None })
        .collect();
    let [.., _, (last, _)] = roundings.as_slice() else { return None };
    let is_earlier = |place: usize| roundings.iter().any(|(other, _)| *other == place) && place != *last;
    let kept = steps.iter().enumerate().filter(|(place, _)| !is_earlier(*place));
    let once: Vec<Step> = kept.map(|(_, step)| step.clone()).collect();
    let reach = context.readings().reaches.get(&inner).cloned().unwrap_or_default();
    let witness = ladder.bands.iter().find_map(|(range, _)| {
        let (twice, single) = (before(&steps, range), before(&once, range));
        without(&twice, &single)
            .chain(without(&single, &twice))
            .find_map(|part| witness(ladder, &reach, &part, &steps, &once))
    })?;
    let label = |number: &Number| match ladder.scale.choose(number) {
        Label::OUTSIDE => crate::model::scale::OUTSIDE.to_owned(),
        Label(index) => format!("\"{}\"", ladder.scale.bands[usize::from(index)].label),
    };
    let show = |number: &Number| context.show(number, ladder.unit);
    let (end, single) = (apply(&steps, &witness), apply(&once, &witness));
    let shown = Twice {
        value: show(&witness),
        first: show(&apply(&steps[..*last], &witness)),
        last: show(&end),
        label: label(&end),
        once: show(&single),
        otherwise: label(&single),
    };
    let message = FindingsMessage::RoundedTwice { scale: ladder.scale.name.clone(), shown: Box::new(shown) };
    let mut places = roundings.iter().map(|(_, span)| *span);
    let place = places.clone().find(|span| context.is_own(*span)).unwrap_or(user.span);
    let mut diagnostic = Diagnostic::at(place, message);
    if let Some(other) = places.rfind(|span| *span != place) {
        diagnostic = diagnostic.with(other, Related::SetHere);
    }
    if user.span != place {
        diagnostic = diagnostic.with(user.span, Related::UsedHere);
    }
    Some(Found::of(diagnostic))
}

/// What lies in one range and not in the other.
fn without(range: &Option<Interval>, other: &Option<Interval>) -> impl Iterator<Item = Interval> {
    let flipped = |end: &Option<(Number, bool)>| end.as_ref().map(|(number, inclusive)| (number.clone(), !inclusive));
    let parts = match (range, other) {
        (None, _) => vec![],
        (Some(range), None) => vec![range.clone()],
        (Some(range), Some(other)) => {
            let below = other.low.is_some().then(|| Interval { low: None, high: flipped(&other.low) });
            let above = other.high.is_some().then(|| Interval { low: flipped(&other.high), high: None });
            below.into_iter().chain(above).map(|part| range.and(&part)).collect()
        }
    };
    parts.into_iter().filter(|part| !part.is_empty())
}

/// A number of a part that can occur, if it is really rated otherwise.
fn witness(ladder: &Ladder<'_>, reach: &Reach, part: &Interval, steps: &[Step], once: &[Step]) -> Option<Number> {
    let number = reach.member(part)?;
    let rated = |steps: &[Step]| ladder.scale.choose(&apply(steps, &number));
    (rated(steps) != rated(once)).then_some(number)
}

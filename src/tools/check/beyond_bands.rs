//! T0314: a value that nothing caps passes the top or the bottom band.

use super::context::{Context, User};
use super::ladder::Ladder;
use super::{Found, Rule};
use crate::message::types::TypesMessage;
use crate::number::Number;
use crate::value::Interval;
use std::collections::HashSet;

pub const RULE: Rule = Rule::new(
    314,
    "nilai-di-luar-skala",
    (
        "nilai yang tidak dibatasi melewati kategori teratas atau terbawah",
        "a value that nothing caps passes the top or the bottom band",
    ),
    run,
)
.of_users();

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let mut judged = HashSet::new();
    for user in &context.readings().users {
        if judged.insert((user.scale, user.span, &user.reach)) {
            judge(context, user, found);
        }
    }
}

fn judge(context: &Context<'_>, user: &User, found: &mut Vec<Found>) {
    let Some(ladder) = Ladder::of(context, user.scale) else { return };
    if !context.may(ladder.bands.len()) {
        return;
    }
    let reach = ladder.through(user.reach.clone());
    let ends = [(ladder.above_all(), true), (ladder.below_all(), false)];
    for ((beyond, band), above) in ends.into_iter().filter_map(|(end, above)| Some((end?, above))) {
        let Some(witness) = reach.member(&beyond) else { continue };
        let own = band.range.as_ref().map(|(range, _)| range.clone());
        let (low, high) = own.map_or((None, None), |range| (range.low, range.high));
        // The band without its outer end, and a cap at that end where it belongs to the band.
        let (end, opened) = match above {
            true => (high, Interval { low, high: None }),
            false => (low, Interval { low: None, high }),
        };
        let cap = |(number, _): &(Number, bool)| {
            format!("{} {}", if above { "≤" } else { "≥" }, context.show(number, ladder.unit))
        };
        let open = opened.low.is_some() || opened.high.is_some();
        let message = TypesMessage::BeyondBands {
            scale: ladder.scale.name.clone(),
            witness: context.show(&witness, ladder.unit),
            above,
            cap: end.as_ref().filter(|(_, inclusive)| *inclusive).map(cap),
            row: open.then(|| format!("\"{}\" {}", band.label, ladder.show(context, &opened))),
        };
        found.push(Found::new(user.span, message));
    }
}

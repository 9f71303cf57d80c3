//! T0312: a value that can occur lies in no band. Judged for each user of a scale, with that user's caps and rounding, then
//! the scale's own; of a scale that nobody uses only what lies between its bands.

use super::context::Context;
use super::ladder::{Gap, Ladder};
use super::values::Reach;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::types::TypesMessage;
use crate::model::ScaleId;
use crate::number::Number;
use crate::source::Span;
use crate::value::Interval;
use std::collections::HashSet;

pub const RULE: Rule = Rule::new(
    312,
    "celah-kategori",
    ("nilai yang dapat terjadi tidak masuk kategori mana pun", "a value that can occur lies in no band"),
    run,
)
.of_users()
.in_standard();

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let users = &context.readings().users;
    let mut used: HashSet<ScaleId> = HashSet::new();
    let mut judged: HashSet<(ScaleId, Span, &Reach)> = HashSet::new();
    for user in users {
        used.insert(user.scale);
        if judged.insert((user.scale, user.span, &user.reach)) {
            gaps(context, user.scale, &user.reach, Some(user.span), found);
        }
    }
    for (index, scale) in context.model.scales.iter().enumerate() {
        let id = ScaleId(index as u32);
        if scale.about.span.file.0 == 0 && !used.contains(&id) {
            gaps(context, id, &Reach::default(), None, found);
        }
    }
}

fn gaps(context: &Context<'_>, id: ScaleId, reach: &Reach, user: Option<Span>, found: &mut Vec<Found>) {
    let Some(ladder) = Ladder::of(context, id) else { return };
    if !context.may(ladder.bands.len()) {
        return;
    }
    let reach = ladder.through(reach.clone());
    for gap in ladder.gaps() {
        let Some(witness) = reach.member(&gap.interval) else { continue };
        let Some((_, span)) = &gap.below.1.range else { continue };
        let mut diagnostic = Diagnostic::at(*span, message(context, &ladder, &gap, &witness));
        if let Some(user) = user.filter(|user| user != span) {
            diagnostic = diagnostic.with(user, Related::UsedHere);
        }
        let one = Found::of(diagnostic);
        found.push(if user.is_none() { one.unless_used(ladder.scale.about.head) } else { one });
    }
}

fn message(context: &Context<'_>, ladder: &Ladder<'_>, gap: &Gap<'_, '_>, witness: &Number) -> TypesMessage {
    // Rounding to the decimals of the ends is an answer where nothing is left between them then.
    let decimals = |end: &Option<(Number, bool)>| end.as_ref()?.0.shift10(ladder.shift).decimals();
    let decimals = decimals(&gap.interval.low).zip(decimals(&gap.interval.high)).map(|(low, high)| low.max(high));
    let rounding = decimals.filter(|decimals| {
        let step = Number::ONE.shift10(-(*decimals as i32 + ladder.shift));
        ladder.scale.rounding.is_none() && gap.interval.multiple(&step).is_none()
    });
    // The band above, opened down to the end of the one below: `> 90% s.d. 100%`.
    let opened = Interval { low: gap.interval.low.clone(), high: gap.above.0.high.clone() };
    TypesMessage::Gap {
        scale: ladder.scale.name.clone(),
        below: gap.below.1.label.clone(),
        above: gap.above.1.label.clone(),
        witness: context.show(witness, ladder.unit),
        range: ladder.show(context, &opened),
        rounding,
    }
}

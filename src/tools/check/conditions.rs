//! T0815, T0816: a `pastikan` or `ingatkan` that needs no data and does not hold, such as a number of objectives that is
//! not the declared one.

use super::context::Context;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;
use crate::model::{Model, NodeId};
use crate::render::number::{Precision, values_differing};
use crate::value::Value;

pub const MUST: Rule = Rule::new(
    815,
    "pastikan-gagal",
    ("`pastikan` yang tidak terpenuhi apa pun datanya", "a `pastikan` that fails whatever the data"),
    |context, found| run(context, true, found),
);

pub const SHOULD: Rule = Rule::new(
    816,
    "ingatkan-gagal",
    ("`ingatkan` yang tidak terpenuhi apa pun datanya", "an `ingatkan` that fails whatever the data"),
    |context, found| run(context, false, found),
);

fn run(context: &Context<'_>, must: bool, found: &mut Vec<Found>) {
    let model = context.model;
    for condition in model.conditions.iter().filter(|condition| condition.must == must) {
        if context.needs_data(condition.node) {
            continue;
        }
        let several = context.without_data().len() > 1;
        let fails = context.without_data().iter().find_map(|bare| {
            let trial = bare.trial.try_borrow().ok()?;
            let value = |node| trial.outcome().value(node).cloned();
            (value(condition.node) == Some(Value::Truth(false))).then(|| {
                let sides = condition
                    .sides
                    .and_then(|(left, right)| shown(model, (left, value(left)?), (right, value(right)?)));
                (sides, bare.period.filter(|_| several).map(|period| period.to_string()))
            })
        });
        let Some((sides, period)) = fails else { continue };
        let message = condition.message.clone();
        // The comparison itself, not the words about it.
        found.push(Found::new(
            model.node(condition.node).span,
            match must {
                true => FindingsMessage::ConditionFails { message, sides, period },
                false => FindingsMessage::ReminderFails { message, sides, period },
            },
        ));
    }
}

/// Both sides, with digits enough to tell them apart.
fn shown(model: &Model, (left, a): (NodeId, Value), (_, b): (NodeId, Value)) -> Option<(String, String)> {
    values_differing(model, &a, &b, model.node(left).ty, Precision::Table)
}

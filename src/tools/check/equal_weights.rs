//! T0808: weights that are all equal, so that the weighted mean is the plain one.

use super::context::Context;
use super::weights::weighted;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;

pub const RULE: Rule = Rule::new(
    808,
    "bobot-sama",
    ("bobot dalam satu kelompok semuanya sama", "the weights of a group are all equal"),
    run,
);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    for siblings in weighted(context) {
        let [(_, first, span), rest @ ..] = siblings.members.as_slice() else { continue };
        if siblings.read && !rest.is_empty() && rest.iter().all(|(_, weight, _)| weight == first) {
            let weight = context.show(first, siblings.unit);
            found.push(Found::new(*span, FindingsMessage::EqualWeights { count: siblings.members.len(), weight }));
        }
    }
}

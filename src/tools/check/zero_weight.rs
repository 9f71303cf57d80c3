//! T0809: a weight of 0, which leaves the capaian that it stands beside without influence.

use super::context::Context;
use super::weights::weighted;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;

pub const RULE: Rule =
    Rule::new(809, "bobot-nol", ("bobot 0 tidak berpengaruh", "a weight of 0 has no influence"), run);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    for siblings in weighted(context).into_iter().filter(|siblings| siblings.read) {
        for (item, weight, span) in siblings.members {
            if weight.is_zero() {
                let code = context.model.item(item).code.clone();
                found.push(Found::new(span, FindingsMessage::ZeroWeight { code }));
            }
        }
    }
}

//! T0810: weights that no aggregation and no formula reads, beside each other where there is capaian to be weighed.

use super::context::Context;
use super::weights::weighted;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;
use crate::model::Property;

pub const RULE: Rule = Rule::new(
    810,
    "bobot-tidak-dipakai",
    ("bobot tidak dipakai oleh agregasi atau rumus mana pun", "no aggregation and no formula uses the weights"),
    run,
);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let model = context.model;
    for siblings in weighted(context).into_iter().filter(|siblings| !siblings.read) {
        // Where only targets are stated, weights are stated with them, for others to use.
        let judged = |(item, ..): &&(crate::model::ItemId, _, _)| {
            model.item(*item).properties[Property::Achievement as usize].is_some()
        };
        let Some((_, _, span)) = siblings.members.iter().find(judged) else { continue };
        let group = siblings.parent.map(|parent| model.item(parent).code.clone());
        found.push(Found::new(*span, FindingsMessage::IdleWeights { group }));
    }
}

//! T0811: an indicator in a group whose own formula reads other indicators of the group, but not this one, and which
//! nothing else reads: it looks as if it counted, and does not.

use super::context::Context;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;
use crate::model::{ItemId, ItemKind, Property};
use std::collections::HashSet;

pub const RULE: Rule = Rule::new(
    811,
    "indikator-terlewat",
    (
        "indikator tidak ikut dihitung dalam capaian kelompoknya",
        "an indicator that the formula of its group leaves out",
    ),
    run,
)
.of_users();

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let (model, readings) = (context.model, context.readings());
    let is_read: HashSet<ItemId> = readings.by_others.iter().map(|(item, _)| *item).collect();
    for (id, group) in model.results() {
        if !matches!(group.kind, ItemKind::Group(_)) || group.properties[Property::Achievement as usize].is_none() {
            continue;
        }
        let reads = readings.by.get(&id).map_or(&[][..], Vec::as_slice);
        let own = |item: &ItemId| model.item(*item).parent == Some(id) && model.item(*item).kind == ItemKind::Indicator;
        if !reads.iter().any(|(item, _)| own(item)) {
            continue;
        }
        for child in group.children.iter().filter(|child| own(child) && !is_read.contains(child)) {
            let (code, group) = (model.item(*child).code.clone(), group.code.clone());
            let head = model.item(*child).about.head;
            found.push(Found::new(head, FindingsMessage::LeftOutIndicator { code, group }).unless_used(head));
        }
    }
}

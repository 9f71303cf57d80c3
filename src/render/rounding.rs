//! Whether a rating would be another if nothing were rounded.

use crate::evaluate::Outcome;
use crate::model::{Item, Model, NodeId, NodeKind, Property};
use crate::number::Number;
use crate::value::{Label, Value};

/// Whether the category of an item depends on the rounding of its capaian or of its scale.
pub fn depends_on_rounding(model: &Model, outcome: &Outcome, item: &Item) -> bool {
    unrounded_label(model, outcome, item).is_some_and(|(actual, unrounded)| actual != unrounded)
}

fn unrounded_label(model: &Model, outcome: &Outcome, item: &Item) -> Option<(Label, Label)> {
    let category = item.properties[Property::Category as usize]?;
    let Value::Label(actual) = outcome.value(category)? else { return None };
    let NodeKind::Banded { of, scale, .. } = &model.node(category).kind else { return None };
    let number = unrounded(model, outcome, *of)?;
    let scale = model.scale(*scale);
    let limited = match &scale.limits {
        Some((limits, _)) => limits.nearest(&number),
        None => number,
    };
    Some((*actual, scale.choose(&limited)))
}

/// The value of a node without the roundings above its formula; caps stay.
fn unrounded(model: &Model, outcome: &Outcome, id: NodeId) -> Option<Number> {
    let node = model.node(id);
    match &node.kind {
        NodeKind::Rounded { of, .. } => unrounded(model, outcome, *of),
        NodeKind::Read { node, .. } => unrounded(model, outcome, *node),
        NodeKind::Limited { of, range, setting: Some(_) } => {
            let number = unrounded(model, outcome, *of)?;
            match constant(model, outcome, *range)? {
                Value::Range(range) => Some(range.nearest(&number)),
                _ => None,
            }
        }
        _ => outcome.value(id)?.number().cloned(),
    }
}

fn constant<'a>(model: &'a Model, outcome: &'a Outcome, id: NodeId) -> Option<&'a Value> {
    match &model.node(id).kind {
        NodeKind::Constant(value) => Some(value),
        _ => outcome.value(id),
    }
}

//! Weights that stand beside each other. Behind T0808, T0809 and T0810.

use super::context::Context;
use crate::model::{ItemId, Property, Type, UnitId};
use crate::number::Number;
use crate::source::Span;
use crate::value::Value;

/// Groups or indicators that stand beside each other, with their weights.
pub struct Weighted {
    /// The group that they stand in; none at the top.
    pub parent: Option<ItemId>,
    /// Those that have a weight: the weight, and where it is written.
    pub members: Vec<(ItemId, Number, Span)>,
    /// Whether some aggregation or formula reads any of the weights.
    pub read: bool,
    /// The unit of the weights.
    pub unit: UnitId,
}

/// All of them in the ruleset itself.
pub fn weighted(context: &Context<'_>) -> Vec<Weighted> {
    let model = context.model;
    let tops = model.modules.first().map(|module| (None, module.items.clone()));
    let inside = model.results().map(|(id, item)| (Some(id), item.children.clone()));
    let mut all = Vec::new();
    for (parent, siblings) in tops.into_iter().chain(inside) {
        let mut found = Weighted { parent, members: Vec::new(), read: false, unit: UnitId::PLAIN };
        for item in siblings {
            let Some(root) = model.item(item).properties[Property::Weight as usize] else { continue };
            let Some(Value::Number(weight)) = context.bare(root) else { continue };
            let node = model.node(root);
            if let Type::Number(unit) = node.ty {
                found.unit = unit;
            }
            found.read |= context.readings().by_others.contains(&(item, Property::Weight));
            found.members.push((item, weight, node.span));
        }
        if !found.members.is_empty() {
            all.push(found);
        }
    }
    all
}

//! T0808: weights that are all equal, so that the weighted mean is the plain one.

use super::context::Context;
use super::weights::weighted;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;
use crate::model::{ItemId, Model, NodeId, NodeKind, Property};
use std::collections::{BTreeSet, HashMap, HashSet};

pub const RULE: Rule = Rule::new(
    808,
    "bobot-sama",
    ("bobot dalam satu kelompok semuanya sama", "the weights of a group are all equal"),
    run,
);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let uses = Uses::of(context.model);
    for siblings in weighted(context) {
        let [(_, first, span), rest @ ..] = siblings.members.as_slice() else { continue };
        let items: BTreeSet<ItemId> = siblings.members.iter().map(|(item, ..)| *item).collect();
        if !rest.is_empty() && rest.iter().all(|(_, weight, _)| weight == first) && uses.are_means_of(&items) {
            let weight = context.show(first, siblings.unit);
            found.push(Found::new(*span, FindingsMessage::EqualWeights { count: siblings.members.len(), weight }));
        }
    }
}

/// How weights are used by what is computed; conditions and tests only look at them.
#[derive(Default)]
struct Uses {
    /// The items whose weights stand beside each other in a weighted mean.
    means: Vec<BTreeSet<ItemId>>,
    /// For each item which of them.
    of: HashMap<ItemId, Vec<usize>>,
    /// The items whose weights are used in another way: how much they count there may hang on their size.
    otherwise: HashSet<ItemId>,
}

impl Uses {
    fn of(model: &Model) -> Self {
        let mut uses = Self::default();
        let mut seen = vec![false; model.nodes.len()];
        let mut open: Vec<NodeId> =
            model.items.iter().flat_map(|item| item.properties.iter().flatten().copied()).collect();
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node.0 as usize], true) {
                continue;
            }
            let kind = &model.node(node).kind;
            match kind {
                NodeKind::Read { item, property: Property::Weight, .. } => {
                    uses.otherwise.insert(*item);
                }
                NodeKind::Read { .. } => {}
                NodeKind::List { members, .. } => {
                    let weights: Vec<NodeId> = members.iter().filter_map(|member| member.weight).collect();
                    match weights.iter().map(|weight| weight_of(model, *weight)).collect::<Option<BTreeSet<_>>>() {
                        Some(items) => {
                            for item in &items {
                                uses.of.entry(*item).or_default().push(uses.means.len());
                            }
                            uses.means.push(items);
                        }
                        None => open.extend(weights),
                    }
                    open.extend(members.iter().filter_map(|member| member.value));
                }
                kind => open.extend(kind.parts()),
            }
        }
        uses
    }

    /// Whether the weights of these items are used, and only in weighted means of no others.
    fn are_means_of(&self, items: &BTreeSet<ItemId>) -> bool {
        let means: BTreeSet<usize> = items.iter().flat_map(|item| self.of.get(item)).flatten().copied().collect();
        let mut means = means.into_iter().filter_map(|mean| self.means.get(mean)).peekable();
        means.peek().is_some()
            && means.all(|others| others.is_subset(items))
            && items.iter().all(|item| !self.otherwise.contains(item))
    }
}

/// The item whose bare weight a node reads.
fn weight_of(model: &Model, node: NodeId) -> Option<ItemId> {
    match &model.node(node).kind {
        NodeKind::Read { item, property: Property::Weight, .. } => Some(*item),
        _ => None,
    }
}

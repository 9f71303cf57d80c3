//! What a value was made from: the nodes that were read on the way to it, along the branches that were taken.

use crate::evaluate::Recording;
use crate::model::{Builtin, Model, NodeId, NodeKind};
use crate::value::Value;

/// For each node whether any of these values was made from it, these included.
pub(super) fn read_for(model: &Model, recording: &Recording, values: impl Iterator<Item = NodeId>) -> Vec<bool> {
    let mut read = vec![false; model.nodes.len()];
    let mut pending: Vec<NodeId> = values.collect();
    while let Some(node) = pending.pop() {
        let Some(seen) = read.get_mut(node.0 as usize) else { continue };
        if !std::mem::replace(seen, true) {
            push_reads(model, recording, node, &mut pending);
        }
    }
    read
}

/// What one node read. A node that another branch would have read may have a value too, for others.
fn push_reads(model: &Model, recording: &Recording, id: NodeId, pending: &mut Vec<NodeId>) {
    let is_out = |present: &NodeId| recording.of(*present) == Some(&Value::Truth(false));
    let choice = recording.choice(id);
    match &model.node(id).kind {
        NodeKind::If { arms, otherwise } => {
            for (index, (condition, result)) in arms.iter().enumerate() {
                pending.push(*condition);
                if choice == Some(index) {
                    pending.push(*result);
                    return;
                }
                if recording.of(*condition) != Some(&Value::Truth(false)) {
                    return;
                }
            }
            pending.push(*otherwise);
        }
        NodeKind::Table { inputs, results, .. } => {
            pending.extend(inputs);
            pending.extend(choice.and_then(|row| results.get(row)));
        }
        NodeKind::ByPeriod { arms, .. } => pending.extend(choice.and_then(|arm| arms.get(arm)).map(|(_, node)| *node)),
        NodeKind::Read { node, present: Some(present), .. } | NodeKind::Guarded { of: node, present, .. } => {
            pending.push(*present);
            if !is_out(present) {
                pending.push(*node);
            }
        }
        NodeKind::Call { function: Builtin::IfMissing, arguments } => {
            let Some((first, rest)) = arguments.split_first() else { return };
            pending.push(*first);
            if matches!(recording.of(*first), Some(Value::Missing(_))) {
                pending.extend(rest);
            }
        }
        NodeKind::List { members, .. } => {
            for member in members {
                pending.extend(member.present);
                if !member.present.as_ref().is_some_and(is_out) {
                    pending.extend(member.value.into_iter().chain(member.weight));
                }
            }
        }
        // The data may say *tidak berlaku* without asking the rule.
        NodeKind::Agreed { .. } if matches!(recording.of(id), Some(Value::NotApplicable(_))) => {}
        kind => pending.extend(kind.reads()),
    }
}

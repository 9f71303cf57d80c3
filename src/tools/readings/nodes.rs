//! Models that read the settings of a ruleset another way. Nodes are exchanged, and the one evaluator evaluates them.

use crate::model::{ItemId, ItemKind, Model, Node, NodeId, NodeKind, Property, Type, UnitId};
use crate::number::{Number, RoundingMode};
use crate::render::reading::Reading;
use crate::value::operator::Sign;
use crate::value::{Interval, Value};
use std::collections::HashSet;
use std::sync::Arc;

/// The steps that settings made of an achievement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps {
    pub item: ItemId,
    /// What is shown and rated.
    pub root: NodeId,
    pub rounded: Option<NodeId>,
    pub limited: Option<NodeId>,
}

/// Changes a model so that it reads otherwise; false where nothing is to be changed.
type Build = fn(&mut Model, &[Steps]) -> bool;

/// The models of the admissible readings that differ from the ruleset as it is written.
pub(super) fn models(model: &Model) -> Vec<(Reading, Model)> {
    let all = steps(model);
    let builds: [(Reading, Build); 7] = [
        (Reading::NotRounded, not_rounded),
        (Reading::Truncated, |model, all| rounded_by(model, all, RoundingMode::Truncate)),
        (Reading::RoundedHalf, |model, all| rounded_by(model, all, RoundingMode::HalfAwayFromZero)),
        (Reading::RoundedLast, rounded_last),
        (Reading::RoundedFirst, rounded_first),
        (Reading::NotCapped, not_capped),
        (Reading::Capped, capped),
    ];
    let read = |(reading, build): (Reading, Build)| {
        let mut other = model.clone();
        build(&mut other, &all).then_some((reading, other))
    };
    builds.into_iter().filter_map(read).collect()
}

/// Of the ruleset itself: what it uses `sebagai …` is read as its own office reads it.
pub(super) fn steps(model: &Model) -> Vec<Steps> {
    let of = |(item, root): (ItemId, NodeId)| {
        let mut steps = Steps { item, root, rounded: None, limited: None };
        let mut at = Some(root);
        while let Some(node) = at {
            at = match &model.node(node).kind {
                NodeKind::Rounded { of, .. } => {
                    steps.rounded = Some(node);
                    Some(*of)
                }
                NodeKind::Limited { of, setting: Some(_), .. } => {
                    steps.limited = Some(node);
                    Some(*of)
                }
                _ => None,
            };
        }
        steps
    };
    let achievement =
        |(id, item): (ItemId, &crate::model::Item)| Some((id, item.properties[Property::Achievement as usize]?));
    model.results().filter_map(achievement).map(of).collect()
}

/// The scales that rate the ruleset's own results.
pub(super) fn scales(model: &Model) -> HashSet<usize> {
    let category = |(_, item): (ItemId, &crate::model::Item)| item.properties[Property::Category as usize];
    let scale = |node: NodeId| match &model.node(node).kind {
        NodeKind::Banded { scale, .. } => Some(scale.0 as usize),
        _ => None,
    };
    model.results().filter_map(category).filter_map(scale).collect()
}

/// A node that hands on what it was made from.
pub(super) fn pass(of: NodeId) -> NodeKind {
    NodeKind::Sum([(Sign::Plus, of)].into())
}

pub(super) fn kind(model: &mut Model, node: NodeId) -> &mut NodeKind {
    &mut model.nodes[node.0 as usize].kind
}

fn not_rounded(model: &mut Model, all: &[Steps]) -> bool {
    let mut changed = false;
    for node in all.iter().filter_map(|steps| steps.rounded) {
        if let NodeKind::Rounded { of, .. } = *kind(model, node) {
            *kind(model, node) = pass(of);
            changed = true;
        }
    }
    for scale in scales(model) {
        changed |= model.scales[scale].rounding.take().is_some();
    }
    changed
}

pub(super) fn rounded_by(model: &mut Model, all: &[Steps], wanted: RoundingMode) -> bool {
    let mut changed = false;
    for node in all.iter().filter_map(|steps| steps.rounded) {
        if let NodeKind::Rounded { mode, .. } = kind(model, node) {
            changed |= std::mem::replace(mode, wanted) != wanted;
        }
    }
    for scale in scales(model) {
        if let Some((rounding, _)) = &mut model.scales[scale].rounding {
            changed |= std::mem::replace(&mut rounding.mode, wanted) != wanted;
        }
    }
    changed
}

/// What is computed from a rounded achievement is computed from it before its rounding.
fn rounded_last(model: &mut Model, all: &[Steps]) -> bool {
    let mut changed = false;
    for index in 0..model.nodes.len() {
        let NodeKind::Read { item, property: Property::Achievement, node, .. } = model.nodes[index].kind else {
            continue;
        };
        let is_rounded = |steps: &&Steps| steps.item == item && steps.root == node && steps.rounded == Some(node);
        let Ok(place) = all.binary_search_by_key(&item, |steps| steps.item) else { continue };
        if let (Some(_), NodeKind::Rounded { of, .. }) = (Some(&all[place]).filter(is_rounded), &model.node(node).kind)
        {
            let before = *of;
            if let NodeKind::Read { node, .. } = &mut model.nodes[index].kind {
                *node = before;
                changed = true;
            }
        }
    }
    changed
}

/// A cap whose ends are literals lies on the grid of the rounding, so that the order does not matter.
fn rounded_first(model: &mut Model, all: &[Steps]) -> bool {
    let mut changed = false;
    for steps in all {
        let (Some(outer), Some(inner)) = (steps.rounded, steps.limited) else { continue };
        let (
            NodeKind::Rounded { of, mode, decimals, setting: rounding },
            NodeKind::Limited { of: raw, range, setting },
        ) = (model.node(outer).kind.clone(), model.node(inner).kind.clone())
        else {
            continue;
        };
        if of != inner || is_literal(model, range) {
            continue;
        }
        *kind(model, inner) = NodeKind::Rounded { of: raw, mode, decimals, setting: rounding };
        *kind(model, outer) = NodeKind::Limited { of: inner, range, setting };
        changed = true;
    }
    changed
}

fn is_literal(model: &Model, range: NodeId) -> bool {
    match &model.node(range).kind {
        NodeKind::Constant(_) => true,
        NodeKind::Range { low, high } => {
            low.iter().chain(high).all(|(end, _)| matches!(model.node(*end).kind, NodeKind::Constant(_)))
        }
        _ => false,
    }
}

fn not_capped(model: &mut Model, all: &[Steps]) -> bool {
    let mut changed = false;
    for node in all.iter().filter_map(|steps| steps.limited) {
        if let NodeKind::Limited { of, .. } = *kind(model, node) {
            *kind(model, node) = pass(of);
            changed = true;
        }
    }
    for scale in scales(model) {
        changed |= model.scales[scale].limits.take().is_some();
    }
    changed
}

/// Indicators that are judged in percent and not capped: 0% to 100%.
fn capped(model: &mut Model, all: &[Steps]) -> bool {
    let mut changed = false;
    for steps in all.iter().filter(|steps| steps.limited.is_none()) {
        changed |= cap(model, steps, 100);
    }
    changed
}

/// Caps the achievement of an indicator that is judged in percent, before its rounding; another cap gives way.
pub(super) fn cap(model: &mut Model, steps: &Steps, percent: u16) -> bool {
    let ty = Type::Number(UnitId::PERCENT);
    if model.item(steps.item).kind != ItemKind::Indicator || model.node(steps.root).ty != ty {
        return false;
    }
    let span = model.node(steps.root).span;
    let high = Number::from(u32::from(percent)).shift10(-2);
    let interval = Interval { low: Some((Number::ZERO, true)), high: Some((high, true)) };
    let value = NodeKind::Constant(Value::Range(Arc::new(interval)));
    let range = add(model, Node { kind: value, ty: Type::Range(UnitId::PERCENT), span, kept: false });
    if let Some(NodeKind::Limited { of, .. }) = steps.limited.map(|node| model.node(node).kind.clone())
        && let Some(limited) = steps.limited
    {
        *kind(model, limited) = NodeKind::Limited { of, range, setting: None };
        return true;
    }
    match kind(model, steps.root).clone() {
        NodeKind::Rounded { of, mode, decimals, setting } => {
            let cap = NodeKind::Limited { of, range, setting: None };
            let of = add(model, Node { kind: cap, ty, span, kept: false });
            *kind(model, steps.root) = NodeKind::Rounded { of, mode, decimals, setting };
        }
        _ => wrap(model, steps.root, |of| NodeKind::Limited { of, range, setting: None }),
    }
    true
}

/// Makes a node another one, made from what it was.
pub(super) fn wrap(model: &mut Model, node: NodeId, made: impl FnOnce(NodeId) -> NodeKind) {
    let inner = Node { kept: false, ..model.node(node).clone() };
    let inner = add(model, inner);
    *kind(model, node) = made(inner);
}

pub(super) fn add(model: &mut Model, node: Node) -> NodeId {
    model.nodes.push(node);
    NodeId(model.nodes.len() as u32 - 1)
}

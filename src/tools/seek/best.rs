//! The nearest that can be reached where nothing fulfils a condition, and the caps that are at work there.

use super::aim::{Aim, Distance};
use super::axis::Axis;
use super::solve::{MOST_WORK, Search, Verdict};
use super::space::Space;
use crate::model::{ItemId, Model, NodeId, NodeKind, Property};
use crate::number::Number;
use crate::render::seek::{Cap, Impossible, Sample, Sought};
use crate::value::Value;

/// Finds the nearest that a comparison can come to, and what holds it back.
pub(super) fn reach(
    model: &Model,
    space: &mut Space<'_>,
    axis: &Axis,
    sought: &Sought,
    goal: NodeId,
    found: &mut Impossible,
) {
    space.look(goal);
    let NodeKind::Compare { operator, left, right } = model.node(goal).kind.clone() else { return };
    let (node, with, operator) = match (space.moves(left), space.moves(right)) {
        (true, false) => (left, right, operator),
        (false, true) => (right, left, super::answer::turned(operator)),
        _ => return,
    };
    let Some(with) = space.still(with) else { return };
    if !with.is_there() {
        return;
    }
    let distance = Distance { operator, with };
    space.look(node);
    let end = axis.high.unwrap_or_else(|| axis.reach(sought.now.as_ref(), 1));
    let Some((least, at)) = nearest(space, axis, &distance, sought, end) else { return };
    // Of all that come as near the one that is the least change.
    let pieces = Search::new(space, axis, Aim::Within(distance, least)).pieces(sought.now.as_ref());
    let now = sought.now.as_ref().and_then(|now| axis.near(now));
    let place = pieces
        .iter()
        .filter(|piece| piece.verdict == Verdict::Holds)
        .map(|piece| match now {
            Some(now) => now.max(piece.from).min(piece.to.unwrap_or(i128::MAX)),
            None => piece.from,
        })
        .min_by_key(|place| (place - now.unwrap_or(axis.low)).abs())
        .unwrap_or(at);
    found.never_reached = axis.high.is_none() && place >= end;
    let Some(value) = axis.value(place) else { return };
    let shown = space.value(std::slice::from_ref(&value));
    found.caps = caps(model, space);
    found.best = Some(Sample { at: value, shown: Some(shown), condition: Value::Truth(false) });
}

/// The least distance up to a value of the grid, and where it is.
fn nearest(
    space: &mut Space<'_>,
    axis: &Axis,
    distance: &Distance,
    sought: &Sought,
    end: i128,
) -> Option<(Number, i128)> {
    let limit = space.work + MOST_WORK;
    let mut best: Option<(Number, i128)> = None;
    let mut look = |space: &mut Space<'_>, place: i128| {
        let far = axis.value(place).and_then(|value| distance.of(&space.value(&[value])));
        if let Some(far) = far
            && best.as_ref().is_none_or(|(least, _)| far < *least)
        {
            best = Some((far, place));
        }
        best.as_ref().map(|(least, _)| least.clone())
    };
    if let Some(now) = sought.now.as_ref().and_then(|now| axis.near(now)) {
        look(space, now.clamp(axis.low, end));
    }
    let mut open = vec![(axis.low, end)];
    while let Some((low, high)) = open.pop() {
        look(space, low);
        let least = look(space, high);
        if high - low <= 1 || space.work >= limit {
            continue;
        }
        let shape = axis.stretch(low, Some(high)).map(|stretch| space.shape(&[stretch]));
        let possible = shape.and_then(|shape| distance.between(&shape)).map(|(possible, _)| possible);
        if let (Some(least), Some(possible)) = (&least, &possible)
            && possible >= least
        {
            continue;
        }
        let middle = low + (high - low) / 2;
        open.push((low, middle));
        open.push((middle, high));
    }
    best
}

/// The caps that are at work after the last trial.
fn caps(model: &Model, space: &mut Space<'_>) -> Vec<Cap> {
    let limited: Vec<(NodeId, NodeId)> = space
        .moving()
        .iter()
        .filter_map(|node| match &model.node(*node).kind {
            NodeKind::Limited { of, .. } => Some((*node, *of)),
            _ => None,
        })
        .collect();
    let mut caps = Vec::new();
    for (node, of) in limited {
        let (from, to) = (space.value_of(of), space.value_of(node));
        if from.is_there() && to.is_there() && from != to {
            let ty = model.node(node).ty;
            caps.push(Cap { item: owner(model, node), from, to, ty, span: span(model, node) });
        }
    }
    caps
}

/// Where a cap is set.
fn span(model: &Model, node: NodeId) -> crate::source::Span {
    match &model.node(node).kind {
        NodeKind::Limited { setting: Some(setting), .. } => setting.span,
        _ => model.node(node).span,
    }
}

/// The item whose achievement a step belongs to.
fn owner(model: &Model, node: NodeId) -> Option<ItemId> {
    (0..model.items.len()).map(|index| ItemId(index as u32)).find(|id| {
        let mut at = model.item(*id).properties[Property::Achievement as usize];
        while let Some(here) = at {
            if here == node {
                return true;
            }
            at = match &model.node(here).kind {
                NodeKind::Rounded { of, .. } | NodeKind::Limited { of, .. } => Some(*of),
                _ => None,
            };
        }
        false
    })
}

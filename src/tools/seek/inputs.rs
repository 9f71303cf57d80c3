//! The inputs that a figure follows from.

use crate::evaluate::beside::Beside;
use crate::evaluate::{Facts, Outcome};
use crate::model::{ItemId, Model, NodeId, NodeKind, Property};
use crate::tools::whatif::{Knob, Place};
use crate::value::period::Period;
use crate::value::{Frame, Value};
use std::collections::HashSet;

/// The realizations, `data` variables and figures of budget lines that a node follows from, in the rulesets' order. Of an
/// indicator with a `rumus` both itself and what the formula reads.
pub fn of(model: &Model, goal: NodeId) -> Vec<Knob> {
    let mut seen: HashSet<NodeId> = HashSet::new();
    let mut open = vec![goal];
    while let Some(node) = open.pop() {
        if seen.insert(node) {
            open.extend(model.node(node).kind.reads());
        }
    }
    let knob = |index: usize| {
        let item = model.items.get(index)?;
        let root = item.properties[Property::Realization as usize].filter(|root| seen.contains(root))?;
        let id = ItemId(index as u32);
        let place = match &model.node(root).kind {
            NodeKind::Given(slot) => Place::Figure(*slot, root),
            _ => Place::Node(root),
        };
        let code = model.full_code(id);
        let name = match item.kind {
            crate::model::ItemKind::Data => code,
            _ => format!("{code}.realisasi"),
        };
        Some(Knob {
            name,
            ty: model.node(root).ty,
            figure: Some((id, Property::Realization)),
            end: None,
            places: vec![place],
            accepted: item.declared.accepted.as_ref().map(|(interval, _)| interval.clone()),
            span: None,
        })
    };
    (0..model.items.len()).filter_map(knob).collect()
}

/// Those of them that only data can give and that are missing.
pub fn missing(model: &Model, outcome: &Outcome, goal: NodeId) -> Vec<Knob> {
    let is_missing = |knob: &Knob| match knob.places.first() {
        Some(Place::Figure(_, root)) => matches!(outcome.value(*root), Some(Value::Missing(_))),
        _ => false,
    };
    of(model, goal).into_iter().filter(is_missing).collect()
}

/// The parts of the period that are missing of those that have a figure all the same (`kosong abaikan`, `akhir`, …), where
/// they can still change it.
pub fn missing_parts(model: &Model, facts: &Facts, outcome: &Outcome, goal: NodeId) -> Vec<(Knob, Period)> {
    let Some(period) = facts.period else { return Vec::new() };
    let frame = Frame::of(period, model.header().and_then(|header| header.granularity));
    let data = Beside { model, facts, frame: Some(frame) };
    let mut found = Vec::new();
    for knob in of(model, goal) {
        let Some(Place::Figure(slot, root)) = knob.places.first() else { continue };
        let figures = data.figures(*slot);
        let is_settled = figures.whole.is_some() || figures.is_complete(data.consolidating(*slot).how);
        if is_settled || !outcome.value(*root).is_some_and(Value::is_there) {
            continue;
        }
        let lacking = figures.parts.iter().filter(|(_, fact)| fact.is_none());
        found.extend(lacking.map(|(part, _)| (knob.clone(), *part)));
    }
    found
}

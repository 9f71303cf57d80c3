//! What holds for the whole table.

use crate::model::{Model, NodeId, NodeKind, Property, text_of};
use crate::render::reading::Reading;
use crate::render::reconciliation::{Kind, Line, Tally};
use crate::source::Sources;

/// Adds the lines of a case to what is known of the whole table.
pub fn tally(tally: &mut Tally, model: &Model, sources: &Sources, readings: &[Reading], lines: &[Line]) {
    for line in lines {
        let kind = Kind::of(model.item(line.item).kind);
        tally.add(kind, readings, line);
        if kind == Kind::Indicator && line.is_readable() {
            tally.ruled_by(rule_of(model, sources, line));
        }
    }
}

/// Polarity, cap and rounding of an indicator, as the ruleset writes them.
fn rule_of(model: &Model, sources: &Sources, line: &Line) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut at: Option<NodeId> = model.item(line.item).properties[Property::Achievement as usize];
    while let Some(node) = at {
        at = match &model.node(node).kind {
            NodeKind::Rounded { of, setting, .. } => {
                parts.push(text_of(sources, setting.span));
                Some(*of)
            }
            NodeKind::Limited { of, setting, .. } => {
                parts.extend(setting.as_ref().map(|setting| text_of(sources, setting.span)));
                Some(*of)
            }
            NodeKind::Apply { formula, .. } => {
                parts.push(format!("polaritas {}", model.formulas[formula.0 as usize].name));
                None
            }
            _ => None,
        };
    }
    parts.reverse();
    parts.join("; ")
}

//! The rules of indicators, as the ruleset writes them.

use crate::model::{ItemId, Model, NodeId, NodeKind, Property, text_of};
use crate::render::reconciliation::{Class, Kind, Line};
use crate::source::Sources;

/// Polarity, cap and rounding of each indicator.
pub(super) struct Ruled<'m> {
    model: &'m Model,
    sources: &'m Sources,
    /// By item, as far as they were asked for.
    known: Vec<Option<String>>,
}

impl<'m> Ruled<'m> {
    pub fn new(model: &'m Model, sources: &'m Sources) -> Self {
        Self { model, sources, known: vec![None; model.items.len()] }
    }

    /// The rule of an indicator that can be compared.
    pub fn of(&mut self, line: &Line) -> Option<&str> {
        let is_indicator = Kind::of(self.model.item(line.item).kind) == Kind::Indicator;
        if !is_indicator || !matches!(line.class(), Class::Same | Class::Different) {
            return None;
        }
        let (model, sources) = (self.model, self.sources);
        let known = self.known.get_mut(line.item.0 as usize)?;
        Some(known.get_or_insert_with(|| rule_of(model, sources, line.item)))
    }
}

fn rule_of(model: &Model, sources: &Sources, item: ItemId) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut at: Option<NodeId> = model.item(item).properties[Property::Achievement as usize];
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
            // Nothing was set: the achievement is the value of the polarity.
            _ => model.item(item).properties[Property::Raw as usize].filter(|raw| *raw != node),
        };
    }
    parts.reverse();
    parts.join("; ")
}

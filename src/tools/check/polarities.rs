//! Polarities tried out: what they yield for a realization and a target.

use super::context::Context;
use crate::model::{FormulaId, ItemId, NodeId, NodeKind, Property, Type};
use crate::number::Number;
use crate::value::Value;
use std::collections::HashSet;

/// A polarity as it is applied somewhere, typed for what it is applied to.
#[derive(Debug, Clone, Copy)]
pub struct Judged {
    /// Which.
    pub formula: FormulaId,
    realization: NodeId,
    target: NodeId,
    body: NodeId,
}

impl Judged {
    /// The polarity that judges an indicator.
    pub fn of(context: &Context<'_>, item: ItemId) -> Option<Self> {
        let raw = context.model.item(item).properties[Property::Raw as usize]?;
        Self::at(context, raw)
    }

    /// The polarity that a node applies.
    pub fn at(context: &Context<'_>, node: NodeId) -> Option<Self> {
        let NodeKind::Apply { formula, arguments, body } = &context.model.node(node).kind else { return None };
        if !context.model.formulas[formula.0 as usize].is_polarity {
            return None;
        }
        let [realization, target] = **arguments else { return None };
        Some(Self { formula: *formula, realization, target, body: *body })
    }

    /// What its realization is.
    pub fn realization_type(&self, context: &Context<'_>) -> Type {
        context.model.node(self.realization).ty
    }

    /// What its target is.
    pub fn target_type(&self, context: &Context<'_>) -> Type {
        context.model.node(self.target).ty
    }

    /// A displayed number is the natural one times ten to this power.
    pub fn shift(&self, context: &Context<'_>) -> i32 {
        match self.realization_type(context) {
            Type::Number(unit) => context.model.units.shift(unit),
            _ => 0,
        }
    }

    /// What it yields; none where that hangs on data, or where no more may be tried.
    pub fn try_out(&self, context: &Context<'_>, realization: &Value, target: &Value) -> Option<Value> {
        let given = [(self.realization, realization.clone()), (self.target, target.clone())];
        context.tried(self.body, &given)
    }

    /// What is written out in its formula: numbers at which it may change its course. None where the formula reads figures
    /// of the data beside its two inputs: then nothing can be said about it.
    pub fn literals(&self, context: &Context<'_>) -> Option<Vec<Number>> {
        let model = context.model;
        let mut numbers = Vec::new();
        let (mut seen, mut open) = (HashSet::from([self.realization, self.target]), vec![self.body]);
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            if !context.may(1) {
                return None;
            }
            let kind = &model.node(id).kind;
            match kind {
                NodeKind::Constant(Value::Number(number)) => numbers.push(number.clone()),
                NodeKind::Given(_) => return None,
                NodeKind::Read { node, .. } | NodeKind::Applicable { node, .. } if context.needs_data(*node) => {
                    return None;
                }
                NodeKind::Curve { curve, .. } => {
                    let points = &model.curves[curve.0 as usize].points;
                    numbers.extend(points.iter().map(|(input, _)| input.clone()));
                }
                NodeKind::Banded { scale, .. } => {
                    let ranges = model.scale(*scale).bands.iter().filter_map(|band| band.range.as_ref());
                    numbers.extend(
                        ranges.flat_map(|(range, _)| range.low.iter().chain(&range.high)).map(|(end, _)| end.clone()),
                    );
                }
                NodeKind::Table { table, .. } => {
                    let cells = model.tables[table.0 as usize].rows.iter().flat_map(|row| &row.conditions);
                    for cell in cells {
                        if let crate::model::scale::Cell::Numbers(ranges) = cell {
                            let ends = ranges.iter().flat_map(|range| range.low.iter().chain(&range.high));
                            numbers.extend(ends.map(|(end, _)| end.clone()));
                        }
                    }
                }
                _ => {}
            }
            open.extend(kind.parts());
        }
        numbers.sort();
        numbers.dedup();
        Some(numbers)
    }
}

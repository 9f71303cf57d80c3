//! What a reader should know besides the steps themselves.

use super::{Explainer, Explanation, LeftOut, OrderedBy, Position, Step, bands, published};
use crate::model::{Cited, ItemId, Model, NodeId, NodeKind, Property, ScaleId, Type, UnitId};
use crate::number::Number;
use crate::value::operator::{Consolidation, ListFunction, MissingPolicy};
use crate::value::period::Period;
use crate::value::{Interval, Label, Value, ops};

/// A note, as data.
#[derive(Debug, Clone)]
pub enum Note {
    /// `catatan "…"`
    Written(Cited),
    /// Without rounding the rating would be another.
    RoundingDecides {
        /// The scale.
        scale: ScaleId,
        /// The unit of the value.
        unit: UnitId,
        /// The value without rounding.
        unrounded: Number,
        /// The rating that it has.
        label: Label,
        /// The rating that it would have.
        would: Label,
        /// The end of its band that the value does not reach, and where the value lies from there.
        missed: Option<(Number, Position)>,
    },
    /// A limit changed the value.
    CapActive {
        /// Before.
        uncapped: Value,
        /// After.
        capped: Value,
        /// Their type.
        ty: Type,
    },
    /// Members were left out.
    LeftOut {
        /// Which.
        items: Vec<ItemId>,
        /// Why.
        why: LeftOut,
        /// Whether the weights of the others were rescaled for it.
        rescaled: bool,
    },
    /// Members without a value counted as 0.
    AsZero {
        /// Which.
        items: Vec<ItemId>,
    },
    /// Parts of the period have no figure, and there is a value all the same.
    PartsMissing {
        /// Which.
        parts: Vec<Period>,
        /// Whether they count as 0.
        as_zero: bool,
    },
    /// A root is irrational and was cut at 28 significant digits.
    Inexact,
    /// The data repeats, or contradicts, what the ruleset says.
    Contradicted {
        /// What the data says.
        given: Value,
        /// What the ruleset says.
        expected: Value,
        /// Their type.
        ty: Type,
    },
    /// The office has published a figure.
    PublishedValue {
        /// As written.
        text: String,
        /// What was computed.
        computed: Value,
        /// Its type.
        ty: Type,
        /// Whether they are the same, to the decimals that the published figure shows.
        agrees: bool,
    },
    /// The office has published a rating.
    PublishedCategory {
        /// As written.
        text: String,
        /// What was computed.
        computed: Value,
        /// Its type.
        ty: Type,
        /// Whether they are the same.
        agrees: bool,
    },
    /// What else the row of the data says.
    Carried {
        /// The column's name.
        column: String,
        /// What its cell says.
        text: String,
    },
}

/// The notes of an item.
pub(super) fn of_item(explainer: &Explainer<'_>, id: ItemId, explanation: &Explanation) -> Vec<Note> {
    let lookup = |node: NodeId| explainer.value(node).cloned();
    let mut notes: Vec<Note> = rounding_decides(explainer.model, &lookup, id).into_iter().collect();
    notes.extend(explanation.because.iter().flat_map(Explanation::nodes).flat_map(of_step));
    notes.extend(published::compare(explainer, id, explanation));
    notes.extend(explainer.model.item(id).about.notes.iter().cloned().map(Note::Written));
    notes
}

fn of_step(explanation: &Explanation) -> Vec<Note> {
    match &explanation.step {
        Step::Limited { by: OrderedBy::Setting(_), changed: true } => explanation
            .because
            .first()
            .map(|before| Note::CapActive {
                uncapped: before.value.clone(),
                capped: explanation.value.clone(),
                ty: explanation.ty,
            })
            .into_iter()
            .collect(),
        Step::Aggregated(list) => {
            let items = |wanted: &dyn Fn(&super::MemberShown) -> bool| -> Vec<ItemId> {
                let of = |member: &super::MemberShown| {
                    // A value that stands by itself speaks of the item that it reads.
                    member.item.or_else(|| match explanation.because.get(member.value?)?.step {
                        Step::Read { item, .. } => Some(item),
                        _ => None,
                    })
                };
                list.members.iter().filter(|member| wanted(member)).filter_map(of).collect()
            };
            let rescaled = list.function == ListFunction::WeightedMean && explanation.value.is_there();
            let left = [LeftOut::NotApplicable, LeftOut::Ignored].into_iter().filter_map(|why| {
                let items = items(&|member| member.left_out == Some(why));
                (!items.is_empty()).then_some(Note::LeftOut { items, why, rescaled })
            });
            let zero = items(&|member| member.as_zero);
            let zero = (!zero.is_empty()).then_some(Note::AsZero { items: zero });
            left.chain(zero).chain((!list.exact).then_some(Note::Inexact)).collect()
        }
        Step::Consolidated(shown) if explanation.value.is_there() && shown.whole.is_none() => {
            let is_missing = |part: &&Explanation| matches!(part.value, Value::Missing(_));
            let missing = shown.parts.iter().zip(&explanation.because).filter(|(_, part)| is_missing(part));
            let parts: Vec<Period> = missing.map(|(period, _)| *period).collect();
            let sums = matches!(shown.by.how, Consolidation::Sum | Consolidation::Mean);
            let as_zero = sums && shown.by.missing == MissingPolicy::Zero;
            (!parts.is_empty()).then_some(Note::PartsMissing { parts, as_zero }).into_iter().collect()
        }
        Step::Agreed { given: Some(fact), agreement: super::Agreement::Differs, .. } => explanation
            .because
            .first()
            .map(|rule| Note::Contradicted {
                given: fact.value.clone(),
                expected: rule.value.clone(),
                ty: explanation.ty,
            })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether an item's rating is what it is only because of a rounding, its own or the scale's. `lookup` gives the values
/// of kept nodes, from a recording or an outcome.
pub fn rounding_decides(model: &Model, lookup: &dyn Fn(NodeId) -> Option<Value>, item: ItemId) -> Option<Note> {
    let root = model.item(item).properties[Property::Category as usize]?;
    let NodeKind::Banded { of, scale: id, .. } = &model.node(root).kind else { return None };
    let Value::Label(label) = lookup(root)? else { return None };
    let scale = model.scale(*id);
    let unrounded = match value_of(model, lookup, unrounded(model, *of)?)? {
        Value::Number(number) => number,
        _ => return None,
    };
    let limited = match &scale.limits {
        Some((limits, _)) => limits.nearest(&unrounded),
        None => unrounded.clone(),
    };
    let would = scale.choose(&limited);
    let range = scale.bands.get(label.0 as usize).and_then(|band| band.range.as_ref()).map(|(range, _)| range);
    let missed = range.and_then(|range| missed(range, &limited));
    let unit = scale.unit?;
    (would != label).then_some(Note::RoundingDecides { scale: *id, unit, unrounded, label, would, missed })
}

fn missed(range: &Interval, value: &Number) -> Option<(Number, Position)> {
    let position = bands::position(range, value)?;
    let end = match position {
        Position::Below(_) => &range.low,
        Position::Above(_) => &range.high,
        _ => return None,
    };
    end.as_ref().map(|(end, _)| (end.clone(), position))
}

/// Behind citations and roundings: the node whose value is rated in the end.
fn unrounded(model: &Model, of: NodeId) -> Option<NodeId> {
    let mut id = of;
    // Roots are ordered, so this ends; the bound is for models that are not.
    for _ in 0..=model.nodes.len() {
        id = match &model.node(id).kind {
            NodeKind::Read { node, .. } => *node,
            NodeKind::Guarded { of, .. } | NodeKind::Rounded { of, .. } => *of,
            _ => return Some(id),
        };
    }
    None
}

/// The value of a node of which only the roots' values are at hand.
fn value_of(model: &Model, lookup: &dyn Fn(NodeId) -> Option<Value>, id: NodeId) -> Option<Value> {
    if let Some(value) = lookup(id) {
        return Some(value);
    }
    match &model.node(id).kind {
        NodeKind::Constant(value) => Some(value.clone()),
        NodeKind::Read { node, .. } => value_of(model, lookup, *node),
        NodeKind::Guarded { of, .. } => value_of(model, lookup, *of),
        NodeKind::Limited { of, range, .. } => {
            Some(ops::limit(&value_of(model, lookup, *of)?, &value_of(model, lookup, *range)?))
        }
        NodeKind::Negative(of) => Some(ops::negative(&value_of(model, lookup, *of)?)),
        NodeKind::Range { low, high } => {
            let end = |end: &Option<(NodeId, bool)>| match end {
                None => Some(None),
                Some((id, inclusive)) => Some(Some((value_of(model, lookup, *id)?, *inclusive))),
            };
            let (low, high) = (end(low)?, end(high)?);
            Some(ops::range(low.as_ref().map(|(v, i)| (v, *i)), high.as_ref().map(|(v, i)| (v, *i))))
        }
        _ => None,
    }
}

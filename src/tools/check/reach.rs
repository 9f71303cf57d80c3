//! What numbers each node can yield, as far as the rules say.

use super::values::{End, Grid, Reach};
use crate::model::{Builtin, Item, ListFunction, ListMember, Model, NodeId, NodeKind, Type, UnitId};
use crate::number::Number;
use crate::value::operator::{Consolidation, MissingPolicy};
use crate::value::{Field, Value};
use std::collections::{HashMap, HashSet};

/// Means of more members than this are taken to yield any number.
const MOST_MEMBERS: u32 = 32;

/// What the nodes that are rated can yield, with all the nodes that they come from. A node stands after those that it
/// reads, so each is looked at once, however often it is read.
pub fn reaches(model: &Model) -> HashMap<NodeId, Reach> {
    let mut needed = vec![false; model.nodes.len()];
    for index in (0..needed.len()).rev() {
        let kind = &model.nodes[index].kind;
        match kind {
            NodeKind::Banded { of, .. } => needed[of.0 as usize] = true,
            _ if !needed[index] => continue,
            _ => {}
        }
        if needed[index] {
            kind.reads().into_iter().for_each(|node| needed[node.0 as usize] = true);
        }
    }
    let whole = whole_units(model);
    let mut known = HashMap::new();
    for index in (0..needed.len()).filter(|index| needed[*index]) {
        let node = NodeId(index as u32);
        let reach = reach(model, node, &known, &whole);
        known.insert(node, reach);
    }
    known
}

/// The decimals of the displayed unit are these of the natural size.
fn shift(model: &Model, node: NodeId) -> i32 {
    match model.node(node).ty {
        Type::Number(unit) => model.units.shift(unit),
        _ => 0,
    }
}

fn reach(model: &Model, node: NodeId, known: &HashMap<NodeId, Reach>, whole: &HashSet<UnitId>) -> Reach {
    let of = |node: &NodeId| known.get(node).cloned().unwrap_or_default();
    let any_of = |nodes: &mut dyn Iterator<Item = &NodeId>| nodes.map(of).reduce(Reach::or).unwrap_or_default();
    match &model.node(node).kind {
        NodeKind::Constant(Value::Number(number)) => Reach::constant(number.clone()),
        NodeKind::Read { node, .. } | NodeKind::Guarded { of: node, .. } | NodeKind::Input { node, .. } => of(node),
        NodeKind::Agreed { rule, .. } => of(rule),
        NodeKind::ByPeriod { arms, slot } => {
            let item = model.code_item(slot.code).map(|item| model.item(item));
            let sums = item.is_some_and(|item| item.consolidating.how == Consolidation::Sum);
            match sums {
                true => Reach::default(),
                false => any_of(&mut arms.iter().map(|(_, node)| node)),
            }
        }
        NodeKind::Apply { body, .. } => of(body),
        NodeKind::Negative(x) => of(x).negative(),
        NodeKind::Sum(terms) if terms.len() == 1 => terms.first().map(|(_, node)| of(node)).unwrap_or_default(),
        NodeKind::Given(slot) => {
            let item = model.code_item(slot.code).map(|item| model.item(item));
            // The sum of the parts of a period may lie outside what each of them has to keep to.
            let is_one = |item: &&Item| item.consolidating.how != Consolidation::Sum;
            let accepted = item.filter(is_one).filter(|_| slot.field == Field::Realization);
            let accepted = accepted.and_then(|item| item.declared.accepted.as_ref());
            let given = accepted.map_or_else(Reach::default, |(range, span)| Reach::of(range, Some(*span)));
            // The mean of what was counted in the parts of a period need not be whole.
            let is_mean = item.is_some_and(|item| item.consolidating.how == Consolidation::Mean);
            match model.node(node).ty {
                Type::Number(unit) if whole.contains(&unit) && !is_mean => given.counted(accepted.is_some()),
                _ => given,
            }
        }
        NodeKind::If { arms, otherwise } => {
            any_of(&mut arms.iter().map(|(_, result)| result).chain(std::iter::once(otherwise)))
        }
        NodeKind::Table { results, .. } => any_of(&mut results.iter()),
        NodeKind::Curve { curve, .. } => {
            let outputs = model.curves[curve.0 as usize].points.iter().map(|(_, output)| output);
            let end = |number: &Number| Some(End { number: number.clone(), by: None });
            Reach { low: outputs.clone().min().and_then(end), high: outputs.max().and_then(end), grid: None }
        }
        NodeKind::Limited { of: x, range, setting } => match constant(model, *range) {
            Some(Value::Range(range)) => of(x).limited(&range, setting.map(|setting| setting.span)),
            _ => Reach::default(),
        },
        NodeKind::Rounded { of: x, mode, decimals, .. } => of(x).rounded(*mode, *decimals as i32 + shift(model, node)),
        NodeKind::Call { function, arguments } => {
            let Some(x) = arguments.first() else { return Reach::default() };
            match function {
                Builtin::Round { mode, decimals } => of(x).rounded(*mode, *decimals as i32 + shift(model, *x)),
                Builtin::ToPoints => of(x).shifted(shift(model, *x)),
                Builtin::ToPercent if shift(model, *x) == 0 => of(x).shifted(-2),
                Builtin::ToPercent => of(x),
                Builtin::IfMissing => any_of(&mut arguments.iter()),
                Builtin::Score => match model.node(*x).ty {
                    Type::Label(scale) => {
                        let scores = model.scale(scale).bands.iter().filter_map(|band| band.score.clone());
                        scores.map(Reach::constant).reduce(Reach::or).unwrap_or_default()
                    }
                    _ => Reach::default(),
                },
                Builtin::Absolute | Builtin::IsThere | Builtin::DaysBetween => Reach::default(),
            }
        }
        NodeKind::List { function, members, missing, .. } => list(model, *function, members, *missing, &of),
        _ => Reach::default(),
    }
}

/// The declared units of which only whole numbers are spoken of: what is counted in them is counted in whole. A fraction
/// anywhere in the rules says that a unit measures.
fn whole_units(model: &Model) -> HashSet<UnitId> {
    let is_declared = |unit: &UnitId| model.units.base(*unit).is_some_and(|base| base.span.is_some());
    let mut units = HashSet::new();
    let mut measured = HashSet::new();
    let mut spoken = |unit: UnitId, number: &Number| {
        if !number.is_integer() {
            measured.insert(unit);
        }
    };
    for node in &model.nodes {
        match (&node.kind, node.ty) {
            (NodeKind::Given(_), Type::Number(unit)) => {
                units.insert(unit);
            }
            (NodeKind::Constant(Value::Number(number)), Type::Number(unit)) => spoken(unit, number),
            _ => {}
        }
    }
    for scale in &model.scales {
        let Some(unit) = scale.unit else { continue };
        let ends = scale.bands.iter().filter_map(|band| band.range.as_ref());
        ends.flat_map(|(range, _)| range.low.iter().chain(&range.high)).for_each(|(end, _)| spoken(unit, end));
    }
    for item in &model.items {
        if let (Some(Type::Number(unit)), Some((range, _))) = (item.declared.unit, &item.declared.accepted) {
            range.low.iter().chain(&range.high).for_each(|(end, _)| spoken(unit, end));
        }
    }
    units.retain(|unit| is_declared(unit) && !measured.contains(unit));
    units
}

fn list(
    model: &Model,
    function: ListFunction,
    members: &[ListMember],
    missing: MissingPolicy,
    of: &dyn Fn(&NodeId) -> Reach,
) -> Reach {
    if function == ListFunction::Count {
        return Reach::count(members.len());
    }
    let zero = (missing == MissingPolicy::Zero).then(|| Reach::constant(Number::ZERO));
    let reaches: Vec<Reach> = members.iter().filter_map(|member| member.value.as_ref()).map(of).chain(zero).collect();
    let grids: Option<Vec<&Grid>> = reaches.iter().map(|reach| reach.grid.as_ref()).collect();
    let step = grids.and_then(Grid::step);
    // A member that is *tidak berlaku*, or missing and left out, changes what is divided by.
    let all_stay = missing != MissingPolicy::Ignore && members.iter().all(|member| member.present.is_none());
    let count = u32::try_from(members.len()).ok().filter(|count| *count <= MOST_MEMBERS);
    let parts = |step: Number, parts: Vec<Number>| {
        let steps: Option<Vec<Number>> = parts.iter().map(|part| step.div(part).ok()).collect();
        Grid::multiples(steps?)
    };
    let grid = match function {
        ListFunction::Sum => step.clone().and_then(|step| Grid::multiples(vec![step])),
        ListFunction::Mean => step.zip(count).and_then(|(step, count)| {
            let least = if all_stay { count } else { 1 };
            parts(step, (least..=count).map(Number::from).collect())
        }),
        ListFunction::Median => step.and_then(|step| parts(step, vec![Number::from(2u32)])),
        ListFunction::WeightedMean => step.and_then(|step| weighted(model, step, members, all_stay)),
        _ => None,
    };
    let hull = reaches.into_iter().reduce(Reach::or).unwrap_or_default();
    match function {
        ListFunction::Sum => Reach { grid, ..Reach::default() },
        ListFunction::Minimum | ListFunction::Maximum => hull,
        _ => Reach { grid, ..hull },
    }
}

/// The grid of a weighted mean of multiples of a step: of that step times what the weights have in common, divided by any
/// sum of weights that may be left.
fn weighted(model: &Model, step: Number, members: &[ListMember], all_stay: bool) -> Option<Grid> {
    let mut weights = Vec::new();
    for member in members {
        match follow(model, member.weight?) {
            NodeKind::Constant(Value::Number(weight)) => weights.push(weight.clone()),
            _ => return None,
        }
    }
    let common = Grid::step([&Grid { steps: weights.clone(), points: Vec::new() }])?;
    let mut sums = vec![Number::ZERO];
    for weight in &weights {
        let with = sums.iter().map(|sum| sum.add(weight).ok()).collect::<Option<Vec<_>>>()?;
        if all_stay {
            sums = with;
        } else {
            sums.extend(with);
            sums.sort();
            sums.dedup();
        }
        if sums.len() > 64 {
            return None;
        }
    }
    let step = step.mul(&common).ok()?;
    let sums = sums.iter().filter(|sum| sum.is_positive());
    Grid::multiples(sums.map(|sum| step.div(sum).ok()).collect::<Option<Vec<_>>>()?)
}

/// The node that a reading leads to.
fn follow(model: &Model, mut node: NodeId) -> &NodeKind {
    // Chains of readings are short; a longer one is left where it is.
    for _ in 0..8 {
        match &model.node(node).kind {
            NodeKind::Read { node: next, .. } | NodeKind::Input { node: next, .. } => node = *next,
            NodeKind::Sum(terms) if terms.len() == 1 => node = terms[0].1,
            _ => break,
        }
    }
    &model.node(node).kind
}

/// The value of a node that is written out.
pub fn constant(model: &Model, node: NodeId) -> Option<Value> {
    let node = model.node(node);
    Some(match &node.kind {
        NodeKind::Constant(value) => value.clone(),
        NodeKind::Negative(x) => crate::value::ops::negative(&constant(model, *x)?),
        NodeKind::Range { low, high } => {
            let end = |end: &Option<(NodeId, bool)>| match end {
                Some((node, inclusive)) => constant(model, *node).map(|value| Some((value, *inclusive))),
                None => Some(None),
            };
            let (low, high) = (end(low)?, end(high)?);
            crate::value::ops::range(low.as_ref().map(|(v, i)| (v, *i)), high.as_ref().map(|(v, i)| (v, *i)))
        }
        _ => return None,
    })
}

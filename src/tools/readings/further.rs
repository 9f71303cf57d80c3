//! Readings by which a published figure may have come about, whether the text of the rules allows them or not.

use super::nodes::{self, Steps, add, cap, kind, pass, rounded_by, steps, wrap};
use crate::model::{
    Item, ItemId, ItemKind, ListFunction, ListMember, Model, Node, NodeId, NodeKind, Property, Setting, Type,
};
use crate::number::RoundingMode;
use crate::render::reading::Reading;
use crate::value::{Field, Slot};
use std::collections::HashSet;

/// Caps that reports use.
const CAPS: [u16; 7] = [100, 105, 110, 120, 125, 150, 200];
/// The decimals that figures are rounded to.
const DECIMALS: [u8; 4] = [0, 1, 2, 3];

/// The models of all readings that exchange nodes and differ from the ruleset as it is written.
pub(super) fn models(model: &Model) -> Vec<(Reading, Model)> {
    let all = steps(model);
    let mut found: Vec<(Reading, Model)> =
        nodes::models(model).into_iter().filter(|(reading, _)| *reading != Reading::Capped).collect();
    let mut read = |reading: Reading, build: &dyn Fn(&mut Model, &[Steps]) -> bool| {
        let mut other = model.clone();
        if build(&mut other, &all) {
            found.push((reading, other));
        }
    };
    for mode in [RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down] {
        read(Reading::RoundedBy(mode), &|model, all| rounded_by(model, all, mode));
    }
    for decimals in DECIMALS {
        read(Reading::RoundedTo(decimals), &|model, all| rounded_to(model, all, decimals.into()));
    }
    for percent in CAPS {
        read(Reading::CappedAt(percent), &|model, all| {
            all.iter().map(|steps| cap(model, steps, percent)).fold(false, |any, changed| any | changed)
        });
    }
    read(Reading::Copied, &|model, _| copied(model));
    for decimals in DECIMALS {
        read(Reading::InputsRounded(decimals), &|model, _| inputs_rounded(model, decimals.into()));
    }
    read(Reading::MeanOfMeans, &|model, _| exchange_means(model, by_groups));
    read(Reading::FlatMean, &|model, _| exchange_means(model, by_indicators));
    read(Reading::LastYear, &|model, _| targets_given(model));
    found
}

/// Rounds what a node yields.
fn round(model: &mut Model, node: NodeId, decimals: u32) {
    let setting = Setting { span: model.node(node).span, block: None };
    wrap(model, node, |of| NodeKind::Rounded { of, mode: RoundingMode::HalfAwayFromZero, decimals, setting });
}

fn is_number(model: &Model, node: NodeId) -> bool {
    matches!(model.node(node).ty, Type::Number(_))
}

/// What is rounded is rounded to so many decimals, and so are the achievements of indicators that are not.
fn rounded_to(model: &mut Model, all: &[Steps], wanted: u32) -> bool {
    let mut changed = false;
    for steps in all {
        match steps.rounded {
            Some(node) => {
                if let NodeKind::Rounded { decimals, .. } = kind(model, node) {
                    changed |= std::mem::replace(decimals, wanted) != wanted;
                }
            }
            None if model.item(steps.item).kind == ItemKind::Indicator && is_number(model, steps.root) => {
                round(model, steps.root, wanted);
                changed = true;
            }
            None => {}
        }
    }
    changed
}

/// The indicators with the roots of two of their properties.
fn indicators(model: &Model, first: Property, second: Property) -> Vec<(NodeId, NodeId)> {
    let roots = |(_, item): (ItemId, &Item)| {
        let is_indicator = item.kind == ItemKind::Indicator;
        is_indicator.then(|| item.properties[first as usize].zip(item.properties[second as usize])).flatten()
    };
    model.results().filter_map(roots).collect()
}

/// The realization of each indicator in the place of its achievement, where both are in one unit. One in another unit is
/// compared by whoever knows what is published.
fn copied(model: &mut Model) -> bool {
    let all = indicators(model, Property::Achievement, Property::Realization);
    for (achievement, realization) in &all {
        if model.node(*achievement).ty == model.node(*realization).ty {
            *kind(model, *achievement) = pass(*realization);
        }
    }
    !all.is_empty()
}

fn inputs_rounded(model: &mut Model, decimals: u32) -> bool {
    let pairs = indicators(model, Property::Realization, Property::Target);
    let inputs: HashSet<NodeId> =
        pairs.into_iter().flat_map(|(a, b)| [a, b]).filter(|node| is_number(model, *node)).collect();
    for node in &inputs {
        round(model, *node, decimals);
    }
    !inputs.is_empty()
}

/// The targets are what the facts say. Whoever evaluates such a model says them.
fn targets_given(model: &mut Model) -> bool {
    let target = |(_, item): (ItemId, &Item)| {
        let is_indicator = item.kind == ItemKind::Indicator;
        is_indicator.then(|| Some((item.id, item.properties[Property::Target as usize]?))).flatten()
    };
    let targets: Vec<_> = model.results().filter_map(target).collect();
    for (code, node) in &targets {
        *kind(model, *node) = NodeKind::Given(Slot { code: *code, field: Field::Target });
    }
    !targets.is_empty()
}

/// The members of a mean in another arrangement; none where it has no other.
type Arrange = fn(&mut Model, &Mean) -> Option<Vec<ListMember>>;

/// A mean of achievements.
struct Mean {
    node: Node,
    members: Vec<(ItemId, ListMember)>,
}

fn exchange_means(model: &mut Model, arrange: Arrange) -> bool {
    let mut changed = false;
    for index in 0..model.nodes.len() {
        let Some(mean) = mean_at(model, index) else { continue };
        let Some(arranged) = arrange(model, &mean) else { continue };
        if let NodeKind::List { members, .. } = &mut model.nodes[index].kind {
            *members = arranged.into();
            changed = true;
        }
    }
    changed
}

/// The mean at a place, where it is one of the achievements of at least two items.
fn mean_at(model: &Model, index: usize) -> Option<Mean> {
    let node = &model.nodes[index];
    let NodeKind::List { function: ListFunction::Mean, members, .. } = &node.kind else { return None };
    let of = |member: &ListMember| {
        let (item, value) = member.item.zip(member.value)?;
        let root = model.item(item).properties[Property::Achievement as usize]?;
        let is_achievement = match &model.node(value).kind {
            NodeKind::Read { item: read, property, .. } => *read == item && *property == Property::Achievement,
            _ => value == root,
        };
        is_achievement.then(|| (item, member.clone()))
    };
    let members: Vec<(ItemId, ListMember)> = members.iter().map(of).collect::<Option<_>>()?;
    (members.len() > 1).then(|| Mean { node: node.clone(), members })
}

/// The mean of the means of the groups that the indicators stand in.
fn by_groups(model: &mut Model, mean: &Mean) -> Option<Vec<ListMember>> {
    let mut groups: Vec<(ItemId, Vec<ListMember>)> = Vec::new();
    for (item, member) in &mean.members {
        let item = model.item(*item);
        let parent = item.parent.filter(|_| item.kind == ItemKind::Indicator)?;
        match groups.iter_mut().find(|(group, _)| *group == parent) {
            Some((_, members)) => members.push(member.clone()),
            None => groups.push((parent, vec![member.clone()])),
        }
    }
    if groups.len() < 2 {
        return None;
    }
    let mut arranged = Vec::new();
    for (group, inside) in groups {
        let mut inner = Node { kept: false, ..mean.node.clone() };
        if let NodeKind::List { members, .. } = &mut inner.kind {
            *members = inside.into();
        }
        let value = add(model, inner);
        let present = model.item(group).present;
        arranged.push(ListMember { item: Some(group), present, value: Some(value), weight: None });
    }
    Some(arranged)
}

/// The mean of all indicators in the groups.
fn by_indicators(model: &mut Model, mean: &Mean) -> Option<Vec<ListMember>> {
    let mut open: Vec<ItemId> = mean.members.iter().rev().map(|(item, _)| *item).collect();
    if !open.iter().all(|item| matches!(model.item(*item).kind, ItemKind::Group(_))) {
        return None;
    }
    let mut arranged = Vec::new();
    while let Some(id) = open.pop() {
        let item = model.item(id).clone();
        open.extend(item.children.iter().rev());
        let root = item.properties[Property::Achievement as usize];
        let Some(root) = root.filter(|_| item.kind == ItemKind::Indicator) else { continue };
        if model.node(root).ty != mean.node.ty {
            return None;
        }
        let read = NodeKind::Read { item: id, property: Property::Achievement, node: root, present: item.present };
        let value = add(model, Node { kind: read, kept: false, ..mean.node.clone() });
        arranged.push(ListMember { item: Some(id), present: item.present, value: Some(value), weight: None });
    }
    (arranged.len() > mean.members.len()).then_some(arranged)
}

//! How a change spreads: from what was changed, through what reads it, to every result that moved.

use crate::model::{ItemId, Model, NodeId};
use std::collections::{HashMap, HashSet, VecDeque};

/// A step of the way: what reads what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// How many steps from what was changed.
    pub depth: usize,
    /// What reads it.
    pub item: ItemId,
    /// Through which item the change came; none where it was changed itself.
    pub through: Option<ItemId>,
}

/// Who reads each item.
pub struct Readers(HashMap<ItemId, Vec<ItemId>>);

/// The items whose own figures or rules were changed, and those that follow from them and moved, as a tree: each stands
/// below the one that it was first reached through.
pub fn spread(readers: &Readers, changed: &[ItemId], moved: &dyn Fn(ItemId) -> bool) -> Vec<Reach> {
    let mut seen: HashSet<ItemId> = HashSet::new();
    let mut children: HashMap<Option<ItemId>, Vec<ItemId>> = HashMap::new();
    let mut queue: VecDeque<ItemId> = VecDeque::new();
    for item in changed {
        if seen.insert(*item) {
            children.entry(None).or_default().push(*item);
            queue.push_back(*item);
        }
    }
    while let Some(item) = queue.pop_front() {
        for reader in readers.of(item) {
            if moved(*reader) && seen.insert(*reader) {
                children.entry(Some(item)).or_default().push(*reader);
                queue.push_back(*reader);
            }
        }
    }
    let (mut ways, mut open) = (Vec::new(), Vec::new());
    let below = |of: Option<ItemId>, depth: usize, open: &mut Vec<Reach>| {
        let items = children.get(&of).map_or(&[][..], Vec::as_slice);
        open.extend(items.iter().rev().map(|item| Reach { depth, item: *item, through: of }));
    };
    below(None, 0, &mut open);
    while let Some(reach) = open.pop() {
        below(Some(reach.item), reach.depth + 1, &mut open);
        ways.push(reach);
    }
    ways
}

impl Readers {
    /// Of a model, in the order of its rules.
    pub fn new(model: &Model) -> Self {
        let mut owner: HashMap<NodeId, ItemId> = HashMap::new();
        for (index, item) in model.items.iter().enumerate() {
            for node in item.properties.iter().flatten().chain(&item.present) {
                owner.insert(*node, ItemId(index as u32));
            }
        }
        let mut readers: HashMap<ItemId, Vec<ItemId>> = HashMap::new();
        for (index, item) in model.items.iter().enumerate() {
            let own = ItemId(index as u32);
            let mut open: Vec<NodeId> = item.properties.iter().flatten().copied().chain(item.present).collect();
            let mut seen: HashSet<NodeId> = HashSet::new();
            while let Some(node) = open.pop() {
                if !seen.insert(node) {
                    continue;
                }
                match owner.get(&node) {
                    Some(other) if *other != own => {
                        let readers = readers.entry(*other).or_default();
                        // All that one item reads comes together.
                        if readers.last() != Some(&own) {
                            readers.push(own);
                        }
                    }
                    _ => open.extend(model.node(node).kind.reads()),
                }
            }
        }
        Self(readers)
    }

    /// Those that read an item.
    pub fn of(&self, item: ItemId) -> &[ItemId] {
        self.0.get(&item).map_or(&[], Vec::as_slice)
    }
}

//! What an evaluation leaves behind.

use crate::model::{Model, NodeId};
use crate::value::{Frame, Value};
use std::collections::BTreeMap;

/// Looks on while a model is evaluated. It can change nothing.
pub trait Record {
    /// A node has this value. Called once for each node that is computed, in any order; not for branches not taken.
    fn value(&mut self, node: NodeId, value: &Value);

    /// Of the branches, rows or periods of a node this one was taken (from 0; of `jika` the number of arms for the last
    /// `selain itu`).
    fn taken(&mut self, node: NodeId, choice: u32);

    /// From here on values are those of another stretch of time, under the rules at a place among the sets of rules, whose
    /// model has so many nodes; none: those of the one that is evaluated. Until [`Record::leave`].
    fn enter(&mut self, _elsewhere: Option<(usize, Frame)>, _nodes: usize) {}

    /// Back to the stretch before.
    fn leave(&mut self) {}
}

/// Records nothing.
impl Record for () {
    fn value(&mut self, _: NodeId, _: &Value) {}
    fn taken(&mut self, _: NodeId, _: u32) {}
}

/// Keeps everything.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    own: Sheet,
    /// What was computed in other stretches of time, by the place of the rules.
    elsewhere: BTreeMap<(usize, Frame), Recording>,
    /// The stretches that have been entered and not left.
    open: Vec<Option<(usize, Frame)>>,
}

#[derive(Debug, Clone, Default)]
struct Sheet {
    values: Vec<Option<Value>>,
    taken: Vec<Option<u32>>,
}

impl Sheet {
    fn new(nodes: usize) -> Self {
        Self { values: vec![None; nodes], taken: vec![None; nodes] }
    }
}

impl Recording {
    /// Room for a model's nodes.
    pub fn new(model: &Model) -> Self {
        Self { own: Sheet::new(model.nodes.len()), ..Self::default() }
    }

    /// The value of a node; none where it was not computed (a branch not taken).
    pub fn of(&self, node: NodeId) -> Option<&Value> {
        self.own.values.get(node.0 as usize)?.as_ref()
    }

    /// The branch or row taken.
    pub fn choice(&self, node: NodeId) -> Option<usize> {
        self.own.taken.get(node.0 as usize).copied().flatten().map(|choice| choice as usize)
    }

    /// What was computed in another stretch of time, under the rules at a place.
    pub fn in_frame(&self, place: usize, frame: Frame) -> Option<&Self> {
        self.elsewhere.get(&(place, frame))
    }

    /// All other stretches of time in which something was computed, with the place of the rules.
    pub fn elsewhere(&self) -> impl Iterator<Item = (usize, &Self)> {
        self.elsewhere.iter().map(|((place, _), recording)| (*place, recording))
    }

    fn sheet(&mut self) -> &mut Sheet {
        let elsewhere = self.open.last().copied().flatten();
        match elsewhere.and_then(|key| self.elsewhere.get_mut(&key)) {
            Some(recording) => &mut recording.own,
            None => &mut self.own,
        }
    }
}

impl Record for Recording {
    fn value(&mut self, node: NodeId, value: &Value) {
        if let Some(slot) = self.sheet().values.get_mut(node.0 as usize) {
            *slot = Some(value.clone());
        }
    }

    fn taken(&mut self, node: NodeId, choice: u32) {
        if let Some(slot) = self.sheet().taken.get_mut(node.0 as usize) {
            *slot = Some(choice);
        }
    }

    fn enter(&mut self, elsewhere: Option<(usize, Frame)>, nodes: usize) {
        let empty = || Self { own: Sheet::new(nodes), ..Self::default() };
        if let Some(key) = elsewhere {
            self.elsewhere.entry(key).or_insert_with(empty);
        }
        self.open.push(elsewhere);
    }

    fn leave(&mut self) {
        self.open.pop();
    }
}

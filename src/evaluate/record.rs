//! What an evaluation leaves behind.

use crate::model::{Model, NodeId};
use crate::value::Value;

/// Looks on while a model is evaluated. It can change nothing.
pub trait Record {
    /// A node has this value. Called once for each node that is computed, in any order; not for branches not taken.
    fn value(&mut self, node: NodeId, value: &Value);

    /// Of the branches, rows or periods of a node this one was taken (from 0; of `jika` the number of arms for the last
    /// `selain itu`).
    fn taken(&mut self, node: NodeId, choice: u32);
}

/// Records nothing.
impl Record for () {
    fn value(&mut self, _: NodeId, _: &Value) {}
    fn taken(&mut self, _: NodeId, _: u32) {}
}

/// Keeps everything.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    values: Vec<Option<Value>>,
    taken: Vec<Option<u32>>,
}

impl Recording {
    /// Room for a model's nodes.
    pub fn new(model: &Model) -> Self {
        Self { values: vec![None; model.nodes.len()], taken: vec![None; model.nodes.len()] }
    }

    /// The value of a node; none where it was not computed (a branch not taken).
    pub fn of(&self, node: NodeId) -> Option<&Value> {
        self.values.get(node.0 as usize)?.as_ref()
    }

    /// The branch, row or period taken.
    pub fn choice(&self, node: NodeId) -> Option<usize> {
        self.taken.get(node.0 as usize).copied().flatten().map(|choice| choice as usize)
    }
}

impl Record for Recording {
    fn value(&mut self, node: NodeId, value: &Value) {
        if let Some(slot) = self.values.get_mut(node.0 as usize) {
            *slot = Some(value.clone());
        }
    }

    fn taken(&mut self, node: NodeId, choice: u32) {
        if let Some(slot) = self.taken.get_mut(node.0 as usize) {
            *slot = Some(choice);
        }
    }
}

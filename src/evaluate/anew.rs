//! A few nodes evaluated anew while others have other values: nothing else is computed again.

use super::run::Evaluator;
use super::{Facts, Outcome};
use crate::model::NodeId;
use crate::value::Value;

impl Outcome {
    /// Gives these nodes these values and computes the nodes of `order` anew, each after all that it reads. What these read
    /// beyond them stays as it is.
    pub fn anew(&mut self, evaluator: &mut Evaluator<'_>, facts: &Facts, given: &[(NodeId, Value)], order: &[NodeId]) {
        self.values.resize(evaluator.model.nodes.len().max(self.values.len()), None);
        let conflicts = self.conflicts.len();
        for node in order {
            if let Some(value) = self.values.get_mut(node.0 as usize) {
                *value = None;
            }
        }
        for (node, value) in given {
            if let Some(slot) = self.values.get_mut(node.0 as usize) {
                *slot = Some(value.clone());
            }
        }
        for node in order {
            let value = evaluator.again(facts, self, *node);
            if let Some(slot) = self.values.get_mut(node.0 as usize) {
                *slot = Some(value);
            }
        }
        self.conflicts.truncate(conflicts);
    }

    /// The value of any node; of one that is not kept computed from those that are.
    pub fn step(&mut self, evaluator: &mut Evaluator<'_>, facts: &Facts, node: NodeId) -> Value {
        match self.value(node) {
            Some(value) => value.clone(),
            None => evaluator.again(facts, self, node),
        }
    }
}

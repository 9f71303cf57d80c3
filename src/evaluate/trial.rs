//! One formula tried with several inputs.

use super::run::Evaluator;
use super::{Facts, Outcome};
use crate::model::{Model, NodeId, Rules};
use crate::value::Value;

/// An outcome in which single formulas are computed anew, with other values in the places of some nodes: what a polarity
/// yields for a realization, whatever the data says.
pub struct Trial<'m> {
    model: &'m Model,
    evaluator: Evaluator<'m>,
    facts: Facts,
    outcome: Outcome,
}

impl<'m> Trial<'m> {
    /// What these facts yield is what the formulas read beyond the nodes that are given. The model is that of the rules at
    /// a place.
    pub fn new(model: &'m Model, (rules, place): (&'m Rules, usize), facts: Facts) -> Self {
        let mut evaluator = Evaluator::among(model, rules, place);
        let outcome = evaluator.run(&facts, &mut ());
        Self { model, evaluator, facts, outcome }
    }

    /// What the facts yield.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The value of a node where these nodes have these values.
    pub fn value(&mut self, node: NodeId, given: &[(NodeId, Value)]) -> Value {
        let inside = self.kept_inside(node, given);
        let mut before = Vec::with_capacity(inside.len() + given.len());
        for (id, value) in
            inside.into_iter().map(|id| (id, None)).chain(given.iter().cloned().map(|(i, v)| (i, Some(v))))
        {
            if let Some(slot) = self.outcome.values.get_mut(id.0 as usize) {
                before.push((id, std::mem::replace(slot, value)));
            }
        }
        let value = self.evaluator.again(&self.facts, &mut self.outcome, node);
        for (id, earlier) in before.into_iter().rev() {
            self.outcome.values[id.0 as usize] = earlier;
        }
        value
    }

    /// The nodes of the formula itself whose values were kept: they may follow from what is given.
    fn kept_inside(&self, node: NodeId, given: &[(NodeId, Value)]) -> Vec<NodeId> {
        let mut seen = std::collections::HashSet::new();
        let (mut open, mut kept) = (vec![node], Vec::new());
        while let Some(id) = open.pop() {
            if given.iter().any(|(other, _)| *other == id) || !seen.insert(id) {
                continue;
            }
            let here = self.model.node(id);
            if here.kept {
                kept.push(id);
            }
            open.extend(here.kind.parts());
        }
        kept
    }
}

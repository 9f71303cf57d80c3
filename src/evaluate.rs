//! Model and facts to results: the one evaluator.
//!
//! [`evaluate`] is generic over what is recorded: `()` records nothing and compiles away (batch), a [`Recording`] keeps the
//! value of each node (explanations). The evaluator itself never explains and never rounds, caps or skips anything that
//! is not a node of the model.

pub mod facts;
pub mod plan;
pub mod record;
mod run;
pub mod semantics;
pub mod trial;

use crate::model::{ItemId, Model, NodeId};
use crate::value::{Field, Value};

pub use facts::{DataFiles, Fact, Facts, Origin, Published};
pub use record::{Record, Recording};
pub use run::{Evaluator, evaluate};
pub use trial::Trial;

/// The results for one unit and period.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The values of kept nodes, by node.
    pub(crate) values: Vec<Option<Value>>,
    /// Where the data contradicts the ruleset.
    pub conflicts: Vec<Conflict>,
}

/// A figure in the data that is not what the ruleset says: a target that differs, a realization that differs from its
/// `rumus`. The item's value is then *galat*.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Whose figure.
    pub item: ItemId,
    /// Which.
    pub field: Field,
    /// What the data says, and where.
    pub given: Fact,
    /// What the ruleset says; none where the ruleset says that there is none in this period.
    pub expected: Option<Value>,
    /// The node that the ruleset's value comes from.
    pub node: NodeId,
}

impl Outcome {
    /// The value of a root, an argument or a side of a condition.
    pub fn value(&self, node: NodeId) -> Option<&Value> {
        self.values.get(node.0 as usize)?.as_ref()
    }

    /// The value of a property; none where the item has no such property.
    pub fn property(&self, model: &Model, item: ItemId, property: crate::model::Property) -> Option<&Value> {
        self.value(model.item(item).properties[property as usize]?)
    }
}

//! Model and facts to results: the one evaluator.
//!
//! [`evaluate`] is generic over what is recorded: `()` records nothing and compiles away (batch), a [`Recording`] keeps the
//! value of each node (explanations). The evaluator itself never explains and never rounds, caps or skips anything that
//! is not a node of the model.

mod anew;
pub mod beside;
mod elsewhere;
pub mod facts;
pub mod figures;
mod given;
pub mod periods;
pub mod plan;
pub mod record;
mod run;
pub mod semantics;
pub mod trial;

use crate::model::{ItemId, Model, NodeId};
pub use crate::value::Origin;
use crate::value::{Blame, Field, Value};

pub use facts::{DataFiles, Fact, Facts, Published};
pub use figures::Figures;
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
    /// What the ruleset says, or what the figures of the parts make; none where the ruleset says that there is none in this
    /// period.
    pub expected: Option<Value>,
    /// The node that the ruleset's value comes from; none where it is the parts that say something else.
    pub node: Option<NodeId>,
    /// What it contradicts.
    pub against: Against,
    /// The place of the rules that it contradicts.
    pub place: usize,
}

impl Against {
    /// What is to blame where a figure contradicts this.
    pub fn blame(self, origin: Origin, field: Field) -> Blame {
        let code = match (self, field) {
            (Self::Parts, _) => 520,
            (Self::Rule, Field::Target) => 511,
            (Self::Rule, Field::Realization) => 512,
        };
        Blame::on(origin, code)
    }

    /// What is to blame where there is a figure of a period for which the ruleset has none.
    pub fn nothing_here(origin: Origin) -> Blame {
        Blame::on(origin, 513)
    }
}

/// What a figure contradicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The ruleset.
    Rule,
    /// The figures of the parts of its period.
    Parts,
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

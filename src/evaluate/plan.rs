//! A model as flat steps over small fractions, for batches of many units.
//!
//! A [`Plan`] holds what [`super::evaluate`] does for one period where every figure is there and every number fits into a
//! fraction of 64 bits. What it computes is exact; as soon as anything else turns up (a figure that is missing or
//! contradicts the rules, a division by zero, a number that does not fit, a state without a value of any kind) the run
//! stops, and the unit is left to the evaluator. So a plan either yields what the evaluator would, or nothing.
//!
//! `tests/plan.rs` compares the two over generated rulesets and data.

mod compile;
mod run;
mod small;

use crate::model::{Model, NodeId, Type};
use crate::number::RoundingMode;
use crate::value::operator::Comparison;
use crate::value::period::Period;
use crate::value::{Field, Slot};

pub use run::Machine;
pub use small::Small;

/// The place of a value while a plan runs.
pub type Register = u32;

/// The steps that yield all results of a model for one period.
#[derive(Debug)]
pub struct Plan<'m> {
    model: &'m Model,
    steps: Vec<Step>,
    /// What the registers hold at the beginning: first the inputs, two for each code, then constants, then the rest.
    registers: Vec<Small>,
    /// The members of lists, the inputs of tables.
    pool: Vec<Register>,
    /// What the inputs of tables are.
    kinds: Vec<Kind>,
    bands: Vec<Bands<'m>>,
    /// The slots without which nothing can be computed, as bits.
    required: Vec<u64>,
    /// Where the value of each node is at the end.
    results: Vec<Option<Register>>,
    codes: usize,
}

/// What a register stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A label, by its place.
    Label,
    /// 1 for `ya`, 0 for `tidak`.
    Truth,
}

impl Kind {
    /// What values of a type are; none where plans do not know them.
    pub fn of(ty: Type) -> Option<Self> {
        match ty {
            Type::Number(_) => Some(Self::Number),
            Type::Label(_) => Some(Self::Label),
            Type::Truth => Some(Self::Truth),
            Type::Text | Type::Date | Type::Range(_) => None,
        }
    }
}

/// One step.
#[derive(Debug, Clone, Copy)]
enum Step {
    Add {
        a: Register,
        b: Register,
        out: Register,
    },
    Subtract {
        a: Register,
        b: Register,
        out: Register,
    },
    Multiply {
        a: Register,
        b: Register,
        out: Register,
    },
    Divide {
        a: Register,
        b: Register,
        out: Register,
    },
    Absolute {
        of: Register,
        out: Register,
    },
    /// Times a power of ten.
    Shift {
        of: Register,
        places: i32,
        out: Register,
    },
    Compare {
        operator: Comparison,
        a: Register,
        b: Register,
        out: Register,
    },
    CompareLabels {
        operator: Comparison,
        a: Register,
        b: Register,
        out: Register,
    },
    Not {
        of: Register,
        out: Register,
    },
    Copy {
        from: Register,
        out: Register,
    },
    Jump {
        to: u32,
    },
    JumpIf {
        of: Register,
        truth: bool,
        to: u32,
    },
    /// The nearest number of a range.
    Limit {
        of: Register,
        low: Register,
        high: Register,
        out: Register,
    },
    LimitLow {
        of: Register,
        low: Register,
        out: Register,
    },
    LimitHigh {
        of: Register,
        high: Register,
        out: Register,
    },
    Round {
        of: Register,
        mode: RoundingMode,
        decimals: i32,
        out: Register,
    },
    /// The label of a number.
    Band {
        of: Register,
        bands: u32,
        out: Register,
    },
    Score {
        of: Register,
        bands: u32,
        out: Register,
    },
    /// The row of a table.
    Row {
        table: u32,
        first: u32,
        count: u32,
        out: Register,
    },
    Curve {
        curve: u32,
        of: Register,
        out: Register,
    },
    Total {
        first: u32,
        count: u32,
        out: Register,
    },
    /// The values, then their weights.
    Weighted {
        first: u32,
        count: u32,
        out: Register,
    },
    Least {
        first: u32,
        count: u32,
        out: Register,
    },
    Most {
        first: u32,
        count: u32,
        out: Register,
    },
    Median {
        first: u32,
        count: u32,
        out: Register,
    },
    /// Leaves where a range has no member.
    Crossing {
        low: Register,
        high: Register,
        both_in: bool,
    },
    /// Leaves where the data says something else than the rules.
    Agree {
        slot: Register,
        rule: Register,
    },
    /// Leaves where the data says anything.
    Silent {
        slot: Register,
    },
}

/// An end of a range, and whether it belongs to it.
type End = Option<(Small, bool)>;

/// A scale, ready to be looked up.
#[derive(Debug)]
struct Bands<'m> {
    scale: &'m crate::model::Scale,
    /// The shift of its unit.
    shift: i32,
    /// The denominator that numbers have here, as far as that is known: then what was found once is kept.
    denominator: Option<i64>,
    /// Whether the scale's own limits and rounding have been applied already.
    prepared: bool,
    ends: Vec<(End, End)>,
    scores: Vec<Option<Small>>,
}

impl<'m> Plan<'m> {
    /// The plan of a model for a period; none where it has something that plans do not know.
    pub fn new(model: &'m Model, period: Option<Period>) -> Option<Self> {
        compile::plan(model, period, &model.order)
    }

    /// The same for these roots and no others, each after all that it reads.
    pub fn only(model: &'m Model, period: Option<Period>, order: &[NodeId]) -> Option<Self> {
        compile::plan(model, period, order)
    }

    /// The register that holds the value of a root when the plan has run.
    pub fn result(&self, node: NodeId) -> Option<Register> {
        self.results.get(node.0 as usize).copied().flatten()
    }

    /// How many codes it knows.
    pub fn codes(&self) -> usize {
        self.codes
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }
}

/// The register of a figure.
#[inline]
pub fn register_of(slot: Slot) -> Register {
    slot.code.0 * 2 + u32::from(slot.field == Field::Realization)
}

//! Values and their states. They know no place; whoever computes adds it.

pub mod frame;
mod interval;
pub mod operator;
pub mod ops;
pub mod origin;
pub mod period;
pub mod window;

use crate::number::Number;
use crate::source::Span;
use period::Period;
use std::sync::Arc;

pub use frame::Frame;
pub use origin::{Blame, Origin};
pub use window::Window;

/// A civil day.
pub type Date = jiff::civil::Date;

/// What a rule yields for one unit and period: a value, or one of the three states without one. They never turn into each
/// other silently.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number in its natural size: 95% is 0,95. Its unit is known from the node's type.
    Number(Number),
    /// A label of the scale named by the node's type.
    Label(Label),
    /// Free text from the data.
    Text(Arc<str>),
    /// `ya` or `tidak`.
    Truth(bool),
    /// A day.
    Date(Date),
    /// A range of numbers.
    Range(Arc<Interval>),
    /// *kosong*: there is no figure (yet).
    Missing(Absence),
    /// *tidak berlaku*: there can be no figure.
    NotApplicable(Absence),
    /// *galat*: there are figures, but nothing can be computed from them.
    Failed(Arc<Failure>),
}

impl Value {
    /// Whether there is a value.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::Missing(_) | Self::NotApplicable(_) | Self::Failed(_))
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// *galat* for a cause.
    pub fn failed(cause: Cause) -> Self {
        Self::Failed(Arc::new(Failure { cause, at: None }))
    }

    /// *galat* for want of a usable figure.
    pub fn bad_data(slot: Slot, blame: Blame) -> Self {
        Self::failed(Cause::BadData(slot, Some(blame)))
    }

    /// Says where a *galat* arose, unless that is known already.
    pub fn at(self, span: Span) -> Self {
        match self {
            Self::Failed(failure) if failure.at.is_none() => {
                Self::Failed(Arc::new(Failure { cause: failure.cause.clone(), at: Some(span) }))
            }
            other => other,
        }
    }
}

/// A label by its place in the scale, 0 being the first (the best).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Label(pub u16);

impl Label {
    /// `di luar skala`: the value lies in no band.
    pub const OUTSIDE: Self = Self(u16::MAX);
}

/// A range of numbers, in natural size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The low end and whether it belongs to the range; none where the range is open below.
    pub low: Option<(Number, bool)>,
    /// The high end, likewise.
    pub high: Option<(Number, bool)>,
}

impl Interval {
    /// The one number that it holds, where both ends are the same.
    pub fn single(&self) -> Option<&Number> {
        match (&self.low, &self.high) {
            (Some((low, true)), Some((high, true))) if low == high => Some(low),
            _ => None,
        }
    }

    /// Whether a number lies in the range.
    pub fn contains(&self, number: &Number) -> bool {
        self.above_low(number) && self.below_high(number)
    }

    fn above_low(&self, number: &Number) -> bool {
        match &self.low {
            None => true,
            Some((low, inclusive)) => number > low || (*inclusive && number == low),
        }
    }

    fn below_high(&self, number: &Number) -> bool {
        match &self.high {
            None => true,
            Some((high, inclusive)) => number < high || (*inclusive && number == high),
        }
    }
}

/// A code's id. It outlives one model, so that facts can serve several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeId(pub u32);

/// Which figure of a code the data gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Of an indicator its target, of a budget line its `pagu`.
    Target,
    /// Of an indicator or budget line its realization, of a `data` variable its value.
    Realization,
}

impl Field {
    /// Both of them, in the order of the columns.
    pub const BOTH: [Self; 2] = [Self::Target, Self::Realization];
}

/// A figure that the data may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// Of what.
    pub code: CodeId,
    /// Which.
    pub field: Field,
}

/// An input that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lack {
    /// A figure.
    Figure(Slot),
    /// A figure of another period than the one evaluated, or of a part of it.
    FigureAt(Slot, Period),
    /// All of a code in a period of which neither rules nor data speak.
    Everything(CodeId, Period),
}

/// Why there is no value: the inputs that are missing or not applicable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Absence {
    /// The inputs, sorted, each once; at most [`Absence::LIMIT`].
    pub inputs: Arc<[Lack]>,
}

impl Absence {
    /// More inputs than this are not listed.
    pub const LIMIT: usize = 100;

    /// For one input.
    pub fn of(slot: Slot) -> Self {
        Self::lacking(Lack::Figure(slot))
    }

    /// For an input of another period, or of a part of the period.
    pub fn at(slot: Slot, period: Period) -> Self {
        Self::lacking(Lack::FigureAt(slot, period))
    }

    /// For whatever is not there.
    pub fn lacking(lack: Lack) -> Self {
        Self { inputs: Arc::from([lack]) }
    }

    /// The inputs of both.
    pub fn and(&self, other: &Self) -> Self {
        if Arc::ptr_eq(&self.inputs, &other.inputs) || other.inputs.is_empty() {
            return self.clone();
        }
        let mut inputs: Vec<Lack> = self.inputs.iter().chain(other.inputs.iter()).copied().collect();
        inputs.sort_unstable();
        inputs.dedup();
        inputs.truncate(Self::LIMIT);
        Self { inputs: inputs.into() }
    }
}

/// Why a value cannot be computed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub cause: Cause,
    /// The rule in which it did.
    pub at: Option<Span>,
}

/// What makes a value *galat*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// `x / 0`
    DivisionByZero,
    /// A number above 100.000 bits.
    NumberTooLarge,
    /// A geometric mean with a negative member.
    NegativeInGeometricMean,
    /// A curve was asked for a value outside its points.
    OutsideCurve,
    /// `di luar skala` was compared for order, or given to a function or table.
    OutsideScale,
    /// `skor(x)` of a scale without scores.
    NoScore,
    /// The weights of the members that are left add up to 0.
    WeightsAreZero,
    /// A range whose low end lies above its high end.
    EmptyRange,
    /// No row of a table applies (only where an input is outside the table's scale).
    NoRow,
    /// The data for this input is not usable, and what of it is to blame.
    BadData(Slot, Option<Blame>),
    /// `x pada P` that leads back to itself, through rules of different times.
    PeriodCycle,
    /// `pada` from one period to the next more often than is followed.
    TooManyPeriods,
    /// What is read was of another type in that period: another unit, or a scale with other labels.
    OtherType(CodeId, Period),
    /// The targets of the parts of a period do not make the target of the whole.
    TargetsDisagree(Slot),
}

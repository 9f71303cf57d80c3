//! What seeking has found, as data. It is shown by [`super::seek_text`] and [`super::seek_json`].

use crate::model::{ItemId, NodeId, Type};
use crate::number::Number;
use crate::source::Span;
use crate::value::period::Period;
use crate::value::{Lack, Slot, Value};

/// An end of what was searched.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The value; none where there is no end.
    pub value: Option<Value>,
    /// Whether it is searched itself.
    pub inclusive: bool,
    /// What it follows from.
    pub why: Why,
}

/// What an end of what was searched follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// `rentang` of the ruleset, or the neighbouring ends of a scale or table.
    Accepted,
    /// A range that was asked for.
    Asked,
    /// The unit: nothing is below 0, and nothing has an end above.
    Natural,
    /// All values that there are.
    All,
    /// A year around the period.
    Period,
}

/// What is sought.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// As it is written.
    pub name: String,
    /// What it takes.
    pub ty: Type,
    /// Whose figure it is.
    pub item: Option<ItemId>,
    /// What it is now; none where there is nothing.
    pub now: Option<Value>,
    /// The step of its grid; none where the values are no numbers.
    pub step: Option<Number>,
    /// The ends of what was searched.
    pub bounds: (Bound, Bound),
}

/// A value that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The value.
    pub at: Value,
    /// What the figure that is compared then is; none where the condition is no single comparison.
    pub shown: Option<Value>,
    /// What the condition then is.
    pub condition: Value,
}

/// Neighbouring values for which the condition holds, with the values beside them for which it does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The first.
    pub first: Sample,
    /// The last; none where there is no end, which is proven.
    pub last: Option<Sample>,
    /// The one before the first; none where nothing before it was searched.
    pub before: Option<Sample>,
    /// The one after the last; none where nothing after it was searched.
    pub after: Option<Sample>,
}

/// Values between two ends; none: without end.
pub type Between = (Value, Option<Value>);

/// An answer to `cari X agar …`.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was sought.
    pub sought: Sought,
    /// What the condition is now.
    pub now: Value,
    /// The figure that is compared, where the condition is a single comparison: its text and type.
    pub compared: Option<(String, Type)>,
    /// Where it holds, in order.
    pub holds: Vec<Stretch>,
    /// Where the condition has no value, and the state that it has there.
    pub without: Vec<(Between, Value)>,
    /// What was not decided.
    pub open: Vec<Between>,
    /// Why nothing was found.
    pub impossible: Option<Impossible>,
    /// Figures of the data that only repeat a rule and were left out.
    pub stale: Vec<Slot>,
}

/// Why there is no such value.
#[derive(Debug, Clone, Default)]
pub struct Impossible {
    /// What is sought has no part in the condition.
    pub unrelated: bool,
    /// The nearest that can be reached.
    pub best: Option<Sample>,
    /// It is only approached, further and further out.
    pub never_reached: bool,
    /// Parts of the condition (`… dan …`) that hold for no value.
    pub parts: Vec<NodeId>,
    /// Caps that are at work there.
    pub caps: Vec<Cap>,
    /// Inputs that are missing.
    pub missing: Vec<Lack>,
    /// Other inputs that would do, alone, once this one is at its best.
    pub others: Vec<Turn>,
    /// Whether other inputs were looked at.
    pub looked: bool,
}

/// A cap that is at work.
#[derive(Debug, Clone)]
pub struct Cap {
    /// Whose.
    pub item: Option<ItemId>,
    /// What it would be without.
    pub from: Value,
    /// What it is.
    pub to: Value,
    /// Their type.
    pub ty: Type,
    /// Where it is set.
    pub span: Span,
}

/// How far an input is from turning a condition, alone.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The input.
    pub sought: Sought,
    /// The nearest value that turns it; none where there is none.
    pub needed: Option<Value>,
    /// The last value that goes on doing so from there; none without end. Only where there is no value yet.
    pub until: Option<Value>,
    /// How far that is.
    pub step: Option<Number>,
    /// The same, as a part of the target, else of the value as it is now.
    pub relative: Option<Number>,
    /// Whether all values were decided.
    pub is_decided: bool,
}

/// An answer to `mengapa …` and `mengapa tidak …`.
#[derive(Debug, Clone)]
pub struct Reasons {
    /// The condition, as it is written.
    pub condition: String,
    /// What it is now.
    pub now: Value,
    /// What it would have to be.
    pub wanted: bool,
    /// The figure that is compared: its text, type and value.
    pub compared: Option<(String, Type, Value)>,
    /// The inputs, the smallest step first; those without which nothing turns last.
    pub turns: Vec<Turn>,
    /// Inputs that are missing.
    pub missing: Vec<Lack>,
    /// Figures of the data that only repeat a rule and were left out.
    pub stale: Vec<Slot>,
}

/// An answer to `kemungkinan X`.
#[derive(Debug, Clone)]
pub struct Possible {
    /// Of what.
    pub item: ItemId,
    /// The inputs that are still open, with what they can be.
    pub inputs: Vec<Sought>,
    /// The figure: its type, and the least and the greatest value that was found.
    pub figure: Option<(Type, Option<Value>, Option<Value>)>,
    /// Whether these ends are proven to be the ends.
    pub ends_proven: (bool, bool),
    /// The ratings: the type and each label with what is known.
    pub labels: Option<(Type, Vec<(Value, Chance)>)>,
    /// What it is as it stands.
    pub now: Value,
}

/// Whether a rating is still possible.
#[derive(Debug, Clone, PartialEq)]
pub enum Chance {
    /// With these values of the open inputs, in their order.
    Yes(Vec<Value>),
    /// It is proven not to be.
    No,
    /// Neither was found.
    Open,
}

/// An answer to `cari X; Y agar …`.
#[derive(Debug, Clone)]
pub struct Frontier {
    /// The first.
    pub first: Sought,
    /// The second, for which the condition is solved.
    pub second: Sought,
    /// Values of the first, with where the condition then holds for the second.
    pub rows: Vec<FrontierRow>,
    /// Whether every value of the first stands in a row; otherwise only some were chosen.
    pub is_complete: bool,
    /// What the condition is now.
    pub now: Value,
}

/// A value of the first of two (or several neighbours with the same answer), and the answer.
#[derive(Debug, Clone)]
pub struct FrontierRow {
    /// The first value.
    pub from: Value,
    /// The last with the same answer.
    pub to: Value,
    /// Where the condition holds.
    pub holds: Vec<Between>,
    /// Whether the condition has a value, and everything was decided.
    pub is_decided: bool,
}

/// An answer to `proyeksi`: what one indicator still has to bring.
#[derive(Debug, Clone)]
pub struct Projection {
    /// The indicator.
    pub item: ItemId,
    /// What is known up to now, consolidated.
    pub so_far: Value,
    /// The last period of which there is a figure.
    pub until: Period,
    /// The periods that remain.
    pub remaining: Vec<Period>,
    /// The type of its realization.
    pub ty: Type,
    /// The step of the values that were tried; none where there was nothing to try.
    pub step: Option<Number>,
    /// For each rating, from the best, the figures that bring it, the same in each period that remains; and whether all were
    /// decided.
    pub needs: Vec<(Value, Vec<Between>, bool)>,
    /// The type of the ratings.
    pub rating: Type,
}

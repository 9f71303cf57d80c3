//! What seeking has found, as data; how it is shown is in [`text`](super) and JSON.

use crate::value::Value;

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

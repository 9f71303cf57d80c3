//! What amendments have changed, for display.

use super::About;
use crate::source::{FileId, Span};
use crate::value::Date;

/// `perubahan name "title" { … }`
#[derive(Debug, Clone)]
pub struct Amendment {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What it says of itself.
    pub about: About,
    /// The first day on which it is in force; none: it always was.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Its file.
    pub file: FileId,
}

/// That something in the rules comes from an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amended {
    /// What was done.
    pub change: Change,
    /// By which of [`super::Model::amendments`].
    pub by: usize,
    /// Where the amendment says so: the whole attribute, the first row, the head of what is inserted.
    pub at: Span,
    /// The declaration that it is about, from its keyword to its name.
    pub of: Span,
}

/// What an amendment does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// An attribute that replaces the one in this place; that may have come from an earlier amendment.
    Replaced(Span),
    /// An attribute where there was none.
    Added,
    /// The rows of a scale, table or curve, all of them.
    Rows,
    /// A whole declaration.
    Inserted,
}

/// A declaration that an amendment has taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// What it was: `indikator S1.2`.
    pub what: String,
    /// Where it stood, from its keyword to its name.
    pub was: Span,
    /// The group that it stood in, from its keyword to its name; none at the top.
    pub from: Option<Span>,
    /// By which of [`super::Model::amendments`].
    pub by: usize,
    /// Where the amendment says so.
    pub at: Span,
}

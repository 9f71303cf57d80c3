//! What the program has to say about its input: data, without colours or a terminal. Rendered in [`crate::render`].

use crate::message::Message;
pub use crate::message::place::{Counting, DataPlace};
pub use crate::message::{Code, Related, Severity};
use crate::source::Span;

/// What a diagnostic points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Text of a ruleset.
    Rules(Span),
    /// A cell of a data file.
    Data(DataPlace),
    /// Nothing that has a place: the command line, a missing file.
    Nowhere,
}

/// Of one file's mistakes so many are looked for: who wrote that many has not written a ruleset.
pub const MOST_MISTAKES: usize = 10_000;

/// So many diagnostics are shown at most.
pub const MOST_SHOWN: usize = 1000;

/// One thing to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is told; it knows its code, severity, wording and help.
    pub message: Message,
    /// Where.
    pub place: Place,
    /// Other places that belong to it, each with the words beside it.
    pub related: Vec<(Span, Related)>,
}

impl Diagnostic {
    /// A diagnostic about a place in a ruleset.
    pub fn at(span: Span, message: impl Into<Message>) -> Self {
        Self { message: message.into(), place: Place::Rules(span), related: Vec::new() }
    }

    /// A diagnostic about a place in a data file.
    pub fn in_data(place: DataPlace, message: impl Into<Message>) -> Self {
        Self { message: message.into(), place: Place::Data(place), related: Vec::new() }
    }

    /// A diagnostic without a place.
    pub fn nowhere(message: impl Into<Message>) -> Self {
        Self { message: message.into(), place: Place::Nowhere, related: Vec::new() }
    }

    /// Adds another place.
    pub fn with(mut self, span: Span, related: Related) -> Self {
        self.related.push((span, related));
        self
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.message.severity()
    }

    /// Its code.
    pub fn code(&self) -> Code {
        self.message.code()
    }
}

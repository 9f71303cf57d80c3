//! What a formula can do in several ways, as it is written: known even where nothing applies the formula.

use crate::source::Span;

/// A part of a formula that can turn out in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// `jika c maka a selain itu b`
    Choice {
        /// The whole.
        span: Span,
        /// The conditions.
        conditions: Box<[Span]>,
    },
    /// `batasi(x; 0% s.d. 100%)`
    Limit {
        /// The whole.
        span: Span,
        /// Whether its range has a low end.
        low: bool,
        /// Whether its range has a high end.
        high: bool,
    },
}

//! Seeking: for which values of an input, or of a number in a rule, a condition holds.
//!
//! A stretch of values is first looked at as a whole (`shape`, `steps`): where the condition is shown to be the same all
//! along, or to turn once, nothing more is needed than the evaluator's answers at its ends and at the turn. Otherwise it is
//! parted, down to single values if need be. Every answer is the evaluator's own ([`space`]); what is not decided within the
//! bound of work is said to be so.

pub mod aim;
mod answer;
mod ask;
pub mod axis;
mod best;
mod frontier;
pub mod inputs;
mod possible;
mod projection;
mod quotient;
mod shape;
pub mod solve;
pub mod space;
mod steps;
mod why;

pub use aim::{Aim, Distance};
pub use answer::{Question, answer};
pub use ask::{Compiler, Finding, Plan, Verb};
pub use axis::{Axis, Wanted};
pub use frontier::frontier;
pub use possible::possible;
pub use projection::projection;
pub use solve::{Piece, Search, Verdict};
pub use space::{Among, Space};
pub use why::reasons;

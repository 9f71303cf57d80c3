//! Scenarios: what would come out if figures of the data or rules were others. What is supposed of rules is an amendment
//! ([`rules`]), what is supposed of data are figures ([`plan`]); both are evaluated by the one evaluator, so that a
//! scenario that is saved and read again gives the same results.

pub mod batch;
pub mod effect;
pub mod figures;
pub mod influence;
pub mod literal;
mod numbers;
pub mod plan;
pub mod rules;
pub mod tally;
pub mod world;

pub use plan::{Plan, PlannedFigure};
pub use rules::{Head, RuleChange};
pub use world::{Setup, Trouble, World};

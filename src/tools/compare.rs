//! What is different between two rulesets, and whose results that changes.
//!
//! [`declarations`] finds what belongs together, [`differences`] what is different in it, [`alone`] makes rules with single
//! changes, [`verdicts`] asks [`equivalence`] whether a change makes a difference at all, and [`results`] evaluates both
//! rulesets, and those with single changes, on data.

pub mod alone;
pub mod catalogs;
pub mod declarations;
pub mod differences;
pub mod equivalence;
pub mod formulas;
mod judged;
pub mod results;
pub mod rules;
pub mod same;
pub mod seat;
mod tally;
mod units;
pub mod verdicts;

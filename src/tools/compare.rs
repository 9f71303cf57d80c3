//! What is different between two rulesets, and whose results that changes.

pub mod equivalence;
pub mod formulas;

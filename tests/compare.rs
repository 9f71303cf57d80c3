//! What is different between two rulesets.

mod equivalence;

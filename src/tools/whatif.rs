//! What can be changed for a while: the figures of the data, and the numbers that stand in rules. A change is made in a
//! model and in facts, which the one evaluator then evaluates as ever.

mod knob;
mod literal;
mod name;

pub use knob::{End, Grid, Knob, Place};
pub use name::resolve;

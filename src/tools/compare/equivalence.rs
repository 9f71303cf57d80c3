//! Whether two formulas yield the same whatever they are given.
//!
//! Both are worked out side by side on every way that the signs of what they compare and divide by can take
//! (`path`, `symbolic`); on each of them they are quotients of polynomials, which are compared exactly (`polynomial`,
//! `fraction`). So it is decided for all inputs at once, states without a value included, as long as what is compared
//! and divided by is linear in the inputs, or a product or quotient of such. Beyond that many cases are tried (`cases`).

mod cases;
mod decide;
mod fraction;
pub mod function;
mod linear;
mod pair;
mod path;
mod polynomial;
mod simplest;
pub mod steps;
mod symbolic;

pub use decide::{Verdict, decide};
pub use pair::{Example, Kind, Pair, Variable};

//! Model and facts to results.

pub mod facts;

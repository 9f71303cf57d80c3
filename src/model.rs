//! Syntax tree to model: everything resolved, typed and ordered.

pub mod catalog;

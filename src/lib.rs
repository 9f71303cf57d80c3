//! takar computes and explains performance ratings as an Indonesian government office measures them.

pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod evaluate;
pub mod explain;
pub mod message;
pub mod model;
pub mod nearest;
pub mod number;
pub mod render;
pub mod source;
pub mod syntax;
pub mod tools;
pub mod value;

//! Consumers of trees and models.

pub mod check;
pub mod conflict;
pub mod coverage;
pub mod test;

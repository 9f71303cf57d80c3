//! Consumers of trees and models.

pub mod conflict;
pub mod coverage;
pub mod test;

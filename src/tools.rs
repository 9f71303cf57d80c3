//! Consumers of trees and models.

pub mod boundary;
pub mod conflict;
pub mod coverage;
pub mod test;

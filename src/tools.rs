//! Consumers of trees and models.

pub mod conflict;
pub mod format;
pub mod test;

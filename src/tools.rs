//! Consumers of trees and models.

pub mod boundary;
pub mod check;
pub mod compare;
pub mod conflict;
pub mod correction;
pub mod coverage;
pub mod format;
pub mod readings;
pub mod reconcile;
pub mod scenario;
pub mod session;
pub mod test;
pub mod whatif;

//! What people and programs see: text, tables, JSON, CSV.

pub mod diagnostic;
pub mod excerpt;
pub mod figure;
pub mod layout;
pub mod outcome;
pub mod outcome_csv;
pub mod outcome_json;
pub mod outcome_notes;
pub mod outcome_table;
pub mod reason;
pub mod rounding;
pub mod show;

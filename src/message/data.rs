//! T06xx.

use super::{Language, Told};
use crate::message::{Code, Severity};

/// Messages of T06xx.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataMessage {}

impl DataMessage {
    /// The code.
    pub fn code(&self) -> Code {
        match *self {}
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        match *self {}
    }

    /// The wording.
    pub fn tell(&self, _language: Language) -> Told {
        match *self {}
    }
}

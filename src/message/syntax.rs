//! T01xx.

use super::{Language, Told};
use crate::diagnostic::{Code, Severity};

/// Messages of T01xx.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxMessage {}

impl SyntaxMessage {
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

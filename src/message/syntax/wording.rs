//! The wording of T01xx.
use super::SyntaxMessage;
use crate::message::{Language, Told};
pub(super) fn tell(message: &SyntaxMessage, _language: Language) -> Told {
    Told::new(format!("{message:?}"))
}

//! The codes that facts are keyed by.

use crate::value::CodeId;
use indexmap::IndexSet;

/// Names of codes, each with an id that stays the same when another model is built with this table.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    names: IndexSet<String>,
}

impl Codes {
    /// The id of a code, a new one if need be.
    pub fn intern(&mut self, code: &str) -> CodeId {
        match self.names.get_index_of(code) {
            Some(index) => CodeId(index as u32),
            None => CodeId(self.names.insert_full(code.to_owned()).0 as u32),
        }
    }

    /// The id of a code, if it is known.
    pub fn get(&self, code: &str) -> Option<CodeId> {
        self.names.get_index_of(code).map(|index| CodeId(index as u32))
    }

    /// The code of an id.
    pub fn name(&self, id: CodeId) -> &str {
        self.names.get_index(id.0 as usize).map_or("", String::as_str)
    }

    /// All codes, by their ids.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

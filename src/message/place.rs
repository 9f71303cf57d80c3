//! Places in data files, and how they are worded.

use super::Language;
use std::sync::Arc;

/// Where something in a data file stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataPlace {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The line on which the record begins, the header being 1; in JSON the number of the object, from 1. 0: the whole file.
    pub line: u64,
    /// The number of the cell, or of the object's key, from 1. 0: the whole record.
    pub column: u32,
    /// Whether the file is an array of objects, which are counted instead of lines.
    pub objects: bool,
}

impl DataPlace {
    /// The place in words: `data.csv:7:3`, `data.json: objek ke-6, kunci ke-3`.
    pub fn tell(&self, language: Language) -> String {
        let Self { file, line, column, .. } = self;
        match (self.objects, line, column) {
            (_, 0, _) => file.to_string(),
            (false, _, 0) => format!("{file}:{line}"),
            (false, ..) => format!("{file}:{line}:{column}"),
            (true, _, 0) => language.pick(format!("{file}: objek ke-{line}"), format!("{file}: object {line}")),
            (true, ..) => language.pick(
                format!("{file}: objek ke-{line}, kunci ke-{column}"),
                format!("{file}: object {line}, key {column}"),
            ),
        }
    }
}

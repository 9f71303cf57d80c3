//! Places in data files, and how they are worded.

use super::Language;
use std::sync::Arc;

/// Where something in a data file stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataPlace {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The line on which the record begins, the header being 1; what else is counted says `counting`. 0: the whole file.
    pub line: u64,
    /// The number of the cell, or of the object's key, from 1. 0: the whole record.
    pub column: u32,
    /// What is counted.
    pub counting: Counting,
}

/// What the places of a data file count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Counting {
    /// Lines and cells, of a table of text.
    #[default]
    Lines,
    /// The objects of an array, and their keys.
    Objects,
    /// The rows of a table that has no lines, and their columns.
    Rows,
    /// The cells of a sheet, by its name: `Sheet1!C5`.
    Sheet(Arc<str>),
}

impl DataPlace {
    /// The place in words: `data.csv:7:3`, `data.json: objek ke-6, kunci ke-3`.
    pub fn tell(&self, language: Language) -> String {
        let Self { file, line, column, .. } = self;
        match (&self.counting, line, column) {
            (Counting::Sheet(sheet), 0, _) => format!("{file}:{}", sheet_name(sheet)),
            (_, 0, _) => file.to_string(),
            (Counting::Lines, _, 0) => format!("{file}:{line}"),
            (Counting::Lines, ..) => format!("{file}:{line}:{column}"),
            (Counting::Objects, _, 0) => {
                language.pick(format!("{file}: objek ke-{line}"), format!("{file}: object {line}"))
            }
            (Counting::Objects, ..) => language.pick(
                format!("{file}: objek ke-{line}, kunci ke-{column}"),
                format!("{file}: object {line}, key {column}"),
            ),
            (Counting::Rows, _, 0) => language.pick(format!("{file}: baris ke-{line}"), format!("{file}: row {line}")),
            (Counting::Rows, ..) => language.pick(
                format!("{file}: baris ke-{line}, kolom ke-{column}"),
                format!("{file}: row {line}, column {column}"),
            ),
            (Counting::Sheet(sheet), _, 0) => format!("{file}:{}!{line}:{line}", sheet_name(sheet)),
            (Counting::Sheet(sheet), ..) => format!("{file}:{}!{}{line}", sheet_name(sheet), column_letters(*column)),
        }
    }
}

/// A column of a sheet by its letters: 1 is `A`, 28 is `AB`.
pub fn column_letters(column: u32) -> String {
    let (mut left, mut letters) = (column, Vec::new());
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// The name of a sheet as formulas write it: between quotes where it is more than one word.
fn sheet_name(name: &str) -> String {
    match name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.') {
        true => name.to_owned(),
        false => format!("'{}'", name.replace('\'', "''")),
    }
}

//! Places in data files, and how they are worded.

use super::Language;
use std::cmp::Ordering;
use std::sync::{Arc, PoisonError, RwLock};

/// Where something in a data file stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataPlace {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The line on which the record begins, the header being 1; what else is counted says `counting`. 0: the whole file.
    pub line: u64,
    /// The number of the cell, or of the key among those of the file, from 1. 0: the whole record.
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
    Objects(Keys),
    /// Lines with an object each, and its keys.
    ObjectLines(Keys),
    /// The rows of a table that has no lines, and their columns.
    Rows,
    /// The cells of a sheet, by its name: `Sheet1!C5`.
    Sheet(Arc<str>),
}

/// The keys of the objects in a file, in order of first appearance; more may be met while it is read. Copies share them.
/// They belong to the file, so that no two places differ by them.
#[derive(Debug, Clone, Default)]
pub struct Keys(Arc<RwLock<Vec<Arc<str>>>>);

impl Keys {
    /// One more.
    pub fn add(&self, key: Arc<str>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(key);
    }

    /// The key of a number, from 1.
    pub fn name(&self, number: u32) -> Option<Arc<str>> {
        let place = (number as usize).checked_sub(1)?;
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(place).cloned()
    }
}

impl PartialEq for Keys {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Keys {}

impl PartialOrd for Keys {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Keys {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl DataPlace {
    /// The key of an object, where there is one.
    pub fn key(&self) -> Option<Arc<str>> {
        match &self.counting {
            Counting::Objects(keys) | Counting::ObjectLines(keys) => keys.name(self.column),
            _ => None,
        }
    }

    /// The place in words: `data.csv:7:3`, `data.json: objek ke-6, "realisasi"`.
    pub fn tell(&self, language: Language) -> String {
        let Self { file, line, column, .. } = self;
        match (&self.counting, line, column) {
            (Counting::Sheet(sheet), 0, _) => format!("{file}:{}", sheet_name(sheet)),
            (_, 0, _) => file.to_string(),
            (Counting::Lines, _, 0) => format!("{file}:{line}"),
            (Counting::Lines, ..) => format!("{file}:{line}:{column}"),
            (Counting::Objects(_), ..) => {
                let object = language.pick(format!("{file}: objek ke-{line}"), format!("{file}: object {line}"));
                object + &self.key_in_words()
            }
            (Counting::ObjectLines(_), ..) => format!("{file}:{line}{}", self.key_in_words()),
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

impl DataPlace {
    fn key_in_words(&self) -> String {
        self.key().map_or_else(String::new, |key| format!(", \"{key}\""))
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

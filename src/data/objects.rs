//! Objects as a table, of an array or one a line: keys are columns, and each object is a row.

use super::cell::{Cell, shortened};
use super::columns::{COLUMNS, Column, Columns, MAX_COLUMNS, Meaning};
use super::json::{self, Elements};
use super::lines::Lines;
use super::problems::Problems;
use super::table::{Input, Row};
use crate::message::data::DataMessage;
use std::borrow::Cow;
use std::io;
use std::sync::Arc;

/// Where the objects come from.
enum Feed<'a> {
    Array(Elements<Input<'a>>),
    Lines(Lines<Input<'a>>),
}

impl Feed<'_> {
    fn next(&mut self) -> io::Result<json::Next> {
        match self {
            Self::Array(elements) => elements.next(),
            Self::Lines(lines) => lines.next(),
        }
    }

    fn number(&self) -> u64 {
        match self {
            Self::Array(elements) => elements.number(),
            Self::Lines(lines) => lines.number(),
        }
    }

    fn element(&self) -> &[u8] {
        match self {
            Self::Array(elements) => elements.element(),
            Self::Lines(lines) => lines.line(),
        }
    }
}

/// Objects, one after the other.
pub(super) struct JsonTable<'a> {
    file: Arc<str>,
    elements: Feed<'a>,
    columns: Columns,
    /// Which columns the first object has.
    first: Option<[bool; COLUMNS]>,
    too_many: bool,
    /// The cells of the current object: column, number of the key, content.
    cells: Vec<(usize, u16, Content)>,
}

/// A value, apart from the text that it was read from.
enum Content {
    Empty,
    Text(String),
    Number(String),
    Truth(bool),
}

impl<'a> JsonTable<'a> {
    /// The objects of an array.
    pub fn array(input: Input<'a>, file: Arc<str>) -> Self {
        Self::of(Feed::Array(Elements::new(input)), file)
    }

    /// An object on each line.
    pub fn lines(input: Input<'a>, file: Arc<str>) -> Self {
        Self::of(Feed::Lines(Lines::new(input)), file)
    }

    fn of(elements: Feed<'a>, file: Arc<str>) -> Self {
        Self { file, elements, columns: Columns::default(), first: None, too_many: false, cells: Vec::new() }
    }

    /// Whether the objects are those of an array.
    pub fn is_array(&self) -> bool {
        matches!(self.elements, Feed::Array(_))
    }

    pub fn advance(&mut self, problems: &mut Problems) -> io::Result<bool> {
        loop {
            let next = self.elements.next()?;
            let line = self.elements.number();
            let message = match next {
                json::Next::End => return Ok(false),
                json::Next::NotAnArray => DataMessage::JsonNotAnArray {},
                json::Next::Broken(what) => DataMessage::JsonSyntax { what },
                json::Next::TooLong => DataMessage::RecordTooLong { limit: "1 MiB".to_owned() },
                json::Next::NotAnObject => DataMessage::JsonNotAnObject { array: self.is_array() },
                json::Next::Object => {
                    if self.read_object(line, problems) {
                        return Ok(true);
                    }
                    continue;
                }
            };
            problems.at(&self.file, line, 0, message);
        }
    }

    /// Whether the current object can be used; what cannot is told.
    fn read_object(&mut self, line: u64, problems: &mut Problems) -> bool {
        self.cells.clear();
        let Self { file, elements, columns, cells, too_many, first } = self;
        let Ok(text) = std::str::from_utf8(elements.element()) else {
            problems.at(file, line, 0, DataMessage::InvalidText { column: String::new() });
            return false;
        };
        let pairs = match json::object(text) {
            Ok(pairs) => pairs,
            Err(what) => {
                problems.at(file, line, 0, DataMessage::JsonSyntax { what });
                return false;
            }
        };
        if pairs.len() > MAX_COLUMNS {
            problems.at(file, line, 0, DataMessage::TooManyColumns { limit: MAX_COLUMNS as u32 });
            return false;
        }
        let mut good = true;
        let mut tell = |number: usize, message: DataMessage| {
            good = false;
            problems.at(file, line, number, message);
        };
        for (place, (key, value)) in pairs.into_iter().enumerate() {
            let number = place + 1;
            let key = shortened(key.trim());
            let column = match columns.find(&key) {
                Some(column) => column,
                None if columns.len() >= MAX_COLUMNS => {
                    if !*too_many {
                        *too_many = true;
                        tell(number, DataMessage::TooManyColumns { limit: MAX_COLUMNS as u32 });
                    }
                    continue;
                }
                None => {
                    if let Err(message) = columns.add(&key) {
                        tell(number, message);
                    }
                    columns.len() - 1
                }
            };
            if cells.iter().any(|(other, _, _)| *other == column) {
                tell(number, DataMessage::JsonKeyTwice { key });
                continue;
            }
            let content = match value {
                json::Value::Null => Content::Empty,
                json::Value::Text(text) if text.contains('\0') => {
                    tell(number, DataMessage::NulByte { column: key });
                    continue;
                }
                json::Value::Text(text) => Content::Text(Cow::into_owned(text)),
                json::Value::Number(number) => Content::Number(number.to_owned()),
                json::Value::Truth(truth) => Content::Truth(truth),
                json::Value::Nested => {
                    tell(number, DataMessage::JsonNested { key });
                    continue;
                }
            };
            cells.push((column, u16::try_from(number).unwrap_or(u16::MAX), content));
        }
        if first.is_none() {
            let mut has = [false; COLUMNS];
            for (column, _, _) in cells.iter() {
                if let Meaning::Known(column) = columns.meaning(*column) {
                    has[*column as usize] = true;
                }
            }
            *first = Some(has);
        }
        good
    }

    /// Whether the first object has this column.
    pub fn has(&self, column: Column) -> bool {
        self.first.is_some_and(|first| first[column as usize])
    }

    pub fn name_of(&self, column: Column) -> &str {
        self.columns.name_of(column)
    }

    pub fn row(&self) -> Row<'_> {
        let line = self.elements.number();
        let mut row = Row { line, cells: [Cell::Empty; COLUMNS], places: [0; COLUMNS], notes: Vec::new() };
        for (place, number, content) in &self.cells {
            let cell = match content {
                Content::Empty => Cell::Empty,
                Content::Text(text) => Cell::Text(text),
                Content::Number(text) => Cell::Number(text),
                Content::Truth(truth) => Cell::Truth(*truth),
            };
            match self.columns.meaning(*place) {
                Meaning::Known(column) => {
                    row.cells[*column as usize] = cell;
                    row.places[*column as usize] = *number;
                }
                Meaning::Note if !cell.text().is_empty() => {
                    row.notes.push((self.columns.name(*place).clone(), cell.text()));
                }
                _ => {}
            }
        }
        row
    }
}

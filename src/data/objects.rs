//! Objects as a table, of an array or one a line: keys are columns, and each object is a row.

use super::cell::{Cell, shortened};
use super::columns::{COLUMNS, Column, Columns, MAX_COLUMNS, Meaning};
use super::json::{self, Elements};
use super::lines::Lines;
use super::problems::Problems;
use super::row::{Fault, Row};
use super::table::Input;
use crate::message::data::DataMessage;
use crate::message::place::Keys;
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
    /// The names of the columns, for whoever words places.
    keys: Keys,
    /// Which columns the first object has.
    first: Option<[bool; COLUMNS]>,
    too_many: bool,
    /// The number of the message that the document ended before its end.
    broke_off: Option<u16>,
    /// The cells of the current object, each with its column.
    cells: Vec<(usize, Content)>,
    /// What is the matter with the current object.
    fault: Option<Fault>,
}

/// A value, apart from the text that it was read from.
enum Content {
    Empty,
    Text(String),
    Number(String),
    Truth(bool),
    /// What cannot be used: the number of the message that tells it.
    Bad(u16),
}

impl<'a> JsonTable<'a> {
    /// The objects of an array.
    pub fn array(input: Input<'a>, file: Arc<str>, keys: Keys) -> Self {
        Self::of(Feed::Array(Elements::new(input)), file, keys)
    }

    /// An object on each line.
    pub fn lines(input: Input<'a>, file: Arc<str>, keys: Keys) -> Self {
        Self::of(Feed::Lines(Lines::new(input)), file, keys)
    }

    fn of(elements: Feed<'a>, file: Arc<str>, keys: Keys) -> Self {
        let (columns, cells) = (Columns::default(), Vec::new());
        Self { file, elements, columns, keys, first: None, too_many: false, broke_off: None, cells, fault: None }
    }

    /// Whether the objects are those of an array.
    pub fn is_array(&self) -> bool {
        matches!(self.elements, Feed::Array(_))
    }

    /// Whether there has been an object.
    pub fn is_ready(&self) -> bool {
        self.first.is_some()
    }

    /// The number of the message that the document ended before its end, if it did.
    pub fn broke_off(&self) -> Option<u16> {
        self.broke_off
    }

    pub fn advance(&mut self, problems: &mut Problems) -> io::Result<bool> {
        self.cells.clear();
        self.fault = None;
        let next = self.elements.next()?;
        let line = self.elements.number();
        let message = match next {
            json::Next::End => return Ok(false),
            json::Next::Object => {
                self.read_object(line, problems);
                return Ok(true);
            }
            json::Next::NotAnArray => DataMessage::JsonNotAnArray {},
            json::Next::Broken(what) => DataMessage::JsonSyntax { what },
            json::Next::TooLong => DataMessage::RecordTooLong { limit: "1 MiB".to_owned() },
            json::Next::NotAnObject => DataMessage::JsonNotAnObject { array: self.is_array() },
        };
        let broke_off = matches!(next, json::Next::NotAnArray | json::Next::Broken(_));
        self.broke_off = broke_off.then(|| message.code().0);
        self.fault = Some(Fault::new(&message, 0, false));
        problems.at(&self.file, line, 0, message);
        Ok(!broke_off)
    }

    /// Reads the current object; what of it cannot be used is told.
    fn read_object(&mut self, line: u64, problems: &mut Problems) {
        let Self { file, elements, columns, keys, cells, too_many, first, fault, .. } = self;
        let bytes = elements.element();
        let text = String::from_utf8_lossy(bytes);
        let mut garbled = matches!(text, Cow::Owned(_));
        let (pairs, broken) = json::object(&text);
        if pairs.len() > MAX_COLUMNS {
            let message = DataMessage::TooManyColumns { limit: MAX_COLUMNS as u32 };
            *fault = Some(Fault::new(&message, 0, false));
            problems.at(file, line, 0, message);
            return;
        }
        if let Some(what) = broken {
            let message = DataMessage::JsonSyntax { what };
            *fault = Some(Fault::new(&message, 0, false));
            problems.at(file, line, 0, message);
        }
        let mut tell = |number: usize, message: DataMessage| {
            let code = message.code().0;
            problems.at(file, line, number, message);
            Content::Bad(code)
        };
        for (key, value) in pairs {
            let key = shortened(key.trim());
            let column = match columns.find(&key) {
                Some(column) => column,
                None if columns.len() >= MAX_COLUMNS => {
                    if !*too_many {
                        *too_many = true;
                        tell(0, DataMessage::TooManyColumns { limit: MAX_COLUMNS as u32 });
                    }
                    continue;
                }
                None => {
                    keys.add(key.as_str().into());
                    let refused = columns.add(&key);
                    let column = columns.len() - 1;
                    if let Err(message) = refused {
                        tell(column + 1, message);
                    }
                    column
                }
            };
            if let Some((_, content)) = cells.iter_mut().find(|(other, _)| *other == column) {
                *content = tell(column + 1, DataMessage::JsonKeyTwice { key });
                continue;
            }
            let content = match value {
                json::Value::Null => Content::Empty,
                json::Value::Text(text) if text.contains('\0') => {
                    tell(column + 1, DataMessage::NulByte { column: key })
                }
                json::Value::Text(text) if garbled && text.contains(char::REPLACEMENT_CHARACTER) => {
                    garbled = false;
                    tell(column + 1, DataMessage::InvalidText { column: key })
                }
                json::Value::Text(text) => Content::Text(Cow::into_owned(text)),
                json::Value::Number(number) => Content::Number(number.to_owned()),
                json::Value::Truth(truth) => Content::Truth(truth),
                json::Value::Nested => tell(column + 1, DataMessage::JsonNested { key }),
            };
            cells.push((column, content));
        }
        if garbled && fault.is_none() {
            // Where the text is that cannot be read is not known: it may be a key.
            let message = DataMessage::InvalidText { column: String::new() };
            *fault = Some(Fault::new(&message, 0, false));
            problems.at(file, line, 0, message);
        }
        if first.is_none() && fault.is_none() {
            let mut has = [false; COLUMNS];
            for (column, _) in cells.iter() {
                if let Meaning::Known(column) = columns.meaning(*column) {
                    has[*column as usize] = true;
                }
            }
            *first = Some(has);
        }
    }

    /// Whether the first object has this column.
    pub fn has(&self, column: Column) -> bool {
        self.first.is_some_and(|first| first[column as usize])
    }

    pub fn name_of(&self, column: Column) -> &str {
        self.columns.name_of(column)
    }

    pub fn row(&self) -> Row<'_> {
        let mut row = Row::at(self.elements.number());
        for (place, content) in &self.cells {
            let number = u16::try_from(*place + 1).unwrap_or(u16::MAX);
            let cell = match content {
                Content::Empty => Cell::Empty,
                Content::Text(text) => Cell::Text(text),
                Content::Number(text) => Cell::Number(text),
                Content::Truth(truth) => Cell::Truth(*truth),
                Content::Bad(code) => Cell::Bad(*code),
            };
            match self.columns.meaning(*place) {
                Meaning::Known(column) => {
                    row.cells[*column as usize] = cell;
                    row.places[*column as usize] = number;
                }
                Meaning::Note if !cell.text().is_empty() => {
                    row.notes.push((self.columns.name(*place).clone(), cell.text()));
                }
                _ => {}
            }
        }
        // What a key nearly says may be what is lacking.
        for (place, _) in &self.cells {
            if let Some((column, code)) = self.columns.meant(*place)
                && row.places[column as usize] == 0
            {
                row.bad(column, code, u16::try_from(*place + 1).unwrap_or(u16::MAX));
            }
        }
        if let Some(fault) = self.fault {
            row.spoil(fault, |column| self.has(column) || column == Column::Realization);
        }
        row
    }
}

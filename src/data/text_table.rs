//! A table of text: its header, and its rows one after the other.

use super::cell::{Cell, shortened};
use super::columns::{Column, Columns, MAX_COLUMNS, Meaning};
use super::csv::{self, MAX_RECORD, Records, part};
use super::problems::Problems;
use super::row::{Fault, Row, doubted};
use super::table::Input;
use crate::message::data::DataMessage;
use std::io;
use std::sync::Arc;

/// A table of text with a header.
pub(super) struct CsvTable<'a> {
    file: Arc<str>,
    records: Records<Input<'a>>,
    pub columns: Columns,
    /// Whether there are columns that do not take part.
    others: bool,
    /// Columns that are to be read from no row, with the number of the message and the place of the column to blame.
    doubted: Vec<(Column, u16, u16)>,
    /// What is the matter with the current row.
    fault: Option<Fault>,
    /// Whether the current row has cells that are no text.
    garbled: bool,
}

impl<'a> CsvTable<'a> {
    pub fn open(input: Input<'a>, file: Arc<str>, problems: &mut Problems) -> io::Result<Option<Self>> {
        let mut records = Records::new(input);
        records.choose_delimiter(|cells| {
            let known = |cell: &&&[u8]| std::str::from_utf8(cell).ok().and_then(Column::of).is_some();
            cells.iter().filter(known).count() * MAX_RECORD + cells.len()
        })?;
        let columns = Columns::default();
        let mut table =
            Self { file, records, columns, others: false, doubted: Vec::new(), fault: None, garbled: false };
        let header = loop {
            match table.records.next()? {
                csv::Next::Record if table.is_blank() => {}
                other => break other,
            }
        };
        if let Some((column, message)) = refused(header) {
            let file = &table.file;
            problems.at(file, table.records.record_line(), column, message);
            return Ok(None);
        }
        if header == csv::Next::End {
            problems.at(&table.file, 0, 0, DataMessage::NoHeader {});
            return Ok(None);
        }
        let ready = table.read_header(problems);
        Ok(ready.then_some(table))
    }

    /// What stands between cells, and the columns.
    pub fn shape(&self) -> (u8, &Columns) {
        (self.records.delimiter(), &self.columns)
    }

    /// The line on which the current record begins.
    pub fn line(&self) -> u64 {
        self.records.record_line()
    }

    fn read_header(&mut self, problems: &mut Problems) -> bool {
        let line = self.records.record_line();
        if let Err((column, message)) = self.check_text() {
            problems.at(&self.file, line, column, message);
            return false;
        }
        let bytes = self.records.bytes();
        let cells = self.records.cells();
        if cells.len() > MAX_COLUMNS {
            problems.at(&self.file, line, 0, DataMessage::TooManyColumns { limit: MAX_COLUMNS as u32 });
            return false;
        }
        for (place, cell) in cells.iter().enumerate() {
            let name = std::str::from_utf8(part(bytes, *cell)).unwrap_or_default();
            if let Err(message) = self.columns.add(&shortened(name.trim())) {
                problems.at(&self.file, line, place + 1, message);
            }
        }
        self.others = (0..self.columns.len()).any(|place| !matches!(self.columns.meaning(place), Meaning::Known(_)));
        if let Some(message) = self.columns.lacking() {
            problems.at(&self.file, line, 0, message);
        }
        self.doubted = doubted(&self.columns, |place| place as u16 + 1);
        self.columns.is_complete()
    }

    /// Goes to the next row that says anything. What is the matter with it is told.
    pub fn advance(&mut self, problems: &mut Problems) -> io::Result<bool> {
        loop {
            (self.fault, self.garbled) = (None, false);
            let next = self.records.next()?;
            if next == csv::Next::End {
                return Ok(false);
            }
            let line = self.records.record_line();
            if let Some((column, message)) = refused(next) {
                self.fault = Some(Fault::new(&message, column, false));
                problems.at(&self.file, line, column, message);
                return Ok(true);
            }
            let (found, expected) = (self.records.cells().len(), self.columns.len());
            if found != expected {
                // Spreadsheets leave rows of nothing but separators behind.
                if self.is_blank() {
                    continue;
                }
                let message = DataMessage::CellCount { found: found as u64, expected: expected as u64 };
                self.fault = Some(Fault::new(&message, 0, true));
                self.garbled = self.check_text().is_err();
                problems.at(&self.file, line, 0, message);
            } else if let Err((column, message)) = self.check_text() {
                self.garbled = true;
                problems.at(&self.file, line, column, message);
            } else if let Some((place, message)) = self.check_lines() {
                // A text of several lines may be just that; anything else has swallowed rows.
                if let DataMessage::CellOverLines { .. } = message {
                    self.fault = Some(Fault::new(&message, place, false));
                }
                problems.at(&self.file, line, place, message);
            } else if let Some((column, message)) = self.check_unnamed() {
                self.fault = Some(Fault::new(&message, column, true));
                problems.at(&self.file, line, column, message);
            } else if self.code_is_blank() && self.is_blank() {
                continue;
            }
            return Ok(true);
        }
    }

    fn is_blank(&self) -> bool {
        let bytes = self.records.bytes();
        self.records.cells().iter().all(|cell| part(bytes, *cell).trim_ascii().is_empty())
    }

    fn code_is_blank(&self) -> bool {
        let cell = self.columns.place(Column::Code).and_then(|place| self.records.cells().get(place));
        cell.is_none_or(|cell| part(self.records.bytes(), *cell).trim_ascii().is_empty())
    }

    /// Whether every cell is text.
    fn check_text(&self) -> Result<(), (usize, DataMessage)> {
        let bytes = self.records.bytes();
        if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
            return Ok(());
        }
        let cells = self.records.cells();
        let name = |place: usize| {
            if place < self.columns.len() { self.columns.name(place).to_string() } else { String::new() }
        };
        for (place, cell) in cells.iter().enumerate() {
            let cell = part(bytes, *cell);
            if std::str::from_utf8(cell).is_err() {
                return Err((place + 1, DataMessage::InvalidText { column: name(place) }));
            }
            if cell.contains(&0) {
                return Err((place + 1, DataMessage::NulByte { column: name(place) }));
            }
        }
        Ok(())
    }

    /// A cell that goes on over lines, where that is no part of a text, or where they look like rows.
    fn check_lines(&self) -> Option<(usize, DataMessage)> {
        if self.records.more_lines() == 0 {
            return None;
        }
        let (bytes, separators) = (self.records.bytes(), self.columns.len() - 1);
        let last = self.records.record_line() + self.records.more_lines();
        let lined = |cell: (u32, u32)| part(bytes, cell).trim_ascii().contains(&b'\n');
        let is_row = |line: &[u8]| {
            separators > 1 && line.iter().filter(|byte| **byte == self.records.delimiter()).count() >= separators
        };
        let found = |(place, cell): (usize, &(u32, u32))| {
            let text = |column: Column| matches!(column, Column::Achievement | Column::Category);
            let column = self.columns.name(place).to_string();
            match self.columns.meaning(place) {
                Meaning::Known(known) if !text(*known) => {
                    lined(*cell).then_some((place + 1, DataMessage::CellOverLines { column, last }))
                }
                _ => part(bytes, *cell)
                    .split(|byte| *byte == b'\n')
                    .skip(1)
                    .any(is_row)
                    .then_some((place + 1, DataMessage::RowsInText { column, last })),
            }
        };
        self.records.cells().iter().enumerate().find_map(found)
    }

    fn check_unnamed(&self) -> Option<(usize, DataMessage)> {
        if !self.others {
            return None;
        }
        let bytes = self.records.bytes();
        let filled = |(place, cell): &(usize, &(u32, u32))| {
            *self.columns.meaning(*place) == Meaning::Unnamed && !part(bytes, **cell).trim_ascii().is_empty()
        };
        let (place, _) = self.records.cells().iter().enumerate().find(filled)?;
        Some((place + 1, DataMessage::ColumnUnnamed {}))
    }

    /// The current row.
    pub fn row(&self) -> Row<'_> {
        let mut row = Row::at(self.records.record_line());
        row.more_lines = self.records.more_lines();
        let (bytes, cells) = (self.records.bytes(), self.records.cells());
        let text = if self.garbled { None } else { std::str::from_utf8(bytes).ok() };
        let of = |place: usize| {
            let (start, end) = cells.get(place).copied()?;
            Some(match text {
                Some(text) => Cell::Text(text.get(start as usize..end as usize).unwrap_or_default()),
                None => readable(part(bytes, (start, end))),
            })
        };
        for (index, place) in self.columns.places().iter().enumerate() {
            if let Some(place) = *place {
                row.cells[index] = of(place).unwrap_or(Cell::Empty);
                row.places[index] = place as u16 + 1;
            }
        }
        if self.others {
            for place in 0..self.columns.len() {
                let text = of(place).map_or("", Cell::text);
                if *self.columns.meaning(place) == Meaning::Note && !text.is_empty() {
                    row.notes.push((self.columns.name(place).clone(), text));
                }
            }
        }
        for (column, code, place) in &self.doubted {
            row.bad(*column, *code, *place);
        }
        if let Some(fault) = self.fault {
            // What swallowed rows is not the name of anything.
            if let Some(Meaning::Known(column)) =
                usize::from(fault.place).checked_sub(1).map(|at| self.columns.meaning(at))
            {
                row.bad(*column, fault.code, fault.place);
            }
            row.spoil(fault, |column| self.columns.has(column));
        }
        row
    }
}

/// A cell of a row of which not every cell is text.
fn readable(cell: &[u8]) -> Cell<'_> {
    match std::str::from_utf8(cell) {
        Ok(text) if !text.contains('\0') => Cell::Text(text),
        Ok(_) => Cell::Bad(DataMessage::NulByte { column: String::new() }.code().0),
        Err(_) => Cell::Bad(DataMessage::InvalidText { column: String::new() }.code().0),
    }
}

/// What is wrong with a record that is none, and in which cell.
fn refused(next: csv::Next) -> Option<(usize, DataMessage)> {
    match next {
        csv::Next::Record | csv::Next::End => None,
        csv::Next::TooLong => Some((0, DataMessage::RecordTooLong { limit: "1 MiB".to_owned() })),
        csv::Next::NotClosed(cell) => Some((cell, DataMessage::QuoteNotClosed {})),
        csv::Next::AfterQuote(cell) => Some((cell, DataMessage::AfterQuote {})),
    }
}

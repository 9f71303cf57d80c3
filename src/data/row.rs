//! A row of a table, as far as it can be used.

use super::cell::Cell;
use super::columns::{COLUMNS, Column, Columns};
use crate::message::data::DataMessage;
use std::sync::Arc;

/// A row: its cells by column.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The line on which it begins; in JSON the number of the object.
    pub line: u64,
    pub cells: [Cell<'a>; COLUMNS],
    /// The number of each cell, from 1.
    pub places: [u16; COLUMNS],
    /// Cells that are carried along, with the names of their columns.
    pub notes: Vec<(Arc<str>, &'a str)>,
    /// What is the matter with the row as a whole; it has been told.
    pub fault: Option<Fault>,
    /// How many further lines it takes, of a table of text.
    pub more_lines: u64,
}

/// Why the figures of a row cannot be used, whatever they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// The number of the message that tells it.
    pub code: u16,
    /// The number of the cell; 0 where it is the whole row.
    pub place: u16,
    /// Whether its cells may belong to other columns than they seem to.
    pub shifted: bool,
}

impl Fault {
    pub fn new(message: &DataMessage, place: usize, shifted: bool) -> Self {
        Self { code: message.code().0, place: u16::try_from(place).unwrap_or(u16::MAX), shifted }
    }
}

impl<'a> Row<'a> {
    /// A row without cells.
    pub fn at(line: u64) -> Self {
        let (cells, places) = ([Cell::Empty; COLUMNS], [0; COLUMNS]);
        Self { line, cells, places, notes: Vec::new(), fault: None, more_lines: 0 }
    }

    /// Makes all that a fault lies on unusable: the figures, and what they are of where that is not there.
    pub fn spoil(&mut self, fault: Fault, has: impl Fn(Column) -> bool) {
        self.fault = Some(fault);
        self.notes.clear();
        for column in [Column::Achievement, Column::Category] {
            self.cells[column as usize] = Cell::Empty;
        }
        for column in Column::FIGURES.into_iter().filter(|column| has(*column)) {
            self.bad(column, fault.code, fault.place);
        }
        for column in [Column::Unit, Column::Period, Column::Code] {
            if has(column) && self.cell(column) == Cell::Empty {
                self.bad(column, fault.code, fault.place);
            }
        }
    }

    /// Makes a cell unusable because of a message, which is about the cell with this number.
    pub fn bad(&mut self, column: Column, code: u16, place: u16) {
        self.cells[column as usize] = Cell::Bad(code);
        self.places[column as usize] = place;
    }

    pub fn cell(&self, column: Column) -> Cell<'a> {
        self.cells[column as usize]
    }

    pub fn place(&self, column: Column) -> u16 {
        self.places[column as usize]
    }
}

/// The columns that a header says twice or only nearly, and the number of the column to blame.
pub(super) fn doubted(columns: &Columns, number: impl Fn(usize) -> u16) -> Vec<(Column, u16, u16)> {
    let all = [Column::Unit, Column::Period, Column::Code, Column::Target, Column::Realization];
    all.into_iter()
        .filter_map(|column| columns.doubt(column).map(|(code, place)| (column, code, number(place))))
        .collect()
}

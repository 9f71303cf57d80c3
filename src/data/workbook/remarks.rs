//! What is said once of a sheet, however many cells it is about.

use crate::data::problems::Problems;
use crate::message::workbook::WorkbookMessage;
use std::sync::Arc;

/// What is to be said.
#[derive(Default)]
pub struct Remarks {
    /// Numbers of more digits than are read: the first, as it is stored and as it is read.
    pub many_digits: Option<(Cells, String, String)>,
    /// Results of formulas that the program that wrote them has not computed: the first.
    pub not_computed: Option<(Cells, String)>,
    /// Hidden rows that are read.
    pub hidden: Option<Cells>,
}

/// How many there are, and the row and the column of the first.
#[derive(Debug, Clone, Copy)]
pub struct Cells {
    count: u64,
    line: u32,
    column: u32,
}

impl Cells {
    /// None so far, the first of which will be at a place.
    pub fn none(line: u32, column: u32) -> Self {
        Self { count: 0, line, column }
    }

    /// One more.
    pub fn add(&mut self) {
        self.count += 1;
    }
}

impl Remarks {
    /// Says it.
    pub fn tell(&mut self, file: &Arc<str>, problems: &mut Problems) {
        let mut at = |cells: Cells, message: WorkbookMessage| {
            problems.at(file, cells.line.into(), cells.column as usize, message);
        };
        let comma = |text: String| text.replace('.', ",");
        if let Some((cells, stored, read)) = self.many_digits.take() {
            let (stored, read) = (comma(stored), comma(read));
            at(cells, WorkbookMessage::ManyDigits { count: cells.count, stored, read });
        }
        if let Some((cells, text)) = self.not_computed.take() {
            at(cells, WorkbookMessage::NotComputed { count: cells.count, text: comma(text) });
        }
        if let Some(cells) = self.hidden.take() {
            at(cells, WorkbookMessage::HiddenRows { count: cells.count, first: cells.line });
        }
    }
}

//! A sheet of a workbook as a table.
//!
//! The sheet is the one that `--lembar` names, or the only visible one with a row of column names among its first rows, or in
//! the row that `--baris-judul` names. It is gone through once for damage and merged cells before its first row is given, then read row by row.

mod book;
mod find;
mod formats;
mod merged;
mod package;
mod remarks;
mod rows;

use super::cell::{Cell, shortened};
use super::columns::{Column, Columns, MAX_COLUMNS, Meaning};
use super::options::DataOptions;
use super::problems::Problems;
use super::row::{Fault, Row, doubted};
use super::source::Whole;
use crate::diagnostic::Counting;
use crate::message::data::DataMessage;
use crate::message::place::column_letters;
use crate::message::workbook::WorkbookMessage;
use crate::value::Date;
use book::{Book, Styles};
use formats::Decimal;
use merged::MergedCells;
use package::Trouble;
use remarks::{Cells, Remarks};
use rows::{Content, Range, Rows, SheetCell, SheetRow};
use std::io;
use std::sync::Arc;

/// A sheet.
pub(super) struct SheetTable {
    file: Arc<str>,
    rows: Rows<Whole>,
    styles: Styles,
    columns: Columns,
    /// The place among the columns of each column of the sheet, from 1.
    places: Vec<Option<usize>>,
    /// Merged ranges below the header that touch columns with a meaning.
    merged: MergedCells,
    /// Merged ranges that are refused in the current row.
    merged_here: Vec<Range>,
    line: u32,
    cells: Vec<Ready>,
    remarks: Remarks,
    /// What is the matter with the current row.
    fault: Option<Fault>,
    /// Columns that are to be read from no row.
    doubted: Vec<(Column, u16, u16)>,
    /// The number of the message that the sheet ended before its end.
    broke_off: Option<u16>,
}

/// A cell, ready to be read.
#[derive(Clone)]
struct Ready {
    /// Its place among the columns.
    place: usize,
    /// The number of its column in the sheet.
    column: u32,
    kind: Kind,
    text: String,
    /// The same as the sheet shows it, rounded by its format.
    shown: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Percent,
    Day,
    Truth(bool),
    Error,
    NoResult,
    /// What cannot be used: the number of the message that tells it.
    Bad(u16),
}

impl SheetTable {
    /// Finds the sheet and its header. None where that is not possible, which has been told.
    pub fn open(
        whole: Whole,
        file: &Arc<str>,
        options: &DataOptions,
        problems: &mut Problems,
    ) -> io::Result<Option<Self>> {
        match Self::find(whole, file, options, problems) {
            Ok(table) => Ok(table),
            Err(Trouble::Io(error)) => Err(error),
            Err(Trouble::Message(message)) => {
                problems.at(file, 0, 0, message);
                Ok(None)
            }
        }
    }

    fn find(
        whole: Whole,
        file: &Arc<str>,
        options: &DataOptions,
        problems: &mut Problems,
    ) -> Result<Option<Self>, Trouble> {
        let mut book = Book::open(whole)?;
        let (sheet, header) = find::choose(&mut book, options)?;
        problems.count(file, Counting::Sheet(sheet.name.as_str().into()));
        let merged = book.rows(&sheet)?.merged()?;
        let (mut rows, styles) = book.into_rows(&sheet)?;
        let mut head = None;
        while let Some(row) = rows.next()? {
            if row.number == header {
                head = Some(row);
                break;
            }
        }
        let Some(head) = head else { return Err(package::damaged(&sheet.name)) };
        let mut good = true;
        for range in merged.iter().filter(|range| range.0 <= header && header <= range.2) {
            good = false;
            let message = WorkbookMessage::HeaderMerged { range: range_name(*range) };
            problems.at(file, range.0.into(), range.1 as usize, message);
        }
        if !good {
            return Ok(None);
        }
        let mut table = Self {
            file: file.clone(),
            rows,
            styles,
            columns: Columns::default(),
            places: Vec::new(),
            merged: MergedCells::default(),
            merged_here: Vec::new(),
            line: header,
            cells: Vec::new(),
            remarks: Remarks::default(),
            fault: None,
            doubted: Vec::new(),
            broke_off: None,
        };
        table.read_header(&head, problems);
        table.tell_hidden(problems);
        table.judge_merged(merged, header);
        Ok(table.columns.is_complete().then_some(table))
    }

    fn read_header(&mut self, head: &SheetRow, problems: &mut Problems) {
        let line = head.number.into();
        for cell in &head.cells {
            let name = find::text_of(cell, &self.styles);
            let name = name.trim();
            if name.is_empty() {
                continue;
            }
            if self.columns.len() >= MAX_COLUMNS {
                problems.at(&self.file, line, 0, DataMessage::TooManyColumns { limit: MAX_COLUMNS as u32 });
                break;
            }
            let column = cell.column as usize;
            self.places.resize(self.places.len().max(column + 1), None);
            self.places[column] = Some(self.columns.len());
            if let Err(message) = self.columns.add(&shortened(name)) {
                problems.at(&self.file, line, column, message);
            }
        }
        if let Some(message) = self.columns.lacking() {
            problems.at(&self.file, line, 0, message);
        }
        let number = |place: usize| self.places.iter().position(|known| *known == Some(place)).unwrap_or(0) as u16;
        self.doubted = doubted(&self.columns, number);
    }

    /// Whether a column of the sheet is read, and as what.
    fn known(&self, column: u32) -> Option<Column> {
        let place = self.places.get(column as usize).copied().flatten()?;
        match self.columns.meaning(place) {
            Meaning::Known(known) => Some(*known),
            _ => None,
        }
    }

    /// Columns that are read though nobody sees them.
    fn tell_hidden(&self, problems: &mut Problems) {
        for column in 1..self.places.len() as u32 {
            let hidden = self.rows.hidden.iter().any(|(first, last)| (*first..=*last).contains(&column));
            if let (true, Some(known)) = (hidden, self.known(column)) {
                let name = self.columns.name_of(known).to_owned();
                let message = WorkbookMessage::HiddenColumn { column: name };
                problems.at(&self.file, self.line.into(), column as usize, message);
            }
        }
    }

    /// Takes note of the merged cells of columns with a meaning.
    fn judge_merged(&mut self, merged: Vec<Range>, header: u32) {
        for range in merged.into_iter().filter(|range| range.0 > header) {
            let last = range.3.min(self.places.len() as u32);
            let Some((column, known)) = (range.1..=last).find_map(|column| Some((column, self.known(column)?))) else {
                continue;
            };
            let place = self.places.get(column as usize).copied().flatten().unwrap_or_default();
            self.merged.add(range, place, matches!(known, Column::Unit | Column::Period));
        }
        self.merged.sort();
    }

    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The number of the message that the sheet ended before its end, if it did.
    pub fn broke_off(&self) -> Option<u16> {
        self.broke_off
    }

    /// Goes to the next row that says anything. What is the matter with it is told.
    pub fn advance(&mut self, problems: &mut Problems) -> io::Result<bool> {
        loop {
            let row = match self.rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => {
                    self.remarks.tell(&self.file, problems);
                    return Ok(false);
                }
                Err(Trouble::Io(error)) => return Err(error),
                Err(Trouble::Message(message)) => {
                    self.broke_off = Some(message.code().0);
                    problems.at(&self.file, 0, 0, message);
                    return Ok(false);
                }
            };
            if self.take(row, problems) {
                return Ok(true);
            }
            if self.broke_off.is_some() {
                return Ok(false);
            }
        }
    }

    /// Makes a row the current one, if it says anything; what is the matter with it is told.
    fn take(&mut self, row: SheetRow, problems: &mut Problems) -> bool {
        self.line = row.number;
        self.cells.clear();
        self.fault = None;
        let line = row.number.into();
        for cell in row.cells {
            let place = self.places.get(cell.column as usize).copied().flatten();
            let mut ready = self.ready(&cell, place.unwrap_or_default());
            let filled = ready.kind != Kind::Text || !ready.text.trim().is_empty();
            match place {
                _ if !filled => continue,
                None => {
                    let message = DataMessage::ColumnUnnamed {};
                    self.fault.get_or_insert(Fault::new(&message, cell.column as usize, true));
                    problems.at(&self.file, line, cell.column as usize, message);
                    continue;
                }
                Some(_) if ready.text.contains('\0') => {
                    let column = self.columns.name(ready.place).to_string();
                    let message = DataMessage::NulByte { column };
                    ready.kind = Kind::Bad(message.code().0);
                    problems.at(&self.file, line, cell.column as usize, message);
                }
                Some(_) if cell.computed => ready = self.computed(ready),
                Some(_) => {}
            }
            self.cells.push(ready);
        }
        let Some(merged) = self.merged.enter(row.number, &mut self.cells) else {
            let message = WorkbookMessage::BeyondSheet { what: "gabungan sel saling menutupi".to_owned() };
            self.broke_off = Some(message.code().0);
            problems.at(&self.file, line, 0, message);
            return false;
        };
        for (range, place) in &merged.refused {
            let column = self.columns.name(*place).to_string();
            let message = WorkbookMessage::CellsMerged { range: range_name(*range), column };
            problems.at(&self.file, line, range.1 as usize, message);
        }
        self.merged_here = merged.within;
        self.merged_here.extend(merged.refused.iter().map(|(range, _)| *range));
        if self.cells.is_empty() && self.fault.is_none() {
            return false;
        }
        if row.hidden {
            self.remarks.hidden.get_or_insert(Cells::none(row.number, 0)).add();
        }
        self.judge_code(problems);
        true
    }

    /// What a formula gave, in a book whose formulas may not have been computed: programs that compute none write 0.
    fn computed(&mut self, mut ready: Ready) -> Ready {
        if !self.styles.to_be_computed || !matches!(self.columns.meaning(ready.place), Meaning::Known(_)) {
            return ready;
        }
        match ready.kind {
            Kind::Number | Kind::Percent if ready.text.trim_end_matches('%') == "0" => {
                (ready.kind, ready.text, ready.shown) = (Kind::NoResult, String::new(), None);
            }
            Kind::Error | Kind::NoResult => {}
            _ => {
                let first = || (Cells::none(self.line, ready.column), ready.text.clone());
                self.remarks.not_computed.get_or_insert_with(first).0.add();
            }
        }
        ready
    }

    /// Refuses a code that is neither a text nor a whole number.
    fn judge_code(&mut self, problems: &mut Problems) {
        let code = self.columns.place(Column::Code);
        let merged = code.and_then(|place| self.merged_at(place)).is_some();
        let Some(cell) = self.cells.iter_mut().find(|cell| Some(cell.place) == code && !merged) else { return };
        let wrong = match cell.kind {
            Kind::Number => cell.text.contains('.'),
            Kind::Percent | Kind::Day => true,
            _ => false,
        };
        if wrong {
            let column = self.columns.name(cell.place).to_string();
            let message = WorkbookMessage::CodeNotText { column, text: cell.text.clone(), day: cell.kind == Kind::Day };
            cell.kind = Kind::Bad(message.code().0);
            problems.at(&self.file, self.line.into(), cell.column as usize, message);
        }
    }

    /// The number of the column where the current row has a merged cell that is refused, by the place of the column.
    fn merged_at(&self, place: usize) -> Option<u32> {
        let column = self.places.iter().position(|known| *known == Some(place))? as u32;
        self.merged_here.iter().any(|range| (range.1..=range.3).contains(&column)).then_some(column)
    }

    fn ready(&mut self, cell: &SheetCell, place: usize) -> Ready {
        let ready = |kind: Kind, text: String| Ready { place, column: cell.column, kind, text, shown: None };
        let number = match &cell.content {
            Content::Text(text) => return ready(Kind::Text, text.clone()),
            Content::Shared(at) => {
                return match self.styles.text(*at) {
                    Some(text) => ready(Kind::Text, text.to_owned()),
                    None => ready(Kind::Error, "?".to_owned()),
                };
            }
            Content::Truth(truth) => return ready(Kind::Truth(*truth), String::new()),
            Content::Error(error) => return ready(Kind::Error, error.clone()),
            Content::Day(day) => return ready(Kind::Day, day.strip_suffix("T00:00:00").unwrap_or(day).to_owned()),
            Content::NoResult => return ready(Kind::NoResult, String::new()),
            Content::Number(number) => *number,
        };
        let format = self.styles.format(cell.style, number);
        if format.day
            && let Some(day) = day(number, self.styles.from_1904)
        {
            return ready(Kind::Day, day);
        }
        let Some(decimal) = Decimal::of(number) else { return ready(Kind::Error, "?".to_owned()) };
        let shift = if format.percent { 2 } else { 0 };
        let end = if format.percent { "%" } else { "" };
        let cut = decimal.cut;
        let text = format!("{}{end}", decimal.shifted(shift).text());
        let takes_part = matches!(self.columns.meaning(place), Meaning::Known(Column::Target | Column::Realization));
        if cut && takes_part {
            let first = || (Cells::none(self.line, cell.column), format!("{number}"), text.clone());
            self.remarks.many_digits.get_or_insert_with(first).0.add();
        }
        let shown = format.decimals.and_then(|decimals| shown(&text, decimals));
        let kind = if format.percent { Kind::Percent } else { Kind::Number };
        Ready { shown, ..ready(kind, text) }
    }

    pub fn row(&self) -> Row<'_> {
        let mut row = Row::at(self.line.into());
        for cell in &self.cells {
            match self.columns.meaning(cell.place) {
                Meaning::Known(column) => {
                    // What is published is what is shown.
                    let published = matches!(column, Column::Achievement | Column::Category);
                    let text = cell.shown.as_deref().filter(|_| published).unwrap_or(&cell.text);
                    row.places[*column as usize] = cell.column as u16;
                    row.cells[*column as usize] = match cell.kind {
                        Kind::Text | Kind::Day => Cell::Text(text),
                        Kind::Number => Cell::Number(text),
                        Kind::Percent => Cell::Percent(text),
                        Kind::Truth(truth) => Cell::Truth(truth),
                        Kind::Error => Cell::Error(text),
                        Kind::NoResult => Cell::NoResult,
                        Kind::Bad(code) => Cell::Bad(code),
                    };
                }
                Meaning::Note => row.notes.push((self.columns.name(cell.place).clone(), cell.text.trim())),
                _ => {}
            }
        }
        if !self.merged_here.is_empty() {
            let merged = WorkbookMessage::CellsMerged { range: String::new(), column: String::new() }.code().0;
            for column in [Column::Unit, Column::Period, Column::Code, Column::Target, Column::Realization] {
                if let Some(number) = self.columns.place(column).and_then(|place| self.merged_at(place)) {
                    row.bad(column, merged, number as u16);
                }
            }
        }
        for (column, code, place) in &self.doubted {
            row.bad(*column, *code, *place);
        }
        if let Some(fault) = self.fault {
            row.spoil(fault, |column| self.columns.has(column));
        }
        row
    }
}

fn range_name((row, column, last_row, last_column): Range) -> String {
    format!("{}{row}:{}{last_row}", column_letters(column), column_letters(last_column))
}

/// The day of a number of days; none for one that no spreadsheet shows, or for a time of a day.
fn day(number: f64, from_1904: bool) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&number) {
        return None;
    }
    let days = number.trunc() as i32;
    // The calendar of 1900 has a 29 February that never was.
    let epoch = match (from_1904, days) {
        (true, _) => Date::new(1904, 1, 1).ok()?,
        (false, ..60) => Date::new(1899, 12, 31).ok()?,
        (false, 60) => return None,
        (false, _) => Date::new(1899, 12, 30).ok()?,
    };
    let day = epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    // A second before midnight is not yet the next day; what binary arithmetic leaves behind is no second.
    let minutes = (number.fract() * 24.0 * 60.0 + 1.0 / 120.0) as u32;
    Some(match minutes {
        0 => day.to_string(),
        _ => format!("{day} {:02}:{:02}", minutes / 60 % 24, minutes % 60),
    })
}

/// A number with so many decimals, as its format shows it: the half is rounded away from zero.
fn shown(text: &str, decimals: u32) -> Option<String> {
    let (number, end) = text.strip_suffix('%').map_or((text, ""), |number| (number, "%"));
    let rounded = crate::number::Number::parse_plain(number)?
        .round(crate::number::RoundingMode::HalfAwayFromZero, decimals)
        .to_plain(decimals);
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let dot = if decimals > 0 { "." } else { "" };
    Some(format!("{whole}{dot}{fraction:0<width$}{end}", width = decimals as usize))
}

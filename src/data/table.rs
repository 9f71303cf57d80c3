//! A file as a table: its columns, and its rows one after the other, whatever the format.

use super::cell::{Cell, shortened};
use super::columns::{COLUMNS, Column, Columns, MAX_COLUMNS, Meaning};
use super::csv::{self, MAX_RECORD, Records, part};
use super::objects::JsonTable;
use super::options::{DataFormat, DataOptions};
use super::problems::Problems;
use super::source::{Text, Whole};
use crate::diagnostic::Counting;
use crate::message::data::DataMessage;
use crate::message::workbook::WorkbookMessage;
use std::io::{self, Read};
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
}

impl<'a> Row<'a> {
    pub fn cell(&self, column: Column) -> Cell<'a> {
        self.cells[column as usize]
    }

    pub fn place(&self, column: Column) -> u16 {
        self.places[column as usize]
    }
}

/// Reads the rows of a file.
pub(super) enum Table<'a> {
    Csv(Box<CsvTable<'a>>),
    Json(Box<JsonTable<'a>>),
    #[cfg(feature = "xlsx")]
    Sheet(Box<super::workbook::SheetTable>),
    #[cfg(feature = "parquet")]
    Parquet(Box<super::parquet::ParquetTable>),
}

pub(super) type Input<'a> = Box<dyn Read + 'a>;

impl<'a> Table<'a> {
    /// Reads what comes before the rows. None where that is wrong, which has been told.
    pub fn open(
        text: Text<'a>,
        file: &Arc<str>,
        options: &DataOptions,
        problems: &mut Problems,
    ) -> io::Result<Option<Self>> {
        let (input, format) = match text {
            Text::Readable(input, format) => (input, format),
            Text::Whole(whole, format) => return Self::open_whole(whole, format, file, options, problems),
            Text::Unreadable(message) => {
                problems.at(file, 0, 0, message);
                return Ok(None);
            }
        };
        Ok(match format {
            DataFormat::Json => {
                problems.count(file, Counting::Objects);
                Some(Self::Json(Box::new(JsonTable::array(input, file.clone()))))
            }
            DataFormat::JsonLines => Some(Self::Json(Box::new(JsonTable::lines(input, file.clone())))),
            _ => CsvTable::open(input, file.clone(), problems)?.map(|table| Self::Csv(Box::new(table))),
        })
    }

    fn open_whole(
        whole: Whole,
        format: DataFormat,
        file: &Arc<str>,
        options: &DataOptions,
        problems: &mut Problems,
    ) -> io::Result<Option<Self>> {
        match format {
            #[cfg(feature = "xlsx")]
            DataFormat::Workbook => {
                let table = super::workbook::SheetTable::open(whole, file, options, problems)?;
                Ok(table.map(|table| Self::Sheet(Box::new(table))))
            }
            #[cfg(feature = "parquet")]
            DataFormat::Parquet => {
                let table = super::parquet::ParquetTable::open(whole, file, problems)?;
                Ok(table.map(|table| Self::Parquet(Box::new(table))))
            }
            _ => {
                let _ = (whole, options);
                let feature = if format == DataFormat::Workbook { "xlsx" } else { "parquet" };
                problems.at(file, 0, 0, WorkbookMessage::NotBuiltIn { feature: feature.to_owned() });
                Ok(None)
            }
        }
    }

    /// Whether its columns are known before its rows are.
    pub fn has_header(&self) -> bool {
        !matches!(self, Self::Json(_))
    }

    /// Whether it is a sheet, whose cells say whether they are percent.
    pub fn is_sheet(&self) -> bool {
        #[cfg(feature = "xlsx")]
        return matches!(self, Self::Sheet(_));
        #[cfg(not(feature = "xlsx"))]
        false
    }

    /// Whether it is an array, whose elements are counted.
    pub fn is_array(&self) -> bool {
        matches!(self, Self::Json(table) if table.is_array())
    }

    /// Goes to the next row that can be used. The others are told.
    pub fn advance(&mut self, problems: &mut Problems) -> io::Result<bool> {
        match self {
            Self::Csv(table) => table.advance(problems),
            Self::Json(table) => table.advance(problems),
            #[cfg(feature = "xlsx")]
            Self::Sheet(table) => table.advance(problems),
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => Ok(table.advance(problems)),
        }
    }

    /// The current row.
    pub fn row(&self) -> Row<'_> {
        match self {
            Self::Csv(table) => table.row(),
            Self::Json(table) => table.row(),
            #[cfg(feature = "xlsx")]
            Self::Sheet(table) => table.row(),
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.row(),
        }
    }

    /// Whether rows have this column: by the header, or by the first object.
    pub fn has(&self, column: Column) -> bool {
        match self {
            Self::Csv(table) => table.columns.has(column),
            Self::Json(table) => table.has(column),
            #[cfg(feature = "xlsx")]
            Self::Sheet(table) => table.columns().has(column),
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.columns().has(column),
        }
    }

    /// What the file calls a column.
    pub fn name_of(&self, column: Column) -> &str {
        match self {
            Self::Csv(table) => table.columns.name_of(column),
            Self::Json(table) => table.name_of(column),
            #[cfg(feature = "xlsx")]
            Self::Sheet(table) => table.columns().name_of(column),
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.columns().name_of(column),
        }
    }
}

/// A table of text with a header.
pub(super) struct CsvTable<'a> {
    file: Arc<str>,
    records: Records<Input<'a>>,
    columns: Columns,
    /// Whether there are columns that do not take part.
    others: bool,
}

impl<'a> CsvTable<'a> {
    pub fn open(input: Input<'a>, file: Arc<str>, problems: &mut Problems) -> io::Result<Option<Self>> {
        let mut records = Records::new(input);
        records.choose_delimiter(|cells| {
            let known = |cell: &&&[u8]| std::str::from_utf8(cell).ok().and_then(Column::of).is_some();
            cells.iter().filter(known).count() * MAX_RECORD + cells.len()
        })?;
        let mut table = Self { file, records, columns: Columns::default(), others: false };
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
        self.columns.is_complete()
    }

    fn advance(&mut self, problems: &mut Problems) -> io::Result<bool> {
        loop {
            let next = self.records.next()?;
            if next == csv::Next::End {
                return Ok(false);
            }
            if let Some((column, message)) = refused(next) {
                problems.at(&self.file, self.records.record_line(), column, message);
                continue;
            }
            let (found, expected) = (self.records.cells().len(), self.columns.len());
            let wrong = if found != expected {
                Some((0, DataMessage::CellCount { found: found as u64, expected: expected as u64 }))
            } else {
                self.check_text().err().or_else(|| self.check_unnamed())
            };
            match wrong {
                // Spreadsheets leave rows of nothing but separators behind.
                Some(_) if self.is_blank() => {}
                Some((column, message)) => problems.at(&self.file, self.records.record_line(), column, message),
                None if self.code_is_blank() && self.is_blank() => {}
                None => return Ok(true),
            }
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

    fn row(&self) -> Row<'_> {
        let text = std::str::from_utf8(self.records.bytes()).unwrap_or_default();
        let cells = self.records.cells();
        let of = |place: usize| {
            let (start, end) = cells.get(place).copied().unwrap_or_default();
            text.get(start as usize..end as usize).unwrap_or_default()
        };
        let mut row = Row {
            line: self.records.record_line(),
            cells: [Cell::Empty; COLUMNS],
            places: [0; COLUMNS],
            notes: Vec::new(),
        };
        for (index, place) in self.columns.places().iter().enumerate() {
            if let Some(place) = *place {
                row.cells[index] = Cell::Text(of(place));
                row.places[index] = place as u16 + 1;
            }
        }
        if self.others {
            for place in 0..self.columns.len() {
                let text = of(place).trim();
                if *self.columns.meaning(place) == Meaning::Note && !text.is_empty() {
                    row.notes.push((self.columns.name(place).clone(), text));
                }
            }
        }
        row
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

//! A file as a table: its columns, and its rows one after the other, whatever the format.

use super::columns::Column;
use super::objects::JsonTable;
use super::options::{DataFormat, DataOptions};
use super::problems::Problems;
use super::row::Row;
use super::source::{Text, Whole};
use super::text_table::CsvTable;
use crate::diagnostic::Counting;
use crate::message::place::Keys;
use crate::message::workbook::WorkbookMessage;
use std::io::{self, Read};
use std::sync::Arc;

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
                let keys = Keys::default();
                problems.count(file, Counting::Objects(keys.clone()));
                Some(Self::Json(Box::new(JsonTable::array(input, file.clone(), keys))))
            }
            DataFormat::JsonLines => {
                let keys = Keys::default();
                problems.count(file, Counting::ObjectLines(keys.clone()));
                Some(Self::Json(Box::new(JsonTable::lines(input, file.clone(), keys))))
            }
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

    /// Whether its columns are known by now.
    pub fn is_ready(&self) -> bool {
        match self {
            Self::Json(table) => table.is_ready(),
            _ => true,
        }
    }

    /// The number of the message that it ended before its end, if it did.
    pub fn broke_off(&self) -> Option<u16> {
        match self {
            Self::Csv(_) => None,
            Self::Json(table) => table.broke_off(),
            #[cfg(feature = "xlsx")]
            Self::Sheet(table) => table.broke_off(),
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.broke_off(),
        }
    }

    /// Goes to the next row that says anything. What is the matter with it is told, and its cells are bad where that is so.
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

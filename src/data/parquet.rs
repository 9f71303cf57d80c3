//! A Parquet file as a table: its columns are those of the schema, and its rows are read in small batches.
//!
//! Numbers are read as exactly as they are stored: whole and decimal ones digit by digit, binary ones with the fewest
//! digits that stand for them.

use super::cell::{Cell, shortened};
use super::columns::{Column, Columns, MAX_COLUMNS, Meaning};
use super::problems::Problems;
use super::row::Row;
use super::source::Whole;
use crate::diagnostic::Counting;
use crate::message::data::DataMessage;
use crate::message::workbook::WorkbookMessage;
use crate::value::Date;
use num_bigint::BigInt;
use parquet::basic::{Compression, ConvertedType, Encoding, LogicalType, Type as Physical};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::io;
use std::sync::Arc;

/// So many rows are held at once.
const BATCH: usize = 4096;
/// So many rows may be there in any case.
const FREE: u64 = 1_000_000;
/// Beyond it so many rows may stand for a byte of the file.
const ROWS_OF_A_BYTE: u64 = 1000;
/// A text is no longer.
const LONGEST: usize = 1 << 20;

/// A Parquet file.
pub(super) struct ParquetTable {
    file: Arc<str>,
    reader: Box<dyn FileReader>,
    columns: Columns,
    kinds: Vec<Kind>,
    group: usize,
    /// The readers of the current group, a column each.
    readers: Vec<ColumnReader>,
    batch: Vec<Vec<Value>>,
    /// The current row of the batch, and how many it has.
    at: usize,
    size: usize,
    line: u64,
    /// The number of the message that the file ended before its end.
    broke_off: Option<u16>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
    Unsigned,
    /// With so many decimals.
    Decimal(u32),
    Binary,
    Truth,
    Day,
}

/// A cell.
#[derive(Debug, Clone)]
enum Value {
    Empty,
    Text(String),
    Number(String),
    Truth(bool),
    /// A binary number that is none: `NaN`, `inf`.
    NoNumber(String),
    /// No text in UTF-8.
    Broken,
}

impl Value {
    /// What is the matter with it, in the column of this place.
    fn fault(&self, columns: &Columns, place: usize) -> Option<DataMessage> {
        let column = || columns.name(place).to_string();
        match self {
            Self::Broken => Some(DataMessage::InvalidText { column: column() }),
            Self::Text(text) if text.contains('\0') => Some(DataMessage::NulByte { column: column() }),
            _ => None,
        }
    }
}

impl Kind {
    fn of(column: &ColumnDescriptor) -> Option<Self> {
        let logical = column.logical_type_ref();
        let scale = match logical {
            Some(LogicalType::Decimal(decimal)) => Some(decimal.scale),
            _ if column.converted_type() == ConvertedType::DECIMAL => Some(column.type_scale()),
            _ => None,
        };
        if let Some(scale) = scale {
            return u32::try_from(scale).ok().filter(|scale| *scale <= 1000).map(Self::Decimal);
        }
        let unsigned = matches!(logical, Some(LogicalType::Integer(whole)) if !whole.is_signed)
            || matches!(
                column.converted_type(),
                ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64
            );
        let day = matches!(logical, Some(LogicalType::Date)) || column.converted_type() == ConvertedType::DATE;
        let plain = matches!(logical, None | Some(LogicalType::Integer(_) | LogicalType::Unknown));
        let text = matches!(logical, None | Some(LogicalType::String | LogicalType::Enum));
        Some(match column.physical_type() {
            Physical::BOOLEAN => Self::Truth,
            Physical::INT32 if day => Self::Day,
            Physical::INT32 | Physical::INT64 if plain && unsigned => Self::Unsigned,
            Physical::INT32 | Physical::INT64 if plain && is_number(column.converted_type()) => Self::Whole,
            Physical::FLOAT | Physical::DOUBLE => Self::Binary,
            Physical::BYTE_ARRAY if text => Self::Text,
            _ => return None,
        })
    }
}

fn is_number(converted: ConvertedType) -> bool {
    use ConvertedType::{INT_8, INT_16, INT_32, INT_64, NONE};
    matches!(converted, NONE | INT_8 | INT_16 | INT_32 | INT_64)
}

impl ParquetTable {
    /// Reads the schema. None where that is not possible, which has been told.
    pub fn open(whole: Whole, file: &Arc<str>, problems: &mut Problems) -> io::Result<Option<Self>> {
        problems.count(file, Counting::Rows);
        let (reader, bytes) = match whole {
            Whole::File(file) => {
                let file = file.into_inner();
                let bytes = file.metadata()?.len();
                (SerializedFileReader::new(file).map(|reader| Box::new(reader) as Box<dyn FileReader>), bytes)
            }
            Whole::Memory(bytes) => {
                let bytes = bytes::Bytes::from(bytes.into_inner());
                let length = bytes.len() as u64;
                (SerializedFileReader::new(bytes).map(|reader| Box::new(reader) as Box<dyn FileReader>), length)
            }
        };
        let Ok(reader) = reader else {
            problems.at(file, 0, 0, damaged());
            return Ok(None);
        };
        if let Some(codec) = unknown_packing(reader.metadata()) {
            problems.at(file, 0, 0, WorkbookMessage::ParquetPacking { codec });
            return Ok(None);
        }
        if !is_within(reader.metadata(), bytes) {
            problems.at(file, 0, 0, damaged());
            return Ok(None);
        }
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let rows = u64::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(u64::MAX);
        if rows > FREE && rows / ROWS_OF_A_BYTE > bytes {
            let limit = format!("{ROWS_OF_A_BYTE} baris per byte");
            problems.at(file, 0, 0, WorkbookMessage::TooLarge { part: "Parquet".to_owned(), limit });
            return Ok(None);
        }
        if schema.num_columns() > MAX_COLUMNS {
            problems.at(file, 0, 0, DataMessage::TooManyColumns { limit: MAX_COLUMNS as u32 });
            return Ok(None);
        }
        let (mut columns, mut kinds, mut good) = (Columns::default(), Vec::new(), true);
        for (place, column) in schema.columns().iter().enumerate() {
            let name = column.path().parts().join(".");
            if let Err(message) = columns.add(&shortened(name.trim())) {
                good = false;
                problems.at(file, 0, place + 1, message);
                continue;
            }
            match Kind::of(column) {
                Some(kind) if column.max_rep_level() == 0 => kinds.push(kind),
                _ => {
                    good = false;
                    problems.at(file, 0, place + 1, WorkbookMessage::ColumnType { column: shortened(&name) });
                }
            }
        }
        if let Some(message) = columns.lacking() {
            problems.at(file, 0, 0, message);
        }
        let ready = good && columns.is_complete();
        let batch = vec![Vec::new(); kinds.len()];
        let file = file.clone();
        let table = Self {
            file,
            reader,
            columns,
            kinds,
            group: 0,
            readers: Vec::new(),
            batch,
            at: 0,
            size: 0,
            line: 0,
            broke_off: None,
        };
        Ok(ready.then_some(table))
    }

    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The number of the message that the file ended before its end, if it did.
    pub fn broke_off(&self) -> Option<u16> {
        self.broke_off
    }

    /// Goes to the next row that says anything. What is the matter with it is told.
    pub fn advance(&mut self, problems: &mut Problems) -> bool {
        loop {
            self.at += 1;
            if self.at >= self.size {
                match self.fill() {
                    Some(true) => {}
                    Some(false) => return false,
                    None => {
                        self.broke_off = Some(damaged().code().0);
                        problems.at(&self.file, 0, 0, damaged());
                        return false;
                    }
                }
            }
            self.line += 1;
            let cell = |place: usize| self.batch[place].get(self.at).unwrap_or(&Value::Empty);
            let broken =
                (0..self.batch.len()).find_map(|place| Some((place, cell(place).fault(&self.columns, place)?)));
            if let Some((place, message)) = broken {
                problems.at(&self.file, self.line, place + 1, message);
            }
            if (0..self.batch.len()).any(|place| !matches!(cell(place), Value::Empty)) {
                return true;
            }
        }
    }

    /// Reads the next batch. False at the end, none where the file is damaged.
    fn fill(&mut self) -> Option<bool> {
        let schema = self.reader.metadata().file_metadata().schema_descr_ptr();
        loop {
            if self.readers.is_empty() {
                if self.group == self.reader.num_row_groups() {
                    return Some(false);
                }
                let group = self.reader.get_row_group(self.group).ok()?;
                self.group += 1;
                for column in 0..self.kinds.len() {
                    let pages = Box::new(Checked::new(group.get_column_page_reader(column).ok()?));
                    self.readers.push(get_column_reader(schema.column(column), pages));
                }
            }
            let mut sizes = Vec::new();
            for (place, reader) in self.readers.iter_mut().enumerate() {
                let levels = schema.column(place).max_def_level();
                self.batch[place] = read(reader, self.kinds[place], levels)?;
                sizes.push(self.batch[place].len());
            }
            let size = *sizes.first()?;
            if sizes.iter().any(|other| *other != size) {
                return None;
            }
            (self.at, self.size) = (0, size);
            if size > 0 {
                return Some(true);
            }
            self.readers.clear();
        }
    }

    pub fn row(&self) -> Row<'_> {
        let mut row = Row::at(self.line);
        for (place, values) in self.batch.iter().enumerate() {
            let fault = values.get(self.at).and_then(|value| value.fault(&self.columns, place));
            let cell = match values.get(self.at) {
                _ if fault.is_some() => Cell::Bad(fault.map_or(0, |message| message.code().0)),
                Some(Value::Text(text)) => Cell::Text(text),
                Some(Value::Number(text)) => Cell::Number(text),
                Some(Value::Truth(truth)) => Cell::Truth(*truth),
                Some(Value::NoNumber(text)) => Cell::Error(text),
                _ => Cell::Empty,
            };
            match self.columns.meaning(place) {
                Meaning::Known(column) => {
                    row.places[*column as usize] = place as u16 + 1;
                    // What is no figure is a text, whatever it is stored as.
                    let figure = !matches!(column, Column::Unit | Column::Period | Column::Code);
                    row.cells[*column as usize] = match cell {
                        Cell::Number(text) if !figure => Cell::Text(text),
                        other => other,
                    };
                }
                Meaning::Note if !cell.text().is_empty() => {
                    row.notes.push((self.columns.name(place).clone(), cell.text()));
                }
                _ => {}
            }
        }
        row
    }
}

/// How a column is packed that is packed in a way that is not read.
fn unknown_packing(metadata: &ParquetMetaData) -> Option<String> {
    let mut columns = metadata.row_groups().iter().flat_map(|group| group.columns());
    columns.find_map(|column| match column.compression() {
        Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_) => None,
        other => other.to_string().split('(').next().map(str::to_lowercase),
    })
}

/// Whether all columns lie within the file, as its library takes for granted.
fn is_within(metadata: &ParquetMetaData, bytes: u64) -> bool {
    let columns = metadata.row_groups().iter().flat_map(|group| group.columns());
    columns.into_iter().all(|column| {
        let start = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
        let (start, length) = (u64::try_from(start).ok(), u64::try_from(column.compressed_size()).ok());
        let end = start.zip(length).and_then(|(start, length)| start.checked_add(length));
        end.is_some_and(|end| end <= bytes) && column.data_page_offset() >= 0 && column.uncompressed_size() >= 0
    })
}

/// The pages of a column, held to what its library takes for granted: who speaks of a dictionary has one.
struct Checked {
    pages: Box<dyn PageReader>,
    dictionary: bool,
}

impl Checked {
    fn new(pages: Box<dyn PageReader>) -> Self {
        Self { pages, dictionary: false }
    }
}

impl Iterator for Checked {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Checked {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        let page = self.pages.get_next_page()?;
        let encoding = match &page {
            Some(Page::DictionaryPage { .. }) => {
                self.dictionary = true;
                return Ok(page);
            }
            Some(Page::DataPage { encoding, .. } | Page::DataPageV2 { encoding, .. }) => *encoding,
            None => return Ok(None),
        };
        let needs = matches!(encoding, Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY);
        match needs && !self.dictionary {
            true => Err(ParquetError::General("a page without its dictionary".to_owned())),
            false => Ok(page),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        self.pages.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool, ParquetError> {
        self.pages.at_record_boundary()
    }
}

fn damaged() -> WorkbookMessage {
    WorkbookMessage::Damaged { part: "Parquet".to_owned() }
}

/// The next values of a column; none where it is damaged.
fn read(reader: &mut ColumnReader, kind: Kind, levels: i16) -> Option<Vec<Value>> {
    let signed = |number: i64| Value::Number(number.to_string());
    match reader {
        ColumnReader::BoolColumnReader(reader) => values(reader, levels, |truth| Value::Truth(*truth)),
        ColumnReader::Int32ColumnReader(reader) => values(reader, levels, |number| match kind {
            Kind::Day => day(*number).map_or(Value::Broken, Value::Text),
            Kind::Unsigned => Value::Number((*number as u32).to_string()),
            Kind::Decimal(scale) => Value::Number(decimal(&BigInt::from(*number), scale)),
            _ => signed((*number).into()),
        }),
        ColumnReader::Int64ColumnReader(reader) => values(reader, levels, |number| match kind {
            Kind::Unsigned => Value::Number((*number as u64).to_string()),
            Kind::Decimal(scale) => Value::Number(decimal(&BigInt::from(*number), scale)),
            _ => signed(*number),
        }),
        ColumnReader::FloatColumnReader(reader) => values(reader, levels, |number| binary(number.is_finite(), number)),
        ColumnReader::DoubleColumnReader(reader) => values(reader, levels, |number| binary(number.is_finite(), number)),
        ColumnReader::ByteArrayColumnReader(reader) => values(reader, levels, |bytes| text(bytes.data(), kind)),
        ColumnReader::FixedLenByteArrayColumnReader(reader) => values(reader, levels, |bytes| text(bytes.data(), kind)),
        ColumnReader::Int96ColumnReader(_) => None,
    }
}

fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    levels: i16,
    value: impl Fn(&T::T) -> Value,
) -> Option<Vec<Value>> {
    let (mut read, mut present) = (Vec::new(), Vec::new());
    let (records, ..) = reader.read_records(BATCH, Some(&mut present), None, &mut read).ok()?;
    if levels == 0 {
        return (read.len() == records).then(|| read.iter().map(value).collect());
    }
    if present.len() != records {
        return None;
    }
    let mut read = read.iter();
    present.iter().map(|level| if *level == levels { read.next().map(&value) } else { Some(Value::Empty) }).collect()
}

fn text(bytes: &[u8], kind: Kind) -> Value {
    if bytes.len() > LONGEST {
        return Value::Broken;
    }
    match kind {
        Kind::Decimal(scale) => Value::Number(decimal(&BigInt::from_signed_bytes_be(bytes), scale)),
        _ => std::str::from_utf8(bytes).map_or(Value::Broken, |text| match text.trim() {
            "" => Value::Empty,
            _ => Value::Text(text.to_owned()),
        }),
    }
}

/// The fewest digits that stand for a binary number, without a power.
fn binary(finite: bool, number: &dyn std::fmt::Display) -> Value {
    // Neither infinite nor "no number" is a figure.
    if finite { Value::Number(number.to_string()) } else { Value::NoNumber(number.to_string()) }
}

fn decimal(number: &BigInt, scale: u32) -> String {
    let text = number.magnitude().to_string();
    let sign = if number.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    let scale = scale as usize;
    if scale == 0 {
        return format!("{sign}{text}");
    }
    let text = format!("{text:0>width$}", width = scale + 1);
    let (whole, fraction) = text.split_at(text.len() - scale);
    format!("{sign}{whole}.{fraction}")
}

/// The day of a number of days since 1970.
fn day(days: i32) -> Option<String> {
    let span = jiff::Span::new().try_days(days).ok()?;
    Some(Date::new(1970, 1, 1).ok()?.checked_add(span).ok()?.to_string())
}

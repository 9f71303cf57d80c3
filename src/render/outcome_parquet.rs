//! Results as a Parquet file: a row for each node. A figure is there twice: as a binary number for computing with, and in
//! full as text, since a binary number does not hold every decimal.

use super::figure::{self, DecimalSign};
use super::outcome::{Case, Figure, Row, Sheet, State};
use super::state::reason;
use crate::value::Value;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// So many rows are held at once.
const GROUP: usize = 50_000;

const TEXTS: [&str; 12] = [
    "unit",
    "periode",
    "kode",
    "jenis",
    "induk",
    "judul",
    "keadaan",
    "sebab",
    "satuan",
    "satuan_capaian",
    "capaian_lapor",
    "kategori_lapor",
];

/// Writes case after case.
pub struct ParquetWriter<'m> {
    sheet: &'m Sheet<'m>,
    bytes: Shared,
    writer: Option<SerializedFileWriter<Shared>>,
    texts: Vec<Vec<Option<String>>>,
    numbers: Vec<Vec<Option<f64>>>,
    exact: Vec<Vec<Option<String>>>,
    rows: usize,
}

/// Bytes that have been written and not been fetched.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shared {
    fn fetch(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<'m> ParquetWriter<'m> {
    /// A writer of one file.
    pub fn new(sheet: &'m Sheet<'m>) -> Self {
        let figures = Figure::ALL.len();
        Self {
            sheet,
            bytes: Shared::default(),
            writer: None,
            texts: vec![Vec::new(); TEXTS.len()],
            numbers: vec![Vec::new(); figures],
            exact: vec![Vec::new(); figures],
            rows: 0,
        }
    }

    /// The cases that follow are results of these rules.
    pub fn turn_to(&mut self, sheet: &'m Sheet<'m>) {
        self.sheet = sheet;
    }

    /// Begins a file.
    pub fn begin(&mut self) -> io::Result<()> {
        *self = Self::new(self.sheet);
        let version = format!("takar {}", env!("CARGO_PKG_VERSION"));
        let properties =
            WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(version).build();
        let schema = schema().map_err(trouble)?;
        let writer = SerializedFileWriter::new(self.bytes.clone(), Arc::new(schema), Arc::new(properties));
        self.writer = Some(writer.map_err(trouble)?);
        Ok(())
    }

    /// One unit in one period.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let sheet = self.sheet;
        for row in &sheet.rows {
            self.row(row, case);
        }
        if self.rows >= GROUP { self.write_group(out) } else { Ok(()) }
    }

    fn row(&mut self, row: &Row<'_>, case: Case<'_>) {
        let view = &self.sheet.view;
        let (state, value) = row.state(case.outcome);
        let published = case.facts.published(row.code());
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let texts = [
            owned(case.facts.unit.as_deref()),
            case.facts.period.map(|period| period.to_string()),
            Some(row.item.code.clone()),
            Some(row.item.kind.word().to_owned()),
            owned(row.parent),
            row.item.title.clone(),
            Some(state.name().to_owned()),
            value.filter(|_| state != State::Value).and_then(|value| reason(view, value)),
            row.unit.clone(),
            row.achievement_unit.clone(),
            owned(published.and_then(|published| published.achievement.as_deref())),
            owned(published.and_then(|published| published.category.as_deref())),
        ];
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.push(text);
        }
        for (place, wanted) in Figure::ALL.into_iter().enumerate() {
            let found = row.figure(wanted).and_then(|(node, ty)| Some((ty, case.outcome.value(node)?)));
            let (mut number, mut exact) = (None, None);
            if let Some((ty, value)) = found {
                let plain = figure::plain(view.model, ty, value, DecimalSign::Dot);
                if let Value::Number(_) = value {
                    number = plain.as_ref().and_then(|text| text.parse().ok());
                }
                exact = figure::fraction(view.model, ty, value).or(plain);
            }
            self.numbers[place].push(number);
            self.exact[place].push(exact);
        }
        self.rows += 1;
    }

    /// Writes the file's end.
    pub fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.write_group(out)?;
        if let Some(writer) = self.writer.take() {
            writer.close().map_err(trouble)?;
        }
        out.write_all(&self.bytes.fetch())
    }

    fn write_group(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.rows > 0 {
            self.group().map_err(trouble)?;
            self.rows = 0;
        }
        out.write_all(&self.bytes.fetch())
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let mut group = writer.next_row_group()?;
        let texts = self.texts.iter_mut().map(Filled::Texts);
        let figures = self.numbers.iter_mut().zip(&mut self.exact).zip(Figure::ALL);
        let figures = figures.flat_map(|((numbers, exact), figure)| {
            let number = (figure != Figure::Category).then_some(Filled::Numbers(numbers));
            number.into_iter().chain([Filled::Texts(exact)])
        });
        for filled in texts.chain(figures) {
            let Some(mut column) = group.next_column()? else { break };
            match filled {
                Filled::Texts(texts) => {
                    let levels: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
                    let values: Vec<ByteArray> =
                        texts.drain(..).flatten().map(|text| text.into_bytes().into()).collect();
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
                }
                Filled::Numbers(numbers) => {
                    let levels: Vec<i16> = numbers.iter().map(|number| i16::from(number.is_some())).collect();
                    let values: Vec<f64> = numbers.drain(..).flatten().collect();
                    column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
                }
            }
            column.close()?;
        }
        self.numbers.iter_mut().for_each(Vec::clear);
        group.close()?;
        Ok(())
    }
}

/// What is written into a column, which it leaves empty.
enum Filled<'a> {
    Texts(&'a mut Vec<Option<String>>),
    Numbers(&'a mut Vec<Option<f64>>),
}

/// The columns: texts, then each figure as a number and in full.
fn schema() -> Result<Type, ParquetError> {
    let column = |name: &str, physical: Physical| {
        let logical = (physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
        let column = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        column.with_logical_type(logical).build().map(Arc::new)
    };
    let mut fields = Vec::new();
    for name in TEXTS {
        fields.push(column(name, Physical::BYTE_ARRAY)?);
    }
    for figure in Figure::ALL {
        match figure {
            Figure::Category => fields.push(column(figure.name(), Physical::BYTE_ARRAY)?),
            _ => {
                fields.push(column(figure.name(), Physical::DOUBLE)?);
                fields.push(column(&format!("{}_tepat", figure.name()), Physical::BYTE_ARRAY)?);
            }
        }
    }
    Type::group_type_builder("takar").with_fields(fields).build()
}

fn trouble(error: ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}

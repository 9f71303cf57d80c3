//! Realization data: CSV, JSON, workbooks and Parquet to facts.
//!
//! [`read`] goes over the files once and gives the facts of each unit to a [`Sink`] as soon as they are complete, so that
//! data of any size takes the memory of one unit. Data that turns out not to be grouped by unit is read again into memory.
//!
//! ```text
//! source ─> unpack ─> text ─┬─ csv ──────┬─> table ─> entry ─> drafts ─> Sink
//!                           ├─ json ─────┤   rows     figures  facts of a unit
//!                           └─ workbook ─┘
//! ```
//!
//! Errors are collected, with file, line and column, and never stop the reading.

mod blocks;
mod cell;
mod columns;
mod counters;
mod csv;
mod drafts;
mod entry;
mod json;
mod layout;
mod letters;
mod lines;
mod lookup;
mod numeral;
mod objects;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod periods;
mod plain;
mod problems;
mod regroup;
mod row;
mod rows;
mod source;
mod store;
mod stream;
mod table;
#[cfg(test)]
mod tests;
mod text_table;
mod unpack;
#[cfg(feature = "xlsx")]
mod workbook;

pub use blocks::{Block, Blocks, Stop};
pub use counters::Counters;
pub use layout::{Layout, Unusual};
pub use options::{
    DataFormat, DataInput, DataOptions, DataSource, Encoding, FileProblem, Listing, Listings, Numerals, ReadReport,
    Sink,
};
pub use periods::{check_period, only_period};
pub use plain::{Plain, Together};
pub use regroup::{Trouble, regrouped, stretches};
pub use rows::{Rows, UnitRows};

use crate::diagnostic::Diagnostic;
use crate::evaluate::DataFiles;
use crate::model::catalog::{Catalogs, CellType, CellUnit};
use crate::number::Number;
use crate::value::Value;

/// Reads all inputs and gives their facts to the sink, unit by unit.
///
/// Cases are given only as long as no error has been met, unless [`DataOptions::keep_going`] is set. What is wrong with
/// the data is in the report.
///
/// # Errors
/// A file that cannot be opened, read or unpacked.
pub fn read(
    inputs: &[DataInput],
    catalogs: &Catalogs,
    options: &DataOptions,
    sink: &mut dyn Sink,
) -> Result<ReadReport, FileProblem> {
    if let Some(period) = options.period
        && let Err(message) = check_period(catalogs, period)
    {
        return Ok(ReadReport { diagnostics: vec![Diagnostic::nowhere(message)], ..ReadReport::default() });
    }
    let sources = inputs.iter().map(source::Source::open).collect::<Result<Vec<_>, _>>()?;
    let files = match options.files.names().len() == sources.len() {
        true => options.files.clone(),
        false => DataFiles::new(sources.iter().map(|source| source.name.clone()).collect()),
    };
    stream::Run::new(catalogs, options, &sources, &files).all(sink)
}

/// Reads some of the rows of a table, as [`read`] does. Places of lines count from the header.
///
/// # Errors
/// As of [`read`].
pub fn read_part(
    layout: &Layout,
    rows: &[u8],
    catalogs: &Catalogs,
    options: &DataOptions,
    sink: &mut dyn Sink,
) -> Result<ReadReport, FileProblem> {
    let options = DataOptions {
        format: Some(DataFormat::Csv),
        units: Vec::new(),
        counters: std::sync::Arc::default(),
        listing: Listings::default(),
        ..options.clone()
    };
    let sources = [source::Source::part("".into(), &layout.header, rows)];
    let files = DataFiles::new(vec!["".into()]);
    stream::Run::new(catalogs, &options, &sources, &files).all(sink)
}

/// Reads a figure as a cell of this unit would be: the number in natural size and the decimals shown. None where it is no
/// figure, as published ones need not be.
pub fn figure(text: &str, unit: &CellUnit, numerals: Numerals) -> Option<(Number, u16)> {
    let context = cell::Context { column: "", code: "", numerals };
    match cell::read(cell::Cell::Text(text), &CellType::Number(unit.clone()), context) {
        Ok(cell::Content::Value(Value::Number(number), decimals)) => Some((number, decimals)),
        _ => None,
    }
}

//! Results as CSV: one row a node. What every row repeats is prepared once, so that a run over many units only copies bytes.
//!
//! Text is written as it stands, also where it begins with `=`, `+` or `@`: nothing is put before it that a reader would
//! have to remove, and negative numbers stay numbers. A spreadsheet is told to import such columns as text.

mod quick;

use super::figure::{self, DecimalSign, OUTSIDE};
use super::outcome::{Case, Figure, Row, Sheet, State};
use super::state::reason;
use crate::model::{Model, NodeId, Type};
use crate::value::{Label, Value};
use std::io::{self, Write};

pub use quick::{QuickCsv, Text};

/// A column of CSV and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// `unit`
    Unit,
    /// `periode`
    Period,
    /// `kode`
    Code,
    /// `jenis`
    Kind,
    /// `induk`
    Parent,
    /// `judul`
    Title,
    /// `keadaan`
    State,
    /// `sebab`
    Reason,
    /// `satuan`
    MeasureUnit,
    /// `satuan_capaian`
    AchievementUnit,
    /// `target`, `realisasi`, …
    Figure(Figure),
    /// `capaian_mentah_pecahan`, …
    Fraction(Figure),
    /// `capaian_lapor`
    PublishedAchievement,
    /// `kategori_lapor`
    PublishedCategory,
    /// `jarak_batas`, of a rating that little would change
    LimitDistance,
    /// `batas`, likewise
    Limit,
    /// `bacaan_lain`, likewise
    Readings,
}

impl Column {
    /// What `--batas-rawan` adds.
    pub const FRAGILE: [Self; 3] = [Self::LimitDistance, Self::Limit, Self::Readings];

    /// What one of those holds.
    pub(super) fn fragile(self, row: &Row<'_>, model: &Model, case: Case<'_>, sign: DecimalSign) -> String {
        let found = case.fragile.and_then(|case| case.found.iter().find(|fragile| fragile.item == row.id));
        found.map_or_else(String::new, |fragile| match self {
            Self::LimitDistance => fragile.distance_cell(model, sign),
            Self::Limit => fragile.limit_cell(model, sign),
            _ => fragile.readings_cell(model, sign),
        })
    }

    /// All columns, in the order in which they are written where none are chosen.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Unit,
            Self::Period,
            Self::Code,
            Self::Kind,
            Self::Parent,
            Self::Title,
            Self::State,
            Self::Reason,
            Self::MeasureUnit,
            Self::AchievementUnit,
        ];
        for figure in Figure::ALL {
            all.push(Self::Figure(figure));
            if figure != Figure::Category {
                all.push(Self::Fraction(figure));
            }
        }
        all.extend([Self::PublishedAchievement, Self::PublishedCategory]);
        all
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Period => "periode",
            Self::Code => "kode",
            Self::Kind => "jenis",
            Self::Parent => "induk",
            Self::Title => "judul",
            Self::State => "keadaan",
            Self::Reason => "sebab",
            Self::MeasureUnit => "satuan",
            Self::AchievementUnit => "satuan_capaian",
            Self::Figure(figure) => figure.name(),
            Self::Fraction(figure) => figure.fraction_name(),
            Self::PublishedAchievement => "capaian_lapor",
            Self::PublishedCategory => "kategori_lapor",
            Self::LimitDistance => "jarak_batas",
            Self::Limit => "batas",
            Self::Readings => "bacaan_lain",
        }
    }

    /// The column of this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::all().into_iter().chain(Self::FRAGILE).find(|column| column.name() == name)
    }
}

/// How CSV is written.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// What stands between cells.
    pub delimiter: u8,
    /// How decimals are written.
    pub sign: DecimalSign,
}

/// What a cell of a row holds, for any case.
#[derive(Debug)]
enum Cell {
    /// The same for every case, quoted where need be.
    Fixed(Vec<u8>),
    Unit,
    Period,
    State,
    Reason,
    Number(NodeId, Type),
    Fraction(NodeId, Type),
    /// A label; the labels of the scale, quoted where need be.
    Label(NodeId, Vec<Vec<u8>>),
    Other(NodeId, Type),
    PublishedAchievement,
    PublishedCategory,
    Fragile(Column),
}

/// Writes case after case.
pub struct CsvWriter<'m> {
    sheet: &'m Sheet<'m>,
    dialect: Dialect,
    columns: Vec<Column>,
    cells: Vec<Vec<Cell>>,
    /// The cells of rules that were turned away from, with their sheets.
    others: Vec<(&'m Sheet<'m>, Vec<Vec<Cell>>)>,
    unit: Vec<u8>,
    period: Vec<u8>,
    buffer: Vec<u8>,
}

impl<'m> CsvWriter<'m> {
    /// A writer of these columns.
    pub fn new(sheet: &'m Sheet<'m>, columns: Vec<Column>, dialect: Dialect) -> Self {
        let cells = cells(sheet, &columns, dialect);
        let (unit, period, buffer) = (Vec::new(), Vec::new(), Vec::new());
        Self { sheet, dialect, columns, cells, others: Vec::new(), unit, period, buffer }
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How it is written.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether it writes what the office has published.
    pub fn has_published(&self) -> bool {
        let published = [Column::PublishedAchievement, Column::PublishedCategory];
        self.columns.iter().any(|column| published.contains(column))
    }

    /// The cases that follow are results of these rules.
    pub fn turn_to(&mut self, sheet: &'m Sheet<'m>) {
        if std::ptr::eq(self.sheet, sheet) {
            return;
        }
        let ready = self.others.iter().position(|(other, _)| std::ptr::eq(*other, sheet));
        let next = match ready {
            Some(place) => self.others.swap_remove(place).1,
            None => cells(sheet, &self.columns, self.dialect),
        };
        let before = std::mem::replace(&mut self.cells, next);
        self.others.push((self.sheet, before));
        self.sheet = sheet;
    }

    /// The line with the names of the columns.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name()).collect();
        writeln!(out, "{}", names.join(&char::from(self.dialect.delimiter).to_string()))
    }

    /// A line for each row of the case.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let dialect = self.dialect;
        let buffer = &mut self.buffer;
        buffer.clear();
        self.unit.clear();
        self.period.clear();
        push_field(&mut self.unit, case.facts.unit.as_deref().unwrap_or(""), dialect.delimiter);
        if let Some(period) = case.facts.period {
            push_field(&mut self.period, &period.to_string(), dialect.delimiter);
        }
        for (row, cells) in self.sheet.rows.iter().zip(&self.cells) {
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    buffer.push(dialect.delimiter);
                }
                match cell {
                    Cell::Fixed(text) => buffer.extend_from_slice(text),
                    Cell::Unit => buffer.extend_from_slice(&self.unit),
                    Cell::Period => buffer.extend_from_slice(&self.period),
                    Cell::Label(node, labels) => push_label(buffer, case.outcome.value(*node), labels),
                    Cell::Number(node, ty) => {
                        if let Some(Value::Number(number)) = case.outcome.value(*node) {
                            let number = figure::displayed(self.sheet.view.model, *ty, number);
                            buffer.extend_from_slice(dialect.sign.write(&number).as_bytes());
                        }
                    }
                    other => push_rare(buffer, self.sheet, row, other, case, dialect),
                }
            }
            buffer.push(b'\n');
        }
        out.write_all(buffer)
    }
}

/// What is the same for all cases.
fn cells(sheet: &Sheet<'_>, columns: &[Column], dialect: Dialect) -> Vec<Vec<Cell>> {
    let row = |row: &Row<'_>| columns.iter().map(|column| cell(sheet, row, *column, dialect)).collect();
    sheet.rows.iter().map(row).collect()
}

fn cell(sheet: &Sheet<'_>, row: &Row<'_>, column: Column, dialect: Dialect) -> Cell {
    let fixed = |text: Option<&str>| {
        let mut field = Vec::new();
        push_field(&mut field, text.unwrap_or(""), dialect.delimiter);
        Cell::Fixed(field)
    };
    let figure = |figure: Figure| row.figure(figure);
    match column {
        Column::Unit => Cell::Unit,
        Column::Period => Cell::Period,
        Column::Code => fixed(Some(&row.item.code)),
        Column::Kind => fixed(Some(row.item.kind.word())),
        Column::Parent => fixed(row.parent),
        Column::Title => fixed(row.item.title.as_deref()),
        Column::State => Cell::State,
        Column::Reason => Cell::Reason,
        Column::MeasureUnit => fixed(row.unit.as_deref()),
        Column::AchievementUnit => fixed(row.achievement_unit.as_deref()),
        Column::Figure(wanted) => match figure(wanted) {
            None => fixed(None),
            Some((node, ty @ Type::Number(_))) => Cell::Number(node, ty),
            Some((node, Type::Label(scale))) => {
                let labels = sheet.view.model.scale(scale).bands.iter().map(|band| band.label.as_str());
                let quoted = labels.chain([OUTSIDE]).map(|label| {
                    let mut field = Vec::new();
                    push_field(&mut field, label, dialect.delimiter);
                    field
                });
                Cell::Label(node, quoted.collect())
            }
            Some((node, ty)) => Cell::Other(node, ty),
        },
        Column::Fraction(wanted) => match figure(wanted) {
            Some((node, ty @ Type::Number(_))) => Cell::Fraction(node, ty),
            _ => fixed(None),
        },
        Column::PublishedAchievement => Cell::PublishedAchievement,
        Column::PublishedCategory => Cell::PublishedCategory,
        Column::LimitDistance | Column::Limit | Column::Readings => Cell::Fragile(column),
    }
}

fn push_label(buffer: &mut Vec<u8>, value: Option<&Value>, labels: &[Vec<u8>]) {
    let Some(Value::Label(label)) = value else { return };
    let place = if *label == Label::OUTSIDE { labels.len().saturating_sub(1) } else { label.0 as usize };
    if let Some(text) = labels.get(place) {
        buffer.extend_from_slice(text);
    }
}

fn push_rare(buffer: &mut Vec<u8>, sheet: &Sheet<'_>, row: &Row<'_>, cell: &Cell, case: Case<'_>, dialect: Dialect) {
    let published = || case.facts.published(row.code());
    let text = match cell {
        Cell::State => Some(row.state(case.outcome).0.name().to_owned()),
        Cell::Reason => match row.state(case.outcome) {
            (State::Value, _) | (_, None) => None,
            (_, Some(value)) => reason(&sheet.view, value),
        },
        Cell::Fraction(node, ty) => {
            case.outcome.value(*node).and_then(|value| figure::fraction(sheet.view.model, *ty, value))
        }
        Cell::Other(node, ty) => {
            case.outcome.value(*node).and_then(|value| figure::plain(sheet.view.model, *ty, value, dialect.sign))
        }
        Cell::PublishedAchievement => {
            published().and_then(|published| published.achievement.as_deref()).map(str::to_owned)
        }
        Cell::PublishedCategory => published().and_then(|published| published.category.as_deref()).map(str::to_owned),
        Cell::Fragile(column) => Some(column.fragile(row, sheet.view.model, case, dialect.sign)),
        _ => None,
    };
    push_field(buffer, text.as_deref().unwrap_or(""), dialect.delimiter);
}

/// A cell, between quotes where it holds the delimiter, a quote or a line break.
fn push_field(buffer: &mut Vec<u8>, text: &str, delimiter: u8) {
    push_bytes(buffer, text.as_bytes(), delimiter);
}

fn push_bytes(buffer: &mut Vec<u8>, text: &[u8], delimiter: u8) {
    if !text.iter().any(|byte| *byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r')) {
        buffer.extend_from_slice(text);
        return;
    }
    buffer.push(b'"');
    for byte in text {
        if *byte == b'"' {
            buffer.push(b'"');
        }
        buffer.push(*byte);
    }
    buffer.push(b'"');
}

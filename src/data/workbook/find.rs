//! Finds the sheet to read and the row of its column names, or takes those that are named.

use super::book::{Book, Sheet, Styles};
use super::formats::Decimal;
use super::package::Trouble;
use super::rows::{Content, SheetCell, SheetRow};
use crate::data::cell::shortened;
use crate::data::columns::Column;
use crate::data::options::DataOptions;
use crate::message::workbook::WorkbookMessage;
use crate::nearest::nearest;

/// The column names stand in one of so many rows that hold something.
const HEADER_ROWS: u32 = 50;
/// So many sheets are searched for column names.
const MOST_SEARCHED: usize = 200;

/// How much a row is one of column names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// It has a column of figures.
    Figures,
    /// It has the column of codes.
    Codes,
    /// It has both.
    Whole,
}

/// The sheet to read and the row of its column names.
pub fn choose(book: &mut Book, options: &DataOptions) -> Result<(Sheet, u32), Trouble> {
    let names = |sheets: &[Sheet]| sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    let candidates: Vec<Sheet> = match options.sheet.as_deref() {
        None => book.sheets.iter().filter(|sheet| !sheet.hidden).take(MOST_SEARCHED).cloned().collect(),
        Some(name) => {
            let wanted = name.trim().to_lowercase();
            let found = book.sheets.iter().find(|sheet| sheet.name.trim().to_lowercase() == wanted);
            let Some(sheet) = found else {
                let sheets = names(&book.sheets);
                let near = nearest(name, sheets.iter().map(String::as_str)).map(str::to_owned);
                return Err(WorkbookMessage::SheetUnknown { sheet: shortened(name), near, sheets }.into());
            };
            vec![sheet.clone()]
        }
    };
    let mut found = Vec::new();
    for sheet in &candidates {
        let header = header(book, sheet, options.header_row)?;
        found.extend(header.map(|(row, likeness)| (likeness, sheet.clone(), row)));
    }
    // What lacks a column is told by that column, where there is nothing better.
    let best = found.iter().map(|(likeness, ..)| *likeness).max();
    found.retain(|(likeness, ..)| Some(*likeness) == best);
    if let (2.., Some(Likeness::Codes | Likeness::Whole)) = (found.len(), best) {
        let sheets: Vec<Sheet> = found.into_iter().map(|(_, sheet, _)| sheet).collect();
        return Err(WorkbookMessage::SeveralTables { sheets: names(&sheets) }.into());
    }
    match (found.pop(), options.header_row) {
        (Some((_, sheet, row)), _) => Ok((sheet, row)),
        (None, Some(row)) => Err(WorkbookMessage::NoHeaderThere { sheets: names(&candidates), row }.into()),
        (None, None) => Err(WorkbookMessage::NoTable { sheets: names(&candidates), rows: HEADER_ROWS }.into()),
    }
}

/// The row of a sheet that is most like one of column names, and how much it is.
fn header(book: &mut Book, sheet: &Sheet, named: Option<u32>) -> Result<Option<(u32, Likeness)>, Trouble> {
    let styles = std::mem::take(&mut book.styles);
    let found = search(book, sheet, &styles, named);
    book.styles = styles;
    found
}

fn search(
    book: &mut Book,
    sheet: &Sheet,
    styles: &Styles,
    named: Option<u32>,
) -> Result<Option<(u32, Likeness)>, Trouble> {
    let (mut rows, mut searched, mut best) = (book.rows(sheet)?, 0, None::<(u32, Likeness)>);
    while let Some(row) = rows.next()? {
        if named.is_some_and(|named| row.number > named) {
            break;
        }
        if row.cells.is_empty() || named.is_some_and(|named| row.number < named) {
            continue;
        }
        if let Some(likeness) = likeness(&row, styles)
            && best.is_none_or(|(_, best)| likeness > best)
        {
            best = Some((row.number, likeness));
        }
        searched += 1;
        if searched == HEADER_ROWS || matches!(best, Some((_, Likeness::Whole))) {
            break;
        }
    }
    Ok(best)
}

fn likeness(row: &SheetRow, styles: &Styles) -> Option<Likeness> {
    let known: Vec<Column> = row.cells.iter().filter_map(|cell| Column::of(&text_of(cell, styles))).collect();
    let figures = [Column::Target, Column::Realization, Column::Achievement, Column::Category];
    let has_figures = figures.iter().any(|column| known.contains(column));
    match (known.contains(&Column::Code), has_figures) {
        (true, true) => Some(Likeness::Whole),
        (true, false) => Some(Likeness::Codes),
        (false, true) => Some(Likeness::Figures),
        (false, false) => None,
    }
}

/// The text of a cell, as a column may be called.
pub fn text_of(cell: &SheetCell, styles: &Styles) -> String {
    match &cell.content {
        Content::Text(text) | Content::Day(text) | Content::Error(text) => text.clone(),
        Content::Shared(place) => styles.text(*place).unwrap_or_default().to_owned(),
        Content::Number(number) => Decimal::of(*number).map_or_else(String::new, |decimal| decimal.text()),
        Content::Truth(truth) => truth.to_string(),
        Content::NoResult => String::new(),
    }
}

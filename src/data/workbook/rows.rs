//! The rows of a sheet, one after the other.

use super::package::{Trouble, Xml};
use crate::message::workbook::WorkbookMessage;
use quick_xml::events::{BytesStart, Event};
use std::io::{Read, Seek};

/// No sheet has more rows or columns.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;
/// A row holds no more text.
const MOST_TEXT: usize = 1 << 20;
/// So many merged ranges are looked at.
const MOST_MERGED: usize = 100_000;

/// A row: its number from 1, and the cells that hold something.
#[derive(Debug, Default)]
pub struct SheetRow {
    pub number: u32,
    /// Whether it is hidden, also by a filter.
    pub hidden: bool,
    pub cells: Vec<SheetCell>,
}

/// A cell.
#[derive(Debug, Clone)]
pub struct SheetCell {
    /// The number of its column, from 1.
    pub column: u32,
    /// How it shows its number: a place in the workbook's formats.
    pub style: usize,
    pub content: Content,
    /// Whether that is what a formula gave.
    pub computed: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A text.
    Text(String),
    /// A text by its place among those that the workbook's cells share.
    Shared(usize),
    Number(f64),
    Truth(bool),
    /// `#DIV/0!`
    Error(String),
    /// A day as ISO 8601 writes it.
    Day(String),
    /// A formula that has not been computed.
    NoResult,
}

/// Reads the rows of a sheet, then its merged ranges.
pub struct Rows<R> {
    xml: Xml<R>,
    last: u32,
    inside: bool,
    over: bool,
    /// The first and the last of columns that are hidden.
    pub hidden: Vec<(u32, u32)>,
}

/// A rectangle of cells: first row and column, last row and column.
pub type Range = (u32, u32, u32, u32);

impl<R: Read + Seek> Rows<R> {
    pub fn new(xml: Xml<R>) -> Self {
        Self { xml, last: 0, inside: false, over: false, hidden: Vec::new() }
    }

    /// The next row that is written down, maybe without cells.
    pub fn next(&mut self) -> Result<Option<SheetRow>, Trouble> {
        while !self.over {
            let Some(event) = self.xml.next()? else { return Err(self.xml.damaged()) };
            match &event {
                Event::Start(tag) if tag.local_name().as_ref() == "sheetData" => self.inside = true,
                Event::Empty(tag) if tag.local_name().as_ref() == "sheetData" => self.over = true,
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => self.over = true,
                Event::Start(tag) | Event::Empty(tag) if !self.inside && tag.local_name().as_ref() == "col" => {
                    let number = |name: &str| attribute(tag, name)?.parse::<u32>().ok();
                    if is_on(tag, "hidden")
                        && let (Some(first), Some(last)) = (number("min"), number("max"))
                        && self.hidden.len() < MOST_COLUMNS as usize
                    {
                        self.hidden.push((first, last));
                    }
                }
                Event::Start(tag) | Event::Empty(tag) if self.inside && tag.local_name().as_ref() == "row" => {
                    let hidden = is_on(tag, "hidden");
                    let empty = matches!(event, Event::Empty(_));
                    let number = match attribute(tag, "r") {
                        Some(number) => number.parse::<u32>().ok(),
                        None => Some(self.last + 1),
                    };
                    let Some(number) = number.filter(|number| *number > self.last && *number <= MOST_ROWS) else {
                        return Err(beyond(format!("baris sesudah {} tidak berurutan", self.last)));
                    };
                    self.last = number;
                    let cells = if empty { Vec::new() } else { self.cells()? };
                    return Ok(Some(SheetRow { number, hidden, cells }));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// The merged ranges, which stand behind the rows.
    pub fn merged(mut self) -> Result<Vec<Range>, Trouble> {
        while self.next()?.is_some() {}
        let mut ranges = Vec::new();
        while let Some(event) = self.xml.next()? {
            if let Event::Start(tag) | Event::Empty(tag) = &event
                && tag.local_name().as_ref() == "mergeCell"
            {
                let range = attribute(tag, "ref").and_then(|text| range(&text));
                match range {
                    Some(range) if ranges.len() < MOST_MERGED => ranges.push(range),
                    Some(_) => return Err(beyond(format!("lebih dari {MOST_MERGED} gabungan sel"))),
                    None => return Err(self.xml.damaged()),
                }
            }
        }
        Ok(ranges)
    }

    fn cells(&mut self) -> Result<Vec<SheetCell>, Trouble> {
        let (mut cells, mut last, mut text) = (Vec::new(), 0, 0);
        loop {
            let Some(event) = self.xml.next()? else { return Err(self.xml.damaged()) };
            match event {
                Event::End(tag) if tag.local_name().as_ref() == "row" => return Ok(cells),
                Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                    let head = Head::of(&tag);
                    last = head.column(last, self.last)?;
                    let (content, computed) = self.content(head.kind.as_deref(), &mut text)?;
                    let cell = |content| SheetCell { column: last, style: head.style, content, computed };
                    cells.extend(content.map(cell));
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "c" => {
                    last = Head::of(&tag).column(last, self.last)?;
                }
                _ => {}
            }
        }
    }

    /// What a cell of this kind holds, up to its end, and whether it has a formula.
    fn content(&mut self, kind: Option<&str>, length: &mut usize) -> Result<(Option<Content>, bool), Trouble> {
        let (mut value, mut text, mut formula) = (None::<String>, None::<String>, false);
        let (mut in_value, mut in_text, mut in_sound) = (false, false, false);
        loop {
            let Some(event) = self.xml.next()? else { return Err(self.xml.damaged()) };
            let part = match event {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "f" => {
                    formula = true;
                    continue;
                }
                Event::Start(tag) => {
                    match tag.local_name().as_ref() {
                        // Two values are none.
                        "v" | "is" if value.is_some() || text.is_some() => return Err(self.xml.damaged()),
                        "v" => in_value = true,
                        // How a word is pronounced belongs to no cell.
                        "rPh" => in_sound = true,
                        "t" => in_text = !in_sound,
                        "is" => {
                            text.get_or_insert_default();
                        }
                        _ => {}
                    }
                    continue;
                }
                Event::End(tag) => {
                    match tag.local_name().as_ref() {
                        "v" => in_value = false,
                        "rPh" => in_sound = false,
                        "t" => in_text = false,
                        "c" => break,
                        _ => {}
                    }
                    continue;
                }
                event => match characters(&event) {
                    Ok(Some(part)) => part,
                    Ok(None) => continue,
                    Err(()) => return Err(self.xml.damaged()),
                },
            };
            if in_value || in_text {
                *length += part.len();
                if *length > MOST_TEXT {
                    return Err(beyond(format!("baris {} memuat lebih dari 1 MiB teks", self.last)));
                }
                let target = if in_text { &mut text } else { &mut value };
                target.get_or_insert_default().push_str(&part);
            }
        }
        let value = value.filter(|value| !value.trim().is_empty());
        let damaged = || self.xml.damaged();
        let content = match (kind, value) {
            (Some("inlineStr"), _) => text.map(|text| Content::Text(unescaped(&text))),
            (Some("s"), Some(value)) => Some(Content::Shared(value.trim().parse().map_err(|_| damaged())?)),
            (Some("str"), Some(value)) => Some(Content::Text(unescaped(&value))),
            (Some("b"), Some(value)) => Some(Content::Truth(match value.trim() {
                "1" | "true" => true,
                "0" | "false" => false,
                _ => return Err(damaged()),
            })),
            (Some("e"), Some(value)) => Some(Content::Error(value.trim().chars().take(30).collect())),
            (Some("d"), Some(value)) => Some(Content::Day(value.trim().to_owned())),
            (None | Some("n"), Some(value)) => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Content::Number(number)),
                // Written by a program that is none for spreadsheets: `NaN`, `86,5`.
                _ => Some(Content::Error(value.trim().chars().take(30).collect())),
            },
            (Some("str"), None) => formula.then(|| Content::Text(String::new())),
            (_, None) => formula.then_some(Content::NoResult),
            (Some(_), Some(_)) => return Err(damaged()),
        };
        Ok((content, formula))
    }
}

/// The characters of a text, of an entity in it, of a CDATA section; none of anything else.
pub fn characters(event: &Event<'_>) -> Result<Option<String>, ()> {
    Ok(Some(match event {
        Event::Text(text) => text.xml10_content().into_owned(),
        Event::CData(text) => text.xml10_content().into_owned(),
        Event::GeneralRef(entity) => match entity.resolve_char_ref().map_err(|_| ())? {
            Some(letter) => letter.to_string(),
            None => match entity.xml10_content().as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                _ => return Err(()),
            }
            .to_owned(),
        },
        _ => return Ok(None),
    }))
}

/// The value of an attribute, by its local name.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// Whether an attribute says yes.
pub fn is_on(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|on| on == "1" || on == "true")
}

/// `_x000D_` stands for a character that XML cannot hold.
pub fn unescaped(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let letter = code
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'))
            .and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        match letter {
            Some(letter) => {
                plain.push_str(&rest[..at]);
                plain.push(letter);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The attributes of a cell.
struct Head {
    place: Option<String>,
    style: usize,
    kind: Option<String>,
}

impl Head {
    fn of(tag: &BytesStart<'_>) -> Self {
        let style = attribute(tag, "s").and_then(|style| style.parse().ok()).unwrap_or_default();
        Self { place: attribute(tag, "r"), style, kind: attribute(tag, "t") }
    }

    /// The number of its column, behind the last one of its row.
    fn column(&self, last: u32, row: u32) -> Result<u32, Trouble> {
        let column = match &self.place {
            None => Some(last + 1),
            Some(place) => cell(place).filter(|(of, _)| *of == row).map(|(_, column)| column),
        };
        column
            .filter(|column| *column > last && *column <= MOST_COLUMNS)
            .ok_or_else(|| beyond("sel dalam satu baris tidak berurutan".to_owned()))
    }
}

fn beyond(what: String) -> Trouble {
    WorkbookMessage::BeyondSheet { what }.into()
}

/// `C5`: row 5, column 3.
fn cell(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at(letters);
    if letters == 0 || letters > 3 || row.len() > 7 || !row.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let column = column.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = row.parse().ok().filter(|row| (1..=MOST_ROWS).contains(row))?;
    Some((row, column)).filter(|_| column <= MOST_COLUMNS)
}

/// `A2:A9`
fn range(text: &str) -> Option<Range> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((row, column), (last_row, last_column)) = (cell(first)?, cell(last)?);
    (row <= last_row && column <= last_column).then_some((row, column, last_row, last_column))
}

//! What a workbook says of its sheets: their names, the formats of cells, the texts that cells share.

use super::formats::{Format, Formats};
use super::package::{Package, Trouble, damaged};
use super::rows::{Rows, attribute, characters, is_on, unescaped};
use crate::data::source::Whole;
use crate::message::workbook::WorkbookMessage;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::sync::Arc;

/// A sheet with cells.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub name: String,
    /// The part that holds its cells.
    path: String,
    pub hidden: bool,
}

/// A workbook.
pub struct Book {
    package: Package,
    /// Its sheets, in their order; none that is only a chart.
    pub sheets: Vec<Sheet>,
    pub styles: Styles,
}

/// What cells refer to.
#[derive(Debug, Default)]
pub struct Styles {
    formats: Vec<Arc<Formats>>,
    /// The shared texts, one after the other, and where each of them ends.
    texts: String,
    ends: Vec<usize>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    /// Whether its formulas have to be computed before their results are used: it was written by a program that does not
    /// compute any.
    pub to_be_computed: bool,
}

/// The parts beside the sheets are small.
const MOST_SHEETS: usize = 10_000;
const MOST_FORMATS: usize = 100_000;

impl Styles {
    /// How a cell of a style shows a number.
    pub fn format(&self, style: usize, number: f64) -> Format {
        self.formats.get(style).map(|formats| formats.of(number)).unwrap_or_default()
    }

    /// A shared text.
    pub fn text(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.texts.get(start..end)
    }
}

impl Book {
    /// Reads everything but the cells.
    pub fn open(file: Whole) -> Result<Self, Trouble> {
        let package = Package::open(file)?;
        if package.has("mimetype") && package.has("content.xml") {
            return Err(WorkbookMessage::OtherWorkbook { kind: "ODS".to_owned() }.into());
        }
        if package.has("xl/workbook.bin") {
            return Err(WorkbookMessage::OtherWorkbook { kind: "XLSB".to_owned() }.into());
        }
        let mut book = Self { package, sheets: Vec::new(), styles: Styles::default() };
        let main = book.related("_rels/.rels", "")?.into_iter().find(|(_, part)| part.kind == "officeDocument");
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |(_, part)| part.path);
        if !book.package.has(&main) {
            return Err(WorkbookMessage::OtherWorkbook { kind: "berkas ZIP lain".to_owned() }.into());
        }
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let parts = book.related(&format!("{folder}_rels/{name}.rels"), &folder)?;
        book.read_sheets(&main, &parts)?;
        let of_kind = |kind: &str, name: &str| {
            let found = parts.values().find(|part| part.kind == kind).map(|part| part.path.clone());
            found.unwrap_or_else(|| format!("{folder}{name}"))
        };
        book.read_formats(&of_kind("styles", "styles.xml"))?;
        book.read_texts(&of_kind("sharedStrings", "sharedStrings.xml"))?;
        Ok(book)
    }

    /// The rows of a sheet.
    pub fn rows(&mut self, sheet: &Sheet) -> Result<Rows<&mut Whole>, Trouble> {
        let part = self.package.part(&sheet.path, true)?.ok_or_else(|| damaged(&sheet.path))?;
        Ok(Rows::new(part))
    }

    /// The rows of a sheet, for as long as they are wanted, and what their cells refer to.
    pub fn into_rows(self, sheet: &Sheet) -> Result<(Rows<Whole>, Styles), Trouble> {
        Ok((Rows::new(self.package.into_part(&sheet.path)?), self.styles))
    }

    /// The parts that a part speaks of, by their ids.
    fn related(&mut self, name: &str, folder: &str) -> Result<HashMap<String, Related>, Trouble> {
        let mut parts = HashMap::new();
        let Some(mut xml) = self.package.part(name, false)? else { return Ok(parts) };
        while let Some(event) = xml.next()? {
            let (Event::Start(tag) | Event::Empty(tag)) = event else { continue };
            if tag.local_name().as_ref() != "Relationship" {
                continue;
            }
            let (Some(id), Some(kind), Some(target)) =
                (attribute(&tag, "Id"), attribute(&tag, "Type"), attribute(&tag, "Target"))
            else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let path = path(folder, &target);
            if parts.len() < 2 * MOST_SHEETS {
                parts.insert(id, Related { kind, path });
            }
        }
        Ok(parts)
    }

    fn read_sheets(&mut self, main: &str, parts: &HashMap<String, Related>) -> Result<(), Trouble> {
        let mut xml = self.package.part(main, false)?.ok_or_else(|| damaged(main))?;
        while let Some(event) = xml.next()? {
            let (Event::Start(tag) | Event::Empty(tag)) = event else { continue };
            match tag.local_name().as_ref() {
                "workbookPr" => {
                    self.styles.from_1904 |= is_on(&tag, "date1904");
                }
                "calcPr" => self.styles.to_be_computed |= is_on(&tag, "fullCalcOnLoad"),
                "sheet" if self.sheets.len() < MOST_SHEETS => {
                    let (name, id) = (attribute(&tag, "name"), attribute(&tag, "id"));
                    let part = id.and_then(|id| parts.get(&id)).filter(|part| part.kind == "worksheet");
                    let hidden = attribute(&tag, "state").is_some_and(|state| state != "visible");
                    if let (Some(name), Some(part)) = (name, part) {
                        self.sheets.push(Sheet { name, path: part.path.clone(), hidden });
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn read_formats(&mut self, name: &str) -> Result<(), Trouble> {
        let Some(mut xml) = self.package.part(name, false)? else { return Ok(()) };
        let (mut codes, mut inside) = (HashMap::new(), false);
        while let Some(event) = xml.next()? {
            let is_end = matches!(event, Event::End(_));
            match event {
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => inside = false,
                Event::Start(tag) | Event::Empty(tag) if !is_end => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    match (tag.local_name().as_ref(), id) {
                        ("cellXfs", _) => inside = true,
                        ("numFmt", Some(id)) if codes.len() < MOST_FORMATS => {
                            let code = attribute(&tag, "formatCode").unwrap_or_default();
                            codes.insert(id, Arc::new(Formats::of_code(&code)));
                        }
                        ("xf", id) if inside && self.styles.formats.len() < MOST_FORMATS => {
                            let id = id.unwrap_or_default();
                            let built_in = || Arc::new(Formats::from(Format::built_in(id)));
                            self.styles.formats.push(codes.entry(id).or_insert_with(built_in).clone());
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn read_texts(&mut self, name: &str) -> Result<(), Trouble> {
        let Some(mut xml) = self.package.part(name, false)? else { return Ok(()) };
        let (mut item, mut in_text, mut in_sound) = (String::new(), false, false);
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "si" => item.clear(),
                    "rPh" => in_sound = true,
                    "t" => in_text = !in_sound,
                    _ => {}
                },
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => {
                    self.styles.ends.push(self.styles.texts.len())
                }
                Event::End(tag) => match tag.local_name().as_ref() {
                    "rPh" => in_sound = false,
                    "t" => in_text = false,
                    "si" => {
                        self.styles.texts.push_str(&unescaped(&item));
                        self.styles.ends.push(self.styles.texts.len());
                    }
                    _ => {}
                },
                event if in_text => match characters(&event) {
                    Ok(Some(part)) => item.push_str(&part),
                    Ok(None) => {}
                    Err(()) => return Err(damaged(name)),
                },
                _ => {}
            }
        }
        Ok(())
    }
}

/// The part that is meant by a reference from a folder: `worksheets/sheet1.xml`, `/xl/styles.xml`, `..\\xl\\data%201.xml`.
fn path(folder: &str, target: &str) -> String {
    let target = decoded(&target.replace('\\', "/"));
    let whole = if target.starts_with('/') { target } else { format!("{folder}{target}") };
    let mut path: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// `%20` stands for a blank.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|code| *first == b'%' && code.iter().all(u8::is_ascii_hexdigit));
        let byte = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A part that another one speaks of.
#[derive(Debug)]
struct Related {
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    path: String,
}

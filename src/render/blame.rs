//! What in the data is to blame for a result that cannot be computed, and what of the data could not be used at all.

use super::View;
use crate::diagnostic::{Counting, DataPlace};
use crate::message::Language;
use crate::message::place::column_letters;
use crate::message::{Code, workbook};
use crate::value::{Blame, Cause, Origin, Value};
use serde::Serialize;

/// A place in a data file, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PlaceFields {
    /// The file.
    #[serde(rename = "berkas", skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The sheet of a workbook.
    #[serde(rename = "lembar", skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The line, or the row of a table that has no lines.
    #[serde(rename = "baris", skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The number of the cell.
    #[serde(rename = "kolom", skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// The number of an object in an array.
    #[serde(rename = "objek", skip_serializing_if = "Option::is_none")]
    pub object: Option<u64>,
    /// The key in an object.
    #[serde(rename = "kunci", skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl PlaceFields {
    /// The fields of a place.
    pub fn of(place: &DataPlace) -> Self {
        let line = Some(place.line).filter(|line| *line > 0);
        let column = Some(u64::from(place.column)).filter(|column| *column > 0);
        let key = place.key().map(|key| key.to_string());
        let mut fields = Self { file: Some(place.file.to_string()), ..Self::default() };
        match &place.counting {
            Counting::Lines | Counting::Rows => (fields.line, fields.column) = (line, column),
            Counting::Sheet(sheet) => {
                (fields.sheet, fields.line, fields.column) = (Some(sheet.to_string()), line, column);
            }
            Counting::Objects(_) => (fields.object, fields.key) = (line, key),
            Counting::ObjectLines(_) => (fields.line, fields.key) = (line, key),
        }
        fields
    }

    /// The column as whoever looks for it calls it: the letters of a sheet, the key of an object, else its number.
    pub fn column_name(&self) -> String {
        match (&self.key, self.column, &self.sheet) {
            (Some(key), ..) => key.clone(),
            (None, Some(column), Some(_)) => column_letters(u32::try_from(column).unwrap_or(u32::MAX)),
            (None, Some(column), None) => column.to_string(),
            (None, None, _) => String::new(),
        }
    }
}

/// What in the data is to blame for a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlameFields {
    #[serde(flatten)]
    place: PlaceFields,
    /// The place in words.
    #[serde(rename = "tempat")]
    told: String,
    #[serde(rename = "kode")]
    code: String,
    /// Whether it is only known that the figure may be there.
    #[serde(rename = "mungkin")]
    perhaps: bool,
}

/// What in the data makes a value *galat*; none where it is something else.
pub fn of(value: &Value) -> Option<Blame> {
    match value {
        Value::Failed(failure) => match failure.cause {
            Cause::BadData(_, blame) => blame,
            _ => None,
        },
        _ => None,
    }
}

/// The same, field by field.
pub fn fields(view: &View<'_>, value: &Value) -> Option<BlameFields> {
    let blame = of(value).filter(|blame| matches!(blame.origin, Origin::Data { .. } | Origin::Object { .. }))?;
    let place = view.files.place(blame.origin)?;
    let told = view.origin(blame.origin);
    Some(BlameFields {
        place: PlaceFields::of(&place),
        told,
        code: Code(blame.code).to_string(),
        perhaps: blame.perhaps,
    })
}

/// What of the data could not be used, and may belong to any unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// Rows of which it is not known to which unit they belong.
    #[serde(rename = "baris")]
    pub rows: u64,
    /// Files that were not read, or not to their end.
    #[serde(rename = "berkas")]
    pub files: Vec<String>,
}

impl Unplaced {
    /// Whether there is no such thing.
    pub fn is_empty(&self) -> bool {
        self.rows == 0 && self.files.is_empty()
    }

    /// It in words, a line each.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let mut messages = Vec::new();
        if self.rows > 0 {
            messages.push(workbook::WorkbookMessage::RowsUnassigned { rows: self.rows });
        }
        for file in &self.files {
            messages.push(workbook::WorkbookMessage::FileUnread { file: file.clone() });
        }
        messages.iter().map(|message| message.tell(language).message).collect()
    }
}

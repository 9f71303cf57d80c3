//! Outcomes and explanations to what people and programs read: text, colours, tables, JSON.

pub mod amendment;
pub mod blame;
pub mod canonical;
pub mod comparison;
pub mod correction;
pub mod diagnostic;
pub mod excerpt;
pub mod explanation;
pub mod figure;
pub mod fragile;
pub mod layout;
pub mod markup;
pub mod number;
pub mod outcome;
pub mod outcome_csv;
pub mod outcome_json;
pub mod outcome_notes;
#[cfg(feature = "parquet")]
pub mod outcome_parquet;
pub mod outcome_table;
#[cfg(feature = "xlsx")]
pub mod outcome_xlsx;
pub mod reading;
pub mod reconciliation;
pub mod sarif;
pub mod seek;
pub mod seek_json;
pub mod seek_text;
pub mod state;
pub mod summary;

use crate::diagnostic::{Counting, DataPlace};
use crate::evaluate::{DataFiles, Origin};
use crate::message::Language;
use crate::model::{ItemId, Model};
use crate::source::{Sources, Span};

/// What renderings look names, places and words up in.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The rules.
    pub model: &'a Model,
    /// Their texts.
    pub sources: &'a Sources,
    /// The names of the data files.
    pub files: &'a DataFiles,
    /// The language of labels and sentences. Numerals and the words of rules never change.
    pub language: Language,
}

impl View<'_> {
    /// `FILE:LINE` of a rule, the file as seen from the ruleset's folder.
    pub fn place(&self, span: Span) -> String {
        self.near(self.sources.place(span))
    }

    /// `FILE:LINE` of a figure; in JSON the number of its object, in a workbook its cell.
    pub fn origin(&self, origin: Origin) -> String {
        match origin {
            Origin::Rules(span) => self.place(span),
            Origin::Supposed => self.language.pick("skenario", "scenario").to_owned(),
            origin => self.files.place(origin).map_or_else(String::new, |place| {
                // Of a sheet the cell is what is looked for, elsewhere the row.
                let column = if matches!(place.counting, Counting::Sheet(_)) { place.column } else { 0 };
                self.near(DataPlace { column, ..place }.tell(self.language))
            }),
        }
    }

    /// A place as seen from the folder of the ruleset; elsewhere as it is.
    fn near(&self, place: String) -> String {
        let main = self.sources.files().next().map_or("", |main| self.sources.name(main));
        let folder = main.rfind('/').map_or("", |end| &main[..=end]);
        place.strip_prefix(folder).map_or_else(|| place.clone(), str::to_owned)
    }

    /// The code of an item, behind its alias.
    pub fn code(&self, item: ItemId) -> String {
        self.model.full_code(item)
    }

    /// The codes of items, for a sentence; of many only the first.
    pub fn codes(&self, items: &[ItemId]) -> String {
        let names: Vec<String> = items.iter().map(|item| self.code(*item)).collect();
        state::enumerate(&names, self.language)
    }
}

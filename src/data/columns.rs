//! The columns of a table: their names, and which of them is what.

use super::letters;
use crate::message::data::DataMessage;
use crate::nearest::nearest;
use std::collections::HashMap;
use std::sync::Arc;

/// A column that has a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Unit,
    Period,
    Code,
    Target,
    Realization,
    Achievement,
    Category,
}

/// How many of them there are.
pub(super) const COLUMNS: usize = 7;

/// More columns than this are not read.
pub(super) const MAX_COLUMNS: usize = 1000;

impl Column {
    /// Those that hold figures of which something is computed.
    pub const FIGURES: [Self; 2] = [Self::Target, Self::Realization];

    const ALL: [(Self, &'static str, &'static str); COLUMNS] = [
        (Self::Unit, "unit", "unit"),
        (Self::Period, "periode", "period"),
        (Self::Code, "kode", "code"),
        (Self::Target, "target", "target"),
        (Self::Realization, "realisasi", "actual"),
        (Self::Achievement, "capaian_lapor", "reported_achievement"),
        (Self::Category, "kategori_lapor", "reported_category"),
    ];

    /// The column of a name, in any letter case, with blanks around it and whatever cannot be seen.
    pub fn of(name: &str) -> Option<Self> {
        let name = &*letters::name(name);
        Self::ALL
            .iter()
            .find(|(_, indonesian, english)| {
                name.eq_ignore_ascii_case(indonesian) || name.eq_ignore_ascii_case(english)
            })
            .map(|(column, _, _)| *column)
    }

    fn near(name: &str) -> Option<&'static str> {
        nearest(name, Self::ALL.iter().flat_map(|(_, indonesian, english)| [*indonesian, *english]))
    }
}

/// What a column of a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// One that takes part.
    Known(Column),
    /// One that is carried along.
    Note,
    /// One without a name, which must be empty.
    Unnamed,
    /// One that is an error, which has been told.
    Refused,
}

/// The columns of a file, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Columns {
    names: Vec<Arc<str>>,
    meanings: Vec<Meaning>,
    /// The first place of each name, in lower case.
    by_name: HashMap<String, usize>,
    /// Where the known columns stand.
    places: [Option<usize>; COLUMNS],
    /// The columns that are errors and seem to be a known one: their places, and the numbers of the messages.
    refused: Vec<(usize, Column, u16)>,
}

impl Columns {
    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn has(&self, column: Column) -> bool {
        self.places[column as usize].is_some()
    }

    /// Where the known columns stand, by [`Column`].
    pub fn places(&self) -> &[Option<usize>; COLUMNS] {
        &self.places
    }

    pub fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }

    /// The name of a known column, as the file writes it.
    pub fn name_of(&self, column: Column) -> &str {
        self.places[column as usize].map_or("", |place| &self.names[place])
    }

    pub fn name(&self, place: usize) -> &Arc<str> {
        &self.names[place]
    }

    pub fn meaning(&self, place: usize) -> &Meaning {
        &self.meanings[place]
    }

    /// The place of a column that is there already, in whatever spelling.
    pub fn find(&self, name: &str) -> Option<usize> {
        match Column::of(name) {
            Some(column) => self.place(column),
            None => self.by_name.get(&letters::name(name).to_lowercase()).copied(),
        }
    }

    /// Adds a column. Where it is an error, that is given back.
    pub fn add(&mut self, name: &str) -> Result<(), DataMessage> {
        let name = &*letters::name(name);
        let result = self.judge(name);
        let place = self.names.len();
        let meant = match &result {
            Err(DataMessage::ColumnNearlyKnown { near, .. }) => Column::of(near),
            Err(_) => Column::of(name),
            Ok(_) => None,
        };
        if let (Some(column), Err(message)) = (meant, &result) {
            self.refused.push((place, column, message.code().0));
        }
        self.names.push(name.into());
        self.by_name.entry(name.to_lowercase()).or_insert(place);
        let meaning = match &result {
            Ok(meaning) => meaning.clone(),
            Err(_) => Meaning::Refused,
        };
        if let Meaning::Known(column) = meaning {
            self.places[column as usize] = Some(place);
        }
        self.meanings.push(meaning);
        result.map(|_| ())
    }

    fn judge(&self, name: &str) -> Result<Meaning, DataMessage> {
        let twice = |place: usize| DataMessage::ColumnTwice { column: name.to_owned(), first: place as u32 + 1 };
        if name.is_empty() {
            return Ok(Meaning::Unnamed);
        }
        if let Some(column) = Column::of(name) {
            return self.places[column as usize].map_or(Ok(Meaning::Known(column)), |place| Err(twice(place)));
        }
        if let Some(place) = self.by_name.get(&name.to_lowercase()) {
            return Err(twice(*place));
        }
        match Column::near(name) {
            Some(near) => Err(DataMessage::ColumnNearlyKnown { column: name.to_owned(), near: near.to_owned() }),
            None => Ok(Meaning::Note),
        }
    }

    /// Whether rows can be read.
    pub fn is_complete(&self) -> bool {
        self.has(Column::Code) && self.has_figures()
    }

    fn has_figures(&self) -> bool {
        [Column::Target, Column::Realization, Column::Achievement, Column::Category].iter().any(|c| self.has(*c))
    }

    /// Where a table says twice or only nearly what a known column holds: the number of the message that tells it, and the
    /// place of the column that is an error.
    pub fn doubt(&self, column: Column) -> Option<(u16, usize)> {
        let twice = DataMessage::ColumnTwice { column: String::new(), first: 0 }.code().0;
        let refused =
            self.refused.iter().find(|(_, meant, code)| *meant == column && (*code == twice || !self.has(column)));
        if let Some((place, _, code)) = refused {
            return Some((*code, *place));
        }
        let meant = self.meant_as_realization().filter(|_| column == Column::Realization)?;
        Some((meant.1.code().0, meant.0))
    }

    /// The known column that a column which is an error seems to be.
    pub fn meant(&self, place: usize) -> Option<(Column, u16)> {
        self.refused.iter().find(|(refused, ..)| *refused == place).map(|(_, column, code)| (*column, *code))
    }

    /// A column that was meant as `realisasi` where there is none: `Realisasi 2024`.
    fn meant_as_realization(&self) -> Option<(usize, DataMessage)> {
        if self.has(Column::Realization) {
            return None;
        }
        let words = |name: &str| name.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect::<Vec<_>>();
        let known = ["realisasi", "actual"];
        let means = |word: &String| known.contains(&word.as_str()) || nearest(word, known).is_some();
        let all = self.names.iter().zip(&self.meanings).enumerate();
        let mut notes = all.filter(|(_, (_, meaning))| **meaning == Meaning::Note);
        let (place, (name, _)) = notes.find(|(_, (name, _))| words(name).iter().any(means))?;
        Some((place, DataMessage::ColumnNearlyKnown { column: name.to_string(), near: "realisasi".to_owned() }))
    }

    /// What a header lacks.
    pub fn lacking(&self) -> Option<DataMessage> {
        if let Some((_, meant)) = self.meant_as_realization() {
            return Some(meant);
        }
        // What looks like a known column has been told of, and is probably the one that lacks.
        if self.is_complete() || self.meanings.contains(&Meaning::Refused) {
            return None;
        }
        let found = self.names.iter().filter(|name| !name.is_empty()).take(50).map(|name| name.to_string()).collect();
        Some(if self.has(Column::Code) {
            DataMessage::NoFigures { found }
        } else {
            DataMessage::ColumnMissing { column: "kode".to_owned(), found }
        })
    }
}

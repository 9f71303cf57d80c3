//! What a row is of: its code and its period.

use super::{Interpreter, Judged};
use crate::data::cell::{Cell, shortened};
use crate::data::columns::Column;
use crate::data::letters;
use crate::data::lookup::Lookup;
use crate::data::periods::{check_length, check_period};
use crate::data::problems::Problems;
use crate::data::row::Row;
use crate::data::table::Table;
use crate::message::data::DataMessage;
use crate::message::validity::ValidityMessage;
use crate::model::catalog::{CatalogEntry, RowUse};
use crate::value::period::Period;
use crate::value::{Frame, Window};

impl<'a> Interpreter<'a> {
    /// The period of a row; what is the matter with it is told.
    pub(super) fn period(&mut self, table: &Table<'_>, row: &Row<'_>, problems: &mut Problems) -> Judged {
        if let Cell::Bad(code) = row.cell(Column::Period) {
            return Judged::Wrong(code);
        }
        let text = row.cell(Column::Period).text();
        if !table.has(Column::Period) {
            if text.is_empty() {
                let period = self.default.clone().unwrap_or_default();
                return Judged::Wanted(period, self.catalogs.place_for(period));
            }
            let key = table.name_of(Column::Period).to_owned();
            return self.wrong_period(row, DataMessage::KeyAppears { key }, problems);
        }
        match self.last.1 {
            Some(judged) if self.last.0 == text => return judged,
            _ => {}
        }
        match self.judge(text) {
            Ok(judged) => {
                text.clone_into(&mut self.last.0);
                self.last.1 = Some(judged);
                judged
            }
            Err(message) => self.wrong_period(row, message, problems),
        }
    }

    fn wrong_period(&self, row: &Row<'_>, message: DataMessage, problems: &mut Problems) -> Judged {
        let code = message.code().0;
        if row.fault.is_none() {
            problems.at(self.name, row.line, row.place(Column::Period).into(), message);
        }
        Judged::Wrong(code)
    }

    fn judge(&self, text: &str) -> Result<Judged, DataMessage> {
        if text.is_empty() {
            return Err(DataMessage::PeriodMissing {});
        }
        let period =
            Period::parse(&letters::plain(text)).ok_or_else(|| DataMessage::NotAPeriod { text: shortened(text) })?;
        match self.catalogs.row_use(period, self.options.period) {
            RowUse::Evaluated(case) => Ok(Judged::Wanted(Some(period), self.catalogs.place_for(Some(case)))),
            RowUse::Read(until) => Ok(Judged::Wanted(Some(period), self.catalogs.place_on(until.last_day()))),
            RowUse::Nothing => {
                check_length(self.catalogs, period)?;
                match self.options.period {
                    Some(_) => Ok(Judged::LeftOut),
                    None => check_period(self.catalogs, Frame::of(period, self.catalogs.granularity).whole)
                        .map(|()| Judged::LeftOut),
                }
            }
        }
    }

    /// The codes of a set of rules, by its place.
    pub(super) fn lookup(&mut self, place: usize) -> Option<&mut Lookup<'a>> {
        let catalog = self.catalogs.eras.get(place)?.catalog.as_ref()?;
        let lookup = self.lookups.get_mut(place)?;
        Some(lookup.get_or_insert_with(|| Lookup::new(catalog, self.alias.as_deref())))
    }

    /// The code of a row, by the rules of this place; else the number of the message that tells what is the matter with it,
    /// and none where the row is left out.
    pub(super) fn code(
        &mut self,
        row: &Row<'_>,
        period: Option<Option<Period>>,
        place: usize,
        problems: &mut Problems,
    ) -> Result<&'a CatalogEntry, Option<u16>> {
        if let Cell::Bad(code) = row.cell(Column::Code) {
            return Err(Some(code));
        }
        let text = row.cell(Column::Code).text();
        if let Some(entry) = self.lookup(place).and_then(|lookup| lookup.find(text)) {
            return Ok(entry);
        }
        if self.was_in_force(text, period.flatten()) {
            return Err(None);
        }
        if let Some(fault) = row.fault {
            return Err(Some(fault.code));
        }
        let holds = self.in_force(text);
        if !holds.is_empty() {
            // Of which period it is wrong, where that is known.
            let mut code = 0;
            if let Some(period) = period {
                // The rules are those of what is evaluated, of which the row may be a part.
                let ruled = |period| match self.catalogs.row_use(period, self.options.period) {
                    RowUse::Evaluated(case) => case,
                    _ => period,
                };
                let period = period.map_or_else(String::new, |period| ruled(period).to_string());
                let message = ValidityMessage::CodeNotInForce { code: shortened(text), period, holds };
                code = message.code().0;
                problems.at(self.name, row.line, row.place(Column::Code).into(), message);
            }
            return Err(Some(code));
        }
        let message = if text.is_empty() {
            DataMessage::CodeMissing {}
        } else if let Some(letter) = letters::invisible(text) {
            DataMessage::Invisible { column: "kode".to_owned(), character: letters::code_point(letter) }
        } else if let Some((letter, latin)) = letters::look_alike(text) {
            let letter = format!("\"{letter}\" ({})", letters::code_point(letter));
            DataMessage::LookAlike {
                column: "kode".to_owned(),
                text: shortened(text),
                letter,
                latin: format!("\"{latin}\""),
            }
        } else {
            let near = match problems.is_full() {
                true => None,
                false => self.lookup(place).and_then(|lookup| lookup.nearest(text)),
            };
            DataMessage::CodeUnknown { code: shortened(text), near }
        };
        let code = message.code().0;
        problems.at(self.name, row.line, row.place(Column::Code).into(), message);
        Err(Some(code))
    }

    /// Whether a row is of a part of what is evaluated, at whose end its code was in force: later rules do without it.
    fn was_in_force(&mut self, text: &str, period: Option<Period>) -> bool {
        let Some(period) = period else { return false };
        let RowUse::Evaluated(case) = self.catalogs.row_use(period, self.options.period) else { return false };
        let place = self.catalogs.place_on(period.last_day());
        period.last_day() < case.last_day() && self.lookup(place).is_some_and(|lookup| lookup.knows(text))
    }

    /// The days on which a code is in force.
    fn in_force(&mut self, text: &str) -> Vec<Window> {
        let catalogs = self.catalogs;
        if catalogs.eras.len() < 2 || text.is_empty() {
            return Vec::new();
        }
        let knows = |place: &usize| self.lookup(*place).is_some_and(|lookup| lookup.knows(text));
        let places: Vec<usize> = (0..catalogs.eras.len()).filter(knows).collect();
        let window = |place: usize| Window { from: catalogs.eras[place].from, until: catalogs.eras[place].until };
        Window::joined(places.into_iter().map(window).collect())
    }
}

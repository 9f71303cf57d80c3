//! A row to what it says: of which code and period, and which figures.

mod accepted;
mod key;
mod said;
mod shares;

use super::cell::{self, Cell, Content, Context};
use super::columns::Column;
use super::letters;
use super::lookup::Lookup;
use super::options::{DataOptions, Numerals};
use super::periods::default_period;
use super::problems::Problems;
use super::row::Row;
use super::table::Table;
use crate::evaluate::facts::{Fact, Origin, Published};
use crate::message::data::{DataMessage, HasNo};
use crate::message::workbook::WorkbookMessage;
use crate::model::catalog::{CatalogEntry, Catalogs, CellType, EntryKind};
use crate::number::{Cut, Number};
use crate::value::period::Period;
use crate::value::{Absence, Blame, CodeId, Field, Frame, Slot, Value};
use accepted::accept;
pub(super) use said::{Entry, Gap, GapKey, GapPeriod, Said, origin};
use shares::{Shares, is_share};
use std::sync::Arc;

/// Makes sense of the rows of one file.
pub(super) struct Interpreter<'a> {
    catalogs: &'a Catalogs,
    options: &'a DataOptions,
    /// The codes of each set of rules, once it is needed.
    lookups: Vec<Option<Lookup<'a>>>,
    /// The ruleset, used `sebagai …`, whose data the file is.
    alias: Option<Arc<str>>,
    file: u16,
    objects: bool,
    name: &'a Arc<str>,
    /// The period of rows that name none; an error is told once.
    default: Result<Option<Period>, DataMessage>,
    /// The last period cell and what it means.
    last: (String, Option<Judged>),
    /// Rows of other periods than the one asked for.
    pub left_out: u64,
    /// Rows of the whole period, where only a part of it was asked for: their realizations are left out.
    pub longer: u64,
    /// Numbers of sheets that may be meant as percent.
    shares: Shares,
    /// The place of the rules that the last row needs, where those cannot be evaluated.
    pub unruled: Option<usize>,
    /// The unit of the last row whose unit is beyond doubt.
    last_unit: Option<String>,
    gaps: u64,
}

#[derive(Debug, Clone, Copy)]
enum Judged {
    /// The row's period, and the place of the rules that it is read by.
    Wanted(Option<Period>, usize),
    LeftOut,
    /// It cannot be read: the number of the message.
    Wrong(u16),
}

impl<'a> Interpreter<'a> {
    pub fn new(
        catalogs: &'a Catalogs,
        options: &'a DataOptions,
        alias: Option<&str>,
        file: u16,
        objects: bool,
        name: &'a Arc<str>,
    ) -> Self {
        Self {
            catalogs,
            options,
            lookups: (0..catalogs.eras.len()).map(|_| None).collect(),
            alias: alias.map(Arc::from),
            file,
            objects,
            name,
            default: default_period(catalogs, options.period),
            last: (String::new(), None),
            left_out: 0,
            longer: 0,
            shares: Shares::default(),
            unruled: None,
            last_unit: None,
            gaps: 0,
        }
    }

    /// Tells what was only noted while the rows came in.
    pub fn finish(&self, problems: &mut Problems) {
        if let Some((line, place, text)) = self.shares.first.borrow().as_ref() {
            let message = WorkbookMessage::ShareNotPercent {
                count: self.shares.count.get(),
                text: text.replace('.', ","),
                percent: Number::parse_plain(text)
                    .map_or_else(String::new, |number| number.shift10(2).to_indonesian(20, Cut::Truncate)),
            };
            problems.at(self.name, *line, usize::from(*place), message);
        }
    }

    /// The unit of a row: none where the file has no units. An error where it should have one, which has been told.
    pub fn unit<'r>(
        &mut self,
        table: &Table<'_>,
        row: &Row<'r>,
        problems: &mut Problems,
    ) -> Result<Option<&'r str>, ()> {
        if !table.is_ready() || matches!(row.cell(Column::Unit), Cell::Bad(_)) {
            return Err(());
        }
        let text = row.cell(Column::Unit).text();
        let place = usize::from(row.place(Column::Unit));
        let message = match (table.has(Column::Unit), text) {
            (false, "") => return Ok(None),
            (false, _) => DataMessage::KeyAppears { key: table.name_of(Column::Unit).to_owned() },
            (true, "") => DataMessage::UnitMissing {},
            (true, text) => match letters::invisible(text) {
                None => return self.believed(row, text).map(Some),
                Some(letter) => DataMessage::Invisible {
                    column: table.name_of(Column::Unit).to_owned(),
                    character: letters::code_point(letter),
                },
            },
        };
        if row.fault.is_none() {
            problems.at(self.name, row.line, place, message);
        }
        Err(())
    }

    /// The unit of a row, unless its cells may belong to other columns: then it is that of the row before, or a known code
    /// stands behind it, where a cell too many or too few would have moved it.
    fn believed<'r>(&mut self, row: &Row<'_>, text: &'r str) -> Result<&'r str, ()> {
        if self.last_unit.as_deref() == Some(text) {
            return Ok(text);
        }
        if row.fault.is_some_and(|fault| fault.shifted) {
            let code = row.cell(Column::Code).text();
            let behind = row.place(Column::Code) > row.place(Column::Unit);
            if !behind || !self.is_code(code) {
                return Err(());
            }
        }
        let last = self.last_unit.get_or_insert_default();
        last.clear();
        last.push_str(text);
        Ok(text)
    }

    /// The last unit.
    pub fn last_unit(&self) -> Option<&str> {
        self.last_unit.as_deref()
    }

    /// Whether there is such a code at any time.
    fn is_code(&mut self, text: &str) -> bool {
        (0..self.catalogs.eras.len()).any(|place| self.lookup(place).is_some_and(|lookup| lookup.knows(text)))
    }

    /// What a row says; nothing where it is left out. What is the matter with it is told.
    pub fn said(&mut self, table: &Table<'_>, row: &Row<'_>, problems: &mut Problems) -> Said {
        let period = match self.period(table, row, problems) {
            Judged::LeftOut => {
                self.left_out += 1;
                return Said::default();
            }
            Judged::Wanted(period, place) => Ok((period, place)),
            Judged::Wrong(code) => Err(code),
        };
        let place = period.map_or_else(|_| self.catalogs.place_for(None), |(_, place)| place);
        let wrong_period = period.err();
        let period = period.ok().map(|(period, _)| period);
        if self.catalogs.eras.get(place).is_some_and(|era| era.catalog.is_none()) {
            self.unruled = Some(place);
            return Said::default();
        }
        let gap_period = period.map_or(GapPeriod::Unknown, GapPeriod::Known);
        let known = match self.code(row, period, place, problems) {
            Ok(known) => known,
            Err(None) => {
                self.left_out += 1;
                return Said::default();
            }
            Err(Some(code)) => {
                let code = row.fault.map(|fault| fault.code).or(wrong_period).unwrap_or(code);
                return Said { entry: None, gap: Some(self.gap(None, gap_period, row, Column::Code, code)) };
            }
        };
        let (target, no_target) = self.figure(known, Field::Target, table, row, problems);
        let (realization, no_realization) = self.figure(known, Field::Realization, table, row, problems);
        // What stands where nothing may stand was perhaps meant for the other column.
        let target = target.or_else(|| self.misplaced(known, Field::Target, no_realization));
        let mut realization = realization.or_else(|| self.misplaced(known, Field::Realization, no_target));
        if self.is_longer(period.flatten())
            && realization.as_ref().is_some_and(|fact| !matches!(fact.value, Value::NotApplicable(_)))
        {
            realization = None;
            self.longer += 1;
        }
        if let Some(code) = wrong_period {
            let code = row.fault.map_or(code, |fault| fault.code);
            let gap = self.gap(Some(known.id), GapPeriod::Unknown, row, Column::Period, code);
            return Said { entry: None, gap: Some(gap) };
        }
        let line = line_of(row);
        let published = self.published(row, line);
        let (file, objects) = (self.file, self.objects);
        let swallows = |fact: &Option<Fact>, column| {
            fact.as_ref().is_some_and(|fact| matches!(fact.value, Value::Failed(_)))
                && row.cell(column).text().contains(['\n', '\r'])
        };
        // A quote that closes rows later has taken those with it.
        let gap = (row.more_lines > 0
            && (row.fault.is_some()
                || swallows(&target, Column::Target)
                || swallows(&realization, Column::Realization)))
        .then(|| {
            let code = row.fault.map_or(DataMessage::QuoteNotClosed {}.code().0, |fault| fault.code);
            self.gap(None, GapPeriod::Unknown, row, Column::Code, code)
        });
        let broken = row.fault.is_some();
        let entry = period.map(|period| Entry {
            code: known.id,
            period,
            file,
            line,
            objects,
            broken,
            target,
            realization,
            published,
        });
        Said { entry, gap }
    }

    fn gap(&mut self, code: Option<CodeId>, period: GapPeriod, row: &Row<'_>, column: Column, message: u16) -> Gap {
        let place = row.fault.map_or(row.place(column), |fault| fault.place);
        let origin = origin(self.file, line_of(row), place, self.objects);
        self.gaps += 1;
        let blame = Blame { code: message, origin, perhaps: true };
        Gap { code, period, blame, alias: self.alias.clone(), number: self.gaps }
    }

    /// What the end of a file leaves open that was not read to its end: nothing is known of what follows.
    pub fn rest(&mut self, line: u64, message: u16) -> Gap {
        self.gap(None, GapPeriod::Unknown, &Row::at(line), Column::Code, message)
    }

    /// A figure that may stand in the other column, where `cell` is to blame.
    fn misplaced(&self, known: &CatalogEntry, field: Field, cell: Option<(Origin, u16)>) -> Option<Fact> {
        let expected = match field {
            Field::Target => &known.target,
            Field::Realization => &known.realization,
        };
        let (origin, code) = cell?;
        let value = Value::bad_data(Slot { code: known.id, field }, Blame::on(origin, code));
        expected.is_some().then_some(Fact { value, decimals: 0, origin })
    }

    /// Whether rows without a period can be read; tells it where not.
    pub fn default_is_known(&self, problems: &mut Problems) -> bool {
        if let Err(message) = &self.default {
            problems.at(self.name, 0, 0, message.clone());
        }
        self.default.is_ok()
    }

    /// Whether a row is of the whole period, of which only a part was asked for.
    fn is_longer(&self, period: Option<Period>) -> bool {
        let wanted = self.options.period.map(|wanted| Frame::of(wanted, self.catalogs.granularity));
        wanted.is_some_and(|frame| frame.is_partial() && period == Some(frame.whole))
    }

    /// A figure; behind it, where something stands in a cell that has to be empty, what is the matter there.
    fn figure(
        &self,
        known: &CatalogEntry,
        field: Field,
        table: &Table<'_>,
        row: &Row<'_>,
        problems: &mut Problems,
    ) -> (Option<Fact>, Option<(Origin, u16)>) {
        let (column, expected) = match field {
            Field::Target => (Column::Target, &known.target),
            Field::Realization => (Column::Realization, &known.realization),
        };
        let cell = row.cell(column);
        if cell == Cell::Empty || cell == Cell::Text("") {
            return (None, None);
        }
        let slot = Slot { code: known.id, field };
        let name = table.name_of(column);
        let context = Context { column: name, code: &known.code, numerals: self.options.numerals };
        let origin = origin(self.file, line_of(row), row.place(column), self.objects);
        let bad = |code: u16| {
            let value = Value::bad_data(slot, Blame::on(origin, code));
            expected.is_some().then_some(Fact { value, decimals: 0, origin })
        };
        if let Cell::Bad(code) = cell {
            return (bad(code), None);
        }
        let cell_read = match field {
            Field::Target => cell.without_sign(known.target_sign),
            Field::Realization => cell,
        };
        if table.is_sheet()
            && let (Cell::Number(text), Some(CellType::Number(unit))) = (cell, expected)
            && unit.shift != 0
            && is_share(text)
        {
            self.shares.note(row.line, row.place(column), text);
        }
        let read = match expected {
            Some(expected) => cell::read(cell_read, expected, context).and_then(|content| match content {
                Content::Missing => Ok(None),
                Content::NotApplicable if field == Field::Target => {
                    Err(Box::new(DataMessage::TargetNotApplicable { column: name.to_owned() }))
                }
                Content::NotApplicable => Ok(Some((Value::NotApplicable(Absence::of(slot)), 0))),
                Content::Value(value, decimals) => {
                    if field == Field::Realization {
                        accept(&value, known, expected, name, cell.text())?;
                    }
                    Ok(Some((value, decimals)))
                }
            }),
            None if cell::is_missing(cell.text()) => Ok(None),
            None => {
                let kind = match (known.kind, field) {
                    (EntryKind::PublishedOnly, _) => HasNo::Figures,
                    (EntryKind::Data, Field::Target) => HasNo::TargetOfVariable,
                    (_, Field::Target) => HasNo::Target,
                    (_, Field::Realization) => HasNo::Realization,
                };
                let (column, code) = (name.to_owned(), known.code.clone());
                Err(Box::new(DataMessage::MustBeEmpty { column, code, kind }))
            }
        };
        match read {
            Ok(read) => (read.map(|(value, decimals)| Fact { value, decimals, origin }), None),
            Err(message) => {
                let code = message.code().0;
                problems.at(self.name, row.line, row.place(column).into(), *message);
                (bad(code), expected.is_none().then_some((origin, code)))
            }
        }
    }

    fn published(&self, row: &Row<'_>, line: u32) -> Option<Box<Published>> {
        let achievement = self.as_it_stands(row.cell(Column::Achievement));
        let category = self.as_it_stands(row.cell(Column::Category));
        if achievement.is_none() && category.is_none() && row.notes.is_empty() {
            return None;
        }
        let notes = row.notes.iter().map(|(name, text)| (name.clone(), Arc::from(*text))).collect();
        let origin = origin(self.file, line, 0, self.objects);
        Some(Box::new(Published { achievement, category, notes, origin }))
    }

    fn as_it_stands(&self, cell: Cell<'_>) -> Option<Arc<str>> {
        match cell {
            // Who reads it later knows only the spelling of the whole run.
            Cell::Number(text) | Cell::Percent(text) if self.options.numerals == Numerals::Indonesian => {
                Some(text.replace('.', ",").into())
            }
            cell => Some(cell.text()).filter(|text| !text.is_empty()).map(Arc::from),
        }
    }
}

/// The line of a row, as figures keep it.
fn line_of(row: &Row<'_>) -> u32 {
    u32::try_from(row.line).unwrap_or(u32::MAX)
}

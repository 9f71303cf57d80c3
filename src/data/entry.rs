//! A row to what it says: of which code and period, and which figures.

use super::cell::{self, Cell, Content, Context, shortened};
use super::columns::Column;
use super::letters;
use super::lookup::Lookup;
use super::options::{DataOptions, Numerals};
use super::periods::{check_length, check_period, default_period};
use super::problems::Problems;
use super::table::{Row, Table};
use crate::evaluate::facts::{Fact, Origin, Published};
use crate::message::data::{DataMessage, HasNo};
use crate::message::validity::ValidityMessage;
use crate::message::workbook::WorkbookMessage;
use crate::model::catalog::{CatalogEntry, Catalogs, CellType, CellUnit, EntryKind, RowUse};
use crate::number::{Cut, Number};
use crate::value::period::Period;
use crate::value::{Absence, Cause, CodeId, Field, Frame, Interval, Slot, Value, Window};
use std::sync::Arc;

/// What a row says.
#[derive(Debug)]
pub(super) struct Entry {
    pub code: CodeId,
    pub period: Option<Period>,
    pub file: u16,
    pub line: u32,
    /// Whether the file is an array of objects.
    pub objects: bool,
    pub target: Option<Fact>,
    pub realization: Option<Fact>,
    pub published: Option<Box<Published>>,
}

/// Where a cell stands, in a table of text or in an array of objects.
pub(super) fn origin(file: u16, line: u32, column: u16, objects: bool) -> Origin {
    match objects {
        false => Origin::Data { file, line, column },
        true => Origin::Object { file, number: line, key: column },
    }
}

/// Makes sense of the rows of one file.
pub(super) struct Interpreter<'a> {
    catalogs: &'a Catalogs,
    options: &'a DataOptions,
    /// The codes of each set of rules, once it is needed.
    lookups: Vec<Option<Lookup<'a>>>,
    /// The ruleset, used `sebagai …`, whose data the file is.
    alias: Option<String>,
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
}

/// Numbers between 0 and 1 in cells for percent that are not shown as percent: how many, and the first of them.
#[derive(Debug, Default)]
struct Shares {
    count: std::cell::Cell<u64>,
    first: std::cell::RefCell<Option<(u64, u16, String)>>,
}

impl Shares {
    fn note(&self, line: u64, place: u16, text: &str) {
        self.count.set(self.count.get() + 1);
        self.first.borrow_mut().get_or_insert_with(|| (line, place, text.to_owned()));
    }
}

/// Whether a number lies between 0 and 1, as a share that somebody forgot to show as percent does.
fn is_share(text: &str) -> bool {
    text.starts_with("0.") || text == "1"
}

#[derive(Debug, Clone, Copy)]
enum Judged {
    /// The row's period, and the place of the rules that it is read by.
    Wanted(Option<Period>, usize),
    LeftOut,
    Wrong,
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
            alias: alias.map(str::to_owned),
            file,
            objects,
            name,
            default: default_period(catalogs, options.period),
            last: (String::new(), None),
            left_out: 0,
            longer: 0,
            shares: Shares::default(),
            unruled: None,
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
    pub fn unit<'r>(&self, table: &Table<'_>, row: &Row<'r>, problems: &mut Problems) -> Result<Option<&'r str>, ()> {
        let text = row.cell(Column::Unit).text();
        let place = usize::from(row.place(Column::Unit));
        let message = match (table.has(Column::Unit), text) {
            (false, "") => return Ok(None),
            (false, _) => DataMessage::KeyAppears { key: table.name_of(Column::Unit).to_owned() },
            (true, "") => DataMessage::UnitMissing {},
            (true, text) => match letters::invisible(text) {
                None => return Ok(Some(text)),
                Some(letter) => DataMessage::Invisible {
                    column: table.name_of(Column::Unit).to_owned(),
                    character: letters::code_point(letter),
                },
            },
        };
        problems.at(self.name, row.line, place, message);
        Err(())
    }

    /// What a row says; none where that is an error, which has been told, or where it is left out.
    pub fn entry(&mut self, table: &Table<'_>, row: &Row<'_>, problems: &mut Problems) -> Option<Entry> {
        let period = match self.period(table, row, problems) {
            Judged::LeftOut => {
                self.left_out += 1;
                return None;
            }
            Judged::Wanted(period, place) => Some((period, place)),
            Judged::Wrong => None,
        };
        let place = period.map_or_else(|| self.catalogs.place_for(None), |(_, place)| place);
        let period = period.map(|(period, _)| period);
        if self.catalogs.eras.get(place).is_some_and(|era| era.catalog.is_none()) {
            self.unruled = Some(place);
            return None;
        }
        let known = self.code(row, period, place, problems)?;
        let target = self.figure(known, Field::Target, table, row, problems);
        let mut realization = self.figure(known, Field::Realization, table, row, problems);
        if self.is_longer(period.flatten())
            && realization.as_ref().is_some_and(|fact| !matches!(fact.value, Value::NotApplicable(_)))
        {
            realization = None;
            self.longer += 1;
        }
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        let published = self.published(row, line);
        let (file, objects) = (self.file, self.objects);
        Some(Entry { code: known.id, period: period?, file, line, objects, target, realization, published })
    }

    /// Whether rows without a period can be read; tells it where not.
    pub fn default_is_known(&self, problems: &mut Problems) -> bool {
        if let Err(message) = &self.default {
            problems.at(self.name, 0, 0, message.clone());
        }
        self.default.is_ok()
    }

    fn period(&mut self, table: &Table<'_>, row: &Row<'_>, problems: &mut Problems) -> Judged {
        let text = row.cell(Column::Period).text();
        if !table.has(Column::Period) {
            if text.is_empty() {
                let period = self.default.clone().unwrap_or_default();
                return Judged::Wanted(period, self.catalogs.place_for(period));
            }
            let key = table.name_of(Column::Period).to_owned();
            problems.at(self.name, row.line, row.place(Column::Period).into(), DataMessage::KeyAppears { key });
            return Judged::Wrong;
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
            Err(message) => {
                problems.at(self.name, row.line, row.place(Column::Period).into(), message);
                Judged::Wrong
            }
        }
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

    /// Whether a row is of the whole period, of which only a part was asked for.
    fn is_longer(&self, period: Option<Period>) -> bool {
        let wanted = self.options.period.map(|wanted| Frame::of(wanted, self.catalogs.granularity));
        wanted.is_some_and(|frame| frame.is_partial() && period == Some(frame.whole))
    }

    /// The codes of a set of rules, by its place.
    fn lookup(&mut self, place: usize) -> Option<&mut Lookup<'a>> {
        let catalog = self.catalogs.eras.get(place)?.catalog.as_ref()?;
        let lookup = self.lookups.get_mut(place)?;
        Some(lookup.get_or_insert_with(|| Lookup::new(catalog, self.alias.as_deref())))
    }

    /// The code of a row, by the rules of this place.
    fn code(
        &mut self,
        row: &Row<'_>,
        period: Option<Option<Period>>,
        place: usize,
        problems: &mut Problems,
    ) -> Option<&'a CatalogEntry> {
        let text = row.cell(Column::Code).text();
        if let Some(entry) = self.lookup(place).and_then(|lookup| lookup.find(text)) {
            return Some(entry);
        }
        let holds = self.in_force(text);
        if !holds.is_empty() {
            if self.was_in_force(text, period.flatten()) {
                self.left_out += 1;
                return None;
            }
            // Of which period it is wrong, where that is known.
            if let Some(period) = period {
                // The rules are those of what is evaluated, of which the row may be a part.
                let ruled = |period| match self.catalogs.row_use(period, self.options.period) {
                    RowUse::Evaluated(case) => case,
                    _ => period,
                };
                let period = period.map_or_else(String::new, |period| ruled(period).to_string());
                let message = ValidityMessage::CodeNotInForce { code: shortened(text), period, holds };
                problems.at(self.name, row.line, row.place(Column::Code).into(), message);
            }
            return None;
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
        problems.at(self.name, row.line, row.place(Column::Code).into(), message);
        None
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

    fn figure(
        &self,
        known: &CatalogEntry,
        field: Field,
        table: &Table<'_>,
        row: &Row<'_>,
        problems: &mut Problems,
    ) -> Option<Fact> {
        let (column, expected) = match field {
            Field::Target => (Column::Target, &known.target),
            Field::Realization => (Column::Realization, &known.realization),
        };
        let cell = row.cell(column);
        if cell == Cell::Empty || cell == Cell::Text("") {
            return None;
        }
        let slot = Slot { code: known.id, field };
        let name = table.name_of(column);
        let context = Context { column: name, code: &known.code, numerals: self.options.numerals };
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        let origin = origin(self.file, line, row.place(column), self.objects);
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
            Ok(read) => read.map(|(value, decimals)| Fact { value, decimals, origin }),
            Err(message) => {
                problems.at(self.name, row.line, row.place(column).into(), *message);
                let value = Value::failed(Cause::BadData(slot));
                expected.is_some().then_some(Fact { value, decimals: 0, origin })
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

/// Whether a realization lies within `rentang`.
fn accept(
    value: &Value,
    known: &CatalogEntry,
    expected: &CellType,
    column: &str,
    text: &str,
) -> Result<(), Box<DataMessage>> {
    let (Some(accepted), Value::Number(number), CellType::Number(unit)) = (&known.accepted, value, expected) else {
        return Ok(());
    };
    if accepted.contains(number) {
        return Ok(());
    }
    Err(Box::new(DataMessage::OutsideAccepted {
        column: column.to_owned(),
        text: shortened(text),
        code: known.code.clone(),
        accepted: interval_text(accepted, unit),
    }))
}

fn interval_text(interval: &Interval, unit: &CellUnit) -> String {
    let number = |number: &Number| {
        let text = number.shift10(unit.shift).to_indonesian(20, Cut::Truncate);
        match unit.name.as_str() {
            "persen" => format!("{text}%"),
            "rupiah" => format!("Rp {text}"),
            "angka" => text,
            name => format!("{text} {name}"),
        }
    };
    match (&interval.low, &interval.high) {
        (None, None) => "…".to_owned(),
        (Some((low, inside)), None) => format!("{} {}", if *inside { '≥' } else { '>' }, number(low)),
        (None, Some((high, inside))) => format!("{} {}", if *inside { '≤' } else { '<' }, number(high)),
        (Some((low, low_inside)), Some((high, high_inside))) => format!(
            "{}{} s.d. {}{}",
            if *low_inside { "" } else { "> " },
            number(low),
            if *high_inside { "" } else { "< " },
            number(high)
        ),
    }
}

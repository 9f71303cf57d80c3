//! The facts of one unit while its rows come in.

use super::entry::{Entry, origin};
use super::problems::Problems;
use crate::evaluate::facts::Facts;
use crate::message::data::DataMessage;
use crate::model::catalog::Catalogs;
use crate::value::period::Period;
use crate::value::{Cause, Field, Slot, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// The facts of one unit, by period.
pub(super) struct Drafts<'a> {
    catalogs: &'a Catalogs,
    files: &'a [Arc<str>],
    drafts: Vec<Draft>,
    by_period: HashMap<Option<Period>, usize>,
    /// The draft that the last row went to.
    last: usize,
    /// Tables of a unit that is done, to be used again.
    spare: Vec<Vec<(u32, u16)>>,
}

struct Draft {
    facts: Facts,
    /// Line and file of each code's row; line 0 where there is none yet.
    rows: Vec<(u32, u16)>,
}

impl<'a> Drafts<'a> {
    pub fn new(catalogs: &'a Catalogs, files: &'a [Arc<str>]) -> Self {
        Self { catalogs, files, drafts: Vec::new(), by_period: HashMap::new(), last: 0, spare: Vec::new() }
    }

    /// The periods so far.
    pub fn periods(&self) -> impl Iterator<Item = Option<Period>> {
        self.drafts.iter().map(|draft| draft.facts.period)
    }

    /// Opens a period.
    pub fn open(&mut self, unit: &Option<Arc<str>>, period: Option<Period>) {
        if self.drafts.get(self.last).is_some_and(|draft| draft.facts.period == period) {
            return;
        }
        self.last = *self.by_period.entry(period).or_insert_with(|| {
            let codes = self.catalogs.codes.len();
            let mut rows = self.spare.pop().unwrap_or_default();
            rows.clear();
            rows.resize(codes, (0, 0));
            self.drafts.push(Draft { facts: Facts::new(unit.clone(), period, codes), rows });
            self.drafts.len() - 1
        });
    }

    /// Puts a row into its period.
    pub fn place(&mut self, unit: &Option<Arc<str>>, entry: Entry, problems: &mut Problems) {
        self.open(unit, entry.period);
        let Some(Draft { facts, rows }) = self.drafts.get_mut(self.last) else { return };
        let Some(row) = rows.get_mut(entry.code.0 as usize) else { return };
        if row.0 == 0 {
            *row = (entry.line, entry.file);
            for (field, fact) in [(Field::Target, entry.target), (Field::Realization, entry.realization)] {
                if let Some(fact) = fact {
                    facts.set(Slot { code: entry.code, field }, fact);
                }
            }
            if let Some(published) = entry.published {
                facts.publish(entry.code, *published);
            }
            return;
        }
        let file = |file: u16| self.files.get(usize::from(file)).cloned().unwrap_or_default();
        let first = problems.place(&file(row.1), row.0.into(), 0);
        let message = DataMessage::RowTwice {
            code: self.catalogs.codes.get(entry.code.0 as usize).cloned().unwrap_or_default(),
            unit: unit.as_deref().map(super::cell::shortened),
            period: entry.period.map(|period| period.to_string()),
            first: Box::new(first),
        };
        problems.at(&file(entry.file), entry.line.into(), 0, message);
        // Neither of the rows is the right one.
        for (field, fact) in [(Field::Target, entry.target), (Field::Realization, entry.realization)] {
            let slot = Slot { code: entry.code, field };
            if let Some(mut fact) = facts.get(slot).cloned().or(fact) {
                fact.value = Value::failed(Cause::BadData(slot));
                fact.decimals = 0;
                fact.origin = origin(entry.file, entry.line, 0, entry.objects);
                facts.set(slot, fact);
            }
        }
    }

    /// The facts, in order of time; nothing is left.
    pub fn finish(&mut self) -> Vec<Facts> {
        self.last = 0;
        self.by_period.clear();
        self.drafts.sort_by_key(|draft| draft.facts.period.map(|period| period.last_day()));
        let spare = &mut self.spare;
        self.drafts
            .drain(..)
            .map(|draft| {
                spare.push(draft.rows);
                draft.facts
            })
            .collect()
    }
}

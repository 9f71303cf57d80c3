//! The facts of one unit while its rows come in.

use super::entry::{Entry, origin};
use super::problems::Problems;
use crate::evaluate::facts::Facts;
use crate::message::data::DataMessage;
use crate::model::catalog::{Catalogs, RowUse};
use crate::value::period::Period;
use crate::value::{Cause, CodeId, Field, Frame, Slot, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The facts of one unit, by period.
pub(super) struct Drafts<'a> {
    catalogs: &'a Catalogs,
    /// `--periode`
    wanted: Option<Period>,
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
    /// Whether it is evaluated: not where only the data of used rulesets speaks of it.
    opens: bool,
}

impl<'a> Drafts<'a> {
    pub fn new(catalogs: &'a Catalogs, wanted: Option<Period>, files: &'a [Arc<str>]) -> Self {
        Self { catalogs, wanted, files, drafts: Vec::new(), by_period: HashMap::new(), last: 0, spare: Vec::new() }
    }

    /// The periods so far.
    pub fn periods(&self) -> impl Iterator<Item = Option<Period>> {
        self.drafts.iter().map(|draft| draft.facts.period)
    }

    /// Opens a period.
    pub fn open(&mut self, unit: &Option<Arc<str>>, period: Option<Period>, opens: bool) {
        if let Some(draft) = self.drafts.get_mut(self.last).filter(|draft| draft.facts.period == period) {
            draft.opens |= opens;
            return;
        }
        self.last = *self.by_period.entry(period).or_insert_with(|| {
            let codes = self.catalogs.codes.len();
            let mut rows = self.spare.pop().unwrap_or_default();
            rows.clear();
            rows.resize(codes, (0, 0));
            self.drafts.push(Draft { facts: Facts::new(unit.clone(), period, codes), rows, opens: false });
            self.drafts.len() - 1
        });
        if let Some(draft) = self.drafts.get_mut(self.last) {
            draft.opens |= opens;
        }
    }

    /// Puts a row into its period.
    pub fn place(&mut self, unit: &Option<Arc<str>>, entry: Entry, opens: bool, problems: &mut Problems) {
        self.open(unit, entry.period, opens);
        let Some(Draft { facts, rows, .. }) = self.drafts.get_mut(self.last) else { return };
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
        let files = self.files;
        let file = |file: u16| files.get(usize::from(file)).cloned().unwrap_or_default();
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

    /// The facts of each period that is evaluated, in order of time; nothing is left.
    pub fn finish(&mut self, problems: &mut Problems) -> Vec<Facts> {
        self.last = 0;
        self.by_period.clear();
        self.drafts.sort_by_key(|draft| draft.facts.period.map(|period| (period.last_day(), period.granularity)));
        let mut cases: Vec<Option<Period>> = self.drafts.iter().filter_map(|draft| self.case(draft)).collect();
        cases.sort_by_key(|case| case.map(|case| (case.last_day(), case.granularity)));
        cases.dedup();
        let is_plain = (self.catalogs.reads.is_none() || self.drafts.len() == 1)
            && self.drafts.len() == cases.len()
            && self.drafts.iter().zip(&cases).all(|(draft, case)| draft.facts.period == *case);
        if !is_plain {
            self.refuse_mixed_lengths(problems);
        }
        let spare = &mut self.spare;
        let facts: Vec<Facts> = self
            .drafts
            .drain(..)
            .map(|draft| {
                spare.push(draft.rows);
                draft.facts
            })
            .collect();
        if is_plain {
            return facts;
        }
        let unit = facts.first().and_then(|facts| facts.unit.clone());
        let all = Arc::new(facts);
        let of_case = |case: Option<Period>| {
            let own = all.iter().find(|facts| facts.period == case).cloned();
            let own = own.unwrap_or_else(|| Facts::new(unit.clone(), case, self.catalogs.codes.len()));
            own.beside(Arc::clone(&all))
        };
        cases.into_iter().map(of_case).collect()
    }

    /// The period that is evaluated because of a draft.
    #[expect(clippy::option_option, reason = "data of rules without a header has no periods")]
    fn case(&self, draft: &Draft) -> Option<Option<Period>> {
        if !draft.opens {
            return None;
        }
        let Some(period) = draft.facts.period else { return Some(None) };
        match self.catalogs.row_use(period, self.wanted) {
            RowUse::Evaluated(case) => Some(Some(case)),
            RowUse::Read(_) | RowUse::Nothing => None,
        }
    }

    /// Says where a code has figures for parts of different lengths of one period.
    fn refuse_mixed_lengths(&self, problems: &mut Problems) {
        let length = self.catalogs.granularity;
        let parts: Vec<(Period, Period, &Draft)> = self
            .drafts
            .iter()
            .filter_map(|draft| Some((draft.facts.period?, draft)))
            .map(|(period, draft)| (Frame::of(period, length).whole, period, draft))
            .filter(|(whole, period, _)| whole != period)
            .collect();
        let mut told = HashSet::new();
        for (index, (whole, period, draft)) in parts.iter().enumerate() {
            let other_lengths = parts[..index]
                .iter()
                .filter(|(other, part, _)| other == whole && part.granularity != period.granularity);
            for (_, other_period, other) in other_lengths {
                for code in 0..self.catalogs.codes.len() {
                    if !has_figure(draft, code) || !has_figure(other, code) || !told.insert((*whole, code)) {
                        continue;
                    }
                    let place = |draft: &Draft| draft.rows.get(code).copied().unwrap_or_default();
                    let (first, second) = (place(other), place(draft));
                    let message = DataMessage::LengthsMixed {
                        code: self.catalogs.codes.get(code).cloned().unwrap_or_default(),
                        one: *other_period,
                        other: *period,
                        first: problems.place(&self.file(first.1), first.0.into(), 0),
                    };
                    problems.at(&self.file(second.1), second.0.into(), 0, message);
                }
            }
        }
    }

    fn file(&self, file: u16) -> Arc<str> {
        self.files.get(usize::from(file)).cloned().unwrap_or_default()
    }
}

fn has_figure(draft: &Draft, code: usize) -> bool {
    let code = CodeId(code as u32);
    [Field::Target, Field::Realization].into_iter().any(|field| draft.facts.get(Slot { code, field }).is_some())
}

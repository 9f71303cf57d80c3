//! The facts of one unit while its rows come in.

use super::entry::{Entry, Gap, GapKey, GapPeriod, origin};
use super::periods::default_period;
use super::problems::Problems;
use crate::evaluate::facts::{Fact, Facts};
use crate::message::data::DataMessage;
use crate::model::catalog::{CatalogEntry, Catalogs, RowUse};
use crate::value::period::Period;
use crate::value::{Blame, CodeId, Field, Frame, Slot, Value};
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
    spare: Vec<Vec<RowPlace>>,
    /// What rows leave open, each thing once.
    gaps: Vec<Gap>,
    known_gaps: HashSet<GapKey>,
    /// Rows of which not even a period is known that is evaluated.
    pub homeless: u64,
}

/// The row of a code.
#[derive(Debug, Clone, Copy, Default)]
struct RowPlace {
    /// 0 where there is none yet.
    line: u32,
    file: u16,
    /// Whether the row as a whole is to blame.
    broken: bool,
}

struct Draft {
    facts: Facts,
    /// Each code's row.
    rows: Vec<RowPlace>,
    /// Whether it is evaluated: not where only the data of used rulesets speaks of it.
    opens: bool,
}

impl<'a> Drafts<'a> {
    pub fn new(catalogs: &'a Catalogs, wanted: Option<Period>, files: &'a [Arc<str>]) -> Self {
        Self {
            catalogs,
            wanted,
            files,
            drafts: Vec::new(),
            by_period: HashMap::new(),
            last: 0,
            spare: Vec::new(),
            gaps: Vec::new(),
            known_gaps: HashSet::new(),
            homeless: 0,
        }
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
            rows.resize(codes, RowPlace::default());
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
        if row.line == 0 {
            *row = RowPlace { line: entry.line, file: entry.file, broken: entry.broken };
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
        let first = problems.place(&file(row.file), row.line.into(), 0);
        let message = DataMessage::RowTwice {
            code: self.catalogs.codes.get(entry.code.0 as usize).cloned().unwrap_or_default(),
            unit: unit.as_deref().map(super::cell::shortened),
            period: entry.period.map(|period| period.to_string()),
            first: Box::new(first),
        };
        let origin = origin(entry.file, entry.line, 0, entry.objects);
        let blame = Blame::on(origin, message.code().0);
        // A row that is to blame as a whole has been told of.
        if !row.broken && !entry.broken {
            problems.at(&file(entry.file), entry.line.into(), 0, message);
        }
        row.broken |= entry.broken;
        // Neither of the rows is the right one.
        for (field, fact) in [(Field::Target, entry.target), (Field::Realization, entry.realization)] {
            let slot = Slot { code: entry.code, field };
            let is_bad = |fact: &Fact| matches!(fact.value, Value::Failed(_));
            let known = facts.get(slot);
            if known.is_some_and(is_bad) {
                continue;
            }
            match fact {
                Some(fact) if is_bad(&fact) => facts.set(slot, fact),
                None if known.is_none() => continue,
                _ => facts.set(slot, Fact { value: Value::bad_data(slot, blame), decimals: 0, origin }),
            };
        }
    }

    /// Takes what a row leaves open.
    pub fn gap(&mut self, unit: &Option<Arc<str>>, gap: Gap, opens: bool) {
        if !self.known_gaps.insert(gap.key()) {
            return;
        }
        if let GapPeriod::Known(period) = gap.period {
            self.open(unit, period, opens);
        }
        self.gaps.push(gap);
    }

    /// Where a row of this unit does not say which figure it gives, any that is lacking may be it.
    fn close_gaps(&mut self, unit: &Option<Arc<str>>) {
        if self.gaps.is_empty() {
            return;
        }
        self.known_gaps.clear();
        let gaps = std::mem::take(&mut self.gaps);
        let is_case = |draft: &Draft| self.case(draft).is_some();
        if !self.drafts.iter().any(is_case) {
            // All that is known of the unit are rows without a period: it is that of rows that need none.
            match default_period(self.catalogs, self.wanted) {
                Ok(period) if self.catalogs.for_period(period).is_some() => self.open(unit, period, true),
                _ => self.homeless += gaps.len() as u64,
            }
        }
        for gap in gaps {
            for index in 0..self.drafts.len() {
                let period = self.drafts[index].facts.period;
                if gap.period == GapPeriod::Unknown || gap.period == GapPeriod::Known(period) {
                    self.close_gap(&gap, index);
                }
            }
        }
    }

    fn close_gap(&mut self, gap: &Gap, index: usize) {
        let catalogs = self.catalogs;
        let period = self.drafts[index].facts.period;
        let place = match period.map(|period| catalogs.row_use(period, self.wanted)) {
            Some(RowUse::Evaluated(case)) => catalogs.place_for(Some(case)),
            Some(RowUse::Read(until)) => catalogs.place_on(until.last_day()),
            Some(RowUse::Nothing) | None => catalogs.place_for(period),
        };
        let Some(catalog) = catalogs.eras.get(place).and_then(|era| era.catalog.as_ref()) else { return };
        let prefix = gap.alias.as_ref().map_or_else(String::new, |alias| format!("{alias}."));
        let meant =
            |entry: &&CatalogEntry| gap.code.is_none_or(|code| code == entry.id) && entry.code.starts_with(&prefix);
        for entry in catalog.entries.iter().filter(meant) {
            let own = self.drafts[index].rows.get(entry.id.0 as usize).copied().unwrap_or_default();
            if own.line > 0 || self.has_other_length(entry.id, period) {
                continue;
            }
            for (field, expected) in Field::BOTH.into_iter().zip([&entry.target, &entry.realization]) {
                let slot = Slot { code: entry.id, field };
                let ruled = entry.ruled[usize::from(field == Field::Realization)];
                let facts = &mut self.drafts[index].facts;
                if expected.is_some() && !ruled && facts.get(slot).is_none() {
                    let value = Value::bad_data(slot, gap.blame);
                    facts.set(slot, Fact { value, decimals: 0, origin: gap.blame.origin });
                }
            }
        }
    }

    /// Whether a code has figures of parts of another length in the same whole period: then a figure of this one would not
    /// be of it.
    fn has_other_length(&self, code: CodeId, period: Option<Period>) -> bool {
        let Some(period) = period else { return false };
        let whole = |period: Period| Frame::of(period, self.catalogs.granularity).whole;
        self.drafts.iter().any(|draft| {
            draft
                .facts
                .period
                .is_some_and(|other| other.granularity != period.granularity && whole(other) == whole(period))
                && has_figure(draft, code.0 as usize)
        })
    }

    /// The facts of each period that is evaluated, in order of time; nothing is left.
    pub fn finish(&mut self, unit: &Option<Arc<str>>, problems: &mut Problems) -> Vec<Facts> {
        self.close_gaps(unit);
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
                    let place = |draft: &Draft| draft.rows.get(code).map_or((0, 0), |row| (row.line, row.file));
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
    Field::BOTH.into_iter().any(|field| draft.facts.get(Slot { code, field }).is_some())
}

//! What holds for the whole table, in counts.

use super::{Class, Line};
use crate::message::Language;
use crate::model::ItemKind;
use crate::render::reading::Reading;
use crate::value::Value;
use crate::value::period::Period;
use std::collections::BTreeSet;

/// So many parts of periods are listed.
const MOST_PARTS: usize = 4;

/// The kinds of lines that are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `indikator`
    Indicator,
    /// `sasaran` and other groups
    Group,
    /// `nilai`
    Result,
    /// `anggaran`
    Budget,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Indicator, Self::Group, Self::Result, Self::Budget];

    /// The kind of an item.
    pub fn of(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Indicator | ItemKind::Data => Self::Indicator,
            ItemKind::Group(_) => Self::Group,
            ItemKind::Result => Self::Result,
            ItemKind::Budget => Self::Budget,
        }
    }

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Indicator => "indikator",
            Self::Group => "kelompok",
            Self::Result => "nilai",
            Self::Budget => "anggaran",
        }
    }

    /// What it is called.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Indicator => language.pick("indikator", "indicators"),
            Self::Group => language.pick("sasaran dan kelompok lain", "sasaran and other groups"),
            Self::Result => "nilai",
            Self::Budget => language.pick("anggaran", "budget lines"),
        }
    }
}

/// Counts of one kind of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that can be compared.
    pub readable: u64,
    /// Those that the rules give as they are.
    pub same: u64,
    /// Of each reading, in their order: how many lines it gives, and whether it changes any figure or rating.
    pub readings: Vec<(u64, bool)>,
}

/// Lines for which the rules give no value, by the reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Without {
    /// *belum ada data*
    pub missing: u64,
    /// *tidak berlaku*
    pub not_applicable: u64,
    /// *galat*
    pub failed: u64,
}

impl Without {
    /// All of them.
    pub fn all(self) -> u64 {
        self.missing + self.not_applicable + self.failed
    }
}

/// What holds for the whole table.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Lines with something published.
    pub lines: u64,
    /// Lines with something that is no figure, or that the rules do not know.
    pub unreadable: u64,
    /// Lines that cannot be compared, for the rules give no value.
    pub without: Without,
    /// Lines that differ and that no reading explains.
    pub unexplained: u64,
    /// Lines of which only the rating differs.
    pub rating_only: u64,
    /// Units and periods with something published.
    pub cases: u64,
    /// Those of which everything is what the rules give.
    pub well: u64,
    /// Figures that are published of parts of the periods, and so not compared; and of which parts, as far as they are
    /// listed.
    pub parts: (u64, BTreeSet<Period>),
    /// All readings that are tried under any of the sets of rules.
    readings: Vec<Reading>,
    /// How many of the lines that differ each of them explains.
    explained: Vec<u64>,
    kinds: [Counts; 4],
    /// The rule of the indicators; none where it is not one for all.
    rule: Option<Option<String>>,
}

impl Tally {
    /// Nothing yet, for these readings.
    pub fn new(readings: Vec<Reading>) -> Self {
        let counts = Counts { readings: vec![(0, false); readings.len()], ..Counts::default() };
        let kinds = [counts.clone(), counts.clone(), counts.clone(), counts];
        Self { explained: vec![0; readings.len()], readings, kinds, ..Self::default() }
    }

    /// The same without any line.
    pub fn empty(&self) -> Self {
        Self::new(self.readings.clone())
    }

    /// How many readings are tried.
    pub fn readings(&self) -> usize {
        self.readings.len()
    }

    /// The place of a reading among all of them.
    pub fn place(&self, reading: &Reading) -> Option<usize> {
        self.readings.iter().position(|known| known == reading)
    }

    /// Counts a case with so many lines that are not as the rules give them.
    pub fn case(&mut self, others: usize) {
        self.cases += 1;
        self.well += u64::from(others == 0);
    }

    /// Counts what is published of a part of a period.
    pub fn part(&mut self, period: Period, count: u64) {
        self.parts.0 += count;
        if self.parts.1.len() < MOST_PARTS {
            self.parts.1.insert(period);
        }
    }

    /// Counts a line, once it is known which readings explain it.
    pub fn line(&mut self, kind: Kind, line: &Line) {
        self.lines += 1;
        let class = line.class();
        match class {
            Class::Unread => self.unreadable += 1,
            Class::Incomparable => match line.state() {
                Some(Value::NotApplicable(_)) => self.without.not_applicable += 1,
                Some(Value::Failed(_)) => self.without.failed += 1,
                _ => self.without.missing += 1,
            },
            Class::Same | Class::Different => {
                let counts = &mut self.kinds[kind as usize];
                counts.readable += 1;
                counts.same += u64::from(class == Class::Same);
            }
        }
        if class == Class::Different {
            self.unexplained += u64::from(line.explained.is_empty());
            self.rating_only += u64::from(line.only_rating_differs());
            for found in &line.explained {
                if let Some(place) = self.place(&found.reading)
                    && let Some(count) = self.explained.get_mut(place)
                {
                    *count += 1;
                }
            }
        }
    }

    /// Counts what a reading makes of a line that can be compared: whether it gives what is published, and whether it
    /// gives anything else than the rules do.
    #[inline]
    pub fn reading(&mut self, kind: Kind, place: usize, gives: bool, moves: bool) {
        if let Some((count, any)) = self.kinds[kind as usize].readings.get_mut(place) {
            *count += u64::from(gives);
            *any |= moves;
        }
    }

    /// How many of the lines that differ a reading explains, the readings that explain most first.
    pub fn explaining(&self) -> Vec<(&Reading, u64)> {
        let counts = self.readings.iter().zip(self.explained.iter().copied());
        let mut counts: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }

    /// The counts by kind.
    pub fn kinds(&self) -> impl Iterator<Item = (Kind, &Counts)> {
        Kind::ALL.into_iter().zip(&self.kinds).filter(|(_, counts)| counts.readable > 0)
    }

    /// An indicator is ruled by this.
    pub fn ruled_by(&mut self, rule: &str) {
        match &mut self.rule {
            None => self.rule = Some(Some(rule.to_owned())),
            Some(known) => {
                if known.as_deref().is_some_and(|known| known != rule) {
                    *known = None;
                }
            }
        }
    }

    /// The rule of all indicators, where it is one.
    pub fn rule(&self) -> Option<&str> {
        self.rule.as_ref()?.as_deref().filter(|rule| !rule.is_empty())
    }

    /// All kinds together.
    pub fn all(&self) -> Counts {
        let mut all = Counts { readings: vec![(0, false); self.readings.len()], ..Counts::default() };
        for counts in &self.kinds {
            all.readable += counts.readable;
            all.same += counts.same;
            for ((sum, any), (count, moves)) in all.readings.iter_mut().zip(&counts.readings) {
                *sum += count;
                *any |= moves;
            }
        }
        all
    }

    /// Whether everything that is published is what the rules give.
    pub fn is_well(&self) -> bool {
        let all = self.all();
        self.lines > 0 && all.same == all.readable && self.unreadable == 0 && self.without.all() == 0
    }

    /// The readings that change something, and how many lines of these counts they give.
    pub fn changing<'t>(&'t self, counts: &'t Counts) -> impl Iterator<Item = (&'t Reading, u64)> {
        let all = self.readings.iter().zip(&counts.readings);
        all.filter(|(_, (_, moves))| *moves).map(|(reading, (count, _))| (reading, *count))
    }

    /// The readings that change something and give every line of these counts.
    pub fn whole<'t>(&'t self, counts: &'t Counts) -> impl Iterator<Item = &'t Reading> {
        let all = counts.readable > 0;
        self.changing(counts).filter(move |(_, count)| all && *count == counts.readable).map(|(reading, _)| reading)
    }

    /// The most lines of these counts that a reading gives, and the readings that do.
    pub fn best<'t>(&'t self, counts: &'t Counts) -> (u64, Vec<&'t Reading>) {
        let most = self.changing(counts).map(|(_, count)| count).max().unwrap_or_default();
        let best = self.changing(counts).filter(|(_, count)| *count == most).map(|(reading, _)| reading);
        (most, best.collect())
    }
}

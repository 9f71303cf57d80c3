//! What data may say about a ruleset: its codes, and what kind of cell each of them takes. Derived from a model, used by
//! the readers of data, so that they know nothing of rules. Rules that change with time have several.

use super::periods::OtherPeriods;
use crate::value::period::{Granularity, Period};
use crate::value::{CodeId, Date, Frame, Interval};

/// The codes that data may use.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// One entry for each code that these rules declare.
    pub entries: Vec<CatalogEntry>,
    /// The rulesets used `sebagai …`, by the path of aliases (`pk`, `evaluasi.pk`): each a prefix of codes.
    pub aliases: Vec<String>,
    /// The periods of the main ruleset.
    pub granularity: Option<Granularity>,
    /// The header's validity: first day, last day.
    pub in_force: (Option<Date>, Option<Date>),
}

/// What data may say about a ruleset through time: which catalog holds is decided by the period of a row.
#[derive(Debug, Clone, Default)]
pub struct Catalogs {
    /// One for each set of rules in force, in order of time.
    pub eras: Vec<EraCatalog>,
    /// The codes of all of them, by [`CodeId`].
    pub codes: Vec<String>,
    /// The aliases of all of them.
    pub aliases: Vec<String>,
    /// The periods of the main ruleset.
    pub granularity: Option<Granularity>,
    /// `--tanggal`: the day whose rules hold for all periods.
    pub day: Option<Date>,
    /// The periods that the rules read besides the one that they are evaluated for.
    pub reads: OtherPeriods,
}

/// What a row of a period is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowUse {
    /// It is evaluated, as this period or a part of it.
    Evaluated(Period),
    /// `pada` reads it, in a stretch of time that ends with this period.
    Read(Period),
    /// Nothing.
    Nothing,
}

/// The catalog of one set of rules.
#[derive(Debug, Clone)]
pub struct EraCatalog {
    /// The first day on which the rules are in force; none: there is no beginning.
    pub from: Option<Date>,
    /// The last day; none: there is no end.
    pub until: Option<Date>,
    /// What data may say; none where these rules cannot be evaluated.
    pub catalog: Option<Catalog>,
}

impl Catalogs {
    /// Of these sets of rules, which share their codes.
    pub fn new(eras: Vec<EraCatalog>, codes: Vec<String>, day: Option<Date>) -> Self {
        let latest = eras.iter().rev().find_map(|era| era.catalog.as_ref());
        let granularity = latest.and_then(|catalog| catalog.granularity);
        let mut aliases: Vec<String> = Vec::new();
        for alias in eras.iter().filter_map(|era| era.catalog.as_ref()).flat_map(|catalog| &catalog.aliases) {
            if !aliases.contains(alias) {
                aliases.push(alias.clone());
            }
        }
        Self { eras, codes, aliases, granularity, day, reads: OtherPeriods::default() }
    }

    /// The first and the last day on which any rules are in force.
    pub fn in_force(&self) -> (Option<Date>, Option<Date>) {
        (self.eras.first().and_then(|era| era.from), self.eras.last().and_then(|era| era.until))
    }

    /// What a row of a period is for, where `wanted` or everything is to be evaluated.
    pub fn row_use(&self, period: Period, wanted: Option<Period>) -> RowUse {
        let length = self.granularity;
        let evaluated = match wanted {
            Some(wanted) => Frame::of(wanted, length).counts(period).then_some(wanted),
            None => {
                let whole = Frame::of(period, length).whole;
                let fits = length.is_none_or(|length| whole.granularity == length);
                (fits && (self.day.is_some() || self.holds(whole.last_day()))).then_some(whole)
            }
        };
        if let Some(evaluated) = evaluated {
            return RowUse::Evaluated(evaluated);
        }
        if self.reads.is_none() {
            return RowUse::Nothing;
        }
        let read = match wanted {
            Some(wanted) => self.reads.read_for(period, wanted, length),
            // Any of the years after it may be evaluated.
            None => (1..=self.reads.years.min(9998)).find_map(|years| {
                let later = Period { year: period.year.checked_add(years)?, ..period };
                let evaluated = Frame::of(later, length).whole;
                self.holds(evaluated.last_day()).then(|| self.reads.read_for(period, evaluated, length))?
            }),
        };
        let named = || self.reads.named.iter().find_map(|named| self.reads.read_for(period, *named, length));
        read.or_else(named).map_or(RowUse::Nothing, RowUse::Read)
    }

    /// The place of the rules of a day; the nearest where there are none.
    pub fn place_on(&self, day: Date) -> usize {
        let last = self.eras.len().saturating_sub(1);
        self.eras.iter().position(|era| era.until.is_none_or(|until| day <= until)).unwrap_or(last)
    }

    /// Whether any rules are in force on a day.
    pub fn holds(&self, day: Date) -> bool {
        let inside =
            |era: &EraCatalog| era.from.is_none_or(|from| from <= day) && era.until.is_none_or(|until| day <= until);
        self.eras.iter().any(inside)
    }

    /// The place of the rules that a period is evaluated by; the nearest where there are none.
    pub fn place_for(&self, period: Option<Period>) -> usize {
        match self.day.or(period.map(Period::last_day)) {
            Some(day) => self.place_on(day),
            None => self.eras.len().saturating_sub(1),
        }
    }

    /// The catalog of the rules that a period is evaluated by; none where they cannot be evaluated.
    pub fn for_period(&self, period: Option<Period>) -> Option<&Catalog> {
        self.eras.get(self.place_for(period))?.catalog.as_ref()
    }
}

impl From<Catalog> for Catalogs {
    fn from(catalog: Catalog) -> Self {
        let most = catalog.entries.iter().map(|entry| entry.id.0 as usize + 1).max().unwrap_or(0);
        let mut codes = vec![String::new(); most];
        for entry in &catalog.entries {
            codes[entry.id.0 as usize].clone_from(&entry.code);
        }
        let (from, until) = catalog.in_force;
        Self::new(vec![EraCatalog { from, until, catalog: Some(catalog) }], codes, None)
    }
}

/// What data may say about one code.
#[derive(Debug, Clone)]
pub struct CatalogEntry {
    /// Its id.
    pub id: CodeId,
    /// The code as rulesets write it, with the alias before it where it belongs to another ruleset: `pk.S3.2`.
    pub code: String,
    /// The alias that it stands behind (index in [`Catalog::aliases`]); none for the ruleset itself.
    pub alias: Option<u16>,
    /// `kode "076.01.CQ"`: data may use it instead (behind the alias, if any).
    pub official: Option<String>,
    /// What its rows are.
    pub kind: EntryKind,
    /// What a cell in `target` holds; none where the code has no target (then the cell must be empty).
    pub target: Option<CellType>,
    /// The sign that may stand before a number in `target`, and says no more than the number: `≥` where more is better,
    /// `≤` where less is.
    pub target_sign: Option<char>,
    /// What a cell in `realisasi` holds; none where there is nothing to realize.
    pub realization: Option<CellType>,
    /// Whether the rules say the target, and the realization, themselves: data may repeat those, and need not give them.
    pub ruled: [bool; 2],
    /// `rentang`: the realizations that are accepted, in natural size.
    pub accepted: Option<Interval>,
}

/// What a code stands for in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// An indicator: target and realization.
    Indicator,
    /// A budget line: `target` is its pagu.
    Budget,
    /// A `data` variable: `realisasi` is its value, `target` must be empty.
    Data,
    /// A group or `nilai`: only published figures.
    PublishedOnly,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellType {
    /// A number in a unit.
    Number(CellUnit),
    /// A range of numbers in a unit (`7 s.d. 8 bulan`), or one number, which is then both ends.
    Range(CellUnit),
    /// A label; the labels as the ruleset writes them, by [`crate::value::Label`].
    Label(Vec<String>),
    /// Free text.
    Text,
    /// A day.
    Date,
    /// `ya` or `tidak`.
    Truth,
}

/// A unit as cells may write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellUnit {
    /// What messages call it: `persen`, `rupiah`, `laporan`, `rupiah/orang`.
    pub name: String,
    /// What a cell may write after the number, in lower case: `%`, `persen`, `lap`, `laporan`. Empty for `angka`.
    pub spellings: Vec<String>,
    /// Whether a cell may begin with `Rp` or `Rp.` and end with `,-`.
    pub rupiah: bool,
    /// The displayed number is the natural one times ten to this power: 2 for persen.
    pub shift: i32,
}

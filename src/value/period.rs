//! Periods of measurement: a year, or a semester, quarter or month of it.

use super::Date;
use std::fmt;

/// The names of the months, in order.
pub const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// `periode tahunan` and so on: how long the periods of a ruleset are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Granularity {
    /// `tahunan`
    Year,
    /// `semesteran`
    Semester,
    /// `triwulanan`
    Quarter,
    /// `bulanan`
    Month,
}

impl Granularity {
    /// The word after `periode`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Year => "tahunan",
            Self::Semester => "semesteran",
            Self::Quarter => "triwulanan",
            Self::Month => "bulanan",
        }
    }

    /// How many such periods a year has.
    pub fn per_year(self) -> u8 {
        match self {
            Self::Year => 1,
            Self::Semester => 2,
            Self::Quarter => 4,
            Self::Month => 12,
        }
    }
}

/// `2024`, `2024-S1`, `2024-TW3`, `2024-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// The year, 1 to 9999.
    pub year: i16,
    /// How long it is.
    pub granularity: Granularity,
    /// Which one of the year, from 1.
    pub number: u8,
}

impl Period {
    /// The whole year; none outside 1 to 9999.
    pub fn year(year: i16) -> Option<Self> {
        Self::new(year, Granularity::Year, 1)
    }

    /// Part `number` of a year; none where the year has no such part.
    pub fn new(year: i16, granularity: Granularity, number: u8) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=granularity.per_year()).contains(&number)).then_some(Self {
            year,
            granularity,
            number,
        })
    }

    /// Reads `2024`, `2024-S1`, `2024-TW3` or `2024-07`; letter case is free.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, part) = match text.split_once('-') {
            None => (text, None),
            Some((year, part)) => (year, Some(part)),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year = year.parse().ok()?;
        let Some(part) = part else { return Self::year(year) };
        let digits = |text: &str, length: usize| -> Option<u8> {
            (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
        };
        if let Some(rest) = part.strip_prefix("TW").or_else(|| part.strip_prefix("tw")) {
            return Self::new(year, Granularity::Quarter, digits(rest, 1)?);
        }
        if let Some(rest) = part.strip_prefix(['S', 's']) {
            return Self::new(year, Granularity::Semester, digits(rest, 1)?);
        }
        Self::new(year, Granularity::Month, digits(part, 2)?)
    }

    fn months(self) -> (i8, i8) {
        let length = 12 / self.granularity.per_year() as i8;
        let last = length * self.number as i8;
        (last - length + 1, last)
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year, self.months().0, 1)
    }

    /// Its last day, which decides the rules in force.
    pub fn last_day(self) -> Date {
        jiff::civil::date(self.year, self.months().1, 1).last_of_month()
    }

    /// The period of this length that a day lies in.
    pub fn containing(day: Date, granularity: Granularity) -> Option<Self> {
        let length = 12 / granularity.per_year();
        Self::new(day.year(), granularity, (day.month() as u8 - 1) / length + 1)
    }

    /// Whether it ends within a validity, whose ends may be open.
    pub fn ends_within(self, from: Option<Date>, until: Option<Date>) -> bool {
        let end = self.last_day();
        from.is_none_or(|from| from <= end) && until.is_none_or(|until| end <= until)
    }

    /// The only period of this length that ends within a validity; none where there are several, or none.
    pub fn only_within(from: Option<Date>, until: Option<Date>, granularity: Granularity) -> Option<Self> {
        let (from, until) = (from?, until?);
        // The period that the first day lies in ends on that day or later.
        let first = Self::containing(from, granularity)?;
        let inside = |period: Self| period.ends_within(Some(from), Some(until));
        (inside(first) && !first.next().is_some_and(inside)).then_some(first)
    }

    /// Whether all its days lie in another.
    pub fn within(self, other: Self) -> bool {
        self.year == other.year && other.months().0 <= self.months().0 && self.months().1 <= other.months().1
    }

    /// The periods of this length that it consists of, in order; none where they would be longer.
    pub fn parts(self, granularity: Granularity) -> impl Iterator<Item = Self> {
        let all = (1..=granularity.per_year()).filter_map(move |number| Self::new(self.year, granularity, number));
        all.filter(move |part| part.within(self))
    }

    /// The same period so many years earlier; none before the year 1.
    pub fn years_before(self, years: i16) -> Option<Self> {
        Self::new(self.year.checked_sub(years)?, self.granularity, self.number)
    }

    /// The one after it; none after the year 9999.
    pub fn next(self) -> Option<Self> {
        if self.number < self.granularity.per_year() {
            Self::new(self.year, self.granularity, self.number + 1)
        } else {
            Self::new(self.year + 1, self.granularity, 1)
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.granularity {
            Granularity::Year => write!(f, "{:04}", self.year),
            Granularity::Semester => write!(f, "{:04}-S{}", self.year, self.number),
            Granularity::Quarter => write!(f, "{:04}-TW{}", self.year, self.number),
            Granularity::Month => write!(f, "{:04}-{:02}", self.year, self.number),
        }
    }
}

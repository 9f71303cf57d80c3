//! The stretch of time that a value is about.

use super::period::{Granularity, Period};

/// A period of the ruleset, and how much of it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Frame {
    /// The period: as long as the ruleset's periods are.
    pub whole: Period,
    /// The last of its parts that counts (`--periode 2024-TW2` of an annual ruleset); the period itself where all do.
    pub until: Period,
}

impl Frame {
    /// What evaluating a period looks at, where the ruleset's periods are of this length: that period, or the one that it
    /// is a part of, up to its end.
    pub fn of(period: Period, length: Option<Granularity>) -> Self {
        let around = length.filter(|length| period.granularity > *length);
        let whole = around.and_then(|length| Period::containing(period.first_day(), length)).unwrap_or(period);
        Self { whole, until: period }
    }

    /// A period by itself.
    pub fn only(period: Period) -> Self {
        Self { whole: period, until: period }
    }

    /// Whether it ends before its period does.
    pub fn is_partial(self) -> bool {
        self.until != self.whole
    }

    /// The same stretch so many years earlier; none before the year 1.
    pub fn years_before(self, years: i16) -> Option<Self> {
        Some(Self { whole: self.whole.years_before(years)?, until: self.until.years_before(years)? })
    }

    /// Its parts of this length, in order; none where they would be longer than what it ends with.
    pub fn parts(self, length: Granularity) -> impl Iterator<Item = Period> {
        let last = self.until.last_day();
        let fits = length >= self.until.granularity && length > self.whole.granularity;
        self.whole.parts(length).filter(move |part| fits && part.last_day() <= last)
    }

    /// Whether a figure of this period counts in it: of the whole, or of a part that is not too long and has ended.
    pub fn counts(self, period: Period) -> bool {
        period == self.whole || self.parts(period.granularity).any(|part| part == period)
    }
}

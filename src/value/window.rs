//! Stretches of days: validities.

use super::Date;
use super::period::MONTHS;

/// The days from a first to a last one, both included. An end that is absent is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Window {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Window {
    /// All days.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether no day lies in it.
    pub fn is_empty(self) -> bool {
        matches!(self, Self { from: Some(from), until: Some(until) } if until < from)
    }

    /// The days that lie in both; none where there are no such.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let later = |a: Option<Date>, b: Option<Date>| a.into_iter().chain(b).max();
        let earlier = |a: Option<Date>, b: Option<Date>| a.into_iter().chain(b).min();
        let both = Self { from: later(self.from, other.from), until: earlier(self.until, other.until) };
        (!both.is_empty()).then_some(both)
    }

    /// Some day that lies in it.
    pub fn day(self) -> Date {
        self.until.or(self.from).unwrap_or_else(|| Date::constant(2000, 1, 1))
    }

    /// Whether `next` begins on the day after this ends.
    pub fn meets(self, next: Self) -> bool {
        match (self.until.and_then(|until| until.tomorrow().ok()), next.from) {
            (Some(after), Some(from)) => after == from,
            _ => false,
        }
    }

    /// Windows in order of time, those that meet or overlap joined.
    pub fn joined(mut windows: Vec<Self>) -> Vec<Self> {
        windows.retain(|window| !window.is_empty());
        windows.sort_by_key(|window| (window.from, window.until.is_none(), window.until));
        let mut joined: Vec<Self> = Vec::new();
        for window in windows {
            match joined.last_mut() {
                Some(last) if last.intersect(window).is_some() || last.meets(window) => {
                    last.until =
                        if last.until.is_none() { None } else { window.until.and(last.until.max(window.until)) };
                }
                _ => joined.push(window),
            }
        }
        joined
    }

    /// In Indonesian: `sejak 1 Juli 2024`, `s.d. 31 Desember 2024`, `1 Juli 2024 s.d. 31 Desember 2024`, `selalu`.
    pub fn indonesian(self) -> String {
        let day = |day: Date| {
            let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
            format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
        };
        match (self.from, self.until) {
            (None, None) => "selalu".to_owned(),
            (Some(from), None) => format!("sejak {}", day(from)),
            (None, Some(until)) => format!("s.d. {}", day(until)),
            (Some(from), Some(until)) => format!("{} s.d. {}", day(from), day(until)),
        }
    }

    /// In English: `since 2024-07-01`, `until 2024-12-31`, `from 2024-07-01 to 2024-12-31`, `always`.
    pub fn english(self) -> String {
        match (self.from, self.until) {
            (None, None) => "always".to_owned(),
            (Some(from), None) => format!("since {from}"),
            (None, Some(until)) => format!("until {until}"),
            (Some(from), Some(until)) => format!("from {from} to {until}"),
        }
    }
}

/// Several windows in Indonesian.
pub fn all_indonesian(windows: &[Window]) -> String {
    windows.iter().map(|window| window.indonesian()).collect::<Vec<_>>().join("; ")
}

/// Several windows in English.
pub fn all_english(windows: &[Window]) -> String {
    windows.iter().map(|window| window.english()).collect::<Vec<_>>().join("; ")
}

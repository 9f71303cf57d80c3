//! Which unit and period are looked at.

use super::{Reply, Session};
use crate::evaluate::Facts;
use crate::message::files::FilesMessage;
use crate::message::session::SessionMessage;
use crate::nearest::nearest;
use crate::render::markup::{Markup, Role};
use crate::value::period::Period;

/// The words that turn to all units or periods.
const ALL: [&str; 2] = ["semua", "all"];

impl Session {
    /// The periods of the data, in order of time.
    pub(super) fn periods(&self) -> Vec<Period> {
        let mut periods: Vec<Period> = self.cases.iter().filter_map(|facts| facts.period).collect();
        periods.sort_by_key(|period| (period.last_day(), period.first_day()));
        periods.dedup();
        periods
    }

    /// The cases that are looked at.
    pub(super) fn focus(&self) -> Vec<usize> {
        let of = |facts: &Facts| {
            self.unit.as_ref().is_none_or(|unit| facts.unit.as_ref() == Some(unit))
                && self.period.is_none_or(|period| facts.period == Some(period))
        };
        let found = self.cases.iter().enumerate().filter(|(_, facts)| of(facts));
        found.map(|(index, _)| index).collect()
    }

    /// `:unit [NAME]`
    pub(super) fn turn_to_unit(&mut self, line: &str, name: &str) -> Reply {
        let units = self.units();
        if name.is_empty() {
            let mut text = Markup::new();
            if units.is_empty() {
                text.push(
                    Role::Faint,
                    self.look.language.pick("data ini tidak menyebut unit\n", "this data names no unit\n"),
                );
            }
            for unit in &units {
                let mark = if self.unit.as_ref() == Some(unit) { "▸ " } else { "  " };
                text.push(Role::Plain, format!("{mark}{unit}\n"));
            }
            if self.unit.is_none() && units.len() > 1 {
                let all = self.look.language.pick(
                    format!("▸ semua ({} unit)\n", units.len()),
                    format!("▸ semua (all {} units)\n", units.len()),
                );
                text.push(Role::Plain, all);
            }
            return self.say(&text);
        }
        if ALL.contains(&name) {
            self.unit = None;
            return self.where_we_are();
        }
        let wanted = name.trim_matches('"');
        let folded = wanted.to_lowercase();
        let exact = units.iter().find(|unit| ***unit == *wanted);
        let loose = || {
            let mut fitting = units.iter().filter(|unit| unit.to_lowercase().contains(&folded));
            fitting.next().filter(|_| fitting.next().is_none())
        };
        match exact.or_else(loose) {
            Some(unit) => {
                self.unit = Some(unit.clone());
                self.where_we_are()
            }
            None => {
                let nearest = nearest(wanted, units.iter().map(|unit| &**unit)).map(str::to_owned);
                self.fail_at(line, name, FilesMessage::UnknownUnit { unit: wanted.to_owned(), nearest })
            }
        }
    }

    /// `:periode [PERIOD]`
    pub(super) fn turn_to_period(&mut self, line: &str, name: &str) -> Reply {
        let periods = self.periods();
        if name.is_empty() {
            let mut text = Markup::new();
            for period in &periods {
                let mark = if self.period == Some(*period) { "▸ " } else { "  " };
                text.push(Role::Plain, format!("{mark}{period}\n"));
            }
            return self.say(&text);
        }
        if ALL.contains(&name) {
            self.period = None;
            return self.where_we_are();
        }
        match Period::parse(name).filter(|period| periods.contains(period)) {
            Some(period) => {
                self.period = Some(period);
                self.where_we_are()
            }
            None => {
                let known = periods.iter().map(ToString::to_string).collect();
                self.fail_at(line, name, SessionMessage::UnknownPeriod { period: name.to_owned(), known })
            }
        }
    }

    /// One line: which unit and period are looked at.
    pub fn where_we_are(&self) -> Reply {
        let language = self.look.language;
        let units = self.units();
        let mut parts = Vec::new();
        match &self.unit {
            Some(unit) => parts.push(unit.to_string()),
            None if units.len() > 1 => {
                parts.push(language.pick(format!("{} unit", units.len()), format!("{} units", units.len())));
            }
            None => parts.extend(units.first().map(ToString::to_string)),
        }
        match self.period {
            Some(period) => parts.push(format!("{} {period}", language.pick("periode", "period"))),
            None => {
                let periods: Vec<String> = self.periods().iter().map(ToString::to_string).collect();
                parts.push(format!("{} {}", language.pick("periode", "periods"), periods.join(", ")));
            }
        }
        self.say(&Markup::of(Role::Faint, parts.join(" · ")))
    }
}

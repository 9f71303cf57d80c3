//! The rules of a ruleset through time: a [`Model`] for each set of rules in force.

use super::catalog::{Catalogs, EraCatalog};
use super::periods::OtherPeriods;
use super::{Amendment, Codes, Header, Model};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::message::validity::ValidityMessage;
use crate::value::Date;
use crate::value::period::Period;

/// All sets of rules of one ruleset, in order of time, without overlaps. Most rulesets have one.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    eras: Vec<Era>,
    codes: Codes,
    amendments: Vec<Amendment>,
}

/// The days on which one set of rules is in force, and that set.
#[derive(Debug, Clone, Default)]
pub struct Era {
    /// The first day; none: there is no beginning.
    pub from: Option<Date>,
    /// The last day; none: there is no end.
    pub until: Option<Date>,
    /// The rules; none where something that they read is not in force, or where the ruleset has errors.
    pub model: Option<Model>,
    /// What was found in these rules.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether tests run by them.
    pub has_tests: bool,
}

impl Era {
    /// Whether a day lies in it.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl Era {
    /// Why these rules cannot be evaluated: what was found in them, as the errors that it then is.
    pub fn obstacles(&self) -> Vec<Diagnostic> {
        let as_error = |told: &Diagnostic| {
            let mut told = told.clone();
            if let Message::Validity(ValidityMessage::NotInForce { name, when, holds }) = &told.message {
                let (name, when, holds) = (name.clone(), when.clone(), holds.clone());
                told.message = ValidityMessage::NotInForceHere { name, when, holds }.into();
            }
            told
        };
        self.diagnostics.iter().map(as_error).filter(|told| told.severity() == Severity::Error).collect()
    }
}

impl Rules {
    /// These sets of rules, which share their codes, with all amendments that were given, in order.
    pub fn new(eras: Vec<Era>, codes: Codes, amendments: Vec<Amendment>) -> Self {
        Self { eras, codes, amendments }
    }

    /// All amendments that were given, in the order in which they apply. Those that a set of rules holds are
    /// [`Model::amendments`].
    pub fn amendments(&self) -> &[Amendment] {
        &self.amendments
    }

    /// All sets of rules, in order of time.
    pub fn eras(&self) -> &[Era] {
        &self.eras
    }

    /// The model of the rules at a place, to be extended by questions ([`super::Desk::ask`]).
    pub fn model_mut(&mut self, place: usize) -> Option<&mut Model> {
        self.eras.get_mut(place)?.model.as_mut()
    }

    /// The codes of all of them. A code has one id, whichever of them declare it.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The place among [`Self::eras`] of the rules in force on a day; none where the ruleset does not hold on it.
    pub fn place_on(&self, day: Date) -> Option<usize> {
        self.eras.iter().position(|era| era.holds(day))
    }

    /// The place of the rules by which data of a day is read, although none may be in force: the next ones, or the last.
    pub fn nearest_to(&self, day: Date) -> Option<usize> {
        let last = self.eras.len().checked_sub(1)?;
        Some(self.eras.iter().position(|era| era.until.is_none_or(|until| day <= until)).unwrap_or(last))
    }

    /// The first day of which a dated rule speaks.
    pub fn named_since(&self) -> Option<Date> {
        let begins = self.eras.iter().filter_map(|era| era.from);
        self.models().filter_map(|model| model.named_since).chain(begins).min()
    }

    /// The rules in force on a day.
    pub fn on(&self, day: Date) -> Option<&Era> {
        self.eras.get(self.place_on(day)?)
    }

    /// The place of the rules that a period is evaluated by: those in force on its last day, or on `day` (`--tanggal`)
    /// where one is chosen. Without either, the latest.
    pub fn place_for(&self, period: Option<Period>, day: Option<Date>) -> Option<usize> {
        match day.or(period.map(Period::last_day)) {
            Some(day) => self.place_on(day),
            None => self.eras.len().checked_sub(1),
        }
    }

    /// The rules that a period is evaluated by: see [`Self::place_for`].
    pub fn for_period(&self, period: Option<Period>, day: Option<Date>) -> Option<&Era> {
        self.eras.get(self.place_for(period, day)?)
    }

    /// All models, in order of time.
    pub fn models(&self) -> impl DoubleEndedIterator<Item = &Model> {
        self.eras.iter().filter_map(|era| era.model.as_ref())
    }

    /// The latest model.
    pub fn latest(&self) -> Option<&Model> {
        self.models().next_back()
    }

    /// The latest model, without the others.
    pub fn into_latest(self) -> Option<Model> {
        self.eras.into_iter().rev().find_map(|era| era.model)
    }

    /// The header, as the latest rules have it.
    pub fn header(&self) -> Option<&Header> {
        self.latest()?.header()
    }

    /// The first and the last day on which the ruleset holds.
    pub fn in_force(&self) -> (Option<Date>, Option<Date>) {
        (self.eras.first().and_then(|era| era.from), self.eras.last().and_then(|era| era.until))
    }

    /// What data may say, period by period. `day` is `--tanggal`.
    pub fn catalogs(&self, day: Option<Date>) -> Catalogs {
        let eras = self.eras.iter().map(|era| EraCatalog {
            from: era.from,
            until: era.until,
            catalog: era.model.as_ref().map(Model::catalog),
        });
        let mut catalogs = Catalogs::new(eras.collect(), self.codes.names().map(str::to_owned).collect(), day);
        catalogs.reads = self.models().map(Model::reads_periods).fold(OtherPeriods::default(), OtherPeriods::and);
        catalogs
    }
}

impl From<Model> for Rules {
    /// The rules of a model, as far as its header holds.
    fn from(model: Model) -> Self {
        let codes = model.codes.clone();
        let (from, until) = model.header().map_or((None, None), |header| (header.from, header.until));
        let amendments = model.amendments.clone();
        let eras = vec![Era { from, until, model: Some(model), diagnostics: Vec::new(), has_tests: true }];
        Self { eras, codes, amendments }
    }
}

//! What the manifest of a closed period counts.

use crate::evaluate::{Facts, Outcome};
use crate::render::outcome::{Sheet, State, Verdict};
use crate::value::period::Period;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So much of each.
#[derive(Debug, Default)]
pub struct Counts {
    cases: u64,
    units: u64,
    /// The first unit and the last one: whose rows stand together is one, also across blocks.
    ends: Option<(Unit, Unit)>,
    states: BTreeMap<&'static str, u64>,
    must: BTreeMap<&'static str, u64>,
    should: BTreeMap<&'static str, u64>,
    /// Explanations that are kept.
    pub explanations: u64,
    periods: BTreeSet<Period>,
    /// Whether something is *galat*, or a `pastikan` does not hold.
    pub fails: bool,
}

type Unit = Option<Arc<str>>;

impl Counts {
    /// A case.
    pub fn add(&mut self, sheet: &Sheet<'_>, facts: &Facts, outcome: &Outcome) {
        self.cases += 1;
        match &mut self.ends {
            Some((_, last)) if *last == facts.unit => {}
            Some((_, last)) => {
                last.clone_from(&facts.unit);
                self.units += 1;
            }
            None => {
                self.ends = Some((facts.unit.clone(), facts.unit.clone()));
                self.units = 1;
            }
        }
        self.periods.extend(facts.period);
        for row in &sheet.rows {
            *self.states.entry(row.state(outcome).0.name()).or_default() += 1;
        }
        self.fails |= sheet.state(outcome) == State::Failed;
        for condition in &sheet.view.model.conditions {
            let verdict = Verdict::of(outcome.value(condition.node));
            let kind = if condition.must { &mut self.must } else { &mut self.should };
            *kind.entry(verdict.name()).or_default() += 1;
            self.fails |= condition.must && verdict.fails();
        }
    }

    /// What comes after it.
    pub fn join(&mut self, later: Self) {
        self.cases += later.cases;
        self.units += later.units;
        self.ends = match (self.ends.take(), later.ends) {
            (Some((first, last)), Some((next, end))) => {
                self.units -= u64::from(last == next);
                Some((first, end))
            }
            (own, later) => own.or(later),
        };
        let pairs = [(&mut self.states, later.states), (&mut self.must, later.must), (&mut self.should, later.should)];
        for (own, later) in pairs {
            for (name, count) in later {
                *own.entry(name).or_default() += count;
            }
        }
        self.explanations += later.explanations;
        self.periods.extend(later.periods);
        self.fails |= later.fails;
    }

    /// How many cases there are.
    pub fn cases(&self) -> u64 {
        self.cases
    }

    /// As the manifest names them, and the periods.
    pub fn told(&self) -> (Vec<(&'static str, u64)>, Vec<String>) {
        let of = |counts: &BTreeMap<&'static str, u64>, name| counts.get(name).copied().unwrap_or_default();
        let counts = vec![
            ("kasus", self.cases),
            ("unit", self.units),
            ("nilai", of(&self.states, "nilai")),
            ("kosong", of(&self.states, "kosong")),
            ("tidak_berlaku", of(&self.states, "tidak_berlaku")),
            ("galat", of(&self.states, "galat")),
            ("pastikan_lulus", of(&self.must, "lulus")),
            ("pastikan_gagal", of(&self.must, "gagal") + of(&self.must, "galat")),
            ("ingatkan_gagal", of(&self.should, "gagal") + of(&self.should, "galat")),
            ("penjelasan", self.explanations),
        ];
        let periods = self.periods.iter().map(ToString::to_string).collect();
        (counts, periods)
    }
}

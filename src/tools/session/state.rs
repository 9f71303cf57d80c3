//! What is supposed at one moment of a session. States share what they have in common, so that going back is cheap.

use super::Session;
use crate::evaluate::{Fact, Facts, Outcome};
use crate::tools::scenario::world::put;
use crate::tools::scenario::{RuleChange, World};
use crate::value::{Date, Slot};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// Figures by their case; none where one is supposed to be missing.
pub type Figures = BTreeMap<(usize, Slot), Option<Fact>>;

/// What is supposed, and the rules that follow.
#[derive(Clone)]
pub struct State {
    /// What was typed.
    pub steps: Vec<String>,
    /// The changes of rules.
    pub rules: Rc<Vec<RuleChange>>,
    /// The figures.
    pub figures: Rc<Figures>,
    /// `tanggal = …`
    pub day: Option<Date>,
    /// The rules.
    pub world: Rc<RefCell<World>>,
    /// The data as these rules read it.
    pub cases: Rc<Vec<Facts>>,
}

/// A case as a state evaluates it.
pub struct Evaluated {
    /// Its facts, with what is supposed.
    pub facts: Facts,
    /// Its results.
    pub outcome: Outcome,
    /// The figures of the data that were left out, because they only repeat what the rules no longer say.
    pub stale: Vec<Slot>,
}

impl State {
    /// Nothing supposed.
    pub fn new(world: World, cases: Rc<Vec<Facts>>) -> Self {
        Self {
            steps: Vec::new(),
            rules: Rc::default(),
            figures: Rc::default(),
            day: world.day,
            world: Rc::new(RefCell::new(world)),
            cases,
        }
    }

    /// The facts of a case, with what is supposed.
    pub fn facts(&self, case: usize) -> Option<Facts> {
        let mut facts = self.cases.get(case)?.clone();
        // What `pada` reads of other periods is supposed there.
        if !facts.is_alone() {
            let others = self.figures.iter().filter(|((of, _), _)| *of != case);
            for ((of, slot), fact) in others {
                let Some(other) = self.cases.get(*of).filter(|other| other.unit == facts.unit) else { continue };
                let Some(period) = other.period.filter(|period| facts.others().any(|o| o.period == Some(*period)))
                else {
                    continue;
                };
                match fact {
                    Some(fact) => drop(facts.set_in(period, *slot, fact.clone())),
                    None => drop(facts.unset_in(Some(period), *slot)),
                }
            }
        }
        let lowest = Slot { code: crate::value::CodeId(0), field: crate::value::Field::Target };
        let mut own = self.figures.range((case, lowest)..).take_while(|((of, _), _)| *of == case).peekable();
        if own.peek().is_none() {
            return Some(facts);
        }
        let world = self.world.borrow();
        // Without rules for its period a case has no results.
        let model = world.model_for(facts.period)?;
        own.for_each(|((_, slot), fact)| put(&mut facts, model, *slot, fact.as_ref()));
        Some(facts)
    }

    /// Whether nothing is supposed.
    pub fn is_base(&self) -> bool {
        self.steps.is_empty()
    }
}

impl Session {
    /// The results of a case in a state; none where no rules are in force for its period.
    pub(super) fn evaluate(&self, state: &State, case: usize) -> Option<Evaluated> {
        let mut facts = state.facts(case)?;
        // What contradicts the rules as they are is no matter of the scenario.
        let known = self.contradictions(state, case);
        let (outcome, stale) = state.world.borrow().evaluate(&mut facts, &|slot| known.contains(&slot))?;
        Some(Evaluated { facts, outcome, stale })
    }

    /// The figures of a case that contradict the rules without anything supposed. Only data that was read with `--lanjut`
    /// has such.
    fn contradictions(&self, state: &State, case: usize) -> HashSet<Slot> {
        if state.is_base() {
            // Whatever contradicts is known.
            let every = |facts: &Facts| facts.iter().map(|(slot, _)| slot).collect();
            return self.cases.get(case).map(every).unwrap_or_default();
        }
        if !self.options.keep_going {
            return HashSet::new();
        }
        let world = self.base.world.borrow();
        let found = self.cases.get(case).and_then(|facts| {
            let ruled = world.ruled_for(facts.period)?;
            let outcome = ruled.evaluator().run(facts, &mut ());
            Some(outcome.conflicts.iter().map(|conflict| ruled.model.slot(conflict.item, conflict.field)).collect())
        });
        found.unwrap_or_default()
    }
}

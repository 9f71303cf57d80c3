//! A scenario over data that is read unit by unit: `takar hitung --andai`.

use super::plan::Plan;
use super::rules::RuleChange;
use super::world::{Setup, Supposed, Trouble, World, put};
use crate::diagnostic::{Diagnostic, Place};
use crate::evaluate::{Facts, Outcome};
use crate::message::Language;
use crate::message::session::SessionMessage;
use crate::model::{Codes, Files, Rules};
use crate::source::{Sources, Span};
use crate::value::Slot;
use crate::value::period::Period;

/// What is supposed of every unit.
pub struct Batch {
    /// The rules as they are.
    base: World,
    /// The rules as they are supposed; none where they are not changed.
    supposed: Option<World>,
    plan: Plan,
    language: Language,
    /// What is supposed, as it was written.
    pub steps: Vec<String>,
}

impl Batch {
    /// Reads what is supposed, each text as one line. All of it is computed from the results without it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(
        files: &mut dyn Files,
        setup: &Setup,
        texts: &[String],
        (codes, period): (&Codes, Option<Period>),
        language: Language,
    ) -> Result<Self, Box<Trouble>> {
        let mut base = World::build(files, setup, None, codes)?;
        let facts = Facts::new(None, period, codes.len());
        let mut plan = Plan::default();
        for text in texts {
            let file = base.sources.add("--andai", text.as_str());
            let line = Span::new(file, 0, text.len());
            match Plan::read(&mut base, line, &[&facts], false, language) {
                Ok(more) => plan.join(more),
                Err(told) => return Err(Box::new(Trouble { told, sources: base.sources })),
            }
        }
        let mut supposed = None;
        if !plan.rules.is_empty() || plan.day.is_some() {
            let mut changes = Vec::new();
            RuleChange::join(&mut changes, &plan.rules);
            let mut setup = setup.clone();
            setup.options.day = plan.day.or(setup.options.day);
            let line = texts.join("; ");
            let only = texts.len() == 1;
            let line = Supposed {
                changes: &changes,
                from: base.next_amendment(),
                line: ("--andai", if only { &line } else { "" }),
            };
            let world = World::build(files, &setup, Some(line), codes)?;
            if !base.reads_like(&world) {
                return Err(Box::new(Trouble::nowhere(SessionMessage::OtherCells {})));
            }
            supposed = Some(world);
        }
        Ok(Self { base, supposed, plan, language, steps: texts.to_vec() })
    }

    /// The rules by which cases are evaluated and their texts; none where they are the ruleset's own.
    pub fn rules(&self) -> Option<(&Rules, &Sources)> {
        self.supposed.as_ref().map(|world| (&world.rules, &world.sources))
    }

    /// The day whose rules hold.
    pub fn day(&self) -> Option<crate::value::Date> {
        self.supposed.as_ref().unwrap_or(&self.base).day
    }

    /// The facts of a case with what is supposed, and its results.
    ///
    /// # Errors
    /// Why something cannot be supposed of it.
    pub fn case(&self, facts: &Facts) -> Result<Option<(Facts, Outcome)>, Box<Trouble>> {
        let Some(ruled) = self.base.ruled_for(facts.period) else { return Ok(None) };
        let mut changed = facts.clone();
        for figure in &self.plan.figures {
            let fact = figure.fact(ruled, facts, self.language);
            let fact = fact.map_err(|message| {
                let told =
                    vec![Diagnostic { message: *message, place: Place::Rules(figure.span()), related: Vec::new() }];
                Box::new(Trouble { told, sources: self.base.sources.clone() })
            })?;
            put(&mut changed, ruled.model, figure.slot, fact.as_ref());
        }
        let outcome = ruled.evaluator().run(facts, &mut ());
        let known: Vec<Slot> =
            outcome.conflicts.iter().map(|conflict| ruled.model.slot(conflict.item, conflict.field)).collect();
        let world = self.supposed.as_ref().unwrap_or(&self.base);
        let results = world.evaluate(&mut changed, &|slot| known.contains(&slot));
        Ok(results.map(|(outcome, _)| (changed, outcome)))
    }
}

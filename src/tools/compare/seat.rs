//! A set of rules with all that `pada` reads, ready to be evaluated.

use crate::evaluate::{Against, Conflict, Evaluator, Facts, Origin, Outcome};
use crate::model::{Model, Rules};
use crate::value::{Frame, Slot};

/// A set of rules among those of its ruleset, of which `pada` reads those of other times.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'r> {
    /// The rules.
    pub model: &'r Model,
    /// Those of all times.
    pub rules: &'r Rules,
    /// The place of the rules among them.
    pub place: usize,
}

impl<'r> Seat<'r> {
    /// All results.
    pub(super) fn run(self, facts: &Facts) -> Outcome {
        Evaluator::among(self.model, self.rules, self.place).run(facts, &mut ())
    }

    /// Other rules in the place of these.
    pub(super) fn by(self, model: &'r Model) -> Self {
        Self { model, ..self }
    }

    /// The figure that a conflict is about, and the one of the data.
    pub(super) fn refused(self, conflict: &Conflict) -> Option<Refused> {
        let model = match conflict.place == self.place {
            true => self.model,
            false => self.rules.eras().get(conflict.place)?.model.as_ref()?,
        };
        let slot = model.slot(conflict.item, conflict.field);
        Some(Refused { slot, origin: conflict.given.origin, against: conflict.against })
    }

    /// Facts without some figures, and without those of the same stretch of time that they were made of.
    pub(super) fn without(self, facts: &Facts, refused: &[Refused]) -> Facts {
        let length = self.model.header().and_then(|header| header.granularity);
        let whole = |period| Frame::of(period, length).whole;
        let all = || std::iter::once(facts).chain(facts.others());
        let mut fewer = facts.clone();
        for one in refused {
            let found = all().find(|known| known.get(one.slot).is_some_and(|fact| fact.origin == one.origin));
            let stretch = found.and_then(|found| found.period).map(whole);
            for known in all().filter(|known| stretch.is_none() || known.period.map(whole) == stretch) {
                fewer.unset_in(known.period, one.slot);
            }
        }
        fewer
    }

    /// The results of rules with a single change. What the data repeats of the rules may be what is changed.
    pub(super) fn without_conflicts(self, facts: &Facts) -> Outcome {
        let outcome = self.run(facts);
        if outcome.conflicts.is_empty() {
            return outcome;
        }
        let refused: Vec<Refused> = outcome.conflicts.iter().filter_map(|conflict| self.refused(conflict)).collect();
        self.run(&self.without(facts, &refused))
    }
}

/// A figure of the data that contradicts the rules.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Refused {
    pub slot: Slot,
    /// Where it stands.
    pub origin: Origin,
    pub against: Against,
}

//! The targets of the year before: as the data or the rules of that year have them.

use crate::evaluate::{Evaluator, Fact, Facts, Origin};
use crate::model::{Item, ItemId, ItemKind, Model, Property, Rules};
use crate::value::period::Period;
use crate::value::{CodeId, Date, Field, Slot, Value};
use std::sync::Arc;

pub(super) type Targets = Vec<(CodeId, Value)>;

/// Remembers the targets of a unit's earlier periods; the periods of a unit come one after the other.
#[derive(Debug)]
pub struct LastYear<'m> {
    rules: &'m Rules,
    day: Option<Date>,
    unit: Option<Arc<str>>,
    seen: Vec<(Period, Targets)>,
    /// What the rules alone say, whatever the unit.
    ruled: Vec<(Period, Targets)>,
}

impl<'m> LastYear<'m> {
    /// For these sets of rules, as they were on a day.
    pub fn new(rules: &'m Rules, day: Option<Date>) -> Self {
        Self { rules, day, unit: None, seen: Vec::new(), ruled: Vec::new() }
    }

    /// Forgets all units.
    pub fn restart(&mut self) {
        *self = Self::new(self.rules, self.day);
    }

    /// The facts of a case with the targets of the year before; none where no target was another. Where that year has no
    /// target, the target is the one of this year. `place` is that of the rules of this year, `now` are its targets, which
    /// are remembered.
    pub(super) fn facts(&mut self, place: usize, facts: &Facts, now: Targets) -> Option<Facts> {
        let changed = self.changed(place, facts, &now);
        if let Some(period) = facts.period {
            if self.unit != facts.unit {
                self.unit.clone_from(&facts.unit);
                self.seen.clear();
            }
            self.seen.push((period, now));
        }
        changed
    }

    fn changed(&mut self, place: usize, facts: &Facts, now: &Targets) -> Option<Facts> {
        let rules = self.rules;
        let model = rules.eras().get(place)?.model.as_ref()?;
        let period = facts.period?;
        let before = Period::new(period.year - 1, period.granularity, period.number)?;
        let seen = match self.unit == facts.unit {
            true => self.seen.iter().find(|(seen, _)| *seen == before).map(|(_, targets)| targets),
            false => None,
        };
        if seen.is_none() && !self.ruled.iter().any(|(ruled, _)| *ruled == before) {
            // Where no rules were in force then, these may still name a target for that period.
            let ruled = |place: &usize| rules.eras().get(*place).is_some_and(|era| era.model.is_some());
            let at = rules.place_for(Some(before), self.day).filter(ruled).unwrap_or(place);
            let then = rules.eras().get(at)?.model.as_ref()?;
            let bare = Facts::new(None, Some(before), rules.codes().len());
            let outcome = Evaluator::among(then, rules, at).run(&bare, &mut ());
            let ruled = targets(then, |id, _| outcome.property(then, id, Property::Target).cloned());
            self.ruled.push((before, ruled));
        }
        let ruled = || self.ruled.iter().find(|(ruled, _)| *ruled == before).map(|(_, targets)| targets);
        let earlier = seen.or_else(ruled)?;
        let then = |code: &CodeId| earlier.iter().find(|(known, _)| known == code).map(|(_, value)| value);
        if !now.iter().any(|(code, target)| then(code).is_some_and(|then| then != target)) {
            return None;
        }
        let mut changed = facts.clone();
        for (code, target) in now {
            let value = then(code).unwrap_or(target).clone();
            let place = model.code_item(*code).map(|item| model.item(item).about.head)?;
            let slot = Slot { code: *code, field: Field::Target };
            changed.set(slot, Fact { value, decimals: 0, origin: Origin::Rules(place) });
        }
        Some(changed)
    }
}

/// The targets of the ruleset's own indicators that there are.
pub(super) fn targets(model: &Model, target: impl Fn(ItemId, &Item) -> Option<Value>) -> Targets {
    let own = model.results().filter(|(_, item)| item.kind == ItemKind::Indicator);
    own.filter_map(|(id, item)| target(id, item).filter(Value::is_there).map(|value| (item.id, value))).collect()
}

//! The targets of the year before: as the data or the rules of that year have them.

use crate::evaluate::{Evaluator, Fact, Facts, Origin, Outcome};
use crate::model::{ItemKind, Model, Property, Rules};
use crate::value::period::Period;
use crate::value::{CodeId, Date, Field, Slot, Value};
use std::sync::Arc;

type Targets = Vec<(CodeId, Value)>;

/// Remembers the targets of a unit's earlier periods; the periods of a unit come one after the other.
#[derive(Debug, Default)]
pub struct LastYear {
    unit: Option<Arc<str>>,
    seen: Vec<(Period, Targets)>,
    /// What the rules alone say, whatever the unit.
    ruled: Vec<(Period, Targets)>,
}

impl LastYear {
    /// Remembers the targets of a case.
    pub fn remember(&mut self, model: &Model, facts: &Facts, outcome: &Outcome) {
        let Some(period) = facts.period else { return };
        if self.unit != facts.unit {
            self.unit.clone_from(&facts.unit);
            self.seen.clear();
        }
        self.seen.push((period, targets(model, outcome)));
    }

    /// The facts of a case with the targets of the year before; none where no target was another. Where that year has no
    /// target, the target is the one of this year. `place` is that of the rules of this year.
    pub fn facts(
        &mut self,
        rules: &Rules,
        day: Option<Date>,
        place: usize,
        facts: &Facts,
        outcome: &Outcome,
    ) -> Option<Facts> {
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
            let at = rules.place_for(Some(before), day).filter(ruled).unwrap_or(place);
            let then = rules.eras().get(at)?.model.as_ref()?;
            let bare = Facts::new(None, Some(before), rules.codes().len());
            let outcome = Evaluator::among(then, rules, at).run(&bare, &mut ());
            self.ruled.push((before, targets(then, &outcome)));
        }
        let ruled = || self.ruled.iter().find(|(ruled, _)| *ruled == before).map(|(_, targets)| targets);
        let earlier = seen.or_else(ruled)?;
        let mut changed = facts.clone();
        let mut differs = false;
        for (code, target) in targets(model, outcome) {
            let then = earlier.iter().find(|(known, _)| *known == code).map(|(_, value)| value);
            differs |= then.is_some_and(|then| *then != target);
            let value = then.cloned().unwrap_or(target);
            let place = model.code_item(code).map(|item| model.item(item).about.head)?;
            let slot = Slot { code, field: Field::Target };
            changed.set(slot, Fact { value, decimals: 0, origin: Origin::Rules(place) });
        }
        differs.then_some(changed)
    }
}

/// The targets of the ruleset's own indicators that there are.
fn targets(model: &Model, outcome: &Outcome) -> Targets {
    let own = model.results().filter(|(_, item)| item.kind == ItemKind::Indicator);
    let target = |(id, item): (_, &crate::model::Item)| {
        let value = outcome.property(model, id, Property::Target)?;
        value.is_there().then(|| (item.id, value.clone()))
    };
    own.filter_map(target).collect()
}

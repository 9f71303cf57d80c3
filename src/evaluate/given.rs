//! Figures of the data, beside what the ruleset says of them, and consolidated where they are those of parts.

use super::Against;
use super::Conflict;
use super::beside::Beside;
use super::facts::Fact;
use super::figures::{Figures, mixed_lengths, repeats};
use super::record::Record;
use super::run::Walk;
use crate::model::periods::{arms_of_parts, is_complete};
use crate::model::{ItemId, NodeId, NodeKind, Tolerance};
use crate::value::period::Period;
use crate::value::{Absence, Cause, Frame, Slot, Value, ops};

impl<'a, R: Record> Walk<'a, '_, R> {
    /// A figure of the data.
    pub(super) fn given(&mut self, slot: Slot) -> Value {
        if self.plain {
            return match self.facts.get(slot) {
                Some(fact) => fact.value.clone(),
                None => Value::Missing(Absence::of(slot)),
            };
        }
        let facts = self.facts;
        let figures = Figures::of(facts, self.here.frame, slot);
        if let Some(refused) = figures.refused(slot) {
            return refused;
        }
        match figures.whole {
            Some(whole) => match self.data().contradiction(slot) {
                Some(made) => self.conflict(slot, whole, Some(made), None, Against::Parts),
                None => whole.value.clone(),
            },
            None if figures.parts.is_empty() => Value::Missing(self.lacking(slot)),
            None => figures.consolidated(slot, self.data().consolidating(slot)),
        }
    }

    pub(super) fn data(&self) -> Beside<'a> {
        Beside { model: self.model, facts: self.facts, frame: self.here.frame }
    }

    /// That a figure is missing here.
    fn lacking(&self, slot: Slot) -> Absence {
        match self.here.frame {
            Some(frame) if self.here != self.main => Absence::at(slot, frame.until),
            _ => Absence::of(slot),
        }
    }

    /// What the ruleset says, which a figure in the data may repeat.
    pub(super) fn agreed(&mut self, rule: NodeId, slot: Slot, tolerance: Tolerance) -> Value {
        let facts = self.facts;
        if self.plain {
            let Some(fact) = facts.get(slot) else { return self.value(rule) };
            return self.beside(rule, slot, tolerance, fact);
        }
        let figures = Figures::of(facts, self.here.frame, slot);
        if let Some(refused) = figures.refused(slot) {
            return refused;
        }
        if let Some(whole) = figures.whole
            && whole.value.is_there()
            && let Some(made) = self.data().contradiction(slot)
        {
            return self.conflict(slot, whole, Some(made), None, Against::Parts);
        }
        match figures.whole {
            // Targets of parts do not yet make one of the whole: that of the data holds.
            Some(whole) if whole.value.is_there() && self.data().is_open(rule) => whole.value.clone(),
            Some(whole) => self.beside(rule, slot, tolerance, whole),
            None if figures.parts.is_empty() => self.value(rule),
            None => self.beside_parts(rule, slot, tolerance, &figures),
        }
    }

    /// The ruleset's value beside a figure of the data.
    fn beside(&mut self, rule: NodeId, slot: Slot, tolerance: Tolerance, fact: &Fact) -> Value {
        if !fact.value.is_there() {
            return fact.value.clone();
        }
        let expected = self.value(rule);
        if !expected.is_there() || self.is_repeated(rule, &expected, fact, tolerance) {
            return expected;
        }
        self.conflict(slot, fact, Some(expected), Some(rule), Against::Rule)
    }

    fn is_repeated(&self, rule: NodeId, expected: &Value, fact: &Fact, tolerance: Tolerance) -> bool {
        repeats(expected, fact, tolerance == Tolerance::Shown, self.shift(self.model.node(rule)))
    }

    /// The ruleset's value beside figures of the data for parts of the period.
    fn beside_parts(&mut self, rule: NodeId, slot: Slot, tolerance: Tolerance, figures: &Figures<'_>) -> Value {
        match &self.model.node(rule).kind {
            // Each part has been compared with its own figure.
            NodeKind::Consolidated { .. } => return self.value(rule),
            NodeKind::ByPeriod { arms, .. } if self.data().arm_of_whole(arms).is_none() => {
                return self.beside_arms(rule, slot, tolerance, figures);
            }
            _ => {}
        }
        let made = figures.consolidated(slot, self.data().consolidating(slot));
        if matches!(made, Value::NotApplicable(_) | Value::Failed(_)) {
            return made;
        }
        let expected = self.value(rule);
        let Some(compared) = self.data().comparable(rule, slot, figures).filter(|_| expected.is_there()) else {
            return expected;
        };
        let repeats = self.is_repeated(rule, &expected, &compared.exact, tolerance)
            || self.is_repeated(rule, &expected, &compared.shown, Tolerance::Shown);
        if repeats {
            return expected;
        }
        self.conflict(slot, &compared.exact, Some(expected), Some(rule), Against::Rule)
    }

    /// Targets of the ruleset for parts of the period, beside those of the data.
    fn beside_arms(&mut self, rule: NodeId, slot: Slot, tolerance: Tolerance, figures: &Figures<'_>) -> Value {
        let model = self.model;
        if let NodeKind::ByPeriod { arms, .. } = &model.node(rule).kind {
            for (part, fact) in &figures.parts {
                let Some(fact) = fact.filter(|fact| fact.value.is_there()) else { continue };
                let arm = arms.iter().find(|(period, _)| period == part).map(|(_, arm)| *arm);
                let expected = arm.map(|arm| self.value(arm));
                let agrees = match &expected {
                    None => false,
                    Some(value) => !value.is_there() || self.is_repeated(rule, value, fact, tolerance),
                };
                if !agrees {
                    return self.conflict(slot, fact, expected, Some(arm.unwrap_or(rule)), Against::Rule);
                }
            }
        }
        self.value(rule)
    }

    /// `target 2023: …  target 2024-TW1: …`
    pub(super) fn by_period(&mut self, id: NodeId, arms: &[(Period, NodeId)], slot: Slot) -> Value {
        let whole = self.data().arm_of_whole(arms);
        if let Some(arm) = whole {
            self.record.taken(id, arm as u32);
        }
        let of_whole = whole.map(|arm| self.value(arms[arm].1));
        let Some(frame) = self.here.frame else { return of_whole.unwrap_or_else(|| self.no_arm(id, slot)) };
        let by = self.data().consolidating(slot);
        let parts = arms_of_parts(arms, if whole.is_some() { Frame::only(frame.whole) } else { frame });
        if parts.iter().all(|(_, arm)| arm.is_none()) {
            return of_whole.unwrap_or_else(|| self.no_arm(id, slot));
        }
        match of_whole {
            Some(value) if !value.is_there() || !is_complete(&parts, by) => value,
            Some(value) => {
                let made = ops::consolidate(by.how, &self.arm_values(&parts, slot), by.missing);
                if made.is_there() && made != value { Value::failed(Cause::TargetsDisagree(slot)) } else { value }
            }
            None => ops::consolidate(by.how, &self.arm_values(&parts, slot), by.missing),
        }
    }

    fn arm_values(&mut self, parts: &[(Period, Option<NodeId>)], slot: Slot) -> Vec<Value> {
        let value = |(part, arm): &(Period, Option<NodeId>)| match arm {
            Some(arm) => self.value(*arm),
            None => Value::Missing(Absence::at(slot, *part)),
        };
        parts.iter().map(value).collect()
    }

    fn no_arm(&mut self, id: NodeId, slot: Slot) -> Value {
        let facts = self.facts;
        let figures = Figures::of(facts, self.here.frame, slot);
        match figures.whole.or(figures.last().map(|(_, fact)| fact)) {
            Some(fact) => self.conflict(slot, fact, None, Some(id), Against::Rule),
            None => Value::Missing(self.lacking(slot)),
        }
    }

    pub(super) fn conflict(
        &mut self,
        slot: Slot,
        fact: &Fact,
        expected: Option<Value>,
        node: Option<NodeId>,
        against: Against,
    ) -> Value {
        let blame = match expected {
            Some(_) => against.blame(fact.origin, slot.field),
            None => Against::nothing_here(fact.origin),
        };
        if let Some(item) = self.model.code_item(slot.code) {
            let (field, place, given) = (slot.field, self.here.place, fact.clone());
            let found = Conflict { item, field, given, expected, node, against, place };
            // What several periods read is told once.
            if !self.outcome.conflicts.contains(&found) {
                self.outcome.conflicts.push(found);
            }
        }
        Value::bad_data(slot, blame)
    }

    /// A `rumus` computed in each part of the period, and the results consolidated.
    pub(super) fn in_parts(&mut self, of: NodeId, item: ItemId, inputs: &[Slot]) -> Value {
        let Some(frame) = self.here.frame.filter(|_| !self.plain) else { return self.value(of) };
        let length = match super::figures::common_length(self.facts, frame, inputs) {
            Ok(Some(length)) => length,
            Ok(None) => return self.value(of),
            Err((slot, fact)) => return mixed_lengths(slot, fact),
        };
        let slot = self.model.slot(item, crate::value::Field::Realization);
        let by = self.model.item(item).consolidating;
        let values: Vec<Value> = frame.parts(length).map(|part| self.in_part(part, of, slot)).collect();
        ops::consolidate(by.how, &values, by.missing)
    }

    /// The formula in one part, which a figure of that part may repeat.
    fn in_part(&mut self, part: Period, of: NodeId, slot: Slot) -> Value {
        let before = self.go_to(super::periods::Key { place: self.here.place, frame: Some(Frame::only(part)) });
        let plan = self.evaluator.plan(self.here.place, of, None);
        self.prepare(&plan.others);
        plan.order.iter().for_each(|node| {
            self.kept(*node);
        });
        let facts = self.facts;
        let value = match facts.get_in(part, slot) {
            Some(fact) => self.beside(of, slot, Tolerance::Shown, fact),
            None => self.value(of),
        };
        self.go_back_to(before);
        value
    }
}

//! Figures of the data in a stretch of time, and what the ruleset has to say about them: shared by the evaluator and by
//! explanations, so that both mean the same.

use super::facts::{Fact, Facts};
use super::figures::Figures;
use crate::model::periods::{arms_of_parts, is_complete};
use crate::model::{Consolidating, Model, NodeId, NodeKind, Type};
use crate::number::RoundingMode;
use crate::value::period::Period;
use crate::value::{Frame, Slot, Value, ops};

/// A model beside the data of a stretch of time.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// The model.
    pub model: &'a Model,
    /// The data.
    pub facts: &'a Facts,
    /// The stretch of time.
    pub frame: Option<Frame>,
}

/// What the figures of parts make, to be compared with what the ruleset says of the whole.
#[derive(Debug, Clone)]
pub struct Compared {
    /// As it is, in the place of the last figure.
    pub exact: Fact,
    /// To the decimals that the figures show: a mean has more than each of them.
    pub shown: Fact,
}

impl<'a> Beside<'a> {
    /// The figures of a slot.
    pub fn figures(&self, slot: Slot) -> Figures<'a> {
        Figures::of(self.facts, self.frame, slot)
    }

    /// How the figures of parts of a slot are consolidated.
    pub fn consolidating(&self, slot: Slot) -> Consolidating {
        let item = self.model.code_item(slot.code).map(|item| self.model.item(item));
        item.map_or_else(Consolidating::default, |item| item.consolidating.of_field(item.kind, slot.field))
    }

    /// What the parts make, where that is not the figure of the whole.
    pub fn contradiction(&self, slot: Slot) -> Option<Value> {
        let item = self.model.code_item(slot.code)?;
        let shift = self.model.type_of(item, slot.field).map_or(0, |ty| self.shift(ty));
        Figures::contradiction(self.facts, self.frame?, slot, self.consolidating(slot), shift)
    }

    /// The place of the target for the whole period among those by period.
    pub fn arm_of_whole(&self, arms: &[(Period, NodeId)]) -> Option<usize> {
        let whole = self.frame.map(|frame| frame.whole).or(self.facts.period)?;
        arms.iter().position(|(period, _)| *period == whole)
    }

    /// Whether a target consists of those for parts of the period, of which some are not given: then that of the data
    /// holds, if it gives one.
    pub fn is_open(&self, rule: NodeId) -> bool {
        let (NodeKind::ByPeriod { arms, slot }, Some(frame)) = (&self.model.node(rule).kind, self.frame) else {
            return false;
        };
        let given = arms_of_parts(arms, Frame::only(frame.whole));
        self.arm_of_whole(arms).is_none()
            && given.iter().any(|(_, arm)| arm.is_some())
            && !is_complete(&given, self.consolidating(*slot))
    }

    /// What the figures of parts make, where nothing that is still to come can change it and the rule speaks of the same
    /// stretch of time.
    pub fn comparable(&self, rule: NodeId, slot: Slot, figures: &Figures<'_>) -> Option<Compared> {
        let by = self.consolidating(slot);
        let is_whole = self.frame.is_some_and(|frame| !frame.is_partial());
        if !figures.is_complete(by.how) || !(is_whole || self.follows_time(rule)) {
            return None;
        }
        let made = figures.consolidated(slot, by);
        let (_, last) = figures.last().filter(|_| made.is_there())?;
        let decimals = figures.parts.iter().filter_map(|(_, fact)| Some(fact.as_ref()?.decimals)).max().unwrap_or(0);
        let places = i32::from(decimals) + self.shift(self.model.node(rule).ty);
        let shown = ops::round(&made, RoundingMode::HalfAwayFromZero, places);
        let shown = if matches!(made, Value::Number(_)) { shown } else { made.clone() };
        Some(Compared {
            exact: Fact { value: made, decimals, ..last.clone() },
            shown: Fact { value: shown, decimals, ..last.clone() },
        })
    }

    /// Whether what the ruleset says changes as the period goes on, as a `rumus` does.
    fn follows_time(&self, rule: NodeId) -> bool {
        !matches!(
            self.model.node(rule).kind,
            NodeKind::Constant(_) | NodeKind::ByPeriod { .. } | NodeKind::Range { .. }
        )
    }

    /// The displayed number is the natural one times ten to this power.
    pub fn shift(&self, ty: Type) -> i32 {
        match ty {
            Type::Number(unit) | Type::Range(unit) => self.model.units.shift(unit),
            _ => 0,
        }
    }
}

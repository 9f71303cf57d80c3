//! Figures of the data, of parts of the period, and of other periods.

use super::walk::Made;
use super::{Agreement, Explainer, Explanation, PartsShown, Step, Subject, parity};
use crate::evaluate::figures::{Figures, common_length};
use crate::evaluate::{Against, Fact};
use crate::model::periods::arms_of_parts;
use crate::model::{ItemId, Node, NodeId, NodeKind, Property, Tolerance, Type, When};
use crate::source::Span;
use crate::value::period::Period;
use crate::value::{Absence, Cause, Field, Frame, Slot, Value, ops};

impl Explainer<'_> {
    /// A figure of the data.
    pub(super) fn given(&self, slot: Slot, node: &Node) -> Made {
        let figures = self.data().figures(slot);
        if figures.parts.is_empty() || figures.mixed.is_some() {
            let origin = figures.whole.map(|fact| fact.origin);
            return Made::new(Step::Given { slot, origin }, Vec::new());
        }
        self.of_parts(slot, &figures, node)
    }

    /// Figures of parts, and of the whole beside them.
    fn of_parts(&self, slot: Slot, figures: &Figures<'_>, node: &Node) -> Made {
        let part = |(part, fact): &(Period, Option<&Fact>)| {
            let value = fact.map_or_else(|| Value::Missing(Absence::at(slot, *part)), |fact| fact.value.clone());
            let origin = fact.map(|fact| fact.origin);
            leaf(Step::Given { slot, origin }, value, node.ty, node.span)
        };
        let because = figures.parts.iter().map(part).collect();
        let parts = figures.parts.iter().map(|(part, _)| *part).collect();
        let made = self.data().contradiction(slot);
        self.consolidated(slot, parts, figures.whole.cloned(), made, because)
    }

    fn consolidated(
        &self,
        slot: Slot,
        parts: Vec<Period>,
        whole: Option<Fact>,
        made: Option<Value>,
        because: Vec<Explanation>,
    ) -> Made {
        let by = self.data().consolidating(slot);
        let values: Vec<Value> = because.iter().map(|part| part.value.clone()).collect();
        let deciding = ops::deciding(by.how, &values).filter(|_| whole.is_none());
        let shown = PartsShown { slot, by, parts, deciding, whole, made };
        self.settled(Made::new(Step::Consolidated(Box::new(shown)), because), by.setting)
    }

    /// What the ruleset says, beside what the data repeats of it.
    pub(super) fn agreed(&self, rule: NodeId, slot: Slot, tolerance: Tolerance, value: &Value) -> Made {
        let data = self.data();
        let figures = data.figures(slot);
        let differs = is_bad(value, slot);
        if figures.whole.is_some_and(|whole| whole.value.is_there()) && data.contradiction(slot).is_some() {
            return self.of_parts(slot, &figures, self.model.node(rule));
        }
        match figures.whole {
            Some(whole) if whole.value.is_there() && data.is_open(rule) => {
                self.overruled(slot, tolerance, whole.clone(), self.model.node(rule).ty)
            }
            Some(whole) => self.beside(rule, slot, tolerance, Some(whole.clone())),
            None if figures.parts.is_empty() || figures.mixed.is_some() => self.beside(rule, slot, tolerance, None),
            None => {
                let made = figures.consolidated(slot, data.consolidating(slot));
                let last = figures.last().map(|(_, fact)| fact.clone());
                match (&self.model.node(rule).kind, last) {
                    (NodeKind::Consolidated { .. }, _) => self.beside(rule, slot, tolerance, None),
                    (NodeKind::ByPeriod { arms, .. }, Some(_)) if data.arm_of_whole(arms).is_none() => {
                        self.beside_arms(rule, slot, tolerance, &figures, differs)
                    }
                    (_, Some(last)) if matches!(made, Value::NotApplicable(_) | Value::Failed(_)) => {
                        let ty = self.model.node(rule).ty;
                        self.overruled(slot, tolerance, Fact { value: made, ..last }, ty)
                    }
                    _ => {
                        let compared = data.comparable(rule, slot, &figures);
                        let given = compared.map(|compared| if differs { compared.exact } else { compared.shown });
                        let tolerance = if differs { tolerance } else { Tolerance::Shown };
                        self.beside(rule, slot, tolerance, given)
                    }
                }
            }
        }
    }

    fn overruled(&self, slot: Slot, tolerance: Tolerance, given: Fact, ty: Type) -> Made {
        let step = Step::Agreed {
            slot,
            tolerance,
            shift: self.shift(ty),
            given: Some(given),
            agreement: Agreement::Overruled,
        };
        Made::new(step, Vec::new())
    }

    fn beside(&self, rule: NodeId, slot: Slot, tolerance: Tolerance, given: Option<Fact>) -> Made {
        let because: Vec<Explanation> = self.node(rule).into_iter().collect();
        self.compared(self.model.node(rule).ty, slot, tolerance, given, because)
    }

    fn compared(
        &self,
        ty: Type,
        slot: Slot,
        tolerance: Tolerance,
        given: Option<Fact>,
        because: Vec<Explanation>,
    ) -> Made {
        let shift = self.shift(ty);
        let agreement = match (&given, because.first()) {
            (None, _) => Agreement::Silent,
            (Some(fact), _) if !fact.value.is_there() => Agreement::Overruled,
            (Some(fact), Some(expected)) if expected.value.is_there() => {
                match parity::agrees(&expected.value, fact, tolerance, shift) {
                    true => Agreement::Repeats,
                    false => Agreement::Differs,
                }
            }
            _ => Agreement::Unknown,
        };
        // What the data overrules was never asked for.
        let because = if agreement == Agreement::Overruled { Vec::new() } else { because };
        Made::new(Step::Agreed { slot, tolerance, shift, given, agreement }, because)
    }

    /// Targets of the ruleset for parts, beside those of the data: the part that differs, if one does.
    fn beside_arms(
        &self,
        rule: NodeId,
        slot: Slot,
        tolerance: Tolerance,
        figures: &Figures<'_>,
        differs: bool,
    ) -> Made {
        let NodeKind::ByPeriod { arms, .. } = &self.model.node(rule).kind else {
            return self.beside(rule, slot, tolerance, None);
        };
        if differs {
            for (part, fact) in figures.parts.iter().filter_map(|(part, fact)| Some((*part, (*fact)?))) {
                let arm = arms.iter().find(|(period, _)| *period == part).map(|(_, arm)| *arm);
                let Some(expected) = arm.and_then(|arm| self.node(arm)) else {
                    let named = arms.iter().map(|(period, _)| *period).collect();
                    let step = Step::ForPeriod { period: Some(part), named, slot, conflict: Some(fact.origin) };
                    return Made::new(step, Vec::new());
                };
                let shift = self.shift(self.model.node(rule).ty);
                if expected.value.is_there() && !parity::agrees(&expected.value, fact, tolerance, shift) {
                    let ty = self.model.node(rule).ty;
                    return self.compared(ty, slot, tolerance, Some(fact.clone()), vec![expected]);
                }
            }
        }
        self.beside(rule, slot, tolerance, None)
    }

    /// `target 2023: …  target 2024-TW1: …`
    pub(super) fn by_period(&self, id: NodeId, node: &Node, arms: &[(Period, NodeId)], slot: Slot) -> Made {
        let data = self.data();
        let taken = data.arm_of_whole(arms).or(self.recording.choice(id)).and_then(|choice| arms.get(choice));
        let parts = self.frame.map(|frame| arms_of_parts(arms, frame)).unwrap_or_default();
        if taken.is_none() && parts.iter().any(|(_, arm)| arm.is_some()) {
            let missing = |part| {
                let value = Value::Missing(Absence::at(slot, part));
                leaf(Step::Given { slot, origin: None }, value, node.ty, node.span)
            };
            let explained = |(part, arm): &(Period, Option<NodeId>)| {
                arm.and_then(|arm| self.node(arm)).unwrap_or_else(|| missing(*part))
            };
            let because = parts.iter().map(explained).collect();
            return self.consolidated(slot, parts.iter().map(|(part, _)| *part).collect(), None, None, because);
        }
        let figures = data.figures(slot);
        let step = Step::ForPeriod {
            period: self.frame.map(|frame| frame.until).or(self.facts.period),
            named: arms.iter().map(|(period, _)| *period).collect(),
            slot,
            conflict: figures
                .whole
                .or(figures.last().map(|(_, fact)| fact))
                .filter(|_| taken.is_none())
                .map(|fact| fact.origin),
        };
        Made::new(step, taken.and_then(|(_, arm)| self.node(*arm)).into_iter().collect())
    }

    /// A `rumus` in each part of the period.
    pub(super) fn in_parts(&self, of: NodeId, item: ItemId, inputs: &[Slot], node: &Node) -> Made {
        let length = self.frame.and_then(|frame| Some((frame, common_length(self.facts, frame, inputs).ok()??)));
        let Some((frame, length)) = length else {
            let because: Vec<Explanation> = self.node(of).into_iter().collect();
            return Made::new(Step::Computed(super::Operator::Sum(vec![crate::value::operator::Sign::Plus])), because);
        };
        let slot = self.model.slot(item, Field::Realization);
        let parts: Vec<Period> = frame.parts(length).collect();
        let because = parts.iter().map(|part| self.part(*part, of, slot, node)).collect();
        self.consolidated(slot, parts, None, None, because)
    }

    /// The formula in one part, beside the figure of that part.
    fn part(&self, part: Period, of: NodeId, slot: Slot, node: &Node) -> Explanation {
        let given = self.facts.get_in(part, slot).cloned();
        let explained = self.in_part(part).and_then(|inner| inner.node(of));
        if given.is_none()
            && let Some(explained) = explained
        {
            return explained;
        }
        let because: Vec<Explanation> = explained.into_iter().collect();
        let rule = because.first().map(|rule| rule.value.clone());
        let made = self.compared(node.ty, slot, Tolerance::Shown, given.clone(), because);
        let value = match (&made.step, given) {
            (Step::Agreed { agreement: Agreement::Overruled, .. }, Some(fact)) => fact.value,
            (Step::Agreed { agreement: Agreement::Differs, .. }, Some(fact)) => {
                Value::bad_data(slot, Against::Rule.blame(fact.origin, slot.field))
            }
            _ => rule.unwrap_or_else(|| Value::Missing(Absence::at(slot, part))),
        };
        self.made(node, value, made)
    }

    /// A property in another period.
    pub(super) fn at(&self, item: ItemId, property: Property, when: When) -> Made {
        let kind = self.model.item(item).kind;
        let length = self.model.header().and_then(|header| header.granularity);
        let frame = match when {
            When::Period(period) => Some(Frame::of(period, length)),
            When::LastYear => self.frame.and_then(|frame| frame.years_before(1)),
        };
        let origin = frame.zip(property.field(kind)).and_then(|(frame, field)| {
            let slot = self.model.slot(item, field);
            let figures = Figures::of(self.facts, Some(frame), slot);
            figures.whole.or(figures.last().map(|(_, fact)| fact)).map(|fact| fact.origin)
        });
        Made::new(Step::OtherPeriod { item, property, period: frame.map(|frame| frame.until), origin }, Vec::new())
    }
}

/// Whether a value is galat because of a figure of this slot, wherever that arose.
fn is_bad(value: &Value, slot: Slot) -> bool {
    matches!(value, Value::Failed(failure) if matches!(failure.cause, Cause::BadData(bad, _) if bad == slot))
}

fn leaf(step: Step, value: Value, ty: Type, span: Span) -> Explanation {
    let (basis, amended, notes, because) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Explanation { subject: Subject::Rule, value, ty, step, span, basis, amended, notes, because }
}

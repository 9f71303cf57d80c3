//! Other periods, and parts of the period: the same nodes, evaluated in another stretch of time.
//!
//! The values of each stretch are kept apart. What is read in another period is computed before what reads it, one after
//! the other in a loop: `x pada tahun lalu` may lead back as far as there is data.

use super::Evaluator;
use super::facts::Facts;
use crate::model::periods::translate;
use crate::model::{Header, Model, NodeId, NodeKind, Rules, Type, When};
use crate::value::period::Period;
use crate::value::{Absence, CodeId, Date, Frame, Lack, Slot, Value};
use std::collections::HashSet;
use std::sync::Arc;

/// No case is evaluated in more stretches of time than this.
pub(super) const MOST_FRAMES: usize = 1_000;

/// A stretch of time under a set of rules, by its place among [`Rules::eras`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub place: usize,
    pub frame: Option<Frame>,
}

/// How some nodes are computed.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The kept nodes that they follow from, each after all that it reads.
    pub order: Vec<NodeId>,
    /// The nodes among all these that read another period.
    pub others: Vec<NodeId>,
}

impl Plan {
    fn of(model: &Model, nodes: impl IntoIterator<Item = NodeId>) -> Self {
        let (mut plan, mut seen) = (Self::default(), HashSet::new());
        for node in nodes {
            let mut open = vec![(node, false)];
            while let Some((at, done)) = open.pop() {
                if done {
                    let node = model.node(at);
                    if node.kept {
                        plan.order.push(at);
                    }
                    if matches!(node.kind, NodeKind::At { .. }) {
                        plan.others.push(at);
                    }
                } else if seen.insert(at) {
                    open.push((at, true));
                    open.extend(model.node(at).kind.reads().into_iter().map(|read| (read, false)));
                }
            }
        }
        plan
    }
}

/// What `pada` reads.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    /// Nothing: neither rules nor data speak of it.
    Nothing(Absence),
    /// A figure of the data, where no rules are in force.
    Data { slot: Slot, frame: Frame, ty: Option<(usize, Type)> },
    /// A property under the rules then in force.
    Rules { key: Key, root: NodeId, present: Option<NodeId> },
}

impl<'m> Evaluator<'m> {
    /// The model at a place among the sets of rules.
    pub(super) fn model_of(&self, place: usize) -> Option<&'m Model> {
        if place == self.place {
            return Some(self.model);
        }
        self.rules?.eras().get(place)?.model.as_ref()
    }

    /// The place of the rules in force on a day; none where there are none that can be evaluated.
    fn place_on(&self, day: Date) -> Option<usize> {
        match self.rules {
            Some(rules) => rules.place_on(day).filter(|place| self.model_of(*place).is_some()),
            None => self.model.header().is_none_or(|header| holds(header, day)).then_some(self.place),
        }
    }

    /// Where no rules are in force on a day: the place of those that use the ruleset of a code, where that one is.
    fn used_on(&self, day: Date, code: CodeId) -> Option<usize> {
        let near = self.nearest(day);
        let model = self.model_of(near)?;
        let module = model.item(model.code_item(code)?).module;
        let header = model.modules.get(module).filter(|_| module != 0)?.header.as_ref()?;
        holds(header, day).then_some(near)
    }

    /// The rules by which data of a day is read although none are in force.
    fn nearest(&self, day: Date) -> usize {
        self.rules
            .and_then(|rules| rules.nearest_to(day))
            .filter(|at| self.model_of(*at).is_some())
            .unwrap_or(self.place)
    }

    pub(super) fn plan(&mut self, place: usize, root: NodeId, present: Option<NodeId>) -> Arc<Plan> {
        if let Some(plan) = self.plans.get(&(place, root)) {
            return Arc::clone(plan);
        }
        let plan = self.model_of(place).map(|model| Plan::of(model, std::iter::once(root).chain(present)));
        let plan = Arc::new(plan.unwrap_or_default());
        self.plans.insert((place, root), Arc::clone(&plan));
        plan
    }

    /// The first day of which data or a dated rule speaks.
    pub(super) fn first_known(&self, facts: &Facts) -> Option<Date> {
        let named = self.rules.map_or(self.model.named_since, Rules::named_since);
        let known = std::iter::once(facts).chain(facts.others()).filter_map(|facts| Some(facts.period?.first_day()));
        known.chain(named).min()
    }

    /// What a node that reads another period reads, seen from a stretch of time. `main` is the one that is evaluated.
    pub(super) fn locate(&self, from: Key, node: NodeId, main: Key, first_known: Option<Date>) -> Reading {
        let nothing = Reading::Nothing(Absence::default());
        let Some(model) = self.model_of(from.place) else { return nothing };
        let NodeKind::At { item, property, when } = &model.node(node).kind else { return nothing };
        let (item, property) = (model.item(*item), *property);
        let missing = |period: Period| Reading::Nothing(Absence::lacking(Lack::Everything(item.id, period)));
        let earlier = match (when, from.frame) {
            (When::Period(period), _) => Err(*period),
            (When::LastYear, None) => return nothing,
            (When::LastYear, Some(frame)) => match frame.years_before(1) {
                None => return missing(frame.until),
                Some(earlier) => Ok(earlier),
            },
        };
        let until = earlier.map_or_else(|period| period, |frame| frame.until);
        let in_main = |frame: Frame| main.frame.is_none_or(|main| frame.whole.within(main.whole));
        // Where a year leads to the year before, that ends where nothing is said of any earlier one.
        let leads_on = earlier.is_ok() && !from.frame.is_none_or(in_main);
        if leads_on && first_known.is_none_or(|first| until.last_day() < first) {
            return missing(until);
        }
        let place = if main.frame.is_some_and(|main| main.until == until) {
            Some(main.place)
        } else {
            self.place_on(until.last_day()).or_else(|| self.used_on(until.last_day(), item.id))
        };
        let length = |place: usize| self.model_of(place)?.header()?.granularity;
        let frame = earlier.unwrap_or_else(|period| Frame::of(period, length(place.unwrap_or(from.place))));
        let Some(place) = place else {
            let Some(field) = property.field(item.kind) else { return missing(until) };
            let near = self.nearest(until.last_day());
            let ty =
                self.model_of(near).and_then(|model| Some((near, model.type_of(model.code_item(item.id)?, field)?)));
            return Reading::Data { slot: Slot { code: item.id, field }, frame, ty };
        };
        let Some(then) = self.model_of(place).and_then(|model| Some(model.item(model.code_item(item.id)?))) else {
            return missing(until);
        };
        match then.properties[property as usize] {
            Some(root) => Reading::Rules { key: Key { place, frame: Some(frame) }, root, present: then.present },
            None => missing(until),
        }
    }

    /// A value of one set of rules as one of another. None where it was of another type.
    pub(super) fn translated(&self, value: Value, from: (usize, Type), to: (usize, Type)) -> Option<Value> {
        if from.0 == to.0 || !value.is_there() {
            return Some(value);
        }
        translate(self.model_of(from.0)?, value, from.1, self.model_of(to.0)?, to.1)
    }
}

fn holds(header: &Header, day: Date) -> bool {
    header.from.is_none_or(|from| from <= day) && header.until.is_none_or(|until| day <= until)
}

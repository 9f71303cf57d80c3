//! Goes to other stretches of time and back.

use super::Evaluator;
use super::Outcome;
use super::facts::Facts;
use super::periods::{Key, MOST_FRAMES, Plan, Reading};
use super::record::Record;
use super::run::Walk;
use crate::model::NodeId;
use crate::value::{Absence, Cause, Frame, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Something to be computed in another period.
struct Job {
    key: Key,
    root: NodeId,
    plan: Arc<Plan>,
    /// The next of the readings of other periods that have to come first.
    next: usize,
}

impl<'a, 'm, R: Record> Walk<'a, 'm, R> {
    pub(super) fn new(evaluator: &'a mut Evaluator<'m>, facts: &'a Facts, outcome: Outcome, record: &'a mut R) -> Self {
        let model = evaluator.model;
        let length = model.header().and_then(|header| header.granularity);
        let frame = facts.period.map(|period| Frame::of(period, length));
        let main = Key { place: evaluator.place, frame };
        Self {
            plain: facts.is_alone() && frame.is_none_or(|frame| !frame.is_partial()),
            evaluator,
            facts,
            main,
            here: main,
            model,
            outcome,
            elsewhere: HashMap::new(),
            running: HashSet::new(),
            first_known: None,
            record,
        }
    }
}

impl<R: Record> Walk<'_, '_, R> {
    /// Turns to another stretch of time; gives back where it was.
    pub(super) fn go_to(&mut self, key: Key) -> Key {
        let before = self.here;
        self.turn(key);
        let elsewhere = key.frame.filter(|_| key != self.main).map(|frame| (key.place, frame));
        self.record.enter(elsewhere, self.model.nodes.len());
        before
    }

    /// Turns back.
    pub(super) fn go_back_to(&mut self, before: Key) {
        self.record.leave();
        self.turn(before);
    }

    fn turn(&mut self, key: Key) {
        if key == self.here {
            return;
        }
        let values = self.elsewhere.remove(&key);
        let left = std::mem::replace(&mut self.outcome.values, values.unwrap_or_default());
        self.elsewhere.insert(self.here, left);
        self.here = key;
        let Some(model) = self.evaluator.model_of(key.place) else { return };
        self.model = model;
        self.outcome.values.resize(model.nodes.len(), None);
        // The facts are those of the main stretch.
        self.plain = key == self.main && self.facts.is_alone() && key.frame.is_none_or(|frame| !frame.is_partial());
    }

    /// Computes what nodes read in other periods, before anything reads it.
    pub(super) fn prepare(&mut self, others: &[NodeId]) {
        for node in others {
            if let Reading::Rules { key, root, present } = self.reading(self.here, *node) {
                self.ensure(key, root, present);
            }
        }
    }

    fn reading(&mut self, from: Key, node: NodeId) -> Reading {
        let first = match self.first_known {
            Some(first) => first,
            None => *self.first_known.insert(self.evaluator.first_known(self.facts)),
        };
        self.evaluator.locate(from, node, self.main, first)
    }

    fn known(&self, key: Key, node: NodeId) -> Option<&Value> {
        let values = if key == self.here { Some(&self.outcome.values) } else { self.elsewhere.get(&key) };
        values?.get(node.0 as usize)?.as_ref()
    }

    /// Computes a root in another period, after all that it reads in others again.
    fn ensure(&mut self, key: Key, root: NodeId, present: Option<NodeId>) {
        if self.known(key, root).is_some() || !self.running.insert((key, root)) {
            return;
        }
        let plan = self.evaluator.plan(key.place, root, present);
        let mut jobs = vec![Job { key, root, plan, next: 0 }];
        while let Some(job) = jobs.last_mut() {
            let (from, other) = (job.key, job.plan.others.get(job.next).copied());
            if let Some(other) = other {
                job.next += 1;
                if let Reading::Rules { key, root, present } = self.reading(from, other)
                    && self.known(key, root).is_none()
                    && self.elsewhere.len() + jobs.len() < MOST_FRAMES
                    && self.running.insert((key, root))
                {
                    let plan = self.evaluator.plan(key.place, root, present);
                    jobs.push(Job { key, root, plan, next: 0 });
                }
                continue;
            }
            let (key, root, plan) = (job.key, job.root, Arc::clone(&job.plan));
            jobs.pop();
            let before = self.go_to(key);
            for node in &plan.order {
                self.kept(*node);
            }
            self.go_back_to(before);
            self.running.remove(&(key, root));
        }
    }

    /// `path pada P`
    pub(super) fn at(&mut self, id: NodeId) -> Value {
        let node = self.model.node(id);
        let to = (self.here.place, node.ty);
        match self.reading(self.here, id) {
            Reading::Nothing(absence) => Value::Missing(absence),
            Reading::Data { slot, frame, ty } => {
                let before = self.go_to(Key { place: self.here.place, frame: Some(frame) });
                let value = self.given(slot);
                self.go_back_to(before);
                match ty {
                    Some(ty) => self.translated(value, ty, to, slot.code, frame),
                    None => value,
                }
            }
            Reading::Rules { key, root, present } => {
                if self.known(key, root).is_none() {
                    if self.running.contains(&(key, root)) {
                        return Value::failed(Cause::PeriodCycle);
                    }
                    if self.elsewhere.len() >= MOST_FRAMES {
                        return Value::failed(Cause::TooManyPeriods);
                    }
                    self.ensure(key, root, present);
                }
                let is_out = present.is_some_and(|present| self.known(key, present) == Some(&Value::Truth(false)));
                let value = match self.known(key, root) {
                    Some(value @ Value::NotApplicable(_)) => value.clone(),
                    Some(_) if is_out => Value::NotApplicable(Absence::default()),
                    Some(value) => value.clone(),
                    None => Value::failed(Cause::PeriodCycle),
                };
                let from = self.evaluator.model_of(key.place).map_or(to, |model| (key.place, model.node(root).ty));
                let code = self.code_read(id);
                match (code, key.frame) {
                    (Some(code), Some(frame)) => self.translated(value, from, to, code, frame),
                    _ => value,
                }
            }
        }
    }

    fn code_read(&self, id: NodeId) -> Option<crate::value::CodeId> {
        match &self.model.node(id).kind {
            crate::model::NodeKind::At { item, .. } => Some(self.model.item(*item).id),
            _ => None,
        }
    }

    fn translated(
        &self,
        value: Value,
        from: (usize, crate::model::Type),
        to: (usize, crate::model::Type),
        code: crate::value::CodeId,
        frame: Frame,
    ) -> Value {
        self.evaluator.translated(value, from, to).unwrap_or_else(|| Value::failed(Cause::OtherType(code, frame.until)))
    }
}

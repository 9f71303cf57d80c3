//! Walks the nodes of a model, each once.

use super::Outcome;
use super::facts::Facts;
use super::periods::{Key, Plan};
use super::record::Record;
use crate::model::{Builtin, ListMember, Model, Node, NodeId, NodeKind, Rules, Type};
use crate::number::RoundingMode;
use crate::value::operator::{Factor, Sign};
use crate::value::ops::{self, Member};
use crate::value::{Absence, Cause, Date, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Evaluates a model for one unit and period: all its results and conditions.
pub fn evaluate<R: Record>(model: &Model, facts: &Facts, record: &mut R) -> Outcome {
    Evaluator::new(model).run(facts, record)
}

/// Evaluates a model for one unit after the other.
#[derive(Debug)]
pub struct Evaluator<'m> {
    pub(super) model: &'m Model,
    /// Its place among the sets of rules.
    pub(super) place: usize,
    /// The rules of other times, where they are known.
    pub(super) rules: Option<&'m Rules>,
    pub(super) plans: HashMap<(usize, NodeId), Arc<Plan>>,
}

impl<'m> Evaluator<'m> {
    /// An evaluator of this model, which `pada` reads for other periods too, as far as its header holds.
    pub fn new(model: &'m Model) -> Self {
        Self { model, place: 0, rules: None, plans: HashMap::new() }
    }

    /// An evaluator of the rules at a place among sets of rules, of which `pada` reads those in force in its period. The
    /// model stands for the one at that place.
    pub fn among(model: &'m Model, rules: &'m Rules, place: usize) -> Self {
        Self { model, place, rules: Some(rules), plans: HashMap::new() }
    }

    /// The same for the model that stands there; none where the rules at that place cannot be evaluated.
    pub fn at(rules: &'m Rules, place: usize) -> Option<Self> {
        Some(Self::among(rules.eras().get(place)?.model.as_ref()?, rules, place))
    }

    /// All results and conditions.
    pub fn run<R: Record>(&mut self, facts: &Facts, record: &mut R) -> Outcome {
        self.run_also(facts, &[], record)
    }

    /// All results and conditions, and further roots, each after all that it reads (those of a test).
    pub fn run_also<R: Record>(&mut self, facts: &Facts, further: &[NodeId], record: &mut R) -> Outcome {
        let model = self.model;
        let mut outcome = Outcome { values: Vec::new(), conflicts: Vec::new() };
        outcome.values.resize(model.nodes.len(), None);
        let mut walk = Walk::new(self, facts, outcome, record);
        walk.prepare(&model.other_periods);
        for root in model.order.iter().chain(further) {
            walk.kept(*root);
        }
        walk.outcome
    }

    /// These roots and no others, each after all that it reads ([`crate::model::Query::order`]).
    pub fn run_only<R: Record>(&mut self, facts: &Facts, roots: &[NodeId], record: &mut R) -> Outcome {
        let model = self.model;
        let mut outcome = Outcome { values: Vec::new(), conflicts: Vec::new() };
        outcome.values.resize(model.nodes.len(), None);
        let mut walk = Walk::new(self, facts, outcome, record);
        walk.prepare(&model.other_periods);
        for root in roots {
            walk.kept(*root);
        }
        walk.outcome
    }

    /// Computes one node anew; what it reads that is kept is taken from an earlier outcome, where it is there.
    pub(super) fn again(&mut self, facts: &Facts, outcome: &mut Outcome, node: NodeId) -> Value {
        let taken = std::mem::take(outcome);
        let record = &mut ();
        let mut walk = Walk::new(self, facts, taken, record);
        let value = walk.compute(node);
        *outcome = walk.outcome;
        value
    }
}

pub(super) struct Walk<'a, 'm, R> {
    pub(super) evaluator: &'a mut Evaluator<'m>,
    pub(super) facts: &'a Facts,
    /// What is evaluated.
    pub(super) main: Key,
    /// What is being looked at: that, or another period, or a part.
    pub(super) here: Key,
    pub(super) model: &'a Model,
    /// Whether the facts are those of the whole stretch and of nothing else.
    pub(super) plain: bool,
    /// The values of what is being looked at.
    pub(super) outcome: Outcome,
    /// Those of all other stretches.
    pub(super) elsewhere: HashMap<Key, Vec<Option<Value>>>,
    /// What is being computed in other periods.
    pub(super) running: HashSet<(Key, NodeId)>,
    /// The first day of which data or rules speak, once that is needed.
    pub(super) first_known: Option<Option<Date>>,
    pub(super) record: &'a mut R,
}

impl<R: Record> Walk<'_, '_, R> {
    /// The value of a node whose value is kept; computed at the first call. The order of the roots sees to it that the
    /// depth of this recursion is that of one formula.
    pub(super) fn kept(&mut self, id: NodeId) -> Value {
        if let Some(Some(value)) = self.outcome.values.get(id.0 as usize) {
            return value.clone();
        }
        self.compute(id)
    }

    pub(super) fn value(&mut self, id: NodeId) -> Value {
        if self.model.node(id).kept { self.kept(id) } else { self.compute(id) }
    }

    pub(super) fn compute(&mut self, id: NodeId) -> Value {
        let node = self.model.node(id);
        let value = match self.step(id, node) {
            failed @ Value::Failed(_) => failed.at(node.span),
            value => value,
        };
        self.record.value(id, &value);
        if node.kept {
            self.outcome.values[id.0 as usize] = Some(value.clone());
        }
        value
    }

    fn values(&mut self, ids: &[NodeId]) -> Vec<Value> {
        ids.iter().map(|id| self.value(*id)).collect()
    }

    fn step(&mut self, id: NodeId, node: &Node) -> Value {
        match &node.kind {
            NodeKind::Constant(value) => value.clone(),
            NodeKind::Given(slot) => self.given(*slot),
            NodeKind::Agreed { rule, slot, tolerance } => self.agreed(*rule, *slot, *tolerance),
            NodeKind::ByPeriod { arms, slot } => self.by_period(id, arms, *slot),
            NodeKind::At { .. } => self.at(id),
            NodeKind::Consolidated { of, item, inputs } => self.in_parts(*of, *item, inputs),
            NodeKind::Read { node, present, .. } => match present.map(|present| self.kept(present)) {
                Some(Value::Truth(false)) => self.out(*node),
                _ => self.kept(*node),
            },
            NodeKind::Applicable { node, .. } => Value::Truth(!matches!(self.kept(*node), Value::NotApplicable(_))),
            NodeKind::AnyPresent(members) => {
                Value::Truth(members.iter().any(|member| self.kept(*member) != Value::Truth(false)))
            }
            NodeKind::Guarded { of, present, .. } => match self.kept(*present) {
                Value::Truth(false) => Value::NotApplicable(Absence::default()),
                _ => self.value(*of),
            },
            NodeKind::Input { node, .. } => self.kept(*node),
            NodeKind::Negative(x) => ops::negative(&self.value(*x)),
            NodeKind::Sum(terms) => {
                let terms: Vec<(Sign, Value)> = terms.iter().map(|(sign, id)| (*sign, self.value(*id))).collect();
                ops::sum(&terms)
            }
            NodeKind::Product(factors) => {
                let factors: Vec<(Factor, Value)> = factors.iter().map(|(by, id)| (*by, self.value(*id))).collect();
                ops::product(&factors)
            }
            NodeKind::Compare { operator, left, right } => {
                let (left, right) = (self.value(*left), self.value(*right));
                ops::compare(*operator, &left, &right)
            }
            NodeKind::Not(x) => ops::not(&self.value(*x)),
            NodeKind::And(operands) => ops::and(&self.values(operands)),
            NodeKind::Or(operands) => ops::or(&self.values(operands)),
            NodeKind::If { arms, otherwise } => self.choose(id, arms, *otherwise),
            NodeKind::Range { low, high } => {
                let low = low.map(|(id, inclusive)| (self.value(id), inclusive));
                let high = high.map(|(id, inclusive)| (self.value(id), inclusive));
                ops::range(low.as_ref().map(|(v, i)| (v, *i)), high.as_ref().map(|(v, i)| (v, *i)))
            }
            NodeKind::RangeEnd { of, high } => ops::range_end(&self.value(*of), *high),
            NodeKind::Call { function, arguments } => self.call(*function, arguments),
            NodeKind::Apply { arguments, body, .. } => {
                for argument in arguments {
                    self.value(*argument);
                }
                self.value(*body)
            }
            NodeKind::Table { table, inputs, results } => {
                let inputs = self.values(inputs);
                match self.model.tables[table.0 as usize].row(&inputs) {
                    Ok(row) => {
                        self.record.taken(id, row as u32);
                        self.value(results[row])
                    }
                    Err(state) => state,
                }
            }
            NodeKind::Curve { curve, input } => {
                let input = self.value(*input);
                self.model.curves[curve.0 as usize].at(&input)
            }
            NodeKind::List { function, members, missing, .. } => {
                let members: Vec<Member> = members.iter().map(|member| self.member(member)).collect();
                ops::list(*function, &members, *missing)
            }
            NodeKind::Limited { of, range, .. } => {
                let (of, range) = (self.value(*of), self.value(*range));
                ops::limit(&of, &range)
            }
            NodeKind::Rounded { of, mode, decimals, .. } => {
                let of = self.value(*of);
                self.round(node, &of, *mode, *decimals)
            }
            NodeKind::Banded { of, scale, .. } => {
                let of = self.value(*of);
                let scale = self.model.scale(*scale);
                scale.rate(&of, scale.unit.map_or(0, |unit| self.model.units.shift(unit)))
            }
        }
    }

    /// What a path to an item that is out yields: *tidak berlaku*, for the reason that the item's own figure gives.
    fn out(&mut self, node: NodeId) -> Value {
        match self.kept(node) {
            value @ Value::NotApplicable(_) => value,
            _ => Value::NotApplicable(Absence::default()),
        }
    }

    fn choose(&mut self, id: NodeId, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Value {
        for (index, (condition, result)) in arms.iter().enumerate() {
            match self.value(*condition) {
                Value::Truth(true) => {
                    self.record.taken(id, index as u32);
                    return self.value(*result);
                }
                Value::Truth(false) => {}
                state => return state,
            }
        }
        self.record.taken(id, arms.len() as u32);
        self.value(otherwise)
    }

    fn call(&mut self, function: Builtin, arguments: &[NodeId]) -> Value {
        let Some(first) = arguments.first() else { return Value::failed(Cause::NoRow) };
        let x = self.value(*first);
        match function {
            Builtin::Round { mode, decimals } => self.round(self.model.node(*first), &x, mode, decimals),
            Builtin::Absolute => ops::absolute(&x),
            Builtin::ToPoints => ops::shifted(&x, self.shift(self.model.node(*first))),
            Builtin::ToPercent => match self.shift(self.model.node(*first)) {
                0 => ops::shifted(&x, -2),
                _ => x,
            },
            Builtin::Score => match self.model.node(*first).ty {
                Type::Label(scale) => self.model.scale(scale).score(&x),
                _ => x,
            },
            Builtin::IsThere => ops::is_there(&x),
            Builtin::IfMissing => match (&x, arguments.get(1)) {
                (Value::Missing(_), Some(other)) => self.value(*other),
                _ => x,
            },
            Builtin::DaysBetween => {
                let y = arguments.get(1).map_or_else(|| x.clone(), |y| self.value(*y));
                ops::days_between(&x, &y)
            }
        }
    }

    fn member(&mut self, member: &ListMember) -> Member {
        let present = member.present.is_none_or(|present| self.kept(present) != Value::Truth(false));
        if !present {
            return Member { present, value: None, weight: None };
        }
        let value = member.value.map(|value| self.value(value));
        let weight = member.weight.map(|weight| self.value(weight));
        Member { present, value, weight }
    }

    /// Decimals count in the displayed unit of the node.
    fn round(&self, node: &Node, x: &Value, mode: RoundingMode, decimals: u32) -> Value {
        ops::round(x, mode, decimals as i32 + self.shift(node))
    }

    pub(super) fn shift(&self, node: &Node) -> i32 {
        self.shift_of(node.ty)
    }

    pub(super) fn shift_of(&self, ty: Type) -> i32 {
        match ty {
            Type::Number(unit) | Type::Range(unit) => self.model.units.shift(unit),
            _ => 0,
        }
    }
}

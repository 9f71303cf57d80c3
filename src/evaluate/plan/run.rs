//! Runs the steps of a plan for one unit after the other.

use super::{Bands, Kind, Plan, Register, Small, Step, register_of};
use crate::value::operator::Comparison;
use crate::value::{Label, Slot, Value};
use std::cmp::Ordering;

/// Numbers below this are looked up once each and then known.
const KNOWN: usize = 1 << 14;

/// A label that has not been looked up yet. No scale has that many.
const UNKNOWN: u16 = u16::MAX - 1;

/// The registers of a plan.
#[derive(Debug)]
pub struct Machine<'p, 'm> {
    plan: &'p Plan<'m>,
    registers: Vec<Small>,
    /// The slots of the unit that the data fills, as bits.
    filled: Vec<u64>,
    /// For each of the plan's bands, the labels found so far, by numerator.
    known: Vec<Vec<u16>>,
}

impl<'p, 'm> Machine<'p, 'm> {
    /// A machine for a plan.
    pub fn new(plan: &'p Plan<'m>) -> Self {
        let known = |bands: &Bands<'_>| match bands.denominator {
            Some(_) => vec![UNKNOWN; KNOWN],
            None => Vec::new(),
        };
        Self {
            plan,
            registers: plan.registers.clone(),
            filled: vec![0; plan.required.len()],
            known: plan.bands.iter().map(known).collect(),
        }
    }

    /// The plan.
    pub fn plan(&self) -> &'p Plan<'m> {
        self.plan
    }

    /// Forgets the figures of a unit.
    #[inline]
    pub fn clear(&mut self) {
        self.filled.fill(0);
    }

    /// Gives a figure of the unit.
    #[inline]
    pub fn give(&mut self, register: Register, value: Small) {
        if let (Some(slot), Some(filled)) =
            (self.registers.get_mut(register as usize), self.filled.get_mut(register as usize / 64))
        {
            *slot = value;
            *filled |= 1 << (register % 64);
        }
    }

    /// Gives a value of the unit; false where it is of a kind that plans do not know.
    pub fn give_value(&mut self, slot: Slot, value: &Value) -> bool {
        let small = match value {
            Value::Number(number) => Small::of(number),
            Value::Label(label) => Some(Small::whole(label.0.into())),
            Value::Truth(truth) => Some(Small::truth(*truth)),
            _ => None,
        };
        small.map(|small| self.give(register_of(slot), small)).is_some()
    }

    /// Whether all figures are there that the plan needs.
    #[inline]
    pub fn is_ready(&self) -> bool {
        self.filled.iter().zip(&self.plan.required).all(|(filled, required)| filled & required == *required)
    }

    /// Computes everything; false where the unit has to be left to the evaluator.
    pub fn run(&mut self) -> bool {
        self.is_ready() && self.steps().is_some()
    }

    /// What a register holds.
    #[inline]
    pub fn small(&self, register: Register) -> Small {
        self.registers[register as usize]
    }

    /// What a register holds, as a value of its kind.
    pub fn value(&self, register: Register, kind: Kind) -> Value {
        value(self.small(register), kind)
    }

    #[inline]
    fn get(&self, register: Register) -> Small {
        self.registers[register as usize]
    }

    #[inline]
    fn is_filled(&self, register: Register) -> bool {
        self.filled.get(register as usize / 64).is_some_and(|word| word & (1 << (register % 64)) != 0)
    }

    fn steps(&mut self) -> Option<()> {
        let plan = self.plan;
        let mut at = 0;
        while let Some(step) = plan.steps.get(at) {
            at += 1;
            let (out, value) = match *step {
                Step::Add { a, b, out } => (out, self.get(a).add(self.get(b))?),
                Step::Subtract { a, b, out } => (out, self.get(a).add(self.get(b).negative()?)?),
                Step::Multiply { a, b, out } => (out, self.get(a).multiply(self.get(b))?),
                Step::Divide { a, b, out } => (out, self.get(a).divide(self.get(b))?),
                Step::Absolute { of, out } => {
                    let of = self.get(of);
                    (out, Small { numerator: of.numerator.checked_abs()?, ..of })
                }
                Step::Shift { of, places, out } => (out, self.get(of).shift(places)?),
                Step::Compare { operator, a, b, out } => {
                    (out, Small::truth(operator.holds(self.get(a).compare(self.get(b)))))
                }
                Step::CompareLabels { operator, a, b, out } => {
                    let (a, b) = (self.get(a), self.get(b));
                    let outside = Small::whole(Label::OUTSIDE.0.into());
                    let equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
                    if !equality && (a == outside || b == outside) {
                        return None;
                    }
                    // The first label is the best.
                    (out, Small::truth(operator.holds(b.compare(a))))
                }
                Step::Not { of, out } => (out, Small::truth(self.get(of).numerator == 0)),
                Step::Copy { from, out } => (out, self.get(from)),
                Step::Jump { to } => {
                    at = to as usize;
                    continue;
                }
                Step::JumpIf { of, truth, to } => {
                    if (self.get(of).numerator != 0) == truth {
                        at = to as usize;
                    }
                    continue;
                }
                Step::Limit { of, low, high, out } => {
                    let (of, low, high) = (self.get(of), self.get(low), self.get(high));
                    (out, if of.compare(low).is_lt() { low } else { lesser(of, high) })
                }
                Step::LimitLow { of, low, out } => (out, greater(self.get(of), self.get(low))),
                Step::LimitHigh { of, high, out } => (out, lesser(self.get(of), self.get(high))),
                Step::Round { of, mode, decimals, out } => (out, self.get(of).round(mode, decimals)?),
                Step::Band { of, bands, out } => {
                    let label = self.band(bands, self.get(of));
                    (out, Small::whole(label.into()))
                }
                Step::Score { of, bands, out } => {
                    let label = usize::try_from(self.get(of).numerator).ok()?;
                    (out, plan.bands[bands as usize].scores.get(label).copied().flatten()?)
                }
                Step::Row { table, first, count, out } => (out, self.row(table, first, count)?),
                Step::Curve { curve, of, out } => {
                    let found = plan.model.curves[curve as usize].at(&Value::Number(self.get(of).number()));
                    (out, Small::of(found.number()?)?)
                }
                Step::Total { first, count, out } => (out, self.total(self.members(first, count))?),
                Step::Weighted { first, count, out } => (out, self.weighted(first, count)?),
                Step::Least { first, count, out } => (out, self.extreme(first, count, lesser)?),
                Step::Most { first, count, out } => (out, self.extreme(first, count, greater)?),
                Step::Median { first, count, out } => (out, self.median(first, count)?),
                Step::Crossing { low, high, both_in } => match self.get(low).compare(self.get(high)) {
                    Ordering::Greater => return None,
                    Ordering::Equal if !both_in => return None,
                    _ => continue,
                },
                Step::Agree { slot, rule } => {
                    if self.is_filled(slot) && self.get(slot).compare(self.get(rule)).is_ne() {
                        return None;
                    }
                    continue;
                }
                Step::Silent { slot } => {
                    if self.is_filled(slot) {
                        return None;
                    }
                    continue;
                }
            };
            self.registers[out as usize] = value;
        }
        Some(())
    }

    fn members(&self, first: u32, count: u32) -> &'p [Register] {
        let plan = self.plan;
        plan.pool.get(first as usize..(first + count) as usize).unwrap_or_default()
    }

    fn total(&self, members: &[Register]) -> Option<Small> {
        let (first, rest) = members.split_first()?;
        rest.iter().try_fold(self.get(*first), |sum, member| sum.add(self.get(*member)))
    }

    fn weighted(&self, first: u32, count: u32) -> Option<Small> {
        let (values, weights) = (self.members(first, count), self.members(first + count, count));
        let mut sum = Small::ZERO;
        for (value, weight) in values.iter().zip(weights) {
            sum = sum.add(self.get(*value).multiply(self.get(*weight))?)?;
        }
        // Weights of sum 0 have no mean.
        sum.divide(self.total(weights)?)
    }

    fn extreme(&self, first: u32, count: u32, of: fn(Small, Small) -> Small) -> Option<Small> {
        self.members(first, count).iter().map(|member| self.get(*member)).reduce(of)
    }

    fn median(&self, first: u32, count: u32) -> Option<Small> {
        let mut sorted: Vec<Small> = self.members(first, count).iter().map(|member| self.get(*member)).collect();
        sorted.sort_by(|a, b| a.compare(*b));
        let middle = sorted.len() / 2;
        match sorted.len() % 2 {
            1 => sorted.get(middle).copied(),
            _ => sorted.get(middle.checked_sub(1)?)?.add(*sorted.get(middle)?)?.divide(Small::whole(2)),
        }
    }

    fn row(&self, table: u32, first: u32, count: u32) -> Option<Small> {
        let plan = self.plan;
        let kinds = plan.kinds.get(first as usize..(first + count) as usize)?;
        let inputs = self.members(first, count).iter().zip(kinds);
        let inputs: Vec<Value> = inputs.map(|(register, kind)| self.value(*register, *kind)).collect();
        plan.model.tables[table as usize].row(&inputs).ok().map(|row| Small::whole(row as i64))
    }

    #[inline]
    fn band(&mut self, bands: u32, of: Small) -> u16 {
        let place = match usize::try_from(of.numerator) {
            Ok(place) => place,
            Err(_) => KNOWN,
        };
        if let Some(label) = self.known[bands as usize].get(place)
            && *label != UNKNOWN
        {
            return *label;
        }
        self.look_up(bands, of, place)
    }

    #[cold]
    fn look_up(&mut self, bands: u32, of: Small, place: usize) -> u16 {
        let found = self.plan.bands[bands as usize].find(of);
        if let Some(known) = self.known[bands as usize].get_mut(place) {
            *known = found;
        }
        found
    }
}

impl Bands<'_> {
    fn find(&self, of: Small) -> u16 {
        if !self.prepared {
            return match self.scale.rate(&Value::Number(of.number()), self.shift) {
                Value::Label(label) => label.0,
                _ => Label::OUTSIDE.0,
            };
        }
        let above = |end: &super::End| match end {
            None => true,
            Some((low, inside)) => match of.compare(*low) {
                Ordering::Greater => true,
                Ordering::Equal => *inside,
                Ordering::Less => false,
            },
        };
        let below = |end: &super::End| match end {
            None => true,
            Some((high, inside)) => match of.compare(*high) {
                Ordering::Less => true,
                Ordering::Equal => *inside,
                Ordering::Greater => false,
            },
        };
        let band = self.ends.iter().position(|(low, high)| above(low) && below(high));
        band.map_or(Label::OUTSIDE.0, |band| band as u16)
    }
}

#[inline]
fn lesser(a: Small, b: Small) -> Small {
    if a.compare(b).is_gt() { b } else { a }
}

#[inline]
fn greater(a: Small, b: Small) -> Small {
    if a.compare(b).is_lt() { b } else { a }
}

fn value(of: Small, kind: Kind) -> Value {
    match kind {
        Kind::Number => Value::Number(of.number()),
        Kind::Label => Value::Label(Label(u16::try_from(of.numerator).unwrap_or(Label::OUTSIDE.0))),
        Kind::Truth => Value::Truth(of.numerator != 0),
    }
}

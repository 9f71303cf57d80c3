//! Many inputs, tried one after the other: the same ones at every run.

use super::decide::{Verdict, rank};
use super::pair::{Example, Kind, Pair, missing};
use crate::model::NodeKind;
use crate::number::Number;
use crate::value::{Absence, Cause, Interval, Label, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many cases are tried.
const CASES: usize = 1500;
/// Where the numbers that look random begin.
const SEED: u64 = 0x7461_6B61_7221_2024;

/// Tries out many inputs.
pub fn try_out(pair: &Pair) -> Verdict {
    let mut trial = Trial { pair, tried: 0, best: None };
    let values: Vec<Vec<Value>> = (0..pair.variables.len()).map(|place| values_of(pair, place)).collect();
    let mut dice = Dice(SEED);
    let base: Vec<Value> = values.iter().map(|values| values.first().cloned().unwrap_or_else(missing)).collect();
    trial.at(&base);
    // Each state of each input, and each value beside the first of the others.
    for (place, values) in values.iter().enumerate().filter(|(place, _)| !pair.fixed.contains_key(place)) {
        let states = [missing(), Value::NotApplicable(Absence::default()), Value::failed(Cause::NoRow)];
        for value in states.iter().chain(values) {
            let mut inputs = base.clone();
            inputs[place] = value.clone();
            trial.at(&inputs);
        }
    }
    // The whole grid where it is small, else a part of it.
    let size = values.iter().try_fold(1usize, |size, values| size.checked_mul(values.len().max(1)));
    if let Some(size) = size.filter(|size| *size <= CASES) {
        for mut number in 0..size {
            let inputs = values.iter().map(|values| {
                let count = values.len().max(1);
                let value = values.get(number % count).cloned().unwrap_or_else(missing);
                number /= count;
                value
            });
            let inputs: Vec<Value> = inputs.collect();
            trial.at(&inputs);
        }
    }
    while trial.tried < CASES {
        let inputs = (0..values.len()).map(|place| dice.value(pair, place, &values[place]));
        let inputs: Vec<Value> = inputs.collect();
        trial.at(&inputs);
    }
    match trial.best {
        Some(example) => Verdict::Differ(Box::new(example), false),
        None => Verdict::Unproven(trial.tried),
    }
}

struct Trial<'p> {
    pair: &'p Pair,
    tried: usize,
    best: Option<Example>,
}

impl Trial<'_> {
    fn at(&mut self, inputs: &[Value]) {
        self.tried += 1;
        let Some(example) = self.pair.differ_at(inputs) else { return };
        if self.best.as_ref().is_none_or(|best| rank(self.pair, &example) < rank(self.pair, best)) {
            self.best = Some(example);
        }
    }
}

/// Round numbers, and the numbers that the formulas name, with what lies just beside them.
fn values_of(pair: &Pair, place: usize) -> Vec<Value> {
    if let Some(value) = pair.fixed.get(&place) {
        return vec![value.clone()];
    }
    match &pair.variables[place].kind {
        Kind::Number(shift, _) => numbers(pair, *shift).into_iter().map(Value::Number).collect(),
        Kind::Range(shift, _) => {
            let numbers = numbers(pair, *shift);
            let ranges = numbers.iter().zip(numbers.iter().skip(1)).map(|(a, b)| range(a, b));
            numbers.iter().map(|a| range(a, a)).chain(ranges).collect()
        }
        Kind::Label(labels) => {
            let known = (0..labels.len()).filter_map(|place| Some(Value::Label(Label(u16::try_from(place).ok()?))));
            let outside = pair.variables[place].may_be_outside.then_some(Value::Label(Label::OUTSIDE));
            known.chain(outside).collect()
        }
        Kind::Truth => vec![Value::Truth(true), Value::Truth(false)],
        Kind::Other => Vec::new(),
    }
}

fn numbers(pair: &Pair, shift: i32) -> Vec<Number> {
    let shown = |number: i64| Number::from(number).shift10(-shift);
    let mut numbers: Vec<Number> = [50, 100, 1, 90, 95, 120, 2, 0, 99, 101, 10, -1].into_iter().map(shown).collect();
    let mut named = BTreeSet::new();
    for node in pair.old.model.nodes.iter().chain(&pair.new.model.nodes) {
        if let NodeKind::Constant(Value::Number(number)) = &node.kind {
            named.insert(number.clone());
        }
    }
    for number in named.into_iter().take(12) {
        for step in [0, 1, -1] {
            numbers.extend(number.add(&Number::from_parts(step, 1).shift10(-shift)).ok());
        }
    }
    let mut seen = BTreeSet::new();
    numbers.retain(|number| seen.insert(number.clone()));
    numbers
}

fn range(a: &Number, b: &Number) -> Value {
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    Value::Range(Arc::new(Interval { low: Some((low.clone(), true)), high: Some((high.clone(), true)) }))
}

/// Numbers that look random and are the same at every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides.max(1)
    }

    fn value(&mut self, pair: &Pair, place: usize, known: &[Value]) -> Value {
        let fresh = !pair.fixed.contains_key(&place) && self.roll(3) > 0;
        match (&pair.variables[place].kind, fresh) {
            (Kind::Number(shift, _), true) => Value::Number(self.number(*shift)),
            (Kind::Range(shift, _), true) => {
                let (a, b) = (self.number(*shift), self.number(*shift));
                range(&a, &b)
            }
            _ => known.get(self.roll(known.len() as u64) as usize).cloned().unwrap_or_else(missing),
        }
    }

    /// A whole number, one with some decimals, or a fraction; rarely a negative one.
    fn number(&mut self, shift: i32) -> Number {
        let (above, below) = (self.roll(2000) as i64, self.roll(40) as i64 + 1);
        let number = match self.roll(4) {
            0 => Number::from(above % 200),
            1 => Number::from_parts(i128::from(above), 1),
            2 => Number::from_parts(i128::from(above), 2),
            _ => Number::from(above).div(&Number::from(below)).unwrap_or_default(),
        };
        let number = if self.roll(8) == 0 { number.neg() } else { number };
        number.shift10(-shift)
    }
}

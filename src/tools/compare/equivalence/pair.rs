//! Two formulas and what they read, taken together.

use super::function::{Function, Input};
use crate::model::{Model, Type};
use crate::value::{Absence, Label, Value};
use std::collections::BTreeMap;

/// Two formulas that can be compared: they yield the same kind of value.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The first.
    pub old: Function,
    /// The second.
    pub new: Function,
    /// What either of them reads.
    pub variables: Vec<Variable>,
    /// Inputs that are known, by the place of their variable.
    pub fixed: BTreeMap<usize, Value>,
    /// Which variable each input of the first and of the second is.
    places: [Vec<usize>; 2],
}

/// Something that a formula reads.
#[derive(Debug, Clone)]
pub struct Variable {
    /// What tells it from others.
    pub key: String,
    /// What a reader calls it, in the new rules where they read it.
    pub name: String,
    /// What it can be.
    pub kind: Kind,
    /// Whether a label may be `di luar skala`.
    pub may_be_outside: bool,
}

/// What an input can be, besides the states without a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A number, displayed times ten to this power in the unit of this name.
    Number(i32, String),
    /// A range of such.
    Range(i32, String),
    /// One of these labels.
    Label(Vec<String>),
    /// `ya`, `tidak`
    Truth,
    /// A text or day: nothing is decided about what reads it.
    Other,
}

/// Inputs for which two formulas differ, and what they yield.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The inputs, by variable, labels as the old rules count them.
    pub inputs: Vec<Value>,
    /// What the first yields.
    pub old: Value,
    /// What the second yields.
    pub new: Value,
}

impl Kind {
    /// What a value of a type can be.
    pub fn of(model: &Model, ty: Type) -> Self {
        match ty {
            Type::Number(unit) => Self::Number(model.units.shift(unit), model.units.name(unit)),
            Type::Range(unit) => Self::Range(model.units.shift(unit), model.units.name(unit)),
            Type::Label(scale) => Self::Label(model.scale(scale).bands.iter().map(|band| band.label.clone()).collect()),
            Type::Truth => Self::Truth,
            Type::Text | Type::Date => Self::Other,
        }
    }

    fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            // Of labels the texts are compared.
            (Self::Label(_), Self::Label(_)) => true,
            // A number where a range is due is a range of one.
            _ => self == other,
        }
    }
}

impl Pair {
    /// None where the formulas yield different kinds of values, or read the same thing as different kinds.
    pub fn new(old: Function, new: Function) -> Option<Self> {
        if !Kind::of(&old.model, old.ty()).fits(&Kind::of(&new.model, new.ty())) {
            return None;
        }
        let mut pair =
            Self { variables: Vec::new(), fixed: BTreeMap::new(), places: [Vec::new(), Vec::new()], old, new };
        for side in [0, 1] {
            let function = if side == 0 { &pair.old } else { &pair.new };
            let inputs: Vec<(Input, Kind)> =
                function.inputs.iter().map(|input| (input.clone(), Kind::of(&function.model, input.ty))).collect();
            for (Input { key, name, may_be_outside, .. }, kind) in inputs {
                match pair.variables.iter().position(|known| known.key == key) {
                    Some(place) => {
                        if pair.variables[place].kind != kind {
                            return None;
                        }
                        pair.variables[place].name = name;
                        pair.variables[place].may_be_outside |= may_be_outside;
                        pair.places[side].push(place);
                    }
                    None => {
                        pair.places[side].push(pair.variables.len());
                        pair.variables.push(Variable { key, name, kind, may_be_outside });
                    }
                }
            }
        }
        Some(pair)
    }

    /// Knows an input.
    pub fn fix(&mut self, key: &str, value: Value) {
        if let Some(place) = self.variables.iter().position(|variable| variable.key == key) {
            self.fixed.insert(place, value);
        }
    }

    /// Which variable an input of the first (0) or second (1) is.
    pub fn place(&self, side: usize, input: usize) -> Option<usize> {
        self.places.get(side)?.get(input).copied()
    }

    /// What both yield for these inputs; none where that is the same.
    pub fn differ_at(&self, inputs: &[Value]) -> Option<Example> {
        let side = |side: usize| -> Vec<Value> {
            let value = |place: &usize| inputs.get(*place).cloned().unwrap_or_else(missing);
            self.places[side].iter().map(value).collect()
        };
        let (old, new) = (self.old.at(&side(0)), self.new.at(&side(1)));
        let differ = !self.alike(&old, &new);
        differ.then(|| Example { inputs: inputs.to_vec(), old, new })
    }

    /// Whether a value of the first is the same as one of the second.
    pub fn alike(&self, old: &Value, new: &Value) -> bool {
        match (old, new) {
            (Value::Label(a), Value::Label(b)) => {
                label_text(&self.old.model, self.old.ty(), *a) == label_text(&self.new.model, self.new.ty(), *b)
            }
            (Value::Missing(_), Value::Missing(_))
            | (Value::NotApplicable(_), Value::NotApplicable(_))
            | (Value::Failed(_), Value::Failed(_)) => true,
            (a, b) => a == b,
        }
    }
}

/// *kosong*
pub fn missing() -> Value {
    Value::Missing(Absence::default())
}

fn label_text(model: &Model, ty: Type, label: Label) -> Option<&str> {
    let Type::Label(scale) = ty else { return None };
    model.scale(scale).bands.get(usize::from(label.0)).map(|band| band.label.as_str())
}

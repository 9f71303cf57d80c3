//! Whether a change makes a difference at all, and the smallest example where it does.

use super::equivalence::function::Function;
use super::equivalence::{Example, Kind, Pair, Verdict as Decided, decide};
use super::formulas::Place;
use crate::message::Language;
use crate::model::{CurveId, FormulaId, ItemId, ItemKind, Model, Property, ScaleId, TableId, Type, Units};
use crate::render::comparison::{Found, Input, Verdict};
use crate::render::number::{Precision, differing, number, value};
use crate::render::state;
use crate::value::Value;

/// So many items are looked at for one that a change touches.
const MOST_ITEMS: usize = 400;
/// More inputs than these are not named in an example.
const MOST_INPUTS: usize = 6;

/// What is compared.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// The old rules.
    pub old: Place<'a>,
    /// The others.
    pub new: Place<'a>,
    /// The language of what is said.
    pub language: Language,
}

/// A definition in a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Definition {
    /// A scale.
    Scale(ScaleId),
    /// A curve.
    Curve(CurveId),
    /// A table.
    Table(TableId),
    /// A polarity or function.
    Formula(FormulaId),
}

/// The definition that a declaration with this head or place is.
pub fn definition(model: &Model, keyword: &str, name: &str, file: crate::source::FileId) -> Option<Definition> {
    let here = |about: &crate::model::About| about.span.file == file;
    let place = |found: Option<usize>| found.map(|index| index as u32);
    match keyword {
        "skala" => {
            let found = model.scales.iter().position(|scale| scale.ordered && scale.name == name && here(&scale.about));
            place(found).map(|index| Definition::Scale(ScaleId(index)))
        }
        "kurva" => place(model.curves.iter().position(|curve| curve.name == name && here(&curve.about)))
            .map(|index| Definition::Curve(CurveId(index))),
        "tabel" => place(model.tables.iter().position(|table| table.name == name && here(&table.about)))
            .map(|index| Definition::Table(TableId(index))),
        "polaritas" | "fungsi" => {
            let is_polarity = keyword == "polaritas";
            let found = model
                .formulas
                .iter()
                .position(|formula| formula.is_polarity == is_polarity && formula.name == name && here(&formula.about));
            place(found).map(|index| Definition::Formula(FormulaId(index)))
        }
        _ => None,
    }
}

impl Judge<'_> {
    /// About a definition as the two models have it.
    pub fn definitions(&self, of: &str, old: Definition, new: Definition) -> Vec<Verdict> {
        let unused = || {
            let why = self.language.pick("tidak ada yang memakainya", "nothing uses it").to_owned();
            vec![Verdict { of: of.to_owned(), found: Found::NotCompared { why } }]
        };
        let pairs: Vec<(Option<Function>, Option<Function>)> = match (old, new) {
            (Definition::Scale(old), Definition::Scale(new)) => {
                let (one, other) = (self.old.scale(old), self.new.scale(new));
                // Without ranges it rates nothing: labels and scores are all there is to it.
                if one.is_none() && other.is_none() {
                    return Vec::new();
                }
                vec![(one, other)]
            }
            (Definition::Curve(old), Definition::Curve(new)) => vec![(self.old.curve(old), self.new.curve(new))],
            (Definition::Table(old), Definition::Table(new)) => {
                let pair = (self.old.table(old), self.new.table(new));
                if pair.0.is_none() || pair.1.is_none() {
                    return unused();
                }
                vec![pair]
            }
            (Definition::Formula(old), Definition::Formula(new)) => {
                let others = self.new.applied(new);
                let mut pairs = Vec::new();
                for (kinds, function) in self.old.applied(old) {
                    if let Some((_, other)) = others.iter().find(|(known, _)| *known == kinds) {
                        pairs.push((Some(function), Some(other.clone())));
                    }
                }
                if pairs.is_empty() {
                    return unused();
                }
                pairs
            }
            _ => return Vec::new(),
        };
        let mut verdicts: Vec<Verdict> = Vec::new();
        for (old, new) in pairs {
            let found = self.judged(old, new, "");
            let is_known = verdicts.iter().any(|known| same_kind(&known.found, &found));
            if !is_known {
                verdicts.push(Verdict { of: of.to_owned(), found });
            }
        }
        // Labels that numbers get are not all that a scale says.
        if let (Definition::Scale(old), Definition::Scale(new)) = (old, new)
            && ranks(self.old.model, old) != ranks(self.new.model, new)
        {
            let why = self.language.pick("skor atau urutannya lain", "its scores or their order are others").to_owned();
            let known = verdicts.iter_mut().filter(|verdict| !matches!(verdict.found, Found::Differ { .. }));
            known.for_each(|verdict| verdict.found = Found::NotCompared { why: why.clone() });
        }
        // Of several applications a difference says more than that others are equal.
        if verdicts.iter().any(|verdict| matches!(verdict.found, Found::Differ { .. })) {
            verdicts.retain(|verdict| matches!(verdict.found, Found::Differ { .. }));
        }
        verdicts
    }

    /// About the computed realization of an indicator, or the formula of a `nilai` or group.
    pub fn formula(&self, old: ItemId, new: ItemId) -> Vec<Verdict> {
        let property = match self.old.model.item(old).kind {
            ItemKind::Indicator => Property::Realization,
            _ => Property::Raw,
        };
        let function = |place: &Place<'_>, item: ItemId| {
            let root = place.model.item(item).properties[property as usize]?;
            place.formula(root)
        };
        let (one, other) = (function(&self.old, old), function(&self.new, new));
        if one.is_none() || other.is_none() {
            return Vec::new();
        }
        let code = self.old.model.full_code(old);
        let of = self.language.pick(format!("rumus {code}"), format!("the formula of {code}"));
        vec![Verdict { of, found: self.judged(one, other, &code) }]
    }

    /// About what an item comes to, given what the data says of it: its rating, and where that is the same its capaian.
    pub fn way(&self, old: ItemId, new: ItemId) -> Vec<Verdict> {
        self.ways(old, new).into_iter().map(|(_, verdict)| verdict).collect()
    }

    fn ways(&self, old: ItemId, new: ItemId) -> Vec<(Property, Verdict)> {
        let code = self.old.model.full_code(old);
        let mut verdicts = Vec::new();
        for property in [Property::Category, Property::Achievement] {
            let (one, other) = (self.old.way(old, property), self.new.way(new, property));
            if one.is_none() || other.is_none() {
                continue;
            }
            let of = match property {
                Property::Category => self.language.pick(format!("kategori {code}"), format!("the rating of {code}")),
                _ => self.language.pick(format!("capaian {code}"), format!("the capaian of {code}")),
            };
            let found = self.judged(one, other, &code);
            let goes_on = matches!(found, Found::Equal | Found::Unproven { .. });
            verdicts.push((property, Verdict { of, found }));
            if !goes_on {
                break;
            }
        }
        // Equal achievements have equal ratings.
        if let [_, (_, Verdict { found: Found::Equal, .. })] = verdicts.as_slice() {
            verdicts.remove(0);
        }
        verdicts
    }

    /// The first of some items that comes to something else, or what holds for all of them.
    pub fn first(&self, items: &[(ItemId, ItemId)], what: &str) -> Vec<Verdict> {
        let (mut equal, mut unproven, mut looked) = (0usize, None, 0usize);
        let mut values = None;
        for (old, new) in items.iter().take(MOST_ITEMS) {
            let verdicts = self.ways(*old, *new);
            looked += usize::from(!verdicts.is_empty());
            let mut is_equal = !verdicts.is_empty();
            for (property, verdict) in verdicts {
                match &verdict.found {
                    Found::Differ { .. } if property == Property::Category => return vec![verdict],
                    Found::Differ { .. } => {
                        is_equal = false;
                        values.get_or_insert(verdict);
                    }
                    Found::Unproven { .. } => {
                        is_equal = false;
                        unproven.get_or_insert(verdict);
                    }
                    Found::NotCompared { .. } => is_equal = false,
                    Found::Equal => {}
                }
            }
            equal += usize::from(is_equal);
        }
        if let Some(verdict) = values.or(unproven) {
            return vec![verdict];
        }
        if looked > 0 && equal == looked && items.len() <= MOST_ITEMS {
            return vec![Verdict { of: what.to_owned(), found: Found::Equal }];
        }
        Vec::new()
    }

    fn judged(&self, old: Option<Function>, new: Option<Function>, code: &str) -> Found {
        let not_compared = |id: &str, en: &str| Found::NotCompared { why: self.language.pick(id, en).to_owned() };
        let (Some(old), Some(new)) = (old, new) else {
            return not_compared("rumusnya terlalu besar", "the formula is too large");
        };
        let Some(pair) = Pair::new(old, new) else {
            return not_compared("satuan atau jenis nilainya lain", "its unit or kind of value is another");
        };
        match decide(&pair) {
            Decided::Equal => Found::Equal,
            Decided::Unproven(cases) => Found::Unproven { cases },
            Decided::Differ(example, only_without) => self.example(&pair, &example, only_without, code),
        }
    }

    fn example(&self, pair: &Pair, example: &Example, only_without: bool, code: &str) -> Found {
        let mut inputs = Vec::new();
        for (place, (variable, given)) in pair.variables.iter().zip(&example.inputs).enumerate() {
            // Whether an item is there goes without saying where it is.
            let goes_without = variable.kind == Kind::Truth && *given == Value::Truth(true);
            if pair.fixed.contains_key(&place) || (goes_without && variable.name.contains("NodeId(")) {
                continue;
            }
            let found = [&pair.old, &pair.new].into_iter().enumerate().find_map(|(side, function)| {
                let input = (0..function.inputs.len()).find(|input| pair.place(side, *input) == Some(place))?;
                Some((function, function.inputs[input].ty))
            });
            let Some((function, ty)) = found else { continue };
            let own = variable.name.strip_prefix(code).and_then(|rest| rest.strip_prefix('.'));
            let name = own.filter(|_| !code.is_empty()).unwrap_or(&variable.name).to_owned();
            // The value of a `data` variable is its realization.
            let name = name.strip_suffix(".realisasi").filter(|_| own.is_none()).map_or(name.clone(), str::to_owned);
            inputs.push(Input { name, value: self.told(&function.model, given, ty) });
        }
        inputs.truncate(MOST_INPUTS);
        let (old_ty, new_ty) = (pair.old.ty(), pair.new.ty());
        let (old, new) = match (&example.old, &example.new, old_ty, new_ty) {
            (Value::Number(one), Value::Number(other), Type::Number(unit), Type::Number(_)) => {
                differing(&pair.old.model.units, one, other, unit, Precision::Explanation)
            }
            (one, other, ..) => (self.told(&pair.old.model, one, old_ty), self.told(&pair.new.model, other, new_ty)),
        };
        Found::Differ { inputs, old, new, only_without }
    }

    /// A value with all its decimals, or the state that it is in.
    fn told(&self, model: &Model, of: &Value, ty: Type) -> String {
        if let Some(word) = state::word(of, self.language) {
            return word.to_owned();
        }
        match (of, ty) {
            (Value::Number(found), Type::Number(unit)) => exact(&model.units, found, unit),
            _ => value(model, of, ty, Precision::Cut(12)).unwrap_or_default(),
        }
    }
}

/// The labels of a scale, from best to worst, with their scores.
fn ranks(model: &Model, scale: ScaleId) -> Vec<(&str, Option<&crate::number::Number>)> {
    model.scale(scale).bands.iter().map(|band| (band.label.as_str(), band.score.as_ref())).collect()
}

/// A number as it is, as far as it can be written out.
fn exact(units: &Units, of: &crate::number::Number, unit: crate::model::UnitId) -> String {
    number(units, of, unit, Precision::Cut(12))
}

fn same_kind(one: &Found, other: &Found) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

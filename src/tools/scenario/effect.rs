//! What a scenario moves: the results of two evaluations side by side.

use crate::evaluate::Outcome;
use crate::model::{ItemKind, Model, Type};
use crate::render::number::{Precision, value as shown, values_differing};
use crate::render::outcome::{Figure, Row, Sheet, Verdict};
use crate::render::state::word;
use crate::value::Value;
use std::collections::HashMap;

/// One of two things that are compared: its rules and its results.
#[derive(Clone, Copy)]
pub struct Side<'a, 'm> {
    /// What its results consist of.
    pub sheet: &'a Sheet<'m>,
    /// Its results.
    pub outcome: &'a Outcome,
}

/// A result that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Whose.
    pub code: String,
    /// Its title.
    pub title: Option<String>,
    /// The figure that says how it is (capaian, nilai, serapan); none where it has none.
    pub main: Option<Step>,
    /// Other figures that moved: target, realisasi, pagu, sisa, serapan.
    pub others: Vec<Step>,
    /// Its rating.
    pub rating: Option<Step>,
    /// Whether it is the same on both sides and stands here for its other figures only.
    pub is_new: Option<bool>,
}

/// A figure on both sides, as people read it. They are equal where it did not move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which figure.
    pub figure: Figure,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

impl Step {
    /// Whether it moved.
    pub fn moved(&self) -> bool {
        self.before != self.after
    }
}

/// A condition that turns out otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedCondition {
    /// Its message.
    pub message: String,
    /// True for `pastikan`.
    pub must: bool,
    /// How it turned out.
    pub before: Verdict,
    /// How it turns out.
    pub after: Verdict,
}

/// The figures that say how something is, from the one that matters most.
const MAIN: [Figure; 3] = [Figure::Achievement, Figure::Value, Figure::Absorption];
const OTHERS: [Figure; 5] =
    [Figure::Target, Figure::Realization, Figure::Ceiling, Figure::Remaining, Figure::Absorption];

/// The results that moved, in the order of the rules after; then those that are no longer there.
pub fn moved(before: Side<'_, '_>, after: Side<'_, '_>) -> Vec<Moved> {
    let rows: HashMap<&str, &Row<'_>> = before.sheet.rows.iter().map(|row| (row.item.code.as_str(), row)).collect();
    let mut found = Vec::new();
    for row in &after.sheet.rows {
        let code = row.item.code.as_str();
        let earlier = rows.get(code).copied();
        found.extend(one(code, (earlier, before), (Some(row), after)));
    }
    let there: std::collections::HashSet<&str> = after.sheet.rows.iter().map(|row| row.item.code.as_str()).collect();
    for row in before.sheet.rows.iter().filter(|row| !there.contains(row.item.code.as_str())) {
        found.extend(one(&row.item.code, (Some(row), before), (None, after)));
    }
    found
}

fn one(
    code: &str,
    (earlier, before): (Option<&Row<'_>>, Side<'_, '_>),
    (later, after): (Option<&Row<'_>>, Side<'_, '_>),
) -> Option<Moved> {
    let row = later.or(earlier)?;
    let step = |figure: Figure| {
        let side = |row: Option<&Row<'_>>, side: Side<'_, '_>| {
            let (node, ty) = row?.figure(figure)?;
            Some((side.outcome.value(node)?.clone(), ty))
        };
        let (was, is) = (side(earlier, before), side(later, after));
        if was.is_none() && is.is_none() {
            return None;
        }
        let (before, after) =
            both((before.sheet.view.model, was), (after.sheet.view.model, is), after.sheet.view.language);
        Some(Step { figure, before, after })
    };
    let main = MAIN.into_iter().find_map(step);
    let rating = step(Figure::Category);
    let others: Vec<Step> = OTHERS
        .into_iter()
        .filter(|figure| main.as_ref().is_none_or(|main| main.figure != *figure))
        .filter_map(step)
        .filter(Step::moved)
        .collect();
    let is_new = match (earlier, later) {
        (None, Some(_)) => Some(true),
        (Some(_), None) => Some(false),
        _ => None,
    };
    let any = main.as_ref().is_some_and(Step::moved) || rating.as_ref().is_some_and(Step::moved);
    if !any && others.is_empty() && is_new.is_none() {
        return None;
    }
    let title = row.item.title.clone().filter(|_| row.item.kind != ItemKind::Data);
    Some(Moved { code: code.to_owned(), title, main, others, rating, is_new })
}

/// Both values with enough digits to differ where they do.
fn both(
    (model_before, before): (&Model, Option<(Value, Type)>),
    (model_after, after): (&Model, Option<(Value, Type)>),
    language: crate::message::Language,
) -> (String, String) {
    if let (Some((was, ty)), Some((is, other))) = (&before, &after)
        && let (Value::Number(_), Value::Number(_), Type::Number(a), Type::Number(b)) = (was, is, ty, other)
        && model_before.units.name(*a) == model_after.units.name(*b)
        && let Some(pair) = values_differing(model_after, was, is, *other, Precision::Table)
    {
        return pair;
    }
    let text = |model: &Model, side: Option<(Value, Type)>| match side {
        None => "–".to_owned(),
        Some((value, ty)) => shown(model, &value, ty, Precision::Table)
            .unwrap_or_else(|| word(&value, language).unwrap_or_default().to_owned()),
    };
    (text(model_before, before), text(model_after, after))
}

/// The conditions that turn out otherwise, by their message.
pub fn conditions(before: Side<'_, '_>, after: Side<'_, '_>) -> Vec<MovedCondition> {
    let verdict =
        |side: Side<'_, '_>, condition: &crate::model::Condition| Verdict::of(side.outcome.value(condition.node));
    let earlier = &before.sheet.view.model.conditions;
    let mut found = Vec::new();
    for condition in &after.sheet.view.model.conditions {
        let Some(other) = earlier.iter().find(|other| other.message == condition.message) else { continue };
        let (was, is) = (verdict(before, other), verdict(after, condition));
        if was != is {
            found.push(MovedCondition {
                message: condition.message.clone(),
                must: condition.must,
                before: was,
                after: is,
            });
        }
    }
    found
}

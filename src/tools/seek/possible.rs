//! `kemungkinan X`: what a result can still become, given what the open inputs can be.

use super::axis::{Axis, Wanted};
use super::inputs;
use super::shape::{Shape, Stretch};
use super::space::{Among, Space, evaluator};
use crate::evaluate::Facts;
use crate::model::{ItemId, Model, NodeId, Property, Type};
use crate::render::seek::{Chance, Possible, Sought};
use crate::value::{Label, Value};

/// So many boxes are looked at.
const MOST_BOXES: usize = 4_000;
/// So many values between the least and the greatest of all open inputs are tried together.
const TRIED: i128 = 200;

/// What an item can still become. None where it has neither a figure nor a rating.
pub fn possible((model, among): (&Model, Among<'_>), facts: &Facts, item: ItemId) -> Option<Possible> {
    let outcome = evaluator(model, among).run(facts, &mut ());
    let of = model.item(item);
    let figure = of.properties[Property::Achievement as usize].or(of.properties[Property::Realization as usize]);
    let category = of.properties[Property::Category as usize];
    let goal = category.or(figure)?;
    let knobs = inputs::missing(model, &outcome, goal);
    let mut axes: Vec<Axis> = Vec::new();
    let mut sought: Vec<Sought> = Vec::new();
    let mut open = Vec::new();
    for knob in knobs {
        let Some(axis) = Axis::of(&knob, model, None, facts.period, &Wanted::default()) else { continue };
        sought.push(super::answer::sought(&knob, &axis, None));
        axes.push(axis);
        open.push(knob);
    }
    let mut space = Space::new((model, among), facts, outcome.clone(), open, goal);
    let now = outcome.value(figure.unwrap_or(goal)).cloned().unwrap_or(Value::Truth(false));
    let boxes: Vec<(i128, Option<i128>)> = axes.iter().map(|axis| (axis.low, axis.high)).collect();
    // As far as values are tried where there is no end: twice the target, where there is one.
    let reach: Vec<i128> = axes.iter().zip(&sought).map(|(axis, sought)| far(model, &outcome, axis, sought)).collect();
    let mut labels = None;
    if let Some(category) = category
        && let ty @ Type::Label(scale) = model.node(category).ty
    {
        let count = model.scale(scale).bands.len();
        let mut chances: Vec<(Value, Chance)> =
            (0..count).map(|place| (Value::Label(Label(place as u16)), Chance::Open)).collect();
        chances.push((Value::Label(Label::OUTSIDE), Chance::Open));
        try_together(&mut space, &axes, &reach, &mut chances);
        go_through(&mut space, &axes, &boxes, &reach, &mut chances);
        // What lies in no band is worth a word only where it can happen.
        chances.retain(|(label, chance)| *label != Value::Label(Label::OUTSIDE) || *chance != Chance::No);
        labels = Some((ty, chances));
    }
    let mut ends_proven = (false, false);
    let figure = figure.filter(|figure| matches!(model.node(*figure).ty, Type::Number(_))).map(|figure| {
        let (low, high, proven) = extremes(&mut space, figure, &axes, &boxes, &reach);
        ends_proven = proven;
        (model.node(figure).ty, low, high)
    });
    // Parts that are missing beside others are named; what they could still bring is not gone through.
    let parts = inputs::missing_parts(model, facts, &outcome, goal);
    if !parts.is_empty() {
        ends_proven = (false, false);
        let chances = labels.iter_mut().flat_map(|(_, chances)| chances);
        for (_, chance) in chances {
            if *chance == Chance::No || *chance == Chance::Yes(Vec::new()) {
                *chance = Chance::Open;
            }
        }
    }
    for (mut knob, part) in parts {
        let Some(axis) = Axis::of(&knob, model, None, facts.period, &Wanted::default()) else { continue };
        knob.name = format!("{} ({part})", knob.name);
        sought.push(super::answer::sought(&knob, &axis, None));
    }
    Some(Possible { item, inputs: sought, figure, ends_proven, labels, now })
}

fn far(model: &Model, outcome: &crate::evaluate::Outcome, axis: &Axis, sought: &Sought) -> i128 {
    if let Some(high) = axis.high {
        return high;
    }
    let target = sought.item.and_then(|item| outcome.property(model, item, Property::Target));
    let target = match target {
        Some(Value::Range(range)) => range.high.as_ref().map(|(number, _)| Value::Number(number.clone())),
        other => other.cloned(),
    };
    match target.and_then(|target| axis.near(&target)) {
        Some(target) if target > axis.low => axis.low + 2 * (target - axis.low),
        _ => axis.reach(None, 0),
    }
}

fn values(axes: &[Axis], places: &[i128]) -> Option<Vec<Value>> {
    axes.iter().zip(places).map(|(axis, place)| axis.value(*place)).collect()
}

fn note(chances: &mut [(Value, Chance)], label: &Value, values: Vec<Value>) {
    if let Some((_, chance)) = chances.iter_mut().find(|(known, chance)| known == label && *chance == Chance::Open) {
        *chance = Chance::Yes(values);
    }
}

fn look(space: &mut Space<'_>, axes: &[Axis], places: &[i128], chances: &mut [(Value, Chance)]) -> Option<Value> {
    let values = values(axes, places)?;
    let label = space.value(&values);
    note(chances, &label, values);
    Some(label)
}

/// All open inputs from their least to their greatest values, in equal parts.
fn try_together(space: &mut Space<'_>, axes: &[Axis], reach: &[i128], chances: &mut [(Value, Chance)]) {
    for part in 0..=TRIED {
        let places: Vec<i128> =
            axes.iter().zip(reach).map(|(axis, high)| axis.low + (high - axis.low) * part / TRIED).collect();
        look(space, axes, &places, chances);
        if chances.iter().all(|(_, chance)| *chance != Chance::Open) {
            return;
        }
    }
}

type Box = Vec<(i128, Option<i128>)>;

fn stretches(axes: &[Axis], of: &Box) -> Option<Vec<Stretch>> {
    axes.iter().zip(of).map(|(axis, (low, high))| axis.stretch(*low, *high)).collect()
}

/// Parts what the inputs can be until every rating is found, or is shown to be found nowhere.
fn go_through(space: &mut Space<'_>, axes: &[Axis], all: &Box, reach: &[i128], chances: &mut [(Value, Chance)]) {
    let mut open: std::collections::VecDeque<Box> = [all.clone()].into();
    let mut looked = 0;
    let mut undecided: Vec<Value> = Vec::new();
    while let Some(here) = open.pop_front() {
        let shape = stretches(axes, &here).map_or(Shape::Any, |stretches| space.shape(&stretches));
        let may_be =
            |label: &Value| match (shape.labels(), label) {
                (Some((first, last, outside)), Value::Label(Label(place))) => {
                    if *label == Value::Label(Label::OUTSIDE) { outside } else { (first..=last).contains(place) }
                }
                // A state is no rating.
                (None, _) => matches!(shape, Shape::Any),
                _ => true,
            };
        if !chances.iter().any(|(label, chance)| *chance == Chance::Open && may_be(label)) {
            continue;
        }
        looked += 1;
        if looked > MOST_BOXES {
            return;
        }
        let at = |end: fn(&(i128, Option<i128>), i128) -> i128| -> Vec<i128> {
            here.iter().zip(reach).map(|(stretch, reach)| end(stretch, *reach)).collect()
        };
        let high = |stretch: &(i128, Option<i128>), reach: i128| stretch.1.unwrap_or(reach.max(stretch.0));
        let (low, high) = (at(|stretch, _| stretch.0), at(high));
        let middle: Vec<i128> = low.iter().zip(&high).map(|(low, high)| low + (high - low) / 2).collect();
        for places in [&low, &high, &middle] {
            look(space, axes, places, chances);
        }
        // The widest of them, seen from what can be tried.
        let width = |place: usize| -> i128 {
            let (low, high) = here[place];
            let whole = (reach[place] - axes[place].low).max(1);
            match high {
                Some(high) if high == low => -1,
                Some(high) => ((high - low) * 1_000_000 / whole).max(0),
                None => 1_000_001,
            }
        };
        let Some(widest) = (0..here.len()).max_by_key(|place| width(*place)).filter(|place| width(*place) >= 0) else {
            continue;
        };
        let (from, to) = here[widest];
        let cut = match to {
            Some(to) => from + (to - from) / 2,
            None => reach[widest].max(from.saturating_mul(2)).max(from + 1),
        };
        // Without an end nothing more is found out by going on for ever.
        if to.is_none() && cut > axes[widest].reach(None, 4) {
            let further = chances.iter().filter(|(label, chance)| *chance == Chance::Open && may_be(label));
            undecided.extend(further.map(|(label, _)| label.clone()));
            continue;
        }
        for part in [(from, Some(cut)), (cut + 1, to)] {
            let mut next = here.clone();
            next[widest] = part;
            open.push_back(next);
        }
    }
    for (label, chance) in chances.iter_mut().filter(|(_, chance)| *chance == Chance::Open) {
        if !undecided.contains(label) {
            *chance = Chance::No;
        }
    }
}

/// The least and the greatest value that a figure was found to have, and whether there are no others beyond.
fn extremes(
    space: &mut Space<'_>,
    figure: NodeId,
    axes: &[Axis],
    all: &Box,
    reach: &[i128],
) -> (Option<Value>, Option<Value>, (bool, bool)) {
    space.look(figure);
    let (mut low, mut high): (Option<crate::number::Number>, Option<crate::number::Number>) = (None, None);
    for part in 0..=TRIED {
        let places: Vec<i128> =
            axes.iter().zip(reach).map(|(axis, high)| axis.low + (high - axis.low) * part / TRIED).collect();
        let value = values(axes, &places).map(|values| space.value(&values));
        if let Some(Value::Number(number)) = value {
            low = Some(low.map_or(number.clone(), |low| low.min(number.clone())));
            high = Some(high.map_or(number.clone(), |high| high.max(number)));
        }
    }
    let hull = stretches(axes, all).and_then(|stretches| space.shape(&stretches).numbers());
    let proven = match &hull {
        Some(numbers) => (numbers.low.is_some() && numbers.low == low, numbers.high.is_some() && numbers.high == high),
        None => (false, false),
    };
    (low.map(Value::Number), high.map(Value::Number), proven)
}

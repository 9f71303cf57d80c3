//! `mengapa`, `mengapa tidak`: how far each input is from turning a condition, alone.

use super::aim::Aim;
use super::answer::Question;
use super::axis::{Axis, Wanted};
use super::inputs;
use super::solve::{Piece, Search, Verdict};
use super::space::Space;
use crate::evaluate::Outcome;
use crate::model::{Model, Property};
use crate::number::Number;
use crate::render::seek::{Reasons, Turn};
use crate::tools::whatif::Knob;
use crate::value::{Slot, Value};

/// Why a condition is what it is: how far each input is from making it the other. `condition` is its text.
pub fn reasons(question: &Question<'_>, condition: String) -> Reasons {
    let outcome = question.outcome();
    let goal = question.query.node;
    let now = outcome.value(goal).cloned().unwrap_or(Value::Truth(false));
    let wanted = now != Value::Truth(true);
    let missing = match &now {
        Value::Missing(absence) => absence.inputs.to_vec(),
        _ => Vec::new(),
    };
    let compared = question.query.sides.and_then(|(left, _)| {
        let text = question.sides.as_ref()?.0.clone();
        Some((text, question.model.node(left).ty, outcome.value(left)?.clone()))
    });
    let aim = if wanted { Aim::Holds } else { Aim::Fails };
    let knobs = inputs::of(question.model, goal);
    let (mut turns, mut stale) = (Vec::new(), Vec::new());
    for knob in &knobs {
        turns.extend(turn(question, &outcome, knob, &aim, &mut stale));
    }
    sort(&mut turns);
    stale.sort_unstable();
    stale.dedup();
    Reasons { condition, now, wanted, compared, turns, missing, stale }
}

/// The smallest step first, then what has no value yet, then what turns nothing.
fn sort(turns: &mut [Turn]) {
    let rank = |turn: &Turn| match (&turn.needed, &turn.step) {
        (Some(_), Some(_)) => 0,
        (Some(_), None) => 1,
        (None, _) => 2,
    };
    turns.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.relative.cmp(&b.relative)));
}

/// How far one input is from what is sought; none where it has no part in it, or is tidak berlaku.
fn turn(question: &Question<'_>, outcome: &Outcome, knob: &Knob, aim: &Aim, stale: &mut Vec<Slot>) -> Option<Turn> {
    let (axis, sought) = question.axis(knob, outcome, &Wanted::default())?;
    if matches!(knob.now(question.model, outcome), Some(Value::NotApplicable(_))) {
        return None;
    }
    let goal = question.query.node;
    let mut space =
        Space::new((question.model, question.among), question.facts, outcome.clone(), vec![knob.clone()], goal);
    if !space.matters() {
        return None;
    }
    let pieces = Search::new(&mut space, &axis, aim.clone()).pieces(sought.now.as_ref());
    stale.extend(space.stale());
    Some(nearest(question.model, outcome, knob, &axis, sought, &pieces))
}

fn nearest(
    model: &Model,
    outcome: &Outcome,
    knob: &Knob,
    axis: &Axis,
    sought: crate::render::seek::Sought,
    pieces: &[Piece],
) -> Turn {
    let is_decided = pieces.iter().all(|piece| piece.verdict != Verdict::Open);
    let mut turn = Turn { sought, needed: None, until: None, step: None, relative: None, is_decided };
    let holds = || pieces.iter().filter(|piece| piece.verdict == Verdict::Holds);
    let Some(now) = turn.sought.now.clone() else {
        let first = holds().next();
        turn.needed = first.and_then(|piece| axis.value(piece.from));
        turn.until = first.and_then(|piece| piece.to).and_then(|to| axis.value(to));
        return turn;
    };
    let Value::Number(here) = &now else {
        // Labels, days: as many steps of the grid.
        let place = axis.near(&now).unwrap_or(axis.low);
        let ends = holds().flat_map(|piece| [Some(piece.from), piece.to]).flatten();
        let best = ends.min_by_key(|end| (end - place).abs());
        turn.needed = best.and_then(|end| axis.value(end));
        turn.step = best.map(|end| Number::from_parts((end - place).abs(), 0));
        turn.relative = turn.step.clone();
        return turn;
    };
    let ends = holds().flat_map(|piece| [Some(piece.from), piece.to]).flatten().filter_map(|end| axis.value(end));
    let far = |value: &Value| value.number().and_then(|number| number.sub(here).ok()).map(|far| far.abs());
    let best = ends.filter_map(|value| Some((far(&value)?, value))).min_by(|(a, _), (b, _)| a.cmp(b));
    if let Some((step, value)) = best {
        let target = knob.figure.and_then(|(item, _)| {
            let target = outcome.property(model, item, Property::Target)?;
            match target {
                Value::Number(number) => Some(number.abs()),
                Value::Range(range) => range.high.as_ref().map(|(number, _)| number.abs()),
                _ => None,
            }
        });
        let whole = target.filter(Number::is_positive).or_else(|| Some(here.abs()).filter(Number::is_positive));
        turn.relative = whole.and_then(|whole| step.div(&whole).ok()).or_else(|| Some(step.clone()));
        (turn.step, turn.needed) = (Some(step), Some(value));
    }
    turn
}

/// The inputs that would make a condition hold, each alone, once what is sought has a value.
pub(super) fn others(question: &Question<'_>, knob: &Knob, at: &Value) -> Vec<Turn> {
    let before = question.outcome();
    let value = knob.filled(question.model, at, &before);
    let (mut model, mut facts) = (question.model.clone(), question.facts.clone());
    knob.change_rules(&mut model, &value);
    knob.change_facts(&mut facts, &value);
    let changed = Question {
        model: &model,
        among: question.among,
        facts: &facts,
        query: question.query,
        sides: question.sides.clone(),
    };
    let outcome = changed.outcome();
    let mut turns: Vec<Turn> = inputs::of(&model, question.query.node)
        .iter()
        .filter(|other| other.name != knob.name && other.figure != knob.figure)
        .filter_map(|other| turn(&changed, &outcome, other, &Aim::Holds, &mut Vec::new()))
        .filter(|turn| turn.needed.is_some())
        .collect();
    sort(&mut turns);
    turns
}

//! `cari X; Y agar …`: for values of the one, where the condition holds for the other.

use super::aim::Aim;
use super::answer::{Question, between};
use super::axis::{Axis, Wanted};
use super::solve::{Piece, Search, Verdict};
use super::space::Space;
use crate::render::seek::{Frontier, FrontierRow};
use crate::tools::whatif::Knob;
use crate::value::Value;

/// So many values of the first are all looked at; of more some are chosen.
const ALL: i128 = 200;
/// So many are chosen.
const ROWS: i128 = 20;

/// The table. None where one of the two takes no values that could be tried.
pub fn frontier(
    question: &Question<'_>,
    (first, wanted): (&Knob, &Wanted),
    (second, other): (&Knob, &Wanted),
) -> Option<Frontier> {
    let outcome = question.outcome();
    let (across, first_sought) = question.axis(first, &outcome, wanted)?;
    let (down, second_sought) = question.axis(second, &outcome, other)?;
    let goal = question.query.node;
    let now = outcome.value(goal).cloned().unwrap_or(Value::Truth(false));
    let knobs = vec![first.clone(), second.clone()];
    let mut space = Space::new((question.model, question.among), question.facts, outcome, knobs, goal);
    let is_complete = across.high.is_some_and(|high| high - across.low < ALL);
    let places = if is_complete {
        (across.low..=across.high.unwrap_or(across.low)).collect()
    } else {
        chosen(&mut space, (&across, &first_sought.now), (&down, &second_sought.now))
    };
    let mut rows: Vec<(i128, FrontierRow, Vec<Piece>)> = Vec::new();
    for place in places {
        let Some(value) = across.value(place) else { continue };
        let start = vec![value.clone(), value.clone()];
        let pieces = Search::along(&mut space, &down, start, 1, Aim::Holds).pieces(second_sought.now.as_ref());
        let holds = pieces.iter().filter(|piece| piece.verdict == Verdict::Holds);
        let holds = holds.filter_map(|piece| between(&down, piece)).collect();
        let is_decided = pieces.iter().all(|piece| matches!(piece.verdict, Verdict::Holds | Verdict::Fails));
        match rows.last_mut() {
            // Only neighbours stand together.
            Some((last, row, known)) if *known == pieces && *last + 1 == place => {
                *last = place;
                row.to = value;
            }
            _ => rows.push((place, FrontierRow { from: value.clone(), to: value, holds, is_decided }, pieces)),
        }
    }
    let rows = rows.into_iter().map(|(_, row, _)| row).collect();
    Some(Frontier { first: first_sought, second: second_sought, rows, is_complete, now })
}

/// Values of the first between those where it matters, on plain numbers of its grid.
fn chosen(
    space: &mut Space<'_>,
    (across, now): (&Axis, &Option<Value>),
    (down, other): (&Axis, &Option<Value>),
) -> Vec<i128> {
    let mut turns: Vec<i128> = Vec::new();
    let ends = [down.low, down.high.unwrap_or_else(|| down.reach(other.as_ref(), 0))];
    let here = other.as_ref().and_then(|other| down.near(other));
    for end in ends.into_iter().chain(here) {
        let Some(value) = down.value(end) else { continue };
        let pieces = Search::along(space, across, vec![value.clone(), value], 0, Aim::Holds).pieces(now.as_ref());
        turns.extend(pieces.iter().skip(1).map(|piece| piece.from));
    }
    turns.extend(now.as_ref().and_then(|now| across.near(now)));
    let low = turns.iter().min().copied().unwrap_or(across.low);
    let high = turns.iter().max().copied().unwrap_or(low);
    let (low, high) = if high - low < ROWS { (low - ROWS, high + ROWS) } else { (low, high) };
    let (low, high) = (low.max(across.low), across.high.map_or(high, |most| high.min(most)));
    let mut step = 1;
    // 1, 2, 5, 10, …
    for factor in [2, 5, 10].into_iter().cycle() {
        if (high - low) / step <= ROWS {
            break;
        }
        let decade = 10i128.saturating_pow(step.ilog10());
        step = if factor == 10 { decade * 10 } else { decade * factor };
    }
    let first = low.div_euclid(step) * step;
    let mut places: Vec<i128> = (0..=ROWS + 1).map(|row| first + row * step).collect();
    places.extend(now.as_ref().and_then(|now| across.near(now)));
    places.retain(|place| *place >= low.min(first.max(across.low)) && *place <= high + step);
    places.retain(|place| *place >= across.low && across.high.is_none_or(|most| *place <= most));
    places.sort_unstable();
    places.dedup();
    places
}

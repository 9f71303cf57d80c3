//! Which of the readings explain a line, or come near.

use crate::number::{Number, RoundingMode};
use crate::render::reading::Reading;
use crate::render::reconciliation::{Class, Found, Line, Near, Verdict};
use crate::value::{Label, Value};

/// So many readings that come near are named.
const MOST_NEAR: usize = 4;

/// Draws the conclusions from what the readings give.
pub(super) fn conclude(line: &mut Line) {
    if !line.is_open() {
        return;
    }
    for found in line.tried.iter().filter(|found| found.gives) {
        // Downwards is the same as cutting off wherever there is nothing below 0.
        let is_down =
            matches!(found.reading, Reading::RoundedBy(RoundingMode::Down) | Reading::Printed(RoundingMode::Down));
        let cut = line.explained.iter().any(|known: &Found| {
            matches!(known.reading, Reading::Truncated | Reading::Printed(RoundingMode::Truncate))
        });
        if !(is_down && cut) {
            line.explained.push(found.clone());
        }
    }
    // A cap that was not reached is none.
    let open = line.explained.iter().find(|found| found.reading == Reading::NotCapped).map(|found| found.value.clone());
    if let Some(value) = open {
        line.explained.retain(|found| !matches!(found.reading, Reading::CappedAt(_)) || found.value != value);
    }
    let rating_agrees = line.category.as_ref().is_some_and(|rating| rating.verdict == Verdict::Same);
    if line.explained.is_empty() && rating_agrees {
        // The rating is that of the figure that the rules give: only the other figure wants an explanation.
        let printed = line.achievement.as_ref().and_then(|compared| compared.printed.as_ref());
        let gives =
            |found: &&Found| found.shown.is_some() && found.shown.as_ref() == printed.map(|printed| &printed.number);
        line.explained = line.tried.iter().filter(gives).cloned().collect();
    }
    if line.explained.is_empty() && line.class() == Class::Different {
        line.near = near(line);
    }
}

fn near(line: &Line) -> Vec<Near> {
    let Some(compared) = line.achievement.as_ref().filter(|compared| compared.verdict != Verdict::Same) else {
        return Vec::new();
    };
    let Some(printed) = &compared.printed else { return Vec::new() };
    let base = compared.displayed.as_ref();
    let base = base.map(|number| printed.as_printed(number, RoundingMode::HalfAwayFromZero));
    let mut near: Vec<Near> = Vec::new();
    for found in &line.tried {
        let Some(shown) = found.shown.as_ref().filter(|shown| Some(*shown) != base.as_ref()) else { continue };
        let Ok(distance) = shown.sub(&printed.number).map(|difference| difference.abs()) else { continue };
        let quarter = printed.number.abs().mul(&Number::from_parts(25, 2));
        if quarter.is_ok_and(|quarter| distance > quarter) {
            continue;
        }
        if !near.iter().any(|known| known.shown == *shown) {
            // A rating that agrees goes without saying.
            let label = found.label.filter(|label| !is_agreed(line, *label));
            let (reading, shown) = (found.reading.clone(), shown.clone());
            near.push(Near { reading, shown, distance, label });
        }
    }
    near.sort_by(|a, b| a.distance.cmp(&b.distance));
    near.truncate(MOST_NEAR);
    near
}

/// Whether a label is the one that both the rules and what is published say.
fn is_agreed(line: &Line, label: Label) -> bool {
    line.category.as_ref().is_some_and(|rating| {
        let computed = rating.computed.as_ref().map(|(value, _)| value);
        rating.verdict == Verdict::Same && computed == Some(&Value::Label(label))
    })
}

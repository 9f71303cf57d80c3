//! The numbers that a reader grasps first.

use crate::number::{Number, RoundingMode};

/// Finer numbers are not looked for.
const FINEST: i32 = 30;

/// The plainest number between two ends (which do not count) as displayed in a unit, and some that are nearly as plain; in
/// natural size. Positive numbers are preferred, then those of few decimals, then those of few digits.
pub fn between(low: Option<&Number>, high: Option<&Number>, shift: i32, favourite: Option<i64>) -> Vec<Number> {
    let zero = Number::ZERO;
    let is_inside = |number: &Number| low.is_none_or(|low| number > low) && high.is_none_or(|high| number < high);
    let mut found: Vec<Number> = Vec::new();
    let offer = |found: &mut Vec<Number>, number: Number| {
        if is_inside(&number) && !found.contains(&number) {
            found.push(number);
        }
    };
    if let Some(favourite) = favourite {
        offer(&mut found, Number::from(favourite).shift10(-shift));
    }
    // What is not bounded is looked at as far as numbers of the same length reach.
    let reaches_up = high.is_none_or(|high| high.is_positive());
    let (from, to) = if reaches_up {
        let from = low.filter(|low| low.is_positive()).unwrap_or(&zero).clone();
        let to = high.cloned().unwrap_or_else(|| next_power(&from, shift));
        (from, to)
    } else {
        let to = high.cloned().unwrap_or_default();
        let from = low.cloned().unwrap_or_else(|| next_power(&to.abs(), shift).neg());
        (from, to)
    };
    let near = match (low, high) {
        (_, Some(_)) if reaches_up => middle(&from, &to),
        (Some(_), Some(_)) => middle(&from, &to),
        (Some(_), None) => from.clone(),
        (None, Some(_)) => to.clone(),
        (None, None) => zero.clone(),
    };
    // From coarse to fine: at each step the numbers on the grid that are nearest to the place preferred.
    let coarsest = digits_of(&to.shift10(shift)).max(digits_of(&from.shift10(shift)));
    for decimals in -coarsest..=FINEST {
        let natural = decimals + shift;
        let grid = Number::ONE.shift10(-natural);
        let nearest = near.round_at(RoundingMode::Down, natural);
        let mut steps = vec![nearest.clone()];
        for (direction, end) in [(1, &from), (-1, &to)] {
            let at_end = end.round_at(RoundingMode::Down, natural);
            for place in [&nearest, &at_end] {
                for count in 1..=2i64 {
                    if let Ok(step) = grid.mul(&Number::from(direction * count)).and_then(|step| place.add(&step)) {
                        steps.push(step);
                    }
                }
            }
        }
        let distance = |number: &Number| number.sub(&near).map(|d| d.abs()).unwrap_or_default();
        steps.retain(|step| *step > from && *step < to && !step.is_zero());
        steps.sort_by(|a, b| distance(a).cmp(&distance(b)).then(a.cmp(b)));
        steps.into_iter().for_each(|step| offer(&mut found, step));
        if found.len() > 3 {
            break;
        }
    }
    offer(&mut found, zero);
    found
}

fn middle(a: &Number, b: &Number) -> Number {
    a.add(b).and_then(|sum| sum.div(&Number::from(2i64))).unwrap_or_default()
}

/// How many digits the whole part has.
fn digits_of(number: &Number) -> i32 {
    let whole = number.abs().round_at(RoundingMode::Down, 0);
    whole.to_plain(0).len() as i32
}

/// The least power of ten (as displayed) above a number that is not negative.
fn next_power(number: &Number, shift: i32) -> Number {
    let shown = number.shift10(shift);
    Number::ONE.shift10(digits_of(&shown) - shift)
}

/// How much there is to read: digits after the sign, then digits that are no trailing zeros.
pub fn effort(number: &Number, shift: i32) -> (u32, u32) {
    let shown = number.shift10(shift);
    let Some(decimals) = shown.decimals() else { return (u32::MAX, u32::MAX) };
    let text = shown.abs().to_plain(decimals);
    let digits = text.replace('.', "");
    (decimals, digits.trim_matches('0').len() as u32)
}

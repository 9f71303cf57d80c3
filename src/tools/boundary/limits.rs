//! How far a rated value is from the limit of a band that it could pass.

use crate::model::Scale;
use crate::number::Number;
use crate::render::fragile::{Limit, Side};
use crate::value::{Interval, Label};
use std::cmp::Ordering;

/// The numbers that can be rated: none: no end is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Ends {
    pub low: Option<Number>,
    pub high: Option<Number>,
}

/// The nearest limit of the band that a value lies in, or of those beside it where it lies in none. Limits that no value
/// can pass are none: 100% where everything is capped at 100%.
pub(super) fn nearest(scale: &Scale, value: &Number, label: Label, ends: &Ends) -> Option<Limit> {
    let mut bands: Vec<(Label, &Interval)> = Vec::new();
    for (index, band) in scale.bands.iter().enumerate() {
        bands.extend(band.range.as_ref().map(|(range, _)| (Label(index as u16), range)));
    }
    bands.sort_by(|(_, a), (_, b)| from_below(a, b));
    let place = bands.iter().position(|(band, _)| *band == label);
    let found = match place {
        Some(place) => {
            let range = bands[place].1;
            let below = place.checked_sub(1).map(|before| bands[before].0);
            let above = bands.get(place + 1).map(|(band, _)| *band);
            let low =
                range.low.as_ref().map(|(low, _)| low).filter(|low| below.is_some() || can_be_below(scale, low, ends));
            let high = range
                .high
                .as_ref()
                .map(|(high, _)| high)
                .filter(|high| above.is_some() || can_be_above(scale, high, ends));
            let low = low.map(|low| (low, below.unwrap_or(Label::OUTSIDE)));
            [low, high.map(|high| (high, above.unwrap_or(Label::OUTSIDE)))]
        }
        // In no band: what is beyond a limit is the band that it belongs to.
        None => {
            let under = bands.iter().rev().find_map(|(band, range)| {
                range.high.as_ref().filter(|(high, _)| high <= value).map(|(high, _)| (high, *band))
            });
            let over = bands.iter().find_map(|(band, range)| {
                range.low.as_ref().filter(|(low, _)| low >= value).map(|(low, _)| (low, *band))
            });
            [under, over]
        }
    };
    let limits = found.into_iter().flatten().filter_map(|(bound, beyond)| {
        let (side, distance) = match value.cmp(bound) {
            Ordering::Equal => (Side::At, Number::ZERO),
            Ordering::Greater => (Side::Above, value.sub(bound).ok()?),
            Ordering::Less => (Side::Below, bound.sub(value).ok()?),
        };
        Some(Limit { bound: bound.clone(), distance, side, beyond })
    });
    limits.reduce(|a, b| if b.distance < a.distance { b } else { a })
}

fn from_below(a: &Interval, b: &Interval) -> Ordering {
    match (&a.low, &b.low) {
        (None, None) => Ordering::Equal,
        (None, _) => Ordering::Less,
        (_, None) => Ordering::Greater,
        (Some((a, a_in)), Some((b, b_in))) => a.cmp(b).then(b_in.cmp(a_in)),
    }
}

/// Whether a value can lie below the lowest limit once the scale has capped it.
fn can_be_below(scale: &Scale, limit: &Number, ends: &Ends) -> bool {
    let capped = scale.limits.as_ref().and_then(|(cap, _)| cap.low.as_ref()).is_some_and(|(low, _)| low >= limit);
    !capped && ends.low.as_ref().is_none_or(|low| low < limit)
}

fn can_be_above(scale: &Scale, limit: &Number, ends: &Ends) -> bool {
    let capped = scale.limits.as_ref().and_then(|(cap, _)| cap.high.as_ref()).is_some_and(|(high, _)| high <= limit);
    !capped && ends.high.as_ref().is_none_or(|high| high > limit)
}

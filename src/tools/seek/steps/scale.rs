//! Limits and rating scales on a stretch, whose ends may be what is sought.

use super::super::shape::{Holds, Numbers, Shape, Way, within_ends};
use super::{Steps, worst};
use crate::model::{NodeId, ScaleId};
use crate::number::Number;
use crate::tools::whatif::{End, Place};
use crate::value::ops;
use crate::value::{Interval, Label, Value};

impl Steps<'_, '_> {
    pub(super) fn limited(&self, of: NodeId, range: NodeId) -> Shape {
        let (of, range) = (self.read(of), self.read(range));
        match (&of, &range) {
            (Shape::Same(of), Shape::Same(range)) => return Shape::Same(ops::limit(of, range)),
            (Shape::Any, _) | (_, Shape::Any) => return Shape::Any,
            _ => {}
        }
        if let Some(state) = worst([&of, &range]) {
            return Shape::Same(state);
        }
        let Some(numbers) = of.numbers() else { return Shape::Any };
        let (low, high) = match range {
            Shape::Same(Value::Range(range)) => {
                let end = |end: &Option<(Number, bool)>| end.as_ref().map(|(number, _)| Numbers::single(number));
                (end(&range.low), end(&range.high))
            }
            Shape::Ranges { low, high } => (low.map(|(low, _)| low), high.map(|(high, _)| high)),
            _ => return Shape::Any,
        };
        self.done(Some(clamped(numbers, low.as_ref(), high.as_ref())))
    }

    /// The label of numbers, by a scale whose ends may move.
    pub(super) fn banded(&self, of: Shape, id: ScaleId) -> Shape {
        let scale = self.model().scale(id);
        let shift = scale.unit.map_or(0, |unit| self.model().units.shift(unit));
        let moves = self.space.scale_moves(id);
        if let (Shape::Same(value), false) = (&of, moves) {
            return Shape::Same(scale.rate(value, shift));
        }
        if let Some(state) = of.state() {
            return Shape::Same(state.clone());
        }
        let Some(numbers) = of.numbers() else { return Shape::Any };
        let moved = |place: Place, number: &Number| {
            self.space.moved(&place, self.stretches).unwrap_or_else(|| Numbers::single(number))
        };
        let prepared = if moves {
            let end = |end: End| {
                let (limits, _) = scale.limits.as_ref()?;
                end.of(limits).map(|number| moved(Place::ScaleLimit { scale: id, end }, number))
            };
            let (low, high) = (end(End::Low), end(End::High));
            let limited = clamped(numbers, low.as_ref(), high.as_ref());
            match scale.rounding {
                Some((rounding, _)) => {
                    limited.through(|number| number.round_at(rounding.mode, rounding.decimals as i32 + shift))
                }
                None => limited,
            }
        } else {
            numbers.through(|number| scale.prepare(number, shift))
        };
        // Ends that may cross hold nothing, whatever they are compared with.
        let (mut first, mut last, mut surely) = (u16::MAX, 0, false);
        for (index, band) in scale.bands.iter().enumerate() {
            let (Some((range, _)), Ok(place)) = (&band.range, u16::try_from(index)) else { continue };
            let end = |end: End, of: &Option<(Number, bool)>| {
                of.as_ref()
                    .map(|(number, inclusive)| (moved(Place::Band { scale: id, band: index, end }, number), *inclusive))
            };
            let (low, high) = (end(End::Low, &range.low), end(End::High, &range.high));
            match within_ends(low.as_ref(), high.as_ref(), &prepared) {
                Holds::No => continue,
                Holds::Yes => surely = true,
                Holds::Perhaps => {}
            }
            (first, last) = (first.min(place), last.max(place));
            if surely {
                break;
            }
        }
        match (first <= last, surely) {
            (false, _) => Shape::Same(Value::Label(Label::OUTSIDE)),
            (true, true) if first == last => Shape::Same(Value::Label(Label(first))),
            (true, _) => {
                // Bands that stand next to each other, from best to worst, and what lies between them is one of them.
                let gapless = surely || (!moves && covers(scale, &prepared));
                let way = if gapless && !moves && descends(scale) { prepared.way.signed(true) } else { Way::Unknown };
                Shape::Labels { first, last, outside: !gapless, way }
            }
        }
    }
}

/// The nearest number of a range whose ends may move.
fn clamped(numbers: Numbers, low: Option<&Numbers>, high: Option<&Numbers>) -> Numbers {
    // Where no number is touched the figure itself stays.
    let below = low.is_some_and(|low| !matches!((&numbers.low, &low.high), (Some(x), Some(end)) if x >= end));
    let above = high.is_some_and(|high| !matches!((&numbers.high, &high.low), (Some(x), Some(end)) if x <= end));
    let mut kept = numbers;
    if let (true, Some(low)) = (below, low) {
        kept = kept.extreme(low, true);
    }
    if let (true, Some(high)) = (above, high) {
        kept = kept.extreme(high, false);
    }
    kept
}

/// Whether every number of a stretch lies in a band.
fn covers(scale: &crate::model::Scale, numbers: &Numbers) -> bool {
    let (Some(low), Some(high)) = (&numbers.low, &numbers.high) else { return false };
    let mut ranges: Vec<&Interval> =
        scale.bands.iter().filter_map(|band| band.range.as_ref().map(|(r, _)| r)).collect();
    ranges.sort_by(|a, b| match (&a.low, &b.low) {
        (None, _) => std::cmp::Ordering::Less,
        (_, None) => std::cmp::Ordering::Greater,
        (Some((x, x_in)), Some((y, y_in))) => x.cmp(y).then(y_in.cmp(x_in)),
    });
    let Some(start) = ranges.iter().position(|range| range.contains(low)) else { return false };
    for pair in ranges[start..].windows(2) {
        if pair[0].contains(high) {
            return true;
        }
        let touching = match (&pair[0].high, &pair[1].low) {
            (Some((end, end_in)), Some((next, next_in))) => end == next && (*end_in || *next_in),
            _ => false,
        };
        if !touching {
            return false;
        }
    }
    ranges.last().is_some_and(|range| range.contains(high))
}

/// Whether the bands stand from the highest numbers to the lowest.
fn descends(scale: &crate::model::Scale) -> bool {
    let lows: Vec<Option<&Number>> = scale
        .bands
        .iter()
        .map(|band| band.range.as_ref().and_then(|(range, _)| range.low.as_ref().map(|(low, _)| low)))
        .collect();
    lows.windows(2).all(|pair| match (pair[0], pair[1]) {
        (Some(upper), Some(lower)) => upper > lower,
        (Some(_), None) => true,
        _ => false,
    })
}

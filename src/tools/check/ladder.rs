//! The bands of a scale, from low to high.

use super::context::Context;
use super::values::Reach;
use crate::model::{Band, Scale, ScaleId, UnitId};
use crate::number::Number;
use crate::value::Interval;
use std::cmp::Ordering;

/// A scale that rates numbers.
pub struct Ladder<'m> {
    /// The scale.
    pub scale: &'m Scale,
    /// The unit of its ranges.
    pub unit: UnitId,
    /// The displayed number is the natural one times ten to this power.
    pub shift: i32,
    /// Its bands with their ranges, from low to high.
    pub bands: Vec<(&'m Interval, &'m Band)>,
}

/// What lies between two bands that follow each other.
pub struct Gap<'l, 'm> {
    /// All of it.
    pub interval: Interval,
    /// The band below.
    pub below: &'l (&'m Interval, &'m Band),
    /// The band above.
    pub above: &'l (&'m Interval, &'m Band),
}

type Bound = Option<(Number, bool)>;

/// The end of what lies beyond an end.
fn beyond(end: &Bound) -> Bound {
    end.as_ref().map(|(number, inclusive)| (number.clone(), !inclusive))
}

impl<'m> Ladder<'m> {
    /// The bands of a scale; none where it rates no numbers.
    pub fn of(context: &Context<'m>, id: ScaleId) -> Option<Self> {
        let scale = context.model.scale(id);
        let unit = scale.unit?;
        let mut bands: Vec<_> = scale.bands.iter().filter_map(|band| Some((&band.range.as_ref()?.0, band))).collect();
        // An open low end comes first, whatever its band is called.
        bands.sort_by(|(a, _), (b, _)| match (&a.low, &b.low) {
            (None, None) => Ordering::Equal,
            (None, _) => Ordering::Less,
            (_, None) => Ordering::Greater,
            (Some((a, a_in)), Some((b, b_in))) => a.cmp(b).then(b_in.cmp(a_in)),
        });
        (!bands.is_empty()).then_some(Self { scale, unit, shift: context.model.units.shift(unit), bands })
    }

    /// What a value becomes under the scale's own cap and rounding.
    pub fn through(&self, reach: Reach) -> Reach {
        let limited = match &self.scale.limits {
            Some((range, span)) => reach.limited(range, Some(*span)),
            None => reach,
        };
        match &self.scale.rounding {
            Some((rounding, _)) => limited.rounded(rounding.mode, rounding.decimals as i32 + self.shift),
            None => limited,
        }
    }

    /// What lies between the bands.
    pub fn gaps(&self) -> impl Iterator<Item = Gap<'_, 'm>> {
        self.bands.windows(2).filter_map(|pair| {
            let (below, above) = (&pair[0], &pair[1]);
            let interval = Interval { low: beyond(&below.0.high), high: beyond(&above.0.low) };
            let closed = interval.low.is_some() && interval.high.is_some();
            (closed && !interval.is_empty()).then_some(Gap { interval, below, above })
        })
    }

    /// The band that reaches highest, and what lies above it.
    pub fn above_all(&self) -> Option<(Interval, &'m Band)> {
        let (range, band) = self.bands.iter().max_by(|(a, _), (b, _)| match (&a.high, &b.high) {
            (None, None) => Ordering::Equal,
            (None, _) => Ordering::Greater,
            (_, None) => Ordering::Less,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        })?;
        range.high.as_ref().map(|_| (Interval { low: beyond(&range.high), high: None }, *band))
    }

    /// The lowest band, and what lies below it.
    pub fn below_all(&self) -> Option<(Interval, &'m Band)> {
        let (range, band) = self.bands.first()?;
        range.low.as_ref().map(|_| (Interval { low: None, high: beyond(&range.low) }, *band))
    }

    /// A range as the language writes it.
    pub fn show(&self, context: &Context<'_>, range: &Interval) -> String {
        let number = |number: &Number| context.show(number, self.unit);
        match (&range.low, &range.high) {
            (Some((low, true)), Some((high, true))) if low == high => format!("= {}", number(low)),
            (Some((low, low_in)), Some((high, high_in))) => {
                let (above, below) = (if *low_in { "" } else { "> " }, if *high_in { "" } else { "< " });
                format!("{above}{} s.d. {below}{}", number(low), number(high))
            }
            (Some((low, inclusive)), None) => format!("{} {}", if *inclusive { "≥" } else { ">" }, number(low)),
            (None, Some((high, inclusive))) => format!("{} {}", if *inclusive { "≤" } else { "<" }, number(high)),
            (None, None) => "apa pun".to_owned(),
        }
    }
}

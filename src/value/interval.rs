//! What two ranges share, and single numbers of a range.

use super::Interval;
use crate::number::{Number, RoundingMode};

impl Interval {
    /// What lies in both.
    pub fn and(&self, other: &Self) -> Self {
        Self { low: higher(&self.low, &other.low), high: lower(&self.high, &other.high) }
    }

    /// Any number of it, with as few decimals as there can be; none where it is empty.
    pub fn member(&self) -> Option<Number> {
        if self.is_empty() {
            return None;
        }
        (0..=30).find_map(|decimals| self.multiple(&Number::ONE.shift10(-decimals))).or_else(|| {
            match (&self.low, &self.high) {
                (Some((low, _)), Some((high, _))) => low.add(high).and_then(|sum| sum.div(&Number::from(2u32))).ok(),
                (Some((end, _)), None) | (None, Some((end, _))) => Some(end.clone()),
                (None, None) => Some(Number::ZERO),
            }
        })
    }

    /// A multiple of a step above 0: the low end, else one in the middle, else the one nearest to the low end.
    pub fn multiple(&self, step: &Number) -> Option<Number> {
        if self.is_empty() {
            return None;
        }
        let snap = |number: &Number, mode| number.div(step).ok()?.round_at(mode, 0).mul(step).ok();
        let mut tried: Vec<Number> = Vec::new();
        match (&self.low, &self.high) {
            (Some((low, _)), high) => {
                let start = snap(low, RoundingMode::Up)?;
                let next = start.add(step).ok();
                tried.push(start);
                if let Some((high, _)) = high
                    && let Ok(middle) = low.add(high).and_then(|sum| sum.div(&Number::from(2u32)))
                {
                    tried.extend(snap(&middle, RoundingMode::HalfAwayFromZero));
                }
                tried.extend(next);
            }
            (None, Some((high, _))) => {
                let start = snap(high, RoundingMode::Down)?;
                let next = start.sub(step).ok();
                tried.push(start);
                tried.extend(next);
            }
            (None, None) => tried.push(Number::ZERO),
        }
        tried.into_iter().find(|number| self.contains(number))
    }
}

/// The stricter of two low ends.
fn higher(a: &Option<(Number, bool)>, b: &Option<(Number, bool)>) -> Option<(Number, bool)> {
    match (a, b) {
        (Some((x, x_in)), Some((y, y_in))) if x == y => Some((x.clone(), *x_in && *y_in)),
        (Some((x, _)), Some((y, _))) if x > y => a.clone(),
        (Some(_), Some(_)) => b.clone(),
        _ => a.clone().or_else(|| b.clone()),
    }
}

/// The stricter of two high ends.
fn lower(a: &Option<(Number, bool)>, b: &Option<(Number, bool)>) -> Option<(Number, bool)> {
    match (a, b) {
        (Some((x, x_in)), Some((y, y_in))) if x == y => Some((x.clone(), *x_in && *y_in)),
        (Some((x, _)), Some((y, _))) if x < y => a.clone(),
        (Some(_), Some(_)) => b.clone(),
        _ => a.clone().or_else(|| b.clone()),
    }
}

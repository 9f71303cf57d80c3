//! Bands that nothing reaches of all that a ruleset rates by their scale, and why. Behind T0803 and T0804.

use super::context::{Context, User};
use super::ladder::Ladder;
use super::values::Reach;
use crate::model::ScaleId;
use crate::number::Number;
use crate::source::Span;
use crate::value::Interval;
use std::collections::{BTreeMap, HashSet};

/// A band that nothing reaches.
pub struct Unreached {
    /// Its scale.
    pub scale: String,
    /// Its label.
    pub label: String,
    /// Its range, as the language writes it.
    pub range: String,
    /// Where it stands.
    pub span: Span,
    /// What is rated by the scale: the first of it.
    pub user: Span,
    /// Why it does not reach the band.
    pub why: Why,
}

/// What keeps a value from a band.
pub enum Why {
    /// A cap, or the `rentang` of the data: the end of what is left, and whether the band lies above it.
    Capped {
        /// Its place.
        by: Span,
        /// The highest value, or the lowest.
        end: String,
        /// Whether the band lies above it.
        above: bool,
    },
    /// Rounding: no value of the right decimals lies in it.
    Rounded,
}

enum Cause {
    Capped(Span, Number, bool),
    Rounded,
}

/// All such bands of scales that the ruleset rates by. Where a cause is not known, or where anything reaches the band, there
/// is nothing to tell.
pub fn unreached(context: &Context<'_>) -> Vec<Unreached> {
    let mut by_scale: BTreeMap<ScaleId, Vec<&User>> = BTreeMap::new();
    for user in &context.readings().users {
        by_scale.entry(user.scale).or_default().push(user);
    }
    let mut all = Vec::new();
    for (scale, users) in by_scale {
        let Some(ladder) = Ladder::of(context, scale) else { continue };
        let mut seen: HashSet<&Reach> = HashSet::new();
        let reaches: Vec<(&User, Reach)> = users
            .into_iter()
            .filter(|user| seen.insert(&user.reach))
            .map(|user| (user, ladder.through(user.reach.clone())))
            .collect();
        if !context.may(ladder.bands.len().saturating_mul(reaches.len())) {
            return all;
        }
        let any = ladder.through(Reach::default());
        for (range, band) in &ladder.bands {
            // Of a band that holds nothing at all another rule speaks.
            if any.member(range).is_none() || reaches.iter().any(|(_, reach)| reach.member(range).is_some()) {
                continue;
            }
            let causes: Option<Vec<Cause>> = reaches.iter().map(|(_, reach)| cause(reach, range)).collect();
            let (Some(causes), Some((user, _))) = (causes, reaches.first()) else { continue };
            let Some(first) = causes.into_iter().next() else { continue };
            all.push(Unreached {
                scale: ladder.scale.name.clone(),
                label: band.label.clone(),
                range: ladder.show(context, range),
                span: band.span,
                user: user.span,
                why: match first {
                    Cause::Capped(by, end, above) => Why::Capped { by, end: context.show(&end, ladder.unit), above },
                    Cause::Rounded => Why::Rounded,
                },
            });
        }
    }
    all
}

fn cause(reach: &Reach, range: &Interval) -> Option<Cause> {
    if let (Some(high), Some((low, inclusive))) = (&reach.high, &range.low)
        && (*low > high.number || (*low == high.number && !inclusive))
    {
        return high.by.map(|by| Cause::Capped(by, high.number.clone(), true));
    }
    if let (Some(low), Some((high, inclusive))) = (&reach.low, &range.high)
        && (*high < low.number || (*high == low.number && !inclusive))
    {
        return low.by.map(|by| Cause::Capped(by, low.number.clone(), false));
    }
    // Values that are written out, such as those of a conditional, are few on purpose.
    let grid = reach.grid.as_ref()?;
    let without = Reach { grid: None, ..reach.clone() };
    (!grid.steps.is_empty() && without.member(range).is_some()).then_some(Cause::Rounded)
}

//! Bands that share a value, and values that no band holds.

use super::Builder;
use crate::diagnostic::{Diagnostic, Related};
use crate::message::types::TypesMessage;
use crate::model::{ListFunction, NodeId, NodeKind, Scale, Setting, Type, UnitId};
use crate::number::{Number, RoundingMode};
use crate::source::Span;
use crate::value::{Interval, Value};
use std::collections::{HashMap, HashSet};

/// The numbers that can come out: all between two ends (none: unbounded), or only those with so many natural decimals.
#[derive(Debug, Clone, Default)]
struct Reach {
    low: Option<Number>,
    high: Option<Number>,
    decimals: Option<i32>,
}

impl Builder<'_> {
    /// Two bands that share a value that can occur under the scale's own rounding.
    pub(super) fn check_overlaps(&mut self, index: usize) {
        let scale = &self.model.scales[index];
        let Some(unit) = scale.unit else { return };
        let decimals = own_decimals(scale, self.model.units.shift(unit));
        let mut found = Vec::new();
        // From low to high: behind a band that begins above this one's end, all others do.
        let mut bands: Vec<(usize, &Interval, Span)> = Vec::new();
        for (index, band) in scale.bands.iter().enumerate() {
            bands.extend(band.range.as_ref().map(|(range, span)| (index, range, *span)));
        }
        bands.sort_by(|(_, a, _), (_, b, _)| {
            let low = |range: &Interval| range.low.as_ref().map(|(end, _)| end.clone());
            low(a).cmp(&low(b))
        });
        for (place, (a, ra, spanned)) in bands.iter().enumerate() {
            for (b, rb, span) in &bands[place + 1..] {
                let beyond = match (&ra.high, &rb.low) {
                    (Some((high, _)), Some((low, _))) => low > high,
                    _ => false,
                };
                if beyond {
                    break;
                }
                let shared = Interval { low: higher(&ra.low, &rb.low), high: lower(&ra.high, &rb.high) };
                if let Some(witness) = member(&shared, decimals) {
                    let ((first, _), (second, span)) =
                        if a < b { ((a, spanned), (b, span)) } else { ((b, span), (a, spanned)) };
                    let (first, second) = (&scale.bands[*first], &scale.bands[*second]);
                    found.push((first.label.clone(), second.label.clone(), witness, first.span, *span));
                }
            }
            // One message for each band is enough, and keeps the work within bounds.
            if found.len() > 20 {
                break;
            }
        }
        let name = scale.name.clone();
        for (first, second, witness, other, span) in found {
            let witness = self.show(&Value::Number(witness), Type::Number(unit));
            let message = TypesMessage::Overlap { scale: name.clone(), first, second, witness };
            self.diagnostics.push(Diagnostic::at(span, message).with(other, Related::Other));
        }
    }

    /// Gaps, judged for each user of a scale with that user's caps and rounding; of an unused scale only what lies between
    /// its bands.
    pub(super) fn check_bands_of_users(&mut self) {
        let mut used: HashSet<u32> = HashSet::new();
        let mut said: HashSet<(Span, String)> = HashSet::new();
        let reaches = self.reaches();
        for index in 0..self.model.nodes.len() {
            let node = &self.model.nodes[index];
            let NodeKind::Banded { of, scale, setting } = &node.kind else { continue };
            let (of, scale, setting, span) = (*of, *scale, *setting, node.span);
            // A call with a literal, as in tests, speaks of that value alone: the scale is not used by it.
            if self.constant(of).is_some() {
                continue;
            }
            used.insert(scale.0);
            let reach = reaches.get(&of).cloned().unwrap_or_default();
            self.say_gaps(scale.0 as usize, &reach, Some((setting, span)), &mut said);
        }
        for index in 0..self.model.scales.len() {
            let own = self.scales.get(index).copied().flatten().is_some_and(|source| source.file == 0);
            if own && !used.contains(&(index as u32)) {
                self.say_gaps(index, &Reach::default(), None, &mut said);
            }
        }
    }

    fn say_gaps(
        &mut self,
        index: usize,
        reach: &Reach,
        user: Option<(Option<Setting>, Span)>,
        said: &mut HashSet<(Span, String)>,
    ) {
        let scale = &self.model.scales[index];
        let Some(unit) = scale.unit else { return };
        if self.is_unread(scale.about.span) {
            return;
        }
        let reach = through_scale(scale, reach, self.model.units.shift(unit));
        let mut bands: Vec<(&Interval, usize)> =
            scale.bands.iter().enumerate().filter_map(|(i, band)| Some((&band.range.as_ref()?.0, i))).collect();
        if bands.is_empty() {
            return;
        }
        // An open low end comes first, whatever its band is called.
        bands.sort_by(|(a, _), (b, _)| match (&a.low, &b.low) {
            (None, None) => std::cmp::Ordering::Equal,
            (None, _) => std::cmp::Ordering::Less,
            (_, None) => std::cmp::Ordering::Greater,
            (Some((a, a_in)), Some((b, b_in))) => a.cmp(b).then(b_in.cmp(a_in)),
        });
        let between = |low: Option<(Number, bool)>, high: Option<(Number, bool)>| {
            let low = higher(&low, &reach.low.clone().map(|low| (low, true)));
            let high = lower(&high, &reach.high.clone().map(|high| (high, true)));
            member(&Interval { low, high }, reach.decimals)
        };
        let flipped =
            |end: &Option<(Number, bool)>| end.as_ref().map(|(number, inclusive)| (number.clone(), !inclusive));
        let mut messages: Vec<(Span, TypesMessage)> = Vec::new();
        for pair in bands.windows(2) {
            let ((below, i), (above, j)) = (pair[0], pair[1]);
            let (Some(_), Some(_)) = (&below.high, &above.low) else { continue };
            let (low, high) = (flipped(&below.high), flipped(&above.low));
            let Some(witness) = between(low.clone(), high.clone()) else { continue };
            let (below, above) = (&scale.bands[i], &scale.bands[j]);
            let Some((_, span)) = &below.range else { continue };
            let top = above.range.as_ref().map_or_else(String::new, |(range, _)| self.opened(range, below, unit));
            // Rounding to the decimals of the ends is an answer where nothing is left between them then.
            let shift = self.model.units.shift(unit);
            let ends = [&low, &high].map(|end| end.as_ref().and_then(|(number, _)| number.shift10(shift).decimals()));
            let decimals = match ends {
                [Some(low), Some(high)] => Some(low.max(high)),
                _ => None,
            };
            let rounding = decimals.filter(|decimals| {
                let whole = Interval { low: low.clone(), high: high.clone() };
                scale.rounding.is_none() && member(&whole, Some(*decimals as i32 + shift)).is_none()
            });
            let message = TypesMessage::Gap {
                scale: scale.name.clone(),
                below: below.label.clone(),
                above: above.label.clone(),
                witness: self.show(&Value::Number(witness), Type::Number(unit)),
                range: top,
                rounding,
            };
            messages.push((*span, message));
        }
        if user.is_some() {
            let (lowest, highest) = (bands[0].0, bands.iter().map(|(band, _)| *band).max_by(|a, b| by_high(a, b)));
            let top = highest.and_then(|band| band.high.clone());
            for (witness, above) in [
                (top.and_then(|top| between(flipped(&Some(top)), None)), true),
                (lowest.low.as_ref().and_then(|low| between(None, flipped(&Some(low.clone())))), false),
            ] {
                let Some(witness) = witness else { continue };
                let witness = self.show(&Value::Number(witness), Type::Number(unit));
                let message = TypesMessage::BeyondBands { scale: scale.name.clone(), witness, above };
                let place = user.map_or(scale.about.head, |(setting, span)| setting.map_or(span, |s| s.span));
                messages.push((place, message));
            }
        }
        let used_at = user.map(|(setting, span)| setting.map_or(span, |setting| setting.span));
        for (span, message) in messages {
            let key = (span, message.tell(crate::message::Language::Indonesian).message);
            if !said.insert(key) {
                continue;
            }
            let mut diagnostic = Diagnostic::at(span, message);
            if let Some(used_at) = used_at.filter(|used_at| *used_at != span) {
                diagnostic = diagnostic.with(used_at, Related::UsedHere);
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// A band opened down to the end of the one below: `> 90% s.d. 100%`.
    fn opened(&self, range: &Interval, below: &crate::model::Band, unit: UnitId) -> String {
        let Some((end, inclusive)) = below.range.as_ref().and_then(|(range, _)| range.high.clone()) else {
            return String::new();
        };
        let ty = Type::Number(unit);
        let sign = if inclusive { ">" } else { "≥" };
        let low = format!("{sign} {}", self.show(&Value::Number(end), ty));
        match &range.high {
            Some((high, true)) => format!("{low} s.d. {}", self.show(&Value::Number(high.clone()), ty)),
            Some((high, false)) => format!("{low} s.d. < {}", self.show(&Value::Number(high.clone()), ty)),
            None => low,
        }
    }

    /// What numbers each node that is rated can yield, with all the nodes that it comes from. A node stands after those
    /// that it reads, so each is looked at once, however often it is read.
    fn reaches(&self) -> HashMap<NodeId, Reach> {
        let mut needed = vec![false; self.model.nodes.len()];
        for index in (0..needed.len()).rev() {
            let kind = &self.model.nodes[index].kind;
            match kind {
                NodeKind::Banded { of, .. } => needed[of.0 as usize] = true,
                _ if !needed[index] => continue,
                _ => {}
            }
            if needed[index] {
                kind.reads().into_iter().for_each(|node| needed[node.0 as usize] = true);
            }
        }
        let mut reaches = HashMap::new();
        for index in (0..needed.len()).filter(|index| needed[*index]) {
            let node = NodeId(index as u32);
            let reach = self.reach(node, &reaches);
            reaches.insert(node, reach);
        }
        reaches
    }

    /// What numbers a node can yield, as far as its rules say.
    fn reach(&self, node: NodeId, known: &HashMap<NodeId, Reach>) -> Reach {
        let known = |node: &NodeId| known.get(node).cloned().unwrap_or_default();
        let here = self.model.node(node);
        let shift = match here.ty {
            Type::Number(unit) => self.model.units.shift(unit),
            _ => 0,
        };
        match &here.kind {
            NodeKind::Constant(Value::Number(number)) => {
                Reach { low: Some(number.clone()), high: Some(number.clone()), decimals: None }
            }
            NodeKind::Read { node, .. } | NodeKind::Guarded { of: node, .. } | NodeKind::Input { node, .. } => {
                known(node)
            }
            NodeKind::Apply { body, .. } => known(body),
            NodeKind::Given(slot) => {
                let item = self.model.code_item(slot.code).map(|item| self.model.item(item));
                let accepted = item
                    .filter(|_| slot.field == crate::value::Field::Realization)
                    .and_then(|item| item.declared.accepted.as_ref());
                accepted.map_or_else(Reach::default, |(range, _)| Reach::of(range))
            }
            NodeKind::If { arms, otherwise } => {
                let rest = arms.iter().map(|(_, result)| known(result));
                rest.fold(known(otherwise), Reach::hull)
            }
            NodeKind::Limited { of, range, .. } => {
                let of = known(of);
                match self.constant(*range) {
                    Some(Value::Range(range)) => of.limited(&range),
                    _ => Reach { decimals: None, ..Reach::default() },
                }
            }
            NodeKind::Rounded { of, mode, decimals, .. } => known(of).rounded(*mode, *decimals as i32 + shift),
            NodeKind::Call { function: crate::model::Builtin::Round { mode, decimals }, arguments } => {
                let of = arguments.first().map_or_else(Reach::default, known);
                of.rounded(*mode, *decimals as i32 + shift)
            }
            NodeKind::List { function, members, missing, .. } => {
                let within = matches!(
                    function,
                    ListFunction::Mean
                        | ListFunction::WeightedMean
                        | ListFunction::GeometricMean
                        | ListFunction::Minimum
                        | ListFunction::Maximum
                        | ListFunction::Median
                );
                let zero = (*missing == crate::value::operator::MissingPolicy::Zero).then_some(Reach {
                    low: Some(Number::ZERO),
                    high: Some(Number::ZERO),
                    decimals: None,
                });
                let reaches = members.iter().filter_map(|m| m.value).map(|value| known(&value));
                match reaches.chain(zero).reduce(Reach::hull) {
                    Some(hull) if within => Reach { decimals: None, ..hull },
                    _ => Reach::default(),
                }
            }
            _ => Reach::default(),
        }
    }
}

impl Reach {
    fn of(range: &Interval) -> Self {
        let end = |end: &Option<(Number, bool)>| end.as_ref().map(|(number, _)| number.clone());
        Self { low: end(&range.low), high: end(&range.high), decimals: None }
    }

    fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.zip(other.low).map(|(a, b)| a.min(b)),
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
            decimals: self.decimals.zip(other.decimals).map(|(a, b)| a.max(b)),
        }
    }

    fn limited(self, range: &Interval) -> Self {
        let nearest = |end: Option<Number>, bound: &Option<(Number, bool)>| match end {
            Some(end) => Some(range.nearest(&end)),
            None => bound.as_ref().map(|(number, _)| number.clone()),
        };
        // A bound may have more decimals than the numbers that it caps.
        let coarse =
            range.low.iter().chain(&range.high).all(|(bound, _)| {
                self.decimals.is_some_and(|d| bound.decimals().is_some_and(|needed| needed as i32 <= d))
            });
        Self {
            decimals: self.decimals.filter(|_| coarse),
            low: nearest(self.low, &range.low),
            high: nearest(self.high, &range.high),
        }
    }

    fn rounded(self, mode: RoundingMode, decimals: i32) -> Self {
        Self {
            low: self.low.map(|low| low.round_at(mode, decimals)),
            high: self.high.map(|high| high.round_at(mode, decimals)),
            decimals: Some(self.decimals.map_or(decimals, |before| before.min(decimals))),
        }
    }
}

fn own_decimals(scale: &Scale, shift: i32) -> Option<i32> {
    scale.rounding.map(|(rounding, _)| rounding.decimals as i32 + shift)
}

fn through_scale(scale: &Scale, reach: &Reach, shift: i32) -> Reach {
    let limited = match &scale.limits {
        Some((range, _)) => reach.clone().limited(range),
        None => reach.clone(),
    };
    match &scale.rounding {
        Some((rounding, _)) => limited.rounded(rounding.mode, rounding.decimals as i32 + shift),
        None => limited,
    }
}

fn by_high(a: &Interval, b: &Interval) -> std::cmp::Ordering {
    match (&a.high, &b.high) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, _) => std::cmp::Ordering::Greater,
        (_, None) => std::cmp::Ordering::Less,
        (Some((a, _)), Some((b, _))) => a.cmp(b),
    }
}

/// The stricter of two low ends.
fn higher(a: &Option<(Number, bool)>, b: &Option<(Number, bool)>) -> Option<(Number, bool)> {
    match (a, b) {
        (Some((x, x_in)), Some((y, y_in))) if x == y => Some((x.clone(), *x_in && *y_in)),
        (Some((x, _)), Some((y, _))) => {
            if x > y {
                a.clone()
            } else {
                b.clone()
            }
        }
        _ => a.clone().or_else(|| b.clone()),
    }
}

/// The stricter of two high ends.
fn lower(a: &Option<(Number, bool)>, b: &Option<(Number, bool)>) -> Option<(Number, bool)> {
    match (a, b) {
        (Some((x, x_in)), Some((y, y_in))) if x == y => Some((x.clone(), *x_in && *y_in)),
        (Some((x, _)), Some((y, _))) => {
            if x < y {
                a.clone()
            } else {
                b.clone()
            }
        }
        _ => a.clone().or_else(|| b.clone()),
    }
}

/// A number of the interval, with at most so many decimals; a short one where there is a choice.
fn member(interval: &Interval, decimals: Option<i32>) -> Option<Number> {
    if interval.is_empty() {
        return None;
    }
    if let Some(decimals) = decimals {
        return at_decimals(interval, decimals);
    }
    // An end that belongs to it, else the shortest number inside.
    for decimals in 0..=30 {
        if let Some(found) = at_decimals(interval, decimals) {
            return Some(found);
        }
    }
    match (&interval.low, &interval.high) {
        (Some((low, _)), Some((high, _))) => low.add(high).and_then(|sum| sum.div(&Number::from(2u32))).ok(),
        (Some((end, _)), None) | (None, Some((end, _))) => Some(end.clone()),
        (None, None) => Some(Number::ZERO),
    }
}

/// The number in the middle of the interval, or nearest to its low end, that has at most so many decimals.
fn at_decimals(interval: &Interval, decimals: i32) -> Option<Number> {
    let step = Number::ONE.shift10(-decimals);
    let mut tried: Vec<Number> = Vec::new();
    match (&interval.low, &interval.high) {
        (Some((low, _)), high) => {
            if let Some((high, _)) = high
                && let Ok(middle) = low.add(high).and_then(|sum| sum.div(&Number::from(2u32)))
            {
                tried.push(middle.round_at(RoundingMode::HalfAwayFromZero, decimals));
            }
            let start = low.round_at(RoundingMode::Up, decimals);
            tried.extend(start.add(&step).ok());
            tried.insert(0, start);
        }
        (None, Some((high, _))) => {
            let start = high.round_at(RoundingMode::Down, decimals);
            tried.extend(start.sub(&step).ok());
            tried.insert(0, start);
        }
        (None, None) => tried.push(Number::ZERO),
    }
    tried.into_iter().find(|number| interval.contains(number))
}

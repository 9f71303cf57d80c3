//! T0806: a polarity that goes against its `arah`: with `naik` a larger realization gives a smaller capaian, with `turun` a
//! smaller one does, with `tengah` one that is nearer to the target. Looked for among realizations around the target and
//! around what the formula writes out; a pair of them is shown.
//!
//! A target that the ruleset states is judged as it is. Where it leaves the target to the data, a polarity is only told
//! about if it goes wrong for targets of every size.

use super::context::Context;
use super::polarities::Judged;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;
use crate::model::{Item, NodeId, Property, Type, UnitId};
use crate::number::Number;
use crate::render::number::{Precision, differing};
use crate::source::Span;
use crate::syntax::ast::Direction;
use crate::value::{Date, Interval, Label, Value};
use std::collections::HashSet;
use std::sync::Arc;

pub const RULE: Rule = Rule::new(
    806,
    "melawan-arah",
    ("polaritas tidak bergerak menurut `arah`-nya", "a polarity does not move as its `arah` says"),
    run,
)
.of_users();

/// So many realizations are tried for one target.
const MOST: usize = 120;

/// Two realizations, of which the second ought to give no less than the first, with what they give.
struct Pair {
    target: Value,
    first: (Value, Number),
    second: (Value, Number),
}

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let mut judged: HashSet<String> = HashSet::new();
    let mut told = HashSet::new();
    let mut tell = |polarity: &Judged, pair: Pair, user: Option<Span>| {
        let formula = &context.model.formulas[polarity.formula.0 as usize];
        let own = context.is_own(formula.about.head);
        let place = if own { Some(formula.about.head) } else { user };
        let Some(place) = place.filter(|place| told.insert(*place)) else { return };
        let mut diagnostic = Diagnostic::at(place, message(context, polarity, &pair));
        if let Some(user) = user.filter(|user| *user != place) {
            diagnostic = diagnostic.with(user, Related::UsedHere);
        }
        if !own {
            diagnostic = diagnostic.with(formula.body, Related::Other);
        }
        found.push(Found::of(diagnostic));
    };
    for (id, item) in context.model.results() {
        let Some(polarity) = Judged::of(context, id) else { continue };
        let accepted = item.declared.accepted.as_ref().map(|(range, _)| range);
        let mut targets: Vec<Value> = context.targets(id).into_iter().map(|(target, _)| target).collect();
        targets.retain(|target| judged.insert(key(context, &polarity, Some(target), accepted)));
        let known = item.declared.has_target;
        if let Some(pair) = targets.into_iter().find_map(|target| against(context, &polarity, target, accepted)) {
            tell(&polarity, pair, Some(item.about.head));
        } else if !known
            && judged.insert(key(context, &polarity, None, accepted))
            && let Some(pair) = against_any(context, &polarity, accepted)
        {
            tell(&polarity, pair, Some(item.about.head));
        }
    }
    // What is only called, in formulas and tests.
    let raw = |item: &Item| item.properties[Property::Raw as usize];
    let items: HashSet<NodeId> = context.model.items.iter().filter_map(raw).collect();
    for index in (0..context.model.nodes.len()).filter(|index| !items.contains(&NodeId(*index as u32))) {
        let Some(polarity) = Judged::at(context, NodeId(index as u32)) else { continue };
        let own = context.is_own(context.model.formulas[polarity.formula.0 as usize].about.head);
        if own
            && judged.insert(key(context, &polarity, None, None))
            && let Some(pair) = against_any(context, &polarity, None)
        {
            tell(&polarity, pair, None);
        }
    }
}

fn key(context: &Context<'_>, polarity: &Judged, target: Option<&Value>, accepted: Option<&Interval>) -> String {
    let types = (polarity.realization_type(context), polarity.target_type(context));
    format!("{:?} {types:?} {target:?} {accepted:?}", polarity.formula)
}

fn message(context: &Context<'_>, polarity: &Judged, pair: &Pair) -> FindingsMessage {
    let formula = &context.model.formulas[polarity.formula.0 as usize];
    let realization = |value: &Value| context.show_value(value, polarity.realization_type(context));
    let units = &context.model.units;
    let (first, second) = differing(units, &pair.first.1, &pair.second.1, UnitId::PERCENT, Precision::Table);
    FindingsMessage::AgainstDirection {
        polarity: formula.name.clone(),
        direction: match formula.direction {
            Some(Direction::Up) | None => "naik",
            Some(Direction::Down) => "turun",
            Some(Direction::Middle) => "tengah",
        },
        target: context.show_value(&pair.target, polarity.target_type(context)),
        pair: Box::new([(realization(&pair.first.0), first), (realization(&pair.second.0), second)]),
    }
}

/// A pair for a target that the data gives: only where there is one for any target.
fn against_any(context: &Context<'_>, polarity: &Judged, accepted: Option<&Interval>) -> Option<Pair> {
    let ty = polarity.target_type(context);
    let number = |displayed: i64, unit: UnitId| Number::from(displayed).shift10(-1 - context.model.units.shift(unit));
    // Tenths of the displayed unit, from half to a thousand; the usual ones first, for they make the example.
    let sizes = [800, 1000, 5, 10, 25, 80, 10_000];
    let targets: Vec<Value> = match ty {
        Type::Number(unit) => sizes.iter().map(|size| Value::Number(number(*size, unit))).collect(),
        Type::Range(unit) => {
            let end = |size: i64| Some((number(size, unit), true));
            let range = |size: &i64| Value::Range(Arc::new(Interval { low: end(*size), high: end(*size + *size / 5) }));
            sizes.iter().map(range).collect()
        }
        Type::Label(scale) => {
            let bands = context.model.scale(scale).bands.len().min(MOST);
            (0..bands).map(|index| Value::Label(Label(index as u16))).collect()
        }
        Type::Truth => vec![Value::Truth(true), Value::Truth(false)],
        Type::Date => Date::new(2025, 6, 30).ok().map(Value::Date).into_iter().collect(),
        Type::Text => return None,
    };
    let mut first = None;
    for target in targets {
        let pair = against(context, polarity, target, accepted)?;
        first.get_or_insert(pair);
    }
    first
}

/// A pair that goes against the direction, for this target.
fn against(context: &Context<'_>, polarity: &Judged, target: Value, accepted: Option<&Interval>) -> Option<Pair> {
    let direction = context.model.formulas[polarity.formula.0 as usize].direction?;
    let literals = polarity.literals(context)?;
    let mut tried: Vec<(Number, Value)> = candidates(context, polarity, &target, &literals, accepted)
        .into_iter()
        .filter_map(|realization| Some((goodness(&realization, &target, direction)?, realization)))
        .collect();
    tried.sort_by(|(a, _), (b, _)| a.cmp(b));
    tried.dedup();
    // The best capaian of all that is less good, and of what is as good as the one at hand.
    let mut below: Option<(Value, Number)> = None;
    let mut level: Vec<(Value, Number)> = Vec::new();
    let mut at: Option<Number> = None;
    for (good, realization) in tried {
        let Value::Number(capaian) = polarity.try_out(context, &realization, &target)? else { continue };
        if at.as_ref() != Some(&good) {
            let best = level.drain(..).max_by(|(_, a), (_, b)| a.cmp(b));
            below = match (below, best) {
                (Some(below), Some(best)) => Some(if best.1 >= below.1 { best } else { below }),
                (below, best) => below.or(best),
            };
            at = Some(good);
        }
        if let Some(first) = below.as_ref().filter(|(_, best)| *best > capaian) {
            return Some(Pair { target, first: first.clone(), second: (realization, capaian) });
        }
        level.push((realization, capaian));
    }
    None
}

/// How good a realization is as the direction has it: the greater, the better.
fn goodness(realization: &Value, target: &Value, direction: Direction) -> Option<Number> {
    let size = |value: &Value| match value {
        Value::Number(number) => Some(number.clone()),
        // The first label is the best.
        Value::Label(label) => Some(Number::from(-i64::from(label.0))),
        Value::Truth(truth) => Some(Number::from(i64::from(*truth))),
        Value::Date(date) => Some(Number::from(date.duration_since(Date::constant(2000, 1, 1)).as_hours() / 24)),
        _ => None,
    };
    let here = size(realization)?;
    match direction {
        Direction::Up => Some(here),
        Direction::Down => Some(here.neg()),
        Direction::Middle => {
            let nearest = match target {
                Value::Range(range) => range.nearest(&here),
                target => size(target)?,
            };
            Some(here.sub(&nearest).ok()?.abs().neg())
        }
    }
}

/// Realizations of the right type that are worth trying.
fn candidates(
    context: &Context<'_>,
    polarity: &Judged,
    target: &Value,
    literals: &[Number],
    accepted: Option<&Interval>,
) -> Vec<Value> {
    match (polarity.realization_type(context), target) {
        (Type::Number(_), _) => numbers(polarity.shift(context), target, literals, accepted),
        (Type::Label(scale), _) if context.model.scale(scale).ordered => {
            let bands = context.model.scale(scale).bands.len().min(MOST);
            (0..bands).map(|index| Value::Label(Label(index as u16))).collect()
        }
        (Type::Truth, _) => vec![Value::Truth(false), Value::Truth(true)],
        (Type::Date, Value::Date(day)) => {
            let days = [-400, -100, -30, -7, -1, 0, 1, 7, 30, 100, 400i64];
            let add = |days: &i64| day.checked_add(jiff::Span::new().days(*days)).ok().map(Value::Date);
            days.iter().filter_map(add).collect()
        }
        _ => Vec::new(),
    }
}

/// In hundredths: what share of the target is tried.
const SHARES: [i64; 16] = [0, 10, 25, 50, 75, 90, 99, 100, 101, 110, 125, 150, 200, 210, 300, 1000];

fn numbers(shift: i32, target: &Value, literals: &[Number], accepted: Option<&Interval>) -> Vec<Value> {
    let ends: Vec<Number> = match target {
        Value::Number(target) => vec![target.clone()],
        Value::Range(range) => range.low.iter().chain(&range.high).map(|(end, _)| end.clone()).collect(),
        _ => return Vec::new(),
    };
    let (one, small) = (Number::ONE.shift10(-shift), Number::ONE.shift10(-3 - shift));
    let mut all: Vec<Number> = vec![Number::ZERO, one.clone()];
    for end in &ends {
        let base = if end.is_zero() { &one } else { end };
        all.extend(SHARES.iter().filter_map(|share| base.mul(&Number::from(*share).shift10(-2)).ok()));
    }
    // Where the formula may turn: at a number that it writes out, and at that share of the target.
    let turns = literals.iter().take(20).flat_map(|literal| {
        let shares = ends.iter().filter_map(|end| end.mul(literal).ok());
        std::iter::once(literal.clone()).chain(shares).collect::<Vec<_>>()
    });
    for turn in turns {
        all.extend([turn.sub(&small).ok(), Some(turn.clone()), turn.add(&small).ok()].into_iter().flatten());
    }
    // Below 0 only where the ruleset speaks of such figures.
    let below_zero = ends.iter().any(Number::is_negative)
        || accepted.is_some_and(|range| range.low.as_ref().is_none_or(|(low, _)| low.is_negative()));
    all.retain(|number| (below_zero || !number.is_negative()) && accepted.is_none_or(|range| range.contains(number)));
    all.sort();
    all.dedup();
    all.truncate(MOST);
    all.into_iter().map(Value::Number).collect()
}

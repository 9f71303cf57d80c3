//! What was known then and what is known now: the rows that differ, the results that follow, and which row moves which.

use crate::evaluate::{Evaluator, Fact, Facts, Outcome};
use crate::model::{ItemId, ItemKind, Model, Property};
use crate::render::correction::{ResultChange, RowChange, Said, Standing};
use crate::value::period::Period;
use crate::value::{Field, Slot};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Of more changes in one case than this, none is tried by itself.
const MOST_TRIED: usize = 200;

/// What decides in which order changes are told: the place of the code, then the column.
type Key = (Slot, &'static str, Option<Period>);

/// Stands for what the data says of a unit in a period, wherever it is written.
pub fn digest(facts: &Facts) -> [u8; 32] {
    let mut hash = Sha256::new();
    for ((slot, column, period), said) in said(facts) {
        let text = match said {
            Said::Figure(fact) => format!("{slot:?} {period:?} {:?} {}\n", fact.value, fact.decimals),
            Said::Text(text, _) => format!("{slot:?} {period:?} {column} {}:{text}\n", text.len()),
        };
        hash.update(text.as_bytes());
    }
    hash.finalize().into()
}

/// All that the data says, of other periods too: of parts of this one, and of those that `pada` reads.
fn said(facts: &Facts) -> BTreeMap<Key, Said> {
    let mut all: BTreeMap<Key, Said> = BTreeMap::new();
    for facts in std::iter::once(facts).chain(facts.others()) {
        for (slot, fact) in facts.iter() {
            all.insert((slot, RowChange::column_of(slot.field), facts.period), Said::Figure(fact.clone()));
        }
        for (code, published) in facts.all_published() {
            let slot = Slot { code, field: Field::Realization };
            for (column, text) in [("capaian_lapor", &published.achievement), ("kategori_lapor", &published.category)] {
                if let Some(text) = text {
                    all.insert((slot, column, facts.period), Said::Text(text.clone(), published.origin));
                }
            }
        }
    }
    all
}

fn same(a: &Said, b: &Said) -> bool {
    match (a, b) {
        (Said::Figure(Fact { value: a, decimals: x, .. }), Said::Figure(Fact { value: b, decimals: y, .. })) => {
            a == b && x == y
        }
        (Said::Text(a, _), Said::Text(b, _)) => a == b,
        _ => false,
    }
}

/// The rows that differ, and the results that differ because of them. A row of a period that is no part of this one is told
/// only where it moves a result of this one.
pub fn changes(
    model: &Model,
    evaluator: &mut Evaluator<'_>,
    then: Option<&Facts>,
    now: Option<&Facts>,
) -> (Vec<RowChange>, Vec<ResultChange>) {
    let rows = rows(then, now);
    let mut results = results(model, evaluator, then, now, &rows);
    let period = then.or(now).and_then(|facts| facts.period);
    let is_part = |row: &RowChange| match (row.period, period) {
        (Some(row), Some(case)) => Period::containing(row.last_day(), case.granularity) == Some(case),
        _ => true,
    };
    let moves = |place: usize| {
        let by = |change: &ResultChange| {
            change.causes.iter().any(|(cause, _)| *cause == place) || change.joint.contains(&place)
        };
        results.iter().any(by)
    };
    // Where it is not known which rows move a result, all of them may.
    let are_known = results.iter().all(|change| change.tried && !(change.causes.is_empty() && change.joint.is_empty()));
    let kept: Vec<bool> = (0..rows.len()).map(|at| !are_known || is_part(&rows[at]) || moves(at)).collect();
    let place_of = |place: usize| kept[..place].iter().filter(|kept| **kept).count();
    for change in &mut results {
        change.causes.iter_mut().for_each(|(cause, _)| *cause = place_of(*cause));
        change.joint.iter_mut().for_each(|row| *row = place_of(*row));
    }
    let rows = rows.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(row, _)| row).collect();
    (rows, results)
}

/// The rows that differ; nothing is known of a case that is not there.
fn rows(then: Option<&Facts>, now: Option<&Facts>) -> Vec<RowChange> {
    let said_by = |facts: Option<&Facts>| facts.map(said).unwrap_or_default();
    let (then, mut now) = (said_by(then), said_by(now));
    let mut changes: BTreeMap<Key, RowChange> = BTreeMap::new();
    for (key, before) in then {
        let after = now.remove(&key);
        if after.as_ref().is_some_and(|after| same(&before, after)) {
            continue;
        }
        let (slot, column, period) = key;
        changes.insert(key, RowChange { period, slot, column, then: Some(before), now: after });
    }
    for (key, after) in now {
        let (slot, column, period) = key;
        changes.insert(key, RowChange { period, slot, column, then: None, now: Some(after) });
    }
    changes.into_values().collect()
}

/// What a result is.
fn standing(model: &Model, item: ItemId, outcome: Option<&Outcome>) -> Standing {
    let Some(outcome) = outcome else { return Standing { value: None, rating: None } };
    let value = |property: Property| {
        let node = model.item(item).properties[property as usize]?;
        Some((outcome.value(node)?.clone(), model.node(node).ty))
    };
    let wanted = [Property::Achievement, Property::Absorption, Property::Realization];
    Standing { value: wanted.into_iter().find_map(value), rating: value(Property::Category) }
}

/// The results that differ, each with the changes that move it by themselves, and those that do so only beside others: alone
/// they do nothing, but without them it would not be what it is. Where there are neither, it is all of them together.
fn results(
    model: &Model,
    evaluator: &mut Evaluator<'_>,
    then: Option<&Facts>,
    now: Option<&Facts>,
    rows: &[RowChange],
) -> Vec<ResultChange> {
    let mut run = |facts: Option<&Facts>| facts.map(|facts| evaluator.run(facts, &mut ()));
    let (before, after) = (run(then), run(now));
    let items = model.results().filter(|(_, item)| item.kind != ItemKind::Data);
    let of = |(item, _): (ItemId, _)| {
        let then = standing(model, item, before.as_ref());
        let now = standing(model, item, after.as_ref());
        (then != now).then_some(ResultChange { item, then, now, causes: Vec::new(), joint: Vec::new(), tried: false })
    };
    let mut changed: Vec<ResultChange> = items.map(of).collect::<Vec<_>>().into_iter().flatten().collect();
    let (Some(then), Some(now)) = (then, now) else { return changed };
    if rows.len() > MOST_TRIED {
        return changed;
    }
    for change in &mut changed {
        change.tried = true;
    }
    for (place, row) in rows.iter().enumerate() {
        let is_figure = matches!(row.then, Some(Said::Figure(_))) || matches!(row.now, Some(Said::Figure(_)));
        if !is_figure {
            continue;
        }
        let mut facts = then.clone();
        apply(&mut facts, row, &row.now);
        let alone = run(Some(&facts));
        let mut facts = now.clone();
        apply(&mut facts, row, &row.then);
        let without = run(Some(&facts));
        for change in &mut changed {
            let alone = standing(model, change.item, alone.as_ref());
            if alone != change.then {
                change.causes.push((place, alone));
            } else if standing(model, change.item, without.as_ref()) != change.now {
                change.joint.push(place);
            }
        }
    }
    changed
}

/// Lets a row say something else.
fn apply(facts: &mut Facts, row: &RowChange, said: &Option<Said>) {
    match (said, row.period) {
        (Some(Said::Figure(fact)), Some(period)) => facts.set_in(period, row.slot, fact.clone()),
        (Some(Said::Figure(fact)), None) => facts.set(row.slot, fact.clone()),
        _ => facts.unset_in(row.period, row.slot),
    };
}

//! The plan of a model yields what the evaluator yields, or nothing: over generated rulesets and generated data.
//!
//! What is counted are evaluations: units that both have computed, all of whose values (of each property, argument and
//! condition) were compared. A run of the tests compares a million; `TAKAR_UJI_RENCANA=100000000` a hundred million.
//!
//! Each ruleset, with its data, comes from a seed of its own, so that every run does the same. A difference is told with that
//! seed; `TAKAR_UJI_BENIH=17` does only what the seed 17 yields.

use crate::support::Ruleset;
use crate::support::dice::Dice;
use crate::support::written::{sound, written};
use std::path::Path;
use takar::evaluate::plan::{Kind, Machine, Plan};
use takar::evaluate::{Evaluator, Fact, Facts, Origin};
use takar::model::catalog::{Catalog, CellType};
use takar::model::{InMemory, Model, NodeId, Type, build};
use takar::number::Number;
use takar::value::period::Period;
use takar::value::{Absence, Field, Label, Slot, Value};

/// What was done, so that a test can tell whether it saw anything.
#[derive(Debug, Default)]
struct Tally {
    models: u64,
    planned: u64,
    units: u64,
    /// Units that the plan computed too.
    done: u64,
    values: u64,
}

impl Tally {
    fn join(&mut self, other: &Self) {
        self.models += other.models;
        self.planned += other.planned;
        self.units += other.units;
        self.done += other.done;
        self.values += other.values;
    }
}

/// A figure as offices have them: round targets, decimals, rupiah, zeros, band edges, now and then something enormous.
fn figure(dice: &mut Dice, shift: i32) -> Number {
    let number = match dice.below(12) {
        0 => Number::ZERO,
        1 => Number::from(dice.below(130) as i64),
        2 | 3 => Number::from_parts(dice.below(20_000) as i128, 2),
        4 => Number::from_parts(dice.below(1_300_000) as i128, 4),
        5 => Number::from_parts([90_495, 90_500, 70_495, 50_495, 91_000][dice.below(5)], 3),
        6 => Number::from(dice.below(60_000) as i64 * 1_000_000),
        7 => Number::from_parts(-(dice.below(5_000) as i128), 1),
        8 => Number::from_parts(dice.next().into(), dice.below(25) as u32),
        9 => Number::from_parts(i128::from(dice.next()) * 1_000_003, 0),
        _ => Number::from(dice.below(100) as i64 + 1),
    };
    number.shift10(-shift)
}

/// What the data says about one unit; `tidy` where nothing is missing.
fn facts(model: &Model, catalog: &Catalog, period: Option<Period>, tidy: bool, dice: &mut Dice) -> Facts {
    let mut facts = Facts::new(None, period, model.codes.len());
    for entry in &catalog.entries {
        for (field, ty) in [(Field::Target, &entry.target), (Field::Realization, &entry.realization)] {
            let item = model.code_item(entry.id).map(|item| model.item(item));
            let ruled = item.is_some_and(|item| match field {
                Field::Target => item.declared.has_target,
                Field::Realization => item.declared.has_formula,
            });
            // What the rules give is repeated now and then, hardly ever in other words.
            let (Some(ty), false) = (ty, ruled && dice.below(12) > 0) else { continue };
            if !tidy && dice.below(8) == 0 {
                continue;
            }
            let slot = Slot { code: entry.id, field };
            let value = match ty {
                _ if !tidy && dice.below(20) == 0 => Value::NotApplicable(Absence::of(slot)),
                CellType::Number(unit) if ruled => Value::Number(Number::from_parts(95, 0).shift10(-unit.shift)),
                CellType::Number(unit) => Value::Number(figure(dice, unit.shift)),
                CellType::Label(labels) => Value::Label(Label(dice.below(labels.len()) as u16)),
                CellType::Truth => Value::Truth(dice.below(2) == 0),
                _ => continue,
            };
            let origin = Origin::Data { file: 0, line: 2, column: 1 };
            facts.set(slot, Fact { value, decimals: 2, origin });
        }
    }
    facts
}

/// Evaluates units both ways. `from` says where the ruleset comes from.
fn compare(model: &Model, from: &str, text: &str, units: u64, dice: &mut Dice) -> Tally {
    let mut tally = Tally { models: 1, ..Tally::default() };
    let period = model.header().and_then(|_| Period::year(2024));
    let Some(plan) = Plan::new(model, period) else { return tally };
    tally.planned += 1;
    for root in roots(model) {
        let is_range = matches!(model.node(root).ty, Type::Range(_));
        assert!(is_range || plan.result(root).is_some(), "{root:?} has no result: {from}\n{text}");
    }
    let compared = |root: &NodeId| Some((*root, plan.result(*root)?, Kind::of(model.node(*root).ty)?));
    let compared: Vec<_> = model.order.iter().filter_map(compared).collect();
    let catalog = model.catalog();
    let mut machine = Machine::new(&plan);
    let mut evaluator = Evaluator::new(model);
    for unit in 0..units {
        let facts = facts(model, &catalog, period, unit % 8 != 0, dice);
        tally.units += 1;
        machine.clear();
        let known = facts.iter().all(|(slot, fact)| machine.give_value(slot, &fact.value));
        if !known || !machine.run() {
            continue;
        }
        tally.done += 1;
        let expected = evaluator.run(&facts, &mut ());
        let told = || format!("{from}, unit {unit}\n{facts:?}\n{text}");
        assert!(expected.conflicts.is_empty(), "the data contradicts the rules: {}", told());
        for (root, register, kind) in &compared {
            tally.values += 1;
            let value = machine.value(*register, *kind);
            assert_eq!(expected.value(*root), Some(&value), "{root:?} {:?}: {}", model.node(*root).kind, told());
        }
    }
    tally
}

/// What results are read from.
fn roots(model: &Model) -> impl Iterator<Item = NodeId> + '_ {
    let items = model.results().flat_map(|(_, item)| item.properties.iter().flatten().copied());
    items.chain(model.conditions.iter().map(|condition| condition.node))
}

/// The ruleset and the data of a seed.
fn seeded(seed: u64) -> Tally {
    let mut dice = Dice::new(seed);
    let choices: Vec<u32> = (0..30 + dice.below(300)).map(|_| dice.next() as u32).collect();
    let text = written(&choices, sound);
    match build(&mut InMemory::one("uji.takar", &text), "uji.takar".as_ref()).unwrap().model {
        Some(model) => compare(&model, &format!("TAKAR_UJI_BENIH={seed}"), &text, 1000, &mut dice),
        None => Tally::default(),
    }
}

/// What an environment variable asks for.
fn asked(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|many| many.parse().unwrap_or_else(|_| panic!("{variable}: {many}")))
}

/// So many threads, whatever the machine, so that every run does the same.
const THREADS: u64 = 2;

#[test]
fn a_plan_yields_what_the_evaluator_yields() {
    if let Some(seed) = asked("TAKAR_UJI_BENIH") {
        println!("{:?}", seeded(seed));
        return;
    }
    let wanted = asked("TAKAR_UJI_RENCANA").unwrap_or(1_000_000);
    let share = |thread: u64| {
        let mut tally = Tally::default();
        let mut seed = thread;
        while tally.done < wanted.div_ceil(THREADS) {
            tally.join(&seeded(seed));
            seed += THREADS;
        }
        tally
    };
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || share(thread))).collect();
        // A difference fails here, having been told there.
        threads.into_iter().for_each(|thread| tally.join(&thread.join().expect("a difference")));
    });
    println!("{tally:?}");
    assert!(tally.done >= wanted);
    // Most rulesets have a plan, and most units are computed by it.
    assert!(tally.planned * 3 > tally.models * 2, "{tally:?}");
    assert!(tally.done * 2 > tally.units, "{tally:?}");
}

#[test]
fn the_shipped_rulesets_have_plans_that_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    let mut dice = Dice::new(7);
    let mut tally = Tally::default();
    for name in ["evaluasi", "pk-ketua"] {
        let path = root.join(format!("kpu-kalteng-2024/{name}.takar"));
        let ruleset = Ruleset::load(&path);
        tally.join(&compare(&ruleset.model, name, "", 200, &mut dice));
    }
    assert_eq!((tally.models, tally.planned), (2, 2));
    assert!(tally.done > 0, "{tally:?}");
}

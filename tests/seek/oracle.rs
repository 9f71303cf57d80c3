//! Seeking finds what an exhaustive search finds: each value of the grid is put into the rules or the data, and everything
//! is evaluated again from the start.

use crate::support::Ruleset;
use crate::support::written::any_sound;
use proptest::prelude::*;
use std::path::PathBuf;
use takar::evaluate::{Evaluator, Fact, Facts, Origin, Outcome};
use takar::model::build::{InMemory, build};
use takar::model::{Model, Node, NodeId, NodeKind, Property, Type};
use takar::number::Number;
use takar::source::{FileId, Span};
use takar::tools::seek::{Aim, Axis, Search, Space, Verdict, Wanted};
use takar::tools::whatif::{Knob, resolve};
use takar::value::operator::Comparison;
use takar::value::period::Period;
use takar::value::{Interval, Label, Slot, Value};

/// More cases on request: `TAKAR_CARI_KASUS=5000 cargo test oracle`.
fn cases(cases: u32) -> ProptestConfig {
    let cases = std::env::var("TAKAR_CARI_KASUS").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn outcome(model: &Model, facts: &Facts, goal: NodeId) -> Outcome {
    Evaluator::new(model).run_also(facts, &model.order_to(goal), &mut ())
}

/// The goal's value where everything is evaluated with a value put in its place.
fn by_hand(model: &Model, facts: &Facts, before: &Outcome, knob: &Knob, goal: NodeId, value: &Value) -> Verdict {
    let value = knob.filled(model, value, before);
    let (mut model, mut facts) = (model.clone(), facts.clone());
    knob.change_rules(&mut model, &value);
    knob.change_facts(&mut facts, &value);
    match outcome(&model, &facts, goal).value(goal) {
        Some(Value::Truth(true)) => Verdict::Holds,
        Some(Value::Truth(false)) => Verdict::Fails,
        Some(other) => Verdict::Without(other.clone()),
        None => panic!("the goal has not been evaluated"),
    }
}

/// Compares pieces with every value of the grid, and far beyond its end where none was found. Gives back how many pieces
/// there were.
fn compare(model: &Model, facts: &Facts, knob: &Knob, goal: NodeId, wanted: &Wanted, what: &str) -> usize {
    let before = outcome(model, facts, goal);
    let now = knob.now(model, &before);
    let Some(axis) = Axis::of(knob, model, now.as_ref(), facts.period, wanted) else { return 0 };
    let mut space = Space::new((model, None), facts, before.clone(), vec![knob.clone()], goal);
    let matters = space.matters();
    let pieces = Search::new(&mut space, &axis, Aim::Holds).pieces(now.as_ref());
    assert_eq!(pieces[0].from, axis.low, "{what}");
    assert_eq!(pieces.last().unwrap().to, axis.high, "{what}");
    for pair in pieces.windows(2) {
        assert_eq!(pair[0].to.map(|to| to + 1), Some(pair[1].from), "no gap between pieces: {what}");
    }
    let at = |place: i128| pieces.iter().find(|piece| piece.from <= place && piece.to.is_none_or(|to| place <= to));
    let mut places: Vec<i128> = (axis.low..=axis.high.unwrap_or(axis.low + 40)).collect();
    if axis.high.is_none() {
        let ends = pieces.iter().filter_map(|piece| piece.to);
        places.extend(ends.flat_map(|end| [end - 1, end, end + 1]).filter(|place| *place >= axis.low));
        places.extend([1_000, 123_456, 99_999_999, 1_234_567_890_123_456].map(|beyond| axis.low + beyond));
    }
    // What nothing depends on is looked at twice.
    places.truncate(if matters { usize::MAX } else { 2 });
    for place in places {
        let value = axis.value(place).unwrap();
        let expected = by_hand(model, facts, &before, knob, goal, &value);
        let found = &at(place).unwrap_or_else(|| panic!("{what}: {place} in no piece")).verdict;
        if *found == Verdict::Open {
            assert!(axis.high.is_none(), "a small grid is always decided: {what}");
            continue;
        }
        let same = match (&expected, found) {
            (Verdict::Without(a), Verdict::Without(b)) => std::mem::discriminant(a) == std::mem::discriminant(b),
            (a, b) => a == b,
        };
        assert!(same, "{what}: at {value:?} {expected:?}, found {found:?}\n{pieces:?}");
    }
    pieces.len()
}

/// A node that compares another one with a value.
fn comparison(model: &mut Model, left: NodeId, operator: Comparison, with: Value) -> NodeId {
    let span = Span::new(FileId(0), 0, 0);
    let ty = model.node(left).ty;
    let right = NodeId(model.nodes.len() as u32);
    model.nodes.push(Node { kind: NodeKind::Constant(with), ty, span, kept: false });
    model.nodes.push(Node { kind: NodeKind::Compare { operator, left, right }, ty: Type::Truth, span, kept: true });
    NodeId(right.0 + 1)
}

/// A grid coarse enough to be gone through, in the unit of what is sought.
fn coarse(model: &Model, knob: &Knob, choice: u32) -> Wanted {
    let shift = knob.unit().map_or(0, |unit| model.units.shift(unit));
    let natural = |number: i64| Number::from(number).shift10(-shift);
    let (low, high, step) = match (shift, choice % 3) {
        (2, 0) => (0, 150, 5),
        (2, _) => (-40, 160, 7),
        (_, 0) => (0, 40, 1),
        _ => (-20, 30, 2),
    };
    let range = Interval { low: Some((natural(low), true)), high: Some((natural(high), true)) };
    let range = (choice % 4 != 3).then_some(range);
    Wanted { range, step: Some(natural(step)) }
}

/// Figures for everything that data may give, from a list of choices.
fn figures(model: &Model, facts: &mut Facts, choices: &[u32]) {
    let mut choices = choices.iter().copied().cycle();
    for (index, item) in model.items.iter().enumerate() {
        for property in [Property::Target, Property::Realization, Property::Ceiling] {
            let Some(root) = item.properties[property as usize] else { continue };
            let NodeKind::Given(slot) = &model.node(root).kind else { continue };
            let choice = choices.next().unwrap_or(index as u32);
            let value = match (choice % 41, model.node(root).ty) {
                (0, _) => continue,
                (1, _) if property == Property::Realization => Value::NotApplicable(takar::value::Absence::of(*slot)),
                (_, Type::Number(unit)) => {
                    let shift = model.units.shift(unit);
                    let number = if shift == 2 { i64::from(choice % 150) } else { i64::from(choice % 25) };
                    Value::Number(Number::from(number).shift10(-shift))
                }
                (_, Type::Truth) => Value::Truth(choice % 2 == 0),
                _ => continue,
            };
            set(facts, *slot, value);
        }
    }
}

fn set(facts: &mut Facts, slot: Slot, value: Value) {
    let origin = Origin::Data { file: 0, line: 2, column: 2 };
    facts.set(slot, Fact { value, decimals: 2, origin });
}

/// Everything that has a name and can be changed.
fn knobs(ruleset: &Ruleset) -> Vec<Knob> {
    let mut names = Vec::new();
    for index in 0..ruleset.model.items.len() {
        let code = ruleset.model.full_code(takar::model::ItemId(index as u32));
        names.extend(
            [".realisasi", ".target", ".target.bawah", ".target.atas", ".bobot", ".pagu"]
                .map(|word| format!("{code}{word}")),
        );
        for number in ["95%", "97,50 %", "100%", "5", "0,5", "50%", "2"] {
            names.push(format!("{number} ke-1 dalam {code}"));
        }
    }
    for scale in &ruleset.model.scales {
        for band in &scale.bands {
            names.extend(["bawah", "atas"].map(|end| format!("{}.\"{}\".{end}", scale.name, band.label)));
        }
        names.push(format!("{}.batasi.atas", scale.name));
    }
    for (name, number) in ruleset
        .model
        .curves
        .iter()
        .map(|curve| (&curve.name, "35%"))
        .chain(ruleset.model.tables.iter().map(|table| (&table.name, "50%")))
    {
        names.push(format!("{number} ke-1 dalam {name}"));
    }
    let model = &ruleset.model;
    names.iter().filter_map(|name| resolve(model, &ruleset.sources, name, Period::year(2024)).ok()).collect()
}

/// What is looked at: conditions of the ruleset, and comparisons of its results.
fn goals(model: &mut Model, choices: &[u32]) -> Vec<NodeId> {
    let mut goals: Vec<NodeId> = model.conditions.iter().map(|condition| condition.node).collect();
    let roots: Vec<NodeId> = model
        .items
        .iter()
        .flat_map(|item| {
            [item.properties[Property::Achievement as usize], item.properties[Property::Category as usize]]
        })
        .flatten()
        .collect();
    let operators = [
        Comparison::GreaterOrEqual,
        Comparison::Less,
        Comparison::Equal,
        Comparison::Greater,
        Comparison::NotEqual,
        Comparison::LessOrEqual,
    ];
    for (root, choice) in roots.into_iter().zip(choices.iter().cycle()) {
        let operator = operators[*choice as usize % operators.len()];
        let with = match model.node(root).ty {
            Type::Number(unit) => {
                Value::Number(Number::from(i64::from(choice % 12) * 10).shift10(-model.units.shift(unit)))
            }
            Type::Label(_) => Value::Label(Label((choice % 3) as u16)),
            _ => continue,
        };
        goals.push(comparison(model, root, operator, with));
    }
    goals
}

fn check(ruleset: &Ruleset, choices: &[u32], most: usize) -> usize {
    let mut model = ruleset.model.clone();
    let mut facts = Facts::new(None, Period::year(2024), model.codes.len());
    figures(&model, &mut facts, choices);
    let (goals, knobs) = (goals(&mut model, choices), knobs(ruleset));
    if goals.is_empty() || knobs.is_empty() {
        return 0;
    }
    let mut several = 0;
    let pairs = goals.len() * knobs.len();
    // A spread of all pairs.
    let stride = (pairs / most).max(1);
    for (count, pair) in
        (choices.first().map_or(0, |first| *first as usize % stride)..pairs).step_by(stride).enumerate()
    {
        let (goal, knob) = (goals[pair % goals.len()], &knobs[pair / goals.len()]);
        let choice = choices.get(count).copied().unwrap_or(count as u32);
        let wanted = coarse(&model, knob, choice);
        let pieces = compare(&model, &facts, knob, goal, &wanted, &knob.name);
        several += usize::from(pieces > 1);
    }
    several
}

proptest! {
    #![proptest_config(cases(10))]

    /// Generated rulesets.
    #[test]
    fn seeking_agrees_with_going_through_the_grid(text in any_sound(160), choices in prop::collection::vec(any::<u32>(), 8..24)) {
        let path = PathBuf::from("uji.takar");
        let built = build(&mut InMemory([(path.clone(), text.clone())].into()), &path).unwrap();
        if built.model.is_some() {
            let ruleset = Ruleset::text(&text);
            check(&ruleset, &choices, 16);
        }
    }
}

/// Rules in which nothing is plain: ranges, roundings, tables, curves, weights, extremes.
const RULES: &str = r#"aturan coba "Coba" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
satuan laporan
polaritas naik "Naik" { arah naik rumus realisasi / target × 100% }
polaritas turun "Turun" { arah turun rumus (2 × target − realisasi) / target × 100% }
polaritas tengah "Tengah" { arah tengah rumus
  jika realisasi < target.bawah maka realisasi / target.bawah × 100%
  selain itu jika realisasi > target.atas maka target.atas / realisasi × 100%
  selain itu 100%
}
polaritas stabil "Stabil" { arah tengah rumus 100% − abs(realisasi − target) / target × 100% }
skala bercelah "Bercelah" {
  bulatkan 0 desimal
  "Baik"   91% s.d. 100%
  "Cukup"  71% s.d. 90%
  "Kurang" 51% s.d. 70%
  "Buruk"   0% s.d. 50%
}
skala rapat "Rapat" {
  batasi 0% s.d. 100%
  "Baik"   > 80% s.d. 100%
  "Cukup"  > 60% s.d. 80%
  "Kurang" 0% s.d. 60%
}
kurva tangga "Tangga" { batasi 0% s.d. 120% 0%: 0 poin 50%: 80 poin 80%: 20 poin 120%: 100 poin }
tabel hukuman "Hukuman" (a: persen; b: persen) {
  jika ≥ 80%; apa pun maka a
  jika < 80%; ≥ 50% maka (a + b) / 2
  jika < 80%; < 50% maka a − 10%
}
pengukuran { batasi 0% s.d. 110% bulatkan 0 desimal kategori bercelah agregasi rata_rata_tertimbang }
data terlayani "Terlayani" { satuan laporan }
data tertunda "Tertunda" { satuan laporan }
sasaran S1 "Satu" {
  bobot 30%
  kategori rapat
  indikator S1.1 "Naik" { satuan persen polaritas naik target 80% bobot 1 }
  indikator S1.2 "Turun" { satuan persen polaritas turun target 40% bobot 2 tanpa bulatkan }
  indikator S1.3 "Hitung" { satuan persen polaritas naik target 90% bobot 3 rumus terlayani / (terlayani + tertunda) × 100% }
}
sasaran S2 "Dua" {
  bobot 70%
  agregasi minimum
  bulatkan 1 desimal
  indikator S2.1 "Rentang" { satuan laporan polaritas tengah target 8 s.d. 10 laporan }
  indikator S2.2 "Stabil" { satuan persen polaritas stabil target 50% }
}
nilai jarak "Jarak" { rumus S1.1.realisasi × S1.1.realisasi − S1.1.realisasi × S1.2.realisasi }
nilai sendiri "Sendiri" { rumus S1.1.realisasi / S1.1.realisasi × 100% kategori rapat }
nilai tengah_tiga "Tengah" { rumus median(S1.1.capaian; S1.2.capaian; S1.3.capaian) kategori rapat }
nilai ukur "Ukur" { rumus rata_rata_geometrik(S1.1.capaian; S1.3.capaian) kategori bercelah }
nilai naik_tangga "Tangga" { rumus tangga(S1.1.capaian) + 5 poin }
nilai hukum "Hukum" { rumus hukuman(S1.1.capaian; S1.2.capaian) bulatkan 0 desimal kategori rapat }
nilai pecah "Pecah" { rumus bulat(S1.1.realisasi; 0) − S1.1.realisasi }
nilai semua "Semua" { rumus 50% × S1.capaian + 50% × S2.capaian kategori rapat kosong abaikan }
nilai hitung "Banyak" { rumus banyak(indikator.capaian ≥ 100%) }
pastikan S1.kategori ≥ "Cukup" dan S2.capaian ≥ 70% "dua syarat"
pastikan S1.1.kategori = "Baik" atau bukan (S1.2.capaian > 90%) "salah satu"
pastikan jika S1.1.realisasi > 50% maka S1.3.capaian ≥ 60% selain itu S2.capaian < 100% "bersyarat"
pastikan hitung ≥ 3 "banyak"
pastikan terlayani / tertunda ≥ 2 "rasio"
"#;

proptest! {
    #![proptest_config(cases(10))]

    /// One ruleset with everything that goes up and down, with any figures.
    #[test]
    fn seeking_agrees_where_nothing_is_monotonic(choices in prop::collection::vec(any::<u32>(), 12..40)) {
        let ruleset = Ruleset::text(RULES);
        check(&ruleset, &choices, 24);
    }
}

/// The test above looks at cases in which something turns.
#[test]
fn the_search_turns_often() {
    let ruleset = Ruleset::text(RULES);
    let choices: Vec<u32> = (0..40).map(|place| place * 7919 + 13).collect();
    let turned = check(&ruleset, &choices, 150);
    assert!(turned > 15, "{turned} of 150 have more than one piece");
}

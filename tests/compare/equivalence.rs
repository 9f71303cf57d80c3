//! Whether two formulas are the same for all inputs.

use crate::support::Ruleset;
use proptest::prelude::*;
use takar::model::{FormulaId, Property};
use takar::number::{Cut, Number};
use takar::tools::compare::equivalence::{Example, Pair, Verdict, decide};
use takar::tools::compare::formulas::Place;
use takar::value::{Absence, Cause, Value};

/// The verdict on `nilai lama` and `nilai baru` of one text, the inputs being whatever they read.
fn results(declarations: &str, old: &str, new: &str) -> (Pair, Verdict) {
    let text = format!("{declarations}\nnilai lama {{ rumus {old} }}\nnilai baru {{ rumus {new} }}\n");
    let ruleset = Ruleset::text(&text);
    let place = Place { model: &ruleset.model, sources: &ruleset.sources, renamed: &str::to_owned, period: None };
    let formula = |code: &str| {
        let root = ruleset.model.item(ruleset.item(code)).properties[Property::Raw as usize].unwrap();
        place.formula(root).unwrap()
    };
    let pair = Pair::new(formula("lama"), formula("baru")).expect("the same kinds of values");
    let verdict = decide(&pair);
    (pair, verdict)
}

const NUMBERS: &str = "data a { satuan angka } data b { satuan angka } data c { satuan angka }";

fn numbers(old: &str, new: &str) -> (Pair, Verdict) {
    results(NUMBERS, old, new)
}

fn equal(old: &str, new: &str) {
    let (_, verdict) = numbers(old, new);
    assert_eq!(verdict, Verdict::Equal, "{old} and {new}");
}

/// What an example says: `a = 1, b = 2: 3, 4`.
fn said(pair: &Pair, example: &Example) -> String {
    let text = |value: &Value| match value {
        Value::Number(number) if number.decimals().is_some() => number.to_indonesian(9, Cut::Truncate),
        Value::Number(number) => format!("{number:?}"),
        Value::Truth(truth) => truth.to_string(),
        Value::Missing(_) => "kosong".to_owned(),
        Value::NotApplicable(_) => "tidak berlaku".to_owned(),
        Value::Failed(_) => "galat".to_owned(),
        other => format!("{other:?}"),
    };
    let name = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let inputs: Vec<String> = pair
        .variables
        .iter()
        .zip(&example.inputs)
        .map(|(variable, value)| format!("{} = {}", name(&variable.name), text(value)))
        .collect();
    format!("{}: {}, {}", inputs.join(", "), text(&example.old), text(&example.new))
}

fn differ(old: &str, new: &str) -> String {
    match numbers(old, new) {
        (pair, Verdict::Differ(example, _)) => said(&pair, &example),
        (_, other) => panic!("{old} and {new}: {other:?}"),
    }
}

/// The verdict on two polarities of one text, each used by an indicator.
fn polarities(declarations: &str, names: [&str; 2]) -> Verdict {
    let users = names
        .iter()
        .enumerate()
        .map(|(index, name)| format!("indikator I{index} \"I\" {{ satuan persen polaritas {name} target 50% }}\n"));
    let ruleset = Ruleset::text(&format!("{declarations}\n{}", users.collect::<String>()));
    let place = Place { model: &ruleset.model, sources: &ruleset.sources, renamed: &str::to_owned, period: None };
    let function = |name: &str| {
        let id = ruleset.model.formulas.iter().position(|formula| formula.name == name).unwrap();
        place.applied(FormulaId(id as u32)).remove(0).1
    };
    decide(&Pair::new(function(names[0]), function(names[1])).unwrap())
}

const MIRRORED: &str = "
    polaritas a { arah turun rumus (2 × target − realisasi) / target × 100% }
    polaritas b { arah turun rumus (target − (realisasi − target)) / target × 100% }
    polaritas c { arah turun rumus (1 + (1 − realisasi / target)) × 100% }
    polaritas d { arah turun rumus jika target = 0 dan realisasi = 0 maka 100% selain itu (2 × target − realisasi) / target × 100% }
    polaritas e { arah turun rumus target / realisasi × 100% }
    polaritas f { arah turun rumus 200% − realisasi / target × 100% }
    polaritas g { arah turun rumus 200% − bila_kosong(realisasi; 0%) / target × 100% }";

#[test]
fn the_mirrored_formula_has_three_spellings() {
    for pair in [["a", "b"], ["a", "c"], ["b", "c"], ["c", "a"], ["a", "f"]] {
        assert_eq!(polarities(MIRRORED, pair), Verdict::Equal, "{pair:?}");
    }
}

#[test]
fn a_case_that_one_of_them_decides_is_found() {
    // Target 0 and realization 0: 100% against 0/0.
    let Verdict::Differ(example, _) = polarities(MIRRORED, ["a", "d"]) else { panic!("they differ") };
    assert_eq!(example.inputs, [Value::Number(Number::ZERO), Value::Number(Number::ZERO)]);
    assert!(matches!(example.old, Value::Failed(_)));
    assert_eq!(example.new, Value::Number(Number::ONE));
    // A realization that is missing: one of them takes it for 0.
    let Verdict::Differ(example, _) = polarities(MIRRORED, ["f", "g"]) else { panic!("they differ") };
    let missing = example.inputs.iter().filter(|value| matches!(value, Value::Missing(_))).count();
    assert_eq!(missing, 1);
    assert!(matches!(example.old, Value::Missing(_)), "{example:?}");
}

#[test]
fn mirrored_and_inverse_differ() {
    let Verdict::Differ(example, _) = polarities(MIRRORED, ["a", "e"]) else { panic!("they differ") };
    let (Value::Number(old), Value::Number(new)) = (&example.old, &example.new) else { panic!("{example:?}") };
    assert_ne!(old, new);
    assert!(example.inputs.iter().all(Value::is_there));
}

#[test]
fn what_is_always_the_same() {
    equal("a + b", "b + a");
    equal("(a + b) × (a − b)", "a × a − b × b");
    equal("(a × b − c × b) / 2", "b × (a − c) / 2");
    equal("maksimum(a; b)", "jika a > b maka a selain itu b");
    equal("minimum(a; b) + maksimum(a; b)", "a + b");
    equal("abs(a)", "jika a < 0 maka −a selain itu a");
    equal("batasi(a; 0 s.d. 100)", "minimum(maksimum(a; 0); 100)");
    equal("rata_rata(a; b; c)", "(a + b + c) / 3");
    equal("median(a; b; c)", "a + b + c − minimum(a; b; c) − maksimum(a; b; c)");
    equal("a / b / c", "a / c / b");
    equal(
        "jika a ≥ 90 maka 1 selain itu jika a ≥ 80 maka 2 selain itu 3",
        "jika a < 80 maka 3 selain itu jika a < 90 maka 2 selain itu 1",
    );
    equal("jika a = 1 maka a selain itu b", "jika a = 1 maka 1 selain itu b");
    // Where a is 0 both are galat.
    equal("(2 × a − b) / a", "1 + (1 − b / a)");
    equal("jika a / b > 2 maka 1 selain itu 0", "jika (a − 2 × b) / b > 0 maka 1 selain itu 0");
    equal(
        "jika b = 0 maka 0 selain itu jika a / b > 2 maka 1 selain itu 0",
        "jika b = 0 maka 0 selain itu jika b > 0 maka (jika a > 2 × b maka 1 selain itu 0) selain itu jika a < 2 × b maka 1 selain itu 0",
    );
}

#[test]
fn rounding_of_the_same_is_the_same() {
    equal("bulat((2 × a − b) / a; 2)", "bulat(1 + (1 − b / a); 2)");
    equal("jika bulat(a; 0) ≥ 91 maka 1 selain itu 0", "jika a ≥ 90,5 maka 1 selain itu 0");
    equal("jika pangkas(a; 0) = 3 maka 1 selain itu 0", "jika a ≥ 3 dan a < 4 maka 1 selain itu 0");
    equal("jika bulat_atas(a; 0) ≤ 3 maka 1 selain itu 0", "jika a > 3 maka 0 selain itu 1");
    assert_eq!(
        differ("jika bulat(a; 0) ≥ 91 maka 1 selain itu 0", "jika a > 90,5 maka 1 selain itu 0"),
        "a = 90,5: 1, 0"
    );
}

#[test]
fn the_plainest_example_is_told() {
    // They differ between 90 and 91 only; of the numbers with one decimal the one in the middle.
    assert_eq!(differ("jika a ≥ 91 maka 1 selain itu 0", "jika a > 90 maka 1 selain itu 0"), "a = 90,5: 0, 1");
    // 94 and 96 exclude the tens: 95 is the only whole number.
    assert_eq!(differ("jika a ≤ 94 maka 1 selain itu 0", "jika a < 96 maka 1 selain itu 0"), "a = 95: 0, 1");
    assert_eq!(differ("a × b", "a × b + (jika a = 7 dan b = 3 maka 1 selain itu 0)"), "a = 7, b = 3: 21, 22");
    // Only where nothing can be divided.
    assert_eq!(differ("a × b / b", "a"), "a = 1, b = 0: galat, 1");
}

#[test]
fn states_make_a_difference() {
    // 0 × kosong is kosong, not 0.
    assert_eq!(differ("a + 0 × b", "a"), "a = 1, b = kosong: kosong, 1");
    // A galat wins over what is missing, unless the division was not even reached.
    assert_eq!(differ("1 / a + b", "(1 + a × b) / a"), "a = 0, b = kosong: galat, kosong");
    let (_, verdict) = numbers("bila_kosong(a; 0) + b", "jika ada(a) maka a + b selain itu b");
    // `jika` stops at an a that is tidak berlaku, the sum goes on to a galat of b.
    assert!(matches!(verdict, Verdict::Differ(_, true)), "{verdict:?}");
    equal("bila_kosong(a; 0) + b", "b + bila_kosong(a; 0)");
    // `jika` stops at a condition without a value, `atau` does not.
    assert_eq!(
        differ(
            "jika a > 0 atau b > 0 maka 1 selain itu 0",
            "jika a > 0 maka 1 selain itu jika b > 0 maka 1 selain itu 0"
        ),
        "a = kosong, b = 1: 1, kosong"
    );
}

#[test]
fn what_is_not_decided_is_tried() {
    // The squares of whole numbers below 1.000 differ from 2: but not only whole numbers are inputs.
    let (_, verdict) = numbers("jika a × a = 2 maka 1 selain itu 0", "0 × a");
    assert!(matches!(verdict, Verdict::Unproven(cases) if cases >= 1000), "{verdict:?}");
    // Products that stand in both are no obstacle.
    equal("jika a × b > c maka 1 + a selain itu 0", "jika a × b > c maka a + 1 selain itu 0");
}

#[test]
fn labels_and_truths_are_gone_through() {
    let scales =
        "skala s { \"Baik\" skor 3 \"Cukup\" skor 2 \"Kurang\" skor 1 } data a { satuan s } data b { satuan s }";
    let verdict = |old: &str, new: &str| results(scales, old, new).1;
    assert_eq!(verdict("jika a ≥ b maka 1 selain itu 0", "jika skor(a) ≥ skor(b) maka 1 selain itu 0"), Verdict::Equal);
    let (old, new) = ("jika a ≥ \"Cukup\" maka 1 selain itu 0", "jika a = \"Kurang\" maka 0 selain itu 1");
    assert_eq!(verdict(old, new), Verdict::Equal);
    // A computed label may be `di luar skala`, which has no order: galat against 1.
    let computed = "skala s { \"Baik\" > 3 s.d. 4 \"Cukup\" > 2 s.d. 3 \"Kurang\" 1 s.d. 2 } data x { satuan angka }
        nilai a { rumus x kategori s }";
    let (old, new) = (old.replace(" a ", " a.kategori "), new.replace(" a ", " a.kategori "));
    let (_, found) = results(computed, &old, &new);
    assert!(matches!(found, Verdict::Differ(..)), "{found:?}");
}

/// A formula over a, b and c of the kind that is decided.
fn formula() -> impl Strategy<Value = String> {
    let number = prop::sample::select(vec!["0", "1", "2", "−1", "0,5"]).prop_map(str::to_owned);
    let leaf = prop_oneof![4 => prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned), 2 => number];
    leaf.prop_recursive(4, 14, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            3 => pair.clone().prop_map(|(x, y)| format!("({x} + {y})")),
            3 => pair.clone().prop_map(|(x, y)| format!("({x} − {y})")),
            1 => inner.clone().prop_map(|x| format!("(2 × {x})")),
            1 => pair.clone().prop_map(|(x, y)| format!("({x} × {y})")),
            1 => pair.clone().prop_map(|(x, y)| format!("({x} / {y})")),
            1 => inner.clone().prop_map(|x| format!("abs({x})")),
            1 => pair.clone().prop_map(|(x, y)| format!("maksimum({x}; {y})")),
            1 => pair.clone().prop_map(|(x, y)| format!("minimum({x}; {y})")),
            1 => inner.clone().prop_map(|x| format!("batasi({x}; −1 s.d. 1)")),
            1 => inner.clone().prop_map(|x| format!("bulat({x}; 0)")),
            1 => pair.clone().prop_map(|(x, y)| format!("bila_kosong({x}; {y})")),
            2 => (pair.clone(), pair.clone(), prop::sample::select(vec!["<", "≤", "=", "≥", "≠"]))
                .prop_map(|((x, y), (p, q), sign)| format!("(jika {x} {sign} {y} maka {p} selain itu {q})")),
            1 => (pair.clone(), pair, inner).prop_map(|((x, y), (p, q), z)| {
                format!("(jika {x} > {y} dan {z} ≤ 1 maka {p} selain itu {q})")
            }),
        ]
    })
}

/// All inputs of a small grid, states without a value among them.
fn grid(variables: usize) -> Vec<Vec<Value>> {
    let numbers = [-20i128, -10, -5, 0, 5, 10, 15, 20].map(|tenths| Value::Number(Number::from_parts(tenths, 1)));
    let states = [Value::Missing(Absence::default()), Value::failed(Cause::NoRow)];
    let values: Vec<Value> = numbers.into_iter().chain(states).collect();
    (0..variables).fold(vec![Vec::new()], |all, _| {
        all.iter()
            .flat_map(|rest| values.iter().map(|value| [&rest[..], std::slice::from_ref(value)].concat()))
            .collect()
    })
}

fn checked(old: &str, new: &str) -> Verdict {
    let (pair, verdict) = numbers(old, new);
    let on_grid = grid(pair.variables.len()).iter().find_map(|inputs| pair.differ_at(inputs));
    match (&verdict, on_grid) {
        (Verdict::Equal, Some(example)) => panic!("{old} and {new} differ: {}", said(&pair, &example)),
        (Verdict::Differ(example, only_without), on_grid) => {
            assert!(pair.differ_at(&example.inputs).is_some(), "{old} and {new}");
            if let (true, Some(found)) = (only_without, on_grid) {
                assert!(!found.inputs.iter().all(Value::is_there), "{old} and {new}: {}", said(&pair, &found));
            }
        }
        _ => {}
    }
    verdict
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::compare::cases(50), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_decided_agrees_with_evaluation(old in formula(), new in formula()) {
        checked(&old, &new);
    }

    #[test]
    fn other_spellings_are_never_told_apart(x in formula(), y in formula(), z in formula(), which in 0usize..8) {
        let (old, new) = match which {
            0 => (format!("{x} + {y}"), format!("{y} + {x}")),
            1 => (format!("({x} + {y}) × 2"), format!("2 × {x} + 2 × {y}")),
            2 => (format!("{x} − {y}"), format!("−({y} − {x})")),
            3 => (format!("maksimum({x}; {y})"), format!("−minimum(−{x}; −{y})")),
            4 => (format!("jika {x} > {y} maka {z} selain itu 1"), format!("jika {x} ≤ {y} maka 1 selain itu {z}")),
            5 => (format!("jika {x} = {y} maka 1 selain itu {z}"), format!("jika bukan {x} ≠ {y} maka 1 selain itu {z}")),
            6 => (format!("abs({x} − {y})"), format!("maksimum({x}; {y}) − minimum({x}; {y})")),
            _ => (format!("bulat({x} + {y}; 1)"), format!("bulat({y} + {x}; 1)")),
        };
        let verdict = checked(&old, &new);
        prop_assert!(!matches!(verdict, Verdict::Differ(..)), "{} and {}: {:?}", old, new, verdict);
    }
}

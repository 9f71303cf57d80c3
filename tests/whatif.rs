//! What can be changed for a while, and what a change does.

use crate::support::Ruleset;
use takar::evaluate::{Outcome, evaluate};
use takar::message::Message;
use takar::model::{Model, Property, Type, UnitId};
use takar::number::Number;
use takar::tools::whatif::{Grid, Knob, resolve};
use takar::value::Value;

pub const RULES: &str = r#"aturan coba "Coba" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
satuan laporan
polaritas naik "Naik" { arah naik rumus realisasi / target × 100% }
polaritas tengah "Tengah" { arah tengah rumus
  jika realisasi < target.bawah maka realisasi / target.bawah × 100%
  selain itu jika realisasi > target.atas maka target.atas / realisasi × 100%
  selain itu 100%
}
skala predikat "Predikat" {
  "Baik"   > 80% s.d. 100%
  "Cukup"  > 60% s.d. 80%
  "Kurang" 0% s.d. 60%
}
pengukuran {
  batasi 0% s.d. 100%
  kategori predikat
  agregasi rata_rata_tertimbang
}
data terlayani "Terlayani" { satuan laporan }
data seluruhnya "Seluruhnya" { satuan laporan rentang ≥ 1 laporan }
sasaran S1 "Satu" {
  bobot 1
  indikator S1.1 "Biasa" { satuan persen polaritas naik target 80% bobot 50% }
  indikator S1.2 "Berumus" { satuan persen polaritas naik target 100% bobot 50% rumus terlayani / seluruhnya × 100% }
}
sasaran S2 "Dua" {
  bobot 3
  indikator S2.1 "Rentang" { satuan laporan polaritas tengah target 8 s.d. 10 laporan bobot 100% }
}
anggaran A1 "Anggaran" { pagu Rp 1.000 }
nilai total "Total" { rumus 50% × S1.capaian + 50% × S2.capaian }
"#;

const DATA: &str = "kode;realisasi\nS1.1;60%\nterlayani;30\nseluruhnya;40\nS2.1;4\nA1;Rp 500\n";

fn ruleset() -> (Ruleset, takar::evaluate::Facts) {
    let mut ruleset = Ruleset::text(RULES);
    let mut facts = ruleset.facts();
    ruleset.read(&mut facts, "data.csv", "", DATA);
    (ruleset, facts)
}

fn percent(number: i64) -> Number {
    Number::from(number).shift10(-2)
}

fn knob(ruleset: &Ruleset, name: &str) -> Knob {
    let period = ruleset.facts().period;
    resolve(&ruleset.model, &ruleset.sources, name, period).unwrap_or_else(|message| panic!("{name}: {message:?}"))
}

/// What everything is after a change.
fn changed(ruleset: &Ruleset, facts: &takar::evaluate::Facts, name: &str, value: Value) -> (Model, Outcome) {
    let knob = knob(ruleset, name);
    let before = evaluate(&ruleset.model, facts, &mut ());
    let value = knob.filled(&ruleset.model, &value, &before);
    let (mut model, mut facts) = (ruleset.model.clone(), facts.clone());
    knob.change_rules(&mut model, &value);
    knob.change_facts(&mut facts, &value);
    let outcome = evaluate(&model, &facts, &mut ());
    (model, outcome)
}

fn achievement(ruleset: &Ruleset, outcome: &Outcome, code: &str) -> Value {
    outcome.property(&ruleset.model, ruleset.item(code), Property::Achievement).expect("a value").clone()
}

#[test]
fn figures_and_rules_are_changed_and_evaluated() {
    let (ruleset, facts) = ruleset();
    let after = |name: &str, value: Value, code: &str| {
        let (_, outcome) = changed(&ruleset, &facts, name, value);
        achievement(&ruleset, &outcome, code)
    };
    let number = |number: Number| Value::Number(number);
    // 40 / 80
    assert_eq!(after("S1.1.realisasi", number(percent(40)), "S1.1"), number(percent(50)));
    // 60 / 100
    assert_eq!(after("S1.1.target", number(percent(100)), "S1.1"), number(percent(60)));
    // 10 / 40
    assert_eq!(after("terlayani", number(Number::from(10u32)), "S1.2"), number(percent(25)));
    // What a formula computes otherwise: 70 / 100
    assert_eq!(after("S1.2.realisasi", number(percent(70)), "S1.2"), number(percent(70)));
    // 4 / 5, the other end stays
    assert_eq!(after("S2.1.target.bawah", number(Number::from(5u32)), "S2.1"), number(percent(80)));
    // Both ends: 5 / 5 and beyond, 4 / 5
    assert_eq!(after("S2.1.target", number(Number::from(5u32)), "S2.1"), number(percent(80)));
    // 75 and 75, weighted or not; 50 and 50 before: (100 × 75 + 50 × 75) / 150
    assert_eq!(after("S1.1.bobot", number(percent(100)), "S1"), number(percent(75)));
    // 25% × 75% + 50% × 50%
    assert_eq!(after("50% ke-1 dalam total", number(percent(20)), "total"), number(percent(40)));
    // A cap of 70% on 75%
    assert_eq!(after("100% dalam pengukuran", number(percent(70)), "S1.1"), number(percent(70)));
    // The polarity's own literal, in every indicator that it is applied to: 60 / 80 × 80% = 60%
    assert_eq!(after("100% dalam naik", number(percent(80)), "S1.1"), number(percent(60)));
}

#[test]
fn a_limit_between_two_bands_moves_both() {
    let (ruleset, facts) = ruleset();
    for name in ["predikat.\"Baik\".bawah", "predikat.\"Cukup\".atas", "80% dalam predikat"] {
        let (model, outcome) = changed(&ruleset, &facts, name, Value::Number(percent(70)));
        let category = outcome.property(&model, ruleset.item("S1.1"), Property::Category);
        // 75% lies above 70% now.
        assert_eq!(category, Some(&Value::Label(takar::value::Label(0))), "{name}");
        let accepted = knob(&ruleset, name).accepted.expect("between its neighbours");
        assert!(!accepted.contains(&percent(60)) && accepted.contains(&percent(61)), "{name}");
    }
}

#[test]
fn the_grid_follows_the_unit() {
    let (ruleset, _) = ruleset();
    let grid = |name: &str| knob(&ruleset, name).grid(&ruleset.model);
    // 0,01%
    assert_eq!(grid("S1.1.target"), Grid::Steps(Number::ONE.shift10(-4)));
    assert_eq!(grid("terlayani"), Grid::Steps(Number::ONE));
    assert_eq!(grid("S2.1.target.atas"), Grid::Steps(Number::ONE));
    assert_eq!(grid("A1.pagu"), Grid::Steps(Number::ONE));
    // A plain number: 0,01
    assert_eq!(grid("S1.bobot"), Grid::Steps(Number::ONE.shift10(-2)));
    assert_eq!(knob(&ruleset, "S2.1.target").ty, Type::Number(knob(&ruleset, "S2.1.realisasi").unit().unwrap()));
    assert_eq!(knob(&ruleset, "A1.realisasi").unit(), Some(UnitId::RUPIAH));
}

#[test]
fn what_cannot_be_changed_is_told() {
    let (ruleset, _) = ruleset();
    let code = |name: &str| {
        let told = resolve(&ruleset.model, &ruleset.sources, name, None).expect_err(name);
        Message::from(told).code().0
    };
    assert_eq!(code("S1.3.realisasi"), 930);
    assert_eq!(code("predikat.\"Bagus\".bawah"), 930);
    assert_eq!(code("S1.1.capaian"), 931);
    assert_eq!(code("S1.realisasi"), 931);
    assert_eq!(code("total"), 931);
    assert_eq!(code("33% dalam S1.1"), 932);
    assert_eq!(code("100% dalam tengah"), 933);
    assert_eq!(code("50% dalam S9"), 930);
}

//! How long `cari` takes: one unknown in a ruleset of 100 indicators, and the same for 1.000 units. Only measured, never
//! tested: `cargo bench --bench cari`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a bench that cannot go on ends"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use takar::evaluate::{Fact, Facts, Origin};
use takar::model::{Asked, Due, InMemory, Options, Query, Rules, build_to_ask};
use takar::number::Number;
use takar::source::{Sources, Span};
use takar::tools::seek::{Question, Wanted, answer, reasons};
use takar::tools::whatif::resolve;
use takar::value::period::Period;
use takar::value::{Field, Value};

const HEAD: &str = r#"aturan besar "Besar" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }
polaritas naik "Naik" { arah naik rumus realisasi / target × 100% }
polaritas stabil "Stabil" { arah tengah rumus 100% − abs(realisasi − target) / target × 100% }
skala lkj "Skala" {
  bulatkan 0 desimal
  "Berhasil"        91% s.d. 100%
  "Cukup Berhasil"  71% s.d. 90%
  "Kurang Berhasil" 51% s.d. 70%
  "Tidak Berhasil"   0% s.d. 50%
}
pengukuran { batasi 0% s.d. 100% bulatkan 2 desimal kategori lkj agregasi rata_rata }
"#;

/// 100 indicators in 10 groups, rated together.
fn rules() -> String {
    let mut text = String::from(HEAD);
    for group in 1..=10 {
        text.push_str(&format!("sasaran S{group} \"Sasaran {group}\" {{\n"));
        for one in 1..=10 {
            let polarity = if one % 3 == 0 { "stabil" } else { "naik" };
            text.push_str(&format!(
                "  indikator S{group}.{one} \"Indikator\" {{ satuan persen polaritas {polarity} target {}% }}\n",
                60 + group + one
            ));
        }
        text.push_str("}\n");
    }
    text.push_str("nilai akhir \"Akhir\" { rumus rata_rata(sasaran.capaian) bulatkan 1 desimal kategori lkj }\n");
    text
}

struct Ready {
    rules: Rules,
    sources: Sources,
    query: Query,
    units: Vec<Facts>,
}

fn ready(condition: &str) -> Ready {
    let files = &mut InMemory::one("besar.takar", &rules());
    let (built, desk) = build_to_ask(files, "besar.takar".as_ref(), &Options::default()).expect("it is in memory");
    let (mut rules, mut sources) = (built.rules, built.sources);
    let file = sources.add("»", condition);
    let text = Span::new(file, 0, condition.len());
    let asked = desk.ask(0, rules.model_mut(0).expect("rules"), &sources, text, Due::Condition);
    let Ok(Asked::Value(query)) = asked else { panic!("{asked:?}") };
    let model = rules.latest().expect("rules");
    let unit = |number: u32| {
        let mut facts = Facts::new(Some(format!("Unit {number}").into()), Period::year(2024), model.codes.len());
        for (place, item) in model.items.iter().enumerate() {
            let shown = 40 + (number * 7 + place as u32 * 13) % 50;
            let value = Value::Number(Number::from(shown).shift10(-2));
            let origin = Origin::Data { file: 0, line: 2, column: 2 };
            let slot = takar::value::Slot { code: item.id, field: Field::Realization };
            if item.kind == takar::model::ItemKind::Indicator {
                facts.set(slot, Fact { value, decimals: 0, origin });
            }
        }
        facts
    };
    let units = (0..1_000).map(unit).collect();
    Ready { rules, sources, query, units }
}

fn seek(ready: &Ready, facts: &Facts, name: &str) -> usize {
    let model = ready.rules.latest().expect("rules");
    let knob = resolve(model, &ready.sources, name, Period::year(2024)).expect("a knob");
    let question = Question::new((model, None), &ready.sources, facts, &ready.query);
    answer(&question, &knob, &Wanted::default()).map_or(0, |answer| answer.holds.len())
}

fn benches(criterion: &mut Criterion) {
    let far = ready("akhir.kategori ≥ \"Cukup Berhasil\"");
    let near = ready("S1.3.capaian ≥ 90%");
    criterion.bench_function("cari: satu di antara 100 indikator, kategori teratas", |bencher| {
        bencher.iter(|| seek(black_box(&far), &far.units[0], "S1.1.realisasi"));
    });
    criterion.bench_function("cari: target stabil", |bencher| {
        bencher.iter(|| seek(black_box(&near), &near.units[0], "S1.3.target"));
    });
    criterion.bench_function("cari: batas pita skala", |bencher| {
        bencher.iter(|| seek(black_box(&far), &far.units[0], "lkj.\"Cukup Berhasil\".bawah"));
    });
    criterion.bench_function("mengapa tidak: 100 indikator", |bencher| {
        let model = far.rules.latest().expect("rules");
        let question = Question::new((model, None), &far.sources, &far.units[0], &far.query);
        bencher.iter(|| reasons(black_box(&question), String::new()).turns.len());
    });
    let mut many = criterion.benchmark_group("banyak");
    many.sample_size(10);
    many.bench_function("cari: 1.000 unit", |bencher| {
        bencher.iter(|| near.units.iter().map(|facts| seek(&near, facts, "S1.3.realisasi")).sum::<usize>());
    });
    many.bench_function("cari: 1.000 unit, kategori teratas", |bencher| {
        bencher.iter(|| far.units.iter().map(|facts| seek(&far, facts, "S1.1.realisasi")).sum::<usize>());
    });
    many.finish();
}

criterion_group!(all, benches);
criterion_main!(all);

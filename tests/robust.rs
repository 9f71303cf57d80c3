//! No input may panic or hang: generated and mutated rulesets, with made-up facts, through build, evaluation and
//! explanation; and where a mutated ruleset still builds, each of its explanations must lead to its own result.

use crate::support::dice::Dice;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use takar::evaluate::{Evaluator, Fact, Facts, Origin, Recording};
use takar::explain::Explainer;
use takar::explain::parity::recompute;
use takar::message::Language;
use takar::model::catalog::CellType;
use takar::model::{InMemory, ItemId, Model, build};
use takar::number::Number;
use takar::render::{View, explanation};
use takar::syntax::literate::is_literate;
use takar::value::{Absence, Field, Label, Slot, Value};

fn shipped() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".takar") || is_literate(&path.to_string_lossy()) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_path_buf(), text));
            }
        }
    }
    found.sort();
    found
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "(",
    ")",
    "\"",
    ";",
    ":",
    "=",
    "×",
    "/",
    "−",
    "%",
    "0",
    "1.000.000",
    "0,5%",
    "s.d.",
    "≥",
    "< ",
    "jika ",
    "maka ",
    "selain itu ",
    "dan ",
    "bukan ",
    "tidak ",
    "target",
    "realisasi",
    "capaian",
    "S1",
    "S1.1",
    "indikator",
    "sasaran",
    "nilai",
    "rumus ",
    "batasi ",
    "bulatkan 2 desimal",
    "kosong abaikan",
    "tanpa ",
    "rata_rata(",
    "skor(",
    "indikator.capaian",
    "#",
    "\n",
    "\u{a0}",
    "“",
    "В",
    "９",
    "\0",
    "1e9",
    "99999999999999999999999999999999999999",
    "Rp ",
    "/orang",
    "2024-TW2",
];

/// A few changes as a slip of hand makes them, and some that no hand makes.
pub fn mutate(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..1 + dice.below(3) {
        let boundary = |text: &str, dice: &mut Dice| {
            let mut at = dice.below(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (a, b) = (boundary(&text, dice), boundary(&text, dice));
        match dice.below(5) {
            0 => text.insert_str(a, dice.of(PIECES)),
            1 => cut(&mut text, a.min(b), dice.below(12)),
            2 => {
                let mut lines: Vec<&str> = text.lines().collect();
                let (from, to) = (dice.below(lines.len()), dice.below(lines.len()));
                lines.swap(from, to);
                text = lines.join("\n");
            }
            3 => {
                let lines: Vec<&str> = text.lines().collect();
                let line = format!("{}\n", lines[dice.below(lines.len())]);
                text.insert_str(a, &line);
            }
            _ => {
                // Another digit somewhere.
                if let Some(at) = text[a..].find(|c: char| c.is_ascii_digit()).map(|at| at + a) {
                    text.replace_range(at..at + 1, &dice.below(10).to_string());
                }
            }
        }
        if text.lines().next().is_none() {
            text.push('#');
        }
    }
    text
}

/// Takes some characters out.
fn cut(text: &mut String, at: usize, characters: usize) {
    let rest: String = text[at..].chars().skip(characters).collect();
    text.truncate(at);
    text.push_str(&rest);
}

fn made_up(model: &Model, dice: &mut Dice) -> Facts {
    let period = model.header().and_then(|header| header.only_period());
    let mut facts = Facts::new(None, period, model.codes.len());
    for entry in model.catalog().entries {
        for (field, cell) in [(Field::Target, entry.target), (Field::Realization, entry.realization)] {
            let Some(cell) = cell else { continue };
            let slot = Slot { code: entry.id, field };
            if model.is_ruled(slot) && dice.below(10) > 0 {
                continue;
            }
            let value = match (dice.below(12), cell) {
                (0, _) => continue,
                (1, _) if field == Field::Realization => Value::NotApplicable(Absence::of(slot)),
                (2, CellType::Number(_)) => Value::Number(Number::ZERO),
                (3, CellType::Number(_)) => Value::Number(Number::from_parts(-(dice.below(1000) as i128), 2)),
                (4, CellType::Number(_)) => Value::Number(Number::from_parts(i128::MAX, 20)),
                (_, CellType::Number(_)) => Value::Number(Number::from_parts(dice.below(15_000) as i128, 4)),
                (_, CellType::Label(labels)) => Value::Label(Label(dice.below(labels.len()) as u16)),
                (_, CellType::Truth) => Value::Truth(dice.below(2) == 0),
                (_, CellType::Text) => Value::Text("teks".into()),
                _ => continue,
            };
            facts.set(slot, Fact { value, decimals: 2, origin: Origin::Data { file: 0, line: 2, column: 3 } });
        }
    }
    facts
}

/// Evaluates, and follows every explanation. Gives the number of nodes that were recomputed.
fn follow(model: &Model, sources: &takar::source::Sources, dice: &mut Dice) -> usize {
    let facts = made_up(model, dice);
    let mut recording = Recording::new(model);
    let plain = Evaluator::new(model).run(&facts, &mut ());
    let outcome = Evaluator::new(model).run(&facts, &mut recording);
    let explainer = Explainer::new(model, &facts, &recording);
    let files = Default::default();
    let mut followed = 0;
    for index in 0..model.items.len() {
        for property in model.items[index].properties.into_iter().flatten() {
            assert_eq!(plain.value(property), outcome.value(property), "recording changes a result");
        }
        if model.items[index].module != 0 {
            continue;
        }
        let explained = explainer.item(ItemId(index as u32));
        for node in explained.nodes() {
            if let Some(again) = recompute(node) {
                followed += 1;
                assert_eq!(state(&again), state(&node.value), "{node:?}");
            }
        }
        for language in [Language::Indonesian, Language::English] {
            let view = View { model, sources, files: &files, language };
            assert!(!explanation::text(&view, &explained, 100).is_empty());
        }
    }
    followed
}

/// A value, or only the state where there is none: an explanation says the reasons in its own way.
fn state(value: &Value) -> Value {
    match value {
        Value::Missing(_) => Value::Missing(Absence::default()),
        Value::NotApplicable(_) => Value::NotApplicable(Absence::default()),
        Value::Failed(_) => Value::failed(takar::value::Cause::NoRow),
        value => value.clone(),
    }
}

#[test]
fn mutated_rulesets_build_or_are_refused_and_never_panic() {
    let shipped = shipped();
    let mut dice = Dice::new(20_241_231);
    let (mut built, mut refused, mut followed) = (0, 0, 0);
    for round in 0..500 {
        let victim = dice.below(shipped.len());
        let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
        for (index, (path, text)) in shipped.iter().enumerate() {
            // In some rounds what a ruleset uses is broken as well.
            let text = if index == victim || (round % 7 == 0 && dice.below(4) == 0) {
                mutate(text, &mut dice)
            } else {
                text.clone()
            };
            files.insert(path.clone(), text);
        }
        let result = build(&mut InMemory(files), &shipped[victim].0).unwrap();
        match result.model {
            None => {
                refused += 1;
                for language in [Language::Indonesian, Language::English] {
                    for diagnostic in &result.diagnostics {
                        assert!(!diagnostic.message.tell(language).message.is_empty());
                    }
                }
            }
            Some(model) => {
                built += 1;
                followed += follow(&model, &result.sources, &mut dice);
            }
        }
    }
    // The mutations reach both: what is refused and what still works.
    assert!(built > 100 && refused > 100 && followed > 2_000, "{built} built, {refused} refused, {followed} followed");
}

#[test]
fn shipped_rulesets_with_any_facts_explain_what_they_compute() {
    let shipped = shipped();
    let files: BTreeMap<PathBuf, String> = shipped.iter().cloned().collect();
    let mut dice = Dice::new(7);
    let mut followed = 0;
    for (path, _) in &shipped {
        let result = build(&mut InMemory(files.clone()), path).unwrap();
        let model = result.model.unwrap_or_else(|| panic!("{}: {:?}", path.display(), result.diagnostics));
        for _ in 0..100 {
            followed += follow(&model, &result.sources, &mut dice);
        }
    }
    assert!(followed > 20_000, "{followed}");
}

/// Mutated rulesets and data through the program itself: it always ends by itself, with an exit code that fits what it
/// printed.
#[test]
fn the_whole_program_survives_mutated_rulesets_and_data() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/kpu-kalteng-2024");
    let read = |name: &str| std::fs::read_to_string(source.join(name)).unwrap();
    let names: Vec<String> = std::fs::read_dir(&source)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".takar") || name.ends_with(".takar.md"))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice::new(31_122_024);
    let mut seen = [0; 6];
    for round in 0..150 {
        for name in &names {
            std::fs::write(folder.path().join(name), read(name)).unwrap();
        }
        let victim = ["evaluasi.takar", "rkt.takar", "ringkasan.takar", "anggaran.takar.md"][dice.below(4)];
        let name = victim.split('.').next().unwrap();
        let (mut rules, mut rows) = (read(victim), read(&format!("{name}.csv")));
        // Mostly the data: a broken ruleset is refused before any data is read.
        match dice.below(4) {
            0 => rules = mutate(&rules, &mut dice),
            _ => rows = mutate(&rows, &mut dice),
        }
        if round % 10 == 0 {
            rows = rows.replace(';', ",");
        }
        std::fs::write(folder.path().join(victim), rules).unwrap();
        std::fs::write(folder.path().join("data.csv"), rows).unwrap();
        let verb = ["hitung", "jelaskan"][dice.below(2)];
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_takar"));
        command.current_dir(folder.path()).args([verb, victim, "--data", "data.csv"]);
        command.args([&["--format", "json"][..], &[], &["--lanjut"], &["--angka", "en"]][dice.below(4)]);
        let output = command.output().unwrap();
        let code = output.status.code().unwrap_or_else(|| panic!("round {round}: {command:?} was ended: {output:?}"));
        assert!((0..=5).contains(&code), "round {round}: {command:?}: {output:?}");
        seen[code as usize] += 1;
        if code >= 2 {
            assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "round {round}: {command:?}: {output:?}");
        } else {
            // With `--lanjut` data of which no row can be used leaves nothing to print, and says why.
            let said = !output.stdout.is_empty() || (code == 1 && !output.stderr.is_empty());
            assert!(said, "round {round}: {command:?}: {output:?}");
            if !output.stdout.is_empty() && command.get_args().any(|argument| argument == "json") {
                serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
            }
        }
    }
    // Results, broken rulesets and broken data have all been met.
    assert!(seen[0] > 10 && seen[3] > 5 && seen[4] > 10, "{seen:?}");
}

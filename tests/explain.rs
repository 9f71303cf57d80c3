//! Explanations: what they say, and that they leave nothing out.

mod support;

use std::path::{Path, PathBuf};
use support::Ruleset;
use takar::evaluate::{Evaluator, Fact, Facts, Origin, Recording, evaluate};
use takar::explain::{Explainer, Explanation, Part, Step, Subject, parity};
use takar::message::Language;
use takar::model::{ItemId, Property};
use takar::render::explanation::{self, DEFAULT_WIDTH};
use takar::value::Value;

/// Every file of rules under a folder.
fn rulesets(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rulesets(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "takar") {
            into.push(path);
        }
    }
    into.sort();
}

/// The ruleset of a file and the data beside it, its own and that of the rulesets it uses.
fn with_data(path: &Path) -> (Ruleset, Facts) {
    let mut ruleset = Ruleset::load(path);
    let mut facts = ruleset.facts();
    let beside = |name: &str| path.with_file_name(format!("{name}.csv"));
    let own = path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut data = vec![(beside(&own), String::new())];
    for alias in ruleset.model.modules.iter().skip(1).filter_map(|module| module.aliases.first()) {
        let name = if alias == "keuangan" { "anggaran" } else { alias };
        data.push((beside(name), format!("{alias}.")));
    }
    for (path, alias) in data {
        if let Ok(text) = std::fs::read_to_string(&path) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            ruleset.read(&mut facts, &name, &alias, &text);
        }
    }
    (ruleset, facts)
}

/// All explanations of a recording.
fn all(ruleset: &Ruleset, facts: &Facts, recording: &Recording) -> Vec<Explanation> {
    let explainer = Explainer::new(&ruleset.model, facts, recording);
    let items = (0..ruleset.model.items.len() as u32).map(|id| explainer.item(ItemId(id)));
    let conditions = (0..ruleset.model.conditions.len()).filter_map(|index| explainer.condition(index));
    items.chain(conditions).collect()
}

/// What was looked at.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    nodes: usize,
    recomputed: usize,
    cited: usize,
}

/// Follows every node; and what is cited must be what its own explanation says.
fn follow(ruleset: &Ruleset, explanations: &[Explanation], what: &str, count: &mut Count) {
    let place = |node: &Explanation| ruleset.sources.place(node.span);
    let own = |item: ItemId, part: Part| {
        let of_item = explanations.iter().find(|explanation| explanation.subject == Subject::Item(item))?;
        match part {
            Part::Property(property) => of_item.property(property),
            Part::Present => of_item.because.iter().find(|child| child.subject == Subject::Present(item)),
        }
    };
    for node in explanations.iter().flat_map(Explanation::nodes) {
        count.nodes += 1;
        if let Some(value) = parity::recompute(node) {
            count.recomputed += 1;
            assert_eq!(value, node.value, "{what}: {} {:?}", place(node), node.step);
        } else {
            let leaf = matches!(
                node.step,
                Step::Constant | Step::Given { .. } | Step::Read { .. } | Step::Input { .. } | Step::Item { headline: None, .. }
            );
            assert!(leaf, "{what}: {} cannot be followed: {:?}", place(node), node.step);
        }
        match &node.step {
            Step::Read { out: true, .. } => assert!(matches!(node.value, Value::NotApplicable(_))),
            Step::Read { item, part, .. } => {
                let Some(own) = own(*item, *part) else { continue };
                count.cited += 1;
                assert_eq!(own.value, node.value, "{what}: {}", place(node));
            }
            Step::Aggregated(list) => {
                let parts: Vec<_> = list.members.iter().filter_map(|member| member.contribution.as_ref()).collect();
                if let (false, Some(value)) = (parts.is_empty(), node.value.number()) {
                    let sum = parts.iter().fold(takar::number::Number::ZERO, |sum, part| sum.add(part).unwrap());
                    assert_eq!(sum, *value, "{what}: contributions at {}", place(node));
                }
            }
            _ => {}
        }
    }
}

/// Every rendering of an explanation, to see that there is one.
fn render(ruleset: &Ruleset, explanations: &[Explanation]) {
    for language in [Language::Indonesian, Language::English] {
        let view = ruleset.view(language);
        for explanation in explanations {
            for width in [50, DEFAULT_WIDTH] {
                assert!(!explanation::text(&view, explanation, width).is_empty());
            }
            assert!(!explanation::brief(&view, explanation).plain().contains('\n'));
        }
    }
}

#[test]
fn every_explanation_of_the_shipped_rulesets_can_be_followed() {
    let mut paths = Vec::new();
    rulesets(Path::new("rulesets"), &mut paths);
    assert!(paths.len() > 10);
    let mut count = Count::default();
    for path in paths {
        let name = path.display().to_string();
        let (ruleset, facts) = with_data(&path);
        for facts in [facts, ruleset.facts()] {
            let mut recording = Recording::new(&ruleset.model);
            evaluate(&ruleset.model, &facts, &mut recording);
            let explanations = all(&ruleset, &facts, &recording);
            follow(&ruleset, &explanations, &name, &mut count);
            render(&ruleset, &explanations);
        }
        // What the tests of the ruleset know is data too, and reaches other branches.
        for test in &ruleset.model.tests {
            let mut facts = ruleset.facts();
            for (slot, value, span) in &test.givens {
                facts.set(*slot, Fact { value: value.clone(), decimals: 0, origin: Origin::Rules(*span) });
            }
            let mut recording = Recording::new(&ruleset.model);
            Evaluator::new(&ruleset.model).run_also(&facts, &test.order, &mut recording);
            let explainer = Explainer::new(&ruleset.model, &facts, &recording);
            let mut explanations = all(&ruleset, &facts, &recording);
            explanations.extend(test.checks.iter().filter_map(|check| explainer.check(check.node)));
            follow(&ruleset, &explanations, &format!("{name}: {}", test.title), &mut count);
        }
    }
    println!("{count:?}");
    assert!(count.recomputed > 5_000, "{count:?}");
}

fn told(path: &str, code: &str, language: Language) -> String {
    let (ruleset, facts) = with_data(Path::new(path));
    let mut recording = Recording::new(&ruleset.model);
    evaluate(&ruleset.model, &facts, &mut recording);
    let explanation = takar::explain::explain(&ruleset.model, &facts, &recording, ruleset.item(code));
    explanation::text(&ruleset.view(language), &explanation, DEFAULT_WIDTH).plain()
}

#[test]
fn look() {
    let Ok(path) = std::env::var("TAKAR_LOOK") else { return };
    let (ruleset, facts) = with_data(Path::new(&path));
    let mut recording = Recording::new(&ruleset.model);
    evaluate(&ruleset.model, &facts, &mut recording);
    let language = if std::env::var("EN").is_ok() { Language::English } else { Language::Indonesian };
    for explanation in all(&ruleset, &facts, &recording) {
        println!("{}", explanation::text(&ruleset.view(language), &explanation, DEFAULT_WIDTH).plain());
    }
}

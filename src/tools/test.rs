//! Runs the `uji` of a ruleset.

use super::conflict;
use super::coverage::Coverage;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{DataFiles, Evaluator, Fact, Facts, Origin, Outcome, Record, Recording};
use crate::message::Language;
use crate::message::evaluation::EvaluationMessage;
use crate::model::{Check, Expected, GivenFigure, Model, NodeId, Rules, Test, Type};
use crate::render::View;
use crate::render::number::{Precision, value};
use crate::render::outcome_notes::sides_text;
use crate::render::state;
use crate::source::{Sources, Span};
use crate::syntax::ast::ExpectedState;
use crate::value::{Slot, Value};
use std::path::PathBuf;

/// How a test turned out.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// What it shows.
    pub title: String,
    /// The whole declaration.
    pub span: Span,
    /// What does not come out as the test says; empty where it passes.
    pub failures: Vec<Diagnostic>,
}

impl TestResult {
    /// Whether everything comes out as the test says.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Runs all tests of a ruleset, each under the rules that it belongs to, in the order of the file.
pub fn run_all(rules: &Rules, sources: &Sources, language: Language) -> Vec<TestResult> {
    let of_model = |(place, model)| run_with(model, &mut Evaluator::among(model, rules, place), sources, language);
    let mut results: Vec<TestResult> = models(rules).flat_map(of_model).collect();
    results.sort_by_key(|result| result.span);
    results
}

/// The same, and enters what the tests reach.
pub fn run_covering(
    rules: &Rules,
    sources: &Sources,
    coverage: &mut Coverage,
    identity: &dyn Fn(&str) -> PathBuf,
) -> Vec<TestResult> {
    let language = coverage.language;
    let survey = coverage.enter(rules, sources, identity);
    let mut results = Vec::new();
    for (index, (place, model)) in models(rules).enumerate() {
        let files = DataFiles::default();
        let view = View { model, sources, files: &files, language };
        let mut evaluator = Evaluator::among(model, rules, place);
        for test in &model.tests {
            let mut recording = Recording::new(model);
            results.push(run_one(&view, &mut evaluator, test, &mut recording));
            coverage.observe(&survey, index, test, &recording);
        }
    }
    results.sort_by_key(|result| result.span);
    results
}

/// The models, each with the place of its rules.
fn models(rules: &Rules) -> impl Iterator<Item = (usize, &Model)> {
    rules.eras().iter().enumerate().filter_map(|(place, era)| Some((place, era.model.as_ref()?)))
}

/// Runs all tests of a model, in order. The words of failures are in this language.
pub fn run(model: &Model, sources: &Sources, language: Language) -> Vec<TestResult> {
    run_with(model, &mut Evaluator::new(model), sources, language)
}

fn run_with(model: &Model, evaluator: &mut Evaluator<'_>, sources: &Sources, language: Language) -> Vec<TestResult> {
    let files = DataFiles::default();
    let view = View { model, sources, files: &files, language };
    model.tests.iter().map(|test| run_one(&view, evaluator, test, &mut ())).collect()
}

fn run_one<R: Record>(view: &View<'_>, evaluator: &mut Evaluator<'_>, test: &Test, record: &mut R) -> TestResult {
    let facts = facts(view.model, test);
    let outcome = evaluator.run_also(&facts, &test.order, record);
    TestResult { title: test.title.clone(), span: test.span, failures: failures(view, test, &outcome) }
}

/// What a test says is known; everything else is missing.
pub fn facts(model: &Model, test: &Test) -> Facts {
    let mut facts = Facts::new(None, test.period, model.codes.len());
    for GivenFigure { slot, period, value, span } in &test.givens {
        let fact = Fact { value: value.clone(), decimals: decimals(model, *slot, value), origin: Origin::Rules(*span) };
        match period {
            Some(period) => facts.set_in(*period, *slot, fact),
            None => facts.set(*slot, fact),
        };
    }
    facts
}

/// The decimals that a literal shows, in the displayed unit.
fn decimals(model: &Model, slot: Slot, value: &Value) -> u16 {
    let unit = model.code_item(slot.code).and_then(|item| model.item(item).declared.unit);
    let shift = match unit {
        Some(Type::Number(unit) | Type::Range(unit)) => model.units.shift(unit),
        _ => 0,
    };
    let decimals = value.number().and_then(|number| number.shift10(shift).decimals());
    decimals.and_then(|decimals| u16::try_from(decimals).ok()).unwrap_or(0)
}

fn failures(view: &View<'_>, test: &Test, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut failures: Vec<Diagnostic> =
        test.checks.iter().filter_map(|check| failure(view, test, check, outcome)).collect();
    // A figure that contradicts the rules makes its item galat, which a test may be about.
    let is_about_failure = |check: &Check| check.expected == Expected::State(ExpectedState::Failed);
    if !test.checks.iter().any(is_about_failure) {
        failures.extend(outcome.conflicts.iter().map(|found| conflict::diagnostic(view, found)));
    }
    failures
}

fn failure(view: &View<'_>, test: &Test, check: &Check, outcome: &Outcome) -> Option<Diagnostic> {
    let actual = outcome.value(check.node);
    let title = test.title.clone();
    let message = match check.expected {
        Expected::True => {
            if actual == Some(&Value::Truth(true)) {
                return None;
            }
            EvaluationMessage::CheckFails { test: title, detail: detail(view, check, outcome) }
        }
        Expected::State(expected) => {
            if actual.is_some_and(|actual| has_state(actual, expected)) {
                return None;
            }
            let expected = state_word(view, expected).to_owned();
            EvaluationMessage::StateDiffers { test: title, expected, actual: described(view, check.node, outcome) }
        }
    };
    Some(Diagnostic::at(check.span, message))
}

/// Why a condition does not hold: both sides, or the reason why there is no answer.
fn detail(view: &View<'_>, check: &Check, outcome: &Outcome) -> String {
    let sides = check.sides.and_then(|sides| sides_text(view, outcome, check.node, sides));
    match outcome.value(check.node) {
        Some(Value::Truth(false)) => {
            sides.unwrap_or_else(|| view.language.pick("tidak benar", "does not hold").to_owned())
        }
        _ => described(view, check.node, outcome),
    }
}

/// A value, or its state and the reason for it.
fn described(view: &View<'_>, node: NodeId, outcome: &Outcome) -> String {
    let Some(found) = outcome.value(node) else {
        return view.language.pick("tidak dihitung", "not computed").to_owned();
    };
    if let Some(text) = value(view.model, found, view.model.node(node).ty, Precision::Table) {
        return text;
    }
    let word = state::word(found, view.language).unwrap_or_default();
    match state::reason(view, found) {
        Some(reason) => format!("{word}: {reason}"),
        None => word.to_owned(),
    }
}

fn has_state(value: &Value, expected: ExpectedState) -> bool {
    match expected {
        ExpectedState::Failed => matches!(value, Value::Failed(_)),
        ExpectedState::Missing => matches!(value, Value::Missing(_)),
        ExpectedState::NotApplicable => matches!(value, Value::NotApplicable(_)),
    }
}

fn state_word(view: &View<'_>, state: ExpectedState) -> &'static str {
    match state {
        ExpectedState::Failed => view.language.pick("tidak dapat dihitung (galat)", "not computable (galat)"),
        ExpectedState::Missing => view.language.pick("belum ada data (kosong)", "no data yet (kosong)"),
        ExpectedState::NotApplicable => view.language.pick("tidak berlaku", "not applicable"),
    }
}

//! Tests and their steps.

use super::stray::Context;
use super::{Builder, Pair, inner};
use crate::diagnostic::MOST_MISTAKES;
use crate::message::syntax::{Due, SyntaxMessage};
use crate::syntax::ast::{ExpectedState, GivenValue, Test, TestStep};
use crate::syntax::parser::Rule;

impl<'a> Builder<'a> {
    /// `uji "…" periode 2024 { … }`
    pub(super) fn test(&mut self, pair: Pair<'a>) -> Option<Test> {
        let span = self.span(&pair);
        let start = pair.as_span().start();
        let head = self.place(start, start + "uji".len());
        let mut title = None;
        let mut period = None;
        let mut steps = None;
        let mut head_end = head.after();
        for part in inner(pair) {
            match part.as_rule() {
                Rule::string => {
                    title = Some(self.text(&part));
                    head_end = self.span(&part).after();
                }
                Rule::missing => {
                    self.report(head, SyntaxMessage::MissingTitle { keyword: "uji".into() });
                    self.broken = Some(self.token_end(part.as_span().start()));
                }
                Rule::test_period => {
                    head_end = self.span(&part).after();
                    match inner(part).next() {
                        Some(value) if value.as_rule() == Rule::loose_period => period = self.period(&value),
                        Some(missing) => self.missing(&missing, "periode", Due::Period),
                        None => {}
                    }
                }
                _ => steps = Some(self.steps(part)),
            }
        }
        if steps.is_none() && title.is_some() {
            self.report(head_end, SyntaxMessage::NotOpened { keyword: "uji".into() });
        }
        Some(Test { title: title?, period, steps: steps?, span })
    }

    fn steps(&mut self, pair: Pair<'a>) -> Vec<TestStep> {
        let mut steps = Vec::new();
        for part in inner(pair) {
            let told = self.diagnostics.len();
            if told >= MOST_MISTAKES {
                break;
            }
            match part.as_rule() {
                Rule::given | Rule::then => steps.extend(self.step(part)),
                Rule::misplaced => self.misplaced(part),
                Rule::attribute | Rule::block => {
                    let start = part.as_span().start();
                    let text = part.as_str();
                    let word = &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())];
                    let span = self.place(start, start + word.len());
                    self.report(span, SyntaxMessage::UnknownWord { found: word.into(), inside: true });
                    self.broken = Some(part.as_span().end());
                }
                _ => {
                    self.unknown(part, Context::Test);
                }
            }
            self.settle(told);
        }
        steps
    }

    /// A step of a test.
    pub(super) fn step(&mut self, pair: Pair<'a>) -> Option<TestStep> {
        if pair.as_rule() == Rule::given { self.given(pair) } else { self.then(pair) }
    }

    /// `diketahui path = value`
    fn given(&mut self, pair: Pair<'a>) -> Option<TestStep> {
        let span = self.span(&pair);
        let mut path = None;
        let mut at = None;
        let mut sign = false;
        let mut value = None;
        let mut broken = false;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::place => path = Some(self.path(&part)),
                Rule::pada => {
                    at = self.when(part);
                    broken |= at.is_none();
                }
                Rule::given_sign => {
                    sign = true;
                    if let Some(bad) = inner(part).next() {
                        let place = self.span(&bad);
                        let found = bad.as_str().trim_end().into();
                        self.report(place, SyntaxMessage::WrongSign { found, offer: "=" });
                    }
                }
                Rule::inapplicable => value = Some(GivenValue::NotApplicable(self.span(&part))),
                Rule::range => value = self.range_expression(part).map(GivenValue::Value),
                Rule::expression => value = self.expression(part).map(GivenValue::Value),
                _ => {
                    broken = true;
                    let (word, due) = if sign { ("=", Due::Value) } else { ("diketahui", Due::Name) };
                    self.missing(&part, word, due);
                }
            }
        }
        if let (Some(path), false, false) = (&path, sign, broken) {
            self.report(path.span.after(), SyntaxMessage::GivenWithoutEquals);
            self.broken = Some(self.plain_end(path.span));
        }
        if broken {
            return None;
        }
        Some(TestStep::Given { path: path?, at, value: value?, span })
    }

    /// `maka condition`, `maka galat path`
    fn then(&mut self, pair: Pair<'a>) -> Option<TestStep> {
        let span = self.span(&pair);
        let mut state = None;
        let mut word = "maka";
        let mut path = None;
        let mut at = None;
        let mut condition = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::failed => (state, word) = (Some(ExpectedState::Failed), "galat"),
                Rule::absent => (state, word) = (Some(ExpectedState::Missing), "kosong"),
                Rule::inapplicable => (state, word) = (Some(ExpectedState::NotApplicable), "tidak berlaku"),
                Rule::place => path = Some(self.path(&part)),
                Rule::pada => at = Some(self.when(part)?),
                Rule::expression => condition = self.expression(part),
                _ => {
                    let due = if state.is_some() { Due::Name } else { Due::Value };
                    self.missing(&part, word, due);
                }
            }
        }
        match state {
            Some(state) => Some(TestStep::ThenState { state, path: path?, at, span }),
            None => Some(TestStep::Then { condition: condition?, span }),
        }
    }
}

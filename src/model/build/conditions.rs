//! `pastikan`, `ingatkan` and `uji`.

use super::paths::Resolved;
use super::{Builder, Scope};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::evaluation::EvaluationMessage;
use crate::message::validity::ValidityMessage;
use crate::model::{Check, Condition, Expected, Header, ItemKind, NodeId, NodeKind, Property, Test};
use crate::source::Span;
use crate::syntax::ast::{self, GivenValue, Item, Path, TestStep};
use crate::value::period::Period;
use crate::value::{Absence, Field, Slot, Value};

impl Builder<'_> {
    pub(super) fn compile_conditions(&mut self) {
        for file in self.closures[0].clone() {
            for item in &self.loaded[file].tree.items {
                let Item::Condition(condition) = item else { continue };
                let scope = Scope::top(file, 0);
                let Some(node) = self.truth(&condition.condition, &scope) else { continue };
                self.keep(node);
                let sides = self.sides(node);
                let message = match &condition.message {
                    Some(text) => text.value.clone(),
                    None => crate::model::text_of(self.sources, condition.condition.span),
                };
                let (must, span) = (condition.must, condition.span);
                self.model.conditions.push(Condition { must, node, sides, message, span });
            }
        }
    }

    /// The two sides of a comparison, kept so that a failure can show them.
    pub(super) fn sides(&mut self, node: NodeId) -> Option<(NodeId, NodeId)> {
        let NodeKind::Compare { left, right, .. } = self.model.node(node).kind else { return None };
        Some((self.keep(left), self.keep(right)))
    }

    pub(super) fn compile_tests(&mut self) {
        for test in self.in_force.tests.clone() {
            self.compile_test(test);
        }
    }

    fn compile_test(&mut self, test: &ast::Test) {
        let scope = Scope::top(0, 0);
        let period = self.test_period(test);
        let mut givens: Vec<(Slot, Value, Span)> = Vec::new();
        let mut checks = Vec::new();
        for step in &test.steps {
            match step {
                TestStep::Given { path, value, span, .. } => {
                    let Some((slot, value)) = self.given(path, value, &scope) else { continue };
                    if let Some((_, _, first)) = givens.iter().find(|(other, _, _)| *other == slot) {
                        let message = EvaluationMessage::GivenTwice { path: self.path_text(path) };
                        self.diagnostics.push(Diagnostic::at(*span, message).with(*first, Related::FirstDeclared));
                    }
                    givens.push((slot, value, *span));
                }
                TestStep::Then { condition, span } => {
                    let Some(node) = self.truth(condition, &scope) else { continue };
                    self.keep(node);
                    let sides = self.sides(node);
                    checks.push(Check { node, expected: Expected::True, sides, span: *span });
                }
                TestStep::ThenState { state, path, span, .. } => {
                    let node = match self.resolve(path, &scope) {
                        Some(Resolved::Item(item)) => {
                            let property = match self.model.item(item).kind {
                                ItemKind::Group(_) => Property::Achievement,
                                _ => Property::Realization,
                            };
                            self.read(item, property, false, path.span)
                        }
                        Some(_) => {
                            let kind = ast::ExpressionKind::Path(path.clone());
                            self.expression(&ast::Expression { kind, span: path.span }, &scope)
                        }
                        None => None,
                    };
                    let Some(node) = node else { continue };
                    self.keep(node);
                    checks.push(Check { node, expected: Expected::State(*state), sides: None, span: *span });
                }
            }
        }
        let nodes: Vec<NodeId> = checks.iter().map(|check| check.node).collect();
        let mut order = self.reachable(Vec::new(), &nodes);
        order.extend(nodes);
        self.model.tests.push(Test { title: test.title.value.clone(), period, givens, checks, order, span: test.span });
    }

    fn path_text(&self, path: &Path) -> String {
        crate::model::text_of(self.sources, path.span)
    }

    fn test_period(&mut self, test: &ast::Test) -> Option<Period> {
        let header = self.model.modules.first()?.header.clone();
        match (test.period, header) {
            (Some(literal), Some(header)) => {
                self.check_period(literal.period, literal.span, &header);
                Some(literal.period)
            }
            (Some(literal), None) => Some(literal.period),
            (None, Some(header)) => {
                let only = header.only_period();
                if only.is_none() && !self.is_unread(header.about.span) {
                    self.say(test.title.span, ValidityMessage::TestPeriodDue {});
                }
                only
            }
            (None, None) => None,
        }
    }

    fn check_period(&mut self, period: Period, span: Span, header: &Header) {
        if let Some(expected) = header.granularity
            && expected != period.granularity
        {
            let (period, expected) = (period.to_string(), expected.word().to_owned());
            self.say(span, ValidityMessage::PeriodLength { period, expected });
        } else if !header.holds_for(period) {
            let day = |day: Option<crate::value::Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
            let (from, until) = (day(header.from), day(header.until));
            self.say(span, ValidityMessage::PeriodOutside { period: period.to_string(), from, until });
        }
    }

    /// `diketahui path = value`
    fn given(&mut self, path: &Path, value: &GivenValue, scope: &Scope) -> Option<(Slot, Value)> {
        let (item, property) = match self.resolve(path, scope)? {
            Resolved::Property { item, property, end: None, .. } => (item, property),
            Resolved::Item(item) if matches!(value, GivenValue::NotApplicable(_)) => (item, Property::Realization),
            _ => {
                let message = EvaluationMessage::GivenNotInput { path: self.path_text(path) };
                self.say(path.span, message);
                return None;
            }
        };
        let field = match (self.model.item(item).kind, property) {
            (ItemKind::Indicator, Property::Target) | (ItemKind::Budget, Property::Ceiling) => Field::Target,
            (ItemKind::Indicator | ItemKind::Budget | ItemKind::Data, Property::Realization) => Field::Realization,
            _ => {
                let message = EvaluationMessage::GivenNotInput { path: self.path_text(path) };
                self.say(path.span, message);
                return None;
            }
        };
        let slot = self.model.slot(item, field);
        let value = match value {
            GivenValue::NotApplicable(_) if field == Field::Realization => {
                return Some((slot, Value::NotApplicable(Absence::of(slot))));
            }
            GivenValue::NotApplicable(span) => {
                let message = EvaluationMessage::GivenNotInput { path: self.path_text(path) };
                self.say(*span, message);
                return None;
            }
            GivenValue::Value(value) => value,
        };
        if self.model.is_ruled(slot) {
            let message = EvaluationMessage::GivenIsRuled { path: self.path_text(path) };
            self.say(path.span, message);
            return None;
        }
        let node = self.expression(value, scope)?;
        let node = match (field, self.root_of(item, property).and_then(|root| self.roots.list[root].node)) {
            (Field::Target, Some(root)) => self.as_target(node, self.ty(root))?,
            _ => self.expect(node, self.model.item(item).declared.unit?)?,
        };
        match self.constant(node) {
            Some(value) if value.is_there() => Some((slot, value)),
            _ => {
                let what = "nilai yang diketahui".to_owned();
                self.say(value.span, crate::message::types::TypesMessage::LiteralDue { what });
                None
            }
        }
    }
}

impl Header {
    /// Whether a period ends within the header's validity.
    pub fn holds_for(&self, period: Period) -> bool {
        period.ends_within(self.from, self.until)
    }

    /// The one period that the header allows; none where it allows several or none.
    pub fn only_period(&self) -> Option<Period> {
        Period::only_within(self.from, self.until, self.granularity?)
    }
}

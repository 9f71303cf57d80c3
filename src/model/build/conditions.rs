//! `pastikan`, `ingatkan` and `uji`.

use super::paths::Resolved;
use super::{Builder, Scope};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::evaluation::EvaluationMessage;
use crate::message::validity::ValidityMessage;
use crate::model::{Check, Condition, Expected, GivenFigure, Header, ItemKind, NodeId, NodeKind, Property, Test};
use crate::source::Span;
use crate::syntax::ast::{self, GivenValue, Item, Path, TestStep};
use crate::value::period::Period;
use crate::value::{Absence, Field, Frame, Slot, Value};

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
        let mut givens: Vec<GivenFigure> = Vec::new();
        let mut checks = Vec::new();
        for step in &test.steps {
            match step {
                TestStep::Given { path, at, value, span } => {
                    let at = match at {
                        None => None,
                        Some(ast::When::Period(literal)) => Some(literal.period),
                        // Where the test's period is not known, that has been said.
                        Some(ast::When::LastYear(_)) => match period.and_then(|period| period.years_before(1)) {
                            Some(period) => Some(period),
                            None => continue,
                        },
                    };
                    let at = at.filter(|at| Some(*at) != period);
                    let Some((slot, value)) = self.given(path, value, at, &scope) else { continue };
                    let given = GivenFigure { slot, period: at, value, span: *span };
                    self.check_given(path, &given, &givens, period);
                    givens.push(given);
                }
                TestStep::Then { condition, span } => {
                    let Some(node) = self.truth(condition, &scope) else { continue };
                    self.keep(node);
                    let sides = self.sides(node);
                    checks.push(Check { node, expected: Expected::True, sides, span: *span });
                }
                TestStep::ThenState { state, path, at, span } => {
                    let node = match self.resolve(path, &scope) {
                        Some(Resolved::Item(item)) => {
                            let property = match self.model.item(item).kind {
                                ItemKind::Group(_) => Property::Achievement,
                                _ => Property::Realization,
                            };
                            self.read_at(item, property, false, at.as_ref(), path.span)
                        }
                        Some(_) => {
                            let kind = match at {
                                None => ast::ExpressionKind::Path(path.clone()),
                                Some(when) => ast::ExpressionKind::At { of: path.clone(), when: *when },
                            };
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

    /// Says where a figure is known twice, or for parts of different lengths of one period.
    fn check_given(&mut self, path: &Path, given: &GivenFigure, before: &[GivenFigure], tested: Option<Period>) {
        let period = |given: &GivenFigure| given.period.or(tested);
        let same = before.iter().filter(|other| other.slot.code == given.slot.code);
        let path_text = self.path_text(path);
        let length =
            self.model.header().and_then(|header| header.granularity).or(tested.map(|period| period.granularity));
        for other in same {
            let (Some(one), Some(two)) = (period(other), period(given)) else {
                if other.slot == given.slot {
                    let message = EvaluationMessage::GivenTwice { path: path_text.clone() };
                    self.diagnostics.push(Diagnostic::at(given.span, message).with(other.span, Related::FirstDeclared));
                }
                continue;
            };
            let whole = |period: Period| Frame::of(period, length).whole;
            let is_part = |period: Period| period != whole(period);
            let message: crate::message::Message = if one == two && other.slot == given.slot {
                EvaluationMessage::GivenTwice { path: path_text.clone() }.into()
            } else if one.granularity != two.granularity && whole(one) == whole(two) && is_part(one) && is_part(two) {
                let (one, other) = (one.to_string(), two.to_string());
                ValidityMessage::GivenLengthsMixed { path: path_text.clone(), one, other }.into()
            } else {
                continue;
            };
            self.diagnostics.push(Diagnostic::at(given.span, message).with(other.span, Related::FirstDeclared));
            return;
        }
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
            && expected > period.granularity
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
    fn given(&mut self, path: &Path, value: &GivenValue, at: Option<Period>, scope: &Scope) -> Option<(Slot, Value)> {
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
        // What these rules say of other times is not what held then.
        let ruled_then = at.is_none_or(|at| self.in_force.window.holds(at.last_day()));
        if ruled_then && self.model.is_ruled(slot) {
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

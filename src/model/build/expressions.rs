//! Expressions to typed nodes.

use super::paths::Resolved;
use super::{Builder, Scope};
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::message::validity::ValidityMessage;
use crate::model::{NodeId, NodeKind, Property, Type, UnitId, When};
use crate::number::Number;
use crate::syntax::ast::{self, Expression, ExpressionKind, Path};
use crate::value::Value;
use crate::value::operator::{Comparison, Factor, Sign};

/// Formulas, with the formulas that they call, are at most this deep.
const MAX_DEPTH: usize = 300;

impl Builder<'_> {
    /// Compiles an expression. None where something was wrong, which has been said.
    pub(super) fn expression(&mut self, expression: &Expression, scope: &Scope) -> Option<NodeId> {
        let span = expression.span;
        // Nothing that is refused already is looked into further: functions that double would take for ever.
        if self.too_large {
            return None;
        }
        if scope.depth > MAX_DEPTH {
            self.too_large = true;
            self.say(span, TypesMessage::TooLarge { limit: MAX_DEPTH, nested: true });
            return None;
        }
        // One scope a level, not a level deeper for each operand.
        let scope = &Scope { depth: scope.depth + 1, ..scope.clone() };
        match &expression.kind {
            ExpressionKind::Number { value, unit } => {
                let unit = match unit {
                    Some(unit) => Some(self.unit(unit, scope.file)?),
                    None => None,
                };
                let (number, unit) = self.literal(value, unit);
                self.node(NodeKind::Constant(Value::Number(number)), Type::Number(unit), span)
            }
            ExpressionKind::Text(text) => {
                self.node(NodeKind::Constant(Value::Text(text.as_str().into())), Type::Text, span)
            }
            ExpressionKind::Truth(truth) => self.node(NodeKind::Constant(Value::Truth(*truth)), Type::Truth, span),
            ExpressionKind::Date(date) => self.node(NodeKind::Constant(Value::Date(*date)), Type::Date, span),
            ExpressionKind::Path(path) => self.path(path, None, scope),
            ExpressionKind::At { of, when } => self.path(of, Some(when), scope),
            ExpressionKind::Call { function, arguments } => self.call(function, arguments, scope, span),
            ExpressionKind::Range(range) => self.range(range, scope),
            ExpressionKind::Parenthesised(inner) => self.expression(inner, scope),
            ExpressionKind::Negative(inner) => {
                let inner = self.expression(inner, scope)?;
                let unit = self.number_unit(inner, span)?;
                self.node(NodeKind::Negative(inner), Type::Number(unit), span)
            }
            ExpressionKind::Sum(terms) => self.sum(terms, scope, span),
            ExpressionKind::Product(factors) => self.product(factors, scope, span),
            ExpressionKind::Compare { operator, left, right } => {
                let (left, right) = (self.expression(left, scope), self.expression(right, scope));
                self.compare(*operator, left?, right?, span)
            }
            ExpressionKind::Not(inner) => {
                let inner = self.truth(inner, scope)?;
                self.node(NodeKind::Not(inner), Type::Truth, span)
            }
            ExpressionKind::And(operands) => {
                let operands = self.truths(operands, scope)?;
                self.node(NodeKind::And(operands.into()), Type::Truth, span)
            }
            ExpressionKind::Or(operands) => {
                let operands = self.truths(operands, scope)?;
                self.node(NodeKind::Or(operands.into()), Type::Truth, span)
            }
            ExpressionKind::If { arms, otherwise } => {
                let compiled: Vec<Option<(NodeId, NodeId)>> = arms
                    .iter()
                    .map(|(condition, result)| {
                        let (condition, result) = (self.truth(condition, scope), self.expression(result, scope));
                        Some((condition?, result?))
                    })
                    .collect();
                let otherwise = self.expression(otherwise, scope);
                let (arms, otherwise) = (compiled.into_iter().collect::<Option<Vec<_>>>()?, otherwise?);
                let results: Vec<NodeId> = arms.iter().map(|(_, result)| *result).chain([otherwise]).collect();
                let ty = self.agree(&results)?;
                self.node(NodeKind::If { arms: arms.into(), otherwise }, ty, span)
            }
        }
    }

    fn sum(&mut self, terms: &[(Sign, Expression)], scope: &Scope, span: crate::source::Span) -> Option<NodeId> {
        let compiled: Vec<Option<(Sign, NodeId)>> =
            terms.iter().map(|(sign, term)| Some((*sign, self.expression(term, scope)?))).collect();
        let terms = compiled.into_iter().collect::<Option<Vec<_>>>()?;
        for (_, term) in &terms {
            let place = self.model.node(*term).span;
            self.number_unit(*term, place)?;
        }
        let nodes: Vec<NodeId> = terms.iter().map(|(_, term)| *term).collect();
        let ty = self.agree(&nodes)?;
        self.node(NodeKind::Sum(terms.into()), ty, span)
    }

    fn product(
        &mut self,
        factors: &[(Factor, Expression)],
        scope: &Scope,
        span: crate::source::Span,
    ) -> Option<NodeId> {
        let compiled: Vec<Option<(Factor, NodeId)>> =
            factors.iter().map(|(by, factor)| Some((*by, self.expression(factor, scope)?))).collect();
        let factors = compiled.into_iter().collect::<Option<Vec<_>>>()?;
        let mut unit = UnitId::PLAIN;
        for (index, (by, factor)) in factors.iter().enumerate() {
            let place = self.model.node(*factor).span;
            let next = self.number_unit(*factor, place)?;
            let combined = match by {
                _ if index == 0 => Some(next),
                Factor::Times => self.model.units.multiply(unit, next),
                Factor::Over => self.model.units.divide(unit, next),
            };
            let Some(combined) = combined else {
                let (left, right) = (self.model.units.name(unit), self.model.units.name(next));
                self.say(span, TypesMessage::SenselessUnit { left, right });
                return None;
            };
            unit = combined;
        }
        self.node(NodeKind::Product(factors.into()), Type::Number(unit), span)
    }

    pub(super) fn compare(
        &mut self,
        operator: Comparison,
        left: NodeId,
        right: NodeId,
        span: crate::source::Span,
    ) -> Option<NodeId> {
        let ty = self.agree(&[left, right])?;
        let ordered = match ty {
            Type::Number(_) | Type::Date => true,
            Type::Label(scale) => self.model.scale(scale).ordered,
            Type::Text | Type::Truth | Type::Range(_) => false,
        };
        if !ordered && !matches!(operator, Comparison::Equal | Comparison::NotEqual) {
            let found = self.type_name(ty);
            self.say(span, TypesMessage::NoOrder { found });
            return None;
        }
        self.node(NodeKind::Compare { operator, left, right }, Type::Truth, span)
    }

    fn truths(&mut self, operands: &[Expression], scope: &Scope) -> Option<Vec<NodeId>> {
        let compiled: Vec<Option<NodeId>> = operands.iter().map(|operand| self.truth(operand, scope)).collect();
        compiled.into_iter().collect()
    }

    /// An expression that must be true or false.
    pub(super) fn truth(&mut self, expression: &Expression, scope: &Scope) -> Option<NodeId> {
        let node = self.expression(expression, scope)?;
        match self.ty(node) {
            Type::Truth => Some(node),
            other => {
                let found = self.type_name(other);
                self.say(expression.span, TypesMessage::TruthDue { found });
                None
            }
        }
    }

    /// What a path reads, in this period or another.
    fn path(&mut self, path: &Path, when: Option<&ast::When>, scope: &Scope) -> Option<NodeId> {
        match self.resolve(path, scope)? {
            Resolved::Input(..) if when.is_some() => {
                let name = crate::model::text_of(self.sources, path.span);
                self.say(path.span, ValidityMessage::InputAt { name });
                None
            }
            Resolved::Input(index, end) => {
                let (name, argument) = scope.inputs.get(index).cloned()?;
                let ty = self.ty(argument);
                let input = NodeKind::Input { node: argument, name: name.into() };
                let node = self.node(input, ty, path.span)?;
                self.end(node, end, path)
            }
            Resolved::Property { item, property, own, end } => {
                let node = self.read_at(item, property, own, when, path.span)?;
                self.end(node, end, path)
            }
            Resolved::Set { set, property, end } => match (&scope.member, property) {
                (Some((over, member)), Some(property)) if *over == set => {
                    let node = self.read_at(*member, property, false, when, path.span)?;
                    self.end(node, end, path)
                }
                _ => {
                    let path_text = crate::model::text_of(self.sources, path.span);
                    let bare = path_text.rsplit_once('.').filter(|_| property.is_some()).map(|(set, _)| set.to_owned());
                    self.say(path.span, NamesMessage::SetAsValue { path: bare.unwrap_or(path_text) });
                    None
                }
            },
            Resolved::Other(declared) => {
                let (name, kind) = (crate::model::text_of(self.sources, path.span), declared.word().to_owned());
                self.say(path.span, NamesMessage::NotAValue { name, kind });
                None
            }
            Resolved::Item(item) => {
                let code = crate::model::text_of(self.sources, path.span);
                let properties = self.properties_of(item);
                self.say(path.span, NamesMessage::PropertyMissing { path: code, properties });
                None
            }
        }
    }

    /// `.bawah`, `.atas`
    fn end(&mut self, node: NodeId, end: Option<bool>, path: &Path) -> Option<NodeId> {
        let Some(high) = end else { return Some(node) };
        match self.ty(node) {
            Type::Range(unit) | Type::Number(unit) => {
                self.node(NodeKind::RangeEnd { of: node, high }, Type::Number(unit), path.span)
            }
            other => {
                let found = self.type_name(other);
                self.say(path.span, TypesMessage::NotANumber { found });
                None
            }
        }
    }

    /// A property as this kind of item holds it: a group's `realisasi` is the sum of its budget lines.
    pub(super) fn actual(&self, item: crate::model::ItemId, property: Property) -> Property {
        match (self.model.item(item).kind, property) {
            (crate::model::ItemKind::Group(_), Property::Realization) => Property::Spent,
            _ => property,
        }
    }

    /// Reads a property of an item, in this period or another.
    pub(super) fn read_at(
        &mut self,
        item: crate::model::ItemId,
        property: Property,
        own: bool,
        when: Option<&ast::When>,
        span: crate::source::Span,
    ) -> Option<NodeId> {
        let Some(when) = when else { return self.read(item, property, own, span) };
        let property = self.actual(item, property);
        let ty = self.type_at(item, property, span)?;
        let (when, to) = match when {
            ast::When::Period(literal) => (When::Period(literal.period), literal.span),
            ast::When::LastYear(place) => (When::LastYear, *place),
        };
        self.node(NodeKind::At { item, property, when }, ty, span.to(to))
    }

    /// Reads a property of an item.
    pub(super) fn read(
        &mut self,
        item: crate::model::ItemId,
        property: Property,
        own: bool,
        span: crate::source::Span,
    ) -> Option<NodeId> {
        let property = self.actual(item, property);
        let Some(root) = self.root_of(item, property) else {
            self.say_no_property(item, property, span);
            return None;
        };
        // What is wrong with the root has been said.
        let node = self.roots.list[root].node?;
        let present = match (own, self.present_root(item)) {
            (false, Some(present)) => self.roots.list[present].node,
            _ => None,
        };
        let ty = self.ty(node);
        self.node(NodeKind::Read { item, property, node, present }, ty, span)
    }

    pub(super) fn say_no_property(
        &mut self,
        item: crate::model::ItemId,
        property: Property,
        span: crate::source::Span,
    ) {
        let path = self.model.full_code(item);
        let group = matches!(self.model.item(item).kind, crate::model::ItemKind::Group(_));
        let has_capaian = self.root_of(item, Property::Achievement).is_some();
        // A `nilai` without `rumus` has been spoken of, and so has what could not be read.
        let broken = self.model.item(item).kind == crate::model::ItemKind::Result && !has_capaian;
        if broken || self.is_unread(self.model.item(item).about.span) {
            return;
        }
        let message = match property {
            Property::Achievement | Property::Raw => NamesMessage::NoAchievement { path, group },
            Property::Category if !has_capaian => NamesMessage::NoAchievement { path, group },
            Property::Weight => {
                self.say(span, TypesMessage::WeightMissing { path });
                return;
            }
            property => {
                NamesMessage::NoSuchProperty { path, property: property.word().to_owned(), properties: self.held(item) }
            }
        };
        self.say(span, message);
    }

    /// The properties that an item really has.
    pub(super) fn held(&self, item: crate::model::ItemId) -> String {
        let all = [
            Property::Target,
            Property::Realization,
            Property::Achievement,
            Property::Category,
            Property::Weight,
            Property::Ceiling,
            Property::Spent,
            Property::Remaining,
            Property::Absorption,
        ];
        let held: Vec<&str> =
            all.into_iter().filter(|p| self.root_of(item, *p).is_some()).map(Property::word).collect();
        held.join(", ")
    }

    /// `100%` as a node.
    pub(super) fn hundred_percent(&mut self, span: crate::source::Span) -> Option<NodeId> {
        self.node(NodeKind::Constant(Value::Number(Number::ONE)), Type::Number(UnitId::PERCENT), span)
    }
}

//! Each root from its recipe.

use super::paths::{Resolved, SetPath, SetWord, Within};
use super::roots::{Recipe, What};
use super::{Builder, Declared, Scope};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::Message;
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::model::{
    FormulaId, ItemId, ItemKind, ListFunction, ListMember, NodeId, NodeKind, Property, ScaleId, Setting, Tolerance,
    Type, UnitId,
};
use crate::source::Span;
use crate::syntax::ast::{Aggregation, Expression, Path};
use crate::value::operator::{Factor, Sign};
use crate::value::{Field, Slot, Value};
use std::collections::HashSet;

/// The standard polarity that judges labels.
const FOR_LABELS: &str = "tercapai";

impl<'a> Builder<'a> {
    pub(super) fn compile_roots(&mut self) {
        for index in self.roots.order.clone() {
            let (item, what) = (self.roots.list[index].item, self.roots.list[index].what);
            let recipe = self.roots.list[index].recipe.clone();
            let Some(node) = self.compile(item, recipe) else { continue };
            // A root of its own, so that a bare path is not mistaken for what it reads.
            self.keep(node);
            self.roots.list[index].node = Some(node);
            let item = &mut self.model.items[item.0 as usize];
            match what {
                What::Property(property) => item.properties[property as usize] = Some(node),
                What::Present => item.present = Some(node),
            }
        }
    }

    fn compile(&mut self, item: ItemId, recipe: Recipe<'a>) -> Option<NodeId> {
        let scope = self.item_scope(item);
        let head = self.model.item(item).about.head;
        match recipe {
            Recipe::Target(targets) => self.target(item, &targets, &scope, head),
            Recipe::Realization(formula) => {
                let ty = self.model.item(item).declared.unit?;
                let slot = self.model.slot(item, Field::Realization);
                match formula {
                    None => self.node(NodeKind::Given(slot), ty, head),
                    Some(formula) => {
                        let rule = self.expression(formula, &scope)?;
                        let rule = self.expect(rule, ty)?;
                        let span = self.model.node(rule).span;
                        let rule = self.in_each_part(item, rule)?;
                        self.node(NodeKind::Agreed { rule, slot, tolerance: Tolerance::Shown }, ty, span)
                    }
                }
            }
            Recipe::Polarity(path, setting) => self.polarity(item, path, setting, &scope),
            Recipe::Formula(body) => {
                let of = self.with_own_type(item, |builder| builder.expression(body, &scope))?;
                match self.present_root(item).and_then(|root| self.roots.list[root].node) {
                    Some(present) => {
                        let (ty, span) = (self.ty(of), self.model.node(of).span);
                        self.node(NodeKind::Guarded { of, present, item }, ty, span)
                    }
                    None => self.own_root(of),
                }
            }
            Recipe::Aggregate(how, setting) => self.aggregate(item, how, setting, &scope),
            Recipe::Achievement => self.achievement(item, &scope),
            Recipe::Category(path, setting) => {
                let achievement = self.roots.list[self.root_of(item, Property::Achievement)?].node?;
                let before = self.diagnostics.len();
                let scale = self.scale(path, &scope);
                let node = scale.and_then(|scale| self.rate(achievement, scale, Some(setting), setting.span));
                self.because_of(before, setting, head);
                node
            }
            Recipe::Weight(weight) => {
                let node = self.expression(weight, &scope)?;
                self.own_root(node)
            }
            Recipe::Ceiling(ceiling) => self.ceiling(item, ceiling, &scope, head),
            Recipe::BudgetSum(property) => self.budget_sum(item, property, &scope, head),
            Recipe::Remaining => {
                let (ceiling, spent) = self.budget_pair(item, head)?;
                let terms = [(Sign::Plus, ceiling), (Sign::Minus, spent)];
                self.node(NodeKind::Sum(terms.into()), Type::Number(UnitId::RUPIAH), head)
            }
            Recipe::Absorption => {
                let (ceiling, spent) = self.budget_pair(item, head)?;
                let hundred = self.hundred_percent(head)?;
                let factors = [(Factor::Times, spent), (Factor::Over, ceiling), (Factor::Times, hundred)];
                self.node(NodeKind::Product(factors.into()), Type::Number(UnitId::PERCENT), head)
            }
            Recipe::Present => match self.model.item(item).kind {
                ItemKind::Group(_) => {
                    let children = self.model.item(item).children.clone();
                    let members: Vec<NodeId> = children
                        .into_iter()
                        .filter_map(|child| self.present_root(child))
                        .filter_map(|root| self.roots.list[root].node)
                        .collect();
                    if members.is_empty() {
                        return None;
                    }
                    self.node(NodeKind::AnyPresent(members.into()), Type::Truth, head)
                }
                _ => {
                    let node = self.roots.list[self.root_of(item, Property::Realization)?].node?;
                    self.node(NodeKind::Applicable { item, node }, Type::Truth, head)
                }
            },
        }
    }

    /// The formula of an indicator that itself writes `konsolidasi`: it is computed in each part of the period.
    fn in_each_part(&mut self, item: ItemId, of: NodeId) -> Option<NodeId> {
        let own = self.settings[item.0 as usize].consolidation.filter(|(_, setting)| setting.block.is_none());
        if own.is_none() {
            return Some(of);
        }
        let own_slot = self.model.slot(item, Field::Realization);
        let (mut inputs, mut seen, mut open) = (vec![own_slot], HashSet::new(), vec![of]);
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            let kind = &self.model.node(node).kind;
            if let NodeKind::Given(slot) | NodeKind::Agreed { slot, .. } = kind
                && slot.field == Field::Realization
            {
                inputs.push(*slot);
            }
            open.extend(kind.reads());
        }
        inputs.sort_unstable();
        inputs.dedup();
        let (ty, span) = (self.ty(of), self.model.node(of).span);
        self.node(NodeKind::Consolidated { of, item, inputs: inputs.into() }, ty, span)
    }

    /// A root must be a node of its own: where a formula is only another root, it stays a reading of it.
    fn own_root(&mut self, node: NodeId) -> Option<NodeId> {
        if self.model.node(node).kept {
            let (ty, span) = (self.ty(node), self.model.node(node).span);
            return self.node(NodeKind::Sum([(Sign::Plus, node)].into()), ty, span);
        }
        Some(node)
    }

    fn polarity(&mut self, item: ItemId, path: &Path, setting: Setting, scope: &Scope) -> Option<NodeId> {
        // A setting is resolved where it is written, which may be another place than the item.
        let id = match self.resolve(path, scope)? {
            Resolved::Other(Declared::Polarity(id)) => id,
            other => {
                self.wrong_kind(path, other, "polaritas");
                return None;
            }
        };
        let realization = self.read(item, Property::Realization, true, setting.span)?;
        let target = self.read(item, Property::Target, true, setting.span)?;
        let head = self.model.item(item).about.head;
        let before = self.diagnostics.len();
        let node = self.apply(id, vec![realization, target], scope, head);
        if node.is_none() && self.unit_misfit(item, id, before, scope) {
            return None;
        }
        // What is wrong inside the polarity is wrong because of this indicator.
        for diagnostic in &mut self.diagnostics[before..] {
            if diagnostic.related.is_empty() {
                diagnostic.related.push((head, Related::UsedHere));
            }
        }
        let node = node?;
        if self.ty(node) != Type::Number(UnitId::PERCENT) {
            let polarity = self.model.formulas[id.0 as usize].name.clone();
            let found = self.type_name(self.ty(node));
            let plain = self.ty(node) == Type::Number(UnitId::PLAIN);
            self.say(head, TypesMessage::PolarityResult { polarity, found, plain });
            return None;
        }
        Some(node)
    }

    /// An indicator without a number, under a polarity whose formula is for numbers: what was said at places inside the
    /// formula is said once, at the indicator, where it can be mended.
    fn unit_misfit(&mut self, item: ItemId, polarity: FormulaId, before: usize, scope: &Scope) -> bool {
        let unit = self.model.item(item).declared.unit;
        let Some(unit) = unit.filter(|unit| !matches!(unit, Type::Number(_) | Type::Range(_))) else { return false };
        let said = &self.diagnostics[before..];
        if said.is_empty() || !said.iter().all(|said| matches!(said.message, Message::Types(_))) {
            return false;
        }
        self.diagnostics.truncate(before);
        let head = self.model.item(item).about.head;
        let known = self.visible[scope.file].contains_key(FOR_LABELS);
        let polarity = self.model.formulas[polarity.0 as usize].name.clone();
        let (found, label) = (self.type_name(unit), matches!(unit, Type::Label(_)));
        self.say(head, TypesMessage::PolarityNeedsNumber { polarity, found, label, known });
        true
    }

    fn wrong_kind(&mut self, path: &Path, found: Resolved, expected: &str) {
        let found = match found {
            Resolved::Other(declared) => declared.word(),
            Resolved::Set { .. } => "himpunan",
            _ => "nilai",
        };
        let name = crate::model::text_of(self.sources, path.span);
        let message = NamesMessage::WrongKind { name, expected: expected.to_owned(), found: found.to_owned() };
        self.say(path.span, message);
    }

    pub(super) fn scale(&mut self, path: &Path, scope: &Scope) -> Option<ScaleId> {
        match self.resolve(path, scope)? {
            Resolved::Other(Declared::Scale(scale)) => Some(scale),
            other => {
                self.wrong_kind(path, other, "skala");
                None
            }
        }
    }

    /// Rates a number by a scale.
    pub(super) fn rate(&mut self, of: NodeId, scale: ScaleId, setting: Option<Setting>, span: Span) -> Option<NodeId> {
        let (name, unit) = (self.model.scale(scale).name.clone(), self.model.scale(scale).unit);
        let Some(unit) = unit else {
            // A scale whose ranges are broken has been spoken of already.
            if self.model.scale(scale).bands.iter().all(|band| band.range.is_none()) {
                self.say(span, TypesMessage::ScaleHasNoRanges { scale: name });
            }
            return None;
        };
        if self.ty(of) != Type::Number(unit) {
            if setting.is_none() {
                self.expect(of, Type::Number(unit))?;
            } else {
                let (expected, found) = (self.model.units.name(unit), self.type_name(self.ty(of)));
                let message = TypesMessage::CategoryUnit { scale: name, expected, found };
                self.diagnostics.push(Diagnostic::at(span, message));
                return None;
            }
        }
        self.node(NodeKind::Banded { of, scale, setting }, Type::Label(scale), span)
    }

    /// What is wrong with an inherited setting is wrong for a certain item: names that too.
    fn because_of(&mut self, before: usize, setting: Setting, head: Span) {
        for diagnostic in &mut self.diagnostics[before..] {
            if setting.block.is_some() && diagnostic.related.is_empty() {
                diagnostic.related.push((head, Related::UsedHere));
            }
        }
    }

    fn achievement(&mut self, item: ItemId, scope: &Scope) -> Option<NodeId> {
        let before = self.diagnostics.len();
        let node = self.capped_and_rounded(item, scope);
        if let Some((_, setting)) = self.settings[item.0 as usize].limits {
            let head = self.model.item(item).about.head;
            self.because_of(before, setting, head);
        }
        node
    }

    fn capped_and_rounded(&mut self, item: ItemId, scope: &Scope) -> Option<NodeId> {
        let raw = self.roots.list[self.root_of(item, Property::Raw)?].node?;
        let settled = self.settings[item.0 as usize];
        let head = self.model.item(item).about.head;
        let mut node = raw;
        if let Some((range, setting)) = settled.limits {
            let unit = self.number_unit(node, head)?;
            let limits = self.range(range, scope)?;
            if !self.coerce_range(limits, unit) {
                self.say_range_unit(limits, range, unit);
                return None;
            }
            self.strict_limit(limits)?;
            if let Some((rounding, _)) = settled.rounding {
                self.check_limit_decimals(limits, unit, rounding.decimals)?;
            }
            let kind = NodeKind::Limited { of: node, range: limits, setting: Some(setting) };
            node = self.node(kind, Type::Number(unit), setting.span)?;
        }
        if let Some((rounding, setting)) = settled.rounding {
            let unit = self.number_unit(node, head)?;
            let kind = NodeKind::Rounded { of: node, mode: rounding.mode, decimals: rounding.decimals, setting };
            node = self.node(kind, Type::Number(unit), setting.span)?;
        }
        if node == raw {
            let ty = self.ty(raw);
            return self.node(NodeKind::Read { item, property: Property::Raw, node: raw, present: None }, ty, head);
        }
        Some(node)
    }

    /// A literal bound with more decimals than the rounding keeps could be passed by rounding.
    fn check_limit_decimals(&mut self, limits: NodeId, unit: UnitId, decimals: u32) -> Option<()> {
        let Some(Value::Range(interval)) = self.constant(limits) else { return Some(()) };
        let shift = self.model.units.shift(unit);
        let span = self.model.node(limits).span;
        for (bound, _) in interval.low.iter().chain(&interval.high) {
            let displayed = bound.shift10(shift);
            if displayed.decimals().is_none_or(|needed| needed > decimals) {
                let bound = displayed.to_indonesian(30, crate::number::Cut::Truncate);
                self.say(span, TypesMessage::LimitFinerThanRounding { bound, decimals });
                return None;
            }
        }
        Some(())
    }

    fn aggregate(&mut self, item: ItemId, how: Aggregation, setting: Setting, scope: &Scope) -> Option<NodeId> {
        let function = match how {
            Aggregation::Mean => ListFunction::Mean,
            Aggregation::WeightedMean => ListFunction::WeightedMean,
            Aggregation::GeometricMean => ListFunction::GeometricMean,
            Aggregation::Sum => ListFunction::Sum,
            Aggregation::Minimum => ListFunction::Minimum,
            Aggregation::Maximum => ListFunction::Maximum,
        };
        let (mut members, mut values, mut complete) = (Vec::new(), Vec::new(), true);
        let children = self.model.item(item).children.clone();
        // Where some have a weight, that others have none has been said; where none has, saying it once is enough.
        let mut weights_said = children.iter().any(|child| self.root_of(*child, Property::Weight).is_some());
        for child in children {
            let head = self.model.item(child).about.head;
            // Budget lines, and groups that hold nothing else, have no capaian to aggregate.
            if self.model.item(child).kind == ItemKind::Budget
                || (self.root_of(child, Property::Achievement).is_none() && !self.holds_indicator(child))
            {
                continue;
            }
            let Some(value) = self.read(child, Property::Achievement, false, head) else {
                complete = false;
                continue;
            };
            let weight = match function {
                ListFunction::WeightedMean if weights_said && self.root_of(child, Property::Weight).is_none() => {
                    complete = false;
                    continue;
                }
                ListFunction::WeightedMean => match self.read(child, Property::Weight, false, head) {
                    Some(weight) => Some(weight),
                    None => {
                        (complete, weights_said) = (false, true);
                        continue;
                    }
                },
                _ => None,
            };
            let present = self.present_root(child).and_then(|root| self.roots.list[root].node);
            values.push(value);
            members.push(ListMember { item: Some(child), present, value: Some(value), weight });
        }
        if !complete {
            return None;
        }
        let ty = self.agree(&values)?;
        if !matches!(ty, Type::Number(_)) {
            let found = self.type_name(ty);
            self.say(setting.span, TypesMessage::NotANumber { found });
            return None;
        }
        let kind = NodeKind::List {
            function,
            members: members.into(),
            missing: scope.missing,
            missing_setting: scope.missing_setting,
            setting: Some(setting),
        };
        self.node(kind, ty, self.model.item(item).about.head)
    }

    fn holds_indicator(&mut self, item: ItemId) -> bool {
        let set = SetPath { within: Within::Item(item), word: SetWord::Indicators };
        self.model.item(item).kind == ItemKind::Indicator || !self.members(set).is_empty()
    }

    fn ceiling(&mut self, item: ItemId, ceiling: Option<&Expression>, scope: &Scope, head: Span) -> Option<NodeId> {
        let (slot, ty) = (self.model.slot(item, Field::Target), Type::Number(UnitId::RUPIAH));
        let Some(ceiling) = ceiling else { return self.node(NodeKind::Given(slot), ty, head) };
        let rule = self.expression(ceiling, scope)?;
        let rule = self.expect(rule, ty)?;
        let span = self.model.node(rule).span;
        self.node(NodeKind::Agreed { rule, slot, tolerance: Tolerance::Exact }, ty, span)
    }

    fn budget_sum(&mut self, item: ItemId, property: Property, scope: &Scope, head: Span) -> Option<NodeId> {
        let set = SetPath { within: Within::Item(item), word: SetWord::Budgets };
        let of = if property == Property::Spent { Property::Realization } else { property };
        let mut members = Vec::new();
        for budget in self.members(set).iter().copied() {
            let head = self.model.item(budget).about.head;
            let value = self.read(budget, of, false, head)?;
            let present = self.present_root(budget).and_then(|root| self.roots.list[root].node);
            members.push(ListMember { item: Some(budget), present, value: Some(value), weight: None });
        }
        let kind = NodeKind::List {
            function: ListFunction::Sum,
            members: members.into(),
            missing: scope.missing,
            missing_setting: scope.missing_setting,
            setting: None,
        };
        self.node(kind, Type::Number(UnitId::RUPIAH), head)
    }

    /// Readings of an item's pagu and realization.
    fn budget_pair(&mut self, item: ItemId, head: Span) -> Option<(NodeId, NodeId)> {
        let ceiling = self.read(item, Property::Ceiling, true, head)?;
        let spent = self.read(item, Property::Realization, true, head)?;
        Some((ceiling, spent))
    }
}

impl super::super::Model {
    /// Whether a slot's figure is one that the ruleset gives itself.
    pub fn is_ruled(&self, slot: Slot) -> bool {
        let Some(item) = self.code_item(slot.code) else { return false };
        let declared = &self.item(item).declared;
        match slot.field {
            Field::Target => declared.has_target,
            Field::Realization => declared.has_formula,
        }
    }
}

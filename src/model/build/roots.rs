//! The roots: one for each property of each item, with the recipe that it is compiled from.

use super::{Builder, Scope};
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::message::validity::ValidityMessage;
use crate::model::{ItemId, ItemKind, NodeId, Property, Setting, Type};
use crate::syntax::ast::{Aggregation, AttributeKind, Block, Expression, Path, PeriodLiteral};
use std::collections::HashMap;

/// What a root holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum What {
    Property(Property),
    /// Whether the item is there.
    Present,
}

/// How a root is computed.
#[derive(Clone)]
pub(super) enum Recipe<'a> {
    /// `target …`, by period or not; none: the data gives it
    Target(Vec<(Option<PeriodLiteral>, &'a Expression)>),
    /// `rumus …` of an indicator; none: the data gives the realization (of a `data` variable the value)
    Realization(Option<&'a Expression>),
    /// `polaritas …`
    Polarity(&'a Path, Setting),
    /// `rumus …` of a group or `nilai`
    Formula(&'a Expression),
    /// `agregasi …`
    Aggregate(Aggregation, Setting),
    /// Caps and rounding
    Achievement,
    /// `kategori …`
    Category(&'a Path, Setting),
    /// `bobot …`
    Weight(&'a Expression),
    /// `pagu …`; none: the data gives it
    Ceiling(Option<&'a Expression>),
    /// A sum over the budget lines of a group
    BudgetSum(Property),
    /// `sisa`
    Remaining,
    /// `serapan`
    Absorption,
    /// Whether the item is there
    Present,
}

/// A reading of a root in another period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OtherPeriod {
    pub root: usize,
    /// Whether the period is named, and not counted back from the one evaluated.
    pub named: bool,
    /// Whether it happens in some periods only: it stands in `target P: …`.
    pub in_arm: bool,
}

pub(super) struct Root<'a> {
    pub item: ItemId,
    pub what: What,
    pub recipe: Recipe<'a>,
    /// The roots that it reads.
    pub reads: Vec<usize>,
    /// What it reads in other periods.
    pub others: Vec<OtherPeriod>,
    pub node: Option<NodeId>,
}

#[derive(Default)]
pub(super) struct Roots<'a> {
    pub list: Vec<Root<'a>>,
    pub index: HashMap<(ItemId, What), usize>,
    /// All roots, each after those that it reads.
    pub order: Vec<usize>,
}

impl<'a> Builder<'a> {
    pub(super) fn lay_out_roots(&mut self) {
        for (index, holds_indicator) in self.groups_with_indicators().into_iter().enumerate() {
            let item = ItemId(index as u32);
            let (_, source) = self.item_sources[index];
            let block = source.block;
            let formula = block.find(|kind| if let AttributeKind::Formula(e) = kind { Some(e) } else { None });
            let settled = self.settings[index];
            match self.model.item(item).kind {
                ItemKind::Data => {
                    self.declare_unit(item, block);
                    self.root(item, Property::Realization, Recipe::Realization(None));
                }
                ItemKind::Indicator => {
                    self.declare_unit(item, block);
                    let targets = self.targets(block);
                    self.model.items[index].declared.has_target = !targets.is_empty();
                    self.model.items[index].declared.has_formula = formula.is_some();
                    self.root(item, Property::Target, Recipe::Target(targets));
                    self.root(item, Property::Realization, Recipe::Realization(formula.map(|(e, _)| e)));
                    self.present(item);
                    if let Some((path, setting)) = settled.polarity {
                        self.root(item, Property::Raw, Recipe::Polarity(path, setting));
                        self.root(item, Property::Achievement, Recipe::Achievement);
                        if let Some((path, setting)) = settled.category {
                            self.root(item, Property::Category, Recipe::Category(path, setting));
                        }
                    }
                }
                ItemKind::Budget => {
                    let ceiling = block.find(|kind| if let AttributeKind::Ceiling(e) = kind { Some(e) } else { None });
                    self.model.items[index].declared.has_target = ceiling.is_some();
                    self.model.items[index].declared.unit = Some(Type::Number(crate::model::UnitId::RUPIAH));
                    self.root(item, Property::Ceiling, Recipe::Ceiling(ceiling.map(|(e, _)| e)));
                    self.root(item, Property::Realization, Recipe::Realization(None));
                    self.present(item);
                    self.root(item, Property::Remaining, Recipe::Remaining);
                    self.root(item, Property::Absorption, Recipe::Absorption);
                }
                ItemKind::Result => {
                    match formula {
                        Some((body, _)) => {
                            self.root(item, Property::Raw, Recipe::Formula(body));
                            self.root(item, Property::Achievement, Recipe::Achievement);
                        }
                        None => self.missing_attribute(block, "rumus"),
                    }
                    if let (Some(_), Some((path, setting))) = (formula, settled.category) {
                        self.root(item, Property::Category, Recipe::Category(path, setting));
                    }
                }
                ItemKind::Group(_) => self.group_roots(item, block, holds_indicator),
            }
            if let Some((weight, _)) =
                block.find(|kind| if let AttributeKind::Weight(e) = kind { Some(e) } else { None })
            {
                self.root(item, Property::Weight, Recipe::Weight(weight));
            }
        }
    }

    fn group_roots(&mut self, item: ItemId, block: &'a Block, holds_indicator: bool) {
        let settled = self.settings[item.0 as usize];
        let formula = block.find(|kind| if let AttributeKind::Formula(e) = kind { Some(e) } else { None });
        let written = block.find(|kind| if let AttributeKind::Aggregation(a) = kind { Some(a) } else { None });
        if let (Some(_), Some((_, attribute))) = (formula, written) {
            self.say(attribute.span, TypesMessage::FormulaAndAggregation {});
        }
        if !self.model.item(item).children.is_empty() {
            self.present(item);
        }
        let recipe = match (formula, settled.aggregation) {
            (Some((body, _)), _) => Some(Recipe::Formula(body)),
            // A group that holds budget lines only has nothing to aggregate.
            (None, Some((how, setting))) if holds_indicator => Some(Recipe::Aggregate(how, setting)),
            _ => None,
        };
        if let Some(recipe) = recipe {
            self.root(item, Property::Raw, recipe);
            self.root(item, Property::Achievement, Recipe::Achievement);
            if let Some((path, setting)) = settled.category {
                self.root(item, Property::Category, Recipe::Category(path, setting));
            }
        }
        let set =
            super::paths::SetPath { within: super::paths::Within::Item(item), word: super::paths::SetWord::Budgets };
        if !self.members(set).is_empty() {
            self.root(item, Property::Ceiling, Recipe::BudgetSum(Property::Ceiling));
            self.root(item, Property::Spent, Recipe::BudgetSum(Property::Spent));
            self.root(item, Property::Remaining, Recipe::Remaining);
            self.root(item, Property::Absorption, Recipe::Absorption);
        }
    }

    fn root(&mut self, item: ItemId, property: Property, recipe: Recipe<'a>) {
        self.add_root(item, What::Property(property), recipe);
    }

    fn present(&mut self, item: ItemId) {
        self.add_root(item, What::Present, Recipe::Present);
    }

    fn add_root(&mut self, item: ItemId, what: What, recipe: Recipe<'a>) {
        let index = self.roots.list.len();
        self.roots.list.push(Root { item, what, recipe, reads: Vec::new(), others: Vec::new(), node: None });
        self.roots.index.insert((item, what), index);
    }

    fn missing_attribute(&mut self, block: &Block, word: &str) {
        if self.is_unread(block.span) {
            return;
        }
        let name = block.name.as_ref().map_or("", |name| name.text.as_str());
        let of = format!("{} `{name}`", block.kind.word());
        self.say(block.head(), NamesMessage::AttributeMissing { word: word.to_owned(), of });
    }

    fn declare_unit(&mut self, item: ItemId, block: &'a Block) {
        let file = self.item_sources[item.0 as usize].1.file;
        let unit = block.find(|kind| if let AttributeKind::Unit(unit) = kind { Some(unit) } else { None });
        let Some((unit, _)) = unit else { return self.missing_attribute(block, "satuan") };
        let ty = self.unit_type(unit, file);
        self.model.items[item.0 as usize].declared.unit = ty;
        let accepted = block.find(|kind| if let AttributeKind::Accepted(range) = kind { Some(range) } else { None });
        let Some((range, attribute)) = accepted else { return };
        match ty {
            Some(Type::Number(unit)) => {
                if let Some(interval) = self.constant_range(range, unit, file) {
                    self.model.items[item.0 as usize].declared.accepted = Some((interval, attribute.span));
                }
            }
            Some(other) => {
                let found = self.type_name(other);
                self.say(attribute.span, TypesMessage::NotANumber { found });
            }
            None => {}
        }
    }

    /// `target …`: one, or one for each period.
    fn targets(&mut self, block: &'a Block) -> Vec<(Option<PeriodLiteral>, &'a Expression)> {
        let mut targets: Vec<(Option<PeriodLiteral>, &Expression)> = Vec::new();
        let mut mixed_said = false;
        for attribute in block.attributes() {
            let AttributeKind::Target { period, value } = &attribute.kind else { continue };
            let twice = targets.iter().any(|(other, _)| other.map(|p| p.period) == period.map(|p| p.period));
            let mixed = targets.iter().any(|(other, _)| other.is_none() != period.is_none());
            match period {
                _ if mixed => {
                    if !std::mem::replace(&mut mixed_said, true) {
                        self.say(attribute.span, ValidityMessage::TargetMixed {});
                    }
                }
                Some(period) if twice => {
                    self.say(attribute.span, ValidityMessage::TargetTwice { period: period.period.to_string() });
                }
                None if twice => {
                    self.say(attribute.keyword, NamesMessage::AttributeTwice { word: "target".to_owned() })
                }
                _ => {
                    if let Some(period) = period {
                        self.check_target_period(block, *period);
                    }
                    targets.push((*period, value));
                }
            }
        }
        targets
    }

    fn check_target_period(&mut self, block: &Block, period: PeriodLiteral) {
        let file = self.home(block.span);
        let module = self.closures.iter().position(|files| files.contains(&file));
        let header = module.and_then(|module| self.model.modules[module].header.as_ref());
        if let Some(expected) = header.and_then(|header| header.granularity)
            && expected > period.period.granularity
        {
            let (period_text, expected) = (period.period.to_string(), expected.word().to_owned());
            self.say(period.span, ValidityMessage::PeriodLength { period: period_text, expected });
        }
    }

    /// For each item whether it is or holds an indicator. A group stands before its children.
    fn groups_with_indicators(&self) -> Vec<bool> {
        let mut holds: Vec<bool> = self.model.items.iter().map(|item| item.kind == ItemKind::Indicator).collect();
        for index in (0..holds.len()).rev() {
            if let (true, Some(parent)) = (holds[index], self.model.items[index].parent) {
                holds[parent.0 as usize] = true;
            }
        }
        holds
    }

    /// The scope of an item's own block.
    pub(super) fn item_scope(&self, item: ItemId) -> Scope {
        let index = item.0 as usize;
        let (module, source) = self.item_sources[index];
        let mut scope = Scope::top(source.file, module);
        scope.item = Some(item);
        if let Some((policy, setting)) = self.settings[index].missing {
            scope.missing = policy;
            scope.missing_setting = Some(setting);
        }
        scope
    }

    /// The root of a property, if the item has it.
    pub(super) fn root_of(&self, item: ItemId, property: Property) -> Option<usize> {
        self.roots.index.get(&(item, What::Property(property))).copied()
    }

    /// The root that says whether an item is there.
    pub(super) fn present_root(&self, item: ItemId) -> Option<usize> {
        self.roots.index.get(&(item, What::Present)).copied()
    }
}

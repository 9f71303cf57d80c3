//! Roots that read others in another period. What is read so should be compiled first, for its type; and a period that is
//! named must not lead back to itself.

use super::Builder;
use crate::diagnostic::{Diagnostic, Related};
use crate::message::validity::ValidityMessage;
use crate::model::periods::same_type;
use crate::model::{Era, ItemId, ItemKind, NodeKind, Property, Type, UnitId, When};
use crate::source::Span;
use crate::value::operator::Consolidation;
use crate::value::{Date, Window};
use jiff::ToSpan;

/// So many units are tried for a formula that reads itself in another period.
const MOST_UNITS: usize = 200;

impl Builder<'_> {
    /// Puts roots that others read in another period before these, as far as nothing leads back.
    pub(super) fn order_by_other_periods(&mut self) {
        if self.roots.list.iter().all(|root| root.others.is_empty()) {
            return;
        }
        let knots = self.knots();
        self.refuse_named_cycles(&knots);
        let mut place = vec![0; self.roots.list.len()];
        for (index, root) in self.roots.order.iter().enumerate() {
            place[*root] = index;
        }
        self.roots.order.sort_by_key(|root| (knots[*root], place[*root]));
    }

    /// For each root the number of the knot that it belongs to: roots that lead to each other have the same one, and what
    /// a knot reads has a smaller one. (Tarjan's algorithm, without recursion.)
    fn knots(&self) -> Vec<usize> {
        let count = self.roots.list.len();
        let next = |root: usize, at: usize| {
            let root = &self.roots.list[root];
            let other = || root.others.get(at - root.reads.len()).map(|other| other.root);
            root.reads.get(at).copied().or_else(other)
        };
        let (mut number, mut low, mut knot) = (vec![usize::MAX; count], vec![0; count], vec![usize::MAX; count]);
        let (mut numbers, mut knots, mut open) = (0, 0, Vec::new());
        for start in 0..count {
            if number[start] != usize::MAX {
                continue;
            }
            let mut stack = vec![(start, 0)];
            while let Some((root, at)) = stack.pop() {
                if at == 0 {
                    (number[root], low[root]) = (numbers, numbers);
                    numbers += 1;
                    open.push(root);
                }
                match next(root, at) {
                    Some(read) if number[read] == usize::MAX => stack.extend([(root, at + 1), (read, 0)]),
                    Some(read) => {
                        if knot[read] == usize::MAX {
                            low[root] = low[root].min(number[read]);
                        }
                        stack.push((root, at + 1));
                    }
                    None => {
                        if low[root] == number[root] {
                            while let Some(member) = open.pop() {
                                knot[member] = knots;
                                if member == root {
                                    break;
                                }
                            }
                            knots += 1;
                        }
                        if let Some((before, _)) = stack.last() {
                            low[*before] = low[*before].min(low[root]);
                        }
                    }
                }
            }
        }
        knot
    }

    /// `x pada 2023` in what x is computed from would be read in 2023 too, and never end.
    fn refuse_named_cycles(&mut self, knots: &[usize]) {
        let mut told = Vec::new();
        for index in 0..self.roots.list.len() {
            let root = &self.roots.list[index];
            let leads_back =
                |other: &&super::roots::OtherPeriod| other.named && !other.in_arm && knots[other.root] == knots[index];
            if let Some(other) = root.others.iter().find(leads_back)
                && !told.contains(&knots[index])
            {
                let (path, head) = (self.root_name(other.root), self.model.item(root.item).about.head);
                told.push(knots[index]);
                self.say(head, ValidityMessage::PeriodCycle { path });
            }
        }
    }

    /// The type of a property that is read in another period; none where it cannot be known before the formula that reads
    /// it.
    pub(super) fn type_at(&mut self, item: ItemId, property: Property, span: Span) -> Option<Type> {
        let Some(root) = self.root_of(item, property) else {
            self.say_no_property(item, property, span);
            return None;
        };
        if let Some(node) = self.roots.list[root].node {
            return Some(self.ty(node));
        }
        let (kind, unit) = (self.model.item(item).kind, self.model.item(item).declared.unit);
        match (kind, property) {
            (_, Property::Target | Property::Realization) => unit,
            (_, Property::Ceiling | Property::Spent | Property::Remaining) => Some(Type::Number(UnitId::RUPIAH)),
            (_, Property::Absorption) => Some(Type::Number(UnitId::PERCENT)),
            (ItemKind::Indicator, Property::Raw | Property::Achievement) => Some(Type::Number(UnitId::PERCENT)),
            (_, Property::Category) => {
                let (path, _) = self.settings[item.0 as usize].category?;
                self.scale(path, &self.item_scope(item)).map(Type::Label)
            }
            _ => match self.assumed {
                Some((assumed, ty)) if assumed == item => Some(ty),
                _ => {
                    if self.unknown_at.is_none() {
                        self.unknown_at = Some((item, span));
                    }
                    None
                }
            },
        }
    }

    /// Compiles a root whose formula may read itself in another period: its unit is the one with which it comes out as
    /// itself.
    pub(super) fn with_own_type(
        &mut self,
        item: ItemId,
        mut compile: impl FnMut(&mut Self) -> Option<crate::model::NodeId>,
    ) -> Option<crate::model::NodeId> {
        let (nodes, diagnostics) = (self.model.nodes.len(), self.diagnostics.len());
        self.unknown_at = None;
        let node = compile(self);
        let Some((unknown, span)) = self.unknown_at.take() else { return node };
        if unknown == item {
            for ty in self.model.units.all().take(MOST_UNITS).map(Type::Number).collect::<Vec<_>>() {
                self.model.nodes.truncate(nodes);
                self.diagnostics.truncate(diagnostics);
                self.assumed = Some((item, ty));
                let node = compile(self);
                self.unknown_at = None;
                if let Some(node) = node
                    && self.ty(node) == ty
                    && self.diagnostics.len() == diagnostics
                {
                    self.assumed = None;
                    return Some(node);
                }
            }
        }
        self.assumed = None;
        self.model.nodes.truncate(nodes);
        self.diagnostics.truncate(diagnostics);
        let path = self.model.full_code(unknown);
        self.say(span, ValidityMessage::TypeUnknownAt { path });
        None
    }

    /// Says where a property has turned out to be of another type than a reading of it in another period took it for.
    pub(super) fn check_types_at(&mut self) {
        for index in 0..self.model.nodes.len() {
            let node = &self.model.nodes[index];
            let NodeKind::At { item, property, .. } = node.kind else { continue };
            let (ty, span) = (node.ty, node.span);
            let Some(root) = self.model.item(item).properties[property as usize] else { continue };
            if self.ty(root) != ty {
                let path = format!("{}.{}", self.model.full_code(item), property.word());
                self.say(span, ValidityMessage::TypeUnknownAt { path });
            }
        }
    }
}

impl Builder<'_> {
    /// What the results read in other periods, and from when on the rules speak of any.
    pub(super) fn survey_periods(&mut self) {
        let mut named = Vec::new();
        for node in &self.model.nodes {
            match &node.kind {
                NodeKind::ByPeriod { arms, .. } => named.extend(arms.iter().map(|(period, _)| *period)),
                NodeKind::At { when: When::Period(period), .. } => named.push(*period),
                _ => {}
            }
        }
        let header = self.model.header().and_then(|header| header.from);
        self.model.named_since = named.into_iter().map(|period| period.first_day()).chain(header).min();
        let (mut seen, mut open) = (vec![false; self.model.nodes.len()], self.model.order.clone());
        while let Some(id) = open.pop() {
            if std::mem::replace(&mut seen[id.0 as usize], true) {
                continue;
            }
            let kind = &self.model.node(id).kind;
            open.extend(kind.reads());
            if matches!(kind, NodeKind::At { .. }) {
                self.model.other_periods.push(id);
            }
        }
        self.model.other_periods.sort_unstable();
    }

    /// Says where figures of parts of a period are to be added up or compared and are no numbers.
    pub(super) fn check_consolidation(&mut self) {
        for index in 0..self.model.items.len() {
            let item = &self.model.items[index];
            let by = item.consolidating;
            let (Some(setting), Some(ty)) = (by.setting, item.declared.unit) else { continue };
            if by.how == Consolidation::Last || matches!(ty, Type::Number(_)) {
                continue;
            }
            let (how, name, head) = (by.how.word().to_owned(), item.code.clone(), item.about.head);
            let found = self.type_name(ty);
            let told = Diagnostic::at(setting.span, ValidityMessage::ConsolidationNeedsNumber { how, name, found });
            self.diagnostics.push(told.with(head, Related::UsedHere));
        }
    }
}

/// Says where `pada` reads something that was of another type under the rules then in force.
pub(super) fn check_between(eras: &[Era], diagnostics: &mut Vec<Diagnostic>) {
    for (place, era) in eras.iter().enumerate() {
        let Some(model) = era.model.as_ref().filter(|_| eras.len() > 1) else { continue };
        let year_before = |day: Option<Date>| day.and_then(|day| day.checked_sub(1.year()).ok());
        let last_year = Window { from: year_before(era.from), until: year_before(era.until) };
        for node in &model.nodes {
            let NodeKind::At { item, property, when } = node.kind else { continue };
            let reads = |other: &Era| match when {
                When::Period(period) => other.holds(period.last_day()),
                When::LastYear => Window { from: other.from, until: other.until }.intersect(last_year).is_some(),
            };
            let code = model.item(item).id;
            for other in
                eras.iter().enumerate().filter(|(index, other)| *index != place && reads(other)).map(|(_, era)| era)
            {
                let root = other.model.as_ref().and_then(|then| {
                    let root = then.item(then.code_item(code)?).properties[property as usize]?;
                    Some((then, then.node(root).ty))
                });
                let Some((then, ty)) = root else { continue };
                if !same_type(model, node.ty, then, ty) {
                    let path = format!("{}.{}", model.full_code(item), property.word());
                    let when = Window { from: other.from, until: other.until };
                    diagnostics.push(Diagnostic::at(node.span, ValidityMessage::TypeDiffersAt { path, when }));
                }
            }
        }
    }
}

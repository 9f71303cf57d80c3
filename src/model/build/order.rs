//! What each root reads, and an order in which each comes after what it reads. Everything here is iterative over roots:
//! a chain of formulas may be long.

use super::paths::Resolved;
use super::roots::{OtherPeriod, Recipe, What};
use super::{Builder, Declared, Scope};
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::model::{ItemId, ItemKind, NodeId, NodeKind, Property};
use crate::syntax::ast::{Expression, ExpressionKind, Path, Range, When};
use std::collections::HashSet;

/// Collects the roots that an expression reads.
#[derive(Default)]
struct Reads {
    roots: Vec<usize>,
    others: Vec<OtherPeriod>,
    /// Whether what is collected stands in `target P: …`.
    in_arm: bool,
    /// What it calls that has not been looked into yet.
    pending: Vec<Called>,
    called: HashSet<Called>,
}

/// A formula or table of the ruleset that is called.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Called {
    Formula(u32),
    Table(u32),
}

impl Reads {
    fn call(&mut self, called: Called) {
        if self.called.insert(called) {
            self.pending.push(called);
        }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn order_roots(&mut self) {
        for index in 0..self.roots.list.len() {
            let reads = self.reads_of(index);
            self.roots.list[index].reads = reads.roots;
            self.roots.list[index].others = reads.others;
        }
        let count = self.roots.list.len();
        // 0: not seen, 1: on the way, 2: done, 3: in a circle.
        let mut state = vec![0u8; count];
        for start in 0..count {
            if state[start] != 0 {
                continue;
            }
            let mut stack = vec![(start, 0usize)];
            state[start] = 1;
            while let Some((root, next)) = stack.pop() {
                let Some(read) = self.roots.list[root].reads.get(next).copied() else {
                    if state[root] == 1 {
                        state[root] = 2;
                        self.roots.order.push(root);
                    }
                    continue;
                };
                stack.push((root, next + 1));
                match state[read] {
                    0 => {
                        state[read] = 1;
                        stack.push((read, 0));
                    }
                    1 => {
                        let from = stack.iter().position(|(other, _)| *other == read).unwrap_or(0);
                        let circle: Vec<usize> = stack[from..].iter().map(|(root, _)| *root).collect();
                        self.say_cycle(&circle);
                        for root in circle {
                            state[root] = 3;
                        }
                    }
                    _ => {}
                }
            }
        }
        self.order_by_other_periods();
    }

    fn say_cycle(&mut self, circle: &[usize]) {
        let shown: Vec<&usize> = circle
            .iter()
            .filter(|root| !matches!(self.roots.list[**root].what, What::Property(Property::Raw) | What::Present))
            .collect();
        let shown = if shown.is_empty() { circle.iter().collect() } else { shown };
        let mut names: Vec<String> = shown.iter().take(20).map(|root| self.root_name(**root)).collect();
        names.dedup();
        if shown.len() > 20 {
            names.push("…".to_owned());
        }
        if names.len() > 1 && names.first() == names.last() {
            names.pop();
        }
        names.extend(names.first().cloned());
        let first = self.roots.list[*shown[0]].item;
        let head = self.model.item(first).about.head;
        self.say(head, NamesMessage::FormulaCycle { path: names.join(" → ") });
    }

    pub(super) fn root_name(&self, root: usize) -> String {
        let root = &self.roots.list[root];
        let item = self.model.item(root.item);
        match (item.kind, root.what) {
            (ItemKind::Result | ItemKind::Data, What::Property(Property::Achievement | Property::Realization)) => {
                self.model.full_code(root.item)
            }
            (_, What::Property(property)) => format!("{}.{}", self.model.full_code(root.item), property.word()),
            (_, What::Present) => self.model.full_code(root.item),
        }
    }

    fn reads_of(&mut self, index: usize) -> Reads {
        let (item, recipe) = (self.roots.list[index].item, self.roots.list[index].recipe.clone());
        let mut reads = Reads::default();
        let scope = self.item_scope(item);
        match recipe {
            Recipe::Target(targets) => {
                for (period, value) in targets {
                    reads.in_arm = period.is_some();
                    self.collect(value, &scope, &mut reads);
                }
            }
            Recipe::Realization(Some(e)) | Recipe::Ceiling(Some(e)) | Recipe::Weight(e) => {
                self.collect(e, &scope, &mut reads);
            }
            Recipe::Formula(body) => {
                self.collect(body, &scope, &mut reads);
                reads.roots.extend(self.present_root(item));
            }
            Recipe::Polarity(path, _) => {
                self.note(item, Property::Realization, &mut reads);
                self.note(item, Property::Target, &mut reads);
                if let Ok(Resolved::Other(Declared::Polarity(id))) = self.lookup(path, &scope) {
                    reads.call(Called::Formula(id.0));
                }
            }
            Recipe::Aggregate(..) => {
                for child in self.model.item(item).children.clone() {
                    self.note(child, Property::Achievement, &mut reads);
                    self.note(child, Property::Weight, &mut reads);
                }
            }
            Recipe::Achievement => {
                reads.roots.extend(self.root_of(item, Property::Raw));
                if let Some((range, _)) = self.settings[item.0 as usize].limits {
                    self.collect_range(range, &scope, &mut reads);
                }
            }
            Recipe::Category(..) => reads.roots.extend(self.root_of(item, Property::Achievement)),
            Recipe::BudgetSum(property) => {
                let set = super::paths::SetPath {
                    within: super::paths::Within::Item(item),
                    word: super::paths::SetWord::Budgets,
                };
                let property = if property == Property::Spent { Property::Realization } else { property };
                for budget in self.members(set).iter() {
                    self.note(*budget, property, &mut reads);
                }
            }
            Recipe::Remaining | Recipe::Absorption => {
                for property in [Property::Ceiling, Property::Realization, Property::Spent] {
                    reads.roots.extend(self.root_of(item, property));
                }
            }
            Recipe::Present => match self.model.item(item).kind {
                ItemKind::Group(_) => {
                    let children = self.model.item(item).children.clone();
                    reads.roots.extend(children.iter().filter_map(|child| self.present_root(*child)));
                }
                _ => reads.roots.extend(self.root_of(item, Property::Realization)),
            },
            Recipe::Realization(None) | Recipe::Ceiling(None) => {}
        }
        // A chain of functions may be long, so they are not followed by recursion.
        while let Some(called) = reads.pending.pop() {
            match called {
                Called::Formula(formula) => self.collect_body(formula, scope.module, &mut reads),
                Called::Table(table) => self.collect_rows(table, scope.module, &mut reads),
            }
        }
        reads.roots.sort_unstable();
        reads.roots.dedup();
        reads.others.sort_unstable();
        reads.others.dedup();
        reads
    }

    fn note(&self, item: ItemId, property: Property, reads: &mut Reads) {
        reads.roots.extend(self.root_of(item, property));
        reads.roots.extend(self.present_root(item));
    }

    fn collect_body(&mut self, formula: u32, module: usize, reads: &mut Reads) {
        let source = self.formulas[formula as usize];
        let Some(body) = source.body else { return };
        let scope = self.formula_scope(formula, module);
        self.collect(body, &scope, reads);
    }

    /// The scope of a formula's body, its inputs not yet known.
    pub(super) fn formula_scope(&self, formula: u32, module: usize) -> Scope {
        let mut scope = Scope::top(self.formulas[formula as usize].file, module);
        let parameters = &self.model.formulas[formula as usize].parameters;
        scope.inputs = parameters.iter().map(|name| (name.clone(), NodeId(u32::MAX))).collect();
        scope
    }

    /// The scope of a table's results, its inputs not yet known.
    pub(super) fn table_scope(&self, table: u32, module: usize) -> Scope {
        let source = self.tables[table as usize];
        let mut scope = Scope::top(source.file, module);
        let inputs = source.block.signature.iter().flat_map(|signature| &signature.inputs);
        scope.inputs = inputs.map(|input| (input.name.text.clone(), NodeId(u32::MAX))).collect();
        scope
    }

    fn collect_path(&mut self, path: &Path, scope: &Scope, reads: &mut Reads) {
        match self.lookup(path, scope) {
            // Of its own item only the property itself: whether the item is there may depend on this very formula.
            Ok(Resolved::Property { item, property, own: true, .. }) => {
                reads.roots.extend(self.root_of(item, self.actual(item, property)));
            }
            Ok(Resolved::Property { item, property, .. }) => self.note(item, property, reads),
            Ok(Resolved::Set { set, property, .. }) => {
                for member in self.members(set).iter() {
                    match property {
                        Some(property) => self.note(*member, property, reads),
                        None => reads.roots.extend(self.present_root(*member)),
                    }
                }
            }
            _ => {}
        }
    }

    /// What is read in another period is not read in this one.
    fn collect_other(&mut self, path: &Path, when: &When, scope: &Scope, reads: &mut Reads) {
        let mut here = Reads::default();
        self.collect_path(path, scope, &mut here);
        let (named, in_arm) = (matches!(when, When::Period(_)), reads.in_arm);
        let others = here.roots.into_iter().filter(|root| self.roots.list[*root].what != What::Present);
        reads.others.extend(others.map(|root| OtherPeriod { root, named, in_arm }));
    }

    fn collect_range(&mut self, range: &Range, scope: &Scope, reads: &mut Reads) {
        for bound in range.low.iter().chain(&range.high) {
            self.collect(&bound.value, scope, reads);
        }
    }

    fn collect(&mut self, expression: &Expression, scope: &Scope, reads: &mut Reads) {
        match &expression.kind {
            ExpressionKind::Path(path) => self.collect_path(path, scope, reads),
            ExpressionKind::At { of, when } => self.collect_other(of, when, scope, reads),
            _ => {}
        }
        if let ExpressionKind::Call { function, .. } = &expression.kind {
            match self.lookup(function, scope) {
                Ok(Resolved::Other(Declared::Polarity(id) | Declared::Function(id))) => {
                    reads.call(Called::Formula(id.0));
                }
                Ok(Resolved::Other(Declared::Table(id))) => reads.call(Called::Table(id.0)),
                _ => {}
            }
        }
        for part in expression.parts() {
            self.collect(part, scope, reads);
        }
    }

    fn collect_rows(&mut self, table: u32, module: usize, reads: &mut Reads) {
        let source = self.tables[table as usize];
        let scope = self.table_scope(table, module);
        for member in &source.block.members {
            if let crate::syntax::ast::Member::Row(row) = member {
                self.collect(&row.result, &scope, reads);
            }
        }
    }

    /// Functions, polarities and tables that lead back to themselves. They are left without a body.
    pub(super) fn refuse_recursion(&mut self) {
        let count = self.formulas.len();
        let calls: Vec<Vec<usize>> = (0..count).map(|index| self.called_by(index)).collect();
        let mut state = vec![0u8; count];
        let mut recursive = Vec::new();
        for start in 0..count {
            let mut stack = vec![(start, 0usize)];
            if state[start] != 0 {
                continue;
            }
            state[start] = 1;
            while let Some((at, next)) = stack.pop() {
                let Some(called) = calls[at].get(next).copied() else {
                    state[at] = 2;
                    continue;
                };
                stack.push((at, next + 1));
                match state[called] {
                    0 => {
                        state[called] = 1;
                        stack.push((called, 0));
                    }
                    1 => recursive.push(called),
                    _ => {}
                }
            }
        }
        for index in recursive {
            let formula = &self.model.formulas[index];
            let (span, name) = (formula.about.head, formula.name.clone());
            self.say(span, TypesMessage::Recursive { name });
            self.formulas[index].body = None;
        }
    }

    /// The formulas that a formula calls.
    fn called_by(&self, index: usize) -> Vec<usize> {
        let Some(body) = self.formulas[index].body else { return Vec::new() };
        let scope = self.formula_scope(index as u32, 0);
        let (mut called, mut tables) = (Vec::new(), HashSet::new());
        let mut pending: Vec<(&Expression, usize)> = vec![(body, scope.file)];
        while let Some((expression, file)) = pending.pop() {
            if let ExpressionKind::Call { function, .. } = &expression.kind {
                let inner = Scope::top(file, 0);
                match self.lookup(function, &inner) {
                    Ok(Resolved::Other(Declared::Polarity(id) | Declared::Function(id))) => called.push(id.0 as usize),
                    Ok(Resolved::Other(Declared::Table(id))) if tables.insert(id.0) => {
                        let source = self.tables[id.0 as usize];
                        pending.extend(source.block.members.iter().filter_map(|member| match member {
                            crate::syntax::ast::Member::Row(row) => Some((&row.result, source.file)),
                            _ => None,
                        }));
                    }
                    _ => {}
                }
            }
            pending.extend(expression.parts().into_iter().map(|part| (part, file)));
        }
        called
    }

    /// The order of results: the roots of the first ruleset's items and all that these read; then its conditions.
    pub(super) fn order_results(&mut self) {
        let wanted: Vec<usize> = (0..self.roots.list.len())
            .filter(|root| self.model.item(self.roots.list[*root].item).module == 0)
            .collect();
        let conditions: Vec<NodeId> = self.model.conditions.iter().map(|condition| condition.node).collect();
        let roots = self.reachable(wanted, &conditions);
        self.model.order = roots;
        self.model.order.extend(conditions);
    }

    /// The roots from which some roots and nodes follow, in order.
    pub(super) fn reachable(&self, mut wanted: Vec<usize>, nodes: &[NodeId]) -> Vec<NodeId> {
        let of_node = self.root_nodes.get_or_init(|| {
            let roots = self.roots.list.iter().enumerate();
            roots.filter_map(|(index, root)| root.node.map(|node| (node, index))).collect()
        });
        let mut pending: Vec<NodeId> = nodes.to_vec();
        let mut looked: HashSet<NodeId> = HashSet::new();
        while let Some(node) = pending.pop() {
            match of_node.get(&node) {
                Some(root) => wanted.push(*root),
                None if looked.insert(node) => pending.extend(self.model.node(node).kind.reads()),
                None => {}
            }
        }
        let mut needed = vec![false; self.roots.list.len()];
        while let Some(root) = wanted.pop() {
            if !std::mem::replace(&mut needed[root], true) {
                wanted.extend(&self.roots.list[root].reads);
            }
        }
        self.roots.order.iter().filter(|root| needed[**root]).filter_map(|root| self.roots.list[*root].node).collect()
    }
}

impl Expression {
    /// The expressions directly inside.
    pub(super) fn parts(&self) -> Vec<&Expression> {
        match &self.kind {
            ExpressionKind::Number { .. }
            | ExpressionKind::Text(_)
            | ExpressionKind::Truth(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Path(_)
            | ExpressionKind::At { .. } => Vec::new(),
            ExpressionKind::Call { arguments, .. } => arguments.iter().collect(),
            ExpressionKind::Range(range) => range.low.iter().chain(&range.high).map(|bound| &bound.value).collect(),
            ExpressionKind::Parenthesised(x) | ExpressionKind::Negative(x) | ExpressionKind::Not(x) => vec![x],
            ExpressionKind::Sum(terms) => terms.iter().map(|(_, term)| term).collect(),
            ExpressionKind::Product(factors) => factors.iter().map(|(_, factor)| factor).collect(),
            ExpressionKind::Compare { left, right, .. } => vec![left, right],
            ExpressionKind::And(operands) | ExpressionKind::Or(operands) => operands.iter().collect(),
            ExpressionKind::If { arms, otherwise } => {
                arms.iter().flat_map(|(c, r)| [c, r]).chain(std::iter::once(&**otherwise)).collect()
            }
        }
    }
}

impl NodeKind {
    /// The nodes of the same formula that this one is computed from: not what it reads of other items, nor whether they
    /// are there.
    pub fn parts(&self) -> Vec<NodeId> {
        match self {
            Self::Read { .. } | Self::At { .. } | Self::Applicable { .. } | Self::AnyPresent(_) => Vec::new(),
            Self::Guarded { of, .. } => vec![*of],
            Self::List { members, .. } => {
                members.iter().flat_map(|member| member.value.into_iter().chain(member.weight)).collect()
            }
            kind => kind.reads(),
        }
    }

    /// The nodes that this one reads directly.
    pub fn reads(&self) -> Vec<NodeId> {
        match self {
            Self::Constant(_) | Self::Given(_) | Self::At { .. } => Vec::new(),
            Self::Consolidated { of, .. } => vec![*of],
            Self::Agreed { rule, .. } => vec![*rule],
            Self::ByPeriod { arms, .. } => arms.iter().map(|(_, node)| *node).collect(),
            Self::Read { node, present, .. } => std::iter::once(*node).chain(*present).collect(),
            Self::Applicable { node, .. } | Self::Input { node, .. } => vec![*node],
            Self::AnyPresent(nodes) | Self::And(nodes) | Self::Or(nodes) => nodes.to_vec(),
            Self::Guarded { of, present, .. } => vec![*of, *present],
            Self::Negative(x) | Self::Not(x) | Self::RangeEnd { of: x, .. } => vec![*x],
            Self::Sum(terms) => terms.iter().map(|(_, node)| *node).collect(),
            Self::Product(factors) => factors.iter().map(|(_, node)| *node).collect(),
            Self::Compare { left, right, .. } => vec![*left, *right],
            Self::If { arms, otherwise } => {
                arms.iter().flat_map(|(c, r)| [*c, *r]).chain(std::iter::once(*otherwise)).collect()
            }
            Self::Range { low, high } => low.iter().chain(high).map(|(node, _)| *node).collect(),
            Self::Call { arguments, .. } => arguments.to_vec(),
            Self::Apply { arguments, body, .. } => arguments.iter().copied().chain(std::iter::once(*body)).collect(),
            Self::Table { inputs, results, .. } => inputs.iter().chain(results).copied().collect(),
            Self::Curve { input, .. } => vec![*input],
            Self::List { members, .. } => {
                members.iter().flat_map(|m| m.value.into_iter().chain(m.present).chain(m.weight)).collect()
            }
            Self::Limited { of, range, .. } => vec![*of, *range],
            Self::Rounded { of, .. } | Self::Banded { of, .. } => vec![*of],
        }
    }
}

//! What the rules of `periksa` look at: a model, and what is asked about it more than once.

use super::reach::reaches;
use super::unreached::{Unreached, unreached};
use super::values::Reach;
use crate::evaluate::{Facts, Trial};
use crate::model::{
    ItemId, ItemKind, Model, NodeId, NodeKind, Property, Rules, ScaleId, Setting, Type, UnitId, standard,
};
use crate::number::Number;
use crate::render::number::{Precision, number, value};
use crate::source::{FileId, Sources, Span};
use crate::value::Value;
use crate::value::period::Period;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

/// For so many periods it is tried out what a ruleset yields without data.
const MOST_PERIODS: usize = 24;

/// All these periods together may have so many values.
const MOST_VALUES: usize = 2_000_000;

/// What the check of one ruleset may take: nodes that are looked at, values that are tried out. A ruleset of an office needs a thousandth.
pub const WORK: u64 = 4_000_000;

/// A model and its texts, with what several rules need to know of it.
pub struct Context<'a> {
    /// The rules.
    pub model: &'a Model,
    /// All sets of rules, and their place among them.
    among: (&'a Rules, usize),
    /// Their texts.
    pub sources: &'a Sources,
    /// The files of the ruleset itself, without the standard ones that it uses.
    own: HashSet<FileId>,
    /// Whether these rules govern a period.
    governs: &'a dyn Fn(Period) -> bool,
    work: &'a Cell<u64>,
    readings: OnceCell<Readings>,
    bare: OnceCell<Vec<Bare<'a>>>,
    needs_data: OnceCell<Vec<bool>>,
    unreached: OnceCell<Vec<Unreached>>,
}

/// What a ruleset yields in a period without any data.
pub struct Bare<'a> {
    /// The period; none where the ruleset names none.
    pub period: Option<Period>,
    /// What it yields, and would yield.
    pub trial: RefCell<Trial<'a>>,
}

/// Who reads what, tests left aside.
#[derive(Default)]
pub struct Readings {
    /// Properties that are read by other items or by conditions, in any ruleset.
    pub by_others: HashSet<(ItemId, Property)>,
    /// What the own computation of a group or result reads: reader, item, property.
    pub by: HashMap<ItemId, Vec<(ItemId, Property)>>,
    /// What is rated in the first ruleset.
    pub users: Vec<User>,
    /// What the nodes that are rated can yield, with all that they come from.
    pub reaches: HashMap<NodeId, Reach>,
}

/// A value that a scale rates.
pub struct User {
    /// The value.
    pub of: NodeId,
    /// By which scale.
    pub scale: ScaleId,
    /// Where that is set; none for a call.
    pub setting: Option<Setting>,
    /// The place of the setting or of the call.
    pub span: Span,
    /// What the value can be.
    pub reach: Reach,
}

impl<'a> Context<'a> {
    /// A context for one set of rules, which governs some periods, with what is left of the work.
    pub fn new(
        model: &'a Model,
        among: (&'a Rules, usize),
        sources: &'a Sources,
        governs: &'a dyn Fn(Period) -> bool,
        work: &'a Cell<u64>,
    ) -> Self {
        let files = model.modules.first().map_or(&[][..], |module| &module.files).iter().copied();
        let own = files.filter(|file| file.0 == 0 || !is_standard(sources, *file));
        let own = own.chain(model.amendments.iter().map(|amendment| amendment.file)).collect();
        Self {
            model,
            among,
            sources,
            own,
            governs,
            work,
            readings: OnceCell::new(),
            bare: OnceCell::new(),
            needs_data: OnceCell::new(),
            unreached: OnceCell::new(),
        }
    }

    /// Whether a place lies in the ruleset itself, not in a standard one that it uses, nor in a ruleset behind an alias:
    /// those are told about where they are checked.
    pub fn is_own(&self, span: Span) -> bool {
        self.own.contains(&span.file)
    }

    /// Takes so much of the work that one check may be; no where it is used up.
    pub fn may(&self, work: usize) -> bool {
        let left = self.work.get().checked_sub(work as u64);
        self.work.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether the work was not enough.
    pub fn is_exhausted(&self) -> bool {
        self.work.get() == 0
    }

    /// A number with its unit, with all its digits where they end.
    pub fn show(&self, shown: &Number, unit: UnitId) -> String {
        let decimals = shown.shift10(self.model.units.shift(unit)).decimals();
        let precision = match decimals {
            Some(decimals) if decimals <= 15 => Precision::Cut(decimals),
            _ => Precision::Explanation,
        };
        number(&self.model.units, shown, unit, precision)
    }

    /// A value with its unit.
    pub fn show_value(&self, shown: &Value, ty: Type) -> String {
        match (shown, ty) {
            (Value::Number(number), Type::Number(unit) | Type::Range(unit)) => self.show(number, unit),
            (Value::Label(_), _) => {
                format!("\"{}\"", value(self.model, shown, ty, Precision::Table).unwrap_or_default())
            }
            _ => value(self.model, shown, ty, Precision::Table).unwrap_or_default(),
        }
    }

    /// Who reads what, and what is rated.
    pub fn readings(&self) -> &Readings {
        self.readings.get_or_init(|| self.find_readings())
    }

    fn find_readings(&self) -> Readings {
        let model = self.model;
        let mut readings = Readings::default();
        let mut seen = vec![false; model.nodes.len()];
        let reaches = reaches(model);
        let items = model.items.iter().enumerate().flat_map(|(index, item)| {
            let roots = item.properties.iter().flatten();
            roots.map(move |root| (*root, Some(ItemId(index as u32)), item.module == 0))
        });
        let conditions = model.conditions.iter().map(|condition| (condition.node, None, true));
        for (root, reader, first) in items.chain(conditions) {
            let mut open = vec![root];
            while let Some(node) = open.pop() {
                if std::mem::replace(&mut seen[node.0 as usize], true) {
                    continue;
                }
                let here = model.node(node);
                match &here.kind {
                    NodeKind::Read { item, property, .. } => {
                        if reader != Some(*item) {
                            readings.by_others.insert((*item, *property));
                            if let Some(reader) = reader {
                                readings.by.entry(reader).or_default().push((*item, *property));
                            }
                        }
                        continue;
                    }
                    NodeKind::At { item, property, .. } => {
                        // Its own figure of another period is a use of it too.
                        readings.by_others.insert((*item, *property));
                        if let Some(reader) = reader.filter(|reader| reader != item) {
                            readings.by.entry(reader).or_default().push((*item, *property));
                        }
                        continue;
                    }
                    NodeKind::Banded { of, scale, setting } if first && !self.is_written_out(*of) => {
                        readings.users.push(User {
                            of: *of,
                            scale: *scale,
                            setting: *setting,
                            span: setting.map_or(here.span, |setting| setting.span),
                            reach: reaches.get(of).cloned().unwrap_or_default(),
                        });
                    }
                    _ => {}
                }
                open.extend(here.kind.parts());
            }
        }
        readings.users.sort_by_key(|user| user.span);
        readings.reaches = reaches;
        readings
    }

    /// Bands that nothing reaches.
    pub fn unreached(&self) -> &[Unreached] {
        self.unreached.get_or_init(|| unreached(self))
    }

    /// Whether a value is written out: a call with a literal speaks of that value alone.
    fn is_written_out(&self, node: NodeId) -> bool {
        match &self.model.node(node).kind {
            NodeKind::Constant(_) => true,
            NodeKind::Negative(x) => self.is_written_out(*x),
            _ => false,
        }
    }

    /// For each node whether its value waits for data. That an item may turn out to be *tidak berlaku* does not count.
    pub fn needs_data(&self, node: NodeId) -> bool {
        let all = self.needs_data.get_or_init(|| {
            let mut needs: Vec<bool> = Vec::with_capacity(self.model.nodes.len());
            for node in &self.model.nodes {
                let waits = match &node.kind {
                    NodeKind::Given(_) | NodeKind::At { .. } => true,
                    kind => inputs(kind).into_iter().any(|read| needs.get(read.0 as usize).copied().unwrap_or(true)),
                };
                needs.push(waits);
            }
            needs
        });
        all.get(node.0 as usize).copied().unwrap_or(true)
    }

    /// What the ruleset yields without any data: in each period that its targets name, or in the only one.
    pub fn without_data(&self) -> &[Bare<'a>] {
        self.bare.get_or_init(|| {
            let mut periods: Vec<Period> = Vec::new();
            for node in &self.model.nodes {
                if let NodeKind::ByPeriod { arms, .. } = &node.kind {
                    periods.extend(arms.iter().map(|(period, _)| *period));
                }
            }
            periods.sort();
            periods.dedup();
            if let Some(header) = self.model.header() {
                periods.retain(|period| header.holds_for(*period));
                periods.extend(header.only_period().filter(|only| !periods.contains(only)));
            }
            periods.retain(|period| (self.governs)(*period));
            periods.truncate(MOST_PERIODS.min(MOST_VALUES / self.model.nodes.len().max(1)).max(1));
            let run = |period| {
                let facts = Facts::new(None, period, self.model.codes.len());
                Bare { period, trial: RefCell::new(Trial::new(self.model, self.among, facts)) }
            };
            match periods.is_empty() {
                true => vec![run(None)],
                false => periods.into_iter().map(|period| run(Some(period))).collect(),
            }
        })
    }

    /// What a root yields without data.
    pub fn bare(&self, root: NodeId) -> Option<Value> {
        self.without_data().first()?.trial.try_borrow().ok()?.outcome().value(root).cloned()
    }

    /// The target of an item as far as the ruleset says it: for each period its value and its place.
    pub fn targets(&self, item: ItemId) -> Vec<(Value, Span)> {
        let Some(root) = self.model.item(item).properties[Property::Target as usize] else { return Vec::new() };
        let NodeKind::Agreed { rule, .. } = &self.model.node(root).kind else { return Vec::new() };
        let nodes = match &self.model.node(*rule).kind {
            NodeKind::ByPeriod { arms, .. } => arms.iter().map(|(_, node)| *node).collect(),
            _ => vec![*rule],
        };
        let mut targets = Vec::new();
        for node in nodes.into_iter().filter(|node| !self.needs_data(*node)) {
            let Some(value) = self.tried(node, &[]) else { break };
            if value.is_there() {
                targets.push((value, self.model.node(node).span));
            }
        }
        targets
    }

    /// What a node yields without data, but with these values in the places of some nodes. None where no more work may be
    /// done.
    pub fn tried(&self, node: NodeId, given: &[(NodeId, Value)]) -> Option<Value> {
        if !self.may(50) {
            return None;
        }
        let bare = self.without_data().first()?;
        Some(bare.trial.try_borrow_mut().ok()?.value(node, given))
    }

    /// The declarations that this ruleset uses: variables and indicators that are read, scales that rate something, results
    /// that are shown.
    pub fn used(&self) -> Vec<Span> {
        let readings = self.readings();
        let read = readings.by_others.iter().map(|(item, _)| self.model.item(*item).about.head);
        let rated = readings.users.iter().map(|user| self.model.scale(user.scale).about.head);
        let shown = self.model.results().filter(|_| self.model.header().is_some());
        let shown = shown.filter(|(_, item)| item.kind == ItemKind::Result).map(|(_, item)| item.about.head);
        read.chain(rated).chain(shown).collect()
    }

    /// The code of an item, as messages cite it.
    pub fn code(&self, item: ItemId) -> String {
        self.model.full_code(item)
    }
}

/// What a node is computed from, other items' figures included, but not whether they are there.
fn inputs(kind: &NodeKind) -> Vec<NodeId> {
    match kind {
        NodeKind::Read { node, .. } => vec![*node],
        kind => kind.parts(),
    }
}

/// Whether a file is one of those that are shipped inside the program.
fn is_standard(sources: &Sources, file: FileId) -> bool {
    let name = sources.name(file);
    name.starts_with("baku/") && standard::find(name).is_some_and(|standard| standard.text == sources.text(file))
}

//! Syntax tree to model: everything resolved, typed, checked and ordered before any data is read.
//!
//! A [`Model`] is a table of [`Node`]s addressed by [`NodeId`]; caps, roundings, polarities and bands are nodes, so that a
//! result explains itself. Names stand only in the tables for display.

pub mod amended;
pub mod build;
pub mod catalog;
pub mod codes;
pub mod node;
pub mod parts;
pub mod periods;
pub mod rules;
pub mod scale;
pub mod standard;
pub mod unit;

use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{BlockKind, Direction, GroupKind};
use crate::value::period::{Granularity, Period};
use crate::value::{CodeId, Date, Field, Slot, Value};
use std::collections::HashMap;

pub use amended::{Amended, Amendment, Change, Removed};
pub use build::{Asked, Built, BuiltRules, Desk, Due, Files, InMemory, Options, Query, ReadProblem};
pub use build::{build, build_to_ask, build_with};
pub use codes::Codes;
pub use node::{
    Applied, Builtin, Consolidating, FormulaId, ItemId, ListFunction, ListMember, Node, NodeId, NodeKind, Property,
    Setting, SettingsId, Tolerance, Type, When,
};
pub use rules::{Era, Rules};
pub use scale::{Band, Curve, CurveId, Scale, ScaleId, Table, TableId, TableRow};
pub use unit::{UnitId, Units};

/// A ruleset with all that it uses, resolved for one set of rules in force.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// All nodes.
    pub nodes: Vec<Node>,
    /// All units.
    pub units: Units,
    /// All scales, and the sets of texts that tables return.
    pub scales: Vec<Scale>,
    /// All curves.
    pub curves: Vec<Curve>,
    /// All decision tables.
    pub tables: Vec<Table>,
    /// All polarities and functions, as applied by [`NodeKind::Apply`].
    pub formulas: Vec<Formula>,
    /// All blocks of settings, as cited by [`Setting`].
    pub settings: Vec<SettingsBlock>,
    /// Groups, indicators, budget lines, results and data variables, of all rulesets, in the rulesets' order. A group
    /// stands before its children.
    pub items: Vec<Item>,
    /// The rulesets: the one that is evaluated is the first, the others are used `sebagai …`.
    pub modules: Vec<Module>,
    /// `pastikan` and `ingatkan` of the first ruleset, in order.
    pub conditions: Vec<Condition>,
    /// `uji` of the first file, in order.
    pub tests: Vec<Test>,
    /// The roots to evaluate for the results, each after all that it reads.
    pub order: Vec<NodeId>,
    /// The amendments that these rules hold, in the order in which they were applied.
    pub amendments: Vec<Amendment>,
    /// What comes from them, by the place of an attribute, of its value, or of a declaration's head.
    pub amended: HashMap<Span, Amended>,
    /// What they have taken away, in order.
    pub removed: Vec<Removed>,
    /// The nodes that read another period and that the results need.
    pub other_periods: Vec<NodeId>,
    /// The first day of a period that the rules name, or of their validity.
    pub named_since: Option<Date>,
    /// The codes that facts are keyed by.
    pub codes: Codes,
    /// The item of each code, by its slot in facts; none for a code that only other sets of rules declare.
    pub code_items: Vec<Option<ItemId>>,
}

/// A ruleset: a file with an `aturan` header and the files that it uses; or one file without a header.
#[derive(Debug, Clone, Default)]
pub struct Module {
    /// The aliases that lead to it from the first ruleset (`pk`, `evaluasi.pk`); empty for the first.
    pub aliases: Vec<String>,
    /// Its header; none for a file without one.
    pub header: Option<Header>,
    /// The items that stand at the top, in order.
    pub items: Vec<ItemId>,
    /// The files that it consists of: its own, and those that are used plainly.
    pub files: Vec<FileId>,
}

/// `aturan name "title" { … }`
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What it says of itself.
    pub about: About,
    /// The first day on which it holds.
    pub from: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// How long its periods are.
    pub granularity: Option<Granularity>,
}

/// What any declaration may say of itself, and where it stands.
#[derive(Debug, Clone)]
pub struct About {
    /// From the keyword to the name or title: what messages point at.
    pub head: Span,
    /// The whole declaration.
    pub span: Span,
    /// `dasar`: its legal bases.
    pub bases: Vec<Cited>,
    /// `catatan`: its notes.
    pub notes: Vec<Cited>,
    /// `abaikan`: findings that are not to be told about it.
    pub ignored: Vec<Ignored>,
}

/// `abaikan T0412 "reason"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The code of the finding.
    pub code: crate::message::Code,
    /// Why.
    pub reason: Cited,
    /// The whole attribute.
    pub span: Span,
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// What it says.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A group, indicator, budget line, result or data variable.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its code as it is written, without alias.
    pub code: String,
    /// Its id in facts.
    pub id: CodeId,
    /// `kode "…"`
    pub official: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// `sumber "…"`
    pub source: Option<String>,
    /// What it says of itself, and where it stands.
    pub about: About,
    /// The ruleset that it belongs to (index in [`Model::modules`]).
    pub module: usize,
    /// The group that it stands in.
    pub parent: Option<ItemId>,
    /// Groups, indicators and budget lines directly inside, in order.
    pub children: Vec<ItemId>,
    /// Of a budget line: what it supports.
    pub supports: Vec<ItemId>,
    /// Whether weights, accepted range and so on are declared with it.
    pub declared: Declared,
    /// The roots of its properties, by [`Property`].
    pub properties: [Option<NodeId>; Property::COUNT],
    /// A root of type truth: no where the item is out because it is *tidak berlaku*.
    pub present: Option<NodeId>,
    /// `konsolidasi`: what its figures for parts of a period make.
    pub consolidating: Consolidating,
}

/// Further attributes of an item.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// The type of target and realization, or of the variable.
    pub unit: Option<Type>,
    /// `rentang`: accepted realizations, in natural size, and its place.
    pub accepted: Option<(crate::value::Interval, Span)>,
    /// Whether the ruleset gives the target (then the data may only repeat it).
    pub has_target: bool,
    /// The sign that may stand before a plain target: `≥` where more is better, `≤` where less is.
    pub target_sign: Option<char>,
    /// Whether the realization is computed by a `rumus`.
    pub has_formula: bool,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// `sasaran` and the other groups
    Group(GroupKind),
    /// `indikator`
    Indicator,
    /// `anggaran`
    Budget,
    /// `nilai`
    Result,
    /// `data`
    Data,
}

impl ItemKind {
    /// The keyword.
    pub fn word(self) -> &'static str {
        match self {
            Self::Group(kind) => kind.word(),
            Self::Indicator => "indikator",
            Self::Budget => "anggaran",
            Self::Result => "nilai",
            Self::Data => "data",
        }
    }
}

/// `polaritas` or `fungsi`, for display.
#[derive(Debug, Clone)]
pub struct Formula {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Whether it is a polarity.
    pub is_polarity: bool,
    /// `arah …` of a polarity.
    pub direction: Option<Direction>,
    /// The names of its inputs (`realisasi`, `target` of a polarity).
    pub parameters: Vec<String>,
    /// The place of its formula.
    pub body: Span,
    /// What its formula can do in several ways.
    pub parts: Box<[parts::Part]>,
    /// What it says of itself, and where it stands.
    pub about: About,
}

/// `pengukuran { … }`, for display.
#[derive(Debug, Clone)]
pub struct SettingsBlock {
    /// `pengukuran sasaran`: the kind of group that it is for.
    pub kind: BlockKind,
    /// What it says of itself, and where it stands.
    pub about: About,
}

/// `pastikan … "…"` or `ingatkan … "…"`
#[derive(Debug, Clone)]
pub struct Condition {
    /// True for `pastikan`.
    pub must: bool,
    /// What has to hold.
    pub node: NodeId,
    /// Where the condition is one comparison: its two sides.
    pub sides: Option<(NodeId, NodeId)>,
    /// Its message; the text of the condition where none is written.
    pub message: String,
    /// The whole declaration.
    pub span: Span,
}

/// `uji "…" { … }`
#[derive(Debug, Clone)]
pub struct Test {
    /// What it shows.
    pub title: String,
    /// The period that it evaluates; none only where the file has no header.
    pub period: Option<Period>,
    /// `diketahui`: what is known.
    pub givens: Vec<GivenFigure>,
    /// `maka`: what is expected, in order.
    pub checks: Vec<Check>,
    /// The roots that the checks read beyond the results, in evaluation order.
    pub order: Vec<NodeId>,
    /// The whole declaration.
    pub span: Span,
}

/// `diketahui …`
#[derive(Debug, Clone, PartialEq)]
pub struct GivenFigure {
    /// Which figure.
    pub slot: Slot,
    /// Of which period, where that is another than the test's.
    pub period: Option<Period>,
    /// What it is.
    pub value: Value,
    /// The line.
    pub span: Span,
}

/// `maka …`
#[derive(Debug, Clone)]
pub struct Check {
    /// What is looked at.
    pub node: NodeId,
    /// What is expected of it.
    pub expected: Expected,
    /// Where the check is one comparison: its two sides.
    pub sides: Option<(NodeId, NodeId)>,
    /// The line.
    pub span: Span,
}

/// What a check of a test expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// `maka CONDITION`: the node is `ya`.
    True,
    /// `maka galat …`, `maka kosong …`, `maka tidak berlaku …`
    State(crate::syntax::ast::ExpectedState),
}

impl Model {
    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// An item.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }

    /// A scale.
    pub fn scale(&self, id: ScaleId) -> &Scale {
        &self.scales[id.0 as usize]
    }

    /// The item of a code in facts.
    pub fn code_item(&self, code: CodeId) -> Option<ItemId> {
        self.code_items.get(code.0 as usize).copied().flatten()
    }

    /// The item that a code or official code of the first ruleset names.
    pub fn find(&self, code: &str) -> Option<ItemId> {
        let named = self.results().find(|(_, item)| item.code == code);
        named.or_else(|| self.results().find(|(_, item)| item.official.as_deref() == Some(code))).map(|(id, _)| id)
    }

    /// Everything inside a group, in order.
    pub fn inside(&self, group: ItemId) -> Vec<ItemId> {
        let (mut found, mut open) = (Vec::new(), self.item(group).children.clone());
        open.reverse();
        while let Some(item) = open.pop() {
            found.push(item);
            open.extend(self.item(item).children.iter().rev());
        }
        found
    }

    /// The slot of a figure of an item.
    pub fn slot(&self, item: ItemId, field: Field) -> Slot {
        Slot { code: self.item(item).id, field }
    }

    /// The kept nodes that some items follow from, each after all that it reads. Items of rulesets used `sebagai …` are
    /// evaluated only as far as the results need them; this is the rest.
    pub fn order_of(&self, items: impl IntoIterator<Item = ItemId>) -> Vec<NodeId> {
        let mut order = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let roots = items.into_iter().flat_map(|id| {
            let item = self.item(id);
            item.properties.iter().flatten().copied().chain(item.present).collect::<Vec<_>>()
        });
        for root in roots {
            let mut open = vec![(root, false)];
            while let Some((node, done)) = open.pop() {
                if done {
                    order.push(node);
                } else if seen.insert(node) {
                    open.push((node, true));
                    open.extend(self.node(node).kind.reads().into_iter().map(|read| (read, false)));
                }
            }
        }
        order.retain(|node| self.node(*node).kept);
        order
    }

    /// The header of the ruleset that is evaluated.
    pub fn header(&self) -> Option<&Header> {
        self.modules.first()?.header.as_ref()
    }

    /// The items of the evaluated ruleset, each group before its members, in the rulesets' order.
    pub fn results(&self) -> impl Iterator<Item = (ItemId, &Item)> {
        self.items.iter().enumerate().filter(|(_, item)| item.module == 0).map(|(i, item)| (ItemId(i as u32), item))
    }

    /// The code of an item as the first ruleset writes it: behind its alias.
    pub fn full_code(&self, id: ItemId) -> String {
        let item = self.item(id);
        match self.modules[item.module].aliases.first() {
            Some(alias) => format!("{alias}.{}", item.code),
            None => item.code.clone(),
        }
    }
}

/// The text of a span, blanks folded: how messages cite a rule.
pub fn text_of(sources: &Sources, span: Span) -> String {
    sources.excerpt(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

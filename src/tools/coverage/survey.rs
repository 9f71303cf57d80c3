//! Goes over a model: its declarations, its points, and what each node shows of them.

use super::nest::Nest;
use super::points::rates;
use super::watch::{Chart, Watch};
use super::{Coverage, Declaration, Kind, Place};
use crate::model::{Cited, ItemId, Model, NodeId, NodeKind, Property, ScaleId, Setting, Type, text_of};
use crate::source::{FileId, Sources, Span};
use crate::value::Value;
use std::collections::HashMap;

/// Enters the points of a model.
pub(super) struct Surveyor<'a, 'm> {
    pub(super) coverage: &'a mut Coverage,
    pub(super) model: &'m Model,
    sources: &'m Sources,
    /// The place of each file among all; none for a standard ruleset.
    files: &'a [Option<usize>],
    /// Whether each file belongs to the ruleset itself.
    own: &'a [bool],
    declared: HashMap<FileId, Nest>,
    /// The place of the declaration of each scale, table, curve, formula and block of settings.
    scales: Vec<Option<usize>>,
    tables: Vec<Option<usize>>,
    curves: Vec<Option<usize>>,
    formulas: Vec<Option<usize>>,
    settings: Vec<Option<usize>>,
    chart: Chart<'m>,
}

impl<'a, 'm> Surveyor<'a, 'm> {
    pub fn survey(
        coverage: &'a mut Coverage,
        model: &'m Model,
        sources: &'m Sources,
        files: &'a [Option<usize>],
        own: &'a [bool],
    ) -> Chart<'m> {
        let chart = Chart { model, watches: Vec::new(), belongs: Vec::new() };
        let (declared, none) = (HashMap::new(), Vec::new);
        let mut surveyor = Self {
            coverage,
            model,
            sources,
            files,
            own,
            declared,
            scales: none(),
            tables: none(),
            curves: none(),
            formulas: none(),
            settings: none(),
            chart,
        };
        surveyor.declarations();
        surveyor.definitions();
        surveyor.items();
        surveyor.conditions();
        surveyor.nodes();
        surveyor.chart
    }

    fn place(&self, span: Span) -> Option<Place> {
        let file = (*self.files.get(span.file.0 as usize)?)?;
        Some(Place { file, start: span.start, end: span.end })
    }

    fn is_own(&self, span: Span) -> bool {
        self.own.get(span.file.0 as usize).copied().unwrap_or(false)
    }

    /// Enters a declaration; none where it is one of a standard ruleset.
    fn declare(&mut self, word: &str, name: &str, head: Span, span: Span, bases: &[Cited]) -> Option<usize> {
        let place = self.place(span)?;
        let (line, _) = self.sources.line_column(head);
        let bases = bases.iter().map(|basis| basis.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let name = if name.is_empty() { word.to_owned() } else { format!("{word} {name}") };
        let own = self.is_own(span);
        let declaration = Declaration { name, place, line, bases, own, tested: false };
        let index = self.coverage.declaration(declaration);
        self.declared.entry(span.file).or_default().add(span, index);
        Some(index)
    }

    fn declarations(&mut self) {
        let model = self.model;
        for module in &model.modules {
            let Some(header) = &module.header else { continue };
            let index = self.declare("aturan", &header.name, header.about.head, header.about.span, &header.about.bases);
            // A header speaks of all its files.
            for (file, index) in module.files.iter().flat_map(|file| index.map(|index| (*file, index))) {
                self.declared.entry(file).or_default().add(Span { file, start: 0, end: u32::MAX }, index);
            }
        }
        for item in &model.items {
            self.declare(item.kind.word(), &item.code, item.about.head, item.about.span, &item.about.bases);
        }
        self.formulas = (model.formulas.iter())
            .map(|formula| {
                let word = if formula.is_polarity { "polaritas" } else { "fungsi" };
                let about = &formula.about;
                self.declare(word, &formula.name, about.head, about.span, &about.bases)
            })
            .collect();
        // The texts of a table are a scale that nobody wrote.
        self.scales = (model.scales.iter())
            .map(|scale| match scale.ordered {
                true => self.declare("skala", &scale.name, scale.about.head, scale.about.span, &scale.about.bases),
                false => None,
            })
            .collect();
        self.curves = (model.curves.iter())
            .map(|curve| self.declare("kurva", &curve.name, curve.about.head, curve.about.span, &curve.about.bases))
            .collect();
        self.tables = (model.tables.iter())
            .map(|table| self.declare("tabel", &table.name, table.about.head, table.about.span, &table.about.bases))
            .collect();
        self.settings = (model.settings.iter())
            .map(|block| self.declare("pengukuran", "", block.about.head, block.about.span, &block.about.bases))
            .collect();
        self.declared.values_mut().for_each(Nest::close);
    }

    /// The declarations that a place lies in, from the innermost.
    fn around(&self, span: Span) -> Vec<usize> {
        self.declared.get(&span.file).map_or_else(Vec::new, |nest| nest.around(span))
    }

    /// The points of one thing, in a row; the first of them. What they are called is asked for once.
    pub(super) fn points(
        &mut self,
        (kind, span, count): (Kind, Span, usize),
        named: impl FnOnce(&Self) -> (String, Vec<(String, Span)>),
    ) -> Option<usize> {
        let place = self.place(span)?;
        let own = self.is_own(span);
        if let Some(first) = self.coverage.known(kind, place, count, own) {
            return Some(first);
        }
        let (owner, details) = named(self);
        let details = details.into_iter().map(|(detail, at)| (detail, self.sources.line_column(at))).collect();
        Some(self.coverage.points(kind, place, own, &owner, details))
    }

    pub(super) fn watch(&mut self, node: NodeId, watch: Option<Watch>) {
        self.chart.watches.extend(watch.map(|watch| (node, watch)));
    }

    /// A text of the rules, short enough for a table.
    pub(super) fn cited(&self, span: Span) -> String {
        const MOST: usize = 60;
        let text = text_of(self.sources, span);
        match text.char_indices().nth(MOST) {
            Some((end, _)) => format!("{}…", text[..end].trim_end()),
            None => text,
        }
    }
    /// What each node shows, and which declarations it belongs to.
    fn nodes(&mut self) {
        let model = self.model;
        let mut tests: Vec<Span> = model.tests.iter().map(|test| test.span).collect();
        tests.sort();
        let in_test = |span: Span| {
            let before = tests.partition_point(|test| (test.file, test.start) <= (span.file, span.start));
            before.checked_sub(1).is_some_and(|last| tests[last].file == span.file && span.end <= tests[last].end)
        };
        let items = self.items_of_steps();
        let mut around: HashMap<Span, Vec<usize>> = HashMap::new();
        for (index, node) in model.nodes.iter().enumerate() {
            let id = NodeId(index as u32);
            // What a test says for itself is none of the rules.
            let declared = |span| if in_test(span) { Vec::new() } else { self.around(span) };
            let mut belongs = around.entry(node.span).or_insert_with(|| declared(node.span)).clone();
            let mut set_in = |setting: &Option<Setting>| {
                let block = setting.and_then(|setting| setting.block);
                belongs.extend(block.and_then(|block| self.settings[block.0 as usize]));
            };
            match &node.kind {
                NodeKind::Limited { setting, .. } | NodeKind::Banded { setting, .. } => set_in(setting),
                NodeKind::Rounded { setting, .. } => set_in(&Some(*setting)),
                NodeKind::List { setting, missing_setting, .. } => {
                    set_in(setting);
                    set_in(missing_setting);
                }
                _ => {}
            }
            match &node.kind {
                NodeKind::If { arms, .. } if !in_test(node.span) => {
                    let first = self.choice(node.span, arms.len(), |surveyor| {
                        let conditions = arms.iter().map(|(condition, _)| model.node(*condition).span).collect();
                        (surveyor.owner(None, node.span), conditions)
                    });
                    self.watch(id, first.map(Watch::Taken));
                }
                NodeKind::Limited { of, range, .. } if !in_test(node.span) => {
                    let item = items.get(&id).copied();
                    let limit = self.limit(node.span, ends(model, *range), |surveyor| surveyor.owner(item, node.span));
                    self.watch(id, limit.map(|limit| Watch::Limited(limit, *of, *range)));
                }
                NodeKind::Banded { of, scale, .. } => {
                    belongs.extend(self.scales[scale.0 as usize]);
                    self.banded(id, *of, *scale);
                }
                NodeKind::Apply { formula, .. } => {
                    belongs.extend(self.formulas[formula.0 as usize]);
                    let first = self.formula(&model.formulas[formula.0 as usize]);
                    self.watch(id, first.map(Watch::Value));
                }
                NodeKind::Table { table, .. } => {
                    belongs.extend(self.tables[table.0 as usize]);
                    let first = self.rows(&model.tables[table.0 as usize]);
                    self.watch(id, first.map(Watch::Taken));
                }
                NodeKind::Curve { curve, input } => {
                    belongs.extend(self.curves[curve.0 as usize]);
                    let first = self.segments(&model.curves[curve.0 as usize]);
                    self.watch(id, first.map(|first| Watch::Segment(first, *curve, *input)));
                    let limit = self.curve_limit(&model.curves[curve.0 as usize]);
                    self.watch(id, limit.map(|limit| Watch::CurveLimited(limit, *curve, *input)));
                }
                _ => {}
            }
            if let Type::Label(scale) = node.ty {
                belongs.extend(self.scales[scale.0 as usize]);
            }
            belongs.sort_unstable();
            belongs.dedup();
            self.chart.belongs.extend(belongs.into_iter().map(|declaration| (id, declaration)));
        }
    }

    fn banded(&mut self, id: NodeId, of: NodeId, scale_id: ScaleId) {
        let scale = self.model.scale(scale_id);
        if !rates(scale) {
            return;
        }
        let first = self.bands(scale);
        self.watch(id, first.map(Watch::Band));
        let limit = self.scale_limit(scale);
        self.watch(id, limit.map(|limit| Watch::ScaleLimited(limit, scale_id, of)));
    }

    /// The item whose achievement each cap belongs to, where it is written on the item itself.
    fn items_of_steps(&self) -> HashMap<NodeId, ItemId> {
        let mut found = HashMap::new();
        for (index, item) in self.model.items.iter().enumerate() {
            let mut at = item.properties[Property::Achievement as usize];
            while let Some(node) = at {
                at = match &self.model.node(node).kind {
                    NodeKind::Limited { of, setting: Some(setting), .. } => {
                        if setting.block.is_none() {
                            found.insert(node, ItemId(index as u32));
                        }
                        Some(*of)
                    }
                    NodeKind::Rounded { of, .. } => Some(*of),
                    _ => None,
                };
            }
        }
        found
    }

    /// What a point is called after: an item, or the innermost declaration around a place.
    pub(super) fn owner(&self, item: Option<ItemId>, span: Span) -> String {
        if let Some(item) = item {
            return self.model.item(item).code.clone();
        }
        let innermost = self.around(span).first().copied();
        innermost.map_or_else(String::new, |index| self.coverage.declarations[index].called())
    }
}

/// Whether a range has a low and a high end.
fn ends(model: &Model, range: NodeId) -> (bool, bool) {
    match &model.node(range).kind {
        NodeKind::Range { low, high } => (low.is_some(), high.is_some()),
        NodeKind::Constant(Value::Range(range)) => (range.low.is_some(), range.high.is_some()),
        _ => (true, true),
    }
}

//! Formulas, polarities and functions cut out of a model, so that they can be compared.

use super::equivalence::Kind;
use super::equivalence::function::{Cut, Function, Input, slot};
use crate::model::{
    CurveId, FormulaId, ItemId, Model, Node, NodeId, NodeKind, Property, ScaleId, TableId, Type, When, text_of,
};
use crate::source::{FileId, Sources, Span};
use crate::value::Field;
use crate::value::period::Period;

/// Where formulas are cut out of, and what things are called there.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its texts.
    pub sources: &'a Sources,
    /// The name that a code has in the new rules.
    pub renamed: &'a dyn Fn(&str) -> String,
    /// The period whose targets hold; none: they are inputs.
    pub period: Option<Period>,
}

impl Place<'_> {
    fn property(&self, item: ItemId, property: Property, root: NodeId) -> Cut {
        let code = (self.renamed)(&self.model.full_code(item));
        let name = format!("{code}.{}", property.word());
        let is_given = matches!(self.model.node(root).kind, NodeKind::Given(_) | NodeKind::Constant(_));
        Cut::Here(name.clone(), name, is_given)
    }

    /// The formula that a node stands for, over what it reads from elsewhere.
    pub fn formula(&self, root: NodeId) -> Option<Function> {
        self.cut(root, None)
    }

    /// A property of an item from what the data gives of it.
    pub fn way(&self, item: ItemId, property: Property) -> Option<Function> {
        self.cut(self.model.item(item).properties[property as usize]?, Some(item))
    }

    fn cut(&self, root: NodeId, own: Option<ItemId>) -> Option<Function> {
        Function::cut(self.model, root, &mut |id, node| self.at(id, node, own))
    }

    fn at(&self, id: NodeId, node: &Node, own: Option<ItemId>) -> Cut {
        match &node.kind {
            NodeKind::Read { item, node, .. } if own == Some(*item) => Cut::Instead(*node),
            NodeKind::Read { item, property, node, .. } => self.property(*item, *property, *node),
            NodeKind::Given(slot) => self.given(*slot),
            NodeKind::At { item, property, when } => {
                let code = (self.renamed)(&self.model.full_code(*item));
                let name = match when {
                    When::Period(period) => format!("{code}.{} pada {period}", property.word()),
                    When::LastYear => format!("{code}.{} pada tahun lalu", property.word()),
                };
                Cut::Here(name.clone(), name, false)
            }
            // The formula is the same in each part of the period.
            NodeKind::Consolidated { of, .. } => Cut::Instead(*of),
            NodeKind::List { members, .. } if members.iter().any(|member| member.item.is_some()) => {
                let text = text_of(self.sources, node.span);
                Cut::Here(text.clone(), text, false)
            }
            NodeKind::Guarded { of, .. } => Cut::Instead(*of),
            NodeKind::ByPeriod { arms, slot } => {
                let arm = arms.iter().find(|(period, _)| Some(*period) == self.period);
                arm.map_or_else(|| self.given(*slot), |(_, node)| Cut::Instead(*node))
            }
            NodeKind::Applicable { .. } | NodeKind::AnyPresent(_) => {
                let name = format!("{} {id:?}", text_of(self.sources, node.span));
                Cut::Here(name.clone(), name, true)
            }
            _ => Cut::Through,
        }
    }

    fn given(&self, slot: crate::value::Slot) -> Cut {
        let item = self.model.code_item(slot.code);
        let code = item.map_or_else(String::new, |item| (self.renamed)(&self.model.full_code(item)));
        let word = if slot.field == Field::Target { "target" } else { "realisasi" };
        let name = format!("{code}.{word}");
        Cut::Here(name.clone(), name, true)
    }

    /// A scale over the number that it rates; none for a scale without ranges.
    pub fn scale(&self, scale: ScaleId) -> Option<Function> {
        let unit = self.model.scale(scale).unit?;
        let kind = |of| NodeKind::Banded { of, scale, setting: None };
        Some(self.over_one(Type::Number(unit), Type::Label(scale), kind))
    }

    /// A curve over its input.
    pub fn curve(&self, curve: CurveId) -> Option<Function> {
        let of = self.model.curves.get(curve.0 as usize)?;
        let kind = |input| NodeKind::Curve { curve, input };
        Some(self.over_one(Type::Number(of.input), Type::Number(of.output), kind))
    }

    fn over_one(&self, input: Type, output: Type, kind: impl Fn(NodeId) -> NodeKind) -> Function {
        let span = Span::new(FileId(0), 0, 0);
        let given = Node { kind: NodeKind::Given(slot(0)), ty: input, span, kept: true };
        let root = Node { kind: kind(NodeId(0)), ty: output, span, kept: true };
        let model = Model {
            nodes: vec![given, root],
            units: self.model.units.clone(),
            scales: self.model.scales.clone(),
            curves: self.model.curves.clone(),
            ..Model::default()
        };
        let input = Input { key: "#0".to_owned(), name: "nilai".to_owned(), ty: input, may_be_outside: false };
        Function { model, root: NodeId(1), inputs: vec![input] }
    }

    /// A table over its inputs; none where nothing uses it.
    pub fn table(&self, table: TableId) -> Option<Function> {
        let names = &self.model.tables.get(table.0 as usize)?.inputs;
        let (root, arguments) = self.model.nodes.iter().enumerate().find_map(|(index, node)| match &node.kind {
            NodeKind::Table { table: of, inputs, .. } if *of == table => Some((NodeId(index as u32), inputs.clone())),
            _ => None,
        })?;
        Function::cut(self.model, root, &mut |id, node| match arguments.iter().position(|argument| *argument == id) {
            Some(place) => {
                let name = names.get(place).map_or_else(String::new, |(name, _)| name.clone());
                Cut::Here(format!("#{place}"), name, false)
            }
            None => match &node.kind {
                NodeKind::Input { node, name } => match arguments.iter().position(|argument| argument == node) {
                    Some(place) => Cut::Here(format!("#{place}"), name.to_string(), false),
                    None => Cut::Instead(*node),
                },
                _ => self.at(id, node, None),
            },
        })
    }

    /// A polarity or function over its inputs, once for each combination of types that it is applied to.
    pub fn applied(&self, formula: FormulaId) -> Vec<(Vec<Kind>, Function)> {
        let mut found: Vec<(Vec<Kind>, Function)> = Vec::new();
        for node in &self.model.nodes {
            let NodeKind::Apply { formula: of, arguments, body } = &node.kind else { continue };
            if *of != formula {
                continue;
            }
            let kinds: Vec<Kind> =
                arguments.iter().map(|argument| Kind::of(self.model, self.model.node(*argument).ty)).collect();
            if found.iter().any(|(known, _)| *known == kinds) {
                continue;
            }
            let cut = Function::cut(self.model, *body, &mut |id, node| match &node.kind {
                NodeKind::Input { node, name } => match arguments.iter().position(|argument| argument == node) {
                    Some(place) => Cut::Here(format!("#{place}"), name.to_string(), false),
                    None => Cut::Instead(*node),
                },
                _ => self.at(id, node, None),
            });
            found.extend(cut.map(|function| (kinds, function)));
        }
        found
    }
}

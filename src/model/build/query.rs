//! Questions: an expression, a condition, a figure or a code, typed line by line against rules that have been built. What
//! it compiles to is added to the model as further nodes, which the one evaluator computes ([`crate::Evaluator::run_also`]).

use super::eras::{InForce, Prepared};
use super::force::Dated;
use super::paths::Resolved;
use super::roots::{Recipe, Root, What};
use super::{Builder, Declared, MAX_NODES, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::syntax::SyntaxMessage;
use crate::model::{ItemId, Model, NodeId, NodeKind, Property, ScaleId, Type};
use crate::source::{Sources, Span};
use crate::syntax::ast::{Expression, ExpressionKind, GivenValue};
use crate::value::Value;
use std::collections::HashSet;

/// What is kept of a build, so that more can be compiled against its models.
#[derive(Default)]
pub struct Desk {
    pub(super) eras: Vec<EraDesk>,
    dated: Dated,
    pub(super) homes: Vec<usize>,
}

pub(super) struct EraDesk {
    pub(super) prepared: Prepared,
    /// The scale or set of texts that each table returns.
    table_results: Vec<Option<ScaleId>>,
}

/// What the answer to a question has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Any value, or a code, a set, a declared name.
    Anything,
    /// `ya` or `tidak`
    Condition,
    /// A value of this type.
    Of(Type),
}

/// A question, compiled.
#[derive(Debug, Clone)]
pub struct Query {
    /// The node that holds the answer.
    pub node: NodeId,
    /// What it yields.
    pub ty: Type,
    /// Where it is one comparison: its two sides.
    pub sides: Option<(NodeId, NodeId)>,
    /// Where it is nothing but a path: whose property it reads.
    pub reads: Option<(ItemId, Property)>,
    /// What has to be evaluated for it, each node after all that it reads; the last is the node itself.
    pub order: Vec<NodeId>,
    /// Where it is written.
    pub span: Span,
}

/// What was asked for.
#[derive(Debug, Clone)]
pub enum Asked {
    /// `S1.1.capaian`, `S1.capaian ≥ 90%`
    Value(Query),
    /// `S1.1`: a code without a property; of a `nilai` or `data` its name
    Item(ItemId),
    /// `sasaran`, `S1.indikator.capaian`: the members in order, each with its value where a property is asked for
    Set(Vec<(ItemId, Option<Query>)>),
    /// `skala_lkj`, `positif`: the place of a declaration
    Declared(Span),
    /// `tidak berlaku`, where a figure is due
    NotApplicable,
}

impl Model {
    /// Takes away the nodes that were added since there were `nodes` of them: those of questions that are done with.
    pub fn forget_after(&mut self, nodes: usize) {
        self.nodes.truncate(nodes);
    }

    /// The kept nodes that a node follows from, each after all that it reads, and then the node itself.
    pub fn order_to(&self, node: NodeId) -> Vec<NodeId> {
        let (mut order, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![(node, false)]);
        while let Some((at, done)) = open.pop() {
            if done {
                order.push(at);
            } else if seen.insert(at) {
                open.push((at, true));
                open.extend(self.node(at).kind.reads().into_iter().map(|read| (read, false)));
            }
        }
        order.retain(|at| self.node(*at).kept || *at == node);
        order
    }
}

impl Desk {
    pub(super) fn new(
        prepared: Vec<Prepared>,
        table_results: Vec<Vec<Option<ScaleId>>>,
        dated: Dated,
        homes: Vec<usize>,
    ) -> Self {
        let eras = prepared.into_iter().zip(table_results);
        let eras = eras.map(|(prepared, table_results)| EraDesk { prepared, table_results }).collect();
        Self { eras, dated, homes }
    }

    /// Compiles a stretch of a typed line against the rules at a place among the sets of rules, whose model this must be.
    /// Where that fails the model is as before.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn ask(
        &self,
        place: usize,
        model: &mut Model,
        sources: &Sources,
        text: Span,
        due: Due,
    ) -> Result<Asked, Vec<Diagnostic>> {
        self.ask_after(place, model, sources, text, due, None)
    }

    /// The same, where `_` in the text is the last result.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn ask_after(
        &self,
        place: usize,
        model: &mut Model,
        sources: &Sources,
        text: Span,
        due: Due,
        last: Option<(&Value, Type)>,
    ) -> Result<Asked, Vec<Diagnostic>> {
        let stand_in = last.and_then(|_| crate::syntax::stand_in(sources.excerpt(text)));
        let (figure, told) = match due {
            Due::Of(_) => crate::syntax::parse_figure(sources, text, stand_in),
            _ => {
                let (expression, told) = crate::syntax::parse_part(sources, text, stand_in);
                (expression.map(GivenValue::Value), told)
            }
        };
        if told.iter().any(|told| told.severity() == Severity::Error) {
            return Err(told);
        }
        let expression = match figure {
            Some(GivenValue::NotApplicable(_)) => return Ok(Asked::NotApplicable),
            Some(GivenValue::Value(expression)) => expression,
            None => return Err(vec![Diagnostic::at(text, SyntaxMessage::NotRead)]),
        };
        let Some(era) = self.eras.get(place) else {
            return Err(vec![Diagnostic::at(text, SyntaxMessage::NotRead)]);
        };
        let mut homes = self.homes.clone();
        // What is typed is read as if it stood at the top of the ruleset.
        homes.resize((text.file.0 as usize + 1).max(homes.len()), 0);
        let in_force = InForce {
            window: era.prepared.planned.window,
            forced: &era.prepared.forced,
            applied: &era.prepared.applied,
            dated: &self.dated,
            homes: &homes,
            tests: Vec::new(),
            room: MAX_NODES,
        };
        let before = model.nodes.len();
        let mut builder = Builder::new(&era.prepared.forced.files, sources, in_force);
        builder.resume(std::mem::take(model), &era.table_results);
        let mut scope = Scope::top(0, 0);
        if let (Some(name), Some((value, ty))) = (stand_in, last) {
            let constant = builder.node(NodeKind::Constant(value.clone()), ty, text);
            scope.inputs.extend(constant.map(|node| (name.to_string(), builder.keep(node))));
        }
        let asked = builder.asked(&expression, &scope, due);
        let Builder { model: extended, mut diagnostics, .. } = builder;
        *model = extended;
        diagnostics.dedup_by(|a, b| a.message == b.message && a.place == b.place);
        match asked.filter(|_| diagnostics.is_empty()) {
            Some(asked) => Ok(asked),
            None => {
                model.forget_after(before);
                if diagnostics.is_empty() {
                    diagnostics.push(Diagnostic::at(text, SyntaxMessage::NotRead));
                }
                Err(diagnostics)
            }
        }
    }
}

impl<'a> Builder<'a> {
    /// Takes up a model where its build has ended: names anew, nodes as they are. All ids are given in the order of the
    /// files, so that they are the same.
    fn resume(&mut self, model: Model, table_results: &[Option<ScaleId>]) {
        self.declare();
        self.make_visible();
        self.create_items();
        self.table_results = table_results.to_vec();
        self.settings = vec![super::settings::Settled::default(); self.item_sources.len()];
        self.diagnostics.clear();
        for (index, item) in model.items.iter().enumerate() {
            let id = ItemId(index as u32);
            let properties = Property::ALL.into_iter().zip(item.properties);
            let properties = properties.filter_map(|(property, node)| Some((What::Property(property), node?)));
            for (what, node) in properties.chain(item.present.map(|node| (What::Present, node))) {
                self.roots.index.insert((id, what), self.roots.list.len());
                let root = Root {
                    item: id,
                    what,
                    recipe: Recipe::Present,
                    reads: Vec::new(),
                    others: Vec::new(),
                    node: Some(node),
                };
                self.roots.list.push(root);
            }
        }
        self.model = model;
    }

    fn asked(&mut self, expression: &Expression, scope: &Scope, due: Due) -> Option<Asked> {
        if let (Due::Anything, ExpressionKind::Path(path)) = (due, &expression.kind) {
            match self.resolve(path, scope)? {
                Resolved::Item(item) => return Some(Asked::Item(item)),
                Resolved::Property { item, property, end: None, .. } if self.is_whole(item, property, path) => {
                    return Some(Asked::Item(item));
                }
                Resolved::Set { set, property, end } => {
                    let members = self.members(set);
                    let mut answers = Vec::with_capacity(members.len());
                    for item in members.iter().copied() {
                        let mut inner = scope.clone();
                        inner.member = Some((set, item));
                        let query = match (property, end) {
                            (None, None) => None,
                            // A member without the property shows so.
                            (Some(property), _) if self.root_of(item, self.actual(item, property)).is_none() => None,
                            _ => Some(self.query(expression, &inner, Due::Anything)?),
                        };
                        answers.push((item, query));
                    }
                    return Some(Asked::Set(answers));
                }
                Resolved::Other(declared) => {
                    if let Some(place) = self.place_of(declared) {
                        return Some(Asked::Declared(place));
                    }
                }
                _ => {}
            }
        }
        self.query(expression, scope, due).map(Asked::Value)
    }

    /// Whether a path names a `nilai` or `data` and nothing of it.
    fn is_whole(&self, item: ItemId, property: Property, path: &crate::syntax::ast::Path) -> bool {
        let whole = match self.model.item(item).kind {
            crate::model::ItemKind::Data => Property::Realization,
            crate::model::ItemKind::Result => Property::Achievement,
            _ => return false,
        };
        property == whole && crate::model::text_of(self.sources, path.span) == self.model.full_code(item)
    }

    /// The place of a declaration that is no value.
    fn place_of(&self, declared: Declared) -> Option<Span> {
        Some(match declared {
            Declared::Scale(id) => self.model.scale(id).about.span,
            Declared::Polarity(id) | Declared::Function(id) => self.model.formulas.get(id.0 as usize)?.about.span,
            Declared::Curve(id) => self.model.curves.get(id.0 as usize)?.about.span,
            Declared::Table(id) => self.model.tables.get(id.0 as usize)?.about.span,
            Declared::Ruleset(module) => self.model.modules.get(module)?.header.as_ref()?.about.span,
            Declared::Item(..) => return None,
        })
    }

    fn query(&mut self, expression: &Expression, scope: &Scope, due: Due) -> Option<Query> {
        let node = match due {
            Due::Anything => self.expression(expression, scope)?,
            Due::Condition => self.truth(expression, scope)?,
            Due::Of(ty) => {
                let node = self.expression(expression, scope)?;
                self.as_target(node, ty)?
            }
        };
        let reads = match &self.model.node(node).kind {
            NodeKind::Read { item, property, .. } => Some((*item, *property)),
            _ => None,
        };
        // A node of its own, whose value is kept for whoever asked.
        let node = match self.model.node(node).kept {
            true => {
                let (ty, span) = (self.ty(node), self.model.node(node).span);
                self.node(NodeKind::Input { node, name: "".into() }, ty, span)?
            }
            false => node,
        };
        self.keep(node);
        let sides = self.sides(node);
        let (ty, order) = (self.ty(node), self.model.order_to(node));
        Some(Query { node, ty, sides, reads, order, span: expression.span })
    }
}

//! A formula by itself: cut out of a model, with what it reads from elsewhere as its inputs.

use crate::evaluate::{Evaluator, Fact, Facts, Origin};
use crate::model::{ListMember, Model, Node, NodeId, NodeKind, Type};
use crate::source::{FileId, Span};
use crate::value::{CodeId, Field, Slot, Value};
use std::collections::HashMap;

/// Larger formulas are not cut out.
const MOST_NODES: usize = 20_000;

/// A formula with its inputs, as a model of its own.
#[derive(Debug, Clone)]
pub struct Function {
    /// What it consists of.
    pub model: Model,
    /// What it yields.
    pub root: NodeId,
    /// What it reads, by the code of the slot that stands for it.
    pub inputs: Vec<Input>,
}

/// Something that a formula reads.
#[derive(Debug, Clone)]
pub struct Input {
    /// What tells whether two formulas read the same.
    pub key: String,
    /// What a reader calls it.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether a label may be `di luar skala`: not where the data gives it.
    pub may_be_outside: bool,
}

/// What cutting out comes to at a node.
#[derive(Debug, Clone)]
pub enum Cut {
    /// The formula goes on.
    Through,
    /// The formula goes on with this node in its place.
    Instead(NodeId),
    /// It is an input, with its key and name, and whether the data gives it.
    Here(String, String, bool),
}

impl Function {
    /// Cuts out what `root` follows from. None where it is too large.
    pub fn cut(model: &Model, root: NodeId, at: &mut dyn FnMut(NodeId, &Node) -> Cut) -> Option<Self> {
        let mut cutting = Cutting { model, at, nodes: Vec::new(), moved: HashMap::new(), inputs: Vec::new() };
        let root = cutting.node(root)?;
        let (nodes, inputs) = (cutting.nodes, cutting.inputs);
        let model = Model {
            nodes,
            units: model.units.clone(),
            scales: model.scales.clone(),
            curves: model.curves.clone(),
            tables: model.tables.clone(),
            formulas: model.formulas.clone(),
            ..Model::default()
        };
        Some(Self { model, root, inputs })
    }

    /// What it yields for these inputs.
    pub fn at(&self, inputs: &[Value]) -> Value {
        let mut facts = Facts::new(None, None, inputs.len());
        for (code, value) in inputs.iter().enumerate().filter(|(_, value)| !matches!(value, Value::Missing(_))) {
            let origin = Origin::Rules(Span::new(FileId(0), 0, 0));
            facts.set(slot(code), Fact { value: value.clone(), decimals: 0, origin });
        }
        let outcome = Evaluator::new(&self.model).run_also(&facts, &[self.root], &mut ());
        outcome.value(self.root).cloned().unwrap_or_else(|| Value::Missing(crate::value::Absence::default()))
    }

    /// The type of what it yields.
    pub fn ty(&self) -> Type {
        self.model.node(self.root).ty
    }
}

/// Where the value of an input stands.
pub fn slot(input: usize) -> Slot {
    Slot { code: CodeId(input as u32), field: Field::Realization }
}

struct Cutting<'a> {
    model: &'a Model,
    at: &'a mut dyn FnMut(NodeId, &Node) -> Cut,
    nodes: Vec<Node>,
    moved: HashMap<NodeId, NodeId>,
    inputs: Vec<Input>,
}

impl Cutting<'_> {
    /// The place of a node in what is cut out. Formulas are at most as deep as the model allows, and so is this recursion.
    fn node(&mut self, id: NodeId) -> Option<NodeId> {
        if let Some(moved) = self.moved.get(&id) {
            return Some(*moved);
        }
        if self.nodes.len() >= MOST_NODES {
            return None;
        }
        let node = self.model.node(id);
        let moved = match (self.at)(id, node) {
            Cut::Instead(other) => self.node(other)?,
            Cut::Here(key, name, is_given) => {
                let input = match self.inputs.iter().position(|input| input.key == key) {
                    Some(input) => input,
                    None => {
                        self.inputs.push(Input { key, name, ty: node.ty, may_be_outside: !is_given });
                        self.inputs.len() - 1
                    }
                };
                self.add(Node { kind: NodeKind::Given(slot(input)), kept: true, ..node.clone() })
            }
            Cut::Through => {
                let reads = node.kind.reads();
                let places = reads.into_iter().map(|read| Some((read, self.node(read)?))).collect::<Option<_>>()?;
                let kind = moved(&node.kind, &places)?;
                // Nothing that is cut out is evaluated but for the root.
                self.add(Node { kind, kept: true, ..node.clone() })
            }
        };
        self.moved.insert(id, moved);
        Some(moved)
    }

    fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() as u32 - 1)
    }
}

/// A step whose operands have moved.
fn moved(kind: &NodeKind, places: &HashMap<NodeId, NodeId>) -> Option<NodeKind> {
    let to = |id: &NodeId| places.get(id).copied();
    let all = |ids: &[NodeId]| ids.iter().map(to).collect::<Option<Box<[NodeId]>>>();
    let maybe = |id: &Option<NodeId>| match id {
        Some(id) => to(id).map(Some),
        None => Some(None),
    };
    let end = |end: &Option<(NodeId, bool)>| match end {
        Some((id, inclusive)) => Some(Some((to(id)?, *inclusive))),
        None => Some(None),
    };
    Some(match kind {
        NodeKind::Constant(_) | NodeKind::Given(_) => kind.clone(),
        // What it reads is not cut out with it.
        NodeKind::At { .. } => return None,
        NodeKind::Consolidated { of, .. } => NodeKind::Input { node: to(of)?, name: Box::from("") },
        NodeKind::Agreed { rule, .. } => {
            let read = NodeKind::Input { node: to(rule)?, name: Box::from("") };
            // What the data may repeat changes nothing.
            return Some(read);
        }
        NodeKind::ByPeriod { arms, slot } => {
            let arms = arms.iter().map(|(period, node)| Some((*period, to(node)?))).collect::<Option<_>>()?;
            NodeKind::ByPeriod { arms, slot: *slot }
        }
        NodeKind::Read { item, property, node, present } => {
            NodeKind::Read { item: *item, property: *property, node: to(node)?, present: maybe(present)? }
        }
        NodeKind::Applicable { item, node } => NodeKind::Applicable { item: *item, node: to(node)? },
        NodeKind::AnyPresent(nodes) => NodeKind::AnyPresent(all(nodes)?),
        NodeKind::Guarded { of, present, item } => {
            NodeKind::Guarded { of: to(of)?, present: to(present)?, item: *item }
        }
        NodeKind::Input { node, name } => NodeKind::Input { node: to(node)?, name: name.clone() },
        NodeKind::Negative(x) => NodeKind::Negative(to(x)?),
        NodeKind::Sum(terms) => {
            NodeKind::Sum(terms.iter().map(|(sign, node)| Some((*sign, to(node)?))).collect::<Option<_>>()?)
        }
        NodeKind::Product(factors) => {
            NodeKind::Product(factors.iter().map(|(by, node)| Some((*by, to(node)?))).collect::<Option<_>>()?)
        }
        NodeKind::Compare { operator, left, right } => {
            NodeKind::Compare { operator: *operator, left: to(left)?, right: to(right)? }
        }
        NodeKind::Not(x) => NodeKind::Not(to(x)?),
        NodeKind::And(operands) => NodeKind::And(all(operands)?),
        NodeKind::Or(operands) => NodeKind::Or(all(operands)?),
        NodeKind::If { arms, otherwise } => NodeKind::If {
            arms: arms.iter().map(|(c, r)| Some((to(c)?, to(r)?))).collect::<Option<_>>()?,
            otherwise: to(otherwise)?,
        },
        NodeKind::Range { low, high } => NodeKind::Range { low: end(low)?, high: end(high)? },
        NodeKind::RangeEnd { of, high } => NodeKind::RangeEnd { of: to(of)?, high: *high },
        NodeKind::Call { function, arguments } => NodeKind::Call { function: *function, arguments: all(arguments)? },
        NodeKind::Apply { formula, arguments, body } => {
            NodeKind::Apply { formula: *formula, arguments: all(arguments)?, body: to(body)? }
        }
        NodeKind::Table { table, inputs, results } => {
            NodeKind::Table { table: *table, inputs: all(inputs)?, results: all(results)? }
        }
        NodeKind::Curve { curve, input } => NodeKind::Curve { curve: *curve, input: to(input)? },
        NodeKind::List { function, members, missing, missing_setting, setting } => {
            let member = |member: &ListMember| {
                Some(ListMember {
                    item: member.item,
                    present: maybe(&member.present)?,
                    value: maybe(&member.value)?,
                    weight: maybe(&member.weight)?,
                })
            };
            NodeKind::List {
                function: *function,
                members: members.iter().map(member).collect::<Option<_>>()?,
                missing: *missing,
                missing_setting: *missing_setting,
                setting: *setting,
            }
        }
        NodeKind::Limited { of, range, setting } => {
            NodeKind::Limited { of: to(of)?, range: to(range)?, setting: *setting }
        }
        NodeKind::Rounded { of, mode, decimals, setting } => {
            NodeKind::Rounded { of: to(of)?, mode: *mode, decimals: *decimals, setting: *setting }
        }
        NodeKind::Banded { of, scale, setting } => NodeKind::Banded { of: to(of)?, scale: *scale, setting: *setting },
    })
}

//! Results by one way to read the rules: by the flat steps of a [`Plan`] where they can, else by the evaluator.

use crate::evaluate::plan::{Machine, Plan, Register, Small, register_of};
use crate::evaluate::{Evaluator, Facts, Outcome};
use crate::model::{Item, Model, NodeId, NodeKind, Property, Rules, ScaleId, Type};
use crate::render::reconciliation::Kind;
use crate::value::period::Period;
use crate::value::{Label, Value};
use std::sync::OnceLock;

/// A plan holds for one period and for certain results; so many plans there are.
const MOST_PLANS: usize = 8;

/// Room for the plans of a model.
#[derive(Debug, Default)]
pub struct Plans<'m>([OnceLock<Option<Plan<'m>>>; MOST_PLANS]);

/// The kinds of items whose results are wanted.
pub(super) type Kinds = [bool; Kind::ALL.len()];

/// Where an item's results are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Roots {
    /// The achievement, or the absorption of a budget line.
    pub achievement: Option<(NodeId, Type)>,
    pub category: Option<(NodeId, Type)>,
    pub realization: Option<(NodeId, Type)>,
    pub target: Option<(NodeId, Type)>,
    /// What is rated, and by which scale.
    pub rated: Option<(NodeId, ScaleId)>,
}

impl Roots {
    pub fn of(model: &Model, item: &Item) -> Self {
        let root = |property: Property| {
            let node = item.properties[property as usize]?;
            Some((node, model.node(node).ty))
        };
        let rated = root(Property::Category).and_then(|(node, _)| match &model.node(node).kind {
            NodeKind::Banded { of, scale, .. } => Some((*of, *scale)),
            _ => None,
        });
        Self {
            achievement: root(Property::Achievement).or_else(|| root(Property::Absorption)),
            category: root(Property::Category),
            realization: root(Property::Realization),
            target: root(Property::Target),
            rated,
        }
    }
}

/// One way to read the rules.
#[derive(Debug)]
pub(super) struct Way<'p, 'm> {
    pub model: &'m Model,
    /// Whether its figures and labels mean what those of the rules as they are written mean.
    pub alike: bool,
    evaluator: Evaluator<'m>,
    plans: &'p Plans<'m>,
    /// How many of them are used.
    used: usize,
    machines: Vec<(Option<Period>, Option<Machine<'p, 'm>>)>,
    roots: Vec<Roots>,
    /// The results that are wanted, and what has to be computed for them, in order.
    wanted: Vec<(NodeId, Type)>,
    order: Vec<NodeId>,
    /// Whether all that the rules say is wanted, also where the data contradicts them.
    whole: bool,
}

/// The figures of a case as plans take them; none where they cannot take them.
pub(super) type Inputs = Option<Vec<(Register, Small)>>;

/// The figures of a case as plans take them.
pub(super) fn inputs(facts: &Facts) -> Inputs {
    if !facts.is_alone() || !facts.supposed_together().is_empty() {
        return None;
    }
    let small = |value: &Value| match value {
        Value::Number(number) => Small::of(number),
        Value::Label(label) => Some(Small::whole(label.0.into())),
        Value::Truth(truth) => Some(Small::truth(*truth)),
        _ => None,
    };
    facts.iter().map(|(slot, fact)| Some((register_of(slot), small(&fact.value)?))).collect()
}

/// A value, where it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Looked<'a> {
    Small(Small),
    Label(Label),
    Value(&'a Value),
    Nothing,
}

impl Looked<'_> {
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Small(small) => Some(Value::Number(small.number())),
            Self::Label(label) => Some(Value::Label(label)),
            Self::Value(value) => Some(value.clone()),
            Self::Nothing => None,
        }
    }

    pub fn label(self) -> Option<Label> {
        match self {
            Self::Label(label) => Some(label),
            Self::Value(Value::Label(label)) => Some(*label),
            _ => None,
        }
    }

    pub fn small(self) -> Option<Small> {
        match self {
            Self::Small(small) => Some(small),
            Self::Value(Value::Number(number)) => Small::of(number),
            _ => None,
        }
    }

    /// Whether two values are the same. States without a value are, for whatever reason they are there.
    pub fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => a.compare(b).is_eq(),
            (Self::Label(a), Self::Label(b)) => a == b,
            (Self::Nothing, Self::Nothing) => true,
            (Self::Value(a), Self::Value(b)) if !a.is_there() || !b.is_there() => a.is_there() == b.is_there(),
            (a, b) => a.value() == b.value(),
        }
    }
}

/// What one way yields for a case.
pub(super) enum Results<'a, 'p, 'm> {
    Quick(&'a Machine<'p, 'm>),
    Full(Outcome),
}

impl Results<'_, '_, '_> {
    /// The value of a root.
    pub fn look(&self, root: Option<(NodeId, Type)>) -> Looked<'_> {
        let Some((node, ty)) = root else { return Looked::Nothing };
        match self {
            Self::Full(outcome) => outcome.value(node).map_or(Looked::Nothing, Looked::Value),
            Self::Quick(machine) => {
                let Some(register) = machine.plan().result(node) else { return Looked::Nothing };
                let small = machine.small(register);
                match ty {
                    Type::Number(_) => Looked::Small(small),
                    _ => Looked::Label(Label(u16::try_from(small.numerator).unwrap_or(Label::OUTSIDE.0))),
                }
            }
        }
    }
}

impl<'p, 'm> Way<'p, 'm> {
    /// `model` stands for the rules at a place among the sets of rules, where `written` is what is written.
    pub fn new(model: &'m Model, rules: &'m Rules, place: usize, plans: &'p Plans<'m>, written: &Model) -> Self {
        let roots: Vec<Roots> = model.items.iter().map(|item| Roots::of(model, item)).collect();
        let evaluator = Evaluator::among(model, rules, place);
        let whole = std::ptr::eq(model, written);
        let alike = whole || is_alike(model, written, &roots);
        let (machines, wanted, order) = (Vec::new(), Vec::new(), Vec::new());
        let mut way = Self { model, alike, evaluator, plans, used: 0, machines, roots, wanted, order, whole };
        if whole {
            way.want([true; Kind::ALL.len()]);
            way.order.clone_from(&model.order);
        }
        way
    }

    /// From now on the results of these kinds of items are wanted.
    pub fn want(&mut self, kinds: Kinds) {
        let model = self.model;
        let own = model.results().filter(|(_, item)| kinds[Kind::of(item.kind) as usize]);
        let own = own.map(|(_, item)| Roots::of(model, item));
        let roots = own.flat_map(|own| [own.achievement, own.category, own.realization, own.target]).flatten();
        self.wanted = roots.collect();
        let mut needed = vec![false; model.nodes.len()];
        let mut open: Vec<NodeId> = self.wanted.iter().map(|(node, _)| *node).collect();
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut needed[node.0 as usize], true) {
                open.extend(model.node(node).kind.reads());
            }
        }
        self.order = model.order.iter().copied().filter(|root| needed[root.0 as usize]).collect();
        self.machines.clear();
    }

    /// All results, and where they are, by item.
    pub fn run(&mut self, facts: &Facts, inputs: &Inputs) -> (&[Roots], Results<'_, 'p, 'm>) {
        let quick = inputs.as_ref().and_then(|inputs| Some((self.machine(facts.period)?, inputs)));
        if let Some((place, inputs)) = quick
            && let Some((_, Some(machine))) = self.machines.get_mut(place)
        {
            machine.clear();
            for (register, value) in inputs {
                machine.give(*register, *value);
            }
            if machine.run()
                && let Some((_, Some(machine))) = self.machines.get(place)
            {
                return (&self.roots, Results::Quick(machine));
            }
        }
        let outcome = match self.whole {
            true => self.evaluator.run(facts, &mut ()),
            false => self.evaluator.run_only(facts, &self.order, &mut ()),
        };
        (&self.roots, Results::Full(outcome))
    }

    /// The place of the machine for a period.
    fn machine(&mut self, period: Option<Period>) -> Option<usize> {
        let known = self.machines.iter().position(|(known, _)| *known == period);
        if known.is_some() {
            return known;
        }
        let (plans, model): (&'p Plans<'m>, &'m Model) = (self.plans, self.model);
        let yields = |plan: &Plan<'m>| {
            let is_yielded = |(node, ty): &(NodeId, Type)| {
                plan.result(*node).is_some() && matches!(ty, Type::Number(_) | Type::Label(_))
            };
            self.wanted.iter().all(is_yielded)
        };
        let room = plans.0.get(self.used)?;
        let plan = room.get_or_init(|| Plan::only(model, period, &self.order).filter(yields));
        self.used += 1;
        self.machines.push((period, plan.as_ref().map(Machine::new)));
        Some(self.machines.len() - 1)
    }
}

/// Whether the results of two models have the same types, and their scales the same labels.
fn is_alike(model: &Model, written: &Model, roots: &[Roots]) -> bool {
    let types = |roots: Roots| [roots.achievement, roots.category].map(|root| root.map(|(_, ty)| ty));
    let typed = model.items.len() == written.items.len()
        && written.items.iter().zip(roots).all(|(item, own)| types(*own) == types(Roots::of(written, item)));
    let labels = |model: &Model, scale: usize| {
        let scale = model.scales.get(scale)?;
        Some(scale.bands.iter().map(|band| band.label.clone()).collect::<Vec<_>>())
    };
    typed && (0..written.scales.len()).all(|scale| labels(model, scale) == labels(written, scale))
}

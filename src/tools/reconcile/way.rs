//! Results by one way to read the rules: by the flat steps of a [`Plan`] where they can, else by the evaluator.

use crate::evaluate::plan::{Machine, Plan, Register, Small, register_of};
use crate::evaluate::{Evaluator, Facts, Outcome};
use crate::model::{Item, Model, NodeId, NodeKind, Property, Rules, ScaleId, Type};
use crate::value::period::Period;
use crate::value::{Label, Value};
use std::sync::OnceLock;

/// Plans hold for one period; for so many periods there are some.
const PERIODS: usize = 2;

/// Room for the plans of a model.
#[derive(Debug, Default)]
pub struct Plans<'m>([OnceLock<Option<Plan<'m>>>; PERIODS]);

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
    machines: Vec<(Option<Period>, Option<Machine<'p, 'm>>)>,
    roots: Vec<Roots>,
    /// The roots of the ruleset's own results, which a plan has to yield.
    wanted: Vec<(NodeId, Type)>,
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
        let own = model.results().map(|(_, item)| Roots::of(model, item));
        let wanted = own.flat_map(|own| [own.achievement, own.category, own.realization, own.target]).flatten();
        let alike = std::ptr::eq(model, written) || is_alike(model, written, &roots);
        Self { model, alike, evaluator, plans, machines: Vec::new(), roots, wanted: wanted.collect() }
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
        (&self.roots, Results::Full(self.evaluator.run(facts, &mut ())))
    }

    /// The place of the machine for a period.
    fn machine(&mut self, period: Option<Period>) -> Option<usize> {
        let known = self.machines.iter().position(|(known, _)| *known == period);
        if known.is_some() {
            return known;
        }
        let (plans, model, place): (&'p Plans<'m>, &'m Model, usize) = (self.plans, self.model, self.machines.len());
        let yields = |plan: &Plan<'m>| {
            let is_yielded = |(node, ty): &(NodeId, Type)| {
                plan.result(*node).is_some() && matches!(ty, Type::Number(_) | Type::Label(_))
            };
            self.wanted.iter().all(is_yielded)
        };
        let plan = plans.0.get(place)?.get_or_init(|| Plan::new(model, period).filter(yields));
        self.machines.push((period, plan.as_ref().map(Machine::new)));
        Some(place)
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

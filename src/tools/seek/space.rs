//! What depends on what is sought: values for single numbers, from the evaluator; shapes for stretches of numbers.

use super::shape::{Numbers, Shape, Stretch, Way};
use super::steps;
use crate::evaluate::{Evaluator, Facts, Outcome};
use crate::model::{Model, NodeId, NodeKind, Rules, ScaleId, When};
use crate::number::Number;
use crate::tools::whatif::{Knob, Place};
use crate::value::{Slot, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// The rules that a model belongs to, and its place among them: what `pada` reads. None: it stands alone.
pub type Among<'m> = Option<(&'m Rules, usize)>;

/// An evaluator of a model that stands at a place among rules.
pub(super) fn evaluator<'m>(model: &'m Model, among: Among<'m>) -> Evaluator<'m> {
    match among {
        Some((rules, place)) => Evaluator::among(model, rules, place),
        None => Evaluator::new(model),
    }
}

/// A model, facts, what is sought in them, and what is looked at.
pub struct Space<'m> {
    pub(super) model: Cow<'m, Model>,
    among: Among<'m>,
    pub(super) facts: Cow<'m, Facts>,
    pub(super) knobs: Vec<Knob>,
    /// What the facts yield, with the last values that were tried.
    outcome: Outcome,
    /// What they yield as they are.
    before: Outcome,
    goal: NodeId,
    /// What the goal follows from and what is sought changes, each after what it reads; the goal is the last, where it is
    /// changed at all.
    moving: Vec<NodeId>,
    /// Those of them whose values the evaluator keeps, and the goal.
    order: Vec<NodeId>,
    /// The place of each of them in `moving`.
    index: HashMap<NodeId, usize>,
    /// What does not move and is read by what does.
    still: HashMap<NodeId, Shape>,
    /// How often the evaluator and the shapes were asked.
    pub(super) work: u64,
    stale: Vec<Slot>,
}

impl<'m> Space<'m> {
    /// Where `goal` is looked at while `knobs` are changed. `outcome` is what the facts yield, the goal included.
    pub fn new(
        (model, among): (&'m Model, Among<'m>),
        facts: &'m Facts,
        outcome: Outcome,
        knobs: Vec<Knob>,
        goal: NodeId,
    ) -> Self {
        // Figures and targets are given values; what else stands in the rules is changed in a copy.
        let in_rules = knobs.iter().flat_map(|knob| &knob.places).any(|place| match place {
            Place::Figure(..) | Place::Parts(..) => false,
            Place::Node(node) => !model.node(*node).kept,
            _ => true,
        });
        let mut space = Self {
            model: if in_rules { Cow::Owned(model.clone()) } else { Cow::Borrowed(model) },
            among,
            facts: Cow::Borrowed(facts),
            knobs,
            before: outcome.clone(),
            outcome,
            goal,
            moving: Vec::new(),
            order: Vec::new(),
            index: HashMap::new(),
            still: HashMap::new(),
            work: 0,
            stale: Vec::new(),
        };
        space.look(goal);
        space
    }

    /// Looks at another node of the same model.
    pub fn look(&mut self, goal: NodeId) {
        self.goal = goal;
        self.outcome = self.before.clone();
        let post = self.post_order(goal);
        let mut moves: HashMap<NodeId, bool> = HashMap::new();
        for node in &post {
            let here = self.is_place(*node) || self.reads_changed(*node);
            let below = here || self.reads(*node).iter().any(|read| moves.get(read) == Some(&true));
            moves.insert(*node, below);
        }
        self.moving = post.iter().copied().filter(|node| moves.get(node) == Some(&true)).collect();
        self.index = self.moving.iter().enumerate().map(|(place, node)| (*node, place)).collect();
        let is_given = |node: &NodeId| self.is_place(*node) && self.model.node(*node).kept;
        self.order = self
            .moving
            .iter()
            .copied()
            .filter(|node| (self.model.node(*node).kept || *node == goal) && !is_given(node))
            .collect();
        self.leave_out_repetitions();
        self.still.clear();
        let read: Vec<NodeId> = self.moving.iter().flat_map(|node| self.model.node(*node).kind.reads()).collect();
        for node in read {
            if !self.index.contains_key(&node) && !self.still.contains_key(&node) {
                let value = self.outcome.step(&mut evaluator(&self.model, self.among), &self.facts, node);
                self.still.insert(node, Shape::Same(value));
            }
        }
    }

    /// Figures of the data that only repeat what a rule says, and would contradict it as soon as what is sought changes it:
    /// they are left out.
    fn leave_out_repetitions(&mut self) {
        for node in &self.moving {
            let NodeKind::Agreed { slot, .. } = &self.model.node(*node).kind else { continue };
            let repeats = self.facts.get(*slot).is_some_and(|fact| fact.value.is_there());
            if repeats && self.before.value(*node).is_some_and(Value::is_there) && !self.stale.contains(slot) {
                self.facts.to_mut().remove(*slot);
                self.stale.push(*slot);
            }
        }
    }

    /// The figures that were left out.
    pub fn stale(&self) -> &[Slot] {
        &self.stale
    }

    /// What the facts yield as they are.
    pub fn before(&self) -> &Outcome {
        &self.before
    }

    /// Whether what is sought changes what is looked at, as far as the rules are concerned.
    pub fn matters(&self) -> bool {
        !self.moving.is_empty()
    }

    /// Whether a node changes with what is sought.
    pub(super) fn moves(&self, node: NodeId) -> bool {
        self.index.contains_key(&node)
    }

    /// The value of something that does not move and is read by what does.
    pub(super) fn still(&self, node: NodeId) -> Option<Value> {
        match self.still.get(&node) {
            Some(Shape::Same(value)) => Some(value.clone()),
            _ => None,
        }
    }

    /// What is looked at and everything that it follows from and that moves.
    pub(super) fn moving(&self) -> &[NodeId] {
        &self.moving
    }

    /// The value of a node after the last trial.
    pub(super) fn value_of(&mut self, node: NodeId) -> Value {
        self.outcome.step(&mut evaluator(&self.model, self.among), &self.facts, node)
    }

    /// What is looked at, where what is sought has these values, one for each: the evaluator's answer.
    pub fn value(&mut self, values: &[Value]) -> Value {
        self.work += 1;
        let mut given = Vec::new();
        for (knob, value) in self.knobs.iter().zip(values) {
            let value = knob.filled(&self.model, value, &self.before);
            if knob.places.iter().any(|place| matches!(place, Place::Parts(..))) {
                knob.change_facts(self.facts.to_mut(), &value);
            }
            for place in &knob.places {
                match place {
                    Place::Figure(_, root) => given.push((*root, value.clone())),
                    Place::Node(root) if self.model.node(*root).kept => given.push((*root, value.clone())),
                    Place::Parts(..) => {}
                    // A clone of the knob would be dearer than going through its places here.
                    place => {
                        let place = place.clone();
                        place.change(self.model.to_mut(), &value);
                    }
                }
            }
        }
        if self.moving.is_empty() {
            return self.outcome.step(&mut evaluator(&self.model, self.among), &self.facts, self.goal);
        }
        let order = std::mem::take(&mut self.order);
        self.outcome.anew(&mut evaluator(&self.model, self.among), &self.facts, &given, &order);
        self.order = order;
        match self.outcome.value(self.goal) {
            Some(value) => value.clone(),
            None => self.outcome.step(&mut evaluator(&self.model, self.among), &self.facts, self.goal),
        }
    }

    /// What is looked at does so while each of what is sought goes through its stretch.
    pub(super) fn shape(&mut self, stretches: &[Stretch]) -> Shape {
        self.work += 1;
        if self.moving.is_empty() {
            return Shape::Same(self.outcome.step(&mut evaluator(&self.model, self.among), &self.facts, self.goal));
        }
        let mut shapes: Vec<Option<Shape>> = Vec::with_capacity(self.moving.len());
        let parts = self.parts(stretches);
        let alone = alone(stretches).and_then(|which| stretches.get(which));
        for node in &self.moving {
            let known = parts.iter().find(|(root, _)| root == node).map(|(_, shape)| shape.clone());
            let shape = match known.or_else(|| self.sought(*node, stretches)) {
                Some(shape) => shape,
                None => steps::shape(self, *node, &shapes, stretches, alone),
            };
            shapes.push(Some(shape));
        }
        shapes.pop().flatten().unwrap_or(Shape::Any)
    }

    /// What consolidates the same figure of several periods, as that figure goes through its stretch: nowhere down with it,
    /// whichever way figures are consolidated.
    fn parts(&mut self, stretches: &[Stretch]) -> Vec<(NodeId, Shape)> {
        let mut found = Vec::new();
        for (knob, stretch) in self.knobs.clone().iter().zip(stretches) {
            let Some(Place::Parts(_, _, root)) = knob.places.first() else { continue };
            let mut at = |number: &Number| {
                knob.change_facts(self.facts.to_mut(), &Value::Number(number.clone()));
                self.outcome.anew(&mut evaluator(&self.model, self.among), &self.facts, &[], &[*root]);
                self.outcome.value(*root).and_then(Value::number).cloned()
            };
            let shape = match (at(&stretch.low), stretch.high.as_ref().map(&mut at)) {
                (Some(low), None) => Shape::Numbers(Numbers { low: Some(low), high: None, way: Way::Up, exact: None }),
                (Some(low), Some(Some(high))) if low == high => Shape::Same(Value::Number(low)),
                (Some(low), Some(Some(high))) => {
                    Shape::Numbers(Numbers { low: Some(low), high: Some(high), way: Way::Up, exact: None })
                }
                _ => Shape::Any,
            };
            found.push((*root, shape));
        }
        found
    }

    /// The shape of a node that another one reads.
    pub(super) fn read(&self, node: NodeId, shapes: &[Option<Shape>]) -> Shape {
        match self.index.get(&node) {
            Some(place) => shapes.get(*place).cloned().flatten().unwrap_or(Shape::Any),
            None => self.still.get(&node).cloned().unwrap_or(Shape::Any),
        }
    }

    /// What a node does that is what is sought itself.
    fn sought(&self, node: NodeId, stretches: &[Stretch]) -> Option<Shape> {
        let of = |knob: &Knob| {
            knob.places.iter().any(|place| matches!(place, Place::Figure(_, root) | Place::Node(root) if *root == node))
        };
        let which = self.knobs.iter().position(of)?;
        let numbers = self.numbers(which, stretches)?;
        let knob = self.knobs.get(which)?;
        if !matches!(self.model.node(node).ty, crate::model::Type::Range(_)) {
            return Some(numbers.shape(None));
        }
        let other = |end: crate::tools::whatif::End| match self.before.value(node) {
            Some(Value::Range(interval)) => end.of(interval).map(Numbers::single),
            _ => None,
        };
        use crate::tools::whatif::End;
        let (low, high) = match knob.end {
            Some(End::Low) => (numbers.clone(), other(End::High).unwrap_or(numbers)),
            Some(End::High) => (other(End::Low).unwrap_or_else(|| numbers.clone()), numbers),
            None => (numbers.clone(), numbers),
        };
        // Ends that may cross are looked at one by one.
        let crossing = knob.end.is_some() && !matches!((&low.high, &high.low), (Some(low), Some(high)) if low <= high);
        Some(if crossing { Shape::Any } else { Shape::Ranges { low: Some((low, true)), high: Some((high, true)) } })
    }

    /// The numbers that one of what is sought goes through.
    fn numbers(&self, which: usize, stretches: &[Stretch]) -> Option<Numbers> {
        let stretch = stretches.get(which)?;
        if stretch.high.as_ref() == Some(&stretch.low) {
            return Some(Numbers::single(&stretch.low));
        }
        let is_alone = alone(stretches) == Some(which);
        let exact = is_alone.then(super::quotient::Quotient::variable);
        let way = if is_alone { Way::Up } else { Way::Unknown };
        Some(Numbers { low: Some(stretch.low.clone()), high: stretch.high.clone(), way, exact })
    }

    /// What an end of a scale, cap, curve or table goes through, where it is sought.
    pub(super) fn moved(&self, wanted: &Place, stretches: &[Stretch]) -> Option<Numbers> {
        let which = self.knobs.iter().position(|knob| knob.places.contains(wanted))?;
        self.numbers(which, stretches)
    }

    /// Whether an end of a scale is sought.
    pub(super) fn scale_moves(&self, wanted: ScaleId) -> bool {
        self.knobs.iter().flat_map(|knob| &knob.places).any(|place| match place {
            Place::Band { scale, .. } | Place::ScaleLimit { scale, .. } => *scale == wanted,
            _ => false,
        })
    }

    /// What a node reads; of what is sought nothing, for it has its value from elsewhere. What is read `pada` the period
    /// itself is read now.
    fn reads(&self, node: NodeId) -> Vec<NodeId> {
        if self.is_place(node) {
            return Vec::new();
        }
        match &self.model.node(node).kind {
            NodeKind::At { item, property, when: When::Period(period) } if Some(*period) == self.facts.period => {
                self.model.item(*item).properties[*property as usize].into_iter().collect()
            }
            kind => kind.reads(),
        }
    }

    /// All that a node follows from, each after what it reads.
    fn post_order(&self, goal: NodeId) -> Vec<NodeId> {
        let (mut order, mut seen, mut open) = (Vec::new(), std::collections::HashSet::new(), vec![(goal, false)]);
        while let Some((node, done)) = open.pop() {
            if done {
                order.push(node);
            } else if seen.insert(node) {
                open.push((node, true));
                open.extend(self.reads(node).into_iter().map(|read| (read, false)));
            }
        }
        order
    }

    fn is_place(&self, node: NodeId) -> bool {
        self.knobs
            .iter()
            .flat_map(|knob| &knob.places)
            .any(|place| matches!(place, Place::Figure(_, root) | Place::Node(root) if *root == node))
    }

    /// Whether a node looks into a scale, curve or table that is changed.
    fn reads_changed(&self, node: NodeId) -> bool {
        let places = || self.knobs.iter().flat_map(|knob| &knob.places);
        if places().any(|place| matches!(place, Place::Parts(_, _, root) if *root == node)) {
            return true;
        }
        match &self.model.node(node).kind {
            NodeKind::Banded { scale, .. } => self.scale_moves(*scale),
            NodeKind::Curve { curve, .. } => places()
                .any(|place| matches!(place, Place::Point { curve: changed, .. } if *changed == curve.0 as usize)),
            NodeKind::Table { table, .. } => places()
                .any(|place| matches!(place, Place::Cell { table: changed, .. } if *changed == table.0 as usize)),
            _ => false,
        }
    }
}

/// The only one of several that goes through more than one number.
fn alone(stretches: &[Stretch]) -> Option<usize> {
    let mut moving = stretches
        .iter()
        .enumerate()
        .filter(|(_, stretch)| stretch.high.as_ref() != Some(&stretch.low))
        .map(|(place, _)| place);
    let first = moving.next()?;
    moving.next().is_none().then_some(first)
}

//! Model, facts and recording to explanations.
//!
//! An [`Explanation`] is one tree; text and JSON are renderings of it. It is built by walking the model and looking up
//! what an evaluation has recorded: nothing is evaluated here. The tree of an item stops where it reads another item (or
//! another property of its own): what is read is cited, and has an explanation of its own. So the tree is never larger
//! than the rules that it explains.
//!
//! [`parity::recompute`] holds the tree to its word: from the values that a node's `because` shows, and what its step
//! says, its own value must follow.

mod amended;
mod bands;
mod item;
mod list;
mod notes;
pub mod parity;
mod parts;
pub mod printed;
mod published;
mod step;
mod walk;

use crate::evaluate::beside::Beside;
use crate::evaluate::{Facts, Recording};
use crate::model::{Cited, ItemId, Model, NodeId, Property, Type};
use crate::source::Span;
use crate::value::period::Period;
use crate::value::{Frame, Value};
use std::collections::HashMap;
use std::rc::Rc;

pub use amended::Revision;
pub use item::headline;
pub use notes::{Note, rounding_decides};
pub use step::{
    Aggregated, Agreement, BandShown, LeftOut, MemberShown, NotTaken, Operator, OrderedBy, Part, PartsShown, Position,
    Step,
};

/// Why a value is what it is: a step, and the explanations of what the step was made from.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// What has this value.
    pub subject: Subject,
    /// The value, or the state without one.
    pub value: Value,
    /// The type of the value.
    pub ty: Type,
    /// How the value came about.
    pub step: Step,
    /// The rule that says so.
    pub span: Span,
    /// The legal bases of that rule.
    pub basis: Vec<Cited>,
    /// What a reader should know besides.
    pub notes: Vec<Note>,
    /// What amendments have changed of that rule.
    pub amended: Vec<Revision>,
    /// What the step was made from, in order.
    pub because: Vec<Explanation>,
}

/// What an explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A group, indicator, budget line, result or data variable: its properties are in `because`.
    Item(ItemId),
    /// A property of an item.
    Property(ItemId, Property),
    /// Whether an item is there.
    Present(ItemId),
    /// `pastikan`, `ingatkan`: by its place in [`Model::conditions`].
    Condition(usize),
    /// A part of a rule.
    Rule,
}

/// Explains what one evaluation has recorded.
#[derive(Debug)]
pub struct Explainer<'a> {
    pub(crate) model: &'a Model,
    pub(crate) facts: &'a Facts,
    pub(crate) recording: &'a Recording,
    /// The stretch of time.
    frame: Option<Frame>,
    /// The place of the rules among the sets of rules.
    place: usize,
    /// The nodes that have an explanation of their own.
    roots: Rc<HashMap<NodeId, (ItemId, Part)>>,
    amendments: Rc<amended::Amendments>,
}

impl<'a> Explainer<'a> {
    /// For one unit and period.
    pub fn new(model: &'a Model, facts: &'a Facts, recording: &'a Recording) -> Self {
        let mut roots = HashMap::new();
        for (index, item) in model.items.iter().enumerate() {
            let id = ItemId(index as u32);
            for property in item::ORDER {
                if let Some(root) = item.properties[property as usize] {
                    roots.entry(root).or_insert((id, Part::Property(property)));
                }
            }
            if let Some(root) = item.present {
                roots.entry(root).or_insert((id, Part::Present));
            }
        }
        let length = model.header().and_then(|header| header.granularity);
        let frame = facts.period.map(|period| Frame::of(period, length));
        Self {
            model,
            facts,
            recording,
            frame,
            place: 0,
            roots: Rc::new(roots),
            amendments: Rc::new(amended::Amendments::of(model)),
        }
    }

    /// The same for the rules at a place among several sets of rules.
    pub fn at_place(mut self, place: usize) -> Self {
        self.place = place;
        self
    }

    /// For a part of the period; none where nothing was computed in it.
    fn in_part(&self, part: Period) -> Option<Self> {
        let frame = Frame::only(part);
        let recording = self.recording.in_frame(self.place, frame)?;
        Some(Self {
            recording,
            frame: Some(frame),
            roots: Rc::clone(&self.roots),
            amendments: Rc::clone(&self.amendments),
            ..*self
        })
    }

    /// The data beside the rules.
    fn data(&self) -> Beside<'a> {
        Beside { model: self.model, facts: self.facts, frame: self.frame }
    }

    /// The explanation of an item.
    pub fn item(&self, id: ItemId) -> Explanation {
        item::explain(self, id)
    }

    /// The explanation of what a test looks at; none where it was not evaluated.
    pub fn check(&self, node: NodeId) -> Option<Explanation> {
        self.expand(node)
    }

    /// The explanation of a condition, by its place in [`Model::conditions`]; none where there is no such condition or it
    /// was not evaluated.
    pub fn condition(&self, index: usize) -> Option<Explanation> {
        let condition = self.model.conditions.get(index)?;
        let mut explanation = self.expand(condition.node)?;
        explanation.subject = Subject::Condition(index);
        explanation.amended.extend(amended::of_rule(self.model, condition.span));
        Some(explanation)
    }
}

/// The explanation of one item, for one unit and period.
pub fn explain(model: &Model, facts: &Facts, recording: &Recording, item: ItemId) -> Explanation {
    Explainer::new(model, facts, recording).item(item)
}

impl Explanation {
    /// The child that explains a property, where this is an item.
    pub fn property(&self, wanted: Property) -> Option<&Explanation> {
        self.because.iter().find(|child| matches!(child.subject, Subject::Property(_, property) if property == wanted))
    }

    /// This node and all below it, each before what it was made from.
    pub fn nodes(&self) -> impl Iterator<Item = &Explanation> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(next.because.iter().rev());
            Some(next)
        })
    }
}

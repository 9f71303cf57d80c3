//! `cari X agar …`: where a condition holds, with its proof; or why it holds nowhere.

use super::aim::Aim;
use super::axis::{Axis, Wanted};
use super::solve::{Piece, Search, Verdict};
use super::space::{Among, Space, evaluator};
use super::{best, why};
use crate::evaluate::{Facts, Outcome};
use crate::model::{Model, NodeId, NodeKind, Query, Type, text_of};
use crate::render::seek::{Answer, Between, Impossible, Sample, Sought, Stretch};
use crate::source::Sources;
use crate::tools::whatif::Knob;
use crate::value::Value;
use crate::value::operator::Comparison;

/// A condition on the results of one unit in one period.
pub struct Question<'a> {
    /// The rules, with the nodes of the condition.
    pub model: &'a Model,
    /// The rules of other periods.
    pub among: Among<'a>,
    /// What is known.
    pub facts: &'a Facts,
    /// The condition.
    pub query: &'a Query,
    /// The text of its left and its right side, where it is one comparison.
    pub sides: Option<(String, String)>,
}

impl<'a> Question<'a> {
    /// A condition that has been compiled against these rules.
    pub fn new((model, among): (&'a Model, Among<'a>), sources: &Sources, facts: &'a Facts, query: &'a Query) -> Self {
        let text = |node: NodeId| text_of(sources, model.node(node).span);
        Self { model, among, facts, query, sides: query.sides.map(|(left, right)| (text(left), text(right))) }
    }
}

/// The sides of a comparison of which one is compared with what does not move.
pub(super) struct Compared {
    /// The figure.
    pub node: NodeId,
    pub text: String,
    pub ty: Type,
}

impl Question<'_> {
    /// What everything is now, the condition included.
    pub fn outcome(&self) -> Outcome {
        evaluator(self.model, self.among).run_also(self.facts, &self.query.order, &mut ())
    }

    /// The axis of something that is sought; none where there is nothing to try.
    pub(super) fn axis(&self, knob: &Knob, outcome: &Outcome, wanted: &Wanted) -> Option<(Axis, Sought)> {
        let now = knob.now(self.model, outcome);
        let axis = Axis::of(knob, self.model, now.as_ref(), self.facts.period, wanted)?;
        let sought = sought(knob, &axis, now);
        Some((axis, sought))
    }

    /// The figure that the condition compares, and with what.
    pub(super) fn compared(&self, space: &Space<'_>) -> Option<Compared> {
        let (left, right) = self.query.sides?;
        if !matches!(self.model.node(self.query.node).kind, NodeKind::Compare { .. }) {
            return None;
        }
        let texts = self.sides.as_ref()?;
        let (node, text) = match (space.moves(left), space.moves(right)) {
            (true, false) => (left, &texts.0),
            (false, true) => (right, &texts.1),
            _ => return None,
        };
        Some(Compared { node, text: text.clone(), ty: self.model.node(node).ty })
    }
}

/// `a ≤ b` seen from b.
pub(super) fn turned(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}

pub(super) fn sought(knob: &Knob, axis: &Axis, now: Option<Value>) -> Sought {
    Sought {
        name: knob.name.clone(),
        ty: knob.ty,
        item: knob.figure.map(|(item, _)| item),
        now: now.filter(Value::is_there),
        step: axis.step().cloned(),
        bounds: axis.bounds.clone(),
    }
}

/// Seeks. None where what is sought takes no values that could be tried: free text, an empty range.
pub fn answer(question: &Question<'_>, knob: &Knob, wanted: &Wanted) -> Option<Answer> {
    let outcome = question.outcome();
    let (axis, sought) = question.axis(knob, &outcome, wanted)?;
    let goal = question.query.node;
    let now = outcome.value(goal).cloned().unwrap_or(Value::Truth(false));
    let mut space =
        Space::new((question.model, question.among), question.facts, outcome.clone(), vec![knob.clone()], goal);
    let compared = question.compared(&space);
    let pieces = Search::new(&mut space, &axis, Aim::Holds).pieces(sought.now.as_ref());
    let mut sample = |place: i128| sample(&mut space, &axis, place, compared.as_ref().map(|compared| compared.node));
    let mut holds = Vec::new();
    let decided = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.verdict != Verdict::Open);
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.verdict == Verdict::Holds) {
        let before = index.checked_sub(1).and_then(|before| pieces.get(before));
        holds.extend(sample(piece.from).map(|first| Stretch {
            first,
            last: piece.to.and_then(&mut sample),
            before: if decided(before) { sample(piece.from - 1) } else { None },
            after: match piece.to {
                Some(to) if decided(pieces.get(index + 1)) => sample(to + 1),
                _ => None,
            },
        }));
    }
    let without = pieces.iter().filter_map(|piece| match &piece.verdict {
        Verdict::Without(state) => Some((between(&axis, piece)?, state.clone())),
        _ => None,
    });
    let without: Vec<(Between, Value)> = without.collect();
    let open: Vec<Between> = pieces
        .iter()
        .filter(|piece| piece.verdict == Verdict::Open)
        .filter_map(|piece| between(&axis, piece))
        .collect();
    let impossible = (holds.is_empty()).then(|| {
        let matters = space.matters();
        let state = without.first().map(|(_, state)| state.clone());
        impossible(question, knob, (&axis, &sought), (&mut space, matters), state)
    });
    let compared = compared.map(|compared| (compared.text, compared.ty));
    let stale = space.stale().to_vec();
    Some(Answer { sought, now, compared, holds, without, open, impossible, stale })
}

/// The values of a piece.
pub(super) fn between(axis: &Axis, piece: &Piece) -> Option<Between> {
    let last = match piece.to {
        Some(to) => Some(axis.value(to)?),
        None => None,
    };
    Some((axis.value(piece.from)?, last))
}

/// What the condition is at a value, and the figure that it compares.
fn sample(space: &mut Space<'_>, axis: &Axis, place: i128, shown: Option<NodeId>) -> Option<Sample> {
    let at = axis.value(place)?;
    let condition = space.value(std::slice::from_ref(&at));
    let shown = shown.map(|node| space.value_of(node));
    Some(Sample { at, shown, condition })
}

fn impossible(
    question: &Question<'_>,
    knob: &Knob,
    (axis, sought): (&Axis, &Sought),
    (space, matters): (&mut Space<'_>, bool),
    state: Option<Value>,
) -> Impossible {
    let mut found = Impossible { unrelated: !matters, ..Impossible::default() };
    if let Some(Value::Missing(absence)) = &state {
        found.missing = absence.inputs.to_vec();
    }
    if !matters || !found.missing.is_empty() {
        return found;
    }
    // Of several conditions at once those that are the matter.
    let goal = question.query.node;
    let mut failing = goal;
    if let NodeKind::And(operands) = question.model.node(goal).kind.clone() {
        for operand in operands.iter().copied() {
            space.look(operand);
            let pieces = Search::new(space, axis, Aim::Holds).pieces(sought.now.as_ref());
            if pieces.iter().all(|piece| piece.verdict != Verdict::Holds) {
                found.parts.push(operand);
                failing = operand;
            }
        }
        space.look(goal);
    }
    if failing != goal || !matches!(question.model.node(goal).kind, NodeKind::And(_)) {
        best::reach(question.model, space, axis, sought, failing, &mut found);
    }
    space.look(goal);
    let start = found.best.as_ref().map(|best| best.at.clone()).or_else(|| sought.now.clone());
    if let Some(start) = start {
        found.others = why::others(question, knob, &start);
        found.looked = true;
    }
    found
}

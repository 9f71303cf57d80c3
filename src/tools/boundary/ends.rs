//! Between which ends the numbers lie that can be rated, as far as caps, roundings and means say.

use super::limits::Ends;
use crate::model::{Builtin, ListFunction, Model, NodeId, NodeKind, Type};
use crate::number::{Number, RoundingMode};
use crate::value::operator::MissingPolicy;
use crate::value::{Interval, Value};

/// The ends of every node; of nodes that yield no numbers none. A node stands after those that it reads.
pub(super) fn all(model: &Model) -> Vec<Ends> {
    let mut known: Vec<Ends> = Vec::with_capacity(model.nodes.len());
    for index in 0..model.nodes.len() {
        let ends = of(model, NodeId(index as u32), &known);
        known.push(ends);
    }
    known
}

fn of(model: &Model, id: NodeId, known: &[Ends]) -> Ends {
    let node = model.node(id);
    let at = |node: NodeId| known.get(node.0 as usize).cloned().unwrap_or_default();
    let any = |nodes: &mut dyn Iterator<Item = NodeId>| nodes.map(at).reduce(Ends::hull).unwrap_or_default();
    match &node.kind {
        NodeKind::Constant(Value::Number(number)) => Ends::single(number.clone()),
        NodeKind::Read { node, .. } | NodeKind::Input { node, .. } | NodeKind::Guarded { of: node, .. } => at(*node),
        NodeKind::Agreed { rule, .. } => at(*rule),
        NodeKind::Apply { body, .. } => at(*body),
        NodeKind::Sum(terms) if terms.len() == 1 => terms.first().map_or_else(Ends::default, |(_, node)| at(*node)),
        NodeKind::If { arms, otherwise } => any(&mut arms.iter().map(|(_, result)| *result).chain([*otherwise])),
        NodeKind::Table { results, .. } => any(&mut results.iter().copied()),
        NodeKind::Limited { of, range, .. } => match literal(model, *range) {
            Some(range) => at(*of).limited(&range),
            None => Ends::default(),
        },
        NodeKind::Rounded { of, mode, decimals, .. } => at(*of).rounded(*mode, *decimals as i32 + shift(model, *of)),
        NodeKind::Call { function: Builtin::Round { mode, decimals }, arguments } => match arguments.first() {
            Some(of) => at(*of).rounded(*mode, *decimals as i32 + shift(model, *of)),
            None => Ends::default(),
        },
        NodeKind::List { function, members, missing, .. } => {
            let between = matches!(
                function,
                ListFunction::Mean
                    | ListFunction::WeightedMean
                    | ListFunction::Minimum
                    | ListFunction::Maximum
                    | ListFunction::Median
            );
            let weighs = members.iter().filter_map(|member| member.weight);
            let weighs_up = weighs.map(at).all(|weight| weight.low.is_some_and(|low| !low.is_negative()));
            if !between || (*function == ListFunction::WeightedMean && !weighs_up) {
                return Ends::default();
            }
            let zero = (*missing == MissingPolicy::Zero).then(|| Ends::single(Number::ZERO));
            let values = members.iter().filter_map(|member| member.value).map(at);
            values.chain(zero).reduce(Ends::hull).unwrap_or_default()
        }
        _ => Ends::default(),
    }
}

fn shift(model: &Model, node: NodeId) -> i32 {
    match model.node(node).ty {
        Type::Number(unit) => model.units.shift(unit),
        _ => 0,
    }
}

/// A range that is written out.
fn literal(model: &Model, range: NodeId) -> Option<Interval> {
    let end = |end: &Option<(NodeId, bool)>| match end {
        None => Some(None),
        Some((node, inclusive)) => match &model.node(*node).kind {
            NodeKind::Constant(Value::Number(number)) => Some(Some((number.clone(), *inclusive))),
            _ => None,
        },
    };
    match &model.node(range).kind {
        NodeKind::Constant(Value::Range(interval)) => Some((**interval).clone()),
        NodeKind::Range { low, high } => Some(Interval { low: end(low)?, high: end(high)? }),
        _ => None,
    }
}

impl Ends {
    fn single(number: Number) -> Self {
        Self { low: Some(number.clone()), high: Some(number) }
    }

    fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.zip(other.low).map(|(a, b)| a.min(b)),
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
        }
    }

    fn limited(self, range: &Interval) -> Self {
        let through = |end: Option<Number>, bound: &Option<(Number, bool)>| match end {
            Some(end) => Some(range.nearest(&end)),
            None => bound.as_ref().map(|(bound, _)| bound.clone()),
        };
        Self { low: through(self.low, &range.low), high: through(self.high, &range.high) }
    }

    fn rounded(self, mode: RoundingMode, decimals: i32) -> Self {
        let round = |end: Number| end.round_at(mode, decimals);
        Self { low: self.low.map(round), high: self.high.map(round) }
    }
}

//! What the values of a run say about the points of a model.

use crate::evaluate::Recording;
use crate::model::{CurveId, Model, NodeId, ScaleId};
use crate::value::{Interval, Label, Value};

/// The points of a cap; an open end has none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    pub low: Option<usize>,
    pub high: Option<usize>,
    pub inactive: usize,
}

/// What the value of a node says. Of several points in a row the first is named.
#[derive(Debug, Clone, Copy)]
pub(super) enum Watch {
    /// It has a value.
    Value(usize),
    /// The branch or row that was taken.
    Taken(usize),
    /// It holds, or (the next point) it does not.
    Truth(usize),
    /// Which label it is.
    Band(usize),
    /// In which segment of the curve the input of the node lies.
    Segment(usize, CurveId, NodeId),
    /// What the cap of the node did.
    Limited(Limit, NodeId, NodeId),
    /// What the cap of the scale did with a value.
    ScaleLimited(Limit, ScaleId, NodeId),
    /// What the cap of the curve did with its input.
    CurveLimited(Limit, CurveId, NodeId),
}

/// A model as far as its points are concerned.
pub(super) struct Chart<'m> {
    pub model: &'m Model,
    pub watches: Vec<(NodeId, Watch)>,
    /// For each node the declarations that it belongs to: where it is written, and what it applies.
    pub belongs: Vec<(NodeId, usize)>,
}
impl Chart<'_> {
    /// The points that the values of a run show, each with the node that shows it.
    pub fn reached(&self, recording: &Recording) -> Vec<(NodeId, usize)> {
        let mut found = Vec::new();
        for (node, watch) in &self.watches {
            if let Some(point) = self.shown(recording, *node, *watch) {
                found.push((*node, point));
            }
        }
        found
    }

    /// The declarations that nodes with a value belong to, of those that were read.
    pub fn declarations(&self, recording: &Recording, read: &[bool]) -> impl Iterator<Item = usize> {
        let is_shown =
            |node: NodeId| read.get(node.0 as usize) == Some(&true) && recording.of(node).is_some_and(Value::is_there);
        self.belongs.iter().filter(move |(node, _)| is_shown(*node)).map(|(_, declaration)| *declaration)
    }

    fn shown(&self, recording: &Recording, node: NodeId, watch: Watch) -> Option<usize> {
        let value = recording.of(node)?;
        let number = |node: NodeId| recording.of(node).and_then(Value::number);
        let limited = |limit: Limit, interval: &Interval, of: NodeId| {
            let before = number(of)?;
            let after = interval.nearest(before);
            match before.cmp(&after) {
                std::cmp::Ordering::Less => limit.low,
                std::cmp::Ordering::Greater => limit.high,
                std::cmp::Ordering::Equal => Some(limit.inactive),
            }
        };
        match watch {
            Watch::Value(point) => value.is_there().then_some(point),
            Watch::Taken(first) => Some(first + recording.choice(node)?),
            Watch::Truth(first) => match value {
                Value::Truth(truth) => Some(first + usize::from(!truth)),
                _ => None,
            },
            Watch::Band(first) => match value {
                Value::Label(label) if *label != Label::OUTSIDE => Some(first + usize::from(label.0)),
                _ => None,
            },
            Watch::Segment(first, curve, input) => {
                let (segment, _) = self.model.curves[curve.0 as usize].segment(number(input)?)?;
                Some(first + segment)
            }
            Watch::Limited(limit, of, range) => match recording.of(range)? {
                Value::Range(interval) => limited(limit, interval, of),
                _ => None,
            },
            Watch::ScaleLimited(limit, scale, of) => limited(limit, &self.model.scale(scale).limits.as_ref()?.0, of),
            Watch::CurveLimited(limit, curve, of) => {
                limited(limit, &self.model.curves[curve.0 as usize].limits.as_ref()?.0, of)
            }
        }
    }
}

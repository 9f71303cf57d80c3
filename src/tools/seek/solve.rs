//! For which values of a grid something holds: exactly, stretch by stretch.

use super::aim::Aim;
use super::axis::Axis;
use super::shape::{Shape, Stretch, Way};
use super::space::Space;
use crate::value::Value;
use std::collections::HashMap;

/// What holds at a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// What is sought holds.
    Holds,
    /// It does not.
    Fails,
    /// It has no value: kosong, tidak berlaku, galat.
    Without(Value),
    /// It was not decided within the bound of work.
    Open,
}

impl Verdict {
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Without(a), Self::Without(b)) => std::mem::discriminant(a) == std::mem::discriminant(b),
            (a, b) => a == b,
        }
    }
}

/// Neighbouring values of a grid with the same verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The first of them.
    pub from: i128,
    /// The last; none where there is no end, which is proven.
    pub to: Option<i128>,
    /// What holds there.
    pub verdict: Verdict,
}

/// What is sought along one axis, while everything else has fixed values.
pub struct Search<'s, 'm> {
    /// Where it is looked at.
    pub space: &'s mut Space<'m>,
    /// Along what.
    pub axis: &'s Axis,
    /// The values of all that is sought; that of the axis is exchanged.
    pub values: Vec<Value>,
    /// Which of them it is.
    pub which: usize,
    /// What is sought.
    pub aim: Aim,
    /// The work that may be done until it is given up.
    pub limit: u64,
    known: HashMap<i128, Verdict>,
}

/// So often the evaluator and the shapes are asked for one answer.
pub const MOST_WORK: u64 = 100_000;

/// So often the end is moved further out where there is none.
const ROUNDS: u32 = 6;

impl<'s, 'm> Search<'s, 'm> {
    /// Along the axis of the only thing that is sought.
    pub fn new(space: &'s mut Space<'m>, axis: &'s Axis, aim: Aim) -> Self {
        let limit = space.work + MOST_WORK;
        Self { space, axis, values: vec![Value::Truth(false)], which: 0, aim, limit, known: HashMap::new() }
    }

    /// Along one axis of several, the others being fixed.
    pub fn along(space: &'s mut Space<'m>, axis: &'s Axis, values: Vec<Value>, which: usize, aim: Aim) -> Self {
        let limit = space.work + MOST_WORK;
        Self { space, axis, values, which, aim, limit, known: HashMap::new() }
    }

    /// All pieces from the first value of the axis to its last.
    pub fn pieces(&mut self, now: Option<&Value>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let Some(high) = self.axis.high else {
            let (end, rest) = self.end(now);
            self.between(self.axis.low, end, &mut pieces);
            join(&mut pieces, Piece { from: end + 1, to: None, verdict: rest });
            return pieces;
        };
        self.between(self.axis.low, high, &mut pieces);
        pieces
    }

    /// From where on the verdict is proven to stay the same, and which it is.
    fn end(&mut self, now: Option<&Value>) -> (i128, Verdict) {
        let mut end = self.axis.reach(now, 0).max(self.axis.low + 1);
        for round in 0..ROUNDS {
            end = self.axis.reach(now, round).max(self.axis.low + 1);
            let Some(stretch) = self.axis.stretch(end + 1, None) else { break };
            let shape = self.shape(stretch);
            if let Some(verdict) = self.aim.all(&shape)
                && verdict.is_like(&self.verdict(end + 1))
            {
                return (end, verdict);
            }
        }
        (end, Verdict::Open)
    }

    fn shape(&mut self, stretch: Stretch) -> Shape {
        let mut stretches: Vec<Stretch> = Vec::with_capacity(self.values.len());
        for (place, value) in self.values.iter().enumerate() {
            if place == self.which {
                stretches.push(stretch.clone());
                continue;
            }
            let Value::Number(number) = value else { return Shape::Any };
            stretches.push(Stretch { low: number.clone(), high: Some(number.clone()) });
        }
        self.space.shape(&stretches)
    }

    /// What holds at a value: the evaluator's answer.
    pub fn verdict(&mut self, place: i128) -> Verdict {
        if let Some(known) = self.known.get(&place) {
            return known.clone();
        }
        let verdict = match self.axis.value(place) {
            Some(value) => {
                if let Some(slot) = self.values.get_mut(self.which) {
                    *slot = value;
                }
                self.aim.one(&self.space.value(&self.values))
            }
            None => Verdict::Open,
        };
        self.known.insert(place, verdict.clone());
        verdict
    }

    /// The pieces from `low` to `high`, in order, put to those before.
    fn between(&mut self, low: i128, high: i128, pieces: &mut Vec<Piece>) {
        let mut open = vec![(low, high)];
        while let Some((low, high)) = open.pop() {
            let piece = |from: i128, to: i128, verdict: Verdict| Piece { from, to: Some(to), verdict };
            if self.space.work >= self.limit {
                join(pieces, piece(low, high, Verdict::Open));
                continue;
            }
            let first = self.verdict(low);
            if low == high {
                join(pieces, piece(low, high, first));
                continue;
            }
            let last = self.verdict(high);
            if high - low == 1 {
                join(pieces, piece(low, low, first));
                join(pieces, piece(high, high, last));
                continue;
            }
            let shape = self.axis.stretch(low, Some(high)).map_or(Shape::Any, |stretch| self.shape(stretch));
            // What is shown for the whole stretch has to be what the evaluator says at its ends.
            if let Some(all) = self.aim.all(&shape)
                && all.is_like(&first)
                && all.is_like(&last)
            {
                join(pieces, piece(low, high, first));
                continue;
            }
            let decided = |verdict: &Verdict| matches!(verdict, Verdict::Holds | Verdict::Fails);
            if self.aim.way(&shape) != Way::Unknown && decided(&first) && decided(&last) {
                if first == last {
                    join(pieces, piece(low, high, first));
                } else {
                    let turn = self.turn(low, high, &first);
                    join(pieces, piece(low, turn, first));
                    join(pieces, piece(turn + 1, high, last));
                }
                continue;
            }
            let middle = low + (high - low) / 2;
            open.push((middle + 1, high));
            open.push((low, middle));
        }
    }

    /// The last value with the verdict of `low`, where it turns once before `high`.
    fn turn(&mut self, low: i128, high: i128, first: &Verdict) -> i128 {
        let (mut low, mut high) = (low, high);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.verdict(middle) == *first { low = middle } else { high = middle }
        }
        low
    }
}

/// Puts a piece to those before it.
fn join(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.last_mut() {
        Some(last) if last.verdict.is_like(&piece.verdict) => last.to = piece.to,
        _ => pieces.push(piece),
    }
}

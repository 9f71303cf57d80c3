//! Curves and decision tables on a stretch, whose points and cells may be what is sought.

use super::super::shape::{Holds, Numbers, Shape, Way, within_ends};
use super::{Steps, worst};
use crate::model::scale::{Cell, Curve};
use crate::model::{NodeId, TableId};
use crate::number::Number;
use crate::tools::whatif::{End, Place};
use crate::value::{Label, Value};

impl Steps<'_, '_> {
    pub(super) fn curve(&self, curve: usize, input: NodeId) -> Shape {
        let x = self.read(input);
        if let Some(state) = x.state() {
            return Shape::Same(state.clone());
        }
        let Some(numbers) = x.numbers() else { return Shape::Any };
        let Some(curve_of) = self.model().curves.get(curve) else { return Shape::Any };
        let changed: Vec<(usize, bool, Numbers)> = (0..curve_of.points.len())
            .flat_map(|point| [(point, false), (point, true)])
            .filter_map(|(point, output)| {
                Some((point, output, self.space.moved(&Place::Point { curve, point, output }, self.stretches)?))
            })
            .collect();
        match changed.as_slice() {
            [] => self.done(along(curve_of, &numbers)),
            // What a curve yields grows with each of its outputs.
            [(point, true, Numbers { low: Some(low), high: Some(high), .. })] if numbers.is_single() => {
                let with = |y: &Number| {
                    let mut other = curve_of.clone();
                    if let Some((_, output)) = other.points.get_mut(*point) {
                        *output = y.clone();
                    }
                    match other.at(&Value::Number(numbers.low.clone()?)) {
                        Value::Number(number) => Some(number),
                        _ => None,
                    }
                };
                match (with(low), with(high)) {
                    (Some(low), Some(high)) => {
                        self.done(Some(Numbers { low: Some(low), high: Some(high), way: Way::Up, exact: None }))
                    }
                    _ => Shape::Any,
                }
            }
            _ => Shape::Any,
        }
    }

    pub(super) fn table(&self, table: TableId, inputs: &[NodeId], results: &[NodeId]) -> Shape {
        let inputs: Vec<Shape> = inputs.iter().map(|input| self.read(*input)).collect();
        let may_be_out = |shape: &Shape| shape.labels().is_some_and(|(_, _, outside)| outside);
        if inputs.iter().any(|shape| matches!(shape, Shape::Any) || may_be_out(shape)) {
            return Shape::Any;
        }
        if let Some(state) = worst(&inputs) {
            return Shape::Same(state);
        }
        let Some(rules) = self.model().tables.get(table.0 as usize) else { return Shape::Any };
        let mut possible: Option<Shape> = None;
        for (row, (rule, result)) in rules.rows.iter().zip(results).enumerate() {
            let mut all = Holds::Yes;
            for (input, (cell, shape)) in rule.conditions.iter().zip(&inputs).enumerate() {
                match self.cell(cell, shape, (table.0 as usize, row, input)) {
                    Holds::Yes => {}
                    Holds::No => {
                        all = Holds::No;
                        break;
                    }
                    Holds::Perhaps => all = Holds::Perhaps,
                }
            }
            if all == Holds::No {
                continue;
            }
            let shape = self.read(*result);
            possible = Some(match possible {
                None => shape,
                Some(before) => before.or(shape),
            });
            if all == Holds::Yes {
                return possible.unwrap_or(Shape::Any);
            }
        }
        // Perhaps no row applies, where the ends have been changed.
        let changed =
            self.space.knobs.iter().flat_map(|knob| &knob.places).any(|place| matches!(place, Place::Cell { .. }));
        if changed { Shape::Any } else { possible.unwrap_or(Shape::Any) }
    }

    fn cell(&self, cell: &Cell, shape: &Shape, (table, row, input): (usize, usize, usize)) -> Holds {
        match cell {
            Cell::Anything => Holds::Yes,
            Cell::Numbers(ranges) => {
                let Some(numbers) = shape.numbers() else { return Holds::Perhaps };
                let mut any = Holds::No;
                for (range, interval) in ranges.iter().enumerate() {
                    let end = |end: End, of: &Option<(Number, bool)>| {
                        let place = Place::Cell { table, row, input, range, end };
                        let moved = self.space.moved(&place, self.stretches);
                        of.as_ref()
                            .map(|(number, inclusive)| (moved.unwrap_or_else(|| Numbers::single(number)), *inclusive))
                    };
                    let (low, high) = (end(End::Low, &interval.low), end(End::High, &interval.high));
                    match within_ends(low.as_ref(), high.as_ref(), &numbers) {
                        Holds::Yes => return Holds::Yes,
                        Holds::Perhaps => any = Holds::Perhaps,
                        Holds::No => {}
                    }
                }
                any
            }
            Cell::Labels(labels) => match shape.labels() {
                Some((first, last, false)) => {
                    let within = (first..=last).filter(|place| labels.contains(&Label(*place))).count();
                    match within {
                        0 => Holds::No,
                        all if all == usize::from(last - first) + 1 => Holds::Yes,
                        _ => Holds::Perhaps,
                    }
                }
                _ => Holds::Perhaps,
            },
            Cell::Truth(wanted) => match shape {
                Shape::Same(Value::Truth(truth)) if truth == wanted => Holds::Yes,
                Shape::Same(Value::Truth(_)) => Holds::No,
                _ => Holds::Perhaps,
            },
        }
    }
}

/// What a curve makes of numbers; none where they may lie outside its points.
fn along(curve: &Curve, numbers: &Numbers) -> Option<Numbers> {
    let limited = match &curve.limits {
        Some((limits, _)) => numbers.through(|number| limits.nearest(number)),
        None => numbers.clone(),
    };
    let at = |number: &Number| match curve.at(&Value::Number(number.clone())) {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let (low, high) = (limited.low.as_ref()?, limited.high.as_ref()?);
    let mut outputs = vec![at(low)?];
    outputs.extend(curve.points.iter().filter(|(x, _)| x > low && x < high).map(|(_, y)| y.clone()));
    outputs.push(at(high)?);
    let rises = outputs.windows(2).all(|pair| pair[0] <= pair[1]);
    let falls = outputs.windows(2).all(|pair| pair[0] >= pair[1]);
    let way = match (rises, falls) {
        (true, _) => limited.way,
        (_, true) => limited.way.signed(true),
        _ => Way::Unknown,
    };
    Some(Numbers { low: outputs.iter().min().cloned(), high: outputs.iter().max().cloned(), way, exact: None })
}

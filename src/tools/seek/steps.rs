//! What one step of a computation does on a stretch. Each follows the evaluator's step; whatever is not followed here is
//! [`Shape::Any`], and is then looked at number by number.

use super::shape::{Holds, Numbers, Shape, Stretch, Way, sum, together, within_ends};
use super::space::Space;
use crate::model::scale::{Cell, Curve};
use crate::model::{Builtin, ListMember, Model, NodeId, NodeKind, ScaleId, TableId, Type};
use crate::number::{Number, RoundingMode};
use crate::tools::whatif::{End, Place};
use crate::value::operator::{Factor, ListFunction, MissingPolicy};
use crate::value::ops;
use crate::value::period::Period;
use crate::value::{Absence, Interval, Label, Value};

/// The step of a node, from the shapes of what it reads.
pub(super) fn shape(
    space: &Space<'_>,
    node: NodeId,
    shapes: &[Option<Shape>],
    stretches: &[Stretch],
    alone: Option<&Stretch>,
) -> Shape {
    Steps { space, shapes, stretches, alone }.step(node)
}

struct Steps<'s, 'm> {
    space: &'s Space<'m>,
    shapes: &'s [Option<Shape>],
    stretches: &'s [Stretch],
    /// The stretch of what is sought, where that is one thing.
    alone: Option<&'s Stretch>,
}

impl Steps<'_, '_> {
    fn model(&self) -> &Model {
        &self.space.model
    }

    fn read(&self, node: NodeId) -> Shape {
        self.space.read(node, self.shapes)
    }

    fn is_as_long(&self, period: Period) -> bool {
        self.space.facts.period.is_some_and(|own| own.granularity == period.granularity)
    }

    fn shift(&self, node: NodeId) -> i32 {
        match self.model().node(node).ty {
            Type::Number(unit) | Type::Range(unit) => self.model().units.shift(unit),
            _ => 0,
        }
    }

    fn done(&self, numbers: Option<Numbers>) -> Shape {
        numbers.map_or(Shape::Any, |numbers| numbers.shape(self.alone))
    }

    fn step(&self, id: NodeId) -> Shape {
        let node = self.model().node(id);
        match &node.kind {
            NodeKind::Constant(value) => Shape::Same(value.clone()),
            // Figures of parts of the period, and targets for them, are looked at value by value.
            NodeKind::Agreed { .. } | NodeKind::ByPeriod { .. } if !self.space.facts.is_alone() => Shape::Any,
            NodeKind::ByPeriod { arms, .. } if arms.iter().any(|(period, _)| !self.is_as_long(*period)) => Shape::Any,
            NodeKind::Agreed { rule, slot, .. } => match self.space.facts.get(*slot) {
                None => self.read(*rule),
                Some(fact) if !fact.value.is_there() => Shape::Same(fact.value.clone()),
                Some(_) => Shape::Any,
            },
            NodeKind::ByPeriod { arms, .. } => {
                let arm = arms.iter().find(|(period, _)| Some(*period) == self.space.facts.period);
                arm.map_or(Shape::Any, |(_, arm)| self.read(*arm))
            }
            NodeKind::Read { node, present, .. } => match present.map(|present| self.read(present)) {
                None => self.read(*node),
                Some(Shape::Same(Value::Truth(false))) => self.out(*node),
                Some(Shape::Same(_)) => self.read(*node),
                Some(_) => Shape::Any,
            },
            NodeKind::Applicable { node, .. } => match self.read(*node) {
                Shape::Same(value) => Shape::truth(!matches!(value, Value::NotApplicable(_))),
                Shape::Any => Shape::Any,
                _ => Shape::truth(true),
            },
            NodeKind::AnyPresent(members) => {
                let members: Vec<Shape> = members.iter().map(|member| self.read(*member)).collect();
                let out = |shape: &Shape| matches!(shape, Shape::Same(Value::Truth(false)));
                let there = |shape: &Shape| matches!(shape, Shape::Same(_)) && !out(shape);
                match (members.iter().any(there), members.iter().all(out)) {
                    (true, _) => Shape::truth(true),
                    (_, true) => Shape::truth(false),
                    _ => Shape::Any,
                }
            }
            NodeKind::Guarded { of, present, .. } => match self.read(*present) {
                Shape::Same(Value::Truth(false)) => Shape::Same(Value::NotApplicable(Absence::default())),
                Shape::Same(_) => self.read(*of),
                _ => Shape::Any,
            },
            NodeKind::Input { node, .. } => self.read(*node),
            NodeKind::Apply { body, .. } => self.read(*body),
            NodeKind::Negative(x) => match self.read(*x) {
                Shape::Same(value) => Shape::Same(ops::negative(&value)),
                other => self.done(other.numbers().map(|numbers| numbers.neg())),
            },
            NodeKind::Sum(terms) => {
                let shapes: Vec<Shape> = terms.iter().map(|(_, term)| self.read(*term)).collect();
                self.arithmetic(&shapes, |numbers| {
                    let signs = terms.iter().map(|(sign, _)| *sign);
                    sum(&signs.zip(numbers).collect::<Vec<_>>())
                })
            }
            NodeKind::Product(factors) => {
                let shapes: Vec<Shape> = factors.iter().map(|(_, factor)| self.read(*factor)).collect();
                self.arithmetic(&shapes, |numbers| {
                    let mut total = Numbers::single(&Number::ONE);
                    for ((by, _), factor) in factors.iter().zip(numbers) {
                        total = match by {
                            Factor::Times => total.mul(&factor)?,
                            Factor::Over => total.mul(&factor.inverse()?)?,
                        };
                    }
                    Some(total)
                })
            }
            NodeKind::Compare { operator, left, right } => {
                let (a, b) = (self.read(*left), self.read(*right));
                match (&a, &b) {
                    (Shape::Same(a), Shape::Same(b)) => Shape::Same(ops::compare(*operator, a, b)),
                    (Shape::Any, _) | (_, Shape::Any) => Shape::Any,
                    _ => match worst([&a, &b]) {
                        Some(state) => Shape::Same(state),
                        None => Shape::compare(*operator, &a, &b),
                    },
                }
            }
            NodeKind::Not(x) => match self.read(*x) {
                Shape::Same(value) => Shape::Same(ops::not(&value)),
                Shape::Truth(way) => Shape::Truth(way.signed(true)),
                _ => Shape::Any,
            },
            NodeKind::And(operands) => self.decide(operands, false),
            NodeKind::Or(operands) => self.decide(operands, true),
            NodeKind::If { arms, otherwise } => self.choose(arms, *otherwise),
            NodeKind::Range { low, high } => self.range(*low, *high),
            NodeKind::RangeEnd { of, high } => match self.read(*of) {
                Shape::Same(value) => Shape::Same(ops::range_end(&value, *high)),
                Shape::Ranges { low, high: top } => {
                    self.done((if *high { top } else { low }).map(|(numbers, _)| numbers))
                }
                other => self.done(other.numbers()),
            },
            NodeKind::Call { function, arguments } => self.call(*function, arguments),
            NodeKind::Table { table, inputs, results } => self.table(*table, inputs, results),
            NodeKind::Curve { curve, input } => self.curve(curve.0 as usize, *input),
            NodeKind::List { function, members, missing, .. } => self.list(*function, members, *missing),
            NodeKind::Limited { of, range, .. } => self.limited(*of, *range),
            NodeKind::Rounded { of, mode, decimals, .. } => {
                self.rounded(self.read(*of), *mode, *decimals as i32 + self.shift(id))
            }
            NodeKind::Banded { of, scale, .. } => self.banded(self.read(*of), *scale),
            // What is given is not moved by anything else.
            _ => Shape::Any,
        }
    }

    /// As [`crate::evaluate`] does where an item is out.
    fn out(&self, node: NodeId) -> Shape {
        match self.read(node) {
            Shape::Same(value @ Value::NotApplicable(_)) => Shape::Same(value),
            Shape::Any => Shape::Any,
            _ => Shape::Same(Value::NotApplicable(Absence::default())),
        }
    }

    /// An operation of numbers; states win.
    fn arithmetic(&self, shapes: &[Shape], compute: impl FnOnce(Vec<Numbers>) -> Option<Numbers>) -> Shape {
        if shapes.iter().any(|shape| matches!(shape, Shape::Any)) {
            return Shape::Any;
        }
        if let Some(state) = worst(shapes) {
            return Shape::Same(state);
        }
        match shapes.iter().map(Shape::numbers).collect::<Option<Vec<_>>>() {
            Some(numbers) => self.done(compute(numbers)),
            None => Shape::Any,
        }
    }

    /// `dan`, `atau`
    fn decide(&self, operands: &[NodeId], decisive: bool) -> Shape {
        let shapes: Vec<Shape> = operands.iter().map(|operand| self.read(*operand)).collect();
        if shapes.iter().any(|shape| matches!(shape, Shape::Same(Value::Truth(truth)) if *truth == decisive)) {
            return Shape::truth(decisive);
        }
        if shapes.iter().any(|shape| matches!(shape, Shape::Any)) {
            return Shape::Any;
        }
        let ways: Vec<Way> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Truth(way) => Some(*way),
                _ => None,
            })
            .collect();
        match (ways.first(), worst(&shapes)) {
            (None, Some(state)) => Shape::Same(state),
            (None, None) => Shape::truth(!decisive),
            (Some(_), Some(_)) => Shape::Any,
            (Some(first), None) => {
                Shape::Truth(if ways.iter().all(|way| way == first) { *first } else { Way::Unknown })
            }
        }
    }

    fn choose(&self, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Shape {
        let mut possible: Option<Shape> = None;
        let join = |possible: Option<Shape>, further: Shape| match possible {
            None => further,
            Some(before) => before.or(further),
        };
        for (condition, result) in arms {
            match self.read(*condition) {
                Shape::Same(Value::Truth(true)) => return join(possible, self.read(*result)),
                Shape::Same(Value::Truth(false)) => {}
                Shape::Same(state) => return join(possible, Shape::Same(state)),
                Shape::Truth(_) => possible = Some(join(possible, self.read(*result))),
                _ => return Shape::Any,
            }
        }
        join(possible, self.read(otherwise))
    }

    fn range(&self, low: Option<(NodeId, bool)>, high: Option<(NodeId, bool)>) -> Shape {
        let end = |end: Option<(NodeId, bool)>| end.map(|(node, inclusive)| (self.read(node), inclusive));
        let (low, high) = (end(low), end(high));
        let both: Vec<&Shape> = low.iter().chain(&high).map(|(shape, _)| shape).collect();
        if both.iter().any(|shape| matches!(shape, Shape::Any)) {
            return Shape::Any;
        }
        if let Some(state) = worst(both.iter().copied()) {
            return Shape::Same(state);
        }
        let numbers = |end: &Option<(Shape, bool)>| match end {
            None => Some(None),
            Some((shape, inclusive)) => Some(Some((shape.numbers()?, *inclusive))),
        };
        let (Some(low), Some(high)) = (numbers(&low), numbers(&high)) else { return Shape::Any };
        if let (Some((low, low_in)), Some((high, high_in))) = (&low, &high) {
            let sound = match (&low.high, &high.low) {
                (Some(low), Some(high)) => low < high || (low == high && *low_in && *high_in),
                _ => false,
            };
            // The same figure at both ends is a range of one number.
            let same = low.exact.is_some() && low.exact == high.exact && *low_in && *high_in;
            if !sound && !same {
                return Shape::Any;
            }
        }
        Shape::Ranges { low, high }
    }

    fn call(&self, function: Builtin, arguments: &[NodeId]) -> Shape {
        let Some(first) = arguments.first() else { return Shape::Any };
        let x = self.read(*first);
        let shift = self.shift(*first);
        match (function, x) {
            (_, Shape::Any) => Shape::Any,
            (Builtin::Round { mode, decimals }, x) => self.rounded(x, mode, decimals as i32 + shift),
            (Builtin::Absolute, Shape::Same(value)) => Shape::Same(ops::absolute(&value)),
            (Builtin::Absolute, x) => self.done(x.numbers().map(|numbers| numbers.absolute())),
            (Builtin::ToPoints, x) => self.moved_comma(x, shift),
            (Builtin::ToPercent, x) => {
                if shift == 0 {
                    self.moved_comma(x, -2)
                } else {
                    x
                }
            }
            (Builtin::Score, x) => self.score(x, *first),
            (Builtin::IsThere, Shape::Same(value)) => Shape::Same(ops::is_there(&value)),
            (Builtin::IsThere, _) => Shape::truth(true),
            (Builtin::IfMissing, Shape::Same(Value::Missing(_))) => {
                arguments.get(1).map_or(Shape::Any, |other| self.read(*other))
            }
            (Builtin::IfMissing, x) => x,
            (Builtin::DaysBetween, _) => Shape::Any,
        }
    }

    fn moved_comma(&self, x: Shape, places: i32) -> Shape {
        match x {
            Shape::Same(value) => Shape::Same(ops::shifted(&value, places)),
            x => {
                let factor = Numbers::single(&Number::ONE.shift10(places));
                self.done(x.numbers().and_then(|numbers| numbers.mul(&factor)))
            }
        }
    }

    fn score(&self, x: Shape, of: NodeId) -> Shape {
        let Type::Label(scale) = self.model().node(of).ty else { return Shape::Any };
        let scale = self.model().scale(scale);
        if let Shape::Same(value) = &x {
            return Shape::Same(scale.score(value));
        }
        let Some((first, last, false)) = x.labels() else { return Shape::Any };
        let scores: Option<Vec<&Number>> =
            (first..=last).map(|place| scale.bands.get(usize::from(place))?.score.as_ref()).collect();
        let Some(scores) = scores else { return Shape::Any };
        let (low, high) = (scores.iter().min().copied().cloned(), scores.iter().max().copied().cloned());
        Shape::Numbers(Numbers { low, high, way: Way::Unknown, exact: None })
    }

    fn rounded(&self, x: Shape, mode: RoundingMode, decimals: i32) -> Shape {
        match x {
            Shape::Same(value) => Shape::Same(ops::round(&value, mode, decimals)),
            x => self.done(x.numbers().map(|numbers| numbers.through(|number| number.round_at(mode, decimals)))),
        }
    }

    fn limited(&self, of: NodeId, range: NodeId) -> Shape {
        let (of, range) = (self.read(of), self.read(range));
        match (&of, &range) {
            (Shape::Same(of), Shape::Same(range)) => return Shape::Same(ops::limit(of, range)),
            (Shape::Any, _) | (_, Shape::Any) => return Shape::Any,
            _ => {}
        }
        if let Some(state) = worst([&of, &range]) {
            return Shape::Same(state);
        }
        let Some(numbers) = of.numbers() else { return Shape::Any };
        let (low, high) = match range {
            Shape::Same(Value::Range(range)) => {
                let end = |end: &Option<(Number, bool)>| end.as_ref().map(|(number, _)| Numbers::single(number));
                (end(&range.low), end(&range.high))
            }
            Shape::Ranges { low, high } => (low.map(|(low, _)| low), high.map(|(high, _)| high)),
            _ => return Shape::Any,
        };
        self.done(Some(clamped(numbers, low.as_ref(), high.as_ref())))
    }

    /// The label of numbers, by a scale whose ends may move.
    fn banded(&self, of: Shape, id: ScaleId) -> Shape {
        let scale = self.model().scale(id);
        let shift = scale.unit.map_or(0, |unit| self.model().units.shift(unit));
        let moves = self.space.scale_moves(id);
        if let (Shape::Same(value), false) = (&of, moves) {
            return Shape::Same(scale.rate(value, shift));
        }
        if let Some(state) = of.state() {
            return Shape::Same(state.clone());
        }
        let Some(numbers) = of.numbers() else { return Shape::Any };
        let moved = |place: Place, number: &Number| {
            self.space.moved(&place, self.stretches).unwrap_or_else(|| Numbers::single(number))
        };
        let prepared = if moves {
            let end = |end: End| {
                let (limits, _) = scale.limits.as_ref()?;
                end.of(limits).map(|number| moved(Place::ScaleLimit { scale: id, end }, number))
            };
            let (low, high) = (end(End::Low), end(End::High));
            let limited = clamped(numbers, low.as_ref(), high.as_ref());
            match scale.rounding {
                Some((rounding, _)) => {
                    limited.through(|number| number.round_at(rounding.mode, rounding.decimals as i32 + shift))
                }
                None => limited,
            }
        } else {
            numbers.through(|number| scale.prepare(number, shift))
        };
        // Ends that may cross hold nothing, whatever they are compared with.
        let (mut first, mut last, mut surely) = (u16::MAX, 0, false);
        for (index, band) in scale.bands.iter().enumerate() {
            let (Some((range, _)), Ok(place)) = (&band.range, u16::try_from(index)) else { continue };
            let end = |end: End, of: &Option<(Number, bool)>| {
                of.as_ref()
                    .map(|(number, inclusive)| (moved(Place::Band { scale: id, band: index, end }, number), *inclusive))
            };
            let (low, high) = (end(End::Low, &range.low), end(End::High, &range.high));
            match within_ends(low.as_ref(), high.as_ref(), &prepared) {
                Holds::No => continue,
                Holds::Yes => surely = true,
                Holds::Perhaps => {}
            }
            (first, last) = (first.min(place), last.max(place));
            if surely {
                break;
            }
        }
        match (first <= last, surely) {
            (false, _) => Shape::Same(Value::Label(Label::OUTSIDE)),
            (true, true) if first == last => Shape::Same(Value::Label(Label(first))),
            (true, _) => {
                // Bands that stand next to each other, from best to worst, and what lies between them is one of them.
                let gapless = surely || (!moves && covers(scale, &prepared));
                let way = if gapless && !moves && descends(scale) { prepared.way.signed(true) } else { Way::Unknown };
                Shape::Labels { first, last, outside: !gapless, way }
            }
        }
    }

    fn curve(&self, curve: usize, input: NodeId) -> Shape {
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

    fn table(&self, table: TableId, inputs: &[NodeId], results: &[NodeId]) -> Shape {
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

    fn list(&self, function: ListFunction, members: &[ListMember], missing: MissingPolicy) -> Shape {
        let mut there: Vec<(Option<Shape>, Option<Shape>)> = Vec::with_capacity(members.len());
        let mut out = 0;
        for member in members {
            match member.present.map(|present| self.read(present)) {
                Some(Shape::Same(Value::Truth(false))) => {
                    out += 1;
                    continue;
                }
                None | Some(Shape::Same(_)) => {}
                Some(_) => return Shape::Any,
            }
            there.push((member.value.map(|value| self.read(value)), member.weight.map(|weight| self.read(weight))));
        }
        if !members.is_empty() && out == members.len() {
            return Shape::Same(Value::NotApplicable(Absence::default()));
        }
        let all = || there.iter().flat_map(|(value, weight)| value.iter().chain(weight));
        if all().any(|shape| matches!(shape, Shape::Any)) {
            return Shape::Any;
        }
        let absent = match worst(all()) {
            Some(Value::Missing(absence)) => Some(absence),
            Some(state) => return Shape::Same(state),
            None => None,
        };
        if let (Some(absence), MissingPolicy::Defer) = (&absent, missing) {
            return Shape::Same(Value::Missing(absence.clone()));
        }
        let (mut values, mut weights) = (Vec::new(), Vec::new());
        for (value, weight) in &there {
            let lacks = value.iter().chain(weight).any(|shape| shape.state().is_some());
            if lacks && missing == MissingPolicy::Ignore {
                continue;
            }
            match value {
                None => values.push(Numbers::single(&Number::ONE)),
                Some(shape) => match counted(shape) {
                    Some(numbers) => values.push(numbers),
                    None => return Shape::Any,
                },
            }
            match weight {
                None => {}
                Some(shape) => match counted(shape) {
                    Some(numbers) => weights.push(numbers),
                    None => return Shape::Any,
                },
            }
        }
        if let (true, Some(absence)) = (values.is_empty(), absent) {
            return Shape::Same(Value::Missing(absence));
        }
        self.done(listed(function, values, weights))
    }
}

/// What a list function makes of numbers; none where it is not followed.
fn listed(function: ListFunction, values: Vec<Numbers>, weights: Vec<Numbers>) -> Option<Numbers> {
    let total = |of: &[Numbers]| of.iter().try_fold(Numbers::single(&Number::ZERO), |total, term| total.add(term));
    match function {
        ListFunction::Sum | ListFunction::Count => total(&values),
        ListFunction::Mean => {
            let share = Number::ONE.div(&Number::from(values.len() as i64)).ok()?;
            total(&values)?.mul(&Numbers::single(&share))
        }
        ListFunction::WeightedMean => {
            let products: Option<Vec<Numbers>> = values.iter().zip(&weights).map(|(x, weight)| x.mul(weight)).collect();
            total(&products?)?.mul(&total(&weights)?.inverse()?)
        }
        ListFunction::Minimum | ListFunction::Maximum => {
            values.into_iter().reduce(|a, b| a.extreme(&b, function == ListFunction::Maximum))
        }
        // Of each end of the members: both go nowhere down with any of them.
        ListFunction::Median | ListFunction::GeometricMean => {
            let lows: Option<Vec<Number>> = values.iter().map(|numbers| numbers.low.clone()).collect();
            let highs: Option<Vec<Number>> = values.iter().map(|numbers| numbers.high.clone()).collect();
            let lows = lows?;
            if function == ListFunction::GeometricMean && lows.iter().any(Number::is_negative) {
                return None;
            }
            let of = |numbers: Vec<Number>| {
                let member = |number| ops::Member { present: true, value: Some(Value::Number(number)), weight: None };
                let members: Vec<ops::Member> = numbers.into_iter().map(member).collect();
                match ops::list(function, &members, MissingPolicy::Defer) {
                    Value::Number(number) => Some(number),
                    _ => None,
                }
            };
            let high = match highs {
                Some(highs) => Some(of(highs)?),
                None => None,
            };
            let way = together(&values);
            Some(Numbers { low: Some(of(lows)?), high, way, exact: None })
        }
    }
}

/// A member as a list function counts it: `ya` is 1, kosong 0.
fn counted(shape: &Shape) -> Option<Numbers> {
    match shape {
        Shape::Same(Value::Truth(truth)) => Some(Numbers::single(&Number::from(i64::from(*truth)))),
        Shape::Same(Value::Missing(_)) => Some(Numbers::single(&Number::ZERO)),
        Shape::Truth(way) => Some(Numbers { low: Some(Number::ZERO), high: Some(Number::ONE), way: *way, exact: None }),
        other => other.numbers(),
    }
}

/// The nearest number of a range whose ends may move.
fn clamped(numbers: Numbers, low: Option<&Numbers>, high: Option<&Numbers>) -> Numbers {
    // Where no number is touched the figure itself stays.
    let below = low.is_some_and(|low| !matches!((&numbers.low, &low.high), (Some(x), Some(end)) if x >= end));
    let above = high.is_some_and(|high| !matches!((&numbers.high, &high.low), (Some(x), Some(end)) if x <= end));
    let mut kept = numbers;
    if let (true, Some(low)) = (below, low) {
        kept = kept.extreme(low, true);
    }
    if let (true, Some(high)) = (above, high) {
        kept = kept.extreme(high, false);
    }
    kept
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

/// Whether every number of a stretch lies in a band.
fn covers(scale: &crate::model::Scale, numbers: &Numbers) -> bool {
    let (Some(low), Some(high)) = (&numbers.low, &numbers.high) else { return false };
    let mut ranges: Vec<&Interval> =
        scale.bands.iter().filter_map(|band| band.range.as_ref().map(|(r, _)| r)).collect();
    ranges.sort_by(|a, b| match (&a.low, &b.low) {
        (None, _) => std::cmp::Ordering::Less,
        (_, None) => std::cmp::Ordering::Greater,
        (Some((x, x_in)), Some((y, y_in))) => x.cmp(y).then(y_in.cmp(x_in)),
    });
    let Some(start) = ranges.iter().position(|range| range.contains(low)) else { return false };
    for pair in ranges[start..].windows(2) {
        if pair[0].contains(high) {
            return true;
        }
        let touching = match (&pair[0].high, &pair[1].low) {
            (Some((end, end_in)), Some((next, next_in))) => end == next && (*end_in || *next_in),
            _ => false,
        };
        if !touching {
            return false;
        }
    }
    ranges.last().is_some_and(|range| range.contains(high))
}

/// Whether the bands stand from the highest numbers to the lowest.
fn descends(scale: &crate::model::Scale) -> bool {
    let lows: Vec<Option<&Number>> = scale
        .bands
        .iter()
        .map(|band| band.range.as_ref().and_then(|(range, _)| range.low.as_ref().map(|(low, _)| low)))
        .collect();
    lows.windows(2).all(|pair| match (pair[0], pair[1]) {
        (Some(upper), Some(lower)) => upper > lower,
        (Some(_), None) => true,
        _ => false,
    })
}

/// The state that these give together.
fn worst<'s>(shapes: impl IntoIterator<Item = &'s Shape>) -> Option<Value> {
    let states: Vec<&Value> = shapes.into_iter().filter_map(Shape::state).collect();
    ops::state_of(states)
}

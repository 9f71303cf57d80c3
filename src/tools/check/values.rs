//! The numbers that can come out somewhere: between which ends, and on which grid.

use crate::number::{Number, RoundingMode};
use crate::source::Span;
use crate::value::Interval;

/// More steps or points than this are not kept apart: then any number may occur.
const MOST: usize = 64;

/// One end of what can occur, which belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct End {
    /// The number, in natural size.
    pub number: Number,
    /// The cap, or the `rentang` of the data, that it comes from.
    pub by: Option<Span>,
}

/// The numbers that can come out of a computation: no number outside of this does. Some inside may not either, where two
/// inputs hang together in a way that is not looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Reach {
    /// No number is less; none: there is no such bound.
    pub low: Option<End>,
    /// No number is greater.
    pub high: Option<End>,
    /// Which numbers between them; none: any.
    pub grid: Option<Grid>,
}

/// The multiples of some steps, and some numbers besides.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Grid {
    /// All multiples of any of these, each above 0, ascending.
    pub steps: Vec<Number>,
    /// And these, ascending.
    pub points: Vec<Number>,
}

/// Whether a number is a whole multiple of a step.
fn is_multiple(number: &Number, step: &Number) -> bool {
    number.div(step).is_ok_and(|times| times.is_integer())
}

/// The greatest number that both are multiples of.
fn common_step(a: &Number, b: &Number) -> Option<Number> {
    let (mut a, mut b) = (a.abs(), b.abs());
    // Euclid: each round at least halves what is left, and what takes longer is not worth knowing.
    for _ in 0..300 {
        if b.is_zero() {
            return a.is_positive().then_some(a);
        }
        let times = a.div(&b).ok()?.round_at(RoundingMode::Down, 0);
        let rest = a.sub(&b.mul(&times).ok()?).ok()?;
        (a, b) = (b, rest);
    }
    None
}

fn sorted(mut numbers: Vec<Number>) -> Vec<Number> {
    numbers.sort();
    numbers.dedup();
    numbers
}

impl Grid {
    fn of(steps: Vec<Number>, points: Vec<Number>) -> Option<Self> {
        let grid = Self { steps: sorted(steps), points: sorted(points) };
        (grid.steps.len() <= MOST && grid.points.len() <= MOST).then_some(grid)
    }

    /// All multiples of these steps.
    pub fn multiples(steps: Vec<Number>) -> Option<Self> {
        Self::of(steps, Vec::new())
    }

    fn and(mut self, other: Self) -> Option<Self> {
        self.steps.extend(other.steps);
        self.points.extend(other.points);
        Self::of(self.steps, self.points)
    }

    /// One step that all of these numbers are multiples of.
    pub fn step<'g>(grids: impl IntoIterator<Item = &'g Self>) -> Option<Number> {
        let mut numbers = grids.into_iter().flat_map(|grid| grid.steps.iter().chain(&grid.points));
        let mut step = numbers.next()?.abs();
        for number in numbers {
            step =
                common_step(&step, number).or_else(|| (step.is_zero() && number.is_zero()).then_some(Number::ZERO))?;
        }
        // Only zeros: any step will do.
        Some(if step.is_zero() { Number::ONE } else { step })
    }
}

impl Reach {
    /// One number.
    pub fn constant(number: Number) -> Self {
        let end = Some(End { number: number.clone(), by: None });
        Self { low: end.clone(), high: end, grid: Some(Grid { steps: Vec::new(), points: vec![number] }) }
    }

    /// Whole numbers from 0 to this.
    pub fn count(most: usize) -> Self {
        let end = |number: u32| Some(End { number: Number::from(number), by: None });
        let most = u32::try_from(most).ok();
        Self { low: end(0), high: most.and_then(end), grid: Grid::multiples(vec![Number::ONE]) }
    }

    /// What lies in a range that some rule sets.
    pub fn of(range: &Interval, by: Option<Span>) -> Self {
        let end = |end: &Option<(Number, bool)>| end.as_ref().map(|(number, _)| End { number: number.clone(), by });
        Self { low: end(&range.low), high: end(&range.high), grid: None }
    }

    /// The whole numbers in it; where nobody has said what is accepted, from 0 on.
    pub fn counted(self, is_said: bool) -> Self {
        let zero = || End { number: Number::ZERO, by: None };
        let low = if is_said { self.low } else { self.low.or_else(|| Some(zero())) };
        Self { low, high: self.high, grid: Grid::multiples(vec![Number::ONE]) }
    }

    /// What lies in the one or in the other.
    pub fn or(self, other: Self) -> Self {
        Self {
            low: self.low.zip(other.low).map(|(a, b)| if b.number < a.number { b } else { a }),
            high: self.high.zip(other.high).map(|(a, b)| if b.number > a.number { b } else { a }),
            grid: self.grid.zip(other.grid).and_then(|(a, b)| a.and(b)),
        }
    }

    /// What a cap leaves.
    pub fn limited(self, range: &Interval, by: Option<Span>) -> Self {
        let nearest = |end: Option<End>, bound: &Option<(Number, bool)>| match end {
            Some(end) => {
                let number = range.nearest(&end.number);
                Some(if number == end.number { end } else { End { number, by } })
            }
            None => bound.as_ref().map(|(number, _)| End { number: number.clone(), by }),
        };
        let bounds = || range.low.iter().chain(&range.high).map(|(bound, _)| bound);
        let grid = self.grid.and_then(|grid| {
            let further = bounds().filter(|bound| !grid.steps.iter().any(|step| is_multiple(bound, step)));
            let points = grid.points.iter().map(|point| range.nearest(point)).chain(further.cloned()).collect();
            Grid::of(grid.steps.clone(), points)
        });
        Self { low: nearest(self.low, &range.low), high: nearest(self.high, &range.high), grid }
    }

    /// What rounding makes of it; `decimals` of the natural size.
    pub fn rounded(self, mode: RoundingMode, decimals: i32) -> Self {
        let unit = Number::ONE.shift10(-decimals);
        let round = |end: End| End { number: end.number.round_at(mode, decimals), by: end.by };
        let grid = match self.grid {
            None => Grid::multiples(vec![unit]),
            Some(grid) => {
                let step = |step: Number| if is_multiple(&step, &unit) { step } else { unit.clone() };
                let points = grid.points.into_iter().map(|point| point.round_at(mode, decimals)).collect();
                Grid::of(grid.steps.into_iter().map(step).collect(), points)
            }
        };
        Self { low: self.low.map(round), high: self.high.map(round), grid }
    }

    /// Its opposite.
    pub fn negative(self) -> Self {
        let turn = |end: End| End { number: end.number.neg(), by: end.by };
        let grid = self.grid.and_then(|grid| Grid::of(grid.steps, grid.points.iter().map(Number::neg).collect()));
        Self { low: self.high.map(turn), high: self.low.map(turn), grid }
    }

    /// Ten to some power times it.
    pub fn shifted(self, places: i32) -> Self {
        let end = |end: End| End { number: end.number.shift10(places), by: end.by };
        let all = |numbers: Vec<Number>| numbers.iter().map(|number| number.shift10(places)).collect();
        let grid = self.grid.and_then(|grid| Grid::of(all(grid.steps), all(grid.points)));
        Self { low: self.low.map(end), high: self.high.map(end), grid }
    }

    /// The part of an interval that lies between the ends.
    fn within(&self, interval: &Interval) -> Interval {
        let end = |end: &Option<End>| end.as_ref().map(|end| (end.number.clone(), true));
        interval.and(&Interval { low: end(&self.low), high: end(&self.high) })
    }

    /// A number of an interval that can occur, a short one where there is a choice.
    pub fn member(&self, interval: &Interval) -> Option<Number> {
        let inside = self.within(interval);
        let Some(grid) = &self.grid else { return inside.member() };
        let multiples = grid.steps.iter().filter_map(|step| inside.multiple(step));
        let points = grid.points.iter().filter(|point| inside.contains(point)).cloned();
        multiples.chain(points).min_by_key(|number| number.decimals().unwrap_or(u32::MAX))
    }
}

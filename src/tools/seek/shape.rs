//! What a figure does while what is sought goes through a stretch of numbers: nothing, one way between two ends, or what is
//! not known. It only says where the evaluator need not look; every answer comes from the evaluator.

use super::quotient::{Course, Quotient};
use crate::number::Number;
use crate::value::Value;
use crate::value::operator::{Comparison, Sign};
use std::cmp::Ordering;

/// Which way something goes as what is sought grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Nowhere down. Of truth values: from tidak to ya; of labels: to later ones.
    Up,
    /// Nowhere up.
    Down,
    /// Not known.
    Unknown,
}

impl Way {
    fn flipped(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Unknown => Self::Unknown,
        }
    }

    pub(super) fn signed(self, negative: bool) -> Self {
        if negative { self.flipped() } else { self }
    }
}

/// What a figure does on a stretch. Each stands for all values that it may have there, and perhaps more.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// It is this value, or this state, all along.
    Same(Value),
    /// Numbers, all of them there.
    Numbers(Numbers),
    /// Labels from one place to another, `di luar skala` perhaps too.
    Labels { first: u16, last: u16, outside: bool, way: Way },
    /// `ya` and `tidak`
    Truth(Way),
    /// Ranges; ends that are not there are open.
    Ranges { low: Option<(Numbers, bool)>, high: Option<(Numbers, bool)> },
    /// Anything, states included.
    Any,
}

/// Numbers between two ends; an open end is without limit.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub way: Way,
    /// The figure itself, as long as it follows by plain arithmetic.
    pub exact: Option<Quotient>,
}

/// The stretch that what is sought goes through.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub low: Number,
    /// None: without end.
    pub high: Option<Number>,
}

impl Numbers {
    pub(super) fn single(number: &Number) -> Self {
        let exact = Some(Quotient::constant(number.clone()));
        Self { low: Some(number.clone()), high: Some(number.clone()), way: Way::Up, exact }
    }

    pub(super) fn is_single(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// None where nothing moves: either way is right then.
    fn moves(&self) -> Option<Way> {
        if self.is_single() { None } else { Some(self.way) }
    }

    fn sign(&self) -> Option<bool> {
        match (&self.low, &self.high) {
            (Some(low), _) if !low.is_negative() => Some(false),
            (_, Some(high)) if !high.is_positive() => Some(true),
            _ => None,
        }
    }

    pub(super) fn neg(&self) -> Self {
        Self {
            low: self.high.as_ref().map(Number::neg),
            high: self.low.as_ref().map(Number::neg),
            way: self.way.flipped(),
            exact: self.exact.as_ref().map(Quotient::neg),
        }
    }

    /// None where a number gets too large to say anything.
    pub(super) fn add(&self, other: &Self) -> Option<Self> {
        let end = |a: &Option<Number>, b: &Option<Number>| match (a, b) {
            (Some(a), Some(b)) => a.add(b).ok().map(Some),
            _ => Some(None),
        };
        let exact = self.exact.as_ref().zip(other.exact.as_ref()).and_then(|(a, b)| a.add(b));
        Some(Self {
            low: end(&self.low, &other.low)?,
            high: end(&self.high, &other.high)?,
            way: together([self, other]),
            exact,
        })
    }

    pub(super) fn mul(&self, other: &Self) -> Option<Self> {
        let ends = [
            times(&self.low, &other.low, true, true)?,
            times(&self.low, &other.high, true, false)?,
            times(&self.high, &other.low, false, true)?,
            times(&self.high, &other.high, false, false)?,
        ];
        let low = ends.iter().min().cloned()?;
        let high = ends.iter().max().cloned()?;
        // Of the sizes both have to go the same way.
        let way = match (self.sign(), other.sign()) {
            (Some(a), Some(b)) => match (self.moves(), other.moves()) {
                (None, None) => Way::Up,
                (Some(x), None) => x.signed(b),
                (None, Some(y)) => y.signed(a),
                (Some(x), Some(y)) if x.signed(a) == y.signed(b) => x.signed(a).signed(a != b),
                _ => Way::Unknown,
            },
            (None, Some(b)) if other.is_single() => self.way.signed(b),
            (Some(a), None) if self.is_single() => other.way.signed(a),
            _ => Way::Unknown,
        };
        let exact = self.exact.as_ref().zip(other.exact.as_ref()).and_then(|(a, b)| a.mul(b));
        Some(Self { low: low.number(), high: high.number(), way, exact })
    }

    /// `1 / x`; none where x may be 0.
    pub(super) fn inverse(&self) -> Option<Self> {
        let positive = self.low.as_ref().is_some_and(Number::is_positive);
        let negative = self.high.as_ref().is_some_and(Number::is_negative);
        if !positive && !negative {
            return None;
        }
        let of = |end: &Option<Number>| match end {
            Some(end) => Number::ONE.div(end).ok(),
            None => Some(Number::ZERO),
        };
        let exact = self.exact.as_ref().and_then(|exact| Quotient::constant(Number::ONE).div(exact));
        Some(Self { low: Some(of(&self.high)?), high: Some(of(&self.low)?), way: self.way.flipped(), exact })
    }

    /// Through a function that goes nowhere down.
    pub(super) fn through(&self, function: impl Fn(&Number) -> Number) -> Self {
        Self {
            low: self.low.as_ref().map(&function),
            high: self.high.as_ref().map(&function),
            way: self.way,
            exact: None,
        }
    }

    pub(super) fn absolute(&self) -> Self {
        match self.sign() {
            Some(false) => self.clone(),
            Some(true) => self.neg(),
            None => {
                let ends = (self.low.as_ref().map(Number::abs), self.high.as_ref().map(Number::abs));
                let high = ends.0.zip(ends.1).map(|(a, b)| a.max(b));
                Self { low: Some(Number::ZERO), high, way: Way::Unknown, exact: None }
            }
        }
    }

    /// The greater (or the less) of two.
    pub(super) fn extreme(&self, other: &Self, greater: bool) -> Self {
        let both = |a: &Option<Number>, b: &Option<Number>, keeps_open: bool| match (a, b) {
            (Some(a), Some(b)) => Some(if greater { a.max(b) } else { a.min(b) }.clone()),
            (Some(one), None) | (None, Some(one)) if !keeps_open => Some(one.clone()),
            _ => None,
        };
        // An open low end is below everything: the greater of it and a number is the number.
        let (low, high) = (both(&self.low, &other.low, !greater), both(&self.high, &other.high, greater));
        Self { low, high, way: together([self, other]), exact: None }
    }

    /// Between the ends of both.
    fn hull(&self, other: &Self) -> Self {
        Self {
            low: self.low.as_ref().zip(other.low.as_ref()).map(|(a, b)| a.min(b).clone()),
            high: self.high.as_ref().zip(other.high.as_ref()).map(|(a, b)| a.max(b).clone()),
            way: Way::Unknown,
            exact: None,
        }
    }

    /// With what is known of the figure itself.
    pub(super) fn shape(mut self, stretch: Option<&Stretch>) -> Shape {
        if let (Some(exact), Some(stretch)) = (&self.exact, stretch) {
            match exact.course(&stretch.low, stretch.high.as_ref()) {
                Some(Course::Constant(number)) => return Shape::Same(Value::Number(number)),
                Some(Course::Goes(way, low, high)) => (self.way, self.low, self.high) = (way, low, high),
                None => {}
            }
        }
        match &self.low {
            Some(low) if self.is_single() => Shape::Same(Value::Number(low.clone())),
            _ => Shape::Numbers(self),
        }
    }
}

/// The way of something that goes with each of these.
pub(super) fn together<'n>(of: impl IntoIterator<Item = &'n Numbers>) -> Way {
    let mut ways = of.into_iter().filter_map(Numbers::moves);
    let Some(first) = ways.next() else { return Way::Up };
    if ways.all(|way| way == first) { first } else { Way::Unknown }
}

/// An end that may be without limit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Least,
    Number(Number),
    Most,
}

impl End {
    fn number(self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::Least | Self::Most => None,
        }
    }
}

/// The product of two ends; 0 times anything is 0.
fn times(a: &Option<Number>, b: &Option<Number>, a_is_low: bool, b_is_low: bool) -> Option<End> {
    let negative = |end: &Option<Number>, is_low: bool| end.as_ref().map_or(is_low, Number::is_negative);
    Some(match (a, b) {
        (Some(a), Some(b)) => End::Number(a.mul(b).ok()?),
        (Some(one), None) | (None, Some(one)) if one.is_zero() => End::Number(Number::ZERO),
        _ if negative(a, a_is_low) != negative(b, b_is_low) => End::Least,
        _ => End::Most,
    })
}

impl Shape {
    pub(super) fn truth(truth: bool) -> Self {
        Self::Same(Value::Truth(truth))
    }

    /// As numbers; none where it may be anything else.
    pub(super) fn numbers(&self) -> Option<Numbers> {
        match self {
            Self::Same(Value::Number(number)) => Some(Numbers::single(number)),
            Self::Numbers(numbers) => Some(numbers.clone()),
            _ => None,
        }
    }

    /// The state that it has all along.
    pub(super) fn state(&self) -> Option<&Value> {
        match self {
            Self::Same(value) if !value.is_there() => Some(value),
            _ => None,
        }
    }

    /// What either of two may be.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same(a), Self::Same(b)) if a == b => Self::Same(a),
            (Self::Truth(_) | Self::Same(Value::Truth(_)), Self::Truth(_) | Self::Same(Value::Truth(_))) => {
                Self::Truth(Way::Unknown)
            }
            (a, b) => {
                if let (Some(a), Some(b)) = (a.numbers(), b.numbers()) {
                    return Self::Numbers(a.hull(&b));
                }
                match (a.labels(), b.labels()) {
                    (Some((first, last, outside)), Some((f, l, o))) => Self::Labels {
                        first: first.min(f),
                        last: last.max(l),
                        outside: outside || o,
                        way: Way::Unknown,
                    },
                    _ => Self::Any,
                }
            }
        }
    }

    /// From which place to which labels go, and whether `di luar skala` may be among them. The first place is behind the
    /// last where there is nothing else.
    pub(super) fn labels(&self) -> Option<(u16, u16, bool)> {
        use crate::value::Label;
        match self {
            Self::Same(Value::Label(Label::OUTSIDE)) => Some((u16::MAX, 0, true)),
            Self::Same(Value::Label(Label(place))) => Some((*place, *place, false)),
            Self::Labels { first, last, outside, .. } => Some((*first, *last, *outside)),
            _ => None,
        }
    }

    fn label_way(&self) -> Way {
        match self {
            Self::Labels { way, .. } => *way,
            _ => Way::Up,
        }
    }

    /// `a ≥ b` of two that both have values.
    pub(super) fn compare(operator: Comparison, a: &Self, b: &Self) -> Self {
        if let (Some(x), Some(y)) = (a.numbers(), b.numbers()) {
            return compare_numbers(operator, &x, &y);
        }
        if let (Some(x), Some(y)) = (a.labels(), b.labels()) {
            return compare_labels(operator, (a, x), (b, y));
        }
        match (a, b) {
            (Self::Truth(_) | Self::Same(Value::Truth(_)), Self::Truth(_) | Self::Same(Value::Truth(_))) => {
                Self::Truth(Way::Unknown)
            }
            _ => Self::Any,
        }
    }
}

/// Whether something holds on a whole stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
    Perhaps,
}

fn compare_numbers(operator: Comparison, a: &Numbers, b: &Numbers) -> Shape {
    let below = |a: &Option<Number>, b: &Option<Number>| match (a, b) {
        (Some(a), Some(b)) => Some(a.cmp(b)),
        _ => None,
    };
    // Of the least a and the greatest b, and the other way round.
    let (low, high) = (below(&a.low, &b.high), below(&a.high, &b.low));
    let rising = together([a, &b.neg()]);
    let decided = |yes: bool, no: bool, way: Way| match (yes, no) {
        (true, _) => Shape::truth(true),
        (_, true) => Shape::truth(false),
        _ => Shape::Truth(way),
    };
    let (less, more) = (Some(Ordering::Less), Some(Ordering::Greater));
    let equal = Some(Ordering::Equal);
    match operator {
        Comparison::GreaterOrEqual => decided(low == more || low == equal, high == less, rising),
        Comparison::Greater => decided(low == more, high == less || high == equal, rising),
        Comparison::LessOrEqual => decided(high == less || high == equal, low == more, rising.flipped()),
        Comparison::Less => decided(high == less, low == more || low == equal, rising.flipped()),
        Comparison::Equal | Comparison::NotEqual => {
            let never = low == more || high == less;
            let always = a.is_single() && b.is_single() && a.low == b.low;
            match operator {
                Comparison::Equal => decided(always, never, Way::Unknown),
                _ => decided(never, always, Way::Unknown),
            }
        }
    }
}

fn compare_labels(
    operator: Comparison,
    (a, x): (&Shape, (u16, u16, bool)),
    (b, y): (&Shape, (u16, u16, bool)),
) -> Shape {
    let equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
    if !equality && (x.2 || y.2) {
        return Shape::Any;
    }
    if equality {
        let apart = (x.1 < y.0 || y.1 < x.0) && !(x.2 && y.2);
        let same = |(first, last, outside): (u16, u16, bool)| if outside { first > last } else { first == last };
        let one = same(x) && same(y) && x == y;
        return match (operator, one, apart) {
            (Comparison::Equal, true, _) | (Comparison::NotEqual, _, true) => Shape::truth(true),
            (Comparison::Equal, _, true) | (Comparison::NotEqual, true, _) => Shape::truth(false),
            _ => Shape::Truth(Way::Unknown),
        };
    }
    // The first label is the best: the order of the places turned round.
    let places = |(first, last, _): (u16, u16, bool), way: Way| Numbers {
        low: Some(Number::from(-i64::from(last))),
        high: Some(Number::from(-i64::from(first))),
        way: way.flipped(),
        exact: None,
    };
    compare_numbers(operator, &places(x, a.label_way()), &places(y, b.label_way()))
}

/// Whether numbers lie between two ends, which may move.
pub(super) fn within_ends(low: Option<&(Numbers, bool)>, high: Option<&(Numbers, bool)>, numbers: &Numbers) -> Holds {
    let above = |(end, inclusive): &(Numbers, bool)| {
        let operator = if *inclusive { Comparison::GreaterOrEqual } else { Comparison::Greater };
        compare_numbers(operator, numbers, end)
    };
    let below = |(end, inclusive): &(Numbers, bool)| {
        let operator = if *inclusive { Comparison::LessOrEqual } else { Comparison::Less };
        compare_numbers(operator, numbers, end)
    };
    let mut all = Holds::Yes;
    for shape in low.map(above).into_iter().chain(high.map(below)) {
        match shape {
            Shape::Same(Value::Truth(true)) => {}
            Shape::Same(Value::Truth(false)) => return Holds::No,
            _ => all = Holds::Perhaps,
        }
    }
    all
}

/// `a + b − c`
pub(super) fn sum(terms: &[(Sign, Numbers)]) -> Option<Numbers> {
    let mut total = Numbers::single(&Number::ZERO);
    for (sign, term) in terms {
        total = match sign {
            Sign::Plus => total.add(term)?,
            Sign::Minus => total.add(&term.neg())?,
        };
    }
    Some(total)
}

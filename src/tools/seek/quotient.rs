//! Quotients of polynomials in what is sought: as long as nothing is rounded, capped or chosen, a figure is one, and its
//! direction is decided exactly.

use super::shape::Way;
use crate::number::Number;

/// Polynomials of a higher degree are not followed.
const MOST_DEGREE: usize = 6;

/// Coefficients from the constant up; the last is not 0. No coefficients: 0.
type Polynomial = Vec<Number>;

/// `above / below`
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quotient {
    above: Polynomial,
    below: Polynomial,
}

/// What a quotient does between two numbers, or from one on.
pub(super) enum Course {
    /// It is the same number everywhere.
    Constant(Number),
    /// It goes one way, between these ends (the second open where it grows without limit).
    Goes(Way, Option<Number>, Option<Number>),
}

fn trimmed(mut polynomial: Polynomial) -> Option<Polynomial> {
    while polynomial.last().is_some_and(Number::is_zero) {
        polynomial.pop();
    }
    (polynomial.len() <= MOST_DEGREE + 1).then_some(polynomial)
}

fn sum(a: &[Number], b: &[Number]) -> Option<Polynomial> {
    let at = |polynomial: &[Number], place: usize| polynomial.get(place).cloned().unwrap_or(Number::ZERO);
    let terms = (0..a.len().max(b.len())).map(|place| at(a, place).add(&at(b, place)).ok());
    trimmed(terms.collect::<Option<_>>()?)
}

fn product(a: &[Number], b: &[Number]) -> Option<Polynomial> {
    if a.is_empty() || b.is_empty() {
        return Some(Vec::new());
    }
    let mut terms = vec![Number::ZERO; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            terms[i + j] = terms[i + j].add(&x.mul(y).ok()?).ok()?;
        }
    }
    while terms.last().is_some_and(Number::is_zero) {
        terms.pop();
    }
    Some(terms)
}

fn negative(polynomial: &[Number]) -> Polynomial {
    polynomial.iter().map(Number::neg).collect()
}

fn derivative(polynomial: &[Number]) -> Option<Polynomial> {
    let terms = polynomial.iter().enumerate().skip(1);
    terms.map(|(power, number)| number.mul(&Number::from(power as i64)).ok()).collect()
}

fn at(polynomial: &[Number], x: &Number) -> Option<Number> {
    polynomial.iter().rev().try_fold(Number::ZERO, |total, number| total.mul(x).ok()?.add(number).ok())
}

/// The polynomial in t of x = from + t.
fn shifted(polynomial: &[Number], from: &Number) -> Option<Polynomial> {
    let mut terms = polynomial.to_vec();
    for round in 0..terms.len() {
        for place in (round..terms.len().saturating_sub(1)).rev() {
            let up = terms[place + 1].mul(from).ok()?;
            terms[place] = terms[place].add(&up).ok()?;
        }
    }
    Some(terms)
}

/// The sign that a polynomial has between two numbers, the ends included: 1 where it is nowhere below 0, −1 where nowhere
/// above, 0 where it is 0 everywhere; none where that is not seen. With whether it may be 0 somewhere.
fn sign(polynomial: &[Number], low: &Number, high: Option<&Number>) -> Option<(i8, bool)> {
    if polynomial.is_empty() {
        return Some((0, true));
    }
    let terms = shifted(polynomial, low)?;
    let length = high.map(|high| high.sub(low)).transpose().ok()?;
    // Interval arithmetic over t from 0 to length, from the highest power down.
    let (mut least, mut most) = (Some(Number::ZERO), Some(Number::ZERO));
    for number in terms.iter().rev() {
        (least, most) = times_up_to(least, most, length.as_ref())?;
        least = least.map(|least| least.add(number)).transpose().ok()?;
        most = most.map(|most| most.add(number)).transpose().ok()?;
    }
    if least.as_ref().is_some_and(|least| !least.is_negative()) {
        return Some((1, least.is_some_and(|least| least.is_zero())));
    }
    if most.as_ref().is_some_and(|most| !most.is_positive()) {
        return Some((-1, most.is_some_and(|most| most.is_zero())));
    }
    None
}

type Ends = (Option<Number>, Option<Number>);

/// An interval times [0; length]; none is without end.
fn times_up_to(least: Option<Number>, most: Option<Number>, length: Option<&Number>) -> Option<Ends> {
    let low = match (&least, length) {
        (Some(least), _) if !least.is_negative() => Some(Number::ZERO),
        (Some(least), Some(length)) => Some(least.mul(length).ok()?),
        _ => None,
    };
    let high = match (&most, length) {
        (Some(most), _) if !most.is_positive() => Some(Number::ZERO),
        (Some(most), Some(length)) => Some(most.mul(length).ok()?),
        _ => None,
    };
    Some((low, high))
}

impl Quotient {
    pub(super) fn variable() -> Self {
        Self { above: vec![Number::ZERO, Number::ONE], below: vec![Number::ONE] }
    }

    pub(super) fn constant(number: Number) -> Self {
        Self { above: if number.is_zero() { Vec::new() } else { vec![number] }, below: vec![Number::ONE] }
    }

    pub(super) fn neg(&self) -> Self {
        Self { above: negative(&self.above), below: self.below.clone() }
    }

    pub(super) fn add(&self, other: &Self) -> Option<Self> {
        if self.below == other.below {
            return Some(Self { above: sum(&self.above, &other.above)?, below: self.below.clone() });
        }
        let above = sum(&product(&self.above, &other.below)?, &product(&other.above, &self.below)?)?;
        Some(Self { above, below: trimmed(product(&self.below, &other.below)?)? })
    }

    pub(super) fn mul(&self, other: &Self) -> Option<Self> {
        let above = trimmed(product(&self.above, &other.above)?)?;
        Some(Self { above, below: trimmed(product(&self.below, &other.below)?)? })
    }

    pub(super) fn div(&self, other: &Self) -> Option<Self> {
        if other.above.is_empty() {
            return None;
        }
        let above = trimmed(product(&self.above, &other.below)?)?;
        Some(Self { above, below: trimmed(product(&self.below, &other.above)?)? })
    }

    fn at(&self, x: &Number) -> Option<Number> {
        at(&self.above, x)?.div(&at(&self.below, x)?).ok()
    }

    /// What it tends to as x grows; none without limit.
    fn limit(&self) -> Option<Number> {
        match self.above.len().cmp(&self.below.len()) {
            std::cmp::Ordering::Less => Some(Number::ZERO),
            std::cmp::Ordering::Equal => self.above.last()?.div(self.below.last()?).ok(),
            std::cmp::Ordering::Greater => None,
        }
    }

    /// What it does from `low` to `high`, or from `low` on; none where it is not seen to go one way.
    pub(super) fn course(&self, low: &Number, high: Option<&Number>) -> Option<Course> {
        let (_, may_be_zero) = sign(&self.below, low, high)?;
        if may_be_zero {
            return None;
        }
        let slope = sum_any(
            &product(&derivative(&self.above)?, &self.below)?,
            &negative(&product(&self.above, &derivative(&self.below)?)?),
        )?;
        let way = match sign(&slope, low, high)?.0 {
            0 => return Some(Course::Constant(self.at(low)?)),
            1 => Way::Up,
            _ => Way::Down,
        };
        let first = self.at(low)?;
        let last = match high {
            Some(high) => Some(self.at(high)?),
            None => self.limit(),
        };
        Some(match way {
            Way::Up => Course::Goes(way, Some(first), last),
            _ => Course::Goes(way, last, Some(first)),
        })
    }
}

/// A sum of any degree.
fn sum_any(a: &[Number], b: &[Number]) -> Option<Polynomial> {
    let at = |polynomial: &[Number], place: usize| polynomial.get(place).cloned().unwrap_or(Number::ZERO);
    let terms = (0..a.len().max(b.len())).map(|place| at(a, place).add(&at(b, place)).ok());
    let mut terms: Polynomial = terms.collect::<Option<_>>()?;
    while terms.last().is_some_and(Number::is_zero) {
        terms.pop();
    }
    Some(terms)
}

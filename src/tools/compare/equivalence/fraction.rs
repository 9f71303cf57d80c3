//! Quotients of polynomials, on a part of the inputs where nothing that stands below is 0.

use super::polynomial::{Beyond, Polynomial, Variable};
use crate::number::Number;

/// A denominator has at most this many different factors.
const MOST_FACTORS: usize = 40;

/// A polynomial over a product of polynomials, each with an exponent. Those below have a leading coefficient of 1, are no
/// constants, each stands there once, and none of them divides what stands above.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fraction {
    above: Polynomial,
    below: Vec<(Polynomial, u16)>,
}

impl Fraction {
    /// A constant.
    pub fn constant(value: Number) -> Self {
        Self { above: Polynomial::constant(value), below: Vec::new() }
    }

    /// A variable.
    pub fn variable(variable: Variable) -> Self {
        Self { above: Polynomial::variable(variable), below: Vec::new() }
    }

    /// What stands above.
    pub fn above(&self) -> &Polynomial {
        &self.above
    }

    /// What stands below.
    pub fn below(&self) -> &[(Polynomial, u16)] {
        &self.below
    }

    /// Its value, where it is the same everywhere.
    pub fn as_constant(&self) -> Option<Number> {
        if self.below.is_empty() { self.above.as_constant() } else { None }
    }

    /// The sum.
    pub fn add(&self, other: &Self) -> Result<Self, Beyond> {
        let (mut below, mut left, mut right) = (self.below.clone(), self.above.clone(), other.above.clone());
        for (factor, exponent) in &other.below {
            match below.iter_mut().find(|(mine, _)| mine == factor) {
                Some((_, mine)) => {
                    let (more, less) = (exponent.saturating_sub(*mine), mine.saturating_sub(*exponent));
                    left = times_power(left, factor, more)?;
                    right = times_power(right, factor, less)?;
                    *mine += more;
                }
                None => {
                    left = times_power(left, factor, *exponent)?;
                    below.push((factor.clone(), *exponent));
                }
            }
        }
        for (factor, exponent) in &self.below {
            if !other.below.iter().any(|(theirs, _)| theirs == factor) {
                right = times_power(right, factor, *exponent)?;
            }
        }
        Self { above: left.add(&right)?, below }.reduced()
    }

    /// The difference.
    pub fn sub(&self, other: &Self) -> Result<Self, Beyond> {
        self.add(&other.neg())
    }

    /// With the other sign.
    pub fn neg(&self) -> Self {
        Self { above: self.above.neg(), below: self.below.clone() }
    }

    /// The product.
    pub fn mul(&self, other: &Self) -> Result<Self, Beyond> {
        let mut below = self.below.clone();
        for (factor, exponent) in &other.below {
            multiply_into(&mut below, factor, *exponent)?;
        }
        // Factors are taken off before they are multiplied out.
        let left = Self { above: self.above.clone(), below }.reduced()?;
        let right = Self { above: other.above.clone(), below: left.below }.reduced()?;
        Self { above: left.above.mul(&right.above)?, below: right.below }.reduced()
    }

    /// The quotient by something of which is known that it is not 0 here.
    pub fn div(&self, other: &Self) -> Result<Self, Beyond> {
        let (above, lead) = other.above.monic().ok_or(Beyond)?;
        let mut inverse = Self { above: product(&other.below)?.scale(&Number::ONE.div(&lead)?)?, below: Vec::new() };
        let (content, rest) = above.content();
        for (variable, exponent) in content {
            multiply_into(&mut inverse.below, &Polynomial::variable(variable), exponent)?;
        }
        if rest.as_constant().is_none() {
            multiply_into(&mut inverse.below, &rest, 1)?;
        }
        self.mul(&inverse)
    }

    /// Takes off what stands both above and below.
    fn reduced(mut self) -> Result<Self, Beyond> {
        if self.above.is_zero() {
            self.below.clear();
        }
        for (factor, exponent) in &mut self.below {
            while *exponent > 0 {
                let Some(quotient) = self.above.divided(factor) else { break };
                self.above = quotient;
                *exponent -= 1;
            }
        }
        self.below.retain(|(_, exponent)| *exponent > 0);
        if self.below.len() > MOST_FACTORS { Err(Beyond) } else { Ok(self) }
    }
}

fn multiply_into(below: &mut Vec<(Polynomial, u16)>, factor: &Polynomial, exponent: u16) -> Result<(), Beyond> {
    match below.iter_mut().find(|(there, _)| there == factor) {
        Some((_, there)) => *there = there.checked_add(exponent).ok_or(Beyond)?,
        None => below.push((factor.clone(), exponent)),
    }
    Ok(())
}

fn times_power(mut product: Polynomial, factor: &Polynomial, exponent: u16) -> Result<Polynomial, Beyond> {
    for _ in 0..exponent {
        product = product.mul(factor)?;
    }
    Ok(product)
}

fn product(factors: &[(Polynomial, u16)]) -> Result<Polynomial, Beyond> {
    factors.iter().try_fold(Polynomial::constant(Number::ONE), |all, (factor, e)| times_power(all, factor, *e))
}

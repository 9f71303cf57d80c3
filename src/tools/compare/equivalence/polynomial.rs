//! Polynomials in several variables with exact coefficients.

use crate::number::{Number, NumberError};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What is too large, or of a kind that nothing is decided about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond;

impl From<NumberError> for Beyond {
    fn from(_: NumberError) -> Self {
        Self
    }
}

/// A variable, by its place among those of a comparison.
pub type Variable = u16;

/// More terms than this are not worked with.
const MOST_TERMS: usize = 300;
/// Larger coefficients than this are not worked with.
const MOST_BITS: u64 = 4000;

/// `x² y`: variables in order, each with its exponent; empty for 1. Earlier variables count for more (lexicographic), which
/// is the order that division needs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Monomial(Vec<(Variable, u16)>);

impl PartialOrd for Monomial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Monomial {
    fn cmp(&self, other: &Self) -> Ordering {
        for (mine, theirs) in self.0.iter().zip(&other.0) {
            let order = theirs.0.cmp(&mine.0).then(mine.1.cmp(&theirs.1));
            if order != Ordering::Equal {
                return order;
            }
        }
        self.0.len().cmp(&other.0.len())
    }
}

impl Monomial {
    fn times(&self, other: &Self) -> Result<Self, Beyond> {
        let mut powers: BTreeMap<Variable, u16> = self.0.iter().copied().collect();
        for (variable, exponent) in &other.0 {
            let power = powers.entry(*variable).or_insert(0);
            *power = power.checked_add(*exponent).ok_or(Beyond)?;
        }
        Ok(Self(powers.into_iter().collect()))
    }

    fn over(&self, other: &Self) -> Option<Self> {
        let mut powers: BTreeMap<Variable, u16> = self.0.iter().copied().collect();
        for (variable, exponent) in &other.0 {
            let power = powers.get_mut(variable)?;
            *power = power.checked_sub(*exponent)?;
        }
        powers.retain(|_, exponent| *exponent > 0);
        Some(Self(powers.into_iter().collect()))
    }
}

/// A sum of monomials with coefficients, none of which is 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Polynomial(BTreeMap<Monomial, Number>);

impl Polynomial {
    /// 0
    pub fn zero() -> Self {
        Self::default()
    }

    /// A constant.
    pub fn constant(value: Number) -> Self {
        let mut sum = Self::default();
        if !value.is_zero() {
            sum.0.insert(Monomial::default(), value);
        }
        sum
    }

    /// A variable.
    pub fn variable(variable: Variable) -> Self {
        Self(BTreeMap::from([(Monomial(vec![(variable, 1)]), Number::ONE)]))
    }

    /// Whether it is 0 everywhere.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Its value, where it is a constant.
    pub fn as_constant(&self) -> Option<Number> {
        match self.0.len() {
            0 => Some(Number::ZERO),
            1 => self.0.get(&Monomial::default()).cloned(),
            _ => None,
        }
    }

    /// Its coefficients and its constant, where no variable is multiplied by another or itself.
    pub fn as_linear(&self) -> Option<Linear> {
        let mut linear = Linear::default();
        for (monomial, coefficient) in &self.0 {
            match monomial.0.as_slice() {
                [] => linear.constant = coefficient.clone(),
                [(variable, 1)] => {
                    linear.coefficients.insert(*variable, coefficient.clone());
                }
                _ => return None,
            }
        }
        Some(linear)
    }

    /// The variables that occur.
    pub fn variables(&self) -> impl Iterator<Item = Variable> {
        self.0.keys().flat_map(|monomial| monomial.0.iter().map(|(variable, _)| *variable))
    }

    fn bounded(self) -> Result<Self, Beyond> {
        let fits = self.0.len() <= MOST_TERMS && self.0.values().all(|value| value.bits() <= MOST_BITS);
        if fits { Ok(self) } else { Err(Beyond) }
    }

    fn add_term(&mut self, monomial: Monomial, coefficient: &Number) -> Result<(), Beyond> {
        let sum = match self.0.get(&monomial) {
            Some(there) => there.add(coefficient)?,
            None => coefficient.clone(),
        };
        if sum.is_zero() {
            self.0.remove(&monomial);
        } else {
            self.0.insert(monomial, sum);
        }
        Ok(())
    }

    /// The sum.
    pub fn add(&self, other: &Self) -> Result<Self, Beyond> {
        let mut sum = self.clone();
        for (monomial, coefficient) in &other.0 {
            sum.add_term(monomial.clone(), coefficient)?;
        }
        sum.bounded()
    }

    /// The difference.
    pub fn sub(&self, other: &Self) -> Result<Self, Beyond> {
        self.add(&other.neg())
    }

    /// The polynomial with the other sign.
    pub fn neg(&self) -> Self {
        Self(self.0.iter().map(|(monomial, value)| (monomial.clone(), value.neg())).collect())
    }

    /// The product with a number.
    pub fn scale(&self, factor: &Number) -> Result<Self, Beyond> {
        if factor.is_zero() {
            return Ok(Self::zero());
        }
        let mut product = BTreeMap::new();
        for (monomial, value) in &self.0 {
            product.insert(monomial.clone(), value.mul(factor)?);
        }
        Self(product).bounded()
    }

    /// The product.
    pub fn mul(&self, other: &Self) -> Result<Self, Beyond> {
        if self.0.len().saturating_mul(other.0.len()) > MOST_TERMS * MOST_TERMS / 4 {
            return Err(Beyond);
        }
        let mut product = Self::zero();
        for (a, x) in &self.0 {
            for (b, y) in &other.0 {
                product.add_term(a.times(b)?, &x.mul(y)?)?;
            }
        }
        product.bounded()
    }

    /// The quotient, where the division leaves nothing.
    pub fn divided(&self, divisor: &Self) -> Option<Self> {
        let (lead, by) = divisor.0.last_key_value()?;
        let (mut rest, mut quotient) = (self.clone(), Self::zero());
        while let Some((monomial, coefficient)) = rest.0.last_key_value() {
            let step = Self(BTreeMap::from([(monomial.over(lead)?, coefficient.div(by).ok()?)]));
            rest = rest.sub(&step.mul(divisor).ok()?).ok()?;
            quotient = quotient.add(&step).ok()?;
        }
        Some(quotient)
    }

    /// The same polynomial with a leading coefficient of 1, and the coefficient that it had. None for 0.
    pub fn monic(&self) -> Option<(Self, Number)> {
        let lead = self.0.last_key_value()?.1.clone();
        let inverse = Number::ONE.div(&lead).ok()?;
        Some((self.scale(&inverse).ok()?, lead))
    }

    /// The variables that every term holds, each as often as the least exponent says, and what is left without them.
    pub fn content(&self) -> (Vec<(Variable, u16)>, Self) {
        let mut common: Option<BTreeMap<Variable, u16>> = None;
        for monomial in self.0.keys() {
            let powers: BTreeMap<Variable, u16> = monomial.0.iter().copied().collect();
            common = Some(match common {
                None => powers,
                Some(common) => common
                    .into_iter()
                    .filter_map(|(variable, e)| Some((variable, e.min(*powers.get(&variable)?))))
                    .collect(),
            });
        }
        let common: Vec<(Variable, u16)> = common.unwrap_or_default().into_iter().collect();
        let divisor = Monomial(common.clone());
        let rest = self.0.iter().filter_map(|(monomial, value)| Some((monomial.over(&divisor)?, value.clone())));
        (common, Self(rest.collect()))
    }

    /// With linear forms in the place of variables.
    pub fn substitute(&self, by: &BTreeMap<Variable, Linear>) -> Result<Self, Beyond> {
        if !self.variables().any(|variable| by.contains_key(&variable)) {
            return Ok(self.clone());
        }
        let mut sum = Self::zero();
        for (monomial, coefficient) in &self.0 {
            let mut product = Self::constant(coefficient.clone());
            for (variable, exponent) in &monomial.0 {
                let factor = by.get(variable).map_or_else(|| Self::variable(*variable), Linear::polynomial);
                for _ in 0..*exponent {
                    product = product.mul(&factor)?;
                }
            }
            sum = sum.add(&product)?;
        }
        Ok(sum)
    }
}

/// `a x + b y + c`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Linear {
    /// The coefficients, none of which is 0.
    pub coefficients: BTreeMap<Variable, Number>,
    /// What is added.
    pub constant: Number,
}

impl Linear {
    /// The same as a polynomial.
    pub fn polynomial(&self) -> Polynomial {
        let mut sum = Polynomial::constant(self.constant.clone());
        for (variable, coefficient) in &self.coefficients {
            sum.0.insert(Monomial(vec![(*variable, 1)]), coefficient.clone());
        }
        sum
    }

    /// With the other sign.
    pub fn neg(&self) -> Self {
        Self {
            coefficients: self.coefficients.iter().map(|(variable, value)| (*variable, value.neg())).collect(),
            constant: self.constant.neg(),
        }
    }

    /// With linear forms in the place of variables.
    pub fn substitute(&self, by: &BTreeMap<Variable, Linear>) -> Result<Self, Beyond> {
        self.polynomial().substitute(by)?.as_linear().ok_or(Beyond)
    }

    /// The variable with a coefficient and the form that it equals where this one is 0.
    pub fn solved(&self) -> Option<(Variable, Self)> {
        let (variable, coefficient) = self.coefficients.first_key_value()?;
        let factor = Number::ONE.div(&coefficient.neg()).ok()?;
        let mut rest = self.clone();
        rest.coefficients.remove(variable);
        let form = rest.polynomial().scale(&factor).ok()?.as_linear()?;
        Some((*variable, form))
    }
}

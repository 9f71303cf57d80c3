//! The geometric mean.

use num_bigint::{BigInt, BigUint};
use num_traits::One;

use super::form::{big_gcd, big_power_of_ten, lowest, times_power_of_ten};
use super::{MAX_BITS, Number, NumberError};

/// The members that a mean may have whose root is irrational. A product of that many ordinary
/// figures is over [`MAX_BITS`] anyway.
const MAX_MEMBERS: u32 = 10_000;

/// A root, and whether it is the root itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The root, or its first 28 significant digits, rounded.
    pub value: Number,
    /// Whether `value` is exactly the root; false where the root is irrational.
    pub exact: bool,
}

impl Number {
    /// The geometric mean: the `n`th root of the product of `n` values.
    ///
    /// It is exact where the root is rational, and otherwise has 28 significant digits, the last one
    /// rounded half to even. It is 0 where a value is 0. The order of the values never matters.
    ///
    /// Fails with [`NumberError::Empty`] for no values; with [`NumberError::NegativeRoot`] where one
    /// is negative; with [`NumberError::TooLarge`] where the product of the numerators or that of
    /// the denominators has more than [`MAX_BITS`] bits, or more than 10.000 members have an
    /// irrational root.
    pub fn geometric_mean(values: &[Number]) -> Result<Root, NumberError> {
        if values.is_empty() {
            return Err(NumberError::Empty);
        }
        if values.iter().any(Number::is_negative) {
            return Err(NumberError::NegativeRoot);
        }
        if values.iter().any(Number::is_zero) {
            return Ok(Root { value: Number::ZERO, exact: true });
        }
        if let [value] = values {
            return Ok(Root { value: value.clone(), exact: true });
        }
        let degree = u32::try_from(values.len()).map_err(|_| NumberError::TooLarge)?;
        let (numerator, denominator) = product(values)?;
        if let Some(above) = exact_root(numerator.magnitude(), degree)
            && let Some(below) = exact_root(denominator.magnitude(), degree)
        {
            let value = lowest(BigInt::from(above), BigInt::from(below));
            return Ok(Root { value, exact: true });
        }
        if degree > MAX_MEMBERS {
            return Err(NumberError::TooLarge);
        }
        let value = irrational_root(numerator.magnitude(), denominator.magnitude(), degree);
        Ok(Root { value, exact: false })
    }
}

/// The product of positive values, in lowest terms.
fn product(values: &[Number]) -> Result<(BigInt, BigInt), NumberError> {
    let (mut numerator, mut denominator) = (BigInt::one(), BigInt::one());
    for value in values {
        let (above, below) = value.ratio();
        // Both only grow, so that it is the same for each order of the values.
        for (product, factor) in [(&mut numerator, above), (&mut denominator, below)] {
            if product.bits().saturating_add(factor.bits()) > MAX_BITS + 1 {
                return Err(NumberError::TooLarge);
            }
            if !factor.is_one() {
                *product *= &*factor;
            }
            if product.bits() > MAX_BITS {
                return Err(NumberError::TooLarge);
            }
        }
    }
    let common = big_gcd(&numerator, &denominator);
    Ok((numerator / &common, denominator / common))
}

/// The whole number whose `degree`th power is `power`, where there is one.
fn exact_root(power: &BigUint, degree: u32) -> Option<BigUint> {
    if power.is_one() {
        return Some(BigUint::one());
    }
    let root = floor_root(power, degree);
    (root.pow(degree) == *power).then_some(root)
}

/// An irrational root, to 28 significant digits.
fn irrational_root(numerator: &BigUint, denominator: &BigUint, degree: u32) -> Number {
    let logarithm = (log2(numerator) - log2(denominator)) / f64::from(degree) * 2_f64.log10();
    // The scale at which the root has 28 digits before the decimal sign. The estimate is off by one
    // at most, near a power of ten.
    let mut scale = 27 - logarithm.floor() as i64;
    let least = BigUint::from(2_u8) * big_power_of_ten(27).magnitude();
    let beyond = BigUint::from(2_u8) * big_power_of_ten(28).magnitude();
    loop {
        let power = big_power_of_ten(scale.unsigned_abs().saturating_mul(u64::from(degree)));
        // ⌊2 × root × 10^scale⌋: one binary digit more than needed, which tells how to round.
        let doubled = numerator << degree;
        let radicand = if scale >= 0 {
            doubled * power.magnitude() / denominator
        } else {
            doubled / (denominator * power.magnitude())
        };
        let twice = floor_root(&radicand, degree);
        if twice < least {
            scale += 1;
        } else if twice >= beyond {
            scale -= 1;
        } else {
            // A root exactly half-way between two decimals would be rational: there are no ties.
            let rounded: BigUint = (twice + 1_u8) >> 1_u8;
            return times_power_of_ten(BigInt::from(rounded), -scale);
        }
    }
}

/// `⌊power^(1/degree)⌋` for `power >= 1` and `degree >= 2`.
fn floor_root(power: &BigUint, degree: u32) -> BigUint {
    if power.bits() <= u64::from(degree) {
        return BigUint::one();
    }
    let step = |root: &BigUint| -> BigUint { (root * (degree - 1) + power / root.pow(degree - 1)) / degree };
    // Newton's method from a guess of about 12 digits. The first step leads to the root or above it
    // wherever it starts (the arithmetic mean is at least the geometric one), from there each step
    // leads down until the root is reached.
    let mut root = step(&power_of_two(log2(power) / f64::from(degree)));
    loop {
        let next = step(&root);
        if next >= root {
            return root;
        }
        root = next;
    }
}

/// The binary logarithm of a positive number, to about 15 digits.
fn log2(number: &BigUint) -> f64 {
    let surplus = number.bits().saturating_sub(64);
    let leading: BigUint = number >> surplus;
    let leading = leading.iter_u64_digits().next().unwrap_or(1);
    (leading as f64).log2() + surplus as f64
}

/// About `2^exponent`, at least 1, for an exponent that is not negative.
fn power_of_two(exponent: f64) -> BigUint {
    let whole = exponent.floor();
    let leading = ((exponent - whole).exp2() * (1_u64 << 52) as f64) as u64;
    let shift = whole as u64;
    if shift >= 52 { BigUint::from(leading) << (shift - 52) } else { BigUint::from((leading >> (52 - shift)) + 1) }
}

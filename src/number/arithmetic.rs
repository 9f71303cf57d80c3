//! `+ − × /` and comparison.
//!
//! Each operation has up to three ways, from the quickest to the most general: decimal mantissas,
//! fractions of 128 bits, fractions of any size. A way that cannot prove its result exact leaves it
//! to the next one; they never differ in the value.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use rust_decimal::Decimal;

use super::form::{big_gcd, lowest, narrow_quotient, power_of_ten, small};
use super::{MAX_BITS, Number, NumberError, Repr};

#[allow(clippy::should_implement_trait, reason = "the operations can fail, the operators of the language cannot")]
impl Number {
    /// `self + other`. Fails with [`NumberError::TooLarge`] only.
    pub fn add(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
            && let Some(sum) = add_small(*a, *b)
        {
            return Ok(sum);
        }
        match add_narrow(self, other) {
            Some(sum) => Ok(sum),
            None => add_wide(self, other),
        }
    }

    /// `self − other`. Fails with [`NumberError::TooLarge`] only.
    pub fn sub(&self, other: &Number) -> Result<Number, NumberError> {
        self.add(&other.neg())
    }

    /// `self × other`. Fails with [`NumberError::TooLarge`] only.
    pub fn mul(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
            && let Some(mantissa) = a.mantissa().checked_mul(b.mantissa())
            && let Some(product) = small(mantissa, a.scale() + b.scale())
        {
            return Ok(product);
        }
        match mul_narrow(self, other) {
            Some(product) => Ok(product),
            None => {
                let (a, b) = self.ratio();
                let (c, d) = other.ratio();
                mul_wide(&a, &b, &c, &d)
            }
        }
    }

    /// `self / other`. Fails with [`NumberError::DivisionByZero`] where `other` is 0, and with
    /// [`NumberError::TooLarge`].
    pub fn div(&self, other: &Number) -> Result<Number, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        if let Some(quotient) = div_narrow(self, other) {
            return Ok(quotient);
        }
        let (a, b) = self.ratio();
        let (c, d) = other.ratio();
        if c.is_negative() { mul_wide(&a, &b, &-d.into_owned(), &c.abs()) } else { mul_wide(&a, &b, &d, &c) }
    }

    /// `−self`.
    pub fn neg(&self) -> Number {
        match &self.0 {
            Repr::Small(value) if value.is_zero() => self.clone(),
            Repr::Small(value) => Number(Repr::Small(-*value)),
            Repr::Ratio(ratio) => Number(Repr::Ratio(Box::new(-(**ratio).clone()))),
        }
    }

    /// The value without its sign.
    pub fn abs(&self) -> Number {
        if self.is_negative() { self.neg() } else { self.clone() }
    }
}

/// Two mantissas on the larger scale.
fn aligned(a: Decimal, b: Decimal) -> Option<(i128, i128)> {
    let (x, y) = (a.mantissa(), b.mantissa());
    match a.scale().cmp(&b.scale()) {
        Ordering::Equal => Some((x, y)),
        Ordering::Less => {
            let power = power_of_ten(u64::from(b.scale() - a.scale()))?;
            Some((x.checked_mul(power)?, y))
        }
        Ordering::Greater => {
            let power = power_of_ten(u64::from(a.scale() - b.scale()))?;
            Some((x, y.checked_mul(power)?))
        }
    }
}

fn add_small(a: Decimal, b: Decimal) -> Option<Number> {
    let (x, y) = aligned(a, b)?;
    small(x.checked_add(y)?, a.scale().max(b.scale()))
}

fn add_narrow(a: &Number, b: &Number) -> Option<Number> {
    let (an, ad) = a.narrow()?;
    let (bn, bd) = b.narrow()?;
    if ad == bd {
        return Some(narrow_quotient(an.checked_add(bn)?, ad.unsigned_abs()));
    }
    let numerator = an.checked_mul(bd)?.checked_add(bn.checked_mul(ad)?)?;
    Some(narrow_quotient(numerator, ad.checked_mul(bd)?.unsigned_abs()))
}

fn mul_narrow(a: &Number, b: &Number) -> Option<Number> {
    let (an, ad) = a.narrow()?;
    let (bn, bd) = b.narrow()?;
    Some(narrow_quotient(an.checked_mul(bn)?, ad.checked_mul(bd)?.unsigned_abs()))
}

fn div_narrow(a: &Number, b: &Number) -> Option<Number> {
    let (an, mut ad) = a.narrow()?;
    let (bn, mut bd) = b.narrow()?;
    // Two decimals share a power of ten.
    if let (Repr::Small(x), Repr::Small(y)) = (&a.0, &b.0) {
        let shared = power_of_ten(u64::from(x.scale().min(y.scale())))?;
        if shared != 1 {
            ad /= shared;
            bd /= shared;
        }
    }
    let numerator = an.checked_mul(bd)?;
    let denominator = bn.checked_mul(ad)?;
    if denominator < 0 {
        Some(narrow_quotient(numerator.checked_neg()?, denominator.unsigned_abs()))
    } else {
        Some(narrow_quotient(numerator, denominator.unsigned_abs()))
    }
}

/// The sum over the common divisor of the denominators, so that the numbers stay as small as they
/// can and only what may still be shared is looked for (Knuth, The Art of Computer Programming 4.5.1).
fn add_wide(x: &Number, y: &Number) -> Result<Number, NumberError> {
    let (a, b) = x.ratio();
    let (c, d) = y.ratio();
    let common = big_gcd(&b, &d);
    if common.is_one() {
        // In lowest terms already, so the size of the denominator is known before it is computed.
        size_of_product(&b, &d)?;
        return limited(&*a * &*d + &*c * &*b, &*b * &*d);
    }
    let (b_rest, d_rest) = (&*b / &common, &*d / &common);
    size_of_product(&b_rest, &d_rest)?;
    let sum = &*a * &d_rest + &*c * &b_rest;
    if sum.is_zero() {
        return Ok(Number::ZERO);
    }
    let still = big_gcd(&sum, &common);
    limited(sum / &still, b_rest * (&*d / still))
}

/// `a/b × c/d`, both in lowest terms with positive denominators.
fn mul_wide(a: &BigInt, b: &BigInt, c: &BigInt, d: &BigInt) -> Result<Number, NumberError> {
    if a.is_zero() || c.is_zero() {
        return Ok(Number::ZERO);
    }
    let (ad, bc) = (big_gcd(a, d), big_gcd(b, c));
    let (a, d) = (a / &ad, d / &ad);
    let (b, c) = (b / &bc, c / &bc);
    size_of_product(&a, &c)?;
    size_of_product(&b, &d)?;
    limited(a * c, b * d)
}

/// Fails where the product of two numbers is certain to be too large.
fn size_of_product(a: &BigInt, b: &BigInt) -> Result<(), NumberError> {
    if a.bits().saturating_add(b.bits()) > MAX_BITS + 1 { Err(NumberError::TooLarge) } else { Ok(()) }
}

/// A result in lowest terms, where it is not too large.
fn limited(numerator: BigInt, denominator: BigInt) -> Result<Number, NumberError> {
    if numerator.bits() > MAX_BITS || denominator.bits() > MAX_BITS {
        Err(NumberError::TooLarge)
    } else {
        Ok(lowest(numerator, denominator))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        // Each value has one form.
        match (&self.0, &other.0) {
            (Repr::Small(a), Repr::Small(b)) => a.mantissa() == b.mantissa() && a.scale() == b.scale(),
            (Repr::Ratio(a), Repr::Ratio(b)) => a.numer() == b.numer() && a.denom() == b.denom(),
            _ => false,
        }
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0) {
            return compare_small(*a, *b);
        }
        let sign = |number: &Number| (number.is_positive(), !number.is_negative());
        match sign(self).cmp(&sign(other)) {
            Ordering::Equal => {}
            different => return different,
        }
        compare_narrow(self, other).unwrap_or_else(|| compare_wide(self, other))
    }
}

fn compare_small(a: Decimal, b: Decimal) -> Ordering {
    if let Some((x, y)) = aligned(a, b) {
        return x.cmp(&y);
    }
    // The one with fewer decimals is over 2^127 on the scale of the other one, which is below 2^96.
    if a.scale() < b.scale() { a.mantissa().cmp(&0) } else { 0.cmp(&b.mantissa()) }
}

fn compare_narrow(a: &Number, b: &Number) -> Option<Ordering> {
    let (an, ad) = a.narrow()?;
    let (bn, bd) = b.narrow()?;
    Some(an.checked_mul(bd)?.cmp(&bn.checked_mul(ad)?))
}

/// For two numbers of the same sign.
fn compare_wide(x: &Number, y: &Number) -> Ordering {
    let (a, b) = x.ratio();
    let (c, d) = y.ratio();
    let (left, right) = (a.bits() + d.bits(), c.bits() + b.bits());
    if left.abs_diff(right) > 1 {
        // A product has as many bits as its factors together, or one less.
        let magnitude = left.cmp(&right);
        return if a.is_negative() { magnitude.reverse() } else { magnitude };
    }
    (&*a * &*d).cmp(&(&*c * &*b))
}

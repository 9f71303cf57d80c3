//! Numbers as fractions of 64 bits, for those who compute with many of them at once.

use super::form::narrow_quotient;
use super::rounding::{away, round_quotient};
use super::{Number, RoundingMode};

/// The powers of ten that an `i64` holds.
const POWERS_OF_TEN: [i64; 19] = {
    let mut powers = [1; 19];
    let mut i = 1;
    while i < powers.len() {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// `10^exponent`, where 64 bits hold it.
#[inline]
pub fn narrow_power_of_ten(exponent: u32) -> Option<i64> {
    POWERS_OF_TEN.get(exponent as usize).copied()
}

impl Number {
    /// Numerator and positive denominator where 64 bits hold both, not always in lowest terms.
    pub fn to_narrow(&self) -> Option<(i64, i64)> {
        let (numerator, denominator) = self.narrow()?;
        Some((i64::try_from(numerator).ok()?, i64::try_from(denominator).ok()?))
    }

    /// `numerator / denominator`; none for a denominator that is not above 0.
    pub fn from_narrow(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator > 0).then(|| narrow_quotient(numerator.into(), u128::from(denominator.unsigned_abs())))
    }
}

/// `numerator / denominator`, rounded to a whole number, for a positive denominator; none where 64 bits do not hold it.
#[inline]
pub fn round_narrow(numerator: i128, denominator: i64, mode: RoundingMode) -> Option<i64> {
    // A division of 64 bits costs a fraction of one of 128.
    if let Ok(above) = i64::try_from(numerator) {
        return round_short(above, denominator, mode);
    }
    let below = u128::from(denominator.unsigned_abs());
    round_quotient(numerator, below, mode).and_then(|whole| i64::try_from(whole).ok())
}

/// The same for a numerator of 64 bits.
#[inline(always)]
pub fn round_short(numerator: i64, denominator: i64, mode: RoundingMode) -> Option<i64> {
    let (magnitude, below) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let (mut whole, rest) = (magnitude / below, magnitude % below);
    if rest != 0 && away(mode, numerator < 0, whole % 2 != 0, rest.cmp(&(below - rest))) {
        whole += 1;
    }
    let whole = i64::try_from(whole).ok()?;
    Some(if numerator < 0 { -whole } else { whole })
}

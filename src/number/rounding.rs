//! The five ways to round.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::form::{big_power_of_ten, decimal, power_of_ten, times_power_of_ten};
use super::{Number, Repr};

/// How a number is rounded that lies between two numbers of the decimals asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoundingMode {
    /// `bulatkan`: to the nearer one, a half away from zero. 2,5 → 3 and −2,5 → −3.
    HalfAwayFromZero,
    /// `bulatkan setengah genap`: to the nearer one, a half to the even one. 2,5 → 2 and 3,5 → 4.
    HalfEven,
    /// `bulatkan ke atas`: towards +∞. 2,1 → 3 and −2,9 → −2.
    Up,
    /// `bulatkan ke bawah`: towards −∞. 2,9 → 2 and −2,1 → −3.
    Down,
    /// `pangkas`: towards zero. 2,9 → 2 and −2,9 → −2.
    Truncate,
}

impl Number {
    /// Rounds to `decimals` digits after the decimal sign; meant for 0 to 1000 of them, as the
    /// work grows with the number where the digits do not end.
    pub fn round(&self, mode: RoundingMode, decimals: u32) -> Number {
        self.round_to(mode, i64::from(decimals))
    }

    /// Rounds to `decimals` digits after the decimal sign, or before it where negative: −1 rounds
    /// to tens, −2 to hundreds. Meant for −1000 to 1000.
    pub fn round_at(&self, mode: RoundingMode, decimals: i32) -> Number {
        self.round_to(mode, i64::from(decimals))
    }

    fn round_to(&self, mode: RoundingMode, decimals: i64) -> Number {
        if let Repr::Small(value) = &self.0 {
            let surplus = i64::from(value.scale()) - decimals;
            if surplus <= 0 {
                return self.clone();
            }
            let mantissa = value.mantissa();
            let whole = match power_of_ten(surplus.unsigned_abs()) {
                Some(power) => round_quotient(mantissa, power.unsigned_abs(), mode),
                // 10^39 is more than twice what a mantissa can be.
                None if away(mode, mantissa < 0, false, Ordering::Less) => Some(mantissa.signum()),
                None => Some(0),
            };
            if let Some(whole) = whole {
                return decimal(whole, decimals);
            }
        } else if let Some((numerator, denominator)) = self.narrow_shifted(decimals)
            && let Some(whole) = round_quotient(numerator, denominator.unsigned_abs(), mode)
        {
            return decimal(whole, decimals);
        }
        self.round_wide(mode, decimals)
    }

    fn round_wide(&self, mode: RoundingMode, decimals: i64) -> Number {
        let (numerator, denominator) = self.ratio();
        let power = big_power_of_ten(decimals.unsigned_abs());
        let (above, below) = if decimals >= 0 {
            (numerator.magnitude() * power.magnitude(), denominator.magnitude().clone())
        } else {
            (numerator.magnitude().clone(), denominator.magnitude() * power.magnitude())
        };
        let (mut quotient, rest) = above.div_rem(&below);
        if !rest.is_zero() {
            let half = (&rest << 1_u8).cmp(&below);
            if away(mode, numerator.is_negative(), quotient.is_odd(), half) {
                quotient += 1_u8;
            }
        }
        let sign = if numerator.is_negative() { Sign::Minus } else { Sign::Plus };
        times_power_of_ten(BigInt::from_biguint(sign, quotient), -decimals)
    }
}

/// `numerator / denominator`, rounded to a whole number, for a positive denominator.
pub(super) fn round_quotient(numerator: i128, denominator: u128, mode: RoundingMode) -> Option<i128> {
    let magnitude = numerator.unsigned_abs();
    let (quotient, rest) = (magnitude / denominator, magnitude % denominator);
    let mut whole = i128::try_from(quotient).ok()?;
    if rest != 0 {
        let half = rest.cmp(&(denominator - rest));
        if away(mode, numerator < 0, whole % 2 != 0, half) {
            whole = whole.checked_add(1)?;
        }
    }
    Some(if numerator < 0 { -whole } else { whole })
}

/// Whether a magnitude that is not whole goes to the next whole one instead of being cut. `half` is
/// how what is cut off compares with a half, `odd` whether the whole part is odd.
#[inline]
pub(super) fn away(mode: RoundingMode, negative: bool, odd: bool, half: Ordering) -> bool {
    match mode {
        RoundingMode::HalfAwayFromZero => half != Ordering::Less,
        RoundingMode::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && odd),
        RoundingMode::Up => !negative,
        RoundingMode::Down => negative,
        RoundingMode::Truncate => false,
    }
}

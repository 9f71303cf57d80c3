//! Fractions of 64 bits. An operation whose result they cannot hold has none.

use crate::number::{Number, RoundingMode, narrow_power_of_ten, round_narrow, round_short};
use std::cmp::Ordering;

/// `numerator / denominator`, not always in lowest terms. The denominator is above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Small {
    /// Above the line.
    pub numerator: i64,
    /// Below it.
    pub denominator: i64,
}

impl Small {
    /// 0.
    pub const ZERO: Self = Self::whole(0);
    /// 1, and `ya`.
    pub const ONE: Self = Self::whole(1);

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// A truth value.
    #[inline]
    pub fn truth(truth: bool) -> Self {
        Self::whole(i64::from(truth))
    }

    /// A number, where it fits.
    pub fn of(number: &Number) -> Option<Self> {
        let (numerator, denominator) = number.to_narrow()?;
        Some(Self { numerator, denominator })
    }

    /// The same as a number.
    pub fn number(self) -> Number {
        Number::from_narrow(self.numerator, self.denominator).unwrap_or_default()
    }

    /// The fraction of wider integers, in lowest terms where they do not fit as they are; none for a denominator of 0.
    #[cold]
    fn narrowed(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let common = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).ok()?;
        let (numerator, denominator) = (numerator / common, denominator / common);
        let sign = denominator.signum();
        Some(Self {
            numerator: i64::try_from(numerator.checked_mul(sign)?).ok()?,
            denominator: i64::try_from(denominator.checked_mul(sign)?).ok()?,
        })
    }

    #[inline]
    pub(super) fn add(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator
            && let Some(numerator) = self.numerator.checked_add(other.numerator)
        {
            return Some(Self { numerator, denominator: self.denominator });
        }
        let quick = || {
            let a = self.numerator.checked_mul(other.denominator)?;
            let b = other.numerator.checked_mul(self.denominator)?;
            Some((a.checked_add(b)?, self.denominator.checked_mul(other.denominator)?))
        };
        if let Some((numerator, denominator)) = quick() {
            return Some(Self { numerator, denominator });
        }
        let wide = |a: i64, b: i64| i128::from(a) * i128::from(b);
        // Two products below 2^126: their sum fits.
        let sum = wide(self.numerator, other.denominator) + wide(other.numerator, self.denominator);
        Self::narrowed(sum, wide(self.denominator, other.denominator))
    }

    #[inline]
    pub(super) fn negative(self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_neg()?, ..self })
    }

    #[inline]
    pub(super) fn multiply(self, other: Self) -> Option<Self> {
        if let (Some(numerator), Some(denominator)) =
            (self.numerator.checked_mul(other.numerator), self.denominator.checked_mul(other.denominator))
        {
            return Some(Self { numerator, denominator });
        }
        let wide = |a: i64, b: i64| i128::from(a) * i128::from(b);
        Self::narrowed(wide(self.numerator, other.numerator), wide(self.denominator, other.denominator))
    }

    #[inline]
    pub(super) fn divide(self, other: Self) -> Option<Self> {
        if other.numerator > 0 {
            if self.denominator == other.denominator {
                return Some(Self { numerator: self.numerator, denominator: other.numerator });
            }
            if let (Some(numerator), Some(denominator)) =
                (self.numerator.checked_mul(other.denominator), self.denominator.checked_mul(other.numerator))
            {
                return Some(Self { numerator, denominator });
            }
        }
        let wide = |a: i64, b: i64| i128::from(a) * i128::from(b);
        Self::narrowed(wide(self.numerator, other.denominator), wide(self.denominator, other.numerator))
    }

    /// Times `10^places`.
    pub(super) fn shift(self, places: i32) -> Option<Self> {
        let power = Self::whole(narrow_power_of_ten(places.unsigned_abs())?);
        if places < 0 { self.divide(power) } else { self.multiply(power) }
    }

    /// How it compares with another.
    #[inline]
    pub fn compare(self, other: Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let wide = |a: i64, b: i64| i128::from(a) * i128::from(b);
        wide(self.numerator, other.denominator).cmp(&wide(other.numerator, self.denominator))
    }

    /// Rounded to so many decimals; the denominator is then that power of ten, where there are decimals.
    #[inline]
    pub fn round(self, mode: RoundingMode, decimals: i32) -> Option<Self> {
        let power = narrow_power_of_ten(decimals.unsigned_abs())?;
        if decimals >= 0 {
            if self.denominator == power {
                return Some(self);
            }
            let numerator = match self.numerator.checked_mul(power) {
                Some(above) => round_short(above, self.denominator, mode)?,
                None => round_narrow(i128::from(self.numerator) * i128::from(power), self.denominator, mode)?,
            };
            return Some(Self { numerator, denominator: power });
        }
        let below = self.denominator.checked_mul(power)?;
        let whole = round_narrow(self.numerator.into(), below, mode)?;
        Some(Self::whole(whole.checked_mul(power)?))
    }
}

/// Of two numbers of which one is not 0.
fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

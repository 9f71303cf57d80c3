//! Exact numbers.
//!
//! A [`Number`] is a rational number without limits of precision: `1/3 × 3` is 1 and 0,1 is one
//! tenth. It is kept as a decimal while the value is one of at most 96 bits and 28 decimals, and as
//! a ratio of two integers as soon as it is not. Widening never fails and never rounds; which of the
//! two a number is kept as cannot be seen from outside. A number is rounded only where somebody asks
//! for it: [`Number::round`], [`Number::geometric_mean`] of an irrational root, and the display.
//!
//! - here: what a number is, how it is made, what can be asked of it
//! - `form`: the one form in which a value is kept
//! - `arithmetic`: `+ − × /` and comparison
//! - `rounding`: the five ways to round
//! - `root`: the geometric mean
//! - `narrow`: fractions of 64 bits, for batches
//! - `text`: reading digits, writing digits

mod arithmetic;
mod form;
mod narrow;
mod root;
mod rounding;
mod text;

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive};
use rust_decimal::Decimal;

use form::{big_power_of_ten, decimal, exponent_of_five, gcd, narrow_quotient, power_of_ten, reduced};

pub use narrow::{narrow_power_of_ten, round_narrow, round_short};
pub use root::Root;
pub use rounding::RoundingMode;
pub use text::{Cut, Digits, is_digits, is_whole};

/// The most bits that the numerator or the denominator of a result may have, in lowest terms: about
/// 30.000 digits. An operation whose result needs more answers [`NumberError::TooLarge`].
pub const MAX_BITS: u64 = 100_000;

/// An exact rational number.
///
/// Two numbers are equal where their values are, however they came about: `1/3 × 3`, `1` and `1,00`
/// are the same number with the same hash.
#[derive(Clone)]
pub struct Number(Repr);

/// How the value is kept. Each value has one form only:
///
/// - a value that can be written as `mantissa / 10^scale` with `|mantissa| < 2^96` and
///   `scale <= 28` is `Small`, with the least such scale and no negative zero;
/// - every other value is a `Ratio` in lowest terms with a positive denominator.
#[derive(Clone)]
enum Repr {
    Small(Decimal),
    Ratio(Box<Ratio<BigInt>>),
}

/// Why an operation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// `x / 0`.
    DivisionByZero,
    /// The result needs more than [`MAX_BITS`] bits, or a root has too many members to be computed.
    TooLarge,
    /// The geometric mean of values of which one is negative.
    NegativeRoot,
    /// The geometric mean of no values.
    Empty,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NumberError::DivisionByZero => "division by zero",
            NumberError::TooLarge => "number too large",
            NumberError::NegativeRoot => "root of a negative number",
            NumberError::Empty => "mean of no values",
        })
    }
}

impl std::error::Error for NumberError {}

impl Number {
    /// 0.
    pub const ZERO: Number = Number(Repr::Small(Decimal::ZERO));
    /// 1.
    pub const ONE: Number = Number(Repr::Small(Decimal::ONE));

    /// `mantissa / 10^scale`, exactly: `from_parts(9052, 2)` is 90,52.
    ///
    /// Any scale is right, but beyond 28 the work and the size grow with it: a caller who takes the
    /// scale from outside bounds it first.
    pub fn from_parts(mantissa: i128, scale: u32) -> Number {
        decimal(mantissa, i64::from(scale))
    }

    /// Whether this is 0.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Repr::Small(value) => value.mantissa() == 0,
            Repr::Ratio(_) => false,
        }
    }

    /// Whether this is below 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(value) => value.mantissa() < 0,
            Repr::Ratio(ratio) => ratio.numer().is_negative(),
        }
    }

    /// Whether this is above 0.
    pub fn is_positive(&self) -> bool {
        match &self.0 {
            Repr::Small(value) => value.mantissa() > 0,
            Repr::Ratio(ratio) => ratio.numer().is_positive(),
        }
    }

    /// Whether this is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small(value) => value.scale() == 0,
            Repr::Ratio(ratio) => ratio.denom().is_one(),
        }
    }

    /// `self × 10^places`, exactly: 0,9052 shifted by 2 is 90,52, as a fraction becomes a percentage.
    ///
    /// It has no limit of size, so that the work grows with `|places|`.
    pub fn shift10(&self, places: i32) -> Number {
        let places = i64::from(places);
        match &self.0 {
            Repr::Small(value) => decimal(value.mantissa(), i64::from(value.scale()) - places),
            Repr::Ratio(ratio) => {
                if let Some((numerator, denominator)) = self.narrow_shifted(places) {
                    return narrow_quotient(numerator, denominator.unsigned_abs());
                }
                let power = big_power_of_ten(places.unsigned_abs());
                if places >= 0 {
                    reduced(ratio.numer() * power, ratio.denom().clone())
                } else {
                    reduced(ratio.numer().clone(), ratio.denom() * power)
                }
            }
        }
    }

    /// The decimals needed to write this exactly: 0 for 12, 3 for 0,125; `None` where no number of
    /// decimals is enough, as for 1/3.
    pub fn decimals(&self) -> Option<u32> {
        match &self.0 {
            Repr::Small(value) => Some(value.scale()),
            Repr::Ratio(ratio) => {
                let denominator = ratio.denom().magnitude();
                let twos = denominator.trailing_zeros().unwrap_or(0);
                let fives = exponent_of_five(&(denominator >> twos))?;
                u32::try_from(twos).ok().map(|twos| twos.max(fives))
            }
        }
    }

    /// This as a `u32`, where it is a whole number of that range.
    pub fn to_u32(&self) -> Option<u32> {
        self.to_i128().and_then(|value| u32::try_from(value).ok())
    }

    /// This as an `i64`, where it is a whole number of that range.
    pub fn to_i64(&self) -> Option<i64> {
        self.to_i128().and_then(|value| i64::try_from(value).ok())
    }

    /// The size: the bits of the numerator or of the denominator in lowest terms, whichever has
    /// more. It is what [`MAX_BITS`] limits.
    pub fn bits(&self) -> u64 {
        let (numerator, denominator) = self.ratio();
        numerator.bits().max(denominator.bits())
    }

    /// A whole number of at most 96 bits; every `u32` and `i64` is one.
    fn to_i128(&self) -> Option<i128> {
        match &self.0 {
            Repr::Small(value) if value.scale() == 0 => Some(value.mantissa()),
            _ => None,
        }
    }

    /// Numerator and positive denominator where both fit, not always in lowest terms.
    fn narrow(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Repr::Small(value) => {
                let denominator = power_of_ten(u64::from(value.scale()))?;
                Some((value.mantissa(), denominator))
            }
            Repr::Ratio(ratio) => Some((ratio.numer().to_i128()?, ratio.denom().to_i128()?)),
        }
    }

    /// Numerator and positive denominator of `self × 10^places` where both fit.
    fn narrow_shifted(&self, places: i64) -> Option<(i128, i128)> {
        let (numerator, denominator) = self.narrow()?;
        let power = power_of_ten(places.unsigned_abs())?;
        if places >= 0 {
            Some((numerator.checked_mul(power)?, denominator))
        } else {
            Some((numerator, denominator.checked_mul(power)?))
        }
    }

    /// Numerator and positive denominator in lowest terms.
    fn ratio(&self) -> (Cow<'_, BigInt>, Cow<'_, BigInt>) {
        match &self.0 {
            Repr::Small(value) => {
                let mantissa = value.mantissa();
                let power = power_of_ten(u64::from(value.scale())).unwrap_or(1);
                // At most 10^28, so that it fits again.
                let common = gcd(mantissa.unsigned_abs(), power.unsigned_abs());
                let common = i128::try_from(common).unwrap_or(1);
                (Cow::Owned(BigInt::from(mantissa / common)), Cow::Owned(BigInt::from(power / common)))
            }
            Repr::Ratio(ratio) => (Cow::Borrowed(ratio.numer()), Cow::Borrowed(ratio.denom())),
        }
    }
}

impl Default for Number {
    /// 0.
    fn default() -> Number {
        Number::ZERO
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number(Repr::Small(Decimal::from(value)))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Number {
        Number(Repr::Small(Decimal::from(value)))
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The form is unique, so that its parts are as good as the value.
        match &self.0 {
            Repr::Small(value) => {
                value.mantissa().hash(state);
                value.scale().hash(state);
            }
            Repr::Ratio(ratio) => {
                ratio.numer().hash(state);
                ratio.denom().hash(state);
            }
        }
    }
}

impl fmt::Debug for Number {
    /// The exact value: `90.52`, or `1720/19` where the digits do not end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimals() {
            Some(_) => f.write_str(&self.to_plain(0)),
            None => {
                let (numerator, denominator) = self.fraction();
                write!(f, "{numerator}/{denominator}")
            }
        }
    }
}

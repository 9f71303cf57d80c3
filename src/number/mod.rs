//! Exact numbers.
//!
//! A [`Number`] is a rational number without limits of precision: `1/3 × 3` is 1 and 0,1 is one
//! tenth. It is kept as a decimal while the value is one of at most 96 bits and 28 decimals, and as
//! a ratio of two integers as soon as it is not. Widening never fails and never rounds; which of the
//! two a number is kept as cannot be seen from outside. A number is rounded only where somebody asks
//! for it: [`Number::round`], [`Number::geometric_mean`] of an irrational root, and the display.
//!
//! - here: what a number is, how it is made, what can be asked of it
//! - `arithmetic`: `+ − × /` and comparison
//! - `rounding`: the five ways to round
//! - `root`: the geometric mean
//! - `text`: reading digits, writing digits

mod arithmetic;
mod root;
mod rounding;
mod text;

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

pub use root::Root;
pub use rounding::RoundingMode;
pub use text::{Cut, Digits};

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
        small(mantissa, scale)
            .unwrap_or_else(|| times_power_of_ten(BigInt::from(mantissa), -i64::from(scale)))
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
            Repr::Small(value) => {
                let (mantissa, scale) = (value.mantissa(), value.scale());
                let shifted = i64::from(scale) - places;
                let quick = if shifted >= 0 {
                    u32::try_from(shifted)
                        .ok()
                        .and_then(|scale| small(mantissa, scale))
                } else {
                    power_of_ten(shifted.unsigned_abs())
                        .and_then(|power| mantissa.checked_mul(power))
                        .and_then(|mantissa| small(mantissa, 0))
                };
                quick.unwrap_or_else(|| times_power_of_ten(BigInt::from(mantissa), -shifted))
            }
            Repr::Ratio(ratio) => {
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

    /// Numerator and positive denominator in lowest terms.
    fn ratio(&self) -> (Cow<'_, BigInt>, Cow<'_, BigInt>) {
        match &self.0 {
            Repr::Small(value) => {
                let mantissa = value.mantissa();
                let power = power_of_ten(u64::from(value.scale())).unwrap_or(1);
                // At most 10^28, so that it fits again.
                let common = gcd(mantissa.unsigned_abs(), power.unsigned_abs());
                let common = i128::try_from(common).unwrap_or(1);
                (
                    Cow::Owned(BigInt::from(mantissa / common)),
                    Cow::Owned(BigInt::from(power / common)),
                )
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

// ---- the one form of a value ----------------------------------------------------------------

/// The powers of ten that an `i128` holds.
const POWERS_OF_TEN: [i128; 39] = {
    let mut powers = [1; 39];
    let mut i = 1;
    while i < powers.len() {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// `10^exponent`, where an `i128` holds it.
fn power_of_ten(exponent: u64) -> Option<i128> {
    let exponent = usize::try_from(exponent).ok()?;
    POWERS_OF_TEN.get(exponent).copied()
}

/// `10^exponent`, of any size.
fn big_power_of_ten(exponent: u64) -> BigInt {
    match power_of_ten(exponent) {
        Some(power) => BigInt::from(power),
        None => BigInt::from(num_traits::pow::Pow::pow(BigUint::from(10_u8), exponent)),
    }
}

/// `mantissa / 10^scale` as a decimal without trailing zeros, where it is one.
fn small(mantissa: i128, scale: u32) -> Option<Number> {
    let (mantissa, scale) = strip_zeros(mantissa, scale);
    // This constructor checks both limits and changes nothing.
    let value = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
    Some(Number(Repr::Small(value)))
}

/// The same value with the least scale.
fn strip_zeros(mut mantissa: i128, mut scale: u32) -> (i128, u32) {
    if mantissa == 0 {
        return (0, 0);
    }
    for zeros in [32, 16, 8, 4, 2, 1] {
        // A multiple of 10^n is one of 2^n, which costs less to ask; most mantissas fail there.
        if scale >= zeros && mantissa.trailing_zeros() >= zeros {
            let power = POWERS_OF_TEN[zeros as usize];
            if mantissa % power == 0 {
                mantissa /= power;
                scale -= zeros;
            }
        }
    }
    (mantissa, scale)
}

/// `numerator / denominator` for a positive denominator.
fn narrow_quotient(numerator: i128, denominator: u128) -> Number {
    let common = gcd(numerator.unsigned_abs(), denominator);
    let denominator = denominator / common;
    // The divisor is at most |numerator|; where it is 2^127 the numerator is -2^127 or 0.
    let numerator = match i128::try_from(common) {
        Ok(common) => numerator / common,
        Err(_) => numerator.signum(),
    };
    small_quotient(numerator, denominator).unwrap_or_else(|| {
        Number(Repr::Ratio(Box::new(Ratio::new_raw(
            BigInt::from(numerator),
            BigInt::from(denominator),
        ))))
    })
}

/// `numerator / denominator`, in lowest terms, as a decimal where it is one.
fn small_quotient(numerator: i128, denominator: u128) -> Option<Number> {
    let twos = denominator.trailing_zeros();
    let mut rest = denominator >> twos;
    let mut fives = 0;
    while rest != 1 {
        if !rest.is_multiple_of(5) {
            return None;
        }
        rest /= 5;
        fives += 1;
    }
    let scale = twos.max(fives);
    let power = power_of_ten(u64::from(scale))?.unsigned_abs();
    let factor = i128::try_from(power / denominator).ok()?;
    small(numerator.checked_mul(factor)?, scale)
}

/// `numerator / denominator`, in lowest terms with a positive denominator.
fn lowest(numerator: BigInt, denominator: BigInt) -> Number {
    // A decimal has at most 96 bits above and divides 10^28, of 94 bits, below.
    if numerator.bits() <= 96
        && denominator.bits() <= 94
        && let (Some(above), Some(below)) = (numerator.to_i128(), denominator.to_u128())
        && let Some(number) = small_quotient(above, below)
    {
        return number;
    }
    Number(Repr::Ratio(Box::new(Ratio::new_raw(
        numerator,
        denominator,
    ))))
}

/// `numerator / denominator` for a positive denominator.
fn reduced(numerator: BigInt, denominator: BigInt) -> Number {
    let common = big_gcd(&numerator, &denominator);
    if common.is_one() {
        lowest(numerator, denominator)
    } else {
        lowest(numerator / &common, denominator / &common)
    }
}

/// `integer × 10^exponent`.
fn times_power_of_ten(integer: BigInt, exponent: i64) -> Number {
    let power = big_power_of_ten(exponent.unsigned_abs());
    if exponent >= 0 {
        lowest(integer * power, BigInt::one())
    } else {
        reduced(integer, power)
    }
}

/// The greatest common divisor; of 0 and n it is n.
fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a.gcd(&b)),
        _ => a.gcd(&b),
    }
}

/// The greatest common divisor, not negative.
fn big_gcd(a: &BigInt, b: &BigInt) -> BigInt {
    let (a, b) = (a.magnitude(), b.magnitude());
    let (large, little) = if a.bits() >= b.bits() { (a, b) } else { (b, a) };
    let common = if little.is_zero() {
        large.clone()
    } else if large.bits() > little.bits() + 64 {
        // The binary algorithm would take off one bit at a time.
        (large % little).gcd(little)
    } else {
        large.gcd(little)
    };
    BigInt::from_biguint(Sign::Plus, common)
}

/// The `n` for which `odd` is `5^n`.
fn exponent_of_five(odd: &BigUint) -> Option<u32> {
    if odd.is_one() {
        return Some(0);
    }
    if !(odd % 5_u8).is_zero() {
        return None;
    }
    // 5^n has ⌊n × log2 5⌋ + 1 bits; look at the neighbours as well, the logarithm is rounded.
    let estimate = (odd.bits() as f64 / 5_f64.log2()) as u32;
    (estimate.saturating_sub(1)..=estimate.saturating_add(1))
        .find(|exponent| BigUint::from(5_u8).pow(*exponent) == *odd)
}

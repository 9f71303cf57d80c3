//! The one form in which a value is kept: every number is built here.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{One, ToPrimitive, Zero};
use rust_decimal::Decimal;

use super::{Number, Repr};

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
pub(super) fn power_of_ten(exponent: u64) -> Option<i128> {
    let exponent = usize::try_from(exponent).ok()?;
    POWERS_OF_TEN.get(exponent).copied()
}

/// `10^exponent`, of any size.
pub(super) fn big_power_of_ten(exponent: u64) -> BigInt {
    match power_of_ten(exponent) {
        Some(power) => BigInt::from(power),
        None => BigInt::from(num_traits::pow::Pow::pow(BigUint::from(10_u8), exponent)),
    }
}

/// `mantissa / 10^scale`, for any scale.
pub(super) fn decimal(mantissa: i128, scale: i64) -> Number {
    let quick = if scale >= 0 {
        u32::try_from(scale).ok().and_then(|scale| small(mantissa, scale))
    } else {
        power_of_ten(scale.unsigned_abs())
            .and_then(|power| mantissa.checked_mul(power))
            .and_then(|mantissa| small(mantissa, 0))
    };
    quick.unwrap_or_else(|| times_power_of_ten(BigInt::from(mantissa), -scale))
}

/// `mantissa / 10^scale` as a decimal without trailing zeros, where it is one.
pub(super) fn small(mantissa: i128, scale: u32) -> Option<Number> {
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
    // Most mantissas end here.
    if scale == 0 || mantissa & 1 == 1 {
        return (mantissa, scale);
    }
    for zeros in [32, 16, 8, 4, 2, 1] {
        // A multiple of 10^n is one of 2^n, which costs less to ask.
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
pub(super) fn narrow_quotient(numerator: i128, denominator: u128) -> Number {
    let common = gcd(numerator.unsigned_abs(), denominator);
    let denominator = denominator / common;
    // The divisor is at most |numerator|; where it is 2^127 the numerator is -2^127 or 0.
    let numerator = match i128::try_from(common) {
        Ok(common) => numerator / common,
        Err(_) => numerator.signum(),
    };
    small_quotient(numerator, denominator).unwrap_or_else(|| {
        Number(Repr::Ratio(Box::new(Ratio::new_raw(BigInt::from(numerator), BigInt::from(denominator)))))
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
pub(super) fn lowest(numerator: BigInt, denominator: BigInt) -> Number {
    // A decimal has at most 96 bits above and divides 10^28, of 94 bits, below.
    if numerator.bits() <= 96
        && denominator.bits() <= 94
        && let (Some(above), Some(below)) = (numerator.to_i128(), denominator.to_u128())
        && let Some(number) = small_quotient(above, below)
    {
        return number;
    }
    Number(Repr::Ratio(Box::new(Ratio::new_raw(numerator, denominator))))
}

/// `numerator / denominator` for a positive denominator.
pub(super) fn reduced(numerator: BigInt, denominator: BigInt) -> Number {
    let common = big_gcd(&numerator, &denominator);
    if common.is_one() { lowest(numerator, denominator) } else { lowest(numerator / &common, denominator / &common) }
}

/// `integer × 10^exponent`.
pub(super) fn times_power_of_ten(integer: BigInt, exponent: i64) -> Number {
    let power = big_power_of_ten(exponent.unsigned_abs());
    if exponent >= 0 { lowest(integer * power, BigInt::one()) } else { reduced(integer, power) }
}

/// The greatest common divisor; of 0 and n it is n.
pub(super) fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a.gcd(&b)),
        _ => a.gcd(&b),
    }
}

/// The greatest common divisor, not negative.
pub(super) fn big_gcd(a: &BigInt, b: &BigInt) -> BigInt {
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
pub(super) fn exponent_of_five(odd: &BigUint) -> Option<u32> {
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

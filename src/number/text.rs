//! Reading digits, writing digits.

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::Zero;

use super::form::{big_power_of_ten, reduced, times_power_of_ten};
use super::{Number, Repr, RoundingMode};

/// What becomes of the digits that are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cut {
    /// They are left out: 2/3 is 0,66.
    Truncate,
    /// They round the last digit, a half away from zero: 2/3 is 0,67.
    HalfAwayFromZero,
}

/// A number written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    /// Whether a minus sign stands before the digits; never where all of them are 0.
    pub negative: bool,
    /// The digits before the decimal sign, at least one, without grouping and leading zeros.
    pub integer: String,
    /// The digits after the decimal sign, without trailing zeros; empty for a whole number.
    pub fraction: String,
    /// Whether the digits are the value itself, nothing cut or rounded.
    pub exact: bool,
}

/// Whether a text is ASCII digits, at least one.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a whole number as people write it: digits alone, or grouped by three with this sign, and then
/// without a leading zero.
pub fn is_whole(text: &str, group: char) -> bool {
    match text.split_once(group) {
        None => is_digits(text),
        Some((first, rest)) => {
            is_digits(first)
                && first.len() <= 3
                && !first.starts_with('0')
                && rest.split(group).all(|part| part.len() == 3 && is_digits(part))
        }
    }
}

impl Number {
    /// Reads `90.52`, `-3`, `007`: an optional `-`, ASCII digits, optionally `.` and ASCII digits.
    /// There are digits on both sides of the dot, and nothing else: no `+`, no spaces, no exponent.
    ///
    /// The text may be of any length, but the work grows with its square: a caller bounds it.
    pub fn parse_plain(text: &str) -> Option<Number> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (integer, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if integer.is_empty() || !all_digits(integer) || !all_digits(fraction) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        // 38 digits are less than 2^127.
        if integer.len() + fraction.len() <= 38 {
            let magnitude = (integer.bytes().chain(fraction.bytes()))
                .fold(0, |value: i128, byte| value * 10 + i128::from(byte - b'0'));
            let scale = u32::try_from(fraction.len()).ok()?;
            return Some(Number::from_parts(if negative { -magnitude } else { magnitude }, scale));
        }
        let joined = [integer, fraction].concat();
        let magnitude = BigUint::parse_bytes(joined.as_bytes(), 10)?;
        let sign = if negative { Sign::Minus } else { Sign::Plus };
        let scale = i64::try_from(fraction.len()).ok()?;
        Some(times_power_of_ten(BigInt::from_biguint(sign, magnitude), -scale))
    }

    /// The fraction of two whole numbers as text, each an optional `-` and ASCII digits:
    /// `fraction_of("86", "95")`. `None` where one is anything else or the denominator is 0.
    pub fn fraction_of(numerator: &str, denominator: &str) -> Option<Number> {
        let (above, below) = (parse_integer(numerator)?, parse_integer(denominator)?);
        match below.sign() {
            Sign::NoSign => None,
            Sign::Plus => Some(reduced(above, below)),
            Sign::Minus => Some(reduced(-above, -below)),
        }
    }

    /// The value as a fraction in lowest terms, the sign with the numerator: `("1720", "19")`.
    pub fn fraction(&self) -> (String, String) {
        let (numerator, denominator) = self.ratio();
        (numerator.to_string(), denominator.to_string())
    }

    /// The value written with at most `max_decimals` decimals.
    pub fn digits(&self, max_decimals: u32, how: Cut) -> Digits {
        if self.decimals().is_some_and(|needed| needed <= max_decimals) {
            return self.all_digits(true);
        }
        let mode = match how {
            Cut::Truncate => RoundingMode::Truncate,
            Cut::HalfAwayFromZero => RoundingMode::HalfAwayFromZero,
        };
        self.round(mode, max_decimals).all_digits(false)
    }

    /// The value with a decimal point and without grouping, as [`Number::parse_plain`] reads it:
    /// `1234.5`. A value whose digits end is written in full; any other is cut after `max_decimals`.
    pub fn to_plain(&self, max_decimals: u32) -> String {
        let digits =
            if self.decimals().is_some() { self.all_digits(true) } else { self.digits(max_decimals, Cut::Truncate) };
        let mut text = String::new();
        if digits.negative {
            text.push('-');
        }
        text.push_str(&digits.integer);
        if !digits.fraction.is_empty() {
            text.push('.');
            text.push_str(&digits.fraction);
        }
        text
    }

    /// The value as it is written in Indonesia, with at most `max_decimals` decimals: `1.234.567,89`.
    /// Nothing in it tells whether digits were cut; [`Number::digits`] does.
    pub fn to_indonesian(&self, max_decimals: u32, how: Cut) -> String {
        let digits = self.digits(max_decimals, how);
        indonesian(digits.negative, &digits.integer, &digits.fraction)
    }

    /// As [`Number::to_indonesian`], cut after `max_decimals` decimals and followed by `…` where there
    /// are more: `90,526…`. What stands before the `…` are the digits of the value: zeros are
    /// kept there (`90,500…`), and so is the sign (`-0,00…`).
    pub fn to_indonesian_ellipsis(&self, max_decimals: u32) -> String {
        let digits = self.digits(max_decimals, Cut::Truncate);
        if digits.exact {
            return indonesian(digits.negative, &digits.integer, &digits.fraction);
        }
        let width = usize::try_from(max_decimals).unwrap_or(usize::MAX);
        let fraction = format!("{:0<width$}", digits.fraction);
        let mut text = indonesian(self.is_negative(), &digits.integer, &fraction);
        text.push('…');
        text
    }

    /// Every digit of a value whose digits end.
    fn all_digits(&self, exact: bool) -> Digits {
        let (magnitude, scale) = match &self.0 {
            Repr::Small(value) => (value.mantissa().unsigned_abs().to_string(), value.scale() as usize),
            Repr::Ratio(ratio) => {
                let scale = self.decimals().unwrap_or(0);
                let power = big_power_of_ten(u64::from(scale));
                let mantissa = ratio.numer() * (power / ratio.denom());
                (mantissa.magnitude().to_string(), scale as usize)
            }
        };
        let padded = format!("{magnitude:0>width$}", width = scale + 1);
        let (integer, fraction) = padded.split_at(padded.len() - scale);
        Digits { negative: self.is_negative(), integer: integer.to_owned(), fraction: fraction.to_owned(), exact }
    }
}

fn parse_integer(text: &str) -> Option<BigInt> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (Sign::Minus, digits),
        None => (Sign::Plus, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let magnitude = BigUint::parse_bytes(digits.as_bytes(), 10)?;
    let sign = if magnitude.is_zero() { Sign::NoSign } else { sign };
    Some(BigInt::from_biguint(sign, magnitude))
}

fn indonesian(negative: bool, integer: &str, fraction: &str) -> String {
    let mut text = String::with_capacity(integer.len() * 4 / 3 + fraction.len() + 3);
    if negative {
        text.push('-');
    }
    for (i, digit) in integer.chars().enumerate() {
        if i > 0 && (integer.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

//! Digits to numbers, exactly. Nothing is ever guessed: what has two readings is an error that names both.

use super::options::Numerals;
use crate::number::{Number, is_digits, is_whole};

/// A number with more digits is not read.
pub(super) const MAX_DIGITS: usize = 1000;

/// A number as a cell shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// In natural size.
    pub number: Number,
    /// How many decimals are shown.
    pub decimals: u16,
}

/// Why digits are no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Spelled in another way than is due; what may be meant.
    Readings(Vec<String>),
    Malformed,
    TooManyDigits,
    ExponentTooLarge,
}

/// Plain and grouped numbers of up to 18 digits, which are nearly all. None for anything else, right or wrong.
pub(super) fn quick(text: &str, percent: bool, shift: i32, numerals: Numerals) -> Option<Figure> {
    let (mantissa, decimals) = quick_digits(text, percent, numerals)?;
    let number = match u32::try_from(i64::from(decimals) + i64::from(shift)) {
        Ok(scale) => Number::from_parts(mantissa.into(), scale),
        Err(_) => Number::from_parts(mantissa.into(), decimals).shift10(-shift),
    };
    Some(Figure { number, decimals: decimals as u16 })
}

/// The digits of such a number, and how many of them are decimals.
pub(super) fn quick_digits(text: &str, percent: bool, numerals: Numerals) -> Option<(i64, u32)> {
    let (group, decimal) = numerals.signs();
    let bytes = text.as_bytes();
    let (negative, bytes) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    let bytes = match bytes {
        [rest @ .., b'%'] if percent => rest,
        _ => bytes,
    };
    let (mut mantissa, mut digits, mut run, mut groups) = (0_i64, 0_u32, 0_u32, 0_u32);
    let mut scale = None;
    for byte in bytes {
        if byte.is_ascii_digit() {
            if digits == 18 {
                return None;
            }
            mantissa = mantissa * 10 + i64::from(byte - b'0');
            digits += 1;
            run += 1;
        } else if *byte == group && scale.is_none() {
            let right = if groups == 0 { (1..=3).contains(&run) && bytes[0] != b'0' } else { run == 3 };
            if !right {
                return None;
            }
            groups += 1;
            run = 0;
        } else if *byte == decimal && scale.is_none() && run > 0 && (groups == 0 || run == 3) {
            scale = Some(digits);
            run = 0;
        } else {
            return None;
        }
    }
    if run == 0 || (groups > 0 && scale.is_none() && run != 3) {
        return None;
    }
    let decimals = scale.map_or(0, |before| digits - before);
    Some((if negative { -mantissa } else { mantissa }, decimals))
}

/// Digits with their signs: `1.234.567,89`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    digits: String,
    decimals: u32,
}

impl Digits {
    /// Reads digits, grouping and decimals; no sign, no unit, no blanks.
    pub fn read(text: &str, numerals: Numerals) -> Result<Self, Fault> {
        if text.bytes().filter(u8::is_ascii_digit).count() > MAX_DIGITS {
            return Err(Fault::TooManyDigits);
        }
        Self::strictly(text, numerals).ok_or_else(|| misspelt(text, numerals))
    }

    fn strictly(text: &str, numerals: Numerals) -> Option<Self> {
        let (group, decimal) = numerals.signs();
        let (group, decimal) = (char::from(group), char::from(decimal));
        let (whole, fraction) = match text.split_once(decimal) {
            None => (text, ""),
            Some((_, "")) => return None,
            Some(parts) => parts,
        };
        let fraction_right = fraction.is_empty() || is_digits(fraction);
        (fraction_right && is_whole(whole, group)).then(|| Self {
            digits: whole.chars().filter(char::is_ascii_digit).chain(fraction.chars()).collect(),
            decimals: fraction.len() as u32,
        })
    }

    /// The figure, `power` being that of the multiplier word (6 for `juta`).
    pub fn figure(&self, negative: bool, power: u32, shift: i32) -> Option<Figure> {
        let exponent = i64::from(power) - i64::from(shift) - i64::from(self.decimals);
        let decimals = self.decimals.saturating_sub(power) as u16;
        number_of(&self.digits, negative, exponent).map(|number| Figure { number, decimals })
    }

    fn spelled(&self, numerals: Numerals) -> String {
        let (_, decimal) = numerals.signs();
        let (whole, fraction) = self.digits.split_at(self.digits.len() - self.decimals as usize);
        if fraction.is_empty() { whole.to_owned() } else { format!("{whole}{}{fraction}", char::from(decimal)) }
    }
}

/// What may be meant by digits that are not spelled as they should be.
fn misspelt(text: &str, numerals: Numerals) -> Fault {
    let (group, _) = numerals.signs();
    let group = char::from(group);
    let mut readings = Vec::new();
    if let Some(other) = Digits::strictly(text, numerals.other()) {
        readings.push(other.spelled(numerals));
    }
    // A single group sign may stand for nothing at all: 97.5 → 975.
    if let Some((before, after)) = text.split_once(group) {
        let plain = format!("{before}{after}");
        if !before.is_empty()
            && !after.is_empty()
            && !plain.starts_with('0')
            && plain.bytes().all(|b| b.is_ascii_digit())
        {
            readings.push(plain);
        }
    }
    if readings.is_empty() { Fault::Malformed } else { Fault::Readings(readings) }
}

/// A number as JSON writes it, which has been checked.
pub(super) fn json(text: &str, shift: i32) -> Result<Figure, Fault> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() + fraction.len() > MAX_DIGITS {
        return Err(Fault::TooManyDigits);
    }
    // An exponent out of the range of its type is out of ours too.
    let exponent: i64 = exponent.parse().map_err(|_| Fault::ExponentTooLarge)?;
    if exponent.unsigned_abs() > MAX_DIGITS as u64 {
        return Err(Fault::ExponentTooLarge);
    }
    let decimals = fraction.len() as i64 - exponent;
    let number =
        number_of(&format!("{whole}{fraction}"), negative, -decimals - i64::from(shift)).ok_or(Fault::Malformed)?;
    Ok(Figure { number, decimals: decimals.clamp(0, i64::from(u16::MAX)) as u16 })
}

/// `digits × 10^exponent`
fn number_of(digits: &str, negative: bool, exponent: i64) -> Option<Number> {
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let exponent = i32::try_from(exponent).ok()?;
    if digits.len() > 38 {
        let text = if negative { format!("-{digits}") } else { digits.to_owned() };
        return Some(Number::parse_plain(&text)?.shift10(exponent));
    }
    let magnitude = digits.bytes().fold(0_i128, |sum, byte| sum * 10 + i128::from(byte - b'0'));
    let mantissa = if negative { -magnitude } else { magnitude };
    Some(match u32::try_from(-exponent) {
        Ok(scale) => Number::from_parts(mantissa, scale),
        Err(_) => Number::from_parts(mantissa, 0).shift10(exponent),
    })
}

//! Values as people write them: `91%`, `Rp 27.591.546.000`, `80 poin`, `2 laporan`, `7 s.d. 8 bulan`, `31 Desember 2024`.

use crate::message::Language;
use crate::model::{Model, Type, UnitId, Units};
use crate::number::{Cut, Number};
use crate::value::{Date, Interval, Label, Value};

/// How many digits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// As in tables: at most 2 decimals, the last one rounded.
    Table,
    /// As in explanations: at most 3 decimals, what follows is `…`.
    Explanation,
    /// At most this many decimals, the last one rounded.
    Rounded(u32),
    /// At most this many decimals, what follows is `…`.
    Cut(u32),
}

/// No difference needs more digits than this to be seen; beyond, the fraction tells.
pub const MOST_DECIMALS: u32 = 40;

/// A number without unit, in natural size, as displayed in a unit of this shift.
fn digits(number: &Number, shift: i32, precision: Precision) -> String {
    let shown = number.shift10(shift);
    let text = match precision {
        Precision::Table => shown.to_indonesian(2, Cut::HalfAwayFromZero),
        Precision::Explanation => shown.to_indonesian_ellipsis(3),
        Precision::Rounded(decimals) => shown.to_indonesian(decimals, Cut::HalfAwayFromZero),
        Precision::Cut(decimals) => shown.to_indonesian_ellipsis(decimals),
    };
    text.replacen('-', "−", 1)
}

/// A number with its unit.
pub fn number(units: &Units, value: &Number, unit: UnitId, precision: Precision) -> String {
    let text = digits(value, units.shift(unit), precision);
    with_unit(units, &text, unit)
}

/// Puts a unit to a number that is written out.
fn with_unit(units: &Units, text: &str, unit: UnitId) -> String {
    let (before, after) = affixes(units, unit);
    match text.strip_prefix('−') {
        Some(text) => format!("−{before}{text}{after}"),
        None => format!("{before}{text}{after}"),
    }
}

/// What stands before and after a number in this unit.
fn affixes(units: &Units, unit: UnitId) -> (&'static str, String) {
    let (above, below) = units.parts(unit);
    let is_rupiah = |name: &str| name == "rupiah";
    let rupiah = above.first().is_some_and(|base| base.span.is_none() && is_rupiah(&base.name));
    let mut after = String::new();
    for (index, base) in above.iter().enumerate().skip(usize::from(rupiah)) {
        match (base.span.is_none() && base.name == "persen", index) {
            (true, _) => after.push('%'),
            (false, 0) => after.push_str(&format!(" {}", base.name)),
            (false, _) => after.push_str(&format!("×{}", base.name)),
        }
    }
    for base in below {
        after.push_str(&format!("/{}", base.name));
    }
    (if rupiah { "Rp " } else { "" }, after)
}

/// How far two numbers in a unit are apart: `0,47 poin persentase`, `Rp 500`.
pub fn difference(units: &Units, value: &Number, unit: UnitId, precision: Precision, language: Language) -> String {
    if unit == UnitId::PERCENT {
        let text = digits(value, units.shift(unit), precision);
        let one = text == "1";
        return format!(
            "{text} {}",
            language.pick("poin persentase", if one { "percentage point" } else { "percentage points" })
        );
    }
    number(units, value, unit, precision)
}

/// The fraction of a number in its displayed unit: `1720/19%`. None for a number that is written in full with at most
/// `decimals` decimals.
pub fn fraction(units: &Units, value: &Number, unit: UnitId, decimals: u32) -> Option<String> {
    let shown = value.shift10(units.shift(unit));
    match shown.decimals() {
        Some(needed) if needed <= decimals => None,
        // What can be written out is written out. Of more digits nobody reads either form: such a number comes from an
        // irrational root.
        Some(needed) => (needed <= 15).then(|| number(units, value, unit, Precision::Cut(needed))),
        None => {
            let (above, below) = shown.fraction();
            let text = format!("{above}/{below}").replacen('-', "−", 1);
            (text.chars().count() <= 80).then(|| with_unit(units, &text, unit))
        }
    }
}

/// Two different numbers with enough digits to differ; equal ones look the same.
pub fn differing(units: &Units, a: &Number, b: &Number, unit: UnitId, precision: Precision) -> (String, String) {
    let shown = |precision| (number(units, a, unit, precision), number(units, b, unit, precision));
    let pair = shown(precision);
    if pair.0 != pair.1 || a == b {
        return pair;
    }
    let (start, make): (u32, fn(u32) -> Precision) = match precision {
        Precision::Table => (3, Precision::Rounded),
        Precision::Rounded(decimals) => (decimals.saturating_add(1), Precision::Rounded),
        Precision::Explanation => (4, Precision::Cut),
        Precision::Cut(decimals) => (decimals.saturating_add(1), Precision::Cut),
    };
    for decimals in start..MOST_DECIMALS {
        let pair = shown(make(decimals));
        if pair.0 != pair.1 {
            return pair;
        }
    }
    let exact =
        |value: &Number| fraction(units, value, unit, 0).unwrap_or_else(|| number(units, value, unit, precision));
    (exact(a), exact(b))
}

/// A range as the language writes it: `91% s.d. 100%`, `7 s.d. 8 bulan`, `> 80% s.d. 90%`, `≥ 95%`, `= 100%`.
pub fn range(units: &Units, interval: &Interval, unit: UnitId, precision: Precision) -> String {
    let full = |value: &Number| number(units, value, unit, precision);
    match (&interval.low, &interval.high) {
        (Some((low, _)), Some((high, _))) if low == high => format!("= {}", full(low)),
        (Some((low, low_in)), Some((high, high_in))) => {
            let (before, after) = affixes(units, unit);
            // A word for a unit stands once, at the upper end.
            let low = match before.is_empty() && after.starts_with(' ') {
                true => digits(low, units.shift(unit), precision),
                false => full(low),
            };
            format!("{}{low} s.d. {}{}", sign(*low_in, "> "), sign(*high_in, "< "), full(high))
        }
        (Some((low, inclusive)), None) => format!("{} {}", if *inclusive { "≥" } else { ">" }, full(low)),
        (None, Some((high, inclusive))) => format!("{} {}", if *inclusive { "≤" } else { "<" }, full(high)),
        (None, None) => "apa pun".to_owned(),
    }
}

fn sign(inclusive: bool, outside: &'static str) -> &'static str {
    if inclusive { "" } else { outside }
}

/// A day: `31 Desember 2024`.
pub fn date(date: Date) -> String {
    let month =
        usize::try_from(date.month()).ok().and_then(|month| crate::value::period::MONTHS.get(month.checked_sub(1)?));
    format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
}

/// A label as its scale writes it.
pub fn label(model: &Model, label: Label, ty: Type) -> &str {
    match (label, ty) {
        (Label::OUTSIDE, _) => "di luar skala",
        (Label(index), Type::Label(scale)) => {
            model.scale(scale).bands.get(usize::from(index)).map_or("", |band| band.label.as_str())
        }
        _ => "",
    }
}

/// A value; none where there is none (its state has words of its own, see [`super::state`]).
pub fn value(model: &Model, value: &Value, ty: Type, precision: Precision) -> Option<String> {
    Some(match (value, ty) {
        (Value::Number(value), Type::Number(unit) | Type::Range(unit)) => number(&model.units, value, unit, precision),
        (Value::Number(value), _) => digits(value, 0, precision),
        // A single number where a range is due is both of its ends.
        (Value::Range(interval), Type::Range(unit) | Type::Number(unit)) => match interval.single() {
            Some(number) => self::number(&model.units, number, unit, precision),
            None => range(&model.units, interval, unit, precision),
        },
        (Value::Range(interval), _) => range(&model.units, interval, UnitId::PLAIN, precision),
        (Value::Label(value), ty) => label(model, *value, ty).to_owned(),
        (Value::Text(text), _) => text.to_string(),
        (Value::Truth(truth), _) => if *truth { "ya" } else { "tidak" }.to_owned(),
        (Value::Date(day), _) => date(*day),
        (Value::Missing(_) | Value::NotApplicable(_) | Value::Failed(_), _) => return None,
    })
}

/// Two values, with enough digits to differ where they do; none where one has no value.
pub fn values_differing(
    model: &Model,
    a: &Value,
    b: &Value,
    ty: Type,
    precision: Precision,
) -> Option<(String, String)> {
    match (a, b, ty) {
        (Value::Number(a), Value::Number(b), Type::Number(unit)) => {
            Some(differing(&model.units, a, b, unit, precision))
        }
        _ => Some((value(model, a, ty, precision)?, value(model, b, ty, precision)?)),
    }
}

/// What is said where `=` fails on numbers that tables show alike.
pub fn rounding_offer(language: Language) -> &'static str {
    language.pick(
        "; bila yang dimaksud angka yang dibulatkan, tulis bulat(…)",
        "; write bulat(…) if rounded numbers are meant",
    )
}

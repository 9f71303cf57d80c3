//! Values as people read them in tables and messages: Indonesian numerals, with their units.

use super::figure::{displayed, label_text, range_text, truth_word};
use crate::message::Language;
use crate::model::{Model, Type, UnitId};
use crate::number::{Cut, Number};
use crate::value::{Date, Value};

/// Digits enough to tell any two values of practice apart; beyond that the fraction is shown.
const MOST_DECIMALS: u32 = 28;

/// A value with at most this many decimals.
pub fn show(model: &Model, ty: Type, value: &Value, decimals: u32, language: Language) -> String {
    match value {
        Value::Number(number) => show_number(model, ty, number, decimals),
        Value::Label(label) => label_text(model, ty, *label).to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Truth(truth) => truth_word(*truth).to_owned(),
        Value::Date(date) => show_date(*date),
        Value::Range(range) => range_text(range, |number| show_number(model, ty, number, decimals)),
        state => state_word(state, language).to_owned(),
    }
}

/// Two values with enough decimals to see where they differ, and what the first is more than the second.
pub fn show_pair(model: &Model, ty: Type, a: &Value, b: &Value, language: Language) -> (String, String, Option<String>) {
    let plain = |decimals| (show(model, ty, a, decimals, language), show(model, ty, b, decimals, language));
    let (Some(x), Some(y)) = (a.number(), b.number()) else {
        let (a, b) = plain(2);
        return (a, b, None);
    };
    let difference = x.sub(y).ok().filter(|difference| !difference.is_zero());
    let Some(difference) = difference else {
        let (a, b) = plain(2);
        return (a, b, None);
    };
    let enough = |number: &Number| {
        let number = displayed(model, ty, number);
        number.decimals().filter(|decimals| *decimals <= 4)
    };
    let needed = (2..=MOST_DECIMALS).find(|decimals| {
        let (a, b) = plain(*decimals);
        a != b
    });
    let Some(needed) = needed else {
        let fraction = |number: &Number| {
            let (above, below) = displayed(model, ty, number).fraction();
            format!("{above}/{below}")
        };
        return (fraction(x), fraction(y), Some(fraction(&difference)));
    };
    let decimals = enough(x).zip(enough(y)).map_or(needed, |(x, y)| x.max(y).max(needed));
    let (a, b) = plain(decimals);
    (a, b, Some(show_difference(model, ty, &difference, decimals)))
}

/// What a number in persen is more than another is in percentage points.
fn show_difference(model: &Model, ty: Type, difference: &Number, decimals: u32) -> String {
    match ty {
        Type::Number(UnitId::PERCENT) => {
            let points = displayed(model, ty, difference).to_indonesian(decimals, Cut::HalfAwayFromZero);
            format!("{points} poin persentase")
        }
        _ => show_number(model, ty, difference, decimals),
    }
}

fn show_number(model: &Model, ty: Type, number: &Number, decimals: u32) -> String {
    let digits = displayed(model, ty, number).to_indonesian(decimals, Cut::HalfAwayFromZero);
    let (Type::Number(unit) | Type::Range(unit)) = ty else { return digits };
    match unit {
        UnitId::PLAIN => digits,
        UnitId::PERCENT => format!("{digits}%"),
        UnitId::RUPIAH => match digits.strip_prefix('-') {
            Some(digits) => format!("-Rp {digits}"),
            None => format!("Rp {digits}"),
        },
        unit => format!("{digits} {}", model.units.name(unit)),
    }
}

/// `31 Desember 2024`
pub fn show_date(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ];
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
}

/// What a state is called where there is no value.
pub fn state_word(value: &Value, language: Language) -> &'static str {
    match value {
        Value::Missing(_) => language.pick("belum ada data", "no data yet"),
        Value::NotApplicable(_) => language.pick("tidak berlaku", "not applicable"),
        Value::Failed(_) => language.pick("tidak dapat dihitung", "cannot be computed"),
        _ => "",
    }
}

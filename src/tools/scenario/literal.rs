//! Values as rules and data write them, so that they are read again as the same value.

use crate::model::{Model, Type, UnitId};
use crate::number::{Cut, Number};
use crate::render::number::{Precision, date, label, number};
use crate::value::{Interval, Value};

/// No more decimals are written.
const MOST_DECIMALS: u32 = 60;

/// A value as a literal of the language; none for a state, and for a number that has no last decimal.
pub fn literal(model: &Model, value: &Value, ty: Type) -> Option<String> {
    Some(match (value, ty) {
        (Value::Number(value), Type::Number(unit) | Type::Range(unit)) => written(model, value, unit)?,
        (Value::Number(value), _) => written(model, value, UnitId::PLAIN)?,
        (Value::Range(interval), Type::Range(unit) | Type::Number(unit)) => range(model, interval, unit)?,
        (Value::Label(value), ty) => quoted(label(model, *value, ty)),
        (Value::Text(text), _) => quoted(text),
        (Value::Truth(truth), _) => if *truth { "ya" } else { "tidak" }.to_owned(),
        (Value::Date(day), _) => date(*day),
        _ => return None,
    })
}

/// How many decimals a number needs in its displayed unit; none where they do not end.
pub fn decimals(model: &Model, value: &Number, unit: UnitId) -> Option<u32> {
    value.shift10(model.units.shift(unit)).decimals().filter(|decimals| *decimals <= MOST_DECIMALS)
}

fn written(model: &Model, value: &Number, unit: UnitId) -> Option<String> {
    let decimals = decimals(model, value, unit)?;
    Some(number(&model.units, value, unit, Precision::Cut(decimals)))
}

fn range(model: &Model, interval: &Interval, unit: UnitId) -> Option<String> {
    let end =
        |end: &Option<(Number, bool)>| end.as_ref().map(|(value, inclusive)| (written(model, value, unit), *inclusive));
    Some(match (end(&interval.low), end(&interval.high)) {
        (Some((low, low_in)), Some((high, high_in))) => {
            let (low, high) = (low?, high?);
            format!("{}{low} s.d. {}{high}", if low_in { "" } else { "> " }, if high_in { "" } else { "< " })
        }
        (Some((low, inclusive)), None) => format!("{} {}", if inclusive { "≥" } else { ">" }, low?),
        (None, Some((high, inclusive))) => format!("{} {}", if inclusive { "≤" } else { "<" }, high?),
        (None, None) => return None,
    })
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value as a cell of the data holds it, with at least `shown` decimals; none where a cell cannot hold it.
pub fn cell(model: &Model, value: &Value, ty: Type, shown: u16) -> Option<String> {
    let unit = match ty {
        Type::Number(unit) | Type::Range(unit) => unit,
        _ => UnitId::PLAIN,
    };
    let digits = |value: &Number| {
        let needed = decimals(model, value, unit)?.max(u32::from(shown));
        let mut text = value.shift10(model.units.shift(unit)).to_indonesian(needed, Cut::Truncate);
        // A cell shows how exactly its figure is meant.
        let after = text.rsplit_once(',').map_or(0, |(_, after)| after.len());
        if (after as u32) < needed {
            if after == 0 {
                text.push(',');
            }
            text.push_str(&"0".repeat(needed as usize - after));
        }
        Some(text.replace('.', ""))
    };
    Some(match value {
        Value::Number(value) => digits(value)?,
        Value::Range(interval) => match (&interval.low, &interval.high) {
            (Some((low, true)), Some((high, true))) => format!("{} s.d. {}", digits(low)?, digits(high)?),
            _ => return None,
        },
        Value::Label(value) => label(model, *value, ty).to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Truth(truth) => if *truth { "ya" } else { "tidak" }.to_owned(),
        Value::Date(day) => day.to_string(),
        Value::NotApplicable(_) => "tidak berlaku".to_owned(),
        Value::Missing(_) | Value::Failed(_) => return None,
    })
}

//! Values in JSON: numbers are strings, decimals with a dot, in the displayed unit.

use crate::model::{Type, UnitId};
use crate::number::Number;
use crate::render::figure::DECIMALS;
use crate::render::outcome::type_name;
use crate::render::{View, number};
use crate::value::{Interval, Value};
use serde::Serialize;

/// A value with its unit.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// The value; absent in a state without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nilai: Option<String>,
    /// The fraction of a number that does not end, in lowest terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nilai_pecahan: Option<String>,
    /// The unit or type.
    pub satuan: String,
}

/// A value of a type.
pub(super) fn shown(view: &View<'_>, value: &Value, ty: Type) -> Shown {
    let (nilai, nilai_pecahan) = match (value, ty) {
        (Value::Number(number), _) => {
            let (text, fraction) = pair(view, number, unit_of(ty));
            (Some(text), fraction)
        }
        (Value::Range(interval), _) => (Some(range(view, interval, unit_of(ty))), None),
        (Value::Label(label), ty) => (Some(number::label(view.model, *label, ty).to_owned()), None),
        (Value::Text(text), _) => (Some(text.to_string()), None),
        (Value::Truth(truth), _) => (Some(if *truth { "ya" } else { "tidak" }.to_owned()), None),
        (Value::Date(day), _) => (Some(day.to_string()), None),
        (Value::Missing(_) | Value::NotApplicable(_) | Value::Failed(_), _) => (None, None),
    };
    Shown { nilai, nilai_pecahan, satuan: type_name(view.model, ty) }
}

fn unit_of(ty: Type) -> UnitId {
    match ty {
        Type::Number(unit) | Type::Range(unit) => unit,
        _ => UnitId::PLAIN,
    }
}

/// The decimals of a number in its displayed unit, and its fraction where they do not end.
pub(super) fn pair(view: &View<'_>, number: &Number, unit: UnitId) -> (String, Option<String>) {
    let shown = number.shift10(view.model.units.shift(unit));
    let fraction = shown.decimals().is_none().then(|| {
        let (above, below) = shown.fraction();
        format!("{above}/{below}")
    });
    (shown.to_plain(DECIMALS), fraction)
}

/// The decimals alone.
pub(super) fn plain(view: &View<'_>, number: &Number, unit: UnitId) -> String {
    pair(view, number, unit).0
}

/// `80 s.d. 90`, `> 80 s.d. 90`, `≥ 95`.
pub(super) fn range(view: &View<'_>, interval: &Interval, unit: UnitId) -> String {
    crate::render::figure::range_text(interval, |number| plain(view, number, unit))
}

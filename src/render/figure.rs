//! Values as programs read them: digits without grouping, labels as the ruleset writes them.

use crate::model::{Model, Type};
use crate::number::Number;
use crate::value::{Interval, Label, Value};

/// A number that does not terminate is cut after this many decimals; its fraction stands beside it.
pub const DECIMALS: u32 = 15;

/// What a label that lies in no band is called.
pub const OUTSIDE: &str = "di luar skala";

/// The sign before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalSign {
    /// `97.5`
    Dot,
    /// `97,5`
    Comma,
}

impl DecimalSign {
    /// The digits of a number, none of them grouped.
    pub fn write(self, number: &Number) -> String {
        let text = number.to_plain(DECIMALS);
        match self {
            Self::Dot => text,
            Self::Comma => text.replace('.', ","),
        }
    }
}

/// The value in the displayed unit (91 for 91%); none for a state without a value.
pub fn plain(model: &Model, ty: Type, value: &Value, sign: DecimalSign) -> Option<String> {
    Some(match value {
        Value::Number(number) => sign.write(&displayed(model, ty, number)),
        Value::Label(label) => label_text(model, ty, *label).to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Truth(truth) => truth_word(*truth).to_owned(),
        Value::Date(date) => date.to_string(),
        Value::Range(range) => range_text(range, |number| sign.write(&displayed(model, ty, number))),
        Value::Missing(_) | Value::NotApplicable(_) | Value::Failed(_) => return None,
    })
}

/// The fraction in lowest terms and in the displayed unit, of a number that does not terminate.
pub fn fraction(model: &Model, ty: Type, value: &Value) -> Option<String> {
    let number = displayed(model, ty, value.number()?);
    if number.decimals().is_some() {
        return None;
    }
    let (above, below) = number.fraction();
    Some(format!("{above}/{below}"))
}

/// A number in natural size (0,91) as it is displayed in the unit of a type (91 for persen).
pub fn displayed(model: &Model, ty: Type, number: &Number) -> Number {
    match ty {
        Type::Number(unit) | Type::Range(unit) => match model.units.shift(unit) {
            0 => number.clone(),
            shift => number.shift10(shift),
        },
        _ => number.clone(),
    }
}

/// A label as the ruleset writes it.
pub fn label_text(model: &Model, ty: Type, label: Label) -> &str {
    match ty {
        Type::Label(scale) if label != Label::OUTSIDE => {
            model.scale(scale).bands.get(label.0 as usize).map_or(OUTSIDE, |band| &band.label)
        }
        _ => OUTSIDE,
    }
}

/// `ya` or `tidak`.
pub fn truth_word(truth: bool) -> &'static str {
    if truth { "ya" } else { "tidak" }
}

/// `80 s.d. 90`, `> 80 s.d. 90`, `≥ 80`, with the ends as `number` writes them.
pub fn range_text(range: &Interval, number: impl Fn(&Number) -> String) -> String {
    if let Some(single) = range.single() {
        return number(single);
    }
    match (&range.low, &range.high) {
        (Some((low, low_in)), Some((high, high_in))) => format!(
            "{}{} s.d. {}{}",
            if *low_in { "" } else { "> " },
            number(low),
            if *high_in { "" } else { "< " },
            number(high)
        ),
        (Some((low, inclusive)), None) => format!("{} {}", if *inclusive { "≥" } else { ">" }, number(low)),
        (None, Some((high, inclusive))) => format!("{} {}", if *inclusive { "≤" } else { "<" }, number(high)),
        (None, None) => "apa pun".to_owned(),
    }
}

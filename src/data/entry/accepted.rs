//! Realizations outside `rentang`.

use crate::data::cell::shortened;
use crate::message::data::DataMessage;
use crate::model::catalog::{CatalogEntry, CellType, CellUnit};
use crate::number::{Cut, Number};
use crate::value::{Interval, Value};

/// Whether a realization lies within `rentang`.
pub fn accept(
    value: &Value,
    known: &CatalogEntry,
    expected: &CellType,
    column: &str,
    text: &str,
) -> Result<(), Box<DataMessage>> {
    let (Some(accepted), Value::Number(number), CellType::Number(unit)) = (&known.accepted, value, expected) else {
        return Ok(());
    };
    if accepted.contains(number) {
        return Ok(());
    }
    Err(Box::new(DataMessage::OutsideAccepted {
        column: column.to_owned(),
        text: shortened(text),
        code: known.code.clone(),
        accepted: interval_text(accepted, unit),
    }))
}

fn interval_text(interval: &Interval, unit: &CellUnit) -> String {
    let number = |number: &Number| {
        let text = number.shift10(unit.shift).to_indonesian(20, Cut::Truncate);
        match unit.name.as_str() {
            "persen" => format!("{text}%"),
            "rupiah" => format!("Rp {text}"),
            "angka" => text,
            name => format!("{text} {name}"),
        }
    };
    match (&interval.low, &interval.high) {
        (None, None) => "…".to_owned(),
        (Some((low, inside)), None) => format!("{} {}", if *inside { '≥' } else { '>' }, number(low)),
        (None, Some((high, inside))) => format!("{} {}", if *inside { '≤' } else { '<' }, number(high)),
        (Some((low, low_inside)), Some((high, high_inside))) => format!(
            "{}{} s.d. {}{}",
            if *low_inside { "" } else { "> " },
            number(low),
            if *high_inside { "" } else { "< " },
            number(high)
        ),
    }
}

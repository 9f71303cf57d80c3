//! Why there is no value, in words.

use crate::message::Language;
use crate::model::{ItemKind, Model};
use crate::value::{Absence, Cause, Field, Slot, Value};

/// More inputs than this are only counted.
const SHOWN: usize = 5;

/// Why a value is not there; empty where it is.
pub fn reason(model: &Model, value: &Value, language: Language) -> String {
    match value {
        Value::Missing(absence) => absent(model, absence, language, ("tidak ada", "is missing")),
        Value::NotApplicable(absence) => absent(model, absence, language, ("tidak berlaku", "does not apply")),
        Value::Failed(failure) => cause(model, &failure.cause, language),
        _ => String::new(),
    }
}

fn absent(model: &Model, absence: &Absence, language: Language, words: (&str, &str)) -> String {
    let word = language.pick(words.0, words.1);
    if absence.inputs.is_empty() {
        return language.pick(format!("yang dihitung {word}"), format!("what it is computed from {word}"));
    }
    let mut names: Vec<String> = absence.inputs.iter().take(SHOWN).map(|slot| slot_name(model, *slot)).collect();
    let further = absence.inputs.len() - names.len();
    if further > 0 {
        names.push(language.pick(format!("dan {further} lainnya"), format!("and {further} more")));
    }
    format!("{} {word}", names.join(", "))
}

/// `realisasi S1.1`, `pagu CQ`, `pegawai_terlayani`.
pub fn slot_name(model: &Model, slot: Slot) -> String {
    let Some(item) = model.code_items.get(slot.code.0 as usize) else { return model.codes.name(slot.code).to_owned() };
    let code = model.full_code(*item);
    match (model.item(*item).kind, slot.field) {
        (ItemKind::Data, _) => code,
        (ItemKind::Budget, Field::Target) => format!("pagu {code}"),
        (_, Field::Target) => format!("target {code}"),
        (_, Field::Realization) => format!("realisasi {code}"),
    }
}

fn cause(model: &Model, cause: &Cause, language: Language) -> String {
    let (id, en) = match cause {
        Cause::DivisionByZero => ("pembagian dengan nol", "division by zero"),
        Cause::NumberTooLarge => ("angka terlalu besar", "the number is too large"),
        Cause::NegativeInGeometricMean => {
            ("rata-rata geometrik dari angka negatif", "geometric mean of a negative number")
        }
        Cause::OutsideCurve => ("nilai di luar titik-titik kurva", "the value lies outside the points of the curve"),
        Cause::OutsideScale => ("nilai di luar skala dipakai dalam perhitungan", "a value outside the scale is used"),
        Cause::NoScore => ("label tanpa skor", "a label without a score"),
        Cause::WeightsAreZero => ("jumlah bobot yang tersisa 0", "the remaining weights add up to 0"),
        Cause::EmptyRange => ("batas bawah rentang melebihi batas atasnya", "a range whose low end is above its high end"),
        Cause::NoRow => ("tidak ada baris tabel yang cocok", "no row of the table applies"),
        Cause::BadData(slot) => {
            let name = slot_name(model, *slot);
            return language.pick(format!("data {name} salah"), format!("the data of {name} is wrong"));
        }
    };
    language.pick(id, en).to_owned()
}

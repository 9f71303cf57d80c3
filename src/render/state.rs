//! The states without a value, and their reasons, in plain words.

use super::View;
use crate::message::{Code, Language};
use crate::model::ItemKind;
use crate::value::period::Period;
use crate::value::{Absence, Cause, CodeId, Failure, Field, Lack, Slot, Value};

/// More names than this are not listed in a sentence.
const MOST_NAMES: usize = 5;

/// `a, b dan c`; of many only the first few.
pub fn enumerate(names: &[String], language: Language) -> String {
    let and = language.pick("dan", "and");
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= MOST_NAMES => format!("{} {and} {last}", first.join(", ")),
        _ => {
            let rest = names.len() - (MOST_NAMES - 1);
            let others = language.pick("lainnya", "others");
            format!("{} {and} {rest} {others}", names[..MOST_NAMES - 1].join(", "))
        }
    }
}

/// What people call a state: `belum ada data`, `tidak dapat dihitung`, `tidak berlaku`; none for a value.
pub fn word(value: &Value, language: Language) -> Option<&'static str> {
    Some(match value {
        Value::Missing(_) => language.pick("belum ada data", "no data yet"),
        Value::Failed(_) => language.pick("tidak dapat dihitung", "cannot be computed"),
        Value::NotApplicable(_) => language.pick("tidak berlaku", "not applicable"),
        _ => return None,
    })
}

/// The state as JSON and CSV write it: `nilai`, `kosong`, `galat`, `tidak_berlaku`.
pub fn keyword(value: &Value) -> &'static str {
    match value {
        Value::Missing(_) => "kosong",
        Value::Failed(_) => "galat",
        Value::NotApplicable(_) => "tidak_berlaku",
        _ => "nilai",
    }
}

/// Why there is no value: `realisasi S2.1 tidak ada`, `pembagian dengan nol di evaluasi.takar:31`. None for a value.
pub fn reason(view: &View<'_>, value: &Value) -> Option<String> {
    match value {
        Value::Missing(absence) => Some(missing(view, absence)),
        Value::NotApplicable(absence) => Some(not_applicable(view, absence)),
        Value::Failed(failure) => Some(failed(view, failure)),
        _ => None,
    }
}

fn missing(view: &View<'_>, absence: &Absence) -> String {
    let language = view.language;
    if absence.inputs.is_empty() {
        return language.pick("tidak ada data", "there is no data").to_owned();
    }
    let names = enumerate(&slots(view, absence), language);
    let verb = if absence.inputs.len() == 1 { "is" } else { "are" };
    language.pick(format!("{names} tidak ada"), format!("{names} {verb} missing"))
}

fn not_applicable(view: &View<'_>, absence: &Absence) -> String {
    let language = view.language;
    if absence.inputs.is_empty() {
        return language.pick("semua anggotanya tidak berlaku", "none of its members is applicable").to_owned();
    }
    let names = enumerate(&slots(view, absence), language);
    let verb = if absence.inputs.len() == 1 { "is" } else { "are" };
    language.pick(format!("{names} tidak berlaku"), format!("{names} {verb} not applicable"))
}

fn failed(view: &View<'_>, failure: &Failure) -> String {
    let language = view.language;
    let at = |what: String| match failure.at {
        Some(span) => format!("{what} {} {}", language.pick("di", "at"), view.place(span)),
        None => what,
    };
    let what = match &failure.cause {
        Cause::DivisionByZero => language.pick("pembagian dengan nol", "division by zero").to_owned(),
        Cause::NumberTooLarge => language.pick("angka terlalu besar", "the number is too large").to_owned(),
        Cause::NegativeInGeometricMean => {
            language.pick("rata-rata geometrik dari nilai negatif", "the geometric mean of a negative value").to_owned()
        }
        Cause::OutsideCurve => {
            language.pick("nilai di luar titik-titik kurva", "a value outside the curve's points").to_owned()
        }
        Cause::OutsideScale => language
            .pick("\"di luar skala\" tidak punya urutan dan skor", "\"di luar skala\" has no order and no score")
            .to_owned(),
        Cause::NoScore => language.pick("skala tidak punya skor", "the scale has no scores").to_owned(),
        Cause::WeightsAreZero => {
            language.pick("jumlah bobot yang tersisa 0", "the weights that are left add up to 0").to_owned()
        }
        Cause::EmptyRange => language
            .pick(
                "rentang tidak punya batas ini, atau batas bawahnya di atas batas atasnya",
                "the range lacks this end, or its low end lies above its high end",
            )
            .to_owned(),
        Cause::NoRow => language.pick("tidak ada baris tabel yang berlaku", "no row of the table applies").to_owned(),
        Cause::BadData(slot, blame) => {
            let name = slot_name(view, *slot);
            let Some(blame) = blame else {
                let what = language.pick("dalam data tidak dapat dipakai", "in the data cannot be used");
                return at(format!("{name} {what}"));
            };
            let what = match blame.perhaps {
                false => language.pick("dalam data tidak dapat dipakai", "in the data cannot be used"),
                true => language.pick(
                    "mungkin ada di baris data yang tidak dapat dipakai",
                    "may be in a row of the data that cannot be used",
                ),
            };
            // Whoever mends it looks for the row, not for the rule.
            return format!("{name} {what}: {} ({})", view.origin(blame.origin), Code(blame.code));
        }
        Cause::PeriodCycle => language
            .pick(
                "angka ini dihitung dari dirinya sendiri melalui periode lain",
                "this figure is computed from itself by way of another period",
            )
            .to_owned(),
        Cause::TooManyPeriods => language
            .pick(
                "terlalu banyak periode yang dibaca satu dari yang lain",
                "too many periods are read one from the other",
            )
            .to_owned(),
        Cause::OtherType(code, period) => {
            let name = code_name(view, *code);
            language.pick(
                format!("{name} pada {period} punya satuan atau skala lain"),
                format!("{name} had another unit or scale in {period}"),
            )
        }
        Cause::TargetsDisagree(slot) => {
            let name = slot_name(view, *slot);
            language.pick(
                format!("{name} untuk seluruh periode tidak sama dengan gabungan target bagian-bagiannya"),
                format!("{name} for the whole period is not what the targets of its parts make"),
            )
        }
    };
    at(what)
}

fn slots(view: &View<'_>, absence: &Absence) -> Vec<String> {
    absence.inputs.iter().map(|lack| lack_name(view, *lack)).collect()
}

/// `realisasi S2.1`, `realisasi S2.1 pada 2023`: an input that is not there.
pub fn lack_name(view: &View<'_>, lack: Lack) -> String {
    let at = |name: String, period: Period| format!("{name} {} {period}", view.language.pick("pada", "in"));
    match lack {
        Lack::Figure(slot) => slot_name(view, slot),
        Lack::FigureAt(slot, period) => at(slot_name(view, slot), period),
        Lack::Everything(code, period) => at(code_name(view, code), period),
    }
}

/// A code as the evaluated ruleset writes it.
fn code_name(view: &View<'_>, code: CodeId) -> String {
    match view.model.code_item(code) {
        Some(item) => view.code(item),
        None => view.model.codes.name(code).to_owned(),
    }
}

/// `realisasi S2.1`, `pagu CQ`, `pegawai_terlayani`: a figure as a reader calls it.
pub fn slot_name(view: &View<'_>, slot: Slot) -> String {
    let Some(item) = view.model.code_item(slot.code) else {
        return view.model.codes.name(slot.code).to_owned();
    };
    let code = view.code(item);
    match (view.model.item(item).kind, slot.field) {
        (ItemKind::Data, _) => code,
        (ItemKind::Budget, Field::Target) => format!("pagu {code}"),
        (_, Field::Target) => format!("target {code}"),
        (_, Field::Realization) => format!("realisasi {code}"),
    }
}

//! The sentences that all forms share.

use super::{Act, Alone, Cause, CauseKind, Change, Detail, Found, Rated, Results, RulesPart, Step, Verdict};
use crate::message::Language;
use crate::render::amendment::AmendmentFields;

/// `Perubahan Pertama … (pk-perubahan-1.takar:2; Keputusan …)`
pub fn amendment(amendment: &AmendmentFields) -> String {
    let title = amendment.title.as_ref().unwrap_or(&amendment.name);
    let places: Vec<&str> = std::iter::once(&amendment.place).chain(&amendment.bases).map(String::as_str).collect();
    format!("{title} ({})", places.join("; "))
}

/// `ditambah`
pub fn act(act: Act, language: Language) -> &'static str {
    match act {
        Act::Added => language.pick("ditambah", "added"),
        Act::Removed => language.pick("dicabut", "removed"),
        Act::Changed => language.pick("diubah", "changed"),
    }
}

/// `2 diubah, 1 ditambah`
pub fn count_of(part: &RulesPart, language: Language) -> String {
    let count = |wanted: Act| part.changes.iter().filter(|change| change.act == wanted).count();
    let counts: Vec<String> = [Act::Changed, Act::Added, Act::Removed]
        .into_iter()
        .map(|wanted| (count(wanted), wanted))
        .filter(|(count, _)| *count > 0)
        .map(|(count, wanted)| format!("{count} {}", act(wanted, language)))
        .collect();
    match counts.is_empty() {
        true => language.pick("tidak ada", "none").to_owned(),
        false => counts.join(", "),
    }
}

/// `indikator S1.2 Persentase pegawai …`
pub fn declaration(change: &Change) -> String {
    let mut text = change.keyword.clone();
    for part in [&change.name, &change.title].into_iter().flatten() {
        text.push(' ');
        text.push_str(part);
    }
    text
}

/// `95% → 97,5%`, `(tidak ada) → 97,5%`
pub fn from_to(detail: &Detail, language: Language) -> String {
    let none = language.pick("(tidak ada)", "(none)");
    format!("{} → {}", detail.old.as_deref().unwrap_or(none), detail.new.as_deref().unwrap_or(none))
}

/// What the one side says that says anything.
pub fn only(detail: &Detail) -> &str {
    detail.new.as_deref().or(detail.old.as_deref()).unwrap_or_default()
}

/// What was found, in a sentence without a full stop.
pub fn verdict(verdict: &Verdict, language: Language) -> String {
    let of = &verdict.of;
    match &verdict.found {
        Found::Equal => language
            .pick(format!("setara: {of} sama untuk semua masukan"), format!("setara: {of} is the same for all inputs")),
        Found::Unproven { cases } => language.pick(
            format!("tidak terbukti setara: {of} sama dalam {cases} kasus yang dicoba"),
            format!("not proven equal: {of} is the same in {cases} cases that were tried"),
        ),
        Found::NotCompared { why } => {
            language.pick(format!("{of} tidak dibandingkan: {why}"), format!("{of} is not compared: {why}"))
        }
        Found::Differ { inputs, old, new, only_without } => {
            let inputs: Vec<String> = inputs.iter().map(|input| format!("{} {}", input.name, input.value)).collect();
            let what = match inputs.is_empty() {
                true => of.clone(),
                false => format!("{of}, {}", inputs.join(", ")),
            };
            let only = match only_without {
                true => language.pick(
                    "berbeda hanya bila ada masukan tanpa nilai; ",
                    "different only where an input has no value; ",
                ),
                false => "",
            };
            language.pick(
                format!("{only}misalnya {what}: {old} menjadi {new}"),
                format!("{only}for instance {what}: {old} becomes {new}"),
            )
        }
    }
}

/// `[1], [3]`
pub fn numbers(steps: &[usize]) -> String {
    steps.iter().map(|step| format!("[{step}]")).collect::<Vec<_>>().join(", ")
}

/// Why a change could not be applied alone; nothing where it was.
pub fn alone(step: &Step, language: Language) -> Option<String> {
    match &step.alone {
        Alone::Applied => None,
        Alone::With { others } => Some(language.pick(
            format!("hanya dapat diterapkan bersama {}", numbers(others)),
            format!("can only be applied together with {}", numbers(others)),
        )),
        Alone::Failed { why } => Some(
            language
                .pick(format!("tidak dapat diterapkan sendirian: {why}"), format!("cannot be applied alone: {why}")),
        ),
        Alone::TooMany => Some(
            language
                .pick(
                    "tidak dicoba sendirian: perubahannya terlalu banyak",
                    "not tried alone: there are too many changes",
                )
                .to_owned(),
        ),
    }
}

/// `[1]`, `interaksi ([1], [2])`
pub fn cause(cause: &Cause, language: Language) -> String {
    let movers: Vec<usize> = cause.effects.iter().filter(|effect| effect.is_rating).map(|effect| effect.step).collect();
    let all: Vec<usize> = cause.effects.iter().map(|effect| effect.step).collect();
    match cause.kind {
        CauseKind::One | CauseKind::Each => numbers(if movers.is_empty() { &all } else { &movers }),
        CauseKind::Interaction => {
            let word = language.pick("interaksi", "interaction");
            if all.is_empty() { word.to_owned() } else { format!("{word} ({})", numbers(&all)) }
        }
        CauseKind::Unknown => {
            let known = numbers(&all);
            let unknown = language.pick("tidak terurai", "not resolved");
            if known.is_empty() { unknown.to_owned() } else { format!("{known}, {unknown}") }
        }
    }
}

/// What is said below a list in which an interaction stands.
pub fn interaction(language: Language) -> &'static str {
    language.pick(
        "interaksi: tidak satu pun perubahan sendirian membuat hasil itu, atau akibat masing-masing tidak berjumlah sama dengan akibat semuanya; dalam kurung perubahan yang sendirian mengubah hasil itu",
        "interaction: no change alone makes that result, or what they do alone does not add up to what all do; in brackets the changes that alone do something to it",
    )
}

/// `91% Berhasil`
pub fn rated(rated: &Rated) -> String {
    match (&rated.value, &rated.rating) {
        (Some(value), Some(rating)) if value == rating => value.clone(),
        (Some(value), Some(rating)) => format!("{value} {rating}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => "–".to_owned(),
    }
}

/// `2 dari 9 kategori berubah, 1 nilai lain berubah`
pub fn effect(results: &Results, language: Language) -> String {
    let (moved, rated, values) = (results.ratings_moved, results.rated, results.values_moved);
    let ratings =
        language.pick(format!("{moved} dari {rated} kategori berubah"), format!("{moved} of {rated} ratings change"));
    match values {
        0 => ratings,
        _ => language.pick(
            format!("{ratings}; {values} hasil lain berubah nilainya saja"),
            format!("{ratings}; {values} other results change in value only"),
        ),
    }
}

//! The one sentence that says it: the rating and the decisive comparison, or why there is none.

use super::{rating, shown};
use crate::explain::{BandShown, Explanation, Operator, Position, Step, Subject};
use crate::model::{ItemKind, Property, Type, UnitId};
use crate::render::View;
use crate::render::markup::{Markup, Role};
use crate::render::number::{self, Precision};
use crate::render::state;
use crate::value::operator::Comparison;
use crate::value::{Label, Value};

/// The sentence of an explanation.
pub(super) fn of(view: &View<'_>, explanation: &Explanation) -> Markup {
    match explanation.subject {
        Subject::Condition(_) => condition(view, explanation),
        Subject::Item(id) => item(view, explanation, view.model.item(id).kind),
        _ => value(view, explanation, view.language.pick("nilai", "value")),
    }
}

fn item(view: &View<'_>, explanation: &Explanation, kind: ItemKind) -> Markup {
    let pick = |id, en| view.language.pick(id, en);
    let Step::Item { headline: Some(_), .. } = explanation.step else {
        return Markup::of(
            Role::Plain,
            pick(
                "Tidak punya capaian: tidak ada agregasi atau rumus.",
                "Has no achievement: there is no aggregation and no formula.",
            ),
        );
    };
    if let Some(rating) =
        explanation.property(Property::Category).and_then(|category| rated(view, explanation, category))
    {
        return rating;
    }
    let absorption = explanation.property(Property::Absorption);
    match kind {
        ItemKind::Budget => budget(view, explanation),
        ItemKind::Group(_) if absorption.is_some() && explanation.property(Property::Achievement).is_none() => {
            budget(view, explanation)
        }
        ItemKind::Group(_) => value(view, explanation, pick("capaian", "achievement")),
        ItemKind::Indicator if explanation.property(Property::Achievement).is_some() => {
            against_target(view, explanation)
        }
        ItemKind::Indicator => value(view, explanation, pick("realisasi", "actual")),
        ItemKind::Result | ItemKind::Data => value(view, explanation, pick("nilai", "value")),
    }
}

/// A sentence begins with a capital letter.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// `Belum ada data: realisasi S2.1 tidak ada.` None for a value.
fn stateless(view: &View<'_>, value: &Value) -> Option<Markup> {
    let word = capital(state::word(value, view.language)?);
    let reason = state::reason(view, value)?;
    Some(Markup::of(Role::Alert, word).with(Role::Plain, format!(": {reason}.")))
}

fn value(view: &View<'_>, explanation: &Explanation, noun: &str) -> Markup {
    stateless(view, &explanation.value).unwrap_or_else(|| {
        let text = shown(view, &explanation.value, explanation.ty);
        Markup::of(Role::Plain, format!("{} ", capital(noun))).with(Role::Result, text).with(Role::Plain, ".")
    })
}

/// `Capaian 123,08%: realisasi 4 terhadap target 3,25.`
fn against_target(view: &View<'_>, explanation: &Explanation) -> Markup {
    let input = |property| {
        let input = explanation.property(property)?;
        input.value.is_there().then(|| shown(view, &input.value, input.ty))
    };
    match (stateless(view, &explanation.value), input(Property::Target), input(Property::Realization)) {
        (None, Some(target), Some(realization)) => {
            let value = shown(view, &explanation.value, explanation.ty);
            let text = view.language.pick(
                format!(": realisasi {realization} terhadap target {target}."),
                format!(": the actual {realization} against the target {target}."),
            );
            let noun = view.language.pick("Capaian ", "Achievement ");
            Markup::of(Role::Plain, noun).with(Role::Result, value).with(Role::Plain, text)
        }
        _ => value(view, explanation, view.language.pick("capaian", "achievement")),
    }
}

/// `Serapan 83,548…%: realisasi Rp … dari pagu Rp …, sisa Rp ….`
fn budget(view: &View<'_>, explanation: &Explanation) -> Markup {
    let part = |property| explanation.property(property).map(|part| shown(view, &part.value, part.ty));
    let spent = part(Property::Spent).or_else(|| part(Property::Realization));
    match (stateless(view, &explanation.value), spent, part(Property::Ceiling), part(Property::Remaining)) {
        (None, Some(spent), Some(ceiling), Some(remaining)) => {
            let value = shown(view, &explanation.value, explanation.ty);
            let text = view.language.pick(
                format!(": realisasi {spent} dari pagu {ceiling}, sisa {remaining}."),
                format!(": {spent} spent of a pagu of {ceiling}, {remaining} left."),
            );
            let noun = view.language.pick("Serapan ", "Absorption ");
            Markup::of(Role::Plain, noun).with(Role::Result, value).with(Role::Plain, text)
        }
        _ => value(view, explanation, view.language.pick("serapan", "absorption")),
    }
}

/// `Berhasil: capaian 91% berada pada 91% s.d. 100%.` None where the value is there, but its rating says nothing more.
fn rated(view: &View<'_>, explanation: &Explanation, category: &Explanation) -> Option<Markup> {
    let language = view.language;
    if let Some(sentence) = stateless(view, &category.value) {
        return Some(sentence);
    }
    let Value::Label(label) = category.value else { return None };
    let Step::Banded { bands, scale, .. } = &category.step else { return None };
    let word = number::label(view.model, label, category.ty);
    let scale = view.model.scale(*scale);
    let unit = scale.unit.unwrap_or(UnitId::PLAIN);
    let noun = match explanation.subject {
        Subject::Item(id) if view.model.item(id).kind == ItemKind::Result => language.pick("nilai", "the value"),
        _ => language.pick("capaian", "the achievement"),
    };
    let achieved = shown(view, &explanation.value, explanation.ty);
    let chosen = bands.iter().find(|band| band.chosen);
    let mut sentence = Markup::of(rating::role(chosen.and_then(|band| band.colour.as_deref())), capital(word));
    let prepared = category.because.first();
    // The scale may look at another number than the one that is published.
    let looked_up = match prepared {
        Some(prepared) if prepared.value != explanation.value => {
            let shown = shown(view, &prepared.value, prepared.ty);
            language.pick(
                format!("{noun} {achieved}, yang untuk {} dihitung {shown},", scale.name),
                format!("{noun} of {achieved}, which {} takes as {shown},", scale.name),
            )
        }
        _ => language.pick(format!("{noun} {achieved}"), format!("{noun} of {achieved}")),
    };
    let rest = match chosen {
        Some(BandShown { range: Some(range), .. }) => {
            let range = number::range(&view.model.units, range, unit, Precision::Explanation);
            language.pick(format!(": {looked_up} berada pada {range}."), format!(": {looked_up} lies in {range}."))
        }
        _ if label == Label::OUTSIDE => {
            let nearest = nearest(view, bands, unit);
            language.pick(
                format!(": {looked_up} tidak berada pada rentang mana pun dalam {}{nearest}.", scale.name),
                format!(": {looked_up} lies in no range of {}{nearest}.", scale.name),
            )
        }
        _ => format!(": {looked_up}."),
    };
    sentence.push(Role::Plain, rest);
    Some(sentence)
}

/// The band that a value misses by least: `, 28 poin persentase di atas "Berhasil"`.
fn nearest(view: &View<'_>, bands: &[BandShown], unit: UnitId) -> String {
    let gap = |band: &BandShown| match &band.position {
        Some(Position::Above(gap) | Position::Below(gap)) => Some(gap.clone()),
        _ => None,
    };
    let Some(band) = bands.iter().filter(|band| gap(band).is_some()).min_by_key(|band| gap(band)) else {
        return String::new();
    };
    match &band.position {
        Some(Position::Above(gap)) => {
            let gap = rating::distance(view, gap, unit);
            view.language.pick(format!(", {gap} di atas \"{}\"", band.text), format!(", {gap} above \"{}\"", band.text))
        }
        Some(Position::Below(gap)) => {
            let gap = rating::distance(view, gap, unit);
            view.language
                .pick(format!(", {gap} di bawah \"{}\"", band.text), format!(", {gap} below \"{}\"", band.text))
        }
        _ => String::new(),
    }
}

/// `Gagal: 77% = 100% tidak benar; selisihnya 23 poin persentase.`
fn condition(view: &View<'_>, explanation: &Explanation) -> Markup {
    let language = view.language;
    let holds = match explanation.value {
        Value::Truth(holds) => holds,
        Value::Missing(_) => {
            let word = language.pick("Belum dapat diperiksa", "Cannot be checked yet");
            let reason = state::reason(view, &explanation.value).unwrap_or_default();
            return Markup::of(Role::Alert, word).with(Role::Plain, format!(": {reason}."));
        }
        _ => return value(view, explanation, ""),
    };
    let word = if holds { language.pick("Lulus", "Passed") } else { language.pick("Gagal", "Failed") };
    let role = if holds { Role::Result } else { Role::Alert };
    let mut sentence = Markup::of(role, word);
    let text = match (&explanation.step, &*explanation.because) {
        (Step::Computed(Operator::Compare(comparison)), [left, right]) => {
            compared(view, *comparison, left, right, holds)
        }
        _ if holds => language.pick("syaratnya terpenuhi", "the condition holds").to_owned(),
        _ => language.pick("syaratnya tidak terpenuhi", "the condition does not hold").to_owned(),
    };
    sentence.push(Role::Plain, format!(": {text}."));
    sentence
}

fn compared(view: &View<'_>, comparison: Comparison, left: &Explanation, right: &Explanation, holds: bool) -> String {
    let (a, b) = number::values_differing(view.model, &left.value, &right.value, left.ty, Precision::Explanation)
        .unwrap_or_else(|| (shown(view, &left.value, left.ty), shown(view, &right.value, right.ty)));
    let statement = format!("{a} {} {b}", comparison.sign());
    if holds {
        return statement;
    }
    let not = view.language.pick("tidak benar", "is not true");
    match difference(view, left, right) {
        Some(gap) => {
            let gap = view.language.pick(format!("selisihnya {gap}"), format!("they differ by {gap}"));
            let alike = |side: &Explanation| number::value(view.model, &side.value, side.ty, Precision::Table);
            let offer = match comparison {
                Comparison::Equal if alike(left) == alike(right) => number::rounding_offer(view.language),
                _ => "",
            };
            format!("{statement} {not}; {gap}{offer}")
        }
        None => format!("{statement} {not}"),
    }
}

/// How far the two sides are apart, where they are numbers and differ.
fn difference(view: &View<'_>, left: &Explanation, right: &Explanation) -> Option<String> {
    let (Value::Number(a), Value::Number(b), Type::Number(unit)) = (&left.value, &right.value, left.ty) else {
        return None;
    };
    let gap = a.sub(b).ok()?.abs();
    (!gap.is_zero()).then(|| rating::distance(view, &gap, unit))
}

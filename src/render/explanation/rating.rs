//! Limits, roundings and bands.

use super::sheet::Sheet;
use super::{amended, formula, shown};
use crate::explain::{BandShown, Explanation, OrderedBy, Position, Step};
use crate::message::Language;
use crate::model::{Type, UnitId};
use crate::number::{Number, RoundingMode};
use crate::render::View;
use crate::render::markup::{Colour, Markup, Role};
use crate::render::number::{self, Precision};
use crate::value::{Label, Value};

/// The label of a limit or rounding, and what it did: `bulatkan`, `0 desimal: 90,526…% → 91%`.
pub(super) fn order(view: &View<'_>, explanation: &Explanation) -> (String, Markup) {
    let (label, what, changed) = match &explanation.step {
        Step::Limited { changed, .. } => {
            let range = explanation.because.get(1);
            let range = range.map_or_else(String::new, |range| shown(view, &range.value, range.ty));
            (view.language.pick("batasi", "limits"), range, *changed)
        }
        Step::Rounded { mode, decimals, changed, .. } => {
            let (word, how) = rounding(*mode, view.language);
            (word, format!("{how}{decimals} {}", view.language.pick("desimal", "decimals")), *changed)
        }
        _ => return (String::new(), Markup::new()),
    };
    let mut text = Markup::of(Role::Plain, what);
    match explanation.because.first() {
        Some(before) if changed => {
            text.push(Role::Plain, ": ");
            text.append(change(view, before, explanation));
        }
        Some(before) if !before.value.is_there() => {}
        _ => text.push(Role::Plain, view.language.pick(": tidak mengubah", ": changes nothing")),
    }
    (label.to_owned(), text)
}

/// The word and its qualification.
fn rounding(mode: RoundingMode, language: Language) -> (&'static str, &'static str) {
    let word = language.pick("bulatkan", "rounding");
    match mode {
        RoundingMode::HalfAwayFromZero => (word, ""),
        RoundingMode::HalfEven => (word, language.pick("setengah genap ", "half to even, ")),
        RoundingMode::Up => (word, language.pick("ke atas ", "up, ")),
        RoundingMode::Down => (word, language.pick("ke bawah ", "down, ")),
        RoundingMode::Truncate => (language.pick("pangkas", "truncate"), ""),
    }
}

/// `90,526…% → 91%`, with enough digits to differ.
pub(super) fn change(view: &View<'_>, before: &Explanation, after: &Explanation) -> Markup {
    let pair = number::values_differing(view.model, &before.value, &after.value, after.ty, Precision::Explanation);
    let (from, to) =
        pair.unwrap_or_else(|| (shown(view, &before.value, before.ty), shown(view, &after.value, after.ty)));
    Markup::of(Role::Plain, format!("{from} → ")).with(Role::Result, to)
}

/// `kategori`: the scale, its own limit and rounding, every band.
pub(super) fn rows(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    labelled(view, view.language.pick("kategori", "rating"), explanation, sheet);
}

/// The same of a scale that a formula calls.
pub(super) fn called(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    labelled(view, "", explanation, sheet);
}

fn labelled(view: &View<'_>, label: &str, explanation: &Explanation, sheet: &mut Sheet) {
    let Step::Banded { scale: id, bands, .. } = &explanation.step else {
        let text = Markup::of(Role::Result, shown(view, &explanation.value, explanation.ty));
        sheet.row(label, text, &[view.place(explanation.span)]);
        return sheet.more(Markup::of(Role::Plain, formula::source(view, explanation.span)));
    };
    let scale = view.model.scale(*id);
    let mut origin = vec![view.place(scale.about.head)];
    origin.extend(scale.about.bases.iter().map(|basis| basis.text.clone()));
    let mut own = Vec::new();
    let mut prepared = explanation.because.first();
    while let Some(step) = prepared {
        match step.step {
            Step::Limited { by: OrderedBy::Scale(_), .. } | Step::Rounded { by: OrderedBy::Scale(_), .. } => {
                own.push(step);
                prepared = step.because.first();
            }
            _ => break,
        }
    }
    // Its own limit and rounding touch only the choice of the band.
    let mut name = Markup::of(Role::Plain, &scale.name);
    for step in own.iter().rev().filter(|step| step.value.is_there()) {
        let (label, text) = order(view, step);
        name.push(Role::Plain, format!(", {label} "));
        name.append(text);
    }
    sheet.row(label, name, &origin);
    amended::beside(view, explanation, "kategori", sheet);
    let unit = scale.unit.unwrap_or(UnitId::PLAIN);
    lines(view, bands, unit, explanation.value == Value::Label(Label::OUTSIDE), sheet);
}

fn lines(view: &View<'_>, bands: &[BandShown], unit: UnitId, outside: bool, sheet: &mut Sheet) {
    let ranges: Vec<String> = bands
        .iter()
        .map(|band| match &band.range {
            Some(range) => number::range(&view.model.units, range, unit, Precision::Explanation),
            None => String::new(),
        })
        .collect();
    // Ranges line up at the words between their ends.
    let low = |range: &str| range.find(" s.d. ").map(|end| range[..end].chars().count());
    let lows = ranges.iter().filter_map(|range| low(range)).max().unwrap_or(0);
    let ranges: Vec<String> = ranges
        .into_iter()
        .map(|range| format!("{}{range}", " ".repeat(lows.saturating_sub(low(&range).unwrap_or(lows)))))
        .collect();
    let label_width = bands.iter().map(|band| band.text.chars().count()).max().unwrap_or(0);
    let range_width = ranges.iter().map(|range| range.chars().count()).max().unwrap_or(0);
    for (band, range) in bands.iter().zip(&ranges) {
        let role = if band.chosen { role(band.colour.as_deref()) } else { Role::Plain };
        let mut text = Markup::of(role, &band.text);
        text.push(Role::Plain, " ".repeat(label_width - band.text.chars().count() + 3));
        text.push(Role::Plain, range);
        if let Some(position) = band.position.as_ref().and_then(|position| place(view, position, unit)) {
            text.push(Role::Plain, " ".repeat(range_width - range.chars().count() + 3));
            text.push(if band.chosen { Role::Result } else { Role::Faint }, position);
        }
        sheet.marked(if band.chosen { "▸" } else { " " }, text);
    }
    if outside {
        sheet.marked("▸", Markup::of(Role::Alert, "di luar skala"));
    }
}

/// The role of a rating in this colour.
pub(super) fn role(colour: Option<&str>) -> Role {
    colour.map_or(Role::Result, |word| Role::Band(Colour::named(word)))
}

/// Where the value lies, seen from a band.
fn place(view: &View<'_>, position: &Position, unit: UnitId) -> Option<String> {
    let pick = |id: &str, en: &str| view.language.pick(id, en).to_owned();
    Some(match position {
        Position::AtLowEnd => pick("tepat di batas bawah", "exactly at its low end"),
        Position::AtHighEnd => pick("tepat di batas atas", "exactly at its high end"),
        Position::Inside => return None,
        Position::Above(gap) | Position::Below(gap) if gap.is_zero() => {
            pick("tepat pada batasnya, yang tidak termasuk", "exactly at its end, which is not part of it")
        }
        Position::Above(gap) => {
            let gap = distance(view, gap, unit);
            view.language.pick(format!("{gap} di atasnya"), format!("{gap} above it"))
        }
        Position::Below(gap) => {
            let gap = distance(view, gap, unit);
            view.language.pick(format!("{gap} di bawahnya"), format!("{gap} below it"))
        }
    })
}

/// A distance, with enough digits not to look like 0.
pub(super) fn distance(view: &View<'_>, gap: &Number, unit: UnitId) -> String {
    let shift = view.model.units.shift(unit);
    let shown = gap.shift10(shift);
    let enough = (3..40).find(|decimals| !shown.round(RoundingMode::Truncate, *decimals).is_zero());
    let precision = Precision::Cut(enough.unwrap_or(3));
    number::difference(&view.model.units, gap, unit, precision, view.language)
}

/// The unit of a type, plain where it has none.
pub(super) fn unit_of(ty: Type) -> UnitId {
    match ty {
        Type::Number(unit) | Type::Range(unit) => unit,
        _ => UnitId::PLAIN,
    }
}

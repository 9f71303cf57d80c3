//! The notes under an explanation.

use super::rating;
use super::sheet::Sheet;
use super::shown;
use crate::explain::{Explanation, LeftOut, Note, Position};
use crate::model::Type;
use crate::render::markup::{Markup, Role};
use crate::render::number::{self, Precision};
use crate::render::{View, state};
use crate::value::{Label, Value};

/// What a note begins with that says that a rule is not certain.
const UNVERIFIED: &str = "belum diverifikasi";

/// All notes, each on lines of its own.
pub(super) fn of(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    let mut texts: Vec<String> = explanation.notes.iter().filter_map(|note| text(view, note)).collect();
    // Of the rules that were applied only the doubts matter here; their other notes are in the JSON.
    for node in explanation.because.iter().flat_map(Explanation::nodes) {
        let doubts = node.notes.iter().filter_map(|note| match note {
            Note::Written(note) if note.text.starts_with(UNVERIFIED) => {
                Some(format!("{} ({})", note.text, view.place(note.span)))
            }
            _ => None,
        });
        texts.extend(doubts);
    }
    let mut seen = Vec::new();
    texts.retain(|text| {
        let new = !seen.contains(text);
        seen.push(text.clone());
        new
    });
    if texts.is_empty() {
        return;
    }
    sheet.blank();
    let word = view.language.pick(" Catatan: ", " Note: ");
    let mut before = Markup::of(Role::Label, word);
    for text in texts {
        let indent = before.width();
        sheet.hanging(before, Markup::of(Role::Plain, text));
        before = Markup::of(Role::Plain, " ".repeat(indent));
    }
}

/// A note as a sentence; none where it goes without saying.
pub fn text(view: &View<'_>, note: &Note) -> Option<String> {
    let language = view.language;
    Some(match note {
        Note::Written(cited) => cited.text.clone(),
        Note::RoundingDecides { .. } => rounding_decides(view, note),
        Note::CapActive { uncapped, capped, ty } => {
            let (before, after) = pair(view, uncapped, capped, *ty);
            language.pick(
                format!("batas mengubah nilai; tanpa batas {before}, bukan {after}."),
                format!("a limit changed the value; without it {before}, not {after}."),
            )
        }
        Note::LeftOut { items, why, rescaled } => left_out(view, items, *why, *rescaled),
        Note::AsZero { items } => {
            let items = view.codes(items);
            language.pick(
                format!("{items} belum ada datanya dan dihitung 0."),
                format!("{items} without data counted as 0."),
            )
        }
        Note::PartsMissing { parts, as_zero } => {
            let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            let parts = state::enumerate(&parts, language);
            match as_zero {
                true => language.pick(
                    format!("{parts} belum ada datanya dan dihitung 0."),
                    format!("{parts} without data count as 0."),
                ),
                false => language.pick(
                    format!("{parts} belum ada datanya; yang dipakai bagian yang diketahui."),
                    format!("{parts} without data; the parts that are known are used."),
                ),
            }
        }
        Note::Inexact => language
            .pick(
                "akarnya tidak rasional; dihitung sampai 28 angka penting.",
                "the root is irrational; it was taken to 28 significant digits.",
            )
            .to_owned(),
        Note::Contradicted { given, expected, ty } => {
            let (given, expected) = pair(view, given, expected, *ty);
            language.pick(
                format!("data menyebut {given}, aturan {expected}."),
                format!("the data says {given}, the ruleset {expected}."),
            )
        }
        Note::PublishedValue { text, computed, ty, agrees: false } => {
            let computed = computed_text(view, computed, *ty);
            language.pick(
                format!("dilaporkan {text}, dihitung {computed}."),
                format!("published {text}, computed {computed}."),
            )
        }
        Note::PublishedCategory { text, computed, ty, agrees: false } => {
            let computed = shown(view, computed, *ty);
            language.pick(
                format!("kategori dilaporkan {text}, dihitung {computed}."),
                format!("published rating {text}, computed {computed}."),
            )
        }
        Note::PublishedValue { text, agrees: true, .. } => {
            language.pick(format!("sama dengan yang dilaporkan ({text})."), format!("the same as published ({text})."))
        }
        Note::PublishedCategory { agrees: true, .. } => return None,
        Note::Carried { column, text } => format!("{column}: {text}"),
    })
}

fn computed_text(view: &View<'_>, value: &Value, ty: Type) -> String {
    shown(view, value, ty)
}

fn pair(view: &View<'_>, a: &Value, b: &Value, ty: Type) -> (String, String) {
    number::values_differing(view.model, a, b, ty, Precision::Explanation)
        .unwrap_or_else(|| (shown(view, a, ty), shown(view, b, ty)))
}

fn left_out(view: &View<'_>, items: &[crate::model::ItemId], why: LeftOut, rescaled: bool) -> String {
    let codes = view.codes(items);
    let language = view.language;
    let text = match why {
        LeftOut::NotApplicable => language
            .pick(format!("{codes} tidak berlaku dan tidak dihitung"), format!("{codes} left out as not applicable")),
        LeftOut::Ignored => language
            .pick(format!("{codes} belum ada datanya dan diabaikan"), format!("{codes} left out for want of data")),
    };
    match rescaled {
        true => language.pick(
            format!("{text}; bobot anggota lain disesuaikan."),
            format!("{text}; the weights of the others were rescaled."),
        ),
        false => format!("{text}."),
    }
}

/// `kategori bergantung pada pembulatan; tanpa pembulatan 90,53% berada 0,47 poin persentase di bawah batas 91%.`
fn rounding_decides(view: &View<'_>, note: &Note) -> String {
    let Note::RoundingDecides { scale, unit, unrounded, would, missed, .. } = note else { return String::new() };
    let language = view.language;
    let units = &view.model.units;
    // As in tables, but never so short that the value seems to be on the other side of the bound.
    let number = match missed {
        Some((bound, _)) => number::differing(units, unrounded, bound, *unit, Precision::Table).0,
        None => number::number(units, unrounded, *unit, Precision::Table),
    };
    let start = language.pick(
        format!("kategori bergantung pada pembulatan; tanpa pembulatan {number}"),
        format!("the rating depends on rounding; without rounding {number}"),
    );
    let where_ = missed.as_ref().map(|(bound, position)| {
        let bound = number::number(units, bound, *unit, Precision::Explanation);
        let gap = match position {
            Position::Above(gap) | Position::Below(gap) => short(view, gap, *unit),
            _ => String::new(),
        };
        match position {
            Position::Above(_) => language
                .pick(format!(" berada {gap} di atas batas {bound}"), format!(" lies {gap} above the bound {bound}")),
            _ => language
                .pick(format!(" berada {gap} di bawah batas {bound}"), format!(" lies {gap} below the bound {bound}")),
        }
    });
    let rating = match *would {
        Label::OUTSIDE => match missed {
            Some(_) => String::new(),
            None => language.pick(" di luar skala", " is outside the scale").to_owned(),
        },
        label => {
            let label = number::label(view.model, label, Type::Label(*scale));
            language.pick(format!(", dan kategorinya {label}"), format!(", and the rating is {label}"))
        }
    };
    format!("{start}{}{rating}.", where_.unwrap_or_default())
}

/// A distance in 2 decimals, in more where that would be 0.
fn short(view: &View<'_>, gap: &crate::number::Number, unit: crate::model::UnitId) -> String {
    let rounded = gap.shift10(view.model.units.shift(unit)).round(crate::number::RoundingMode::HalfAwayFromZero, 2);
    match rounded.is_zero() {
        true => rating::distance(view, gap, unit),
        false => number::difference(&view.model.units, gap, unit, Precision::Table, view.language),
    }
}

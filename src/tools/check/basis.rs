//! T0817: a ruleset or amendment without legal basis; or, in a file without `aturan` that could have one for all that it declares, a
//! scale, polarity, curve or table with neither `dasar` nor `catatan`.

use super::context::Context;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;
use crate::model::About;

pub const RULE: Rule = Rule::new(
    817,
    "tanpa-dasar",
    ("aturan, skala, atau polaritas tanpa dasar hukum", "a ruleset, scale or polarity without legal basis"),
    run,
);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let model = context.model;
    for amendment in model.amendments.iter().filter(|amendment| amendment.about.bases.is_empty()) {
        let what = format!("perubahan `{}`", amendment.name);
        found.push(Found::new(amendment.about.head, FindingsMessage::NoBasis { what }));
    }
    if let Some(header) = model.header() {
        if header.about.bases.is_empty() {
            let what = format!("aturan `{}`", header.name);
            found.push(Found::new(header.about.head, FindingsMessage::NoBasis { what }));
        }
        return;
    }
    let scales = model.scales.iter().filter(|scale| scale.ordered).map(|scale| ("skala", &scale.name, &scale.about));
    let polarities = model.formulas.iter().filter(|formula| formula.is_polarity);
    let polarities = polarities.map(|formula| ("polaritas", &formula.name, &formula.about));
    let curves = model.curves.iter().map(|curve| ("kurva", &curve.name, &curve.about));
    let tables = model.tables.iter().map(|table| ("tabel", &table.name, &table.about));
    // What the file itself uses is judged where that is checked.
    let lacks = |about: &About| about.bases.is_empty() && about.notes.is_empty() && about.head.file.0 == 0;
    for (word, name, about) in scales.chain(polarities).chain(curves).chain(tables).filter(|(_, _, about)| lacks(about))
    {
        found.push(Found::new(about.head, FindingsMessage::NoBasis { what: format!("{word} `{name}`") }));
    }
}

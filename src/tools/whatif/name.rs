//! What a name of something that can be changed means.

use super::knob::{End, Knob, Place};
use super::literal;
use crate::message::seek::SeekMessage;
use crate::model::{ItemId, ItemKind, Model, NodeKind, Property, ScaleId, Type};
use crate::nearest::nearest;
use crate::source::Sources;
use crate::value::period::Period;

/// What a name means: `S1.1.target`, `pegawai_terlayani`, `skala_lkj."Berhasil".bawah`, `50% dalam S1.2`.
///
/// Of a target that is written by period it is the one of `period`.
pub fn resolve(model: &Model, sources: &Sources, text: &str, period: Option<Period>) -> Result<Knob, SeekMessage> {
    let text = text.trim();
    if let Some((number, within)) = text.split_once(" dalam ") {
        return literal::resolve(model, sources, number.trim(), within.trim());
    }
    if let Some(found) = item_path(model, text)
        && found.1.first().is_none_or(|word| WORDS.contains(word))
    {
        return figure(model, text, found, period);
    }
    if let Some(knob) = band(model, text) {
        return knob;
    }
    let names = all_names(model);
    let near = nearest(text, names.iter().map(String::as_str)).map(str::to_owned);
    Err(SeekMessage::UnknownKnob { path: text.to_owned(), near })
}

/// The words that may stand behind a code.
const WORDS: &[&str] =
    &["target", "realisasi", "capaian", "kategori", "bobot", "pagu", "sisa", "serapan", "capaian_mentah"];

/// The item whose code, or official code, a text begins with, and the words behind it.
fn item_path<'t>(model: &Model, text: &'t str) -> Option<(ItemId, Vec<&'t str>)> {
    let mut best: Option<(usize, ItemId, &'t str)> = None;
    for index in 0..model.items.len() {
        let id = ItemId(index as u32);
        let code = model.full_code(id);
        let rest = match text.strip_prefix(code.as_str()) {
            Some("") => Some(""),
            Some(rest) => rest.strip_prefix('.'),
            None => None,
        };
        if let Some(rest) = rest
            && best.as_ref().is_none_or(|(length, ..)| code.len() > *length)
        {
            best = Some((code.len(), id, rest));
        }
    }
    let (_, id, rest) = best?;
    Some((id, if rest.is_empty() { Vec::new() } else { rest.split('.').collect() }))
}

fn figure(
    model: &Model,
    text: &str,
    (id, words): (ItemId, Vec<&str>),
    period: Option<Period>,
) -> Result<Knob, SeekMessage> {
    let item = model.item(id);
    let code = model.full_code(id);
    let takes = || changeable(model, id).into_iter().map(|word| format!("{code}{word}")).collect::<Vec<_>>();
    let computed = || Err(SeekMessage::Computed { path: text.to_owned(), takes: takes() });
    let property = match (item.kind, words.first().copied()) {
        (ItemKind::Data, None | Some("realisasi")) => Property::Realization,
        (_, Some("realisasi")) => Property::Realization,
        (_, Some("target")) => Property::Target,
        (_, Some("bobot")) => Property::Weight,
        (_, Some("pagu")) => Property::Ceiling,
        _ => return computed(),
    };
    let end = match words.get(1..).unwrap_or_default() {
        [] => None,
        ["bawah"] => Some(End::Low),
        ["atas"] => Some(End::High),
        _ => return computed(),
    };
    let Some(root) = item.properties[property as usize] else { return computed() };
    // The budget of a group is a sum.
    if matches!(item.kind, ItemKind::Group(_)) && property != Property::Weight {
        return computed();
    }
    let node = model.node(root);
    let ty = match (node.ty, end) {
        (Type::Range(unit), _) => Type::Number(unit),
        (_, Some(_)) => return computed(),
        (ty, None) => ty,
    };
    let accepted = match property {
        Property::Realization => item.declared.accepted.as_ref().map(|(interval, _)| interval.clone()),
        _ => None,
    };
    let (place, span) = match &node.kind {
        NodeKind::Given(slot) => (Place::Figure(*slot, root), None),
        // The target of one period, unless the data repeats it, which it may for the rule only.
        NodeKind::Agreed { rule, .. } => (Place::Node(root), Some(span_of(model, *rule, period))),
        _ => (Place::Node(root), Some(node.span)),
    };
    Ok(Knob { name: text.to_owned(), ty, figure: Some((id, property)), end, places: vec![place], accepted, span })
}

/// The place of a rule; of one that differs by period that of the period.
fn span_of(model: &Model, rule: crate::model::NodeId, period: Option<Period>) -> crate::source::Span {
    let node = model.node(rule);
    match &node.kind {
        NodeKind::ByPeriod { arms, .. } => {
            let arm = arms.iter().find(|(of, _)| Some(*of) == period);
            arm.map_or(node.span, |(_, arm)| model.node(*arm).span)
        }
        _ => node.span,
    }
}

/// What can be changed of an item, as it stands behind its code.
pub(super) fn changeable(model: &Model, id: ItemId) -> Vec<&'static str> {
    let item = model.item(id);
    let has = |property: Property| item.properties[property as usize].is_some();
    let mut words = Vec::new();
    match item.kind {
        ItemKind::Data => words.push(""),
        ItemKind::Indicator => words.extend([".realisasi", ".target"]),
        ItemKind::Budget => words.extend([".pagu", ".realisasi"]),
        ItemKind::Group(_) | ItemKind::Result => {}
    }
    if has(Property::Weight) {
        words.push(".bobot");
    }
    words
}

fn all_names(model: &Model) -> Vec<String> {
    let of = |index: usize| {
        let id = ItemId(index as u32);
        let code = model.full_code(id);
        changeable(model, id).into_iter().map(move |word| format!("{code}{word}")).collect::<Vec<_>>()
    };
    (0..model.items.len()).flat_map(of).collect()
}

/// `skala_lkj."Berhasil".bawah`, `skala_lkj.batasi.atas`: none where no scale has that name.
fn band(model: &Model, text: &str) -> Option<Result<Knob, SeekMessage>> {
    let (name, rest) = text.split_once('.')?;
    let index = model.scales.iter().position(|scale| scale.name == name && scale.unit.is_some())?;
    let scale = &model.scales[index];
    let (middle, word) = rest.rsplit_once('.')?;
    let end = match word.trim() {
        "bawah" => End::Low,
        "atas" => End::High,
        _ => return None,
    };
    let id = ScaleId(index as u32);
    let middle = middle.trim();
    let place = match middle.trim_matches('"') {
        "batasi" if !middle.starts_with('"') => Place::ScaleLimit { scale: id, end },
        label => {
            let band = scale.bands.iter().position(|band| band.label == label);
            match band {
                Some(band) => Place::Band { scale: id, band, end },
                None => {
                    let labels = scale.bands.iter().map(|band| band.label.as_str());
                    let near = nearest(label, labels).map(|label| format!("{name}.\"{label}\".{}", word.trim()));
                    return Some(Err(SeekMessage::UnknownKnob { path: text.to_owned(), near }));
                }
            }
        }
    };
    let knob = literal::whole(model, text, place);
    Some(knob.ok_or_else(|| SeekMessage::UnknownKnob { path: text.to_owned(), near: None }))
}

//! Published figures beside computed ones. They stand in the data as they were printed, and are only compared.

use super::{Explainer, Explanation, Note};
use crate::model::{ItemId, Property, Type};
use crate::number::{Number, RoundingMode};
use crate::value::{Label, Value};
use std::sync::Arc;

/// The notes about an item's published figures.
pub(super) fn compare(explainer: &Explainer<'_>, id: ItemId, explanation: &Explanation) -> Vec<Note> {
    let Some(published) = explainer.facts.published(explainer.model.item(id).id) else { return Vec::new() };
    let mut notes = Vec::new();
    if let Some(text) = &published.achievement {
        let (computed, ty) = (explanation.value.clone(), explanation.ty);
        let agrees = same_value(explainer, text, &computed, ty);
        notes.push(Note::PublishedValue { text: text.to_string(), computed, ty, agrees });
    }
    if let (Some(text), Some(category)) = (&published.category, explanation.property(Property::Category)) {
        let (computed, ty) = (category.value.clone(), category.ty);
        let agrees = label(explainer, &computed, ty).is_some_and(|label| same_words(label, text));
        notes.push(Note::PublishedCategory { text: text.to_string(), computed, ty, agrees });
    }
    let carried =
        |(column, text): &(Arc<str>, Arc<str>)| Note::Carried { column: column.to_string(), text: text.to_string() };
    notes.extend(published.notes.iter().map(carried));
    notes
}

fn same_words(a: &str, b: &str) -> bool {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    fold(a) == fold(b)
}

fn label<'a>(explainer: &'a Explainer<'_>, value: &Value, ty: Type) -> Option<&'a str> {
    match (value, ty) {
        (Value::Label(Label::OUTSIDE), _) => Some("di luar skala"),
        (Value::Label(label), Type::Label(scale)) => {
            explainer.model.scale(scale).bands.get(label.0 as usize).map(|band| band.label.as_str())
        }
        _ => None,
    }
}

fn same_value(explainer: &Explainer<'_>, text: &str, computed: &Value, ty: Type) -> bool {
    match computed {
        Value::Number(number) => match printed(text) {
            Some((figure, decimals)) => {
                number.shift10(explainer.shift(ty)).round(RoundingMode::HalfAwayFromZero, decimals) == figure
            }
            None => false,
        },
        Value::Text(written) => same_words(written, text),
        _ => label(explainer, computed, ty).is_some_and(|label| same_words(label, text)),
    }
}

/// The number that a printed figure shows, and its decimals: `98,3%`, `91 %`, `Rp 27.591.546.000,-`. None where it is none.
fn printed(text: &str) -> Option<(Number, u32)> {
    let text = text.trim();
    let text = text.strip_prefix("Rp").map_or(text, |rest| rest.trim_start_matches('.'));
    let text = text.trim().trim_end_matches(",-").replace(['−', '–'], "-");
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    let end = text.find(|c: char| !digits(c)).unwrap_or(text.len());
    // A printed figure is short: what is longer is not one.
    let figure = text.get(..end).filter(|figure| figure.len() <= 60)?;
    let decimal = match (figure.contains(','), figure.rsplit_once('.')) {
        (true, _) => figure.replace('.', "").replace(',', "."),
        (false, Some((before, after))) if after.len() == 3 || before.contains('.') => figure.replace('.', ""),
        (false, _) => figure.to_owned(),
    };
    let decimals = decimal.split_once('.').map_or(0, |(_, after)| after.len());
    Some((Number::parse_plain(&decimal)?, u32::try_from(decimals).ok()?))
}

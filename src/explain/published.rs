//! Published figures beside computed ones. They stand in the data as they were printed, and are only compared.

use super::printed::{Printed, same_words};
use super::{Explainer, Explanation, Note};
use crate::model::{ItemId, Property, Type};
use crate::number::RoundingMode;
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
        Value::Number(number) => Printed::read(text, false)
            .is_some_and(|printed| printed.shows(&number.shift10(explainer.shift(ty)), RoundingMode::HalfAwayFromZero)),
        Value::Text(written) => same_words(written, text),
        _ => label(explainer, computed, ty).is_some_and(|label| same_words(label, text)),
    }
}

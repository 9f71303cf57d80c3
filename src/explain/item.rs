//! The explanation of an item: its properties, in the order in which a reader asks for them.

use super::{Explainer, Explanation, Step, Subject, notes};
use crate::model::{Item, ItemId, ItemKind, Model, Property, Type};
use crate::value::{Absence, Value};

/// Inputs first, then what follows from them.
pub(super) const ORDER: [Property; Property::COUNT] = [
    Property::Target,
    Property::Realization,
    Property::Weight,
    Property::Achievement,
    Property::Raw,
    Property::Category,
    Property::Ceiling,
    Property::Spent,
    Property::Remaining,
    Property::Absorption,
];

/// The property that an item's value is; none where it has none.
pub fn headline(model: &Model, id: ItemId) -> Option<Property> {
    let item = model.item(id);
    let wanted: &[Property] = match item.kind {
        ItemKind::Budget => &[Property::Absorption, Property::Realization, Property::Ceiling],
        ItemKind::Data => &[Property::Realization],
        ItemKind::Group(_) => &[Property::Achievement, Property::Absorption],
        ItemKind::Indicator | ItemKind::Result => &[Property::Achievement, Property::Realization],
    };
    wanted.iter().copied().find(|property| item.properties[*property as usize].is_some())
}

pub(super) fn explain(explainer: &Explainer<'_>, id: ItemId) -> Explanation {
    let item = explainer.model.item(id);
    let mut because: Vec<Explanation> =
        shown(item).into_iter().filter_map(|property| explainer.property(id, property)).collect();
    because.extend(explainer.present(id).filter(|present| present.value == Value::Truth(false)));
    let wanted = headline(explainer.model, id);
    let headline = because
        .iter()
        .position(|child| matches!(child.subject, Subject::Property(_, property) if Some(property) == wanted));
    let main = headline.and_then(|place| because.get(place));
    let (value, ty) = match main {
        Some(main) => (main.value.clone(), main.ty),
        None => (Value::Missing(Absence::default()), Type::Text),
    };
    let published = explainer.facts.published(item.id).cloned();
    let mut explanation = Explanation {
        subject: Subject::Item(id),
        value,
        ty,
        step: Step::Item { headline, published },
        span: item.about.head,
        basis: item.about.bases.clone(),
        notes: Vec::new(),
        amended: explainer.amendments.of_item(explainer.model, item, &because),
        because,
    };
    explanation.notes = notes::of_item(explainer, id, &explanation);
    explanation
}

/// The properties to explain: what the polarity formula yields is a part of the achievement where nothing caps or rounds it.
fn shown(item: &Item) -> Vec<Property> {
    let root = |property: Property| item.properties[property as usize];
    let mut order = ORDER;
    if item.kind == ItemKind::Budget {
        // A budget line is set before it is spent.
        order.sort_by_key(|property| *property != Property::Ceiling);
    }
    order
        .into_iter()
        .filter(|property| *property != Property::Raw || root(Property::Raw) != root(Property::Achievement))
        .collect()
}

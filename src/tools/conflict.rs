//! Where the data contradicts the rules, as diagnostics.

use crate::diagnostic::{Diagnostic, Place, Related};
use crate::evaluate::{Against, Conflict, Origin};
use crate::message::Message;
use crate::message::evaluation::EvaluationMessage;
use crate::model::Type;
use crate::render::View;
use crate::render::number::{Precision, value, values_differing};
use crate::value::Field;

/// The message about a conflict, at the figure that contradicts, with the rule beside it.
pub fn diagnostic(view: &View<'_>, conflict: &Conflict) -> Diagnostic {
    let model = view.model;
    let code = view.code(conflict.item);
    let slot = model.slot(conflict.item, conflict.field);
    let name = crate::render::state::slot_name(view, slot);
    let own = model.type_of(conflict.item, conflict.field).unwrap_or(Type::Text);
    let ty = conflict.node.map_or(own, |node| model.node(node).ty);
    let given = value(model, &conflict.given.value, ty, Precision::Table).unwrap_or_default();
    let message = match &conflict.expected {
        None => EvaluationMessage::NoTargetHere { code, given },
        Some(expected) => {
            let (given, ruled) = values_differing(model, &conflict.given.value, expected, ty, Precision::Table)
                .unwrap_or((given, String::new()));
            let item = model.item(conflict.item);
            let how = item.consolidating.of_field(item.kind, conflict.field).how.word().to_owned();
            match (conflict.against, conflict.field) {
                (Against::Parts, _) => EvaluationMessage::PartsContradict { name, given, made: ruled, how },
                (Against::Rule, Field::Target) => EvaluationMessage::TargetContradicts { name, given, ruled },
                (Against::Rule, Field::Realization) => EvaluationMessage::RealizationContradicts { name, given, ruled },
            }
        }
    };
    let message = Message::from(message);
    let place = match conflict.given.origin {
        Origin::Rules(span) => Place::Rules(span),
        origin => view.files.place(origin).map_or(Place::Nowhere, Place::Data),
    };
    let diagnostic = Diagnostic { message, place, related: Vec::new() };
    let setting = model.item(conflict.item).consolidating.setting.map(|setting| setting.span);
    let rule = match conflict.against {
        Against::Rule => conflict.node.map(|node| model.node(node).span),
        Against::Parts => setting,
    };
    match rule {
        Some(span) => diagnostic.with(span, Related::SetHere),
        None => diagnostic,
    }
}

//! Where the data contradicts the rules, as diagnostics.

use crate::diagnostic::{Diagnostic, Place, Related};
use crate::evaluate::{Conflict, Origin};
use crate::message::Message;
use crate::message::evaluation::EvaluationMessage;
use crate::render::View;
use crate::render::number::{Precision, value, values_differing};
use crate::value::Field;

/// The message about a conflict, at the figure that contradicts, with the rule beside it.
pub fn diagnostic(view: &View<'_>, conflict: &Conflict) -> Diagnostic {
    let model = view.model;
    let node = model.node(conflict.node);
    let code = view.code(conflict.item);
    let name = crate::render::state::slot_name(view, model.slot(conflict.item, conflict.field));
    let given = value(model, &conflict.given.value, node.ty, Precision::Table).unwrap_or_default();
    let message = match &conflict.expected {
        None => EvaluationMessage::NoTargetHere { code, given },
        Some(expected) => {
            let (given, ruled) = values_differing(model, &conflict.given.value, expected, node.ty, Precision::Table)
                .unwrap_or((given, String::new()));
            match conflict.field {
                Field::Target => EvaluationMessage::TargetContradicts { name, given, ruled },
                Field::Realization => EvaluationMessage::RealizationContradicts { name, given, ruled },
            }
        }
    };
    let message = Message::from(message);
    let place = match conflict.given.origin {
        Origin::Rules(span) => Place::Rules(span),
        origin => view.files.place(origin).map_or(Place::Nowhere, Place::Data),
    };
    Diagnostic { message, place, related: Vec::new() }.with(node.span, Related::SetHere)
}

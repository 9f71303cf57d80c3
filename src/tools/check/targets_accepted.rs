//! T0807: a target outside the `rentang` that the data must keep to, so that no realization can be as large as the target.

use super::context::Context;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;
use crate::model::{Property, Type};
use crate::render::number::{Precision, range};
use crate::value::Value;

pub const RULE: Rule = Rule::new(
    807,
    "target-di-luar-rentang",
    ("target di luar `rentang` realisasinya sendiri", "a target outside its own `rentang`"),
    run,
);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    for (id, item) in context.model.results() {
        let Some((accepted, span)) = &item.declared.accepted else { continue };
        let Some(Type::Number(unit)) = item.declared.unit else { continue };
        let root = item.properties[Property::Target as usize];
        let ty = root.map_or(Type::Number(unit), |root| context.model.node(root).ty);
        for (target, place) in context.targets(id) {
            let outside = match &target {
                Value::Number(number) => !accepted.contains(number),
                Value::Range(ends) => {
                    ends.low.iter().chain(&ends.high).any(|(end, inclusive)| *inclusive && !accepted.contains(end))
                }
                _ => false,
            };
            if outside {
                let message = FindingsMessage::TargetNotAccepted {
                    code: item.code.clone(),
                    target: context.show_value(&target, ty),
                    range: range(&context.model.units, accepted, unit, Precision::Cut(15)),
                };
                found.push(Found::of(Diagnostic::at(place, message).with(*span, Related::SetHere)).of_item(item));
            }
        }
    }
}

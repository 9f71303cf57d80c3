//! Weights of siblings: all persen and 100% together, all plain, or none.

use super::{Builder, Scope};
use crate::message::types::TypesMessage;
use crate::model::{ItemId, Type, UnitId};
use crate::number::{Cut, Number};
use crate::source::Span;
use crate::syntax::ast::{AttributeKind, Expression, ExpressionKind};
use crate::value::Value;

impl Builder<'_> {
    pub(super) fn check_weights(&mut self) {
        let tops: Vec<Vec<ItemId>> = self.model.modules.iter().map(|module| module.items.clone()).collect();
        let inside: Vec<Vec<ItemId>> = self.model.items.iter().map(|item| item.children.clone()).collect();
        for siblings in tops.into_iter().chain(inside) {
            self.check_siblings(&siblings);
        }
    }

    fn check_siblings(&mut self, siblings: &[ItemId]) {
        let mut weights: Vec<(Number, UnitId, Span)> = Vec::new();
        let mut without = None;
        for item in siblings {
            if !matches!(
                self.model.item(*item).kind,
                crate::model::ItemKind::Group(_) | crate::model::ItemKind::Indicator
            ) {
                continue;
            }
            let (module, source) = self.item_sources[item.0 as usize];
            let weight = source.block.find(|k| if let AttributeKind::Weight(weight) = k { Some(weight) } else { None });
            let Some((weight, attribute)) = weight else {
                without = without.or(Some(self.model.item(*item).about.head));
                continue;
            };
            // Roots do not exist yet, and what is computed could not be checked before there is data.
            if reads_names(weight) {
                return self.say(attribute.span, TypesMessage::LiteralDue { what: "bobot".to_owned() });
            }
            let before = self.diagnostics.len();
            let node = self.expression(weight, &Scope::top(source.file, module));
            let value = node.and_then(|node| Some((self.constant(node)?, self.ty(node))));
            match value {
                Some((Value::Number(number), Type::Number(unit @ (UnitId::PERCENT | UnitId::PLAIN)))) => {
                    weights.push((number, unit, attribute.span));
                }
                Some((_, found)) => {
                    let (expected, found) = ("persen atau angka biasa".to_owned(), self.type_name(found));
                    return self.say(weight.span, TypesMessage::Expected { expected, found, offer: None });
                }
                // What is wrong is said again where the weight is compiled.
                None if self.diagnostics.len() > before => return self.diagnostics.truncate(before),
                _ => return self.say(attribute.span, TypesMessage::LiteralDue { what: "bobot".to_owned() }),
            }
        }
        let Some((_, unit, first)) = weights.first().cloned() else { return };
        if let Some((_, _, odd)) = weights.iter().find(|(_, other, _)| *other != unit) {
            return self.say(*odd, TypesMessage::MixedWeights {});
        }
        if let Some(head) = without {
            return self.say(head, TypesMessage::MixedWeights {});
        }
        let mut sum = Number::ZERO;
        for (weight, _, span) in &weights {
            if weight.is_negative() {
                return self.say(*span, TypesMessage::WeightsNotPositive {});
            }
            match sum.add(weight) {
                Ok(next) => sum = next,
                Err(_) => return self.say(*span, TypesMessage::WeightsNotPositive {}),
            }
        }
        if sum.is_zero() {
            return self.say(first, TypesMessage::WeightsNotPositive {});
        }
        if unit == UnitId::PERCENT && sum != Number::ONE {
            let shown = |number: &Number| format!("{}%", number.shift10(2).to_indonesian(30, Cut::Truncate));
            let difference = sum.sub(&Number::ONE).map(|difference| shown(&difference.abs())).unwrap_or_default();
            self.say(first, TypesMessage::WeightsSum { sum: shown(&sum), difference });
        }
    }
}

fn reads_names(expression: &Expression) -> bool {
    matches!(&expression.kind, ExpressionKind::Path(_) | ExpressionKind::Call { .. })
        || expression.parts().into_iter().any(reads_names)
}

//! T0805: a target of 0 that the polarity does not decide, so that dividing by it leaves no capaian. Only where the ruleset
//! itself says that the target is 0.

use super::context::Context;
use super::polarities::Judged;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;
use crate::number::Number;
use crate::value::{Cause, Value};

pub const RULE: Rule = Rule::new(
    805,
    "target-nol",
    ("target 0 tidak diputuskan oleh polaritasnya", "a target of 0 is not decided by its polarity"),
    run,
);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    for (id, item) in context.model.results() {
        let Some(judged) = Judged::of(context, id) else { continue };
        for (target, place) in context.targets(id) {
            let zero = match &target {
                Value::Number(number) => number.is_zero(),
                Value::Range(range) => range.low.iter().chain(&range.high).any(|(end, _)| end.is_zero()),
                _ => false,
            };
            if !zero {
                continue;
            }
            let one = Number::ONE.shift10(-judged.shift(context));
            let ends = item.declared.accepted.iter().flat_map(|(range, _)| range.low.iter().chain(&range.high));
            let tried = [one, Number::ZERO].into_iter().chain(ends.map(|(end, _)| end.clone()));
            let accepted =
                tried.filter(|number| item.declared.accepted.as_ref().is_none_or(|(range, _)| range.contains(number)));
            let undecided = accepted.map(Value::Number).find(|realization| {
                let capaian = judged.try_out(context, realization, &target);
                matches!(capaian, Some(Value::Failed(failure)) if failure.cause == Cause::DivisionByZero)
            });
            let Some(realization) = undecided else { continue };
            let formula = &context.model.formulas[judged.formula.0 as usize];
            let message = FindingsMessage::ZeroTarget {
                code: item.code.clone(),
                target: context.show_value(&target, judged.target_type(context)),
                polarity: formula.name.clone(),
                witness: context.show_value(&realization, judged.realization_type(context)),
            };
            found.push(Found::of(Diagnostic::at(place, message).with(formula.body, Related::Other)).of_item(item));
        }
    }
}

//! T0802: a band that no value can have, whoever uses the scale: its own cap and rounding pass it by.

use super::context::Context;
use super::ladder::Ladder;
use super::values::Reach;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;
use crate::model::ScaleId;

pub const RULE: Rule = Rule::new(
    802,
    "kategori-kosong",
    (
        "kategori tidak memuat nilai apa pun sesudah batas dan pembulatan skalanya sendiri",
        "a band holds no value after the scale's own cap and rounding",
    ),
    run,
);

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    for index in 0..context.model.scales.len() {
        let Some(ladder) = Ladder::of(context, ScaleId(index as u32)) else { continue };
        if !context.is_own(ladder.scale.about.head) || !context.may(ladder.bands.len()) {
            continue;
        }
        let reach = ladder.through(Reach::default());
        for (range, band) in &ladder.bands {
            if reach.member(range).is_some() {
                continue;
            }
            let message = FindingsMessage::EmptyBand { scale: ladder.scale.name.clone(), label: band.label.clone() };
            let place = band.range.as_ref().map_or(band.span, |(_, span)| *span);
            let limits = ladder.scale.limits.as_ref().map(|(_, span)| *span);
            let rounding = ladder.scale.rounding.as_ref().map(|(_, span)| *span);
            let mut diagnostic = Diagnostic::at(place, message);
            for setting in limits.into_iter().chain(rounding) {
                diagnostic = diagnostic.with(setting, Related::SetHere);
            }
            found.push(Found::of(diagnostic));
        }
    }
}

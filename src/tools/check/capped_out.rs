//! T0804: a cap, or the `rentang` of the data, keeps everything that is rated from a band.

use super::context::Context;
use super::unreached::Why;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;

pub const RULE: Rule = Rule::new(
    804,
    "kategori-di-luar-batas",
    ("batas membuat sebuah kategori tidak pernah tercapai", "a cap keeps every value from a band"),
    run,
)
.of_users();

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    for band in context.unreached() {
        if let Why::Capped { by, end, above } = &band.why {
            let message = FindingsMessage::CappedOutOfBand {
                scale: band.scale.clone(),
                label: band.label.clone(),
                range: band.range.clone(),
                end: end.clone(),
                above: *above,
            };
            let mut diagnostic = Diagnostic::at(*by, message).with(band.span, Related::Other);
            if band.user != *by {
                diagnostic = diagnostic.with(band.user, Related::UsedHere);
            }
            found.push(Found::of(diagnostic));
        }
    }
}

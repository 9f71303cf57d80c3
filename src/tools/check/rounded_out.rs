//! T0803: a band that no value reaches, for what is rated is rounded past it.

use super::context::Context;
use super::unreached::Why;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;

pub const RULE: Rule = Rule::new(
    803,
    "kategori-terlewati-pembulatan",
    ("kategori tidak pernah tercapai karena pembulatan", "rounding keeps every value from a band"),
    run,
)
.of_users();

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    for band in context.unreached() {
        if let Why::Rounded = band.why {
            let message = FindingsMessage::RoundedOutOfBand {
                scale: band.scale.clone(),
                label: band.label.clone(),
                range: band.range.clone(),
            };
            found.push(Found::of(Diagnostic::at(band.user, message).with(band.span, Related::Other)));
        }
    }
}

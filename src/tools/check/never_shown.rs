//! T0813: a `nilai` in a file without `aturan` that no ruleset uses. Everything in a ruleset is shown by `takar hitung`, so
//! this is told only where the rulesets beside the file were checked as well.

use super::context::Context;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;
use crate::model::ItemKind;

pub const RULE: Rule = Rule::new(
    813,
    "nilai-tidak-ditampilkan",
    ("`nilai` dalam berkas yang tidak dipakai aturan mana pun", "a `nilai` in a file that no ruleset uses"),
    run,
)
.of_users();

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    if context.model.header().is_some() {
        return;
    }
    for (_, item) in context.model.results() {
        // What the file itself uses is judged where that is checked.
        if item.kind == ItemKind::Result && item.about.head.file.0 == 0 {
            let one = Found::new(item.about.head, FindingsMessage::NeverShown { name: item.code.clone() });
            found.push(Found { beside_rulesets: true, ..one.unless_used(item.about.head) });
        }
    }
}

//! T0812: a `data` variable that no formula reads.

use super::context::Context;
use super::{Found, Rule};
use crate::message::findings::FindingsMessage;
use crate::model::{ItemKind, Property};

pub const RULE: Rule = Rule::new(
    812,
    "data-tidak-dibaca",
    ("`data` tidak dibaca oleh rumus apa pun", "no formula reads a `data` variable"),
    run,
)
.of_users();

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    // Variables in a file that others use are read by those, if by anyone.
    if context.model.header().is_none() {
        return;
    }
    for (id, item) in context.model.results() {
        let read = context.readings().by_others.contains(&(id, Property::Realization));
        if item.kind == ItemKind::Data && !read {
            let name = item.code.clone();
            let one = Found::new(item.about.head, FindingsMessage::UnreadData { name });
            found.push(one.unless_used(item.about.head));
        }
    }
}

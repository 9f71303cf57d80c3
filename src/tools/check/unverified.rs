//! T0818: what its own note calls `belum diverifikasi`, listed.

use super::context::Context;
use super::{Found, Rule, declarations};
use crate::message::findings::FindingsMessage;

pub const RULE: Rule = Rule::new(
    818,
    "belum-diverifikasi",
    ("catatan yang menyebut belum diverifikasi", "notes that say that something was not verified"),
    run,
);

/// What such a note says, in any letter case.
const WORDS: &str = "belum diverifikasi";

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    for (of, about) in declarations(context.model) {
        for note in &about.notes {
            if !note.text.to_lowercase().contains(WORDS) {
                continue;
            }
            let begins = note.text.get(..WORDS.len()).is_some_and(|start| start.eq_ignore_ascii_case(WORDS));
            let rest = if begins { note.text.get(WORDS.len()..).unwrap_or_default() } else { note.text.as_str() };
            let rest = rest.trim_matches(|c: char| c.is_whitespace() || ":;,.–-".contains(c)).to_owned();
            found.push(Found::new(note.span, FindingsMessage::Unverified { of: of.clone(), note: rest }));
        }
    }
}

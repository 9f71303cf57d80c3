//! T0814: two declarations of one kind with the same title, so that results cannot be told apart. Beside each other always;
//! elsewhere only objectives, indicators and results with a title of a whole sentence, for the outputs of a work plan share
//! short titles.

use super::context::Context;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;
use crate::model::{ItemId, ItemKind};
use crate::source::Span;
use crate::syntax::ast::GroupKind;
use std::collections::HashMap;

pub const RULE: Rule =
    Rule::new(814, "judul-sama", ("judul yang sama dipakai dua kali", "one title stands twice"), run);

/// So many words make a sentence that nobody writes twice by chance.
const SENTENCE: usize = 5;

fn run(context: &Context<'_>, found: &mut Vec<Found>) {
    let model = context.model;
    let mut beside: HashMap<(Option<ItemId>, ItemKind, String), Span> = HashMap::new();
    let mut anywhere: HashMap<(ItemKind, String), Span> = HashMap::new();
    let mut planned = vec![false; model.items.len()];
    for (id, item) in model.results() {
        // A group stands before what it holds.
        let inherited = item.parent.is_some_and(|parent| planned[parent.0 as usize]);
        planned[id.0 as usize] = inherited || is_work_plan(item.kind);
        let Some(title) = &item.title else { continue };
        let words: Vec<String> = title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        if words.is_empty() {
            continue;
        }
        let (head, same) = (item.about.head, words.join(" "));
        let first = *beside.entry((item.parent, item.kind, same.clone())).or_insert(head);
        let far = (words.len() >= SENTENCE && is_objective(item.kind) && !planned[id.0 as usize])
            .then(|| *anywhere.entry((item.kind, same)).or_insert(head));
        let Some(first) = [Some(first), far].into_iter().flatten().find(|first| *first != head) else { continue };
        let message = FindingsMessage::SameTitle { title: title.clone(), kind: item.kind.word() };
        found.push(Found::of(Diagnostic::at(head, message).with(first, Related::FirstDeclared)));
    }
}

fn is_objective(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Indicator
            | ItemKind::Result
            | ItemKind::Group(GroupKind::Objective | GroupKind::Goal | GroupKind::Perspective)
    )
}

fn is_work_plan(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::Group(GroupKind::Program | GroupKind::Activity | GroupKind::Output | GroupKind::Component))
}

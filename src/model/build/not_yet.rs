//! What can be written and has no meaning in the model yet: refused once, so that nothing is left out silently.

use super::Builder;
use crate::message::syntax::SyntaxMessage;
use crate::source::Span;
use crate::syntax::ast::{
    Attribute, AttributeKind, Block, BlockKind, Expression, ExpressionKind, Item, Member, TestStep, When,
};

impl Builder<'_> {
    pub(super) fn refuse_what_has_no_meaning_yet(&mut self) {
        let mut found = Vec::new();
        // What could not be read is an error already.
        for file in self.loaded.iter().filter(|file| file.unread.is_empty()) {
            for item in &file.tree.items {
                look_at(item, &mut found);
            }
        }
        for (span, word) in found {
            self.say(span, SyntaxMessage::NotYet { found: word.to_owned() });
        }
    }
}

type Found = Vec<(Span, &'static str)>;

fn look_at(item: &Item, found: &mut Found) {
    match item {
        // Changes have been applied to what is looked at.
        Item::Use(_) | Item::Unit(_) | Item::Change(_) => {}
        Item::Function(function) => look_into(&function.body, found),
        Item::Condition(condition) => look_into(&condition.condition, found),
        Item::Test(test) => {
            for step in &test.steps {
                match step {
                    TestStep::Given { at, .. } | TestStep::ThenState { at, .. } => found.extend(at.as_ref().map(pada)),
                    TestStep::Then { condition, .. } => look_into(condition, found),
                }
            }
        }
        Item::Block(block) => look_at_block(block, found),
    }
}

fn look_at_block(block: &Block, found: &mut Found) {
    for member in &block.members {
        match member {
            Member::Attribute(attribute) => look_at_attribute(block, attribute, found),
            Member::Block(block) => look_at_block(block, found),
            Member::Row(row) => look_into(&row.result, found),
            Member::Band(_) | Member::Point(_) => {}
        }
    }
}

fn look_at_attribute(block: &Block, attribute: &Attribute, found: &mut Found) {
    match &attribute.kind {
        AttributeKind::Consolidation(_) => found.push((attribute.keyword, attribute.kind.word())),
        AttributeKind::Missing(_)
            if matches!(block.kind, BlockKind::Indicator | BlockKind::Data | BlockKind::Budget) =>
        {
            found.push((attribute.keyword, attribute.kind.word()));
        }
        AttributeKind::Formula(value)
        | AttributeKind::Weight(value)
        | AttributeKind::Ceiling(value)
        | AttributeKind::Target { value, .. } => look_into(value, found),
        _ => {}
    }
}

fn look_into(expression: &Expression, found: &mut Found) {
    if let ExpressionKind::At { when, .. } = &expression.kind {
        found.push(pada(when));
    }
    for part in expression.parts() {
        look_into(part, found);
    }
}

fn pada(when: &When) -> (Span, &'static str) {
    (when.span(), "pada")
}

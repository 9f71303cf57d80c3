//! Rulesets that are read after their validity has ended.

use super::load::{Loaded, Loading};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::validity::ValidityMessage;
use crate::source::Span;
use crate::syntax::ast::{AttributeKind, Block, BlockKind, Expression, ExpressionKind, Item, Member, Path, Range};
use crate::value::{Date, Window};

/// Says which rulesets used `sebagai …` are read on days after their header's `berlaku … sampai`. Reading them in a period
/// of their own, by `pada`, is what they are kept for.
pub(super) fn check(loading: &Loading, whole: Window, diagnostics: &mut Vec<Diagnostic>) {
    for (index, file) in loading.files.iter().enumerate() {
        if file.aliased.is_empty() {
            continue;
        }
        let own = if index == 0 { whole } else { validity_of(file).unwrap_or_default() };
        for (alias, target) in &file.aliased {
            let Some(end) = validity_of(&loading.files[*target]).and_then(|window| window.until) else { continue };
            if let Some(place) = read_after(file, own, &alias.text, end) {
                let message = ValidityMessage::UsedAfterEnd { alias: alias.text.clone(), until: end };
                diagnostics.push(Diagnostic::at(alias.span, message).with(place, Related::UsedHere));
            }
        }
    }
}

/// The validity of a file's header.
fn validity_of(file: &Loaded) -> Option<Window> {
    file.tree.items.iter().find_map(|item| match item {
        Item::Block(block) if block.kind == BlockKind::Ruleset => block.validity().map(|(window, _)| window),
        _ => None,
    })
}

/// The first place where a file reads an alias after a day.
fn read_after(file: &Loaded, own: Window, alias: &str, end: Date) -> Option<Span> {
    let mut reading = Reading { alias, found: None };
    let after = |window: Window| window.until.is_none_or(|until| until > end);
    if !after(own) {
        return None;
    }
    let mut blocks: Vec<(&Block, Window)> = Vec::new();
    for item in &file.tree.items {
        match item {
            Item::Function(function) => reading.expression(&function.body),
            Item::Condition(condition) => reading.expression(&condition.condition),
            Item::Block(block) if !matches!(block.kind, BlockKind::Ruleset | BlockKind::Amendment) => {
                blocks.push((block, own));
            }
            _ => {}
        }
    }
    while let Some((block, around)) = blocks.pop() {
        let window = block.validity().map_or(Some(around), |(window, _)| around.intersect(window));
        // Where the groups around it end before, so does what is in them.
        let Some(window) = window.filter(|window| after(*window)) else { continue };
        reading.block(block);
        blocks.extend(block.blocks().map(|inner| (inner, window)));
    }
    reading.found
}

/// Looks for readings of an alias.
struct Reading<'r> {
    alias: &'r str,
    found: Option<Span>,
}

impl Reading<'_> {
    fn path(&mut self, path: &Path) {
        let is_read = path.parts.len() > 1 && path.parts.first().is_some_and(|part| part.text == self.alias);
        if is_read && self.found.is_none_or(|found| path.span < found) {
            self.found = Some(path.span);
        }
    }

    fn expression(&mut self, expression: &Expression) {
        let mut open = vec![expression];
        while let Some(expression) = open.pop() {
            match &expression.kind {
                ExpressionKind::Path(path) => self.path(path),
                ExpressionKind::Call { function, .. } => self.path(function),
                _ => {}
            }
            open.extend(expression.parts());
        }
    }

    fn range(&mut self, range: &Range) {
        for bound in range.low.iter().chain(&range.high) {
            self.expression(&bound.value);
        }
    }

    fn block(&mut self, block: &Block) {
        for member in &block.members {
            match member {
                Member::Attribute(attribute) => match &attribute.kind {
                    AttributeKind::Target { value, .. }
                    | AttributeKind::Formula(value)
                    | AttributeKind::Weight(value)
                    | AttributeKind::Ceiling(value) => self.expression(value),
                    AttributeKind::Accepted(range) | AttributeKind::Limits(range) => self.range(range),
                    AttributeKind::Polarity(path) | AttributeKind::Category(path) => self.path(path),
                    AttributeKind::Supports(paths) => paths.iter().for_each(|path| self.path(path)),
                    _ => {}
                },
                Member::Band(band) => {
                    band.range.iter().for_each(|range| self.range(range));
                    band.score.iter().for_each(|score| self.expression(score));
                }
                Member::Point(point) => {
                    self.expression(&point.input);
                    self.expression(&point.output);
                }
                Member::Row(row) => self.expression(&row.result),
                Member::Block(_) => {}
            }
        }
    }
}

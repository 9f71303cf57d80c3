//! `sisipkan`: new declarations at the end of a group, or at the top.

use super::arena::{EntryId, Named};
use super::{Work, place_of, text_of};
use crate::message::validity::ValidityMessage;
use crate::model::{Amended, Change};
use crate::source::Span;
use crate::syntax::ast::{Block, BlockKind, Item, Path};
use crate::value::Date;

impl Work<'_> {
    /// `sisipkan`
    pub(super) fn insert(&mut self, by: usize, within: Option<&Path>, items: &[Item]) {
        let parent = match within {
            None => None,
            Some(path) => match self.find(path) {
                Some(Named::Block(id)) if matches!(self.arena.entry(id).block.kind, BlockKind::Group(_)) => Some(id),
                Some(_) => {
                    return self.say(path.span, ValidityMessage::InsertsOutsideGroup { name: text_of(path) });
                }
                None => return,
            },
        };
        let file = parent.map_or(self.base, |parent| self.arena.entry(parent).file);
        for item in items {
            if matches!(item, Item::Use(_) | Item::Test(_)) || self.is_taken(item, file, parent) {
                continue;
            }
            let places = heads(item);
            for (of, at) in places {
                self.applied.amended.insert(at, Amended { change: Change::Inserted, by, at, of });
            }
            match (item, parent) {
                (Item::Block(block), Some(parent)) => {
                    let child = self.arena.add(file, Some(parent), block.clone());
                    self.arena.entries[parent.0].children.push(child);
                }
                _ => self.arena.add_top(file, item.clone()),
            }
            for name in names(item) {
                self.gone.remove(&name);
                self.applied.removed[file].remove(&name);
            }
        }
    }

    /// Whether what is to be inserted exists already, which is told.
    fn is_taken(&mut self, item: &Item, file: usize, parent: Option<EntryId>) -> bool {
        let mut taken = Vec::new();
        match item {
            Item::Function(function) => taken.extend(
                self.holder(&function.name.text).map(|other| (function.name.text.clone(), function.name.span, other)),
            ),
            Item::Unit(unit) => {
                let units = self.arena.named(&unit.name.text);
                let other = units.into_iter().find(|named| matches!(named, Named::Top(..)));
                let place = other.and_then(|other| place_of(&self.arena, other));
                taken.extend(place.map(|other| (unit.name.text.clone(), unit.name.span, other)));
            }
            Item::Block(block) if matches!(block.kind, BlockKind::Settings(_)) => {
                let same = self.arena.level(file, parent).into_iter().find(|id| {
                    let entry = self.arena.entry(*id);
                    entry.block.kind == block.kind && self.arena.is_in_force(Named::Block(*id), self.day)
                });
                if let Some(same) = same.filter(|_| in_force(block, self.day)) {
                    let name = block.kind.word().to_owned();
                    taken.push((name, block.keyword, self.arena.entry(same).block.keyword));
                }
            }
            Item::Block(block) => {
                let mut open = vec![block];
                while let Some(block) = open.pop().filter(|block| in_force(block, self.day)) {
                    if let Some(name) = &block.name
                        && let Some(other) = self.holder(&name.text)
                    {
                        taken.push((name.text.clone(), name.span, other));
                    }
                    open.extend(block.blocks());
                }
            }
            _ => {}
        }
        for (name, span, other) in &taken {
            self.also(*span, ValidityMessage::InsertsExisting { name: name.clone() }, *other);
        }
        !taken.is_empty()
    }

    /// The place of what has a name on the day.
    fn holder(&self, name: &str) -> Option<Span> {
        let all = self.arena.named(name).into_iter();
        let holds = |named: &Named| {
            let is_unit = matches!(named, Named::Top(..)) && place_of(&self.arena, *named).is_none();
            !is_unit && self.arena.is_in_force(*named, self.day)
        };
        all.filter(holds).find_map(|named| place_of(&self.arena, named))
    }
}

fn in_force(block: &Block, day: Date) -> bool {
    block.validity().is_none_or(|(window, _)| window.holds(day))
}

/// What is inserted, and the places that it is cited with.
fn heads(item: &Item) -> Vec<(Span, Span)> {
    match item {
        Item::Function(function) => {
            vec![(function.name.span, function.name.span), (function.name.span, function.body.span)]
        }
        Item::Condition(condition) => vec![(condition.span, condition.span)],
        Item::Block(block) => {
            let mut places = Vec::new();
            let mut open = vec![block];
            while let Some(block) = open.pop() {
                places.push((block.head(), block.head()));
                open.extend(block.blocks());
            }
            places
        }
        _ => Vec::new(),
    }
}

/// The names that an insertion brings.
fn names(item: &Item) -> Vec<String> {
    match item {
        Item::Function(function) => vec![function.name.text.clone()],
        Item::Unit(unit) => vec![unit.name.text.clone()],
        Item::Block(block) => {
            let mut names = Vec::new();
            let mut open = vec![block];
            while let Some(block) = open.pop() {
                names.extend(block.name.as_ref().map(|name| name.text.clone()));
                open.extend(block.blocks());
            }
            names
        }
        _ => Vec::new(),
    }
}

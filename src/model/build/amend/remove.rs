//! `cabut`: declarations taken away, with all that they hold.

use super::arena::{Named, Top};
use super::{Work, file_of};
use crate::message::validity::ValidityMessage;
use crate::model::Removed;
use crate::source::Span;
use crate::syntax::ast::{BlockKind, ChangeTarget, Item};

impl Work<'_> {
    /// `cabut`
    pub(super) fn remove(&mut self, by: usize, target: &ChangeTarget, span: Span) {
        let named = match target {
            ChangeTarget::Item(path) => self.find(path),
            ChangeTarget::Settings { .. } => self.target(target, span).map(|(id, _)| Named::Block(id)),
        };
        let Some(named) = named else { return };
        if let Named::Block(id) = named {
            if self.arena.entry(id).block.kind == BlockKind::Ruleset {
                return self.say(span, ValidityMessage::RemovesHeader {});
            }
            let mut open = vec![id];
            while let Some(id) = open.pop() {
                let clash = self.last.get(&id).copied().filter(|(_, other, _)| self.same_date(by, *other));
                if let Some((slot, _, place)) = clash {
                    let name = self.arena.entry(id).block.name.as_ref().map_or("pengukuran", |name| &name.text);
                    let what = format!("{} {name}", slot.word());
                    self.also(span, ValidityMessage::AmendedTwice { what }, place);
                    return;
                }
                open.extend(self.arena.entry(id).children.iter().copied());
            }
        }
        let withdrawn = self.withdrawn(named, by, span);
        self.applied.withdrawn.extend(withdrawn);
        let file = file_of(&self.arena, named);
        for name in self.arena.remove(named) {
            // What inserts it again later takes it out of this list.
            self.gone.insert(name.clone(), (by, span));
            self.applied.removed[file].insert(name, span);
        }
    }

    /// What is told of something that is taken away.
    fn withdrawn(&self, named: Named, by: usize, at: Span) -> Option<Removed> {
        Some(match named {
            Named::Block(id) => {
                let entry = self.arena.entry(id);
                let name = entry.block.name.as_ref().map(|name| format!(" {}", name.text)).unwrap_or_default();
                Removed {
                    what: format!("{}{name}", entry.block.kind.word()),
                    was: entry.block.head(),
                    from: entry.parent.map(|parent| self.arena.entry(parent).block.head()),
                    by,
                    at,
                }
            }
            Named::Top(file, place) => {
                let Top::Other { item, .. } = self.arena.tops.get(&file)?.get(place)? else { return None };
                let (what, was) = match &**item {
                    Item::Function(function) => (format!("fungsi {}", function.name.text), function.name.span),
                    Item::Unit(unit) => (format!("satuan {}", unit.name.text), unit.name.span),
                    _ => return None,
                };
                Removed { what, was, from: None, by, at }
            }
        })
    }
}

//! Names that are declared, but not for the days whose rules are built.

use super::paths::{SetPath, SetWord, Within};
use super::{Builder, Declared};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::validity::ValidityMessage;
use crate::source::Span;
use crate::syntax::ast::BlockKind;
use crate::value::Window;

/// A name that is declared, but not for these days.
#[derive(Debug, Clone)]
pub(super) struct Absent {
    /// The name as it is read.
    pub name: String,
    /// The days on which it is in force.
    pub holds: Vec<Window>,
    /// What took it away, where an amendment did.
    pub removed: Option<Span>,
}

impl Builder<'_> {
    /// What a file itself declares under a name for other days.
    pub(super) fn absent_of(&self, name: &str, file: usize) -> Option<Absent> {
        if let Some(removed) = self.in_force.applied.removed[file].get(name) {
            return Some(Absent { name: name.to_owned(), holds: Vec::new(), removed: Some(*removed) });
        }
        let windows = self.in_force.forced.absent[file].get(name)?;
        Some(Absent { name: name.to_owned(), holds: Window::joined(windows.clone()), removed: None })
    }

    /// What a file sees under a name on other days.
    pub(super) fn absent_in_sight(&self, name: &str, file: usize) -> Option<Absent> {
        let used = self.loaded[file].plain.iter().map(|(used, _)| *used);
        std::iter::once(file).chain(used).find_map(|file| self.absent_of(name, file))
    }

    /// The same for a name that may stand behind an alias.
    pub(super) fn absent(&self, name: &str, file: usize) -> Option<Absent> {
        if file >= self.loaded.len() {
            return None;
        }
        if let Some(absent) = self.absent_in_sight(name, file) {
            return Some(absent);
        }
        let (alias, rest) = name.split_once('.')?;
        let Declared::Ruleset(module) = self.visible[file].get(alias).copied()? else { return None };
        let mut absent = self.absent_in_sight(rest, *self.module_files.get(module)?)?;
        absent.name = name.to_owned();
        Some(absent)
    }

    /// The message about it.
    pub(super) fn absence(&self, span: Span, absent: Absent) -> Diagnostic {
        let Absent { name, holds, removed } = absent;
        match removed {
            Some(place) => {
                Diagnostic::at(span, ValidityMessage::ReadsRemoved { name }).with(place, Related::RemovedHere)
            }
            None => {
                let when = vec![self.in_force.window];
                Diagnostic::at(span, ValidityMessage::NotInForce { name, when, holds })
            }
        }
    }

    /// Whether a ruleset declares things that would be in a set for other days only.
    pub(super) fn has_absent(&self, set: SetPath) -> bool {
        let wanted = match set.word {
            SetWord::Groups(group) => BlockKind::Group(group),
            SetWord::Indicators => BlockKind::Indicator,
            SetWord::Budgets => BlockKind::Budget,
        };
        let module = match set.within {
            Within::Module(module) => module,
            Within::Item(item) => self.model.item(item).module,
        };
        let files = self.closures.get(module).map_or(&[][..], Vec::as_slice);
        files.iter().any(|file| self.in_force.forced.absent_kinds[*file].contains(&wanted))
    }
}

//! What amendments have changed of the rules that an explanation applies.

use super::Explanation;
use crate::model::{About, Amended, Change, Item, Model};
use crate::source::{FileId, Span};
use std::collections::{HashMap, HashSet};

/// Something that an amendment has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revision {
    /// `ubah`, `sisipkan`
    Changed(Amended),
    /// `cabut`, by its place in [`Model::removed`].
    Removed(usize),
}

/// All that amendments have changed, by the declaration that it is about: where its keyword stands.
#[derive(Debug, Default)]
pub(super) struct Amendments {
    changed: HashMap<(FileId, u32), Vec<Amended>>,
}

impl Amendments {
    pub fn of(model: &Model) -> Self {
        let mut amendments = Self::default();
        let mut seen = HashSet::new();
        let each_once = model.amended.values().filter(|amended| seen.insert((amended.at, amended.of)));
        for amended in each_once {
            amendments.changed.entry((amended.of.file, amended.of.start)).or_default().push(*amended);
        }
        for changed in amendments.changed.values_mut() {
            changed.sort_by_key(|amended| (amended.by, amended.at));
        }
        amendments
    }

    /// What was changed of a declaration itself.
    pub fn about(&self, about: &About) -> impl Iterator<Item = Revision> + '_ {
        let key = (about.head.file, about.head.start);
        self.changed.get(&key).into_iter().flatten().map(|amended| Revision::Changed(*amended))
    }

    /// What was changed of an item and of what stands directly inside it, without what its explanation shows already.
    pub fn of_item(&self, model: &Model, item: &Item, shown: &[Explanation]) -> Vec<Revision> {
        if model.amendments.is_empty() {
            return Vec::new();
        }
        let inner: HashSet<Span> = shown
            .iter()
            .flat_map(Explanation::nodes)
            .flat_map(|node| &node.amended)
            .filter_map(|revision| if let Revision::Changed(amended) = revision { Some(amended.at) } else { None })
            .collect();
        let own = self.about(&item.about);
        let own = own.filter(|revision| !matches!(revision, Revision::Changed(amended) if inner.contains(&amended.at)));
        let is_new =
            |revision: &Revision| matches!(revision, Revision::Changed(Amended { change: Change::Inserted, .. }));
        let children = item.children.iter().flat_map(|child| self.about(&model.item(*child).about)).filter(is_new);
        let keyword = |from: &Span| from.file == item.about.head.file && from.start == item.about.head.start;
        let removed = model.removed.iter().enumerate();
        let removed = removed.filter(|(_, removed)| removed.from.as_ref().is_some_and(keyword));
        own.chain(children).chain(removed.map(|(place, _)| Revision::Removed(place))).collect()
    }
}

/// What was changed of the rule in this place.
pub(super) fn of_rule(model: &Model, span: Span) -> Option<Revision> {
    model.amended.get(&span).copied().map(Revision::Changed)
}

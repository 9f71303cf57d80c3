//! Amendments: what a file with a `perubahan` header does to the ruleset that it names.

use super::{GroupKind, Item, Member, Path, Signature, Text};
use crate::source::Span;

/// `ubah …`, `cabut …`, `sisipkan …`
#[derive(Debug, Clone)]
pub struct Change {
    /// What is done.
    pub kind: ChangeKind,
    /// The place of the first word.
    pub keyword: Span,
    /// From the first word to the closing brace or the target.
    pub span: Span,
}

/// What a change does.
#[derive(Debug, Clone)]
pub enum ChangeKind {
    /// `ubah S3.1 { target 2,5% }`
    Replace {
        /// What is changed.
        target: ChangeTarget,
        /// Its new title.
        title: Option<Text>,
        /// The inputs, of a `tabel` that gets others.
        signature: Option<Signature>,
        /// The new attributes or rows, in order; never a declaration.
        members: Vec<Member>,
    },
    /// `cabut S1.2`
    Remove {
        /// What is taken away.
        target: ChangeTarget,
    },
    /// `sisipkan dalam S3 { … }`, `sisipkan { … }`
    Insert {
        /// The group that gets the declarations; none: the top of the ruleset.
        within: Option<Path>,
        /// The declarations, in order. In a group: groups, indicators, budget lines and settings only.
        items: Vec<Item>,
    },
}

/// What a change speaks of.
#[derive(Debug, Clone)]
pub enum ChangeTarget {
    /// A declaration, by its name or code.
    Item(Path),
    /// `pengukuran`, `pengukuran sasaran`, `pengukuran dalam S1`
    Settings {
        /// The kind of group that they are for.
        kind: Option<GroupKind>,
        /// The group in which they stand; none: at the top.
        within: Option<Path>,
    },
}

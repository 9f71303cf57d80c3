//! What `ubah` makes of a declaration: the attributes that it names are replaced, and no others.

use crate::source::Span;
use crate::syntax::ast::{AttributeKind, Block, Member, Period};
use std::collections::HashMap;

/// What of a declaration is replaced as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// An attribute, by its word; `tanpa batasi` is one of `batasi`. `target` means those of all periods.
    Attribute(&'static str),
    /// `target 2024: …`
    Target(Period),
    /// The target of some period.
    AnyTarget,
    /// The rows of a scale, table or curve.
    Rows,
    /// The title.
    Title,
    /// The inputs of a table.
    Inputs,
}

impl Slot {
    /// The slots whose replacing was replacing this one, or a part of it.
    pub fn met_by(self) -> Vec<Self> {
        match self {
            Self::Target(_) => vec![self, Self::Attribute("target")],
            Self::Attribute("target") => vec![self, Self::AnyTarget],
            other => vec![other],
        }
    }

    /// The slots that replacing this one is remembered under.
    pub fn marks(self) -> Vec<Self> {
        match self {
            Self::Target(_) => vec![self, Self::AnyTarget],
            other => vec![other],
        }
    }

    /// In words that fit both languages' sentences: as the file writes it.
    pub fn word(self) -> String {
        match self {
            Self::Attribute(word) => word.to_owned(),
            Self::Target(period) => format!("target {period}"),
            Self::AnyTarget => "target".to_owned(),
            Self::Rows => "baris".to_owned(),
            Self::Title => "judul".to_owned(),
            Self::Inputs => "masukan".to_owned(),
        }
    }
}

/// What a member replaces; none where it is added to what is there.
pub(super) fn slot(member: &Member) -> Option<Slot> {
    match member {
        Member::Attribute(attribute) => match &attribute.kind {
            AttributeKind::Basis(_) | AttributeKind::Note(_) | AttributeKind::Ignore { .. } => None,
            AttributeKind::Target { period: Some(period), .. } => Some(Slot::Target(period.period)),
            kind => Some(Slot::Attribute(kind.word())),
        },
        Member::Band(_) | Member::Point(_) | Member::Row(_) => Some(Slot::Rows),
        Member::Block(_) => None,
    }
}

/// Replaces what `new` replaces and adds the rest. What is replaced stays in its place among the others. Gives back what
/// stood there before, for each of the new members.
pub(super) fn replace(block: &mut Block, new: &[Member]) -> Vec<Option<Span>> {
    let mut by_slot: HashMap<Slot, Vec<usize>> = HashMap::new();
    for (index, member) in new.iter().enumerate() {
        if let Some(slot) = slot(member) {
            by_slot.entry(slot).or_default().push(index);
        }
    }
    let mut was = vec![None; new.len()];
    let mut placed = vec![false; new.len()];
    let before = std::mem::take(&mut block.members);
    let mut members = Vec::with_capacity(before.len() + new.len());
    for old in before {
        let replacing = slot(&old).and_then(|old| {
            let of_all_periods = || by_slot.get(&Slot::Attribute("target")).filter(|_| matches!(old, Slot::Target(_)));
            by_slot.get(&old).or_else(of_all_periods)
        });
        let Some(replacing) = replacing else {
            members.push(old);
            continue;
        };
        // The first of several old ones makes room for all new ones.
        if replacing.iter().any(|index| placed[*index]) {
            continue;
        }
        for index in replacing {
            was[*index] = Some(old.span());
            placed[*index] = true;
            members.push(new[*index].clone());
        }
    }
    members.extend(new.iter().zip(placed).filter(|(_, placed)| !placed).map(|(member, _)| member.clone()));
    block.members = members;
    was
}

//! What an amendment does: `ubah`, `cabut`, `sisipkan`.

use super::blocks::{Head, Laid, Sort};
use super::ops::Op;
use super::writer::Writer;
use crate::syntax::ast::{Change, ChangeKind, ChangeTarget};

impl<'a> Writer<'a> {
    pub fn change(&mut self, change: &Change) -> Laid {
        let mut head = self.head(change.keyword);
        match &change.kind {
            ChangeKind::Replace { target, title, signature, members } => {
                self.target(target, &mut head);
                self.title_and_inputs(&mut head, title.as_ref(), signature.as_ref());
                let alone = signature.is_some() || matches!(target, ChangeTarget::Settings { .. });
                let sort = Sort::Block { apart: Some("ubah"), titled: title.is_some() };
                self.members(head, members, false, (!alone).then_some(sort))
            }
            ChangeKind::Remove { target } => {
                self.target(target, &mut head);
                self.push(Op::Out);
                self.push(Op::Close);
                Laid::alone()
            }
            ChangeKind::Insert { within, items } => {
                if let Some(within) = within {
                    self.blank();
                    self.word("dalam");
                    self.blank();
                    self.path(within);
                }
                self.push(Op::Out);
                self.blank();
                self.braces(head.group(), !items.is_empty(), items.iter(), Self::item);
                Laid { tall: !self.fits_on_one_line(head.group()), ..Laid::alone() }
            }
        }
    }

    fn target(&mut self, target: &ChangeTarget, head: &mut Head) {
        match target {
            ChangeTarget::Item(path) => {
                self.next_cell(head, 1);
                self.path(path);
            }
            ChangeTarget::Settings { kind, within } => {
                self.blank();
                self.word("pengukuran");
                if let Some(kind) = kind {
                    self.blank();
                    self.word(kind.word());
                }
                if let Some(within) = within {
                    self.blank();
                    self.word("dalam");
                    self.blank();
                    self.path(within);
                }
            }
        }
    }
}

//! What may stand in which block, and access to it.

use super::Builder;
use crate::message::Code;
use crate::message::names::NamesMessage;
use crate::model::{About, Cited, Ignored};
use crate::source::Span;
use crate::syntax::ast::{Attribute, AttributeKind, Block, BlockKind, Member, Text};

impl Block {
    /// The block without what stands between its braces.
    pub fn without_members(&self) -> Block {
        Block {
            kind: self.kind,
            keyword: self.keyword,
            name: self.name.clone(),
            title: self.title.clone(),
            signature: self.signature.clone(),
            members: Vec::new(),
            span: self.span,
        }
    }

    pub(super) fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.members.iter().filter_map(|member| if let Member::Attribute(a) = member { Some(a) } else { None })
    }

    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.members.iter().filter_map(|member| if let Member::Block(b) = member { Some(b) } else { None })
    }

    /// The first value that `pick` finds among the attributes, with the attribute.
    pub(super) fn find<'b, T>(&'b self, pick: impl Fn(&'b AttributeKind) -> Option<T>) -> Option<(T, &'b Attribute)> {
        self.attributes().find_map(|attribute| pick(&attribute.kind).map(|value| (value, attribute)))
    }

    /// From the keyword to the name or title.
    pub(super) fn head(&self) -> Span {
        match (&self.title, &self.name) {
            (_, Some(name)) => self.keyword.to(name.span),
            (Some(title), None) => self.keyword.to(title.span),
            _ => self.keyword,
        }
    }

    pub(super) fn title_text(&self) -> Option<String> {
        self.title.as_ref().map(|title| title.value.clone())
    }

    pub(super) fn about(&self) -> About {
        let cited = |pick: fn(&AttributeKind) -> Option<&Text>| {
            self.attributes()
                .filter_map(|attribute| pick(&attribute.kind))
                .map(|text| Cited { text: text.value.clone(), span: text.span })
                .collect()
        };
        About {
            head: self.head(),
            span: self.span,
            bases: cited(|kind| if let AttributeKind::Basis(text) = kind { Some(text) } else { None }),
            notes: cited(|kind| if let AttributeKind::Note(text) = kind { Some(text) } else { None }),
            ignored: self.attributes().filter_map(ignored).collect(),
        }
    }
}

/// What an `abaikan` says. Its code has been read as `T` and four digits.
fn ignored(attribute: &Attribute) -> Option<Ignored> {
    let AttributeKind::Ignore { code, reason } = &attribute.kind else { return None };
    Some(Ignored {
        code: Code(code.text.get(1..)?.parse().ok()?),
        reason: Cited { text: reason.value.clone(), span: reason.span },
        span: attribute.span,
    })
}

impl BlockKind {
    /// The attributes that may stand in it, beside `dasar`, `catatan`, `kode`, `berlaku` and `abaikan`.
    fn attributes(self) -> &'static [&'static str] {
        match self {
            Self::Ruleset => &["periode"],
            Self::Amendment => &["atas"],
            Self::Scale => &["batasi", "bulatkan"],
            Self::Polarity => &["arah", "rumus"],
            Self::Curve => &["batasi"],
            Self::Table => &[],
            Self::Data => &["satuan", "rentang", "sumber", "konsolidasi", "kosong"],
            Self::Settings(None) => {
                &["batasi", "bulatkan", "polaritas", "agregasi", "kosong", "kategori", "konsolidasi"]
            }
            Self::Settings(Some(_)) => &["batasi", "bulatkan", "agregasi", "kosong", "kategori"],
            Self::Group(_) => &["bobot", "agregasi", "rumus", "bulatkan", "batasi", "kategori", "kosong", "sumber"],
            Self::Indicator => &[
                "satuan",
                "polaritas",
                "target",
                "rumus",
                "bobot",
                "sumber",
                "rentang",
                "batasi",
                "bulatkan",
                "kategori",
                "konsolidasi",
                "kosong",
            ],
            Self::Budget => &["pagu", "mendukung", "sumber", "konsolidasi", "kosong"],
            Self::Result => &["rumus", "batasi", "bulatkan", "kategori", "kosong"],
        }
    }
}

impl Builder<'_> {
    /// Says what stands where it cannot, and what is written twice.
    pub(super) fn check_members(&mut self, block: &Block) {
        let mut seen: Vec<&str> = Vec::new();
        for member in &block.members {
            let (span, word) = match member {
                Member::Attribute(attribute) => {
                    self.check_attribute(block, attribute, &mut seen);
                    continue;
                }
                Member::Band(band) if block.kind != BlockKind::Scale => (band.span, "baris skala"),
                Member::Point(point) if block.kind != BlockKind::Curve => (point.span, "titik kurva"),
                Member::Row(row) if block.kind != BlockKind::Table => (row.span, "baris tabel"),
                Member::Block(inner) => {
                    let nested = matches!(block.kind, BlockKind::Group(_))
                        && matches!(
                            inner.kind,
                            BlockKind::Group(_) | BlockKind::Indicator | BlockKind::Budget | BlockKind::Settings(_)
                        );
                    if nested {
                        continue;
                    }
                    (inner.keyword, inner.kind.word())
                }
                _ => continue,
            };
            self.say(
                span,
                NamesMessage::Misplaced { word: word.to_owned(), place: format!("`{}`", block.kind.word()) },
            );
        }
    }

    fn check_attribute(&mut self, block: &Block, attribute: &Attribute, seen: &mut Vec<&'static str>) {
        let word = attribute.kind.word();
        match &attribute.kind {
            AttributeKind::Basis(_) | AttributeKind::Note(_) | AttributeKind::Ignore { .. } => return,
            AttributeKind::OfficialCode(_) | AttributeKind::InForce { .. } => {}
            _ if !block.kind.attributes().contains(&word) => {
                let place = format!("`{}`", block.kind.word());
                self.say(attribute.keyword, NamesMessage::Misplaced { word: word.to_owned(), place });
                return;
            }
            AttributeKind::Target { .. } => return,
            _ => {}
        }
        if seen.contains(&word) {
            self.say(attribute.keyword, NamesMessage::AttributeTwice { word: word.to_owned() });
        }
        seen.push(word);
    }
}

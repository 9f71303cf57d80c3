//! What is different between two declarations, attribute by attribute and row by row.

mod rows;

use super::declarations::{Content, Declarations, Matched};
use super::same::{Renaming, print, written};
use crate::source::{Sources, Span};
use crate::syntax::ast::visit;
use crate::syntax::ast::{Attribute, AttributeKind, Block, BlockKind, Member, Period};

/// What of a declaration is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// An attribute, by its word.
    Attribute(&'static str),
    /// `target 2024: …`
    Target(Period),
    /// The rows of a scale, table or curve, and the inputs of a table.
    Rows,
    /// The title.
    Title,
    /// The name.
    Name,
    /// The declaration around it.
    Place,
    /// The keyword.
    Kind,
    /// What a `fungsi` yields, a condition demands, the spellings of a unit.
    Body,
}

/// Something that is different.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What.
    pub aspect: Aspect,
    /// In the words of the rules: `target`, `"Berhasil"`.
    pub what: String,
    /// What the old rules say; none where they say nothing.
    pub old: Option<String>,
    /// What the new rules say; none where they say nothing.
    pub new: Option<String>,
    /// Whether a result can depend on it.
    pub counts: bool,
    /// Where the new rules say it, else where the old ones did.
    pub place: Span,
    /// Whether that is in the new rules.
    pub in_new: bool,
}

/// The aspect that a member belongs to; none for nested declarations.
pub fn aspect_of(member: &Member) -> Option<Aspect> {
    match member {
        Member::Attribute(attribute) => Some(match &attribute.kind {
            AttributeKind::Target { period: Some(period), .. } => Aspect::Target(period.period),
            kind => Aspect::Attribute(kind.word()),
        }),
        Member::Band(_) | Member::Point(_) | Member::Row(_) => Some(Aspect::Rows),
        Member::Block(_) => None,
    }
}

/// Attributes that no result depends on.
fn only_told(word: &str) -> bool {
    matches!(word, "dasar" | "catatan" | "kode" | "sumber" | "berlaku" | "abaikan" | "rentang" | "atas")
}

/// Attributes that may stand several times.
fn is_repeated(word: &str) -> bool {
    matches!(word, "dasar" | "catatan" | "abaikan")
}

/// What is different between two declarations that belong together.
pub struct Comparing<'c, 't> {
    /// The old declarations.
    pub old: &'c Declarations<'t>,
    /// The new ones.
    pub new: &'c Declarations<'t>,
    /// Which belong together.
    pub matched: &'c Matched,
}

impl Comparing<'_, '_> {
    /// All differences between an old declaration and the new one.
    pub fn differences(&self, old: usize, new: usize) -> Vec<Difference> {
        let (before, after) = (self.old.all[old], self.new.all[new]);
        let mut found = Vec::new();
        let mut plain = |aspect, what: &str, old: Option<String>, new: Option<String>, counts| {
            if old != new {
                let place = after.content.place();
                found.push(Difference { aspect, what: what.to_owned(), old, new, counts, place, in_new: true });
            }
        };
        let keyword = |content: Content<'_>| Some(content.keyword());
        plain(Aspect::Kind, "jenis", keyword(before.content), keyword(after.content), true);
        let name = if before.content.is_item() { "kode" } else { "nama" };
        plain(Aspect::Name, name, owned(before.content.name()), owned(after.content.name()), false);
        plain(Aspect::Title, "judul", owned(before.content.title()), owned(after.content.title()), false);
        if self.is_moved(old, new) {
            let parent = |list: &Declarations<'_>, index: usize| {
                let parent = list.all[index].parent?;
                list.full_name(parent)
            };
            plain(Aspect::Place, "letak", parent(self.old, old), parent(self.new, new), true);
        }
        let renaming = Renaming { names: &self.matched.names, prefix: self.new.prefix(new) };
        match (before.content, after.content) {
            (Content::Block(before), Content::Block(after)) => self.blocks(before, after, &renaming, &mut found),
            (Content::Function(before), Content::Function(after)) => {
                let names = |function: &crate::syntax::ast::Function| {
                    function.parameters.iter().map(|name| name.text.clone()).collect::<Vec<_>>()
                };
                let same = print(&before.body, visit::expression, None)
                    == print(&after.body, visit::expression, Some(&renaming));
                if !same || names(before) != names(after) {
                    let text = |function: &crate::syntax::ast::Function, sources: &Sources| {
                        format!("({}) = {}", names(function).join("; "), written(sources, function.body.span))
                    };
                    found.push(Difference {
                        aspect: Aspect::Body,
                        what: "rumus".to_owned(),
                        old: Some(text(before, self.old.sources)),
                        new: Some(text(after, self.new.sources)),
                        counts: true,
                        place: after.span,
                        in_new: true,
                    });
                }
            }
            (Content::Unit(before), Content::Unit(after)) => {
                let spellings = |unit: &crate::syntax::ast::UnitDeclaration| {
                    unit.spellings.iter().map(|text| format!("\"{}\"", text.value)).collect::<Vec<_>>().join(" ")
                };
                let (old, new) = (spellings(before), spellings(after));
                if old != new {
                    found.push(Difference {
                        aspect: Aspect::Body,
                        what: "ejaan".to_owned(),
                        old: Some(old),
                        new: Some(new),
                        counts: false,
                        place: after.span,
                        in_new: true,
                    });
                }
            }
            (Content::Condition(before), Content::Condition(after)) => {
                let mut say = |what: &str, old: String, new: String| {
                    found.push(Difference {
                        aspect: Aspect::Body,
                        what: what.to_owned(),
                        old: Some(old),
                        new: Some(new),
                        counts: false,
                        place: after.span,
                        in_new: true,
                    });
                };
                let same = print(&before.condition, visit::expression, None)
                    == print(&after.condition, visit::expression, Some(&renaming));
                if !same {
                    let old = written(self.old.sources, before.condition.span);
                    say("syarat", old, written(self.new.sources, after.condition.span));
                }
                let message = |condition: &crate::syntax::ast::Condition| {
                    condition.message.as_ref().map_or_else(String::new, |message| message.value.clone())
                };
                if message(before) != message(after) {
                    say("pesan", message(before), message(after));
                }
            }
            _ => {}
        }
        found
    }

    /// Whether a declaration stands in another one than before.
    pub fn is_moved(&self, old: usize, new: usize) -> bool {
        match (self.old.all[old].parent, self.new.all[new].parent) {
            (None, None) => false,
            (Some(before), Some(after)) => self.matched.new_of[before] != Some(after),
            _ => true,
        }
    }

    fn blocks(&self, before: &Block, after: &Block, renaming: &Renaming<'_>, found: &mut Vec<Difference>) {
        let mut aspects: Vec<Aspect> = Vec::new();
        for aspect in before.members.iter().chain(&after.members).filter_map(aspect_of) {
            if !aspects.contains(&aspect) {
                aspects.push(aspect);
            }
        }
        if before.kind == BlockKind::Table && !aspects.contains(&Aspect::Rows) {
            aspects.push(Aspect::Rows);
        }
        for aspect in aspects {
            let of = |block: &Block| -> Vec<Member> {
                block.members.iter().filter(|member| aspect_of(member) == Some(aspect)).cloned().collect()
            };
            let (old, new) = (of(before), of(after));
            match aspect {
                Aspect::Rows => self.rows(before, after, (&old, &new), renaming, found),
                Aspect::Attribute(word) if is_repeated(word) => self.repeated(word, &old, &new, renaming, found),
                _ => self.attribute(aspect, &old, &new, renaming, found),
            }
        }
    }

    fn attribute(
        &self,
        aspect: Aspect,
        old: &[Member],
        new: &[Member],
        renaming: &Renaming<'_>,
        found: &mut Vec<Difference>,
    ) {
        let prints = |members: &[Member], renaming: Option<&Renaming<'_>>| -> Vec<String> {
            members.iter().map(|member| print(member, visit::member, renaming)).collect()
        };
        if prints(old, None) == prints(new, Some(renaming)) {
            return;
        }
        let (what, counts) = match aspect {
            Aspect::Target(period) => (format!("target {period}"), true),
            Aspect::Attribute(word) => (word.to_owned(), !only_told(word)),
            _ => return,
        };
        let text = |members: &[Member], sources: &Sources| {
            let texts: Vec<String> =
                members.iter().filter_map(attribute_of).map(|attribute| value_text(sources, attribute)).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        };
        let (in_new, place) = place_of(old, new);
        let Some(place) = place else { return };
        found.push(Difference {
            aspect,
            what,
            old: text(old, self.old.sources),
            new: text(new, self.new.sources),
            counts,
            place,
            in_new,
        });
    }

    /// Of what may stand several times, each that is not on the other side.
    fn repeated(
        &self,
        word: &'static str,
        old: &[Member],
        new: &[Member],
        renaming: &Renaming<'_>,
        found: &mut Vec<Difference>,
    ) {
        let key = |member: &Member, renaming: Option<&Renaming<'_>>| print(member, visit::member, renaming);
        let olds: Vec<String> = old.iter().map(|member| key(member, None)).collect();
        let news: Vec<String> = new.iter().map(|member| key(member, Some(renaming))).collect();
        let mut say = |member: &Member, in_new: bool| {
            let Some(attribute) = attribute_of(member) else { return };
            let sources = if in_new { self.new.sources } else { self.old.sources };
            let text = Some(value_text(sources, attribute));
            let (old, new) = if in_new { (None, text) } else { (text, None) };
            found.push(Difference {
                aspect: Aspect::Attribute(word),
                what: word.to_owned(),
                old,
                new,
                counts: false,
                place: attribute.span,
                in_new,
            });
        };
        old.iter().zip(&olds).filter(|(_, key)| !news.contains(key)).for_each(|(member, _)| say(member, false));
        new.iter().zip(&news).filter(|(_, key)| !olds.contains(key)).for_each(|(member, _)| say(member, true));
    }
}

/// What a whole declaration says that its results depend on.
pub fn said_of(block: &Block, sources: &Sources, in_new: bool) -> Vec<Difference> {
    let attributes = block.members.iter().filter_map(|member| Some((aspect_of(member)?, attribute_of(member)?)));
    let counting = attributes.filter(|(_, attribute)| !only_told(attribute.kind.word()));
    counting
        .map(|(aspect, attribute)| {
            let what = match aspect {
                Aspect::Target(period) => format!("target {period}"),
                _ => attribute.kind.word().to_owned(),
            };
            let text = Some(value_text(sources, attribute));
            let (old, new) = if in_new { (None, text) } else { (text, None) };
            Difference { aspect, what, old, new, counts: true, place: attribute.span, in_new }
        })
        .collect()
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn attribute_of(member: &Member) -> Option<&Attribute> {
    if let Member::Attribute(attribute) = member { Some(attribute) } else { None }
}

/// What stands after an attribute's word; `tanpa batasi` as it is.
fn value_text(sources: &Sources, attribute: &Attribute) -> String {
    match &attribute.kind {
        AttributeKind::NoLimits | AttributeKind::NoRounding | AttributeKind::NoCategory => {
            written(sources, attribute.span)
        }
        AttributeKind::Target { value, .. } => written(sources, value.span),
        AttributeKind::Round(rounding) if rounding.mode == crate::number::RoundingMode::Truncate => {
            written(sources, attribute.span)
        }
        _ => written(sources, Span { start: attribute.keyword.end, ..attribute.span }),
    }
}

fn place_of(old: &[Member], new: &[Member]) -> (bool, Option<Span>) {
    match new.first() {
        Some(member) => (true, Some(member.span())),
        None => (false, old.first().map(Member::span)),
    }
}

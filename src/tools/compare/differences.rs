//! What is different between two declarations, attribute by attribute and row by row.

use super::declarations::{Content, Declarations, Matched};
use super::same::{Renaming, print, written};
use crate::source::{Sources, Span};
use crate::syntax::ast::visit;
use crate::syntax::ast::{Attribute, AttributeKind, Band, Block, BlockKind, Member, Period};

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

    fn rows(
        &self,
        before: &Block,
        after: &Block,
        (old, new): (&[Member], &[Member]),
        renaming: &Renaming<'_>,
        found: &mut Vec<Difference>,
    ) {
        let start = found.len();
        let bands = |members: &[Member]| -> Vec<Band> {
            members
                .iter()
                .filter_map(|member| if let Member::Band(band) = member { Some(band.clone()) } else { None })
                .collect()
        };
        if before.kind == BlockKind::Scale && after.kind == BlockKind::Scale {
            self.bands(&bands(old), &bands(new), renaming, found);
            return;
        }
        let mut say = |what: String, old: Option<String>, new: Option<String>, place: Span, in_new: bool| {
            found.push(Difference { aspect: Aspect::Rows, what, old, new, counts: true, place, in_new });
        };
        if let (Some(one), Some(other)) = (&before.signature, &after.signature)
            && print(one, visit::signature, None) != print(other, visit::signature, Some(renaming))
        {
            let (one, text) = (written(self.old.sources, one.span), written(self.new.sources, other.span));
            say("masukan".to_owned(), Some(one), Some(text), other.span, true);
        }
        let word = if before.kind == BlockKind::Curve { "titik" } else { "baris" };
        let key = |member: &Member, renaming: Option<&Renaming<'_>>| print(member, visit::member, renaming);
        let olds: Vec<String> = old.iter().map(|member| key(member, None)).collect();
        let news: Vec<String> = new.iter().map(|member| key(member, Some(renaming))).collect();
        let gone: Vec<&Member> = old.iter().zip(&olds).filter(|(_, key)| !news.contains(key)).map(|(m, _)| m).collect();
        let come: Vec<&Member> = new.iter().zip(&news).filter(|(_, key)| !olds.contains(key)).map(|(m, _)| m).collect();
        // Rows with the same conditions, and points with the same input, are one that changed.
        let head = |member: &Member, sources: &Sources| match member {
            Member::Point(point) => written(sources, point.input.span),
            Member::Row(row) => {
                row.conditions.iter().map(|cell| written(sources, cell.span)).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        };
        let result = |member: &Member, sources: &Sources| match member {
            Member::Point(point) => written(sources, point.output.span),
            Member::Row(row) => written(sources, row.result.span),
            _ => String::new(),
        };
        let mut taken = vec![false; come.len()];
        for member in gone {
            let name = head(member, self.old.sources);
            let other = come.iter().position(|other| head(other, self.new.sources) == name);
            let other = other.filter(|place| !taken[*place]);
            let new = other.map(|place| {
                taken[place] = true;
                (result(come[place], self.new.sources), member_span(come[place]))
            });
            let old = Some(result(member, self.old.sources));
            let what = format!("{word} {name}");
            match new {
                Some((text, span)) => say(what, old, Some(text), span, true),
                None => say(what, old, None, member_span(member), false),
            }
        }
        for (member, _) in come.iter().zip(taken).filter(|(_, taken)| !taken) {
            let what = format!("{word} {}", head(member, self.new.sources));
            say(what, None, Some(result(member, self.new.sources)), member_span(member), true);
        }
        debug_assert!(found.len() >= start);
    }

    /// The entries of a scale, by their labels.
    fn bands(&self, old: &[Band], new: &[Band], renaming: &Renaming<'_>, found: &mut Vec<Difference>) {
        let mut say =
            |what: String, old: Option<String>, new: Option<String>, counts: bool, place: Span, in_new: bool| {
                if old != new {
                    found.push(Difference { aspect: Aspect::Rows, what, old, new, counts, place, in_new });
                }
            };
        let whole = |band: &Band, sources: &Sources| {
            let range = band.range.as_ref().map(|range| written(sources, range.span));
            let score = band.score.as_ref().map(|score| format!("skor {}", written(sources, score.span)));
            let parts: Vec<String> = range.into_iter().chain(score).collect();
            if parts.is_empty() { format!("\"{}\"", band.label.value) } else { parts.join(" ") }
        };
        // An entry that kept its place, its range and its score, and has another label.
        let renamed = |band: &Band| -> Option<&Band> {
            let place = new.iter().position(|other| other.label.value == band.label.value)?;
            let other = old.get(place)?;
            let is_new = !old.iter().any(|known| known.label.value == band.label.value);
            let is_gone = !new.iter().any(|known| known.label.value == other.label.value);
            let same = other.range.is_some() && whole(other, self.old.sources) == whole(band, self.new.sources);
            (is_new && is_gone && same).then_some(other)
        };
        for band in old {
            let name = format!("\"{}\"", band.label.value);
            let Some(other) = new.iter().find(|other| other.label.value == band.label.value) else {
                if !new.iter().any(|other| renamed(other).is_some_and(|old| old.label.value == band.label.value)) {
                    say(name, Some(whole(band, self.old.sources)), None, true, band.span, false);
                }
                continue;
            };
            let print_of = |band: &Band, renaming: Option<&Renaming<'_>>| {
                print(&Member::Band(Band { note: None, colour: None, ..band.clone() }), visit::member, renaming)
            };
            if print_of(band, None) != print_of(other, Some(renaming)) {
                let (one, two) = (whole(band, self.old.sources), whole(other, self.new.sources));
                say(name.clone(), Some(one), Some(two), true, other.span, true);
            }
            let colour = |band: &Band| band.colour.as_ref().map(|colour| colour.text.clone());
            say(format!("warna {name}"), colour(band), colour(other), false, other.span, true);
            let note = |band: &Band| band.note.as_ref().map(|note| note.value.clone());
            say(format!("keterangan {name}"), note(band), note(other), false, other.span, true);
        }
        for band in new.iter().filter(|band| !old.iter().any(|known| known.label.value == band.label.value)) {
            match renamed(band) {
                Some(other) => {
                    let (one, two) = (format!("\"{}\"", other.label.value), format!("\"{}\"", band.label.value));
                    say("sebutan".to_owned(), Some(one), Some(two), true, band.span, true);
                }
                None => {
                    let name = format!("\"{}\"", band.label.value);
                    say(name, None, Some(whole(band, self.new.sources)), true, band.span, true);
                }
            }
        }
        let order = |bands: &[Band], others: &[Band]| -> Vec<String> {
            let labels = bands.iter().map(|band| band.label.value.clone());
            labels.filter(|label| others.iter().any(|other| other.label.value == *label)).collect()
        };
        let (one, two) = (order(old, new), order(new, old));
        if one != two
            && let Some(place) = new.first().map(|band| band.span)
        {
            say("urutan".to_owned(), Some(one.join(", ")), Some(two.join(", ")), true, place, true);
        }
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

fn member_span(member: &Member) -> Span {
    match member {
        Member::Attribute(attribute) => attribute.span,
        Member::Band(band) => band.span,
        Member::Point(point) => point.span,
        Member::Row(row) => row.span,
        Member::Block(block) => block.span,
    }
}

fn place_of(old: &[Member], new: &[Member]) -> (bool, Option<Span>) {
    match new.first() {
        Some(member) => (true, Some(member_span(member))),
        None => (false, old.first().map(member_span)),
    }
}

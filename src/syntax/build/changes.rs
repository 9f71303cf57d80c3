//! Amendments: `ubah`, `cabut`, `sisipkan`, and what may stand beside them in a file.

use super::{Builder, Pair, inner};
use crate::message::syntax::{Due, SyntaxMessage};
use crate::source::Span;
use crate::syntax::ast::{
    Attribute, AttributeKind, Block, BlockKind, Change, ChangeKind, ChangeTarget, Item, Member, Path,
};
use crate::syntax::parser::Rule;

impl<'a> Builder<'a> {
    /// A change; none where it is too broken to stand for anything.
    pub(super) fn change(&mut self, pair: Pair<'a>) -> Option<Change> {
        let span = self.span(&pair);
        let start = pair.as_span().start();
        let rule = pair.as_rule();
        let word = match rule {
            Rule::replace => "ubah",
            Rule::remove => "cabut",
            _ => "sisipkan",
        };
        let keyword = self.place(start, start + word.len());
        let mut head_end = keyword;
        let mut target = None;
        let mut within = None;
        let mut title = None;
        let mut signature = None;
        let mut body = None;
        let mut kind_word = None;
        let mut broken = false;
        for part in inner(pair) {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::bad_kind => kind_word = Some(place),
                Rule::change_place => {
                    let path = self.path(&part);
                    if let Some(kind) = kind_word.take() {
                        let offer = format!("{word} {}", path_text(&path));
                        self.report(kind, SyntaxMessage::KindBeforeTarget { keyword: word.into(), offer });
                    }
                    target = Some(ChangeTarget::Item(path));
                }
                Rule::settings_target => {
                    target = self.settings_target(part);
                    broken |= target.is_none();
                }
                Rule::within => {
                    within = self.within(part);
                    broken |= within.is_none();
                }
                Rule::missing => {
                    broken = true;
                    self.missing(&part, word, Due::Name);
                    continue;
                }
                Rule::string => title = Some(self.text(&part)),
                Rule::signature => signature = Some(self.signature(part)),
                _ => {
                    body = Some(part);
                    continue;
                }
            }
            head_end = place;
        }
        if rule == Rule::remove {
            if let Some(body) = body {
                let start = body.as_span().start();
                let open = self.place(start, start + 1);
                self.report(open, SyntaxMessage::RemoveWithBlock);
            }
            return Some(Change { kind: ChangeKind::Remove { target: target? }, keyword, span });
        }
        if body.is_none() && !broken {
            self.report(head_end.after(), SyntaxMessage::NotOpened { keyword: word.into() });
        }
        let kind = if rule == Rule::replace {
            let members = body.map(|body| self.body(body)).unwrap_or_default();
            let members = self.only_attributes(members, target.as_ref());
            ChangeKind::Replace { target: target?, title, signature, members }
        } else {
            let items = body.map(|body| self.inserted(body, within.as_ref())).unwrap_or_default();
            if broken {
                return None;
            }
            ChangeKind::Insert { within, items }
        };
        Some(Change { kind, keyword, span })
    }

    /// `pengukuran sasaran dalam S1`
    fn settings_target(&mut self, pair: Pair<'a>) -> Option<ChangeTarget> {
        let mut kind = None;
        let mut within = None;
        let mut complete = true;
        for part in inner(pair) {
            if part.as_rule() == Rule::within {
                within = self.within(part);
                complete &= within.is_some();
            } else {
                kind = self.settings_for(&part);
                complete &= kind.is_some();
            }
        }
        complete.then_some(ChangeTarget::Settings { kind, within })
    }

    /// `dalam S1`
    fn within(&mut self, pair: Pair<'a>) -> Option<Path> {
        let mut path = None;
        let mut kind_word = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::change_place => path = Some(self.path(&part)),
                Rule::bad_kind => kind_word = Some(self.span(&part)),
                _ => self.missing(&part, "dalam", Due::Name),
            }
        }
        if let (Some(kind), Some(path)) = (kind_word, &path) {
            let offer = format!("dalam {}", path_text(path));
            self.report(kind, SyntaxMessage::KindBeforeTarget { keyword: "dalam".into(), offer });
        }
        path
    }

    /// The members of `ubah`: declarations are inserted by another word.
    fn only_attributes(&mut self, members: Vec<Member>, target: Option<&ChangeTarget>) -> Vec<Member> {
        let mut kept = Vec::with_capacity(members.len());
        for member in members {
            match member {
                Member::Block(block) => {
                    let within = match target {
                        Some(ChangeTarget::Item(path)) => format!(" dalam {}", path_text(path)),
                        _ => String::new(),
                    };
                    self.report(
                        block.keyword,
                        SyntaxMessage::DeclarationInChange { offer: format!("sisipkan{within} {{ … }}") },
                    );
                }
                member => kept.push(member),
            }
        }
        kept
    }

    /// What `sisipkan` holds.
    fn inserted(&mut self, pair: Pair<'a>, within: Option<&Path>) -> Vec<Item> {
        let items = self.items(inner(pair));
        let mut kept = Vec::with_capacity(items.len());
        for item in items {
            let (keyword, place) = first_word(&item);
            match &item {
                Item::Change(_) | Item::Block(Block { kind: BlockKind::Ruleset | BlockKind::Amendment, .. }) => {
                    self.report(place, SyntaxMessage::OnlyAtTop { keyword: keyword.into() });
                }
                Item::Block(block) if within.is_none() || may_stand_in_group(block.kind) => kept.push(item),
                _ if within.is_none() => kept.push(item),
                _ => self.report(place, SyntaxMessage::NotInGroup { keyword: keyword.into() }),
            }
        }
        kept
    }

    /// A file is a ruleset or an amendment: what belongs to the other is told.
    pub(super) fn check_amendment(&mut self, items: &[Item]) {
        let headers = |kind: BlockKind| {
            items.iter().filter_map(move |item| match item {
                Item::Block(block) if block.kind == kind => Some(block),
                _ => None,
            })
        };
        let Some(amendment) = headers(BlockKind::Amendment).next() else {
            // One message: its help holds for all.
            if let Some(change) =
                items.iter().find_map(|item| if let Item::Change(change) = item { Some(change) } else { None })
            {
                let keyword = change.kind.word().into();
                self.report(change.keyword, SyntaxMessage::ChangeWithoutHeader { keyword });
            }
            return;
        };
        for second in headers(BlockKind::Amendment).skip(1) {
            self.report(second.keyword, SyntaxMessage::SecondAmendment);
        }
        if let Some(ruleset) = headers(BlockKind::Ruleset).next() {
            let later = if ruleset.span.start > amendment.span.start { ruleset } else { amendment };
            self.report(later.keyword, SyntaxMessage::RulesetAndAmendment);
            return;
        }
        let amends =
            |member: &Member| matches!(member, Member::Attribute(Attribute { kind: AttributeKind::Amends(_), .. }));
        if !amendment.members.iter().any(amends) && !self.unread_in(amendment.span) {
            self.report(amendment.keyword, SyntaxMessage::AmendsNothing);
        }
        for item in items {
            if let Item::Change(_)
            | Item::Use(_)
            | Item::Test(_)
            | Item::Block(Block { kind: BlockKind::Amendment, .. }) = item
            {
                continue;
            }
            let (keyword, place) = first_word(item);
            self.report(place, SyntaxMessage::NotInAmendment { keyword: keyword.into() });
        }
    }

    /// Whether something inside a place could not be read, so that what it lacks may only be absent from the tree.
    fn unread_in(&self, span: Span) -> bool {
        self.diagnostics.iter().any(|told| match told.place {
            crate::diagnostic::Place::Rules(place) => span.start <= place.start && place.start <= span.end,
            _ => false,
        })
    }
}

impl ChangeKind {
    /// The word that it begins with.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Replace { .. } => "ubah",
            Self::Remove { .. } => "cabut",
            Self::Insert { .. } => "sisipkan",
        }
    }
}

/// The word that a declaration begins with, and its place.
fn first_word(item: &Item) -> (&'static str, Span) {
    let (word, span) = match item {
        Item::Use(used) => ("gunakan", used.span),
        Item::Unit(unit) => ("satuan", unit.span),
        Item::Function(function) => ("fungsi", function.span),
        Item::Condition(condition) => (if condition.must { "pastikan" } else { "ingatkan" }, condition.span),
        Item::Test(test) => ("uji", test.span),
        Item::Block(block) => (block.kind.word(), block.keyword),
        Item::Change(change) => (change.kind.word(), change.keyword),
    };
    (word, Span { end: span.start + word.len() as u32, ..span })
}

fn may_stand_in_group(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Group(_) | BlockKind::Indicator | BlockKind::Budget | BlockKind::Settings(_))
}

fn path_text(path: &Path) -> String {
    path.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".")
}

//! Amendments: `ubah`, `cabut`, `sisipkan`, and what may stand beside them in a file.

use super::stray::{group_kind, shortened};
use super::{Builder, Pair, inner};
use crate::diagnostic::MOST_MISTAKES;
use crate::message::syntax::{Due, SyntaxMessage};
use crate::source::Span;
use crate::syntax::ast::{
    Attribute, AttributeKind, Block, BlockKind, Change, ChangeKind, ChangeTarget, Item, Member, Path, Signature, Text,
};
use crate::syntax::parser::Rule;
use crate::syntax::words;

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
        let mut head = Head::default();
        let mut head_end = keyword;
        let mut body = None;
        for part in inner(pair) {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::body | Rule::insert_body | Rule::bare_item => body = Some(part),
                Rule::bad_body => {
                    if let (false, Some(ChangeTarget::Item(path))) = (head.broken, &head.target) {
                        let offer = format!("ubah {} {{ {} }}", path_text(path), shorter(self.written(place)));
                        self.report(place, SyntaxMessage::ChangeWithValue { offer });
                    } else if !head.broken {
                        self.report(head_end.after(), SyntaxMessage::NotOpened { keyword: word.into() });
                    }
                    head.broken = true;
                    for attribute in inner(part) {
                        let _: Option<Member> = self.attribute(attribute);
                    }
                }
                Rule::missing => {
                    head.broken = true;
                    self.missing(&part, word, Due::Name);
                }
                _ => {
                    head_end = place;
                    self.change_head(part, word, &mut head);
                }
            }
        }
        let Head { target, within, title, signature, broken, .. } = head;
        // Only what is changed can get a title.
        if let Some(title) = title.as_ref().filter(|_| rule != Rule::replace) {
            let found = shortened(self.written(title.span));
            self.report(title.span, SyntaxMessage::Unreadable { found });
        }
        if rule == Rule::remove {
            if let Some(body) = body {
                let start = body.as_span().start();
                let open = self.place(start, start + 1);
                self.report(open, SyntaxMessage::RemoveWithBlock);
            }
            let target = target.filter(|_| !broken)?;
            return Some(Change { kind: ChangeKind::Remove { target }, keyword, span });
        }
        if body.is_none() && !broken {
            self.report(head_end.after(), SyntaxMessage::NotOpened { keyword: word.into() });
        }
        let kind = if rule == Rule::replace {
            let members = body.map(|body| self.body(body)).unwrap_or_default();
            let members = self.only_attributes(members, target.as_ref());
            if !broken {
                self.attribute_as_target(target.as_ref());
            }
            ChangeKind::Replace { target: target.filter(|_| !broken)?, title, signature, members }
        } else {
            let items = body.map(|body| self.inserted(body, within.as_ref())).unwrap_or_default();
            ChangeKind::Insert { within, items }
        };
        (!broken).then_some(Change { kind, keyword, span })
    }

    /// A part of what stands between the first word and the block.
    fn change_head(&mut self, part: Pair<'a>, word: &str, head: &mut Head) {
        let place = self.span(&part);
        match part.as_rule() {
            // Only a declaration has a title and inputs.
            Rule::string | Rule::signature
                if word != "ubah" || matches!(head.target, Some(ChangeTarget::Settings { .. })) =>
            {
                self.report(place, SyntaxMessage::Unreadable { found: shortened(self.written(place)) });
            }
            Rule::string => head.title = Some(self.text(&part)),
            Rule::signature => head.signature = Some(self.signature(part)),
            Rule::bad_kind => head.kind_word = Some(place),
            Rule::bad_attribute => head.attribute = Some((self.written(place).to_owned(), place)),
            Rule::change_place => {
                let path = self.path(&part);
                let name = path_text(&path);
                if let Some(kind) = head.kind_word.take() {
                    let offer = format!("{word} {name}");
                    self.report(kind, SyntaxMessage::KindBeforeTarget { keyword: word.into(), offer });
                }
                if let Some((attribute, place)) = head.attribute.take() {
                    head.broken = true;
                    self.broken = Some(part.as_span().end());
                    let offer = format!("ubah {name} {{ {attribute} … }}");
                    self.report(place, SyntaxMessage::ChangeWithValue { offer });
                }
                head.target = Some(ChangeTarget::Item(path));
            }
            Rule::settings_target => {
                head.target = self.settings_target(part);
                head.broken |= head.target.is_none();
            }
            Rule::within | Rule::bad_within | Rule::bad_place => {
                head.within = self.within(part, word);
                head.broken |= head.within.is_none();
            }
            Rule::more_target => self.more_target(part, word, head),
            Rule::bad_function => {
                head.broken = true;
                let Some(name) = inner(part).find(|part| part.as_rule() == Rule::change_place) else { return };
                let (name, place) = (name.as_str().trim_end(), self.span(&name));
                let offer = format!("cabut {name} sisipkan {{ fungsi {name}(…) = … }}");
                self.report(place, SyntaxMessage::ChangeWithValue { offer });
            }
            Rule::bad_value => {
                if std::mem::replace(&mut head.broken, true) {
                    return;
                }
                let value = inner(part).find(|part| matches!(part.as_rule(), Rule::expression | Rule::due_range));
                let value = value.map_or("…", |value| shorter(self.written(self.span(&value))));
                let offer = match &head.target {
                    Some(ChangeTarget::Item(path)) => match attribute_of(path) {
                        Some((item, attribute)) => format!("ubah {item} {{ {attribute} {value} }}"),
                        None => format!("ubah {} {{ … }}", path_text(path)),
                    },
                    _ => "ubah pengukuran { … }".into(),
                };
                self.report(place, SyntaxMessage::ChangeWithValue { offer });
            }
            _ => self.report(place, SyntaxMessage::Unreadable { found: self.written(place).into() }),
        }
    }

    /// `ubah S1.1.target { … }`: properties are not declared, they stand in their item's block.
    fn attribute_as_target(&mut self, target: Option<&ChangeTarget>) {
        if let Some(ChangeTarget::Item(path)) = target
            && let Some((item, attribute)) = attribute_of(path)
        {
            let offer = format!("ubah {item} {{ {attribute} … }}");
            self.report(path.span, SyntaxMessage::ChangeWithValue { offer });
        }
    }

    /// A name after the one that a change takes.
    fn more_target(&mut self, part: Pair<'a>, word: &str, head: &mut Head) {
        let Some(name) = inner(part).find(|part| part.as_rule() == Rule::change_place) else { return };
        let place = self.span(&name);
        let name = self.written(place);
        head.broken = true;
        match (&head.target, word) {
            (Some(ChangeTarget::Settings { .. }), _) => {
                let offer = format!("{word} pengukuran dalam {name}");
                self.report(place, SyntaxMessage::WithinWord { offer });
            }
            (_, "sisipkan") => {
                let offer = format!("sisipkan dalam {name} {{ … }}");
                self.report(place, SyntaxMessage::OneTarget { keyword: "dalam".into(), offer });
            }
            _ => {
                let offer = if word == "cabut" { format!("cabut {name}") } else { format!("{word} {name} {{ … }}") };
                self.report(place, SyntaxMessage::OneTarget { keyword: word.into(), offer });
            }
        }
    }

    /// `pengukuran sasaran dalam S1`
    fn settings_target(&mut self, pair: Pair<'a>) -> Option<ChangeTarget> {
        let mut kind = None;
        let mut within = None;
        let mut complete = true;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::within | Rule::bad_within => {
                    within = self.within(part, "pengukuran");
                    complete &= within.is_some();
                }
                _ if group_kind(part.as_str().trim_end()).is_none() && !words::reserved(part.as_str().trim_end()) => {
                    let span = self.span(&part);
                    let offer = format!("pengukuran dalam {}", part.as_str().trim_end());
                    self.report(span, SyntaxMessage::WithinWord { offer });
                    complete = false;
                }
                _ => {
                    kind = self.settings_for(&part);
                    complete &= kind.is_some();
                }
            }
        }
        complete.then_some(ChangeTarget::Settings { kind, within })
    }

    /// `dalam S1`, and what is written for it.
    fn within(&mut self, pair: Pair<'a>, word: &str) -> Option<Path> {
        let right = pair.as_rule() == Rule::within;
        let span = self.span(&pair);
        let mut path = None;
        let mut kind_word = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::change_place => path = Some(self.path(&part)),
                Rule::bad_kind => kind_word = Some(self.span(&part)),
                Rule::preposition => {}
                _ => self.missing(&part, "dalam", Due::Name),
            }
        }
        let name = path.as_ref().map(path_text).unwrap_or_default();
        if !right {
            self.report(span, SyntaxMessage::WithinWord { offer: format!("{word} dalam {name}") });
        } else if let Some(kind) = kind_word {
            let offer = format!("dalam {name}");
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
        let place = within.map_or(String::new(), |path| format!(" dalam {}", path_text(path)));
        if pair.as_rule() == Rule::bare_item {
            let span = self.span(&pair);
            let offer = format!("sisipkan{place} {{ {} … }}", shorter(self.written(span)));
            self.report(span, SyntaxMessage::InsertWithoutBraces { offer });
        }
        let mut kept = Vec::new();
        let mut attribute_told = false;
        for part in inner(pair) {
            let told = self.diagnostics.len();
            if told >= MOST_MISTAKES {
                break;
            }
            if part.as_rule() == Rule::attribute {
                // One message for a run of them.
                if !std::mem::replace(&mut attribute_told, true) {
                    let keyword = first_letters(part.as_str());
                    let start = part.as_span().start();
                    let target = within.map_or("S1.1".into(), path_text);
                    let offer = format!("ubah {target} {{ {keyword} … }}");
                    let span = self.place(start, start + keyword.len());
                    self.report(span, SyntaxMessage::AttributeInserted { keyword: keyword.into(), offer });
                }
                let _: Option<Member> = self.attribute(part);
            } else if let Some(item) = self.item(part)
                && self.may_be_inserted(&item, within)
            {
                kept.push(item);
            }
            self.settle(told);
        }
        kept
    }

    fn may_be_inserted(&mut self, item: &Item, within: Option<&Path>) -> bool {
        let (keyword, place) = first_word(item);
        let fits = match item {
            Item::Change(_) | Item::Block(Block { kind: BlockKind::Ruleset | BlockKind::Amendment, .. }) => {
                self.report(place, SyntaxMessage::OnlyAtTop { keyword: keyword.into() });
                return false;
            }
            Item::Block(block) => within.is_none() || may_stand_in_group(block.kind),
            _ => within.is_none(),
        };
        if !fits {
            self.report(place, SyntaxMessage::NotInGroup { keyword: keyword.into() });
        }
        fits
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

    /// In the header of an amendment a text by itself can only be the path that lacks its `atas`.
    pub(super) fn only_header(&mut self, members: &mut Vec<Member>) {
        members.retain(|member| {
            if let Member::Band(band) = member {
                self.report(band.span, SyntaxMessage::AmendsNothing);
            }
            !matches!(member, Member::Band(_))
        });
    }

    /// Whether something inside a place could not be read, so that what it lacks may only be absent from the tree.
    fn unread_in(&self, span: Span) -> bool {
        self.diagnostics.iter().any(|told| match told.place {
            crate::diagnostic::Place::Rules(place) => span.start <= place.start && place.start <= span.end,
            _ => false,
        })
    }
}

/// What stands between the first word of a change and its block.
#[derive(Default)]
struct Head {
    target: Option<ChangeTarget>,
    within: Option<Path>,
    title: Option<Text>,
    signature: Option<Signature>,
    /// `indikator` before a name
    kind_word: Option<Span>,
    /// `target` before a name
    attribute: Option<(String, Span)>,
    /// Whether it is too broken to stand for anything.
    broken: bool,
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

/// For `S1.1.target`: the item and its attribute.
fn attribute_of(path: &Path) -> Option<(String, &str)> {
    let (last, item) = path.parts.split_last()?;
    let attribute = words::PROPERTIES.contains(&last.text.as_str()) && words::ATTRIBUTES.contains(&last.text.as_str());
    let item = item.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".");
    (attribute && !item.is_empty()).then_some((item, last.text.as_str()))
}

/// The beginning of what is written, as an offer repeats it.
fn shorter(text: &str) -> &str {
    let line = text.lines().next().unwrap_or("");
    let line = line.split(['"', '{']).next().unwrap_or(line).trim_end();
    line.char_indices().nth(40).map_or(line, |(end, _)| &line[..end])
}

/// The word that a text begins with.
fn first_letters(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())]
}

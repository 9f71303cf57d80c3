//! What a path means where it stands.

use super::absent::Absent;
use super::{Builder, Declared, Scope};
use crate::message::names::NamesMessage;
use crate::model::{ItemId, ItemKind, Property};
use crate::source::Span;
use crate::syntax::ast::{GroupKind, Path};
use std::rc::Rc;

/// A word for a set: `indikator`, `anggaran`, or a kind of group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum SetWord {
    Indicators,
    Budgets,
    Groups(GroupKind),
}

impl SetWord {
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "indikator" => Some(Self::Indicators),
            "anggaran" => Some(Self::Budgets),
            _ => GroupKind::ALL.into_iter().find(|kind| kind.word() == word).map(Self::Groups),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Indicators => "indikator",
            Self::Budgets => "anggaran",
            Self::Groups(kind) => kind.word(),
        }
    }

    fn holds(self, kind: ItemKind) -> bool {
        match self {
            Self::Indicators => kind == ItemKind::Indicator,
            Self::Budgets => kind == ItemKind::Budget,
            Self::Groups(group) => kind == ItemKind::Group(group),
        }
    }
}

/// A set: the items of a kind inside a group, or in a ruleset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SetPath {
    pub within: Within,
    pub word: SetWord,
}

/// Where a set lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Within {
    Module(usize),
    Item(ItemId),
}

/// What a path means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resolved {
    /// An input of the formula, by its place, with `.bawah` or `.atas`.
    Input(usize, Option<bool>),
    /// A property of an item; whether it is the item's own block that says so; with `.bawah` or `.atas`.
    Property { item: ItemId, property: Property, own: bool, end: Option<bool> },
    /// A set, with the property that stands for each member.
    Set { set: SetPath, property: Option<Property>, end: Option<bool> },
    /// A declaration that is no value.
    Other(Declared),
    /// An item without a property.
    Item(ItemId),
}

/// Why a path means nothing.
pub(super) enum Unresolved {
    Message(Span, NamesMessage),
    /// It begins with a name that is declared, but not for these days.
    Absent(Span, Absent),
}

/// The property that a word after a code means; what exactly depends on the item.
pub(super) fn property_word(word: &str) -> Option<Property> {
    Some(match word {
        "target" => Property::Target,
        "realisasi" => Property::Realization,
        "capaian" => Property::Achievement,
        "kategori" => Property::Category,
        "bobot" => Property::Weight,
        "pagu" => Property::Ceiling,
        "sisa" => Property::Remaining,
        "serapan" => Property::Absorption,
        _ => return None,
    })
}

impl Builder<'_> {
    /// Resolves a path, and says so where it means nothing.
    pub(super) fn resolve(&mut self, path: &Path, scope: &Scope) -> Option<Resolved> {
        match self.lookup(path, scope) {
            Ok(resolved) => Some(resolved),
            Err(Unresolved::Message(span, message)) => {
                // A code that cannot be one has been told of, with what may have been meant.
                if !self.is_unread(path.span) {
                    self.say(span, message);
                }
                None
            }
            Err(Unresolved::Absent(span, absent)) => {
                self.diagnostics.push(self.absence(span, absent));
                None
            }
        }
    }

    /// What a path means, without saying anything.
    pub(super) fn lookup(&self, path: &Path, scope: &Scope) -> Result<Resolved, Unresolved> {
        let words: Vec<&str> = path.parts.iter().map(|part| part.text.as_str()).collect();
        let Some(first) = words.first().copied() else {
            return Err(Unresolved::Message(path.span, unknown(String::new(), None)));
        };
        if let Some(input) = scope.inputs.iter().position(|(name, _)| name == first) {
            return match words.get(1..).unwrap_or_default() {
                [] => Ok(Resolved::Input(input, None)),
                ["bawah"] => Ok(Resolved::Input(input, Some(false))),
                ["atas"] => Ok(Resolved::Input(input, Some(true))),
                [other, ..] => Err(self.no_property(path, first, other, "bawah, atas".to_owned())),
            };
        }
        if let Some(word) = SetWord::of(first) {
            let within = self.block_around(scope);
            return self.set_tail(path, SetPath { within, word }, &words[1..]);
        }
        if let (Some(item), Some(_)) = (scope.item, property_word(first)) {
            return self.item_tail(path, item, &words, true);
        }
        self.declared_path(path, &words, scope.file, scope.module)
    }

    /// The block that a set word speaks of where it stands alone: the nearest group, at the top the ruleset.
    fn block_around(&self, scope: &Scope) -> Within {
        let mut at = scope.item;
        while let Some(item) = at {
            if matches!(self.model.item(item).kind, ItemKind::Group(_)) {
                return Within::Item(item);
            }
            at = self.model.item(item).parent;
        }
        Within::Module(scope.module)
    }

    fn declared_path(&self, path: &Path, words: &[&str], file: usize, module: usize) -> Result<Resolved, Unresolved> {
        // The longest declared prefix is the code.
        for length in (1..=words.len()).rev() {
            let name = words[..length].join(".");
            let Some(declared) = self.visible[file].get(&name).copied() else {
                match self.absent_in_sight(&name, file) {
                    Some(absent) => return Err(Unresolved::Absent(path.span, absent)),
                    None => continue,
                }
            };
            let rest = &words[length..];
            return match declared {
                Declared::Item(of, local) => match self.item_base.get(&(module, of)) {
                    Some(base) => self.item_tail(path, ItemId(base + local as u32), rest, false),
                    None => Err(Unresolved::Message(path.span, unknown(name, None))),
                },
                Declared::Ruleset(target) => self.behind_alias(path, &name, rest, target),
                other if rest.is_empty() => Ok(Resolved::Other(other)),
                _ => Err(self.no_property(path, &name, rest[0], String::new())),
            };
        }
        Err(self.unknown_name(path, words, file))
    }

    fn behind_alias(&self, path: &Path, alias: &str, rest: &[&str], module: usize) -> Result<Resolved, Unresolved> {
        let Some(first) = rest.first() else { return Ok(Resolved::Other(Declared::Ruleset(module))) };
        if let Some(word) = SetWord::of(first) {
            return self.set_tail(path, SetPath { within: Within::Module(module), word }, &rest[1..]);
        }
        for length in (1..=rest.len()).rev() {
            let code = rest[..length].join(".");
            if let Some(item) = self.module_codes[module].get(&code) {
                return self.item_tail(path, *item, &rest[length..], false);
            }
            let files = self.closures.get(module).map_or(&[][..], Vec::as_slice);
            if let Some(mut absent) = files.iter().find_map(|file| self.absent_of(&code, *file)) {
                absent.name = format!("{alias}.{code}");
                return Err(Unresolved::Absent(path.span, absent));
            }
        }
        // Scales, functions and further aliases that the ruleset's own file declares.
        let file = self.module_files[module];
        if self.own[file].contains_key(rest[0]) {
            return self.declared_path(path, rest, file, module);
        }
        let name = rest.join(".");
        let codes = self.module_codes[module].keys().map(String::as_str);
        let near = self.suggestion(strip_property(&name), codes).map(|near| format!("{alias}.{near}"));
        Err(Unresolved::Message(path.span, unknown(format!("{alias}.{name}"), near)))
    }

    fn unknown_name(&self, path: &Path, words: &[&str], file: usize) -> Unresolved {
        let whole = words.join(".");
        let name = strip_property(&whole);
        // `Rp 5.000 / orang`: a unit by itself is no value.
        let near = match self.units[file].contains_key(name) {
            true => Some(format!("1 {name}")),
            false => self.visible_suggestion(name, file),
        };
        let elsewhere = (0..self.loaded.len())
            .find(|other| *other != file && self.own[*other].contains_key(name) && !self.loaded[*other].has_header)
            .map(|other| self.sources.name(self.loaded[other].tree.file).to_owned());
        // Units have names of their own; a value is none of them.
        let standard = || super::suggest::standard_with(name).filter(|file| file != "baku/satuan.takar");
        let elsewhere = elsewhere.or_else(standard);
        let label = self.label_meant(&whole, file, true).or_else(|| match (&near, &elsewhere) {
            (None, None) => self.label_meant(&whole, file, false),
            _ => None,
        });
        Unresolved::Message(path.span, NamesMessage::Unknown { name: name.to_owned(), near, elsewhere, label })
    }

    fn no_property(&self, path: &Path, of: &str, property: &str, properties: String) -> Unresolved {
        let (of, property) = (of.to_owned(), property.to_owned());
        Unresolved::Message(path.span, NamesMessage::NoSuchProperty { path: of, property, properties })
    }

    fn set_tail(&self, path: &Path, set: SetPath, rest: &[&str]) -> Result<Resolved, Unresolved> {
        let property = match rest.first() {
            None => return Ok(Resolved::Set { set, property: None, end: None }),
            Some(word) => property_word(word),
        };
        let end = match rest.get(1) {
            None => Some(None),
            Some(&"bawah") => Some(Some(false)),
            Some(&"atas") => Some(Some(true)),
            _ => None,
        };
        match (property, end) {
            (Some(property), Some(end)) if rest.len() <= 2 => {
                let property = match (set.word, property) {
                    (SetWord::Groups(_), Property::Realization) => Property::Spent,
                    (_, property) => property,
                };
                Ok(Resolved::Set { set, property: Some(property), end })
            }
            _ => {
                let properties = match set.word {
                    SetWord::Indicators => INDICATOR,
                    SetWord::Budgets => BUDGET,
                    SetWord::Groups(_) => GROUP,
                };
                Err(self.no_property(path, set.word.word(), rest.last().unwrap_or(&""), properties.to_owned()))
            }
        }
    }

    fn item_tail(&self, path: &Path, item: ItemId, rest: &[&str], own: bool) -> Result<Resolved, Unresolved> {
        let kind = self.model.item(item).kind;
        let found = |property, end| Ok(Resolved::Property { item, property, own, end });
        let Some(first) = rest.first().copied() else {
            return match kind {
                ItemKind::Data => found(Property::Realization, None),
                ItemKind::Result => found(Property::Achievement, None),
                _ => Ok(Resolved::Item(item)),
            };
        };
        if let (ItemKind::Group(_), Some(word)) = (kind, SetWord::of(first)) {
            return self.set_tail(path, SetPath { within: Within::Item(item), word }, &rest[1..]);
        }
        let property = match (kind, property_word(first)) {
            (ItemKind::Indicator, Some(p))
                if !matches!(p, Property::Ceiling | Property::Remaining | Property::Absorption) =>
            {
                Some(p)
            }
            (ItemKind::Group(_), Some(Property::Realization)) => Some(Property::Spent),
            (ItemKind::Group(_), Some(p)) if p != Property::Target => Some(p),
            (
                ItemKind::Budget,
                Some(p @ (Property::Ceiling | Property::Realization | Property::Remaining | Property::Absorption)),
            ) => Some(p),
            (ItemKind::Result, Some(Property::Category)) => Some(Property::Category),
            _ => None,
        };
        let end = match &rest[1..] {
            [] => Some(None),
            ["bawah"] if property == Some(Property::Target) => Some(Some(false)),
            ["atas"] if property == Some(Property::Target) => Some(Some(true)),
            _ => None,
        };
        match (property, end) {
            (Some(property), Some(end)) => found(property, end),
            _ => {
                let code = self.model.item(item).code.clone();
                let wrong = if property.is_none() { first } else { rest.last().copied().unwrap_or(first) };
                Err(self.no_property(path, &code, wrong, self.properties_of(item)))
            }
        }
    }

    /// The properties that a path to an item may end in, for messages.
    pub(super) fn properties_of(&self, item: ItemId) -> String {
        let held = self.held(item);
        if !held.is_empty() && !matches!(self.model.item(item).kind, ItemKind::Result | ItemKind::Data) {
            return held;
        }
        let all = match self.model.item(item).kind {
            ItemKind::Group(_) => GROUP,
            ItemKind::Indicator => INDICATOR,
            ItemKind::Budget => BUDGET,
            ItemKind::Result => "kategori",
            ItemKind::Data => "",
        };
        all.to_owned()
    }

    /// The members of a set, in order: all indicators or budget lines inside, of groups only the outermost.
    pub(super) fn members(&mut self, set: SetPath) -> Rc<[ItemId]> {
        if let Some(members) = self.sets.get(&set) {
            return Rc::clone(members);
        }
        let mut members = Vec::new();
        let mut stack: Vec<ItemId> = match set.within {
            Within::Module(module) => self.model.modules[module].items.iter().rev().copied().collect(),
            Within::Item(item) => self.model.item(item).children.iter().rev().copied().collect(),
        };
        while let Some(id) = stack.pop() {
            let item = self.model.item(id);
            if set.word.holds(item.kind) {
                members.push(id);
            } else {
                stack.extend(item.children.iter().rev());
            }
        }
        let members: Rc<[ItemId]> = members.into();
        self.sets.insert(set, Rc::clone(&members));
        members
    }

    /// `mendukung S1; S2`
    pub(super) fn resolve_supports(&mut self) {
        for index in 0..self.item_sources.len() {
            let (module, source) = self.item_sources[index];
            let paths = source.block.attributes().filter_map(|attribute| match &attribute.kind {
                crate::syntax::ast::AttributeKind::Supports(paths) => Some(paths),
                _ => None,
            });
            let scope = Scope::top(source.file, module);
            for path in paths.flatten() {
                match self.resolve(path, &scope) {
                    Some(Resolved::Item(item)) => self.model.items[index].supports.push(item),
                    None => {}
                    Some(_) => {
                        let name: Vec<&str> = path.parts.iter().map(|part| part.text.as_str()).collect();
                        let (name, expected) = (name.join("."), "sasaran, kelompok, atau indikator".to_owned());
                        self.say(path.span, NamesMessage::WrongKind { name, expected, found: "nilai".to_owned() });
                    }
                }
            }
        }
    }
}

impl Scope {
    /// At the top of a file.
    pub(super) fn top(file: usize, module: usize) -> Self {
        Self {
            file,
            module,
            item: None,
            inputs: Vec::new(),
            missing: crate::value::operator::MissingPolicy::Defer,
            missing_setting: None,
            member: None,
            depth: 0,
        }
    }
}

const INDICATOR: &str = "target, realisasi, capaian, kategori, bobot";
const BUDGET: &str = "pagu, realisasi, sisa, serapan";
const GROUP: &str = "capaian, kategori, bobot, pagu, realisasi, sisa, serapan";

fn unknown(name: String, near: Option<String>) -> NamesMessage {
    NamesMessage::Unknown { name, near, elsewhere: None, label: None }
}

/// A path without a property at its end: what the reader meant as the code.
fn strip_property(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((before, last)) if property_word(last).is_some() || SetWord::of(last).is_some() => before,
        _ => path,
    }
}

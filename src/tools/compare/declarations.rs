//! The declarations of a ruleset in one list, and which of two lists belong together.

use super::same::Names;
use crate::model::build::Staged;
use crate::source::{Sources, Span};
use crate::syntax::ast::{Block, BlockKind, Condition, Function, Item, Member, UnitDeclaration, Use};
use std::collections::HashMap;

/// What a declaration consists of.
#[derive(Clone, Copy)]
pub enum Content<'t> {
    /// A declaration with a block.
    Block(&'t Block),
    /// `fungsi`
    Function(&'t Function),
    /// `satuan`
    Unit(&'t UnitDeclaration),
    /// `pastikan`, `ingatkan`
    Condition(&'t Condition),
    /// `gunakan`
    Use(&'t Use),
}

/// A declaration with where it stands.
#[derive(Clone, Copy)]
pub struct Declaration<'t> {
    /// The path of aliases of the ruleset that it belongs to, by its place in the list of scopes.
    pub scope: usize,
    /// The file in whose tree it stands.
    pub file: usize,
    /// The declaration in whose block it stands.
    pub parent: Option<usize>,
    /// What it consists of.
    pub content: Content<'t>,
}

/// All declarations of a ruleset with what it uses, parents before children.
pub struct Declarations<'t> {
    /// The paths of aliases.
    pub prefixes: Vec<String>,
    /// The files of each.
    pub files: Vec<Vec<usize>>,
    /// The declarations.
    pub all: Vec<Declaration<'t>>,
    /// The texts.
    pub sources: &'t Sources,
}

impl<'t> Content<'t> {
    /// The keyword: `indikator`, `fungsi`, `pengukuran sasaran`.
    pub fn keyword(self) -> String {
        match self {
            Self::Block(block) => match block.kind {
                BlockKind::Settings(Some(kind)) => format!("pengukuran {}", kind.word()),
                kind => kind.word().to_owned(),
            },
            Self::Function(_) => "fungsi".to_owned(),
            Self::Unit(_) => "satuan".to_owned(),
            Self::Condition(condition) => if condition.must { "pastikan" } else { "ingatkan" }.to_owned(),
            Self::Use(_) => "gunakan".to_owned(),
        }
    }

    /// Its name; none where it has none.
    pub fn name(self) -> Option<&'t str> {
        match self {
            Self::Block(block) => block.name.as_ref().map(|name| name.text.as_str()),
            Self::Function(function) => Some(&function.name.text),
            Self::Unit(unit) => Some(&unit.name.text),
            Self::Condition(_) | Self::Use(_) => None,
        }
    }

    /// Its title.
    pub fn title(self) -> Option<&'t str> {
        match self {
            Self::Block(block) => block.title.as_ref().map(|title| title.value.as_str()),
            _ => None,
        }
    }

    /// What stands for it among all declarations of its tree.
    pub fn place(self) -> Span {
        match self {
            Self::Block(block) => block.keyword,
            Self::Function(function) => function.span,
            Self::Unit(unit) => unit.span,
            Self::Condition(condition) => condition.span,
            Self::Use(used) => used.span,
        }
    }

    /// The block, where it is one.
    pub fn block(self) -> Option<&'t Block> {
        match self {
            Self::Block(block) => Some(block),
            _ => None,
        }
    }

    /// Whether others refer to it and it has no result of its own.
    pub fn is_definition(self) -> bool {
        match self {
            Self::Block(block) => matches!(
                block.kind,
                BlockKind::Scale | BlockKind::Polarity | BlockKind::Curve | BlockKind::Table | BlockKind::Data
            ),
            Self::Function(_) | Self::Unit(_) => true,
            Self::Condition(_) | Self::Use(_) => false,
        }
    }

    /// Whether it is a group, indicator, budget line or `nilai`.
    pub fn is_item(self) -> bool {
        matches!(self, Self::Block(block) if matches!(
            block.kind,
            BlockKind::Group(_) | BlockKind::Indicator | BlockKind::Budget | BlockKind::Result
        ))
    }
}

impl<'t> Declarations<'t> {
    /// The declarations of a ruleset.
    pub fn of(staged: &'t Staged, sources: &'t Sources) -> Self {
        let scopes = staged.scopes();
        let mut all = Vec::new();
        for (scope, of) in scopes.iter().enumerate() {
            for file in &of.files {
                for item in &staged.tree(*file).items {
                    let content = match item {
                        Item::Block(block) if block.kind == BlockKind::Amendment => continue,
                        Item::Block(block) => Content::Block(block),
                        Item::Function(function) => Content::Function(function),
                        Item::Unit(unit) => Content::Unit(unit),
                        Item::Condition(condition) => Content::Condition(condition),
                        Item::Use(used) => Content::Use(used),
                        Item::Test(_) | Item::Change(_) => continue,
                    };
                    add(&mut all, scope, *file, None, content);
                }
            }
        }
        let (prefixes, files) = scopes.into_iter().map(|scope| (scope.prefix, scope.files)).unzip();
        Self { prefixes, files, all, sources }
    }

    /// The path of aliases that leads to a declaration.
    pub fn prefix(&self, index: usize) -> &str {
        &self.prefixes[self.all[index].scope]
    }

    /// The name of a declaration behind its alias.
    pub fn full_name(&self, index: usize) -> Option<String> {
        let name = self.all[index].content.name()?;
        let prefix = self.prefix(index);
        Some(if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") })
    }

    /// Whether it comes from a standard ruleset.
    pub fn is_standard(&self, index: usize) -> bool {
        self.sources.name(self.all[index].content.place().file).starts_with("baku/")
    }
}

/// Adds a declaration and those in it. Nesting is bounded, so this may recurse.
fn add<'t>(all: &mut Vec<Declaration<'t>>, scope: usize, file: usize, parent: Option<usize>, content: Content<'t>) {
    let own = all.len();
    all.push(Declaration { scope, file, parent, content });
    for member in content.block().into_iter().flat_map(|block| &block.members) {
        if let Member::Block(inner) = member {
            add(all, scope, file, Some(own), Content::Block(inner));
        }
    }
}

/// Which declarations of two rulesets belong together.
pub struct Matched {
    /// For each old declaration the new one.
    pub new_of: Vec<Option<usize>>,
    /// For each new declaration the old one.
    pub old_of: Vec<Option<usize>>,
    /// The old names of what has another name in the new rules, behind their aliases, by the new ones.
    pub names: Names,
    /// For each new file the old one that plays its part.
    pub file_of: Vec<usize>,
}

/// What declarations are matched by.
#[derive(PartialEq, Eq, Hash, Clone)]
enum Key {
    /// Scope, the old file where several files declare the name, whether it is a unit (they have names of their own),
    /// name, folded title.
    NameAndTitle(String, Option<usize>, bool, String, Option<String>),
    /// Scope, keyword, folded title, and the parent where it is needed to tell several apart.
    Title(String, String, String, Option<usize>),
    /// Scope and name.
    Name(String, bool, String),
    /// The declaration around it or the file, and the keyword.
    Settings(Result<usize, usize>, String),
    /// Scope and text of a condition, or its message; which of those that say the same.
    Text(String, String, usize),
}

impl Matched {
    /// Equal names with equal titles belong together, then equal titles that stand for one declaration on each side, then
    /// equal names.
    pub fn new(old: &Declarations<'_>, new: &Declarations<'_>) -> Self {
        let mut matched = Self {
            new_of: vec![None; old.all.len()],
            old_of: vec![None; new.all.len()],
            names: Names::default(),
            file_of: files_matched(old, new),
        };
        let unit = |content: Content<'_>| matches!(content, Content::Unit(_));
        let name_and_title = |list: &Declarations<'_>, index: usize, file: Option<usize>| {
            let content = list.all[index].content;
            let title = content.title().map(folded);
            let name = content.name()?.to_owned();
            Some(Key::NameAndTitle(list.prefix(index).to_owned(), file, unit(content), name, title))
        };
        matched.pass(old, new, &|_, index| name_and_title(old, index, Some(old.all[index].file)), &|matched, index| {
            name_and_title(new, index, Some(matched.file_of[new.all[index].file]))
        });
        matched
            .pass(old, new, &|_, index| name_and_title(old, index, None), &|_, index| name_and_title(new, index, None));
        let title = |list: &Declarations<'_>, index: usize, parent: Option<usize>| {
            let content = list.all[index].content;
            content.name()?;
            Some(Key::Title(list.prefix(index).to_owned(), content.keyword(), folded(content.title()?), parent))
        };
        matched.pass(old, new, &|_, index| title(old, index, None), &|_, index| title(new, index, None));
        matched.pass(old, new, &|_, index| title(old, index, Some(old.all[index].parent?)), &|matched, index| {
            title(new, index, Some(matched.old_of[new.all[index].parent?]?))
        });
        let name = |list: &Declarations<'_>, index: usize| {
            let content = list.all[index].content;
            Some(Key::Name(list.prefix(index).to_owned(), unit(content), content.name()?.to_owned()))
        };
        matched.pass(old, new, &|_, index| name(old, index), &|_, index| name(new, index));
        let is_settings = |content: Content<'_>| matches!(content, Content::Block(block) if matches!(block.kind, BlockKind::Settings(_)));
        matched.pass(
            old,
            new,
            &|_, index| {
                let it = &old.all[index];
                is_settings(it.content).then(|| Key::Settings(it.parent.ok_or(it.file), it.content.keyword()))
            },
            &|matched, index| {
                let it = &new.all[index];
                let around = match it.parent {
                    Some(parent) => Ok(matched.old_of[parent]?),
                    None => Err(matched.file_of[it.file]),
                };
                is_settings(it.content).then(|| Key::Settings(around, it.content.keyword()))
            },
        );
        matched.pass(old, new, &|_, index| header(old, index), &|_, index| header(new, index));
        for key in [text, message] {
            let (olds, news) = (numbered(old, &matched.new_of, key), numbered(new, &matched.old_of, key));
            matched.pass(old, new, &|_, index| olds.get(&index).cloned(), &|_, index| news.get(&index).cloned());
        }
        for (index, other) in matched.old_of.iter().enumerate() {
            if let Some(other) = other
                && let (Some(new_name), Some(old_name)) = (new.full_name(index), old.full_name(*other))
                && new_name != old_name
            {
                matched.names.0.insert(new_name, old_name);
            }
        }
        matched
    }

    /// Joins what has one key on each side and is not joined yet.
    fn pass(
        &mut self,
        old: &Declarations<'_>,
        new: &Declarations<'_>,
        old_key: &dyn Fn(&Self, usize) -> Option<Key>,
        new_key: &dyn Fn(&Self, usize) -> Option<Key>,
    ) {
        let mut keys: HashMap<Key, (usize, usize, usize)> = HashMap::new();
        for index in (0..old.all.len()).filter(|index| self.new_of[*index].is_none()) {
            if let Some(key) = old_key(self, index) {
                let entry = keys.entry(key).or_insert((0, index, 0));
                entry.0 += 1;
            }
        }
        let mut found: HashMap<Key, usize> = HashMap::new();
        for index in (0..new.all.len()).filter(|index| self.old_of[*index].is_none()) {
            if let Some(key) = new_key(self, index)
                && let Some(entry) = keys.get_mut(&key)
            {
                entry.2 += 1;
                found.insert(key, index);
            }
        }
        for (key, index) in found {
            if let Some((1, old_index, 1)) = keys.get(&key).copied() {
                self.new_of[old_index] = Some(index);
                self.old_of[index] = Some(old_index);
            }
        }
    }
}

/// The header of each ruleset.
fn header(list: &Declarations<'_>, index: usize) -> Option<Key> {
    match list.all[index].content {
        Content::Block(block) if block.kind == BlockKind::Ruleset => {
            Some(Key::Text(list.prefix(index).to_owned(), "aturan".to_owned(), 0))
        }
        _ => None,
    }
}

/// A condition or use by what it says.
fn text(list: &Declarations<'_>, index: usize) -> Option<Key> {
    match list.all[index].content {
        content @ (Content::Condition(_) | Content::Use(_)) => {
            let text = crate::model::text_of(list.sources, content.place());
            Some(Key::Text(list.prefix(index).to_owned(), text, 0))
        }
        _ => None,
    }
}

/// A condition by its message.
fn message(list: &Declarations<'_>, index: usize) -> Option<Key> {
    match list.all[index].content {
        Content::Condition(condition) => {
            Some(Key::Text(list.prefix(index).to_owned(), folded(&condition.message.as_ref()?.value), 0))
        }
        _ => None,
    }
}

/// The keys of what is not matched yet, those that are the same numbered.
fn numbered(
    list: &Declarations<'_>,
    matched: &[Option<usize>],
    key: fn(&Declarations<'_>, usize) -> Option<Key>,
) -> HashMap<usize, Key> {
    let mut seen: HashMap<Key, usize> = HashMap::new();
    let mut keys = HashMap::new();
    for index in (0..list.all.len()).filter(|index| matched[*index].is_none()) {
        let Some(key) = key(list, index) else { continue };
        let count = seen.entry(key.clone()).or_default();
        if let Key::Text(scope, text, _) = key {
            keys.insert(index, Key::Text(scope, text, *count));
        }
        *count += 1;
    }
    keys
}

/// A title without what does not tell it from another: letter case and blanks.
fn folded(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// For each new file the old one that plays its part: the ruleset's own file, the one of the same path, or of the same
/// name; otherwise the ruleset's own.
fn files_matched(old: &Declarations<'_>, new: &Declarations<'_>) -> Vec<usize> {
    let mut part = vec![0; new.sources.files().count()];
    let name = |list: &Declarations<'_>, file: usize| {
        let id = list.sources.files().nth(file)?;
        Some(list.sources.name(id).to_owned())
    };
    let last = |path: &str| path.rsplit(['/', '\\']).next().map(str::to_owned);
    for (prefix, files) in new.prefixes.iter().zip(&new.files) {
        let Some(scope) = old.prefixes.iter().position(|known| known == prefix) else { continue };
        let olds = &old.files[scope];
        for (position, file) in files.iter().enumerate() {
            let own = name(new, *file);
            let same = olds.iter().find(|other| own.is_some() && name(old, **other) == own);
            let alike = || {
                let own = last(own.as_deref()?)?;
                olds.iter().find(|other| name(old, **other).as_deref().and_then(last).as_ref() == Some(&own))
            };
            part[*file] = match position {
                0 => olds[0],
                _ => same.or_else(alike).copied().unwrap_or(olds[0]),
            };
        }
    }
    part
}

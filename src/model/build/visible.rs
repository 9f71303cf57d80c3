//! What each file can see, which files make up a ruleset, and the items of each ruleset.

use super::{Builder, Declared};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::names::NamesMessage;
use crate::model::{
    Consolidating, Declared as DeclaredAttributes, Header, Item, ItemId, ItemKind, Module, NodeId, Property,
};
use crate::syntax::ast::{AttributeKind, Block, BlockKind, Item as AstItem};
use std::collections::{HashMap, HashSet};

impl Builder<'_> {
    pub(super) fn make_visible(&mut self) {
        for file in 0..self.loaded.len() {
            let mut names: HashMap<String, Declared> =
                self.own[file].iter().map(|(name, (declared, _))| (name.clone(), *declared)).collect();
            let mut units = self.own_units[file].clone();
            for (used, span) in &self.loaded[file].plain {
                let mut theirs: Vec<(String, Declared)> = self.own[*used]
                    .iter()
                    .filter(|(_, (declared, _))| !matches!(declared, Declared::Ruleset(_)))
                    .map(|(name, (declared, _))| (name.clone(), *declared))
                    .collect();
                theirs.sort_by(|(a, _), (b, _)| a.cmp(b));
                for (name, declared) in theirs {
                    let before = names.insert(name.clone(), declared);
                    if before.is_some_and(|before| before != declared && !told_by_codes(before, declared, file)) {
                        let place = self.declared_at(file, &name).unwrap_or(*span);
                        let diagnostic = match self.declared_at(*used, &name) {
                            Some(other) => self.declared_twice(&name, other, place),
                            None => Diagnostic::at(place, NamesMessage::DeclaredTwice { name: name.clone() }),
                        };
                        self.diagnostics.push(diagnostic);
                    }
                }
                let theirs: Vec<_> = self.loaded[*used]
                    .tree
                    .items
                    .iter()
                    .filter_map(|item| if let AstItem::Unit(unit) = item { Some(unit.name.text.clone()) } else { None })
                    .collect();
                for name in theirs {
                    let Some(id) = self.own_units[*used].get(&name).copied() else { continue };
                    if units.insert(name.clone(), id).is_some_and(|before| before != id) {
                        self.say(*span, NamesMessage::DeclaredTwice { name });
                    }
                }
            }
            self.visible[file] = names;
            self.units[file] = units;
        }
        for module in 0..self.module_files.len() {
            let files = self.closure(self.module_files[module]);
            self.closures.push(files);
        }
        self.name_modules();
    }

    /// A file and all that it plainly uses, those first; iterative, for a chain may be long.
    fn closure(&self, file: usize) -> Vec<usize> {
        let (mut order, mut seen) = (Vec::new(), HashSet::from([file]));
        let mut stack = vec![(file, 0)];
        while let Some((at, next)) = stack.pop() {
            match self.loaded[at].plain.get(next) {
                Some((used, _)) => {
                    stack.push((at, next + 1));
                    if seen.insert(*used) {
                        stack.push((*used, 0));
                    }
                }
                None => order.push(at),
            }
        }
        order
    }

    fn name_modules(&mut self) {
        for file in &self.module_files {
            let header = self.loaded[*file].tree.items.iter().find_map(|item| match item {
                AstItem::Block(block) if block.kind == BlockKind::Ruleset => Some(header(block)),
                _ => None,
            });
            let closure = self.closures.get(self.model.modules.len()).into_iter().flatten();
            let files = closure.map(|file| self.loaded[*file].tree.file).collect();
            self.model.modules.push(Module { aliases: Vec::new(), header, items: Vec::new(), files });
        }
        // Breadth first, so that the shortest path of aliases comes first.
        let mut queue = std::collections::VecDeque::from([(0usize, String::new())]);
        let mut paths = 0;
        while let Some((module, prefix)) = queue.pop_front() {
            for file in self.closures[module].clone() {
                for (alias, target) in &self.loaded[file].aliased {
                    let Some(target) = self.module_files.iter().position(|f| f == target) else { continue };
                    let path = if prefix.is_empty() { alias.text.clone() } else { format!("{prefix}.{}", alias.text) };
                    // Circles were cut, so this ends; the bound keeps ladders of aliases from growing.
                    paths += 1;
                    if paths > 1000 || self.model.modules[target].aliases.contains(&path) {
                        continue;
                    }
                    self.model.modules[target].aliases.push(path.clone());
                    queue.push_back((target, path));
                }
            }
        }
    }

    pub(super) fn create_items(&mut self) {
        let mut official: Vec<HashMap<String, ()>> = Vec::new();
        for module in 0..self.module_files.len() {
            self.module_codes.push(HashMap::new());
            official.push(HashMap::new());
            for file in self.closures[module].clone() {
                let base = self.model.items.len() as u32;
                self.item_base.insert((module, file), base);
                for local in 0..self.file_items[file].len() {
                    self.create_item(module, file, local, base);
                }
            }
        }
        self.check_codes();
        self.resolve_supports();
    }

    fn create_item(&mut self, module: usize, file: usize, local: usize, base: u32) {
        let source = self.file_items[file][local];
        let block = source.block;
        let kind = match block.kind {
            BlockKind::Group(kind) => ItemKind::Group(kind),
            BlockKind::Indicator => ItemKind::Indicator,
            BlockKind::Budget => ItemKind::Budget,
            BlockKind::Result => ItemKind::Result,
            _ => ItemKind::Data,
        };
        let id = ItemId(base + local as u32);
        let code = block.name.as_ref().map_or_else(String::new, |name| name.text.clone());
        let alias = self.model.modules[module].aliases.first().cloned();
        let full = match &alias {
            Some(alias) => format!("{alias}.{code}"),
            None => code.clone(),
        };
        let parent = source.parent.map(|parent| ItemId(base + parent as u32));
        let text = |pick: fn(&AttributeKind) -> Option<&crate::syntax::ast::Text>| {
            block.find(pick).map(|(text, _)| text.value.clone())
        };
        let code_id = self.model.codes.intern(&full);
        let item = Item {
            kind,
            id: code_id,
            official: text(|kind| if let AttributeKind::OfficialCode(t) = kind { Some(t) } else { None }),
            title: block.title_text(),
            source: text(|kind| if let AttributeKind::DataSource(t) = kind { Some(t) } else { None }),
            about: block.about(),
            module,
            parent,
            children: Vec::new(),
            supports: Vec::new(),
            declared: DeclaredAttributes::default(),
            properties: [None::<NodeId>; Property::COUNT],
            present: None,
            consolidating: Consolidating::default(),
            code: code.clone(),
        };
        self.model.items.push(item);
        self.item_sources.push((module, source));
        match parent {
            Some(parent) => self.model.items[parent.0 as usize].children.push(id),
            None => self.model.modules[module].items.push(id),
        }
        if let Some(first) = self.module_codes[module].insert(code.clone(), id) {
            let (_, other) = self.item_sources[first.0 as usize];
            // Within one file, and of a file used directly, this is said where the names meet.
            let uses = |a: usize, b: usize| self.loaded[a].plain.iter().any(|(used, _)| *used == b);
            if other.file != file && !uses(file, other.file) && !uses(other.file, file) {
                let of_name = |block: &Block| block.name.as_ref().map_or(block.keyword, |name| name.span);
                let diagnostic = match self.held_at_once(&code, of_name(other.block), of_name(block)) {
                    Some(overlap) => overlap,
                    None => Diagnostic::at(block.head(), NamesMessage::DeclaredTwice { name: code })
                        .with(other.block.head(), Related::FirstDeclared),
                };
                self.diagnostics.push(diagnostic);
            }
        }
        if self.model.code_items.len() < self.model.codes.len() {
            self.model.code_items.resize(self.model.codes.len(), None);
        }
        // A code that is declared twice, which is an error, keeps its first item.
        self.model.code_items[code_id.0 as usize].get_or_insert(id);
    }

    /// Official codes must not be taken; aliases must not look like the beginning of a code.
    fn check_codes(&mut self) {
        let mut taken: HashSet<(usize, String)> = HashSet::new();
        for index in 0..self.model.items.len() {
            let item = &self.model.items[index];
            let (module, Some(official)) = (item.module, item.official.clone()) else { continue };
            let head = item.about.head;
            let known = self.module_codes[module].get(&official).is_some_and(|id| id.0 as usize != index);
            if known || !taken.insert((module, official.clone())) {
                self.say(head, NamesMessage::OfficialCodeTaken { code: official });
            }
        }
        for file in 0..self.loaded.len() {
            for (alias, _) in &self.loaded[file].aliased {
                let clash = self.visible[file].iter().filter_map(|(name, declared)| match declared {
                    // One that equals the whole name has been told as declared twice.
                    Declared::Item(..) if name.split_once('.').is_some_and(|(first, _)| first == alias.text) => {
                        Some(name.clone())
                    }
                    _ => None,
                });
                if let Some(code) = clash.min() {
                    self.say(alias.span, NamesMessage::AliasIsCodePart { alias: alias.text.clone(), code });
                }
            }
        }
    }
}

/// Whether two equal names that a file meets are codes of items, neither of them its own: where all codes of the ruleset
/// come together that is told, once for all files that use both.
fn told_by_codes(before: Declared, declared: Declared, file: usize) -> bool {
    matches!((before, declared), (Declared::Item(a, _), Declared::Item(b, _)) if a != file && b != file)
}

/// What a header says.
pub(super) fn header(block: &Block) -> Header {
    let in_force = block.find(|kind| match kind {
        AttributeKind::InForce { from, until } => Some((from.date, until.map(|until| until.date))),
        _ => None,
    });
    Header {
        name: block.name.as_ref().map_or_else(String::new, |name| name.text.clone()),
        title: block.title_text(),
        about: block.about(),
        from: in_force.map(|((from, _), _)| from),
        until: in_force.and_then(|((_, until), _)| until),
        granularity: block
            .find(|kind| if let AttributeKind::Granularity(g) = kind { Some(*g) } else { None })
            .map(|(granularity, _)| granularity),
    }
}

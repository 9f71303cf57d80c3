//! The declarations of a ruleset's files, taken apart so that they can be changed, and put together again.

use crate::model::build::load::Loaded;
use crate::syntax::ast::{Block, BlockKind, Item, Member, Tree};
use crate::value::{Date, Window};
use std::collections::HashMap;
use std::rc::Rc;

/// A declaration with a block, by its place in [`Arena::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct EntryId(pub usize);

/// A declaration with a block.
pub(super) struct Entry {
    /// Itself, without the declarations inside it.
    pub block: Block,
    /// Those, in order.
    pub children: Vec<EntryId>,
    /// The group that it stands in.
    pub parent: Option<EntryId>,
    /// The file that it belongs to.
    pub file: usize,
    /// Whether it was taken away.
    pub dead: bool,
}

/// What stands at the top of a file.
pub(super) enum Top {
    /// A declaration with a block.
    Block(EntryId),
    /// Anything else; whether it was taken away.
    Other { item: Box<Item>, dead: bool },
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// A declaration with a block.
    Block(EntryId),
    /// One without, by its file and its place at the top.
    Top(usize, usize),
}

/// The declarations of the files of one ruleset.
pub(super) struct Arena {
    /// All declarations with a block.
    pub entries: Vec<Entry>,
    /// What stands at the top of each file, the ruleset's own first.
    pub tops: HashMap<usize, Vec<Top>>,
    /// The files, in the order in which names are looked for.
    pub files: Vec<usize>,
    names: HashMap<String, Vec<(usize, Named)>>,
    units: HashMap<String, Vec<(usize, Named)>>,
}

impl Arena {
    /// Takes these files apart; the first is the ruleset's own.
    pub fn new(loaded: &[Loaded], files: Vec<usize>) -> Self {
        let mut arena = Self {
            entries: Vec::new(),
            tops: HashMap::new(),
            files: files.clone(),
            names: HashMap::new(),
            units: HashMap::new(),
        };
        for file in files {
            for item in &loaded[file].tree.items {
                arena.add_top(file, item.clone());
            }
        }
        arena
    }

    /// Adds what stands at the top of a file.
    pub fn add_top(&mut self, file: usize, item: Item) {
        let place = self.tops.entry(file).or_default().len();
        let top = match item {
            Item::Block(block) => Top::Block(self.add(file, None, block)),
            item => {
                match &item {
                    Item::Function(function) => {
                        let named = (file, Named::Top(file, place));
                        self.names.entry(function.name.text.clone()).or_default().push(named);
                    }
                    Item::Unit(unit) => {
                        self.units.entry(unit.name.text.clone()).or_default().push((file, Named::Top(file, place)));
                    }
                    _ => {}
                }
                Top::Other { item: Box::new(item), dead: false }
            }
        };
        self.tops.entry(file).or_default().push(top);
    }

    /// Adds a declaration with all that it holds. Nesting is bounded, so this may recurse.
    pub fn add(&mut self, file: usize, parent: Option<EntryId>, mut block: Block) -> EntryId {
        let id = EntryId(self.entries.len());
        let mut inner = Vec::new();
        let mut members = Vec::with_capacity(block.members.len());
        for member in std::mem::take(&mut block.members) {
            match member {
                Member::Block(block) => inner.push(block),
                other => members.push(other),
            }
        }
        block.members = members;
        if let Some(name) = &block.name {
            self.names.entry(name.text.clone()).or_default().push((file, Named::Block(id)));
        }
        self.entries.push(Entry { block, children: Vec::new(), parent, file, dead: false });
        for block in inner {
            let child = self.add(file, Some(id), block);
            self.entries[id.0].children.push(child);
        }
        id
    }

    /// A declaration.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0]
    }

    /// Whether something was taken away.
    pub fn is_dead(&self, named: Named) -> bool {
        match named {
            Named::Block(id) => self.entry(id).dead,
            Named::Top(file, place) => {
                let top = self.tops.get(&file).and_then(|tops| tops.get(place));
                top.is_none_or(|top| matches!(top, Top::Other { dead: true, .. }))
            }
        }
    }

    /// The days on which a declaration holds: on which it and all groups around it do. None: on no day.
    pub fn window(&self, id: EntryId) -> Option<Window> {
        let mut window = Window::ALWAYS;
        let mut at = Some(id);
        while let Some(id) = at {
            let entry = self.entry(id);
            if entry.block.kind != BlockKind::Ruleset
                && let Some((own, _)) = entry.block.validity()
            {
                window = window.intersect(own)?;
            }
            at = entry.parent;
        }
        Some(window)
    }

    /// Whether what a name stands for is there and in force on a day.
    pub fn is_in_force(&self, named: Named, day: Date) -> bool {
        let in_force = match named {
            Named::Block(id) => self.window(id).is_some_and(|window| window.holds(day)),
            Named::Top(..) => true,
        };
        in_force && !self.is_dead(named)
    }

    /// What a name stands for, in the first file that has it; units only where nothing else has the name.
    pub fn named(&self, name: &str) -> Vec<Named> {
        let of = |table: &HashMap<String, Vec<(usize, Named)>>| -> Option<Vec<Named>> {
            let all = table.get(name)?;
            let alive = |file: usize| all.iter().any(|(other, named)| *other == file && !self.is_dead(*named));
            let file = self.files.iter().copied().find(|file| alive(*file))?;
            Some(all.iter().filter(|(other, named)| *other == file && !self.is_dead(*named)).map(|(_, n)| *n).collect())
        };
        of(&self.names).or_else(|| of(&self.units)).unwrap_or_default()
    }

    /// All names, for suggestions.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().chain(self.units.keys()).map(String::as_str)
    }

    /// The blocks at the top of a file, or in a group.
    pub fn level(&self, file: usize, parent: Option<EntryId>) -> Vec<EntryId> {
        match parent {
            Some(parent) => self.entry(parent).children.clone(),
            None => {
                let tops = self.tops.get(&file).map_or(&[][..], Vec::as_slice);
                tops.iter().filter_map(|top| if let Top::Block(id) = top { Some(*id) } else { None }).collect()
            }
        }
    }

    /// Takes away a declaration with all that it holds. Gives back the names that are gone.
    pub fn remove(&mut self, named: Named) -> Vec<String> {
        let mut gone = Vec::new();
        match named {
            Named::Top(file, place) => {
                let top = self.tops.get_mut(&file).and_then(|tops| tops.get_mut(place));
                if let Some(Top::Other { item, dead }) = top {
                    *dead = true;
                    gone.extend(match &**item {
                        Item::Function(function) => Some(function.name.text.clone()),
                        Item::Unit(unit) => Some(unit.name.text.clone()),
                        _ => None,
                    });
                }
            }
            Named::Block(id) => {
                let mut open = vec![id];
                while let Some(id) = open.pop() {
                    let entry = &mut self.entries[id.0];
                    if !std::mem::replace(&mut entry.dead, true) {
                        gone.extend(entry.block.name.as_ref().map(|name| name.text.clone()));
                    }
                    open.extend(entry.children.iter().copied());
                }
            }
        }
        gone
    }

    /// Puts a file together again.
    pub fn tree(&mut self, file: usize, before: &Tree) -> Rc<Tree> {
        let tops = self.tops.remove(&file).unwrap_or_default();
        let items = tops.into_iter().filter_map(|top| match top {
            Top::Block(id) => self.whole(id).map(Item::Block),
            Top::Other { item, dead } => (!dead).then_some(*item),
        });
        Rc::new(Tree { file: before.file, items: items.collect(), comments: Vec::new() })
    }

    /// A declaration with all that it holds. Nesting is bounded, so this may recurse.
    fn whole(&mut self, id: EntryId) -> Option<Block> {
        if self.entry(id).dead {
            return None;
        }
        let children = std::mem::take(&mut self.entries[id.0].children);
        let inner: Vec<Member> =
            children.into_iter().filter_map(|child| self.whole(child)).map(Member::Block).collect();
        let mut block = self.entry(id).block.clone();
        block.members.extend(inner);
        Some(block)
    }
}

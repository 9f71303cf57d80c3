//! Rules with some of the changes and not the others: the old declarations, with parts of the new ones in them.

use super::declarations::{Content, Declarations, Matched};
use super::differences::{Aspect, aspect_of};
use super::same::Renaming;
use crate::model::build::Joined;
use crate::source::Span;
use crate::syntax::ast::visit;
use crate::syntax::ast::{Block, BlockKind, Item, Member, Name, Signature};
use std::collections::{HashMap, HashSet};

/// A step from the old rules to the new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Something of a declaration, as the new one has it.
    Aspect(usize, usize, Aspect),
    /// A new declaration, with what stands in it.
    Insert(usize),
    /// An old declaration is taken away, with what stands in it.
    Remove(usize),
    /// An old declaration stands where the new one does.
    Move(usize, usize),
}

/// What steps are taken between.
#[derive(Clone, Copy)]
pub struct Between<'c, 't> {
    /// The old declarations.
    pub old: &'c Declarations<'t>,
    /// The new ones.
    pub new: &'c Declarations<'t>,
    /// Which belong together.
    pub matched: &'c Matched,
    /// The files of both.
    pub joined: &'c Joined,
}

/// What is done to the old trees. Blocks are found by the place of their keyword.
#[derive(Default)]
struct Edits {
    members: HashMap<Span, Vec<(Aspect, Vec<Member>)>>,
    signatures: HashMap<Span, Option<Signature>>,
    inside: HashMap<Span, Vec<Block>>,
    top: HashMap<usize, Vec<Item>>,
    gone: HashSet<Span>,
    instead: HashMap<Span, Item>,
    kinds: HashMap<Span, BlockKind>,
}

impl<'c> Between<'c, '_> {
    /// The declarations of the old files that some steps change.
    pub fn trees(&self, steps: &[Step], tree: &dyn Fn(usize) -> &'c [Item]) -> HashMap<usize, Vec<Item>> {
        let mut edits = Edits::default();
        // What is put somewhere is written as the other steps make it, so those come first.
        for step in steps {
            if let Step::Aspect(old, new, aspect) = step {
                self.aspect(*old, *new, *aspect, &mut edits);
            }
        }
        for step in steps {
            match step {
                Step::Remove(old) | Step::Move(old, _) => {
                    edits.gone.insert(self.old.all[*old].content.place());
                }
                Step::Aspect(..) | Step::Insert(_) => {}
            }
        }
        let mut placed: Vec<(Option<usize>, usize, Item)> = Vec::new();
        for step in steps {
            match step {
                Step::Insert(new) => {
                    let of = &self.new.all[*new];
                    let parent = of.parent.and_then(|parent| self.matched.old_of[parent]);
                    if let Some(item) = self.inserted(*new, &edits) {
                        placed.push((parent, self.matched.file_of[of.file], item));
                    }
                }
                Step::Move(old, new) => {
                    let parent = self.new.all[*new].parent;
                    let known = parent.and_then(|parent| self.matched.old_of[parent]);
                    // In what is inserted it is put there.
                    if (parent.is_none() || known.is_some())
                        && let Content::Block(block) = self.old.all[*old].content
                    {
                        placed.push((
                            known,
                            self.matched.file_of[self.new.all[*new].file],
                            Item::Block(edits.rewritten(block)),
                        ));
                    }
                }
                Step::Aspect(..) | Step::Remove(_) => {}
            }
        }
        for (parent, file, item) in placed {
            match (parent, item) {
                (Some(parent), Item::Block(block)) => {
                    edits.inside.entry(self.old.all[parent].content.place()).or_default().push(block);
                }
                (_, item) => edits.top.entry(file).or_default().push(item),
            }
        }
        let files: HashSet<usize> = self.old.files.iter().flatten().copied().collect();
        files.into_iter().map(|file| (file, edits.items(tree(file), file))).collect()
    }

    fn aspect(&self, old: usize, new: usize, aspect: Aspect, edits: &mut Edits) {
        let place = self.old.all[old].content.place();
        match (aspect, self.old.all[old].content, self.new.all[new].content) {
            (Aspect::Kind, Content::Block(_), Content::Block(block)) => {
                edits.kinds.insert(place, block.kind);
            }
            (Aspect::Kind | Aspect::Body, _, content) => {
                let item = self.taken(content, new, self.old.all[old].content.name());
                edits.instead.extend(item.map(|item| (place, item)));
            }
            (_, Content::Block(_), Content::Block(block)) => {
                let of = block.members.iter().filter(|member| aspect_of(member) == Some(aspect));
                let members = of.map(|member| self.renamed(member.clone(), new, visit::member)).collect();
                edits.members.entry(place).or_default().push((aspect, members));
                if aspect == Aspect::Rows {
                    let signature = block.signature.clone().map(|it| self.renamed(it, new, visit::signature));
                    edits.signatures.insert(place, signature);
                }
            }
            _ => {}
        }
    }

    /// A part of the new rules as it can stand among the old ones.
    fn renamed<T>(&self, mut part: T, new: usize, over: fn(&mut T, &mut dyn visit::Change)) -> T {
        over(&mut part, &mut Renaming { names: &self.matched.names, prefix: self.new.prefix(new) });
        self.joined.taken(part, over)
    }

    /// A new declaration as it can stand among the old ones, under a name.
    fn taken(&self, content: Content<'_>, new: usize, name: Option<&str>) -> Option<Item> {
        let mut item = match content {
            Content::Block(block) => Item::Block(block.clone()),
            Content::Function(function) => Item::Function(function.clone()),
            Content::Unit(unit) => Item::Unit(unit.clone()),
            Content::Condition(condition) => Item::Condition(condition.clone()),
            Content::Use(_) => return None,
        };
        let own: Option<&mut Name> = match &mut item {
            Item::Block(block) => block.name.as_mut(),
            Item::Function(function) => Some(&mut function.name),
            Item::Unit(unit) => Some(&mut unit.name),
            _ => None,
        };
        if let (Some(own), Some(name)) = (own, name) {
            name.clone_into(&mut own.text);
        }
        Some(self.renamed(item, new, visit::item))
    }

    /// A new declaration. What stands in it and in the old rules too is as it was there.
    fn inserted(&self, new: usize, edits: &Edits) -> Option<Item> {
        let content = self.new.all[new].content;
        let shell = match content {
            Content::Block(block) => {
                let members = block.members.iter().filter(|member| !matches!(member, Member::Block(_))).cloned();
                Some(Block { members: members.collect(), ..block.without_members() })
            }
            _ => None,
        };
        let Some(shell) = shell else {
            return self.taken(content, new, None);
        };
        let mut block = self.renamed(shell, new, visit::block);
        for (child, of) in self.new.all.iter().enumerate().filter(|(_, of)| of.parent == Some(new)) {
            let inner = match (self.matched.old_of[child], of.content) {
                (Some(old), _) => self.old.all[old].content.block().map(|block| edits.rewritten(block)),
                (None, _) => match self.inserted(child, edits) {
                    Some(Item::Block(block)) => Some(block),
                    _ => None,
                },
            };
            block.members.extend(inner.map(Member::Block));
        }
        Some(Item::Block(block))
    }
}

impl Edits {
    fn items(&self, items: &[Item], file: usize) -> Vec<Item> {
        let changed = items.iter().filter_map(|item| {
            let place = match item {
                Item::Block(block) => block.keyword,
                Item::Function(function) => function.span,
                Item::Unit(unit) => unit.span,
                Item::Condition(condition) => condition.span,
                _ => return Some(item.clone()),
            };
            if self.gone.contains(&place) {
                return None;
            }
            if let Some(instead) = self.instead.get(&place) {
                return Some(instead.clone());
            }
            Some(match item {
                Item::Block(block) => Item::Block(self.rewritten(block)),
                other => other.clone(),
            })
        });
        changed.chain(self.top.get(&file).cloned().unwrap_or_default()).collect()
    }

    /// A block with all that is done to it and in it. Nesting is bounded, so this may recurse.
    fn rewritten(&self, block: &Block) -> Block {
        let mut new = block.without_members();
        new.kind = self.kinds.get(&block.keyword).copied().unwrap_or(block.kind);
        if let Some(signature) = self.signatures.get(&block.keyword) {
            new.signature.clone_from(signature);
        }
        let aspects = self.members.get(&block.keyword).map_or(&[][..], Vec::as_slice);
        for member in &block.members {
            match member {
                Member::Block(inner) if self.gone.contains(&inner.keyword) => {}
                Member::Block(inner) => match self.instead.get(&inner.keyword) {
                    Some(Item::Block(instead)) => new.members.push(Member::Block(instead.clone())),
                    _ => new.members.push(Member::Block(self.rewritten(inner))),
                },
                other if aspects.iter().any(|(aspect, _)| aspect_of(other) == Some(*aspect)) => {}
                other => new.members.push(other.clone()),
            }
        }
        new.members.extend(aspects.iter().flat_map(|(_, members)| members.iter().cloned()));
        let inside = self.inside.get(&block.keyword).into_iter().flatten();
        new.members.extend(inside.cloned().map(Member::Block));
        new
    }
}

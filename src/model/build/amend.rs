//! Amendments: `ubah`, `cabut` and `sisipkan` applied to the trees of the ruleset that they name. A pure stage on syntax
//! trees; what an amendment brings keeps its place in the amendment's file, so that it is cited there.

mod arena;
mod insert;
mod merge;
mod remove;

use super::load::{Loaded, LoadedAmendment, Loading, amendment_of};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::validity::ValidityMessage;
use crate::model::{Amended, Amendment, Change as Told, Removed};
use crate::nearest::nearest;
use crate::source::Span;
use crate::syntax::ast::{
    AttributeKind, BlockKind, ChangeKind, ChangeTarget, ExpressionKind, Item, Member, Path, Signature, Text, Tree,
};
use crate::value::Date;
use arena::{Arena, EntryId, Named};
use merge::Slot;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// So many names are compared with ones that do not exist.
const MOST_COMPARED: usize = 1_000_000;

/// What the amendments in force on a day make of the files.
pub(super) struct Applied {
    /// The files; those of the amendments themselves are empty.
    pub files: Vec<Loaded>,
    /// The amendments applied, in order.
    pub amendments: Vec<Amendment>,
    /// What was changed or added: by the place of an attribute, of its value, or of a declaration's head.
    pub amended: HashMap<Span, Amended>,
    /// The names that were taken away from each file, with the place of what took them away.
    pub removed: Vec<HashMap<String, Span>>,
    /// What was taken away, in order.
    pub withdrawn: Vec<Removed>,
    /// What is wrong with the amendments on that day.
    pub diagnostics: Vec<Diagnostic>,
}

/// Applies the amendments in force on a day.
pub(super) fn apply(loading: &Loading, day: Date) -> Applied {
    let mut applied = Applied {
        files: loading.files.clone(),
        amendments: Vec::new(),
        amended: HashMap::new(),
        removed: vec![HashMap::new(); loading.files.len()],
        withdrawn: Vec::new(),
        diagnostics: Vec::new(),
    };
    for file in &loading.files {
        if let Some(index) = amendment_of(&file.tree).and_then(|_| index_of(loading, file)) {
            let empty = Tree { file: file.tree.file, items: Vec::new(), comments: Vec::new() };
            applied.files[index].tree = Rc::new(empty);
            applied.files[index].plain.clear();
            applied.files[index].aliased.clear();
        }
    }
    let in_force: Vec<&LoadedAmendment> = loading.amendments.iter().filter(|a| a.window.holds(day)).collect();
    for amendment in &in_force {
        applied.amendments.extend(about(loading, amendment));
        let (plain, aliased) = {
            let from = &loading.files[amendment.file];
            (from.plain.clone(), from.aliased.clone())
        };
        let incomplete = loading.files[amendment.file].incomplete;
        let base = &mut applied.files[amendment.base];
        for (used, span) in plain {
            if used != amendment.base && !base.plain.iter().any(|(known, _)| *known == used) {
                base.plain.push((used, span));
            }
        }
        for (alias, target) in aliased {
            if !base.aliased.iter().any(|(known, other)| *other == target && known.text == alias.text) {
                base.aliased.push((alias, target));
            }
        }
        base.incomplete |= incomplete;
    }
    let mut bases: Vec<usize> = in_force.iter().map(|amendment| amendment.base).collect();
    bases.sort_unstable();
    bases.dedup();
    for base in bases {
        let of_base: Vec<(usize, &LoadedAmendment)> =
            in_force.iter().copied().enumerate().filter(|(_, amendment)| amendment.base == base).collect();
        Work::new(loading, base, day, &mut applied).all(&of_base);
    }
    applied
}

fn index_of(loading: &Loading, file: &Loaded) -> Option<usize> {
    // Files are numbered as they are read.
    let index = file.tree.file.0 as usize;
    (index < loading.files.len()).then_some(index)
}

/// All amendments, in the order in which they apply.
pub(super) fn all(loading: &Loading) -> Vec<Amendment> {
    loading.amendments.iter().filter_map(|amendment| about(loading, amendment)).collect()
}

/// What explanations and results say of an amendment.
fn about(loading: &Loading, amendment: &LoadedAmendment) -> Option<Amendment> {
    let tree = &loading.files.get(amendment.file)?.tree;
    let header = amendment_of(tree)?;
    Some(Amendment {
        name: header.name.as_ref().map_or_else(String::new, |name| name.text.clone()),
        title: header.title_text(),
        about: header.about(),
        from: amendment.window.from,
        until: amendment.window.until,
        file: tree.file,
    })
}

/// Changes one ruleset.
struct Work<'w> {
    loading: &'w Loading,
    base: usize,
    day: Date,
    applied: &'w mut Applied,
    arena: Arena,
    /// The files that another ruleset uses as well.
    shared: HashSet<usize>,
    /// What was changed last, by which amendment, and where.
    touched: HashMap<(EntryId, Slot), (usize, Span)>,
    /// What of each declaration was changed last.
    last: HashMap<EntryId, (Slot, usize, Span)>,
    /// What was taken away by name, by which amendment, and where.
    gone: HashMap<String, (usize, Span)>,
    compared: usize,
}

impl<'w> Work<'w> {
    fn new(loading: &'w Loading, base: usize, day: Date, applied: &'w mut Applied) -> Self {
        let own = closure(&applied.files, base);
        let others =
            applied.files.iter().enumerate().filter(|(other, file)| *other != base && (file.has_header || *other == 0));
        let shared: HashSet<usize> = others.flat_map(|(other, _)| closure(&applied.files, other)).collect();
        let arena = Arena::new(&applied.files, own);
        let (touched, last, gone) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { loading, base, day, applied, arena, shared, touched, last, gone, compared: 0 }
    }

    fn all(mut self, amendments: &[(usize, &LoadedAmendment)]) {
        for (by, amendment) in amendments {
            let tree = Rc::clone(&self.loading.files[amendment.file].tree);
            for item in &tree.items {
                let Item::Change(change) = item else { continue };
                match &change.kind {
                    ChangeKind::Replace { target, title, signature, members } => {
                        let new = New { title, signature, members };
                        self.replace(*by, target, &new, change.keyword);
                    }
                    ChangeKind::Remove { target } => self.remove(*by, target, change.span),
                    ChangeKind::Insert { within, items } => self.insert(*by, within.as_ref(), items),
                }
            }
        }
        let files = self.arena.files.clone();
        for file in files {
            let before = Rc::clone(&self.applied.files[file].tree);
            self.applied.files[file].tree = self.arena.tree(file, &before);
        }
    }

    fn say(&mut self, span: Span, message: ValidityMessage) {
        self.applied.diagnostics.push(Diagnostic::at(span, message));
    }

    fn also(&mut self, span: Span, message: ValidityMessage, other: Span) {
        self.applied.diagnostics.push(Diagnostic::at(span, message).with(other, Related::Other));
    }

    /// Whether two amendments are of the same date, or one and the same.
    fn same_date(&self, one: usize, other: usize) -> bool {
        let from = |by: usize| self.applied.amendments.get(by).and_then(|amendment| amendment.from);
        from(one) == from(other)
    }

    /// What a path names, of several declarations the one that the day means.
    fn find(&mut self, path: &Path) -> Option<Named> {
        let name = text_of(path);
        let all = self.arena.named(&name);
        let header =
            || self.header().filter(|_| all.is_empty()).filter(|(_, own)| *own == name).map(|(id, _)| Named::Block(id));
        if let Some(named) = choose(&self.arena, &all, self.day).or_else(header) {
            if self.shared.contains(&file_of(&self.arena, named)) {
                self.say(path.span, ValidityMessage::SharedDeclaration { name });
                return None;
            }
            return Some(named);
        }
        // Where the file could not be read whole, the name may only be lost.
        let lost = |file: &usize| {
            let file = &self.applied.files[*file];
            file.incomplete || !file.unread.is_empty()
        };
        match self.gone.get(&name) {
            Some((_, place)) => {
                let place = *place;
                self.also(path.span, ValidityMessage::AmendsRemoved { name }, place);
            }
            None if self.arena.files.iter().any(lost) => {}
            None => {
                let near = self.near(&name);
                self.say(path.span, ValidityMessage::AmendsUnknown { name, near });
            }
        }
        None
    }

    fn near(&mut self, name: &str) -> Option<String> {
        let names: Vec<&str> = self.arena.all_names().collect();
        self.compared += names.len();
        let known = if self.compared > MOST_COMPARED { Vec::new() } else { names };
        nearest(name, known).map(str::to_owned)
    }

    /// The header of the ruleset, with its name.
    fn header(&self) -> Option<(EntryId, String)> {
        let tops = self.arena.level(self.base, None);
        let header = tops.into_iter().find(|id| self.arena.entry(*id).block.kind == BlockKind::Ruleset)?;
        Some((header, self.arena.entry(header).block.name.as_ref()?.text.clone()))
    }

    /// The declaration with a block that a change speaks of.
    fn target(&mut self, target: &ChangeTarget, keyword: Span) -> Option<(EntryId, String)> {
        match target {
            ChangeTarget::Item(path) => match self.find(path)? {
                Named::Block(id) => Some((id, text_of(path))),
                Named::Top(..) => {
                    self.say(path.span, ValidityMessage::AmendsWithoutBlock { name: text_of(path) });
                    None
                }
            },
            ChangeTarget::Settings { kind, within } => {
                let (kind_wanted, mut name) = (BlockKind::Settings(*kind), "pengukuran".to_owned());
                if let Some(kind) = kind {
                    name = format!("{name} {}", kind.word());
                }
                let parent = match within {
                    Some(path) => match self.find(path)? {
                        Named::Block(id) => {
                            name = format!("{name} dalam {}", text_of(path));
                            Some(id)
                        }
                        Named::Top(..) => None,
                    },
                    None => None,
                };
                let level = self.arena.level(self.base, parent).into_iter();
                let all: Vec<Named> = level
                    .filter(|id| self.arena.entry(*id).block.kind == kind_wanted && !self.arena.entry(*id).dead)
                    .map(Named::Block)
                    .collect();
                match choose(&self.arena, &all, self.day) {
                    Some(Named::Block(id)) => Some((id, name)),
                    _ => {
                        let place = within.as_ref().map_or(keyword, |path| path.span);
                        self.say(place, ValidityMessage::NoSuchSettings { name });
                        None
                    }
                }
            }
        }
    }

    /// `ubah`
    fn replace(&mut self, by: usize, target: &ChangeTarget, new: &New<'_>, keyword: Span) {
        let Some((id, name)) = self.target(target, keyword) else { return };
        let of_members = new.members.iter().filter_map(|member| Some((merge::slot(member)?, member.span())));
        let of_title = new.title.iter().map(|title| (Slot::Title, title.span));
        let of_inputs = new.signature.iter().map(|signature| (Slot::Inputs, signature.span));
        let mut seen = HashSet::new();
        let slots: Vec<(Slot, Span)> =
            of_members.chain(of_title).chain(of_inputs).filter(|(slot, _)| seen.insert(*slot)).collect();
        for (slot, span) in &slots {
            let clash = slot.met_by().into_iter().filter_map(|other| self.touched.get(&(id, other)).copied());
            let clash = clash.into_iter().find(|(other, _)| self.same_date(by, *other));
            if let Some((_, place)) = clash {
                self.also(*span, ValidityMessage::AmendedTwice { what: format!("{} {name}", slot.word()) }, place);
            }
        }
        for (slot, span) in slots {
            for slot in slot.marks() {
                self.touched.insert((id, slot), (by, span));
            }
            self.last.insert(id, (slot, by, span));
        }
        if self.arena.entry(id).block.kind == BlockKind::Ruleset {
            let granularity = new.members.iter().find(|member| merge::slot(member) == Some(Slot::Attribute("periode")));
            if let Some(member) = granularity {
                return self.say(member.span(), ValidityMessage::AmendsGranularity {});
            }
        }
        let entry = &mut self.arena.entries[id.0];
        let was = merge::replace(&mut entry.block, new.members);
        let old_title = entry.block.title.as_ref().map(|title| title.span);
        let old_inputs = entry.block.signature.as_ref().map(|signature| signature.span);
        if let Some(title) = new.title {
            entry.block.title = Some(title.clone());
        }
        if let Some(signature) = new.signature {
            entry.block.signature = Some(signature.clone());
        }
        let of = entry.block.head();
        for (member, was) in new.members.iter().zip(was) {
            let change = was.map_or(Told::Added, Told::Replaced);
            if let Member::Attribute(attribute) = member {
                let at = attribute.span;
                for place in std::iter::once(at).chain(values(&attribute.kind)) {
                    self.applied.amended.insert(place, Amended { change, by, at, of });
                }
            }
        }
        let is_row = |member: &&Member| merge::slot(member) == Some(Slot::Rows);
        if let Some(first) = new.members.iter().find(is_row) {
            // They are cited with what they belong to.
            let at = first.span();
            self.applied.amended.insert(of, Amended { change: Told::Rows, by, at, of });
        }
        let title = new.title.as_ref().map(|title| (title.span, old_title));
        let inputs = new.signature.as_ref().map(|signature| (signature.span, old_inputs));
        for (at, was) in title.into_iter().chain(inputs) {
            let change = was.map_or(Told::Added, Told::Replaced);
            self.applied.amended.insert(at, Amended { change, by, at, of });
        }
    }
}

/// The places of the value of an attribute that explanations may cite, without the parentheses around it.
fn values(kind: &AttributeKind) -> Vec<Span> {
    let (AttributeKind::Target { value, .. }
    | AttributeKind::Formula(value)
    | AttributeKind::Weight(value)
    | AttributeKind::Ceiling(value)) = kind
    else {
        return Vec::new();
    };
    let mut places = vec![value.span];
    let mut value = value;
    while let ExpressionKind::Parenthesised(inner) = &value.kind {
        places.push(inner.span);
        value = inner;
    }
    places
}

/// What `ubah` brings.
struct New<'c> {
    title: &'c Option<Text>,
    signature: &'c Option<Signature>,
    members: &'c [Member],
}

/// Of several declarations of one name the one that a change on this day means: the one in force; otherwise the last that
/// has begun, or the first.
fn choose(arena: &Arena, all: &[Named], day: Date) -> Option<Named> {
    if let Some(named) = all.iter().find(|named| arena.is_in_force(**named, day)) {
        return Some(*named);
    }
    let from = |named: &Named| match named {
        Named::Block(id) => arena.entry(*id).block.validity().and_then(|(window, _)| window.from),
        Named::Top(..) => None,
    };
    let begun = all.iter().filter(|named| from(named).is_none_or(|from| from <= day));
    begun.max_by_key(|named| from(named)).or_else(|| all.iter().min_by_key(|named| from(named))).copied()
}

fn file_of(arena: &Arena, named: Named) -> usize {
    match named {
        Named::Block(id) => arena.entry(id).file,
        Named::Top(file, _) => file,
    }
}

/// The place of what a name stands for.
fn place_of(arena: &Arena, named: Named) -> Option<Span> {
    match named {
        Named::Block(id) => arena.entry(id).block.name.as_ref().map(|name| name.span),
        Named::Top(file, place) => match arena.tops.get(&file)?.get(place)? {
            arena::Top::Other { item, .. } => match &**item {
                Item::Function(function) => Some(function.name.span),
                Item::Unit(unit) => Some(unit.name.span),
                _ => None,
            },
            arena::Top::Block(_) => None,
        },
    }
}

pub(super) fn text_of(path: &Path) -> String {
    path.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".")
}

/// A file and all that it plainly uses, itself first.
fn closure(files: &[Loaded], file: usize) -> Vec<usize> {
    let (mut order, mut seen) = (vec![file], HashSet::from([file]));
    let mut next = 0;
    while let Some(at) = order.get(next).copied() {
        next += 1;
        order.extend(files[at].plain.iter().map(|(used, _)| *used).filter(|used| seen.insert(*used)));
    }
    order
}

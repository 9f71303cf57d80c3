//! Which declarations are in force on a day: of several of one name the one whose `berlaku` holds, and nothing that stands
//! in what is not in force. A pure stage on syntax trees; the rest of the builder knows nothing of validities.

use super::load::{Loaded, Loading};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::validity::ValidityMessage;
use crate::source::Span;
use crate::syntax::ast::{AttributeKind, Block, BlockKind, ChangeKind, Item, Member, Tree};
use crate::value::{Date, Window};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// A ruleset has at most so many sets of rules.
pub(super) const MAX_ERAS: usize = 100;

/// No ruleset is read more often than makes this many bytes, one reading for each set of rules.
const MAX_READ: usize = 64 << 20;

/// The days on which one set of rules is in force.
#[derive(Debug, Clone, Copy)]
pub(super) struct Planned {
    pub window: Window,
    /// The `berlaku` that begins it, or that ends it where it has no beginning.
    pub by: Option<Span>,
}

/// The files as they are on a day.
pub(super) struct Forced {
    pub files: Vec<Loaded>,
    /// The names that each file declares for other days only.
    pub absent: Vec<HashMap<String, Vec<Window>>>,
    /// What kinds of things each file declares for other days only.
    pub absent_kinds: Vec<HashSet<BlockKind>>,
}

/// The validity of each dated declaration, that of the groups around it included, by the place of its name; of a
/// `pengukuran`, of its keyword.
pub(super) type Dated = HashMap<Span, Window>;

impl Block {
    /// `berlaku`, with its place.
    pub(super) fn validity(&self) -> Option<(Window, Span)> {
        self.find(window_of).map(|(window, attribute)| (window, attribute.span))
    }

    /// What stands for it in [`Dated`].
    fn key(&self) -> Span {
        self.name.as_ref().map_or(self.keyword, |name| name.span)
    }
}

/// The sets of rules of a ruleset, in order of time: a new one begins wherever a validity begins or has ended.
pub(super) fn plan(loading: &Loading, whole: Window, diagnostics: &mut Vec<Diagnostic>) -> Vec<Planned> {
    let mut cuts: BTreeMap<Date, Span> = BTreeMap::new();
    for (index, file) in loading.files.iter().enumerate() {
        every_validity(&file.tree, index == 0, &mut |window, span| {
            let after = window.until.and_then(|until| until.tomorrow().ok());
            for day in [window.from, after].into_iter().flatten() {
                let inside = whole.holds(day) && whole.from != Some(day);
                if inside && !window.is_empty() {
                    cuts.entry(day).or_insert(span);
                }
            }
        });
    }
    let limit = (MAX_READ / loading.bytes.max(1)).clamp(1, MAX_ERAS);
    if let Some((_, span)) = cuts.iter().nth(limit - 1) {
        diagnostics.push(Diagnostic::at(*span, ValidityMessage::TooManyEras { limit }));
    }
    let cuts: Vec<(Date, Span)> = cuts.into_iter().take(limit - 1).collect();
    let mut from = whole.from;
    let mut by = None;
    let mut planned = Vec::new();
    for (day, span) in cuts {
        let until = day.yesterday().ok();
        planned.push(Planned { window: Window { from, until }, by: by.or(Some(span)) });
        (from, by) = (Some(day), Some(span));
    }
    planned.push(Planned { window: Window { from, until: whole.until }, by });
    planned
}

/// Every `berlaku` of a file, that of a header only where `header` says so: also what an amendment inserts and replaces.
fn every_validity(tree: &Tree, header: bool, found: &mut dyn FnMut(Window, Span)) {
    let counts = |block: &&Block| header || block.kind != BlockKind::Ruleset;
    let mut open: Vec<&Block> = blocks_of(&tree.items).filter(counts).collect();
    for item in &tree.items {
        let Item::Change(change) = item else { continue };
        match &change.kind {
            ChangeKind::Insert { items, .. } => open.extend(blocks_of(items)),
            ChangeKind::Replace { members, .. } => {
                for member in members {
                    if let Member::Attribute(attribute) = member
                        && let Some(window) = window_of(&attribute.kind)
                    {
                        found(window, attribute.span);
                    }
                }
            }
            ChangeKind::Remove { .. } => {}
        }
    }
    while let Some(block) = open.pop() {
        if let Some((window, span)) = block.validity() {
            found(window, span);
        }
        open.extend(block.blocks());
    }
}

/// The days that a `berlaku` gives.
fn window_of(kind: &AttributeKind) -> Option<Window> {
    match kind {
        AttributeKind::InForce { from, until } => {
            Some(Window { from: Some(from.date), until: until.map(|until| until.date) })
        }
        _ => None,
    }
}

fn blocks_of(items: &[Item]) -> impl Iterator<Item = &Block> {
    items.iter().filter_map(|item| if let Item::Block(block) = item { Some(block) } else { None })
}

/// The validities of all dated declarations. Says what is wrong with them whatever the day: ends before beginnings, two
/// that hold for one name at once, and in the first file what never holds.
pub(super) fn validities(loading: &Loading, whole: Window, diagnostics: &mut Vec<Diagnostic>) -> Dated {
    let mut dated = Dated::new();
    for (index, file) in loading.files.iter().enumerate() {
        let mut names: HashMap<&str, Vec<(Window, Span)>> = HashMap::new();
        let mut any = false;
        let mut open: Vec<(&Block, Window, bool)> = Vec::new();
        for block in blocks_of(&file.tree.items) {
            if matches!(block.kind, BlockKind::Ruleset | BlockKind::Amendment) {
                backwards(block, diagnostics);
            } else {
                open.push((block, Window::ALWAYS, false));
            }
        }
        open.reverse();
        while let Some((block, around, mut is_dated)) = open.pop() {
            let mut window = around;
            if let Some((own, span)) = block.validity() {
                (is_dated, any) = (true, true);
                let is_backwards = backwards(block, diagnostics);
                // Where nothing is left, any stretch without days will do.
                window = around
                    .intersect(own)
                    .unwrap_or(Window { from: own.from, until: own.from.and_then(|day| day.yesterday().ok()) });
                if index == 0 && file.has_header && !is_backwards && whole.intersect(window).is_none() {
                    let name =
                        block.name.as_ref().map_or_else(|| block.kind.word().to_owned(), |name| name.text.clone());
                    diagnostics.push(Diagnostic::at(span, ValidityMessage::NeverInForce { name, whole }));
                }
            }
            if is_dated {
                dated.insert(block.key(), window);
            }
            if let Some(name) = &block.name {
                names.entry(&name.text).or_default().push((window, name.span));
            }
            let inner: Vec<&Block> = block.blocks().collect();
            open.extend(inner.into_iter().rev().map(|inner| (inner, window, is_dated)));
        }
        if any {
            for (name, windows) in names {
                overlaps(name, windows, &dated, diagnostics);
            }
        }
    }
    dated
}

/// Says where a validity ends before it begins.
fn backwards(block: &Block, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let mut any = false;
    for attribute in block.attributes() {
        if let AttributeKind::InForce { from, until: Some(until) } = &attribute.kind
            && until.date < from.date
        {
            any = true;
            diagnostics.push(Diagnostic::at(until.span, ValidityMessage::EndsBeforeBegin {}));
        }
    }
    any
}

/// Says which declarations of one name hold at once.
fn overlaps(name: &str, mut windows: Vec<(Window, Span)>, dated: &Dated, diagnostics: &mut Vec<Diagnostic>) {
    windows.retain(|(window, _)| !window.is_empty());
    // Several without any validity are declared twice, which is told where names are collected.
    if windows.len() < 2 || !windows.iter().any(|(_, span)| dated.contains_key(span)) {
        return;
    }
    windows.sort_by_key(|(window, span)| (window.from, *span));
    let mut reach = windows[0];
    for next in &windows[1..] {
        if let Some(days) = reach.0.intersect(next.0)
            && (dated.contains_key(&reach.1) || dated.contains_key(&next.1))
        {
            diagnostics.push(overlap(name, reach.1, next.1, days));
        }
        if reach.0.until.is_some_and(|until| next.0.until.is_none_or(|next| next > until)) {
            reach = *next;
        }
    }
}

/// Two declarations of one name hold at once.
pub(super) fn overlap(name: &str, one: Span, other: Span, days: Window) -> Diagnostic {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    let message = ValidityMessage::Overlap { name: name.to_owned(), days };
    Diagnostic::at(second, message).with(first, Related::FirstDeclared)
}

/// The files as they are on a day.
pub(super) fn forced(files: &[Loaded], day: Date) -> Forced {
    let mut forced = Forced {
        files: files.to_vec(),
        absent: vec![HashMap::new(); files.len()],
        absent_kinds: vec![HashSet::new(); files.len()],
    };
    for (index, file) in files.iter().enumerate() {
        if !blocks_of(&file.tree.items).any(is_dated) {
            continue;
        }
        let mut sieve = Sieve { day, absent: HashMap::new(), kinds: HashSet::new() };
        let items = file.tree.items.iter().filter_map(|item| match item {
            Item::Block(block) if block.kind != BlockKind::Ruleset => {
                sieve.block(block, Window::ALWAYS).map(Item::Block)
            }
            other => Some(other.clone()),
        });
        let items = items.collect();
        let tree = Tree { file: file.tree.file, items, comments: Vec::new() };
        forced.files[index].tree = Rc::new(tree);
        forced.absent[index] = sieve.absent;
        forced.absent_kinds[index] = sieve.kinds;
    }
    forced
}

/// Whether a block, or one in it, has a validity.
fn is_dated(block: &Block) -> bool {
    let mut open = vec![block];
    while let Some(block) = open.pop() {
        if block.kind != BlockKind::Ruleset && block.validity().is_some() {
            return true;
        }
        open.extend(block.blocks());
    }
    false
}

/// Lets through what is in force on a day. Nesting is bounded, so this may recurse.
struct Sieve {
    day: Date,
    absent: HashMap<String, Vec<Window>>,
    kinds: HashSet<BlockKind>,
}

impl Sieve {
    fn block(&mut self, block: &Block, around: Window) -> Option<Block> {
        let own = block.validity().map_or(Window::ALWAYS, |(window, _)| window);
        if !own.holds(self.day) {
            self.drop(block, around);
            return None;
        }
        let window = around.intersect(own).unwrap_or(around);
        let members = block.members.iter().filter_map(|member| match member {
            Member::Block(inner) => self.block(inner, window).map(Member::Block),
            other => Some(other.clone()),
        });
        let members = members.collect();
        Some(Block { members, ..block.without_members() })
    }

    /// Remembers what is left out, with the days on which it holds.
    fn drop(&mut self, block: &Block, around: Window) {
        let mut open = vec![(block, around)];
        while let Some((block, around)) = open.pop() {
            let own = block.validity().map_or(Window::ALWAYS, |(window, _)| window);
            let window = around.intersect(own).unwrap_or(own);
            if let Some(name) = &block.name {
                self.absent.entry(name.text.clone()).or_default().push(window);
            }
            self.kinds.insert(block.kind);
            open.extend(block.blocks().map(|inner| (inner, window)));
        }
    }
}

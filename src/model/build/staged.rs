//! The files of a ruleset as one set of rules has them: amendments applied, what is out of force left out. They can be
//! looked at, and built again with parts of another ruleset in them.

use super::amend::Applied;
use super::eras::InForce;
use super::force::{Dated, Forced};
use super::load::Loaded;
use super::query::{Desk, EraDesk};
use super::{Builder, MAX_NODES};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Codes, Model};
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::visit::{self, Change};
use crate::syntax::ast::{Item, Tree};
use crate::value::Window;
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

/// The files of a ruleset as one set of rules has them; the first is the ruleset's own.
pub struct Staged {
    files: Vec<Loaded>,
    homes: Vec<usize>,
    window: Window,
}

/// A ruleset of its own among the files, and those that it plainly uses.
#[derive(Debug, Clone)]
pub struct RulesetFiles {
    /// The path of aliases that leads to it; empty for the first.
    pub prefix: String,
    /// Its file, and all that it uses, itself first.
    pub files: Vec<usize>,
}

impl Desk {
    /// The files of each set of rules, in the order of [`crate::model::Rules::eras`].
    pub fn staged(&self) -> Vec<Staged> {
        let of = |era: &EraDesk| Staged {
            files: era.prepared.forced.files.clone(),
            homes: self.homes.clone(),
            window: era.prepared.planned.window,
        };
        self.eras.iter().map(of).collect()
    }
}

impl Staged {
    /// The tree of a file. That of an amendment is empty: what it brings stands in the ruleset that it changes.
    pub fn tree(&self, file: usize) -> &Tree {
        &self.files[file].tree
    }

    /// The rulesets among the files, each with the shortest path of aliases that leads to it.
    pub fn scopes(&self) -> Vec<RulesetFiles> {
        let mut scopes: Vec<RulesetFiles> = Vec::new();
        let mut queue = VecDeque::from([(0usize, String::new())]);
        let mut seen = HashSet::new();
        while let Some((file, prefix)) = queue.pop_front() {
            if !seen.insert(file) {
                continue;
            }
            let files = self.closure(file);
            for used in &files {
                for (alias, target) in &self.files[*used].aliased {
                    let path = if prefix.is_empty() { alias.text.clone() } else { format!("{prefix}.{}", alias.text) };
                    queue.push_back((*target, path));
                }
            }
            scopes.push(RulesetFiles { prefix, files });
        }
        scopes
    }

    fn closure(&self, file: usize) -> Vec<usize> {
        let (mut order, mut seen) = (vec![file], HashSet::from([file]));
        let mut next = 0;
        while let Some(at) = order.get(next).copied() {
            next += 1;
            order.extend(self.files[at].plain.iter().map(|(used, _)| *used).filter(|used| seen.insert(*used)));
        }
        order
    }
}

/// The files of a ruleset with those of another behind them, so that parts of the other can be put among them.
pub struct Joined {
    files: Vec<Loaded>,
    sources: Sources,
    homes: Vec<usize>,
    window: Window,
    /// How many files are the ruleset's own.
    own: usize,
}

/// Moves places behind the ruleset's own files.
struct Shift(u32);

impl Change for Shift {
    fn span(&mut self, span: &mut Span) {
        span.file.0 += self.0;
    }
}

impl Joined {
    /// `old` with the files of `new` behind it. Each file of `old` sees all of its ruleset; rulesets that only `new` uses
    /// `sebagai …` can be read too. `home` gives the file of `old` that the declarations of a file of `new` are put into.
    pub fn new(old: (&Staged, &Sources), new: (&Staged, &Sources), home: &dyn Fn(usize) -> usize) -> Self {
        let own = old.0.files.len();
        let mut sources = old.1.clone();
        for file in new.1.files() {
            sources.add(new.1.name(file), new.1.text(file));
        }
        let mut files = old.0.files.clone();
        let old_scopes = old.0.scopes();
        for scope in &old_scopes {
            for file in &scope.files {
                for used in &scope.files {
                    if used != file && !files[*file].plain.iter().any(|(known, _)| known == used) {
                        files[*file].plain.push((*used, start_of(*file)));
                    }
                }
            }
        }
        let new_scopes = new.0.scopes();
        let is_known = |prefix: &str| old_scopes.iter().any(|scope| scope.prefix == prefix);
        let added: HashSet<usize> =
            new_scopes.iter().filter(|scope| !is_known(&scope.prefix)).flat_map(|scope| scope.files.clone()).collect();
        let mut homes = old.0.homes.clone();
        let shift = own as u32;
        for (index, file) in new.0.files.iter().enumerate() {
            let id = FileId(file.tree.file.0 + shift);
            let mut items = if added.contains(&index) { file.tree.items.clone() } else { Vec::new() };
            items.iter_mut().for_each(|item| visit::item(item, &mut Shift(shift)));
            let link =
                |(target, span): &(usize, Span)| (*target + own, Span { file: FileId(span.file.0 + shift), ..*span });
            files.push(Loaded {
                tree: Rc::new(Tree { file: id, items, comments: Vec::new() }),
                plain: file.plain.iter().map(link).collect(),
                aliased: file.aliased.iter().map(|(alias, target)| (alias.clone(), *target + own)).collect(),
                has_header: file.has_header && added.contains(&index),
                incomplete: false,
                unread: Rc::from([]),
            });
            homes.push(own + index);
        }
        for scope in &new_scopes {
            let Some((before, alias)) =
                scope.prefix.rsplit_once('.').or(Some(("", scope.prefix.as_str()))).filter(|(_, a)| !a.is_empty())
            else {
                continue;
            };
            let base = old_scopes.iter().find(|old| old.prefix == before);
            if let (false, Some(base), Some(target)) = (is_known(&scope.prefix), base, scope.files.first()) {
                let home = base.files[0];
                let name = crate::syntax::ast::Name { text: alias.to_owned(), span: start_of(home) };
                files[home].aliased.push((name, own + target));
            }
        }
        for (index, inside) in new.0.homes.iter().enumerate() {
            homes[own + index] = if added.contains(&index) { own + inside } else { home(*inside) };
        }
        Self { files, sources, homes, window: old.0.window, own }
    }

    /// A declaration of the other ruleset as it can be put into a tree of this one.
    pub fn taken<T>(&self, mut part: T, over: fn(&mut T, &mut dyn Change)) -> T {
        over(&mut part, &mut Shift(self.own as u32));
        part
    }

    /// The model with other declarations in some of the ruleset's own files.
    ///
    /// # Errors
    /// What is wrong with these rules.
    pub fn build(&self, trees: HashMap<usize, Vec<Item>>, codes: &Codes) -> Result<Model, Vec<Diagnostic>> {
        let mut files = self.files.clone();
        for (file, items) in trees {
            let id = files[file].tree.file;
            files[file].tree = Rc::new(Tree { file: id, items, comments: Vec::new() });
        }
        let count = files.len();
        let forced = Forced {
            files: Vec::new(),
            absent: vec![HashMap::new(); count],
            absent_kinds: vec![HashSet::new(); count],
        };
        let applied = Applied {
            files: Vec::new(),
            amendments: Vec::new(),
            amended: HashMap::new(),
            removed: vec![HashMap::new(); count],
            withdrawn: Vec::new(),
            diagnostics: Vec::new(),
        };
        let dated = Dated::new();
        let in_force = InForce {
            window: self.window,
            forced: &forced,
            applied: &applied,
            dated: &dated,
            homes: &self.homes,
            tests: Vec::new(),
            room: MAX_NODES,
        };
        let mut builder = Builder::new(&files, &self.sources, in_force);
        builder.model.codes = codes.clone();
        builder.build();
        let Builder { model, diagnostics, .. } = builder;
        let errors: Vec<Diagnostic> =
            diagnostics.into_iter().filter(|told| told.severity() == Severity::Error).collect();
        if errors.is_empty() { Ok(model) } else { Err(errors) }
    }
}

fn start_of(file: usize) -> Span {
    Span::new(FileId(file as u32), 0, 0)
}

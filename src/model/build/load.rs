//! Reads a ruleset's files: `gunakan` followed, paths kept inside the ruleset's folder, cycles refused.

mod amendments;

use crate::diagnostic::{self, Diagnostic, MOST_MISTAKES, Severity};
use crate::message::files::FileTrouble;
use crate::message::names::NamesMessage;
use crate::model::standard;
use crate::nearest::nearest;
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{BlockKind, Change, ChangeKind, Item, Name, Tree, Use};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

pub(super) use amendments::{Amending, LoadedAmendment, amended_by, amendment_of, base_path};

/// More files than this are not followed.
const MAX_FILES: usize = 1000;

/// No ruleset is larger, with all that it uses: reading takes many times a text's size in memory.
pub const MAX_BYTES: usize = 8 << 20;

/// Where a ruleset's files come from. Only the command line touches the file system.
pub trait Files {
    /// The text of a file.
    ///
    /// # Errors
    /// Why it cannot be read, in words for the user.
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem>;

    /// The file that a path leads to once links are followed.
    ///
    /// # Errors
    /// Why it cannot be found, in words for the user.
    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem>;

    /// The text of a standard ruleset: the one that is shipped, but where another was kept.
    fn standard(&mut self, name: &str) -> Option<String> {
        standard::find(name).map(|standard| standard.text.to_owned())
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadProblem {
    /// There is none.
    NotFound,
    /// It is a folder.
    IsFolder,
    /// It may not be read.
    NotAllowed,
    /// It is not UTF-8; the offset of the first byte that is not.
    NotUtf8(usize),
    /// It is larger than any ruleset.
    TooLarge,
    /// Anything else.
    Other(FileTrouble),
}

impl ReadProblem {
    /// The reason, for a message.
    pub fn reason(&self) -> FileTrouble {
        match self {
            Self::NotFound => FileTrouble::Absent,
            Self::IsFolder => FileTrouble::Folder,
            Self::NotAllowed => FileTrouble::Forbidden,
            Self::NotUtf8(at) => FileTrouble::NotText(Some(at + 1)),
            Self::TooLarge => FileTrouble::NoRoom,
            Self::Other(trouble) => trouble.clone(),
        }
    }
}

/// A file with what it uses.
#[derive(Clone)]
pub(super) struct Loaded {
    pub tree: Rc<Tree>,
    /// Files that it uses plainly, in order.
    pub plain: Vec<(usize, Span)>,
    /// Rulesets that it uses `sebagai …`, in order.
    pub aliased: Vec<(Name, usize)>,
    /// Whether it has an `aturan`.
    pub has_header: bool,
    /// Whether something that it uses could not be taken in, so that names are missing.
    pub incomplete: bool,
    /// Where it could not be read; what stood there may be absent from the tree.
    pub unread: Rc<[Span]>,
}

/// All files; the first is the one that was asked for, or the one that it changes.
pub(super) struct Loading {
    pub files: Vec<Loaded>,
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    /// In the order in which they apply.
    pub amendments: Vec<LoadedAmendment>,
    /// The size of all texts.
    pub bytes: usize,
}

/// A folder that files are used from.
struct Root {
    path: PathBuf,
    canonical: Option<PathBuf>,
}

/// Where a file lies: below which root, and in which folder there.
#[derive(Clone)]
struct Place {
    root: usize,
    folder: PathBuf,
}

struct Loader<'f> {
    files: &'f mut dyn Files,
    roots: Vec<Root>,
    sources: Sources,
    keys: HashMap<String, usize>,
    loaded: Vec<Loaded>,
    diagnostics: Vec<Diagnostic>,
    /// The size of all texts.
    bytes: usize,
}

/// Reads `main`, whose text is known, and all that it uses, and the amendments to it with all that they use. Those that
/// apply after `last` are left out.
pub(super) fn load(
    files: &mut dyn Files,
    main: &Path,
    text: String,
    amendments: &[Amending],
    last: Option<&Path>,
) -> Loading {
    let key = key_of(files, main);
    let root = Root::of(files, main);
    let mut loader = Loader {
        files,
        roots: vec![root],
        sources: Sources::default(),
        keys: HashMap::new(),
        loaded: Vec::new(),
        diagnostics: Vec::new(),
        bytes: 0,
    };
    loader.add(key, main.to_string_lossy().into_owned(), text);
    let mut places = vec![Place { root: 0, folder: PathBuf::new() }];
    loader.follow_all(0, &mut places);
    let mut amendments = loader.amendments(main, amendments, &mut places);
    if let Some(last) = last {
        let last = loader.keys.get(&key_of(loader.files, last)).copied();
        let end = amendments.iter().position(|amendment| Some(amendment.file) == last);
        amendments.truncate(end.map_or(amendments.len(), |end| end + 1));
    }
    loader.refuse_cycles(&amendments);
    let Loader { loaded, sources, diagnostics, bytes, .. } = loader;
    Loading { files: loaded, sources, diagnostics, amendments, bytes }
}

/// What stands for a file, by whichever path it is reached.
fn key_of(files: &mut dyn Files, path: &Path) -> String {
    files.canonical(path).unwrap_or_else(|_| path.to_path_buf()).to_string_lossy().into_owned()
}

impl Root {
    fn of(files: &mut dyn Files, file: &Path) -> Self {
        let path = file.parent().map(Path::to_path_buf).unwrap_or_default();
        let canonical = files.canonical(if path.as_os_str().is_empty() { Path::new(".") } else { &path }).ok();
        Self { path, canonical }
    }
}

impl Loader<'_> {
    /// Reads what the files from `next` on use.
    fn follow_all(&mut self, mut next: usize, places: &mut Vec<Place>) {
        while next < self.loaded.len() {
            self.follow(next, places);
            next += 1;
        }
    }

    fn add(&mut self, key: String, name: String, text: String) -> usize {
        self.bytes += text.len();
        let id: FileId = self.sources.add(name, text);
        let parsed = crate::syntax::parse(&self.sources, id);
        let errors = parsed.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
        let unread = errors
            .filter_map(|e| if let diagnostic::Place::Rules(span) = e.place { Some(span) } else { None })
            .collect();
        // Behind so many mistakes nothing has been read.
        let incomplete = parsed.diagnostics.len() >= MOST_MISTAKES;
        self.diagnostics.extend(parsed.diagnostics);
        let headers: Vec<Span> = parsed
            .tree
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Block(block) if block.kind == BlockKind::Ruleset => Some(block.keyword),
                _ => None,
            })
            .collect();
        for second in headers.iter().skip(1) {
            self.diagnostics.push(Diagnostic::at(*second, NamesMessage::SecondHeader {}));
        }
        let index = self.loaded.len();
        self.loaded.push(Loaded {
            tree: Rc::new(parsed.tree),
            plain: Vec::new(),
            aliased: Vec::new(),
            has_header: !headers.is_empty(),
            incomplete,
            unread,
        });
        self.keys.insert(key, index);
        index
    }

    /// Reads what a file uses. `places` says where each file lies.
    fn follow(&mut self, index: usize, places: &mut Vec<Place>) {
        let uses: Vec<Use> = self.loaded[index].tree.items.iter().flat_map(uses_of).cloned().collect();
        let place = places[index].clone();
        for used in uses {
            let Some(target) = self.resolve(&used, &place, places) else {
                self.loaded[index].incomplete = true;
                continue;
            };
            match used.alias {
                None if self.loaded[target].has_header => {
                    self.loaded[index].incomplete = true;
                    self.say(&used, NamesMessage::RulesetNeedsAlias { path: used.path.value.clone() });
                }
                Some(_) if !self.loaded[target].has_header => {
                    self.loaded[index].incomplete = true;
                    self.say(&used, NamesMessage::AliasNeedsRuleset { path: used.path.value.clone() });
                }
                None => self.loaded[index].plain.push((target, used.path.span)),
                Some(alias) => self.loaded[index].aliased.push((alias, target)),
            }
        }
    }

    fn say(&mut self, used: &Use, message: NamesMessage) {
        self.diagnostics.push(Diagnostic::at(used.path.span, message));
    }

    fn resolve(&mut self, used: &Use, place: &Place, places: &mut Vec<Place>) -> Option<usize> {
        let written = used.path.value.as_str();
        if let Some(rest) = written.strip_prefix("baku/") {
            let name = rest.strip_suffix(".takar").unwrap_or(rest).to_owned();
            let key = format!("baku/{name}.takar");
            if let Some(index) = self.keys.get(&key) {
                return Some(*index);
            }
            let Some(text) = self.files.standard(&name) else {
                let names: Vec<String> = standard::ALL.iter().map(|s| format!("baku/{}.takar", s.name)).collect();
                let near = nearest(written, names.iter().map(String::as_str)).map(str::to_owned);
                self.say(used, NamesMessage::UnknownStandard { path: written.to_owned(), near });
                return None;
            };
            places.push(Place { root: place.root, folder: PathBuf::new() });
            return Some(self.add(key.clone(), key, text));
        }
        let Some(inside) = inside(&place.folder, Path::new(&written.replace('\\', "/"))) else {
            self.say(used, NamesMessage::OutsideFolder { path: written.to_owned() });
            return None;
        };
        let path = self.roots[place.root].path.join(&inside);
        let unreadable =
            |problem: &ReadProblem| NamesMessage::FileUnreadable { path: written.to_owned(), reason: problem.reason() };
        let canonical = match self.files.canonical(&path) {
            Ok(canonical) => canonical,
            Err(problem) => {
                self.say(used, unreadable(&problem));
                return None;
            }
        };
        if self.roots[place.root].canonical.as_ref().is_some_and(|root| !canonical.starts_with(root)) {
            self.say(used, NamesMessage::OutsideFolder { path: written.to_owned() });
            return None;
        }
        let key = canonical.to_string_lossy().into_owned();
        if let Some(index) = self.keys.get(&key) {
            return Some(*index);
        }
        if self.loaded.len() >= MAX_FILES {
            self.say(used, NamesMessage::TooManyFiles { limit: MAX_FILES });
            return None;
        }
        let room = MAX_BYTES - self.bytes.min(MAX_BYTES);
        match self.files.read(&path) {
            Ok(text) if text.len() > room => {
                self.say(used, unreadable(&ReadProblem::TooLarge));
                None
            }
            Ok(text) => {
                let folder = inside.parent().map(Path::to_path_buf).unwrap_or_default();
                places.push(Place { root: place.root, folder });
                Some(self.add(key, path.to_string_lossy().into_owned(), text))
            }
            Err(problem) => {
                self.say(used, unreadable(&problem));
                None
            }
        }
    }

    /// Cuts and reports every use that closes a circle. What an amendment uses, the ruleset that it changes uses.
    fn refuse_cycles(&mut self, amendments: &[LoadedAmendment]) {
        // 0: not seen, 1: on the way, 2: done. Iterative: a chain of files may be long.
        let mut state = vec![0u8; self.loaded.len()];
        let mut edges: Vec<Vec<usize>> = self
            .loaded
            .iter()
            .map(|file| file.plain.iter().map(|(t, _)| *t).chain(file.aliased.iter().map(|(_, t)| *t)).collect())
            .collect();
        for amendment in amendments {
            edges[amendment.base].push(amendment.file);
        }
        let mut cut: Vec<(usize, usize)> = Vec::new();
        let mut stack = vec![(0usize, 0usize)];
        state[0] = 1;
        while let Some((node, edge)) = stack.pop() {
            let Some(target) = edges[node].get(edge).copied() else {
                state[node] = 2;
                continue;
            };
            stack.push((node, edge + 1));
            match state[target] {
                0 => {
                    state[target] = 1;
                    stack.push((target, 0));
                }
                1 => cut.push((node, target)),
                _ => {}
            }
        }
        for (from, to) in cut {
            let span = self.loaded[from]
                .plain
                .iter()
                .find(|(target, _)| *target == to)
                .map(|(_, span)| *span)
                .or_else(|| self.loaded[from].aliased.iter().find(|(_, t)| *t == to).map(|(name, _)| name.span));
            self.loaded[from].incomplete = true;
            self.loaded[from].plain.retain(|(target, _)| *target != to);
            self.loaded[from].aliased.retain(|(_, target)| *target != to);
            if let Some(span) = span {
                let path = self.sources.name(self.loaded[to].tree.file).to_owned();
                self.diagnostics.push(Diagnostic::at(span, NamesMessage::UseCycle { path }));
            }
        }
    }
}

/// What a declaration makes visible: `gunakan`, in an amendment also what it inserts of it.
fn uses_of(item: &Item) -> impl Iterator<Item = &Use> {
    let (one, inserted) = match item {
        Item::Use(used) => (Some(used), &[][..]),
        Item::Change(Change { kind: ChangeKind::Insert { items, .. }, .. }) => (None, items.as_slice()),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(inserted.iter().filter_map(|item| if let Item::Use(used) = item { Some(used) } else { None }))
}

/// A path below the root, from one that is relative to a folder below it; none where it leads out.
fn inside(folder: &Path, written: &Path) -> Option<PathBuf> {
    let mut path = folder.to_path_buf();
    for part in written.components() {
        match part {
            Component::Normal(part) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

/// Whether any of the diagnostics is an error.
pub(super) fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

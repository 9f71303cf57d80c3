//! Reads the files of `--perubahan`, and finds out whose amendments they are.

use super::{Loader, MAX_BYTES, Place, ReadProblem, Root, key_of};
use crate::diagnostic::Diagnostic;
use crate::message::validity::ValidityMessage;
use crate::source::Span;
use crate::syntax::ast::{AttributeKind, Block, BlockKind, Item, Text, Tree};
use crate::value::{Date, Window};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A file whose header is `perubahan`.
#[derive(Debug, Clone)]
pub(in crate::model::build) struct LoadedAmendment {
    /// Its place among the files.
    pub file: usize,
    /// The file of the ruleset that it changes.
    pub base: usize,
    /// The days on which it is in force.
    pub window: Window,
}

impl LoadedAmendment {
    /// What decides the order in which amendments apply; the command line decides among those of one day.
    pub fn order(&self) -> Option<Date> {
        self.window.from
    }
}

/// An amendment to be read.
pub(in crate::model::build) struct Amending {
    pub path: PathBuf,
    /// Its text, where that has been read.
    pub text: Option<String>,
}

/// The header of an amendment. A file with both headers, which is an error, is a ruleset.
pub(in crate::model::build) fn amendment_of(tree: &Tree) -> Option<&Block> {
    let header = |kind: BlockKind| {
        tree.items.iter().find_map(move |item| match item {
            Item::Block(block) if block.kind == kind => Some(block),
            _ => None,
        })
    };
    header(BlockKind::Amendment).filter(|_| header(BlockKind::Ruleset).is_none())
}

/// `atas "…"`
pub(in crate::model::build) fn amended_by(header: &Block) -> Option<&Text> {
    header.find(|kind| if let AttributeKind::Amends(text) = kind { Some(text) } else { None }).map(|(text, _)| text)
}

/// The path that `atas` names, as seen from where the amendment is seen from.
pub(in crate::model::build) fn base_path(amendment: &Path, named: &Text) -> PathBuf {
    let named = PathBuf::from(named.value.replace('\\', "/"));
    amendment.parent().map_or_else(PathBuf::new, Path::to_path_buf).join(named)
}

impl Loader<'_> {
    /// Reads the amendments, each once, and says which of them are none, or none of this ruleset.
    pub(super) fn amendments(
        &mut self,
        main: &Path,
        wanted: &[Amending],
        places: &mut Vec<Place>,
    ) -> Vec<LoadedAmendment> {
        let mut amendments: Vec<LoadedAmendment> = Vec::new();
        for wanted in wanted {
            let name = wanted.path.to_string_lossy().into_owned();
            let key = key_of(self.files, &wanted.path);
            if let Some(known) = self.keys.get(&key) {
                if !amendments.iter().any(|amendment| amendment.file == *known) {
                    let start = Span::new(self.loaded[*known].tree.file, 0, 0);
                    self.diagnostics.push(Diagnostic::at(start, ValidityMessage::NotAnAmendment { path: name }));
                }
                continue;
            }
            let room = MAX_BYTES - self.bytes.min(MAX_BYTES);
            let text = match wanted.text.clone().map_or_else(|| self.files.read(&wanted.path), Ok) {
                Ok(text) if text.len() <= room => Ok(text),
                Ok(_) => Err(ReadProblem::TooLarge),
                Err(problem) => Err(problem),
            };
            let text = match text {
                Ok(text) => text,
                Err(problem) => {
                    let why = problem.reason();
                    self.diagnostics
                        .push(Diagnostic::nowhere(ValidityMessage::AmendmentUnreadable { path: name, why }));
                    continue;
                }
            };
            let file = self.add(key, name.clone(), text);
            let root = Root::of(self.files, &wanted.path);
            self.roots.push(root);
            places.push(Place { root: self.roots.len() - 1, folder: PathBuf::new() });
            self.follow_all(file, places);
            if let Some((base, window)) = self.base_of(file, main, &wanted.path) {
                amendments.push(LoadedAmendment { file, base, window });
            }
        }
        amendments.sort_by_key(LoadedAmendment::order);
        amendments
    }

    /// The file of the ruleset that an amendment changes, and the days on which it does.
    fn base_of(&mut self, file: usize, main: &Path, path: &Path) -> Option<(usize, Window)> {
        let tree = Rc::clone(&self.loaded[file].tree);
        let Some(header) = amendment_of(&tree) else {
            // What could not be read may have been the header.
            if self.loaded[file].unread.is_empty() {
                let start = Span::new(tree.file, 0, 0);
                let path = path.to_string_lossy().into_owned();
                self.diagnostics.push(Diagnostic::at(start, ValidityMessage::NotAnAmendment { path }));
            }
            return None;
        };
        let window = header.validity().map_or(Window::ALWAYS, |(window, _)| window);
        // That it names no ruleset has been told.
        let named = amended_by(header)?;
        // A ruleset that comes from standard input has no path to compare.
        if main == Path::new("-") {
            return Some((0, window));
        }
        let base = base_path(path, named);
        let found = self.files.canonical(&base).map(|path| path.to_string_lossy().into_owned());
        let known = found.as_ref().ok().and_then(|key| self.keys.get(key)).copied();
        let is_base = |base: usize| base == 0 || self.loaded[base].has_header;
        if let Some(base) = known.filter(|base| is_base(*base)) {
            return Some((base, window));
        }
        let (named_text, main) = (named.value.clone(), main.to_string_lossy().into_owned());
        let message = match found {
            Err(problem) => ValidityMessage::BaseUnreadable { path: named_text, why: problem.reason() },
            Ok(_) => ValidityMessage::WrongBase { path: named_text, main },
        };
        self.diagnostics.push(Diagnostic::at(named.span, message));
        None
    }
}

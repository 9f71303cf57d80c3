//! The errors of a run, up to a limit.

use super::options::ReadReport;
use crate::diagnostic::{DataPlace, Diagnostic, Severity};
use crate::message::Message;
use std::sync::Arc;

/// Collects what is to be told. The first errors are kept, the rest is counted.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<Diagnostic>,
    more: u64,
    errors: u64,
    /// The files that are arrays of objects.
    objects: Vec<Arc<str>>,
}

/// A point in the collection to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    more: u64,
    errors: u64,
}

impl Problems {
    pub fn add(&mut self, diagnostic: Diagnostic) {
        if diagnostic.severity() == Severity::Error {
            self.errors += 1;
        }
        if self.list.len() < ReadReport::LIMIT {
            self.list.push(diagnostic);
        } else {
            self.more += 1;
        }
    }

    pub fn at(&mut self, file: &Arc<str>, line: u64, column: usize, message: impl Into<Message>) {
        self.add(Diagnostic::in_data(self.place(file, line, column), message));
    }

    /// A place as it is worded.
    pub fn place(&self, file: &Arc<str>, line: u64, column: usize) -> DataPlace {
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        DataPlace { file: file.clone(), line, column, objects: self.objects.contains(file) }
    }

    /// From here on the places of this file count objects and keys.
    pub fn count_objects(&mut self, file: &Arc<str>) {
        if !self.objects.contains(file) {
            self.objects.push(file.clone());
        }
    }

    /// Whether there is an error.
    pub fn any(&self) -> bool {
        self.errors > 0
    }

    /// Whether further errors are only counted.
    pub fn is_full(&self) -> bool {
        self.list.len() >= ReadReport::LIMIT
    }

    pub fn mark(&self) -> Mark {
        Mark { length: self.list.len(), more: self.more, errors: self.errors }
    }

    /// Forgets what came after the mark.
    pub fn back_to(&mut self, mark: Mark) {
        self.list.truncate(mark.length);
        self.more = mark.more;
        self.errors = mark.errors;
    }

    /// What was kept, in order of place, and how many more there are.
    pub fn finish(mut self, files: &[Arc<str>]) -> (Vec<Diagnostic>, u64) {
        use crate::diagnostic::Place;
        self.list.sort_by_cached_key(|diagnostic| match &diagnostic.place {
            Place::Data(place) => {
                let file = files.iter().position(|file| *file == place.file).unwrap_or(files.len());
                (file + 1, place.line, place.column)
            }
            _ => (0, 0, 0),
        });
        (self.list, self.more)
    }
}

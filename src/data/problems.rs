//! The errors of a run, up to a limit.

use super::options::{Listings, ReadReport};
use crate::diagnostic::{Counting, DataPlace, Diagnostic, Severity};
use crate::message::Message;
use std::sync::Arc;

/// Collects what is to be told. The first errors are kept, the rest is counted.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<Diagnostic>,
    more: u64,
    errors: u64,
    /// What is counted in files that have no lines.
    countings: Vec<(Arc<str>, Counting)>,
    /// Where all of them go.
    listing: Listings,
}

/// A point in the collection to go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    listed: u64,
    length: usize,
    more: u64,
    errors: u64,
}

impl Problems {
    pub fn new(listing: Listings) -> Self {
        Self { listing, ..Self::default() }
    }

    pub fn add(&mut self, diagnostic: Diagnostic) {
        if diagnostic.severity() == Severity::Error {
            self.errors += 1;
        }
        self.listing.add(&diagnostic);
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
        let known = self.countings.iter().find(|(known, _)| known == file);
        let counting = known.map_or(Counting::Lines, |(_, counting)| counting.clone());
        DataPlace { file: file.clone(), line, column, counting }
    }

    /// What the places of this file count from here on.
    pub fn count(&mut self, file: &Arc<str>, counting: Counting) {
        match self.countings.iter_mut().find(|(known, _)| known == file) {
            Some((_, known)) => *known = counting,
            None => self.countings.push((file.clone(), counting)),
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
        let listed = self.listing.with(|listing| listing.mark()).unwrap_or_default();
        Mark { listed, length: self.list.len(), more: self.more, errors: self.errors }
    }

    /// Forgets what came after the mark.
    pub fn back_to(&mut self, mark: Mark) {
        self.listing.with(|listing| listing.back_to(mark.listed));
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

//! Declarations of a file by their places.

use crate::source::Span;

/// Declarations of a file, each inside another or beside it.
#[derive(Default)]
pub(super) struct Nest {
    /// By their beginning; one that holds others stands before them.
    spans: Vec<(Span, usize)>,
    /// The place of the one around each.
    parents: Vec<Option<usize>>,
}

impl Nest {
    pub fn add(&mut self, span: Span, declaration: usize) {
        self.spans.push((span, declaration));
    }

    /// All have been added.
    pub fn close(&mut self) {
        self.spans.sort_by_key(|(span, declaration)| (span.start, std::cmp::Reverse(span.end), *declaration));
        self.spans.dedup();
        let mut open: Vec<usize> = Vec::new();
        for (index, (span, _)) in self.spans.iter().enumerate() {
            while open.last().is_some_and(|last| self.spans[*last].0.end < span.end) {
                open.pop();
            }
            self.parents.push(open.last().copied());
            open.push(index);
        }
    }

    /// The declarations around a place, from the innermost.
    pub fn around(&self, span: Span) -> Vec<usize> {
        let mut at = self.spans.partition_point(|(other, _)| other.start <= span.start).checked_sub(1);
        let mut found = Vec::new();
        while let Some(index) = at {
            let (whole, declaration) = self.spans[index];
            if span.end <= whole.end {
                found.push(declaration);
            }
            at = self.parents[index];
        }
        found
    }
}

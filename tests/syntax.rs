//! The syntax stage: text to tree, and the mistakes on the way.

mod anything;
mod growth;
mod mistakes;
mod places;
mod recovery;
pub mod show;
mod valid;

use std::sync::{PoisonError, RwLock};
use takar::diagnostic::{Diagnostic, Place};
use takar::source::{FileId, Sources, Span};
use takar::syntax::ast::Expression;
use takar::syntax::{Parsed, parse, parse_expression};

/// A text, read.
struct Read {
    sources: Sources,
    parsed: Parsed,
}

/// The test of growth limits what the parser may do, for the whole program: no other test reads meanwhile.
static LIMIT: RwLock<()> = RwLock::new(());

fn read(text: &str) -> Read {
    let _guard = LIMIT.read().unwrap_or_else(PoisonError::into_inner);
    read_within_limit(text)
}

fn read_value(text: &str) -> (Option<Expression>, Vec<Diagnostic>) {
    let _guard = LIMIT.read().unwrap_or_else(PoisonError::into_inner);
    let mut sources = Sources::default();
    let file = sources.add("coba", text);
    parse_expression(&sources, file)
}

fn read_within_limit(text: &str) -> Read {
    let mut sources = Sources::default();
    let file = sources.add("coba.takar", text);
    let parsed = parse(&sources, file);
    Read { sources, parsed }
}

fn span_of(diagnostic: &Diagnostic) -> Span {
    match &diagnostic.place {
        Place::Rules(span) => *span,
        _ => Span::new(FileId(0), 0, 0),
    }
}

impl Read {
    /// Code and excerpt of each diagnostic: `T0112 97.5`.
    fn told(&self) -> Vec<String> {
        let line = |diagnostic: &Diagnostic| {
            let excerpt = self.sources.excerpt(span_of(diagnostic));
            format!("{} {excerpt}", diagnostic.code()).trim_end().to_owned()
        };
        self.parsed.diagnostics.iter().map(line).collect()
    }
}

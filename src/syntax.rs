//! Text to syntax tree.

pub mod ast;
mod brackets;
mod build;
mod characters;
mod parser;
mod scan;
mod words;

pub use words::{keywords, reserved};

use crate::diagnostic::{Diagnostic, Place};
use crate::message::syntax::SyntaxMessage;
use crate::source::{FileId, Sources, Span};
use pest::Parser;

/// What could be read of a file, and what is wrong with the rest.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The tree; broken parts are absent.
    pub tree: ast::Tree,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a file. Never fails: what cannot be read is told, the rest is in the tree.
pub fn parse(sources: &Sources, file: FileId) -> Parsed {
    let source = sources.text(file);
    let mut scanned = scan::scan(source, file);
    let mut diagnostics = std::mem::take(&mut scanned.diagnostics);
    let mut items = Vec::new();
    match parser::TakarParser::parse(parser::Rule::file, &scanned.plain.text) {
        Ok(pairs) => {
            let mut builder = build::Builder::new(source, &scanned.plain, &scanned.lost, file);
            items = builder.file(pairs);
            diagnostics.append(&mut builder.diagnostics);
        }
        Err(_) => diagnostics.push(not_read(file)),
    }
    in_order(&mut diagnostics);
    Parsed { tree: ast::Tree { file, items, comments: scanned.comments }, diagnostics }
}

/// Reads a text that is one expression, as typed at a prompt.
pub fn parse_expression(sources: &Sources, file: FileId) -> (Option<ast::Expression>, Vec<Diagnostic>) {
    let source = sources.text(file);
    let mut scanned = scan::scan(source, file);
    let mut diagnostics = std::mem::take(&mut scanned.diagnostics);
    let mut value = None;
    match parser::TakarParser::parse(parser::Rule::only_value, &scanned.plain.text) {
        Ok(pairs) => {
            let mut builder = build::Builder::new(source, &scanned.plain, &scanned.lost, file);
            value = builder.only_value(pairs);
            diagnostics.append(&mut builder.diagnostics);
        }
        Err(_) => diagnostics.push(not_read(file)),
    }
    in_order(&mut diagnostics);
    (value, diagnostics)
}

/// The grammar reads every text, so this is for what its parser gives up on.
fn not_read(file: FileId) -> Diagnostic {
    Diagnostic::at(Span::new(file, 0, 0), SyntaxMessage::NotRead)
}

fn in_order(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| match &diagnostic.place {
        Place::Rules(span) => (span.start, span.end),
        _ => (0, 0),
    });
}

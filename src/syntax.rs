//! Text to syntax tree.

pub mod ast;
mod brackets;
mod build;
pub mod literate;
mod parser;
mod scan;
mod words;

pub use words::{keywords, reserved};

use crate::diagnostic::{Diagnostic, Place};
use crate::message::Message;
use crate::message::syntax::SyntaxMessage;
use crate::source::{FileId, Sources, Span};
use build::Builder;
use parser::{Rule, TakarParser};
use pest::Parser;
use pest::iterators::Pairs;
use std::collections::HashSet;

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
    let mut items = Vec::new();
    if !literate::is_literate(sources.name(file)) {
        let (comments, diagnostics) = read(sources, file, Rule::file, |builder, pairs| items = builder.file(pairs));
        return Parsed { tree: ast::Tree { file, items, comments }, diagnostics };
    }
    let rules = literate::read(sources.text(file), file);
    let (comments, mut diagnostics) =
        read_text(&rules.text, file, Rule::file, |builder, pairs| items = builder.file(pairs));
    // Behind a fence that is not closed text is taken for rules: what is wrong with it needs not be told.
    let after = rules.open.unwrap_or(usize::MAX);
    diagnostics.retain(|told| !matches!(told.place, Place::Rules(span) if span.start as usize >= after));
    diagnostics.extend(literate::whole(&items, &rules.blocks));
    diagnostics.extend(rules.diagnostics);
    in_order(&mut diagnostics);
    Parsed { tree: ast::Tree { file, items, comments }, diagnostics }
}

/// Reads a text that is one expression, as typed at a prompt.
pub fn parse_expression(sources: &Sources, file: FileId) -> (Option<ast::Expression>, Vec<Diagnostic>) {
    let mut value = None;
    let (_, diagnostics) = read(sources, file, Rule::only_value, |builder, pairs| value = builder.only_value(pairs));
    (value, diagnostics)
}

/// Reads one expression that is a part of a typed line; places are those of the line.
/// `last` is the name under which `_` is read ([`stand_in`]).
pub fn parse_part(sources: &Sources, part: Span, last: Option<char>) -> (Option<ast::Expression>, Vec<Diagnostic>) {
    let mut value = None;
    let text = only_part(sources, part, last);
    let (_, diagnostics) =
        read_text(&text, part.file, Rule::only_value, |builder, pairs| value = builder.only_value(pairs));
    (value, diagnostics)
}

/// Reads one figure that is a part of a typed line: an expression, a range, or `tidak berlaku`.
pub fn parse_figure(sources: &Sources, part: Span, last: Option<char>) -> (Option<ast::GivenValue>, Vec<Diagnostic>) {
    let mut value = None;
    let text = only_part(sources, part, last);
    let (_, diagnostics) =
        read_text(&text, part.file, Rule::only_figure, |builder, pairs| value = builder.only_figure(pairs));
    (value, diagnostics)
}

/// The text of a file with blanks in the place of all that is outside a stretch, so that all places stay as they are.
fn only_part(sources: &Sources, part: Span, last: Option<char>) -> String {
    let inside = sources.excerpt(part);
    let mut text = " ".repeat(part.start as usize);
    match last {
        None => text.push_str(inside),
        Some(last) => {
            let mut rest = inside;
            while let Some(at) = lone_underscore(rest) {
                text.push_str(&rest[..at]);
                text.push(last);
                rest = &rest[at + 1..];
            }
            text.push_str(rest);
        }
    }
    text
}

/// A name of one letter that `_`, the last result, is read under: one that the text does not use. None where `_` does not
/// occur.
pub fn stand_in(text: &str) -> Option<char> {
    lone_underscore(text)?;
    let used: HashSet<&str> = text.split(|c: char| !crate::letters::is_word(c)).collect();
    ('a'..='z').chain('A'..='Z').find(|letter| !used.contains(letter.encode_utf8(&mut [0; 4]) as &str))
}

/// The place of a `_` that is no part of a name or text.
fn lone_underscore(text: &str) -> Option<usize> {
    let (mut quoted, mut before) = (false, ' ');
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let is_part = |c: char| crate::letters::is_word(c) || c == '.';
        if c == '_' && !quoted && !is_part(before) && !is_part(after) {
            return Some(at);
        }
        quoted ^= c == '"';
        before = c;
    }
    None
}

/// The steps in common: characters, brackets, grammar, tree.
fn read(
    sources: &Sources,
    file: FileId,
    rule: Rule,
    build: impl for<'a> FnOnce(&mut Builder<'a>, Pairs<'a, Rule>),
) -> (Vec<ast::Comment>, Vec<Diagnostic>) {
    read_text(sources.text(file), file, rule, build)
}

fn read_text(
    source: &str,
    file: FileId,
    rule: Rule,
    build: impl for<'a> FnOnce(&mut Builder<'a>, Pairs<'a, Rule>),
) -> (Vec<ast::Comment>, Vec<Diagnostic>) {
    let scanned = scan::scan(source, file);
    let mut diagnostics = scanned.diagnostics;
    let (plain, unbalanced, _) = brackets::balance(scanned.plain, source, file);
    diagnostics.extend(unbalanced);
    match TakarParser::parse(rule, &plain.text) {
        Ok(pairs) => {
            let mut builder = Builder::new(source, &plain, &scanned.lost, file);
            build(&mut builder, pairs);
            // What is left out for its depth takes the ends of conditionals with it.
            let cut = diagnostics.iter().any(|told| is(told, |message| *message == SyntaxMessage::TooDeep));
            let ends =
                |message: &SyntaxMessage| matches!(message, SyntaxMessage::MissingThen | SyntaxMessage::MissingElse);
            diagnostics.extend(builder.diagnostics.into_iter().filter(|told| !(cut && is(told, ends))));
        }
        Err(_) => diagnostics.push(not_read(file)),
    }
    without_what_quotes_hide(&mut diagnostics);
    in_order(&mut diagnostics);
    (scanned.comments, diagnostics)
}

/// A text whose quote was lost reaches to the end of its line: a `{` that seems to be absent there stands inside it.
fn without_what_quotes_hide(diagnostics: &mut Vec<Diagnostic>) {
    let rules = |told: &Diagnostic| if let Place::Rules(span) = told.place { Some(span) } else { None };
    let ends: HashSet<u32> = diagnostics
        .iter()
        .filter(|told| is(told, |message| *message == SyntaxMessage::LostQuote))
        .filter_map(|told| Some(rules(told)?.end))
        .collect();
    diagnostics.retain(|told| {
        let hidden = rules(told).is_some_and(|span| ends.contains(&span.start));
        !(hidden && is(told, |message| matches!(message, SyntaxMessage::NotOpened { .. })))
    });
}

/// The grammar reads every text, so this is for what its parser gives up on.
fn not_read(file: FileId) -> Diagnostic {
    Diagnostic::at(Span::new(file, 0, 0), SyntaxMessage::NotRead)
}

fn is(diagnostic: &Diagnostic, which: impl Fn(&SyntaxMessage) -> bool) -> bool {
    matches!(&diagnostic.message, Message::Syntax(message) if which(message))
}

fn in_order(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| match &diagnostic.place {
        Place::Rules(span) => (span.start, span.end),
        _ => (0, 0),
    });
}

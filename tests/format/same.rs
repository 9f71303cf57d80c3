//! What has to be the same before and after, found without the formatter's own means.

use crate::syntax::show;
use std::path::PathBuf;
use takar::diagnostic::Diagnostic;
use takar::model::{InMemory, Model, build};
use takar::source::Sources;
use takar::syntax::parse;

/// The tree of a text, without places, or the codes of its mistakes.
pub fn tree(text: &str) -> Result<Vec<String>, Vec<String>> {
    let mut sources = Sources::default();
    let file = sources.add("coba.takar", text);
    let parsed = parse(&sources, file);
    let told = |diagnostic: &Diagnostic| format!("{} {:?}", diagnostic.code(), diagnostic.place);
    match parsed.diagnostics.is_empty() {
        true => Ok(parsed.tree.items.iter().map(show::item).collect()),
        false => Err(parsed.diagnostics.iter().map(told).collect()),
    }
}

/// The model of a text, without places. None where it does not build.
pub fn model(text: &str) -> Option<String> {
    let path = PathBuf::from("uji.takar");
    model_of(&InMemory([(path.clone(), text.to_owned())].into()), &path)
}

/// The model of a file among others.
pub fn model_of(files: &InMemory, path: &std::path::Path) -> Option<String> {
    let Model { nodes, scales, curves, tables, formulas, settings, items, modules, conditions, tests, order, .. } =
        build(&mut InMemory(files.0.clone()), path).ok()?.model?;
    let all = format!(
        "{nodes:?} {scales:?} {curves:?} {tables:?} {formulas:?} {settings:?} {items:?} {modules:?} {conditions:?} \
         {tests:?} {order:?}"
    );
    Some(without_places(&all))
}

/// A text with `0:12..34` as `_`.
fn without_places(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("..") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        let kept = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        match before.len() > kept.len() && end > 0 {
            true => out.extend([kept, "_"]),
            false => out.extend([before, "..", &after[..end]]),
        }
        rest = &after[end..];
    }
    out + rest
}

/// A comment, or what stands between two comments: its signs and letters as they are meant, without blanks.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    Comment { text: String, own_line: bool },
    Code(String),
}

/// The comments of a text, and what stands between them.
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut code = String::new();
    let mut own_line = true;
    let mut chars = text.trim_start_matches('\u{FEFF}').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '#' => {
                let mut comment = String::new();
                while let Some(c) = chars.next_if(|c| *c != '\n') {
                    comment.push(c);
                }
                parts.push(Part::Code(plain(&std::mem::take(&mut code))));
                parts.push(Part::Comment { text: comment.trim_end().to_owned(), own_line });
            }
            '\n' => own_line = true,
            '"' | '“' | '”' => {
                own_line = false;
                code.push('"');
                let curly = c != '"';
                let mut fold = false;
                while let Some(c) = chars.next() {
                    match c {
                        '\\' => {
                            code.push('\\');
                            code.extend(chars.next());
                        }
                        '“' | '”' if curly => break,
                        '"' if !curly => break,
                        '"' => code.push_str("\\\""),
                        '\n' => {
                            code.truncate(code.trim_end_matches([' ', '\t', '\r']).len());
                            code.push('⏎');
                            fold = true;
                        }
                        ' ' | '\t' if fold => continue,
                        c => code.push(c),
                    }
                    fold &= c == '\n';
                }
                code.push('"');
            }
            c if c.is_whitespace() => {}
            c => {
                own_line = false;
                code.push(match c {
                    '*' | '∗' => '×',
                    '-' | '–' | '—' => '−',
                    '∕' => '/',
                    c => c,
                });
            }
        }
    }
    parts.push(Part::Code(plain(&code)));
    parts
}

/// Signs and numbers in one spelling. Texts hold none of the signs that are spelt in two ways, but dashes.
fn plain(code: &str) -> String {
    let code = code.replace(">=", "≥").replace("<=", "≤").replace("<>", "≠").replace("Rp.", "Rp").replace(",−", "");
    let mut out = String::with_capacity(code.len());
    let mut before = ' ';
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        let between = before.is_ascii_digit() && chars.peek().is_some_and(char::is_ascii_digit);
        if !(c == '.' && between) {
            out.push(c);
        }
        before = c;
    }
    out
}

//! One layout for rulesets: what `takar format` writes. It needs only that a file can be read, and changes nothing but
//! blanks, line ends and how signs, quotes and numbers are spelt.
//!
//! A [`Tree`](crate::syntax::ast::Tree) and its text become a list of steps (`ops`), in the order of the tokens, each comment
//! between the tokens where it stood; rows that stand below each other get their columns; the steps become lines.

mod attributes;
mod blocks;
mod changes;
mod columns;
mod expressions;
mod items;
mod literals;
mod ops;
mod printer;
mod writer;

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::files::FilesMessage;
use crate::source::{FileId, Sources, Span};
use crate::syntax;
use crate::syntax::ast::Comment;
use crate::syntax::literate;
use ops::Op;
use writer::Writer;

/// Lays a file out. A text that cannot be read as it stands is not laid out: what is wrong with it is given instead.
pub fn format(sources: &Sources, file: FileId) -> Result<String, Vec<Diagnostic>> {
    let line_end = line_end(sources.text(file));
    match literate::is_literate(sources.name(file)) {
        true => blocks(sources, file, line_end),
        false => lay_out(sources, file, line_end),
    }
}

fn lay_out(sources: &Sources, file: FileId, line_end: &str) -> Result<String, Vec<Diagnostic>> {
    let steps = steps(sources, file)?;
    let text = printer::print(&steps, line_end);
    if !says_the_same(&steps, &text) {
        return Err(changed(file));
    }
    Ok(text)
}

/// Lays out the blocks of rules in a Markdown file, each by itself; the text around them stays as it is.
fn blocks(sources: &Sources, file: FileId, line_end: &str) -> Result<String, Vec<Diagnostic>> {
    let diagnostics = syntax::parse(sources, file).diagnostics;
    if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        return Err(diagnostics);
    }
    let text = sources.text(file);
    let (mut out, mut from, mut laid_out) = (String::with_capacity(text.len()), 0, Vec::new());
    for block in literate::blocks(text) {
        let mut alone = Sources::default();
        let part = alone.add("", &text[block.clone()]);
        let new = lay_out(&alone, part, line_end).map_err(|_| changed(file))?;
        out.push_str(&text[from..block.start]);
        out.push_str(&new);
        from = block.end;
        laid_out.push(new);
    }
    out.push_str(&text[from..]);
    // A line of the new text that ends the block, or begins another one, would say something else.
    let after = literate::blocks(&out);
    let same = after.len() == laid_out.len() && after.into_iter().zip(laid_out).all(|(block, new)| out[block] == new);
    if same { Ok(out) } else { Err(changed(file)) }
}

/// The steps of a file.
fn steps(sources: &Sources, file: FileId) -> Result<Vec<Op<'_>>, Vec<Diagnostic>> {
    let parsed = syntax::parse(sources, file);
    if parsed.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        return Err(parsed.diagnostics);
    }
    let mut writer = Writer::new(sources.text(file));
    writer.file(&parsed.tree.items);
    let steps = writer.finish().filter(|steps| has_all_comments(steps, &parsed.tree.comments));
    steps.ok_or_else(|| changed(file))
}

/// Whether each comment is among the steps, in order.
fn has_all_comments(steps: &[Op<'_>], comments: &[Comment]) -> bool {
    let taken = steps.iter().filter_map(|step| match step {
        Op::Remark(text) | Op::Aside(text) => text.strip_prefix('#'),
        _ => None,
    });
    taken.eq(comments.iter().map(|comment| comment.text.trim_end_matches([' ', '\t', '\r'])))
}

/// What a file's first line ends in, all lines end in.
fn line_end(source: &str) -> &'static str {
    match source.find('\n') {
        Some(at) if source[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Whether a text, read again, has the same tokens, comments and groups: the last guard against a mistake in here.
fn says_the_same(before: &[Op<'_>], text: &str) -> bool {
    let mut sources = Sources::default();
    let file = sources.add("", text);
    let Ok(after) = steps(&sources, file) else { return false };
    before.iter().filter_map(Op::said).eq(after.iter().filter_map(Op::said))
}

fn changed(file: FileId) -> Vec<Diagnostic> {
    vec![Diagnostic::at(Span::new(file, 0, 0), FilesMessage::LayoutChanges {})]
}

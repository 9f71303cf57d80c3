//! Rules inside Markdown: in a file that ends in `.takar.md`, only the fenced blocks whose first word is `takar` are rules.
//!
//! Everything else is read as blanks, so that all places stay those of the Markdown file. Of Markdown as much is understood
//! as is needed not to take a fence for what it is not: lists, quotations, comments, and fences of other kinds.

use super::ast::Item;
use crate::diagnostic::Diagnostic;
use crate::message::syntax::{Container, SyntaxMessage};
use crate::source::{FileId, Span};
use std::ops::Range;

/// The first word of a block that holds rules.
const WORD: &str = "takar";

/// More blanks before a fence make it a part of the text.
const MOST_BLANKS: usize = 3;

/// Whether a file holds its rules in fenced blocks.
pub fn is_literate(name: &str) -> bool {
    name.ends_with(".takar.md")
}

/// The blocks of rules in a Markdown text: the bytes between the fences.
pub fn blocks(text: &str) -> Vec<Range<usize>> {
    read(text, FileId(0)).blocks
}

/// A Markdown text as the grammar reads it.
pub(super) struct Literate {
    /// Blanks in the place of all that is no rule, byte for byte.
    pub text: String,
    /// The blocks of rules.
    pub blocks: Vec<Range<usize>>,
    /// What is wrong with the fences.
    pub diagnostics: Vec<Diagnostic>,
    /// Where a block begins that is not closed: what follows may be anything.
    pub open: Option<usize>,
}

/// Finds the rules of a Markdown text.
pub(super) fn read(text: &str, file: FileId) -> Literate {
    let mut reader =
        Reader { file, blocks: Vec::new(), diagnostics: Vec::new(), open: None, list: None, comment: false };
    let (mut at, mut after_blank) = (0, true);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let mark = if at == 0 && bare.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        reader.line(&bare[mark..], at + mark, at + line.len(), after_blank);
        after_blank = bare.trim().is_empty();
        at += line.len();
    }
    let open = reader.end(text.len());
    if reader.blocks.is_empty() && reader.diagnostics.is_empty() {
        reader.say(0, 0, SyntaxMessage::NoRules);
    }
    let Reader { blocks, diagnostics, .. } = reader;
    Literate { text: blanked(text, &blocks), blocks, diagnostics, open }
}

/// The text with each byte outside of these stretches replaced by a blank, but for the ends of lines.
fn blanked(text: &str, kept: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let blank = |out: &mut String, part: &str| {
        out.extend(part.bytes().map(|byte| if byte == b'\n' || byte == b'\r' { char::from(byte) } else { ' ' }));
    };
    let mut from = 0;
    for block in kept {
        blank(&mut out, &text[from..block.start]);
        out.push_str(&text[block.clone()]);
        from = block.end;
    }
    blank(&mut out, &text[from..]);
    out
}

/// Says which declarations go on in another block than they begin in.
pub(super) fn whole(items: &[Item], blocks: &[Range<usize>]) -> Vec<Diagnostic> {
    let block_of = |offset: u32| blocks.partition_point(|block| block.end < offset as usize);
    let parted = items.iter().map(Item::span).filter(|span| block_of(span.start) != block_of(span.end));
    let first_part = |span: Span| {
        let block = blocks.get(block_of(span.start));
        Span { end: block.map_or(span.end, |block| (block.end as u32).min(span.end)), ..span }
    };
    parted.map(|span| Diagnostic::at(first_part(span), SyntaxMessage::Parted)).collect()
}

/// A fence that has been opened.
struct Fence {
    /// Its sign, and how many of them.
    sign: char,
    length: usize,
    /// Where it stands.
    start: usize,
    end: usize,
    /// What it stands in; none: it is a block of its own.
    within: Option<Within>,
    /// Whether its block holds rules.
    is_rules: bool,
    /// Where what is inside begins.
    inside: usize,
}

/// What a fence can stand in.
#[derive(Clone, Copy)]
enum Within {
    Quotation,
    /// A list, with the blanks that what belongs to it is set in by.
    List(usize),
}

struct Reader {
    file: FileId,
    blocks: Vec<Range<usize>>,
    diagnostics: Vec<Diagnostic>,
    open: Option<Fence>,
    /// The blanks that what belongs to the outermost open list is set in by.
    list: Option<usize>,
    /// Whether a comment is open.
    comment: bool,
}

impl Reader {
    fn say(&mut self, start: usize, end: usize, message: SyntaxMessage) {
        self.diagnostics.push(Diagnostic::at(Span::new(self.file, start, end), message));
    }

    /// Reads a line that begins at an offset; the next one begins at `next`.
    fn line(&mut self, line: &str, at: usize, next: usize, after_blank: bool) {
        if let Some(fence) = &self.open {
            let own = match fence.within {
                None => Some(line),
                Some(Within::Quotation) => quoted(line),
                Some(Within::List(blanks)) => {
                    (line.trim().is_empty() || indent(line) >= blanks).then(|| line.trim_start_matches([' ', '\t']))
                }
            };
            match own {
                Some(own) if !fence.is_closed_by(own) => return,
                Some(_) => return self.close(at),
                // What it stood in has ended, and it with it.
                None => self.open = None,
            }
        }
        if self.in_comment(line, at) || line.trim().is_empty() {
            return;
        }
        let (rest, within) = self.contents(line, after_blank);
        // In a list the blanks before a fence are those of the list.
        let set_in = indent(rest);
        let limit = if matches!(within, Some(Within::List(_))) { usize::MAX } else { MOST_BLANKS };
        let Some((sign, length, info)) = opened(rest).filter(|_| set_in <= limit) else { return };
        let start = at + line.len() - rest.trim_start_matches([' ', '\t']).len();
        let end = at + line.trim_end().len();
        let word = info.split_whitespace().next().unwrap_or_default();
        let is_rules = word == WORD;
        if is_rules && let Some(within) = within {
            let container = match within {
                Within::Quotation => Container::Quotation,
                Within::List(_) => Container::List,
            };
            self.say(start, end, SyntaxMessage::FenceWithin { container });
        } else if !is_rules && meant(word) {
            self.say(start, end, SyntaxMessage::FenceWord { found: word.to_owned() });
        }
        let is_rules = is_rules && within.is_none();
        self.open = Some(Fence { sign, length, start, end, within, is_rules, inside: next });
    }

    /// Whether a line belongs to a comment. Rules in one would be read by nobody.
    fn in_comment(&mut self, line: &str, at: usize) -> bool {
        let was = self.comment;
        if was {
            let hidden = opened(line).is_some_and(|(_, _, info)| info.split_whitespace().next() == Some(WORD));
            if hidden {
                let start = at + line.len() - line.trim_start().len();
                self.say(
                    start,
                    at + line.trim_end().len(),
                    SyntaxMessage::FenceWithin { container: Container::Comment },
                );
            }
        } else if indent(line) > MOST_BLANKS || !line.trim_start().starts_with("<!--") {
            return false;
        }
        self.comment = !line.contains("-->");
        true
    }

    /// What a line says, without the signs of lists and quotations before it, and what it stands in.
    fn contents<'l>(&mut self, line: &'l str, after_blank: bool) -> (&'l str, Option<Within>) {
        let mut within = None;
        let mut rest = line;
        match self.list {
            Some(blanks) if indent(line) >= blanks => within = Some(Within::List(blanks)),
            // Text that follows without an empty line still belongs to the list; a heading does not.
            Some(_) if after_blank || line.starts_with('#') || opened(line).is_some() => self.list = None,
            _ => {}
        }
        loop {
            if within.is_none() && indent(rest) > MOST_BLANKS {
                return (rest, within);
            }
            if let Some(inner) = quoted(rest) {
                within = within.or(Some(Within::Quotation));
                rest = inner;
            } else if let Some(inner) = item(rest) {
                if within.is_none() {
                    let blanks = columns(&line[..line.len() - inner.len()]);
                    self.list = Some(blanks);
                    within = Some(Within::List(blanks));
                }
                rest = inner;
            } else {
                return (rest, within);
            }
        }
    }

    fn close(&mut self, at: usize) {
        let Some(fence) = self.open.take() else { return };
        if fence.is_rules {
            self.blocks.push(fence.inside..at);
        }
    }

    /// At the end of the text everything must be closed, but for what ends with its list or quotation.
    fn end(&mut self, length: usize) -> Option<usize> {
        let fence = self.open.take().filter(|fence| fence.within.is_none())?;
        self.say(
            fence.start,
            fence.end,
            SyntaxMessage::FenceOpen { offer: fence.sign.to_string().repeat(fence.length) },
        );
        if fence.is_rules {
            self.blocks.push(fence.inside..length);
        }
        Some(fence.inside)
    }
}

impl Fence {
    /// Whether a line ends it: the same sign, at least as often, and nothing else.
    fn is_closed_by(&self, line: &str) -> bool {
        let bare = line.trim();
        let blanks = if self.within.is_none() { indent(line) } else { 0 };
        blanks <= MOST_BLANKS && bare.len() >= self.length && bare.chars().all(|c| c == self.sign)
    }
}

/// The sign of a fence, how often it stands there, and what follows it.
fn opened(line: &str) -> Option<(char, usize, &str)> {
    let bare = line.trim();
    let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let info = bare.trim_start_matches(sign);
    let length = bare.len() - info.len();
    // Backticks that end in the same line are code within text.
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, length, info))
}

/// Whether a word was meant to be the one that blocks of rules begin with.
fn meant(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.eq_ignore_ascii_case(WORD)
}

/// What follows the sign of a quotation.
fn quoted(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ').strip_prefix('>')?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// What follows the sign of a list's item: `- `, `* `, `+ `, `1. `, `1) `.
fn item(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches([' ', '\t']);
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match digits {
        0 => bare.strip_prefix(['-', '*', '+'])?,
        1..=9 => bare[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    // A line of signs only parts two sections.
    let signs: Vec<char> = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let is_rule = signs.len() >= 3 && signs.iter().all(|sign| *sign == signs[0]);
    let inner = rest.trim_start_matches([' ', '\t']);
    ((inner.len() < rest.len() || rest.is_empty()) && !is_rule).then_some(inner)
}

/// The columns of the blanks that a line begins with.
fn indent(line: &str) -> usize {
    columns(&line[..line.len() - line.trim_start_matches([' ', '\t']).len()])
}

/// The columns that a text takes; a tab goes on to the next fourth one.
fn columns(text: &str) -> usize {
    text.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

//! Walks through the text of a file from token to token and takes each down as a step, with the comments before it. No token
//! is ever moved, so that a comment stays between the same two.

use super::ops::Op;
use crate::letters::{self, Reading};
use crate::source::Span;
use std::borrow::Cow;

/// What stands between two tokens.
#[derive(Debug, Default)]
pub(super) struct Gap<'a> {
    /// The comment on the line of the token before.
    aside: Option<&'a str>,
    /// The comments on lines of their own, each with whether an empty line stands before it.
    remarks: Vec<(&'a str, bool)>,
    /// Whether the next token begins a line.
    pub newline: bool,
    /// Whether an empty line stands before the next token, after all comments.
    pub empty: bool,
}

impl<'a> Gap<'a> {
    /// Takes out the comments on lines of their own, each with whether an empty line stands before it.
    pub fn take_remarks(&mut self) -> Vec<(&'a str, bool)> {
        std::mem::take(&mut self.remarks)
    }

    /// Whether there is an empty line anywhere.
    pub fn any_empty(&self) -> bool {
        self.empty || self.remarks.iter().any(|(_, empty)| *empty)
    }

    /// Whether it holds no comment on a line of its own.
    pub fn is_silent(&self) -> bool {
        self.remarks.is_empty()
    }
}

/// Takes a file down, token by token.
pub(super) struct Writer<'a> {
    source: &'a str,
    /// Where the next token begins.
    at: usize,
    /// What stands before it, as far as it is not taken down yet.
    pub gap: Gap<'a>,
    /// The comment behind the last token: taken down before the next step that is not just the end of something.
    held: Option<&'a str>,
    /// The steps.
    pub ops: Vec<Op<'a>>,
    /// How many blocks are open.
    pub depth: usize,
    /// Whether the text is not what the tree says: a mistake of this program.
    pub lost: bool,
}

impl<'a> Writer<'a> {
    pub fn new(source: &'a str) -> Self {
        let mut writer =
            Self { source, at: 0, gap: Gap::default(), held: None, ops: Vec::new(), depth: 0, lost: false };
        writer.gap = writer.read_gap(true);
        writer
    }

    /// The steps, if they are the whole text.
    pub fn finish(mut self) -> Option<Vec<Op<'a>>> {
        self.push(Op::Line);
        (!self.lost && self.at == self.source.len() && self.gap.is_silent()).then_some(self.ops)
    }

    /// Reads blanks and comments up to the next token.
    fn read_gap(&mut self, mut own_line: bool) -> Gap<'a> {
        let mut gap = Gap { newline: own_line, ..Gap::default() };
        let mut newlines = 0;
        let mut chars = self.source[self.at..].char_indices().peekable();
        let start = self.at;
        self.at = self.source.len();
        while let Some((offset, c)) = chars.next() {
            match c {
                '\n' => {
                    newlines += 1;
                    own_line = true;
                    gap.newline = true;
                }
                '#' => {
                    let rest = &self.source[start + offset..];
                    let text = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches([' ', '\t', '\r']);
                    if own_line {
                        gap.remarks.push((text, newlines > 1));
                    } else {
                        gap.aside = Some(text);
                    }
                    newlines = 0;
                    while chars.next_if(|(_, c)| *c != '\n').is_some() {}
                }
                ' ' | '\t' | '\r' | '\u{FEFF}' => {}
                _ if letters::reading(c) == Reading::Meant(' ') => {}
                _ => {
                    self.at = start + offset;
                    break;
                }
            }
        }
        gap.empty = newlines > 1;
        gap
    }

    /// Adds a step. A comment that ends a line comes before it, but after the ends of what it stands behind.
    pub fn push(&mut self, op: Op<'a>) {
        if !matches!(op, Op::Close | Op::Out)
            && let Some(aside) = self.held.take()
        {
            self.ops.push(Op::Aside(aside));
        }
        self.ops.push(op);
    }

    /// Takes the next `length` bytes down as `text`.
    fn take(&mut self, length: usize, text: Cow<'a, str>) {
        self.remarks();
        self.push(Op::Token(text));
        self.at += length;
        self.gap = self.read_gap(false);
        self.held = self.gap.aside.take();
    }

    /// Takes down the comments before the next token.
    pub fn remarks(&mut self) {
        for (text, _) in self.gap.take_remarks() {
            self.push(Op::Remark(text));
        }
    }

    /// Begins a new line for the next token, with the comments before it and the empty lines that there are.
    pub fn line(&mut self) {
        for (text, empty) in self.gap.take_remarks() {
            self.push(Op::Line);
            self.push(Op::Empty(empty));
            self.push(Op::Remark(text));
        }
        self.push(Op::Line);
        self.push(Op::Empty(self.gap.empty));
    }

    /// The next word, which must be this one.
    pub fn word(&mut self, word: &'static str) {
        if !self.source[self.at..].starts_with(word) {
            self.lost = true;
        }
        self.take(word.len().min(self.source.len() - self.at), word.into());
    }

    /// The next token, as its span has it, written as `text`.
    pub fn leaf(&mut self, span: Span, text: impl Into<Cow<'a, str>>) {
        let (start, end) = (span.start as usize, span.end as usize);
        if start != self.at || end > self.source.len() {
            self.lost = true;
            return;
        }
        self.take(end - start, text.into());
    }

    /// The next token, as it stands.
    pub fn as_it_stands(&mut self, span: Span) {
        let text = self.text(span);
        self.leaf(span, text);
    }

    /// What a stretch of the source says.
    pub fn text(&self, span: Span) -> &'a str {
        self.source.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The words up to the end of a stretch, as they stand.
    pub fn words(&mut self, until: u32) {
        while self.at < until as usize && !self.lost {
            let rest = &self.source[self.at..until as usize];
            let length = rest.find(|c: char| !letters::is_word(c)).unwrap_or(rest.len());
            if length == 0 {
                self.lost = true;
                return;
            }
            self.take(length, rest[..length].into());
            if self.at < until as usize {
                self.blank();
            }
        }
    }

    /// A sign of the language, however it is spelt in the source.
    pub fn sign(&mut self, sign: &'static str) {
        let rest = &self.source[self.at..];
        let spelt = match sign {
            "≥" => ["≥", ">="].iter().find(|spelt| rest.starts_with(**spelt)).map(|spelt| spelt.len()),
            "≤" => ["≤", "<="].iter().find(|spelt| rest.starts_with(**spelt)).map(|spelt| spelt.len()),
            "≠" => ["≠", "<>"].iter().find(|spelt| rest.starts_with(**spelt)).map(|spelt| spelt.len()),
            "−" => self.one_char('-', rest),
            "×" => self.one_char('×', rest).or_else(|| self.one_char('*', rest)),
            _ if rest.starts_with(sign) => Some(sign.len()),
            _ => sign.chars().next().and_then(|first| self.one_char(first, rest)),
        };
        match spelt {
            Some(length) => self.take(length, sign.into()),
            None => self.lost = true,
        }
    }

    /// The length of the first character if it is read as this one.
    fn one_char(&self, wanted: char, rest: &str) -> Option<usize> {
        let c = rest.chars().next()?;
        let read = match letters::reading(c) {
            Reading::Meant(plain) => plain,
            _ => c,
        };
        (read == wanted).then_some(c.len_utf8())
    }

    /// A blank between two tokens.
    pub fn blank(&mut self) {
        self.push(Op::Pad(1));
    }

    /// A blank whose number is decided later; gives its place.
    pub fn pad(&mut self) -> usize {
        self.push(Op::Pad(1));
        self.ops.len() - 1
    }

    /// Opens a group; gives its place.
    pub fn open(&mut self) -> usize {
        self.push(Op::Open(false));
        self.ops.len() - 1
    }

    /// A group is broken where its author broke it: called where one of its breaks may be.
    pub fn may_break(&mut self, group: usize) {
        if self.gap.newline {
            self.ops[group] = Op::Open(true);
        }
    }

    /// A break of a group; gives its place.
    pub fn break_of(&mut self, group: usize, blanks: usize) -> usize {
        self.may_break(group);
        self.push(Op::Break(blanks));
        self.ops.len() - 1
    }
}

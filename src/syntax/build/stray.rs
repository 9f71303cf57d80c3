//! What cannot be read: told once for each line, with the word that was probably meant.

use super::{Builder, Pair, inner};
use crate::message::syntax::SyntaxMessage;
use crate::syntax::ast::{Block, BlockKind, GroupKind};
use crate::syntax::parser::Rule;
use crate::syntax::words;

/// Where something stands, and so which words can begin there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// Between declarations.
    Top,
    /// In a block.
    Block,
    /// In a test.
    Test,
    /// Behind the only value of a text.
    Value,
}

impl<'a> Builder<'a> {
    /// Something that could not be read. A misspelt word before a block still gives the block.
    pub(super) fn unknown(&mut self, pair: Pair<'a>, context: Context) -> Option<Block> {
        let span = self.span(&pair);
        let start = pair.as_span().start();
        let told = self.broken.is_some_and(|at| at <= start && !self.plain.text[at..start].contains('\n'));
        let mut stray = None;
        let mut body = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::stray => stray = Some(part),
                _ => body = Some(part),
            }
        }
        let mut kind = None;
        let mut end = start;
        match &stray {
            Some(stray) => {
                let told_first = self.diagnostics.len();
                if !told {
                    kind = self.tell_stray(stray, context, body.is_some());
                    debug_assert!(self.diagnostics.len() > told_first);
                }
                end = stray.as_span().end();
            }
            None if !told => self.report(self.place(start, start + 1), SyntaxMessage::Unreadable { found: "{".into() }),
            None => {}
        }
        self.broken = Some(end);
        let members = body.map(|body| self.body(body))?;
        self.broken = None;
        let (kind, stray) = (kind?, stray?);
        let keyword = self.span(&inner(stray.clone()).next()?);
        let mut block = Block { kind, keyword, name: None, title: None, signature: None, members, span };
        for part in inner(stray).skip(1) {
            match part.as_rule() {
                Rule::string if block.title.is_none() => block.title = Some(self.text(&part)),
                Rule::stray_word | Rule::stray_number if block.name.is_none() => {
                    block.name = Some(self.declared(&part, None));
                }
                _ => {}
            }
        }
        Some(block)
    }

    /// Says what the matter is, and which block was probably meant.
    fn tell_stray(&mut self, stray: &Pair<'a>, context: Context, has_body: bool) -> Option<BlockKind> {
        let start = stray.as_span().start();
        let text = stray.as_str().trim_end();
        let first = inner(stray.clone()).next().filter(|part| part.as_span().start() == start);
        let word = first.filter(|part| part.as_rule() == Rule::stray_word);
        let Some(word) = word else {
            let span = self.place(start, start + text.len());
            let found = shortened(self.written(span));
            if text == "%" && self.number_on_line_before(start) {
                self.report(span, SyntaxMessage::UnitOnNextLine { unit: text.into() });
            } else {
                self.report(span, SyntaxMessage::Unreadable { found });
            }
            return None;
        };
        let span = self.span(&word);
        let found = word.as_str();
        let only = found.len() == text.len();
        let near =
            |lists: &[&[&'static str]]| lists.iter().find_map(|list| words::nearest(found, list.iter().copied()));
        let offer = match context {
            Context::Top if has_body => near(&[words::BLOCKS]),
            Context::Top => near(&[words::LINES, words::BLOCKS]),
            Context::Block if has_body => near(&[words::BLOCKS]),
            Context::Block => near(&[words::ATTRIBUTES, words::BAND_PARTS, words::BLOCKS]),
            Context::Test => near(&[words::STEPS]),
            Context::Value => near(&[words::OTHERS]),
        };
        match offer {
            Some(offer) => {
                self.report(span, SyntaxMessage::Misspelt { found: found.into(), offer: offer.into() });
                block_kind(offer)
            }
            None if only && self.number_on_line_before(start) => {
                self.report(span, SyntaxMessage::UnitOnNextLine { unit: found.into() });
                None
            }
            None if context == Context::Value => {
                self.report(span, SyntaxMessage::Unreadable { found: shortened(self.written(span)) });
                None
            }
            None => {
                let inside = context != Context::Top;
                self.report(span, SyntaxMessage::UnknownWord { found: found.into(), inside });
                None
            }
        }
    }

    /// Whether the line before ends in a number that has no unit.
    fn number_on_line_before(&self, start: usize) -> bool {
        let end = self.token_end(start);
        self.plain.text[end..start].contains('\n') && self.plain.text[..end].ends_with(|c: char| c.is_ascii_digit())
    }

    /// What is left before a closing parenthesis.
    pub(super) fn leftover(&mut self, pair: &Pair<'a>) {
        let start = pair.as_span().start();
        let told = self.broken.is_some_and(|at| at <= start && !self.plain.text[at..start].contains('\n'));
        if !told {
            let span = self.span(pair);
            let text = pair.as_str().trim_end();
            if text == "," || text.starts_with(", ") {
                let comma = self.place(start, start + 1);
                self.report(comma, SyntaxMessage::Comma);
            } else {
                self.report(span, SyntaxMessage::Unreadable { found: shortened(self.written(span)) });
            }
        }
        self.broken = Some(pair.as_span().end());
    }
}

/// A text as a message quotes it.
pub(super) fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or("").trim_end();
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into(),
    }
}

/// The block that a keyword begins.
pub(super) fn block_kind(word: &str) -> Option<BlockKind> {
    Some(match word {
        "aturan" => BlockKind::Ruleset,
        "perubahan" => BlockKind::Amendment,
        "skala" => BlockKind::Scale,
        "polaritas" => BlockKind::Polarity,
        "kurva" => BlockKind::Curve,
        "tabel" => BlockKind::Table,
        "data" => BlockKind::Data,
        "pengukuran" => BlockKind::Settings(None),
        "indikator" => BlockKind::Indicator,
        "anggaran" => BlockKind::Budget,
        "nilai" => BlockKind::Result,
        _ => BlockKind::Group(group_kind(word)?),
    })
}

/// The kind of group that a word names.
pub(super) fn group_kind(word: &str) -> Option<GroupKind> {
    GroupKind::ALL.into_iter().find(|kind| kind.word() == word)
}

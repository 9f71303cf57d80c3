//! From the parser's pairs to the syntax tree. Judges what the grammar reads generously, and words each mistake.

mod attributes;
mod changes;
mod expressions;
mod items;
mod literals;
mod members;
mod names;
mod precedence;
mod ranges;
mod steps;
mod stray;

use self::stray::Context;
use super::ast::{Expression, GivenValue, Item, Text};
use super::parser::Rule;
use super::scan::Plain;
use super::words;
use crate::diagnostic::{Diagnostic, MOST_MISTAKES};
use crate::letters;
use crate::message::syntax::{Due, SyntaxMessage};
use crate::source::{FileId, Span};

type Pair<'a> = pest::iterators::Pair<'a, Rule>;
type Pairs<'a> = pest::iterators::Pairs<'a, Rule>;

/// Builds the tree of one file.
pub(super) struct Builder<'a> {
    source: &'a str,
    plain: &'a Plain,
    /// Where strings without a closing quote begin.
    lost: &'a [u32],
    file: FileId,
    /// What was found to be wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Where something broke, as an offset in the plain text: what cannot be read behind it on its line is told already.
    broken: Option<usize>,
    /// How deep the expression being built lies in others.
    depth: usize,
}

impl<'a> Builder<'a> {
    pub fn new(source: &'a str, plain: &'a Plain, lost: &'a [u32], file: FileId) -> Self {
        Self { source, plain, lost, file, diagnostics: Vec::new(), broken: None, depth: 0 }
    }

    /// The declarations of a file.
    pub fn file(&mut self, pairs: Pairs<'a>) -> Vec<Item> {
        let items = self.items(pairs.flat_map(inner));
        self.check_amendment(&items);
        items
    }

    /// Declarations one after the other.
    fn items(&mut self, pairs: impl Iterator<Item = Pair<'a>>) -> Vec<Item> {
        let mut items = Vec::new();
        for pair in pairs.filter(|pair| pair.as_rule() != Rule::EOI) {
            let told = self.diagnostics.len();
            if told >= MOST_MISTAKES {
                break;
            }
            items.extend(self.item(pair));
            self.settle(told);
        }
        items
    }

    /// The one expression of a text.
    pub fn only_value(&mut self, pairs: Pairs<'a>) -> Option<Expression> {
        let mut value = None;
        for pair in pairs.flat_map(inner) {
            match pair.as_rule() {
                Rule::expression => value = self.expression(pair),
                Rule::missing => self.missing(&pair, "", Due::Value),
                Rule::stray | Rule::unknown => {
                    self.unknown(pair, Context::Value);
                }
                _ => {}
            }
        }
        value
    }

    /// The one figure of a text.
    pub fn only_figure(&mut self, pairs: Pairs<'a>) -> Option<GivenValue> {
        let mut value = None;
        for pair in pairs.flat_map(inner) {
            match pair.as_rule() {
                Rule::inapplicable => value = Some(GivenValue::NotApplicable(self.span(&pair))),
                Rule::range => value = self.range_expression(pair).map(GivenValue::Value),
                Rule::expression => value = self.expression(pair).map(GivenValue::Value),
                Rule::missing => self.missing(&pair, "", Due::Value),
                Rule::stray | Rule::unknown => {
                    self.unknown(pair, Context::Value);
                }
                _ => {}
            }
        }
        value
    }

    /// After a part that could be read as it stands, what follows is told again.
    fn settle(&mut self, told: usize) {
        if self.diagnostics.len() == told {
            self.broken = None;
        }
    }

    /// From the first to the last token of a pair: the parser lets blanks trail.
    fn span(&self, pair: &Pair<'a>) -> Span {
        let start = pair.as_span().start();
        self.place(start, start + pair.as_str().trim_end().len())
    }

    /// The place in the source of a stretch of the plain text.
    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.plain.original(start), self.plain.original(end.max(start)))
    }

    fn report(&mut self, span: Span, message: SyntaxMessage) {
        self.diagnostics.push(Diagnostic::at(span, message));
    }

    /// The offset in the plain text just after the last token before `offset`.
    fn token_end(&self, offset: usize) -> usize {
        self.plain.text[..offset].trim_end().len()
    }

    /// What stands in the place of a value: the next few words on the line, unless something else begins there.
    fn instead(&self, offset: usize) -> Option<(usize, &'a str)> {
        let line = self.plain.text.get(offset..)?;
        let start = offset + line.len() - line.trim_start_matches([' ', '\t']).len();
        let rest = &self.plain.text[start..];
        let end = rest.find(|c: char| c.is_whitespace() || "{};)\"".contains(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        (!word.is_empty() && !words::begins_something(word) && word.len() < 200).then_some((start, word))
    }

    /// A value is due and is not there, or is none. What stands there instead on the line is told with it.
    fn missing(&mut self, pair: &Pair<'a>, keyword: &str, due: Due) {
        let end = self.token_end(pair.as_span().start());
        self.broken = Some(end);
        let keyword = keyword.to_owned();
        match self.instead(end) {
            Some((start, word)) => {
                let offer = match &due {
                    Due::Choice(choices) => words::nearest(word, choices.iter().copied()).map(str::to_owned),
                    _ => None,
                };
                let span = self.place(start, start + word.len());
                self.report(span, SyntaxMessage::BadValue { keyword, found: word.into(), due, offer });
            }
            None => {
                // The word or sign that the value is due after.
                let before = self.plain.text[..end].trim_end_matches(letters::is_word);
                let sign = before.chars().next_back().map_or(0, char::len_utf8);
                let start = if before.len() < end { before.len() } else { end - sign };
                let span = self.place(start, end);
                self.report(span, SyntaxMessage::MissingValue { keyword, due });
            }
        }
    }

    /// What a string says: without its quotes, escapes resolved, line breaks folded with the blanks around them.
    fn text(&self, pair: &Pair<'a>) -> Text {
        let span = self.span(pair);
        let written = self.source.get(span.start as usize..span.end as usize).unwrap_or("");
        let quote = |c: &char| *c == '"' || letters::is_curly_quote(*c) || letters::is_single_quote(*c);
        let inside = match written.chars().next().filter(quote) {
            None => written,
            Some(first) => {
                let rest = &written[first.len_utf8()..];
                match rest.chars().next_back().filter(quote) {
                    Some(last) if self.lost.binary_search(&span.start).is_err() => {
                        &rest[..rest.len() - last.len_utf8()]
                    }
                    _ => rest,
                }
            }
        };
        Text { value: unescape(inside), span }
    }

    /// A text that is a label or code: letters that only look Latin are named.
    fn label(&mut self, pair: &Pair<'a>) -> Text {
        let text = self.text(pair);
        let start = text.span.start as usize;
        let written = self.source.get(start..text.span.end as usize).unwrap_or("");
        let found = written.char_indices().find_map(|(at, c)| letters::look_alike(c).map(|alike| (at, c, alike)));
        if let Some((at, found, (offer, script))) = found {
            let word = letters::latin_spelling(&text.value);
            let span = Span::new(self.file, start + at, start + at + found.len_utf8());
            self.report(span, SyntaxMessage::LookAlike { found, offer, script, word });
        }
        text
    }
}

fn unescape(written: &str) -> String {
    let mut value = String::with_capacity(written.len());
    let mut chars = written.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some('"' | '\\')) => value.extend(chars.next()),
            '\n' => {
                let kept = value.trim_end_matches([' ', '\t', '\r']).len();
                value.truncate(kept);
                while chars.next_if(|c| matches!(c, ' ' | '\t' | '\r' | '\n')).is_some() {}
                value.push(' ');
            }
            _ => value.push(c),
        }
    }
    value
}

/// The parts of a pair, without the words that only mark them.
fn inner<'a>(pair: Pair<'a>) -> impl Iterator<Item = Pair<'a>> + Clone {
    pair.into_inner().filter(|part| part.as_rule() < Rule::KW_abaikan)
}

//! Brackets and nesting: makes sure that every `{` and `(` has its partner and that nothing lies too deep, so that the
//! grammar needs no second try. Text in order is passed on as it is. Otherwise the line on which something was opened, and
//! how far it is indented, tell which bracket is missing, and the text is passed on as if it were there.

use super::scan::Plain;
use super::words;
use crate::diagnostic::{Diagnostic, MOST_MISTAKES};
use crate::message::syntax::SyntaxMessage;
use crate::source::{FileId, Span};

/// So many `{`, `(` and `jika` may lie in each other.
pub(super) const MOST_LEVELS: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open(u8),
    Close(u8),
    Word,
    Text,
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    start: u32,
    end: u32,
    /// The blanks before it, where it is the first of its line.
    indent: Option<u32>,
    /// The blanks before the first token of its line.
    line_indent: u32,
}

/// A bracket that is open.
#[derive(Debug, Clone, Copy)]
struct Opened {
    kind: u8,
    token: usize,
    /// Whether it is one that the text lacks, so that its partner may be lacking too.
    supplied: bool,
    /// The conditionals open directly in it.
    conditionals: usize,
}

/// Balances a text. Also gives the number of tokens looked at, a measure of work for tests.
pub(super) fn balance(plain: Plain, source: &str, file: FileId) -> (Plain, Vec<Diagnostic>, usize) {
    let tokens = tokens(&plain.text);
    let work = tokens.len();
    if in_order(&tokens, &plain.text) {
        return (plain, Vec::new(), work);
    }
    let mut repair = Repair {
        plain: &plain,
        source,
        file,
        tokens: &tokens,
        open: Vec::new(),
        outside: 0,
        levels: 0,
        missing: 0,
        surplus: 0,
        edits: Vec::new(),
        diagnostics: Vec::new(),
    };
    repair.run();
    let (edits, diagnostics) = (repair.edits, repair.diagnostics);
    (plain.edited(&edits), diagnostics, work * 2)
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let bytes = text.as_bytes();
    let (mut at, mut line, mut line_indent, mut first) = (0, 0, 0, true);
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let kind = match byte {
            b'\n' => {
                at += 1;
                (line, first) = (at, true);
                continue;
            }
            b' ' | b'\t' | b'\r' => {
                at += 1;
                continue;
            }
            b'{' | b'(' => Kind::Open(byte),
            b'}' => Kind::Close(b'{'),
            b')' => Kind::Close(b'('),
            b'"' => Kind::Text,
            _ if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => Kind::Word,
            _ => Kind::Other,
        };
        at += match kind {
            // Strings are empty in the plain text.
            Kind::Text => 2,
            Kind::Word => {
                let rest = &bytes[at..];
                rest.iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80)).unwrap_or(rest.len())
            }
            _ => 1,
        };
        if first {
            line_indent = (start - line) as u32;
        }
        let indent = first.then_some(line_indent);
        first = false;
        tokens.push(Token { kind, start: start as u32, end: at as u32, indent, line_indent });
    }
    tokens
}

/// Counts `jika` that lie in each other without parentheses: after `maka` or `jika` one lies in the other, after `selain
/// itu` it goes on with it, anywhere else a new value begins.
fn conditionals(before: usize, tokens: &[Token], index: usize, text: &str) -> usize {
    let word = |back: usize| {
        let token = index.checked_sub(back).and_then(|index| tokens.get(index))?;
        text.get(token.start as usize..token.end as usize)
    };
    match word(0) {
        Some("jika") => match (word(2), word(1)) {
            (_, Some("maka" | "jika")) => before + 1,
            (Some("selain"), Some("itu")) => before.max(1),
            _ => 1,
        },
        Some("itu") if word(1) == Some("selain") => {
            let next = tokens.get(index + 1).and_then(|token| text.get(token.start as usize..token.end as usize));
            if next == Some("jika") { before } else { before.saturating_sub(1) }
        }
        _ => before,
    }
}

/// Whether all brackets have partners, no `{` lies in a `(`, and nothing is too deep.
fn in_order(tokens: &[Token], text: &str) -> bool {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let (mut outside, mut sum) = (0, 0);
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(kind) => {
                if kind == b'{' && open.last().is_some_and(|(kind, _)| *kind == b'(') {
                    return false;
                }
                open.push((kind, 0));
            }
            Kind::Close(kind) => match open.pop() {
                Some((opened, inside)) if opened == kind => sum -= inside,
                _ => return false,
            },
            Kind::Word => {
                let level = open.last_mut().map_or(&mut outside, |(_, inside)| inside);
                let now = conditionals(*level, tokens, index, text);
                sum = sum + now - *level;
                *level = now;
            }
            _ => {}
        }
        if open.len() + sum > MOST_LEVELS {
            return false;
        }
    }
    open.is_empty()
}

struct Repair<'a> {
    plain: &'a Plain,
    source: &'a str,
    file: FileId,
    tokens: &'a [Token],
    open: Vec<Opened>,
    /// Conditionals open outside all brackets.
    outside: usize,
    /// All conditionals open.
    levels: usize,
    /// How many more `}` have to be supplied, at most, and how many taken away.
    missing: usize,
    surplus: usize,
    /// Stretches of the plain text and what to read instead.
    edits: Vec<(usize, usize, &'static str)>,
    diagnostics: Vec<Diagnostic>,
}

impl Repair<'_> {
    fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &self.plain.text[token.start as usize..token.end as usize])
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.plain.original(start), self.plain.original(end))
    }

    fn report(&mut self, start: usize, end: usize, message: SyntaxMessage) {
        if self.diagnostics.len() < MOST_MISTAKES {
            let span = self.span(start, end);
            self.diagnostics.push(Diagnostic::at(span, message));
        }
    }

    fn run(&mut self) {
        let heads = self.heads_without_brace();
        let count = |kind: Kind| self.tokens.iter().filter(|token| token.kind == kind).count();
        let (opened, closed) = (count(Kind::Open(b'{')) + heads.len(), count(Kind::Close(b'{')));
        self.missing = if self.is_indented() { usize::MAX } else { opened.saturating_sub(closed) };
        self.surplus = closed.saturating_sub(opened);
        let mut heads = heads.into_iter().peekable();
        let mut index = 0;
        while let Some(token) = self.tokens.get(index).copied() {
            if token.indent.is_some() {
                self.line_begins(index, token);
            }
            index = match token.kind {
                Kind::Open(kind) => self.opens(index, kind),
                Kind::Close(kind) => self.closes(index, kind),
                Kind::Word => self.takes_word(index),
                _ => index + 1,
            };
            if let Some((_, keyword)) = heads.next_if(|(last, _)| *last < index) {
                let end = self.tokens[index - 1].end as usize;
                let found = self.word(keyword).to_owned();
                self.report(end, end, SyntaxMessage::NotOpened { keyword: found });
                self.edits.push((end, end, "{"));
                self.open.push(Opened { kind: b'{', token: keyword, supplied: true, conditionals: 0 });
            }
        }
        let end = self.plain.text.len();
        while let Some(opened) = self.open.pop() {
            self.supply(opened, end);
        }
    }

    /// Whether blocks are indented throughout, so that indentation alone tells where one ends.
    fn is_indented(&self) -> bool {
        let (mut broken, mut indented) = (0, 0);
        for pair in self.tokens.windows(2) {
            if let ([Token { kind: Kind::Open(b'{'), line_indent, .. }, next], Some(indent)) = (pair, pair[1].indent) {
                broken += 1;
                indented += usize::from(indent > *line_indent || next.kind == Kind::Close(b'{'));
            }
        }
        indented * 10 >= broken * 9
    }

    /// Heads with a title that no `{` follows: the last token of each, and its keyword.
    fn heads_without_brace(&self) -> Vec<(usize, usize)> {
        let mut heads = Vec::new();
        for (index, token) in self.tokens.iter().enumerate() {
            let next = self.tokens.get(index + 1).map(|token| token.kind);
            if token.kind != Kind::Text || matches!(next, Some(Kind::Open(_))) {
                continue;
            }
            // A name is a few words and signs at most: `S1.1`, `IKU-1`.
            let keyword = (index.saturating_sub(8)..index).rev().find(|at| {
                let word = self.word(*at);
                self.tokens[*at].kind == Kind::Text || words::begins_something(word)
            });
            if let Some(keyword) = keyword.filter(|at| *at + 1 < index) {
                let word = self.word(keyword);
                let same_line = self.tokens[keyword + 1..=index].iter().all(|token| token.indent.is_none());
                if same_line && words::BLOCKS.contains(&word) && !matches!(word, "tabel" | "uji" | "pengukuran") {
                    heads.push((index, keyword));
                }
            }
        }
        heads
    }

    /// A bracket whose partner is missing: supplies it.
    fn supply(&mut self, opened: Opened, at: usize) {
        let token = self.tokens[opened.token];
        self.levels -= opened.conditionals;
        if !opened.supplied && self.diagnostics.len() < MOST_MISTAKES {
            let (start, end) = (token.start as usize, token.end as usize);
            let place = self.span(start, end);
            let line = self.source[..place.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let mut opener: String = self.source[line..place.start as usize].trim().chars().take(60).collect();
            if opener.is_empty() {
                opener.push(if opened.kind == b'{' { '{' } else { '(' });
            }
            let closer = if opened.kind == b'{' { '}' } else { ')' };
            self.diagnostics.push(Diagnostic::at(place, SyntaxMessage::NotClosed { closer, opener }));
        }
        self.edits.push((at, at, if opened.kind == b'{' { "}" } else { ")" }));
    }

    fn end_before(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |last| self.tokens[last].end as usize)
    }

    /// What the first word of a line tells about the brackets that should be closed before it.
    fn line_begins(&mut self, index: usize, token: Token) {
        let indent = token.line_indent;
        let at = self.end_before(index);
        let word = self.word(index).to_owned();
        let begins = token.kind == Kind::Word && words::begins_something(&word) && word != "maka";
        let continues = index.checked_sub(1).is_some_and(|last| {
            self.tokens[last].kind == Kind::Other && !matches!(self.word(last), "%" | ",")
                || matches!(self.word(last), "dan" | "atau" | "bukan" | "jika" | "maka" | "itu" | "(")
        });
        if begins && !continues {
            while self.open.last().is_some_and(|opened| opened.kind == b'(') {
                if let Some(opened) = self.open.pop() {
                    self.supply(opened, at);
                }
            }
        }
        let declares = begins
            && (words::BLOCKS.contains(&word.as_str()) || words::LINES.contains(&word.as_str()))
            && !matches!(word.as_str(), "satuan" | "polaritas");
        let closes = token.kind == Kind::Close(b'{');
        while (declares || closes) && self.missing > 0 {
            let Some(opened) = self.open.last().copied() else { break };
            let opener = self.tokens[opened.token].line_indent;
            if opened.kind != b'{' || opener < indent || closes && opener == indent {
                break;
            }
            self.open.pop();
            self.missing -= 1;
            self.supply(opened, at);
        }
    }

    /// A `{` or `(`: the index of the token to go on with.
    fn opens(&mut self, index: usize, kind: u8) -> usize {
        let token = self.tokens[index];
        if kind == b'{' {
            let at = self.end_before(index);
            while self.open.last().is_some_and(|opened| opened.kind == b'(') {
                if let Some(opened) = self.open.pop() {
                    self.supply(opened, at);
                }
            }
        }
        if self.open.len() + self.levels >= MOST_LEVELS {
            self.report(token.start as usize, token.end as usize, SyntaxMessage::TooDeep);
            return self.skip_brackets(index, kind);
        }
        self.open.push(Opened { kind, token: index, supplied: false, conditionals: 0 });
        index + 1
    }

    /// Leaves out what is too deep: from an opening bracket to its partner.
    fn skip_brackets(&mut self, index: usize, kind: u8) -> usize {
        let mut depth = 0_usize;
        let mut last = index;
        for (at, token) in self.tokens.iter().enumerate().skip(index) {
            last = at;
            if token.kind == Kind::Open(kind) {
                depth += 1;
            } else if token.kind == Kind::Close(kind) {
                depth -= 1;
            }
            if depth == 0 {
                break;
            }
        }
        let end = self.tokens[last].end as usize;
        self.edits.push((self.tokens[index].start as usize, end, if kind == b'{' { "{}" } else { "(0)" }));
        last + 1
    }

    fn closes(&mut self, index: usize, kind: u8) -> usize {
        let token = self.tokens[index];
        let (start, end) = (token.start as usize, token.end as usize);
        if kind == b'{' {
            let at = self.end_before(index);
            while self.open.last().is_some_and(|opened| opened.kind == b'(') {
                if let Some(opened) = self.open.pop() {
                    self.supply(opened, at);
                }
            }
        }
        let partner = self.open.last().filter(|opened| opened.kind == kind).copied();
        let early = kind == b'{'
            && self.surplus > 0
            && partner.is_some_and(|opened| token.indent > Some(self.tokens[opened.token].line_indent));
        match partner {
            Some(opened) if !early => {
                self.levels -= opened.conditionals;
                self.open.pop();
            }
            _ => {
                self.surplus = self.surplus.saturating_sub(usize::from(kind == b'{'));
                let closer = if kind == b'{' { '}' } else { ')' };
                self.report(start, end, SyntaxMessage::ClosesNothing { closer });
                self.edits.push((start, end, " "));
            }
        }
        index + 1
    }

    fn takes_word(&mut self, index: usize) -> usize {
        let before = self.open.last().map_or(self.outside, |opened| opened.conditionals);
        let now = conditionals(before, self.tokens, index, &self.plain.text);
        self.levels = self.levels + now - before;
        match self.open.last_mut() {
            Some(opened) => opened.conditionals = now,
            None => self.outside = now,
        }
        if now <= before || self.open.len() + self.levels <= MOST_LEVELS {
            return index + 1;
        }
        let token = self.tokens[index];
        self.report(token.start as usize, token.end as usize, SyntaxMessage::TooDeep);
        // The rest of what it lies in is left out.
        let mut depth = 0_usize;
        let rest = self.tokens.iter().enumerate().skip(index + 1).find(|(at, token)| match token.kind {
            Kind::Open(_) => {
                depth += 1;
                false
            }
            Kind::Close(_) => {
                let ends = depth == 0;
                depth = depth.saturating_sub(1);
                ends
            }
            _ => token.indent.is_some() && words::begins_something(self.word(*at)) && self.word(*at) != "maka",
        });
        let next = rest.map_or(self.tokens.len(), |(at, _)| at);
        let level = self.open.last_mut().map_or(&mut self.outside, |opened| &mut opened.conditionals);
        self.levels -= *level;
        *level = 0;
        self.edits.push((token.start as usize, self.tokens[next - 1].end as usize, "0"));
        next
    }
}

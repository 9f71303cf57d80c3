//! Reads a text character by character, before the grammar sees it: takes out comments, reads what word processors leave
//! behind as what was meant, refuses what cannot be seen, and finds lost quotes. What comes out is plain text in which every
//! quote has its partner, with a map back to the places of the source.

use super::ast::Comment;
use crate::diagnostic::{Diagnostic, MOST_MISTAKES};
use crate::letters::{self, Reading};
use crate::message::syntax::SyntaxMessage;
use crate::source::{FileId, Span};

/// A text in the plain form that the grammar reads.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// The text. Strings are empty (`""`): their contents are taken from the source.
    pub text: String,
    /// Where the text and the source run apart: from the first offset on, this text stands for the source from the second.
    shifts: Vec<(u32, u32)>,
}

impl Plain {
    /// Adds a piece that stands for the source from `at` on.
    pub fn push(&mut self, piece: &str, at: usize) {
        if self.original(self.text.len()) != at {
            self.shifts.push((self.text.len() as u32, at as u32));
        }
        self.text.push_str(piece);
    }

    /// The offset in the source of an offset in this text.
    pub fn original(&self, offset: usize) -> usize {
        let next = self.shifts.partition_point(|(plain, _)| *plain as usize <= offset);
        match next.checked_sub(1).and_then(|last| self.shifts.get(last)) {
            None => offset,
            Some((plain, original)) => *original as usize + (offset - *plain as usize),
        }
    }

    /// The offset in this text of an offset in the source.
    pub fn plain(&self, original: usize) -> usize {
        let next = self.shifts.partition_point(|(_, start)| *start as usize <= original);
        match next.checked_sub(1).and_then(|last| self.shifts.get(last)) {
            None => original.min(self.text.len()),
            Some((plain, start)) => {
                let end = self.shifts.get(next).map_or(self.text.len(), |(plain, _)| *plain as usize);
                (*plain as usize + (original - *start as usize)).min(end)
            }
        }
    }

    /// This text with some stretches read as something else; `edits` are in order.
    pub fn edited(&self, edits: &[(usize, usize, &str)]) -> Plain {
        let mut out = Plain::default();
        let mut from = 0;
        for (start, end, replacement) in edits {
            self.copy(from, *start, &mut out);
            out.push(replacement, self.original(*start));
            from = (*end).max(from);
        }
        self.copy(from, self.text.len(), &mut out);
        out.push("", self.original(self.text.len()));
        out
    }

    /// Copies a stretch with its map.
    fn copy(&self, start: usize, end: usize, out: &mut Plain) {
        let mut at = start;
        let first = self.shifts.partition_point(|(plain, _)| *plain as usize <= start);
        for (plain, _) in self.shifts.iter().skip(first).take_while(|(plain, _)| (*plain as usize) < end) {
            out.push(&self.text[at..*plain as usize], self.original(at));
            at = *plain as usize;
        }
        if at < end {
            out.push(&self.text[at..end], self.original(at));
        }
    }

    fn cut(&mut self, length: usize) {
        self.text.truncate(length);
        let keep = self.shifts.partition_point(|(plain, _)| (*plain as usize) < length);
        self.shifts.truncate(keep);
    }
}

/// What a scan found.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// The text for the grammar.
    pub plain: Plain,
    /// Where the strings without a closing quote begin, in order.
    pub lost: Vec<u32>,
    /// All comments, in order.
    pub comments: Vec<Comment>,
    /// What is wrong with characters and quotes.
    pub diagnostics: Vec<Diagnostic>,
    /// How many characters were looked at, looking back included: a measure of work for tests.
    pub steps: usize,
}

/// A string over more than one line that may be the one whose quote was lost, and the state of the scan before it.
struct Candidate {
    start: usize,
    plain: usize,
    comments: usize,
    diagnostics: usize,
    suspicious: bool,
}

struct Scanner<'a> {
    text: &'a str,
    file: FileId,
    at: usize,
    out: Scanned,
    /// Strings over several lines since the last place that no string can span.
    candidates: Vec<Candidate>,
    /// The last place from which the scan went back, so that it goes back from no place twice.
    went_back: Option<usize>,
    /// The string that is known to lack its closing quote.
    lost: Option<usize>,
}

/// Scans a text.
pub(super) fn scan(text: &str, file: FileId) -> Scanned {
    let mut scanner =
        Scanner { text, file, at: 0, out: Scanned::default(), candidates: Vec::new(), went_back: None, lost: None };
    if text.starts_with('\u{FEFF}') {
        scanner.at = '\u{FEFF}'.len_utf8();
    }
    while let Some(c) = scanner.peek() {
        scanner.next(c);
    }
    // So that the end of the last token is the end of its source.
    scanner.out.plain.push("", text.len());
    scanner.out
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn report(&mut self, start: usize, end: usize, message: SyntaxMessage) {
        if self.out.diagnostics.len() < MOST_MISTAKES {
            let span = self.span(start, end);
            self.out.diagnostics.push(Diagnostic::at(span, message));
        }
    }

    /// Takes one character, or the comment, string or word that it begins.
    fn next(&mut self, c: char) {
        self.out.steps += 1;
        if letters::is_word(c) || foreign_letter(c) {
            return self.word();
        }
        if c == '"' || letters::is_curly_quote(c) {
            return self.string(c);
        }
        if letters::is_single_quote(c) {
            return self.single_quotes(c);
        }
        let start = self.at;
        self.at += c.len_utf8();
        match letters::reading(c) {
            Reading::Meant(plain) => self.out.plain.push(plain.encode_utf8(&mut [0; 4]), start),
            Reading::Unseen => {
                self.report(start, self.at, SyntaxMessage::Unseen { found: c });
                self.out.plain.push(" ", start);
            }
            Reading::FullWidth(_) => self.full_width(start),
            Reading::Itself => match c {
                '\r' if !self.text[self.at..].starts_with('\n') => {
                    self.report(start, self.at, SyntaxMessage::Unseen { found: c });
                    self.out.plain.push("\n", start);
                }
                '#' => self.comment(start),
                '\n' => {
                    self.out.plain.push("\n", start);
                    if self.no_string_goes_on(self.at) {
                        self.candidates.clear();
                    }
                }
                _ if c.is_ascii() || "×÷≥≤≠…".contains(c) => {
                    self.out.plain.push(&self.text[start..self.at], start);
                }
                _ => {
                    self.report(start, self.at, SyntaxMessage::UnknownCharacter { found: c });
                    self.out.plain.push(" ", start);
                }
            },
        }
    }

    /// A run of letters and digits. Letters of other scripts are named, and read as the Latin ones that they look like.
    fn word(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest.find(|c| !(letters::is_word(c) || foreign_letter(c))).unwrap_or(rest.len());
        let word = &rest[..length];
        self.at = start + length;
        self.out.steps += length;
        if word.chars().all(letters::is_word) {
            return self.out.plain.push(word, start);
        }
        let mut told = false;
        // A word of nothing but other letters stands for no name.
        let filler = if word.chars().any(letters::is_word) { '_' } else { ' ' };
        for (offset, c) in word.char_indices() {
            let at = start + offset;
            if letters::is_word(c) {
                self.out.plain.push(&word[offset..offset + c.len_utf8()], at);
                continue;
            }
            let alike = letters::look_alike(c);
            let letter = alike.map_or(filler, |(latin, _)| latin);
            self.out.plain.push(letter.encode_utf8(&mut [0; 4]), at);
            if told {
                continue;
            }
            told = true;
            let message = match alike {
                Some((offer, script)) => {
                    SyntaxMessage::LookAlike { found: c, offer, script, word: letters::latin_spelling(word) }
                }
                None => SyntaxMessage::UnknownCharacter { found: c },
            };
            self.report(at, at + c.len_utf8(), message);
        }
    }

    /// A run of full-width characters, all told at once and read as the plain ones.
    fn full_width(&mut self, start: usize) {
        let rest = &self.text[start..];
        let plain: String = rest
            .chars()
            .map_while(|c| match letters::reading(c) {
                Reading::FullWidth(plain) => Some(plain),
                _ => None,
            })
            .collect();
        let length = plain.chars().count() * 3;
        self.at = start + length;
        for (index, c) in plain.chars().enumerate() {
            // A quote or comment sign read here would have no partner.
            let c = if matches!(c, '"' | '#' | '\'') { ' ' } else { c };
            self.out.plain.push(c.encode_utf8(&mut [0; 4]), start + index * 3);
        }
        self.report(start, self.at, SyntaxMessage::FullWidth { found: rest[..length].into(), offer: plain });
    }

    fn comment(&mut self, start: usize) {
        let rest = &self.text[start..];
        let length = rest.find('\n').unwrap_or(rest.len());
        let line = rest[..length].trim_end_matches('\r');
        self.at = start + length;
        self.out.steps += length;
        self.unseen_in(start + 1, start + line.len());
        let text = line[1..].to_owned();
        self.out.comments.push(Comment { text, span: self.span(start, start + line.len()) });
        self.out.plain.push(" ", start);
    }

    /// A string, or the beginning of one whose closing quote was lost.
    fn string(&mut self, quote: char) {
        let start = self.at;
        let inside = start + quote.len_utf8();
        if self.lost == Some(start) {
            return self.string_without_end(start, inside);
        }
        let before = (self.out.plain.text.len(), self.out.comments.len(), self.out.diagnostics.len());
        match self.find_end(quote, inside) {
            Ok((end, lines)) => {
                let contents = &self.text[inside..end];
                if lines > 0 {
                    let (plain, comments, diagnostics) = before;
                    let suspicious = looks_like_rules(contents);
                    self.candidates.push(Candidate { start, plain, comments, diagnostics, suspicious });
                }
                self.check_contents(inside, end);
                let quote_length = self.text[end..].chars().next().map_or(1, char::len_utf8);
                self.out.plain.push("\"", start);
                self.out.plain.push("\"", end);
                self.at = end + quote_length;
            }
            Err(stop) => self.go_back(start, inside, stop),
        }
    }

    /// The end of a string's contents and the number of line breaks in them, or the place that no string can span.
    fn find_end(&mut self, quote: char, inside: usize) -> Result<(usize, usize), usize> {
        let curly = quote != '"';
        let mut lines = 0;
        let mut escaped = false;
        for (offset, c) in self.text[inside..].char_indices() {
            self.out.steps += 1;
            let at = inside + offset;
            if escaped {
                escaped = false;
            } else if c == '\\' {
                escaped = true;
                continue;
            } else if if curly { letters::is_curly_quote(c) } else { c == '"' } {
                return Ok((at, lines));
            }
            if c == '\n' {
                lines += 1;
                if self.no_string_goes_on(at + 1) {
                    return Err(at);
                }
            }
        }
        Err(self.text.len())
    }

    /// Whether the line from here on is blank or begins with `}`, so that a string before it must have ended.
    fn no_string_goes_on(&self, line: usize) -> bool {
        let mut rest = self.text[line..].chars().skip_while(|c| matches!(c, ' ' | '\t' | '\r' | '\u{A0}'));
        matches!(rest.next(), None | Some('\n' | '}'))
    }

    /// A quote is missing somewhere between here and the last place that no string spans. The string that swallowed rules is
    /// the one that lost it; without such a one it is the last.
    fn go_back(&mut self, start: usize, inside: usize, stop: usize) {
        let candidates = std::mem::take(&mut self.candidates);
        let culprit = candidates.into_iter().find(|candidate| candidate.suspicious);
        match culprit {
            Some(culprit) if self.went_back != Some(stop) => {
                self.went_back = Some(stop);
                self.lost = Some(culprit.start);
                self.at = culprit.start;
                self.out.plain.cut(culprit.plain);
                self.out.comments.truncate(culprit.comments);
                self.out.diagnostics.truncate(culprit.diagnostics);
            }
            _ => self.string_without_end(start, inside),
        }
    }

    /// Ends a string with its line, before a `{` that closes it.
    fn string_without_end(&mut self, start: usize, inside: usize) {
        self.lost = None;
        let rest = &self.text[inside..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let kept = line.trim_end();
        let kept = kept.strip_suffix('{').unwrap_or(kept).trim_end();
        let end = inside + kept.len();
        self.report(start, end, SyntaxMessage::LostQuote);
        self.out.plain.push("\"", start);
        self.out.plain.push("\"", end);
        // The quote that is not there has no length.
        self.out.plain.push("", end);
        self.out.lost.push(start as u32);
        self.at = end;
    }

    /// `'text'`: read as a string, with a word about it.
    fn single_quotes(&mut self, quote: char) {
        let start = self.at;
        let inside = start + quote.len_utf8();
        let rest = &self.text[inside..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        match line.find(letters::is_single_quote) {
            Some(length) if !line[..length].contains('"') => {
                let end = inside + length;
                let closing = self.text[end..].chars().next().map_or(1, char::len_utf8);
                self.at = end + closing;
                let offer = format!("\"{}\"", &line[..length]);
                self.report(start, self.at, SyntaxMessage::SingleQuotes { offer });
                self.check_contents(inside, end);
                self.out.plain.push("\"", start);
                self.out.plain.push("\"", end);
            }
            _ => {
                self.at = inside;
                self.report(start, inside, SyntaxMessage::UnknownCharacter { found: quote });
                self.out.plain.push(" ", start);
            }
        }
        self.out.steps += self.at - start;
    }

    /// What cannot stand in a string: unseen and full-width characters, unknown escapes.
    fn check_contents(&mut self, start: usize, end: usize) {
        self.unseen_in(start, end);
        let mut full_width: Option<(usize, usize, String)> = None;
        let mut escaped = false;
        let contents = &self.text[start..end];
        for (offset, c) in contents.char_indices() {
            let at = start + offset;
            if let Reading::FullWidth(plain) = letters::reading(c) {
                let run = full_width.get_or_insert_with(|| (at, at, String::new()));
                run.1 = at + c.len_utf8();
                run.2.push(plain);
            } else if let Some(run) = full_width.take() {
                self.report_full_width(run);
            }
            if escaped && c != '"' && c != '\\' {
                self.report(at - 1, at + c.len_utf8(), SyntaxMessage::UnknownEscape { found: c });
            }
            escaped = !escaped && c == '\\';
        }
        if let Some(run) = full_width {
            self.report_full_width(run);
        }
    }

    fn report_full_width(&mut self, (start, end, offer): (usize, usize, String)) {
        let found = self.text[start..end].to_owned();
        self.report(start, end, SyntaxMessage::FullWidth { found, offer });
    }

    fn unseen_in(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        for (offset, c) in text.char_indices() {
            let lone = c == '\r' && !text[offset + 1..].starts_with('\n');
            if lone || letters::reading(c) == Reading::Unseen {
                let at = start + offset;
                self.report(at, at + c.len_utf8(), SyntaxMessage::Unseen { found: c });
            }
        }
    }
}

/// A letter that cannot stand in a name but was meant as part of one.
fn foreign_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() && !matches!(letters::reading(c), Reading::FullWidth(_) | Reading::Unseen)
}

/// Whether a string over several lines holds what is rather rules than prose: its first line ends in `{`, or a later line is
/// a reserved word and a beginning of a value.
fn looks_like_rules(contents: &str) -> bool {
    let mut lines = contents.lines();
    let first = lines.next().unwrap_or("").trim_end();
    let row = |line: &str| {
        let mut words = line.split_whitespace();
        match (words.next(), words.next()) {
            (Some(word), Some(_)) => super::reserved(word) && line.len() < 4096 && line.starts_with([' ', '\t']),
            (Some(word), None) => super::reserved(word),
            _ => false,
        }
    };
    // The last line ends where the next string began: `  sumber "`.
    first.ends_with('{') || lines.any(row)
}

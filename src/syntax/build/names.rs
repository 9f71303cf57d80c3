//! Names, codes and paths.

use super::{Builder, Pair};
use crate::letters;
use crate::message::syntax::SyntaxMessage;
use crate::source::Span;
use crate::syntax::ast::{Name, Path};
use crate::syntax::words;

impl<'a> Builder<'a> {
    /// A declared name or code, as loosely as it was read; `title` helps to offer another for a reserved word.
    pub(super) fn declared(&mut self, pair: &Pair<'a>, title: Option<&str>) -> Name {
        let span = self.span(pair);
        let found = pair.as_str().trim_end();
        if words::reserved(found) {
            let offer = other_name(found, title);
            self.report(span, SyntaxMessage::KeywordAsName { found: found.into(), offer });
        } else if !is_code(found) {
            let offer = as_code(found);
            self.report(span, SyntaxMessage::BadCode { found: found.into(), offer: offer.clone(), declared: true });
            return Name { text: offer, span };
        } else if let Some(part) = found.split('.').skip(1).find(|part| words::property_or_set(part)) {
            self.report(span, SyntaxMessage::ReservedPart { found: part.into() });
        }
        Name { text: found.into(), span }
    }

    /// A name without dots: an input, an alias.
    pub(super) fn simple_name(&mut self, pair: &Pair<'a>) -> Name {
        let name = self.declared(pair, None);
        if is_code(&name.text) && name.text.contains('.') {
            let offer = name.text.replace('.', "_");
            self.report(name.span, SyntaxMessage::BadCode { found: name.text.clone(), offer, declared: false });
        }
        name
    }

    /// A word as it stands.
    pub(super) fn word(&self, pair: &Pair<'a>) -> Name {
        Name { text: pair.as_str().trim_end().into(), span: self.span(pair) }
    }

    /// A path of names joined by dots.
    pub(super) fn path(&mut self, pair: &Pair<'a>) -> Path {
        let text = pair.as_str().trim_end();
        let span = self.span(pair);
        if !is_code(text) {
            let offer = as_code(text);
            self.report(span, SyntaxMessage::BadCode { found: text.into(), offer: offer.clone(), declared: false });
            return self.single(offer, span);
        }
        let mut start = pair.as_span().start();
        let mut parts = Vec::new();
        for part in text.split('.') {
            let end = start + part.len();
            parts.push(Name { text: part.into(), span: self.place(start, end) });
            start = end + 1;
        }
        Path { parts, span }
    }

    /// A path that stands for what is written in one place.
    pub(super) fn single(&self, text: String, span: Span) -> Path {
        Path { parts: text.split('.').map(|part| Name { text: part.into(), span }).collect(), span }
    }
}

/// Whether a text is a name or code: a letter first, parts of letters and digits between dots.
fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || letters::is_latin_letter(c))
        && text.split('.').all(|part| !part.is_empty() && part.chars().all(letters::is_word))
}

/// The code nearest to what was written: `IKU_1` for `IKU-1` and `IKU 1`, `S1.1` for `1.1`.
pub(super) fn as_code(found: &str) -> String {
    let parts: Vec<String> = found
        .split('.')
        .map(|part| {
            let words: Vec<_> = part.split(|c| !letters::is_word(c)).filter(|word| !word.is_empty()).collect();
            words.join("_")
        })
        .filter(|part| !part.is_empty())
        .collect();
    let code = parts.join(".");
    if is_code(&code) { code } else { format!("S{}", code.trim_start_matches('_')) }
}

/// Another name for a thing named by a reserved word: the word and the first other word of its title.
pub(super) fn other_name(word: &str, title: Option<&str>) -> String {
    let more = title.unwrap_or("").to_lowercase();
    let more = more
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(|other| other.len() > 1 && *other != word && !matches!(*other, "dan" | "yang" | "di" | "ke" | "dari"));
    format!("{word}_{}", more.unwrap_or("akip"))
}

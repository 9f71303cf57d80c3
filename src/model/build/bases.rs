//! Legal bases that have been amended, as the rules themselves say.
//!
//! Known is only what a `dasar` or `catatan` states: "X Nomor 5 Tahun 2024 tentang Perubahan atas X Nomor 1 Tahun 2023", or
//! "X Nomor 1 Tahun 2023 sebagaimana diubah dengan X Nomor 5 Tahun 2024". A `dasar` that cites the first and not the second
//! is told; regulations are never taken for one another for a similar name.

use super::load::Loading;
use crate::diagnostic::{Diagnostic, Related};
use crate::message::validity::ValidityMessage;
use crate::source::Span;
use crate::syntax::ast::{AttributeKind, Block, ChangeKind, Item, Member, Text};
use std::collections::HashMap;

/// Says which `dasar` cite a regulation that has been amended, without citing what amended it.
pub(super) fn check(loading: &Loading, diagnostics: &mut Vec<Diagnostic>) {
    let mut texts: Vec<Vec<(&Text, bool)>> = Vec::new();
    for file in &loading.files {
        for item in &file.tree.items {
            declarations(item, &mut texts);
        }
    }
    let mut amended: HashMap<String, Vec<(Citation, Span)>> = HashMap::new();
    for (text, _) in texts.iter().flatten() {
        if let Some((old, new)) = amendment(&text.value) {
            amended.entry(old).or_default().push((new, text.span));
        }
    }
    if amended.is_empty() {
        return;
    }
    for declaration in &texts {
        let cited: Vec<String> =
            declaration.iter().flat_map(|(text, _)| citations(&text.value)).map(|citation| citation.key).collect();
        for (text, is_basis) in declaration {
            // What is shipped with the program is not the reader's to mend.
            let shipped = text.span.file.0 > 0 && loading.sources.name(text.span.file).starts_with("baku/");
            let Some(first) = citations(&text.value).into_iter().next().filter(|_| *is_basis && !shipped) else {
                continue;
            };
            let Some(by) = amended.get(&first.key) else { continue };
            if by.iter().any(|(new, _)| cited.contains(&new.key)) {
                continue;
            }
            if let Some((new, place)) = by.first() {
                let message = ValidityMessage::BasisAmended { basis: first.text, by: new.text.clone() };
                diagnostics.push(Diagnostic::at(text.span, message).with(*place, Related::SaidHere));
            }
        }
    }
}

/// The `dasar` (marked) and `catatan` of each declaration, those that an amendment brings included.
fn declarations<'t>(item: &'t Item, found: &mut Vec<Vec<(&'t Text, bool)>>) {
    let mut open: Vec<&Block> = Vec::new();
    match item {
        Item::Block(block) => open.push(block),
        Item::Change(change) => match &change.kind {
            ChangeKind::Replace { members, .. } => found.push(texts_of(members)),
            ChangeKind::Insert { items, .. } => {
                open.extend(
                    items.iter().filter_map(|item| if let Item::Block(block) = item { Some(block) } else { None }),
                );
            }
            ChangeKind::Remove { .. } => {}
        },
        _ => {}
    }
    while let Some(block) = open.pop() {
        found.push(texts_of(&block.members));
        open.extend(block.blocks());
    }
}

fn texts_of(members: &[Member]) -> Vec<(&Text, bool)> {
    let attributes = members.iter().filter_map(|member| if let Member::Attribute(a) = member { Some(a) } else { None });
    attributes
        .filter_map(|attribute| match &attribute.kind {
            AttributeKind::Basis(text) => Some((text, true)),
            AttributeKind::Note(text) => Some((text, false)),
            _ => None,
        })
        .collect()
}

/// A regulation that a text cites.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Citation {
    /// In lower case, blanks folded: what is compared.
    key: String,
    /// As it is written.
    text: String,
    /// The words of the text that it takes.
    words: std::ops::Range<usize>,
}

/// The regulation that a text says has been amended, and what amended it.
fn amendment(text: &str) -> Option<(String, Citation)> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let cited = citations(text);
    let [first, second, ..] = cited.as_slice() else { return None };
    let between: Vec<&str> =
        words.get(first.words.end..second.words.start)?.iter().map(|w| w.trim_matches(',')).collect();
    let changes = |word: &&str| matches!(*word, "perubahan");
    match between.as_slice() {
        [about @ .., "atas"] if about.iter().any(changes) => Some((second.key.clone(), first.clone())),
        ["sebagaimana", rest @ ..] if rest.contains(&"diubah") => Some((first.key.clone(), second.clone())),
        _ => None,
    }
}

/// The regulations that a text cites as "… Nomor 5 Tahun 2024", in order.
fn citations(text: &str) -> Vec<Citation> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut from = 0;
    for place in 0..words.len() {
        let [nomor, _, tahun, year, ..] = &words[place..] else { break };
        let year = year.trim_end_matches(|c: char| !c.is_ascii_digit());
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        if !nomor.eq_ignore_ascii_case("nomor") || !tahun.eq_ignore_ascii_case("tahun") || !is_year {
            continue;
        }
        // The kind of regulation and who issued it: the words with capitals before the number.
        let capital = |word: &&&str| word.starts_with(char::is_uppercase) && !word.ends_with([',', ';', '.']);
        let length = words[from..place].iter().rev().take_while(capital).count();
        let start = place - length;
        from = place + 4;
        if length == 0 {
            continue;
        }
        let mut all: Vec<&str> = words[start..place + 3].to_vec();
        all.push(year);
        let text = all.join(" ");
        found.push(Citation { key: text.to_lowercase(), text, words: start..from });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(text: &str) -> Option<(String, String)> {
        amendment(text).map(|(old, new)| (old, new.key))
    }

    #[test]
    fn what_a_text_says_has_been_amended() {
        let both = || Some(("peraturan x nomor 1 tahun 2023".to_owned(), "peraturan x nomor 5 tahun 2024".to_owned()));
        assert_eq!(
            pair("Peraturan X Nomor 5 Tahun 2024 tentang Perubahan Kedua atas Peraturan X Nomor 1 Tahun 2023"),
            both()
        );
        assert_eq!(
            pair("Peraturan X Nomor 1 Tahun 2023, sebagaimana telah diubah dengan Peraturan X Nomor 5 Tahun 2024"),
            both()
        );
        assert_eq!(pair("Peraturan X Nomor 5 Tahun 2024 dan Peraturan X Nomor 1 Tahun 2023"), None);
        assert_eq!(pair("Peraturan X Nomor 5 Tahun 2024 tentang Evaluasi atas Peraturan X Nomor 1 Tahun 2023"), None);
        assert_eq!(pair("Perubahan atas Peraturan X Nomor 1 Tahun 2023"), None);
    }
}

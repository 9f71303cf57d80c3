//! What is supposed of rules, as an amendment: each attribute once, the latest of it.

use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{AttributeKind, ChangeKind, ChangeTarget, Date, Item, Member, Period};
use std::ops::Range;

/// What a change speaks of: a later one of the same takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// An attribute of a declaration; of a target by period that period's.
    Attribute { target: String, word: &'static str, period: Option<Period> },
    /// Rows, title or inputs of a declaration.
    Whole { target: String },
    /// `dasar`, `catatan`, `cabut`, `sisipkan`: nothing takes their place.
    Once,
}

/// One change of rules.
#[derive(Debug, Clone)]
pub struct RuleChange {
    key: Key,
    /// The attribute, or the whole statement.
    text: String,
    /// Where the typed line says so.
    typed: Range<u32>,
    /// Whether the text stands so in the typed line.
    verbatim: bool,
}

/// What the amendment says of itself.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Lines of comment before it.
    pub remarks: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The ruleset that it changes, as seen from where it lies.
    pub base: String,
    /// The first day on which it holds; none: always.
    pub from: Option<Date>,
}

/// A stretch of the amendment and where it was typed.
#[derive(Debug, Clone)]
pub struct Piece {
    written: Range<u32>,
    typed: Range<u32>,
    verbatim: bool,
}

/// What any amendment begins with.
const HEADER: &str = "perubahan x \"x\" { atas \"x\" }\n";

impl RuleChange {
    /// `target 95%` of an item, from a typed assignment.
    pub fn attribute(target: String, word: &'static str, period: Option<Period>, value: &str, typed: Span) -> Self {
        let value = match period {
            Some(period) => format!("{period}: {value}"),
            None => value.to_owned(),
        };
        Self {
            text: format!("{word} {value}"),
            key: Key::Attribute { target, word, period },
            typed: typed.start..typed.end,
            verbatim: false,
        }
    }

    /// A statement that was made of a typed assignment: `ubah skala_lkj { … }`.
    pub fn whole(target: String, text: String, typed: Span) -> Self {
        Self { text, key: Key::Whole { target }, typed: typed.start..typed.end, verbatim: false }
    }

    /// What a typed statement changes, attribute by attribute where it is made of such. `text` is the line with blanks in
    /// the place of all else, so that offsets are those of the line; `typed` is where the statement stands.
    pub fn of_statement(text: &str, typed: Span) -> Vec<Self> {
        let whole = |key: Key| Self {
            key,
            text: text.get(typed.start as usize..typed.end as usize).unwrap_or("").to_owned(),
            typed: typed.start..typed.end,
            verbatim: true,
        };
        // Changes stand behind a header.
        let before = HEADER.len() as u32;
        let mut sources = Sources::default();
        let file: FileId = sources.add("", format!("{HEADER}{text}"));
        let parsed = crate::syntax::parse(&sources, file);
        let [_, Item::Change(change)] = parsed.tree.items.as_slice() else { return vec![whole(Key::Once)] };
        let ChangeKind::Replace { target, title, signature, members } = &change.kind else {
            return vec![whole(Key::Once)];
        };
        let target = match target {
            ChangeTarget::Item(path) => sources.excerpt(path.span).to_owned(),
            ChangeTarget::Settings { kind, within } => {
                let kind = kind.map_or_else(String::new, |kind| format!(" {}", kind.word()));
                let within = within.as_ref().map(|path| format!(" dalam {}", sources.excerpt(path.span)));
                format!("pengukuran{kind}{}", within.unwrap_or_default())
            }
        };
        let plain = title.is_none() && signature.is_none() && parsed.diagnostics.is_empty() && !members.is_empty();
        let attributes: Option<Vec<_>> = members
            .iter()
            .map(|member| if let Member::Attribute(attribute) = member { Some(attribute) } else { None })
            .collect();
        let Some(attributes) = attributes.filter(|_| plain) else { return vec![whole(Key::Whole { target })] };
        let change = |attribute: &crate::syntax::ast::Attribute| {
            let key = match &attribute.kind {
                AttributeKind::Basis(_) | AttributeKind::Note(_) | AttributeKind::Ignore { .. } => None,
                AttributeKind::Target { period, .. } => Some(period.map(|literal| literal.period)),
                _ => Some(None),
            };
            let word = attribute.kind.word();
            Self {
                key: match key {
                    Some(period) => Key::Attribute { target: target.clone(), word, period },
                    None => Key::Attribute { target: target.clone(), word: "", period: None },
                },
                text: sources.excerpt(attribute.span).to_owned(),
                typed: attribute.span.start - before..attribute.span.end - before,
                verbatim: true,
            }
        };
        attributes.into_iter().map(change).collect()
    }

    /// Adds changes to others: what they change again, they replace.
    pub fn join(all: &mut Vec<Self>, more: &[Self]) {
        // Where something was typed is known only while its line is looked at.
        all.iter_mut().for_each(|change| (change.typed, change.verbatim) = (0..0, false));
        for change in more {
            let same = match &change.key {
                Key::Once | Key::Attribute { word: "", .. } => None,
                key => all.iter().position(|other| other.key == *key),
            };
            match same {
                Some(place) => all[place] = change.clone(),
                None => all.push(change.clone()),
            }
        }
    }

    /// The amendment that makes these changes, and where its pieces were typed.
    pub fn amendment(changes: &[Self], head: &Head) -> (String, Vec<Piece>) {
        let mut text = String::new();
        for remark in &head.remarks {
            text.push_str(&format!("# {remark}\n"));
        }
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        text.push_str(&format!(
            "perubahan {} \"{}\" {{\n  atas \"{}\"\n",
            head.name,
            quoted(&head.title),
            quoted(&head.base)
        ));
        if let Some(from) = head.from {
            text.push_str(&format!("  berlaku sejak {}\n", crate::render::number::date(from)));
        }
        text.push_str("}\n");
        let mut pieces = Vec::new();
        let mut put = |text: &mut String, change: &Self| {
            let start = text.len() as u32;
            text.push_str(&change.text);
            let (typed, verbatim) = (change.typed.clone(), change.verbatim);
            pieces.push(Piece { written: start..text.len() as u32, typed, verbatim });
            text.push('\n');
        };
        let mut done: Vec<&str> = Vec::new();
        for change in changes {
            match &change.key {
                Key::Attribute { target, .. } => {
                    if done.contains(&target.as_str()) {
                        continue;
                    }
                    done.push(target);
                    text.push_str(&format!("\nubah {target} {{\n"));
                    let own = changes
                        .iter()
                        .filter(|other| matches!(&other.key, Key::Attribute { target: of, .. } if of == target));
                    for change in own {
                        text.push_str("  ");
                        put(&mut text, change);
                    }
                    text.push_str("}\n");
                }
                Key::Whole { .. } | Key::Once => {
                    text.push('\n');
                    put(&mut text, change);
                }
            }
        }
        (text, pieces)
    }
}

impl Piece {
    /// The place in the typed line of a place in the amendment; none where it was not typed in this line.
    pub fn find(pieces: &[Self], start: u32, end: u32, line: FileId) -> Option<Span> {
        let piece = pieces.iter().find(|piece| piece.written.start <= start && start <= piece.written.end)?;
        if piece.typed.is_empty() {
            return None;
        }
        if !piece.verbatim {
            return Some(Span { file: line, start: piece.typed.start, end: piece.typed.end });
        }
        let moved = |at: u32| piece.typed.start + (at - piece.written.start).min(piece.typed.end - piece.typed.start);
        Some(Span { file: line, start: moved(start), end: moved(end.max(start)) })
    }
}

//! How numbers, texts and names of units are spelt.

use crate::letters::{self, Reading};
use std::borrow::Cow;

/// Whole parts with at least so many digits are grouped.
const GROUPED_FROM: usize = 5;

/// What a stretch says without what word processors leave behind: plain blanks, hyphens and slashes.
fn plain(written: &str) -> String {
    let meant = |c| match letters::reading(c) {
        Reading::Meant(plain) => plain,
        _ => c,
    };
    written.chars().map(meant).collect()
}

/// A number with its unit: `Rp. 5000000,-` is `Rp 5.000.000`, `95 %` is `95%`. Its digits and decimals stay.
pub(super) fn number(written: &str) -> Cow<'_, str> {
    let plain = plain(written);
    let mut rest = plain.as_str();
    let mut out = String::with_capacity(rest.len() + 4);
    if let Some(after) = rest.strip_prefix("Rp") {
        out.push_str("Rp ");
        rest = after.strip_prefix('.').unwrap_or(after).trim_start();
    }
    let length = numeral_length(rest);
    grouped(&rest[..length], &mut out);
    rest = &rest[length..];
    rest = rest.strip_prefix(",-").unwrap_or(rest);
    for word in rest.split_whitespace() {
        let attached = word.starts_with('/') || word == "%" && out.ends_with(|c: char| c.is_ascii_digit());
        if !attached {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out == written { written.into() } else { out.into() }
}

/// The length of digits with dots and commas between them.
fn numeral_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while digit(at) || matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1) {
        at += 1;
    }
    at
}

/// Dots between groups of three, where the whole part has none yet and is long.
fn grouped(numeral: &str, out: &mut String) {
    let (whole, decimals) = numeral.split_at(numeral.find(',').unwrap_or(numeral.len()));
    // A first group of 0 would be read as a mistake.
    if whole.contains('.') || whole.len() < GROUPED_FROM || whole.starts_with('0') {
        out.push_str(numeral);
        return;
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out.push_str(decimals);
}

/// A date or period: single blanks, plain hyphens.
pub(super) fn date(written: &str) -> Cow<'_, str> {
    let plain = plain(written);
    let spaced: Vec<&str> = plain.split_whitespace().collect();
    let out = spaced.join(" ");
    if out == written { written.into() } else { out.into() }
}

/// What stands after `satuan`: no blanks.
pub(super) fn unit(written: &str) -> Cow<'_, str> {
    if written.contains(|c| matches!(letters::reading(c), Reading::Meant(_)) || c == ' ' || c == '\t') {
        plain(written).split_whitespace().collect::<String>().into()
    } else {
        written.into()
    }
}

/// A text in straight quotes. What is between them stays; a folded one keeps its lines, without the blanks around them,
/// which mean nothing.
pub(super) fn text(written: &str) -> Cow<'_, str> {
    let mut chars = written.chars();
    let (Some(first), Some(last)) = (chars.next(), chars.next_back()) else { return written.into() };
    let curly = letters::is_curly_quote(first);
    if !curly && last == '"' && !written.contains('\n') {
        return written.into();
    }
    let inside = chars.as_str();
    let mut out = String::with_capacity(written.len() + 2);
    out.push('"');
    let lines = inside.split('\n').count();
    for (index, line) in inside.split('\n').enumerate() {
        let line = if index > 0 { line.trim_start_matches(BLANKS) } else { line };
        let line = if index + 1 < lines { line.trim_end_matches(BLANKS) } else { line };
        if index > 0 {
            out.push('\n');
        }
        if curly { escaped(line, &mut out) } else { out.push_str(line) }
    }
    out.push('"');
    out.into()
}

/// The blanks that fold away with the end of a line.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// Between curly quotes a straight one needs no backslash; between straight ones it does.
fn escaped(line: &str, out: &mut String) {
    let mut after_backslash = false;
    for c in line.chars() {
        if c == '"' && !after_backslash {
            out.push('\\');
        }
        after_backslash = c == '\\' && !after_backslash;
        out.push(c);
    }
}

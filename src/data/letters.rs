//! What word processors, other alphabets and other keyboards leave in cells.

use crate::letters::{self, Reading};
use std::borrow::Cow;

/// A text as it was meant: without outer blanks, every blank a space, every dash that stands for minus a `-`.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    let meant = |letter: char| match letters::reading(letter) {
        Reading::Meant(meant) => meant,
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    };
    Cow::Owned(text.chars().map(meant).collect())
}

/// A character that cannot be seen: of no width, or one that turns the direction of writing.
pub(super) fn invisible(text: &str) -> Option<char> {
    text.chars().find(|letter| letters::reading(*letter) == Reading::Unseen && !letter.is_whitespace())
}

/// A name without outer blanks and without what cannot be seen; every other run of blanks, also a line break, is a space.
pub(super) fn name(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Cow::Borrowed(text);
    }
    let seen: String = text.chars().filter(|letter| invisible(letter.encode_utf8(&mut [0; 4])).is_none()).collect();
    Cow::Owned(seen.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `U+200B`
pub(super) fn code_point(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// The plain form of a text with full-width letters.
pub(super) fn without_full_width(text: &str) -> Option<String> {
    let narrow = |letter: char| match letters::reading(letter) {
        Reading::FullWidth(narrow) => narrow,
        _ => letter,
    };
    let full_width = text.chars().any(|letter| matches!(letters::reading(letter), Reading::FullWidth(_)));
    full_width.then(|| text.chars().map(narrow).collect())
}

/// The first letter that only looks Latin, and the Latin one.
pub(super) fn look_alike(text: &str) -> Option<(char, char)> {
    text.chars().find_map(|letter| letters::look_alike(letter).map(|(latin, _)| (letter, latin)))
}

//! What word processors, other alphabets and other keyboards leave in cells.

use std::borrow::Cow;

/// A text as it was meant: without outer blanks, every blank a space, every dash that stands for minus a `-`.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    let meant = |letter: char| match letter {
        '−' | '–' => '-',
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    };
    Cow::Owned(text.chars().map(meant).collect())
}

/// A character that cannot be seen: of no width, or one that turns the direction of writing.
pub(super) fn invisible(text: &str) -> Option<char> {
    if text.is_ascii() {
        return text.chars().find(|letter| letter.is_ascii_control() && !letter.is_whitespace());
    }
    text.chars().find(|letter| match letter {
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}' => true,
        '\u{2060}'..='\u{206F}' => true,
        letter => letter.is_control() && !letter.is_whitespace(),
    })
}

/// `U+200B`
pub(super) fn code_point(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// The plain form of a text with full-width letters.
pub(super) fn without_full_width(text: &str) -> Option<String> {
    let narrow = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        letter => letter,
    };
    let full_width = !text.is_ascii() && text.chars().any(|letter| matches!(letter, '\u{FF01}'..='\u{FF5E}'));
    full_width.then(|| text.chars().map(narrow).collect())
}

/// The first letter that only looks Latin, and the Latin one.
pub(super) fn look_alike(text: &str) -> Option<(char, char)> {
    if text.is_ascii() {
        return None;
    }
    text.chars().find_map(|letter| latin(letter).map(|latin| (letter, latin)))
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn latin(letter: char) -> Option<char> {
    const ALIKE: &str = "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXаaеeоoрpсcуyхxіiјjѕsԁdԛqԝwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνv";
    let mut letters = ALIKE.chars();
    while let (Some(other), Some(latin)) = (letters.next(), letters.next()) {
        if other == letter {
            return Some(latin);
        }
    }
    None
}

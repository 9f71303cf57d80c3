//! Tokens to text, as oddly as it may be written.

use super::{Before, Choices, Tokens};

/// What may stand between two tokens on a line.
const BLANKS: &[&str] = &[" ", " ", "  ", "\t", "\u{A0}", "     ", " \u{2003} "];

/// Writes tokens with blanks, new lines, empty lines and comments between them.
pub fn spelt(tokens: &Tokens, choices: &mut Choices<'_>) -> String {
    // Most files keep to one way of ending lines.
    let newline = if choices.once_in(6) { "\r\n" } else { "\n" };
    let tidy = choices.once_in(3);
    let mut out = String::new();
    if choices.once_in(8) {
        out.push('\u{FEFF}');
    }
    let mut comments = 0;
    for (index, token) in tokens.0.iter().enumerate() {
        between(token.before, index == 0, tidy, newline, &mut comments, &mut out, choices);
        out.push_str(&other_spelling(&token.text, newline, choices));
    }
    match choices.below(6) {
        0 => out.push_str(newline),
        5 => out.push_str(&format!("{newline}# terakhir{}", newline.repeat(3))),
        1 => {}
        2 => out.push_str(&newline.repeat(3)),
        3 => out.push_str(&format!(" # terakhir{newline}")),
        _ => out.push_str(&format!("{newline}{newline}# terakhir   {newline}  # sekali")),
    }
    out
}

/// What stands between two tokens.
fn between(
    before: Before,
    first: bool,
    tidy: bool,
    newline: &str,
    comments: &mut usize,
    out: &mut String,
    choices: &mut Choices<'_>,
) {
    if before == Before::SameLine {
        return out.push_str(choices.pick(&["", "", " ", "  "]));
    }
    let rarely = if tidy { 40 } else { 7 };
    let start = out.len();
    if choices.once_in(rarely) {
        // Comments: at the end of the line, and on lines of their own.
        let how = choices.below(4);
        if how != 1 && !first {
            *comments += 1;
            out.push_str(&format!("{}# k{comments} {}{newline}", choices.pick(BLANKS), remark(choices)));
        } else if !first {
            out.push_str(newline);
        }
        for _ in 0..how {
            *comments += 1;
            let (empty, indent) = (choices.below(3), choices.pick(BLANKS));
            out.push_str(&format!("{}{indent}#{comments}{}{newline}", newline.repeat(empty), remark(choices)));
        }
        out.push_str(&newline.repeat(choices.below(3)));
    } else if before == Before::NewLine || choices.once_in(if tidy { 6 } else { 4 }) {
        out.push_str(&newline.repeat(1 + choices.pick(&[0, 0, 0, 1, 3])));
        out.push_str(choices.pick(BLANKS));
    } else {
        match (before, choices.once_in(3)) {
            (Before::Anything, true) => {}
            _ => out.push_str(choices.pick(BLANKS)),
        }
    }
    if before == Before::NewLine && !first && !out[start..].contains('\n') {
        out.push_str(newline);
    }
}

/// What a comment says.
fn remark(choices: &mut Choices<'_>) -> &'static str {
    choices.pick(&["", " catatan", " \"kutip", " } ) {", " # dua", " jika a maka b   ", " ü漢", "   jauh"])
}

/// A token as it may be written as well.
fn other_spelling(text: &str, newline: &str, choices: &mut Choices<'_>) -> String {
    let other = match text {
        "×" => choices.pick(&["×", "*", "∗"]).to_owned(),
        "−" => choices.pick(&["−", "-", "–", "—"]).to_owned(),
        "≥" => choices.pick(&["≥", ">="]).to_owned(),
        "≤" => choices.pick(&["≤", "<="]).to_owned(),
        "≠" => choices.pick(&["≠", "<>"]).to_owned(),
        "/" => choices.pick(&["/", "/", "∕"]).to_owned(),
        _ if text.starts_with('"') => {
            let inside = &text[1..text.len() - 1];
            match choices.below(4) {
                3 => format!("“{}”", inside.replace("\\\"", choices.pick(&["\"", "\\\""]))),
                _ => text.to_owned(),
            }
        }
        _ => text.to_owned(),
    };
    if newline == "\n" { other } else { other.replace('\n', newline) }
}

//! What can be said of a line while it is typed: whether it is whole, and what its words are.

use crate::letters::is_word;
use crate::render::markup::{Markup, Role};

/// Whether a line is whole: every bracket that is opened is closed. More lines are asked for until then.
pub fn is_whole(line: &str) -> bool {
    let (mut depth, mut quoted) = (0i64, false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            // A text ends with its line; one that does not is told.
            '\n' => quoted = false,
            '{' | '(' if !quoted => depth += 1,
            '}' | ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth <= 0
}

/// The words of a line in roles: commands, codes that there are, texts, numbers.
pub fn highlight(line: &str, is_command: &dyn Fn(&str) -> bool, is_known: &dyn Fn(&str) -> bool) -> Markup {
    let mut markup = Markup::new();
    let mut rest = line;
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        let length = if c == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if is_word(c) || c == ':' {
            let body = rest.char_indices().skip(1).find(|(_, c)| !is_word(*c) && *c != '.');
            body.map_or(rest.len(), |(at, _)| at)
        } else {
            c.len_utf8()
        };
        let word = &rest[..length];
        let role = match c {
            '"' => Role::Result,
            c if c.is_ascii_digit() => Role::Plain,
            _ if first && is_command(word) => Role::Heading,
            _ if is_word(c) && is_known(word) => Role::Origin,
            _ => Role::Plain,
        };
        if !c.is_whitespace() {
            first = false;
        }
        markup.push(role, word);
        rest = &rest[length..];
    }
    markup
}

//! Lines of a ruleset as a message shows them.

use crate::source::{Sources, Span};
use unicode_width::UnicodeWidthChar;

/// A line of source, cut to fit, with a stretch of it to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is shown of it.
    pub text: String,
    /// How many columns stand before the marked stretch.
    pub before: usize,
    /// How many columns are marked, at least one.
    pub marked: usize,
    /// What is shown of the line above; none where that is blank or does not exist.
    pub above: Option<String>,
}

/// A place is shown with at most this many bytes on either side of its start.
const REACH: usize = 2000;

/// Cuts the lines out of their file. `width` is the room for one line.
pub fn excerpt(sources: &Sources, span: Span, width: usize) -> Excerpt {
    let (line, _) = sources.line_column(span);
    let text = sources.text(span.file);
    let start = boundary(text, span.start as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = boundary(text, span.end as usize).clamp(start, line_end);

    // A byte order mark is dropped when the file is read, so it is not shown either.
    let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(start) } else { 0 };
    let from = boundary(text, line_start.max(start.saturating_sub(REACH)).max(begin));
    let to = boundary(text, line_end.min(start + REACH));
    let end = end.min(to).max(start);
    let (mut head, marked, mut tail) = (plain(&text[from..start]), plain(&text[start..end]), plain(&text[end..to]));
    if from > line_start {
        head.insert(0, '…');
    }
    let room = width.max(40);
    let marked_width = columns(&marked).max(1);
    if columns(&head) + marked_width > room {
        head = format!("…{}", last_columns(&head, room.saturating_sub(marked_width.min(room / 2)) / 2));
    }
    let marked = first_columns(&marked, room.saturating_sub(columns(&head)).max(1));
    let left = room.saturating_sub(columns(&head) + columns(&marked));
    if columns(&tail) > left || to < line_end {
        tail = first_columns(&tail, left);
    }
    let above = line_start.checked_sub(1).and_then(|newline| {
        let begin = text[..newline].rfind('\n').map_or(begin, |at| at + 1);
        let cut = boundary(text, newline.min(begin + REACH));
        let above = first_columns(plain(&text[begin..cut]).trim_end(), room);
        (!above.trim().is_empty()).then_some(above)
    });
    Excerpt {
        line,
        before: columns(&head),
        marked: columns(&marked).max(1),
        text: format!("{head}{marked}{tail}").trim_end().to_owned(),
        above,
    }
}

/// The columns that a text takes.
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The beginning of a text, with `…` at its end where something was left out.
pub fn first_columns(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let mut short = String::new();
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

fn last_columns(text: &str, width: usize) -> String {
    let mut used = 0;
    let skip = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| {
            used += c.width().unwrap_or(0);
            used <= width
        })
        .last()
        .map_or(text.len(), |(at, _)| at);
    text[skip..].to_owned()
}

/// Tabs as blanks; what would disturb a terminal, or cannot be seen, as a sign that can.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => shown.push_str("    "),
            '\r' => {}
            c if c.is_control() || c.width() == Some(0) || is_direction(c) => shown.push('\u{fffd}'),
            c => shown.push(c),
        }
    }
    shown
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The next place at or after this one where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

//! A plain table in columns: one of them gives way where the line is too short.

use super::excerpt::columns;
use anstyle::Style;
use std::io::{self, Write};

/// A column.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its title.
    pub title: String,
    /// Whether its cells stand at the right: numbers.
    pub right: bool,
    /// Whether its cells are shortened at words where the line is too short.
    pub gives_way: bool,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// What it says.
    pub text: String,
    /// How many columns it stands in from the left.
    pub indent: usize,
    /// How it is coloured.
    pub style: Style,
}

impl Text {
    /// Plain text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn width(&self) -> usize {
        self.indent + columns(&self.text)
    }
}

/// A column that gives way keeps at least this width.
const LEAST: usize = 16;
/// Between two columns.
const GAP: usize = 2;

/// Writes the table into lines of at most `width` columns.
pub fn write_table(
    out: &mut dyn Write,
    headings: &[Heading],
    rows: &[Vec<Text>],
    width: usize,
    styled: bool,
) -> io::Result<()> {
    let widths = widths(headings, rows, width);
    let head: Vec<Text> = headings
        .iter()
        .map(|heading| Text { text: heading.title.clone(), indent: 0, style: Style::new().bold() })
        .collect();
    for row in std::iter::once(&head).chain(rows) {
        write_row(out, headings, row, &widths, styled)?;
    }
    Ok(())
}

fn widths(headings: &[Heading], rows: &[Vec<Text>], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = headings.iter().map(|heading| columns(&heading.title)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let total: usize = 1 + widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    let mut excess = total.saturating_sub(width);
    let mut giving: Vec<usize> = (0..headings.len()).filter(|index| headings[*index].gives_way).collect();
    // The widest gives most, until all are equal.
    while excess > 0 && !giving.is_empty() {
        giving.sort_by_key(|index| std::cmp::Reverse(widths[*index]));
        let widest = widths[giving[0]];
        let equal = giving.iter().take_while(|index| widths[**index] == widest).count();
        let next = giving.get(equal).map_or(LEAST, |index| widths[*index]).max(LEAST);
        if widest <= LEAST {
            break;
        }
        let step = (widest - next).max(1).min(excess.div_ceil(equal));
        for index in &giving[..equal] {
            let less = step.min(excess);
            widths[*index] -= less;
            excess -= less;
        }
    }
    widths
}

fn write_row(
    out: &mut dyn Write,
    headings: &[Heading],
    row: &[Text],
    widths: &[usize],
    styled: bool,
) -> io::Result<()> {
    let mut line = String::from(" ");
    let mut pending = 0;
    for ((heading, cell), width) in headings.iter().zip(row).zip(widths) {
        let text = shorten(&cell.text, width.saturating_sub(cell.indent));
        let room = width.saturating_sub(cell.indent + columns(&text));
        let (before, after) = if heading.right { (room, 0) } else { (0, room) };
        pending += before + cell.indent;
        if !text.is_empty() {
            line.extend(std::iter::repeat_n(' ', pending));
            pending = 0;
            if styled && cell.style != Style::new() {
                line.push_str(&format!("{style}{text}{style:#}", style = cell.style));
            } else {
                line.push_str(&text);
            }
        }
        pending += after + GAP;
    }
    writeln!(out, "{}", line.trim_end())
}

/// The beginning of a text, cut after a word and followed by ` …`; within a word only where not even one fits.
pub fn shorten(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(2);
    let ends = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    let cut = ends.take_while(|at| columns(&text[..*at]) <= room).last().map_or("", |at| text[..at].trim_end());
    if cut.is_empty() { super::excerpt::first_columns(text, width) } else { format!("{cut} …") }
}

/// Breaks a text at words into lines. It keeps the blanks that it begins with; further lines begin with two more.
pub fn wrap(text: &str, width: usize) -> String {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let mut wrapped = " ".repeat(indent);
    let mut used = indent;
    let mut at_start = true;
    for word in text.trim_start_matches(' ').split(' ') {
        let length = columns(word);
        if !at_start && used + 1 + length > width {
            wrapped.push('\n');
            wrapped.push_str(&" ".repeat(indent + 2));
            used = indent + 2;
        } else if !at_start {
            wrapped.push(' ');
            used += 1;
        }
        at_start = false;
        wrapped.push_str(word);
        used += length;
    }
    wrapped
}

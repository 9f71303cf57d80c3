//! The page: a column of labels, a wide one for what is said, and one at the right for where it comes from.

use crate::render::markup::{Markup, Role};
use crate::source::Span;
use std::collections::{HashSet, VecDeque};

/// Columns of a page where nobody says otherwise.
pub const DEFAULT_WIDTH: usize = 100;

/// Where the middle column begins.
const TEXT: usize = 12;

/// Below this width what stands at the right moves under the line that it belongs to.
const NARROW: usize = 76;

/// A page while it is written.
pub(super) struct Sheet {
    width: usize,
    lines: Vec<Markup>,
    /// What of an origin did not fit beside its own row; it flows on beside the lines under that row.
    pending: VecDeque<String>,
    /// The places of changes by amendments that have been told.
    pub told: HashSet<Span>,
}

impl Sheet {
    pub fn new(width: usize) -> Self {
        Self { width: width.clamp(40, 400), lines: Vec::new(), pending: VecDeque::new(), told: HashSet::new() }
    }

    /// An empty line; never two of them.
    pub fn blank(&mut self) {
        self.flush();
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Markup::new());
        }
    }

    /// A paragraph from an indentation to the right edge.
    pub fn free(&mut self, indent: usize, text: Markup) {
        self.hanging(Markup::of(Role::Plain, " ".repeat(indent)), text);
    }

    /// A paragraph whose first line begins with something, the others under its end.
    pub fn hanging(&mut self, first: Markup, text: Markup) {
        self.flush();
        self.under(first, text);
    }

    /// The same, beside what is left of an origin where both fit.
    fn under(&mut self, first: Markup, text: Markup) {
        let indent = first.width();
        let column = self.column();
        if !self.pending.is_empty() && indent + text.width() + 2 <= column {
            let mut line = first;
            line.append(text);
            let origin = self.pending.pop_front();
            return self.beside(line, origin);
        }
        self.flush();
        let mut before = first;
        for line in text.wrap(self.width.saturating_sub(indent)) {
            let mut whole = std::mem::take(&mut before);
            whole.append(line);
            self.lines.push(whole);
            before = Markup::of(Role::Plain, " ".repeat(indent));
        }
    }

    /// A line of the table: its label, what it says, where that comes from.
    pub fn row(&mut self, label: &str, text: Markup, origin: &[String]) {
        let gap = TEXT.saturating_sub(1 + label.chars().count()).max(1);
        let mut first = Markup::of(Role::Label, format!(" {label}"));
        first.push(Role::Plain, " ".repeat(gap));
        let origin: Vec<&str> = origin.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        if origin.is_empty() {
            return if label.is_empty() { self.under(first, text) } else { self.hanging(first, text) };
        }
        self.flush();
        if self.width < NARROW {
            self.hanging(first, text);
            let origin = Markup::of(Role::Origin, format!("({})", origin.join(" · ")));
            return self.free(TEXT + 2, origin);
        }
        let column = self.column();
        let mut lines = text.wrap(column - TEXT - 2).into_iter();
        self.pending = origin_lines(&origin, self.width - column).into();
        let mut line = first;
        line.append(lines.next().unwrap_or_default());
        let origin = self.pending.pop_front();
        self.beside(line, origin);
        for text in lines {
            let mut line = Markup::of(Role::Plain, " ".repeat(TEXT));
            line.append(text);
            let origin = self.pending.pop_front();
            self.beside(line, origin);
        }
    }

    /// Where the column at the right begins.
    fn column(&self) -> usize {
        self.width * 64 / 100
    }

    fn beside(&mut self, mut line: Markup, origin: Option<String>) {
        if let Some(origin) = origin {
            line.push(Role::Plain, " ".repeat(self.column().saturating_sub(line.width()).max(2)));
            line.push(Role::Origin, origin);
        }
        self.lines.push(line);
    }

    /// Writes what is left of an origin on lines of its own.
    fn flush(&mut self) {
        while let Some(origin) = self.pending.pop_front() {
            self.beside(Markup::new(), Some(origin));
        }
    }

    /// A line under the last row.
    pub fn more(&mut self, text: Markup) {
        self.row("", text, &[]);
    }

    /// A line under the last row, with a sign before it in the margin.
    pub fn marked(&mut self, sign: &str, text: Markup) {
        let indent = TEXT.saturating_sub(sign.chars().count() + 1);
        self.under(Markup::of(Role::Result, format!("{}{sign} ", " ".repeat(indent))), text);
    }

    pub fn finish(mut self) -> Markup {
        self.flush();
        while self.lines.last().is_some_and(Markup::is_empty) {
            self.lines.pop();
        }
        let mut page = Markup::new();
        for line in self.lines {
            page.append(trimmed(line));
            page.newline();
        }
        page
    }
}

/// Blanks at the end of a line are of no use.
fn trimmed(mut line: Markup) -> Markup {
    while let Some(last) = line.0.last_mut() {
        let kept = last.text.trim_end_matches(' ').len();
        last.text.truncate(kept);
        if !last.text.is_empty() {
            break;
        }
        line.0.pop();
    }
    line
}

/// Parts joined by dots, broken between parts first, then at blanks.
fn origin_lines(parts: &[&str], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 3 + part.chars().count() <= width => {
                line.push_str(" · ");
                line.push_str(part);
            }
            _ => lines.extend(Markup::of(Role::Origin, *part).wrap(width).iter().map(Markup::plain)),
        }
    }
    lines
}

//! Steps to lines.

use super::ops::{Op, WIDTH, columns};

/// Between a line and the comment at its end.
const BEFORE_ASIDE: usize = 2;

/// A line, without its comment.
#[derive(Debug, Default)]
struct Line<'a> {
    text: String,
    /// Its blanks in front.
    indent: usize,
    /// The columns that it takes.
    width: usize,
    aside: Option<&'a str>,
}

/// Lays the steps out. Every line ends with `newline`.
pub(super) fn print(ops: &[Op<'_>], newline: &str) -> String {
    let groups = Groups::of(ops);
    let mut printer = Printer { lines: Vec::new(), line: Line::default(), full: false, blanks: 0, indents: vec![0] };
    // Whether each open group is broken; outside of all groups, breaks are new lines.
    let mut broken = vec![true];
    for (index, op) in ops.iter().enumerate() {
        match op {
            Op::Token(text) => printer.token(text),
            Op::Pad(blanks) => printer.blanks = *blanks,
            Op::Break(blanks) if broken.last() == Some(&false) => printer.blanks = *blanks,
            Op::Break(_) | Op::Line => printer.new_line(),
            Op::Empty(wanted) => {
                if *wanted {
                    printer.empty_line();
                }
            }
            Op::Remark(text) => printer.remark(text),
            Op::Aside(text) => {
                printer.line.aside = Some(text);
                printer.full = true;
            }
            Op::Open(_) => {
                let outer = broken.last() == Some(&true);
                broken.push(outer && !groups.fits(ops, index, printer.column()));
            }
            Op::Close => {
                broken.pop();
            }
            Op::In(more) => printer.indents.push(printer.indent() + more),
            Op::Here => printer.indents.push(printer.column()),
            Op::Out => {
                printer.indents.pop();
            }
        }
    }
    printer.new_line();
    finish(printer.lines, newline)
}

/// The width of each group on one line, by prefix sums.
struct Groups {
    /// The columns before each step if all were on one line.
    before: Vec<usize>,
    /// How many steps before each one cannot be on one line.
    breaking: Vec<u32>,
    /// For each step that opens a group the one that closes it.
    end: Vec<u32>,
}

impl Groups {
    fn of(ops: &[Op<'_>]) -> Self {
        let mut groups = Self { before: vec![0], breaking: vec![0], end: vec![0; ops.len()] };
        let (mut width, mut breaks) = (0, 0);
        let mut open = Vec::new();
        for (index, op) in ops.iter().enumerate() {
            width += op.width();
            breaks += u32::from(op.breaks());
            groups.before.push(width);
            groups.breaking.push(breaks);
            match op {
                Op::Open(_) => open.push(index),
                Op::Close => {
                    if let Some(start) = open.pop() {
                        groups.end[start] = index as u32;
                    }
                }
                _ => {}
            }
        }
        groups
    }

    /// Whether the group that a step opens fits into its line, with what follows it up to the next break.
    fn fits(&self, ops: &[Op<'_>], start: usize, column: usize) -> bool {
        let end = self.end[start] as usize;
        let mut width = column + self.before[end] - self.before[start];
        if self.breaking[end] > self.breaking[start] || width > WIDTH {
            return false;
        }
        for op in ops.iter().skip(end) {
            match op {
                // A text that was folded goes on in the next line.
                Op::Token(text) => match text.split_once('\n') {
                    Some((first, _)) => return width + columns(first) <= WIDTH,
                    None => width += columns(text),
                },
                Op::Pad(blanks) => width += blanks,
                Op::Break(_) | Op::Line | Op::Empty(_) | Op::Remark(_) | Op::Aside(_) => return true,
                Op::Open(_) | Op::Close | Op::In(_) | Op::Here | Op::Out => {}
            }
            if width > WIDTH {
                return false;
            }
        }
        true
    }
}

struct Printer<'a> {
    lines: Vec<Line<'a>>,
    line: Line<'a>,
    /// Whether nothing more can stand on the line: it has its comment.
    full: bool,
    /// The blanks before the next token, unless it begins a line.
    blanks: usize,
    /// Where new lines begin.
    indents: Vec<usize>,
}

impl<'a> Printer<'a> {
    fn indent(&self) -> usize {
        self.indents.last().copied().unwrap_or(0)
    }

    /// Where the next token begins.
    fn column(&self) -> usize {
        if self.full || self.line.text.is_empty() { self.indent() } else { self.line.width + self.blanks }
    }

    /// Ends the line, unless nothing stands on it.
    fn new_line(&mut self) {
        self.blanks = 0;
        self.full = false;
        if !self.line.text.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    /// One empty line, and none at the beginning.
    fn empty_line(&mut self) {
        self.new_line();
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    fn put(&mut self, text: &str) {
        if self.full {
            self.new_line();
        }
        if self.line.text.is_empty() {
            self.line.indent = self.indent();
            self.blanks = self.line.indent;
        }
        self.line.text.extend(std::iter::repeat_n(' ', self.blanks));
        self.line.text.push_str(text);
        self.line.width += self.blanks + columns(text);
        self.blanks = 0;
    }

    /// The lines of a folded text stand below each other, within its quotes.
    fn token(&mut self, text: &str) {
        let mut lines = text.split('\n');
        let column = self.column();
        self.put(lines.next().unwrap_or(""));
        for line in lines {
            self.indents.push(column + 1);
            self.new_line();
            self.put(line);
            self.indents.pop();
        }
    }

    fn remark(&mut self, text: &str) {
        self.new_line();
        self.put(text);
        self.full = true;
    }
}

/// Joins the lines; comments at the ends of lines that follow each other stand below each other.
fn finish(lines: Vec<Line<'_>>, newline: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    while let Some(first) = lines.get(from) {
        let together = |line: &&Line<'_>| line.aside.is_some() && line.indent == first.indent;
        let run = match first.aside {
            Some(_) => lines[from..].iter().take_while(together).count(),
            None => 1,
        };
        let run = &lines[from..from + run];
        let total = |line: &Line<'_>, column: usize| column + BEFORE_ASIDE + line.aside.map_or(0, columns);
        let column = run.iter().map(|line| line.width).max().unwrap_or(0);
        let too_wide = run.iter().any(|line| total(line, column) > WIDTH && total(line, line.width) <= WIDTH);
        for line in run {
            out.push_str(&line.text);
            if let Some(aside) = line.aside {
                let column = if too_wide { line.width } else { column };
                out.extend(std::iter::repeat_n(' ', column - line.width + BEFORE_ASIDE));
                out.push_str(aside);
            }
            out.push_str(newline);
        }
        from += run.len();
    }
    out
}

//! What is shown of tables that are too long to be read: what is not as the rules give it, as much of it as fits.

use super::{Case, Class, Line};
use crate::message::Language;
use std::io::{self, Write};

/// Up to so many lines everything is shown.
const WHOLE: usize = 200;

/// Writes one case; the first one where that is said.
pub(super) type WriteCase<'w> = dyn FnMut(&mut dyn Write, Case<'_>, bool) -> io::Result<()> + 'w;

/// Shows everything as long as there is little of it; then only what is not the same, up to a number of lines.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// So many lines at most, once not everything is shown; as many as there are where that is not said.
    most: Option<usize>,
    /// Lines so far.
    lines: usize,
    /// All cases, and what is not the same in them, as long as it is not known which is shown.
    whole: Vec<u8>,
    parts: Vec<u8>,
    /// Lines shown that are not the same, and those that are not shown.
    shown: usize,
    left_out: usize,
    started: (bool, bool),
}

impl Excerpt {
    pub fn new(most: Option<usize>) -> Self {
        Self { most, lines: 0, whole: Vec::new(), parts: Vec::new(), shown: 0, left_out: 0, started: (false, false) }
    }

    pub fn begin(&mut self) {
        *self = Self::new(self.most);
    }

    /// Whether any case is shown.
    pub fn has_begun(&self) -> bool {
        if self.is_whole() { self.started.0 } else { self.started.1 }
    }

    /// Whether everything is shown, by now.
    pub fn is_whole(&self) -> bool {
        self.lines <= WHOLE
    }

    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>, write: &mut WriteCase<'_>) -> io::Result<()> {
        let was_whole = self.is_whole();
        self.lines += case.lines.len();
        if self.is_whole() {
            write(&mut self.whole, case, !std::mem::replace(&mut self.started.0, true))?;
        }
        let mut parts = std::mem::take(&mut self.parts);
        match was_whole {
            true => self.part(&mut parts, case, write)?,
            false => self.part(out, case, write)?,
        }
        if self.is_whole() {
            self.parts = parts;
        } else if was_whole {
            out.write_all(&parts)?;
            self.whole = Vec::new();
        }
        Ok(())
    }

    /// What is not the same.
    fn part(&mut self, out: &mut dyn Write, case: Case<'_>, write: &mut WriteCase<'_>) -> io::Result<()> {
        let others = case.lines.iter().filter(|line| line.class() != Class::Same);
        let room = self.most.map_or(usize::MAX, |most| most.saturating_sub(self.shown));
        let count = others.clone().count();
        self.left_out += count.saturating_sub(room);
        let lines: Vec<Line> = others.take(room).cloned().collect();
        if lines.is_empty() {
            return Ok(());
        }
        self.shown += lines.len();
        let is_first = !std::mem::replace(&mut self.started.1, true);
        write(out, Case { lines: &lines, ..case }, is_first)
    }

    /// The end. Gives back what is said of what is not shown.
    pub fn end(&mut self, out: &mut dyn Write, language: Language) -> io::Result<Vec<String>> {
        if self.is_whole() {
            out.write_all(&self.whole)?;
            return Ok(Vec::new());
        }
        let mut told = Vec::new();
        if self.left_out > 0 {
            let (more, shown) = (self.left_out, self.shown);
            told.push(language.pick(
                format!("… {more} lagi yang tidak sama; di atas {shown} yang pertama. Semuanya: `--keluaran BERKAS`, atau `--format json`."),
                format!("… {more} more that are not the same; above are the first {shown}. All of them: `--keluaran FILE`, or `--format json`."),
            ));
        }
        told.push(
            language
                .pick(
                    "Yang sama dengan aturan tidak ditampilkan satu per satu.",
                    "What is as the rules give it is not shown one by one.",
                )
                .to_owned(),
        );
        Ok(told)
    }
}

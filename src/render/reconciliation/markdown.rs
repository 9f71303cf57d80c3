//! The comparison as Markdown, to attach to a report.

use super::conclusions::conclusions;
use super::excerpt::Excerpt;
use super::text::{cells, notes, title};
use super::{Case, Tally};
use crate::message::Language;
use crate::render::markup::markdown;
use std::io::{self, Write};

/// Writes case after case, then what holds for all of them.
#[derive(Debug)]
pub struct MarkdownWriter {
    title: String,
    excerpt: Excerpt,
}

impl MarkdownWriter {
    /// A writer under this title, of so many lines at most where there are too many to show them all.
    pub fn new(title: String, most: Option<usize>) -> Self {
        Self { title, excerpt: Excerpt::new(most) }
    }

    /// Forgets what was written.
    pub fn begin(&mut self) {
        self.excerpt.begin();
    }

    /// Whether what is as the rules give it is no longer shown.
    pub fn shows_parts(&self) -> bool {
        !self.excerpt.is_whole()
    }

    /// One unit in one period.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let title = &self.title;
        self.excerpt.case(out, case, &mut |out, case, is_first| write_case(out, case, is_first, title))
    }

    /// The end.
    pub fn end(&mut self, out: &mut dyn Write, tally: &Tally, language: Language) -> io::Result<()> {
        let told = self.excerpt.end(out, language)?;
        if !self.excerpt.has_begun() {
            head(out, language)?;
        }
        writeln!(out, "\n## {}\n", language.pick("Seluruh tabel", "The whole table"))?;
        for told in told.into_iter().chain(conclusions(tally, language)) {
            writeln!(out, "- {}", markdown(&told))?;
        }
        Ok(())
    }
}

fn head(out: &mut dyn Write, language: Language) -> io::Result<()> {
    writeln!(out, "# {}", language.pick("Rekonsiliasi", "Reconciliation"))
}

fn write_case(out: &mut dyn Write, case: Case<'_>, is_first: bool, name: &str) -> io::Result<()> {
    let language = case.view.language;
    if is_first {
        head(out, language)?;
    }
    writeln!(out, "\n## {}\n", markdown(&title(name, case)))?;
    let columns = language.pick(
        "| Kode | Uraian | Dilaporkan | Menurut aturan | Hasil |",
        "| Code | Description | Published | By the rules | Result |",
    );
    writeln!(out, "{columns}\n|---|---|---:|---:|---|")?;
    for row in cells(case) {
        writeln!(out, "| {} |", row.map(|cell| markdown(&cell)).join(" | "))?;
    }
    let mut is_first = true;
    for line in case.lines {
        for told in notes(case, line) {
            let depth = told.len() - told.trim_start().len();
            if std::mem::replace(&mut is_first, false) {
                writeln!(out)?;
            }
            // What belongs to a line stands below it.
            writeln!(out, "{}- {}", " ".repeat(depth.saturating_sub(1)), markdown(told.trim_start()))?;
        }
    }
    Ok(())
}

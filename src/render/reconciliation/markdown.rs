//! The comparison as Markdown, to attach to a report.

use super::Case;
use super::tally::{Tally, conclusions};
use super::text::{cells, notes, title};
use crate::message::Language;
use crate::render::markup::markdown;
use std::io::{self, Write};

/// Writes case after case, then what holds for all of them.
#[derive(Debug)]
pub struct MarkdownWriter {
    title: String,
    first: bool,
}

impl MarkdownWriter {
    /// A writer under this title.
    pub fn new(title: String) -> Self {
        Self { title, first: true }
    }

    /// Forgets what was written.
    pub fn begin(&mut self) {
        self.first = true;
    }

    /// One unit in one period.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let language = case.view.language;
        if std::mem::replace(&mut self.first, false) {
            writeln!(out, "# {}", language.pick("Rekonsiliasi", "Reconciliation"))?;
        }
        writeln!(out, "\n## {}\n", markdown(&title(&self.title, case)))?;
        let head = language.pick(
            "| Kode | Uraian | Dilaporkan | Menurut aturan | Hasil |",
            "| Code | Description | Published | By the rules | Result |",
        );
        writeln!(out, "{head}\n|---|---|---:|---:|---|")?;
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

    /// The end.
    pub fn end(&mut self, out: &mut dyn Write, tally: &Tally, language: Language) -> io::Result<()> {
        writeln!(out, "\n## {}\n", language.pick("Seluruh tabel", "The whole table"))?;
        for told in conclusions(tally, language) {
            writeln!(out, "- {}", markdown(&told))?;
        }
        Ok(())
    }
}

//! Diagnostics as a terminal shows them, and as JSON.

use super::blame::PlaceFields;
use super::excerpt::excerpt;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::message::{Language, Told};
use crate::source::{Sources, Span};
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use std::io::{self, Write};

/// How a diagnostic is shown.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// In which language.
    pub language: Language,
    /// Whether with colours.
    pub styled: bool,
    /// How many columns there are.
    pub width: usize,
}

impl Look {
    fn paint(self, text: &str, style: Style) -> String {
        if self.styled { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

const FRAME: Style = AnsiColor::Blue.on_default();
const BOLD: Style = Style::new().bold();

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Advice => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// No part of a message is longer: a name in it may be a whole file without blanks.
const LONGEST: usize = 2000;

pub(super) fn within_bounds(told: Told) -> Told {
    let bound = |text: String| match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    };
    Told { message: bound(told.message), label: bound(told.label), help: told.help.map(bound) }
}

/// Writes one diagnostic, with the lines that it points at.
pub fn write_diagnostic(out: &mut dyn Write, diagnostic: &Diagnostic, sources: &Sources, look: Look) -> io::Result<()> {
    let told = within_bounds(diagnostic.message.tell(look.language));
    let severity = diagnostic.severity();
    let head = format!("{}[{}]", severity.word(), diagnostic.code());
    writeln!(out, "{}: {}", look.paint(&head, style(severity)), look.paint(&told.message, BOLD))?;
    let lines = match &diagnostic.place {
        Place::Rules(span) => std::iter::once(*span).chain(diagnostic.related.iter().map(|(span, _)| *span)).collect(),
        _ => diagnostic.related.iter().map(|(span, _)| *span).collect::<Vec<_>>(),
    };
    let gutter = lines.iter().map(|span| sources.line_column(*span).0).max().unwrap_or(1).to_string().len();
    let view = View { sources, look, gutter };
    match &diagnostic.place {
        Place::Rules(span) => view.lines(out, *span, '^', &told.label, style(severity))?,
        Place::Data(place) => view.place(out, &place.tell(look.language))?,
        Place::Nowhere => {}
    }
    if !matches!(diagnostic.place, Place::Rules(_)) && !told.label.is_empty() {
        view.note(out, &told.label)?;
    }
    for (span, related) in &diagnostic.related {
        view.lines(out, *span, '-', &related.tell(look.language), FRAME)?;
    }
    if let Some(help) = &told.help {
        view.note(out, &format!("{}: {help}", look.language.pick("bantuan", "help")))?;
    }
    writeln!(out)
}

struct View<'a> {
    sources: &'a Sources,
    look: Look,
    gutter: usize,
}

impl View<'_> {
    fn place(&self, out: &mut dyn Write, place: &str) -> io::Result<()> {
        writeln!(out, "{:gutter$} {} {place}", "", self.look.paint("┌─", FRAME), gutter = self.gutter)
    }

    fn note(&self, out: &mut dyn Write, text: &str) -> io::Result<()> {
        writeln!(out, "{:gutter$} {} {text}", "", self.look.paint("=", FRAME), gutter = self.gutter)
    }

    fn lines(&self, out: &mut dyn Write, span: Span, mark: char, label: &str, style: Style) -> io::Result<()> {
        let (line, column) = self.sources.line_column(span);
        self.place(out, &format!("{}:{line}:{column}", self.sources.name(span.file)))?;
        let shown = excerpt(self.sources, span, self.look.width.saturating_sub(self.gutter + 3));
        if let Some(above) = &shown.above {
            self.line(out, Some(line - 1), above)?;
        }
        self.line(out, Some(line), &shown.text)?;
        let marks: String = std::iter::repeat_n(mark, shown.marked).collect();
        let marks = if label.is_empty() { marks } else { format!("{marks} {label}") };
        self.line(out, None, &format!("{:before$}{}", "", self.look.paint(&marks, style), before = shown.before))
    }

    fn line(&self, out: &mut dyn Write, number: Option<usize>, text: &str) -> io::Result<()> {
        let number = number.map_or_else(String::new, |number| number.to_string());
        let frame = format!("{number:>gutter$} │", gutter = self.gutter);
        writeln!(out, "{}{}{text}", self.look.paint(&frame, FRAME), if text.is_empty() { "" } else { " " })
    }
}

/// A diagnostic in JSON: `docs/periksa.schema.json`; of data also docs/data.md.
#[derive(Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    #[serde(flatten)]
    place: PlaceFields,
    #[serde(rename = "sampai_baris", skip_serializing_if = "Option::is_none")]
    end_line: Option<u64>,
    #[serde(rename = "sampai_kolom", skip_serializing_if = "Option::is_none")]
    end_column: Option<u64>,
    #[serde(rename = "kode")]
    code: String,
    #[serde(rename = "tingkat")]
    severity: &'static str,
    #[serde(rename = "pesan")]
    message: String,
    #[serde(rename = "keterangan", skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(rename = "bantuan", skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(rename = "terkait", skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedFinding>,
}

/// A finding that is switched off, in JSON.
#[derive(Debug, Serialize)]
pub struct SwitchedOff {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// What switches it off: `abaikan` in the ruleset, `--abaikan`, `--hanya`.
    #[serde(rename = "cara")]
    pub by: &'static str,
    /// The reason that the ruleset gives.
    #[serde(rename = "alasan", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct RelatedFinding {
    #[serde(rename = "berkas")]
    file: String,
    #[serde(rename = "baris")]
    line: u64,
    #[serde(rename = "kolom")]
    column: u64,
    #[serde(rename = "keterangan")]
    label: String,
}

impl Finding {
    /// A diagnostic as it is published.
    pub fn new(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> Self {
        let told = within_bounds(diagnostic.message.tell(language));
        let mut finding = Self {
            place: PlaceFields::default(),
            end_line: None,
            end_column: None,
            code: diagnostic.code().to_string(),
            severity: diagnostic.severity().word(),
            message: told.message,
            label: Some(told.label).filter(|label| !label.is_empty()),
            help: told.help,
            related: Vec::new(),
        };
        match &diagnostic.place {
            Place::Rules(span) => {
                let (line, column) = sources.line_column(*span);
                let (end_line, end_column) = sources.line_column(span.after());
                finding.place.file = Some(sources.name(span.file).to_owned());
                (finding.place.line, finding.place.column) = (Some(line as u64), Some(column as u64));
                (finding.end_line, finding.end_column) = (Some(end_line as u64), Some(end_column as u64));
            }
            Place::Data(place) => finding.place = PlaceFields::of(place),
            Place::Nowhere => {}
        }
        finding.related = diagnostic
            .related
            .iter()
            .map(|(span, related)| {
                let (line, column) = sources.line_column(*span);
                RelatedFinding {
                    file: sources.name(span.file).to_owned(),
                    line: line as u64,
                    column: column as u64,
                    label: related.tell(language),
                }
            })
            .collect();
        finding
    }
}

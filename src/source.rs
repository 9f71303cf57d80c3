//! The only owner of ruleset text. Everything else points into it with a [`Span`]; lines, columns and excerpts are computed
//! when a message is rendered, never stored.

use std::fmt;

/// One file of a ruleset, by its place in [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileId(pub u32);

/// A stretch of bytes `start..end` of one file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file that the stretch lies in.
    pub file: FileId,
    /// Offset in bytes of the first byte.
    pub start: u32,
    /// Offset in bytes just after the last byte.
    pub end: u32,
}

impl Span {
    /// The stretch `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start: start as u32, end: end as u32 }
    }

    /// The smallest stretch that covers both; `other` must lie in the same file.
    pub fn to(self, other: Span) -> Self {
        debug_assert_eq!(self.file, other.file);
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty stretch at the end of this one.
    pub fn after(self) -> Self {
        Self { start: self.end, ..self }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

/// The texts of a ruleset and of all that it uses.
#[derive(Default, Clone)]
pub struct Sources {
    files: Vec<SourceFile>,
}

#[derive(Clone)]
struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<u32>,
}

impl Sources {
    /// Takes over a text. `name` is what messages call the file, usually its path as the user wrote it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1))
            .collect();
        self.files.push(SourceFile { name: name.into(), text, line_starts });
        FileId(self.files.len() as u32 - 1)
    }

    /// The whole text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// What messages call the file.
    pub fn name(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].name
    }

    /// All files, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    /// The text that a span covers.
    pub fn excerpt(&self, span: Span) -> &str {
        self.text(span.file).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Line and column (both from 1, the column in characters) at which a span begins.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let file = &self.files[span.file.0 as usize];
        let line = file.line_starts.partition_point(|start| *start <= span.start);
        let start = file.line_starts[line - 1] as usize;
        let before = file.text.get(start..span.start as usize).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// The same, the column in UTF-16 code units, as editors count. A byte order mark is no part of the first line.
    pub fn line_column_utf16(&self, span: Span) -> (usize, usize) {
        let (line, _) = self.line_column(span);
        let file = &self.files[span.file.0 as usize];
        let before = file.text.get(file.line_starts[line - 1] as usize..span.start as usize).unwrap_or("");
        let before = if line == 1 { before.trim_start_matches('\u{feff}') } else { before };
        (line, before.encode_utf16().count() + 1)
    }

    /// `FILE:LINE`, as explanations cite a rule.
    pub fn place(&self, span: Span) -> String {
        format!("{}:{}", self.name(span.file), self.line_column(span).0)
    }
}

//! What is computed anew, held to what was closed while it comes about: nothing of it is kept, however much it is.

use memchr::{memchr_iter, memrchr};
use std::io::{self, BufRead};

/// So much of a line is shown, before the place where the two part and after it.
const BEFORE: usize = 60;
const AFTER: usize = 60;

/// The first line in which the two differ, with the beginning of both from where they part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line, from 1.
    pub line: u64,
    /// What was closed there.
    pub closed: String,
    /// What is computed.
    pub now: String,
}

/// Compares what was closed with what comes.
pub struct Comparison {
    closed: Box<dyn BufRead + Send>,
    line: u64,
    /// The end of what both have in this line.
    before: Vec<u8>,
    parted: Option<Parted>,
}

/// What both say from the place where they part.
struct Parted {
    closed: Vec<u8>,
    now: Vec<u8>,
}

impl Comparison {
    /// With these bytes.
    pub fn new(closed: Box<dyn BufRead + Send>) -> Self {
        Self { closed, line: 1, before: Vec::new(), parted: None }
    }

    /// What comes next. After the first difference nothing more is read of what was closed.
    pub fn put(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while self.parted.is_none() && !bytes.is_empty() {
            let closed = read(&mut *self.closed)?;
            let most = closed.len().min(bytes.len());
            let same = match closed[..most] == bytes[..most] {
                true => most,
                false => closed.iter().zip(bytes).take_while(|(a, b)| a == b).count(),
            };
            let parts = same == 0 || same < most;
            remember(&bytes[..same], &mut self.line, &mut self.before);
            self.closed.consume(same);
            bytes = &bytes[same..];
            if parts {
                self.part()?;
            }
        }
        if let Some(parted) = &mut self.parted {
            extend(&mut parted.now, bytes);
        }
        Ok(())
    }

    fn part(&mut self) -> io::Result<()> {
        let mut closed = Vec::new();
        while !is_full(&closed) {
            let next = read(&mut *self.closed)?;
            if next.is_empty() {
                break;
            }
            let taken = next.len();
            extend(&mut closed, next);
            self.closed.consume(taken);
        }
        self.parted = Some(Parted { closed, now: Vec::new() });
        Ok(())
    }

    /// Nothing more comes. Where they differ first; none where they are the same.
    pub fn finish(mut self) -> io::Result<Option<Difference>> {
        if self.parted.is_none() && !read(&mut *self.closed)?.is_empty() {
            self.part()?;
        }
        let Some(Parted { closed, now }) = self.parted else { return Ok(None) };
        let shown = |after: &[u8]| shown(&self.before, after);
        Ok(Some(Difference { line: self.line, closed: shown(&closed), now: shown(&now) }))
    }
}

/// What can be read at once, however often that is interrupted.
fn read(closed: &mut dyn BufRead) -> io::Result<&[u8]> {
    while let Err(error) = closed.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    closed.fill_buf()
}

/// Counts lines and keeps the end of the last one.
fn remember(same: &[u8], line: &mut u64, before: &mut Vec<u8>) {
    let mut rest = same;
    if let Some(end) = memrchr(b'\n', same) {
        *line += memchr_iter(b'\n', same).count() as u64;
        before.clear();
        rest = &same[end + 1..];
    }
    before.extend_from_slice(&rest[rest.len().saturating_sub(BEFORE)..]);
    before.drain(..before.len().saturating_sub(BEFORE));
}

fn is_full(after: &[u8]) -> bool {
    after.len() >= AFTER || after.last() == Some(&b'\n')
}

/// Adds as much of a line as is shown.
fn extend(after: &mut Vec<u8>, bytes: &[u8]) {
    if is_full(after) {
        return;
    }
    let bytes = &bytes[..bytes.len().min(AFTER - after.len())];
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    after.extend_from_slice(&bytes[..end]);
}

fn shown(before: &[u8], after: &[u8]) -> String {
    if before.is_empty() && after.is_empty() {
        return "–".to_owned();
    }
    let is_cut = after.len() == AFTER && after.last() != Some(&b'\n');
    let text = String::from_utf8_lossy(&[before, after].concat()).replace(char::REPLACEMENT_CHARACTER, "");
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (start, end) = (if before.len() == BEFORE { "…" } else { "" }, if is_cut { "…" } else { "" });
    format!("{start}{}{end}", text.trim_end())
}

//! Texts in order, however many there are: sorted in memory as long as they are few, then in stretches that are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// So many bytes of texts are sorted in memory.
const IN_MEMORY: usize = 4 << 20;
/// The readers of all stretches together have so much memory, and each at least and at most so much.
const READING: usize = 8 << 20;
const OF_ONE: Range<usize> = 4 << 10..64 << 10;

/// What a text is sorted by: the file, the line and the column that it is about, then the order of arrival.
pub type Key = (u32, u64, u32, u64);

/// The bytes of a key and a length.
const HEAD: usize = 4 + 8 + 4 + 8 + 4;

/// Collects texts.
#[derive(Debug)]
pub struct Sorted {
    /// The folder of the file in which stretches wait.
    folder: PathBuf,
    waiting: Vec<(Key, Range<usize>)>,
    bytes: Vec<u8>,
    file: Option<File>,
    end: u64,
    stretches: Vec<Stretch>,
    /// The number of the next text.
    next: u64,
    /// The numbers of those that were taken back.
    void: Vec<Range<u64>>,
}

/// Texts that are in order.
#[derive(Debug)]
struct Stretch {
    place: Range<u64>,
    last: Key,
}

impl Sorted {
    /// Nothing yet. What does not fit into memory waits in a nameless file in this folder.
    pub fn new(folder: &Path) -> Self {
        let (waiting, bytes, stretches, void) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { folder: folder.to_path_buf(), waiting, bytes, file: None, end: 0, stretches, next: 0, void }
    }

    /// One more text, about a place.
    pub fn add(
        &mut self,
        file: u32,
        line: u64,
        column: u32,
        write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>,
    ) -> io::Result<()> {
        let start = self.bytes.len();
        write(&mut self.bytes)?;
        self.waiting.push(((file, line, column, self.next), start..self.bytes.len()));
        self.next += 1;
        if self.bytes.len() >= IN_MEMORY { self.flush() } else { Ok(()) }
    }

    /// How many there have been.
    pub fn mark(&self) -> u64 {
        self.next
    }

    /// Takes back what came after a mark.
    pub fn back_to(&mut self, mark: u64) {
        if mark < self.next {
            self.void.push(mark..self.next);
        }
    }

    /// Puts what waits in memory into the file.
    fn flush(&mut self) -> io::Result<()> {
        self.waiting.sort_unstable_by_key(|(key, _)| *key);
        let (Some(first), Some(last)) = (self.waiting.first(), self.waiting.last()) else { return Ok(()) };
        let (first, last) = (first.0, last.0);
        if self.file.is_none() {
            let named = tempfile::tempfile_in(&self.folder);
            self.file = Some(named.or_else(|_| tempfile::tempfile())?);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        file.seek(SeekFrom::Start(self.end))?;
        let mut out = io::BufWriter::with_capacity(1 << 16, file);
        let start = self.end;
        for (key, range) in &self.waiting {
            out.write_all(&key.0.to_le_bytes())?;
            out.write_all(&key.1.to_le_bytes())?;
            out.write_all(&key.2.to_le_bytes())?;
            out.write_all(&key.3.to_le_bytes())?;
            out.write_all(&(range.len() as u32).to_le_bytes())?;
            out.write_all(&self.bytes[range.clone()])?;
            self.end += (HEAD + range.len()) as u64;
        }
        out.flush()?;
        drop(out);
        match self.stretches.last_mut().filter(|stretch| stretch.last < first) {
            // Nearly always texts come in order.
            Some(stretch) => (stretch.place.end, stretch.last) = (self.end, last),
            None => self.stretches.push(Stretch { place: start..self.end, last }),
        }
        self.waiting.clear();
        self.bytes.clear();
        Ok(())
    }

    /// Writes all of them in order.
    pub fn write(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let void = std::mem::take(&mut self.void);
        let counts = |key: &Key| !void.iter().any(|range| range.contains(&key.3));
        if self.stretches.is_empty() {
            self.waiting.sort_unstable_by_key(|(key, _)| *key);
            for (_, range) in self.waiting.drain(..).filter(|(key, _)| counts(key)) {
                out.write_all(&self.bytes[range])?;
            }
            return Ok(());
        }
        self.flush()?;
        let Some(file) = &mut self.file else { return Ok(()) };
        let size = (READING / self.stretches.len()).clamp(OF_ONE.start, OF_ONE.end);
        let mut readers = Vec::new();
        let mut next = BinaryHeap::new();
        for stretch in self.stretches.drain(..) {
            let mut reader = Reader { place: stretch.place, buffer: Vec::new(), at: 0, size };
            if let Some(key) = reader.key(file)? {
                next.push(Reverse((key, readers.len())));
            }
            readers.push(reader);
        }
        while let Some(Reverse((key, place))) = next.pop() {
            let Some(reader) = readers.get_mut(place) else { continue };
            let text = reader.text(file)?;
            if counts(&key) {
                out.write_all(text)?;
            }
            if let Some(key) = reader.key(file)? {
                next.push(Reverse((key, place)));
            }
        }
        Ok(())
    }
}

/// Reads a stretch.
struct Reader {
    /// What has not been read.
    place: Range<u64>,
    buffer: Vec<u8>,
    at: usize,
    size: usize,
}

impl Reader {
    /// So many bytes from here on; none at the end.
    fn bytes(&mut self, file: &mut File, count: usize) -> io::Result<Option<&[u8]>> {
        if self.buffer.len() - self.at < count {
            self.buffer.drain(..self.at);
            self.at = 0;
            let held = self.buffer.len();
            let left = usize::try_from(self.place.end - self.place.start).unwrap_or(usize::MAX);
            let more = self.size.max(count).saturating_sub(held).min(left);
            self.buffer.resize(held + more, 0);
            file.seek(SeekFrom::Start(self.place.start))?;
            file.read_exact(&mut self.buffer[held..])?;
            self.place.start += more as u64;
        }
        Ok(self.buffer.get(self.at..self.at + count))
    }

    /// The key of the next text.
    fn key(&mut self, file: &mut File) -> io::Result<Option<Key>> {
        let Some(head) = self.bytes(file, HEAD)? else { return Ok(None) };
        let number =
            |range: Range<usize>| head[range].iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        Ok(Some((number(0..4) as u32, number(4..12), number(12..16) as u32, number(16..24))))
    }

    /// The next text.
    fn text(&mut self, file: &mut File) -> io::Result<&[u8]> {
        let head = self.bytes(file, HEAD)?.unwrap_or_default();
        let length =
            head.get(24..HEAD).unwrap_or_default().iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        let whole = HEAD + length;
        self.bytes(file, whole)?;
        let text = self.at + HEAD..self.at + whole;
        self.at += whole;
        self.buffer.get(text).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Sorted;
    use std::path::Path;

    /// Texts of so many bytes that they do not fit into memory, from two files, the second of which is told backwards.
    #[test]
    fn what_does_not_fit_into_memory_is_in_order_all_the_same() {
        let mut sorted = Sorted::new(Path::new("."));
        let long = "x".repeat(1 << 10);
        let add = |sorted: &mut Sorted, file: u32, line: u64| {
            let text = format!("{file} {line} {long}\n");
            sorted
                .add(file, line, 0, |out| {
                    out.extend_from_slice(text.as_bytes());
                    Ok(())
                })
                .unwrap();
        };
        for line in 1..=6_000 {
            add(&mut sorted, 1, line);
        }
        let mark = sorted.mark();
        for line in (1..=6_000).rev() {
            add(&mut sorted, 2, line);
        }
        sorted.back_to(mark);
        for line in (1..=3_000).rev() {
            add(&mut sorted, 2, 2 * line);
        }
        assert!(sorted.stretches.len() > 1 && sorted.bytes.len() < 5 << 20);
        let mut out = Vec::new();
        sorted.write(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let heads: Vec<(u32, u64)> = text
            .lines()
            .map(|line| {
                let mut words = line.split(' ');
                (words.next().unwrap().parse().unwrap(), words.next().unwrap().parse().unwrap())
            })
            .collect();
        let expected = (1..=6_000).map(|line| (1, line)).chain((1..=3_000).map(|line| (2, 2 * line)));
        assert!(heads.into_iter().eq(expected));
    }
}

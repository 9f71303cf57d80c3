//! The parts of a workbook: a ZIP archive. Sizes are judged by its directory before anything is unpacked, and a part that
//! unpacks to more than the directory says is damaged, so that no part takes more than it may.

use crate::data::source::Whole;
use crate::message::workbook::WorkbookMessage;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::cell::Cell;
use std::io::{self, BufRead, Read, Seek, SeekFrom, Take};
use std::rc::Rc;
use zip::{CompressionMethod, ZipArchive};

/// Why a workbook cannot be read.
#[derive(Debug)]
pub enum Trouble {
    /// What is wrong with it.
    Message(WorkbookMessage),
    /// The file cannot be read.
    Io(io::Error),
}

impl From<WorkbookMessage> for Trouble {
    fn from(message: WorkbookMessage) -> Self {
        Self::Message(message)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A part that is damaged.
pub fn damaged(part: &str) -> Trouble {
    WorkbookMessage::Damaged { part: part.chars().take(100).collect() }.into()
}

/// No workbook has more parts.
const MOST_PARTS: usize = 10_000;
/// No part is larger.
const LARGEST: u64 = 2 << 30;
/// A part that is held in memory is no larger.
const LARGEST_HELD: u64 = 256 << 20;
/// A part of more than [`FREE`] bytes unpacks to no more than so many times its size.
const RATIO: u64 = 250;
const FREE: u64 = 16 << 20;
/// No tag and no text between two tags is longer.
const LONGEST_EVENT: usize = 2 << 20;
const CHUNK: usize = 1 << 16;

/// What the directory says of a part.
#[derive(Debug, Clone)]
struct Entry {
    name: String,
    start: u64,
    packed: u64,
    size: u64,
    crc: u32,
    stored: bool,
}

/// A workbook's archive.
pub struct Package {
    file: Whole,
    entries: Vec<Entry>,
}

impl Package {
    /// Reads the directory, and refuses what no workbook needs.
    pub fn open(file: Whole) -> Result<Self, Trouble> {
        let broken = |_| damaged("ZIP");
        let mut archive = ZipArchive::new(file).map_err(broken)?;
        if archive.len() > MOST_PARTS {
            let limit = format!("{MOST_PARTS} bagian");
            return Err(WorkbookMessage::TooLarge { part: "ZIP".to_owned(), limit }.into());
        }
        let mut entries = Vec::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(broken)?;
            let name = String::from_utf8_lossy(part.name_raw()).replace('\\', "/");
            let name = name.trim_start_matches('/').to_owned();
            let Some(start) = part.data_start() else { return Err(damaged(&name)) };
            let stored = match part.compression() {
                CompressionMethod::Stored => true,
                CompressionMethod::Deflated => false,
                _ => return Err(damaged(&name)),
            };
            if part.encrypted() {
                return Err(WorkbookMessage::OtherWorkbook { kind: "berkata sandi".to_owned() }.into());
            }
            let (packed, size, crc) = (part.compressed_size(), part.size(), part.crc32());
            entries.push(Entry { name, start, packed, size, crc, stored });
        }
        entries.iter().try_for_each(judge)?;
        Ok(Self { file: archive.into_inner(), entries })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A part, where it is there, and whether it may be large.
    pub fn part(&mut self, name: &str, large: bool) -> Result<Option<Xml<&mut Whole>>, Trouble> {
        let Some(entry) = self.find(name).cloned() else { return Ok(None) };
        if !large && entry.size > LARGEST_HELD {
            return Err(too_large(&entry.name, LARGEST_HELD));
        }
        Ok(Some(Xml::new(&mut self.file, entry)?))
    }

    /// A part for as long as it is wanted.
    pub fn into_part(self, name: &str) -> Result<Xml<Whole>, Trouble> {
        let entry = self.find(name).cloned().ok_or_else(|| damaged(name))?;
        Xml::new(self.file, entry)
    }
}

fn too_large(name: &str, limit: u64) -> Trouble {
    WorkbookMessage::TooLarge { part: name.chars().take(100).collect(), limit: format!("{} MiB", limit >> 20) }.into()
}

fn judge(entry: &Entry) -> Result<(), Trouble> {
    if entry.size > LARGEST {
        return Err(too_large(&entry.name, LARGEST));
    }
    if entry.size > FREE && entry.size / RATIO > entry.packed {
        let part = entry.name.chars().take(100).collect();
        return Err(WorkbookMessage::TooLarge { part, limit: format!("{RATIO}×") }.into());
    }
    Ok(())
}

/// The tags and texts of a part.
pub struct Xml<R> {
    reader: quick_xml::Reader<Part<R>>,
    buffer: Vec<u8>,
    /// What the current tag or text takes.
    taken: Rc<Cell<usize>>,
    name: String,
}

impl<R: Read + Seek> Xml<R> {
    fn new(mut file: R, entry: Entry) -> Result<Self, Trouble> {
        file.seek(SeekFrom::Start(entry.start))?;
        let packed = file.take(entry.packed);
        let taken = Rc::new(Cell::new(0));
        let part = Part {
            content: if entry.stored {
                Content::Stored(packed)
            } else {
                Content::Deflated(DeflateDecoder::new(packed))
            },
            buffer: vec![0; CHUNK],
            at: 0,
            end: 0,
            left: entry.size,
            crc: Crc::new(),
            expected: entry.crc,
            taken: taken.clone(),
        };
        let mut reader = quick_xml::Reader::from_reader(part);
        reader.config_mut().check_end_names = true;
        Ok(Self { reader, buffer: Vec::new(), taken, name: entry.name })
    }

    /// The next tag or text; none at the end.
    pub fn next(&mut self) -> Result<Option<quick_xml::events::Event<'_>>, Trouble> {
        self.buffer.clear();
        self.taken.set(0);
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(quick_xml::events::Event::Eof) => Ok(None),
            Ok(event) => Ok(Some(event)),
            Err(quick_xml::Error::Io(error)) if error.raw_os_error().is_some() => {
                Err(Trouble::Io(io::Error::new(error.kind(), error)))
            }
            Err(_) => Err(damaged(&self.name)),
        }
    }

    /// That the part is damaged.
    pub fn damaged(&self) -> Trouble {
        damaged(&self.name)
    }
}

enum Content<R> {
    Stored(Take<R>),
    Deflated(DeflateDecoder<Take<R>>),
}

/// The bytes of a part, held against what the directory says of it.
pub struct Part<R> {
    content: Content<R>,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    left: u64,
    crc: Crc,
    expected: u32,
    taken: Rc<Cell<usize>>,
}

impl<R: Read> Read for Part<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let length = bytes.len().min(out.len());
        out[..length].copy_from_slice(&bytes[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Part<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let broken = || io::Error::from(io::ErrorKind::InvalidData);
        if self.taken.get() > LONGEST_EVENT {
            return Err(broken());
        }
        if self.at == self.end {
            let length = match &mut self.content {
                Content::Stored(bytes) => bytes.read(&mut self.buffer),
                Content::Deflated(bytes) => bytes.read(&mut self.buffer),
            }?;
            self.left = self.left.checked_sub(length as u64).ok_or_else(broken)?;
            self.crc.update(&self.buffer[..length]);
            if length == 0 && (self.left > 0 || self.crc.sum() != self.expected) {
                return Err(broken());
            }
            (self.at, self.end) = (0, length);
        }
        Ok(&self.buffer[self.at..self.end])
    }

    fn consume(&mut self, length: usize) {
        self.at = (self.at + length).min(self.end);
        self.taken.set(self.taken.get() + length);
    }
}

//! Files to text: opening, copying aside what can be read once only, unpacking, decoding.

use super::counters::{Counted, Counters};
use super::options::{DataFormat, DataInput, DataOptions, DataSource, Encoding, FileProblem};
use super::unpack::{Packing, unpacked};
use crate::message::data::{DataMessage, NotATable};
use encoding_rs::{Decoder, DecoderResult};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that can be read again and again.
pub(super) struct Source {
    pub name: Arc<str>,
    /// The ruleset whose data it is, by its alias.
    pub alias: Option<String>,
    place: Content,
}

enum Content {
    Path(PathBuf),
    /// What can be read once only: a pipe, a device.
    Once(RefCell<Once>),
    /// A header and some of the rows below it.
    Part(Vec<u8>, Vec<u8>),
}

/// What came through a pipe, copied aside as it is read: a source without end is not waited for.
struct Once {
    input: Box<dyn Read>,
    copy: File,
    copied: u64,
}

/// Such a source from its beginning.
struct Again<'a> {
    source: &'a RefCell<Once>,
    at: u64,
}

impl Read for Again<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let source = &mut *self.source.borrow_mut();
        source.copy.seek(SeekFrom::Start(self.at))?;
        let known = source.copied - self.at;
        let length = if known > 0 {
            (&source.copy).take(known).read(out)?
        } else {
            let length = source.input.read(out)?;
            source.copy.write_all(&out[..length])?;
            source.copied += length as u64;
            length
        };
        self.at += length as u64;
        Ok(length)
    }
}

/// A text to read, or why it is none.
pub(super) enum Text<'a> {
    Readable(Box<dyn Read + 'a>, DataFormat),
    /// A file that is not read from its beginning to its end: a workbook, a Parquet file.
    Whole(Whole, DataFormat),
    Unreadable(DataMessage),
}

/// A file that can be read at any place.
pub(super) enum Whole {
    File(BufReader<File>),
    Memory(Cursor<Vec<u8>>),
}

/// What came through a pipe and has to be held as a whole is no larger.
const MOST_HELD: u64 = 256 << 20;

impl Read for Whole {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(out),
            Self::Memory(bytes) => bytes.read(out),
        }
    }
}

impl Seek for Whole {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(place),
            Self::Memory(bytes) => bytes.seek(place),
        }
    }
}

impl Source {
    pub fn open(input: &DataInput) -> Result<Self, FileProblem> {
        let name = input.source.name();
        let place = Self::content(&input.source).map_err(|error| FileProblem::new(&name, error))?;
        Ok(Self { name: name.into(), alias: input.alias.clone(), place })
    }

    /// Some rows of a table, below its header.
    pub fn part(name: Arc<str>, header: &[u8], rows: &[u8]) -> Self {
        Self { name, alias: None, place: Content::Part(header.to_vec(), rows.to_vec()) }
    }

    fn content(source: &DataSource) -> io::Result<Content> {
        match source {
            DataSource::Stdin => once(Box::new(io::stdin())),
            DataSource::File(path) => {
                let file = File::open(path)?;
                let kind = file.metadata()?;
                if kind.is_dir() {
                    Err(io::Error::from(io::ErrorKind::IsADirectory))
                } else if kind.is_file() {
                    Ok(Content::Path(path.clone()))
                } else {
                    once(Box::new(file))
                }
            }
        }
    }

    /// The text from its beginning.
    pub fn text(&self, options: &DataOptions) -> Result<Text<'_>, FileProblem> {
        let format = options.format.or_else(|| self.format_of_name());
        self.text_as(options, format).map_err(|error| FileProblem::new(&self.name, error))
    }

    fn text_as(&self, options: &DataOptions, format: Option<DataFormat>) -> io::Result<Text<'_>> {
        let mut input = self.input(&options.counters)?;
        let head = read_up_to(&mut input, 4)?;
        let asked = options.format.filter(|format| format.is_whole());
        let not_asked = |asked: DataFormat| {
            let name = if asked == DataFormat::Parquet { "parquet" } else { "xlsx" };
            Ok(Text::Unreadable(DataMessage::NotATable { kind: NotATable::NotA(name) }))
        };
        if let Some(packing) = Packing::of(&head) {
            let mut unpacked = unpacked(Cursor::new(head).chain(input), packing);
            let head = read_up_to(&mut unpacked, 4)?;
            if Packing::of(&head).is_some() || head.starts_with(b"PK\x03\x04") || head.starts_with(b"PAR1") {
                return Ok(Text::Unreadable(DataMessage::NotATable { kind: NotATable::Packed }));
            }
            return match asked {
                Some(asked) => not_asked(asked),
                None => text_of(Cursor::new(head).chain(unpacked), options.encoding, format),
            };
        }
        let whole = if head.starts_with(b"PK\x03\x04") {
            DataFormat::Workbook
        } else if head.starts_with(b"PAR1") {
            DataFormat::Parquet
        } else {
            // What is no text either is told as what it is.
            let format = format.filter(|format| !format.is_whole());
            return match (asked, text_of(Cursor::new(head).chain(input), options.encoding, format)?) {
                (Some(asked), Text::Readable(..)) => not_asked(asked),
                (_, text) => Ok(text),
            };
        };
        // Its first bytes say more than its name does, though not more than the user.
        if options.format.is_some_and(|format| format != whole) {
            return Ok(Text::Unreadable(DataMessage::NotATable { kind: NotATable::Binary }));
        }
        Ok(Text::Whole(self.whole(input, head)?, whole))
    }

    /// The bytes from the beginning, counted as they are read.
    fn input(&self, counters: &Arc<Counters>) -> io::Result<Box<dyn Read + '_>> {
        Ok(match &self.place {
            Content::Path(path) => Box::new(Counted::new(File::open(path)?, counters.clone())),
            Content::Once(source) => Box::new(Counted::new(Again { source, at: 0 }, counters.clone())),
            Content::Part(header, rows) => Box::new(header.chain(&**rows)),
        })
    }

    fn whole(&self, input: Box<dyn Read + '_>, head: Vec<u8>) -> io::Result<Whole> {
        if let Content::Path(path) = &self.place {
            return Ok(Whole::File(BufReader::new(File::open(path)?)));
        }
        let mut bytes = head;
        input.take(MOST_HELD + 1).read_to_end(&mut bytes)?;
        match bytes.len() as u64 > MOST_HELD {
            true => Err(io::ErrorKind::FileTooLarge.into()),
            false => Ok(Whole::Memory(Cursor::new(bytes))),
        }
    }

    /// What the name of a file ends in, where neither that nor the options say what it holds.
    pub fn unknown_ending(&self, options: &DataOptions) -> Option<String> {
        self.ending().filter(|_| options.format.is_none() && self.format_of_name().is_none())
    }

    fn ending(&self) -> Option<String> {
        let Content::Path(path) = &self.place else { return None };
        ending(path)
    }

    fn format_of_name(&self) -> Option<DataFormat> {
        DataFormat::of_ending(&self.ending()?)
    }
}

/// What a name ends in, in lower case; of a packed file what is packed in it.
pub(super) fn ending(path: &Path) -> Option<String> {
    let of = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
    match of(path)?.as_str() {
        "gz" | "zst" => of(Path::new(path.file_stem()?)),
        other => Some(other.to_owned()),
    }
}

fn once(input: Box<dyn Read>) -> io::Result<Content> {
    Ok(Content::Once(RefCell::new(Once { input, copy: tempfile::tempfile()?, copied: 0 })))
}

/// Decodes, drops the BOM, and finds the format where it is not known.
pub(super) fn text_of<'a>(
    mut input: impl Read + 'a,
    encoding: Encoding,
    format: Option<DataFormat>,
) -> io::Result<Text<'a>> {
    let head = read_up_to(&mut input, 4)?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(Text::Unreadable(DataMessage::NotATable { kind: NotATable::Workbook }));
    }
    if head.starts_with(b"%PDF") {
        return Ok(Text::Unreadable(DataMessage::NotATable { kind: NotATable::Binary }));
    }
    let bom = |bom: &[u8]| if head.starts_with(bom) { bom.len() } else { 0 };
    let low_end_first = head.starts_with(b"\xFF\xFE") || (head.len() > 1 && head[0] != 0 && head[1] == 0);
    let high_end_first = head.starts_with(b"\xFE\xFF") || (head.len() > 1 && head[0] == 0 && head[1] != 0);
    let (skip, decoder) = match encoding {
        Encoding::Utf8 if low_end_first || high_end_first => {
            return Ok(Text::Unreadable(DataMessage::LooksLikeUtf16 {}));
        }
        Encoding::Utf8 => (bom(b"\xEF\xBB\xBF"), None),
        Encoding::Utf16 if high_end_first => (bom(b"\xFE\xFF"), Some(encoding_rs::UTF_16BE)),
        Encoding::Utf16 => (bom(b"\xFF\xFE"), Some(encoding_rs::UTF_16LE)),
        Encoding::Windows1252 => (0, Some(encoding_rs::WINDOWS_1252)),
    };
    let bytes = Cursor::new(head[skip..].to_vec()).chain(input);
    let mut text: Box<dyn Read + 'a> = match decoder {
        None => Box::new(bytes),
        Some(encoding) => Box::new(Decoded::new(bytes, encoding.new_decoder_without_bom_handling())),
    };
    if let Some(format) = format {
        return Ok(Text::Readable(text, format));
    }
    let head = read_up_to(&mut text, 256)?;
    let format = match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => return Ok(Text::Unreadable(DataMessage::NotATable { kind: NotATable::Tags })),
        Some(b'[') => DataFormat::Json,
        Some(b'{') => DataFormat::JsonLines,
        _ => DataFormat::Csv,
    };
    Ok(Text::Readable(Box::new(Cursor::new(head).chain(text)), format))
}

/// The first bytes; fewer than asked for only where there are no more.
fn read_up_to(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads another encoding as UTF-8. What is malformed becomes a byte that UTF-8 never has, so that whoever reads the cells
/// finds it and knows where it stands.
struct Decoded<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_start: usize,
    raw_end: usize,
    at_end: bool,
    text: Vec<u8>,
    text_start: usize,
    text_end: usize,
    finished: bool,
}

const MALFORMED: u8 = 0xFF;
const CHUNK: usize = 1 << 16;

impl<R: Read> Decoded<R> {
    fn new(input: R, decoder: Decoder) -> Self {
        Self {
            input,
            decoder,
            raw: vec![0; CHUNK],
            raw_start: 0,
            raw_end: 0,
            at_end: false,
            text: vec![0; CHUNK],
            text_start: 0,
            text_end: 0,
            finished: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.text_start == self.text_end && !self.finished {
            if self.raw_start == self.raw_end && !self.at_end {
                self.raw_start = 0;
                self.raw_end = self.input.read(&mut self.raw)?;
                self.at_end = self.raw_end == 0;
            }
            let room = self.text.len() - 1;
            let raw = &self.raw[self.raw_start..self.raw_end];
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut self.text[..room], self.at_end);
            self.raw_start += read;
            self.text_start = 0;
            self.text_end = written;
            match result {
                DecoderResult::InputEmpty => self.finished = self.at_end,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.text[written] = MALFORMED;
                    self.text_end += 1;
                }
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let length = out.len().min(self.text_end - self.text_start);
        out[..length].copy_from_slice(&self.text[self.text_start..self.text_start + length]);
        self.text_start += length;
        Ok(length)
    }
}

//! Packed files: gzip and zstd to what they hold. They are told by their first bytes, not by their names.
//!
//! What comes out is measured against what went in: a small file that unpacks to very much (a bomb) is refused, and so is
//! one that is damaged or cut off. Neither takes more memory than a window of the packing.

use crate::message::files::Unpacking;
use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// So much may come out in any case.
const FREE: u64 = 64 << 20;
/// Beyond it so many bytes may come out for one that went in; tables of text reach a tenth of it.
const RATIO: u64 = 250;
/// What is read at once.
const CHUNK: usize = 1 << 16;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// By the first four bytes.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"\x1F\x8B") {
            Some(Self::Gzip)
        } else if head == ZSTD || is_skippable(head) {
            Some(Self::Zstd)
        } else {
            None
        }
    }
}

const ZSTD: &[u8] = b"\x28\xB5\x2F\xFD";

/// A frame that holds no content.
fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [first, 0x2A, 0x4D, 0x18] if first & 0xF0 == 0x50)
}

/// What a packed file holds.
pub(super) fn unpacked<R: Read>(input: R, packing: Packing) -> Bounded<R> {
    let read = Arc::new(AtomicU64::new(0));
    let input = BufReader::with_capacity(CHUNK, Measured { input, read: read.clone() });
    let frames = Frames { packing, state: State::Between(input) };
    Bounded { frames, read, given: 0 }
}

/// Counts what is read.
struct Measured<R> {
    input: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(out)?;
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

/// Refuses what unpacks to too much.
pub(super) struct Bounded<R> {
    frames: Frames<R>,
    read: Arc<AtomicU64>,
    given: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.frames.read(out)?;
        self.given += length as u64;
        if self.given > FREE && self.given / RATIO > self.read.load(Ordering::Relaxed) {
            return Err(io::Error::other(Unpacking::TooMuch));
        }
        Ok(length)
    }
}

/// The parts of a file that are packed one after the other; both packings allow several.
struct Frames<R> {
    packing: Packing,
    state: State<R>,
}

type Input<R> = BufReader<Measured<R>>;

enum State<R> {
    Between(Input<R>),
    Gzip(Box<GzDecoder<Input<R>>>),
    Zstd(Input<R>, Box<FrameDecoder>),
    End,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            let read = match &mut self.state {
                State::End => return Ok(0),
                State::Gzip(part) => part.read(out),
                State::Zstd(input, decoder) => read_frame(input, decoder, out),
                State::Between(_) => Ok(0),
            };
            // An error of the file itself is not one of its packing.
            let read = read.map_err(|error| match error.raw_os_error() {
                Some(_) => error,
                None => damaged(),
            })?;
            if read > 0 {
                return Ok(read);
            }
            self.state = match std::mem::replace(&mut self.state, State::End) {
                State::Between(input) => self.begin(input)?,
                State::Gzip(part) => State::Between(part.into_inner()),
                State::Zstd(input, decoder) => {
                    let stored = decoder.get_checksum_from_data();
                    if stored.is_some() && stored != decoder.get_calculated_checksum() {
                        return Err(damaged());
                    }
                    State::Between(input)
                }
                State::End => State::End,
            };
        }
    }
}

impl<R: Read> Frames<R> {
    /// The next part, or the end.
    fn begin(&self, mut input: Input<R>) -> io::Result<State<R>> {
        if input.fill_buf()?.is_empty() {
            return Ok(State::End);
        }
        match self.packing {
            Packing::Gzip => Ok(State::Gzip(Box::new(GzDecoder::new(input)))),
            Packing::Zstd => {
                let mut decoder = FrameDecoder::new();
                match decoder.init(&mut input) {
                    Ok(()) => Ok(State::Zstd(input, Box::new(decoder))),
                    Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                        length, ..
                    })) => {
                        let length = u64::from(length);
                        match io::copy(&mut (&mut input).take(length), &mut io::sink())? {
                            skipped if skipped < length => Err(damaged()),
                            _ => Ok(State::Between(input)),
                        }
                    }
                    Err(_) => Err(damaged()),
                }
            }
        }
    }
}

fn read_frame<R: Read>(input: &mut Input<R>, decoder: &mut FrameDecoder, out: &mut [u8]) -> io::Result<usize> {
    while decoder.can_collect() == 0 && !decoder.is_finished() {
        decoder.decode_blocks(&mut *input, BlockDecodingStrategy::UptoBlocks(1)).map_err(|_| damaged())?;
    }
    decoder.read(out)
}

fn damaged() -> io::Error {
    io::Error::other(Unpacking::Damaged)
}

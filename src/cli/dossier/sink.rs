//! Where results go: into the folder that is being closed, or, when it is verified, against what was closed.

use super::differ::spelled;
use super::held::{Comparison, Difference};
use super::manifest::Listed;
use super::{RESULTS, cannot_read, cannot_write};
use crate::message::files::FilesMessage;
use crate::message::files::Unpacking;
use flate2::bufread::MultiGzDecoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// What is written or read at once.
const CHUNK: usize = 256 << 10;

/// Where the results of a folder go.
#[derive(Debug, Clone, Copy)]
pub enum Results<'p> {
    /// Into this folder, which grows.
    Written(&'p Path),
    /// Nowhere: they are held to those of this folder, as far as these files of it can be read.
    Held(&'p Path, &'p BTreeSet<String>),
}

/// What came of a file of results.
#[derive(Debug)]
pub struct Made {
    /// As the manifest lists it. Of a packed file that was held to what was closed size and hash are not known, for they
    /// follow from the packer too.
    pub listed: Listed,
    /// Where what was closed differs.
    pub difference: Option<Difference>,
    /// Why it could not be compared.
    pub unread: Option<io::Error>,
}

/// A file of results.
pub struct Sink {
    path: String,
    full: PathBuf,
    inner: Inner,
    /// Of what is written.
    written: Sum,
    /// Of what a packed file holds.
    content: Option<Sum>,
}

/// Size and hash.
#[derive(Default)]
struct Sum(u64, Sha256);

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        self.0 += bytes.len() as u64;
        self.1.update(bytes);
    }

    fn told(self) -> (u64, String) {
        (self.0, spelled(self.1))
    }
}

enum Inner {
    Written(BufWriter<File>),
    /// None where it is not to be read, or no longer can be.
    Held(Option<Comparison>, Option<io::Error>),
}

impl Sink {
    /// Begins `hasil/NAME`; packed, it gets `.gz` and is told what it holds beside what is written.
    pub fn begin(results: Results<'_>, name: &str, packed: bool) -> Result<Self, FilesMessage> {
        let path = format!("{RESULTS}/{name}{}", if packed { ".gz" } else { "" });
        let (full, inner) = match results {
            Results::Written(folder) => {
                let full = folder.join(&path);
                let file = File::create_new(&full).map_err(|error| cannot_write(&full, &error))?;
                (full, Inner::Written(BufWriter::with_capacity(CHUNK, file)))
            }
            Results::Held(folder, readable) => {
                let full = folder.join(&path);
                let closed = readable.contains(&path).then(|| open(&full, packed)).transpose();
                let closed = closed.map_err(|error| cannot_read(&full, &error))?;
                (full, Inner::Held(closed.map(Comparison::new), None))
            }
        };
        Ok(Self { path, full, inner, written: Sum::default(), content: packed.then(Sum::default) })
    }

    /// What comes next. `packed` is the same as a packed file has it.
    pub fn put(&mut self, bytes: &[u8], packed: &[u8]) -> io::Result<()> {
        let is_packed = self.content.is_some();
        if let Some(content) = &mut self.content {
            content.add(bytes);
        }
        match &mut self.inner {
            Inner::Written(file) => {
                let bytes = if is_packed { packed } else { bytes };
                self.written.add(bytes);
                file.write_all(bytes)
            }
            Inner::Held(comparison, unread) => {
                if !is_packed {
                    self.written.add(bytes);
                }
                if let Some(Err(error)) = comparison.as_mut().map(|comparison| comparison.put(bytes)) {
                    (*comparison, *unread) = (None, Some(error));
                }
                Ok(())
            }
        }
    }

    /// All of it is void.
    pub fn restart(&mut self) -> io::Result<()> {
        self.written = Sum::default();
        self.content = self.content.take().map(|_| Sum::default());
        match &mut self.inner {
            Inner::Written(file) => {
                file.flush()?;
                file.get_mut().set_len(0)?;
                file.get_mut().rewind()
            }
            Inner::Held(None, None) => Ok(()),
            Inner::Held(comparison, unread) => {
                *comparison = Some(Comparison::new(open(&self.full, self.content.is_some())?));
                *unread = None;
                Ok(())
            }
        }
    }

    /// How large it is by now.
    pub fn size(&self) -> u64 {
        self.written.0
    }

    /// What is told where it cannot be written.
    pub fn trouble(&self, error: &io::Error) -> FilesMessage {
        cannot_write(&self.full, error)
    }

    /// All of it is there, and on the disk.
    pub fn finish(mut self) -> Result<Made, FilesMessage> {
        if self.content.is_some() && self.written.0 == 0 && matches!(self.inner, Inner::Written(_)) {
            // A packed file of nothing is not an empty one.
            let packed = pack(&[]).and_then(|packed| self.put(&[], &packed));
            packed.map_err(|error| self.trouble(&error))?;
        }
        let Self { path, full, inner, written, content } = self;
        let (mut difference, mut unread) = (None, None);
        match inner {
            Inner::Written(file) => {
                let closed = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all());
                closed.map_err(|error| cannot_write(&full, &error))?;
            }
            Inner::Held(comparison, error) => {
                unread = error;
                match comparison.map(Comparison::finish).transpose() {
                    Ok(found) => difference = found.flatten(),
                    Err(error) => unread = Some(error),
                }
            }
        }
        let (size, hash) = written.told();
        let listed = Listed { path, size, hash, content: content.map(Sum::told) };
        Ok(Made { listed, difference, unread })
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes, &[])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn open(path: &Path, packed: bool) -> io::Result<Box<dyn BufRead + Send>> {
    let file = BufReader::with_capacity(CHUNK, File::open(path)?);
    Ok(match packed {
        true => Box::new(BufReader::with_capacity(CHUNK, Unpacked(MultiGzDecoder::new(file)))),
        false => Box::new(file),
    })
}

/// A packed file whose trouble is that of a packed file.
struct Unpacked(MultiGzDecoder<BufReader<File>>);

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                io::Error::other(Unpacking::Damaged)
            }
            _ => error,
        })
    }
}

/// A part of a packed file, which is one after the other. Nothing of this machine or hour is in it.
pub fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::new(LEVEL));
    packer.write_all(bytes)?;
    packer.finish()
}

/// How hard packing tries.
const LEVEL: u32 = 6;

//! Files with a table of text whose rows can be read from their bytes, packed or not.

use super::counters::{Counted, Counters};
use super::layout::Layout;
use super::options::DataOptions;
use super::unpack::{Packing, unpacked};
use crate::model::catalog::Catalogs;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The header and the first row are looked for in so many bytes.
const HEAD: u64 = 64 << 10;

/// Tables of text are packed to about this part of their size. It only matters for how large blocks are.
const PACKED: u64 = 8;

/// Such a file.
#[derive(Debug)]
pub struct Plain {
    path: PathBuf,
    packing: Option<Packing>,
    bytes: u64,
    layout: Layout,
}

impl Plain {
    /// Looks at a file. None where it is no such table, or has something to be told of. `other` is another one that is read
    /// with the same catalogs and options.
    pub fn open(path: &Path, catalogs: &Catalogs, options: &DataOptions, other: Option<&Self>) -> Option<Self> {
        // A pipe is not even opened: that can be done once only.
        let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let mut first = Vec::new();
        File::open(path).ok()?.take(4).read_to_end(&mut first).ok()?;
        let packing = Packing::of(&first);
        let mut head = Vec::new();
        text(path, packing, None).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
        let layout = Layout::new(&head, catalogs, options, other.map(|other| &other.layout))?;
        Some(Self { path: path.to_path_buf(), packing, bytes: about.len(), layout })
    }

    /// Where everything stands in it.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// About how many bytes of text it has.
    pub fn length(&self) -> u64 {
        self.bytes * if self.packing.is_some() { PACKED } else { 1 }
    }

    /// Its rows, from below the header. What is read of the file is counted, where there is somebody to count.
    pub fn rows(&self, counters: Option<&Arc<Counters>>) -> io::Result<Box<dyn Read + Send>> {
        let start = self.layout.start;
        if self.packing.is_none() {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(start))?;
            return Ok(counted(file, counters));
        }
        let mut text = text(&self.path, self.packing, counters)?;
        io::copy(&mut (&mut text).take(start), &mut io::sink())?;
        Ok(text)
    }

    /// Whether it is packed.
    pub fn is_packed(&self) -> bool {
        self.packing.is_some()
    }
}

/// The text of a file.
fn text(path: &Path, packing: Option<Packing>, counters: Option<&Arc<Counters>>) -> io::Result<Box<dyn Read + Send>> {
    let file = counted(File::open(path)?, counters);
    Ok(match packing {
        None => file,
        Some(packing) => Box::new(unpacked(file, packing)),
    })
}

/// The rows of several tables, one after the other.
pub struct Together<'t> {
    tables: std::slice::Iter<'t, Plain>,
    counters: Option<&'t Arc<Counters>>,
    current: Option<Box<dyn Read + Send>>,
}

impl<'t> Together<'t> {
    /// All rows of these tables, which are read alike. What is read of the files is counted, where there is somebody to count.
    pub fn new(tables: &'t [Plain], counters: Option<&'t Arc<Counters>>) -> Self {
        Self { tables: tables.iter(), counters, current: None }
    }
}

impl Read for Together<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(current) = &mut self.current else {
                let Some(next) = self.tables.next() else { return Ok(0) };
                self.current = Some(next.rows(self.counters)?);
                continue;
            };
            let length = current.read(out)?;
            if length > 0 || out.is_empty() {
                return Ok(length);
            }
            self.current = None;
            // The last line of a file may have no end, and an empty one does no harm.
            out[0] = b'\n';
            return Ok(1);
        }
    }
}

fn counted(file: File, counters: Option<&Arc<Counters>>) -> Box<dyn Read + Send> {
    match counters {
        None => Box::new(file),
        Some(counters) => Box::new(Counted::new(file, counters.clone())),
    }
}

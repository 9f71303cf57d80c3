//! Hashes of files, and where two files differ first.

use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

/// So much is read at once.
const CHUNK: usize = 256 << 10;
/// So much of a line is shown, before the place where the files part and after it.
const BEFORE: usize = 60;
const AFTER: usize = 60;

/// A hash as manifests write it.
pub fn spelled(hash: Sha256) -> String {
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

/// The hash of some bytes.
pub fn hash_of(bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(bytes);
    spelled(hash)
}

/// The size and hash of a file.
pub fn hash_file(path: &Path) -> io::Result<(u64, String)> {
    copy(&mut File::open(path)?, &mut io::sink())
}

/// Copies all that there is, and gives back its size and hash.
pub fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<(u64, String)> {
    let (mut hash, mut size, mut buffer) = (Sha256::new(), 0, vec![0; CHUNK]);
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok((size, spelled(hash))),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        size += read as u64;
        hash.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
    }
}

/// The first line in which two files differ, with the beginning of both from where they part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line, from 1.
    pub line: u64,
    /// What the first file has there.
    pub first: String,
    /// What the second has.
    pub second: String,
}

/// Where two files differ first; none where they are the same.
pub fn first_difference(first: &Path, second: &Path) -> io::Result<Option<Difference>> {
    let open = |path: &Path| Ok::<_, io::Error>(BufReader::with_capacity(CHUNK, File::open(path)?));
    let (mut first, mut second) = (open(first)?, open(second)?);
    let (mut line, mut before) = (1, VecDeque::new());
    loop {
        let (a, b) = (first.fill_buf()?, second.fill_buf()?);
        let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        if same == 0 {
            if a.is_empty() && b.is_empty() {
                return Ok(None);
            }
            break;
        }
        for byte in &a[..same] {
            if *byte == b'\n' {
                line += 1;
                before.clear();
                continue;
            }
            before.push_back(*byte);
            if before.len() > BEFORE {
                before.pop_front();
            }
        }
        first.consume(same);
        second.consume(same);
    }
    let is_begun = before.len() == BEFORE;
    let before: Vec<u8> = before.into();
    let rest = |reader: &mut BufReader<File>| -> io::Result<String> {
        let mut after = Vec::new();
        reader.take(AFTER as u64).read_until(b'\n', &mut after)?;
        if before.is_empty() && after.is_empty() {
            return Ok("–".to_owned());
        }
        let is_cut = after.len() == AFTER && after.last() != Some(&b'\n');
        let text =
            String::from_utf8_lossy(&[before.as_slice(), &after].concat()).replace(char::REPLACEMENT_CHARACTER, "");
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let (start, end) = (if is_begun { "…" } else { "" }, if is_cut { "…" } else { "" });
        Ok(format!("{start}{}{end}", text.trim_end()))
    };
    let (first, second) = (rest(&mut first)?, rest(&mut second)?);
    Ok(Some(Difference { line, first, second }))
}

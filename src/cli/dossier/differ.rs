//! Hashes of files.

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// So much is read at once.
const CHUNK: usize = 256 << 10;

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

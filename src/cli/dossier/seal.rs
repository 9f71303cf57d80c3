//! The last steps of closing: compute, list, write the manifest, and give the folder its name.

use super::compute::{self, Computed};
use super::correct::Earlier;
use super::manifest::{Listed, MOST_FILES, Manifest, Ruleset};
use super::sink::Results;
use super::{Growing, MANIFEST, cannot_read, cannot_write, differ, fail};
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::message::closing::ClosingMessage;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Computes what the manifest describes, completes it, and finishes the folder. Gives back the hash of the manifest.
pub fn seal(
    growing: Growing,
    mut manifest: Manifest,
    earlier: Option<&Earlier>,
    threads: usize,
    terminal: &Terminal,
) -> Result<(Computed, Manifest, String), Exit> {
    let folder = growing.path();
    let folder =
        std::path::absolute(folder).map_err(|error| fail(terminal, cannot_read(folder, &error), Exit::Files))?;
    let computed = compute::compute(&folder, &manifest, earlier, Results::Written(&folder), threads, terminal)?;
    if earlier.is_some() && !computed.changes {
        return Err(fail(terminal, ClosingMessage::NothingCorrected {}, Exit::Fails));
    }
    complete(&mut manifest, &computed);
    let made = computed.made.iter().map(|made| made.listed.clone()).collect();
    manifest.files = list(&folder, made).map_err(|error| fail(terminal, cannot_read(&folder, &error), Exit::Files))?;
    if manifest.files.len() > MOST_FILES {
        return Err(fail(terminal, ClosingMessage::TooManyFiles { limit: MOST_FILES }, Exit::Usage));
    }
    let bytes = manifest.bytes();
    let path = folder.join(MANIFEST);
    let written = File::create_new(&path).and_then(|mut file| {
        file.write_all(&bytes)?;
        file.sync_all()
    });
    written.map_err(|error| fail(terminal, cannot_write(&path, &error), Exit::Files))?;
    growing.finish(terminal)?;
    Ok((computed, manifest, differ::hash_of(&bytes)))
}

/// Puts into a manifest what follows from the results.
pub fn complete(manifest: &mut Manifest, computed: &Computed) {
    let (name, title, hash) = computed.ruleset.clone();
    let Ruleset { file, amendments, .. } = std::mem::take(&mut manifest.ruleset);
    manifest.ruleset = Ruleset { file, amendments, name, title, hash };
    manifest.counts.clone_from(&computed.counts);
    manifest.periods.clone_from(&computed.periods);
}

/// The files of a folder, sorted by their paths. What is known of some is not looked for again.
fn list(folder: &Path, known: Vec<Listed>) -> io::Result<Vec<Listed>> {
    let (mut files, mut open) = (known, vec![String::new()]);
    let known: HashSet<String> = files.iter().map(|file| file.path.clone()).collect();
    while let Some(inside) = open.pop() {
        for entry in std::fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else if !known.contains(&path) {
                let (size, hash) = differ::hash_file(&entry.path())?;
                files.push(Listed { path, size, hash, content: None });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

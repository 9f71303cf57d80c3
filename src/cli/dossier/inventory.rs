//! What lies in a folder, held to its manifest: every file as it was, and nothing else.

use super::manifest::{Listed, Manifest};
use super::{MANIFEST, SIGNATURES, differ};
use crate::message::closing::{Added, ClosingMessage};
use crate::message::files::FileTrouble;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// So many things of each kind are told of a folder; what is more is counted. Whatever is added hides nothing that has
/// changed.
pub const MOST_TOLD: usize = 100;

/// What is wrong with a folder.
#[derive(Debug, Default)]
pub struct Findings {
    /// The first of what has changed or is gone, and of what was added.
    told: (Vec<ClosingMessage>, Vec<ClosingMessage>),
    /// How much more there is.
    pub more: u64,
    /// Files that are listed and not as they were, or gone.
    pub unsound: BTreeSet<String>,
    /// Results that have changed: how large they are, and were.
    pub results: BTreeMap<String, (u64, u64)>,
    /// Files that are listed and can be read, changed or not.
    pub readable: BTreeSet<String>,
}

impl Findings {
    fn tell(&mut self, message: ClosingMessage) {
        let told = match message {
            ClosingMessage::FileAdded { .. } => &mut self.told.1,
            _ => &mut self.told.0,
        };
        if told.len() < MOST_TOLD { told.push(message) } else { self.more += 1 }
    }

    /// What is told.
    pub fn told(&mut self) -> Vec<ClosingMessage> {
        let (mut told, added) = std::mem::take(&mut self.told);
        told.extend(added);
        told
    }

    /// Whether everything is as it was.
    pub fn is_empty(&self) -> bool {
        self.told.0.is_empty() && self.told.1.is_empty() && self.unsound.is_empty()
    }
}

/// Holds a folder to its manifest.
pub fn check(folder: &Path, manifest: &Manifest) -> Findings {
    let mut findings = Findings::default();
    let listed: BTreeMap<&str, &Listed> = manifest.files.iter().map(|file| (file.path.as_str(), file)).collect();
    let folders: BTreeSet<&str> = listed.keys().flat_map(|path| parents(path)).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut added: Vec<String> = Vec::new();
    let mut open: Vec<String> = vec![String::new()];
    while let Some(inside) = open.pop() {
        let entries = match std::fs::read_dir(folder.join(&inside)) {
            Ok(entries) => entries,
            Err(error) => {
                let path = if inside.is_empty() { ".".to_owned() } else { inside };
                findings.tell(ClosingMessage::FileUnreadable { path, why: FileTrouble::of(&error) });
                continue;
            }
        };
        let mut names: Vec<(String, Option<Added>)> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => {
                    let kind = entry.file_type().ok().map(|kind| {
                        // Of a link, the link counts and not what it leads to.
                        if kind.is_symlink() {
                            Added::Link
                        } else if kind.is_dir() {
                            Added::Folder
                        } else if kind.is_file() {
                            Added::File
                        } else {
                            Added::Other
                        }
                    });
                    names.push((entry.file_name().to_string_lossy().into_owned(), kind));
                }
                Err(error) => {
                    let path = inside.clone();
                    findings.tell(ClosingMessage::FileUnreadable { path, why: FileTrouble::of(&error) });
                }
            }
        }
        names.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut here = Vec::new();
        for (name, kind) in names {
            let path = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
            let kind = kind.unwrap_or(Added::Other);
            let is_own = inside.is_empty() && (name == MANIFEST || SIGNATURES.contains(&name.as_str()));
            match (kind, listed.get_key_value(path.as_str()), folders.get(path.as_str())) {
                (Added::File, Some((path, _)), _) => {
                    seen.insert(path);
                }
                (Added::Folder, _, Some(_)) => here.push(path),
                // Something else stands where a file stood.
                (what, Some((path, _)), _) => {
                    seen.insert(path);
                    findings.unsound.insert((*path).to_owned());
                    findings.tell(ClosingMessage::FileReplaced { path: (*path).to_owned(), what });
                }
                (Added::File, None, _) if is_own => {}
                _ => {
                    findings.tell(ClosingMessage::FileAdded { path: super::manifest::seen(path.chars()), what: kind });
                    if added.len() < MOST_TOLD {
                        added.push(path);
                    }
                }
            }
        }
        open.extend(here.into_iter().rev());
    }
    for (path, file) in listed {
        if !seen.contains(path) {
            let alike = added.iter().find(|added| added.to_lowercase() == path.to_lowercase()).cloned();
            findings.tell(ClosingMessage::FileMissing { path: path.to_owned(), alike });
            findings.unsound.insert(path.to_owned());
            continue;
        }
        if findings.unsound.contains(path) {
            continue;
        }
        match differ::hash_file(&folder.join(path)) {
            Ok((size, hash)) => {
                findings.readable.insert(path.to_owned());
                if hash == file.hash {
                    continue;
                }
                findings.unsound.insert(path.to_owned());
                let closed = file.size;
                // A result is compared with what is computed anew, which says where it differs.
                if path.starts_with("hasil/") {
                    findings.results.insert(path.to_owned(), (size, closed));
                } else {
                    findings.tell(ClosingMessage::FileChanged { path: path.to_owned(), size, closed });
                }
            }
            Err(error) => {
                findings.unsound.insert(path.to_owned());
                findings.tell(ClosingMessage::FileUnreadable { path: path.to_owned(), why: FileTrouble::of(&error) });
            }
        }
    }
    findings
}

/// The folders that a path goes through.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

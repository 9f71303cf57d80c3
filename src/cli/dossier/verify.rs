//! Holds a closed period, and all that it corrects, to what it says.

use super::compute;
use super::correct::Earlier;
use super::held::Difference;
use super::inventory::{self, Findings};
use super::manifest::{Listed, Manifest, Opened, difference};
use super::sink::Results;
use super::{MANIFEST, PREVIOUS, RESULTS, SIGNATURES, differ, seal};
use crate::cli::terminal::Terminal;
use crate::evaluate::semantics;
use crate::message::closing::ClosingMessage;
use crate::message::files::FileTrouble;
use crate::render::correction::Closed;
use std::path::Path;

/// What came of one folder.
#[derive(Debug)]
pub struct Verified {
    /// Its manifest.
    pub manifest: Manifest,
    /// The hash of that.
    pub hash: String,
    /// What is wrong.
    pub told: Vec<ClosingMessage>,
    /// How much more is wrong.
    pub more: u64,
    /// Whether the results were computed anew.
    pub computed: bool,
    /// Signatures, which other programs check.
    pub signatures: Vec<&'static str>,
}

/// Verifies a folder itself, not what it corrects. Where it has no manifest that can be used, that is all there is to tell.
pub fn verify(folder: &Path, threads: usize, terminal: &Terminal) -> Result<Verified, ClosingMessage> {
    let Opened { manifest, bytes, wrong: mut told } = Manifest::open(folder)?;
    let is_usable = told.is_empty();
    let mut findings = inventory::check(folder, &manifest);
    told.extend(findings.told());
    let results = format!("{RESULTS}/");
    let is_sound = is_usable && findings.unsound.iter().all(|path| path.starts_with(&results));
    let (now, closed) = (semantics::current(), manifest.semantics);
    let version = manifest.version.clone();
    let mut computed = false;
    if closed > now {
        told.push(ClosingMessage::SemanticsUnknown { closed, now, version });
    } else if !is_sound {
        told.push(ClosingMessage::NotRecomputed { folder: folder.display().to_string() });
    } else {
        computed = true;
        let differences = recompute(folder, &manifest, &findings, threads, terminal);
        if !differences.is_empty() && closed < now {
            let changes = semantics::changes_after(semantics::ALL, closed, terminal.language);
            told.push(ClosingMessage::SemanticsChanged { closed, now, version, changes });
        }
        told.extend(differences);
    }
    // What no comparison has told of.
    let is_told = |path: &String| {
        told.iter().any(|told| match told {
            ClosingMessage::ResultDiffers { path: told, .. } | ClosingMessage::FileUnreadable { path: told, .. } => {
                told == path
            }
            _ => false,
        })
    };
    let changed =
        findings.results.iter().filter(|(path, _)| !is_told(path)).map(|(path, (size, closed))| {
            ClosingMessage::FileChanged { path: path.clone(), size: *size, closed: *closed }
        });
    let changed: Vec<ClosingMessage> = changed.collect();
    told.extend(changed);
    let signatures = SIGNATURES.into_iter().filter(|name| folder.join(name).is_file()).collect();
    let (hash, more) = (differ::hash_of(&bytes), findings.more);
    Ok(Verified { manifest, hash, told, more, computed, signatures })
}

/// What the results and the manifest say otherwise than what is computed anew.
fn recompute(
    folder: &Path,
    manifest: &Manifest,
    findings: &Findings,
    threads: usize,
    terminal: &Terminal,
) -> Vec<ClosingMessage> {
    let shown = folder.display().to_string();
    let Ok(absolute) = std::path::absolute(folder) else {
        return vec![ClosingMessage::NotComputable { folder: shown }];
    };
    let earlier = match &manifest.previous {
        Some(_) => match earlier(folder, manifest) {
            Ok(earlier) => Some(earlier),
            Err(message) => return vec![message, ClosingMessage::NotComputable { folder: shown }],
        },
        None => None,
    };
    let held = Results::Held(&absolute, &findings.readable);
    let compute =
        |terminal: &Terminal| compute::compute(&absolute, manifest, earlier.as_ref(), held, threads, terminal);
    // What it has to say about the data was said when it was closed; why nothing can be computed is told, once more.
    let Ok(computed) = compute(&terminal.silent()).or_else(|_| compute(terminal)) else {
        return vec![ClosingMessage::NotComputable { folder: shown }];
    };
    let mut told = Vec::new();
    let mut due = manifest.clone();
    seal::complete(&mut due, &computed);
    let is_input = |file: &&Listed| {
        computed.read.contains(&file.path)
            || earlier.as_ref().is_some_and(|earlier| is_of(&file.path, &earlier.manifest))
    };
    let inputs = manifest.files.iter().filter(is_input);
    due.files = inputs.map(|file| Listed { content: None, ..file.clone() }).collect();
    for made in computed.made {
        let mut listed = made.listed;
        let path = listed.path.clone();
        if let Some(error) = made.unread {
            told.push(ClosingMessage::FileUnreadable { path: path.clone(), why: FileTrouble::of(&error) });
        }
        if let Some(Difference { line, closed, now }) = made.difference {
            told.push(ClosingMessage::ResultDiffers { path: path.clone(), line, closed, now });
        }
        if listed.content.is_some()
            && let Some(closed) = manifest.files.iter().find(|file| file.path == path)
        {
            // Another packer may pack the same into other bytes: these have been held to the manifest.
            (listed.size, listed.hash) = (closed.size, closed.hash.clone());
        }
        due.files.push(listed);
    }
    due.files.sort_by(|a, b| a.path.cmp(&b.path));
    if let Ok(bytes) = std::fs::read(folder.join(MANIFEST))
        && due.bytes() != bytes
        && let Ok(closed) = serde_json::from_slice(&bytes)
    {
        let (field, closed, now) = difference(&closed, &due.json()).unwrap_or_default();
        told.push(ClosingMessage::ManifestDiffers { field, closed, now });
    }
    told
}

/// Whether a file is one of the closed period that is corrected.
fn is_of(path: &str, earlier: &Manifest) -> bool {
    let Some(inside) = path.strip_prefix(PREVIOUS).and_then(|rest| rest.strip_prefix('/')) else { return false };
    inside == MANIFEST || SIGNATURES.contains(&inside) || earlier.files.iter().any(|file| file.path == inside)
}

/// The closed period that a folder corrects.
pub fn earlier(folder: &Path, manifest: &Manifest) -> Result<Earlier, ClosingMessage> {
    let (before, bytes) = Manifest::read(&folder.join(PREVIOUS))?;
    let closed = |manifest: &Manifest, hash| Closed {
        oleh: manifest.by.clone(),
        pada: manifest.on.clone(),
        alasan: manifest.reason.clone(),
        sidik: hash,
    };
    let then = closed(&before, Some(differ::hash_of(&bytes)));
    Ok(Earlier { then, now: closed(manifest, None), manifest: before })
}

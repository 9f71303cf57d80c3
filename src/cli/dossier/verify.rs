//! Holds a closed period, and all that it corrects, to what it says.

use super::compute;
use super::correct::Earlier;
use super::inventory::{self, Findings};
use super::manifest::{Listed, Manifest, difference};
use super::{MANIFEST, PREVIOUS, RESULTS, SIGNATURES, cannot_read, differ, fail, seal};
use crate::cli::exit::Exit;
use crate::cli::leftover::TemporaryFolder;
use crate::cli::terminal::Terminal;
use crate::evaluate::semantics;
use crate::message::closing::ClosingMessage;
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

/// Verifies a folder itself, not what it corrects.
pub fn verify(folder: &Path, terminal: &Terminal) -> Result<Verified, Exit> {
    let (manifest, bytes) = Manifest::read(folder).map_err(|message| {
        let exit = match &message {
            ClosingMessage::NoManifest { .. } => Exit::Files,
            _ => Exit::Fails,
        };
        fail(terminal, message, exit)
    })?;
    let Findings { mut told, more, unsound } = inventory::check(folder, &manifest);
    let results = format!("{RESULTS}/");
    let is_sound = unsound.iter().all(|path| path.starts_with(&results));
    let (now, closed) = (semantics::current(), manifest.semantics);
    let version = manifest.version.clone();
    let mut computed = false;
    let changed_results = || {
        let changed =
            unsound.iter().filter(|path| path.starts_with(&results)).filter(|path| folder.join(path).is_file());
        changed.map(|path| {
            let size = folder.join(path).metadata().map_or(0, |about| about.len());
            let closed = manifest.files.iter().find(|file| file.path == **path).map_or(0, |file| file.size);
            ClosingMessage::FileChanged { path: path.clone(), size, closed }
        })
    };
    if closed > now {
        told.extend(changed_results());
        told.push(ClosingMessage::SemanticsUnknown { closed, now, version });
    } else if !is_sound {
        told.extend(changed_results());
        told.push(ClosingMessage::NotRecomputed { folder: folder.display().to_string() });
    } else {
        computed = true;
        let differences = recompute(folder, &manifest, terminal)?;
        if !differences.is_empty() && closed < now {
            let changes = semantics::changes_after(semantics::ALL, closed, terminal.language);
            told.push(ClosingMessage::SemanticsChanged { closed, now, version, changes });
        }
        told.extend(differences);
    }
    let signatures = SIGNATURES.into_iter().filter(|name| folder.join(name).is_file()).collect();
    Ok(Verified { manifest, hash: differ::hash_of(&bytes), told, more, computed, signatures })
}

/// What the results and the manifest say otherwise than what is computed anew.
fn recompute(folder: &Path, manifest: &Manifest, terminal: &Terminal) -> Result<Vec<ClosingMessage>, Exit> {
    let trouble = |path: &Path, error: &std::io::Error| fail(terminal, cannot_read(path, error), Exit::Files);
    let absolute = std::path::absolute(folder).map_err(|error| trouble(folder, &error))?;
    let earlier = match &manifest.previous {
        Some(_) => Some(earlier(folder, manifest, terminal)?),
        None => None,
    };
    let space = TemporaryFolder::create(|| tempfile::Builder::new().prefix("takar-").tempdir());
    let space = space.map_err(|error| trouble(&std::env::temp_dir(), &error))?;
    let inside = space.path();
    // What it has to say about the data was said when it was closed; what cannot be computed is told.
    let quiet = terminal.silent();
    let computed = compute::compute(&absolute, manifest, earlier.as_ref(), inside, &quiet).or_else(|_| {
        // Once more, with words.
        let again = inside.join("lagi");
        compute::compute(&absolute, manifest, earlier.as_ref(), &again, terminal)
    })?;
    let mut told = Vec::new();
    let now = seal::list(inside).map_err(|error| trouble(inside, &error))?;
    for file in &now {
        let closed = folder.join(&file.path);
        if !closed.is_file() {
            continue;
        }
        let found = differ::first_difference(&closed, &inside.join(&file.path));
        if let Some(found) = found.map_err(|error| trouble(&closed, &error))? {
            let (path, line) = (file.path.clone(), found.line);
            told.push(ClosingMessage::ResultDiffers { path, line, closed: found.first, now: found.second });
        }
    }
    let mut due = manifest.clone();
    seal::complete(&mut due, &computed);
    let is_input = |file: &&Listed| {
        computed.read.contains(&file.path)
            || earlier.as_ref().is_some_and(|earlier| is_of(&file.path, &earlier.manifest))
    };
    due.files = manifest.files.iter().filter(is_input).cloned().chain(now).collect();
    due.files.sort_by(|a, b| a.path.cmp(&b.path));
    let closed = std::fs::read(folder.join(MANIFEST)).map_err(|error| trouble(&folder.join(MANIFEST), &error))?;
    if due.bytes() != closed
        && let Ok(closed) = serde_json::from_slice(&closed)
    {
        let (field, closed, now) = difference(&closed, &due.json()).unwrap_or_default();
        told.push(ClosingMessage::ManifestDiffers { field, closed, now });
    }
    Ok(told)
}

/// Whether a file is one of the closed period that is corrected.
fn is_of(path: &str, earlier: &Manifest) -> bool {
    let Some(inside) = path.strip_prefix(PREVIOUS).and_then(|rest| rest.strip_prefix('/')) else { return false };
    inside == MANIFEST || SIGNATURES.contains(&inside) || earlier.files.iter().any(|file| file.path == inside)
}

/// The closed period that a folder corrects.
pub fn earlier(folder: &Path, manifest: &Manifest, terminal: &Terminal) -> Result<Earlier, Exit> {
    let (before, bytes) =
        Manifest::read(&folder.join(PREVIOUS)).map_err(|message| fail(terminal, message, Exit::Fails))?;
    let closed = |manifest: &Manifest, hash| Closed {
        oleh: manifest.by.clone(),
        pada: manifest.on.clone(),
        alasan: manifest.reason.clone(),
        sidik: hash,
    };
    let then = closed(&before, Some(differ::hash_of(&bytes)));
    Ok(Earlier { then, now: closed(manifest, None), manifest: before })
}

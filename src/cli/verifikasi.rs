//! `takar verifikasi`: holds a closed period to what it says.

use super::dossier::manifest::Manifest;
use super::dossier::{PREVIOUS, RESULTS, RULES, STANDARD, fail, verify};
use super::exit::Exit;
use super::hitung::threads;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::closing::{ClosingMessage, ManifestTrouble};
use crate::message::files::FileTrouble;
use clap::ArgMatches;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// So many corrections of corrections are followed.
const LONGEST_CHAIN: usize = 1000;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match check(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn check(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let mut folder = PathBuf::from(matches.get_one::<OsString>("FOLDER").ok_or(Exit::Usage)?);
    let threads = threads(matches).map_err(|message| fail(terminal, message, Exit::Usage))?;
    let (mut text, mut fails, mut due) = (String::new(), false, None::<String>);
    let mut noted = matches.get_one::<OsString>("sidik").map(|noted| noted.to_string_lossy().trim().to_lowercase());
    for _ in 0..LONGEST_CHAIN {
        let shown = folder.display().to_string();
        let found = match verify::verify(&folder, threads, terminal) {
            Ok(found) => found,
            Err(message) if due.is_none() && is_unreadable(&folder, &message) => {
                return Err(fail(terminal, message, Exit::Files));
            }
            Err(message) => {
                tell(vec![message], &shown, terminal);
                text.push_str(&not_whole(&shown, terminal));
                fails = true;
                break;
            }
        };
        let mut told = found.told;
        if due.is_some_and(|due| due != found.hash) {
            told.push(ClosingMessage::ChainBroken { folder: shown.clone() });
        }
        if let Some(noted) = noted.take().filter(|noted| *noted != found.hash) {
            told.push(ClosingMessage::HashDiffers { due: noted, found: found.hash.clone() });
        }
        let is_whole = told.is_empty() && found.computed;
        tell(told, &shown, terminal);
        terminal.remark_more(found.more);
        let manifest = &found.manifest;
        let files = manifest.files.len();
        text.push_str(&match is_whole {
            true => terminal.language.pick(
                format!("utuh: {shown}, {files} berkas; hasil dihitung ulang dan sama\n"),
                format!("whole: {shown}, {files} files; results computed anew are the same\n"),
            ),
            false => not_whole(&shown, terminal),
        });
        fails |= !is_whole;
        text.push_str(&about(manifest, &found.hash, &found.signatures, terminal));
        match &manifest.previous {
            None => break,
            Some(hash) => due = Some(hash.clone()),
        }
        folder = folder.join(PREVIOUS);
        if std::fs::symlink_metadata(&folder).is_ok_and(|about| about.is_symlink()) {
            // Told above, and not followed.
            text.push_str(&not_whole(&folder.display().to_string(), terminal));
            break;
        }
    }
    match terminal.print(&text) {
        Exit::Well if fails => Ok(Exit::Fails),
        exit => Ok(exit),
    }
}

/// Whether nothing can be said of a folder: it is none, cannot be read, or nothing in it has ever been closed.
fn is_unreadable(folder: &Path, message: &ClosingMessage) -> bool {
    match message {
        ClosingMessage::NoManifest { why: ManifestTrouble::File(FileTrouble::Absent), .. } => {
            ![RULES, STANDARD, RESULTS].iter().any(|part| folder.join(part).is_dir())
        }
        ClosingMessage::NoManifest { why: ManifestTrouble::File(_), .. } => true,
        _ => false,
    }
}

fn tell(told: Vec<ClosingMessage>, folder: &str, terminal: &Terminal) {
    if !told.is_empty() {
        terminal.remark(&format!("{folder}:"));
    }
    let told: Vec<Diagnostic> = told.into_iter().map(Diagnostic::nowhere).collect();
    terminal.tell(&told, &crate::source::Sources::default());
}

fn not_whole(folder: &str, terminal: &Terminal) -> String {
    terminal.language.pick(format!("tidak utuh: {folder}\n"), format!("not whole: {folder}\n"))
}

/// What a manifest says of itself.
fn about(manifest: &Manifest, hash: &str, signatures: &[&str], terminal: &Terminal) -> String {
    let Manifest { by, on, version, .. } = manifest;
    let mut text = terminal.language.pick(
        format!("  menurut manifes ditutup oleh {by} pada {on}, dengan takar {version}\n  sidik manifes: {hash}\n"),
        format!("  by the manifest closed by {by} on {on}, with takar {version}\n  hash of the manifest: {hash}\n"),
    );
    for name in signatures {
        text.push_str(&terminal.language.pick(
            format!("  {name}: tanda tangan, diperiksa dengan program yang membuatnya\n"),
            format!("  {name}: a signature, to be checked with the program that made it\n"),
        ));
    }
    text
}

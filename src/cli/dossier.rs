//! A closed period: a folder that holds everything that its results follow from, the results, and a manifest of it all.
//!
//! ```text
//! manifes.json      what is here, with a hash of each file; who closed it and when
//! aturan/           the ruleset, all that it uses, and the amendments, as they lay beside each other
//! baku/             the standard rulesets that it uses
//! data/             the data
//! hasil/            results, explanations, and of a correction what it changes
//! sebelumnya/       of a correction: the whole closed period that it corrects
//! ```
//!
//! Results are computed from what lies in the folder and nothing else, when it is closed as when it is verified.

pub mod blocks;
pub mod compute;
pub mod correct;
pub mod counts;
pub mod differ;
pub mod gather;
pub mod held;
pub mod inventory;
pub mod manifest;
pub mod options;
pub mod seal;
pub mod sink;
pub mod verify;

use super::exit::Exit;
use super::leftover::TemporaryFolder;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::message::closing::ClosingMessage;
use crate::message::files::{FileTrouble, FilesMessage};
use manifest::Manifest;
use std::io;
use std::path::{Path, PathBuf};

/// The manifest.
pub const MANIFEST: &str = "manifes.json";
/// The rules.
pub const RULES: &str = "aturan";
/// The standard rulesets.
pub const STANDARD: &str = "baku";
/// The data.
pub const DATA: &str = "data";
/// The results.
pub const RESULTS: &str = "hasil";
/// The closed period that is corrected.
pub const PREVIOUS: &str = "sebelumnya";
/// Detached signatures of the manifest, by other programs.
pub const SIGNATURES: [&str; 3] = ["manifes.json.minisig", "manifes.json.sig", "manifes.json.asc"];

/// Tells a message and gives the exit code back.
pub fn fail(terminal: &Terminal, message: impl Into<Message>, exit: Exit) -> Exit {
    terminal.tell_one(&Diagnostic::nowhere(message.into()));
    exit
}

/// A file that cannot be written.
pub fn cannot_write(path: &Path, error: &io::Error) -> FilesMessage {
    FilesMessage::CannotWrite { path: path.display().to_string(), why: FileTrouble::of(error) }
}

/// A file that cannot be read.
pub fn cannot_read(path: &Path, error: &io::Error) -> FilesMessage {
    FilesMessage::CannotRead { path: path.display().to_string(), why: FileTrouble::of(error) }
}

/// A folder that grows beside the place where it will stand, and vanishes unless it gets there.
pub struct Growing {
    folder: TemporaryFolder,
    target: PathBuf,
}

impl Growing {
    /// Begins a folder that must not be there yet.
    pub fn begin(target: &Path, terminal: &Terminal) -> Result<Self, Exit> {
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        refuse_closed(target, parent, terminal)?;
        refuse_existing(target, terminal)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".takar-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o777));
        }
        let folder = TemporaryFolder::create(|| builder.tempdir_in(parent))
            .map_err(|error| fail(terminal, cannot_write(target, &error), Exit::Files))?;
        Ok(Self { folder, target: target.to_path_buf() })
    }

    /// Where it grows.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Gives it its name, in one step.
    pub fn finish(self, terminal: &Terminal) -> Result<(), Exit> {
        refuse_existing(&self.target, terminal)?;
        let Self { folder, target } = self;
        folder.persist(&target).map_err(|error| fail(terminal, cannot_write(&target, &error), Exit::Files))
    }
}

/// What has been closed is whole no longer once something lies in it. Links are followed, for they may lead there.
fn refuse_closed(target: &Path, parent: &Path, terminal: &Terminal) -> Result<(), Exit> {
    // Where there is no such folder nothing can be written, which is told then.
    let Ok(parent) = parent.canonicalize() else { return Ok(()) };
    let Some(closed) = parent.ancestors().find(|folder| Manifest::is_in(folder)) else { return Ok(()) };
    let (target, folder) = (target.display().to_string(), closed.display().to_string());
    Err(fail(terminal, ClosingMessage::InsideClosed { target, folder }, Exit::Usage))
}

/// A link that leads nowhere is there too.
fn refuse_existing(target: &Path, terminal: &Terminal) -> Result<(), Exit> {
    match std::fs::symlink_metadata(target) {
        Ok(_) => {
            let folder = target.display().to_string();
            Err(fail(terminal, ClosingMessage::FolderExists { folder }, Exit::Usage))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(fail(terminal, cannot_write(target, &error), Exit::Files)),
    }
}

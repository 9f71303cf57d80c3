//! Whether the files that are read stay as they are while they are read: results of half an old and half a new file would
//! be nobody's.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Files as they were when the run began.
#[derive(Debug, Default)]
pub struct Unchanged(Vec<(PathBuf, Option<State>)>);

/// What of a file changes with its content.
#[derive(Debug, PartialEq, Eq)]
struct State {
    length: u64,
    modified: Option<SystemTime>,
    /// The device and number of the file itself, which another file under the same name does not have.
    place: (u64, u64),
}

impl State {
    fn of(path: &Path) -> Option<Self> {
        let about = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        let place = {
            use std::os::unix::fs::MetadataExt;
            (about.dev(), about.ino())
        };
        #[cfg(not(unix))]
        let place = (0, 0);
        Some(Self { length: about.len(), modified: about.modified().ok(), place })
    }
}

impl Unchanged {
    /// Remembers files. What is no file (a pipe, a device) cannot be looked at again.
    pub fn of<'p>(paths: impl Iterator<Item = &'p Path>) -> Self {
        Self(paths.filter(|path| path.is_file()).map(|path| (path.to_path_buf(), State::of(path))).collect())
    }

    /// The bytes of all of them.
    pub fn bytes(&self) -> u64 {
        self.0.iter().filter_map(|(_, state)| state.as_ref()).map(|state| state.length).sum()
    }

    /// The first that is no longer what it was.
    pub fn changed(&self) -> Option<&Path> {
        self.0.iter().find(|(path, before)| State::of(path) != *before).map(|(path, _)| path.as_path())
    }
}

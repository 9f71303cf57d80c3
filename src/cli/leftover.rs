//! Temporary files, so that none is left behind when the run is stopped: with Ctrl-C, or by a system that shuts down.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tempfile::{NamedTempFile, TempDir};

/// Those that there are.
static FILES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// Temporary folders, each with all that it holds.
static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether a folder has its final name: what is left to do is to say so, which a signal does not prevent any more.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// How a stopped run ends, as shells have it: 128 and the number of the signal.
const STOPPED: i32 = 130;
/// So often the removal of a folder is tried, 10 ms apart.
const ATTEMPTS: u32 = 100;

/// Removes what is left behind when the run is stopped, and ends it.
pub fn remove_when_stopped() {
    // Where signals cannot be waited for the run ends as it always did.
    let _ = ctrlc::set_handler(|| {
        // Kept until the end: nothing is created, and nothing gets its final name, meanwhile.
        let files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
        let folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        if CLOSED.load(Ordering::Acquire) {
            return;
        }
        for file in files.iter() {
            let _ = std::fs::remove_file(file);
        }
        for folder in folders.iter() {
            // What still writes into it may add a file between the last look and the removal.
            for _ in 0..ATTEMPTS {
                if std::fs::remove_dir_all(folder).is_ok() || !folder.exists() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        std::process::exit(STOPPED);
    });
}

/// Waits for the end of a run that is being stopped: what fails because its files are removed is not worth a message.
pub fn wait_if_stopped() {
    drop(FILES.lock().unwrap_or_else(PoisonError::into_inner));
}

/// A temporary file that is removed however the run ends, unless it is killed.
#[derive(Debug)]
pub struct Temporary {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Temporary {
    /// Creates one.
    pub fn create(create: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<Self> {
        let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
        let file = create()?;
        // From wherever the run is by then.
        let path = std::path::absolute(file.path())?;
        files.push(path.clone());
        Ok(Self { file: Some(file), path })
    }

    /// The file itself.
    pub fn file(&mut self) -> io::Result<&mut NamedTempFile> {
        self.file.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Gives it its final name; in a run that is being stopped, never.
    pub fn persist(mut self, path: &Path) -> io::Result<()> {
        let file = self.file.take().ok_or(io::ErrorKind::NotFound)?;
        let _not_stopped = FILES.lock().unwrap_or_else(PoisonError::into_inner);
        file.persist(path).map(|_| ()).map_err(|error| error.error)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        self.file = None;
        let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|file| *file != self.path);
    }
}

/// A temporary folder that is removed however the run ends, unless it is killed.
#[derive(Debug)]
pub struct TemporaryFolder {
    folder: Option<TempDir>,
    path: PathBuf,
}

impl TemporaryFolder {
    /// Creates one.
    pub fn create(create: impl FnOnce() -> io::Result<TempDir>) -> io::Result<Self> {
        let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = create()?;
        // From wherever the run is by then.
        let path = std::path::absolute(folder.path())?;
        folders.push(path.clone());
        Ok(Self { folder: Some(folder), path })
    }

    /// Where it is, absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its final name; in a run that is being stopped, never: what it holds is being removed then.
    pub fn persist(mut self, path: &Path) -> io::Result<()> {
        let _not_stopped = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        std::fs::rename(&self.path, path)?;
        CLOSED.store(true, Ordering::Release);
        // Nothing is left to remove.
        if let Some(folder) = self.folder.take() {
            let _ = folder.keep();
        }
        Ok(())
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        self.folder = None;
        let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        folders.retain(|folder| *folder != self.path);
    }
}

//! `--pantau`: whether files have changed since they were read.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// How often files are looked at while a line is typed.
const PAUSE: Duration = Duration::from_millis(500);

type Seen = Vec<(PathBuf, Option<(SystemTime, u64)>)>;

/// The files of a session, as they were when they were read.
pub struct Watch {
    seen: Arc<Mutex<Seen>>,
}

fn state(path: &Path) -> Option<(SystemTime, u64)> {
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

fn look(files: Vec<PathBuf>) -> Seen {
    files.into_iter().map(|path| (path.clone(), state(&path))).collect()
}

fn changed(seen: &Seen) -> Option<PathBuf> {
    seen.iter().find(|(path, before)| state(path) != *before).map(|(path, _)| path.clone())
}

impl Watch {
    /// Looks at these files.
    pub fn new(files: Vec<PathBuf>) -> Self {
        Self { seen: Arc::new(Mutex::new(look(files))) }
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether any has changed; asked again, only where one has changed since.
    pub fn has_changed(&mut self) -> bool {
        let mut seen = self.seen();
        if changed(&seen).is_none() {
            return false;
        }
        let files = seen.iter().map(|(path, _)| path.clone()).collect();
        *seen = look(files);
        true
    }

    /// From now on these files.
    pub fn follow(&mut self, files: Vec<PathBuf>) {
        let mut seen = self.seen();
        let known = |path: &PathBuf| seen.iter().find(|(other, _)| other == path).cloned();
        *seen = files.iter().map(|path| known(path).unwrap_or_else(|| (path.clone(), state(path)))).collect();
    }

    /// Looks at the files while a line is typed, and says once which one has changed; until the session asks.
    pub fn while_typing(&self, mut say: impl FnMut(&Path) + Send + 'static, over: Arc<AtomicBool>) {
        let shared = Arc::clone(&self.seen);
        // Without the thread, changes are seen when a line is entered.
        let _ = std::thread::Builder::new().spawn(move || {
            let mut said: Option<(PathBuf, Option<(SystemTime, u64)>)> = None;
            while !over.load(Ordering::Relaxed) {
                std::thread::sleep(PAUSE);
                let found = changed(&shared.lock().unwrap_or_else(PoisonError::into_inner));
                let found = found.map(|path| (path.clone(), state(&path)));
                if found.is_some() && found != said {
                    found.iter().for_each(|(path, _)| say(path));
                }
                said = found;
            }
        });
    }
}

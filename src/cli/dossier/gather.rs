//! Puts what the results follow from into the folder: the texts of the rules as they were read, the data as it lies on disk.

use super::manifest::MOST_FILES;
use super::{DATA, RULES, STANDARD, cannot_read, cannot_write, differ, fail};
use crate::cli::exit::Exit;
use crate::cli::load;
use crate::cli::realization::Realization;
use crate::cli::terminal::Terminal;
use crate::message::closing::ClosingMessage;
use crate::message::files::FilesMessage;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// The rules as they lie in the folder.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// The ruleset.
    pub file: String,
    /// The amendments, in the order of the command line.
    pub amendments: Vec<String>,
}

/// Keeps a ruleset with all that it uses, so that its files lie to each other as they did.
pub fn rules(folder: &Path, ruleset: &load::Ruleset, terminal: &Terminal) -> Result<Rules, Exit> {
    if ruleset.path == Path::new("-") {
        return Err(fail(terminal, ClosingMessage::NothingToKeep {}, Exit::Usage));
    }
    let roots = Roots::of(ruleset, terminal)?;
    let mut places: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in &ruleset.files {
        places.insert(path.to_string_lossy().into_owned(), roots.place(path));
    }
    let common = common(places.values());
    let inside = |path: &Path| {
        let rest = path.strip_prefix(&common).unwrap_or(path);
        kept_name(rest).ok_or_else(|| {
            let path = path.display().to_string();
            fail(terminal, ClosingMessage::NameNotKept { path }, Exit::Usage)
        })
    };
    for file in ruleset.sources.files() {
        let (name, text) = (ruleset.sources.name(file), ruleset.sources.text(file));
        let target = match places.get(name) {
            Some(place) => format!("{RULES}/{}", inside(place)?),
            // What was not read from disk is a standard ruleset: `baku/satuan.takar`.
            None => format!("{STANDARD}/{}", name.strip_prefix("baku/").unwrap_or(name)),
        };
        let target = folder.join(target);
        let written = parent(&target).and_then(|()| File::create(&target)).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(|error| fail(terminal, cannot_write(&target, &error), Exit::Files))?;
    }
    let placed = |path: &Path| Ok(format!("{RULES}/{}", inside(&roots.place(path))?));
    Ok(Rules {
        file: placed(&ruleset.path)?,
        amendments: ruleset.options.amendments.iter().map(|path| placed(path)).collect::<Result<_, Exit>>()?,
    })
}

/// The folders from which files are used: that of the ruleset and those of the amendments, as they are named and as they are.
struct Roots(Vec<(PathBuf, PathBuf)>);

impl Roots {
    fn of(ruleset: &load::Ruleset, terminal: &Terminal) -> Result<Self, Exit> {
        let mut roots = Vec::new();
        for file in std::iter::once(&ruleset.path).chain(&ruleset.options.amendments) {
            let named = file.parent().map(Path::to_path_buf).unwrap_or_default();
            let there = if named.as_os_str().is_empty() { Path::new(".") } else { &named };
            let real = std::fs::canonicalize(there)
                .map_err(|error| fail(terminal, cannot_read(there, &error), Exit::Files))?;
            roots.push((named, real));
        }
        Ok(Self(roots))
    }

    /// Where a file lies, by the folder that it was reached from.
    fn place(&self, path: &Path) -> PathBuf {
        let parent = path.parent().unwrap_or(Path::new(""));
        let reached = self.0.iter().filter(|(named, _)| parent.starts_with(named));
        let longest = reached.max_by_key(|(named, _)| named.components().count());
        match longest {
            Some((named, real)) => cleaned(&real.join(path.strip_prefix(named).unwrap_or(path))),
            None => cleaned(path),
        }
    }
}

/// A path without `.` and `..`.
fn cleaned(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                cleaned.pop();
            }
            part => cleaned.push(part),
        }
    }
    cleaned
}

/// The folder that all files lie in or below.
fn common<'p>(mut paths: impl Iterator<Item = &'p PathBuf>) -> PathBuf {
    let folder = |path: &PathBuf| path.parent().map(Path::to_path_buf).unwrap_or_default();
    let first = paths.next().map(folder).unwrap_or_default();
    paths.map(folder).fold(first, |common, folder| {
        let parts = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        parts.map(|(part, _)| part).collect()
    })
}

/// A path as the manifest writes it; none where it cannot.
fn kept_name(path: &Path) -> Option<String> {
    let part = |part: Component<'_>| match part {
        Component::Normal(part) => part.to_str().filter(|part| is_kept(part)).map(str::to_owned),
        _ => None,
    };
    let parts = path.components().map(part).collect::<Option<Vec<String>>>()?;
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn is_kept(name: &str) -> bool {
    let is_seen = |c: char| crate::letters::reading(c) != crate::letters::Reading::Unseen && !c.is_control();
    !name.contains('\\') && name.chars().all(is_seen)
}

/// Keeps the data, each file under a number and its own name. Gives back the alias and the place of each.
pub fn data(
    folder: &Path,
    realization: &Realization,
    terminal: &Terminal,
) -> Result<Vec<(Option<String>, String)>, Exit> {
    let mut kept = Vec::new();
    for (index, (alias, path)) in realization.sources().enumerate() {
        if index >= MOST_FILES {
            return Err(fail(terminal, ClosingMessage::TooManyFiles { limit: MOST_FILES }, Exit::Usage));
        }
        let path = path.ok_or_else(|| fail(terminal, ClosingMessage::NothingToKeep {}, Exit::Usage))?;
        let name = path.file_name().and_then(OsStr::to_str).filter(|name| is_kept(name)).ok_or_else(|| {
            let path = path.display().to_string();
            fail(terminal, ClosingMessage::NameNotKept { path }, Exit::Usage)
        })?;
        let place = format!("{DATA}/{}-{name}", index + 1);
        copy(path, &folder.join(&place), terminal)?;
        kept.push((alias.map(str::to_owned), place));
    }
    Ok(kept)
}

/// Copies a file to where none is.
pub fn copy(from: &Path, to: &Path, terminal: &Terminal) -> Result<(), Exit> {
    let mut source = File::open(from).map_err(|error| fail(terminal, cannot_read(from, &error), Exit::Files))?;
    let mut target = parent(to)
        .and_then(|()| File::create_new(to))
        .map_err(|error| fail(terminal, cannot_write(to, &error), Exit::Files))?;
    let copied = differ::copy(&mut source, &mut target).and_then(|_| target.sync_all());
    copied.map_err(|error| {
        let message = FilesMessage::CannotWrite {
            path: to.display().to_string(),
            why: crate::message::files::FileTrouble::of(&error),
        };
        fail(terminal, message, Exit::Files)
    })
}

/// Makes the folder of a file.
pub fn parent(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)
}

//! The file system, as far as rulesets are read from it.

use crate::data::DataFormat;
use crate::message::files::FileTrouble;
use crate::model::build::{Files, MAX_BYTES, ReadProblem};
use crate::syntax::literate;
use std::fs::Metadata;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// No ruleset is larger.
const LARGEST: u64 = MAX_BYTES as u64;

/// Reads rulesets from disk; `-` is standard input.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem> {
        let bytes = if path == Path::new("-") { bytes_of(io::stdin().lock()) } else { file_bytes(path) }?;
        String::from_utf8(bytes).map_err(|error| ReadProblem::NotUtf8(error.utf8_error().valid_up_to()))
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        if path == Path::new("-") {
            return Ok(path.to_path_buf());
        }
        std::fs::canonicalize(path).map_err(|error| problem(&error))
    }
}

/// Reads from disk and remembers what was read, so that no result is written over it.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    /// The files, in the order in which they were read.
    pub read: Vec<PathBuf>,
    /// The standard rulesets that were used.
    pub standards: Vec<String>,
}

impl Files for Remembered {
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem> {
        let text = Disk.read(path)?;
        self.read.push(path.to_path_buf());
        Ok(text)
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        Disk.canonical(path)
    }

    fn standard(&mut self, name: &str) -> Option<String> {
        let text = Disk.standard(name)?;
        self.standards.push(name.to_owned());
        Some(text)
    }
}

fn file_bytes(path: &Path) -> Result<Vec<u8>, ReadProblem> {
    let file = std::fs::File::open(path).map_err(|error| problem(&error))?;
    let about = file.metadata().map_err(|error| problem(&error))?;
    if about.is_dir() {
        return Err(ReadProblem::IsFolder);
    }
    if about.len() > LARGEST {
        return Err(ReadProblem::TooLarge);
    }
    bytes_of(file)
}

/// Everything that can be read, as long as it is not too much (a device never ends).
fn bytes_of(source: impl Read) -> Result<Vec<u8>, ReadProblem> {
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| problem(&error))?;
    if bytes.len() as u64 > LARGEST { Err(ReadProblem::TooLarge) } else { Ok(bytes) }
}

fn problem(error: &io::Error) -> ReadProblem {
    match FileTrouble::of(error) {
        FileTrouble::Absent => ReadProblem::NotFound,
        FileTrouble::Folder => ReadProblem::IsFolder,
        FileTrouble::Forbidden => ReadProblem::NotAllowed,
        other => ReadProblem::Other(other),
    }
}

/// The same problem as a message of the command line.
pub fn trouble(problem: &ReadProblem) -> FileTrouble {
    match problem {
        ReadProblem::TooLarge => FileTrouble::TooLarge(LARGEST),
        other => other.reason(),
    }
}

/// The `.takar` and `.takar.md` files of a folder and the folders in it, sorted by path. Links to folders are not followed, so that a
/// walk ends and stays inside; what cannot be read comes with its reason.
pub fn rulesets_in(folder: &Path) -> (Vec<PathBuf>, Vec<(PathBuf, FileTrouble)>) {
    let (mut found, mut troubles) = (Vec::new(), Vec::new());
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                troubles.push((folder, FileTrouble::of(&error)));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                folders.push(path);
            } else if is_ruleset(&path) && stays_inside(&path, kind) {
                found.push(path);
            }
        }
    }
    found.sort();
    (found, troubles)
}

/// What there is to read in a folder of data.
#[derive(Debug, Default)]
pub struct DataFolder {
    /// Its data files, by the endings of their names, sorted by name.
    pub files: Vec<PathBuf>,
    /// The names of everything else in it that a user would see: first the folders, which may hold data, then the rest.
    pub others: Vec<String>,
}

/// The data files of a folder, not of the folders in it. What spreadsheets put beside an open file, and hidden files, are
/// passed over; so are pipes and devices, which might never end.
pub fn data_in(folder: &Path) -> Result<DataFolder, FileTrouble> {
    let (mut found, mut rest) = (DataFolder::default(), Vec::new());
    for entry in std::fs::read_dir(folder).map_err(|error| FileTrouble::of(&error))? {
        let path = entry.map_err(|error| FileTrouble::of(&error))?.path();
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        match std::fs::metadata(&path) {
            Ok(about) if about.is_dir() => found.others.push(format!("{name}/")),
            // A link that leads nowhere is told when it is read.
            about if DataFormat::of_path(&path).is_some() && about.as_ref().map_or(true, Metadata::is_file) => {
                found.files.push(path);
            }
            _ => rest.push(name),
        }
    }
    found.files.sort();
    found.others.sort();
    rest.sort();
    found.others.append(&mut rest);
    Ok(found)
}

fn is_ruleset(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.extension().is_some_and(|extension| extension == "takar") || literate::is_literate(&name)
}

/// A link counts where it leads to a file beside or below it.
fn stays_inside(path: &Path, kind: std::fs::FileType) -> bool {
    if !kind.is_symlink() {
        return kind.is_file();
    }
    let (Ok(target), Some(Ok(folder))) = (path.canonicalize(), path.parent().map(Path::canonicalize)) else {
        return false;
    };
    target.is_file() && target.starts_with(folder)
}

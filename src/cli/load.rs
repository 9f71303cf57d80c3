//! Finds the ruleset that a verb works on and builds its model.

use super::exit::Exit;
use super::files::{self, Remembered};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::files::{FileTrouble, FilesMessage};
use crate::model::{Built, Model, build};
use crate::source::Sources;
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A ruleset that can be evaluated.
pub struct Ruleset {
    /// Its file.
    pub path: PathBuf,
    /// Its model.
    pub model: Model,
    /// Its texts.
    pub sources: Sources,
    /// The files that it was read from.
    pub files: Vec<PathBuf>,
}

impl Ruleset {
    /// Reads the ruleset that the user named: a file, or a folder with `utama.takar`. What is wrong has been told when
    /// this gives an exit code.
    pub fn load(named: &OsStr, terminal: &Terminal) -> Result<Self, Exit> {
        let path = main_file(Path::new(named)).map_err(|message| {
            terminal.tell_one(&Diagnostic::nowhere(message));
            Exit::Files
        })?;
        let mut disk = Remembered::default();
        let Built { model, sources, diagnostics } = build(&mut disk, &path).map_err(|problem| {
            terminal.tell_one(&cannot_read(&path, files::trouble(&problem)));
            Exit::Files
        })?;
        let Some(model) = model else {
            terminal.tell_errors(diagnostics, &sources);
            return Err(Exit::Rules);
        };
        if model.header().is_none() {
            let path = path.display().to_string();
            terminal.tell_one(&Diagnostic::nowhere(FilesMessage::NoHeader { path }));
            return Err(Exit::Rules);
        }
        Ok(Self { path, model, sources, files: disk.read })
    }

    /// The files that it was read from, which no result may replace.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    /// The hash of all its sources, in the order in which they were read.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        for file in self.sources.files() {
            let text = self.sources.text(file);
            // The length before each text: two files are never taken for one.
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("sha256:{digits}")
    }

    /// Its title, or its name.
    pub fn title(&self) -> String {
        self.model
            .header()
            .map_or_else(String::new, |header| header.title.clone().unwrap_or_else(|| header.name.clone()))
    }
}

/// A message that a file cannot be read.
pub fn cannot_read(path: &Path, why: FileTrouble) -> Diagnostic {
    Diagnostic::nowhere(FilesMessage::CannotRead { path: path.display().to_string(), why })
}

fn main_file(named: &Path) -> Result<PathBuf, FilesMessage> {
    if named == Path::new("-") || !named.is_dir() {
        return Ok(named.to_path_buf());
    }
    let main = named.join("utama.takar");
    if main.is_file() {
        return Ok(main);
    }
    Err(FilesMessage::NoMainFile { folder: named.display().to_string() })
}

/// A file of `periksa` and `uji`, or why it cannot be read.
#[derive(Debug)]
pub enum Found {
    /// A ruleset.
    File(PathBuf),
    /// A path that cannot be read, or a folder without rulesets.
    Problem(Diagnostic),
}

/// All rulesets that the paths lead to, each once, in the order of the paths.
pub fn all_rulesets<'a>(paths: impl Iterator<Item = &'a Path>) -> Vec<Found> {
    let mut all = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for path in paths {
        if !path.is_dir() {
            if seen.insert(path.to_path_buf()) {
                all.push(Found::File(path.to_path_buf()));
            }
            continue;
        }
        let (files, troubles) = files::rulesets_in(path);
        if files.is_empty() && troubles.is_empty() {
            let folder = path.display().to_string();
            all.push(Found::Problem(Diagnostic::nowhere(FilesMessage::NothingHere { folder })));
        }
        all.extend(troubles.into_iter().map(|(path, why)| Found::Problem(cannot_read(&path, why))));
        all.extend(files.into_iter().filter(|file| seen.insert(file.clone())).map(Found::File));
    }
    all
}

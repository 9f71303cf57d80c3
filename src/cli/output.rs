//! Where results go. They are held back until all data has been read, so that bad data leaves nothing behind; a file
//! appears under its name only when it is whole.

use super::exit::Exit;
use super::leftover::Temporary;
use crate::message::files::{FileTrouble, FilesMessage};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::SpooledTempFile;

/// Results up to this size stay in memory.
const IN_MEMORY: usize = 8 << 20;
/// What is written at once.
const CHUNK: usize = 256 << 10;
/// So many links are followed, one after the other.
const LINKS: usize = 40;

/// Results that nobody sees yet.
pub struct Output {
    spool: BufWriter<Spool>,
    target: Target,
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Output").field("target", &self.target).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone)]
enum Target {
    /// Standard output.
    Standard,
    /// A file that a temporary one beside it takes the place of.
    Replace(PathBuf),
    /// A device or pipe, which is written to as it stands.
    Through(PathBuf),
}

enum Spool {
    Memory(SpooledTempFile),
    Beside(Temporary),
    /// Nothing: the results have been handed over.
    Nowhere,
}

impl Output {
    /// Prepares to write to a file, or to standard output (none, or `-`). `inputs` are the files that are read, none of
    /// which may be written over.
    pub fn new<'i>(file: Option<&OsStr>, inputs: impl IntoIterator<Item = &'i Path>) -> Result<Self, FilesMessage> {
        let target = match file.filter(|file| *file != "-") {
            None => Target::Standard,
            Some(file) => {
                refuse_input(Path::new(file), inputs)?;
                target(Path::new(file))?
            }
        };
        let spool = match &target {
            Target::Replace(path) => Spool::Beside(beside(path).map_err(|error| cannot_write(path, &error))?),
            _ => Spool::Memory(SpooledTempFile::new(IN_MEMORY)),
        };
        Ok(Self { spool: BufWriter::with_capacity(CHUNK, spool), target })
    }

    /// Whether results go to standard output.
    pub fn is_standard(&self) -> bool {
        matches!(self.target, Target::Standard)
    }

    /// Forgets what was written.
    pub fn restart(&mut self) -> Result<(), FilesMessage> {
        let cut = |spool: &mut BufWriter<Spool>| -> io::Result<()> {
            spool.flush()?;
            match spool.get_mut() {
                Spool::Memory(file) => {
                    file.set_len(0)?;
                    file.seek(SeekFrom::Start(0))?;
                }
                Spool::Beside(file) => {
                    let file = file.file()?.as_file_mut();
                    file.set_len(0)?;
                    file.seek(SeekFrom::Start(0))?;
                }
                Spool::Nowhere => {}
            }
            Ok(())
        };
        cut(&mut self.spool).map_err(|error| self.problem(&error))
    }

    /// What an error of writing means to the user.
    pub fn problem(&self, error: &io::Error) -> FilesMessage {
        match &self.target {
            Target::Standard => FilesMessage::CannotWrite { path: "-".to_owned(), why: FileTrouble::of(error) },
            Target::Replace(path) | Target::Through(path) => cannot_write(path, error),
        }
    }

    /// Shows the results. A reader of standard output that has gone away is no error.
    pub fn publish(mut self) -> Result<(), FilesMessage> {
        self.publish_once()
    }

    /// The same for whoever cannot give it away. There is nothing to show a second time.
    pub fn publish_once(&mut self) -> Result<(), FilesMessage> {
        let target = self.target.clone();
        let name = match &target {
            Target::Standard => PathBuf::from("-"),
            Target::Replace(path) | Target::Through(path) => path.clone(),
        };
        match self.hand_over() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && matches!(target, Target::Standard) => Ok(()),
            other => other.map_err(|error| cannot_write(&name, &error)),
        }
    }

    fn hand_over(&mut self) -> io::Result<()> {
        self.spool.flush()?;
        match (std::mem::replace(self.spool.get_mut(), Spool::Nowhere), &self.target) {
            (Spool::Beside(file), Target::Replace(path)) => file.persist(path),
            (Spool::Memory(mut spool), Target::Through(path)) => {
                copy(&mut spool, &mut File::options().write(true).open(path)?)
            }
            (Spool::Memory(mut spool), _) => copy(&mut spool, &mut io::stdout().lock()),
            (Spool::Beside(_) | Spool::Nowhere, _) => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.spool.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.spool.flush()
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Memory(file) => file.write(bytes),
            Self::Beside(file) => file.file()?.write(bytes),
            Self::Nowhere => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Memory(file) => file.flush(),
            Self::Beside(file) => file.file()?.flush(),
            Self::Nowhere => Ok(()),
        }
    }
}

fn copy(spool: &mut SpooledTempFile, out: &mut dyn Write) -> io::Result<()> {
    spool.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; CHUNK];
    loop {
        match spool.read(&mut buffer)? {
            0 => return out.flush(),
            read => out.write_all(&buffer[..read])?,
        }
    }
}

/// Refuses a file that is to be written where it is one of those that are read, by whatever name or link. Every writer
/// of a file asks this first.
pub fn refuse_input<'i>(named: &Path, inputs: impl IntoIterator<Item = &'i Path>) -> Result<(), FilesMessage> {
    // What is not there yet cannot have been read.
    let Ok(target) = named.canonicalize() else { return Ok(()) };
    // A device or pipe is not replaced.
    if !target.is_file() {
        return Ok(());
    }
    let is_target = |input: &&Path| input.canonicalize().is_ok_and(|input| input == target);
    match inputs.into_iter().find(is_target) {
        None => Ok(()),
        Some(input) => {
            let (path, input) = (named.display().to_string(), input.display().to_string());
            Err(FilesMessage::WouldReplaceInput { path, input })
        }
    }
}

/// How a run ends that cannot write.
pub fn exit_of(message: &FilesMessage) -> Exit {
    match message {
        FilesMessage::WouldReplaceInput { .. } | FilesMessage::SameFile { .. } => Exit::Usage,
        _ => Exit::Files,
    }
}

fn target(named: &Path) -> Result<Target, FilesMessage> {
    let refused = |why| FilesMessage::CannotWrite { path: named.display().to_string(), why };
    match std::fs::metadata(named) {
        Ok(about) if about.is_dir() => Err(refused(FileTrouble::Folder)),
        // What is no file is written to as it stands, and never replaced: `/dev/stdout`, a pipe of the shell.
        Ok(about) if !about.is_file() => Ok(Target::Through(named.to_path_buf())),
        // A file that may not be written must not be replaced either.
        Ok(about) if about.permissions().readonly() => Err(refused(FileTrouble::Forbidden)),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused(FileTrouble::of(&error))),
        _ => Ok(Target::Replace(behind_links(named))),
    }
}

/// Behind a link stands the file that is meant, there or not yet, and the link stays.
fn behind_links(named: &Path) -> PathBuf {
    let mut path = named.to_path_buf();
    for _ in 0..LINKS {
        let Ok(next) = std::fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(next);
    }
    path
}

/// A temporary file in the same folder, with the permissions that the target has or would get.
fn beside(path: &Path) -> io::Result<Temporary> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".takar-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = Temporary::create(|| builder.tempfile_in(folder))?;
    if let Ok(about) = std::fs::metadata(path) {
        // Best effort: the content matters more than its permissions.
        let _ = file.file()?.as_file().set_permissions(about.permissions());
    }
    Ok(file)
}

fn cannot_write(path: &Path, error: &io::Error) -> FilesMessage {
    FilesMessage::CannotWrite { path: path.display().to_string(), why: FileTrouble::of(error) }
}

//! Finds the ruleset that a verb works on and builds its model.

use super::exit::Exit;
use super::files::{self, Disk, Remembered};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::evaluate::DataFiles;
use crate::message::Language;
use crate::message::files::{FileTrouble, FilesMessage};
use crate::model::build::{Files, base_of};
use crate::model::{BuiltRules, Header, Options, ReadProblem, Rules, build_with};
use crate::render::View;
use crate::source::Sources;
use crate::value::Date;
use crate::value::period::Period;
use clap::ArgMatches;
use sha2::{Digest, Sha256};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A ruleset that can be evaluated.
pub struct Ruleset {
    /// Its file.
    pub path: PathBuf,
    /// Its rules. All of them are valid; some may lack what is not in force with them.
    pub rules: Rules,
    /// Its texts.
    pub sources: Sources,
    /// `--tanggal`: the day whose rules hold, whatever the period.
    pub day: Option<Date>,
    /// The files that it was read from.
    pub files: Vec<PathBuf>,
    /// What it was built with.
    pub options: Options,
}

impl Ruleset {
    /// Reads the ruleset that the user named, a file or a folder with `utama.takar`, with `--perubahan` and `--tanggal`.
    /// What is wrong has been told when this gives an exit code.
    pub fn load(named: &OsStr, matches: &ArgMatches, terminal: &Terminal) -> Result<Self, Exit> {
        let build = |disk: &mut Remembered, path: &Path, options: &Options| Ok((build_with(disk, path, options)?, ()));
        Self::load_whole(named, matches, terminal, build)
    }

    /// The same, read from elsewhere.
    pub fn load_from(
        files: &mut dyn Files,
        named: &OsStr,
        matches: &ArgMatches,
        terminal: &Terminal,
    ) -> Result<Self, Exit> {
        let build = |_: &mut Remembered, path: &Path, options: &Options| Ok((build_with(files, path, options)?, ()));
        Self::load_whole(named, matches, terminal, build)
    }

    fn load_whole(
        named: &OsStr,
        matches: &ArgMatches,
        terminal: &Terminal,
        build: impl FnOnce(&mut Remembered, &Path, &Options) -> Result<(BuiltRules, ()), ReadProblem>,
    ) -> Result<Self, Exit> {
        let options = rules_options(matches).map_err(|message| {
            terminal.tell_one(&Diagnostic::nowhere(message));
            Exit::Usage
        })?;
        let options = Options { only_ruleset: true, ..options };
        let (ruleset, ()) = Self::load_by(named, options, terminal, build)?;
        ruleset.has_header(terminal)?;
        Ok(ruleset)
    }

    /// The same with other options; `build` may give more than the rules.
    pub fn load_by<T>(
        named: &OsStr,
        options: Options,
        terminal: &Terminal,
        build: impl FnOnce(&mut Remembered, &Path, &Options) -> Result<(BuiltRules, T), ReadProblem>,
    ) -> Result<(Self, T), Exit> {
        let path = main_file(Path::new(named)).map_err(|message| {
            terminal.tell_one(&Diagnostic::nowhere(message));
            Exit::Files
        })?;
        let mut disk = Remembered::default();
        let (built, more) = build(&mut disk, &path, &options).map_err(|problem| {
            terminal.tell_one(&cannot_read(&path, files::trouble(&problem)));
            Exit::Files
        })?;
        if !built.is_valid() {
            terminal.tell_errors(built.diagnostics, &built.sources);
            return Err(Exit::Rules);
        }
        if let Some(outside) = built.outside(options.day) {
            terminal.tell_one(&outside);
            return Err(Exit::Usage);
        }
        let BuiltRules { rules, sources, .. } = built;
        let ruleset = Self { path, rules, sources, day: options.day, files: disk.read, options };
        if ruleset.rules.latest().is_none() {
            ruleset.tell_incomplete(ruleset.rules.eras().len().saturating_sub(1), terminal);
            return Err(Exit::Rules);
        }
        Ok((ruleset, more))
    }

    /// Says so where it has no header, without which no data can be read.
    pub fn has_header(&self, terminal: &Terminal) -> Result<(), Exit> {
        if self.rules.latest().is_some_and(|model| model.header().is_none()) {
            let path = self.path.display().to_string();
            terminal.tell_one(&Diagnostic::nowhere(FilesMessage::NoHeader { path }));
            return Err(Exit::Rules);
        }
        Ok(())
    }

    /// The files that it was read from, which no result may replace.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    /// What the results of the rules at a place among the sets of rules are shown with; none where those cannot be
    /// evaluated.
    pub fn view<'a>(&'a self, place: usize, files: &'a DataFiles, language: Language) -> Option<View<'a>> {
        let model = self.rules.eras().get(place)?.model.as_ref()?;
        Some(View { model, sources: &self.sources, files, language })
    }

    /// The place of the rules that a period is evaluated by.
    pub fn place_for(&self, period: Option<Period>) -> Option<usize> {
        self.rules.place_for(period, self.day)
    }

    /// Tells why the rules at a place cannot be evaluated.
    pub fn tell_incomplete(&self, place: usize, terminal: &Terminal) {
        let Some(era) = self.rules.eras().get(place) else { return };
        terminal.tell_errors(era.obstacles(), &self.sources);
    }

    /// Its header, as the latest rules have it.
    pub fn header(&self) -> Option<&Header> {
        self.rules.header()
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
        self.header().map_or_else(String::new, |header| header.title.clone().unwrap_or_else(|| header.name.clone()))
    }
}

/// `--perubahan` and `--tanggal`.
pub fn rules_options(matches: &ArgMatches) -> Result<Options, FilesMessage> {
    let amendments = matches.get_many::<OsString>("perubahan").into_iter().flatten().map(PathBuf::from).collect();
    let day = match matches.get_one::<OsString>("tanggal").map(|text| text.to_string_lossy()) {
        None => None,
        Some(text) => Some(day(&text).ok_or_else(|| FilesMessage::BadValue {
            option: "--tanggal".to_owned(),
            value: text.into_owned(),
            takes: vec!["2024-12-31".to_owned()],
        })?),
    };
    Ok(Options { amendments, day, ..Options::default() })
}

/// What `periksa` and `uji` build of one of their paths: with the amendments that are about it. Those given for one path
/// only are all about it, so that what does not fit is told.
pub fn options_for(path: &Path, options: &Options, is_only: bool) -> Options {
    let mut options = options.clone();
    if is_only || options.amendments.is_empty() || path == Path::new("-") {
        return options;
    }
    let disk = &mut Disk;
    let own = base_of(disk, path).or_else(|| disk.canonical(path).ok());
    options.amendments.retain(|amendment| base_of(disk, amendment).is_none_or(|base| Some(base) == own));
    options
}

/// What `uji` builds of a path, each with the file whose tests run: the ruleset without amendments, then each amendment
/// with those that apply before it; of an amendment only itself.
pub fn test_runs(path: &Path, options: &Options) -> Vec<(PathBuf, Options)> {
    let is_amendment = path != Path::new("-") && base_of(&mut Disk, path).is_some();
    if is_amendment {
        let options = Options { last: Some(path.to_path_buf()), ..options.clone() };
        return vec![(path.to_path_buf(), options)];
    }
    let own = (path.to_path_buf(), Options { amendments: Vec::new(), ..options.clone() });
    let of_amendment =
        |amendment: &PathBuf| (amendment.clone(), Options { last: Some(amendment.clone()), ..options.clone() });
    std::iter::once(own).chain(options.amendments.iter().map(of_amendment)).collect()
}

/// `2024-12-31`, with all its digits.
fn day(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain.then(|| text.parse().ok()).flatten()
}

/// A message that a file cannot be read.
pub fn cannot_read(path: &Path, why: FileTrouble) -> Diagnostic {
    Diagnostic::nowhere(FilesMessage::CannotRead { path: path.display().to_string(), why })
}

fn main_file(named: &Path) -> Result<PathBuf, FilesMessage> {
    if named == Path::new("-") || !named.is_dir() {
        return Ok(named.to_path_buf());
    }
    let mains = ["utama.takar", "utama.takar.md"].map(|main| named.join(main));
    let missing = || FilesMessage::NoMainFile { folder: named.display().to_string() };
    mains.into_iter().find(|main| main.is_file()).ok_or_else(missing)
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

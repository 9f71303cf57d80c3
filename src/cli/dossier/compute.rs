//! Computes the results of a folder, from what lies in it.

use super::blocks::{Block, Blocks, Explained, Job};
use super::correct::{Correction, Earlier};
use super::counts::Counts;
use super::manifest::Manifest;
use super::sink::{Made, Results, Sink};
use super::{RESULTS, STANDARD, cannot_read, cannot_write, fail, options};
use crate::cli::exit::Exit;
use crate::cli::files::Disk;
use crate::cli::load::Ruleset;
use crate::cli::options::command;
use crate::cli::realization::{Realization, Visitor};
use crate::cli::terminal::Terminal;
use crate::evaluate::{Conflict, DataFiles, Facts};
use crate::message::Language;
use crate::message::files::FilesMessage;
use crate::model::{Files, ReadProblem};
use crate::render::blame::Unplaced;
use crate::render::figure::DecimalSign;
use crate::render::outcome::Sheet;
use crate::render::outcome_csv::{CsvWriter, Dialect};
use crate::render::outcome_json::{JsonWriter, RulesetHead};
use clap::ArgMatches;
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

/// Explanations of so many bytes are worth packing.
const LARGE: u64 = 256 << 20;

/// The results of a folder: what the manifest says of them.
#[derive(Debug, Default)]
pub struct Computed {
    /// How much there is of what.
    pub counts: Vec<(&'static str, u64)>,
    /// The periods that were evaluated.
    pub periods: Vec<String>,
    /// Name, title and hash of the ruleset.
    pub ruleset: (String, Option<String>, String),
    /// The files that all of it was computed from.
    pub read: BTreeSet<String>,
    /// The files of results.
    pub made: Vec<Made>,
    /// Whether something is *galat*, or a `pastikan` does not hold.
    pub fails: bool,
    /// Of a correction: how much has changed.
    pub corrected: Option<String>,
    /// Of a correction: whether anything has.
    pub changes: bool,
}

/// Rules that lie in a folder, with the standard rulesets beside them.
#[derive(Debug, Default)]
pub struct Kept {
    /// The folder; empty: the working folder.
    pub folder: PathBuf,
    /// What was read of it.
    pub read: BTreeSet<String>,
}

impl Files for Kept {
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem> {
        // A closed folder holds all of its rules; whatever lies outside is another's.
        let inside = Disk.canonical(if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder })?;
        if !Disk.canonical(path)?.starts_with(inside) {
            return Err(ReadProblem::NotFound);
        }
        let text = Disk.read(path)?;
        self.read.insert(path.to_string_lossy().into_owned());
        Ok(text)
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        Disk.canonical(path)
    }

    fn standard(&mut self, name: &str) -> Option<String> {
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        let inside = is_name.then(|| format!("{STANDARD}/{name}.takar"))?;
        let text = Disk.read(&self.folder.join(&inside)).ok()?;
        self.read.insert(inside);
        Some(text)
    }
}

/// The working folder, until this goes.
struct Inside(PathBuf);

impl Inside {
    fn enter(folder: &Path) -> io::Result<Self> {
        let before = std::env::current_dir()?;
        std::env::set_current_dir(folder)?;
        Ok(Self(before))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        // Where it is gone there is nothing to go back to.
        let _ = std::env::set_current_dir(&self.0);
    }
}

/// The command line that reads the data of a manifest, as `tutup` takes it.
pub fn arguments(manifest: &Manifest, prefix: &str, terminal: &Terminal) -> Result<ArgMatches, Exit> {
    let mut words: Vec<OsString> = vec!["takar".into(), "tutup".into(), manifest.ruleset.file.clone().into()];
    for (alias, file) in &manifest.data {
        let alias = alias.as_ref().map_or_else(String::new, |alias| format!("{alias}="));
        words.push(format!("--data={alias}{prefix}{file}").into());
    }
    words.extend(manifest.ruleset.amendments.iter().map(|file| OsString::from(format!("--perubahan={file}"))));
    words.extend(options::words(&manifest.options));
    let matches = command(terminal.language).try_get_matches_from(words);
    let matches = matches.map_err(|error| crate::cli::usage::answer(&error, terminal))?;
    matches.subcommand_matches("tutup").cloned().ok_or(Exit::Usage)
}

/// Computes what a manifest describes. `folder`, and that of the results, are absolute.
pub fn compute(
    folder: &Path,
    manifest: &Manifest,
    earlier: Option<&Earlier>,
    results: Results<'_>,
    threads: usize,
    terminal: &Terminal,
) -> Result<Computed, Exit> {
    let refuse = |message: FilesMessage| fail(terminal, message, Exit::Files);
    if let Results::Written(into) = results {
        let into = into.join(RESULTS);
        std::fs::create_dir_all(&into).map_err(|error| refuse(cannot_write(&into, &error)))?;
    }
    let _inside = Inside::enter(folder).map_err(|error| refuse(cannot_read(folder, &error)))?;
    let language = if manifest.language == "en" { Language::English } else { Language::Indonesian };
    let matches = arguments(manifest, "", terminal)?;
    let mut kept = Kept::default();
    let ruleset = Ruleset::load_from(&mut kept, OsStr::new(&manifest.ruleset.file), &matches, terminal)?;
    let realization = Realization::new(&matches, &ruleset, terminal)?;
    let files = realization.files().clone();
    let no_files = DataFiles::default();
    let places = 0..ruleset.rules.eras().len();
    let sheets: Vec<Option<Sheet<'_>>> =
        places.map(|place| ruleset.view(place, &no_files, language).map(Sheet::new)).collect();
    let latest = sheets.iter().flatten().next_back().ok_or(Exit::Rules)?;
    let head = RulesetHead::new(&ruleset, &latest.view);
    let ruled = (head.name.clone(), head.title.clone(), head.hash.clone());
    let job = Job {
        ruleset: &ruleset,
        sheets: &sheets,
        files: &files,
        head,
        dialect: match realization.english_numerals {
            true => Dialect { delimiter: b',', sign: DecimalSign::Dot },
            false => Dialect { delimiter: b';', sign: DecimalSign::Comma },
        },
        language,
        explained: match matches.get_one::<String>("penjelasan").map(String::as_str) {
            Some("tidak") => Explained::Not,
            Some("ringkas") => Explained::Brief,
            _ => Explained::Whole,
        },
        packed: matches.get_flag("mampatkan"),
        packs: matches.get_flag("mampatkan") && matches!(results, Results::Written(_)),
    };
    let outs = Outs::begin(results, &job).map_err(refuse)?;
    let correction = match earlier {
        Some(earlier) => Some(Correction::begin(earlier, &ruleset, terminal)?),
        None => None,
    };
    let (json, csv) = (job.json().ok_or(Exit::Rules)?.as_of(&manifest.version), job.csv().ok_or(Exit::Rules)?);
    let is_large = matches!(results, Results::Written(_)) && !job.packed;
    let (report, trouble, counts, correction, outs) = std::thread::scope(|scope| {
        let blocks = Blocks::new(job, threads, scope);
        let large = is_large.then_some(terminal);
        let mut run = Run { blocks, json, csv, outs, correction, counts: Counts::default(), trouble: None, large };
        run.begin();
        let report = realization.read(&mut run, &ruleset, terminal);
        let ended = run.json.end(&mut run.outs.json);
        run.note(ended, |outs| &outs.json);
        (report, run.trouble, run.counts, run.correction, run.outs)
    });
    if let Some(message) = trouble {
        return Err(refuse(message));
    }
    let has_bad_data = report?;
    let mut made = outs.finish().map_err(refuse)?;
    let (counts_told, periods) = counts.told();
    let (mut corrected, mut changes) = (None, false);
    if let (Some(correction), Some(earlier)) = (correction, earlier) {
        let done = correction.finish(earlier, &ruleset, &manifest.version, (&files, language), results, terminal)?;
        (corrected, changes) = (Some(done.summary), done.changes);
        made.extend(done.made);
    }
    let mut read = kept.read;
    read.extend(manifest.data.iter().map(|(_, file)| file.clone()));
    let fails = counts.fails || has_bad_data;
    Ok(Computed { counts: counts_told, periods, ruleset: ruled, read, made, fails, corrected, changes })
}

/// What results are written to.
struct Outs {
    json: Sink,
    csv: Sink,
    explanations: Option<Sink>,
}

impl Outs {
    fn begin(results: Results<'_>, job: &Job<'_>) -> Result<Self, FilesMessage> {
        Ok(Self {
            json: Sink::begin(results, "hasil.json", false)?,
            csv: Sink::begin(results, "hasil.csv", false)?,
            explanations: match job.explained {
                Explained::Not => None,
                _ => Some(Sink::begin(results, "penjelasan.jsonl", job.packed)?),
            },
        })
    }

    fn restart(&mut self) -> Result<(), FilesMessage> {
        let all = [Some(&mut self.json), Some(&mut self.csv), self.explanations.as_mut()];
        for sink in all.into_iter().flatten() {
            sink.restart().map_err(|error| sink.trouble(&error))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<Made>, FilesMessage> {
        [Some(self.json), Some(self.csv), self.explanations].into_iter().flatten().map(Sink::finish).collect()
    }
}

/// Evaluates and writes case after case.
struct Run<'m> {
    blocks: Blocks<'m>,
    json: JsonWriter<'m>,
    csv: CsvWriter<'m>,
    outs: Outs,
    correction: Option<Correction>,
    counts: Counts,
    trouble: Option<FilesMessage>,
    /// Who is told that the explanations become large, until that is told.
    large: Option<&'m Terminal>,
}

impl Run<'_> {
    fn begin(&mut self) {
        self.counts = Counts::default();
        let written = self.json.begin(&mut self.outs.json);
        self.note(written, |outs| &outs.json);
        let written = self.csv.begin(&mut self.outs.csv);
        self.note(written, |outs| &outs.csv);
    }

    fn note(&mut self, written: io::Result<()>, sink: fn(&Outs) -> &Sink) {
        if let Err(error) = written {
            let message = sink(&self.outs).trouble(&error);
            self.trouble.get_or_insert(message);
        }
    }

    fn take(&mut self, blocks: Vec<io::Result<Block>>) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for block in blocks {
            match block {
                Ok(block) => conflicts.extend(self.write(block)),
                Err(error) => self.note(Err(error), |outs| &outs.json),
            }
        }
        conflicts
    }

    fn write(&mut self, block: Block) -> Vec<Conflict> {
        let comma: &[u8] = if self.counts.cases() > 0 && block.counts.cases() > 0 { b"," } else { b"" };
        let written = self.outs.json.put(comma, &[]).and_then(|()| self.outs.json.put(&block.json, &[]));
        self.note(written, |outs| &outs.json);
        let written = self.outs.csv.put(&block.csv, &[]);
        self.note(written, |outs| &outs.csv);
        if let Some(sink) = &mut self.outs.explanations {
            let written = sink.put(&block.explanations, &block.packed);
            let is_large = sink.size() > LARGE;
            self.note(written, |outs| outs.explanations.as_ref().unwrap_or(&outs.json));
            if is_large && let Some(terminal) = self.large.take() {
                tell_large(terminal);
            }
        }
        self.counts.join(block.counts);
        block.conflicts
    }
}

/// Says that packing would be worth it.
fn tell_large(terminal: &Terminal) {
    terminal.remark(terminal.language.pick(
        "penjelasannya sudah lebih dari 256 MB dan masih bertambah; dengan `--mampatkan` besarnya sekitar seperdua puluh",
        "the explanations are more than 256 MB by now and still growing; with `--mampatkan` they would be about a twentieth",
    ));
}

impl Visitor for Run<'_> {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        if let Some(correction) = &mut self.correction {
            correction.case(facts);
        }
        let blocks = self.blocks.add(facts);
        self.take(blocks)
    }

    fn rest(&mut self) -> Vec<Conflict> {
        let blocks = self.blocks.rest();
        self.take(blocks)
    }

    fn restart(&mut self) {
        self.blocks.restart();
        if let Err(trouble) = self.outs.restart() {
            self.trouble = Some(trouble);
        }
        if let Some(correction) = &mut self.correction {
            correction.restart();
        }
        self.begin();
    }

    fn unplaced(&mut self, unplaced: Unplaced) {
        self.json.unplaced(unplaced);
    }

    fn stopped(&self) -> bool {
        self.trouble.is_some()
    }
}

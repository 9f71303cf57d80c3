//! `takar koreksi`: closes a correction on top of a closed period.

use super::dossier::compute::Kept;
use super::dossier::manifest::{Manifest, Ruleset as ManifestRules};
use super::dossier::seal::seal;
use super::dossier::{
    Growing, MANIFEST, PREVIOUS, RULES, SIGNATURES, STANDARD, fail, gather, inventory, options, verify,
};
use super::exit::Exit;
use super::hitung::threads;
use super::load::Ruleset;
use super::options::command;
use super::realization::Realization;
use super::terminal::Terminal;
use super::tutup::{begun, kept_names, size_of, tell_names};
use super::usage;
use crate::message::closing::ClosingMessage;
use crate::message::files::FilesMessage;
use clap::ArgMatches;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match correct(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn correct(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let (target, manifest) = begun(matches, terminal)?;
    let threads = threads(matches).map_err(|message| fail(terminal, message, Exit::Usage))?;
    let folder = PathBuf::from(matches.get_one::<OsString>("FOLDER").ok_or(Exit::Usage)?);
    if !matches.contains_id("data") {
        return Err(fail(terminal, FilesMessage::Missing { what: "`--data`".to_owned() }, Exit::Usage));
    }
    let (before, bytes) = Manifest::read(&folder).map_err(|message| fail(terminal, message, Exit::Files))?;
    // Days as manifests write them stand in the order of time.
    if manifest.on < before.on {
        let (on, closed, folder) = (manifest.on, before.on, folder.display().to_string());
        return Err(fail(terminal, ClosingMessage::CorrectionTooEarly { on, closed, folder }, Exit::Usage));
    }
    if !inventory::check(&folder, &before).is_empty() {
        let folder = folder.display().to_string();
        return Err(fail(terminal, ClosingMessage::NotWhole { folder }, Exit::Fails));
    }
    let options = options::inherited(options::kept(matches), &before.options);
    let given = arguments(matches, &folder, &before, &options, terminal)?;
    let mut kept = Kept { folder: folder.clone(), ..Kept::default() };
    let ruleset = Ruleset::load_from(&mut kept, folder.join(&before.ruleset.file).as_os_str(), &given, terminal)?;
    let realization = Realization::new(&given, &ruleset, terminal)?;
    let growing = Growing::begin(&target, terminal)?;
    let copy = |inside: &str, place: String| gather::copy(&folder.join(inside), &growing.path().join(place), terminal);
    for file in &before.files {
        if [RULES, STANDARD].iter().any(|part| file.path.starts_with(&format!("{part}/"))) {
            copy(&file.path, file.path.clone())?;
        }
        copy(&file.path, format!("{PREVIOUS}/{}", file.path))?;
    }
    let signatures = SIGNATURES.iter().filter(|name| folder.join(name).is_file());
    for name in signatures.chain([&MANIFEST]) {
        copy(name, format!("{PREVIOUS}/{name}"))?;
    }
    let data = gather::data(growing.path(), &realization, terminal)?;
    let names = kept_names(&realization, &data);
    let ManifestRules { file, amendments, .. } = before.ruleset.clone();
    let ruleset = ManifestRules { file, amendments, ..ManifestRules::default() };
    let previous = Some(super::dossier::differ::hash_of(&bytes));
    let manifest = Manifest { ruleset, data, options, previous, ..manifest };
    let earlier = verify::earlier(growing.path(), &manifest);
    let earlier = earlier.map_err(|message| fail(terminal, message, Exit::Fails))?;
    let sealed = seal(growing, manifest, Some(&earlier), threads, terminal);
    let (computed, manifest, hash) = sealed.inspect_err(|exit| tell_names(*exit, &names, terminal))?;
    let (files, size) = (manifest.files.len(), size_of(&manifest, terminal));
    let changed = computed.corrected.unwrap_or_default();
    let report = target.join("hasil/koreksi.md");
    let told = terminal.language.pick(
        format!(
            "dikoreksi: {}, {files} berkas\n{changed} Lihat {}\nbesarnya: {size}\nsidik manifes: {hash}\n",
            target.display(),
            report.display()
        ),
        format!(
            "corrected: {}, {files} files\n{changed} See {}\nsize: {size}\nhash of the manifest: {hash}\n",
            target.display(),
            report.display()
        ),
    );
    match terminal.print(&told) {
        Exit::Well if computed.fails => Ok(Exit::Fails),
        exit => Ok(exit),
    }
}

/// The command line that reads the corrected data by the rules of the closed period.
fn arguments(
    matches: &ArgMatches,
    folder: &Path,
    before: &Manifest,
    kept: &options::Kept,
    terminal: &Terminal,
) -> Result<ArgMatches, Exit> {
    let option = |name: &str, value: &OsStr| {
        let mut word = OsString::from(format!("--{name}="));
        word.push(value);
        word
    };
    let mut words: Vec<OsString> = vec!["takar".into(), "tutup".into(), folder.join(&before.ruleset.file).into()];
    let data = matches.get_many::<OsString>("data").into_iter().flatten();
    words.extend(data.map(|value| option("data", value)));
    let amendments = before.ruleset.amendments.iter().map(|file| folder.join(file));
    words.extend(amendments.map(|file| option("perubahan", file.as_os_str())));
    words.extend(options::words(kept));
    let given = command(terminal.language).try_get_matches_from(words);
    let given = given.map_err(|error| usage::answer(&error, terminal))?;
    given.subcommand_matches("tutup").cloned().ok_or(Exit::Usage)
}

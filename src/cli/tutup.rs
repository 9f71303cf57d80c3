//! `takar tutup`: closes a period.

use super::dossier::manifest::{Manifest, Ruleset as ManifestRules};
use super::dossier::seal::seal;
use super::dossier::{Growing, fail, gather, options};
use super::exit::Exit;
use super::hitung::threads;
use super::load::Ruleset;
use super::realization::Realization;
use super::terminal::Terminal;
use crate::evaluate::semantics;
use crate::message::files::FilesMessage;
use clap::ArgMatches;
use std::ffi::OsString;
use std::path::PathBuf;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match close(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn close(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let (target, manifest) = begun(matches, terminal)?;
    let threads = threads(matches).map_err(|message| fail(terminal, message, Exit::Usage))?;
    let named = matches.get_one::<OsString>("ATURAN").ok_or(Exit::Usage)?;
    let ruleset = Ruleset::load(named, matches, terminal)?;
    let realization = Realization::new(matches, &ruleset, terminal)?;
    let growing = Growing::begin(&target, terminal)?;
    let rules = gather::rules(growing.path(), &ruleset, terminal)?;
    let data = gather::data(growing.path(), &realization, terminal)?;
    let names = kept_names(&realization, &data);
    let ruleset = ManifestRules { file: rules.file, amendments: rules.amendments, ..ManifestRules::default() };
    let manifest = Manifest { ruleset, data, options: options::kept(matches), ..manifest };
    let sealed = seal(growing, manifest, None, threads, terminal);
    let (computed, manifest, hash) = sealed.inspect_err(|exit| tell_names(*exit, &names, terminal))?;
    let (files, size) = (manifest.files.len(), size_of(&manifest, terminal));
    let told = terminal.language.pick(
        format!("ditutup: {}, {files} berkas\nbesarnya: {size}\nsidik manifes: {hash}\n", target.display()),
        format!("closed: {}, {files} files\nsize: {size}\nhash of the manifest: {hash}\n", target.display()),
    );
    match terminal.print(&told) {
        Exit::Well if computed.fails => Ok(Exit::Fails),
        exit => Ok(exit),
    }
}

/// How large all files are together: `35 KB`, `1,2 GB`.
pub fn size_of(manifest: &Manifest, terminal: &Terminal) -> String {
    let bytes: u64 = manifest.files.iter().map(|file| file.size).sum();
    let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000)];
    let (unit, of) = units.into_iter().find(|(_, of)| bytes >= *of).unwrap_or(("KB", 1000));
    // Never more than there is, and a part of a kilobyte is one.
    let tenths = (bytes * 10).div_ceil(of).max(1);
    let sign = terminal.language.pick(",", ".");
    match tenths {
        0..100 if unit != "KB" => format!("{}{sign}{} {unit}", tenths / 10, tenths % 10),
        _ => format!("{} {unit}", tenths.div_ceil(10)),
    }
}

/// What closing and correcting begin with: where to, and who does it when.
pub fn begun(matches: &ArgMatches, terminal: &Terminal) -> Result<(PathBuf, Manifest), Exit> {
    let usage = |message: FilesMessage| fail(terminal, message, Exit::Usage);
    let missing = |what: &str| usage(FilesMessage::Missing { what: format!("`{what}`") });
    let target = matches.get_one::<OsString>("keluaran").ok_or_else(|| missing("--keluaran"))?;
    let by = options::line(matches, "oleh").map_err(usage)?.ok_or_else(|| missing("--oleh"))?;
    let on = options::day(matches).map_err(usage)?.ok_or_else(|| missing("--pada"))?;
    let reason = options::line(matches, "alasan").map_err(usage)?;
    // Never what the environment says: the results are the same on every machine.
    let language = matches.get_one::<String>("bahasa").cloned().unwrap_or_else(|| "id".to_owned());
    let (version, semantics) = (env!("CARGO_PKG_VERSION").to_owned(), semantics::current());
    let manifest = Manifest { version, semantics, language, by, on, reason, ..Manifest::default() };
    Ok((PathBuf::from(target), manifest))
}

/// The names of the data in the folder, each with that of the file it was copied from.
pub fn kept_names(realization: &Realization, data: &[(Option<String>, String)]) -> Vec<(String, String)> {
    let given = realization.files().names().iter().map(ToString::to_string);
    data.iter().map(|(_, place)| place.clone()).zip(given).collect()
}

/// Says which files the messages before spoke of.
pub fn tell_names(exit: Exit, names: &[(String, String)], terminal: &Terminal) {
    if exit != Exit::Data {
        return;
    }
    for (place, given) in names {
        terminal.remark(
            &terminal.language.pick(format!("{place} adalah salinan {given}"), format!("{place} is a copy of {given}")),
        );
    }
}

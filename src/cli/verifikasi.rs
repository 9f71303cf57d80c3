//! `takar verifikasi`: holds a closed period to what it says.

use super::dossier::{PREVIOUS, verify};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::closing::ClosingMessage;
use clap::ArgMatches;
use std::ffi::OsString;
use std::path::PathBuf;

/// So many corrections of corrections are followed.
const LONGEST_CHAIN: usize = 1000;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match check(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn check(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let language = terminal.language;
    let mut folder = PathBuf::from(matches.get_one::<OsString>("FOLDER").ok_or(Exit::Usage)?);
    let (mut text, mut fails, mut due) = (String::new(), false, None::<String>);
    let mut noted = matches.get_one::<OsString>("sidik").map(|noted| noted.to_string_lossy().trim().to_lowercase());
    for _ in 0..LONGEST_CHAIN {
        let found = verify::verify(&folder, terminal)?;
        let shown = folder.display().to_string();
        let mut told = found.told;
        if due.is_some_and(|due| due != found.hash) {
            told.push(ClosingMessage::ChainBroken { folder: shown.clone() });
        }
        if let Some(noted) = noted.take().filter(|noted| *noted != found.hash) {
            told.push(ClosingMessage::HashDiffers { due: noted, found: found.hash.clone() });
        }
        if !told.is_empty() {
            terminal.remark(&format!("{shown}:"));
        }
        let told: Vec<Diagnostic> = told.into_iter().map(Diagnostic::nowhere).collect();
        terminal.tell(&told, &crate::source::Sources::default());
        terminal.remark_more(found.more);
        let manifest = &found.manifest;
        let files = manifest.files.len();
        text.push_str(&match (told.is_empty(), found.computed) {
            (true, true) => language.pick(
                format!("utuh: {shown}, {files} berkas; hasil dihitung ulang dan sama\n"),
                format!("whole: {shown}, {files} files; results computed anew are the same\n"),
            ),
            _ => language.pick(format!("tidak utuh: {shown}\n"), format!("not whole: {shown}\n")),
        });
        fails |= !told.is_empty();
        text.push_str(&language.pick(
            format!(
                "  menurut manifes ditutup oleh {} pada {}, dengan takar {}\n",
                manifest.by, manifest.on, manifest.version
            ),
            format!(
                "  by the manifest closed by {} on {}, with takar {}\n",
                manifest.by, manifest.on, manifest.version
            ),
        ));
        text.push_str(
            &language.pick(
                format!("  sidik manifes: {}\n", found.hash),
                format!("  hash of the manifest: {}\n", found.hash),
            ),
        );
        for name in &found.signatures {
            text.push_str(&language.pick(
                format!("  {name}: tanda tangan, diperiksa dengan program yang membuatnya\n"),
                format!("  {name}: a signature, to be checked with the program that made it\n"),
            ));
        }
        match &manifest.previous {
            None => break,
            Some(hash) => due = Some(hash.clone()),
        }
        folder = folder.join(PREVIOUS);
    }
    match terminal.print(&text) {
        Exit::Well if fails => Ok(Exit::Fails),
        exit => Ok(exit),
    }
}

//! `--andai`: results as they would be.

use super::exit::Exit;
use super::files::Disk;
use super::load::Ruleset;
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::message::files::FilesMessage;
use crate::tools::scenario::batch::Batch;
use crate::tools::scenario::{Setup, Trouble};
use clap::ArgMatches;
use std::ffi::OsString;
use std::path::Path;

/// What `--andai` supposes of a ruleset; none where it is not given. What is wrong has been told when this gives an exit
/// code.
pub fn supposed(
    matches: &ArgMatches,
    ruleset: &Ruleset,
    period: Option<crate::value::period::Period>,
    terminal: &Terminal,
) -> Result<Option<Batch>, Exit> {
    let texts: Vec<String> = matches
        .get_many::<OsString>("andai")
        .into_iter()
        .flatten()
        .map(|text| text.to_string_lossy().into_owned())
        .collect();
    if texts.is_empty() {
        return Ok(None);
    }
    let usage = |message: FilesMessage| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        Exit::Usage
    };
    // It is read again; standard input cannot be.
    if ruleset.path == Path::new("-") {
        return Err(usage(FilesMessage::InputTwice {}));
    }
    let setup = Setup { main: ruleset.path.clone(), options: ruleset.options.clone() };
    let period = period.or_else(|| data::only_period(&ruleset.rules.catalogs(ruleset.day)));
    let batch = Batch::open(&mut Disk, &setup, &texts, (ruleset.rules.codes(), period), terminal.language);
    batch.map(Some).map_err(|trouble| tell(&trouble, terminal))
}

/// Tells why something cannot be supposed.
pub fn tell(trouble: &Trouble, terminal: &Terminal) -> Exit {
    terminal.tell(&trouble.told, &trouble.sources);
    Exit::Usage
}

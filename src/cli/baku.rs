//! `takar baku`: the standard rulesets.

use super::exit::Exit;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::files::FilesMessage;
use crate::model::standard;
use crate::nearest::nearest;
use clap::ArgMatches;
use std::ffi::OsString;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let Some(name) = matches.get_one::<OsString>("NAMA").map(|name| name.to_string_lossy()) else {
        return terminal.print(&list());
    };
    match standard::find(&name) {
        Some(standard) => terminal.print(standard.text),
        None => {
            let nearest = nearest(&name, standard::ALL.iter().map(|standard| standard.name)).map(str::to_owned);
            let message = FilesMessage::UnknownStandard { name: name.into_owned(), nearest };
            terminal.tell_one(&Diagnostic::nowhere(message));
            Exit::Usage
        }
    }
}

/// Each with the comment that it begins with.
fn list() -> String {
    let mut text = String::new();
    for standard in standard::ALL {
        let about = standard.text.lines().next().and_then(|line| line.strip_prefix('#')).unwrap_or("").trim();
        text.push_str(format!("{:<24}{about}", format!("baku/{}.takar", standard.name)).trim_end());
        text.push('\n');
    }
    text
}

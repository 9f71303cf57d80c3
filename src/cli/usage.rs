//! What the command line gets wrong, in our own words and the chosen language.

use super::exit::Exit;
use super::options;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::files::FilesMessage;
use crate::nearest::nearest;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Prints help or version, or tells what is wrong with the arguments.
pub fn answer(error: &Error, terminal: &Terminal) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return terminal.print(&error.to_string());
    }
    terminal.tell_one(&Diagnostic::nowhere(message(error)));
    Exit::Usage
}

fn message(error: &Error) -> FilesMessage {
    let argument = || option_name(&text(error, ContextKind::InvalidArg));
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = text(error, ContextKind::InvalidSubcommand);
            let nearest = nearest(&word, options::verb_names()).map(str::to_owned);
            FilesMessage::UnknownVerb { word, nearest }
        }
        ErrorKind::UnknownArgument => {
            let word = text(error, ContextKind::InvalidArg);
            if !word.starts_with('-') || word == "-" {
                return FilesMessage::TooMany { word };
            }
            let offered = text(error, ContextKind::SuggestedArg);
            let is_near = nearest(word.trim_start_matches('-'), [offered.trim_start_matches('-')]).is_some();
            let nearest = Some(offered).filter(|_| is_near);
            FilesMessage::UnknownOption { word, nearest }
        }
        ErrorKind::MissingRequiredArgument => FilesMessage::Missing { what: argument() },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => FilesMessage::NoVerb {},
        ErrorKind::ArgumentConflict => FilesMessage::Twice { option: argument() },
        _ => {
            let (option, value) = (argument(), text(error, ContextKind::InvalidValue));
            if value.is_empty() {
                return FilesMessage::NoValue { option };
            }
            let takes = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(values)) => values.clone(),
                _ => options::values_of(&option),
            };
            FilesMessage::BadValue { option, value, takes }
        }
    }
}

/// `--format <PILIHAN>` is called `--format`, `<ATURAN>` is called `ATURAN`.
fn option_name(argument: &str) -> String {
    let name = argument.split_whitespace().next().unwrap_or("");
    name.trim_matches(['<', '>', '[', ']', '.']).to_owned()
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.first().cloned().unwrap_or_default(),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}

//! The options that decide what the results are: they are kept, and given again when the results are computed anew.

use crate::message::files::FilesMessage;
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::ffi::OsString;

/// Options with a value that are kept.
const VALUES: [&str; 9] =
    ["periode", "tanggal", "unit", "angka", "pengodean", "format-data", "lembar", "baris-judul", "penjelasan"];
/// Switches that are kept.
const SWITCHES: [&str; 2] = ["lanjut", "mampatkan"];
/// No name or reason is longer.
const LONGEST: usize = 1000;

/// Options by name, each with its values.
pub type Kept = Vec<(String, Vec<String>)>;

/// The options of a command line that are kept.
pub fn kept(matches: &ArgMatches) -> Kept {
    let mut kept = Vec::new();
    for name in VALUES {
        let Ok(Some(values)) = matches.try_get_raw(name) else { continue };
        if matches.value_source(name) != Some(ValueSource::CommandLine) {
            continue;
        }
        kept.push((name.to_owned(), values.map(|value| value.to_string_lossy().into_owned()).collect()));
    }
    for name in SWITCHES {
        if matches.try_get_one::<bool>(name).is_ok_and(|set| set == Some(&true)) {
            kept.push((name.to_owned(), Vec::new()));
        }
    }
    kept.sort();
    kept
}

/// Whether an option is one of those that are kept.
pub fn is_known(name: &str) -> bool {
    VALUES.contains(&name) || SWITCHES.contains(&name)
}

/// The options of a correction: its own, and those of the closed period where it gives none.
pub fn inherited(own: Kept, earlier: &Kept) -> Kept {
    let mut all = own;
    for (name, values) in earlier {
        if !all.iter().any(|(known, _)| known == name) {
            all.push((name.clone(), values.clone()));
        }
    }
    all.sort();
    all
}

/// The words that give options again.
pub fn words(kept: &Kept) -> Vec<OsString> {
    let one = |(name, values): &(String, Vec<String>)| match SWITCHES.contains(&name.as_str()) {
        true => vec![OsString::from(format!("--{name}"))],
        false => values.iter().map(|value| OsString::from(format!("--{name}={value}"))).collect(),
    };
    kept.iter().flat_map(one).collect()
}

/// What a person gives: `--oleh`, `--alasan`. One line that can be seen.
pub fn line(matches: &ArgMatches, name: &str) -> Result<Option<String>, FilesMessage> {
    let Some(text) = matches.get_one::<OsString>(name) else { return Ok(None) };
    let bad = |empty: bool| FilesMessage::NotOneLine { option: format!("--{name}"), empty, limit: LONGEST as u64 };
    let text = text.to_str().ok_or_else(|| bad(false))?.trim();
    let is_unseen = |c: char| matches!(crate::letters::reading(c), crate::letters::Reading::Unseen) || c.is_control();
    if text.is_empty() || text.len() > LONGEST || text.chars().any(is_unseen) {
        return Err(bad(text.is_empty()));
    }
    Ok(Some(text.to_owned()))
}

/// `--pada 2025-01-10`
pub fn day(matches: &ArgMatches) -> Result<Option<String>, FilesMessage> {
    let Some(text) = matches.get_one::<OsString>("pada").map(|text| text.to_string_lossy().into_owned()) else {
        return Ok(None);
    };
    let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_plain && text.parse::<crate::value::Date>().is_ok() {
        return Ok(Some(text));
    }
    let takes = vec!["2025-01-10".to_owned()];
    Err(FilesMessage::BadValue { option: "--pada".to_owned(), value: text, takes })
}

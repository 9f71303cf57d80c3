//! Which results the program gives, through its versions: what a closed period is held to. docs/semantik.md has the same
//! table.

use crate::message::Language;

/// A state of the semantics. It has another number as soon as rules and data that were valid before yield another result,
/// or results and explanations are written otherwise.
#[derive(Debug, Clone, Copy)]
pub struct Semantics {
    /// Its number, from 1.
    pub number: u64,
    /// The version of the program that began it.
    pub since: &'static str,
    /// What is different from the one before, in Indonesian and English.
    pub change: (&'static str, &'static str),
}

/// All of them, in order. The last is the one of this program.
pub const ALL: &[Semantics] = &[Semantics {
    number: 1,
    since: "0.1.0",
    change: ("versi pertama yang menutup periode", "the first version that closes periods"),
}];

/// The number of this program's semantics.
pub fn current() -> u64 {
    ALL.last().map_or(0, |last| last.number)
}

/// What has changed after one of them, each with its number.
pub fn changes_after(table: &[Semantics], number: u64, language: Language) -> Vec<String> {
    let later = table.iter().filter(|semantics| semantics.number > number);
    later
        .map(|later| {
            let change = language.pick(later.change.0, later.change.1);
            format!("{} ({} {}): {change}", later.number, language.pick("sejak", "since"), later.since)
        })
        .collect()
}

//! Exit codes.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: all well.
    Well,
    /// 1: the work was done, and something in it fails.
    Fails,
    /// 2: wrong usage.
    Usage,
    /// 3: the ruleset is invalid.
    Rules,
    /// 4: the data is invalid.
    Data,
    /// 5: a file cannot be read or written.
    Files,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

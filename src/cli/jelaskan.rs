//! `takar jelaskan`
use super::{exit::Exit, terminal::Terminal};
/// Runs the verb.
pub fn run(_matches: &clap::ArgMatches, _terminal: &Terminal) -> Exit { Exit::Well }

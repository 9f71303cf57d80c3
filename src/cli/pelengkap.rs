//! `takar pelengkap`: the script that completes verbs and options in a shell.

use super::exit::Exit;
use super::options;
use super::terminal::Terminal;
use clap::ArgMatches;
use clap_complete::{Shell, generate};

/// The shells that there are scripts for.
pub const SHELLS: &[&str] = &["bash", "zsh", "fish", "elvish", "powershell"];

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let Some(shell) = matches.get_one::<String>("SHELL").and_then(|name| name.parse::<Shell>().ok()) else {
        return Exit::Usage;
    };
    let mut script = Vec::new();
    generate(shell, &mut options::command_to_complete(terminal.language), "takar", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))
}

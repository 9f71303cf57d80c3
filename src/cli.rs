//! The command line: reads arguments, calls one verb, gives the exit code. Everything but results goes to standard error.

pub mod exit;
pub mod files;
pub mod options;
pub mod output;
pub mod terminal;
pub mod usage;

mod andai;
mod baku;
mod bandingkan;
mod batch;
mod cari;
mod desk;
mod dossier;
mod format;
mod galat;
mod hitung;
mod jelaskan;
mod koreksi;
mod leftover;
mod listing;
mod load;
mod manual;
mod pelengkap;
mod periksa;
mod progress;
mod realization;
mod rekonsiliasi;
mod repl;
mod tutup;
mod uji;
mod unchanged;
mod verifikasi;

use crate::diagnostic::Diagnostic;
use crate::tools::seek::Verb;
use clap::ArgMatches;
use exit::Exit;
use std::ffi::OsString;
use std::process::ExitCode;
use terminal::Terminal;

pub use galat::PAGES;

/// Deeply nested rules need a deep stack; only what is used of it takes memory. The smaller sizes are for machines that
/// limit a process's address space.
const STACKS: [usize; 3] = [256 << 20, 32 << 20, 4 << 20];

/// The program: runs on a thread of its own with a deep stack.
pub fn main() -> ExitCode {
    leftover::remove_when_stopped();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    for size in STACKS {
        let arguments = arguments.clone();
        if let Ok(worker) = std::thread::Builder::new().stack_size(size).spawn(move || run(arguments)) {
            return worker.join().unwrap_or(Exit::Files).into();
        }
    }
    run(arguments).into()
}

/// Reads the arguments and does what they say.
fn run(arguments: Vec<OsString>) -> Exit {
    let terminal = match Terminal::from_arguments(&arguments) {
        Ok(terminal) => terminal,
        Err((terminal, message)) => {
            terminal.tell_one(&Diagnostic::nowhere(message));
            return Exit::Usage;
        }
    };
    let command = options::command(terminal.language);
    match command.try_get_matches_from(arguments) {
        Ok(matches) => dispatch(&matches, &terminal),
        Err(error) => usage::answer(&error, &terminal),
    }
}

fn dispatch(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match matches.subcommand() {
        Some(("hitung", matches)) => hitung::run(matches, terminal),
        Some(("jelaskan", matches)) => jelaskan::run(matches, terminal),
        Some(("repl", matches)) => repl::run(matches, terminal),
        Some(("cari", matches)) => cari::run(Verb::Seek, matches, terminal),
        Some(("mengapa", matches)) => cari::run(Verb::Why, matches, terminal),
        Some(("kemungkinan", matches)) => cari::run(Verb::Possible, matches, terminal),
        Some(("proyeksi", matches)) => cari::run(Verb::Project, matches, terminal),
        Some(("periksa", matches)) => periksa::run(matches, terminal),
        Some(("uji", matches)) => uji::run(matches, terminal),
        Some(("format", matches)) => format::run(matches, terminal),
        Some(("rekonsiliasi", matches)) => rekonsiliasi::run(matches, terminal),
        Some(("bandingkan", matches)) => bandingkan::run(matches, terminal),
        Some(("tutup", matches)) => tutup::run(matches, terminal),
        Some(("verifikasi", matches)) => verifikasi::run(matches, terminal),
        Some(("koreksi", matches)) => koreksi::run(matches, terminal),
        Some(("baku", matches)) => baku::run(matches, terminal),
        Some(("galat", matches)) => galat::run(matches, terminal),
        Some(("pelengkap", matches)) => pelengkap::run(matches, terminal),
        Some(("manual", matches)) => manual::run(matches, terminal),
        _ => Exit::Usage,
    }
}

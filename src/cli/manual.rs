//! `takar manual`: the manual pages, made from the same table as the help.

use super::exit::Exit;
use super::options;
use super::output::Output;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::Language;
use crate::message::files::FilesMessage;
use crate::nearest::nearest;
use clap::{ArgMatches, Command};
use clap_mangen::Man;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let pages = pages(terminal.language);
    let wanted = match matches.get_one::<OsString>("PERINTAH").map(|word| word.to_string_lossy()) {
        None => "takar.1".to_owned(),
        Some(word) => match options::verb_of(&word) {
            Some(verb) => format!("takar-{verb}.1"),
            None => {
                let nearest = nearest(&word, options::verb_names()).map(str::to_owned);
                terminal.tell_one(&Diagnostic::nowhere(FilesMessage::UnknownVerb { word: word.into_owned(), nearest }));
                return Exit::Usage;
            }
        },
    };
    match matches.get_one::<OsString>("folder") {
        Some(folder) => match write_all(&pages, Path::new(folder)) {
            Ok(()) => Exit::Well,
            Err(message) => {
                terminal.tell_one(&Diagnostic::nowhere(message));
                Exit::Files
            }
        },
        None => {
            let page = pages.iter().find(|page| page.file == wanted);
            page.map_or(Exit::Usage, |page| terminal.print(&page.text))
        }
    }
}

/// A manual page.
struct Page {
    /// `takar-hitung.1`
    file: String,
    /// In roff.
    text: String,
}

/// Of the program and of each verb.
fn pages(language: Language) -> Vec<Page> {
    let mut command = options::command(language);
    command.build();
    let verbs = command.get_subcommands().map(|verb| (format!("takar-{}", verb.get_name()), verb));
    std::iter::once(("takar".to_owned(), &command))
        .chain(verbs)
        .map(|(name, command)| Page { file: format!("{name}.1"), text: page(&name, command, language) })
        .collect()
}

fn page(name: &str, command: &Command, language: Language) -> String {
    let version = format!("takar {}", env!("CARGO_PKG_VERSION"));
    let see = see_also(command, language);
    let command = command.clone().display_name(name.to_owned()).after_help(exit_codes(language));
    let manual = language.pick("Buku petunjuk takar", "The takar manual");
    let man = Man::new(command).title(name.to_uppercase()).section("1").date("").source(version).manual(manual);
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = man.render(&mut text);
    in_language(&String::from_utf8_lossy(&text), language) + &see
}

fn exit_codes(language: Language) -> &'static str {
    language.pick(
        "0 semua baik; 1 selesai, tetapi ada yang gagal (uji, pastikan, temuan, hasil galat); 2 salah pakai; \
         3 aturan salah; 4 data salah; 5 berkas tidak dapat dibaca atau ditulis.",
        "0 all well; 1 done, and something fails (a test, a pastikan, a finding, a result that cannot be computed); \
         2 wrong usage; 3 the ruleset is invalid; 4 the data is invalid; 5 a file cannot be read or written.",
    )
}

fn see_also(command: &Command, language: Language) -> String {
    let others: Vec<String> = match command.has_subcommands() {
        true => command.get_subcommands().map(|verb| format!("takar\\-{}(1)", verb.get_name())).collect(),
        false => vec!["takar(1)".to_owned()],
    };
    format!(".SH \"{}\"\n{}\n", language.pick("LIHAT JUGA", "SEE ALSO"), others.join(", "))
}

/// The headings that manual pages have in a language.
fn in_language(page: &str, language: Language) -> String {
    let heading = |line: &str| {
        Some(match line.strip_prefix(".SH ")?.trim_matches('"') {
            "NAME" => language.pick("NAMA", "NAME"),
            "SYNOPSIS" => language.pick("RINGKASAN", "SYNOPSIS"),
            "DESCRIPTION" => language.pick("KETERANGAN", "DESCRIPTION"),
            "OPTIONS" => language.pick("OPSI", "OPTIONS"),
            "SUBCOMMANDS" => language.pick("PERINTAH", "VERBS"),
            "VERSION" => language.pick("VERSI", "VERSION"),
            "EXTRA" => language.pick("STATUS KELUAR", "EXIT STATUS"),
            _ => return None,
        })
    };
    page.lines()
        .map(|line| heading(line).map_or_else(|| format!("{line}\n"), |words| format!(".SH \"{words}\"\n")))
        .collect()
}

/// Writes all pages, or none.
fn write_all(pages: &[Page], folder: &Path) -> Result<(), FilesMessage> {
    let mut outputs = Vec::new();
    for page in pages {
        let path = folder.join(&page.file);
        let mut output = Output::new(Some(path.as_os_str()), [])?;
        let written: io::Result<()> = output.write_all(page.text.as_bytes());
        written.map_err(|error| output.problem(&error))?;
        outputs.push(output);
    }
    outputs.into_iter().try_for_each(Output::publish)
}

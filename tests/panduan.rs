//! The guide docs/panduan.md, run: every command that it shows is typed as it stands, from top to bottom, in a copy of the
//! shipped rulesets, and ends and says what the guide shows.
//!
//! The first words after the fence say what a block is:
//!
//! - `console`: a line that begins with `$ ` is a command (a `\` at its end continues it), what follows it is what it
//!   prints; a line `…` stands for lines left out. After a command that shows nothing, what it prints is not looked at.
//!   `kode=1` is the exit code of the block's last command; that of the others, and without `kode`, is 0;
//! - `takar berkas=PATH`, `csv berkas=PATH`: a file that the reader writes;
//! - `takar isi=PATH`, `markdown isi=PATH`: lines of a file that is there, in this order; `…` stands for lines left out, and
//!   without it these are all of them;
//! - `sesi`: a session. The first line is the command that begins it, a line that begins with `> ` is typed, what follows
//!   is the answer; `kode=1` is its exit code;
//! - `text`: not run.
//!
//! The reference of sessions, docs/repl.md, is run in the same way.

use crate::support::program;

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

/// A fenced block of the guide.
struct Block {
    line: usize,
    info: Vec<String>,
    lines: Vec<String>,
}

impl Block {
    fn option(&self, name: &str) -> Option<&str> {
        self.info.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let info = info.split_whitespace().map(str::to_owned).collect();
                open = Some(Block { line: index + 1, info, lines: Vec::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.lines.push(line.to_owned()),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of the guide is not closed");
    blocks
}

/// Copies the files of a folder, and what is in its folders.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// The words of a command line: blanks part them, double quotes hold them together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted: Option<char> = None;
    for c in line.chars() {
        match c {
            '"' | '\'' if quoted.is_none_or(|sign| sign == c) => {
                quoted = if quoted.is_none() { Some(c) } else { None };
                word.get_or_insert_default();
            }
            c if c.is_whitespace() && quoted.is_none() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// A command of the guide and what is shown of what it prints.
struct Run<'a> {
    arguments: Vec<String>,
    shown: Vec<&'a str>,
}

fn runs(block: &Block) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut continued = false;
    for line in &block.lines {
        let command = if continued { Some(line.as_str()) } else { line.strip_prefix("$ ") };
        match (command, runs.last_mut()) {
            (Some(text), last) => {
                let (text, more) = text.strip_suffix('\\').map_or((text, false), |text| (text, true));
                match last {
                    Some(run) if continued => run.arguments.extend(words(text)),
                    _ => runs.push(Run { arguments: words(text), shown: Vec::new() }),
                }
                continued = more;
            }
            (None, Some(run)) => run.shown.push(line),
            (None, None) => panic!("docs/panduan.md:{}: the block begins with no command", block.line),
        }
    }
    runs
}

/// The first shown line that does not stand where it should in an output, if any.
fn wrong(shown: &[&str], output: &str) -> Option<String> {
    let mut left = output.lines().map(str::trim_end);
    let mut skipping = false;
    for line in shown.iter().map(|line| line.trim_end()) {
        if line.trim() == "…" {
            skipping = true;
            continue;
        }
        let found = if skipping { left.any(|printed| printed == line) } else { left.next() == Some(line) };
        if !found {
            return Some(format!("`{line}` does not stand there"));
        }
        skipping = false;
    }
    if skipping || shown.is_empty() {
        return None;
    }
    left.find(|line| !line.is_empty()).map(|line| format!("`{line}` stands there too"))
}

/// Runs a command in a folder. Both streams go to one file, as they come: that is what the reader sees.
fn seen(folder: &Path, arguments: &[String]) -> (i32, String) {
    let path = folder.join(".keluaran");
    let file = File::create(&path).unwrap();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let status = program::command(folder, &arguments)
        .stdout(Stdio::from(file.try_clone().unwrap()))
        .stderr(Stdio::from(file))
        .status()
        .unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    (status.code().unwrap(), text)
}

/// What is wrong with a session, after typing its lines into the program.
fn session(block: &Block, folder: &Path) -> Option<String> {
    let (command, lines) = block.lines.split_first()?;
    let command = words(command.strip_prefix("$ ").unwrap_or_else(|| panic!("{command}: no command")));
    let arguments: Vec<&str> = command.iter().skip(1).map(String::as_str).collect();
    let typed: String =
        lines.iter().filter_map(|line| line.strip_prefix("> ")).map(|line| format!("{line}\n")).collect();
    let shown: Vec<&str> = lines.iter().filter(|line| !line.starts_with("> ")).map(String::as_str).collect();
    let (input, path) = (folder.join(".masukan"), folder.join(".keluaran"));
    std::fs::write(&input, typed).unwrap();
    let file = File::create(&path).unwrap();
    let status = program::command(folder, &arguments)
        .stdin(Stdio::from(File::open(&input).unwrap()))
        .stdout(Stdio::from(file.try_clone().unwrap()))
        .stderr(Stdio::from(file))
        .status()
        .unwrap();
    let output = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    std::fs::remove_file(&input).unwrap();
    let due: i32 = block.option("kode").map_or(0, |code| code.parse().unwrap());
    if status.code() != Some(due) {
        return Some(format!("the session ends with {:?}, not {due}:\n{output}", status.code()));
    }
    wrong(&shown, &output).map(|wrong| format!("the session: {wrong}:\n{output}"))
}

/// What is wrong with a block, after doing what it says in the folder.
fn follow(block: &Block, folder: &Path) -> Vec<String> {
    let mut wrongs = Vec::new();
    let kind = block.info.first().map_or("", String::as_str);
    if kind == "console" {
        let runs = runs(block);
        let last = runs.len() - 1;
        for (index, run) in runs.iter().enumerate() {
            let (program, arguments) = run.arguments.split_first().unwrap();
            let command = run.arguments.join(" ");
            if program != "takar" {
                wrongs.push(format!("{command}: the guide runs takar only"));
                continue;
            }
            let due = if index == last { block.option("kode").map_or(0, |code| code.parse().unwrap()) } else { 0 };
            let (code, output) = seen(folder, arguments);
            if code != due {
                wrongs.push(format!("{command}: ends with {code}, not {due}:\n{output}"));
            } else if let Some(wrong) = wrong(&run.shown, &output) {
                wrongs.push(format!("{command}: {wrong}:\n{output}"));
            }
        }
    } else if kind == "sesi" {
        wrongs.extend(session(block, folder));
    } else if let Some(path) = block.option("berkas") {
        std::fs::write(folder.join(path), block.lines.join("\n") + "\n").unwrap();
    } else if let Some(path) = block.option("isi") {
        let text = std::fs::read_to_string(folder.join(path)).unwrap();
        let shown: Vec<&str> = block.lines.iter().map(String::as_str).collect();
        wrongs.extend(wrong(&shown, &text).map(|wrong| format!("{path}: {wrong}")));
    } else if kind != "text" {
        wrongs.push(format!("a block `{kind}` that says neither `berkas` nor `isi`"));
    }
    wrongs
}

#[test]
fn every_command_of_the_guide_ends_and_says_what_is_shown() {
    follow_page("docs/panduan.md");
}

#[test]
fn every_session_of_the_reference_says_what_is_shown() {
    follow_page("docs/repl.md");
}

fn follow_page(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join(name)).unwrap();
    let folder = TempDir::new().unwrap();
    copy(&root.join("rulesets"), &folder.path().join("rulesets"));
    let mut failures = Vec::new();
    let mut commands = 0;
    for block in blocks(&page) {
        if block.info.first().is_some_and(|word| word == "console") {
            commands += runs(&block).len();
        }
        failures.extend(follow(&block, folder.path()).into_iter().map(|what| format!("{name}:{}: {what}", block.line)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(commands > 0, "the guide shows {commands} commands");
}

#[test]
fn lines_must_stand_in_the_output_in_the_order_shown() {
    let output = "satu\ndua\n\ntiga\n";
    assert_eq!(wrong(&["satu", "dua", "", "tiga"], output), None);
    assert_eq!(wrong(&["satu", "…", "tiga"], output), None);
    assert_eq!(wrong(&["…", "dua", "…"], output), None);
    assert_eq!(wrong(&[], output), None);
    // Too early, in the wrong order, not there at all, and something left that is not shown.
    assert!(wrong(&["dua"], output).is_some());
    assert!(wrong(&["…", "tiga", "dua"], output).is_some());
    assert!(wrong(&["…", "empat"], output).is_some());
    assert_eq!(wrong(&["satu", "dua"], output).unwrap(), "`tiga` stands there too");
}

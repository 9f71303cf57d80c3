//! What goes wrong while figures are computed: bad rows, a full disk, a killed program, a folder that is gone, data that
//! changes meanwhile, Ctrl-C. Each is done to the program itself. No result appears under its name unless it is whole, and
//! the same command succeeds once the fault is gone.

use crate::support::program::{code, command, err, out, takar, write};
use crate::support::rules::TWO_INDICATORS;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const HEAD: &str = "unit;kode;realisasi\n";

/// Many units of two indicators each; more with `TAKAR_BARIS`. Every so manieth unit has a realization that is no number.
fn rows(units: usize, bad: Option<usize>) -> String {
    let mut text = String::from(HEAD);
    for unit in 0..units {
        let figure = if bad.is_some_and(|bad| unit % bad == bad / 2) { "tiga" } else { "3" };
        writeln!(text, "Unit {unit};I1;86%\nUnit {unit};I2;{figure}").unwrap();
    }
    text
}

fn units() -> usize {
    std::env::var("TAKAR_BARIS").ok().and_then(|count| count.parse().ok()).map_or(5_000, |rows: usize| rows / 2)
}

fn folder(data: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", TWO_INDICATORS);
    write(&folder, "data.csv", data);
    folder
}

const COMPUTE: [&str; 6] = ["hitung", "contoh.takar", "--format", "csv", "--data", "data.csv"];
const TO_FILE: [&str; 2] = ["--keluaran", "hasil.csv"];

fn compute(folder: &TempDir, further: &[&str]) -> Output {
    takar(folder, &[&COMPUTE, further].concat())
}

/// The names in a folder that nobody has put there.
fn left_behind(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !["contoh.takar", "data.csv", "hasil.csv"].contains(&name.as_str())).collect()
}

#[test]
fn of_many_bad_rows_the_first_are_shown_and_all_are_listed() {
    let units = units();
    // Of every 20 units the one in the middle is bad.
    let bad = units / 20;
    let folder = folder(&rows(units, Some(20)));
    let output = compute(&folder, &[&TO_FILE[..], &["--galat-ke", "galat.csv"]].concat());
    assert_eq!(code(&output), 4);
    assert_eq!(err(&output).matches("galat[T0630]").count(), 100);
    let more = bad - 100;
    assert!(err(&output).contains(&format!("dan {more} galat lain; semuanya ada dalam berkas `--galat-ke`")));
    assert!(!folder.path().join("hasil.csv").exists());
    let listed = std::fs::read_to_string(folder.path().join("galat.csv")).unwrap();
    assert_eq!(listed.lines().count(), 1 + bad);
    // The first bad one is unit 10, whose second row is line 2 + 2 × 10 + 1 of the file.
    assert!(listed.lines().nth(1).unwrap().starts_with("\"data.csv\";\"\";\"23\";\"3\";\"T0630\";"), "{listed}");
    // With --lanjut everything else is computed, and what is bad is marked.
    let output = compute(&folder, &[&TO_FILE[..], &["--lanjut", "--galat-ke", "galat.jsonl"]].concat());
    assert_eq!(code(&output), 1);
    let lines = std::fs::read_to_string(folder.path().join("galat.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), bad);
    crate::support::program::valid("periksa.schema.json", "#/$defs/temuan", lines.lines().next().unwrap());
    let results = std::fs::read_to_string(folder.path().join("hasil.csv")).unwrap();
    let state = |line: &str| line.split(';').nth(6).unwrap().to_owned();
    let states: Vec<String> = results.lines().skip(1).map(state).collect();
    assert_eq!(states.len(), 2 * units);
    assert_eq!(states.iter().filter(|state| *state == "galat").count(), bad);
    assert_eq!(states.iter().filter(|state| *state == "nilai").count(), 2 * units - bad);
    let output = compute(&folder, &["--galat-ke", "galat.txt"]);
    assert_eq!(code(&output), 4);
    let text = std::fs::read_to_string(folder.path().join("galat.txt")).unwrap();
    assert_eq!(text.matches("galat[T0630]").count(), bad);
}

#[test]
fn errors_of_data_that_is_read_twice_are_listed_once() {
    // The units come again at the end, so that the data is read anew into memory.
    let folder = folder(&format!("{}Unit 0;I1;x\nUnit 1;I9;1\n", rows(3, Some(2))));
    let output = compute(&folder, &["--galat-ke", "galat.txt"]);
    assert_eq!(code(&output), 4);
    let text = std::fs::read_to_string(folder.path().join("galat.txt")).unwrap();
    // Unit 1 is bad; the row of unit 0 is no number and there twice; I9 is unknown.
    for (part, times) in [("data.csv:5:3", 1), ("data.csv:8:3", 1), ("data.csv:8\n", 1), ("data.csv:9:2", 1)] {
        assert_eq!(text.matches(part).count(), times, "{part}: {text}");
    }
    assert_eq!(text.matches("galat[").count(), err(&output).matches("galat[").count());
}

#[test]
fn the_list_of_errors_is_written_over_nothing_that_is_read_or_written() {
    let folder = folder(&rows(2, None));
    for (name, expected) in [("data.csv", "T0770"), ("contoh.takar", "T0770"), ("./hasil.csv", "T0783")] {
        let output = compute(&folder, &[&TO_FILE[..], &["--galat-ke", name]].concat());
        assert_eq!(code(&output), 2, "{name}");
        assert!(err(&output).contains(expected), "{}", err(&output));
    }
    // Without errors the list is empty.
    let output = compute(&folder, &["--galat-ke", "galat.txt"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(std::fs::read_to_string(folder.path().join("galat.txt")).unwrap(), "");
}

#[test]
fn a_full_disk_leaves_nothing_behind() {
    let folder = folder(&rows(units().min(20_000), None));
    write(&folder, "hasil.csv", "lama");
    // Files may have 16 blocks of 512 bytes or 1024 at most.
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$@\"";
    let program = env!("CARGO_BIN_EXE_takar");
    let limited = |further: &[&str]| {
        let arguments = [&["-c", script, "sh", program], &COMPUTE[..], further].concat();
        Command::new("sh").args(arguments).current_dir(folder.path()).stdin(Stdio::null()).output().unwrap()
    };
    let output = limited(&TO_FILE);
    assert_eq!(code(&output), 5, "{}", err(&output));
    assert!(err(&output).contains("galat[T0702]") && err(&output).contains("penuh"), "{}", err(&output));
    assert_eq!(std::fs::read_to_string(folder.path().join("hasil.csv")).unwrap(), "lama");
    assert_eq!(left_behind(folder.path()), Vec::<String>::new());
    for target in ["/dev/full", "-"] {
        let mut program = command(folder.path(), &[&COMPUTE[..], &["--keluaran", target]].concat());
        if target == "-" {
            program.stdout(std::fs::File::options().write(true).open("/dev/full").unwrap());
        }
        let output = program.output().unwrap();
        assert_eq!(code(&output), 5);
        assert!(err(&output).contains("galat[T0702]") && err(&output).contains("penuh"), "{}", err(&output));
    }
    assert_eq!(code(&compute(&folder, &TO_FILE)), 0);
    assert!(std::fs::read_to_string(folder.path().join("hasil.csv")).unwrap().starts_with("unit;"));
}

#[test]
fn killed_at_any_moment_the_old_results_stand_or_the_new_ones_are_whole() {
    let folder = folder(&rows(units().min(20_000), None));
    assert_eq!(code(&compute(&folder, &TO_FILE)), 0);
    let whole = std::fs::read(folder.path().join("hasil.csv")).unwrap();
    let rounds = std::env::var("TAKAR_BUNUH").ok().and_then(|count| count.parse().ok()).unwrap_or(10);
    let mut killed = 0;
    for round in 0..rounds {
        write(&folder, "hasil.csv", "lama");
        let mut child = command(folder.path(), &[&COMPUTE[..], &TO_FILE].concat()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(5 + 23 * round % 400));
        child.kill().unwrap();
        killed += u32::from(child.wait().unwrap().code().is_none());
        let now = std::fs::read(folder.path().join("hasil.csv")).unwrap();
        assert!(now == b"lama" || now == whole, "{} bytes after round {round}", now.len());
    }
    assert!(killed > 0, "the program was always faster");
    assert_eq!(code(&compute(&folder, &TO_FILE)), 0);
    assert_eq!(std::fs::read(folder.path().join("hasil.csv")).unwrap(), whole);
}

/// A run that waits for more data from standard input, beside what it has read from `data.csv`. It has read that once it
/// has taken more than a pipe holds.
fn waiting(folder: &TempDir, further: &[&str]) -> Child {
    let mut program = command(folder.path(), &[&COMPUTE[..], &["--data", "-"], further].concat());
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut text = String::from(HEAD);
    for unit in 0..6_000 {
        writeln!(text, "Lain {unit};I1;86%\nLain {unit};I2;3").unwrap();
    }
    child.stdin.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
    child
}

/// Ends the data of a waiting run.
fn end(mut child: Child) -> Output {
    drop(child.stdin.take());
    child.wait_with_output().unwrap()
}

#[test]
fn data_that_changes_while_it_is_read_gives_no_results() {
    let folder = folder(&rows(2, None));
    type Change = fn(&Path);
    let changes: [(&str, Change); 3] = [
        ("it grows", |path| {
            let mut file = std::fs::File::options().append(true).open(path).unwrap();
            file.write_all(b"Unit 9;I1;1%\n").unwrap();
        }),
        ("another file takes its name", |path| {
            std::fs::write(path.with_extension("baru"), rows(2, None)).unwrap();
            std::fs::rename(path.with_extension("baru"), path).unwrap();
        }),
        ("it goes", |path| std::fs::remove_file(path).unwrap()),
    ];
    for (what, change) in changes {
        let child = waiting(&folder, &TO_FILE);
        change(&folder.path().join("data.csv"));
        let output = end(child);
        assert_eq!(code(&output), 5, "{what}: {}", err(&output));
        assert!(err(&output).contains("galat[T0781]: data.csv berubah selagi dibaca"), "{what}: {}", err(&output));
        assert!(!folder.path().join("hasil.csv").exists(), "{what}");
        assert_eq!(left_behind(folder.path()), Vec::<String>::new(), "{what}");
    }
    write(&folder, "data.csv", &rows(2, None));
    let output = end(waiting(&folder, &TO_FILE));
    assert_eq!(code(&output), 0, "{}", err(&output));
    // 2 + 6.000 units of two indicators, and the header.
    assert_eq!(std::fs::read_to_string(folder.path().join("hasil.csv")).unwrap().lines().count(), 12_005);
}

#[test]
fn a_folder_that_is_removed_meanwhile_is_told() {
    let folder = folder(&rows(2, None));
    let target = folder.path().join("keluaran");
    std::fs::create_dir(&target).unwrap();
    let child = waiting(&folder, &["--keluaran", "keluaran/hasil.csv"]);
    std::fs::remove_dir_all(&target).unwrap();
    let output = end(child);
    assert_eq!(code(&output), 5);
    assert!(
        err(&output).contains("galat[T0702]") && err(&output).contains("foldernya tidak ditemukan"),
        "{}",
        err(&output)
    );
    assert!(!target.exists());
    std::fs::create_dir(&target).unwrap();
    assert_eq!(code(&end(waiting(&folder, &["--keluaran", "keluaran/hasil.csv"]))), 0);
    assert!(target.join("hasil.csv").exists());
}

#[test]
fn a_run_that_is_stopped_leaves_nothing_behind() {
    let folder = folder(&rows(2, None));
    write(&folder, "hasil.csv", "lama");
    for signal in ["-INT", "-TERM"] {
        let child = waiting(&folder, &[&TO_FILE[..], &["--galat-ke", "galat.txt"]].concat());
        // Both files are being written, under other names.
        assert_eq!(left_behind(folder.path()).len(), 2, "{signal}");
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{signal}");
        assert_eq!((out(&output), err(&output)), (String::new(), String::new()), "{signal}");
        assert_eq!(left_behind(folder.path()), Vec::<String>::new(), "{signal}");
        assert_eq!(std::fs::read_to_string(folder.path().join("hasil.csv")).unwrap(), "lama");
    }
    assert_eq!(code(&end(waiting(&folder, &TO_FILE))), 0);
}

//! How far the reading is, as the user of a terminal sees it: rows, units, rate, and the time that is left where the size of
//! the data is known. Nothing of it gets anywhere else.

use crate::support::program::{command, write};
use crate::support::rules::TWO_INDICATORS;
use pty_process::Size;
use pty_process::blocking::{Command, Pty};
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::num::NonZero;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A program that takes longer than this has stopped.
const PATIENCE: Duration = Duration::from_secs(120);

const XTERM: &str = "xterm-256color";

/// The program, its standard error on a terminal and its results in a file.
struct Terminal {
    child: Child,
    screen: Arc<Mutex<vt100::Parser>>,
    folder: TempDir,
    _pty: Arc<Pty>,
}

impl Terminal {
    fn open(folder: TempDir, kind: &str, arguments: &[&str]) -> Self {
        let (rows, columns) = (24, 120);
        let (pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
        let results = std::fs::File::create(folder.path().join("hasil")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_takar"))
            .args(arguments)
            .current_dir(folder.path())
            .env_remove("TAKAR_BAHASA")
            .env("TERM", kind)
            .stdin(Stdio::null())
            .stdout(results)
            .spawn(pts)
            .unwrap();
        let some = |count| NonZero::new(count).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(some(rows), some(columns), 0)));
        let pty = Arc::new(pty);
        let (reader, shown) = (Arc::clone(&pty), Arc::clone(&screen));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The terminal closes when the program ends.
            while let Ok(read @ 1..) = (&*reader).read(&mut buffer) {
                shown.lock().unwrap().process(&buffer[..read]);
            }
        });
        Self { child, screen, folder, _pty: pty }
    }

    fn screen(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen is so.
    fn until(&self, what: &str, fits: impl Fn(&str) -> bool) -> String {
        let begin = Instant::now();
        loop {
            let screen = self.screen();
            if fits(&screen) {
                return screen;
            }
            assert!(begin.elapsed() < PATIENCE, "{what} is not shown:\n{screen}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end: the screen is empty then. Gives back the results.
    fn end(mut self) -> String {
        assert!(self.child.wait().unwrap().success(), "{}", self.screen());
        self.until("the end", str::is_empty);
        std::fs::read_to_string(self.folder.path().join("hasil")).unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn rows(units: std::ops::Range<usize>) -> String {
    units.fold(String::new(), |mut rows, unit| {
        writeln!(rows, "Unit {unit:07};I1;86%\nUnit {unit:07};I2;3").unwrap();
        rows
    })
}

/// Data that comes through a pipe, as long as the test wants.
fn piped() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", TWO_INDICATORS);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("data.csv")).status().unwrap();
    assert!(made.success());
    folder
}

fn pipe(folder: &TempDir) -> std::fs::File {
    std::fs::File::options().write(true).open(folder.path().join("data.csv")).unwrap()
}

const HITUNG: &[&str] = &["hitung", "contoh.takar", "--format", "csv", "--kolom", "unit,kode,capaian", "--data"];

#[test]
fn rows_units_and_rate_while_data_still_comes() {
    for (language, words) in [("id", [" baris · ", " baris/detik"]), ("en", [" rows · ", " rows/second"])] {
        let terminal = Terminal::open(piped(), XTERM, &[HITUNG, &["data.csv", "--bahasa", language]].concat());
        let mut pipe = pipe(&terminal.folder);
        pipe.write_all(b"unit;kode;realisasi\n").unwrap();
        pipe.write_all(rows(0..1200).as_bytes()).unwrap();
        // All rows have come; nobody knows yet whether the last unit has more.
        let first = format!("2.400{}1.199 unit · ", words[0]);
        let screen = terminal.until("the first part", |screen| screen.contains(&first));
        assert!(screen.contains(words[1]), "{screen}");
        // How much there is to come is not known.
        assert!(!screen.contains('%') && !screen.contains("sisa") && !screen.contains("left"), "{screen}");
        pipe.write_all(rows(1200..1300).as_bytes()).unwrap();
        terminal.until("the second part", |screen| screen.contains(&format!("2.600{}1.299 unit", words[0])));
        drop(pipe);
        let results = terminal.end();
        // A head and two rows for each unit, and nothing else.
        assert_eq!(results.lines().count(), 1 + 2 * 1300);
        assert!(results.lines().skip(1).all(|line| line.starts_with("Unit 0")), "{results}");
    }
}

#[test]
fn the_time_that_is_left() {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", TWO_INDICATORS);
    // So many that reading them takes more than a moment; lines of objects are read by one thread.
    let units = if cfg!(debug_assertions) { 60_000 } else { 900_000 };
    let mut data = String::new();
    for unit in 0..units {
        writeln!(data, r#"{{"unit":"Unit {unit:07}","kode":"I2","realisasi":3}}"#).unwrap();
    }
    write(&folder, "data.jsonl", &data);
    let terminal = Terminal::open(folder, XTERM, &[HITUNG, &["data.jsonl"]].concat());
    let screen = terminal.until("the time left", |screen| screen.contains(" · sisa "));
    let line = screen.lines().find(|line| line.contains("sisa")).unwrap();
    // ████░░░░ 37%  22.345 baris · 22.344 unit · 20.000 baris/detik · sisa 2 detik
    for part in ["%  ", " baris · ", " unit · ", " baris/detik · sisa ", " detik"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let part: u32 = line.split('%').next().and_then(|text| text.split_whitespace().last()).unwrap().parse().unwrap();
    assert!(part <= 100, "{line}");
    assert_eq!(terminal.end().lines().count(), 1 + 2 * units);
}

#[test]
fn nothing_is_shown_where_nobody_looks() {
    // Standard error is a file; the data comes as long as it would take to show anything.
    let folder = piped();
    let told = std::fs::File::create(folder.path().join("pesan")).unwrap();
    let mut program = command(folder.path(), &[HITUNG, &["data.csv"]].concat());
    let mut child = program.stdout(Stdio::piped()).stderr(told).spawn().unwrap();
    let mut pipe = pipe(&folder);
    pipe.write_all(b"unit;kode;realisasi\n").unwrap();
    for part in 0..10 {
        pipe.write_all(rows(part * 10..part * 10 + 10).as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(120));
    }
    drop(pipe);
    let mut results = String::new();
    child.stdout.take().unwrap().read_to_string(&mut results).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(results.lines().count(), 1 + 2 * 100);
    assert!(results.lines().skip(1).all(|line| line.starts_with("Unit 0")), "{results}");
    assert_eq!(std::fs::read_to_string(folder.path().join("pesan")).unwrap(), "");
    // A terminal that cannot move its cursor is not written to either.
    let terminal = Terminal::open(piped(), "dumb", &[HITUNG, &["data.csv"]].concat());
    let mut pipe = self::pipe(&terminal.folder);
    pipe.write_all(b"unit;kode;realisasi\n").unwrap();
    pipe.write_all(rows(0..10).as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(terminal.screen(), "");
    drop(pipe);
    assert_eq!(terminal.end().lines().count(), 1 + 2 * 10);
}

//! The session at a terminal: the real program behind a pseudo-terminal, keys in, a screen out.

use super::{DATA, folder};
use pty_process::Size;
use pty_process::blocking::{Command, Pty};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A program that takes longer than this to answer does not answer.
const PATIENCE: Duration = Duration::from_secs(60);

fn some(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

/// A terminal with a session in it.
struct Terminal {
    pty: Arc<Pty>,
    child: std::process::Child,
    screen: Arc<Mutex<vt100::Parser>>,
    /// Everything that came, colours included.
    bytes: Arc<Mutex<Vec<u8>>>,
    folder: TempDir,
}

impl Terminal {
    fn open(environment: &[(&str, &str)], arguments: &[&str]) -> Self {
        let folder = folder(DATA);
        Self::open_in(folder, environment, arguments)
    }

    fn open_in(folder: TempDir, environment: &[(&str, &str)], arguments: &[&str]) -> Self {
        let (rows, columns) = (40, 100);
        let (pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_takar"))
            .args(["repl", "contoh.takar", "--data", "contoh.csv"])
            .args(arguments)
            .current_dir(folder.path())
            .env_remove("TAKAR_BAHASA")
            .env_remove("NO_COLOR")
            .env("TERM", "xterm-256color")
            .env("XDG_STATE_HOME", folder.path().join("keadaan"));
        for (name, value) in environment {
            command = command.env(name, value);
        }
        let child = command.spawn(pts).unwrap();
        let pty = Arc::new(pty);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(some(rows), some(columns), 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let (reader, shown, kept) = (Arc::clone(&pty), Arc::clone(&screen), Arc::clone(&bytes));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The terminal closes when the program ends.
            while let Ok(read @ 1..) = (&*reader).read(&mut buffer) {
                shown.lock().unwrap().process(&buffer[..read]);
                kept.lock().unwrap().extend_from_slice(&buffer[..read]);
            }
        });
        let terminal = Self { pty, child, screen, bytes, folder };
        terminal.shows("> ");
        terminal
    }

    fn keys(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
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
            assert!(begin.elapsed() < PATIENCE, "{what}: the screen shows\n{screen}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn shows(&self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    /// A line is typed; the screen then ends in a fresh prompt.
    fn line(&self, line: &str, answer: &str) -> String {
        self.keys(&format!("{line}\r"));
        self.until(answer, |screen| screen.contains(answer) && is_ready(screen))
    }

    fn ends(mut self) -> std::process::ExitStatus {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begin.elapsed() < PATIENCE, "the session goes on:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether the last line is a prompt with nothing behind it.
fn is_ready(screen: &str) -> bool {
    screen
        .lines()
        .rfind(|line| !line.trim().is_empty())
        .is_some_and(|line| line.trim_end() == ">" || line.trim_end() == "andai>")
}

#[test]
fn lines_are_edited_answered_and_remembered() {
    let terminal = Terminal::open(&[], &[]);
    let screen = terminal.screen();
    assert!(screen.starts_with("Contoh\nperiode 2024\n:bantuan"), "{screen}");
    terminal.line("S1.1.capaian", "\n75%\n");
    // A wrong letter is taken back, one is put in further left; the arrow brings lines back.
    terminal.keys("S1.2.capaiam\x7fn\x01x\x1b[D\x1b[3~");
    terminal.keys("\r");
    terminal.shows("\n80%\n");
    terminal.keys("\x1b[A\x1b[A");
    terminal.until("an earlier line", |screen| screen.trim_end().ends_with("> S1.1.capaian"));
    // Ctrl-C clears the line and leaves the session.
    terminal.keys("\x03");
    terminal.until("a fresh line", is_ready);
    terminal.line("andai S1.1.realisasi = 64%", "84%");
    assert!(terminal.screen().trim_end().ends_with("andai>"), "{}", terminal.screen());
    // Ctrl-D leaves.
    let history = terminal.folder.path().join("keadaan/takar/riwayat");
    let text = std::fs::read_to_string(history).unwrap();
    assert!(text.contains("S1.1.capaian\n") && text.contains("andai S1.1.realisasi = 64%"), "{text}");
    terminal.keys("\x04");
    assert!(terminal.ends().success());
}

#[test]
fn history_outlasts_the_session() {
    let folder = folder(DATA);
    let state = folder.path().join("keadaan/takar");
    std::fs::create_dir_all(&state).unwrap();
    std::fs::write(state.join("riwayat"), "#V2\nS2.capaian\n").unwrap();
    let terminal = Terminal::open_in(folder, &[], &[]);
    terminal.keys("\x1b[A");
    terminal.shows("> S2.capaian");
    terminal.keys("\r");
    terminal.shows("\n90%\n");
    terminal.keys(":keluar\r");
    assert!(terminal.ends().success());
}

#[test]
fn codes_properties_labels_and_commands_are_completed() {
    let terminal = Terminal::open(&[], &[]);
    // All that begins so, with titles.
    terminal.keys("S1.\t\t");
    let screen = terminal.shows("S1.2          Kehadiran");
    assert!(screen.contains("S1.1          Ketepatan") && screen.contains("S1.capaian"), "{screen}");
    terminal.keys("1.capa\t\r");
    terminal.shows("\n75%\n");
    terminal.keys("S1.kategori = \"Cu\t\r");
    terminal.shows("\nya\n");
    terminal.keys("rata_rata_g\tindikator.capaian)\r");
    // The cube root of 75% × 80% × 90% = 0,54.
    terminal.shows("81,432…%");
    terminal.keys(":riw\t\r");
    terminal.shows("   1  S1.1.capaian");
}

#[test]
fn titles_and_forms_are_hinted() {
    let terminal = Terminal::open(&[], &[]);
    terminal.keys("S2.1");
    terminal.shows("> S2.1  Temuan selesai");
    // What is hinted is not typed, whatever the arrow does.
    terminal.keys("\x1b[C.capaian\r");
    terminal.shows("\n90%\n");
    terminal.keys("andai ");
    terminal.shows("X = NILAI");
    terminal.keys("\x03");
}

#[test]
fn several_lines_until_brackets_are_closed() {
    let terminal = Terminal::open(&[], &[]);
    terminal.keys("andai ubah S1.1 {\r");
    terminal.keys("target 60%\r");
    terminal.keys("}\r");
    let screen = terminal.until("what moved", |screen| screen.contains("75% → 100%") && is_ready(screen));
    assert!(screen.contains("target 60%"), "{screen}");
}

#[test]
fn mistakes_are_underlined_in_the_typed_line() {
    let terminal = Terminal::open(&[], &[]);
    let screen = terminal.line("S1.1.capaian ≥ 91", "^^");
    assert!(screen.contains("1 │ S1.1.capaian ≥ 91\n  │                ^^"), "{screen}");
    terminal.line("S1.1.capaian", "\n75%\n");
}

#[test]
fn the_width_follows_the_terminal() {
    let terminal = Terminal::open(&[], &[]);
    let widest = |screen: &str| screen.lines().map(|line| line.chars().count()).max().unwrap();
    let screen = terminal.line("jelaskan S1.2", "Kurang ");
    assert!(screen.contains("hadir / undangan × 100%"), "{screen}");
    terminal.pty.resize(Size::new(40, 50)).unwrap();
    terminal.screen.lock().unwrap().screen_mut().set_size(some(40), some(50));
    terminal.keys("\x0c");
    terminal.until("a cleared screen", |screen| !screen.contains("Kurang "));
    let screen = terminal.line("jelaskan S1.2", "hadir / undangan");
    assert!(widest(&screen) <= 50 && screen.lines().count() > 10, "{screen}");
}

#[test]
fn colours_are_shown_unless_they_are_not_wanted() {
    let styled = |terminal: &Terminal| {
        let text = String::from_utf8_lossy(&terminal.bytes.lock().unwrap()).into_owned();
        text.contains("\x1b[1m") || text.contains("\x1b[36m") || text.contains("\x1b[31")
    };
    let terminal = Terminal::open(&[], &[]);
    terminal.line("S1.1.capaian + 1", "galat");
    assert!(styled(&terminal));
    for (environment, arguments) in
        [(&[("NO_COLOR", "1")][..], &[][..]), (&[("TERM", "dumb")], &[]), (&[], &["--warna", "tidak"])]
    {
        let terminal = Terminal::open(environment, arguments);
        terminal.keys("S1.1.capaian + 1\r");
        terminal.shows("galat[T0301]");
        terminal.keys("S1.1\t\r");
        terminal.shows("Ketepatan");
        assert!(
            !styled(&terminal),
            "{environment:?} {arguments:?}: {:?}",
            String::from_utf8_lossy(&terminal.bytes.lock().unwrap())
        );
    }
}

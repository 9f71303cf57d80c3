//! How far the reading of data is, on a terminal: rows, units, rate, and the time that is left.

use crate::data::Counters;
use crate::message::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(700);
const STEP: Duration = Duration::from_millis(200);

/// Shows progress until it is dropped, and leaves nothing on the terminal.
#[derive(Debug)]
pub struct Progress {
    stop: Option<Sender<()>>,
    worker: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins, where standard error is a terminal. `total` are the bytes of all files; 0 where that is not known.
    pub fn begin(counters: &Arc<Counters>, total: u64, language: Language) -> Self {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        if !std::io::stderr().is_terminal() || dumb {
            return Self { stop: None, worker: None };
        }
        let (stop, stopped) = channel();
        let counters = counters.clone();
        let show = move || {
            let start = Instant::now();
            if stopped.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = bar(total);
            loop {
                bar.set_position(counters.bytes().min(if total == 0 { u64::MAX } else { total }));
                bar.set_message(message(&counters, total, start.elapsed(), language));
                if stopped.recv_timeout(STEP) != Err(RecvTimeoutError::Timeout) {
                    bar.finish_and_clear();
                    return;
                }
            }
        };
        // Without a thread to show it the work goes on all the same.
        let worker = std::thread::Builder::new().name("progress".to_owned()).spawn(show).ok();
        Self { stop: Some(stop), worker }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let (template, bar) = match total {
        0 => ("{spinner} {msg}", ProgressBar::no_length()),
        _ => ("{bar:24} {percent}%  {msg}", ProgressBar::new(total)),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// `1.234.567 baris · 41.152 unit · 850.000 baris/detik · sisa 12 detik`
pub fn message(counters: &Counters, total: u64, elapsed: Duration, language: Language) -> String {
    let (rows, cases, bytes) = (counters.rows(), counters.cases(), counters.bytes());
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = rows.saturating_mul(1000) / milliseconds;
    let mut text = format!(
        "{} {} · {} unit · {} {}",
        grouped(rows),
        language.pick("baris", "rows"),
        grouped(cases),
        grouped(rate),
        language.pick("baris/detik", "rows/second")
    );
    if total > 0 && bytes > 0 && bytes <= total {
        let left = u128::from(milliseconds) * u128::from(total - bytes) / u128::from(bytes) / 1000;
        let (minutes, seconds) = (left / 60, left % 60);
        let left = match minutes {
            0 => format!("{seconds} {}", language.pick("detik", "seconds")),
            _ => format!(
                "{minutes} {} {seconds} {}",
                language.pick("menit", "minutes"),
                language.pick("detik", "seconds")
            ),
        };
        text.push_str(&format!(" · {} {left}", language.pick("sisa", "left:")));
    }
    text
}

/// `1.234.567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

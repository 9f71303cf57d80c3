//! What is counted while data is read, for whoever shows progress.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far the reading is.
#[derive(Debug, Default)]
pub struct Counters {
    bytes: AtomicU64,
    rows: AtomicU64,
    cases: AtomicU64,
}

impl Counters {
    /// Bytes read, packed as they are.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Rows read.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Units and periods that are complete.
    pub fn cases(&self) -> u64 {
        self.cases.load(Ordering::Relaxed)
    }

    /// Bytes have been read.
    pub fn add_bytes(&self, count: u64) {
        self.bytes.fetch_add(count, Ordering::Relaxed);
    }

    /// Rows have been read.
    pub fn add_rows(&self, count: u64) {
        self.rows.fetch_add(count, Ordering::Relaxed);
    }

    /// Cases are complete.
    pub fn add_cases(&self, count: u64) {
        self.cases.fetch_add(count, Ordering::Relaxed);
    }

    /// The reading begins anew.
    pub fn restart(&self) {
        for counter in [&self.bytes, &self.rows, &self.cases] {
            counter.store(0, Ordering::Relaxed);
        }
    }
}

/// Counts what is read.
pub(super) struct Counted<R> {
    input: R,
    counters: Arc<Counters>,
}

impl<R> Counted<R> {
    pub fn new(input: R, counters: Arc<Counters>) -> Self {
        Self { input, counters }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(out)?;
        self.counters.add_bytes(length as u64);
        Ok(length)
    }
}

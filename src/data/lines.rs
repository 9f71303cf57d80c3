//! Bytes to lines with an object each. A line is held in memory while it is looked at, and no more than [`MAX_RECORD`] bytes
//! of it.

use super::csv::MAX_RECORD;
use super::json::Next;
use std::io::{self, BufRead, BufReader, Read};

/// Reads lines.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    line: Vec<u8>,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub fn new(input: R) -> Self {
        Self { input: BufReader::with_capacity(1 << 18, input), line: Vec::new(), number: 0 }
    }

    /// The number of the current line, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The current line.
    pub fn line(&self) -> &[u8] {
        &self.line
    }

    /// Goes to the next line with something on it.
    pub fn next(&mut self) -> io::Result<Next> {
        loop {
            self.line.clear();
            let read = (&mut self.input).take(MAX_RECORD as u64 + 1).read_until(b'\n', &mut self.line)?;
            if read == 0 {
                return Ok(Next::End);
            }
            self.number += 1;
            if read > MAX_RECORD && self.line.last() != Some(&b'\n') {
                self.line.clear();
                self.skip()?;
                return Ok(Next::TooLong);
            }
            let text = self.line.trim_ascii();
            if text.is_empty() {
                continue;
            }
            return Ok(if text[0] == b'{' { Next::Object } else { Next::NotAnObject });
        }
    }

    /// Passes over the rest of a line, keeping nothing of it.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.input.fill_buf()?;
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(bytes.len(), |end| end + 1);
            self.input.consume(length);
            if end.is_some() || length == 0 {
                return Ok(());
            }
        }
    }
}

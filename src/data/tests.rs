//! What cannot be tested from outside: input that does not fit on a disk.

use super::csv::{self, MAX_RECORD, Records};
use super::json::{self, Elements};
use std::io::{self, Read};

/// A text, one byte again and again, and another text.
struct Long(&'static [u8], u8, u64, &'static [u8]);

impl Read for Long {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if !self.0.is_empty() {
            return self.0.read(out);
        }
        if self.2 == 0 {
            return self.3.read(out);
        }
        let length = self.2.min(out.len() as u64);
        out[..length as usize].fill(self.1);
        self.2 -= length;
        Ok(length as usize)
    }
}

const LENGTH: u64 = 64 << 20;

#[test]
fn a_line_without_end_takes_little_memory() {
    for (head, expected) in [("a;b\nx", csv::Next::TooLong), ("a;b\n\"x", csv::Next::NotClosed(1))] {
        let mut records = Records::new(Long(head.as_bytes(), b'x', LENGTH, b"\nc;d\n"));
        records.choose_delimiter(|cells| cells.len()).unwrap();
        assert_eq!(records.next().unwrap(), csv::Next::Record);
        assert_eq!((records.next().unwrap(), records.record_line()), (expected, 2));
        assert_eq!((records.next().unwrap(), records.record_line()), (csv::Next::Record, 3));
        assert_eq!(records.bytes(), b"c;d");
        assert_eq!(records.next().unwrap(), csv::Next::End);
        assert!(records.memory() <= 4 * MAX_RECORD);
    }
}

#[test]
fn an_element_without_end_takes_little_memory() {
    let mut elements = Elements::new(Long(b"[{\"a\":\"", b'x', LENGTH / 4, b"\"},{}]"));
    assert_eq!(elements.next().unwrap(), json::Next::TooLong);
    assert!(elements.memory() <= 4 * MAX_RECORD);
    assert_eq!((elements.next().unwrap(), elements.number()), (json::Next::Object, 2));
    assert_eq!(elements.next().unwrap(), json::Next::End);
}

//! Bytes to the elements of an array, one at a time, and an element to its keys and values.
//!
//! An element is held in memory while it is looked at, and no more than [`MAX_RECORD`] bytes of it. A number stays the text
//! that it is.

use super::csv::MAX_RECORD;
use crate::message::data::JsonFault;
use std::borrow::Cow;
use std::io::{self, Read};

/// Reads the elements of an array.
pub(super) struct Elements<R> {
    input: R,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    began: bool,
    finished: bool,
    /// The current element, as it is written.
    element: Vec<u8>,
    number: u64,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// An object, for [`Elements::element`].
    Object,
    /// Another element.
    NotAnObject,
    /// An element longer than [`MAX_RECORD`].
    TooLong,
    /// The document is no array. Nothing follows.
    NotAnArray,
    /// The document is broken. Nothing follows.
    Broken(JsonFault),
    /// No more.
    End,
}

impl<R: Read> Elements<R> {
    pub fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; 1 << 16],
            at: 0,
            end: 0,
            began: false,
            finished: false,
            element: Vec::new(),
            number: 0,
        }
    }

    /// The number of the current element, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The current element, as it is written.
    pub fn element(&self) -> &[u8] {
        &self.element
    }

    #[cfg(test)]
    pub fn memory(&self) -> usize {
        self.buffer.capacity() + self.element.capacity()
    }

    /// Goes to the next element.
    pub fn next(&mut self) -> io::Result<Next> {
        if self.finished {
            return Ok(Next::End);
        }
        let next = self.step()?;
        self.finished = matches!(next, Next::NotAnArray | Next::Broken(_) | Next::End);
        Ok(next)
    }

    fn step(&mut self) -> io::Result<Next> {
        let first = !self.began;
        if first {
            self.began = true;
            match self.past_blanks()? {
                Some(b'[') => self.at += 1,
                _ => return Ok(Next::NotAnArray),
            }
        }
        match self.past_blanks()? {
            None => return Ok(Next::Broken(JsonFault::Unfinished)),
            Some(b']') => {
                self.at += 1;
                let rest = self.past_blanks()?;
                return Ok(if rest.is_some() { Next::Broken(JsonFault::Trailing) } else { Next::End });
            }
            Some(b',') if !first => self.at += 1,
            Some(_) if first => {}
            Some(_) => return Ok(Next::Broken(JsonFault::Comma)),
        }
        self.number += 1;
        match self.past_blanks()? {
            None => Ok(Next::Broken(JsonFault::Unfinished)),
            Some(b']' | b',') => Ok(Next::Broken(JsonFault::Value)),
            Some(start) => self.whole_element(start),
        }
    }

    /// Collects an element: to the bracket that closes it, or to the comma after it.
    fn whole_element(&mut self, start: u8) -> io::Result<Next> {
        let bracketed = matches!(start, b'{' | b'[');
        let (mut depth, mut in_text, mut escaped, mut length) = (0_u64, false, false, 0_usize);
        self.element.clear();
        loop {
            if self.at == self.end && !self.more()? {
                return Ok(Next::Broken(JsonFault::Unfinished));
            }
            let byte = self.buffer[self.at];
            if !bracketed && !in_text && matches!(byte, b',' | b']') {
                break;
            }
            self.at += 1;
            length = length.saturating_add(1);
            if length <= MAX_RECORD {
                self.element.push(byte);
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_text => escaped = true,
                b'"' => in_text = !in_text,
                _ if in_text => {}
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        Ok(match start {
            _ if length > MAX_RECORD => Next::TooLong,
            b'{' => Next::Object,
            _ => Next::NotAnObject,
        })
    }

    fn past_blanks(&mut self) -> io::Result<Option<u8>> {
        loop {
            while self.at < self.end {
                let byte = self.buffer[self.at];
                if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                    return Ok(Some(byte));
                }
                self.at += 1;
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    fn more(&mut self) -> io::Result<bool> {
        self.at = 0;
        self.end = 0;
        loop {
            match self.input.read(&mut self.buffer) {
                Ok(length) => {
                    self.end = length;
                    return Ok(length > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// A value in an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    /// As it is written.
    Number(&'a str),
    Truth(bool),
    Null,
    /// An array or object.
    Nested,
}

/// The keys of an object with their values, in order; where it breaks the rules of JSON, those before that, and how it
/// does.
pub(super) fn object(text: &str) -> (Vec<(Cow<'_, str>, Value<'_>)>, Option<JsonFault>) {
    let mut pairs = Vec::new();
    let fault = Object { text, at: 0 }.pairs(&mut pairs).err();
    (pairs, fault)
}

struct Object<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Object<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte()
    }

    fn expect(&mut self, byte: u8, fault: JsonFault) -> Result<(), JsonFault> {
        if self.peek() != Some(byte) {
            return Err(fault);
        }
        self.at += 1;
        Ok(())
    }

    fn done(&mut self) -> Result<(), JsonFault> {
        if self.peek().is_some() { Err(JsonFault::Comma) } else { Ok(()) }
    }

    fn pairs(&mut self, pairs: &mut Vec<(Cow<'a, str>, Value<'a>)>) -> Result<(), JsonFault> {
        self.expect(b'{', JsonFault::Value)?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return self.done();
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(JsonFault::Key);
            }
            let key = self.string()?;
            self.expect(b':', JsonFault::Colon)?;
            pairs.push((key, self.value()?));
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return self.done();
                }
                _ => return Err(JsonFault::Comma),
            }
        }
    }

    fn from(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// A string, from its opening quote.
    fn string(&mut self) -> Result<Cow<'a, str>, JsonFault> {
        let start = self.at;
        let mut plain = true;
        self.at += 1;
        loop {
            match self.byte().ok_or(JsonFault::Text)? {
                b'"' => break,
                b'\\' => {
                    plain = false;
                    self.at += 2;
                }
                0..=0x1F => return Err(JsonFault::Text),
                _ => self.at += 1,
            }
        }
        self.at += 1;
        let quoted = self.from(start);
        if plain {
            return Ok(Cow::Borrowed(quoted.get(1..quoted.len() - 1).unwrap_or_default()));
        }
        serde_json::from_str(quoted).map(Cow::Owned).map_err(|_| JsonFault::Text)
    }

    fn value(&mut self) -> Result<Value<'a>, JsonFault> {
        match self.peek().ok_or(JsonFault::Value)? {
            b'"' => self.string().map(Value::Text),
            b'{' | b'[' => self.nested(),
            _ => {
                let start = self.at;
                while self.byte().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) {
                    self.at += 1;
                }
                match self.from(start) {
                    "null" => Ok(Value::Null),
                    "true" => Ok(Value::Truth(true)),
                    "false" => Ok(Value::Truth(false)),
                    number if is_number(number) => Ok(Value::Number(number)),
                    _ => Err(JsonFault::Value),
                }
            }
        }
    }

    /// Passes over an array or object. Its inside is not looked at any closer, for it is an error anyway.
    fn nested(&mut self) -> Result<Value<'a>, JsonFault> {
        let mut depth = 0_usize;
        loop {
            match self.byte().ok_or(JsonFault::Comma)? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(Value::Nested);
            }
        }
    }
}

/// Whether a text is a number as JSON writes them.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        None => (text, None),
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        None => (mantissa, None),
        Some((whole, fraction)) => (whole, Some(fraction)),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

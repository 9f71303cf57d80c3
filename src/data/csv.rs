//! Bytes to records: separators, quotes, line ends. Nothing here knows what cells mean.
//!
//! A record is held in memory while it is looked at, and no more than [`MAX_RECORD`] bytes of it: a longer one, and one
//! whose quote is never closed, is told and given up at the end of its first line.

use std::io::{self, Read};

/// The longest record that is read.
pub(super) const MAX_RECORD: usize = 1 << 20;

/// Reads records.
pub(super) struct Records<R> {
    input: R,
    buffer: Vec<u8>,
    /// Where the next record begins in the buffer.
    start: usize,
    /// Up to where the buffer is filled.
    end: usize,
    at_end: bool,
    /// Whether a record has been read.
    begun: bool,
    delimiter: u8,
    classes: [Class; 256],
    /// The line on which the next record begins.
    line: u64,
    /// Whether a line feed right at the start belongs to the end of the last line.
    after_return: bool,
    /// The line on which the current record begins.
    record_line: u64,
    /// The current record's bytes in the buffer, where it has no quotes.
    record: (usize, usize),
    /// The current record without its quotes, where it has some; of one that cannot be read whatever of it can.
    unquoted: Option<Vec<u8>>,
    /// The cells of the current record.
    cells: Vec<(u32, u32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Delimiter,
    Feed,
    Return,
    Quote,
}

/// What comes next. Of what is no record, [`Records::cells`] has the cells before the one that is to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A record, for [`Records::bytes`] and [`Records::cells`].
    Record,
    /// One longer than [`MAX_RECORD`].
    TooLong,
    /// One with a quote that is not closed; the number of its cell.
    NotClosed(usize),
    /// One with something after a closing quote; the number of its cell.
    AfterQuote(usize),
    /// No more.
    End,
}

impl<R: Read> Records<R> {
    pub fn new(input: R) -> Self {
        Self::sized(input, 1 << 18)
    }

    /// With a buffer for so many bytes, as far as they are enough.
    pub fn sized(input: R, size: usize) -> Self {
        Self {
            input,
            buffer: vec![0; size],
            start: 0,
            end: 0,
            at_end: false,
            begun: false,
            delimiter: b',',
            classes: classes(b','),
            line: 1,
            after_return: false,
            record_line: 1,
            record: (0, 0),
            unquoted: None,
            cells: Vec::new(),
        }
    }

    /// Of the separators the one that `judge` likes best, given the cells of the first record. The first record is not
    /// used up.
    pub fn choose_delimiter(&mut self, judge: impl Fn(&[&[u8]]) -> usize) -> io::Result<()> {
        let mut searched = 0;
        while self.end < MAX_RECORD && !self.buffer[searched..self.end].contains(&b'\n') {
            searched = self.end;
            if !self.more()? {
                break;
            }
        }
        let mut best = (0, b',');
        for delimiter in *b";,\t" {
            let mut trial = Records::sized(&self.buffer[..self.end], 1 << 12);
            trial.set_delimiter(delimiter);
            while trial.next()? == Next::Record {
                let bytes = trial.bytes();
                let cells: Vec<&[u8]> = trial.cells().iter().map(|cell| part(bytes, *cell)).collect();
                if cells.iter().any(|cell| !cell.is_empty()) {
                    let score = judge(&cells);
                    if score > best.0 {
                        best = (score, delimiter);
                    }
                    break;
                }
            }
        }
        self.set_delimiter(best.1);
        Ok(())
    }

    #[cfg(test)]
    pub fn memory(&self) -> usize {
        self.buffer.capacity() + self.unquoted.as_ref().map_or(0, Vec::capacity)
    }

    fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
        self.classes = classes(delimiter);
    }

    /// What stands between cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The line on which the current record begins.
    pub fn record_line(&self) -> u64 {
        self.record_line
    }

    /// How many further lines the current record takes.
    pub fn more_lines(&self) -> u64 {
        (self.line - self.record_line).saturating_sub(1)
    }

    /// The bytes that the cells of the current record lie in.
    pub fn bytes(&self) -> &[u8] {
        match &self.unquoted {
            Some(bytes) => bytes,
            None => &self.buffer[self.record.0..self.record.1],
        }
    }

    /// Where the cells of the current record lie.
    pub fn cells(&self) -> &[(u32, u32)] {
        &self.cells
    }

    /// Goes to the next record. Empty lines are passed over.
    pub fn next(&mut self) -> io::Result<Next> {
        loop {
            if self.after_return {
                if self.start == self.end && !self.more()? {
                    return Ok(Next::End);
                }
                if self.buffer[self.start] == b'\n' {
                    self.start += 1;
                }
                self.after_return = false;
            }
            self.record_line = self.line;
            self.unquoted = None;
            let next = self.plain()?;
            let empty = next == Next::Record && self.unquoted.is_none() && self.record.0 == self.record.1;
            if !empty {
                self.begun |= next == Next::Record;
                return Ok(next);
            }
        }
    }

    /// A record without quotes; hands over where a cell begins with one.
    fn plain(&mut self) -> io::Result<Next> {
        self.cells.clear();
        // All relative to the start of the record, which moves when the buffer is filled.
        let (mut at, mut cell) = (0, 0);
        let stop = loop {
            let mut found = None;
            for byte in &self.buffer[self.start + at..self.end] {
                match self.classes[*byte as usize] {
                    Class::Other => {}
                    Class::Delimiter => {
                        self.cells.push((cell as u32, at as u32));
                        cell = at + 1;
                    }
                    Class::Quote if at > cell => {}
                    class => {
                        found = Some(class);
                        break;
                    }
                }
                at += 1;
            }
            if at > MAX_RECORD {
                let whole = self.cells.last().map_or(0, |cell| cell.1 as usize);
                self.unquoted = Some(self.buffer[self.start..self.start + whole].to_vec());
                self.skip_line()?;
                return Ok(Next::TooLong);
            }
            match found {
                Some(Class::Quote) => return self.quoted(),
                Some(class) => break Some(class),
                None if self.more()? => {}
                None => break None,
            }
        };
        if stop.is_none() && at == 0 {
            return Ok(Next::End);
        }
        self.cells.push((cell as u32, at as u32));
        self.record = (self.start, self.start + at);
        self.start += at + usize::from(stop.is_some());
        self.after_return = stop == Some(Class::Return);
        self.line += 1;
        Ok(Next::Record)
    }

    /// A record with quotes, from its beginning.
    fn quoted(&mut self) -> io::Result<Next> {
        #[derive(PartialEq)]
        enum State {
            Begin,
            Plain,
            Quoted,
            Closed,
        }
        self.cells.clear();
        let mut bytes = Vec::new();
        let (mut at, mut cell) = (0, 0);
        let mut state = State::Begin;
        let stop = loop {
            if at > MAX_RECORD {
                let number = self.give_up(bytes, cell)?;
                return Ok(if state == State::Quoted { Next::NotClosed(number) } else { Next::TooLong });
            }
            if self.start + at == self.end && !self.more()? {
                break None;
            }
            let byte = self.buffer[self.start + at];
            at += 1;
            let class = self.classes[byte as usize];
            match (&state, class) {
                (State::Quoted, Class::Quote) => state = State::Closed,
                (State::Quoted, _) => bytes.push(byte),
                (State::Begin, Class::Quote) => state = State::Quoted,
                (State::Closed, Class::Quote) => {
                    bytes.push(byte);
                    state = State::Quoted;
                }
                (_, Class::Delimiter) => {
                    self.cells.push((cell as u32, bytes.len() as u32));
                    cell = bytes.len();
                    state = State::Begin;
                }
                (_, Class::Feed | Class::Return) => break Some(class),
                (State::Closed, Class::Other) if byte == b' ' => {}
                (State::Closed, Class::Other) => return Ok(Next::AfterQuote(self.give_up(bytes, cell)?)),
                (State::Begin | State::Plain, _) => {
                    bytes.push(byte);
                    state = State::Plain;
                }
            }
        };
        if state == State::Quoted {
            return Ok(Next::NotClosed(self.give_up(bytes, cell)?));
        }
        self.cells.push((cell as u32, bytes.len() as u32));
        self.line += lines(&self.buffer[self.start..self.start + at - usize::from(stop.is_some())]) + 1;
        self.start += at;
        self.after_return = stop == Some(Class::Return);
        self.unquoted = Some(bytes);
        Ok(Next::Record)
    }

    /// Keeps the cells before the one that begins at `cell`, and passes over the rest of the line. Gives back the number of
    /// that cell.
    fn give_up(&mut self, mut bytes: Vec<u8>, cell: usize) -> io::Result<usize> {
        bytes.truncate(cell);
        bytes.shrink_to_fit();
        self.unquoted = Some(bytes);
        self.skip_line()?;
        Ok(self.cells.len() + 1)
    }

    /// Passes over the rest of the line on which the current record begins, keeping nothing of it. Behind a first record
    /// that cannot be read nothing is, so that its end is not waited for: a device has none.
    fn skip_line(&mut self) -> io::Result<()> {
        if !self.begun {
            self.start = self.end;
            self.at_end = true;
        }
        loop {
            let rest = &self.buffer[self.start..self.end];
            if let Some(at) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
                self.after_return = rest[at] == b'\r';
                self.start += at + 1;
                break;
            }
            self.start = self.end;
            if !self.more()? {
                break;
            }
        }
        self.line += 1;
        Ok(())
    }

    /// Reads on. What lies before the start is dropped. False where there is no more.
    fn more(&mut self) -> io::Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            // Callers give up beyond MAX_RECORD, so that the buffer never gets larger than twice that.
            self.buffer.resize(self.end * 2, 0);
        }
        loop {
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.at_end = true;
                    return Ok(false);
                }
                Ok(length) => {
                    self.end += length;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// The bytes of a cell.
pub(super) fn part(bytes: &[u8], cell: (u32, u32)) -> &[u8] {
    bytes.get(cell.0 as usize..cell.1 as usize).unwrap_or_default()
}

fn classes(delimiter: u8) -> [Class; 256] {
    let mut classes = [Class::Other; 256];
    classes[b'\n' as usize] = Class::Feed;
    classes[b'\r' as usize] = Class::Return;
    classes[b'"' as usize] = Class::Quote;
    classes[delimiter as usize] = Class::Delimiter;
    classes
}

/// How many lines end in a text.
fn lines(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut before = 0;
    for byte in bytes {
        count += u64::from(*byte == b'\r' || (*byte == b'\n' && before != b'\r'));
        before = *byte;
    }
    count
}

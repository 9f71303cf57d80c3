//! The text of a cell to its value, by what the code's cells hold.

use super::letters;
use super::numeral::{self, Digits, Fault, Figure, MAX_DIGITS};
use super::options::Numerals;
use crate::message::data::DataMessage;
use crate::model::catalog::{CellType, CellUnit};
use crate::nearest::nearest;
use crate::value::{Date, Interval, Label, Value};
use std::sync::Arc;

/// A cell as its row has it.
#[cfg_attr(not(feature = "xlsx"), allow(dead_code, reason = "some cells are those of sheets only"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    /// No such column, or nothing in it.
    Empty,
    Text(&'a str),
    /// A number of JSON, as it is written.
    Number(&'a str),
    /// A number of percent with its sign, of a sheet.
    Percent(&'a str),
    /// A truth value of JSON.
    Truth(bool),
    /// An error of a spreadsheet: `#DIV/0!`.
    Error(&'a str),
    /// A formula of a spreadsheet that has not been computed.
    NoResult,
    /// Something that cannot be read, which has been told: the number of the message.
    Bad(u16),
}

impl<'a> Cell<'a> {
    /// What it shows.
    pub fn text(self) -> &'a str {
        match self {
            Self::Empty => "",
            Self::Text(text) | Self::Number(text) | Self::Percent(text) | Self::Error(text) => text.trim(),
            Self::NoResult | Self::Bad(_) => "",
            Self::Truth(true) => "ya",
            Self::Truth(false) => "tidak",
        }
    }
}

impl Cell<'_> {
    /// `≥ 90%` as `90%`, where that sign may stand there.
    pub fn without_sign(self, sign: Option<char>) -> Self {
        let (Self::Text(text), Some(sign)) = (self, sign) else { return self };
        let ascii = if sign == '≥' { ">=" } else { "<=" };
        let text = text.trim();
        text.strip_prefix(sign).or_else(|| text.strip_prefix(ascii)).map_or(self, |rest| Self::Text(rest.trim_start()))
    }
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Missing,
    NotApplicable,
    /// A value, and how many decimals are shown.
    Value(Value, u16),
}

/// Whose cell it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub column: &'a str,
    pub code: &'a str,
    pub numerals: Numerals,
}

type Read<T> = Result<T, Box<DataMessage>>;

/// Reads a cell of a type.
pub(super) fn read(cell: Cell<'_>, expected: &CellType, context: Context<'_>) -> Read<Content> {
    let text = cell.text();
    let column = || context.column.to_owned();
    match cell {
        Cell::Error(error) => {
            return Err(Box::new(DataMessage::CellError { column: column(), error: error.to_owned() }));
        }
        Cell::NoResult => return Err(Box::new(DataMessage::NoResult { column: column() })),
        _ => {}
    }
    if is_missing(text) {
        return Ok(Content::Missing);
    }
    if let CellType::Number(unit) = expected {
        let percent = unit.shift != 0 && unit.spellings.iter().any(|spelling| spelling == "%");
        let quick = match cell {
            Cell::Text(_) => numeral::quick(text, percent, unit.shift, context.numerals),
            _ => None,
        };
        if let Some(figure) = quick {
            return Ok(Content::Value(Value::Number(figure.number), figure.decimals));
        }
    }
    if is_not_applicable(text) {
        return Ok(Content::NotApplicable);
    }
    context.readable(text)?;
    let value = match expected {
        CellType::Number(unit) => {
            let figure = context.number(cell, unit)?;
            return Ok(Content::Value(Value::Number(figure.number), figure.decimals));
        }
        CellType::Range(unit) => {
            let (interval, decimals) = context.range(cell, unit)?;
            return Ok(Content::Value(Value::Range(Arc::new(interval)), decimals));
        }
        CellType::Label(labels) => Value::Label(context.label(text, labels)?),
        CellType::Text => Value::Text(text.into()),
        CellType::Date => Value::Date(context.date(text)?),
        CellType::Truth => Value::Truth(context.truth(text)?),
    };
    Ok(Content::Value(value, 0))
}

/// Whether a cell says that there is no figure.
pub(super) fn is_missing(text: &str) -> bool {
    matches!(text, "" | "-" | "–" | "−") || text.eq_ignore_ascii_case("n/a")
}

fn is_not_applicable(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let mut next = |word: &str| words.next().is_some_and(|found| found.eq_ignore_ascii_case(word));
    next("tidak") && next("berlaku") && words.next().is_none()
}

impl Context<'_> {
    fn own(&self, text: &str) -> (String, String) {
        (self.column.to_owned(), shortened(text))
    }

    /// Whether every character can be seen.
    fn readable(&self, text: &str) -> Read<()> {
        match letters::invisible(text) {
            None => Ok(()),
            Some(letter) => {
                let character = letters::code_point(letter);
                Err(Box::new(DataMessage::Invisible { column: self.column.to_owned(), character }))
            }
        }
    }

    fn number(&self, cell: Cell<'_>, unit: &CellUnit) -> Read<Figure> {
        let text = cell.text();
        if let Cell::Number(_) = cell {
            return numeral::json(text, unit.shift).map_err(|fault| self.fault(fault, text));
        }
        if let Cell::Percent(_) = cell {
            let is_percent = unit.spellings.iter().any(|spelling| spelling == "%");
            return match is_percent {
                true => numeral::json(text.trim_end_matches('%'), unit.shift).map_err(|fault| self.fault(fault, text)),
                false => Err(self.unit_wrong("%", unit)),
            };
        }
        let (column, shown) = self.own(text);
        if let Some(plain) = letters::without_full_width(text) {
            return Err(Box::new(DataMessage::FullWidth { column, text: shown, plain: shortened(&plain) }));
        }
        let plain = letters::plain(text);
        let rest = plain.as_ref();
        let (first_sign, rest) = sign(rest);
        let (rupiah, rest) = currency(rest);
        let (second_sign, rest) = if rupiah { sign(rest) } else { (false, rest) };
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || b".,".contains(byte)).count();
        let (mut digits, mut after) = rest.split_at(length);
        if !digits.bytes().any(|byte| byte.is_ascii_digit()) || (first_sign && second_sign) {
            return Err(Box::new(DataMessage::NotANumber { column, text: shown, unit: unit.name.clone() }));
        }
        if let (Some(whole), Some(rest)) = (digits.strip_suffix(','), after.strip_prefix('-'))
            && unit.rupiah
        {
            (digits, after) = (whole, rest);
        }
        let (power, after) = multiplier(after.trim());
        if after.bytes().any(|byte| byte.is_ascii_digit()) || after.starts_with(['.', ',']) {
            return Err(self.fault(Fault::Malformed, text));
        }
        // Who writes `97.5 %` is told of the number, whatever follows it.
        let digits = Digits::read(digits, self.numerals).map_err(|fault| self.fault(fault, text))?;
        if rupiah && !unit.rupiah {
            return Err(self.unit_wrong("Rp", unit));
        }
        if !unit_is(after, rupiah, unit) {
            return Err(self.unit_wrong(after, unit));
        }
        digits.figure(first_sign || second_sign, power, unit.shift).ok_or_else(|| self.fault(Fault::Malformed, text))
    }

    fn unit_wrong(&self, found: &str, unit: &CellUnit) -> Box<DataMessage> {
        let (column, found) = self.own(found);
        Box::new(DataMessage::UnitWrong { column, code: self.code.to_owned(), found, expected: unit.name.clone() })
    }

    fn fault(&self, fault: Fault, text: &str) -> Box<DataMessage> {
        let (column, text) = self.own(text);
        let english = self.numerals == Numerals::English;
        Box::new(match fault {
            Fault::Readings(readings) => {
                let readings = readings.iter().map(|reading| shortened(reading)).collect();
                DataMessage::NumberAmbiguous { column, text, readings, english }
            }
            Fault::Malformed => DataMessage::NumberMalformed { column, text, english },
            Fault::TooManyDigits => DataMessage::TooManyDigits { column, limit: MAX_DIGITS as u32 },
            Fault::ExponentTooLarge => DataMessage::ExponentTooLarge { column, text },
        })
    }

    /// `7 s.d. 8 bulan`, or one number.
    fn range(&self, cell: Cell<'_>, unit: &CellUnit) -> Read<(Interval, u16)> {
        let text = cell.text();
        let ends = match cell {
            Cell::Number(_) | Cell::Percent(_) => None,
            _ => text.split_once("s.d.").or_else(|| text.split_once("S.D.")),
        };
        let Some((low, high)) = ends else {
            let figure = self.number(cell, unit).map_err(|message| match range_meant(text) {
                Some((low, high)) => {
                    let (column, text) = self.own(text);
                    Box::new(DataMessage::RangeSpelling { column, text, offer: format!("{low} s.d. {high}") })
                }
                None => message,
            })?;
            let end = Some((figure.number, true));
            return Ok((Interval { low: end.clone(), high: end }, figure.decimals));
        };
        let low = self.number(Cell::Text(low), unit)?;
        let high = self.number(Cell::Text(high), unit)?;
        if low.number > high.number {
            let (column, text) = self.own(text);
            return Err(Box::new(DataMessage::RangeEmpty { column, text }));
        }
        let decimals = low.decimals.max(high.decimals);
        Ok((Interval { low: Some((low.number, true)), high: Some((high.number, true)) }, decimals))
    }

    fn label(&self, text: &str, labels: &[String]) -> Read<Label> {
        let wanted = text.to_lowercase();
        if let Some(place) = labels.iter().position(|label| label.trim().to_lowercase() == wanted) {
            return Ok(Label(place as u16));
        }
        let (column, text) = self.own(text);
        Err(Box::new(if let Some((letter, latin)) = letters::look_alike(&text) {
            let letter = format!("\"{letter}\" ({})", letters::code_point(letter));
            DataMessage::LookAlike { column, text, letter, latin: format!("\"{latin}\"") }
        } else {
            let near = nearest(&text, labels.iter().map(String::as_str)).map(str::to_owned);
            DataMessage::LabelUnknown { column, text, near, labels: labels.iter().take(50).cloned().collect() }
        }))
    }

    fn truth(&self, text: &str) -> Read<bool> {
        if text.eq_ignore_ascii_case("ya") {
            Ok(true)
        } else if text.eq_ignore_ascii_case("tidak") {
            Ok(false)
        } else {
            let (column, text) = self.own(text);
            Err(Box::new(DataMessage::NotATruth { column, text }))
        }
    }

    fn date(&self, text: &str) -> Read<Date> {
        date_of(&letters::plain(text)).ok_or_else(|| {
            let (column, text) = self.own(text);
            Box::new(DataMessage::NotADate { column, text })
        })
    }
}

/// A text short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut letters = text.chars();
    let mut short: String =
        letters.by_ref().take(SHOWN).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

/// `Rp`, `Rp.`
fn currency(text: &str) -> (bool, &str) {
    match text.split_at_checked(2) {
        Some((word, rest)) if word.eq_ignore_ascii_case("rp") => {
            (true, rest.strip_prefix('.').unwrap_or(rest).trim_start())
        }
        _ => (false, text),
    }
}

/// A word that multiplies, as a power of ten, and what follows it.
fn multiplier(text: &str) -> (u32, &str) {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let powers = [("ribu", 3), ("juta", 6), ("miliar", 9), ("triliun", 12)];
    match powers.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)) {
        Some((_, power)) => (*power, rest.trim_start()),
        None => (0, text),
    }
}

/// Whether what follows a number is its declared unit, or nothing.
fn unit_is(after: &str, rupiah: bool, unit: &CellUnit) -> bool {
    if after.is_empty() {
        return true;
    }
    let mut written = after.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if rupiah {
        // `Rp 5.000/orang`; a second name of the currency is no unit.
        if !written.starts_with('/') {
            return false;
        }
        written = format!("rupiah{written}");
    }
    unit.spellings.iter().chain([&unit.name]).any(|spelling| spelling.to_lowercase() == written)
}

/// The ends of a range that is not written with `s.d.`
fn range_meant(text: &str) -> Option<(&str, &str)> {
    ["s/d", "sampai", "hingga", "sd", "–", "-"].iter().find_map(|between| {
        let (low, high) = text.split_once(between)?;
        let (low, high) = (low.trim(), high.trim());
        let number = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        (number(low) && number(high)).then_some((low, high))
    })
}

fn date_of(text: &str) -> Option<Date> {
    let number = |text: &str, lengths: std::ops::RangeInclusive<usize>| -> Option<i16> {
        (lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    let split = |sign: char| {
        let mut parts = text.split(sign).filter(|part| sign != ' ' || !part.is_empty());
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(a), Some(b), Some(c), None) => Some((a, b, c)),
            _ => None,
        }
    };
    let (year, month, day) = if let Some((year, month, day)) = split('-') {
        (number(year, 4..=4)?, number(month, 2..=2)?, number(day, 2..=2)?)
    } else if let Some((day, month, year)) = split('/') {
        (number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?)
    } else {
        let (day, month, year) = split(' ')?;
        let month = crate::value::period::MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))? + 1;
        (number(year, 4..=4)?, month as i16, number(day, 1..=2)?)
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

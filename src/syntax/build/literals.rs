//! Numbers, amounts, dates and periods.

use super::{Builder, Pair, inner};
use crate::message::syntax::SyntaxMessage;
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{Date, DateLiteral, Expression, ExpressionKind, Name, Period, PeriodLiteral, UnitExpression};
use crate::syntax::parser::Rule;
use crate::syntax::words;
use crate::value::period::MONTHS;

/// A literal has at most so many digits.
const MOST_DIGITS: usize = 1000;

impl<'a> Builder<'a> {
    /// `97,5%`, `2 laporan`, `Rp 1,5 miliar`
    pub(super) fn quantity(&mut self, pair: Pair<'a>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut unit: Option<UnitExpression> = None;
        if pair.as_rule() == Rule::rupiah {
            let start = pair.as_span().start();
            let sign = self.place(start, start + "Rp".len());
            unit = Some(UnitExpression { name: Name { text: "rupiah".into(), span: sign }, per: None, span: sign });
        }
        let mut value = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::numeral => value = self.numeral(part.as_str(), self.span(&part)),
                Rule::multiplier => {
                    let factor = Number::from_parts(multiplier(part.as_str()), 0);
                    value = value.and_then(|value| value.mul(&factor).ok());
                }
                Rule::percent | Rule::unit_word => unit = Some(self.unit_word(&part)),
                Rule::per_unit => {
                    let per = inner(part).next().map(|word| self.word(&word));
                    if let (Some(unit), Some(per)) = (&mut unit, per) {
                        unit.span = unit.span.to(per.span);
                        unit.per = Some(per);
                    }
                }
                _ => {}
            }
        }
        Some(Expression { kind: ExpressionKind::Number { value: value?, unit }, span })
    }

    fn unit_word(&self, pair: &Pair<'a>) -> UnitExpression {
        let span = self.span(pair);
        let text = if pair.as_rule() == Rule::percent { "persen" } else { pair.as_str() };
        UnitExpression { name: Name { text: text.into(), span }, per: None, span }
    }

    /// What stands after `satuan`.
    pub(super) fn unit_expression(&self, pair: Pair<'a>) -> UnitExpression {
        let span = self.span(&pair);
        let mut parts = inner(pair);
        match parts.next() {
            None => UnitExpression { name: Name { text: "rupiah".into(), span }, per: None, span },
            Some(first) => {
                let per = parts.next().map(|word| self.word(&word));
                UnitExpression { per, span, ..self.unit_word(&first) }
            }
        }
    }

    /// Digits with their dots and comma. A mistaken number is told and taken as it was probably meant.
    pub(super) fn numeral(&mut self, found: &str, span: Span) -> Option<Number> {
        if found.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
            self.report(span, SyntaxMessage::TooManyDigits);
            return None;
        }
        let (whole, fraction) = match found.split_once(',') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (found, None),
        };
        let groups: Vec<&str> = whole.split('.').collect();
        let grouped = groups.len() == 1
            || groups[0].len() <= 3
                && groups[0].bytes().any(|digit| digit != b'0')
                && groups[1..].iter().all(|group| group.len() == 3);
        if grouped && fraction.is_none_or(|fraction| !fraction.contains(['.', ','])) {
            return plain(&groups.concat(), fraction.unwrap_or(""));
        }
        let (digits, decimals) = if fraction.is_none() && groups.len() == 2 {
            let offer = format!("{},{}", groups[0], groups[1]);
            self.report(span, SyntaxMessage::DecimalPoint { found: found.into(), offer });
            (groups[0].to_owned(), groups[1].to_owned())
        } else {
            let (digits, decimals) = last_sign_is_decimal(found);
            let mut offer = in_triples(&digits);
            let english = found.split(',').skip(1).all(|group| group.len() == 3);
            if !found.contains('.') && !english {
                // Rather values that lack their separator than a number.
                offer = found.replace(',', "; ");
            } else if !decimals.is_empty() {
                offer.push(',');
                offer.push_str(&decimals);
            }
            self.report(span, SyntaxMessage::Grouping { found: found.into(), offer });
            (digits, decimals)
        };
        plain(&digits, &decimals)
    }

    /// `1e5`: told, and no value.
    pub(super) fn exponent(&mut self, pair: &Pair<'a>) {
        let found = pair.as_str();
        let span = self.span(pair);
        let offer = written_out(found);
        self.report(span, SyntaxMessage::Exponent { found: found.into(), offer });
    }

    /// A date where one is due, as loosely as it was read.
    pub(super) fn date(&mut self, pair: &Pair<'a>) -> Option<DateLiteral> {
        let span = self.span(pair);
        let found = pair.as_str().trim_end();
        match read_date(found) {
            Ok(date) => Some(DateLiteral { date, span }),
            Err(offer) => {
                self.report(span, SyntaxMessage::BadDate { found: found.into(), offer });
                None
            }
        }
    }

    /// A period where one is due.
    pub(super) fn period(&mut self, pair: &Pair<'a>) -> Option<PeriodLiteral> {
        let span = self.span(pair);
        let found = pair.as_str().trim_end();
        let period = Period::parse(found);
        if period.is_none() {
            self.report(span, SyntaxMessage::BadPeriod { found: found.into() });
        }
        period.map(|period| PeriodLiteral { period, span })
    }
}

fn plain(digits: &str, decimals: &str) -> Option<Number> {
    if decimals.is_empty() { Number::parse_plain(digits) } else { Number::parse_plain(&format!("{digits}.{decimals}")) }
}

fn multiplier(word: &str) -> i128 {
    match word.trim_end() {
        "ribu" => 1_000,
        "juta" => 1_000_000,
        "miliar" => 1_000_000_000,
        _ => 1_000_000_000_000,
    }
}

/// For `1,234.5` and `1.23.456`: the last sign is the decimal one unless it occurs several times.
fn last_sign_is_decimal(found: &str) -> (String, String) {
    let only = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match found.rfind(['.', ',']) {
        Some(at) if !found[..at].contains(&found[at..=at]) => (only(&found[..at]), only(&found[at..])),
        _ => (only(found), String::new()),
    }
}

fn in_triples(digits: &str) -> String {
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return "0".into();
    }
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// `1,5e3` as `1.500`, where that is not too long to read.
fn written_out(found: &str) -> Option<String> {
    let (mantissa, exponent) = found.split_once(['e', 'E'])?;
    let exponent: i32 = exponent.parse().ok()?;
    let (digits, decimals) = last_sign_is_decimal(mantissa);
    if exponent.abs() > 18 || digits.len() + decimals.len() > 18 {
        return None;
    }
    let all = format!("{:0>20}{digits}{decimals}{:0<20}", "", "");
    let point = usize::try_from(20 + digits.len() as i32 + exponent).ok()?;
    let whole = in_triples(all.get(..point)?);
    let rest = all.get(point..)?.trim_end_matches('0');
    Some(if rest.is_empty() { whole } else { format!("{whole},{rest}") })
}

/// Reads a date, or says which one was probably meant.
fn read_date(found: &str) -> Result<Date, Option<String>> {
    let parts: Vec<&str> = found.split([' ', '\t', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let [first, month, last] = parts[..] else { return Err(None) };
    let named = !month.starts_with(|c: char| c.is_ascii_digit());
    let year_first = first.len() == 4;
    let proper = if named { found.contains(' ') && !found.contains(['-', '/', '.']) } else { is_plain_date(found) };
    let (day, year) = if year_first { (last, first) } else { (first, last) };
    let position = |wanted: &str| MONTHS.iter().position(|month| month.eq_ignore_ascii_case(wanted));
    let (exact, meant) = if named {
        let lower: Vec<String> = MONTHS.iter().map(|month| month.to_lowercase()).collect();
        let near = || position(words::nearest(month, lower.iter().map(String::as_str))?);
        (position(month).is_some(), position(month).or_else(near))
    } else {
        (true, month.parse::<usize>().ok().and_then(|month| month.checked_sub(1)))
    };
    let numbers = (meant.filter(|month| *month < 12), day.parse::<i8>().ok(), year.parse::<i16>().ok());
    let (Some(month), Some(day), Some(year)) = numbers else { return Err(None) };
    if year < 1 || year.to_string().len() < 4 {
        return Err(None);
    }
    match Date::new(year, month as i8 + 1, day) {
        Ok(date) if proper && exact => Ok(date),
        Ok(_) => Err(Some(format!("{day} {} {year}", MONTHS[month]))),
        Err(_) => Err(Date::new(year, month as i8 + 1, 1)
            .ok()
            .filter(|_| day > 27)
            .map(|date| format!("{} {} {year}", date.last_of_month().day(), MONTHS[month]))),
    }
}

/// `2024-12-31`
fn is_plain_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-'
}

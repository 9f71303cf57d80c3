//! Attributes with their values.

use super::{Builder, Pair, inner};
use crate::message::syntax::{Due, SyntaxMessage};
use crate::number::RoundingMode;
use crate::source::Span;
use crate::syntax::ast::{
    Aggregation, Attribute, AttributeKind, Consolidation, DateLiteral, Direction, Expression, ExpressionKind,
    Granularity, Member, MissingPolicy, Rounding,
};
use crate::syntax::parser::Rule;
use crate::syntax::words;

const GRANULARITIES: &[&str] = &["tahunan", "semesteran", "triwulanan", "bulanan"];
const DIRECTIONS: &[&str] = &["naik", "turun", "tengah"];
const POLICIES: &[&str] = &["tunda", "abaikan", "nol"];
const AGGREGATIONS: &[&str] =
    &["rata_rata", "rata_rata_tertimbang", "rata_rata_geometrik", "jumlah", "minimum", "maksimum"];
const CONSOLIDATIONS: &[&str] = &["jumlah", "rata_rata", "akhir", "maksimum", "minimum"];
const SWITCHES: &[&str] = &["batasi", "bulatkan", "kategori"];
const ROUNDINGS: &[&str] = &["setengah genap", "ke atas", "ke bawah"];

/// `bulatkan` and `pangkas` take at most so many decimals.
const MOST_DECIMALS: u32 = 1000;

impl<'a> Builder<'a> {
    /// An attribute; none where its value could not be read.
    pub(super) fn attribute(&mut self, pair: Pair<'a>) -> Option<Member> {
        let span = self.span(&pair);
        let part = inner(pair).next()?;
        let start = part.as_span().start();
        let text = part.as_str();
        let word = &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())];
        let keyword = self.place(start, start + word.len());
        let kind = self.attribute_kind(part, word)?;
        Some(Member::Attribute(Attribute { kind, keyword, span }))
    }

    /// `=` or `:` between an attribute and its value.
    pub(super) fn assign(&mut self, pair: &Pair<'a>, keyword: &str) {
        let span = self.span(pair);
        let found = pair.as_str().trim_end().into();
        self.report(span, SyntaxMessage::SignAfterAttribute { found, keyword: keyword.into() });
    }

    fn attribute_kind(&mut self, pair: Pair<'a>, word: &'a str) -> Option<AttributeKind> {
        let rule = pair.as_rule();
        let mut parts = Vec::new();
        for part in inner(pair) {
            if part.as_rule() == Rule::assign { self.assign(&part, word) } else { parts.push(part) }
        }
        match rule {
            Rule::target => return self.target(parts, word),
            Rule::in_force => return self.in_force(parts, word),
            Rule::round | Rule::truncate => return self.rounding(parts, word),
            Rule::supports => return self.supports(parts, word),
            Rule::ignore => return self.ignore(parts, word),
            _ => {}
        }
        let mut parts = parts.into_iter();
        let value = parts.next()?;
        if value.as_rule() == Rule::missing {
            self.missing(&value, word, due(rule));
            return None;
        }
        Some(match rule {
            Rule::basis => AttributeKind::Basis(self.text(&value)),
            Rule::note => AttributeKind::Note(self.text(&value)),
            Rule::official_code => AttributeKind::OfficialCode(self.label(&value)),
            Rule::data_source => AttributeKind::DataSource(self.text(&value)),
            Rule::granularity => AttributeKind::Granularity(match self.choice(&value, word, GRANULARITIES)? {
                "tahunan" => Granularity::Year,
                "semesteran" => Granularity::Semester,
                "triwulanan" => Granularity::Quarter,
                _ => Granularity::Month,
            }),
            Rule::unit => AttributeKind::Unit(self.unit_expression(value)),
            Rule::direction => AttributeKind::Direction(match self.choice(&value, word, DIRECTIONS)? {
                "naik" => Direction::Up,
                "turun" => Direction::Down,
                _ => Direction::Middle,
            }),
            Rule::polarity => AttributeKind::Polarity(self.path(&value)),
            Rule::category => AttributeKind::Category(self.path(&value)),
            Rule::formula => AttributeKind::Formula(self.expression(value)?),
            Rule::weight => AttributeKind::Weight(self.expression(value)?),
            Rule::ceiling => AttributeKind::Ceiling(self.expression(value)?),
            Rule::accepted => AttributeKind::Accepted(self.range(value)?),
            Rule::limits => AttributeKind::Limits(self.range(value)?),
            Rule::without => match self.choice(&value, word, SWITCHES)? {
                "batasi" => AttributeKind::NoLimits,
                "bulatkan" => AttributeKind::NoRounding,
                _ => AttributeKind::NoCategory,
            },
            Rule::aggregation => AttributeKind::Aggregation(self.aggregation(&value, word)?),
            Rule::amends => AttributeKind::Amends(self.text(&value)),
            Rule::consolidation => AttributeKind::Consolidation(self.consolidation(&value, word)?),
            Rule::when_missing if value.as_rule() == Rule::ignoring => AttributeKind::Missing(MissingPolicy::Ignore),
            Rule::when_missing => AttributeKind::Missing(match self.choice(&value, word, POLICIES)? {
                "tunda" => MissingPolicy::Defer,
                "abaikan" => MissingPolicy::Ignore,
                _ => MissingPolicy::Zero,
            }),
            _ => return None,
        })
    }

    /// One of a few words.
    fn choice(&mut self, pair: &Pair<'a>, keyword: &str, choices: &'static [&'static str]) -> Option<&'static str> {
        let span = self.span(pair);
        let found = pair.as_str().trim_end();
        let known = choices.iter().copied().find(|choice| *choice == found);
        if known.is_none() {
            self.not_one_of(span, keyword, found, choices);
        }
        known
    }

    fn not_one_of(&mut self, span: Span, keyword: &str, found: &str, choices: &'static [&'static str]) {
        let offer = words::nearest(found, choices.iter().copied()).map(str::to_owned);
        let (keyword, found) = (keyword.to_owned(), found.to_owned());
        self.report(span, SyntaxMessage::BadValue { keyword, found, due: Due::Choice(choices), offer });
        self.broken = Some(self.plain_end(span));
    }

    fn aggregation(&mut self, pair: &Pair<'a>, keyword: &str) -> Option<Aggregation> {
        let known = |word: &str| match word {
            "rata_rata" => Some(Aggregation::Mean),
            "rata_rata_tertimbang" => Some(Aggregation::WeightedMean),
            "rata_rata_geometrik" => Some(Aggregation::GeometricMean),
            "jumlah" => Some(Aggregation::Sum),
            "minimum" => Some(Aggregation::Minimum),
            "maksimum" => Some(Aggregation::Maximum),
            _ => None,
        };
        if pair.as_rule() == Rule::bad_mean {
            let path = self.hyphenated(pair);
            return path.parts.first().and_then(|name| known(&name.text));
        }
        known(self.choice(pair, keyword, AGGREGATIONS)?)
    }

    fn consolidation(&mut self, pair: &Pair<'a>, keyword: &str) -> Option<Consolidation> {
        let word = if pair.as_rule() == Rule::bad_mean {
            let path = self.hyphenated(pair);
            path.parts.first()?.text.clone()
        } else {
            self.choice(pair, keyword, CONSOLIDATIONS)?.to_owned()
        };
        Some(match word.as_str() {
            "jumlah" => Consolidation::Sum,
            "rata_rata" => Consolidation::Mean,
            "akhir" => Consolidation::Last,
            "maksimum" => Consolidation::Maximum,
            "minimum" => Consolidation::Minimum,
            _ => return None,
        })
    }

    /// `abaikan T0412 "reason"`
    fn ignore(&mut self, parts: Vec<Pair<'a>>, word: &str) -> Option<AttributeKind> {
        let mut code = None;
        let mut reason = None;
        let mut broken = false;
        for part in parts {
            match part.as_rule() {
                Rule::ignored_code => {
                    let name = self.word(&part);
                    if is_message_code(&name.text) {
                        code = Some(name);
                    } else {
                        broken = true;
                        self.report(name.span, SyntaxMessage::IgnoredCode { found: name.text });
                    }
                }
                Rule::string => reason = Some(self.text(&part)),
                // Without its code the rest is told already.
                _ if broken => {}
                _ => {
                    broken = true;
                    let due = if code.is_some() { Due::Reason } else { Due::Code };
                    let word = code.as_ref().map_or(word.to_owned(), |code| format!("{word} {}", code.text));
                    self.missing(&part, &word, due);
                }
            }
        }
        Some(AttributeKind::Ignore { code: code?, reason: reason? })
    }

    fn target(&mut self, parts: Vec<Pair<'a>>, word: &str) -> Option<AttributeKind> {
        let mut period = None;
        let mut value = None;
        for part in parts {
            match part.as_rule() {
                Rule::for_period => {
                    let written = inner(part).next()?;
                    period = Some(self.period(&written));
                }
                Rule::due_range => value = self.range_expression(part),
                Rule::missing => self.missing(&part, word, Due::Value),
                _ => {
                    value = self.expression(part);
                    if let Some(value) = value.as_ref().filter(|value| !stands_alone(value)) {
                        let offer = format!("target ({})", self.written(value.span));
                        self.report(value.span, SyntaxMessage::TargetWithoutParentheses { offer });
                    }
                }
            }
        }
        let period = match period {
            None => None,
            Some(period) => Some(period?),
        };
        Some(AttributeKind::Target { period, value: value? })
    }

    fn in_force(&mut self, parts: Vec<Pair<'a>>, word: &str) -> Option<AttributeKind> {
        let mut from = None;
        let mut until: Option<Option<DateLiteral>> = None;
        for part in parts {
            match part.as_rule() {
                Rule::loose_date => from = self.date(&part),
                Rule::until => {
                    until = Some(None);
                    for value in inner(part) {
                        match value.as_rule() {
                            Rule::loose_date => until = Some(self.date(&value)),
                            Rule::missing => self.missing(&value, "sampai", Due::Date),
                            _ => {
                                let place = self.span(&value);
                                let found = value.as_str().trim_end().into();
                                self.report(place, SyntaxMessage::Misspelt { found, offer: "sampai".into() });
                            }
                        }
                    }
                }
                _ => {
                    let end = self.token_end(part.as_span().start());
                    if self.plain.text[..end].ends_with("sejak") {
                        self.missing(&part, "sejak", Due::Date);
                    } else {
                        self.missing(&part, word, Due::Choice(&["sejak 1 Januari 2024"]));
                    }
                }
            }
        }
        let until = match until {
            None => None,
            Some(until) => Some(until?),
        };
        Some(AttributeKind::InForce { from: from?, until })
    }

    fn rounding(&mut self, parts: Vec<Pair<'a>>, word: &str) -> Option<AttributeKind> {
        let mut modes: Vec<Pair<'a>> = Vec::new();
        let mut decimals = None;
        for part in parts {
            match part.as_rule() {
                Rule::rounding_mode => modes.push(part),
                Rule::decimals => decimals = self.decimals(part, word),
                _ => self.missing(&part, word, Due::Decimals),
            }
        }
        let said: Vec<&str> = modes.iter().map(|mode| mode.as_str().trim_end()).collect();
        let mode = match said[..] {
            [] if word == "pangkas" => RoundingMode::Truncate,
            [] => RoundingMode::HalfAwayFromZero,
            ["setengah", "genap"] => RoundingMode::HalfEven,
            ["ke", "atas"] => RoundingMode::Up,
            ["ke", "bawah"] => RoundingMode::Down,
            _ => {
                let span = modes.first().zip(modes.last()).map(|(a, b)| self.span(a).to(self.span(b)))?;
                // Without decimals the words are told already.
                if decimals.is_some() {
                    self.not_one_of(span, word, &said.join(" "), ROUNDINGS);
                }
                return None;
            }
        };
        Some(AttributeKind::Round(Rounding { mode, decimals: decimals? }))
    }

    fn decimals(&mut self, pair: Pair<'a>, word: &str) -> Option<u32> {
        let span = self.span(&pair);
        let whole = pair.as_str().trim_end();
        let start = pair.as_span().start();
        let number = inner(pair).find(|part| part.as_rule() == Rule::numeral)?;
        let found = number.as_str();
        if whole.starts_with('-') || !found.bytes().all(|digit| digit.is_ascii_digit()) {
            let found = whole.trim_end_matches("desimal").trim_end().into();
            self.report(span, SyntaxMessage::DecimalsNotWhole { found });
            return None;
        }
        let decimals = found.parse().ok().filter(|decimals| *decimals <= MOST_DECIMALS);
        if decimals.is_none() {
            self.report(span, SyntaxMessage::TooManyDecimals);
        } else if !whole.ends_with("desimal") {
            self.report(span, SyntaxMessage::DecimalsWithoutWord { offer: format!("{word} {found} desimal") });
            self.broken = Some(start + whole.len());
        }
        decimals
    }

    fn supports(&mut self, parts: Vec<Pair<'a>>, word: &str) -> Option<AttributeKind> {
        let mut paths = Vec::new();
        for part in parts {
            match part.as_rule() {
                Rule::place => paths.push(self.path(&part)),
                Rule::missing => {
                    let word = if paths.is_empty() { word } else { ";" };
                    self.missing(&part, word, Due::Name);
                }
                _ => self.comma(&part),
            }
        }
        (!paths.is_empty()).then_some(AttributeKind::Supports(paths))
    }

    /// The offset in the plain text of the end of a place in the source.
    pub(super) fn plain_end(&self, span: Span) -> usize {
        self.plain.plain(span.end as usize)
    }
}

/// What is due after an attribute.
fn due(rule: Rule) -> Due {
    match rule {
        Rule::basis | Rule::note | Rule::official_code | Rule::data_source | Rule::amends => Due::Text,
        Rule::granularity => Due::Choice(GRANULARITIES),
        Rule::direction => Due::Choice(DIRECTIONS),
        Rule::when_missing => Due::Choice(POLICIES),
        Rule::aggregation => Due::Choice(AGGREGATIONS),
        Rule::consolidation => Due::Choice(CONSOLIDATIONS),
        Rule::without => Due::Choice(SWITCHES),
        Rule::unit => Due::Unit,
        Rule::polarity | Rule::category => Due::Name,
        Rule::accepted | Rule::limits => Due::Range,
        _ => Due::Value,
    }
}

/// What is due after an attribute's word.
pub(super) fn due_after(word: &str) -> Due {
    match word {
        "dasar" | "catatan" | "kode" | "sumber" | "atas" => Due::Text,
        "konsolidasi" => Due::Choice(CONSOLIDATIONS),
        "abaikan" => Due::Code,
        "satuan" => Due::Unit,
        "batasi" | "rentang" => Due::Range,
        "bulatkan" | "pangkas" => Due::Decimals,
        "polaritas" | "kategori" | "mendukung" => Due::Name,
        _ => Due::Value,
    }
}

/// Whether a word is the code of a message: `T` and four digits.
fn is_message_code(word: &str) -> bool {
    word.strip_prefix('T').is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Whether a target may be written without parentheses.
fn stands_alone(value: &Expression) -> bool {
    match &value.kind {
        ExpressionKind::Negative(inner) => matches!(inner.kind, ExpressionKind::Number { .. }),
        ExpressionKind::Number { .. }
        | ExpressionKind::Text(_)
        | ExpressionKind::Truth(_)
        | ExpressionKind::Date(_)
        | ExpressionKind::Path(_)
        | ExpressionKind::At { .. }
        | ExpressionKind::Range(_)
        | ExpressionKind::Parenthesised(_) => true,
        _ => false,
    }
}

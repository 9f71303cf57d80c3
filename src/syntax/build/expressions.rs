//! Expressions: their operands, and the chain in which they stand.

use super::precedence::{Infix, Piece};
use super::{Builder, Pair, inner};
use crate::letters;
use crate::message::syntax::{Due, SyntaxMessage};
use crate::syntax::ast::{Comparison, Expression, ExpressionKind, Factor, Path, Sign, When};
use crate::syntax::brackets::MOST_LEVELS;
use crate::syntax::parser::Rule;
use crate::syntax::words;

impl<'a> Builder<'a> {
    /// An expression. None where a part of it could not be read, which is told.
    pub(super) fn expression(&mut self, pair: Pair<'a>) -> Option<Expression> {
        let mut pieces = Vec::new();
        let mut prefixes = 0;
        // The sign that makes an operand due, for the message where there is none.
        let mut after = "";
        for part in inner(pair) {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::conditional => {
                    self.depth += 1;
                    let value = self.conditional(part);
                    self.depth -= 1;
                    return value;
                }
                Rule::negative => {
                    prefixes += 1;
                    pieces.push(Piece::Negative(span));
                    after = part.as_str().trim_end();
                }
                Rule::not => {
                    prefixes += 1;
                    pieces.push(Piece::Not(span));
                    after = part.as_str().trim_end();
                }
                Rule::missing => {
                    self.missing_operand(&part, after);
                    pieces.push(Piece::Operand(None));
                }
                Rule::pada => {
                    // Only a path can be read in another period.
                    let start = part.as_span().start();
                    let place = self.place(start, start + "pada".len());
                    let told = self.diagnostics.len();
                    let written = self.when(part).map(|when| self.written(when.span()).to_owned());
                    if self.diagnostics.len() == told {
                        let when = written.unwrap_or_default();
                        self.report(place, SyntaxMessage::AtAfterValue { when });
                    }
                }
                rule => match infix(rule, part.as_str().trim_end()) {
                    Some(infix) => {
                        after = part.as_str().trim_end();
                        if let Some(offer) = wrong_sign(rule, after, infix) {
                            self.report(span, SyntaxMessage::WrongSign { found: after.into(), offer });
                        }
                        pieces.push(Piece::Infix(infix, span));
                    }
                    None => {
                        // Brackets are counted before; these signs are not.
                        if prefixes > 0 && self.depth + prefixes > MOST_LEVELS {
                            self.report(span, SyntaxMessage::TooDeep);
                            return None;
                        }
                        self.depth += prefixes;
                        let operand = self.operand(part);
                        self.depth -= prefixes;
                        prefixes = 0;
                        pieces.push(Piece::Operand(operand));
                    }
                },
            }
        }
        self.or(&mut pieces.into_iter().peekable())
    }

    /// One operand.
    pub(super) fn operand(&mut self, pair: Pair<'a>) -> Option<Expression> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::quantity | Rule::rupiah => return self.quantity(pair),
            Rule::date => ExpressionKind::Date(self.date(&pair)?.date),
            Rule::string => ExpressionKind::Text(self.label(&pair).value),
            Rule::truth => ExpressionKind::Truth(pair.as_str().trim_end() == "ya"),
            Rule::reference => return self.reference(pair),
            Rule::bad_exponent => {
                self.exponent(&pair);
                return None;
            }
            Rule::bad_keyword => {
                self.keyword_for_value(&pair);
                return None;
            }
            Rule::bad_inner => {
                let start = pair.as_span().start();
                let place = self.place(start, start + "jika".len());
                self.report(place, SyntaxMessage::ConditionalInside);
                self.broken = Some(pair.as_span().end());
                return None;
            }
            Rule::bad_code => {
                let path = self.path(&pair);
                ExpressionKind::Path(path)
            }
            Rule::parenthesised => {
                self.depth += 1;
                let mut value = None;
                for part in inner(pair) {
                    match part.as_rule() {
                        Rule::expression => value = self.expression(part),
                        Rule::missing => self.missing(&part, "(", Due::Value),
                        _ => self.leftover(&part),
                    }
                }
                self.depth -= 1;
                ExpressionKind::Parenthesised(Box::new(value?))
            }
            _ => return None,
        };
        Some(Expression { kind, span })
    }

    /// A keyword where a value is due. On a line of its own it is rather the next attribute, and both lack their values.
    fn keyword_for_value(&mut self, pair: &Pair<'a>) {
        let span = self.span(pair);
        let start = pair.as_span().start();
        let found = pair.as_str().to_owned();
        let end = self.token_end(start);
        if !self.plain.text[end..start].contains('\n') || !words::ATTRIBUTES.contains(&pair.as_str()) {
            let offer = super::names::other_name(&found, None);
            return self.report(span, SyntaxMessage::KeywordAsName { found, offer });
        }
        let before = self.plain.text[..end].trim_end_matches(letters::is_word).len();
        let keyword = self.plain.text[before..end].to_owned();
        let place = self.place(before, end);
        self.report(place, SyntaxMessage::MissingValue { keyword, due: Due::Value });
        let due = super::attributes::due_after(&found);
        self.report(span, SyntaxMessage::MissingValue { keyword: found, due });
    }

    /// A path, or a call of what it names.
    fn reference(&mut self, pair: Pair<'a>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut path: Option<Path> = None;
        let mut arguments = None;
        let mut when = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::bad_mean => path = Some(self.hyphenated(&part)),
                Rule::arguments => {
                    self.depth += 1;
                    arguments = Some(self.arguments(part));
                    self.depth -= 1;
                }
                Rule::pada => when = Some(self.when(part)),
                _ => path = Some(self.path(&part)),
            }
        }
        let path = path?;
        let kind = match (arguments, when) {
            (Some(arguments), _) => ExpressionKind::Call { function: path, arguments: arguments? },
            (None, Some(when)) => ExpressionKind::At { of: path, when: when? },
            (None, None) => ExpressionKind::Path(path),
        };
        Some(Expression { kind, span })
    }

    /// `rata-rata`: read as the function that it is.
    pub(super) fn hyphenated(&mut self, pair: &Pair<'a>) -> Path {
        let span = self.span(pair);
        let found = pair.as_str().trim_end();
        let offer = found.replace('-', "_").to_lowercase();
        self.report(span, SyntaxMessage::HyphenInFunction { found: found.into(), offer: offer.clone() });
        self.single(offer, span)
    }

    /// `pada 2023`, `pada tahun lalu`: the period that it names.
    pub(super) fn when(&mut self, pair: Pair<'a>) -> Option<When> {
        let mut year_word = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::last_year => return Some(When::LastYear(self.span(&part))),
                Rule::bad_year => year_word = Some(self.span(&part)),
                Rule::other_period => {
                    let period = self.period(&part);
                    if let (Some(word), Some(period)) = (year_word, &period) {
                        let offer = format!("pada {}", part.as_str().trim_end());
                        self.report(word.to(period.span), SyntaxMessage::AtYearWord { offer });
                    }
                    return period.map(When::Period);
                }
                _ => self.missing(&part, "pada", Due::Period),
            }
        }
        None
    }

    fn arguments(&mut self, pair: Pair<'a>) -> Option<Vec<Expression>> {
        let mut values = Some(Vec::new());
        for part in inner(pair) {
            let value = match part.as_rule() {
                Rule::bad_comma => {
                    self.comma(&part);
                    continue;
                }
                Rule::leftover => {
                    self.leftover(&part);
                    None
                }
                Rule::missing => {
                    self.missing(&part, ";", Due::Value);
                    None
                }
                Rule::range => self.range_expression(part),
                _ => self.expression(part),
            };
            values = values.zip(value).map(|(mut values, value)| {
                values.push(value);
                values
            });
        }
        values
    }

    /// `,` where `;` is due.
    pub(super) fn comma(&mut self, pair: &Pair<'a>) {
        let span = self.span(pair);
        self.report(span, SyntaxMessage::Comma);
    }

    /// A range that stands among other values.
    pub(super) fn range_expression(&mut self, pair: Pair<'a>) -> Option<Expression> {
        let range = self.range(pair)?;
        Some(Expression { span: range.span, kind: ExpressionKind::Range(Box::new(range)) })
    }

    fn missing_operand(&mut self, pair: &Pair<'a>, after: &str) {
        let end = self.token_end(pair.as_span().start());
        self.broken = Some(end);
        let rest = self.plain.text[end..].trim_start();
        let word = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic() && c != '_').unwrap_or(rest.len())];
        let place = self.place(end - after.len(), end);
        let instead = self.instead(end).map(|(_, word)| word);
        let same_line = !self.plain.text[end..].split_at(self.plain.text[end..].len() - rest.len()).0.contains('\n');
        let found = instead.or((same_line && words::reserved(word)).then_some(word)).map(str::to_owned);
        self.report(place, SyntaxMessage::MissingOperand { after: after.into(), found });
    }

    fn conditional(&mut self, pair: Pair<'a>) -> Option<Expression> {
        let span = self.span(&pair);
        let head = self.place(pair.as_span().start(), pair.as_span().start() + "jika".len());
        let mut arms: Vec<(Option<Expression>, Option<Expression>)> = Vec::new();
        let mut conditions = 0;
        let mut otherwise = None;
        let mut complete = false;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::expression => {
                    let condition = self.expression(part);
                    conditions += 1;
                    arms.push((condition, None));
                }
                Rule::missing => {
                    self.missing(&part, "jika", Due::Value);
                    conditions += 1;
                    arms.push((None, None));
                }
                Rule::consequence => {
                    let value = self.after_word(part, "maka");
                    conditions -= 1;
                    if let Some(arm) = arms.last_mut() {
                        arm.1 = value;
                    }
                }
                _ => {
                    complete = true;
                    otherwise = self.after_word(part, "selain itu");
                }
            }
        }
        if conditions > 0 {
            self.report(head, SyntaxMessage::MissingThen);
        } else if !complete {
            self.report(head, SyntaxMessage::MissingElse);
        }
        let arms: Option<Vec<_>> = arms.into_iter().map(|(condition, value)| condition.zip(value)).collect();
        Some(Expression { kind: ExpressionKind::If { arms: arms?, otherwise: Box::new(otherwise?) }, span })
    }

    /// The expression behind a word that is the beginning of the pair.
    pub(super) fn after_word(&mut self, pair: Pair<'a>, word: &str) -> Option<Expression> {
        let part = inner(pair).next()?;
        if part.as_rule() == Rule::missing {
            self.missing(&part, word, Due::Value);
            return None;
        }
        self.expression(part)
    }
}

fn infix(rule: Rule, text: &str) -> Option<Infix> {
    Some(match rule {
        Rule::times => Infix::Factor(Factor::Times),
        Rule::over => Infix::Factor(Factor::Over),
        Rule::plus => Infix::Sign(Sign::Plus),
        Rule::minus => Infix::Sign(Sign::Minus),
        Rule::and => Infix::And,
        Rule::or => Infix::Or,
        Rule::comparison | Rule::bad_infix => match text {
            "=" | "==" => Infix::Compare(Comparison::Equal),
            "≠" | "<>" | "!=" => Infix::Compare(Comparison::NotEqual),
            "<" => Infix::Compare(Comparison::Less),
            "≤" | "<=" | "=<" => Infix::Compare(Comparison::LessOrEqual),
            ">" => Infix::Compare(Comparison::Greater),
            "≥" | ">=" | "=>" => Infix::Compare(Comparison::GreaterOrEqual),
            "÷" | ":" => Infix::Factor(Factor::Over),
            "&&" => Infix::And,
            "||" => Infix::Or,
            _ => Infix::Factor(Factor::Times),
        },
        _ => return None,
    })
}

/// The sign to write instead of one that this language does not have.
fn wrong_sign(rule: Rule, found: &str, infix: Infix) -> Option<&'static str> {
    if rule != Rule::bad_infix {
        return None;
    }
    Some(match (found, infix) {
        ("**" | "^", _) => "× … ×",
        (_, Infix::Factor(Factor::Times)) => "×",
        (_, Infix::Factor(Factor::Over)) => "/",
        (_, Infix::Compare(operator)) => operator.sign(),
        (_, Infix::And) => "dan",
        (_, Infix::Or) => "atau",
        (_, Infix::Sign(_)) => "+",
    })
}

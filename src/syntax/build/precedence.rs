//! The order of precedence: a flat chain of operands and signs becomes a tree. One function for each level, loosest first.

use super::Builder;
use crate::message::syntax::SyntaxMessage;
use crate::source::Span;
use crate::syntax::ast::{Comparison, Expression, ExpressionKind, Factor, Sign};
use std::iter::Peekable;
use std::vec::IntoIter;

/// A piece of the chain.
pub(super) enum Piece {
    Negative(Span),
    Not(Span),
    /// None where it could not be read, which is told already.
    Operand(Option<Expression>),
    Infix(Infix, Span),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Infix {
    Factor(Factor),
    Sign(Sign),
    Compare(Comparison),
    And,
    Or,
}

pub(super) type Chain = Peekable<IntoIter<Piece>>;

impl<'a> Builder<'a> {
    /// The whole chain.
    pub(super) fn or(&mut self, chain: &mut Chain) -> Option<Expression> {
        self.joined(chain, Infix::Or, Self::and, ExpressionKind::Or)
    }

    fn and(&mut self, chain: &mut Chain) -> Option<Expression> {
        self.joined(chain, Infix::And, Self::negation, ExpressionKind::And)
    }

    fn joined(
        &mut self,
        chain: &mut Chain,
        by: Infix,
        part: fn(&mut Self, &mut Chain) -> Option<Expression>,
        kind: fn(Vec<Expression>) -> ExpressionKind,
    ) -> Option<Expression> {
        let mut parts = vec![part(self, chain)];
        while chain.next_if(|piece| matches!(piece, Piece::Infix(infix, _) if *infix == by)).is_some() {
            parts.push(part(self, chain));
        }
        let mut parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        if parts.len() == 1 {
            return parts.pop();
        }
        let span = parts.first()?.span.to(parts.last()?.span);
        Some(Expression { kind: kind(parts), span })
    }

    fn negation(&mut self, chain: &mut Chain) -> Option<Expression> {
        let mut signs = Vec::new();
        while let Some(Piece::Not(span)) = chain.next_if(|piece| matches!(piece, Piece::Not(_))) {
            signs.push(span);
        }
        let mut value = self.comparison(chain)?;
        for sign in signs.into_iter().rev() {
            let span = sign.to(value.span);
            value = Expression { kind: ExpressionKind::Not(Box::new(value)), span };
        }
        Some(value)
    }

    fn comparison(&mut self, chain: &mut Chain) -> Option<Expression> {
        let left = self.sum(chain);
        let Some((operator, _)) = comparison_next(chain) else { return left };
        let right = self.sum(chain);
        let mut chained = false;
        while let Some((second, place)) = comparison_next(chain) {
            let third = self.sum(chain);
            if !chained {
                chained = true;
                let middle = self.excerpt(right.as_ref());
                let first = format!("{} {} {middle}", self.excerpt(left.as_ref()), operator.sign());
                let offer = format!("{first} dan {middle} {} {}", second.sign(), self.excerpt(third.as_ref()));
                self.report(place, SyntaxMessage::ChainedComparison { offer });
            }
        }
        let (left, right) = (left?, right?);
        if chained {
            return None;
        }
        let span = left.span.to(right.span);
        let kind = ExpressionKind::Compare { operator, left: Box::new(left), right: Box::new(right) };
        Some(Expression { kind, span })
    }

    /// A part of an expression as written, if it is short.
    fn excerpt(&self, expression: Option<&Expression>) -> &'a str {
        let text = expression.and_then(|value| self.source.get(value.span.start as usize..value.span.end as usize));
        text.filter(|text| text.len() < 80 && !text.contains('\n')).unwrap_or("…")
    }

    fn sum(&mut self, chain: &mut Chain) -> Option<Expression> {
        let mut terms = vec![(Sign::Plus, self.product(chain))];
        while let Some(Piece::Infix(Infix::Sign(sign), _)) =
            chain.next_if(|piece| matches!(piece, Piece::Infix(Infix::Sign(_), _)))
        {
            terms.push((sign, self.product(chain)));
        }
        flat(terms, ExpressionKind::Sum)
    }

    fn product(&mut self, chain: &mut Chain) -> Option<Expression> {
        let mut factors = vec![(Factor::Times, self.unary(chain))];
        while let Some(Piece::Infix(Infix::Factor(factor), _)) =
            chain.next_if(|piece| matches!(piece, Piece::Infix(Infix::Factor(_), _)))
        {
            factors.push((factor, self.unary(chain)));
        }
        flat(factors, ExpressionKind::Product)
    }

    fn unary(&mut self, chain: &mut Chain) -> Option<Expression> {
        let mut signs = Vec::new();
        loop {
            match chain.next()? {
                Piece::Negative(span) => signs.push(span),
                Piece::Not(span) => self.report(span, SyntaxMessage::MisplacedNot),
                Piece::Infix(..) => return None,
                Piece::Operand(operand) => {
                    let mut value = operand?;
                    for sign in signs.into_iter().rev() {
                        let span = sign.to(value.span);
                        value = Expression { kind: ExpressionKind::Negative(Box::new(value)), span };
                    }
                    return Some(value);
                }
            }
        }
    }
}

fn comparison_next(chain: &mut Chain) -> Option<(Comparison, Span)> {
    match chain.next_if(|piece| matches!(piece, Piece::Infix(Infix::Compare(_), _)))? {
        Piece::Infix(Infix::Compare(operator), span) => Some((operator, span)),
        _ => None,
    }
}

/// One part as it stands, several as one flat node; none where one could not be read.
fn flat<T>(
    parts: Vec<(T, Option<Expression>)>,
    kind: fn(Vec<(T, Expression)>) -> ExpressionKind,
) -> Option<Expression> {
    let mut parts = parts.into_iter().map(|(sign, part)| Some((sign, part?))).collect::<Option<Vec<_>>>()?;
    if parts.len() == 1 {
        return parts.pop().map(|(_, part)| part);
    }
    let span = parts.first()?.1.span.to(parts.last()?.1.span);
    Some(Expression { kind: kind(parts), span })
}

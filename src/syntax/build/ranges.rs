//! Ranges.

use super::{Builder, Pair, inner};
use crate::message::syntax::SyntaxMessage;
use crate::syntax::ast::{Bound, Expression, ExpressionKind, Range};
use crate::syntax::parser::Rule;

impl<'a> Builder<'a> {
    /// `91% s.d. 100%`, `> 90%`, `= 100%`
    pub(super) fn range(&mut self, pair: Pair<'a>) -> Option<Range> {
        let span = self.span(&pair);
        let whole = pair.as_str().trim_end();
        let start = pair.as_span().start();
        let mut ends: Vec<Option<Expression>> = Vec::new();
        let mut signs: [Option<Pair<'a>>; 2] = [None, None];
        let mut exactly = false;
        let mut between = false;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::bound => ends.push(self.bound(part)),
                Rule::bound_sign => signs[ends.len().min(1)] = Some(part),
                Rule::exact_sign => exactly = true,
                Rule::range_mark | Rule::bad_dash => {
                    between = true;
                    let bad = part.as_rule() == Rule::bad_dash || inner(part.clone()).next().is_some();
                    if bad {
                        let found = part.as_str().trim_end();
                        let at = part.as_span().start() - start;
                        let (low, high) = (&whole[..at], &whole[at + found.len()..]);
                        let offer = format!("{} s.d. {}", low.trim(), high.trim());
                        let place = self.span(&part);
                        self.report(place, SyntaxMessage::RangeWord { found: found.into(), offer });
                    }
                }
                _ => {}
            }
        }
        let mut ends = ends.into_iter();
        let first = ends.next()??;
        if exactly {
            let end = |value| Some(Bound { value, inclusive: true });
            return Some(Range { low: end(first.clone()), high: end(first), exactly, span });
        }
        let [low_sign, high_sign] = signs;
        if between {
            let second = ends.next()??;
            let low = Bound { value: first, inclusive: self.end_sign(low_sign, ">") };
            let high = Bound { value: second, inclusive: self.end_sign(high_sign, "<") };
            return Some(Range { low: Some(low), high: Some(high), exactly, span });
        }
        let sign = low_sign.or(high_sign)?;
        let (lower, inclusive) = match sign.as_str().trim_end() {
            ">" => (true, false),
            "<" => (false, false),
            "≥" | ">=" => (true, true),
            "≤" | "<=" => (false, true),
            found => {
                let offer = if found == "=>" { "≥" } else { "≤" };
                let place = self.span(&sign);
                self.report(place, SyntaxMessage::WrongSign { found: found.into(), offer });
                (found == "=>", true)
            }
        };
        let bound = Some(Bound { value: first, inclusive });
        let (low, high) = if lower { (bound, None) } else { (None, bound) };
        Some(Range { low, high, exactly, span })
    }

    /// Whether an end with this sign before it belongs to the range; only `only` can stand there.
    fn end_sign(&mut self, sign: Option<Pair<'a>>, only: &'static str) -> bool {
        let Some(sign) = sign else { return true };
        let found = sign.as_str().trim_end();
        if found != only {
            let place = self.span(&sign);
            self.report(place, SyntaxMessage::RangeSign { found: found.into(), offer: only });
        }
        found != only
    }

    fn bound(&mut self, pair: Pair<'a>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut negative = false;
        let mut value = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::negative => negative = true,
                Rule::place => {
                    let path = self.path(&part);
                    value = Some(Expression { span: path.span, kind: ExpressionKind::Path(path) });
                }
                _ => value = self.quantity(part),
            }
        }
        let value = value?;
        Some(if negative { Expression { kind: ExpressionKind::Negative(Box::new(value)), span } } else { value })
    }

    /// A literal by itself: a number, amount, date, text or truth value, negative or not.
    pub(super) fn literal(&mut self, pair: Pair<'a>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut negative = false;
        let mut value = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::negative => negative = true,
                _ => value = self.operand(part),
            }
        }
        let value = value?;
        Some(if negative { Expression { kind: ExpressionKind::Negative(Box::new(value)), span } } else { value })
    }
}

//! Expressions, ranges, names and texts.

use super::literals;
use super::ops::Op;
use super::writer::Writer;
use crate::source::Span;
use crate::syntax::ast::{
    Bound, DateLiteral, Expression, ExpressionKind, Factor, Name, Path, PeriodLiteral, Range, Sign, Text,
    UnitExpression, When,
};

/// How much further in the arguments of a call stand, if they do not fit.
const STEP: usize = 2;

impl<'a> Writer<'a> {
    pub fn expression(&mut self, value: &Expression) {
        match &value.kind {
            ExpressionKind::Number { .. } => self.leaf(value.span, literals::number(self.text(value.span))),
            ExpressionKind::Text(_) => self.quoted(value.span),
            ExpressionKind::Truth(_) => self.as_it_stands(value.span),
            ExpressionKind::Date(_) => self.leaf(value.span, literals::date(self.text(value.span))),
            ExpressionKind::Path(path) => self.path(path),
            ExpressionKind::At { of, when } => {
                self.path(of);
                self.when(Some(when));
            }
            ExpressionKind::Call { function, arguments } => self.call(function, arguments),
            ExpressionKind::Range(range) => self.range(range),
            ExpressionKind::Parenthesised(inner) => {
                self.sign("(");
                self.push(Op::Here);
                self.expression(inner);
                self.remarks();
                self.push(Op::Out);
                self.sign(")");
            }
            ExpressionKind::Negative(inner) => {
                self.sign("−");
                self.expression(inner);
            }
            ExpressionKind::Not(inner) => {
                self.word("bukan");
                self.blank();
                self.expression(inner);
            }
            ExpressionKind::Sum(terms) => self.chain(terms.iter().map(|(sign, term)| {
                let sign = match sign {
                    Sign::Plus => "+",
                    Sign::Minus => "−",
                };
                (sign, term)
            })),
            ExpressionKind::Product(factors) => self.chain(factors.iter().map(|(sign, factor)| {
                let sign = match sign {
                    Factor::Times => "×",
                    Factor::Over => "/",
                };
                (sign, factor)
            })),
            ExpressionKind::Compare { operator, left, right } => {
                let parts = [("", left.as_ref()), (operator.sign(), right.as_ref())];
                self.chain(parts.into_iter());
            }
            ExpressionKind::And(parts) => self.chain(parts.iter().map(|part| ("dan", part))),
            ExpressionKind::Or(parts) => self.chain(parts.iter().map(|part| ("atau", part))),
            ExpressionKind::If { arms, otherwise } => self.conditional(arms, otherwise),
        }
    }

    /// Values with signs between them; each sign begins its line where the chain is broken.
    fn chain<'e>(&mut self, parts: impl Iterator<Item = (&'static str, &'e Expression)>) {
        let group = self.open();
        for (index, (sign, part)) in parts.enumerate() {
            if index > 0 {
                self.break_of(group, 1);
                self.sign(sign);
                self.may_break(group);
                self.blank();
                self.push(Op::Here);
                self.expression(part);
                self.push(Op::Out);
            } else {
                self.expression(part);
            }
        }
        self.push(Op::Close);
    }

    /// `jika … maka … selain itu …`: a line for each case where it is broken.
    fn conditional(&mut self, arms: &[(Expression, Expression)], otherwise: &Expression) {
        let group = self.open();
        for (index, (condition, value)) in arms.iter().enumerate() {
            if index > 0 {
                self.break_of(group, 1);
                self.otherwise();
                self.blank();
            }
            let arm = self.open();
            self.word("jika");
            self.blank();
            self.push(Op::Here);
            self.expression(condition);
            self.push(Op::Out);
            self.push(Op::In(STEP));
            self.break_of(arm, 1);
            self.word("maka");
            self.blank();
            self.push(Op::Here);
            self.expression(value);
            self.push(Op::Out);
            self.push(Op::Out);
            self.push(Op::Close);
        }
        self.break_of(group, 1);
        self.otherwise();
        self.blank();
        self.push(Op::Here);
        self.expression(otherwise);
        self.push(Op::Out);
        self.push(Op::Close);
    }

    fn otherwise(&mut self) {
        self.word("selain");
        self.blank();
        self.word("itu");
    }

    fn call(&mut self, function: &Path, arguments: &[Expression]) {
        let group = self.open();
        self.path(function);
        self.sign("(");
        self.push(Op::In(STEP));
        for (index, argument) in arguments.iter().enumerate() {
            if index > 0 {
                self.sign(";");
            }
            self.break_of(group, usize::from(index > 0));
            self.expression(argument);
        }
        self.remarks();
        self.push(Op::Out);
        if !arguments.is_empty() {
            self.break_of(group, 0);
        }
        self.sign(")");
        self.push(Op::Close);
    }

    /// `91% s.d. 100%`, `> 90%`, `= 100%`
    pub fn range(&mut self, range: &Range) {
        match (&range.low, &range.high) {
            (Some(end), _) if range.exactly => self.end("=", end),
            (Some(low), Some(high)) => {
                self.end(if low.inclusive { "" } else { ">" }, low);
                self.blank();
                self.sign("s.d.");
                self.blank();
                self.end(if high.inclusive { "" } else { "<" }, high);
            }
            (Some(low), None) => self.end(if low.inclusive { "≥" } else { ">" }, low),
            (None, Some(high)) => self.end(if high.inclusive { "≤" } else { "<" }, high),
            (None, None) => {}
        }
    }

    fn end(&mut self, sign: &'static str, end: &Bound) {
        if !sign.is_empty() {
            self.sign(sign);
            self.blank();
        }
        self.expression(&end.value);
    }

    pub fn path(&mut self, path: &Path) {
        self.as_it_stands(path.span);
    }

    pub fn name(&mut self, name: &Name) {
        self.as_it_stands(name.span);
    }

    pub fn string(&mut self, text: &Text) {
        self.quoted(text.span);
    }

    fn quoted(&mut self, span: Span) {
        self.leaf(span, literals::text(self.text(span)));
    }

    pub fn date(&mut self, date: &DateLiteral) {
        self.leaf(date.span, literals::date(self.text(date.span)));
    }

    pub fn period(&mut self, period: &PeriodLiteral) {
        self.leaf(period.span, literals::date(self.text(period.span)));
    }

    /// ` pada 2023`, where there is one.
    pub fn when(&mut self, when: Option<&When>) {
        let Some(when) = when else { return };
        self.blank();
        self.word("pada");
        self.blank();
        match when {
            When::Period(period) => self.period(period),
            When::LastYear(span) => self.words(span.end),
        }
    }

    pub fn unit(&mut self, unit: &UnitExpression) {
        self.leaf(unit.span, literals::unit(self.text(unit.span)));
    }
}

//! Attributes.

use super::ops::Op;
use super::writer::Writer;
use crate::syntax::ast::{Attribute, AttributeKind};

impl<'a> Writer<'a> {
    /// An attribute. Gives the place of the blanks before its value, where values of several stand below each other.
    pub fn attribute(&mut self, attribute: &Attribute) -> Option<usize> {
        let kind = &attribute.kind;
        let stands_apart =
            matches!(kind, AttributeKind::NoLimits | AttributeKind::NoRounding | AttributeKind::NoCategory);
        self.as_it_stands(attribute.keyword);
        self.push(Op::In(2));
        let pad = self.pad();
        self.push(Op::Here);
        match kind {
            AttributeKind::Basis(text)
            | AttributeKind::Note(text)
            | AttributeKind::OfficialCode(text)
            | AttributeKind::DataSource(text)
            | AttributeKind::Amends(text) => self.string(text),
            AttributeKind::Ignore { code, reason } => {
                self.name(code);
                self.blank();
                self.string(reason);
            }
            AttributeKind::InForce { from, until } => {
                self.word("sejak");
                self.blank();
                self.date(from);
                if let Some(until) = until {
                    self.blank();
                    self.word("sampai");
                    self.blank();
                    self.date(until);
                }
            }
            AttributeKind::Unit(unit) => self.unit(unit),
            AttributeKind::Polarity(path) | AttributeKind::Category(path) => self.path(path),
            AttributeKind::Target { period, value } => {
                if let Some(period) = period {
                    self.period(period);
                    self.sign(":");
                    self.blank();
                    self.push(Op::Here);
                }
                self.expression(value);
                if period.is_some() {
                    self.push(Op::Out);
                }
            }
            AttributeKind::Formula(value) | AttributeKind::Weight(value) | AttributeKind::Ceiling(value) => {
                self.expression(value);
            }
            AttributeKind::Accepted(range) | AttributeKind::Limits(range) => self.range(range),
            AttributeKind::Supports(paths) => {
                let group = self.open();
                for (index, path) in paths.iter().enumerate() {
                    if index > 0 {
                        self.sign(";");
                        self.break_of(group, 1);
                    }
                    self.path(path);
                }
                self.push(Op::Close);
            }
            AttributeKind::Granularity(_)
            | AttributeKind::Direction(_)
            | AttributeKind::Aggregation(_)
            | AttributeKind::Consolidation(_)
            | AttributeKind::Missing(_)
            | AttributeKind::Round(_)
            | AttributeKind::NoLimits
            | AttributeKind::NoRounding
            | AttributeKind::NoCategory => self.words(attribute.span.end),
        }
        self.push(Op::Out);
        self.push(Op::Out);
        (!stands_apart).then_some(pad)
    }
}

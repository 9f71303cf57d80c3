//! Goes over all places and names of a part of a tree, to change them.

use super::{
    Attribute, AttributeKind, Band, Block, Bound, CellPattern, Condition, Expression, ExpressionKind, Function, Item,
    Member, Name, Path, Point, Range, Row, Signature, Text, UnitDeclaration, UnitExpression, When,
};
use crate::source::Span;

/// What is done to the parts of a tree.
pub trait Change {
    /// To a place.
    fn span(&mut self, span: &mut Span);
    /// To a path that is read, before its places.
    fn path(&mut self, _path: &mut Path) {}
    /// To the name of a unit or scale that stands for a type, before its place.
    fn unit(&mut self, _name: &mut Name) {}
}

/// Over a declaration. What amendments do, tests and uses of files are left as they are.
pub fn item(item: &mut Item, by: &mut dyn Change) {
    match item {
        Item::Block(inner) => block(inner, by),
        Item::Function(inner) => function(inner, by),
        Item::Unit(inner) => unit_declaration(inner, by),
        Item::Condition(inner) => condition(inner, by),
        Item::Use(_) | Item::Test(_) | Item::Change(_) => {}
    }
}

/// Over `satuan … "…"`.
pub fn unit_declaration(unit: &mut UnitDeclaration, by: &mut dyn Change) {
    by.span(&mut unit.span);
    by.span(&mut unit.name.span);
    unit.spellings.iter_mut().for_each(|text| by.span(&mut text.span));
}

/// Over `fungsi f(x) = …`.
pub fn function(function: &mut Function, by: &mut dyn Change) {
    by.span(&mut function.span);
    by.span(&mut function.name.span);
    function.parameters.iter_mut().for_each(|name| by.span(&mut name.span));
    expression(&mut function.body, by);
}

/// Over `pastikan …`.
pub fn condition(condition: &mut Condition, by: &mut dyn Change) {
    by.span(&mut condition.span);
    expression(&mut condition.condition, by);
    text_of(&mut condition.message, by);
}

/// Over a block with all that it holds.
pub fn block(block: &mut Block, by: &mut dyn Change) {
    by.span(&mut block.span);
    by.span(&mut block.keyword);
    if let Some(name) = &mut block.name {
        by.span(&mut name.span);
    }
    text_of(&mut block.title, by);
    if let Some(inputs) = &mut block.signature {
        signature(inputs, by);
    }
    block.members.iter_mut().for_each(|inner| member(inner, by));
}

/// Over the inputs of a table.
pub fn signature(signature: &mut Signature, by: &mut dyn Change) {
    by.span(&mut signature.span);
    for input in &mut signature.inputs {
        by.span(&mut input.name.span);
        unit(&mut input.unit, by);
    }
    if let Some(result) = &mut signature.result {
        unit(result, by);
    }
}

/// Over what stands between the braces of a block.
pub fn member(member: &mut Member, by: &mut dyn Change) {
    match member {
        Member::Attribute(inner) => attribute(inner, by),
        Member::Band(Band { label, range: values, score, colour, note, span }) => {
            by.span(span);
            by.span(&mut label.span);
            if let Some(values) = values {
                range(values, by);
            }
            if let Some(score) = score {
                expression(score, by);
            }
            if let Some(colour) = colour {
                by.span(&mut colour.span);
            }
            text_of(note, by);
        }
        Member::Point(Point { input, output, span }) => {
            by.span(span);
            expression(input, by);
            expression(output, by);
        }
        Member::Row(Row { conditions, result, span }) => {
            by.span(span);
            for condition in conditions {
                by.span(&mut condition.span);
                for alternative in &mut condition.alternatives {
                    match alternative {
                        CellPattern::Value(value) => expression(value, by),
                        CellPattern::Range(values) => range(values, by),
                    }
                }
            }
            expression(result, by);
        }
        Member::Block(inner) => block(inner, by),
    }
}

fn attribute(attribute: &mut Attribute, by: &mut dyn Change) {
    by.span(&mut attribute.span);
    by.span(&mut attribute.keyword);
    match &mut attribute.kind {
        AttributeKind::Basis(text)
        | AttributeKind::Note(text)
        | AttributeKind::OfficialCode(text)
        | AttributeKind::DataSource(text)
        | AttributeKind::Amends(text) => by.span(&mut text.span),
        AttributeKind::InForce { from, until } => {
            by.span(&mut from.span);
            if let Some(until) = until {
                by.span(&mut until.span);
            }
        }
        AttributeKind::Unit(inner) => unit(inner, by),
        AttributeKind::Polarity(inner) | AttributeKind::Category(inner) => path(inner, by),
        AttributeKind::Target { period, value } => {
            if let Some(period) = period {
                by.span(&mut period.span);
            }
            expression(value, by);
        }
        AttributeKind::Formula(value) | AttributeKind::Weight(value) | AttributeKind::Ceiling(value) => {
            expression(value, by);
        }
        AttributeKind::Accepted(values) | AttributeKind::Limits(values) => range(values, by),
        AttributeKind::Supports(paths) => paths.iter_mut().for_each(|inner| path(inner, by)),
        AttributeKind::Ignore { code, reason } => {
            by.span(&mut code.span);
            by.span(&mut reason.span);
        }
        AttributeKind::Granularity(_)
        | AttributeKind::Direction(_)
        | AttributeKind::NoLimits
        | AttributeKind::Round(_)
        | AttributeKind::NoRounding
        | AttributeKind::NoCategory
        | AttributeKind::Aggregation(_)
        | AttributeKind::Missing(_)
        | AttributeKind::Consolidation(_) => {}
    }
}

/// Over an expression. Nesting is bounded, so this may recurse.
pub fn expression(value: &mut Expression, by: &mut dyn Change) {
    by.span(&mut value.span);
    match &mut value.kind {
        ExpressionKind::Number { unit: of, .. } => {
            if let Some(of) = of {
                unit(of, by);
            }
        }
        ExpressionKind::Text(_) | ExpressionKind::Truth(_) | ExpressionKind::Date(_) => {}
        ExpressionKind::Path(inner) => path(inner, by),
        ExpressionKind::At { of, when } => {
            path(of, by);
            match when {
                When::Period(period) => by.span(&mut period.span),
                When::LastYear(span) => by.span(span),
            }
        }
        ExpressionKind::Call { function, arguments } => {
            path(function, by);
            arguments.iter_mut().for_each(|argument| expression(argument, by));
        }
        ExpressionKind::Range(values) => range(values, by),
        ExpressionKind::Parenthesised(inner) | ExpressionKind::Negative(inner) | ExpressionKind::Not(inner) => {
            expression(inner, by);
        }
        ExpressionKind::Sum(terms) => terms.iter_mut().for_each(|(_, term)| expression(term, by)),
        ExpressionKind::Product(factors) => factors.iter_mut().for_each(|(_, factor)| expression(factor, by)),
        ExpressionKind::Compare { left, right, .. } => {
            expression(left, by);
            expression(right, by);
        }
        ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
            parts.iter_mut().for_each(|part| expression(part, by));
        }
        ExpressionKind::If { arms, otherwise } => {
            for (condition, result) in arms {
                expression(condition, by);
                expression(result, by);
            }
            expression(otherwise, by);
        }
    }
}

fn range(range: &mut Range, by: &mut dyn Change) {
    by.span(&mut range.span);
    for Bound { value, .. } in range.low.iter_mut().chain(&mut range.high) {
        expression(value, by);
    }
}

fn path(path: &mut Path, by: &mut dyn Change) {
    by.path(path);
    by.span(&mut path.span);
    path.parts.iter_mut().for_each(|part| by.span(&mut part.span));
}

fn unit(unit: &mut UnitExpression, by: &mut dyn Change) {
    for name in std::iter::once(&mut unit.name).chain(&mut unit.per) {
        by.unit(name);
        by.span(&mut name.span);
    }
    by.span(&mut unit.span);
}

fn text_of(text: &mut Option<Text>, by: &mut dyn Change) {
    if let Some(text) = text {
        by.span(&mut text.span);
    }
}

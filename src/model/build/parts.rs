//! The parts of a written formula that can turn out in several ways.

use crate::model::parts::Part;
use crate::syntax::ast::{Expression, ExpressionKind};

/// The parts of an expression, at any depth.
pub(super) fn parts_of(expression: &Expression) -> Box<[Part]> {
    let (mut found, mut pending) = (Vec::new(), vec![expression]);
    while let Some(expression) = pending.pop() {
        match &expression.kind {
            ExpressionKind::If { arms, .. } => {
                let conditions = arms.iter().map(|(condition, _)| condition.span).collect();
                found.push(Part::Choice { span: expression.span, conditions });
            }
            ExpressionKind::Call { function, arguments } => {
                let is_limit = matches!(function.parts.as_slice(), [name] if name.text == "batasi");
                if let (true, [_, range]) = (is_limit, arguments.as_slice()) {
                    let ends = |range: &crate::syntax::ast::Range| (range.low.is_some(), range.high.is_some());
                    let (low, high) = match &range.kind {
                        ExpressionKind::Range(range) => ends(range),
                        _ => (true, true),
                    };
                    found.push(Part::Limit { span: expression.span, low, high });
                }
            }
            _ => {}
        }
        pending.extend(expression.parts());
    }
    found.into()
}

//! Targets: of the rules, by period or not, or of the data; a number, a range, a label.

use super::paths::Resolved;
use super::{Builder, Declared, FormulaSource, Scope};
use crate::message::types::TypesMessage;
use crate::model::{ItemId, NodeId, NodeKind, Tolerance, Type};
use crate::source::Span;
use crate::syntax::ast::{Direction, Expression, ExpressionKind, PeriodLiteral, Range};
use crate::value::Field;

impl<'a> Builder<'a> {
    pub(super) fn target(
        &mut self,
        item: ItemId,
        targets: &[(Option<PeriodLiteral>, &'a Expression)],
        scope: &Scope,
        head: Span,
    ) -> Option<NodeId> {
        let unit = self.model.item(item).declared.unit?;
        let slot = self.model.slot(item, Field::Target);
        self.model.items[item.0 as usize].declared.target_sign = match self.direction(item, scope) {
            Some(Direction::Up) => Some('≥'),
            Some(Direction::Down) => Some('≤'),
            _ => None,
        };
        let mut compiled = Vec::new();
        for (period, value) in targets {
            compiled.push((period.map(|period| period.period), self.target_value(item, value, unit, scope)?));
        }
        if compiled.is_empty() {
            let ty = match unit {
                Type::Number(unit) if self.judges_ranges(item, scope) => Type::Range(unit),
                unit => unit,
            };
            return self.node(NodeKind::Given(slot), ty, head);
        }
        // Where the target of one period is a range, a plain one is a range whose ends are the same.
        let ty = compiled.iter().map(|(_, node)| self.ty(*node)).find(|ty| matches!(ty, Type::Range(_)));
        let ty = ty.unwrap_or(unit);
        for (_, node) in &mut compiled {
            *node = self.as_target(*node, ty)?;
        }
        let rule = match compiled.as_slice() {
            [(None, node)] => *node,
            _ => {
                let arms = compiled.iter().filter_map(|(period, node)| Some(((*period)?, *node))).collect();
                self.node(NodeKind::ByPeriod { arms, slot }, ty, head)?
            }
        };
        let span = self.model.node(rule).span;
        self.node(NodeKind::Agreed { rule, slot, tolerance: Tolerance::Exact }, ty, span)
    }

    fn target_value(&mut self, item: ItemId, value: &Expression, unit: Type, scope: &Scope) -> Option<NodeId> {
        let ExpressionKind::Range(range) = &value.kind else {
            let node = self.expression(value, scope)?;
            if let (Type::Range(of), Type::Number(wanted)) = (self.ty(node), unit)
                && of == wanted
            {
                return Some(node);
            }
            return self.expect(node, unit);
        };
        let Type::Number(wanted) = unit else {
            let found = self.type_name(unit);
            self.say(range.span, TypesMessage::NotANumber { found });
            return None;
        };
        if let Some(bound) = self.one_sided(item, range, scope) {
            let node = self.expression(bound, scope)?;
            return self.expect(node, unit);
        }
        let closed =
            range.low.as_ref().is_some_and(|b| b.inclusive) && range.high.as_ref().is_some_and(|b| b.inclusive);
        if !closed {
            self.say(range.span, TypesMessage::OpenTarget {});
            return None;
        }
        let node = self.range(range, scope)?;
        if !self.coerce_range(node, wanted) {
            self.say_range_unit(node, range, wanted);
            return None;
        }
        Some(node)
    }

    /// `target ≥ 90%` with `arah naik` is 90%, `target ≤ 5%` with `arah turun` is 5%.
    fn one_sided<'r>(&mut self, item: ItemId, range: &'r Range, scope: &Scope) -> Option<&'r Expression> {
        match (self.direction(item, scope)?, &range.low, &range.high) {
            (Direction::Up, Some(bound), None) | (Direction::Down, None, Some(bound)) if bound.inclusive => {
                Some(&bound.value)
            }
            _ => None,
        }
    }

    /// The polarity that judges an item.
    fn judged_by(&self, item: ItemId, scope: &Scope) -> Option<FormulaSource<'a>> {
        let (path, _) = self.settings[item.0 as usize].polarity?;
        match self.lookup(path, scope) {
            Ok(Resolved::Other(Declared::Polarity(id))) => self.formulas.get(id.0 as usize).copied(),
            _ => None,
        }
    }

    fn direction(&self, item: ItemId, scope: &Scope) -> Option<Direction> {
        self.judged_by(item, scope)?.direction
    }

    /// A plain target where a range is due: both ends are the target.
    pub(super) fn as_target(&mut self, node: NodeId, wanted: Type) -> Option<NodeId> {
        let Type::Range(unit) = wanted else { return self.expect(node, wanted) };
        if self.coerce_range(node, unit) {
            return Some(node);
        }
        let end = self.expect(node, Type::Number(unit))?;
        let span = self.model.node(end).span;
        self.node(NodeKind::Range { low: Some((end, true)), high: Some((end, true)) }, wanted, span)
    }

    /// Whether an item's polarity asks for the ends of the target and for nothing else of it, so that the data may give
    /// a range.
    fn judges_ranges(&self, item: ItemId, scope: &Scope) -> bool {
        let Some(body) = self.judged_by(item, scope).and_then(|judge| judge.body) else { return false };
        let (mut ends, mut pending) = (false, vec![body]);
        while let Some(expression) = pending.pop() {
            pending.extend(expression.parts());
            let ExpressionKind::Path(path) = &expression.kind else { continue };
            match path.parts.as_slice() {
                [target] if target.text == "target" => return false,
                [target, end] if target.text == "target" && matches!(end.text.as_str(), "bawah" | "atas") => {
                    ends = true
                }
                _ => {}
            }
        }
        ends
    }
}

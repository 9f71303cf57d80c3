//! Targets: of the rules, by period or not, or of the data; a number, a range, a label.

use super::paths::Resolved;
use super::{Builder, Declared, FormulaSource, Scope};
use crate::message::types::TypesMessage;
use crate::message::validity::ValidityMessage;
use crate::model::periods::{arms_of_parts, is_complete};
use crate::model::{ItemId, NodeId, NodeKind, Tolerance, Type};
use crate::source::Span;
use crate::syntax::ast::{Direction, Expression, ExpressionKind, PeriodLiteral, Range};
use crate::value::period::Period;
use crate::value::{Field, Frame, Value};

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
        self.check_parts(item, &compiled, ty);
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

    /// Says where targets of parts of a period do not go together, or do not make the target of the whole.
    fn check_parts(&mut self, item: ItemId, targets: &[(Option<Period>, NodeId)], ty: Type) {
        let arms: Vec<(Period, NodeId)> =
            targets.iter().filter_map(|(period, node)| Some(((*period)?, *node))).collect();
        let module = self.model.item(item).module;
        let header = self.model.modules.get(module).and_then(|module| module.header.as_ref());
        let Some(length) = header.and_then(|header| header.granularity) else { return };
        let by = self.model.item(item).consolidating;
        let mut told = Vec::new();
        for (period, node) in &arms {
            let whole = Frame::of(*period, Some(length)).whole;
            let span = self.model.node(*node).span;
            let other = arms.iter().find(|(other, _)| {
                other.granularity != period.granularity
                    && *other != whole
                    && Frame::of(*other, Some(length)).whole == whole
            });
            if let Some((other, _)) = other
                && *period != whole
                && !told.contains(&whole)
            {
                told.push(whole);
                let (one, other) = (period.to_string(), other.to_string());
                self.say(span, ValidityMessage::TargetLengthsMixed { one, other });
            }
            let parts = arms_of_parts(&arms, Frame::only(whole));
            if *period != whole || told.contains(&whole) || parts.is_empty() || !is_complete(&parts, by) {
                continue;
            }
            let values = parts.iter().filter_map(|(_, arm)| self.constant((*arm)?)).collect::<Vec<_>>();
            let made = crate::value::ops::consolidate(by.how, &values, by.missing);
            let Some(expected) = self.constant(*node).filter(|value| value.is_there() && made.is_there()) else {
                continue;
            };
            let known = parts.iter().filter(|(_, arm)| arm.is_some()).count();
            if values.len() == known && made != expected {
                let shown = |value: &Value| self.value_text(value, ty);
                let (whole, made) = (shown(&expected), shown(&made));
                let (period, how) = (period.to_string(), by.how.word().to_owned());
                self.say(span, ValidityMessage::TargetsDisagree { period, whole, how, made });
            }
        }
    }

    /// A value as messages show it.
    fn value_text(&self, value: &Value, ty: Type) -> String {
        let number = |number: &crate::number::Number, unit| {
            let text = number.shift10(self.model.units.shift(unit)).to_indonesian(20, crate::number::Cut::Truncate);
            format!("{text} {}", self.model.units.name(unit))
        };
        match (value, ty) {
            (Value::Number(value), Type::Number(unit) | Type::Range(unit)) => number(value, unit),
            (Value::Range(range), Type::Range(unit)) => {
                let end = |end: &Option<(crate::number::Number, bool)>| {
                    end.as_ref().map_or_else(String::new, |(value, _)| number(value, unit))
                };
                format!("{} s.d. {}", end(&range.low), end(&range.high))
            }
            (Value::Label(label), Type::Label(scale)) => {
                let bands = &self.model.scale(scale).bands;
                bands.get(usize::from(label.0)).map_or_else(String::new, |band| format!("\"{}\"", band.label))
            }
            _ => String::new(),
        }
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

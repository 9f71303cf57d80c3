//! Types and units: what a name after `satuan` means, and how two sides are brought to one type.

use super::{Builder, Declared};
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::model::{NodeId, NodeKind, ScaleId, Type, UnitId};
use crate::nearest::nearest;
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, Range, UnitExpression};
use crate::value::{Interval, Label, Value, ops};

impl Builder<'_> {
    /// What stands after `satuan` or after an input of a table.
    pub(super) fn unit_type(&mut self, unit: &UnitExpression, file: usize) -> Option<Type> {
        match unit.name.text.as_str() {
            "teks" if unit.per.is_none() => return Some(Type::Text),
            "tanggal" if unit.per.is_none() => return Some(Type::Date),
            "ya_tidak" if unit.per.is_none() => return Some(Type::Truth),
            _ => {}
        }
        if unit.per.is_none()
            && self.unit_named(&unit.name.text, file).is_none()
            && let Some(Declared::Scale(scale)) = self.scale_named(&unit.name.text, file)
        {
            return Some(Type::Label(scale));
        }
        self.unit(unit, file).map(Type::Number)
    }

    fn scale_named(&self, name: &str, file: usize) -> Option<Declared> {
        if let Some(declared) = self.visible[file].get(name) {
            return Some(*declared);
        }
        let (alias, rest) = name.split_once('.')?;
        match self.visible[file].get(alias) {
            Some(Declared::Ruleset(module)) => self.visible[self.module_files[*module]].get(rest).copied(),
            _ => None,
        }
    }

    fn unit_named(&self, name: &str, file: usize) -> Option<UnitId> {
        super::declare::builtin_unit(name).or_else(|| self.units[file].get(name).copied())
    }

    /// A unit of numbers.
    pub(super) fn unit(&mut self, unit: &UnitExpression, file: usize) -> Option<UnitId> {
        let mut named = |name: &crate::syntax::ast::Name| {
            let found = self.unit_named(&name.text, file);
            if found.is_none() {
                let known = self.units[file].keys().map(String::as_str).chain(["persen", "rupiah", "angka", "poin"]);
                let scales = self.visible[file].iter().filter(|(_, d)| matches!(d, Declared::Scale(_)));
                let near = self.suggestion(&name.text, known.chain(scales.map(|(name, _)| name.as_str())));
                let standard = super::suggest::standard_with(&name.text);
                self.say(name.span, NamesMessage::UnknownUnit { name: name.text.clone(), near, standard });
            }
            found
        };
        let above = named(&unit.name)?;
        let Some(per) = &unit.per else { return Some(above) };
        let below = named(per)?;
        let divided = self.model.units.divide(above, below);
        if divided.is_none() {
            let (left, right) = (self.model.units.name(above), self.model.units.name(below));
            self.say(unit.span, TypesMessage::SenselessUnit { left, right });
        }
        divided
    }

    /// What messages call a type.
    pub(super) fn type_name(&self, ty: Type) -> String {
        match ty {
            Type::Number(UnitId::PLAIN) => "angka biasa".to_owned(),
            Type::Number(unit) => self.model.units.name(unit),
            Type::Label(scale) if self.model.scale(scale).ordered => {
                format!("label skala `{}`", self.model.scale(scale).name)
            }
            Type::Label(scale) => format!("hasil tabel `{}`", self.model.scale(scale).name),
            Type::Text => "teks".to_owned(),
            Type::Truth => "ya/tidak".to_owned(),
            Type::Date => "tanggal".to_owned(),
            Type::Range(unit) => format!("rentang {}", self.model.units.name(unit)),
        }
    }

    /// Brings nodes to one type: a literal 0 takes any unit, a string the scale of the others. Says so where that cannot
    /// be.
    pub(super) fn agree(&mut self, nodes: &[NodeId]) -> Option<Type> {
        let leading = nodes.iter().copied().find(|node| !self.is_free(*node)).or(nodes.first().copied())?;
        let wanted = self.ty(leading);
        let (mut fits, mut said) = (true, std::collections::HashSet::new());
        for node in nodes {
            if *node == leading || self.coerce(*node, wanted) {
                continue;
            }
            fits = false;
            // The members of a set are all written in one place.
            if !said.insert(self.model.node(*node).span) {
                continue;
            }
            let (left, right) = (self.type_name(wanted), self.type_name(self.ty(*node)));
            if self.say_label(*node, wanted) {
                continue;
            }
            let offer = self.with_unit(*node, wanted).or_else(|| self.with_unit(leading, self.ty(*node)));
            let span = self.model.node(*node).span;
            self.say(span, TypesMessage::Mismatch { left, right, offer });
        }
        fits.then_some(wanted)
    }

    /// Brings a node to the type that is due, or says that it cannot be.
    pub(super) fn expect(&mut self, node: NodeId, wanted: Type) -> Option<NodeId> {
        if self.coerce(node, wanted) {
            return Some(node);
        }
        if self.say_label(node, wanted) {
            return None;
        }
        let (found, span) = (self.ty(node), self.model.node(node).span);
        let offer = self.with_unit(node, wanted);
        if (wanted, found) == (Type::Number(UnitId::PERCENT), Type::Number(UnitId::PLAIN)) {
            self.say(span, TypesMessage::PercentDue { offer });
        } else {
            let (expected, found) = (self.type_name(wanted), self.type_name(found));
            self.say(span, TypesMessage::Expected { expected, found, offer });
        }
        None
    }

    /// Whether a node's type is still open: a literal 0, a string, or a choice between such.
    fn is_free(&self, node: NodeId) -> bool {
        match (&self.model.node(node).kind, self.ty(node)) {
            (NodeKind::Constant(Value::Number(number)), Type::Number(UnitId::PLAIN)) => number.is_zero(),
            (NodeKind::Constant(Value::Text(_)), Type::Text) => true,
            // `negatif(0; 2%)`: the literal 0 that was handed in
            (NodeKind::Input { node, .. }, Type::Number(UnitId::PLAIN)) => self.is_free(*node),
            (NodeKind::If { arms, otherwise }, _) => {
                self.is_free(*otherwise) && arms.iter().all(|(_, result)| self.is_free(*result))
            }
            _ => false,
        }
    }

    /// Gives a node of open type a type. True where the node then has it.
    fn coerce(&mut self, node: NodeId, wanted: Type) -> bool {
        if self.ty(node) == wanted {
            return true;
        }
        if !self.is_free(node) {
            return false;
        }
        match self.model.node(node).kind.clone() {
            NodeKind::Constant(Value::Number(_)) | NodeKind::Input { .. } if matches!(wanted, Type::Number(_)) => {}
            NodeKind::Constant(Value::Text(text)) => {
                let Type::Label(scale) = wanted else { return false };
                let Some(label) = self.label(scale, &text) else { return false };
                self.model.nodes[node.0 as usize].kind = NodeKind::Constant(Value::Label(label));
            }
            NodeKind::If { arms, otherwise } => {
                let results: Vec<NodeId> = arms.iter().map(|(_, r)| *r).chain(std::iter::once(otherwise)).collect();
                if !results.into_iter().all(|result| self.coerce(result, wanted)) {
                    return false;
                }
            }
            _ => return false,
        }
        self.model.nodes[node.0 as usize].ty = wanted;
        true
    }

    fn label(&self, scale: ScaleId, text: &str) -> Option<Label> {
        let scale = self.model.scale(scale);
        if text == crate::model::scale::OUTSIDE && scale.ordered {
            return Some(Label::OUTSIDE);
        }
        scale.bands.iter().position(|band| band.label == text).map(|index| Label(index as u16))
    }

    /// Where a string is not a label of the scale that is due: says so.
    fn say_label(&mut self, node: NodeId, wanted: Type) -> bool {
        let (NodeKind::Constant(Value::Text(text)), Type::Label(scale)) = (&self.model.node(node).kind, wanted) else {
            return false;
        };
        let (label, span, scale) = (text.to_string(), self.model.node(node).span, self.model.scale(scale));
        if self.is_unread(scale.about.span) {
            return true;
        }
        let near = scale
            .bands
            .iter()
            .map(|band| band.label.as_str())
            .find(|other| other.to_lowercase() == label.to_lowercase())
            .or_else(|| nearest(&label, scale.bands.iter().map(|band| band.label.as_str())))
            .map(str::to_owned);
        let (name, ordered) = (scale.name.clone(), scale.ordered);
        if ordered {
            self.say(span, TypesMessage::UnknownLabel { label, scale: name, near });
        } else {
            self.say(span, TypesMessage::UnknownText { text: label, table: name, near });
        }
        true
    }

    /// A plain literal as it would be written in another unit: `91` in persen is `91%`.
    fn with_unit(&self, node: NodeId, wanted: Type) -> Option<String> {
        let (NodeKind::Constant(Value::Number(number)), Type::Number(UnitId::PLAIN), Type::Number(unit)) =
            (&self.model.node(node).kind, self.ty(node), wanted)
        else {
            return None;
        };
        let written = self.sources.excerpt(self.model.node(node).span);
        match unit {
            UnitId::PLAIN => None,
            // As a spreadsheet has it: 0,9 is 90%.
            UnitId::PERCENT if number.abs() < Number::ONE && !number.is_integer() => {
                Some(format!("{}%", number.shift10(2).to_indonesian(30, crate::number::Cut::Truncate)))
            }
            UnitId::PERCENT => Some(format!("{written}%")),
            UnitId::RUPIAH => Some(format!("Rp {written}")),
            unit => Some(format!("{written} {}", self.model.units.name(unit))),
        }
    }

    /// A literal in natural size.
    pub(super) fn literal(&mut self, value: &Number, unit: Option<UnitId>) -> (Number, UnitId) {
        let unit = unit.unwrap_or(UnitId::PLAIN);
        (value.shift10(-self.model.units.shift(unit)), unit)
    }

    /// A range of literals in the unit that is due; a unit written only at the upper end holds for both.
    pub(super) fn constant_range(&mut self, range: &Range, unit: UnitId, file: usize) -> Option<Interval> {
        let scope = super::Scope::top(file, 0);
        let node = self.range(range, &scope)?;
        if self.coerce_range(node, unit) {
            match self.constant(node) {
                Some(Value::Range(interval)) => return Some((*interval).clone()),
                Some(_) => {
                    let text = crate::model::text_of(self.sources, range.span);
                    self.say(range.span, TypesMessage::EmptyRange { range: text });
                }
                None => self.say(range.span, TypesMessage::LiteralDue { what: "ujung rentang".to_owned() }),
            }
            return None;
        }
        self.say_range_unit(node, range, unit);
        None
    }

    /// Says why a range is not in the unit that is due.
    pub(super) fn say_range_unit(&mut self, node: NodeId, range: &Range, unit: UnitId) {
        let literal = range.low.iter().chain(&range.high).all(|bound| written_unit(&bound.value).is_some());
        if self.ty(node) == Type::Range(UnitId::PLAIN) && unit != UnitId::PLAIN && literal {
            // Both ends anew: what stands between them may be another mistake.
            let text = match (&range.low, &range.high) {
                (Some(low), Some(high)) if low.inclusive && high.inclusive && !range.exactly => {
                    let end = |bound: &crate::syntax::ast::Bound| crate::model::text_of(self.sources, bound.value.span);
                    format!("{} s.d. {}", end(low), end(high))
                }
                _ => crate::model::text_of(self.sources, range.span),
            };
            let offer = match unit {
                UnitId::PERCENT => format!("{text}%"),
                UnitId::RUPIAH => format!("Rp {text}"),
                unit => format!("{text} {}", self.model.units.name(unit)),
            };
            self.say(range.span, TypesMessage::BoundUnit { offer });
        } else {
            let (expected, found) = (self.type_name(Type::Range(unit)), self.type_name(self.ty(node)));
            self.say(range.span, TypesMessage::Expected { expected, found, offer: None });
        }
    }

    /// Gives a range of literal zeros the unit that is due.
    pub(super) fn coerce_range(&mut self, node: NodeId, unit: UnitId) -> bool {
        if self.ty(node) == Type::Range(unit) {
            return true;
        }
        let NodeKind::Range { low, high } = self.model.node(node).kind.clone() else { return false };
        let ends: Vec<NodeId> = low.iter().chain(&high).map(|(end, _)| *end).collect();
        if !ends.iter().all(|end| self.coerce(*end, Type::Number(unit))) {
            return false;
        }
        self.model.nodes[node.0 as usize].ty = Type::Range(unit);
        true
    }

    /// The value of a node that reads nothing; none where it reads something.
    pub(super) fn constant(&self, node: NodeId) -> Option<Value> {
        let node = self.model.node(node);
        match &node.kind {
            NodeKind::Constant(value) => Some(value.clone()),
            NodeKind::Negative(x) => Some(ops::negative(&self.constant(*x)?)),
            NodeKind::Sum(terms) => {
                let terms: Option<Vec<_>> = terms.iter().map(|(s, x)| Some((*s, self.constant(*x)?))).collect();
                Some(ops::sum(&terms?))
            }
            NodeKind::Product(factors) => {
                let factors: Option<Vec<_>> = factors.iter().map(|(f, x)| Some((*f, self.constant(*x)?))).collect();
                Some(ops::product(&factors?))
            }
            NodeKind::Range { low, high } => {
                let end = |end: &Option<(NodeId, bool)>| match end {
                    Some((node, inclusive)) => self.constant(*node).map(|value| Some((value, *inclusive))),
                    None => Some(None),
                };
                let (low, high) = (end(low)?, end(high)?);
                Some(ops::range(low.as_ref().map(|(v, i)| (v, *i)), high.as_ref().map(|(v, i)| (v, *i))))
            }
            _ => None,
        }
    }

    /// A range whose ends may be names or paths.
    pub(super) fn range(&mut self, range: &Range, scope: &super::Scope) -> Option<NodeId> {
        // `7 s.d. 8 bulan`: the low end takes the unit of the high end.
        let borrowed = match (&range.low, &range.high) {
            (Some(low), Some(high)) if written_unit(&low.value) == Some(None) => {
                written_unit(&high.value).flatten().cloned()
            }
            _ => None,
        };
        let borrowed = match borrowed {
            Some(unit) => Some(self.unit(&unit, scope.file)?),
            None => None,
        };
        let low = match &range.low {
            Some(bound) => Some((self.bound(&bound.value, borrowed, scope)?, bound.inclusive)),
            None => None,
        };
        let high = match &range.high {
            Some(bound) => Some((self.expression(&bound.value, scope)?, bound.inclusive)),
            None => None,
        };
        let ends: Vec<NodeId> = low.iter().chain(&high).map(|(end, _)| *end).collect();
        match self.agree_range(&ends, range)? {
            Type::Number(unit) => self.node(NodeKind::Range { low, high }, Type::Range(unit), range.span),
            other => {
                let found = self.type_name(other);
                self.say(range.span, TypesMessage::NotANumber { found });
                None
            }
        }
    }

    /// As [`Self::agree`], but a bound without a unit gets the message for it: `91% s.d. 100`.
    fn agree_range(&mut self, ends: &[NodeId], range: &Range) -> Option<Type> {
        if let [low, high] = ends
            && let (Type::Number(unit), Type::Number(UnitId::PLAIN)) = (self.ty(*low), self.ty(*high))
            && unit != UnitId::PLAIN
            && !self.is_free(*high)
            && let Some(end) = self.with_unit(*high, Type::Number(unit))
        {
            let low = crate::model::text_of(self.sources, self.model.node(*low).span);
            self.say(range.span, TypesMessage::BoundUnit { offer: format!("{low} s.d. {end}") });
            return None;
        }
        self.agree(ends)
    }

    fn bound(&mut self, value: &Expression, unit: Option<UnitId>, scope: &super::Scope) -> Option<NodeId> {
        let (Some(unit), ExpressionKind::Number { value: number, .. }) = (unit, &value.kind) else {
            if let (Some(_), ExpressionKind::Negative(inner)) = (unit, &value.kind) {
                let inner = self.bound(inner, unit, scope)?;
                let ty = self.ty(inner);
                return self.node(NodeKind::Negative(inner), ty, value.span);
            }
            return self.expression(value, scope);
        };
        let (number, unit) = self.literal(number, Some(unit));
        self.node(NodeKind::Constant(Value::Number(number)), Type::Number(unit), value.span)
    }

    /// A number's unit where a type must be one.
    pub(super) fn number_unit(&mut self, node: NodeId, span: Span) -> Option<UnitId> {
        match self.ty(node) {
            Type::Number(unit) => Some(unit),
            other => {
                let found = self.type_name(other);
                self.say(span, TypesMessage::NotANumber { found });
                None
            }
        }
    }
}

/// Of a literal its unit as written; none where the expression is no literal.
pub(super) fn written_unit(expression: &Expression) -> Option<Option<&UnitExpression>> {
    match &expression.kind {
        ExpressionKind::Number { unit, .. } => Some(unit.as_ref()),
        ExpressionKind::Negative(inner) => written_unit(inner),
        _ => None,
    }
}

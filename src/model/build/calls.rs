//! Calls: functions of values, functions and polarities of the ruleset, scales, curves and tables.

use super::paths::{Resolved, Unresolved};
use super::{Builder, Declared, Scope};
use crate::diagnostic::Place;
use crate::message::names::NamesMessage;
use crate::message::syntax::SyntaxMessage;
use crate::message::types::TypesMessage;
use crate::model::{Builtin, FormulaId, ListFunction, NodeId, NodeKind, Type, UnitId};
use crate::number::RoundingMode;
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, Path};
use crate::value::operator::Sign;

/// All functions of values.
const BUILTINS: [&str; 14] = [
    "bulat",
    "bulat_genap",
    "bulat_atas",
    "bulat_bawah",
    "pangkas",
    "batasi",
    "abs",
    "poin",
    "persen",
    "skor",
    "ada",
    "bila_kosong",
    "selisih_hari",
    "banyak",
];

/// Whether a name is that of a built-in function.
pub(super) fn is_builtin(name: &str) -> bool {
    BUILTINS.contains(&name) || ListFunction::ALL.into_iter().any(|list| list.word() == name)
}

impl Builder<'_> {
    /// Names in functions, polarities and tables that no one calls: their bodies are typed only where they are called.
    pub(super) fn check_uncalled(&mut self) {
        let mut scopes: Vec<Scope> = Vec::new();
        let mut bodies: Vec<(&Expression, usize)> = Vec::new();
        for (index, source) in self.formulas.iter().enumerate() {
            let module = self.closures.iter().position(|files| files.contains(&source.file));
            if let (Some(body), Some(module)) = (source.body, module) {
                bodies.push((body, scopes.len()));
                scopes.push(self.formula_scope(index as u32, module));
            }
        }
        for (index, source) in self.tables.iter().enumerate() {
            let Some(module) = self.closures.iter().position(|files| files.contains(&source.file)) else { continue };
            let rows = source.block.members.iter().filter_map(|member| match member {
                crate::syntax::ast::Member::Row(row) => Some(&row.result),
                _ => None,
            });
            bodies.extend(rows.map(|result| (result, scopes.len())));
            scopes.push(self.table_scope(index as u32, module));
        }
        let (mut wrong, mut absent) = (Vec::new(), Vec::new());
        while let Some((expression, at)) = bodies.pop() {
            let scope = &scopes[at];
            match &expression.kind {
                ExpressionKind::Path(path) => match self.lookup(path, scope) {
                    Err(Unresolved::Message(span, message)) => wrong.push((span, message)),
                    Err(Unresolved::Absent(span, found)) => absent.push((span, found)),
                    Ok(_) => {}
                },
                ExpressionKind::Call { function, .. } => {
                    let name = crate::model::text_of(self.sources, function.span);
                    if !is_builtin(&name)
                        && let Err(_) | Ok(Resolved::Item(_) | Resolved::Property { .. }) = self.lookup(function, scope)
                    {
                        wrong.push((function.span, self.not_callable(name, scope.file)));
                    }
                }
                _ => {}
            }
            bodies.extend(expression.parts().into_iter().map(|part| (part, at)));
        }
        // Where it is called it has been said already.
        let said: Vec<_> = self.diagnostics.iter().map(|diagnostic| diagnostic.place.clone()).collect();
        let said: std::collections::HashSet<Span> = said
            .into_iter()
            .filter_map(|place| if let Place::Rules(span) = place { Some(span) } else { None })
            .collect();
        for (span, message) in wrong.into_iter().filter(|(span, _)| !said.contains(span)) {
            self.say(span, message);
        }
        for (span, found) in absent.into_iter().filter(|(span, _)| !said.contains(span)) {
            self.diagnostics.push(self.absence(span, found));
        }
    }

    fn not_callable(&self, name: String, file: usize) -> NamesMessage {
        let lists = ListFunction::ALL.map(ListFunction::word);
        let callable = self.visible[file].iter().filter(|(_, declared)| {
            matches!(
                declared,
                Declared::Polarity(_)
                    | Declared::Function(_)
                    | Declared::Scale(_)
                    | Declared::Curve(_)
                    | Declared::Table(_)
            )
        });
        let known = callable.map(|(name, _)| name.as_str()).chain(BUILTINS).chain(lists);
        let near = self.suggestion(&name, known);
        NamesMessage::NotCallable { name, near }
    }

    pub(super) fn call(
        &mut self,
        function: &Path,
        arguments: &[Expression],
        scope: &Scope,
        span: Span,
    ) -> Option<NodeId> {
        if let [name] = function.parts.as_slice() {
            if let Some(list) = ListFunction::ALL.into_iter().find(|list| list.word() == name.text) {
                return self.list_call(list, arguments, scope, span);
            }
            if BUILTINS.contains(&name.text.as_str()) {
                return self.builtin(&name.text, arguments, scope, span);
            }
        }
        let resolved = self.lookup(function, scope);
        let compiled: Vec<Option<NodeId>> = arguments.iter().map(|a| self.expression(a, scope)).collect();
        match resolved {
            Ok(Resolved::Other(Declared::Polarity(id) | Declared::Function(id))) => {
                self.apply(id, compiled.into_iter().collect::<Option<Vec<_>>>()?, scope, span)
            }
            Ok(Resolved::Other(Declared::Scale(scale))) => {
                self.count(function, &compiled, 1, span)?;
                let of = compiled.first().copied().flatten()?;
                self.rate(of, scale, None, span)
            }
            Ok(Resolved::Other(Declared::Curve(curve))) => {
                self.count(function, &compiled, 1, span)?;
                let input = compiled.first().copied().flatten()?;
                let (takes, yields) = {
                    let curve = &self.model.curves[curve.0 as usize];
                    (curve.input, curve.output)
                };
                let input = self.expect(input, Type::Number(takes))?;
                self.node(NodeKind::Curve { curve, input }, Type::Number(yields), span)
            }
            Ok(Resolved::Other(Declared::Table(table))) => {
                let inputs = compiled.into_iter().collect::<Option<Vec<_>>>()?;
                self.table_call(table, inputs, scope, span)
            }
            _ => {
                let name = crate::model::text_of(self.sources, function.span);
                let message = self.not_callable(name, scope.file);
                self.say(function.span, message);
                None
            }
        }
    }

    fn count(&mut self, function: &Path, found: &[Option<NodeId>], expected: usize, span: Span) -> Option<()> {
        if found.len() == expected {
            return Some(());
        }
        let function = crate::model::text_of(self.sources, function.span);
        self.say(span, TypesMessage::Arguments { function, expected: expected.to_string(), found: found.len() });
        None
    }

    /// Applies a polarity or function: its body is typed anew for these arguments.
    pub(super) fn apply(
        &mut self,
        formula: FormulaId,
        arguments: Vec<NodeId>,
        scope: &Scope,
        span: Span,
    ) -> Option<NodeId> {
        let parameters = self.model.formulas[formula.0 as usize].parameters.clone();
        if parameters.len() != arguments.len() {
            let function = self.model.formulas[formula.0 as usize].name.clone();
            let (expected, found) = (parameters.len().to_string(), arguments.len());
            self.say(span, TypesMessage::Arguments { function, expected, found });
            return None;
        }
        let body = self.formulas[formula.0 as usize].body?;
        let mut inner = self.formula_scope(formula.0, scope.module);
        inner.depth = scope.depth + 1;
        inner.missing = scope.missing;
        inner.missing_setting = scope.missing_setting;
        inner.inputs = parameters.into_iter().zip(arguments.iter().map(|node| self.keep(*node))).collect();
        let body = self.expression(body, &inner)?;
        let ty = self.ty(body);
        self.node(NodeKind::Apply { formula, arguments: arguments.into(), body }, ty, span)
    }

    fn builtin(&mut self, name: &str, arguments: &[Expression], scope: &Scope, span: Span) -> Option<NodeId> {
        let rounding = match name {
            "bulat" => Some(RoundingMode::HalfAwayFromZero),
            "bulat_genap" => Some(RoundingMode::HalfEven),
            "bulat_atas" => Some(RoundingMode::Up),
            "bulat_bawah" => Some(RoundingMode::Down),
            "pangkas" => Some(RoundingMode::Truncate),
            _ => None,
        };
        let two = rounding.is_some() || matches!(name, "batasi" | "bila_kosong" | "selisih_hari");
        let expected = if two { 2 } else { 1 };
        if arguments.len() != expected {
            let (function, expected) = (name.to_owned(), expected.to_string());
            self.say(span, TypesMessage::Arguments { function, expected, found: arguments.len() });
            return None;
        }
        let x = self.expression(&arguments[0], scope)?;
        if let Some(mode) = rounding {
            let unit = self.number_unit(x, arguments[0].span)?;
            let decimals = match &arguments[1].kind {
                ExpressionKind::Number { value, unit: None } => value.to_u32().filter(|decimals| *decimals <= 1000),
                _ => None,
            };
            let Some(decimals) = decimals else {
                self.say(arguments[1].span, TypesMessage::DecimalsDue {});
                return None;
            };
            return self.builtin_node(Builtin::Round { mode, decimals }, &[x], Type::Number(unit), span);
        }
        match name {
            "batasi" => {
                let unit = self.number_unit(x, arguments[0].span)?;
                let range = self.expression(&arguments[1], scope)?;
                if let (Type::Number(_), ExpressionKind::Sum(terms)) = (self.ty(range), &arguments[1].kind)
                    && let [(Sign::Plus, low), (Sign::Minus, high)] = terms.as_slice()
                {
                    let end = |end: &Expression| crate::model::text_of(self.sources, end.span);
                    let offer = format!("{} s.d. {}", end(low), end(high));
                    self.say(arguments[1].span, SyntaxMessage::RangeWord { found: "-".to_owned(), offer });
                    return None;
                }
                if !self.coerce_range(range, unit) {
                    let (expected, found) = (self.type_name(Type::Range(unit)), self.type_name(self.ty(range)));
                    self.say(arguments[1].span, TypesMessage::Expected { expected, found, offer: None });
                    return None;
                }
                self.strict_limit(range)?;
                self.node(NodeKind::Limited { of: x, range, setting: None }, Type::Number(unit), span)
            }
            "abs" => {
                let unit = self.number_unit(x, arguments[0].span)?;
                self.builtin_node(Builtin::Absolute, &[x], Type::Number(unit), span)
            }
            "poin" | "persen" => {
                let (function, yields, takes): (_, _, &[UnitId]) = if name == "poin" {
                    (Builtin::ToPoints, UnitId::POINTS, &[UnitId::PERCENT, UnitId::POINTS, UnitId::PLAIN])
                } else {
                    (Builtin::ToPercent, UnitId::PERCENT, &[UnitId::POINTS, UnitId::PERCENT])
                };
                let unit = self.number_unit(x, arguments[0].span)?;
                if !takes.contains(&unit) {
                    let (expected, found) = (self.model.units.name(takes[0]), self.type_name(Type::Number(unit)));
                    self.say(arguments[0].span, TypesMessage::Expected { expected, found, offer: None });
                    return None;
                }
                self.builtin_node(function, &[x], Type::Number(yields), span)
            }
            "skor" => match self.ty(x) {
                Type::Label(_) => self.builtin_node(Builtin::Score, &[x], Type::Number(UnitId::PLAIN), span),
                other => {
                    let found = self.type_name(other);
                    let expected = "label sebuah skala".to_owned();
                    self.say(arguments[0].span, TypesMessage::Expected { expected, found, offer: None });
                    None
                }
            },
            "ada" => self.builtin_node(Builtin::IsThere, &[x], Type::Truth, span),
            "bila_kosong" => {
                let y = self.expression(&arguments[1], scope)?;
                let ty = self.agree(&[x, y])?;
                self.builtin_node(Builtin::IfMissing, &[x, y], ty, span)
            }
            _ => {
                let y = self.expression(&arguments[1], scope)?;
                let (x, y) = (self.expect(x, Type::Date), self.expect(y, Type::Date));
                self.builtin_node(Builtin::DaysBetween, &[x?, y?], Type::Number(UnitId::PLAIN), span)
            }
        }
    }

    fn builtin_node(&mut self, function: Builtin, arguments: &[NodeId], ty: Type, span: Span) -> Option<NodeId> {
        self.node(NodeKind::Call { function, arguments: arguments.into() }, ty, span)
    }

    /// `batasi` needs ends that belong to the range.
    pub(super) fn strict_limit(&mut self, range: NodeId) -> Option<()> {
        let node = self.model.node(range);
        match &node.kind {
            NodeKind::Range { low, high } if low.iter().chain(high).any(|(_, inclusive)| !inclusive) => {
                self.say(node.span, TypesMessage::StrictLimit {});
                None
            }
            _ => Some(()),
        }
    }
}

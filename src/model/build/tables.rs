//! Decision tables: inputs and rows.

use super::parts::parts_of;
use super::{Builder, Scope};
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::model::scale::{Band, Cell, MOST_LABELS, Scale, ScaleId, TableId, TableRow, is_outside};
use crate::model::{NodeId, NodeKind, Type, UnitId};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{CellPattern, Expression, ExpressionKind, Member, Row, RowCondition};
use crate::value::{Interval, Label, Value};
use std::collections::HashSet;

impl<'a> Builder<'a> {
    pub(super) fn fill_tables(&mut self) {
        for index in 0..self.tables.len() {
            let result = self.fill_table(index);
            self.table_results.push(result);
        }
    }

    fn fill_table(&mut self, index: usize) -> Option<ScaleId> {
        let source = self.tables[index];
        let name = self.model.tables[index].name.clone();
        let Some(signature) = &source.block.signature else {
            let of = format!("tabel `{name}`");
            self.say(source.block.head(), NamesMessage::AttributeMissing { word: "(masukan: satuan)".to_owned(), of });
            return None;
        };
        let mut inputs: Vec<(String, Type)> = Vec::new();
        for input in &signature.inputs {
            let ty = self.unit_type(&input.unit, source.file)?;
            if matches!(ty, Type::Text | Type::Date | Type::Range(_)) {
                let (found, expected) = (self.type_name(ty), "bilangan, label, atau ya_tidak".to_owned());
                self.say(input.unit.span, TypesMessage::Expected { expected, found, offer: None });
                return None;
            }
            if inputs.iter().any(|(other, _)| *other == input.name.text) {
                self.say(input.name.span, NamesMessage::DeclaredTwice { name: input.name.text.clone() });
            }
            inputs.push((input.name.text.clone(), ty));
        }
        let rows: Vec<&'a Row> = source
            .block
            .members
            .iter()
            .filter_map(|member| if let Member::Row(row) = member { Some(row) } else { None })
            .collect();
        if rows.is_empty() {
            if !self.is_unread(source.block.span) {
                self.say(source.block.head(), TypesMessage::TooFewRows { what: format!("tabel `{name}`"), least: 1 });
            }
            return None;
        }
        let mut filled = Vec::new();
        let mut complete = true;
        for row in &rows {
            if row.conditions.len() != inputs.len() {
                let (expected, found) = (inputs.len(), row.conditions.len());
                self.say(row.span, TypesMessage::RowWidth { expected, found });
                complete = false;
                continue;
            }
            let cells: Vec<Option<Cell>> = row
                .conditions
                .iter()
                .zip(&inputs)
                .map(|(condition, (_, ty))| self.cell(condition, *ty, source.file))
                .collect();
            match cells.into_iter().collect::<Option<Vec<_>>>() {
                Some(conditions) => filled.push(TableRow { conditions, parts: parts_of(&row.result), span: row.span }),
                None => complete = false,
            }
        }
        self.model.tables[index].inputs = inputs;
        self.model.tables[index].rows = filled;
        if complete && !self.is_unread(source.block.span) {
            self.check_table(index);
        }
        let result = match &signature.result {
            Some(unit) => match self.unit_type(unit, source.file)? {
                Type::Label(scale) => Some(scale),
                other => {
                    let (found, expected) = (self.type_name(other), "nama sebuah skala".to_owned());
                    self.say(unit.span, TypesMessage::Expected { expected, found, offer: None });
                    None
                }
            },
            None => self.texts(index, &rows),
        };
        self.check_results(index, &rows, result);
        result
    }

    /// The texts that a table returns, as a set of labels without order.
    fn texts(&mut self, index: usize, rows: &[&Row]) -> Option<ScaleId> {
        let (mut labels, mut seen): (Vec<(String, Span)>, HashSet<&str>) = Default::default();
        for row in rows {
            let mut pending = vec![&row.result];
            while let Some(expression) = pending.pop() {
                match &expression.kind {
                    ExpressionKind::Text(text) if seen.insert(text) => labels.push((text.clone(), expression.span)),
                    ExpressionKind::Parenthesised(inner) => pending.push(inner),
                    ExpressionKind::If { arms, otherwise } => {
                        pending.push(otherwise);
                        pending.extend(arms.iter().rev().map(|(_, result)| result));
                    }
                    _ => {}
                }
            }
        }
        if labels.is_empty() {
            return None;
        }
        let what = || format!("tabel `{}`", self.model.tables[index].name);
        if labels.len() > MOST_LABELS {
            let message = TypesMessage::TooManyLabels { what: what(), found: labels.len(), most: MOST_LABELS };
            self.say(self.tables[index].block.head(), message);
            return None;
        }
        if let Some((label, span)) = labels.iter().find(|(label, _)| is_outside(label)) {
            self.say(*span, TypesMessage::LabelReserved { label: label.clone(), what: what() });
        }
        let band = |(label, span)| Band { label, range: None, score: None, colour: None, note: None, span };
        let table = &self.model.tables[index];
        let scale = Scale {
            name: table.name.clone(),
            title: table.title.clone(),
            bands: labels.into_iter().map(band).collect(),
            unit: None,
            limits: None,
            rounding: None,
            ordered: false,
            about: table.about.clone(),
        };
        self.model.scales.push(scale);
        self.scales.push(None);
        Some(ScaleId(self.model.scales.len() as u32 - 1))
    }

    /// Compiles the results once with inputs of the declared types, so that what is wrong is said even where no one calls.
    fn check_results(&mut self, index: usize, rows: &[&Row], result: Option<ScaleId>) {
        let source = self.tables[index];
        let mut scope = Scope::top(source.file, 0);
        for (name, ty) in self.model.tables[index].inputs.clone() {
            let Some(node) = self.node(NodeKind::And(Box::from([])), ty, source.block.head()) else { return };
            scope.inputs.push((name, node));
        }
        // Results that read items are checked where the table is called; items do not exist yet.
        let pure = rows.iter().all(|row| !reads_names(&row.result, &scope));
        if pure {
            self.results(rows, &scope, result);
        }
    }

    fn results(&mut self, rows: &[&Row], scope: &Scope, result: Option<ScaleId>) -> Option<(Vec<NodeId>, Type)> {
        let compiled: Vec<Option<NodeId>> = rows.iter().map(|row| self.expression(&row.result, scope)).collect();
        let nodes = compiled.into_iter().collect::<Option<Vec<_>>>()?;
        let ty = match result {
            Some(scale) => {
                for node in &nodes {
                    self.expect(*node, Type::Label(scale))?;
                }
                Type::Label(scale)
            }
            None => self.agree(&nodes)?,
        };
        Some((nodes, ty))
    }

    pub(super) fn table_call(
        &mut self,
        table: TableId,
        inputs: Vec<NodeId>,
        scope: &Scope,
        span: Span,
    ) -> Option<NodeId> {
        let declared = self.model.tables[table.0 as usize].inputs.clone();
        if declared.len() != inputs.len() {
            let function = self.model.tables[table.0 as usize].name.clone();
            let (expected, found) = (declared.len().to_string(), inputs.len());
            self.say(span, TypesMessage::Arguments { function, expected, found });
            return None;
        }
        let mut inner = Scope::top(self.tables[table.0 as usize].file, scope.module);
        inner.depth = scope.depth + 1;
        for (input, (name, ty)) in inputs.iter().zip(declared) {
            let input = self.expect(*input, ty)?;
            inner.inputs.push((name, self.keep(input)));
        }
        let source = self.tables[table.0 as usize];
        let rows: Vec<&Row> = source
            .block
            .members
            .iter()
            .filter_map(|member| if let Member::Row(row) = member { Some(row) } else { None })
            .collect();
        if rows.len() != self.model.tables[table.0 as usize].rows.len() {
            // A row was refused, and that has been said.
            return None;
        }
        let (results, ty) = self.results(&rows, &inner, self.table_results[table.0 as usize])?;
        self.node(NodeKind::Table { table, inputs: inputs.into(), results: results.into() }, ty, span)
    }

    fn cell(&mut self, condition: &RowCondition, ty: Type, file: usize) -> Option<Cell> {
        if condition.alternatives.is_empty() {
            return Some(Cell::Anything);
        }
        match ty {
            Type::Number(unit) => {
                let mut ranges = Vec::new();
                for alternative in &condition.alternatives {
                    ranges.push(match alternative {
                        CellPattern::Range(range) => self.constant_range(range, unit, file)?,
                        CellPattern::Value(value) => {
                            let number = self.cell_number(value, unit, file)?;
                            Interval { low: Some((number.clone(), true)), high: Some((number, true)) }
                        }
                    });
                }
                Some(Cell::Numbers(ranges))
            }
            Type::Label(scale) => {
                let mut labels = Vec::new();
                for alternative in &condition.alternatives {
                    match self.cell_value(alternative, Type::Label(scale), file)? {
                        Value::Label(label) if label != Label::OUTSIDE => labels.push(label),
                        _ => {
                            self.say(condition.span, TypesMessage::LiteralDue { what: "syarat".to_owned() });
                            return None;
                        }
                    }
                }
                Some(Cell::Labels(labels))
            }
            Type::Truth => {
                let mut truths = Vec::new();
                for alternative in &condition.alternatives {
                    match self.cell_value(alternative, Type::Truth, file)? {
                        Value::Truth(truth) => truths.push(truth),
                        _ => return None,
                    }
                }
                let both = truths.contains(&true) && truths.contains(&false);
                Some(if both { Cell::Anything } else { Cell::Truth(truths[0]) })
            }
            _ => None,
        }
    }

    fn cell_number(&mut self, value: &Expression, unit: UnitId, file: usize) -> Option<Number> {
        let node = self.expression(value, &Scope::top(file, 0))?;
        let node = self.expect(node, Type::Number(unit))?;
        match self.constant(node) {
            Some(Value::Number(number)) => Some(number),
            _ => {
                self.say(value.span, TypesMessage::LiteralDue { what: "syarat".to_owned() });
                None
            }
        }
    }

    fn cell_value(&mut self, pattern: &CellPattern, ty: Type, file: usize) -> Option<Value> {
        match pattern {
            CellPattern::Value(value) => {
                let node = self.expression(value, &Scope::top(file, 0))?;
                let node = self.expect(node, ty)?;
                self.constant(node).or_else(|| {
                    self.say(value.span, TypesMessage::LiteralDue { what: "syarat".to_owned() });
                    None
                })
            }
            CellPattern::Range(range) => {
                let expected = self.type_name(ty);
                let message = TypesMessage::Expected { expected, found: "rentang".to_owned(), offer: None };
                self.say(range.span, message);
                None
            }
        }
    }

    /// A value as messages show it.
    pub(super) fn show(&self, value: &Value, ty: Type) -> String {
        match (value, ty) {
            (Value::Number(number), Type::Number(unit)) => {
                let text = number.shift10(self.model.units.shift(unit)).to_indonesian(30, crate::number::Cut::Truncate);
                match unit {
                    UnitId::PLAIN => text,
                    UnitId::PERCENT => format!("{text}%"),
                    UnitId::RUPIAH => format!("Rp {text}"),
                    unit => format!("{text} {}", self.model.units.name(unit)),
                }
            }
            (Value::Label(label), Type::Label(scale)) => {
                let bands = &self.model.scale(scale).bands;
                bands.get(label.0 as usize).map_or_else(String::new, |band| format!("\"{}\"", band.label))
            }
            (Value::Truth(true), _) => "ya".to_owned(),
            (Value::Truth(false), _) => "tidak".to_owned(),
            _ => String::new(),
        }
    }
}

/// Whether an expression reads names other than its inputs.
fn reads_names(expression: &Expression, scope: &Scope) -> bool {
    match &expression.kind {
        ExpressionKind::Path(path) => {
            !path.parts.first().is_some_and(|first| scope.inputs.iter().any(|(name, _)| *name == first.text))
        }
        ExpressionKind::Call { .. } => true,
        _ => expression.parts().into_iter().any(|part| reads_names(part, scope)),
    }
}

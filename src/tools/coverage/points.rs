//! The points of a model: what its rules can do, and what that is called.

use super::Kind;
use super::survey::Surveyor;
use super::watch::{Limit, Watch};
use crate::model::parts::Part;
use crate::model::{Curve, Formula, Item, ItemKind, NodeKind, Property, Scale, Table, Type};
use crate::render::number::{Precision, value as render_value};
use crate::source::Span;
use crate::value::Value;

impl Surveyor<'_, '_> {
    /// Polarities, functions, scales, curves and tables, applied or not.
    pub(super) fn definitions(&mut self) {
        let model = self.model;
        for formula in &model.formulas {
            self.formula(formula);
            self.parts(&formula.parts, || formula_name(formula));
        }
        for scale in model.scales.iter().filter(|scale| rates(scale)) {
            self.bands(scale);
            self.scale_limit(scale);
        }
        for curve in &model.curves {
            self.segments(curve);
            self.curve_limit(curve);
        }
        for table in &model.tables {
            self.rows(table);
            for row in &table.rows {
                self.parts(&row.parts, || format!("tabel {}", table.name));
            }
        }
    }

    pub(super) fn formula(&mut self, formula: &Formula) -> Option<usize> {
        let key = (Kind::Formula, formula.body, 1);
        self.points(key, |_| (formula_name(formula), vec![("rumus".to_owned(), formula.body)]))
    }

    pub(super) fn bands(&mut self, scale: &Scale) -> Option<usize> {
        self.points((Kind::Band, scale.about.head, scale.bands.len()), |_| {
            let details = scale.bands.iter().map(|band| (format!("\"{}\"", band.label), band.span)).collect();
            (format!("skala {}", scale.name), details)
        })
    }

    pub(super) fn rows(&mut self, table: &Table) -> Option<usize> {
        self.points((Kind::Row, table.about.head, table.rows.len()), |surveyor| {
            let rows = table.rows.iter().map(|row| (surveyor.cited(row.span), row.span)).collect();
            (format!("tabel {}", table.name), rows)
        })
    }

    pub(super) fn segments(&mut self, curve: &Curve) -> Option<usize> {
        let count = curve.points.len().saturating_sub(1);
        self.points((Kind::Segment, curve.about.head, count), |surveyor| {
            let model = surveyor.model;
            let end = |index: usize| {
                let (input, _) = &curve.points[index];
                let value = Value::Number(input.clone());
                render_value(model, &value, Type::Number(curve.input), Precision::Explanation).unwrap_or_default()
            };
            let details = (0..count).map(|i| (format!("{} s.d. {}", end(i), end(i + 1)), curve.about.head)).collect();
            (format!("kurva {}", curve.name), details)
        })
    }

    pub(super) fn scale_limit(&mut self, scale: &Scale) -> Option<Limit> {
        let (limits, span) = scale.limits.as_ref()?;
        let ends = (limits.low.is_some(), limits.high.is_some());
        self.limit(*span, ends, |_| format!("skala {}", scale.name))
    }

    pub(super) fn curve_limit(&mut self, curve: &Curve) -> Option<Limit> {
        let (limits, span) = curve.limits.as_ref()?;
        let ends = (limits.low.is_some(), limits.high.is_some());
        self.limit(*span, ends, |_| format!("kurva {}", curve.name))
    }

    fn parts(&mut self, parts: &[Part], owner: impl Fn() -> String) {
        for part in parts {
            match part {
                Part::Choice { span, conditions } => {
                    self.choice(*span, conditions.len(), |_| (owner(), conditions.to_vec()));
                }
                Part::Limit { span, low, high } => {
                    self.limit(*span, (*low, *high), |_| owner());
                }
            }
        }
    }

    /// The branches of a choice: its conditions, and the last `selain itu`.
    pub(super) fn choice(
        &mut self,
        span: Span,
        arms: usize,
        named: impl FnOnce(&Self) -> (String, Vec<Span>),
    ) -> Option<usize> {
        self.points((Kind::Branch, span, arms + 1), |surveyor| {
            let (owner, conditions) = named(surveyor);
            let last = conditions.last().map_or(span, |last| last.after());
            let arms = conditions.iter().map(|condition| (format!("jika {}", surveyor.cited(*condition)), *condition));
            (owner, arms.chain([("selain itu".to_owned(), last)]).collect())
        })
    }

    /// What a cap may do: hold at its low end, at its high end, change nothing.
    pub(super) fn limit(
        &mut self,
        span: Span,
        (low, high): (bool, bool),
        owner: impl FnOnce(&Self) -> String,
    ) -> Option<Limit> {
        let count = usize::from(low) + usize::from(high) + 1;
        let first = self.points((Kind::Limit, span, count), |surveyor| {
            let text = surveyor.cited(span);
            let pick = |id, en| surveyor.coverage.language.pick(id, en);
            let ends = [
                (low, pick("menahan di batas bawah", "holds at the low end")),
                (high, pick("menahan di batas atas", "holds at the high end")),
                (true, pick("tidak mengubah", "changes nothing")),
            ];
            let details = ends.into_iter().filter(|(there, _)| *there).map(|(_, end)| (format!("{text}: {end}"), span));
            (owner(surveyor), details.collect())
        })?;
        let high_point = first + usize::from(low);
        Some(Limit { low: low.then_some(first), high: high.then_some(high_point), inactive: first + count - 1 })
    }

    /// Formulas, aggregations and polarities of items.
    pub(super) fn items(&mut self) {
        let model = self.model;
        for item in &model.items {
            if let Some(node) = item.properties[Property::Realization as usize].filter(|_| item.declared.has_formula) {
                let first = self.item_point(Kind::Formula, item, "rumus".to_owned(), model.node(node).span);
                self.watch(node, first.map(Watch::Value));
            }
            let Some(raw) = item.properties[Property::Raw as usize] else { continue };
            let head = item.about.head;
            let (kind, detail, span) = match (&model.node(raw).kind, item.kind) {
                (NodeKind::Apply { formula, .. }, ItemKind::Indicator) => {
                    let polarity = &model.formulas[formula.0 as usize].name;
                    (Kind::Judged, format!("polaritas {polarity}"), head)
                }
                (NodeKind::List { function, setting: Some(_), .. }, _) => {
                    (Kind::Aggregation, format!("agregasi {}", function.word()), head)
                }
                _ => (Kind::Formula, "rumus".to_owned(), model.node(raw).span),
            };
            let first = self.item_point(kind, item, detail, span);
            self.watch(raw, first.map(Watch::Value));
        }
    }

    fn item_point(&mut self, kind: Kind, item: &Item, detail: String, span: Span) -> Option<usize> {
        self.points((kind, span, 1), |_| (item.code.clone(), vec![(detail, span)]))
    }

    pub(super) fn conditions(&mut self) {
        for condition in &self.model.conditions {
            let (kind, word) = if condition.must { (Kind::Must, "pastikan") } else { (Kind::Should, "ingatkan") };
            let first = self.points((kind, condition.span, 2), |surveyor| {
                let pick = |id, en| surveyor.coverage.language.pick(id, en);
                let ends = [pick("terpenuhi", "holds"), pick("tidak terpenuhi", "does not hold")];
                let details = ends.map(|end| (format!("\"{}\": {end}", condition.message), condition.span));
                (word.to_owned(), details.into())
            });
            self.watch(condition.node, first.map(Watch::Truth));
        }
    }
}

fn formula_name(formula: &Formula) -> String {
    format!("{} {}", if formula.is_polarity { "polaritas" } else { "fungsi" }, formula.name)
}

/// Whether a scale is one that rates numbers; the texts of a table are a scale that nobody wrote.
pub(super) fn rates(scale: &Scale) -> bool {
    scale.ordered && scale.unit.is_some()
}

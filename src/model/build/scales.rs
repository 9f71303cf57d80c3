//! Scales and curves: their rows, and what makes them unusable.

use super::{Builder, Scope};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::model::scale::{Band, MOST_LABELS, is_outside};
use crate::model::{Type, UnitId};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{AttributeKind, Expression, Member, Range, Rounding};
use crate::value::Value;
use std::collections::HashMap;
use std::sync::Arc;

impl Builder<'_> {
    pub(super) fn fill_scales(&mut self) {
        for index in 0..self.scales.len() {
            let Some(source) = self.scales[index] else { continue };
            let rows: Vec<_> = source
                .block
                .members
                .iter()
                .filter_map(|member| if let Member::Band(band) = member { Some(band) } else { None })
                .collect();
            let name = self.model.scales[index].name.clone();
            let head = source.block.head();
            if rows.len() > MOST_LABELS {
                let what = format!("skala `{name}`");
                self.say(head, TypesMessage::TooManyLabels { what, found: rows.len(), most: MOST_LABELS });
                continue;
            }
            if rows.is_empty() {
                if !self.is_unread(source.block.span) {
                    self.say(head, TypesMessage::TooFewRows { what: format!("skala `{name}`"), least: 1 });
                }
                continue;
            }
            for (what, has) in [
                ("rentang", (|band| band.range.is_some()) as fn(&crate::syntax::ast::Band) -> bool),
                ("skor", |band| band.score.is_some()),
            ] {
                let with = rows.iter().filter(|row| has(row)).count();
                // The odd ones out are the fewer.
                if let (1.., Some(odd)) = (with, rows.iter().find(|row| has(row) == (with * 2 < rows.len())))
                    && with < rows.len()
                    && !self.is_unread(source.block.span)
                {
                    self.say(odd.span, TypesMessage::HalfBands { scale: name.clone(), what: what.to_owned() });
                }
            }
            let mut unit = self.unit_of_bands(&rows, source.file);
            let mut bands: Vec<Band> = Vec::new();
            let mut labels: HashMap<String, Span> = HashMap::new();
            for row in rows {
                let same = labels.get(&row.label.value.to_lowercase()).copied();
                labels.entry(row.label.value.to_lowercase()).or_insert(row.span);
                if let Some(first) = same {
                    let message = TypesMessage::SameLabel { label: row.label.value.clone(), scale: name.clone() };
                    self.diagnostics.push(Diagnostic::at(row.label.span, message).with(first, Related::FirstDeclared));
                }
                if is_outside(&row.label.value) {
                    let (label, what) = (row.label.value.clone(), format!("skala `{name}`"));
                    self.say(row.label.span, TypesMessage::LabelReserved { label, what });
                }
                let range = row.range.as_ref().and_then(|range| self.band_range(range, source.file, &mut unit));
                let score = row.score.as_ref().and_then(|score| self.score(score, source.file));
                bands.push(Band {
                    label: row.label.value.clone(),
                    range,
                    score,
                    colour: row.colour.as_ref().map(|colour| colour.text.clone()),
                    note: row.note.as_ref().map(|note| note.value.clone()),
                    span: row.span,
                });
            }
            let limits = source.block.find(|k| if let AttributeKind::Limits(range) = k { Some(range) } else { None });
            let rounding = source.block.find(|k| if let AttributeKind::Round(r) = k { Some(*r) } else { None });
            if let (Some((range, attribute)), Some(unit)) = (limits, unit) {
                self.scale_limits(index, range, unit, source.file, rounding.map(|(r, _)| r), attribute.span);
            }
            let scale = &mut self.model.scales[index];
            scale.bands = bands;
            scale.unit = unit;
            scale.rounding = rounding.map(|(rounding, attribute)| (rounding, attribute.span));
            self.check_overlaps(index);
        }
    }

    fn scale_limits(
        &mut self,
        index: usize,
        range: &Range,
        unit: UnitId,
        file: usize,
        rounding: Option<Rounding>,
        span: Span,
    ) {
        let Some(interval) = self.constant_range(range, unit, file) else { return };
        let strict = interval.low.iter().chain(&interval.high).any(|(_, inclusive)| !inclusive);
        if strict {
            self.say(range.span, TypesMessage::StrictLimit {});
            return;
        }
        if let Some(rounding) = rounding {
            let shift = self.model.units.shift(unit);
            for (bound, _) in interval.low.iter().chain(&interval.high) {
                let displayed = bound.shift10(shift);
                if displayed.decimals().is_none_or(|needed| needed > rounding.decimals) {
                    let bound = displayed.to_indonesian(30, crate::number::Cut::Truncate);
                    self.say(span, TypesMessage::LimitFinerThanRounding { bound, decimals: rounding.decimals });
                    return;
                }
            }
        }
        self.model.scales[index].limits = Some((Arc::new(interval), span));
    }

    /// The unit of a scale: the first that is written at a range, so that a row that lacks it is the one to mend.
    fn unit_of_bands(&mut self, rows: &[&crate::syntax::ast::Band], file: usize) -> Option<UnitId> {
        let bounds =
            rows.iter().filter_map(|row| row.range.as_ref()).flat_map(|range| range.low.iter().chain(&range.high));
        let written = bounds.filter_map(|bound| super::types::written_unit(&bound.value).flatten()).next()?;
        self.unit(written, file)
    }

    /// The range of a band; where no unit is written, the first one decides the unit of all.
    fn band_range(
        &mut self,
        range: &Range,
        file: usize,
        unit: &mut Option<UnitId>,
    ) -> Option<(crate::value::Interval, Span)> {
        let wanted = match unit {
            Some(unit) => *unit,
            None => {
                let node = self.range(range, &Scope::top(file, 0))?;
                let Type::Range(found) = self.ty(node) else { return None };
                *unit = Some(found);
                found
            }
        };
        self.constant_range(range, wanted, file).map(|interval| (interval, range.span))
    }

    fn score(&mut self, score: &Expression, file: usize) -> Option<Number> {
        let node = self.expression(score, &Scope::top(file, 0))?;
        let node = self.expect(node, Type::Number(UnitId::PLAIN))?;
        match self.constant(node) {
            Some(Value::Number(number)) => Some(number),
            _ => {
                self.say(score.span, TypesMessage::LiteralDue { what: "skor".to_owned() });
                None
            }
        }
    }

    pub(super) fn fill_curves(&mut self) {
        for index in 0..self.curves.len() {
            let source = self.curves[index];
            let scope = Scope::top(source.file, 0);
            let name = self.model.curves[index].name.clone();
            let (mut points, mut units) = (Vec::new(), None);
            for member in &source.block.members {
                let Member::Point(point) = member else { continue };
                let (input, output) = (self.expression(&point.input, &scope), self.expression(&point.output, &scope));
                let (Some(input), Some(output)) = (input, output) else { continue };
                let found = (self.number_unit(input, point.span), self.number_unit(output, point.span));
                let (Some(x), Some(y)) = found else { continue };
                let (takes, yields) = *units.get_or_insert((x, y));
                let (Some(input), Some(output)) =
                    (self.expect(input, Type::Number(takes)), self.expect(output, Type::Number(yields)))
                else {
                    continue;
                };
                match (self.constant(input), self.constant(output)) {
                    (Some(Value::Number(x)), Some(Value::Number(y))) => {
                        if points.last().is_some_and(|(before, _)| *before >= x) {
                            self.say(point.span, TypesMessage::PointsOrder { curve: name.clone() });
                        }
                        points.push((x, y));
                    }
                    _ => self.say(point.span, TypesMessage::LiteralDue { what: "titik kurva".to_owned() }),
                }
            }
            let written = source.block.members.iter().filter(|member| matches!(member, Member::Point(_))).count();
            if written < 2 && !self.is_unread(source.block.span) {
                self.say(source.block.head(), TypesMessage::TooFewRows { what: format!("kurva `{name}`"), least: 2 });
            }
            let limits = source.block.find(|k| if let AttributeKind::Limits(range) = k { Some(range) } else { None });
            let limits = match (limits, units) {
                (Some((range, attribute)), Some((takes, _))) => {
                    self.constant_range(range, takes, source.file).map(|interval| (Arc::new(interval), attribute.span))
                }
                _ => None,
            };
            let (input, output) = units.unwrap_or((UnitId::PLAIN, UnitId::PLAIN));
            let curve = &mut self.model.curves[index];
            (curve.points, curve.input, curve.output, curve.limits) = (points, input, output, limits);
        }
        self.check_spellings();
    }

    /// Data could not tell two visible units apart that share a spelling.
    fn check_spellings(&mut self) {
        for file in 0..self.loaded.len() {
            let mut taken: HashMap<String, (UnitId, String)> = HashMap::new();
            let mut units: Vec<(String, UnitId)> =
                self.units[file].iter().map(|(name, id)| (name.clone(), *id)).collect();
            units.sort_by_key(|(_, id)| *id);
            for (name, id) in units {
                let Some(base) = self.model.units.base(id).cloned() else { continue };
                for spelling in base.spellings.iter().chain(std::iter::once(&base.name)) {
                    let before = taken.insert(spelling.to_lowercase(), (id, name.clone()));
                    if let (Some((other, unit)), Some(span)) = (before, base.span)
                        && other != id
                        && self.home(span) == file
                    {
                        self.say(span, NamesMessage::SpellingTaken { spelling: spelling.clone(), unit });
                    }
                }
            }
        }
    }
}

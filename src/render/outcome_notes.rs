//! What stands below a table: reasons, ratings that depend on rounding, published figures that differ, conditions.

use super::View;
use super::figure::displayed;
use super::number::{self, Precision, values_differing};
use super::outcome::{Case, Figure, Row, Verdict};
use super::outcome_table::TableLook;
use super::state::reason;
use crate::evaluate::Outcome;
use crate::explain::printed::Printed;
use crate::model::{Condition, NodeId, NodeKind, Type};
use crate::number::RoundingMode;
use crate::syntax::ast::Comparison;
use crate::value::{Field, Lack, Slot, Value};

/// The notes of one block, in the order in which they are shown.
pub struct Notes<'a> {
    view: View<'a>,
    look: &'a TableLook,
    case: Case<'a>,
    /// The first code whose rating depends on rounding.
    rounded: Option<String>,
    /// The codes that only lack their realization.
    unrealized: Vec<String>,
    reasons: Vec<String>,
    published: Vec<String>,
    conditions: Vec<String>,
}

impl<'a> Notes<'a> {
    /// No notes yet.
    pub fn new(view: View<'a>, look: &'a TableLook, case: Case<'a>) -> Self {
        let (reasons, published, conditions) = (Vec::new(), Vec::new(), Vec::new());
        Self { view, look, case, rounded: None, unrealized: Vec::new(), reasons, published, conditions }
    }

    /// Why a row has no value.
    pub fn reason(&mut self, row: &Row<'_>, value: &Value) {
        let own = |slot: &Slot| slot.code == row.code() && slot.field == Field::Realization;
        match value {
            // The usual case before the year's figures are in: one line for all of them.
            Value::Missing(absence) if matches!(&*absence.inputs, [Lack::Figure(slot)] if own(slot)) => {
                self.unrealized.push(row.item.code.clone());
            }
            _ => {
                let reason = reason(&self.view, value).unwrap_or_default();
                self.reasons.push(format!(" {}: {reason}", row.item.code));
            }
        }
    }

    /// The rating of a row would be another without rounding.
    pub fn rounding(&mut self, row: &Row<'_>) {
        self.rounded.get_or_insert_with(|| row.item.code.clone());
    }

    /// Says where the published figures of a row are not what comes out.
    pub fn published(&mut self, row: &Row<'_>) {
        let Some(published) = self.case.facts.published(row.code()) else { return };
        let language = self.view.language;
        let achievement = [Figure::Achievement, Figure::Value, Figure::Absorption];
        let achievement = achievement.into_iter().find_map(|figure| row.figure(figure));
        let category = row.figure(Figure::Category);
        for (name, text, computed) in
            [("capaian_lapor", &published.achievement, achievement), ("kategori_lapor", &published.category, category)]
        {
            let Some((text, (node, ty))) = text.as_deref().zip(computed) else { continue };
            let Some(value) = self.case.outcome.value(node).filter(|value| value.is_there()) else { continue };
            if !self.agrees(text, ty, value) {
                let shown = number::value(self.view.model, value, ty, Precision::Table).unwrap_or_default();
                self.published.push(language.pick(
                    format!(" {}: {name} {text}, hasil hitung {shown}", row.item.code),
                    format!(" {}: {name} {text}, computed {shown}", row.item.code),
                ));
            }
        }
    }

    /// Whether a published text says the same as a value, to the decimals that it shows.
    fn agrees(&self, text: &str, ty: Type, value: &Value) -> bool {
        let Value::Number(number) = value else {
            let shown = number::value(self.view.model, value, ty, Precision::Table).unwrap_or_default();
            return shown.to_lowercase() == text.trim().to_lowercase();
        };
        let shown = displayed(self.view.model, ty, number);
        Printed::read(text, self.look.english_numerals)
            .is_some_and(|printed| printed.shows(&shown, RoundingMode::HalfAwayFromZero))
    }

    /// `pastikan` and `ingatkan`: how many hold, and those that don't, with both sides.
    pub fn conditions(&mut self) {
        for (must, word) in [(true, "pastikan"), (false, "ingatkan")] {
            let of_kind = self.view.model.conditions.iter().filter(|condition| condition.must == must);
            let verdicts: Vec<(&Condition, Verdict)> =
                of_kind.map(|condition| (condition, Verdict::of(self.case.outcome.value(condition.node)))).collect();
            if verdicts.is_empty() {
                continue;
            }
            let counts: Vec<String> = [
                (Verdict::Passed, "lulus", "passed"),
                (Verdict::Failed, "gagal", "failed"),
                (Verdict::Broken, "tidak dapat dihitung", "cannot be computed"),
                (Verdict::Open, "belum dapat diperiksa", "cannot be checked yet"),
                (Verdict::NotApplicable, "tidak berlaku", "not applicable"),
            ]
            .into_iter()
            .filter_map(|(wanted, id, en)| {
                let count = verdicts.iter().filter(|(_, verdict)| *verdict == wanted).count();
                (count > 0).then(|| format!("{count} {}", self.view.language.pick(id, en)))
            })
            .collect();
            self.conditions.push(format!(" {word}: {}", counts.join(", ")));
            for (condition, verdict) in verdicts {
                if !matches!(verdict, Verdict::Passed | Verdict::NotApplicable) {
                    let line = self.condition(condition, verdict);
                    self.conditions.push(line);
                }
            }
        }
    }

    fn condition(&self, condition: &Condition, verdict: Verdict) -> String {
        let language = self.view.language;
        let word = match verdict {
            Verdict::Failed => language.pick("gagal", "failed"),
            Verdict::Broken => language.pick("tidak dapat dihitung", "cannot be computed"),
            _ => language.pick("belum dapat diperiksa", "cannot be checked yet"),
        };
        let mut line = format!("   {word}: {}", condition.message);
        if verdict == Verdict::Failed {
            let sides =
                condition.sides.and_then(|sides| sides_text(&self.view, self.case.outcome, condition.node, sides));
            if let Some(sides) = sides {
                line.push_str(&format!(" ({sides})"));
            }
        } else if let Some(reason) = self.case.outcome.value(condition.node).and_then(|value| reason(&self.view, value))
        {
            line.push_str(&format!(" ({reason})"));
        }
        line
    }

    /// All lines.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(code) = &self.rounded {
            let (before, after) = &self.look.explain;
            lines.push(self.view.language.pick(
                format!(" * kategori bergantung pada pembulatan: {before} {code}{after}"),
                format!(" * the rating depends on rounding: {before} {code}{after}"),
            ));
        }
        if !self.unrealized.is_empty() {
            let codes = self.unrealized.join(", ");
            lines.push(
                self.view
                    .language
                    .pick(format!(" belum ada realisasi: {codes}"), format!(" no realization yet: {codes}")),
            );
        }
        lines.extend(self.reasons.iter().chain(&self.published).chain(&self.conditions).cloned());
        lines
    }
}

/// Both sides of a comparison and their difference, with digits enough to see it.
pub fn sides_text(
    view: &View<'_>,
    outcome: &Outcome,
    condition: NodeId,
    (left, right): (NodeId, NodeId),
) -> Option<String> {
    let (model, language) = (view.model, view.language);
    let (a, b) = (outcome.value(left)?, outcome.value(right)?);
    let ty = model.node(left).ty;
    let (left, right) = values_differing(model, a, b, ty, Precision::Table)?;
    let mut text = language.pick(format!("kiri {left}, kanan {right}"), format!("left {left}, right {right}"));
    let (Value::Number(x), Value::Number(y), Type::Number(unit)) = (a, b, ty) else { return Some(text) };
    let Some(difference) = x.sub(y).ok().filter(|difference| !difference.is_zero()) else { return Some(text) };
    let difference = difference.abs();
    let shown = (2..40)
        .map(|decimals| number::difference(&model.units, &difference, unit, Precision::Rounded(decimals), language))
        .find(|shown| shown.contains(|c: char| ('1'..='9').contains(&c)));
    if let Some(shown) = shown {
        text.push_str(&language.pick(format!(", selisih {shown}"), format!(", difference {shown}")));
    }
    let in_table = |value| number::value(model, value, ty, Precision::Table);
    let asks_equal = matches!(&model.node(condition).kind, NodeKind::Compare { operator: Comparison::Equal, .. });
    if asks_equal && in_table(a) == in_table(b) {
        text.push_str(number::rounding_offer(language));
    }
    Some(text)
}

//! Published figures against the rules: which agree, and which reading of the rules would give those that do not.

mod last_year;
mod tally;

pub use last_year::LastYear;
pub use tally::tally;

use super::readings::Readings;
use crate::evaluate::{Evaluator, Facts, Outcome};
use crate::explain::printed::{Printed, same_words};
use crate::model::{ItemId, Model, NodeId, Property, Rules, Type};
use crate::number::{Number, RoundingMode};
use crate::render::figure;
use crate::render::reading::Reading;
use crate::render::reconciliation::{Compared, Found, Line, Near, Rating, Verdict};
use crate::value::Value;

/// So many readings that come near are named.
const MOST_NEAR: usize = 4;
/// How a figure may have been brought to the decimals that are printed, other than by rounding it.
const PRINTED: [RoundingMode; 4] =
    [RoundingMode::Truncate, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down];

/// Compares what is published with what the rules of one set give.
pub struct Reconciler<'m> {
    model: &'m Model,
    others: Vec<(Reading, &'m Model, Evaluator<'m>)>,
    /// Whether published figures have a decimal dot.
    english: bool,
}

impl<'m> Reconciler<'m> {
    /// For the rules at a place among the sets of rules.
    pub fn new(model: &'m Model, readings: &'m Readings, rules: &'m Rules, place: usize, english: bool) -> Self {
        let others = readings.of_era(place).iter();
        let others = others.map(|(reading, model)| (*reading, model, Evaluator::among(model, rules, place))).collect();
        Self { model, others, english }
    }

    /// All readings that are tried, in their order.
    pub fn readings(&self) -> Vec<Reading> {
        let models = self.others.iter().map(|(reading, ..)| *reading);
        models.chain(PRINTED.map(Reading::Printed)).collect()
    }

    /// What is published in a case, line by line, in the order of the ruleset. `earlier` are the facts with the targets of
    /// the year before, where they are known.
    pub fn look(&mut self, facts: &Facts, outcome: &Outcome, earlier: Option<&Facts>) -> Vec<Line> {
        let mut lines: Vec<Line> =
            self.model.results().filter_map(|(id, item)| self.line(id, facts.published(item.id)?, outcome)).collect();
        if lines.is_empty() {
            return lines;
        }
        for (reading, model, evaluator) in &mut self.others {
            let facts = match (*reading, earlier) {
                (Reading::LastYear, None) => continue,
                (Reading::LastYear, Some(earlier)) => earlier,
                _ => facts,
            };
            let other = evaluator.run(facts, &mut ());
            for line in &mut lines {
                let found = found(*reading, model, line, &other);
                line.tried.extend(found);
            }
        }
        for line in &mut lines {
            if let Some(copied) = self.copied(line, outcome) {
                line.tried.push(copied);
            }
            for mode in PRINTED {
                line.tried.extend(printed(mode, line));
            }
            conclude(line);
        }
        lines
    }

    fn line(&self, id: ItemId, published: &crate::evaluate::Published, outcome: &Outcome) -> Option<Line> {
        let item = self.model.item(id);
        let value = |property: Property| {
            let node = item.properties[property as usize]?;
            Some((outcome.value(node)?.clone(), self.model.node(node).ty))
        };
        let achievement = published.achievement.as_deref().map(|text| {
            let printed = Printed::read(text, self.english);
            match [Property::Achievement, Property::Absorption].into_iter().find_map(value) {
                None => Compared {
                    text: text.to_owned(),
                    printed,
                    computed: None,
                    displayed: None,
                    verdict: Verdict::NoFigure,
                },
                Some((value, ty)) => {
                    let verdict = self.verdict(text, printed.as_ref(), &value, ty);
                    let displayed = value.number().map(|number| figure::displayed(self.model, ty, number));
                    Compared { text: text.to_owned(), printed, computed: Some((value, ty)), displayed, verdict }
                }
            }
        });
        let category = published.category.as_deref().map(|text| match value(Property::Category) {
            None => Rating { text: text.to_owned(), computed: None, verdict: Verdict::NoFigure },
            Some((value, ty)) => {
                let verdict = match value {
                    Value::Label(label) if same_words(figure::label_text(self.model, ty, label), text) => Verdict::Same,
                    Value::Label(_) => Verdict::Different,
                    _ => Verdict::NoValue,
                };
                Rating { text: text.to_owned(), computed: Some((value, ty)), verdict }
            }
        });
        (achievement.is_some() || category.is_some()).then_some(Line {
            item: id,
            origin: published.origin,
            achievement,
            category,
            tried: Vec::new(),
            explained: Vec::new(),
            near: Vec::new(),
        })
    }

    fn verdict(&self, text: &str, printed: Option<&Printed>, value: &Value, ty: Type) -> Verdict {
        match (value, printed) {
            (Value::Number(number), Some(printed)) => {
                let shown = figure::displayed(self.model, ty, number);
                if printed.shows(&shown, RoundingMode::HalfAwayFromZero) { Verdict::Same } else { Verdict::Different }
            }
            (Value::Number(_), None) => Verdict::Unreadable,
            (Value::Label(label), _) if same_words(figure::label_text(self.model, ty, *label), text) => Verdict::Same,
            (value, None) if !value.is_there() => Verdict::Unreadable,
            (value, _) if !value.is_there() => Verdict::NoValue,
            _ => Verdict::Different,
        }
    }

    /// A realization in another unit than the achievement that stands in its place: no model can hold it, the figure can
    /// be compared.
    fn copied(&self, line: &Line, outcome: &Outcome) -> Option<Found> {
        if line.tried.iter().any(|found| found.reading == Reading::Copied && found.value.is_some()) {
            return None;
        }
        let node: NodeId = self.model.item(line.item).properties[Property::Realization as usize]?;
        let printed = line.achievement.as_ref()?.printed.as_ref()?;
        let number = figure::displayed(self.model, self.model.node(node).ty, outcome.value(node)?.number()?);
        let shown = printed.as_printed(&number, RoundingMode::HalfAwayFromZero);
        // A rating that follows from it there is none.
        let gives = line.category.is_none() && shown == printed.number;
        gives.then_some(Found { reading: Reading::Copied, value: Some(number), shown: Some(shown), label: None, gives })
    }
}

/// What a reading makes of a line.
fn found(reading: Reading, model: &Model, line: &Line, outcome: &Outcome) -> Option<Found> {
    let property = |property| outcome.property(model, line.item, property);
    let value = property(Property::Achievement).or_else(|| property(Property::Absorption));
    let node = [Property::Achievement, Property::Absorption]
        .into_iter()
        .find_map(|property| model.item(line.item).properties[property as usize]);
    let ty = node.map(|node| model.node(node).ty);
    let number = match (value, ty) {
        (Some(Value::Number(number)), Some(ty)) => Some(figure::displayed(model, ty, number)),
        _ => None,
    };
    let label = match property(Property::Category) {
        Some(Value::Label(label)) => Some(*label),
        _ => None,
    };
    let shown = line
        .achievement
        .as_ref()
        .and_then(|compared| compared.printed.as_ref())
        .zip(number.as_ref())
        .map(|(printed, number)| printed.as_printed(number, RoundingMode::HalfAwayFromZero));
    let achievement_given = line.achievement.as_ref().is_none_or(|compared| match (&compared.printed, &shown) {
        (Some(printed), Some(shown)) => printed.number == *shown,
        // What is no figure says nothing for or against a reading.
        (None, _) => compared.verdict == Verdict::Same || line.category.is_some(),
        _ => false,
    });
    let category_given = line.category.as_ref().is_none_or(|rating| match (label, rating.ty()) {
        (Some(label), Some(ty)) => same_words(figure::label_text(model, ty, label), &rating.text),
        _ => false,
    });
    Some(Found { reading, value: number, shown, label, gives: achievement_given && category_given })
}

/// The rules as they are, printed another way.
fn printed(mode: RoundingMode, line: &Line) -> Option<Found> {
    let compared = line.achievement.as_ref()?;
    let (printed, number) = (compared.printed.as_ref()?, compared.displayed.as_ref()?);
    let shown = printed.as_printed(number, mode);
    let category_same = line.category.as_ref().is_none_or(|rating| rating.verdict == Verdict::Same);
    let gives = shown == printed.number && category_same;
    Some(Found { reading: Reading::Printed(mode), value: Some(number.clone()), shown: Some(shown), label: None, gives })
}

/// Which of the readings explain a line, or come near.
fn conclude(line: &mut Line) {
    if !line.differs() {
        return;
    }
    for found in line.tried.iter().filter(|found| found.gives) {
        // Downwards is the same as cutting off wherever there is nothing below 0.
        let is_down =
            matches!(found.reading, Reading::RoundedBy(RoundingMode::Down) | Reading::Printed(RoundingMode::Down));
        let cut = line.explained.iter().any(|known: &Found| {
            matches!(known.reading, Reading::Truncated | Reading::Printed(RoundingMode::Truncate))
        });
        if !(is_down && cut) {
            line.explained.push(found.clone());
        }
    }
    let Some(compared) = line.achievement.as_ref().filter(|_| line.explained.is_empty()) else { return };
    let (Some(printed), base) = (&compared.printed, &compared.displayed) else { return };
    let base = base.as_ref().map(|number| printed.as_printed(number, RoundingMode::HalfAwayFromZero));
    let mut near: Vec<Near> = Vec::new();
    for found in &line.tried {
        let Some(shown) = found.shown.as_ref().filter(|shown| Some(*shown) != base.as_ref()) else { continue };
        let Ok(distance) = shown.sub(&printed.number).map(|difference: Number| difference.abs()) else { continue };
        if !near.iter().any(|known| known.shown == *shown) {
            near.push(Near { reading: found.reading, shown: shown.clone(), distance });
        }
    }
    near.sort_by(|a, b| a.distance.cmp(&b.distance));
    near.truncate(MOST_NEAR);
    line.near = near;
}

//! Other ways to rate a figure: the scale rounds otherwise, a gap belongs to a band, another scale is taken. Each is a
//! scale like any other, which rates as scales do.

use super::way::Looked;
use crate::evaluate::plan::Small;
use crate::explain::printed::same_words;
use crate::model::{Model, Scale, ScaleId, Type, UnitId};
use crate::number::{Number, RoundingMode};
use crate::render::reading::Rated;
use crate::syntax::ast::Rounding;
use crate::tools::readings;
use crate::value::{Interval, Label, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// How figures are rounded before they are rated.
const ROUNDINGS: [(RoundingMode, u8); 5] = [
    (RoundingMode::HalfAwayFromZero, 0),
    (RoundingMode::HalfAwayFromZero, 1),
    (RoundingMode::HalfAwayFromZero, 2),
    (RoundingMode::Truncate, 0),
    (RoundingMode::Up, 0),
];

/// So many figures are remembered with their ratings.
const REMEMBERED: usize = 1 << 16;

/// A figure that may be rated, in natural size.
#[derive(Debug, Clone)]
pub(super) enum Rateable {
    Small(Small),
    Number(Number),
}

impl Rateable {
    pub fn of(value: Looked<'_>) -> Option<Self> {
        match value {
            Looked::Small(small) => Some(Self::Small(small)),
            Looked::Value(Value::Number(number)) => {
                Some(Small::of(number).map_or_else(|| Self::Number(number.clone()), Self::Small))
            }
            _ => None,
        }
    }

    pub fn number(&self) -> Number {
        match self {
            Self::Small(small) => small.number(),
            Self::Number(number) => number.clone(),
        }
    }
}

/// The label that each of the ways gives, in their order; none where a way says nothing of a figure.
pub(super) type Labels = Arc<[Option<Label>]>;

/// The other ways to rate by the scales of a model.
#[derive(Debug)]
pub(super) struct Scales<'m> {
    model: &'m Model,
    /// All ways, under any scale.
    ways: Vec<Rated>,
    known: HashMap<(u32, i64, i64), Labels>,
}

impl<'m> Scales<'m> {
    pub fn new(model: &'m Model) -> Self {
        let used: Vec<usize> = readings::scales(model).into_iter().collect();
        let mut ways = Vec::new();
        if !used.is_empty() {
            ways.extend(ROUNDINGS.map(|(mode, decimals)| Rated::ScaleRounded(mode, decimals)));
            ways.extend([Rated::BandBelow, Rated::BandAbove]);
        }
        let scales = || used.iter().filter_map(|scale| model.scales.get(*scale));
        if scales().any(|scale| scale.rounding.is_some()) {
            ways.push(Rated::ScaleNotRounded);
        }
        for scale in &model.scales {
            let is_other = |used: &Scale| used.unit == scale.unit && used.name != scale.name;
            let rates = scale.unit.is_some() && scale.bands.iter().any(|band| band.range.is_some());
            let name = Rated::Scale(scale.name.as_str().into());
            if rates && scales().any(is_other) && !ways.contains(&name) {
                ways.push(name);
            }
        }
        Self { model, ways, known: HashMap::new() }
    }

    pub fn ways(&self) -> &[Rated] {
        &self.ways
    }

    /// By how many places numbers of a unit are shifted where they are displayed.
    pub fn shift(&self, unit: UnitId) -> i32 {
        self.model.units.shift(unit)
    }

    /// What a scale makes of a figure in natural size.
    pub fn rate(&self, id: ScaleId, number: &Number) -> Option<Label> {
        rate(self.model, self.model.scale(id), number)
    }

    /// What the ways make of a figure in natural size.
    pub fn labels(&mut self, id: ScaleId, figure: &Rateable) -> Labels {
        let key = match figure {
            Rateable::Small(small) => Some((id.0, small.numerator, small.denominator)),
            Rateable::Number(_) => None,
        };
        if let Some(known) = key.as_ref().and_then(|key| self.known.get(key)) {
            return known.clone();
        }
        let number = figure.number();
        let labels: Labels = self.ways.iter().map(|way| self.label(id, way, &number)).collect();
        if let Some(key) = key {
            if self.known.len() >= REMEMBERED {
                self.known.clear();
            }
            self.known.insert(key, labels.clone());
        }
        labels
    }

    fn label(&self, id: ScaleId, way: &Rated, number: &Number) -> Option<Label> {
        let scale = self.model.scale(id);
        match way {
            Rated::ScaleRounded(mode, decimals) => {
                let (span, decimals) = (scale.about.span, u32::from(*decimals));
                let rounding = Some((Rounding { mode: *mode, decimals }, span));
                rate(self.model, &Scale { rounding, ..scale.clone() }, number)
            }
            Rated::ScaleNotRounded => rate(self.model, &Scale { rounding: None, ..scale.clone() }, number),
            Rated::BandBelow | Rated::BandAbove => {
                let prepared = scale.prepare(number, shift(self.model, scale));
                match scale.choose(&prepared) {
                    Label::OUTSIDE => neighbour(scale, &prepared, *way == Rated::BandAbove),
                    label => Some(label),
                }
            }
            // The label of this scale that reads alike.
            Rated::Scale(name) => {
                let text = self.text_of(name, number)?;
                let place = scale.bands.iter().position(|band| same_words(&band.label, text))?;
                u16::try_from(place).ok().map(Label)
            }
            Rated::AsPrinted | Rated::NotRounded | Rated::NotCapped => None,
        }
    }

    /// How another scale rates a figure, in words.
    pub fn text_of(&self, name: &str, number: &Number) -> Option<&'m str> {
        let scale = self.model.scales.iter().find(|scale| scale.name == name)?;
        let label = rate(self.model, scale, number)?;
        scale.bands.get(usize::from(label.0)).map(|band| band.label.as_str())
    }
}

fn shift(model: &Model, scale: &Scale) -> i32 {
    scale.unit.map_or(0, |unit| model.units.shift(unit))
}

fn rate(model: &Model, scale: &Scale, number: &Number) -> Option<Label> {
    match scale.rate(&Value::Number(number.clone()), shift(model, scale)) {
        Value::Label(label) => Some(label),
        _ => None,
    }
}

/// The band next to a figure that lies in none.
fn neighbour(scale: &Scale, number: &Number, above: bool) -> Option<Label> {
    let end = |range: &Interval| if above { range.low.clone() } else { range.high.clone() };
    let ends =
        scale.bands.iter().enumerate().filter_map(|(place, band)| Some((place, end(&band.range.as_ref()?.0)?.0)));
    let nearest = match above {
        true => ends.filter(|(_, end)| end >= number).min_by(|a, b| a.1.cmp(&b.1)),
        false => ends.filter(|(_, end)| end <= number).max_by(|a, b| a.1.cmp(&b.1)),
    };
    nearest.and_then(|(place, _)| u16::try_from(place).ok()).map(Label)
}

/// The label of a scale that reads like a text.
pub(super) fn label_of(model: &Model, ty: Type, text: &str) -> Option<Label> {
    if same_words(crate::render::figure::OUTSIDE, text) {
        return Some(Label::OUTSIDE);
    }
    let Type::Label(scale) = ty else { return None };
    let place = model.scale(scale).bands.iter().position(|band| same_words(&band.label, text))?;
    u16::try_from(place).ok().map(Label)
}

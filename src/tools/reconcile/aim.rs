//! What a reading would have to give.

use super::Placed;
use super::rated::{Rateable, Scales};
use super::way::{Looked, Results, Roots};
use crate::evaluate::plan::Small;
use crate::explain::printed::same_words;
use crate::model::{ItemId, Model, ScaleId, Type};
use crate::number::{Number, RoundingMode};
use crate::render::figure;
use crate::render::reading::{Rated, Reading};
use crate::render::reconciliation::{Class, Compared, Found, Kind, Line, Tally, Verdict};
use crate::value::{Label, Value};

/// What is published about an item, ready to be compared with what many readings give.
#[derive(Debug)]
pub(super) struct Aim<'r> {
    pub item: ItemId,
    kind: Kind,
    /// Whether it can be compared at all, and so counts.
    counts: bool,
    same: bool,
    open: bool,
    roots: Roots,
    /// What the rules give.
    value: Looked<'r>,
    label: Looked<'r>,
    has_value: bool,
    has_label: bool,
    /// The figure that is published, in natural size, and its decimals there.
    number: Option<(Option<Small>, i32)>,
    /// The rating that is published, where the scale has it.
    wanted: Option<Label>,
}

/// A reading and its place among all of them.
pub(super) type At<'r> = (&'r Reading, usize);

impl<'r> Aim<'r> {
    pub fn new(
        kind: Kind,
        line: &Line,
        roots: Roots,
        (value, label): (Looked<'r>, Looked<'r>),
        number: Option<(Option<Small>, i32)>,
        wanted: Option<Label>,
    ) -> Self {
        let class = line.class();
        Self {
            item: line.item,
            kind,
            counts: matches!(class, Class::Same | Class::Different),
            same: class == Class::Same,
            open: line.is_open(),
            roots,
            value,
            label,
            has_value: line.achievement.is_some(),
            has_label: line.category.is_some(),
            number,
            wanted,
        }
    }

    fn count(&self, place: usize, gives: bool, moves: bool, tally: &mut Tally) {
        if self.counts {
            tally.reading(self.kind, place, gives, moves);
        }
    }

    /// A reading says nothing of it: it stays as the rules have it.
    pub fn unmoved(&self, place: usize, tally: &mut Tally) {
        self.count(place, self.same, false, tally);
    }

    /// What a reading gives.
    pub fn tried(
        &self,
        (reading, place): At<'_>,
        model: &Model,
        alike: bool,
        line: &mut Line,
        (value, label): (Looked<'_>, Looked<'_>),
        tally: &mut Tally,
    ) {
        let moves = (self.has_value && !value.is(self.value)) || (self.has_label && !label.is(self.label));
        if !moves {
            self.unmoved(place, tally);
            // What gives the same comes no nearer.
            return;
        }
        if !self.open {
            if !self.counts {
                return;
            }
            let quick = if alike { self.gives(value, label) } else { None };
            let gives = quick.unwrap_or_else(|| found(reading, model, self.roots, line, (value, label)).gives);
            return self.count(place, gives, true, tally);
        }
        let found = found(reading, model, self.roots, line, (value, label));
        self.count(place, found.gives, true, tally);
        line.tried.push(found);
    }

    /// Whether a value and a label are what is published, where that can be told from small numbers.
    fn gives(&self, value: Looked<'_>, label: Looked<'_>) -> Option<bool> {
        let label_given = !self.has_label || (self.wanted.is_some() && label.label() == self.wanted);
        if !self.has_value {
            return Some(label_given);
        }
        let (published, decimals) = self.number?;
        let rounded = value.small()?.round(RoundingMode::HalfAwayFromZero, decimals)?;
        Some(rounded.compare(published?).is_eq() && label_given)
    }

    /// Whether the realization is in another unit than the achievement, so that no model can hold it in its place.
    pub fn is_copied_elsewhere(&self) -> bool {
        match (self.roots.achievement, self.roots.realization) {
            (Some((_, achievement)), Some((_, realization))) => {
                achievement != realization && matches!(realization, Type::Number(_))
            }
            _ => false,
        }
    }

    /// The realization in the place of an achievement of another unit. A rating that follows from it there is none.
    pub fn copied(
        &self,
        place: usize,
        model: &Model,
        line: &mut Line,
        results: &Results<'_, '_, '_>,
        tally: &mut Tally,
    ) {
        let copied = || {
            let (_, ty) = self.roots.realization?;
            let printed = line.achievement.as_ref()?.printed.as_ref()?;
            let value = results.look(self.roots.realization).value()?;
            let number = figure::displayed(model, ty, value.number()?);
            let shown = printed.as_printed(&number, RoundingMode::HalfAwayFromZero);
            let gives = !self.has_label && shown == printed.number;
            Some(Found { reading: Reading::Copied, value: Some(number), shown: Some(shown), label: None, gives })
        };
        match copied() {
            None => self.unmoved(place, tally),
            Some(found) => {
                self.count(place, found.gives, true, tally);
                // It is no achievement, so that it comes near none.
                if self.open
                    && found.shown.as_ref()
                        == line
                            .achievement
                            .as_ref()
                            .and_then(|compared| compared.printed.as_ref())
                            .map(|printed| &printed.number)
                {
                    line.tried.push(found);
                }
            }
        }
    }

    /// The rules as they are, printed another way.
    pub fn printed(
        &self,
        (reading, place): At<'_>,
        mode: RoundingMode,
        model: &Model,
        line: &mut Line,
        tally: &mut Tally,
    ) {
        if !self.open {
            let quick = || {
                let (published, decimals) = self.number?;
                Some(self.value.small()?.round(mode, decimals)?.compare(published?).is_eq())
            };
            if let Some(gives) = quick() {
                return self.count(place, gives, !gives, tally);
            }
        }
        let printed = || {
            let compared = line.achievement.as_ref()?;
            let (printed, number) = (compared.printed.as_ref()?, self.displayed(model)?);
            let shown = printed.as_printed(&number, mode);
            let label_given = line.category.as_ref().is_none_or(|rating| rating.verdict == Verdict::Same);
            let gives = shown == printed.number && label_given;
            let moves = shown != printed.as_printed(&number, RoundingMode::HalfAwayFromZero);
            let label = self.label.label().filter(|_| self.has_label);
            let (value, shown) = (Some(number), Some(shown));
            Some((Found { reading: reading.clone(), value, shown, label, gives }, moves))
        };
        match printed() {
            Some((found, true)) => {
                self.count(place, found.gives, true, tally);
                if self.open {
                    line.tried.push(found);
                }
            }
            _ => self.unmoved(place, tally),
        }
    }

    /// Only the rating is another: this label.
    pub fn rated(&self, (reading, place): At<'_>, line: &mut Line, label: Option<Label>, tally: &mut Tally) {
        let before = self.label.label().filter(|_| self.has_label);
        let (Some(label), Some(before)) = (label, before) else { return self.unmoved(place, tally) };
        if label == before {
            return self.unmoved(place, tally);
        }
        let gives = self.wanted == Some(label) && self.is_value_given(line);
        self.count(place, gives, true, tally);
        if self.open {
            let value = line.achievement.as_ref().and_then(|compared| compared.displayed.clone());
            line.tried.push(Found { reading: reading.clone(), value, shown: None, label: Some(label), gives });
        }
    }

    /// Whether nothing that is published says that the achievement is not as the rules give it.
    fn is_value_given(&self, line: &Line) -> bool {
        let fits = |compared: &Compared| matches!(compared.verdict, Verdict::Same | Verdict::Unreadable);
        line.achievement.as_ref().is_none_or(fits)
    }

    /// The number that the rules give, as it is displayed.
    fn displayed(&self, model: &Model) -> Option<Number> {
        let (_, ty) = self.roots.achievement?;
        Some(figure::displayed(model, ty, self.value.value()?.number()?))
    }

    /// What is rated, and by which scale.
    fn rating(&self) -> Option<(ScaleId, Rateable)> {
        let (_, scale) = self.roots.rated.filter(|_| self.has_label)?;
        Some((scale, Rateable::of(self.value)?))
    }

    /// The other ways of the scales.
    pub fn by_scales(&self, scales: &mut Scales<'_>, ways: &[Placed<()>], line: &mut Line, tally: &mut Tally) {
        let Some((scale, number)) = self.rating() else {
            for way in ways {
                self.unmoved(way.place, tally);
            }
            return;
        };
        let labels = scales.labels(scale, &number);
        for (way, label) in ways.iter().zip(labels.iter()) {
            match (&way.reading, label) {
                (Reading::Rated(Rated::Scale(name)), None) if self.open => {
                    // A label that the scale of the rules does not have.
                    let text = scales.text_of(name, &number.number());
                    let published = line.category.as_ref().map(|rating| &rating.text);
                    let alike = text.zip(published).is_some_and(|(text, published)| same_words(text, published));
                    let gives = alike && self.is_value_given(line);
                    self.count(way.place, gives, true, tally);
                    if gives {
                        let value = line.achievement.as_ref().and_then(|compared| compared.displayed.clone());
                        let reading = way.reading.clone();
                        line.tried.push(Found { reading, value, shown: None, label: None, gives });
                    }
                }
                // What another scale says in other words is not what is published.
                (Reading::Rated(Rated::Scale(_)), None) => self.count(way.place, false, true, tally),
                _ => self.rated((&way.reading, way.place), line, *label, tally),
            }
        }
    }

    /// The rating of what is printed.
    pub fn as_printed(&self, at: At<'_>, scales: &Scales<'_>, line: &mut Line, tally: &mut Tally) {
        let label = self.label_as_printed(scales, line);
        self.rated(at, line, label, tally);
    }

    fn label_as_printed(&self, scales: &Scales<'_>, line: &Line) -> Option<Label> {
        let (scale, own) = self.rating()?;
        let (published, _) = self.number?;
        if let (Some(published), Rateable::Small(own)) = (published, &own)
            && published.compare(*own).is_eq()
        {
            return self.label.label();
        }
        let (_, Type::Number(unit)) = self.roots.achievement? else { return None };
        let printed = line.achievement.as_ref()?.printed.as_ref()?;
        scales.rate(scale, &printed.number.shift10(-scales.shift(unit)))
    }

    /// Where another figure and another rating are published: whether the rules rate that figure so.
    pub fn rated_as_printed(&self, scales: &Scales<'_>, line: &Line) -> Option<bool> {
        let differs = |verdict: Verdict| verdict == Verdict::Different;
        let both = differs(line.achievement.as_ref()?.verdict) && differs(line.category.as_ref()?.verdict);
        let label = self.label_as_printed(scales, line).filter(|_| both)?;
        Some(self.wanted == Some(label))
    }
}

/// What a reading makes of a line.
fn found(
    reading: &Reading,
    model: &Model,
    roots: Roots,
    line: &Line,
    (value, label): (Looked<'_>, Looked<'_>),
) -> Found {
    let number = match (value.value(), roots.achievement) {
        (Some(Value::Number(number)), Some((_, ty))) => Some(figure::displayed(model, ty, &number)),
        _ => None,
    };
    let label = label.label();
    let compared = line.achievement.as_ref();
    let shown = compared
        .and_then(|compared| compared.printed.as_ref())
        .zip(number.as_ref())
        .map(|(printed, number)| printed.as_printed(number, RoundingMode::HalfAwayFromZero));
    let achievement_given = compared.is_none_or(|compared| match (&compared.printed, &shown) {
        (Some(printed), Some(shown)) => printed.number == *shown,
        // What is no figure says nothing for or against a reading; a dash speaks against a figure.
        (None, _) => compared.verdict == Verdict::Unreadable && line.category.is_some(),
        _ => false,
    });
    let category_given = line.category.as_ref().is_none_or(|rating| match (label, rating.ty()) {
        (Some(label), Some(ty)) => same_words(figure::label_text(model, ty, label), &rating.text),
        _ => false,
    });
    let label = label.filter(|_| line.category.is_some());
    Found { reading: reading.clone(), value: number, shown, label, gives: achievement_given && category_given }
}

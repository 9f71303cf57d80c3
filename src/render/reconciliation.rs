//! Published figures beside what the rules give, and the readings by which they may have come about.

mod conclusions;
mod excerpt;
mod json;
mod markdown;
mod tally;
mod text;

pub use json::ReconciliationWriter as JsonWriter;
pub use markdown::MarkdownWriter;
pub use tally::{Counts, Kind, Tally, Without};
pub use text::TextWriter;

use super::View;
use super::reading::Reading;
use crate::evaluate::{Facts, Origin};
use crate::explain::printed::Printed;
use crate::message::Language;
use crate::model::{ItemId, Type};
use crate::number::{Cut, Number};
use crate::value::{Label, Value};
use std::sync::Arc;

/// How a published figure compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The rules give what is published, to the decimals printed.
    Same,
    /// They give something else.
    Different,
    /// What is published is no figure.
    Unreadable,
    /// The rules give no value.
    NoValue,
    /// The rules know no such figure.
    NoFigure,
}

impl Verdict {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "sama",
            Self::Different => "berbeda",
            Self::Unreadable => "tidak_terbaca",
            Self::NoValue => "tanpa_nilai",
            Self::NoFigure => "tanpa_angka",
        }
    }

    /// What it is called.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Same => language.pick("sama", "the same"),
            Self::Different => language.pick("berbeda", "different"),
            Self::Unreadable => language.pick("tidak terbaca sebagai angka", "cannot be read as a figure"),
            Self::NoValue => language.pick("aturan tidak menghasilkan nilai", "the rules give no value"),
            Self::NoFigure => language.pick("aturan tidak mengenal angka ini", "the rules know no such figure"),
        }
    }
}

/// `capaian_lapor` beside the achievement.
#[derive(Debug, Clone)]
pub struct Compared {
    /// As it is published.
    pub text: Arc<str>,
    /// The figure in it; none where there is none.
    pub printed: Option<Printed>,
    /// What the rules give; none where they know no such figure.
    pub computed: Option<(Value, Type)>,
    /// The number that they give, as it is displayed.
    pub displayed: Option<Number>,
    /// How that compares.
    pub verdict: Verdict,
}

/// `kategori_lapor` beside the rating.
#[derive(Debug, Clone)]
pub struct Rating {
    /// As it is published.
    pub text: Arc<str>,
    /// What the rules give; none where they rate nothing.
    pub computed: Option<(Value, Type)>,
    /// How that compares.
    pub verdict: Verdict,
}

impl Rating {
    /// The type of the rating.
    pub fn ty(&self) -> Option<Type> {
        self.computed.as_ref().map(|(_, ty)| *ty)
    }
}

/// What a reading gives for a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which reading.
    pub reading: Reading,
    /// The achievement that it gives, as it is displayed.
    pub value: Option<Number>,
    /// The same to the decimals printed.
    pub shown: Option<Number>,
    /// The rating that it gives.
    pub label: Option<Label>,
    /// Whether that is what is published.
    pub gives: bool,
}

/// A reading that comes near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Which reading.
    pub reading: Reading,
    /// What it gives, to the decimals printed.
    pub shown: Number,
    /// How far that is from what is published, as it is displayed. 0: only the rating is another.
    pub distance: Number,
    /// The rating that it gives.
    pub label: Option<Label>,
}

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// All that is published is what the rules give.
    Same,
    /// Something else is published.
    Different,
    /// The rules give no value, so that there is nothing to compare with.
    Incomparable,
    /// What is published is no figure, or nothing that the rules know.
    Unread,
}

/// What is published about an item.
#[derive(Debug, Clone)]
pub struct Line {
    /// Which item.
    pub item: ItemId,
    /// Where it is published.
    pub origin: Origin,
    /// `capaian_lapor`
    pub achievement: Option<Compared>,
    /// `kategori_lapor`
    pub category: Option<Rating>,
    /// What each reading gives, where the rules do not give what is published.
    pub tried: Vec<Found>,
    /// The readings that give what is published; where none does and the rating is as the rules give it, those that give
    /// the figure.
    pub explained: Vec<Found>,
    /// Where no reading does: those that come near.
    pub near: Vec<Near>,
    /// Where another figure and another rating are published: whether the rules rate that figure so.
    pub rated_as_printed: Option<bool>,
}

impl Line {
    fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        let achievement = self.achievement.as_ref().map(|compared| compared.verdict);
        achievement.into_iter().chain(self.category.as_ref().map(|rating| rating.verdict))
    }

    /// What it comes to: the worst of what is published.
    pub fn class(&self) -> Class {
        let any = |wanted: Verdict| self.verdicts().any(|verdict| verdict == wanted);
        if any(Verdict::Different) {
            Class::Different
        } else if any(Verdict::NoValue) {
            Class::Incomparable
        } else if any(Verdict::Unreadable) || any(Verdict::NoFigure) {
            Class::Unread
        } else {
            Class::Same
        }
    }

    /// Whether the readings are asked for it: something differs, or there is a figure where the rules give none.
    pub fn is_open(&self) -> bool {
        matches!(self.class(), Class::Different | Class::Incomparable)
    }

    /// Whether the achievement is as the rules give it, and the rating is not.
    pub fn only_rating_differs(&self) -> bool {
        self.achievement.as_ref().is_some_and(|compared| compared.verdict == Verdict::Same)
            && self.category.as_ref().is_some_and(|rating| rating.verdict == Verdict::Different)
    }

    /// The state in which the rules give no value.
    pub fn state(&self) -> Option<&Value> {
        let achievement = self.achievement.as_ref().and_then(|compared| compared.computed.as_ref());
        let rating = self.category.as_ref().and_then(|rating| rating.computed.as_ref());
        achievement.into_iter().chain(rating).map(|(value, _)| value).find(|value| !value.is_there())
    }
}

/// One unit in one period.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The rules, names and words.
    pub view: View<'a>,
    /// What the data says.
    pub facts: &'a Facts,
    /// What is published.
    pub lines: &'a [Line],
}

/// A number in its displayed unit, as people write it; with enough digits, and `…` where they do not end.
fn shown(view: &View<'_>, number: &Number, ty: Option<Type>) -> String {
    match ty {
        Some(Type::Number(unit)) => {
            let natural = number.shift10(-view.model.units.shift(unit));
            super::number::number(&view.model.units, &natural, unit, super::number::Precision::Explanation)
        }
        _ => number.to_indonesian(3, Cut::Truncate),
    }
}

/// How far apart two such numbers are.
fn apart(view: &View<'_>, number: &Number, ty: Option<Type>) -> String {
    match ty {
        Some(Type::Number(unit)) => {
            let natural = number.shift10(-view.model.units.shift(unit));
            let precision = super::number::Precision::Explanation;
            super::number::difference(&view.model.units, &natural, unit, precision, view.language)
        }
        _ => number.to_indonesian(3, Cut::Truncate),
    }
}

/// What the rules give, as people write it.
fn computed(view: &View<'_>, computed: Option<&(Value, Type)>) -> String {
    let Some((value, ty)) = computed else { return "–".to_owned() };
    super::number::value(view.model, value, *ty, super::number::Precision::Explanation)
        .or_else(|| super::state::word(value, view.language).map(str::to_owned))
        .unwrap_or_default()
}

/// What is said of a printed figure that has something behind it that is not its unit.
fn stray(view: &View<'_>, compared: &Compared) -> Option<String> {
    let printed = compared.printed.as_ref()?;
    let behind = printed.behind.as_str();
    let (_, ty) = compared.computed.as_ref()?;
    let Type::Number(unit) = ty else { return None };
    let name = view.model.units.name(*unit);
    let is_percent = *unit == crate::model::UnitId::PERCENT && matches!(behind, "%" | "persen");
    let is_known = behind.is_empty() || is_percent || behind.eq_ignore_ascii_case(&name);
    if is_known {
        return None;
    }
    let read = printed.number.to_indonesian(15, Cut::Truncate);
    Some(view.language.pick(
        format!("{} dibaca {read}; \"{behind}\" bukan satuannya ({name})", compared.text),
        format!("{} is read as {read}; \"{behind}\" is not its unit ({name})", compared.text),
    ))
}

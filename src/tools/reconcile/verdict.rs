//! How what is published compares with what the rules give.

use super::aim::Aim;
use super::rated::label_of;
use super::way::{Results, Roots};
use crate::evaluate::Published;
use crate::evaluate::plan::Small;
use crate::explain::printed::{Printed, same_words};
use crate::message::Language;
use crate::model::{ItemId, Model, Type};
use crate::number::RoundingMode;
use crate::render::reconciliation::{Compared, Kind, Line, Rating, Verdict};
use crate::render::{figure, state};
use crate::value::Value;

/// What is published about an item; none where that is nothing. Of a `lean` line that is as the rules give it nothing
/// more is kept.
pub(super) fn line<'r>(
    model: &Model,
    id: ItemId,
    roots: Roots,
    published: &Published,
    results: &'r Results<'_, '_, '_>,
    english: bool,
    lean: bool,
) -> Option<(Line, Aim<'r>)> {
    if published.achievement.is_none() && published.category.is_none() {
        return None;
    }
    let (value, label) = (results.look(roots.achievement), results.look(roots.category));
    let mut number = None;
    let achievement = published.achievement.as_ref().map(|text| {
        let printed = Printed::read(text, english);
        number = roots.achievement.zip(printed.as_ref()).map(|((_, ty), printed)| {
            let shift = shift(model, ty);
            (Small::of(&printed.number.shift10(-shift)), printed.decimals + shift)
        });
        let is_given = || {
            let (published, decimals) = number?;
            Some(value.small()?.round(RoundingMode::HalfAwayFromZero, decimals)?.compare(published?).is_eq())
        };
        if lean && is_given() == Some(true) {
            let (text, verdict) = (text.clone(), Verdict::Same);
            return Compared { text, printed, computed: None, displayed: None, verdict };
        }
        let computed = roots.achievement.and_then(|(_, ty)| Some((value.value()?, ty)));
        let displayed = computed.as_ref().and_then(|(value, ty)| Some(figure::displayed(model, *ty, value.number()?)));
        let verdict = match &computed {
            None => Verdict::NoFigure,
            Some((value, ty)) => verdict(model, text, printed.as_ref(), value, *ty),
        };
        Compared { text: text.clone(), printed, computed, displayed, verdict }
    });
    let category = published.category.as_ref().map(|text| {
        let computed = roots.category.and_then(|(_, ty)| Some((label.value()?, ty)));
        let verdict = match &computed {
            None => Verdict::NoFigure,
            Some((Value::Label(label), ty)) => match same_words(figure::label_text(model, *ty, *label), text) {
                true => Verdict::Same,
                false => Verdict::Different,
            },
            Some((value, _)) if says_nothing(text, value) => Verdict::Same,
            Some(_) => Verdict::NoValue,
        };
        Rating { text: text.clone(), computed, verdict }
    });
    let wanted = category.as_ref().zip(roots.category).and_then(|(rating, (_, ty))| match rating.verdict {
        Verdict::Same => label.label(),
        _ => label_of(model, ty, &rating.text),
    });
    let is_same = |achievement: &Option<Compared>, category: &Option<Rating>| {
        let same = |verdict: Verdict| verdict == Verdict::Same;
        achievement.as_ref().is_none_or(|compared| same(compared.verdict))
            && category.as_ref().is_none_or(|rating| same(rating.verdict))
    };
    if lean && !is_same(&achievement, &category) {
        return line(model, id, roots, published, results, english, false);
    }
    let line = Line {
        item: id,
        origin: published.origin,
        achievement,
        category,
        tried: Vec::new(),
        explained: Vec::new(),
        near: Vec::new(),
        rated_as_printed: None,
    };
    let aim = Aim::new(Kind::of(model.item(id).kind), &line, roots, (value, label), number, wanted);
    Some((line, aim))
}

/// By how many places a number of this type is shifted where it is displayed.
fn shift(model: &Model, ty: Type) -> i32 {
    match ty {
        Type::Number(unit) => model.units.shift(unit),
        _ => 0,
    }
}

fn verdict(model: &Model, text: &str, printed: Option<&Printed>, value: &Value, ty: Type) -> Verdict {
    match (value, printed) {
        (Value::Number(number), Some(printed)) => {
            let shown = figure::displayed(model, ty, number);
            if printed.shows(&shown, RoundingMode::HalfAwayFromZero) { Verdict::Same } else { Verdict::Different }
        }
        (Value::Number(_), None) => Verdict::Unreadable,
        (Value::Label(label), _) if same_words(figure::label_text(model, ty, *label), text) => Verdict::Same,
        (value, None) if says_nothing(text, value) => Verdict::Same,
        (value, _) if !value.is_there() => Verdict::NoValue,
        _ => Verdict::Different,
    }
}

/// Whether a text says that there is no value, as the rules do: a dash, or the name of the state.
fn says_nothing(text: &str, value: &Value) -> bool {
    let named = [Language::Indonesian, Language::English]
        .into_iter()
        .filter_map(|language| state::word(value, language))
        .any(|word| same_words(word, text));
    let is_open = matches!(value, Value::Missing(_) | Value::NotApplicable(_));
    let dash = ["-", "–", "—", "n/a", "n.a."].iter().any(|dash| same_words(dash, text));
    named || (is_open && dash)
}

//! Two sides over many units: how many have each rating on either side, and whose changed.

use crate::evaluate::{Facts, Outcome};
use crate::render::number::label;
use crate::render::outcome::{Figure, Sheet};
use crate::render::state::word;
use crate::value::Value;
use indexmap::IndexMap;

/// The ratings of one code.
#[derive(Debug, Clone, Default)]
pub struct CodeTally {
    /// Its title.
    pub title: Option<String>,
    /// How many cases have each rating, before and after; the labels in their scale's order, then other states.
    pub ratings: IndexMap<String, (u64, u64)>,
    /// Whose rating changed.
    pub changed: Vec<Change>,
}

/// A rating that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The unit, with the period where there are several.
    pub whose: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// The ratings of all codes that have one.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// By code, in the order of the rules.
    pub codes: IndexMap<String, CodeTally>,
    /// How many cases there were.
    pub cases: u64,
    /// How many of them have some other result than before.
    pub moved: u64,
}

impl Tally {
    /// Enters the ratings of a case on one side, by code.
    pub fn ratings(sheet: &Sheet<'_>, outcome: &Outcome) -> IndexMap<String, String> {
        let view = &sheet.view;
        let rated = sheet.rows.iter().filter_map(|row| {
            let (node, ty) = row.figure(Figure::Category)?;
            let text = match outcome.value(node)? {
                Value::Label(value) => label(view.model, *value, ty).to_owned(),
                value => word(value, view.language).unwrap_or_default().to_owned(),
            };
            Some((row.item.code.clone(), text))
        });
        rated.collect()
    }

    /// Prepares the labels of a side's scales, in their order.
    pub fn prepare(&mut self, sheet: &Sheet<'_>) {
        for row in &sheet.rows {
            let Some((_, crate::model::Type::Label(scale))) = row.figure(Figure::Category) else { continue };
            let entry = self.codes.entry(row.item.code.clone()).or_default();
            entry.title.clone_from(&row.item.title);
            for band in &sheet.view.model.scale(scale).bands {
                entry.ratings.entry(band.label.clone()).or_default();
            }
        }
    }

    /// Enters a case.
    pub fn enter(
        &mut self,
        facts: &Facts,
        before: &IndexMap<String, String>,
        after: &IndexMap<String, String>,
        with_period: bool,
    ) {
        let unit = facts.unit.as_deref().unwrap_or("");
        let whose = match facts.period.filter(|_| with_period || unit.is_empty()) {
            Some(period) if unit.is_empty() => period.to_string(),
            Some(period) => format!("{unit} · {period}"),
            None => unit.to_owned(),
        };
        for (code, rating) in before {
            self.codes.entry(code.clone()).or_default().ratings.entry(rating.clone()).or_default().0 += 1;
        }
        for (code, rating) in after {
            self.codes.entry(code.clone()).or_default().ratings.entry(rating.clone()).or_default().1 += 1;
        }
        let codes: Vec<&String> =
            before.keys().chain(after.keys().filter(|code| !before.contains_key(*code))).collect();
        for code in codes {
            let none = "–".to_owned();
            let (was, is) = (before.get(code).unwrap_or(&none), after.get(code).unwrap_or(&none));
            if was != is
                && let Some(tally) = self.codes.get_mut(code)
            {
                tally.changed.push(Change { whose: whose.clone(), before: was.clone(), after: is.clone() });
            }
        }
    }
}

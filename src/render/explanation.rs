//! Explanations as text. [`json`] renders the same tree for programs.

mod amended;
mod formula;
pub mod json;
mod members;
mod notes;
mod parts;
mod rating;
mod rows;
mod sentence;
mod sheet;

use super::View;
use super::markup::{Markup, Role};
use super::number::{self, Precision};
use super::state;
use crate::explain::{Explanation, Subject};
use crate::model::Type;
use crate::value::Value;

pub use sheet::DEFAULT_WIDTH;

/// The whole explanation, several lines, at most `width` columns wide where words allow it.
pub fn text(view: &View<'_>, explanation: &Explanation, width: usize) -> Markup {
    let mut sheet = sheet::Sheet::new(width);
    sheet.free(0, heading(view, explanation));
    sheet.blank();
    sheet.free(1, sentence::of(view, explanation));
    sheet.blank();
    rows::of(view, explanation, &mut sheet);
    amended::rows(view, explanation, &mut sheet);
    notes::of(view, explanation, &mut sheet);
    sheet.finish()
}

/// Only the sentence, after the code: one line.
pub fn brief(view: &View<'_>, explanation: &Explanation) -> Markup {
    let mut line = Markup::of(Role::Heading, name(view, explanation));
    line.push(Role::Plain, ": ");
    line.append(sentence::of(view, explanation));
    line
}

/// What the explanation is called: the code of an item, the message of a condition.
fn name(view: &View<'_>, explanation: &Explanation) -> String {
    match explanation.subject {
        Subject::Item(item) | Subject::Present(item) => view.code(item),
        Subject::Property(item, property) => format!("{}.{}", view.code(item), property.word()),
        Subject::Condition(index) => {
            view.model.conditions.get(index).map_or_else(String::new, |condition| condition.message.clone())
        }
        Subject::Rule => formula::source(view, explanation.span),
    }
}

fn heading(view: &View<'_>, explanation: &Explanation) -> Markup {
    let mut heading = Markup::of(Role::Heading, name(view, explanation));
    match explanation.subject {
        Subject::Item(item) => {
            if let Some(title) = &view.model.item(item).title {
                heading.push(Role::Plain, format!(" {title}"));
            }
        }
        Subject::Condition(index) => {
            let must = view.model.conditions.get(index).is_some_and(|condition| condition.must);
            heading = Markup::of(Role::Plain, if must { "pastikan: " } else { "ingatkan: " });
            heading.push(Role::Heading, name(view, explanation));
        }
        _ => {}
    }
    heading
}

/// A value with the digits of an explanation, or the word for its state.
fn shown(view: &View<'_>, value: &Value, ty: Type) -> String {
    number::value(view.model, value, ty, Precision::Explanation)
        .unwrap_or_else(|| state::word(value, view.language).unwrap_or("").to_owned())
}

//! T0820, T0821: a title that begins with "Persentase" beside another unit than persen; one that begins with "Jumlah" beside
//! persen.

use super::context::Context;
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::findings::FindingsMessage;
use crate::model::{ItemKind, Property, Type, UnitId};
use crate::render::outcome::type_name;

pub const PERCENT: Rule = Rule::new(
    820,
    "judul-persentase",
    ("judul menyebut persentase, satuannya bukan persen", "a title speaks of a percentage, and the unit is not persen"),
    |context, found| run(context, true, found),
);

pub const COUNT: Rule = Rule::new(
    821,
    "judul-jumlah",
    ("judul menyebut jumlah, satuannya persen", "a title counts something, and the unit is persen"),
    |context, found| run(context, false, found),
);

/// What a title begins with that speaks of a percentage, in the spellings that reports have.
const PERCENTAGES: [&str; 5] = ["persentase", "presentase", "prosentase", "persen", "%"];

/// What a title begins with that counts.
const COUNTS: [&str; 3] = ["jumlah", "banyaknya", "banyak"];

fn run(context: &Context<'_>, percent: bool, found: &mut Vec<Found>) {
    let model = context.model;
    for (_, item) in model.results().filter(|(_, item)| item.kind == ItemKind::Indicator) {
        let (Some(title), Some(unit)) = (&item.title, item.declared.unit) else { continue };
        let Some(word) = title.split_whitespace().next() else { continue };
        let lower = word.to_lowercase();
        let is_percent = unit == Type::Number(UnitId::PERCENT);
        let code = item.code.clone();
        let message = if percent && !is_percent && PERCENTAGES.contains(&lower.as_str()) {
            let unit = match unit {
                Type::Label(scale) => format!("label skala `{}`", model.scale(scale).name),
                other => type_name(model, other),
            };
            FindingsMessage::TitleSaysPercent { code, word: word.to_owned(), unit }
        } else if !percent && is_percent && COUNTS.contains(&lower.as_str()) && !title.to_lowercase().contains("persen")
        {
            FindingsMessage::TitleSaysCount { code, word: word.to_owned() }
        } else {
            continue;
        };
        let mut diagnostic = Diagnostic::at(item.about.head, message);
        // The target, where it stands in the block itself.
        let target = item.properties[Property::Target as usize].map(|root| model.node(root).span);
        let inside = |span: &crate::source::Span| {
            span.file == item.about.span.file && span.start > item.about.head.end && span.end <= item.about.span.end
        };
        if let Some(target) = target.filter(inside) {
            diagnostic = diagnostic.with(target, Related::Other);
        }
        found.push(Found::of(diagnostic));
    }
}

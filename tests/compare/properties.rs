//! Of rulesets that nobody wrote: compared with itself nothing is different, and of one number that is another that is all
//! that is told.

use crate::support::written::any_sound;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use takar::message::Language;
use takar::model::build::{InMemory, Staged, build_to_ask};
use takar::model::{BuiltRules, Options};
use takar::render::comparison::Act;
use takar::source::{FileId, Sources, Span};
use takar::syntax::ast::{Attribute, AttributeKind, Block, Expression, ExpressionKind, Item, Member};
use takar::tools::compare::rules::{Compared, Rulebook, compare};
use takar::value::Window;

fn built(text: &str) -> Option<(BuiltRules, Vec<Staged>)> {
    let path = PathBuf::from("coba.takar");
    let mut files = InMemory([(path.clone(), text.to_owned())].into());
    let (built, desk) = build_to_ask(&mut files, Path::new("coba.takar"), &Options::default()).ok()?;
    built.is_valid().then(|| (built, desk.staged()))
}

/// What is different between the latest rules of two texts; none where one of them does not build.
fn compared(old: &str, new: &str) -> Option<Compared> {
    let (old, new) = (built(old)?, built(new)?);
    let latest = |(built, staged): &(BuiltRules, Vec<Staged>)| -> Option<usize> {
        built.rules.eras().iter().zip(staged).rposition(|(era, _)| era.model.is_some())
    };
    let (one, other) = (latest(&old)?, latest(&new)?);
    fn rulebook((built, staged): &(BuiltRules, Vec<Staged>), place: usize) -> Rulebook<'_> {
        Rulebook {
            model: built.rules.eras()[place].model.as_ref().unwrap(),
            staged: &staged[place],
            sources: &built.sources,
            window: Window::ALWAYS,
        }
    }
    let codes = old.0.rules.codes().clone();
    Some(compare(rulebook(&old, one), rulebook(&new, other), &codes, None, 1, Language::Indonesian))
}

/// The places of numbers in targets, limits, weights, bands and points.
fn numbers(text: &str) -> Vec<Span> {
    fn expression(value: &Expression, found: &mut Vec<Span>) {
        match &value.kind {
            ExpressionKind::Number { .. } => found.push(value.span),
            ExpressionKind::Parenthesised(inner) | ExpressionKind::Negative(inner) => expression(inner, found),
            ExpressionKind::Product(factors) => factors.iter().for_each(|(_, factor)| expression(factor, found)),
            ExpressionKind::Sum(terms) => terms.iter().for_each(|(_, term)| expression(term, found)),
            _ => {}
        }
    }
    fn block(of: &Block, found: &mut Vec<Span>) {
        for member in &of.members {
            match member {
                Member::Attribute(Attribute { kind, .. }) => match kind {
                    AttributeKind::Target { value, .. }
                    | AttributeKind::Formula(value)
                    | AttributeKind::Weight(value)
                    | AttributeKind::Ceiling(value) => expression(value, found),
                    AttributeKind::Limits(range) => {
                        range.low.iter().chain(&range.high).for_each(|end| expression(&end.value, found));
                    }
                    _ => {}
                },
                Member::Band(band) => {
                    band.range
                        .iter()
                        .flat_map(|range| range.low.iter().chain(&range.high))
                        .for_each(|end| expression(&end.value, found));
                }
                Member::Point(point) => expression(&point.output, found),
                Member::Row(row) => expression(&row.result, found),
                Member::Block(inner) => block(inner, found),
            }
        }
    }
    let mut sources = Sources::default();
    let file: FileId = sources.add("coba.takar", text);
    let tree = takar::syntax::parse(&sources, file).tree;
    let mut found = Vec::new();
    for item in &tree.items {
        match item {
            Item::Block(of) => block(of, &mut found),
            Item::Function(function) => expression(&function.body, &mut found),
            _ => {}
        }
    }
    found
}

/// A number with its last digit changed: another number of as many digits.
fn another(number: &str) -> Option<String> {
    let at = number.rfind(|c: char| c.is_ascii_digit())?;
    let digit = number.as_bytes()[at] - b'0';
    let other = if digit == 9 { 8 } else { digit + 1 };
    Some(format!("{}{other}{}", &number[..at], &number[at + 1..]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: super::cases(40), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_different_from_itself(text in any_sound(120)) {
        if let Some(compared) = compared(&text, &text) {
            prop_assert!(compared.part.changes.is_empty(), "{:?}\n{text}", compared.part.changes);
            prop_assert!(compared.part.steps.is_empty());
            prop_assert!(!compared.is_unresolved);
        }
    }

    #[test]
    fn one_other_number_is_the_only_difference(text in any_sound(120), choice in any::<prop::sample::Index>()) {
        let places = numbers(&text);
        prop_assume!(!places.is_empty());
        let place = places[choice.index(places.len())];
        let (start, end) = (place.start as usize, place.end as usize);
        let Some(number) = another(&text[start..end]) else { return Ok(()) };
        let other = format!("{}{number}{}", &text[..start], &text[end..]);
        // Some numbers cannot be changed alone: weights, ends of bands that meet.
        let Some(compared) = compared(&text, &other) else { return Ok(()) };
        let changes = &compared.part.changes;
        prop_assert_eq!(changes.len(), 1, "{:?}\n{}\n{}", changes, text, other);
        prop_assert_eq!(changes[0].act, Act::Changed);
        // A point whose output is another is one line, and so is everything else.
        prop_assert_eq!(changes[0].details.len(), 1, "{:?}", changes);
        let detail = &changes[0].details[0];
        prop_assert!(detail.step.is_some());
        prop_assert_ne!(&detail.old, &detail.new);
        prop_assert_eq!(compared.part.steps.len(), 1);
        prop_assert_eq!(&compared.part.steps[0].alone, &takar::render::comparison::Alone::Applied);
    }
}

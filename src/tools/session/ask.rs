//! Expressions, codes and sets on the results; `jelaskan`.

use super::suppose::{DETAILED, forget, lengths};
use super::{Last, Reply, Session, view};
use crate::evaluate::{Evaluator, Facts, Recording};
use crate::explain::Explainer;
use crate::message::files::FilesMessage;
use crate::message::session::SessionMessage;
use crate::model::{Asked, Due, ItemId, Query, Type};
use crate::nearest::nearest;
use crate::render::explanation;
use crate::render::markup::{Markup, Role};
use crate::render::number::{Precision, fraction, value as shown};
use crate::render::outcome_notes::sides_text;
use crate::render::{View, state};
use crate::source::Span;
use crate::value::Value;
use std::rc::Rc;

/// The answers for so many units are shown; the rest is counted.
const MOST_CASES: usize = 40;

impl Session {
    /// An expression, a code or a set.
    pub(super) fn ask(&mut self, line: &str) -> Reply {
        let world_cell = Rc::clone(&self.now.world);
        let text = self.typed(&world_cell, line);
        let text = crate::tools::scenario::plan::trimmed(&world_cell.borrow().sources, text);
        let focus = self.focus();
        let Some(place) = self.place(&focus) else { return self.where_we_are() };
        let lengths = lengths(&world_cell.borrow());
        if self.last.is_none() && crate::syntax::stand_in(line).is_some() {
            return self.fail_at(line, "_", SessionMessage::NoLastResult {});
        }
        let asked = {
            let world = &mut *world_cell.borrow_mut();
            let last = self.last.as_ref().filter(|last| Rc::ptr_eq(&last.world, &world_cell) || is_simple(last.ty));
            let last = last.filter(|last| last.place == place || is_simple(last.ty)).map(|last| (&last.value, last.ty));
            let Some(model) = world.rules.model_mut(place) else { return Reply::default() };
            world.desk.ask_after(place, model, &world.sources, text, Due::Anything, last)
        };
        let reply = match asked {
            Err(told) => self.fail(&told, &world_cell.borrow().sources),
            Ok(Asked::Value(query)) => self.answer(&focus, place, &query),
            Ok(Asked::Item(item)) => self.items(&focus, place, item, &[]),
            Ok(Asked::Set(members)) => self.set(&focus, place, &members),
            Ok(Asked::Declared(span)) => self.declaration(span),
            Ok(Asked::NotApplicable) => Reply::default(),
        };
        forget(&mut world_cell.borrow_mut(), &lengths);
        reply
    }

    /// The rules of the cases that are looked at; of several periods those of the last.
    pub(super) fn place(&self, focus: &[usize]) -> Option<usize> {
        let periods = focus.iter().filter_map(|case| self.cases.get(*case)).filter_map(|facts| facts.period);
        self.now.world.borrow().place_for(periods.max_by_key(|period| period.last_day()))
    }

    /// The value of a question, for each case that is looked at.
    fn answer(&mut self, focus: &[usize], place: usize, query: &Query) -> Reply {
        let world_cell = Rc::clone(&self.now.world);
        let world = world_cell.borrow();
        let Some(view) = view(&world, place, &self.files, self.look) else { return Reply::default() };
        let mut lines: Vec<(String, Markup)> = Vec::new();
        let mut last = None;
        for case in focus {
            let Some(evaluated) = self.evaluate(&self.now, *case) else { continue };
            if world.place_for(evaluated.facts.period) != Some(place) {
                continue;
            }
            let outcome =
                Evaluator::among(view.model, &world.rules, place).run_only(&evaluated.facts, &query.order, &mut ());
            let Some(value) = outcome.value(query.node) else { continue };
            let mut text = value_text(&view, value, query.ty);
            if let (Value::Truth(false), Some(sides)) = (value, query.sides)
                && let Some(sides) = sides_text(&view, &outcome, query.node, sides)
            {
                text.push(Role::Faint, format!("  ({sides})"));
            }
            lines.push((self.whose(&evaluated.facts), text));
            last = Some(value.clone());
        }
        let mut text = Markup::new();
        match lines.as_slice() {
            [(_, only)] => {
                text.append(only.clone());
                self.last = last.map(|value| Last { value, ty: query.ty, world: Rc::clone(&world_cell), place });
            }
            several => {
                let width = several.iter().map(|(whose, _)| whose.chars().count()).max().unwrap_or(0);
                for (whose, value) in several.iter().take(MOST_CASES) {
                    text.push(Role::Plain, format!("  {whose:width$}  "));
                    text.append(value.clone());
                    text.newline();
                }
                self.more(&mut text, several.len());
            }
        }
        self.say(&text)
    }

    pub(super) fn more(&self, text: &mut Markup, count: usize) {
        let more = count.saturating_sub(MOST_CASES);
        if more > 0 {
            text.push(
                Role::Faint,
                self.look.language.pick(format!("  dan {more} lainnya\n"), format!("  and {more} more\n")),
            );
        }
    }

    /// What a case is called among others.
    pub(super) fn whose(&self, facts: &Facts) -> String {
        let period = facts.period.filter(|_| self.period.is_none()).map(|period| period.to_string());
        let parts: Vec<String> = facts.unit.iter().map(ToString::to_string).chain(period).collect();
        parts.join(" · ")
    }

    /// A set: its members' rows, or the property that is asked for.
    fn set(&mut self, focus: &[usize], place: usize, members: &[(ItemId, Option<Query>)]) -> Reply {
        let items: Vec<ItemId> = members.iter().map(|(item, _)| *item).collect();
        let Some(first) = items.first().copied() else {
            let language = self.look.language;
            return self.say(&Markup::of(Role::Faint, language.pick("tidak ada anggota", "there are no members")));
        };
        if members.iter().all(|(_, query)| query.is_none()) {
            return self.items(focus, place, first, &items);
        }
        let Some(case) = self.one_case(focus) else { return self.one_unit("…") };
        let Some(evaluated) = self.evaluate(&self.now, case) else { return Reply::default() };
        let world = self.now.world.borrow();
        let Some(view) = view(&world, place, &self.files, self.look) else { return Reply::default() };
        let mut text = Markup::new();
        let codes: Vec<String> = items.iter().map(|item| view.code(*item)).collect();
        let width = codes.iter().map(|code| code.chars().count()).max().unwrap_or(0);
        for ((_, query), code) in members.iter().zip(&codes) {
            text.push(Role::Plain, format!("  {code:width$}  "));
            match query {
                Some(query) => {
                    let outcome = Evaluator::among(view.model, &world.rules, place).run_only(
                        &evaluated.facts,
                        &query.order,
                        &mut (),
                    );
                    let value = outcome.value(query.node);
                    text.append(value.map_or_else(Markup::new, |value| value_text(&view, value, query.ty)));
                }
                None => text.push(Role::Faint, "–"),
            }
            text.newline();
        }
        self.say(&text)
    }

    /// The text of a declaration that is no value.
    fn declaration(&self, span: Span) -> Reply {
        let world = self.now.world.borrow();
        let text = world.sources.excerpt(span).to_owned();
        let files = crate::evaluate::DataFiles::default();
        let place = match super::view(&world, 0, &files, self.look) {
            Some(view) => view.place(span),
            None => world.sources.place(span),
        };
        self.say(&Markup::of(Role::Plain, text).with(Role::Origin, format!("\n{place}")))
    }

    /// The only case that is looked at.
    pub(super) fn one_case(&self, focus: &[usize]) -> Option<usize> {
        match focus {
            [case] => Some(*case),
            _ => None,
        }
    }

    /// The message that one unit and period have to be chosen.
    pub(super) fn one_unit(&self, command: &str) -> Reply {
        self.fail_nowhere(SessionMessage::OneUnit { command: command.to_owned() })
    }

    /// `jelaskan [KODE… | pengaruh]`
    pub(super) fn explain(&mut self, line: &str, rest: &str) -> Reply {
        if rest.trim() == "pengaruh" {
            return self.influence();
        }
        let focus = self.focus();
        let Some(case) = self.one_case(&focus) else { return self.one_unit("jelaskan") };
        let Some(evaluated) = self.evaluate(&self.now, case) else { return Reply::default() };
        let world = self.now.world.borrow();
        let Some(place) = world.place_for(evaluated.facts.period) else { return Reply::default() };
        let Some(view) = view(&world, place, &self.files, self.look) else { return Reply::default() };
        let mut words: Vec<&str> = rest.split_whitespace().collect();
        let brief = words.last().is_some_and(|word| matches!(*word, "ringkas" | "brief"));
        if brief {
            words.pop();
        }
        words.retain(|word| *word != DETAILED);
        let mut items = Vec::new();
        for word in &words {
            match find(&view, word) {
                Some(item) => items.push(item),
                None => {
                    let codes: Vec<&str> = view.model.codes.names().collect();
                    let nearest = nearest(word, codes).map(str::to_owned);
                    return self.fail_at(line, word, FilesMessage::UnknownCode { code: (*word).to_owned(), nearest });
                }
            }
        }
        if words.is_empty() {
            let results = view.model.results().filter(|(_, item)| item.kind != crate::model::ItemKind::Data);
            items.extend(results.map(|(id, _)| id));
        }
        let mut recording = Recording::new(view.model);
        let further = view.model.order_of(items.iter().copied());
        Evaluator::among(view.model, &world.rules, place).run_also(&evaluated.facts, &further, &mut recording);
        let explainer = Explainer::new(view.model, &evaluated.facts, &recording).at_place(place);
        let mut text = Markup::new();
        for (index, item) in items.into_iter().enumerate() {
            let explanation = explainer.item(item);
            if brief {
                text.append(explanation::brief(&view, &explanation));
                text.newline();
                continue;
            }
            if index > 0 {
                text.newline();
            }
            text.append(explanation::text(&view, &explanation, self.look.width));
        }
        self.say(&text)
    }
}

/// Types that mean the same whatever the rules.
fn is_simple(ty: Type) -> bool {
    match ty {
        Type::Number(unit) | Type::Range(unit) => unit.0 <= crate::model::UnitId::POINTS.0,
        Type::Text | Type::Truth | Type::Date => true,
        Type::Label(_) => false,
    }
}

/// The item that a code means, also behind an alias or with one of its properties.
fn find(view: &View<'_>, word: &str) -> Option<ItemId> {
    let by_code = |code: &str| {
        let model = view.model;
        model.find(code).or_else(|| model.code_item(model.codes.get(code)?))
    };
    by_code(word).or_else(|| by_code(word.rsplit_once('.')?.0))
}

/// A value with the digits of an explanation and its fraction; the reason where there is none.
pub(super) fn value_text(view: &View<'_>, value: &Value, ty: Type) -> Markup {
    let Some(text) = shown(view.model, value, ty, Precision::Explanation) else {
        let word = state::word(value, view.language).unwrap_or_default();
        let mut text = Markup::of(Role::Alert, word);
        text.push(Role::Plain, state::reason(view, value).map_or_else(String::new, |reason| format!(": {reason}")));
        return text;
    };
    let mut markup = Markup::of(Role::Result, text);
    if let (Value::Number(number), Type::Number(unit)) = (value, ty)
        && let Some(exact) = fraction(&view.model.units, number, unit, 3)
    {
        markup.push(Role::Faint, format!("  ({exact})"));
    }
    markup
}

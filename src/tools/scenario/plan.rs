//! What a line after `andai` says: figures of the data, rules, or the day whose rules hold.

use super::literal::{decimals, literal};
use super::rules::RuleChange;
use super::world::{Ruled, World};
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Fact, Facts, Origin};
use crate::message::Language;
use crate::message::Message;
use crate::message::session::SessionMessage;
use crate::model::{Asked, Due, ItemKind, Model, NodeId, NodeKind, Property, Query, Type, UnitId};
use crate::render::View;
use crate::render::number::{Precision, value as shown};
use crate::render::state;
use crate::source::{Sources, Span};
use crate::tools::whatif::{self, Knob, Place};
use crate::value::period::Period;
use crate::value::{Absence, Date, Field, Slot, Value};

/// What is supposed in one line.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The changes of rules.
    pub rules: Vec<RuleChange>,
    /// The figures.
    pub figures: Vec<PlannedFigure>,
    /// `tanggal = …`
    pub day: Option<Date>,
}

/// A figure that is supposed, worked out for each unit.
#[derive(Debug, Clone)]
pub struct PlannedFigure {
    /// Which.
    pub slot: Slot,
    knob: Knob,
    value: Supposed,
    span: Span,
}

#[derive(Debug, Clone)]
enum Supposed {
    /// An expression over the results before the line.
    Value(Query),
    /// `kosong`
    Missing,
    /// `tidak berlaku`
    NotApplicable,
}

/// The words that a statement begins with, and those that stand for `ubah`.
const STATEMENTS: [&str; 3] = ["ubah", "cabut", "sisipkan"];
const KINDS: [&str; 6] = ["kategori", "skala", "tabel", "kurva", "polaritas", "pengukuran"];

/// The parts of a text between semicolons that stand neither in brackets nor in quotes.
pub fn parts(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0usize, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' | '“' | '”' => quoted = !quoted,
            '(' | '{' if !quoted => depth += 1,
            ')' | '}' if !quoted => depth = depth.saturating_sub(1),
            ';' if !quoted && depth == 0 => {
                found.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push((start, text.len()));
    found
}

impl Plan {
    /// Reads a part of a typed line, which is a file of the world's sources. Expressions speak of the results of `cases`;
    /// a rule must be the same for all of them. Nodes that it adds to models stay there.
    ///
    /// # Errors
    /// What is wrong with the line.
    /// Whether figures can be so is looked at for `cases` only where `checks` says so.
    pub fn read(
        world: &mut World,
        line: Span,
        cases: &[&Facts],
        checks: bool,
        language: Language,
    ) -> Result<Self, Vec<Diagnostic>> {
        let text = world.sources.excerpt(line).to_owned();
        let (mut plan, mut told) = (Self::default(), Vec::new());
        for (start, end) in parts(&text) {
            let part = trimmed(
                &world.sources,
                Span { start: line.start + start as u32, end: line.start + end as u32, ..line },
            );
            if part.start == part.end {
                continue;
            }
            if let Err(wrong) = plan.part(world, part, (cases, checks), language) {
                told.extend(wrong);
            }
        }
        if told.is_empty() && plan.rules.is_empty() && plan.figures.is_empty() && plan.day.is_none() {
            told.push(Diagnostic::at(line, SessionMessage::SupposeForm {}));
        }
        if told.is_empty() { Ok(plan) } else { Err(told) }
    }

    /// What another line supposes too.
    pub fn join(&mut self, more: Self) {
        self.rules.extend(more.rules);
        self.figures.extend(more.figures);
        self.day = more.day.or(self.day);
    }

    fn part(
        &mut self,
        world: &mut World,
        part: Span,
        cases: (&[&Facts], bool),
        language: Language,
    ) -> Result<(), Vec<Diagnostic>> {
        let text = world.sources.excerpt(part).to_owned();
        let first = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        if STATEMENTS.contains(&first) || (KINDS.contains(&first) && text.contains('{')) {
            let mut line = " ".repeat(part.start as usize);
            match STATEMENTS.contains(&first) || first == "pengukuran" {
                true if first == "pengukuran" => {
                    // Written out: `ubah pengukuran { … }`. Offsets no longer fit, so the whole statement is pointed at.
                    let target = text.split('{').next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
                    self.rules.push(RuleChange::whole(target, format!("ubah {text}"), part));
                    return Ok(());
                }
                true => line.push_str(&text),
                false => {
                    line.push_str(&format!("{:width$}", "ubah", width = first.len()));
                    line.push_str(&text[first.len()..]);
                }
            }
            self.rules.extend(RuleChange::of_statement(&line, part));
            return Ok(());
        }
        let Some(sign) = equals(&text) else {
            return Err(vec![Diagnostic::at(part, SessionMessage::SupposeForm {})]);
        };
        let at = part.start + sign as u32;
        let left = trimmed(&world.sources, Span { end: at, ..part });
        let right = trimmed(&world.sources, Span { start: at + 1, ..part });
        if right.start == right.end || left.start == left.end {
            return Err(vec![Diagnostic::at(part, SessionMessage::SupposeForm {})]);
        }
        self.assignment(world, (left, right), cases, language)
    }

    fn assignment(
        &mut self,
        world: &mut World,
        (left, right): (Span, Span),
        (cases, checks): (&[&Facts], bool),
        language: Language,
    ) -> Result<(), Vec<Diagnostic>> {
        let name = world.sources.excerpt(left).to_owned();
        let period = cases.iter().filter_map(|facts| facts.period).max_by_key(|period| period.last_day());
        let one = |span: Span, message: Message| {
            vec![Diagnostic { message, place: crate::diagnostic::Place::Rules(span), related: Vec::new() }]
        };
        let Some(place) = world.place_for(period) else {
            return Err(one(left, SessionMessage::SupposeForm {}.into()));
        };
        let World { rules, desk, sources, .. } = world;
        let Some(model) = rules.model_mut(place) else { return Err(one(left, SessionMessage::SupposeForm {}.into())) };
        if name == "tanggal" && model.find("tanggal").is_none() {
            let asked = desk.ask(place, model, sources, right, Due::Of(Type::Date))?;
            let Asked::Value(query) = asked else { return Err(one(right, SessionMessage::SupposeForm {}.into())) };
            let ruled = Ruled::at(rules, place, sources);
            let day = ruled.zip(cases.first()).map(|(ruled, facts)| computed(ruled, facts, &query));
            return match day {
                Some(Value::Date(day)) => {
                    self.day = Some(day);
                    Ok(())
                }
                _ => Err(one(right, SessionMessage::NoValueHere { path: name, reason: String::new() }.into())),
            };
        }
        let knob = whatif::resolve(model, sources, &name, period).map_err(|message| one(left, message.into()))?;
        let root = match knob.places.first() {
            Some(Place::Figure(_, root) | Place::Node(root)) if knob.figure.is_some() => Some(*root),
            _ => None,
        };
        let ty = match (root.map(|root| model.node(root).ty), knob.end) {
            (Some(range @ Type::Range(_)), None) => range,
            _ => knob.ty,
        };
        let slot = match knob.places.as_slice() {
            [Place::Figure(slot, _)] => Some(*slot),
            _ => None,
        };
        let word = sources.excerpt(right).trim();
        let supposed = if word == "kosong" {
            Supposed::Missing
        } else {
            match desk.ask(place, model, sources, right, Due::Of(ty))? {
                Asked::Value(query) => Supposed::Value(query),
                _ => Supposed::NotApplicable,
            }
        };
        let state_fits = match &supposed {
            Supposed::Value(_) => true,
            Supposed::Missing => slot.is_some(),
            Supposed::NotApplicable => slot.is_some_and(|slot| slot.field == Field::Realization),
        };
        if !state_fits {
            let message = SessionMessage::StateHere { path: name, word: word.to_owned() };
            return Err(one(right, message.into()));
        }
        let Some(ruled) = Ruled::at(rules, place, sources) else { return Ok(()) };
        match (slot, supposed) {
            (Some(slot), value) => {
                let figure = PlannedFigure { slot, knob, value, span: right };
                // What is wrong with it for the data at hand is told now.
                for facts in cases.iter().filter(|_| checks) {
                    figure.fact(ruled, facts, language).map_err(|message| one(right, *message))?;
                }
                self.figures.push(figure);
                Ok(())
            }
            (None, Supposed::Value(query)) => {
                let value = one_value(ruled, cases, (&name, &query, &knob), language)
                    .map_err(|message| one(right, *message))?;
                let typed = Span { start: left.start, ..right };
                let change = rule_change(ruled.model, sources, &knob, (&name, ty, &value), period, typed);
                self.rules.extend(change.map_err(|message| one(left, *message))?);
                Ok(())
            }
            (None, _) => Ok(()),
        }
    }
}

/// The value of a question for a case.
fn computed(ruled: Ruled<'_>, facts: &Facts, query: &Query) -> Value {
    let outcome = ruled.evaluator().run_only(facts, &query.order, &mut ());
    outcome.value(query.node).cloned().unwrap_or_else(|| Value::Missing(Absence::default()))
}

/// The value that a rule is to have: the same for all cases.
fn one_value(
    ruled: Ruled<'_>,
    cases: &[&Facts],
    (name, query, knob): (&str, &Query, &Knob),
    language: Language,
) -> Result<Value, Box<Message>> {
    let model = ruled.model;
    let mut value: Option<Value> = None;
    for facts in cases {
        let mut order = query.order.clone();
        if let Some(Place::Node(root)) = knob.places.first().filter(|_| knob.figure.is_some()) {
            order.extend(model.order_to(*root));
        }
        let outcome = ruled.evaluator().run_only(facts, &order, &mut ());
        let found = outcome.value(query.node).cloned().unwrap_or_else(|| Value::Missing(Absence::default()));
        if !found.is_there() {
            return Err(no_value(ruled, name, &found, language));
        }
        let found = if knob.figure.is_some() { knob.filled(model, &found, &outcome) } else { found };
        if !found.is_there() {
            return Err(no_value(ruled, name, &found, language));
        }
        match &value {
            Some(other) if *other != found => {
                return Err(Box::new(SessionMessage::OneRule { path: name.to_owned() }.into()));
            }
            _ => value = Some(found),
        }
    }
    value.ok_or_else(|| Box::new(SessionMessage::SupposeForm {}.into()))
}

fn no_value(ruled: Ruled<'_>, name: &str, value: &Value, language: Language) -> Box<Message> {
    let files = crate::evaluate::DataFiles::default();
    let view = View { model: ruled.model, sources: ruled.sources, files: &files, language };
    let reason = state::reason(&view, value).unwrap_or_default();
    Box::new(SessionMessage::NoValueHere { path: name.to_owned(), reason }.into())
}

impl PlannedFigure {
    /// What the figure is for a case: none where it is supposed to be missing.
    ///
    /// # Errors
    /// Why it cannot be so.
    pub fn fact(&self, ruled: Ruled<'_>, facts: &Facts, language: Language) -> Result<Option<Fact>, Box<Message>> {
        let model = ruled.model;
        let value = match &self.value {
            Supposed::Missing => return Ok(None),
            Supposed::NotApplicable => Value::NotApplicable(Absence::of(self.slot)),
            Supposed::Value(query) => {
                let mut order = query.order.clone();
                if let Some(root) = self.root() {
                    order.extend(model.order_to(root));
                }
                let outcome = ruled.evaluator().run_only(facts, &order, &mut ());
                let value = outcome.value(query.node).cloned().unwrap_or_else(|| Value::Missing(Absence::default()));
                if !value.is_there() {
                    return Err(no_value(ruled, &self.knob.name, &value, language));
                }
                self.check(model, &value)?;
                self.knob.filled(model, &value, &outcome)
            }
        };
        if let Value::Failed(_) = value {
            return Err(no_value(ruled, &self.knob.name, &value, language));
        }
        let unit = self.knob.unit().unwrap_or(UnitId::PLAIN);
        let shown = value.number().and_then(|number| decimals(model, number, unit)).unwrap_or(0);
        Ok(Some(Fact { value, decimals: shown as u16, origin: Origin::Supposed }))
    }

    fn root(&self) -> Option<NodeId> {
        match self.knob.places.first() {
            Some(Place::Figure(_, root)) => Some(*root),
            _ => None,
        }
    }

    /// Whether the data could hold a value: it ends, and lies in `rentang`.
    fn check(&self, model: &Model, value: &Value) -> Result<(), Box<Message>> {
        let ty = self.knob.ty;
        let path = self.knob.name.clone();
        let text = |value: &Value| shown(model, value, ty, Precision::Explanation).unwrap_or_default();
        if literal(model, value, ty).is_none() {
            return Err(Box::new(SessionMessage::NotWritten { path, value: text(value) }.into()));
        }
        if let (Value::Number(number), Some(accepted)) = (value, &self.knob.accepted)
            && !accepted.contains(number)
        {
            let range = text(&Value::Range(std::sync::Arc::new(accepted.clone())));
            return Err(Box::new(SessionMessage::OutsideAccepted { path, value: text(value), range }.into()));
        }
        Ok(())
    }

    /// Where its value was typed.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// The amendment of a rule that is supposed to have another value.
fn rule_change(
    model: &Model,
    sources: &Sources,
    knob: &Knob,
    (name, ty, value): (&str, Type, &Value),
    period: Option<Period>,
    typed: Span,
) -> Result<Vec<RuleChange>, Box<Message>> {
    let Some((id, property)) = knob.figure else {
        return super::numbers::change(model, sources, knob, value, typed)
            .ok_or_else(|| Box::new(SessionMessage::WholeStatement { path: name.to_owned() }.into()));
    };
    let item = model.item(id);
    if item.module != 0 {
        return Err(Box::new(SessionMessage::OtherRuleset { path: name.to_owned() }.into()));
    }
    let root_ty = item.properties[property as usize].map_or(ty, |root| model.node(root).ty);
    let Some(text) = literal(model, value, root_ty) else {
        let value = shown(model, value, root_ty, Precision::Explanation).unwrap_or_default();
        return Err(Box::new(SessionMessage::NotWritten { path: name.to_owned(), value }.into()));
    };
    let word = match (item.kind, property) {
        (_, Property::Target) => "target",
        (_, Property::Weight) => "bobot",
        (ItemKind::Budget, Property::Ceiling) => "pagu",
        _ => "rumus",
    };
    let by_period = item.properties[property as usize].is_some_and(|root| match &model.node(root).kind {
        NodeKind::Agreed { rule, .. } => matches!(model.node(*rule).kind, NodeKind::ByPeriod { .. }),
        _ => false,
    });
    Ok(vec![RuleChange::attribute(item.code.clone(), word, period.filter(|_| by_period), &text, typed)])
}

/// The place of the `=` of an assignment: not one in quotes or brackets, nor a part of another sign.
fn equals(text: &str) -> Option<usize> {
    let (mut depth, mut quoted) = (0usize, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' | '“' | '”' => quoted = !quoted,
            '(' | '{' if !quoted => depth += 1,
            ')' | '}' if !quoted => depth = depth.saturating_sub(1),
            '=' if !quoted && depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// A stretch without the blanks around it.
pub fn trimmed(sources: &Sources, span: Span) -> Span {
    let text = sources.excerpt(span);
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    let end = span.end - (text.len() - text.trim_end().len()) as u32;
    Span { start, end: end.max(start), ..span }
}

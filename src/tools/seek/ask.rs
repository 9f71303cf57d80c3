//! What is typed behind `cari`, `mengapa` and `kemungkinan`: compiled once for each set of rules, answered for each unit and
//! period.

use super::answer::{Question, answer};
use super::axis::Wanted;
use super::frontier::frontier;
use super::possible::possible;
use super::projection::projection;
use super::space::{Among, evaluator};
use super::why::reasons;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Evaluator, Facts};
use crate::message::seek::SeekMessage;
use crate::model::{
    Asked, Desk, Due, ItemId, ItemKind, Model, Node, NodeId, NodeKind, Property, Query, Rules, Type, text_of,
};
use crate::render::View;
use crate::render::markup::Markup;
use crate::render::seek::{Answer, Frontier, Possible, Projection, Reasons};
use crate::render::{seek_json, seek_text};
use crate::source::{Sources, Span};
use crate::tools::whatif::{Knob, resolve};
use crate::value::operator::Comparison;
use crate::value::period::Period;
use crate::value::{Interval, Label, Value};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// `cari X agar …`
    Seek,
    /// `mengapa …`, `mengapa tidak …`
    Why,
    /// `kemungkinan X`
    Possible,
    /// `proyeksi X`
    Project,
}

/// A question that has been compiled against one set of rules.
#[derive(Debug, Clone)]
pub enum Plan {
    /// `cari X agar …`, `cari X; Y agar …`
    Seek {
        /// What is sought: one or two.
        knobs: Vec<Knob>,
        /// The condition.
        query: Query,
        /// What is asked for of the grid of each.
        wanted: Vec<Wanted>,
    },
    /// `mengapa CONDITION`
    Why(Query),
    /// `mengapa S1`: why the rating is the one that it is, whichever that is
    Rating {
        /// The rating.
        node: NodeId,
        /// How it is written.
        name: String,
        /// For each label that the rating is that one.
        labels: Vec<Query>,
    },
    /// `kemungkinan X`
    Possible(Vec<ItemId>),
    /// `proyeksi X`: each indicator with its rating, and for each label that the rating is that one
    Project(Vec<(ItemId, NodeId, Vec<Query>)>),
}

/// An answer for one unit in one period.
#[derive(Debug, Clone)]
pub enum Finding {
    /// Where the condition holds.
    Answer(Box<Answer>),
    /// Of two.
    Frontier(Frontier),
    /// What turns it.
    Reasons(Reasons),
    /// What is still possible.
    Possible(Vec<Possible>),
    /// What the periods that remain have to bring.
    Projection(Vec<Projection>),
}

/// What questions are compiled with.
pub struct Compiler<'a> {
    /// What was kept of the build.
    pub desk: &'a Desk,
    /// The place among the sets of rules.
    pub place: usize,
    /// The texts, with what was typed.
    pub sources: &'a Sources,
    /// The period whose targets are changed.
    pub period: Option<Period>,
}

impl Compiler<'_> {
    /// Compiles what stands behind the verb. What it needs is added to the model at the place.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn plan(&self, verb: Verb, rules: &mut Rules, text: Span) -> Result<Plan, Vec<Diagnostic>> {
        match verb {
            Verb::Seek => self.seek(rules, text),
            Verb::Why => self.why(self.model(rules, text)?, text),
            Verb::Possible => self.possible(self.model(rules, text)?, text),
            Verb::Project => self.project(self.model(rules, text)?, text),
        }
    }

    fn model<'r>(&self, rules: &'r mut Rules, text: Span) -> Result<&'r mut Model, Vec<Diagnostic>> {
        let nothing = || vec![Diagnostic::at(text, SeekMessage::NothingPossible {})];
        rules.model_mut(self.place).ok_or_else(nothing)
    }

    fn seek(&self, rules: &mut Rules, text: Span) -> Result<Plan, Vec<Diagnostic>> {
        let form = || vec![Diagnostic::at(text, SeekMessage::SeekForm {})];
        let (what, condition) = self.split(text, " agar ").ok_or_else(form)?;
        let (mut knobs, mut wanted) = (Vec::new(), Vec::new());
        for part in self.parts(what) {
            let (knob, asked) = self.sought(rules, part)?;
            knobs.push(knob);
            wanted.push(asked);
        }
        if knobs.is_empty() || knobs.len() > 2 {
            return Err(form());
        }
        let query = self.condition(self.model(rules, text)?, condition)?;
        Ok(Plan::Seek { knobs, query, wanted })
    }

    /// `X langkah 0,5% rentang 0% s.d. 100%`
    fn sought(&self, rules: &mut Rules, text: Span) -> Result<(Knob, Wanted), Vec<Diagnostic>> {
        let cut =
            |text: Span, word: &str| self.split(text, word).map_or((text, None), |(text, rest)| (text, Some(rest)));
        let (what, mut step) = cut(text, " langkah ");
        let (what, mut range) = cut(what, " rentang ");
        // Either may come first.
        if let (Some(after), None) = (step, range) {
            let (one, other) = cut(after, " rentang ");
            (step, range) = (Some(one), other);
        }
        let name = self.trimmed(what);
        let knob = resolve(self.model(rules, text)?, self.sources, self.sources.excerpt(name), self.period)
            .map_err(|message| vec![Diagnostic::at(name, message)])?;
        let mut wanted = Wanted::default();
        if let Some(span) = step {
            let value = self.figure(rules, span, knob.ty)?;
            let step = value.number().filter(|step| step.is_positive()).cloned();
            wanted.step = Some(step.ok_or_else(|| vec![Diagnostic::at(span, SeekMessage::StepNotPositive {})])?);
        }
        if let Some(span) = range {
            let ty = match knob.ty {
                Type::Number(unit) => Type::Range(unit),
                other => other,
            };
            wanted.range = match self.figure(rules, span, ty)? {
                Value::Range(interval) => Some((*interval).clone()),
                Value::Number(number) => {
                    Some(Interval { low: Some((number.clone(), true)), high: Some((number, true)) })
                }
                _ => return Err(vec![Diagnostic::at(span, SeekMessage::NothingToTry { name: knob.name })]),
            };
        }
        Ok((knob, wanted))
    }

    fn why(&self, model: &mut Model, text: Span) -> Result<Plan, Vec<Diagnostic>> {
        let typed = self.sources.excerpt(text);
        let rest = typed.trim_start();
        if matches!(rest.trim_end(), "" | "tidak") {
            return Err(vec![Diagnostic::at(text, SeekMessage::NoCondition {})]);
        }
        let text = match rest.strip_prefix("tidak ") {
            Some(rest) => Span { start: text.end - rest.len() as u32, ..text },
            None => text,
        };
        let before = model.nodes.len();
        let rated = match self.desk.ask(self.place, model, self.sources, text, Due::Anything)? {
            Asked::Item(item) => model.item(item).properties[Property::Category as usize].map(|node| (item, node)),
            Asked::Value(Query { reads: Some((item, Property::Category)), .. }) => {
                model.item(item).properties[Property::Category as usize].map(|node| (item, node))
            }
            Asked::Value(query) if query.ty == Type::Truth => return Ok(Plan::Why(query)),
            _ => None,
        };
        model.forget_after(before);
        let Some((item, node)) = rated else {
            return Err(vec![Diagnostic::at(text, SeekMessage::NoCondition {})]);
        };
        let Type::Label(scale) = model.node(node).ty else {
            return Err(vec![Diagnostic::at(text, SeekMessage::NoCondition {})]);
        };
        let labels = (0..model.scale(scale).bands.len()).map(|place| Label(place as u16));
        let labels = labels.map(|label| is_label(model, node, label, text)).collect();
        Ok(Plan::Rating { node, name: format!("{}.kategori", model.full_code(item)), labels })
    }

    fn possible(&self, model: &mut Model, text: Span) -> Result<Plan, Vec<Diagnostic>> {
        let before = model.nodes.len();
        let mut items = Vec::new();
        for part in self.words(text) {
            let item = match self.desk.ask(self.place, model, self.sources, part, Due::Anything)? {
                Asked::Item(item) => Some(item),
                Asked::Value(query) => query.reads.map(|(item, _)| item),
                Asked::Set(members) => {
                    items.extend(members.iter().map(|(item, _)| *item));
                    continue;
                }
                _ => None,
            };
            let rated = item.filter(|item| {
                let has = |property: Property| model.item(*item).properties[property as usize].is_some();
                has(Property::Category) || has(Property::Achievement) || has(Property::Realization)
            });
            let nothing = || vec![Diagnostic::at(part, SeekMessage::NothingPossible {})];
            items.push(rated.ok_or_else(nothing)?);
        }
        model.forget_after(before);
        if items.is_empty() {
            // All groups at the top, and the results.
            let shown = |(id, item): (ItemId, &crate::model::Item)| {
                (item.parent.is_none() && item.properties[Property::Category as usize].is_some()).then_some(id)
            };
            items = model.results().filter_map(shown).collect();
        }
        if items.is_empty() {
            return Err(vec![Diagnostic::at(text, SeekMessage::NothingPossible {})]);
        }
        Ok(Plan::Possible(items))
    }

    fn project(&self, model: &mut Model, text: Span) -> Result<Plan, Vec<Diagnostic>> {
        let before = model.nodes.len();
        let mut wanted = Vec::new();
        for part in self.words(text) {
            match self.desk.ask(self.place, model, self.sources, part, Due::Anything)? {
                Asked::Item(item) => wanted.extend(std::iter::once(item).chain(model.inside(item))),
                Asked::Set(members) => {
                    wanted
                        .extend(members.iter().flat_map(|(item, _)| std::iter::once(*item).chain(model.inside(*item))));
                }
                _ => return Err(vec![Diagnostic::at(part, SeekMessage::NothingPossible {})]),
            }
        }
        model.forget_after(before);
        if wanted.is_empty() {
            wanted = model.results().map(|(id, _)| id).collect();
        }
        let mut plan = Vec::new();
        for item in wanted {
            if model.item(item).kind != ItemKind::Indicator {
                continue;
            }
            let Some(node) = model.item(item).properties[Property::Category as usize] else { continue };
            let Type::Label(scale) = model.node(node).ty else { continue };
            let labels = (0..model.scale(scale).bands.len()).map(|place| Label(place as u16));
            let labels = labels.map(|label| is_label(model, node, label, text)).collect();
            plan.push((item, node, labels));
        }
        if plan.is_empty() {
            return Err(vec![Diagnostic::at(text, SeekMessage::NothingPossible {})]);
        }
        Ok(Plan::Project(plan))
    }

    fn condition(&self, model: &mut Model, text: Span) -> Result<Query, Vec<Diagnostic>> {
        match self.desk.ask(self.place, model, self.sources, text, Due::Condition)? {
            Asked::Value(query) => Ok(query),
            _ => Err(vec![Diagnostic::at(text, SeekMessage::NoCondition {})]),
        }
    }

    /// The value of a figure that is written out.
    fn figure(&self, rules: &mut Rules, text: Span, ty: Type) -> Result<Value, Vec<Diagnostic>> {
        let model = self.model(rules, text)?;
        let before = model.nodes.len();
        let value = match self.desk.ask(self.place, model, self.sources, text, Due::Of(ty))? {
            Asked::Value(query) => {
                let facts = Facts::new(None, self.period, 0);
                let evaluator = Evaluator::at(rules, self.place);
                let outcome = evaluator.map(|mut by| by.run_also(&facts, &query.order, &mut ()));
                outcome.and_then(|outcome| outcome.value(query.node).cloned())
            }
            _ => None,
        };
        self.model(rules, text)?.forget_after(before);
        value.ok_or_else(|| vec![Diagnostic::at(text, SeekMessage::NoCondition {})])
    }

    /// The texts before and after a word, outside quotes.
    fn split(&self, text: Span, word: &str) -> Option<(Span, Span)> {
        let typed = self.sources.excerpt(text);
        let mut quoted = false;
        for (at, sign) in typed.char_indices() {
            if matches!(sign, '"' | '“' | '”') {
                quoted = !quoted;
            }
            if !quoted && typed[at..].starts_with(word) {
                let (start, end) = (text.start as usize + at, text.start as usize + at + word.len());
                let before = Span::new(text.file, text.start as usize, start);
                return Some((before, Span::new(text.file, end, text.end as usize)));
            }
        }
        None
    }

    /// What stands between `;`, without the blanks around it.
    fn parts(&self, text: Span) -> Vec<Span> {
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some((part, after)) = self.split(rest, ";") {
            parts.push(part);
            rest = after;
        }
        parts.push(rest);
        parts.into_iter().map(|part| self.trimmed(part)).filter(|part| part.start < part.end).collect()
    }

    /// Codes, with blanks or `;` between them.
    fn words(&self, text: Span) -> Vec<Span> {
        let typed = self.sources.excerpt(text);
        let mut words = Vec::new();
        let mut start = None;
        for (at, sign) in typed.char_indices().chain([(typed.len(), ' ')]) {
            match (sign.is_whitespace() || matches!(sign, ';' | ','), start) {
                (true, Some(from)) => {
                    words.push(Span::new(text.file, text.start as usize + from, text.start as usize + at));
                    start = None;
                }
                (false, None) => start = Some(at),
                _ => {}
            }
        }
        words
    }

    fn trimmed(&self, text: Span) -> Span {
        let typed = self.sources.excerpt(text);
        let start = text.start as usize + (typed.len() - typed.trim_start().len());
        Span::new(text.file, start, start + typed.trim().len())
    }
}

/// A condition that a rating is a label.
fn is_label(model: &mut Model, rating: NodeId, label: Label, span: Span) -> Query {
    let add = |model: &mut Model, kind: NodeKind, ty: Type, kept: bool| {
        model.nodes.push(Node { kind, ty, span, kept });
        NodeId(model.nodes.len() as u32 - 1)
    };
    let ty = model.node(rating).ty;
    let right = add(model, NodeKind::Constant(Value::Label(label)), ty, false);
    let compare = NodeKind::Compare { operator: Comparison::Equal, left: rating, right };
    let node = add(model, compare, Type::Truth, true);
    let order = model.order_to(node);
    Query { node, ty: Type::Truth, sides: Some((rating, right)), reads: None, order, span }
}

impl Plan {
    /// The answer for one unit in one period.
    ///
    /// # Errors
    /// Where there is nothing to try.
    pub fn answer(&self, view: &View<'_>, among: Among<'_>, facts: &Facts) -> Result<Finding, SeekMessage> {
        let model = view.model;
        match self {
            Self::Seek { knobs, query, wanted } => {
                let question = Question::new((model, among), view.sources, facts, query);
                let of = |place: usize| wanted.get(place).cloned().unwrap_or_default();
                let nothing = |knob: &Knob| SeekMessage::NothingToTry { name: knob.name.clone() };
                match knobs.as_slice() {
                    [first, second] => {
                        let found = frontier(&question, (first, &of(0)), (second, &of(1)));
                        found.map(Finding::Frontier).ok_or_else(|| nothing(first))
                    }
                    [first, ..] => {
                        let found = answer(&question, first, &of(0));
                        found.map(|found| Finding::Answer(Box::new(found))).ok_or_else(|| nothing(first))
                    }
                    [] => Err(SeekMessage::SeekForm {}),
                }
            }
            Self::Why(query) => {
                let question = Question::new((model, among), view.sources, facts, query);
                let text = text_of(view.sources, model.node(query.node).span);
                Ok(Finding::Reasons(reasons(&question, text)))
            }
            Self::Rating { node, name, labels } => {
                let outcome = evaluator(model, among).run(facts, &mut ());
                let rated = outcome.value(*node).cloned();
                let place = match &rated {
                    Some(Value::Label(Label(place))) if *place != Label::OUTSIDE.0 => usize::from(*place),
                    // What is missing is so for every label.
                    _ => 0,
                };
                let query = labels.get(place).ok_or(SeekMessage::NoCondition {})?;
                let label = Value::Label(Label(u16::try_from(place).unwrap_or_default()));
                let ty = model.node(*node).ty;
                let label = crate::render::number::value(model, &label, ty, crate::render::number::Precision::Table);
                let mut question = Question::new((model, among), view.sources, facts, query);
                question.sides = Some((name.clone(), String::new()));
                Ok(Finding::Reasons(reasons(&question, format!("{name} = \"{}\"", label.unwrap_or_default()))))
            }
            Self::Project(items) => {
                let one = |(item, node, labels): &(ItemId, NodeId, Vec<Query>)| {
                    projection((model, among), facts, *item, (*node, labels))
                };
                Ok(Finding::Projection(items.iter().filter_map(one).collect()))
            }
            Self::Possible(items) => {
                Ok(Finding::Possible(items.iter().filter_map(|item| possible((model, among), facts, *item)).collect()))
            }
        }
    }
}

impl Finding {
    /// For people.
    pub fn text(&self, view: &View<'_>) -> Markup {
        match self {
            Self::Answer(answer) => seek_text::answer(view, answer),
            Self::Frontier(frontier) => seek_text::frontier(view, frontier),
            Self::Reasons(reasons) => seek_text::reasons(view, reasons),
            Self::Projection(all) => seek_text::projections(view, all),
            Self::Possible(all) => {
                let mut out = Markup::new();
                for one in all {
                    out.append(seek_text::possible(view, one));
                }
                out
            }
        }
    }

    /// The fields that it has in JSON.
    pub fn json(&self, view: &View<'_>) -> (&'static str, serde_json::Value) {
        match self {
            Self::Answer(answer) => ("cari", seek_json::answer(view, answer)),
            Self::Frontier(frontier) => ("batas", seek_json::frontier(view, frontier)),
            Self::Reasons(reasons) => ("mengapa", seek_json::reasons(view, reasons)),
            Self::Projection(all) => {
                ("proyeksi", serde_json::Value::Array(all.iter().map(|one| seek_json::projection(view, one)).collect()))
            }
            Self::Possible(all) => (
                "kemungkinan",
                serde_json::Value::Array(all.iter().map(|one| seek_json::possible(view, one)).collect()),
            ),
        }
    }

    /// What is sought as it is now, for a table of many units.
    pub fn now(&self, view: &View<'_>) -> String {
        match self {
            Self::Answer(answer) => seek_text::now_value(view, &answer.sought),
            _ => String::new(),
        }
    }

    /// On one line, for a table of many units.
    pub fn brief(&self, view: &View<'_>) -> String {
        let none = || view.language.pick("tidak ada nilai yang memenuhi", "no value fulfils it").to_owned();
        match self {
            Self::Answer(answer) => seek_text::found(view, answer).unwrap_or_else(none),
            other => other.text(view).plain().trim_end().to_owned(),
        }
    }
}

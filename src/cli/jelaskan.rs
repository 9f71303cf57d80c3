//! `takar jelaskan`: why each rating is what it is.

use super::exit::Exit;
use super::load::Ruleset;
use super::output::Output;
use super::realization::{Realization, Visitor};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Conflict, Evaluator, Facts, Recording};
use crate::explain::{Explainer, Explanation};
use crate::message::Language;
use crate::message::files::FilesMessage;
use crate::model::{ItemId, ItemKind, Model, NodeId, Rules};
use crate::nearest::nearest;
use crate::render::View;
use crate::render::amendment;
use crate::render::explanation::{self, json};
use crate::render::markup::Markup;
use crate::render::outcome::Verdict;
use crate::value::{CodeId, Value};
use clap::ArgMatches;
use std::ffi::OsString;
use std::io::{self, Write};

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match explain(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn explain(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let fail = |message: FilesMessage, exit: Exit| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        exit
    };
    let named = matches.get_one::<OsString>("ATURAN").ok_or(Exit::Usage)?;
    let ruleset = Ruleset::load(named, matches, terminal)?;
    let asked = asked(matches, &ruleset.rules).map_err(|message| fail(message, Exit::Usage))?;
    let realization = Realization::new(matches, &ruleset, terminal)?;
    let output = Output::new(None, []).map_err(|message| fail(message, Exit::Files))?;
    let files = realization.files().clone();
    let form = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Form::Json { brief: matches.get_flag("ringkas") },
        _ if matches.get_flag("ringkas") => Form::Brief,
        _ => Form::Text,
    };
    let places = 0..ruleset.rules.eras().len();
    let mut run = Run {
        ruleset: &ruleset,
        eras: places
            .map(|place| Some(Era::new(ruleset.view(place, &files, terminal.language)?, &ruleset.rules, place, &asked)))
            .collect(),
        language: terminal.language,
        absent: Vec::new(),
        form,
        width: terminal.width_of(true),
        styled: terminal.colours_result(true),
        output,
        first: true,
        fails: false,
        trouble: None,
    };
    run.begin();
    let report = realization.read(&mut run, &ruleset, terminal);
    if let Some(message) = run.trouble.take() {
        return Err(fail(message, Exit::Files));
    }
    let has_bad_data = report?;
    let (fails, absent) = (run.fails, std::mem::take(&mut run.absent));
    run.finish().map_err(|message| fail(message, Exit::Files))?;
    absent.iter().for_each(|line| terminal.remark(line));
    Ok(if fails || has_bad_data { Exit::Fails } else { Exit::Well })
}

/// What is explained.
#[derive(Debug, Clone, Copy)]
enum Subject {
    Item(ItemId),
    /// `pastikan` or `ingatkan`, by its place.
    Condition(usize),
}

/// A code that is asked for.
struct Asked {
    /// As it was written.
    text: String,
    /// The code in facts that it stands for, by the rules that know it.
    code: CodeId,
}

/// The codes that are asked for, each known to some of the rules; none: all results and conditions.
fn asked(matches: &ArgMatches, rules: &Rules) -> Result<Vec<Asked>, FilesMessage> {
    let find = |asked: &str| {
        let official = |model: &Model| {
            let mut items = model.results().map(|(_, item)| item);
            items.find(|item| item.official.as_deref() == Some(asked)).map(|item| item.id)
        };
        rules.codes().get(asked).or_else(|| rules.models().rev().find_map(official))
    };
    let texts = matches.get_many::<OsString>("KODE").into_iter().flatten();
    texts
        .map(|text| {
            let text = text.to_string_lossy().into_owned();
            match find(&text) {
                Some(code) => Ok(Asked { text, code }),
                None => Err(FilesMessage::UnknownCode {
                    nearest: nearest(&text, rules.codes().names()).map(str::to_owned),
                    code: text,
                }),
            }
        })
        .collect()
}

/// What is explained under one set of rules.
struct Era<'m> {
    view: View<'m>,
    evaluator: Evaluator<'m>,
    subjects: Vec<Subject>,
    /// What the results alone would not need.
    further: Vec<NodeId>,
    /// The codes asked for that these rules do not have.
    absent: Vec<String>,
}

impl<'m> Era<'m> {
    fn new(view: View<'m>, rules: &'m Rules, place: usize, asked: &[Asked]) -> Self {
        let model = view.model;
        let (mut subjects, mut absent) = (Vec::new(), Vec::new());
        for asked in asked {
            match model.code_item(asked.code) {
                Some(item) => subjects.push(Subject::Item(item)),
                None => absent.push(asked.text.clone()),
            }
        }
        let items: Vec<ItemId> =
            subjects.iter().filter_map(|s| if let Subject::Item(item) = s { Some(*item) } else { None }).collect();
        if asked.is_empty() {
            let results = model.results().filter(|(_, item)| item.kind != ItemKind::Data);
            subjects.extend(results.map(|(id, _)| Subject::Item(id)));
            subjects.extend((0..model.conditions.len()).map(Subject::Condition));
        }
        Self {
            view,
            evaluator: Evaluator::among(model, rules, place),
            subjects,
            further: model.order_of(items),
            absent,
        }
    }
}

/// How explanations are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    /// `--ringkas`
    Brief,
    Json {
        /// `--ringkas`: the sentences without the trees.
        brief: bool,
    },
}

impl Form {
    fn is_json(self) -> bool {
        matches!(self, Self::Json { .. })
    }
}

/// Explains case after case.
struct Run<'m> {
    ruleset: &'m Ruleset,
    /// What is explained under each set of rules that can be evaluated.
    eras: Vec<Option<Era<'m>>>,
    language: Language,
    /// What has been said of codes that rules do not have.
    absent: Vec<String>,
    form: Form,
    width: usize,
    styled: bool,
    output: Output,
    first: bool,
    /// Whether something explained is *galat*, or a `pastikan` that does not hold.
    fails: bool,
    /// Why explanations cannot be written.
    trouble: Option<FilesMessage>,
}

/// So many codes that rules do not have are spoken of.
const MOST_ABSENT: usize = 100;

/// What the frame of the document ends with.
const CLOSING: &str = "]}";

impl Run<'_> {
    fn begin(&mut self) {
        self.first = true;
        self.fails = false;
        self.absent.clear();
        if !self.form.is_json() {
            return;
        }
        let amendments = self.eras.iter().flatten().next_back();
        let amendments =
            amendments.map_or_else(Vec::new, |era| amendment::fields(&era.view, self.ruleset.rules.amendments()));
        let frame = serde_json::to_string(&json::document(self.ruleset.header(), amendments)).unwrap_or_default();
        let written = self.output.write_all(frame.strip_suffix(CLOSING).unwrap_or(&frame).as_bytes());
        self.note(written);
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.trouble = Some(self.output.problem(&error));
        }
    }

    fn finish(mut self) -> Result<(), FilesMessage> {
        if self.form.is_json() {
            let written = writeln!(self.output, "\n{CLOSING}");
            written.map_err(|error| self.output.problem(&error))?;
        }
        self.output.publish()
    }

    fn write(&mut self, place: usize, facts: &Facts, recording: &Recording) -> io::Result<()> {
        let Some(Era { view, subjects, absent, .. }) = self.eras.get(place).and_then(Option::as_ref) else {
            return Ok(());
        };
        let (view, subjects) = (*view, subjects.clone());
        self.note_absent(&absent.clone(), facts);
        let explainer = Explainer::new(view.model, facts, recording).at_place(place);
        if !self.form.is_json() {
            self.title(facts)?;
        }
        for (index, subject) in subjects.into_iter().enumerate() {
            let explanation = match subject {
                Subject::Item(item) => Some(explainer.item(item)),
                Subject::Condition(condition) => explainer.condition(condition),
            };
            let Some(explanation) = explanation else { continue };
            self.fails |= match subject {
                Subject::Item(_) => matches!(explanation.value, Value::Failed(_)),
                Subject::Condition(condition) => {
                    let must = view.model.conditions.get(condition).is_some_and(|condition| condition.must);
                    must && Verdict::of(Some(&explanation.value)).fails()
                }
            };
            self.one(&view, facts, &explanation, index)?;
        }
        Ok(())
    }

    /// Notes the codes asked for that the rules of a period do not have, to be said once everything is written.
    fn note_absent(&mut self, codes: &[String], facts: &Facts) {
        for code in codes {
            let period = facts.period.map_or_else(String::new, |period| period.to_string());
            let line = self.language.pick(
                format!("{code} tidak ada dalam aturan yang berlaku untuk {period}"),
                format!("the rules in force for {period} do not have {code}"),
            );
            if !self.absent.contains(&line) && self.absent.len() < MOST_ABSENT {
                self.absent.push(line);
            }
        }
    }

    fn one(&mut self, view: &View<'_>, facts: &Facts, explanation: &Explanation, index: usize) -> io::Result<()> {
        match self.form {
            Form::Json { brief } => {
                self.output.write_all(if self.first { b"\n" } else { b",\n" })?;
                self.first = false;
                let period = facts.period.map(|period| period.to_string());
                let shape = if brief { json::brief } else { json::entry };
                let entry = shape(view, explanation, facts.unit.as_deref(), period);
                Ok(serde_json::to_writer(&mut self.output, &entry)?)
            }
            Form::Brief => {
                let line = self.text(&explanation::brief(view, explanation));
                writeln!(self.output, "{}", line.trim_end())
            }
            Form::Text => {
                if index > 0 {
                    writeln!(self.output)?;
                }
                let text = self.text(&explanation::text(view, explanation, self.width));
                writeln!(self.output, "{}", text.trim_end())
            }
        }
    }

    /// Whose explanations follow, where the data has units or there are several cases.
    fn title(&mut self, facts: &Facts) -> io::Result<()> {
        let is_first = std::mem::replace(&mut self.first, false);
        if !is_first {
            writeln!(self.output)?;
        }
        let period = facts.period.map(|period| format!("{} {period}", self.language.pick("periode", "period")));
        let title: Vec<String> = facts.unit.iter().map(ToString::to_string).chain(period).collect();
        if (is_first && facts.unit.is_none()) || title.is_empty() {
            return Ok(());
        }
        writeln!(self.output, "{}\n", title.join(" · "))
    }

    fn text(&self, markup: &Markup) -> String {
        if self.styled { markup.ansi() } else { markup.plain() }
    }
}

impl Visitor for Run<'_> {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let Some(place) = self.ruleset.place_for(facts.period) else { return Vec::new() };
        let Some(era) = self.eras.get_mut(place).and_then(Option::as_mut) else { return Vec::new() };
        let mut recording = Recording::new(era.view.model);
        let outcome = era.evaluator.run_also(facts, &era.further, &mut recording);
        let written = self.write(place, facts, &recording);
        self.note(written);
        outcome.conflicts
    }

    fn restart(&mut self) {
        if let Err(message) = self.output.restart() {
            self.trouble = Some(message);
        }
        self.begin();
    }

    fn stopped(&self) -> bool {
        self.trouble.is_some()
    }
}

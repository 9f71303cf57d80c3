//! `takar jelaskan`: why each rating is what it is.

use super::exit::Exit;
use super::load::Ruleset;
use super::output::Output;
use super::realization::{Realization, Visitor};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Conflict, DataFiles, Evaluator, Facts, Recording};
use crate::explain::{Explainer, Explanation};
use crate::message::files::FilesMessage;
use crate::model::{ItemId, ItemKind, Model, NodeId};
use crate::nearest::nearest;
use crate::render::View;
use crate::render::explanation::{self, json};
use crate::render::markup::Markup;
use crate::render::outcome::Verdict;
use crate::value::Value;
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
    let ruleset = Ruleset::load(named, terminal)?;
    let subjects = subjects(matches, &ruleset.model).map_err(|message| fail(message, Exit::Usage))?;
    let realization = Realization::new(matches, &ruleset, terminal)?;
    let output = Output::new(None, []).map_err(|message| fail(message, Exit::Files))?;
    let files = realization.files();
    let view = View { model: &ruleset.model, sources: &ruleset.sources, files: &files, language: terminal.language };
    let form = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Form::Json { brief: matches.get_flag("ringkas") },
        _ if matches.get_flag("ringkas") => Form::Brief,
        _ => Form::Text,
    };
    let asked =
        subjects.iter().filter_map(|subject| if let Subject::Item(item) = subject { Some(*item) } else { None });
    let further = ruleset.model.order_of(asked);
    let mut run = Run {
        view,
        further,
        evaluator: Evaluator::new(&ruleset.model),
        subjects,
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
    let fails = run.fails;
    run.finish().map_err(|message| fail(message, Exit::Files))?;
    Ok(if fails || has_bad_data { Exit::Fails } else { Exit::Well })
}

/// What is explained.
#[derive(Debug, Clone, Copy)]
enum Subject {
    Item(ItemId),
    /// `pastikan` or `ingatkan`, by its place.
    Condition(usize),
}

/// The codes that are asked for; without any, all results and conditions.
fn subjects(matches: &ArgMatches, model: &Model) -> Result<Vec<Subject>, FilesMessage> {
    let asked: Vec<&OsString> = matches.get_many::<OsString>("KODE").into_iter().flatten().collect();
    if asked.is_empty() {
        let items = model.results().filter(|(_, item)| item.kind != ItemKind::Data).map(|(id, _)| Subject::Item(id));
        return Ok(items.chain((0..model.conditions.len()).map(Subject::Condition)).collect());
    }
    let codes: Vec<String> = (0..model.items.len()).map(|index| model.full_code(ItemId(index as u32))).collect();
    let find = |asked: &str| {
        let by_code = codes.iter().position(|code| code == asked);
        by_code
            .or_else(|| model.items.iter().position(|item| item.module == 0 && item.official.as_deref() == Some(asked)))
    };
    asked
        .into_iter()
        .map(|asked| {
            let asked = asked.to_string_lossy();
            let found = find(&asked).map(|index| Subject::Item(ItemId(index as u32)));
            found.ok_or_else(|| FilesMessage::UnknownCode {
                nearest: nearest(&asked, codes.iter().map(String::as_str)).map(str::to_owned),
                code: asked.into_owned(),
            })
        })
        .collect()
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
    view: View<'m>,
    evaluator: Evaluator<'m>,
    /// What the results alone would not need.
    further: Vec<NodeId>,
    subjects: Vec<Subject>,
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

/// What the frame of the document ends with.
const CLOSING: &str = "]}";

impl Run<'_> {
    fn begin(&mut self) {
        self.first = true;
        self.fails = false;
        if !self.form.is_json() {
            return;
        }
        let frame = serde_json::to_string(&json::document(&self.view)).unwrap_or_default();
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

    fn write(&mut self, facts: &Facts, recording: &Recording) -> io::Result<()> {
        let explainer = Explainer::new(self.view.model, facts, recording);
        if !self.form.is_json() {
            self.title(facts)?;
        }
        for (index, subject) in self.subjects.clone().into_iter().enumerate() {
            let explanation = match subject {
                Subject::Item(item) => Some(explainer.item(item)),
                Subject::Condition(condition) => explainer.condition(condition),
            };
            let Some(explanation) = explanation else { continue };
            self.fails |= match subject {
                Subject::Item(_) => matches!(explanation.value, Value::Failed(_)),
                Subject::Condition(condition) => {
                    let must = self.view.model.conditions.get(condition).is_some_and(|condition| condition.must);
                    must && Verdict::of(Some(&explanation.value)).fails()
                }
            };
            self.one(facts, &explanation, index)?;
        }
        Ok(())
    }

    fn one(&mut self, facts: &Facts, explanation: &Explanation, index: usize) -> io::Result<()> {
        match self.form {
            Form::Json { brief } => {
                self.output.write_all(if self.first { b"\n" } else { b",\n" })?;
                self.first = false;
                let period = facts.period.map(|period| period.to_string());
                let shape = if brief { json::brief } else { json::entry };
                let entry = shape(&self.view, explanation, facts.unit.as_deref(), period);
                Ok(serde_json::to_writer(&mut self.output, &entry)?)
            }
            Form::Brief => {
                let line = self.text(&explanation::brief(&self.view, explanation));
                writeln!(self.output, "{}", line.trim_end())
            }
            Form::Text => {
                if index > 0 {
                    writeln!(self.output)?;
                }
                let text = self.text(&explanation::text(&self.view, explanation, self.width));
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
        let period = facts.period.map(|period| format!("{} {period}", self.view.language.pick("periode", "period")));
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
        let mut recording = Recording::new(self.view.model);
        let outcome = self.evaluator.run_also(facts, &self.further, &mut recording);
        let written = self.write(facts, &recording);
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

impl Realization {
    /// The names of the data files, as facts count them.
    fn files(&self) -> DataFiles {
        DataFiles(self.names().map(Into::into).collect())
    }
}

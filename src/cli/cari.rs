//! `takar cari`, `takar mengapa`, `takar kemungkinan`, `takar proyeksi`: questions about what would be, for every unit and period in the data.

use super::exit::Exit;
use super::load::Ruleset;
use super::output::Output;
use super::realization::{Realization, Visitor};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Conflict, Evaluator, Facts};
use crate::message::Language;
use crate::message::files::FilesMessage;
use crate::message::seek::SeekMessage;
use crate::model::Desk;
use crate::render::View;
use crate::render::layout::{Heading, Text, write_table};
use crate::source::Span;
use crate::tools::seek::{Compiler, Finding, Plan, Verb};
use clap::ArgMatches;
use serde_json::{Map, Value as Json, json};
use std::ffi::OsString;
use std::io::{self, Write};

/// Runs a verb.
pub fn run(verb: Verb, matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match ask(verb, matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn ask(verb: Verb, matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let fail = |message: FilesMessage, exit: Exit| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        exit
    };
    let named = matches.get_one::<OsString>("ATURAN").ok_or(Exit::Usage)?;
    let (mut ruleset, desk) = Ruleset::load_to_ask(named, matches, terminal)?;
    let realization = Realization::new(matches, &ruleset, terminal)?;
    let words = matches.get_many::<OsString>("PERTANYAAN").into_iter().flatten();
    let question = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let plans = plans(verb, &question, &mut ruleset, &desk, terminal)?;
    let output = Output::new(None, []).map_err(|message| fail(message, Exit::Files))?;
    let files = realization.files().clone();
    let places = 0..ruleset.rules.eras().len();
    let mut run = Run {
        ruleset: &ruleset,
        views: places.map(|place| ruleset.view(place, &files, terminal.language)).collect(),
        plans,
        verb,
        question,
        language: terminal.language,
        json: matches.get_one::<String>("format").is_some_and(|format| format == "json"),
        width: terminal.width_of(true),
        styled: terminal.colours_result(true),
        output,
        first: None,
        rows: Vec::new(),
        count: 0,
        problem: None,
        trouble: None,
    };
    run.begin();
    let report = realization.read(&mut run, &ruleset, terminal);
    if let Some(message) = run.trouble.take() {
        return Err(fail(message, Exit::Files));
    }
    if let Some(message) = run.problem.take() {
        terminal.tell_one(&Diagnostic::nowhere(message));
        return Err(Exit::Usage);
    }
    let has_bad_data = report?;
    run.finish().map_err(|message| fail(message, Exit::Files))?;
    Ok(if has_bad_data { Exit::Fails } else { Exit::Well })
}

/// The question, compiled against each set of rules; none for rules that lack what it names.
fn plans(
    verb: Verb,
    question: &str,
    ruleset: &mut Ruleset,
    desk: &Desk,
    terminal: &Terminal,
) -> Result<Vec<Option<Plan>>, Exit> {
    let name = terminal.language.pick("pertanyaan", "question");
    let file = ruleset.sources.add(name, question);
    let text = Span::new(file, 0, question.len());
    let (mut plans, mut told) = (Vec::new(), Vec::new());
    for place in 0..ruleset.rules.eras().len() {
        if ruleset.rules.model_mut(place).is_none() {
            plans.push(None);
            continue;
        }
        let compiler = Compiler { desk, place, sources: &ruleset.sources, period: None };
        plans.push(compiler.plan(verb, &mut ruleset.rules, text).map_err(|problems| told = problems).ok());
    }
    if plans.iter().all(Option::is_none) {
        terminal.tell(&told, &ruleset.sources);
        return Err(Exit::Usage);
    }
    Ok(plans)
}

/// Answers case after case.
struct Run<'m> {
    ruleset: &'m Ruleset,
    views: Vec<Option<View<'m>>>,
    plans: Vec<Option<Plan>>,
    verb: Verb,
    question: String,
    language: Language,
    json: bool,
    width: usize,
    styled: bool,
    output: Output,
    /// The only answer so far, which is shown in full if there is no other.
    first: Option<(usize, Finding)>,
    /// One for each case, of `cari`: whose, what it is now, the answer.
    rows: Vec<[String; 3]>,
    count: u64,
    /// Why nothing could be tried.
    problem: Option<SeekMessage>,
    trouble: Option<FilesMessage>,
}

impl Run<'_> {
    fn begin(&mut self) {
        (self.first, self.count, self.problem) = (None, 0, None);
        self.rows.clear();
        if self.json {
            let frame = self.frame();
            let text = frame.strip_suffix("]}").unwrap_or(&frame).to_owned();
            let written = self.output.write_all(text.as_bytes());
            self.note(written);
        }
    }

    /// The document without its answers.
    fn frame(&self) -> String {
        let mut fields = Map::new();
        fields.insert("takar".to_owned(), json!(env!("CARGO_PKG_VERSION")));
        if let Some(header) = self.ruleset.header() {
            let mut rules = Map::new();
            rules.insert("nama".to_owned(), json!(header.name));
            if let Some(title) = &header.title {
                rules.insert("judul".to_owned(), json!(title));
            }
            fields.insert("aturan".to_owned(), Json::Object(rules));
        }
        fields.insert("perintah".to_owned(), json!(word(self.verb)));
        fields.insert("pertanyaan".to_owned(), json!(self.question));
        fields.insert("hasil".to_owned(), json!([]));
        // The answers come last, whatever order an object has.
        let mut text = String::from("{");
        for name in ["takar", "aturan", "perintah", "pertanyaan", "hasil"] {
            if let Some(value) = fields.get(name) {
                if text.len() > 1 {
                    text.push(',');
                }
                text.push_str(&format!("\"{name}\":{value}"));
            }
        }
        text.push('}');
        text
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.trouble = Some(self.output.problem(&error));
        }
    }

    fn finish(mut self) -> Result<(), FilesMessage> {
        let written = if self.json { writeln!(self.output, "\n]}}") } else { self.rest() };
        written.map_err(|error| self.output.problem(&error))?;
        self.output.publish()
    }

    /// The answer to the only case in full, or one line for each.
    fn rest(&mut self) -> io::Result<()> {
        if let Some((place, finding)) = self.first.take()
            && let Some(view) = self.views.get(place).copied().flatten()
        {
            let text = finding.text(&view);
            let text = if self.styled { text.ansi() } else { text.plain() };
            return writeln!(self.output, "{}", text.trim_end());
        }
        if self.rows.is_empty() {
            return Ok(());
        }
        let heading = |id: &str, en: &str, gives_way: bool| Heading {
            title: self.language.pick(id, en).to_owned(),
            right: false,
            gives_way,
        };
        let headings = [
            heading("Unit", "Unit", true),
            heading("Sekarang", "Now", false),
            heading("Memenuhi syarat", "Fulfils the condition", true),
        ];
        let rows: Vec<Vec<Text>> =
            self.rows.iter().map(|row| row.iter().map(|cell| Text::new(cell.clone())).collect()).collect();
        let mut text = Vec::new();
        write_table(&mut text, &headings, &rows, self.width, self.styled)?;
        self.output.write_all(&text)
    }

    fn whose(&self, facts: &Facts) -> String {
        let period = facts.period.map(|period| period.to_string());
        let unit = facts.unit.as_deref().map(str::to_owned);
        unit.into_iter().chain(period).collect::<Vec<_>>().join(" · ")
    }

    fn write(&mut self, place: usize, facts: &Facts, finding: Finding) -> io::Result<()> {
        let Some(view) = self.views.get(place).copied().flatten() else { return Ok(()) };
        self.count += 1;
        if self.json {
            let mut entry = Map::new();
            if let Some(unit) = &facts.unit {
                entry.insert("unit".to_owned(), json!(unit.as_ref()));
            }
            if let Some(period) = facts.period {
                entry.insert("periode".to_owned(), json!(period.to_string()));
            }
            let (name, answer) = finding.json(&view);
            entry.insert(name.to_owned(), answer);
            self.output.write_all(if self.count == 1 { b"\n" } else { b",\n" })?;
            return Ok(serde_json::to_writer(&mut self.output, &Json::Object(entry))?);
        }
        let Finding::Answer(_) = &finding else {
            let title = self.whose(facts);
            if self.count > 1 || facts.unit.is_some() {
                let gap = if self.count > 1 { "\n" } else { "" };
                writeln!(self.output, "{gap}{title}")?;
            }
            let text = finding.text(&view);
            let text = if self.styled { text.ansi() } else { text.plain() };
            return writeln!(self.output, "{}", text.trim_end());
        };
        let row = [self.whose(facts), finding.now(&view), finding.brief(&view)];
        self.rows.push(row);
        self.first = (self.count == 1).then_some((place, finding));
        Ok(())
    }
}

/// The word of a verb.
fn word(verb: Verb) -> &'static str {
    match verb {
        Verb::Seek => "cari",
        Verb::Why => "mengapa",
        Verb::Possible => "kemungkinan",
        Verb::Project => "proyeksi",
    }
}

impl Visitor for Run<'_> {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let Some(place) = self.ruleset.place_for(facts.period) else { return Vec::new() };
        let ready = self.views.get(place).copied().flatten().zip(self.plans.get(place).and_then(Option::as_ref));
        let Some((view, plan)) = ready else { return Vec::new() };
        let among = Some((&self.ruleset.rules, place));
        let conflicts = Evaluator::among(view.model, &self.ruleset.rules, place).run(facts, &mut ()).conflicts;
        match plan.answer(&view, among, facts) {
            Ok(finding) => {
                let written = self.write(place, facts, finding);
                self.note(written);
            }
            Err(message) => self.problem = Some(message),
        }
        conflicts
    }

    fn restart(&mut self) {
        if let Err(message) = self.output.restart() {
            self.trouble = Some(message);
        }
        self.begin();
    }

    fn stopped(&self) -> bool {
        self.trouble.is_some() || self.problem.is_some()
    }
}

//! `takar rekonsiliasi`: published figures against the rules.

use super::exit::Exit;
use super::files::Disk;
use super::load::Ruleset;
use super::output::{self, Output};
use super::realization::{Realization, Visitor};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Conflict, Facts};
use crate::message::closing::ClosingMessage;
use crate::message::files::FilesMessage;
use crate::render::View;
use crate::render::outcome_json::RulesetHead;
use crate::render::reconciliation::{Case, JsonWriter, MarkdownWriter, Tally, TextWriter};
use crate::tools::readings::Readings;
use crate::tools::reconcile::{self, LastYear, Looked, Reconciler};
use clap::ArgMatches;
use std::ffi::OsString;
use std::io;

/// Of many lines that are not the same, so many are shown.
const MOST_SHOWN: usize = 100;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match run_on(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn run_on(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let named = matches.get_one::<OsString>("ATURAN").ok_or(Exit::Usage)?;
    let ruleset = Ruleset::load(named, matches, terminal)?;
    let realization = Realization::new(matches, &ruleset, terminal)?;
    let file = matches.get_one::<OsString>("keluaran").map(OsString::as_os_str);
    let output = Output::new(file, ruleset.inputs().chain(realization.inputs())).map_err(|message| {
        let exit = output::exit_of(&message);
        terminal.tell_one(&Diagnostic::nowhere(message));
        exit
    })?;
    let standard = output.is_standard();
    let title = ruleset.title();
    let files = realization.files().clone();
    let places = 0..ruleset.rules.eras().len();
    let views: Vec<_> = places.map(|place| ruleset.view(place, &files, terminal.language)).collect();
    let Some(latest) = views.iter().flatten().next_back() else { return Err(Exit::Rules) };
    // On a screen nobody reads more; in a file everything is wanted.
    let most = file.is_none_or(|file| file == "-").then_some(MOST_SHOWN);
    let writer = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Writer::Json(JsonWriter::new(RulesetHead::new(&ruleset, latest))),
        Some("markdown") => Writer::Markdown(MarkdownWriter::new(title, most)),
        _ => Writer::Text(TextWriter::new(title, terminal.width_of(standard), terminal.colours_result(standard), most)),
    };
    let readings = Readings::all(&mut Disk, &ruleset.path, &ruleset.options, &ruleset.rules, &ruleset.sources);
    let room: Vec<_> = (0..views.len()).map(|place| reconcile::plans(&readings, place)).collect();
    let known = (&ruleset.rules, &ruleset.sources);
    let eras = views.iter().zip(&room).enumerate().map(|(place, (view, plans))| {
        let view = (*view)?;
        let english = realization.english_numerals;
        let reconciler = Reconciler::new(view.model, &readings, known, place, plans, english)?;
        Some(Era { view, reconciler })
    });
    let mut eras: Vec<Option<Era<'_, '_>>> = eras.collect();
    let mut all: Vec<_> = eras.iter_mut().flatten().map(|era| &mut era.reconciler).collect();
    let tally = Reconciler::tally(&mut all);
    let last_year = LastYear::new(&ruleset.rules, ruleset.day);
    let mut run = Run { ruleset: &ruleset, eras, last_year, tally, writer, output, trouble: None };
    run.begin();
    let report = realization.read(&mut run, &ruleset, terminal);
    if let Some(message) = run.trouble.take() {
        terminal.tell_one(&Diagnostic::nowhere(message));
        return Err(Exit::Files);
    }
    let has_bad_data = report?;
    if run.tally.lines == 0 && run.tally.parts.0 == 0 {
        terminal.tell_one(&Diagnostic::nowhere(ClosingMessage::NothingPublished {}));
        return Ok(Exit::Fails);
    }
    run.finish(has_bad_data, terminal)
}

/// One of the formats.
enum Writer {
    Text(TextWriter),
    Json(JsonWriter),
    Markdown(MarkdownWriter),
}

/// What is compared under one set of rules.
struct Era<'p, 'm> {
    view: View<'m>,
    reconciler: Reconciler<'p, 'm>,
}

/// Compares case after case.
struct Run<'p, 'm> {
    ruleset: &'m Ruleset,
    eras: Vec<Option<Era<'p, 'm>>>,
    last_year: LastYear<'m>,
    tally: Tally,
    writer: Writer,
    output: Output,
    /// Why nothing more can be written.
    trouble: Option<FilesMessage>,
}

impl Run<'_, '_> {
    fn begin(&mut self) {
        self.tally = self.tally.empty();
        self.last_year.restart();
        let written = match &mut self.writer {
            Writer::Text(text) => {
                text.begin();
                Ok(())
            }
            Writer::Markdown(markdown) => {
                markdown.begin();
                Ok(())
            }
            Writer::Json(json) => json.begin(&mut self.output),
        };
        self.note(written);
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.trouble = Some(self.output.problem(&error));
        }
    }

    fn finish(mut self, has_bad_data: bool, terminal: &Terminal) -> Result<Exit, Exit> {
        let written = match &mut self.writer {
            Writer::Text(text) => text.end(&mut self.output, &self.tally, terminal.language),
            Writer::Markdown(markdown) => markdown.end(&mut self.output, &self.tally, terminal.language),
            Writer::Json(json) => json.end(&mut self.output, &self.tally),
        };
        self.note(written);
        let published = match self.trouble.take() {
            Some(trouble) => Err(trouble),
            None => self.output.publish(),
        };
        published.map_err(|message| {
            terminal.tell_one(&Diagnostic::nowhere(message));
            Exit::Files
        })?;
        Ok(if self.tally.is_well() && !has_bad_data { Exit::Well } else { Exit::Fails })
    }
}

impl Visitor for Run<'_, '_> {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let Some(place) = self.ruleset.place_for(facts.period) else { return Vec::new() };
        let Some(era) = self.eras.get_mut(place).and_then(Option::as_mut) else { return Vec::new() };
        let lean = match &self.writer {
            Writer::Text(text) => text.shows_parts(),
            Writer::Markdown(markdown) => markdown.shows_parts(),
            Writer::Json(_) => false,
        };
        let Looked { lines, conflicts } = era.reconciler.look(facts, &mut self.last_year, &mut self.tally, lean);
        if lines.is_empty() {
            return conflicts;
        }
        let case = Case { view: era.view, facts, lines: &lines };
        let written = match &mut self.writer {
            Writer::Text(text) => text.case(&mut self.output, case),
            Writer::Markdown(markdown) => markdown.case(&mut self.output, case),
            Writer::Json(json) => json.case(&mut self.output, case),
        };
        self.note(written);
        conflicts
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

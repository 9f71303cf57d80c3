//! A session: rules and data that are asked, changed for a while and asked again, one line after the other. It knows
//! nothing of line editing; a [`Reply`] is finished text.

mod ask;
pub mod commands;
mod compare;
pub mod complete;
mod focus;
mod help;
mod line;
mod loading;
mod save;
mod scenarios;
mod seek;
mod show;
mod state;
mod suppose;

pub use complete::Candidate;
pub use line::{highlight, is_whole};
pub use loading::{Opening, OpeningProblem};

use crate::data::{DataInput, DataOptions};
use crate::diagnostic::Diagnostic;
use crate::evaluate::{DataFiles, Facts};
use crate::message::Message;
use crate::message::files::FilesMessage;
use crate::model::{Files, Type};
use crate::render::View;
use crate::render::diagnostic::{Look, write_diagnostic};
use crate::render::markup::Markup;
use crate::source::{Sources, Span};
use crate::tools::scenario::{Setup, World};
use crate::value::period::Period;
use crate::value::{Date, Value};
use indexmap::IndexMap;
use state::State;
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// What a session needs of the world outside.
pub trait Host {
    /// Where rulesets are read from.
    fn files(&mut self) -> &mut dyn Files;
    /// Writes files, all of them or none.
    ///
    /// # Errors
    /// Which cannot be written, and why.
    fn write(&mut self, files: &[(PathBuf, String)]) -> Result<(), FilesMessage>;
    /// The present day, for what is saved.
    fn today(&self) -> Date;
}

/// The answer to a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// What is shown.
    pub text: String,
    /// What is wrong with the line.
    pub problem: String,
    /// Whether the line failed.
    pub failed: bool,
    /// Whether the session is over.
    pub quit: bool,
}

/// Rules and data, what is supposed of them, and what is looked at.
pub struct Session {
    host: Box<dyn Host>,
    /// How answers look; the width may change from line to line.
    pub look: Look,
    /// What the ruleset is called by the user, for the commands that are shown.
    named: String,
    setup: Setup,
    inputs: Vec<DataInput>,
    options: DataOptions,
    /// The data as it was read.
    cases: Rc<Vec<Facts>>,
    files: DataFiles,
    /// Without anything supposed.
    base: State,
    now: State,
    undo: Vec<State>,
    redo: Vec<State>,
    scenarios: IndexMap<String, State>,
    unit: Option<Arc<str>>,
    period: Option<Period>,
    last: Option<Last>,
    history: Vec<String>,
    notice: String,
}

/// `_`
struct Last {
    value: Value,
    ty: Type,
    /// The rules that its type belongs to.
    world: Rc<RefCell<World>>,
    place: usize,
}

impl Session {
    /// Answers a line. A line that fails changes nothing.
    pub fn run(&mut self, line: &str) -> Reply {
        let typed = line.trim();
        if typed.is_empty() || typed.starts_with('#') {
            return Reply::default();
        }
        self.history.push(typed.to_owned());
        commands::run(self, line)
    }

    /// How lines are called in messages: by their number.
    fn line_name(&self) -> String {
        self.look.language.pick(format!("baris {}", self.history.len()), format!("line {}", self.history.len()))
    }

    /// Adds a typed line to the texts of the present rules, so that messages can point into it.
    fn typed(&self, world: &Rc<RefCell<World>>, line: &str) -> Span {
        let file = world.borrow_mut().sources.add(self.line_name(), line);
        Span::new(file, 0, line.len())
    }

    fn shown(&self, markup: &Markup) -> String {
        if self.look.styled { markup.ansi() } else { markup.plain() }
    }

    fn say(&self, markup: &Markup) -> Reply {
        let mut text = self.shown(markup);
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Reply { text, ..Reply::default() }
    }

    fn fail(&self, told: &[Diagnostic], sources: &Sources) -> Reply {
        let mut out = Vec::new();
        for diagnostic in told {
            // Writing to memory does not fail.
            let _ = write_diagnostic(&mut out, diagnostic, sources, self.look);
        }
        Reply { problem: String::from_utf8_lossy(&out).into_owned(), failed: true, ..Reply::default() }
    }

    fn fail_nowhere(&self, message: impl Into<Message>) -> Reply {
        self.fail(&[Diagnostic::nowhere(message)], &Sources::default())
    }

    /// A message about a stretch of a typed line.
    fn fail_at(&self, line: &str, part: &str, message: impl Into<Message>) -> Reply {
        let mut sources = Sources::default();
        let file = sources.add(self.line_name(), line);
        let start = line.find(part).unwrap_or(0);
        let span = Span::new(file, start, start + part.len());
        self.fail(&[Diagnostic::at(span, message)], &sources)
    }

    /// What stands before a line that is typed: whether anything is supposed.
    pub fn prompt(&self) -> String {
        match self.now.is_base() {
            true => "> ".to_owned(),
            false => "andai> ".to_owned(),
        }
    }

    /// Everything that was typed, in order.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// The title of the ruleset, or its name.
    pub fn title(&self) -> String {
        let world = self.base.world.borrow();
        world
            .rules
            .header()
            .map_or_else(String::new, |header| header.title.clone().unwrap_or_else(|| header.name.clone()))
    }

    /// The files that the session was read from; of standard rulesets the names that they have inside the program.
    pub fn sources(&self) -> Vec<PathBuf> {
        let world = self.base.world.borrow();
        let rules = world.sources.files().map(|file| PathBuf::from(world.sources.name(file)));
        let data = self.inputs.iter().filter_map(|input| match &input.source {
            crate::data::DataSource::File(path) => Some(path.clone()),
            crate::data::DataSource::Stdin => None,
        });
        rules.chain(data).collect()
    }
}

/// What a state's rules at a place show names and values with.
fn view<'w>(world: &'w World, place: usize, files: &'w DataFiles, look: Look) -> Option<View<'w>> {
    let model = world.rules.eras().get(place)?.model.as_ref()?;
    Some(View { model, sources: &world.sources, files, language: look.language })
}

//! Reading rules and data, at the beginning and again.

use super::state::State;
use super::{Host, Reply, Session};
use crate::data::{self, DataInput, DataOptions, DataSource, Sink};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::{DataFiles, Facts};
use crate::message::data::DataMessage;
use crate::message::files::{FileTrouble, FilesMessage};
use crate::message::session::SessionMessage;
use crate::model::Codes;
use crate::render::View;
use crate::render::diagnostic::Look;
use crate::source::Sources;
use crate::tools::conflict;
use crate::tools::scenario::world::is_amendment;
use crate::tools::scenario::{Setup, Trouble, World};
use indexmap::IndexMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// What a session is opened with.
pub struct Opening {
    /// The world outside.
    pub host: Box<dyn Host>,
    /// How answers look.
    pub look: Look,
    /// What the user calls the ruleset.
    pub named: String,
    /// The ruleset.
    pub setup: Setup,
    /// The data.
    pub inputs: Vec<DataInput>,
    /// How it is read.
    pub options: DataOptions,
}

/// Why a session cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpeningProblem {
    /// The rules are invalid.
    Rules,
    /// The data is.
    Data,
    /// A file cannot be read.
    Files,
    /// Something that was asked for does not exist.
    Usage,
}

/// What could not be read, and what is to be told.
pub(super) struct Refused {
    pub problem: OpeningProblem,
    pub trouble: Box<Trouble>,
}

/// What was read.
pub(super) struct Loaded {
    pub cases: Vec<Facts>,
    pub files: DataFiles,
    /// What is to be told although all is well.
    pub told: Vec<Diagnostic>,
    /// Rows of other periods.
    pub left_out: u64,
}

impl Session {
    /// Reads rules and data.
    ///
    /// # Errors
    /// What is wrong with them, told in words.
    pub fn open(opening: Opening) -> Result<Self, (OpeningProblem, String)> {
        let Opening { mut host, look, named, setup, inputs, options } = opening;
        // One unit is looked at; the others can be turned to.
        let mut options = options;
        let wanted = options.units.clone();
        if wanted.len() == 1 {
            options.units.clear();
        }
        let told = |refused: Refused| {
            let mut out = Vec::new();
            for diagnostic in &refused.trouble.told {
                // Writing to memory does not fail.
                let _ =
                    crate::render::diagnostic::write_diagnostic(&mut out, diagnostic, &refused.trouble.sources, look);
            }
            (refused.problem, String::from_utf8_lossy(&out).into_owned())
        };
        let (world, loaded) = load(&mut *host, &setup, &inputs, &options, look).map_err(told)?;
        let cases = Rc::new(loaded.cases);
        let base = State::new(world, Rc::clone(&cases));
        let mut session = Self {
            host,
            look,
            named,
            setup,
            inputs,
            options,
            cases,
            files: loaded.files,
            now: base.clone(),
            base,
            undo: Vec::new(),
            redo: Vec::new(),
            scenarios: IndexMap::new(),
            unit: None,
            period: None,
            last: None,
            history: Vec::new(),
            notice: String::new(),
        };
        session.notice = session.told(&loaded.told, loaded.left_out);
        session.period = session.periods().last().copied();
        if let [unit] = wanted.as_slice() {
            let Some(known) = session.units().into_iter().find(|known| **known == **unit) else {
                let names = session.units();
                let nearest = crate::nearest::nearest(unit, names.iter().map(|name| &**name)).map(str::to_owned);
                let trouble = Box::new(Trouble::nowhere(FilesMessage::UnknownUnit { unit: unit.clone(), nearest }));
                return Err(told(Refused { problem: OpeningProblem::Usage, trouble }));
            };
            session.unit = Some(known);
        }
        Ok(session)
    }

    /// Reads everything again. What is supposed is supposed of what was read; scenarios that no longer fit are given up.
    pub(super) fn reload(&mut self, setup: Setup, inputs: Vec<DataInput>) -> Result<Vec<String>, Refused> {
        let (world, loaded) = load(&mut *self.host, &setup, &inputs, &self.options, self.look)?;
        let steps = self.now.steps.clone();
        let named: Vec<(String, Vec<String>)> =
            self.scenarios.iter().map(|(name, state)| (name.clone(), state.steps.clone())).collect();
        self.setup = setup;
        self.inputs = inputs;
        self.cases = Rc::new(loaded.cases);
        self.files = loaded.files;
        self.base = State::new(world, Rc::clone(&self.cases));
        self.now = self.base.clone();
        self.notice = self.told(&loaded.told, loaded.left_out);
        (self.undo, self.redo, self.last) = (Vec::new(), Vec::new(), None);
        self.scenarios.clear();
        if !self.period.is_some_and(|period| self.periods().contains(&period)) {
            self.period = self.periods().last().copied();
        }
        if self.unit.as_ref().is_some_and(|unit| !self.units().contains(unit)) {
            self.unit = None;
        }
        let mut given_up = Vec::new();
        for (name, steps) in named {
            match self.replay(&steps) {
                Some(state) => drop(self.scenarios.insert(name, state)),
                None => given_up.push(name),
            }
        }
        match self.replay(&steps) {
            Some(state) => self.now = state,
            None => given_up.push("sekarang".to_owned()),
        }
        Ok(given_up)
    }

    /// The state that these lines lead to from the base; none where one of them no longer holds.
    fn replay(&mut self, steps: &[String]) -> Option<State> {
        let mut state = self.base.clone();
        for step in steps {
            state = self.supposed(&state, step).ok()?;
        }
        Some(state)
    }

    /// The cases as other rules read them: anew where the cells mean something else.
    pub(super) fn cases_for(&mut self, world: &World) -> Result<Rc<Vec<Facts>>, Refused> {
        let same = self.base.world.borrow().reads_like(world);
        if same {
            return Ok(Rc::clone(&self.cases));
        }
        let loaded = read(world, &self.inputs, &self.options, self.look)?;
        // Cases are counted; the same data has the same ones.
        let key = |facts: &Facts| (facts.unit.clone(), facts.period);
        if loaded.cases.len() != self.cases.len()
            || loaded.cases.iter().zip(self.cases.iter()).any(|(a, b)| key(a) != key(b))
        {
            let trouble = Box::new(Trouble::nowhere(DataMessage::PeriodNeeded {}));
            return Err(Refused { problem: OpeningProblem::Data, trouble });
        }
        Ok(Rc::new(loaded.cases))
    }
}

fn load(
    host: &mut dyn Host,
    setup: &Setup,
    inputs: &[DataInput],
    options: &DataOptions,
    look: Look,
) -> Result<(World, Loaded), Refused> {
    let world = World::build(host.files(), setup, None, &Codes::default())
        .map_err(|trouble| Refused { problem: OpeningProblem::Rules, trouble })?;
    let loaded = read(&world, inputs, options, look)?;
    Ok((world, loaded))
}

/// Reads all data by these rules.
fn read(world: &World, inputs: &[DataInput], options: &DataOptions, look: Look) -> Result<Loaded, Refused> {
    let catalogs = world.rules.catalogs(world.day);
    let refused = |problem: OpeningProblem, told: Vec<Diagnostic>| Refused {
        problem,
        trouble: Box::new(Trouble { told, sources: world.sources.clone() }),
    };
    if inputs.is_empty() {
        let period = options.period.or_else(|| data::only_period(&catalogs));
        if period.is_none() && catalogs.granularity.is_some() {
            return Err(refused(OpeningProblem::Usage, vec![Diagnostic::nowhere(DataMessage::PeriodNeeded {})]));
        }
        let cases = vec![Facts::new(None, period, catalogs.codes.len())];
        return Ok(Loaded { cases, files: DataFiles::default(), told: Vec::new(), left_out: 0 });
    }
    let mut all = Collected::default();
    // What lines are is learnt anew with each reading.
    let files = DataFiles::new(inputs.iter().map(|input| input.source.name().into()).collect());
    let options = &DataOptions { files, ..options.clone() };
    let report = data::read(inputs, &catalogs, options, &mut all).map_err(|problem| {
        let message = FilesMessage::CannotRead { path: problem.name, why: FileTrouble::of(&problem.error) };
        refused(OpeningProblem::Files, vec![Diagnostic::nowhere(message)])
    })?;
    let mut told = report.diagnostics.clone();
    for facts in &all.cases {
        let Some(ruled) = world.ruled_for(facts.period) else { continue };
        let outcome = ruled.evaluator().run(facts, &mut ());
        let files = &report.files;
        let Some(view): Option<View<'_>> = super::view(world, ruled.place, files, look) else { continue };
        told.extend(outcome.conflicts.iter().map(|found| conflict::diagnostic(&view, found)));
    }
    let is_bad = told.iter().any(|told| told.severity() == Severity::Error);
    for place in &report.unruled {
        told.extend(world.rules.eras().get(*place).map(crate::model::Era::obstacles).unwrap_or_default());
    }
    if !options.keep_going && is_bad {
        return Err(refused(OpeningProblem::Data, told));
    }
    if !options.keep_going && !report.unruled.is_empty() {
        return Err(refused(OpeningProblem::Rules, told));
    }
    if let Some((unit, nearest)) = report.units_missing.first().cloned() {
        told.push(Diagnostic::nowhere(FilesMessage::UnknownUnit { unit, nearest }));
        return Err(refused(OpeningProblem::Usage, told));
    }
    Ok(Loaded { cases: all.cases, files: report.files, told, left_out: report.left_out })
}

/// All cases.
#[derive(Default)]
struct Collected {
    cases: Vec<Facts>,
}

impl Sink for Collected {
    fn case(&mut self, facts: Facts) -> ControlFlow<()> {
        self.cases.push(facts);
        ControlFlow::Continue(())
    }

    fn restart(&mut self) {
        self.cases.clear();
    }
}

impl Refused {
    /// What is told, with its texts.
    pub(super) fn told(&self) -> (&[Diagnostic], &Sources) {
        (&self.trouble.told, &self.trouble.sources)
    }
}

impl Session {
    /// The units of the data, in order.
    pub(super) fn units(&self) -> Vec<Arc<str>> {
        let mut seen = std::collections::HashSet::new();
        let units = self.cases.iter().filter_map(|facts| facts.unit.clone());
        units.filter(|unit| seen.insert(unit.clone())).collect()
    }
}

impl Session {
    /// `:ulang`
    pub(super) fn reload_command(&mut self) -> Reply {
        let (setup, inputs) = (self.setup.clone(), self.inputs.clone());
        self.reload_with(setup, inputs)
    }

    /// What there is to say about data that was read.
    fn told(&self, told: &[Diagnostic], left_out: u64) -> String {
        let mut text = self.fail(told, &self.base.world.borrow().sources).problem;
        if left_out > 0 {
            text.push_str(&self.look.language.pick(
                format!("{left_out} baris dari periode lain tidak dipakai\n"),
                format!("{left_out} rows of other periods are left out\n"),
            ));
        }
        text
    }

    /// What there is to say about the data that was read last, once.
    pub fn take_notice(&mut self) -> String {
        std::mem::take(&mut self.notice)
    }

    fn reload_with(&mut self, setup: Setup, inputs: Vec<DataInput>) -> Reply {
        match self.reload(setup, inputs) {
            Err(refused) => {
                let (told, sources) = refused.told();
                self.fail(told, sources)
            }
            Ok(given_up) => {
                let mut reply = self.where_we_are();
                reply.problem = self.take_notice();
                let language = self.look.language;
                for name in given_up {
                    reply.text.push_str(&language.pick(
                        format!("skenario {name} tidak lagi cocok, jadi dilepas\n"),
                        format!("the scenario {name} no longer fits and is given up\n"),
                    ));
                }
                reply
            }
        }
    }

    /// `:muat FILE…`
    pub(super) fn load_command(&mut self, line: &str, rest: &str) -> Reply {
        let names = words(rest);
        if names.is_empty() {
            let form = self.look.language.pick("`:muat BERKAS…`", "`:muat FILE…`").to_owned();
            let message = SessionMessage::CommandForm { command: ":muat".to_owned(), form };
            return self.fail_at(line, line.trim(), message);
        }
        let mut setup = self.setup.clone();
        let mut inputs = Vec::new();
        for name in names {
            let path = PathBuf::from(&name);
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("takar") | Some("md") if is_amendment(self.host.files(), &path) => {
                    setup.options.amendments.retain(|known| *known != path);
                    setup.options.amendments.push(path);
                }
                Some("takar") | Some("md") => setup = Setup { main: path, ..Setup::default() },
                // Whether it is a table is told where it is read.
                _ => inputs.push(DataInput { alias: None, source: DataSource::File(path) }),
            }
        }
        if inputs.is_empty() {
            inputs.clone_from(&self.inputs);
        }
        let named = setup.main.display().to_string();
        let other = setup.main != self.setup.main;
        let reply = self.reload_with(setup, inputs);
        if !reply.failed && other {
            self.named = named;
        }
        reply
    }
}

/// Words of a line: blanks part them, quotes hold them together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => {
                words.extend(Some(std::mem::take(&mut word)).filter(|w| !w.is_empty()))
            }
            c => word.push(c),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

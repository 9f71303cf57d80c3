//! `andai`, `batal`, `ulang`: supposing, and stepping back and forth.

use super::compare::Comparison;
use super::loading::Refused;
use super::state::{Figures, State};
use super::{Reply, Session};
use crate::diagnostic::Diagnostic;
use crate::evaluate::Facts;
use crate::message::session::SessionMessage;
use crate::render::markup::{Markup, Role};
use crate::source::{Sources, Span};
use crate::tools::scenario::world::Supposed;
use crate::tools::scenario::{Plan, RuleChange, Setup, World};
use std::cell::RefCell;
use std::rc::Rc;

/// The word behind a line that asks for everything.
pub(super) const DETAILED: &str = "rinci";

/// Why nothing can be supposed.
pub(super) struct Refusal {
    pub told: Vec<Diagnostic>,
    pub sources: Sources,
}

impl Session {
    /// `andai …`
    pub(super) fn suppose(&mut self, line: &str, rest: &str) -> Reply {
        let (what, detailed) = match rest.trim_end().strip_suffix(DETAILED) {
            Some(before) if before.ends_with(char::is_whitespace) => (before.trim_end(), true),
            _ => (rest.trim_end(), false),
        };
        let before = self.now.clone();
        match self.supposed_in(&before, line, what) {
            Ok(state) => {
                self.undo.push(std::mem::replace(&mut self.now, state));
                self.redo.clear();
                let comparison = self.compare(&before, &self.now);
                self.moved(&comparison, detailed)
            }
            Err(refusal) => self.fail(&refusal.told, &refusal.sources),
        }
    }

    /// What a supposition leads to, beginning with a state.
    pub(super) fn supposed(&mut self, state: &State, what: &str) -> Result<State, Refusal> {
        self.supposed_in(state, what, what)
    }

    fn supposed_in(&mut self, state: &State, line: &str, what: &str) -> Result<State, Refusal> {
        let typed = self.typed(&state.world, line);
        let start = line.find(what).unwrap_or(0);
        let part = Span::new(typed.file, start, start + what.len());
        let mut next = state.clone();
        next.steps.push(what.to_owned());
        let focus = self.focus();
        let cases: Vec<(usize, Facts)> = focus.iter().filter_map(|case| Some((*case, state.facts(*case)?))).collect();
        let language = self.look.language;
        let lengths = lengths(&state.world.borrow());
        let planned = {
            let facts: Vec<&Facts> = cases.iter().map(|(_, facts)| facts).collect();
            let world = &mut *state.world.borrow_mut();
            Plan::read(world, part, &facts, true, language)
                .and_then(|plan| figures(world, &plan, &cases, language).map(|figures| (plan, figures)))
                .map_err(|told| Refusal { told, sources: world.sources.clone() })
        };
        forget(&mut state.world.borrow_mut(), &lengths);
        let (plan, figures) = planned?;
        if !figures.is_empty() {
            let mut all = (*state.figures).clone();
            all.extend(figures);
            next.figures = Rc::new(all);
        }
        if !plan.rules.is_empty() || plan.day.is_some() {
            let mut rules = (*state.rules).clone();
            RuleChange::join(&mut rules, &plan.rules);
            next.day = plan.day.or(state.day);
            let world = self.build(&rules, &next, line)?;
            next.cases = self.cases_for(&world).map_err(Refusal::from)?;
            next.world = Rc::new(RefCell::new(world));
            next.rules = Rc::new(rules);
        }
        Ok(next)
    }

    fn build(&mut self, rules: &[RuleChange], state: &State, line: &str) -> Result<World, Refusal> {
        let mut setup: Setup = self.setup.clone();
        setup.options.day = state.day;
        let (from, codes) = {
            let base = self.base.world.borrow();
            (base.next_amendment(), base.rules.codes().clone())
        };
        let name = self.line_name();
        let supposed = Supposed { changes: rules, from, line: (&name, line) };
        World::build(self.host.files(), &setup, Some(supposed), &codes)
            .map_err(|trouble| Refusal { told: trouble.told, sources: trouble.sources })
    }

    /// `batal`
    pub(super) fn step_back(&mut self) -> Reply {
        let Some(earlier) = self.undo.pop() else { return self.fail_nowhere(SessionMessage::NothingToUndo {}) };
        let later = std::mem::replace(&mut self.now, earlier);
        let comparison = self.compare(&later, &self.now);
        let taken = later.steps.last().cloned().unwrap_or_default();
        self.redo.push(later);
        let language = self.look.language;
        self.after(language.pick("dibatalkan", "taken back"), &taken, &comparison)
    }

    /// `ulang`
    pub(super) fn step_forth(&mut self) -> Reply {
        let Some(later) = self.redo.pop() else { return self.fail_nowhere(SessionMessage::NothingToRedo {}) };
        let earlier = std::mem::replace(&mut self.now, later);
        let comparison = self.compare(&earlier, &self.now);
        let step = self.now.steps.last().cloned().unwrap_or_default();
        self.undo.push(earlier);
        let language = self.look.language;
        self.after(language.pick("diulang", "done again"), &step, &comparison)
    }

    fn after(&self, word: &str, step: &str, comparison: &Comparison) -> Reply {
        let mut text = Markup::of(Role::Faint, format!("{word}: andai {step}\n"));
        text.append(self.moved_text(comparison, false));
        self.say(&text)
    }
}

/// The planned figures of the cases.
fn figures(
    world: &World,
    plan: &Plan,
    cases: &[(usize, Facts)],
    language: crate::message::Language,
) -> Result<Figures, Vec<Diagnostic>> {
    let mut found = Figures::new();
    for figure in &plan.figures {
        for (case, facts) in cases {
            let Some(ruled) = world.ruled_for(facts.period) else { continue };
            let fact = figure.fact(ruled, facts, language);
            let fact = fact.map_err(|message| {
                let place = crate::diagnostic::Place::Rules(figure.span());
                vec![Diagnostic { message: *message, place, related: Vec::new() }]
            })?;
            found.insert((*case, figure.slot), fact);
        }
    }
    Ok(found)
}

/// How many nodes each model has, so that those of questions can be taken away again.
pub(super) fn lengths(world: &World) -> Vec<usize> {
    world.rules.eras().iter().map(|era| era.model.as_ref().map_or(0, |model| model.nodes.len())).collect()
}

/// Takes away the nodes that were added since.
pub(super) fn forget(world: &mut World, lengths: &[usize]) {
    for (place, length) in lengths.iter().enumerate() {
        if let Some(model) = world.rules.model_mut(place) {
            model.forget_after(*length);
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self { told: refused.trouble.told, sources: refused.trouble.sources }
    }
}

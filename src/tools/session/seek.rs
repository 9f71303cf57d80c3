//! `cari`, `mengapa`, `kemungkinan`: questions about what would be, on the results with all that is supposed.

use super::suppose::{forget, lengths};
use super::{Reply, Session, view};
use crate::render::markup::{Markup, Role};
use crate::source::Span;
use crate::tools::seek::{Compiler, Finding, Plan, Verb};
use std::rc::Rc;

/// The answers for so many units are shown; the rest is counted.
const MOST_CASES: usize = 40;

impl Session {
    /// One of the verbs that seek; `rest` is what stands behind it.
    pub(super) fn seek(&mut self, line: &str, rest: &str, verb: Verb) -> Reply {
        let world_cell = Rc::clone(&self.now.world);
        let whole = self.typed(&world_cell, line);
        let start = line.len() - line.trim_end().len();
        let end = line.len() - start;
        let text = Span::new(whole.file, end - rest.len().min(end), end);
        let focus = self.focus();
        let Some(place) = self.place(&focus) else { return self.where_we_are() };
        let lengths = lengths(&world_cell.borrow());
        let plan = {
            let world = &mut *world_cell.borrow_mut();
            if world.rules.model_mut(place).is_none() {
                return Reply::default();
            }
            let compiler = Compiler { desk: &world.desk, place, sources: &world.sources, period: self.period };
            compiler.plan(verb, &mut world.rules, text)
        };
        let reply = match plan {
            Err(told) => self.fail(&told, &world_cell.borrow().sources),
            Ok(plan) => self.found(&focus, place, &plan),
        };
        forget(&mut world_cell.borrow_mut(), &lengths);
        reply
    }

    fn found(&self, focus: &[usize], place: usize, plan: &Plan) -> Reply {
        let world = self.now.world.borrow();
        let Some(view) = view(&world, place, &self.files, self.look) else { return Reply::default() };
        let mut all: Vec<(String, Finding)> = Vec::new();
        let mut count = 0;
        for case in focus {
            let Some(evaluated) = self.evaluate(&self.now, *case) else { continue };
            if world.place_for(evaluated.facts.period) != Some(place) {
                continue;
            }
            count += 1;
            if all.len() < MOST_CASES {
                match plan.answer(&view, Some((&world.rules, place)), &evaluated.facts) {
                    Ok(finding) => all.push((self.whose(&evaluated.facts), finding)),
                    Err(message) => return self.fail_nowhere(message),
                }
            }
        }
        let mut text = Markup::new();
        match all.as_slice() {
            [(_, only)] => text.append(only.text(&view)),
            several => {
                let width = several.iter().map(|(whose, _)| whose.chars().count()).max().unwrap_or(0);
                for (whose, finding) in several {
                    if matches!(finding, Finding::Answer(_)) {
                        text.push(Role::Plain, format!("  {whose:width$}  "));
                        text.push(Role::Result, finding.brief(&view));
                    } else {
                        text.push(Role::Heading, whose.clone());
                        text.newline();
                        text.append(finding.text(&view));
                    }
                    text.newline();
                }
                self.more(&mut text, count);
            }
        }
        self.say(&text)
    }
}

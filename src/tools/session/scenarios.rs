//! `skenario`, `bandingkan`: naming what is supposed, and setting it side by side.

use super::state::State;
use super::suppose::DETAILED;
use super::{Reply, Session};
use crate::message::session::SessionMessage;
use crate::nearest::nearest;
use crate::render::markup::{Markup, Role};

/// Without anything supposed.
const BASE: &str = "dasar";
/// What is supposed now.
const NOW: &str = "sekarang";

impl Session {
    /// The names that a scenario can be called by.
    pub(super) fn scenario_names(&self) -> impl Iterator<Item = &str> {
        [BASE, NOW].into_iter().chain(self.scenarios.keys().map(String::as_str))
    }

    fn scenario(&self, name: &str) -> Option<&State> {
        match name {
            BASE => Some(&self.base),
            NOW => Some(&self.now),
            name => self.scenarios.get(name),
        }
    }

    /// `skenario [NAME]`: lists them; turns to one; or names what is supposed now.
    pub(super) fn scenario_command(&mut self, line: &str, name: &str) -> Reply {
        let language = self.look.language;
        if name.is_empty() {
            return self.list();
        }
        if name == NOW {
            return self.list();
        }
        if let Some(state) = self.scenario(name).cloned() {
            let before = std::mem::replace(&mut self.now, state);
            let comparison = self.compare(&before, &self.now);
            self.undo.push(before);
            self.redo.clear();
            let mut text = Markup::of(Role::Faint, format!("{} {name}\n", language.pick("skenario", "scenario")));
            text.append(self.moved_text(&comparison, false));
            return self.say(&text);
        }
        let is_name = name.chars().all(crate::letters::is_word) && name.starts_with(|c: char| c.is_alphabetic());
        if !is_name {
            return self.fail_at(line, name, SessionMessage::ScenarioName { name: name.to_owned() });
        }
        if self.now.is_base() {
            let near = nearest(name, self.scenario_names()).map(str::to_owned);
            return self.fail_at(line, name, SessionMessage::UnknownScenario { name: name.to_owned(), near });
        }
        self.scenarios.insert(name.to_owned(), self.now.clone());
        let count = self.now.steps.len();
        self.say(&Markup::of(
            Role::Faint,
            language.pick(
                format!("skenario {name}: {count} pengandaian"),
                format!("scenario {name}: {count} suppositions"),
            ),
        ))
    }

    fn list(&self) -> Reply {
        let mut text = Markup::new();
        let mut entry = |name: &str, state: &State| {
            let mark = if state.steps == self.now.steps { "▸ " } else { "  " };
            text.push(Role::Plain, mark);
            text.push(Role::Heading, name);
            text.newline();
            for step in &state.steps {
                text.push(Role::Plain, format!("    andai {step}\n"));
            }
        };
        entry(BASE, &self.base);
        self.scenarios.iter().for_each(|(name, state)| entry(name, state));
        let is_named = self.now.is_base() || self.scenarios.values().any(|state| state.steps == self.now.steps);
        if !is_named {
            entry(NOW, &self.now);
        }
        self.say(&text)
    }

    /// `bandingkan A B [rinci]`
    pub(super) fn compare_command(&self, line: &str, rest: &str) -> Reply {
        let mut words: Vec<&str> = rest.split_whitespace().collect();
        let detailed = words.last() == Some(&DETAILED);
        if detailed {
            words.pop();
        }
        let (one, other) = match words.as_slice() {
            [] => (BASE, NOW),
            [one] => (*one, NOW),
            [one, other] => (*one, *other),
            _ => {
                let form = "`bandingkan dasar usulan`".to_owned();
                return self.fail_at(
                    line,
                    rest,
                    SessionMessage::CommandForm { command: "bandingkan".to_owned(), form },
                );
            }
        };
        let unknown = [one, other].into_iter().find(|name| self.scenario(name).is_none());
        if let Some(name) = unknown {
            let near = nearest(name, self.scenario_names()).map(str::to_owned);
            return self.fail_at(line, name, SessionMessage::UnknownScenario { name: name.to_owned(), near });
        }
        match (self.scenario(one), self.scenario(other)) {
            (Some(before), Some(after)) => self.side_by_side((one, other), (before, after), detailed),
            _ => Reply::default(),
        }
    }
}

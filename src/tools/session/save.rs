//! `simpan skenario`: what is supposed as an amendment and a data file, which read again give the same results.

use super::state::State;
use super::{Reply, Session};
use crate::diagnostic::Diagnostic;
use crate::evaluate::Facts;
use crate::message::session::SessionMessage;
use crate::model::Model;
use crate::render::markup::{Markup, Role};
use crate::source::Sources;
use crate::tools::scenario::figures;
use crate::tools::scenario::world::in_parts;
use crate::tools::scenario::{Head, RuleChange};
use std::path::{Component, Path, PathBuf};

impl Session {
    /// `simpan skenario "FILE"`
    pub(super) fn save(&mut self, line: &str, rest: &str) -> Reply {
        let form = || SessionMessage::CommandForm {
            command: "simpan".to_owned(),
            form: "`simpan skenario \"usulan.takar\"`".to_owned(),
        };
        let Some(file) = rest.trim().strip_prefix("skenario").map(|file| file.trim().trim_matches('"').trim()) else {
            return self.fail_at(line, rest, form());
        };
        if file.is_empty() {
            return self.fail_at(line, rest, form());
        }
        if self.now.is_base() {
            return self.fail_nowhere(SessionMessage::NothingToSave {});
        }
        let rules_path = with_ending(file, "takar");
        let data_path = rules_path.with_extension("csv");
        let state = self.now.clone();
        let files = match self.saved(&state, &rules_path, &data_path) {
            Ok(files) => files,
            Err(reply) => return reply,
        };
        if let Err(message) = self.host.write(&files) {
            return self.fail_nowhere(message);
        }
        let language = self.look.language;
        let mut text = Markup::new();
        for (path, _) in &files {
            text.push(Role::Plain, format!("{} {}\n", language.pick("ditulis:", "written:"), path.display()));
        }
        text.push(Role::Faint, format!("takar hitung {}\n", self.arguments(&state, &rules_path, &data_path)));
        self.say(&text)
    }

    /// The arguments with which the saved files give the same results.
    fn arguments(&self, state: &State, rules: &Path, data: &Path) -> String {
        let mut words = vec![self.named.clone()];
        words.extend(self.setup.options.amendments.iter().map(|path| format!("--perubahan {}", quoted(path))));
        words.push(format!("--perubahan {}", quoted(rules)));
        words.push(format!("--data {}", quoted(data)));
        let all = self.periods();
        // A part of a period is looked at only where it is asked for.
        let partial = self.options.period.filter(|period| all.contains(period));
        words.extend(partial.map(|period| format!("--periode {period}")));
        words.extend(state.day.map(|day| format!("--tanggal {day}")));
        words.join(" ")
    }

    /// The texts of both files.
    fn saved(&self, state: &State, rules_path: &Path, data_path: &Path) -> Result<Vec<(PathBuf, String)>, Reply> {
        let language = self.look.language;
        let world = state.world.borrow();
        let mut cases: Vec<(Facts, usize)> = Vec::new();
        for case in 0..self.cases.len() {
            let Some(evaluated) = self.evaluate(state, case) else { continue };
            let Some(place) = world.place_for(evaluated.facts.period) else { continue };
            let Some(model) = world.rules.eras().get(place).and_then(|era| era.model.as_ref()) else { continue };
            let Some(data) = self.cases.get(case) else { continue };
            let facts = in_parts(evaluated.facts, model, data).map_err(|slot| {
                self.fail_nowhere(SessionMessage::CannotSave { path: figures::path(model, slot.code, slot.field) })
            })?;
            cases.push((facts, place));
        }
        let models = cases.iter().filter_map(|(facts, place)| {
            let model: &Model = world.rules.eras().get(*place)?.model.as_ref()?;
            Some((facts, model))
        });
        let data = figures::csv(models).map_err(|message| self.fail_nowhere(message))?;
        let base = self.setup.main.display().to_string();
        let today = crate::render::number::date(self.host.today());
        let data_files: Vec<String> = self.inputs.iter().map(|input| input.source.name()).collect();
        let mut remarks = vec![language.pick(
            format!("Skenario dari sesi takar, disimpan {today}."),
            format!("A scenario from a session of takar, saved on {today}."),
        )];
        remarks.push(
            language.pick(format!("Dasar: {base}"), format!("Based on: {base}"))
                + &match data_files.as_slice() {
                    [] => String::new(),
                    files => format!("; {}", files.join(", ")),
                },
        );
        remarks.push(language.pick("Diandaikan:", "Supposed:").to_owned());
        remarks.extend(
            state.steps.iter().map(|step| format!("  andai {}", step.split_whitespace().collect::<Vec<_>>().join(" "))),
        );
        let arguments = self.arguments(state, rules_path, data_path);
        remarks.push(language.pick(
            format!("Dihitung dengan: takar hitung {arguments}"),
            format!("Computed by: takar hitung {arguments}"),
        ));
        let name = rules_path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let from = self.base.world.borrow().next_amendment();
        let head = Head {
            remarks,
            name: name_of(&name),
            title: language.pick("Usulan dari skenario", "A proposal from a scenario").to_owned() + &format!(" {name}"),
            base: relative(rules_path, &self.setup.main),
            from,
        };
        let (text, _) = RuleChange::amendment(&state.rules, &head);
        let mut sources = Sources::default();
        let file = sources.add(rules_path.display().to_string(), text);
        let formatted =
            crate::tools::format::format(&sources, file).map_err(|told: Vec<Diagnostic>| self.fail(&told, &sources))?;
        Ok(vec![(rules_path.to_path_buf(), formatted), (data_path.to_path_buf(), data)])
    }
}

fn with_ending(file: &str, ending: &str) -> PathBuf {
    let path = PathBuf::from(file);
    match path.extension() {
        Some(known) if known == ending => path,
        Some(known) if known == "csv" => path.with_extension(ending),
        _ => PathBuf::from(format!("{file}.{ending}")),
    }
}

/// A name that an amendment can have, from that of its file.
fn name_of(stem: &str) -> String {
    let mut name: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || crate::syntax::reserved(&name) {
        name.insert_str(0, "skenario_");
    }
    name
}

/// A file as seen from the folder of another, with `/` between folders.
fn relative(from: &Path, to: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let plain = |path: PathBuf| {
        let mut plain: Vec<Component<'_>> = Vec::new();
        for part in path.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => drop(plain.pop()),
                part => plain.push(part),
            }
        }
        plain.iter().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let folder = plain(absolute(from).parent().map_or_else(PathBuf::new, Path::to_path_buf));
    let target = plain(absolute(to));
    let shared = folder.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folder.len() - shared).map(str::to_owned);
    up.chain(target[shared..].iter().cloned()).collect::<Vec<_>>().join("/")
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let word = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-=+,@%:\\".contains(c);
    if word.chars().all(is_plain) { word } else { format!("\"{}\"", word.replace('"', "\\\"")) }
}

//! What may stand where something is typed: codes, properties, functions, labels, commands, each with its title.

use super::commands::{COMMANDS, Command, Follows};
use super::help::{FUNCTIONS, topics};
use super::{Session, line};
use crate::letters::is_word;
use crate::model::{ItemId, ItemKind, Model, Property};
use crate::render::markup::Markup;

/// Something that may be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What is put in.
    pub text: String,
    /// What it is: a title, or what it does.
    pub title: String,
}

impl Candidate {
    fn new(text: impl Into<String>, title: impl Into<String>) -> Self {
        Self { text: text.into(), title: title.into() }
    }
}

/// The words for sets, and what they hold.
const SETS: [&str; 9] =
    ["indikator", "sasaran", "anggaran", "perspektif", "tujuan", "program", "kegiatan", "keluaran", "komponen"];

/// Words that begin what is supposed of rules.
const STATEMENTS: [(&str, &str, &str); 4] = [
    ("ubah", "mengubah sebuah pernyataan", "changes a declaration"),
    ("kategori", "mengganti sebuah skala", "replaces a scale"),
    ("cabut", "mencabut sebuah pernyataan", "removes a declaration"),
    ("sisipkan", "menyisipkan pernyataan", "inserts declarations"),
];

impl Session {
    /// What may stand at a place of a line, and where it begins.
    pub fn complete(&self, line: &str, at: usize) -> (usize, Vec<Candidate>) {
        let before = line.get(..at).unwrap_or(line);
        let quotes = before.matches('"').count();
        let command = before.split_whitespace().next().and_then(Command::find);
        let follows =
            command.filter(|command| before.trim_start().len() > command.word.len()).map(|command| command.follows);
        if let Some(Follows::Units) = follows {
            let start = before.len() - before.trim_start().trim_start_matches(":unit").trim_start().len();
            let fitting = self.units().into_iter().filter(|unit| starts(unit, &before[start..]));
            return (start, fitting.map(|unit| Candidate::new(unit.to_string(), "")).collect());
        }
        if quotes % 2 == 1 {
            let start = before.rfind('"').map_or(0, |quote| quote + 1);
            let labels = self.labels().into_iter().filter(|label| starts(&label.text, &before[start..]));
            let closed = labels.map(|label| Candidate { text: format!("{}\"", label.text), ..label });
            return (start, closed.collect());
        }
        let start = before.char_indices().rev().take_while(|(_, c)| is_word(*c) || matches!(c, '.' | ':')).last();
        let start = start.map_or(before.len(), |(start, _)| start);
        let word = &before[start..];
        let mut all = match follows {
            Some(Follows::Nothing | Follows::File) => Vec::new(),
            Some(Follows::Scenarios) => self.scenario_names().map(|name| Candidate::new(name, "")).collect(),
            Some(Follows::Periods) => {
                self.periods().iter().map(|period| Candidate::new(period.to_string(), "")).collect()
            }
            Some(Follows::Topics) => topics().map(|topic| Candidate::new(topic, "")).collect(),
            Some(Follows::Codes) => self.codes(word),
            Some(Follows::Expression) | None => self.words(word, follows.is_some()),
            Some(Follows::Units) => Vec::new(),
        };
        all.retain(|candidate| starts(&candidate.text, word));
        let mut seen = std::collections::HashSet::new();
        all.retain(|candidate| seen.insert(candidate.text.clone()));
        if let [only] = all.as_slice()
            && only.text == word
        {
            all.clear();
        }
        (start, all)
    }

    /// What goes on behind a line, to be shown faintly: the title of the code that it ends with, or how a command is
    /// written.
    pub fn hint(&self, line: &str) -> Option<String> {
        let language = self.look.language;
        let word = line.trim_start();
        if let Some(command) = Command::find(word.trim_end()) {
            let form = command.form(language);
            let rest = form.strip_prefix(command.word).unwrap_or("").trim_start();
            let about = language.pick(command.about.0, command.about.1);
            let gap = if word.ends_with(' ') { "" } else { " " };
            return Some(format!("{gap}{rest}  ({about})").replace(" (", "  (").replacen("   (", "  (", 1));
        }
        let start = line.char_indices().rev().take_while(|(_, c)| is_word(*c) || *c == '.').last()?.0;
        let code = &line[start..];
        let world = self.now.world.borrow();
        let model = world.rules.latest()?;
        let title = model.item(model.find(code)?).title.clone()?;
        Some(format!("  {title}"))
    }

    /// A line in roles.
    pub fn highlight(&self, text: &str) -> Markup {
        let world = self.now.world.borrow();
        let model = world.rules.latest();
        let is_known = |word: &str| {
            model.is_some_and(|model| {
                let mut word = word;
                loop {
                    if model.find(word).is_some() || model.codes.get(word).is_some() {
                        return true;
                    }
                    match word.rsplit_once('.') {
                        Some((before, _)) => word = before,
                        None => return false,
                    }
                }
            })
        };
        line::highlight(text, &|word| Command::find(word).is_some(), &is_known)
    }

    fn words(&self, word: &str, behind_command: bool) -> Vec<Candidate> {
        let language = self.look.language;
        let mut all = Vec::new();
        if behind_command {
            all.extend(STATEMENTS.iter().map(|(word, id, en)| Candidate::new(*word, language.pick(*id, *en))));
            all.push(Candidate::new(
                "tanggal",
                language.pick("hari yang aturannya berlaku", "the day whose rules hold"),
            ));
        } else {
            let about = |command: &Command| language.pick(command.about.0, command.about.1);
            all.extend(COMMANDS.iter().map(|command| Candidate::new(command.word, about(command))));
        }
        if !word.starts_with(':') {
            all.extend(self.codes(word));
            let about = |both: (&'static str, &'static str)| language.pick(both.0, both.1);
            all.extend(FUNCTIONS.iter().map(|(name, _, yields)| Candidate::new(format!("{name}("), about(*yields))));
        }
        all
    }

    /// Codes, names, sets; behind a code or set its properties.
    fn codes(&self, word: &str) -> Vec<Candidate> {
        let world = self.now.world.borrow();
        let Some(model) = world.rules.latest() else { return Vec::new() };
        let mut all = Vec::new();
        for index in 0..model.items.len() {
            let id = ItemId(index as u32);
            let code = model.full_code(id);
            let title = model.item(id).title.clone().unwrap_or_default();
            if let Some(rest) = word.strip_prefix(code.as_str())
                && rest.starts_with('.')
            {
                let properties = properties(model, id);
                all.extend(properties.into_iter().map(|property| Candidate::new(format!("{code}.{property}"), "")));
                if matches!(model.item(id).kind, ItemKind::Group(_)) {
                    all.push(Candidate::new(format!("{code}.indikator"), ""));
                }
            }
            all.push(Candidate::new(code, title));
        }
        let has = |set: &str| model.results().any(|(_, item)| item.kind.word() == set);
        for set in SETS.into_iter().filter(|set| has(set)) {
            all.push(Candidate::new(set, ""));
            if word.strip_prefix(set).is_some_and(|rest| rest.starts_with('.')) {
                let member = model.results().find(|(_, item)| item.kind.word() == set);
                let properties = member.map(|(id, _)| properties(model, id)).unwrap_or_default();
                all.extend(properties.into_iter().map(|property| Candidate::new(format!("{set}.{property}"), "")));
            }
        }
        let scale =
            |scale: &crate::model::Scale| Candidate::new(scale.name.as_str(), scale.title.clone().unwrap_or_default());
        all.extend(model.scales.iter().filter(|scale| scale.ordered).map(scale));
        all
    }

    /// The labels of all scales.
    fn labels(&self) -> Vec<Candidate> {
        let world = self.now.world.borrow();
        let Some(model) = world.rules.latest() else { return Vec::new() };
        let of = |scale: &crate::model::Scale| {
            let name = scale.name.clone();
            scale.bands.iter().map(|band| Candidate::new(band.label.as_str(), name.as_str())).collect::<Vec<_>>()
        };
        let mut labels: Vec<Candidate> = model.scales.iter().flat_map(of).collect();
        let mut seen = std::collections::HashSet::new();
        labels.retain(|label| seen.insert(label.text.clone()));
        labels
    }
}

/// The properties that a path to an item may end in.
fn properties(model: &Model, id: ItemId) -> Vec<&'static str> {
    let item = model.item(id);
    let held = Property::ALL.into_iter().filter(|property| *property != Property::Raw);
    let held = held.filter(|property| item.properties[*property as usize].is_some());
    let whole = match item.kind {
        ItemKind::Result => Some(Property::Achievement),
        ItemKind::Data => Some(Property::Realization),
        _ => None,
    };
    held.filter(|property| Some(*property) != whole).map(Property::word).collect()
}

/// Whether a word begins like what was typed, whatever the letters' case.
fn starts(text: &str, typed: &str) -> bool {
    text.to_lowercase().starts_with(&typed.to_lowercase())
}

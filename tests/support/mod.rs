//! Rulesets and data for tests.

pub mod dice;
pub mod program;
pub mod rules;
pub mod written;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use takar::evaluate::{DataFiles, Fact, Facts, Origin, Published};
use takar::message::Language;
use takar::model::build::{Built, Files, ReadProblem, build};
use takar::model::catalog::{CellType, CellUnit, EntryKind};
use takar::model::{ItemId, Model};
use takar::number::Number;
use takar::render::View;
use takar::source::Sources;
use takar::value::period::{Granularity, Period};
use takar::value::{Absence, Field, Interval, Label, Slot, Value};

/// Rulesets on disk.
pub struct Disk;

impl Files for Disk {
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem> {
        std::fs::read_to_string(path).map_err(|_| ReadProblem::NotFound)
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        path.canonicalize().map_err(|_| ReadProblem::NotFound)
    }
}

/// A ruleset with its texts.
pub struct Ruleset {
    pub model: Model,
    pub sources: Sources,
    pub files: DataFiles,
}

impl Ruleset {
    /// The ruleset of a file.
    pub fn load(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        Self::of(build(&mut Disk, path).unwrap_or_else(|problem| panic!("{}: {problem:?}", path.display())))
    }

    /// A ruleset from a text.
    pub fn text(text: &str) -> Self {
        let path = PathBuf::from("uji.takar");
        let mut files = takar::model::build::InMemory([(path.clone(), text.to_owned())].into());
        Self::of(build(&mut files, &path).expect("the file is in memory"))
    }

    fn of(built: Built) -> Self {
        let Some(model) = built.model else {
            let told: Vec<_> = built
                .diagnostics
                .iter()
                .map(|diagnostic| {
                    format!("{:?} {}", diagnostic.place, diagnostic.message.tell(Language::English).message)
                })
                .collect();
            panic!("{}", told.join("\n"));
        };
        Self { model, sources: built.sources, files: DataFiles::default() }
    }

    pub fn view(&self, language: Language) -> View<'_> {
        View { model: &self.model, sources: &self.sources, files: &self.files, language }
    }

    pub fn item(&self, code: &str) -> ItemId {
        (0..self.model.items.len() as u32)
            .map(ItemId)
            .find(|id| self.model.full_code(*id) == code)
            .unwrap_or_else(|| panic!("no item {code}"))
    }

    /// No facts yet.
    pub fn facts(&self) -> Facts {
        let period = self.model.header().and_then(|header| Period::containing(header.from?, Granularity::Year));
        Facts::new(None, period, self.model.codes.len())
    }

    /// Adds the rows of a data file; `alias` stands before its codes.
    pub fn read(&mut self, facts: &mut Facts, name: &str, alias: &str, text: &str) {
        let file = self.files.names().len() as u16;
        let names = self.files.names().iter().cloned().chain([Arc::from(name)]).collect();
        self.files = DataFiles::new(names);
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty());
        let header: Vec<&str> = lines.next().expect("a header").1.split(';').collect();
        let catalog = self.model.catalog();
        for (index, line) in lines {
            let cells: Vec<&str> = line.split(';').collect();
            let cell = |name: &str| {
                let column = header.iter().position(|column| *column == name)?;
                cells.get(column).copied().map(str::trim).filter(|cell| !cell.is_empty())
            };
            let written = cell("kode").expect("a code");
            let code = format!("{alias}{written}");
            let entry = catalog
                .entries
                .iter()
                .find(|entry| {
                    entry.code == code || (entry.official.as_deref() == Some(written) && entry.code.starts_with(alias))
                })
                .unwrap_or_else(|| panic!("{name}: no code {code}"));
            let line = index as u32 + 1;
            for (field, column, ty) in
                [(Field::Target, "target", &entry.target), (Field::Realization, "realisasi", &entry.realization)]
            {
                let (Some(text), Some(ty)) = (cell(column), ty) else { continue };
                let slot = Slot { code: entry.id, field };
                let decimals =
                    text.split_once(',').map_or(0, |(_, after)| after.chars().take_while(char::is_ascii_digit).count());
                let fact = Fact {
                    value: value(text, ty, slot),
                    decimals: decimals as u16,
                    origin: Origin::Data { file, line, column: 1 },
                };
                facts.set(slot, fact);
            }
            let published = Published {
                achievement: cell("capaian_lapor").map(Arc::from),
                category: cell("kategori_lapor").map(Arc::from),
                notes: Vec::new(),
                origin: Origin::Data { file, line, column: 0 },
            };
            if published.achievement.is_some() || published.category.is_some() || entry.kind == EntryKind::PublishedOnly
            {
                facts.publish(entry.id, published);
            }
        }
    }
}

fn value(text: &str, ty: &CellType, slot: Slot) -> Value {
    if text == "tidak berlaku" {
        return Value::NotApplicable(Absence::of(slot));
    }
    match ty {
        CellType::Number(unit) => Value::Number(number(text, unit)),
        CellType::Range(unit) => {
            let (low, high) = text.split_once(" s.d. ").unwrap_or((text, text));
            let end = |text| Some((number(text, unit), true));
            Value::Range(Arc::new(Interval { low: end(low), high: end(high) }))
        }
        CellType::Label(labels) => {
            let index = labels.iter().position(|label| label.eq_ignore_ascii_case(text)).expect("a label");
            Value::Label(Label(index as u16))
        }
        CellType::Text => Value::Text(Arc::from(text)),
        CellType::Truth => Value::Truth(text == "ya"),
        CellType::Date => Value::Date(text.parse().expect("a date")),
    }
}

fn number(text: &str, unit: &CellUnit) -> Number {
    let (text, places) = match text.strip_suffix("juta") {
        Some(text) => (text, 6),
        None => (text, 0),
    };
    let digits: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, ',' | '-'))
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    Number::parse_plain(&digits).expect("a number").shift10(places - unit.shift)
}

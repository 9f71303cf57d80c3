//! `--ringkasan`: many units in one page. How many have which rating, whose results fail and why, and how the figures of
//! each indicator are spread.

mod counts;
mod quick;
mod spread;
mod text;

use super::blame::Unplaced;
use super::figure::{self, DecimalSign};
use super::outcome::{Case, Sheet, State};
use super::outcome_csv::Dialect;
use super::outcome_json::RulesetHead;
use crate::number::Number;
use crate::value::Value;
use counts::{Counts, Failure, Node};
use indexmap::IndexMap;
use serde::Serialize;
use std::io::{self, Write};

pub use counts::Failures;
pub use quick::QuickCounts;

/// In which form it is written.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// For people: how many columns there are, and whether with colours.
    Text {
        /// How many columns there are.
        width: usize,
        /// Whether with colours.
        styled: bool,
    },
    /// One document: docs/ringkasan.schema.json.
    Json,
    /// A row for each count and figure.
    Csv(Dialect),
}

/// Counts case after case.
pub struct SummaryWriter<'m> {
    sheet: &'m Sheet<'m>,
    title: String,
    head: RulesetHead,
    form: Form,
    counts: Counts,
    /// Whether there were cases by different sets of rules.
    mixed: bool,
    /// What of the data no unit has got.
    unplaced: Unplaced,
}

impl<'m> SummaryWriter<'m> {
    /// Nothing counted yet.
    pub fn new(sheet: &'m Sheet<'m>, title: String, head: RulesetHead, form: Form) -> Self {
        Self { sheet, title, head, form, counts: Counts::default(), mixed: false, unplaced: Unplaced::default() }
    }

    /// What of the data no unit has got.
    pub fn unplaced(&mut self, unplaced: Unplaced) {
        self.unplaced = unplaced;
    }

    /// Counts some of the same cases, by these rules, for [`SummaryWriter::join`].
    pub fn part(&self, sheet: &'m Sheet<'m>) -> Self {
        Self::new(sheet, String::new(), self.head.clone(), self.form)
    }

    /// The cases that follow are results of these rules.
    pub fn turn_to(&mut self, sheet: &'m Sheet<'m>) {
        self.mixed |= !std::ptr::eq(self.sheet, sheet);
        self.sheet = sheet;
    }

    /// Whether there were cases by other rules than the first ones: what several have counted of them cannot be put together.
    pub fn is_mixed(&self) -> bool {
        self.mixed
    }

    /// Forgets what was counted.
    pub fn begin(&mut self) {
        (self.counts, self.mixed) = (Counts::default(), false);
    }

    /// One unit in one period.
    pub fn case(&mut self, case: Case<'_>) {
        self.counts.case(self.sheet, case);
    }

    /// What has failed so far and was not asked for yet.
    pub fn take_failures(&mut self) -> Failures {
        std::mem::take(&mut self.counts.failures)
    }

    /// Adds what failed later.
    pub fn add_failures(&mut self, later: Failures) {
        self.counts.failures.join(later);
    }

    /// Adds what a plan has computed: units that nobody else has counted.
    pub fn add_quick(&mut self, quick: QuickCounts<'m>) {
        quick.finish(&mut self.counts);
    }

    /// Adds what another has counted: units that nobody else has. What failed is left out.
    pub fn join(&mut self, other: Self) {
        if other.counts.states != [0; 4] {
            self.sheet = other.sheet;
        }
        self.counts.join(other.counts);
    }

    /// Writes the page.
    pub fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        match self.form {
            Form::Text { width, styled } => self.write_text(out, width, styled),
            Form::Json => {
                serde_json::to_writer(&mut *out, &self.document())?;
                out.write_all(b"\n")
            }
            Form::Csv(dialect) => self.write_csv(out, dialect),
        }
    }

    fn document(&self) -> Document<'_> {
        let node = |(code, node): (&String, &Node)| NodeFields {
            code: code.clone(),
            kind: node.kind.word().to_owned(),
            title: node.title.clone(),
            states: states(&node.states),
            ratings: node.ratings.iter().map(|(label, count)| (label.clone(), *count)).collect(),
            spread: node.spread.as_ref().filter(|spread| spread.count > 0).map(|spread| {
                let plain = |number: Number| {
                    let value = Value::Number(number);
                    let model = self.sheet.view.model;
                    figure::plain(model, spread.ty, &value, DecimalSign::Dot).unwrap_or_default()
                };
                SpreadFields {
                    unit: spread.unit.clone(),
                    count: spread.count,
                    least: spread.least.clone().map(plain),
                    median: spread.median().map(plain),
                    mean: spread.mean().map(plain),
                    greatest: spread.greatest.clone().map(plain),
                }
            }),
        };
        Document {
            takar: env!("CARGO_PKG_VERSION"),
            rules: &self.head,
            summary: Fields {
                units: self.counts.units.len() as u64 + self.counts.further_units,
                cases: self.counts.states.iter().sum(),
                states: states(&self.counts.states),
                nodes: self.counts.nodes.iter().map(node).collect(),
                failures: &self.counts.failures.listed,
                more_failures: self.counts.failures.more,
                unplaced: Some(&self.unplaced).filter(|unplaced| !unplaced.is_empty()),
            },
        }
    }

    fn write_csv(&self, out: &mut dyn Write, dialect: Dialect) -> io::Result<()> {
        let delimiter = char::from(dialect.delimiter);
        let mut line = |cells: [&str; 5]| {
            let quoted = cells.map(|cell| match cell.contains([delimiter, '"', '\n', '\r']) {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell.to_owned(),
            });
            writeln!(out, "{}", quoted.join(&delimiter.to_string()))
        };
        let number = |text: &Option<String>| match dialect.sign {
            DecimalSign::Comma => text.as_deref().unwrap_or_default().replace('.', ","),
            DecimalSign::Dot => text.clone().unwrap_or_default(),
        };
        line(["kode", "jenis", "judul", "butir", "isi"])?;
        let document = self.document().summary;
        line(["", "", "", "unit", &document.units.to_string()])?;
        for (state, count) in &document.states {
            line(["", "", "", &format!("hasil {state}"), &count.to_string()])?;
        }
        for node in &document.nodes {
            let mut item = |name: &str, content: &str| {
                line([&node.code, &node.kind, node.title.as_deref().unwrap_or_default(), name, content])
            };
            for (state, count) in &node.states {
                item(state, &count.to_string())?;
            }
            for (label, count) in &node.ratings {
                item(&format!("kategori {label}"), &count.to_string())?;
            }
            if let Some(spread) = &node.spread {
                let figures = [
                    ("terkecil", &spread.least),
                    ("median", &spread.median),
                    ("rata_rata", &spread.mean),
                    ("terbesar", &spread.greatest),
                ];
                for (name, figure) in figures {
                    item(name, &number(figure))?;
                }
            }
        }
        for failure in &self.counts.failures.listed {
            let whose = failure.unit.iter().chain(&failure.period).cloned().collect::<Vec<_>>().join(" · ");
            let what = failure.condition.as_deref().unwrap_or_default();
            line([failure.code.as_deref().unwrap_or_default(), "gagal", what, &whose, &failure.reason])?;
        }
        if self.counts.failures.more > 0 {
            line(["", "gagal", "", "lainnya", &self.counts.failures.more.to_string()])?;
        }
        if self.unplaced.rows > 0 {
            line(["", "", "", "baris tak terpakai", &self.unplaced.rows.to_string()])?;
        }
        for file in &self.unplaced.files {
            line(["", "", "", "berkas tak terpakai", file])?;
        }
        Ok(())
    }
}

const STATES: [State; 4] = [State::Value, State::NotApplicable, State::Missing, State::Failed];

fn states(counts: &[u64; 4]) -> IndexMap<&'static str, u64> {
    STATES.iter().map(|state| (state.name(), counts[*state as usize])).collect()
}

#[derive(Serialize)]
struct Document<'a> {
    takar: &'static str,
    #[serde(rename = "aturan")]
    rules: &'a RulesetHead,
    #[serde(rename = "ringkasan")]
    summary: Fields<'a>,
}

#[derive(Serialize)]
struct Fields<'a> {
    #[serde(rename = "unit")]
    units: u64,
    #[serde(rename = "hasil")]
    cases: u64,
    #[serde(rename = "keadaan", serialize_with = "as_map")]
    states: IndexMap<&'static str, u64>,
    #[serde(rename = "simpul")]
    nodes: Vec<NodeFields>,
    #[serde(rename = "gagal")]
    failures: &'a [Failure],
    #[serde(rename = "gagal_lain")]
    more_failures: u64,
    #[serde(rename = "tak_terpakai", skip_serializing_if = "Option::is_none")]
    unplaced: Option<&'a Unplaced>,
}

#[derive(Serialize)]
struct NodeFields {
    #[serde(rename = "kode")]
    code: String,
    #[serde(rename = "jenis")]
    kind: String,
    #[serde(rename = "judul", skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(rename = "keadaan", serialize_with = "as_map")]
    states: IndexMap<&'static str, u64>,
    #[serde(rename = "kategori", serialize_with = "as_map", skip_serializing_if = "IndexMap::is_empty")]
    ratings: IndexMap<String, u64>,
    #[serde(rename = "sebaran", skip_serializing_if = "Option::is_none")]
    spread: Option<SpreadFields>,
}

#[derive(Serialize)]
struct SpreadFields {
    #[serde(rename = "satuan", skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(rename = "banyak")]
    count: u64,
    #[serde(rename = "terkecil", skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    median: Option<String>,
    #[serde(rename = "rata_rata", skip_serializing_if = "Option::is_none")]
    mean: Option<String>,
    #[serde(rename = "terbesar", skip_serializing_if = "Option::is_none")]
    greatest: Option<String>,
}

fn as_map<S: serde::Serializer, K: Serialize>(map: &IndexMap<K, u64>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(map)
}

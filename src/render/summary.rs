//! `--ringkasan`: many units in one page. How many have which rating, whose results fail and why, and how the figures of
//! each indicator are spread.

mod text;

use super::View;
use super::figure::{self, DecimalSign, label_text};
use super::outcome::{Case, Figure, Row, Sheet, State, Verdict};
use super::outcome_csv::Dialect;
use super::outcome_json::RulesetHead;
use super::state::reason;
use crate::model::{ItemKind, Type};
use crate::number::Number;
use crate::value::{Label, Value};
use indexmap::IndexMap;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::sync::Arc;

/// Of an indicator so many different figures are told apart; with more there is no median.
const MOST_DIFFERENT: usize = 10_000;
/// A sum of larger fractions is not carried on.
const MOST_BITS: u64 = 4_000;
/// So many failures are kept; further ones are counted.
const MOST_FAILURES: usize = 1000;

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
    /// Cases of data without units belong to none.
    units: HashSet<Option<Arc<str>>>,
    states: [u64; 4],
    nodes: IndexMap<String, Node>,
    failures: Vec<Failure>,
    more_failures: u64,
}

/// A group, indicator, budget line or `nilai` over all units.
struct Node {
    kind: ItemKind,
    title: Option<String>,
    states: [u64; 4],
    /// The labels of its scale, in their order, and how many have them; behind them what is outside.
    ratings: Vec<(String, u64)>,
    spread: Option<Spread>,
}

/// The figures of an indicator.
struct Spread {
    ty: Type,
    unit: Option<String>,
    count: u64,
    /// How often each figure occurs; none where there are too many.
    figures: Option<BTreeMap<Number, u64>>,
    least: Option<Number>,
    greatest: Option<Number>,
    /// None where its fraction has become too large.
    sum: Option<Number>,
}

/// Something that fails, of one unit in one period.
#[derive(Debug, Clone, Serialize)]
struct Failure {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(rename = "periode", skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(rename = "kode", skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(rename = "pastikan", skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    #[serde(rename = "sebab")]
    reason: String,
}

impl<'m> SummaryWriter<'m> {
    /// Nothing counted yet.
    pub fn new(sheet: &'m Sheet<'m>, title: String, head: RulesetHead, form: Form) -> Self {
        Self {
            sheet,
            title,
            head,
            form,
            units: HashSet::new(),
            states: [0; 4],
            nodes: IndexMap::new(),
            failures: Vec::new(),
            more_failures: 0,
        }
    }

    /// The cases that follow are results of these rules.
    pub fn turn_to(&mut self, sheet: &'m Sheet<'m>) {
        self.sheet = sheet;
    }

    /// Forgets what was counted.
    pub fn begin(&mut self) {
        self.units.clear();
        self.states = [0; 4];
        self.nodes.clear();
        self.failures.clear();
        self.more_failures = 0;
    }

    /// One unit in one period.
    pub fn case(&mut self, case: Case<'_>) {
        let sheet = self.sheet;
        self.states[sheet.state(case.outcome) as usize] += 1;
        if !self.units.contains(&case.facts.unit) {
            self.units.insert(case.facts.unit.clone());
        }
        for row in &sheet.rows {
            self.row(row, case);
        }
        for condition in sheet.view.model.conditions.iter().filter(|condition| condition.must) {
            let value = case.outcome.value(condition.node);
            if Verdict::of(value).fails() {
                let why = value.and_then(|value| reason(&sheet.view, value));
                let reason =
                    why.unwrap_or_else(|| sheet.view.language.pick("tidak terpenuhi", "does not hold").to_owned());
                self.fail(case, None, Some(condition.message.clone()), reason);
            }
        }
    }

    fn fail(&mut self, case: Case<'_>, code: Option<String>, condition: Option<String>, reason: String) {
        if self.failures.len() == MOST_FAILURES {
            self.more_failures += 1;
            return;
        }
        let unit = case.facts.unit.as_deref().map(str::to_owned);
        let period = case.facts.period.map(|period| period.to_string());
        self.failures.push(Failure { unit, period, code, condition, reason });
    }

    fn row(&mut self, row: &Row<'_>, case: Case<'_>) {
        let view = &self.sheet.view;
        let (state, value) = row.state(case.outcome);
        let code = row.item.code.as_str();
        if !self.nodes.contains_key(code) {
            self.nodes.insert(code.to_owned(), Node::new(row, view));
        }
        let Some(node) = self.nodes.get_mut(code) else { return };
        node.states[state as usize] += 1;
        if let Some((place, ty)) = row.figure(Figure::Category)
            && let Some(Value::Label(label)) = case.outcome.value(place)
        {
            node.rate(view, ty, *label);
        }
        if let Some(spread) = &mut node.spread
            && let Some((place, _)) = measure(row)
            && let Some(Value::Number(number)) = case.outcome.value(place)
        {
            spread.add(number);
        }
        if state == State::Failed {
            let why = value.and_then(|value| reason(view, value)).unwrap_or_default();
            self.fail(case, Some(code.to_owned()), None, why);
        }
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
                units: self.units.len() as u64,
                cases: self.states.iter().sum(),
                states: states(&self.states),
                nodes: self.nodes.iter().map(node).collect(),
                failures: &self.failures,
                more_failures: self.more_failures,
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
        for failure in &self.failures {
            let whose = failure.unit.iter().chain(&failure.period).cloned().collect::<Vec<_>>().join(" · ");
            let what = failure.condition.as_deref().unwrap_or_default();
            line([failure.code.as_deref().unwrap_or_default(), "gagal", what, &whose, &failure.reason])?;
        }
        if self.more_failures > 0 {
            line(["", "gagal", "", "lainnya", &self.more_failures.to_string()])?;
        }
        Ok(())
    }
}

/// The figure that says how something is: its capaian, else its value, else what was spent of a budget.
fn measure(row: &Row<'_>) -> Option<(crate::model::NodeId, Type)> {
    [Figure::Achievement, Figure::Value, Figure::Absorption]
        .into_iter()
        .find_map(|figure| row.figure(figure))
        .filter(|(_, ty)| matches!(ty, Type::Number(_)))
}

impl Node {
    fn new(row: &Row<'_>, view: &View<'_>) -> Self {
        let ratings = match row.figure(Figure::Category) {
            Some((_, Type::Label(scale))) => {
                view.model.scale(scale).bands.iter().map(|band| (band.label.clone(), 0)).collect()
            }
            _ => Vec::new(),
        };
        let spread = measure(row).map(|(_, ty)| Spread {
            ty,
            unit: row.achievement_unit.clone().or_else(|| row.unit.clone()),
            count: 0,
            figures: Some(BTreeMap::new()),
            least: None,
            greatest: None,
            sum: Some(Number::from_parts(0, 0)),
        });
        Self { kind: row.item.kind, title: row.item.title.clone(), states: [0; 4], ratings, spread }
    }

    /// Rules of another time may have other labels: those follow the first ones.
    fn rate(&mut self, view: &View<'_>, ty: Type, label: Label) {
        let text = label_text(view.model, ty, label);
        match self.ratings.iter_mut().find(|(known, _)| known == text) {
            Some((_, count)) => *count += 1,
            None => self.ratings.push((text.to_owned(), 1)),
        }
    }
}

impl Spread {
    fn add(&mut self, number: &Number) {
        self.count += 1;
        if self.least.as_ref().is_none_or(|least| number < least) {
            self.least = Some(number.clone());
        }
        if self.greatest.as_ref().is_none_or(|greatest| number > greatest) {
            self.greatest = Some(number.clone());
        }
        self.sum = self.sum.take().and_then(|sum| sum.add(number).ok()).filter(|sum| sum.bits() <= MOST_BITS);
        if let Some(figures) = &mut self.figures {
            match figures.get_mut(number) {
                Some(count) => *count += 1,
                None => {
                    figures.insert(number.clone(), 1);
                }
            }
            if figures.len() > MOST_DIFFERENT {
                self.figures = None;
            }
        }
    }

    /// The sum of the figures by how many there are.
    fn mean(&self) -> Option<Number> {
        self.sum.as_ref()?.div(&Number::from_parts(self.count.into(), 0)).ok()
    }

    /// The figure in the middle; of an even number the mean of the two in the middle.
    fn median(&self) -> Option<Number> {
        let figures = self.figures.as_ref().filter(|_| self.count > 0)?;
        let at = |wanted: u64| {
            let mut passed = 0;
            figures.iter().find(|(_, count)| {
                passed += **count;
                passed > wanted
            })
        };
        let (low, high) = (at((self.count - 1) / 2)?.0, at(self.count / 2)?.0);
        low.add(high).ok()?.div(&Number::from_parts(2, 0)).ok()
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

//! What is counted of many cases. Several can count, each its own cases, and be put together.

use super::super::View;
use super::super::blame::{self, BlameFields};
use super::super::figure::label_text;
use super::super::outcome::{Case, Figure, Row, Sheet, State, Verdict};
use super::super::state::reason;
use super::spread::Spread;
use crate::model::{Condition, ItemKind, NodeId, Type};
use crate::value::{Label, Value};
use indexmap::IndexMap;
use serde::Serialize;
use std::collections::HashSet;
use std::sync::Arc;

/// So many failures are kept; further ones are counted.
const MOST_FAILURES: usize = 1000;

/// Counts of cases.
#[derive(Default)]
pub(super) struct Counts {
    /// Cases of data without units belong to none.
    pub units: HashSet<Option<Arc<str>>>,
    /// How many further units others have counted, all of them named.
    pub further_units: u64,
    pub states: [u64; 4],
    pub nodes: IndexMap<String, Node>,
    pub failures: Failures,
}

/// A group, indicator, budget line or `nilai` over all units.
pub(super) struct Node {
    pub kind: ItemKind,
    pub title: Option<String>,
    pub states: [u64; 4],
    /// The labels of its scale, in their order, and how many have them; behind them what is outside.
    pub ratings: Vec<(String, u64)>,
    pub spread: Option<Spread>,
}

/// What fails, in the order of the cases.
#[derive(Debug, Default)]
pub struct Failures {
    pub(super) listed: Vec<Failure>,
    pub(super) more: u64,
}

/// Something that fails, of one unit in one period.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Failure {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(rename = "periode", skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    #[serde(rename = "kode", skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(rename = "pastikan", skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    #[serde(rename = "sebab")]
    pub reason: String,
    #[serde(rename = "sebab_data", skip_serializing_if = "Option::is_none")]
    pub blame: Option<BlameFields>,
}

impl Failures {
    pub(super) fn add(&mut self, failure: impl FnOnce() -> Failure) {
        if self.listed.len() == MOST_FAILURES {
            self.more += 1;
        } else {
            self.listed.push(failure());
        }
    }

    /// A condition that does not hold for a unit.
    pub fn add_condition(&mut self, unit: &str, period: &str, condition: &Condition, view: &View<'_>) {
        self.add(|| Failure {
            unit: Some(unit.to_owned()),
            period: (!period.is_empty()).then(|| period.to_owned()),
            code: None,
            condition: Some(condition.message.clone()),
            reason: does_not_hold(view).to_owned(),
            blame: None,
        });
    }

    /// Adds those of later cases.
    pub fn join(&mut self, later: Self) {
        for failure in later.listed {
            self.add(|| failure);
        }
        self.more += later.more;
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.listed.len() as u64 + self.more
    }
}

fn does_not_hold(view: &View<'_>) -> &'static str {
    view.language.pick("tidak terpenuhi", "does not hold")
}

impl Counts {
    /// One unit in one period.
    pub fn case(&mut self, sheet: &Sheet<'_>, case: Case<'_>) {
        self.states[sheet.state(case.outcome) as usize] += 1;
        if !self.units.contains(&case.facts.unit) {
            self.units.insert(case.facts.unit.clone());
        }
        for row in &sheet.rows {
            self.row(sheet, row, case);
        }
        for condition in sheet.view.model.conditions.iter().filter(|condition| condition.must) {
            let value = case.outcome.value(condition.node);
            if Verdict::of(value).fails() {
                self.fail(sheet, case, None, Some(&condition.message), value);
            }
        }
    }

    fn fail(
        &mut self,
        sheet: &Sheet<'_>,
        case: Case<'_>,
        code: Option<&str>,
        condition: Option<&str>,
        value: Option<&Value>,
    ) {
        // Of very many only the first are worded.
        self.failures.add(|| Failure {
            unit: case.facts.unit.as_deref().map(str::to_owned),
            period: case.facts.period.map(|period| period.to_string()),
            code: code.map(str::to_owned),
            condition: condition.map(str::to_owned),
            reason: match (value.and_then(|value| reason(&sheet.view, value)), condition) {
                (Some(reason), _) => reason,
                (None, Some(_)) => does_not_hold(&sheet.view).to_owned(),
                (None, None) => String::new(),
            },
            blame: value.and_then(|value| blame::fields(&sheet.view, value)),
        });
    }

    fn row(&mut self, sheet: &Sheet<'_>, row: &Row<'_>, case: Case<'_>) {
        let view = &sheet.view;
        let (state, value) = row.state(case.outcome);
        let node = self.node(row, view);
        node.states[state as usize] += 1;
        if let Some((place, ty)) = row.figure(Figure::Category)
            && let Some(Value::Label(label)) = case.outcome.value(place)
        {
            node.rate(view, ty, *label, 1);
        }
        if let Some(spread) = &mut node.spread
            && let Some((place, _)) = measure(row)
            && let Some(Value::Number(number)) = case.outcome.value(place)
        {
            spread.add(number, 1);
        }
        if state == State::Failed {
            self.fail(sheet, case, Some(&row.item.code), None, value);
        }
    }

    /// What is counted of a row.
    pub fn node(&mut self, row: &Row<'_>, view: &View<'_>) -> &mut Node {
        // Asked for each row of each case, nearly always for one that there is: no key is made for the asking.
        let code = row.item.code.as_str();
        let place = self.nodes.get_index_of(code).unwrap_or_else(|| {
            self.nodes.insert(code.to_owned(), Node::new(row, view));
            self.nodes.len() - 1
        });
        &mut self.nodes[place]
    }

    /// Adds the counts of other cases, all of whose units are others and have names, by the same rules. Failures are told by
    /// whoever knows their order.
    pub fn join(&mut self, other: Self) {
        self.further_units += other.units.len() as u64 + other.further_units;
        add(&mut self.states, &other.states);
        for (code, node) in other.nodes {
            match self.nodes.get_mut(&code) {
                Some(known) => known.join(node),
                None => {
                    self.nodes.insert(code, node);
                }
            }
        }
    }
}

fn add(states: &mut [u64; 4], others: &[u64; 4]) {
    for (state, other) in states.iter_mut().zip(others) {
        *state += other;
    }
}

/// The figure that says how something is: its capaian, else its value, else what was spent of a budget.
pub(super) fn measure(row: &Row<'_>) -> Option<(NodeId, Type)> {
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
        let spread =
            measure(row).map(|(_, ty)| Spread::new(ty, row.achievement_unit.clone().or_else(|| row.unit.clone())));
        Self { kind: row.item.kind, title: row.item.title.clone(), states: [0; 4], ratings, spread }
    }

    /// Rules of another time may have other labels: those follow the first ones.
    pub fn rate(&mut self, view: &View<'_>, ty: Type, label: Label, times: u64) {
        self.rated(label_text(view.model, ty, label), times);
    }

    fn rated(&mut self, label: &str, times: u64) {
        match self.ratings.iter_mut().find(|(known, _)| known == label) {
            Some((_, count)) => *count += times,
            None if times > 0 => self.ratings.push((label.to_owned(), times)),
            None => {}
        }
    }

    fn join(&mut self, other: Self) {
        add(&mut self.states, &other.states);
        for (label, times) in &other.ratings {
            self.rated(label, *times);
        }
        if let (Some(spread), Some(other)) = (&mut self.spread, other.spread) {
            spread.join(other);
        }
    }
}

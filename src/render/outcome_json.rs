//! Results as JSON and JSON lines: `docs/hasil.schema.json`. Units are written one by one.

use super::amendment::AmendmentFields;
use super::blame::{self, BlameFields, Unplaced};
use super::figure::{self, DecimalSign};
use super::fragile::FragileFields;
use super::outcome::{Case, Row, Sheet, State, Verdict};
use super::state::reason;
use crate::model::{Condition, Model, NodeId};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

/// What the document says of the ruleset.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RulesetHead {
    /// Its name.
    #[serde(rename = "nama")]
    pub name: String,
    /// Its title.
    #[serde(rename = "judul", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The hash of all its sources.
    #[serde(rename = "sidik")]
    pub hash: String,
    /// The amendments that were given, in the order in which they apply.
    #[serde(rename = "perubahan")]
    pub amendments: Vec<AmendmentFields>,
    /// `--andai`: what is supposed. The results are those of a scenario.
    #[serde(rename = "skenario", skip_serializing_if = "Vec::is_empty")]
    pub scenario: Vec<String>,
}

/// Writes case after case.
pub struct JsonWriter<'m> {
    sheet: &'m Sheet<'m>,
    head: RulesetHead,
    /// One unit a line, without a document around it.
    lines: bool,
    first: bool,
    version: String,
    /// What of the data no unit has got.
    unplaced: Unplaced,
}

impl<'m> JsonWriter<'m> {
    /// A writer of one document, or of lines.
    pub fn new(sheet: &'m Sheet<'m>, head: RulesetHead, lines: bool) -> Self {
        Self {
            sheet,
            head,
            lines,
            first: true,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            unplaced: Unplaced::default(),
        }
    }

    /// The version of the program that the document names.
    pub fn as_of(mut self, version: &str) -> Self {
        version.clone_into(&mut self.version);
        self
    }

    /// What the document says of the ruleset.
    pub fn head(&self) -> &RulesetHead {
        &self.head
    }

    /// Whether each unit is a line.
    pub fn is_lines(&self) -> bool {
        self.lines
    }

    /// The cases that follow are results of these rules.
    pub fn turn_to(&mut self, sheet: &'m Sheet<'m>) {
        self.sheet = sheet;
    }

    /// The beginning of the document.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.first = true;
        self.unplaced = Unplaced::default();
        if self.lines {
            return Ok(());
        }
        out.write_all(b"{\"takar\":")?;
        serde_json::to_writer(&mut *out, &self.version)?;
        out.write_all(b",\"aturan\":")?;
        serde_json::to_writer(&mut *out, &self.head)?;
        out.write_all(b",\"hasil\":[")
    }

    /// What follows is a piece of its own, that somebody else joins to others with commas.
    pub fn apart(&mut self) {
        self.first = true;
    }

    /// One unit in one period.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        if !self.lines {
            out.write_all(if self.first { b"\n" } else { b",\n" })?;
        }
        self.first = false;
        serde_json::to_writer(&mut *out, &self.result(case))?;
        if self.lines { out.write_all(b"\n") } else { Ok(()) }
    }

    /// The end of the document.
    pub fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.lines {
            return Ok(());
        }
        out.write_all(b"\n]")?;
        if !self.unplaced.is_empty() {
            out.write_all(b",\"tak_terpakai\":")?;
            serde_json::to_writer(&mut *out, &self.unplaced)?;
        }
        out.write_all(b"}\n")
    }

    /// What of the data no unit has got, for the end of the document.
    pub fn unplaced(&mut self, unplaced: Unplaced) {
        self.unplaced = unplaced;
    }

    fn result(&self, case: Case<'_>) -> UnitResult<'_> {
        let model = self.sheet.view.model;
        let conditions = |must: bool| {
            let wanted = model.conditions.iter().filter(|condition| condition.must == must);
            wanted.map(|condition| self.condition(condition, case)).collect()
        };
        UnitResult {
            unit: case.facts.unit.as_deref().map(str::to_owned),
            period: case.facts.period.map(|period| period.to_string()),
            state: self.sheet.state(case.outcome).name(),
            amendments: (!self.head.amendments.is_empty())
                .then(|| model.amendments.iter().map(|amendment| amendment.name.clone()).collect()),
            nodes: self.sheet.rows.iter().map(|row| self.node(row, case)).collect(),
            must: conditions(true),
            should: conditions(false),
            fragile: case.fragile.map(|case| case.found.iter().map(|fragile| fragile.fields(model)).collect()),
        }
    }

    fn node(&self, row: &Row<'_>, case: Case<'_>) -> NodeFields {
        let mut node = NodeFields(Vec::new());
        let mut put = |name: &'static str, text: Option<String>| {
            node.0.extend(text.map(|text| (name, Content::Text(text))));
        };
        let (state, value) = row.state(case.outcome);
        put("kode", Some(row.item.code.clone()));
        put("jenis", Some(row.item.kind.word().to_owned()));
        put("induk", row.parent.map(str::to_owned));
        put("judul", row.item.title.clone());
        put("keadaan", Some(state.name().to_owned()));
        if state != State::Value {
            put("sebab", value.and_then(|value| reason(&self.sheet.view, value)));
            let blame = value.and_then(|value| blame::fields(&self.sheet.view, value));
            node.0.extend(blame.map(|blame| ("sebab_data", Content::Blame(blame))));
        }
        let mut put = |name: &'static str, text: Option<String>| {
            node.0.extend(text.map(|text| (name, Content::Text(text))));
        };
        put("satuan", row.unit.clone());
        put("satuan_capaian", row.achievement_unit.clone());
        for (figure, root, ty) in &row.figures {
            let Some(value) = case.outcome.value(*root) else { continue };
            put(figure.name(), figure::plain(self.sheet.view.model, *ty, value, DecimalSign::Dot));
            put(figure.fraction_name(), figure::fraction(self.sheet.view.model, *ty, value));
        }
        if let Some(published) = case.facts.published(row.code()) {
            put("capaian_lapor", published.achievement.as_deref().map(str::to_owned));
            put("kategori_lapor", published.category.as_deref().map(str::to_owned));
        }
        node
    }

    fn condition(&self, condition: &Condition, case: Case<'_>) -> ConditionResult {
        let model = self.sheet.view.model;
        let value = case.outcome.value(condition.node);
        let verdict = Verdict::of(value);
        let side = |node: Option<NodeId>| side(model, node, case);
        let (left, right) = condition.sides.unzip();
        let (left, right) = (side(left), side(right));
        ConditionResult {
            message: condition.message.clone(),
            verdict: verdict.name(),
            reason: value.and_then(|value| reason(&self.sheet.view, value)),
            blame: value.and_then(|value| blame::fields(&self.sheet.view, value)),
            left: left.0,
            left_fraction: left.1,
            right: right.0,
            right_fraction: right.1,
        }
    }
}

fn side(model: &Model, node: Option<NodeId>, case: Case<'_>) -> (Option<String>, Option<String>) {
    let Some(node) = node else { return (None, None) };
    let Some(value) = case.outcome.value(node) else { return (None, None) };
    let ty = model.node(node).ty;
    (figure::plain(model, ty, value, DecimalSign::Dot), figure::fraction(model, ty, value))
}

/// An element of `simpul`: its fields, in order.
#[derive(Debug)]
struct NodeFields(Vec<(&'static str, Content)>);

/// What a field holds.
#[derive(Debug, serde::Serialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Blame(BlameFields),
}

impl Serialize for NodeFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, content) in &self.0 {
            map.serialize_entry(name, content)?;
        }
        map.end()
    }
}

/// An element of `hasil`, a line of JSON lines.
#[derive(Debug, serde::Serialize)]
struct UnitResult<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(rename = "periode", skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(rename = "keadaan")]
    state: &'a str,
    /// The names of the amendments applied, where any were given.
    #[serde(rename = "perubahan", skip_serializing_if = "Option::is_none")]
    amendments: Option<Vec<String>>,
    #[serde(rename = "simpul")]
    nodes: Vec<NodeFields>,
    #[serde(rename = "pastikan")]
    must: Vec<ConditionResult>,
    #[serde(rename = "ingatkan")]
    should: Vec<ConditionResult>,
    #[serde(rename = "rawan", skip_serializing_if = "Option::is_none")]
    fragile: Option<Vec<FragileFields>>,
}

/// A condition and its two sides.
#[derive(Debug, serde::Serialize)]
struct ConditionResult {
    #[serde(rename = "pesan")]
    message: String,
    #[serde(rename = "keadaan")]
    verdict: &'static str,
    #[serde(rename = "sebab", skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(rename = "sebab_data", skip_serializing_if = "Option::is_none")]
    blame: Option<BlameFields>,
    #[serde(rename = "kiri", skip_serializing_if = "Option::is_none")]
    left: Option<String>,
    #[serde(rename = "kiri_pecahan", skip_serializing_if = "Option::is_none")]
    left_fraction: Option<String>,
    #[serde(rename = "kanan", skip_serializing_if = "Option::is_none")]
    right: Option<String>,
    #[serde(rename = "kanan_pecahan", skip_serializing_if = "Option::is_none")]
    right_fraction: Option<String>,
}

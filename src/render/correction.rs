//! What a correction changes: rows of the data, and the results that follow from them. JSON and Markdown.

use super::View;
use super::figure::{self, DecimalSign};
use super::markup::markdown;
use super::number::{self, Precision};
use crate::evaluate::{Fact, Origin};
use crate::message::Language;
use crate::model::{ItemId, Type};
use crate::value::period::Period;
use crate::value::{Field, Slot, Value};
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// What a row says.
#[derive(Debug, Clone)]
pub enum Said {
    /// A figure.
    Figure(Fact),
    /// A published text.
    Text(Arc<str>, Origin),
}

/// A figure that was another.
#[derive(Debug, Clone)]
pub struct RowChange {
    /// The period that it is of.
    pub period: Option<Period>,
    /// Which.
    pub slot: Slot,
    /// The column.
    pub column: &'static str,
    /// What was known then.
    pub then: Option<Said>,
    /// What is known now.
    pub now: Option<Said>,
}

impl RowChange {
    /// The column of a field.
    pub fn column_of(field: Field) -> &'static str {
        match field {
            Field::Target => "target",
            Field::Realization => "realisasi",
        }
    }
}

/// A value and its rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The achievement, absorption or value; none where the item was not there.
    pub value: Option<(Value, Type)>,
    /// Its rating.
    pub rating: Option<(Value, Type)>,
}

/// A result that is another now.
#[derive(Debug, Clone)]
pub struct ResultChange {
    /// Whose.
    pub item: ItemId,
    /// What it was.
    pub then: Standing,
    /// What it is.
    pub now: Standing,
    /// The changes, by their place, that move it by themselves, and what it would be with each alone.
    pub causes: Vec<(usize, Standing)>,
    /// Whether the changes were tried one by one.
    pub tried: bool,
}

impl ResultChange {
    /// Whether the rating is another.
    pub fn moves_rating(&self) -> bool {
        label_of(&self.then) != label_of(&self.now)
    }
}

fn label_of(standing: &Standing) -> Option<&Value> {
    standing.rating.as_ref().map(|(value, _)| value)
}

/// One unit in one period.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Names, places and words.
    pub view: View<'a>,
    /// The unit.
    pub unit: Option<&'a str>,
    /// The period.
    pub period: Option<Period>,
    /// The rows that changed.
    pub rows: &'a [RowChange],
    /// The results that changed.
    pub results: &'a [ResultChange],
}

/// Who closed what, as the manifests say.
#[derive(Debug, Clone, Serialize)]
pub struct Closed {
    /// By whom.
    pub oleh: String,
    /// On which day.
    pub pada: String,
    /// Why it was corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alasan: Option<String>,
    /// The hash of the manifest; none of what is being closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sidik: Option<String>,
}

#[derive(Serialize)]
struct CaseFields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    periode: Option<String>,
    baris: Vec<RowFields>,
    hasil: Vec<ResultFields>,
}

#[derive(Serialize)]
struct RowFields {
    kode: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    periode: Option<String>,
    kolom: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dulu: Option<SaidFields>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kini: Option<SaidFields>,
}

#[derive(Serialize)]
struct SaidFields {
    isi: String,
    asal: String,
}

#[derive(Serialize)]
struct ResultFields {
    kode: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    judul: Option<String>,
    dulu: StandingFields,
    kini: StandingFields,
    kategori_berubah: bool,
    sebab: Vec<CauseFields>,
    cara: &'static str,
}

#[derive(Serialize)]
struct StandingFields {
    #[serde(skip_serializing_if = "Option::is_none")]
    nilai: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kategori: Option<String>,
}

#[derive(Serialize)]
struct CauseFields {
    baris: usize,
    menjadi: StandingFields,
}

/// Writes both forms, case after case.
#[derive(Debug)]
pub struct CorrectionWriter {
    language: Language,
    then: Closed,
    now: Closed,
    first: bool,
    rows: u64,
    results: u64,
    ratings: u64,
}

impl CorrectionWriter {
    /// A writer.
    pub fn new(language: Language, then: Closed, now: Closed) -> Self {
        Self { language, then, now, first: true, rows: 0, results: 0, ratings: 0 }
    }

    /// How many rows, results and ratings have changed so far.
    pub fn counts(&self) -> (u64, u64, u64) {
        (self.rows, self.results, self.ratings)
    }

    /// The beginning of both documents.
    pub fn begin(&mut self, json: &mut dyn Write, text: &mut dyn Write, title: &str, version: &str) -> io::Result<()> {
        write!(json, "{{\"takar\":\"{version}\",\"dulu\":")?;
        serde_json::to_writer(&mut *json, &self.then)?;
        json.write_all(b",\"kini\":")?;
        serde_json::to_writer(&mut *json, &self.now)?;
        json.write_all(b",\"kasus\":[")?;
        let pick = |id: &'static str, en: &'static str| self.language.pick(id, en);
        writeln!(text, "# {}: {}\n", pick("Koreksi", "Correction"), markdown(title))?;
        let (then, now) = (&self.then, &self.now);
        let (closed, corrected) = (pick("Ditutup oleh", "Closed by"), pick("dikoreksi oleh", "corrected by"));
        let on = pick("pada", "on");
        writeln!(
            text,
            "{closed} {} {on} {}; {corrected} {} {on} {}.",
            markdown(&then.oleh),
            then.pada,
            markdown(&now.oleh),
            now.pada
        )?;
        match &now.alasan {
            Some(reason) => writeln!(text, "{}: {}", pick("Alasan", "Reason"), markdown(reason)),
            None => Ok(()),
        }
    }

    /// A case in which something changed.
    pub fn case(&mut self, json: &mut dyn Write, text: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        self.rows += case.rows.len() as u64;
        self.results += case.results.len() as u64;
        self.ratings += case.results.iter().filter(|change| change.moves_rating()).count() as u64;
        json.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        let fields = CaseFields {
            unit: case.unit,
            periode: case.period.map(|period| period.to_string()),
            baris: case.rows.iter().map(|row| row_fields(case, row)).collect(),
            hasil: case.results.iter().map(|change| result_fields(case, change)).collect(),
        };
        serde_json::to_writer(json, &fields)?;
        self.text_case(text, case)
    }

    fn text_case(&self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let view = &case.view;
        let pick = |id: &'static str, en: &'static str| self.language.pick(id, en);
        let period = case.period.map(|period| format!("{} {period}", pick("periode", "period")));
        let title: Vec<String> = case.unit.map(str::to_owned).into_iter().chain(period).collect();
        writeln!(out, "\n## {}\n", markdown(&title.join(" · ")))?;
        let head = pick(
            "| No | Kode | Kolom | Yang diketahui dahulu | Yang diketahui kini |",
            "| No | Code | Column | Known then | Known now |",
        );
        writeln!(out, "{head}\n|---:|---|---|---|---|")?;
        for (index, row) in case.rows.iter().enumerate() {
            let said = |said: Option<&Said>| match said {
                None => "–".to_owned(),
                Some(said) => {
                    let fields = said_fields(view, row.slot, said, true);
                    format!("{} ({})", markdown(&fields.isi), markdown(&fields.asal))
                }
            };
            let code = markdown(&code_of(view, row.slot));
            let of = row.period.filter(|period| Some(*period) != case.period);
            let column = of.map_or_else(|| row.column.to_owned(), |of| format!("{} {of}", row.column));
            writeln!(
                out,
                "| {} | {code} | {} | {} | {} |",
                index + 1,
                markdown(&column),
                said(row.then.as_ref()),
                said(row.now.as_ref())
            )?;
        }
        if case.results.is_empty() {
            return writeln!(out, "\n{}", pick("Tidak ada hasil yang berubah.", "No result changes."));
        }
        let head = pick(
            "| Kode | Hasil dahulu | Hasil kini | Kategori | Sebab |",
            "| Code | Result then | Result now | Rating | Because of |",
        );
        writeln!(out, "\n{head}\n|---|---|---|---|---|")?;
        for change in case.results {
            let value = |standing: &Standing| shown(view, standing.value.as_ref());
            let rating = |standing: &Standing| shown(view, standing.rating.as_ref());
            let rating = match (change.moves_rating(), change.now.rating.is_some() || change.then.rating.is_some()) {
                (true, _) => format!("**{} → {}**", rating(&change.then), rating(&change.now)),
                (false, true) => rating(&change.now),
                (false, false) => "–".to_owned(),
            };
            let because = match (change.tried, change.causes.is_empty()) {
                (false, _) => {
                    pick("semua baris bersama (tidak diuji satu per satu)", "all rows together (not tried one by one)")
                        .to_owned()
                }
                (true, true) => pick("hanya semua baris bersama", "only all rows together").to_owned(),
                (true, false) => {
                    let one = |(place, alone): &(usize, Standing)| {
                        let alone_now = alone == &change.now;
                        let becomes = if alone_now { String::new() } else { format!(": {}", value(alone)) };
                        format!("{} {}{becomes}", pick("baris", "row"), place + 1)
                    };
                    change.causes.iter().map(one).collect::<Vec<_>>().join("; ")
                }
            };
            let code = markdown(&view.code(change.item));
            writeln!(out, "| {code} | {} | {} | {rating} | {because} |", value(&change.then), value(&change.now))?;
        }
        Ok(())
    }

    /// The end of both documents.
    pub fn end(&mut self, json: &mut dyn Write, text: &mut dyn Write) -> io::Result<()> {
        let (rows, results, ratings) = self.counts();
        writeln!(
            json,
            "\n],\"ringkasan\":{{\"baris\":{rows},\"hasil_berubah\":{results},\"kategori_berubah\":{ratings}}}}}"
        )?;
        writeln!(text, "\n{}", self.summary())
    }

    /// How much has changed, in a sentence.
    pub fn summary(&self) -> String {
        let (rows, results, ratings) = self.counts();
        self.language.pick(
            format!("{rows} isian data berubah, {results} hasil berubah, {ratings} kategori berubah."),
            format!("{rows} figures of the data change, {results} results change, {ratings} ratings change."),
        )
    }
}

fn code_of(view: &View<'_>, slot: Slot) -> String {
    match view.model.code_item(slot.code) {
        Some(item) => view.code(item),
        None => view.model.codes.name(slot.code).to_owned(),
    }
}

fn row_fields(case: Case<'_>, row: &RowChange) -> RowFields {
    let said = |said: &Option<Said>| said.as_ref().map(|said| said_fields(&case.view, row.slot, said, false));
    RowFields {
        kode: code_of(&case.view, row.slot),
        periode: row.period.filter(|period| Some(*period) != case.period).map(|period| period.to_string()),
        kolom: row.column,
        dulu: said(&row.then),
        kini: said(&row.now),
    }
}

fn said_fields(view: &View<'_>, slot: Slot, said: &Said, people: bool) -> SaidFields {
    match said {
        Said::Text(text, origin) => SaidFields { isi: text.to_string(), asal: view.origin(*origin) },
        Said::Figure(fact) => {
            let ty = view.model.code_item(slot.code).and_then(|item| {
                use crate::model::Property;
                let wanted: &[Property] = match slot.field {
                    Field::Target => &[Property::Target, Property::Ceiling],
                    Field::Realization => &[Property::Realization],
                };
                let node = wanted.iter().find_map(|property| view.model.item(item).properties[*property as usize])?;
                Some(view.model.node(node).ty)
            });
            let ty = ty.unwrap_or(Type::Number(crate::model::UnitId::PLAIN));
            let text = if people {
                number::value(view.model, &fact.value, ty, Precision::Cut(number::MOST_DECIMALS))
            } else {
                figure::plain(view.model, ty, &fact.value, DecimalSign::Dot)
            };
            let text = text.unwrap_or_else(|| super::state::keyword(&fact.value).to_owned());
            SaidFields { isi: text, asal: view.origin(fact.origin) }
        }
    }
}

fn shown(view: &View<'_>, value: Option<&(Value, Type)>) -> String {
    let Some((value, ty)) = value else { return "–".to_owned() };
    let text = number::value(view.model, value, *ty, Precision::Explanation);
    markdown(&text.unwrap_or_else(|| super::state::word(value, view.language).unwrap_or_default().to_owned()))
}

fn standing_fields(view: &View<'_>, standing: &Standing) -> StandingFields {
    let plain = |value: &Option<(Value, Type)>| {
        let (value, ty) = value.as_ref()?;
        let text = figure::plain(view.model, *ty, value, DecimalSign::Dot);
        Some(text.unwrap_or_else(|| super::outcome::State::of(value).name().to_owned()))
    };
    StandingFields { nilai: plain(&standing.value), kategori: plain(&standing.rating) }
}

fn result_fields(case: Case<'_>, change: &ResultChange) -> ResultFields {
    let item = case.view.model.item(change.item);
    let cause = |(place, alone): &(usize, Standing)| CauseFields {
        baris: place + 1,
        menjadi: standing_fields(&case.view, alone),
    };
    ResultFields {
        kode: item.code.clone(),
        judul: item.title.clone(),
        dulu: standing_fields(&case.view, &change.then),
        kini: standing_fields(&case.view, &change.now),
        kategori_berubah: change.moves_rating(),
        sebab: change.causes.iter().map(cause).collect(),
        cara: match (change.tried, change.causes.is_empty()) {
            (false, _) => "tidak_diuji",
            (true, true) => "hanya_bersama",
            (true, false) => "masing_masing",
        },
    }
}

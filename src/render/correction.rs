//! What a correction changes: rows of the data, and the results that follow from them. JSON and Markdown.

mod json;

use super::View;
use super::markup::markdown;
use super::number::{self, Precision};
use crate::evaluate::{Fact, Origin};
use crate::message::Language;
use crate::model::{ItemId, ItemKind, Type};
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
    /// The changes, by their place, that move it only together with others.
    pub joint: Vec<usize>,
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

/// Whether the data speaks of a unit in a period then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stay {
    /// Both times.
    Stays,
    /// Only now: nothing was known then, so nothing of it changes.
    New,
    /// Only then.
    Gone,
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
    /// Whether it was there then and is there now.
    pub stay: Stay,
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

/// How much changes.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Counts {
    baris: u64,
    baris_baru: u64,
    baris_ditiadakan: u64,
    hasil_berubah: u64,
    kategori_berubah: u64,
    kasus_baru: u64,
    kasus_ditiadakan: u64,
}

impl Counts {
    fn add(&mut self, case: &Case<'_>) {
        let rows = |is: fn(&RowChange) -> bool| case.rows.iter().filter(|row| is(row)).count() as u64;
        self.baris += case.rows.len() as u64;
        self.baris_baru += rows(|row| row.then.is_none());
        self.baris_ditiadakan += rows(|row| row.now.is_none());
        match case.stay {
            Stay::New => self.kasus_baru += 1,
            Stay::Gone => self.kasus_ditiadakan += 1,
            Stay::Stays => {
                self.hasil_berubah += case.results.len() as u64;
                self.kategori_berubah += case.results.iter().filter(|change| change.moves_rating()).count() as u64;
            }
        }
    }
}

/// Writes both forms, case after case.
#[derive(Debug)]
pub struct CorrectionWriter {
    language: Language,
    then: Closed,
    now: Closed,
    first: bool,
    counts: Counts,
}

impl CorrectionWriter {
    /// A writer.
    pub fn new(language: Language, then: Closed, now: Closed) -> Self {
        Self { language, then, now, first: true, counts: Counts::default() }
    }

    /// Whether there was anything to tell.
    pub fn tells_something(&self) -> bool {
        !self.first
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
        self.counts.add(&case);
        json.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        serde_json::to_writer(json, &json::fields(&case))?;
        self.text_case(text, case)
    }

    fn text_case(&self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let pick = |id: &'static str, en: &'static str| self.language.pick(id, en);
        let period = case.period.map(|period| format!("{} {period}", pick("periode", "period")));
        let stay = match case.stay {
            Stay::Stays => None,
            Stay::New => Some(pick("baru", "new")),
            Stay::Gone => Some(pick("tidak ada lagi", "gone")),
        };
        let parts = case.unit.map(str::to_owned).into_iter().chain(period).chain(stay.map(str::to_owned));
        let title = parts.collect::<Vec<_>>().join(" · ");
        writeln!(out, "\n## {}\n", markdown(&title))?;
        self.text_rows(out, &case)?;
        if case.results.is_empty() {
            return writeln!(out, "\n{}", pick("Tidak ada hasil yang berubah.", "No result changes."));
        }
        let head = pick(
            "| Kode | Hasil dahulu | Hasil kini | Kategori | Sebab |",
            "| Code | Result then | Result now | Rating | Because of |",
        );
        writeln!(out, "\n{head}\n|---|---|---|---|---|")?;
        for change in case.results {
            let value = |standing: &Standing| shown(&case.view, standing.value.as_ref());
            let rating = |standing: &Standing| shown(&case.view, standing.rating.as_ref());
            let rating = match (case.stay, change.moves_rating()) {
                (Stay::Stays, true) => format!("**{} → {}**", rating(&change.then), rating(&change.now)),
                (Stay::Gone, _) => rating(&change.then),
                _ => rating(&change.now),
            };
            let because = self.because(&case, change);
            let code = markdown(&case.view.code(change.item));
            writeln!(out, "| {code} | {} | {} | {rating} | {because} |", value(&change.then), value(&change.now))?;
        }
        Ok(())
    }

    fn text_rows(&self, out: &mut dyn Write, case: &Case<'_>) -> io::Result<()> {
        let view = &case.view;
        let pick = |id: &'static str, en: &'static str| self.language.pick(id, en);
        if case.rows.is_empty() {
            return writeln!(
                out,
                "{}",
                pick("Barisnya tidak memuat angka apa pun.", "Its rows do not hold any figure.")
            );
        }
        let head = pick(
            "| No | Kode | Kolom | Yang diketahui dahulu | Yang diketahui kini |",
            "| No | Code | Column | Known then | Known now |",
        );
        writeln!(out, "{head}\n|---:|---|---|---|---|")?;
        for (index, row) in case.rows.iter().enumerate() {
            // The same figure with other decimals reads the same.
            let decimals = match (&row.then, &row.now) {
                (Some(Said::Figure(then)), Some(Said::Figure(now))) => then.value == now.value,
                _ => false,
            };
            let said = |said: Option<&Said>| {
                let Some(said) = said else { return "–".to_owned() };
                let fields = json::said_fields(view, row.slot, said, true);
                let written = match said {
                    Said::Figure(fact) if decimals => self.language.pick(
                        format!("ditulis dengan {} desimal, ", fact.decimals),
                        format!("written with {} decimals, ", fact.decimals),
                    ),
                    _ => String::new(),
                };
                format!("{} ({written}{})", markdown(&fields.isi), markdown(&fields.asal))
            };
            let code = markdown(&json::code_of(view, row.slot));
            let of = row.period.filter(|period| Some(*period) != case.period);
            let is_ceiling = row.slot.field == Field::Target
                && view
                    .model
                    .code_item(row.slot.code)
                    .is_some_and(|item| view.model.item(item).kind == ItemKind::Budget);
            let column = if is_ceiling { format!("{} (pagu)", row.column) } else { row.column.to_owned() };
            let column = of.map_or_else(|| column.clone(), |of| format!("{column} {of}"));
            let (then, now) = (said(row.then.as_ref()), said(row.now.as_ref()));
            writeln!(out, "| {} | {code} | {} | {then} | {now} |", index + 1, markdown(&column))?;
        }
        Ok(())
    }

    /// Which rows have moved a result.
    fn because(&self, case: &Case<'_>, change: &ResultChange) -> String {
        let pick = |id: &'static str, en: &'static str| self.language.pick(id, en);
        match case.stay {
            Stay::New => return pick("datanya belum ada dahulu", "there was no data then").to_owned(),
            Stay::Gone => return pick("datanya tidak ada lagi", "there is no data now").to_owned(),
            Stay::Stays => {}
        }
        let row = pick("baris", "row");
        if !change.tried {
            let rows = case.rows.len();
            return self.language.pick(
                format!("{rows} baris yang berubah bersama (tidak diuji satu per satu)"),
                format!("the {rows} changed rows together (not tried one by one)"),
            );
        }
        let joint: Vec<String> = change.joint.iter().map(|place| (place + 1).to_string()).collect();
        let joint = joint.join(pick(" dan ", " and "));
        if change.causes.is_empty() {
            return match change.joint.len() {
                0 => pick("hanya semua baris bersama", "only all rows together").to_owned(),
                _ => format!("{} {row} {joint} {}", pick("hanya", "only"), pick("bersama", "together")),
            };
        }
        let one = |(place, alone): &(usize, Standing)| {
            let becomes = match alone == &change.now {
                true => String::new(),
                false => format!(" ({} {})", pick("sendirian:", "alone:"), standing(&case.view, alone, change)),
            };
            format!("{row} {}{becomes}", place + 1)
        };
        let mut all: Vec<String> = change.causes.iter().map(one).collect();
        if !change.joint.is_empty() {
            all.push(format!("{} {row} {joint}", pick("dan bersamanya", "and with that")));
        }
        all.join("; ")
    }

    /// The end of both documents.
    pub fn end(&mut self, json: &mut dyn Write, text: &mut dyn Write) -> io::Result<()> {
        json.write_all(b"\n],\"ringkasan\":")?;
        serde_json::to_writer(&mut *json, &self.counts)?;
        json.write_all(b"}\n")?;
        writeln!(text, "\n{}", self.summary())
    }

    /// How much has changed, in a sentence or two.
    pub fn summary(&self) -> String {
        let pick = |id: &'static str, en: &'static str| self.language.pick(id, en);
        let Counts { baris, baris_baru, baris_ditiadakan, hasil_berubah, kategori_berubah, .. } = self.counts;
        let parts = [
            (baris - baris_baru - baris_ditiadakan, pick("isian data berubah", "figures of the data change")),
            (baris_baru, pick("isian ditambahkan", "figures are added")),
            (baris_ditiadakan, pick("isian ditiadakan", "figures are gone")),
        ];
        let told = parts.iter().filter(|(count, what)| *count > 0 || (baris == 0 && *what == parts[0].1));
        let rows: Vec<String> = told.map(|(count, what)| format!("{count} {what}")).collect();
        let mut text = self.language.pick(
            format!("{}; {hasil_berubah} hasil berubah, {kategori_berubah} kategori berubah.", rows.join(", ")),
            format!("{}; {hasil_berubah} results change, {kategori_berubah} ratings change.", rows.join(", ")),
        );
        let cases = [
            (self.counts.kasus_baru, pick("Unit dan periode yang baru", "New units and periods")),
            (
                self.counts.kasus_ditiadakan,
                pick("Unit dan periode yang tidak ada lagi", "Units and periods that are gone"),
            ),
        ];
        for (count, what) in cases.iter().filter(|(count, _)| *count > 0) {
            text.push_str(&format!(" {what}: {count}."));
        }
        text
    }
}

/// What a result would be, with its rating where that has changed.
fn standing(view: &View<'_>, alone: &Standing, change: &ResultChange) -> String {
    let value = shown(view, alone.value.as_ref());
    match &alone.rating {
        Some(_) if change.moves_rating() => format!("{value}, {}", shown(view, alone.rating.as_ref())),
        _ => value,
    }
}

fn shown(view: &View<'_>, value: Option<&(Value, Type)>) -> String {
    let Some((value, ty)) = value else { return "–".to_owned() };
    let text = number::value(view.model, value, *ty, Precision::Explanation);
    markdown(&text.unwrap_or_else(|| super::state::word(value, view.language).unwrap_or_default().to_owned()))
}

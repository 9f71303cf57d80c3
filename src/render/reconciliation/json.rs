//! The comparison as JSON: `docs/rekonsiliasi.schema.json`. Cases are written one by one.

use super::tally::{Counts, Kind, Tally};
use super::{Case, Class, Compared, Found, Line, Rating};
use crate::model::Model;
use crate::number::Number;
use crate::render::figure::{self, DecimalSign};
use crate::render::outcome_json::RulesetHead;
use crate::render::reading::Reading;
use crate::render::state;
use crate::value::Label;
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// Writes case after case, then what holds for all of them.
#[derive(Debug)]
pub struct ReconciliationWriter {
    head: RulesetHead,
    first: bool,
}

#[derive(Serialize)]
struct CaseFields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    periode: Option<String>,
    baris: Vec<LineFields>,
}

/// Why the rules give no value.
#[derive(Serialize)]
struct StateFields {
    keadaan: &'static str,
    sebab: String,
}

#[derive(Serialize)]
struct LineFields {
    kode: String,
    jenis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    judul: Option<String>,
    asal: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    capaian: Option<AchievementFields>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kategori: Option<RatingFields>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bacaan: Vec<FoundFields>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mendekati: Vec<NearFields>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tanpa_nilai: Option<StateFields>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kategori_sesuai_cetakan: Option<bool>,
}

#[derive(Serialize)]
struct AchievementFields {
    lapor: Arc<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    terbaca: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    desimal: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    di_belakang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aturan: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aturan_pecahan: Option<String>,
    hasil: &'static str,
}

#[derive(Serialize)]
struct RatingFields {
    lapor: Arc<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aturan: Option<String>,
    hasil: &'static str,
}

#[derive(Serialize)]
struct FoundFields {
    bacaan: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nilai: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kategori: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    capaian_saja: bool,
}

#[derive(Serialize)]
struct NearFields {
    bacaan: String,
    nilai: String,
    selisih: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kategori: Option<String>,
}

#[derive(Serialize)]
struct TallyFields {
    baris: u64,
    terbanding: u64,
    sama: u64,
    berbeda: u64,
    berbeda_kategori_saja: u64,
    tidak_dapat_dibandingkan: WithoutFields,
    tidak_terbaca: u64,
    tanpa_bacaan: u64,
    bagian_periode: u64,
    unit_periode: u64,
    unit_periode_sama: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    aturan_indikator: Option<String>,
    seluruh_tabel: Vec<String>,
    menurut_jenis: Vec<KindFields>,
    bacaan: Vec<CountFields>,
}

#[derive(Serialize)]
struct WithoutFields {
    jumlah: u64,
    kosong: u64,
    tidak_berlaku: u64,
    galat: u64,
}

#[derive(Serialize)]
struct KindFields {
    jenis: &'static str,
    terbanding: u64,
    sama: u64,
    seluruhnya: Vec<String>,
}

#[derive(Serialize)]
struct CountFields {
    bacaan: String,
    sama: u64,
    menjelaskan: u64,
}

/// The word for the rules as they are written.
const AS_WRITTEN: &str = "tertulis";

impl ReconciliationWriter {
    /// A writer of one document.
    pub fn new(head: RulesetHead) -> Self {
        Self { head, first: true }
    }

    /// The beginning of the document.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.first = true;
        write!(out, "{{\"takar\":\"{}\",\"aturan\":", env!("CARGO_PKG_VERSION"))?;
        serde_json::to_writer(&mut *out, &self.head)?;
        out.write_all(b",\"rekonsiliasi\":[")
    }

    /// One unit in one period.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        let fields = CaseFields {
            unit: case.facts.unit.as_deref(),
            periode: case.facts.period.map(|period| period.to_string()),
            baris: case.lines.iter().map(|line| fields_of(case, line)).collect(),
        };
        Ok(serde_json::to_writer(out, &fields)?)
    }

    /// The end of the document.
    pub fn end(&mut self, out: &mut dyn Write, tally: &Tally) -> io::Result<()> {
        let all = tally.all();
        let explaining = tally.explaining();
        let explains =
            |reading: &Reading| explaining.iter().find(|(known, _)| *known == reading).map_or(0, |(_, count)| *count);
        let mut readings = vec![CountFields { bacaan: AS_WRITTEN.to_owned(), sama: all.same, menjelaskan: 0 }];
        readings.extend(tally.changing(&all).map(|(reading, sama)| CountFields {
            bacaan: reading.word().into_owned(),
            sama,
            menjelaskan: explains(reading),
        }));
        let kind = |(kind, counts): (Kind, &Counts)| KindFields {
            jenis: kind.word(),
            terbanding: counts.readable,
            sama: counts.same,
            seluruhnya: whole(tally, counts),
        };
        let without = tally.without;
        let fields = TallyFields {
            baris: tally.lines,
            terbanding: all.readable,
            sama: all.same,
            berbeda: all.readable - all.same,
            berbeda_kategori_saja: tally.rating_only,
            tidak_dapat_dibandingkan: WithoutFields {
                jumlah: without.all(),
                kosong: without.missing,
                tidak_berlaku: without.not_applicable,
                galat: without.failed,
            },
            tidak_terbaca: tally.unreadable,
            tanpa_bacaan: tally.unexplained,
            bagian_periode: tally.parts.0,
            unit_periode: tally.cases,
            unit_periode_sama: tally.well,
            aturan_indikator: tally.rule().map(str::to_owned),
            seluruh_tabel: whole(tally, &all),
            menurut_jenis: tally.kinds().map(kind).collect(),
            bacaan: readings,
        };
        out.write_all(b"\n],\"ringkasan\":")?;
        serde_json::to_writer(&mut *out, &fields)?;
        out.write_all(b"}\n")
    }
}

/// The readings that give everything, the rules as written among them.
fn whole(tally: &Tally, counts: &Counts) -> Vec<String> {
    let written = (counts.readable > 0 && counts.same == counts.readable).then(|| AS_WRITTEN.to_owned());
    let readings = tally.whole(counts).map(|reading| reading.word().into_owned());
    written.into_iter().chain(readings).collect()
}

fn fields_of(case: Case<'_>, line: &Line) -> LineFields {
    let model = case.view.model;
    let item = model.item(line.item);
    let plain = |number: &Number| DecimalSign::Dot.write(number);
    let rated = line.category.as_ref().and_then(Rating::ty);
    let label = |label: Option<Label>| Some(figure::label_text(model, rated?, label?).to_owned());
    let found = |found: &Found| FoundFields {
        bacaan: found.reading.word().into_owned(),
        nilai: found.value.as_ref().map(plain),
        kategori: label(found.label),
        capaian_saja: !found.gives,
    };
    let state = line.state().filter(|_| line.class() == Class::Incomparable).map(|value| StateFields {
        keadaan: state::keyword(value),
        sebab: state::reason(&case.view, value).unwrap_or_default(),
    });
    LineFields {
        kode: item.code.clone(),
        jenis: item.kind.word(),
        judul: item.title.clone(),
        asal: case.view.origin(line.origin),
        capaian: line.achievement.as_ref().map(|compared| achievement(model, compared)),
        kategori: line.category.as_ref().map(|rating| rating_fields(model, rating)),
        bacaan: line.explained.iter().map(found).collect(),
        mendekati: line
            .near
            .iter()
            .map(|near| NearFields {
                bacaan: near.reading.word().into_owned(),
                nilai: plain(&near.shown),
                selisih: plain(&near.distance),
                kategori: label(near.label),
            })
            .collect(),
        tanpa_nilai: state,
        kategori_sesuai_cetakan: line.rated_as_printed,
    }
}

fn achievement(model: &Model, compared: &Compared) -> AchievementFields {
    let computed = compared.computed.as_ref();
    AchievementFields {
        lapor: compared.text.clone(),
        terbaca: compared.printed.as_ref().map(|printed| DecimalSign::Dot.write(&printed.number)),
        desimal: compared.printed.as_ref().map(|printed| printed.decimals),
        di_belakang: compared.printed.as_ref().map(|printed| printed.behind.clone()).filter(|text| !text.is_empty()),
        aturan: computed.and_then(|(value, ty)| figure::plain(model, *ty, value, DecimalSign::Dot)),
        aturan_pecahan: computed.and_then(|(value, ty)| figure::fraction(model, *ty, value)),
        hasil: compared.verdict.word(),
    }
}

fn rating_fields(model: &Model, rating: &Rating) -> RatingFields {
    let computed = rating.computed.as_ref();
    RatingFields {
        lapor: rating.text.clone(),
        aturan: computed.and_then(|(value, ty)| figure::plain(model, *ty, value, DecimalSign::Dot)),
        hasil: rating.verdict.word(),
    }
}

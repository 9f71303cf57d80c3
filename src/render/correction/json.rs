//! `hasil/koreksi.json`: what a correction changes, case after case.

use super::{Case, ResultChange, RowChange, Said, Standing, Stay};
use crate::model::{Property, Type, UnitId};
use crate::render::View;
use crate::render::figure::{self, DecimalSign};
use crate::render::number::{self, Precision};
use crate::render::{outcome, state};
use crate::value::{Field, Slot, Value};
use serde::Serialize;

/// A case.
pub(super) fn fields<'a>(case: &Case<'a>) -> CaseFields<'a> {
    CaseFields {
        unit: case.unit,
        periode: case.period.map(|period| period.to_string()),
        baru: case.stay == Stay::New,
        ditiadakan: case.stay == Stay::Gone,
        baris: case.rows.iter().map(|row| row_fields(case, row)).collect(),
        hasil: case.results.iter().map(|change| result_fields(case, change)).collect(),
    }
}

#[derive(Serialize)]
pub(super) struct CaseFields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    periode: Option<String>,
    #[serde(skip_serializing_if = "is_not")]
    baru: bool,
    #[serde(skip_serializing_if = "is_not")]
    ditiadakan: bool,
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
pub(super) struct SaidFields {
    pub isi: String,
    pub asal: String,
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bersama: Vec<usize>,
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

fn is_not(flag: &bool) -> bool {
    !flag
}

pub(super) fn code_of(view: &View<'_>, slot: Slot) -> String {
    match view.model.code_item(slot.code) {
        Some(item) => view.code(item),
        None => view.model.codes.name(slot.code).to_owned(),
    }
}

fn row_fields(case: &Case<'_>, row: &RowChange) -> RowFields {
    let said = |said: &Option<Said>| said.as_ref().map(|said| said_fields(&case.view, row.slot, said, false));
    RowFields {
        kode: code_of(&case.view, row.slot),
        periode: row.period.filter(|period| Some(*period) != case.period).map(|period| period.to_string()),
        kolom: row.column,
        dulu: said(&row.then),
        kini: said(&row.now),
    }
}

pub(super) fn said_fields(view: &View<'_>, slot: Slot, said: &Said, people: bool) -> SaidFields {
    match said {
        Said::Text(text, origin) => SaidFields { isi: text.to_string(), asal: view.origin(*origin) },
        Said::Figure(fact) => {
            let ty = view.model.code_item(slot.code).and_then(|item| {
                let wanted: &[Property] = match slot.field {
                    Field::Target => &[Property::Target, Property::Ceiling],
                    Field::Realization => &[Property::Realization],
                };
                let node = wanted.iter().find_map(|property| view.model.item(item).properties[*property as usize])?;
                Some(view.model.node(node).ty)
            });
            let ty = ty.unwrap_or(Type::Number(UnitId::PLAIN));
            let text = if people {
                number::value(view.model, &fact.value, ty, Precision::Cut(number::MOST_DECIMALS))
            } else {
                figure::plain(view.model, ty, &fact.value, DecimalSign::Dot)
            };
            let text = text.unwrap_or_else(|| state::keyword(&fact.value).to_owned());
            SaidFields { isi: text, asal: view.origin(fact.origin) }
        }
    }
}

fn standing_fields(view: &View<'_>, standing: &Standing) -> StandingFields {
    let plain = |value: &Option<(Value, Type)>| {
        let (value, ty) = value.as_ref()?;
        let text = figure::plain(view.model, *ty, value, DecimalSign::Dot);
        Some(text.unwrap_or_else(|| outcome::State::of(value).name().to_owned()))
    };
    StandingFields { nilai: plain(&standing.value), kategori: plain(&standing.rating) }
}

fn result_fields(case: &Case<'_>, change: &ResultChange) -> ResultFields {
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
        kategori_berubah: case.stay == Stay::Stays && change.moves_rating(),
        sebab: change.causes.iter().map(cause).collect(),
        bersama: change.joint.iter().map(|place| place + 1).collect(),
        cara: match case.stay {
            Stay::New => "baru",
            Stay::Gone => "ditiadakan",
            Stay::Stays if !change.tried => "tidak_diuji",
            Stay::Stays if change.causes.is_empty() => "hanya_bersama",
            Stay::Stays => "masing_masing",
        },
    }
}

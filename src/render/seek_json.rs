//! What seeking has found, in the structures of docs/pencarian.schema.json.

use super::View;
use super::figure::{self, DecimalSign};
use super::outcome::type_name;
use super::seek::{Answer, Between, Chance, Frontier, Possible, Projection, Reasons, Sample, Sought, Turn, Why};
use super::state;
use crate::model::{Type, text_of};
use crate::value::{Lack, Slot, Value};
use serde_json::{Map, Value as Json, json};

fn plain(view: &View<'_>, value: &Value, ty: Type) -> Json {
    match figure::plain(view.model, ty, value, DecimalSign::Dot) {
        Some(text) => Json::String(text),
        None => Json::Null,
    }
}

/// An object without its absent fields.
fn object(fields: Vec<(&str, Json)>) -> Json {
    let present = fields.into_iter().filter(|(_, value)| !value.is_null());
    Json::Object(present.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

fn sought(view: &View<'_>, sought: &Sought) -> Json {
    let (low, high) = &sought.bounds;
    let why = |why: Why| match why {
        Why::Accepted => "aturan",
        Why::Asked => "diminta",
        Why::Natural => "satuan",
        Why::All => "semua",
        Why::Period => "periode",
    };
    let end =
        |bound: &super::seek::Bound| bound.value.as_ref().map_or(Json::Null, |value| plain(view, value, sought.ty));
    let range = object(vec![
        ("dari", end(low)),
        ("dari_termasuk", if low.value.is_some() { json!(low.inclusive) } else { Json::Null }),
        ("sampai", end(high)),
        ("sampai_termasuk", if high.value.is_some() { json!(high.inclusive) } else { Json::Null }),
        ("sebab_dari", json!(why(low.why))),
        ("sebab_sampai", json!(why(high.why))),
    ]);
    object(vec![
        ("nama", json!(sought.name)),
        ("satuan", json!(type_name(view.model, sought.ty))),
        ("sekarang", sought.now.as_ref().map_or(Json::Null, |now| plain(view, now, sought.ty))),
        (
            "langkah",
            sought.step.as_ref().map_or(Json::Null, |step| plain(view, &Value::Number(step.clone()), sought.ty)),
        ),
        ("dicari", range),
    ])
}

fn condition(value: &Value) -> Json {
    json!(match value {
        Value::Truth(true) => "ya",
        Value::Truth(false) => "tidak",
        other => state::keyword(other),
    })
}

fn sample(view: &View<'_>, sample: &Sample, ty: Type, shown: Option<Type>) -> Json {
    let shown = match (shown, &sample.shown) {
        (Some(ty), Some(value)) => plain(view, value, ty),
        _ => Json::Null,
    };
    object(vec![("nilai", plain(view, &sample.at, ty)), ("hasil", shown), ("syarat", condition(&sample.condition))])
}

fn range(view: &View<'_>, (low, high): &Between, ty: Type) -> Json {
    object(vec![
        ("dari", plain(view, low, ty)),
        ("sampai", high.as_ref().map_or(Json::Null, |high| plain(view, high, ty))),
    ])
}

fn lacks(view: &View<'_>, lacks: &[Lack]) -> Json {
    if lacks.is_empty() {
        return Json::Null;
    }
    json!(lacks.iter().map(|lack| state::lack_name(view, *lack)).collect::<Vec<_>>())
}

fn slots(view: &View<'_>, slots: &[Slot]) -> Json {
    if slots.is_empty() {
        return Json::Null;
    }
    json!(slots.iter().map(|slot| state::slot_name(view, *slot)).collect::<Vec<_>>())
}

/// An answer to `cari X agar …`.
pub fn answer(view: &View<'_>, answer: &Answer) -> Json {
    let ty = answer.sought.ty;
    let shown = answer.compared.as_ref().map(|(_, ty)| *ty);
    let one = |of: &Option<Sample>| of.as_ref().map_or(Json::Null, |of| sample(view, of, ty, shown));
    let holds: Vec<Json> = answer
        .holds
        .iter()
        .map(|stretch| {
            object(vec![
                ("dari", sample(view, &stretch.first, ty, shown)),
                ("sampai", one(&stretch.last)),
                ("sebelum", one(&stretch.before)),
                ("sesudah", one(&stretch.after)),
            ])
        })
        .collect();
    let without: Vec<Json> = answer
        .without
        .iter()
        .map(|((low, high), value)| {
            object(vec![
                ("dari", plain(view, low, ty)),
                ("sampai", high.as_ref().map_or(Json::Null, |high| plain(view, high, ty))),
                ("keadaan", json!(state::keyword(value))),
                ("sebab", state::reason(view, value).map_or(Json::Null, Json::String)),
            ])
        })
        .collect();
    let impossible = answer.impossible.as_ref().map_or(Json::Null, |found| {
        let best = found.best.as_ref().map_or(Json::Null, |best| {
            object(vec![
                ("nilai", plain(view, &best.at, ty)),
                (
                    "hasil",
                    match (shown, &best.shown) {
                        (Some(ty), Some(value)) => plain(view, value, ty),
                        _ => Json::Null,
                    },
                ),
                ("tercapai", json!(!found.never_reached)),
            ])
        });
        let caps: Vec<Json> = found
            .caps
            .iter()
            .map(|cap| {
                object(vec![
                    ("kode", cap.item.map_or(Json::Null, |item| json!(view.code(item)))),
                    ("dari", plain(view, &cap.from, cap.ty)),
                    ("menjadi", plain(view, &cap.to, cap.ty)),
                    ("tempat", json!(view.place(cap.span))),
                ])
            })
            .collect();
        let parts: Vec<String> =
            found.parts.iter().map(|part| text_of(view.sources, view.model.node(*part).span)).collect();
        object(vec![
            ("tidak_bergantung", if found.unrelated { json!(true) } else { Json::Null }),
            ("terbaik", best),
            ("batasi", json!(caps)),
            ("syarat_gagal", json!(parts)),
            ("kosong", lacks(view, &found.missing)),
            ("lain", Json::Array(found.others.iter().map(|other| turn(view, other)).collect())),
        ])
    });
    object(vec![
        ("dicari", sought(view, &answer.sought)),
        ("syarat_sekarang", condition(&answer.now)),
        ("hasil_dari", answer.compared.as_ref().map_or(Json::Null, |(text, _)| json!(text))),
        ("memenuhi", Json::Array(holds)),
        ("tanpa_nilai", Json::Array(without)),
        ("belum_diputuskan", Json::Array(answer.open.iter().map(|open| range(view, open, ty)).collect())),
        ("tidak_tercapai", impossible),
        ("tidak_dipakai", slots(view, &answer.stale)),
    ])
}

fn turn(view: &View<'_>, turn: &Turn) -> Json {
    let ty = turn.sought.ty;
    let optional = |value: &Option<Value>| value.as_ref().map_or(Json::Null, |value| plain(view, value, ty));
    let step_type = if matches!(ty, Type::Number(_)) { ty } else { Type::Number(crate::model::UnitId::PLAIN) };
    let step = turn.step.clone().map_or(Json::Null, |step| plain(view, &Value::Number(step), step_type));
    object(vec![
        ("nama", json!(turn.sought.name)),
        ("satuan", json!(type_name(view.model, ty))),
        ("sekarang", optional(&turn.sought.now)),
        ("menjadi", optional(&turn.needed)),
        ("sampai", optional(&turn.until)),
        ("langkah", step),
        ("diputuskan", json!(turn.is_decided)),
    ])
}

/// An answer to `mengapa` and `mengapa tidak`.
pub fn reasons(view: &View<'_>, reasons: &Reasons) -> Json {
    let shown = reasons.compared.as_ref().map_or(Json::Null, |(_, ty, value)| plain(view, value, *ty));
    object(vec![
        ("syarat", json!(reasons.condition)),
        ("syarat_sekarang", condition(&reasons.now)),
        ("hasil_dari", reasons.compared.as_ref().map_or(Json::Null, |(text, ..)| json!(text))),
        ("hasil_sekarang", shown),
        ("menjadi", json!(if reasons.wanted { "ya" } else { "tidak" })),
        ("kosong", lacks(view, &reasons.missing)),
        ("masukan", Json::Array(reasons.turns.iter().map(|one| turn(view, one)).collect())),
        ("tidak_dipakai", slots(view, &reasons.stale)),
    ])
}

/// An answer to `kemungkinan X`.
pub fn possible(view: &View<'_>, possible: &Possible) -> Json {
    let figure = possible.figure.as_ref().map_or(Json::Null, |(ty, low, high)| {
        let end = |value: &Option<Value>| value.as_ref().map_or(Json::Null, |value| plain(view, value, *ty));
        object(vec![
            ("dari", end(low)),
            ("dari_terbukti", json!(possible.ends_proven.0)),
            ("sampai", end(high)),
            ("sampai_terbukti", json!(possible.ends_proven.1)),
        ])
    });
    let labels = possible.labels.as_ref().map_or(Json::Null, |(ty, labels)| {
        let one = |(label, chance): &(Value, Chance)| {
            let (word, example) = match chance {
                Chance::Yes(values) => {
                    let values: Vec<Json> = possible
                        .inputs
                        .iter()
                        .zip(values)
                        .map(|(input, value)| json!({ "nama": input.name, "nilai": plain(view, value, input.ty) }))
                        .collect();
                    ("mungkin", Json::Array(values))
                }
                Chance::No => ("tidak_mungkin", Json::Null),
                Chance::Open => ("belum_diputuskan", Json::Null),
            };
            object(vec![("kategori", plain(view, label, *ty)), ("kemungkinan", json!(word)), ("contoh", example)])
        };
        Json::Array(labels.iter().map(one).collect())
    });
    object(vec![
        ("kode", json!(view.code(possible.item))),
        ("masukan", Json::Array(possible.inputs.iter().map(|input| sought(view, input)).collect())),
        ("nilai", figure),
        ("kategori", labels),
    ])
}

/// An answer to `cari X; Y agar …`.
pub fn frontier(view: &View<'_>, frontier: &Frontier) -> Json {
    let rows: Vec<Json> = frontier
        .rows
        .iter()
        .map(|row| {
            let holds: Vec<Json> = row.holds.iter().map(|one| range(view, one, frontier.second.ty)).collect();
            json!({
                "dari": plain(view, &row.from, frontier.first.ty),
                "sampai": plain(view, &row.to, frontier.first.ty),
                "memenuhi": holds,
                "diputuskan": row.is_decided,
            })
        })
        .collect();
    json!({
        "pertama": sought(view, &frontier.first),
        "kedua": sought(view, &frontier.second),
        "syarat_sekarang": condition(&frontier.now),
        "lengkap": frontier.is_complete,
        "baris": rows,
    })
}

/// One indicator of an answer to `proyeksi`.
pub fn projection(view: &View<'_>, projection: &Projection) -> Json {
    let periods: Vec<String> = projection.remaining.iter().map(ToString::to_string).collect();
    let need = |(label, needs, is_decided): &(Value, Vec<Between>, bool)| {
        json!({
            "kategori": plain(view, label, projection.rating),
            "setiap_periode": needs.iter().map(|one| range(view, one, projection.ty)).collect::<Vec<_>>(),
            "diputuskan": is_decided,
        })
    };
    object(vec![
        ("kode", json!(view.code(projection.item))),
        ("satuan", json!(type_name(view.model, projection.ty))),
        ("sampai", json!(projection.until.to_string())),
        ("realisasi", plain(view, &projection.so_far, projection.ty)),
        ("tersisa", json!(periods)),
        (
            "langkah",
            projection.step.clone().map_or(Json::Null, |step| plain(view, &Value::Number(step), projection.ty)),
        ),
        ("kebutuhan", Json::Array(projection.needs.iter().map(need).collect())),
    ])
}

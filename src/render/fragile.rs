//! Ratings that little would change: near the limit of a band, or another one under another reading of the rules.

use super::View;
use super::figure::{self, DecimalSign};
use super::layout::wrap;
use super::number::{self, Precision};
use super::reading::Reading;
use crate::model::{ItemId, Model, ScaleId, Type, UnitId};
use crate::number::Number;
use crate::value::{Label, Value};
use serde::Serialize;
use std::io::{self, Write};

/// On which side of a limit a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Exactly on it.
    At,
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// The nearest limit of a band that a value could pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The limit, in natural size.
    pub bound: Number,
    /// How far the value is from it, in natural size; never below 0.
    pub distance: Number,
    /// Where the value lies.
    pub side: Side,
    /// The rating beyond the limit.
    pub beyond: Label,
}

/// A result under another reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// Which reading.
    pub reading: Reading,
    /// The value that is rated then.
    pub value: Number,
    /// Its rating.
    pub label: Label,
}

/// A rating that little would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragile {
    /// Whose.
    pub item: ItemId,
    /// The value that is rated.
    pub value: Number,
    /// Its unit.
    pub unit: UnitId,
    /// The scale.
    pub scale: ScaleId,
    /// The rating.
    pub label: Label,
    /// The limit that is nearest; none where no other rating can be reached.
    pub limit: Option<Limit>,
    /// Whether the limit is within the distance asked for.
    pub near: bool,
    /// The readings under which the rating is another.
    pub otherwise: Vec<Otherwise>,
}

/// The fragile ratings of a case, and the distance that was asked for.
#[derive(Debug, Clone, Copy)]
pub struct FragileCase<'a> {
    /// The ratings, the nearest to a limit first.
    pub found: &'a [Fragile],
    /// The distance, in the displayed unit.
    pub within: &'a Number,
}

/// A rating in JSON.
#[derive(Debug, Serialize)]
pub struct FragileFields {
    kode: String,
    nilai: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nilai_pecahan: Option<String>,
    kategori: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    batas: Option<LimitFields>,
    dekat: bool,
    bacaan: Vec<OtherwiseFields>,
}

#[derive(Debug, Serialize)]
struct LimitFields {
    nilai: String,
    jarak: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    jarak_pecahan: Option<String>,
    letak: &'static str,
    kategori_seberang: String,
}

#[derive(Debug, Serialize)]
struct OtherwiseFields {
    bacaan: std::borrow::Cow<'static, str>,
    nilai: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nilai_pecahan: Option<String>,
    kategori: String,
}

impl Fragile {
    fn ty(&self) -> Type {
        Type::Number(self.unit)
    }

    fn plain(&self, model: &Model, number: &Number, sign: DecimalSign) -> String {
        figure::plain(model, self.ty(), &Value::Number(number.clone()), sign).unwrap_or_default()
    }

    fn fraction(&self, model: &Model, number: &Number) -> Option<String> {
        figure::fraction(model, self.ty(), &Value::Number(number.clone()))
    }

    fn label<'m>(&self, model: &'m Model, label: Label) -> &'m str {
        figure::label_text(model, Type::Label(self.scale), label)
    }

    /// As JSON has it.
    pub fn fields(&self, model: &Model) -> FragileFields {
        let plain = |number: &Number| self.plain(model, number, DecimalSign::Dot);
        FragileFields {
            kode: model.item(self.item).code.clone(),
            nilai: plain(&self.value),
            nilai_pecahan: self.fraction(model, &self.value),
            kategori: self.label(model, self.label).to_owned(),
            batas: self.limit.as_ref().map(|limit| LimitFields {
                nilai: plain(&limit.bound),
                jarak: plain(&limit.distance),
                jarak_pecahan: self.fraction(model, &limit.distance),
                letak: match limit.side {
                    Side::At => "tepat",
                    Side::Above => "di_atas",
                    Side::Below => "di_bawah",
                },
                kategori_seberang: self.label(model, limit.beyond).to_owned(),
            }),
            dekat: self.near,
            bacaan: (self.otherwise.iter())
                .map(|other| OtherwiseFields {
                    bacaan: other.reading.word(),
                    nilai: plain(&other.value),
                    nilai_pecahan: self.fraction(model, &other.value),
                    kategori: self.label(model, other.label).to_owned(),
                })
                .collect(),
        }
    }

    /// The distance to the nearest limit, as a cell.
    pub fn distance_cell(&self, model: &Model, sign: DecimalSign) -> String {
        self.limit.as_ref().map_or_else(String::new, |limit| self.plain(model, &limit.distance, sign))
    }

    /// That limit, as a cell.
    pub fn limit_cell(&self, model: &Model, sign: DecimalSign) -> String {
        self.limit.as_ref().map_or_else(String::new, |limit| self.plain(model, &limit.bound, sign))
    }

    /// The other readings, as a cell: `tanpa_bulatkan 90,526315789473684 di luar skala | …`.
    pub fn readings_cell(&self, model: &Model, sign: DecimalSign) -> String {
        let one = |other: &Otherwise| {
            let (value, label) = (self.plain(model, &other.value, sign), self.label(model, other.label));
            format!("{} {value} {label}", other.reading.word())
        };
        self.otherwise.iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    /// `tepat di batas 91%; di bawahnya "Cukup Berhasil"`
    fn place(&self, view: &View<'_>, limit: &Limit) -> String {
        let units = &view.model.units;
        let (_, bound) = number::differing(units, &self.value, &limit.bound, self.unit, Precision::Explanation);
        let beyond = self.label(view.model, limit.beyond);
        let distance = number::difference(units, &limit.distance, self.unit, Precision::Explanation, view.language);
        match limit.side {
            Side::At => view.language.pick(
                format!("tepat di batas {bound}; di seberangnya \"{beyond}\""),
                format!("exactly at the limit {bound}; beyond it \"{beyond}\""),
            ),
            Side::Above => view.language.pick(
                format!("{distance} di atas batas {bound}; di seberangnya \"{beyond}\""),
                format!("{distance} above the limit {bound}; beyond it \"{beyond}\""),
            ),
            Side::Below => view.language.pick(
                format!("{distance} di bawah batas {bound}; di seberangnya \"{beyond}\""),
                format!("{distance} below the limit {bound}; beyond it \"{beyond}\""),
            ),
        }
    }
}

/// The section below a table.
pub fn write_section(out: &mut dyn Write, view: &View<'_>, case: FragileCase<'_>, width: usize) -> io::Result<()> {
    let within = case.within.to_indonesian(30, crate::number::Cut::Truncate);
    let count = case.found.len();
    let head = match count {
        0 => view
            .language
            .pick(format!(" rawan: tidak ada (jarak {within})"), format!(" fragile: none (distance {within})")),
        _ => view.language.pick(
            format!(" rawan: {count} kategori (jarak {within}, atau berubah menurut cara baca lain)"),
            format!(" fragile: {count} ratings (distance {within}, or another one under another reading)"),
        ),
    };
    writeln!(out, "\n{}", wrap(&head, width))?;
    for fragile in case.found {
        let shown = |number: &Number, precision| number::number(&view.model.units, number, fragile.unit, precision);
        let value = shown(&fragile.value, Precision::Explanation);
        let label = fragile.label(view.model, fragile.label);
        let place =
            fragile.limit.as_ref().map_or_else(String::new, |limit| format!(", {}", fragile.place(view, limit)));
        let line = format!("   {}: {value} \"{label}\"{place}", view.code(fragile.item));
        writeln!(out, "{}", wrap(&line, width))?;
        for other in &fragile.otherwise {
            let name = other.reading.name(view.language);
            let (value, label) = (shown(&other.value, Precision::Explanation), fragile.label(view.model, other.label));
            writeln!(out, "{}", wrap(&format!("     {name}: {value} \"{label}\""), width))?;
        }
    }
    Ok(())
}

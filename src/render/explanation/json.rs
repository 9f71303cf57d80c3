//! Explanations as JSON, in the structures of docs/penjelasan.schema.json.

mod step;
mod value;

use super::{amended, name, notes, sentence};
use crate::explain::{Explanation, Note, Subject};
use crate::model::{Header, ItemKind};
use crate::render::amendment::AmendmentFields;
use crate::render::blame::{self, BlameFields};
use crate::render::{View, state};
use serde::Serialize;

/// `jelaskan --format json`: one document.
#[derive(Debug, Serialize)]
pub struct Document {
    /// The version of the program.
    pub takar: &'static str,
    /// Which ruleset.
    pub aturan: Option<Ruleset>,
    /// One entry for each thing explained, for each unit and period.
    pub penjelasan: Vec<Entry>,
}

/// A ruleset.
#[derive(Debug, Serialize)]
pub struct Ruleset {
    /// Its name.
    pub nama: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judul: Option<String>,
    /// The amendments that were given, in the order in which they apply.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub perubahan: Vec<AmendmentFields>,
}

/// One thing explained for one unit and period.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// The unit, where the data names units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periode: Option<String>,
    /// The code, or the message of a condition.
    pub kode: String,
    /// `indikator`, `sasaran`, …; `pastikan` or `ingatkan` of a condition.
    pub jenis: &'static str,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judul: Option<String>,
    /// The sentence that says it.
    pub kalimat: String,
    /// The tree; left out of a brief entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simpul: Option<Node>,
}

/// A node of the tree.
#[derive(Debug, Serialize)]
pub struct Node {
    /// `S1.1.capaian`, where the node is a property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perihal: Option<String>,
    /// `nilai`, `kosong`, `galat` or `tidak_berlaku`.
    pub keadaan: &'static str,
    /// The value.
    #[serde(flatten)]
    pub nilai: value::Shown,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sebab: Option<String>,
    /// What in the data is to blame for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sebab_data: Option<BlameFields>,
    /// The step, with what belongs to it.
    pub langkah: step::Step,
    /// `FILE:LINE` of the rule.
    pub tempat: String,
    /// The rule as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aturan: Option<String>,
    /// Legal bases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dasar: Vec<String>,
    /// Notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub catatan: Vec<NoteShown>,
    /// What amendments have changed of the rule, each followed by what it has replaced in turn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub perubahan: Vec<Changed>,
    /// What the step was made from, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub karena: Vec<Node>,
}

/// A change by an amendment.
#[derive(Debug, Serialize)]
pub struct Changed {
    /// `diubah`, `ditambahkan`, `isi_diganti`, `disisipkan` or `dicabut`.
    pub jenis: &'static str,
    /// What it is about: `target 2,5%`, `indikator S1.2`.
    pub hal: String,
    /// What stood there before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub semula: Option<String>,
    /// `FILE:LINE` of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tempat_semula: Option<String>,
    /// The name of the amendment.
    pub oleh: String,
    /// `FILE:LINE` of what the amendment says.
    pub tempat: String,
    /// The legal bases of the amendment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dasar: Vec<String>,
}

/// A note.
#[derive(Debug, Serialize)]
pub struct NoteShown {
    /// What kind of note.
    pub jenis: &'static str,
    /// In words.
    pub teks: String,
}

/// The document's frame; entries are added to it.
pub fn document(header: Option<&Header>, amendments: Vec<AmendmentFields>) -> Document {
    let of = |header: &Header| {
        let (nama, judul) = (header.name.clone(), header.title.clone());
        Ruleset { nama, judul, perubahan: amendments }
    };
    let aturan = header.map(of);
    Document { takar: env!("CARGO_PKG_VERSION"), aturan, penjelasan: Vec::new() }
}

/// One explanation, of this unit and period.
pub fn entry(view: &View<'_>, explanation: &Explanation, unit: Option<&str>, period: Option<String>) -> Entry {
    let simpul = Some(node(view, explanation));
    Entry { simpul, ..brief(view, explanation, unit, period) }
}

/// Only the sentence of an explanation.
pub fn brief(view: &View<'_>, explanation: &Explanation, unit: Option<&str>, period: Option<String>) -> Entry {
    let (kind, title) = match explanation.subject {
        Subject::Item(item) => {
            let item = view.model.item(item);
            (item.kind.word(), item.title.clone())
        }
        Subject::Condition(index) => match view.model.conditions.get(index) {
            Some(condition) if !condition.must => ("ingatkan", None),
            _ => ("pastikan", None),
        },
        _ => (ItemKind::Result.word(), None),
    };
    Entry {
        unit: unit.map(str::to_owned),
        periode: period,
        kode: name(view, explanation),
        jenis: kind,
        judul: title,
        kalimat: sentence::of(view, explanation).plain(),
        simpul: None,
    }
}

/// A node with all below it.
pub fn node(view: &View<'_>, explanation: &Explanation) -> Node {
    let about = match explanation.subject {
        Subject::Rule => None,
        Subject::Present(item) => Some(format!("{} berlaku", view.code(item))),
        _ => Some(name(view, explanation)),
    };
    let note = |note: &Note| Some(NoteShown { jenis: note_kind(note), teks: notes::text(view, note)? });
    Node {
        perihal: about,
        keadaan: state::keyword(&explanation.value),
        nilai: value::shown(view, &explanation.value, explanation.ty),
        sebab: state::reason(view, &explanation.value),
        sebab_data: blame::fields(view, &explanation.value),
        langkah: step::shown(view, explanation),
        tempat: view.place(explanation.span),
        aturan: rule(view, explanation),
        dasar: explanation.basis.iter().map(|basis| basis.text.clone()).collect(),
        catatan: explanation.notes.iter().filter_map(note).collect(),
        perubahan: amended::of_node(view, explanation).into_iter().filter_map(|shown| changed(view, shown)).collect(),
        karena: explanation.because.iter().map(|child| node(view, child)).collect(),
    }
}

fn changed(view: &View<'_>, shown: amended::Shown) -> Option<Changed> {
    let by = view.model.amendments.get(shown.by)?;
    let (semula, tempat_semula) = shown.was.map(|(was, place)| (was, view.place(place))).unzip();
    Some(Changed {
        jenis: shown.kind,
        hal: shown.what,
        semula,
        tempat_semula,
        oleh: by.name.clone(),
        tempat: view.place(shown.at),
        dasar: by.about.bases.iter().map(|basis| basis.text.clone()).collect(),
    })
}

/// The text of the rule, where the node is one of its own.
fn rule(view: &View<'_>, explanation: &Explanation) -> Option<String> {
    if matches!(explanation.subject, Subject::Item(_)) {
        return None;
    }
    let text = super::formula::source(view, explanation.span);
    (!text.is_empty() && text.len() <= 2_000).then_some(text)
}

fn note_kind(note: &Note) -> &'static str {
    match note {
        Note::Written(_) => "catatan",
        Note::RoundingDecides { .. } => "pembulatan_menentukan",
        Note::CapActive { .. } => "batas_mengubah",
        Note::LeftOut { .. } => "tidak_dihitung",
        Note::AsZero { .. } => "dihitung_nol",
        Note::PartsMissing { .. } => "bagian_kosong",
        Note::Inexact => "akar_dipotong",
        Note::Contradicted { .. } => "data_berbeda",
        Note::PublishedValue { .. } => "capaian_lapor",
        Note::PublishedCategory { .. } => "kategori_lapor",
        Note::Carried { .. } => "kolom_data",
    }
}

//! What is different between two rulesets and their results, ready to be shown: `docs/bandingkan.schema.json`.

mod list;
mod markdown;
mod text;
mod words;

pub use list::{Listed, MOST_LISTED};
pub use markdown::markdown;
pub use text::{Look, text};
pub use words::numbers;

use super::amendment::AmendmentFields;
use serde::Serialize;

/// One of the two rulesets.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Its file, as it was named.
    #[serde(rename = "berkas")]
    pub path: String,
    /// Its name.
    #[serde(rename = "nama")]
    pub name: String,
    /// Its title.
    #[serde(rename = "judul", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The hash of all its sources.
    #[serde(rename = "sidik")]
    pub hash: String,
    /// The amendments that it is compared with.
    #[serde(rename = "perubahan")]
    pub amendments: Vec<AmendmentFields>,
}

/// What is different between one set of rules and another.
#[derive(Debug, Clone, Serialize)]
pub struct RulesPart {
    /// The days on which the old rules are in force.
    #[serde(rename = "berlaku_lama")]
    pub old_window: String,
    /// The days on which the new rules are in force.
    #[serde(rename = "berlaku_baru")]
    pub new_window: String,
    /// Declaration by declaration, in the order of the new rules, what was taken away last.
    #[serde(rename = "pernyataan")]
    pub changes: Vec<Change>,
    /// What results can depend on, numbered.
    #[serde(rename = "langkah")]
    pub steps: Vec<Step>,
}

/// What became of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Act {
    /// It is new.
    #[serde(rename = "ditambah")]
    Added,
    /// It is no longer there.
    #[serde(rename = "dicabut")]
    Removed,
    /// Something of it is different.
    #[serde(rename = "diubah")]
    Changed,
}

/// A declaration that is different.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// What became of it.
    #[serde(rename = "tindakan")]
    pub act: Act,
    /// Its keyword.
    #[serde(rename = "jenis")]
    pub keyword: String,
    /// Its name or code in the new rules; in the old ones where it was taken away.
    #[serde(rename = "nama", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its name in the old rules, where that was another.
    #[serde(rename = "nama_lama", skip_serializing_if = "Option::is_none")]
    pub old_name: Option<String>,
    /// Its title.
    #[serde(rename = "judul", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `FILE:LINE`
    #[serde(rename = "letak")]
    pub place: String,
    /// The step that puts it there or takes it away.
    #[serde(rename = "langkah", skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// What is different.
    #[serde(rename = "rincian")]
    pub details: Vec<Detail>,
}

/// Something of a declaration that is different.
#[derive(Debug, Clone, Serialize)]
pub struct Detail {
    /// In the words of the rules: `target`, `"Berhasil"`.
    #[serde(rename = "hal")]
    pub what: String,
    /// What the old rules say.
    #[serde(rename = "lama", skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What the new rules say.
    #[serde(rename = "baru", skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// The step that it belongs to; none where no result can depend on it.
    #[serde(rename = "langkah", skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// `FILE:LINE`
    #[serde(rename = "letak")]
    pub place: String,
}

/// A change that can be applied without the others.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Its number.
    #[serde(rename = "nomor")]
    pub number: usize,
    /// What it is, in a few words.
    #[serde(rename = "isi")]
    pub what: String,
    /// Whether it was applied alone.
    #[serde(rename = "sendiri")]
    pub alone: Alone,
    /// Whether it makes a difference, as far as that can be known without data.
    #[serde(rename = "putusan")]
    pub verdicts: Vec<Verdict>,
}

/// Whether a change was applied without the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cara")]
pub enum Alone {
    /// It was.
    #[serde(rename = "sendiri")]
    Applied,
    /// Only with other changes, by their numbers.
    #[serde(rename = "bersama")]
    With {
        /// The other changes.
        #[serde(rename = "langkah")]
        others: Vec<usize>,
    },
    /// The rules are not whole with it alone.
    #[serde(rename = "tidak_dapat")]
    Failed {
        /// Why.
        #[serde(rename = "sebab")]
        why: String,
    },
    /// There are too many changes in too large a ruleset.
    #[serde(rename = "tidak_dicoba")]
    TooMany,
}

/// Whether two formulas or scales yield the same.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// What was compared: `skala skala_lkj`, `kategori S1.2`.
    #[serde(rename = "dari")]
    pub of: String,
    /// What was found.
    #[serde(flatten)]
    pub found: Found,
}

/// What was found about two formulas or scales.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "putusan")]
pub enum Found {
    /// They yield the same for all inputs.
    #[serde(rename = "setara")]
    Equal,
    /// They differ for some.
    #[serde(rename = "berbeda")]
    Differ {
        /// What they are given.
        #[serde(rename = "masukan")]
        inputs: Vec<Input>,
        /// What the old one yields.
        #[serde(rename = "lama")]
        old: String,
        /// What the new one yields.
        #[serde(rename = "baru")]
        new: String,
        /// Whether they are proven to differ only where an input has no value.
        #[serde(rename = "hanya_tanpa_nilai")]
        only_without: bool,
    },
    /// No difference was found, but nothing is proven.
    #[serde(rename = "tidak_terbukti")]
    Unproven {
        /// So many cases were tried.
        #[serde(rename = "kasus")]
        cases: usize,
    },
    /// They cannot be compared.
    #[serde(rename = "tidak_dibandingkan")]
    NotCompared {
        /// Why.
        #[serde(rename = "sebab")]
        why: String,
    },
}

/// An input of an example.
#[derive(Debug, Clone, Serialize)]
pub struct Input {
    /// What a reader calls it.
    #[serde(rename = "nama")]
    pub name: String,
    /// Its value, or the state that it is in.
    #[serde(rename = "nilai")]
    pub value: String,
}

/// A result that is different.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The period.
    #[serde(rename = "periode", skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Its code in the new rules; in the old ones where only those have it.
    #[serde(rename = "kode")]
    pub code: String,
    /// Its code in the old rules, where that was another.
    #[serde(rename = "kode_lama", skip_serializing_if = "Option::is_none")]
    pub old_code: Option<String>,
    /// What it is.
    #[serde(rename = "jenis")]
    pub kind: String,
    /// Its title.
    #[serde(rename = "judul", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether its rating is another.
    #[serde(rename = "kategori_berubah")]
    pub is_rating: bool,
    /// By the old rules.
    #[serde(rename = "lama")]
    pub old: Rated,
    /// By the new rules.
    #[serde(rename = "baru")]
    pub new: Rated,
    /// What brought it about.
    #[serde(rename = "sebab")]
    pub cause: Cause,
}

/// A result by one of the rulesets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rated {
    /// The rating, or in its place the state: `belum ada data`, `tidak dapat dihitung`, `tidak berlaku`, `tidak ada`.
    #[serde(rename = "kategori", skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// The value as people write it, or its state.
    #[serde(rename = "nilai", skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Which changes brought a result about.
#[derive(Debug, Clone, Serialize)]
pub struct Cause {
    /// How they did.
    #[serde(rename = "cara")]
    pub kind: CauseKind,
    /// The changes that do something to it alone.
    #[serde(rename = "langkah")]
    pub effects: Vec<Effect>,
}

/// How changes brought a result about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CauseKind {
    /// One change alone makes it what it is.
    #[serde(rename = "sendiri")]
    One,
    /// Several changes, each of which alone gives it this rating, or whose effects add up.
    #[serde(rename = "masing_masing")]
    Each,
    /// No change alone does it, or their effects do not add up to what all do together.
    #[serde(rename = "interaksi")]
    Interaction,
    /// Changes that could not be applied alone take part.
    #[serde(rename = "tidak_terurai")]
    Unknown,
}

/// What one change does to a result alone.
#[derive(Debug, Clone, Serialize)]
pub struct Effect {
    /// The number of the change.
    #[serde(rename = "nomor")]
    pub step: usize,
    /// The result with this change alone.
    #[serde(rename = "hasil")]
    pub alone: Rated,
    /// Whether that alone gives it another rating.
    #[serde(rename = "kategori_berubah")]
    pub is_rating: bool,
}

/// How many results went from one rating to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// By the old rules.
    #[serde(rename = "lama")]
    pub old: String,
    /// By the new rules.
    #[serde(rename = "baru")]
    pub new: String,
    /// So many.
    #[serde(rename = "jumlah")]
    pub count: u64,
}

/// The ratings of one code or unit.
#[derive(Debug, Clone, Serialize)]
pub struct Counts {
    /// The code or unit; none where the data names no unit.
    #[serde(rename = "nama", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// From what to what.
    #[serde(rename = "dari_ke")]
    pub counts: Vec<Count>,
}

/// The results of all units and periods, without those that are listed one by one.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Results {
    /// So many units and periods.
    #[serde(rename = "kasus")]
    pub cases: u64,
    /// So many results that have a rating by one of the rulesets.
    #[serde(rename = "hasil_berkategori")]
    pub rated: u64,
    /// So many of them have another rating.
    #[serde(rename = "kategori_berubah")]
    pub ratings_moved: u64,
    /// So many results have the same rating, or none, and another value.
    #[serde(rename = "nilai_berubah")]
    pub values_moved: u64,
    /// All of them.
    #[serde(rename = "matriks")]
    pub matrix: Vec<Count>,
    /// By code.
    #[serde(rename = "per_kode")]
    pub by_code: Vec<Counts>,
    /// By unit.
    #[serde(rename = "per_unit")]
    pub by_unit: Vec<Counts>,
    /// What a reader has to know.
    #[serde(rename = "catatan")]
    pub notes: Vec<String>,
    /// The ratings in their order, best first.
    #[serde(skip)]
    pub order: Vec<String>,
    /// Whether the data speaks of several units or periods.
    #[serde(skip)]
    pub has_several: bool,
    /// The data files.
    #[serde(rename = "data")]
    pub files: Vec<String>,
}

/// Everything but the results that are listed one by one.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The old ruleset.
    pub old: Side,
    /// The new one.
    pub new: Side,
    /// What is different in the rules, for each pair of sets of rules that was compared.
    pub rules: Vec<RulesPart>,
    /// What is different in the results, where data was given.
    pub results: Option<Results>,
}

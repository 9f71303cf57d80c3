//! What data may say about a ruleset: its codes, and what kind of cell each of them takes. Derived from a model, used by
//! the readers of data, so that they know nothing of rules.

use crate::value::period::Granularity;
use crate::value::{CodeId, Date, Interval};

/// The codes that data may use.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// One entry for each code, by [`CodeId`].
    pub entries: Vec<CatalogEntry>,
    /// The rulesets used `sebagai …`, by the path of aliases (`pk`, `evaluasi.pk`): each a prefix of codes.
    pub aliases: Vec<String>,
    /// The periods of the main ruleset.
    pub granularity: Option<Granularity>,
    /// The header's validity: first day, last day.
    pub in_force: (Option<Date>, Option<Date>),
}

/// What data may say about one code.
#[derive(Debug, Clone)]
pub struct CatalogEntry {
    /// Its id.
    pub id: CodeId,
    /// The code as rulesets write it, with the alias before it where it belongs to another ruleset: `pk.S3.2`.
    pub code: String,
    /// The alias that it stands behind (index in [`Catalog::aliases`]); none for the ruleset itself.
    pub alias: Option<u16>,
    /// `kode "076.01.CQ"`: data may use it instead (behind the alias, if any).
    pub official: Option<String>,
    /// What its rows are.
    pub kind: EntryKind,
    /// What a cell in `target` holds; none where the code has no target (then the cell must be empty).
    pub target: Option<CellType>,
    /// The sign that may stand before a number in `target`, and says no more than the number: `≥` where more is better,
    /// `≤` where less is.
    pub target_sign: Option<char>,
    /// What a cell in `realisasi` holds; none where there is nothing to realize.
    pub realization: Option<CellType>,
    /// `rentang`: the realizations that are accepted, in natural size.
    pub accepted: Option<Interval>,
}

/// What a code stands for in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// An indicator: target and realization.
    Indicator,
    /// A budget line: `target` is its pagu.
    Budget,
    /// A `data` variable: `realisasi` is its value, `target` must be empty.
    Data,
    /// A group or `nilai`: only published figures.
    PublishedOnly,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellType {
    /// A number in a unit.
    Number(CellUnit),
    /// A range of numbers in a unit (`7 s.d. 8 bulan`), or one number, which is then both ends.
    Range(CellUnit),
    /// A label; the labels as the ruleset writes them, by [`crate::value::Label`].
    Label(Vec<String>),
    /// Free text.
    Text,
    /// A day.
    Date,
    /// `ya` or `tidak`.
    Truth,
}

/// A unit as cells may write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellUnit {
    /// What messages call it: `persen`, `rupiah`, `laporan`, `rupiah/orang`.
    pub name: String,
    /// What a cell may write after the number, in lower case: `%`, `persen`, `lap`, `laporan`. Empty for `angka`.
    pub spellings: Vec<String>,
    /// Whether a cell may begin with `Rp` or `Rp.` and end with `,-`.
    pub rupiah: bool,
    /// The displayed number is the natural one times ten to this power: 2 for persen.
    pub shift: i32,
}

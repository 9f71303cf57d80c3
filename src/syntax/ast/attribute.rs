//! Attributes, by the words they begin with.

use super::{
    Consolidation, DateLiteral, Expression, Granularity, MissingPolicy, Name, Path, PeriodLiteral, Range, Text,
    UnitExpression,
};
use crate::number::RoundingMode;
use crate::source::Span;

/// An attribute with its value.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Which, and its value.
    pub kind: AttributeKind,
    /// The place of its first word.
    pub keyword: Span,
    /// From the first word to the last token of the value.
    pub span: Span,
}

/// Attributes, by the words they begin with.
#[derive(Debug, Clone)]
pub enum AttributeKind {
    /// `dasar "…"`
    Basis(Text),
    /// `catatan "…"`
    Note(Text),
    /// `kode "…"`
    OfficialCode(Text),
    /// `sumber "…"`
    DataSource(Text),
    /// `berlaku sejak D [sampai D]`
    InForce {
        /// The first day.
        from: DateLiteral,
        /// The last day.
        until: Option<DateLiteral>,
    },
    /// `periode tahunan`
    Granularity(Granularity),
    /// `satuan persen`
    Unit(UnitExpression),
    /// `arah naik`
    Direction(Direction),
    /// `polaritas positif`
    Polarity(Path),
    /// `target [2023:] 95%`
    Target {
        /// The period that it holds for, where one is named.
        period: Option<PeriodLiteral>,
        /// A literal, range, label, path or expression in parentheses.
        value: Expression,
    },
    /// `rumus …`
    Formula(Expression),
    /// `bobot 30%`
    Weight(Expression),
    /// `rentang 0% s.d. 100%`: the values that data may have
    Accepted(Range),
    /// `batasi 0% s.d. 100%`
    Limits(Range),
    /// `tanpa batasi`
    NoLimits,
    /// `bulatkan … desimal`, `pangkas … desimal`
    Round(Rounding),
    /// `tanpa bulatkan`
    NoRounding,
    /// `kategori skala_lkj`
    Category(Path),
    /// `tanpa kategori`
    NoCategory,
    /// `agregasi rata_rata`
    Aggregation(Aggregation),
    /// `kosong tunda`
    Missing(MissingPolicy),
    /// `pagu Rp …`
    Ceiling(Expression),
    /// `mendukung S1; S2`
    Supports(Vec<Path>),
    /// `konsolidasi jumlah`
    Consolidation(Consolidation),
    /// `atas "pk-ketua.takar"`: the ruleset that a `perubahan` changes
    Amends(Text),
    /// `abaikan T0412 "reason"`: a finding that is not to be told about this declaration
    Ignore {
        /// Its code: `T` and four digits.
        code: Name,
        /// Why.
        reason: Text,
    },
}

impl AttributeKind {
    /// The word that the attribute begins with (`tanpa batasi` gives `batasi`).
    pub fn word(&self) -> &'static str {
        match self {
            Self::Basis(_) => "dasar",
            Self::Note(_) => "catatan",
            Self::OfficialCode(_) => "kode",
            Self::DataSource(_) => "sumber",
            Self::InForce { .. } => "berlaku",
            Self::Granularity(_) => "periode",
            Self::Unit(_) => "satuan",
            Self::Direction(_) => "arah",
            Self::Polarity(_) => "polaritas",
            Self::Target { .. } => "target",
            Self::Formula(_) => "rumus",
            Self::Weight(_) => "bobot",
            Self::Accepted(_) => "rentang",
            Self::Limits(_) | Self::NoLimits => "batasi",
            Self::Round(_) | Self::NoRounding => "bulatkan",
            Self::Category(_) | Self::NoCategory => "kategori",
            Self::Aggregation(_) => "agregasi",
            Self::Missing(_) => "kosong",
            Self::Ceiling(_) => "pagu",
            Self::Supports(_) => "mendukung",
            Self::Consolidation(_) => "konsolidasi",
            Self::Amends(_) => "atas",
            Self::Ignore { .. } => "abaikan",
        }
    }
}

/// `bulatkan ke atas 2 desimal`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// Towards where.
    pub mode: RoundingMode,
    /// Decimals kept, in the displayed unit; at most 1.000.
    pub decimals: u32,
}

/// `arah …`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// `naik`: more is better
    Up,
    /// `turun`: less is better
    Down,
    /// `tengah`: nearer is better
    Middle,
}

/// `agregasi …`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// `rata_rata`
    Mean,
    /// `rata_rata_tertimbang`
    WeightedMean,
    /// `rata_rata_geometrik`
    GeometricMean,
    /// `jumlah`
    Sum,
    /// `minimum`
    Minimum,
    /// `maksimum`
    Maximum,
}

impl Aggregation {
    /// The word in the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mean => "rata_rata",
            Self::WeightedMean => "rata_rata_tertimbang",
            Self::GeometricMean => "rata_rata_geometrik",
            Self::Sum => "jumlah",
            Self::Minimum => "minimum",
            Self::Maximum => "maksimum",
        }
    }
}

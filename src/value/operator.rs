//! The operators of the language, by the text they stand for. What they do is in [`super::ops`].

use std::cmp::Ordering;

/// `kosong …`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MissingPolicy {
    /// `tunda`: the result is missing too
    Defer,
    /// `abaikan`: left out, weights rescaled
    Ignore,
    /// `nol`: counts as 0
    Zero,
}

impl MissingPolicy {
    /// The word in the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Defer => "tunda",
            Self::Ignore => "abaikan",
            Self::Zero => "nol",
        }
    }
}

/// `konsolidasi …`: how figures of sub-periods make one of the whole period
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Consolidation {
    /// `jumlah`
    Sum,
    /// `rata_rata`
    Mean,
    /// `akhir`: the last known
    Last,
    /// `maksimum`
    Maximum,
    /// `minimum`
    Minimum,
}

impl Consolidation {
    /// The word in the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sum => "jumlah",
            Self::Mean => "rata_rata",
            Self::Last => "akhir",
            Self::Maximum => "maksimum",
            Self::Minimum => "minimum",
        }
    }
}

/// The sign of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `+`
    Plus,
    /// `−`
    Minus,
}

/// The operator of a factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Factor {
    /// `×`
    Times,
    /// `/`
    Over,
}

/// `= ≠ < ≤ > ≥`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `≠`
    NotEqual,
    /// `<`
    Less,
    /// `≤`
    LessOrEqual,
    /// `>`
    Greater,
    /// `≥`
    GreaterOrEqual,
}

impl Comparison {
    /// The sign as the formatter writes it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "≠",
            Self::Less => "<",
            Self::LessOrEqual => "≤",
            Self::Greater => ">",
            Self::GreaterOrEqual => "≥",
        }
    }

    /// Whether it holds of two values that stand in this order.
    #[inline]
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// Functions of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListFunction {
    /// `jumlah`
    Sum,
    /// `rata_rata`
    Mean,
    /// `rata_rata_tertimbang`
    WeightedMean,
    /// `rata_rata_geometrik`
    GeometricMean,
    /// `minimum`
    Minimum,
    /// `maksimum`
    Maximum,
    /// `median`
    Median,
    /// `banyak`: of a set the members, of truth values those that are `ya`
    Count,
}

impl ListFunction {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Sum,
        Self::Mean,
        Self::WeightedMean,
        Self::GeometricMean,
        Self::Minimum,
        Self::Maximum,
        Self::Median,
        Self::Count,
    ];

    /// The word in the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sum => "jumlah",
            Self::Mean => "rata_rata",
            Self::WeightedMean => "rata_rata_tertimbang",
            Self::GeometricMean => "rata_rata_geometrik",
            Self::Minimum => "minimum",
            Self::Maximum => "maksimum",
            Self::Median => "median",
            Self::Count => "banyak",
        }
    }
}

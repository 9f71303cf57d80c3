//! Literals, ranges and expressions, by the text they stand for.

use super::{Comparison, Date, Factor, Name, Path, Period, Sign};
use crate::number::Number;
use crate::source::Span;

/// `2024-12-31` or `31 Desember 2024`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateLiteral {
    /// The day.
    pub date: Date,
    /// Its place.
    pub span: Span,
}

/// `2024`, `2024-TW3`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodLiteral {
    /// The period.
    pub period: Period,
    /// Its place.
    pub span: Span,
}

/// What stands after `pada`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `2023`, `2024-TW1`
    Period(PeriodLiteral),
    /// `tahun lalu`: the same period one year earlier
    LastYear(Span),
}

impl When {
    /// Its place, without `pada`.
    pub fn span(&self) -> Span {
        match self {
            Self::Period(literal) => literal.span,
            Self::LastYear(span) => *span,
        }
    }
}

/// What stands after `satuan` or after a number: `persen`, `rupiah/orang`, a scale's name, `teks`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitExpression {
    /// The unit; `%` is given as `persen`, `Rp` as `rupiah`.
    pub name: Name,
    /// The unit after a slash.
    pub per: Option<Name>,
    /// The whole.
    pub span: Span,
}

/// A range: `91% s.d. 100%`, `≥ 95%`, `= 100%`.
#[derive(Debug, Clone)]
pub struct Range {
    /// The low end.
    pub low: Option<Bound>,
    /// The high end. For `= 100%` both ends are the same value.
    pub high: Option<Bound>,
    /// True for `= 100%`.
    pub exactly: bool,
    /// The whole range.
    pub span: Span,
}

/// One end of a range.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Its value: a literal (which may be negative), a name or a path.
    pub value: Expression,
    /// Whether the end belongs to the range.
    pub inclusive: bool,
}

/// An expression and its place.
#[derive(Debug, Clone)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// From its first to its last token.
    pub span: Span,
}

/// Expressions, by the text they stand for.
#[derive(Debug, Clone)]
pub enum ExpressionKind {
    /// `97,5%`, `Rp 1,5 miliar`, `2 laporan`, `5`
    Number {
        /// As written, multiplier word included; 95 for `95%`.
        value: Number,
        /// Its unit.
        unit: Option<UnitExpression>,
    },
    /// `"Berhasil"`
    Text(String),
    /// `ya`, `tidak`
    Truth(bool),
    /// `31 Desember 2024`
    Date(Date),
    /// `S1.1.capaian`
    Path(Path),
    /// `S1.1.capaian pada 2023`, `realisasi pada tahun lalu`
    At {
        /// What is read.
        of: Path,
        /// In which period.
        when: When,
    },
    /// `rata_rata(indikator.capaian)`
    Call {
        /// The function; an alias's function has dots.
        function: Path,
        /// Its arguments.
        arguments: Vec<Expression>,
    },
    /// `−20% s.d. 20%`, where a range is due (`batasi(…)`, targets, tests)
    Range(Box<Range>),
    /// `(…)`
    Parenthesised(Box<Expression>),
    /// `− x`
    Negative(Box<Expression>),
    /// `a + b − c`: the first term's sign is plus
    Sum(Vec<(Sign, Expression)>),
    /// `a × b / c`: the first factor's operator is times
    Product(Vec<(Factor, Expression)>),
    /// `a ≥ b`
    Compare {
        /// The sign.
        operator: Comparison,
        /// Left of it.
        left: Box<Expression>,
        /// Right of it.
        right: Box<Expression>,
    },
    /// `bukan x`
    Not(Box<Expression>),
    /// `a dan b dan c`
    And(Vec<Expression>),
    /// `a atau b atau c`
    Or(Vec<Expression>),
    /// `jika c maka a selain itu jika d maka b selain itu e`
    If {
        /// Conditions with what follows `maka`.
        arms: Vec<(Expression, Expression)>,
        /// What follows the last `selain itu`.
        otherwise: Box<Expression>,
    },
}

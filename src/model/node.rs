//! The nodes of a model. Each kind shows the text that it stands for.

use super::scale::{CurveId, ScaleId, TableId};
use super::unit::UnitId;
use crate::number::RoundingMode;
use crate::source::Span;
pub use crate::value::operator::ListFunction;
use crate::value::operator::{Comparison, Consolidation, Factor, MissingPolicy, Sign};
use crate::value::period::Period;
use crate::value::{Field, Slot, Value};

/// A node by its place in [`super::Model::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// An item by its place in [`super::Model::items`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub u32);

/// A polarity or function by its place in [`super::Model::formulas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormulaId(pub u32);

/// A block of settings by its place in [`super::Model::settings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SettingsId(pub u32);

/// The type of a value, known before any data is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// A number in a unit.
    Number(UnitId),
    /// A label of a scale, or a text that a table returns.
    Label(ScaleId),
    /// Free text.
    Text,
    /// `ya`, `tidak`
    Truth,
    /// A day.
    Date,
    /// A range of numbers in a unit.
    Range(UnitId),
}

/// One step of a computation.
#[derive(Debug, Clone)]
pub struct Node {
    /// Which step.
    pub kind: NodeKind,
    /// What it yields.
    pub ty: Type,
    /// Where it is written.
    pub span: Span,
    /// Whether its value is kept for others to read: roots, arguments of formulas, sides of conditions.
    pub kept: bool,
}

/// The properties of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Property {
    /// `target`
    Target,
    /// `realisasi`; of a `data` variable its value
    Realization,
    /// `capaian_mentah` in results: polarity formula, aggregation or `rumus`, before caps and rounding; no path names it
    Raw,
    /// `capaian`; of a `nilai` its value
    Achievement,
    /// `kategori`
    Category,
    /// `bobot`
    Weight,
    /// `pagu`
    Ceiling,
    /// The realization of a group's budget lines; `realisasi` of a group
    Spent,
    /// `sisa`
    Remaining,
    /// `serapan`
    Absorption,
}

impl Property {
    /// How many there are.
    pub const COUNT: usize = 10;

    /// All of them, in the order of [`super::Item::properties`].
    pub const ALL: [Self; Self::COUNT] = [
        Self::Target,
        Self::Realization,
        Self::Raw,
        Self::Achievement,
        Self::Category,
        Self::Weight,
        Self::Ceiling,
        Self::Spent,
        Self::Remaining,
        Self::Absorption,
    ];

    /// The word in a path.
    pub fn word(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Realization | Self::Spent => "realisasi",
            Self::Raw => "capaian_mentah",
            Self::Achievement => "capaian",
            Self::Category => "kategori",
            Self::Weight => "bobot",
            Self::Ceiling => "pagu",
            Self::Remaining => "sisa",
            Self::Absorption => "serapan",
        }
    }
}

/// Where a setting (`batasi`, `bulatkan`, `kategori`, …) comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The place of the attribute.
    pub span: Span,
    /// The `pengukuran` that holds it; none where it is written on the item itself.
    pub block: Option<SettingsId>,
}

/// How exactly a figure in the data must repeat what the ruleset says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolerance {
    /// It must be equal (a target).
    Exact,
    /// It must be equal to the decimals that its cell shows (a computed realization).
    Shown,
}

/// `pada …`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// `pada 2023`
    Period(Period),
    /// `pada tahun lalu`: the same period one year earlier
    LastYear,
}

/// How the figures of the parts of a period make one of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consolidating {
    /// `konsolidasi …`
    pub how: Consolidation,
    /// Where that is set; none where it is the default.
    pub setting: Option<Setting>,
    /// `kosong …`: what a missing part does to a sum or mean.
    pub missing: MissingPolicy,
    /// Where that is set; none where it is the default.
    pub missing_setting: Option<Setting>,
}

impl Default for Consolidating {
    fn default() -> Self {
        Self { how: Consolidation::Last, setting: None, missing: MissingPolicy::Defer, missing_setting: None }
    }
}

impl Consolidating {
    /// The same for a figure of this kind: of a budget line's parts the last pagu holds.
    pub fn of_field(self, kind: super::ItemKind, field: Field) -> Self {
        match (kind, field) {
            (super::ItemKind::Budget, Field::Target) => Self::default(),
            _ => self,
        }
    }
}

/// What an [`NodeKind::Apply`] applies.
pub type Applied = FormulaId;

/// Steps, by the text they stand for.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// `95%`, `"WTP"`, `ya`, `31 Desember 2024`: never a state without a value
    Constant(Value),
    /// A figure from the data: `realisasi`, a `data` variable, a target that the ruleset leaves to the data. Where the data
    /// gives it for parts of the period, they are consolidated as the item says ([`super::Item::consolidating`]).
    Given(Slot),
    /// What the ruleset says, which a figure in the data may only repeat: `target 95%`, `rumus …` of an indicator. The
    /// data may say *tidak berlaku*.
    Agreed {
        /// What the ruleset says.
        rule: NodeId,
        /// Where the data may repeat it.
        slot: Slot,
        /// How exactly.
        tolerance: Tolerance,
    },
    /// `target 2023: 94%  target 2024: 95%`; targets of parts of the period are consolidated as the item says
    ByPeriod {
        /// The periods with their values.
        arms: Box<[(Period, NodeId)]>,
        /// What is missing in any other period.
        slot: Slot,
    },
    /// `S1.1.capaian`: another item's property; *tidak berlaku* where that item is out
    Read {
        /// Whose.
        item: ItemId,
        /// Which.
        property: Property,
        /// The root that holds it.
        node: NodeId,
        /// The root that says whether the item is there.
        present: Option<NodeId>,
    },
    /// `S1.1.capaian pada 2023`: a property in another period, under the rules then in force
    At {
        /// Whose.
        item: ItemId,
        /// Which.
        property: Property,
        /// In which period.
        when: When,
    },
    /// `rumus …` of an indicator that writes `konsolidasi`: computed in each part of the period for which there is data,
    /// then consolidated as the item says
    Consolidated {
        /// The formula.
        of: NodeId,
        /// The indicator.
        item: ItemId,
        /// The figures that it follows from: those decide into which parts the period falls.
        inputs: Box<[Slot]>,
    },
    /// Whether an item is there: no where its realization is *tidak berlaku*
    Applicable {
        /// The item.
        item: ItemId,
        /// Its realization.
        node: NodeId,
    },
    /// Whether any member of a group is there
    AnyPresent(Box<[NodeId]>),
    /// The formula of a group, *tidak berlaku* where all its members are
    Guarded {
        /// The formula.
        of: NodeId,
        /// Whether any member is there.
        present: NodeId,
        /// The group.
        item: ItemId,
    },
    /// An input of a formula: `x` of `fungsi f(x) = …`, `realisasi` of a polarity. Evaluates the argument once.
    Input {
        /// The argument.
        node: NodeId,
        /// Its name.
        name: Box<str>,
    },
    /// `− x`
    Negative(NodeId),
    /// `a + b − c`
    Sum(Box<[(Sign, NodeId)]>),
    /// `a × b / c`
    Product(Box<[(Factor, NodeId)]>),
    /// `a ≥ b`
    Compare {
        /// The sign.
        operator: Comparison,
        /// Left of it.
        left: NodeId,
        /// Right of it.
        right: NodeId,
    },
    /// `bukan x`
    Not(NodeId),
    /// `a dan b`
    And(Box<[NodeId]>),
    /// `a atau b`
    Or(Box<[NodeId]>),
    /// `jika c maka a selain itu b`
    If {
        /// Conditions with their results.
        arms: Box<[(NodeId, NodeId)]>,
        /// The last result.
        otherwise: NodeId,
    },
    /// `7 s.d. 8 bulan`, `≥ 90%`
    Range {
        /// The low end, and whether it belongs to the range.
        low: Option<(NodeId, bool)>,
        /// The high end, likewise.
        high: Option<(NodeId, bool)>,
    },
    /// `target.bawah`, `target.atas`: an end of a range; of a number, the number
    RangeEnd {
        /// The range.
        of: NodeId,
        /// True for `.atas`.
        high: bool,
    },
    /// `abs(x)`, `bulat(x; 2)`, …
    Call {
        /// The function.
        function: Builtin,
        /// Its arguments (not the decimals, which are part of [`Builtin`]).
        arguments: Box<[NodeId]>,
    },
    /// `positif(realisasi; target)`, `f(x)`
    Apply {
        /// The polarity or function.
        formula: Applied,
        /// Its arguments, all of them kept.
        arguments: Box<[NodeId]>,
        /// Its body, typed for these arguments.
        body: NodeId,
    },
    /// `predikat_pegawai(a; b)`
    Table {
        /// The table.
        table: TableId,
        /// Its arguments, all of them kept.
        inputs: Box<[NodeId]>,
        /// The result of each row.
        results: Box<[NodeId]>,
    },
    /// `kurva_x(a)`
    Curve {
        /// The curve.
        curve: CurveId,
        /// The input.
        input: NodeId,
    },
    /// `rata_rata(indikator.capaian)`, `agregasi rata_rata`, `maksimum(0%; x)`, the budget sums of a group
    List {
        /// What is done.
        function: ListFunction,
        /// To what, in order.
        members: Box<[ListMember]>,
        /// What a missing member does.
        missing: MissingPolicy,
        /// Where that is set; none where it is the default.
        missing_setting: Option<Setting>,
        /// Where the aggregation is set (`agregasi`); none for a function call or budget sum.
        setting: Option<Setting>,
    },
    /// `batasi 0% s.d. 100%`, `batasi(x; …)`
    Limited {
        /// What is limited.
        of: NodeId,
        /// The range.
        range: NodeId,
        /// Where that is set; none for the function.
        setting: Option<Setting>,
    },
    /// `bulatkan 2 desimal`
    Rounded {
        /// What is rounded.
        of: NodeId,
        /// Towards where.
        mode: RoundingMode,
        /// Decimals kept, in the displayed unit.
        decimals: u32,
        /// Where that is set.
        setting: Setting,
    },
    /// `kategori skala_lkj`, `skala_lkj(86%)`
    Banded {
        /// What is rated.
        of: NodeId,
        /// By which scale.
        scale: ScaleId,
        /// Where that is set; none for a call.
        setting: Option<Setting>,
    },
}

/// A member of a list.
#[derive(Debug, Clone)]
pub struct ListMember {
    /// The item that the member stands for, where the list goes over a set.
    pub item: Option<ItemId>,
    /// Says whether that item is there.
    pub present: Option<NodeId>,
    /// The member's value; none in `banyak(sasaran)`.
    pub value: Option<NodeId>,
    /// Its weight.
    pub weight: Option<NodeId>,
}

/// Functions of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// `bulat(x; 2)`, `bulat_genap`, `bulat_atas`, `bulat_bawah`, `pangkas`
    Round {
        /// Towards where.
        mode: RoundingMode,
        /// Decimals kept, in the displayed unit.
        decimals: u32,
    },
    /// `abs(x)`
    Absolute,
    /// `poin(x)`: 90,5% becomes 90,5 poin
    ToPoints,
    /// `persen(x)`: 90,5 poin becomes 90,5%
    ToPercent,
    /// `skor(x)`
    Score,
    /// `ada(x)`
    IsThere,
    /// `bila_kosong(x; y)`
    IfMissing,
    /// `selisih_hari(a; b)`: a − b in days
    DaysBetween,
}

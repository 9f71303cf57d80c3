//! The steps of an explanation. Each carries what is needed to follow it: see [`super::parity`].

use crate::evaluate::{Fact, Origin, Published};
use crate::model::node::FormulaId;
use crate::model::{
    Builtin, Consolidating, Curve, CurveId, ItemId, ListFunction, Property, Scale, ScaleId, Setting, Table, TableId,
    Tolerance,
};
use crate::number::{Number, RoundingMode};
use crate::source::Span;
use crate::value::operator::{Comparison, Factor, MissingPolicy, Sign};
use crate::value::period::Period;
use crate::value::{Interval, Label, Slot, Value};

/// How a value came about. What it was made from is in `because` of the [`super::Explanation`], in the order that each
/// variant tells.
#[derive(Debug, Clone)]
pub enum Step {
    /// A whole item: its properties.
    Item {
        /// The child whose value is the item's; none where the item has no property.
        headline: Option<usize>,
        /// What the office has published about it.
        published: Option<Published>,
    },
    /// A literal of the ruleset.
    Constant,
    /// A figure of the data; without origin there is none.
    Given {
        /// Which figure.
        slot: Slot,
        /// Where it stands.
        origin: Option<Origin>,
    },
    /// What the ruleset says and the data may repeat: the rule, where it was evaluated.
    Agreed {
        /// Which figure may repeat it.
        slot: Slot,
        /// How exactly it must.
        tolerance: Tolerance,
        /// The shift of its unit: displayed decimals to natural ones.
        shift: i32,
        /// The figure of the data.
        given: Option<Fact>,
        /// What comparing them gave.
        agreement: Agreement,
    },
    /// `target 2023: …  target 2024: …`: the value for the period, where there is one.
    ForPeriod {
        /// The period evaluated.
        period: Option<Period>,
        /// The periods that the ruleset names.
        named: Vec<Period>,
        /// The figure that stands for it in the data.
        slot: Slot,
        /// Where the data has a figure although the ruleset names none for the period.
        conflict: Option<Origin>,
    },
    /// Figures of the parts of the period, in order: what they make. A figure of the whole wins.
    Consolidated(Box<PartsShown>),
    /// A property in another period: explained there.
    OtherPeriod {
        /// Whose.
        item: ItemId,
        /// Which.
        property: Property,
        /// In which period; none where no period is evaluated.
        period: Option<Period>,
        /// Where the figure stands, where it is one of the data.
        origin: Option<Origin>,
    },
    /// Another property, of this item or another: explained there.
    Read {
        /// Whose.
        item: ItemId,
        /// Which.
        part: Part,
        /// Whether the item is out because it is *tidak berlaku*.
        out: bool,
    },
    /// An input of a formula: explained where the formula is applied.
    Input {
        /// Its name.
        name: Box<str>,
    },
    /// Whether an item is there: its realization.
    Applicable {
        /// The item.
        item: ItemId,
    },
    /// Whether any member of a group is there: whether each of them is.
    AnyPresent,
    /// A group's formula, *tidak berlaku* where all members are: whether any is there, then the formula if so.
    Guarded {
        /// The group.
        item: ItemId,
    },
    /// An operator: its operands.
    Computed(Operator),
    /// `jika … maka … selain itu …`: the conditions tried, then the result taken.
    Chosen {
        /// How many arms with a condition there are.
        arms: usize,
        /// How many conditions were tried.
        tried: usize,
        /// The arm taken; `arms` for the last `selain itu`; none where a condition has no value.
        taken: Option<usize>,
        /// The results not taken.
        not_taken: Vec<NotTaken>,
    },
    /// A polarity or function: its arguments, then its body.
    Applied {
        /// Which.
        formula: FormulaId,
    },
    /// `abs(x)`, `skor(x)`, …: its arguments, as far as they were evaluated.
    Function {
        /// Which.
        function: Builtin,
        /// The shift of the unit of its first argument.
        shift: i32,
        /// Of `skor`: the scale.
        scale: Option<Box<Scale>>,
    },
    /// `batasi`: the value before, then the range.
    Limited {
        /// Who ordered it.
        by: OrderedBy,
        /// Whether it changed the value.
        changed: bool,
    },
    /// `bulatkan`: the value before.
    Rounded {
        /// Towards where.
        mode: RoundingMode,
        /// Decimals kept, as displayed.
        decimals: u32,
        /// Displayed decimals plus this are the natural ones.
        shift: i32,
        /// Who ordered it.
        by: OrderedBy,
        /// Whether it changed the value.
        changed: bool,
    },
    /// `kategori`: the value that was looked up, after the scale's own limits and rounding.
    Banded {
        /// The scale.
        scale: ScaleId,
        /// Where it is set; none for a call.
        setting: Option<Setting>,
        /// All bands, in the scale's order.
        bands: Vec<BandShown>,
    },
    /// A function of a list: the values and weights of its members, as [`MemberShown`] tells.
    Aggregated(Box<Aggregated>),
    /// A decision table: its inputs, then the result of the row.
    Table {
        /// Which.
        id: TableId,
        /// The table.
        table: Box<Table>,
        /// The row that applies.
        row: Option<usize>,
        /// The results not taken.
        not_taken: Vec<NotTaken>,
    },
    /// A curve: its input, after the curve's own limits.
    Curve {
        /// Which.
        id: CurveId,
        /// The curve, without its limits.
        curve: Box<Curve>,
        /// The place of the left point of the segment; none outside the points.
        segment: Option<usize>,
    },
}

/// Figures of the parts of a period.
#[derive(Debug, Clone)]
pub struct PartsShown {
    /// Which figure.
    pub slot: Slot,
    /// How they are consolidated.
    pub by: Consolidating,
    /// The parts, each explained in `because`.
    pub parts: Vec<Period>,
    /// The part that alone decides.
    pub deciding: Option<usize>,
    /// The figure of the whole period, which wins.
    pub whole: Option<Fact>,
    /// What the parts make, where that is not the figure of the whole.
    pub made: Option<Value>,
}

/// What is read of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A property.
    Property(Property),
    /// Whether it is there.
    Present,
}

/// What comparing the data with the ruleset gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The data says nothing.
    Silent,
    /// The data repeats the ruleset's value.
    Repeats,
    /// The data says something else.
    Differs,
    /// The ruleset's value is not there to be compared with.
    Unknown,
    /// The data takes the item out, or its cell was not usable.
    Overruled,
}

/// Operators, with what they need besides their operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operator {
    /// `− x`
    Negative,
    /// `a + b − c`
    Sum(Vec<Sign>),
    /// `a × b / c`
    Product(Vec<Factor>),
    /// `a ≥ b`
    Compare(Comparison),
    /// `bukan x`
    Not,
    /// `a dan b`
    And,
    /// `a atau b`
    Or,
    /// `a s.d. b`: for each end that there is, whether it belongs to the range
    Range {
        /// The low end.
        low: Option<bool>,
        /// The high end.
        high: Option<bool>,
    },
    /// `target.bawah`, `target.atas`
    RangeEnd {
        /// True for `.atas`.
        high: bool,
    },
}

/// A result that was not taken. It has no value: nothing was evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotTaken {
    /// Its condition; none for the last `selain itu`.
    pub condition: Option<Span>,
    /// The result.
    pub result: Span,
}

/// Who ordered a limit or a rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderedBy {
    /// An attribute.
    Setting(Setting),
    /// A function in a formula.
    Call,
    /// A scale, for the choice of the band only.
    Scale(ScaleId),
    /// A curve, for its input only.
    Curve(CurveId),
}

/// A band that was tried.
#[derive(Debug, Clone)]
pub struct BandShown {
    /// Its label.
    pub label: Label,
    /// The label as written.
    pub text: String,
    /// Its values.
    pub range: Option<Interval>,
    /// Its colour.
    pub colour: Option<String>,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Where the value lies, for the chosen band and its neighbours.
    pub position: Option<Position>,
}

/// Where a value lies, seen from a band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// In it, on its low end.
    AtLowEnd,
    /// In it, on its high end.
    AtHighEnd,
    /// In it, between the ends.
    Inside,
    /// Above it, by this much; 0 where the end does not belong to the band.
    Above(Number),
    /// Below it, by this much.
    Below(Number),
}

/// A function of a list.
#[derive(Debug, Clone)]
pub struct Aggregated {
    /// Which.
    pub function: ListFunction,
    /// What a missing member does.
    pub missing: MissingPolicy,
    /// Where that is set; none where it is the default.
    pub missing_setting: Option<Setting>,
    /// Where the aggregation is set; none for a call or a sum of budget lines.
    pub setting: Option<Setting>,
    /// Its members, in order.
    pub members: Vec<MemberShown>,
    /// False where a root had to be cut at 28 digits.
    pub exact: bool,
}

/// A member of a list.
#[derive(Debug, Clone)]
pub struct MemberShown {
    /// The item that it stands for.
    pub item: Option<ItemId>,
    /// Its value, by its place in `because`.
    pub value: Option<usize>,
    /// Its weight, by its place in `because`.
    pub weight: Option<usize>,
    /// Why it was left out, if it was.
    pub left_out: Option<LeftOut>,
    /// Whether it has no value and counts as 0.
    pub as_zero: bool,
    /// Its part of all weights that are left, as a fraction.
    pub share: Option<Number>,
    /// What it adds to the value, in the value's unit; none where the parts do not add up.
    pub contribution: Option<Number>,
    /// Whether it is one of those that alone decide: the least, the greatest, the one in the middle.
    pub decides: bool,
}

/// Why a member was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It is *tidak berlaku*.
    NotApplicable,
    /// It is missing, and the ruleset says `kosong abaikan`.
    Ignored,
}

//! The syntax tree: what a file says, with its names, comments and places, before anything is resolved.
//!
//! Each type shows the text it stands for. Numbers are as written (`95%` is 95 with the unit persen); what they mean is
//! decided in the model.

mod attribute;
mod change;
mod expression;
pub mod visit;

use crate::source::{FileId, Span};

pub use attribute::{Aggregation, Attribute, AttributeKind, Direction, Rounding};
pub use change::{Change, ChangeKind, ChangeTarget};
pub use expression::{Bound, DateLiteral, Expression, ExpressionKind, PeriodLiteral, Range, UnitExpression, When};

pub use crate::value::Date;
pub use crate::value::operator::{Comparison, Consolidation, Factor, MissingPolicy, Sign};
pub use crate::value::period::{Granularity, Period};

/// A whole file.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The file it was read from.
    pub file: FileId,
    /// Its declarations, in order. Broken ones are absent; what could be read of the others is there.
    pub items: Vec<Item>,
    /// All comments, in order, to be attached by position.
    pub comments: Vec<Comment>,
}

/// `# …` to the end of the line, without the newline.
#[derive(Debug, Clone)]
pub struct Comment {
    /// The text after `#`.
    pub text: String,
    /// From `#` to the end of the line.
    pub span: Span,
}

/// A name or code: `S1.1`, `rata_rata_capaian`. As a declared name it may have dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name as written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A string: quotes removed, escapes resolved, line breaks folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// From quote to quote.
    pub span: Span,
}

/// `S1.1.capaian`, `pk.S3.2.target`: names joined by dots, resolved in the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The parts between the dots; a part after the first may be digits.
    pub parts: Vec<Name>,
    /// The whole path.
    pub span: Span,
}

/// A declaration.
#[derive(Debug, Clone)]
pub enum Item {
    /// `gunakan "path" [sebagai p]`
    Use(Use),
    /// `satuan laporan "Lap" "Laporan"`
    Unit(UnitDeclaration),
    /// `fungsi f(x; y) = …`
    Function(Function),
    /// `pastikan … "…"`, `ingatkan … "…"`
    Condition(Condition),
    /// `uji "…" { … }`
    Test(Test),
    /// All declarations with a block of attributes and children.
    Block(Block),
    /// `ubah …`, `cabut …`, `sisipkan …`, in an amendment
    Change(Change),
}

impl Item {
    /// The whole of it.
    pub fn span(&self) -> Span {
        match self {
            Self::Use(item) => item.span,
            Self::Unit(item) => item.span,
            Self::Function(item) => item.span,
            Self::Condition(item) => item.span,
            Self::Test(item) => item.span,
            Self::Block(item) => item.span,
            Self::Change(item) => item.span,
        }
    }
}

/// `gunakan "path" [sebagai p]`
#[derive(Debug, Clone)]
pub struct Use {
    /// The path as written.
    pub path: Text,
    /// The alias after `sebagai`.
    pub alias: Option<Name>,
    /// The whole declaration.
    pub span: Span,
}

/// `satuan laporan "Lap" "Laporan"`
#[derive(Debug, Clone)]
pub struct UnitDeclaration {
    /// The word that rulesets use.
    pub name: Name,
    /// Other spellings that data may use.
    pub spellings: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `fungsi f(x; y) = …`
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// The names of its inputs.
    pub parameters: Vec<Name>,
    /// What it yields.
    pub body: Expression,
    /// The whole declaration.
    pub span: Span,
}

/// `pastikan CONDITION "message"` or `ingatkan CONDITION "message"`
#[derive(Debug, Clone)]
pub struct Condition {
    /// True for `pastikan`, false for `ingatkan`.
    pub must: bool,
    /// What has to hold.
    pub condition: Expression,
    /// The message after it.
    pub message: Option<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `uji "…" [periode 2024] { … }`
#[derive(Debug, Clone)]
pub struct Test {
    /// What the test shows.
    pub title: Text,
    /// The period it evaluates.
    pub period: Option<PeriodLiteral>,
    /// Its steps, in order.
    pub steps: Vec<TestStep>,
    /// The whole declaration.
    pub span: Span,
}

/// A line of a test.
#[derive(Debug, Clone)]
pub enum TestStep {
    /// `diketahui path [pada P] = value`
    Given {
        /// What is known.
        path: Path,
        /// In which period, where it is another than the test's.
        at: Option<When>,
        /// Its value.
        value: GivenValue,
        /// The whole line.
        span: Span,
    },
    /// `maka condition`
    Then {
        /// What must hold.
        condition: Expression,
        /// The whole line.
        span: Span,
    },
    /// `maka galat path [pada P]`, `maka kosong path`, `maka tidak berlaku path`
    ThenState {
        /// The state expected.
        state: ExpectedState,
        /// Of what.
        path: Path,
        /// In which period, where it is another than the test's.
        at: Option<When>,
        /// The whole line.
        span: Span,
    },
}

/// What `diketahui` sets.
#[derive(Debug, Clone)]
pub enum GivenValue {
    /// A value, written as an expression of literals (a range too).
    Value(Expression),
    /// `tidak berlaku`
    NotApplicable(Span),
}

/// What `maka STATE path` expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedState {
    /// `galat`
    Failed,
    /// `kosong`
    Missing,
    /// `tidak berlaku`
    NotApplicable,
}

/// A declaration with a block: `keyword name "title" { members }`.
#[derive(Debug, Clone)]
pub struct Block {
    /// Which declaration.
    pub kind: BlockKind,
    /// The place of the keyword.
    pub keyword: Span,
    /// Its name or code; absent for `pengukuran`.
    pub name: Option<Name>,
    /// Its title.
    pub title: Option<Text>,
    /// The inputs, of a `tabel` only.
    pub signature: Option<Signature>,
    /// What stands between the braces, in order.
    pub members: Vec<Member>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// The keyword of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// `aturan`
    Ruleset,
    /// `perubahan`: the header of an amendment
    Amendment,
    /// `skala`
    Scale,
    /// `polaritas` at the top of a file
    Polarity,
    /// `kurva`
    Curve,
    /// `tabel`
    Table,
    /// `data`
    Data,
    /// `pengukuran`, `pengukuran sasaran`
    Settings(Option<GroupKind>),
    /// `perspektif`, `tujuan`, `sasaran`, `program`, `kegiatan`, `keluaran`, `komponen`
    Group(GroupKind),
    /// `indikator`
    Indicator,
    /// `anggaran`
    Budget,
    /// `nilai`
    Result,
}

impl BlockKind {
    /// The keyword.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ruleset => "aturan",
            Self::Amendment => "perubahan",
            Self::Scale => "skala",
            Self::Polarity => "polaritas",
            Self::Curve => "kurva",
            Self::Table => "tabel",
            Self::Data => "data",
            Self::Settings(_) => "pengukuran",
            Self::Group(kind) => kind.word(),
            Self::Indicator => "indikator",
            Self::Budget => "anggaran",
            Self::Result => "nilai",
        }
    }
}

/// The kinds of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroupKind {
    /// `perspektif`
    Perspective,
    /// `tujuan`
    Goal,
    /// `sasaran`
    Objective,
    /// `program`
    Program,
    /// `kegiatan`
    Activity,
    /// `keluaran`
    Output,
    /// `komponen`
    Component,
}

impl GroupKind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Perspective, Self::Goal, Self::Objective, Self::Program, Self::Activity, Self::Output, Self::Component];

    /// The keyword.
    pub fn word(self) -> &'static str {
        match self {
            Self::Perspective => "perspektif",
            Self::Goal => "tujuan",
            Self::Objective => "sasaran",
            Self::Program => "program",
            Self::Activity => "kegiatan",
            Self::Output => "keluaran",
            Self::Component => "komponen",
        }
    }
}

/// `(hasil_kerja: ekspektasi; perilaku_kerja: ekspektasi): predikat`
#[derive(Debug, Clone)]
pub struct Signature {
    /// The inputs.
    pub inputs: Vec<Input>,
    /// The scale that the results belong to.
    pub result: Option<UnitExpression>,
    /// From parenthesis to the end.
    pub span: Span,
}

/// `hasil_kerja: ekspektasi`
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name.
    pub name: Name,
    /// Its unit, scale or type.
    pub unit: UnitExpression,
}

/// One thing between the braces of a block.
// Bands are few; boxing them would burden every reader of the tree.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone)]
pub enum Member {
    /// An attribute.
    Attribute(Attribute),
    /// A row of a scale.
    Band(Band),
    /// A point of a curve.
    Point(Point),
    /// A row of a table.
    Row(Row),
    /// A nested declaration (group, indicator, budget line, `pengukuran`).
    Block(Block),
}

impl Member {
    /// The whole of it.
    pub fn span(&self) -> Span {
        match self {
            Self::Attribute(attribute) => attribute.span,
            Self::Band(band) => band.span,
            Self::Point(point) => point.span,
            Self::Row(row) => row.span,
            Self::Block(block) => block.span,
        }
    }
}

/// `"Berhasil" 91% s.d. 100% skor 4 warna hijau : "note"`
#[derive(Debug, Clone)]
pub struct Band {
    /// The label.
    pub label: Text,
    /// The values that get it.
    pub range: Option<Range>,
    /// Its score.
    pub score: Option<Expression>,
    /// Its colour.
    pub colour: Option<Name>,
    /// The note after `:`.
    pub note: Option<Text>,
    /// The whole row.
    pub span: Span,
}

/// `0%: 0 poin`
#[derive(Debug, Clone)]
pub struct Point {
    /// The input.
    pub input: Expression,
    /// The output there.
    pub output: Expression,
    /// The whole row.
    pub span: Span,
}

/// `jika CONDITION; CONDITION maka RESULT`
#[derive(Debug, Clone)]
pub struct Row {
    /// One condition for each input.
    pub conditions: Vec<RowCondition>,
    /// The result.
    pub result: Expression,
    /// The whole row.
    pub span: Span,
}

/// A cell of a decision table.
#[derive(Debug, Clone)]
pub struct RowCondition {
    /// The alternatives joined by `atau`; empty for `apa pun`.
    pub alternatives: Vec<CellPattern>,
    /// The whole condition.
    pub span: Span,
}

/// One alternative of a cell.
#[derive(Debug, Clone)]
pub enum CellPattern {
    /// A label, number or truth value.
    Value(Expression),
    /// A range.
    Range(Range),
}

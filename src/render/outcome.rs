//! What the results of one unit consist of, worked out once for a model: the rows, and where each of their figures stands.

use super::View;
use super::fragile::FragileCase;
use crate::evaluate::{Facts, Outcome};
use crate::model::{Item, ItemId, ItemKind, Model, NodeId, Property, Type};
use crate::value::{CodeId, Value};

/// The results of a model, for any unit and period.
pub struct Sheet<'m> {
    /// Names, places and words.
    pub view: View<'m>,
    /// A row for each group, indicator, budget line and `nilai`, in the ruleset's order.
    pub rows: Vec<Row<'m>>,
}

/// A group, indicator, budget line or `nilai`.
#[derive(Debug)]
pub struct Row<'m> {
    /// Which.
    pub id: ItemId,
    /// The item itself.
    pub item: &'m Item,
    /// The code of the group that it stands in.
    pub parent: Option<&'m str>,
    /// How many groups it stands in.
    pub depth: usize,
    /// The unit of target, realization or value.
    pub unit: Option<String>,
    /// The unit of its capaian.
    pub achievement_unit: Option<String>,
    /// Its figures: which, where, of what type.
    pub figures: Vec<(Figure, NodeId, Type)>,
    /// The roots whose states make up its own, from the one that matters most.
    states: Vec<NodeId>,
}

/// A figure of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// `target`
    Target,
    /// `pagu`
    Ceiling,
    /// `realisasi`
    Realization,
    /// `sisa`
    Remaining,
    /// `serapan`
    Absorption,
    /// `nilai`
    Value,
    /// `capaian`
    Achievement,
    /// `capaian_mentah`
    Raw,
    /// `kategori`
    Category,
}

impl Figure {
    /// All of them, in the order of columns.
    pub const ALL: [Self; 9] = [
        Self::Target,
        Self::Ceiling,
        Self::Realization,
        Self::Remaining,
        Self::Absorption,
        Self::Value,
        Self::Achievement,
        Self::Raw,
        Self::Category,
    ];

    /// Its name in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Ceiling => "pagu",
            Self::Realization => "realisasi",
            Self::Remaining => "sisa",
            Self::Absorption => "serapan",
            Self::Value => "nilai",
            Self::Achievement => "capaian",
            Self::Raw => "capaian_mentah",
            Self::Category => "kategori",
        }
    }

    /// The name of its fraction.
    pub fn fraction_name(self) -> &'static str {
        match self {
            Self::Target => "target_pecahan",
            Self::Ceiling => "pagu_pecahan",
            Self::Realization => "realisasi_pecahan",
            Self::Remaining => "sisa_pecahan",
            Self::Absorption => "serapan_pecahan",
            Self::Value => "nilai_pecahan",
            Self::Achievement => "capaian_pecahan",
            Self::Raw => "capaian_mentah_pecahan",
            Self::Category => "kategori_pecahan",
        }
    }

    /// The property of an item that it shows; none where an item of this kind has no such figure.
    fn property(self, kind: ItemKind) -> Option<Property> {
        let result = kind == ItemKind::Result;
        match self {
            Self::Target => Some(Property::Target),
            Self::Ceiling => Some(Property::Ceiling),
            Self::Realization if matches!(kind, ItemKind::Group(_)) => Some(Property::Spent),
            Self::Realization => (!result).then_some(Property::Realization),
            Self::Remaining => Some(Property::Remaining),
            Self::Absorption => Some(Property::Absorption),
            Self::Value => result.then_some(Property::Achievement),
            Self::Achievement => (!result).then_some(Property::Achievement),
            Self::Raw => (!result).then_some(Property::Raw),
            Self::Category => Some(Property::Category),
        }
    }
}

/// The state of a row or unit, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// There is a value.
    Value,
    /// *tidak berlaku*
    NotApplicable,
    /// *kosong*
    Missing,
    /// *galat*
    Failed,
}

impl State {
    /// Its name in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "nilai",
            Self::NotApplicable => "tidak_berlaku",
            Self::Missing => "kosong",
            Self::Failed => "galat",
        }
    }

    /// The state of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Missing(_) => Self::Missing,
            Value::NotApplicable(_) => Self::NotApplicable,
            Value::Failed(_) => Self::Failed,
            _ => Self::Value,
        }
    }
}

impl<'m> Sheet<'m> {
    /// The rows of a model.
    pub fn new(view: View<'m>) -> Self {
        let model = view.model;
        let rows = model.results().filter(|(_, item)| item.kind != ItemKind::Data);
        Self { view, rows: rows.map(|(id, item)| Row::new(model, id, item)).collect() }
    }

    /// The worst state of all rows, *tidak berlaku* counting as a value.
    pub fn state(&self, outcome: &Outcome) -> State {
        let states = self.rows.iter().map(|row| row.state(outcome).0);
        match states.max().unwrap_or(State::Value) {
            State::NotApplicable => State::Value,
            state => state,
        }
    }
}

impl<'m> Row<'m> {
    fn new(model: &'m Model, id: ItemId, item: &'m Item) -> Self {
        let root = |figure: Figure| {
            let node = item.properties[figure.property(item.kind)? as usize]?;
            Some((figure, node, model.node(node).ty))
        };
        let figures: Vec<_> = Figure::ALL.into_iter().filter_map(root).collect();
        let find = |wanted: &[Figure]| {
            wanted.iter().find_map(|wanted| figures.iter().find(|(figure, ..)| figure == wanted)).copied()
        };
        let unit_of = |wanted: &[Figure]| find(wanted).map(|(_, _, ty)| type_name(model, ty));
        // A capaian says how an indicator or group is; without one its realization does.
        let states = match find(&[Figure::Achievement, Figure::Value, Figure::Category]) {
            None => [Figure::Absorption, Figure::Remaining, Figure::Realization, Figure::Ceiling].as_slice(),
            Some(_) => &[Figure::Achievement, Figure::Value, Figure::Category],
        };
        let states = states.iter().filter_map(|figure| find(&[*figure])).map(|(_, node, _)| node).collect();
        let parents = std::iter::successors(item.parent, |parent| model.item(*parent).parent);
        Self {
            id,
            item,
            parent: item.parent.map(|parent| model.item(parent).code.as_str()),
            depth: parents.count(),
            unit: unit_of(&[Figure::Value, Figure::Realization, Figure::Target, Figure::Ceiling]),
            achievement_unit: unit_of(&[Figure::Achievement]),
            figures,
            states,
        }
    }

    /// The code in facts.
    pub fn code(&self) -> CodeId {
        self.item.id
    }

    /// A figure's root and type.
    pub fn figure(&self, figure: Figure) -> Option<(NodeId, Type)> {
        self.figures.iter().find(|(other, ..)| *other == figure).map(|(_, node, ty)| (*node, *ty))
    }

    /// The roots that make up its state.
    pub fn states(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.states.iter().copied()
    }

    /// Its state, and the value that brings it about where there is no value.
    pub fn state<'o>(&self, outcome: &'o Outcome) -> (State, Option<&'o Value>) {
        let mut worst = (State::Value, None);
        for node in &self.states {
            let Some(value) = outcome.value(*node) else { continue };
            let state = State::of(value);
            if state > worst.0 {
                worst = (state, Some(value));
            }
        }
        worst
    }
}

/// The name of a type: a unit (`persen`, `rupiah/orang`), a scale, `teks`, `tanggal`, `ya_tidak`.
pub fn type_name(model: &Model, ty: Type) -> String {
    match ty {
        Type::Number(unit) | Type::Range(unit) => model.units.name(unit),
        Type::Label(scale) => model.scale(scale).name.clone(),
        Type::Text => "teks".to_owned(),
        Type::Truth => "ya_tidak".to_owned(),
        Type::Date => "tanggal".to_owned(),
    }
}

/// What there is to show of one unit in one period.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// What the data says.
    pub facts: &'a Facts,
    /// What comes out.
    pub outcome: &'a Outcome,
    /// `--batas-rawan`: the ratings that little would change.
    pub fragile: Option<FragileCase<'a>>,
}

/// How a condition turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// *belum dapat diperiksa*
    Open,
    /// It speaks of something that does not apply; fails nothing.
    NotApplicable,
    /// It cannot be computed.
    Broken,
}

impl Verdict {
    /// Of the value of a condition.
    pub fn of(value: Option<&Value>) -> Self {
        match value {
            Some(Value::Truth(true)) => Self::Passed,
            Some(Value::Truth(false)) => Self::Failed,
            Some(Value::Missing(_)) | None => Self::Open,
            Some(Value::NotApplicable(_)) => Self::NotApplicable,
            Some(_) => Self::Broken,
        }
    }

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "lulus",
            Self::Failed => "gagal",
            Self::Open => "kosong",
            Self::NotApplicable => "tidak_berlaku",
            Self::Broken => "galat",
        }
    }

    /// Whether a `pastikan` that turns out so makes the run fail.
    pub fn fails(self) -> bool {
        matches!(self, Self::Failed | Self::Broken)
    }
}

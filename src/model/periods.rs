//! What models say of periods: targets of parts, and what figures of other periods are worth.

use super::{Consolidating, ItemId, ItemKind, Model, NodeId, NodeKind, Property, Type, When};
use crate::value::operator::Consolidation;
use crate::value::period::{Granularity, Period};
use crate::value::{Field, Frame, Interval, Label, Value};

/// The targets for the parts of a period that have ended, where the ruleset names any part of it.
pub fn arms_of_parts(arms: &[(Period, NodeId)], frame: Frame) -> Vec<(Period, Option<NodeId>)> {
    let part = arms.iter().find(|(period, _)| *period != frame.whole && period.within(frame.whole));
    let Some((part, _)) = part else { return Vec::new() };
    let arm = |part: Period| arms.iter().find(|(period, _)| *period == part).map(|(_, arm)| *arm);
    frame.parts(part.granularity).map(|part| (part, arm(part))).collect()
}

/// Whether nothing that is still to come can change what these targets make.
pub fn is_complete(parts: &[(Period, Option<NodeId>)], by: Consolidating) -> bool {
    match by.how {
        Consolidation::Last => parts.last().is_some_and(|(_, arm)| arm.is_some()),
        _ => parts.iter().all(|(_, arm)| arm.is_some()),
    }
}

/// Whether a type of one model is the same as one of another: units by their names, scales by their labels.
pub fn same_type(one: &Model, a: Type, other: &Model, b: Type) -> bool {
    match (a, b) {
        (Type::Number(a), Type::Number(b)) | (Type::Range(a), Type::Range(b)) => {
            one.units.name(a) == other.units.name(b)
        }
        (Type::Label(a), Type::Label(b)) => one.scale(a).name == other.scale(b).name,
        (Type::Text, Type::Text) | (Type::Truth, Type::Truth) | (Type::Date, Type::Date) => true,
        _ => false,
    }
}

/// A value of one model as one of another; none where it is of another type there.
pub fn translate(one: &Model, value: Value, from: Type, other: &Model, to: Type) -> Option<Value> {
    match (from, to, value) {
        (Type::Label(_), Type::Label(_), Value::Label(Label::OUTSIDE)) => Some(Value::Label(Label::OUTSIDE)),
        (Type::Label(a), Type::Label(b), Value::Label(label)) => {
            let text = &one.scale(a).bands.get(usize::from(label.0))?.label;
            let place = other.scale(b).bands.iter().position(|band| band.label == *text)?;
            Some(Value::Label(Label(u16::try_from(place).ok()?)))
        }
        // One number is a range whose ends are the same.
        (Type::Number(a), Type::Range(b), Value::Number(number)) if one.units.name(a) == other.units.name(b) => {
            let end = Some((number, true));
            Some(Value::Range(Interval { low: end.clone(), high: end }.into()))
        }
        (from, to, value) => same_type(one, from, other, to).then_some(value),
    }
}

/// The periods that rules read besides the one that they are evaluated for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OtherPeriods {
    /// Those that are named: `pada 2023`.
    pub named: Vec<Period>,
    /// How many years `pada tahun lalu` leads back; [`OtherPeriods::FOR_EVER`] where it leads to itself.
    pub years: i16,
}

/// Further back than so many years in a row nothing is counted.
const MOST_YEARS: i16 = 50;

impl OtherPeriods {
    /// As far back as there is data.
    pub const FOR_EVER: i16 = i16::MAX;

    /// Whether no other period is read.
    pub fn is_none(&self) -> bool {
        self.named.is_empty() && self.years == 0
    }

    /// What either reads.
    pub fn and(mut self, other: Self) -> Self {
        self.named.extend(other.named);
        self.named.sort_unstable();
        self.named.dedup();
        self.years = self.years.max(other.years);
        self
    }

    /// The end of the stretch of time for which a period is read, when this one is evaluated; none where it is not read.
    pub fn read_for(&self, period: Period, evaluated: Period, length: Option<Granularity>) -> Option<Period> {
        let bases = std::iter::once((evaluated, 1)).chain(self.named.iter().map(|named| (*named, 0)));
        bases.into_iter().find_map(|(base, least)| {
            let back = base.year.checked_sub(period.year)?;
            let frame = Frame::of(base, length).years_before(back).filter(|_| (least..=self.years).contains(&back))?;
            frame.counts(period).then_some(frame.until)
        })
    }
}

impl Model {
    /// The periods that the results read besides the one that they are evaluated for.
    pub fn reads_periods(&self) -> OtherPeriods {
        let mut reads = OtherPeriods::default();
        let mut level = self.other_periods.clone();
        let mut named = vec![false; self.nodes.len()];
        while !level.is_empty() {
            let mut next = Vec::new();
            let mut leads_back = false;
            for id in level {
                let NodeKind::At { item, property, when } = self.node(id).kind else { continue };
                match when {
                    // What is read in a named period is looked at once.
                    When::Period(_) if std::mem::replace(&mut named[id.0 as usize], true) => continue,
                    When::Period(period) => reads.named.push(period),
                    When::LastYear => leads_back = true,
                }
                next.extend(self.item(item).properties[property as usize]);
            }
            reads.years += i16::from(leads_back);
            if reads.years > MOST_YEARS {
                reads.years = OtherPeriods::FOR_EVER;
                break;
            }
            level = self.readings_below(next);
        }
        reads.named.sort_unstable();
        reads.named.dedup();
        reads
    }

    /// The nodes that read another period, among all that some roots follow from.
    fn readings_below(&self, mut open: Vec<NodeId>) -> Vec<NodeId> {
        let (mut seen, mut found) = (vec![false; self.nodes.len()], Vec::new());
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut seen[id.0 as usize], true) {
                let kind = &self.node(id).kind;
                found.extend(matches!(kind, NodeKind::At { .. }).then_some(id));
                open.extend(kind.reads());
            }
        }
        found
    }
}

impl Property {
    /// The figure of the data that it is, where it is one.
    pub fn field(self, kind: ItemKind) -> Option<Field> {
        match (kind, self) {
            (ItemKind::Indicator, Self::Target) | (ItemKind::Budget, Self::Ceiling) => Some(Field::Target),
            (ItemKind::Indicator | ItemKind::Budget | ItemKind::Data, Self::Realization) => Some(Field::Realization),
            _ => None,
        }
    }
}

impl Model {
    /// The type of a figure of an item.
    pub fn type_of(&self, item: ItemId, field: Field) -> Option<Type> {
        let item = self.item(item);
        let target = match item.kind {
            ItemKind::Budget => Property::Ceiling,
            _ => Property::Target,
        };
        let root = match field {
            Field::Target => item.properties[target as usize],
            Field::Realization => None,
        };
        root.map(|root| self.node(root).ty).or(item.declared.unit)
    }
}

//! Rows kept in memory, small: for data that is not grouped by unit, and for the data of used rulesets.

use super::entry::{Entry, Gap, GapKey, Said, origin};
use crate::evaluate::facts::{Fact, Origin, Published};
use crate::number::Number;
use crate::value::period::Period;
use crate::value::{Absence, Blame, Cause, CodeId, Field, Label, Slot, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Rows by unit, the units in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Store {
    units: Vec<UnitRows>,
    by_name: HashMap<Option<Arc<str>>, u32>,
    rows: Vec<Kept>,
    /// Figures that do not fit a [`Kept`].
    large: Vec<Value>,
    published: HashMap<u32, Box<Published>>,
    /// What rows of a unit leave open, each once.
    gaps: HashMap<u32, HashMap<GapKey, Gap>>,
    last: Option<u32>,
    /// The files that are arrays of objects.
    objects: Vec<u16>,
}

#[derive(Debug)]
struct UnitRows {
    name: Option<Arc<str>>,
    first: u32,
    last: u32,
}

/// A row in 48 bytes; of each pair the first is the target, the second the realization.
#[derive(Debug)]
struct Kept {
    mantissas: [i64; 2],
    code: u32,
    line: u32,
    /// The next row of the same unit.
    next: u32,
    period: Option<Period>,
    file: u16,
    columns: [u16; 2],
    decimals: [u16; 2],
    kinds: [Kind; 2],
    scales: [u8; 2],
    /// Whether the row as a whole is to blame.
    broken: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nothing,
    Number,
    Label,
    Truth,
    NotApplicable,
    /// Not usable, because of the message of this number about this cell.
    Bad,
    Large,
}

const NONE: u32 = u32::MAX;

impl Store {
    /// The units, in order of first appearance.
    pub fn units(&self) -> impl Iterator<Item = &Option<Arc<str>>> {
        self.units.iter().map(|unit| &unit.name)
    }

    /// Takes what a row of a unit says.
    pub fn said(&mut self, unit: Option<&str>, said: Said) {
        self.unit(unit);
        if let Some(entry) = said.entry {
            self.add(entry);
        }
        if let Some(gap) = said.gap {
            self.gap(gap);
        }
    }

    /// Knows of a unit, even if it has no row that can be used.
    fn unit(&mut self, name: Option<&str>) {
        if self.last.and_then(|last| self.units.get(last as usize)).is_some_and(|last| last.name.as_deref() == name) {
            return;
        }
        let name: Option<Arc<str>> = name.map(Arc::from);
        let count = self.units.len() as u32;
        let place = *self.by_name.entry(name.clone()).or_insert(count);
        if place == count {
            self.units.push(UnitRows { name, first: NONE, last: NONE });
        }
        self.last = Some(place);
    }

    /// Keeps a row of the unit named last.
    fn add(&mut self, entry: Entry) {
        let Some(unit) = self.last.and_then(|last| self.units.get_mut(last as usize)) else { return };
        let place = self.rows.len() as u32;
        match self.rows.get_mut(unit.last as usize) {
            Some(last) => last.next = place,
            None => unit.first = place,
        }
        unit.last = place;
        if entry.objects && !self.objects.contains(&entry.file) {
            self.objects.push(entry.file);
        }
        let mut row = Kept {
            mantissas: [0; 2],
            code: entry.code.0,
            line: entry.line,
            next: NONE,
            period: entry.period,
            file: entry.file,
            columns: [0; 2],
            decimals: [0; 2],
            kinds: [Kind::Nothing; 2],
            scales: [0; 2],
            broken: entry.broken,
        };
        for (index, fact) in [entry.target, entry.realization].into_iter().enumerate() {
            let Some(fact) = fact else { continue };
            if let Origin::Data { column, .. } | Origin::Object { key: column, .. } = fact.origin {
                row.columns[index] = column;
            }
            row.decimals[index] = fact.decimals;
            let packed = match &fact.value {
                Value::Number(number) => pack(number).map(|(mantissa, scale)| {
                    row.scales[index] = scale;
                    (Kind::Number, mantissa)
                }),
                Value::Label(label) => Some((Kind::Label, i64::from(label.0))),
                Value::Truth(truth) => Some((Kind::Truth, i64::from(*truth))),
                Value::NotApplicable(_) => Some((Kind::NotApplicable, 0)),
                Value::Failed(failure) => match failure.cause {
                    Cause::BadData(_, Some(blame)) if blame == Blame::on(fact.origin, blame.code) => {
                        Some((Kind::Bad, blame.code.into()))
                    }
                    _ => None,
                },
                _ => None,
            };
            (row.kinds[index], row.mantissas[index]) = packed.unwrap_or_else(|| {
                self.large.push(fact.value);
                (Kind::Large, self.large.len() as i64 - 1)
            });
        }
        if let Some(published) = entry.published {
            self.published.insert(place, published);
        }
        self.rows.push(row);
    }

    /// Keeps what a row of the unit named last leaves open.
    fn gap(&mut self, gap: Gap) {
        if let Some(unit) = self.last {
            self.gaps.entry(unit).or_default().entry(gap.key()).or_insert(gap);
        }
    }

    /// What the rows of a unit leave open, in order of the rows.
    pub fn gaps(&self, name: &Option<Arc<str>>) -> Vec<Gap> {
        let unit = self.by_name.get(name).and_then(|unit| self.gaps.get(unit));
        let mut gaps: Vec<Gap> = unit.into_iter().flat_map(HashMap::values).cloned().collect();
        gaps.sort_by_key(|gap| gap.number);
        gaps
    }

    /// The rows of a unit, in order.
    pub fn rows(&self, name: &Option<Arc<str>>) -> impl Iterator<Item = Entry> {
        let unit = self.by_name.get(name).and_then(|place| self.units.get(*place as usize));
        let mut next = unit.map_or(NONE, |unit| unit.first);
        std::iter::from_fn(move || {
            let place = next;
            let row = self.rows.get(place as usize)?;
            next = row.next;
            Some(self.entry(row, place))
        })
    }

    fn entry(&self, row: &Kept, place: u32) -> Entry {
        Entry {
            code: CodeId(row.code),
            period: row.period,
            file: row.file,
            line: row.line,
            objects: self.objects.contains(&row.file),
            broken: row.broken,
            target: self.fact(row, 0),
            realization: self.fact(row, 1),
            published: self.published.get(&place).cloned(),
        }
    }

    fn fact(&self, row: &Kept, index: usize) -> Option<Fact> {
        let mantissa = row.mantissas[index];
        let origin = origin(row.file, row.line, row.columns[index], self.objects.contains(&row.file));
        let slot = Slot { code: CodeId(row.code), field: Field::BOTH[index] };
        let value = match row.kinds[index] {
            Kind::Nothing => return None,
            Kind::Number => Value::Number(Number::from_parts(mantissa.into(), row.scales[index].into())),
            Kind::Label => Value::Label(Label(mantissa as u16)),
            Kind::Truth => Value::Truth(mantissa != 0),
            Kind::NotApplicable => Value::NotApplicable(Absence::of(slot)),
            Kind::Bad => Value::bad_data(slot, Blame::on(origin, mantissa as u16)),
            Kind::Large => self.large.get(mantissa as usize)?.clone(),
        };
        Some(Fact { value, decimals: row.decimals[index], origin })
    }
}

/// A number in few bits, where it is one of few digits.
fn pack(number: &Number) -> Option<(i64, u8)> {
    let scale = u8::try_from(number.decimals()?).ok().filter(|scale| *scale <= 28)?;
    Some((number.shift10(scale.into()).to_i64()?, scale))
}

//! Units of measurement: built-in, declared, and compound.

use crate::source::Span;
use std::collections::HashMap;

/// A unit by its place in [`Units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub u32);

impl UnitId {
    /// `angka`: a plain number.
    pub const PLAIN: Self = Self(0);
    /// `persen`: hundredths.
    pub const PERCENT: Self = Self(1);
    /// `rupiah`.
    pub const RUPIAH: Self = Self(2);
    /// `poin`.
    pub const POINTS: Self = Self(3);
}

/// A built-in or declared unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUnit {
    /// The word that rulesets use.
    pub name: String,
    /// Other spellings that data may use.
    pub spellings: Vec<String>,
    /// Where it is declared; none for built-in ones.
    pub span: Option<Span>,
}

/// All units of a model.
#[derive(Debug, Clone)]
pub struct Units {
    bases: Vec<BaseUnit>,
    /// Each unit as powers of bases, sorted by base, none of them 0.
    units: Vec<Box<[(u32, i16)]>>,
    index: HashMap<Box<[(u32, i16)]>, UnitId>,
}

const PERCENT_BASE: u32 = 0;

impl Default for Units {
    fn default() -> Self {
        let mut units = Self { bases: Vec::new(), units: Vec::new(), index: HashMap::new() };
        units.intern(Box::from([]));
        for name in ["persen", "rupiah", "poin"] {
            units.declare(BaseUnit { name: name.to_owned(), spellings: Vec::new(), span: None });
        }
        units
    }
}

impl Units {
    /// Adds a unit of its own.
    pub fn declare(&mut self, unit: BaseUnit) -> UnitId {
        self.bases.push(unit);
        self.intern(Box::from([(self.bases.len() as u32 - 1, 1)]))
    }

    fn intern(&mut self, powers: Box<[(u32, i16)]>) -> UnitId {
        if let Some(id) = self.index.get(&powers) {
            return *id;
        }
        let id = UnitId(self.units.len() as u32);
        self.units.push(powers.clone());
        self.index.insert(powers, id);
        id
    }

    /// The unit of a product. None where a power gets too large to mean anything.
    pub fn multiply(&mut self, a: UnitId, b: UnitId) -> Option<UnitId> {
        match (a, b) {
            (UnitId::PLAIN, other) | (other, UnitId::PLAIN) => Some(other),
            (UnitId::PERCENT, other) | (other, UnitId::PERCENT) => Some(other),
            _ => self.combine(a, b, 1),
        }
    }

    /// The unit of a quotient. None where a power gets too large to mean anything.
    pub fn divide(&mut self, a: UnitId, b: UnitId) -> Option<UnitId> {
        if a == b {
            return Some(UnitId::PLAIN);
        }
        match b {
            UnitId::PLAIN | UnitId::PERCENT => Some(a),
            _ => self.combine(a, b, -1),
        }
    }

    fn combine(&mut self, a: UnitId, b: UnitId, sign: i16) -> Option<UnitId> {
        let mut powers: Vec<(u32, i16)> = self.units[a.0 as usize].to_vec();
        for (base, power) in self.units[b.0 as usize].iter().copied() {
            match powers.iter_mut().find(|(other, _)| *other == base) {
                Some((_, sum)) => *sum += sign * power,
                None => powers.push((base, sign * power)),
            }
        }
        powers.retain(|(_, power)| *power != 0);
        powers.sort_unstable();
        let fits = powers.len() <= 16 && powers.iter().all(|(_, power)| power.abs() <= 16);
        fits.then(|| self.intern(powers.into()))
    }

    /// All units that there are so far.
    pub fn all(&self) -> impl Iterator<Item = UnitId> {
        (0..self.units.len() as u32).map(UnitId)
    }

    /// The displayed number is the natural one times ten to this power: 2 for persen.
    pub fn shift(&self, unit: UnitId) -> i32 {
        self.units[unit.0 as usize]
            .iter()
            .filter(|(base, _)| *base == PERCENT_BASE)
            .map(|(_, p)| 2 * i32::from(*p))
            .sum()
    }

    /// The name: `angka`, `persen`, `rupiah/orang`.
    pub fn name(&self, unit: UnitId) -> String {
        let powers = &self.units[unit.0 as usize];
        if powers.is_empty() {
            return "angka".to_owned();
        }
        let part = |wanted: fn(i16) -> bool| {
            let words: Vec<&str> = powers
                .iter()
                .filter(|(_, power)| wanted(*power))
                .flat_map(|(base, power)| {
                    std::iter::repeat_n(self.bases[*base as usize].name.as_str(), usize::from(power.unsigned_abs()))
                })
                .collect();
            words.join("×")
        };
        let (above, below) = (part(|p| p > 0), part(|p| p < 0));
        match (above.is_empty(), below.is_empty()) {
            (false, true) => above,
            (true, _) => format!("1/{below}"),
            (false, false) => format!("{above}/{below}"),
        }
    }

    /// The base, where the unit is a single built-in or declared one.
    pub fn base(&self, unit: UnitId) -> Option<&BaseUnit> {
        match &*self.units[unit.0 as usize] {
            [(base, 1)] => Some(&self.bases[*base as usize]),
            _ => None,
        }
    }

    /// The bases above the slash, and those below it, each as often as its power says.
    pub fn parts(&self, unit: UnitId) -> (Vec<&BaseUnit>, Vec<&BaseUnit>) {
        let part = |sign: i16| {
            self.units[unit.0 as usize]
                .iter()
                .filter(|(_, power)| power.signum() == sign)
                .flat_map(|(base, power)| {
                    std::iter::repeat_n(&self.bases[*base as usize], usize::from(power.unsigned_abs()))
                })
                .collect()
        };
        (part(1), part(-1))
    }
}

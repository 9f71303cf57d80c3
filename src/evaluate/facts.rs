//! What the data says about one unit in one period, and in others beside it.

use crate::message::place::{Counting, DataPlace, Keys};
pub use crate::value::origin::Origin;
use crate::value::period::Period;
use crate::value::{CodeId, Field, Slot, Value};
use std::sync::{Arc, OnceLock};

/// The data files of a run, by the `file` of an [`Origin`]: their names, and what their lines are, which is known once they
/// are read. Copies share that.
#[derive(Debug, Clone, Default)]
pub struct DataFiles {
    names: Vec<Arc<str>>,
    countings: Arc<Vec<OnceLock<Counting>>>,
}

impl DataFiles {
    /// Files of these names.
    pub fn new(names: Vec<Arc<str>>) -> Self {
        let countings = names.iter().map(|_| OnceLock::new()).collect();
        Self { names, countings: Arc::new(countings) }
    }

    /// These files and, counted after them, others; with what is known of their lines by now.
    pub fn and(&self, others: &Self) -> Self {
        let all = Self::new(self.names.iter().chain(&others.names).cloned().collect());
        let known = self.countings.iter().chain(others.countings.iter());
        for (file, counting) in known.enumerate() {
            if let (Some(counting), Ok(file)) = (counting.get(), u16::try_from(file)) {
                all.set_counting(file, counting.clone());
            }
        }
        all
    }

    /// Their names.
    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// The name of a file.
    pub fn name(&self, file: u16) -> Arc<str> {
        self.names.get(usize::from(file)).cloned().unwrap_or_else(|| "".into())
    }

    /// What the lines of a file are.
    pub fn counting(&self, file: u16) -> Counting {
        self.countings.get(usize::from(file)).and_then(OnceLock::get).cloned().unwrap_or_default()
    }

    /// Says what the lines of a file are; once.
    pub fn set_counting(&self, file: u16, counting: Counting) {
        if let Some(place) = self.countings.get(usize::from(file)) {
            let _ = place.set(counting);
        }
    }

    /// The place of a figure, in a file.
    pub fn place(&self, origin: Origin) -> Option<DataPlace> {
        let (file, line, column) = match origin {
            Origin::Data { file, line, column } => (file, line, column),
            Origin::Object { file, number, key } => (file, number, key),
            Origin::Rules(_) | Origin::Supposed => return None,
        };
        let counting = match (origin, self.counting(file)) {
            (Origin::Object { .. }, counting @ Counting::Objects(_)) => counting,
            (Origin::Object { .. }, _) => Counting::Objects(Keys::default()),
            (_, counting) => counting,
        };
        Some(DataPlace { file: self.name(file), line: line.into(), column: column.into(), counting })
    }
}

/// A figure with where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The value, in natural size; [`Value::NotApplicable`] for `tidak berlaku`, [`Value::Failed`] where the cell was not
    /// usable and the run went on. Never [`Value::Missing`]: a missing figure is no fact.
    pub value: Value,
    /// How many decimals its cell shows, in the displayed unit.
    pub decimals: u16,
    /// Where it stands.
    pub origin: Origin,
}

/// What the office has published about a code, as it stands in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// `capaian_lapor`, as written; none where the cell is empty.
    pub achievement: Option<Arc<str>>,
    /// `kategori_lapor`, as written.
    pub category: Option<Arc<str>>,
    /// Other columns that are carried along: name and text.
    pub notes: Vec<(Arc<str>, Arc<str>)>,
    /// The row; its cell is 0.
    pub origin: Origin,
}

/// What is known of one unit in one period.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The unit; none where the data has no `unit` column.
    pub unit: Option<Arc<str>>,
    /// The period; none only in tests of rules that have no header.
    pub period: Option<Period>,
    figures: Vec<[Option<Fact>; 2]>,
    published: Vec<(CodeId, Published)>,
    /// What is supposed of figures up to the end of this period, where it is a part of a longer one: what their parts make
    /// together. None: nothing.
    together: Vec<(Slot, Option<Fact>)>,
    /// The same unit in other periods: parts of this one, and those that `pada` reads. What it says of this period does not
    /// count.
    others: Arc<Vec<Facts>>,
}

impl Facts {
    /// Nothing known yet, with room for `codes` codes.
    pub fn new(unit: Option<Arc<str>>, period: Option<Period>, codes: usize) -> Self {
        let mut figures = Vec::new();
        figures.resize_with(codes, || [None, None]);
        Self { unit, period, figures, published: Vec::new(), together: Vec::new(), others: Arc::default() }
    }

    /// The same with what is known of other periods. What these say of this period does not count.
    pub fn beside(mut self, others: Arc<Vec<Facts>>) -> Self {
        self.others = others;
        self
    }

    /// What is known of other periods.
    pub fn others(&self) -> impl Iterator<Item = &Self> {
        self.others.iter().filter(|other| other.period != self.period)
    }

    /// Whether nothing is known of other periods.
    pub fn is_alone(&self) -> bool {
        self.others.is_empty()
    }

    /// The figure of a slot in a period, this one or another.
    pub fn get_in(&self, period: Period, slot: Slot) -> Option<&Fact> {
        if self.period == Some(period) {
            return self.get(slot);
        }
        self.others.iter().find(|other| other.period == Some(period))?.get(slot)
    }

    /// Sets a figure of a period, this one or another, and gives back the one that was there.
    pub fn set_in(&mut self, period: Period, slot: Slot, fact: Fact) -> Option<Fact> {
        if self.period == Some(period) {
            return self.set(slot, fact);
        }
        let others = Arc::make_mut(&mut self.others);
        let place = others.iter().position(|other| other.period == Some(period)).unwrap_or_else(|| {
            others.push(Self::new(self.unit.clone(), Some(period), self.figures.len()));
            others.len() - 1
        });
        others.get_mut(place)?.set(slot, fact)
    }

    /// Takes a figure of a period away, this one or another, and gives it back.
    pub fn unset_in(&mut self, period: Option<Period>, slot: Slot) -> Option<Fact> {
        let index = slot.code.0 as usize;
        if self.period == period {
            return self.figures.get_mut(index)?[Self::place(slot.field)].take();
        }
        let other = Arc::make_mut(&mut self.others).iter_mut().find(|other| other.period == period)?;
        other.figures.get_mut(index)?[Self::place(slot.field)].take()
    }

    /// Supposes what the parts up to the end of this period make together; none where they are to make nothing.
    pub fn suppose_together(&mut self, slot: Slot, fact: Option<Fact>) {
        self.together.retain(|(known, _)| *known != slot);
        self.together.push((slot, fact));
    }

    /// What is supposed that the parts up to the end of this period make together.
    pub fn supposed_together(&self) -> &[(Slot, Option<Fact>)] {
        &self.together
    }

    /// The figure of a slot.
    pub fn get(&self, slot: Slot) -> Option<&Fact> {
        self.figures.get(slot.code.0 as usize)?[Self::place(slot.field)].as_ref()
    }

    /// Sets a figure and gives back the one that was there.
    pub fn set(&mut self, slot: Slot, fact: Fact) -> Option<Fact> {
        let index = slot.code.0 as usize;
        if self.figures.len() <= index {
            self.figures.resize_with(index + 1, || [None, None]);
        }
        self.figures[index][Self::place(slot.field)].replace(fact)
    }

    /// Takes a figure away and gives it back.
    pub fn remove(&mut self, slot: Slot) -> Option<Fact> {
        self.figures.get_mut(slot.code.0 as usize)?[Self::place(slot.field)].take()
    }

    /// The figures of a code that the office has published.
    pub fn published(&self, code: CodeId) -> Option<&Published> {
        self.published.iter().find(|(id, _)| *id == code).map(|(_, published)| published)
    }

    /// All that the office has published.
    pub fn all_published(&self) -> impl Iterator<Item = (CodeId, &Published)> {
        self.published.iter().map(|(code, published)| (*code, published))
    }

    /// Adds what the office has published of a code.
    pub fn publish(&mut self, code: CodeId, published: Published) {
        self.published.push((code, published));
    }

    /// All figures that are there.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &Fact)> {
        self.figures.iter().enumerate().flat_map(|(index, pair)| {
            [Field::Target, Field::Realization].into_iter().filter_map(move |field| {
                let fact = pair[Self::place(field)].as_ref()?;
                Some((Slot { code: CodeId(index as u32), field }, fact))
            })
        })
    }

    fn place(field: Field) -> usize {
        match field {
            Field::Target => 0,
            Field::Realization => 1,
        }
    }
}

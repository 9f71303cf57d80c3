//! Ratings counted: all, by code, by unit.

use crate::model::Model;
use crate::render::comparison::{Count, Counts, Rated};
use indexmap::IndexMap;
use std::sync::Arc;

/// How many results went from one rating to another.
type Pairs = IndexMap<(u32, u32), u64>;

/// Ratings counted.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Units and periods.
    pub cases: u64,
    /// Results that have a rating.
    pub rated: u64,
    /// Of all results, by code, by unit; the place of each rating among [`Self::names`].
    counts: Pairs,
    by_code: IndexMap<Arc<str>, Pairs>,
    by_unit: IndexMap<Option<Arc<str>>, Pairs>,
    names: IndexMap<String, ()>,
}

impl Tally {
    pub(super) fn count(&mut self, code: &str, unit: Option<&Arc<str>>, old: &Rated, new: &Rated) {
        let mut place = |rated: &Rated| {
            let name = rated.rating.as_deref().unwrap_or_default();
            match self.names.get_index_of(name) {
                Some(place) => place as u32,
                None => self.names.insert_full(name.to_owned(), ()).0 as u32,
            }
        };
        let pair = (place(old), place(new));
        self.rated += 1;
        *self.counts.entry(pair).or_default() += 1;
        let of_code = match self.by_code.get_mut(code) {
            Some(counts) => counts,
            None => self.by_code.entry(Arc::from(code)).or_default(),
        };
        *of_code.entry(pair).or_default() += 1;
        *self.by_unit.entry(unit.cloned()).or_default().entry(pair).or_default() += 1;
    }

    fn told(&self, counts: &Pairs) -> Vec<Count> {
        let name =
            |place: u32| self.names.get_index(place as usize).map_or_else(String::new, |(name, ())| name.clone());
        counts.iter().map(|((old, new), count)| Count { old: name(*old), new: name(*new), count: *count }).collect()
    }

    /// From what to what, all in all.
    pub fn matrix(&self) -> Vec<Count> {
        self.told(&self.counts)
    }

    /// The same by code.
    pub fn by_code(&self) -> Vec<Counts> {
        let of =
            |(code, counts): (&Arc<str>, &Pairs)| Counts { name: Some(code.to_string()), counts: self.told(counts) };
        self.by_code.iter().map(of).collect()
    }

    /// The same by unit.
    pub fn by_unit(&self) -> Vec<Counts> {
        let of = |(unit, counts): (&Option<Arc<str>>, &Pairs)| Counts {
            name: unit.as_deref().map(str::to_owned),
            counts: self.told(counts),
        };
        self.by_unit.iter().map(of).collect()
    }

    /// The ratings that occur: labels in the order of the scales that give them, then the states.
    pub fn order<'m>(&self, models: impl Iterator<Item = &'m Model>) -> Vec<String> {
        let mut order: Vec<String> = Vec::new();
        let labels = models.flat_map(|model| &model.scales).flat_map(|scale| &scale.bands);
        for label in labels.map(|band| &band.label).chain(self.names.keys()) {
            if self.names.contains_key(label) && !order.contains(label) {
                order.push(label.clone());
            }
        }
        order
    }
}

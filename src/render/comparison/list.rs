//! The results that are listed one by one: as many as people read, and the number of the rest.

use super::Moved;

/// So many results are listed for people. Programs get all of them.
pub const MOST_LISTED: usize = 60;

/// The first results, and how many there are.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// Those with another rating.
    pub ratings: Vec<Moved>,
    /// Those with another value and the same rating, or none.
    pub values: Vec<Moved>,
}

impl Listed {
    /// Adds one, as long as there is room.
    pub fn add(&mut self, moved: &Moved) {
        let list = if moved.is_rating { &mut self.ratings } else { &mut self.values };
        if list.len() < MOST_LISTED {
            list.push(moved.clone());
        }
    }
}

//! Whether the rows of each unit stand together.

use std::collections::HashSet;

/// As long as the names of units only rise, nothing has to be remembered of more units than this.
const REMEMBERED: usize = 2 << 20;

/// The units of a block, in order.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// A hash of each name.
    pub hashes: Vec<u64>,
    /// The first name and the last one.
    pub ends: (Vec<u8>, Vec<u8>),
    /// Whether the names do not rise.
    pub unordered: bool,
}

impl Units {
    pub fn clear(&mut self) {
        self.hashes.clear();
        self.unordered = false;
    }

    /// Adds the next unit.
    pub fn add(&mut self, name: &[u8], hash: u64) {
        if self.hashes.is_empty() {
            self.ends.0.clear();
            self.ends.0.extend_from_slice(name);
        } else if *name <= *self.ends.1 {
            self.unordered = true;
        }
        self.ends.1.clear();
        self.ends.1.extend_from_slice(name);
        self.hashes.push(hash);
    }
}

/// The units of all blocks so far. A hash of each is enough: two units with the same one only look as if their rows did
/// not stand together.
#[derive(Debug, Default)]
pub(super) struct Grouping {
    seen: HashSet<u64>,
    /// Those that are not in `seen` yet, for nobody has to ask as long as names rise.
    risen: Vec<u64>,
    last: Vec<u8>,
    unordered: bool,
    /// Whether the units up to `last` were forgotten.
    forgotten: bool,
}

impl Grouping {
    /// Adds the units of the next block; false where one of them seems to have been there before.
    pub fn add(&mut self, units: &Units) -> bool {
        if units.hashes.is_empty() {
            return true;
        }
        let follows = !units.unordered && (self.last.is_empty() || units.ends.0 > self.last);
        self.unordered |= !follows;
        self.last.clone_from(&units.ends.1);
        if self.forgotten {
            return !self.unordered;
        }
        if !self.unordered {
            self.risen.extend_from_slice(&units.hashes);
            if self.risen.len() > REMEMBERED {
                (self.risen, self.forgotten) = (Vec::new(), true);
            }
            return true;
        }
        self.seen.extend(std::mem::take(&mut self.risen));
        units.hashes.iter().all(|hash| self.seen.insert(*hash))
    }
}

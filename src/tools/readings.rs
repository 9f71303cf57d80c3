//! The rules of a ruleset as they can be read otherwise: models in which a setting is another. The one evaluator evaluates
//! them like any other model.

mod further;
mod nodes;
mod polarity;

use crate::model::{Files, Model, Options, Rules};
use crate::render::reading::Reading;
use crate::source::Sources;
use std::collections::HashSet;
use std::path::Path;

/// The scales that rate the ruleset's own results, by their places.
pub(super) fn scales(model: &Model) -> HashSet<usize> {
    nodes::scales(model)
}

/// The other readings of a ruleset: for each set of rules in force, by its place.
#[derive(Debug, Default)]
pub struct Readings {
    eras: Vec<Vec<(Reading, Model)>>,
}

impl Readings {
    /// The readings that the text of the rules does not forbid. `files` is asked for nothing but what the paths lead to.
    pub fn admissible(files: &mut dyn Files, main: &Path, options: &Options, rules: &Rules, sources: &Sources) -> Self {
        let rebuilt = polarity::negative(files, main, options, rules, sources);
        Self::of(rules, nodes::models, rebuilt)
    }

    /// All readings by which a figure may have come about, admissible or not.
    pub fn all(files: &mut dyn Files, main: &Path, options: &Options, rules: &Rules, sources: &Sources) -> Self {
        let rebuilt = polarity::every(files, main, options, rules, sources);
        Self::of(rules, further::models, rebuilt)
    }

    /// The readings of the rules at a place among the sets of rules.
    pub fn of_era(&self, place: usize) -> &[(Reading, Model)] {
        self.eras.get(place).map_or(&[], Vec::as_slice)
    }

    fn of(rules: &Rules, exchanged: fn(&Model) -> Vec<(Reading, Model)>, rebuilt: Vec<(Reading, Rules)>) -> Self {
        let mut eras: Vec<Vec<(Reading, Model)>> =
            rules.eras().iter().map(|era| era.model.as_ref().map_or_else(Vec::new, exchanged)).collect();
        for (reading, other) in rebuilt {
            for (place, era) in eras.iter_mut().enumerate() {
                let model = |rules: &Rules| rules.eras().get(place).and_then(|era| era.model.clone());
                let (Some(before), Some(after)) = (model(rules), model(&other)) else { continue };
                // The facts are keyed alike, and items stand for each other.
                let codes =
                    |model: &Model| model.items.iter().map(|item| (item.id, item.code.clone())).collect::<Vec<_>>();
                if codes(&before) == codes(&after) {
                    era.push((reading.clone(), after));
                }
            }
        }
        Self { eras }
    }
}

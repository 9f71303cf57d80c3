//! Ratings that little would change: within a distance of a band's limit, or another one under another reading of the
//! rules. Everything is computed by the one evaluator, on models that differ in a setting.

mod ends;
mod limits;

use super::readings::Readings;
use crate::evaluate::{Evaluator, Facts, Outcome};
use crate::model::Rules;
use crate::model::{ItemId, Model, NodeKind, Property, ScaleId, Type, UnitId};
use crate::number::Number;
use crate::render::fragile::{Fragile, Otherwise};
use crate::render::reading::Reading;
use crate::value::{Label, Value};
use limits::Ends;

/// A rating of the ruleset.
#[derive(Debug)]
struct Rated {
    item: ItemId,
    scale: ScaleId,
    unit: UnitId,
    ends: Ends,
}

/// Looks at results under one set of rules.
pub struct Boundary<'m> {
    model: &'m Model,
    rated: Vec<Rated>,
    others: Vec<(Reading, &'m Model, Evaluator<'m>)>,
    within: Number,
}

impl<'m> Boundary<'m> {
    /// For the rules at a place among the sets of rules. `within` is in the displayed unit of what is rated.
    pub fn new(model: &'m Model, readings: &'m Readings, rules: &'m Rules, place: usize, within: Number) -> Self {
        let others = readings.of_era(place);
        let others =
            others.iter().map(|(reading, model)| (reading.clone(), model, Evaluator::among(model, rules, place)));
        let others = others.collect();
        Self { model, rated: rated(model), others, within }
    }

    /// The distance asked for.
    pub fn within(&self) -> &Number {
        &self.within
    }

    /// The fragile ratings of a case, the nearest to a limit first.
    pub fn look(&mut self, facts: &Facts, outcome: &Outcome) -> Vec<Fragile> {
        let mut found: Vec<Fragile> = self.rated.iter().filter_map(|rated| self.near(rated, outcome)).collect();
        for (reading, model, evaluator) in &mut self.others {
            let other = evaluator.run(facts, &mut ());
            for fragile in &mut found {
                if let Some((value, label)) = rating(model, fragile.item, &other)
                    && label != fragile.label
                {
                    fragile.otherwise.push(Otherwise { reading: reading.clone(), value: value.clone(), label });
                }
            }
        }
        found.retain(|fragile| fragile.near || !fragile.otherwise.is_empty());
        let distance = |fragile: &Fragile| {
            let shift = self.model.units.shift(fragile.unit);
            fragile.limit.as_ref().map(|limit| limit.distance.shift10(shift))
        };
        // Equal distances stay in the ruleset's order; what has no limit comes last.
        found.sort_by_cached_key(|fragile| (fragile.limit.is_none(), distance(fragile)));
        found
    }

    /// A rating with its nearest limit.
    fn near(&self, rated: &Rated, outcome: &Outcome) -> Option<Fragile> {
        let (value, label) = rating(self.model, rated.item, outcome)?;
        let limit = limits::nearest(self.model.scale(rated.scale), value, label, &rated.ends);
        let shift = self.model.units.shift(rated.unit);
        let near = limit.as_ref().is_some_and(|limit| limit.distance.shift10(shift) <= self.within);
        let (item, unit, scale, value) = (rated.item, rated.unit, rated.scale, value.clone());
        Some(Fragile { item, value, unit, scale, label, limit, near, otherwise: Vec::new() })
    }
}

fn rated(model: &Model) -> Vec<Rated> {
    let ends = ends::all(model);
    let of = |(item, category): (ItemId, crate::model::NodeId)| {
        let NodeKind::Banded { of, scale, .. } = &model.node(category).kind else { return None };
        let Type::Number(unit) = model.node(*of).ty else { return None };
        let ends = ends.get(of.0 as usize).cloned().unwrap_or_default();
        Some(Rated { item, scale: *scale, unit, ends })
    };
    let category =
        |(id, item): (ItemId, &crate::model::Item)| Some((id, item.properties[Property::Category as usize]?));
    model.results().filter_map(category).filter_map(of).collect()
}

/// The value that is rated, and its rating; none in any other state.
fn rating<'o>(model: &Model, item: ItemId, outcome: &'o Outcome) -> Option<(&'o Number, Label)> {
    let value = outcome.property(model, item, Property::Achievement)?.number()?;
    match outcome.property(model, item, Property::Category)? {
        Value::Label(label) => Some((value, *label)),
        _ => None,
    }
}

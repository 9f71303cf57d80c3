//! Published figures against the rules: which agree, and which reading of the rules would give those that do not.

mod aim;
mod conclude;
mod last_year;
mod rated;
mod rule;
mod verdict;
mod way;

pub use last_year::LastYear;
pub use way::Plans;

use super::readings::Readings;
use crate::evaluate::{Conflict, Facts};
use crate::model::{Model, Rules};
use crate::number::RoundingMode;
use crate::render::reading::{Rated, Reading};
use crate::render::reconciliation::{Class, Kind, Line, Tally};
use crate::source::Sources;
use aim::Aim;
use rated::Scales;
use rule::Ruled;
use way::{Kinds, Results, Roots, Way, inputs};

/// How a figure may have been brought to the decimals that are printed, other than by rounding it.
const PRINTED: [RoundingMode; 4] =
    [RoundingMode::Truncate, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down];

/// A reading with its place among all readings of a run.
#[derive(Debug)]
struct Placed<T> {
    place: usize,
    reading: Reading,
    by: T,
}

/// Compares what is published with what the rules of one set give.
pub struct Reconciler<'p, 'm> {
    model: &'m Model,
    /// The place of the rules among the sets of rules.
    at: usize,
    written: Way<'p, 'm>,
    others: Vec<Placed<Way<'p, 'm>>>,
    printed: Vec<Placed<RoundingMode>>,
    scales: Scales<'m>,
    /// The ways of the scales, then the rating of what was printed, and that of figures not rounded and not capped.
    rated: Vec<Placed<()>>,
    as_printed: Option<Placed<()>>,
    beside: Vec<Placed<usize>>,
    /// The places of readings that these rules do not have.
    absent: Vec<usize>,
    ruled: Ruled<'m>,
    /// The kinds of items of which something is published.
    kinds: Kinds,
    /// Whether published figures have a decimal dot.
    english: bool,
}

/// What came of a case.
#[derive(Debug, Default)]
pub struct Looked {
    /// What is published, line by line, in the order of the ruleset.
    pub lines: Vec<Line>,
    /// Where the data contradicts the rules.
    pub conflicts: Vec<Conflict>,
}

/// Room for the plans of all readings of the rules at a place.
pub fn plans<'m>(readings: &Readings, place: usize) -> Vec<Plans<'m>> {
    std::iter::repeat_with(Plans::default).take(readings.of_era(place).len() + 1).collect()
}

impl<'p, 'm> Reconciler<'p, 'm> {
    /// For the rules at a place among the sets of rules. `plans` are those of [`plans`].
    pub fn new(
        model: &'m Model,
        readings: &'m Readings,
        (rules, sources): (&'m Rules, &'m Sources),
        at: usize,
        plans: &'p [Plans<'m>],
        english: bool,
    ) -> Option<Self> {
        let (own, further) = plans.split_first()?;
        let written = Way::new(model, rules, at, own, model);
        let others = readings.of_era(at).iter().zip(further).map(|((reading, other), plans)| Placed {
            place: usize::MAX,
            reading: reading.clone(),
            by: Way::new(other, rules, at, plans, model),
        });
        let others: Vec<Placed<Way<'p, 'm>>> = others.collect();
        let place = usize::MAX;
        let printed = PRINTED.map(|mode| Placed { place, reading: Reading::Printed(mode), by: mode });
        let scales = Scales::new(model);
        let placed = |rated: Rated| Placed { place, reading: Reading::Rated(rated), by: () };
        let rated: Vec<Placed<()>> = scales.ways().iter().cloned().map(placed).collect();
        let as_printed = (!rated.is_empty()).then(|| placed(Rated::AsPrinted));
        let pairs = [(Reading::NotRounded, Rated::NotRounded), (Reading::NotCapped, Rated::NotCapped)];
        let beside = pairs.into_iter().filter(|_| !rated.is_empty()).filter_map(|(of, rated)| {
            let by = others.iter().position(|other| other.reading == of)?;
            Some(Placed { place, reading: Reading::Rated(rated), by })
        });
        let beside = beside.collect();
        Some(Self {
            model,
            at,
            written,
            others,
            printed: printed.into(),
            scales,
            rated,
            as_printed,
            beside,
            absent: Vec::new(),
            ruled: Ruled::new(model, sources),
            kinds: [false; Kind::ALL.len()],
            english,
        })
    }

    fn placed(&mut self) -> impl Iterator<Item = (&Reading, &mut usize)> {
        let others = self.others.iter_mut().map(|other| (&other.reading, &mut other.place));
        let printed = self.printed.iter_mut().map(|printed| (&printed.reading, &mut printed.place));
        let rated = self.rated.iter_mut().chain(&mut self.as_printed);
        let rated = rated.map(|rated| (&rated.reading, &mut rated.place));
        let beside = self.beside.iter_mut().map(|beside| (&beside.reading, &mut beside.place));
        others.chain(printed).chain(rated).chain(beside)
    }

    /// Counts what is published by nothing yet, for all readings of these.
    pub fn tally(all: &mut [&mut Self]) -> Tally {
        let mut readings: Vec<Reading> = Vec::new();
        for one in all.iter_mut() {
            for (reading, _) in one.placed() {
                if !readings.contains(reading) {
                    readings.push(reading.clone());
                }
            }
        }
        let tally = Tally::new(readings);
        for one in all.iter_mut() {
            let mut own = Vec::new();
            for (reading, place) in one.placed() {
                if let Some(found) = tally.place(reading) {
                    *place = found;
                    own.push(found);
                }
            }
            one.absent = (0..tally.readings()).filter(|place| !own.contains(place)).collect();
        }
        tally
    }

    /// What is published in a case; it is counted too. Where it is `lean`, of lines that are as the rules give them only
    /// that is known.
    pub fn look(&mut self, facts: &Facts, last_year: &mut LastYear<'_>, tally: &mut Tally, lean: bool) -> Looked {
        let (model, at, english) = (self.model, self.at, self.english);
        let figures = inputs(facts);
        let (_, mut results) = self.written.run(facts, &figures);
        let conflicts = match &mut results {
            Results::Full(outcome) => std::mem::take(&mut outcome.conflicts),
            Results::Quick(_) => Vec::new(),
        };
        let targets = last_year::targets(model, |_, item| {
            let target = item.properties[crate::model::Property::Target as usize]?;
            results.look(Some((target, model.node(target).ty))).value()
        });
        let earlier = last_year.facts(at, facts, targets);
        let kinds = self.kinds;
        let mut lines: Vec<Line> = Vec::new();
        let mut aims: Vec<Aim<'_>> = Vec::new();
        for (id, item) in model.results() {
            let Some(published) = facts.published(item.id) else { continue };
            let roots = Roots::of(model, item);
            let Some((line, aim)) = verdict::line(model, id, roots, published, &results, english, lean) else {
                continue;
            };
            lines.push(line);
            aims.push(aim);
            self.kinds[Kind::of(item.kind) as usize] = true;
        }
        if self.kinds != kinds {
            self.others.iter_mut().for_each(|other| other.by.want(self.kinds));
        }
        let parts = facts.others().filter_map(|other| Some((other, other.period?)));
        for (part, period) in parts.filter(|(_, part)| facts.period.is_some_and(|whole| part.within(whole))) {
            let figures = part.all_published().filter(|(_, one)| one.achievement.is_some() || one.category.is_some());
            match figures.count() {
                0 => {}
                count => tally.part(period, count as u64),
            }
        }
        if lines.is_empty() {
            return Looked { lines, conflicts };
        }
        let earlier_figures = earlier.as_ref().and_then(inputs);
        for (index, other) in self.others.iter_mut().enumerate() {
            let (facts, figures) = match (&other.reading, &earlier) {
                (Reading::LastYear, None) => {
                    for aim in &aims {
                        aim.unmoved(other.place, tally);
                    }
                    continue;
                }
                (Reading::LastYear, Some(earlier)) => (earlier, &earlier_figures),
                _ => (facts, &figures),
            };
            let way = &mut other.by;
            let (way_model, alike) = (way.model, way.alike);
            let (roots, found) = way.run(facts, figures);
            for (line, aim) in lines.iter_mut().zip(&aims) {
                let roots = roots.get(aim.item.0 as usize).copied().unwrap_or_default();
                if other.reading == Reading::Copied && aim.is_copied_elsewhere() {
                    aim.copied(other.place, model, line, &results, tally);
                    continue;
                }
                let (value, label) = (found.look(roots.achievement), found.look(roots.category));
                aim.tried((&other.reading, other.place), way_model, alike, line, (value, label), tally);
                for beside in self.beside.iter().filter(|beside| beside.by == index) {
                    aim.rated((&beside.reading, beside.place), line, label.label(), tally);
                }
            }
        }
        for (line, aim) in lines.iter_mut().zip(&aims) {
            for printed in &self.printed {
                aim.printed((&printed.reading, printed.place), printed.by, model, line, tally);
            }
            aim.by_scales(&mut self.scales, &self.rated, line, tally);
            if let Some(as_printed) = &self.as_printed {
                aim.as_printed((&as_printed.reading, as_printed.place), &self.scales, line, tally);
            }
            for place in &self.absent {
                aim.unmoved(*place, tally);
            }
            conclude::conclude(line);
            line.rated_as_printed = aim.rated_as_printed(&self.scales, line);
        }
        let others = lines.iter().filter(|line| line.class() != Class::Same).count();
        tally.case(others);
        for line in &lines {
            let kind = Kind::of(model.item(line.item).kind);
            tally.line(kind, line);
            if let Some(rule) = self.ruled.of(line) {
                tally.ruled_by(rule);
            }
        }
        Looked { lines, conflicts }
    }
}

//! The same counts from the registers of a plan.

use super::counts::{Counts, measure};
use super::spread::Spread;
use crate::evaluate::plan::{Machine, Plan, Register, Small};
use crate::model::Type;
use crate::render::outcome::{Figure, Row, Sheet, State};
use crate::value::Label;
use std::collections::HashMap;

/// So many different figures are held before they are added up.
const HELD: usize = 10_000;

/// Counts the cases that a plan has computed: in all of them everything has a value.
pub struct QuickCounts<'m> {
    sheet: &'m Sheet<'m>,
    rows: Vec<QuickRow<'m>>,
    cases: u64,
}

struct QuickRow<'m> {
    row: &'m Row<'m>,
    rating: Option<Ratings>,
    figure: Option<Figures>,
}

/// How often there was each label, by its place; the last one is outside of the scale.
struct Ratings {
    register: Register,
    ty: Type,
    times: Vec<u64>,
}

struct Figures {
    register: Register,
    spread: Spread,
    held: HashMap<(i64, i64), u64>,
}

impl<'m> QuickCounts<'m> {
    /// Counts what this plan computes of a sheet; none where it does not compute all of it.
    pub fn new(sheet: &'m Sheet<'m>, plan: &Plan<'m>) -> Option<Self> {
        let rows = sheet.rows.iter().map(|row| QuickRow::new(sheet, row, plan)).collect::<Option<_>>()?;
        Some(Self { sheet, rows, cases: 0 })
    }

    /// A case that the machine has computed.
    pub fn case(&mut self, machine: &Machine<'_, '_>) {
        self.cases += 1;
        for row in &mut self.rows {
            if let Some(rating) = &mut row.rating {
                let last = rating.times.len() - 1;
                let place =
                    usize::try_from(machine.small(rating.register).numerator).map_or(last, |place| place.min(last));
                rating.times[place] += 1;
            }
            if let Some(figure) = &mut row.figure {
                let Small { numerator, denominator } = machine.small(figure.register);
                *figure.held.entry((numerator, denominator)).or_default() += 1;
                if figure.held.len() == HELD {
                    figure.add_up();
                }
            }
        }
    }

    /// Adds what was counted.
    pub(super) fn finish(self, counts: &mut Counts) {
        if self.cases == 0 {
            return;
        }
        counts.further_units += self.cases;
        counts.states[State::Value as usize] += self.cases;
        let view = &self.sheet.view;
        for quick in self.rows {
            let node = counts.node(quick.row, view);
            node.states[State::Value as usize] += self.cases;
            if let Some(rating) = quick.rating {
                for (place, times) in rating.times.iter().enumerate() {
                    let label = if place + 1 == rating.times.len() { Label::OUTSIDE } else { Label(place as u16) };
                    node.rate(view, rating.ty, label, *times);
                }
            }
            if let (Some(mut figure), Some(spread)) = (quick.figure, &mut node.spread) {
                figure.add_up();
                spread.join(figure.spread);
            }
        }
    }
}

impl<'m> QuickRow<'m> {
    fn new(sheet: &'m Sheet<'m>, row: &'m Row<'m>, plan: &Plan<'m>) -> Option<Self> {
        let rating = match row.figure(Figure::Category) {
            Some((node, ty @ Type::Label(scale))) => {
                let labels = sheet.view.model.scale(scale).bands.len();
                Some(Ratings { register: plan.result(node)?, ty, times: vec![0; labels + 1] })
            }
            _ => None,
        };
        let figure = match measure(row) {
            Some((node, ty)) => {
                Some(Figures { register: plan.result(node)?, spread: Spread::new(ty, None), held: HashMap::new() })
            }
            None => None,
        };
        // Whatever else its state is made of is computed too.
        row.states().all(|node| plan.result(node).is_some()).then_some(Self { row, rating, figure })
    }
}

impl Figures {
    fn add_up(&mut self) {
        for ((numerator, denominator), times) in self.held.drain() {
            self.spread.add(&Small { numerator, denominator }.number(), times);
        }
    }
}

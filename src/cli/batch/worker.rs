//! A thread: blocks to results.

use super::order::{Finished, Order, Piece, Queue};
use super::{How, Input, Job, Quickly, Why};
use crate::cli::desk::{Desk, Writer};
use crate::data::{self, Layout, Plain, ReadReport, Rows, Sink};
use crate::evaluate::Facts;
use crate::evaluate::plan::{Machine, Register};
use crate::model::Condition;
use crate::render::amendment;
use crate::render::outcome::Sheet;
use crate::render::outcome_csv::{QuickCsv, Text};
use crate::render::summary::QuickCounts;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::ops::{ControlFlow, Range};

/// Of so many units in a block it is looked whether nearly all of them lack something.
const MANY: usize = 100;

/// What a thread needs.
pub(super) struct Worker<'w, 'm> {
    job: Job<'m>,
    tables: &'w [Plain],
    sheet: &'m Sheet<'m>,
    quick: Option<Quick<'w, 'm>>,
    /// The table whose rows are read, by its place.
    table: usize,
    layout: &'w Layout,
    rows: Rows<'w>,
    /// Reads and writes what is not read from bytes.
    desk: Option<Desk<'m>>,
    hasher: RandomState,
    /// Whether it may be that the rows of units do not stand together.
    wary: bool,
}

/// The plan of the rules, and how its results are written.
struct Quick<'w, 'm> {
    machine: Machine<'w, 'm>,
    into: Outlet<'w, 'm>,
    /// The conditions of the rules, and how often each did not hold in this block.
    conditions: Vec<(&'m Condition, Register, u64)>,
    /// The unit, as a cell holds it.
    unit: Text,
}

/// What becomes of what the plan has computed.
enum Outlet<'w, 'm> {
    Csv(&'w QuickCsv<'m>),
    Counts(QuickCounts<'m>),
}

impl<'w, 'm> Worker<'w, 'm> {
    pub fn new(
        job: Job<'m>,
        input: &'w Input<'m>,
        quickly: Quickly<'w, 'm>,
        desk: Option<Desk<'m>>,
        hasher: RandomState,
        wary: bool,
    ) -> Option<Self> {
        let (tables, sheet): (&[Plain], _) = (&input.tables, input.sheet);
        let layout = tables.first()?.layout();
        let quick = quickly.and_then(|(plan, how)| {
            let register = |condition: &'m Condition| Some((condition, plan.result(condition.node)?, 0));
            let conditions = sheet.view.model.conditions.iter().map(register).collect::<Option<Vec<_>>>()?;
            let into = match how {
                How::Csv(csv) => Outlet::Csv(csv),
                How::Counts => Outlet::Counts(QuickCounts::new(sheet, plan)?),
            };
            Some(Quick { machine: Machine::new(plan), into, conditions, unit: Text::default() })
        });
        Some(Self { job, tables, sheet, quick, table: 0, layout, rows: Rows::new(layout), desk, hasher, wary })
    }

    /// Does one block after the other, until there are no more.
    pub fn work(&mut self, queue: &Queue<'_>, order: &Order<'_, 'm>) {
        self.pieces(queue, order);
        if let Some(Writer::Summary(mut counts)) = self.desk.take().map(|desk| desk.writer) {
            if let Some(Outlet::Counts(quick)) = self.quick.take().map(|quick| quick.into) {
                counts.add_quick(quick);
            }
            order.take_counts(*counts);
        }
    }

    fn pieces(&mut self, queue: &Queue<'_>, order: &Order<'_, 'm>) {
        let mut piece = Piece::default();
        while !order.is_stopped() {
            let done = match queue.next(&mut piece) {
                Ok(false) => return,
                Ok(true) => {
                    let mut finished = order.room();
                    finished.number = piece.number;
                    self.turn_to(piece.table);
                    self.block(piece.block.bytes(), &mut finished).map(|()| finished)
                }
                Err(why) => Err(why),
            };
            match done {
                Ok(finished) => order.take(finished),
                Err(why) => order.stop(why),
            }
        }
    }

    /// What follows are rows of this table.
    fn turn_to(&mut self, place: usize) {
        if place != self.table
            && let Some(table) = self.tables.get(place)
        {
            (self.table, self.layout) = (place, table.layout());
            self.rows = Rows::new(self.layout);
        }
    }

    fn block(&mut self, bytes: &[u8], finished: &mut Finished<'m>) -> Result<(), Why> {
        if let Some(desk) = &mut self.desk {
            desk.apart();
        }
        let (mut at, mut rows, mut incomplete) = (0, 0, 0);
        // The rows that wait for the general reader, and how many they are.
        let mut waiting: (Range<usize>, u64) = (0..0, 0);
        loop {
            let machine = self.quick.as_mut().map(|quick| &mut quick.machine);
            let Some(unit) = self.rows.next(bytes, at, machine).map_err(|_| Why::Unusual)? else { break };
            at = unit.bytes.end;
            rows += unit.rows;
            let name = &bytes[unit.name.clone()];
            finished.units.add(name, self.hasher.hash_one(name));
            if unit.clean && self.quick.as_mut().is_some_and(|quick| quick.machine.run()) {
                self.general(bytes, &mut waiting, finished)?;
                self.write(name, finished);
                waiting.0 = at..at;
            } else {
                waiting = (waiting.0.start..at, waiting.1 + unit.rows);
                incomplete += 1;
            }
        }
        let units = finished.units.hashes.len();
        if self.wary && units >= MANY && incomplete > units - units / 10 {
            return Err(Why::Suspicious);
        }
        self.general(bytes, &mut waiting, finished)?;
        let counters = &self.job.realization.options().counters;
        counters.add_rows(rows);
        counters.add_cases(finished.cases);
        if let Some(quick) = &mut self.quick {
            for (condition, _, times) in &mut quick.conditions {
                if *times > 0 {
                    finished.tally.count(condition, std::mem::take(times));
                }
            }
        }
        Ok(())
    }

    /// Writes what the plan has computed.
    fn write(&mut self, name: &[u8], finished: &mut Finished<'m>) {
        let Some(quick) = &mut self.quick else { return };
        let period = || self.layout.period.map_or_else(String::new, |period| period.to_string());
        match &mut quick.into {
            Outlet::Csv(csv) => {
                if finished.quick_cases == 0 {
                    for line in amendment::lines(&self.sheet.view, self.job.ruleset.rules.amendments()) {
                        finished.tally.amended_in(line, period());
                    }
                }
                csv.unit(name, &mut quick.unit);
                csv.case(&quick.machine, &quick.unit, &mut finished.bytes);
            }
            Outlet::Counts(counts) => counts.case(&quick.machine),
        }
        finished.quick_cases += 1;
        finished.cases += 1;
        for (condition, register, times) in &mut quick.conditions {
            if quick.machine.small(*register).numerator != 0 {
                continue;
            }
            *times += 1;
            if condition.must && matches!(quick.into, Outlet::Counts(_)) {
                let unit = String::from_utf8_lossy(name);
                finished.failures.add_condition(&unit, &period(), condition, &self.sheet.view);
            }
        }
    }

    /// Reads, evaluates and writes units as anywhere else.
    fn general(
        &mut self,
        bytes: &[u8],
        waiting: &mut (Range<usize>, u64),
        finished: &mut Finished<'m>,
    ) -> Result<(), Why> {
        let (range, rows) = (waiting.0.clone(), std::mem::take(&mut waiting.1));
        if rows == 0 {
            return Ok(());
        }
        let desk = self.desk.as_mut().ok_or(Why::Unusual)?;
        let realization = self.job.realization;
        let mut bridge = Bridge { desk, out: &mut finished.bytes, cases: 0, is_plain: true };
        let (catalogs, options) = (realization.catalogs(), realization.options());
        let report = data::read_part(self.layout, &bytes[range], catalogs, options, &mut bridge);
        let report = report.map_err(|_| Why::Unusual)?;
        let (cases, is_plain) = (bridge.cases, bridge.is_plain);
        if !is_plain || says_something(&report) || report.rows != rows {
            return Err(Why::Unusual);
        }
        finished.cases += cases;
        finished.left_out += report.left_out;
        finished.tally.join(std::mem::take(&mut desk.tally));
        if let Writer::Summary(summary) = &mut desk.writer {
            finished.failures.join(summary.take_failures());
            if summary.is_mixed() {
                return Err(Why::Unusual);
            }
        }
        Ok(())
    }
}

/// Whether there is anything to be told of rows.
fn says_something(report: &ReadReport) -> bool {
    !report.diagnostics.is_empty() || report.more > 0 || report.longer > 0 || !report.unruled.is_empty()
}

/// Hands cases on to a desk.
struct Bridge<'b, 'm> {
    desk: &'b mut Desk<'m>,
    out: &'b mut Vec<u8>,
    cases: u64,
    /// Whether nothing was the matter with the data.
    is_plain: bool,
}

impl Sink for Bridge<'_, '_> {
    fn case(&mut self, facts: Facts) -> ControlFlow<()> {
        self.cases += 1;
        match self.desk.case(&facts, self.out) {
            Ok(conflicts) if conflicts.is_empty() => ControlFlow::Continue(()),
            _ => {
                self.is_plain = false;
                ControlFlow::Break(())
            }
        }
    }

    fn restart(&mut self) {
        self.is_plain = false;
    }
}

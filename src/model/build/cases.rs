//! The proof that every case of a decision table is decided by exactly one row, and the row that is missing.

use super::Builder;
use crate::diagnostic::{Diagnostic, Related};
use crate::message::types::TypesMessage;
use crate::model::Type;
use crate::model::scale::{Cell, TableRow};
use crate::number::Number;
use crate::value::{Label, Value};

/// Tables with more cases than this are refused.
const MAX_CASES: usize = 1_000_000;

/// A proposed row decides no more cases than this: looking for them costs work.
const MOST_PROPOSED: usize = 10_000;

/// For each class of each column the rows that it fulfils, a bit each.
type RowSets = [Vec<Vec<u64>>];

impl Builder<'_> {
    /// Every case must be matched by exactly one row. Numbers fall into finitely many classes: the ends of ranges, and
    /// what lies between and beyond them.
    pub(super) fn check_table(&mut self, index: usize) {
        let table = &self.model.tables[index];
        let (name, about) = (table.name.clone(), table.about.head);
        let classes: Vec<Vec<Value>> = table
            .inputs
            .iter()
            .enumerate()
            .map(|(column, (_, ty))| match ty {
                Type::Number(_) => number_classes(table.rows.iter().map(|row| &row.conditions[column])),
                Type::Label(scale) => {
                    (0..self.model.scale(*scale).bands.len()).map(|i| Value::Label(Label(i as u16))).collect()
                }
                _ => vec![Value::Truth(true), Value::Truth(false)],
            })
            .collect();
        let cases = classes.iter().try_fold(1usize, |cases, column| cases.checked_mul(column.len()));
        // What is done for a case grows with the rows.
        let work = cases.and_then(|cases| cases.checked_mul(table.rows.len().div_ceil(64)));
        if work.is_none_or(|work| work > MAX_CASES) || table.rows.len() > 100_000 {
            self.say(about, TypesMessage::TableTooLarge { table: name, limit: MAX_CASES });
            return;
        }
        // For each class of each column the set of rows that it fulfils.
        let words = table.rows.len().div_ceil(64);
        let sets: Vec<Vec<Vec<u64>>> = classes
            .iter()
            .enumerate()
            .map(|(column, values)| values.iter().map(|value| rows_for(&table.rows, column, value, words)).collect())
            .collect();
        let mut at = vec![0usize; classes.len()];
        let (mut gap, mut overlap) = (None, None);
        loop {
            let mut rows = vec![u64::MAX; words];
            for (column, class) in at.iter().enumerate() {
                rows.iter_mut().zip(&sets[column][*class]).for_each(|(row, other)| *row &= other);
            }
            let all = table.rows.len();
            let matching: Vec<usize> = (0..all).filter(|row| rows[row / 64] >> (row % 64) & 1 == 1).take(2).collect();
            match matching.as_slice() {
                [] => gap = gap.or(Some(at.clone())),
                [first, second] => overlap = overlap.or(Some((at.clone(), *first, *second))),
                _ => {}
            }
            if gap.is_some() && overlap.is_some() {
                break;
            }
            let Some(column) = (0..at.len()).rev().find(|column| at[*column] + 1 < classes[*column].len()) else {
                break;
            };
            at[column] += 1;
            at[column + 1..].iter_mut().for_each(|class| *class = 0);
        }
        let show = |at: &[usize]| -> String {
            let inputs = &self.model.tables[index].inputs;
            let cases: Vec<String> = at
                .iter()
                .enumerate()
                .map(|(column, class)| {
                    let (input, ty) = &inputs[column];
                    format!("{input} = {}", self.show(&classes[column][*class], *ty))
                })
                .collect();
            cases.join("; ")
        };
        let gap = gap.map(|at| (show(&at), self.missing_row(index, &classes, &sets, &at)));
        let overlap = overlap.map(|(at, first, second)| (show(&at), first, second));
        if let Some((case, row)) = gap {
            self.say(about, TypesMessage::TableGap { table: name.clone(), case, row });
        }
        if let Some((case, first, second)) = overlap {
            let rows = &self.model.tables[index].rows;
            let (first, second) = (rows[first].span, rows[second].span);
            let message = TypesMessage::TableOverlap { table: name, case };
            self.diagnostics.push(Diagnostic::at(second, message).with(first, Related::Other));
        }
    }

    /// A row for a case that no row decides, and for as many others as it can stand for: `jika < 50%; tidak maka …`.
    fn missing_row(&self, table: usize, classes: &[Vec<Value>], sets: &RowSets, at: &[usize]) -> String {
        let inputs = &self.model.tables[table].inputs;
        // The classes of each column that the row speaks of.
        let mut chosen: Vec<Vec<usize>> = at.iter().map(|class| vec![*class]).collect();
        for column in 0..at.len() {
            let is_free = |chosen: &[Vec<usize>], class: usize| {
                let mut wider = chosen.to_vec();
                wider[column] = vec![class];
                are_undecided(sets, &wider)
            };
            match inputs[column].1 {
                Type::Number(_) => {
                    let (mut low, mut high) = (at[column], at[column]);
                    while low > 0 && is_free(&chosen, low - 1) {
                        low -= 1;
                    }
                    while high + 1 < classes[column].len() && is_free(&chosen, high + 1) {
                        high += 1;
                    }
                    chosen[column] = (low..=high).collect();
                }
                _ => chosen[column] = (0..classes[column].len()).filter(|class| is_free(&chosen, *class)).collect(),
            }
        }
        let conditions: Vec<String> = chosen
            .iter()
            .enumerate()
            .map(|(column, chosen)| self.condition(&classes[column], chosen, inputs[column].1))
            .collect();
        format!("jika {} maka …", conditions.join("; "))
    }

    /// A condition of a row that these classes of a column fulfil, and no others.
    fn condition(&self, classes: &[Value], chosen: &[usize], ty: Type) -> String {
        let show = |class: usize| self.show(&classes[class], ty);
        let (Some(first), Some(last)) = (chosen.first().copied(), chosen.last().copied()) else { return String::new() };
        if chosen.len() == classes.len() {
            return "apa pun".to_owned();
        }
        let Type::Number(_) = ty else {
            return chosen.iter().map(|class| show(*class)).collect::<Vec<_>>().join(" atau ");
        };
        // Every second class is an end; the others lie between two of them, or beyond all.
        let is_end = |class: usize| class % 2 == 1;
        let low = (first > 0).then(|| if is_end(first) { (first, true) } else { (first - 1, false) });
        let high = (last + 1 < classes.len()).then(|| if is_end(last) { (last, true) } else { (last + 1, false) });
        match (low, high) {
            (Some((low, true)), Some((high, true))) if low == high => show(low),
            (Some((low, from)), Some((high, to))) => {
                let (from, to) = (if from { "" } else { "> " }, if to { "" } else { "< " });
                format!("{from}{} s.d. {to}{}", show(low), show(high))
            }
            (Some((low, from)), None) => format!("{} {}", if from { '≥' } else { '>' }, show(low)),
            (None, Some((high, to))) => format!("{} {}", if to { '≤' } else { '<' }, show(high)),
            (None, None) => "apa pun".to_owned(),
        }
    }
}

/// Whether no row decides any case of these classes; of very many cases that is not looked for.
fn are_undecided(sets: &RowSets, chosen: &[Vec<usize>]) -> bool {
    let cases = chosen.iter().try_fold(1usize, |cases, column| cases.checked_mul(column.len()));
    if cases.is_none_or(|cases| cases > MOST_PROPOSED) {
        return false;
    }
    let mut open: Vec<(usize, Vec<u64>)> = vec![(0, Vec::new())];
    while let Some((column, rows)) = open.pop() {
        let Some(classes) = chosen.get(column) else { return false };
        for class in classes {
            let set = &sets[column][*class];
            let left: Vec<u64> = match column {
                0 => set.clone(),
                _ => rows.iter().zip(set).map(|(row, other)| row & other).collect(),
            };
            match (left.iter().all(|word| *word == 0), column + 1 == chosen.len()) {
                (true, _) => {}
                (false, true) => return false,
                (false, false) => open.push((column + 1, left)),
            }
        }
    }
    true
}

fn rows_for(rows: &[TableRow], column: usize, value: &Value, words: usize) -> Vec<u64> {
    let mut set = vec![0u64; words];
    for (index, row) in rows.iter().enumerate() {
        if row.conditions[column].matches(value) {
            set[index / 64] |= 1 << (index % 64);
        }
    }
    set
}

/// One number of each class: each end, one between neighbours, one below and one above all.
fn number_classes<'c>(cells: impl Iterator<Item = &'c Cell>) -> Vec<Value> {
    let mut ends: Vec<Number> = Vec::new();
    for cell in cells {
        let Cell::Numbers(ranges) = cell else { continue };
        for range in ranges {
            ends.extend(range.low.iter().chain(&range.high).map(|(end, _)| end.clone()));
        }
    }
    ends.sort();
    ends.dedup();
    let mut classes = Vec::new();
    if let (Some(first), Some(last)) = (ends.first(), ends.last()) {
        classes.extend(first.sub(&Number::ONE).ok());
        for pair in ends.windows(2) {
            classes.push(pair[0].clone());
            classes.extend(pair[0].add(&pair[1]).and_then(|sum| sum.div(&Number::from(2u32))).ok());
        }
        classes.push(last.clone());
        classes.extend(last.add(&Number::ONE).ok());
    } else {
        classes.push(Number::ZERO);
    }
    classes.into_iter().map(Value::Number).collect()
}

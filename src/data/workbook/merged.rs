//! Merged cells below the header. A name of a unit or a period beside several rows stands for all of them, as everybody reads
//! it. Elsewhere it would be a guess which rows such a cell is meant for, and it is refused where it holds anything.

use super::Ready;
use super::rows::Range;
use crate::data::columns::COLUMNS;

/// Ranges that do not lie over each other touch another column with a meaning each.
const MOST_OPEN: usize = COLUMNS;

/// The merged ranges that touch columns with a meaning, row after row.
#[derive(Default)]
pub struct MergedCells {
    /// In the order of their first rows.
    ranges: Vec<Merged>,
    next: usize,
    /// Those that the current row is in.
    open: Vec<usize>,
}

/// A merged range.
struct Merged {
    range: Range,
    /// The place among the columns of the first of its columns that has a meaning.
    place: usize,
    /// Whether its content stands for all of its rows.
    down: bool,
    content: Option<Ready>,
}

/// What merged cells make of a row.
#[derive(Default)]
pub struct Entered {
    /// Ranges that are refused at this row, and the places of their columns.
    pub refused: Vec<(Range, usize)>,
    /// Ranges that have been refused and that the row is in too.
    pub within: Vec<Range>,
}

impl MergedCells {
    /// Adds a range: `place` is the first column with a meaning that it touches.
    pub fn add(&mut self, range: Range, place: usize, down: bool) {
        self.ranges.push(Merged { range, place, down: down && range.1 == range.3, content: None });
    }

    /// All have been added.
    pub fn sort(&mut self) {
        self.ranges.sort_by_key(|merged| merged.range);
    }

    /// Goes to a row, and fills in what is merged down to it. None where more ranges lie over each other than a sheet has.
    pub fn enter(&mut self, row: u32, cells: &mut Vec<Ready>) -> Option<Entered> {
        while let Some(merged) = self.ranges.get(self.next).filter(|merged| merged.range.0 <= row) {
            if merged.range.2 >= row {
                self.open.push(self.next);
            }
            self.next += 1;
        }
        let ranges = &mut self.ranges;
        self.open.retain(|open| ranges[*open].range.2 >= row);
        if self.open.len() > MOST_OPEN {
            return None;
        }
        let (own, mut beginning, mut entered) = (cells.len(), 0, Entered::default());
        for open in &self.open {
            let merged = &mut ranges[*open];
            let (first, column, ..) = merged.range;
            let cell = cells.iter().find(|cell| cell.column == column);
            if first == row {
                merged.content = cell.cloned();
                match cell {
                    Some(_) if merged.down => beginning += 1,
                    Some(_) => entered.refused.push((merged.range, merged.place)),
                    None => {}
                }
                continue;
            }
            let Some(content) = &merged.content else { continue };
            match cell {
                _ if !merged.down => entered.within.push(merged.range),
                // A sheet may keep what stood in a cell before it was merged.
                Some(cell) if cell.text != content.text || cell.kind != content.kind => {
                    entered.refused.push((merged.range, merged.place));
                }
                None if own > 0 => cells.push(content.clone()),
                _ => {}
            }
        }
        // A row that holds nothing but what is meant for all rows is an empty one.
        if beginning == own {
            cells.clear();
        }
        Some(entered)
    }
}

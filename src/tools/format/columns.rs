//! Rows that stand below each other: their cells begin in the same columns.

use super::ops::{Op, WIDTH, on_one_line};

/// A cell of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// The column that it belongs to. A row can leave columns out.
    pub column: usize,
    /// The step with the blanks before it; none for the first.
    pub pad: Option<usize>,
    /// So many blanks at least.
    pub gap: usize,
    /// Its steps.
    pub steps: (usize, usize),
}

impl Cell {
    /// The last cell of a row, which may reach over the edge: it is a text that stays on its line, or can be broken.
    pub fn free(column: usize, pad: usize) -> Self {
        Self { column, pad: Some(pad), gap: 1, steps: (pad, pad) }
    }
}

/// A row of cells, from left to right.
pub(super) type Row = Vec<Cell>;

/// After so many tries to keep a wide cell from pushing a line over the edge, the rows are not aligned.
const TRIES: usize = 16;

/// A row with the widths of its cells.
struct Measured<'r> {
    cells: &'r [Cell],
    widths: Vec<usize>,
    /// The width of the whole if it is not aligned.
    natural: usize,
}

/// Sets the blanks before the cells of rows that stand `indent` columns in.
pub(super) fn align(ops: &mut [Op<'_>], rows: &[Row], indent: usize) {
    let rows: Vec<Measured<'_>> = rows.iter().filter_map(|row| measure(ops, row, indent)).collect();
    if rows.len() < 2 {
        return;
    }
    let columns = rows.iter().flat_map(|row| row.cells).map(|cell| cell.column + 1).max().unwrap_or(0);
    // The cells of each column, as row and place in it.
    let mut by_column: Vec<Vec<(usize, usize)>> = vec![Vec::new(); columns];
    for (row, measured) in rows.iter().enumerate() {
        for (place, cell) in measured.cells.iter().enumerate() {
            by_column[cell.column].push((row, place));
        }
    }
    // Cells that do not count for where their column begins: what stands before them is too wide.
    let mut left_out: Vec<Vec<bool>> = rows.iter().map(|row| vec![false; row.cells.len()]).collect();
    for _ in 0..TRIES {
        let pads = place(&rows, &by_column, &left_out, indent);
        match widest_gap(&rows, &pads, indent) {
            None => return set(ops, &rows, &pads),
            Some(column) => leave_out(&rows, &by_column[column], &pads, &mut left_out),
        }
    }
}

/// The widths of a row's cells; none where one but the last cannot be on one line.
fn measure<'r>(ops: &[Op<'_>], row: &'r Row, indent: usize) -> Option<Measured<'r>> {
    let mut widths = Vec::with_capacity(row.len());
    for (place, cell) in row.iter().enumerate() {
        let width = on_one_line(&ops[cell.steps.0..cell.steps.1], WIDTH);
        match width {
            Some(width) => widths.push(width),
            None if place + 1 == row.len() => widths.push(0),
            None => return None,
        }
    }
    let gaps: usize = row.iter().map(|cell| cell.gap).sum();
    Some(Measured { cells: row, natural: indent + gaps + widths.iter().sum::<usize>(), widths })
}

/// The blanks before each cell of each row, with the place at which the cell before it ends.
fn place(
    rows: &[Measured<'_>],
    by_column: &[Vec<(usize, usize)>],
    left_out: &[Vec<bool>],
    indent: usize,
) -> Vec<Vec<(usize, usize)>> {
    let mut pads: Vec<Vec<(usize, usize)>> = rows.iter().map(|row| vec![(0, 0); row.cells.len()]).collect();
    let mut ends = vec![indent; rows.len()];
    for cells in by_column {
        let gap = |row: usize, place: usize| rows[row].cells[place].gap;
        let counting = cells.iter().filter(|(row, place)| !left_out[*row][*place]);
        let start = counting.map(|(row, place)| ends[*row] + gap(*row, *place)).max().unwrap_or(0);
        for &(row, place) in cells {
            let from = ends[row];
            let at = start.max(from + gap(row, place));
            pads[row][place] = (at - from, from);
            ends[row] = at + rows[row].widths[place];
        }
    }
    pads
}

/// Of a line that alignment pushes over the edge, the column with the most blanks before it.
fn widest_gap(rows: &[Measured<'_>], pads: &[Vec<(usize, usize)>], indent: usize) -> Option<usize> {
    let total = |row: &Measured<'_>, pads: &[(usize, usize)]| {
        indent + row.widths.iter().sum::<usize>() + pads.iter().map(|(blanks, _)| blanks).sum::<usize>()
    };
    let over = |(row, pads): &(&Measured<'_>, &Vec<(usize, usize)>)| {
        let total = total(row, pads);
        (total > WIDTH && row.natural <= WIDTH).then_some(total)
    };
    let (row, pads) = rows.iter().zip(pads).filter(|pair| over(pair).is_some()).max_by_key(over)?;
    let more = |(cell, (blanks, _)): &(&Cell, &(usize, usize))| blanks.saturating_sub(cell.gap);
    row.cells.iter().zip(pads).max_by_key(more).map(|(cell, _)| cell.column)
}

/// Leaves out of a column the cells that stand furthest to the right.
fn leave_out(
    rows: &[Measured<'_>],
    column: &[(usize, usize)],
    pads: &[Vec<(usize, usize)>],
    left_out: &mut [Vec<bool>],
) {
    let least = |(row, place): &(usize, usize)| pads[*row][*place].1 + rows[*row].cells[*place].gap;
    let counting = || column.iter().filter(|(row, place)| !left_out[*row][*place]);
    let Some(furthest) = counting().map(least).max() else { return };
    let wide: Vec<(usize, usize)> = counting().filter(|cell| least(cell) == furthest).copied().collect();
    for (row, place) in wide {
        left_out[row][place] = true;
    }
}

fn set(ops: &mut [Op<'_>], rows: &[Measured<'_>], pads: &[Vec<(usize, usize)>]) {
    for (row, pads) in rows.iter().zip(pads) {
        for (cell, (blanks, _)) in row.cells.iter().zip(pads) {
            if let Some(Op::Pad(old) | Op::Break(old)) = cell.pad.and_then(|pad| ops.get_mut(pad)) {
                *old = *blanks;
            }
        }
    }
}

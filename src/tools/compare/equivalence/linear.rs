//! Whether linear forms can all be positive at once, and how far a variable reaches then: exact linear programming.

use super::polynomial::{Beyond, Linear, Variable};
use crate::number::Number;
use std::collections::{BTreeMap, BTreeSet};

/// More steps than this are not taken.
const MOST_PIVOTS: usize = 2000;

/// A point: the variables that are not named are 0.
pub type Point = BTreeMap<Variable, Number>;

impl Linear {
    /// The value at a point.
    pub fn at(&self, point: &Point) -> Result<Number, Beyond> {
        self.coefficients.iter().try_fold(self.constant.clone(), |sum, (variable, coefficient)| {
            let value = point.get(variable).cloned().unwrap_or_default();
            Ok(sum.add(&coefficient.mul(&value)?)?)
        })
    }
}

/// A point at which all forms are positive; none where there is none.
pub fn inside(forms: &[Linear]) -> Result<Option<Point>, Beyond> {
    let (fixed, forms): (Vec<&Linear>, Vec<&Linear>) = forms.iter().partition(|form| form.coefficients.is_empty());
    if fixed.iter().any(|form| !form.constant.is_positive()) {
        return Ok(None);
    }
    if forms.is_empty() {
        return Ok(Some(Point::new()));
    }
    // Greatest is the ε ≤ 1 by which all forms can exceed 0. It is held as 1 − δ, with δ ≥ 0: δ is the last column.
    let variables = variables_of(&forms);
    let mut table = Table::new(&variables, 1);
    for form in &forms {
        let constant = form.constant.sub(&Number::ONE)?;
        table.add_row(form, constant, Some(Number::ONE));
    }
    let excess = table.columns - 1;
    table.objective[excess] = Number::ONE.neg();
    let least = (0..table.rows.len()).min_by(|a, b| table.rows[*a].constant.cmp(&table.rows[*b].constant));
    if let Some(row) = least.filter(|row| table.rows[*row].constant.is_negative()) {
        table.pivot(row, excess)?;
    }
    // Any δ below 1 will do.
    let enough = |table: &Table| table.value > Number::ONE.neg();
    table.maximise(enough)?;
    Ok(if enough(&table) { Some(table.point(&variables)?) } else { None })
}

/// The low and the high end of what a variable can be where all forms are positive; none where it has no end. The ends
/// themselves are not reached. `point` is one at which all forms are positive.
pub fn reach(forms: &[Linear], point: &Point, variable: Variable) -> Result<(Option<Number>, Option<Number>), Beyond> {
    let forms: Vec<&Linear> = forms.iter().filter(|form| !form.coefficients.is_empty()).collect();
    let mut variables = variables_of(&forms);
    variables.insert(variable);
    let start = point.get(&variable).cloned().unwrap_or_default();
    let end = |sign: &Number| -> Result<Option<Number>, Beyond> {
        let mut table = Table::new(&variables, 0);
        for form in &forms {
            table.add_row(form, form.at(point)?, None);
        }
        let place = 2 * variables.iter().position(|known| *known == variable).ok_or(Beyond)?;
        table.objective[place] = sign.clone();
        table.objective[place + 1] = sign.neg();
        let bounded = table.maximise(|_| false)?;
        Ok(if bounded { Some(start.add(&table.value.mul(sign)?)?) } else { None })
    };
    Ok((end(&Number::ONE.neg())?, end(&Number::ONE)?))
}

fn variables_of(forms: &[&Linear]) -> BTreeSet<Variable> {
    forms.iter().flat_map(|form| form.coefficients.keys().copied()).collect()
}

struct Row {
    /// Which quantity the row gives: a column's number, or beyond them one of the forms.
    basic: usize,
    constant: Number,
    coefficients: Vec<Number>,
}

/// Quantities that are not negative, each expressed by those of the columns (a dictionary of the simplex method). A
/// variable, which may be negative, is the difference of two columns.
struct Table {
    columns: usize,
    /// Which quantity stands in each column.
    standing: Vec<usize>,
    rows: Vec<Row>,
    objective: Vec<Number>,
    value: Number,
    places: BTreeMap<Variable, usize>,
}

impl Table {
    fn new(variables: &BTreeSet<Variable>, further: usize) -> Self {
        let columns = 2 * variables.len() + further;
        Self {
            columns,
            standing: (0..columns).collect(),
            rows: Vec::new(),
            objective: vec![Number::ZERO; columns],
            value: Number::ZERO,
            places: variables.iter().enumerate().map(|(place, variable)| (*variable, 2 * place)).collect(),
        }
    }

    fn add_row(&mut self, form: &Linear, constant: Number, last: Option<Number>) {
        let mut coefficients = vec![Number::ZERO; self.columns];
        for (variable, coefficient) in &form.coefficients {
            let Some(place) = self.places.get(variable) else { continue };
            coefficients[*place] = coefficient.clone();
            coefficients[place + 1] = coefficient.neg();
        }
        if let (Some(last), Some(place)) = (last, self.columns.checked_sub(1)) {
            coefficients[place] = last;
        }
        self.rows.push(Row { basic: self.columns + self.rows.len(), constant, coefficients });
    }

    /// Makes the objective as great as it gets, or great enough; no where it has no limit. By Bland's rule it ends.
    fn maximise(&mut self, enough: impl Fn(&Self) -> bool) -> Result<bool, Beyond> {
        for _ in 0..MOST_PIVOTS {
            if enough(self) {
                return Ok(true);
            }
            let entering = (0..self.columns).filter(|column| self.objective[*column].is_positive());
            let Some(column) = entering.min_by_key(|column| self.standing[*column]) else { return Ok(true) };
            let mut leaving: Option<(usize, Number)> = None;
            for (index, row) in self.rows.iter().enumerate() {
                if !row.coefficients[column].is_negative() {
                    continue;
                }
                let room = row.constant.div(&row.coefficients[column].neg())?;
                let tighter = leaving.as_ref().is_none_or(|(other, least)| {
                    room < *least || (room == *least && row.basic < self.rows[*other].basic)
                });
                if tighter {
                    leaving = Some((index, room));
                }
            }
            let Some((row, _)) = leaving else { return Ok(false) };
            self.pivot(row, column)?;
        }
        Err(Beyond)
    }

    /// Exchanges the quantity of a row with that of a column.
    fn pivot(&mut self, row: usize, column: usize) -> Result<(), Beyond> {
        let inverse = Number::ONE.div(&self.rows[row].coefficients[column])?;
        let minus = inverse.neg();
        let leaving = &mut self.rows[row];
        leaving.constant = leaving.constant.mul(&minus)?;
        for (place, coefficient) in leaving.coefficients.iter_mut().enumerate() {
            *coefficient = if place == column { inverse.clone() } else { coefficient.mul(&minus)? };
        }
        std::mem::swap(&mut leaving.basic, &mut self.standing[column]);
        let (constant, coefficients) = (leaving.constant.clone(), leaving.coefficients.clone());
        let replace = |sum: &mut Number, own: &mut Vec<Number>| -> Result<(), Beyond> {
            let factor = std::mem::take(&mut own[column]);
            if factor.is_zero() {
                return Ok(());
            }
            *sum = sum.add(&factor.mul(&constant)?)?;
            for (mine, theirs) in own.iter_mut().zip(&coefficients) {
                if !theirs.is_zero() {
                    *mine = mine.add(&factor.mul(theirs)?)?;
                }
            }
            Ok(())
        };
        for (index, other) in self.rows.iter_mut().enumerate() {
            if index != row {
                replace(&mut other.constant, &mut other.coefficients)?;
            }
        }
        replace(&mut self.value, &mut self.objective)
    }

    fn point(&self, variables: &BTreeSet<Variable>) -> Result<Point, Beyond> {
        let value = |quantity: usize| {
            self.rows.iter().find(|row| row.basic == quantity).map_or(Number::ZERO, |row| row.constant.clone())
        };
        let coordinates = variables.iter().map(|variable| {
            let place = *self.places.get(variable).ok_or(Beyond)?;
            Ok((*variable, value(place).sub(&value(place + 1))?))
        });
        coordinates.collect()
    }
}

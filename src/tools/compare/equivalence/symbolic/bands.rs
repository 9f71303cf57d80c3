//! Ranges, scales, curves and cells of tables on one way.

use super::super::fraction::Fraction;
use super::super::path::Stop;
use super::{FAILED, Sym, SymEnd, Working};
use crate::model::Type;
use crate::model::scale::Cell;
use crate::number::Number;
use crate::value::{Interval, Value};
use std::sync::Arc;

impl Working<'_, '_> {
    pub(super) fn range(&mut self, low: SymEnd, high: SymEnd) -> Result<Sym, Stop> {
        if let (Some((low, low_in)), Some((high, high_in))) = (&low, &high) {
            let sign = self.path.sign(&high.sub(low)?)?;
            if sign < 0 || (sign == 0 && !(*low_in && *high_in)) {
                return Ok(FAILED);
            }
        }
        Ok(Sym::Range(low, high))
    }

    pub(super) fn nearest(
        &mut self,
        of: Fraction,
        low: Option<Fraction>,
        high: Option<Fraction>,
    ) -> Result<Fraction, Stop> {
        if let Some(low) = low
            && self.path.sign(&of.sub(&low)?)? < 0
        {
            return Ok(low);
        }
        match high {
            Some(high) if self.path.sign(&of.sub(&high)?)? > 0 => Ok(high),
            _ => Ok(of),
        }
    }

    pub(super) fn within(&mut self, interval: &Interval, of: &Fraction) -> Result<bool, Stop> {
        for (end, is_low) in [(&interval.low, true), (&interval.high, false)] {
            let Some((end, inclusive)) = end else { continue };
            let sign = self.path.sign(&of.sub(&Fraction::constant(end.clone()))?)?;
            let inside = if is_low { sign > 0 } else { sign < 0 };
            let on_the_end = *inclusive && sign == 0;
            if !inside && !on_the_end {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn matches(&mut self, cell: &Cell, input: &Sym, ty: Type) -> Result<bool, Stop> {
        Ok(match (cell, input) {
            (Cell::Anything, _) => true,
            (Cell::Numbers(ranges), Sym::Number(number)) => {
                for range in ranges {
                    if self.within(range, number)? {
                        return Ok(true);
                    }
                }
                false
            }
            (Cell::Labels(labels), Sym::Label(text)) => {
                labels.iter().any(|label| self.text_of(*label, ty).as_ref() == text.as_ref())
            }
            (Cell::Truth(wanted), Sym::Other(Value::Truth(truth))) => wanted == truth,
            _ => return Err(Stop::Beyond),
        })
    }

    pub(super) fn rate(&mut self, of: Fraction, scale: usize) -> Result<Sym, Stop> {
        let scale = self.function.model.scales.get(scale).ok_or(Stop::Beyond)?;
        let end = |end: &Option<(Number, bool)>| end.as_ref().map(|(end, _)| Fraction::constant(end.clone()));
        let mut of = of;
        if let Some((limits, _)) = &scale.limits {
            of = self.nearest(of, end(&limits.low), end(&limits.high))?;
        }
        if let Some((rounding, _)) = scale.rounding {
            let shift = scale.unit.map_or(0, |unit| self.function.model.units.shift(unit));
            of = self.path.rounded(&of, rounding.mode, rounding.decimals as i32 + shift)?;
        }
        for band in &scale.bands {
            if let Some((range, _)) = &band.range
                && self.within(range, &of)?
            {
                return Ok(Sym::Label(Some(Arc::from(band.label.as_str()))));
            }
        }
        Ok(Sym::Label(None))
    }

    pub(super) fn interpolate(&mut self, curve: usize, input: Fraction) -> Result<Sym, Stop> {
        let curve = self.function.model.curves.get(curve).ok_or(Stop::Beyond)?;
        let end = |end: &Option<(Number, bool)>| end.as_ref().map(|(end, _)| Fraction::constant(end.clone()));
        let input = match &curve.limits {
            Some((limits, _)) => self.nearest(input, end(&limits.low), end(&limits.high))?,
            None => input,
        };
        for (index, (x, y)) in curve.points.iter().enumerate() {
            match self.path.sign(&input.sub(&Fraction::constant(x.clone()))?)? {
                0 => return Ok(Sym::constant(y.clone())),
                1 => {}
                _ => {
                    let Some((x0, y0)) = index.checked_sub(1).and_then(|before| curve.points.get(before)) else {
                        return Ok(FAILED);
                    };
                    let slope = y.sub(y0)?.div(&x.sub(x0)?)?;
                    let rise = input.sub(&Fraction::constant(x0.clone()))?.mul(&Fraction::constant(slope))?;
                    return Ok(Sym::Number(rise.add(&Fraction::constant(y0.clone()))?));
                }
            }
        }
        Ok(FAILED)
    }
}

/// The ends of a range of constants.
pub fn interval_ends(interval: &Interval) -> Sym {
    let end = |end: &Option<(Number, bool)>| {
        end.as_ref().map(|(number, inclusive)| (Fraction::constant(number.clone()), *inclusive))
    };
    Sym::Range(end(&interval.low), end(&interval.high))
}

//! Decision tables, lists and scales to steps.

use super::super::{Bands, End, Kind, Register, Small, Step};
use super::{Compiler, Place};
use crate::model::{ListFunction, ListMember, NodeId, ScaleId};
use crate::value::{Interval, Label, Value};

impl Compiler<'_> {
    pub(super) fn table(&mut self, table: u32, inputs: &[NodeId], results: &[NodeId]) -> Option<Register> {
        let mut registers = Vec::new();
        for input in inputs {
            registers.push((self.one(*input)?, Kind::of(self.model.node(*input).ty)?));
        }
        let (first, count) = (self.plan.pool.len() as u32, inputs.len() as u32);
        for (register, kind) in registers {
            self.plan.pool.push(register);
            self.plan.kinds.resize(self.plan.pool.len() - 1, Kind::Number);
            self.plan.kinds.push(kind);
        }
        let row = self.step(|out| Step::Row { table, first, count, out });
        let out = self.fresh();
        let mut ends = Vec::new();
        for (place, result) in results.iter().enumerate() {
            let b = self.constant(Small::whole(place as i64));
            let operator = crate::value::operator::Comparison::Equal;
            let is = self.step(|out| Step::Compare { operator, a: row, b, out });
            self.arm(is, *result, out, &mut ends)?;
        }
        self.land(&ends);
        Some(out)
    }

    pub(super) fn list(&mut self, function: ListFunction, members: &[ListMember]) -> Option<Register> {
        let (mut values, mut weights) = (Vec::new(), Vec::new());
        for member in members {
            self.present(member.present)?;
            values.push(match member.value {
                Some(value) => self.one(value)?,
                None => self.constant(Small::ONE),
            });
            if let Some(weight) = member.weight {
                weights.push(self.one(weight)?);
            }
        }
        // What an empty list yields is the evaluator's affair.
        if values.is_empty() || (!weights.is_empty() && weights.len() != values.len()) {
            return None;
        }
        let (first, count) = (self.plan.pool.len() as u32, values.len() as u32);
        let weighted = function == ListFunction::WeightedMean;
        if weighted && weights.is_empty() {
            return None;
        }
        self.plan.pool.extend(values);
        if weighted {
            self.plan.pool.extend(weights);
        }
        Some(match function {
            ListFunction::Sum | ListFunction::Count => self.step(|out| Step::Total { first, count, out }),
            ListFunction::Mean => {
                let a = self.step(|out| Step::Total { first, count, out });
                let b = self.constant(Small::whole(count.into()));
                self.step(|out| Step::Divide { a, b, out })
            }
            ListFunction::WeightedMean => self.step(|out| Step::Weighted { first, count, out }),
            ListFunction::Minimum => self.step(|out| Step::Least { first, count, out }),
            ListFunction::Maximum => self.step(|out| Step::Most { first, count, out }),
            ListFunction::Median => self.step(|out| Step::Median { first, count, out }),
            // Hardly any root fits.
            ListFunction::GeometricMean => return None,
        })
    }

    pub(super) fn banded(&mut self, mut of: Register, scale: ScaleId) -> Option<Register> {
        let denominator_of =
            |compiler: &Self, of| compiler.denominators.iter().rev().find(|(r, _)| *r == of).map(|(_, power)| *power);
        let mut denominator = denominator_of(self, of);
        let prepared = denominator.is_none();
        if prepared {
            let rules = self.model.scale(scale);
            if let Some((limits, _)) = &rules.limits {
                let Place::Range { low, high } = self.value(&Value::Range(limits.clone()))? else { return None };
                of = self.limit(of, low.map(|end| end.0), high.map(|end| end.0));
            }
            if let Some((rounding, _)) = rules.rounding {
                let shift = rules.unit.map_or(0, |unit| self.model.units.shift(unit));
                of = self.round(of, rounding.mode, rounding.decimals as i32 + shift);
            }
            denominator = denominator_of(self, of);
        }
        let bands = self.bands(scale, denominator, prepared)?;
        Some(self.step(|out| Step::Band { of, bands, out }))
    }

    pub(super) fn bands(&mut self, id: ScaleId, denominator: Option<i64>, prepared: bool) -> Option<u32> {
        let scale = self.model.scale(id);
        let same = |bands: &Bands<'_>| {
            std::ptr::eq(bands.scale, scale) && bands.denominator == denominator && bands.prepared == prepared
        };
        if let Some(place) = self.plan.bands.iter().position(same) {
            return Some(place as u32);
        }
        let end = |end: &Option<(crate::number::Number, bool)>| -> Option<End> {
            match end {
                None => Some(None),
                Some((number, inside)) => Some(Some((Small::of(number)?, *inside))),
            }
        };
        let ends_of = |range: &Interval| Some((end(&range.low)?, end(&range.high)?));
        // A band without a range has no number in it.
        let nothing = (Some((Small::ONE, false)), Some((Small::ZERO, false)));
        let ends: Option<Vec<_>> = scale
            .bands
            .iter()
            .map(|band| band.range.as_ref().map_or(Some(nothing), |(range, _)| ends_of(range)))
            .collect();
        let scores = scale.bands.iter().map(|band| band.score.as_ref().and_then(Small::of)).collect();
        if scale.bands.len() >= usize::from(Label::OUTSIDE.0) {
            return None;
        }
        let shift = scale.unit.map_or(0, |unit| self.model.units.shift(unit));
        self.plan.bands.push(Bands { scale, shift, denominator, prepared, ends: ends?, scores });
        Some(self.plan.bands.len() as u32 - 1)
    }
}

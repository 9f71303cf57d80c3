//! Lists of figures on one way.

use super::super::fraction::Fraction;
use super::super::path::Stop;
use super::{FAILED, State, Sym, Working, number};
use crate::model::ListMember;
use crate::number::Number;
use crate::value::Value;
use crate::value::operator::{ListFunction, MissingPolicy};

impl Working<'_, '_> {
    pub(super) fn list(
        &mut self,
        function: ListFunction,
        members: &[ListMember],
        missing: MissingPolicy,
    ) -> Result<Sym, Stop> {
        let (mut values, mut states, mut absent) = (Vec::new(), Vec::new(), false);
        for member in members {
            if member.present.is_some() {
                return Err(Stop::Beyond);
            }
            let value = member.value.map(|value| self.value(value)).transpose()?;
            let weight = member.weight.map(|weight| self.value(weight)).transpose()?;
            states.extend(value.iter().chain(&weight).filter_map(Sym::state));
            values.push((value, weight));
        }
        match states.iter().max() {
            Some(State::Missing) if missing != MissingPolicy::Defer => absent = true,
            Some(state) => return Ok(Sym::State(*state)),
            None => {}
        }
        let (mut numbers, mut weights) = (Vec::new(), Vec::new());
        for (value, weight) in values {
            let is_there = value.iter().chain(&weight).all(|value| value.state().is_none());
            if !is_there && missing == MissingPolicy::Ignore {
                continue;
            }
            let counted = |value: Sym| match value {
                Sym::Other(Value::Truth(truth)) => Ok(Fraction::constant(Number::from(i64::from(truth)))),
                Sym::State(_) => Ok(Fraction::default()),
                value => number(value),
            };
            numbers.push(value.map_or_else(|| Ok(Fraction::constant(Number::ONE)), counted)?);
            if let Some(weight) = weight {
                weights.push(counted(weight)?);
            }
        }
        if absent && numbers.is_empty() {
            return Ok(Sym::State(State::Missing));
        }
        self.listed(function, numbers, &weights)
    }

    fn listed(&mut self, function: ListFunction, numbers: Vec<Fraction>, weights: &[Fraction]) -> Result<Sym, Stop> {
        let total = |numbers: &[Fraction]| numbers.iter().try_fold(Fraction::default(), |sum, n| sum.add(n));
        let count = Fraction::constant(Number::from(numbers.len() as i64));
        Ok(match function {
            ListFunction::Sum | ListFunction::Count => Sym::Number(total(&numbers)?),
            ListFunction::Mean if numbers.is_empty() => FAILED,
            ListFunction::Mean => Sym::Number(total(&numbers)?.div(&count)?),
            ListFunction::WeightedMean => {
                let sum = total(weights)?;
                if self.path.sign(&sum)? == 0 {
                    return Ok(FAILED);
                }
                let products =
                    numbers.iter().zip(weights).map(|(n, weight)| n.mul(weight)).collect::<Result<Vec<_>, _>>()?;
                Sym::Number(total(&products)?.div(&sum)?)
            }
            ListFunction::GeometricMean => {
                for number in &numbers {
                    if self.path.sign(number)? < 0 {
                        return Ok(FAILED);
                    }
                }
                if numbers.is_empty() {
                    return Err(Stop::Beyond);
                }
                Sym::Number(self.path.opaque("rata_rata_geometrik", numbers)?)
            }
            ListFunction::Minimum | ListFunction::Maximum => {
                let wanted = if function == ListFunction::Minimum { -1 } else { 1 };
                let mut numbers = numbers.into_iter();
                let mut best = numbers.next().ok_or(Stop::Beyond)?;
                for number in numbers {
                    if self.path.sign(&number.sub(&best)?)? == wanted {
                        best = number;
                    }
                }
                Sym::Number(best)
            }
            ListFunction::Median => self.median(numbers)?,
        })
    }

    fn median(&mut self, numbers: Vec<Fraction>) -> Result<Sym, Stop> {
        let mut sorted: Vec<Fraction> = Vec::new();
        for number in numbers {
            let mut place = 0;
            while let Some(there) = sorted.get(place) {
                if self.path.sign(&number.sub(there)?)? < 0 {
                    break;
                }
                place += 1;
            }
            sorted.insert(place, number);
        }
        let middle = sorted.len() / 2;
        let half = Fraction::constant(Number::from_parts(5, 1));
        match (sorted.len() % 2, middle.checked_sub(1).and_then(|before| sorted.get(before)), sorted.get(middle)) {
            (1, _, Some(value)) => Ok(Sym::Number(value.clone())),
            (0, Some(low), Some(high)) => Ok(Sym::Number(low.add(high)?.mul(&half)?)),
            _ => Err(Stop::Beyond),
        }
    }
}

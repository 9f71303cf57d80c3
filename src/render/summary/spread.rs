//! How the figures of an indicator are spread: the same in whatever order they come, so that several can count.

use crate::model::Type;
use crate::number::Number;
use std::collections::{BTreeMap, HashMap};

/// So many different figures are told apart; with more there is no median.
const MOST_DIFFERENT: usize = 10_000;
/// A sum of larger fractions is not carried on.
const MOST_BITS: u64 = 4_000;
/// Fractions with so many different denominators are added up.
const MOST_DENOMINATORS: usize = 10_000;

/// The figures of an indicator.
pub(super) struct Spread {
    pub ty: Type,
    pub unit: Option<String>,
    pub count: u64,
    pub least: Option<Number>,
    pub greatest: Option<Number>,
    /// How often each figure occurs; none where there are too many.
    figures: Option<BTreeMap<Number, u64>>,
    sum: Sum,
}

impl Spread {
    pub fn new(ty: Type, unit: Option<String>) -> Self {
        let figures = Some(BTreeMap::new());
        Self { ty, unit, count: 0, least: None, greatest: None, figures, sum: Sum::default() }
    }

    /// A figure that occurs so often.
    pub fn add(&mut self, number: &Number, times: u64) {
        self.count += times;
        self.reach(number);
        self.sum.add(number, times);
        if let Some(figures) = &mut self.figures {
            match figures.get_mut(number) {
                Some(count) => *count += times,
                None => {
                    figures.insert(number.clone(), times);
                }
            }
            if figures.len() > MOST_DIFFERENT {
                self.figures = None;
            }
        }
    }

    /// Adds the figures of other cases.
    pub fn join(&mut self, other: Self) {
        self.count += other.count;
        for number in [&other.least, &other.greatest].into_iter().flatten() {
            self.reach(number);
        }
        self.sum.join(other.sum);
        let figures = self.figures.take().zip(other.figures);
        self.figures = figures.and_then(|(mut figures, others)| {
            for (number, times) in others {
                *figures.entry(number).or_default() += times;
            }
            (figures.len() <= MOST_DIFFERENT).then_some(figures)
        });
    }

    fn reach(&mut self, number: &Number) {
        if self.least.as_ref().is_none_or(|least| number < least) {
            self.least = Some(number.clone());
        }
        if self.greatest.as_ref().is_none_or(|greatest| number > greatest) {
            self.greatest = Some(number.clone());
        }
    }

    /// The sum of the figures by how many there are.
    pub fn mean(&self) -> Option<Number> {
        self.sum.total()?.div(&Number::from_parts(self.count.into(), 0)).ok()
    }

    /// The figure in the middle; of an even number the mean of the two in the middle.
    pub fn median(&self) -> Option<Number> {
        let figures = self.figures.as_ref().filter(|_| self.count > 0)?;
        let at = |wanted: u64| {
            let mut passed = 0;
            figures.iter().find(|(_, count)| {
                passed += **count;
                passed > wanted
            })
        };
        let (low, high) = (at((self.count - 1) / 2)?.0, at(self.count / 2)?.0);
        low.add(high).ok()?.div(&Number::from_parts(2, 0)).ok()
    }
}

/// A sum, by denominators: nothing about it depends on the order in which it is made.
#[derive(Default)]
struct Sum {
    /// Denominators and numerators of 64 bits, of which not even as many as there can be overflow.
    narrow: HashMap<i64, i128>,
    /// The others, by denominator.
    wide: HashMap<String, Number>,
    /// Whether there were too many denominators, or too large a number.
    lost: bool,
}

impl Sum {
    fn add(&mut self, number: &Number, times: u64) {
        match number.to_narrow() {
            Some((numerator, denominator)) => self.add_narrow(denominator, i128::from(numerator) * i128::from(times)),
            None if number.bits() > MOST_BITS => self.lost = true,
            None => match number.mul(&Number::from_parts(times.into(), 0)) {
                Ok(product) => self.add_wide(number.fraction().1, &product),
                Err(_) => self.lost = true,
            },
        }
        self.check();
    }

    fn join(&mut self, other: Self) {
        self.lost |= other.lost;
        for (denominator, numerator) in other.narrow {
            self.add_narrow(denominator, numerator);
        }
        for (denominator, number) in other.wide {
            self.add_wide(denominator, &number);
        }
        self.check();
    }

    fn add_narrow(&mut self, denominator: i64, numerator: i128) {
        if !self.lost {
            let sum = self.narrow.entry(denominator).or_default();
            match sum.checked_add(numerator) {
                Some(more) => *sum = more,
                None => self.lost = true,
            }
        }
    }

    fn add_wide(&mut self, denominator: String, number: &Number) {
        if !self.lost {
            let sum = self.wide.entry(denominator).or_default();
            match sum.add(number) {
                Ok(more) => *sum = more,
                Err(_) => self.lost = true,
            }
        }
    }

    fn check(&mut self) {
        self.lost |= self.narrow.len() + self.wide.len() > MOST_DENOMINATORS;
        if self.lost {
            self.narrow.clear();
            self.wide.clear();
        }
    }

    /// The whole; none where its fraction becomes too large on the way, from small denominators to large ones.
    fn total(&self) -> Option<Number> {
        if self.lost {
            return None;
        }
        let mut narrow: Vec<(i64, i128)> = self.narrow.iter().map(|(below, above)| (*below, *above)).collect();
        narrow.sort_unstable();
        let mut wide: Vec<(&String, &Number)> = self.wide.iter().collect();
        wide.sort_by_key(|(denominator, _)| (denominator.len(), *denominator));
        let narrow = narrow.into_iter().map(|(below, above)| {
            let below = Number::from_parts(below.into(), 0);
            Number::from_parts(above, 0).div(&below).ok()
        });
        let parts = narrow.chain(wide.into_iter().map(|(_, number)| Some(number.clone())));
        let mut total = Number::ZERO;
        for part in parts {
            total = total.add(&part?).ok().filter(|total| total.bits() <= MOST_BITS)?;
        }
        Some(total)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_DIFFERENT, Spread};
    use crate::model::Type;
    use crate::number::Number;

    /// Fractions that look random.
    fn figures(many: u64, denominators: u64) -> Vec<Number> {
        let figure = |place: u64| {
            let mixed = place.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
            Number::from_narrow((mixed % 1_000_003) as i64, (mixed / 7 % denominators + 1) as i64).unwrap_or_default()
        };
        (0..many).map(figure).collect()
    }

    fn spread<'n>(numbers: impl Iterator<Item = &'n Number>) -> Spread {
        let mut spread = Spread::new(Type::Truth, None);
        numbers.for_each(|number| spread.add(number, 1));
        spread
    }

    type Seen = [Option<Number>; 4];

    fn seen(spread: &Spread) -> Seen {
        [spread.least.clone(), spread.greatest.clone(), spread.median(), spread.mean()]
    }

    #[test]
    fn nothing_depends_on_who_counts_what() {
        // With few denominators there are means, with many the fractions become too long, or are too many.
        for (many, denominators, mean) in
            [(500, 200, true), (15_000, 60, true), (6_000, 6_000, false), (30_000, 20_000, false)]
        {
            let numbers = figures(many, denominators);
            let expected = seen(&spread(numbers.iter()));
            assert_eq!(expected[3].is_some(), mean, "{many} {denominators}");
            assert_eq!(expected[2].is_some(), many <= MOST_DIFFERENT as u64, "{many}");
            if mean {
                let total = numbers.iter().try_fold(Number::ZERO, |total, number| total.add(number));
                let mean = total.and_then(|total| total.div(&Number::from(many as i64)));
                assert_eq!(expected[3], mean.ok());
            }
            assert_eq!(seen(&spread(numbers.iter().rev())), expected);
            for parts in [2, 7] {
                let part = |part| spread(numbers.iter().skip(part).step_by(parts));
                let mut joined = part(parts - 1);
                (0..parts - 1).for_each(|place| joined.join(part(place)));
                assert_eq!(joined.count, many);
                assert_eq!(seen(&joined), expected, "{parts} parts");
            }
        }
    }
}

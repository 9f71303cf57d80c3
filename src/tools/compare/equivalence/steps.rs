//! Where rounding takes its steps.

use super::polynomial::Beyond;
use crate::number::{Number, RoundingMode};

/// The least number of which something holds, and with it for all above: the number itself, or only those above it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold {
    /// The number.
    pub at: Number,
    /// Whether it holds for the number itself.
    pub included: bool,
}

impl Threshold {
    /// From where on numbers are rounded to `step` or more; `step` is a number of these decimals.
    pub fn of_rounding(step: &Number, mode: RoundingMode, decimals: i32) -> Result<Self, Beyond> {
        let grid = Number::ONE.shift10(-decimals);
        let half = grid.div(&Number::from(2i64))?;
        let (distance, included) = match mode {
            // A half goes away from zero: up to `step` where that is above zero.
            RoundingMode::HalfAwayFromZero => (half, step.is_positive()),
            RoundingMode::HalfEven => (half, step.shift10(decimals).div(&Number::from(2i64))?.is_integer()),
            RoundingMode::Up => (grid, false),
            RoundingMode::Down => (Number::ZERO, true),
            RoundingMode::Truncate if step.is_positive() => (Number::ZERO, true),
            RoundingMode::Truncate => (grid, false),
        };
        Ok(Self { at: step.sub(&distance)?, included })
    }
}

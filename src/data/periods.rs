//! Which periods data may speak of.

use crate::message::data::DataMessage;
use crate::model::catalog::Catalog;
use crate::value::period::{Granularity, Period};

/// The only period that the header's validity allows; none where it allows several, or says too little.
pub fn only_period(catalog: &Catalog) -> Option<Period> {
    let (from, until) = catalog.in_force;
    Period::only_within(from, until, catalog.granularity?)
}

/// Whether the ruleset can be evaluated for a period: whether it is as long as the ruleset's periods, and ends within the
/// header's validity.
pub fn check_period(catalog: &Catalog, period: Period) -> Result<(), DataMessage> {
    check_length(catalog, period)?;
    let (from, until) = catalog.in_force;
    if !period.ends_within(from, until) {
        let day = |day: Option<crate::value::Date>| day.map_or("…".to_owned(), |day| day.to_string());
        return Err(DataMessage::PeriodOutside { period: period.to_string(), from: day(from), until: day(until) });
    }
    Ok(())
}

pub(super) fn check_length(catalog: &Catalog, period: Period) -> Result<(), DataMessage> {
    match catalog.granularity {
        Some(expected) if expected != period.granularity => {
            let expected = Granularity::word(expected).to_owned();
            Err(DataMessage::PeriodLength { period: period.to_string(), expected })
        }
        _ => Ok(()),
    }
}

/// The period of data without a column for it.
pub(super) fn default_period(catalog: &Catalog, wanted: Option<Period>) -> Result<Option<Period>, DataMessage> {
    match wanted.or_else(|| only_period(catalog)) {
        Some(period) => Ok(Some(period)),
        // Rules without a header know no periods.
        None if catalog.granularity.is_none() => Ok(None),
        None => Err(DataMessage::PeriodNeeded {}),
    }
}

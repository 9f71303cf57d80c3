//! Which periods data may speak of.

use crate::message::data::DataMessage;
use crate::model::catalog::Catalogs;
use crate::value::period::{Granularity, Period};

/// The only period that the header's validity allows; none where it allows several, or says too little.
pub fn only_period(catalogs: &Catalogs) -> Option<Period> {
    let (from, until) = catalogs.in_force();
    Period::only_within(from, until, catalogs.granularity?)
}

/// Whether the ruleset can be evaluated for a period: whether it is no longer than the ruleset's periods, and ends within the
/// header's validity. Where another day was chosen, the period may be any.
pub fn check_period(catalogs: &Catalogs, period: Period) -> Result<(), DataMessage> {
    check_length(catalogs, period)?;
    let (from, until) = catalogs.in_force();
    if catalogs.day.is_none() && !catalogs.holds(period.last_day()) {
        let day = |day: Option<crate::value::Date>| day.map_or("…".to_owned(), |day| day.to_string());
        return Err(DataMessage::PeriodOutside { period: period.to_string(), from: day(from), until: day(until) });
    }
    Ok(())
}

pub(super) fn check_length(catalogs: &Catalogs, period: Period) -> Result<(), DataMessage> {
    match catalogs.granularity {
        Some(expected) if expected > period.granularity => {
            let expected = Granularity::word(expected).to_owned();
            Err(DataMessage::PeriodLength { period: period.to_string(), expected })
        }
        _ => Ok(()),
    }
}

/// The period of data without a column for it.
pub(super) fn default_period(catalogs: &Catalogs, wanted: Option<Period>) -> Result<Option<Period>, DataMessage> {
    match wanted.or_else(|| only_period(catalogs)) {
        Some(period) => Ok(Some(period)),
        // Rules without a header know no periods.
        None if catalogs.granularity.is_none() => Ok(None),
        None => Err(DataMessage::PeriodNeeded {}),
    }
}

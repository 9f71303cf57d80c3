//! What the data says about one figure in a stretch of time: of the whole, of its parts.

use super::facts::{Fact, Facts};
use crate::model::Consolidating;
use crate::value::operator::Consolidation;
use crate::value::period::{Granularity, Period};
use crate::value::{Absence, Blame, CodeId, Field, Frame, Slot, Value, ops};

/// The figures of a slot in a stretch of time.
#[derive(Debug, Clone, Default)]
pub struct Figures<'f> {
    /// That of the whole period, where it counts.
    pub whole: Option<&'f Fact>,
    /// Those of the parts that count, in order of time; empty where the data gives none for any part.
    pub parts: Vec<(Period, Option<&'f Fact>)>,
    /// A figure of a part of another length than the others, so that none of them means anything.
    pub mixed: Option<&'f Fact>,
}

/// The lengths of the parts of a period for which there are figures of a code, each with such a figure.
pub fn lengths(facts: &Facts, whole: Period, code: CodeId) -> impl Iterator<Item = (Granularity, &Fact)> {
    // Its own period may be a part too.
    std::iter::once(facts)
        .chain(facts.others())
        .filter(move |facts| facts.period.is_some_and(|part| part != whole && part.within(whole)))
        .filter_map(move |facts| {
            let figure = Field::BOTH.into_iter().find_map(|field| facts.get(Slot { code, field }))?;
            Some((facts.period?.granularity, figure))
        })
}

impl<'f> Figures<'f> {
    /// What the data says of a slot in a stretch of time; in the facts' own period where there is no such.
    pub fn of(facts: &'f Facts, frame: Option<Frame>, slot: Slot) -> Self {
        let Some(frame) = frame else { return Self { whole: facts.get(slot), ..Self::default() } };
        if frame.is_partial()
            && facts.period == Some(frame.until)
            && let Some((_, fact)) = facts.supposed_together().iter().find(|(known, _)| *known == slot)
        {
            return Self { whole: fact.as_ref(), ..Self::default() };
        }
        let whole = facts.get_in(frame.whole, slot).filter(|fact| {
            // What a longer period has realized is no figure of a shorter one; that it is not applicable holds for both.
            slot.field == Field::Target || !frame.is_partial() || matches!(fact.value, Value::NotApplicable(_))
        });
        let mut lengths = lengths(facts, frame.whole, slot.code);
        let Some((length, _)) = lengths.next() else { return Self { whole, ..Self::default() } };
        let mixed = lengths.find(|(other, _)| *other != length).map(|(_, fact)| fact);
        let any = frame.whole.parts(length).any(|part| facts.get_in(part, slot).is_some());
        let parts = frame.parts(length).filter(|_| any).map(|part| (part, facts.get_in(part, slot))).collect();
        Self { whole, parts, mixed }
    }

    /// Whether there is no figure at all.
    pub fn is_empty(&self) -> bool {
        self.whole.is_none() && self.parts.is_empty()
    }

    /// The values of the parts; a part without a figure is missing.
    pub fn values(&self, slot: Slot) -> Vec<Value> {
        let value = |(part, fact): &(Period, Option<&Fact>)| match fact {
            Some(fact) => fact.value.clone(),
            None => Value::Missing(Absence::at(slot, *part)),
        };
        self.parts.iter().map(value).collect()
    }

    /// *galat* where the figures are those of parts of different lengths.
    pub fn refused(&self, slot: Slot) -> Option<Value> {
        self.mixed.map(|fact| mixed_lengths(slot, fact))
    }

    /// What the parts make.
    pub fn consolidated(&self, slot: Slot, by: Consolidating) -> Value {
        ops::consolidate(by.how, &self.values(slot), by.missing)
    }

    /// Whether nothing that is still to come can change what the parts of a whole period make.
    pub fn is_complete(&self, how: Consolidation) -> bool {
        match how {
            Consolidation::Last => self.parts.last().is_some_and(|(_, fact)| fact.is_some()),
            _ => !self.parts.is_empty() && self.parts.iter().all(|(_, fact)| fact.is_some()),
        }
    }

    /// The last part that has a figure.
    pub fn last(&self) -> Option<(Period, &'f Fact)> {
        self.parts.iter().rev().find_map(|(part, fact)| Some((*part, (*fact)?)))
    }

    /// Where there is a figure of the whole and nothing is lacking of its parts: what the parts make, if that is something
    /// else. `shift` is that of the figure's unit.
    pub fn contradiction(facts: &Facts, frame: Frame, slot: Slot, by: Consolidating, shift: i32) -> Option<Value> {
        let figures = Figures::of(facts, Some(Frame::only(frame.whole)), slot);
        let whole = figures.whole?;
        if figures.mixed.is_some() || !figures.is_complete(by.how) {
            return None;
        }
        let made = figures.consolidated(slot, by);
        (made.is_there() && whole.value.is_there() && !repeats(&made, whole, true, shift)).then_some(made)
    }
}

/// *galat* of a figure for parts of different lengths, this being one of the other length.
pub fn mixed_lengths(slot: Slot, fact: &Fact) -> Value {
    Value::bad_data(slot, Blame::on(fact.origin, 660))
}

/// The length of the parts in which all of these figures can be looked at: the longest of those that the data gives them
/// for. None where it gives none for parts that count.
///
/// # Errors
/// A figure for parts of different lengths, and one of the other length.
pub fn common_length<'f>(
    facts: &'f Facts,
    frame: Frame,
    slots: &[Slot],
) -> Result<Option<Granularity>, (Slot, &'f Fact)> {
    let mut common: Option<Granularity> = None;
    for slot in slots {
        let mut own = lengths(facts, frame.whole, slot.code);
        let Some((length, _)) = own.next() else { continue };
        if let Some((_, fact)) = own.find(|(other, _)| *other != length) {
            return Err((*slot, fact));
        }
        common = Some(common.map_or(length, |common| common.min(length)));
    }
    Ok(common.filter(|length| frame.parts(*length).next().is_some()))
}

/// Whether a figure of the data repeats a value. One that is computed is repeated to the decimals that the cell shows; and
/// one that cannot be written out can only be repeated so.
pub fn repeats(value: &Value, fact: &Fact, is_computed: bool, shift: i32) -> bool {
    if *value == fact.value {
        return true;
    }
    let (Value::Number(number), Value::Number(given)) = (value, &fact.value) else { return false };
    (is_computed || number.decimals().is_none())
        && number.round_at(crate::number::RoundingMode::HalfAwayFromZero, i32::from(fact.decimals) + shift) == *given
}

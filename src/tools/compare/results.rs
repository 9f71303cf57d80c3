//! Both rulesets on the same facts: whose results are different, and which of the changes makes them so.

use super::rules::Compared;
use super::seat::{Refused, Seat};
pub use super::tally::Tally;
use crate::evaluate::{Against, Conflict, Fact, Facts, Outcome};
use crate::message::Language;
use crate::model::catalog::{CellType, CellUnit};
use crate::model::{Codes, ItemId, ItemKind, Model, Property, Type};
use crate::number::Number;
use crate::render::comparison::{Cause, CauseKind, Effect, Moved, Rated};
use crate::render::figure::label_text;
use crate::render::number::{Precision, differing, value};
use crate::render::state;
use crate::value::{Cause as Why, CodeId, Field, Frame, Slot, Value};
use std::collections::HashSet;
use std::sync::Arc;

/// Two sets of rules, ready for facts.
pub struct Duel {
    /// What is different between them.
    pub compared: Compared,
    /// How the codes of the data are the new ruleset's: the code in the data, that of the new rules, and whether their
    /// cells mean the same.
    slots: Vec<Translated>,
    /// The codes that only the rules of other times have: in the data, and in the new rules.
    others: Vec<(CodeId, CodeId)>,
    rows: Vec<Row>,
}

/// Where a figure of the data stands in facts for the new rules.
#[derive(Debug, Clone, Copy)]
struct Translated {
    data: CodeId,
    new: CodeId,
    /// Whether the target and the realization can be read by the new rules as the data gives them.
    readable: [bool; 2],
}

/// A result by both rulesets, and by those with single changes.
#[derive(Debug, Clone)]
struct Row {
    old: Option<ItemId>,
    new: Option<ItemId>,
    alone: Vec<Option<ItemId>>,
    additions: Option<ItemId>,
    code: String,
    old_code: Option<String>,
    kind: &'static str,
    title: Option<String>,
    has_rating: bool,
}

/// What became of one unit in one period.
#[derive(Debug, Default)]
pub struct Outcomes {
    /// The results that are different.
    pub moved: Vec<Moved>,
    /// Where the data contradicts both rulesets.
    pub conflicts: Vec<Conflict>,
    /// How many figures of the data repeat a rule of one ruleset that the other has changed.
    pub repeated: u64,
    /// Whether a result cannot be computed by either ruleset.
    pub failed: bool,
    /// How many figures are for codes that neither ruleset has in this period.
    pub unused: u64,
}

/// A result by one ruleset.
#[derive(Debug, Clone)]
struct Figure {
    rated: Rated,
    value: Option<Value>,
    ty: Option<Type>,
    unit: String,
}

/// A result by the rules with a single change.
struct Alone<'f> {
    step: usize,
    figure: Figure,
    /// The result without that change.
    base: &'f Figure,
}

impl Duel {
    /// Two sets of rules; `codes` are those of the data.
    pub fn new(compared: Compared, old: &Model, new: &Model, codes: &Codes) -> Self {
        let mut slots = Vec::new();
        let mut rows = Vec::new();
        let item = |model: &Model, code: &str| model.code_item(model.codes.get(code)?);
        let (old_cells, new_cells) = (cells(old), cells(new));
        for (old_code, new_code) in &compared.items {
            let one = old_code.as_deref().and_then(|code| item(old, code));
            let other = new_code.as_deref().and_then(|code| item(new, code));
            let data = old_code.as_deref().or(new_code.as_deref()).and_then(|code| codes.get(code));
            if let (Some(data), Some(new_code), Some(_)) = (data, new_code, other)
                && let Some(new_id) = new.codes.get(new_code)
            {
                let readable =
                    match old_code.as_deref().map(|code| (old_cells.get(code), new_cells.get(new_code.as_str()))) {
                        Some((Some(one), Some(other))) => [0, 1].map(|field| same_cell(&one[field], &other[field])),
                        _ => [true, true],
                    };
                slots.push(Translated { data, new: new_id, readable });
            }
            let is_result = |model: &Model, item: &Option<ItemId>| {
                item.is_some_and(|item| {
                    let item = model.item(item);
                    item.module == 0 && item.kind != ItemKind::Data
                })
            };
            if !is_result(old, &one) && !is_result(new, &other) {
                continue;
            }
            let rating = |model: &Model, item: &Option<ItemId>| {
                item.is_some_and(|item| model.item(item).properties[Property::Category as usize].is_some())
            };
            let has_rating = rating(old, &one) || rating(new, &other);
            let of = match other {
                Some(other) => new.item(other),
                None => match one {
                    Some(one) => old.item(one),
                    None => continue,
                },
            };
            let code = new_code.clone().or_else(|| old_code.clone()).unwrap_or_default();
            let alone = compared.alone.iter().map(|(_, model)| item(model, old_code.as_ref().or(new_code.as_ref())?));
            rows.push(Row {
                old: one,
                new: other,
                alone: alone.collect(),
                additions: compared
                    .additions
                    .as_ref()
                    .and_then(|model| item(model, old_code.as_ref().or(new_code.as_ref())?)),
                old_code: old_code.clone().filter(|old| *old != code && new_code.is_some()),
                code,
                kind: of.kind.word(),
                title: of.title.clone(),
                has_rating,
            });
        }
        let taken: HashSet<CodeId> = slots.iter().map(|slot| slot.new).collect();
        let known: HashSet<CodeId> = slots.iter().map(|slot| slot.data).collect();
        let others = codes
            .names()
            .filter_map(|name| Some((codes.get(name)?, new.codes.get(name)?)))
            .filter(|(data, new)| !known.contains(data) && !taken.contains(new))
            .collect();
        Self { compared, slots, others, rows }
    }

    /// The codes whose figures the data cannot give to both rulesets, for their units or scales differ.
    pub fn unreadable(&self, codes: &Codes) -> Vec<String> {
        let unread = self.slots.iter().filter(|slot| slot.readable.contains(&false));
        unread.map(|slot| codes.name(slot.data).to_owned()).collect()
    }

    /// The results of one unit in one period.
    pub fn case(&self, old: Seat<'_>, new: Seat<'_>, facts: &Facts, tally: &mut Tally, language: Language) -> Outcomes {
        let mut outcomes = Outcomes::default();
        let mut old_facts = facts.clone();
        let mut new_facts = self.translated(facts, new.model);
        let mut one = old.run(&old_facts);
        let mut other = new.run(&new_facts);
        self.settle(old, new, (&mut old_facts, &mut new_facts), (&mut one, &mut other), &mut outcomes);
        let seat = old;
        let (old, new) = (old.model, new.model);
        tally.cases += 1;
        let is_used =
            |slot: &Slot| old.code_item(slot.code).is_some() || self.slots.iter().any(|known| known.data == slot.code);
        let frame = facts.period.map(|period| Frame::of(period, old.header().and_then(|header| header.granularity)));
        let is_part = |other: &&Facts| frame.zip(other.period).is_some_and(|(frame, period)| frame.counts(period));
        let counted = std::iter::once(facts).chain(facts.others().filter(is_part)).flat_map(Facts::iter);
        outcomes.unused = counted.filter(|(slot, _)| !is_used(slot)).count() as u64;
        let mut alone: Option<(Vec<Outcome>, Option<Outcome>)> = None;
        for row in &self.rows {
            let before = figure(old, &one, row.old, row.has_rating, language);
            let after = figure(new, &other, row.new, row.has_rating, language);
            outcomes.failed |= [&before, &after].iter().any(|figure| matches!(figure.value, Some(Value::Failed(_))));
            if row.has_rating {
                tally.count(&row.code, facts.unit.as_ref(), &before.rated, &after.rated);
            }
            if is_same(&before, &after) {
                continue;
            }
            let (alone, additions) = alone.get_or_insert_with(|| {
                let by = |model: &Model| seat.by(model).without_conflicts(&old_facts);
                let alone = self.compared.alone.iter().map(|(_, model)| by(model)).collect();
                (alone, self.compared.additions.as_ref().map(by))
            });
            // What needed additions is seen against the rules with them.
            let base = self.compared.additions.as_ref().zip(additions.as_ref());
            let base = base.map(|(model, outcome)| figure(model, outcome, row.additions, row.has_rating, language));
            let effects: Vec<Alone<'_>> = self
                .compared
                .alone
                .iter()
                .zip(alone.iter())
                .zip(&row.alone)
                .map(|(((number, model), outcome), item)| Alone {
                    step: *number,
                    figure: figure(model, outcome, *item, row.has_rating, language),
                    base: base.as_ref().filter(|_| self.compared.with_additions.contains(number)).unwrap_or(&before),
                })
                .collect();
            let cause = cause(&before, &after, &effects, self.compared.is_unresolved);
            let (old_rated, new_rated) = shown(old, &before, &after);
            outcomes.moved.push(Moved {
                unit: facts.unit.as_deref().map(str::to_owned),
                period: facts.period.map(|period| period.to_string()),
                code: row.code.clone(),
                old_code: row.old_code.clone(),
                kind: row.kind.to_owned(),
                title: row.title.clone(),
                is_rating: before.rated.rating != after.rated.rating,
                old: old_rated,
                new: new_rated,
                cause,
            });
        }
        outcomes
    }

    /// The facts of all periods as the new rules name them.
    fn translated(&self, facts: &Facts, new: &Model) -> Facts {
        let translated = self.translated_alone(facts, new);
        if facts.is_alone() {
            return translated;
        }
        translated.beside(Arc::new(facts.others().map(|other| self.translated_alone(other, new)).collect()))
    }

    /// The same for one period.
    fn translated_alone(&self, facts: &Facts, new: &Model) -> Facts {
        let mut translated = Facts::new(facts.unit.clone(), facts.period, new.codes.len());
        let fields = [Field::Target, Field::Realization];
        for slot in &self.slots {
            for (field, readable) in fields.into_iter().zip(slot.readable) {
                let Some(fact) = facts.get(Slot { code: slot.data, field }) else { continue };
                let at = Slot { code: slot.new, field };
                let is_value = !matches!(fact.value, Value::NotApplicable(_) | Value::Failed(_));
                let fact = match readable || !is_value {
                    true => fact.clone(),
                    false => Fact { value: Value::failed(Why::BadData(at, None)), ..fact.clone() },
                };
                translated.set(at, fact);
            }
        }
        for (code, new) in &self.others {
            for field in fields {
                if let Some(fact) = facts.get(Slot { code: *code, field }) {
                    translated.set(Slot { code: *new, field }, fact.clone());
                }
            }
        }
        translated
    }

    /// Where a figure of the data repeats what one ruleset says and the other says otherwise, the other goes by its own
    /// rule. What contradicts both is wrong.
    fn settle(
        &self,
        old: Seat<'_>,
        new: Seat<'_>,
        facts: (&mut Facts, &mut Facts),
        results: (&mut Outcome, &mut Outcome),
        found: &mut Outcomes,
    ) {
        if results.0.conflicts.is_empty() && results.1.conflicts.is_empty() {
            return;
        }
        let to_new = |refused: Refused| {
            let known = self.slots.iter().find(|known| known.data == refused.slot.code)?;
            Some(Refused { slot: Slot { code: known.new, field: refused.slot.field }, ..refused })
        };
        let news: Vec<Refused> = results.1.conflicts.iter().filter_map(|conflict| new.refused(conflict)).collect();
        let mut shared: Vec<Refused> = Vec::new();
        let mut only_old: Vec<Refused> = Vec::new();
        for conflict in std::mem::take(&mut results.0.conflicts) {
            let refused = old.refused(&conflict);
            match refused.and_then(to_new) {
                Some(same) if same.against == Against::Rule && !news.contains(&same) => only_old.extend(refused),
                same => {
                    shared.extend(same);
                    found.conflicts.push(conflict);
                }
            }
        }
        // What the parts make of a figure by the new rules alone is no rule to go by: there it stays unusable.
        let is_only_new = |refused: &Refused| refused.against == Against::Rule && !shared.contains(refused);
        let only_new: Vec<Refused> = news.into_iter().filter(is_only_new).collect();
        results.1.conflicts.clear();
        found.repeated += (only_old.len() + only_new.len()) as u64;
        if !only_old.is_empty() {
            *facts.0 = old.without(facts.0, &only_old);
            *results.0 = old.run(facts.0);
        }
        if !only_new.is_empty() {
            *facts.1 = new.without(facts.1, &only_new);
            *results.1 = new.run(facts.1);
        }
    }
}

/// What cells of each code hold, by code: of target and realization.
fn cells(model: &Model) -> std::collections::HashMap<String, [Option<CellType>; 2]> {
    let entries = model.catalog().entries.into_iter();
    entries.map(|entry| (entry.code, [entry.target, entry.realization])).collect()
}

/// Whether a cell that one ruleset reads means the same to the other.
fn same_cell(one: &Option<CellType>, other: &Option<CellType>) -> bool {
    let unit = |unit: &CellUnit| (unit.name.clone(), unit.shift);
    match (one, other) {
        (Some(CellType::Number(one)), Some(CellType::Number(other)))
        | (Some(CellType::Range(one)), Some(CellType::Range(other)))
        | (Some(CellType::Number(one)), Some(CellType::Range(other)))
        | (Some(CellType::Range(one)), Some(CellType::Number(other))) => unit(one) == unit(other),
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// A result of an item by one ruleset.
fn figure(model: &Model, outcome: &Outcome, item: Option<ItemId>, has_rating: bool, language: Language) -> Figure {
    let Some(item) = item else {
        let none = language.pick("tidak ada", "not there").to_owned();
        let rating = has_rating.then(|| none.clone());
        return Figure { rated: Rated { rating, value: Some(none) }, value: None, ty: None, unit: String::new() };
    };
    let root = |property: Property| model.item(item).properties[property as usize];
    let rating = has_rating.then(|| match root(Property::Category) {
        None => language.pick("tanpa kategori", "without a rating").to_owned(),
        Some(node) => match outcome.value(node) {
            Some(Value::Label(label)) => label_text(model, model.node(node).ty, *label).to_owned(),
            Some(other) => state::word(other, language).unwrap_or_default().to_owned(),
            None => String::new(),
        },
    });
    let order = [Property::Achievement, Property::Absorption, Property::Realization];
    let Some(node) = order.into_iter().find_map(root) else {
        return Figure { rated: Rated { rating, value: None }, value: None, ty: None, unit: String::new() };
    };
    let ty = model.node(node).ty;
    let found = outcome.value(node).cloned();
    let text = found.as_ref().map(|found| told(model, found, ty, language));
    let unit = crate::render::outcome::type_name(model, ty);
    Figure { rated: Rated { rating, value: text }, value: found, ty: Some(ty), unit }
}

fn told(model: &Model, of: &Value, ty: Type, language: Language) -> String {
    match state::word(of, language) {
        Some(word) => word.to_owned(),
        None => value(model, of, ty, Precision::Table).unwrap_or_default(),
    }
}

/// Whether two results are the same in all that is published of them.
fn is_same(one: &Figure, other: &Figure) -> bool {
    if one.rated.rating != other.rated.rating {
        return false;
    }
    match (&one.value, &other.value) {
        (Some(Value::Number(a)), Some(Value::Number(b))) => a == b && one.unit == other.unit,
        _ => one.rated.value == other.rated.value,
    }
}

/// Both as they are shown: with enough digits to differ.
fn shown(old: &Model, one: &Figure, other: &Figure) -> (Rated, Rated) {
    let (mut before, mut after) = (one.rated.clone(), other.rated.clone());
    if let (Some(Value::Number(a)), Some(Value::Number(b)), Some(Type::Number(unit))) =
        (&one.value, &other.value, one.ty)
        && one.unit == other.unit
        && a != b
    {
        let (a, b) = differing(&old.units, a, b, unit, Precision::Table);
        (before.value, after.value) = (Some(a), Some(b));
    }
    (before, after)
}

/// Which changes make a result what it is.
fn cause(before: &Figure, after: &Figure, alone: &[Alone<'_>], is_unresolved: bool) -> Cause {
    let moved = before.rated.rating != after.rated.rating;
    let touching: Vec<&Alone<'_>> = alone.iter().filter(|alone| !is_same(alone.base, &alone.figure)).collect();
    let is_rating = |alone: &Alone<'_>| alone.figure.rated.rating != alone.base.rated.rating;
    // Where a result is no longer there, or has no value, what alone does that is the cause, whatever else would do.
    let whole: Vec<&Alone<'_>> = touching.iter().copied().filter(|alone| is_same(&alone.figure, after)).collect();
    let has_number = after.value.as_ref().is_some_and(|value| value.number().is_some());
    let touching = if has_number || whole.is_empty() { touching } else { whole };
    let ends = [&before.rated.rating, &after.rated.rating];
    // No change alone leads elsewhere, and where the rating is another, one alone does that.
    let is_consistent = touching.iter().all(|alone| ends.contains(&&alone.figure.rated.rating))
        && (!moved || touching.iter().any(|alone| is_rating(alone)));
    let explains = match adds_up(before, after, &touching) {
        Some(adds_up) => adds_up,
        // States cannot be added: a change that alone does all is the cause.
        None => touching.iter().any(|alone| is_same(&alone.figure, after)),
    };
    let kind = match touching.as_slice() {
        [alone] if is_same(&alone.figure, after) => CauseKind::One,
        _ if is_consistent && explains => CauseKind::Each,
        _ if is_unresolved => CauseKind::Unknown,
        _ => CauseKind::Interaction,
    };
    let effect = |alone: &&Alone<'_>| Effect {
        step: alone.step,
        alone: alone.figure.rated.clone(),
        is_rating: is_rating(alone),
    };
    Cause { kind, effects: touching.iter().map(effect).collect() }
}

/// Whether what the changes do alone adds up to what they do together; none where there is nothing to add.
fn adds_up(before: &Figure, after: &Figure, alone: &[&Alone<'_>]) -> Option<bool> {
    let number = |figure: &Figure| figure.value.as_ref().and_then(Value::number).cloned();
    let (start, end) = (number(before)?, number(after)?);
    let mut sum = Number::ZERO;
    for alone in alone {
        sum = sum.add(&number(&alone.figure)?.sub(&number(alone.base)?).ok()?).ok()?;
    }
    Some(sum == end.sub(&start).ok()?)
}

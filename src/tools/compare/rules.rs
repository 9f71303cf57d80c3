//! What is different between two sets of rules, and the rules with each of the changes alone.

use super::alone::{Between, Step};
use super::declarations::{Content, Declarations, Matched};
use super::differences::{Aspect, Comparing, Difference, said_of};
use super::units::Unit;
use crate::message::Language;
use crate::model::build::{Joined, Staged};
use crate::model::{Codes, Model};
use crate::render::comparison::{Act, Alone, Change, Detail, RulesPart, Step as Told};
use crate::source::{Sources, Span};
use crate::syntax::ast::BlockKind;
use crate::value::Window;
use crate::value::period::Period;
use std::collections::HashMap;

/// Old and new full codes.
pub type Items = Vec<(Option<String>, Option<String>)>;

/// A set of rules.
#[derive(Clone, Copy)]
pub struct Rulebook<'r> {
    /// The model.
    pub model: &'r Model,
    /// The files that it was built from.
    pub staged: &'r Staged,
    /// Their texts.
    pub sources: &'r Sources,
    /// The days on which it is in force.
    pub window: Window,
}

/// What is different between two sets of rules.
pub struct Compared {
    /// For the reader.
    pub part: RulesPart,
    /// The rules with one change each, by its number.
    pub alone: Vec<(usize, Model)>,
    /// Of those, the ones that could only be applied with all additions.
    pub with_additions: Vec<usize>,
    /// The rules with all additions and nothing else; none where no change needs them.
    pub additions: Option<Model>,
    /// Whether some changes could not be applied alone.
    pub is_unresolved: bool,
    /// The full codes of items that belong together; none where one of the rulesets has no such item.
    pub items: Items,
}

/// Compares two sets of rules. Changes are numbered from `first` on.
pub fn compare(
    old: Rulebook<'_>,
    new: Rulebook<'_>,
    codes: &Codes,
    period: Option<Period>,
    first: usize,
    language: Language,
) -> Compared {
    let before = Declarations::of(old.staged, old.sources);
    let after = Declarations::of(new.staged, new.sources);
    let matched = Matched::new(&before, &after);
    let joined = Joined::new((old.staged, old.sources), (new.staged, new.sources), &|file| {
        matched.file_of.get(file).copied().unwrap_or(0)
    });
    let between = Between { old: &before, new: &after, matched: &matched, joined: &joined };
    let mut work = Work { between, old, new, steps: Vec::new(), changes: Vec::new(), language };
    work.find();
    let (units, additions) = work.units(first, codes);
    work.told(units, additions, period)
}

/// The full codes of items that belong together; none where one of the rulesets has no such item.
pub fn items(old: Rulebook<'_>, new: Rulebook<'_>) -> Items {
    let before = Declarations::of(old.staged, old.sources);
    let after = Declarations::of(new.staged, new.sources);
    let matched = Matched::new(&before, &after);
    items_of(&before, &after, &matched)
}

fn items_of(old: &Declarations<'_>, new: &Declarations<'_>, matched: &Matched) -> Items {
    let mut items = Vec::new();
    let is_item = |content: Content<'_>| {
        content.is_item() || matches!(content, Content::Block(block) if block.kind == BlockKind::Data)
    };
    for (index, other) in matched.old_of.iter().enumerate().filter(|(index, _)| is_item(new.all[*index].content)) {
        items.push((other.and_then(|other| old.full_name(other)), new.full_name(index)));
    }
    for (index, other) in matched.new_of.iter().enumerate() {
        if other.is_none() && is_item(old.all[index].content) {
            items.push((old.full_name(index), None));
        }
    }
    items
}

pub(super) struct Work<'w, 't> {
    pub(super) between: Between<'w, 't>,
    pub(super) old: Rulebook<'w>,
    pub(super) new: Rulebook<'w>,
    pub(super) steps: Vec<Step>,
    /// What is different, with the place of the old and the new declaration, and the steps of the whole and of details.
    changes: Vec<Found>,
    pub(super) language: Language,
}

struct Found {
    act: Act,
    old: Option<usize>,
    new: Option<usize>,
    step: Option<usize>,
    details: Vec<(Difference, Option<usize>)>,
}

impl<'w> Work<'w, '_> {
    /// Finds what is different.
    fn find(&mut self) {
        let Between { old, new, matched, .. } = self.between;
        let comparing = Comparing { old, new, matched };
        for index in 0..new.all.len() {
            let Some(other) = matched.old_of[index] else {
                self.unmatched(index, true);
                continue;
            };
            let differences = comparing.differences(other, index);
            if differences.is_empty() {
                continue;
            }
            let details = differences
                .into_iter()
                .map(|difference| {
                    let step = match difference.aspect {
                        Aspect::Place => Some(Step::Move(other, index)),
                        aspect => Some(Step::Aspect(other, index, aspect)),
                    };
                    let step = step.filter(|_| difference.counts).map(|step| self.step(step));
                    (difference, step)
                })
                .collect();
            self.changes.push(Found { act: Act::Changed, old: Some(other), new: Some(index), step: None, details });
        }
        for index in 0..old.all.len() {
            if matched.new_of[index].is_none() {
                self.unmatched(index, false);
            }
        }
    }

    fn step(&mut self, step: Step) -> usize {
        match self.steps.iter().position(|known| *known == step) {
            Some(place) => place,
            None => {
                self.steps.push(step);
                self.steps.len() - 1
            }
        }
    }

    /// A declaration that stands on one side only.
    fn unmatched(&mut self, index: usize, is_new: bool) {
        let Between { old, new, matched, .. } = self.between;
        let (list, others) = if is_new { (new, &matched.old_of) } else { (old, &matched.new_of) };
        let counterpart = if is_new { old } else { new };
        let of = list.all[index];
        // What another ruleset or a standard one brings is told by the `gunakan` that brings it.
        let is_known_scope = counterpart.prefixes.contains(&list.prefixes[of.scope]);
        if !is_known_scope || list.is_standard(index) {
            return;
        }
        let counts = !of.content.is_definition() && !matches!(of.content, Content::Condition(_) | Content::Use(_));
        let mut top = index;
        while let Some(parent) = list.all[top].parent.filter(|parent| others[*parent].is_none()) {
            top = parent;
        }
        let step = counts.then(|| self.step(if is_new { Step::Insert(top) } else { Step::Remove(top) }));
        let act = if is_new { Act::Added } else { Act::Removed };
        let said = match of.content {
            Content::Block(block) if of.content.is_item() => said_of(block, list.sources, is_new),
            _ => Vec::new(),
        };
        let details = said.into_iter().map(|difference| (difference, step)).collect();
        let (old, new) = if is_new { (None, Some(index)) } else { (Some(index), None) };
        self.changes.push(Found { act, old, new, step, details });
    }

    /// What the reader is told.
    fn told(self, mut units: Vec<Unit>, additions: Option<Model>, period: Option<Period>) -> Compared {
        let number_of: HashMap<Step, usize> =
            units.iter().flat_map(|unit| unit.steps.iter().map(|step| (*step, unit.number))).collect();
        let first = units.first().map_or(0, |unit| unit.number);
        for unit in &mut units {
            if let Alone::With { others } = &mut unit.alone {
                others.iter_mut().for_each(|place| *place += first);
            }
        }
        let number = |step: Option<usize>| step.and_then(|place| number_of.get(&self.steps[place]).copied());
        let changes: Vec<Change> = self.changes.iter().map(|found| self.change(found, &number)).collect();
        for unit in &mut units {
            unit.what = what_of(&changes, unit.number);
        }
        let steps = units
            .iter()
            .map(|unit| Told {
                number: unit.number,
                what: unit.what.clone(),
                alone: unit.alone.clone(),
                verdicts: self.verdicts(unit, period),
            })
            .collect();
        let Between { old, new, matched, .. } = self.between;
        let items = items_of(old, new, matched);
        let is_with = |unit: &&Unit| matches!(unit.alone, Alone::With { .. });
        let with_additions = units.iter().filter(is_with).map(|unit| unit.number).collect();
        let is_unresolved = units.iter().any(|unit| unit.model.is_none());
        Compared {
            part: RulesPart {
                old_window: self.language.pick(self.old.window.indonesian(), self.old.window.english()),
                new_window: self.language.pick(self.new.window.indonesian(), self.new.window.english()),
                changes,
                steps,
            },
            alone: units.into_iter().filter_map(|unit| Some((unit.number, unit.model?))).collect(),
            with_additions,
            additions,
            is_unresolved,
            items,
        }
    }

    fn change(&self, found: &Found, number: &dyn Fn(Option<usize>) -> Option<usize>) -> Change {
        let Between { old, new, .. } = self.between;
        let (list, index, in_new) = match (found.new, found.old) {
            (Some(index), _) => (new, index, true),
            (None, index) => (old, index.unwrap_or_default(), false),
        };
        let content = list.all[index].content;
        let name = list.full_name(index).or_else(|| match content {
            Content::Use(used) => Some(format!(
                "\"{}\"{}",
                used.path.value,
                match &used.alias {
                    Some(alias) => format!(" sebagai {}", alias.text),
                    None => String::new(),
                }
            )),
            Content::Condition(condition) => Some(match &condition.message {
                Some(message) => format!("\"{}\"", message.value),
                None => super::same::written(list.sources, condition.condition.span),
            }),
            Content::Block(_) => list.all[index].parent.and_then(|parent| {
                let parent = list.full_name(parent)?;
                Some(format!("dalam {parent}"))
            }),
            _ => None,
        });
        let old_name = found.old.filter(|_| in_new).and_then(|index| old.full_name(index));
        Change {
            act: found.act,
            keyword: content.keyword(),
            old_name: old_name.filter(|old| name.as_ref().is_some_and(|name| name != old)),
            name,
            title: content.title().map(str::to_owned),
            place: self.place(content.place(), in_new),
            step: number(found.step),
            details: found
                .details
                .iter()
                .map(|(difference, step)| Detail {
                    what: difference.what.clone(),
                    old: difference.old.clone(),
                    new: difference.new.clone(),
                    step: number(*step),
                    place: self.place(difference.place, difference.in_new),
                })
                .collect(),
        }
    }

    /// `FILE:LINE` as seen from the ruleset's folder.
    fn place(&self, span: Span, in_new: bool) -> String {
        let sources = if in_new { self.new.sources } else { self.old.sources };
        let main = sources.files().next().map_or("", |main| sources.name(main));
        let folder = main.rfind('/').map_or("", |end| &main[..=end]);
        let place = sources.place(span);
        place.strip_prefix(folder).map_or_else(|| place.clone(), str::to_owned)
    }
}

/// What a change is, in a few words: `indikator S1.2: target`.
fn what_of(changes: &[Change], number: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for (place, change) in changes.iter().enumerate() {
        let name = match &change.name {
            Some(name) => format!("{} {name}", change.keyword),
            None => change.keyword.clone(),
        };
        if change.step == Some(number) {
            parts.push(name.clone());
        }
        let is_whole = change.step.is_some();
        for detail in change.details.iter().filter(|detail| detail.step == Some(number) && !is_whole) {
            if last != Some(place) {
                parts.push(format!("{name}: {}", detail.what));
            } else if let Some(part) = parts.last_mut() {
                part.push_str(&format!(", {}", detail.what));
            }
            last = Some(place);
        }
    }
    match parts.len() {
        0..=4 => parts.join("; "),
        more => format!("{}; … (+{})", parts[..4].join("; "), more - 4),
    }
}

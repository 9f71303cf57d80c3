//! Which steps make one change, and the rules with each change alone.

use super::alone::{Between, Step};
use super::declarations::Declarations;
use super::differences::Aspect;
use super::rules::Work;
use crate::model::{Codes, Model};
use crate::render::comparison::Alone;
use crate::syntax::ast::{AttributeKind, Block, Item, Member};
use std::collections::HashMap;

/// So many changes are applied one by one.
const MOST_STEPS: usize = 300;
/// All models with single changes together have at most this many nodes.
const MOST_NODES: usize = 4_000_000;
/// A change that is applied as a whole.
pub(super) struct Unit {
    pub number: usize,
    pub what: String,
    pub steps: Vec<Step>,
    pub alone: Alone,
    pub model: Option<Model>,
}

impl<'w> Work<'w, '_> {
    /// Steps that only make sense together belong to one change.
    fn groups(&self) -> Vec<usize> {
        let Between { old, new, matched, .. } = self.between;
        let mut group: Vec<usize> = (0..self.steps.len()).collect();
        let mut join = |one: usize, other: usize| {
            let (from, to) = (group[one].max(group[other]), group[one].min(group[other]));
            group.iter_mut().filter(|of| **of == from).for_each(|of| *of = to);
        };
        let weighs = |block: Option<&Block>| {
            block.is_some_and(|block| {
                block
                    .members
                    .iter()
                    .any(|member| matches!(member, Member::Attribute(a) if matches!(a.kind, AttributeKind::Weight(_))))
            })
        };
        // Weights of siblings add up.
        let mut siblings: HashMap<(usize, Option<usize>), Vec<usize>> = HashMap::new();
        for (place, step) in self.steps.iter().enumerate() {
            let parent_of_new = |index: usize| match new.all[index].parent {
                Some(parent) => matched.old_of[parent].map(Some),
                None => Some(None),
            };
            let key = |scope: usize, parent: Option<usize>| (scope, parent);
            let keys: Vec<(usize, Option<usize>)> = match step {
                Step::Aspect(index, _, Aspect::Attribute("bobot")) => {
                    vec![key(old.all[*index].scope, old.all[*index].parent)]
                }
                Step::Insert(index) if weighs(new.all[*index].content.block()) => {
                    parent_of_new(*index).map(|parent| key(new.all[*index].scope, parent)).into_iter().collect()
                }
                Step::Remove(index) if weighs(old.all[*index].content.block()) => {
                    vec![key(old.all[*index].scope, old.all[*index].parent)]
                }
                Step::Move(index, other) if weighs(old.all[*index].content.block()) => {
                    let to = parent_of_new(*other).map(|parent| key(new.all[*other].scope, parent));
                    std::iter::once(key(old.all[*index].scope, old.all[*index].parent)).chain(to).collect()
                }
                _ => Vec::new(),
            };
            for key in keys {
                siblings.entry(key).or_default().push(place);
            }
        }
        // A target for all periods and one for some cannot stand beside each other, nor can `agregasi` and `rumus`.
        for (place, step) in self.steps.iter().enumerate() {
            let Step::Aspect(index, _, Aspect::Attribute(word @ ("target" | "rumus"))) = step else { continue };
            let is_other = |other: &Step| match other {
                Step::Aspect(of, _, Aspect::Target(_)) => of == index && *word == "target",
                Step::Aspect(of, _, Aspect::Attribute("agregasi")) => of == index && *word == "rumus",
                _ => false,
            };
            let others = self.steps.iter().enumerate().filter(|(_, other)| is_other(other));
            others.for_each(|(other, _)| join(place, other));
        }
        for places in siblings.values() {
            places.windows(2).for_each(|pair| join(pair[0], pair[1]));
        }
        // What moves into something new, or out of something that is taken away.
        for (place, step) in self.steps.iter().enumerate() {
            let Step::Move(index, other) = step else { continue };
            let within = |list: &Declarations<'_>, mut at: usize, wanted: &dyn Fn(usize) -> Option<usize>| {
                while let Some(parent) = list.all[at].parent {
                    if let Some(found) = wanted(parent) {
                        return Some(found);
                    }
                    at = parent;
                }
                None
            };
            let position = |wanted: Step| self.steps.iter().position(|step| *step == wanted);
            let inserted = within(new, *other, &|parent| position(Step::Insert(parent)));
            let removed = within(old, *index, &|parent| position(Step::Remove(parent)));
            inserted.into_iter().chain(removed).for_each(|found| join(place, found));
        }
        group
    }

    /// The changes, each built alone.
    pub(super) fn units(&self, first: usize, codes: &Codes) -> (Vec<Unit>, Option<Model>) {
        let groups = self.groups();
        let mut order: Vec<usize> = Vec::new();
        for group in &groups {
            if !order.contains(group) {
                order.push(*group);
            }
        }
        let mut units: Vec<Unit> = order
            .iter()
            .map(|group| {
                let steps = self.steps.iter().zip(&groups).filter(|(_, of)| *of == group).map(|(step, _)| *step);
                Unit { number: 0, what: String::new(), steps: steps.collect(), alone: Alone::Applied, model: None }
            })
            .collect();
        let always = self.always(codes);
        let mut nodes = 0;
        for (index, unit) in units.iter_mut().enumerate() {
            if index >= MOST_STEPS || nodes > MOST_NODES {
                unit.alone = Alone::TooMany;
                continue;
            }
            match self.built(&always, &unit.steps, codes) {
                Ok(model) => {
                    nodes += model.nodes.len();
                    unit.model = Some(model);
                }
                Err(why) => unit.alone = Alone::Failed { why },
            }
        }
        let additions = self.together(&mut units, &always, codes);
        for (index, unit) in units.iter_mut().enumerate() {
            unit.number = first + index;
        }
        (units, additions)
    }

    /// What is added to all rules with single changes: definitions, which do nothing until something refers to them.
    fn always(&self, codes: &Codes) -> Vec<Step> {
        let Between { new, matched, .. } = self.between;
        let added = |with_standard: bool| -> Vec<Step> {
            let wanted = |index: &usize| {
                let known = self.between.old.prefixes.contains(&new.prefixes[new.all[*index].scope]);
                matched.old_of[*index].is_none()
                    && known
                    && new.all[*index].content.is_definition()
                    && (with_standard || !new.is_standard(*index))
            };
            (0..new.all.len()).filter(wanted).map(Step::Insert).collect()
        };
        [added(true), added(false)].into_iter().find(|steps| self.built(steps, &[], codes).is_ok()).unwrap_or_default()
    }

    fn built(&self, always: &[Step], steps: &[Step], codes: &Codes) -> Result<Model, String> {
        let all: Vec<Step> = always.iter().chain(steps).copied().collect();
        let tree = |file: usize| -> &'w [Item] { &self.old.staged.tree(file).items };
        let trees = self.between.trees(&all, &tree);
        self.between
            .joined
            .build(trees, codes)
            .map_err(|errors| errors.first().map_or_else(String::new, |told| told.message.tell(self.language).message))
    }

    /// What is not whole alone is tried with what is new, and then all of the rest together. Gives the rules with what is
    /// new and nothing else, where something needed that.
    fn together(&self, units: &mut Vec<Unit>, always: &[Step], codes: &Codes) -> Option<Model> {
        let is_addition =
            |unit: &Unit| unit.model.is_some() && unit.steps.iter().all(|step| matches!(step, Step::Insert(_)));
        let additions: Vec<Step> =
            units.iter().filter(|unit| is_addition(unit)).flat_map(|unit| unit.steps.clone()).collect();
        let failing = |units: &[Unit]| -> Vec<usize> {
            (0..units.len()).filter(|index| matches!(units[*index].alone, Alone::Failed { .. })).collect()
        };
        // Merged into one change, for neither means anything without the other.
        let merge = |units: &mut Vec<Unit>, into: usize, others: &[usize], model: Model| {
            let mut steps = units[into].steps.clone();
            for other in others {
                steps.extend(units[*other].steps.iter().copied());
            }
            units[into].steps = steps;
            units[into].alone = Alone::Applied;
            units[into].model = Some(model);
            let mut gone: Vec<usize> = others.to_vec();
            gone.sort_unstable_by(|a, b| b.cmp(a));
            for other in gone {
                units.remove(other);
            }
        };
        if !additions.is_empty() {
            for index in failing(units) {
                let steps: Vec<Step> = units[index].steps.iter().chain(&additions).copied().collect();
                if let Ok(model) = self.built(always, &steps, codes) {
                    units[index].model = Some(model);
                    units[index].alone = Alone::With { others: Vec::new() };
                }
            }
        }
        // What fails of one declaration, then all of the rest.
        let of = |unit: &Unit| match unit.steps.first() {
            Some(Step::Aspect(old, ..)) => Some(*old),
            _ => None,
        };
        let mut tried: Vec<usize> = Vec::new();
        while let Some((first, declaration)) = failing(units)
            .into_iter()
            .find_map(|index| Some((index, of(&units[index])?)).filter(|(_, old)| !tried.contains(old)))
        {
            tried.push(declaration);
            let same = failing(units).into_iter().filter(|index| of(&units[*index]) == Some(declaration));
            let others: Vec<usize> = same.filter(|index| *index != first).collect();
            let steps: Vec<Step> = std::iter::once(first)
                .chain(others.iter().copied())
                .flat_map(|index| units[index].steps.clone())
                .collect();
            if !others.is_empty()
                && let Ok(model) = self.built(always, &steps, codes)
            {
                merge(units, first, &others, model);
            }
        }
        let left = failing(units);
        if left.len() > 1 {
            let steps: Vec<Step> = left.iter().flat_map(|index| units[*index].steps.clone()).collect();
            let with: Vec<Step> = steps.iter().chain(&additions).copied().collect();
            if let Ok(model) = self.built(always, &steps, codes) {
                merge(units, left[0], &left[1..], model);
            } else if let (false, Ok(model)) = (additions.is_empty(), self.built(always, &with, codes)) {
                merge(units, left[0], &left[1..], model);
                units[left[0]].alone = Alone::With { others: Vec::new() };
            }
        }
        // Which units are the additions, now that all have their places.
        let numbers: Vec<usize> = (0..units.len())
            .filter(|index| units[*index].steps.iter().all(|step| additions.contains(step)) && !additions.is_empty())
            .collect();
        let mut any = false;
        for unit in units.iter_mut() {
            if let Alone::With { others } = &mut unit.alone {
                others.clone_from(&numbers);
                any = true;
            }
        }
        if any { self.built(always, &additions, codes).ok() } else { None }
    }
}

//! What is different between two sets of rules, and the rules with each of the changes alone.

use super::alone::{Between, Step};
use super::declarations::{Content, Declarations, Matched};
use super::differences::{Aspect, Comparing, Difference, said_of};
use super::formulas::Place;
use super::verdicts::{Judge, definition};
use crate::message::Language;
use crate::model::build::{Joined, Staged};
use crate::model::{Codes, ItemId, ItemKind, Model};
use crate::render::comparison::{Act, Alone, Change, Detail, Found as Verdicts, RulesPart, Step as Told, Verdict};
use crate::source::{Sources, Span};
use crate::syntax::ast::{AttributeKind, Block, BlockKind, GroupKind, Item, Member};
use crate::value::Window;
use crate::value::period::Period;
use std::collections::HashMap;

/// So many changes are applied one by one.
const MOST_STEPS: usize = 300;
/// All models with single changes together have at most this many nodes.
const MOST_NODES: usize = 4_000_000;
/// So much is said of one change.
const MOST_VERDICTS: usize = 4;

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

/// A change that is applied as a whole.
struct Unit {
    number: usize,
    what: String,
    steps: Vec<Step>,
    alone: Alone,
    model: Option<Model>,
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

struct Work<'w, 't> {
    between: Between<'w, 't>,
    old: Rulebook<'w>,
    new: Rulebook<'w>,
    steps: Vec<Step>,
    /// What is different, with the place of the old and the new declaration, and the steps of the whole and of details.
    changes: Vec<Found>,
    language: Language,
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
    fn units(&mut self, first: usize, codes: &Codes) -> (Vec<Unit>, Option<Model>) {
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

    /// Whether a change makes a difference.
    fn verdicts(&self, unit: &Unit, period: Option<Period>) -> Vec<Verdict> {
        let Between { old, new, .. } = self.between;
        // A target of one period is looked at in that period.
        let of_period = unit.steps.iter().find_map(|step| match step {
            Step::Aspect(_, _, Aspect::Target(period)) => Some(*period),
            _ => None,
        });
        let period = of_period.or(period);
        let same = |code: &str| code.to_owned();
        let place = |model, sources| Place { model, sources, renamed: &same, period };
        let whole = Judge {
            old: place(self.old.model, self.old.sources),
            new: place(self.new.model, self.new.sources),
            language: self.language,
        };
        let mut verdicts: Vec<Verdict> = Vec::new();
        let mut seen: Vec<usize> = Vec::new();
        for step in &unit.steps {
            let Step::Aspect(before, after, aspect) = step else { continue };
            if seen.contains(before) || verdicts.len() >= MOST_VERDICTS {
                continue;
            }
            let (one, other) = (old.all[*before].content, new.all[*after].content);
            let found = |model: &Model, content: Content<'_>| {
                definition(model, &content.keyword(), content.name()?, content.place().file)
            };
            let alone = unit.model.as_ref().filter(|_| unit.alone == Alone::Applied).map(|model| Judge {
                old: whole.old,
                new: place(model, self.old.sources),
                language: self.language,
            });
            if one.is_definition() {
                seen.push(*before);
                if let (Some(one_definition), Some(other_definition)) =
                    (found(self.old.model, one), found(self.new.model, other))
                {
                    let name = new.full_name(*after).unwrap_or_default();
                    let of = format!("{} {name}", other.keyword());
                    verdicts.extend(whole.definitions(&of, one_definition, other_definition));
                    let is_told = |verdict: &Verdict| matches!(verdict.found, Verdicts::Differ { .. });
                    if let (true, Some(judge)) = (verdicts.iter().any(is_told), &alone) {
                        let examples = judge.first(&self.items(judge.new.model, None), &of);
                        verdicts.extend(examples.into_iter().filter(is_told));
                    }
                }
                continue;
            }
            let Some(judge) = &alone else { continue };
            let (Aspect::Attribute(_) | Aspect::Target(_)) = aspect else { continue };
            let word = match aspect {
                Aspect::Attribute(word) => *word,
                _ => "target",
            };
            if let Content::Block(block) = one
                && let BlockKind::Settings(kind) = block.kind
            {
                if matches!(word, "polaritas" | "batasi" | "bulatkan" | "kategori") {
                    let of = self.language.pick("hasil yang diaturnya", "what it is about");
                    verdicts.extend(judge.first(&self.items(judge.new.model, Some(kind)), of));
                }
                continue;
            }
            let item = |model: &Model| {
                let name = old.full_name(*before)?;
                model.code_item(model.codes.get(&name)?)
            };
            let (Some(one), Some(other)) = (item(self.old.model), item(judge.new.model)) else { continue };
            match word {
                "rumus" => verdicts.extend(judge.formula(one, other)),
                "target" | "polaritas" | "batasi" | "bulatkan" | "kategori" if !seen.contains(before) => {
                    seen.push(*before);
                    verdicts.extend(judge.way(one, other));
                }
                _ => {}
            }
        }
        verdicts.truncate(MOST_VERDICTS);
        verdicts
    }

    /// The items that both models rate: indicators, and groups of the kinds that a `pengukuran` is about.
    fn items(&self, other: &Model, kind: Option<Option<GroupKind>>) -> Vec<(ItemId, ItemId)> {
        let wanted = |item: &crate::model::Item| match (kind, item.kind) {
            (Some(Some(kind)), ItemKind::Group(of)) => kind == of,
            (Some(Some(_)), _) => false,
            (_, ItemKind::Indicator | ItemKind::Group(_)) => true,
            (None, ItemKind::Result) => true,
            _ => false,
        };
        let mut items: Vec<(ItemKind, ItemId, ItemId)> = self
            .old
            .model
            .results()
            .filter(|(_, item)| wanted(item))
            .filter_map(|(id, item)| Some((item.kind, id, other.code_item(other.codes.get(&item.code)?)?)))
            .collect();
        // Indicators show most plainly what a setting does.
        items.sort_by_key(|(kind, ..)| *kind != ItemKind::Indicator);
        items.into_iter().map(|(_, one, other)| (one, other)).collect()
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

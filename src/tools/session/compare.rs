//! Two states side by side: what moved in one case, or over many.

use super::state::State;
use super::{Reply, Session, view};
use crate::model::{ItemId, Model};
use crate::render::markup::{Markup, Role};
use crate::render::outcome::{Figure, Sheet, Verdict};
use crate::tools::scenario::World;
use crate::tools::scenario::effect::{self, Moved, MovedCondition, Side, Step};
use crate::tools::scenario::influence::{Readers, spread};
use crate::tools::scenario::tally::Tally;
use crate::value::Slot;
use std::collections::{HashMap, HashSet};

/// Of units whose rating changed so many are named; the rest on request.
const MOST_NAMED: usize = 20;

/// What differs between two states.
pub(super) struct Comparison {
    /// For one case: what moved.
    one: Option<One>,
    /// For several: how many have which rating, and whose changed.
    many: Option<Tally>,
}

struct One {
    moved: Vec<Moved>,
    conditions: Vec<MovedCondition>,
    /// How many results there are.
    results: usize,
    /// The way from what was changed to what moved, indented.
    ways: Vec<(usize, String)>,
    /// Figures of the data that are left out.
    stale: Vec<String>,
}

impl Session {
    pub(super) fn compare(&self, before: &State, after: &State) -> Comparison {
        let focus = self.focus();
        match focus.as_slice() {
            [case] => Comparison { one: self.compare_one(before, after, *case), many: None },
            cases => Comparison { one: None, many: Some(self.compare_many(before, after, cases)) },
        }
    }

    fn compare_one(&self, before: &State, after: &State, case: usize) -> Option<One> {
        let (was, is) = (self.evaluate(before, case)?, self.evaluate(after, case)?);
        let (old, new) = (before.world.borrow(), after.world.borrow());
        let (place_was, place_is) = (old.place_for(was.facts.period)?, new.place_for(is.facts.period)?);
        let before_sheet = Sheet::new(view(&old, place_was, &self.files, self.look)?);
        let after_sheet = Sheet::new(view(&new, place_is, &self.files, self.look)?);
        let (was_side, is_side) =
            (Side { sheet: &before_sheet, outcome: &was.outcome }, Side { sheet: &after_sheet, outcome: &is.outcome });
        let moved = effect::moved(was_side, is_side);
        let conditions = effect::conditions(was_side, is_side);
        let model = after_sheet.view.model;
        // What was changed: figures that differ, and the rules' own.
        let mut changed: Vec<ItemId> = Vec::new();
        let mut note = |slot: Slot| {
            let item = model.code_item(slot.code);
            changed.extend(item.filter(|item| !changed.contains(item)));
        };
        for (slot, fact) in is.facts.iter() {
            if was.facts.get(slot).map(|other| &other.value) != Some(&fact.value) {
                note(slot);
            }
        }
        was.facts.iter().map(|(slot, _)| slot).filter(|slot| is.facts.get(*slot).is_none()).for_each(&mut note);
        let own = |moved: &&Moved| {
            moved.others.iter().any(|step| matches!(step.figure, Figure::Target | Figure::Ceiling))
                || moved.is_new.is_some()
        };
        let roots: Vec<ItemId> = moved.iter().filter(own).filter_map(|moved| model.find(&moved.code)).collect();
        changed.extend(roots);
        let (ways, depths) = ways(model, &changed, &moved);
        // Causes stand before what follows from them.
        let depth = |moved: &Moved| match moved.is_new {
            Some(false) => 0,
            _ => depths.get(moved.code.as_str()).map_or(usize::MAX, |depth| depth + 1),
        };
        let mut moved = moved.clone();
        moved.sort_by_key(depth);
        let stale = is.stale.iter().filter(|slot| !was.stale.contains(slot));
        let stale = stale.map(|slot| crate::tools::scenario::figures::path(model, slot.code, slot.field)).collect();
        let results = after_sheet.rows.len();
        Some(One { moved, conditions, results, ways, stale })
    }

    fn compare_many(&self, before: &State, after: &State, cases: &[usize]) -> Tally {
        let (old, new) = (before.world.borrow(), after.world.borrow());
        let (before_sheets, after_sheets) = (self.sheets(&old), self.sheets(&new));
        let with_period = self.period.is_none() && self.periods().len() > 1;
        let mut tally = Tally::default();
        after_sheets.iter().chain(&before_sheets).flatten().for_each(|sheet| tally.prepare(sheet));
        for case in cases {
            let Some(was) = self.evaluate(before, *case) else { continue };
            tally.cases += 1;
            // A case whose figures and rules are the same has the same results.
            if std::rc::Rc::ptr_eq(&before.world, &after.world) && same_figures(before, after, *case) {
                let sheet = old.place_for(was.facts.period).and_then(|place| before_sheets.get(place)?.as_ref());
                if let Some(sheet) = sheet {
                    let ratings = Tally::ratings(sheet, &was.outcome);
                    tally.enter(&was.facts, &ratings, &ratings, with_period);
                }
                continue;
            }
            let Some(is) = self.evaluate(after, *case) else { continue };
            let sides = old
                .place_for(was.facts.period)
                .and_then(|place| before_sheets.get(place)?.as_ref())
                .zip(new.place_for(is.facts.period).and_then(|place| after_sheets.get(place)?.as_ref()));
            let Some((before_sheet, after_sheet)) = sides else { continue };
            let (before_ratings, after_ratings) =
                (Tally::ratings(before_sheet, &was.outcome), Tally::ratings(after_sheet, &is.outcome));
            tally.enter(&is.facts, &before_ratings, &after_ratings, with_period);
            let (was, is) = (
                Side { sheet: before_sheet, outcome: &was.outcome },
                Side { sheet: after_sheet, outcome: &is.outcome },
            );
            tally.moved += u64::from(!effect::moved(was, is).is_empty());
        }
        tally
    }

    /// What results consist of, by the place of the rules.
    fn sheets<'w>(&'w self, world: &'w World) -> Vec<Option<Sheet<'w>>> {
        let places = 0..world.rules.eras().len();
        places.map(|place| view(world, place, &self.files, self.look).map(Sheet::new)).collect()
    }

    /// What moved, as an answer.
    pub(super) fn moved(&self, comparison: &Comparison, detailed: bool) -> Reply {
        self.say(&self.moved_text(comparison, detailed))
    }

    pub(super) fn moved_text(&self, comparison: &Comparison, detailed: bool) -> Markup {
        let mut text = Markup::new();
        if let Some(one) = &comparison.one {
            self.one_text(&mut text, one, detailed);
        }
        if let Some(tally) = &comparison.many {
            self.many_text(&mut text, tally, detailed);
        }
        text
    }

    fn one_text(&self, text: &mut Markup, one: &One, detailed: bool) {
        let language = self.look.language;
        if one.moved.is_empty() && one.conditions.is_empty() {
            text.push(Role::Plain, language.pick("tidak ada hasil yang berubah\n", "no result changes\n"));
        }
        let lines: Vec<[String; 3]> = one.moved.iter().flat_map(|moved| lines(moved, language)).collect();
        columns(text, &lines);
        for condition in &one.conditions {
            let word = if condition.must { "pastikan" } else { "ingatkan" };
            let name = |verdict: Verdict| match verdict {
                Verdict::Passed => language.pick("lulus", "passed"),
                Verdict::Failed => language.pick("gagal", "failed"),
                Verdict::Broken => language.pick("tidak dapat dihitung", "cannot be computed"),
                Verdict::Open => language.pick("belum dapat diperiksa", "cannot be checked yet"),
                Verdict::NotApplicable => language.pick("tidak berlaku", "not applicable"),
            };
            let role = if condition.after.fails() { Role::Alert } else { Role::Plain };
            text.push(
                role,
                format!("  {word}: {} → {}  {}\n", name(condition.before), name(condition.after), condition.message),
            );
        }
        if !one.stale.is_empty() {
            let names = one.stale.join(", ");
            text.push(
                Role::Faint,
                language.pick(
                    format!("  dalam data, dikesampingkan karena sekarang dihitung lain: {names}\n"),
                    format!("  in the data, left out because it now comes out otherwise: {names}\n"),
                ),
            );
        }
        if detailed && !one.ways.is_empty() {
            text.newline();
            self.ways_text(text, one);
        }
    }

    fn ways_text(&self, text: &mut Markup, one: &One) {
        text.push(Role::Heading, self.look.language.pick("Jalur pengaruh\n", "Path of influence\n"));
        for (depth, way) in &one.ways {
            text.push(Role::Plain, format!("  {}{way}\n", "  ".repeat(*depth)));
        }
    }

    /// `jelaskan pengaruh`: the way from what was last changed to what moved.
    pub(super) fn influence(&self) -> Reply {
        let language = self.look.language;
        let none = || {
            self.say(&Markup::of(
                Role::Plain,
                language.pick("belum ada yang diandaikan", "nothing has been supposed yet"),
            ))
        };
        let Some(before) = self.undo.last() else { return none() };
        let comparison = self.compare(before, &self.now);
        let mut text =
            Markup::of(Role::Faint, format!("andai {}\n", self.now.steps.last().cloned().unwrap_or_default()));
        match &comparison.one {
            Some(one) => self.ways_text(&mut text, one),
            None => text.append(self.moved_text(&comparison, true)),
        }
        self.say(&text)
    }

    fn many_text(&self, text: &mut Markup, tally: &Tally, detailed: bool) {
        let language = self.look.language;
        text.push(
            Role::Plain,
            language.pick(
                format!("{} dari {} unit berubah hasilnya\n", tally.moved, tally.cases),
                format!("the results of {} of {} units change\n", tally.moved, tally.cases),
            ),
        );
        for (code, rated) in &tally.codes {
            if rated.changed.is_empty() && !detailed {
                continue;
            }
            text.newline();
            text.push(Role::Heading, code.as_str());
            text.push(Role::Plain, format!(" {}\n", rated.title.as_deref().unwrap_or("")));
            let lines: Vec<[String; 3]> = rated
                .ratings
                .iter()
                .filter(|(_, counts)| **counts != (0, 0))
                .map(|(label, (before, after))| [label.clone(), format!("{before} → {after}"), signed(*before, *after)])
                .collect();
            columns(text, &lines);
            let most = if detailed { usize::MAX } else { MOST_NAMED };
            for change in rated.changed.iter().take(most) {
                text.push(Role::Plain, format!("    {}: {} → {}\n", change.whose, change.before, change.after));
            }
            let more = rated.changed.len().saturating_sub(most);
            if more > 0 {
                text.push(
                    Role::Faint,
                    language.pick(
                        format!("    dan {more} unit lain; semuanya dengan `rinci`\n"),
                        format!("    and {more} more units; all of them with `rinci`\n"),
                    ),
                );
            }
        }
        if tally.codes.values().all(|rated| rated.changed.is_empty()) {
            text.push(Role::Plain, language.pick("tidak ada kategori yang berubah\n", "no rating changes\n"));
        }
    }
}

fn same_figures(before: &State, after: &State, case: usize) -> bool {
    let of = |state: &State| {
        let own = state.figures.iter().filter(|((of, _), _)| *of == case);
        own.map(|((_, slot), fact)| (*slot, fact.clone())).collect::<Vec<_>>()
    };
    std::rc::Rc::ptr_eq(&before.figures, &after.figures) || of(before) == of(after)
}

fn signed(before: u64, after: u64) -> String {
    match after.cmp(&before) {
        std::cmp::Ordering::Greater => format!("+{}", after - before),
        std::cmp::Ordering::Less => format!("−{}", before - after),
        std::cmp::Ordering::Equal => String::new(),
    }
}

/// The way from what was changed to what moved, each step with how deep it lies, and the depth of each code.
fn ways(model: &Model, changed: &[ItemId], moved: &[Moved]) -> (Vec<(usize, String)>, HashMap<String, usize>) {
    let by_code: HashMap<&str, &Moved> = moved.iter().map(|moved| (moved.code.as_str(), moved)).collect();
    let of = |item: ItemId| by_code.get(model.item(item).code.as_str()).copied();
    let (mut ways, mut depths) = (Vec::new(), HashMap::new());
    let readers = Readers::new(model);
    let mut seen: HashSet<ItemId> = HashSet::new();
    let mut follow = |start: &[ItemId], seen: &mut HashSet<ItemId>| {
        for reach in spread(&readers, start, &|item| of(item).is_some() && !seen.contains(&item)) {
            ways.push((reach.depth, way(model.full_code(reach.item), of(reach.item))));
            depths.insert(model.item(reach.item).code.clone(), reach.depth);
        }
        let items = moved.iter().filter_map(|moved| model.find(&moved.code));
        seen.extend(items.filter(|item| depths.contains_key(&model.item(*item).code)));
    };
    follow(changed, &mut seen);
    // What moved by a rule that is no figure of its own, a scale, a setting, a formula, begins a way itself, unless it
    // reads another such.
    let left: Vec<ItemId> =
        moved.iter().filter_map(|moved| model.find(&moved.code)).filter(|item| !seen.contains(item)).collect();
    let after: HashSet<ItemId> = left.iter().flat_map(|item| readers.of(*item)).copied().collect();
    let first: Vec<ItemId> = left.iter().copied().filter(|item| !after.contains(item)).collect();
    follow(&first, &mut seen);
    let rest: Vec<ItemId> = left.into_iter().filter(|item| !seen.contains(item)).collect();
    follow(&rest, &mut seen);
    (ways, depths)
}

/// A step of the path of influence: the code, and each figure of it that moved.
fn way(code: String, moved: Option<&Moved>) -> String {
    let Some(moved) = moved else { return code };
    let steps = moved.others.iter().chain(moved.main.iter()).filter(|step| step.moved());
    let steps: Vec<String> =
        steps.map(|step| format!("{} {} → {}", step.figure.name(), step.before, step.after)).collect();
    let rating =
        moved.rating.as_ref().filter(|step| step.moved()).map(|step| format!(", {} → {}", step.before, step.after));
    format!("{code}  {}{}", steps.join(", "), rating.unwrap_or_default())
}

/// The lines of something that moved: its code, before and after, its rating.
fn lines(moved: &Moved, language: crate::message::Language) -> Vec<[String; 3]> {
    let arrow = |step: &Step| match step.moved() {
        true => format!("{} → {}", step.before, step.after),
        false => step.after.clone(),
    };
    let mut lines = Vec::new();
    let rating = moved.rating.as_ref().map(&arrow).unwrap_or_default();
    let told = moved.main.as_ref().is_some_and(Step::moved) || moved.rating.as_ref().is_some_and(Step::moved);
    let new = match moved.is_new {
        Some(true) => language.pick(" (baru)", " (new)"),
        Some(false) => language.pick(" (dicabut)", " (removed)"),
        None => "",
    };
    if told || moved.is_new.is_some() {
        let main = moved.main.as_ref().map(&arrow).unwrap_or_default();
        let name = match &moved.main {
            Some(step) if step.figure == Figure::Absorption => format!("{}.serapan{new}", moved.code),
            _ => format!("{}{new}", moved.code),
        };
        lines.push([name, main, rating]);
    } else {
        for step in &moved.others {
            lines.push([format!("{}.{}{new}", moved.code, step.figure.name()), arrow(step), String::new()]);
        }
        if let Some(main) = &moved.main {
            let same = language.pick("tetap", "unchanged");
            lines.push([moved.code.clone(), format!("{} ({same})", main.after), rating]);
        }
    }
    lines
}

/// Three columns, each as wide as it has to be.
pub(super) fn columns(text: &mut Markup, lines: &[[String; 3]]) {
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1)];
    for [first, second, third] in lines {
        let pad = |word: &str, width: usize| " ".repeat(width.saturating_sub(word.chars().count()));
        let mut line = format!("  {first}{}  {second}", pad(first, widths[0]));
        if !third.is_empty() {
            line.push_str(&format!("{}  {third}", pad(second, widths[1])));
        }
        text.push(Role::Plain, line.trim_end());
        text.newline();
    }
}

impl One {
    /// How many results are the same on both sides.
    fn same(&self) -> usize {
        self.results.saturating_sub(self.moved.len())
    }
}

impl Session {
    /// `bandingkan A B`: two states side by side.
    pub(super) fn side_by_side(&self, names: (&str, &str), states: (&State, &State), detailed: bool) -> Reply {
        let comparison = self.compare(states.0, states.1);
        let language = self.look.language;
        let mut text = Markup::of(Role::Heading, format!("{} → {}\n", names.0, names.1));
        text.append(self.moved_text(&comparison, detailed));
        if let Some(one) = &comparison.one {
            text.push(
                Role::Faint,
                language.pick(
                    format!("{} hasil lain sama\n", one.same()),
                    format!("{} other results are the same\n", one.same()),
                ),
            );
        }
        self.say(&text)
    }
}

//! What there is to say of each change without any data.

use super::alone::{Between, Step};
use super::declarations::Content;
use super::differences::Aspect;
use super::formulas::Place;
use super::rules::Work;
use super::units::Unit;
use super::verdicts::{Judge, definition};
use crate::model::{ItemId, ItemKind, Model};
use crate::render::comparison::{Alone, Found as Verdicts, Verdict};
use crate::syntax::ast::{BlockKind, GroupKind};
use crate::value::period::Period;

/// So much is said of one change.
const MOST_VERDICTS: usize = 4;

impl Work<'_, '_> {
    /// Whether a change makes a difference.
    pub(super) fn verdicts(&self, unit: &Unit, period: Option<Period>) -> Vec<Verdict> {
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

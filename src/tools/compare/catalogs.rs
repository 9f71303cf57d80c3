//! What data may say where two rulesets are to be evaluated on it.

use crate::model::catalog::{Catalog, CatalogEntry, Catalogs, EraCatalog};
use crate::model::{Codes, Rules};
use crate::value::Date;
use crate::value::period::Period;
use std::collections::{HashMap, HashSet};

/// The place of the rules that a period is evaluated by; where none are in force, those nearest in time.
pub fn place_near(rules: &Rules, period: Option<Period>, day: Option<Date>) -> usize {
    let last = rules.eras().len().saturating_sub(1);
    let Some(day) = day.or(period.map(Period::last_day)) else {
        // The latest that can be evaluated.
        return rules.eras().iter().rposition(|era| era.model.is_some()).unwrap_or(last);
    };
    rules.eras().iter().position(|era| era.until.is_none_or(|until| day <= until)).unwrap_or(last)
}

/// What data may say: all that the old rules take, and what only the new ones do. `items` are the codes that belong
/// together; the data may use the new code of what has another one. Gives the codes of the data too.
pub fn joined(
    old: &Rules,
    new: &Rules,
    items: &[(Option<String>, Option<String>)],
    day: Option<Date>,
) -> (Catalogs, Codes) {
    let mut codes = old.codes().clone();
    let olds: HashSet<&str> = items.iter().filter_map(|(old, _)| old.as_deref()).collect();
    let renamed: HashMap<&str, &str> = items
        .iter()
        .filter_map(|(old, new)| Some((new.as_deref()?, old.as_deref()?)))
        .filter(|(new, old)| new != old)
        .collect();
    let catalogs_of = |rules: &Rules| -> Vec<Catalog> { rules.models().rev().map(|model| model.catalog()).collect() };
    let mut added: Vec<(CatalogEntry, Option<String>)> = Vec::new();
    let mut aliases: Vec<String> = Vec::new();
    for catalog in catalogs_of(new) {
        for alias in &catalog.aliases {
            if !aliases.contains(alias) {
                aliases.push(alias.clone());
            }
        }
        for mut entry in catalog.entries {
            let alias = entry.alias.and_then(|alias| catalog.aliases.get(usize::from(alias)).cloned());
            // A code that means something else in the old rules is that in the data.
            let is_taken =
                olds.contains(entry.code.as_str()) || added.iter().any(|(known, _)| known.code == entry.code);
            if is_taken {
                continue;
            }
            entry.id = match renamed.get(entry.code.as_str()) {
                Some(old) => codes.intern(old),
                None => codes.intern(&entry.code),
            };
            added.push((entry, alias));
        }
    }
    let cells: HashMap<String, CatalogEntry> = catalogs_of(new)
        .into_iter()
        .flat_map(|catalog| catalog.entries)
        .map(|entry| (entry.code.clone(), entry))
        .collect();
    let new_name: HashMap<&str, &str> =
        items.iter().filter_map(|(old, new)| Some((old.as_deref()?, new.as_deref()?))).collect();
    let eras = old.eras().iter().map(|era| {
        let catalog = era.model.as_ref().map(|model| {
            let mut catalog = model.catalog();
            // What either ruleset refuses is refused.
            for entry in &mut catalog.entries {
                let other = new_name.get(entry.code.as_str()).and_then(|name| cells.get(*name));
                if let Some(theirs) = other.and_then(|other| other.accepted.clone()) {
                    entry.accepted = Some(entry.accepted.as_ref().map_or(theirs.clone(), |own| own.and(&theirs)));
                }
            }
            let officials: HashSet<String> =
                catalog.entries.iter().filter_map(|entry| entry.official.clone()).collect();
            let known: HashSet<String> = catalog.entries.iter().map(|entry| entry.code.clone()).collect();
            for (entry, alias) in &added {
                if known.contains(&entry.code) {
                    continue;
                }
                let mut entry = entry.clone();
                entry.official = entry.official.filter(|official| !officials.contains(official));
                entry.alias = alias.as_ref().map(|alias| {
                    let place = catalog.aliases.iter().position(|known| known == alias).unwrap_or_else(|| {
                        catalog.aliases.push(alias.clone());
                        catalog.aliases.len() - 1
                    });
                    u16::try_from(place).unwrap_or(u16::MAX)
                });
                catalog.entries.push(entry);
            }
            catalog
        });
        EraCatalog { from: era.from, until: era.until, catalog }
    });
    let mut eras: Vec<EraCatalog> = eras.collect();
    // A period is taken that either ruleset holds for.
    let (from, until) = new.in_force();
    if let Some(first) = eras.first_mut() {
        first.from = first.from.and_then(|own| Some(own.min(from?)));
    }
    if let Some(last) = eras.last_mut() {
        last.until = last.until.and_then(|own| Some(own.max(until?)));
    }
    let names = codes.names().map(str::to_owned).collect();
    let mut catalogs = Catalogs::new(eras, names, day);
    // What either ruleset reads of other periods is taken.
    catalogs.reads = old.catalogs(day).reads.and(new.catalogs(day).reads);
    (catalogs, codes)
}

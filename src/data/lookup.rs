//! Codes as data writes them to ids.

use crate::model::catalog::{Catalog, CatalogEntry};
use crate::nearest::nearest;
use std::collections::HashMap;

/// The codes that one file may use.
pub(super) struct Lookup<'a> {
    catalog: &'a Catalog,
    by_text: HashMap<Box<str>, u32>,
    /// The text that last stood for an entry, and the entry that came after it then: rows are mostly in the same order for
    /// each unit, which saves looking up.
    last: Option<u32>,
    after: Vec<u32>,
    texts: Vec<Box<str>>,
    /// How many codes may still be compared with unknown ones: a file full of those must not take for ever.
    budget: usize,
}

const NONE: u32 = u32::MAX;

impl<'a> Lookup<'a> {
    /// The codes of the main data, or those behind an alias without it.
    pub fn new(catalog: &'a Catalog, alias: Option<&str>) -> Self {
        let by_text = Self::texts_of(catalog, alias).map(|(text, place)| (text.into(), place)).collect();
        let count = catalog.entries.len();
        Self {
            catalog,
            by_text,
            last: None,
            after: vec![NONE; count],
            texts: vec![Box::default(); count],
            budget: 1_000_000,
        }
    }

    /// What data may write for the codes of a catalog, each with the place of its entry.
    pub fn texts_of(catalog: &'a Catalog, alias: Option<&str>) -> impl Iterator<Item = (String, u32)> {
        let all = catalog
            .entries
            .iter()
            .enumerate()
            .flat_map(|(place, entry)| texts(catalog, entry).into_iter().map(move |text| (text, place as u32)));
        all.filter_map(move |(text, place)| match alias {
            None => Some((text, place)),
            Some(alias) => Some((text.strip_prefix(alias)?.strip_prefix('.')?.to_owned(), place)),
        })
    }

    /// The entry that a code stands for.
    pub fn find(&mut self, code: &str) -> Option<&'a CatalogEntry> {
        let guess = self.last.and_then(|last| self.after.get(last as usize)).copied().unwrap_or(NONE);
        let place = match self.texts.get(guess as usize) {
            Some(text) if **text == *code => guess,
            _ => {
                let (text, place) = self.by_text.get_key_value(code)?;
                if let Some(known) = self.texts.get_mut(*place as usize)
                    && *known != *text
                {
                    *known = text.clone();
                }
                *place
            }
        };
        if let Some(after) = self.last.and_then(|last| self.after.get_mut(last as usize)) {
            *after = place;
        }
        self.last = Some(place);
        self.catalog.entries.get(place as usize)
    }

    /// Whether there is such a code.
    pub fn knows(&self, code: &str) -> bool {
        self.by_text.contains_key(code)
    }

    /// The code that is nearest to an unknown one.
    pub fn nearest(&mut self, code: &str) -> Option<String> {
        self.budget = self.budget.checked_sub(self.by_text.len())?;
        // The order of a hash map is no order to choose by.
        let mut near: Vec<&str> = self.by_text.keys().map(|text| &**text).collect();
        near.sort_unstable();
        nearest(code, near).map(str::to_owned)
    }
}

/// A code as rulesets write it, and the official one.
fn texts(catalog: &Catalog, entry: &CatalogEntry) -> Vec<String> {
    let mut texts = vec![entry.code.clone()];
    if let Some(official) = &entry.official {
        let alias = entry.alias.and_then(|alias| catalog.aliases.get(usize::from(alias)));
        texts.push(match alias {
            Some(alias) => format!("{alias}.{official}"),
            None => official.clone(),
        });
    }
    texts
}

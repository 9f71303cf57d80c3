//! What an unknown name may have meant, and whether it may only be lost.

use super::{Builder, Declared};
use crate::model::{ScaleId, standard};
use crate::nearest::nearest;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// So many names are compared in one ruleset; what is unknown after that gets no suggestion.
const MOST_COMPARED: usize = 2_000_000;

impl Builder<'_> {
    /// The known name that an unknown one may mean.
    pub(super) fn suggestion<'n>(&self, name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
        if self.compared.get() > MOST_COMPARED {
            return None;
        }
        let counted = known.inspect(|_| self.compared.set(self.compared.get() + 1));
        nearest(name, counted).map(str::to_owned)
    }

    /// The name visible in a file that an unknown one may mean. It is asked for at each look at the name.
    pub(super) fn visible_suggestion(&self, name: &str, file: usize) -> Option<String> {
        let key = (file, name.to_owned());
        if let Some(known) = self.suggested.borrow().get(&key) {
            return known.clone();
        }
        let near = self.suggestion(name, self.visible[file].keys().map(String::as_str));
        self.suggested.borrow_mut().insert(key, near.clone());
        near
    }

    /// The label of a visible scale that an unknown name spells, or whose first words it is: it lacks its quotes.
    pub(super) fn label_meant(&self, name: &str, file: usize, whole: bool) -> Option<String> {
        // No name begins with a quotation mark.
        let key = (file, format!("\"{name}{}", if whole { "\"" } else { "" }));
        if let Some(known) = self.suggested.borrow().get(&key) {
            return known.clone();
        }
        let wanted = name.to_lowercase();
        let is_meant = |label: &&str| {
            self.compared.set(self.compared.get() + 1);
            match label.to_lowercase().strip_prefix(&wanted) {
                Some(rest) if whole => rest.is_empty(),
                Some(rest) => rest.starts_with(char::is_whitespace),
                None => false,
            }
        };
        let mut scales: Vec<ScaleId> = self.visible[file]
            .values()
            .filter_map(|declared| if let Declared::Scale(scale) = declared { Some(*scale) } else { None })
            .collect();
        scales.sort();
        let bands = scales.iter().flat_map(|scale| &self.model.scale(*scale).bands);
        let mut labels = bands.map(|band| band.label.as_str()).take_while(|_| self.compared.get() <= MOST_COMPARED);
        let found = labels.find(is_meant).map(str::to_owned);
        self.suggested.borrow_mut().insert(key, found.clone());
        found
    }

    /// Whether a name that a file does not know may be known once all that was refused is mended.
    pub(super) fn is_lost(&self, name: &str, file: usize) -> bool {
        let Some(loaded) = self.loaded.get(file) else { return false };
        let declares = |file: &usize| {
            let loaded = &self.loaded[*file];
            let names = || declared_in(self.sources.text(loaded.tree.file));
            !loaded.unread.is_empty() && self.written_names[*file].get_or_init(names).contains(name)
        };
        loaded.incomplete || declares(&file) || loaded.plain.iter().any(|(used, _)| declares(used))
    }
}

/// The standard ruleset that declares a name, as `gunakan` names it. Only those that can be used without `sebagai`: what
/// a whole measure declares is read behind its alias.
pub(super) fn standard_with(name: &str) -> Option<String> {
    static NAMES: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        for standard in standard::ALL.iter().filter(|standard| !standard.is_whole()) {
            for name in declared_in(standard.text) {
                names.entry(name).or_insert(standard.name);
            }
        }
        names
    });
    names.get(name).map(|file| format!("baku/{file}.takar"))
}

/// What stands in a text right after a word that begins a declaration, whatever follows.
fn declared_in(text: &str) -> HashSet<&str> {
    // These begin attributes too; as declarations they stand at the beginning of a line.
    let at_top = |word: &str| matches!(word, "satuan" | "polaritas");
    let begins = |word: &str| {
        matches!(word, "fungsi" | "skala" | "kurva" | "tabel" | "data" | "nilai" | "indikator" | "anggaran" | "sebagai")
            || crate::syntax::ast::GroupKind::ALL.into_iter().any(|kind| kind.word() == word)
    };
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let mut names = HashSet::new();
    for line in text.lines() {
        let words = line.split(|c: char| !part(c)).filter(|word| !word.is_empty());
        let mut before = "";
        for (place, word) in words.enumerate() {
            let first = place == 1 && at_top(before) && line.starts_with(before);
            if first || begins(before) {
                names.insert(word);
            }
            before = word;
        }
    }
    names
}

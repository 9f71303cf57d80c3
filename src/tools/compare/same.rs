//! Whether two parts of a ruleset say the same, wherever they stand and however they are laid out.

use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::visit::Change;
use crate::syntax::ast::{Name, Path};
use std::collections::HashMap;
use std::fmt::Debug;

/// Old names, behind their aliases, by the new ones.
#[derive(Debug, Clone, Default)]
pub struct Names(pub HashMap<String, String>);

impl Names {
    /// The old name of a name in the ruleset behind some aliases.
    fn old(&self, prefix: &str, name: &str) -> Option<String> {
        if prefix.is_empty() {
            return self.0.get(name).cloned();
        }
        let old = self.0.get(&format!("{prefix}.{name}"))?;
        old.strip_prefix(prefix)?.strip_prefix('.').map(str::to_owned)
    }
}

/// Writes old names for new ones.
pub struct Renaming<'n> {
    /// The names.
    pub names: &'n Names,
    /// The aliases of the ruleset in which they are read.
    pub prefix: &'n str,
}

impl Renaming<'_> {
    fn rename(&self, path: &mut Path) {
        if self.names.0.is_empty() {
            return;
        }
        // The longest declared prefix of a path is a name.
        for length in (1..=path.parts.len()).rev() {
            let name = path.parts[..length].iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".");
            if let Some(old) = self.names.old(self.prefix, &name) {
                let span = path.parts[0].span;
                let parts = old.split('.').map(|part| Name { text: part.to_owned(), span });
                path.parts.splice(..length, parts.collect::<Vec<_>>());
                return;
            }
        }
    }
}

impl Change for Renaming<'_> {
    fn span(&mut self, _: &mut Span) {}

    fn path(&mut self, path: &mut Path) {
        self.rename(path);
    }

    fn unit(&mut self, name: &mut Name) {
        if let Some(old) = self.names.old(self.prefix, &name.text) {
            name.text = old;
        }
    }
}

/// Takes away all places.
struct Placeless;

impl Change for Placeless {
    fn span(&mut self, span: &mut Span) {
        *span = Span::new(FileId(0), 0, 0);
    }
}

/// What stands for a part: the same for parts that say the same.
pub fn print<T: Clone + Debug>(part: &T, over: fn(&mut T, &mut dyn Change), renaming: Option<&Renaming<'_>>) -> String {
    let mut part = part.clone();
    if let Some(Renaming { names, prefix }) = renaming {
        over(&mut part, &mut Renaming { names, prefix });
    }
    over(&mut part, &mut Placeless);
    format!("{part:?}")
}

/// A part as it is written, on one line and without comments.
pub fn written(sources: &Sources, span: Span) -> String {
    let mut plain = String::new();
    for line in sources.excerpt(span).lines() {
        let mut quoted = false;
        let end = line.char_indices().find(|(_, c)| {
            quoted ^= matches!(c, '"' | '“' | '”');
            *c == '#' && !quoted
        });
        plain.push_str(end.map_or(line, |(at, _)| &line[..at]));
        plain.push(' ');
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! The other formula for an indicator of which less is better: the ruleset is built anew with the other word in its text.

use crate::model::{Files, ItemId, Model, NodeKind, Options, Property, ReadProblem, Rules, build_with};
use crate::render::fragile::Reading;
use crate::source::{Sources, Span};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The file of the standard polarities.
const STANDARD: &str = "baku/polaritas.takar";
/// Less is better: twice the target less the realization, divided by the target.
const MIRRORED: &str = "negatif";
/// Less is better: the target divided by the realization.
const INVERSE: &str = "negatif_terbalik";

/// The rules with the other formula, where a standard one of the two is used.
pub(super) fn rules(
    files: &mut dyn Files,
    main: &Path,
    options: &Options,
    rules: &Rules,
    sources: &Sources,
) -> Vec<(Reading, Rules)> {
    let mut found = Vec::new();
    for (reading, from, to) in [(Reading::Inverse, MIRRORED, INVERSE), (Reading::Mirrored, INVERSE, MIRRORED)] {
        let places: BTreeSet<Span> =
            rules.models().flat_map(|model| settings(model, sources, from)).collect::<BTreeSet<_>>();
        if places.is_empty() {
            continue;
        }
        let mut overlay = Overlay { files, sources, places, from, to };
        let built = build_with(&mut overlay, main, options).ok().filter(|built| built.is_valid());
        found.extend(built.map(|built| (reading, built.rules)));
    }
    found
}

/// Where the ruleset's own indicators are given a standard polarity.
fn settings<'m>(model: &'m Model, sources: &'m Sources, polarity: &'m str) -> impl Iterator<Item = Span> + use<'m> {
    let setting = move |(_, item): (ItemId, &crate::model::Item)| {
        let raw = item.properties[Property::Raw as usize]?;
        let NodeKind::Apply { formula, arguments, .. } = &model.node(raw).kind else { return None };
        let formula = &model.formulas[formula.0 as usize];
        let is_standard = formula.is_polarity
            && formula.name == polarity
            && formula.about.span.file.0 > 0
            && sources.name(formula.about.span.file) == STANDARD;
        // The polarity reads realization and target where it is set.
        let span = model.node(*arguments.first()?).span;
        (is_standard && sources.excerpt(span).ends_with(polarity)).then_some(span)
    };
    model.results().filter_map(setting)
}

/// The texts of the ruleset with another word at some places.
struct Overlay<'f> {
    files: &'f mut dyn Files,
    sources: &'f Sources,
    /// Each ends with the word.
    places: BTreeSet<Span>,
    from: &'static str,
    to: &'static str,
}

impl Files for Overlay<'_> {
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem> {
        // Nothing is read a second time: standard input cannot be, and a file may have changed.
        let name = path.to_string_lossy();
        let Some(file) = self.sources.files().find(|file| self.sources.name(*file) == name) else {
            return self.files.read(path);
        };
        let mut text = self.sources.text(file).to_owned();
        for span in self.places.iter().rev().filter(|span| span.file == file) {
            let (start, end) = (span.end as usize - self.from.len(), span.end as usize);
            text.replace_range(start..end, self.to);
        }
        Ok(text)
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        self.files.canonical(path)
    }
}

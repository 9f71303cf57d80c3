//! Another polarity: the ruleset is built anew with the other word in its text.

use crate::model::{Files, ItemId, Model, NodeKind, Options, Property, ReadProblem, Rules, Type, build_with};
use crate::render::reading::Reading;
use crate::source::{Sources, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The file of the standard polarities.
const STANDARD: &str = "baku/polaritas.takar";
/// Less is better: twice the target less the realization, divided by the target.
const MIRRORED: &str = "negatif";
/// Less is better: the target divided by the realization.
const INVERSE: &str = "negatif_terbalik";
/// The standard polarities for a realization and a target that are numbers.
const NUMERIC: [&str; 4] = ["positif", MIRRORED, INVERSE, "stabil"];

/// The rules with the other formula, where a standard one of the two for indicators of which less is better is used.
pub(super) fn negative(
    files: &mut dyn Files,
    main: &Path,
    options: &Options,
    rules: &Rules,
    sources: &Sources,
) -> Vec<(Reading, Rules)> {
    let pairs = [(Reading::Inverse, MIRRORED, INVERSE), (Reading::Mirrored, INVERSE, MIRRORED)];
    let rebuilt = pairs.into_iter().filter_map(|(reading, from, to)| {
        let is_one = |setting: &Set| setting.is_standard && setting.name == from;
        Some((reading, rebuild(files, main, options, (rules, sources), is_one, to)?))
    });
    rebuilt.collect()
}

/// The rules with each of the standard polarities in the place of any other that judges numbers.
pub(super) fn every(
    files: &mut dyn Files,
    main: &Path,
    options: &Options,
    rules: &Rules,
    sources: &Sources,
) -> Vec<(Reading, Rules)> {
    let rebuilt = NUMERIC.into_iter().filter_map(|to| {
        let is_other = |setting: &Set| setting.is_numeric && !(setting.is_standard && setting.name == to);
        Some((Reading::Polarity(to), rebuild(files, main, options, (rules, sources), is_other, to)?))
    });
    rebuilt.collect()
}

/// A polarity that is set in the ruleset.
struct Set {
    /// The setting, which ends with the name.
    span: Span,
    name: String,
    is_standard: bool,
    /// Whether realization and target are numbers.
    is_numeric: bool,
}

/// The rules with another polarity in the place of some; none where there is nothing to exchange, or where that is no
/// ruleset.
fn rebuild(
    files: &mut dyn Files,
    main: &Path,
    options: &Options,
    (rules, sources): (&Rules, &Sources),
    wanted: impl Fn(&Set) -> bool,
    to: &'static str,
) -> Option<Rules> {
    let found = rules.models().flat_map(|model| settings(model, sources)).filter(wanted);
    let places: BTreeMap<Span, usize> = found.map(|set| (set.span, set.name.len())).collect();
    if places.is_empty() {
        return None;
    }
    let mut overlay = Overlay { files, sources, places, to };
    let built = build_with(&mut overlay, main, options).ok().filter(|built| built.is_valid());
    built.map(|built| built.rules)
}

/// Where the ruleset's own indicators are given a polarity.
fn settings(model: &Model, sources: &Sources) -> Vec<Set> {
    let setting = |(_, item): (ItemId, &crate::model::Item)| {
        let raw = item.properties[Property::Raw as usize]?;
        let NodeKind::Apply { formula, arguments, .. } = &model.node(raw).kind else { return None };
        let formula = &model.formulas[formula.0 as usize];
        let declared = formula.about.span.file;
        let is_standard = declared.0 > 0 && sources.name(declared) == STANDARD;
        // The polarity reads realization and target where it is set.
        let span = model.node(*arguments.first()?).span;
        let is_numeric = arguments.iter().all(|argument| matches!(model.node(*argument).ty, Type::Number(_)));
        let name = formula.name.clone();
        let is_set = formula.is_polarity && sources.excerpt(span).ends_with(&name);
        is_set.then_some(Set { span, name, is_standard, is_numeric })
    };
    model.results().filter_map(setting).collect()
}

/// The texts of the ruleset with another word at some places.
struct Overlay<'f> {
    files: &'f mut dyn Files,
    sources: &'f Sources,
    /// Each ends with a word of this length.
    places: BTreeMap<Span, usize>,
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
        let mut here = self.places.iter().rev().filter(|(span, _)| span.file == file).peekable();
        let is_changed = here.peek().is_some();
        for (span, length) in here {
            let end = span.end as usize;
            text.replace_range(end - length..end, self.to);
        }
        if is_changed && !text.contains("\"baku/polaritas") {
            let used = format!("gunakan \"{STANDARD}\"");
            let is_literate = path.extension().is_some_and(|extension| extension == "md");
            text.push_str(&if is_literate { format!("\n\n```takar\n{used}\n```\n") } else { format!("\n{used}\n") });
        }
        Ok(text)
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        self.files.canonical(path)
    }

    fn standard(&mut self, name: &str) -> Option<String> {
        self.files.standard(name)
    }
}

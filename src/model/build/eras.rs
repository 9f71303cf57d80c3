//! A ruleset through time: for each set of rules in force the amendments are applied, what is out of force is left out, and
//! a model is built from the rest.

use super::amend::{self, Applied};
use super::force::{self, Dated, Forced, Planned};
use super::load::{self, Amending, Loading, ReadProblem, amendment_of};
use super::query::Desk;
use super::{Builder, BuiltRules, Files, MAX_NODES, Options};
use crate::diagnostic::{Diagnostic, MOST_MISTAKES, Place, Related};
use crate::message::Message;
use crate::message::validity::ValidityMessage;
use crate::model::{Era, Header, Rules};
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{AttributeKind, Block, BlockKind, ChangeKind, ChangeTarget, Item, Member, Test};
use crate::value::Window;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What a builder knows of the set of rules that it builds.
pub(super) struct InForce<'a> {
    /// The days on which it is in force.
    pub window: Window,
    /// What each file declares for other days only.
    pub forced: &'a Forced,
    /// What amendments have made of the files.
    pub applied: &'a Applied,
    /// The validities of dated declarations.
    pub dated: &'a Dated,
    /// The file in which the text of each file is read: that of an amendment in the file of its ruleset.
    pub homes: &'a [usize],
    /// The tests that run by these rules.
    pub tests: Vec<&'a Test>,
    /// So many nodes there may be.
    pub room: usize,
}

/// Reads a ruleset, or an amendment with the ruleset that it changes.
pub(super) fn open(files: &mut dyn Files, main: &Path, options: &Options) -> Result<Loading, ReadProblem> {
    let text = files.read(main)?;
    let mut amendments: Vec<Amending> =
        options.amendments.iter().map(|path| Amending { path: path.clone(), text: None }).collect();
    let Some(named) = base_named(main, &text) else {
        return Ok(load::load(files, main, text, &amendments, options.last.as_deref()));
    };
    let base = load::base_path(main, &named);
    if options.only_ruleset {
        let mut loading = load::load(files, main, text, &[], None);
        let (path, base) = (main.to_string_lossy().into_owned(), base.to_string_lossy().into_owned());
        let place = amendment_of(&loading.files[0].tree).map_or(named.span, |header| header.keyword);
        loading.diagnostics.push(Diagnostic::at(place, ValidityMessage::AmendmentAsRuleset { path, base }));
        return Ok(loading);
    }
    let trouble = match files.read(&base) {
        Ok(base_text) if base_named(&base, &base_text).is_some() => {
            ValidityMessage::AmendsAmendment { path: named.value }
        }
        Ok(base_text) => {
            amendments.push(Amending { path: main.to_path_buf(), text: Some(text) });
            return Ok(load::load(files, &base, base_text, &amendments, options.last.as_deref()));
        }
        Err(problem) => ValidityMessage::BaseUnreadable { path: named.value, why: problem.reason() },
    };
    let mut loading = load::load(files, main, text, &[], None);
    loading.diagnostics.push(Diagnostic::at(named.span, trouble));
    Ok(loading)
}

/// The file of the ruleset that an amendment changes, links followed; none where the file is no amendment or either cannot
/// be read.
pub fn base_of(files: &mut dyn Files, path: &Path) -> Option<PathBuf> {
    let named = base_named(path, &files.read(path).ok()?)?;
    files.canonical(&load::base_path(path, &named)).ok()
}

/// What a text that is an amendment names after `atas`.
fn base_named(path: &Path, text: &str) -> Option<crate::syntax::ast::Text> {
    // Most files are none, and need not be read twice.
    if !text.contains("perubahan") || !text.contains("atas") {
        return None;
    }
    let mut sources = Sources::default();
    let file = sources.add(path.to_string_lossy(), text);
    let parsed = crate::syntax::parse(&sources, file);
    amendment_of(&parsed.tree).and_then(load::amended_by).cloned()
}

/// Builds a model for each set of rules.
pub(super) fn build(loading: Loading, options: &Options) -> BuiltRules {
    build_and_keep(loading, options).0
}

/// Builds a model for each set of rules, and keeps what more is compiled against them with.
pub(super) fn build_and_keep(mut loading: Loading, options: &Options) -> (BuiltRules, Desk) {
    let mut found = Found::default();
    found.always.append(&mut loading.diagnostics);
    let whole = whole(&loading);
    let dated = force::validities(&loading, whole, &mut found.always);
    never_in_force(&loading, whole, &mut found.always);
    let planned = force::plan(&loading, whole, &mut found.always);
    super::expired::check(&loading, whole, &mut found.always);
    super::bases::check(&loading, &mut found.always);
    let mut homes: Vec<usize> = (0..loading.files.len()).collect();
    for amendment in &loading.amendments {
        homes[amendment.file] = amendment.base;
    }
    let wanted = |planned: &Planned| !options.only_day || options.day.is_none_or(|day| planned.window.holds(day));
    let planned = planned.into_iter().filter(wanted).collect();
    let prepared = prepare(&loading, planned, whole, &mut found);
    let tests = tests_of(&loading, &prepared, options);
    let count = prepared.len();
    let (mut eras, mut codes, mut room, mut compared) = (Vec::new(), options.codes.clone(), MAX_NODES, 0);
    let mut results = Vec::new();
    for (index, (era, tests)) in prepared.iter().zip(tests).enumerate() {
        let has_tests = !tests.is_empty();
        let in_force = InForce {
            window: era.planned.window,
            forced: &era.forced,
            applied: &era.applied,
            dated: &dated,
            homes: &homes,
            tests,
            room,
        };
        let mut builder = Builder::new(&era.forced.files, &loading.sources, in_force);
        builder.model.codes = codes;
        builder.compared.set(compared);
        builder.build();
        compared = builder.compared.get();
        let Builder { mut model, mut diagnostics, table_results, .. } = builder;
        results.push(table_results);
        codes = model.codes.clone();
        room = room.saturating_sub(model.nodes.len().max(model.items.len()));
        in_order(&mut diagnostics);
        // A broken polarity is wrong for each of its indicators; once is enough.
        diagnostics.dedup_by(|a, b| a.message == b.message && a.place == b.place);
        model.amendments.clone_from(&era.applied.amendments);
        model.amended.clone_from(&era.applied.amended);
        model.removed.clone_from(&era.applied.withdrawn);
        let is_whole =
            !diagnostics.iter().any(|told| is_hole(told) || told.severity() == crate::diagnostic::Severity::Error);
        let Window { from, until } = era.planned.window;
        found.add(era.planned, &diagnostics, index == 0 && from.is_none());
        eras.push(Era { from, until, model: is_whole.then_some(model), diagnostics, has_tests });
        if found.is_full() {
            break;
        }
    }
    super::other_periods::check_between(&eras, &mut found.always);
    let diagnostics = found.all(count);
    if load::any_error(&diagnostics) {
        eras.iter_mut().for_each(|era| era.model = None);
    }
    let rules = Rules::new(eras, codes, amend::all(&loading));
    let built = BuiltRules { rules, sources: loading.sources, diagnostics, whole };
    (built, Desk::new(prepared, results, dated, homes))
}

/// One set of rules before it is built.
pub(super) struct Prepared {
    pub planned: Planned,
    pub applied: Applied,
    pub forced: Forced,
    header: Option<Header>,
}

/// Applies amendments and validities for each set of rules; those on whose days the header does not hold are left out.
fn prepare(loading: &Loading, planned: Vec<Planned>, whole: Window, found: &mut Found) -> Vec<Prepared> {
    let mut prepared = Vec::new();
    let only = planned.len() == 1;
    for planned in planned {
        let day = planned.window.day();
        let mut applied = amend::apply(loading, day);
        if found.always.len() < MOST_MISTAKES {
            found.always.append(&mut applied.diagnostics);
        }
        let forced = force::forced(&applied.files, day);
        let header = header_of(&applied.files[0].tree.items).map(super::visible::header);
        let holds = header.as_ref().is_none_or(|header| {
            let own = Window { from: header.from, until: header.until };
            own.is_empty() || own.intersect(planned.window).is_some()
        });
        if holds || only || whole.is_empty() {
            prepared.push(Prepared { planned, applied, forced, header });
        }
    }
    prepared
}

fn header_of(items: &[Item]) -> Option<&Block> {
    items.iter().find_map(|item| match item {
        Item::Block(block) if block.kind == BlockKind::Ruleset => Some(block),
        _ => None,
    })
}

/// The days on which the ruleset holds, by its header and by what amendments make of that.
fn whole(loading: &Loading) -> Window {
    let Some(header) = header_of(&loading.files[0].tree.items) else { return Window::ALWAYS };
    let Some((own, _)) = header.validity() else { return Window::ALWAYS };
    // One that ends before it begins is told of; the rules are still to be looked at.
    let mut whole = if own.is_empty() { Window::ALWAYS } else { own };
    let name = header.name.as_ref().map(|name| name.text.as_str());
    for amendment in loading.amendments.iter().filter(|amendment| amendment.base == 0) {
        for item in &loading.files[amendment.file].tree.items {
            let Item::Change(change) = item else { continue };
            let ChangeKind::Replace { target: ChangeTarget::Item(path), members, .. } = &change.kind else { continue };
            if Some(amend::text_of(path).as_str()) != name {
                continue;
            }
            for member in members {
                if let Member::Attribute(attribute) = member
                    && let AttributeKind::InForce { from, until } = &attribute.kind
                {
                    whole.from = whole.from.map(|first| first.min(from.date));
                    whole.until = whole.until.and_then(|last| Some(last.max(until.as_ref()?.date)));
                }
            }
        }
    }
    whole
}

/// Says which amendments never apply.
fn never_in_force(loading: &Loading, whole: Window, diagnostics: &mut Vec<Diagnostic>) {
    for amendment in loading.amendments.iter().filter(|amendment| amendment.base == 0) {
        let header = amendment_of(&loading.files[amendment.file].tree);
        if let Some((window, span)) = header.and_then(Block::validity)
            && !window.is_empty()
            && window.intersect(whole).is_none()
        {
            diagnostics.push(Diagnostic::at(span, ValidityMessage::AmendmentNeverInForce { whole }));
        }
    }
}

/// The tests that run by each set of rules: those of the ruleset, or of the amendment that applies last. A test that
/// belongs to none runs by the latest rules, where what is wrong with its period is told.
fn tests_of<'a>(loading: &'a Loading, prepared: &[Prepared], options: &Options) -> Vec<Vec<&'a Test>> {
    let mut tests: Vec<Vec<&Test>> = prepared.iter().map(|_| Vec::new()).collect();
    let file = match loading.amendments.iter().rfind(|amendment| amendment.base == 0) {
        Some(amendment) => amendment.file,
        None => 0,
    };
    for test in loading.files[file].tree.items.iter().flat_map(tests_in) {
        let only = || prepared.last()?.header.as_ref()?.only_period();
        let end = || Some(test.period.map(|literal| literal.period).or_else(only)?.last_day());
        let day = options.day.or_else(end);
        let place = day.and_then(|day| prepared.iter().position(|era| era.planned.window.holds(day)));
        if let Some(of_era) = tests.get_mut(place.unwrap_or(prepared.len().saturating_sub(1))) {
            of_era.push(test);
        }
    }
    tests
}

/// A test, also one that an amendment inserts.
fn tests_in(item: &Item) -> impl Iterator<Item = &Test> {
    let inserted = match item {
        Item::Change(change) => match &change.kind {
            ChangeKind::Insert { items, .. } => items.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    std::iter::once(item).chain(inserted).filter_map(|item| if let Item::Test(test) = item { Some(test) } else { None })
}

/// Whether something says that what is read is not in force.
pub(super) fn is_hole(told: &Diagnostic) -> bool {
    matches!(told.message, Message::Validity(ValidityMessage::NotInForce { .. }))
}

fn in_order(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| match diagnostic.place {
        Place::Rules(span) => (span.file, span.start),
        _ => (FileId(u32::MAX), 0),
    });
}

/// What has been found, each thing once.
#[derive(Default)]
struct Found {
    /// Whatever the day.
    always: Vec<Diagnostic>,
    /// In some of the sets of rules.
    some: Vec<Counted>,
    places: HashMap<(Option<Span>, u16), Vec<usize>>,
}

struct Counted {
    told: Diagnostic,
    /// The first set of rules that has it.
    first: Planned,
    /// How many have it.
    times: usize,
    windows: Vec<Window>,
}

impl Found {
    /// Adds what was found in one set of rules. Before the first dated rule nobody says that the rules are whole: what is
    /// not yet in force there is told only when such a period is evaluated.
    fn add(&mut self, planned: Planned, diagnostics: &[Diagnostic], is_before_all: bool) {
        for told in diagnostics {
            if is_before_all && is_hole(told) {
                continue;
            }
            let span = if let Place::Rules(span) = told.place { Some(span) } else { None };
            let at = self.places.entry((span, told.code().0)).or_default();
            let same = at.iter().copied().find(|index| same_thing(&self.some[*index].told, told));
            match same {
                Some(index) => {
                    self.some[index].times += 1;
                    self.some[index].windows.push(planned.window);
                }
                None => {
                    at.push(self.some.len());
                    let windows = vec![planned.window];
                    self.some.push(Counted { told: told.clone(), first: planned, times: 1, windows });
                }
            }
        }
    }

    fn is_full(&self) -> bool {
        self.some.len() >= MOST_MISTAKES
    }

    /// All of it, in the order of the files. What only some of several sets of rules have says which.
    fn all(self, eras: usize) -> Vec<Diagnostic> {
        let mut all = self.always;
        for Counted { mut told, first, times, windows } in self.some {
            if let Message::Validity(ValidityMessage::NotInForce { when, .. }) = &mut told.message {
                *when = Window::joined(windows);
            } else if times < eras
                && let Some(by) = first.by
            {
                told = told.with(by, Related::InForce(first.window));
            }
            all.push(told);
        }
        in_order(&mut all);
        let mut seen: HashMap<(Option<Span>, u16), Vec<Message>> = HashMap::new();
        all.retain(|told| {
            let span = if let Place::Rules(span) = told.place { Some(span) } else { None };
            let known = seen.entry((span, told.code().0)).or_default();
            let is_new = span.is_none() || !known.contains(&told.message);
            if is_new {
                known.push(told.message.clone());
            }
            is_new
        });
        all
    }
}

/// Whether two findings in different sets of rules are one.
fn same_thing(one: &Diagnostic, other: &Diagnostic) -> bool {
    if one.place != other.place {
        return false;
    }
    match (&one.message, &other.message) {
        (
            Message::Validity(ValidityMessage::NotInForce { name: a, .. }),
            Message::Validity(ValidityMessage::NotInForce { name: b, .. }),
        ) => a == b,
        (a, b) => a == b,
    }
}

//! `takar periksa`: what is found in rules that can be computed with. One file for each rule, all of them in [`RULES`].
//!
//! A rule looks at a model without data and tells what a policy officer would want to look at again. It is silent where it
//! does not know: a false alarm is a defect. Where it says that values exist, it shows one.

mod basis;
mod beyond_bands;
mod capped_out;
mod citations;
mod collection;
mod conditions;
mod context;
mod direction;
mod empty_band;
mod equal_weights;
mod gaps;
mod idle_weights;
mod ignored;
mod ladder;
mod left_out;
mod never_shown;
mod polarities;
mod reach;
mod rounded_out;
mod rounded_twice;
mod rounding;
mod same_title;
mod target_zero;
mod targets_accepted;
mod title_unit;
mod unreached;
mod unread_data;
mod unverified;
mod values;
mod weights;
mod zero_weight;

use crate::diagnostic::{Diagnostic, Place, Related};
use crate::message::findings::FindingsMessage;
use crate::message::{Code, Language, Message, Severity};
use crate::model::{About, Item, Model, Rules};
use crate::source::{Sources, Span};
use std::cell::Cell;
use std::collections::HashMap;

pub use collection::{Collection, Filter, Means, Report, Told};
pub use context::Context;

/// What one rule finds, and how it is called.
pub struct Rule {
    /// The code of its message.
    pub code: Code,
    /// A short name, for programs.
    pub name: &'static str,
    /// What it finds, in Indonesian and in English.
    pub about: (&'static str, &'static str),
    /// Whether what it finds at a declaration may hang on who uses that declaration.
    pub of_users: bool,
    /// Whether it looks at standard rulesets too, because of what is used of them.
    pub in_standard: bool,
    /// Finds.
    pub run: fn(&Context<'_>, &mut Vec<Found>),
}

impl Rule {
    /// A rule that judges what a declaration says itself.
    const fn new(
        code: u16,
        name: &'static str,
        about: (&'static str, &'static str),
        run: fn(&Context<'_>, &mut Vec<Found>),
    ) -> Self {
        Self { code: Code(code), name, about, of_users: false, in_standard: false, run }
    }

    /// The same, but what it finds may hang on who uses a declaration.
    const fn of_users(self) -> Self {
        Self { of_users: true, ..self }
    }

    /// The same, but it is told of standard rulesets too.
    const fn in_standard(self) -> Self {
        Self { in_standard: true, ..self }
    }
}

/// All rules, by their code. A code is never used for something else.
pub const RULES: &[Rule] = &[
    gaps::RULE,
    beyond_bands::RULE,
    rounded_twice::RULE,
    empty_band::RULE,
    rounded_out::RULE,
    capped_out::RULE,
    target_zero::RULE,
    direction::RULE,
    targets_accepted::RULE,
    equal_weights::RULE,
    zero_weight::RULE,
    idle_weights::RULE,
    left_out::RULE,
    unread_data::RULE,
    never_shown::RULE,
    same_title::RULE,
    conditions::MUST,
    conditions::SHOULD,
    basis::RULE,
    unverified::RULE,
    citations::RULE,
    title_unit::PERCENT,
    title_unit::COUNT,
];

/// Something that was found, or an error.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What is told.
    pub diagnostic: Diagnostic,
    /// It is none where any ruleset that was checked uses this declaration.
    pub unless_used: Option<Span>,
    /// It is one only where a ruleset beside this file was checked too.
    pub beside_rulesets: bool,
    /// The `abaikan` that switches it off.
    pub ignored: Option<crate::model::Ignored>,
}

impl Found {
    /// Something that holds whatever else is checked.
    pub fn new(span: Span, message: impl Into<Message>) -> Self {
        Self::of(Diagnostic::at(span, message))
    }

    /// The same.
    pub fn of(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, unless_used: None, beside_rulesets: false, ignored: None }
    }

    /// Something that does not hold where this declaration is used somewhere.
    pub fn unless_used(self, declaration: Span) -> Self {
        Self { unless_used: Some(declaration), ..self }
    }

    /// Something about an item whose attribute may stand in an amendment: the item is pointed at too.
    fn of_item(mut self, item: &Item) -> Self {
        let inside = |span: Span| span.file == item.about.span.file && span.start >= item.about.span.start;
        if !self.place().is_some_and(inside) {
            self.diagnostic = self.diagnostic.with(item.about.head, Related::UsedHere);
        }
        self
    }

    fn place(&self) -> Option<Span> {
        if let Place::Rules(span) = self.diagnostic.place { Some(span) } else { None }
    }
}

/// What a check of one ruleset yields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// Errors, and everything found, in the order of the files, each thing once.
    pub found: Vec<Found>,
    /// Declarations that this ruleset uses: what is unused elsewhere may be used here.
    pub used: Vec<Span>,
    /// Whether the file has an `aturan`.
    pub has_header: bool,
}

/// Checks a ruleset: what was found when it was built, and, unless it has errors, what all rules find in each of its sets of
/// rules.
pub fn run(rules: &Rules, diagnostics: &[Diagnostic], sources: &Sources) -> Checked {
    let mut checked = Checked::default();
    let mut found: Vec<Found> = diagnostics.iter().cloned().map(Found::of).collect();
    let work = Cell::new(context::WORK);
    for (place, model) in rules.eras().iter().enumerate().filter_map(|(place, era)| Some((place, era.model.as_ref()?)))
    {
        checked.has_header |= model.header().is_some();
        let governs = |period| rules.place_for(Some(period), None) == Some(place);
        let context = Context::new(model, (rules, place), sources, &governs, &work);
        found.extend(rules_on(&context, &mut checked.used));
        let switches = ignored::Switches::of(model);
        found.iter_mut().for_each(|one| switches.apply(one));
        let mut idle = ignored::idle(model, &|span| context.is_own(span), &found, &mut checked.used);
        idle.iter_mut().for_each(|one| switches.apply(one));
        found.extend(idle);
    }
    checked.found = each_once(found);
    checked.used.sort_unstable();
    checked.used.dedup();
    checked
}

fn rules_on(context: &Context<'_>, used: &mut Vec<Span>) -> Vec<Found> {
    let mut all = Vec::new();
    // What several sets of rules have in common is looked at in each of them.
    let declared =
        context.model.items.len() + context.model.scales.iter().map(|scale| scale.bands.len()).sum::<usize>();
    let rules = if context.may(declared + context.model.nodes.len() / 10) { RULES } else { &[] };
    for rule in rules {
        let mut found = Vec::new();
        (rule.run)(context, &mut found);
        found.retain(|one| rule.in_standard || one.place().is_some_and(|span| context.is_own(span)));
        all.extend(found);
    }
    if context.is_exhausted() {
        let main = context.sources.files().next().map(|file| Span::new(file, 0, 0));
        let place = context.model.header().map(|header| header.about.head).or(main);
        all.extend(place.map(|place| Found::new(place, FindingsMessage::NotAllChecked {})));
    }
    used.extend(context.used());
    all
}

/// In the order of the files. What several users of a rule bring about is one finding, switched off where each of them is.
fn each_once(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|one| {
        (one.place().map_or((u32::MAX, 0), |span| (span.file.0, span.start)), one.diagnostic.code())
    });
    let mut places: HashMap<(Option<Span>, Code, String, Option<Span>), usize> = HashMap::new();
    let mut once: Vec<Found> = Vec::new();
    for one in found {
        let told = one.diagnostic.message.tell(Language::Indonesian);
        let words = format!("{}\n{}", told.message, told.label);
        let key = (one.place(), one.diagnostic.code(), words, one.unless_used);
        match places.get(&key) {
            Some(place) if once[*place].ignored.is_some() && one.ignored.is_none() => once[*place] = one,
            Some(_) => {}
            None => {
                places.insert(key, once.len());
                once.push(one);
            }
        }
    }
    once
}

/// Whether messages with a code can be switched off: all but errors.
pub fn can_be_ignored(code: Code) -> Option<bool> {
    Message::severity_of(code).map(|severity| severity < Severity::Error)
}

/// Everything in a model that says something of itself, with what it is called.
fn declarations(model: &Model) -> impl Iterator<Item = (String, &About)> {
    let header = model.header().map(|header| (format!("aturan `{}`", header.name), &header.about)).into_iter();
    let amendments =
        model.amendments.iter().map(|amendment| (format!("perubahan `{}`", amendment.name), &amendment.about));
    let items = model.results().map(|(_, item)| (format!("{} `{}`", item.kind.word(), item.code), &item.about));
    let scales = model.scales.iter().filter(|scale| scale.ordered);
    let scales = scales.map(|scale| (format!("skala `{}`", scale.name), &scale.about));
    let formulas = model.formulas.iter().map(|formula| {
        let word = if formula.is_polarity { "polaritas" } else { "fungsi" };
        (format!("{word} `{}`", formula.name), &formula.about)
    });
    let curves = model.curves.iter().map(|curve| (format!("kurva `{}`", curve.name), &curve.about));
    let tables = model.tables.iter().map(|table| (format!("tabel `{}`", table.name), &table.about));
    let settings = model.settings.iter().map(|block| {
        let word = match block.kind {
            crate::syntax::ast::BlockKind::Settings(Some(kind)) => format!("`pengukuran {}`", kind.word()),
            _ => "`pengukuran`".to_owned(),
        };
        (word, &block.about)
    });
    header.chain(amendments).chain(scales).chain(formulas).chain(curves).chain(tables).chain(settings).chain(items)
}

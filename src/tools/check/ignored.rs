//! `abaikan T0412 "alasan"`: a finding at that declaration or inside it is switched off; on `aturan`, in the whole ruleset.
//! And what is wrong with an `abaikan` itself (T0830, T0831, T0832).

use super::{Found, RULES, can_be_ignored, declarations};
use crate::diagnostic::{Related, Severity};
use crate::message::Code;
use crate::message::findings::FindingsMessage;
use crate::model::{Ignored, Model};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// What is switched off where, by code: places in order, which hold each other or lie apart.
pub struct Switches<'m> {
    everywhere: HashMap<Code, &'m Ignored>,
    places: HashMap<Code, Vec<Place<'m>>>,
}

struct Place<'m> {
    span: Span,
    ignored: &'m Ignored,
    /// The next place around this one.
    around: Option<usize>,
}

impl<'m> Switches<'m> {
    /// All that a model has.
    pub fn of(model: &'m Model) -> Self {
        let header = model.header().map(|header| &header.about);
        let everywhere =
            header.iter().flat_map(|about| &about.ignored).map(|ignored| (ignored.code, ignored)).collect();
        let mut places: HashMap<Code, Vec<Place<'m>>> = HashMap::new();
        for (_, about) in declarations(model) {
            for ignored in &about.ignored {
                places.entry(ignored.code).or_default().push(Place { span: about.span, ignored, around: None });
            }
        }
        for places in places.values_mut() {
            places.sort_by_key(|place| (place.span.file, place.span.start, std::cmp::Reverse(place.span.end)));
            let mut open: Vec<usize> = Vec::new();
            for index in 0..places.len() {
                while open.last().is_some_and(|last| !holds(places[*last].span, places[index].span)) {
                    open.pop();
                }
                places[index].around = open.last().copied();
                open.push(index);
            }
        }
        Self { everywhere, places }
    }

    /// Switches a finding off that is ignored at its place, or where the rule is used that it comes from.
    pub fn apply(&self, found: &mut Found) {
        if found.ignored.is_some() || found.diagnostic.severity() == Severity::Error {
            return;
        }
        let code = found.diagnostic.code();
        let by = |related: &Related| matches!(related, Related::UsedHere | Related::SetHere);
        let users = found.diagnostic.related.iter().filter(|(_, related)| by(related)).map(|(span, _)| *span);
        let spans: Vec<Span> = found.place().into_iter().chain(users).collect();
        let at = spans.into_iter().find_map(|span| self.at(code, span));
        found.ignored = at.or_else(|| self.everywhere.get(&code).copied()).cloned();
    }

    fn at(&self, code: Code, span: Span) -> Option<&'m Ignored> {
        let places = self.places.get(&code)?;
        let before = places.partition_point(|place| (place.span.file, place.span.start) <= (span.file, span.start));
        let mut at = before.checked_sub(1);
        while let Some(place) = at.and_then(|at| places.get(at)) {
            if holds(place.span, span) {
                return Some(place.ignored);
            }
            at = place.around;
        }
        None
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// What is wrong with each `abaikan`; those that switch something off are added to what is used.
pub fn idle(model: &Model, is_own: &dyn Fn(Span) -> bool, found: &[Found], used: &mut Vec<Span>) -> Vec<Found> {
    let working: HashSet<Span> = found.iter().filter_map(|one| Some(one.ignored.as_ref()?.span)).collect();
    used.extend(&working);
    let mut wrong = Vec::new();
    let all = declarations(model).flat_map(|(_, about)| &about.ignored);
    for ignored in all.filter(|ignored| is_own(ignored.span)) {
        let code = ignored.code.0;
        match can_be_ignored(ignored.code) {
            None => wrong.push(Found::new(ignored.span, FindingsMessage::UnknownIgnored { ignored: code })),
            Some(false) => wrong.push(Found::new(ignored.span, FindingsMessage::CannotIgnore { ignored: code })),
            Some(true) if working.contains(&ignored.span) => {}
            Some(true) => {
                // What hangs on who uses a declaration is known where a ruleset is whole, in its own file.
                let whole = model.header().is_some() && ignored.span.file.0 == 0;
                let of_users = RULES.iter().any(|rule| rule.code == ignored.code && rule.of_users);
                let message = FindingsMessage::NothingIgnored { ignored: code };
                if message_applies(code) && (whole || !of_users) {
                    wrong.push(Found::new(ignored.span, message).unless_used(ignored.span));
                }
            }
        }
    }
    wrong
}

/// An `abaikan` of what is told about `abaikan` is not judged in turn.
fn message_applies(code: u16) -> bool {
    !(830..=832).contains(&code)
}

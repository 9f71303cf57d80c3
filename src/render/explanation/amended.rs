//! What amendments have changed: `(semula 2,8%; diubah oleh pk-2024-perubahan-1.takar:6)`.

use super::sheet::Sheet;
use crate::explain::{Explanation, Revision};
use crate::model::{Amended, Amendment, Change, text_of};
use crate::render::View;
use crate::render::markup::{Markup, Role};
use crate::source::Span;
use std::collections::HashSet;

/// Longer texts of rules are cut where one line tells of them.
const LONGEST: usize = 160;

/// So many amendments of one thing are followed back.
const MOST: usize = 100;

/// One change, in words.
pub(super) struct Shown {
    /// What kind of change, for programs.
    pub kind: &'static str,
    /// What it is about: `target 2,5%`, `indikator S1.2`.
    pub what: String,
    /// Where the amendment says so.
    pub at: Span,
    /// What stood there before, with its place.
    pub was: Option<(String, Span)>,
    /// By which of the model's amendments.
    pub by: usize,
    /// Whether it is a change of one attribute.
    is_attribute: bool,
}

/// All changes of the rules that an explanation applies, with those that they have replaced, each once.
pub(super) fn all(view: &View<'_>, explanation: &Explanation) -> Vec<Shown> {
    let mut shown: Vec<Shown> = explanation.nodes().flat_map(|node| of_node(view, node)).collect();
    let mut seen = HashSet::new();
    shown.retain(|one| seen.insert(one.at));
    shown.sort_by_key(|one| one.by);
    shown
}

/// The changes of the rule that a node applies, each followed by those that it has replaced.
pub(super) fn of_node(view: &View<'_>, node: &Explanation) -> Vec<Shown> {
    node.amended.iter().flat_map(|revision| history(view, revision)).collect()
}

fn history(view: &View<'_>, revision: &Revision) -> Vec<Shown> {
    let mut all = Vec::new();
    let mut next = Some(*revision);
    while let Some(revision) = next.take().filter(|_| all.len() < MOST) {
        let Some(shown) = shown(view, &revision) else { break };
        let earlier = shown.was.as_ref().filter(|_| shown.is_attribute).map(|(_, place)| *place);
        next = earlier.and_then(|place| view.model.amended.get(&place)).map(|amended| Revision::Changed(*amended));
        all.push(shown);
    }
    all
}

fn shown(view: &View<'_>, revision: &Revision) -> Option<Shown> {
    let text = |span: Span| {
        let text = cut(text_of(view.sources, span));
        if text.starts_with(['"', '“']) { format!("judul {text}") } else { text }
    };
    match revision {
        Revision::Changed(Amended { change, by, at, of }) => {
            let (kind, what, was) = match change {
                Change::Replaced(was) => ("diubah", text(*at), Some((text(*was), *was))),
                Change::Added => ("ditambahkan", text(*at), None),
                Change::Rows => ("isi_diganti", text(*of), Some((text(*of), *of))),
                Change::Inserted => ("disisipkan", text(*of), None),
            };
            let is_attribute = matches!(change, Change::Replaced(_) | Change::Added);
            Some(Shown { kind, what, at: *at, was, by: *by, is_attribute })
        }
        Revision::Removed(place) => {
            let removed = view.model.removed.get(*place)?;
            let was = Some((text(removed.was), removed.was));
            let what = removed.what.clone();
            Some(Shown { kind: "dicabut", what, at: removed.at, was, by: removed.by, is_attribute: false })
        }
    }
}

/// Under the row of the attribute with this word: what it was before, and what changed it.
pub(super) fn beside(view: &View<'_>, explanation: &Explanation, word: &str, sheet: &mut Sheet) {
    for revision in &explanation.amended {
        let history = history(view, revision);
        let Some(last) = history.first().filter(|last| last.is_attribute) else { continue };
        if !sheet.told.insert(last.at) {
            continue;
        }
        sheet.told.extend(history.iter().map(|one| one.at));
        let place = view.place(last.at);
        let before: Vec<&str> =
            history.iter().filter_map(|one| Some(value_of(word, &one.what, &one.was.as_ref()?.0))).collect();
        let text = match before.as_slice() {
            [] => view.language.pick(format!("(ditambahkan oleh {place})"), format!("(added by {place})")),
            before => {
                let before = before.join(view.language.pick(", sebelumnya ", ", before that "));
                view.language.pick(
                    format!("(semula {before}; diubah oleh {place})"),
                    format!("(was {before}; amended by {place})"),
                )
            }
        };
        sheet.more(Markup::of(Role::Plain, text));
    }
}

/// The amendments that an explanation hangs on, each with its basis and the changes that have not been told beside a row.
pub(super) fn rows(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    let all = all(view, explanation);
    let mut last = None;
    for one in &all {
        let Some(amendment) = view.model.amendments.get(one.by) else { continue };
        if last.replace(one.by) != Some(one.by) {
            head(view, amendment, sheet);
        }
        if !sheet.told.insert(one.at) {
            continue;
        }
        let (what, place) = (&one.what, view.place(one.at));
        let was = one.was.as_ref().map(|(was, _)| was.as_str()).unwrap_or_default();
        let text = match one.kind {
            "diubah" => view.language.pick(format!("{what} (semula {was})"), format!("{what} (was {was})")),
            "ditambahkan" => view.language.pick(format!("{what} (ditambahkan)"), format!("{what} (added)")),
            "isi_diganti" => view.language.pick(format!("{what}: isi diganti"), format!("{what}: rows replaced")),
            "disisipkan" => view.language.pick(format!("{what} disisipkan"), format!("{what} inserted")),
            _ => view.language.pick(format!("{what} dicabut"), format!("{what} removed")),
        };
        sheet.row("", Markup::of(Role::Plain, text), &[place]);
    }
}

fn head(view: &View<'_>, amendment: &Amendment, sheet: &mut Sheet) {
    let mut origin = vec![view.place(amendment.about.head)];
    origin.extend(amendment.about.bases.iter().map(|basis| basis.text.clone()));
    let title = amendment.title.as_ref().unwrap_or(&amendment.name);
    sheet.row(view.language.pick("perubahan", "amended by"), Markup::of(Role::Plain, title), &origin);
}

/// An old attribute without the words that its row and the new one begin with too: `2,8%` of `target 2,8%` and of
/// `target 2024: 2,8%`.
fn value_of<'a>(attribute: &str, new: &str, old: &'a str) -> &'a str {
    let mut rest = old;
    for (place, word) in new.split(' ').enumerate() {
        let is_name = if place == 0 { word == attribute } else { word.ends_with(':') };
        match rest.strip_prefix(word).and_then(|rest| rest.strip_prefix(' ')) {
            Some(after) if is_name => rest = after,
            _ => break,
        }
    }
    rest
}

fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

//! What seeking has found, for people.

mod plans;
mod possible;
mod reasons;

pub use plans::{frontier, projections};
pub use possible::possible;
pub use reasons::reasons;
use reasons::turns;

use super::View;
use super::markup::{Markup, Role};
use super::number::{self, Precision};
use super::seek::{Answer, Between, Bound, Impossible, Sample, Sought, Why};
use super::state;
use crate::model::{Type, text_of};
use crate::value::{Slot, Value};

/// Values of a grid are written out.
const EXACT: Precision = Precision::Cut(30);
/// So many stretches and inputs are shown; of more it is said how many there are.
const MOST: usize = 40;

fn value(view: &View<'_>, value: &Value, ty: Type, precision: Precision) -> String {
    match number::value(view.model, value, ty, precision) {
        Some(text) => text,
        None => state::word(value, view.language).unwrap_or("").to_owned(),
    }
}

fn exact(view: &View<'_>, of: &Value, ty: Type) -> String {
    value(view, of, ty, EXACT)
}

/// `95,03% s.d. 121,98%`, `≥ 95%`, `95%`
pub fn between(view: &View<'_>, (low, high): &Between, ty: Type) -> String {
    match high {
        None => format!("≥ {}", exact(view, low, ty)),
        Some(high) if high == low => exact(view, low, ty),
        Some(high) => format!("{} s.d. {}", exact(view, low, ty), exact(view, high, ty)),
    }
}

fn joined(view: &View<'_>, all: &[Between], ty: Type) -> String {
    let mut texts: Vec<String> = all.iter().take(MOST).map(|one| between(view, one, ty)).collect();
    if all.len() > MOST {
        let more = all.len() - MOST;
        texts.push(view.language.pick(format!("dan {more} rentang lain"), format!("and {more} further ranges")));
    }
    texts.join("; ")
}

/// The values for which a condition holds, on one line; none where there are none.
pub fn found(view: &View<'_>, answer: &Answer) -> Option<String> {
    let all: Vec<Between> = answer
        .holds
        .iter()
        .map(|stretch| (stretch.first.at.clone(), stretch.last.as_ref().map(|last| last.at.clone())))
        .collect();
    (!all.is_empty()).then(|| joined(view, &all, answer.sought.ty))
}

/// `langkah 0,01%`
fn step(view: &View<'_>, sought: &Sought) -> Option<String> {
    let step = sought.step.clone()?;
    let text = exact(view, &Value::Number(step), sought.ty);
    Some(view.language.pick(format!("langkah {text}"), format!("step {text}")))
}

fn now(view: &View<'_>, sought: &Sought) -> String {
    match &sought.now {
        Some(now) => {
            let now = exact(view, now, sought.ty);
            view.language.pick(format!("sekarang {now}"), format!("now {now}"))
        }
        None => view.language.pick("sekarang kosong", "missing now").to_owned(),
    }
}

/// What it is now, in a word.
pub fn now_value(view: &View<'_>, sought: &Sought) -> String {
    match &sought.now {
        Some(now) => exact(view, now, sought.ty),
        None => view.language.pick("kosong", "missing").to_owned(),
    }
}

fn aside(view: &View<'_>, sought: &Sought) -> String {
    let parts: Vec<String> = step(view, sought).into_iter().chain([now(view, sought)]).collect();
    format!("   ({})", parts.join("; "))
}

/// `dicari pada ≥ 0%`, and what the ends follow from.
fn searched(view: &View<'_>, sought: &Sought) -> String {
    let (low, high) = &sought.bounds;
    let sign = |bound: &Bound, inclusive: &'static str, exclusive: &'static str| {
        if bound.inclusive { inclusive } else { exclusive }
    };
    let text = |bound: &Bound| bound.value.as_ref().map(|value| exact(view, value, sought.ty));
    let range = match (text(low), text(high)) {
        (Some(a), Some(b)) => format!("{}{a} s.d. {}{b}", sign(low, "", "> "), sign(high, "", "< ")),
        (Some(a), None) => format!("{} {a}", sign(low, "≥", ">")),
        (None, Some(b)) => format!("{} {b}", sign(high, "≤", "<")),
        (None, None) => view.language.pick("semua nilai", "all values").to_owned(),
    };
    let why = |why: Why| match why {
        Why::Accepted => view.language.pick("nilai yang diterima aturan", "what the rules accept"),
        Why::Asked => view.language.pick("rentang yang diminta", "the range asked for"),
        Why::Natural => view.language.pick("tanpa `rentang` dalam aturan", "the rules have no `rentang`"),
        Why::All => view.language.pick("semua nilai yang ada", "all values that there are"),
        Why::Period => {
            view.language.pick("setahun sebelum s.d. sesudah periode", "from a year before the period to one after")
        }
    };
    let mut reasons = vec![why(low.why)];
    if high.why != low.why {
        reasons.push(why(high.why));
    }
    let reasons = reasons.join("; ");
    view.language.pick(format!("dicari pada {range} ({reasons})"), format!("searched {range} ({reasons})"))
}

fn line(markup: &mut Markup, indent: usize, role: Role, text: impl Into<String>) {
    if !markup.is_empty() {
        markup.newline();
    }
    markup.push(Role::Plain, " ".repeat(indent));
    markup.push(role, text);
}

/// An answer to `cari X agar …`.
pub fn answer(view: &View<'_>, answer: &Answer) -> Markup {
    let mut out = Markup::new();
    let (sought, language) = (&answer.sought, view.language);
    out.push(Role::Heading, sought.name.clone());
    match (found(view, answer), &answer.impossible) {
        (Some(found), _) => {
            out.push(Role::Plain, ": ");
            out.push(Role::Result, found);
            out.push(Role::Faint, aside(view, sought));
            proof(view, answer, &mut out);
        }
        (None, Some(impossible)) => {
            let open = !answer.open.is_empty();
            let text = match open {
                true => language.pick("tidak ada nilai yang ditemukan", "no value was found"),
                false => language.pick("tidak ada nilai yang memenuhi", "no value fulfils it"),
            };
            out.push(Role::Plain, ": ");
            out.push(Role::Alert, text);
            out.push(Role::Faint, aside(view, sought));
            why_not(view, answer, impossible, &mut out);
        }
        (None, None) => {}
    }
    for (range, state) in &answer.without {
        let range = between(view, range, sought.ty);
        let word = state::word(state, language).unwrap_or("");
        let reason = state::reason(view, state).unwrap_or_default();
        let text = language.pick(
            format!("pada {range} syarat tidak punya nilai: {word} ({reason})"),
            format!("at {range} the condition has no value: {word} ({reason})"),
        );
        line(&mut out, 2, Role::Faint, text);
    }
    if !answer.open.is_empty() {
        let open = joined(view, &answer.open, sought.ty);
        let text = language.pick(
            format!(
                "belum diputuskan, batas kerja tercapai: {open}; persempit dengan `rentang`, atau perbesar `langkah`"
            ),
            format!("not decided, the bound of work was reached: {open}; narrow it with `rentang`, or widen `langkah`"),
        );
        line(&mut out, 2, Role::Alert, text);
    }
    left_out(view, &answer.stale, &mut out);
    line(&mut out, 2, Role::Faint, searched(view, sought));
    out.newline();
    out
}

/// Says which figures of the data were left out, because they only repeat a rule.
fn left_out(view: &View<'_>, stale: &[Slot], out: &mut Markup) {
    if stale.is_empty() {
        return;
    }
    let names: Vec<String> = stale.iter().map(|slot| state::slot_name(view, *slot)).collect();
    let names = state::enumerate(&names, view.language);
    let text = view.language.pick(
        format!("tidak dipakai selama dicari, sebab hanya mengulang aturan: {names}"),
        format!("left out while seeking, for it only repeats the rules: {names}"),
    );
    line(out, 2, Role::Faint, text);
}

/// The ends of each stretch with the neighbours that fail.
fn proof(view: &View<'_>, answer: &Answer, out: &mut Markup) {
    let ty = answer.sought.ty;
    let mut rows: Vec<(String, String, bool)> = Vec::new();
    let mut row = |sample: &Sample, holds: bool| {
        let shown = match (&answer.compared, &sample.shown) {
            (Some((text, ty)), Some(shown)) => format!("{text} {}", value(view, shown, *ty, Precision::Explanation)),
            _ => {
                view.language.pick("syarat ", "condition ").to_owned()
                    + &value(view, &sample.condition, Type::Truth, EXACT)
            }
        };
        let entry = (exact(view, &sample.at, ty), shown, holds);
        if rows.last() != Some(&entry) {
            rows.push(entry);
        }
    };
    for stretch in answer.holds.iter().take(MOST) {
        stretch.before.iter().for_each(|sample| row(sample, false));
        row(&stretch.first, true);
        stretch.last.iter().for_each(|sample| row(sample, true));
        stretch.after.iter().for_each(|sample| row(sample, false));
    }
    let width = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| text.chars().count()).max().unwrap_or(0);
    let (first, second) = (width(&mut rows.iter().map(|row| &row.0)), width(&mut rows.iter().map(|row| &row.1)));
    for (at, shown, holds) in &rows {
        line(out, 2, Role::Plain, format!("{at:>first$}   "));
        out.push(if *holds { Role::Result } else { Role::Faint }, format!("{shown:<second$}"));
        let mark =
            if *holds { view.language.pick("memenuhi", "fulfils") } else { view.language.pick("tidak", "does not") };
        out.push(Role::Faint, format!("   {mark}"));
    }
}

fn why_not(view: &View<'_>, answer: &Answer, found: &Impossible, out: &mut Markup) {
    let language = view.language;
    if found.unrelated {
        let text = language.pick("syarat ini tidak bergantung padanya", "the condition does not depend on it");
        return line(out, 2, Role::Plain, text);
    }
    if !found.missing.is_empty() {
        let names: Vec<String> = found.missing.iter().map(|lack| state::lack_name(view, *lack)).collect();
        let names = state::enumerate(&names, language);
        let text = language.pick(format!("belum ada data: {names}"), format!("no data yet: {names}"));
        return line(out, 2, Role::Plain, text);
    }
    for part in &found.parts {
        let part = text_of(view.sources, view.model.node(*part).span);
        let text = language.pick(format!("tidak pernah terpenuhi: {part}"), format!("never fulfilled: {part}"));
        line(out, 2, Role::Plain, text);
    }
    if let Some(best) = &found.best {
        let at = exact(view, &best.at, answer.sought.ty);
        let ty = answer.compared.as_ref().map(|(_, ty)| *ty);
        let shown = best.shown.as_ref().map(|shown| match (ty, &answer.compared) {
            (Some(ty), Some((text, _))) => format!("{text} {}", value(view, shown, ty, Precision::Explanation)),
            _ => String::new(),
        });
        let shown = shown.filter(|shown| !shown.is_empty());
        let text = match (&shown, found.never_reached) {
            (Some(shown), false) => language.pick(
                format!("paling dekat: {shown}, pada {} {at}", answer.sought.name),
                format!("nearest: {shown}, at {} {at}", answer.sought.name),
            ),
            (Some(shown), true) => language.pick(
                format!(
                    "makin besar makin dekat, tetapi tidak pernah sampai: {shown} pada {} {at}",
                    answer.sought.name
                ),
                format!("the greater the nearer, but never reached: {shown} at {} {at}", answer.sought.name),
            ),
            (None, _) => language.pick(format!("paling dekat pada {at}"), format!("nearest at {at}")),
        };
        line(out, 2, Role::Plain, text);
    }
    for cap in &found.caps {
        let owner = cap.item.map_or_else(String::new, |item| format!("{} ", view.code(item)));
        let (from, to) = (value(view, &cap.from, cap.ty, Precision::Explanation), exact(view, &cap.to, cap.ty));
        let place = view.place(cap.span);
        let text = language.pick(
            format!("penghalang: {owner}dibatasi, {from} → {to} ({place})"),
            format!("in the way: {owner}is capped, {from} → {to} ({place})"),
        );
        line(out, 2, Role::Plain, text);
    }
    if !found.others.is_empty() {
        let text = language.pick("dengan itu, salah satu dari ini cukup:", "with that, any one of these would do:");
        line(out, 2, Role::Plain, text);
        turns(view, &found.others, out);
    } else if found.looked {
        let text =
            language.pick("tidak ada satu masukan lain yang cukup dengan sendirinya", "no other single input would do");
        line(out, 2, Role::Plain, text);
    }
}

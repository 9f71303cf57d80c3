//! What seeking has found, for people.

use super::View;
use super::markup::{Markup, Role};
use super::number::{self, Precision};
use super::seek::{
    Answer, Between, Bound, Chance, Frontier, Impossible, Possible, Projection, Reasons, Sample, Sought, Turn, Why,
};
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

/// A table of inputs: what they are, what is needed, how far that is.
fn turns(view: &View<'_>, turns: &[Turn], out: &mut Markup) {
    let language = view.language;
    let rows: Vec<[String; 4]> = turns
        .iter()
        .take(MOST)
        .map(|turn| {
            let sought = &turn.sought;
            let now = sought
                .now
                .as_ref()
                .map_or_else(|| language.pick("kosong", "missing").to_owned(), |now| exact(view, now, sought.ty));
            let needed = match (&turn.needed, &turn.step) {
                (Some(needed), Some(_)) => exact(view, needed, sought.ty),
                (Some(needed), None) => between(view, &(needed.clone(), turn.until.clone()), sought.ty),
                (None, _) if !turn.is_decided => language.pick("belum diputuskan", "not decided").to_owned(),
                (None, _) => language.pick("tidak cukup sendirian", "not enough alone").to_owned(),
            };
            let step = match (&turn.step, sought.ty) {
                (Some(step), Type::Number(unit)) => {
                    let text = number::difference(&view.model.units, step, unit, EXACT, language);
                    let rises =
                        turn.needed.as_ref().and_then(Value::number) > sought.now.as_ref().and_then(Value::number);
                    format!("{} {text}", if rises { "+" } else { "−" })
                }
                (Some(step), _) => {
                    let steps = step.to_indonesian(0, crate::number::Cut::Truncate);
                    language.pick(format!("{steps} tingkat"), format!("{steps} steps"))
                }
                (None, _) => String::new(),
            };
            [sought.name.clone(), now, needed, step]
        })
        .collect();
    let mut widths = [0; 4];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let [first, second, third, _] = widths;
    for [name, now, needed, step] in &rows {
        line(out, 4, Role::Heading, format!("{name:<first$}"));
        out.push(Role::Plain, format!("   {now:>second$} → "));
        let room = if step.is_empty() { 0 } else { third };
        out.push(Role::Result, format!("{needed:<room$}"));
        if !step.is_empty() {
            out.push(Role::Faint, format!("   {step}"));
        }
    }
    if turns.len() > MOST {
        let more = turns.len() - MOST;
        line(out, 4, Role::Faint, language.pick(format!("… dan {more} lagi"), format!("… and {more} more")));
    }
}

/// An answer to `mengapa` and `mengapa tidak`.
pub fn reasons(view: &View<'_>, reasons: &Reasons) -> Markup {
    let (mut out, language) = (Markup::new(), view.language);
    let is = match &reasons.now {
        Value::Truth(true) => language.pick("ya", "it is so").to_owned(),
        Value::Truth(false) => language.pick("tidak", "it is not so").to_owned(),
        state => {
            let word = state::word(state, language).unwrap_or("");
            let reason = state::reason(view, state).unwrap_or_default();
            format!("{word} ({reason})")
        }
    };
    out.push(Role::Heading, reasons.condition.clone());
    out.push(Role::Plain, ": ");
    out.push(Role::Result, is);
    if let Some((text, ty, shown)) = &reasons.compared
        && shown.is_there()
        && *ty != Type::Truth
    {
        let shown = value(view, shown, *ty, Precision::Explanation);
        out.push(Role::Faint, format!("   ({text} {} {shown})", language.pick("sekarang", "is now")));
    }
    if !reasons.missing.is_empty() {
        let names: Vec<String> = reasons.missing.iter().map(|lack| state::lack_name(view, *lack)).collect();
        let names = state::enumerate(&names, language);
        line(
            &mut out,
            2,
            Role::Plain,
            language.pick(format!("belum ada data: {names}"), format!("no data yet: {names}")),
        );
    }
    if reasons.turns.is_empty() {
        line(
            &mut out,
            2,
            Role::Plain,
            language.pick("tidak bergantung pada masukan mana pun", "it follows from no input"),
        );
    } else {
        let text = match reasons.wanted {
            true => language.pick(
                "yang membuatnya terpenuhi, masing-masing sendirian, langkah terkecil dahulu:",
                "what would fulfil it, each alone, the smallest step first:",
            ),
            false => language.pick(
                "yang membuatnya tidak lagi terpenuhi, masing-masing sendirian, langkah terkecil dahulu:",
                "what would end it, each alone, the smallest step first:",
            ),
        };
        line(&mut out, 2, Role::Plain, text);
        turns(view, &reasons.turns, &mut out);
        let text = language.pick(
            "langkah dibandingkan sebagai bagian dari target (tanpa target: dari nilai sekarang)",
            "steps are compared as parts of the target (without one: of the present value)",
        );
        line(&mut out, 2, Role::Faint, text);
    }
    left_out(view, &reasons.stale, &mut out);
    out.newline();
    out
}

/// An answer to `kemungkinan X`.
pub fn possible(view: &View<'_>, possible: &Possible) -> Markup {
    let (mut out, language) = (Markup::new(), view.language);
    out.push(Role::Heading, view.code(possible.item));
    let count = possible.inputs.len();
    let text = match count {
        0 => language.pick(": tidak ada masukan yang masih kosong".to_owned(), ": no input is missing".to_owned()),
        _ => language.pick(format!(": {count} masukan masih kosong"), format!(": {count} inputs are still missing")),
    };
    out.push(Role::Plain, text);
    if let Some((ty, low, high)) = &possible.figure
        && let (Some(low), Some(high)) = (low, high)
    {
        let (a, b) = (value(view, low, *ty, Precision::Explanation), value(view, high, *ty, Precision::Explanation));
        let range = if low == high { a } else { format!("{a} s.d. {b}") };
        let found = language.pick(" (sejauh yang dicoba)", " (as far as was tried)");
        let found = if possible.ends_proven == (true, true) { "" } else { found };
        let label = language.pick("nilai", "value");
        line(&mut out, 2, Role::Plain, format!("{label}: {range}{found}"));
    }
    if let Some((ty, labels)) = &possible.labels {
        let width = labels.iter().map(|(label, _)| exact(view, label, *ty).chars().count()).max().unwrap_or(0);
        for (label, chance) in labels {
            let name = exact(view, label, *ty);
            line(&mut out, 2, Role::Plain, format!("{name:<width$}   "));
            match chance {
                Chance::Yes(values) if values.is_empty() => out.push(Role::Result, language.pick("pasti", "certain")),
                Chance::Yes(values) => {
                    out.push(Role::Result, language.pick("mungkin", "possible"));
                    let examples: Vec<String> = possible
                        .inputs
                        .iter()
                        .zip(values)
                        .take(3)
                        .map(|(input, value)| format!("{} {}", input.name, exact(view, value, input.ty)))
                        .collect();
                    let more = if possible.inputs.len() > 3 { ", …" } else { "" };
                    let text = format!("{}{more}", examples.join(", "));
                    out.push(
                        Role::Faint,
                        language.pick(format!("   misalnya {text}"), format!("   for instance {text}")),
                    );
                }
                Chance::No => out.push(Role::Faint, language.pick("tidak mungkin", "impossible")),
                Chance::Open => out.push(Role::Alert, language.pick("belum diputuskan", "not decided")),
            }
        }
    }
    for input in possible.inputs.iter().take(MOST) {
        line(&mut out, 2, Role::Faint, format!("{}: {}", input.name, searched(view, input)));
    }
    out.newline();
    out
}

/// An answer to `cari X; Y agar …`.
pub fn frontier(view: &View<'_>, frontier: &Frontier) -> Markup {
    let (mut out, language) = (Markup::new(), view.language);
    let (a, b) = (&frontier.first, &frontier.second);
    let rows: Vec<(String, String)> = frontier
        .rows
        .iter()
        .map(|row| {
            let first = between(view, &(row.from.clone(), Some(row.to.clone())), a.ty);
            let mut second = match row.holds.is_empty() {
                true => language.pick("tidak ada", "none").to_owned(),
                false => joined(view, &row.holds, b.ty),
            };
            if !row.is_decided {
                second.push_str(language.pick(
                    " (sebagian tanpa nilai atau belum diputuskan)",
                    " (partly without a value, or not decided)",
                ));
            }
            (first, second)
        })
        .collect();
    let width = rows.iter().map(|(first, _)| first.chars().count()).chain([a.name.chars().count()]).max().unwrap_or(0);
    out.push(Role::Heading, format!("{:<width$}   {}", a.name, b.name));
    for (first, second) in rows {
        line(&mut out, 0, Role::Plain, format!("{first:<width$}   "));
        out.push(Role::Result, second);
    }
    if !frontier.is_complete {
        let text = language.pick(
            format!("baris dipilih dari nilai {}; setiap baris tepat untuk nilainya", a.name),
            format!("rows are chosen among the values of {}; each is exact for its value", a.name),
        );
        line(&mut out, 2, Role::Faint, text);
    }
    for sought in [a, b] {
        let step = step(view, sought).map_or_else(String::new, |step| format!(", {step}"));
        line(
            &mut out,
            2,
            Role::Faint,
            format!("{}: {}{step}, {}", sought.name, searched(view, sought), now(view, sought)),
        );
    }
    out.newline();
    out
}

/// An answer to `proyeksi`.
pub fn projections(view: &View<'_>, all: &[Projection]) -> Markup {
    let (mut out, language) = (Markup::new(), view.language);
    if all.is_empty() {
        let text = language.pick(
            "tidak ada indikator dengan data sebagian periode dan periode yang tersisa",
            "no indicator has data of a part of the period and periods that remain",
        );
        out.push(Role::Plain, text);
        out.newline();
        return out;
    }
    for one in all {
        let so_far = value(view, &one.so_far, one.ty, Precision::Explanation);
        let remaining: Vec<String> = one.remaining.iter().map(ToString::to_string).collect();
        let remaining = state::enumerate(&remaining, language);
        out.push(Role::Heading, view.code(one.item));
        let text = language.pick(
            format!(": sampai {} {so_far}; tersisa {remaining}", one.until),
            format!(": up to {} {so_far}; {remaining} remain", one.until),
        );
        out.push(Role::Plain, text);
        let width =
            one.needs.iter().map(|(label, ..)| exact(view, label, one.rating).chars().count()).max().unwrap_or(0);
        for (label, needs, is_decided) in &one.needs {
            line(&mut out, 2, Role::Plain, format!("{:<width$}   ", exact(view, label, one.rating)));
            let text = match (needs.is_empty(), is_decided) {
                (true, true) => language.pick("tidak mungkin lagi", "no longer possible").to_owned(),
                (true, false) => language.pick("belum diputuskan", "not decided").to_owned(),
                (false, _) => joined(view, needs, one.ty),
            };
            out.push(if needs.is_empty() { Role::Faint } else { Role::Result }, text);
        }
        out.newline();
    }
    let text = language.pick(
        "  angka yang sama di setiap periode yang tersisa; realisasi yang dihitung dengan `rumus` tidak diproyeksikan",
        "  the same figure in each period that remains; realizations computed by a `rumus` are not projected",
    );
    out.push(Role::Faint, text);
    out.newline();
    out
}

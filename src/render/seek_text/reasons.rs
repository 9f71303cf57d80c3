//! Why a result is what it is, and what would turn it: `mengapa`.

use super::super::View;
use super::super::markup::{Markup, Role};
use super::super::number::{self, Precision};
use super::super::seek::{Reasons, Turn};
use super::super::state;
use super::{EXACT, MOST, between, exact, left_out, line, value};
use crate::model::Type;
use crate::value::Value;

/// A table of inputs: what they are, what is needed, how far that is.
pub(super) fn turns(view: &View<'_>, turns: &[Turn], out: &mut Markup) {
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

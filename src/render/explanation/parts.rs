//! Figures of the parts of a period, and of other periods.

use super::rows::cite;
use super::sheet::Sheet;
use super::{formula, shown};
use crate::explain::{Explanation, PartsShown, Step};
use crate::render::View;
use crate::render::markup::{Markup, Role};
use crate::value::operator::Consolidation;

/// Each part with its figure and where that stands, then what consolidates them and who ordered it.
pub(super) fn rows(view: &View<'_>, parts: &PartsShown, explanation: &Explanation, label: &str, sheet: &mut Sheet) {
    let role = if explanation.value.is_there() { Role::Result } else { Role::Alert };
    let value = Markup::of(role, shown(view, &explanation.value, explanation.ty));
    let whole = parts.whole.as_ref().map_or_else(String::new, |fact| view.origin(fact.origin));
    sheet.row(label, value, &[whole]);
    let width = parts.parts.iter().map(|part| part.to_string().chars().count()).max().unwrap_or(0);
    for (index, (part, child)) in parts.parts.iter().zip(&explanation.because).enumerate() {
        let mark = if parts.deciding == Some(index) { "▸ " } else { "  " };
        let role = if child.value.is_there() { Role::Plain } else { Role::Faint };
        let mut text = Markup::of(Role::Plain, format!("{mark}{:width$}  ", part.to_string()));
        text.push(role, shown(view, &child.value, child.ty));
        let origin = match &child.step {
            Step::Given { origin, .. } => origin.map_or_else(String::new, |origin| view.origin(origin)),
            step => {
                let values = formula::with_values(view, child);
                if !matches!(step, Step::Constant) && child.value.is_there() {
                    text.push(Role::Faint, format!("  ({values})"));
                }
                view.place(child.span)
            }
        };
        sheet.row("", text, &[origin]);
    }
    let mut how = parts.by.how.word().to_owned();
    if let Some(part) = parts.deciding.and_then(|deciding| parts.parts.get(deciding)) {
        how = format!("{how}: {part}");
    }
    if parts.whole.is_some() {
        how = view.language.pick(
            format!("{how}; angka untuk seluruh periode yang dipakai"),
            format!("{how}; the figure of the whole period is used"),
        );
    }
    let origin = match parts.by.setting {
        Some(setting) => cite(view, setting, &explanation.basis),
        None => vec![view.language.pick("tanpa pengaturan", "not set").to_owned()],
    };
    sheet.row(view.language.pick("konsolidasi", "parts"), Markup::of(Role::Plain, how), &origin);
    if let (Some(setting), Consolidation::Sum | Consolidation::Mean) = (parts.by.missing_setting, parts.by.how) {
        sheet.row("kosong", Markup::of(Role::Plain, parts.by.missing.word()), &cite(view, setting, &[]));
    }
}

/// What was read in another period: which, its value, and where it stands if it is a figure of the data.
pub(super) fn other(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    let Step::OtherPeriod { item, property, period, origin } = &explanation.step else { return };
    let when = period.map_or_else(String::new, |period| format!(" {} {period}", view.language.pick("pada", "in")));
    let text = format!("{}.{}{when}: ", view.code(*item), property.word());
    let value = shown(view, &explanation.value, explanation.ty);
    let origin = origin.map_or_else(String::new, |origin| view.origin(origin));
    sheet.row("", Markup::of(Role::Plain, text).with(Role::Result, value), &[origin]);
}

//! Which ratings are still possible: `kemungkinan`.

use super::super::View;
use super::super::markup::{Markup, Role};
use super::super::number::Precision;
use super::super::seek::{Chance, Possible};
use super::{MOST, exact, line, searched, value};

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

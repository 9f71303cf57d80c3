//! What two targets give against each other, and what the periods that remain have to bring: `cari X; Y` and `proyeksi`.

use super::super::View;
use super::super::markup::{Markup, Role};
use super::super::number::Precision;
use super::super::seek::{Frontier, Projection};
use super::super::state;
use super::{between, exact, joined, line, now, searched, step, value};

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

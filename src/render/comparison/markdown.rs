//! A comparison as Markdown, to be attached to a draft.

use super::list::Listed;
use super::text::{MOST_COUNTS, changing, code};
use super::words;
use super::{CauseKind, Comparison, Moved, Results, RulesPart, Side};
use crate::message::Language;
use std::io::{self, Write};

/// Writes a comparison as Markdown.
pub fn markdown(out: &mut dyn Write, comparison: &Comparison, listed: &Listed, language: Language) -> io::Result<()> {
    writeln!(out, "# {}\n", language.pick("Perbandingan aturan", "Comparison of rulesets"))?;
    let head = ["", language.pick("Lama", "Old"), language.pick("Baru", "New")];
    let (old, new) = (&comparison.old, &comparison.new);
    let row = |word: &str, pick: fn(&Side) -> String| vec![word.to_owned(), pick(old), pick(new)];
    let none = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    table(
        out,
        &head,
        &[],
        [
            row(language.pick("Aturan", "Ruleset"), |side| side.title.clone().unwrap_or_else(|| side.name.clone())),
            row(language.pick("Berkas", "File"), |side| side.path.clone()),
            row(language.pick("Perubahan yang diterapkan", "Amendments applied"), |side| {
                side.amendments.iter().map(words::amendment).collect::<Vec<_>>().join("; ")
            })
            .into_iter()
            .map(none)
            .collect(),
        ]
        .into_iter(),
    )?;
    for part in &comparison.rules {
        rules(out, part, comparison.rules.len() > 1, language)?;
    }
    if let Some(results) = &comparison.results {
        outcome(out, results, listed, language)?;
    }
    Ok(())
}

fn rules(out: &mut dyn Write, part: &RulesPart, several: bool, language: Language) -> io::Result<()> {
    let mut head = language.pick("Perubahan aturan", "Changes in the rules").to_owned();
    if several {
        head.push_str(&format!(" ({} → {})", part.old_window, part.new_window));
    }
    writeln!(out, "\n## {}\n", plain(&head))?;
    if part.changes.is_empty() {
        return writeln!(out, "{}", language.pick("Tidak ada perubahan.", "There are no changes."));
    }
    let headings = [
        language.pick("No.", "No."),
        language.pick("Pernyataan", "Declaration"),
        language.pick("Hal", "What"),
        language.pick("Semula", "Before"),
        language.pick("Menjadi", "After"),
        language.pick("Letak", "Place"),
    ];
    let number = |step: Option<usize>| step.map_or_else(|| "–".to_owned(), |step| step.to_string());
    let dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for change in &part.changes {
        let mut name = words::declaration(change);
        if change.step.is_some() && !change.details.is_empty() {
            name.push_str(&format!(" ({})", words::act(change.act, language)));
        }
        if change.details.is_empty() {
            let what = words::act(change.act, language).to_owned();
            rows.push(vec![number(change.step), name, what, "–".into(), "–".into(), change.place.clone()]);
            continue;
        }
        for (index, detail) in change.details.iter().enumerate() {
            let name = if index == 0 { name.clone() } else { String::new() };
            rows.push(vec![
                number(detail.step.or(change.step)),
                name,
                detail.what.clone(),
                dash(&detail.old),
                dash(&detail.new),
                detail.place.clone(),
            ]);
        }
    }
    table(out, &headings, &[0], rows.into_iter())?;
    let mut notes = Vec::new();
    for step in &part.steps {
        let lines = step.verdicts.iter().map(|verdict| words::verdict(verdict, language));
        let lines: Vec<String> = lines.chain(words::alone(step, language)).collect();
        if !lines.is_empty() {
            let word = language.pick("Nomor", "Number");
            notes.push(format!("{word} {} ({}): {}.", step.number, step.what, lines.join("; ")));
        }
    }
    if !notes.is_empty() {
        writeln!(out)?;
        for note in notes {
            writeln!(out, "- {}", plain(&note))?;
        }
    }
    Ok(())
}

fn outcome(out: &mut dyn Write, results: &Results, listed: &Listed, language: Language) -> io::Result<()> {
    writeln!(out, "\n## {}\n", language.pick("Akibat pada hasil", "Effect on the results"))?;
    let data = format!("{}: {}.", language.pick("Data", "Data"), results.files.join(", "));
    writeln!(out, "{} {}.", plain(&data), plain(&capital(&words::effect(results, language))))?;
    moved(
        out,
        language.pick("Kategori berubah", "Ratings that change"),
        &listed.ratings,
        results.ratings_moved,
        results,
        language,
    )?;
    moved(
        out,
        language.pick("Nilai berubah, kategori tetap", "Values that change, with the same rating"),
        &listed.values,
        results.values_moved,
        results,
        language,
    )?;
    if listed.ratings.iter().chain(&listed.values).any(|moved| moved.cause.kind == CauseKind::Interaction) {
        writeln!(out, "\n{}.", capital(words::interaction(language)))?;
    }
    if results.ratings_moved > 0 {
        writeln!(out, "\n### {}\n", language.pick("Kategori lama dan baru", "Old and new ratings"))?;
        let old: Vec<&String> =
            results.order.iter().filter(|name| results.matrix.iter().any(|count| count.old == **name)).collect();
        let new: Vec<&String> =
            results.order.iter().filter(|name| results.matrix.iter().any(|count| count.new == **name)).collect();
        let corner = language.pick("lama ↓ baru →", "old ↓ new →");
        let headings: Vec<&str> = std::iter::once(corner).chain(new.iter().map(|name| name.as_str())).collect();
        let right: Vec<usize> = (1..headings.len()).collect();
        let cell = |old: &str, new: &str| {
            let found = results.matrix.iter().find(|count| count.old == old && count.new == new);
            found.map_or_else(|| "–".to_owned(), |count| count.count.to_string())
        };
        let rows =
            old.iter().map(|old| std::iter::once((*old).clone()).chain(new.iter().map(|new| cell(old, new))).collect());
        table(out, &headings, &right, rows)?;
        if results.has_several {
            writeln!(out, "\n### {}\n", language.pick("Kategori berubah per kode", "Ratings that change, by code"))?;
            let headings = [
                language.pick("Kode", "Code"),
                language.pick("Lama", "Old"),
                language.pick("Baru", "New"),
                language.pick("Banyaknya", "Count"),
            ];
            let rows = changing(results).take(MOST_COUNTS).map(|(name, count)| {
                vec![name.to_owned(), count.old.clone(), count.new.clone(), count.count.to_string()]
            });
            table(out, &headings, &[3], rows)?;
            more(out, (changing(results).count() as u64).saturating_sub(MOST_COUNTS as u64), language)?;
        }
    }
    if !results.notes.is_empty() {
        writeln!(out)?;
        for note in &results.notes {
            writeln!(out, "- {}", plain(&capital(note)))?;
        }
    }
    Ok(())
}

fn moved(
    out: &mut dyn Write,
    title: &str,
    list: &[Moved],
    all: u64,
    results: &Results,
    language: Language,
) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### {title}\n")?;
    let mut headings = Vec::new();
    if results.has_several {
        headings.extend(["Unit", language.pick("Periode", "Period")]);
    }
    headings.extend([
        language.pick("Kode", "Code"),
        language.pick("Uraian", "Title"),
        language.pick("Semula", "Before"),
        language.pick("Menjadi", "After"),
        language.pick("Sebab (nomor perubahan)", "Cause (number of the change)"),
    ]);
    let rows = list.iter().map(|moved| {
        let mut row = Vec::new();
        if results.has_several {
            row.push(moved.unit.clone().unwrap_or_default());
            row.push(moved.period.clone().unwrap_or_default());
        }
        row.push(code(moved));
        row.push(moved.title.clone().unwrap_or_default());
        row.push(words::rated(&moved.old));
        row.push(words::rated(&moved.new));
        row.push(words::cause(&moved.cause, language).replace(['[', ']'], ""));
        row
    });
    table(out, &headings, &[], rows)?;
    more(out, all.saturating_sub(list.len() as u64), language)
}

fn more(out: &mut dyn Write, more: u64, language: Language) -> io::Result<()> {
    if more == 0 {
        return Ok(());
    }
    let text = language.pick(
        format!("Dan {more} lagi; semuanya ada dalam `--format json`."),
        format!("And {more} more; all of them are in `--format json`."),
    );
    writeln!(out, "\n{text}")
}

fn table(
    out: &mut dyn Write,
    headings: &[&str],
    right: &[usize],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<()> {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", line(headings.iter().map(|heading| plain(heading)).collect()))?;
    let rules = (0..headings.len()).map(|index| if right.contains(&index) { "--:" } else { "---" }.to_owned());
    writeln!(out, "{}", line(rules.collect()))?;
    for row in rows {
        writeln!(out, "{}", line(row.iter().map(|cell| plain(cell)).collect()))?;
    }
    Ok(())
}

/// A text in which no sign means anything to Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '*' | '`' | '<' | '[' | ']' => {
                plain.push('\\');
                plain.push(c);
            }
            '\n' | '\r' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

//! A comparison as text.

use super::list::Listed;
use super::words;
use super::{CauseKind, Comparison, Count, Moved, Results, RulesPart, Side};
use crate::message::Language;
use crate::render::layout::{Heading, Text, wrap, write_table};
use std::io::{self, Write};

/// How text looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The language.
    pub language: Language,
    /// The width of a line.
    pub width: usize,
    /// Whether headings are emphasised.
    pub styled: bool,
}

/// Writes a comparison as text.
pub fn text(out: &mut dyn Write, comparison: &Comparison, listed: &Listed, look: Look) -> io::Result<()> {
    let language = look.language;
    writeln!(out, "{}", language.pick("Perbandingan aturan", "Comparison of rulesets"))?;
    side(out, language.pick("lama", "old"), &comparison.old, look)?;
    side(out, language.pick("baru", "new"), &comparison.new, look)?;
    for part in &comparison.rules {
        writeln!(out)?;
        rules(out, part, comparison.rules.len() > 1, look)?;
    }
    if let Some(results) = &comparison.results {
        writeln!(out)?;
        outcome(out, results, listed, look)?;
    }
    Ok(())
}

fn side(out: &mut dyn Write, word: &str, side: &Side, look: Look) -> io::Result<()> {
    let title = side.title.as_deref().unwrap_or(&side.name);
    writeln!(out, "{}", wrap(&format!(" {word}  {title} · {}", side.path), look.width))?;
    for amendment in &side.amendments {
        let with = look.language.pick("dengan perubahan", "as amended by");
        let line = format!("       {with} {}", words::amendment(amendment));
        writeln!(out, "{}", wrap(&line, look.width))?;
    }
    Ok(())
}

fn rules(out: &mut dyn Write, part: &RulesPart, several: bool, look: Look) -> io::Result<()> {
    let language = look.language;
    let mut head =
        format!("{}: {}", language.pick("Perubahan aturan", "Changes in the rules"), words::count_of(part, language));
    if several {
        head.push_str(&format!(" ({} → {})", part.old_window, part.new_window));
    }
    writeln!(out, "{head}")?;
    for change in &part.changes {
        writeln!(out)?;
        let number = change.step.map_or_else(String::new, |step| format!("[{step}] "));
        let line =
            format!(" {number}{} {} ({})", words::act(change.act, language), words::declaration(change), change.place);
        writeln!(out, "{}", wrap(&line, look.width))?;
        if change.details.is_empty() {
            told(out, part, change.step, look)?;
        }
        for (index, detail) in change.details.iter().enumerate() {
            let number = detail.step.map_or_else(|| "–".to_owned(), |step| format!("[{step}]"));
            let line = match change.step {
                // Of what is added or taken away the number stands above, and there is one side only.
                Some(_) => format!("   {}: {}", detail.what, words::only(detail)),
                None => format!("   {number} {}: {}", detail.what, words::from_to(detail, language)),
            };
            writeln!(out, "{}", wrap(&line, look.width))?;
            // What there is to say of a step stands below the last of its lines.
            if !change.details[index + 1..].iter().any(|other| other.step == detail.step) {
                told(out, part, detail.step, look)?;
            }
        }
    }
    Ok(())
}

/// What was found out about a step.
fn told(out: &mut dyn Write, part: &RulesPart, number: Option<usize>, look: Look) -> io::Result<()> {
    let Some(step) = part.steps.iter().find(|step| Some(step.number) == number) else { return Ok(()) };
    let lines = step.verdicts.iter().map(|verdict| words::verdict(verdict, look.language));
    for line in lines.chain(words::alone(step, look.language)) {
        writeln!(out, "{}", wrap(&format!("       {line}"), look.width))?;
    }
    Ok(())
}

fn heading(title: &str, right: bool, gives_way: bool) -> Heading {
    Heading { title: title.to_owned(), right, gives_way }
}

fn outcome(out: &mut dyn Write, results: &Results, listed: &Listed, look: Look) -> io::Result<()> {
    let language = look.language;
    let head = format!(
        "{} ({}): {}",
        language.pick("Akibat pada hasil", "Effect on the results"),
        results.files.join(", "),
        words::effect(results, language)
    );
    writeln!(out, "{}", wrap(&head, look.width))?;
    if !listed.ratings.is_empty() {
        writeln!(out)?;
        writeln!(out, "{}", language.pick("Kategori berubah", "Ratings that change"))?;
        moved(out, &listed.ratings, results, look)?;
        rest(out, results.ratings_moved, listed.ratings.len(), look)?;
    }
    if !listed.values.is_empty() {
        writeln!(out)?;
        writeln!(
            out,
            "{}",
            language.pick("Nilai berubah, kategori tetap", "Values that change, with the same rating")
        )?;
        moved(out, &listed.values, results, look)?;
        rest(out, results.values_moved, listed.values.len(), look)?;
    }
    let lists = listed.ratings.iter().chain(&listed.values);
    if lists.into_iter().any(|moved| moved.cause.kind == CauseKind::Interaction) {
        writeln!(out)?;
        writeln!(out, "{}", wrap(&format!(" {}", words::interaction(language)), look.width))?;
    }
    if results.ratings_moved > 0 {
        writeln!(out)?;
        writeln!(
            out,
            "{}",
            language.pick("Kategori lama (baris) dan baru (lajur)", "Old ratings (rows) and new ones (columns)")
        )?;
        matrix(out, &results.matrix, &results.order, look)?;
        if results.has_several {
            writeln!(out)?;
            writeln!(out, "{}", language.pick("Kategori berubah per kode", "Ratings that change, by code"))?;
            by_code(out, results, look)?;
        }
    }
    if !results.notes.is_empty() {
        writeln!(out)?;
        for note in &results.notes {
            writeln!(out, "{}", wrap(&format!(" {}: {note}", language.pick("Catatan", "Note")), look.width))?;
        }
    }
    Ok(())
}

fn rest(out: &mut dyn Write, all: u64, shown: usize, look: Look) -> io::Result<()> {
    let more = all.saturating_sub(shown as u64);
    if more == 0 {
        return Ok(());
    }
    let text = look.language.pick(
        format!(" dan {more} hasil lain; semuanya ada dalam --format json"),
        format!(" and {more} more results; all of them are in --format json"),
    );
    writeln!(out, "{text}")
}

fn moved(out: &mut dyn Write, list: &[Moved], results: &Results, look: Look) -> io::Result<()> {
    let language = look.language;
    let mut headings = Vec::new();
    if results.has_several {
        headings.push(heading("Unit", false, true));
        headings.push(heading(language.pick("Periode", "Period"), false, false));
    }
    headings.push(heading(language.pick("Kode", "Code"), false, false));
    if !results.has_several {
        headings.push(heading(language.pick("Uraian", "Title"), false, true));
    }
    for title in [language.pick("Lama", "Old"), language.pick("Baru", "New"), language.pick("Sebab", "Cause")] {
        headings.push(heading(title, false, false));
    }
    let rows: Vec<Vec<Text>> = list
        .iter()
        .map(|moved| {
            let mut row = Vec::new();
            if results.has_several {
                row.push(Text::new(moved.unit.clone().unwrap_or_default()));
                row.push(Text::new(moved.period.clone().unwrap_or_default()));
            }
            row.push(Text::new(code(moved)));
            if !results.has_several {
                row.push(Text::new(moved.title.clone().unwrap_or_default()));
            }
            row.push(Text::new(words::rated(&moved.old)));
            row.push(Text::new(words::rated(&moved.new)));
            row.push(Text::new(words::cause(&moved.cause, language)));
            row
        })
        .collect();
    write_table(out, &headings, &rows, look.width, look.styled)
}

/// The code; where it was another before, that too.
pub(super) fn code(moved: &Moved) -> String {
    match &moved.old_code {
        Some(old) => format!("{} ({old})", moved.code),
        None => moved.code.clone(),
    }
}

fn matrix(out: &mut dyn Write, counts: &[Count], order: &[String], look: Look) -> io::Result<()> {
    let columns: Vec<&String> = order.iter().filter(|name| counts.iter().any(|count| count.new == **name)).collect();
    let rows: Vec<&String> = order.iter().filter(|name| counts.iter().any(|count| count.old == **name)).collect();
    let mut headings = vec![heading("", false, true)];
    headings.extend(columns.iter().map(|name| heading(name, true, true)));
    let cell = |old: &str, new: &str| {
        let found = counts.iter().find(|count| count.old == old && count.new == new);
        Text::new(found.map_or_else(|| "·".to_owned(), |count| count.count.to_string()))
    };
    let rows: Vec<Vec<Text>> = rows
        .iter()
        .map(|old| std::iter::once(Text::new(old.as_str())).chain(columns.iter().map(|new| cell(old, new))).collect())
        .collect();
    write_table(out, &headings, &rows, look.width, look.styled)
}

/// So many rows of counts are shown.
pub(super) const MOST_COUNTS: usize = 100;

fn by_code(out: &mut dyn Write, results: &Results, look: Look) -> io::Result<()> {
    let language = look.language;
    let headings = [
        heading(language.pick("Kode", "Code"), false, false),
        heading(language.pick("Lama", "Old"), false, true),
        heading(language.pick("Baru", "New"), false, true),
        heading(language.pick("Banyaknya", "Count"), true, false),
    ];
    let rows: Vec<Vec<Text>> = changing(results)
        .map(|(name, count)| {
            vec![
                Text::new(name),
                Text::new(count.old.as_str()),
                Text::new(count.new.as_str()),
                Text::new(count.count.to_string()),
            ]
        })
        .collect();
    write_table(out, &headings, &rows[..rows.len().min(MOST_COUNTS)], look.width, look.styled)?;
    rest(out, rows.len() as u64, rows.len().min(MOST_COUNTS), look)
}

/// What of each code goes from one rating to another.
pub(super) fn changing(results: &Results) -> impl Iterator<Item = (&str, &Count)> {
    results.by_code.iter().flat_map(|of| {
        let name = of.name.as_deref().unwrap_or_default();
        of.counts.iter().filter(|count| count.old != count.new).map(move |count| (name, count))
    })
}

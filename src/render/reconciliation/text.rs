//! The comparison as people read it.

use super::conclusions::conclusions;
use super::excerpt::Excerpt;
use super::{Case, Class, Line, Tally, Verdict, apart, computed, shown, stray};
use crate::message::Language;
use crate::model::{ItemId, Property, Type};
use crate::render::View;
use crate::render::figure::label_text;
use crate::render::layout::{Heading, Text, wrap, write_table};
use crate::render::reading::Reading;
use crate::render::state::reason;
use crate::value::{Label, Value};
use std::io::{self, Write};

/// Writes case after case, then what holds for all of them.
#[derive(Debug)]
pub struct TextWriter {
    title: String,
    width: usize,
    styled: bool,
    excerpt: Excerpt,
}

impl TextWriter {
    /// A writer under this title, of so many lines at most where there are too many to show them all.
    pub fn new(title: String, width: usize, styled: bool, most: Option<usize>) -> Self {
        Self { title, width, styled, excerpt: Excerpt::new(most) }
    }

    /// Forgets what was written.
    pub fn begin(&mut self) {
        self.excerpt.begin();
    }

    /// Whether what is as the rules give it is no longer shown.
    pub fn shows_parts(&self) -> bool {
        !self.excerpt.is_whole()
    }

    /// One unit in one period.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let (title, width, styled) = (&self.title, self.width, self.styled);
        self.excerpt.case(out, case, &mut |out, case, is_first| write_case(out, case, is_first, title, (width, styled)))
    }

    /// The end.
    pub fn end(&mut self, out: &mut dyn Write, tally: &Tally, language: Language) -> io::Result<()> {
        let told = self.excerpt.end(out, language)?;
        if !self.excerpt.has_begun() {
            writeln!(out, "{}", wrap(&self.title, self.width))?;
        }
        writeln!(out)?;
        for told in told.into_iter().chain(conclusions(tally, language)) {
            writeln!(out, "{}", wrap(&format!(" {told}"), self.width))?;
        }
        Ok(())
    }
}

fn write_case(
    out: &mut dyn Write,
    case: Case<'_>,
    is_first: bool,
    name: &str,
    (width, styled): (usize, bool),
) -> io::Result<()> {
    let view = &case.view;
    if !is_first {
        writeln!(out)?;
    }
    writeln!(out, "{}\n", wrap(&title(name, case), width))?;
    let pick = |id: &str, en: &str| view.language.pick(id, en).to_owned();
    let heading = |title: String, right| Heading { title, right, gives_way: false };
    let headings = [
        heading(pick("Kode", "Code"), false),
        Heading { gives_way: true, ..heading(pick("Uraian", "Description"), false) },
        heading(pick("Dilaporkan", "Published"), true),
        heading(pick("Menurut aturan", "By the rules"), true),
        heading(pick("Hasil", "Result"), false),
    ];
    let rows: Vec<Vec<Text>> = cells(case).into_iter().map(|row| row.map(Text::new).into()).collect();
    write_table(out, &headings, &rows, width, styled)?;
    for line in case.lines {
        for (index, told) in notes(case, line).into_iter().enumerate() {
            if index == 0 {
                writeln!(out)?;
            }
            writeln!(out, "{}", wrap(&told, width))?;
        }
    }
    Ok(())
}

/// What a case is called.
pub(super) fn title(title: &str, case: Case<'_>) -> String {
    let unit = case.facts.unit.iter().map(ToString::to_string);
    let period = case.facts.period.map(|period| format!("{} {period}", case.view.language.pick("periode", "period")));
    std::iter::once(title.to_owned()).chain(unit).chain(period).collect::<Vec<_>>().join(" · ")
}

/// The rows of the table: code, title, published, computed, result.
pub(super) fn cells(case: Case<'_>) -> Vec<[String; 5]> {
    let view = &case.view;
    let mut rows = Vec::new();
    for line in case.lines {
        let item = view.model.item(line.item);
        let mut head = (view.code(line.item), item.title.clone().unwrap_or_default());
        if let Some(compared) = &line.achievement {
            let verdict = compared.verdict.name(view.language).to_owned();
            let (code, title) = std::mem::take(&mut head);
            rows.push([code, title, compared.text.to_string(), computed(view, compared.computed.as_ref()), verdict]);
        }
        if let Some(rating) = &line.category {
            let verdict = rating.verdict.name(view.language).to_owned();
            let (code, title) = std::mem::take(&mut head);
            rows.push([code, title, rating.text.to_string(), computed(view, rating.computed.as_ref()), verdict]);
        }
    }
    rows
}

/// What is said of a line beyond its row; the first has the code.
pub(super) fn notes(case: Case<'_>, line: &Line) -> Vec<String> {
    let (view, language) = (&case.view, case.view.language);
    let code = view.code(line.item);
    let place = view.origin(line.origin);
    let ty = line.achievement.as_ref().and_then(|compared| compared.computed.as_ref()).map(|(_, ty)| *ty);
    let mut told = Vec::new();
    if let Some(stray) = line.achievement.as_ref().and_then(|compared| stray(view, compared)) {
        told.push(format!(" {code} ({place}): {stray}"));
    }
    if let Some(compared) = line.achievement.as_ref().filter(|compared| compared.verdict == Verdict::Unreadable) {
        told.push(language.pick(
            format!(" {code} ({place}): \"{}\" tidak terbaca sebagai angka, jadi tidak dibandingkan", compared.text),
            format!(" {code} ({place}): \"{}\" cannot be read as a figure and so is not compared", compared.text),
        ));
    }
    if !line.is_open() {
        return told;
    }
    let mut parts = Vec::new();
    let part = |word: &str, text: &str, verdict: Verdict, rules: Option<&(Value, Type)>| {
        let rules_have = computed(view, rules);
        match verdict {
            Verdict::Same => language.pick(format!("{word} {text} sama"), format!("{word} {text} is the same")),
            Verdict::NoValue => {
                let why = rules.and_then(|(value, _)| reason(view, value)).map(|why| format!(" ({why})"));
                let why = why.unwrap_or_default();
                language.pick(
                    format!("{word} dilaporkan {text}, tidak dapat dibandingkan: menurut aturan {rules_have}{why}"),
                    format!("{word} published as {text}, which cannot be compared: by the rules {rules_have}{why}"),
                )
            }
            _ => language.pick(
                format!("{word} dilaporkan {text}, menurut aturan {rules_have}"),
                format!("{word} published as {text}, by the rules {rules_have}"),
            ),
        }
    };
    let is_told = |verdict| matches!(verdict, Verdict::Different | Verdict::NoValue);
    let only_rating = line.only_rating_differs();
    if let Some(compared) = line.achievement.as_ref().filter(|compared| only_rating || is_told(compared.verdict)) {
        let word = language.pick("capaian", "achievement");
        parts.push(part(word, &compared.text, compared.verdict, compared.computed.as_ref()));
    }
    if let Some(rating) = line.category.as_ref().filter(|rating| is_told(rating.verdict)) {
        let word = language.pick("kategori", "rating");
        let is_told = line.achievement.as_ref().is_some_and(|compared| compared.verdict == Verdict::NoValue);
        parts.push(match rating.verdict == Verdict::NoValue && is_told {
            // For the same reason.
            true => language
                .pick(format!("{word} {} pun tidak", rating.text), format!("nor can the {word} {}", rating.text)),
            false => part(word, &rating.text, rating.verdict, rating.computed.as_ref()),
        });
    }
    told.push(format!(" {code} ({place}): {}", parts.join("; ")));
    told.extend(line.rated_as_printed.map(|so| rated_as_printed(so, language)));
    readings(view, line, ty, &mut told);
    told
}

/// Whether the rating that is published follows from the figure that is published.
fn rated_as_printed(so: bool, language: Language) -> String {
    match so {
        true => language.pick(
            "   kategori yang dilaporkan sesuai dengan capaian yang dilaporkan",
            "   the rating that is published is that of the figure that is published",
        ),
        false => language.pick(
            "   kategori yang dilaporkan tidak sesuai dengan capaian yang dilaporkan pun",
            "   the rating that is published is not that of the figure that is published either",
        ),
    }
    .to_owned()
}

/// The type of an item's realization.
fn realization_type(view: &View<'_>, item: ItemId) -> Option<Type> {
    let node = view.model.item(item).properties[Property::Realization as usize]?;
    Some(view.model.node(node).ty)
}

/// The readings that give what is published, or come near.
fn readings(view: &View<'_>, line: &Line, ty: Option<Type>, told: &mut Vec<String>) {
    let language = view.language;
    let label = |label: Option<Label>| {
        let rating = line.category.as_ref().and_then(|rating| rating.ty()).zip(label);
        rating.map(|(ty, label)| format!(" \"{}\"", label_text(view.model, ty, label))).unwrap_or_default()
    };
    if !line.explained.is_empty() {
        told.push(language.pick("   bacaan yang menghasilkannya:", "   readings that give it:").to_owned());
        for found in &line.explained {
            let own = match found.reading {
                // A realization is in its own unit.
                Reading::Copied => realization_type(view, line.item).or(ty),
                _ => ty,
            };
            let value = found.value.as_ref().map(|number| format!(": {}", shown(view, number, own)));
            let (name, value) = (found.reading.name(language), value.unwrap_or_default());
            let only = match found.gives {
                true => "",
                false => language.pick(
                    " (capaiannya saja; kategorinya tetap menurut aturan)",
                    " (the figure only; the rating is still that of the rules)",
                ),
            };
            let label = if found.gives { label(found.label) } else { String::new() };
            told.push(format!("     {name}{value}{label}{only}"));
        }
        return;
    }
    if line.class() == Class::Incomparable {
        return;
    }
    let mut none = match line.only_rating_differs() {
        true => language.pick(
            "   tidak ada bacaan tunggal yang menghasilkan kategori itu dari capaian ini",
            "   no single reading gives that rating from this achievement",
        ),
        false => language.pick("   tidak ada bacaan tunggal yang menghasilkannya", "   no single reading gives it"),
    }
    .to_owned();
    if !line.near.is_empty() {
        none += language.pick("; yang mendekati:", "; those that come near:");
    }
    told.push(none);
    for near in &line.near {
        let (name, value) = (near.reading.name(language), shown(view, &near.shown, ty));
        let rating = label(near.label);
        let apart = match near.distance.is_zero() {
            true => language.pick("hanya kategorinya lain", "only the rating is another").to_owned(),
            false => {
                let apart = apart(view, &near.distance, ty);
                language.pick(format!("selisih {apart}"), format!("difference {apart}"))
            }
        };
        told.push(format!("     {name}: {value}{rating} ({apart})"));
    }
}

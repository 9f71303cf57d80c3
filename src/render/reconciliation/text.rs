//! The comparison as people read it.

use super::tally::{Tally, conclusions};
use super::{Case, Line, Verdict, apart, computed, shown, stray};
use crate::message::Language;
use crate::render::figure::label_text;
use crate::render::layout::{Heading, Text, wrap, write_table};
use std::io::{self, Write};

/// Writes case after case, then what holds for all of them.
#[derive(Debug)]
pub struct TextWriter {
    title: String,
    width: usize,
    styled: bool,
    first: bool,
}

impl TextWriter {
    /// A writer under this title.
    pub fn new(title: String, width: usize, styled: bool) -> Self {
        Self { title, width, styled, first: true }
    }

    /// Forgets what was written.
    pub fn begin(&mut self) {
        self.first = true;
    }

    /// One unit in one period.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let view = &case.view;
        if !std::mem::replace(&mut self.first, false) {
            writeln!(out)?;
        }
        writeln!(out, "{}\n", wrap(&title(&self.title, case), self.width))?;
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
        write_table(out, &headings, &rows, self.width, self.styled)?;
        for line in case.lines {
            for (index, told) in notes(case, line).into_iter().enumerate() {
                if index == 0 {
                    writeln!(out)?;
                }
                writeln!(out, "{}", wrap(&told, self.width))?;
            }
        }
        Ok(())
    }

    /// The end.
    pub fn end(&mut self, out: &mut dyn Write, tally: &Tally, language: Language) -> io::Result<()> {
        writeln!(out)?;
        for told in conclusions(tally, language) {
            writeln!(out, "{}", wrap(&format!(" {told}"), self.width))?;
        }
        Ok(())
    }
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
            rows.push([code, title, compared.text.clone(), computed(view, compared.computed.as_ref()), verdict]);
        }
        if let Some(rating) = &line.category {
            let verdict = rating.verdict.name(view.language).to_owned();
            let (code, title) = std::mem::take(&mut head);
            rows.push([code, title, rating.text.clone(), computed(view, rating.computed.as_ref()), verdict]);
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
    if !line.differs() {
        return told;
    }
    let mut parts = Vec::new();
    let mut part = |word, text: &str, rules: Option<&(crate::value::Value, crate::model::Type)>| {
        let rules = computed(view, rules);
        parts.push(language.pick(
            format!("{word} dilaporkan {text}, menurut aturan {rules}"),
            format!("{word} published as {text}, by the rules {rules}"),
        ));
    };
    let is_other = |verdict| matches!(verdict, Verdict::Different | Verdict::NoValue);
    if let Some(compared) = line.achievement.as_ref().filter(|compared| is_other(compared.verdict)) {
        part(language.pick("capaian", "achievement"), &compared.text, compared.computed.as_ref());
    }
    if let Some(rating) = line.category.as_ref().filter(|rating| is_other(rating.verdict)) {
        part(language.pick("kategori", "rating"), &rating.text, rating.computed.as_ref());
    }
    told.push(format!(" {code} ({place}): {}", parts.join("; ")));
    let value = |number: Option<&crate::number::Number>| {
        number.map_or_else(String::new, |number| format!(": {}", shown(view, number, ty)))
    };
    if !line.explained.is_empty() {
        told.push(language.pick("   bacaan yang menghasilkannya:", "   readings that give it:").to_owned());
        for found in &line.explained {
            let rating = line.category.as_ref().and_then(|rating| rating.ty()).zip(found.label);
            let rating = rating.map(|(ty, label)| format!(" \"{}\"", label_text(view.model, ty, label)));
            let value = value(found.value.as_ref());
            told.push(format!("     {}{value}{}", found.reading.name(language), rating.unwrap_or_default()));
        }
        return told;
    }
    told.push(
        language.pick("   tidak ada bacaan tunggal yang menghasilkannya", "   no single reading gives it").to_owned()
            + if line.near.is_empty() { "" } else { language.pick("; yang mendekati:", "; those that come near:") },
    );
    for near in &line.near {
        let (name, value) = (near.reading.name(language), shown(view, &near.shown, ty));
        let apart = apart(view, &near.distance, ty);
        told.push(language.pick(
            format!("     {name}: {value} (selisih {apart})"),
            format!("     {name}: {value} (difference {apart})"),
        ));
    }
    told
}

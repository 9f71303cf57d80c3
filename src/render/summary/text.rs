//! The summary for people.

use super::super::layout::{Heading, Text, wrap, write_table};
use super::super::number::{self, Precision};
use super::spread::Spread;
use super::{Node, State, SummaryWriter};
use crate::number::Number;
use crate::value::Value;
use anstyle::Style;
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
/// So many failures are shown.
const SHOWN: usize = 50;

impl SummaryWriter<'_> {
    pub(super) fn write_text(&self, out: &mut dyn Write, width: usize, styled: bool) -> io::Result<()> {
        let language = self.sheet.view.language;
        let bold = |text: &str| if styled { format!("{BOLD}{text}{BOLD:#}") } else { text.to_owned() };
        writeln!(out, "{}\n", bold(&wrap(&self.title, width)))?;
        let named = self.counts.units.iter().filter(|unit| unit.is_some()).count();
        let units = named as u64 + self.counts.further_units;
        let cases: u64 = self.counts.states.iter().sum();
        let of = |state: State| self.counts.states[state as usize];
        // Data without units has results all the same.
        let of_units = match units {
            0 => String::new(),
            _ => format!("{units} {}, ", language.pick("unit", if units == 1 { "unit" } else { "units" })),
        };
        let line = language.pick(
            format!(
                "{of_units}{cases} hasil (unit dan periode): {} lengkap, {} belum ada sebagian datanya, {} tidak dapat dihitung",
                of(State::Value),
                of(State::Missing),
                of(State::Failed)
            ),
            format!(
                "{of_units}{cases} results (unit and period): {} complete, {} lack some data, {} cannot be computed",
                of(State::Value),
                of(State::Missing),
                of(State::Failed)
            ),
        );
        writeln!(out, " {}", wrap(&line, width.saturating_sub(1)))?;
        for line in self.unplaced.lines(language) {
            writeln!(out, "\n {}", bold(&wrap(&format!("! {line}"), width.saturating_sub(1))))?;
        }
        self.ratings(out, width, styled)?;
        self.spreads(out, width, styled)?;
        self.failures(out, width, styled)
    }

    /// A table for each scale: who has which rating how often.
    fn ratings(&self, out: &mut dyn Write, width: usize, styled: bool) -> io::Result<()> {
        let language = self.sheet.view.language;
        let mut scales: Vec<Vec<&str>> = Vec::new();
        let labels = |node: &Node| node.ratings.iter().map(|(label, _)| label.clone()).collect::<Vec<_>>();
        for node in self.counts.nodes.values().filter(|node| !node.ratings.is_empty()) {
            let known = scales.iter().any(|scale| *scale == labels(node));
            if !known {
                scales.push(node.ratings.iter().map(|(label, _)| label.as_str()).collect());
            }
        }
        for scale in scales {
            let title = language.pick("Banyaknya hasil menurut kategori", "Results by rating");
            writeln!(out, "\n{}\n", if styled { format!("{BOLD}{title}{BOLD:#}") } else { title.to_owned() })?;
            let mut headings = self.first_headings();
            headings.extend(scale.iter().map(|label| right(label)));
            let nodes = || self.counts.nodes.iter().filter(|(_, node)| labels(node) == scale);
            // Columns in which there is nothing take the room of titles.
            let states: Vec<(State, &str)> = [
                (State::Missing, language.pick("Belum ada data", "No data yet")),
                (State::NotApplicable, language.pick("Tidak berlaku", "Not applicable")),
                (State::Failed, language.pick("Tidak dapat dihitung", "Cannot be computed")),
            ]
            .into_iter()
            .filter(|(state, _)| nodes().any(|(_, node)| node.states[*state as usize] > 0))
            .collect();
            headings.extend(states.iter().map(|(_, title)| right(title)));
            let rows: Vec<Vec<Text>> = nodes()
                .map(|(code, node)| {
                    let mut row = first_cells(code, node);
                    let others = states.iter().map(|(state, _)| node.states[*state as usize]);
                    let counts = node.ratings.iter().map(|(_, count)| *count).chain(others);
                    row.extend(
                        counts.map(|count| Text::new(if count == 0 { String::new() } else { count.to_string() })),
                    );
                    row
                })
                .collect();
            write_table(out, &headings, &rows, width, styled)?;
        }
        Ok(())
    }

    fn spreads(&self, out: &mut dyn Write, width: usize, styled: bool) -> io::Result<()> {
        let language = self.sheet.view.language;
        let nodes = || {
            let spread = |(code, node): (_, _)| Some((code, node, Node::spread(node)?));
            self.counts.nodes.iter().filter_map(spread)
        };
        if nodes().next().is_none() {
            return Ok(());
        }
        let title = language.pick("Sebaran capaian dan nilai", "Distribution of achievements and values");
        writeln!(out, "\n{}\n", if styled { format!("{BOLD}{title}{BOLD:#}") } else { title.to_owned() })?;
        let mut headings = self.first_headings();
        headings.extend(
            [
                language.pick("Banyak", "Count"),
                language.pick("Terkecil", "Least"),
                "Median",
                language.pick("Rata-rata", "Mean"),
                language.pick("Terbesar", "Greatest"),
            ]
            .map(right),
        );
        let mut unknown = false;
        let rows: Vec<Vec<Text>> = nodes()
            .map(|(code, node, spread)| {
                let figure = |number: Option<Number>| {
                    let value = number.map(Value::Number);
                    let text = value
                        .and_then(|value| number::value(self.sheet.view.model, &value, spread.ty, Precision::Table));
                    text.unwrap_or_else(|| "…".to_owned())
                };
                unknown |= spread.median().is_none() || spread.mean().is_none();
                let mut row = first_cells(code, node);
                row.push(Text::new(spread.count.to_string()));
                let figures = [spread.least.clone(), spread.median(), spread.mean(), spread.greatest.clone()];
                row.extend(figures.map(|number| Text::new(figure(number))));
                row
            })
            .collect();
        write_table(out, &headings, &rows, width, styled)?;
        if unknown {
            let note = language.pick(
                " …: tidak dihitung, sebab angka yang berbeda terlalu banyak atau pecahannya terlalu panjang",
                " …: not computed, since there are too many different figures or their fractions are too long",
            );
            writeln!(out, "\n{}", wrap(note, width))?;
        }
        Ok(())
    }

    fn failures(&self, out: &mut dyn Write, width: usize, styled: bool) -> io::Result<()> {
        if self.counts.failures.listed.is_empty() {
            return Ok(());
        }
        let language = self.sheet.view.language;
        let title = language.pick("Yang gagal, dan sebabnya", "What fails, and why");
        writeln!(out, "\n{}\n", if styled { format!("{BOLD}{title}{BOLD:#}") } else { title.to_owned() })?;
        for failure in self.counts.failures.listed.iter().take(SHOWN) {
            let whose = failure.unit.iter().chain(&failure.period).cloned().collect::<Vec<_>>().join(" · ");
            let what =
                failure.code.clone().or_else(|| failure.condition.as_ref().map(|text| format!("pastikan \"{text}\"")));
            let line = format!(" {whose}: {}: {}", what.unwrap_or_default(), failure.reason);
            writeln!(out, "{}", wrap(&line, width))?;
        }
        let more = self.counts.failures.count().saturating_sub(SHOWN as u64);
        if more > 0 {
            writeln!(out, " {}", language.pick(format!("dan {more} lainnya"), format!("and {more} more")))?;
        }
        Ok(())
    }

    fn first_headings(&self) -> Vec<Heading> {
        let language = self.sheet.view.language;
        let heading = |title: &str, gives_way| Heading { title: title.to_owned(), right: false, gives_way };
        vec![heading(language.pick("Kode", "Code"), false), heading(language.pick("Uraian", "Title"), true)]
    }
}

impl Node {
    /// How its figures are spread, where there are any.
    fn spread(&self) -> Option<&Spread> {
        self.spread.as_ref().filter(|spread| spread.count > 0)
    }
}

fn first_cells(code: &str, node: &Node) -> Vec<Text> {
    vec![Text::new(code), Text::new(node.title.clone().unwrap_or_default())]
}

fn right(title: &str) -> Heading {
    Heading { title: title.to_owned(), right: true, gives_way: false }
}

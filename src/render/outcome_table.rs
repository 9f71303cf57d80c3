//! Results as people read them: a titled block for each unit and period.

use super::amendment;
use super::blame::Unplaced;
use super::figure::DecimalSign;
use super::fragile::write_section;
use super::layout::{Heading, Text, wrap, write_table};
use super::number::{self, Precision};
use super::outcome::{Case, Figure, Row, Sheet, State};
use super::outcome_csv::Column;
use super::outcome_notes::Notes;
use super::state::{reason, word};
use crate::explain::rounding_decides;
use crate::model::{Amendment, ItemKind, Type};
use crate::number::RoundingMode;
use crate::value::{Label, Value};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();

/// How a table is written.
#[derive(Debug, Clone)]
pub struct TableLook {
    /// How many columns there are.
    pub width: usize,
    /// Whether with colours.
    pub styled: bool,
    /// `--kolom`; none: the usual columns.
    pub columns: Option<Vec<Column>>,
    /// The command that explains a code, before and after the code.
    pub explain: (String, String),
    /// Whether published figures have a decimal dot.
    pub english_numerals: bool,
    /// The amendments that were given.
    pub amendments: Vec<Amendment>,
}

/// Writes case after case.
pub struct TableWriter<'m> {
    sheet: &'m Sheet<'m>,
    title: String,
    look: TableLook,
    first: bool,
    /// What the last block said of the amendments.
    amended: Vec<String>,
}

impl<'m> TableWriter<'m> {
    /// A writer of tables under this title.
    pub fn new(sheet: &'m Sheet<'m>, title: String, look: TableLook) -> Self {
        Self { sheet, title, look, first: true, amended: Vec::new() }
    }

    /// The cases that follow are results of these rules.
    pub fn turn_to(&mut self, sheet: &'m Sheet<'m>) {
        self.sheet = sheet;
    }

    /// Forgets what was written.
    pub fn begin(&mut self) {
        self.first = true;
        self.amended.clear();
    }

    /// What is said below all of them: what of the data no unit has got.
    pub fn end(&self, out: &mut dyn Write, unplaced: &Unplaced) -> io::Result<()> {
        for line in unplaced.lines(self.sheet.view.language) {
            let line = wrap(&format!("! {line}"), self.look.width);
            writeln!(out, "\n{}", if self.look.styled { format!("{BOLD}{line}{BOLD:#}") } else { line })?;
        }
        Ok(())
    }

    /// One unit in one period.
    pub fn case(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        self.title(out, case)?;
        let mut notes = Notes::new(self.sheet.view, &self.look, case);
        match &self.look.columns {
            Some(columns) => {
                let rows: Vec<Vec<Text>> = self
                    .sheet
                    .rows
                    .iter()
                    .map(|row| columns.iter().map(|column| self.chosen(row, *column, case)).collect())
                    .collect();
                let headings: Vec<Heading> = columns.iter().map(|column| chosen_heading(*column)).collect();
                self.table(out, &headings, &rows)?;
            }
            None => {
                self.measures(out, case, &mut notes)?;
                self.budgets(out, case, &mut notes)?;
            }
        }
        notes.conditions();
        for (index, note) in notes.lines().iter().enumerate() {
            if index == 0 && !self.sheet.rows.is_empty() {
                writeln!(out)?;
            }
            writeln!(out, "{}", wrap(note, self.look.width))?;
        }
        match case.fragile {
            Some(fragile) => write_section(out, &self.sheet.view, fragile, self.look.width),
            None => Ok(()),
        }
    }

    /// The rows of a case alone: no title, no conditions.
    pub fn rows(&self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let mut notes = Notes::new(self.sheet.view, &self.look, case);
        self.measures(out, case, &mut notes)?;
        self.budgets(out, case, &mut notes)?;
        for note in &notes.lines() {
            writeln!(out, "{}", wrap(note, self.look.width))?;
        }
        Ok(())
    }

    fn title(&mut self, out: &mut dyn Write, case: Case<'_>) -> io::Result<()> {
        let period = case.facts.period.map_or_else(String::new, |period| {
            format!(" · {} {period}", self.sheet.view.language.pick("periode", "period"))
        });
        let bold = |text: String| if self.look.styled { format!("{BOLD}{text}{BOLD:#}") } else { text };
        if !self.first {
            writeln!(out)?;
        }
        let width = self.look.width;
        match &case.facts.unit {
            None => writeln!(out, "{}", bold(wrap(&format!("{}{period}", self.title), width)))?,
            Some(unit) => {
                if self.first {
                    writeln!(out, "{}\n", bold(wrap(&self.title, width)))?;
                }
                writeln!(out, "{}", bold(wrap(&format!("{unit}{period}"), width)))?;
            }
        }
        self.first = false;
        // What holds for the block before needs not be said again.
        let amended = amendment::lines(&self.sheet.view, &self.look.amendments);
        if amended != self.amended {
            amended.iter().try_for_each(|line| writeln!(out, "{}", wrap(line, width)))?;
            self.amended = amended;
        }
        writeln!(out)
    }

    fn table(&self, out: &mut dyn Write, headings: &[Heading], rows: &[Vec<Text>]) -> io::Result<()> {
        write_table(out, headings, rows, self.look.width, self.look.styled)
    }

    fn measures(&self, out: &mut dyn Write, case: Case<'_>, notes: &mut Notes<'_>) -> io::Result<()> {
        let pick = |id, en| self.sheet.view.language.pick(id, en);
        let headings = [
            heading(pick("Kode", "Code"), false),
            Heading { gives_way: true, ..heading(pick("Uraian", "Description"), false) },
            heading(pick("Target", "Target"), true),
            heading(pick("Realisasi", "Actual"), true),
            heading(pick("Capaian", "Achievement"), true),
            heading(pick("Kategori", "Rating"), false),
        ];
        let mut rows = Vec::new();
        for row in self.sheet.rows.iter().filter(|row| row.item.kind != ItemKind::Budget) {
            rows.push(vec![
                self.code(row),
                self.description(row),
                self.figure(row, Figure::Target, case),
                match row.item.kind {
                    ItemKind::Indicator => self.figure(row, Figure::Realization, case),
                    _ => Text::default(),
                },
                self.figure(
                    row,
                    if row.item.kind == ItemKind::Result { Figure::Value } else { Figure::Achievement },
                    case,
                ),
                self.rating(row, case, notes),
            ]);
            notes.published(row);
        }
        if rows.is_empty() { Ok(()) } else { self.table(out, &headings, &rows) }
    }

    fn budgets(&self, out: &mut dyn Write, case: Case<'_>, notes: &mut Notes<'_>) -> io::Result<()> {
        if !self.sheet.rows.iter().any(|row| row.item.kind == ItemKind::Budget) {
            return Ok(());
        }
        let pick = |id, en| self.sheet.view.language.pick(id, en);
        let headings = [
            heading(pick("Kode", "Code"), false),
            Heading { gives_way: true, ..heading(pick("Anggaran", "Budget"), false) },
            heading("Pagu", true),
            heading(pick("Realisasi", "Spent"), true),
            heading(pick("Sisa", "Remaining"), true),
            heading(pick("Serapan", "Absorbed"), true),
        ];
        let mut rows = Vec::new();
        for row in self.sheet.rows.iter().filter(|row| row.figure(Figure::Ceiling).is_some()) {
            let figures = [Figure::Ceiling, Figure::Realization, Figure::Remaining, Figure::Absorption];
            let mut cells = vec![self.code(row), self.description(row)];
            cells.extend(figures.map(|figure| self.figure(row, figure, case)));
            rows.push(cells);
            if row.item.kind == ItemKind::Budget {
                if let (state, Some(value)) = row.state(case.outcome)
                    && state != State::Value
                {
                    if let Some(cell) = rows.last_mut().and_then(|cells| cells.last_mut()) {
                        cell.text = word(value, self.sheet.view.language).unwrap_or_default().to_owned();
                    }
                    notes.reason(row, value);
                }
                notes.published(row);
            }
        }
        if self.sheet.rows.iter().any(|row| row.item.kind != ItemKind::Budget) {
            writeln!(out)?;
        }
        self.table(out, &headings, &rows)
    }

    fn code(&self, row: &Row<'_>) -> Text {
        match row.item.kind {
            ItemKind::Result => Text::default(),
            _ => Text::new(row.item.code.clone()),
        }
    }

    fn description(&self, row: &Row<'_>) -> Text {
        let text = match (&row.item.title, row.item.kind) {
            (Some(title), _) => title.clone(),
            (None, ItemKind::Result) => row.item.code.clone(),
            (None, _) => String::new(),
        };
        Text { text, indent: 2 * row.depth, style: Style::new() }
    }

    fn figure(&self, row: &Row<'_>, figure: Figure, case: Case<'_>) -> Text {
        let Some((node, ty)) = row.figure(figure) else { return Text::default() };
        match case.outcome.value(node) {
            Some(value) => {
                let precision = match figure {
                    Figure::Achievement | Figure::Value => self.precision(row, value, case),
                    _ => Precision::Table,
                };
                Text::new(number::value(self.sheet.view.model, value, ty, precision).unwrap_or_default())
            }
            None => Text::default(),
        }
    }

    /// Enough decimals for the number that is printed to lie in the band that is printed beside it: 90,996% in no band
    /// must not be printed as 91%.
    fn precision(&self, row: &Row<'_>, value: &Value, case: Case<'_>) -> Precision {
        let model = self.sheet.view.model;
        let (Value::Number(number), Some((node, Type::Label(scale)))) = (value, row.figure(Figure::Category)) else {
            return Precision::Table;
        };
        let scale = model.scale(scale);
        let (Some(Value::Label(label)), Some(unit)) = (case.outcome.value(node), scale.unit) else {
            return Precision::Table;
        };
        let shift = model.units.shift(unit);
        let fits = |decimals: u32| {
            let printed = number.round_at(RoundingMode::HalfAwayFromZero, decimals as i32 + shift);
            scale.choose(&scale.prepare(&printed, shift)) == *label
        };
        (2..number::MOST_DECIMALS).find(|decimals| fits(*decimals)).map_or(Precision::Table, Precision::Rounded)
    }

    fn rating(&self, row: &Row<'_>, case: Case<'_>, notes: &mut Notes<'_>) -> Text {
        if let (state, Some(value)) = row.state(case.outcome)
            && state != State::Value
        {
            notes.reason(row, value);
            return Text::new(word(value, self.sheet.view.language).unwrap_or_default());
        }
        let mut text = self.figure(row, Figure::Category, case);
        if let Some((node, ty)) = row.figure(Figure::Category)
            && let Some(Value::Label(label)) = case.outcome.value(node)
        {
            text.style = self.colour(ty, *label);
            let lookup = |node| case.outcome.value(node).cloned();
            if rounding_decides(self.sheet.view.model, &lookup, row.id).is_some() {
                text.text.push_str(" *");
                notes.rounding(row);
            }
        }
        text
    }

    fn colour(&self, ty: Type, label: Label) -> Style {
        let Type::Label(scale) = ty else { return Style::new() };
        let band = self.sheet.view.model.scale(scale).bands.get(label.0 as usize);
        let colour = match band.and_then(|band| band.colour.as_deref()) {
            Some("hijau") => AnsiColor::Green,
            Some("biru") => AnsiColor::Blue,
            Some("kuning") => AnsiColor::Yellow,
            Some("jingga" | "oranye") => AnsiColor::BrightRed,
            Some("merah") => AnsiColor::Red,
            _ => return Style::new(),
        };
        colour.on_default()
    }

    fn chosen(&self, row: &Row<'_>, column: Column, case: Case<'_>) -> Text {
        let published = || case.facts.published(row.code());
        let text = |text: Option<&str>| Text::new(text.unwrap_or(""));
        match column {
            Column::Unit => text(case.facts.unit.as_deref()),
            Column::Period => Text::new(case.facts.period.map_or_else(String::new, |period| period.to_string())),
            Column::Code => text(Some(&row.item.code)),
            Column::Kind => text(Some(row.item.kind.word())),
            Column::Parent => text(row.parent),
            Column::Title => Text { indent: 2 * row.depth, ..text(row.item.title.as_deref()) },
            Column::State => match row.state(case.outcome) {
                (_, Some(value)) => text(word(value, self.sheet.view.language)),
                _ => text(Some("nilai")),
            },
            Column::Reason => {
                let value = row.state(case.outcome).1;
                Text::new(value.and_then(|value| reason(&self.sheet.view, value)).unwrap_or_default())
            }
            Column::MeasureUnit => text(row.unit.as_deref()),
            Column::AchievementUnit => text(row.achievement_unit.as_deref()),
            Column::Figure(figure) => self.figure(row, figure, case),
            Column::Fraction(figure) => {
                let value = row.figure(figure).and_then(|(node, ty)| Some((ty, case.outcome.value(node)?)));
                Text::new(
                    value.and_then(|(ty, v)| super::figure::fraction(self.sheet.view.model, ty, v)).unwrap_or_default(),
                )
            }
            Column::LimitDistance | Column::Limit | Column::Readings => {
                Text::new(column.fragile(row, self.sheet.view.model, case, DecimalSign::Comma))
            }
            Column::PublishedAchievement => text(published().and_then(|p| p.achievement.as_deref())),
            Column::PublishedCategory => text(published().and_then(|p| p.category.as_deref())),
        }
    }
}

fn heading(title: &str, right: bool) -> Heading {
    Heading { title: title.to_owned(), right, gives_way: false }
}

fn chosen_heading(column: Column) -> Heading {
    let right =
        matches!(column, Column::Figure(figure) if figure != Figure::Category) || matches!(column, Column::Fraction(_));
    let right = right || matches!(column, Column::LimitDistance | Column::Limit);
    let gives_way = matches!(column, Column::Title | Column::Reason | Column::Unit | Column::Readings);
    Heading { title: column.name().to_owned(), right, gives_way }
}

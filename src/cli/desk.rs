//! Evaluates and writes case after case: what `hitung` does with facts, on one thread or on several.

use super::load::Ruleset;
use crate::evaluate::{Conflict, Evaluator, Facts, Outcome};
use crate::message::Language;
use crate::model::Condition;
use crate::render::amendment;
use crate::render::blame::Unplaced;
use crate::render::fragile::FragileCase;
use crate::render::outcome::{Case, Sheet, State, Verdict};
use crate::render::outcome_csv::CsvWriter;
use crate::render::outcome_json::JsonWriter;
#[cfg(feature = "parquet")]
use crate::render::outcome_parquet::ParquetWriter;
use crate::render::outcome_table::TableWriter;
#[cfg(feature = "xlsx")]
use crate::render::outcome_xlsx::WorkbookWriter;
use crate::render::summary::SummaryWriter;
use crate::tools::boundary::Boundary;
use std::io::{self, Write};
#[cfg(feature = "xlsx")]
use std::io::{Seek, SeekFrom};

/// One of the formats.
pub enum Writer<'m> {
    /// `tabel`
    Table(TableWriter<'m>),
    /// `json`, `jsonl`
    Json(JsonWriter<'m>),
    /// `csv`
    Csv(CsvWriter<'m>),
    /// `--ringkasan`
    Summary(Box<SummaryWriter<'m>>),
    /// `xlsx`
    #[cfg(feature = "xlsx")]
    Workbook(Box<WorkbookWriter<'m>>),
    /// `parquet`
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetWriter<'m>>),
}

/// What is told beside the results.
#[derive(Debug, Default)]
pub struct Tally<'m> {
    /// Whether a result is *galat* or a `pastikan` does not hold.
    pub fails: bool,
    /// The conditions that do not hold, and in how many cases. A CSV has no place for them, so they are told beside it.
    pub failing: Vec<(&'m Condition, u64)>,
    /// What is told of amendments beside a CSV, and for which periods.
    pub amended: Vec<(String, Vec<String>)>,
}

impl<'m> Tally<'m> {
    /// Conditions that fail, so often.
    pub fn count(&mut self, condition: &'m Condition, times: u64) {
        self.fails |= condition.must;
        match self.failing.iter_mut().find(|(known, _)| known.span == condition.span) {
            Some((_, count)) => *count += times,
            None => self.failing.push((condition, times)),
        }
    }

    /// Looks at a case.
    fn add(&mut self, sheet: &Sheet<'m>, outcome: &Outcome) {
        self.fails |= sheet.state(outcome) == State::Failed;
        for condition in &sheet.view.model.conditions {
            if Verdict::of(outcome.value(condition.node)).fails() {
                self.count(condition, 1);
            }
        }
    }

    /// What is said of amendments in a period.
    pub fn amended_in(&mut self, line: String, period: String) {
        match self.amended.iter_mut().find(|(known, _)| *known == line) {
            Some((_, periods)) if periods.contains(&period) => {}
            Some((_, periods)) => periods.push(period),
            None => self.amended.push((line, vec![period])),
        }
    }

    /// Adds what comes after it.
    pub fn join(&mut self, later: Self) {
        self.fails |= later.fails;
        for (condition, times) in later.failing {
            self.count(condition, times);
        }
        for (line, periods) in later.amended {
            for period in periods {
                self.amended_in(line.clone(), period);
            }
        }
    }

    /// The remarks beside a CSV.
    pub fn remarks(&mut self, language: Language) -> Vec<String> {
        let mut remarks = Vec::new();
        for (line, periods) in &self.amended {
            let word = language.pick("periode", "period");
            remarks.push(format!("{word} {}: {line}", periods.join(", ")));
        }
        self.failing.sort_by_key(|(condition, _)| condition.span);
        for (condition, count) in &self.failing {
            let word = if condition.must { "pastikan" } else { "ingatkan" };
            remarks.push(language.pick(
                format!("{word} gagal ({count} kali): {}", condition.message),
                format!("{word} fails ({count} times): {}", condition.message),
            ));
        }
        remarks
    }
}

/// Evaluates and writes.
pub struct Desk<'m> {
    ruleset: &'m Ruleset,
    /// The sheet of each set of rules that can be evaluated.
    sheets: &'m [Option<Sheet<'m>>],
    /// Their evaluators.
    evaluators: Vec<Option<Evaluator<'m>>>,
    /// `--batas-rawan`: what looks for ratings that little would change, under each of them.
    boundaries: Vec<Option<Boundary<'m>>>,
    /// How it is written.
    pub writer: Writer<'m>,
    /// What came out so far.
    pub tally: Tally<'m>,
    /// What of the data no unit has got; known at the end.
    pub unplaced: Unplaced,
}

impl<'m> Desk<'m> {
    /// For these sets of rules.
    pub fn new(
        ruleset: &'m Ruleset,
        sheets: &'m [Option<Sheet<'m>>],
        boundaries: Vec<Option<Boundary<'m>>>,
        writer: Writer<'m>,
    ) -> Self {
        let evaluators = sheets
            .iter()
            .enumerate()
            .map(|(place, sheet)| Some(Evaluator::among(sheet.as_ref()?.view.model, &ruleset.rules, place)))
            .collect();
        Self { ruleset, sheets, evaluators, boundaries, writer, tally: Tally::default(), unplaced: Unplaced::default() }
    }

    /// Whether it looks for ratings that little would change.
    pub fn has_boundaries(&self) -> bool {
        self.boundaries.iter().any(Option::is_some)
    }

    /// What follows is a piece of its own, with nothing before its first case.
    pub fn apart(&mut self) {
        self.tally = Tally::default();
        if let Writer::Json(json) = &mut self.writer {
            json.apart();
        }
    }

    /// What stands before the first case.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.tally = Tally::default();
        match &mut self.writer {
            Writer::Table(table) => {
                table.begin();
                Ok(())
            }
            Writer::Json(json) => json.begin(out),
            Writer::Csv(csv) => csv.begin(out),
            Writer::Summary(summary) => {
                summary.begin();
                Ok(())
            }
            #[cfg(feature = "xlsx")]
            Writer::Workbook(book) => {
                book.begin();
                Ok(())
            }
            #[cfg(feature = "parquet")]
            Writer::Parquet(parquet) => parquet.begin(),
        }
    }

    /// What stands behind the last case.
    pub fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let unplaced = std::mem::take(&mut self.unplaced);
        match &mut self.writer {
            Writer::Json(json) => {
                json.unplaced(unplaced);
                json.end(out)
            }
            Writer::Table(table) => table.end(out, &unplaced),
            Writer::Csv(_) => Ok(()),
            Writer::Summary(summary) => {
                summary.unplaced(unplaced);
                summary.end(out)
            }
            #[cfg(feature = "xlsx")]
            Writer::Workbook(book) => {
                book.unplaced(unplaced);
                // Put together aside, since its library wants to hand it to another thread.
                let mut file = tempfile::tempfile()?;
                book.end(&file)?;
                file.seek(SeekFrom::Start(0))?;
                io::copy(&mut file, out).map(|_| ())
            }
            #[cfg(feature = "parquet")]
            Writer::Parquet(parquet) => parquet.end(out),
        }
    }

    /// One unit in one period. Gives back where the data contradicts the rules.
    pub fn case(&mut self, facts: &Facts, out: &mut dyn Write) -> io::Result<Vec<Conflict>> {
        let place = self.ruleset.place_for(facts.period);
        let ready = place
            .and_then(|place| Some((self.sheets.get(place)?.as_ref()?, self.evaluators.get_mut(place)?.as_mut()?)));
        let Some((_, evaluator)) = ready else { return Ok(Vec::new()) };
        let outcome = evaluator.run(facts, &mut ());
        self.results(facts, outcome, out)
    }

    /// The same, where the results are known.
    pub fn results(&mut self, facts: &Facts, mut outcome: Outcome, out: &mut dyn Write) -> io::Result<Vec<Conflict>> {
        let place = self.ruleset.place_for(facts.period);
        let Some(sheet) = place.and_then(|place| self.sheets.get(place)?.as_ref()) else { return Ok(Vec::new()) };
        let conflicts = std::mem::take(&mut outcome.conflicts);
        let found = place
            .and_then(|place| self.boundaries.get_mut(place)?.as_mut())
            .map(|boundary| (boundary.look(facts, &outcome), boundary.within().clone()));
        let fragile = found.as_ref().map(|(found, within)| FragileCase { found, within });
        let case = Case { facts, outcome: &outcome, fragile };
        self.tally.add(sheet, &outcome);
        match &mut self.writer {
            Writer::Table(table) => {
                table.turn_to(sheet);
                table.case(out, case)?;
            }
            Writer::Json(json) => {
                json.turn_to(sheet);
                json.case(out, case)?;
            }
            Writer::Csv(csv) => {
                let period = facts.period.map_or_else(String::new, |period| period.to_string());
                for line in amendment::lines(&sheet.view, self.ruleset.rules.amendments()) {
                    self.tally.amended_in(line, period.clone());
                }
                csv.turn_to(sheet);
                csv.case(out, case)?;
            }
            Writer::Summary(summary) => {
                summary.turn_to(sheet);
                summary.case(case);
            }
            #[cfg(feature = "xlsx")]
            Writer::Workbook(book) => {
                book.turn_to(sheet);
                book.case(case)?;
            }
            #[cfg(feature = "parquet")]
            Writer::Parquet(parquet) => {
                parquet.turn_to(sheet);
                parquet.case(out, case)?;
            }
        }
        Ok(conflicts)
    }
}

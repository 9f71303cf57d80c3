//! `takar hitung`: evaluates every unit and period in the data.

use super::exit::Exit;
use super::files::Disk;
use super::load::Ruleset;
use super::output::{self, Output};
use super::realization::{Realization, Visitor};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Conflict, DataFiles, Evaluator, Facts};
use crate::message::files::FilesMessage;
use crate::model::Condition;
use crate::nearest::nearest;
use crate::number::Number;
use crate::render::View;
use crate::render::amendment;
use crate::render::figure::DecimalSign;
use crate::render::fragile::FragileCase;
use crate::render::outcome::{Case, Sheet, State, Verdict};
use crate::render::outcome_csv::{Column, CsvWriter, Dialect};
use crate::render::outcome_json::{JsonWriter, RulesetHead};
use crate::render::outcome_table::{TableLook, TableWriter};
use crate::tools::boundary::Boundary;
use crate::tools::readings::Readings;
use clap::ArgMatches;
use std::ffi::OsString;
use std::io;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match compute(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn compute(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let usage = |message: FilesMessage| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        Exit::Usage
    };
    let format = matches.get_one::<String>("format").map_or("tabel", String::as_str);
    let within = within(matches).map_err(usage)?;
    let columns = chosen_columns(matches, format, within.is_some()).map_err(usage)?;
    let named = matches.get_one::<OsString>("ATURAN").ok_or(Exit::Usage)?;
    let ruleset = Ruleset::load(named, matches, terminal)?;
    let realization = Realization::new(matches, &ruleset, terminal)?;
    let named_output = matches.get_one::<OsString>("keluaran").map(OsString::as_os_str);
    let output = Output::new(named_output, ruleset.inputs().chain(realization.inputs())).map_err(|message| {
        let exit = output::exit_of(&message);
        terminal.tell_one(&Diagnostic::nowhere(message));
        exit
    })?;

    let no_files = DataFiles::default();
    // One for each set of rules in force.
    let sheets: Vec<Option<Sheet<'_>>> = (0..ruleset.rules.eras().len())
        .map(|place| ruleset.view(place, &no_files, terminal.language).map(Sheet::new))
        .collect();
    let Some(latest) = sheets.iter().flatten().next_back() else { return Err(Exit::Rules) };
    let writer = match format {
        "json" | "jsonl" => {
            let head = RulesetHead::new(&ruleset, &latest.view);
            Writer::Json(JsonWriter::new(latest, head, format == "jsonl"))
        }
        "csv" => {
            let columns = columns.unwrap_or_else(|| all_columns(within.is_some()));
            Writer::Csv(CsvWriter::new(latest, columns, dialect(&realization)))
        }
        _ => {
            let standard = output.is_standard();
            let look = TableLook {
                width: terminal.width_of(standard),
                styled: terminal.colours_result(standard),
                columns,
                explain: realization.explain_command(named),
                english_numerals: realization.english_numerals,
                amendments: ruleset.rules.amendments().to_vec(),
            };
            Writer::Table(TableWriter::new(latest, ruleset.title(), look))
        }
    };
    let readings = within
        .as_ref()
        .map(|_| Readings::admissible(&mut Disk, &ruleset.path, &ruleset.options, &ruleset.rules, &ruleset.sources));
    let mut boundaries = Vec::new();
    for (place, era) in ruleset.rules.eras().iter().enumerate() {
        let (model, readings) = (era.model.as_ref(), readings.as_ref().zip(within.as_ref()));
        boundaries.push(
            model
                .zip(readings)
                .map(|(model, (readings, within))| Boundary::new(model, readings, place, within.clone())),
        );
    }
    let mut run = Run {
        ruleset: &ruleset,
        boundaries,
        sheets: &sheets,
        evaluators: sheets.iter().map(|sheet| sheet.as_ref().map(|sheet| Evaluator::new(sheet.view.model))).collect(),
        writer,
        output,
        fails: false,
        failing: Vec::new(),
        amended: Vec::new(),
        trouble: None,
    };
    run.begin();
    let report = realization.read(&mut run, &ruleset, terminal);
    if let Some(message) = run.trouble.take() {
        terminal.tell_one(&Diagnostic::nowhere(message));
        return Err(Exit::Files);
    }
    let has_bad_data = report?;
    run.finish(has_bad_data, terminal)
}

/// `--kolom unit,kode,capaian`
fn chosen_columns(matches: &ArgMatches, format: &str, fragile: bool) -> Result<Option<Vec<Column>>, FilesMessage> {
    let Some(names) = matches.get_one::<OsString>("kolom") else { return Ok(None) };
    if !matches!(format, "csv" | "tabel") {
        return Err(FilesMessage::NoColumns { format: format.to_owned() });
    }
    let names = names.to_string_lossy();
    let column = |name: &str| {
        let known = Column::find(name.trim()).filter(|column| fragile || !Column::FRAGILE.contains(column));
        known.ok_or_else(|| {
            let all: Vec<&str> = all_columns(fragile).into_iter().map(Column::name).collect();
            let nearest = nearest(name.trim(), all).map(str::to_owned);
            FilesMessage::UnknownColumn { column: name.trim().to_owned(), nearest }
        })
    };
    names.split(',').map(column).collect::<Result<Vec<_>, _>>().map(Some)
}

/// All columns that there are.
fn all_columns(fragile: bool) -> Vec<Column> {
    Column::all().into_iter().chain(Column::FRAGILE.into_iter().filter(|_| fragile)).collect()
}

/// `--batas-rawan 0,5`: the distance, in the displayed unit; 1 where none is given.
fn within(matches: &ArgMatches) -> Result<Option<Number>, FilesMessage> {
    let Some(text) = matches.get_one::<OsString>("batas-rawan").map(|text| text.to_string_lossy()) else {
        return Ok(None);
    };
    let sign = if matches.get_one::<String>("angka").is_some_and(|angka| angka == "en") { '.' } else { ',' };
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == sign) && text.len() <= LONGEST_DISTANCE;
    let number = Number::parse_plain(&text.replace(sign, ".")).filter(|_| plain);
    number.map(Some).ok_or_else(|| FilesMessage::BadValue {
        option: "--batas-rawan".to_owned(),
        value: text.into_owned(),
        takes: vec![format!("0{sign}5"), "1".to_owned(), "2".to_owned()],
    })
}

/// No distance has more digits.
const LONGEST_DISTANCE: usize = 30;

fn dialect(realization: &Realization) -> Dialect {
    match realization.english_numerals {
        true => Dialect { delimiter: b',', sign: DecimalSign::Dot },
        false => Dialect { delimiter: b';', sign: DecimalSign::Comma },
    }
}

impl RulesetHead {
    /// What the header of a ruleset says.
    pub(super) fn new(ruleset: &Ruleset, latest: &View<'_>) -> Self {
        let header = ruleset.header();
        Self {
            name: header.map_or_else(String::new, |header| header.name.clone()),
            title: header.and_then(|header| header.title.clone()),
            hash: ruleset.hash(),
            amendments: amendment::fields(latest, ruleset.rules.amendments()),
        }
    }
}

/// One of the formats.
enum Writer<'m> {
    Table(TableWriter<'m>),
    Json(JsonWriter<'m>),
    Csv(CsvWriter<'m>),
}

/// Evaluates and writes case after case.
struct Run<'m> {
    ruleset: &'m Ruleset,
    /// The sheet of each set of rules that can be evaluated.
    sheets: &'m [Option<Sheet<'m>>],
    /// `--batas-rawan`: what looks for ratings that little would change, under each of them.
    boundaries: Vec<Option<Boundary<'m>>>,
    /// Their evaluators.
    evaluators: Vec<Option<Evaluator<'m>>>,
    writer: Writer<'m>,
    output: Output,
    /// Whether a result is *galat* or a `pastikan` does not hold.
    fails: bool,
    /// The conditions that do not hold, and in how many cases. A CSV has no place for them, so they are told beside it.
    failing: Vec<(&'m Condition, u64)>,
    /// What is told of amendments beside a CSV, and for which periods.
    amended: Vec<(String, Vec<String>)>,
    /// Why results cannot be written.
    trouble: Option<FilesMessage>,
}

impl<'m> Run<'m> {
    fn begin(&mut self) {
        self.fails = false;
        self.failing.clear();
        self.amended.clear();
        let written = match &mut self.writer {
            Writer::Table(table) => {
                table.begin();
                Ok(())
            }
            Writer::Json(json) => json.begin(&mut self.output),
            Writer::Csv(csv) => csv.begin(&mut self.output),
        };
        self.note(written);
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.trouble = Some(self.output.problem(&error));
        }
    }

    fn finish(mut self, has_bad_data: bool, terminal: &Terminal) -> Result<Exit, Exit> {
        if let Writer::Json(json) = &mut self.writer {
            let written = json.end(&mut self.output);
            self.note(written);
        }
        let published = match self.trouble.take() {
            Some(trouble) => Err(trouble),
            None => self.output.publish(),
        };
        published.map_err(|message| {
            terminal.tell_one(&Diagnostic::nowhere(message));
            Exit::Files
        })?;
        if let Writer::Csv(_) = self.writer {
            for (line, periods) in &self.amended {
                let word = terminal.language.pick("periode", "period");
                terminal.remark(&format!("{word} {}: {line}", periods.join(", ")));
            }
            self.failing.sort_by_key(|(condition, _)| condition.span);
            for (condition, count) in &self.failing {
                let word = if condition.must { "pastikan" } else { "ingatkan" };
                terminal.remark(&terminal.language.pick(
                    format!("{word} gagal ({count} kali): {}", condition.message),
                    format!("{word} fails ({count} times): {}", condition.message),
                ));
            }
        }
        Ok(if self.fails || has_bad_data { Exit::Fails } else { Exit::Well })
    }
}

impl<'m> Run<'m> {
    fn count(&mut self, condition: &'m Condition) {
        match self.failing.iter_mut().find(|(known, _)| known.span == condition.span) {
            Some((_, count)) => *count += 1,
            None => self.failing.push((condition, 1)),
        }
    }
}

impl Visitor for Run<'_> {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let place = self.ruleset.place_for(facts.period);
        let ready = place
            .and_then(|place| Some((self.sheets.get(place)?.as_ref()?, self.evaluators.get_mut(place)?.as_mut()?)));
        let Some((sheet, evaluator)) = ready else { return Vec::new() };
        let mut outcome = evaluator.run(facts, &mut ());
        let conflicts = std::mem::take(&mut outcome.conflicts);
        let found = place
            .and_then(|place| self.boundaries.get_mut(place)?.as_mut())
            .map(|boundary| (boundary.look(facts, &outcome), boundary.within().clone()));
        let fragile = found.as_ref().map(|(found, within)| FragileCase { found, within });
        let case = Case { facts, outcome: &outcome, fragile };
        self.fails |= sheet.state(&outcome) == State::Failed;
        for condition in &sheet.view.model.conditions {
            if Verdict::of(outcome.value(condition.node)).fails() {
                self.fails |= condition.must;
                self.count(condition);
            }
        }
        let written = match &mut self.writer {
            Writer::Table(table) => {
                table.turn_to(sheet);
                table.case(&mut self.output, case)
            }
            Writer::Json(json) => {
                json.turn_to(sheet);
                json.case(&mut self.output, case)
            }
            Writer::Csv(csv) => {
                let period = facts.period.map_or_else(String::new, |period| period.to_string());
                for line in amendment::lines(&sheet.view, self.ruleset.rules.amendments()) {
                    match self.amended.iter_mut().find(|(known, _)| *known == line) {
                        Some((_, periods)) if periods.contains(&period) => {}
                        Some((_, periods)) => periods.push(period.clone()),
                        None => self.amended.push((line, vec![period.clone()])),
                    }
                }
                csv.turn_to(sheet);
                csv.case(&mut self.output, case)
            }
        };
        self.note(written);
        conflicts
    }

    fn restart(&mut self) {
        if let Err(message) = self.output.restart() {
            self.trouble = Some(message);
        }
        self.begin();
    }

    fn stopped(&self) -> bool {
        self.trouble.is_some()
    }
}

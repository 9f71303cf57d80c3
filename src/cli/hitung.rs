//! `takar hitung`: evaluates every unit and period in the data.

use super::andai;
use super::batch;
use super::desk::{Desk, Writer};
use super::exit::Exit;
use super::files::Disk;
use super::load::Ruleset;
use super::output::{self, Output};
use super::realization::{Realization, Visitor};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Conflict, Facts};
use crate::message::Message;
use crate::message::files::FilesMessage;
use crate::message::session::SessionMessage;
use crate::message::workbook::WorkbookMessage;
use crate::nearest::nearest;
use crate::number::Number;
use crate::render::View;
use crate::render::amendment;
use crate::render::blame::Unplaced;
use crate::render::figure::DecimalSign;
use crate::render::outcome::Sheet;
use crate::render::outcome_csv::{Column, CsvWriter, Dialect};
use crate::render::outcome_json::{JsonWriter, RulesetHead};
#[cfg(feature = "parquet")]
use crate::render::outcome_parquet::ParquetWriter;
use crate::render::outcome_table::{TableLook, TableWriter};
#[cfg(feature = "xlsx")]
use crate::render::outcome_xlsx::WorkbookWriter;
use crate::render::summary::{Form, SummaryWriter};
use crate::tools::boundary::Boundary;
use crate::tools::readings::Readings;
use crate::tools::scenario::Trouble;
use crate::tools::scenario::batch::Batch;
use clap::ArgMatches;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::path::Path;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    match compute(matches, terminal) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn compute(matches: &ArgMatches, terminal: &Terminal) -> Result<Exit, Exit> {
    let usage = |message: Message| {
        terminal.tell_one(&Diagnostic::nowhere(message));
        Exit::Usage
    };
    let named_output = matches.get_one::<OsString>("keluaran").map(OsString::as_os_str);
    let asked = matches.get_one::<String>("format").map(String::as_str);
    let format = format(asked, named_output).map_err(|message| usage(message.into()))?;
    let summary = matches.get_flag("ringkasan");
    check_format(format, summary, named_output).map_err(|message| usage(*message))?;
    let within = within(matches).map_err(|message| usage(message.into()))?;
    let threads = threads(matches).map_err(|message| usage(message.into()))?;
    let columns = chosen_columns(matches, format, within.is_some()).map_err(|message| usage(message.into()))?;
    let named = matches.get_one::<OsString>("ATURAN").ok_or(Exit::Usage)?;
    let mut ruleset = Ruleset::load(named, matches, terminal)?;
    let realization = Realization::new(matches, &ruleset, terminal)?;
    if within.is_some() && matches.contains_id("andai") {
        let (one, other) = ("--batas-rawan".to_owned(), "--andai".to_owned());
        terminal.tell_one(&Diagnostic::nowhere(SessionMessage::NotTogether { one, other }));
        return Err(Exit::Usage);
    }
    let supposed = andai::supposed(matches, &ruleset, realization.parts().1.period, terminal)?;
    if let Some(supposed) = &supposed
        && let Some((rules, sources)) = supposed.rules()
    {
        (ruleset.rules, ruleset.sources, ruleset.day) = (rules.clone(), sources.clone(), supposed.day());
    }
    let ruleset = ruleset;
    let output = Output::new(named_output, ruleset.inputs().chain(realization.inputs())).map_err(|message| {
        let exit = output::exit_of(&message);
        terminal.tell_one(&Diagnostic::nowhere(message));
        exit
    })?;

    realization.tell_result_among_data(named_output, terminal);
    let files = realization.files().clone();
    // One for each set of rules in force.
    let sheets: Vec<Option<Sheet<'_>>> = (0..ruleset.rules.eras().len())
        .map(|place| ruleset.view(place, &files, terminal.language).map(Sheet::new))
        .collect();
    let Some(latest) = sheets.iter().flatten().next_back() else { return Err(Exit::Rules) };
    let writer = match format {
        _ if summary => {
            let standard = output.is_standard();
            let form = match format {
                "json" => Form::Json,
                "csv" => Form::Csv(dialect(&realization)),
                _ => Form::Text { width: terminal.width_of(standard), styled: terminal.colours_result(standard) },
            };
            let head = RulesetHead::new(&ruleset, &latest.view);
            Writer::Summary(Box::new(SummaryWriter::new(latest, ruleset.title(), head, form)))
        }
        #[cfg(feature = "xlsx")]
        "xlsx" => {
            let mut head = RulesetHead::new(&ruleset, &latest.view);
            head.scenario = supposed.as_ref().map(|supposed| supposed.steps.clone()).unwrap_or_default();
            Writer::Workbook(Box::new(WorkbookWriter::new(latest, ruleset.title(), head)))
        }
        #[cfg(feature = "parquet")]
        "parquet" => Writer::Parquet(Box::new(ParquetWriter::new(latest))),
        "json" | "jsonl" => {
            let mut head = RulesetHead::new(&ruleset, &latest.view);
            head.scenario = supposed.as_ref().map(|supposed| supposed.steps.clone()).unwrap_or_default();
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
            let scenario = supposed.as_ref().map(|supposed| {
                let word = terminal.language.pick("skenario", "scenario");
                format!(" · {word}: andai {}", supposed.steps.join("; "))
            });
            let title = ruleset.title() + &scenario.unwrap_or_default();
            Writer::Table(TableWriter::new(latest, title, look))
        }
    };
    let readings = within
        .as_ref()
        .map(|_| Readings::admissible(&mut Disk, &ruleset.path, &ruleset.options, &ruleset.rules, &ruleset.sources));
    let mut boundaries = Vec::new();
    for (place, era) in ruleset.rules.eras().iter().enumerate() {
        let (model, readings) = (era.model.as_ref(), readings.as_ref().zip(within.as_ref()));
        boundaries.push(
            model.zip(readings).map(|(model, (readings, within))| {
                Boundary::new(model, readings, &ruleset.rules, place, within.clone())
            }),
        );
    }
    let desk = Desk::new(&ruleset, &sheets, boundaries, writer);
    let mut run = Run { desk, supposed: supposed.as_ref(), refused: None, output, trouble: None };
    run.begin();
    let (ruleset, realization) = (&ruleset, &realization);
    let quickly = batch::Job { ruleset, sheets: &sheets, realization, threads, terminal };
    let progress = realization.progress(terminal);
    let done = match supposed {
        // What is supposed is worked out for each unit.
        Some(_) => Ok(batch::Done::Untouched),
        None => quickly.run(&mut run.desk, &mut run.output),
    };
    drop(progress);
    let done = match done {
        Err(trouble) => {
            run.trouble = Some(trouble);
            true
        }
        Ok(batch::Done::Whole { left_out }) => {
            realization.finish_reading(terminal)?;
            realization.tell_left_out(left_out, terminal);
            true
        }
        Ok(batch::Done::Untouched) => false,
        Ok(batch::Done::Void) => {
            run.restart();
            false
        }
    };
    let report = if done { Ok(false) } else { realization.read(&mut run, ruleset, terminal) };
    if let Some(trouble) = run.refused.take() {
        return Err(andai::tell(&trouble, terminal));
    }
    if let Some(message) = run.trouble.take() {
        terminal.tell_one(&Diagnostic::nowhere(message));
        return Err(Exit::Files);
    }
    let has_bad_data = report?;
    let exit = run.finish(has_bad_data, terminal)?;
    // A CSV and single lines have no place to say it.
    if let Some(supposed) = supposed.as_ref().filter(|_| matches!(format, "csv" | "jsonl")) {
        let word = terminal.language.pick("skenario", "scenario");
        terminal.remark(&format!("{word}: andai {}", supposed.steps.join("; ")));
    }
    Ok(exit)
}

/// The format of the results: the one that is asked for, else that of the file's name. Neither may contradict the other.
fn format<'f>(asked: Option<&'f str>, file: Option<&OsStr>) -> Result<&'f str, FilesMessage> {
    // What is no file is written to as it stands: a device, a pipe of the shell.
    let file = file.map(Path::new).filter(|file| file.is_file() || !file.exists());
    let ending = file.and_then(|file| Some(file.extension()?.to_string_lossy().to_lowercase()));
    let (Some(file), Some(ending)) = (file, ending) else { return Ok(asked.unwrap_or("tabel")) };
    let path = file.display().to_string();
    let promised = match ending.as_str() {
        "csv" => Some("csv"),
        "json" => Some("json"),
        "jsonl" | "ndjson" => Some("jsonl"),
        "xlsx" => Some("xlsx"),
        "parquet" => Some("parquet"),
        "txt" | "text" => Some("tabel"),
        _ => None,
    };
    match (asked, promised) {
        (None, Some(promised)) => Ok(promised),
        (None, None) => Err(FilesMessage::FormatUnknown { path, ending }),
        // Any text may be called a text.
        (Some(asked), Some(promised)) if asked != promised && promised != "tabel" => {
            let (format, promised) = (asked.to_owned(), promised.to_owned());
            Err(FilesMessage::FormatContradicts { path, ending, format, promised })
        }
        (Some(asked), _) => Ok(asked),
    }
}

/// Whether results can be written so.
fn check_format(format: &str, summary: bool, file: Option<&OsStr>) -> Result<(), Box<Message>> {
    let owned = || format.to_owned();
    if summary && matches!(format, "jsonl" | "xlsx" | "parquet") {
        return Err(Box::new(FilesMessage::NoSummaryAs { format: owned() }.into()));
    }
    if !matches!(format, "xlsx" | "parquet") {
        return Ok(());
    }
    let built = [("xlsx", cfg!(feature = "xlsx")), ("parquet", cfg!(feature = "parquet"))];
    if !built.contains(&(format, true)) {
        return Err(Box::new(WorkbookMessage::NotBuiltIn { feature: owned() }.into()));
    }
    if file.is_none_or(|file| file == "-") && io::stdout().is_terminal() {
        return Err(Box::new(FilesMessage::NeedsFile { format: owned() }.into()));
    }
    Ok(())
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
        // The decimal sign may be that of the list.
        takes: vec![format!("`0{sign}5`"), "`1`".to_owned(), "`2`".to_owned()],
    })
}

/// No distance has more digits.
const LONGEST_DISTANCE: usize = 30;

/// `--utas 4`: how many threads there may be; as many as the machine has processors where that is not said.
pub(super) fn threads(matches: &ArgMatches) -> Result<usize, FilesMessage> {
    let Some(text) = matches.get_one::<OsString>("utas").map(|text| text.to_string_lossy()) else {
        return Ok(std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS));
    };
    let number = text.parse().ok().filter(|number| (1..=MOST_THREADS).contains(number));
    number.ok_or_else(|| FilesMessage::BadValue {
        option: "--utas".to_owned(),
        value: text.into_owned(),
        takes: vec!["1".to_owned(), "2".to_owned(), "…".to_owned(), MOST_THREADS.to_string()],
    })
}

/// More threads than this have nothing to do.
const MOST_THREADS: usize = 256;

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
            scenario: Vec::new(),
        }
    }
}

/// Evaluates and writes case after case.
struct Run<'m> {
    desk: Desk<'m>,
    /// `--andai`
    supposed: Option<&'m Batch>,
    /// Why that cannot be so for a unit.
    refused: Option<Box<Trouble>>,
    output: Output,
    /// Why results cannot be written.
    trouble: Option<FilesMessage>,
}

impl Run<'_> {
    fn begin(&mut self) {
        let written = self.desk.begin(&mut self.output);
        self.note(written);
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.trouble = Some(self.output.problem(&error));
        }
    }

    fn finish(mut self, has_bad_data: bool, terminal: &Terminal) -> Result<Exit, Exit> {
        let written = self.desk.end(&mut self.output);
        self.note(written);
        let published = match self.trouble.take() {
            Some(trouble) => Err(trouble),
            None => self.output.publish(),
        };
        published.map_err(|message| {
            terminal.tell_one(&Diagnostic::nowhere(message));
            Exit::Files
        })?;
        if let Writer::Csv(_) = self.desk.writer {
            self.desk.tally.remarks(terminal.language).iter().for_each(|remark| terminal.remark(remark));
        }
        Ok(if self.desk.tally.fails || has_bad_data { Exit::Fails } else { Exit::Well })
    }
}

impl Visitor for Run<'_> {
    fn case(&mut self, facts: &Facts) -> Vec<Conflict> {
        let written = match self.supposed.map(|supposed| supposed.case(facts)) {
            None => self.desk.case(facts, &mut self.output),
            Some(Ok(Some((facts, outcome)))) => self.desk.results(&facts, outcome, &mut self.output),
            Some(Ok(None)) => Ok(Vec::new()),
            Some(Err(trouble)) => {
                self.refused = Some(trouble);
                Ok(Vec::new())
            }
        };
        match written {
            Ok(conflicts) => conflicts,
            Err(error) => {
                self.note(Err(error));
                Vec::new()
            }
        }
    }

    fn restart(&mut self) {
        if let Err(message) = self.output.restart() {
            self.trouble = Some(message);
        }
        self.begin();
    }

    fn unplaced(&mut self, unplaced: Unplaced) {
        self.desk.unplaced = unplaced;
    }

    fn stopped(&self) -> bool {
        self.trouble.is_some() || self.refused.is_some()
    }
}

//! What was reached, for people and for programs.

use super::{Coverage, Point};
use crate::message::Language;
use crate::render::layout::{Heading, Text, wrap, write_table};
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What the tests reach: `cakupan` in docs/uji.schema.json.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The files that rules were read from.
    #[serde(rename = "berkas")]
    pub files: Vec<FileReport>,
    /// All of them together.
    #[serde(flatten)]
    pub total: Count,
    /// Legal bases of which nothing is tested.
    #[serde(rename = "dasar_tanpa_uji")]
    pub untested: Vec<Basis>,
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many points there are.
    #[serde(rename = "jumlah")]
    pub all: u64,
    /// On how many of them a check of a test depends.
    #[serde(rename = "diuji")]
    pub tested: u64,
    /// How many only come about beside the checks.
    #[serde(rename = "dihitung")]
    pub computed: u64,
    /// The share that is tested in percent, rounded down; none where there is nothing to test.
    #[serde(rename = "persen", skip_serializing_if = "Option::is_none")]
    pub percent: Option<u64>,
}

impl Count {
    fn of<'p>(points: impl Iterator<Item = &'p Point>) -> Self {
        let mut count = Self::default();
        for point in points {
            count.all += 1;
            count.tested += u64::from(point.tested > 0);
            count.computed += u64::from(point.tested == 0 && point.computed > 0);
        }
        count.percent = (count.tested * 100).checked_div(count.all);
        count
    }

    /// Whether the share reaches this many percent. Nothing to test is enough.
    pub fn reaches(self, percent: u64) -> bool {
        self.percent.is_none_or(|reached| reached >= percent)
    }
}

/// The points of a file.
#[derive(Debug, Serialize)]
pub struct FileReport {
    /// Its path.
    #[serde(rename = "berkas")]
    pub name: String,
    /// How many of them.
    #[serde(flatten)]
    pub count: Count,
    /// The points, in the order of the file.
    #[serde(rename = "aturan")]
    pub points: Vec<PointReport>,
}

/// A point.
#[derive(Debug, Serialize)]
pub struct PointReport {
    /// What it is: `rumus`, `cabang`, `kategori` …
    #[serde(rename = "jenis")]
    pub kind: &'static str,
    /// Whose it is.
    #[serde(rename = "milik")]
    pub owner: String,
    /// Which part of that.
    #[serde(rename = "bagian")]
    pub detail: String,
    /// Its line.
    #[serde(rename = "baris")]
    pub line: usize,
    /// Its column.
    #[serde(rename = "kolom")]
    pub column: usize,
    /// `diuji`, `dihitung` or `belum`.
    #[serde(rename = "keadaan")]
    pub state: &'static str,
    /// How many tests have a check that depends on it.
    #[serde(rename = "banyak_uji")]
    pub tested: u64,
    /// Their titles, at most a hundred.
    #[serde(rename = "uji", skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<String>,
}

/// A legal basis with the declarations that name it.
#[derive(Debug, Serialize)]
pub struct Basis {
    /// The text.
    #[serde(rename = "dasar")]
    pub text: String,
    /// Who names it.
    #[serde(rename = "pernyataan")]
    pub declarations: Vec<BasisUser>,
}

/// A declaration that names a legal basis.
#[derive(Debug, Serialize)]
pub struct BasisUser {
    /// `polaritas stabil`
    #[serde(rename = "nama")]
    pub name: String,
    /// Its file.
    #[serde(rename = "berkas")]
    pub file: String,
    /// Its line.
    #[serde(rename = "baris")]
    pub line: usize,
}

impl Coverage {
    /// What has been reached.
    pub fn report(&self) -> Report {
        let mut own: Vec<&Point> = self.points.iter().filter(|point| point.own).collect();
        own.sort_by_key(|point| (point.place, point.kind, point.index));
        let files = own.chunk_by(|a, b| a.place.file == b.place.file).map(|points| self.file_report(points)).collect();
        Report { files, total: Count::of(own.iter().copied()), untested: self.untested() }
    }

    fn file_report(&self, points: &[&Point]) -> FileReport {
        let name = points.first().map_or("", |point| &self.files[point.place.file]);
        let point = |point: &&Point| PointReport {
            kind: point.kind.word(),
            owner: point.owner.clone(),
            detail: point.detail.clone(),
            line: point.at.0,
            column: point.at.1,
            state: match point {
                point if point.tested > 0 => "diuji",
                point if point.computed > 0 => "dihitung",
                _ => "belum",
            },
            tested: point.tested,
            tests: point.tests.iter().map(|test| self.tests[*test as usize].clone()).collect(),
        };
        let count = Count::of(points.iter().copied());
        FileReport { name: name.to_owned(), count, points: points.iter().map(point).collect() }
    }

    /// The legal bases all of whose declarations are untested.
    fn untested(&self) -> Vec<Basis> {
        let mut bases: BTreeMap<&str, Vec<&super::Declaration>> = BTreeMap::new();
        for declaration in self.declarations.iter().filter(|declaration| declaration.own) {
            for basis in &declaration.bases {
                bases.entry(basis).or_default().push(declaration);
            }
        }
        bases.retain(|_, declarations| declarations.iter().all(|declaration| !declaration.tested));
        let basis = |(text, mut declarations): (&str, Vec<&super::Declaration>)| {
            declarations.sort_by_key(|declaration| declaration.place);
            declarations.dedup_by_key(|declaration| declaration.place);
            let user = |declaration: &super::Declaration| BasisUser {
                name: declaration.name.clone(),
                file: self.files[declaration.place.file].clone(),
                line: declaration.line,
            };
            Basis { text: text.to_owned(), declarations: declarations.into_iter().map(user).collect() }
        };
        bases.into_iter().map(basis).collect()
    }
}

/// The report as a terminal shows it.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_text(
    out: &mut dyn Write,
    report: &Report,
    language: Language,
    width: usize,
    styled: bool,
) -> io::Result<()> {
    let pick = |id: &'static str, en: &'static str| language.pick(id, en);
    let heading = |title: &str, right: bool, gives_way: bool| Heading { title: title.to_owned(), right, gives_way };
    let headings = [
        heading(pick("Aturan", "Rule"), false, true),
        heading(pick("Bagian", "Part"), false, true),
        heading(pick("Baris", "Line"), true, false),
        heading(pick("Diuji oleh", "Tested by"), false, false),
    ];
    for file in &report.files {
        writeln!(out, "\n{}: {}\n", file.name, counted(file.count, language))?;
        let rows: Vec<Vec<Text>> = file
            .points
            .iter()
            .map(|point| {
                let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
                let (state, style) = match point.state {
                    "diuji" => (language.pick(format!("{} uji", point.tested), tests(point.tested)), Style::new()),
                    "dihitung" => {
                        let words = pick("dihitung, tidak diperiksa", "computed, not checked");
                        (words.to_owned(), colour(AnsiColor::Yellow))
                    }
                    _ => (pick("belum", "none").to_owned(), colour(AnsiColor::Red)),
                };
                vec![
                    Text::new(point.owner.clone()),
                    Text::new(point.detail.clone()),
                    Text::new(point.line.to_string()),
                    Text { text: state, indent: 0, style },
                ]
            })
            .collect();
        write_table(out, &headings, &rows, width, styled)?;
    }
    if !report.untested.is_empty() {
        writeln!(out, "\n{}:", pick("dasar tanpa uji", "legal bases without a test"))?;
        for basis in &report.untested {
            writeln!(out, "{}", wrap(&format!("  {}", basis.text), width))?;
            for user in &basis.declarations {
                writeln!(out, "    {}  {}:{}", user.name, user.file, user.line)?;
            }
        }
    }
    writeln!(out, "\n{}: {}", pick("cakupan", "coverage"), counted(report.total, language))
}

fn tests(count: u64) -> String {
    format!("{count} test{}", if count == 1 { "" } else { "s" })
}

/// `249 dari 250 aturan diuji (99%)`
fn counted(count: Count, language: Language) -> String {
    let Some(percent) = count.percent else {
        return language.pick("tidak ada aturan yang dapat diuji", "there are no rules to test").to_owned();
    };
    let Count { all, tested, computed, .. } = count;
    let beside = match computed {
        0 => String::new(),
        _ => language
            .pick(format!("; {computed} dihitung, tidak diperiksa"), format!("; {computed} computed, not checked")),
    };
    language.pick(
        format!("{tested} dari {all} aturan diuji ({percent}%){beside}"),
        format!("{tested} of {all} rules tested ({percent}%){beside}"),
    )
}

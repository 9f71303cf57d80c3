//! Which rules the tests of rulesets reach: formulas, branches, bands, rows, segments, caps, polarities, conditions.
//!
//! Nothing is evaluated here: a test is run by the one evaluator, and the recording of that run is read. A point is
//! *tested* where a check of the test depends on it, *computed* where it only came about beside that.

mod nest;
mod points;
mod read;
mod report;
mod survey;
mod watch;

pub use report::{Report, write_text};

use crate::evaluate::Recording;
use crate::message::Language;
use crate::model::{NodeKind, Rules, Test, standard};
use crate::source::{FileId, Sources};
use crate::syntax::ast::{BlockKind, GroupKind};
use std::collections::HashMap;
use std::path::PathBuf;
use survey::Surveyor;
use watch::Chart;

/// So many titles of tests are kept for a point; the rest is counted.
const MOST_TITLES: usize = 100;

/// What a point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `rumus` of an item, polarity or function.
    Formula,
    /// `agregasi` of a group.
    Aggregation,
    /// The polarity that judges an indicator.
    Judged,
    /// A branch of `jika`.
    Branch,
    /// A row of a scale that rates.
    Band,
    /// A row of a table.
    Row,
    /// What lies between two points of a curve.
    Segment,
    /// What a `batasi` does.
    Limit,
    /// A `pastikan` that holds, or does not.
    Must,
    /// An `ingatkan` that holds, or does not.
    Should,
}

impl Kind {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Formula => "rumus",
            Self::Aggregation => "agregasi",
            Self::Judged => "polaritas",
            Self::Branch => "cabang",
            Self::Band => "kategori",
            Self::Row => "baris_tabel",
            Self::Segment => "ruas_kurva",
            Self::Limit => "batasi",
            Self::Must => "pastikan",
            Self::Should => "ingatkan",
        }
    }

    /// Conditions check by themselves; everything else is tested by what a check says of it.
    fn checks_itself(self) -> bool {
        matches!(self, Self::Must | Self::Should)
    }
}

/// A stretch of one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Place {
    file: usize,
    start: u32,
    end: u32,
}

/// Something that a test can reach.
#[derive(Debug, Clone)]
pub struct Point {
    /// What it is.
    pub kind: Kind,
    /// Whose it is: a code, `polaritas positif`, `skala skala_lkj`.
    pub owner: String,
    /// Which part of that.
    pub detail: String,
    /// Its line and column.
    pub at: (usize, usize),
    place: Place,
    index: usize,
    own: bool,
    /// The tests whose checks depend on it, at most [`MOST_TITLES`] of them.
    tests: Vec<u32>,
    /// How many tests do.
    pub tested: u64,
    /// How many tests compute it without a check that depends on it.
    pub computed: u64,
}

/// A declaration that may name its legal basis.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// `indikator S1.1`
    pub name: String,
    place: Place,
    /// The line of its head.
    pub line: usize,
    /// Its `dasar`, blanks folded.
    pub bases: Vec<String>,
    own: bool,
    tested: bool,
}

impl Declaration {
    /// What its points are called after: the code of an item, the word and name of anything else.
    fn called(&self) -> String {
        let coded = [BlockKind::Indicator, BlockKind::Budget, BlockKind::Result, BlockKind::Data];
        let mut named_by_code = GroupKind::ALL.map(BlockKind::Group).into_iter().chain(coded);
        match self.name.split_once(' ') {
            Some((word, code)) if named_by_code.any(|kind| kind.word() == word) => code.to_owned(),
            _ => self.name.clone(),
        }
    }
}

/// What the tests of several rulesets reach.
#[derive(Debug)]
pub struct Coverage {
    pub(super) language: Language,
    files: Vec<String>,
    by_identity: HashMap<PathBuf, usize>,
    points: Vec<Point>,
    first: HashMap<(Kind, Place, usize), usize>,
    declarations: Vec<Declaration>,
    declared: HashMap<Place, usize>,
    tests: Vec<String>,
}

impl Coverage {
    /// Nothing yet; what points are called is in this language.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            files: Vec::new(),
            by_identity: HashMap::new(),
            points: Vec::new(),
            first: HashMap::new(),
            declarations: Vec::new(),
            declared: HashMap::new(),
            tests: Vec::new(),
        }
    }

    /// Begins with a ruleset. `identity` tells by its name which file it is, however it is named.
    pub fn enter<'r>(
        &mut self,
        rules: &'r Rules,
        sources: &'r Sources,
        identity: &dyn Fn(&str) -> PathBuf,
    ) -> Survey<'r> {
        let main = FileId(0);
        let is_standard = |file: FileId| {
            let name = sources.name(file).strip_prefix("baku/");
            file != main && name.is_some_and(|name| standard::find(name).is_some())
        };
        let files: Vec<Option<usize>> =
            sources.files().map(|file| (!is_standard(file)).then(|| self.file(sources.name(file), identity))).collect();
        let charts = rules
            .models()
            .map(|model| {
                let (own_files, others) = match model.modules.split_first() {
                    Some((first, rest)) => (&first.files[..], rest),
                    None => (&[][..], &[][..]),
                };
                let is_own = |file: FileId| {
                    !is_standard(file)
                        && (own_files.contains(&file) || !others.iter().any(|other| other.files.contains(&file)))
                };
                let own: Vec<bool> = sources.files().map(is_own).collect();
                Surveyor::survey(self, model, sources, &files, &own)
            })
            .collect();
        Survey { rules, charts }
    }

    fn file(&mut self, name: &str, identity: &dyn Fn(&str) -> PathBuf) -> usize {
        let files = &mut self.files;
        *self.by_identity.entry(identity(name)).or_insert_with(|| {
            files.push(name.to_owned());
            files.len() - 1
        })
    }

    /// The first of some points that have been entered.
    fn known(&mut self, kind: Kind, place: Place, count: usize, own: bool) -> Option<usize> {
        let first = *self.first.get(&(kind, place, count))?;
        if own {
            self.points[first..first + count].iter_mut().for_each(|point| point.own = true);
        }
        Some(first)
    }

    /// Enters points in a row.
    fn points(
        &mut self,
        kind: Kind,
        place: Place,
        own: bool,
        owner: &str,
        details: Vec<(String, (usize, usize))>,
    ) -> usize {
        let first = self.points.len();
        self.first.insert((kind, place, details.len()), first);
        for (index, (detail, at)) in details.into_iter().enumerate() {
            let owner = owner.to_owned();
            let (tests, tested, computed) = (Vec::new(), 0, 0);
            self.points.push(Point { kind, owner, detail, at, place, index, own, tests, tested, computed });
        }
        first
    }

    /// Enters a declaration, once.
    fn declaration(&mut self, declaration: Declaration) -> usize {
        match self.declared.get(&declaration.place) {
            Some(index) => {
                self.declarations[*index].own |= declaration.own;
                *index
            }
            None => {
                self.declared.insert(declaration.place, self.declarations.len());
                self.declarations.push(declaration);
                self.declarations.len() - 1
            }
        }
    }

    /// What a test of a ruleset reached. `model` is the place of its rules among those that can be evaluated.
    pub fn observe(&mut self, survey: &Survey<'_>, model: usize, test: &Test, recording: &Recording) {
        let (Some(chart), Some(rules)) = (survey.charts.get(model), survey.rules.models().nth(model)) else { return };
        let number = self.tests.len() as u32;
        self.tests.push(test.title.clone());
        let has_checks = !test.checks.is_empty();
        let mut read = read::read_for(rules, recording, test.checks.iter().map(|check| check.node));
        let goes_on = |(index, is_read): (usize, &bool)| {
            *is_read && matches!(rules.nodes[index].kind, NodeKind::At { .. } | NodeKind::Consolidated { .. })
        };
        let goes_on = read.iter().enumerate().any(goes_on);
        // Several nodes may show one point: where any of them is checked, it is.
        let mut reached: HashMap<usize, bool> = HashMap::new();
        for (node, point) in chart.reached(recording) {
            let is_read = read.get(node.0 as usize) == Some(&true) || self.points[point].kind.checks_itself();
            *reached.entry(point).or_default() |= is_read && has_checks;
        }
        // What was computed in other periods, or in parts of this one, was computed because something reads it there.
        let mut elsewhere = Vec::new();
        for (place, recording) in recording.elsewhere().filter(|_| goes_on) {
            let before = survey.rules.eras().iter().take(place).filter(|era| era.model.is_some()).count();
            let (Some(chart), Some(model)) = (survey.charts.get(before), survey.rules.models().nth(before)) else {
                continue;
            };
            for (_, point) in chart.reached(recording) {
                *reached.entry(point).or_default() |= has_checks;
            }
            elsewhere.extend(chart.declarations(recording, &vec![has_checks; model.nodes.len()]));
        }
        for (point, is_tested) in reached {
            let point = &mut self.points[point];
            if !is_tested {
                point.computed += 1;
                continue;
            }
            point.tested += 1;
            if point.tests.len() < MOST_TITLES {
                point.tests.push(number);
            }
        }
        for condition in rules.conditions.iter().filter(|_| has_checks) {
            // By itself, and not all that it was made from.
            read.get_mut(condition.node.0 as usize).into_iter().for_each(|read| *read = true);
        }
        for declaration in chart.declarations(recording, &read).chain(elsewhere) {
            self.declarations[declaration].tested = true;
        }
    }
}

/// A ruleset whose points have been entered.
pub struct Survey<'r> {
    rules: &'r Rules,
    charts: Vec<Chart<'r>>,
}

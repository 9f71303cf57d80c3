//! What holds for the whole table.

use super::{Line, Verdict};
use crate::message::Language;
use crate::model::ItemKind;
use crate::render::reading::Reading;

/// The kinds of lines that are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `indikator`
    Indicator,
    /// `sasaran` and other groups
    Group,
    /// `nilai`
    Result,
    /// `anggaran`
    Budget,
}

impl Kind {
    /// The kind of an item.
    pub fn of(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Indicator | ItemKind::Data => Self::Indicator,
            ItemKind::Group(_) => Self::Group,
            ItemKind::Result => Self::Result,
            ItemKind::Budget => Self::Budget,
        }
    }

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Indicator => "indikator",
            Self::Group => "kelompok",
            Self::Result => "nilai",
            Self::Budget => "anggaran",
        }
    }

    /// What it is called.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Indicator => language.pick("indikator", "indicators"),
            Self::Group => language.pick("sasaran dan kelompok lain", "sasaran and other groups"),
            Self::Result => "nilai",
            Self::Budget => language.pick("anggaran", "budget lines"),
        }
    }
}

/// Counts of one kind of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that can be compared.
    pub readable: u64,
    /// Those that the rules give as they are.
    pub same: u64,
    /// Those that each reading gives, and whether it changes any figure.
    pub readings: Vec<(Reading, u64, bool)>,
}

/// What holds for the whole table.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Lines with something published.
    pub lines: u64,
    /// Lines with something that is no figure, or that the rules do not know.
    pub unreadable: u64,
    /// Lines that differ and that no reading explains.
    pub unexplained: u64,
    /// By kind, in this order.
    pub kinds: Vec<(Kind, Counts)>,
    /// The rule of the indicators; none where it is not one for all.
    rule: Option<Option<String>>,
}

impl Tally {
    /// Counts a line.
    pub fn add(&mut self, kind: Kind, readings: &[Reading], line: &Line) {
        self.lines += 1;
        let is_unread = line.verdicts().any(|verdict| matches!(verdict, Verdict::Unreadable | Verdict::NoFigure));
        self.unreadable += u64::from(is_unread);
        if !line.is_readable() {
            return;
        }
        self.unexplained += u64::from(line.differs() && line.explained.is_empty());
        let place = match self.kinds.iter().position(|(known, _)| *known == kind) {
            Some(place) => place,
            None => {
                self.kinds.push((kind, Counts::default()));
                self.kinds.sort_by_key(|(kind, _)| *kind);
                self.kinds.iter().position(|(known, _)| *known == kind).unwrap_or_default()
            }
        };
        let counts = &mut self.kinds[place].1;
        counts.readable += 1;
        counts.same += u64::from(!line.differs());
        for reading in readings {
            let (gives, moves) = match line.tried.iter().find(|found| found.reading == *reading) {
                Some(found) => (found.gives, line.is_moved_by(found)),
                // A reading that says nothing of a line leaves it as the rules have it.
                None => (!line.differs(), false),
            };
            match counts.readings.iter_mut().find(|(known, ..)| known == reading) {
                Some((_, count, any)) => {
                    *count += u64::from(gives);
                    *any |= moves;
                }
                None => counts.readings.push((*reading, u64::from(gives), moves)),
            }
        }
    }

    /// An indicator is ruled by this.
    pub fn ruled_by(&mut self, rule: String) {
        self.rule = Some(match self.rule.take() {
            None => Some(rule),
            Some(Some(known)) if known == rule => Some(known),
            Some(_) => None,
        });
    }

    /// The rule of all indicators, where it is one.
    pub fn rule(&self) -> Option<&str> {
        self.rule.as_ref()?.as_deref().filter(|rule| !rule.is_empty())
    }

    /// All kinds together.
    pub fn all(&self) -> Counts {
        let mut all = Counts::default();
        for (_, counts) in &self.kinds {
            all.readable += counts.readable;
            all.same += counts.same;
            for (reading, count, moves) in &counts.readings {
                match all.readings.iter_mut().find(|(known, ..)| known == reading) {
                    Some((_, sum, any)) => {
                        *sum += count;
                        *any |= moves;
                    }
                    None => all.readings.push((*reading, *count, *moves)),
                }
            }
        }
        all
    }

    /// Whether everything that is published is what the rules give.
    pub fn is_well(&self) -> bool {
        let all = self.all();
        all.same == all.readable && self.unreadable == 0
    }
}

impl Counts {
    /// The readings that change a figure and give every line.
    pub fn whole(&self) -> impl Iterator<Item = Reading> {
        let readable = self.readable;
        self.changing().filter(move |(_, count)| *count == readable).map(|(reading, _)| reading)
    }

    /// The most lines that a reading gives, and the readings that do.
    pub fn best(&self) -> (u64, Vec<Reading>) {
        let most = self.changing().map(|(_, count)| count).max().unwrap_or_default();
        let best = self.changing().filter(|(_, count)| *count == most).map(|(reading, _)| reading);
        (most, best.collect())
    }

    /// The readings that change a figure, and how many lines they give.
    pub fn changing(&self) -> impl Iterator<Item = (Reading, u64)> {
        self.readings.iter().filter(|(.., moves)| *moves).map(|(reading, count, _)| (*reading, *count))
    }
}

/// The conclusions about the whole table, sentence by sentence.
pub(super) fn conclusions(tally: &Tally, language: Language) -> Vec<String> {
    let all = tally.all();
    let names = |readings: &[Reading]| {
        let names: Vec<_> = readings.iter().take(MOST_NAMED).map(|reading| reading.name(language)).collect();
        let more = if readings.len() > MOST_NAMED { "; …" } else { "" };
        format!("{}{more}", names.join("; "))
    };
    let rule = tally.rule().map_or_else(String::new, |rule| format!(" ({rule})"));
    let different = all.readable - all.same;
    let mut told = vec![language.pick(
        format!(
            "{} dilaporkan: {} sama dengan aturan, {different} berbeda, {} tidak terbaca atau tidak dikenal aturan.",
            tally.lines, all.same, tally.unreadable
        ),
        format!(
            "{} published: {} as the rules give them, {different} different, {} unreadable or unknown to the rules.",
            tally.lines, all.same, tally.unreadable
        ),
    )];
    if all.readable == 0 {
        return told;
    }
    for (kind, counts) in &tally.kinds {
        if counts.same == counts.readable && tally.kinds.len() > 1 {
            let name = kind.name(language);
            let rule = if *kind == Kind::Indicator { rule.as_str() } else { "" };
            told.push(language.pick(
                format!("{name}: satu aturan, yang tertulis{rule}, menghasilkan semuanya ({}).", counts.readable),
                format!("{name}: one rule, the one that is written{rule}, gives all of them ({}).", counts.readable),
            ));
        }
    }
    let whole: Vec<Reading> = all.whole().collect();
    if different == 0 {
        told.push(language.pick(
            format!(
                "Seluruh tabel: satu aturan, yang tertulis{rule}, menghasilkan semua yang terbaca ({}).",
                all.readable
            ),
            format!(
                "The whole table: one rule, the one that is written{rule}, gives all that is readable ({}).",
                all.readable
            ),
        ));
    } else if whole.is_empty() {
        let (most, best) = all.best();
        let kept = all.same.max(most);
        let by = if all.same >= most {
            language.pick("aturan yang tertulis".to_owned(), "the rules as written".to_owned())
        } else {
            names(&best)
        };
        told.push(language.pick(
            format!(
                "Seluruh tabel: tidak ada satu bacaan pun yang menghasilkan semuanya; terbanyak {kept} dari {} ({by}).",
                all.readable
            ),
            format!("The whole table: no single reading gives all of it; at most {kept} of {} ({by}).", all.readable),
        ));
    } else {
        told.push(language.pick(
            format!(
                "Seluruh tabel: satu bacaan menghasilkan semua yang terbaca ({}): {}.",
                all.readable,
                names(&whole)
            ),
            format!("The whole table: one reading gives all that is readable ({}): {}.", all.readable, names(&whole)),
        ));
    }
    told
}

/// So many readings are named in a sentence.
const MOST_NAMED: usize = 5;

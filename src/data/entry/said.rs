//! What a row says, and what it leaves open.

use crate::evaluate::facts::{Fact, Origin, Published};
use crate::value::period::Period;
use crate::value::{Blame, CodeId};
use std::sync::Arc;

/// What a row says.
#[derive(Debug)]
pub struct Entry {
    pub code: CodeId,
    pub period: Option<Period>,
    pub file: u16,
    pub line: u32,
    /// Whether the file is an array of objects.
    pub objects: bool,
    /// Whether the row as a whole is to blame.
    pub broken: bool,
    pub target: Option<Fact>,
    pub realization: Option<Fact>,
    pub published: Option<Box<Published>>,
}

/// What a row says, and what it leaves open.
#[derive(Debug, Default)]
pub struct Said {
    pub entry: Option<Entry>,
    pub gap: Option<Gap>,
}

/// Something that a row says without saying of what: any figure that is lacking may be in it.
#[derive(Debug, Clone)]
pub struct Gap {
    /// Of which code; none where that is not known.
    pub code: Option<CodeId>,
    pub period: GapPeriod,
    pub blame: Blame,
    /// The ruleset, used `sebagai …`, whose data the file is.
    pub alias: Option<Arc<str>>,
    /// Gaps are counted in order of the rows.
    pub number: u64,
}

/// Of which period a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GapPeriod {
    /// This one; none where the rules know no periods.
    Known(Option<Period>),
    Unknown,
}

/// What gaps say the same of.
pub type GapKey = (Option<CodeId>, GapPeriod, Option<Arc<str>>);

impl Gap {
    pub fn key(&self) -> GapKey {
        (self.code, self.period, self.alias.clone())
    }
}

/// Where a cell stands, in a table of text or in an array of objects.
pub fn origin(file: u16, line: u32, column: u16, objects: bool) -> Origin {
    match objects {
        false => Origin::Data { file, line, column },
        true => Origin::Object { file, number: line, key: column },
    }
}

//! Where a figure comes from, and what in the data is to blame where there is none.

use crate::source::Span;

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A cell of a data file.
    Data {
        /// The file, by its place among the data files.
        file: u16,
        /// The line on which the record begins (header: 1).
        line: u32,
        /// The number of the cell, from 1; 0: the whole record.
        column: u16,
    },
    /// A value in an array of objects.
    Object {
        /// The file, by its place among the data files.
        file: u16,
        /// The number of the object, from 1.
        number: u32,
        /// The number of its key among those of the file, from 1; 0: the whole object.
        key: u16,
    },
    /// A rule: `diketahui …` of a test.
    Rules(Span),
    /// Nowhere: it is supposed (`andai …`).
    Supposed,
}

impl Origin {
    /// The same in a file that is counted so many later.
    pub fn shifted(self, shift: u16) -> Self {
        match self {
            Self::Data { file, line, column } => Self::Data { file: file.saturating_add(shift), line, column },
            Self::Object { file, number, key } => Self::Object { file: file.saturating_add(shift), number, key },
            rules => rules,
        }
    }
}

/// What in the data makes a figure unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blame {
    /// The number of the message that tells of it: 611 for T0611.
    pub code: u16,
    /// Where it stands.
    pub origin: Origin,
    /// Whether it is only known that the figure may be there: the row does not say whose it is.
    pub perhaps: bool,
}

impl Blame {
    /// Something that is about this figure for certain.
    pub fn on(origin: Origin, code: u16) -> Self {
        Self { code, origin, perhaps: false }
    }
}

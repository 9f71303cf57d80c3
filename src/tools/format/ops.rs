//! What a layout is made of: a flat list of steps, in which groups are either on one line or broken at all of their breaks.

pub(super) use crate::render::excerpt::columns;
use std::borrow::Cow;

/// The width that lines keep to where they can, in columns of a terminal.
pub(super) const WIDTH: usize = 120;

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Op<'a> {
    /// A token, or several that always stand together. A text that was folded keeps its lines.
    Token(Cow<'a, str>),
    /// Blanks between two tokens, which never become a new line.
    Pad(usize),
    /// So many blanks where the group is on one line, a new line where it is broken.
    Break(usize),
    /// A new line.
    Line,
    /// An empty line, if true.
    Empty(bool),
    /// A comment on a line of its own.
    Remark(&'a str),
    /// A comment at the end of a line.
    Aside(&'a str),
    /// A group begins; true: it is broken wherever it stands.
    Open(bool),
    /// The innermost group ends.
    Close,
    /// New lines begin so many columns further in than before.
    In(usize),
    /// New lines begin in the column that has been reached.
    Here,
    /// Ends the innermost `In` or `Here`.
    Out,
}

/// What a step says, whatever the layout.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said<'o> {
    /// A token.
    Token(&'o str),
    /// A comment.
    Comment(&'o str),
    /// The beginning of a group, which shows how tokens belong together.
    Open,
    /// Its end.
    Close,
}

impl Op<'_> {
    /// Whether what it stands in cannot be on one line.
    pub fn breaks(&self) -> bool {
        match self {
            Self::Token(text) => text.contains('\n'),
            Self::Line | Self::Empty(true) | Self::Remark(_) | Self::Aside(_) | Self::Open(true) => true,
            Self::Pad(_) | Self::Break(_) | Self::Empty(false) | Self::Open(false) => false,
            Self::Close | Self::In(_) | Self::Here | Self::Out => false,
        }
    }

    /// What it says; nothing where it is a matter of layout.
    pub fn said(&self) -> Option<Said<'_>> {
        match self {
            Self::Token(text) => Some(Said::Token(text)),
            Self::Remark(text) | Self::Aside(text) => Some(Said::Comment(text)),
            Self::Open(_) => Some(Said::Open),
            Self::Close => Some(Said::Close),
            Self::Pad(_) | Self::Break(_) | Self::Line | Self::Empty(_) => None,
            Self::In(_) | Self::Here | Self::Out => None,
        }
    }

    /// The columns that it takes on one line.
    pub fn width(&self) -> usize {
        match self {
            Self::Token(text) => columns(text),
            Self::Pad(blanks) | Self::Break(blanks) => *blanks,
            _ => 0,
        }
    }
}

/// The columns of these steps on one line; none where they cannot be on one, or take more than `limit`.
pub(super) fn on_one_line(ops: &[Op<'_>], limit: usize) -> Option<usize> {
    let mut width = 0;
    for op in ops {
        if op.breaks() {
            return None;
        }
        width += op.width();
        if width > limit {
            return None;
        }
    }
    Some(width)
}

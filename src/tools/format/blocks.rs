//! Blocks, and the rows of scales, curves and tables.

use super::columns::{Cell, Row, align};
use super::ops::{Op, WIDTH, on_one_line};
use super::writer::Writer;
use crate::source::Span;
use crate::syntax::ast::{Band, Block, BlockKind, CellPattern, Member, Point, Row as TableRow, Signature, Text};

/// How far in the members of a block stand.
pub(super) const INDENT: usize = 2;
/// The blanks between two members of a block on one line.
const BETWEEN: usize = 2;
/// The columns of a head that is aligned: keyword, name, title, and then the members.
const FIRST_MEMBER: usize = 3;

/// What may stand below another of its sort, cell below cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// An attribute and its value.
    Attribute,
    /// A row of a scale.
    Band,
    /// A point of a curve.
    Point,
    /// A row of a table.
    Row,
    /// A unit with its spellings.
    Unit,
    /// A block on one line, with or without a title. Members of the tree of goals and budgets stand below each other,
    /// of others only those of one kind.
    Block { apart: Option<&'static str>, titled: bool },
}

/// The head of a block that is being taken down.
pub(super) struct Head {
    group: usize,
    /// Its cells so far.
    row: Row,
    /// The column of the cell that it is in, and the blanks before that.
    column: usize,
    pad: Option<usize>,
}

impl Head {
    /// The group that the block is.
    pub fn group(&self) -> usize {
        self.group
    }
}

/// A member or declaration that has been taken down.
pub(super) struct Laid {
    /// What it can be aligned with.
    pub sort: Option<Sort>,
    /// Its cells; none where it keeps to itself without parting what stands around it.
    pub row: Option<Row>,
    /// The words that its members on one line begin with.
    pub keys: Vec<String>,
    /// Whether an empty line stands before it.
    pub apart: bool,
    /// Whether it is a block over several lines.
    pub tall: bool,
}

impl Laid {
    pub fn alone() -> Self {
        Self { sort: None, row: None, keys: Vec::new(), apart: false, tall: false }
    }

    fn row(sort: Sort, row: Row) -> Self {
        Self { sort: Some(sort), row: Some(row), ..Self::alone() }
    }
}

/// Aligns what stands below each other.
pub(super) fn align_all(ops: &mut [Op<'_>], all: &[Laid], indent: usize) {
    let mut from = 0;
    while let Some(first) = all.get(from) {
        let with = |next: &&Laid| !next.apart && next.sort.is_some() && next.sort == first.sort;
        let length = 1 + all[from + 1..].iter().take_while(with).count();
        let run = &all[from..from + length];
        let keys: Vec<&[String]> = run.iter().map(|laid| laid.keys.as_slice()).collect();
        let same = match first.sort {
            Some(Sort::Block { .. }) => same_so_far(&keys),
            _ => usize::MAX - FIRST_MEMBER,
        };
        let rows: Vec<Row> = run.iter().filter_map(|laid| Some(merged(laid.row.as_deref()?, same))).collect();
        align(ops, &rows, indent);
        from += length;
    }
}

/// How many members all blocks begin with in the same words, as far as they have so many.
fn same_so_far(keys: &[&[String]]) -> usize {
    let most = keys.iter().map(|keys| keys.len()).max().unwrap_or(0);
    (0..most)
        .take_while(|place| {
            let mut words = keys.iter().filter_map(|keys| keys.get(*place));
            let first = words.next();
            words.all(|word| Some(word) == first)
        })
        .count()
}

/// A row in which members after the first different ones are no cells of their own.
fn merged(row: &[Cell], same: usize) -> Row {
    let mut merged: Row = Vec::with_capacity(row.len());
    for cell in row {
        match merged.last_mut() {
            Some(last) if cell.column > FIRST_MEMBER + same => last.steps.1 = cell.steps.1,
            _ => merged.push(*cell),
        }
    }
    merged
}

impl<'a> Writer<'a> {
    /// How far in the current member stands.
    pub fn indent(&self) -> usize {
        self.depth * INDENT
    }

    /// `keyword name "title" { members }`
    pub fn block(&mut self, block: &Block) -> Laid {
        let mut head = self.head(block.keyword);
        if let BlockKind::Settings(Some(kind)) = block.kind {
            self.blank();
            self.word(kind.word());
        }
        if let Some(name) = &block.name {
            self.next_cell(&mut head, 1);
            self.name(name);
        }
        self.title_and_inputs(&mut head, block.title.as_ref(), block.signature.as_ref());
        let nested = block.members.iter().any(|member| matches!(member, Member::Block(_)));
        let apart = match block.kind {
            BlockKind::Group(_) | BlockKind::Indicator | BlockKind::Budget => None,
            kind => Some(kind.word()),
        };
        let alone = block.name.is_none() || block.signature.is_some();
        let sort = (!alone).then_some(Sort::Block { apart, titled: block.title.is_some() });
        self.members(head, &block.members, nested, sort)
    }

    /// Begins a block with its keyword.
    pub fn head(&mut self, keyword: Span) -> Head {
        let group = self.open();
        self.as_it_stands(keyword);
        self.push(Op::In(2 * INDENT));
        Head { group, row: Row::new(), column: 0, pad: None }
    }

    /// Ends a cell of the head and begins another.
    pub fn next_cell(&mut self, head: &mut Head, column: usize) {
        let from = head.pad.map_or(head.group + 1, |pad| pad + 1);
        let gap = usize::from(head.pad.is_some());
        head.row.push(Cell { column: head.column, pad: head.pad, gap, steps: (from, self.ops.len()) });
        head.column = column;
        head.pad = Some(self.pad());
    }

    /// A table's title may stand behind its inputs.
    pub fn title_and_inputs(&mut self, head: &mut Head, title: Option<&Text>, signature: Option<&Signature>) {
        let late = |title: &&Text| signature.is_some_and(|signature| signature.span.start < title.span.start);
        if let Some(title) = title.filter(|title| !late(title)) {
            self.next_cell(head, 2);
            self.string(title);
        }
        if let Some(signature) = signature {
            self.blank();
            self.signature(signature);
        }
        if let Some(title) = title.filter(late) {
            self.blank();
            self.string(title);
        }
    }

    /// The members of a block with this head. On one line it can be aligned with others of its sort.
    pub fn members(&mut self, mut head: Head, members: &[Member], tall: bool, sort: Option<Sort>) -> Laid {
        self.push(Op::Out);
        self.next_cell(&mut head, FIRST_MEMBER);
        let group = head.group;
        let breaks = self.braces(group, tall, members.iter(), Self::member);
        if !self.fits_on_one_line(group) {
            return Laid { tall: true, ..Laid::alone() };
        }
        let Some(sort) = sort else { return Laid::alone() };
        let mut row = head.row;
        let ends = breaks.iter().skip(1).copied().chain([self.ops.len()]);
        for (place, (pad, end)) in breaks.iter().zip(ends).enumerate() {
            let (pad, gap) = if place == 0 { (head.pad, 1) } else { (Some(*pad), BETWEEN) };
            let from = pad.map_or(0, |pad| pad + 1);
            row.push(Cell { column: FIRST_MEMBER + place, pad, gap, steps: (from, end) });
        }
        let keys = members.iter().map(|member| self.key(member)).collect();
        Laid { keys, ..Laid::row(sort, row) }
    }

    /// Whether a group that has been taken down will stand on one line.
    pub fn fits_on_one_line(&self, group: usize) -> bool {
        on_one_line(&self.ops[group..], WIDTH).is_some_and(|width| self.indent() + width <= WIDTH)
    }

    /// `{`, what stands between, `}`; closes the group, which is broken if `tall`. Gives the break before each member.
    pub fn braces<M>(
        &mut self,
        group: usize,
        tall: bool,
        members: impl Iterator<Item = M>,
        each: impl Fn(&mut Self, M) -> Laid,
    ) -> Vec<usize> {
        self.sign("{");
        self.push(Op::In(INDENT));
        self.depth += 1;
        let mut breaks = Vec::new();
        let mut all: Vec<Laid> = Vec::new();
        for member in members {
            let apart = self.between(group, all.is_empty());
            breaks.push(self.break_of(group, if all.is_empty() { 1 } else { BETWEEN }));
            if tall {
                self.ops[group] = Op::Open(true);
            }
            if self.gap.empty && !all.is_empty() {
                self.push(Op::Empty(true));
            }
            let laid = each(self, member);
            all.push(Laid { apart, ..laid });
        }
        let remarks = !self.gap.is_silent();
        self.between(group, all.is_empty());
        self.push(Op::Out);
        self.depth -= 1;
        if !all.is_empty() || remarks {
            self.break_of(group, 1);
        }
        self.sign("}");
        self.push(Op::Close);
        if !self.fits_on_one_line(group) {
            let indent = self.indent() + INDENT;
            align_all(&mut self.ops, &all, indent);
        }
        breaks
    }

    /// Takes down the comments before a member. Whether an empty line stands before it or them.
    fn between(&mut self, group: usize, first: bool) -> bool {
        let apart = self.gap.any_empty();
        for (index, (text, empty)) in self.gap.take_remarks().into_iter().enumerate() {
            self.ops[group] = Op::Open(true);
            self.push(Op::Line);
            self.push(Op::Empty(empty && !(first && index == 0)));
            self.push(Op::Remark(text));
        }
        apart
    }

    fn member(&mut self, member: &Member) -> Laid {
        let start = self.ops.len();
        match member {
            Member::Attribute(attribute) => {
                let pad = self.attribute(attribute);
                let row =
                    pad.map(|pad| vec![Cell { column: 0, pad: None, gap: 0, steps: (start, pad) }, Cell::free(1, pad)]);
                Laid { sort: Some(Sort::Attribute), row, ..Laid::alone() }
            }
            Member::Band(band) => Laid::row(Sort::Band, self.band(band)),
            Member::Point(point) => Laid::row(Sort::Point, self.point(point)),
            Member::Row(row) => Laid::row(Sort::Row, self.table_row(row)),
            Member::Block(block) => self.block(block),
        }
    }

    /// What tells a member on one line apart from others.
    fn key(&self, member: &Member) -> String {
        match member {
            Member::Attribute(attribute) => self.text(attribute.keyword).to_owned(),
            Member::Band(_) => "\"".to_owned(),
            Member::Point(_) => ":".to_owned(),
            Member::Row(_) => "jika".to_owned(),
            Member::Block(_) => "{".to_owned(),
        }
    }

    /// `(hasil_kerja: ekspektasi; perilaku_kerja: ekspektasi): predikat`
    fn signature(&mut self, signature: &Signature) {
        let group = self.open();
        self.sign("(");
        for (index, input) in signature.inputs.iter().enumerate() {
            if index > 0 {
                self.sign(";");
            }
            self.break_of(group, usize::from(index > 0));
            self.name(&input.name);
            self.sign(":");
            self.blank();
            self.unit(&input.unit);
        }
        self.remarks();
        if !signature.inputs.is_empty() {
            self.push(Op::Out);
            self.break_of(group, 0);
            self.sign(")");
            self.push(Op::In(2 * INDENT));
        } else {
            self.sign(")");
        }
        if let Some(result) = &signature.result {
            self.sign(":");
            self.blank();
            self.unit(result);
            // `: kegiatan {` would begin a declaration of a kegiatan.
            if crate::syntax::reserved(&result.name.text) {
                self.push(Op::Line);
            }
        }
        self.push(Op::Close);
    }

    /// `"Berhasil" 91% s.d. 100% skor 4 warna hijau : "note"`
    fn band(&mut self, band: &Band) -> Row {
        let mut row = Row::new();
        let start = self.ops.len();
        self.string(&band.label);
        row.push(Cell { column: 0, pad: None, gap: 0, steps: (start, self.ops.len()) });
        self.push(Op::In(2 * INDENT));
        let mut cell = |writer: &mut Self, column: usize, write: &dyn Fn(&mut Self)| {
            let pad = writer.pad();
            let start = writer.ops.len();
            write(writer);
            row.push(Cell { column, pad: Some(pad), gap: 1, steps: (start, writer.ops.len()) });
        };
        if let Some(range) = &band.range {
            cell(self, 1, &|writer| writer.range(range));
        }
        let score = |writer: &mut Self| {
            if let Some(score) = &band.score {
                writer.word("skor");
                writer.blank();
                writer.expression(score);
            }
        };
        let colour = |writer: &mut Self| {
            if let Some(colour) = &band.colour {
                writer.word("warna");
                writer.blank();
                writer.name(colour);
            }
        };
        // In the order in which they were written.
        match (&band.score, &band.colour) {
            (Some(value), Some(name)) if name.span.start < value.span.start => {
                cell(self, 2, &|writer| {
                    colour(writer);
                    writer.blank();
                    score(writer);
                });
            }
            _ => {
                if band.score.is_some() {
                    cell(self, 2, &score);
                }
                if band.colour.is_some() {
                    cell(self, 3, &colour);
                }
            }
        }
        if let Some(note) = &band.note {
            row.push(Cell::free(4, self.pad()));
            self.sign(":");
            self.blank();
            self.string(note);
        }
        self.push(Op::Out);
        row
    }

    /// `0%: 0 poin`
    fn point(&mut self, point: &Point) -> Row {
        let start = self.ops.len();
        self.expression(&point.input);
        self.sign(":");
        let end = self.ops.len();
        self.push(Op::In(2 * INDENT));
        let pad = self.pad();
        self.expression(&point.output);
        self.push(Op::Out);
        vec![Cell { column: 0, pad: None, gap: 0, steps: (start, end) }, Cell::free(1, pad)]
    }

    /// `jika CONDITION; CONDITION maka RESULT`
    fn table_row(&mut self, row: &TableRow) -> Row {
        let mut cells = Row::new();
        let mut pad = None;
        let gap = |pad: Option<usize>| usize::from(pad.is_some());
        let group = self.open();
        let mut start = self.ops.len();
        self.word("jika");
        self.push(Op::In(2 * INDENT));
        self.blank();
        for (index, condition) in row.conditions.iter().enumerate() {
            if index > 0 {
                self.sign(";");
                cells.push(Cell { column: index - 1, pad, gap: gap(pad), steps: (start, self.ops.len()) });
                pad = Some(self.break_of(group, 1));
                start = self.ops.len();
            }
            if condition.alternatives.is_empty() {
                self.words(condition.span.end);
            }
            for (index, pattern) in condition.alternatives.iter().enumerate() {
                if index > 0 {
                    self.blank();
                    self.word("atau");
                    self.blank();
                }
                match pattern {
                    CellPattern::Value(value) => self.expression(value),
                    CellPattern::Range(range) => self.range(range),
                }
            }
        }
        let columns = row.conditions.len();
        cells.push(Cell { column: columns.saturating_sub(1), pad, gap: gap(pad), steps: (start, self.ops.len()) });
        let pad = self.break_of(group, 1);
        let start = self.ops.len();
        self.word("maka");
        self.push(Op::Close);
        self.blank();
        self.push(Op::Here);
        self.expression(&row.result);
        self.push(Op::Out);
        self.push(Op::Out);
        cells.push(Cell { column: columns.max(1), pad: Some(pad), gap: 1, steps: (start, self.ops.len()) });
        cells
    }
}

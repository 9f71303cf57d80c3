//! Declarations at the top of a file.

use super::blocks::{Laid, Sort, align_all};
use super::columns::{Cell, Row};
use super::ops::Op;
use super::writer::Writer;
use crate::syntax::ast::{Condition, ExpectedState, Function, GivenValue, Item, Test, TestStep, UnitDeclaration, Use};

impl<'a> Writer<'a> {
    /// All declarations of a file, to its end.
    pub fn file(&mut self, items: &[Item]) {
        let mut all: Vec<Laid> = Vec::with_capacity(items.len());
        for item in items {
            let apart = self.gap.any_empty();
            // An empty line that may be put here; what is empty already is enough.
            let here = self.ops.len();
            self.push(Op::Empty(false));
            self.line();
            let laid = self.item(item);
            let tall = laid.tall || all.last().is_some_and(|last| last.tall);
            if tall && !apart && !all.is_empty() {
                self.separate(here);
            }
            let apart = apart || tall;
            all.push(Laid { apart, ..laid });
        }
        let here = self.ops.len();
        self.gap.empty = false;
        let apart = self.gap.any_empty();
        if !self.gap.is_silent() {
            self.push(Op::Empty(false));
            if all.last().is_some_and(|last| last.tall) && !apart {
                self.separate(here);
            }
            self.line();
        }
        align_all(&mut self.ops, &all, 0);
    }

    /// Makes the empty line at this place one; a comment that ends the line before comes first.
    fn separate(&mut self, place: usize) {
        let place = place + usize::from(matches!(self.ops.get(place), Some(Op::Aside(_))));
        if let Some(op @ Op::Empty(_)) = self.ops.get_mut(place) {
            *op = Op::Empty(true);
        }
    }

    pub fn item(&mut self, item: &Item) -> Laid {
        match item {
            Item::Use(used) => self.use_of(used),
            Item::Unit(unit) => return self.unit_declaration(unit),
            Item::Function(function) => self.function(function),
            Item::Condition(condition) => self.condition(condition),
            Item::Test(test) => return self.test(test),
            Item::Block(block) => return self.block(block),
            Item::Change(change) => return self.change(change),
        }
        Laid::alone()
    }

    /// `gunakan "path" sebagai p`
    fn use_of(&mut self, used: &Use) {
        self.word("gunakan");
        self.push(Op::In(2));
        self.blank();
        self.string(&used.path);
        if let Some(alias) = &used.alias {
            self.blank();
            self.word("sebagai");
            self.blank();
            self.name(alias);
        }
        self.push(Op::Out);
    }

    /// `satuan laporan "Lap" "Laporan"`
    fn unit_declaration(&mut self, unit: &UnitDeclaration) -> Laid {
        let start = self.ops.len();
        self.word("satuan");
        self.push(Op::In(2));
        self.blank();
        self.name(&unit.name);
        let mut row: Row = vec![Cell { column: 0, pad: None, gap: 0, steps: (start, self.ops.len()) }];
        for (index, spelling) in unit.spellings.iter().enumerate() {
            let pad = self.pad();
            self.string(spelling);
            if index == 0 {
                row.push(Cell::free(1, pad));
            }
        }
        self.push(Op::Out);
        Laid { sort: Some(Sort::Unit), row: Some(row), ..Laid::alone() }
    }

    /// `fungsi f(x; y) = …`
    fn function(&mut self, function: &Function) {
        self.word("fungsi");
        self.push(Op::In(2));
        self.blank();
        self.name(&function.name);
        let inputs = self.open();
        self.sign("(");
        for (index, name) in function.parameters.iter().enumerate() {
            if index > 0 {
                self.sign(";");
            }
            self.break_of(inputs, usize::from(index > 0));
            self.name(name);
        }
        self.remarks();
        self.sign(")");
        self.push(Op::Close);
        self.blank();
        let body = self.open();
        self.sign("=");
        self.break_of(body, 1);
        self.push(Op::Here);
        self.expression(&function.body);
        self.push(Op::Out);
        self.push(Op::Close);
        self.push(Op::Out);
    }

    /// `pastikan CONDITION "message"`
    fn condition(&mut self, condition: &Condition) {
        self.word(if condition.must { "pastikan" } else { "ingatkan" });
        self.push(Op::In(2));
        self.blank();
        let group = self.open();
        self.push(Op::Here);
        self.expression(&condition.condition);
        self.push(Op::Out);
        if let Some(message) = &condition.message {
            self.break_of(group, 1);
            self.string(message);
        }
        self.push(Op::Close);
        self.push(Op::Out);
    }

    /// `uji "…" periode 2024 { … }`
    fn test(&mut self, test: &Test) -> Laid {
        let group = self.open();
        self.word("uji");
        self.push(Op::In(4));
        self.blank();
        self.string(&test.title);
        if let Some(period) = &test.period {
            self.blank();
            self.word("periode");
            self.blank();
            self.period(period);
        }
        self.push(Op::Out);
        self.blank();
        self.braces(group, false, test.steps.iter(), |writer, step| {
            writer.step(step);
            Laid::alone()
        });
        Laid { tall: !self.fits_on_one_line(group), ..Laid::alone() }
    }

    fn step(&mut self, step: &TestStep) {
        match step {
            TestStep::Given { path, at, value, span } => {
                self.word("diketahui");
                self.push(Op::In(2));
                self.blank();
                self.path(path);
                self.when(at.as_ref());
                self.blank();
                self.sign("=");
                self.blank();
                self.push(Op::Here);
                match value {
                    GivenValue::Value(value) => self.expression(value),
                    GivenValue::NotApplicable(_) => self.words(span.end),
                }
            }
            TestStep::Then { condition, span: _ } => {
                self.word("maka");
                self.push(Op::In(2));
                self.blank();
                self.push(Op::Here);
                self.expression(condition);
            }
            TestStep::ThenState { state, path, at, span: _ } => {
                self.word("maka");
                self.push(Op::In(2));
                self.blank();
                self.push(Op::Here);
                match state {
                    ExpectedState::Failed => self.word("galat"),
                    ExpectedState::Missing => self.word("kosong"),
                    ExpectedState::NotApplicable => {
                        self.word("tidak");
                        self.blank();
                        self.word("berlaku");
                    }
                }
                self.blank();
                self.path(path);
                self.when(at.as_ref());
            }
        }
        self.push(Op::Out);
        self.push(Op::Out);
    }
}

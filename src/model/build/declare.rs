//! The names of each file and what they stand for.

use super::parts::parts_of;
use super::{BlockSource, Builder, Declared, FormulaSource, ItemSource};
use crate::diagnostic::{Diagnostic, Related};
use crate::message::names::NamesMessage;
use crate::model::scale::{Curve, Scale, Table};
use crate::model::unit::BaseUnit;
use crate::model::{About, Formula, FormulaId, UnitId};
use crate::source::Span;
use crate::syntax::ast::{AttributeKind, Block, BlockKind, Item, Name, UnitDeclaration};
use crate::value::Window;

impl<'a> Builder<'a> {
    pub(super) fn declare(&mut self) {
        self.module_files.push(0);
        for file in 0..self.loaded.len() {
            self.declare_units(file);
            let loaded = &self.loaded[file];
            for item in &loaded.tree.items {
                match item {
                    Item::Function(function) => {
                        let id = FormulaId(self.model.formulas.len() as u32);
                        let about = About {
                            head: function.name.span,
                            span: function.span,
                            bases: Vec::new(),
                            notes: Vec::new(),
                            ignored: Vec::new(),
                        };
                        self.model.formulas.push(Formula {
                            name: function.name.text.clone(),
                            title: None,
                            is_polarity: false,
                            direction: None,
                            parameters: function.parameters.iter().map(|p| p.text.clone()).collect(),
                            body: function.body.span,
                            parts: parts_of(&function.body),
                            about,
                        });
                        self.formulas.push(FormulaSource { file, body: Some(&function.body), direction: None });
                        for (index, parameter) in function.parameters.iter().enumerate() {
                            if function.parameters[..index].iter().any(|other| other.text == parameter.text) {
                                let name = parameter.text.clone();
                                self.say(parameter.span, NamesMessage::DeclaredTwice { name });
                            }
                        }
                        self.name(file, &function.name, Declared::Function(id));
                    }
                    Item::Block(block) => self.declare_block(file, block),
                    _ => {}
                }
            }
            for (alias, target) in &loaded.aliased {
                let module = match self.module_files.iter().position(|file| file == target) {
                    Some(module) => module,
                    None => {
                        self.module_files.push(*target);
                        self.module_files.len() - 1
                    }
                };
                self.name(file, alias, Declared::Ruleset(module));
            }
        }
    }

    fn declare_units(&mut self, file: usize) {
        for item in &self.loaded[file].tree.items {
            let Item::Unit(UnitDeclaration { name, spellings, .. }) = item else { continue };
            if self.own_units[file].contains_key(&name.text) || builtin_unit(&name.text).is_some() {
                self.say(name.span, NamesMessage::DeclaredTwice { name: name.text.clone() });
                continue;
            }
            let id = self.model.units.declare(BaseUnit {
                name: name.text.clone(),
                spellings: spellings.iter().map(|text| text.value.clone()).collect(),
                span: Some(name.span),
            });
            self.own_units[file].insert(name.text.clone(), id);
        }
    }

    fn declare_block(&mut self, file: usize, block: &'a Block) {
        match block.kind {
            BlockKind::Group(_) | BlockKind::Indicator | BlockKind::Budget | BlockKind::Result | BlockKind::Data => {
                self.declare_item(file, block, None);
                return;
            }
            _ => self.check_members(block),
        }
        let Some(name) = &block.name else { return };
        let declared = match block.kind {
            BlockKind::Scale => {
                self.scales.push(Some(BlockSource { file, block }));
                self.model.scales.push(Scale::named(name, block));
                Declared::Scale(crate::model::ScaleId(self.model.scales.len() as u32 - 1))
            }
            BlockKind::Curve => {
                self.curves.push(BlockSource { file, block });
                self.model.curves.push(Curve {
                    name: name.text.clone(),
                    title: block.title_text(),
                    points: Vec::new(),
                    input: UnitId::PLAIN,
                    output: UnitId::PLAIN,
                    limits: None,
                    about: block.about(),
                });
                Declared::Curve(crate::model::CurveId(self.model.curves.len() as u32 - 1))
            }
            BlockKind::Table => {
                self.tables.push(BlockSource { file, block });
                self.model.tables.push(Table {
                    name: name.text.clone(),
                    title: block.title_text(),
                    inputs: Vec::new(),
                    rows: Vec::new(),
                    about: block.about(),
                });
                Declared::Table(crate::model::TableId(self.model.tables.len() as u32 - 1))
            }
            BlockKind::Polarity => {
                let body = block.find(|kind| if let AttributeKind::Formula(body) = kind { Some(body) } else { None });
                let direction = block.find(|kind| if let AttributeKind::Direction(d) = kind { Some(*d) } else { None });
                for (missing, word) in [(body.is_none(), "rumus"), (direction.is_none(), "arah")] {
                    if missing && !self.is_unread(block.span) {
                        let of = format!("polaritas `{}`", name.text);
                        self.say(block.head(), NamesMessage::AttributeMissing { word: word.to_owned(), of });
                    }
                }
                self.model.formulas.push(Formula {
                    name: name.text.clone(),
                    title: block.title_text(),
                    is_polarity: true,
                    direction: direction.map(|(direction, _)| direction),
                    parameters: vec!["realisasi".to_owned(), "target".to_owned()],
                    body: body.map_or(block.span, |(body, _)| body.span),
                    parts: body.map_or_else(Box::default, |(body, _)| parts_of(body)),
                    about: block.about(),
                });
                self.formulas.push(FormulaSource {
                    file,
                    body: body.map(|(body, _)| body),
                    direction: direction.map(|(direction, _)| direction),
                });
                Declared::Polarity(FormulaId(self.model.formulas.len() as u32 - 1))
            }
            _ => return,
        };
        self.name(file, name, declared);
    }

    fn declare_item(&mut self, file: usize, block: &'a Block, parent: Option<usize>) {
        self.check_members(block);
        let local = self.file_items[file].len();
        self.file_items[file].push(ItemSource { block, file, parent });
        if let Some(name) = &block.name {
            self.name(file, name, Declared::Item(file, local));
        }
        if !matches!(block.kind, BlockKind::Group(_)) {
            return;
        }
        for inner in block.blocks() {
            match inner.kind {
                BlockKind::Group(_) | BlockKind::Indicator | BlockKind::Budget => {
                    self.declare_item(file, inner, Some(local));
                }
                BlockKind::Settings(_) => self.check_members(inner),
                _ => {}
            }
        }
    }

    fn name(&mut self, file: usize, name: &Name, declared: Declared) {
        let called = !matches!(declared, Declared::Item(..) | Declared::Ruleset(_));
        // A keyword as a name has been told already.
        if called && super::calls::is_builtin(&name.text) && !crate::syntax::reserved(&name.text) {
            self.say(name.span, NamesMessage::DeclaredTwice { name: name.text.clone() });
        }
        match self.own[file].get(&name.text) {
            Some((_, first)) => {
                let diagnostic = self.declared_twice(&name.text, *first, name.span);
                self.diagnostics.push(diagnostic);
            }
            None => {
                self.own[file].insert(name.text.clone(), (declared, name.span));
            }
        }
    }

    /// A name is declared twice; where one of the declarations has a validity, for the same time.
    pub(super) fn declared_twice(&self, name: &str, first: Span, second: Span) -> Diagnostic {
        self.held_at_once(name, first, second).unwrap_or_else(|| {
            let message = NamesMessage::DeclaredTwice { name: name.to_owned() };
            Diagnostic::at(second, message).with(first, Related::FirstDeclared)
        })
    }

    /// The message about two declarations of one name of which at least one has a validity.
    pub(super) fn held_at_once(&self, name: &str, first: Span, second: Span) -> Option<Diagnostic> {
        let (one, other) = (self.in_force.dated.get(&first), self.in_force.dated.get(&second));
        if one.is_none() && other.is_none() {
            return None;
        }
        let window = |window: Option<&Window>| window.copied().unwrap_or_default();
        let days = window(one).intersect(window(other)).unwrap_or(self.in_force.window);
        Some(super::force::overlap(name, first, second, days))
    }

    /// The place of a name in its own file.
    pub(super) fn declared_at(&self, file: usize, name: &str) -> Option<Span> {
        self.own[file].get(name).map(|(_, span)| *span)
    }
}

impl Scale {
    fn named(name: &Name, block: &Block) -> Self {
        Self {
            name: name.text.clone(),
            title: block.title_text(),
            bands: Vec::new(),
            unit: None,
            limits: None,
            rounding: None,
            ordered: true,
            about: block.about(),
        }
    }
}

/// The units that need no declaration.
pub(super) fn builtin_unit(name: &str) -> Option<UnitId> {
    match name {
        "angka" => Some(UnitId::PLAIN),
        "persen" => Some(UnitId::PERCENT),
        "rupiah" => Some(UnitId::RUPIAH),
        "poin" => Some(UnitId::POINTS),
        _ => None,
    }
}

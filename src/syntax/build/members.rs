//! Blocks and their rows.

use super::stray::{Context, block_kind, group_kind, shortened};
use super::{Builder, Pair, inner};
use crate::diagnostic::{Diagnostic, MOST_MISTAKES};
use crate::message::syntax::{Due, SyntaxMessage};
use crate::source::Span;
use crate::syntax::ast::{
    Band, Block, BlockKind, CellPattern, Input, Member, Name, Point, Row, RowCondition, Signature, Text,
};
use crate::syntax::is;
use crate::syntax::parser::Rule;

impl<'a> Builder<'a> {
    /// `keyword name "title" { … }`
    pub(super) fn block(&mut self, pair: Pair<'a>) -> Option<Block> {
        let span = self.span(&pair);
        let mut keyword = None;
        let mut word = "";
        let mut names: Option<Pair<'a>> = None;
        let mut title: Option<Text> = None;
        let mut signature = None;
        let mut members = None;
        let mut late = false;
        let mut head_end = span.start as usize;
        for part in inner(pair) {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::block_word | Rule::polarity_word => {
                    word = part.as_str().trim_end();
                    keyword = Some(place);
                }
                Rule::loose_names => names = Some(part),
                Rule::late_names => {
                    late = true;
                    names = inner(part).next();
                }
                Rule::string => title = Some(self.text(&part)),
                Rule::late_title if title.is_some() => {
                    self.report(place, SyntaxMessage::Twice { keyword: "judul".into() });
                }
                Rule::late_title => title = inner(part).next().map(|part| self.text(&part)),
                Rule::signature => signature = Some(part),
                _ => {
                    members = Some(part);
                    continue;
                }
            }
            head_end = place.end as usize;
        }
        let keyword = keyword?;
        let mut kind = block_kind(word)?;
        let name = match kind {
            BlockKind::Settings(_) => {
                kind = BlockKind::Settings(names.and_then(|names| self.settings_for(&names)));
                None
            }
            _ => self.block_name(names.as_ref(), keyword, word, title.as_ref()),
        };
        if let (true, Some(name), Some(title)) = (late, &name, &title) {
            let offer = format!("{word} {} {}", name.text, self.written(title.span));
            self.report(title.span.to(name.span), SyntaxMessage::TitleBeforeName { offer });
        }
        let signature = signature.map(|part| self.signature(part));
        let signature = signature.filter(|signature| {
            let fits = kind == BlockKind::Table;
            if !fits {
                let found = shortened(self.written(signature.span));
                self.report(signature.span, SyntaxMessage::Unreadable { found });
            }
            fits
        });
        if members.is_none() {
            let place = Span::new(self.file, head_end, head_end);
            self.report(place, SyntaxMessage::NotOpened { keyword: word.into() });
        }
        let mut members = members.map(|body| self.body(body));
        if let (BlockKind::Amendment, Some(members)) = (kind, &mut members) {
            self.only_header(members);
        }
        Some(Block { kind, keyword, name, title, signature, members: members.unwrap_or_default(), span })
    }

    /// What a stretch of the source says.
    pub(super) fn written(&self, span: Span) -> &'a str {
        self.source.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    fn block_name(
        &mut self,
        names: Option<&Pair<'a>>,
        keyword: Span,
        word: &str,
        title: Option<&Text>,
    ) -> Option<Name> {
        let Some(names) = names else {
            let offer = example_name(word).into();
            self.report(keyword, SyntaxMessage::MissingName { keyword: word.into(), offer });
            return None;
        };
        Some(self.declared(names, title.map(|title| title.value.as_str())))
    }

    /// `pengukuran sasaran`
    pub(super) fn settings_for(&mut self, names: &Pair<'a>) -> Option<crate::syntax::ast::GroupKind> {
        let found = names.as_str().trim_end();
        let kind = group_kind(found);
        if kind.is_none() {
            let span = self.span(names);
            self.report(span, SyntaxMessage::NotAGroup { found: found.into() });
        }
        kind
    }

    pub(super) fn signature(&mut self, pair: Pair<'a>) -> Signature {
        let span = self.span(&pair);
        let mut inputs = Vec::new();
        let mut result = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::input => inputs.extend(self.input(part)),
                Rule::bad_comma => self.comma(&part),
                Rule::leftover => self.leftover(&part),
                _ => match inner(part).next() {
                    Some(unit) if unit.as_rule() == Rule::unit_expression => result = Some(self.unit_expression(unit)),
                    Some(missing) => self.missing(&missing, ":", Due::Unit),
                    None => {}
                },
            }
        }
        Signature { inputs, result, span }
    }

    fn input(&mut self, pair: Pair<'a>) -> Option<Input> {
        let mut name = None;
        let mut unit = None;
        let mut told = false;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::loose_name => name = Some(self.simple_name(&part)),
                Rule::unit_expression => unit = Some(self.unit_expression(part)),
                _ => {
                    told = true;
                    self.missing(&part, ":", Due::Unit);
                }
            }
        }
        let name = name?;
        if unit.is_none() && !told {
            self.report(name.span, SyntaxMessage::MissingValue { keyword: name.text.clone(), due: Due::Unit });
            self.broken = Some(self.plain_end(name.span));
        }
        Some(Input { name, unit: unit? })
    }

    /// What stands between the braces.
    pub(super) fn body(&mut self, pair: Pair<'a>) -> Vec<Member> {
        let mut members = Vec::new();
        self.broken = None;
        for part in inner(pair) {
            let told = self.diagnostics.len();
            if told >= MOST_MISTAKES {
                break;
            }
            let member = match part.as_rule() {
                Rule::attribute => self.attribute(part),
                Rule::band => self.band(part).map(Member::Band),
                Rule::point => self.point(part).map(Member::Point),
                Rule::row => self.row(part).map(Member::Row),
                Rule::block | Rule::polarity_block => self.block(part).map(Member::Block),
                Rule::misplaced => {
                    self.misplaced(part);
                    None
                }
                _ => self.unknown(part, Context::Block).map(Member::Block),
            };
            // A value that is parted from its unit is not what was meant.
            let parted = |told: &Diagnostic| is(told, |found| matches!(found, SyntaxMessage::UnitOnNextLine { .. }));
            if self.diagnostics[told..].first().is_some_and(parted) {
                members.pop_if(|last| matches!(last, Member::Attribute(_)));
            }
            members.extend(member);
            self.settle(told);
        }
        members
    }

    fn band(&mut self, pair: Pair<'a>) -> Option<Band> {
        let span = self.span(&pair);
        let mut parts = inner(pair);
        let label = self.label(&parts.next()?);
        let mut band = Band { label, range: None, score: None, colour: None, note: None, span };
        for part in parts {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::due_range => band.range = self.range(part),
                Rule::bad_bound => {
                    let found = shortened(part.as_str());
                    let keyword = self.written(band.label.span).to_owned();
                    self.report(place, SyntaxMessage::BadValue { keyword, found, due: Due::Range, offer: None });
                    self.broken = Some(part.as_span().end());
                }
                Rule::score => {
                    if band.score.is_some() {
                        self.report(place, SyntaxMessage::Twice { keyword: "skor".into() });
                    }
                    for value in inner(part) {
                        match value.as_rule() {
                            Rule::literal => band.score = self.literal(value),
                            Rule::assign => self.assign(&value, "skor"),
                            _ => self.missing(&value, "skor", Due::Literal),
                        }
                    }
                }
                Rule::colour => {
                    if band.colour.is_some() {
                        self.report(place, SyntaxMessage::Twice { keyword: "warna".into() });
                    }
                    for value in inner(part) {
                        match value.as_rule() {
                            Rule::choice => band.colour = Some(self.word(&value)),
                            Rule::assign => self.assign(&value, "warna"),
                            _ => self.missing(&value, "warna", Due::Name),
                        }
                    }
                }
                _ => match inner(part).next() {
                    Some(note) if note.as_rule() == Rule::string => band.note = Some(self.text(&note)),
                    Some(missing) => self.missing(&missing, ":", Due::Text),
                    None => {}
                },
            }
        }
        Some(band)
    }

    fn point(&mut self, pair: Pair<'a>) -> Option<Point> {
        let span = self.span(&pair);
        let mut values = Vec::new();
        for part in inner(pair) {
            match part.as_rule() {
                Rule::literal => values.push(self.literal(part)),
                _ => self.missing(&part, ":", Due::Literal),
            }
        }
        let mut values = values.into_iter();
        Some(Point { input: values.next()??, output: values.next()??, span })
    }

    fn row(&mut self, pair: Pair<'a>) -> Option<Row> {
        let span = self.span(&pair);
        let start = pair.as_span().start();
        let mut conditions = Some(Vec::new());
        let mut result = None;
        let mut complete = false;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::cell => {
                    let cell = self.cell(part);
                    conditions = conditions.zip(cell).map(|(mut cells, cell)| {
                        cells.push(cell);
                        cells
                    });
                }
                Rule::bad_comma => self.comma(&part),
                Rule::leftover_cell => {
                    self.leftover(&part);
                    conditions = None;
                }
                Rule::expression => {
                    complete = true;
                    result = self.expression(part);
                }
                _ => {
                    let end = self.token_end(part.as_span().start());
                    complete |= self.plain.text[..end].ends_with("maka");
                    let word = if complete { "maka" } else { "jika" };
                    self.missing(&part, word, Due::Value);
                    conditions = None;
                }
            }
        }
        if !complete {
            let place = self.place(start, start + "jika".len());
            self.report(place, SyntaxMessage::MissingThen);
        }
        Some(Row { conditions: conditions?, result: result?, span })
    }

    fn cell(&mut self, pair: Pair<'a>) -> Option<RowCondition> {
        let span = self.span(&pair);
        let mut alternatives = Some(Vec::new());
        for part in inner(pair) {
            let pattern = match part.as_rule() {
                Rule::anything => continue,
                Rule::exact | Rule::due_range => self.range(part).map(CellPattern::Range),
                Rule::literal => self.literal(part).map(CellPattern::Value),
                Rule::place => {
                    let path = self.path(&part);
                    let kind = crate::syntax::ast::ExpressionKind::Path(path);
                    Some(CellPattern::Value(crate::syntax::ast::Expression { span: self.span(&part), kind }))
                }
                _ => {
                    self.missing(&part, "atau", Due::Value);
                    None
                }
            };
            alternatives = alternatives.zip(pattern).map(|(mut patterns, pattern)| {
                patterns.push(pattern);
                patterns
            });
        }
        Some(RowCondition { alternatives: alternatives?, span })
    }
}

/// A name that would do for a declaration, as an example.
fn example_name(word: &str) -> &'static str {
    match word {
        "aturan" => "evaluasi_2024",
        "perubahan" => "pk_2024_perubahan_1",
        "skala" => "skala_capaian",
        "polaritas" => "positif",
        "kurva" => "kurva_nilai",
        "tabel" => "predikat_kinerja",
        "data" => "pegawai_terlayani",
        "nilai" => "nilai_akip",
        "indikator" => "S1.1",
        "anggaran" => "CQ",
        _ => "S1",
    }
}

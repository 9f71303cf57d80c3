//! Declarations at the top of a file.

use super::stray::Context;
use super::{Builder, Pair, inner};
use crate::message::syntax::{Due, SyntaxMessage};
use crate::syntax::ast::{Condition, Function, Item, Member, UnitDeclaration, Use};
use crate::syntax::parser::Rule;

impl<'a> Builder<'a> {
    /// A declaration; none where it is too broken to stand for anything.
    pub(super) fn item(&mut self, pair: Pair<'a>) -> Option<Item> {
        match pair.as_rule() {
            Rule::r#use => self.use_item(pair).map(Item::Use),
            Rule::unit_declaration => self.unit_declaration(pair).map(Item::Unit),
            Rule::function => self.function(pair).map(Item::Function),
            Rule::condition => self.condition(pair).map(Item::Condition),
            Rule::test => self.test(pair).map(Item::Test),
            Rule::block => self.block(pair).map(Item::Block),
            Rule::replace | Rule::remove | Rule::insert => self.change(pair).map(Item::Change),
            Rule::attribute => {
                self.outside(pair);
                None
            }
            Rule::given | Rule::then => {
                let keyword = if pair.as_rule() == Rule::given { "diketahui" } else { "maka" };
                let start = pair.as_span().start();
                let span = self.place(start, start + keyword.len());
                self.report(span, SyntaxMessage::OutsideTest { keyword: keyword.into() });
                self.step(pair);
                None
            }
            _ => self.unknown(pair, Context::Top).map(Item::Block),
        }
    }

    /// An attribute outside any block: it belongs to nothing, and is still judged.
    fn outside(&mut self, pair: Pair<'a>) {
        let text = pair.as_str();
        let start = pair.as_span().start();
        let keyword = &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())];
        let span = self.place(start, start + keyword.len());
        // One message for a run of them: they come from one lost brace.
        let told = self.diagnostics.len();
        let again = self.diagnostics.last().is_some_and(|last| {
            matches!(&last.message, crate::message::Message::Syntax(SyntaxMessage::OutsideBlock { .. }))
        });
        if !again {
            self.report(span, SyntaxMessage::OutsideBlock { keyword: keyword.into() });
        }
        let _: Option<Member> = self.attribute(pair);
        debug_assert!(again || self.diagnostics.len() > told);
    }

    /// Declarations that only the top of a file can hold, found in a block.
    pub(super) fn misplaced(&mut self, pair: Pair<'a>) {
        let Some(part) = inner(pair).next() else { return };
        let text = part.as_str();
        let start = part.as_span().start();
        let keyword = &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())];
        if !matches!(part.as_rule(), Rule::given | Rule::then) {
            let span = self.place(start, start + keyword.len());
            self.report(span, SyntaxMessage::OnlyAtTop { keyword: keyword.into() });
        }
        let _: Option<Item> = self.item(part);
    }

    fn use_item(&mut self, pair: Pair<'a>) -> Option<Use> {
        let span = self.span(&pair);
        let mut path = None;
        let mut alias = None;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::string => path = Some(self.text(&part)),
                Rule::missing => self.missing(&part, "gunakan", Due::Text),
                _ => match inner(part).next() {
                    Some(name) if name.as_rule() == Rule::loose_name => alias = Some(self.simple_name(&name)),
                    Some(missing) => self.missing(&missing, "sebagai", Due::Name),
                    None => {}
                },
            }
        }
        Some(Use { path: path?, alias, span })
    }

    fn unit_declaration(&mut self, pair: Pair<'a>) -> Option<UnitDeclaration> {
        let span = self.span(&pair);
        let mut name = None;
        let mut spellings = Vec::new();
        for part in inner(pair) {
            match part.as_rule() {
                Rule::declared_unit => name = Some(self.word(&part)),
                Rule::missing => self.missing(&part, "satuan", Due::Name),
                _ => spellings.push(self.text(&part)),
            }
        }
        Some(UnitDeclaration { name: name?, spellings, span })
    }

    fn function(&mut self, pair: Pair<'a>) -> Option<Function> {
        let span = self.span(&pair);
        let start = pair.as_span().start();
        let keyword = self.place(start, start + "fungsi".len());
        let mut name = None;
        let mut parameters = None;
        let mut body = None;
        let mut defined = false;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::call_name => name = Some(self.declared(&part, None)),
                Rule::parameters => parameters = Some(self.parameters(part)),
                Rule::expression => body = self.expression(part),
                Rule::assign => {
                    defined = true;
                    if part.as_str().trim_end() == ":" {
                        let place = self.span(&part);
                        self.report(place, SyntaxMessage::WrongSign { found: ":".into(), offer: "=" });
                    }
                }
                _ if defined => self.missing(&part, "=", Due::Value),
                _ => {
                    let offer = "capaian_tertimbang(x; y)".into();
                    self.report(keyword, SyntaxMessage::MissingName { keyword: "fungsi".into(), offer });
                    return None;
                }
            }
        }
        let name = name?;
        let lacking = if parameters.is_none() { Some(Due::Inputs) } else { (!defined).then_some(Due::Value) };
        if let Some(due) = lacking {
            let place = name.span;
            self.report(place, SyntaxMessage::MissingValue { keyword: format!("fungsi {}", name.text), due });
            self.broken = Some(self.plain_end(span));
        }
        Some(Function { name, parameters: parameters?, body: body?, span })
    }

    fn parameters(&mut self, pair: Pair<'a>) -> Vec<crate::syntax::ast::Name> {
        let mut names = Vec::new();
        for part in inner(pair) {
            match part.as_rule() {
                Rule::loose_name => names.push(self.simple_name(&part)),
                Rule::bad_comma => self.comma(&part),
                _ => self.leftover(&part),
            }
        }
        names
    }

    fn condition(&mut self, pair: Pair<'a>) -> Option<Condition> {
        let span = self.span(&pair);
        let mut must = false;
        let mut condition = None;
        let mut message = None;
        let mut keyword = "";
        for part in inner(pair) {
            match part.as_rule() {
                Rule::condition_word => {
                    keyword = part.as_str().trim_end();
                    must = keyword == "pastikan";
                }
                Rule::expression => condition = self.expression(part),
                Rule::missing => self.missing(&part, keyword, Due::Value),
                _ => message = Some(self.text(&part)),
            }
        }
        Some(Condition { must, condition: condition?, message, span })
    }
}

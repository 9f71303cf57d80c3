//! Spans and comments: everything points at the source as it was written.

use super::read;
use takar::syntax::ast::{Item, Member};

#[test]
fn a_span_goes_from_the_first_to_the_last_token() {
    let text = "  sasaran S1 “Judul” { # c\n  target  97,5 %  # d\n }  \n\n# akhir\npastikan a  =  b  # e\n";
    let read = read(text);
    assert!(read.told().is_empty());
    let excerpt = |span| read.sources.excerpt(span);
    let [Item::Block(block), Item::Condition(condition)] = &read.parsed.tree.items[..] else { panic!() };
    assert_eq!(excerpt(block.span), text[2..].split("  \n").next().unwrap());
    assert_eq!(excerpt(block.keyword), "sasaran");
    assert_eq!(excerpt(block.name.as_ref().unwrap().span), "S1");
    assert_eq!(excerpt(block.title.as_ref().unwrap().span), "“Judul”");
    let [Member::Attribute(target)] = &block.members[..] else { panic!() };
    assert_eq!(excerpt(target.span), "target  97,5 %");
    assert_eq!(excerpt(target.keyword), "target");
    assert_eq!(excerpt(condition.span), "pastikan a  =  b");
    assert_eq!(excerpt(condition.condition.span), "a  =  b");
    let comments: Vec<_> = read.parsed.tree.comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(comments, [" c", " d", " akhir", " e"]);
    assert_eq!(excerpt(read.parsed.tree.comments[0].span), "# c");
}

#[test]
fn places_hold_behind_characters_of_several_bytes() {
    let read = read("\u{FEFF}skala s { “A” −5 s.d. 5 : “catatan – panjang” “Б” 97.5 s.d. 98 }");
    assert_eq!(read.told(), ["T0112 97.5"]);
}

#[test]
fn a_path_knows_its_parts() {
    let read = read("pastikan pk.S3.2.target = 1");
    let [Item::Condition(condition)] = &read.parsed.tree.items[..] else { panic!() };
    let takar::syntax::ast::ExpressionKind::Compare { left, .. } = &condition.condition.kind else { panic!() };
    let takar::syntax::ast::ExpressionKind::Path(path) = &left.kind else { panic!() };
    let parts: Vec<_> = path.parts.iter().map(|part| read.sources.excerpt(part.span)).collect();
    assert_eq!(parts, ["pk", "S3", "2", "target"]);
}

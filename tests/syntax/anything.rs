//! Whatever the text, reading it ends and never panics, and every place lies in the text.

use super::{read, read_value, span_of};
use proptest::prelude::*;
use takar::message::Language;

const SAMPLE: &str = include_str!("sample.takar");
const AMENDMENT: &str = include_str!("sample-perubahan.takar");

fn holds(text: &str) {
    let read = read(text);
    for diagnostic in &read.parsed.diagnostics {
        let span = span_of(diagnostic);
        let range = span.start as usize..span.end as usize;
        assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}: {diagnostic:?}");
        assert!(!diagnostic.message.tell(Language::Indonesian).message.is_empty());
        assert!(!diagnostic.message.tell(Language::English).message.is_empty());
    }
    read_value(text);
}

/// Pieces that mean something, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words: Vec<&str> = [SAMPLE, AMENDMENT].into_iter().flat_map(|text| text.split_inclusive([' ', '\n'])).collect();
    let signs = vec![
        "{",
        "}",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "'",
        "#",
        "\n",
        "\n\n",
        ";",
        ",",
        ":",
        "=",
        "s.d.",
        "-",
        "×",
        "x",
        "1.1",
        "97.5",
        "%",
        "jika ",
        "maka ",
        "selain itu ",
        "bukan ",
        "Rp",
        "e5",
        "\\",
        "\0",
        "９",
        "В",
        "\u{200B}",
        "\r",
        "IKU-1 ",
    ];
    let piece = prop_oneof![prop::sample::select(words), prop::sample::select(signs)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// One of the samples with a few stretches left out, doubled or replaced.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..30_usize, prop_oneof![Just(String::new()), pieces()]);
    (prop::sample::select(vec![SAMPLE, AMENDMENT]), prop::collection::vec(edit, 1..4)).prop_map(|(sample, edits)| {
        let mut chars: Vec<char> = sample.chars().collect();
        for (at, length, new) in edits {
            let at = at.index(chars.len());
            let end = (at + length).min(chars.len());
            chars.splice(at..end, new.chars());
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,60}") { holds(&text); }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..60)) { holds(&String::from_utf8_lossy(&bytes)); }

    #[test]
    fn any_pieces(text in pieces()) { holds(&text); }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mutation(text in mutated()) { holds(&text); }
}

#[test]
fn the_samples_are_valid() {
    assert_eq!(read(SAMPLE).told(), Vec::<String>::new());
    assert_eq!(read(AMENDMENT).told(), Vec::<String>::new());
}

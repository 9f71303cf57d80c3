//! Texts that no person would write: long ones, deep ones, broken ones. The work grows with the length.

use super::{format, laid_out};
use crate::support::written::{any_sound, any_wild};
use proptest::prelude::*;

/// A long text is laid out, and stays as it is then. With work that grows faster than the text this would not end.
fn stays(text: &str) {
    let out = laid_out(text);
    assert!(laid_out(&out) == out, "{} bytes of {:?}…", text.len(), text.get(..60));
}

#[test]
fn long_texts_of_all_shapes_are_laid_out() {
    let rows: String = (0..1_000).map(|i| format!("  \"{}\" {i} s.d. {i}9 : \"x\"\n", "x".repeat(i % 90))).collect();
    let lines: String = (0..1_000).map(|i| format!("data d{i} \"{}\" {{ satuan a }}\n", "x".repeat(i % 110))).collect();
    stays(&format!("fungsi f(a) = a{}", " + a".repeat(20_000)));
    stays(&format!("skala s {{\n{rows}}}\n"));
    stays(&lines);
    stays(&"satuan a # b\n# c\n".repeat(4_000));
    stays(&format!("pastikan f(1{}) = 2", "; a".repeat(20_000)));
    stays(&format!("nilai n {{ catatan \"{}\" }}", "a b\n".repeat(40_000)));
}

#[test]
fn a_megabyte_of_one_sum_is_laid_out() {
    let term = "a".repeat(100);
    let text = format!("fungsi f(a) = 0{}\n", format!(" + {term}").repeat(10_200));
    assert!(text.len() > 1 << 20);
    let out = laid_out(&text);
    assert_eq!(out.lines().count(), 10_202);
    assert!(out.ends_with(&format!("\n  + {term}\n")));
}

#[test]
fn nesting_to_the_limit_is_laid_out() {
    let parentheses = format!("fungsi f(a) = {}a{}", "(".repeat(64), ")".repeat(64));
    assert_eq!(laid_out(&parentheses), format!("{}\n", parentheses.replace("= ", "=\n  ")));
    let calls = format!("fungsi f(a) = {}a{}", "f( a;".repeat(64), ")".repeat(64));
    let out = laid_out(&calls);
    assert_eq!(laid_out(&out), out);
    let blocks = format!("{}{}", "sasaran S { ".repeat(64), "}".repeat(64));
    let out = laid_out(&blocks);
    assert_eq!(out.lines().count(), 63 * 2 + 1);
    assert_eq!(laid_out(&out), out);
    let minus = format!("fungsi f(a) = {}a", "− ".repeat(60));
    assert_eq!(laid_out(&minus), format!("fungsi f(a) = {}a\n", "−".repeat(60)));
    assert!(format(&"sasaran S { ".repeat(65)).is_err());
}

/// A sound or wild text with a stretch left out, doubled or put elsewhere.
fn broken() -> impl Strategy<Value = String> {
    let text = prop_oneof![any_sound(40), any_wild(40)];
    let edit = (any::<prop::sample::Index>(), 0..12_usize, any::<prop::sample::Index>());
    (text, prop::collection::vec(edit, 1..3)).prop_map(|(text, edits)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (from, length, to) in edits {
            if chars.is_empty() {
                break;
            }
            let from = from.index(chars.len());
            let moved: Vec<char> = chars.drain(from..(from + length).min(chars.len())).collect();
            let to = to.index(chars.len() + 1);
            chars.splice(to..to, moved);
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// What has no mistake after all is laid out, and nothing else: never is a layout given up.
    #[test]
    fn broken_texts_are_told_or_laid_out(text in broken()) {
        match format(&text) {
            Ok(out) => prop_assert_eq!(format(&out), Ok(out.clone())),
            Err(told) => prop_assert!(told.iter().all(|told| told.code().0 < 200), "{:?}", told),
        }
    }
}

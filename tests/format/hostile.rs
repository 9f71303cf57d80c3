//! Texts that no person would write: long ones, deep ones, broken ones. The work grows with the length.

use super::{format, laid_out};
use crate::support::written::{any_sound, any_wild};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Lays out a shape of one size, and of eight times it.
fn grows_evenly(name: &str, shape: impl Fn(usize) -> String, size: usize) {
    let time = |size: usize| {
        let text = shape(size);
        // The shorter of two: other tests run meanwhile.
        let once = || {
            let started = Instant::now();
            laid_out(&text);
            started.elapsed()
        };
        once().min(once())
    };
    let (one, eight) = (time(size), time(size * 8));
    // Eight times the text takes eight times as long; quadratic work would take 64 times.
    assert!(eight < one * 24 + Duration::from_millis(100), "{name}: {one:?}, and {eight:?} for eight times the text");
}

#[test]
fn time_grows_with_the_length() {
    let chain = |n: usize| format!("fungsi f(a) = a{}", " + a".repeat(n));
    let rows = |n: usize| {
        let rows: String = (0..n).map(|i| format!("  \"{}\" {i} s.d. {i}9 : \"x\"\n", "x".repeat(i % 90))).collect();
        format!("skala s {{\n{rows}}}\n")
    };
    let lines = |n: usize| (0..n).map(|i| format!("data d{i} \"{}\" {{ satuan a }}\n", "x".repeat(i % 110))).collect();
    let asides = |n: usize| "satuan a # b\n# c\n".repeat(n);
    grows_evenly("a chain", chain, 500);
    grows_evenly("rows of a scale", rows, 120);
    grows_evenly("blocks on one line", lines, 120);
    grows_evenly("comments", asides, 250);
    grows_evenly("arguments", |n| format!("pastikan f(1{}) = 2", "; a".repeat(n)), 500);
    grows_evenly("one text", |n| format!("nilai n {{ catatan \"{}\" }}", "a b\n".repeat(n)), 3000);
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

//! What holds of any ruleset.

use super::format;
use super::same::{model, parts, tree};
use crate::support::written::{any_sound, any_wild};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// Laid out, a text stays as it is; its tree is the same, and each comment stands between the same tokens.
fn holds(text: &str) -> Result<String, TestCaseError> {
    let before = tree(text);
    prop_assert!(before.is_ok(), "the generator writes no mistakes: {:?}", before);
    let Ok(once) = format(text) else {
        return Err(TestCaseError::fail("it is not laid out"));
    };
    prop_assert_eq!(tree(&once), before, "{}", once);
    prop_assert_eq!(parts(&once), parts(text), "{}", once);
    let newline = if text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r')) { "\r\n" } else { "\n" };
    for line in once.split_inclusive('\n') {
        prop_assert!(line.ends_with(newline), "{:?}", line);
        let line = line.trim_end_matches(newline);
        prop_assert!(!line.ends_with([' ', '\t', '\r']) && !line.contains('\t') || line.contains('#'), "{:?}", line);
    }
    let first = once.chars().next();
    prop_assert!(!matches!(first, Some('\u{FEFF}' | '\n' | '\r')), "{:?}", first);
    prop_assert!(!once.replace('\r', "").contains("\n\n\n") && !once.replace('\r', "").ends_with("\n\n"));
    let twice = format(&once);
    prop_assert_eq!(twice.as_ref(), Ok(&once));
    Ok(once)
}

/// So many cases, or as many as the environment says.
fn cases(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn of_any_construct(text in any_wild(50)) {
        holds(&text)?;
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn of_long_texts(text in any_wild(500)) {
        holds(&text)?;
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn of_rulesets_that_build(text in any_sound(150)) {
        let once = holds(&text)?;
        prop_assert_eq!(model(&text), model(&once), "{}", once);
    }
}

/// The models compared above are there.
#[test]
fn most_sound_rulesets_build() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let built = (0..60).filter(|_| {
        let text = any_sound(150).new_tree(&mut runner).unwrap().current();
        model(&text).is_some()
    });
    assert!(built.count() >= 40);
}

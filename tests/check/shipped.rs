//! The shipped rulesets are clean but for what the report really gets wrong.

use crate::support::program::{command, out};
use std::path::Path;

fn checked(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    out(&command(root, &[&["periksa"], arguments].concat()).output().unwrap())
}

#[test]
fn what_is_found_is_what_is_recorded() {
    // A line each, without the numbers of lines: a finding that appears, vanishes or says something else changes them.
    let recorded = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/temuan.txt")).unwrap();
    let found = checked(&["rulesets", "--format", "ringkas"]);
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let (found, recorded) = (lines(&found), lines(&recorded));
    let news: Vec<&String> = found.iter().filter(|line| !recorded.contains(line)).collect();
    let gone: Vec<&String> = recorded.iter().filter(|line| !found.contains(line)).collect();
    assert!(
        found == recorded,
        "new: {news:#?}\ngone: {gone:#?}\nJudge them; if they are true: \
         cargo run -- periksa rulesets --format ringkas > rulesets/temuan.txt"
    );
}

#[test]
fn the_contradictions_of_the_report_are_found() {
    let told = checked(&["rulesets/kpu-kalteng-2024"]);
    for part in [
        // 8 objectives and 15 indicators are announced; the agreement has 10 and 13.
        "kiri 10, kanan 8",
        "kiri 13, kanan 15",
        // The same indicator has two targets.
        "kiri 2%, kanan 2,8%",
        // The budgets of the two programmes are swapped.
        "kiri Rp 11.081.507.000, kanan Rp 27.591.546.000",
        "judul `S6.2` berkata \"Persentase\", sedangkan satuannya label skala `opini_bpk`",
    ] {
        assert!(told.contains(part), "{part}");
    }
    assert!(!told.contains("galat["), "{told}");
}

#[test]
fn the_examples_have_no_finding_that_needs_looking_at() {
    let told = checked(&["rulesets/contoh", "rulesets/baku"]);
    assert!(!told.contains("ingat[") && !told.contains("galat["), "{told}");
    assert!(
        told.lines().filter(|line| line.starts_with("saran[")).all(|line| line.starts_with("saran[T0818]")),
        "{told}"
    );
}

//! The shipped rulesets are clean but for what the report really gets wrong.

use crate::support::program::{command, out};
use std::path::Path;

fn checked(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    out(&command(root, &[&["periksa"], arguments].concat()).output().unwrap())
}

#[test]
fn what_is_found_is_what_is_recorded() {
    // `.ci/run` compares with all of it; here the rulesets are looked at as they are, and the codes are counted.
    let recorded = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/temuan.txt")).unwrap();
    let heads = |text: &str| -> Vec<String> {
        let head = |line: &&str| line.starts_with("ingat[") || line.starts_with("saran[") || line.starts_with("galat[");
        text.lines().filter(head).map(str::to_owned).collect()
    };
    assert_eq!(
        heads(&checked(&["rulesets"])),
        heads(&recorded),
        "judge what is new; if it is true: cargo run -- periksa rulesets > rulesets/temuan.txt 2>&1"
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

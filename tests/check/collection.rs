//! Several rulesets checked together: each finding once, and nothing told that another ruleset belies.

use super::told_in;
use std::collections::BTreeSet;
use takar::message::{Code, Message, Severity};
use takar::tools::check::RULES;

const HEADER: &str =
    "aturan a \"A\" { dasar \"x\" berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n";

#[test]
fn a_finding_in_a_shared_file_is_told_once() {
    let shared = "skala s { catatan \"belum diverifikasi\" \"Baik\" ≥ 75%\n\"Kurang\" < 75% }";
    let user = format!("{HEADER}gunakan \"skala.takar\"\nnilai n \"N\" {{ rumus 2 × 40% kategori s }}");
    let files = [("skala.takar", shared), ("a.takar", user.as_str()), ("b.takar", user.as_str())];
    let codes = |mains: &[&str]| -> Vec<String> { told_in(&files, mains).into_iter().map(|told| told.code).collect() };
    assert_eq!(codes(&["skala.takar"]), ["T0818"]);
    assert_eq!(codes(&["a.takar"]), ["T0818"]);
    assert_eq!(codes(&["a.takar", "b.takar", "skala.takar"]), ["T0818"]);
}

#[test]
fn an_unused_scale_is_judged_by_its_users_where_they_are_checked_too() {
    // By itself the scale has a gap; its only user rounds.
    let scale = "skala s { dasar \"x\" \"Baik\" 91% s.d. 100%\n\"Kurang\" 0% s.d. 90% }";
    let user = |rounding: &str| {
        format!(
            "{HEADER}gunakan \"skala.takar\"\nindikator I \"I\" {{ satuan persen rentang 0% s.d. 100% }}\n\
             nilai n \"N\" {{ rumus I.realisasi {rounding} kategori s }}"
        )
    };
    let (rounds, bare) = (user("bulatkan 0 desimal"), user(""));
    let files = [("skala.takar", scale), ("bulat.takar", rounds.as_str()), ("utuh.takar", bare.as_str())];
    let gaps = |mains: &[&str]| told_in(&files, mains).iter().filter(|told| told.code == "T0312").count();
    assert_eq!(gaps(&["skala.takar"]), 1);
    assert_eq!(gaps(&["skala.takar", "bulat.takar"]), 0);
    assert_eq!(gaps(&["skala.takar", "utuh.takar"]), 1);
    assert_eq!(gaps(&["bulat.takar"]), 0);
}

#[test]
fn what_another_ruleset_gets_wrong_is_told_where_it_is_checked() {
    let other = HEADER.replace(" a ", " b ") + "indikator J \"Jumlah laporan\" { satuan persen target 90% }";
    let main = HEADER.to_owned() + "gunakan \"b.takar\" sebagai b\nnilai n \"N\" { rumus b.J.target × 2 }";
    let files = [("a.takar", main.as_str()), ("b.takar", other.as_str())];
    assert_eq!(told_in(&files, &["a.takar"]), []);
    assert_eq!(told_in(&files, &["a.takar", "b.takar"]).len(), 1);
}

#[test]
fn findings_are_in_the_order_of_the_file() {
    let text = "indikator J \"Jumlah laporan\" { satuan persen target 90% catatan \"belum diverifikasi\" }\n\
                indikator K \"Persentase laporan\" { satuan angka }\nskala s { \"Baik\" ≥ 75%\n\"Kurang\" < 75% }";
    let codes: Vec<String> = super::told(text).into_iter().map(|told| told.code).collect();
    assert_eq!(codes, ["T0821", "T0818", "T0820", "T0817"]);
}

#[test]
fn a_ruleset_with_errors_is_not_searched() {
    let text = "indikator J \"Jumlah laporan\" { satuan persen target 90% }\nnilai n \"N\" { rumus tidak_ada }";
    let codes: Vec<String> = super::told(text).into_iter().map(|told| told.code).collect();
    assert_eq!(codes, ["T0201"]);
}

#[test]
fn each_rule_has_a_code_of_its_own_that_is_no_error() {
    let codes: Vec<Code> = RULES.iter().map(|rule| rule.code).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(codes, sorted, "in order, each once");
    assert!(codes.iter().all(|code| Message::severity_of(*code).is_some_and(|severity| severity < Severity::Error)));
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    // Every finding of the area has its rule, but for what is said of `abaikan` and of the check itself.
    let found: Vec<u16> = Message::codes().map(|code| code.0).filter(|code| (801..830).contains(code)).collect();
    assert!(found.iter().all(|code| codes.contains(&Code(*code))), "{found:?}");
}

#[test]
fn each_rule_has_a_file_and_a_line_in_the_reference() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/temuan.md")).unwrap();
    for rule in RULES {
        let line = format!("| [{}](galat/{}.md) | `{}` |", rule.code, rule.code, rule.name);
        assert!(page.contains(&line), "docs/temuan.md lacks {line}");
    }
    let listed = page.lines().filter(|line| line.starts_with("| [T")).count();
    assert_eq!(listed, RULES.len() + 4, "the rules, and T0830, T0831, T0832, T0840");
}

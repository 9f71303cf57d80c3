//! Ratings that differ where the achievement does not, and rows for which the rules give nothing.

use super::{HEAD, lines, reconciled, whole};
use crate::support::program::{code, out, takar, write};
use serde_json::Value;
use tempfile::TempDir;

/// With gaps: 90,5 is in none of its bands.
const GAPS: &str = "skala s { \"Baik\" 91% s.d. 100% \"Cukup\" 71% s.d. 90% \"Kurang\" 0% s.d. 70% }\n";

/// An indicator of target 95%, rated by the scale.
fn rated(scale: &str, further: &str) -> String {
    format!("{scale}indikator I \"I\" {{ satuan persen target 95% polaritas positif kategori s {further} }}\n")
}

/// The text for these rules and rows of `kode;realisasi;capaian_lapor;kategori_lapor`.
fn told(rules: &str, rows: &str) -> String {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar", &format!("{HEAD}{rules}"));
    write(&folder, "a.csv", &format!("kode;periode;realisasi;capaian_lapor;kategori_lapor\n{rows}"));
    let output = takar(&folder, &["rekonsiliasi", "a.takar", "--data", "a.csv"]);
    assert_eq!(code(&output), 1, "{}", out(&output));
    out(&output).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}: {text}");
    }
}

fn readings(rules: &str, data: &str) -> Vec<String> {
    let found = reconciled(rules, data);
    let line = &found["rekonsiliasi"][0]["baris"][0];
    assert_eq!((&line["capaian"]["hasil"], &line["kategori"]["hasil"]), (&"sama".into(), &"berbeda".into()), "{line}");
    let all = line["bacaan"].as_array().cloned().unwrap_or_default();
    all.iter().map(|found| found["bacaan"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn only_the_rating_differs_and_a_reading_of_the_scale_gives_it() {
    // 86/95 = 90,526…%: in the gap. Rounded 91 "Baik", cut off 90 "Cukup".
    let rules = rated(GAPS, "");
    let baik = readings(&rules, "I;2024;;86%;90,53%;Baik\n");
    for reading in ["skala_bulatkan_0_desimal", "skala_bulatkan_ke_atas_0_desimal", "skala_celah_ke_atas"] {
        assert!(baik.iter().any(|found| found == reading), "{baik:?}");
    }
    // 90,53 is in the gap as well, so that the rating is not that of what is printed.
    for reading in ["kategori_dari_cetakan", "skala_celah_ke_bawah", "skala_pangkas_0_desimal", "tanpa_batasi"] {
        assert!(!baik.iter().any(|found| found == reading), "{baik:?}");
    }
    let cukup = readings(&rules, "I;2024;;86%;90,53%;Cukup\n");
    assert!(cukup.contains(&"skala_pangkas_0_desimal".to_owned()), "{cukup:?}");
    assert!(cukup.contains(&"skala_celah_ke_bawah".to_owned()), "{cukup:?}");
    // What is printed is 91%, and 91% is "Baik".
    let printed = readings(&rules, "I;2024;;86%;91%;Baik\n");
    assert!(printed.contains(&"kategori_dari_cetakan".to_owned()), "{printed:?}");
    let text = told(&rules, "I;2024;86%;91%;Baik\n");
    has(
        &text,
        &[
            "I (a.csv:2): capaian 91% sama; kategori dilaporkan Baik, menurut aturan di luar skala",
            "bacaan yang menghasilkannya:",
            "kategori dari angka yang tercetak: 90,526…% \"Baik\"",
            "1 berbeda (1 di antaranya hanya kategorinya)",
        ],
    );
    assert!(!text.contains("tidak ada bacaan tunggal") && !text.contains("selisih"), "{text}");
}

#[test]
fn only_the_rating_differs_and_nothing_gives_it() {
    // 47,5/95 = 50%: "Kurang", however it is rounded.
    let rules = rated(GAPS, "");
    assert_eq!(readings(&rules, "I;2024;;47,5%;50%;Baik\n"), Vec::<String>::new());
    let text = told(&rules, "I;2024;47,5%;50%;Baik\n");
    has(&text, &["capaian 50% sama; kategori dilaporkan Baik, menurut aturan Kurang"]);
    has(&text, &["tidak ada bacaan tunggal yang menghasilkan kategori itu dari capaian ini"]);
    assert!(!text.contains("mendekati") && !text.contains("selisih"), "{text}");
}

#[test]
fn the_rating_of_a_figure_before_its_cap_or_its_rounding() {
    let open = "skala s { \"Istimewa\" > 100% \"Baik\" 90,6% s.d. 100% \"Cukup\" 0% s.d. < 90,6% }\n";
    // 100/95 = 105,26…%, capped 100%.
    let capped = readings(&rated(open, "batasi 0% s.d. 100%"), "I;2024;;100%;100%;Istimewa\n");
    assert!(capped.contains(&"kategori_tanpa_batasi".to_owned()), "{capped:?}");
    // 86/95 = 90,526…%, rounded 91%.
    let rounded = readings(&rated(open, "bulatkan 0 desimal"), "I;2024;;86%;91,0%;Cukup\n");
    assert!(rounded.contains(&"kategori_tanpa_bulatkan".to_owned()), "{rounded:?}");
    // 90,526… is rounded to 91 by the scale, so that it is "Baik".
    let rounds = "skala s { bulatkan 0 desimal \"Baik\" 91% s.d. 100% \"Cukup\" 0% s.d. < 91% }\n";
    let scale = readings(&rated(rounds, ""), "I;2024;;86%;90,53%;Cukup\n");
    assert!(scale.contains(&"skala_tanpa_bulatkan".to_owned()), "{scale:?}");
}

#[test]
fn the_rating_of_another_scale_of_the_ruleset() {
    let other = "skala t { \"Tinggi\" ≥ 60% \"Rendah\" < 60% }\nskala u { \"Cukup\" ≥ 40% \"Kurang\" < 40% }\n";
    // 47,5/95 = 50%: "Kurang" by s, "Rendah" by t, "Cukup" by u.
    let rules = rated(&format!("{other}{GAPS}"), "");
    assert_eq!(readings(&rules, "I;2024;;47,5%;50%;Rendah\n"), ["skala_lain:t"]);
    assert_eq!(readings(&rules, "I;2024;;47,5%;50%;Cukup\n"), ["skala_lain:u"]);
    has(&told(&rules, "I;2024;47,5%;50%;Rendah\n"), &["kategori dari skala t: 50%"]);
}

#[test]
fn one_way_to_rate_may_explain_the_whole_table() {
    let rules = format!(
        "{GAPS}pengukuran {{ polaritas positif kategori s }}\n\
         indikator A \"A\" {{ satuan persen target 95% }}\nindikator B \"B\" {{ satuan persen target 95% }}\n"
    );
    // 86/95 = 90,526…% and 67/95 = 70,526…%: cut off 90 "Cukup" and 70 "Kurang", rounded 91 "Baik" and 71 "Cukup".
    let cut = reconciled(&rules, "A;2024;;86%;90,53%;Cukup\nB;2024;;67%;70,53%;Kurang\n");
    assert_eq!(whole(&cut), ["skala_pangkas_0_desimal", "skala_celah_ke_bawah"]);
    let mixed = reconciled(&rules, "A;2024;;86%;90,53%;Cukup\nB;2024;;67%;70,53%;Cukup\n");
    assert!(whole(&mixed).is_empty());
    assert_eq!(mixed["ringkasan"]["berbeda_kategori_saja"], 2);
}

#[test]
fn a_figure_and_a_rating_that_both_differ_are_held_against_each_other() {
    let rules = rated(GAPS, "bulatkan 0 desimal");
    // 86/95 is 91%, "Baik". Published 73%: "Cukup", "Kurang".
    let found = reconciled(&rules, "I;2024;;86%;73%;Cukup\n");
    assert_eq!(found["rekonsiliasi"][0]["baris"][0]["kategori_sesuai_cetakan"], true);
    let found = reconciled(&rules, "I;2024;;86%;73%;Kurang\n");
    assert_eq!(found["rekonsiliasi"][0]["baris"][0]["kategori_sesuai_cetakan"], false);
    has(&told(&rules, "I;2024;86%;73%;Cukup\n"), &["kategori yang dilaporkan sesuai dengan capaian yang dilaporkan"]);
    // The realization gives the figure, and rates it "Cukup".
    let text = told(&rules, "I;2024;86%;86%;Kurang\n");
    has(&text, &["realisasi disalin ke kolom capaian: 86% \"Cukup\" (hanya kategorinya lain)"]);
}

/// Rows for which the rules give nothing: no realization, a target of 0, one that is not applicable.
const NOTHING: &str = "indikator A \"A\" { satuan persen target 95% polaritas positif }\n\
                       indikator B \"B\" { satuan persen target 0% polaritas positif }\n\
                       indikator C \"C\" { satuan persen target 95% polaritas positif }\n\
                       indikator D \"D\" { satuan persen target 80% polaritas positif }\n";

#[test]
fn rows_without_a_value_are_counted_apart_with_their_reasons() {
    // D: 40/80 = 50%.
    let rows = "A;2024;;;90%;\nB;2024;;10%;100%;\nC;2024;;tidak berlaku;70%;\nD;2024;;40%;50%;\n";
    let found = reconciled(NOTHING, rows);
    let summary = &found["ringkasan"];
    let counts = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!((counts("baris"), counts("terbanding"), counts("sama"), counts("berbeda")), (4, 1, 1, 0));
    let without = &summary["tidak_dapat_dibandingkan"];
    let states: Vec<&Value> = ["jumlah", "kosong", "tidak_berlaku", "galat"].map(|name| &without[name]).into();
    assert_eq!(states, [3, 1, 1, 1]);
    assert_eq!(counts("tanpa_bacaan"), 0);
    let line = |place: usize| &found["rekonsiliasi"][0]["baris"][place];
    assert_eq!(line(0)["tanpa_nilai"]["keadaan"], "kosong");
    assert_eq!(line(0)["tanpa_nilai"]["sebab"], "realisasi A tidak ada");
    assert_eq!(line(1)["tanpa_nilai"]["keadaan"], "galat");
    assert_eq!(line(2)["tanpa_nilai"]["keadaan"], "tidak_berlaku");
    let text = told(NOTHING, &rows.replace(";2024;;", ";2024;"));
    has(
        &text,
        &[
            "A (a.csv:2): capaian dilaporkan 90%, tidak dapat dibandingkan: menurut aturan belum ada data (realisasi A tidak ada)",
            "4 dilaporkan: 1 sama dengan aturan, 0 berbeda, 3 tidak dapat dibandingkan, 0 tidak terbaca",
            "sebab aturan tidak menghasilkan nilai: 1 belum ada data, 1 tidak berlaku, 1 tidak dapat dihitung.",
            "Seluruh tabel: satu aturan, yang tertulis (polaritas positif), menghasilkan semua yang terbaca (1).",
        ],
    );
}

#[test]
fn a_dash_where_the_rules_give_nothing_is_the_same() {
    let dashes = reconciled(NOTHING, "A;2024;;;-;\nC;2024;;tidak berlaku;Tidak berlaku;\nD;2024;;40%;50%;\n");
    assert_eq!(lines(&dashes), ["A sama: ", "C sama: ", "D sama: "]);
    assert_eq!(document_is_well(&dashes), (3, 0));
    // Where there is a figure, a dash is none; and of a division by zero a dash says nothing.
    let wrong = reconciled(NOTHING, "B;2024;;10%;-;\nD;2024;;40%;-;\n");
    assert_eq!(wrong["rekonsiliasi"][0]["baris"][0]["capaian"]["hasil"], "tanpa_nilai");
    assert_eq!(wrong["rekonsiliasi"][0]["baris"][1]["capaian"]["hasil"], "tidak_terbaca");
}

fn document_is_well(document: &Value) -> (u64, u64) {
    let count = |name: &str| document["ringkasan"][name].as_u64().unwrap();
    (count("sama"), count("berbeda"))
}

#[test]
fn a_copied_figure_beside_the_right_rating_is_explained() {
    let rules = rated(GAPS, "bulatkan 0 desimal");
    // 86/95 is 91%, "Baik"; published is the realization with that rating. 86% is "Cukup".
    let found = reconciled(&rules, "I;2024;;86%;86%;Baik\n");
    let given = &found["rekonsiliasi"][0]["baris"][0]["bacaan"];
    assert_eq!((&given[0]["bacaan"], &given[0]["capaian_saja"]), (&"realisasi_disalin".into(), &true.into()));
    // No reading gives both.
    assert!(whole(&found).is_empty());
    let text = told(&rules, "I;2024;86%;86%;Baik\n");
    has(&text, &["realisasi disalin ke kolom capaian: 86% (capaiannya saja; kategorinya tetap menurut aturan)"]);
}

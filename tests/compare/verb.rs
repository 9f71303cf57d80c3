//! The verb as its users run it.

use super::Folder;
use crate::support::program;
use std::path::Path;

fn shipped(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = program::command(root, arguments).output().unwrap();
    assert_eq!(program::code(&output), 0, "{}", program::err(&output));
    program::out(&output)
}

const OLD: &str = "rulesets/kpu-kalteng-2024/rkt.takar";
const NEW: &str = "rulesets/kpu-kalteng-2024/rkt-perubahan-1.takar";
const DATA: &str = "rulesets/kpu-kalteng-2024/rkt.csv";

#[test]
fn the_shipped_example() {
    let text = shipped(&["bandingkan", OLD, NEW, "--data", DATA]);
    // 88/95 = 92,6…%, 88/97,5 = 90,2…%; (4 − 3)/2 = 50%, (5,6 − 3)/2,8 = 92,8…%; (93 + 93)/2, (93 + 90)/2; (50 + 100)/2, (93 + 100)/2
    for line in [
        "[1] target: 95% → 97,5%",
        "[2] target: 2% → 2,8%",
        "3 dari 9 kategori berubah; 1 hasil lain",
        "93% Berhasil        90% Cukup Berhasil  [1]",
        "75% Cukup Berhasil  96,5% Berhasil      [2]",
        "50% Tidak Berhasil  93% Berhasil        [2]",
        "93% Berhasil  91,5% Berhasil  [1]",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let english = shipped(&["diff", OLD, NEW, "--data", DATA, "--bahasa", "en"]);
    assert!(english.contains("3 of 9 ratings change; 1 other results"), "{english}");
    program::valid(
        "bandingkan.schema.json",
        "",
        &shipped(&["bandingkan", OLD, NEW, "--data", DATA, "--format", "json"]),
    );
}

#[test]
fn markdown_has_whole_tables() {
    let folder = Folder::new(&[
        ("lama.takar", &super::ruleset("indikator A \"Satu | dua *tiga*\" { satuan persen target 90% }")),
        ("baru.takar", &super::ruleset("indikator A \"Satu | dua *tiga*\" { satuan persen target 95% }")),
    ]);
    let text = folder.run(&["--format", "markdown"], 0);
    assert!(text.contains("| 1 | indikator A Satu \\| dua \\*tiga\\* | target | 90% | 95% | baru.takar:2 |"), "{text}");
    // All rows of a table have as many cells as its head.
    let mut width = None;
    for line in text.lines() {
        let cells = line.replace("\\|", "").matches('|').count();
        if cells == 0 {
            width = None;
            continue;
        }
        assert_eq!(*width.get_or_insert(cells), cells, "{line}");
    }
    let whole = shipped(&["bandingkan", OLD, NEW, "--data", DATA, "--format", "markdown"]);
    assert!(whole.contains("| Tidak Berhasil | 1 | – |"), "{whole}");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = Folder::of("nilai a { rumus 1 }", "nilai a { rumus 2 }", "kode;realisasi\nx;1\n");
    assert!(folder.run(&["--keluaran", "hasil.md", "--format", "markdown"], 0).is_empty());
    let path = folder.0.path().join("hasil.md");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.starts_with("# Perbandingan aturan\n"), "{written}");
    // Bad data changes nothing.
    folder.run(&["--data", "data.csv", "--keluaran", "hasil.md"], 4);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
}

#[test]
fn of_many_results_people_get_the_first_and_programs_all() {
    let rules = |target: &str| {
        format!(
            "polaritas p {{ arah naik rumus realisasi / target × 100% }} indikator A {{ satuan persen target {target} polaritas p }}"
        )
    };
    let mut data = String::from("unit;kode;realisasi\n");
    (0..500).for_each(|unit| data.push_str(&format!("U{unit};A;40\n")));
    let folder = Folder::of(&rules("80%"), &rules("100%"), &data);
    let text = folder.run(&["--data", "data.csv"], 0);
    assert!(text.contains("dan 440 hasil lain; semuanya ada dalam --format json"), "{text}");
    let document = folder.json(&["--data", "data.csv"]);
    assert_eq!(document["hasil"]["berubah"].as_array().unwrap().len(), 500);
    assert_eq!(document["hasil"]["ringkasan"]["kasus"], 500);
}

#[test]
fn data_that_is_read_again_is_counted_once() {
    let rules = |target: &str| {
        format!("polaritas p {{ arah naik rumus realisasi / target × 100% }}
            indikator A {{ satuan persen target {target} polaritas p }} indikator B {{ satuan persen target 50% polaritas p }}")
    };
    // Not grouped by unit.
    let data = "unit;kode;realisasi\nX;A;40\nY;A;40\nX;B;40\nY;B;40\n";
    let document = Folder::of(&rules("80%"), &rules("100%"), data).json(&["--data", "data.csv"]);
    assert_eq!(super::moved(&document), ["X A: 50% → 40% sendiri [1]", "Y A: 50% → 40% sendiri [1]"]);
    assert_eq!(document["hasil"]["ringkasan"]["kasus"], 2);
}

#[test]
fn rulesets_without_a_header_are_compared_without_data() {
    let folder = Folder::new(&[
        ("lama.takar", "skala s { \"Baik\" 91% s.d. 100% }"),
        ("baru.takar", "skala s { \"Baik\" 90% s.d. 100% }"),
        ("data.csv", "kode;realisasi\n"),
    ]);
    assert!(folder.run(&[], 0).contains("\"Baik\": 91% s.d. 100% → 90% s.d. 100%"));
    folder.run(&["--data", "data.csv"], 3);
}

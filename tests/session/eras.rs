//! Rules that change with time: a session, `andai` and `cari` see those then in force, as `hitung` does.

use super::{says_in, takar};
use std::path::Path;
use tempfile::TempDir;

const RULES: &str = r#"aturan contoh "Contoh" { berlaku sejak 1 Januari 2023 periode tahunan }
gunakan "baku/polaritas.takar"
sasaran S {
  bobot 100%
  indikator I { satuan persen polaritas positif target 50% berlaku sejak 1 Januari 2023 sampai 31 Desember 2023 }
  indikator I { satuan persen polaritas positif target 80% berlaku sejak 1 Januari 2024 }
}
nilai lalu  "Capaian tahun lalu" { rumus I.capaian pada tahun lalu }
nilai janji "Target tahun lalu"  { rumus I.target pada tahun lalu }
"#;

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("contoh.takar"), RULES).unwrap();
    std::fs::write(folder.path().join("contoh.csv"), "periode;kode;realisasi\n2023;I;40%\n2024;I;40%\n").unwrap();
    folder
}

/// What the session answers to lines none of which fails.
fn says(folder: &Path, lines: &str) -> String {
    let (out, err, code) = says_in(folder, lines);
    assert_eq!((err.as_str(), code), ("", 0), "{lines}\n{out}");
    out
}

/// What a verb other than `repl` writes about 2024.
fn verb(folder: &Path, words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().chain(&["--data", "contoh.csv", "--periode", "2024"]).copied().collect();
    let output = takar(folder, &words, "");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The last words of a row of the table that `hitung` and a session write.
fn row<'t>(text: &'t str, title: &str) -> &'t str {
    text.lines().find_map(|line| Some(line.split_once(title)?.1.trim())).unwrap_or_else(|| panic!("{title}: {text}"))
}

#[test]
fn a_session_reads_the_rules_then_in_force() {
    let folder = folder();
    let folder = folder.path();
    // 2023: 40% of 50% is 80%; by the target of 2024 it would be 50%, which is what 2024 has.
    let computed = verb(folder, &["hitung", "contoh.takar"]);
    assert_eq!(row(&computed, "Capaian tahun lalu"), "80%", "{computed}");
    assert_eq!(row(&computed, "Target tahun lalu"), "50%", "{computed}");
    let out = says(folder, "lalu\njanji\n");
    assert_eq!(row(&out, "Capaian tahun lalu"), "80%", "{out}");
    assert_eq!(row(&out, "Target tahun lalu"), "50%", "{out}");
    // Questions, alone and of a set, and what is explained.
    assert_eq!(says(folder, "I.target pada 2023\nI.capaian pada tahun lalu\nlalu − I.capaian\n"), "50%\n80%\n30%\n");
    let explained = says(folder, "jelaskan lalu\n");
    assert_eq!(explained.trim_end(), verb(folder, &["jelaskan", "contoh.takar", "lalu"]).trim_end());
    assert!(explained.contains("I.capaian pada 2023: 80%"), "{explained}");
}

#[test]
fn suppositions_and_searches_read_them_too() {
    let folder = folder();
    let folder = folder.path();
    // 50% of 80%: 62,5%. With the target of then, 50%, it is all of it.
    let lines = "andai I.realisasi = I.target pada tahun lalu\nandai I.target = I.target pada tahun lalu\n";
    let out = says(folder, lines);
    assert!(out.starts_with("  I  50% → 62,5%\n  I  62,5% → 100%\n"), "{out}");
    let supposed = ["--andai", "I.realisasi = I.target pada tahun lalu"];
    let computed = verb(folder, &[&["hitung", "contoh.takar"][..], &supposed].concat());
    assert!(computed.contains(" 80%        50%    62,5%\n"), "{computed}");
    assert_eq!(row(&computed, "Target tahun lalu"), "50%", "{computed}");
    // 80% of the target of 80% is 64%. In steps of then 50%, the first at or above 64% is 100%.
    for (steps, least) in [("", "≥ 64% "), (" langkah I.target pada 2023", "≥ 100% ")] {
        let question = format!("I.realisasi{steps} agar I.capaian ≥ lalu");
        let out = says(folder, &format!("cari {question}\n"));
        assert!(out.starts_with(&format!("I.realisasi: {least}")), "{out}");
        assert_eq!(out.trim_end(), verb(folder, &["cari", "contoh.takar", &question]).trim_end());
    }
}

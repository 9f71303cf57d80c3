//! What results and explanations say of amendments: what was amended, from what, where, and on which basis.

use crate::support::program::{code, err, out, takar, valid, write};
use serde_json::Value;
use tempfile::TempDir;

const BASE: &str = "aturan pk \"PK\" { berlaku sejak 2023-01-01 sampai 2024-12-31 periode tahunan }
gunakan \"baku/polaritas.takar\"
pengukuran { batasi 0% s.d. 100% bulatkan 0 desimal kategori hasil agregasi rata_rata }
skala hasil { \"Baik\" ≥ 90% \"Kurang\" < 90% }
sasaran S1 \"A\" {
  indikator S1.1 \"Tepat waktu\" { satuan persen polaritas positif target 80% }
  indikator S1.2 \"Benar\" { satuan persen polaritas positif target 2023: 70% target 2024: 90% }
  indikator S1.4 \"Lama\" { satuan persen polaritas negatif target 50% }
}
nilai n \"N\" { rumus rata_rata(indikator.capaian) }
";

const FIRST: &str = "perubahan p1 \"Perubahan Pertama\" {
  atas \"dasar.takar\"
  dasar \"Keputusan Nomor 1 Tahun 2024\"
  berlaku sejak 1 Januari 2024
}
ubah S1.1 { target 70% sumber \"Bagian A\" }
ubah S1.2 \"Benar sekali\" { target 2024: 85% }
cabut S1.4
sisipkan dalam S1 {
  indikator S1.3 \"Baru\" { satuan persen polaritas positif target 60% }
}
ubah hasil { \"Baik\" ≥ 80% \"Kurang\" < 80% }
";

const SECOND: &str = "perubahan p2 \"Perubahan Kedua\" {
  atas \"dasar.takar\"
  dasar \"Keputusan Nomor 9 Tahun 2024\"
  berlaku sejak 1 Juni 2024
}
ubah S1.1 { target 60% }
ubah pengukuran { batasi 0% s.d. 120% }
";

const LATER: &str = "perubahan p3 \"Perubahan Ketiga\" { atas \"dasar.takar\" berlaku sejak 1 Juni 2026 }
ubah S1.1 { target 10% }
";

const DATA: &str =
    "periode;kode;realisasi\n2023;S1.1;60\n2023;S1.2;63\n2023;S1.4;50\n2024;S1.1;60\n2024;S1.2;68\n2024;S1.3;66\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("dasar", BASE), ("p1", FIRST), ("p2", SECOND), ("p3", LATER)] {
        write(&folder, &format!("{name}.takar"), text);
    }
    write(&folder, "d.csv", DATA);
    folder
}

/// Standard output of a verb with all three amendments, the later ones named first.
fn said(arguments: &[&str]) -> String {
    let folder = folder();
    let amendments =
        ["--data", "d.csv", "--perubahan", "p3.takar", "--perubahan", "p2.takar", "--perubahan", "p1.takar"];
    let output = takar(&folder, &[arguments, &amendments].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
    out(&output)
}

/// The lines of the explanation of a code in 2024.
fn explained(node: &str) -> String {
    said(&["jelaskan", "dasar.takar", node, "--periode", "2024"])
}

/// That these lines follow each other in a text, outer blanks aside.
fn in_a_row(text: &str, lines: &[&str]) {
    let all: Vec<&str> = text.lines().map(str::trim).collect();
    assert!(all.windows(lines.len()).any(|window| window == lines), "{lines:#?} in\n{text}");
}

#[test]
fn the_row_of_a_target_says_what_it_was_and_what_changed_it() {
    let text = explained("S1.2");
    in_a_row(
        &text,
        &[
            "target     85%                                                 p1.takar:7",
            "(semula 90%; diubah oleh p1.takar:7)",
        ],
    );
    // Of one that was amended twice both are told, the last first.
    let text = explained("S1.1");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert!(lines.contains(&"(semula 70%, sebelumnya 80%; diubah oleh p2.takar:6)"), "{text}");
    let english = said(&["jelaskan", "dasar.takar", "S1.1", "--periode", "2024", "--bahasa", "en"]);
    assert!(english.contains("(was 70%, before that 80%; amended by p2.takar:6)"), "{english}");
}

#[test]
fn settings_that_were_amended_say_so() {
    in_a_row(
        &explained("S1.3"),
        // 66 / 60
        &[
            "batasi     0% s.d. 120%: tidak mengubah                        pengukuran · p2.takar:7",
            "(semula 0% s.d. 100%; diubah oleh p2.takar:7)",
        ],
    );
}

#[test]
fn each_amendment_is_named_with_its_basis_and_all_that_it_did() {
    in_a_row(
        &explained("S1.1"),
        &[
            "perubahan  Perubahan Pertama                                   p1.takar:1",
            "Keputusan Nomor 1 Tahun 2024",
            "sumber \"Bagian A\" (ditambahkan)                     p1.takar:6",
            "skala hasil: isi diganti                            p1.takar:12",
            "perubahan  Perubahan Kedua                                     p2.takar:1",
            "Keputusan Nomor 9 Tahun 2024",
        ],
    );
    in_a_row(&explained("S1.2"), &["judul \"Benar sekali\" (semula judul \"Benar\")         p1.takar:7"]);
    let group = explained("S1");
    in_a_row(
        &group,
        &[
            "indikator S1.3 disisipkan                           p1.takar:10",
            "indikator S1.4 dicabut                              p1.takar:8",
        ],
    );
    // What was not amended says nothing, and what is not in force is not cited.
    assert!(!group.contains("S1.1 dis") && !group.contains("p3"), "{group}");
    let before = said(&["jelaskan", "dasar.takar", "S1.1", "--periode", "2023"]);
    assert!(!before.contains("semula") && !before.contains("perubahan"), "{before}");
}

#[test]
fn the_explanation_in_json_says_the_same() {
    let text = said(&["jelaskan", "dasar.takar", "S1", "S1.1", "--periode", "2024", "--format", "json"]);
    valid("penjelasan.schema.json", "", &text);
    let document: Value = serde_json::from_str(&text).unwrap();
    let target = &document["penjelasan"][1]["simpul"]["karena"][0];
    let expected = serde_json::json!([
        { "jenis": "diubah", "hal": "target 60%", "semula": "target 70%", "tempat_semula": "p1.takar:6",
          "oleh": "p2", "tempat": "p2.takar:6", "dasar": ["Keputusan Nomor 9 Tahun 2024"] },
        { "jenis": "diubah", "hal": "target 70%", "semula": "target 80%", "tempat_semula": "dasar.takar:6",
          "oleh": "p1", "tempat": "p1.takar:6", "dasar": ["Keputusan Nomor 1 Tahun 2024"] },
    ]);
    assert_eq!(target["perihal"], "S1.1.target");
    assert_eq!(target["perubahan"], expected);
    let kinds: Vec<&Value> = document["penjelasan"][0]["simpul"]["perubahan"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| &change["jenis"])
        .collect();
    assert_eq!(kinds, ["disisipkan", "dicabut"]);
    let names = document["aturan"]["perubahan"].as_array().unwrap();
    let names: Vec<&Value> = names.iter().map(|amendment| &amendment["nama"]).collect();
    assert_eq!(names, ["p1", "p2", "p3"], "in the order in which they apply");
}

#[test]
fn results_list_the_amendments_applied() {
    let text = said(&["hitung", "dasar.takar", "--format", "json"]);
    valid("hasil.schema.json", "", &text);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        document["aturan"]["perubahan"][0],
        serde_json::json!({ "nama": "p1", "judul": "Perubahan Pertama", "tempat": "p1.takar:1",
            "dasar": ["Keputusan Nomor 1 Tahun 2024"], "sejak": "2024-01-01" })
    );
    let applied: Vec<&Value> = document["hasil"].as_array().unwrap().iter().map(|case| &case["perubahan"]).collect();
    assert_eq!(applied, [&serde_json::json!([]), &serde_json::json!(["p1", "p2"])]);
    let lines = said(&["hitung", "dasar.takar", "--format", "jsonl"]);
    assert!(lines.lines().last().unwrap().contains("\"perubahan\":[\"p1\",\"p2\"]"), "{lines}");
}

#[test]
fn tables_and_csv_say_which_amendments_are_applied_and_which_are_not() {
    let text = said(&["hitung", "dasar.takar"]);
    in_a_row(
        &text,
        &[
            "PK · periode 2024",
            "perubahan: Perubahan Pertama (p1.takar:1)",
            "perubahan: Perubahan Kedua (p2.takar:1)",
            "tidak diterapkan, sebab berlaku sejak 1 Juni 2026: Perubahan Ketiga (p3.takar:1)",
        ],
    );
    in_a_row(
        &text,
        &["PK · periode 2023", "tidak diterapkan, sebab berlaku sejak 1 Januari 2024: Perubahan Pertama (p1.takar:1)"],
    );
    let folder = folder();
    let arguments = ["hitung", "dasar.takar", "--data", "d.csv", "--format", "csv", "--perubahan", "p1.takar"];
    let output = takar(&folder, &arguments);
    let said = err(&output);
    assert!(said.contains("periode 2024: perubahan: Perubahan Pertama (p1.takar:1)"), "{said}");
    assert!(said.contains("periode 2023: tidak diterapkan, sebab berlaku sejak 1 Januari 2024"), "{said}");
    // Without any, nothing is said.
    let plain = out(&takar(&folder, &["hitung", "dasar.takar", "--data", "d.csv"]));
    assert!(!plain.contains("perubahan"), "{plain}");
}

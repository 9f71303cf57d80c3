//! Corrections: what was known then, what is known now, and whose rating changed because of which row.

use super::{DATA, closed, content, edit, hash, put, run, verified};
use crate::support::program::{code, err, out, valid};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A closed period and its correction with other data.
fn corrected(data: &str) -> (TempDir, PathBuf) {
    let (office, folder) = closed();
    put(office.path(), "b.csv", data);
    let output = correct(&folder, "t", "k", "b.csv");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let path = office.path().join("k");
    (office, path)
}

fn correct(folder: &Path, of: &str, target: &str, data: &str) -> std::process::Output {
    let arguments = [
        "koreksi",
        of,
        "--data",
        data,
        "--oleh",
        "Kepala",
        "--pada",
        "2025-02-03",
        "--alasan",
        "salah ketik",
        "--keluaran",
        target,
    ];
    run(folder.parent().unwrap(), &arguments)
}

fn changes(folder: &Path) -> Value {
    let text = std::fs::read_to_string(folder.join("hasil/koreksi.json")).unwrap();
    valid("koreksi.schema.json", "", &text);
    serde_json::from_str(&text).unwrap()
}

#[test]
fn whose_rating_changed_because_of_which_row() {
    // X: I1 86/95 = 90,526…%, 91% "Baik"; with 84: 88,421…%, 88% "Cukup". I2 72/80 = 90% "Cukup", with 73: 91,25%, 91%
    // "Baik". S1 was (91 + 90) / 2 = 90,5%, rated 91 "Baik"; now (88 + 91) / 2 = 89,5%, rated 90 "Cukup". The first row
    // alone makes it (88 + 90) / 2 = 89%, the second alone (91 + 91) / 2 = 91%. Y stays as it was.
    let data = DATA.replace("X;I1;86%", "X;I1;84%").replace("X;I2;72%", "X;I2;73%");
    let (_office, folder) = corrected(&data);
    let changes = changes(&folder);
    let cases = changes["kasus"].as_array().unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["unit"], "X");
    assert_eq!(
        cases[0]["baris"],
        json!([
            {"kode": "I1", "kolom": "realisasi", "dulu": {"isi": "86", "asal": "sebelumnya/data/1-a.csv:2"}, "kini": {"isi": "84", "asal": "data/1-a.csv:2"}},
            {"kode": "I2", "kolom": "realisasi", "dulu": {"isi": "72", "asal": "sebelumnya/data/1-a.csv:3"}, "kini": {"isi": "73", "asal": "data/1-a.csv:3"}}
        ])
        .as_array()
        .unwrap()
        .iter()
        .cloned()
        .map(|mut row| {
            row["kini"]["asal"] = row["kini"]["asal"].as_str().unwrap().replace("a.csv", "b.csv").into();
            row
        })
        .collect::<Value>()
    );
    let results: Vec<String> = cases[0]["hasil"].as_array().unwrap().iter().map(moved).collect();
    assert_eq!(
        results,
        [
            "S1 90.5 Baik → 89.5 Cukup: 1 → 89 Cukup, 2 → 91 Baik",
            "I1 91 Baik → 88 Cukup: 1 → 88 Cukup",
            "I2 90 Cukup → 91 Baik: 2 → 91 Baik"
        ]
    );
    assert_eq!(changes["ringkasan"], counts([2, 0, 0, 3, 3, 0, 0]));
    assert_eq!((&changes["dulu"]["oleh"], &changes["kini"]["oleh"]), (&"Sekretaris".into(), &"Kepala".into()));
    let text = std::fs::read_to_string(folder.join("hasil/koreksi.md")).unwrap();
    for line in [
        "Ditutup oleh Sekretaris pada 2025-01-10; dikoreksi oleh Kepala pada 2025-02-03.\nAlasan: salah ketik\n",
        "| 1 | I1 | realisasi | 86% (sebelumnya/data/1-a.csv:2) | 84% (data/1-b.csv:2) |",
        "| I1 | 91% | 88% | **Baik → Cukup** | baris 1 |",
        "| S1 | 90,5% | 89,5% | **Baik → Cukup** | baris 1 (sendirian: 89%, Cukup); baris 2 (sendirian: 91%, Baik) |",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

/// Rows, those new and gone, results and ratings that change, cases new and gone.
fn counts(counts: [u64; 7]) -> Value {
    let names = [
        "baris",
        "baris_baru",
        "baris_ditiadakan",
        "hasil_berubah",
        "kategori_berubah",
        "kasus_baru",
        "kasus_ditiadakan",
    ];
    names
        .into_iter()
        .zip(counts)
        .map(|(name, count)| (name.to_owned(), json!(count)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// `code then → now: row → alone, …`
fn moved(change: &Value) -> String {
    let standing =
        |value: &Value| format!("{} {}", value["nilai"].as_str().unwrap(), value["kategori"].as_str().unwrap());
    let causes: Vec<String> = change["sebab"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cause| format!("{} → {}", cause["baris"], standing(&cause["menjadi"])))
        .collect();
    let code = change["kode"].as_str().unwrap();
    format!("{code} {} → {}: {}", standing(&change["dulu"]), standing(&change["kini"]), causes.join(", "))
}

#[test]
fn a_figure_that_is_new_or_gone_and_a_unit_that_is_new_or_gone() {
    // Y is gone, Z is new, X has no I2 any more.
    let data = "unit;kode;realisasi\nX;I1;86%\nZ;I1;95%\nZ;I2;80%\n";
    let (_office, folder) = corrected(data);
    let changes = changes(&folder);
    let cases = changes["kasus"].as_array().unwrap();
    let units: Vec<&str> = cases.iter().map(|case| case["unit"].as_str().unwrap()).collect();
    // Those of then in their order, then what is new.
    assert_eq!(units, ["X", "Y", "Z"]);
    assert_eq!(cases[0]["baris"][0]["kode"], "I2");
    assert!(cases[0]["baris"][0].get("kini").is_none());
    assert_eq!(cases[0]["hasil"][0]["kini"]["nilai"], "kosong");
    assert!(cases[1]["baris"][0].get("kini").is_none() && cases[1]["hasil"][0]["kini"] == json!({}));
    assert!(cases[2]["baris"][0].get("dulu").is_none() && cases[2]["hasil"][0]["dulu"] == json!({}));
    assert_eq!((&cases[1]["ditiadakan"], &cases[1]["hasil"][0]["cara"]), (&true.into(), &"ditiadakan".into()));
    assert_eq!((&cases[2]["baru"], &cases[2]["hasil"][0]["cara"]), (&true.into(), &"baru".into()));
    // Nothing was known of Z, so nothing of it changes; of X I2 and S1 do. Five figures: one of X, two each of Y and Z.
    assert!(
        cases.iter().skip(1).flat_map(|case| case["hasil"].as_array().unwrap()).all(|h| h["kategori_berubah"] == false)
    );
    assert_eq!(changes["ringkasan"], counts([5, 2, 3, 2, 2, 1, 1]));
    let text = std::fs::read_to_string(folder.join("hasil/koreksi.md")).unwrap();
    for line in [
        "## Y · periode 2024 · tidak ada lagi\n",
        "## Z · periode 2024 · baru\n",
        // 95/95
        "| I1 | – | 100% | Baik | datanya belum ada dahulu |",
        "| I1 | 100% | – | Baik | datanya tidak ada lagi |",
        "2 isian ditambahkan, 3 isian ditiadakan; 2 hasil berubah, 2 kategori berubah. Unit dan periode yang baru: 1. \
         Unit dan periode yang tidak ada lagi: 1.\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    assert!(!text.contains("tidak diuji"), "{text}");
    assert_eq!(verified(&folder).0, 0, "{}", verified(&folder).1);
}

#[test]
fn what_only_changes_together_is_said_to() {
    let (office, folder) = closed();
    drop((office, folder));
    let office = TempDir::new().unwrap();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                 data p \"P\" { satuan angka }\ndata q \"Q\" { satuan angka }\n\
                 nilai n \"N\" { rumus jika p = 1 dan q = 1 maka 1 selain itu 0 }\n";
    put(office.path(), "a.takar", rules);
    put(office.path(), "a.csv", "kode;realisasi\np;0\nq;0\n");
    put(office.path(), "b.csv", "kode;realisasi\np;1\nq;1\n");
    assert_eq!(code(&super::close(office.path(), "t", &[])), 0);
    let output = correct(&office.path().join("t"), "t", "k", "b.csv");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let changes = changes(&office.path().join("k"));
    let result = &changes["kasus"][0]["hasil"][0];
    assert_eq!((&result["cara"], &result["sebab"]), (&"hanya_bersama".into(), &json!([])));
    assert_eq!(result["bersama"], json!([1, 2]));
    let text = std::fs::read_to_string(office.path().join("k/hasil/koreksi.md")).unwrap();
    assert!(text.contains("| n | 0 | 1 | – | hanya baris 1 dan 2 bersama |"), "{text}");
}

#[test]
fn a_part_of_the_period_that_was_another_is_told_with_its_period() {
    let office = TempDir::new().unwrap();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2023 sampai 31 Desember 2024 periode tahunan }\n\
                 gunakan \"baku/polaritas.takar\"\n\
                 indikator I \"I\" { satuan persen target 80% polaritas positif konsolidasi maksimum }\n";
    put(office.path(), "a.takar", rules);
    let data = "kode;periode;realisasi\nI;2023;40%\nI;2024-S1;50%\nI;2024-S2;60%\n";
    put(office.path(), "a.csv", data);
    put(office.path(), "b.csv", &data.replace("60%", "70%"));
    let output = super::close(office.path(), "t", &[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let output = correct(&office.path().join("t"), "t", "k", "b.csv");
    assert_eq!(code(&output), 0, "{}", err(&output));
    // 60/80 = 75%, 70/80 = 87,5%. The year 2023 stays as it was, and is not told of.
    let cases = changes(&office.path().join("k"))["kasus"].as_array().unwrap().clone();
    assert_eq!(cases.len(), 1, "{cases:?}");
    assert_eq!((&cases[0]["periode"], &cases[0]["baris"][0]["periode"]), (&"2024".into(), &"2024-S2".into()));
    assert_eq!(
        (&cases[0]["baris"][0]["dulu"]["isi"], &cases[0]["baris"][0]["kini"]["isi"]),
        (&"60".into(), &"70".into())
    );
    let result = &cases[0]["hasil"][0];
    assert_eq!((&result["dulu"]["nilai"], &result["kini"]["nilai"]), (&"75".into(), &"87.5".into()));
    assert_eq!(result["sebab"][0]["baris"], 1);
    assert_eq!(verified(&office.path().join("k")).0, 0, "{}", verified(&office.path().join("k")).1);
}

#[test]
fn rows_that_only_stand_elsewhere_correct_nothing() {
    let (office, folder) = closed();
    put(office.path(), "b.csv", "unit;kode;realisasi\nY;I2;80%\nY;I1;95%\nX;I2;72%\nX;I1;86%\n");
    let output = correct(&folder, "t", "k", "b.csv");
    assert!(code(&output) == 1 && err(&output).contains("galat[T0971]"), "{}", err(&output));
    assert!(!office.path().join("k").exists());
    let names = std::fs::read_dir(office.path()).unwrap().count();
    // a.takar, a.csv, b.csv, bagian, t
    assert_eq!(names, 5, "nothing is left behind");
}

#[test]
fn what_is_not_whole_is_not_corrected() {
    let (office, folder) = closed();
    put(office.path(), "b.csv", &DATA.replace("86%", "84%"));
    put(&folder, "hasil/catatan.txt", "x");
    let output = correct(&folder, "t", "k", "b.csv");
    assert!(code(&output) == 1 && err(&output).contains("galat[T0970]"), "{}", err(&output));
    assert!(!office.path().join("k").exists());
}

#[test]
fn a_chain_of_corrections_is_verified_link_by_link() {
    let (office, first) = corrected(&DATA.replace("86%", "84%"));
    put(office.path(), "c.csv", &DATA.replace("86%", "85%"));
    let output = correct(&first, "k", "k2", "c.csv");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let second = office.path().join("k2");
    // It says what the first correction knew, not what was closed at first.
    assert_eq!(changes(&second)["kasus"][0]["baris"][0]["dulu"]["isi"], "84");
    let output = run(office.path(), &["verifikasi", "k2"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let whole: Vec<String> =
        out(&output).lines().filter_map(|line| line.strip_prefix("utuh: ")).map(str::to_owned).collect();
    assert_eq!(whole.len(), 3, "{}", out(&output));
    assert!(whole[2].starts_with("k2/sebelumnya/sebelumnya, 8 berkas"), "{whole:?}");

    // The oldest link is changed: all above it see it.
    let path = second.join("sebelumnya/sebelumnya/data/1-a.csv");
    std::fs::write(&path, std::fs::read_to_string(&path).unwrap().replace("86%", "99%")).unwrap();
    let (code, said) = verified(&second);
    assert_eq!(code, 1);
    for told in [
        "galat[T0960]: sebelumnya/sebelumnya/data/1-a.csv",
        "galat[T0960]: sebelumnya/data/1-a.csv",
        "galat[T0960]: data/1-a.csv",
    ] {
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn another_closed_period_in_the_place_of_the_corrected_one_is_found() {
    let (office, folder) = corrected(&DATA.replace("86%", "84%"));
    // Closed on another day, and whole in itself.
    let other = run(
        office.path(),
        &["tutup", "a.takar", "--data", "a.csv", "--oleh", "Sekretaris", "--pada", "2025-01-11", "--keluaran", "lain"],
    );
    assert_eq!(code(&other), 0);
    std::fs::remove_dir_all(folder.join("sebelumnya")).unwrap();
    std::fs::rename(office.path().join("lain"), folder.join("sebelumnya")).unwrap();
    let inside = content(&folder.join("sebelumnya"));
    edit(&folder, |manifest| {
        let files = manifest["berkas"].as_array_mut().unwrap();
        for file in files {
            let path = file["jalur"].as_str().unwrap().to_owned();
            if let Some(bytes) = path.strip_prefix("sebelumnya/").and_then(|path| inside.get(path)) {
                file["sidik"] = hash(bytes).into();
                file["ukuran"] = bytes.len().into();
            }
        }
    });
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains("galat[T0969]"), "{said}");
}

#[test]
fn the_account_of_a_correction_is_computed_anew() {
    let (_office, folder) = corrected(&DATA.replace("86%", "84%"));
    let path = folder.join("hasil/koreksi.md");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("84%", "85%")).unwrap();
    let (code, said) = verified(&folder);
    assert!(code == 1 && said.contains("galat[T0964]: hasil/koreksi.md"), "{said}");
}

#[test]
fn a_signature_of_what_is_corrected_is_kept() {
    let (office, folder) = closed();
    put(&folder, "manifes.json.sig", "tanda tangan");
    put(office.path(), "b.csv", &DATA.replace("86%", "84%"));
    assert_eq!(code(&correct(&folder, "t", "k", "b.csv")), 0);
    let kept = office.path().join("k/sebelumnya/manifes.json.sig");
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "tanda tangan");
    assert_eq!(verified(&office.path().join("k")).0, 0, "{}", verified(&office.path().join("k")).1);
}

/// A correction of a ruleset of its own; its account as text.
fn account(rules: &str, then: &str, now: &str) -> (TempDir, String) {
    let office = TempDir::new().unwrap();
    let head = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n";
    put(office.path(), "a.takar", &format!("{head}{rules}"));
    put(office.path(), "a.csv", then);
    put(office.path(), "b.csv", now);
    let output = super::close(office.path(), "t", &[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let output = correct(&office.path().join("t"), "t", "k", "b.csv");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let folder = office.path().join("k");
    changes(&folder);
    let (code, said) = verified(&folder);
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(folder.join("hasil/koreksi.md")).unwrap();
    (office, text)
}

#[test]
fn a_row_that_counts_only_beside_another_is_named_with_it() {
    // p alone gives 1, q alone nothing; both give 2, and r gives nothing at all.
    let rules = "data p \"P\" { satuan angka }\ndata q \"Q\" { satuan angka }\ndata r \"R\" { satuan angka }\n\
                 nilai n \"N\" { rumus jika p = 1 dan q = 1 maka 2 selain itu jika p = 1 maka 1 selain itu 0 }\n\
                 nilai m \"M\" { rumus r × 0 }\n";
    let (_office, text) = account(rules, "kode;realisasi\np;0\nq;0\nr;0\n", "kode;realisasi\np;1\nq;1\nr;1\n");
    assert!(text.contains("| n | 0 | 2 | – | baris 1 (sendirian: 1); dan bersamanya baris 2 |"), "{text}");
    assert!(text.contains("3 isian data berubah; 1 hasil berubah, 0 kategori berubah."), "{text}");
}

#[test]
fn a_figure_that_is_added_or_a_budget_that_changes_reads_as_what_it_is() {
    let rules = "gunakan \"baku/polaritas.takar\"\nanggaran B \"B\" { }\n\
                 indikator I \"I\" { satuan persen target 80% polaritas positif }\n";
    let then = "kode;target;realisasi\nB;1.000.000;500.000\nI;;\n";
    let now = "kode;target;realisasi\nB;2.000.000;500.000\nI;;60%\n";
    let (_office, text) = account(rules, then, now);
    for line in [
        "| B | target (pagu) | Rp 1.000.000 (sebelumnya/data/1-a.csv:2) | Rp 2.000.000 (data/1-b.csv:2) |",
        "| I | realisasi | – | 60% (data/1-b.csv:3) |",
        // 500.000/1.000.000 and 500.000/2.000.000; 60/80
        "| B | 50% | 25% | – | baris ",
        "| I | belum ada data | 75% | – | baris ",
        "1 isian data berubah, 1 isian ditambahkan; 2 hasil berubah, 0 kategori berubah.",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    // The same figure with other decimals says that it is that.
    let (_office, text) = account(rules, "kode;target;realisasi\nI;;60%\n", "kode;target;realisasi\nI;;60,0%\n");
    let line =
        "60% (ditulis dengan 0 desimal, sebelumnya/data/1-a.csv:2) | 60% (ditulis dengan 1 desimal, data/1-b.csv:2)";
    assert!(text.contains(line) && text.contains("Tidak ada hasil yang berubah."), "{text}");
}

#[test]
fn a_unit_that_is_new_without_a_figure_is_a_correction() {
    let (_office, folder) = corrected(&format!("{DATA}Z;I1;\n"));
    let changes = changes(&folder);
    assert_eq!(changes["kasus"][0]["baris"], json!([]));
    assert_eq!(changes["ringkasan"], counts([0, 0, 0, 0, 0, 1, 0]));
    let text = std::fs::read_to_string(folder.join("hasil/koreksi.md")).unwrap();
    assert!(text.contains("Barisnya tidak memuat angka apa pun."), "{text}");
    assert_eq!(verified(&folder).0, 0);
}

#[test]
fn a_correction_is_no_earlier_than_what_it_corrects() {
    let (office, folder) = closed();
    put(office.path(), "b.csv", &DATA.replace("86%", "84%"));
    let on = |of: &str, day: &str, target: &str| {
        let arguments = ["koreksi", of, "--data", "b.csv", "--oleh", "K", "--pada", day, "--keluaran", target];
        run(folder.parent().unwrap(), &arguments)
    };
    // It was closed on 2025-01-10.
    let output = on("t", "2025-01-09", "k");
    assert!(code(&output) == 2 && err(&output).contains("galat[T0977]"), "{}", err(&output));
    assert!(!office.path().join("k").exists());
    assert_eq!(code(&on("t", "2025-01-10", "k")), 0);
    // Nor than the correction before it.
    put(office.path(), "b.csv", &DATA.replace("86%", "83%"));
    assert_eq!(code(&on("k", "2025-01-09", "k2")), 2);
    assert_eq!(code(&on("k", "2025-03-01", "k2")), 0);
    put(office.path(), "b.csv", &DATA.replace("86%", "82%"));
    assert_eq!(code(&on("k2", "2025-02-28", "k3")), 2);
}

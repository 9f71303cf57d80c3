//! `--ringkasan`: counts per rating, what fails and why, how figures are spread. Every expected count is counted by hand.

use crate::support::program::{code, err, out, takar, valid, write};
use serde_json::Value;
use std::process::Output;
use tempfile::TempDir;

const RULES: &str = r#"aturan contoh "Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
gunakan "baku/polaritas.takar"
skala baik "Skala" {
  "Baik"   90% s.d. 100% warna hijau
  "Kurang"  0% s.d. 89%  warna merah
}
pengukuran {
  polaritas positif
  batasi    0% s.d. 100%
  bulatkan  0 desimal
  kategori  baik
  agregasi  rata_rata
}
sasaran S1 "Layanan" {
  indikator I1 "Layanan tepat waktu" { satuan persen target 100% }
  indikator I2 "Laporan" { satuan angka }
}
pastikan I1.realisasi ≥ 50% "layanan di atas 50%"
"#;

// I1: 100, 90, 40, none. I2: 100, 50, realization without a target of 0: cannot be computed, 100.
const DATA: &str = "\
unit;kode;target;realisasi
Barat;I1;;100%
Barat;I2;2;2
Timur;I1;;90%
Timur;I2;4;2
Utara;I1;;40%
Utara;I2;0;1
Selatan;I2;1;1
";

fn summary(further: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", RULES);
    write(&folder, "contoh.csv", DATA);
    takar(&folder, &[&["hitung", "contoh.takar", "--data", "contoh.csv", "--ringkasan"], further].concat())
}

#[test]
fn counts_and_distributions_are_those_of_the_results() {
    let output = summary(&["--format", "json"]);
    // Utara has a result that cannot be computed and a condition that does not hold.
    assert_eq!(code(&output), 1, "{}", err(&output));
    valid("ringkasan.schema.json", "", &out(&output));
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let summary = &document["ringkasan"];
    assert_eq!((&summary["unit"], &summary["hasil"]), (&4.into(), &4.into()));
    let node =
        |code: &str| summary["simpul"].as_array().unwrap().iter().find(|node| node["kode"] == code).unwrap().clone();
    let first = node("I1");
    assert_eq!(first["keadaan"], serde_json::json!({"nilai": 3, "tidak_berlaku": 0, "kosong": 1, "galat": 0}));
    assert_eq!(first["kategori"], serde_json::json!({"Baik": 2, "Kurang": 1}));
    // 40, 90, 100: (40 + 90 + 100) / 3 = 76,666…
    let spread = &first["sebaran"];
    assert_eq!(
        (&spread["terkecil"], &spread["median"], &spread["terbesar"]),
        (&"40".into(), &"90".into(), &"100".into())
    );
    assert_eq!((&spread["rata_rata"], &spread["banyak"]), (&"76.666666666666666".into(), &3.into()));
    let second = node("I2");
    assert_eq!(second["keadaan"], serde_json::json!({"nilai": 3, "tidak_berlaku": 0, "kosong": 0, "galat": 1}));
    // 50, 100, 100: the one in the middle is 100.
    assert_eq!(second["sebaran"]["median"], "100");
    // S1: (100 + 100) / 2 = 100, (90 + 50) / 2 = 70; of two figures the median is (70 + 100) / 2 = 85.
    let group = node("S1");
    assert_eq!(group["kategori"], serde_json::json!({"Baik": 1, "Kurang": 1}));
    assert_eq!(group["sebaran"]["median"], "85");
    let failures = summary["gagal"].as_array().unwrap();
    let what: Vec<_> =
        failures.iter().map(|failure| failure.get("kode").or(failure.get("pastikan")).unwrap()).collect();
    // The group of an indicator that cannot be computed cannot be computed either.
    assert_eq!(what, ["S1", "I2", "layanan di atas 50%"]);
    assert!(failures.iter().all(|failure| failure["unit"] == "Utara" && failure["periode"] == "2024"));
    assert!(failures[1]["sebab"].as_str().unwrap().contains("pembagian dengan nol"), "{failures:?}");
}

#[test]
fn people_get_tables() {
    let text = out(&summary(&[]));
    assert!(
        text.contains(
            "4 unit, 4 hasil (unit dan periode): 2 lengkap, 1 belum ada sebagian datanya, 1 tidak dapat dihitung"
        ),
        "{text}"
    );
    for part in [
        "Banyaknya hasil menurut kategori",
        "Sebaran capaian dan nilai",
        "76,67%",
        "Yang gagal, dan sebabnya",
        "Utara · 2024: I2: ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    // What is nowhere has no column.
    assert!(!text.contains("Tidak berlaku") && text.contains("Belum ada data"), "{text}");
    let english = out(&summary(&["--bahasa", "en"]));
    assert!(english.contains("4 units, 4 results") && english.contains("What fails, and why"), "{english}");
}

#[test]
fn a_row_for_each_count() {
    let text = out(&summary(&["--format", "csv"]));
    for line in [
        "kode;jenis;judul;butir;isi",
        ";;;unit;4",
        "I1;indikator;Layanan tepat waktu;kategori Baik;2",
        "I1;indikator;Layanan tepat waktu;rata_rata;76,666666666666666",
        "S1;sasaran;Layanan;galat;1",
    ] {
        assert!(text.lines().any(|known| known == line), "{line}: {text}");
    }
    assert_eq!(code(&summary(&["--format", "jsonl"])), 2);
    assert_eq!(code(&summary(&["--format", "xlsx"])), 2);
}

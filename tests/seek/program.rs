//! `takar cari`, `takar mengapa`, `takar kemungkinan` as their users meet them.

use crate::support::program::{code, err, out, takar, valid, write};
use serde_json::Value;
use tempfile::TempDir;

const RULES: &str = r#"aturan contoh "Kinerja Contoh" {
  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024
  periode tahunan
}
satuan laporan
polaritas naik "Naik" { arah naik rumus realisasi / target × 100% }
polaritas stabil "Stabil" { arah tengah rumus 100% − abs(realisasi − target) / target × 100% }
skala lkj "Skala" {
  bulatkan 0 desimal
  "Berhasil"        91% s.d. 100%
  "Cukup Berhasil"  71% s.d. 90%
  "Kurang Berhasil" 51% s.d. 70%
  "Tidak Berhasil"   0% s.d. 50%
}
pengukuran { polaritas naik batasi 0% s.d. 100% bulatkan 0 desimal kategori lkj agregasi rata_rata }
sasaran S1 "Layanan" {
  indikator S1.1 "Tepat waktu" { satuan persen target 95% }
  indikator S1.2 "Laporan" { satuan laporan target 12 laporan }
  indikator S1.3 "Stabil" { satuan persen polaritas stabil target 50% rentang 0% s.d. 100% }
}
nilai pecahan "Di balik koma" { rumus bulat(S1.1.realisasi; 0) − S1.1.realisasi }
nilai tetap "Tetap" { rumus batasi(S1.2.realisasi / 12 laporan × 100%; 0% s.d. 80%) }
"#;

/// S1: (91 + 75 + 90) / 3 = 85,33…: Cukup Berhasil.
const DATA: &str = "kode;realisasi\nS1.1;86%\nS1.2;9\nS1.3;45%\n";

fn folder(data: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", RULES);
    write(&folder, "contoh.csv", data);
    folder
}

fn run(data: &str, verb: &str, question: &str, more: &[&str]) -> String {
    let folder = folder(data);
    let mut words = vec![verb, "contoh.takar", question, "--data", "contoh.csv"];
    words.retain(|word| !word.is_empty());
    words.extend(more);
    let output = takar(&folder, &words);
    assert_eq!(code(&output), 0, "{question}: {}", err(&output));
    out(&output)
}

fn json(data: &str, verb: &str, question: &str) -> Value {
    let text = run(data, verb, question, &["--format", "json"]);
    valid("pencarian.schema.json", "", &text);
    serde_json::from_str::<Value>(&text).unwrap()["hasil"][0].clone()
}

/// Where the condition holds: `95.03..121.98`, without an end `10..`.
fn holds(answer: &Value) -> Vec<String> {
    let end = |end: &Value| end["nilai"].as_str().unwrap_or_default().to_owned();
    let all = answer["cari"]["memenuhi"].as_array().unwrap();
    all.iter().map(|one| format!("{}..{}", end(&one["dari"]), end(&one["sampai"]))).collect()
}

#[test]
fn a_target_is_sought_with_its_proof() {
    let text = run(DATA, "cari", "S1.1.target agar S1.1.kategori = \"Cukup Berhasil\"", &[]);
    // 86/95,03 = 90,498% → 90; 86/95,02 = 90,507% → 91; 86/121,98 = 70,503% → 71; 86/121,99 = 70,498% → 70
    assert!(text.starts_with("S1.1.target: 95,03% s.d. 121,98%   (langkah 0,01%; sekarang 95%)\n"), "{text}");
    for line in [
        "   95,02%   S1.1.kategori Berhasil          tidak\n",
        "   95,03%   S1.1.kategori Cukup Berhasil    memenuhi\n",
        "  121,98%   S1.1.kategori Cukup Berhasil    memenuhi\n",
        "  121,99%   S1.1.kategori Kurang Berhasil   tidak\n",
        "pada 0% syarat tidak punya nilai: tidak dapat dihitung (pembagian dengan nol di contoh.takar:6)",
        "dicari pada ≥ 0%",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn every_interval_is_found_where_it_goes_up_and_down() {
    // 71 to 90 of 100 − |x − 50| / 50 × 100: |x − 50| from 4,75 (90,5 rounds up) to 14,75 (70,5 does)
    let found = json(DATA, "cari", "S1.3.realisasi agar S1.3.kategori = \"Cukup Berhasil\"");
    assert_eq!(holds(&found), ["35.25..45.24", "54.76..64.75"]);
    // Nothing behind the comma: whole percents, each alone.
    let found = json(DATA, "cari", "S1.1.realisasi rentang 0% s.d. 3% agar pecahan = 0%");
    assert_eq!(holds(&found), ["0..0", "1..1", "2..2", "3..3"]);
    let found = json(DATA, "cari", "S1.1.realisasi langkah 0,5% rentang > 0% s.d. < 3% agar pecahan = 0%");
    assert_eq!(holds(&found), ["1..1", "2..2"]);
}

#[test]
fn what_grows_without_end_is_proven() {
    // S1 = (91 + x + 90) / 3 ≥ 90,5 for x ≥ 90,5: 11/12 = 91,67%, 10/12 = 83,3%
    let found = json(DATA, "cari", "S1.2.realisasi agar S1.kategori = \"Berhasil\"");
    assert_eq!(holds(&found), ["11.."]);
    assert_eq!(found["cari"]["memenuhi"][0]["sebelum"]["nilai"], "10");
    assert_eq!(found["cari"]["memenuhi"][0]["sebelum"]["hasil"], "Cukup Berhasil");
    assert_eq!(found["cari"]["belum_diputuskan"], serde_json::json!([]));
}

#[test]
fn numbers_in_rules_are_sought() {
    // 91 + 75 + 90 = 256, /3 = 85,33 → 85: Berhasil from 85 at the latest; 70 is the neighbour below, as 71 moves with none.
    let found = json(DATA, "cari", "lkj.\"Berhasil\".bawah rentang 80% s.d. 100% agar S1.kategori = \"Berhasil\"");
    assert_eq!(holds(&found), ["80..85"]);
    // (91 + 9/T × 100 + 90) / 3 ≥ 90,5 for 9/T ≥ 90,5%: T ≤ 9
    let found =
        json(DATA, "cari", "12 laporan dalam S1.2 rentang 1 laporan s.d. 20 laporan agar S1.kategori = \"Berhasil\"");
    assert_eq!(holds(&found), ["1..9"]);
}

#[test]
fn what_is_impossible_says_what_is_nearest_and_what_stands_in_the_way() {
    let found = json(DATA, "cari", "S1.2.realisasi agar tetap ≥ 90%");
    let why = &found["cari"]["tidak_tercapai"];
    // 80% is reached at 9,6: with 10 reports, the first beyond the cap.
    assert_eq!(why["terbaik"], serde_json::json!({ "nilai": "10", "hasil": "80", "tercapai": true }));
    assert_eq!((&why["batasi"][0]["menjadi"], &why["batasi"][0]["tempat"]), (&"80".into(), &"contoh.takar:22".into()));
    // (x + 75 + 90) / 3 ≥ 90,5 needs 106,5: not S1.1 alone. At 100 for S1.1, S1.2 needs 81,5: 10/12 = 83,3%.
    let found = json(DATA, "cari", "S1.1.realisasi agar S1.kategori = \"Berhasil\"");
    let why = &found["cari"]["tidak_tercapai"];
    // 100% is reached where x/95 rounds to 100: 94,525%, so 94,53%.
    assert_eq!((&why["terbaik"]["nilai"], &why["terbaik"]["hasil"]), (&"86".into(), &"Cukup Berhasil".into()));
    let text = run(DATA, "cari", "S1.1.realisasi agar S1.kategori = \"Berhasil\"", &[]);
    assert!(text.contains("tidak ada nilai yang memenuhi"), "{text}");
    // With S1.1 as it is (91), S1.2 needs 90,5.
    assert!(text.contains("S1.2.realisasi   9 laporan → 11 laporan   + 2 laporan"), "{text}");
}

#[test]
fn missing_inputs_are_told() {
    let data = "kode;realisasi\nS1.1;86%\nS1.3;45%\n";
    let found = json(data, "cari", "S1.1.realisasi agar S1.kategori = \"Berhasil\"");
    assert_eq!(found["cari"]["tidak_tercapai"]["kosong"], serde_json::json!(["realisasi S1.2"]));
    assert_eq!(found["cari"]["tanpa_nilai"][0]["keadaan"], "kosong");
}

#[test]
fn two_are_a_table() {
    let question =
        "S1.2.realisasi rentang 8 laporan s.d. 12 laporan; S1.1.realisasi langkah 1% agar S1.kategori = \"Berhasil\"";
    let found = json(DATA, "cari", question);
    let rows: Vec<(&str, &str, &str)> = found["batas"]["baris"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let text = |value: &Value| match value.as_str() {
                Some(text) => text.to_owned().leak() as &str,
                None => "-",
            };
            (text(&row["dari"]), text(&row["sampai"]), text(&row["memenuhi"][0]["dari"]))
        })
        .collect();
    // (y + x + 90) / 3 ≥ 90,5: 8/12 = 67 and 9/12 = 75 need more than 100; 10/12 = 83 needs 98,5: 94% of 95% is 98,9 → 99;
    // 11/12 = 92 needs 89,5 → 90: 85% of 95% is 89,47 → 89, 86% is 90,5 → 91; 12/12 needs 81,5 → 82: 78% is 82,1 → 82.
    assert_eq!(rows, [("8", "9", "-"), ("10", "10", "94"), ("11", "11", "86"), ("12", "12", "78")]);
    assert_eq!(found["batas"]["lengkap"], true);
    // Of more values than are all shown some are chosen, each exact.
    let text = run(DATA, "cari", "S1.1.realisasi; S1.2.realisasi agar S1.kategori = \"Berhasil\"", &[]);
    assert!(text.contains("\n86%              ≥ 11 laporan\n"), "{text}");
    assert!(text.contains("baris dipilih dari nilai S1.1.realisasi"), "{text}");
}

#[test]
fn reasons_come_with_the_smallest_step_first() {
    let found = json(DATA, "mengapa", "tidak S1.kategori = \"Berhasil\"");
    let inputs: Vec<(String, String)> = found["mengapa"]["masukan"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap_or("-").to_owned();
            (text("nama"), text("menjadi"))
        })
        .collect();
    // S1.2 needs 90,5: 11 of 12. S1.1 would need 106,5, S1.3 105,5.
    let expected = [("S1.2.realisasi", "11"), ("S1.1.realisasi", "-"), ("S1.3.realisasi", "-")];
    assert_eq!(inputs, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(found["mengapa"]["masukan"][0]["langkah"], "2");
    // 90,5% of 95% is 85,975%: the first below is 85,97%.
    let found = json(DATA, "mengapa", "S1.1");
    assert_eq!(found["mengapa"]["syarat"], "S1.1.kategori = \"Berhasil\"");
    assert_eq!(found["mengapa"]["masukan"][0]["menjadi"], "85.97");
    assert_eq!(found["mengapa"]["menjadi"], "tidak");
}

#[test]
fn ratings_that_are_still_possible() {
    let found = json("kode;realisasi\nS1.1;86%\nS1.3;45%\n", "kemungkinan", "S1");
    let all = &found["kemungkinan"][0];
    let chances: Vec<(String, String)> = all["kategori"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kategori"].as_str().unwrap().to_owned(), one["kemungkinan"].as_str().unwrap().to_owned()))
        .collect();
    // From (91 + 0 + 90) / 3 = 60,33 to (91 + 100 + 90) / 3 = 93,67
    let expected = [
        ("Berhasil", "mungkin"),
        ("Cukup Berhasil", "mungkin"),
        ("Kurang Berhasil", "mungkin"),
        ("Tidak Berhasil", "tidak_mungkin"),
    ];
    assert_eq!(chances, expected.map(|(label, chance)| (label.to_owned(), chance.to_owned())));
    assert_eq!((&all["nilai"]["dari_terbukti"], &all["nilai"]["sampai_terbukti"]), (&true.into(), &true.into()));
    assert!(all["nilai"]["dari"].as_str().unwrap().starts_with("60.333"));
    assert!(all["nilai"]["sampai"].as_str().unwrap().starts_with("93.666"));
    let none = run(DATA, "kemungkinan", "", &[]);
    assert!(none.starts_with("S1: tidak ada masukan yang masih kosong\n"), "{none}");
}

#[test]
fn many_units_have_a_line_each() {
    let data = "unit;kode;realisasi\nBarat;S1.1;86%\nBarat;S1.2;9\nBarat;S1.3;45%\n\
                Timur;S1.1;95%\nTimur;S1.2;12\nTimur;S1.3;50%\n";
    let text = run(data, "cari", "S1.2.realisasi agar S1.kategori = \"Berhasil\"", &[]);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert!(lines.iter().any(|line| line.starts_with("Barat · 2024") && line.ends_with("≥ 11 laporan")), "{text}");
    // (100 + x + 100) / 3 ≥ 90,5 for x ≥ 71,5: 9/12 = 75%
    assert!(lines.iter().any(|line| line.starts_with("Timur · 2024") && line.ends_with("≥ 9 laporan")), "{text}");
    let json = run(data, "cari", "S1.2.realisasi agar S1.kategori = \"Berhasil\"", &["--format", "json"]);
    valid("pencarian.schema.json", "", &json);
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["hasil"].as_array().unwrap().len(), 2);
}

#[test]
fn a_question_that_cannot_be_read_is_underlined() {
    let folder = folder(DATA);
    let said = |question: &str| {
        let output = takar(&folder, &["cari", "contoh.takar", question, "--data", "contoh.csv"]);
        assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{question}");
        err(&output)
    };
    assert!(said("S1.1.target agar S1.kategorie = \"Berhasil\"").contains("pertanyaan:1:18"));
    assert!(said("S1.9.target agar S1.capaian ≥ 90%").contains("T0930"));
    assert!(said("S1.1.target").contains("T0934"));
    let english = takar(&folder, &["seek", "contoh.takar", "S1.1.target", "--bahasa", "en"]);
    assert!(err(&english).contains("what is sought and its condition cannot be read"));
}

#[test]
fn what_the_rest_of_the_year_has_to_bring() {
    let folder = TempDir::new().unwrap();
    let rules = RULES.replace("target 12 laporan }", "target 12 laporan konsolidasi jumlah }");
    let rules = rules.replace("target 95% }", "target 80% konsolidasi rata_rata }");
    write(&folder, "contoh.takar", &rules);
    write(
        &folder,
        "contoh.csv",
        "kode;periode;realisasi\nS1.1;2024-TW1;60%\nS1.1;2024-TW2;70%\nS1.2;2024-TW1;2\nS1.2;2024-TW2;3\n",
    );
    let words = ["proyeksi", "contoh.takar", "--data", "contoh.csv", "--format", "json"];
    let output = takar(&folder, &words);
    assert_eq!(code(&output), 0, "{}", err(&output));
    valid("pencarian.schema.json", "", &out(&output));
    let found = serde_json::from_str::<Value>(&out(&output)).unwrap();
    let all = found["hasil"][0]["proyeksi"].as_array().unwrap();
    let needs = |place: usize| -> Vec<String> {
        let one = |need: &Value| {
            let end = |name: &str| need["setiap_periode"][0][name].as_str().unwrap_or_default().to_owned();
            format!("{}..{}", end("dari"), end("sampai"))
        };
        all[place]["kebutuhan"].as_array().unwrap().iter().map(one).collect()
    };
    assert_eq!((&all[0]["kode"], &all[0]["realisasi"]), (&"S1.1".into(), &"65".into()));
    assert_eq!(all[0]["tersisa"], serde_json::json!(["2024-TW3", "2024-TW4"]));
    // (60 + 70 + 2x) / 4 / 80: 90,5% of it is 289,6, 70,5% is 225,6, 50,5% is 161,6; less 130, by 2.
    assert_eq!(needs(0), ["79.8..", "47.8..79.79", "15.8..47.79", "0..15.79"]);
    // (2 + 3 + 2x) / 12: 11/12 = 91,7% → 92, 9/12 = 75%, 7/12 = 58,3%, 5/12 = 41,7%
    assert_eq!((&all[1]["kode"], &all[1]["realisasi"]), (&"S1.2".into(), &"5".into()));
    assert_eq!(needs(1), ["3..", "2..2", "1..1", "0..0"]);
    let text = out(&takar(&folder, &["proyeksi", "contoh.takar", "S1.2", "--data", "contoh.csv"]));
    assert!(text.starts_with("S1.2: sampai 2024-TW2 5 laporan; tersisa 2024-TW3 dan 2024-TW4\n"), "{text}");
    assert!(text.contains("  Berhasil          ≥ 3 laporan\n"), "{text}");
}

/// A part of the period that is still to come decides, although there is a figure without it.
#[test]
fn missing_parts_of_the_period_leave_ratings_open() {
    let folder = TempDir::new().unwrap();
    let rules = r#"aturan contoh "Contoh" { berlaku sejak 1 Januari 2024 periode tahunan }
gunakan "baku/satuan.takar"
gunakan "baku/polaritas.takar"
skala s "Skala" { "Baik" ≥ 90% "Kurang" < 90% }
pengukuran { polaritas positif kategori s }
indikator I1 "Rata-rata" { satuan persen target 50% konsolidasi rata_rata kosong abaikan }
indikator I2 "Jumlah" { satuan laporan target 12 laporan konsolidasi jumlah kosong nol }
indikator I3 "Akhir" { satuan persen target 50% konsolidasi akhir }
indikator I4 "Lengkap" { satuan persen target 50% konsolidasi akhir }
"#;
    write(&folder, "contoh.takar", rules);
    let mut data = "kode;periode;realisasi\n".to_owned();
    for quarter in 1..4 {
        data += &format!("I1;2024-TW{quarter};50%\nI2;2024-TW{quarter};1\nI3;2024-TW{quarter};50%\n");
    }
    // Of the last known only the last part counts.
    data += "I4;2024-TW4;50%\nI4;2024-TW1;10%\n";
    write(&folder, "contoh.csv", &data);
    let told = |code: &str| out(&takar(&folder, &["kemungkinan", "contoh.takar", code, "--data", "contoh.csv"]));
    for code in ["I1", "I2", "I3"] {
        let text = told(code);
        assert!(text.contains(&format!("{code}.realisasi (2024-TW4)")), "{text}");
        assert!(text.contains("belum diputuskan") && text.contains("1 masukan masih kosong"), "{text}");
        assert!(!text.contains("pasti") && !text.contains("tidak mungkin"), "{text}");
    }
    assert!(told("I4").contains("pasti"));
}

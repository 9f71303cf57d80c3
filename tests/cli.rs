//! The program as its users meet it: exit codes, streams, formats, languages.

use crate::support::program::{code, command, err, out, takar, valid, write};
use serde_json::Value;
use std::path::Path;
use std::process::{Output, Stdio};
use tempfile::TempDir;

const RULES: &str = r#"aturan contoh "Kinerja Contoh" {
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
  indikator I1 "Layanan tepat waktu" { satuan persen target 95% }
  indikator I2 "Laporan; \"lengkap\"" { satuan angka }
}
anggaran A1 "Belanja" { pagu Rp 1.000.000 }
nilai rata "Rata-rata" { rumus rata_rata(indikator.capaian) bulatkan 1 desimal kategori baik }
pastikan jumlah(anggaran.pagu) = Rp 1.000.000 "pagu sama dengan DIPA"
ingatkan I1.realisasi ≥ 90% "layanan di atas 90%"
uji "86 dari 95" {
  diketahui I1.realisasi = 86%
  maka I1.capaian = 91%
  maka kosong I2.capaian
}
"#;

const DATA: &str = "\
unit;kode;target;realisasi;capaian_lapor
Barat;I1;;86%;90%
Barat;I2;3;2;
Barat;A1;;Rp 250.000;
Timur;I1;;95%;
Timur;I2;4;4;
Timur;A1;;1.000.000;
";

/// A folder with `contoh.takar` and `contoh.csv`.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "contoh.takar", RULES);
    write(&folder, "contoh.csv", DATA);
    folder
}

const COMPUTE: [&str; 4] = ["hitung", "contoh.takar", "--data", "contoh.csv"];

/// `takar hitung contoh.takar --data contoh.csv` and further words.
fn compute(folder: &TempDir, further: &[&str]) -> Output {
    takar(folder, &[&COMPUTE, further].concat())
}

#[test]
fn a_table_has_a_block_for_each_unit() {
    let folder = folder();
    let output = compute(&folder, &[]);
    let text = out(&output);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(text.starts_with("Kinerja Contoh\n\nBarat · periode 2024\n\n Kode"), "{text}");
    assert!(text.contains("\nTimur · periode 2024\n"), "{text}");
    assert!(text.contains(" I1      Layanan tepat waktu     95%        86%      91%  Baik"), "{text}");
    assert!(text.contains("       Rata-rata"), "{text}");
    assert!(text.contains(" A1    Belanja   Rp 1.000.000  Rp 250.000  Rp 750.000      25%"), "{text}");
    assert!(text.contains(" I1: capaian_lapor 90%, hasil hitung 91%\n"), "{text}");
    assert!(text.contains(" pastikan: 1 lulus\n ingatkan: 1 gagal\n   gagal: layanan di atas 90% (kiri 86%, kanan 90%, selisih 4 poin persentase)\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn a_rating_that_depends_on_rounding_is_starred() {
    let folder = folder();
    write(&folder, "contoh.csv", "kode;realisasi;target\nI1;85,3%;\nI2;1;1\nA1;1.000.000;\n");
    let text = out(&compute(&folder, &[]));
    assert!(text.contains("Baik *\n"), "{text}");
    assert!(
        text.contains(" * kategori bergantung pada pembulatan: takar jelaskan contoh.takar I1 --data contoh.csv\n"),
        "{text}"
    );
}

#[test]
fn colours_only_where_they_are_wanted() {
    let folder = folder();
    assert!(out(&compute(&folder, &["--warna", "selalu"])).contains('\u{1b}'));
    assert!(!out(&compute(&folder, &["--warna", "tidak"])).contains('\u{1b}'));
    let broken = takar(&folder, &["hitung", "tidak-ada.takar", "--warna", "selalu"]);
    assert!(err(&broken).contains('\u{1b}'));
}

#[test]
fn json_follows_its_schema() {
    let folder = folder();
    let output = compute(&folder, &["--format", "json"]);
    let text = out(&output);
    assert_eq!(code(&output), 0);
    valid("hasil.schema.json", "", &text);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["aturan"]["nama"], "contoh");
    let barat = &document["hasil"][0];
    assert_eq!(barat["unit"], "Barat");
    assert_eq!(barat["periode"], "2024");
    let first = &barat["simpul"][1];
    assert_eq!(first["kode"], "I1");
    assert_eq!(first["induk"], "S1");
    assert_eq!(first["capaian"], "91");
    assert_eq!(first["capaian_mentah"], "90.526315789473684");
    assert_eq!(first["capaian_mentah_pecahan"], "1720/19");
    assert_eq!(first["capaian_lapor"], "90%");
    assert_eq!(barat["pastikan"][0]["keadaan"], "lulus");
    assert_eq!(barat["pastikan"][0]["kiri"], "1000000");
    assert_eq!(barat["ingatkan"][0]["keadaan"], "gagal");

    let lines = out(&compute(&folder, &["--format", "jsonl"]));
    assert_eq!(lines.lines().count(), 2);
    for (line, result) in lines.lines().zip(document["hasil"].as_array().unwrap()) {
        valid("hasil.schema.json", "#/$defs/hasil", line);
        assert_eq!(&serde_json::from_str::<Value>(line).unwrap(), result);
    }
}

#[test]
fn json_of_what_is_missing_and_of_what_cannot_be_computed() {
    let folder = folder();
    write(&folder, "contoh.csv", "kode;target;realisasi\nI2;0;2\n");
    let output = compute(&folder, &["--format", "json"]);
    assert_eq!(code(&output), 1, "a result is galat");
    let text = out(&output);
    valid("hasil.schema.json", "", &text);
    let document: Value = serde_json::from_str(&text).unwrap();
    let result = &document["hasil"][0];
    assert_eq!(result["keadaan"], "galat");
    assert!(result.get("unit").is_none());
    assert_eq!(result["simpul"][1]["keadaan"], "kosong");
    assert_eq!(result["simpul"][1]["sebab"], "realisasi I1 tidak ada");
    assert_eq!(result["simpul"][1]["target"], "95");
    assert_eq!(result["simpul"][2]["keadaan"], "galat");
    assert_eq!(result["ingatkan"][0]["keadaan"], "kosong");
    let table = out(&compute(&folder, &[]));
    assert!(table.contains("belum ada data") && table.contains("tidak dapat dihitung"), "{table}");
    assert!(table.contains(" belum ada realisasi: I1, A1\n"), "{table}");
}

#[test]
fn the_hash_changes_with_every_file_of_the_ruleset() {
    let folder = folder();
    let hash = |folder: &TempDir| {
        let document: Value = serde_json::from_str(&out(&compute(folder, &["--format", "json"]))).unwrap();
        document["aturan"]["sidik"].as_str().unwrap().to_owned()
    };
    let before = hash(&folder);
    assert_eq!(before, hash(&folder));
    write(&folder, "contoh.takar", &format!("{RULES}# akhir\n"));
    assert_ne!(before, hash(&folder));
}

#[test]
fn csv_in_both_spellings() {
    let folder = folder();
    let id = out(&compute(&folder, &["--format", "csv", "--kolom", "unit,kode,judul,capaian,capaian_mentah,kategori"]));
    let lines: Vec<&str> = id.lines().collect();
    assert_eq!(lines[0], "unit;kode;judul;capaian;capaian_mentah;kategori");
    assert_eq!(lines[2], "Barat;I1;Layanan tepat waktu;91;90,526315789473684;Baik");
    assert_eq!(lines[3], "Barat;I2;\"Laporan; \"\"lengkap\"\"\";67;66,666666666666666;Kurang");
    write(&folder, "contoh.csv", &DATA.replace(';', ",").replace("250.000", "250000").replace("1.000.000", "1000000"));
    let en = out(&compute(&folder, &["--angka", "en", "--format", "csv", "--kolom", "kode,capaian_mentah"]));
    assert!(en.starts_with("kode,capaian_mentah\nS1,79\nI1,90.526315789473684\n"), "{en}");
    let all = out(&compute(&folder, &["--angka", "en", "--format", "csv"]));
    assert!(
        all.starts_with("unit,periode,kode,jenis,induk,judul,keadaan,sebab,satuan,satuan_capaian,target,"),
        "{all}"
    );
}

#[test]
fn columns_of_a_table() {
    let folder = folder();
    let text = out(&compute(&folder, &["--kolom", "kategori,kode"]));
    assert!(text.contains(" kategori  kode\n"), "{text}");
    assert!(text.contains(" Baik      I1\n"), "{text}");
    let unknown = compute(&folder, &["--kolom", "kode,capain"]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("tidak ada kolom `capain`") && err(&unknown).contains("`capaian`"));
    assert_eq!(code(&compute(&folder, &["--format", "json", "--kolom", "kode"])), 2);
}

#[test]
fn units_and_periods_that_are_asked_for() {
    let folder = folder();
    let one = out(&compute(&folder, &["--unit", "Timur", "--format", "jsonl"]));
    assert_eq!(one.lines().count(), 1);
    assert!(one.contains("Timur"));
    let unknown = compute(&folder, &["--unit", "Timr"]);
    assert_eq!(code(&unknown), 2);
    assert_eq!(out(&unknown), "");
    assert_eq!(code(&compute(&folder, &["--periode", "2024"])), 0);
    // A quarter: the year up to its end. Data without periods is that of the period asked for.
    let quarter = compute(&folder, &["--periode", "2024-TW2", "--format", "jsonl"]);
    assert_eq!(code(&quarter), 0);
    assert!(out(&quarter).contains("\"periode\":\"2024-TW2\",\"keadaan\":\"nilai\""), "{}", out(&quarter));
    for (period, message) in [("2023", "T0622"), ("2023-TW2", "T0622"), ("lusa", "T0716")] {
        let output = compute(&folder, &["--periode", period]);
        assert_eq!(code(&output), 2, "{period}");
        assert!(err(&output).contains(message), "{}", err(&output));
    }
}

#[test]
fn without_data_everything_is_missing() {
    let folder = folder();
    let output = takar(&folder, &["hitung", "contoh.takar", "--format", "jsonl"]);
    assert_eq!(code(&output), 0);
    assert_eq!(out(&output).lines().count(), 1);
    assert!(out(&output).starts_with("{\"periode\":\"2024\",\"keadaan\":\"kosong\""));
}

#[test]
fn failing_conditions_give_1() {
    let folder = folder();
    write(&folder, "contoh.takar", &RULES.replace("= Rp 1.000.000 \"", "= Rp 1.000.001 \""));
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("(kiri Rp 1.000.000, kanan Rp 1.000.001, selisih Rp 1)"), "{}", out(&output));
}

#[test]
fn bad_data_leaves_nothing_behind() {
    let folder = folder();
    write(&folder, "hasil.lama", "yang lama\n");
    for (row, at) in [("Barat;I9;;1;\n", "contoh.csv:8:2"), ("Timur;I1;;banyak;\n", "contoh.csv:8:4")] {
        write(&folder, "contoh.csv", &format!("{DATA}{row}"));
        for format in ["tabel", "json", "jsonl", "csv"] {
            let output = compute(&folder, &["--format", format]);
            assert_eq!(code(&output), 4, "{row} {format}");
            assert_eq!(out(&output), "");
            assert!(err(&output).contains(at) || row.starts_with("Timur"), "{}", err(&output));
            let output = compute(&folder, &["--format", format, "--keluaran", "hasil.lama"]);
            assert_eq!(code(&output), 4);
            assert_eq!(std::fs::read_to_string(folder.path().join("hasil.lama")).unwrap(), "yang lama\n");
        }
        let output = compute(&folder, &["--keluaran", "baru.csv"]);
        assert_eq!(code(&output), 4);
        assert!(!folder.path().join("baru.csv").exists());
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn targets_in_the_data_must_be_those_of_the_rules() {
    let folder = folder();
    write(&folder, "contoh.csv", "kode;target;realisasi\nI1;90%;86%\nI2;3;2\n");
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 4);
    assert_eq!(out(&output), "");
    let text = err(&output);
    assert!(text.contains("galat[T0511]: target I1 dalam data 90%, sedangkan aturan menetapkan 95%"), "{text}");
    assert!(text.contains("contoh.csv:2:2"), "{text}");
    let output = compute(&folder, &["--lanjut", "--format", "json"]);
    assert_eq!(code(&output), 1);
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(document["hasil"][0]["simpul"][1]["keadaan"], "galat");
    assert_eq!(document["hasil"][0]["simpul"][2]["capaian"], "67");
}

#[test]
fn going_on_with_bad_data_gives_1() {
    let folder = folder();
    write(&folder, "contoh.csv", &DATA.replace("95%", "banyak"));
    assert_eq!(code(&compute(&folder, &[])), 4);
    let output = compute(&folder, &["--lanjut", "--format", "json"]);
    assert_eq!(code(&output), 1);
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(document["hasil"][0]["keadaan"], "nilai");
    assert_eq!(document["hasil"][1]["keadaan"], "galat");
    assert!(!err(&output).is_empty());
}

#[test]
fn results_go_to_a_file_whole() {
    let folder = folder();
    let output = compute(&folder, &["--format", "csv", "--keluaran", "hasil.csv"]);
    assert_eq!((code(&output), out(&output).as_str()), (0, ""));
    let written = std::fs::read_to_string(folder.path().join("hasil.csv")).unwrap();
    assert_eq!(written, out(&compute(&folder, &["--format", "csv"])));
    assert_eq!(written, out(&compute(&folder, &["--format", "csv", "--keluaran", "-"])));
    let output = compute(&folder, &["--keluaran", "tidak-ada/hasil.csv"]);
    assert_eq!(code(&output), 5);
    assert!(err(&output).contains("T0702"));
    assert_eq!(code(&compute(&folder, &["--keluaran", "."])), 5);
}

#[test]
fn data_and_rules_from_standard_input() {
    use std::io::Write;
    let folder = folder();
    let feed = |arguments: &[&str], text: &str| {
        let mut command = command(folder.path(), arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let expected = out(&compute(&folder, &["--format", "jsonl"]));
    let from_data = feed(&["hitung", "contoh.takar", "--data", "-", "--format", "jsonl"], DATA);
    assert_eq!(out(&from_data), expected, "{}", err(&from_data));
    let from_rules = feed(&["hitung", "-", "--data", "contoh.csv", "--format", "jsonl"], RULES);
    assert_eq!(out(&from_rules), expected, "{}", err(&from_rules));
    let twice = takar(&folder, &["hitung", "-", "--data", "-"]);
    assert_ne!(code(&twice), 0);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder();
    let mut data = String::from("unit;kode;realisasi\n");
    for unit in 0..3000 {
        data.push_str(&format!("Unit {unit};I1;90%\n"));
    }
    write(&folder, "contoh.csv", &data);
    let mut child = command(folder.path(), &COMPUTE).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
}

#[test]
fn data_of_a_ruleset_that_is_used() {
    let folder = folder();
    let other = "aturan lain \"Lain\" {\n  berlaku sejak 1 Januari 2024 sampai 31 Desember 2024\n  periode tahunan\n}\ngunakan \"contoh.takar\" sebagai p\nnilai x \"Dari yang lain\" { rumus p.I1.capaian }\n";
    write(&folder, "lain.takar", other);
    let output = takar(&folder, &["hitung", "lain.takar", "--data", "p=contoh.csv", "--format", "json"]);
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(document["hasil"][0]["simpul"][0]["nilai"], "91", "{}", err(&output));
    let unknown = takar(&folder, &["hitung", "lain.takar", "--data", "q=contoh.csv"]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("T0728"));
}

#[test]
fn exit_codes_of_files_and_rules() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("kosong")).unwrap();
    write(&folder, "rusak.takar", "aturan a \"A\" {\n  periode tahunan\n}\nnilai x \"X\" { rumus tidak_ada }\n");
    write(&folder, "tanpa-kepala.takar", "nilai x \"X\" { rumus 1 }\n");
    for (arguments, expected) in [
        (vec!["hitung", "tidak-ada.takar"], 5),
        (vec!["hitung", "."], 5),
        (vec!["hitung", "rusak.takar"], 3),
        (vec!["hitung", "tanpa-kepala.takar"], 3),
        (vec!["hitung", "contoh.takar", "--data", "tidak-ada.csv"], 5),
        (vec!["hitung", "contoh.takar", "--data", "."], 0),
        (vec!["hitung", "contoh.takar", "--data", "kosong"], 5),
        (vec!["jelaskan", "contoh.takar", "I9"], 2),
        (vec!["jelaskan", "rusak.takar"], 3),
        (vec!["periksa", "rusak.takar"], 1),
        (vec!["periksa", "tidak-ada.takar"], 5),
        (vec!["uji", "rusak.takar"], 3),
        (vec!["uji", "contoh.takar"], 0),
        (vec!["uji", "tidak-ada"], 5),
        (vec!["baku", "satuan"], 0),
        (vec!["baku", "satun"], 2),
        (vec!["galat", "T0711"], 0),
        (vec!["galat", "T9999"], 2),
        (vec!["susun", "contoh.takar"], 2),
        (vec!["formatkan", "contoh.takar"], 2),
        (vec!["hitung"], 2),
        (vec![], 2),
    ] {
        let output = takar(&folder, &arguments);
        assert_eq!(code(&output), expected, "{arguments:?}\n{}{}", out(&output), err(&output));
        if expected > 1 {
            assert_eq!(out(&output), "", "{arguments:?}");
            assert!(err(&output).contains("galat[T"), "{arguments:?}: {}", err(&output));
        }
    }
}

#[test]
fn a_folder_with_a_main_file_is_a_ruleset() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("lkj")).unwrap();
    write(&folder, "lkj/utama.takar", RULES);
    let output = takar(&folder, &["hitung", "lkj", "--data", "contoh.csv", "--format", "jsonl"]);
    assert_eq!((code(&output), out(&output).lines().count()), (0, 2));
}

#[test]
fn verbs_have_english_names() {
    let folder = folder();
    for (id, en) in [("hitung", "eval"), ("jelaskan", "explain"), ("periksa", "check"), ("uji", "test")] {
        let (a, b) = (takar(&folder, &[id, "contoh.takar"]), takar(&folder, &[en, "contoh.takar"]));
        assert_eq!((code(&a), out(&a)), (code(&b), out(&b)), "{id}");
    }
}

#[test]
fn help_and_mistakes_in_both_languages() {
    let folder = folder();
    for verb in ["hitung", "jelaskan", "periksa", "uji", "baku", "galat"] {
        let id = takar(&folder, &[verb, "--help"]);
        let en = takar(&folder, &[verb, "--help", "--bahasa", "en"]);
        assert_eq!((code(&id), code(&en)), (0, 0));
        assert!(out(&id).contains("Pemakaian: takar") && out(&id).contains("Opsi:"), "{}", out(&id));
        assert!(out(&en).contains("Usage: takar") && out(&en).contains("Options:"), "{}", out(&en));
        assert!(!out(&id).contains("Usage") && !out(&id).contains("Shows"), "{}", out(&id));
        assert!(!out(&en).contains("Pemakaian") && !out(&en).contains("Menampilkan"), "{}", out(&en));
    }
    let top = takar(&folder, &["--help"]);
    assert!(out(&top).contains("Perintah:") && out(&top).contains("(eval)"), "{}", out(&top));
    let by_environment = command(folder.path(), &["hitnug"]).env("TAKAR_BAHASA", "en").output().unwrap();
    assert!(err(&by_environment).contains("unknown verb `hitnug`"));
    assert!(err(&by_environment).contains("is `hitung` meant?"));
    let overridden = command(folder.path(), &["hitnug", "--bahasa", "id"]).env("TAKAR_BAHASA", "en").output().unwrap();
    assert!(err(&overridden).contains("perintah `hitnug` tidak dikenal"));
    assert_eq!(code(&takar(&folder, &["--bahasa", "fr", "hitung"])), 2);
    let english = takar(&folder, &["hitung", "contoh.takar", "--data", "contoh.csv", "--bahasa", "en"]);
    assert!(out(&english).contains("Description") && out(&english).contains("95%"), "{}", out(&english));
}

#[test]
fn checks_of_a_folder() {
    let folder = folder();
    let output = takar(&folder, &["periksa", "."]);
    assert_eq!(code(&output), 1, "the scale of the example has a gap only where nothing rounds");
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    write(&folder, "sub/rusak.takar", "nilai x \"X\" { rumus tidak_ada }\n");
    let output = takar(&folder, &["periksa", "sub"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("┌─ sub/rusak.takar:1:21\n1 │ nilai x"), "{}", out(&output));
    assert!(out(&output).contains("  = bantuan: ") || !out(&output).contains("bantuan"), "{}", out(&output));
    assert!(err(&output).contains("1 berkas diperiksa: 1 galat"));
    let json = takar(&folder, &["periksa", ".", "--format", "json"]);
    assert_eq!(code(&json), 1);
    valid("periksa.schema.json", "", &out(&json));
    let document: Value = serde_json::from_str(&out(&json)).unwrap();
    assert!(
        document["temuan"].as_array().unwrap().iter().any(|finding| finding["baris"] == 1 && finding["kolom"] == 21)
    );
}

#[test]
fn a_test_that_fails_shows_both_sides() {
    let folder = folder();
    let passing = takar(&folder, &["uji", "."]);
    assert_eq!(code(&passing), 0);
    assert!(out(&passing).contains("lulus  86 dari 95"));
    assert!(err(&passing).contains("1 uji lulus, 0 gagal"));
    let failing = RULES.replace("maka I1.capaian = 91%", "maka I1.capaian = 90%").replace("maka kosong", "maka galat");
    write(&folder, "contoh.takar", &failing);
    let output = takar(&folder, &["uji", "contoh.takar"]);
    assert_eq!(code(&output), 1);
    let text = out(&output);
    assert!(text.contains("kiri 91%, kanan 90%, selisih 1 poin persentase"), "{text}");
    assert!(text.contains("hasilnya belum ada data: target I2 dan realisasi I2 tidak ada"), "{text}");
    assert!(text.contains("contoh.takar:27:"), "{text}");
}

#[test]
fn explanations_in_text_and_json() {
    let folder = folder();
    let arguments = ["jelaskan", "contoh.takar", "I1", "--data", "contoh.csv", "--unit", "Barat"];
    let output = takar(&folder, &arguments);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("86% / 95% × 100% = 90,526…%"), "{}", out(&output));
    let brief = takar(&folder, &[&arguments[..], &["--ringkas"]].concat());
    assert!(out(&brief).contains("I1: Baik: capaian 91%"), "{}", out(&brief));
    let json = takar(&folder, &["jelaskan", "contoh.takar", "--data", "contoh.csv", "--format", "json"]);
    let document: Value = serde_json::from_str(&out(&json)).unwrap();
    assert!(document["penjelasan"].as_array().unwrap().len() > 8);
}

#[test]
fn standard_rulesets_are_listed_and_printed() {
    let folder = folder();
    let list = out(&takar(&folder, &["baku"]));
    assert!(list.contains("baku/satuan.takar") && list.contains("baku/polaritas.takar"));
    let expected =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/baku/skala.takar")).unwrap();
    for name in ["skala", "baku/skala.takar"] {
        assert_eq!(out(&takar(&folder, &["baku", name])), expected);
    }
}

#[test]
fn a_table_shows_digits_enough_to_tell_a_value_from_the_end_of_a_band() {
    let folder = TempDir::new().unwrap();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                 skala s { \"Baik\" ≥ 91% \"Kurang\" < 91% }\nnilai n { rumus 2 × x kategori s }\ndata x { satuan persen }";
    write(&folder, "a.takar", rules);
    // Twice 45,49999% is 90,99998%, which two decimals would show as 91%.
    write(&folder, "a.csv", "kode;realisasi\nx;45,49999%\n");
    let output = takar(&folder, &["hitung", "a.takar", "--data", "a.csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("90,99998%  Kurang"), "{text}");
}

#[test]
fn an_item_of_another_ruleset_is_explained_whole() {
    let folder = folder();
    let main = "aturan luar \"Luar\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                gunakan \"contoh.takar\" sebagai c\n";
    write(&folder, "luar.takar", main);
    write(&folder, "satu.csv", "kode;realisasi\nI1;86%\n");
    let output = takar(&folder, &["jelaskan", "luar.takar", "c.I1", "--data", "c=satu.csv"]);
    // 86/95 = 90,526…%, rounded to 91%: nothing in luar.takar reads it, and it is there all the same.
    assert!(out(&output).contains("86% / 95% × 100% = 90,526…%"), "{}", out(&output));
}

#[test]
fn a_table_prints_digits_enough_for_its_rating() {
    let folder = folder();
    let rules = "aturan a \"A\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                 gunakan \"baku/polaritas.takar\"\n\
                 skala s \"S\" { \"Baik\" 91% s.d. 100% \"Cukup\" 0% s.d. 90% }\n\
                 indikator I \"I\" { satuan persen target 97,5% polaritas positif kategori s }\n";
    write(&folder, "celah.takar", rules);
    write(&folder, "celah.csv", "kode;realisasi\nI;88,7211%\n");
    // 88,7211 / 97,5 = 90,99600…%: printed as 91% it would contradict its rating.
    let table = out(&takar(&folder, &["hitung", "celah.takar", "--data", "celah.csv"]));
    assert!(table.contains("90,996%") && table.contains("di luar skala"), "{table}");
}

#[test]
fn failing_conditions_are_told_beside_a_csv() {
    let folder = folder();
    write(&folder, "contoh.takar", &RULES.replace("Rp 1.000.000 \"pagu", "Rp 2.000.000 \"pagu"));
    let output = compute(&folder, &["--format", "csv"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("pastikan gagal (2 kali): pagu sama dengan DIPA"), "{}", err(&output));
}

#[test]
fn a_column_that_was_meant_as_realisasi_is_an_error() {
    let folder = folder();
    write(&folder, "contoh.csv", "kode;Realisasi 2024\nI1;86%\n");
    let output = compute(&folder, &[]);
    assert_eq!(code(&output), 4);
    assert!(err(&output).contains("Realisasi 2024") && err(&output).contains("\"realisasi\""), "{}", err(&output));
}

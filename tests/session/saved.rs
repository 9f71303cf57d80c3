//! `simpan skenario`: what is written, and that it gives the same results when it is read again.

use super::{DATA, fails, folder, says_in, takar, units};
use proptest::prelude::*;
use std::path::Path;

/// The results of a folder's ruleset with these further arguments, as CSV.
fn results(folder: &Path, arguments: &[&str]) -> String {
    let output = takar(folder, &[&["hitung", "contoh.takar", "--format", "csv"], arguments].concat(), "");
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(!out.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    out
}

/// Supposes these lines, saves, and compares: what `hitung` says with the same suppositions, and with what was saved.
fn saves_the_same(data: &str, lines: &[&str]) {
    let folder = folder(data);
    let typed: String = lines.iter().map(|line| format!("andai {line}\n")).collect();
    let (out, err, code) = says_in(folder.path(), &format!("{typed}simpan skenario \"usulan.takar\"\n"));
    assert_eq!((err.as_str(), code), ("", 0), "{out}");
    let mut arguments = vec!["--data", "contoh.csv"];
    lines.iter().for_each(|line| arguments.extend(["--andai", line]));
    let supposed = results(folder.path(), &arguments);
    let saved = results(folder.path(), &["--perubahan", "usulan.takar", "--data", "usulan.csv"]);
    assert_eq!(saved, supposed, "{lines:?}");
    // What was written is laid out as `takar format` would.
    let output = takar(folder.path(), &["format", "--cek", "usulan.takar"], "");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn figures_and_rules_of_all_kinds() {
    saves_the_same(DATA, &["S1.1.realisasi = 64,25%"]);
    saves_the_same(DATA, &["S1.1.target = 75%", "hadir = 45 orang", "A1.pagu = Rp 150.000.000"]);
    saves_the_same(DATA, &["S1.bobot = 50%; S2.bobot = 50%"]);
    saves_the_same(DATA, &["S1.2.realisasi = 45%", "S2.1.realisasi = tidak berlaku", "S1.1.realisasi = kosong"]);
    saves_the_same(DATA, &["mutu.\"Baik\".bawah = 80%"]);
    saves_the_same(
        DATA,
        &["ubah S1.1 { target 60% catatan \"usulan\" }", "ubah S1.1 { bobot 0,5 }; ubah S1.2 { bobot 1,5 }"],
    );
    saves_the_same(DATA, &["cabut S1.2", "sisipkan { nilai lain \"Lain\" { rumus S1.1.capaian } }"]);
    saves_the_same(DATA, &["pengukuran { batasi 0% s.d. 60% }"]);
    saves_the_same(&units(), &["S1.1.realisasi = S1.1.realisasi + 0,125%", "S1.1.target = 70%"]);
}

#[test]
fn parts_of_periods_are_written_too() {
    let data = "periode;kode;realisasi\n2024;S1.1;60%\n2024;hadir;40\n2024;undangan;100\n2024;A1;100000000\n\
        2024-TW1;S2.1;80%\n2024-TW2;S2.1;85%\n2024-TW3;S2.1;88%\n2024-TW4;S2.1;90%\n";
    // What is known of the last quarter stands for the year, 90%, until the year itself is supposed.
    saves_the_same(data, &["S1.1.realisasi = 64%"]);
    saves_the_same(data, &["S2.1.realisasi = 95%"]);
    let folder = folder(data);
    let (out, ..) = says_in(folder.path(), "andai S2.1.realisasi = 95%\n");
    assert!(out.starts_with("  S2.1   90% → 95%"), "{out}");
    let (out, err, _) = says_in(folder.path(), "andai S1.1.realisasi = 64%\nsimpan skenario usulan\n");
    let csv = std::fs::read_to_string(folder.path().join("usulan.csv")).unwrap();
    assert!(csv.contains("2024-TW3;S2.1;;88;;\n"), "{csv}{out}{err}");
}

#[test]
fn what_is_written_says_where_it_comes_from() {
    let folder = folder(DATA);
    std::fs::create_dir(folder.path().join("usul")).unwrap();
    let lines = "andai S1.1.target = 75%\nandai S1.1.realisasi = 64,5%\nsimpan skenario \"usul/maret.takar\"\n";
    let (out, err, code) = says_in(folder.path(), lines);
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(out.ends_with("takar hitung contoh.takar --perubahan usul/maret.takar --data usul/maret.csv\n"), "{out}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    // 1732579200 is 26 November 2024, 00:00 UTC.
    assert_eq!(
        read("usul/maret.takar"),
        "# Skenario dari sesi takar, disimpan 26 November 2024.\n\
         # Dasar: contoh.takar; contoh.csv\n\
         # Diandaikan:\n\
         #   andai S1.1.target = 75%\n\
         #   andai S1.1.realisasi = 64,5%\n\
         # Dihitung dengan: takar hitung contoh.takar --perubahan usul/maret.takar --data usul/maret.csv\n\
         perubahan maret \"Usulan dari skenario maret\" {\n  atas \"../contoh.takar\"\n}\n\n\
         ubah S1.1 {\n  target 75%\n}\n"
    );
    // The target that the data repeated is left to the rules now; every figure keeps its decimals.
    assert_eq!(
        read("usul/maret.csv"),
        "periode;kode;target;realisasi;capaian_lapor;kategori_lapor\n\
         2024;hadir;;40;;\n2024;undangan;;100;;\n2024;S1.1;;64,5;;\n2024;S1.2;;40,0;;\n2024;S2.1;;90;;\n2024;A1;;100000000;;\n"
    );
    let results = results(folder.path(), &["--perubahan", "usul/maret.takar", "--data", "usul/maret.csv"]);
    // 64,5/75 = 86%
    assert!(results.contains(";S1.1;") && results.contains(";86;"), "{results}");
}

#[test]
fn published_figures_and_notes_are_kept() {
    let data = "kode;realisasi;capaian_lapor;kategori_lapor;catatan\nS1.1;60%;75,0;\"Cukup; sekali\";\"ada \"\"kutipan\"\"\"\n";
    let folder = folder(data);
    let (_, err, _) = says_in(folder.path(), "andai S2.1.realisasi = 90%\nsimpan skenario usulan\n");
    assert_eq!(err, "");
    let csv = std::fs::read_to_string(folder.path().join("usulan.csv")).unwrap();
    assert!(csv.contains("2024;S1.1;;60;75,0;\"Cukup; sekali\";\"ada \"\"kutipan\"\"\"\n"), "{csv}");
}

#[test]
fn an_amendment_stands_after_those_that_there_are() {
    let folder = folder(DATA);
    let other = "perubahan satu \"Satu\" {\n  atas \"contoh.takar\"\n  berlaku sejak 1 Juli 2024\n}\nubah S1.1 { target 75% }\n";
    std::fs::write(folder.path().join("satu.takar"), other).unwrap();
    let base = ["repl", "contoh.takar", "--data", "contoh.csv", "--perubahan", "satu.takar"];
    std::fs::write(folder.path().join("contoh.csv"), DATA.replace("80%", "")).unwrap();
    let output =
        takar(folder.path(), &base, "S1.1.capaian\nandai S1.1.target = 60%\nS1.1.capaian\nsimpan skenario dua\n");
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("80%\n") && out.contains("\n100%\n"), "{out}{}", String::from_utf8_lossy(&output.stderr));
    let written = std::fs::read_to_string(folder.path().join("dua.takar")).unwrap();
    assert!(written.contains("berlaku sejak 2 Juli 2024"), "{written}");
    let saved = results(folder.path(), &["--perubahan", "satu.takar", "--perubahan", "dua.takar", "--data", "dua.csv"]);
    assert!(saved.lines().any(|line| line.contains(";S1.1;") && line.contains(";100;")), "{saved}");
}

#[test]
fn nothing_is_written_over_what_was_read() {
    assert_eq!(fails("simpan skenario usulan\n").0, "T0912");
    assert_eq!(fails("andai S1.1.realisasi = 64%\nsimpan usulan\n").0, "T0902");
    assert_eq!(fails("andai S1.1.realisasi = 64%\nsimpan skenario contoh.takar\n").0, "T0770");
    // The data file beside it would be the one that was read.
    let folder = folder(DATA);
    std::fs::rename(folder.path().join("contoh.csv"), folder.path().join("usulan.csv")).unwrap();
    let output = takar(
        folder.path(),
        &["repl", "contoh.takar", "--data", "usulan.csv"],
        "andai S1.1.realisasi = 64%\nsimpan skenario usulan\n",
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("usulan.takar").exists(), "not even the other file is written");
    let (_, err, code) = says_in(folder.path(), "andai S1.1.realisasi = 64%\nsimpan skenario tidak/ada/usulan\n");
    assert!(code == 4 || !err.is_empty());
}

#[test]
fn a_saved_scenario_is_loaded_into_a_session() {
    let folder = folder(DATA);
    says_in(folder.path(), "andai S1.1.realisasi = 64%; S1.1.target = 64%\nsimpan skenario usulan\n");
    let (out, err, code) = says_in(folder.path(), ":muat usulan.takar usulan.csv\nS1.1.capaian\n");
    assert_eq!((out.as_str(), err.as_str(), code), ("periode 2024\n100%\n", "", 0));
}

/// Something that can be supposed, with a number for it.
fn supposition() -> impl Strategy<Value = String> {
    let percent = (0u32..=10_000).prop_map(|value| format!("{},{:02}%", value / 100, value % 100));
    let knob =
        prop::sample::select(vec!["S1.1.realisasi", "S1.2.realisasi", "S2.1.realisasi", "S1.1.target", "S2.1.target"]);
    prop_oneof![
        (knob, percent).prop_map(|(knob, value)| format!("{knob} = {value}")),
        (0u32..500).prop_map(|value| format!("hadir = {value} orang")),
        (1u64..1_000_000_000).prop_map(|value| format!("A1.realisasi = Rp {value}")),
        (1u32..100).prop_map(|value| format!("S1.bobot = {value}%; S2.bobot = {}%", 100 - value)),
        (71u32..100).prop_map(|value| format!("mutu.\"Baik\".bawah = {value}%")),
        (0u32..=100).prop_map(|value| format!("pengukuran {{ batasi 0% s.d. {}% }}", value.max(1))),
        Just("S2.1.realisasi = tidak berlaku".to_owned()),
        Just("S1.1.realisasi = kosong".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("TAKAR_KASUS").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Saved and loaded again, any scenario gives the results that it had.
    #[test]
    fn any_scenario_is_saved_as_it_is(suppositions in prop::collection::vec(supposition(), 1..5)) {
        let lines: Vec<&str> = suppositions.iter().map(String::as_str).collect();
        saves_the_same(DATA, &lines);
    }
}
